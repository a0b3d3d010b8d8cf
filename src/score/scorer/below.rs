//! The grades of those below each subject, counted without a look at each of them for each above.

use std::{collections::BTreeMap, ops::Range};

use crate::{
    evaluate::UnitTally,
    score::{Rate, Score, Sheet},
};

/// For the place of each grade that a condition asks of subordinates: how many have it or a better one.
pub(super) type Counted = BTreeMap<usize, UnitTally>;

/// The subjects classified so far. Each stands for a stretch of the forest, itself first, those below it after; they come from
/// the last stretch to the first, so that all below a subject are in before it.
pub(super) struct Below {
    /// Where the stretch of each begins, from the last to the first.
    starts: Vec<usize>,
    /// By the place of a grade, sums over the first none, one, two ... of them.
    sums: BTreeMap<usize, Vec<UnitTally>>,
}

impl Below {
    pub(super) fn new(sheet: &Sheet) -> Self {
        let conditions = sheet.grades().iter().flat_map(|cutoff| &cutoff.conditions);
        let asked = conditions.filter_map(|condition| match &condition.rate {
            Rate::Subordinates { at_least } => Some(sheet.grade_rank(at_least).unwrap_or(0)),
            _ => None,
        });
        Self { starts: Vec::new(), sums: asked.map(|least| (least, vec![UnitTally::default()])).collect() }
    }

    /// Whether any condition asks for the grades of subordinates.
    pub(super) fn is_asked_for(&self) -> bool {
        !self.sums.is_empty()
    }

    /// Those strictly below the subject of a stretch.
    pub(super) fn within(&self, stretch: &Range<usize>) -> Counted {
        // Of those in so far, first come those after the stretch, then those inside.
        let after = self.starts.partition_point(|start| *start >= stretch.end);
        let until = self.starts.partition_point(|start| *start > stretch.start);
        let between = |sums: &Vec<UnitTally>| {
            let (all, after) = (sums.get(until.max(after))?, sums.get(after)?);
            Some(UnitTally {
                met: all.met.saturating_sub(after.met),
                missed: all.missed.saturating_sub(after.missed),
                unknown: all.unknown.saturating_sub(after.unknown),
                not_applicable: all.not_applicable.saturating_sub(after.not_applicable),
                met_if_member: all.met_if_member.saturating_sub(after.met_if_member),
                missed_if_member: all.missed_if_member.saturating_sub(after.missed_if_member),
                unknown_if_member: all.unknown_if_member.saturating_sub(after.unknown_if_member),
                outside: 0,
            })
        };
        self.sums.iter().map(|(least, sums)| (*least, between(sums).unwrap_or_default())).collect()
    }

    /// Counts a subject that is classified. One that stands nowhere in the forest comes last, and is below nobody.
    pub(super) fn add(&mut self, sheet: &Sheet, stretch: &Range<usize>, score: &Score) {
        let places: Vec<usize> =
            score.before_quotas.iter().filter_map(|grade| sheet.grade_rank(grade)).collect();
        self.starts.push(stretch.start);
        for (least, sums) in &mut self.sums {
            let mut sum = sums.last().copied().unwrap_or_default();
            let (some, others) = (places.iter().any(|p| p >= least), places.iter().any(|p| p < least));
            sum.count(some, others, !score.may_be_not_applicable);
            sums.push(sum);
        }
    }
}
