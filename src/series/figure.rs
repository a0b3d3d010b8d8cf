//! What a series says: figures that can be compared over the years, with where they come from and what they lack.

use std::{fmt, str::FromStr};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    document::DocumentRef,
    id::{GradeId, IndicatorId, UnitId},
    language::Language,
    quantity::Fraction,
    state_name::{StateNameError, of_name},
    time::Period,
};

/// Figures of the past, put onto the units of one day: see [`series`](crate::series).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Series {
    /// In order of the plan's indicators, then of periods, then of the register.
    pub figures: Vec<SeriesFigure>,
    /// What was reported and is in no figure, or not in full: in the same order.
    pub left: Vec<LeftOut>,
}

/// What one unit, as it is on the day of the series, would have had of an indicator in a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeriesFigure {
    /// What was measured.
    pub indicator: IndicatorId,
    /// For which period.
    pub period: Period,
    /// The unit.
    pub unit: UnitId,
    /// Whether it can be compared with others.
    pub state: SeriesState,
    /// The figure; of one that is incomplete what is known of it, none where that is nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<SeriesValue>,
    /// What it is made of, in register order.
    pub sources: Vec<SeriesSource>,
    /// What it lacks; nothing unless it is incomplete.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<SeriesGap>,
}

/// Whether a figure of a series can be compared with others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SeriesState {
    /// Whole (đủ): every report that belongs to it is there, and counts in full.
    Whole,
    /// Apportioned (theo phân bổ): exact, with the shares of an apportionment.
    Apportioned,
    /// Incomplete (chưa đủ): something is missing, and the figure says what.
    Incomplete,
}

impl SeriesState {
    const ALL: [Self; 3] = [Self::Whole, Self::Apportioned, Self::Incomplete];

    /// Its name in JSON: `whole`, `apportioned` or `incomplete`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Apportioned => "apportioned",
            Self::Incomplete => "incomplete",
        }
    }

    /// What people call it.
    #[must_use]
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::Whole => language.pick("đủ", "whole"),
            Self::Apportioned => language.pick("theo phân bổ", "apportioned"),
            Self::Incomplete => language.pick("chưa đủ", "incomplete"),
        }
    }
}

impl fmt::Display for SeriesState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// By its name alone.
impl FromStr for SeriesState {
    type Err = StateNameError;

    fn from_str(name: &str) -> Result<Self, StateNameError> {
        of_name("state of a figure", &Self::ALL, Self::name, name)
    }
}

/// A figure of a series. What was apportioned need not be a whole number, so that numbers, parts and wholes are exact fractions.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub enum SeriesValue {
    /// Done or not.
    Done(bool),
    /// A count or an amount.
    Number(Fraction),
    /// A share: its part and its whole, each added up.
    Share {
        /// The part.
        part: Fraction,
        /// The whole.
        whole: Fraction,
    },
    /// A grade.
    Grade(GradeId),
    /// There was nothing to measure, at any unit that it is made of.
    NotApplicable,
}

/// A report that is in a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeriesSource {
    /// Who reported.
    pub unit: UnitId,
    /// For which period: that of the figure, or the days of it that were the unit's.
    pub period: Period,
    /// How much of what was reported is in the figure, from 0 to 1.
    pub share: Fraction,
}

/// Something that a figure lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeriesGap {
    /// From whom.
    pub unit: UnitId,
    /// For which period: that of the figure, or the days of it that were the unit's.
    pub period: Period,
    /// Why it is missing.
    pub reason: GapReason,
    /// The day on which the unit's figures passed on to whoever has them now; none for the unit's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
    /// The document that ordered it, where the succession names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<DocumentRef>,
}

/// Why a figure lacks something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum GapReason {
    /// The unit did not report it.
    NotReported,
    /// The unit was divided, and no apportionment says what share of its figures went to whom.
    NotApportioned,
    /// It was reported, and cannot be added up or divided: 'done or not', or a grade.
    NotAdded,
}

impl GapReason {
    /// What people call it.
    #[must_use]
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::NotReported => language.pick("chưa báo cáo", "not reported"),
            Self::NotApportioned => language.pick("chưa phân bổ", "not apportioned"),
            Self::NotAdded => language.pick("không cộng được", "cannot be added up"),
        }
    }
}

/// A report that is in no figure of a series, or not in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeftOut {
    /// What was measured.
    pub indicator: IndicatorId,
    /// For which period.
    pub period: Period,
    /// Who reported.
    pub unit: UnitId,
    /// How much of it is left out, above 0 and up to 1.
    pub share: Fraction,
    /// Why.
    pub reason: LeftReason,
}

/// Why a report is left out of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum LeftReason {
    /// The period ends after the day of the series.
    EndsLater,
    /// The unit, or who held its figures, ended without heir.
    NoHeir,
    /// A later report, of who took the unit over, stands for it.
    Replaced,
    /// Its unit was divided without an apportionment: several have something of it, and nobody can say how much.
    NotApportioned,
    /// Its unit passed on, and 'done or not' and grades are not added up.
    NotAdded,
}

impl LeftReason {
    /// What people call it.
    #[must_use]
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::EndsLater => {
                language.pick("kỳ kết thúc sau ngày quy đổi", "ends after the day of the series")
            }
            Self::NoHeir => language.pick("không có đơn vị kế thừa", "no heir"),
            Self::Replaced => language.pick("đã có báo cáo sau thay thế", "replaced by a later report"),
            Self::NotApportioned => language.pick("chưa phân bổ", "not apportioned"),
            Self::NotAdded => language.pick("không cộng được", "cannot be added up"),
        }
    }
}
