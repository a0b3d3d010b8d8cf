//! Section 9: how every occurrence of every task stands, and the rates that follow.
//!
//! **Who answers.** The leads of a task: a unit that it names for every occurrence, a unit of a scope for those on whose last day
//! it is in the scope; a day outside the plan's period is read as the end that is nearer. Where levels have times of their own, a
//! unit has that of the level it is at on the last day; of two occurrences of one label it owes the earlier. A unit for whose
//! level there is none has the task not applicable [T12].
//!
//! **What was recorded.** The earliest completion counts, from the day it is recorded [T10]; a withdrawal takes back what was
//! recorded up to its own day. Done outweighs not applicable.
//!
//! **Statuses**, the first that holds:
//!
//! | status | where |
//! |---|---|
//! | not applicable | the unit does not exist on the last day |
//! | done late, on time | done after the last day; done otherwise, before the first day too |
//! | not applicable | recorded so; or, without a last day, the unit has ended by the day on which it is asked |
//! | awaiting instruction | it waits for one, and none was given by the day [T8] |
//! | overdue | the last day is over |
//! | upcoming | the first day is still to come |
//! | due | else |
//!
//! What is continuous is due while the plan and the unit last, done or not; after that done if recorded so, else not applicable
//! [T7]. The day on which it is asked who answers for what has no last day is the day it was done, else the day of the
//! evaluation, brought into the plan's period.
//!
//! **Rates** [T11]. On time: met done on time, missed late or overdue. Completion: met done. All else that applies is unknown.

use chrono::{Days, NaiveDate};
use kehoach::{
    Completed, DutyStatus, Level, Party, RestDays, Role, Task, TaskId, Timing, UnitId, UnitTally,
    workdays::WorkingCalendar,
};

use super::{Reference, calendar};

/// How one occurrence stands with one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stand {
    pub(crate) task: TaskId,
    pub(crate) occurrence: String,
    pub(crate) first: Option<NaiveDate>,
    pub(crate) last: Option<NaiveDate>,
    /// The last day before any day of rest moved it.
    pub(crate) stated: Option<NaiveDate>,
    pub(crate) unit: UnitId,
    pub(crate) status: DutyStatus,
    pub(crate) done_on: Option<NaiveDate>,
    pub(crate) days: Option<u64>,
    pub(crate) working_days: Option<u64>,
    pub(crate) continuous: bool,
}

/// A time at which a task is to be done, with what it is for.
struct Window<'t> {
    level: Option<&'t Level>,
    timing: &'t Timing,
    label: String,
    first: Option<NaiveDate>,
    last: Option<NaiveDate>,
    stated: Option<NaiveDate>,
}

fn working_days(after: NaiveDate, through: NaiveDate, calendar: &WorkingCalendar) -> u64 {
    let all = after.iter_days().skip(1).take_while(|day| *day <= through);
    all.filter(|day| calendar.is_working_day(*day).unwrap()).count() as u64
}

impl Reference<'_> {
    /// In plan order, then by last day, what has none at the end, then in register order; last who has no time at all.
    pub(crate) fn occurrences(&self, calendar: Option<&WorkingCalendar>) -> Vec<Stand> {
        self.plan.tasks().iter().flat_map(|task| self.of_task(task, calendar)).collect()
    }

    fn of_task(&self, task: &Task, calendar: Option<&WorkingCalendar>) -> Vec<Stand> {
        let windows = self.windows(task, calendar);
        let plan = self.plan.period();
        let turns = self.units.turns(plan.first(), plan.last());
        let ever_leads = |unit: &&UnitId| turns.iter().any(|on| self.leads(task, unit, *on));
        let leads: Vec<&UnitId> = self.units.ids.iter().filter(ever_leads).collect();
        let mut found: Vec<Stand> = Vec::new();
        let mut without: Vec<&UnitId> = leads.clone();
        for window in &windows {
            for unit in &leads {
                let (done_on, not_applicable) = self.recorded(&task.id, unit, &window.label);
                let on = self.asked_on(window.last, done_on);
                if window.level.is_some_and(|level| self.units.level(unit, on) != level) {
                    continue;
                }
                without.retain(|other| other != unit);
                let again = |one: &Stand| one.unit == **unit && one.occurrence == window.label;
                let exists = self.units.exists(unit, on);
                if (exists && !self.leads(task, unit, on)) || found.iter().any(again) {
                    continue;
                }
                let status = self.status(window, unit, exists, done_on, not_applicable);
                let late = match (status, window.last, done_on) {
                    (DutyStatus::DoneLate, Some(last), Some(done)) => Some((last, done)),
                    (DutyStatus::Overdue, Some(last), _) => Some((last, self.as_of)),
                    _ => None,
                };
                found.push(Stand {
                    task: task.id.clone(),
                    occurrence: window.label.clone(),
                    first: window.first,
                    last: window.last,
                    stated: window.stated,
                    unit: (*unit).clone(),
                    status,
                    done_on,
                    days: late.map(|(last, to)| (to - last).num_days() as u64),
                    working_days: late
                        .zip(calendar)
                        .map(|((last, to), calendar)| working_days(last, to, calendar)),
                    continuous: *window.timing == Timing::Continuous,
                });
            }
        }
        // Who has no time at all: neither on the last day of an occurrence nor on the plan's.
        let has_time = |unit: &UnitId| {
            let own = self.units.level(unit, plan.last());
            task.when.timings().any(|(level, _)| level.is_none_or(|level| level == own))
        };
        found.extend(without.into_iter().filter(|unit| !has_time(unit)).map(|unit| Stand {
            task: task.id.clone(),
            occurrence: String::new(),
            first: None,
            last: None,
            stated: None,
            unit: unit.clone(),
            status: DutyStatus::NotApplicable,
            done_on: None,
            days: None,
            working_days: None,
            continuous: false,
        }));
        found
    }

    fn leads(&self, task: &Task, unit: &UnitId, on: NaiveDate) -> bool {
        let plan = self.plan.period();
        task.parties.iter().filter(|party| party.role == Role::Lead).any(|party| match &party.party {
            Party::Unit(named) => named == unit,
            Party::Each(scope) => {
                self.units.is_in(self.plan.scopes(), scope, unit, on.clamp(plan.first(), plan.last()))
            }
            _ => false,
        })
    }

    fn windows<'t>(&self, task: &'t Task, calendar: Option<&WorkingCalendar>) -> Vec<Window<'t>> {
        let given = self.ledger.instructions().filter(|i| i.task == task.id && i.issued_on <= self.as_of);
        let instruction = given.max_by_key(|i| (i.issued_on, i.corrects));
        let moves = self.plan.rest_days() == RestDays::NextWorkingDay;
        let mut windows = Vec::new();
        for (level, timing) in task.when.timings() {
            let instruction = instruction.filter(|_| matches!(timing, Timing::OnInstruction(_)));
            for one in calendar::occurrences(timing, self.plan.period()) {
                let stated = one.last.or(instruction.and_then(|i| i.due));
                let mut last = stated;
                while let (Some(day), Some(calendar), true) = (last, calendar, moves && one.moves)
                    && !calendar.is_working_day(day).unwrap()
                {
                    last = day.checked_add_days(Days::new(1));
                }
                let first = one.first.or(instruction.map(|i| i.issued_on));
                windows.push(Window { level, timing, label: one.label, first, last, stated });
            }
        }
        windows.sort_by_key(|window| (window.last.is_none(), window.last));
        windows
    }

    /// The day on which it is asked who answers.
    fn asked_on(&self, last: Option<NaiveDate>, done_on: Option<NaiveDate>) -> NaiveDate {
        let plan = self.plan.period();
        last.or(done_on).unwrap_or(self.as_of.clamp(plan.first(), plan.last()))
    }

    /// The earliest day on which it was done, and whether it was recorded as not applicable.
    fn recorded(&self, task: &TaskId, unit: &UnitId, label: &str) -> (Option<NaiveDate>, bool) {
        let own =
            self.ledger.completions().filter(|c| c.task == *task && c.unit == *unit && c.occurrence == label);
        let known: Vec<_> = own.filter(|c| c.recorded_on <= self.as_of).collect();
        let taken_back =
            |day| known.iter().any(|c| c.completed == Completed::Withdrawn && c.recorded_on >= day);
        let (mut done_on, mut not_applicable) = (None, false);
        for one in known.iter().filter(|c| !taken_back(c.recorded_on)) {
            match one.completed {
                Completed::Done(day) => {
                    done_on = Some(done_on.map_or(day, |earliest: NaiveDate| earliest.min(day)));
                }
                Completed::NotApplicable { .. } => not_applicable = true,
                Completed::Withdrawn => {}
            }
        }
        (done_on, not_applicable)
    }

    fn status(
        &self,
        window: &Window<'_>,
        unit: &UnitId,
        exists: bool,
        done_on: Option<NaiveDate>,
        not_applicable: bool,
    ) -> DutyStatus {
        let (as_of, (born, ended)) = (self.as_of, self.units.life(unit));
        if *window.timing == Timing::Continuous {
            let (first, last) = (self.plan.period().first().max(born), self.plan.period().last().min(ended));
            return match done_on {
                None if not_applicable || first > last => DutyStatus::NotApplicable,
                _ if as_of < first => DutyStatus::Upcoming,
                _ if as_of <= last => DutyStatus::Due,
                Some(_) => DutyStatus::DoneOnTime,
                None => DutyStatus::NotApplicable,
            };
        }
        let waits = matches!(window.timing, Timing::OnInstruction(_));
        if window.last.is_some() && !exists {
            DutyStatus::NotApplicable
        } else if let Some(done) = done_on {
            let late = window.last.is_some_and(|last| done > last);
            if late { DutyStatus::DoneLate } else { DutyStatus::DoneOnTime }
        } else if not_applicable || (window.last.is_none() && !exists && ended < as_of) {
            DutyStatus::NotApplicable
        } else if waits && window.first.is_none() {
            DutyStatus::AwaitingInstruction
        } else if window.last.is_some_and(|last| as_of > last) {
            DutyStatus::Overdue
        } else if window.first.is_some_and(|first| as_of < first) {
            DutyStatus::Upcoming
        } else {
            DutyStatus::Due
        }
    }

    /// Those of a subject's subtree, each unit where it was on the last day, a day outside its life being read as the end that is
    /// nearer; at the issuer all.
    pub(crate) fn occurrences_at(&self, all: &[Stand], subject: &UnitId) -> Vec<Stand> {
        let here = |one: &&Stand| {
            let (born, ended) = self.units.life(&one.unit);
            self.below(&one.unit, subject, self.asked_on(one.last, one.done_on).clamp(born, ended))
        };
        all.iter().filter(here).cloned().collect()
    }
}

/// On-time rate and completion rate.
pub(crate) fn rates<'s>(occurrences: impl Iterator<Item = &'s Stand>) -> (UnitTally, UnitTally) {
    let (mut on_time, mut completion) = (UnitTally::default(), UnitTally::default());
    for one in occurrences {
        use DutyStatus::{
            AwaitingInstruction, DoneLate, DoneOnTime, Due, NotApplicable, Overdue, Unanswered, Upcoming,
        };
        *match one.status {
            DoneOnTime => &mut on_time.met,
            DoneLate | Overdue => &mut on_time.missed,
            AwaitingInstruction | Upcoming | Due => &mut on_time.unknown,
            NotApplicable => &mut on_time.not_applicable,
            Unanswered => panic!("without reorganisations every duty has a unit"),
        } += 1;
        *match one.status {
            DoneOnTime | DoneLate => &mut completion.met,
            NotApplicable => &mut completion.not_applicable,
            _ => &mut completion.unknown,
        } += 1;
    }
    (on_time, completion)
}
