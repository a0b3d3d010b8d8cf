//! The figures of a made-up country, as bare columns of integers: nobody's figures, drawn from a seed.
//!
//! Units hang below districts of 20, districts below provinces of 20, provinces below one root, the plan's issuer. Each
//! target has an indicator of its own, reported by every unit each month of one year.

/// Units below a district, and districts below a province.
pub const FAN: usize = 20;
/// Months of the year that is reported.
pub const MONTHS: usize = 12;
/// The mark of a figure that was not reported: of a whole, or of a count.
pub const MISSING: u32 = u32::MAX;
/// The same of 'done or not', which is else 0 or 1.
pub const NOT_SAID: u8 = u8::MAX;
/// The greatest whole of a share.
const GREATEST_WHOLE: u64 = 2_000;
/// One unit in eight reports hardly anything, so that totals of a year are missed too.
const QUIET: u64 = 8;

/// How many of what.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// What the table calls it.
    pub name: &'static str,
    /// Units that report.
    pub units: usize,
    /// Targets, each with its indicator.
    pub targets: usize,
}

/// For quick checks: an incomplete district, an incomplete province, every kind of target under both rules of points.
pub const TINY: Shape = Shape { name: "tiny", units: 430, targets: 8 };
/// A district's worth of a province.
pub const S: Shape = Shape { name: "S", units: 1_000, targets: 10 };
/// A country with a plan of usual length.
pub const M: Shape = Shape { name: "M", units: 10_000, targets: 20 };
/// A country with all that is asked of a commune.
pub const L: Shape = Shape { name: "L", units: 10_000, targets: 84 };

impl Shape {
    /// Districts.
    pub const fn districts(&self) -> usize {
        self.units.div_ceil(FAN)
    }

    /// Provinces.
    pub const fn provinces(&self) -> usize {
        self.districts().div_ceil(FAN)
    }

    /// Districts, provinces and the root.
    pub const fn nodes(&self) -> usize {
        self.districts() + self.provinces() + 1
    }
}

/// An exact ratio that is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Ratio {
    /// In percent.
    pub percent: u64,
    /// Lowest terms: the numerator.
    pub above: u64,
    /// Lowest terms: the denominator.
    pub below: u64,
}

/// `>= 85%` of all persons.
pub const POOLED: Ratio = Ratio { percent: 85, above: 17, below: 20 };
/// `>= 80%` of a unit's own.
pub const OWN: Ratio = Ratio { percent: 80, above: 4, below: 5 };
/// `>= 90%` of units.
pub const UNITS: Ratio = Ratio { percent: 90, above: 9, below: 10 };
/// `>= 95%` of units.
pub const UNITS_DONE: Ratio = Ratio { percent: 95, above: 19, below: 20 };

/// What a target asks; the kinds take turns.
#[derive(Debug, Clone, Copy)]
pub enum Asks {
    /// A pooled share of at least [`POOLED`].
    Pooled,
    /// A share of units of at least [`UNITS`], a unit counting that has [`OWN`] or more; of several months the latest counts.
    UnitsByShare,
    /// A total of counts, of at least so many.
    Total(u32),
    /// A share of units of at least [`UNITS_DONE`] that have done it, in every month.
    UnitsDone,
}

/// What was reported on an indicator, by month and then by unit.
#[derive(Debug, Clone)]
pub enum Column {
    /// Parts, and wholes or [`MISSING`]. A whole of 0 is nothing to measure.
    Shares(Vec<u32>, Vec<u32>),
    /// Counts, or [`MISSING`].
    Counts(Vec<u32>),
    /// 0 or 1, or [`NOT_SAID`].
    Done(Vec<u8>),
}

/// A target, what it is worth, and what was reported on it.
#[derive(Debug, Clone)]
pub struct Asked {
    /// What it asks.
    pub asks: Asks,
    /// Its points in the score sheet, in hundredths.
    pub hundredths: u32,
    /// Whether its points are in proportion, rather than all or nothing.
    pub proportional: bool,
    /// What was reported.
    pub column: Column,
}

/// A shape with its figures.
#[derive(Debug, Clone)]
pub struct World {
    /// How many of what.
    pub shape: Shape,
    /// The targets.
    pub targets: Vec<Asked>,
}

/// Splitmix64 (Steele, Lea and Flood 2014): a line of arithmetic, the same numbers on every machine and in every version.
#[derive(Debug, Clone)]
pub struct Draw(u64);

impl Draw {
    /// From a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let a = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let b = (a ^ (a >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        b ^ (b >> 31)
    }

    /// From 0 to below `end`.
    pub const fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// In so many cases of a hundred.
    const fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// A share: in 5 cases of 100 exactly at `at`, else around it, from `from` thousandths up to 200 more; seldom of nothing.
    fn share(&mut self, at: Ratio, from: u64) -> (u32, u32) {
        let (part, whole) = if self.percent(5) {
            let times = 1 + self.below(GREATEST_WHOLE / at.below);
            (at.above * times, at.below * times)
        } else if self.below(256) == 0 {
            (0, 0)
        } else {
            let whole = 1 + self.below(GREATEST_WHOLE);
            (whole * (from + self.below(201)) / 1_000, whole)
        };
        (narrow(part), narrow(whole))
    }

    fn count(&mut self, least: u32, quiet: bool) -> u32 {
        if quiet {
            return u32::from(self.below(24) == 0);
        }
        if self.percent(5) { least } else { narrow(self.below(2 * u64::from(least) + 1)) }
    }
}

fn narrow(figure: u64) -> u32 {
    u32::try_from(figure).expect("figures are drawn below 2^32")
}

impl World {
    /// Draws the figures of a shape. Of a hundred cells 8 are missing.
    pub fn new(shape: Shape, seed: u64) -> Self {
        let mut draw = Draw::new(seed);
        let quiet: Vec<bool> = (0..shape.units).map(|_| draw.below(QUIET) == 0).collect();
        let targets = (0..shape.targets).map(|k| {
            let asks = match k % 4 {
                0 => Asks::Pooled,
                1 => Asks::UnitsByShare,
                2 => Asks::Total(4 + narrow(draw.below(6))),
                _ => Asks::UnitsDone,
            };
            // In turn, and shifted after each round of kinds, so that every kind comes under both rules.
            let proportional = (k + k / 4) % 2 == 1;
            let column = column(&mut draw, asks, &quiet);
            Asked { asks, hundredths: hundredths(k, shape.targets), proportional, column }
        });
        Self { shape, targets: targets.collect() }
    }

    /// How many cells were reported.
    pub fn observations(&self) -> usize {
        let all = self.targets.iter().map(|target| match &target.column {
            Column::Shares(_, figures) | Column::Counts(figures) => {
                figures.iter().filter(|figure| **figure != MISSING).count()
            }
            Column::Done(figures) => figures.iter().filter(|figure| **figure != NOT_SAID).count(),
        });
        all.sum()
    }
}

/// 100 points over the targets as evenly as two digits after the point allow: they add to 100 exactly.
fn hundredths(target: usize, targets: usize) -> u32 {
    let more = usize::from(target < 10_000 % targets);
    u32::try_from(10_000 / targets + more).expect("at most 10 000")
}

fn column(draw: &mut Draw, asks: Asks, quiet: &[bool]) -> Column {
    let cells = MONTHS * quiet.len();
    let missing = |draw: &mut Draw| draw.percent(8);
    match asks {
        Asks::Pooled | Asks::UnitsByShare => {
            let (at, from) = if matches!(asks, Asks::Pooled) { (POOLED, 750) } else { (OWN, 780) };
            let figures = (0..cells).map(|_| if missing(draw) { (0, MISSING) } else { draw.share(at, from) });
            let (parts, wholes) = figures.unzip();
            Column::Shares(parts, wholes)
        }
        Asks::Total(least) => {
            let quiet = quiet.iter().cycle().take(cells);
            let figures = quiet.map(|quiet| if missing(draw) { MISSING } else { draw.count(least, *quiet) });
            Column::Counts(figures.collect())
        }
        Asks::UnitsDone => {
            let figures =
                (0..cells).map(|_| if missing(draw) { NOT_SAID } else { u8::from(draw.percent(96)) });
            Column::Done(figures.collect())
        }
    }
}
