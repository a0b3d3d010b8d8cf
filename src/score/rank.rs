//! The order of subjects: totals, then the criteria that break ties; what is left is a tie.

use std::cmp::Ordering;

use super::{Bounds, Rank};
use crate::quantity::Number;

/// What a subject is ranked by: its total, then the criteria that break ties.
pub(super) type Key = Vec<Bounds>;

/// Where the least and the greatest that a key can be stand among those of all keys, from the lowest up: keys are compared
/// once, by sorting, and from then on by these two places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    // INVARIANT: not above `high`, for in no bounds is the least above the greatest.
    low: usize,
    high: usize,
    /// Whether the subject has a score for certain.
    sure: bool,
}

impl Span {
    pub(super) const fn if_sure(self, sure: bool) -> Self {
        Self { sure, ..self }
    }

    pub(super) const fn is_sure(self) -> bool {
        self.sure
    }

    pub(super) const fn low(self) -> usize {
        self.low
    }

    pub(super) const fn high(self) -> usize {
        self.high
    }

    /// The one place, where all that the subject is ranked by is certain.
    pub(super) fn exact(self) -> Option<usize> {
        (self.low == self.high).then_some(self.low)
    }
}

/// One end of a key, and the slot that its place goes to.
type End<'k> = (&'k Key, fn(&Bounds) -> Number, usize);

fn compare((a, of_a, _): &End<'_>, (b, of_b, _): &End<'_>) -> Ordering {
    a.iter().map(of_a).cmp(b.iter().map(of_b))
}

/// The span of each key. Whether one may come before another is decided by the first figure in which the greatest of the one
/// and the least of the other differ, and so by how these ends, each taken as a word, stand in a dictionary of all.
pub(super) fn spans(keys: &[Key]) -> Vec<Span> {
    let both = |key| [(key, (|b: &Bounds| b.low) as fn(&Bounds) -> Number), (key, |b: &Bounds| b.high)];
    let ends = keys.iter().flat_map(both);
    let mut ends: Vec<End<'_>> = ends.enumerate().map(|(slot, (key, of))| (key, of, slot)).collect();
    ends.sort_unstable_by(compare);
    let mut places = vec![0; ends.len()];
    for (place, level) in ends.chunk_by(|a, b| compare(a, b).is_eq()).enumerate() {
        for (_, _, slot) in level {
            if let Some(slot) = places.get_mut(*slot) {
                *slot = place;
            }
        }
    }
    let (pairs, _) = places.as_chunks();
    pairs.iter().map(|[low, high]| Span { low: *low, high: *high, sure: true }).collect()
}

/// How many of some places lie at or above each.
pub(super) struct Heights(Vec<u64>);

impl Heights {
    pub(super) fn of(places: impl Iterator<Item = usize>) -> Self {
        let mut counts: Vec<u64> = Vec::new();
        for place in places {
            if place >= counts.len() {
                counts.resize(place.saturating_add(1), 0);
            }
            if let Some(count) = counts.get_mut(place) {
                *count = count.saturating_add(1);
            }
        }
        let mut sum = 0_u64;
        for count in counts.iter_mut().rev() {
            sum = sum.saturating_add(*count);
            *count = sum;
        }
        Self(counts)
    }

    pub(super) fn at_least(&self, place: usize) -> u64 {
        self.0.get(place).copied().unwrap_or(0)
    }

    pub(super) fn above(&self, place: usize) -> u64 {
        self.at_least(place.saturating_add(1))
    }

    pub(super) fn at(&self, place: usize) -> u64 {
        self.at_least(place).saturating_sub(self.above(place))
    }
}

/// Each subject's place among all.
pub(super) fn ranks(spans: &[Span]) -> Vec<Rank> {
    let all = || spans.iter().copied();
    let sure = || all().filter(|span| span.sure);
    let lows = Heights::of(sure().map(Span::low));
    let highs = Heights::of(all().map(Span::high));
    let exact = Heights::of(sure().filter_map(Span::exact));
    let rank = |own: Span| {
        // Its own greatest is above its least while it is open.
        let may_ahead = highs.above(own.low).saturating_sub(u64::from(own.exact().is_none()));
        Rank {
            best: lows.above(own.high).saturating_add(1),
            worst: may_ahead.saturating_add(1),
            tied: own.exact().is_some_and(|at| exact.at(at) > u64::from(own.sure)),
        }
    };
    all().map(rank).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(rows: &[&[(i32, i32)]]) -> Vec<Key> {
        let bounds = |&(low, high): &(i32, i32)| Bounds { low: low.into(), high: high.into() };
        rows.iter().map(|row| row.iter().map(bounds).collect()).collect()
    }

    fn shown(rows: &[&[(i32, i32)]]) -> Vec<(u64, u64, bool)> {
        ranks(&spans(&keys(rows))).into_iter().map(|rank| (rank.best, rank.worst, rank.tied)).collect()
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
