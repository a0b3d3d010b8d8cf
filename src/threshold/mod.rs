//! Thresholds (ngưỡng): what a plan asks of a figure.
//!
//! A [`Threshold`] is an [`Interval`] over percents, over plain numbers, or over the grades of a scale. Its canonical
//! spelling is what files are written in; the phrases of a document, such as `trên 85%`, are read by
//! [`phrases`](crate::phrases).
//!
//! | canonical | meaning |
//! |---|---|
//! | `> 85%` | strictly above |
//! | `>= 90%` | at least |
//! | `< 5%` | strictly below |
//! | `<= 5%` | at most |
//! | `= 3` | exactly |
//! | `[1, 2]` | from 1 to 2, both included |
//! | `[70, 90)` | from 70 to below 90 |
//! | `>= kha` | the grade `kha` or a better one |
//!
//! ```
//! # use kehoach::Threshold;
//! for canonical in ["> 85%", ">= 90%", "< 5%", "<= 5%", "= 3", "[1, 2]", "[70, 90)", "(0.5%, 92.5%]", ">= kha"] {
//!     assert_eq!(canonical.parse::<Threshold>()?.to_string(), canonical);
//! }
//! assert_eq!(">=85.50 %".parse::<Threshold>()?.to_string(), ">= 85.5%");
//! for refused in ["85", "=> 85%", "> 85 > 90", "> 1e3", "[1%, 2]", "[2, 1]", "(1, 2", ">"] {
//!     assert!(refused.parse::<Threshold>().is_err(), "{refused}");
//! }
//! # Ok::<(), kehoach::ThresholdError>(())
//! ```

mod baseline;
mod canonical;
mod interval;
mod shown;

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

pub use baseline::{BaselineBound, BaselineError, Change, Comparison};
pub use canonical::ThresholdError;
pub use interval::{End, Interval};
pub(crate) use shown::show_among;
pub use shown::{Shown, show};

use crate::{
    id::GradeId,
    quantity::{Fraction, Number, Overflow, Scale, Share},
};

/// What a plan asks of a figure (ngưỡng): an interval over percents, plain numbers, or the grades of a scale.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Threshold {
    /// Over percents: `> 85%` holds the end 85.
    Percent(Interval<Number>),
    /// Over plain numbers.
    Plain(Interval<Number>),
    /// Over the grades of a scale, which the indicator names.
    Grade(Interval<GradeId>),
}

/// What kind of figures a threshold can be held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Measured {
    /// Shares, by percent thresholds.
    Share,
    /// Counts and amounts, by plain thresholds.
    Plain,
    /// Grades of a scale.
    Grade,
}

/// The values that a figure can have at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Domain {
    /// A share: every fraction from 0 to 1.
    Share,
    /// A count: 0, 1, 2, ...
    Count,
    /// A decimal from `least` to `greatest`, both included.
    Amount {
        /// The least amount.
        least: Number,
        /// The greatest, if there is one.
        greatest: Option<Number>,
    },
}

impl Domain {
    /// Its ends, as values.
    pub(crate) fn values(&self) -> Interval<Fraction> {
        let low = |least: Fraction| Interval::at_least(least);
        match self {
            Self::Share => low(Fraction::ZERO).and(&Interval::at_most(Fraction::ONE)),
            Self::Count => low(Fraction::ZERO),
            Self::Amount { least, greatest: None } => low(least.fraction()),
            Self::Amount { least, greatest: Some(greatest) } => {
                low(least.fraction()).and(&Interval::at_most(greatest.fraction()))
            }
        }
    }
}

/// How far a value is from what is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Distance {
    /// Whether the value lies inside.
    pub inside: bool,
    /// From the value to the nearest end of the interval, never below 0: in percentage points for a percent threshold,
    /// in plain units for another.
    pub to_end: Fraction,
}

impl Threshold {
    /// What kind of figures it can be held against.
    #[must_use]
    pub const fn measures(&self) -> Measured {
        match self {
            Self::Percent(_) => Measured::Share,
            Self::Plain(_) => Measured::Plain,
            Self::Grade(_) => Measured::Grade,
        }
    }

    /// The exact values asked for: a percent threshold's over 0 to 1, a plain one's as they stand. `None` for grades, whose
    /// order their scale has.
    #[must_use]
    pub fn values(&self) -> Option<Interval<Fraction>> {
        match self {
            Self::Percent(interval) => Some(interval.map(percent)),
            Self::Plain(interval) => Some(interval.map(Number::fraction)),
            Self::Grade(_) => None,
        }
    }

    /// The ranks on `scale` asked for, or `None` if this is no grade threshold or the scale lacks a grade of it.
    #[must_use]
    pub fn ranks(&self, scale: &Scale) -> Option<Interval<usize>> {
        match self {
            Self::Grade(interval) => interval.clone().try_map(|grade| scale.rank(&grade).ok_or(())).ok(),
            _ => None,
        }
    }

    /// Whether a share meets it, by cross-multiplication. `None` if the share's whole is 0, or if this is no percent
    /// threshold.
    #[must_use]
    pub fn is_met_by_share(&self, share: Share) -> Option<bool> {
        match self {
            Self::Percent(interval) => Some(interval.map(percent).contains(&share.fraction()?)),
            _ => None,
        }
    }

    /// Whether a count or amount meets it. `None` if this is no plain threshold.
    #[must_use]
    pub fn is_met_by(&self, value: Number) -> Option<bool> {
        match self {
            Self::Plain(interval) => Some(interval.contains(&value)),
            _ => None,
        }
    }

    /// Whether a grade of `scale` meets it. `None` if this is no grade threshold or the scale lacks a grade of it.
    #[must_use]
    pub fn is_met_by_grade(&self, grade: &GradeId, scale: &Scale) -> Option<bool> {
        Some(self.ranks(scale)?.contains(&scale.rank(grade)?))
    }

    /// Whether every decimal that meets this one meets `other`: `> 85%` implies `>= 80%`. An empty threshold implies all
    /// of its kind. Thresholds of different kinds imply nothing; of grades, see [`Threshold::ranks`] and
    /// [`Interval::lies_within`].
    #[must_use]
    pub fn implies(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Percent(a), Self::Percent(b)) | (Self::Plain(a), Self::Plain(b)) => a.lies_within(b),
            _ => false,
        }
    }

    /// Whether anything in `domain` can meet it: no share is `> 100%`, no count in `(2, 3)`. A grade threshold can be met by
    /// no figure of these domains.
    #[must_use]
    pub fn is_satisfiable(&self, domain: &Domain) -> bool {
        let inside = || self.values().map(|values| values.and(&domain.values()));
        match (self, domain) {
            (Self::Percent(_), Domain::Share) | (Self::Plain(_), Domain::Amount { .. }) => {
                inside().is_some_and(|values| !values.is_empty())
            }
            (Self::Plain(_), Domain::Count) => {
                inside().is_some_and(|values| whole_numbers(&values).is_some())
            }
            _ => false,
        }
    }

    /// How far `value` is from what is asked: the distance to the nearest end, and whether it is inside. The value of a
    /// share is its fraction, from 0 to 1. `None` for a threshold over grades.
    ///
    /// # Errors
    /// [`Overflow`] if the distance cannot be held exactly.
    pub fn distance(&self, value: Fraction) -> Result<Option<Distance>, Overflow> {
        let Some(interval) = self.values() else { return Ok(None) };
        let unit = if matches!(self, Self::Percent(_)) { Fraction::whole(100) } else { Fraction::ONE };
        let mut nearest: Option<Fraction> = None;
        for end in [interval.low(), interval.high()].into_iter().flatten() {
            let away = if value < end.at { end.at.minus(value)? } else { value.minus(end.at)? };
            nearest = Some(nearest.map_or(away, |least| least.min(away)));
        }
        let to_end = nearest.unwrap_or(Fraction::ZERO).times(unit)?;
        Ok(Some(Distance { inside: interval.contains(&value), to_end }))
    }
}

/// A percent figure as the fraction it stands for.
pub(crate) fn percent(figure: Number) -> Fraction {
    let (above, below) = (figure.fraction().numerator(), figure.fraction().denominator());
    // OK because a decimal's denominator is at most 10^28, so that a hundred times it fits.
    Fraction::new(above, below.saturating_mul(100)).unwrap_or(Fraction::ZERO)
}

/// The whole numbers inside an interval as the least and the greatest, `None` if there is none; an end that is not there
/// stays `None`.
pub(crate) fn whole_numbers(interval: &Interval<Fraction>) -> Option<(Option<i128>, Option<i128>)> {
    let least = interval.low().map(|end| match (end.closed, end.at.is_whole()) {
        (false, true) => end.at.floor().saturating_add(1),
        _ => end.at.ceil(),
    });
    let greatest = interval.high().map(|end| match (end.closed, end.at.is_whole()) {
        (false, true) => end.at.ceil().saturating_sub(1),
        _ => end.at.floor(),
    });
    match (least, greatest) {
        (Some(least), Some(greatest)) if least > greatest => None,
        ends => Some(ends),
    }
}

impl fmt::Display for Threshold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::Percent(interval) => canonical::spell(interval, |n| format!("{n}%")),
            Self::Plain(interval) => canonical::spell(interval, Number::to_string),
            Self::Grade(interval) => canonical::spell(interval, GradeId::to_string),
        };
        f.pad(&text)
    }
}

impl Serialize for Threshold {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Threshold {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn t(text: &str) -> Threshold {
        text.parse().unwrap()
    }

    #[track_caller]
    fn distance(threshold: &str, value: &str, inside: bool, to_end: &str) {
        let found = t(threshold).distance(value.parse().unwrap()).unwrap().unwrap();
        assert_eq!((found.inside, found.to_end.to_string().as_str()), (inside, to_end));
    }

    #[test]
    fn equality_at_the_threshold_is_decided_by_the_end_alone() {
        let meets =
            |threshold: &str, part, whole| t(threshold).is_met_by_share(Share::new(part, whole).unwrap());
        assert_eq!(meets("> 85%", 85, 100), Some(false));
        assert_eq!(meets("> 85%", 8501, 10_000), Some(true));
        assert_eq!(meets(">= 66.67%", 2, 3), Some(false));
        assert_eq!(meets(">= 66.66%", 2, 3), Some(true));
        assert_eq!(meets(">= 85%", 85, 100), Some(true));
        assert_eq!(meets("< 85%", 85, 100), Some(false));
        assert_eq!(meets("> 85", 86, 100), None, "a plain threshold on a share");
        assert_eq!(t("> 85%").is_met_by(86.into()), None, "a percent threshold on a count");
    }

    #[test]
    fn implication_is_inclusion_over_decimals() {
        for (a, b, implied) in [
            ("> 85%", ">= 80%", true),
            ("> 85%", ">= 85%", true),
            (">= 85%", "> 85%", false),
            ("[1, 2]", ">= 1", true),
            ("> 2", ">= 3", false),
            ("(3, 3)", "< 0", true),
            ("> 85%", "> 80", false),
            ("= 3", "[1, 3]", true),
        ] {
            assert_eq!(t(a).implies(&t(b)), implied, "{a} implies {b}");
        }
    }

    #[test]
    fn some_thresholds_can_be_met_by_nothing() {
        let amounts = Domain::Amount { least: 0.into(), greatest: Some(100.into()) };
        for (threshold, domain, satisfiable) in [
            ("> 100%", Domain::Share, false),
            (">= 100%", Domain::Share, true),
            ("< 0%", Domain::Share, false),
            ("(2, 3)", Domain::Count, false),
            ("(2, 3]", Domain::Count, true),
            ("= 2.5", Domain::Count, false),
            ("< 0", Domain::Count, false),
            ("<= 0", Domain::Count, true),
            ("= 2.5", amounts.clone(), true),
            ("> 100", amounts, false),
            ("> 85%", Domain::Count, false),
        ] {
            assert_eq!(t(threshold).is_satisfiable(&domain), satisfiable, "{threshold} of {domain:?}");
        }
    }

    #[test]
    fn distance_is_to_the_nearest_end_in_the_threshold_s_own_unit() {
        distance(">= 90%", "87/100", false, "3");
        distance(">= 90%", "95/100", true, "5");
        distance("> 85%", "85/100", false, "0");
        distance("[1, 2]", "4", false, "2");
        distance("[10, 20]", "12", true, "2");
        assert_eq!(t(">= kha").distance(Fraction::ONE).unwrap(), None);
    }
}
