//! How occurrences stand as of a day.

use std::{fmt, str::FromStr};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::parties::{Days, answerable_ever, timing_of};
use crate::{
    evaluate::{EvaluateError, Evaluator, UnitTally},
    id::{TaskId, UnitId},
    language::Language,
    ledger::Completed,
    plan::{RestDays, Task},
    state_name::{StateNameError, of_name},
    time::{Occurrence, When},
};

/// How an occurrence of a task stands with one answerable unit, as of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DutyStatus {
    /// It waits for an instruction (chờ chỉ đạo).
    AwaitingInstruction,
    /// Its first day is still to come (chưa đến kỳ).
    Upcoming,
    /// It is to be done now (đến hạn).
    Due,
    /// Done by its last day, or before its first (hoàn thành đúng hạn).
    DoneOnTime,
    /// Done after its last day (hoàn thành trễ hạn).
    DoneLate,
    /// Not done, its last day over (quá hạn).
    Overdue,
    /// It does not apply to the unit (không áp dụng).
    NotApplicable,
}

impl DutyStatus {
    /// Its name in files and JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AwaitingInstruction => "awaiting-instruction",
            Self::Upcoming => "upcoming",
            Self::Due => "due",
            Self::DoneOnTime => "done-on-time",
            Self::DoneLate => "done-late",
            Self::Overdue => "overdue",
            Self::NotApplicable => "not-applicable",
        }
    }

    /// What people call it.
    #[must_use]
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::AwaitingInstruction => language.pick("chờ văn bản chỉ đạo", "awaiting instruction"),
            Self::Upcoming => language.pick("chưa đến kỳ", "upcoming"),
            Self::Due => language.pick("đến hạn", "due"),
            Self::DoneOnTime => language.pick("hoàn thành đúng hạn", "done on time"),
            Self::DoneLate => language.pick("hoàn thành trễ hạn", "done late"),
            Self::Overdue => language.pick("quá hạn", "overdue"),
            Self::NotApplicable => language.pick("không áp dụng", "not applicable"),
        }
    }
}

impl DutyStatus {
    const ALL: [Self; 7] = [
        Self::AwaitingInstruction,
        Self::Upcoming,
        Self::Due,
        Self::DoneOnTime,
        Self::DoneLate,
        Self::Overdue,
        Self::NotApplicable,
    ];

    /// By its name, or its label in either language, in lower case.
    pub(crate) fn named(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|value| {
            [value.name(), value.label(Language::Vietnamese), value.label(Language::English)].contains(&text)
        })
    }
}

/// By its name alone, as files hold it; [`phrases`](crate::phrases) read what people write.
impl FromStr for DutyStatus {
    type Err = StateNameError;

    fn from_str(name: &str) -> Result<Self, StateNameError> {
        of_name("status of a task", &Self::ALL, Self::name, name)
    }
}

impl fmt::Display for DutyStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// One occurrence of a task, with one answerable unit, as of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OccurrenceStatus {
    /// The task.
    pub task: TaskId,
    /// The label of the occurrence.
    pub occurrence: String,
    /// Its first day, if it has one.
    pub first: Option<NaiveDate>,
    /// Its last day, if it has one; moved to a working day where the plan says so.
    pub last: Option<NaiveDate>,
    /// The answerable unit.
    pub unit: UnitId,
    /// How it stands.
    pub status: DutyStatus,
    /// The day it was done, as far as is recorded.
    pub done_on: Option<NaiveDate>,
    /// How many calendar days late it was done or is overdue.
    pub days: Option<u64>,
    /// How many working days, where the evaluator has a working calendar.
    pub working_days: Option<u64>,
}

/// How many occurrences were met, as the same tallies that targets have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Rates {
    /// Met if done on time, missed if late or overdue, unknown if awaiting, upcoming or due.
    pub on_time: UnitTally,
    /// Met if done, late too; all else that applies is unknown.
    pub completion: UnitTally,
}

impl Rates {
    /// The rates of some occurrences. Those of disjoint ones add up: see [`UnitTally::merge`].
    #[must_use]
    pub fn of<'a>(occurrences: impl IntoIterator<Item = &'a OccurrenceStatus>) -> Self {
        let mut rates = Self::default();
        let one_more = |n: &mut u64| *n = n.saturating_add(1);
        for occurrence in occurrences {
            let (on_time, completion) = (&mut rates.on_time, &mut rates.completion);
            match occurrence.status {
                DutyStatus::AwaitingInstruction | DutyStatus::Upcoming | DutyStatus::Due => {
                    one_more(&mut on_time.unknown);
                    one_more(&mut completion.unknown);
                }
                DutyStatus::DoneOnTime => {
                    one_more(&mut on_time.met);
                    one_more(&mut completion.met);
                }
                DutyStatus::DoneLate => {
                    one_more(&mut on_time.missed);
                    one_more(&mut completion.met);
                }
                DutyStatus::Overdue => {
                    one_more(&mut on_time.missed);
                    one_more(&mut completion.unknown);
                }
                DutyStatus::NotApplicable => {
                    one_more(&mut on_time.not_applicable);
                    one_more(&mut completion.not_applicable);
                }
            }
        }
        rates
    }
}

/// What was recorded of one occurrence.
#[derive(Clone, Copy, Default)]
struct Recorded {
    done_on: Option<NaiveDate>,
    not_applicable: bool,
}

impl Evaluator<'_> {
    /// How every occurrence of every task stands with every unit that answers for it: in plan order, then by last day, then in
    /// the order of the units.
    ///
    /// # Errors
    /// [`EvaluateError`] if a day falls outside the years of the working calendar.
    pub fn occurrences(&self) -> Result<Vec<OccurrenceStatus>, EvaluateError> {
        let mut all = Vec::new();
        for task in self.plan.tasks() {
            all.extend(self.occurrences_of(task)?);
        }
        Ok(all)
    }

    /// How the occurrences stand for which one unit answers: see [`Evaluator::occurrences`].
    ///
    /// # Errors
    /// [`EvaluateError::UnknownSubject`], and as for [`Evaluator::occurrences`].
    pub fn occurrences_by(&self, unit: &UnitId) -> Result<Vec<OccurrenceStatus>, EvaluateError> {
        self.subject(unit)?;
        let mut all = self.occurrences()?;
        all.retain(|occurrence| occurrence.unit == *unit);
        Ok(all)
    }

    /// What a unit must look to: overdue, due without a last day, or due within so many days from now. By last day, what has
    /// none at the end.
    ///
    /// # Errors
    /// As for [`Evaluator::occurrences_by`].
    pub fn pending(&self, unit: &UnitId, days: u32) -> Result<Vec<OccurrenceStatus>, EvaluateError> {
        let until = self.as_of.checked_add_days(chrono::Days::new(days.into())).unwrap_or(NaiveDate::MAX);
        let mut mine = self.occurrences_by(unit)?;
        mine.retain(|o| match o.status {
            DutyStatus::Overdue => true,
            DutyStatus::Due | DutyStatus::Upcoming => o.last.is_none_or(|last| last <= until),
            _ => false,
        });
        mine.sort_by_key(|o| (o.last.is_none(), o.last));
        Ok(mine)
    }

    /// The on-time and completion rates of the occurrences of all tasks in a subject's subtree, each unit where it was on the
    /// occurrence's last day. At the plan's issuer it is all of them.
    ///
    /// # Errors
    /// As for [`Evaluator::occurrences_by`].
    pub fn rates(&self, subject: &UnitId) -> Result<Rates, EvaluateError> {
        Ok(Rates::of(&self.occurrences_at(subject)?))
    }

    /// How the occurrences stand for which units in a subject's subtree answer: see [`Evaluator::rates`].
    ///
    /// # Errors
    /// As for [`Evaluator::occurrences_by`].
    pub fn occurrences_at(&self, subject: &UnitId) -> Result<Vec<OccurrenceStatus>, EvaluateError> {
        let Some(top) = self.subject(subject)? else { return self.occurrences() };
        let mut trees = std::collections::BTreeMap::new();
        let mut all = self.occurrences()?;
        all.retain(|o| {
            let on = o.last.unwrap_or(self.as_of);
            let tree = trees.entry(self.register.epoch(on)).or_insert_with(|| self.register.tree(on));
            self.register.place(&o.unit).is_some_and(|place| tree.is_within(place, top))
        });
        Ok(all)
    }

    fn occurrences_of(&self, task: &Task) -> Result<Vec<OccurrenceStatus>, EvaluateError> {
        let plan = self.plan.period();
        let mut days = Days::new(self.plan, self.register, task);
        let mut all = Vec::new();
        for unit in self.in_order(answerable_ever(self.plan, self.register, task)) {
            let Some(timing) = timing_of(self.register, task, &unit, plan) else {
                all.push(self.without_schedule(task, unit));
                continue;
            };
            for occurrence in timing.occurrences(plan) {
                // A unit of a scope answers for what ends while it is in the scope, a named one for everything.
                let on = occurrence.last().unwrap_or(self.as_of.clamp(plan.first(), plan.last()));
                if days.leads(&unit, on) {
                    all.push(self.status(task, &occurrence, unit.clone())?);
                }
            }
        }
        all.sort_by_key(|o| (o.last.is_none(), o.last));
        Ok(all)
    }

    fn in_order(&self, units: impl IntoIterator<Item = UnitId>) -> Vec<UnitId> {
        let mut units: Vec<UnitId> = units.into_iter().collect();
        units.sort_by_key(|unit| self.register.place(unit));
        units
    }

    /// A task has no schedule for the unit's level: it does not apply.
    fn without_schedule(&self, task: &Task, unit: UnitId) -> OccurrenceStatus {
        OccurrenceStatus {
            task: task.id.clone(),
            occurrence: String::new(),
            first: None,
            last: None,
            unit,
            status: DutyStatus::NotApplicable,
            done_on: None,
            days: None,
            working_days: None,
        }
    }

    /// What is recorded of an occurrence as of the day: the earliest completion that was not withdrawn.
    fn recorded(&self, task: &TaskId, unit: &UnitId, label: &str) -> Recorded {
        let records = self.completions.get(&(task, unit, label)).map_or(&[][..], Vec::as_slice);
        let withdrawn =
            records.iter().filter(|c| c.completed == Completed::Withdrawn).map(|c| c.recorded_on).max();
        let mut recorded = Recorded::default();
        for completion in records.iter().filter(|c| withdrawn.is_none_or(|day| c.recorded_on > day)) {
            match completion.completed {
                Completed::Done(day) => {
                    recorded.done_on = Some(recorded.done_on.map_or(day, |earliest| earliest.min(day)));
                }
                Completed::NotApplicable { .. } => recorded.not_applicable = true,
                Completed::Withdrawn => {}
            }
        }
        recorded
    }

    fn status(
        &self,
        task: &Task,
        occurrence: &Occurrence,
        unit: UnitId,
    ) -> Result<OccurrenceStatus, EvaluateError> {
        let label = occurrence.label().to_string();
        let recorded = self.recorded(&task.id, &unit, &label);
        let instruction = match occurrence.when() {
            When::OnInstruction => self.ledger.instruction_as_of(&task.id, self.as_of),
            _ => None,
        };
        let first = occurrence.first().or(instruction.map(|i| i.issued_on));
        let last = match (occurrence.last(), instruction) {
            (Some(last), _) if occurrence.may_roll() => Some(self.rolled(last)?),
            (last, instruction) => last.or(instruction.and_then(|i| i.due)),
        };
        let exists = |day| self.register.place(&unit).is_some_and(|place| self.register.exists(place, day));
        let mut days = None;
        let mut late = |from: NaiveDate, to: NaiveDate| {
            days = u64::try_from(to.signed_duration_since(from).num_days()).ok();
        };
        let status = match (occurrence.when(), recorded, last) {
            // After the plan nothing continuous is due any more.
            (When::Continuous { plan }, recorded, _) => {
                if recorded.not_applicable && recorded.done_on.is_none() {
                    DutyStatus::NotApplicable
                } else if self.as_of < plan.first() {
                    DutyStatus::Upcoming
                } else if self.as_of <= plan.last() {
                    DutyStatus::Due
                } else if recorded.done_on.is_some() {
                    DutyStatus::DoneOnTime
                } else {
                    DutyStatus::NotApplicable
                }
            }
            (_, _, Some(last)) if !exists(last) => DutyStatus::NotApplicable,
            (_, Recorded { done_on: Some(done_on), .. }, Some(last)) if done_on > last => {
                late(last, done_on);
                DutyStatus::DoneLate
            }
            (_, Recorded { done_on: Some(_), .. }, _) => DutyStatus::DoneOnTime,
            (_, Recorded { not_applicable: true, .. }, _) => DutyStatus::NotApplicable,
            (When::OnInstruction, _, None) if instruction.is_none() => DutyStatus::AwaitingInstruction,
            (_, _, Some(last)) if self.as_of > last => {
                late(last, self.as_of);
                DutyStatus::Overdue
            }
            _ if first.is_some_and(|first| self.as_of < first) => DutyStatus::Upcoming,
            _ => DutyStatus::Due,
        };
        let counted_to = recorded.done_on.unwrap_or(self.as_of);
        let working_days = match (self.working_days, last, days) {
            (Some(calendar), Some(last), Some(_)) => {
                Some(u64::from(calendar.working_days_after(last, counted_to)?))
            }
            _ => None,
        };
        Ok(OccurrenceStatus {
            task: task.id.clone(),
            occurrence: label,
            first,
            last,
            unit,
            status,
            done_on: recorded.done_on,
            days,
            working_days,
        })
    }

    /// A last day on a rest day, where the plan moves it.
    fn rolled(&self, last: NaiveDate) -> Result<NaiveDate, EvaluateError> {
        match (self.plan.rest_days(), self.working_days) {
            (RestDays::Stay, _) => Ok(last),
            (RestDays::NextWorkingDay, Some(calendar)) => Ok(calendar.next_working_day_on_or_after(last)?),
            (RestDays::NextWorkingDay, None) => Err(EvaluateError::NoWorkingCalendar),
        }
    }
}
