//! Heaps: tallies small enough to be walked by the million. Each says the same as a [`Tally`], with what the plan knows left
//! out.

use super::{bound::Bound, ends::Bounds};
use crate::{
    evaluate::{
        outcome::Verdict,
        tally::{PooledTally, SumTally, Tally, UnitTally},
        work::Found,
    },
    plan::{Aggregate, Measure},
    quantity::{Fraction, Number},
};

/// What a heap leaves out because every heap of a question has it.
#[derive(Debug, Clone, Copy)]
pub(in crate::evaluate) struct Unit<'a> {
    pub(in crate::evaluate) aggregate: &'a Aggregate,
    pub(in crate::evaluate) measure: &'a Measure,
    /// Decimal places of amounts.
    pub(in crate::evaluate) places: u32,
}

/// Why a heap cannot hold what it is to hold: then exact tallies have to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::evaluate) struct Misfit;

/// A tally that can be walked by the million.
pub(in crate::evaluate) trait Heap: Clone + Default {
    /// Whether it holds everything that can be held at all.
    const EXACT: bool = false;
    fn add(&mut self, other: &Self) -> Result<(), Misfit>;
    /// Adds a leaf with one figure: a walk over leaves counts each once, and a register numbers its units in 32 bits, so that
    /// no counter can overflow.
    fn add_leaf(&mut self, leaf: &Self) -> Result<(), Misfit> {
        self.add(leaf)
    }
    /// An error where a bound on what is unknown can no longer be held.
    fn found(&self, unit: Unit<'_>) -> Result<Found, Misfit>;
    fn of(found: &Found, unit: Unit<'_>) -> Result<Self, Misfit>;
    /// What stands for figures of a unit that are too large to be added up.
    fn lost() -> Result<Self, Misfit> {
        Err(Misfit)
    }
    /// The verdict where whole numbers decide it.
    fn verdict(&self, unit: Unit<'_>, bound: &Bound) -> Option<Verdict>;
    /// None where there is nothing to measure; an error where only exact fractions say.
    fn bounds(&self, unit: Unit<'_>) -> Result<Option<Bounds>, Misfit>;
}

/// A heap that one figure can bring up to date.
pub(in crate::evaluate) trait Live: Heap {
    /// Takes away what was added before.
    fn take(&mut self, other: &Self) -> Result<(), Misfit>;
}

/// A heap that is to hold a sum: an error where it does not hold all of it, as with a part of a divided unit.
fn exactly<H: Heap>(heap: H, sum: &SumTally, unit: Unit<'_>) -> Result<H, Misfit> {
    let held = heap.found(unit)?.tally;
    if held.is_none_or(|held| held == Tally::Sum(*sum)) { Ok(heap) } else { Err(Misfit) }
}

/// Field by field, with an operation that says whether it overflowed.
macro_rules! fields {
    ($into:expr, $from:expr, $operation:ident, $($field:ident),*) => {{
        let mut overflowed = false;
        $(
            let (sum, over) = $into.$field.$operation($from.$field);
            $into.$field = sum;
            overflowed |= over;
        )*
        if overflowed { Err(Misfit) } else { Ok(()) }
    }};
}

/// Field by field, where nothing can overflow.
macro_rules! wrapping {
    ($into:expr, $from:expr, $($field:ident),*) => {
        $($into.$field = $into.$field.wrapping_add($from.$field);)*
    };
}

macro_rules! addition {
    ($($field:ident),*) => {
        #[inline]
        fn add(&mut self, other: &Self) -> Result<(), Misfit> {
            fields!(self, other, overflowing_add, $($field),*)
        }
    };
}

fn few(n: u64) -> Result<u32, Misfit> {
    n.try_into().map_err(|_| Misfit)
}

/// Units counted by a criterion of their own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::evaluate) struct Units {
    pub(super) met: u32,
    pub(super) missed: u32,
    pub(super) unknown: u32,
    pub(super) nothing: u32,
    pub(super) provisional: u32,
    pub(super) carried: u32,
}

impl Units {
    /// The number met, the most that can be, and over how many.
    #[inline]
    fn steps(&self, unit: Unit<'_>) -> Option<(u64, u64, u64)> {
        let (met, missed, unknown) = (u64::from(self.met), u64::from(self.missed), u64::from(self.unknown));
        let most = met.saturating_add(unknown);
        let units = most.saturating_add(missed);
        let over = if matches!(unit.aggregate, Aggregate::NumberOfUnits(_)) { 1 } else { units };
        (units > 0).then_some((met, most, over))
    }
}

impl Heap for Units {
    addition!(met, missed, unknown, nothing, provisional, carried);

    #[inline]
    fn add_leaf(&mut self, leaf: &Self) -> Result<(), Misfit> {
        wrapping!(self, leaf, met, missed, unknown, nothing, provisional);
        Ok(())
    }

    fn found(&self, _: Unit<'_>) -> Result<Found, Misfit> {
        let tally = UnitTally {
            met: self.met.into(),
            missed: self.missed.into(),
            unknown: self.unknown.into(),
            not_applicable: self.nothing.into(),
            ..UnitTally::default()
        };
        Ok(Found {
            tally: (tally != UnitTally::default()).then_some(Tally::Units(tally)),
            provisional: self.provisional > 0,
            carried_forward: self.carried > 0,
        })
    }

    fn of(found: &Found, unit: Unit<'_>) -> Result<Self, Misfit> {
        let nothing = Tally::Units(UnitTally::default());
        let Tally::Units(tally) = *found.tally.as_ref().unwrap_or(&nothing) else { return Err(Misfit) };
        let heap = Self {
            met: few(tally.met)?,
            missed: few(tally.missed)?,
            unknown: few(tally.unknown)?,
            nothing: few(tally.not_applicable)?,
            provisional: found.provisional.into(),
            carried: found.carried_forward.into(),
        };
        // Members of an outer target: more than a heap holds.
        if heap.found(unit)?.tally == found.tally { Ok(heap) } else { Err(Misfit) }
    }

    #[inline(always)]
    fn verdict(&self, unit: Unit<'_>, bound: &Bound) -> Option<Verdict> {
        let steps = self.steps(unit);
        Some(steps.map_or(Verdict::NotApplicable, |(met, most, over)| bound.verdict(met, Some(most), over)))
    }

    #[inline(always)]
    fn bounds(&self, unit: Unit<'_>) -> Result<Option<Bounds>, Misfit> {
        Ok(self.steps(unit).map(|(met, most, over)| Bounds {
            low: met.into(),
            high: Some(most.into()),
            over: over.into(),
            low_attained: true,
            high_attained: true,
        }))
    }
}

impl Live for Units {
    fn take(&mut self, other: &Self) -> Result<(), Misfit> {
        fields!(self, other, overflowing_sub, met, missed, unknown, nothing, provisional, carried)
    }
}

/// Parts and wholes, each whole either reported or unknown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::evaluate) struct Pooled {
    pub(super) part: u64,
    pub(super) whole: u64,
    pub(super) unknown: u32,
    pub(super) figures: u32,
    pub(super) nothing: u32,
    pub(super) provisional: u32,
    pub(super) carried: u32,
}

impl Heap for Pooled {
    addition!(part, whole, unknown, figures, nothing, provisional, carried);

    #[inline]
    fn add_leaf(&mut self, leaf: &Self) -> Result<(), Misfit> {
        // OK because the parts and wholes of words have 32 bits too.
        wrapping!(self, leaf, part, whole, unknown, figures, nothing, provisional);
        Ok(())
    }

    fn found(&self, _: Unit<'_>) -> Result<Found, Misfit> {
        let tally = PooledTally {
            part: self.part,
            whole: self.whole,
            unknown_wholes: self.unknown.into(),
            reported_part: self.part,
            reported_whole: self.whole,
            figures: self.figures.into(),
            unknown_figures: self.unknown.into(),
            not_applicable_figures: self.nothing.into(),
            ..PooledTally::default()
        };
        Ok(Found {
            tally: (tally != PooledTally::default()).then_some(Tally::Pooled(tally)),
            provisional: self.provisional > 0,
            carried_forward: self.carried > 0,
        })
    }

    fn of(found: &Found, unit: Unit<'_>) -> Result<Self, Misfit> {
        let nothing = Tally::Pooled(PooledTally::default());
        let Tally::Pooled(tally) = *found.tally.as_ref().unwrap_or(&nothing) else { return Err(Misfit) };
        let heap = Self {
            part: tally.part,
            whole: tally.whole,
            unknown: few(tally.unknown_wholes)?,
            figures: few(tally.figures)?,
            nothing: few(tally.not_applicable_figures)?,
            provisional: found.provisional.into(),
            carried: found.carried_forward.into(),
        };
        // A declared whole, or cumulated parts: more than a heap holds.
        if heap.found(unit)?.tally == found.tally { Ok(heap) } else { Err(Misfit) }
    }

    #[inline(always)]
    fn verdict(&self, _: Unit<'_>, bound: &Bound) -> Option<Verdict> {
        let known = if bound.holds(self.part, self.whole) { Verdict::Met } else { Verdict::Missed };
        Some(match (self.unknown > 0, self.whole > 0) {
            (true, _) => bound.of_unknown_whole(self.part, self.whole),
            (false, true) => known,
            (false, false) => Verdict::NotApplicable,
        })
    }

    #[inline(always)]
    fn bounds(&self, _: Unit<'_>) -> Result<Option<Bounds>, Misfit> {
        let (part, whole) = (i128::from(self.part), i128::from(self.whole));
        Ok(if self.unknown > 0 {
            let (low_attained, high_attained) = (part == 0, part == whole);
            Some(Bounds { low: 0, high: Some(1), over: 1, low_attained, high_attained })
        } else {
            let bounds =
                Bounds { low: part, high: Some(part), over: whole, low_attained: true, high_attained: true };
            (whole > 0).then_some(bounds)
        })
    }
}

impl Live for Pooled {
    fn take(&mut self, other: &Self) -> Result<(), Misfit> {
        fields!(self, other, overflowing_sub, part, whole, unknown, figures, nothing, provisional, carried)
    }
}

/// How many figures and units stand behind a sum.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::evaluate) struct Behind {
    pub(super) figures: u32,
    pub(super) unknown_figures: u32,
    pub(super) nothing_figures: u32,
    pub(super) known_units: u32,
    pub(super) unknown_units: u32,
    pub(super) nothing_units: u32,
    pub(super) provisional: u32,
    pub(super) carried: u32,
}

impl Behind {
    #[inline]
    fn add_leaf(&mut self, leaf: &Self) {
        wrapping!(
            self,
            leaf,
            figures,
            unknown_figures,
            nothing_figures,
            known_units,
            unknown_units,
            nothing_units,
            provisional
        );
    }

    #[inline]
    fn add(&mut self, other: &Self) -> Result<(), Misfit> {
        fields!(
            self,
            other,
            overflowing_add,
            figures,
            unknown_figures,
            nothing_figures,
            known_units,
            unknown_units,
            nothing_units,
            provisional,
            carried
        )
    }

    fn take(&mut self, other: &Self) -> Result<(), Misfit> {
        fields!(
            self,
            other,
            overflowing_sub,
            figures,
            unknown_figures,
            nothing_figures,
            known_units,
            unknown_units,
            nothing_units,
            provisional,
            carried
        )
    }

    #[inline]
    const fn units(&self) -> u64 {
        (self.known_units as u64).saturating_add(self.unknown_units as u64)
    }

    fn found(&self, sum: Fraction, sum_of_known_units: Fraction, unit: Unit<'_>) -> Result<Found, Misfit> {
        let unknown = Fraction::whole(self.unknown_figures.into());
        let (least, greatest) = match unit.measure {
            Measure::Amount { least, greatest, .. } => (least.fraction(), greatest.map(Number::fraction)),
            _ => (Fraction::ZERO, None),
        };
        let unknown_greatest = match greatest {
            _ if self.unknown_figures == 0 => Some(Fraction::ZERO),
            Some(greatest) => Some(greatest.times(unknown).map_err(|_| Misfit)?),
            None => None,
        };
        let tally = SumTally {
            sum,
            sum_of_known_units,
            unknown_least: least.times(unknown).map_err(|_| Misfit)?,
            unknown_greatest,
            figures: self.figures.into(),
            unknown_figures: self.unknown_figures.into(),
            not_applicable_figures: self.nothing_figures.into(),
            known_units: self.known_units.into(),
            unknown_units: self.unknown_units.into(),
            not_applicable_units: self.nothing_units.into(),
        };
        Ok(Found {
            tally: (tally != SumTally::default()).then_some(Tally::Sum(tally)),
            provisional: self.provisional > 0,
            carried_forward: self.carried > 0,
        })
    }

    fn of(found: &Found, tally: &SumTally) -> Result<Self, Misfit> {
        Ok(Self {
            figures: few(tally.figures)?,
            unknown_figures: few(tally.unknown_figures)?,
            nothing_figures: few(tally.not_applicable_figures)?,
            known_units: few(tally.known_units)?,
            unknown_units: few(tally.unknown_units)?,
            nothing_units: few(tally.not_applicable_units)?,
            provisional: found.provisional.into(),
            carried: found.carried_forward.into(),
        })
    }

    /// What one unit adds, once its figures are counted.
    pub(super) const fn of_one_unit(mut self) -> Self {
        if self.unknown_figures > 0 {
            self.unknown_units = 1;
        } else if self.figures > 0 {
            self.known_units = 1;
        } else {
            self.nothing_units = 1;
        }
        self
    }
}

/// Counts added up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::evaluate) struct Counts {
    pub(super) sum: u64,
    pub(super) known: u64,
    pub(super) behind: Behind,
}

impl Counts {
    /// The sum so far, the most that it can be, and over how many.
    #[inline]
    fn steps(&self, unit: Unit<'_>) -> Option<(u64, Option<u64>, u64)> {
        let units = self.behind.units();
        let over = if *unit.aggregate == Aggregate::Mean { units } else { 1 };
        let to = (self.behind.unknown_figures == 0).then_some(self.sum);
        (units > 0).then_some((self.sum, to, over))
    }
}

impl Heap for Counts {
    #[inline]
    fn add_leaf(&mut self, leaf: &Self) -> Result<(), Misfit> {
        self.behind.add_leaf(&leaf.behind);
        fields!(self, leaf, overflowing_add, sum, known)
    }

    #[inline]
    fn add(&mut self, other: &Self) -> Result<(), Misfit> {
        fields!(self, other, overflowing_add, sum, known).and(self.behind.add(&other.behind))
    }

    fn found(&self, unit: Unit<'_>) -> Result<Found, Misfit> {
        self.behind.found(Fraction::whole(self.sum), Fraction::whole(self.known), unit)
    }

    fn of(found: &Found, unit: Unit<'_>) -> Result<Self, Misfit> {
        let nothing = Tally::Sum(SumTally::default());
        let Tally::Sum(tally) = *found.tally.as_ref().unwrap_or(&nothing) else { return Err(Misfit) };
        let whole = |sum: Fraction| {
            if sum.is_whole() { u64::try_from(sum.numerator()).map_err(|_| Misfit) } else { Err(Misfit) }
        };
        let heap = Self {
            sum: whole(tally.sum)?,
            known: whole(tally.sum_of_known_units)?,
            behind: Behind::of(found, &tally)?,
        };
        exactly(heap, &tally, unit)
    }

    #[inline(always)]
    fn verdict(&self, unit: Unit<'_>, bound: &Bound) -> Option<Verdict> {
        let steps = self.steps(unit);
        Some(steps.map_or(Verdict::NotApplicable, |(from, to, over)| bound.verdict(from, to, over)))
    }

    #[inline(always)]
    fn bounds(&self, unit: Unit<'_>) -> Result<Option<Bounds>, Misfit> {
        Ok(self.steps(unit).map(|(from, to, over)| Bounds {
            low: from.into(),
            high: to.map(i128::from),
            over: over.into(),
            low_attained: true,
            high_attained: to.is_some(),
        }))
    }
}

impl Live for Counts {
    fn take(&mut self, other: &Self) -> Result<(), Misfit> {
        fields!(self, other, overflowing_sub, sum, known).and(self.behind.take(&other.behind))
    }
}

/// Amounts added up, in units of the last decimal place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::evaluate) struct Amounts {
    pub(super) sum: i128,
    pub(super) known: i128,
    pub(super) behind: Behind,
}

impl Heap for Amounts {
    #[inline]
    fn add(&mut self, other: &Self) -> Result<(), Misfit> {
        fields!(self, other, overflowing_add, sum, known).and(self.behind.add(&other.behind))
    }

    fn found(&self, unit: Unit<'_>) -> Result<Found, Misfit> {
        let below = 10_i128.checked_pow(unit.places).ok_or(Misfit)?;
        let exact = |sum: i128| Fraction::new(sum, below).map_err(|_| Misfit);
        self.behind.found(exact(self.sum)?, exact(self.known)?, unit)
    }

    fn of(found: &Found, unit: Unit<'_>) -> Result<Self, Misfit> {
        let nothing = Tally::Sum(SumTally::default());
        let Tally::Sum(tally) = *found.tally.as_ref().unwrap_or(&nothing) else { return Err(Misfit) };
        let below = 10_i128.checked_pow(unit.places).ok_or(Misfit)?;
        let amount = |sum: Fraction| {
            let factor = below.checked_div(sum.denominator()).ok_or(Misfit)?;
            let exact = factor.checked_mul(sum.denominator()) == Some(below);
            sum.numerator().checked_mul(factor).filter(|_| exact).ok_or(Misfit)
        };
        let heap = Self {
            sum: amount(tally.sum)?,
            known: amount(tally.sum_of_known_units)?,
            behind: Behind::of(found, &tally)?,
        };
        exactly(heap, &tally, unit)
    }

    fn verdict(&self, _: Unit<'_>, _: &Bound) -> Option<Verdict> {
        None
    }

    #[inline(always)]
    fn bounds(&self, _: Unit<'_>) -> Result<Option<Bounds>, Misfit> {
        Err(Misfit)
    }
}

/// An exact tally of any kind: what does not fit a smaller heap. Nothing is too large to be added to it, but then it says
/// nothing any more: whether that matters depends on whether anything is judged there.
#[derive(Debug, Clone, Default)]
pub(in crate::evaluate) struct Exact {
    found: Found,
    lost: bool,
}

impl Heap for Exact {
    const EXACT: bool = true;

    fn add(&mut self, other: &Self) -> Result<(), Misfit> {
        self.lost = self.lost || other.lost || self.found.merge(&other.found).is_err();
        Ok(())
    }

    fn found(&self, _: Unit<'_>) -> Result<Found, Misfit> {
        if self.lost { Err(Misfit) } else { Ok(self.found.clone()) }
    }

    fn of(found: &Found, _: Unit<'_>) -> Result<Self, Misfit> {
        Ok(Self { found: found.clone(), lost: false })
    }

    fn lost() -> Result<Self, Misfit> {
        Ok(Self { found: Found::default(), lost: true })
    }

    fn verdict(&self, _: Unit<'_>, _: &Bound) -> Option<Verdict> {
        None
    }

    #[inline(always)]
    fn bounds(&self, _: Unit<'_>) -> Result<Option<Bounds>, Misfit> {
        Err(Misfit)
    }
}
