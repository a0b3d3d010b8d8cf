//! Quotas (tỷ lệ khống chế): who surely keeps a grade, may keep it, or surely loses it.

use super::{
    Holds, QuotaFound, Standing,
    rank::{Key, may_be_ahead, may_be_level, surely_tied},
};
use crate::{
    quantity::{Fraction, Overflow},
    threshold::Interval,
};

/// A scored subject as quotas see it.
#[derive(Debug, Clone)]
pub(super) struct Contender {
    pub(super) key: Key,
    /// The places of the grades that it can have, worst first; empty without a score.
    pub(super) grades: Vec<usize>,
    /// Whether it is of the kind that the quota counts, where one is named.
    pub(super) of_kind: bool,
}

impl Contender {
    fn may_have(&self, fits: impl Fn(usize) -> bool) -> bool {
        self.grades.iter().any(|grade| fits(*grade))
    }

    fn surely_has(&self, fits: impl Fn(usize) -> bool) -> bool {
        !self.grades.is_empty() && self.grades.iter().all(|grade| fits(*grade))
    }
}

/// Of whom a quota is a share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    All,
    Kind,
    Graded,
    /// From a grade up; without those from the second grade up, if one is given.
    From(usize, Option<usize>),
}

/// A quota with its references resolved.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limit {
    pub(super) quota: usize,
    pub(super) grade: usize,
    pub(super) share: Interval<Fraction>,
    pub(super) base: Base,
    pub(super) at_least_one: bool,
}

impl Limit {
    /// The greatest whole number inside the limit.
    fn places(&self, base: u64) -> Result<u64, Overflow> {
        let Some(end) = self.share.high() else { return Ok(u64::MAX) };
        let most = end.at.times(Fraction::whole(base))?;
        let whole =
            if end.closed || !most.is_whole() { most.floor() } else { most.floor().saturating_sub(1) };
        let places = u64::try_from(whole.max(0)).map_err(|_| Overflow)?;
        Ok(if self.at_least_one { places.max(1) } else { places })
    }

    /// Whether a subject surely counts for the base, and whether it may.
    fn counts(&self, contender: &Contender) -> (bool, bool) {
        match self.base {
            Base::All => (true, true),
            Base::Kind => (contender.of_kind, contender.of_kind),
            Base::Graded => (!contender.grades.is_empty(), !contender.grades.is_empty()),
            Base::From(least, below) => {
                let fits = |grade: usize| grade >= least && below.is_none_or(|below| grade < below);
                (contender.surely_has(fits), contender.may_have(fits))
            }
        }
    }
}

/// Applies a quota: who loses the grade takes the next one.
pub(super) fn apply(
    limit: &Limit,
    contenders: &mut [Contender],
) -> Result<Vec<Option<QuotaFound>>, Overflow> {
    let holds = |contender: &Contender| contender.may_have(|grade| grade == limit.grade);
    let surely = |contender: &Contender| contender.surely_has(|grade| grade == limit.grade);
    let counts: Vec<(bool, bool)> = contenders.iter().map(|contender| limit.counts(contender)).collect();
    let number = |pick: fn(&(bool, bool)) -> bool| {
        u64::try_from(counts.iter().filter(|c| pick(c)).count()).unwrap_or(u64::MAX)
    };
    let (sure_base, may_base) = (number(|c| c.0), number(|c| c.1));
    let mut found = Vec::with_capacity(contenders.len());
    for (k, own) in contenders.iter().enumerate() {
        if !holds(own) {
            found.push(None);
            continue;
        }
        // The base as it is where this one has the grade.
        let (own_sure, own_may) = counts.get(k).copied().unwrap_or_default();
        let own_counts = match limit.base {
            Base::From(least, below) => limit.grade >= least && below.is_none_or(|below| limit.grade < below),
            _ => own_sure,
        };
        let without = |all: u64, own: bool| all.saturating_sub(u64::from(own));
        let base = (
            without(sure_base, own_sure).saturating_add(u64::from(own_counts)),
            without(may_base, own_may).saturating_add(u64::from(own_counts)),
        );
        let places = (limit.places(base.0)?, limit.places(base.1)?);
        let (mut ahead, mut sure_strictly, mut ties) = ((0_u64, 0_u64), 0_u64, false);
        for (_, other) in contenders.iter().enumerate().filter(|(o, other)| *o != k && holds(other)) {
            ahead.1 = ahead.1.saturating_add(u64::from(may_be_level(&other.key, &own.key)));
            if surely(other) {
                ahead.0 = ahead.0.saturating_add(u64::from(!may_be_ahead(&own.key, &other.key)));
                sure_strictly = sure_strictly.saturating_add(u64::from(!may_be_level(&own.key, &other.key)));
                ties |= surely_tied(&own.key, &other.key);
            }
        }
        let standing = if ahead.1 < places.0 {
            Standing::Keeps
        } else if ahead.0 >= places.1 {
            Standing::Loses
        } else {
            Standing::MayKeep
        };
        found.push(Some(QuotaFound {
            quota: limit.quota,
            holds: if surely(own) { Holds::Yes } else { Holds::Open },
            standing,
            base,
            places,
            ahead,
            tied_at_edge: standing == Standing::Loses && ties && sure_strictly < places.0,
        }));
    }
    for (contender, found) in contenders.iter_mut().zip(&found) {
        let Some(found) = found else { continue };
        let Some(next) = limit.grade.checked_sub(1) else { continue };
        if found.standing == Standing::Loses {
            contender.grades.retain(|grade| *grade != limit.grade);
        }
        if found.standing != Standing::Keeps {
            contender.grades.push(next);
            contender.grades.sort_unstable();
            contender.grades.dedup();
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{score::Bounds, threshold::Threshold};

    fn limit(share: &str, base: Base, at_least_one: bool) -> Limit {
        let share = share.parse::<Threshold>().unwrap().values().unwrap();
        Limit { quota: 0, grade: 2, share, base, at_least_one }
    }

    fn certain(totals: &[(i32, usize)]) -> Vec<Contender> {
        let one = |&(total, grade): &(i32, usize)| Contender {
            key: vec![Bounds::exactly(total.into())],
            grades: vec![grade],
            of_kind: true,
        };
        totals.iter().map(one).collect()
    }

    #[track_caller]
    fn check(limit: &Limit, totals: &[(i32, usize)], after: &[usize]) {
        let mut contenders = certain(totals);
        apply(limit, &mut contenders).unwrap();
        let grades: Vec<usize> = contenders.iter().map(|c| c.grades[0]).collect();
        assert_eq!(grades, after);
    }

    #[test]
    fn the_greatest_whole_number_inside_the_limit_keeps_the_grade() {
        let five = [(99, 2), (98, 2), (97, 2), (80, 1), (40, 0)];
        check(&limit("<= 20%", Base::All, false), &five, &[2, 1, 1, 1, 0]);
        check(&limit("<= 40%", Base::All, false), &five, &[2, 2, 1, 1, 0]);
        check(&limit("< 40%", Base::All, false), &five, &[2, 1, 1, 1, 0]);
        check(&limit("<= 100%", Base::All, false), &five, &[2, 2, 2, 1, 0]);
        check(&limit("<= 19%", Base::All, false), &five, &[1, 1, 1, 1, 0]);
        check(&limit("<= 19%", Base::All, true), &five, &[2, 1, 1, 1, 0]);
        check(&limit("<= 20%", Base::From(1, None), false), &five, &[1, 1, 1, 1, 0]);
        check(&limit("<= 25%", Base::From(1, None), false), &five, &[2, 1, 1, 1, 0]);
        check(&limit("<= 100%", Base::From(1, Some(2)), false), &five, &[2, 1, 1, 1, 0]);
    }

    #[test]
    fn those_equal_at_the_edge_all_stay_below() {
        let ties = [(99, 2), (98, 2), (98, 2), (80, 1), (40, 0)];
        check(&limit("<= 40%", Base::All, false), &ties, &[2, 1, 1, 1, 0]);
        check(&limit("<= 60%", Base::All, false), &ties, &[2, 2, 2, 1, 0]);
        let top = [(99, 2), (99, 2), (40, 0)];
        check(&limit("<= 20%", Base::All, true), &top, &[1, 1, 0]);
        let mut contenders = certain(&ties);
        let found = apply(&limit("<= 40%", Base::All, false), &mut contenders).unwrap();
        assert!(found[1].as_ref().unwrap().tied_at_edge && !found[0].as_ref().unwrap().tied_at_edge);
    }

    /// A subject of which the total and the grade are open: each combination can be.
    fn contenders() -> impl Strategy<Value = Vec<(i32, i32, Vec<usize>)>> {
        let one = (0..4_i32, 0..3_i32, proptest::sample::subsequence(vec![0_usize, 1, 2], 1..=3));
        proptest::collection::vec(one.prop_map(|(low, more, grades)| (low, low + more, grades)), 1..5)
    }

    proptest! {
        #[test]
        fn every_completion_lies_in_what_is_said(
            rows in contenders(),
            share in prop_oneof![Just("<= 20%"), Just("<= 50%"), Just("< 50%"), Just("<= 75%")],
            base in prop_oneof![Just(Base::All), Just(Base::Graded), Just(Base::From(1, None)), Just(Base::From(0, Some(2)))],
            one in any::<bool>(),
        ) {
            let limit = limit(share, base, one);
            let mut open: Vec<Contender> = rows
                .iter()
                .map(|(low, high, grades)| Contender {
                    key: vec![Bounds { low: (*low).into(), high: (*high).into() }],
                    grades: grades.clone(),
                    of_kind: true,
                })
                .collect();
            let said = apply(&limit, &mut open).unwrap();
            let mut completions: Vec<Vec<(i32, usize)>> = vec![Vec::new()];
            for (low, high, grades) in &rows {
                completions = completions
                    .into_iter()
                    .flat_map(|all| {
                        let choices = (*low..=*high).flat_map(|total| grades.iter().map(move |g| (total, *g)));
                        choices.map(move |c| { let mut all = all.clone(); all.push(c); all }).collect::<Vec<_>>()
                    })
                    .collect();
            }
            for completion in completions {
                let mut exact = certain(&completion);
                apply(&limit, &mut exact).unwrap();
                for (k, contender) in exact.iter().enumerate() {
                    prop_assert!(open[k].grades.contains(&contender.grades[0]));
                    if completion[k].1 == 2 {
                        let kept = contender.grades[0] == 2;
                        let standing = said[k].as_ref().unwrap().standing;
                        prop_assert!(standing == Standing::MayKeep || kept == (standing == Standing::Keeps));
                    }
                }
            }
        }
    }
}
