//! From criteria to a total: groups with their maxima, what is not applicable, bonus and penalty.

use super::{Bounds, Group, GroupScore, NotApplicable, Sheet, rule::Digits};
use crate::quantity::{Fraction, Number, Overflow};

/// More criteria than this of which it is unknown whether they apply are not tried one against another: their sums are then
/// bounded by 0 and the maximum.
const TRIED: usize = 10;

/// What a rule says of a criterion.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ruled {
    pub(super) max: Number,
    /// None where it is not applicable.
    pub(super) points: Option<Bounds>,
    /// Whether it may still turn out to be not applicable.
    pub(super) may_be_nothing: bool,
}

/// What the criteria add up to.
pub(super) struct Total {
    pub(super) groups: Vec<GroupScore>,
    /// None where nothing counts.
    pub(super) sum: Option<Bounds>,
}

/// What enters the sums for a criterion, where it is taken to be applicable or not.
pub(super) fn counted(ruled: &Ruled, applies: bool, policy: Option<NotApplicable>) -> Option<Bounds> {
    match (ruled.points.filter(|_| applies), policy) {
        (Some(points), _) => Some(points),
        (None, Some(NotApplicable::Full)) => Some(Bounds::exactly(ruled.max)),
        (None, Some(NotApplicable::Zero)) => Some(Bounds::exactly(Number::ZERO)),
        (None, _) => None,
    }
}

/// Adds the criteria up, over every way in which those can still turn out of which it is unknown whether they apply.
pub(super) fn total(
    sheet: &Sheet,
    members: &[(Option<&Group>, Vec<usize>)],
    criteria: &[Ruled],
) -> Result<Total, Overflow> {
    let open: Vec<usize> = criteria
        .iter()
        .enumerate()
        .filter(|(_, c)| c.may_be_nothing && c.points.is_some())
        .map(|(k, _)| k)
        .collect();
    let policy = sheet.parts().not_applicable;
    let all: Vec<Option<Bounds>> = criteria.iter().map(|ruled| counted(ruled, true, policy)).collect();
    let case = |left_out: u32| {
        let mut entering = all.clone();
        for (bit, k) in (0_u32..).zip(&open) {
            if left_out.checked_shr(bit).unwrap_or(0) & 1 == 1
                && let (Some(slot), Some(ruled)) = (entering.get_mut(*k), criteria.get(*k))
            {
                *slot = counted(ruled, false, policy);
            }
        }
        add_up(sheet, members, criteria, &entering)
    };
    let mut found = case(0)?;
    if open.len() > TRIED {
        found.sum = Some(Bounds { low: Number::ZERO, high: sheet.parts().points });
        for group in &mut found.groups {
            group.sum.low = Number::ZERO;
            group.points = Some(Bounds { low: Number::ZERO, high: group.all_max });
        }
        return Ok(found);
    }
    let cases = 1_u32.checked_shl(u32::try_from(open.len()).unwrap_or(0)).unwrap_or(1);
    for left_out in 1..cases {
        let other = case(left_out)?;
        found.sum = join(found.sum, other.sum);
        for (group, other) in found.groups.iter_mut().zip(other.groups) {
            group.sum = group.sum.or(other.sum);
            group.counted_max = group.counted_max.min(other.counted_max);
            group.points = join(group.points, other.points);
        }
    }
    Ok(found)
}

fn join(a: Option<Bounds>, b: Option<Bounds>) -> Option<Bounds> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.or(b)),
        (a, b) => a.or(b),
    }
}

/// `points x all / counted`, rounded once; nothing is divided where all counts.
fn rescale(points: Bounds, all: Number, counted: Number, digits: Digits) -> Result<Bounds, Overflow> {
    if all == counted {
        return Ok(points);
    }
    let factor = all.fraction().over(counted.fraction()).map_err(|_| Overflow)?;
    let one = |points: Number| digits.rounding.round(points.fraction().times(factor)?, digits.places);
    Ok(Bounds { low: one(points.low)?, high: one(points.high)? })
}

fn add_up(
    sheet: &Sheet,
    members: &[(Option<&Group>, Vec<usize>)],
    criteria: &[Ruled],
    entering: &[Option<Bounds>],
) -> Result<Total, Overflow> {
    let parts = sheet.parts();
    let digits = Digits { places: parts.places, rounding: parts.rounding };
    let of_total = parts.not_applicable == Some(NotApplicable::LeftOutOfTotal);
    let mut groups = Vec::new();
    let mut sum = Bounds::exactly(Number::ZERO);
    // What all groups can bring, and what those can that count.
    let (mut all_groups, mut counted_groups) = (Number::ZERO, Number::ZERO);
    let mut any = false;
    for (group, members) in members {
        let mut found = GroupScore {
            group: group.map(|group| group.id.clone()),
            sum: Bounds::exactly(Number::ZERO),
            all_max: Number::ZERO,
            counted_max: Number::ZERO,
            points: None,
        };
        for &place in members {
            let Some((ruled, points)) = criteria.get(place).zip(entering.get(place)) else { continue };
            found.all_max = found.all_max.plus(ruled.max)?;
            if let Some(points) = points {
                found.sum = found.sum.plus(*points)?;
                found.counted_max = found.counted_max.plus(ruled.max)?;
            }
        }
        let cap = |most: Number| group.and_then(|group| group.max).map_or(most, |max| max.min(most));
        all_groups = all_groups.plus(cap(found.all_max))?;
        if found.counted_max > Number::ZERO {
            any = true;
            let points = if of_total {
                counted_groups = counted_groups.plus(cap(found.counted_max))?;
                found.sum
            } else {
                counted_groups = counted_groups.plus(cap(found.all_max))?;
                rescale(found.sum, found.all_max, found.counted_max, digits)?
            };
            let points = group.and_then(|group| group.max).map_or(points, |max| points.at_most(max));
            sum = sum.plus(points)?;
            found.points = Some(points);
        }
        groups.push(found);
    }
    let sum = if any { Some(rescale(sum, all_groups, counted_groups, digits)?) } else { None };
    Ok(Total { groups, sum })
}

/// The sum with bonuses and less penalties, not below 0 and not above the greatest total.
pub(super) fn with_adjustments(
    sheet: &Sheet,
    sum: Bounds,
    adjustments: impl Iterator<Item = (bool, Bounds)>,
) -> Result<Bounds, Overflow> {
    let mut total = sum;
    for (penalty, points) in adjustments {
        total = if penalty { total.less(points)? } else { total.plus(points)? };
    }
    let total = total.at_least(Number::ZERO);
    Ok(sheet.parts().total_max.map_or(total, |most| total.at_most(most)))
}

/// How much of the sheet rests on reported figures: the maxima of the criteria that apply, each times how much of it is
/// known, over their sum.
pub(super) fn completeness(criteria: &[(Ruled, Fraction)]) -> Result<Option<Fraction>, Overflow> {
    let (mut known, mut all) = (Fraction::ZERO, Fraction::ZERO);
    for (ruled, share) in criteria.iter().filter(|(ruled, _)| ruled.points.is_some()) {
        known = known.plus(ruled.max.fraction().times(*share)?)?;
        all = all.plus(ruled.max.fraction())?;
    }
    Ok(known.over(all).ok())
}
