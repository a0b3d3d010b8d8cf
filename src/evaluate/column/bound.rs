//! What is asked, as whole numbers: a verdict is a product or two, without a division.

use crate::{
    evaluate::{
        decide::{self, Values},
        outcome::Verdict,
        tally::PooledTally,
    },
    quantity::Fraction,
    threshold::{End, Interval},
};

/// An end of what is asked, as a fraction of whole numbers that are not negative.
#[derive(Debug, Clone, Copy)]
struct Edge {
    above: u64,
    below: u64,
    closed: bool,
}

impl Edge {
    fn of(end: &End<Fraction>) -> Option<Self> {
        let (above, below) = (end.at.numerator(), end.at.denominator());
        Some(Self { above: above.try_into().ok()?, below: below.try_into().ok()?, closed: end.closed })
    }

    /// Whether `k / over` is on or above a lower edge.
    ///
    /// Compared without a branch, here as in what follows: whether a figure meets what is asked is as good as a coin tossed,
    /// and a wrong guess of the processor costs more than all else.
    #[inline(always)]
    fn reached(self, k: u64, over: u64) -> bool {
        if (k | over | self.above | self.below) >> 32 == 0 {
            // OK because products of 32 bits fit into 64.
            let (value, edge) = (k.wrapping_mul(self.below), self.above.wrapping_mul(over));
            (value > edge) | (self.closed & (value == edge))
        } else {
            let product = |a: u64, b: u64| u128::from(a).saturating_mul(u128::from(b));
            let (value, edge) = (product(k, self.below), product(self.above, over));
            (value > edge) | (self.closed & (value == edge))
        }
    }

    /// Whether `k / over` is on or below an upper edge.
    #[inline]
    fn kept(self, k: u64, over: u64) -> bool {
        // On or below it: not above it, were it as open as it is closed.
        !Self { closed: !self.closed, ..self }.reached(k, over)
    }
}

/// A lower end, asked of shares whose parts and wholes have 32 bits: two products and no more.
#[derive(Debug, Clone, Copy)]
pub(in crate::evaluate) struct AtLeast {
    above: u64,
    below: u64,
    /// 1 where the end itself is not enough.
    more: u64,
}

impl AtLeast {
    /// Whether `part / whole` is what is asked.
    #[inline(always)]
    pub(in crate::evaluate) const fn holds(self, (part, whole): (u64, u64)) -> bool {
        // OK because products of 32 bits fit into 64, and leave room for one more.
        part.wrapping_mul(self.below) >= whole.wrapping_mul(self.above).wrapping_add(self.more)
    }
}

/// What is asked, of figures that are not negative.
#[derive(Debug, Clone, Copy)]
pub(in crate::evaluate) struct Bound {
    low: Option<Edge>,
    high: Option<Edge>,
    /// The verdict on a share of which a whole is unknown: by whether no part is reported, and whether none falls short.
    of_unknown_whole: [[Verdict; 2]; 2],
}

impl Bound {
    /// None where an end does not fit: then the exact fractions decide.
    pub(in crate::evaluate) fn of(asked: &Interval<Fraction>) -> Option<Self> {
        let edge = |end: Option<&End<Fraction>>| end.map(Edge::of);
        let low = match edge(asked.low()) {
            // Nothing lies below a negative end.
            Some(None) if asked.low().is_some_and(|end| end.at < Fraction::ZERO) => None,
            Some(None) => return None,
            edge => edge.flatten(),
        };
        let high = match edge(asked.high()) {
            Some(None) => return None,
            edge => edge.flatten(),
        };
        let verdict = |none: bool, all: bool| {
            let (part, whole) = match (none, all) {
                (true, true) => (0, 0),
                (true, false) => (0, 1),
                (false, true) => (1, 1),
                (false, false) => (1, 2),
            };
            let tally = PooledTally { part, whole, unknown_wholes: 1, ..PooledTally::default() };
            let values = Values { values: tally.values().ok()?, may_be_nobody: false };
            decide::verdict(&values, asked).ok()
        };
        let of_unknown_whole =
            [[verdict(false, false)?, verdict(false, true)?], [verdict(true, false)?, verdict(true, true)?]];
        Some(Self { low, high, of_unknown_whole })
    }

    /// Whether `k / over` is what is asked.
    #[inline(always)]
    pub(in crate::evaluate) fn holds(&self, k: u64, over: u64) -> bool {
        let low = match self.low {
            Some(edge) => edge.reached(k, over),
            None => true,
        };
        let high = match self.high {
            Some(edge) => edge.kept(k, over),
            None => true,
        };
        low & high
    }

    /// The same of whole numbers alone: those from the first to the second; of none, if the first is greater.
    pub(in crate::evaluate) fn counts(&self) -> (u64, u64) {
        const NONE: (u64, u64) = (1, 0);
        let least = self.low.map_or(0, |low| least_reaching(low, 1));
        let most = match self.high {
            Some(high) => match most_keeping(high, 1) {
                Some(most) => most,
                None => return NONE,
            },
            None => u128::MAX,
        };
        // OK because what is beyond 64 bits is beyond every count.
        u64::try_from(least).map_or(NONE, |least| (least, u64::try_from(most).unwrap_or(u64::MAX)))
    }

    /// The same of shares of 32 bits, where there is a lower end alone.
    pub(in crate::evaluate) fn at_least(&self) -> Option<AtLeast> {
        let low = self.low.filter(|low| self.high.is_none() && (low.above | low.below) >> 32 == 0)?;
        Some(AtLeast { above: low.above, below: low.below, more: u64::from(!low.closed) })
    }

    /// The verdict on `k / over` for every whole number `k` from `from` to `to`, or without end; `over` above 0.
    #[inline(always)]
    pub(in crate::evaluate) fn verdict(&self, from: u64, to: Option<u64>, over: u64) -> Verdict {
        const FROM_BELOW: [Verdict; 4] = [Verdict::Missed, Verdict::Open, Verdict::Met, Verdict::Met];
        const FROM_ABOVE: [Verdict; 4] = [Verdict::Missed, Verdict::Missed, Verdict::Open, Verdict::Met];
        let of = |table: [Verdict; 4], first: bool, second: bool| {
            let [neither, one, other, both] = table;
            let low = if second { one } else { neither };
            let high = if second { both } else { other };
            if first { high } else { low }
        };
        match (self.low, self.high) {
            (Some(low), None) => {
                let end = to.is_none() | low.reached(to.unwrap_or(from), over);
                of(FROM_BELOW, low.reached(from, over), end)
            }
            (None, Some(high)) => {
                let end = to.is_some() & high.kept(to.unwrap_or(from), over);
                of(FROM_ABOVE, high.kept(from, over), end)
            }
            (None, None) => Verdict::Met,
            (Some(low), Some(high)) => self.between(low, high, from, to, over),
        }
    }

    /// The same between two edges.
    fn between(&self, low: Edge, high: Edge, from: u64, to: Option<u64>, over: u64) -> Verdict {
        // The least number that reaches the one end and the greatest that keeps to the other.
        let (least, most) = (least_reaching(low, over), most_keeping(high, over));
        let inside =
            most.is_some_and(|most| least.max(from.into()) <= most.min(to.map_or(u128::MAX, u128::from)));
        let holds = |k: u64| low.reached(k, over) && high.kept(k, over);
        if !inside {
            Verdict::Missed
        } else if holds(from) && to.is_some_and(holds) {
            Verdict::Met
        } else {
            Verdict::Open
        }
    }

    /// The verdict on a share of parts over a whole, further wholes being unknown.
    #[inline]
    pub(in crate::evaluate) const fn of_unknown_whole(&self, part: u64, whole: u64) -> Verdict {
        let [[neither, all], [none, both]] = self.of_unknown_whole;
        match (part == 0, part == whole) {
            (false, false) => neither,
            (false, true) => all,
            (true, false) => none,
            (true, true) => both,
        }
    }
}

fn least_reaching(edge: Edge, over: u64) -> u128 {
    let (product, below) = (u128::from(edge.above).saturating_mul(over.into()), u128::from(edge.below));
    // OK because the lower half of a fraction is above 0.
    let (whole, rest) = (product.checked_div(below).unwrap_or(0), product.checked_rem(below).unwrap_or(0));
    if rest == 0 && edge.closed { whole } else { whole.saturating_add(1) }
}

fn most_keeping(edge: Edge, over: u64) -> Option<u128> {
    let (product, below) = (u128::from(edge.above).saturating_mul(over.into()), u128::from(edge.below));
    let (whole, rest) = (product.checked_div(below)?, product.checked_rem(below)?);
    if rest == 0 && !edge.closed { whole.checked_sub(1) } else { Some(whole) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::evaluate::completions::Completions;

    fn ends() -> impl Strategy<Value = Option<End<Fraction>>> {
        let at = (-3..40_i128, 1..9_i128).prop_map(|(a, b)| Fraction::new(a, b).unwrap());
        proptest::option::of((at, any::<bool>()).prop_map(|(at, closed)| End { at, closed }))
    }

    proptest! {
        #[test]
        fn whole_numbers_decide_as_fractions_do(
            low in ends(), high in ends(), from in 0..30_u64, more in proptest::option::of(0..30_u64), over in 1..12_u64,
        ) {
            let asked = match (low, high) {
                (Some(low), Some(high)) => Interval::between(low, high),
                (Some(low), None) if low.closed => Interval::at_least(low.at),
                (Some(low), None) => Interval::above(low.at),
                (None, Some(high)) if high.closed => Interval::at_most(high.at),
                (None, Some(high)) => Interval::below(high.at),
                (None, None) => return Ok(()),
            };
            let Some(bound) = Bound::of(&asked) else {
                prop_assert!(high.is_some_and(|end| end.at < Fraction::ZERO));
                return Ok(());
            };
            let to = more.map(|more| from + more);
            let values = Completions::Steps { from: from.into(), to: to.map(i128::from), over };
            let exact = decide::verdict(&Values { values: Some(values), may_be_nobody: false }, &asked).unwrap();
            prop_assert_eq!(bound.verdict(from, to, over), exact);
            let (least, most) = bound.counts();
            prop_assert_eq!((least..=most).contains(&from), bound.holds(from, 1));
            if let Some(at_least) = bound.at_least() {
                prop_assert_eq!(at_least.holds((from, over)), bound.holds(from, over));
            }
            let tally = PooledTally { part: from.min(over), whole: over, unknown_wholes: 1, ..PooledTally::default() };
            let values = Values { values: tally.values().unwrap(), may_be_nobody: false };
            prop_assert_eq!(bound.of_unknown_whole(from.min(over), over), decide::verdict(&values, &asked).unwrap());
        }
    }
}
