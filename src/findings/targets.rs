//! Targets: what they ask, when, and of one another.

use std::collections::HashMap;

use super::{
    FindingKind, Findings, beside,
    thresholds::{counts, exclude_each_other, in_domain, of_criterion},
};
use crate::{
    plan::{Aggregate, Asked, Criterion, Indicator, Judging, Place, Plan, Target},
    threshold::Domain,
    time::{Period, Rhythm},
};

/// The findings in a plan's targets.
pub(super) fn targets(plan: &Plan, findings: &mut Findings) {
    let mut titles = HashMap::new();
    let mut others = beside::among_others(plan);
    for (index, target) in plan.targets().iter().enumerate() {
        let mut add = |field, kind| {
            findings.add(Place { table: "targets", index, field }, target.id.as_str(), kind);
        };
        let indicator = target.indicator.as_ref().and_then(|id| plan.indicator(id));
        if let Some(other) =
            same_words(&mut titles, target.clause.as_deref(), &target.title, target.id.as_str())
        {
            add("title", FindingKind::SameWords { other });
        }
        asked(plan, target, indicator, &mut add);
        if let Some(kind) = others.remove(&index) {
            add("threshold", kind);
        }
        if let Some((field, kind)) = within(plan, target, indicator) {
            add(field, kind);
        }
        judged(plan, target, indicator, &mut add);
    }
}

/// The earlier entry of the same clause with the same title: by neither can a reader tell which is meant.
pub(super) fn same_words<'a>(
    seen: &mut HashMap<(Option<&'a str>, &'a str), &'a str>,
    clause: Option<&'a str>,
    title: &'a str,
    id: &'a str,
) -> Option<String> {
    let other = *seen.entry((clause, title)).or_insert(id);
    (other != id).then(|| other.to_owned())
}

fn asked(
    plan: &Plan,
    target: &Target,
    indicator: Option<&Indicator>,
    add: &mut impl FnMut(&'static str, FindingKind),
) {
    if let Asked::Threshold(threshold) = &target.asked
        && let Some(kind) = target.aggregate.domain(indicator).and_then(|d| in_domain(threshold, &d))
    {
        add("threshold", kind);
    }
    if let (Some(Criterion::Meets(threshold)), Some(indicator)) = (target.aggregate.criterion(), indicator)
        && let Some(kind) = of_criterion(plan, threshold, &indicator.measure)
    {
        add("criterion", kind);
    }
    if let Some(kind) = target.line.as_ref().and_then(|line| in_domain(line, &Domain::Share)) {
        add("line", kind);
    }
}

/// What keeps a target from being met beside the one within which it is measured.
fn within(
    plan: &Plan,
    target: &Target,
    indicator: Option<&Indicator>,
) -> Option<(&'static str, FindingKind)> {
    let outer = plan.target(target.within.as_ref()?)?;
    // No unit meets both of two criteria on one figure.
    if target.indicator == outer.indicator
        && let (Some(Criterion::Meets(mine)), Some(Criterion::Meets(theirs))) =
            (target.aggregate.criterion(), outer.aggregate.criterion())
        && let Some(domain) = indicator.and_then(|indicator| indicator.measure.domain())
        && exclude_each_other(mine, theirs, &domain)
    {
        let (mine, outer, theirs) = (mine.clone(), outer.id.clone(), theirs.clone());
        return Some(("criterion", FindingKind::ExcludedWithin { mine, outer, theirs }));
    }
    // Of two numbers of units the inner one is at most the outer one.
    if let (Aggregate::NumberOfUnits(_), Aggregate::NumberOfUnits(_)) = (&target.aggregate, &outer.aggregate)
        && let (Asked::Threshold(mine), Asked::Threshold(theirs)) = (&target.asked, &outer.asked)
        && let (Some((Some(least), _)), Some((_, Some(most)))) = (counts(mine), counts(theirs))
        && least > most
        && target.judged_at == outer.judged_at
    {
        let (mine, outer, theirs) = (mine.clone(), outer.id.clone(), theirs.clone());
        return Some(("threshold", FindingKind::OuterOutOfReach { mine, outer, theirs }));
    }
    None
}

fn judged(
    plan: &Plan,
    target: &Target,
    indicator: Option<&Indicator>,
    add: &mut impl FnMut(&'static str, FindingKind),
) {
    // A period that is named outright and leaves the plan: what is clipped, or judged after the plan's end, is told.
    let named = match target.judged {
        Judging::During(period) => Some(period),
        Judging::By(day) if day > plan.period().last() => Some(Period::day(day)),
        _ => None,
    };
    if let Some(named) = named.filter(|named| !plan.period().holds(*named)) {
        let (part, wholly) = (target.judged.to_string(), plan.period().and(named).is_none());
        add("judged", FindingKind::PartOutsidePlan { part, wholly, plan: plan.period() });
    }
    if let Some(indicator) = indicator
        && let Some(period) = plan.judging_periods(target).find(|period| is_too_soon(indicator, *period))
    {
        let (indicator, reported) = (indicator.id.clone(), indicator.reported);
        add("judged", FindingKind::ReportedTooSeldom { indicator, reported, period });
    }
    if let Some(issued) = plan.issued() {
        let mut early = plan
            .judging_periods(target)
            .take_while(|period| period.last() < issued && issued <= plan.period().last());
        if let Some(period) = early.next() {
            add("judged", FindingKind::JudgedBeforeIssue { period, issued, others: early.count() });
        }
    }
}

/// Whether a judging period ends while the first report that it could rest on still runs. One that the plan's first day
/// cuts short ends with a report all the same.
fn is_too_soon(indicator: &Indicator, period: Period) -> bool {
    indicator.reported != Rhythm::Once
        && !indicator.carry_forward
        && period.inside(indicator.reported).next().is_none()
        && !period.touching(indicator.reported).any(|report| report.last() == period.last())
}
