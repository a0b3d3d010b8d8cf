//! From a scorer to the facts behind a point, a grade or a rank.

use super::{
    Builder, Explanation, Fact, RuleSaid, WorkingSaid,
    build::{figure, shown, shown_among},
};
use crate::{
    duty::OccurrenceStatus,
    id::{CriterionId, GradeId, UnitId},
    quantity::{Number, Overflow},
    score::{
        Adjustment, Basis, Bounds, ByValue, Condition, ConditionFound, Deduction, Facts, Gate, GateOn, Holds,
        Progress, Rate, Rule, Score, ScoreError, Scorer, Scores, SheetCriterion, StepCount, duties, minus,
        unit,
    },
    threshold::Measured,
};

impl Scorer<'_, '_> {
    /// Why a subject has its rank and grade: the grade, the total, every criterion, down to the reports.
    ///
    /// # Errors
    /// [`ScoreError`] if the evaluation is impossible.
    pub fn explain(&self, scores: &Scores, subject: &UnitId) -> Result<Explanation, ScoreError> {
        let mut builder = Builder::default();
        let own;
        let score = match scores.get(subject) {
            Some(score) => score,
            None => {
                own = self.score(subject)?;
                &own
            }
        };
        let facts = self.facts_of(subject)?;
        let rank = score.rank.zip(score.total).map(|(rank, total)| {
            let same = |other: &&Score| {
                other.subject != *subject
                    && other.rank == Some(rank)
                    && rank.tied
                    && other.total == score.total
            };
            let tied_with = scores
                .subjects
                .iter()
                .filter(same)
                .map(|other| self.evaluator().named(&other.subject))
                .collect();
            let among = scores.subjects.iter().filter(|score| score.rank.is_some()).count();
            let subject = self.evaluator().named(subject);
            builder.add(Fact::Rank { subject, rank, among, total, tied_with })
        });
        let grade = builder.grade(self, &facts, score)?;
        if let Some(rank) = rank {
            builder.rests_on(rank, grade);
        }
        Ok(builder.finish())
    }

    /// Why a subject has the points of a criterion, bonus or penalty.
    ///
    /// # Errors
    /// [`ScoreError`] if the evaluation is impossible, or if the sheet has no such criterion.
    pub fn explain_criterion(
        &self,
        subject: &UnitId,
        criterion: &CriterionId,
    ) -> Result<Explanation, ScoreError> {
        let mut builder = Builder::default();
        let score = self.score(subject)?;
        let facts = self.facts_of(subject)?;
        if let Some(found) = self.sheet().criterion(criterion) {
            builder.criterion(self, &facts, &score, found)?;
        } else if let Some(found) = self.sheet().adjustments().iter().find(|a| a.id == *criterion) {
            builder.adjustment(self, &facts, &score, found)?;
        } else {
            return Err(ScoreError::unknown_criterion(self.sheet(), criterion));
        }
        Ok(builder.finish())
    }

    fn facts_of(&self, subject: &UnitId) -> Result<Facts<'_, '_>, ScoreError> {
        let found = self.facts(std::slice::from_ref(subject))?.into_iter().next();
        found.ok_or_else(|| ScoreError::Overflow { subject: subject.clone() })
    }

    fn grade_name(&self, grade: &GradeId) -> String {
        let cutoff = self.sheet().grades().iter().find(|cutoff| cutoff.grade.id == *grade);
        cutoff.map_or_else(|| grade.to_string(), |cutoff| cutoff.grade.name.clone())
    }
}

impl Builder {
    fn grade(
        &mut self,
        scorer: &Scorer<'_, '_>,
        facts: &Facts<'_, '_>,
        score: &Score,
    ) -> Result<usize, ScoreError> {
        let names = |grades: &[GradeId]| grades.iter().map(|grade| scorer.grade_name(grade)).collect();
        let cutoff = |cutoff: &crate::score::Cutoff| {
            (cutoff.grade.id.clone(), cutoff.grade.name.clone(), cutoff.points.clone())
        };
        let node = self.add(Fact::Grade {
            subject: scorer.evaluator().named(&score.subject),
            sheet: scorer.sheet().title().to_owned(),
            period: scorer.sheet().period(),
            as_of: scorer.evaluator().as_of(),
            total: score.total,
            cutoffs: scorer.sheet().grades().iter().map(cutoff).collect(),
            by_points: names(&score.by_points),
            before_quotas: names(&score.before_quotas),
            grades: names(&score.grades),
        });
        for found in &score.gates {
            let Some(gate) = scorer.sheet().parts().gates.get(found.gate) else { continue };
            self.gate(scorer, facts, score, node, gate, found)?;
        }
        for found in &score.conditions {
            let rank = scorer.sheet().grade_rank(&found.grade);
            let cutoff = rank.and_then(|rank| scorer.sheet().grades().get(rank));
            let Some(condition) = cutoff.and_then(|cutoff| cutoff.conditions.get(found.condition)) else {
                continue;
            };
            self.condition(scorer, facts, score, node, condition, found)?;
        }
        for found in &score.quotas {
            let Some(quota) = scorer.sheet().parts().quotas.get(found.quota) else { continue };
            let fact = Fact::Quota {
                grade: scorer.grade_name(&quota.grade),
                share: quota.share.clone(),
                base: found.base,
                places: found.places,
                ahead: found.ahead,
                standing: found.standing,
                holds: found.holds,
                tied_at_edge: found.tied_at_edge,
            };
            let quota = self.add(fact);
            self.rests_on(node, quota);
        }
        if let Some(total) = score.total {
            let total = self.total(scorer, facts, score, total)?;
            self.rests_on(node, total);
        }
        if let Some(lift) = scorer.lift(score)? {
            let title = |criterion: &SheetCriterion| (criterion.id.clone(), criterion.title.clone());
            let titles = scorer.sheet().criteria().iter().map(title).collect();
            let grade = scorer.grade_name(&lift.grade);
            let change = self.add(Fact::Change { lift, grade, titles });
            self.rests_on(node, change);
        }
        Ok(node)
    }

    /// A condition of a grade, on what it counts: occurrences, verdicts, points. The grades of subordinate units have explanations of their
    /// own.
    fn condition(
        &mut self,
        scorer: &Scorer<'_, '_>,
        facts: &Facts<'_, '_>,
        score: &Score,
        grade: usize,
        condition: &Condition,
        found: &ConditionFound,
    ) -> Result<(), ScoreError> {
        let plan = scorer.evaluator().plan();
        let overflow = |Overflow| ScoreError::Overflow { subject: score.subject.clone() };
        let (mut of, mut at_least) = (Vec::new(), None);
        let rate = match &condition.rate {
            Rate::OnTime { tasks } => {
                of.extend(tasks.iter().filter_map(|id| plan.task(id)).map(|task| task.title.clone()));
                "on-time"
            }
            Rate::Met { targets } | Rate::Exceeded { targets } => {
                of.extend(targets.iter().filter_map(|id| plan.target(id)).map(|target| target.title.clone()));
                if matches!(condition.rate, Rate::Met { .. }) { "met" } else { "exceeded" }
            }
            Rate::AboveZero => "above-zero",
            Rate::Subordinates { at_least: grade } => {
                at_least = Some(scorer.grade_name(grade));
                "subordinates"
            }
        };
        let node = self.add(Fact::Condition {
            grade: scorer.grade_name(&found.grade),
            rate: rate.to_owned(),
            asked: condition.asked.clone(),
            counted: found.counted,
            holds: found.holds,
            of,
            at_least,
        });
        self.rests_on(grade, node);
        match &condition.rate {
            Rate::OnTime { tasks } => self.statuses(scorer, facts, tasks, node),
            Rate::Met { targets } | Rate::Exceeded { targets } => {
                let exceeded = matches!(condition.rate, Rate::Exceeded { .. });
                for (target, outcome, _) in facts.rated(scorer.evaluator(), targets) {
                    // What cannot be exceeded is left out of the rate [A26].
                    if exceeded && !scorer.can_be_exceeded(target, outcome).map_err(overflow)? {
                        continue;
                    }
                    let verdict = self.verdict(scorer.evaluator(), outcome)?;
                    self.rests_on(node, verdict);
                }
            }
            Rate::AboveZero => {
                for criterion in scorer.sheet().criteria() {
                    let points = self.criterion(scorer, facts, score, criterion)?;
                    self.rests_on(node, points);
                }
            }
            Rate::Subordinates { .. } => {}
        }
        Ok(())
    }

    fn gate(
        &mut self,
        scorer: &Scorer<'_, '_>,
        facts: &Facts<'_, '_>,
        score: &Score,
        grade: usize,
        gate: &Gate,
        found: &crate::score::GateFound,
    ) -> Result<(), ScoreError> {
        let (mut target, mut duties, mut tasks, mut criterion, mut points) =
            (None, Vec::new(), Vec::new(), None, None);
        match &gate.on {
            GateOn::Missed(id) => target = facts.of(id).map(|(target, _)| target.title.clone()),
            GateOn::Duty { tasks: named, statuses } => {
                duties.clone_from(statuses);
                let named = named.iter().filter_map(|id| scorer.evaluator().plan().task(id));
                tasks.extend(named.map(|task| task.title.clone()));
            }
            GateOn::Points(id, asked) => {
                criterion = scorer.sheet().criterion(id).map(|criterion| criterion.title.clone());
                points = Some(asked.clone());
            }
        }
        let (at_most, closed) = (scorer.grade_name(&found.at_most), found.closed);
        let node = self.add(Fact::Gate { target, duties, tasks, criterion, points, at_most, closed });
        self.rests_on(grade, node);
        match &gate.on {
            GateOn::Missed(id) => {
                if let Some((_, outcome)) = facts.of(id) {
                    let verdict = self.verdict(scorer.evaluator(), outcome)?;
                    self.rests_on(node, verdict);
                }
            }
            GateOn::Duty { tasks, statuses } => {
                // Those that close it; while none does, those that still could; where none can, all that it looks at.
                let closing = |one: &&OccurrenceStatus| statuses.contains(&one.status);
                let open =
                    |one: &&OccurrenceStatus| found.closed == Holds::No || duties::leaves_open(one, statuses);
                let all = || facts.duties(tasks);
                let named: Vec<&OccurrenceStatus> = match found.closed {
                    Holds::Yes => all().filter(closing).collect(),
                    Holds::Open | Holds::No => all().filter(open).collect(),
                };
                for occurrence in named {
                    let status = self.status(scorer.evaluator(), occurrence);
                    self.rests_on(node, status);
                }
            }
            GateOn::Points(id, _) => {
                if let Some(criterion) = scorer.sheet().criterion(id) {
                    let points = self.criterion(scorer, facts, score, criterion)?;
                    self.rests_on(node, points);
                }
            }
        }
        Ok(())
    }

    fn total(
        &mut self,
        scorer: &Scorer<'_, '_>,
        facts: &Facts<'_, '_>,
        score: &Score,
        total: Bounds,
    ) -> Result<usize, ScoreError> {
        let parts: Vec<Bounds> = score.groups.iter().filter_map(|group| group.points).collect();
        let sum = score.sum.unwrap_or(total);
        let plain = parts.iter().try_fold(Bounds::exactly(Number::ZERO), |all, part| all.plus(*part));
        let rescaled = (plain.ok() != Some(sum)).then(|| rescaled(scorer, score)).flatten();
        let of = |penalty: bool| {
            score
                .adjustments
                .iter()
                .filter(|a| a.penalty == penalty)
                .map(|a| a.points)
                .collect::<Vec<Bounds>>()
        };
        let node = self.add(Fact::Total {
            subject: scorer.evaluator().named(&score.subject),
            parts,
            rescaled,
            sum,
            bonuses: of(false),
            penalties: of(true),
            total_max: scorer.sheet().parts().total_max,
            total,
            completeness: score.completeness.map(|share| figure(share, true, None)),
        });
        for ((group, members), found) in scorer.sheet().by_group().into_iter().zip(&score.groups) {
            let criteria: Vec<&SheetCriterion> =
                members.iter().filter_map(|place| scorer.sheet().criteria().get(*place)).collect();
            let counted =
                |criterion: &&SheetCriterion| score.criterion(&criterion.id).and_then(|c| c.counted);
            let group = self.add(Fact::Group {
                title: group.map(|group| group.title.clone()),
                parts: criteria.iter().filter_map(counted).collect(),
                sum: found.sum,
                all_max: found.all_max,
                counted_max: found.counted_max,
                max: group.and_then(|group| group.max),
                points: found.points,
            });
            self.rests_on(node, group);
            for criterion in criteria {
                let points = self.criterion(scorer, facts, score, criterion)?;
                self.rests_on(group, points);
            }
        }
        for adjustment in scorer.sheet().adjustments() {
            let adjustment = self.adjustment(scorer, facts, score, adjustment)?;
            self.rests_on(node, adjustment);
        }
        Ok(node)
    }

    fn criterion(
        &mut self,
        scorer: &Scorer<'_, '_>,
        facts: &Facts<'_, '_>,
        score: &Score,
        criterion: &SheetCriterion,
    ) -> Result<usize, ScoreError> {
        let key = format!("points {} {}", criterion.id, score.subject);
        if let Some(node) = self.known.get(&key) {
            return Ok(*node);
        }
        let overflow = |Overflow| ScoreError::Overflow { subject: score.subject.clone() };
        let found = score.criterion(&criterion.id);
        let counted = found.and_then(|found| found.counted);
        let percent = match &criterion.rule {
            Rule::Value { on: Basis::Target(id), .. } => {
                facts.of(id).is_some_and(|(target, _)| target.aggregate.measured() == Some(Measured::Share))
            }
            _ => true,
        };
        let workings = scorer.workings(criterion, facts).map_err(overflow)?;
        let sides = scorer.sides(criterion, facts).map_err(overflow)?;
        let with_shown = workings.into_iter().map(|working| WorkingSaid {
            value: shown_among(working.value, percent, &sides),
            bound: working.bound.map(|bound| shown(bound, percent, None)),
            working,
        });
        let node = self.add(Fact::Points {
            criterion: criterion.id.clone(),
            title: criterion.title.clone(),
            clause: criterion.clause.clone(),
            max: criterion.max,
            rule: rule(scorer, facts, criterion).map_err(overflow)?,
            percent,
            workings: with_shown.collect(),
            points: found.and_then(|found| found.points),
            counted,
            can_add: counted.map_or(Ok(Number::ZERO), |c| minus(c.high, c.low)).map_err(overflow)?,
        });
        self.known.insert(key, node);
        match &criterion.rule {
            Rule::Judged => {
                let judged = scorer.judged(&criterion.id, &score.subject);
                let judged = self.add(Fact::JudgedPoints {
                    criterion: criterion.id.clone(),
                    points: judged.map(|judged| judged.points),
                    judged_on: judged.map(|judged| judged.judged_on),
                    grounds: judged.and_then(|judged| judged.grounds.clone()),
                });
                self.rests_on(node, judged);
            }
            Rule::Value { on: Basis::Target(id), .. } => {
                if let Some((_, outcome)) = facts.of(id) {
                    let verdict = self.verdict(scorer.evaluator(), outcome)?;
                    self.rests_on(node, verdict);
                }
            }
            Rule::Value { on: Basis::Duties { tasks, rate, asked }, .. } => {
                let counted = scorer.duty_rate(facts, tasks, *rate);
                let on_time = *rate == crate::score::DutyRate::OnTime;
                let rate = self.add(Fact::DutyRate { on_time, asked: Some(asked.clone()), counted });
                self.rests_on(node, rate);
                self.statuses(scorer, facts, tasks, rate);
            }
            Rule::PerOccurrence { tasks, .. } => self.statuses(scorer, facts, tasks, node),
        }
        Ok(node)
    }

    fn statuses(
        &mut self,
        scorer: &Scorer<'_, '_>,
        facts: &Facts<'_, '_>,
        tasks: &[crate::TaskId],
        node: usize,
    ) {
        let all: Vec<&OccurrenceStatus> = facts.duties(tasks).collect();
        for occurrence in all {
            let status = self.status(scorer.evaluator(), occurrence);
            self.rests_on(node, status);
        }
    }

    fn adjustment(
        &mut self,
        scorer: &Scorer<'_, '_>,
        facts: &Facts<'_, '_>,
        score: &Score,
        adjustment: &Adjustment,
    ) -> Result<usize, ScoreError> {
        let points = score.adjustment(&adjustment.id).map(|found| found.points);
        let node = self.add(Fact::Adjustment {
            adjustment: adjustment.id.clone(),
            title: adjustment.title.clone(),
            clause: adjustment.clause.clone(),
            penalty: adjustment.penalty,
            per_unit: adjustment.by == crate::score::AdjustmentBy::PerUnit,
            each: adjustment.points,
            cap: adjustment.cap,
            points: points.unwrap_or(Bounds::exactly(Number::ZERO)),
        });
        if let Some((_, outcome)) = facts.of(&adjustment.target) {
            let verdict = self.verdict(scorer.evaluator(), outcome)?;
            self.rests_on(node, verdict);
        }
        Ok(node)
    }
}

/// What all groups can bring, and what those can that count, where the total is rescaled.
fn rescaled(scorer: &Scorer<'_, '_>, score: &Score) -> Option<(Number, Number)> {
    let of_total = scorer.sheet().parts().not_applicable == Some(crate::score::NotApplicable::LeftOutOfTotal);
    let (mut all, mut counted) = (Number::ZERO, Number::ZERO);
    for ((group, _), found) in scorer.sheet().by_group().into_iter().zip(&score.groups) {
        let cap = |most: Number| group.and_then(|group| group.max).map_or(most, |max| max.min(most));
        all = all.plus(cap(found.all_max)).ok()?;
        if found.points.is_some() {
            counted = counted.plus(cap(if of_total { found.counted_max } else { found.all_max })).ok()?;
        }
    }
    Some((all, counted))
}

fn rule(
    scorer: &Scorer<'_, '_>,
    facts: &Facts<'_, '_>,
    criterion: &SheetCriterion,
) -> Result<RuleSaid, Overflow> {
    let parts = scorer.sheet().parts();
    let (places, rounding) = (parts.places, parts.rounding);
    Ok(match &criterion.rule {
        Rule::Judged => RuleSaid::Judged,
        Rule::PerOccurrence { tasks, deduct, cap } => {
            let (late, pending) = scorer.late(facts, tasks);
            let (points, percent) = match deduct {
                Deduction::Points(points) => (Some(*points), None),
                Deduction::Percent(percent) => (None, Some(*percent)),
            };
            RuleSaid::PerOccurrence { points, percent, cap: *cap, late, pending }
        }
        Rule::Value { by, .. } => match by {
            ByValue::AllOrNothing => RuleSaid::AllOrNothing,
            ByValue::Proportional { floor } => {
                let most_missed = minus(criterion.max, unit(places))?;
                RuleSaid::Proportional { floor: *floor, places, rounding, most_missed }
            }
            ByValue::Steps(steps) => RuleSaid::Steps {
                steps: steps.iter().map(|step| (step.values.clone(), step.points)).collect(),
            },
            ByValue::PerShortfall { step, points, count } => {
                RuleSaid::PerShortfall { step: *step, points: *points, begun: *count == StepCount::Begun }
            }
            ByValue::BaseAndSteps { base, step, points, by } => RuleSaid::BaseAndSteps {
                base: *base,
                step: *step,
                points: *points,
                pro_rata: *by == Progress::ProRata,
                places,
                rounding,
            },
        },
    })
}
