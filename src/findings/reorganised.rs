//! Plans that straddle a reorganisation: units that passed on, and what is left without a unit.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{FindingKind, Findings, units::Over};
use crate::{
    id::{IndicatorId, UnitId},
    plan::{Asked, Baseline, Place, Plan, Target, Task},
    roster::Roster,
    spelling::nearest,
    time::Period,
    unit::{Heir, Register, Succession},
};

/// What is to be told of a unit that a plan names and that passed on before the plan ends; none of one that did not.
pub(super) fn named(register: &Register, unit: &UnitId, plan: Period) -> Option<FindingKind> {
    let last = register.life(unit)?.1?;
    match register.heir(unit, plan.last())? {
        Heir::Whole(heir) => Some(passed_on(unit, last, heir)),
        Heir::Divided { unit: divided, heirs, .. } => {
            let on = after(register, divided)?;
            let heirs = heirs.into_iter().cloned().collect();
            Some(FindingKind::DividedUnit { unit: unit.clone(), divided: divided.clone(), on, heirs })
        }
        _ => None,
    }
}

/// The same of a unit that has a part in a task: of a divided one the heir that answers for its duties stands for it, and where
/// there is none, that matters for what is due from the day on.
pub(super) fn in_task(
    register: &Register,
    unit: &UnitId,
    task: &Task,
    plan: Period,
) -> Option<Option<FindingKind>> {
    let last = register.life(unit)?.1?;
    match register.heir(unit, plan.last())? {
        Heir::Divided { duties: Some(heir), .. } => Some(Some(passed_on(unit, last, heir))),
        Heir::Divided { unit: divided, duties: None, .. } => {
            let on = after(register, divided)?;
            let mut occurrences = task.when.timings().flat_map(|(_, timing)| timing.occurrences(plan));
            let due = occurrences.any(|occurrence| occurrence.last().is_none_or(|last| on <= last));
            let (unit, divided) = (unit.clone(), divided.clone());
            Some(due.then_some(FindingKind::DutiesWithoutHeir { unit, divided, on }))
        }
        _ => named(register, unit, plan).map(Some),
    }
}

fn passed_on(unit: &UnitId, last: NaiveDate, heir: &UnitId) -> FindingKind {
    FindingKind::PassedOn { unit: unit.clone(), last, heir: heir.clone() }
}

/// The day after the last of a unit.
fn after(register: &Register, unit: &UnitId) -> Option<NaiveDate> {
    register.life(unit)?.1?.succ_opt()
}

/// A baseline of a period that ended before units of the scope passed on, to units that are judged later.
pub(super) fn baseline(over: &Over<'_>, roster: &Roster, target: &Target) -> Option<FindingKind> {
    let (plan, register) = (over.plan, over.register);
    let (Asked::Baseline(_, Baseline::Period(baseline)), Some(scope)) = (&target.asked, &target.measured)
    else {
        return None;
    };
    let (before, last) = (plan.calendar().days(*baseline).last(), last_judged(plan, target)?);
    let units: BTreeSet<&UnitId> = roster.ever_in(scope).filter_map(|unit| register.id(unit)).collect();
    let across = |succession: &&Succession| {
        before < succession.on
            && succession.on <= last
            && (units.contains(&succession.predecessor) || units.contains(&succession.heir))
    };
    let across: Vec<&Succession> = register.successions().iter().filter(across).collect();
    let first = across.iter().min_by_key(|succession| succession.on)?;
    Some(FindingKind::BaselineAcross {
        baseline: *baseline,
        on: first.on,
        predecessor: first.predecessor.clone(),
        heir: first.heir.clone(),
        others: across.len().saturating_sub(1),
    })
}

fn last_judged(plan: &Plan, target: &Target) -> Option<NaiveDate> {
    plan.judging_periods(target).map(|period| plan.judging_days(target, period).last()).max()
}

/// An apportionment of figures on an indicator that the plan does not have, and whose id is nearly that of one it has. One
/// that is near to none is of another plan.
pub(super) fn apportionments(over: &Over<'_>, findings: &mut Findings) {
    let (plan, register) = (over.plan, over.register);
    let apportioned: BTreeSet<&IndicatorId> =
        register.successions().iter().flat_map(|succession| succession.shares.keys()).collect();
    for indicator in apportioned.iter().filter(|id| plan.indicator(id).is_none()) {
        let others = plan.indicators().iter().filter(|other| !apportioned.contains(&other.id));
        let Some(near) = nearest(indicator.as_str(), others.map(|other| other.id.as_str())) else { continue };
        let Some(index) = plan.indicators().iter().position(|other| other.id.as_str() == near) else {
            continue;
        };
        let place = Place { table: "indicators", index, field: "id" };
        let kind =
            FindingKind::UnknownApportionment { indicator: (*indicator).clone(), nearest: near.to_owned() };
        findings.add(place, near, kind);
    }
}
