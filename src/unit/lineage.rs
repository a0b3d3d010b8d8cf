//! Who stands for whom: the successions of a register, checked, and walked either way.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Extent, Register, RegisterError, Succession, UnitRecord, check};
use crate::id::UnitId;

/// A succession between two units of a register, by their places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Passage {
    /// The first day of the new order.
    pub(crate) on: NaiveDate,
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) whole: bool,
    /// Whether the heir answers for what the other would from the day on.
    pub(crate) duties: bool,
    /// Its place among the successions.
    pub(crate) entry: usize,
}

/// The successions of a register, by either end.
#[derive(Debug, Clone, Default)]
pub(super) struct Passages {
    /// In order of their predecessors, then of their days, then as they were given.
    by_predecessor: Vec<Passage>,
    /// The same in order of their heirs.
    by_heir: Vec<Passage>,
}

impl Passages {
    fn new(mut all: Vec<Passage>) -> Self {
        all.sort_by_key(|passage| (passage.from, passage.on));
        let mut by_heir = all.clone();
        by_heir.sort_by_key(|passage| (passage.to, passage.on));
        Self { by_predecessor: all, by_heir }
    }

    fn of(&self, predecessor: usize) -> &[Passage] {
        stretch(&self.by_predecessor, |passage| passage.from, predecessor)
    }

    fn to(&self, heir: usize) -> &[Passage] {
        stretch(&self.by_heir, |passage| passage.to, heir)
    }
}

/// Those of one unit, of passages in order of their units.
fn stretch(all: &[Passage], unit_of: impl Fn(&Passage) -> usize, unit: usize) -> &[Passage] {
    let from = all.partition_point(|passage| unit_of(passage) < unit);
    let to = all.partition_point(|passage| unit_of(passage) <= unit);
    all.get(from..to).unwrap_or_default()
}

/// What became of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heir<'a> {
    /// It exists, or is still to come.
    Itself,
    /// Another unit stands for all of it.
    Whole(&'a UnitId),
    /// Several units, or one, have parts of it, as of the day on which it ended, or of which heir of the whole it was that was
    /// divided.
    Divided {
        /// The unit that was divided: itself, or its heir of the whole.
        unit: &'a UnitId,
        /// Those that took a part, in the order of the successions.
        heirs: Vec<&'a UnitId>,
        /// The one of them that answers for its duties, if one was named.
        duties: Option<&'a UnitId>,
    },
    /// It ended, and nothing was said of who stands for it.
    Ended {
        /// The unit that ended: itself, or its heir of the whole.
        unit: &'a UnitId,
    },
}

/// What a reorganisation (sắp xếp) changes in a register: see [`Register::reorganised`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reorganisation {
    /// Units that begin, and from a day on (`since`) other names, parents, levels or kinds of those that are there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<UnitRecord>,
    /// The last days of units that end. Of those that pass whole to another it follows from the succession.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub ends: BTreeMap<UnitId, NaiveDate>,
    /// What passes to whom.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub successions: Vec<Succession>,
}

/// Where a unit comes from, and what became of it: every succession on the way, in order of their days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lineage<'a> {
    /// From what: successions to the unit, to its predecessors, and so on.
    pub from: Vec<&'a Succession>,
    /// Into what: successions of the unit, of its heirs, and so on.
    pub into: Vec<&'a Succession>,
}

impl Register {
    /// A register of these records, whose units pass on as these successions say.
    ///
    /// Where a unit passes whole to another and its record does not say its last day, that is the day before.
    ///
    /// # Errors
    /// Everything that is wrong with them: the records first, in their order, then the successions in theirs.
    pub fn with_successions(
        records: impl IntoIterator<Item = UnitRecord>,
        successions: impl IntoIterator<Item = Succession>,
    ) -> Result<Self, Vec<RegisterError>> {
        let (mut records, successions): (Vec<_>, Vec<_>) =
            (records.into_iter().collect(), successions.into_iter().collect());
        end_predecessors(&mut records, &successions);
        let mut register = Self::new(records)?;
        let mut found = Vec::new();
        let passages = check::passages(&register, &successions, &mut found);
        if !found.is_empty() {
            found.sort_by_key(|(entry, _)| *entry);
            let error = |(entry, error)| RegisterError::Succession { error, entry };
            return Err(found.into_iter().map(error).collect());
        }
        register.turns.extend(successions.iter().map(|succession| succession.on));
        register.turns.sort_unstable();
        register.turns.dedup();
        register.passages = Passages::new(passages);
        register.successions = successions;
        Ok(register)
    }

    /// The same after a reorganisation.
    ///
    /// # Errors
    /// As for [`Register::with_successions`]: the records of the new register are those of this one, then those of the
    /// reorganisation; so are the successions. And [`RegisterError::EndsUnknown`], [`RegisterError::EndsTwice`].
    pub fn reorganised(&self, by: &Reorganisation) -> Result<Self, Vec<RegisterError>> {
        let (mut records, mut errors) = (self.records(), Vec::new());
        for unit in by.ends.keys().filter(|unit| !self.knows(unit)) {
            errors.push(RegisterError::EndsUnknown { unit: unit.clone() });
        }
        for record in records.iter_mut().filter(|record| record.since.is_none()) {
            let Some(&again) = by.ends.get(&record.id) else { continue };
            if let Some(last) = record.last.replace(again) {
                errors.push(RegisterError::EndsTwice { unit: record.id.clone(), last, again });
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        records.extend(by.units.iter().cloned());
        Self::with_successions(records, self.successions.iter().chain(&by.successions).cloned())
    }

    /// The successions that it was made with, in the order they were given.
    #[must_use]
    pub fn successions(&self) -> &[Succession] {
        &self.successions
    }

    /// What stands for a unit on a day: itself while it exists or is still to come, else its heir, along the whole chain. None
    /// for a unit that the register does not know.
    #[must_use]
    pub fn heir(&self, unit: &UnitId, on: NaiveDate) -> Option<Heir<'_>> {
        let place = self.place(unit)?;
        let last = self.last_holder(place, on);
        if !self.ended_before(last, on) {
            return Some(if last == place { Heir::Itself } else { Heir::Whole(self.id(last)?) });
        }
        let parts: Vec<&Passage> = self.parts(last).collect();
        let unit = self.id(last)?;
        if parts.is_empty() {
            return Some(Heir::Ended { unit });
        }
        let heirs = parts.iter().filter_map(|passage| self.id(passage.to)).collect();
        let duties = parts.iter().find(|passage| passage.duties).and_then(|passage| self.id(passage.to));
        Some(Heir::Divided { unit, heirs, duties })
    }

    /// Where a unit comes from, and what became of it. None for a unit that the register does not know.
    #[must_use]
    pub fn lineage(&self, unit: &UnitId) -> Option<Lineage<'_>> {
        let place = self.place(unit)?;
        let from = self.closure(place, |place| self.passages.to(place), |passage| passage.from);
        let into = self.closure(place, |place| self.passages.of(place), |passage| passage.to);
        Some(Lineage { from, into })
    }

    fn closure<'r>(
        &'r self,
        start: usize,
        next: impl Fn(usize) -> &'r [Passage],
        end: impl Fn(&Passage) -> usize,
    ) -> Vec<&'r Succession> {
        let mut seen = BTreeSet::from([start]);
        let mut entries: BTreeSet<(NaiveDate, usize)> = BTreeSet::new();
        let mut left = vec![start];
        while let Some(unit) = left.pop() {
            for passage in next(unit) {
                entries.insert((passage.on, passage.entry));
                if seen.insert(end(passage)) {
                    left.push(end(passage));
                }
            }
        }
        entries.iter().filter_map(|(_, entry)| self.successions.get(*entry)).collect()
    }

    /// The succession of a passage.
    pub(crate) fn succession(&self, passage: &Passage) -> Option<&Succession> {
        self.successions.get(passage.entry)
    }

    /// Whether any unit passes on.
    pub(crate) fn has_successions(&self) -> bool {
        !self.successions.is_empty()
    }

    /// Everything that passes from a unit, in order of days.
    pub(crate) fn passing_from(&self, place: usize) -> &[Passage] {
        self.passages.of(place)
    }

    /// Everything that passes to a unit, in order of days.
    pub(crate) fn passing_to(&self, place: usize) -> &[Passage] {
        self.passages.to(place)
    }

    /// The passage of the whole of a unit, if there is one.
    pub(crate) fn passing_whole(&self, place: usize) -> Option<&Passage> {
        self.passages.of(place).iter().find(|passage| passage.whole)
    }

    /// The latest day up to a day on which a unit took something over, or was divided and lived on: from then on it is another
    /// than before, under the same name.
    pub(crate) fn took_over(&self, place: usize, on: NaiveDate) -> Option<NaiveDate> {
        self.passages.to(place).iter().rev().map(|passage| passage.on).find(|day| *day <= on)
    }

    /// The unit that stands for all of another on a day, if it exists then.
    pub(crate) fn holder(&self, place: usize, on: NaiveDate) -> Option<usize> {
        Some(self.last_holder(place, on)).filter(|holder| self.exists(*holder, on))
    }

    /// Those that took a part of a unit that ended, on the day after its last.
    fn parts(&self, place: usize) -> impl Iterator<Item = &Passage> {
        self.passages.of(place).iter().filter(move |p| !p.whole && self.ended_before(place, p.on))
    }

    /// Along heirs of the whole, the last that has begun by a day.
    fn last_holder(&self, place: usize, on: NaiveDate) -> usize {
        let mut at = place;
        while self.ended_before(at, on)
            && let Some(whole) = self.passing_whole(at)
        {
            at = whole.to;
        }
        at
    }

    pub(crate) fn ended_before(&self, place: usize, on: NaiveDate) -> bool {
        self.units.get(place).is_some_and(|unit| unit.last < on)
    }
}

/// A unit that passes whole ends on the day before, where its record does not say when.
fn end_predecessors(records: &mut [UnitRecord], successions: &[Succession]) {
    let mut ends: HashMap<&UnitId, NaiveDate> = HashMap::new();
    for succession in successions.iter().filter(|s| s.extent == Extent::Whole && s.heir != s.predecessor) {
        if let Some(last) = succession.on.pred_opt() {
            ends.entry(&succession.predecessor).or_insert(last);
        }
    }
    for record in records.iter_mut().filter(|record| record.since.is_none() && record.last.is_none()) {
        record.last = ends.get(&record.id).copied();
    }
}
