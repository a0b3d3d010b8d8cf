//! Units that pass to one another, told apart from those with whom they have nothing to do: a period is worked out for a few
//! units at a time, and not at all where nobody reported.

use std::{collections::BTreeMap, ops::Range};

use chrono::NaiveDate;

use crate::{
    time::Period,
    unit::{Passage, Register},
};

/// Units any two of which are joined by successions, up to the day of the series.
pub(super) struct Kin {
    /// In register order.
    pub(super) units: Vec<usize>,
    /// By day, then by predecessor.
    pub(super) passages: Vec<Passage>,
}

impl Kin {
    /// Where a unit stands among its kin.
    pub(super) fn place(&self, unit: usize) -> Option<usize> {
        self.units.binary_search(&unit).ok()
    }

    /// The passages of each day after one and up to another, a day at a time, each with the place of its first passage.
    pub(super) fn days(&self, after: NaiveDate, until: NaiveDate) -> impl Iterator<Item = Range<usize>> {
        let mut at = self.passages.partition_point(|passage| passage.on <= after);
        std::iter::from_fn(move || {
            let on = self.passages.get(at).map(|passage| passage.on).filter(|on| *on <= until)?;
            let to = self.passages.partition_point(|passage| passage.on <= on);
            Some(std::mem::replace(&mut at, to)..to)
        })
    }
}

/// All kin of a register.
pub(super) struct Kinship {
    pub(super) all: Vec<Kin>,
    /// By unit; none for a unit that has no kin.
    of: Vec<Option<usize>>,
    /// Every day on which something passes, with the kin whose it is, in order.
    days: Vec<(NaiveDate, usize)>,
}

impl Kinship {
    /// Who is kin by a day.
    pub(super) fn new(register: &Register, onto: NaiveDate) -> Self {
        let units = 0..register.len();
        let passages: Vec<Passage> = units
            .clone()
            .flat_map(|unit| register.passing_from(unit))
            .filter(|passage| passage.on <= onto)
            .copied()
            .collect();
        let mut leaders: Vec<usize> = units.clone().collect();
        for passage in &passages {
            let (from, to) = (leader(&mut leaders, passage.from), leader(&mut leaders, passage.to));
            // The first of the register leads, so that chains of leaders stay short enough once they are halved on every look.
            if let Some(slot) = leaders.get_mut(from.max(to)) {
                *slot = from.min(to);
            }
        }
        let (mut all, mut places): (Vec<Kin>, BTreeMap<usize, usize>) = (Vec::new(), BTreeMap::new());
        for passage in passages {
            let leader = leader(&mut leaders, passage.from);
            let place = *places.entry(leader).or_insert(all.len());
            match all.get_mut(place) {
                Some(kin) => kin.passages.push(passage),
                None => all.push(Kin { units: Vec::new(), passages: vec![passage] }),
            }
        }
        let mut of = vec![None; register.len()];
        for (unit, slot) in units.zip(&mut of) {
            *slot = places.get(&leader(&mut leaders, unit)).copied();
            if let Some(kin) = slot.and_then(|place| all.get_mut(place)) {
                kin.units.push(unit);
            }
        }
        let mut days = Vec::new();
        for (place, kin) in all.iter_mut().enumerate() {
            kin.passages.sort_by_key(|passage| (passage.on, passage.from));
            days.extend(kin.passages.iter().map(|passage| (passage.on, place)));
        }
        days.sort_unstable();
        days.dedup();
        Self { all, of, days }
    }

    /// The kin of a unit.
    pub(super) fn of(&self, unit: usize) -> Option<usize> {
        self.of.get(unit).copied().flatten()
    }

    /// The kin among whom something passes after the first day of a period, up to its last.
    pub(super) fn within(&self, days: Period) -> impl Iterator<Item = usize> {
        let from = self.days.partition_point(|(on, _)| *on <= days.first());
        self.days.iter().skip(from).take_while(move |(on, _)| *on <= days.last()).map(|(_, kin)| *kin)
    }
}

/// The unit that leads those of a unit, as far as they are joined yet.
fn leader(leaders: &mut [usize], unit: usize) -> usize {
    let mut at = unit;
    while let Some(&next) = leaders.get(at).filter(|next| **next != at) {
        let beyond = leaders.get(next).copied().unwrap_or(next);
        if let Some(slot) = leaders.get_mut(at) {
            *slot = beyond;
        }
        at = beyond;
    }
    at
}
