//! Points: each criterion by its rule, groups, bonuses, the total.

use super::{Facts, Scorer, facts::share};
use crate::{
    evaluate::UnitTally,
    id::TaskId,
    quantity::{Fraction, Number, Overflow},
    score::{
        AdjustmentBy, AdjustmentScore, Basis, Bounds, ByValue, CriterionScore, DutyRate, NotApplicable, Rule,
        Score, SheetCriterion, duties,
        rule::{self, Found},
        total::{self, Ruled},
        working::{Working, working},
    },
    threshold::Interval,
};

impl<'a> Scorer<'_, 'a> {
    /// The points of a criterion by its rule, and how much of it is known.
    fn rule(&self, criterion: &SheetCriterion, facts: &Facts<'_, 'a>) -> Result<(Ruled, Fraction), Overflow> {
        let max = criterion.max;
        let ruled = |points| Ruled { max, points, may_be_nothing: false };
        let open = Bounds { low: Number::ZERO, high: max };
        match &criterion.rule {
            Rule::Judged => Ok(match self.judged(&criterion.id, &facts.subject) {
                Some(judged) => (ruled(Some(Bounds::exactly(judged.points))), Fraction::ONE),
                None => (ruled(Some(open)), Fraction::ZERO),
            }),
            Rule::Value { on: Basis::Target(target), by } => {
                let Some((target, outcome)) = facts.of(target) else {
                    return Ok((ruled(None), Fraction::ONE));
                };
                let found = self.found(target, outcome)?;
                if !found.applies() {
                    return Ok((ruled(None), Fraction::ONE));
                }
                let points = rule::by_value(by, max, &found, self.digits())?;
                let known = self.known(target, outcome);
                Ok((Ruled { max, points: Some(points), may_be_nothing: found.nothing }, known))
            }
            Rule::Value { on: Basis::Duties { tasks, rate, asked }, by } => {
                let tally = duties::rate(facts.duties(tasks), *rate);
                let found = duties::found(&tally, asked)?;
                if !found.applies() {
                    return Ok((ruled(None), Fraction::ONE));
                }
                let points = rule::by_value(by, max, &found, self.digits())?;
                let decided = tally.met.saturating_add(tally.missed);
                Ok((ruled(Some(points)), share(decided, decided.saturating_add(tally.unknown))))
            }
            Rule::PerOccurrence { tasks, deduct, cap } => {
                let count = duties::count(facts.duties(tasks));
                if count.applicable == 0 {
                    return Ok((ruled(None), Fraction::ONE));
                }
                let points =
                    rule::per_occurrence(max, *deduct, *cap, count.late, count.pending, self.digits())?;
                Ok((ruled(Some(points)), share(count.decided, count.applicable)))
            }
        }
    }

    /// A rule's arithmetic at the least and the greatest value that can still be; at one, where that is certain.
    pub(crate) fn workings(
        &self,
        criterion: &SheetCriterion,
        facts: &Facts<'_, 'a>,
    ) -> Result<Vec<Working>, Overflow> {
        let Some((found, by)) = self.on_value(criterion, facts)? else { return Ok(Vec::new()) };
        let Some(values) = &found.values else { return Ok(Vec::new()) };
        let range = values.range()?;
        let mut ends = vec![range.low];
        ends.extend(range.high.filter(|high| *high != range.low));
        ends.into_iter().map(|value| working(by, criterion.max, &found, value, self.digits())).collect()
    }

    /// What a value is held against by a rule: what is asked, and where steps and floors begin. A shown figure contradicts none.
    pub(crate) fn sides(
        &self,
        criterion: &SheetCriterion,
        facts: &Facts<'_, 'a>,
    ) -> Result<Vec<Interval<Fraction>>, Overflow> {
        let Some((found, by)) = self.on_value(criterion, facts)? else { return Ok(Vec::new()) };
        let mut sides: Vec<Interval<Fraction>> = found.asked.into_iter().collect();
        match by {
            ByValue::Steps(steps) => sides.extend(steps.iter().filter_map(|step| step.values.values())),
            ByValue::Proportional { floor: Some(floor) } => {
                let floor = found.value(*floor);
                let rises = found.asked.is_some_and(|asked| asked.low().is_some());
                sides.push(if rises { Interval::at_least(floor) } else { Interval::at_most(floor) });
            }
            _ => {}
        }
        Ok(sides)
    }

    /// The value that a rule reads, and what it makes of it; none where it reads no value.
    fn on_value<'c>(
        &self,
        criterion: &'c SheetCriterion,
        facts: &Facts<'_, 'a>,
    ) -> Result<Option<(Found, &'c ByValue)>, Overflow> {
        Ok(match &criterion.rule {
            Rule::Value { on: Basis::Target(target), by } => match facts.of(target) {
                Some((target, outcome)) => Some((self.found(target, outcome)?, by)),
                None => None,
            },
            Rule::Value { on: Basis::Duties { tasks, rate, asked }, by } => {
                Some((duties::found(&duties::rate(facts.duties(tasks), *rate), asked)?, by))
            }
            _ => None,
        })
    }

    /// A rate of the occurrences of some tasks at a subject.
    pub(crate) fn duty_rate(&self, facts: &Facts<'_, 'a>, tasks: &[TaskId], rate: DutyRate) -> UnitTally {
        duties::rate(facts.duties(tasks), rate)
    }

    /// How many occurrences of some tasks are late at a subject, and how many may become so.
    pub(crate) fn late(&self, facts: &Facts<'_, 'a>, tasks: &[TaskId]) -> (u64, u64) {
        let count = duties::count(facts.duties(tasks));
        (count.late, count.pending)
    }

    /// Criteria, groups, bonuses, the total.
    pub(super) fn points(&self, facts: &Facts<'_, 'a>) -> Result<Score, Overflow> {
        let parts = self.sheet.parts();
        let mut ruled = Vec::with_capacity(parts.criteria.len());
        for criterion in &parts.criteria {
            ruled.push(self.rule(criterion, facts)?);
        }
        let criteria = parts.criteria.iter().zip(&ruled).map(|(criterion, (ruled, known))| CriterionScore {
            criterion: criterion.id.clone(),
            max: criterion.max,
            points: ruled.points,
            may_be_not_applicable: ruled.may_be_nothing && ruled.points.is_some(),
            counted: total::counted(ruled, true, parts.not_applicable),
            known: *known,
        });
        let criteria: Vec<CriterionScore> = criteria.collect();
        let is_left_out = !matches!(parts.not_applicable, Some(NotApplicable::Full | NotApplicable::Zero));
        let is_sure = |one: &CriterionScore| one.points.is_some() && !one.may_be_not_applicable;
        let may_be_not_applicable = is_left_out && !criteria.iter().any(is_sure);
        let all: Vec<Ruled> = ruled.iter().map(|(ruled, _)| *ruled).collect();
        let sum = total::total(self.sheet, &self.groups, &all)?;
        let mut adjustments = Vec::with_capacity(parts.adjustments.len());
        for adjustment in &parts.adjustments {
            let points = match facts.of(&adjustment.target) {
                None => Bounds::exactly(Number::ZERO),
                Some((target, outcome)) => {
                    let found = self.found(target, outcome)?;
                    let points = if !found.applies() {
                        Bounds::exactly(Number::ZERO)
                    } else if adjustment.by == AdjustmentBy::Met {
                        rule::per_met(adjustment.points, adjustment.cap, &found)
                    } else {
                        rule::per_unit(adjustment.points, adjustment.cap, &found, self.digits())?
                    };
                    if found.nothing { points.or(Bounds::exactly(Number::ZERO)) } else { points }
                }
            };
            let (id, penalty) = (adjustment.id.clone(), adjustment.penalty);
            adjustments.push(AdjustmentScore { adjustment: id, penalty, points });
        }
        let adjusted = adjustments.iter().map(|adjustment| (adjustment.penalty, adjustment.points));
        let total = sum.sum.map(|sum| total::with_adjustments(self.sheet, sum, adjusted)).transpose()?;
        Ok(Score {
            subject: facts.subject.clone(),
            criteria,
            groups: sum.groups,
            sum: sum.sum,
            adjustments,
            total,
            may_be_not_applicable: may_be_not_applicable && total.is_some(),
            completeness: total::completeness(&ruled)?,
            by_points: Vec::new(),
            gates: Vec::new(),
            conditions: Vec::new(),
            before_quotas: Vec::new(),
            quotas: Vec::new(),
            grades: Vec::new(),
            rank: None,
        })
    }
}
