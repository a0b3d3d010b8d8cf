//! The order of subjects: totals, then the criteria that break ties; what is left is a tie.

use super::{Bounds, Rank};

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

/// Each subject's place among all.
pub(super) fn ranks(keys: &[Key]) -> Vec<Rank> {
    // By the totals' ends alone, so that only those are compared pair by pair whose totals touch.
    let rank = |k: usize, own: &Key| {
        let (mut ahead, mut may_ahead, mut tied) = (0_u64, 0_u64, false);
        for (_, other) in keys.iter().enumerate().filter(|(o, _)| *o != k) {
            // Surely ahead: it cannot be that this one is level or better.
            ahead = ahead.saturating_add(u64::from(!may_be_level(own, other)));
            may_ahead = may_ahead.saturating_add(u64::from(may_be_ahead(other, own)));
            tied |= surely_tied(own, other);
        }
        Rank { best: ahead.saturating_add(1), worst: may_ahead.saturating_add(1), tied }
    };
    keys.iter().enumerate().map(|(k, own)| rank(k, own)).collect()
}

#[cfg(test)]
mod tests {
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
}
