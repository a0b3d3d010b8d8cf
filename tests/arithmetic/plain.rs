//! What is asked, in plain whole numbers.

use std::cmp::Ordering;

use kehoach::{End, Interval, Number, Threshold};

/// An interval between whole numbers: where its ends lie, and whether they belong to it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plain {
    low: Option<(i64, bool)>,
    high: Option<(i64, bool)>,
}

impl Plain {
    /// The six comparisons that begin at `n`: above, at least, below, at most, exactly, and two-sided up to the next whole
    /// number and up to `n` itself, with each end open and closed.
    pub(crate) fn all_at(n: i64) -> Vec<Self> {
        let mut all = vec![
            Self { low: Some((n, false)), high: None },
            Self { low: Some((n, true)), high: None },
            Self { low: None, high: Some((n, false)) },
            Self { low: None, high: Some((n, true)) },
        ];
        for to in [n, n + 1] {
            for (from_closed, to_closed) in [(true, true), (true, false), (false, true), (false, false)] {
                all.push(Self { low: Some((n, from_closed)), high: Some((to, to_closed)) });
            }
        }
        all
    }

    /// Whether a value lies inside, by how it compares with each end.
    pub(crate) fn holds(self, compare: impl Fn(i64) -> Ordering) -> bool {
        let above = self.low.is_none_or(|(at, closed)| match compare(at) {
            Ordering::Less => false,
            Ordering::Equal => closed,
            Ordering::Greater => true,
        });
        let below = self.high.is_none_or(|(at, closed)| match compare(at) {
            Ordering::Less => true,
            Ordering::Equal => closed,
            Ordering::Greater => false,
        });
        above && below
    }

    /// The same, as the library has it.
    fn interval(self) -> Interval<Number> {
        let end = |(at, closed)| End { at: Number::from(i32::try_from(at).unwrap()), closed };
        match (self.low, self.high) {
            (Some((at, closed)), Some((to, _))) if at == to && closed && self.high == self.low => {
                Interval::exactly(Number::from(i32::try_from(at).unwrap()))
            }
            (Some(low), Some(high)) => Interval::between(end(low), end(high)),
            (Some((at, true)), None) => Interval::at_least(end((at, true)).at),
            (Some((at, false)), None) => Interval::above(end((at, false)).at),
            (None, Some((at, true))) => Interval::at_most(end((at, true)).at),
            (None, Some((at, false))) => Interval::below(end((at, false)).at),
            (None, None) => panic!("an interval has an end"),
        }
    }

    pub(crate) fn percent(self) -> Threshold {
        Threshold::Percent(self.interval())
    }

    pub(crate) fn number(self) -> Threshold {
        Threshold::Plain(self.interval())
    }
}

/// How `part` of `whole` compares with so many percent. `whole` is above 0, and all are small enough to multiply.
pub(crate) fn against_percent(part: u64, whole: u64, percent: i64) -> Ordering {
    against(100 * part, whole, percent)
}

/// How `part / whole` compares with a whole number.
pub(crate) fn against(part: u64, whole: u64, n: i64) -> Ordering {
    i64::try_from(part).unwrap().cmp(&(n * i64::try_from(whole).unwrap()))
}
