//! Indicators (chỉ số): what is measured, per unit and period.

use crate::{
    id::{IndicatorId, ScaleId},
    quantity::Number,
    threshold::{Domain, Measured},
    time::Rhythm,
};

/// How reports of 'done or not' combine inside a longer period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DoneBy {
    /// What was said last counts.
    Latest,
    /// Done once is done.
    Ever,
    /// Done only if done in each expected sub-period.
    Every,
}

/// How reported counts or amounts combine inside a longer period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FigureBy {
    /// The latest counts: a stock, such as the number of model communes.
    Latest,
    /// They add: a flow, such as trainings held.
    Sum,
}

/// How reported shares combine inside a longer period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ShareBy {
    /// The latest counts.
    Latest,
    /// Parts add and wholes add.
    Pooled,
    /// Parts add, over the latest whole (lũy kế).
    Cumulative,
}

/// What a unit reports, and how it combines inside a longer period: only the combinations that mean something.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Measure {
    /// Done or not (đã làm hay chưa).
    Done(DoneBy),
    /// A whole number of things, from 0 (số lượng).
    Count(FigureBy),
    /// A decimal, such as a sum of money or a score (trị số).
    Amount {
        /// How it combines.
        by: FigureBy,
        /// What it is measured in, such as `ha`.
        unit: Option<String>,
        /// The least it can be; 0 unless declared.
        least: Number,
        /// The greatest it can be, if there is such a limit.
        greatest: Option<Number>,
    },
    /// A part of a whole (tỷ lệ).
    Share(ShareBy),
    /// A grade of a scale (xếp loại). The latest counts.
    Grade(ScaleId),
}

impl Measure {
    /// Whether the latest report in a period counts alone, rather than together with the others.
    #[must_use]
    pub const fn takes_latest(&self) -> bool {
        match self {
            Self::Done(by) => matches!(by, DoneBy::Latest),
            Self::Count(by) | Self::Amount { by, .. } => matches!(by, FigureBy::Latest),
            Self::Share(by) => matches!(by, ShareBy::Latest),
            Self::Grade(_) => true,
        }
    }

    /// The kind of threshold that its figures can be held against; none for 'done or not'.
    #[must_use]
    pub const fn measured(&self) -> Option<Measured> {
        match self {
            Self::Done(_) => None,
            Self::Count(_) | Self::Amount { .. } => Some(Measured::Plain),
            Self::Share(_) => Some(Measured::Share),
            Self::Grade(_) => Some(Measured::Grade),
        }
    }

    /// The values that a unit's figure can have; none for 'done or not' and grades.
    #[must_use]
    pub const fn domain(&self) -> Option<Domain> {
        match self {
            Self::Count(_) => Some(Domain::Count),
            Self::Amount { least, greatest, .. } => {
                Some(Domain::Amount { least: *least, greatest: *greatest })
            }
            Self::Share(_) => Some(Domain::Share),
            Self::Done(_) | Self::Grade(_) => None,
        }
    }

    /// Its name in files: `done`, `count`, `amount`, `share` or `grade`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Done(_) => "done",
            Self::Count(_) => "count",
            Self::Amount { .. } => "amount",
            Self::Share(_) => "share",
            Self::Grade(_) => "grade",
        }
    }
}

/// An indicator (chỉ số): what is measured per unit and period, how often, and how it combines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    /// Its id.
    pub id: IndicatorId,
    /// What people call it.
    pub name: String,
    /// What is reported, and how it combines.
    pub measure: Measure,
    /// How often it is reported.
    pub reported: Rhythm,
    /// Whether, where nothing is reported inside a judging period, the last figure from before it stands, provisionally.
    /// Only for indicators of which the latest figure counts.
    pub carry_forward: bool,
}

impl Indicator {
    /// An indicator of which nothing is carried forward.
    #[must_use]
    pub fn new(id: IndicatorId, name: &str, measure: Measure, reported: Rhythm) -> Self {
        Self { id, name: name.to_owned(), measure, reported, carry_forward: false }
    }
}
