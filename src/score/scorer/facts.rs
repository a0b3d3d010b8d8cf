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
    /// Those that a rate over all targets of the plan counts, with the subjects at which the plan judges them where an assessor
    /// does: anywhere else nobody is to judge, unless the sheet names the target.
    rated: Vec<(usize, Option<BTreeSet<UnitId>>)>,
}

impl<'a> Targets<'a> {
    pub(super) fn of(evaluator: &Evaluator<'a>, plan: &'a Plan, sheet: &Sheet) -> Self {
        let (over_all, named) = named(sheet);
        let (mut all, mut rated) = (Vec::new(), Vec::new());
        for target in plan.targets() {
            let judged = target.aggregate == Aggregate::Judgement;
            let period = period(plan, sheet, target);
            let counts = over_all && if judged { period.is_some() } else { touches(plan, sheet, target) };
            if !counts && !named.contains(&target.id) {
                continue;
            }
            let Some(period) = period else { continue };
            if counts {
                rated.push((all.len(), judged.then(|| evaluator.judged_at(target, period))));
            }
            all.push((target, period));
        }
        let places = all.iter().enumerate().map(|(place, (target, _))| (&target.id, place)).collect();
        Self { all, places, rated }
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

    /// Some targets, each once and in the plan's order; where none is named, all that the plan judges at some time that touches
    /// the sheet's period. With each whether it is to be judged at the subject.
    pub(crate) fn rated(
        &self,
        evaluator: &Evaluator<'a>,
        targets: &[TargetId],
    ) -> Vec<(&'a Target, &Outcome, bool)> {
        let mut places: Vec<(usize, bool)> = if targets.is_empty() {
            let here = |judged_at: &Option<BTreeSet<UnitId>>| {
                judged_at.as_ref().is_none_or(|subjects| subjects.contains(&self.subject))
            };
            self.targets.rated.iter().map(|(place, judged_at)| (*place, here(judged_at))).collect()
        } else {
            targets.iter().filter_map(|id| Some((self.targets.places.get(id).copied()?, true))).collect()
        };
        places.sort_unstable();
        places.dedup();
        let found = places.into_iter().filter_map(|(place, here)| {
            let (target, outcome) = self.at(place)?;
            let here = here || evaluator.judgement(target, &self.subject, outcome.period).is_some();
            Some((target, outcome, here))
        });
        found.collect()
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
        // Among an outer target's units a baseline that is unknown may turn out to have none, and then nothing applies here.
        let no_baseline = possible.asked.is_none() && target.within.is_some();
        let (met, missed, nothing) = match outcome.verdict {
            Verdict::Met => (true, false, false),
            Verdict::Missed => (false, true, false),
            Verdict::Open => (true, true, possible.may_be_nobody || no_baseline),
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

/// Whether a condition is over all targets of the plan, and the targets that criteria, bonuses, gates and conditions name.
fn named(sheet: &Sheet) -> (bool, BTreeSet<&TargetId>) {
    let parts = sheet.parts();
    let criteria = parts.criteria.iter().filter_map(|criterion| match &criterion.rule {
        Rule::Value { on: Basis::Target(id), .. } => Some(id),
        _ => None,
    });
    let gates = parts.gates.iter().filter_map(|gate| match &gate.on {
        GateOn::Missed(id) => Some(id),
        _ => None,
    });
    let adjustments = parts.adjustments.iter().map(|adjustment| &adjustment.target);
    let mut all: BTreeSet<&TargetId> = criteria.chain(adjustments).chain(gates).collect();
    let mut over_all = false;
    for condition in sheet.grades().iter().flat_map(|cutoff| &cutoff.conditions) {
        if let Rate::Met { targets } | Rate::Exceeded { targets } = &condition.rate {
            over_all |= targets.is_empty();
            all.extend(targets);
        }
    }
    (over_all, all)
}

/// The period in which a sheet judges a target: its own, whatever the target's \[S15\]; of one that an assessor judges, the
/// last judging period inside it, if there is one.
fn period(plan: &Plan, sheet: &Sheet, target: &Target) -> Option<Period> {
    let own = sheet.period();
    if target.aggregate == Aggregate::Judgement {
        return plan.judging_periods(target).filter(|period| own.holds(*period)).last();
    }
    Some(own)
}

/// Whether the plan judges a target at some time that touches a sheet's period.
fn touches(plan: &Plan, sheet: &Sheet, target: &Target) -> bool {
    plan.judging_periods(target).any(|period| period.and(sheet.period()).is_some())
}
