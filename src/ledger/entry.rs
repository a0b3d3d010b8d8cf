//! What can be entered in a ledger.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Cell, Judging, log::Entry};
use crate::{
    id::{GradeId, IndicatorId, TargetId, TaskId, UnitId},
    quantity::{Number, Share},
    time::Period,
};

/// A reported figure.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Value {
    /// Done or not.
    Done(bool),
    /// A count or an amount.
    Number(Number),
    /// A share, equal to another only as a pair: 1/2 is not 2/4.
    Share(Share),
    /// A grade.
    Grade(GradeId),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Done(true) => f.pad("done"),
            Self::Done(false) => f.pad("not done"),
            Self::Number(number) => number.fmt(f),
            Self::Share(share) => share.fmt(f),
            Self::Grade(grade) => grade.fmt(f),
        }
    }
}

/// What a unit said of a cell.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Report {
    /// A figure.
    Value(Value),
    /// There is nothing to measure, and why.
    NotApplicable {
        /// The reason.
        because: String,
    },
    /// What was reported before does not hold: the cell is unknown again.
    Withdrawn,
}

/// A report (số liệu báo cáo) of one indicator, by one unit, for one period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Observation {
    /// What was measured.
    pub indicator: IndicatorId,
    /// Who reports.
    pub unit: UnitId,
    /// For which period.
    pub period: Period,
    /// What was said.
    pub report: Report,
    /// The day on which it was reported.
    pub reported_on: NaiveDate,
    /// The document it stands in, if known.
    pub source: Option<String>,
    /// Whether it corrects another report of the same cell and day.
    pub corrects: bool,
}

/// A whole that is known before the report: 120 officials to be trained, before anyone says how many were.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Declared {
    /// The indicator of a share.
    pub indicator: IndicatorId,
    /// The unit whose whole it is.
    pub unit: UnitId,
    /// The expected sub-period it is for.
    pub period: Period,
    /// The whole.
    pub whole: u64,
    /// The day on which it was declared.
    pub declared_on: NaiveDate,
    /// The document it stands in, if known.
    pub source: Option<String>,
    /// Whether it corrects another one of the same cell and day.
    pub corrects: bool,
}

/// How an assessor judged a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Judged {
    /// It is met (đạt).
    Met,
    /// It is missed (không đạt).
    Missed,
    /// There is nothing to judge.
    NotApplicable,
}

/// An assessor's judgement of a target that has no number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Judgement {
    /// The target.
    pub target: TargetId,
    /// The subject it was judged at.
    pub subject: UnitId,
    /// The judging period.
    pub period: Period,
    /// The judgement.
    pub judged: Judged,
    /// The day on which it was recorded.
    pub judged_on: NaiveDate,
    /// On what grounds.
    pub grounds: Option<String>,
    /// Whether it corrects another one of the same target, subject, period and day.
    pub corrects: bool,
}

/// What was recorded of an occurrence of a task.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Completed {
    /// It was done on this day; of a report, received.
    Done(NaiveDate),
    /// It does not apply to the unit, and why.
    NotApplicable {
        /// The reason.
        because: String,
    },
    /// What was recorded before, up to this day, does not hold.
    Withdrawn,
}

/// What was recorded of an occurrence of a task, by one answerable unit.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Completion {
    /// The task.
    pub task: TaskId,
    /// The answerable unit.
    pub unit: UnitId,
    /// The label of the occurrence, such as `2023-03`.
    pub occurrence: String,
    /// What was recorded.
    pub completed: Completed,
    /// The day from which it counts.
    pub recorded_on: NaiveDate,
    /// The document it stands in, if known.
    pub source: Option<String>,
}

/// An instruction (văn bản chỉ đạo) that a task had been waiting for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instruction {
    /// The task.
    pub task: TaskId,
    /// Who gave it.
    pub by: UnitId,
    /// The day on which it was given.
    pub issued_on: NaiveDate,
    /// The last day on which the task is to be done, if it says one.
    pub due: Option<NaiveDate>,
    /// The document it stands in, if known.
    pub source: Option<String>,
    /// Whether it corrects another one of the same task and day.
    pub corrects: bool,
}

impl Entry<TaskId> for Instruction {
    fn cell(&self) -> TaskId {
        self.task.clone()
    }

    fn entered(&self) -> (NaiveDate, bool) {
        (self.issued_on, self.corrects)
    }

    fn says_the_same(&self, other: &Self) -> bool {
        self.due == other.due
    }
}

impl Entry<Cell> for Declared {
    fn cell(&self) -> Cell {
        (self.indicator.clone(), self.unit.clone(), self.period)
    }

    fn entered(&self) -> (NaiveDate, bool) {
        (self.declared_on, self.corrects)
    }

    fn says_the_same(&self, other: &Self) -> bool {
        self.whole == other.whole
    }
}

impl Entry<Judging> for Judgement {
    fn cell(&self) -> Judging {
        (self.target.clone(), self.subject.clone(), self.period)
    }

    fn entered(&self) -> (NaiveDate, bool) {
        (self.judged_on, self.corrects)
    }

    fn says_the_same(&self, other: &Self) -> bool {
        self.judged == other.judged
    }
}
