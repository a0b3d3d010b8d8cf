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
pub struct Outcome {
    /// The least that can still be, over `over`.
    pub low: u64,
    /// The greatest.
    pub high: u64,
    /// What both are over.
    pub over: u64,
    /// The verdict, and what the ends are.
    pub mark: u32,
}

/// The same at many units, each figure a lane of its own and all of one width: so the compiler computes several units at once.
#[derive(Debug, Clone)]
pub struct Lanes {
    low: Vec<u32>,
    high: Vec<u32>,
    over: Vec<u32>,
    mark: Vec<u32>,
}

impl Lanes {
    fn of(units: usize) -> Self {
        let lane = vec![0; units];
        Self { low: lane.clone(), high: lane.clone(), over: lane.clone(), mark: lane }
    }

    /// What is said at each unit.
    pub fn iter(&self) -> impl Iterator<Item = Outcome> {
        let lanes = self.low.iter().zip(&self.high).zip(&self.over).zip(&self.mark);
        lanes.map(|(((low, high), over), mark)| Outcome {
            low: (*low).into(),
            high: (*high).into(),
            over: (*over).into(),
            mark: *mark,
        })
    }
}

/// How many subjects have each verdict, by its number.
pub type Line = [u64; 4];

/// What is said of one target in one month.
#[derive(Debug, Clone)]
pub struct Outcomes {
    /// At each unit.
    pub units: Lanes,
    /// At each district, then at each province, then at the root.
    pub nodes: Vec<Outcome>,
    /// The plan line.
    pub line: Line,
}

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

/// The units' year on one target, as its months go by; what the lanes hold depends on the kind of target.
#[derive(Debug)]
struct Year {
    /// The parts or counts so far; of a criterion, what the latest figure says: 0 nothing, 1 missed, 2 met.
    some: Vec<u32>,
    /// The wholes so far, or the months in which it was not done.
    rest: Vec<u32>,
    /// The months that are missing.
    missing: Vec<u32>,
}

impl Year {
    fn begin(&mut self) {
        for lane in [&mut self.some, &mut self.rest, &mut self.missing] {
            lane.fill(0);
        }
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

/// The loop, with the buffers that it uses again and again.
#[derive(Debug)]
pub struct Floor<'w> {
    world: &'w World,
    outcomes: Outcomes,
    sums: Vec<Sums>,
    year: Year,
    points: Vec<Points>,
}

impl<'w> Floor<'w> {
    /// For the figures of a world.
    pub fn new(world: &'w World) -> Self {
        let (units, nodes) = (world.shape.units, world.shape.nodes());
        let lane = vec![0; units];
        let outcomes =
            Outcomes { units: Lanes::of(units), nodes: vec![Outcome::default(); nodes], line: [0; 4] };
        Self {
            world,
            outcomes,
            sums: vec![Sums::default(); nodes],
            year: Year { some: lane.clone(), rest: lane.clone(), missing: lane },
            points: vec![Points::default(); units],
        }
    }

    /// Everything once: `each` sees a target, a month and what is said of it, before the next is said. Gives the points of
    /// every unit.
    pub fn run(&mut self, mut each: impl FnMut(usize, usize, &Outcomes)) -> &[Points] {
        self.points.fill(Points::default());
        for (number, asked) in self.world.targets.iter().enumerate() {
            self.year.begin();
            for month in 0..MONTHS {
                self.units(asked, month);
                self.districts(asked.asks);
                self.nodes(asked.asks);
                each(number, month, &self.outcomes);
            }
            let year = self.year.some.iter().zip(&self.year.rest).zip(&self.year.missing);
            for (((some, rest), missing), points) in year.zip(&mut self.points) {
                let found = points_of(asked, *some, *rest, *missing);
                points.low += found.low;
                points.high += found.high;
            }
        }
        &self.points
    }

    /// A number that depends on everything that is said: no part of the work can be left out.
    pub fn digest(&mut self) -> u64 {
        let mut digest = 0_u64;
        let mut add = |figure: u64| digest = digest.rotate_left(5) ^ figure;
        let points = self.run(|_, _, outcomes| {
            let Lanes { low, high, over, mark } = &outcomes.units;
            for lane in [low, high, over, mark] {
                add(lane.iter().fold(0_u32, |sum, figure| sum.wrapping_add(*figure)).into());
            }
            for Outcome { low, high, over, mark } in &outcomes.nodes {
                add(low.wrapping_add(*high).wrapping_add(*over).wrapping_add((*mark).into()));
            }
            outcomes.line.into_iter().for_each(&mut add);
        });
        for found in points {
            let (worst, best) = found.grades();
            add(u64::from(found.low) << 32 | u64::from(found.high) << 8 | (worst << 4 | best) as u64);
        }
        digest
    }

    /// What is said at every unit in one month.
    fn units(&mut self, asked: &Asked, month: usize) {
        let count = self.world.shape.units;
        let cells = month * count..(month + 1) * count;
        let Lanes { low, high, over, mark } = &mut self.outcomes.units;
        let Year { some, rest, missing } = &mut self.year;
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
    }

    /// What the units of each district add up to, and how many have each verdict.
    fn districts(&mut self, asks: Asks) {
        let Lanes { low, high, over, mark } = &self.outcomes.units;
        let ((lows, low), (highs, high)) = (low.as_chunks::<FAN>(), high.as_chunks::<FAN>());
        let ((overs, over), (marks, mark)) = (over.as_chunks::<FAN>(), mark.as_chunks::<FAN>());
        let mut line = [0; 4];
        let mut districts = self.sums.iter_mut();
        // The full districts first: of a length that the compiler knows.
        for ((((low, high), over), mark), district) in
            lows.iter().zip(highs).zip(overs).zip(marks).zip(&mut districts)
        {
            *district = sums_of(asks, [low, high, over, mark], &mut line);
        }
        if let (Some(district), false) = (districts.next(), low.is_empty()) {
            *district = sums_of(asks, [low, high, over, mark], &mut line);
        }
        line[NOT_APPLICABLE as usize] = self.world.shape.units as u64 - line.iter().sum::<u64>();
        self.outcomes.line = line;
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
            self.outcomes.line[(outcome.mark & VERDICT) as usize] += 1;
        }
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

/// Whether `part / whole` is at least so much.
fn reaches(part: u64, whole: u64, asked: Ratio) -> bool {
    part * asked.below >= whole * asked.above
}

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

fn pooled_at(sums: Sums) -> Outcome {
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

fn units_at(sums: Sums, asked: Ratio) -> Outcome {
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

fn total_at(sums: Sums, least: u32) -> Outcome {
    let unbounded = if sums.unknown > 0 { UNBOUNDED } else { 0 };
    let mark = match (sums.some >= least.into(), sums.unknown) {
        (true, _) => MET,
        (false, 0) => MISSED,
        (false, _) => OPEN,
    };
    Outcome { low: sums.some, high: sums.some, over: 1, mark: mark | unbounded }
}

/// The points of a year on one target.
fn points_of(asked: &Asked, some: u32, rest: u32, missing: u32) -> Points {
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
