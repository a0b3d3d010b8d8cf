//! Figures as they are shown to people: rounded, but never against their verdict.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::Interval;
use crate::quantity::{Fraction, FractionError, Number};

/// More digits than this say no more than the fraction itself.
const MOST_PLACES: u32 = 9;

/// A figure as it is shown: a decimal, or the fraction itself where no short decimal would tell the truth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    figure: Figure,
    percent: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Figure {
    Decimal(Number),
    Fraction(Fraction),
}

/// `value` rounded half up (away from zero) to at most `places` digits after the point; with `percent`, those of the percent
/// figure that stands for it.
///
/// A shown number never contradicts its verdict: if the rounded number lay on another side of an end of `asked` than the
/// value itself, more digits are shown until it does not, up to 9, and the fraction itself after that.
///
/// ```
/// # use kehoach::{Fraction, Threshold, show};
/// let over_85: Threshold = "> 85%".parse()?;
/// assert_eq!(show(Fraction::new(23, 27)?, true, 0, over_85.values().as_ref()).to_string(), "85.2%");
/// assert_eq!(show(Fraction::new(23, 27)?, true, 0, None).to_string(), "85%");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn show(value: Fraction, percent: bool, places: u32, asked: Option<&Interval<Fraction>>) -> Shown {
    show_among(value, percent, places, asked.map_or(&[], std::slice::from_ref))
}

/// The same of a value that is held against several intervals.
pub(crate) fn show_among(value: Fraction, percent: bool, places: u32, asked: &[Interval<Fraction>]) -> Shown {
    for places in places.min(MOST_PLACES)..=MOST_PLACES {
        let Some(rounded) = rounded(value, percent, places) else { break };
        let read = if percent { super::percent(rounded) } else { rounded.fraction() };
        let same_side = asked.iter().all(|asked| {
            asked.is_above(&read) == asked.is_above(&value) && asked.is_below(&read) == asked.is_below(&value)
        });
        if same_side {
            return Shown { figure: Figure::Decimal(rounded), percent };
        }
    }
    Shown::exactly(value)
}

/// Half up and away from zero; `None` if the figure has more digits than a decimal.
fn rounded(value: Fraction, percent: bool, places: u32) -> Option<Number> {
    let figures = 10_i128.checked_pow(places)?.checked_mul(if percent { 100 } else { 1 })?;
    let scaled = value.times(Fraction::new(figures, 1).ok()?).ok()?;
    let half = Fraction::new(if scaled < Fraction::ZERO { -1 } else { 1 }, 2).ok()?;
    let moved = scaled.plus(half).ok()?;
    let whole = if scaled < Fraction::ZERO { moved.ceil() } else { moved.floor() };
    rust_decimal::Decimal::try_from_i128_with_scale(whole, places).ok().map(Number::from)
}

impl Shown {
    /// The figure itself: what no short decimal tells the truth about.
    fn exactly(value: Fraction) -> Self {
        // A whole number is one figure, however it came to be shown: its text reads back as what it is.
        let whole = if value.is_whole() { Number::from_fraction(value) } else { None };
        Self { figure: whole.map_or(Figure::Fraction(value), Figure::Decimal), percent: false }
    }

    /// The same with a decimal comma, as Vietnamese writes it: `92,5%`.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        self.to_string().replace('.', ",")
    }

    /// The decimal that is shown, if it is one; of a percent figure, its percents.
    #[must_use]
    pub const fn decimal(&self) -> Option<Number> {
        match self.figure {
            Figure::Decimal(number) => Some(number),
            Figure::Fraction(_) => None,
        }
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.percent { "%" } else { "" };
        match self.figure {
            Figure::Decimal(number) => f.pad(&format!("{number}{sign}")),
            Figure::Fraction(fraction) => f.pad(&fraction.to_string()),
        }
    }
}

impl Serialize for Shown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl FromStr for Shown {
    type Err = FractionError;

    /// Reads what [`Shown`] writes: `85.2%`, `92.5` or `23/27`.
    fn from_str(text: &str) -> Result<Self, FractionError> {
        if let Some(figure) = text.strip_suffix('%') {
            let number = figure.parse().map_err(|_| FractionError::Syntax)?;
            return Ok(Self { figure: Figure::Decimal(number), percent: true });
        }
        match text.parse::<Number>() {
            Ok(number) => Ok(Self { figure: Figure::Decimal(number), percent: false }),
            Err(_) => text.parse().map(Self::exactly),
        }
    }
}

impl<'de> Deserialize<'de> for Shown {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::threshold::{End, Threshold};

    #[track_caller]
    fn shown(value: &str, places: u32, threshold: &str, text: &str) {
        let threshold: Threshold = threshold.parse().unwrap();
        let percent = matches!(threshold, Threshold::Percent(_));
        assert_eq!(
            show(value.parse().unwrap(), percent, places, threshold.values().as_ref()).to_string(),
            text
        );
    }

    #[test]
    fn rounding_is_half_up_and_away_from_zero() {
        let plain = |value: &str, places| show(value.parse().unwrap(), false, places, None).to_string();
        for (value, places, text) in
            [("5/2", 0, "3"), ("-5/2", 0, "-3"), ("7/3", 2, "2.33"), ("1/8", 2, "0.13"), ("12", 3, "12")]
        {
            assert_eq!(plain(value, places), text, "{value} to {places}");
        }
    }

    #[test]
    fn a_shown_number_never_contradicts_its_verdict() {
        shown("23/27", 0, "> 85%", "85.2%");
        shown("85/100", 0, "> 85%", "85%");
        shown("84999/100000", 1, ">= 85%", "84.999%");
        shown("2/3", 2, ">= 66.67%", "66.667%");
        shown("849999999999/1000000000000", 0, ">= 85%", "849999999999/1000000000000");
        shown("29/10", 0, "< 3", "2.9");
        shown("21/10", 0, "[1, 2]", "2.1");
    }

    #[test]
    fn vietnamese_writes_a_comma() {
        assert_eq!(show("37/40".parse().unwrap(), true, 1, None).vietnamese(), "92,5%");
    }

    proptest! {
        #[test]
        fn what_is_shown_stands_on_the_same_side_of_every_end(
            part in 0..=2000_u64, whole in 1..=2000_u64, low in 0..=1000_u64, high in 0..=1000_u64,
            open in any::<(bool, bool)>(), places in 0..4_u32,
        ) {
            let value = Fraction::new(part.min(whole).into(), whole.into()).unwrap();
            let end = |at: u64, open: bool| End { at: Fraction::new(at.into(), 1000).unwrap(), closed: !open };
            let asked = Interval::between(end(low.min(high), open.0), end(low.max(high), open.1));
            let shown = show(value, true, places, Some(&asked));
            let read = shown.decimal().map_or(value, super::super::percent);
            prop_assert_eq!(asked.contains(&read), asked.contains(&value));
        }
    }
}
