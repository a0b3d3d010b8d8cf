//! Which cells there are where the figures of sub-periods count together, and what a subject holds of them.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use kehoach::{Fraction, Indicator, Period, Succession, Target, UnitId};

use super::{Figure, Plain, Said, Untold, is_cumulative, is_done, is_whole, standing::standing};

/// A cell of a unit: owed by it or said by it.
#[derive(Debug, Clone)]
struct Cell {
    by: UnitId,
    days: Period,
    said: Option<Said>,
}

/// What a subject holds of a cell, and of whom it is told.
struct Held {
    unit: UnitId,
    by: UnitId,
    days: Period,
    figure: Figure,
}

fn day_before(day: NaiveDate) -> NaiveDate {
    day.pred_opt().unwrap()
}

impl Plain<'_> {
    /// The figures of each counted unit at a subject, and all of them together.
    pub(super) fn flows(
        &self,
        indicator: &Indicator,
        target: &Target,
        judging: Period,
        subject: &UnitId,
    ) -> Result<(Vec<Vec<Figure>>, Vec<Figure>), Untold> {
        let counted = self.counted(indicator, target, judging);
        let (mut all, mut together) = (Vec::new(), Vec::new());
        for unit in &counted {
            let group = self.counted_in(unit, &counted, judging);
            if is_done(indicator) && group != *unit {
                continue;
            }
            if self.is_unsaid(indicator, unit, judging) {
                return Err(Untold::InsideASubPeriod);
            }
            for cell in self.cells(indicator, unit, &counted, judging) {
                let figure = self.figure(indicator, cell.said.as_ref());
                let last = cell.days.last();
                let mut held = self.held(&figure, &indicator.id, &cell.by, last, judging, subject);
                if is_done(indicator) {
                    held.retain(|(heir, _)| heir.is_none());
                }
                together.extend(at_most(&figure, held.iter().map(|(_, figure)| figure.clone())));
                for (heir, figure) in held {
                    if heir.is_some() && is_cumulative(indicator) {
                        return Err(Untold::PartOfCumulative);
                    }
                    let told = heir.map(|heir| self.counted_in(&heir, &counted, judging));
                    let unit = told.filter(|told| counted.contains(told)).unwrap_or_else(|| group.clone());
                    all.push(Held { unit, by: cell.by.clone(), days: cell.days, figure });
                }
            }
        }
        let units: BTreeSet<&UnitId> = all.iter().map(|held| &held.unit).collect();
        let of = |unit: &UnitId| all.iter().filter(|held| held.unit == *unit).collect::<Vec<&Held>>();
        if is_cumulative(indicator) {
            let lines = units.iter().map(|unit| self.line(unit, &of(unit), judging));
            let lines = lines.collect::<Result<Vec<Figure>, Untold>>()?;
            return Ok((lines.iter().map(|line| vec![line.clone()]).collect(), lines));
        }
        let figures = units.iter().map(|unit| of(unit).iter().map(|held| held.figure.clone()).collect());
        Ok((figures.collect(), together))
    }

    /// Whether in a sub-period that a unit owes it took over a part, or something on two days, or anything of a cumulative share.
    fn is_unsaid(&self, indicator: &Indicator, unit: &UnitId, judging: Period) -> bool {
        let in_days = |days: Period| {
            let across = move |s: &&Succession| days.first() < s.on && s.on <= days.last();
            self.inside(judging).filter(|s| s.heir == *unit).filter(across)
        };
        let owed = if is_done(indicator) { Vec::new() } else { self.owed(indicator, unit, judging) };
        owed.into_iter().any(|days| {
            let on: BTreeSet<NaiveDate> = in_days(days).map(|s| s.on).collect();
            on.len() > 1 || in_days(days).any(|s| is_cumulative(indicator) || !is_whole(s))
        })
    }

    /// The cells of a counted unit, its own and those of whole predecessors in sub-periods on which a reorganisation falls.
    fn cells(
        &self,
        indicator: &Indicator,
        unit: &UnitId,
        counted: &BTreeSet<UnitId>,
        judging: Period,
    ) -> Vec<Cell> {
        let (mut straddling, mut owed) = (Vec::new(), Vec::new());
        for days in self.owed(indicator, unit, judging) {
            let is_straddling = !is_done(indicator) && self.took_over(unit, days, judging).is_some();
            if is_straddling { straddling.push(days) } else { owed.push(days) }
        }
        let said = self.said(indicator, unit);
        let apart = |days: Period| !straddling.iter().any(|s: &Period| s.and(days).is_some());
        let inside: Vec<_> =
            said.into_iter().filter(|(days, _)| judging.holds(*days) && apart(*days)).collect();
        let stand = standing(&inside, &owed);
        let missing = owed.iter().filter(|owed| !stand.iter().any(|(days, _)| days.and(**owed).is_some()));
        let missing = missing.map(|days| (*days, None));
        let own = stand.iter().map(|(days, said)| (*days, Some(said.clone()))).chain(missing);
        let mut cells: Vec<Cell> = own.map(|(days, said)| Cell { by: unit.clone(), days, said }).collect();
        for whole in straddling {
            cells.extend(self.across(indicator, unit, whole, whole, counted, judging));
        }
        cells
    }

    /// The last day on which a unit took something over, after the first day of these days.
    fn took_over(&self, unit: &UnitId, days: Period, judging: Period) -> Option<NaiveDate> {
        let to = self.inside(judging).filter(|s| s.heir == *unit).map(|s| s.on);
        to.filter(|on| days.first() < *on && *on <= days.last()).max()
    }

    fn reported(&self, indicator: &Indicator, unit: &UnitId, days: Period) -> Option<Said> {
        self.said(indicator, unit).into_iter().find(|(said, _)| *said == days).map(|(_, said)| said)
    }

    /// Reports that together are for all of these days, or that nothing is known of them.
    fn filling(&self, indicator: &Indicator, unit: &UnitId, days: Period) -> Vec<Cell> {
        let said = self.said(indicator, unit).into_iter().filter(|(said, _)| days.holds(*said));
        let stand = standing(&said.collect::<Vec<_>>(), &[days]);
        let cell = |(days, said)| Cell { by: unit.clone(), days, said };
        let stand: Vec<Cell> = stand.into_iter().map(|(days, said)| cell((days, Some(said)))).collect();
        if stand.is_empty() { vec![cell((days, None))] } else { stand }
    }

    /// What stands for the days `of` a sub-period, up to the end of a unit or of all of it.
    fn across(
        &self,
        indicator: &Indicator,
        unit: &UnitId,
        sub_period: Period,
        of: Period,
        counted: &BTreeSet<UnitId>,
        judging: Period,
    ) -> Vec<Cell> {
        let cell = |days, said| Cell { by: unit.clone(), days, said };
        // The days of a report by a unit that ended end with it.
        let ended = !self.exists(unit, sub_period.last());
        let exact = self.reported(indicator, unit, of);
        let exact = exact.or_else(|| self.reported(indicator, unit, sub_period).filter(|_| ended));
        let on = self.took_over(unit, of, judging);
        let (Some(on), None) = (on, &exact) else {
            return if exact.is_some() { vec![cell(of, exact)] } else { self.filling(indicator, unit, of) };
        };
        let before = Period::between(of.first(), day_before(on)).unwrap();
        let rest = Period::between(on, of.last()).unwrap();
        let mut cells = Vec::new();
        let wholes = self.inside(judging).filter(|s| s.on == on && s.heir == *unit && is_whole(s));
        for Succession { predecessor, .. } in wholes {
            if counted.contains(predecessor) {
                cells.extend(self.across(indicator, predecessor, sub_period, before, counted, judging));
            }
        }
        if self.exists(unit, before.last()) {
            cells.extend(self.across(indicator, unit, sub_period, before, counted, judging));
        }
        cells.extend(self.filling(indicator, unit, rest));
        if cells.iter().all(|cell| cell.said.is_none()) { vec![cell(of, None)] } else { cells }
    }

    /// A cumulative share: all parts, over the latest whole of the unit's own cells, or of those that it took over.
    fn line(&self, unit: &UnitId, held: &[&Held], judging: Period) -> Result<Figure, Untold> {
        let applying: Vec<&&Held> =
            held.iter().filter(|held| held.figure != Figure::NothingToMeasure).collect();
        if applying.is_empty() {
            return Ok(Figure::NothingToMeasure);
        }
        let parts = applying.iter().filter_map(|held| held.figure.share()).map(|(part, _)| part);
        let part = parts.fold(Fraction::ZERO, |sum, part| sum.plus(part).unwrap());
        let unknown = applying.iter().any(|held| held.figure == Figure::Unknown);
        let whole = self.latest_whole(unit, &applying, judging).flatten();
        if whole.is_some_and(|whole| part > whole) {
            return Err(Untold::PartAboveWhole);
        }
        Ok(Figure::Line { part, whole, unknown })
    }

    /// None where there is no cell at all, and `Some(None)` while the whole is unknown.
    fn latest_whole(&self, unit: &UnitId, held: &[&&Held], judging: Period) -> Option<Option<Fraction>> {
        let own = held.iter().filter(|held| held.by == *unit).max_by_key(|held| held.days.last());
        if let Some(own) = own {
            return Some(own.figure.share().map(|(_, whole)| whole));
        }
        let to = self.inside(judging).filter(|s| s.heir == *unit && is_whole(s));
        let wholes: Vec<Option<Fraction>> =
            to.filter_map(|s| self.latest_whole(&s.predecessor, held, judging)).collect();
        let sum = |sum: Option<Fraction>, whole: Option<Fraction>| sum?.plus(whole?).ok();
        (!wholes.is_empty()).then(|| wholes.into_iter().fold(Some(Fraction::ZERO), sum))
    }
}

/// What is held of one figure: of what several heirs of a divided unit have together, at most what there is to divide.
fn at_most(all: &Figure, held: impl Iterator<Item = Figure>) -> Vec<Figure> {
    let (some, sure): (Vec<Figure>, Vec<Figure>) =
        held.partition(|figure| matches!(figure, Figure::UpTo(_) | Figure::UpToShare { .. }));
    let together = if some.len() > 1 { vec![all.some()] } else { some };
    sure.into_iter().chain(together).collect()
}
