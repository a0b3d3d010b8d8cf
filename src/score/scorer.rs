//! Scoring: a sheet, an evaluator, and the subjects.

use std::{cmp::Reverse, collections::BTreeMap};

use super::{Basis, GateOn, Group, Rate, Rule, Score, Scores, Sheet, check, rank, rule::Digits};
use crate::{
    evaluate::Evaluator,
    id::{CriterionId, UnitId},
    ledger::JudgedPoints,
    quantity::Overflow,
    unit::RegisterAt,
};

mod below;
mod error;
mod facts;
mod grades;
mod points;
mod quotas;

use below::Below;
pub use error::ScoreError;
pub(crate) use error::fits;
pub(crate) use facts::Facts;
use facts::Targets;

/// A sheet and an evaluator, ready to score.
#[derive(Debug, Clone)]
pub struct Scorer<'e, 'a> {
    evaluator: &'e Evaluator<'a>,
    sheet: &'e Sheet,
    /// The judged points that count as of the day.
    judged: BTreeMap<(&'a CriterionId, &'a UnitId), &'a JudgedPoints>,
    targets: Targets<'a>,
    /// The place of each criterion in the sheet, and so in every score by it.
    places: BTreeMap<&'e CriterionId, usize>,
    /// The sheet's groups with the places of their criteria.
    groups: Vec<(Option<&'e Group>, Vec<usize>)>,
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
        let criteria = sheet.criteria().iter().enumerate();
        Ok(Self {
            evaluator,
            sheet,
            judged,
            targets: Targets::of(evaluator, plan, sheet),
            places: criteria.map(|(place, criterion)| (&criterion.id, place)).collect(),
            groups: sheet.by_group(),
        })
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
        if Below::new(self.sheet).is_asked_for() {
            let view = self.view();
            let members = self.subjects();
            let is_below = |unit: &UnitId| {
                let both = view.stretch(subject).zip(view.stretch(unit));
                both.is_some_and(|(top, own)| top.start < own.start && own.start < top.end)
            };
            all.extend(members.into_iter().filter(is_below));
        }
        let mut scores = self.before_quotas(&all)?;
        scores.truncate(1);
        let unknown = || ScoreError::Overflow { subject: subject.clone() };
        scores.pop().ok_or_else(unknown)
    }

    /// The units as they are on the last day of the sheet's period.
    fn view(&self) -> RegisterAt<'a> {
        self.evaluator.register().at(self.last_day())
    }

    fn before_quotas(&self, subjects: &[UnitId]) -> Result<Vec<Score>, ScoreError> {
        let facts = self.facts(subjects)?;
        let mut scores = Vec::with_capacity(subjects.len());
        for facts in &facts {
            let overflow = |Overflow| ScoreError::Overflow { subject: facts.subject.clone() };
            scores.push(self.points(facts).map_err(overflow)?);
        }
        // A grade may ask for the grades of those below: from the lowest subjects upwards.
        let mut below = Below::new(self.sheet);
        let mut order: Vec<_> = facts.iter().zip(&mut scores).map(|rows| (0..0, rows)).collect();
        if below.is_asked_for() {
            let view = self.view();
            for (stretch, (facts, _)) in &mut order {
                // A unit that does not exist has nobody below it, and is below nobody.
                *stretch = view.stretch(&facts.subject).unwrap_or(0..0);
            }
            order.sort_by_key(|(stretch, _)| Reverse(stretch.start));
        }
        for (stretch, (facts, score)) in order {
            let overflow = |Overflow| ScoreError::Overflow { subject: facts.subject.clone() };
            self.classify(facts, score, &below.within(&stretch)).map_err(overflow)?;
            below.add(self.sheet, &stretch, score);
        }
        Ok(scores)
    }

    pub(super) fn digits(&self) -> Digits {
        Digits { places: self.sheet.parts().places, rounding: self.sheet.parts().rounding }
    }

    /// The points that an assessor recorded.
    pub(crate) fn judged(&self, criterion: &CriterionId, subject: &UnitId) -> Option<&'a JudgedPoints> {
        self.judged.get(&(criterion, subject)).copied()
    }
}
