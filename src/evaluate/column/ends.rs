//! What can still come of a heap: its least and greatest value.

use super::Misfit;
use crate::{
    evaluate::completions::Range,
    quantity::{Fraction, Overflow},
};

/// The least and greatest value of a heap, as they come: not in lowest terms.
///
/// Cheaper than a [`Range`](crate::Range), and equal to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// What is counted at least.
    pub low: i128,
    /// What is counted at most; `None` if there is no limit.
    pub high: Option<i128>,
    /// Over what: both ends are divided by it.
    pub over: i128,
    /// Whether the least value itself can occur.
    pub low_attained: bool,
    /// Whether the greatest value itself can occur.
    pub high_attained: bool,
}

impl Bounds {
    /// One value, over something.
    #[inline(always)]
    pub(super) fn exactly(value: u64, over: u64) -> Self {
        let value = i128::from(value);
        Self { low: value, high: Some(value), over: over.into(), low_attained: true, high_attained: true }
    }

    /// The same as a range, over the least common denominator: that of amounts is at most as long as theirs.
    pub(in crate::evaluate) fn of(range: Range) -> Option<Self> {
        let (low, high) = (range.low, range.high.unwrap_or(range.low));
        let over = common(low.denominator(), high.denominator())?;
        let above = |end: Fraction| end.numerator().checked_mul(over.checked_div(end.denominator())?);
        Some(Self {
            low: above(low)?,
            high: match range.high {
                Some(high) => Some(above(high)?),
                None => None,
            },
            over,
            low_attained: range.low_attained,
            high_attained: range.high_attained,
        })
    }

    /// The same in lowest terms.
    ///
    /// # Errors
    /// [`Overflow`]: never of the bounds that an evaluation gives.
    pub fn range(&self) -> Result<Range, Overflow> {
        let end = |above: i128| Fraction::new(above, self.over).map_err(|_| Overflow);
        Ok(Range {
            low: end(self.low)?,
            low_attained: self.low_attained,
            high: self.high.map(end).transpose()?,
            high_attained: self.high_attained,
        })
    }
}

/// The least common multiple of two denominators.
fn common(a: i128, b: i128) -> Option<i128> {
    let (mut divisor, mut rest) = (a, b);
    while rest != 0 {
        (divisor, rest) = (rest, divisor.checked_rem(rest)?);
    }
    a.checked_div(divisor)?.checked_mul(b)
}

/// Bounds in three words, as columns keep them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ends {
    low: u64,
    /// [`Ends::NO_LIMIT`] if there is none.
    high: u64,
    /// With two marks in its highest bits. 0 where there is nothing to measure.
    over: u64,
}

impl Ends {
    const NO_LIMIT: u64 = u64::MAX;
    const LOW_OUT: u64 = 1 << 63;
    const HIGH_OUT: u64 = 1 << 62;
    const OVER: u64 = Self::HIGH_OUT - 1;
    /// There is nothing to measure.
    pub(super) const NOTHING: Self = Self { low: 0, high: 0, over: 0 };
    /// Exact fractions have to say.
    pub(super) const EXACT: Self = Self { low: 1, high: 0, over: 0 };

    /// The same as bounds; exact where they do not fit.
    pub(super) fn of(bounds: Option<Bounds>) -> Self {
        let Some(bounds) = bounds else { return Self::NOTHING };
        let small = |n: i128, most: u64| u64::try_from(n).ok().filter(|n| *n <= most);
        let high = bounds.high.map_or(Some(Self::NO_LIMIT), |high| small(high, Self::NO_LIMIT - 1));
        let ends = small(bounds.low, u64::MAX).zip(high).zip(small(bounds.over, Self::OVER));
        ends.map_or(Self::EXACT, |((low, high), over)| {
            let low_out = if bounds.low_attained { 0 } else { Self::LOW_OUT };
            let high_out = if bounds.high_attained || bounds.high.is_none() { 0 } else { Self::HIGH_OUT };
            Self { low, high, over: over | low_out | high_out }
        })
    }

    /// The bounds; an error where only exact fractions say.
    #[inline(always)]
    pub(super) fn bounds(self) -> Result<Option<Bounds>, Misfit> {
        if self.over == 0 {
            return if self == Self::NOTHING { Ok(None) } else { Err(Misfit) };
        }
        let high = (self.high != Self::NO_LIMIT).then_some(i128::from(self.high));
        Ok(Some(Bounds {
            low: self.low.into(),
            high,
            over: (self.over & Self::OVER).into(),
            low_attained: self.over & Self::LOW_OUT == 0,
            high_attained: high.is_some() && self.over & Self::HIGH_OUT == 0,
        }))
    }
}
