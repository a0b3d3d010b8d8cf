//! Grades: cut-offs, gates, conditions.

use super::{Facts, Scorer, below::Counted};
use crate::{
    evaluate::{Outcome, UnitTally, Verdict},
    id::GradeId,
    plan::{Aggregate, Target},
    quantity::{Number, Overflow},
    score::{ConditionFound, DutyRate, GateFound, GateOn, Holds, Rate, Score, classify, duties, rule::Found},
    threshold::Comparison,
};

impl<'a> Scorer<'_, 'a> {
    pub(super) fn grade_ids(&self, places: &[usize]) -> Vec<GradeId> {
        let id = |place: &usize| self.sheet.grades().get(*place).map(|cutoff| cutoff.grade.id.clone());
        places.iter().filter_map(id).collect()
    }

    /// Cut-offs, gates, conditions.
    pub(super) fn classify(
        &self,
        facts: &Facts<'_, 'a>,
        score: &mut Score,
        below: &Counted,
    ) -> Result<(), Overflow> {
        let Some(total) = score.total else { return Ok(()) };
        if self.sheet.grades().is_empty() {
            return Ok(());
        }
        let mut caps = Vec::new();
        for (gate, found) in self.sheet.parts().gates.iter().enumerate() {
            let closed = match &found.on {
                GateOn::Missed(target) => match facts.of(target).map(|(_, outcome)| outcome.verdict) {
                    Some(Verdict::Missed) => Holds::Yes,
                    Some(Verdict::Open) => Holds::Open,
                    _ => Holds::No,
                },
                GateOn::Duty { tasks, statuses } => duties::gate(facts.duties(tasks), statuses),
                GateOn::Points(criterion, points) => {
                    let own = self.of_criterion(score, criterion);
                    match own.and_then(|own| own.points) {
                        None => Holds::No,
                        Some(found) => match classify::lies_inside(found, points) {
                            Holds::Yes if own.is_some_and(|own| own.may_be_not_applicable) => Holds::Open,
                            holds => holds,
                        },
                    }
                }
            };
            let at_most = found.at_most.clone();
            caps.extend(self.sheet.grade_rank(&at_most).map(|cap| (cap, closed)));
            score.gates.push(GateFound { gate, closed, at_most });
        }
        let mut by_grade = Vec::new();
        for cutoff in self.sheet.grades() {
            let mut all = Vec::new();
            for (number, condition) in cutoff.conditions.iter().enumerate() {
                let counted = self.rate(&condition.rate, facts, score, below)?;
                let holds = classify::rate_holds(&counted, &condition.asked)?;
                all.push(holds);
                let grade = cutoff.grade.id.clone();
                score.conditions.push(ConditionFound { grade, condition: number, counted, holds });
            }
            by_grade.push(classify::all(all));
        }
        let by_points = classify::by_points(self.sheet, total);
        score.by_points = self.grade_ids(&by_points);
        score.before_quotas = self.grade_ids(&classify::grades(&by_points, &caps, &by_grade));
        score.grades.clone_from(&score.before_quotas);
        Ok(())
    }

    /// What a rate counts.
    fn rate(
        &self,
        rate: &Rate,
        facts: &Facts<'_, 'a>,
        score: &Score,
        below: &Counted,
    ) -> Result<UnitTally, Overflow> {
        let mut counted = UnitTally::default();
        match rate {
            Rate::OnTime { tasks } => return Ok(duties::rate(facts.duties(tasks), DutyRate::OnTime)),
            Rate::Met { targets } => {
                for (target, outcome, here) in facts.rated(self.evaluator, targets) {
                    let found = self.found(target, outcome)?;
                    counted.count(found.met && here, found.missed && here, !found.nothing);
                }
            }
            Rate::Exceeded { targets } => {
                for (target, outcome, _) in facts.rated(self.evaluator, targets) {
                    let found = self.found(target, outcome)?;
                    if let Some((exceeded, not)) = self.exceeded(target, &found)? {
                        counted.count(exceeded, not, !found.nothing);
                    }
                }
            }
            Rate::AboveZero => {
                for criterion in &score.criteria {
                    let (above, zero) = criterion.points.map_or((false, false), |points| {
                        (points.high > Number::ZERO, points.low == Number::ZERO)
                    });
                    counted.count(above, zero, !criterion.may_be_not_applicable);
                }
            }
            Rate::Subordinates { at_least } => {
                let least = self.sheet.grade_rank(at_least).unwrap_or(0);
                return Ok(below.get(&least).copied().unwrap_or_default());
            }
        }
        Ok(counted)
    }

    /// Whether a target counts among those that can be exceeded \[A26\].
    pub(crate) fn can_be_exceeded(&self, target: &'a Target, outcome: &Outcome) -> Result<bool, Overflow> {
        Ok(self.exceeded(target, &self.found(target, outcome)?)?.is_some())
    }

    /// Whether a target can be exceeded and can be not; none where nothing exceeds it \[A26\].
    fn exceeded(&self, target: &Target, found: &Found) -> Result<Option<(bool, bool)>, Overflow> {
        let Some(asked) = found.asked.filter(|asked| !asked.is_two_sided()) else {
            // Asked for is an unknown bound: it may be exceeded. An assessor's judgement cannot.
            let unknown = target.aggregate != Aggregate::Judgement && found.asked.is_none();
            return Ok(unknown.then_some((found.met, found.applies())));
        };
        let above = asked.low().map(|end| Comparison::Above.interval(end.at));
        let below = asked.high().map(|end| Comparison::Below.interval(end.at));
        // OK because an interval has at least one end.
        let Some(better) = above.or(below) else { return Ok(None) };
        let indicator = target.indicator.as_ref().and_then(|id| self.evaluator.plan().indicator(id));
        let possible = match target.aggregate.domain(indicator) {
            Some(domain) => better.and(&domain.values()),
            None => better,
        };
        if possible.is_empty() {
            return Ok(None);
        }
        let Some(values) = &found.values else { return Ok(Some((false, false))) };
        let sides = values.sides(&better)?;
        // Where a policy or an empty set has decided the verdict, it stands: who missed has not exceeded.
        Ok(Some((sides.inside && found.met, (sides.outside || found.missed) && found.applies())))
    }
}
