//! The roster: a plan over a register. Who is in its scopes, and when; who is meant by its parties.

mod parties;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::{
    id::{ScopeId, UnitId},
    plan::{Party, Plan, Role, Task},
    time::Period,
    unit::Register,
};

pub use parties::PartyError;
pub(crate) use parties::{beside, is_a, is_for, same_level};

/// From a first to a last day.
type Term = (NaiveDate, NaiveDate);

/// Who answers for a named unit, and from when to when; nobody where it was divided and no heir was named for its duties.
type Answering = (Option<usize>, Term);

/// For each scope that was asked for, the units that are ever in it during a stretch of days, in register order, and when; for
/// each unit that tasks name, who answers for it, and when.
///
/// Worked out once: the register is looked at on each day on which it changes, not for each unit, task or occurrence.
#[derive(Debug, Clone)]
pub(crate) struct Roster {
    span: Term,
    terms: BTreeMap<ScopeId, BTreeMap<usize, Vec<Term>>>,
    // INVARIANT: one after another, from the beginning to the end of time.
    named: BTreeMap<usize, Vec<Answering>>,
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

    /// Some scopes over a stretch of days, and the units that the plan's tasks name.
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
        let mut days: Vec<NaiveDate> =
            std::iter::once(first).chain(register.turns_within(first, last)).collect();
        // A last day may be moved past the stretch, or set there by an instruction: it is then as at the end of the stretch,
        // but for what was reorganised since.
        days.extend(register.reorganised_after(last));
        let ends = days.iter().skip(1).map(|next| next.pred_opt().unwrap_or(*next)).chain([NaiveDate::MAX]);
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
        let mut named = BTreeMap::new();
        for responsibility in plan.tasks().iter().flat_map(|task| &task.parties) {
            if let Party::Unit(unit) = &responsibility.party
                && let Some(place) = register.place(unit)
            {
                named.entry(place).or_insert_with(|| answering(register, place));
            }
        }
        Self { span: (first, last), terms, named }
    }

    /// Whether a unit is in a scope on a day; on one before the stretch as on its first day, on one after it as on its last, or
    /// after the last reorganisation before the day.
    pub(crate) fn is_in(&self, scope: &ScopeId, unit: usize, day: NaiveDate) -> bool {
        let day = day.max(self.span.0);
        self.meets(scope, unit, day, day)
    }

    /// Whether a unit is in a scope on some day from `first` to `last`.
    pub(crate) fn meets(&self, scope: &ScopeId, unit: usize, first: NaiveDate, last: NaiveDate) -> bool {
        let terms = self.terms.get(scope).and_then(|units| units.get(&unit));
        terms.is_some_and(|terms| terms.iter().any(|(from, to)| *from <= last && first <= *to))
    }

    /// The units that are in a scope on some day of the stretch, in register order.
    pub(crate) fn ever_in(&self, scope: &ScopeId) -> impl Iterator<Item = usize> {
        let in_time = |terms: &[Term]| terms.first().is_some_and(|(from, _)| *from <= self.span.1);
        let units = self.terms.get(scope).into_iter().flatten();
        units.filter(move |(_, terms)| in_time(terms)).map(|(unit, _)| *unit)
    }

    /// The last day on which some unit is in a scope.
    pub(crate) fn last_day(&self, scope: &ScopeId) -> Option<NaiveDate> {
        let terms = self.terms.get(scope)?.values().filter_map(|terms| terms.last());
        terms.map(|(_, to)| *to).max()
    }

    /// Who answers for a named unit, one after another.
    fn answering(&self, register: &Register, named: &UnitId) -> &[Answering] {
        register.place(named).and_then(|place| self.named.get(&place)).map_or(&[], Vec::as_slice)
    }

    /// The same up to a day: the last is who answers on it.
    fn answering_by(&self, register: &Register, named: &UnitId, day: NaiveDate) -> &[Answering] {
        let all = self.answering(register, named);
        all.get(..all.partition_point(|(_, (from, _))| *from <= day)).unwrap_or_default()
    }

    /// The unit that stands on a day for one that a task names: the same, or who answers for what it would.
    pub(crate) fn stands_for(&self, register: &Register, named: &UnitId, day: NaiveDate) -> Option<usize> {
        self.answering_by(register, named, day).last().and_then(|(unit, _)| *unit)
    }

    /// Those that stood, one after another, for a unit that a task names, before the one that stands for it on a day.
    pub(crate) fn stood_for(&self, register: &Register, named: &UnitId, day: NaiveDate) -> Vec<usize> {
        let by = self.answering_by(register, named, day).iter();
        by.rev().skip(1).rev().filter_map(|(unit, _)| *unit).collect()
    }

    /// On a day, the units that lead a task as ones that it names, or in their place.
    pub(crate) fn by_name(&self, register: &Register, task: &Task, day: NaiveDate) -> ByName {
        let mut found = ByName::default();
        for named in leading_units(task) {
            match self.answering_by(register, named, day) {
                [.., (Some(unit), _)] => drop(found.leads.insert(*unit)),
                [.., (Some(unit), _), (None, _)] => drop(found.divided.insert(*unit)),
                _ => {}
            }
        }
        found
    }

    /// Whether a unit leads a task on a day. One that the task names itself does so on every day, until another stands for it.
    pub(crate) fn leads(&self, register: &Register, task: &Task, unit: usize, day: NaiveDate) -> bool {
        self.leads_by_name(register, task, unit, day) || self.leads_by_scope(task, unit, day)
    }

    /// Whether a unit leads a task on a day as one that the task names, or in the place of such a one.
    pub(crate) fn leads_by_name(
        &self,
        register: &Register,
        task: &Task,
        unit: usize,
        day: NaiveDate,
    ) -> bool {
        leading_units(task).any(|named| self.stands_for(register, named, day) == Some(unit))
    }

    /// Whether a unit leads a task on a day as one of a scope.
    pub(crate) fn leads_by_scope(&self, task: &Task, unit: usize, day: NaiveDate) -> bool {
        leading_scopes(task).any(|scope| self.is_in(scope, unit, day))
    }

    /// Whether a unit is on some day of the stretch in a scope that leads a task.
    pub(crate) fn leads_by_scope_in_time(&self, task: &Task, unit: usize) -> bool {
        leading_scopes(task).any(|scope| self.meets(scope, unit, self.span.0, self.span.1))
    }

    /// When a unit leads a task as one that the task names, or in the place of such a one.
    pub(crate) fn terms_by_name(
        &self,
        register: &Register,
        task: &Task,
        unit: usize,
    ) -> impl Iterator<Item = Term> {
        let named = leading_units(task).flat_map(|named| self.answering(register, named));
        named.filter(move |(one, _)| *one == Some(unit)).map(|(_, term)| *term)
    }

    /// The units that led a task as ones that it names, or in their place, until they were divided and nobody was named for
    /// their duties.
    pub(crate) fn ever_divided(&self, register: &Register, task: &Task) -> Vec<usize> {
        let of_named = leading_units(task).filter_map(|named| match self.answering(register, named) {
            [.., (unit, _), (None, _)] => *unit,
            _ => None,
        });
        of_named.collect()
    }

    /// The units that lead a task on some day of the stretch, in register order.
    pub(crate) fn ever_leading(&self, register: &Register, task: &Task) -> Vec<usize> {
        let named = leading_units(task).flat_map(|named| self.answering(register, named));
        let mut units: Vec<usize> =
            named.filter(|(_, term)| self.in_time(*term)).filter_map(|(unit, _)| *unit).collect();
        for scope in leading_scopes(task) {
            units.extend(self.ever_in(scope));
        }
        units.sort_unstable();
        units.dedup();
        units
    }

    fn in_time(&self, (from, to): Term) -> bool {
        from <= self.span.1 && self.span.0 <= to
    }

    /// Whether a unit leads a task on some day of the stretch.
    pub(crate) fn leads_in_time(&self, register: &Register, task: &Task, unit: usize) -> bool {
        self.terms_by_name(register, task, unit).any(|term| self.in_time(term))
            || self.leads_by_scope_in_time(task, unit)
    }

    /// The units that ever lead a task, after the stretch too, in register order.
    pub(crate) fn leading_at_some_time(&self, register: &Register, task: &Task) -> Vec<usize> {
        let named = leading_units(task).flat_map(|named| self.answering(register, named));
        let mut units: Vec<usize> = named.filter_map(|(unit, _)| *unit).collect();
        for scope in leading_scopes(task) {
            units.extend(self.terms.get(scope).into_iter().flat_map(BTreeMap::keys));
        }
        units.sort_unstable();
        units.dedup();
        units
    }

    /// Whether a unit ever leads a task, after the stretch too.
    pub(crate) fn ever_leads(&self, register: &Register, task: &Task, unit: usize) -> bool {
        self.terms_by_name(register, task, unit).next().is_some()
            || leading_scopes(task)
                .any(|scope| self.terms.get(scope).is_some_and(|units| units.contains_key(&unit)))
    }
}

/// Who leads a task on a day by way of the units that it names.
#[derive(Debug, Default)]
pub(crate) struct ByName {
    pub(crate) leads: BTreeSet<usize>,
    /// Those that led it until they were divided, and nobody was named for their duties.
    pub(crate) divided: BTreeSet<usize>,
}

fn answering(register: &Register, place: usize) -> Vec<Answering> {
    let all = register.answers(place);
    let ends = all.iter().skip(1).map(|(next, _)| next.pred_opt().unwrap_or(*next)).chain([NaiveDate::MAX]);
    all.iter().zip(ends).map(|((from, unit), to)| (*unit, (*from, to))).collect()
}

fn leading_units(task: &Task) -> impl Iterator<Item = &UnitId> {
    let parties = task.parties_in(Role::Lead);
    parties.filter_map(|party| if let Party::Unit(unit) = party { Some(unit) } else { None })
}

fn leading_scopes(task: &Task) -> impl Iterator<Item = &ScopeId> {
    let parties = task.parties_in(Role::Lead);
    parties.filter_map(|party| if let Party::Each(scope) = party { Some(scope) } else { None })
}

/// Every scope that some task names.
pub(super) fn task_scopes(tasks: &[Task]) -> impl Iterator<Item = &ScopeId> {
    let parties = tasks.iter().flat_map(|task| &task.parties).map(|responsibility| &responsibility.party);
    parties.filter_map(|party| if let Party::Each(scope) = party { Some(scope) } else { None })
}
