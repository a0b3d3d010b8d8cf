//! The loop with a lane for each figure: several units at once.

use std::ops::Range;

use super::{
    Line, MET, MISSED, NOT_APPLICABLE, OPEN, Outcome, Sums, UNBOUNDED, Units, VERDICT, Year, reaches,
};
use crate::shapes::{Asked, Asks, Column, FAN, MISSING, NOT_SAID, OWN, POOLED};

/// What is said at units and what it adds to their year, each figure in a lane of its own and all of one width: so the compiler
/// computes several units at once.
#[derive(Debug)]
pub struct Lanes {
    low: Vec<u32>,
    high: Vec<u32>,
    over: Vec<u32>,
    mark: Vec<u32>,
    some: Vec<u32>,
    rest: Vec<u32>,
    missing: Vec<u32>,
}

impl Units for Lanes {
    const NAME: &'static str = "loop by hand, several units at once";

    fn of(units: usize) -> Self {
        let lane = || vec![0; units];
        Self {
            low: lane(),
            high: lane(),
            over: lane(),
            mark: lane(),
            some: lane(),
            rest: lane(),
            missing: lane(),
        }
    }

    fn begin(&mut self) {
        for lane in [&mut self.some, &mut self.rest, &mut self.missing] {
            lane.fill(0);
        }
    }

    fn month(&mut self, asked: &Asked, cells: Range<usize>, districts: &mut [Sums]) -> Line {
        let Self { low, high, over, mark, some, rest, missing } = self;
        let lanes = Slots { low, high, over, mark, some, rest, missing };
        match (asked.asks, &asked.column) {
            (Asks::Pooled, Column::Shares(parts, wholes)) => {
                pooled(&parts[cells.clone()], &wholes[cells], lanes);
            }
            (Asks::UnitsByShare, Column::Shares(parts, wholes)) => {
                by_share(&parts[cells.clone()], &wholes[cells], lanes);
            }
            (Asks::Total(least), Column::Counts(counts)) => total(least, &counts[cells], lanes),
            (Asks::UnitsDone, Column::Done(done)) => by_done(&done[cells], lanes),
            _ => unreachable!("a target's figures are of its own kind"),
        }
        self.districts(asked.asks, districts)
    }

    fn said(&self) -> impl Iterator<Item = Outcome<u32>> {
        let lanes = self.low.iter().zip(&self.high).zip(&self.over).zip(&self.mark);
        lanes.map(|(((low, high), over), mark)| Outcome { low: *low, high: *high, over: *over, mark: *mark })
    }

    fn years(&self) -> impl Iterator<Item = Year> {
        let lanes = self.some.iter().zip(&self.rest).zip(&self.missing);
        lanes.map(|((some, rest), missing)| Year { some: *some, rest: *rest, missing: *missing })
    }

    fn sums(&self) -> [u32; 4] {
        let sum = |lane: &[u32]| lane.iter().fold(0_u32, |sum, figure| sum.wrapping_add(*figure));
        [sum(&self.low), sum(&self.high), sum(&self.over), sum(&self.mark)]
    }
}

impl Lanes {
    /// What the units of each district add up to, and how many have each verdict.
    fn districts(&self, asks: Asks, sums: &mut [Sums]) -> Line {
        let Self { low, high, over, mark, .. } = self;
        let units = mark.len() as u64;
        let ((lows, low), (highs, high)) = (low.as_chunks::<FAN>(), high.as_chunks::<FAN>());
        let ((overs, over), (marks, mark)) = (over.as_chunks::<FAN>(), mark.as_chunks::<FAN>());
        let mut line = [0; 4];
        let mut districts = sums.iter_mut();
        // The full districts first: of a length that the compiler knows.
        for ((((low, high), over), mark), district) in
            lows.iter().zip(highs).zip(overs).zip(marks).zip(&mut districts)
        {
            *district = sums_of(asks, [low, high, over, mark], &mut line);
        }
        if let (Some(district), false) = (districts.next(), low.is_empty()) {
            *district = sums_of(asks, [low, high, over, mark], &mut line);
        }
        line[NOT_APPLICABLE as usize] = units - line.iter().sum::<u64>();
        line
    }
}

/// What some units add up to; their verdicts are added to the line.
#[inline(always)]
fn sums_of(asks: Asks, [low, high, over, mark]: [&[u32]; 4], line: &mut Line) -> Sums {
    let sum = |lane: &[u32]| lane.iter().map(|figure| u64::from(*figure)).sum::<u64>();
    let count =
        |verdict: u32| u64::from(mark.iter().map(|mark| u32::from(mark & VERDICT == verdict)).sum::<u32>());
    let unknown = count(OPEN);
    line[MET as usize] += count(MET);
    line[MISSED as usize] += count(MISSED);
    line[OPEN as usize] += unknown;
    // At a unit only what is unknown is open; it stands for a whole of 1, or for a unit that may or may not count.
    let rest = match asks {
        Asks::Pooled => sum(over) - unknown,
        Asks::UnitsByShare | Asks::UnitsDone => sum(over) - sum(high),
        Asks::Total(_) => 0,
    };
    Sums { some: sum(low), rest, unknown }
}

/// Where one month of all units is written to: what is said of it, and what it adds to the year.
struct Slots<'a> {
    low: &'a mut [u32],
    high: &'a mut [u32],
    over: &'a mut [u32],
    mark: &'a mut [u32],
    some: &'a mut [u32],
    rest: &'a mut [u32],
    missing: &'a mut [u32],
}

impl<'a> Slots<'a> {
    /// All as long as the cells: then nothing is left to check inside a loop.
    fn cut(self, units: usize) -> Self {
        let cut = |lane: &'a mut [u32]| &mut lane[..units];
        Self {
            low: cut(self.low),
            high: cut(self.high),
            over: cut(self.over),
            mark: cut(self.mark),
            some: cut(self.some),
            rest: cut(self.rest),
            missing: cut(self.missing),
        }
    }
}

// The four loops over units have no branches, each choice being arithmetic on 0 and 1, and are kept apart from one another:
// the compiler then takes several units at a time.

#[inline(never)]
fn pooled(parts: &[u32], wholes: &[u32], slots: Slots<'_>) {
    let (wholes, to) = (&wholes[..parts.len()], slots.cut(parts.len()));
    for k in 0..parts.len() {
        let missing = u32::from(wholes[k] == MISSING);
        let (part, whole) = (parts[k], if wholes[k] == MISSING { 0 } else { wholes[k] });
        // Over an unknown whole every share can still occur, both ends too: nothing is reported that rules one out.
        to.low[k] = part;
        to.high[k] = part + missing;
        to.over[k] = whole + missing;
        let missed = u32::from(!reaches(part.into(), whole.into(), POOLED));
        to.mark[k] = if whole == 0 { NOT_APPLICABLE - missing } else { missed };
        to.some[k] += part;
        to.rest[k] += whole;
        to.missing[k] += missing;
    }
}

#[inline(never)]
fn by_share(parts: &[u32], wholes: &[u32], slots: Slots<'_>) {
    let (wholes, to) = (&wholes[..parts.len()], slots.cut(parts.len()));
    for k in 0..parts.len() {
        let missing = u32::from(wholes[k] == MISSING);
        let figure = 1 - missing - u32::from(wholes[k] == 0);
        let met = figure & u32::from(reaches(parts[k].into(), wholes[k].into(), OWN));
        let missed = figure - met;
        to.low[k] = met;
        to.high[k] = met + missing;
        to.over[k] = figure + missing;
        to.mark[k] = NOT_APPLICABLE - NOT_APPLICABLE * met - (NOT_APPLICABLE - MISSED) * missed - missing;
        // The latest figure stands; a mask, for a choice would be a branch.
        let mask = 0_u32.wrapping_sub(figure);
        to.some[k] = (to.some[k] & !mask) | ((1 + met) & mask);
        to.missing[k] += missing;
    }
}

#[inline(never)]
fn by_done(done: &[u8], slots: Slots<'_>) {
    let to = slots.cut(done.len());
    for (k, done) in done.iter().enumerate() {
        let (missed, missing) = (u32::from(*done == 0), u32::from(*done == NOT_SAID));
        let met = 1 - missed - missing;
        to.low[k] = met;
        to.high[k] = met + missing;
        to.over[k] = 1;
        to.mark[k] = missed + OPEN * missing;
        to.rest[k] += missed;
        to.missing[k] += missing;
    }
}

#[inline(never)]
fn total(least: u32, counts: &[u32], slots: Slots<'_>) {
    let to = slots.cut(counts.len());
    for (k, reported) in counts.iter().enumerate() {
        let missing = u32::from(*reported == MISSING);
        let count = if *reported == MISSING { 0 } else { *reported };
        to.low[k] = count;
        to.high[k] = count;
        to.over[k] = 1;
        to.mark[k] = if *reported == MISSING { OPEN | UNBOUNDED } else { u32::from(count < least) };
        to.some[k] += count;
        to.missing[k] += missing;
    }
}
