//! Leads as the register has them: whether there is one, and a time for it.

use std::collections::BTreeSet;

use super::{FindingKind, Findings, units::Over};
use crate::{
    id::Level,
    plan::{Party, Place, Product, Role, Task, field},
    roster::Roster,
};

pub(super) fn of_task(over: &Over<'_>, roster: &Roster, index: usize, task: &Task, findings: &mut Findings) {
    let (plan, register, id) = (over.plan.period(), over.register, task.id.as_str());
    let at = |field| Place { table: "tasks", index, field };
    let leads = roster.ever_leading(register, task);
    let leads: Vec<usize> = leads
        .into_iter()
        .filter(|unit| {
            let day = register.nearest_day(*unit, plan.first());
            plan.contains(day)
                && task.parties_in(Role::Lead).any(|party| match party {
                    Party::Each(scope) => roster.meets(scope, *unit, plan.first(), plan.last()),
                    Party::Unit(named) => register.place(named) == Some(*unit),
                    _ => false,
                })
        })
        .collect();
    // An unknown or expired unit, and an open phrase, are told for themselves.
    let scopes_only = task.parties_in(Role::Lead).all(|party| matches!(party, Party::Each(_)));
    if leads.is_empty() && scopes_only && task.parties_in(Role::Lead).next().is_some() {
        findings.add(at(field(Role::Lead)), id, FindingKind::NoLeadUnit);
    }
    levels(over, task, &leads, &at, findings);
    if task.product == Product::Report {
        to_itself(over, roster, task, &leads, &at, findings);
    }
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
    for role in [Role::ReportTo, Role::ReportThrough] {
        for (item, party) in task.parties_in(role).enumerate() {
            // The same words in both places are told without a register.
            if task.parties_in(Role::Lead).any(|lead| lead == party) {
                continue;
            }
            let both = leads.iter().find(|lead| match party {
                Party::Unit(unit) => over.register.place(unit) == Some(**lead),
                Party::Each(scope) => roster.meets(scope, **lead, plan.first(), plan.last()),
                _ => false,
            });
            if let Some(unit) = both.and_then(|unit| over.register.id(*unit)) {
                let kind = FindingKind::ReportToItself { party: unit.to_string(), role };
                findings.add_item(at(field(role)), Some(item), task.id.as_str(), kind);
            }
        }
    }
}
