//! Who is measured and judged: whether there is anyone.

use std::collections::BTreeSet;

use super::{FindingKind, Findings, leads::leads_nowhere, reorganised, thresholds::counts, units::Over};
use crate::{
    id::ScopeId,
    plan::{Aggregate, Asked, Criterion, JudgedAt, Place, Plan, Target},
    roster::Roster,
    threshold::{Domain, Threshold},
    time::Period,
};

impl Over<'_> {
    /// The days that the plan and its judging periods are about: figures may be closed before its first day, and something
    /// judged after its last.
    pub(super) fn span(&self) -> Period {
        let plan = self.plan;
        let days = plan.targets().iter().flat_map(|target| {
            plan.judging_periods(target).map(move |period| plan.judging_days(target, period))
        });
        days.fold(plan.period(), |all, days| {
            Period::between(all.first().min(days.first()), all.last().max(days.last())).unwrap_or(all)
        })
    }
}

/// Whether a figure of a unit and one of another below it are added, and so may count twice.
fn adds(target: &Target) -> bool {
    matches!(target.aggregate, Aggregate::PooledShare | Aggregate::Total | Aggregate::Mean)
}

pub(super) fn scope(
    over: &Over<'_>,
    roster: &Roster,
    index: usize,
    scope: &ScopeId,
    findings: &mut Findings,
) {
    let place = Place { table: "scopes", index, field: "id" };
    let plan = over.plan.period();
    if !roster.ever_in(scope).any(|unit| roster.meets(scope, unit, plan.first(), plan.last())) {
        // A target that measures it or is judged at it, and a task that it leads, say the same and more.
        let told = over.plan.targets().iter().any(|target| {
            let named = target.measured.as_ref() == Some(scope)
                || matches!(&target.judged_at, JudgedAt::Each(each) if each == scope);
            named && (measures_nothing(over, roster, target) || has_no_subject(over, roster, target))
        }) || over.plan.tasks().iter().any(|task| leads_nowhere(over, roster, task, scope));
        if !told {
            findings.add(place, scope.as_str(), FindingKind::EmptyScope { scope: scope.clone() });
        }
    }
    let mut measuring = over.plan.targets().iter().filter(|t| t.measured.as_ref() == Some(scope)).peekable();
    if measuring.peek().is_some()
        && let Some(kind) = twice(over, roster, scope, measuring.any(adds))
    {
        findings.add(place, scope.as_str(), kind);
    }
}

/// Whether a scope holds a unit and another below it on the plan's last day: both may report the same \[U4\].
fn twice(over: &Over<'_>, roster: &Roster, scope: &ScopeId, added: bool) -> Option<FindingKind> {
    let (on, register) = (over.plan.period().last(), over.register);
    let is_in = |unit: usize| roster.is_in(scope, unit, on);
    // Each unit stands after the one it belongs to: the nearest unit of the scope above it is known by then.
    let mut above: Vec<Option<usize>> = vec![None; register.len()];
    let mut first: Option<(usize, usize)> = None;
    let mut others = 0_usize;
    for &unit in register.tree(on).order() {
        let parent = register.parent(unit, on);
        let nearest = parent.and_then(|p| if is_in(p) { Some(p) } else { above.get(p).copied()? });
        if let Some(slot) = above.get_mut(unit) {
            *slot = nearest;
        }
        if let Some(top) = nearest.filter(|_| is_in(unit)) {
            match first {
                None => first = Some((top, unit)),
                Some(_) => others = others.saturating_add(1),
            }
        }
    }
    let (above, below) = first?;
    let (above, below) = (register.id(above)?.clone(), register.id(below)?.clone());
    Some(FindingKind::ReportsTwice { scope: scope.clone(), above, below, others, added })
}

/// The units that count in a judging period, in register order: those in scope on its last day, or, where figures add up,
/// on some day of it.
fn measured(plan: &Plan, roster: &Roster, target: &Target, period: Period) -> Vec<usize> {
    let Some(scope) = &target.measured else { return Vec::new() };
    let days = plan.judging_days(target, period);
    let indicator = target.indicator.as_ref().and_then(|id| plan.indicator(id));
    let latest = indicator.is_none_or(|indicator| indicator.measure.takes_latest());
    let counts = |unit: &usize| match latest {
        true => roster.is_in(scope, *unit, days.last()),
        false => roster.meets(scope, *unit, days.first(), days.last()),
    };
    roster.ever_in(scope).filter(counts).collect()
}

fn measures_nothing(over: &Over<'_>, roster: &Roster, target: &Target) -> bool {
    target.measured.is_some()
        && over.plan.judging_periods(target).all(|p| measured(over.plan, roster, target, p).is_empty())
}

fn has_no_subject(over: &Over<'_>, roster: &Roster, target: &Target) -> bool {
    let JudgedAt::Each(subjects) = &target.judged_at else { return false };
    let plan = over.plan;
    plan.judging_periods(target).all(|period| {
        let on = plan.judging_days(target, period).last();
        !roster.ever_in(subjects).any(|unit| roster.is_in(subjects, unit, on))
    })
}

pub(super) fn targets(over: &Over<'_>, roster: &Roster, findings: &mut Findings) {
    for (index, target) in over.plan.targets().iter().enumerate() {
        let mut add = |field, kind| {
            findings.add(Place { table: "targets", index, field }, target.id.as_str(), kind);
        };
        let left = vanished(over, roster, target);
        if let Some((field, kind)) = &left {
            add(field, kind.clone());
        }
        if has_no_subject(over, roster, target)
            && let JudgedAt::Each(scope) = &target.judged_at
        {
            if left.is_none() {
                add("judged_at", FindingKind::NoSubject { scope: scope.clone() });
            }
        } else if measures_nothing(over, roster, target)
            && let Some(scope) = &target.measured
        {
            if left.is_none() {
                add("measured", FindingKind::NothingMeasured { scope: scope.clone() });
            }
        } else {
            for (field, kind) in at_its_last(over, roster, target) {
                add(field, kind);
            }
            if let Some(kind) = reorganised::baseline(over, roster, target) {
                add("baseline", kind);
            }
        }
    }
}

/// A scope of subjects, or else of measured units, that held units, and holds none when the target is judged for the last time.
fn vanished(over: &Over<'_>, roster: &Roster, target: &Target) -> Option<(&'static str, FindingKind)> {
    let (plan, period) = (over.plan, over.plan.judging_periods(target).last()?);
    let judged = plan.judging_days(target, period).last();
    let left = |scope: &ScopeId| {
        let on = roster.last_day(scope)?.succ_opt().filter(|on| *on <= judged)?;
        Some(FindingKind::NoUnitLeft { scope: scope.clone(), on })
    };
    if let JudgedAt::Each(subjects) = &target.judged_at
        && let Some(kind) = left(subjects)
    {
        return Some(("judged_at", kind));
    }
    let scope = target.measured.as_ref()?;
    let none = measured(plan, roster, target, period).is_empty();
    Some(("measured", left(scope).filter(|_| none)?))
}

/// What is wrong in the last judging period: by then everyone is there who is going to be.
fn at_its_last(over: &Over<'_>, roster: &Roster, target: &Target) -> Vec<(&'static str, FindingKind)> {
    let (plan, register) = (over.plan, over.register);
    let (Some(scope), Some(period)) = (&target.measured, plan.judging_periods(target).last()) else {
        return Vec::new();
    };
    let units = measured(plan, roster, target, period);
    let mut found = Vec::new();
    if let Some(outer) = target.within.as_ref().and_then(|id| plan.target(id)) {
        let outside: BTreeSet<usize> = measured(plan, roster, outer, period).into_iter().collect();
        if !units.is_empty() && !units.iter().any(|unit| outside.contains(unit)) {
            found.push(("within", FindingKind::NothingWithin { outer: outer.id.clone() }));
        }
    }
    let least = least_units(target);
    let too_few = |units: usize| {
        let (least, asked) = least.as_ref()?;
        (i128::try_from(units).unwrap_or(i128::MAX) < *least).then(|| (*asked).clone())
    };
    let JudgedAt::Each(subjects) = &target.judged_at else {
        if let Some(asked) = too_few(units.len()).filter(|_| !units.is_empty()) {
            found.push(("threshold", FindingKind::TooFewUnits { asked, units: units.len(), subject: None }));
        }
        return found;
    };
    let on = plan.judging_days(target, period).last();
    let below = counted_below(over, &units, on);
    let mut empty = Vec::new();
    let mut short = None;
    for subject in roster.ever_in(subjects).filter(|unit| roster.is_in(subjects, *unit, on)) {
        let has = below.get(subject).copied().unwrap_or_default();
        match (has, register.id(subject)) {
            (0, Some(id)) => empty.push(id.clone()),
            (has, Some(id)) if short.is_none() => {
                short = too_few(has).map(|asked| (asked, has, id.clone()));
            }
            _ => {}
        }
    }
    let others = empty.len().saturating_sub(1);
    if let Some(subject) = empty.into_iter().next() {
        found.push(("measured", FindingKind::EmptySubject { subject, scope: scope.clone(), others }));
    }
    if let Some((asked, units, subject)) = short {
        let kind = FindingKind::TooFewUnits { asked, units, subject: Some(subject) };
        found.push(("threshold", kind));
    }
    found
}

/// For each unit, how many of some units are it or stand below it on a day.
pub(super) fn counted_below(over: &Over<'_>, units: &[usize], on: chrono::NaiveDate) -> Vec<usize> {
    let register = over.register;
    let mut below = vec![0_usize; register.len()];
    for unit in units {
        if let Some(count) = below.get_mut(*unit) {
            *count = 1;
        }
    }
    // Backwards, each unit comes after all below it.
    for &unit in register.tree(on).order().iter().rev() {
        let own = below.get(unit).copied().unwrap_or_default();
        if let Some(count) = register.parent(unit, on).and_then(|parent| below.get_mut(parent)) {
            *count = count.saturating_add(own);
        }
    }
    below
}

/// How many units must meet the criterion at least. What no count of units satisfies is told without any register.
fn least_units(target: &Target) -> Option<(i128, &Threshold)> {
    match (&target.aggregate, &target.asked) {
        (Aggregate::NumberOfUnits(Criterion::Done | Criterion::Meets(_)), Asked::Threshold(asked))
            if asked.is_satisfiable(&Domain::Count) =>
        {
            Some((counts(asked)?.0?, asked))
        }
        _ => None,
    }
}
