//! What is said of a period, and a figure as it counts somewhere.

use kehoach::{Fraction, Value};

/// What was said of a period.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Said {
    Figure(Value),
    NothingToMeasure,
}

/// A figure as it counts somewhere.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Figure {
    NothingToMeasure,
    Unknown,
    /// Done or not, or a grade's rank.
    Rank(u64),
    Number(Fraction),
    /// Of a divided unit's figure some of what lies between nothing and it.
    UpTo(Fraction),
    Share {
        part: Fraction,
        whole: Fraction,
    },
    /// Of a divided unit's share some of its part, and some of what of its whole is no part.
    UpToShare {
        part: Fraction,
        rest: Fraction,
    },
    /// A cumulative share: parts so far, over a whole that may be unknown, as may be some of the parts.
    Line {
        part: Fraction,
        whole: Option<Fraction>,
        unknown: bool,
    },
}

impl Figure {
    pub(super) fn share(&self) -> Option<(Fraction, Fraction)> {
        if let Self::Share { part, whole } = self { Some((*part, *whole)) } else { None }
    }

    /// So much of it.
    pub(super) fn times(&self, share: Fraction) -> Self {
        let times = |n: Fraction| n.times(share).unwrap();
        match self {
            Self::Number(n) => Self::Number(times(*n)),
            Self::UpTo(n) => Self::UpTo(times(*n)),
            Self::Share { part, whole } => Self::Share { part: times(*part), whole: times(*whole) },
            Self::UpToShare { part, rest } => Self::UpToShare { part: times(*part), rest: times(*rest) },
            other => other.clone(),
        }
    }

    /// Something between nothing and it.
    pub(super) fn some(&self) -> Self {
        match self {
            Self::Number(n) => Self::UpTo(*n),
            Self::Share { part, whole } => Self::UpToShare { part: *part, rest: whole.minus(*part).unwrap() },
            other => other.clone(),
        }
    }
}
