//! What a unit holds of figures: reports, and portions of what divided units held.
//!
//! What a divided unit held is kept once, as a bundle, and each heir holds a portion of the bundle: so that a chain of divisions,
//! or units that exchange parts year by year, take no more room than there are successions. A bundle is opened when a figure is
//! added up, the later ones first, so that each is opened once.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::{
    ledger::Said,
    quantity::{Fraction, Overflow},
    time::Period,
};

/// A report that is expected, or there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    pub(super) unit: usize,
    /// For which period: that of the series, or the days of it that were the unit's.
    pub(super) period: Period,
    /// The last day that it stands for.
    pub(super) until: NaiveDate,
    /// Whether it is for the period of the series.
    pub(super) exact: bool,
    pub(super) said: Option<Said>,
}

impl Cell {
    /// Whether there is a report, and any share of it is nothing.
    pub(super) fn is_nothing(&self) -> bool {
        match self.said {
            Some(Said::NotApplicable) => true,
            Some(Said::Number(number)) => number.decimal().is_zero(),
            Some(Said::Share(share)) => share.whole() == 0,
            _ => false,
        }
    }
}

/// How much is held: of numbers and parts, and of wholes. They differ where a later whole stands in the place of an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Portion {
    pub(super) part: Fraction,
    pub(super) whole: Fraction,
}

impl Portion {
    pub(super) const ALL: Self = Self { part: Fraction::ONE, whole: Fraction::ONE };
    pub(super) const NONE: Self = Self { part: Fraction::ZERO, whole: Fraction::ZERO };
    /// Parts alone.
    pub(super) const PARTS: Self = Self { part: Fraction::ONE, whole: Fraction::ZERO };

    pub(super) const fn of(share: Fraction) -> Self {
        Self { part: share, whole: share }
    }

    fn times(self, other: Self) -> Result<Self, Overflow> {
        if self == Self::ALL {
            return Ok(other);
        }
        if other == Self::ALL {
            return Ok(self);
        }
        Ok(Self { part: self.part.times(other.part)?, whole: self.whole.times(other.whole)? })
    }

    fn plus(self, other: Self) -> Result<Self, Overflow> {
        if self == Self::NONE {
            return Ok(other);
        }
        Ok(Self { part: self.part.plus(other.part)?, whole: self.whole.plus(other.whole)? })
    }

    fn minus(self, other: Self) -> Result<Self, Overflow> {
        Ok(Self { part: self.part.minus(other.part)?, whole: self.whole.minus(other.whole)? })
    }

    fn least(self, other: Self) -> Self {
        Self { part: self.part.min(other.part), whole: self.whole.min(other.whole) }
    }

    pub(super) fn is_none(self) -> bool {
        self == Self::NONE
    }
}

/// Something held.
#[derive(Debug, Clone, Copy)]
pub(super) struct Held {
    pub(super) what: What,
    pub(super) portion: Portion,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum What {
    /// A report, by its number.
    Cell(usize),
    /// An exact portion of a bundle.
    Bundle(usize),
    /// What one of the heirs has of a bundle that was not apportioned.
    Part {
        bundle: usize,
        /// Which of the heirs.
        heir: usize,
    },
}

impl Held {
    pub(super) const fn all(what: What) -> Self {
        Self { what, portion: Portion::ALL }
    }
}

/// What a unit held when it was divided, or before a later whole.
#[derive(Debug)]
pub(super) struct Bundle {
    held: Vec<Held>,
    /// The first of the passages by which it was divided, among those of the kin, and how many there are.
    pub(super) passage: usize,
    pub(super) heirs: usize,
    /// Whether everything in it was reported, and any share of it is nothing.
    nothing: bool,
    /// Whether anything in it was reported.
    reported: bool,
}

/// What kin hold of one period: reports and bundles, each by its number.
#[derive(Debug, Default)]
pub(super) struct Store {
    pub(super) cells: Vec<Cell>,
    pub(super) bundles: Vec<Bundle>,
}

/// Something held, down to the reports.
#[derive(Debug, Default)]
pub(super) struct Opened {
    /// By the number of the report, each once.
    pub(super) cells: Vec<(usize, Portion)>,
    /// Parts of which nobody can say how much they are: bundle, heir, portion.
    pub(super) parts: Vec<(usize, usize, Portion)>,
}

/// What is held of one bundle.
#[derive(Debug, Default)]
struct OfBundle {
    exact: Option<Portion>,
    parts: Vec<(usize, Portion)>,
}

impl Store {
    pub(super) fn cell(&mut self, cell: Cell) -> Held {
        self.cells.push(cell);
        Held::all(What::Cell(self.cells.len().saturating_sub(1)))
    }

    /// The number of a new bundle.
    pub(super) fn bundle(&mut self, held: Vec<Held>, passage: usize, heirs: usize) -> usize {
        let cell = |cell: usize| self.cells.get(cell);
        let bundle = |bundle: usize| self.bundles.get(bundle);
        let reported = held.iter().any(|held| match held.what {
            What::Cell(n) => cell(n).is_some_and(|cell| cell.said.is_some()),
            What::Bundle(n) | What::Part { bundle: n, .. } => bundle(n).is_some_and(|bundle| bundle.reported),
        });
        let nothing = held.iter().all(|held| {
            held.portion.is_none()
                || match held.what {
                    What::Cell(n) => cell(n).is_some_and(Cell::is_nothing),
                    What::Bundle(n) | What::Part { bundle: n, .. } => {
                        bundle(n).is_some_and(|bundle| bundle.nothing)
                    }
                }
        });
        self.bundles.push(Bundle { held, passage, heirs, nothing, reported });
        self.bundles.len().saturating_sub(1)
    }

    /// Down to the reports. Parts of a bundle that are all there are the bundle; with `blindly`, so is any part.
    pub(super) fn open(&self, held: &[Held], blindly: bool) -> Result<Opened, Overflow> {
        let mut opened = Opened::default();
        let mut bundles: BTreeMap<usize, OfBundle> = BTreeMap::new();
        put(held, Portion::ALL, &mut opened, &mut bundles)?;
        // A bundle holds earlier ones alone: from the last backwards, everything that is held of one is known when it is opened.
        while let Some((number, of)) = bundles.pop_last() {
            let Some(bundle) = self.bundles.get(number) else { continue };
            let (exact, rest) = settle(bundle.heirs, of)?;
            let open = !bundle.reported || blindly;
            let mut known = exact;
            for (heir, portion) in rest {
                if bundle.nothing || portion.is_none() {
                    // A part of nothing is nothing, and none of a part too.
                    known = Some(known.unwrap_or(Portion::NONE));
                } else if !open {
                    opened.parts.push((number, heir, portion));
                } else {
                    known = Some(known.unwrap_or(Portion::NONE).plus(portion)?);
                }
            }
            if let Some(known) = known {
                put(&bundle.held, known, &mut opened, &mut bundles)?;
            }
        }
        opened.cells.sort_unstable_by_key(|(cell, _)| *cell);
        let mut cells: Vec<(usize, Portion)> = Vec::with_capacity(opened.cells.len());
        for (cell, portion) in opened.cells {
            match cells.last_mut().filter(|last| last.0 == cell) {
                Some(last) => last.1 = last.1.plus(portion)?,
                None => cells.push((cell, portion)),
            }
        }
        opened.cells = cells;
        Ok(opened)
    }
}

/// Everything held, so much of it.
fn put(
    held: &[Held],
    portion: Portion,
    opened: &mut Opened,
    bundles: &mut BTreeMap<usize, OfBundle>,
) -> Result<(), Overflow> {
    for held in held {
        let portion = held.portion.times(portion)?;
        match held.what {
            What::Cell(cell) => opened.cells.push((cell, portion)),
            What::Bundle(bundle) => {
                let exact = &mut bundles.entry(bundle).or_default().exact;
                *exact = Some(exact.unwrap_or(Portion::NONE).plus(portion)?);
            }
            What::Part { bundle, heir } => bundles.entry(bundle).or_default().parts.push((heir, portion)),
        }
    }
    Ok(())
}

/// What of a bundle is held exactly, and the parts that are held beyond, by their heirs.
type Settled = (Option<Portion>, Vec<(usize, Portion)>);

/// Parts of a bundle that are all there are so much of the bundle.
fn settle(heirs: usize, OfBundle { exact, mut parts }: OfBundle) -> Result<Settled, Overflow> {
    parts.sort_unstable_by_key(|(heir, _)| *heir);
    let mut sums: Vec<(usize, Portion)> = Vec::new();
    for (heir, portion) in parts {
        match sums.last_mut().filter(|last| last.0 == heir) {
            Some(last) => last.1 = last.1.plus(portion)?,
            None => sums.push((heir, portion)),
        }
    }
    let all_there = heirs > 0 && sums.len() == heirs;
    let least = sums.iter().map(|(_, portion)| *portion).reduce(Portion::least).filter(|_| all_there);
    let Some(least) = least else { return Ok((exact, sums)) };
    let mut rest = Vec::new();
    for (heir, portion) in sums {
        let beyond = portion.minus(least)?;
        if !beyond.is_none() {
            rest.push((heir, beyond));
        }
    }
    Ok((Some(exact.unwrap_or(Portion::NONE).plus(least)?), rest))
}
