//! Where a figure counts once units have passed on to others: at which subjects, and how much of it.
//!
//! The rules stand on the page [`guide::reorganisation`](crate::guide::reorganisation), 'Where a cell counts'.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use chrono::NaiveDate;

use super::figures::Weight;
use crate::{
    id::IndicatorId,
    quantity::{Fraction, Overflow},
    unit::{Passage, Register},
};

/// A unit from a day on.
type Stage = (NaiveDate, usize);

/// How much of a figure counts at each subject; nothing at any other.
pub(super) type Reach = BTreeMap<usize, Weight>;

/// The subjects that hold all of what a unit has on a day, up to another day: the unit and all above it, what any of these
/// passes whole to, and all above that on the day of the passage.
pub(super) fn holders(register: &Register, (since, unit): Stage, until: NaiveDate) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut left = vec![(since, unit)];
    while let Some((on, start)) = left.pop() {
        let mut at = Some(start);
        while let Some(unit) = at {
            if found.insert(unit)
                && let Some(passage) = register.passing_whole(unit)
                && on < passage.on
                && passage.on <= until
            {
                left.push((passage.on, passage.to));
            }
            at = register.parent(unit, on);
        }
    }
    found
}

/// The parts into which what a unit has on a day is divided first, if it is by another day.
pub(super) fn division(register: &Register, (since, unit): Stage, until: NaiveDate) -> &[Passage] {
    let (mut at, mut from) = (unit, since);
    // OK because every turn leads to a later day.
    loop {
        let all = register.passing_from(at);
        let start = all.partition_point(|passage| passage.on <= from);
        let next = all.get(start..).unwrap_or_default();
        match next.first().filter(|passage| passage.on <= until) {
            Some(passage) if passage.whole => (at, from) = (passage.to, passage.on),
            Some(first) => {
                let of_day = next.partition_point(|passage| passage.on == first.on);
                return next.get(..of_day).unwrap_or_default();
            }
            None => return &[],
        }
    }
}

/// What share of a divided unit's figures on an indicator goes to the heir of a part; none without an apportionment.
pub(super) fn share(
    register: &Register,
    parts: &[Passage],
    part: &Passage,
    indicator: &IndicatorId,
) -> Option<Fraction> {
    let of = |passage: &Passage| {
        register.succession(passage).and_then(|said| said.shares.get(indicator)).map(|share| share.fraction())
    };
    of(part).or_else(|| parts.iter().any(|part| of(part).is_some()).then_some(Fraction::ZERO))
}

/// Where a figure of a unit counts whose last day is `since`, up to the last day of a judging period.
pub(super) fn reach(
    register: &Register,
    indicator: &IndicatorId,
    start: Stage,
    until: NaiveDate,
) -> Result<Reach, Overflow> {
    // Each stage that it can come to by division. Those of later days are worked out first: every division leads to a later day.
    let mut stages: BTreeMap<Stage, &[Passage]> = BTreeMap::new();
    let mut left = vec![start];
    while let Some(stage) = left.pop() {
        if let Entry::Vacant(place) = stages.entry(stage) {
            let parts = place.insert(division(register, stage, until));
            left.extend(parts.iter().map(|part| (part.on, part.to)));
        }
    }
    let mut reaches: BTreeMap<Stage, Reach> = BTreeMap::new();
    for (stage, parts) in stages.iter().rev() {
        let full = holders(register, *stage, until);
        let mut found = parted(register, indicator, parts, &reaches, &full)?;
        found.extend(full.into_iter().map(|place| (place, Weight::ALL)));
        reaches.insert(*stage, found);
    }
    Ok(reaches.remove(&start).unwrap_or_default())
}

/// How much of a divided unit's figure the subjects hold that hold some of its parts.
fn parted(
    register: &Register,
    indicator: &IndicatorId,
    parts: &[Passage],
    reaches: &BTreeMap<Stage, Reach>,
    full: &BTreeSet<usize>,
) -> Result<Reach, Overflow> {
    let of = |part: &Passage| reaches.get(&(part.on, part.to));
    let places: BTreeSet<usize> = parts
        .iter()
        .filter_map(of)
        .flat_map(BTreeMap::keys)
        .filter(|place| !full.contains(place))
        .copied()
        .collect();
    let mut found = Reach::new();
    for place in places {
        let held =
            |part: &Passage| of(part).and_then(|reach| reach.get(&place)).copied().unwrap_or(Weight::NONE);
        let weight = if parts.iter().all(|part| held(part) == Weight::ALL) {
            Weight::ALL
        } else {
            let mut sum = Weight::NONE;
            for part in parts {
                match share(register, parts, part, indicator) {
                    Some(share) => sum = sum.plus(held(part).times(share)?)?,
                    None => sum = Weight::SOME,
                }
            }
            sum
        };
        found.insert(place, weight);
    }
    Ok(found)
}
