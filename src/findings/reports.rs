//! Reporting duties: to whom, through whom, and when.

use std::collections::HashSet;

use super::{FindingKind, Findings};
use crate::{
    plan::{Party, Place, Plan, Product, Role, Task, field},
    time::{OccurrenceLabel, Rhythm, Timing},
};

/// How often the figures of the plan's targets are reported.
pub(super) fn rhythms(plan: &Plan) -> HashSet<Rhythm> {
    let indicators = plan.targets().iter().filter_map(|target| plan.indicator(target.indicator.as_ref()?));
    indicators.map(|indicator| indicator.reported).collect()
}

/// The findings in what a task reports.
pub(super) fn of_task(
    plan: &Plan,
    rhythms: &HashSet<Rhythm>,
    task: &Task,
    at: &impl Fn(&'static str) -> Place,
    findings: &mut Findings,
) {
    let id = task.id.as_str();
    if task.product == Product::Work {
        let role =
            [Role::ReportTo, Role::ReportThrough].into_iter().find(|r| task.parties_in(*r).next().is_some());
        if let Some(role) = role {
            findings.add(at(field(role)), id, FindingKind::NotAReport { role });
        }
        return;
    }
    if task.parties_in(Role::ReportTo).next().is_none() {
        findings.add(at(field(Role::ReportTo)), id, FindingKind::NoRecipient);
    }
    let leads: HashSet<&Party> = task.parties_in(Role::Lead).collect();
    for role in [Role::ReportTo, Role::ReportThrough] {
        for (item, party) in task.parties_in(role).enumerate() {
            // An open phrase may mean another each time that it stands there.
            let named = matches!(party, Party::Unit(_) | Party::Each(_));
            if named && leads.contains(party) {
                let kind = FindingKind::ReportToItself { party: party.to_string(), role };
                findings.add_item(at(field(role)), Some(item), id, kind);
            }
        }
    }
    if task.when.timings().all(|(_, timing)| !timing.is_dated()) {
        let when = Box::new(task.when.clone());
        findings.add(at("when"), id, FindingKind::ReportWithoutTime { when });
    }
    for (_, timing) in task.when.timings() {
        if let Some(kind) = before_figures(plan, rhythms, timing) {
            findings.add(at("when"), id, kind);
        }
    }
}

/// A report on a period that is due before the figures of that period are closed. Only where figures are reported in the
/// rhythm of the report: a monthly report may rest on what is no figure of the plan.
fn before_figures(plan: &Plan, rhythms: &HashSet<Rhythm>, timing: &Timing) -> Option<FindingKind> {
    let Timing::Recurring(recurrence) = timing else { return None };
    let rhythm = recurrence.rhythm()?;
    recurrence.due()?;
    if !rhythms.contains(&rhythm) {
        return None;
    }
    let mut early = timing.occurrences(plan.period()).filter_map(|occurrence| {
        let due = occurrence.last()?;
        let OccurrenceLabel::Period(period) = occurrence.label() else { return None };
        let closed = plan.calendar().days(*period).last();
        (due < closed).then_some((*period, due, closed))
    });
    let (period, due, closed) = early.next()?;
    Some(FindingKind::BeforeFigures { period, due, closed, others: early.count() })
}
