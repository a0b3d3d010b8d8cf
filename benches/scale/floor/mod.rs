//! The floor: what the library says of a [`World`], by loops written by hand for exactly these targets.
//!
//! A loop walks the columns once, in order, in plain integers. For each target and month it gives the verdict with its bounds at
//! every unit and at every node above, and the plan line; for each unit the points and grades of the year. It knows nothing
//! of registers, corrections, periods or explanations: what it leaves out is what the library is for, and what it does is
//! the least that anyone must do for these answers.
//!
//! There are two, which differ in what they do at units: [`Plain`], a cell after another as one writes it first, is the floor that
//! times are divided by; [`Lanes`] lets the compiler take several units at once, and shows what is left to gain.

mod lanes;
mod plain;

use std::ops::Range;

pub use lanes::Lanes;
pub use plain::Plain;

use crate::shapes::{Asked, Asks, FAN, MONTHS, POOLED, Ratio, UNITS, UNITS_DONE, World};

/// Verdicts, in the low two bits of a mark.
pub const MET: u32 = 0;
/// See [`MET`].
pub const MISSED: u32 = 1;
/// See [`MET`].
pub const OPEN: u32 = 2;
/// See [`MET`].
pub const NOT_APPLICABLE: u32 = 3;
/// The bits of a mark that hold its verdict.
pub const VERDICT: u32 = 3;
/// In a mark: the low end cannot occur itself.
pub const LOW_OUT: u32 = 4;
/// In a mark: the high end cannot occur itself.
pub const HIGH_OUT: u32 = 8;
/// In a mark: there is no high end.
pub const UNBOUNDED: u32 = 16;

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
    pub mark: u32,
}

/// How many subjects have each verdict, by its number.
pub type Line = [u64; 4];

/// The verdict of a plan line: all of its subjects have to meet the target, those left out where it does not apply.
pub const fn of_line(line: Line) -> u32 {
    match line {
        [0, 0, 0, _] => NOT_APPLICABLE,
        [_, 0, 0, _] => MET,
        [_, 0, _, _] => OPEN,
        _ => MISSED,
    }
}

/// What the units below a node add up to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sums {
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
    pub fn grades(self) -> (usize, usize) {
        let grade = |points: u32| {
            usize::from(points >= 5_000) + usize::from(points >= 7_000) + usize::from(points >= 9_000)
        };
        (grade(self.low), grade(self.high))
    }
}

/// A unit's year on one target, as its months go by; what it holds depends on the kind of target.
#[derive(Debug, Clone, Copy, Default)]
pub struct Year {
    /// The parts or counts so far; of a criterion, what the latest figure says: 0 nothing, 1 missed, 2 met.
    some: u32,
    /// The wholes so far, or the months in which it was not done.
    rest: u32,
    /// The months that are missing.
    missing: u32,
}

/// What a loop does at units.
pub trait Units {
    /// What its rows of the table are called.
    const NAME: &'static str;

    /// With buffers for so many.
    fn of(units: usize) -> Self;

    /// A target's year begins.
    fn begin(&mut self);

    /// What is said at every unit in one month, of which the cells are given; what the units of each district add up to; and how
    /// many units have each verdict.
    fn month(&mut self, asked: &Asked, cells: Range<usize>, districts: &mut [Sums]) -> Line;

    /// What was said at each unit.
    fn said(&self) -> impl Iterator<Item = Outcome<u32>>;

    /// What the months come to at each unit.
    fn years(&self) -> impl Iterator<Item = Year>;

    /// What was said added up figure by figure, whatever becomes too large cut off.
    fn sums(&self) -> [u32; 4];
}

/// What is said of one target in one month.
#[derive(Debug)]
pub struct Said<'f, U> {
    /// At each unit.
    pub units: &'f U,
    /// At each district, then at each province, then at the root.
    pub nodes: &'f [Outcome<u64>],
    /// The plan line.
    pub line: Line,
}

/// A loop, with the buffers that it uses again and again.
#[derive(Debug)]
pub struct Floor<'w, U> {
    world: &'w World,
    units: U,
    nodes: Vec<Outcome<u64>>,
    sums: Vec<Sums>,
    points: Vec<Points>,
}

impl<'w, U: Units> Floor<'w, U> {
    /// For the figures of a world.
    pub fn new(world: &'w World) -> Self {
        let (units, nodes) = (world.shape.units, world.shape.nodes());
        Self {
            world,
            units: U::of(units),
            nodes: vec![Outcome::default(); nodes],
            sums: vec![Sums::default(); nodes],
            points: vec![Points::default(); units],
        }
    }

    /// Everything once: `each` sees a target, a month and what is said of it, before the next is said. Gives the points of
    /// every unit.
    pub fn run(&mut self, mut each: impl FnMut(usize, usize, Said<'_, U>)) -> &[Points] {
        self.points.fill(Points::default());
        let count = self.world.shape.units;
        for (number, asked) in self.world.targets.iter().enumerate() {
            self.units.begin();
            for month in 0..MONTHS {
                let cells = month * count..(month + 1) * count;
                let districts = &mut self.sums[..self.world.shape.districts()];
                let mut line = self.units.month(asked, cells, districts);
                self.nodes(asked.asks, &mut line);
                each(number, month, Said { units: &self.units, nodes: &self.nodes, line });
            }
            for (year, points) in self.units.years().zip(&mut self.points) {
                let found = points_of(asked, year);
                points.low += found.low;
                points.high += found.high;
            }
        }
        &self.points
    }

    /// A number that depends on everything that is said: no part of the work can be left out, and loops that say the same have
    /// the same.
    pub fn digest(&mut self) -> u64 {
        let mut digest = 0_u64;
        let mut add = |figure: u64| digest = digest.rotate_left(5) ^ figure;
        let points = self.run(|_, _, said| {
            said.units.sums().into_iter().for_each(|sum| add(sum.into()));
            for Outcome { low, high, over, mark } in said.nodes {
                add(low.wrapping_add(*high).wrapping_add(*over).wrapping_add((*mark).into()));
            }
            said.line.into_iter().for_each(&mut add);
        });
        for found in points {
            let (worst, best) = found.grades();
            add(u64::from(found.low) << 32 | u64::from(found.high) << 8 | (worst << 4 | best) as u64);
        }
        digest
    }

    /// Districts into provinces, provinces into the root, and what is said at each of them.
    fn nodes(&mut self, asks: Asks, line: &mut Line) {
        let (districts, above) = self.sums.split_at_mut(self.world.shape.districts());
        let (root, provinces) = above.split_last_mut().expect("a root");
        *root = Sums::default();
        for (province, districts) in provinces.iter_mut().zip(districts.chunks(FAN)) {
            *province = Sums::default();
            districts.iter().for_each(|district| province.add(*district));
            root.add(*province);
        }
        for (outcome, sums) in self.nodes.iter_mut().zip(&self.sums) {
            *outcome = match asks {
                Asks::Pooled => pooled_at(*sums),
                Asks::UnitsByShare => units_at(*sums, UNITS),
                Asks::Total(least) => total_at(*sums, least),
                Asks::UnitsDone => units_at(*sums, UNITS_DONE),
            };
            line[(outcome.mark & VERDICT) as usize] += 1;
        }
    }
}

/// Whether `part / whole` is at least so much.
fn reaches(part: u64, whole: u64, asked: Ratio) -> bool {
    part * asked.below >= whole * asked.above
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
    let Year { some, rest, missing } = year;
    let max = asked.hundredths;
    let (all, none) = (Points { low: max, high: max }, Points::default());
    let either = Points { low: 0, high: max };
    // `max x above / below`, a half up; who missed has at least a hundredth less than all.
    let in_proportion = |above: u64, below: u64| {
        let points = (2 * u64::from(max) * above + below) / (2 * below);
        points.min(u64::from(max) - 1) as u32
    };
    match asked.asks {
        Asks::Pooled if missing > 0 => either,
        // Where there is nothing to measure, the sheet takes no points away.
        Asks::Pooled if rest == 0 || reaches(some.into(), rest.into(), POOLED) => all,
        Asks::Pooled if asked.proportional => {
            let points = in_proportion(u64::from(some) * POOLED.below, u64::from(rest) * POOLED.above);
            Points { low: points, high: points }
        }
        Asks::Pooled => none,
        Asks::Total(least) if some >= least => all,
        Asks::Total(least) => {
            let low = if asked.proportional { in_proportion(some.into(), least.into()) } else { 0 };
            Points { low, high: if missing > 0 { max } else { low } }
        }
        // One unit's share of units is all or nothing, and so is what is in proportion to it.
        Asks::UnitsByShare => match some {
            2 => all,
            1 => none,
            _ if missing > 0 => either,
            _ => all,
        },
        Asks::UnitsDone if rest > 0 => none,
        Asks::UnitsDone if missing > 0 => either,
        Asks::UnitsDone => all,
    }
}
