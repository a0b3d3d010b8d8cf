//! What a scorer reads: the targets that its sheet looks at, and what was found of them at each subject.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use super::{ScoreError, Scorer};
use crate::{
    duty::OccurrenceStatus,
    evaluate::{Evaluator, Outcome, Tally, Verdict},
    id::{TargetId, TaskId, UnitId},
    plan::{Aggregate, Plan, Target},
    quantity::{Fraction, Overflow},
    score::{Basis, GateOn, Rate, Rule, Sheet, duties, rule::Found},
    threshold::Measured,
    time::Period,
};

/// Every target that a sheet looks at, in the plan's order, with the period in which it is judged.
#[derive(Debug, Clone)]
pub(super) struct Targets<'a> {
    all: Vec<(&'a Target, Period)>,
    places: BTreeMap<&'a TargetId, usize>,
}

impl<'a> Targets<'a> {
    pub(super) fn of(evaluator: &Evaluator<'a>, plan: &'a Plan, sheet: &Sheet) -> Self {
        let (rated, named) = (rated(sheet), named(sheet));
        let wanted = plan.targets().iter().filter_map(|target| {
            let named = named.contains(&target.id);
            let period = period(evaluator, sheet, target, named)?;
            let wanted = named || rated.as_ref().is_none_or(|rated| rated.contains(&target.id));
            wanted.then_some((target, period))
        });
        let all: Vec<_> = wanted.collect();
        let places = all.iter().enumerate().map(|(place, (target, _))| (&target.id, place)).collect();
        Self { all, places }
    }
}

/// What was found at one subject of every target that the sheet looks at.
pub(crate) struct Facts<'s, 'a> {
    pub(crate) subject: UnitId,
    targets: &'s Targets<'a>,
    /// Of each target, in their order.
    outcomes: Vec<Outcome>,
    /// The occurrences of tasks in its subtree that the sheet's period holds.
    occurrences: Vec<Rc<OccurrenceStatus>>,
}

impl<'a> Facts<'_, 'a> {
    pub(crate) fn of(&self, target: &TargetId) -> Option<(&'a Target, &Outcome)> {
        self.at(self.targets.places.get(target).copied()?)
    }

    fn at(&self, place: usize) -> Option<(&'a Target, &Outcome)> {
        let (target, _) = self.targets.all.get(place)?;
        Some((*target, self.outcomes.get(place)?))
    }

    /// Some targets, each once and in the plan's order; all where none is named.
    pub(super) fn rated(&self, targets: &[TargetId]) -> impl Iterator<Item = (&'a Target, &Outcome)> {
        let mut places: Vec<usize> = if targets.is_empty() {
            (0..self.targets.all.len()).collect()
        } else {
            targets.iter().filter_map(|id| self.targets.places.get(id).copied()).collect()
        };
        places.sort_unstable();
        places.dedup();
        places.into_iter().filter_map(|place| self.at(place))
    }

    /// The occurrences of some tasks; of all tasks where none is named.
    pub(crate) fn duties<'f>(&'f self, tasks: &'f [TaskId]) -> impl Iterator<Item = &'f OccurrenceStatus> {
        let all = self.occurrences.iter().map(Rc::as_ref);
        all.filter(|occurrence| tasks.is_empty() || tasks.contains(&occurrence.task))
    }
}

impl<'a> Scorer<'_, 'a> {
    /// What was found at each of some subjects.
    pub(crate) fn facts(&self, subjects: &[UnitId]) -> Result<Vec<Facts<'_, 'a>>, ScoreError> {
        let rows = self.evaluator.outcomes_at(&self.targets.all, subjects)?;
        let mut rows: Vec<_> = rows.into_iter().map(Vec::into_iter).collect();
        let mut facts = Vec::with_capacity(subjects.len());
        let duties = duties::at(self, subjects)?;
        for (subject, occurrences) in subjects.iter().zip(duties) {
            let outcomes = rows.iter_mut().filter_map(Iterator::next).collect();
            facts.push(Facts { subject: subject.clone(), targets: &self.targets, outcomes, occurrences });
        }
        Ok(facts)
    }

    /// What a rule on a target reads.
    pub(in crate::score) fn found(&self, target: &'a Target, outcome: &Outcome) -> Result<Found, Overflow> {
        let possible = self.evaluator.possible(target, outcome)?;
        let (met, missed, nothing) = match outcome.verdict {
            Verdict::Met => (true, false, false),
            Verdict::Missed => (false, true, false),
            Verdict::Open => (true, true, possible.may_be_nobody),
            Verdict::NotApplicable => (false, false, true),
        };
        Ok(Found {
            met,
            missed,
            nothing,
            values: possible.values,
            asked: possible.asked,
            percent: target.aggregate.measured() == Some(Measured::Share),
        })
    }

    /// How much of an outcome rests on reported figures.
    pub(super) fn known(&self, target: &'a Target, outcome: &Outcome) -> Fraction {
        let (known, open) = match &outcome.tally {
            Some(Tally::Units(units)) => {
                let open =
                    [units.unknown, units.met_if_member, units.missed_if_member, units.unknown_if_member];
                (units.met.saturating_add(units.missed), open.into_iter().fold(0, u64::saturating_add))
            }
            Some(Tally::Sum(sum)) => (sum.figures, sum.unknown_figures),
            Some(Tally::Pooled(pooled)) => (pooled.figures, pooled.unknown_figures),
            _ => {
                let judged = self.evaluator.judgement(target, &outcome.subject, outcome.period).is_some();
                (u64::from(judged), u64::from(!judged))
            }
        };
        share(known, known.saturating_add(open))
    }
}

/// `part / whole`; everything, where there is nothing.
pub(super) fn share(part: u64, whole: u64) -> Fraction {
    Fraction::whole(part).over(Fraction::whole(whole)).unwrap_or(Fraction::ONE)
}

/// The targets that conditions name; none if one is over all targets of the plan.
fn rated(sheet: &Sheet) -> Option<BTreeSet<&TargetId>> {
    let mut all = BTreeSet::new();
    for condition in sheet.grades().iter().flat_map(|cutoff| &cutoff.conditions) {
        if let Rate::Met { targets } | Rate::Exceeded { targets } = &condition.rate {
            if targets.is_empty() {
                return None;
            }
            all.extend(targets);
        }
    }
    Some(all)
}

/// The targets that criteria, bonuses and gates look at.
fn named(sheet: &Sheet) -> BTreeSet<&TargetId> {
    let parts = sheet.parts();
    let criteria = parts.criteria.iter().filter_map(|criterion| match &criterion.rule {
        Rule::Value { on: Basis::Target(id), .. } => Some(id),
        _ => None,
    });
    let gates = parts.gates.iter().filter_map(|gate| match &gate.on {
        GateOn::Missed(id) => Some(id),
        _ => None,
    });
    criteria.chain(parts.adjustments.iter().map(|adjustment| &adjustment.target)).chain(gates).collect()
}

/// The period in which a sheet judges a target: its own, whatever the target's \[S15\]; of one that an assessor judges, the
/// last judging period inside it. None if the target is judged at no time that touches it.
fn period(evaluator: &Evaluator<'_>, sheet: &Sheet, target: &Target, named: bool) -> Option<Period> {
    let plan = evaluator.plan();
    let own = sheet.period();
    if target.aggregate == Aggregate::Judgement {
        return plan.judging_periods(target).filter(|period| own.holds(*period)).last();
    }
    let touched = || plan.judging_periods(target).any(|period| period.and(own).is_some());
    (named || touched()).then_some(own)
}
