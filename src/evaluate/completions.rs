//! The values that a figure can still take: what partial evidence leaves possible.

use serde::{Deserialize, Serialize};

use crate::{
    quantity::{Fraction, Overflow},
    threshold::{End, Interval},
};

/// The values of an aggregate over every way the unknown figures could still turn out, the reported ones held fixed.
///
/// Whether a threshold is met, missed or open is decided over these values themselves, not over their two ends: `[1, 2]` is
/// missed by a value that can only be 0 or 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Completions {
    /// `k / over` for every whole number `k` from `from` to `to`, or without end.
    Steps { from: i128, to: Option<i128>, over: u64 },
    /// Every value of an interval that has a lower end and is not empty.
    Dense(Interval<Fraction>),
    /// `met / (met + missed)` for every pair of whole numbers in these ranges whose sum is in the third and not 0: the shares
    /// that a nested target can have while membership itself is unknown.
    Pairs { met: (u64, u64), missed: (u64, u64), both: (u64, u64) },
}

/// The least and the greatest value that an aggregate can still have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    /// The least value; of a share, from 0 to 1.
    pub low: Fraction,
    /// Whether the least value itself can occur.
    pub low_attained: bool,
    /// The greatest value, or `None` if there is none.
    pub high: Option<Fraction>,
    /// Whether the greatest value itself can occur.
    pub high_attained: bool,
}

/// How the possible values lie to what is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sides {
    /// Some possible value meets it.
    pub(crate) inside: bool,
    /// Some possible value does not.
    pub(crate) outside: bool,
}

impl Completions {
    /// The single value, if only one is left.
    pub(crate) fn single(&self) -> Result<Option<Fraction>, Overflow> {
        let range = self.range()?;
        Ok(Some(range.low).filter(|low| range.high == Some(*low) && range.low_attained))
    }

    pub(crate) fn range(&self) -> Result<Range, Overflow> {
        match *self {
            Self::Steps { from, to, over } => Ok(Range {
                low: step(from, over)?,
                low_attained: true,
                high: to.map(|to| step(to, over)).transpose()?,
                high_attained: to.is_some(),
            }),
            Self::Dense(values) => Ok(Range {
                low: values.low().map_or(Fraction::ZERO, |end| end.at),
                low_attained: values.low().is_some_and(|end| end.closed),
                high: values.high().map(|end| end.at),
                high_attained: values.high().is_some_and(|end| end.closed),
            }),
            Self::Pairs { met, missed, both } => {
                // The share grows with each one met and falls with each one missed: its ends lie where one is as small and
                // the other as large as their sum allows. Where nobody need be a member at all, 0 of 0 is no value.
                let low_met = met.0;
                let low_missed = missed.1.min(both.1.saturating_sub(low_met));
                let high_missed = missed.0;
                let high_met = met.1.min(both.1.saturating_sub(high_missed));
                let low = share(low_met, low_missed).or_else(|| share(met.1, 0)).unwrap_or(Fraction::ZERO);
                let high =
                    share(high_met, high_missed).or_else(|| share(0, missed.1)).unwrap_or(Fraction::ZERO);
                Ok(Range { low, low_attained: true, high: Some(high), high_attained: true })
            }
        }
    }

    /// On which sides of what is asked possible values lie.
    pub(crate) fn sides(&self, asked: &Interval<Fraction>) -> Result<Sides, Overflow> {
        let range = self.range()?;
        match *self {
            Self::Steps { from, to, over } => {
                let outside = !asked.contains(&range.low)
                    || range.high.map_or(asked.high().is_some(), |high| !asked.contains(&high));
                let inside = some_step_inside(from, to, over, asked)?;
                Ok(Sides { inside, outside })
            }
            Self::Dense(values) => {
                Ok(Sides { inside: !values.and(asked).is_empty(), outside: !values.lies_within(asked) })
            }
            Self::Pairs { met, missed, both } => {
                let ends = [range.low, range.high.unwrap_or(range.low)].map(|end| asked.contains(&end));
                // A one-sided demand is met by an end if by anything. A two-sided one may be met in between only.
                let inside = ends.contains(&true) || some_share_inside(met, missed, both, asked)?;
                let outside = ends.contains(&false);
                Ok(Sides { inside, outside })
            }
        }
    }
}

fn step(k: i128, over: u64) -> Result<Fraction, Overflow> {
    Fraction::new(k, over.into()).map_err(|_| Overflow)
}

fn share(met: u64, missed: u64) -> Option<Fraction> {
    Fraction::new(met.into(), i128::from(met).checked_add(missed.into())?).ok()
}

/// The least `k` from `from` to `to` from which on something holds, found by halving; none if it holds nowhere.
fn first(
    from: i128,
    to: i128,
    holds: impl Fn(i128) -> Result<bool, Overflow>,
) -> Result<Option<i128>, Overflow> {
    let (mut low, mut high) = (from, to);
    while low < high {
        let half = high.checked_sub(low).and_then(|distance| distance.checked_div(2)).ok_or(Overflow)?;
        let middle = low.checked_add(half).ok_or(Overflow)?;
        if holds(middle)? {
            high = middle;
        } else {
            low = middle.checked_add(1).ok_or(Overflow)?;
        }
    }
    Ok(if low <= to && holds(low)? { Some(low) } else { None })
}

/// The least `k` from `from` to `to` for which `k / over` does not fall short of what is asked: no product that could overflow is
/// ever formed.
fn first_not_short(
    from: i128,
    to: Option<i128>,
    over: u64,
    asked: &Interval<Fraction>,
) -> Result<Option<i128>, Overflow> {
    let enough = |k: i128| step(k, over).map(|value| !asked.is_above(&value));
    let high = match to {
        Some(to) => to,
        None => {
            // Without an end: doubled until it no longer falls short.
            let mut reach = 1_i128;
            loop {
                let k = from.checked_add(reach).ok_or(Overflow)?;
                if enough(k)? {
                    break k;
                }
                reach = reach.checked_mul(2).ok_or(Overflow)?;
            }
        }
    };
    first(from, high, enough)
}

/// The least `k >= 0` for which `(base + k) / over` meets what is asked, `base + k` being at most `most`; none if none does.
pub(crate) fn least_further(
    base: i128,
    most: Option<i128>,
    over: u64,
    asked: &Interval<Fraction>,
) -> Result<Option<i128>, Overflow> {
    let Some(first) = first_not_short(base, most, over, asked)? else { return Ok(None) };
    if !asked.contains(&step(first, over)?) {
        return Ok(None);
    }
    first.checked_sub(base).ok_or(Overflow).map(Some)
}

/// Whether some `k / over`, `k` from `from` to `to`, meets what is asked.
fn some_step_inside(
    from: i128,
    to: Option<i128>,
    over: u64,
    asked: &Interval<Fraction>,
) -> Result<bool, Overflow> {
    least_further(from, to, over, asked).map(|found| found.is_some())
}

/// Whether some `met / (met + missed)` of [`Completions::Pairs`] meets a two-sided demand.
///
/// Of each number of members the shares from the least to the most that can be met of them count. In which numbers of members those
/// reach what is asked is found by halving, and whether a share of a whole number lies inside by counting them all at once: the
/// numbers of members themselves are never walked through.
fn some_share_inside(
    met: (u64, u64),
    missed: (u64, u64),
    both: (u64, u64),
    asked: &Interval<Fraction>,
) -> Result<bool, Overflow> {
    let shares = asked.and(&Interval::between(End::closed(Fraction::ZERO), End::closed(Fraction::ONE)));
    let (Some(low), Some(high)) = (shares.low(), shares.high()) else { return Ok(false) };
    if shares.is_empty() {
        return Ok(false);
    }
    let [met, missed, both] = [met, missed, both].map(|(least, most)| (i128::from(least), i128::from(most)));
    let of = |k: i128, members: i128| Fraction::new(k, members).map_err(|_| Overflow);
    let less = |members: i128, k: i128| members.checked_sub(k).ok_or(Overflow);
    let (mut from, mut to) = (both.0.max(1), both.1);
    // All that are surely met are not too many of so many members, and all that can be without the surely missed are enough ...
    let enough = |members: i128| -> Result<bool, Overflow> {
        let most = of(less(members, missed.0)?, members)?;
        Ok(!shares.is_below(&of(met.0, members)?) && !shares.is_above(&most))
    };
    match first(from, to, enough)? {
        Some(least) => from = least,
        None => return Ok(false),
    }
    // ... and those that can be met are not too few, nor those too many that are left when all are missed that can be.
    let too_many = |members: i128| -> Result<bool, Overflow> {
        let least = of(less(members, missed.1)?, members)?;
        Ok(shares.is_above(&of(met.1, members)?) || shares.is_below(&least))
    };
    if let Some(least) = first(from, to, too_many)? {
        to = less(least, 1)?;
    }
    // `k <= share x n`, or `k < share x n`, for so many `k` from 0 on.
    let below = |share: Fraction, with_itself: bool| {
        let add = if with_itself {
            share.denominator()
        } else {
            share.denominator().checked_sub(1).ok_or(Overflow)?
        };
        sum_of_floors(from, to, share, add)
    };
    Ok(from <= to && below(high.at, high.closed)? != below(low.at, !low.closed)?)
}

/// The sum of `floor((share x n x d + add) / d)` for `n` from `from` to `to`, `d` being the share's denominator; what is above 128 bits
/// is left out, which changes no difference of sums that are as near as the numbers of shares of at most 2^64 members are.
fn sum_of_floors(from: i128, to: i128, share: Fraction, add: i128) -> Result<u128, Overflow> {
    let held = |n: i128| u128::try_from(n).map_err(|_| Overflow);
    let div = |a: u128, b: u128| a.checked_div(b).zip(a.checked_rem(b)).ok_or(Overflow);
    let (mut over, mut step) = (held(share.denominator())?, held(share.numerator())?);
    let mut count = held(to)?.checked_sub(held(from)?).and_then(|n| n.checked_add(1)).ok_or(Overflow)?;
    let mut add =
        step.checked_mul(held(from)?).and_then(|n| n.checked_add(held(add).ok()?)).ok_or(Overflow)?;
    let mut sum = 0_u128;
    // The points under a line, with its axes changed over and over: as many rounds as Euclid's algorithm takes.
    loop {
        let (whole, rest) = div(step, over)?;
        let pairs =
            count.checked_mul(count.saturating_sub(1)).and_then(|n| n.checked_div(2)).ok_or(Overflow)?;
        sum = sum.wrapping_add(pairs.wrapping_mul(whole));
        let (height, left) = div(add, over)?;
        sum = sum.wrapping_add(count.wrapping_mul(height));
        let top = rest.checked_mul(count).and_then(|n| n.checked_add(left)).ok_or(Overflow)?;
        let (rows, more) = div(top, over)?;
        if rows == 0 {
            return Ok(sum);
        }
        (count, add, step, over) = (rows, more, over, rest);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::threshold::Threshold;

    fn f(text: &str) -> Fraction {
        text.parse().unwrap()
    }

    fn asked(text: &str) -> Interval<Fraction> {
        text.parse::<Threshold>().unwrap().values().unwrap()
    }

    #[track_caller]
    fn sides(values: Completions, threshold: &str, inside: bool, outside: bool) {
        assert_eq!(values.sides(&asked(threshold)).unwrap(), Sides { inside, outside }, "{threshold}");
    }

    #[test]
    fn two_sided_demands_are_decided_by_the_values_between_the_ends() {
        let counts = |from, to| Completions::Steps { from, to, over: 1 };
        sides(counts(0, None), "[1, 2]", true, true);
        sides(counts(3, None), "[1, 2]", false, true);
        sides(counts(0, Some(5)), "(2, 3)", false, true);
        sides(counts(1, Some(2)), "[1, 2]", true, false);
        sides(counts(5, None), ">= 5", true, false);
        sides(Completions::Steps { from: 0, to: Some(3), over: 3 }, "[40%, 60%]", false, true);
        sides(Completions::Steps { from: 0, to: Some(4), over: 4 }, "[40%, 60%]", true, true);
    }

    #[test]
    fn an_open_end_is_no_value() {
        let unknown_whole = Completions::Dense(Interval::between(End::closed(f("0")), End::open(f("1"))));
        sides(unknown_whole, ">= 100%", false, true);
        sides(unknown_whole, "< 100%", true, false);
        sides(unknown_whole, "> 0%", true, true);
    }

    /// Nobody walks through ten to the eighteenth numbers of members, here or on the way to a verdict of a tally that someone sent.
    #[test]
    fn shares_of_any_number_of_members_are_decided_at_once() {
        let most = 1_000_000_000_000_000_000;
        let one_of =
            |missed: u64| Completions::Pairs { met: (1, 1), missed: (0, missed), both: (1, missed + 1) };
        sides(one_of(most), "(25%, 33.3%]", false, true);
        sides(one_of(most), "[25%, 33.3%)", true, true);
        sides(one_of(most), "(33.4%, 49.9%)", false, true);
        sides(one_of(most), "[0.0000000000001%, 0.0000000000002%]", true, true);
        sides(one_of(most), "= 0.0000000000001%", true, true);
        sides(one_of(most), "= 0.0000000000003%", false, true);
        sides(one_of(most), "[-5%, 120%]", true, false);
        sides(one_of(most), "(120%, 130%)", false, true);
        let any = Completions::Pairs { met: (0, most), missed: (1, most), both: (1, most) };
        sides(any, "(99.99999999999999%, 100%)", true, true);
        sides(any, "(99.999999999999999999%, 100%)", false, true);
        // What is beyond 128 bits on the way is an error.
        assert_eq!(any.sides(&asked("= 50.00000000000000000000000001%")), Err(Overflow));
    }

    #[test]
    fn bounds_out_of_reach_are_an_overflow_not_a_guess() {
        let values = Completions::Steps { from: 0, to: None, over: u64::MAX };
        let far: Interval<Fraction> = Interval::at_least(Fraction::new(i128::MAX, 3).unwrap());
        assert_eq!(values.sides(&far), Err(Overflow));
    }

    /// What the possible values are, said plainly.
    fn listed(values: Completions) -> Vec<Fraction> {
        match values {
            Completions::Steps { from, to, over } => {
                (from..=to.unwrap()).map(|k| step(k, over).unwrap()).collect()
            }
            Completions::Pairs { met, missed, both } => (met.0..=met.1)
                .flat_map(|m| (missed.0..=missed.1).map(move |f| (m, f)))
                .filter(|(m, f)| (both.0..=both.1).contains(&(m + f)))
                .filter_map(|(m, f)| share(m, f))
                .collect(),
            Completions::Dense(_) => unreachable!("not listed"),
        }
    }

    /// Unit by unit, what each may turn out: met, missed, no member.
    fn members() -> impl Strategy<Value = Vec<[bool; 3]>> {
        let unit = any::<[bool; 3]>().prop_filter("something", |u| u.contains(&true));
        proptest::collection::vec(unit, 0..7)
    }

    fn pairs(units: &[[bool; 3]]) -> Completions {
        let range = |value: fn(usize) -> u64| {
            let ends = units.iter().map(|unit| {
                let possible = (0..3).filter(|k| unit[*k]).map(value);
                (possible.clone().min().unwrap(), possible.max().unwrap())
            });
            ends.fold((0, 0), |sum, end| (sum.0 + end.0, sum.1 + end.1))
        };
        Completions::Pairs {
            met: range(|k| u64::from(k == 0)),
            missed: range(|k| u64::from(k == 1)),
            both: range(|k| u64::from(k < 2)),
        }
    }

    /// Every way the units can turn out.
    fn brute(units: &[[bool; 3]]) -> Vec<(u64, u64)> {
        let mut all = vec![(0, 0)];
        for unit in units {
            let choices: Vec<usize> = (0..3).filter(|k| unit[*k]).collect();
            all = all
                .iter()
                .flat_map(|(m, f)| {
                    choices.iter().map(move |k| (m + u64::from(*k == 0), f + u64::from(*k == 1)))
                })
                .collect();
            all.sort_unstable();
            all.dedup();
        }
        all
    }

    proptest! {
        #[test]
        fn ranges_and_sides_are_those_of_the_listed_values(
            from in -3..6_i128, more in 0..9_i128, over in 1..9_u64, low in -2..12_i128, width in 0..6_i128, ends in any::<(bool, bool)>(),
        ) {
            let values = Completions::Steps { from, to: Some(from + more), over };
            let end = |k: i128, closed| End { at: Fraction::new(k, 4).unwrap(), closed };
            let asked = Interval::between(end(low, ends.0), end(low + width, ends.1));
            let all = listed(values);
            let sides = Sides { inside: all.iter().any(|v| asked.contains(v)), outside: all.iter().any(|v| !asked.contains(v)) };
            prop_assert_eq!(values.sides(&asked).unwrap(), sides);
            let range = values.range().unwrap();
            prop_assert_eq!((range.low, range.high), (*all.iter().min().unwrap(), all.iter().max().copied()));
        }

        #[test]
        fn shares_between_the_ends_are_those_of_the_listed_values(
            met in (0..30_u64, 0..30_u64), missed in (0..30_u64, 0..30_u64), cut in (0..9_u64, 0..9_u64),
            over in 1..400_i128, low in -9..400_i128, width in 0..40_i128, ends in any::<(bool, bool)>(),
        ) {
            let (met, missed) = ((met.0, met.0 + met.1), (missed.0, missed.0 + missed.1));
            let (least, most) = (met.0 + missed.0 + cut.0, met.1 + missed.1);
            let both = (least.min(most), most.saturating_sub(cut.1).max(least.min(most)));
            let values = Completions::Pairs { met, missed, both };
            let end = |k: i128, closed| End { at: Fraction::new(k, over).unwrap(), closed };
            let asked = Interval::between(end(low, ends.0), end(low + width, ends.1));
            let inside = listed(values).iter().any(|share| asked.contains(share));
            prop_assert_eq!(some_share_inside(met, missed, both, &asked).unwrap(), inside);
        }

        #[test]
        fn unknown_membership_is_bounded_tightly(units in members(), low in 0..=20_i128, width in 0..8_i128, ends in any::<(bool, bool)>()) {
            let values = pairs(&units);
            let every: Vec<Fraction> = brute(&units).into_iter().filter_map(|(m, f)| share(m, f)).collect();
            // The ranges of a sum of such choices leave no gap: they say exactly what can occur.
            let (mut a, mut b) = (listed(values), every.clone());
            a.sort_unstable();
            a.dedup();
            b.sort_unstable();
            b.dedup();
            prop_assert_eq!(a, b);
            if !every.is_empty() {
                let range = values.range().unwrap();
                prop_assert_eq!((Some(range.low), range.high), (every.iter().min().copied(), every.iter().max().copied()));
                let end = |k: i128, closed| End { at: Fraction::new(k, 20).unwrap(), closed };
                let asked = Interval::between(end(low, ends.0), end(low + width, ends.1));
                let sides = Sides { inside: every.iter().any(|v| asked.contains(v)), outside: every.iter().any(|v| !asked.contains(v)) };
                prop_assert_eq!(values.sides(&asked).unwrap(), sides);
            }
        }
    }
}
