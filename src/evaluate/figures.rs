//! A unit's figures in a judging period: which cells it has, and what stands in each.

use chrono::NaiveDate;

use super::standing::{Aside, standing};
use crate::{
    ledger::{Observation, Report, Value},
    plan::Indicator,
    quantity::{Number, Scale, Share},
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
    /// Reports inside the judging period that do not count, by their number among the unit's reports.
    pub(super) aside: Vec<Aside>,
}

/// What is known of a unit's reports on an indicator, as of a day.
pub(super) struct Reports<'a> {
    pub(super) indicator: &'a Indicator,
    pub(super) scale: Option<&'a Scale>,
    pub(super) calendar: ReportingCalendar,
    /// By period, none twice; withdrawn ones left out.
    pub(super) reports: &'a [(Period, &'a Observation)],
}

impl Reports<'_> {
    pub(super) fn figure(&self, observation: &Observation) -> Figure {
        let unknown = Figure::Unknown { declared: None };
        match &observation.report {
            Report::Withdrawn => unknown,
            Report::NotApplicable { .. } => Figure::NotApplicable,
            Report::Value(Value::Done(done)) => Figure::Done(*done),
            Report::Value(Value::Number(number)) => Figure::Number(*number),
            // A share of nothing: there is nothing to measure.
            Report::Value(Value::Share(share)) if share.whole() == 0 => Figure::NotApplicable,
            Report::Value(Value::Share(share)) => Figure::Share(*share),
            // OK because the ledger was checked against the plan: the scale has the grade.
            Report::Value(Value::Grade(grade)) => {
                self.scale.and_then(|scale| scale.rank(grade)).map_or(unknown, Figure::Grade)
            }
        }
    }

    /// The sub-periods of a judging period for which a unit is expected to report: those of the indicator's rhythm that lie
    /// wholly inside it and end while the unit exists; if there are none, the judging period itself, if that does.
    pub(super) fn expected(&self, judging: Period, exists: impl Fn(NaiveDate) -> bool) -> Vec<Period> {
        let ends_in_life = |period: &Period| exists(self.calendar.days(*period).last());
        let inside: Vec<Period> = judging.inside(self.indicator.reported).filter(ends_in_life).collect();
        if inside.is_empty() { Some(judging).filter(ends_in_life).into_iter().collect() } else { inside }
    }

    /// A unit's figures in a judging period. `declared` knows the whole of a sub-period before it is reported.
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

    fn inside(&self, judging: Period) -> impl Iterator<Item = (usize, Period, &Observation)> {
        let all = self.reports.iter().enumerate().map(|(k, (period, report))| (k, *period, *report));
        all.filter(move |(_, period, _)| judging.holds(*period))
    }

    fn latest(
        &self,
        judging: Period,
        closed: bool,
        expected: &[Period],
        declared: impl Fn(Period) -> Option<u64>,
    ) -> Figures {
        let on = self.calendar.days(judging).last();
        let one = |period, figure| vec![Cell { period, on, figure }];
        // Reports come in order of last day, then first day: the greatest is the latest.
        let has_figure =
            |(_, _, report): &(usize, Period, &Observation)| self.figure(report) != Figure::NotApplicable;
        if let Some((_, period, report)) = self.inside(judging).filter(has_figure).last() {
            let last_expected = expected.last().map_or(judging.last(), |e| e.last());
            let last_reported =
                self.inside(judging).last().is_some_and(|(_, p, _)| p.last() >= last_expected);
            let provisional = !closed || !last_reported;
            return Figures { cells: one(period, self.figure(report)), provisional, ..Figures::default() };
        }
        let before = |(period, report): &&(Period, &Observation)| {
            period.last() < judging.first() && self.figure(report) != Figure::NotApplicable
        };
        if self.indicator.carry_forward
            && self.inside(judging).next().is_none()
            && let Some((period, report)) = self.reports.iter().rfind(before)
        {
            let cells = one(*period, self.figure(report));
            return Figures { cells, provisional: true, carried_forward: true, aside: Vec::new() };
        }
        let Some(last) = expected.last() else { return Figures::default() };
        let not_applicable = |e: &Period| self.inside(judging).any(|(_, period, _)| period.holds(*e));
        let figure = if expected.iter().all(not_applicable) {
            Figure::NotApplicable
        } else {
            Figure::Unknown { declared: declared(*last) }
        };
        Figures { cells: one(judging, figure), ..Figures::default() }
    }

    fn combined(
        &self,
        judging: Period,
        expected: &[Period],
        declared: impl Fn(Period) -> Option<u64>,
    ) -> Figures {
        let inside: Vec<(usize, Period, &Observation)> = self.inside(judging).collect();
        let periods: Vec<Period> = inside.iter().map(|(_, period, _)| *period).collect();
        let standing = standing(expected, &periods);
        let cell = |tile: &super::standing::Tile| {
            let report = tile.report.and_then(|k| inside.get(k)).map(|(_, _, report)| self.figure(report));
            let figure = report.unwrap_or_else(|| Figure::Unknown { declared: declared(tile.period) });
            // A whole declared as 0 leaves nothing to report.
            let figure = if figure == (Figure::Unknown { declared: Some(0) }) {
                Figure::NotApplicable
            } else {
                figure
            };
            Cell { period: tile.period, on: self.calendar.days(tile.period).last(), figure }
        };
        let number = |k: usize| inside.get(k).map_or(k, |(number, _, _)| *number);
        let aside = standing.aside.iter().map(|aside| match aside {
            Aside::Replaced { report, by } => Aside::Replaced { report: number(*report), by: number(*by) },
            Aside::Overlaps { report, by } => Aside::Overlaps { report: number(*report), by: number(*by) },
            Aside::Unfit { report } => Aside::Unfit { report: number(*report) },
            Aside::Covered { report, by } => {
                Aside::Covered { report: number(*report), by: by.iter().map(|k| number(*k)).collect() }
            }
        });
        let aside = aside.collect();
        Figures { cells: standing.tiles.iter().map(cell).collect(), aside, ..Figures::default() }
    }
}
