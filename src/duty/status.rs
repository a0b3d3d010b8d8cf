//! How occurrences stand as of a day.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    str::FromStr,
};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::handover::Handover;
use crate::{
    evaluate::{EvaluateError, Evaluator, UnitTally},
    id::{Level, TaskId, UnitId},
    language::Language,
    ledger::{Completed, Completion, Instruction},
    plan::{RestDays, Task},
    roster::is_for,
    state_name::{StateNameError, of_name},
    time::{Occurrence, OccurrenceLabel, Period, Timing, When},
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
    /// The unit that answered for it was divided, and no heir was named for its duties (chưa có đơn vị chịu trách nhiệm).
    Unanswered,
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
            Self::Unanswered => "unanswered",
        }
    }

    /// The sign that stands beside it, or for it where there is little room.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::AwaitingInstruction | Self::Unanswered => "?",
            Self::Upcoming => "…",
            Self::Due => "!",
            Self::DoneOnTime | Self::DoneLate => "✓",
            Self::Overdue => "✗",
            Self::NotApplicable => "–",
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
            Self::Unanswered => language.pick("chưa có đơn vị chịu trách nhiệm", "no unit answers for it"),
        }
    }
}

impl DutyStatus {
    const ALL: [Self; 8] = [
        Self::AwaitingInstruction,
        Self::Upcoming,
        Self::Due,
        Self::DoneOnTime,
        Self::DoneLate,
        Self::Overdue,
        Self::NotApplicable,
        Self::Unanswered,
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OccurrenceStatus {
    /// The task.
    pub task: TaskId,
    /// The label of the occurrence; empty for a unit for whose level the task has no schedule.
    pub occurrence: String,
    /// Its first day, if it has one.
    pub first: Option<NaiveDate>,
    /// Its last day, if it has one; moved to a working day where the plan says so.
    pub last: Option<NaiveDate>,
    /// The day of rest that the last day was moved from. Of which year or quarter the occurrence is, that day says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_from: Option<NaiveDate>,
    /// The answerable unit; where there is none, the one that was divided.
    pub unit: UnitId,
    /// Whom it took the occurrence over from, the first first: where the plan names a unit, all that answered before it; of
    /// what each unit of a scope owes, the predecessors in whose time it had begun.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taken_over_from: Vec<UnitId>,
    /// How it stands.
    pub status: DutyStatus,
    /// The day it was done, as far as is recorded.
    pub done_on: Option<NaiveDate>,
    /// By whose records it is done, if not by the unit's own: those that it took over from, in register order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub done_by: Vec<UnitId>,
    /// How many calendar days late it was done or is overdue.
    pub days: Option<u64>,
    /// How many working days, where the evaluator has a working calendar.
    pub working_days: Option<u64>,
    /// Whether it goes on all the time (thường xuyên): due while the plan runs, without a day on which it could be late.
    pub continuous: bool,
}

impl OccurrenceStatus {
    /// Whether it is one of a period: the one in which it ends, by the day that the plan or an instruction names, for a day of rest may
    /// move it beyond the year \[T9\]. What has no last day is one of every period that does not end before its first.
    #[must_use]
    pub fn is_of(&self, period: Period) -> bool {
        match (self.first, self.moved_from.or(self.last)) {
            (_, Some(last)) => period.contains(last),
            (first, None) => first.is_none_or(|first| first <= period.last()),
        }
    }

    /// What people call how it stands: as [`DutyStatus::label`], but what goes on all the time is under way, and not due.
    #[must_use]
    pub const fn label(&self, language: Language) -> &'static str {
        match self.status {
            DutyStatus::Due if self.continuous => language.pick("đang thực hiện", "under way"),
            status => status.label(language),
        }
    }
}

/// How many occurrences were met, as the same tallies that targets have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Rates {
    /// Met if done on time, missed if late or overdue, unknown if awaiting, upcoming, due or unanswered.
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
                DutyStatus::AwaitingInstruction
                | DutyStatus::Upcoming
                | DutyStatus::Due
                | DutyStatus::Unanswered => {
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
pub(super) struct Recorded {
    pub(super) done_on: Option<NaiveDate>,
    pub(super) not_applicable: bool,
}

/// An occurrence as of the day, before it is asked of which unit.
struct Window<'a> {
    level: Option<&'a Level>,
    label: String,
    when: When,
    first: Option<NaiveDate>,
    last: Option<NaiveDate>,
    moved_from: Option<NaiveDate>,
}

impl Evaluator<'_> {
    /// How every occurrence of every task stands with every unit that answers for it: in plan order, then by last day, then in
    /// the order of the units.
    ///
    /// A unit that a task names answers for every occurrence, a unit of a scope for those on whose last day it is in the scope;
    /// one that does not exist on the last day is listed as not applicable. What has no last day is answered for by who is in
    /// the scope on the day it was done, or on the day as of which it is asked. Where a unit that a task names has passed on by
    /// then, its heir answers: see the [rules](crate::guide::reorganisation).
    ///
    /// # Errors
    /// [`EvaluateError`] if a day falls outside the years of the working calendar, or if the plan moves due days to working days
    /// and none was given.
    pub fn occurrences(&self) -> Result<Vec<OccurrenceStatus>, EvaluateError> {
        self.all(None)
    }

    /// How the occurrences stand for which one unit answers: see [`Evaluator::occurrences`].
    ///
    /// # Errors
    /// [`EvaluateError::UnknownSubject`], and as for [`Evaluator::occurrences`].
    pub fn occurrences_by(&self, unit: &UnitId) -> Result<Vec<OccurrenceStatus>, EvaluateError> {
        self.all(Some(self.known(unit)?))
    }

    /// What a unit must look to ('của tôi, đến hạn trong 30 ngày tới, hoặc đã quá hạn'): overdue, due without a last day, or due
    /// within so many days from now. By last day, what has none at the end.
    ///
    /// What goes on all the time is among it while the plan runs: see [`OccurrenceStatus::continuous`].
    ///
    /// # Errors
    /// As for [`Evaluator::occurrences_by`].
    pub fn pending(&self, unit: &UnitId, days: u32) -> Result<Vec<OccurrenceStatus>, EvaluateError> {
        let until = self.as_of.checked_add_days(chrono::Days::new(days.into())).unwrap_or(NaiveDate::MAX);
        let mut mine = self.occurrences_by(unit)?;
        mine.retain(|o| match o.status {
            DutyStatus::Overdue => true,
            DutyStatus::Due => o.last.is_none_or(|last| last <= until),
            DutyStatus::Upcoming => o.last.or(o.first).is_some_and(|day| day <= until),
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
        let mut trees = BTreeMap::new();
        let mut all = self.occurrences()?;
        all.retain(|o| {
            let Some((place, on)) = self.stood(o) else { return false };
            let tree = trees.entry(self.register.epoch(on)).or_insert_with(|| self.register.tree(on));
            tree.is_within(place, top)
        });
        Ok(all)
    }

    /// The unit of an occurrence, and the day on which it is asked who is above it: the day on which it was asked who answers,
    /// or the nearest of the unit's life.
    pub(crate) fn stood(&self, occurrence: &OccurrenceStatus) -> Option<(usize, NaiveDate)> {
        let place = self.register.place(&occurrence.unit)?;
        let on = self.day_of(occurrence.last, occurrence.done_on);
        Some((place, self.register.nearest_day(place, on)))
    }

    /// How the occurrences of one task stand, with one unit or all.
    pub(crate) fn occurrences_of(
        &self,
        task: &TaskId,
        unit: Option<&UnitId>,
    ) -> Result<Vec<OccurrenceStatus>, EvaluateError> {
        let unit = unit.map(|unit| self.known(unit)).transpose()?;
        let mut all = Vec::new();
        self.plan.task(task).map_or(Ok(()), |task| self.of_task(task, unit, &mut all))?;
        Ok(all)
    }

    fn known(&self, unit: &UnitId) -> Result<usize, EvaluateError> {
        self.register.place(unit).ok_or_else(|| EvaluateError::UnknownSubject {
            subject: unit.clone(),
            nearest: self.register.nearest(unit.as_str()).cloned(),
        })
    }

    fn all(&self, only: Option<usize>) -> Result<Vec<OccurrenceStatus>, EvaluateError> {
        let mut all = Vec::new();
        for task in self.plan.tasks() {
            self.of_task(task, only, &mut all)?;
        }
        Ok(all)
    }

    fn of_task(
        &self,
        task: &Task,
        only: Option<usize>,
        all: &mut Vec<OccurrenceStatus>,
    ) -> Result<(), EvaluateError> {
        let units = match only {
            Some(unit) if self.roster.ever_leads(self.register, task, unit) => vec![unit],
            Some(_) => Vec::new(),
            None => self.roster.leading_at_some_time(self.register, task),
        };
        if units.is_empty() {
            return Ok(());
        }
        let (register, roster) = (self.register, &*self.roster);
        let handover = Handover { register, roster, task, plan: self.plan.period() };
        let windows = self.windows(task)?;
        // How many working days late, by last day and the day that is counted to: units share it.
        let mut counted: BTreeMap<(NaiveDate, NaiveDate), u64> = BTreeMap::new();
        // Two levels may have an occurrence of one label; a unit that goes from one to the other has the earlier.
        let mut seen: BTreeSet<(usize, &str)> = BTreeSet::new();
        let mut with_schedule: BTreeSet<usize> = BTreeSet::new();
        for window in &windows {
            // Who stands for a named unit does not turn on what was recorded.
            let asked = self.day_of(window.last, None);
            let named = roster.by_name(register, task, asked);
            for &unit in &units {
                let Some(id) = register.id(unit) else { continue };
                let mut recorded = self.recorded(&task.id, id, &window.label);
                let on = self.day_of(window.last, recorded.done_on);
                if !is_for(register, window.level, unit, on) {
                    continue;
                }
                with_schedule.insert(unit);
                let here = register.exists(unit, on);
                let nobody = named.divided.contains(&unit) && !named.leads.contains(&unit);
                let by_name = nobody || named.leads.contains(&unit);
                let answers = by_name
                    || if here {
                        roster.leads_by_scope(task, unit, on)
                    } else {
                        roster.leads_by_scope_in_time(task, unit)
                    };
                if !answers {
                    continue;
                }
                if window.level.is_some() && !seen.insert((unit, &window.label)) {
                    continue;
                }
                let (mut taken_over_from, mut done_by) = (Vec::new(), Vec::new());
                if let Some(holders) =
                    handover.holders(unit, asked, &window.label).filter(|_| here || by_name)
                {
                    let of_unit = |place: usize| {
                        let id = register.id(place);
                        id.map_or(Recorded::default(), |id| self.recorded(&task.id, id, &window.label))
                    };
                    let ids = |place: usize| register.id(place).cloned();
                    taken_over_from.extend(holders.taken_over_from(window.first).into_iter().filter_map(ids));
                    if let Some((day, by)) = holders.completed(of_unit)
                        && recorded.done_on.is_none_or(|own| day < own)
                    {
                        recorded.done_on = Some(day);
                        done_by.extend(by.into_iter().filter_map(ids));
                    }
                }
                let status = if nobody {
                    self.unanswered(window, recorded, unit)
                } else {
                    self.status(window, recorded, unit, here)
                };
                let span = match (status, window.last, recorded.done_on) {
                    (DutyStatus::DoneLate, Some(last), Some(done_on)) => Some((last, done_on)),
                    (DutyStatus::Overdue, Some(last), _) => Some((last, self.as_of)),
                    _ => None,
                };
                let working_days = match (self.working_days, span) {
                    (Some(calendar), Some((last, to))) => Some(match counted.get(&(last, to)) {
                        Some(days) => *days,
                        None => {
                            let days = u64::from(calendar.working_days_after(last, to)?);
                            counted.insert((last, to), days);
                            days
                        }
                    }),
                    _ => None,
                };
                all.push(OccurrenceStatus {
                    task: task.id.clone(),
                    occurrence: window.label.clone(),
                    first: window.first,
                    last: window.last,
                    moved_from: window.moved_from,
                    unit: id.clone(),
                    taken_over_from,
                    status,
                    done_on: recorded.done_on,
                    done_by,
                    days: span
                        .and_then(|(last, to)| u64::try_from(to.signed_duration_since(last).num_days()).ok()),
                    working_days,
                    continuous: matches!(window.when, When::Continuous { .. }),
                });
            }
        }
        let end = self.plan.period().last();
        let in_time = |unit: &usize| roster.leads_in_time(register, task, *unit);
        for unit in units.into_iter().filter(|unit| !with_schedule.contains(unit)).filter(in_time) {
            let mut levels = task.when.timings().map(|(level, _)| level);
            if levels.any(|level| is_for(self.register, level, unit, end)) {
                continue;
            }
            all.extend(self.register.id(unit).map(|id| OccurrenceStatus {
                task: task.id.clone(),
                occurrence: String::new(),
                first: None,
                last: None,
                moved_from: None,
                unit: id.clone(),
                taken_over_from: Vec::new(),
                status: DutyStatus::NotApplicable,
                done_on: None,
                done_by: Vec::new(),
                days: None,
                working_days: None,
                continuous: false,
            }));
        }
        Ok(())
    }

    /// The occurrences of a task for every level, by last day, what has none at the end.
    fn windows<'t>(&self, task: &'t Task) -> Result<Vec<Window<'t>>, EvaluateError> {
        let instruction = self.ledger.instruction_as_of(&task.id, self.as_of);
        let mut windows = Vec::new();
        for (level, timing) in task.when.timings() {
            let instruction = instruction.filter(|_| matches!(timing, Timing::OnInstruction(_)));
            for occurrence in timing.occurrences(self.plan.period()) {
                windows.push(self.window(level, &occurrence, instruction)?);
            }
        }
        windows.sort_by_key(|window| (window.last.is_none(), window.last));
        Ok(windows)
    }

    fn window<'t>(
        &self,
        level: Option<&'t Level>,
        occurrence: &Occurrence,
        instruction: Option<&Instruction>,
    ) -> Result<Window<'t>, EvaluateError> {
        // The last day that an instruction sets is a 'by' date.
        let (stated, may_roll) = match (occurrence.last(), instruction.and_then(|i| i.due)) {
            (Some(last), _) => (Some(last), occurrence.may_roll()),
            (None, due) => (due, true),
        };
        let last = match stated {
            Some(last) if may_roll => Some(self.rolled(last)?),
            last => last,
        };
        Ok(Window {
            level,
            label: occurrence.label().to_string(),
            when: occurrence.when(),
            first: occurrence.first().or(instruction.map(|i| i.issued_on)),
            last,
            moved_from: stated.filter(|_| last != stated),
        })
    }

    /// The record that a status rests on: that of the earliest completion, or of why the occurrence does not apply; none where others did
    /// it.
    pub(crate) fn record_of<'s>(&'s self, status: &'s OccurrenceStatus) -> Option<&'s Completion> {
        let records = self.standing_records(&status.task, &status.unit, &status.occurrence);
        match status.done_on {
            Some(day) if status.done_by.is_empty() => {
                records.filter(|c| c.completed == Completed::Done(day)).min_by_key(|c| c.recorded_on)
            }
            None if status.status == DutyStatus::NotApplicable => {
                let not_applicable = |c: &&Completion| matches!(c.completed, Completed::NotApplicable { .. });
                records.filter(not_applicable).max_by_key(|c| c.recorded_on)
            }
            _ => None,
        }
    }

    /// The instruction on which an occurrence waits, as of the day.
    pub(crate) fn instruction_of(&self, status: &OccurrenceStatus) -> Option<&Instruction> {
        let waits = status.occurrence == OccurrenceLabel::OnInstruction.to_string();
        self.ledger.instruction_as_of(&status.task, self.as_of).filter(|_| waits)
    }

    /// What is recorded of an occurrence as of the day and was not withdrawn.
    fn standing_records<'s>(
        &'s self,
        task: &'s TaskId,
        unit: &'s UnitId,
        label: &'s str,
    ) -> impl Iterator<Item = &'s Completion> {
        let records = self.completions.get(&(task, unit, label)).map_or(&[][..], Vec::as_slice);
        let withdrawn =
            records.iter().filter(|c| c.completed == Completed::Withdrawn).map(|c| c.recorded_on).max();
        records.iter().copied().filter(move |c| withdrawn.is_none_or(|day| c.recorded_on > day))
    }

    /// The day on which it is asked who answers for an occurrence.
    fn day_of(&self, last: Option<NaiveDate>, done_on: Option<NaiveDate>) -> NaiveDate {
        let plan = self.plan.period();
        last.or(done_on).unwrap_or(self.as_of.clamp(plan.first(), plan.last()))
    }

    /// What is recorded of an occurrence as of the day: the earliest completion that was not withdrawn.
    fn recorded(&self, task: &TaskId, unit: &UnitId, label: &str) -> Recorded {
        let mut recorded = Recorded::default();
        for completion in self.standing_records(task, unit, label) {
            if let Completed::Done(day) = completion.completed {
                recorded.done_on = Some(recorded.done_on.map_or(day, |earliest| earliest.min(day)));
            }
            recorded.not_applicable |= matches!(completion.completed, Completed::NotApplicable { .. });
        }
        recorded
    }

    /// How an occurrence stands with a unit; `here` says whether the unit exists on the day on which that is asked.
    fn status(&self, window: &Window<'_>, recorded: Recorded, unit: usize, here: bool) -> DutyStatus {
        let born = self.register.nearest_day(unit, NaiveDate::MIN);
        let ended = self.register.nearest_day(unit, NaiveDate::MAX);
        match (window.when, window.last, recorded.done_on) {
            // It runs while the plan and the unit do, done or not; what is not recorded as done by then was not asked for.
            (When::Continuous { plan }, ..) => {
                let (first, last) = (plan.first().max(born), plan.last().min(ended));
                match recorded.done_on {
                    None if recorded.not_applicable || first > last => DutyStatus::NotApplicable,
                    _ if self.as_of < first => DutyStatus::Upcoming,
                    _ if self.as_of <= last => DutyStatus::Due,
                    Some(_) => DutyStatus::DoneOnTime,
                    None => DutyStatus::NotApplicable,
                }
            }
            (_, Some(_), _) if !here => DutyStatus::NotApplicable,
            (_, Some(last), Some(done_on)) if done_on > last => DutyStatus::DoneLate,
            (_, _, Some(_)) => DutyStatus::DoneOnTime,
            (_, _, None) if recorded.not_applicable => DutyStatus::NotApplicable,
            // Without a last day there is none on which it should exist: it does not apply from its own end on.
            (_, None, None) if ended < self.as_of && !here => DutyStatus::NotApplicable,
            (When::OnInstruction, None, None) if window.first.is_none() => DutyStatus::AwaitingInstruction,
            (_, Some(last), None) if self.as_of > last => DutyStatus::Overdue,
            _ if window.first.is_some_and(|first| self.as_of < first) => DutyStatus::Upcoming,
            _ => DutyStatus::Due,
        }
    }

    /// How an occurrence stands for which nobody answers: what the divided unit had done, or what did not apply to it, stays so.
    fn unanswered(&self, window: &Window<'_>, recorded: Recorded, unit: usize) -> DutyStatus {
        let goes_on = match window.when {
            When::Continuous { plan } => self.as_of <= plan.last() && !recorded.not_applicable,
            _ => recorded.done_on.is_none() && !recorded.not_applicable,
        };
        if goes_on { DutyStatus::Unanswered } else { self.status(window, recorded, unit, true) }
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
