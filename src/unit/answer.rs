//! Who answers for what a unit would.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{Register, lineage::Passage};

/// Who answers from a day on; nobody for a divided unit of which no heir was named.
pub(crate) type Answer = (NaiveDate, Option<usize>);

impl Register {
    /// Who answers for what a unit would, one after another, in order of days: itself, its heir of the whole, the heir that was
    /// named for the duties of a divided one. The first answers from the beginning, the last to the end.
    ///
    /// A unit that gives a part away and lives on goes on answering, unless another heir is named for its duties.
    pub(crate) fn answers(&self, place: usize) -> Vec<Answer> {
        let (mut at, mut since) = (place, NaiveDate::MIN);
        let mut all = vec![(since, Some(at))];
        // OK because every step is to a later day: there is no circle, though a unit may have the duties more than once.
        loop {
            let passages = self.passing_from(at);
            let later = passages.partition_point(|passage| passage.on <= since);
            let mut later = passages.iter().skip(later);
            if let Some(next) = later.clone().find(|passage| passage.duties && passage.to != at) {
                (at, since) = (next.to, next.on);
                all.push((since, Some(at)));
                continue;
            }
            all.extend(later.find(|passage| self.ended_before(at, passage.on)).map(|part| (part.on, None)));
            return all;
        }
    }

    /// A unit and all to which its duties have passed, one after another, in register order.
    pub(crate) fn answering_after(&self, place: usize) -> BTreeSet<usize> {
        reached([place], |place| self.passing_from(place), |passage| passage.to)
    }

    /// Some units and all from which they have duties, in register order.
    pub(crate) fn answering_before(&self, places: impl IntoIterator<Item = usize>) -> BTreeSet<usize> {
        reached(places, |place| self.passing_to(place), |passage| passage.from)
    }

    /// The days after one on which units pass on to others, in order.
    pub(crate) fn reorganised_after(&self, day: NaiveDate) -> Vec<NaiveDate> {
        let mut days: Vec<NaiveDate> = self.successions().iter().map(|found| found.on).collect();
        days.retain(|on| *on > day);
        days.sort_unstable();
        days.dedup();
        days
    }
}

/// All that duties reach from some units.
fn reached<'r>(
    places: impl IntoIterator<Item = usize>,
    next: impl Fn(usize) -> &'r [Passage],
    end: impl Fn(&Passage) -> usize,
) -> BTreeSet<usize> {
    let mut left: Vec<usize> = places.into_iter().collect();
    let mut all: BTreeSet<usize> = left.iter().copied().collect();
    while let Some(place) = left.pop() {
        for passage in next(place).iter().filter(|passage| passage.duties) {
            if all.insert(end(passage)) {
                left.push(end(passage));
            }
        }
    }
    all
}
