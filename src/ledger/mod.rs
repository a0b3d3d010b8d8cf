//! The ledger (sổ số liệu): everything that was reported, when, and by whom. Nothing in it is overwritten.
//!
//! What counts as of a day is, for each cell (an indicator, a unit and a period), what was reported last on or before that
//! day. A later entry corrects or withdraws an earlier one by standing after it.

mod cells;
mod entry;
mod fit;
mod interned;
mod log;
mod observations;
mod packed;
mod points;

pub use entry::{
    Completed, Completion, Declared, Instruction, Judged, Judgement, Observation, Report, Value,
};
pub use fit::ReportError;
pub(crate) use log::Log;
pub use log::{Added, Conflict};
pub use observations::AddError;
#[cfg(feature = "csv")]
pub(crate) use observations::Told;
pub(crate) use observations::{Observations, Row, Said};
pub use points::JudgedPoints;

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::{
    id::{IndicatorId, TargetId, TaskId, UnitId},
    time::Period,
};

/// What a report is about: one indicator, one unit, one period.
pub(crate) type Cell = (IndicatorId, UnitId, Period);

/// What a judgement is about: one target, one subject, one period.
pub(crate) type Judging = (TargetId, UnitId, Period);

/// Everything that was reported (sổ số liệu): observations, declared wholes, judgements.
///
/// ```
/// # use kehoach::{IndicatorId, Ledger, Observation, Period, Report, UnitId, Value};
/// # let date = |d| chrono::NaiveDate::from_ymd_opt(2023, 4, d).unwrap();
/// let trained = Observation {
///     indicator: IndicatorId::new("tap-huan")?,
///     unit: UnitId::new("binh-lu")?,
///     period: Period::quarter(2023, 1)?,
///     report: Report::Value(Value::Share("17/20".parse()?)),
///     reported_on: date(3),
///     source: None,
///     corrects: false,
/// };
/// let withdrawn = Observation { report: Report::Withdrawn, reported_on: date(9), ..trained.clone() };
/// let mut ledger = Ledger::new();
/// ledger.add(trained)?;
/// ledger.add(withdrawn)?;
/// assert_eq!(ledger.as_of(date(5)).count(), 1);
/// assert!(matches!(ledger.as_of(date(9)).next().unwrap().report, Report::Withdrawn));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ledger {
    observations: Observations,
    wholes: Log<Cell, Declared>,
    judgements: Log<Judging, Judgement>,
    points: Log<points::Scoring, JudgedPoints>,
    completions: Vec<Completion>,
    /// What was said of completions, whatever its source: to know duplicates by.
    completed: HashSet<Completion>,
    instructions: Log<TaskId, Instruction>,
}

impl Ledger {
    /// An empty ledger.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Enters an observation (số liệu báo cáo).
    ///
    /// # Errors
    /// [`AddError::Conflict`] if another value of the same cell was reported on the same day and neither, or both, say that they
    /// correct the other; [`AddError::Full`] beyond the [`limits`](crate::limits) of a ledger. The ledger is then as before.
    pub fn add(&mut self, observation: Observation) -> Result<Added, AddError> {
        self.observations.add(observation)
    }

    /// Enters an observation whose numbers are known: see [`Observations::numbers`].
    pub(crate) fn add_numbered(
        &mut self,
        observation: Observation,
        numbers: [Option<u32>; 3],
    ) -> Result<Added, AddError> {
        self.observations.add_numbered(observation, numbers)
    }

    /// Enters a whole that is known before the report.
    ///
    /// # Errors
    /// [`Conflict`] if another whole of the same cell was declared on the same day and neither, or both, say that they correct
    /// the other. The ledger is then as before.
    pub fn declare(&mut self, whole: Declared) -> Result<Added, Conflict<Declared>> {
        self.wholes.add(whole)
    }

    /// Enters an assessor's judgement.
    ///
    /// # Errors
    /// [`Conflict`], as for wholes.
    pub fn judge(&mut self, judgement: Judgement) -> Result<Added, Conflict<Judgement>> {
        self.judgements.add(judgement)
    }

    /// Enters what was recorded of an occurrence of a task. Records never contradict one another: the earliest day on which it
    /// was done counts.
    pub fn complete(&mut self, completion: Completion) -> Added {
        let said = Completion { source: None, ..completion.clone() };
        if !self.completed.insert(said) {
            return Added::Duplicate;
        }
        self.completions.push(completion);
        Added::New
    }

    /// Enters an instruction.
    ///
    /// # Errors
    /// [`Conflict`], as for wholes.
    pub fn instruct(&mut self, instruction: Instruction) -> Result<Added, Conflict<Instruction>> {
        self.instructions.add(instruction)
    }

    /// All that was recorded of occurrences of tasks, in the order it was entered.
    pub fn completions(&self) -> impl Iterator<Item = &Completion> {
        self.completions.iter()
    }

    /// All instructions, in the order they were entered.
    pub fn instructions(&self) -> impl Iterator<Item = &Instruction> {
        self.instructions.iter()
    }

    /// The instruction that counts for a task as of a day: the one given last on or before it.
    #[must_use]
    pub fn instruction_as_of(&self, task: &TaskId, day: NaiveDate) -> Option<&Instruction> {
        self.instructions.latest(task, day)
    }

    /// Enters the points that an assessor recorded for a criterion of a score sheet.
    ///
    /// # Errors
    /// [`Conflict`], as for wholes.
    pub fn award(&mut self, points: JudgedPoints) -> Result<Added, Conflict<JudgedPoints>> {
        self.points.add(points)
    }

    /// All judged points, in the order they were entered.
    pub fn judged_points(&self) -> impl Iterator<Item = &JudgedPoints> {
        self.points.iter()
    }

    /// The judged points that count as of a day.
    pub fn judged_points_as_of(&self, day: NaiveDate) -> impl Iterator<Item = &JudgedPoints> {
        self.points.as_of(day)
    }

    /// All observations, in the order they were entered. They are kept more tightly, and put together on the way.
    pub fn observations(&self) -> impl Iterator<Item = Observation> {
        self.observations.iter()
    }

    /// The observations as they are kept.
    pub(crate) const fn told(&self) -> &Observations {
        &self.observations
    }

    /// The same, for a reader that enters them by numbers.
    #[cfg(feature = "csv")]
    pub(crate) const fn told_mut(&mut self) -> &mut Observations {
        &mut self.observations
    }

    /// All declared wholes, in the order they were entered.
    pub fn wholes(&self) -> impl Iterator<Item = &Declared> {
        self.wholes.iter()
    }

    /// All judgements, in the order they were entered.
    pub fn judgements(&self) -> impl Iterator<Item = &Judgement> {
        self.judgements.iter()
    }

    /// The observations that count as of a day: of each cell the one reported last on or before it, a withdrawal too. In
    /// the order in which their cells were first entered.
    pub fn as_of(&self, day: NaiveDate) -> impl Iterator<Item = Observation> {
        self.observations.counting(day).filter_map(|row| self.observations.get(row.number))
    }

    /// The declared wholes that count as of a day.
    pub fn wholes_as_of(&self, day: NaiveDate) -> impl Iterator<Item = &Declared> {
        self.wholes.as_of(day)
    }

    /// The judgements that count as of a day.
    pub fn judgements_as_of(&self, day: NaiveDate) -> impl Iterator<Item = &Judgement> {
        self.judgements.as_of(day)
    }

    /// Everything that was ever said of one cell, the earliest first.
    #[must_use]
    pub fn history(&self, indicator: &IndicatorId, unit: &UnitId, period: Period) -> Vec<Observation> {
        self.observations.history(indicator, unit, period)
    }
}
