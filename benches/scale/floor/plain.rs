//! The loop as one writes it first: a cell after another.

use std::ops::Range;

use super::{
    Line, MET, MISSED, NOT_APPLICABLE, OPEN, Outcome, Sums, UNBOUNDED, Units, VERDICT, Year, reaches,
};
use crate::shapes::{Asked, Asks, Column, FAN, MISSING, NOT_SAID, OWN, POOLED};

/// What is said at each unit, and its year.
#[derive(Debug)]
pub struct Plain {
    outcomes: Vec<Outcome<u32>>,
    years: Vec<Year>,
}

impl Units for Plain {
    const NAME: &'static str = "loop by hand: the floor";

    fn of(units: usize) -> Self {
        Self { outcomes: vec![Outcome::default(); units], years: vec![Year::default(); units] }
    }

    fn begin(&mut self) {
        self.years.fill(Year::default());
    }

    fn month(&mut self, asked: &Asked, cells: Range<usize>, districts: &mut [Sums]) -> Line {
        let slots = Slots { outcomes: &mut self.outcomes, years: &mut self.years, districts };
        match (asked.asks, &asked.column) {
            (Asks::Pooled, Column::Shares(parts, wholes)) => {
                let shares = parts[cells.clone()].iter().zip(&wholes[cells]);
                slots.fill(shares, |(part, whole), year| pooled(*part, *whole, year))
            }
            (Asks::UnitsByShare, Column::Shares(parts, wholes)) => {
                let shares = parts[cells.clone()].iter().zip(&wholes[cells]);
                slots.fill(shares, |(part, whole), year| by_share(*part, *whole, year))
            }
            (Asks::Total(least), Column::Counts(counts)) => {
                slots.fill(counts[cells].iter(), |count, year| total(least, *count, year))
            }
            (Asks::UnitsDone, Column::Done(done)) => {
                slots.fill(done[cells].iter(), |done, year| by_done(*done, year))
            }
            _ => unreachable!("a target's figures are of its own kind"),
        }
    }

    fn said(&self) -> impl Iterator<Item = Outcome<u32>> {
        self.outcomes.iter().copied()
    }

    fn years(&self) -> impl Iterator<Item = Year> {
        self.years.iter().copied()
    }

    fn sums(&self) -> [u32; 4] {
        self.outcomes.iter().fold([0; 4], |[low, high, over, mark], said| {
            let sum = u32::wrapping_add;
            [sum(low, said.low), sum(high, said.high), sum(over, said.over), sum(mark, said.mark)]
        })
    }
}

/// What one month is written to.
struct Slots<'a> {
    outcomes: &'a mut [Outcome<u32>],
    years: &'a mut [Year],
    districts: &'a mut [Sums],
}

impl Slots<'_> {
    /// From each cell what is said at its unit, and what it adds to its district.
    fn fill<C>(
        self,
        mut cells: impl Iterator<Item = C>,
        say: impl Fn(C, &mut Year) -> (Outcome<u32>, Sums),
    ) -> Line {
        let all = self.outcomes.len() as u64;
        // Counted apart, for a table of counters would be a chain of stores and loads.
        let (mut met, mut missed, mut open) = (0, 0, 0);
        let units = self.outcomes.chunks_mut(FAN).zip(self.years.chunks_mut(FAN));
        for ((outcomes, years), district) in units.zip(self.districts) {
            let mut sums = Sums::default();
            for ((outcome, year), cell) in outcomes.iter_mut().zip(years).zip(&mut cells) {
                let (said, adds) = say(cell, year);
                *outcome = said;
                sums.add(adds);
                met += u64::from(said.mark & VERDICT == MET);
                missed += u64::from(said.mark & VERDICT == MISSED);
                open += u64::from(said.mark & VERDICT == OPEN);
            }
            *district = sums;
        }
        [met, missed, open, all - met - missed - open]
    }
}

fn pooled(part: u32, whole: u32, year: &mut Year) -> (Outcome<u32>, Sums) {
    if whole == MISSING {
        year.missing += 1;
        // Over an unknown whole every share can still occur, with both ends: nothing is reported that rules one out.
        return (Outcome { low: 0, high: 1, over: 1, mark: OPEN }, Sums { unknown: 1, ..Sums::default() });
    }
    year.some += part;
    year.rest += whole;
    let verdict = if reaches(part.into(), whole.into(), POOLED) { MET } else { MISSED };
    let mark = if whole == 0 { NOT_APPLICABLE } else { verdict };
    let sums = Sums { some: part.into(), rest: whole.into(), unknown: 0 };
    (Outcome { low: part, high: part, over: whole, mark }, sums)
}

/// A unit that is counted by its own verdict.
fn counted(verdict: u32) -> (Outcome<u32>, Sums) {
    let (met, missed, open) = (verdict == MET, verdict == MISSED, verdict == OPEN);
    let (low, high, over) = (met, met | open, met | missed | open);
    let outcome = Outcome { low: low.into(), high: high.into(), over: over.into(), mark: verdict };
    (outcome, Sums { some: met.into(), rest: missed.into(), unknown: open.into() })
}

fn by_share(part: u32, whole: u32, year: &mut Year) -> (Outcome<u32>, Sums) {
    let reached = if reaches(part.into(), whole.into(), OWN) { MET } else { MISSED };
    let verdict = match whole {
        MISSING => OPEN,
        0 => NOT_APPLICABLE,
        _ => reached,
    };
    // The latest figure stands.
    match verdict {
        MET => year.some = 2,
        MISSED => year.some = 1,
        OPEN => year.missing += 1,
        _ => (),
    }
    counted(verdict)
}

fn by_done(done: u8, year: &mut Year) -> (Outcome<u32>, Sums) {
    let verdict = match done {
        NOT_SAID => OPEN,
        0 => MISSED,
        _ => MET,
    };
    year.rest += u32::from(verdict == MISSED);
    year.missing += u32::from(verdict == OPEN);
    counted(verdict)
}

fn total(least: u32, count: u32, year: &mut Year) -> (Outcome<u32>, Sums) {
    if count == MISSING {
        year.missing += 1;
        let outcome = Outcome { low: 0, high: 0, over: 1, mark: OPEN | UNBOUNDED };
        return (outcome, Sums { unknown: 1, ..Sums::default() });
    }
    year.some += count;
    let mark = if count >= least { MET } else { MISSED };
    (Outcome { low: count, high: count, over: 1, mark }, Sums { some: count.into(), ..Sums::default() })
}
