//! Why a sheet cannot be scored.

use crate::{
    evaluate::EvaluateError,
    id::{CriterionId, UnitId},
    ledger::JudgedPoints,
    quantity::Number,
    score::{Rule, Sheet, SheetError, points::unit},
    spelling::nearest,
    time::Period,
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
        error: Box<SheetError>,
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

/// Whether recorded points fit their sheet.
pub(crate) fn fits(sheet: &Sheet, points: &JudgedPoints) -> Result<(), ScoreError> {
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
