//! What an entry changed.

use serde::{Deserialize, Serialize};

use crate::{
    duty::DutyStatus,
    evaluate::Verdict,
    id::{GradeId, TargetId, TaskId, UnitId},
    ledger::Added,
    score::Bounds,
    time::Period,
};

/// A verdict that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct VerdictChange {
    /// The target.
    pub target: TargetId,
    /// The judging period.
    pub period: Period,
    /// The subject.
    pub subject: UnitId,
    /// The verdict before.
    pub was: Verdict,
    /// The verdict now.
    pub is: Verdict,
}

/// The line of a target judged at many subjects, where its verdict changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LineChange {
    /// The target.
    pub target: TargetId,
    /// The judging period.
    pub period: Period,
    /// The verdict before.
    pub was: Verdict,
    /// The verdict now.
    pub is: Verdict,
}

/// The status of an occurrence of a task with an answerable unit, where it changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct StatusChange {
    /// The task.
    pub task: TaskId,
    /// The label of the occurrence.
    pub occurrence: String,
    /// The answerable unit.
    pub unit: UnitId,
    /// The status before; none if the unit did not answer for the occurrence.
    pub was: Option<DutyStatus>,
    /// The status now; none if it no longer does.
    pub is: Option<DutyStatus>,
}

/// The points of a subject, where they changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PointsChange {
    /// The subject.
    pub subject: UnitId,
    /// The least and greatest total before; none without a score.
    pub was: Option<Bounds>,
    /// The least and greatest total now.
    pub is: Option<Bounds>,
}

/// The grades that a subject can have, where they changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GradeChange {
    /// The subject.
    pub subject: UnitId,
    /// The grades before.
    pub was: Vec<GradeId>,
    /// The grades now.
    pub is: Vec<GradeId>,
}

/// What an entry changed: everything that is not what it was, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Changes {
    /// What became of the entry. A day that was moved to and a reorganisation are `New` too, for neither can be told twice.
    pub added: Added,
    /// Verdicts: in plan order, then by judging period, then in register order of the subjects.
    pub verdicts: Vec<VerdictChange>,
    /// Lines of the plan, in the same order.
    pub lines: Vec<LineChange>,
    /// Statuses of tasks: in plan order, then by last day, then in the order of the units.
    pub statuses: Vec<StatusChange>,
    /// Points, in register order; only with a sheet.
    pub points: Vec<PointsChange>,
    /// Grades, in register order; only with a sheet that grades.
    pub grades: Vec<GradeChange>,
}

impl Changes {
    pub(super) const fn none(added: Added) -> Self {
        Self {
            added,
            verdicts: Vec::new(),
            lines: Vec::new(),
            statuses: Vec::new(),
            points: Vec::new(),
            grades: Vec::new(),
        }
    }

    /// Whether nothing changed.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.verdicts.is_empty()
            && self.lines.is_empty()
            && self.statuses.is_empty()
            && self.points.is_empty()
            && self.grades.is_empty()
    }
}
