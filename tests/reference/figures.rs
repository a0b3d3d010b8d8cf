//! Section 6: what a unit has to say of an indicator in a judging period.
//!
//! **What was said.** Of one indicator, unit and period, the entry of the latest day up to `as_of` counts, of one day the
//! one that corrects; a withdrawal is as if nothing had been said [U5]. Every period of figures is read by its days on the
//! plan's reporting calendar [A9].
//!
//! **Cells.** In a judging period a unit owes the sub-periods of the rhythm that lie wholly inside it and end while the
//! unit exists; if none lies inside, the judging period itself, if it ends while the unit exists [V11]. Where the latest counts a
//! unit that is there at the end of it owes one all the same.
//!
//! - Where the latest counts, the unit has one cell: its figure with the greatest last day, then first day, inside the judging
//!   period [V13]; else, if nothing at all is said inside and the indicator carries forward, the last figure before it
//!   [A15]; else 'nothing to measure' if such reports cover all that is owed; else it is unknown.
//! - Otherwise the unit has a cell for every report that stands, and an unknown one for every owed sub-period without. Reports
//!   that stand never overlap. A report can stand if it is for a union of owed sub-periods, or, together with others that
//!   fill it, inside one. Of two that overlap without one holding the other, the one that ends later can stand [A10]. What
//!   is left gives way to shorter ones that fill it, and otherwise stands for them [V12].
//!
//! **Readings taken**: a report must stand for owed sub-periods as a whole, so that a year's report stands for no nine months
//! [V12]; a whole declared as 0 leaves nothing to measure; what several reports together cover is covered.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use kehoach::{Indicator, Period, Share, UnitId, Value};

use super::{Reference, calendar, standing::standing};

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Said {
    Figure(Value),
    NothingToMeasure,
    Unknown { declared: Option<u64> },
}

/// Something that is owed or was said by a unit.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    pub(crate) days: Period,
    said: Said,
}

impl Cell {
    pub(super) fn is_unknown(&self) -> bool {
        matches!(self.said, Said::Unknown { .. })
    }

    pub(super) fn declared(&self) -> Option<u64> {
        if let Said::Unknown { declared } = self.said { declared } else { None }
    }

    pub(super) fn applies(&self) -> bool {
        self.said != Said::NothingToMeasure
    }

    pub(super) fn value(&self) -> Option<&Value> {
        if let Said::Figure(value) = &self.said { Some(value) } else { None }
    }

    pub(super) fn share(&self) -> Option<Share> {
        if let Some(Value::Share(share)) = self.value() { Some(*share) } else { None }
    }
}

/// What a unit has to say of an indicator in a judging period, at a subject.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    pub(super) cells: Vec<Cell>,
    /// Its figure was taken from before the judging period.
    pub(super) carried: bool,
    /// It has a latest figure that a later one can still replace.
    pub(super) replaceable: bool,
}

impl Reference<'_> {
    /// Whether a unit counts at a subject on a day: it is the subject or below it; at the issuer always [V23].
    pub(super) fn below(&self, unit: &UnitId, subject: &UnitId, on: NaiveDate) -> bool {
        subject == self.plan.issuer() || self.units.is_within(unit, subject, on)
    }

    /// The sub-periods that a unit owes, in order [V11]. Read by their days: those of the rhythm whose days lie inside
    /// the judging period's days [A9].
    pub(crate) fn owed(&self, indicator: &Indicator, unit: &UnitId, judging: Period) -> Vec<Period> {
        let mut owed = calendar::inside(self.plan.calendar(), indicator.reported, judging);
        let none_inside = owed.is_empty();
        owed.retain(|days| self.units.exists(unit, days.last()));
        if owed.is_empty()
            && (none_inside || indicator.measure.takes_latest())
            && self.units.exists(unit, judging.last())
        {
            owed.push(judging);
        }
        owed
    }

    /// The reading of a unit at a subject, or none if the unit does not count there.
    pub(super) fn reading(
        &self,
        indicator: &Indicator,
        unit: &UnitId,
        judging: Period,
        subject: &UnitId,
    ) -> Option<Reading> {
        let key = (indicator.id.clone(), unit.clone());
        let said = self.said.get(&key).cloned().unwrap_or_default();
        let inside: Vec<_> = said.iter().filter(|(days, _)| judging.holds(*days)).cloned().collect();
        let owed = self.owed(indicator, unit, judging);
        let unknown = |days: Period| Said::Unknown {
            declared: self.declared.get(&(key.0.clone(), key.1.clone(), days)).copied(),
        };
        if indicator.measure.takes_latest() {
            let latest = |said: &[(Period, Said)]| {
                let figures = said.iter().filter(|(_, said)| matches!(said, Said::Figure(_)));
                figures.max_by_key(|(days, _)| (days.last(), days.first())).map(|(_, said)| said.clone())
            };
            let before: Vec<_> =
                said.iter().filter(|(days, _)| days.last() < judging.first()).cloned().collect();
            let not_applicable =
                |day| inside.iter().any(|(days, said)| *said == Said::NothingToMeasure && days.contains(day));
            let here = latest(&inside);
            let carried = if indicator.carry_forward && inside.is_empty() { latest(&before) } else { None };
            owed.last()?;
            // What was said to be nothing, or declared so.
            let unsaid = |owed: &Period| {
                let covered = owed.first().iter_days().take(owed.days() as usize).all(not_applicable);
                !covered && unknown(*owed) != (Said::Unknown { declared: Some(0) })
            };
            // Nothing is carried into a period in which there is nothing to measure. Whichever open sub-period is reported, its
            // figure would stand: the whole is known if all of them declare the same.
            let nothing_owed = !owed.iter().any(unsaid);
            let carried = carried.filter(|_| !nothing_owed);
            let (has_figure, is_carried) = (here.is_some() || carried.is_some(), carried.is_some());
            let said = here.or(carried).unwrap_or_else(|| {
                let wholes: BTreeSet<_> = owed
                    .iter()
                    .filter(|owed| unsaid(owed))
                    .map(|owed| self.declared(indicator, unit, *owed))
                    .collect();
                match (nothing_owed, wholes.len()) {
                    (true, _) => Said::NothingToMeasure,
                    (false, 1) => Said::Unknown { declared: wholes.into_iter().flatten().next() },
                    _ => Said::Unknown { declared: None },
                }
            });
            // Something owed after the figure was never reported on, not even as not applicable: it would replace it.
            let figures = inside.iter().filter(|(_, said)| matches!(said, Said::Figure(_)));
            let figure_ends = figures.map(|(days, _)| days.last()).max();
            let missing = owed.iter().any(|owed| Some(owed.last()) > figure_ends && unsaid(owed));
            let running = self.as_of <= judging.last();
            let replaceable = has_figure && (running || missing || is_carried);
            let cell = Cell { days: judging, said };
            return self.below(unit, subject, judging.last()).then(|| Reading {
                cells: vec![cell],
                carried: is_carried,
                replaceable,
            });
        }
        let stand = standing(&inside, &owed);
        let missing = owed.iter().filter(|owed| !stand.iter().any(|(days, _)| days.and(**owed).is_some()));
        // A whole declared as 0 leaves nothing to measure: the reading taken of section 1, 'whole = 0 is not applicable'.
        let missing = missing.map(|days| match unknown(*days) {
            Said::Unknown { declared: Some(0) } => (*days, Said::NothingToMeasure),
            said => (*days, said),
        });
        let mut cells: Vec<Cell> =
            stand.iter().cloned().chain(missing).map(|(days, said)| Cell { days, said }).collect();
        cells.sort_by_key(|cell| cell.days);
        cells.retain(|cell| self.below(unit, subject, cell.days.last()));
        (!cells.is_empty()).then_some(Reading { cells, carried: false, replaceable: false })
    }

    /// Whether anything was said, as of the day, of some of these days.
    pub(crate) fn says_something(&self, indicator: &Indicator, unit: &UnitId, days: Period) -> bool {
        let said = self.said.get(&(indicator.id.clone(), unit.clone()));
        said.is_some_and(|said| said.iter().any(|(said, _)| said.and(days).is_some()))
    }

    /// The whole declared for a sub-period.
    pub(crate) fn declared(&self, indicator: &Indicator, unit: &UnitId, days: Period) -> Option<u64> {
        self.declared.get(&(indicator.id.clone(), unit.clone(), days)).copied()
    }
}
