//! From the parties of a plan to the units of a register.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use chrono::NaiveDate;

use crate::{
    id::{Kind, ScopeId, TaskId, UnitId},
    plan::{Party, Plan, Role, Task},
    time::{Period, Timing, spell_date},
    unit::{Register, Tree},
};

/// Why a party is no unit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PartyError {
    /// No unit of the kind at the level and place of whoever acts.
    #[error("no `{kind}` stands at the level and place of `{actor}` on {}, and task `{task}` names one", spell_date(*.on))]
    NoneAtLevel {
        /// The task.
        task: TaskId,
        /// Whoever acts.
        actor: UnitId,
        /// The kind that was sought.
        kind: Kind,
        /// The day.
        on: NaiveDate,
    },
    /// Two such units.
    #[error("`{first}` and `{second}` are both `{kind}` at the level and place of `{actor}` on {}, and task `{task}` names one", spell_date(*.on))]
    SeveralAtLevel {
        /// The task.
        task: TaskId,
        /// Whoever acts.
        actor: UnitId,
        /// The kind that was sought.
        kind: Kind,
        /// One of the units.
        first: UnitId,
        /// Another.
        second: UnitId,
        /// The day.
        on: NaiveDate,
    },
}

/// Who leads a task on a day, and the forest of that day.
pub(super) struct Day {
    pub(super) leads: Vec<UnitId>,
    /// The units of the scopes that have other roles.
    pub(super) members: BTreeMap<ScopeId, Vec<UnitId>>,
    tree: Tree,
}

/// The days of a task: worked out once for each stretch in which the register does not change.
pub(super) struct Days<'a> {
    plan: &'a Plan,
    register: &'a Register,
    task: &'a Task,
    known: BTreeMap<usize, Rc<Day>>,
}

impl<'a> Days<'a> {
    pub(super) const fn new(plan: &'a Plan, register: &'a Register, task: &'a Task) -> Self {
        Self { plan, register, task, known: BTreeMap::new() }
    }

    pub(super) fn on(&mut self, day: NaiveDate) -> Rc<Day> {
        let Self { plan, register, task, known } = self;
        let work_out = || {
            let mut leads = leads(plan, register, task, day);
            leads.sort_by_key(|unit| register.place(unit));
            let others = task.parties.iter().filter(|r| r.role != Role::Lead);
            let scopes =
                others.filter_map(|r| if let Party::Each(scope) = &r.party { Some(scope) } else { None });
            let members =
                scopes.map(|scope| (scope.clone(), plan.scopes().members(scope, register, day))).collect();
            Rc::new(Day { leads, members, tree: register.tree(day) })
        };
        Rc::clone(known.entry(register.epoch(day)).or_insert_with(work_out))
    }

    /// Whether a unit leads on a day.
    pub(super) fn leads(&mut self, unit: &UnitId, day: NaiveDate) -> bool {
        let place = self.register.place(unit);
        self.on(day).leads.binary_search_by_key(&place, |lead| self.register.place(lead)).is_ok()
    }
}

/// The units that lead a task on a day: those it names itself, in the plan's order, and those of the scopes it names, in
/// register order. A named unit is among them whether it exists on the day or not.
fn leads(plan: &Plan, register: &Register, task: &Task, on: NaiveDate) -> Vec<UnitId> {
    let (mut units, mut seen) = (Vec::new(), BTreeSet::new());
    for party in task.parties_in(Role::Lead) {
        let found = match party {
            Party::Unit(unit) => vec![unit.clone()],
            Party::Each(scope) => plan.scopes().members(scope, register, on),
            Party::SameLevel(_) | Party::Open(_) => Vec::new(),
        };
        for unit in found {
            if seen.insert(unit.clone()) {
                units.push(unit);
            }
        }
    }
    units
}

/// Every unit that leads a task on some day of the plan.
pub(crate) fn answerable_ever(plan: &Plan, register: &Register, task: &Task) -> BTreeSet<UnitId> {
    let (first, last) = (plan.period().first(), plan.period().last());
    let days = std::iter::once(first).chain(register.turns_within(first, last));
    days.flat_map(|day| leads(plan, register, task, day)).collect()
}

/// When a task is to be done by a unit, by the level that the unit has at the end of the plan, or when it ended before.
pub(crate) fn timing_of<'a>(
    register: &Register,
    task: &'a Task,
    unit: &UnitId,
    plan: Period,
) -> Option<&'a Timing> {
    let level = level(register, unit, plan.last()).or_else(|| {
        let (first, last) = register.life(unit)?;
        let day = last.filter(|last| *last < plan.last()).or(first)?;
        level(register, unit, day)
    })?;
    task.when.at(&level)
}

fn level(register: &Register, unit: &UnitId, on: NaiveDate) -> Option<crate::id::Level> {
    register.level(register.place(unit)?, on).cloned()
}

/// The unit of a kind at the level and place of whoever acts. Two units are at one place if they have the same highest unit of
/// their own level above them: the commune's Party committee is that of its government, its front and its organisations.
pub(super) fn same_level(
    register: &Register,
    day: &Day,
    task: &TaskId,
    actor: &UnitId,
    kind: &Kind,
    on: NaiveDate,
) -> Result<UnitId, PartyError> {
    let none =
        || PartyError::NoneAtLevel { task: task.clone(), actor: actor.clone(), kind: kind.clone(), on };
    let place = register.place(actor).filter(|place| register.exists(*place, on)).ok_or_else(none)?;
    let top = top(register, place, on);
    let level = register.level(place, on);
    let mut found = day.tree.within(top).filter(|unit| {
        register.level(*unit, on) == level
            && register.kind(*unit, on).is_some_and(|found| found.is_a(kind))
            && self::top(register, *unit, on) == top
    });
    let first = found.next().and_then(|unit| register.id(unit)).ok_or_else(none)?;
    match found.next().and_then(|unit| register.id(unit)) {
        None => Ok(first.clone()),
        Some(second) => Err(PartyError::SeveralAtLevel {
            task: task.clone(),
            actor: actor.clone(),
            kind: kind.clone(),
            first: first.clone(),
            second: second.clone(),
            on,
        }),
    }
}

/// The highest unit at the level of `unit`, going up from it as long as the level stays.
fn top(register: &Register, unit: usize, on: NaiveDate) -> usize {
    let level = register.level(unit, on);
    let mut top = unit;
    while let Some(parent) = register.parent(top, on)
        && register.level(parent, on) == level
    {
        top = parent;
    }
    top
}
