//! The roster: a plan over a register. Who is in its scopes, and when; who is meant by its parties.

mod parties;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::{
    id::ScopeId,
    plan::{Party, Plan, Role, Task},
    time::Period,
    unit::Register,
};

pub use parties::PartyError;
pub(crate) use parties::{beside, is_a, is_for, same_level};

/// From a first to a last day.
type Term = (NaiveDate, NaiveDate);

/// For each scope that was asked for, the units that are ever in it during a stretch of days, in register order, and when.
///
/// Worked out once: the register is looked at on each day on which it changes, not for each unit, task or occurrence.
#[derive(Debug, Clone)]
pub(crate) struct Roster {
    span: Term,
    terms: BTreeMap<ScopeId, BTreeMap<usize, Vec<Term>>>,
}

impl Roster {
    /// The scopes of all tasks, over the plan's period.
    pub(crate) fn of_tasks(plan: &Plan, register: &Register) -> Self {
        Self::new(plan, register, task_scopes(plan.tasks()), plan.period())
    }

    /// The scopes of one task, over the plan's period.
    pub(crate) fn of_task(plan: &Plan, register: &Register, task: &Task) -> Self {
        Self::new(plan, register, task_scopes(std::slice::from_ref(task)), plan.period())
    }

    pub(crate) fn new<'a>(
        plan: &Plan,
        register: &Register,
        scopes: impl IntoIterator<Item = &'a ScopeId>,
        span: Period,
    ) -> Self {
        let (first, last) = (span.first(), span.last());
        let mut terms: BTreeMap<ScopeId, BTreeMap<usize, Vec<Term>>> =
            scopes.into_iter().map(|scope| (scope.clone(), BTreeMap::new())).collect();
        let wanted: Vec<usize> = terms.keys().filter_map(|scope| plan.scopes().place(scope)).collect();
        let days: Vec<NaiveDate> = std::iter::once(first).chain(register.turns_within(first, last)).collect();
        let ends = days.iter().skip(1).map(|next| next.pred_opt().unwrap_or(*next)).chain([last]);
        for (&from, to) in days.iter().zip(ends).filter(|_| !wanted.is_empty()) {
            let columns = plan.scopes().membership_of(&wanted, register, from);
            for (scope, units) in &mut terms {
                let column = plan.scopes().place(scope).and_then(|place| columns.get(place));
                for (unit, _) in column.into_iter().flatten().enumerate().filter(|(_, is_in)| **is_in) {
                    let held = units.entry(unit).or_default();
                    match held.last_mut() {
                        Some((_, end)) if end.succ_opt() == Some(from) => *end = to,
                        _ => held.push((from, to)),
                    }
                }
            }
        }
        Self { span: (first, last), terms }
    }

    /// Whether a unit is in a scope on a day; on one outside the stretch, as it is at the end of the stretch that is nearer.
    pub(crate) fn is_in(&self, scope: &ScopeId, unit: usize, day: NaiveDate) -> bool {
        let day = day.clamp(self.span.0, self.span.1);
        self.meets(scope, unit, day, day)
    }

    /// Whether a unit is in a scope on some day from `first` to `last`.
    pub(crate) fn meets(&self, scope: &ScopeId, unit: usize, first: NaiveDate, last: NaiveDate) -> bool {
        let terms = self.terms.get(scope).and_then(|units| units.get(&unit));
        terms.is_some_and(|terms| terms.iter().any(|(from, to)| *from <= last && first <= *to))
    }

    /// The units that are ever in a scope, in register order.
    pub(crate) fn ever_in(&self, scope: &ScopeId) -> impl Iterator<Item = usize> {
        self.terms.get(scope).into_iter().flat_map(BTreeMap::keys).copied()
    }

    /// Whether a unit leads a task on a day. One that the task names itself does so on every day.
    pub(crate) fn leads(&self, register: &Register, task: &Task, unit: usize, day: NaiveDate) -> bool {
        task.parties_in(Role::Lead).any(|party| match party {
            Party::Unit(named) => register.place(named) == Some(unit),
            Party::Each(scope) => self.is_in(scope, unit, day),
            Party::SameLevel(_) | Party::Open(_) => false,
        })
    }

    /// The units that ever lead a task, in register order.
    pub(crate) fn ever_leading(&self, register: &Register, task: &Task) -> Vec<usize> {
        let mut units: Vec<usize> = Vec::new();
        for party in task.parties_in(Role::Lead) {
            match party {
                Party::Unit(named) => units.extend(register.place(named)),
                Party::Each(scope) => units.extend(self.ever_in(scope)),
                Party::SameLevel(_) | Party::Open(_) => {}
            }
        }
        units.sort_unstable();
        units.dedup();
        units
    }

    /// Whether a unit ever leads a task.
    pub(crate) fn ever_leads(&self, register: &Register, task: &Task, unit: usize) -> bool {
        task.parties_in(Role::Lead).any(|party| match party {
            Party::Unit(named) => register.place(named) == Some(unit),
            Party::Each(scope) => self.terms.get(scope).is_some_and(|units| units.contains_key(&unit)),
            Party::SameLevel(_) | Party::Open(_) => false,
        })
    }
}

/// Every scope that some task names.
pub(super) fn task_scopes(tasks: &[Task]) -> impl Iterator<Item = &ScopeId> {
    let parties = tasks.iter().flat_map(|task| &task.parties).map(|responsibility| &responsibility.party);
    parties.filter_map(|party| if let Party::Each(scope) = party { Some(scope) } else { None })
}
