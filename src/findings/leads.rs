//! Leads as the register has them: whether there is one, and a time for it.

use std::collections::{BTreeSet, HashSet};

use super::{FindingKind, Findings, units::Over};
use crate::{
    id::{Level, ScopeId},
    plan::{Party, Place, Product, Role, Task, field},
    roster::Roster,
};

pub(super) fn of_task(over: &Over<'_>, roster: &Roster, index: usize, task: &Task, findings: &mut Findings) {
    let id = task.id.as_str();
    let at = |field| Place { table: "tasks", index, field };
    let leads = leading(over, roster, task);
    if leads.is_empty() && only_scopes_lead(task) {
        findings.add(at(field(Role::Lead)), id, FindingKind::NoLeadUnit);
    }
    levels(over, task, &leads, &at, findings);
    if task.product == Product::Report {
        to_itself(over, roster, task, &leads, &at, findings);
    }
}

/// The units that lead a task on some day of the plan.
fn leading(over: &Over<'_>, roster: &Roster, task: &Task) -> Vec<usize> {
    let (plan, register) = (over.plan.period(), over.register);
    let mut leads = roster.ever_leading(register, task);
    let named: HashSet<usize> = task
        .parties_in(Role::Lead)
        .filter_map(|party| if let Party::Unit(named) = party { register.place(named) } else { None })
        .collect();
    let scopes: HashSet<&ScopeId> = task
        .parties_in(Role::Lead)
        .filter_map(|party| if let Party::Each(scope) = party { Some(scope) } else { None })
        .collect();
    leads.retain(|unit| {
        plan.contains(register.nearest_day(*unit, plan.first()))
            && (named.contains(unit)
                || scopes.iter().any(|scope| roster.meets(scope, *unit, plan.first(), plan.last())))
    });
    leads
}

/// Whether a task has leads by way of scopes and names none: an unknown or expired unit is told for itself. An open phrase beside
/// a scope names nobody; alone it is told for itself.
fn only_scopes_lead(task: &Task) -> bool {
    let mut leads = task.parties_in(Role::Lead);
    leads.any(|party| matches!(party, Party::Each(_)))
        && task.parties_in(Role::Lead).all(|party| matches!(party, Party::Each(_) | Party::Open(_)))
}

/// Whether no unit ever leads a task by way of its scopes, of which this is one.
pub(super) fn leads_nowhere(over: &Over<'_>, roster: &Roster, task: &Task, scope: &ScopeId) -> bool {
    only_scopes_lead(task)
        && task.parties_in(Role::Lead).any(|party| matches!(party, Party::Each(each) if each == scope))
        && leading(over, roster, task).is_empty()
}

/// Where levels have times of their own: a lead without one, and a level without a lead.
fn levels(
    over: &Over<'_>,
    task: &Task,
    leads: &[usize],
    at: &impl Fn(&'static str) -> Place,
    findings: &mut Findings,
) {
    let timed: Vec<&Level> = task.when.timings().filter_map(|(level, _)| level).collect();
    if timed.is_empty() || leads.is_empty() {
        return;
    }
    let (register, plan, id) = (over.register, over.plan.period(), task.id.as_str());
    let level = |unit: &usize| register.level(*unit, register.nearest_day(*unit, plan.last()));
    let mut without = leads.iter().filter(|unit| level(unit).is_some_and(|level| !timed.contains(&level)));
    if let Some(first) = without.next()
        && let (Some(unit), Some(level)) = (register.id(*first), level(first))
    {
        let (unit, level) = (unit.clone(), level.clone());
        let kind = FindingKind::NoTimeForLead { unit, level, others: without.count() };
        findings.add(at("when"), id, kind);
    }
    let led: BTreeSet<&Level> = leads.iter().filter_map(level).collect();
    for level in timed {
        // A level that no unit is at is told as such.
        if !led.contains(level) && register.levels().any(|known| known == level) {
            findings.add(at("when"), id, FindingKind::LevelWithoutLead { level: level.clone() });
        }
    }
}

/// A recipient, or who passes reports on, that is among those who owe the report by way of a scope.
fn to_itself(
    over: &Over<'_>,
    roster: &Roster,
    task: &Task,
    leads: &[usize],
    at: &impl Fn(&'static str) -> Place,
    findings: &mut Findings,
) {
    let plan = over.plan.period();
    let named: HashSet<&Party> = task.parties_in(Role::Lead).collect();
    for role in [Role::ReportTo, Role::ReportThrough] {
        for (item, party) in task.parties_in(role).enumerate() {
            // The same words in both places are told without a register.
            if named.contains(party) {
                continue;
            }
            let both = match party {
                // In register order.
                Party::Unit(unit) => {
                    over.register.place(unit).filter(|unit| leads.binary_search(unit).is_ok())
                }
                Party::Each(scope) => {
                    leads.iter().copied().find(|lead| roster.meets(scope, *lead, plan.first(), plan.last()))
                }
                _ => None,
            };
            if let Some(unit) = both.and_then(|unit| over.register.id(unit)) {
                let kind = FindingKind::ReportToItself { party: unit.to_string(), role };
                findings.add_item(at(field(role)), Some(item), task.id.as_str(), kind);
            }
        }
    }
}
