//! Comparable series (chuỗi số liệu so sánh được): what was reported over the years, put onto the units of one day.
//!
//! The rules of merging and dividing stand on the page [`guide::reorganisation`](crate::guide::reorganisation).

mod error;
mod figure;
mod flow;
mod held;
mod kin;
mod reports;
mod sum;

pub use error::SeriesError;
pub use figure::{
    GapReason, LeftOut, LeftReason, Series, SeriesFigure, SeriesGap, SeriesSource, SeriesState, SeriesValue,
};

use chrono::NaiveDate;

use crate::{
    id::GradeId,
    ledger::{Ledger, Said},
    plan::Plan,
    quantity::{Fraction, Overflow},
    unit::Register,
};
use flow::{Asked, Flow};
use held::Held;
use kin::{Kin, Kinship};
use reports::Reports;
use sum::Summing;

/// What was reported by a day, `as_of`, put onto the units that exist on another, `onto`: for each indicator of the plan, each
/// period that anything was reported for, and each unit that has something of it, the figure that the unit would have had.
///
/// | what a unit has | its figure |
/// |---|---|
/// | its own report, and nothing was taken over since | that report: whole |
/// | predecessors that passed whole to it | the sum of theirs and of its own earlier one: whole if all of them are there |
/// | a part of a divided unit, with an apportionment | its share: apportioned, exact |
/// | a part of a divided unit without one, or a predecessor that did not report | the sum of what is known: incomplete, with what is missing, from whom, and by which document |
/// | 'done or not' or a grade, and anything was taken over since | incomplete: these do not add up |
/// | all parts of a divided unit, through a later merger | the divided unit's figure: whole |
///
/// Counts and amounts add up, and so do the parts and the wholes of shares. 'Not applicable' adds nothing; where there is nothing
/// else, so is the figure. A part of nothing is nothing.
///
/// In a period on which a day of reorganisation falls, the heir's report for exactly the period is the whole. Else there stand
/// for it the predecessors' reports, each for exactly the period or for its own days of it, and the heir's for the days since.
/// They add up where the measure is a flow; of a latest value the heir's stands alone, once it is there; of a cumulative share
/// the parts add up, over the latest whole.
///
/// Only reports for exactly a period are in its figures: months are not added up to quarters. No scope and no target is asked:
/// whoever reported counts. What does not get into a figure, or not in full, is [left](Series::left), with the reason: nothing is
/// dropped, and of every report the shares add up to 1, save that of a unit which was divided with nothing to its name. Periods
/// that end after `onto` are left as they are, for nobody knows on that day what becomes of their units.
///
/// # Errors
/// A report that does not fit the plan or the register; parts above their whole; a figure that cannot be held exactly.
pub fn series(
    plan: &Plan,
    register: &Register,
    ledger: &Ledger,
    as_of: NaiveDate,
    onto: NaiveDate,
) -> Result<Series, SeriesError> {
    let reports = Reports::new(plan, register, ledger, as_of)?;
    let kinship = Kinship::new(register, onto);
    let grades = ledger.told().grades();
    let mut series = Series::default();
    for (place, indicator) in plan.indicators().iter().enumerate() {
        for (group, period) in reports.periods(place) {
            let days = plan.calendar().days(period);
            let asked = Asked { register, reports: &reports, onto, indicator, place, period, group, days };
            Mapping { asked, kinship: &kinship, grades }.put(&mut series)?;
        }
    }
    Ok(series)
}

/// One indicator in one period.
struct Mapping<'a> {
    asked: Asked<'a>,
    kinship: &'a Kinship,
    grades: &'a [GradeId],
}

impl Mapping<'_> {
    fn put(&self, series: &mut Series) -> Result<(), SeriesError> {
        let Asked { register, reports, place, group, days, onto, .. } = self.asked;
        // By units, to be put in register order.
        let mut figures: Vec<(usize, SeriesFigure)> = Vec::new();
        let mut left: Vec<(usize, LeftOut)> = Vec::new();
        let mut kin: Vec<usize> = Vec::new();
        for (unit, said) in reports.all(place, group) {
            if onto < days.last() {
                left.extend(self.left(unit, Fraction::ONE, LeftReason::EndsLater));
            } else if let Some(of) = self.kinship.of(unit) {
                kin.push(of);
            } else if register.exists(unit, onto) {
                figures.extend(self.own(unit, said));
            } else {
                left.extend(self.left(unit, Fraction::ONE, LeftReason::NoHeir));
            }
        }
        if days.last() <= onto {
            kin.extend(self.kinship.within(days));
        }
        kin.sort_unstable();
        kin.dedup();
        for kin in kin.into_iter().filter_map(|kin| self.kinship.all.get(kin)) {
            let Some(first) = kin.units.first().and_then(|unit| register.id(*unit)) else { continue };
            self.put_kin(kin, &mut figures, &mut left)?.map_err(|Overflow| SeriesError::Overflow {
                indicator: self.asked.indicator.id.clone(),
                unit: first.clone(),
                period: self.asked.period,
            })?;
        }
        figures.sort_by_key(|(unit, _)| *unit);
        left.sort_by_key(|(unit, left)| (*unit, left.reason));
        series.figures.extend(figures.into_iter().map(|(_, figure)| figure));
        series.left.extend(left.into_iter().map(|(_, left)| left));
        Ok(())
    }

    /// The figure of a unit that passes nothing on and takes nothing over.
    fn own(&self, unit: usize, said: Said) -> Option<(usize, SeriesFigure)> {
        let Asked { indicator, period, register, .. } = self.asked;
        let id = register.id(unit)?;
        let source = SeriesSource { unit: id.clone(), period, share: Fraction::ONE };
        let figure = SeriesFigure {
            indicator: indicator.id.clone(),
            period,
            unit: id.clone(),
            state: SeriesState::Whole,
            value: sum::value(said, self.grades),
            sources: vec![source],
            gaps: Vec::new(),
        };
        Some((unit, figure))
    }

    fn left(&self, unit: usize, share: Fraction, reason: LeftReason) -> Option<(usize, LeftOut)> {
        let Asked { indicator, period, register, .. } = self.asked;
        let id = register.id(unit)?.clone();
        Some((unit, LeftOut { indicator: indicator.id.clone(), period, unit: id, share, reason }))
    }

    /// The figures of units that pass to one another, and what is in none of them. Two kinds of errors: what is wrong with a
    /// figure, and what cannot be told of all of them.
    fn put_kin(
        &self,
        kin: &Kin,
        figures: &mut Vec<(usize, SeriesFigure)>,
        left: &mut Vec<(usize, LeftOut)>,
    ) -> Result<Result<(), Overflow>, SeriesError> {
        let Asked { register, onto, .. } = self.asked;
        let flow = Flow::new(self.asked, kin);
        let placed = vec![Fraction::ZERO; flow.store.cells.len()];
        let mut summing = Summing { asked: self.asked, kin, flow: &flow, grades: self.grades, placed };
        let mut without_heir: Vec<Held> = Vec::new();
        for (unit, held) in kin.units.iter().zip(&flow.held).filter(|(_, held)| !held.is_empty()) {
            if register.exists(*unit, onto) {
                figures.extend(summing.figure(*unit, held)?.map(|figure| (*unit, figure)));
            } else {
                without_heir.extend(held);
            }
        }
        Ok(self.put_left(&flow, &without_heir, &mut summing, left))
    }

    /// What of the reports for exactly the period is in no figure.
    fn put_left(
        &self,
        flow: &Flow<'_>,
        without_heir: &[Held],
        summing: &mut Summing<'_, '_>,
        left: &mut Vec<(usize, LeftOut)>,
    ) -> Result<(), Overflow> {
        let reported = |number: usize| {
            flow.store
                .cells
                .get(number)
                .filter(|cell| cell.exact && cell.said.is_some())
                .map(|cell| cell.unit)
        };
        for (held, reason) in [(&flow.replaced[..], LeftReason::Replaced), (without_heir, LeftReason::NoHeir)]
        {
            if held.is_empty() {
                continue;
            }
            for (number, portion) in flow.store.open(held, false)?.cells {
                summing.place(number, portion.part)?;
                let unit = reported(number).filter(|_| portion.part != Fraction::ZERO);
                left.extend(unit.and_then(|unit| self.left(unit, portion.part, reason)));
            }
        }
        let adds = self.asked.adds();
        let reason = if adds { LeftReason::NotApportioned } else { LeftReason::NotAdded };
        for (number, (cell, placed)) in flow.store.cells.iter().zip(&summing.placed).enumerate() {
            // Of nothing every part is known.
            if *placed != Fraction::ONE && !(adds && cell.is_nothing()) {
                let rest = Fraction::ONE.minus(*placed)?;
                left.extend(reported(number).and_then(|unit| self.left(unit, rest, reason)));
            }
        }
        Ok(())
    }
}
