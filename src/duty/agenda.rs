//! From a plan and a register alone: what must this unit do, with whom, by when; and who answers for this.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::parties::{Day, Days, PartyError, answerable_ever, same_level, timing_of};
use crate::{
    id::{TargetId, TaskId, UnitId},
    plan::{JudgedAt, Party, Plan, Product, Role, Target, Task},
    time::{Occurrence, When},
    unit::Register,
};

/// The duties that follow from a plan and a register, before anything is reported.
///
/// ```
/// # fn show(plan: &kehoach::Plan, register: &kehoach::Register, unit: &kehoach::UnitId) -> Result<(), kehoach::PartyError> {
/// let duties = kehoach::Duties::new(plan, register);
/// for item in duties.of(unit)?.items {
///     println!("{:?} {:?}: {:?}", item.last, item.subject, item.role);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Duties<'a> {
    plan: &'a Plan,
    register: &'a Register,
}

/// What an item of an agenda is about.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Subject {
    /// A target in whose figures the unit is counted.
    Target(TargetId),
    /// A task.
    Task(TaskId),
    /// A reporting duty.
    Report(TaskId),
}

/// What a unit has to do with an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UnitRole {
    /// It reports figures that count.
    Counted,
    /// It is judged by itself.
    Judged,
    /// It has a role in a task.
    In(Role),
}

/// Another party of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Involved {
    /// A unit.
    Unit(UnitId),
    /// A phrase of the plan from which no unit follows.
    Open(String),
}

/// One thing that a unit has to do.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct AgendaItem {
    /// What it is about.
    pub subject: Subject,
    /// Which occurrence or judging period.
    pub label: String,
    /// Its first day, if it has one.
    pub first: Option<NaiveDate>,
    /// Its last day, if it has one.
    pub last: Option<NaiveDate>,
    /// What the unit has to do with it.
    pub role: UnitRole,
    /// Everyone else, with their roles, in the plan's order.
    pub with: Vec<(Role, Involved)>,
}

/// A unit's own list, by last day; what has none stands at the end, in the plan's order.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Agenda {
    /// The unit.
    pub unit: UnitId,
    /// Its items.
    pub items: Vec<AgendaItem>,
}

impl<'a> Duties<'a> {
    /// The duties of a plan over a register.
    #[must_use]
    pub const fn new(plan: &'a Plan, register: &'a Register) -> Self {
        Self { plan, register }
    }

    /// What a unit must do, with whom, by when: every target it is counted or judged in, every task in which it has a role,
    /// every report it owes, each occurrence on its own.
    ///
    /// # Errors
    /// [`PartyError`] if a relative party ('UBND cùng cấp') has no match, or several.
    pub fn of(&self, unit: &UnitId) -> Result<Agenda, PartyError> {
        let mut items = Vec::new();
        for target in self.plan.targets() {
            items.extend(self.in_target(target, unit));
        }
        for task in self.plan.tasks() {
            self.in_task(task, unit, &mut items)?;
        }
        items.sort_by_key(|item| (item.last.is_none(), item.last));
        Ok(Agenda { unit: unit.clone(), items })
    }

    /// The units that answer for a target: those that are measured by it on the last day of some judging period.
    #[must_use]
    pub fn answerable_for_target(&self, target: &TargetId) -> Vec<UnitId> {
        let Some(target) = self.plan.target(target) else { return Vec::new() };
        let scope = match (&target.measured, &target.judged_at) {
            (Some(scope), _) | (None, JudgedAt::Each(scope)) => scope,
            (None, JudgedAt::Issuer) => return vec![self.plan.issuer().clone()],
        };
        let days = self.plan.judging_periods(target).map(|period| self.plan.calendar().days(period).last());
        self.in_order(days.flat_map(|day| self.plan.scopes().members(scope, self.register, day)))
    }

    /// The units that answer for a task or a reporting duty on some day of the plan: those that lead it.
    #[must_use]
    pub fn answerable_for_task(&self, task: &TaskId) -> Vec<UnitId> {
        let found = self.plan.task(task).map(|task| answerable_ever(self.plan, self.register, task));
        self.in_order(found.into_iter().flatten())
    }

    fn in_order(&self, units: impl Iterator<Item = UnitId>) -> Vec<UnitId> {
        let mut units: Vec<UnitId> = units.collect();
        units.sort_by_key(|unit| self.register.place(unit));
        units.dedup();
        units
    }

    fn in_target(&self, target: &Target, unit: &UnitId) -> Vec<AgendaItem> {
        let mut items = Vec::new();
        for period in self.plan.judging_periods(target) {
            let days = self.plan.calendar().days(period);
            let is_in = |scope| self.plan.scopes().members(scope, self.register, days.last()).contains(unit);
            let role = if target.measured.as_ref().is_some_and(is_in) {
                UnitRole::Counted
            } else if matches!(&target.judged_at, JudgedAt::Each(scope) if is_in(scope))
                || (target.measured.is_none()
                    && target.judged_at == JudgedAt::Issuer
                    && unit == self.plan.issuer())
            {
                UnitRole::Judged
            } else {
                continue;
            };
            items.push(AgendaItem {
                subject: Subject::Target(target.id.clone()),
                label: period.to_string(),
                first: Some(days.first()),
                last: Some(days.last()),
                role,
                with: Vec::new(),
            });
        }
        items
    }

    fn in_task(&self, task: &Task, unit: &UnitId, items: &mut Vec<AgendaItem>) -> Result<(), PartyError> {
        let plan = self.plan.period();
        let subject = match task.product {
            Product::Work => Subject::Task(task.id.clone()),
            Product::Report => Subject::Report(task.id.clone()),
        };
        let mut seen: BTreeSet<(String, Role)> = BTreeSet::new();
        let mut days = Days::new(self.plan, self.register, task);
        for lead in self.in_order(answerable_ever(self.plan, self.register, task).into_iter()) {
            let Some(timing) = timing_of(self.register, task, &lead, plan) else { continue };
            for occurrence in timing.occurrences(plan) {
                let on = occurrence.last().unwrap_or(plan.first());
                if !days.leads(&lead, on) {
                    continue;
                }
                let parties = self.parties(task, &lead, &days.on(on), on)?;
                for role in Role::ALL {
                    let mine = |(r, involved): &&(Role, Involved)| {
                        *r == role && *involved == Involved::Unit(unit.clone())
                    };
                    // Of several leads each has its own occurrence; of a role beside them an occurrence is listed once.
                    let led_by_another = role == Role::Lead && lead != *unit;
                    if !led_by_another
                        && parties.iter().find(mine).is_some()
                        && seen.insert((occurrence.label().to_string(), role))
                    {
                        items.push(item(&subject, &occurrence, role, &parties, unit));
                    }
                }
            }
        }
        Ok(())
    }

    /// Everyone in a task, seen from one of its leads on a day.
    fn parties(
        &self,
        task: &Task,
        lead: &UnitId,
        day: &Day,
        on: NaiveDate,
    ) -> Result<Vec<(Role, Involved)>, PartyError> {
        let mut parties: Vec<(Role, Involved)> =
            day.leads.iter().map(|unit| (Role::Lead, Involved::Unit(unit.clone()))).collect();
        for responsibility in
            task.parties.iter().filter(|r| r.role != Role::Lead || matches!(r.party, Party::Open(_)))
        {
            let units = match &responsibility.party {
                Party::Unit(unit) => vec![unit.clone()],
                Party::Each(scope) => day.members.get(scope).cloned().unwrap_or_default(),
                Party::SameLevel(kind) => vec![same_level(self.register, day, &task.id, lead, kind, on)?],
                Party::Open(phrase) => {
                    parties.push((responsibility.role, Involved::Open(phrase.clone())));
                    continue;
                }
            };
            parties.extend(units.into_iter().map(|unit| (responsibility.role, Involved::Unit(unit))));
        }
        Ok(parties)
    }
}

fn item(
    subject: &Subject,
    occurrence: &Occurrence,
    role: Role,
    parties: &[(Role, Involved)],
    unit: &UnitId,
) -> AgendaItem {
    let me = (role, Involved::Unit(unit.clone()));
    let first = match occurrence.when() {
        When::Continuous { plan } => Some(plan.first()),
        _ => occurrence.first(),
    };
    AgendaItem {
        subject: subject.clone(),
        label: occurrence.label().to_string(),
        first,
        last: occurrence.last(),
        role: UnitRole::In(role),
        with: parties.iter().filter(|party| **party != me).cloned().collect(),
    }
}
