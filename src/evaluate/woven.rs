//! How the units of a scope are read in a judging period: from which of its sub-periods, and with whose figures.

use std::{collections::BTreeMap, ops::Range, sync::Arc};

use chrono::NaiveDate;

use super::ground::Listed;
use crate::{time::Period, unit::Register};

/// What decides how units are read, beside their lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Weave {
    /// Whether the latest figure counts alone.
    pub(super) latest: bool,
    /// Whether predecessors' figures are added.
    pub(super) adds: bool,
    /// Whether a figure from before the judging period may stand.
    pub(super) carries: bool,
    /// Whether it matters at whom figures count.
    pub(super) at_units: bool,
    /// The days of the judging period.
    pub(super) judged: Period,
}

/// How a unit is read. Sub-periods are numbered in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// In words, from all sub-periods.
    All,
    /// In words, from these sub-periods.
    Some { from: u16, to: u16 },
    /// In words, from these sub-periods if there is a figure in one of them.
    Own { from: u16, to: u16 },
    /// In words, with those of the units that are counted in it.
    Together { from: u32, to: u32 },
    /// By itself, as carefully as it takes.
    Careful,
}

/// A unit with the sub-periods that are expected of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Strand {
    unit: u32,
    from: u16,
    to: u16,
}

impl Strand {
    pub(super) fn unit(self) -> usize {
        usize::try_from(self.unit).unwrap_or(usize::MAX)
    }

    pub(super) fn slots(self) -> Range<usize> {
        usize::from(self.from)..usize::from(self.to)
    }
}

/// How each unit of a register is read.
#[derive(Debug, Default)]
pub(super) struct Woven {
    readings: Vec<Reading>,
    strands: Vec<Strand>,
}

/// What readings are worked out from.
struct Loom<'l> {
    register: &'l Register,
    weave: Weave,
    expected: &'l [Period],
    settled: &'l [(usize, Arc<Vec<bool>>)],
    took_over: Option<&'l [bool]>,
}

impl Woven {
    pub(super) fn new(
        register: &Register,
        listed: &Listed,
        weave: Weave,
        expected: &[Period],
        settled: &[(usize, Arc<Vec<bool>>)],
        took_over: Option<&[bool]>,
    ) -> Self {
        let loom = Loom { register, weave, expected, settled, took_over };
        let mut woven = Self { readings: vec![Reading::Careful; register.len()], strands: Vec::new() };
        for unit in listed.units.iter().filter_map(|unit| usize::try_from(*unit).ok()) {
            let reading = loom.reading(unit, &listed.strands, &mut woven.strands);
            if let (Some(slot), Some(reading)) = (woven.readings.get_mut(unit), reading) {
                *slot = reading;
            }
        }
        woven
    }

    #[inline]
    pub(super) fn of(&self, unit: usize) -> Reading {
        self.readings.get(unit).copied().unwrap_or(Reading::Careful)
    }

    /// The units that are read together.
    #[inline]
    pub(super) fn strands(&self, reading: Reading) -> &[Strand] {
        let Reading::Together { from, to } = reading else { return &[] };
        let place = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
        self.strands.get(place(from)..place(to)).unwrap_or_default()
    }
}

impl Loom<'_> {
    fn took_over(&self, unit: usize) -> bool {
        self.took_over.is_some_and(|took_over| took_over.get(unit) == Some(&true))
    }

    /// The sub-periods that are expected of a unit from a day on: those that end while it exists. None where there are none,
    /// where a report may be about one that does not, and where figures count at others than those who stand above at the end.
    fn strand(&self, unit: usize, (first, last): (NaiveDate, NaiveDate)) -> Option<Strand> {
        let from = self.expected.partition_point(|period| period.last() < first);
        let to = self.expected.partition_point(|period| period.last() <= last);
        let beyond = self.expected.get(to).is_some_and(|period| period.first() <= last);
        let settled = |(slot, units): &(usize, Arc<Vec<bool>>)| {
            !(from..to).contains(slot) || units.get(unit) == Some(&true)
        };
        let reads = from < to && !beyond && self.settled.iter().all(settled);
        let small = |n: usize| u16::try_from(n).ok();
        Some(Strand { unit: u32::try_from(unit).ok()?, from: small(from)?, to: small(to)? }).filter(|_| reads)
    }

    /// None where a careful look is needed.
    fn reading(
        &self,
        unit: usize,
        counted: &BTreeMap<usize, Vec<usize>>,
        strands: &mut Vec<Strand>,
    ) -> Option<Reading> {
        let Self { register, weave, expected, .. } = self;
        let (first, last) = register.days_of(unit)?;
        let took_over = self.took_over(unit);
        if last < weave.judged.last() || (took_over && weave.carries) {
            return None;
        }
        if took_over && weave.latest {
            let own = self.strand(unit, (register.took_over(unit, weave.judged.last())?, last))?;
            return Some(Reading::Own { from: own.from, to: own.to });
        }
        let own = self.strand(unit, (first, last))?;
        if !took_over || !weave.adds {
            let is_all = own.slots() == (0..expected.len());
            return Some(if is_all { Reading::All } else { Reading::Some { from: own.from, to: own.to } });
        }
        let inside = |day: NaiveDate| weave.judged.first() < day && day <= weave.judged.last();
        for passage in register.passing_to(unit).iter().filter(|passage| inside(passage.on)) {
            let across = expected.get(expected.partition_point(|period| period.last() < passage.on));
            // A sub-period across the day may be said by several.
            if !passage.whole || across.is_some_and(|period| period.first() < passage.on) {
                return None;
            }
        }
        let start = strands.len();
        for &strand in counted.get(&unit).into_iter().flatten() {
            let woven = register.days_of(strand).and_then(|days| self.strand(strand, days));
            match woven.filter(|_| !self.took_over(strand)) {
                Some(woven) => strands.push(woven),
                None => {
                    strands.truncate(start);
                    return None;
                }
            }
        }
        strands.push(own);
        Some(Reading::Together { from: u32::try_from(start).ok()?, to: u32::try_from(strands.len()).ok()? })
    }
}
