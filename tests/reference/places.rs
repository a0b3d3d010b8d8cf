//! Section 10: quotas and ranks, which are matters of all subjects together.
//!
//! **Rank.** Subjects are compared by their totals, then by what the criteria count that break ties, in order; what is left is a tie.
//! The best place that one can have is 1 more than those that are ahead of it in every case, the worst 1 more than those
//! that are ahead in some.
//!
//! **A quota** looks at one case, in which all is certain: of those that hold its grade, the first keep it, as many as the
//! greatest whole number inside its share of the base, at least one if the sheet says so; those equal at the edge all
//! stay below. Who loses it takes the next grade. Quotas take their turn from the best grade down, each by the grades that the one before
//! has left [A27].
//!
//! **Open** totals and grades are tried in every combination, each total at both of its ends: in none of them may a subject
//! come to a grade that was not said, keep one that it surely loses, or lose one that it surely keeps.

use std::cmp::Ordering;

use kehoach::{
    CriterionId, Fraction, UnitId,
    score::{Quota, QuotaBase},
};

use super::{
    number,
    points::{Points, Scorecard, Total},
};

/// What a subject is ranked by, at both ends.
pub(crate) type Key = Vec<Points>;

/// Best and worst place, and whether it is surely shared.
pub(crate) type Place = (u64, u64, bool);

/// A subject in one case: what it is ranked by, its grade, and whom it is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Certain {
    pub(crate) subject: UnitId,
    pub(crate) key: Vec<Fraction>,
    /// None where it turned out to have no score.
    pub(crate) grade: Option<usize>,
}

/// What a quota says of a subject that holds its grade in one case: how many it is a share of, how many keep it, how many others
/// hold it and are no lower, and whether this one keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kept {
    pub(crate) base: u64,
    pub(crate) places: u64,
    pub(crate) ahead: u64,
    pub(crate) keeps: bool,
}

/// Of each what it is ranked by, and whether it may turn out to have no score.
pub(crate) fn ranks(scored: &[(Key, bool)]) -> Vec<Place> {
    let low = |key: &Key| key.iter().map(|points| points.0).collect::<Vec<_>>();
    let high = |key: &Key| key.iter().map(|points| points.1).collect::<Vec<_>>();
    let one = |(k, (own, _)): (usize, &(Key, bool))| {
        let others = || scored.iter().enumerate().filter(move |(other, _)| *other != k).map(|(_, one)| one);
        let sure = || others().filter(|(_, may_have_none)| !may_have_none).map(|(key, _)| key);
        let surely = sure().filter(|other| low(other) > high(own)).count() as u64;
        let maybe = others().filter(|(other, _)| high(other) > low(own)).count() as u64;
        let tied = sure().any(|other| other == own && low(own) == high(own));
        (1 + surely, 1 + maybe, tied)
    };
    scored.iter().enumerate().map(one).collect()
}

impl Scorecard<'_, '_> {
    pub(crate) fn key(&self, total: &Total) -> Option<Key> {
        let tie = |id: &CriterionId| {
            let place = self.sheet.criteria().iter().position(|criterion| criterion.id == *id).unwrap();
            total.criteria[place].counted.unwrap_or((Fraction::ZERO, Fraction::ZERO))
        };
        Some(std::iter::once(total.total?).chain(self.sheet.parts().ties.iter().map(tie)).collect())
    }

    /// Quotas by their places in the sheet, the best grade's first.
    pub(crate) fn in_turn(&self) -> Vec<(usize, &Quota)> {
        let mut quotas: Vec<(usize, &Quota)> = self.sheet.parts().quotas.iter().enumerate().collect();
        quotas.sort_by_key(|(_, quota)| std::cmp::Reverse(self.place(&quota.grade)));
        quotas
    }

    fn counts(&self, quota: &Quota, one: &Certain) -> bool {
        let own = self.place(&quota.grade);
        let Some(its) = one.grade else { return false };
        match &quota.of {
            QuotaBase::All | QuotaBase::Graded => true,
            QuotaBase::Kind(kind) => {
                let found = self.reference.units.kind(&one.subject, self.last_day());
                found.is_some_and(|found| super::units::is_a(found, kind))
            }
            QuotaBase::AtLeast { grade, with_own } => its >= self.place(grade) && (*with_own || its < own),
        }
    }

    /// Applies a quota to one case: what it says of each that holds its grade, and the grades after it.
    pub(crate) fn apply(&self, quota: &Quota, case: &mut [Certain]) -> Vec<Option<Kept>> {
        let own = self.place(&quota.grade);
        let base = case.iter().filter(|one| self.counts(quota, one)).count() as u64;
        let share = quota.share.values().unwrap();
        let inside = |n: &u64| {
            let share = share.high().map(|end| (end.at.times(number(base)).unwrap(), end.closed));
            share.is_none_or(|(most, closed)| number(*n) < most || (closed && number(*n) == most))
        };
        let places = (0..=base).rev().find(inside).unwrap_or(0).max(quota.at_least_one.into());
        let kept = |one: &Certain| {
            if one.grade != Some(own) {
                return None;
            }
            let no_lower =
                |other: &&Certain| other.grade == Some(own) && other.key.cmp(&one.key) != Ordering::Less;
            // It is no lower than itself.
            let ahead = case.iter().filter(no_lower).count() as u64 - 1;
            Some(Kept { base, places, ahead, keeps: ahead < places })
        };
        let found: Vec<Option<Kept>> = case.iter().map(kept).collect();
        for (one, kept) in case.iter_mut().zip(&found) {
            if kept.is_some_and(|kept| !kept.keeps) {
                one.grade = one.grade.map(|grade| grade - 1);
            }
        }
        found
    }
}

/// Every case that open totals and grades leave, each total at its ends; last of each whether it may turn out to have no score.
pub(crate) fn cases(subjects: &[(UnitId, Key, Vec<usize>, bool)]) -> Vec<Vec<Certain>> {
    let mut cases: Vec<Vec<Certain>> = vec![Vec::new()];
    for (subject, key, grades, may_have_none) in subjects {
        let ends: [Vec<Fraction>; 2] =
            [key.iter().map(|points| points.0).collect(), key.iter().map(|points| points.1).collect()];
        let certain = ends[0] == ends[1];
        let can = ends.into_iter().skip(usize::from(certain));
        let can = can.flat_map(|key| grades.iter().map(move |grade| (key.clone(), Some(*grade))));
        let none = may_have_none.then(|| (Vec::new(), None));
        let can: Vec<Certain> =
            can.chain(none).map(|(key, grade)| Certain { subject: subject.clone(), key, grade }).collect();
        cases = cases
            .iter()
            .flat_map(|case| can.iter().map(move |one| [&case[..], std::slice::from_ref(one)].concat()))
            .collect();
    }
    cases
}
