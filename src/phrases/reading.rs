//! What a phrase was read as.

use std::{fmt, ops::Range};

use serde::{Serialize, Serializer};

use super::{
    note::Note,
    refusal::{Details, Refusal, Wrong},
};
use crate::{
    limits::{PHRASE_CHARS, has_more_chars},
    quantity::Fraction,
    threshold::{BaselineBound, Interval, Threshold},
    time::Period,
};

/// A value read from a text: where it stands there, what was tolerated, and how else it could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reading<T> {
    /// What was read.
    pub value: T,
    /// The bytes of the text, as typed, that say so.
    pub span: Range<usize>,
    /// What was tolerated or assumed, in reading order. Empty where nothing was.
    pub notes: Vec<Note>,
    /// Other values that the text could mean, likeliest first; a [`Note`] says why.
    pub alternatives: Vec<T>,
    /// Of a threshold: what is counted or measured, as written after it (`02 xã`: `xã`).
    pub noun: Option<String>,
    /// Of a threshold: what stands before it, as written (`tỷ lệ hộ nghèo dưới 5%`: `tỷ lệ hộ nghèo`).
    pub subject: Option<String>,
    /// Of a threshold: of what each must meet it (`mỗi xã có 02 mô hình`: `xã`).
    pub each: Option<String>,
    /// Whether it is aspired to ('phấn đấu') rather than binding.
    pub aspired: bool,
}

impl<T> Reading<T> {
    pub(super) fn new(value: T, span: Range<usize>, notes: Vec<Note>) -> Self {
        Self {
            value,
            span,
            notes,
            alternatives: Vec::new(),
            noun: None,
            subject: None,
            each: None,
            aspired: false,
        }
    }

    /// The same reading of another value.
    pub fn map<U>(self, mut f: impl FnMut(T) -> U) -> Reading<U> {
        Reading {
            value: f(self.value),
            alternatives: self.alternatives.into_iter().map(f).collect(),
            span: self.span,
            notes: self.notes,
            noun: self.noun,
            subject: self.subject,
            each: self.each,
            aspired: self.aspired,
        }
    }

    /// Whether its author should decide between it and another reading.
    #[must_use]
    pub fn is_ambiguous(&self) -> bool {
        !self.alternatives.is_empty() || self.notes.iter().any(Note::is_ambiguity)
    }
}

/// What a plan asks of a figure, as a phrase can say it.
///
/// Displayed in canonical spelling, `qualitative` where there is no number to hold a figure against.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Asked {
    /// A threshold.
    Threshold(Threshold),
    /// A share that no percent figure is exactly: `2/3`.
    Fraction(Interval<Fraction>),
    /// A bound that moves with a baseline.
    Baseline {
        /// The bound.
        bound: BaselineBound,
        /// The period of the baseline, where the text names it.
        since: Option<Period>,
    },
    /// No number at all, such as `cơ bản` and `hầu hết`: an assessor judges.
    Qualitative {
        /// The word as written.
        word: String,
    },
    /// A number that is not meant exactly, such as `khoảng 85%`: an assessor judges, with the number in view.
    Approximate {
        /// The word as written.
        word: String,
        /// The threshold that the number would be if it were meant exactly.
        near: Threshold,
    },
}

impl Asked {
    /// The threshold, if it is a plain one.
    #[must_use]
    pub const fn threshold(&self) -> Option<&Threshold> {
        match self {
            Self::Threshold(threshold) => Some(threshold),
            _ => None,
        }
    }
}

impl fmt::Display for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Threshold(threshold) => threshold.fmt(f),
            Self::Baseline { bound, .. } => bound.fmt(f),
            Self::Fraction(interval) => {
                let text = match (interval.low(), interval.high()) {
                    (Some(low), Some(high)) if low == high && low.closed => format!("= {}", low.at),
                    (Some(low), Some(high)) => {
                        let (open, close) =
                            (if low.closed { '[' } else { '(' }, if high.closed { ']' } else { ')' });
                        format!("{open}{}, {}{close}", low.at, high.at)
                    }
                    (Some(low), None) => format!("{} {}", if low.closed { ">=" } else { ">" }, low.at),
                    (None, Some(high)) => format!("{} {}", if high.closed { "<=" } else { "<" }, high.at),
                    // OK because an interval has at least one end.
                    (None, None) => String::new(),
                };
                f.pad(&text)
            }
            Self::Qualitative { .. } | Self::Approximate { .. } => f.pad("qualitative"),
        }
    }
}

impl Serialize for Asked {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Refuses a text that is longer than any phrase.
pub(super) fn check_length(text: &str) -> Result<(), Refusal> {
    if !has_more_chars(text, PHRASE_CHARS) {
        return Ok(());
    }
    Err(Refusal(Box::new(Details {
        wrong: Wrong::TooLong,
        span: 0..text.len(),
        column: 1,
        found: crate::spelling::quote(text),
        read: String::new(),
        expected: Vec::new(),
    })))
}
