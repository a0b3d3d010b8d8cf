//! Quotas (tỷ lệ khống chế): who surely keeps a grade, may keep it, or surely loses it.

use std::collections::BTreeMap;

use super::{
    Holds, QuotaFound, Standing,
    rank::{Heights, Span},
};
use crate::{
    quantity::{Fraction, Overflow},
    threshold::Interval,
};

/// A scored subject as quotas see it.
#[derive(Debug, Clone)]
pub(super) struct Contender {
    pub(super) span: Span,
    /// The places of the grades that it can have, worst first; empty without a score.
    pub(super) grades: Vec<usize>,
    /// Whether it is of the kind that the quota counts, where one is named.
    pub(super) of_kind: bool,
}

impl Contender {
    pub(super) fn may_have(&self, fits: impl Fn(usize) -> bool) -> bool {
        self.grades.iter().any(|grade| fits(*grade))
    }

    pub(super) fn surely_has(&self, fits: impl Fn(usize) -> bool) -> bool {
        self.span.is_sure() && !self.grades.is_empty() && self.grades.iter().all(|grade| fits(*grade))
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
    pub(super) fn places(&self, base: u64) -> Result<u64, Overflow> {
        let Some(end) = self.share.high() else { return Ok(u64::MAX) };
        let most = end.at.times(Fraction::whole(base))?;
        let whole =
            if end.closed || !most.is_whole() { most.floor() } else { most.floor().saturating_sub(1) };
        let places = u64::try_from(whole.max(0)).map_err(|_| Overflow)?;
        Ok(if self.at_least_one { places.max(1) } else { places })
    }

    /// Whether a subject surely counts for the base, and whether it may.
    pub(super) fn counts(&self, contender: &Contender) -> (bool, bool) {
        let if_scored = |counts: bool| (counts && contender.span.is_sure(), counts);
        match self.base {
            Base::All => if_scored(true),
            Base::Kind => if_scored(contender.of_kind),
            Base::Graded => if_scored(!contender.grades.is_empty()),
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
    let found = find(limit, contenders)?;
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

/// What a quota says of each contender; none of those that cannot have its grade.
fn find(limit: &Limit, contenders: &[Contender]) -> Result<Vec<Option<QuotaFound>>, Overflow> {
    let surely = |contender: &Contender| contender.surely_has(|grade| grade == limit.grade);
    let (mut sure_base, mut may_base) = (0_u64, 0_u64);
    for (sure, may) in contenders.iter().map(|contender| limit.counts(contender)) {
        sure_base = sure_base.saturating_add(u64::from(sure));
        may_base = may_base.saturating_add(u64::from(may));
    }
    let holders = || contenders.iter().filter(|one| one.may_have(|grade| grade == limit.grade));
    let sure_holders = || holders().filter(|one| surely(one)).map(|one| one.span);
    let highs = Heights::of(holders().map(|one| one.span.high()));
    let sure_lows = Heights::of(sure_holders().map(Span::low));
    let exact = Heights::of(sure_holders().filter_map(Span::exact));
    // A base differs by one at most between contenders: few numbers of places are ever divided out.
    let mut known: BTreeMap<u64, u64> = BTreeMap::new();
    let mut places = |base: u64| -> Result<u64, Overflow> {
        if let Some(places) = known.get(&base) {
            return Ok(*places);
        }
        let places = limit.places(base)?;
        known.insert(base, places);
        Ok(places)
    };
    let mut found = Vec::with_capacity(contenders.len());
    for own in contenders {
        if !own.may_have(|grade| grade == limit.grade) {
            found.push(None);
            continue;
        }
        // The base as it is where this one has the grade.
        let (own_sure, own_may) = limit.counts(own);
        let own_counts = match limit.base {
            Base::From(least, below) => limit.grade >= least && below.is_none_or(|below| limit.grade < below),
            _ => own_may,
        };
        let without = |all: u64, own: bool| all.saturating_sub(u64::from(own));
        let base = (
            without(sure_base, own_sure).saturating_add(u64::from(own_counts)),
            without(may_base, own_may).saturating_add(u64::from(own_counts)),
        );
        let places = (places(base.0)?, places(base.1)?);
        // Of the others, those that are no lower for certain, and those that may be no lower: it is level with itself.
        let (span, surely) = (own.span, surely(own));
        let ahead = (
            without(sure_lows.at_least(span.high()), surely && span.exact().is_some()),
            without(highs.at_least(span.low()), true),
        );
        let standing = if ahead.1 < places.0 {
            Standing::Keeps
        } else if ahead.0 >= places.1 {
            Standing::Loses
        } else {
            Standing::MayKeep
        };
        let ties = || span.exact().is_some_and(|at| without(exact.at(at), surely) > 0);
        found.push(Some(QuotaFound {
            quota: limit.quota,
            holds: if surely { Holds::Yes } else { Holds::Open },
            standing,
            base,
            places,
            ahead,
            tied_at_edge: standing == Standing::Loses && sure_lows.above(span.high()) < places.0 && ties(),
        }));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        score::{Bounds, rank::spans},
        threshold::Threshold,
    };

    fn limit(share: &str, base: Base, at_least_one: bool) -> Limit {
        let share = share.parse::<Threshold>().unwrap().values().unwrap();
        Limit { quota: 0, grade: 2, share, base, at_least_one }
    }

    fn certain(totals: &[(i32, usize)]) -> Vec<Contender> {
        let keys: Vec<_> = totals.iter().map(|(total, _)| vec![Bounds::exactly((*total).into())]).collect();
        let one = |(span, &(_, grade)): (Span, &(i32, usize))| Contender {
            span,
            grades: vec![grade],
            of_kind: true,
        };
        spans(&keys).into_iter().zip(totals).map(one).collect()
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
            let bounds = |low: i32, high: i32| Bounds { low: low.into(), high: high.into() };
            let keys: Vec<_> = rows.iter().map(|(low, high, _)| vec![bounds(*low, *high)]).collect();
            let mut open: Vec<Contender> = spans(&keys)
                .into_iter()
                .zip(&rows)
                .map(|(span, (_, _, grades))| Contender { span, grades: grades.clone(), of_kind: true })
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
