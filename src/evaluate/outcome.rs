//! What an evaluation says: verdicts, stages, shortfalls, plan lines.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{Column, EvaluateError, completions::Range, tally::Tally};
use crate::{
    id::{IndicatorId, TargetId, UnitId},
    language::Language,
    plan::Unknowns,
    quantity::Fraction,
    state_name::{StateNameError, of_name},
    time::Period,
};

/// Whether a target is met at a subject in a judging period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Met (đạt): whatever is still unknown.
    Met,
    /// Missed (không đạt): whatever is still unknown.
    Missed,
    /// Open (chưa xác định): what is still unknown decides.
    Open,
    /// Not applicable (không áp dụng): there is nothing to measure.
    NotApplicable,
}

impl Verdict {
    /// Its name in files and JSON: `met`, `missed`, `open` or `not-applicable`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Missed => "missed",
            Self::Open => "open",
            Self::NotApplicable => "not-applicable",
        }
    }

    /// The sign that stands beside it, or for it where there is little room: `✓`, `✗`, `?` or `–`.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Met => "✓",
            Self::Missed => "✗",
            Self::Open => "?",
            Self::NotApplicable => "–",
        }
    }

    /// What people call it.
    #[must_use]
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::Met => language.pick("đạt", "met"),
            Self::Missed => language.pick("không đạt", "missed"),
            Self::Open => language.pick("chưa xác định", "open"),
            Self::NotApplicable => language.pick("không áp dụng", "not applicable"),
        }
    }
}

impl Verdict {
    const ALL: [Self; 4] = [Self::Met, Self::Missed, Self::Open, Self::NotApplicable];

    /// By its name, or its label in either language, in lower case.
    pub(crate) fn named(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|value| {
            [value.name(), value.label(Language::Vietnamese), value.label(Language::English)].contains(&text)
        })
    }
}

/// By its name alone, as files hold it; [`phrases`](crate::phrases) read what people write.
impl FromStr for Verdict {
    type Err = StateNameError;

    fn from_str(name: &str) -> Result<Self, StateNameError> {
        of_name("verdict", &Self::ALL, Self::name, name)
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Where a day lies to a judging period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Before its first day.
    Upcoming,
    /// From its first day to its last, both included.
    Running,
    /// After its last day.
    Closed,
}

impl Stage {
    /// The stage of a period, as of a day.
    #[must_use]
    pub fn of(period: Period, as_of: chrono::NaiveDate) -> Self {
        if as_of < period.first() {
            Self::Upcoming
        } else if as_of <= period.last() {
            Self::Running
        } else {
            Self::Closed
        }
    }

    /// Its name in files and JSON: `upcoming`, `running` or `closed`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Upcoming => "upcoming",
            Self::Running => "running",
            Self::Closed => "closed",
        }
    }

    /// What people call it.
    #[must_use]
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::Upcoming => language.pick("chưa đến kỳ", "upcoming"),
            Self::Running => language.pick("đang trong kỳ", "running"),
            Self::Closed => language.pick("đã hết kỳ", "closed"),
        }
    }
}

impl Stage {
    const ALL: [Self; 3] = [Self::Upcoming, Self::Running, Self::Closed];

    /// By its name, or its label in either language, in lower case.
    pub(crate) fn named(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|value| {
            [value.name(), value.label(Language::Vietnamese), value.label(Language::English)].contains(&text)
        })
    }
}

/// By its name alone, as files hold it; [`phrases`](crate::phrases) read what people write.
impl FromStr for Stage {
    type Err = StateNameError;

    fn from_str(name: &str) -> Result<Self, StateNameError> {
        of_name("stage", &Self::ALL, Self::name, name)
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// What is still needed, counted from the low end: with everything unknown taken as not met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shortfall {
    /// The least number of further units, parts, counts, or amount that brings the value inside what is asked; `None` if
    /// none does, because the value is beyond it already or nothing can reach it.
    pub needed: Option<Fraction>,
    /// Whether what is still unknown can bring it.
    pub reachable: bool,
    /// Whether strictly more than `needed` is needed: an amount below an open bound.
    pub strict: bool,
}

/// A share of units held against a threshold: see [`UnitTally::held_against`](crate::UnitTally::held_against).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Held {
    /// Whether it is met whatever is still unknown, missed whatever is, or open.
    pub verdict: Verdict,
    /// The least and greatest share that can still occur; none where nothing applies.
    pub range: Option<Range>,
    /// How many more must meet it; none where nothing applies, and while it is unknown who belongs to an outer target.
    pub shortfall: Option<Shortfall>,
}

/// What an evaluation says of one target, in one judging period, at one subject.
///
/// In JSON and the like fractions and dates are texts, and what there is none of is `null`: it reads back equal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Outcome {
    /// The target.
    pub target: TargetId,
    /// The judging period, by its label.
    pub period: Period,
    /// The subject.
    pub subject: UnitId,
    /// The verdict.
    pub verdict: Verdict,
    /// Where the day as of which it was evaluated lies to the judging period.
    pub stage: Stage,
    /// Whether a later figure inside the judging period can still replace a latest one that counts here, or one that was
    /// carried forward from before it.
    pub provisional: bool,
    /// Whether a figure from before the judging period was carried forward.
    pub carried_forward: bool,
    /// The least and greatest value that can still occur; none where nothing applies, and for judgements.
    pub range: Option<Range>,
    /// The value of the reports in hand alone.
    pub reported: Option<Fraction>,
    /// What the units add up to; none for judgements.
    pub tally: Option<Tally>,
    /// What is still needed; none for judgements, for nested targets, for pooled ones with an unknown whole, for bounds on a
    /// baseline that is unknown, and where nothing applies.
    pub shortfall: Option<Shortfall>,
    /// How unknowns were counted where that is not as open: the plan's policy once the period is closed.
    pub policy: Option<Unknowns>,
    /// The baseline's value, for a bound that moves with one; none if it is unknown.
    pub baseline: Option<Fraction>,
}

/// Units to whom an outcome's missing figures point.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Sources {
    /// Units of which something is still unknown, in register order.
    pub unknown: Vec<UnitId>,
    /// While the judging period runs and latest figures count: units that missed so far and may still report better.
    pub missed: Vec<UnitId>,
}

/// A target judged at many subjects, seen as one line of the plan: the share of its subjects that met it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PlanLine {
    /// The target.
    pub target: TargetId,
    /// The judging period.
    pub period: Period,
    /// Whether enough subjects met it.
    pub verdict: Verdict,
    /// Subjects that met it.
    pub met: u64,
    /// Subjects that missed it.
    pub missed: u64,
    /// Subjects where it is open.
    pub open: u64,
    /// Subjects where it is not applicable.
    pub not_applicable: u64,
}

/// Something about the reports that a reader of the evaluation should know.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum LedgerNote {
    /// A report with another whole than the one declared before it.
    #[error(
        "`{unit}` reported `{indicator}` for {period} over a whole of {reported}, declared before as {declared}"
    )]
    OtherWhole {
        /// The indicator.
        indicator: IndicatorId,
        /// The unit.
        unit: UnitId,
        /// The period.
        period: Period,
        /// The whole of the report, which counts.
        reported: u64,
        /// The declared whole.
        declared: u64,
    },
    /// A report for a longer period stands for a shorter one.
    #[error("the report of `{unit}` on `{indicator}` for {by} stands for the one for {period}")]
    Replaced {
        /// The indicator.
        indicator: IndicatorId,
        /// The unit.
        unit: UnitId,
        /// The shorter period, which does not count.
        period: Period,
        /// The longer one.
        by: Period,
    },
    /// Shorter reports cover a longer one and say something else.
    #[error("the report of `{unit}` on `{indicator}` for {period} differs from its parts, which stand")]
    Differs {
        /// The indicator.
        indicator: IndicatorId,
        /// The unit.
        unit: UnitId,
        /// The longer period, which does not count.
        period: Period,
    },
    /// Two reports overlap without one holding the other.
    #[error(
        "the reports of `{unit}` on `{indicator}` for {period} and {by} overlap: the one that ends later stands"
    )]
    Overlaps {
        /// The indicator.
        indicator: IndicatorId,
        /// The unit.
        unit: UnitId,
        /// The period that does not count.
        period: Period,
        /// The period that does.
        by: Period,
    },
    /// A report by a unit that no target on the indicator ever measures.
    #[error(
        "the report of `{unit}` on `{indicator}` for {period} does not count: no target measures it at that unit"
    )]
    NotMeasured {
        /// The indicator.
        indicator: IndicatorId,
        /// The unit.
        unit: UnitId,
        /// The period.
        period: Period,
    },
    /// A report that fits no expected sub-period.
    #[error(
        "the report of `{unit}` on `{indicator}` for {period} fits no period in which it is expected, and does not count"
    )]
    Unfit {
        /// The indicator.
        indicator: IndicatorId,
        /// The unit.
        unit: UnitId,
        /// The period.
        period: Period,
    },
}

impl LedgerNote {
    /// The indicator and the unit whose reports it is about.
    #[must_use]
    pub const fn about(&self) -> (&IndicatorId, &UnitId) {
        match self {
            Self::OtherWhole { indicator, unit, .. }
            | Self::Replaced { indicator, unit, .. }
            | Self::Differs { indicator, unit, .. }
            | Self::Overlaps { indicator, unit, .. }
            | Self::NotMeasured { indicator, unit, .. }
            | Self::Unfit { indicator, unit, .. } => (indicator, unit),
        }
    }
}

/// A whole plan evaluated as of a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Evaluation {
    /// The day as of which it was evaluated.
    pub as_of: chrono::NaiveDate,
    /// In plan order, then by judging period, then in register order of the subjects.
    pub outcomes: Vec<Outcome>,
    /// The lines of the targets that are judged at many subjects, in plan order, then by judging period.
    pub lines: Vec<PlanLine>,
    /// What a reader should know about the reports, sorted.
    pub notes: Vec<LedgerNote>,
}

impl Evaluation {
    /// Everything that a column says.
    pub(super) fn take(&mut self, column: &Column<'_, '_>) -> Result<(), EvaluateError> {
        for number in 0..column.len() {
            self.outcomes.extend(column.outcome(number)?);
        }
        self.lines.extend(column.line()?);
        Ok(())
    }
}
