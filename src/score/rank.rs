//! The order of subjects: totals, then the criteria that break ties; what is left is a tie.

use super::{Bounds, Rank};
use crate::quantity::Number;

/// What a subject is ranked by: its total, then the criteria that break ties.
pub(super) type Key = Vec<Bounds>;

/// Whether `a` may come strictly before `b`.
pub(super) fn may_be_ahead(a: &Key, b: &Key) -> bool {
    for (a, b) in a.iter().zip(b) {
        if a.high != b.low {
            return a.high > b.low;
        }
    }
    false
}

/// Whether `a` may come before `b` or tie with it.
pub(super) fn may_be_level(a: &Key, b: &Key) -> bool {
    for (a, b) in a.iter().zip(b) {
        if a.high != b.low {
            return a.high > b.low;
        }
    }
    true
}

/// Whether both are surely the same in everything they are ranked by.
pub(super) fn surely_tied(a: &Key, b: &Key) -> bool {
    a.iter().zip(b).all(|(a, b)| a.single().is_some() && a == b)
}

/// Each subject's place among all. Those whose totals are apart are counted by halving; only those that touch are compared.
pub(super) fn ranks(keys: &[Key]) -> Vec<Rank> {
    let sorted = |end: fn(&Bounds) -> Number| {
        let mut ends: Vec<(Number, usize)> =
            keys.iter().enumerate().filter_map(|(k, key)| Some((end(key.first()?), k))).collect();
        ends.sort_unstable();
        ends
    };
    let (lows, highs) = (sorted(|total| total.low), sorted(|total| total.high));
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    // How many ends lie above a figure, and who lies exactly on it.
    let above = |ends: &[(Number, usize)], at: Number| {
        let (from, to) =
            (ends.partition_point(|(end, _)| *end < at), ends.partition_point(|(end, _)| *end <= at));
        let on: Vec<usize> = ends.get(from..to).unwrap_or_default().iter().map(|(_, k)| *k).collect();
        (count(ends.len().saturating_sub(to)), on)
    };
    let rank = |k: usize, own: &Key| {
        let Some(total) = own.first() else { return Rank { best: 1, worst: 1, tied: false } };
        let (mut ahead, touching) = above(&lows, total.high);
        let mut tied = false;
        for other in touching.into_iter().filter(|other| *other != k).filter_map(|other| keys.get(other)) {
            // Surely ahead: it cannot be that this one is level or better.
            ahead = ahead.saturating_add(u64::from(!may_be_level(own, other)));
            tied |= surely_tied(own, other);
        }
        let (all_above, touching) = above(&highs, total.low);
        // Its own high end is above its low one while it is open.
        let mut may_ahead = all_above.saturating_sub(u64::from(total.high > total.low));
        for other in touching.into_iter().filter(|other| *other != k).filter_map(|other| keys.get(other)) {
            may_ahead = may_ahead.saturating_add(u64::from(may_be_ahead(other, own)));
        }
        Rank { best: ahead.saturating_add(1), worst: may_ahead.saturating_add(1), tied }
    };
    keys.iter().enumerate().map(|(k, own)| rank(k, own)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn keys(rows: &[&[(i32, i32)]]) -> Vec<Key> {
        let bounds = |&(low, high): &(i32, i32)| Bounds { low: low.into(), high: high.into() };
        rows.iter().map(|row| row.iter().map(bounds).collect()).collect()
    }

    fn shown(rows: &[&[(i32, i32)]]) -> Vec<(u64, u64, bool)> {
        ranks(&keys(rows)).into_iter().map(|rank| (rank.best, rank.worst, rank.tied)).collect()
    }

    #[test]
    fn ties_share_a_place_and_the_next_is_skipped() {
        assert_eq!(
            shown(&[&[(9, 9)], &[(8, 8)], &[(8, 8)], &[(7, 7)]]),
            [(1, 1, false), (2, 2, true), (2, 2, true), (4, 4, false)]
        );
    }

    #[test]
    fn named_criteria_break_ties_in_order() {
        assert_eq!(shown(&[&[(8, 8), (1, 1)], &[(8, 8), (2, 2)]]), [(2, 2, false), (1, 1, false)]);
    }

    #[test]
    fn open_totals_leave_places_open() {
        assert_eq!(
            shown(&[&[(5, 9)], &[(8, 8)], &[(3, 5)]]),
            [(1, 2, false), (1, 2, false), (2, 3, false)],
            "5 and 5 share a place"
        );
        // Touching at 5 only: the third can tie with the first, and never pass it.
        assert_eq!(shown(&[&[(5, 5), (1, 1)], &[(5, 5), (0, 2)]]), [(1, 2, false), (1, 2, false)]);
    }

    proptest! {
        #[test]
        fn places_are_those_of_comparing_every_pair(rows in proptest::collection::vec(((0..5_i32, 0..3_i32), (0..3_i32, 0..2_i32)), 0..9)) {
            let bounds = |(low, more): (i32, i32)| Bounds { low: low.into(), high: (low + more).into() };
            let keys: Vec<Key> = rows.into_iter().map(|(a, b)| vec![bounds(a), bounds(b)]).collect();
            for (k, rank) in ranks(&keys).into_iter().enumerate() {
                let others = || keys.iter().enumerate().filter(|(o, _)| *o != k).map(|(_, key)| key);
                let count = |n: usize| u64::try_from(n).unwrap() + 1;
                prop_assert_eq!(rank.best, count(others().filter(|o| !may_be_level(&keys[k], o)).count()));
                prop_assert_eq!(rank.worst, count(others().filter(|o| may_be_ahead(o, &keys[k])).count()));
                prop_assert_eq!(rank.tied, others().any(|o| surely_tied(&keys[k], o)));
            }
        }
    }
}
