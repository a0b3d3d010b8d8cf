//! Score sheets: grades that no one can have, quotas of none, criteria on what is measured nowhere.
//!
//! Points that do not add up and cut-offs with gaps or overlaps are errors: see [`SheetError`](crate::score::SheetError).

use super::{Finding, FindingKind, Findings, measured::counted_below, units::Over};
use crate::{
    plan::{Place, Plan},
    quantity::Fraction,
    roster::Roster,
    score::{Basis, QuotaBase, Rule, Sheet},
    threshold::{Interval, Threshold},
    unit::Register,
};

impl Sheet {
    /// What the sheet alone gives reason to ask its author. The page [`findings`](crate::guide::findings) of the guide
    /// explains each.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        let mut findings = Findings::default();
        super::letters::of_sheet(self, &mut findings);
        let Some(most) = self.parts().most() else { return findings.0 };
        for (index, cutoff) in self.grades().iter().enumerate() {
            if let Threshold::Plain(points) = &cutoff.points
                && points.and(&Interval::at_most(most)).is_empty()
            {
                let place = Place { table: "grades", index, field: "points" };
                let kind = FindingKind::UnreachableGrade { points: cutoff.points.clone(), most };
                findings.add(place, cutoff.grade.id.as_str(), kind);
            }
        }
        findings.0
    }

    /// What the sheet together with its plan and a register gives reason to ask.
    #[must_use]
    pub fn findings_over(&self, plan: &Plan, register: &Register) -> Vec<Finding> {
        let mut findings = Findings::default();
        let parts = self.parts();
        let over = Over::new(plan, register);
        let on = plan.calendar().days(parts.period).last();
        let scopes = plan.scopes().iter().map(|scope| &scope.id);
        let roster = Roster::new(plan, register, scopes, over.span());
        let subjects: Vec<usize> =
            roster.ever_in(&parts.subjects).filter(|unit| roster.is_in(&parts.subjects, *unit, on)).collect();
        if subjects.is_empty() {
            let place = Place { table: "sheet", index: 0, field: "subjects" };
            let kind = FindingKind::NothingScored { scope: parts.subjects.clone() };
            findings.add(place, self.id().as_str(), kind);
            return findings.0;
        }
        for (index, criterion) in self.criteria().iter().enumerate() {
            let Rule::Value { on: Basis::Target(id), .. } = &criterion.rule else { continue };
            let Some(scope) = plan.target(id).and_then(|target| target.measured.as_ref()) else { continue };
            let days = plan.calendar().days(parts.period);
            let units: Vec<usize> = roster
                .ever_in(scope)
                .filter(|unit| roster.meets(scope, *unit, days.first(), days.last()))
                .collect();
            let below = counted_below(&over, &units, on);
            if subjects.iter().all(|subject| below.get(*subject).is_none_or(|count| *count == 0)) {
                let place = Place { table: "criteria", index, field: "target" };
                let kind = FindingKind::NeverScored { target: id.clone() };
                findings.add(place, criterion.id.as_str(), kind);
            }
        }
        for (index, quota) in parts.quotas.iter().enumerate() {
            let scored = match &quota.of {
                QuotaBase::Kind(kind) => {
                    let of = |unit: &&usize| register.kind(**unit, on).is_some_and(|found| found.is_a(kind));
                    subjects.iter().filter(of).count()
                }
                // Of those with a grade there are at most as many.
                _ => subjects.len(),
            };
            if !quota.at_least_one && leaves_none(&quota.share, scored) {
                let place = Place { table: "quotas", index, field: "share" };
                let (grade, share) = (quota.grade.clone(), quota.share.clone());
                let kind = FindingKind::QuotaOfNone { grade, share, scored };
                findings.add(place, quota.grade.as_str(), kind);
            }
        }
        findings.0
    }
}

/// Whether not even one of so many is inside a share.
fn leaves_none(share: &Threshold, scored: usize) -> bool {
    let one = i128::try_from(scored).ok().and_then(|scored| Fraction::new(1, scored).ok());
    match (one, share.values()) {
        (Some(one), Some(values)) => values.is_below(&one),
        _ => true,
    }
}
