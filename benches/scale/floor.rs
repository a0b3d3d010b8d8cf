//! The floor: what the library says of a [`World`], by a loop written by hand for exactly these targets.
//!
//! It walks the columns once, in order, in plain integers. For each target and month it gives the verdict with its bounds at
//! every unit and at every node above, and the plan line; for each unit the points and grades of the year. It knows nothing
//! of registers, corrections, periods or explanations: what it leaves out is what the library is for, and what it does is
//! the least that anyone must do for these answers.

use crate::shapes::{
    Asked, Asks, Column, FAN, MISSING, MONTHS, NOT_SAID, OWN, POOLED, Ratio, UNITS, UNITS_DONE, World,
};

/// Verdicts, in the low two bits of a mark.
pub const MET: u8 = 0;
/// See [`MET`].
pub const MISSED: u8 = 1;
/// See [`MET`].
pub const OPEN: u8 = 2;
/// See [`MET`].
pub const NOT_APPLICABLE: u8 = 3;
/// The bits of a mark that hold its verdict.
pub const VERDICT: u8 = 3;
/// In a mark: the low end cannot occur itself.
pub const LOW_OUT: u8 = 4;
/// In a mark: the high end cannot occur itself.
pub const HIGH_OUT: u8 = 8;
/// In a mark: there is no high end.
pub const UNBOUNDED: u8 = 16;

/// What is said at one subject: the values from `low / over` to `high / over`, and a mark. An `over` of 0 is nothing to
/// measure.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Outcome<T> {
    /// The least that can still be, over `over`.
    pub low: T,
    /// The greatest.
    pub high: T,
    /// What both are over.
    pub over: T,
    /// The verdict, and what the ends are.
    pub mark: u8,
}

/// How many subjects have each verdict, by its number.
pub type Line = [u64; 4];

/// What is said of one target in one month.
#[derive(Debug, Clone)]
pub struct Outcomes {
    /// At each unit.
    pub units: Vec<Outcome<u32>>,
    /// At each district, then at each province, then at the root.
    pub nodes: Vec<Outcome<u64>>,
    /// The plan line.
    pub line: Line,
}

/// The verdict of a plan line: all of its subjects have to meet the target, those left out where it does not apply.
pub const fn of_line(line: Line) -> u8 {
    match line {
        [0, 0, 0, _] => NOT_APPLICABLE,
        [_, 0, 0, _] => MET,
        [_, 0, _, _] => OPEN,
        _ => MISSED,
    }
}

/// What the units below a node add up to.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    /// Parts, counts, or units that met.
    some: u64,
    /// Wholes, or units that missed.
    rest: u64,
    /// Figures or units of which nothing is known.
    unknown: u64,
}

impl Sums {
    fn add(&mut self, other: Self) {
        self.some += other.some;
        self.rest += other.rest;
        self.unknown += other.unknown;
    }
}

/// A unit's year on one target, as its months go by.
#[derive(Debug, Clone, Copy, Default)]
struct Year {
    /// The parts or counts so far.
    some: u32,
    /// The wholes so far.
    rest: u32,
    /// Months that are missing.
    missing: u32,
    /// Where each unit has a verdict that is counted: the one that stands.
    verdict: u8,
}

/// The points of a unit in hundredths.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Points {
    /// The least that can still be.
    pub low: u32,
    /// The greatest.
    pub high: u32,
}

impl Points {
    /// The worst and the best grade that the points touch, from 0 to 3.
    pub fn grades(self) -> (u8, u8) {
        let grade =
            |points: u32| u8::from(points >= 5_000) + u8::from(points >= 7_000) + u8::from(points >= 9_000);
        (grade(self.low), grade(self.high))
    }
}

/// The loop, with the buffers that it uses again and again.
#[derive(Debug)]
pub struct Floor<'w> {
    world: &'w World,
    outcomes: Outcomes,
    sums: Vec<Sums>,
    year: Vec<Year>,
    points: Vec<Points>,
}

impl<'w> Floor<'w> {
    /// For the figures of a world.
    pub fn new(world: &'w World) -> Self {
        let (units, nodes) = (world.shape.units, world.shape.nodes());
        let outcomes = Outcomes {
            units: vec![Outcome::default(); units],
            nodes: vec![Outcome::default(); nodes],
            line: [0; 4],
        };
        Self {
            world,
            outcomes,
            sums: vec![Sums::default(); nodes],
            year: vec![Year::default(); units],
            points: vec![Points::default(); units],
        }
    }

    /// Everything once: `each` sees a target, a month and what is said of it, before the next is said. Gives the points of
    /// every unit.
    pub fn run(&mut self, mut each: impl FnMut(usize, usize, &Outcomes)) -> &[Points] {
        self.points.fill(Points::default());
        for (number, asked) in self.world.targets.iter().enumerate() {
            // Of verdicts the one that stands begins as the one that any other replaces.
            let verdict = if matches!(asked.asks, Asks::UnitsDone) { MET } else { NOT_APPLICABLE };
            self.year.fill(Year { verdict, ..Year::default() });
            for month in 0..MONTHS {
                self.units(asked, month);
                self.nodes(asked.asks);
                each(number, month, &self.outcomes);
            }
            for (year, points) in self.year.iter().zip(&mut self.points) {
                let found = points_of(asked, *year);
                points.low += found.low;
                points.high += found.high;
            }
        }
        &self.points
    }

    /// A number that depends on everything that is said: no part of the work can be left out.
    pub fn digest(&mut self) -> u64 {
        let mut digest = 0_u64;
        let points = self.run(|_, _, outcomes| {
            let one = |low: u64, high: u64, over: u64, mark: u8| {
                low.wrapping_add(high << 1).wrapping_add(over << 2).wrapping_add(u64::from(mark) << 3)
            };
            let units = outcomes.units.iter();
            let units = units.map(|o| one(o.low.into(), o.high.into(), o.over.into(), o.mark));
            let nodes = outcomes.nodes.iter().map(|o| one(o.low, o.high, o.over, o.mark));
            let all = units.chain(nodes).chain(outcomes.line);
            digest = digest.rotate_left(5) ^ all.fold(0, u64::wrapping_add);
        });
        let grades = points.iter().map(|points| {
            let (low, high) = points.grades();
            u64::from(points.low) + u64::from(points.high << 1) + u64::from(low << 4) + u64::from(high << 6)
        });
        let grades = grades.fold(0, u64::wrapping_add);
        digest ^ grades
    }

    /// What is said at every unit in one month, and the sums of the districts.
    fn units(&mut self, asked: &Asked, month: usize) {
        let count = self.world.shape.units;
        let cells = month * count..(month + 1) * count;
        let slots = Slots {
            outcomes: &mut self.outcomes.units,
            year: &mut self.year,
            districts: &mut self.sums[..self.world.shape.districts()],
        };
        self.outcomes.line = match (asked.asks, &asked.column) {
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
        };
    }

    /// Districts into provinces, provinces into the root, and what is said at each of them.
    fn nodes(&mut self, asks: Asks) {
        let (districts, above) = self.sums.split_at_mut(self.world.shape.districts());
        let (root, provinces) = above.split_last_mut().expect("a root");
        *root = Sums::default();
        for (province, districts) in provinces.iter_mut().zip(districts.chunks(FAN)) {
            *province = Sums::default();
            districts.iter().for_each(|district| province.add(*district));
            root.add(*province);
        }
        for (outcome, sums) in self.outcomes.nodes.iter_mut().zip(&self.sums) {
            *outcome = match asks {
                Asks::Pooled => pooled_at(*sums),
                Asks::UnitsByShare => units_at(*sums, UNITS),
                Asks::Total(least) => total_at(*sums, least),
                Asks::UnitsDone => units_at(*sums, UNITS_DONE),
            };
            self.outcomes.line[usize::from(outcome.mark & VERDICT)] += 1;
        }
    }
}

/// What one month is written to.
struct Slots<'a> {
    outcomes: &'a mut [Outcome<u32>],
    year: &'a mut [Year],
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
        let units = self.outcomes.chunks_mut(FAN).zip(self.year.chunks_mut(FAN));
        for ((outcomes, year), district) in units.zip(self.districts) {
            let mut sums = Sums::default();
            for ((outcome, year), cell) in outcomes.iter_mut().zip(year).zip(&mut cells) {
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

/// Whether `part / whole` is at least so much.
fn reaches(part: u64, whole: u64, asked: Ratio) -> bool {
    part * asked.below >= whole * asked.above
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

fn pooled_at(sums: Sums) -> Outcome<u64> {
    let Sums { some: part, rest: whole, unknown } = sums;
    if unknown > 0 {
        let low = if part > 0 { LOW_OUT } else { 0 };
        let high = if part < whole { HIGH_OUT } else { 0 };
        return Outcome { low: 0, high: 1, over: 1, mark: OPEN | low | high };
    }
    let verdict = if reaches(part, whole, POOLED) { MET } else { MISSED };
    let mark = if whole == 0 { NOT_APPLICABLE } else { verdict };
    Outcome { low: part, high: part, over: whole, mark }
}

/// A unit that is counted by its own verdict.
fn counted(verdict: u8) -> (Outcome<u32>, Sums) {
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
    // The latest figure stands; without any, the year is unknown once a month is.
    year.verdict = match verdict {
        MET | MISSED => verdict,
        OPEN if year.verdict == NOT_APPLICABLE => OPEN,
        _ => year.verdict,
    };
    counted(verdict)
}

fn by_done(done: u8, year: &mut Year) -> (Outcome<u32>, Sums) {
    let verdict = match done {
        NOT_SAID => OPEN,
        0 => MISSED,
        _ => MET,
    };
    // One month in which it was not done settles the year.
    year.verdict = match (verdict, year.verdict) {
        (MISSED, _) | (_, MISSED) => MISSED,
        (OPEN, _) | (_, OPEN) => OPEN,
        _ => MET,
    };
    counted(verdict)
}

fn units_at(sums: Sums, asked: Ratio) -> Outcome<u64> {
    let Sums { some: met, rest: missed, unknown } = sums;
    let (most, over) = (met + unknown, met + missed + unknown);
    let mark = if over == 0 {
        NOT_APPLICABLE
    } else if reaches(met, over, asked) {
        MET
    } else if reaches(most, over, asked) {
        OPEN
    } else {
        MISSED
    };
    Outcome { low: met, high: most, over, mark }
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

fn total_at(sums: Sums, least: u32) -> Outcome<u64> {
    let unbounded = if sums.unknown > 0 { UNBOUNDED } else { 0 };
    let mark = match (sums.some >= least.into(), sums.unknown) {
        (true, _) => MET,
        (false, 0) => MISSED,
        (false, _) => OPEN,
    };
    Outcome { low: sums.some, high: sums.some, over: 1, mark: mark | unbounded }
}

/// The points of a year on one target.
fn points_of(asked: &Asked, year: Year) -> Points {
    let max = asked.hundredths;
    let (all, none) = (Points { low: max, high: max }, Points::default());
    let either = Points { low: 0, high: max };
    // `max x above / below`, a half up; who missed has at least a hundredth less than all.
    let in_proportion = |above: u64, below: u64| {
        let points = (2 * u64::from(max) * above + below) / (2 * below);
        points.min(u64::from(max) - 1) as u32
    };
    match asked.asks {
        Asks::Pooled if year.missing > 0 => either,
        // Where there is nothing to measure, the sheet takes no points away.
        Asks::Pooled if year.rest == 0 || reaches(year.some.into(), year.rest.into(), POOLED) => all,
        Asks::Pooled if asked.proportional => {
            let points =
                in_proportion(u64::from(year.some) * POOLED.below, u64::from(year.rest) * POOLED.above);
            Points { low: points, high: points }
        }
        Asks::Pooled => none,
        Asks::Total(least) if year.some >= least => all,
        Asks::Total(least) => {
            let low = if asked.proportional { in_proportion(year.some.into(), least.into()) } else { 0 };
            Points { low, high: if year.missing > 0 { max } else { low } }
        }
        // One unit's share of units is all or nothing, and so is what is in proportion to it.
        Asks::UnitsByShare | Asks::UnitsDone => match year.verdict {
            MET | NOT_APPLICABLE => all,
            OPEN => either,
            _ => none,
        },
    }
}
