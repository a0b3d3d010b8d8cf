//! Quotas and ranks as their definitions read, every subject compared with every other: what the quick ones are held against.

use proptest::prelude::*;

use super::{
    Bounds, Holds, QuotaFound, Rank, Standing,
    quota::{self, Base, Contender, Limit},
    rank::{self, Key, Span},
};
use crate::{
    quantity::{Number, Overflow},
    threshold::Threshold,
};

/// Which may come first: decided by the first figure in which the greatest of `a` and the least of `b` differ; `level` where
/// there is none.
fn before(a: &Key, b: &Key, level: bool) -> bool {
    let ends = a.iter().zip(b).map(|(a, b)| (a.high, b.low));
    ends.filter(|(high, low)| high != low).map(|(high, low)| high > low).next().unwrap_or(level)
}

/// Whether `a` may come strictly before `b`.
fn may_be_ahead(a: &Key, b: &Key) -> bool {
    before(a, b, false)
}

/// Whether `a` may come before `b` or tie with it.
fn may_be_level(a: &Key, b: &Key) -> bool {
    before(a, b, true)
}

/// Whether both are surely the same in everything they are ranked by.
fn surely_tied(a: &Key, b: &Key) -> bool {
    a.iter().zip(b).all(|(a, b)| a.single().is_some() && a == b)
}

fn count(n: usize) -> u64 {
    u64::try_from(n).unwrap()
}

/// All but one, with what they are ranked by.
fn others<'a, T>(all: &'a [T], keys: &'a [Key], k: usize) -> impl Iterator<Item = (&'a T, &'a Key)> {
    all.iter().zip(keys).enumerate().filter(move |(o, _)| *o != k).map(|(_, other)| other)
}

fn ranks(keys: &[Key], spans: &[Span]) -> Vec<Rank> {
    let one = |k: usize| {
        let all = || others(spans, keys, k).map(|(_, key)| key);
        let sure = || others(spans, keys, k).filter(|(span, _)| span.is_sure()).map(|(_, key)| key);
        Rank {
            best: 1 + count(sure().filter(|other| !may_be_level(&keys[k], other)).count()),
            worst: 1 + count(all().filter(|other| may_be_ahead(other, &keys[k])).count()),
            tied: sure().any(|other| surely_tied(&keys[k], other)),
        }
    };
    (0..keys.len()).map(one).collect()
}

fn apply(
    limit: &Limit,
    contenders: &mut [Contender],
    keys: &[Key],
) -> Result<Vec<Option<QuotaFound>>, Overflow> {
    let may = |one: &Contender| one.grades.contains(&limit.grade);
    let surely = |one: &Contender| one.span.is_sure() && one.grades == [limit.grade];
    let found = (0..contenders.len()).map(|k| {
        if !may(&contenders[k]) {
            return Ok(None);
        }
        // Who it is a share of, where this one has the grade.
        let mut case = contenders.to_vec();
        (case[k].grades, case[k].span) = (vec![limit.grade], case[k].span.if_sure(true));
        let base = (
            count(case.iter().filter(|one| limit.counts(one).0).count()),
            count(case.iter().filter(|one| limit.counts(one).1).count()),
        );
        let places = (limit.places(base.0)?, limit.places(base.1)?);
        let (own, contenders) = (&keys[k], &*contenders);
        let holders = || others(contenders, keys, k).filter(|(one, _)| may(one)).map(|(_, key)| key);
        let sure = || others(contenders, keys, k).filter(|(one, _)| surely(one)).map(|(_, key)| key);
        let ahead = (
            count(sure().filter(|other| !may_be_ahead(own, other)).count()),
            count(holders().filter(|other| may_be_level(other, own)).count()),
        );
        let standing = match ahead {
            (_, most) if most < places.0 => Standing::Keeps,
            (least, _) if least >= places.1 => Standing::Loses,
            _ => Standing::MayKeep,
        };
        let strictly = count(sure().filter(|other| !may_be_level(own, other)).count());
        Ok(Some(QuotaFound {
            quota: limit.quota,
            holds: if surely(&contenders[k]) { Holds::Yes } else { Holds::Open },
            standing,
            base,
            places,
            ahead,
            tied_at_edge: standing == Standing::Loses
                && strictly < places.0
                && sure().any(|other| surely_tied(own, other)),
        }))
    });
    let found = found.collect::<Result<Vec<_>, Overflow>>()?;
    for (contender, found) in contenders.iter_mut().zip(&found) {
        let lower = limit.grade.checked_sub(1);
        let (Some(found), Some(next)) = (found, lower) else { continue };
        contender.grades.retain(|grade| *grade != limit.grade || found.standing != Standing::Loses);
        if found.standing != Standing::Keeps {
            contender.grades.push(next);
            contender.grades.sort_unstable();
            contender.grades.dedup();
        }
    }
    Ok(found)
}

/// Totals from a handful of figures, half of them certain, so that most are equal or touch at an end.
fn bounds() -> impl Strategy<Value = Bounds> {
    let figures = ["0", "0.5", "1", "1.50", "2", "10"];
    let one = (0..figures.len(), prop_oneof![Just(0_usize), 0..3_usize]);
    one.prop_map(move |(low, more)| {
        let at = |k: usize| -> Number { figures[k.min(figures.len() - 1)].parse().unwrap() };
        Bounds { low: at(low), high: at(low + more) }
    })
}

/// What each is ranked by; and where it stands with that, which of them may turn out to have no score, with grades and kinds.
fn contenders() -> impl Strategy<Value = (Vec<Key>, Vec<Contender>)> {
    let grades = proptest::sample::subsequence(vec![0_usize, 1, 2, 3], 0..=4);
    let one = |figures: usize| {
        (
            proptest::collection::vec(bounds(), figures),
            prop_oneof![grades.clone(), Just(vec![3])],
            any::<bool>(),
            proptest::bool::weighted(0.8),
        )
    };
    let all = prop_oneof![
        proptest::collection::vec(one(1), 0..24),
        proptest::collection::vec(one(2), 0..24),
        proptest::collection::vec(one(3), 0..24),
    ];
    all.prop_map(|all| {
        let keys: Vec<Key> = all.iter().map(|(key, ..)| key.clone()).collect();
        let spans = rank::spans(&keys).into_iter();
        let one = |(span, (_, grades, of_kind, sure)): (Span, (Key, Vec<usize>, bool, bool))| Contender {
            span: span.if_sure(sure),
            grades,
            of_kind,
        };
        (keys, spans.zip(all).map(one).collect())
    })
}

fn base() -> impl Strategy<Value = Base> {
    let from = (0..4_usize, proptest::option::of(0..4_usize));
    prop_oneof![
        Just(Base::All),
        Just(Base::Kind),
        Just(Base::Graded),
        from.prop_map(|(least, below)| Base::From(least, below)),
    ]
}

fn limit() -> impl Strategy<Value = Limit> {
    let shares = ["<= 20%", "< 20%", "<= 33.3%", "<= 50%", "< 50%", "<= 0%", "<= 100%", ">= 10%"];
    let share = proptest::sample::select(shares.to_vec());
    (0..4_usize, share, base(), any::<bool>()).prop_map(|(grade, share, base, at_least_one)| {
        let share = share.parse::<Threshold>().unwrap().values().unwrap();
        Limit { quota: grade, grade, share, base, at_least_one }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn ranks_are_those_of_comparing_every_pair((keys, rows) in contenders()) {
        let spans: Vec<Span> = rows.iter().map(|one| one.span).collect();
        prop_assert_eq!(rank::ranks(&spans), ranks(&keys, &spans));
    }

    /// Two quotas in turn: the second reads what the first left.
    #[test]
    fn quotas_say_what_comparing_every_pair_says(
        (keys, mut quick) in contenders(),
        limits in proptest::collection::vec(limit(), 1..=2),
    ) {
        let mut plain = quick.clone();
        for limit in limits {
            prop_assert_eq!(quota::apply(&limit, &mut quick), apply(&limit, &mut plain, &keys));
            for (quick, plain) in quick.iter().zip(&plain) {
                prop_assert_eq!(&quick.grades, &plain.grades);
            }
        }
    }
}
