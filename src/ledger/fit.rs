//! Whether what was entered fits a plan and a register.

use chrono::{Days, NaiveDate};

use super::{
    Completed, Completion, Declared, Instruction, JudgedPoints, Judgement, Ledger, Observation, Report, Value,
};
use crate::{
    id::{IndicatorId, ScaleId, TargetId, TaskId, UnitId},
    plan::{Aggregate, Indicator, Measure, Plan, RestDays, Task},
    quantity::Number,
    roster::{Roster, is_for},
    spelling::nearest,
    time::{Period, Timing, spell_date},
    unit::Register,
};

/// Why an entry does not fit a plan and a register.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// An indicator that the plan does not have.
    #[error("the plan has no indicator `{indicator}`")]
    UnknownIndicator {
        /// The id.
        indicator: IndicatorId,
        /// The indicator whose id is nearest.
        nearest: Option<IndicatorId>,
    },
    /// A target that the plan does not have.
    #[error("the plan has no target `{target}`")]
    UnknownTarget {
        /// The id.
        target: TargetId,
        /// The target whose id is nearest.
        nearest: Option<TargetId>,
    },
    /// A unit that the register does not have.
    #[error("the register has no unit `{unit}`")]
    UnknownUnit {
        /// The id.
        unit: UnitId,
        /// The unit whose id is nearest.
        nearest: Option<UnitId>,
    },
    /// A unit that did not exist on any day of the period.
    #[error("unit `{unit}` does not exist in {period}: it {}", life(*.first, *.last))]
    UnitNotThere {
        /// The unit.
        unit: UnitId,
        /// The period reported for.
        period: Period,
        /// The unit's first day, if set.
        first: Option<NaiveDate>,
        /// The unit's last day, if set.
        last: Option<NaiveDate>,
    },
    /// A value of another kind than the indicator measures.
    #[error("`{indicator}` is reported as {}, not as `{found}`", needed(.measure))]
    Kind {
        /// The indicator.
        indicator: IndicatorId,
        /// What it measures: `done`, `count`, `amount`, `share` or `grade`.
        measure: &'static str,
        /// What was reported.
        found: Value,
    },
    /// A count below 0, with a fraction, or above [`u64::MAX`].
    #[error("`{indicator}` counts things: {value} is no whole number from 0 to {}", u64::MAX)]
    NotACount {
        /// The indicator.
        indicator: IndicatorId,
        /// What was reported.
        value: Number,
    },
    /// An amount outside its declared limits.
    #[error("`{indicator}` lies from {least}{}, not at {value}", greatest.map_or(" up".to_owned(), |g| format!(" to {g}")))]
    OutOfRange {
        /// The indicator.
        indicator: IndicatorId,
        /// What was reported.
        value: Number,
        /// The least amount.
        least: Number,
        /// The greatest, if there is one.
        greatest: Option<Number>,
    },
    /// A grade that the indicator's scale does not have.
    #[error("scale `{scale}` has no grade `{grade}`")]
    UnknownGrade {
        /// The scale.
        scale: ScaleId,
        /// What was reported.
        grade: String,
        /// The grade whose id is nearest.
        nearest: Option<String>,
    },
    /// A whole declared for something that is no share.
    #[error("a whole is declared for shares, and `{indicator}` is reported as {}", needed(.measure))]
    NoShare {
        /// The indicator.
        indicator: IndicatorId,
        /// What it measures.
        measure: &'static str,
    },
    /// A judgement of a target that is measured.
    #[error("target `{target}` is measured by `{aggregate}`, not judged")]
    NotJudged {
        /// The target.
        target: TargetId,
        /// Its aggregate.
        aggregate: &'static str,
    },
    /// A task that the plan does not have.
    #[error("the plan has no task `{task}`")]
    UnknownTask {
        /// The id.
        task: TaskId,
        /// The task whose id is nearest.
        nearest: Option<TaskId>,
    },
    /// An occurrence that the task does not have for the unit.
    #[error("task `{task}` has no occurrence `{occurrence}` for `{unit}`: its time is `{when}`")]
    NoOccurrence {
        /// The task.
        task: TaskId,
        /// The unit.
        unit: UnitId,
        /// The label of the occurrence.
        occurrence: String,
        /// The task's schedule.
        when: String,
    },
    /// A completion by a unit that does not lead the task.
    #[error("`{unit}` does not answer for task `{task}`")]
    NotAnswerable {
        /// The task.
        task: TaskId,
        /// The unit.
        unit: UnitId,
    },
    /// A completion by a unit on a day on which another answered for the occurrence in its place.
    #[error(
        "`{unit}` answers for task `{task}` until {}, and `{occurrence}` is due after that: it was done on {}",
        spell_date(*.until),
        spell_date(*.done_on)
    )]
    PassedOn {
        /// The task.
        task: TaskId,
        /// The unit.
        unit: UnitId,
        /// The label of the occurrence.
        occurrence: String,
        /// The unit's last day, or that before its duties passed to another.
        until: NaiveDate,
        /// The day of the completion.
        done_on: NaiveDate,
    },
    /// A completion before the instruction that the task waits for.
    #[error("task `{task}` waits for an instruction, and none was given on or before {}", spell_date(*.done_on))]
    BeforeInstruction {
        /// The task.
        task: TaskId,
        /// The day of the completion.
        done_on: NaiveDate,
    },
    /// A completion recorded before it happened.
    #[error("it is recorded on {} as done on {}", spell_date(*.recorded_on), spell_date(*.done_on))]
    RecordedBefore {
        /// The day of the record.
        recorded_on: NaiveDate,
        /// The day of the completion.
        done_on: NaiveDate,
    },
    /// An instruction for a task that does not wait for one.
    #[error("task `{task}` does not wait for an instruction: its time is `{when}`")]
    NotOnInstruction {
        /// The task.
        task: TaskId,
        /// The task's schedule.
        when: String,
    },
    /// An instruction that sets a last day before the day it was given.
    #[error("the instruction of {} is to be carried out by {}, before it was given", spell_date(*.issued_on), spell_date(*.due))]
    DueBefore {
        /// The day of the instruction.
        issued_on: NaiveDate,
        /// The last day that it sets.
        due: NaiveDate,
    },
    /// A judgement for a period in which the target is not judged.
    #[error("target `{target}` has no judging period {period}: it is judged `{judged}`")]
    NotJudgedThen {
        /// The target.
        target: TargetId,
        /// The period of the judgement.
        period: Period,
        /// When it is judged.
        judged: crate::plan::Judging,
    },
}

impl ReportError {
    /// The nearest valid spelling, where one is near.
    #[must_use]
    pub fn did_you_mean(&self) -> Option<&str> {
        match self {
            Self::UnknownIndicator { nearest, .. } => nearest.as_ref().map(IndicatorId::as_str),
            Self::UnknownTarget { nearest, .. } => nearest.as_ref().map(TargetId::as_str),
            Self::UnknownTask { nearest, .. } => nearest.as_ref().map(TaskId::as_str),
            Self::UnknownUnit { nearest, .. } => nearest.as_ref().map(UnitId::as_str),
            Self::UnknownGrade { nearest, .. } => nearest.as_deref(),
            _ => None,
        }
    }
}

fn life(first: Option<NaiveDate>, last: Option<NaiveDate>) -> String {
    match (first, last) {
        (Some(first), Some(last)) => format!("exists from {} to {}", spell_date(first), spell_date(last)),
        (Some(first), None) => format!("begins on {}", spell_date(first)),
        (None, Some(last)) => format!("ended on {}", spell_date(last)),
        (None, None) => "has no days set".to_owned(),
    }
}

/// How a measure is reported, as an error says it.
fn needed(measure: &str) -> &'static str {
    match measure {
        "done" => "`done` or `not done`",
        "count" => "a whole number",
        "amount" => "a number",
        "share" => "a part of a whole, such as `87/100`",
        _ => "a grade",
    }
}

/// The indicator of an entry.
fn indicator<'a>(plan: &'a Plan, id: &IndicatorId) -> Result<&'a Indicator, ReportError> {
    plan.indicator(id).ok_or_else(|| {
        let guess = nearest(id.as_str(), plan.indicators().iter().map(|i| i.id.as_str()));
        let nearest = guess.and_then(|id| IndicatorId::new(id).ok());
        ReportError::UnknownIndicator { indicator: id.clone(), nearest }
    })
}

/// The unit is one of the register, and existed on some day of the period's figures.
fn unit(plan: &Plan, register: &Register, unit: &UnitId, period: Period) -> Result<(), ReportError> {
    there(register, unit, period, plan.calendar().days(period))
}

/// The unit is one of the register, and existed on some of the days that a period is about.
fn there(register: &Register, unit: &UnitId, period: Period, days: Period) -> Result<(), ReportError> {
    let Some((first, last)) = register.life(unit) else {
        return Err(ReportError::UnknownUnit {
            unit: unit.clone(),
            nearest: register.nearest(unit.as_str()).cloned(),
        });
    };
    if first.is_some_and(|first| days.last() < first) || last.is_some_and(|last| last < days.first()) {
        return Err(ReportError::UnitNotThere { unit: unit.clone(), period, first, last });
    }
    Ok(())
}

impl Report {
    /// Whether it is certainly one of what an indicator measures. Of grades and amounts that takes a closer look.
    pub(crate) fn is_plainly_of(&self, measure: &Measure) -> bool {
        match (measure, self) {
            (_, Self::NotApplicable { .. } | Self::Withdrawn)
            | (Measure::Done(_), Self::Value(Value::Done(_)))
            | (Measure::Share(_), Self::Value(Value::Share(_))) => true,
            (Measure::Count(_), Self::Value(Value::Number(number))) => number.count().is_some(),
            _ => false,
        }
    }
}

impl Observation {
    /// Whether it fits a plan and a register: both know what it is about, and its value is one that the indicator can have.
    ///
    /// # Errors
    /// The first reason why it does not: see [`ReportError`].
    pub fn check(&self, plan: &Plan, register: &Register) -> Result<(), ReportError> {
        let found = indicator(plan, &self.indicator)?;
        unit(plan, register, &self.unit, self.period)?;
        let Report::Value(value) = &self.report else { return Ok(()) };
        let indicator = self.indicator.clone();
        match (&found.measure, value) {
            (Measure::Done(_), Value::Done(_)) | (Measure::Share(_), Value::Share(_)) => Ok(()),
            (Measure::Count(_), Value::Number(value)) => match value.count() {
                Some(_) => Ok(()),
                None => Err(ReportError::NotACount { indicator, value: *value }),
            },
            (Measure::Amount { least, greatest, .. }, Value::Number(value)) => {
                if value < least || greatest.is_some_and(|greatest| *value > greatest) {
                    let (value, least, greatest) = (*value, *least, *greatest);
                    return Err(ReportError::OutOfRange { indicator, value, least, greatest });
                }
                Ok(())
            }
            (Measure::Grade(scale), Value::Grade(grade)) => {
                let Some(scale) = plan.scale(scale) else { return Ok(()) };
                if scale.rank(grade).is_some() {
                    return Ok(());
                }
                let guess = nearest(grade.as_str(), scale.grades().iter().map(|g| g.id.as_str()));
                let nearest = guess.map(str::to_owned);
                Err(ReportError::UnknownGrade {
                    scale: scale.id().clone(),
                    grade: grade.to_string(),
                    nearest,
                })
            }
            (measure, found) => {
                Err(ReportError::Kind { indicator, measure: measure.name(), found: found.clone() })
            }
        }
    }
}

impl Declared {
    /// Whether it fits a plan and a register.
    ///
    /// # Errors
    /// The first reason why it does not: see [`ReportError`].
    pub fn check(&self, plan: &Plan, register: &Register) -> Result<(), ReportError> {
        let found = indicator(plan, &self.indicator)?;
        unit(plan, register, &self.unit, self.period)?;
        match &found.measure {
            Measure::Share(_) => Ok(()),
            measure => {
                Err(ReportError::NoShare { indicator: self.indicator.clone(), measure: measure.name() })
            }
        }
    }
}

impl Judgement {
    /// Whether it fits a plan and a register.
    ///
    /// # Errors
    /// The first reason why it does not: see [`ReportError`].
    pub fn check(&self, plan: &Plan, register: &Register) -> Result<(), ReportError> {
        let Some(target) = plan.target(&self.target) else {
            let guess = nearest(self.target.as_str(), plan.targets().iter().map(|t| t.id.as_str()));
            let nearest = guess.and_then(|id| TargetId::new(id).ok());
            return Err(ReportError::UnknownTarget { target: self.target.clone(), nearest });
        };
        if target.aggregate != Aggregate::Judgement {
            let (target, aggregate) = (target.id.clone(), target.aggregate.name());
            return Err(ReportError::NotJudged { target, aggregate });
        }
        if !plan.judging_periods(target).any(|period| period == self.period) {
            let (target, judged) = (target.id.clone(), target.judged);
            return Err(ReportError::NotJudgedThen { target, period: self.period, judged });
        }
        there(register, &self.subject, self.period, plan.judging_days(target, self.period))
    }
}

/// The task of an entry.
fn task<'a>(plan: &'a Plan, id: &TaskId) -> Result<&'a Task, ReportError> {
    plan.task(id).ok_or_else(|| {
        let guess = nearest(id.as_str(), plan.tasks().iter().map(|task| task.id.as_str()));
        ReportError::UnknownTask { task: id.clone(), nearest: guess.and_then(|id| TaskId::new(id).ok()) }
    })
}

fn known(register: &Register, unit: &UnitId) -> Result<(), ReportError> {
    if register.knows(unit) {
        return Ok(());
    }
    Err(ReportError::UnknownUnit { unit: unit.clone(), nearest: register.nearest(unit.as_str()).cloned() })
}

/// The longest that a last day can move.
const LONGEST_REST: Days = Days::new(31);

/// Whether a unit may record an occurrence that is due on the first of two days, or as late as the second: it answers for it
/// then, or did for what passed on since.
fn answers(
    register: &Register,
    roster: &Roster,
    task: &Task,
    unit: usize,
    (last, latest): (NaiveDate, NaiveDate),
) -> bool {
    // A unit of a scope that does not exist on the last day has it not applicable.
    let by_scope = |on: NaiveDate| {
        if register.exists(unit, on) {
            roster.leads_by_scope(task, unit, on)
        } else {
            roster.leads_by_scope_in_time(task, unit)
        }
    };
    roster.terms_by_name(register, task, unit).any(|(from, _)| from <= latest)
        || std::iter::once(last).chain(register.turns_within(last, latest)).any(by_scope)
}

/// The last day on which a unit could do itself what is due on a day and has passed on by then.
fn passed_on(
    register: &Register,
    roster: &Roster,
    task: &Task,
    unit: usize,
    last: NaiveDate,
) -> Option<NaiveDate> {
    let terms = roster.terms_by_name(register, task, unit).filter(|(from, _)| *from <= last);
    let by_name = terms.map(|(_, to)| to).max();
    let passes = || register.passing_from(unit).iter().any(|passage| register.ended_before(unit, passage.on));
    let by_scope = roster.leads_by_scope_in_time(task, unit).then(|| match register.last_day(unit) {
        Some(end) if passes() => end,
        _ => NaiveDate::MAX,
    });
    by_name.max(by_scope).filter(|until| *until < last)
}

impl Completion {
    /// Whether it fits a plan, a register and the instructions of a ledger: the occurrence exists for the unit, the unit
    /// answers for it, or answered before it passed to another and had done it by then, and what waits for an instruction was not done before one was given.
    ///
    /// # Errors
    /// The first reason why it does not: see [`ReportError`].
    pub fn check(&self, plan: &Plan, register: &Register, ledger: &Ledger) -> Result<(), ReportError> {
        let roster = Roster::of_task(plan, register, task(plan, &self.task)?);
        self.check_among(plan, register, ledger, &roster)
    }

    /// The same, given who is in the scopes of the task.
    pub(crate) fn check_among(
        &self,
        plan: &Plan,
        register: &Register,
        ledger: &Ledger,
        roster: &Roster,
    ) -> Result<(), ReportError> {
        let found = task(plan, &self.task)?;
        known(register, &self.unit)?;
        let not_answerable =
            || ReportError::NotAnswerable { task: self.task.clone(), unit: self.unit.clone() };
        let unit = register.place(&self.unit).ok_or_else(not_answerable)?;
        if !roster.ever_leads(register, found, unit) {
            return Err(not_answerable());
        }
        // The unit's own timing is that of its level on the occurrence's last day.
        let own = found.when.timings().find_map(|(level, timing)| {
            let occurrence = timing.occurrence(&self.occurrence, plan.period())?;
            let on = occurrence.last().unwrap_or(plan.period().last());
            is_for(register, level, unit, on).then_some((timing, occurrence))
        });
        let Some((timing, due)) = own else {
            return Err(ReportError::NoOccurrence {
                task: self.task.clone(),
                unit: self.unit.clone(),
                occurrence: self.occurrence.clone(),
                when: found.when.to_string(),
            });
        };
        let days = due.last().map(|last| {
            // Where a rest day moves it, one that answers by then may record it: which day it is, a working calendar says.
            let moves = plan.rest_days() == RestDays::NextWorkingDay && due.may_roll();
            let latest = last.checked_add_days(LONGEST_REST).filter(|_| moves).unwrap_or(last);
            (last, latest)
        });
        if days.is_some_and(|(last, latest)| !answers(register, roster, found, unit, (last, latest))) {
            return Err(not_answerable());
        }
        if let Completed::Done(done_on) = self.completed {
            if done_on > self.recorded_on {
                return Err(ReportError::RecordedBefore { recorded_on: self.recorded_on, done_on });
            }
            let until = days.and_then(|(last, _)| passed_on(register, roster, found, unit, last));
            if let Some(until) = until.filter(|until| done_on > *until) {
                return Err(ReportError::PassedOn {
                    task: self.task.clone(),
                    unit: self.unit.clone(),
                    occurrence: self.occurrence.clone(),
                    until,
                    done_on,
                });
            }
            let instructed = || ledger.instruction_as_of(&self.task, done_on).is_some();
            if matches!(timing, Timing::OnInstruction(_)) && !instructed() {
                return Err(ReportError::BeforeInstruction { task: self.task.clone(), done_on });
            }
        }
        Ok(())
    }
}

impl Instruction {
    /// Whether it fits a plan and a register.
    ///
    /// # Errors
    /// The first reason why it does not: see [`ReportError`].
    pub fn check(&self, plan: &Plan, register: &Register) -> Result<(), ReportError> {
        let found = task(plan, &self.task)?;
        known(register, &self.by)?;
        if found.when.timings().any(|(_, timing)| matches!(timing, Timing::OnInstruction(_))) {
            return match self.due {
                Some(due) if due < self.issued_on => {
                    Err(ReportError::DueBefore { issued_on: self.issued_on, due })
                }
                _ => Ok(()),
            };
        }
        Err(ReportError::NotOnInstruction { task: self.task.clone(), when: found.when.to_string() })
    }
}

impl JudgedPoints {
    /// Whether their subject is one of the register in their period. Whether a sheet has the criterion and takes the points is
    /// checked where a sheet is scored.
    ///
    /// # Errors
    /// The first reason why it does not fit: see [`ReportError`].
    pub fn check(&self, plan: &Plan, register: &Register) -> Result<(), ReportError> {
        unit(plan, register, &self.subject, self.period)
    }
}
