//! What scores and explanations ask of an evaluator beyond outcomes: the values that can still occur, and many subjects at once.

use super::{
    Evaluator, Outcome,
    completions::Completions,
    decide::{self, Reading},
    error::EvaluateError,
    outcome::Stage,
    work::{Subjects, Traced, Work},
};
use crate::{
    id::UnitId,
    ledger::{Judgement, Ledger},
    plan::{Asked, Plan, Target, Unknowns},
    quantity::{Fraction, Overflow},
    threshold::Interval,
    time::Period,
    unit::Register,
};

/// The values that a target can still have at a subject, and what is asked of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Possible {
    /// None where there is nothing to measure, and for judgements.
    pub(crate) values: Option<Completions>,
    /// It may also turn out that there is nothing to measure.
    pub(crate) may_be_nobody: bool,
    /// What is asked; none for judgements, and where the baseline it moves with is unknown.
    pub(crate) asked: Option<Interval<Fraction>>,
}

impl<'a> Evaluator<'a> {
    /// The plan.
    #[must_use]
    pub const fn plan(&self) -> &'a Plan {
        self.plan
    }

    /// The register.
    #[must_use]
    pub const fn register(&self) -> &'a Register {
        self.register
    }

    /// The ledger, all of it.
    #[must_use]
    pub const fn ledger(&self) -> &'a Ledger {
        self.ledger
    }

    /// The day as of which it evaluates.
    #[must_use]
    pub const fn as_of(&self) -> chrono::NaiveDate {
        self.as_of
    }

    /// An assessor's judgement that counts as of the day.
    pub(crate) fn judgement(
        &self,
        target: &'a Target,
        subject: &UnitId,
        period: Period,
    ) -> Option<&'a Judgement> {
        self.judgements.get(&(&target.id, subject, period)).copied()
    }

    /// Each of some targets in its period at each of some subjects: a row for a target, in the order of the subjects.
    pub(crate) fn outcomes_at(
        &self,
        targets: &[(&'a Target, Period)],
        subjects: &[UnitId],
    ) -> Result<Vec<Vec<Outcome>>, EvaluateError> {
        let mut places = Vec::with_capacity(subjects.len());
        for subject in subjects {
            places.push(self.subject(subject)?);
        }
        let units = Subjects::Units(places.iter().flatten().copied().collect());
        let mut work = Work::new(self);
        let mut rows = Vec::with_capacity(targets.len());
        for &(target, period) in targets {
            let mut found = self.found(&mut work, target, period, &units)?.into_iter();
            let mut baselines = self.baselines(&mut work, target, &units)?.into_iter();
            let mut row = Vec::with_capacity(subjects.len());
            for (subject, place) in subjects.iter().zip(&places) {
                row.push(match place {
                    Some(_) => {
                        let (found, baseline) = (found.next(), baselines.next());
                        let (found, baseline) = (found.unwrap_or_default(), baseline.unwrap_or_default());
                        self.conclude(target, period, subject.clone(), found, baseline)?
                    }
                    // The issuer's value is the whole scope.
                    None => self.one(&mut work, target, period, subject)?,
                });
            }
            rows.push(row);
        }
        Ok(rows)
    }

    /// The units behind an outcome, with the reports that stand.
    pub(crate) fn traced(&self, outcome: &Outcome) -> Result<Vec<Traced<'a>>, EvaluateError> {
        self.traced_in(outcome, outcome.period)
    }

    /// The same in another period: that of a baseline.
    pub(crate) fn traced_in(
        &self,
        outcome: &Outcome,
        period: Period,
    ) -> Result<Vec<Traced<'a>>, EvaluateError> {
        let target = self.find(&outcome.target)?;
        let subject = self.subject(&outcome.subject)?;
        let Some(question) = self.question(target) else { return Ok(Vec::new()) };
        Work::new(self).traced(&question, period, self.stage(target, period) == Stage::Closed, subject)
    }

    /// What an outcome leaves possible: the values themselves, not only their two ends.
    pub(crate) fn possible(&self, target: &'a Target, outcome: &Outcome) -> Result<Possible, Overflow> {
        let reading: Reading<'_> = self.reading(target);
        let asked = match &target.asked {
            Asked::Threshold(threshold) => threshold.values(),
            Asked::Baseline(bound, _) => outcome.baseline.map(|value| bound.values(value)).transpose()?,
            Asked::Qualitative => None,
        };
        let Some(tally) = &outcome.tally else {
            return Ok(Possible { values: None, may_be_nobody: false, asked });
        };
        let counted = if outcome.policy == Some(Unknowns::Excluded) {
            decide::without_unknown(tally, &target.aggregate)
        } else {
            tally.clone()
        };
        let values = decide::values(&counted, reading)?;
        Ok(Possible { values: values.values, may_be_nobody: values.may_be_nobody, asked })
    }
}
