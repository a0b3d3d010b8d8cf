//! The canonical spelling of thresholds, both ways.

use std::{fmt::Display, ops::Range, str::FromStr};

use super::{End, Interval, Threshold};
use crate::{
    id::{GradeId, IdError},
    limits::{PHRASE_CHARS, has_more_chars},
    quantity::{Number, NumberError, reads_like_a_number},
    spelling::is_blank,
};

/// Why a text is no threshold in canonical spelling. Every variant knows where: a range of bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ThresholdError {
    /// It begins with neither a comparison nor a bracket.
    #[error("a threshold begins with `>`, `>=`, `<`, `<=`, `=`, `[` or `(`")]
    Start,
    /// A bracket is not closed, or the two ends are not parted by one comma.
    #[error("a two-sided threshold is written `[1, 2]`, with a round bracket at an end that is left out")]
    Brackets,
    /// Nothing follows the comparison or stands at an end.
    #[error("a figure is missing")]
    Missing {
        /// Where it should stand.
        at: Range<usize>,
    },
    /// A figure is no number.
    #[error("{error}")]
    Number {
        /// Where it stands.
        at: Range<usize>,
        /// What is wrong with it.
        error: NumberError,
    },
    /// A grade is no id.
    #[error("{error}")]
    Grade {
        /// Where it stands.
        at: Range<usize>,
        /// What is wrong with it.
        error: IdError,
    },
    /// Two ends of different kinds.
    #[error("both ends of a threshold are percents, or both are plain numbers, or both are grades")]
    Mixed,
    /// The lower end is above the upper one.
    #[error("the ends are reversed: {low} is above {high}")]
    Reversed {
        /// The figure at the lower end.
        low: Number,
        /// The figure at the upper end.
        high: Number,
    },
    /// Longer than any threshold.
    #[error("a threshold has at most {PHRASE_CHARS} characters")]
    TooLong,
}

impl ThresholdError {
    /// The bytes of the text that are to blame, where it is not the whole of it.
    #[must_use]
    pub fn span(&self) -> Option<Range<usize>> {
        match self {
            Self::Missing { at } | Self::Number { at, .. } | Self::Grade { at, .. } => Some(at.clone()),
            _ => None,
        }
    }
}

/// Spells an interval, with `figure` for its ends.
pub(super) fn spell<T: PartialEq>(interval: &Interval<T>, figure: impl Fn(&T) -> String) -> String {
    match (interval.low(), interval.high()) {
        (Some(low), Some(high)) if low.closed && high.closed && low.at == high.at => {
            format!("= {}", figure(&low.at))
        }
        (Some(low), Some(high)) => {
            let open = if low.closed { '[' } else { '(' };
            let close = if high.closed { ']' } else { ')' };
            format!("{open}{}, {}{close}", figure(&low.at), figure(&high.at))
        }
        (low, high) => {
            let low = low.map(|low| (if low.closed { ">=" } else { ">" }, &low.at));
            let high = high.map(|high| (if high.closed { "<=" } else { "<" }, &high.at));
            // OK because an interval has at least one end.
            low.or(high).map_or_else(String::new, |(sign, at)| format!("{sign} {}", figure(at)))
        }
    }
}

/// One end as typed.
enum Figure {
    Percent(Number),
    Plain(Number),
    Grade(GradeId),
}

fn figure(text: &str, at: Range<usize>) -> Result<Figure, ThresholdError> {
    let typed = text.get(at.clone()).unwrap_or_default();
    let start = at.start.saturating_add(typed.len().saturating_sub(typed.trim_start_matches(is_blank).len()));
    let trimmed = typed.trim_matches(is_blank);
    let at = start..start.saturating_add(trimmed.len());
    if trimmed.is_empty() {
        return Err(ThresholdError::Missing { at });
    }
    let number = |t: &str| {
        t.trim_end_matches(is_blank).parse().map_err(|error| ThresholdError::Number { at: at.clone(), error })
    };
    if let Some(percent) = trimmed.strip_suffix('%') {
        return number(percent).map(Figure::Percent);
    }
    if reads_like_a_number(trimmed) {
        return number(trimmed).map(Figure::Plain);
    }
    GradeId::new(trimmed).map(Figure::Grade).map_err(|error| ThresholdError::Grade { at, error })
}

fn one_sided(figure: Figure, shape: Shape) -> Threshold {
    match figure {
        Figure::Percent(n) => Threshold::Percent(shape.around(n)),
        Figure::Plain(n) => Threshold::Plain(shape.around(n)),
        Figure::Grade(g) => Threshold::Grade(shape.around(g)),
    }
}

#[derive(Clone, Copy)]
enum Shape {
    Above,
    AtLeast,
    Below,
    AtMost,
    Exactly,
}

impl Shape {
    fn around<T: Clone + Display>(self, at: T) -> Interval<T> {
        match self {
            Self::Above => Interval::above(at),
            Self::AtLeast => Interval::at_least(at),
            Self::Below => Interval::below(at),
            Self::AtMost => Interval::at_most(at),
            Self::Exactly => Interval::exactly(at),
        }
    }
}

/// Longer signs stand before their beginnings.
const SIGNS: [(&str, Shape); 7] = [
    (">=", Shape::AtLeast),
    ("<=", Shape::AtMost),
    ("≥", Shape::AtLeast),
    ("≤", Shape::AtMost),
    (">", Shape::Above),
    ("<", Shape::Below),
    ("=", Shape::Exactly),
];

impl FromStr for Threshold {
    type Err = ThresholdError;

    fn from_str(text: &str) -> Result<Self, ThresholdError> {
        if has_more_chars(text, PHRASE_CHARS) {
            return Err(ThresholdError::TooLong);
        }
        let from = text.len().saturating_sub(text.trim_start_matches(is_blank).len());
        let to = text.trim_end_matches(is_blank).len();
        let trimmed = text.get(from..to).unwrap_or_default();
        for (sign, shape) in SIGNS {
            if trimmed.starts_with(sign) {
                return Ok(one_sided(figure(text, from.saturating_add(sign.len())..to)?, shape));
            }
        }
        let (Some(open), Some(close)) = (trimmed.chars().next(), trimmed.chars().next_back()) else {
            return Err(ThresholdError::Start);
        };
        if !matches!(open, '[' | '(') {
            return Err(ThresholdError::Start);
        }
        let comma = text.find(',').ok_or(ThresholdError::Brackets)?;
        let (inner_from, inner_to) = (from.saturating_add(1), to.saturating_sub(1));
        if !matches!(close, ']' | ')') || comma < inner_from {
            return Err(ThresholdError::Brackets);
        }
        let low = figure(text, inner_from..comma)?;
        let high = figure(text, comma.saturating_add(1)..inner_to)?;
        let (low_closed, high_closed) = (open == '[', close == ']');
        let ordered = |low: Number, high: Number| {
            if low > high {
                return Err(ThresholdError::Reversed { low, high });
            }
            Ok(Interval::between(End { at: low, closed: low_closed }, End { at: high, closed: high_closed }))
        };
        match (low, high) {
            (Figure::Percent(low), Figure::Percent(high)) => ordered(low, high).map(Self::Percent),
            (Figure::Plain(low), Figure::Plain(high)) => ordered(low, high).map(Self::Plain),
            (Figure::Grade(low), Figure::Grade(high)) => Ok(Self::Grade(Interval::between(
                End { at: low, closed: low_closed },
                End { at: high, closed: high_closed },
            ))),
            _ => Err(ThresholdError::Mixed),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn intervals() -> impl Strategy<Value = Interval<Number>> {
        let end = || (any::<u32>(), 0..4_u32, any::<bool>());
        (end(), end(), 0..3).prop_map(|((a, s, c), (b, t, d), sides)| {
            let number = |n: u32, scale| Number::from(rust_decimal::Decimal::new(n.into(), scale));
            let (low, high) = (number(a, s).min(number(b, t)), number(a, s).max(number(b, t)));
            let (low, high) = (End { at: low, closed: c }, End { at: high, closed: d });
            match (sides, c, d) {
                (0, true, _) => Interval::at_least(low.at),
                (0, false, _) => Interval::above(low.at),
                (1, _, true) => Interval::at_most(high.at),
                (1, _, false) => Interval::below(high.at),
                _ => Interval::between(low, high),
            }
        })
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(interval in intervals(), percent in any::<bool>()) {
            let threshold = if percent { Threshold::Percent(interval) } else { Threshold::Plain(interval) };
            let text = threshold.to_string();
            prop_assert_eq!(text.parse::<Threshold>().unwrap(), threshold, "{}", text);
        }

        #[test]
        fn any_text_is_a_threshold_or_an_error_with_a_place_in_it(text in "\\PC{0,12}|[\\[(<>=]{0,2} ?[0-9.%, a-z]{0,9}[\\])]?") {
            if let Err(error) = text.parse::<Threshold>() {
                prop_assert!(error.span().is_none_or(|at| text.get(at).is_some()));
            }
        }
    }

    #[test]
    fn refusals_say_what_is_wrong_and_where() {
        for (text, message, at) in [
            ("85%", "a threshold begins with `>`, `>=`, `<`, `<=`, `=`, `[` or `(`", None),
            (">= ", "a figure is missing", Some(2..2)),
            (
                "> 92,5%",
                "a number is written with digits and at most one decimal point, such as `92.5`",
                Some(2..7),
            ),
            (
                "[1, 2%]",
                "both ends of a threshold are percents, or both are plain numbers, or both are grades",
                None,
            ),
            ("[5, 2]", "the ends are reversed: 5 is above 2", None),
            (">= a b", "an id cannot hold a space", Some(3..6)),
            (
                "[1 2]",
                "a two-sided threshold is written `[1, 2]`, with a round bracket at an end that is left out",
                None,
            ),
        ] {
            let error = text.parse::<Threshold>().unwrap_err();
            assert_eq!((error.to_string().as_str(), error.span()), (message, at), "{text}");
        }
    }
}
