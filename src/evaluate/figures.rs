//! A unit's figures in a judging period: which cells it has, and what stands in each.

use chrono::{Months, NaiveDate};

use super::{
    standing::{Aside, standing},
    view::Told,
};
use crate::{
    plan::Indicator,
    quantity::{Fraction, Number, Overflow, Share},
    time::{Period, ReportingCalendar},
};

/// What stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figure {
    Done(bool),
    Number(Number),
    Share(Share),
    /// The rank on the indicator's scale.
    Grade(usize),
    NotApplicable,
    /// Nothing was reported; of a share its whole may be declared.
    Unknown {
        declared: Option<u64>,
    },
}

/// One cell of a unit: a stretch of the judging period, and what stands for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) period: Period,
    /// The last day of its figures, on which it belongs to whoever the unit is below.
    pub(super) on: NaiveDate,
    pub(super) figure: Figure,
    /// Who reports it, by place in the register.
    pub(super) by: usize,
    /// The unit whose place on the day says where it counts: who reports it, or who holds it since.
    pub(super) at: usize,
    /// How much of the figure is meant.
    pub(super) weight: Weight,
    /// The part of a divided unit that it comes with, if it does.
    pub(super) part: Option<Part>,
    /// Of cumulative shares: a later unit's whole stands in the place of the one here.
    pub(super) superseded: bool,
    /// The days of a divided unit inside a sub-period across the day: an heir that spoke for the whole of that has its part in
    /// what it said.
    pub(super) across: Option<Across>,
}

/// A sub-period across the day on which a unit was divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Across {
    pub(super) divided: usize,
    pub(super) on: NaiveDate,
    pub(super) period: Period,
}

impl Cell {
    /// A unit's own.
    pub(super) const fn own(unit: usize, period: Period, on: NaiveDate, figure: Figure) -> Self {
        Self {
            period,
            on,
            figure,
            by: unit,
            at: unit,
            weight: Weight::ALL,
            part: None,
            superseded: false,
            across: None,
        }
    }
}

/// How much of a figure is meant: all of it, an exact share, or something between two shares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Weight {
    pub(super) low: Fraction,
    pub(super) high: Fraction,
}

impl Weight {
    pub(super) const ALL: Self = Self { low: Fraction::ONE, high: Fraction::ONE };
    pub(super) const NONE: Self = Self { low: Fraction::ZERO, high: Fraction::ZERO };
    /// Anything from nothing to all.
    pub(super) const SOME: Self = Self { low: Fraction::ZERO, high: Fraction::ONE };

    /// The same of a share of it.
    pub(super) fn times(self, share: Fraction) -> Result<Self, Overflow> {
        Ok(Self { low: self.low.times(share)?, high: self.high.times(share)? })
    }

    pub(super) fn plus(self, other: Self) -> Result<Self, Overflow> {
        Ok(Self { low: self.low.plus(other.low)?, high: self.high.plus(other.high)? })
    }

    pub(super) fn is_exact(self) -> bool {
        self.low == self.high
    }
}

/// A part of a divided unit: on which day it was divided, and which heir the part went to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Part {
    pub(super) divided: usize,
    pub(super) on: NaiveDate,
    pub(super) heir: usize,
    /// Of latest figures: which heirs of the divided unit have one of their own, a bit for each in the order of the parts.
    pub(super) settled: u64,
    /// Whether every heir counts, by itself or in another, and has a bit.
    pub(super) all_count: bool,
}

/// A unit's cells in a judging period.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Figures {
    /// In order of time; a single one where the latest figure counts; none where nothing is expected of the unit.
    pub(super) cells: Vec<Cell>,
    /// A later figure can still replace the one that counts.
    pub(super) provisional: bool,
    /// The figure is from before the judging period.
    pub(super) carried_forward: bool,
    /// The figure is one of predecessors.
    pub(super) inherited: bool,
    /// Reports inside the judging period that do not count, by whose they are and by their number among that unit's reports.
    pub(super) aside: Vec<(usize, Aside)>,
}

/// What is known of a unit's reports on an indicator, as of a day.
pub(super) struct Reports<'a> {
    /// The unit, by its place in the register.
    pub(super) unit: usize,
    pub(super) indicator: &'a Indicator,
    pub(super) calendar: ReportingCalendar,
    /// By the days that their figures are about, in order; withdrawn ones left out.
    pub(super) reports: Vec<Told>,
}

impl Reports<'_> {
    /// The sub-periods of a judging period for which a unit is expected to report: those of the indicator's rhythm that lie
    /// wholly inside it and end while the unit exists; if none lies inside, the judging period itself, if that does [V11]. All of
    /// them, and what lies inside what, by the days on which figures are closed [A9]. Of a unit that began after the last one
    /// nothing is expected that adds up, as of one that was there nothing is for the days behind it; but it has a latest figure.
    pub(super) fn expected(&self, judging: Period, exists: impl Fn(NaiveDate) -> bool) -> Vec<Period> {
        // A calendar moves an end by less than a month.
        let month = Months::new(1);
        let wide = judging.first().checked_sub_months(month).zip(judging.last().checked_add_months(month));
        let wide = wide.and_then(|(first, last)| Period::between(first, last).ok()).unwrap_or(judging);
        let periods = wide.touching(self.indicator.reported).map(|period| self.calendar.days(period));
        let inside: Vec<Period> = periods.filter(|days| judging.holds(*days)).collect();
        let is_asked = |days: &Period| exists(days.last());
        let owed: Vec<Period> = inside.iter().copied().filter(is_asked).collect();
        let itself = inside.is_empty() || self.indicator.measure.takes_latest();
        if owed.is_empty() && itself && is_asked(&judging) { vec![judging] } else { owed }
    }

    /// A unit's figures in the days of a judging period. `declared` knows the whole of a sub-period before it is reported, by
    /// its days.
    pub(super) fn figures(
        &self,
        judging: Period,
        closed: bool,
        exists: impl Fn(NaiveDate) -> bool,
        declared: impl Fn(Period) -> Option<u64>,
    ) -> Figures {
        let expected = self.expected(judging, exists);
        if self.indicator.measure.takes_latest() {
            self.latest(judging, closed, &expected, declared)
        } else {
            self.combined(judging, &expected, declared)
        }
    }

    fn inside(&self, judging: Period) -> impl Iterator<Item = (usize, Told)> {
        self.reports.iter().copied().enumerate().filter(move |(_, told)| judging.holds(told.days))
    }

    fn latest(
        &self,
        judging: Period,
        closed: bool,
        expected: &[Period],
        declared: impl Fn(Period) -> Option<u64>,
    ) -> Figures {
        let on = judging.last();
        let one = |period, figure| vec![Cell::own(self.unit, period, on, figure)];
        // A sub-period without a figure is reported on all the same if it was said that there is nothing to measure in it.
        let nothing: Vec<Period> = self
            .inside(judging)
            .filter(|(_, told)| told.figure == Figure::NotApplicable)
            .map(|(_, told)| told.days)
            .collect();
        // A whole declared as 0 leaves nothing to report either.
        let said_nothing = |expected: &Period| covers(&nothing, *expected) || declared(*expected) == Some(0);
        // Reports come in order of last day, then first day: the greatest is the latest.
        let figures = self.inside(judging).filter(|(_, told)| told.figure != Figure::NotApplicable);
        if let Some((_, Told { days: period, figure, .. })) = figures.last() {
            // A report that is missing after the figure would replace it [V14].
            let missing = expected.iter().any(|e| e.last() > period.last() && !said_nothing(e));
            let provisional = !closed || missing;
            return Figures { cells: one(period, figure), provisional, ..Figures::default() };
        }
        let open: Vec<&Period> = expected.iter().filter(|e| !said_nothing(e)).collect();
        if open.is_empty() && !expected.is_empty() {
            return Figures { cells: one(judging, Figure::NotApplicable), ..Figures::default() };
        }
        let before =
            |told: &&Told| told.days.last() < judging.first() && told.figure != Figure::NotApplicable;
        if self.indicator.carry_forward
            && self.inside(judging).next().is_none()
            && let Some(told) = self.reports.iter().rfind(before)
        {
            let cells = one(told.days, told.figure);
            return Figures { cells, provisional: true, carried_forward: true, ..Figures::default() };
        }
        if expected.is_empty() {
            return Figures::default();
        }
        // Whichever of the open sub-periods is reported, its figure would stand: the whole is known if all declare the same.
        let mut wholes = open.iter().map(|e| declared(**e));
        let first = wholes.next().flatten();
        let figure =
            Figure::Unknown { declared: first.filter(|whole| wholes.all(|other| other == Some(*whole))) };
        Figures { cells: one(judging, figure), ..Figures::default() }
    }

    fn combined(
        &self,
        judging: Period,
        expected: &[Period],
        declared: impl Fn(Period) -> Option<u64>,
    ) -> Figures {
        let inside: Vec<(usize, Told)> = self.inside(judging).collect();
        let periods: Vec<Period> = inside.iter().map(|(_, told)| told.days).collect();
        let standing = standing(expected, &periods);
        let cell = |tile: &super::standing::Tile| {
            let report = tile.report.and_then(|k| inside.get(k)).map(|(_, told)| told.figure);
            let figure = report.unwrap_or_else(|| Figure::Unknown { declared: declared(tile.period) });
            // A whole declared as 0 leaves nothing to report.
            let figure = if figure == (Figure::Unknown { declared: Some(0) }) {
                Figure::NotApplicable
            } else {
                figure
            };
            Cell::own(self.unit, tile.period, tile.period.last(), figure)
        };
        let number = |k: usize| inside.get(k).map_or(k, |(number, _)| *number);
        let aside = standing.aside.iter().map(|aside| match aside {
            Aside::Replaced { report, by } => Aside::Replaced { report: number(*report), by: number(*by) },
            Aside::Overlaps { report, by } => Aside::Overlaps { report: number(*report), by: number(*by) },
            Aside::Unfit { report } => Aside::Unfit { report: number(*report) },
            Aside::Covered { report, by } => {
                Aside::Covered { report: number(*report), by: by.iter().map(|k| number(*k)).collect() }
            }
        });
        let aside = aside.map(|aside| (self.unit, aside)).collect();
        Figures { cells: standing.tiles.iter().map(cell).collect(), aside, ..Figures::default() }
    }
}

/// Whether some periods, in order of their last days, together hold every day of one.
fn covers(periods: &[Period], whole: Period) -> bool {
    let mut periods: Vec<Period> = periods.iter().filter_map(|period| period.and(whole)).collect();
    periods.sort_by_key(|period| period.first());
    let mut next = whole.first();
    for period in periods {
        if period.first() > next {
            return false;
        }
        if period.last() >= whole.last() {
            return true;
        }
        next = period.last().succ_opt().map_or(next, |day| day.max(next));
    }
    false
}
