//! A unit's figures in a judging period: which cells it has, what stands in each, and what they can still come to.

use chrono::NaiveDate;

use super::{
    completions::Completions,
    standing::{Aside, standing},
};
use crate::{
    ledger::{Observation, Report, Value},
    plan::{DoneBy, Indicator, Measure, ShareBy},
    quantity::{Fraction, Number, Overflow, Scale, Share},
    threshold::{End, Interval},
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

/// What a unit's figure can still turn out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Possible {
    /// There is nothing to measure.
    Nothing,
    /// Done, not done, or either.
    Done { yes: bool, no: bool },
    /// A rank of a scale, from the least to the greatest that can be.
    Ranks { least: usize, greatest: usize },
    /// A number or a share.
    Values(Completions),
}

/// Why figures come to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FigureError {
    Overflow,
    /// Cumulated parts above their whole.
    PartAboveWhole {
        part: u64,
        whole: u64,
    },
}

impl From<Overflow> for FigureError {
    fn from(_: Overflow) -> Self {
        Self::Overflow
    }
}

/// What a unit's cells can still come to, by the indicator's measure. No cells: nothing.
pub(super) fn possible(
    measure: &Measure,
    scale: Option<&Scale>,
    cells: &[Cell],
) -> Result<Possible, FigureError> {
    let applicable =
        || cells.iter().map(|cell| cell.figure).filter(|figure| *figure != Figure::NotApplicable);
    if applicable().next().is_none() {
        return Ok(Possible::Nothing);
    }
    match measure {
        Measure::Done(by) => {
            let any = |wanted: bool| applicable().any(|figure| figure == Figure::Done(wanted));
            let unknown = applicable().any(|figure| matches!(figure, Figure::Unknown { .. }));
            Ok(match by {
                DoneBy::Latest | DoneBy::Ever if any(true) => Possible::Done { yes: true, no: false },
                DoneBy::Every if any(false) => Possible::Done { yes: false, no: true },
                _ if unknown => Possible::Done { yes: true, no: true },
                DoneBy::Latest | DoneBy::Ever => Possible::Done { yes: false, no: true },
                DoneBy::Every => Possible::Done { yes: true, no: false },
            })
        }
        Measure::Grade(_) => {
            let greatest = scale.map_or(0, |scale| scale.grades().len().saturating_sub(1));
            let known = applicable().find_map(|figure| match figure {
                Figure::Grade(rank) => Some(rank),
                _ => None,
            });
            Ok(known.map_or(Possible::Ranks { least: 0, greatest }, |rank| Possible::Ranks {
                least: rank,
                greatest: rank,
            }))
        }
        Measure::Count(_) | Measure::Amount { .. } => {
            let tally = super::contribution::sum(measure, cells)?;
            Ok(Possible::Values(tally.values(1, matches!(measure, Measure::Count(_)))?))
        }
        Measure::Share(ShareBy::Cumulative) => {
            Ok(cumulative(cells)?.values.map_or(Possible::Nothing, Possible::Values))
        }
        Measure::Share(_) => {
            let tally = super::contribution::pooled(measure, cells)?;
            Ok(tally.values()?.map_or(Possible::Nothing, Possible::Values))
        }
    }
}

/// Cumulated shares (lũy kế): parts add, over the latest whole.
pub(super) struct Cumulated {
    /// The sum of the reported parts.
    pub(super) part: u64,
    /// The whole of the last sub-period that applies, if reported or declared.
    pub(super) whole: Option<u64>,
    /// The latest reported whole.
    pub(super) reported_whole: u64,
    /// Whether a part is still unknown.
    pub(super) unknown: bool,
    /// What the share can still be; none if there is nothing to measure.
    pub(super) values: Option<Completions>,
}

pub(super) fn cumulative(cells: &[Cell]) -> Result<Cumulated, FigureError> {
    let mut found = Cumulated { part: 0, whole: None, reported_whole: 0, unknown: false, values: None };
    let mut applies = false;
    for cell in cells {
        match cell.figure {
            Figure::Share(share) => {
                found.part = found.part.checked_add(share.part()).ok_or(FigureError::Overflow)?;
                found.whole = Some(share.whole());
                found.reported_whole = share.whole();
            }
            Figure::Unknown { declared } => {
                found.unknown = true;
                found.whole = declared;
            }
            _ => continue,
        }
        applies = true;
    }
    found.values = match found.whole {
        _ if !applies => None,
        Some(whole) if found.part > whole => {
            return Err(FigureError::PartAboveWhole { part: found.part, whole });
        }
        Some(0) => None,
        Some(over) => {
            let to = if found.unknown { over } else { found.part };
            Some(Completions::Steps { from: found.part.into(), to: Some(to.into()), over })
        }
        // The whole may still turn out anything: every share can occur, 0 only while no part is reported.
        None => {
            let low = End { at: Fraction::ZERO, closed: found.part == 0 };
            Some(Completions::Dense(Interval::between(low, End::closed(Fraction::ONE))))
        }
    };
    Ok(found)
}
