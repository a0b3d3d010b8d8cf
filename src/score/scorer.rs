//! Scoring: a sheet, an evaluator, and the subjects.

use std::{collections::BTreeMap, rc::Rc};

use super::{
    AdjustmentBy, AdjustmentScore, Basis, Bounds, ConditionFound, CriterionScore, DutyRate, GateFound,
    GateOn, Holds, QuotaBase, Rate, Rule, Score, Scores, Sheet, SheetCriterion, check, classify, duties,
    points::unit,
    quota::{self, Base, Contender, Limit},
    rank::{self, Span},
    rule::{self, Digits, Found},
    total::{self, Ruled},
    working::{Working, working},
};
use crate::{
    duty::OccurrenceStatus,
    evaluate::{EvaluateError, Evaluator, Outcome, Tally, UnitTally, Verdict},
    id::{CriterionId, GradeId, TargetId, TaskId, UnitId},
    ledger::JudgedPoints,
    plan::{Aggregate, Target},
    quantity::{Fraction, Number, Overflow},
    spelling::nearest,
    threshold::{Comparison, Interval, Measured},
    time::Period,
    unit::RegisterAt,
};

/// Why a sheet cannot be scored. 'Not enough data' is never among the reasons: that is a range of points.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ScoreError {
    /// The evaluation itself is impossible.
    #[error(transparent)]
    Evaluate(#[from] EvaluateError),
    /// The sheet was made for another plan than the one that is evaluated.
    #[error("sheet `{sheet}` does not fit the plan that is evaluated: {error}")]
    OtherPlan {
        /// The sheet.
        sheet: crate::id::SheetId,
        /// The first thing that does not fit.
        error: Box<super::SheetError>,
    },
    /// Points recorded for a criterion that the sheet does not have, or does not leave to an assessor.
    #[error("points are recorded for `{criterion}`, and the sheet has no judged criterion of that name")]
    NotJudged {
        /// The criterion.
        criterion: CriterionId,
        /// The judged criterion whose id is nearest.
        nearest: Option<CriterionId>,
    },
    /// A criterion that the sheet does not have.
    #[error("the sheet has no criterion `{criterion}`")]
    UnknownCriterion {
        /// The id.
        criterion: CriterionId,
        /// The criterion whose id is nearest.
        nearest: Option<CriterionId>,
    },
    /// Points recorded for another period than the sheet's.
    #[error(
        "the points of `{criterion}` at `{subject}` are recorded for {found}, and the sheet scores {sheet}"
    )]
    OtherPeriod {
        /// The criterion.
        criterion: CriterionId,
        /// The subject.
        subject: UnitId,
        /// The period of the points.
        found: Period,
        /// The sheet's period.
        sheet: Period,
    },
    /// Points below 0, above the maximum, or finer than the sheet's scale.
    #[error(
        "the points of `{criterion}` at `{subject}` lie from 0 to {max} in steps of {unit}, and are recorded as {found}"
    )]
    Points {
        /// The criterion.
        criterion: CriterionId,
        /// The subject.
        subject: UnitId,
        /// The points.
        found: Number,
        /// The maximum.
        max: Number,
        /// One unit of the sheet's scale.
        unit: Number,
    },
    /// A sum or product that can no longer be held exactly.
    #[error("the points of `{subject}` are too large to be held exactly")]
    Overflow {
        /// The subject.
        subject: UnitId,
    },
}

impl ScoreError {
    /// There is no criterion, bonus or penalty of this name.
    pub(crate) fn unknown_criterion(sheet: &Sheet, id: &CriterionId) -> Self {
        let all = sheet.criteria().iter().map(|criterion| criterion.id.as_str());
        let known = all.chain(sheet.adjustments().iter().map(|adjustment| adjustment.id.as_str()));
        let nearest = nearest(id.as_str(), known).and_then(|id| CriterionId::new(id).ok());
        Self::UnknownCriterion { criterion: id.clone(), nearest }
    }

    /// The nearest valid spelling, where one is near.
    #[must_use]
    pub fn did_you_mean(&self) -> Option<&str> {
        match self {
            Self::Evaluate(error) => error.did_you_mean(),
            Self::NotJudged { nearest, .. } | Self::UnknownCriterion { nearest, .. } => {
                nearest.as_ref().map(CriterionId::as_str)
            }
            _ => None,
        }
    }
}

/// A sheet and an evaluator, ready to score.
#[derive(Debug, Clone)]
pub struct Scorer<'e, 'a> {
    evaluator: &'e Evaluator<'a>,
    sheet: &'e Sheet,
    /// The judged points that count as of the day.
    judged: BTreeMap<(&'a CriterionId, &'a UnitId), &'a JudgedPoints>,
    /// Every target that the sheet looks at, with the period in which it is judged.
    targets: Vec<(&'a Target, Period)>,
}

/// What was found at one subject of every target that the sheet looks at.
pub(crate) struct Facts<'s, 'a> {
    pub(crate) subject: UnitId,
    outcomes: Vec<(&'s (&'a Target, Period), Outcome)>,
    /// The occurrences of tasks in its subtree that the sheet's period holds.
    occurrences: Vec<Rc<OccurrenceStatus>>,
}

impl<'a> Facts<'_, 'a> {
    pub(crate) fn of(&self, target: &TargetId) -> Option<(&'a Target, &Outcome)> {
        let found = self.outcomes.iter().find(|((t, _), _)| t.id == *target);
        found.map(|((target, _), outcome)| (*target, outcome))
    }

    /// The occurrences of some tasks; of all tasks where none is named.
    pub(crate) fn duties<'f>(&'f self, tasks: &'f [TaskId]) -> impl Iterator<Item = &'f OccurrenceStatus> {
        let all = self.occurrences.iter().map(Rc::as_ref);
        all.filter(|occurrence| tasks.is_empty() || tasks.contains(&occurrence.task))
    }
}

impl<'e, 'a> Scorer<'e, 'a> {
    /// Checks that the sheet fits the evaluator's plan, and the recorded points the sheet.
    ///
    /// # Errors
    /// [`ScoreError`] for the first thing that does not fit.
    pub fn new(evaluator: &'e Evaluator<'a>, sheet: &'e Sheet) -> Result<Self, ScoreError> {
        let plan = evaluator.plan();
        if let Some((_, error)) = check::parts(sheet.parts(), plan).into_iter().next() {
            return Err(ScoreError::OtherPlan { sheet: sheet.id().clone(), error: Box::new(error) });
        }
        for points in evaluator.ledger().judged_points().filter(|points| points.sheet == *sheet.id()) {
            fits(sheet, points)?;
        }
        let counting = evaluator.ledger().judged_points_as_of(evaluator.as_of());
        let judged = counting.filter(|points| points.sheet == *sheet.id());
        let judged = judged.map(|points| ((&points.criterion, &points.subject), points)).collect();
        let wanted = wanted(sheet);
        let targets = plan.targets().iter().filter_map(|target| {
            let named =
                wanted.as_ref().is_none_or(|wanted| wanted.contains(&&target.id)) || named(sheet, target);
            let period = period(evaluator, sheet, target)?;
            named.then_some((target, period))
        });
        Ok(Self { evaluator, sheet, judged, targets: targets.collect() })
    }

    /// The evaluator.
    #[must_use]
    pub const fn evaluator(&self) -> &'e Evaluator<'a> {
        self.evaluator
    }

    /// The sheet.
    #[must_use]
    pub const fn sheet(&self) -> &'e Sheet {
        self.sheet
    }

    /// The subjects of the sheet on the last day of its period, in register order.
    #[must_use]
    pub fn subjects(&self) -> Vec<UnitId> {
        let plan = self.evaluator.plan();
        plan.scopes().members(&self.sheet.parts().subjects, self.evaluator.register(), self.last_day())
    }

    /// Whether the sheet looks at tasks at all.
    pub(super) fn looks_at_duties(&self) -> bool {
        let parts = self.sheet.parts();
        let conditions = parts.grades.iter().flat_map(|cutoff| &cutoff.conditions);
        parts.criteria.iter().any(|criterion| {
            matches!(
                criterion.rule,
                Rule::PerOccurrence { .. } | Rule::Value { on: Basis::Duties { .. }, .. }
            )
        }) || parts.gates.iter().any(|gate| matches!(gate.on, GateOn::Duty { .. }))
            || conditions.into_iter().any(|condition| matches!(condition.rate, Rate::OnTime { .. }))
    }

    fn last_day(&self) -> chrono::NaiveDate {
        self.evaluator.plan().calendar().days(self.sheet.period()).last()
    }

    /// All subjects: points, grades, quotas, ranks.
    ///
    /// # Errors
    /// [`ScoreError`] if the evaluation is impossible, or points can no longer be held exactly.
    pub fn scores(&self) -> Result<Scores, ScoreError> {
        let mut subjects = self.before_quotas(&self.subjects())?;
        let spans = self.spans(&subjects);
        self.quotas(&mut subjects, &spans)?;
        let mut ranks = rank::ranks(&spans).into_iter();
        for score in subjects.iter_mut().filter(|score| score.total.is_some()) {
            score.rank = ranks.next();
        }
        Ok(Scores { sheet: self.sheet.id().clone(), as_of: self.evaluator.as_of(), subjects })
    }

    /// Any unit of the register, whether the sheet's scope holds it or not: points and grades, without quotas and rank, which
    /// are matters of all subjects together.
    ///
    /// # Errors
    /// [`ScoreError`], also if the register does not have the unit.
    pub fn score(&self, subject: &UnitId) -> Result<Score, ScoreError> {
        let mut all = vec![subject.clone()];
        if self.asks_for_subordinates() {
            let view = self.view();
            all.extend(self.subjects().into_iter().filter(|unit| is_below(&view, unit, subject)));
        }
        let mut scores = self.before_quotas(&all)?;
        scores.truncate(1);
        let unknown = || ScoreError::Overflow { subject: subject.clone() };
        scores.pop().ok_or_else(unknown)
    }

    fn asks_for_subordinates(&self) -> bool {
        let mut conditions = self.sheet.grades().iter().flat_map(|cutoff| &cutoff.conditions);
        conditions.any(|condition| matches!(condition.rate, Rate::Subordinates { .. }))
    }

    /// The units as they are on the last day of the sheet's period.
    fn view(&self) -> RegisterAt<'a> {
        self.evaluator.register().at(self.last_day())
    }

    /// What was found at each of some subjects.
    pub(crate) fn facts(&self, subjects: &[UnitId]) -> Result<Vec<Facts<'_, 'a>>, ScoreError> {
        let mut rows: Vec<_> =
            self.evaluator.outcomes_at(&self.targets, subjects)?.into_iter().map(Vec::into_iter).collect();
        let mut facts = Vec::with_capacity(subjects.len());
        let duties = duties::at(self, subjects)?;
        for (subject, occurrences) in subjects.iter().zip(duties) {
            let outcomes =
                self.targets.iter().zip(&mut rows).filter_map(|(target, row)| Some((target, row.next()?)));
            facts.push(Facts { subject: subject.clone(), outcomes: outcomes.collect(), occurrences });
        }
        Ok(facts)
    }

    fn before_quotas(&self, subjects: &[UnitId]) -> Result<Vec<Score>, ScoreError> {
        let facts = self.facts(subjects)?;
        let mut scores = Vec::with_capacity(subjects.len());
        for facts in &facts {
            let overflow = |Overflow| ScoreError::Overflow { subject: facts.subject.clone() };
            scores.push(self.points(facts).map_err(overflow)?);
        }
        // A grade may ask for the grades of those below: from the lowest subjects upwards.
        let mut order: Vec<usize> = (0..subjects.len()).collect();
        let view = self.view();
        if self.asks_for_subordinates() {
            order.sort_by_key(|k| {
                std::cmp::Reverse(subjects.get(*k).map_or(0, |s| view.ancestors(s).count()))
            });
        }
        for k in order {
            let Some(facts) = facts.get(k) else { continue };
            let Some(mut score) = scores.get(k).cloned() else { continue };
            let overflow = |Overflow| ScoreError::Overflow { subject: facts.subject.clone() };
            self.classify(facts, &mut score, &scores, &view).map_err(overflow)?;
            if let Some(slot) = scores.get_mut(k) {
                *slot = score;
            }
        }
        Ok(scores)
    }

    pub(super) fn digits(&self) -> Digits {
        Digits { places: self.sheet.parts().places, rounding: self.sheet.parts().rounding }
    }

    /// What a rule on a target reads.
    pub(super) fn found(&self, target: &'a Target, outcome: &Outcome) -> Result<Found, Overflow> {
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

    /// The points of a criterion by its rule, and how much of it is known.
    pub(super) fn rule(
        &self,
        criterion: &SheetCriterion,
        facts: &Facts<'_, 'a>,
    ) -> Result<(Ruled, Fraction), Overflow> {
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
        let (found, by) = match &criterion.rule {
            Rule::Value { on: Basis::Target(target), by } => match facts.of(target) {
                Some((target, outcome)) => (self.found(target, outcome)?, by),
                None => return Ok(Vec::new()),
            },
            Rule::Value { on: Basis::Duties { tasks, rate, asked }, by } => {
                (duties::found(&duties::rate(facts.duties(tasks), *rate), asked)?, by)
            }
            _ => return Ok(Vec::new()),
        };
        let Some(values) = &found.values else { return Ok(Vec::new()) };
        let range = values.range()?;
        let mut ends = vec![range.low];
        ends.extend(range.high.filter(|high| *high != range.low));
        ends.into_iter().map(|value| working(by, criterion.max, &found, value, self.digits())).collect()
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

    /// The points that an assessor recorded.
    pub(crate) fn judged(&self, criterion: &CriterionId, subject: &UnitId) -> Option<&'a JudgedPoints> {
        self.judged.get(&(criterion, subject)).copied()
    }

    /// How much of an outcome rests on reported figures.
    fn known(&self, target: &'a Target, outcome: &Outcome) -> Fraction {
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

    /// Criteria, groups, bonuses, the total.
    fn points(&self, facts: &Facts<'_, 'a>) -> Result<Score, Overflow> {
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
        let all: Vec<Ruled> = ruled.iter().map(|(ruled, _)| *ruled).collect();
        let sum = total::total(self.sheet, &all)?;
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

    fn grade_ids(&self, places: &[usize]) -> Vec<GradeId> {
        let id = |place: &usize| self.sheet.grades().get(*place).map(|cutoff| cutoff.grade.id.clone());
        places.iter().filter_map(id).collect()
    }

    /// Cut-offs, gates, conditions.
    fn classify(
        &self,
        facts: &Facts<'_, 'a>,
        score: &mut Score,
        others: &[Score],
        view: &RegisterAt<'a>,
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
                    let own = score.criterion(criterion);
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
                let counted = self.rate(&condition.rate, facts, score, others, view)?;
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
        others: &[Score],
        view: &RegisterAt<'a>,
    ) -> Result<UnitTally, Overflow> {
        let mut counted = UnitTally::default();
        let mut add = |met: bool, missed: bool| {
            let slot = match (met, missed) {
                (true, false) => &mut counted.met,
                (false, true) => &mut counted.missed,
                (true, true) => &mut counted.unknown,
                (false, false) => &mut counted.not_applicable,
            };
            *slot = slot.saturating_add(1);
        };
        match rate {
            Rate::OnTime { tasks } => return Ok(duties::rate(facts.duties(tasks), DutyRate::OnTime)),
            Rate::Met { targets } => {
                for (target, outcome) in self.rated(targets, facts) {
                    let found = self.found(target, outcome)?;
                    add(found.met, found.missed);
                }
            }
            Rate::Exceeded { targets } => {
                for (target, outcome) in self.rated(targets, facts) {
                    if let Some((exceeded, not)) = self.exceeded(target, outcome)? {
                        add(exceeded, not);
                    }
                }
            }
            Rate::AboveZero => {
                for criterion in &score.criteria {
                    match criterion.points {
                        Some(points) => add(points.high > Number::ZERO, points.low == Number::ZERO),
                        None => add(false, false),
                    }
                }
            }
            Rate::Subordinates { at_least } => {
                let least = self.sheet.grade_rank(at_least).unwrap_or(0);
                let fits = |grade: &GradeId| self.sheet.grade_rank(grade).is_some_and(|rank| rank >= least);
                for other in others.iter().filter(|other| is_below(view, &other.subject, &score.subject)) {
                    let grades = &other.before_quotas;
                    add(grades.iter().any(fits), grades.iter().any(|grade| !fits(grade)));
                }
            }
        }
        Ok(counted)
    }

    /// The targets of a rate; all that the sheet looks at where none is named.
    fn rated<'f>(
        &self,
        targets: &'f [TargetId],
        facts: &'f Facts<'_, 'a>,
    ) -> impl Iterator<Item = (&'a Target, &'f Outcome)> {
        let all = facts.outcomes.iter().map(|((target, _), outcome)| (*target, outcome));
        all.filter(|(target, _)| targets.is_empty() || targets.contains(&target.id))
    }

    /// Whether a target can be exceeded and can be not; none where nothing exceeds it \[A26\].
    fn exceeded(&self, target: &'a Target, outcome: &Outcome) -> Result<Option<(bool, bool)>, Overflow> {
        let found = self.found(target, outcome)?;
        let Some(asked) = found.asked.filter(|asked| !asked.is_two_sided()) else {
            // Asked for is an unknown bound: it may be exceeded. An assessor's judgement cannot.
            let unknown = target.aggregate != Aggregate::Judgement && found.asked.is_none();
            return Ok(unknown.then_some((found.met, found.applies())));
        };
        let better = match (asked.low(), asked.high()) {
            (Some(end), _) => Comparison::Above.interval(end.at),
            (None, Some(end)) => Comparison::Below.interval(end.at),
            (None, None) => return Ok(None),
        };
        let least = Interval::at_least(Fraction::ZERO);
        let possible = if found.percent { better.and(&Interval::at_most(Fraction::ONE)) } else { better };
        let never_negative = found.percent || target.aggregate.criterion().is_some() || self.counts(target);
        let possible = if never_negative { possible.and(&least) } else { possible };
        if possible.is_empty() {
            return Ok(None);
        }
        let Some(values) = &found.values else { return Ok(Some((false, false))) };
        let sides = values.sides(&better)?;
        // Where a policy or an empty set has decided the verdict, it stands: who missed has not exceeded.
        Ok(Some((sides.inside && found.met, (sides.outside || found.missed) && found.applies())))
    }

    fn counts(&self, target: &Target) -> bool {
        let indicator = target.indicator.as_ref().and_then(|id| self.evaluator.plan().indicator(id));
        indicator.is_some_and(|indicator| match &indicator.measure {
            crate::plan::Measure::Amount { least, .. } => *least >= Number::ZERO,
            _ => true,
        })
    }

    /// The key by which subjects are ranked.
    fn key(&self, score: &Score, total: Bounds) -> rank::Key {
        let tie = |id: &CriterionId| {
            let counted = score.criterion(id).and_then(|criterion| criterion.counted);
            counted.unwrap_or(Bounds::exactly(Number::ZERO))
        };
        std::iter::once(total).chain(self.sheet.parts().ties.iter().map(tie)).collect()
    }

    /// Where each subject that has a total stands among all that have one.
    fn spans(&self, subjects: &[Score]) -> Vec<Span> {
        let key = |score: &Score| Some(self.key(score, score.total?));
        rank::spans(&subjects.iter().filter_map(key).collect::<Vec<_>>())
    }

    /// The sheet's quotas, the best grade's first.
    pub(super) fn limits(&self) -> Vec<Limit> {
        let rank = |grade: &GradeId| self.sheet.grade_rank(grade);
        let limit = |(number, quota): (usize, &super::Quota)| {
            let grade = rank(&quota.grade)?;
            let base = match &quota.of {
                QuotaBase::All => Base::All,
                QuotaBase::Kind(_) => Base::Kind,
                QuotaBase::Graded => Base::Graded,
                QuotaBase::AtLeast { grade: least, with_own } => {
                    Base::From(rank(least)?, (!with_own).then_some(grade))
                }
            };
            let (share, at_least_one) = (quota.share.values()?, quota.at_least_one);
            Some(Limit { quota: number, grade, share, base, at_least_one })
        };
        let mut limits: Vec<Limit> = self.sheet.parts().quotas.iter().enumerate().filter_map(limit).collect();
        limits.sort_by_key(|limit| std::cmp::Reverse(limit.grade));
        limits
    }

    fn quotas(&self, subjects: &mut [Score], spans: &[Span]) -> Result<(), ScoreError> {
        let limits = self.limits();
        if limits.is_empty() {
            return Ok(());
        }
        let view = self.view();
        let scored: Vec<usize> =
            subjects.iter().enumerate().filter(|(_, s)| s.total.is_some()).map(|(k, _)| k).collect();
        let mut contenders: Vec<Contender> = Vec::with_capacity(scored.len());
        for (score, span) in scored.iter().filter_map(|k| subjects.get(*k)).zip(spans) {
            let grades = score.grades.iter().filter_map(|grade| self.sheet.grade_rank(grade)).collect();
            contenders.push(Contender { span: *span, grades, of_kind: true });
        }
        for limit in limits {
            if let Some(QuotaBase::Kind(kind)) = self.sheet.parts().quotas.get(limit.quota).map(|q| &q.of) {
                for (contender, k) in contenders.iter_mut().zip(&scored) {
                    let unit = subjects.get(*k).and_then(|score| view.unit(&score.subject));
                    contender.of_kind = unit.is_some_and(|unit| unit.kind.is_a(kind));
                }
            }
            let first = scored.first().and_then(|k| subjects.get(*k)).map(|score| score.subject.clone());
            let found = quota::apply(&limit, &mut contenders).map_err(|Overflow| ScoreError::Overflow {
                subject: first.unwrap_or(self.evaluator.plan().issuer().clone()),
            })?;
            for (k, found) in scored.iter().zip(found) {
                if let (Some(score), Some(found)) = (subjects.get_mut(*k), found) {
                    score.quotas.push(found);
                }
            }
        }
        for (k, contender) in scored.iter().zip(contenders) {
            if let Some(score) = subjects.get_mut(*k) {
                score.grades = self.grade_ids(&contender.grades);
            }
        }
        Ok(())
    }
}

/// Whether a unit is strictly below another.
fn is_below(view: &RegisterAt<'_>, unit: &UnitId, above: &UnitId) -> bool {
    view.ancestors(unit).any(|found| found.id == above)
}

/// `part / whole`; everything, where there is nothing.
fn share(part: u64, whole: u64) -> Fraction {
    Fraction::whole(part).over(Fraction::whole(whole)).unwrap_or(Fraction::ONE)
}

/// Whether recorded points fit their sheet.
fn fits(sheet: &Sheet, points: &JudgedPoints) -> Result<(), ScoreError> {
    let criterion = sheet.criterion(&points.criterion).filter(|criterion| criterion.rule == Rule::Judged);
    let Some(criterion) = criterion else {
        let judged = sheet.criteria().iter().filter(|criterion| criterion.rule == Rule::Judged);
        let guess = nearest(points.criterion.as_str(), judged.map(|criterion| criterion.id.as_str()));
        let nearest = guess.and_then(|id| CriterionId::new(id).ok());
        return Err(ScoreError::NotJudged { criterion: points.criterion.clone(), nearest });
    };
    let (id, subject) = (points.criterion.clone(), points.subject.clone());
    if points.period != sheet.period() {
        let (found, sheet) = (points.period, sheet.period());
        return Err(ScoreError::OtherPeriod { criterion: id, subject, found, sheet });
    }
    let (found, max, places) = (points.points, criterion.max, sheet.parts().places);
    if found < Number::ZERO || found > max || found.decimal().scale() > places {
        return Err(ScoreError::Points { criterion: id, subject, found, max, unit: unit(places) });
    }
    Ok(())
}

/// The targets that conditions name; none if one is over all targets of the plan.
fn wanted(sheet: &Sheet) -> Option<Vec<&TargetId>> {
    let mut all = Vec::new();
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

/// Whether a criterion, bonus or gate looks at a target.
fn named(sheet: &Sheet, target: &Target) -> bool {
    let parts = sheet.parts();
    let is = |id: &TargetId| *id == target.id;
    parts.criteria.iter().any(|c| matches!(&c.rule, Rule::Value { on: Basis::Target(id), .. } if is(id)))
        || parts.adjustments.iter().any(|adjustment| is(&adjustment.target))
        || parts.gates.iter().any(|gate| matches!(&gate.on, GateOn::Missed(id) if is(id)))
}

/// The period in which a sheet judges a target: its own, whatever the target's \[S15\]; of one that an assessor judges, the
/// last judging period inside it. None if the target is judged at no time that touches it.
fn period(evaluator: &Evaluator<'_>, sheet: &Sheet, target: &Target) -> Option<Period> {
    let plan = evaluator.plan();
    let own = sheet.period();
    if target.aggregate == Aggregate::Judgement {
        return plan.judging_periods(target).filter(|period| own.holds(*period)).last();
    }
    let touched = plan.judging_periods(target).any(|period| period.and(own).is_some());
    (touched || named(sheet, target)).then_some(own)
}
