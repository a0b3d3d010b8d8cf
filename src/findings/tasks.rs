//! Tasks: who leads them, and when they are.

use std::collections::HashMap;

use super::{FindingKind, Findings, reports, targets::same_words};
use crate::{
    plan::{Party, Place, Plan, Responsibility, Role, Task, field},
    time::{Period, Schedule, Timing},
};

/// The findings in a plan's tasks.
pub(super) fn tasks(plan: &Plan, findings: &mut Findings) {
    let mut titles = HashMap::new();
    let (mut phrases, rhythms) = (OpenPhrases::of(plan), reports::rhythms(plan));
    for (index, task) in plan.tasks().iter().enumerate() {
        let id = task.id.as_str();
        let at = |field| Place { table: "tasks", index, field };
        if let Some(other) = same_words(&mut titles, task.clause.as_deref(), &task.title, id) {
            findings.add(at("title"), id, FindingKind::SameWords { other });
        }
        leads(task, at(field(Role::Lead)), findings);
        parties(task, &at, &mut phrases, findings);
        reports::of_task(plan, &rhythms, task, &at, findings);
        let period = plan.period();
        for (level, timing) in task.when.timings() {
            if timing.occurrences(period).next().is_none() {
                let kind = FindingKind::NeverInPlan { level: level.cloned(), plan: period };
                findings.add(at("when"), id, kind);
                continue;
            }
            for (part, named) in parts(timing) {
                if !period.holds(named) {
                    let wholly = period.and(named).is_none();
                    let kind = FindingKind::PartOutsidePlan { part, wholly, plan: period };
                    findings.add(at("when"), id, kind);
                }
            }
            if let Some(kind) = before_issue(plan, timing) {
                findings.add(at("when"), id, kind);
            }
        }
        if task.when.has_neighbouring_months() {
            let kind = FindingKind::NeighbouringMonths {
                read: Box::new(task.when.clone()),
                window: with_windows(&task.when).map(Box::new),
            };
            findings.add(at("when"), id, kind);
        }
    }
}

fn leads(task: &Task, place: Place, findings: &mut Findings) {
    let leads: Vec<&Party> = task.parties_in(Role::Lead).collect();
    if leads.is_empty() {
        findings.add(place, task.id.as_str(), FindingKind::NoLead);
    } else if leads.iter().all(|party| matches!(party, Party::Open(_))) {
        let phrases: Vec<String> = leads.iter().map(ToString::to_string).collect();
        findings.add(place, task.id.as_str(), FindingKind::OpenLead { phrase: phrases.join("; ") });
    }
}

/// Open phrases in other roles than that of a lead, and in how many tasks each stands: told at the first, once.
struct OpenPhrases<'a>(HashMap<&'a str, usize>);

impl<'a> OpenPhrases<'a> {
    fn of(plan: &'a Plan) -> Self {
        let mut tasks: HashMap<&str, usize> = HashMap::new();
        for task in plan.tasks() {
            let mut phrases: Vec<&str> = open(task).map(|(_, phrase)| phrase).collect();
            phrases.sort_unstable();
            phrases.dedup();
            for phrase in phrases {
                let count = tasks.entry(phrase).or_default();
                *count = count.saturating_add(1);
            }
        }
        Self(tasks)
    }
}

fn open(task: &Task) -> impl Iterator<Item = (Role, &str)> {
    task.parties.iter().filter_map(|r| match &r.party {
        Party::Open(phrase) if r.role != Role::Lead => Some((r.role, phrase.as_str())),
        _ => None,
    })
}

fn parties(
    task: &Task,
    at: &impl Fn(&'static str) -> Place,
    phrases: &mut OpenPhrases<'_>,
    findings: &mut Findings,
) {
    let id = task.id.as_str();
    // At most one entry per role: however many parties there are, each is looked at a few times.
    let mut roles: HashMap<&Party, Vec<Role>> = HashMap::new();
    for (item, mine) in items(&task.parties) {
        let named = roles.entry(&mine.party).or_default();
        // A lead may advise, direct and follow its own task too; it does not take part in it beside itself.
        let twice = |first: &&Role| {
            **first == mine.role
                || matches!(
                    (**first, mine.role),
                    (Role::Lead, Role::Coordinate) | (Role::Coordinate, Role::Lead)
                )
        };
        if let Some(&first) = named.iter().find(twice) {
            let kind = FindingKind::NamedTwice { party: mine.party.to_string(), first };
            findings.add_item(at(field(mine.role)), Some(item), id, kind);
        }
        if !named.contains(&mine.role) {
            named.push(mine.role);
        }
        if let Party::Open(phrase) = &mine.party
            && mine.role != Role::Lead
            && let Some(tasks) = phrases.0.remove(phrase.as_str())
        {
            let kind = FindingKind::OpenParty { phrase: phrase.clone(), others: tasks.saturating_sub(1) };
            findings.add_item(at(field(mine.role)), Some(item), id, kind);
        }
    }
}

/// Parties, each with its place in the list of its role.
pub(super) fn items(parties: &[Responsibility]) -> impl Iterator<Item = (usize, &Responsibility)> {
    let mut counts: HashMap<Role, usize> = HashMap::new();
    parties.iter().map(move |mine| {
        let count = counts.entry(mine.role).or_default();
        let item = *count;
        *count = count.saturating_add(1);
        (item, mine)
    })
}

fn before_issue(plan: &Plan, timing: &Timing) -> Option<FindingKind> {
    let issued = plan.issued()?;
    // They come in the order of their last days: no more are looked at than there are.
    let mut early = timing.occurrences(plan.period()).take_while(|o| o.last().is_some_and(|l| l < issued));
    let first = early.next()?;
    let (last, label) = (first.last()?, first.label().to_string());
    Some(FindingKind::BeforeIssue { label, last, issued, others: early.count() })
}

/// The periods that a timing names outright.
fn parts(timing: &Timing) -> Vec<(String, Period)> {
    match timing {
        Timing::During(period) => vec![(period.to_string(), *period)],
        Timing::Phased(phases) => {
            phases.as_slice().iter().map(|phase| (phase.name.to_string(), phase.period)).collect()
        }
        _ => Vec::new(),
    }
}

/// A schedule with its neighbouring months as windows.
fn with_windows(schedule: &Schedule) -> Option<Schedule> {
    match schedule {
        Schedule::Same(Timing::Recurring(recurrence)) => {
            recurrence.with_windows().map(|windows| Timing::Recurring(windows).into())
        }
        _ => None,
    }
}
