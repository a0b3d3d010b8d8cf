//! Quotas and the order of subjects, which are matters of all of them together.

use super::{ScoreError, Scorer};
use crate::{
    id::{CriterionId, GradeId},
    quantity::{Number, Overflow},
    score::{
        Bounds, CriterionScore, Quota, QuotaBase, Score,
        quota::{self, Base, Contender, Limit},
        rank::{self, Span},
    },
};

impl Scorer<'_, '_> {
    /// A criterion's part of a score by the sheet.
    pub(super) fn of_criterion<'f>(&self, score: &'f Score, id: &CriterionId) -> Option<&'f CriterionScore> {
        score.criteria.get(self.places.get(id).copied()?)
    }

    /// The key by which subjects are ranked.
    fn key(&self, score: &Score, total: Bounds) -> rank::Key {
        let tie = |id: &CriterionId| {
            let counted = self.of_criterion(score, id).and_then(|criterion| criterion.counted);
            counted.unwrap_or(Bounds::exactly(Number::ZERO))
        };
        std::iter::once(total).chain(self.sheet.parts().ties.iter().map(tie)).collect()
    }

    /// Where each subject that has a total stands among all that have one.
    pub(super) fn spans(&self, subjects: &[Score]) -> Vec<Span> {
        let scored = || subjects.iter().filter_map(|score| Some((score, self.key(score, score.total?))));
        let spans = rank::spans(&scored().map(|(_, key)| key).collect::<Vec<_>>());
        let sure = scored().map(|(score, _)| !score.may_be_not_applicable);
        spans.into_iter().zip(sure).map(|(span, sure)| span.if_sure(sure)).collect()
    }

    /// The sheet's quotas, the best grade's first.
    fn limits(&self) -> Vec<Limit> {
        let rank = |grade: &GradeId| self.sheet.grade_rank(grade);
        let limit = |(number, quota): (usize, &Quota)| {
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

    pub(super) fn quotas(&self, subjects: &mut [Score], spans: &[Span]) -> Result<(), ScoreError> {
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
