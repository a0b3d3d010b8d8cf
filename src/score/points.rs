//! Points: exact decimals, rounded where a rule divides, and ranges of them.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::quantity::{Fraction, Number, Overflow};

/// How a rule that divides rounds, to the digits of its sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rounding {
    /// To the nearest; a half away from zero (làm tròn số học).
    #[default]
    HalfUp,
    /// To the nearest; a half to the even neighbour.
    HalfEven,
    /// Towards zero.
    Down,
    /// Away from zero.
    Up,
}

impl Rounding {
    /// `value` to so many digits after the point.
    ///
    /// # Errors
    /// [`Overflow`] if the result has no exact decimal.
    pub fn round(self, value: Fraction, places: u32) -> Result<Number, Overflow> {
        let scale = Fraction::new(10_i128.checked_pow(places).ok_or(Overflow)?, 1).map_err(|_| Overflow)?;
        let negative = value < Fraction::ZERO;
        let size = if negative { Fraction::ZERO.minus(value)? } else { value };
        let scaled = size.times(scale)?;
        let floor = scaled.floor();
        let rest = scaled.minus(Fraction::new(floor, 1).map_err(|_| Overflow)?)?;
        let half = Fraction::new(1, 2).map_err(|_| Overflow)?;
        let up = match self {
            Self::HalfUp => rest >= half,
            Self::HalfEven => rest > half || (rest == half && floor.checked_rem(2) == Some(1)),
            Self::Down => false,
            Self::Up => rest > Fraction::ZERO,
        };
        let whole = if up { floor.checked_add(1).ok_or(Overflow)? } else { floor };
        let signed = if negative { whole.checked_neg().ok_or(Overflow)? } else { whole };
        Decimal::try_from_i128_with_scale(signed, places).map(Number::from).map_err(|_| Overflow)
    }
}

/// The exact decimal of a fraction that is one.
pub(crate) fn exact(value: Fraction) -> Result<Number, Overflow> {
    Number::from_fraction(value).ok_or(Overflow)
}

/// One unit of a sheet's scale: 0.01 for two digits after the point.
pub(crate) fn unit(places: u32) -> Number {
    Number::from(Decimal::new(1, places))
}

/// The least and the greatest points that can still be: every completion of what is unknown lies from `low` to `high`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounds {
    /// The least.
    pub low: Number,
    /// The greatest.
    pub high: Number,
}

impl Bounds {
    /// Points that are certain.
    #[must_use]
    pub const fn exactly(points: Number) -> Self {
        Self { low: points, high: points }
    }

    /// The one value, if it is certain.
    #[must_use]
    pub fn single(self) -> Option<Number> {
        (self.low == self.high).then_some(self.low)
    }

    /// Both together.
    pub(crate) fn or(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.max(other.high) }
    }

    pub(crate) fn plus(self, other: Self) -> Result<Self, Overflow> {
        Ok(Self { low: self.low.plus(other.low)?, high: self.high.plus(other.high)? })
    }

    /// Less what is deducted: the least less the most, the most less the least.
    pub(crate) fn less(self, other: Self) -> Result<Self, Overflow> {
        Ok(Self { low: minus(self.low, other.high)?, high: minus(self.high, other.low)? })
    }

    /// No end above `most`.
    pub(crate) fn at_most(self, most: Number) -> Self {
        Self { low: self.low.min(most), high: self.high.min(most) }
    }

    /// No end below `least`.
    pub(crate) fn at_least(self, least: Number) -> Self {
        Self { low: self.low.max(least), high: self.high.max(least) }
    }
}

impl fmt::Display for Bounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.single() {
            Some(points) => points.fmt(f),
            None => f.pad(&format!("{}..{}", self.low, self.high)),
        }
    }
}

pub(crate) fn minus(a: Number, b: Number) -> Result<Number, Overflow> {
    exact(a.fraction().minus(b.fraction())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mode_rounds_at_its_own_place() {
        for (value, places, half_up, half_even, down, up) in [
            ("5/2", 0, "3", "2", "2", "3"),
            ("7/2", 0, "4", "4", "3", "4"),
            ("-5/2", 0, "-3", "-2", "-2", "-3"),
            ("1/3", 2, "0.33", "0.33", "0.33", "0.34"),
            ("2/3", 2, "0.67", "0.67", "0.66", "0.67"),
            ("1/8", 2, "0.13", "0.12", "0.12", "0.13"),
            ("10", 3, "10", "10", "10", "10"),
        ] {
            let round = |mode: Rounding| mode.round(value.parse().unwrap(), places).unwrap().to_string();
            assert_eq!(round(Rounding::HalfUp), half_up, "{value}");
            assert_eq!(round(Rounding::HalfEven), half_even, "{value}");
            assert_eq!(round(Rounding::Down), down, "{value}");
            assert_eq!(round(Rounding::Up), up, "{value}");
        }
    }
}
