//! Which reports stand behind an outcome, unit by unit and cell by cell.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Figure, Figures, Question, Standpoint, Work};
use crate::{
    evaluate::{
        EvaluateError, Evaluator, Tally,
        figures::{Cell, Part, Weight},
        standing::Aside,
        view::Told,
    },
    id::{IndicatorId, UnitId},
    ledger::Observation,
    plan::Aggregate,
    quantity::Fraction,
    time::{Period, Rhythm},
};

/// What one unit brings to an outcome, and from which reports.
#[derive(Debug, Clone)]
pub(crate) struct Traced<'a> {
    pub(crate) unit: UnitId,
    /// None where all that it reported counts elsewhere.
    pub(crate) tally: Option<Tally>,
    /// Its own figures first, then those that only outer targets read.
    pub(crate) figures: Vec<TracedFigures<'a>>,
}

/// A unit's figures on one indicator.
#[derive(Debug, Clone)]
pub(crate) struct TracedFigures<'a> {
    pub(crate) indicator: &'a IndicatorId,
    pub(crate) cells: Vec<TracedCell>,
    /// Reports inside the judging period that do not count, and what stands for them.
    pub(crate) aside: Vec<(Observation, Option<Period>)>,
    /// Reports for days on which the unit was below the subject, which count where it was on their last day: without them,
    /// shorter ones would be expected here.
    pub(crate) elsewhere: Vec<(Observation, NaiveDate)>,
    pub(crate) provisional: bool,
}

/// A cell, with the reports that stand in it; none while it is unknown.
#[derive(Debug, Clone)]
pub(crate) struct TracedCell {
    /// Who reports it: the unit itself, or one that it stands for.
    pub(crate) by: UnitId,
    /// How much of it counts, where it came with a part of a divided unit.
    pub(crate) part: Option<TracedPart>,
    pub(crate) period: Period,
    pub(crate) reports: Vec<Observation>,
    /// Nothing was reported for it, or not for all of it.
    pub(crate) missing: bool,
    /// Whether it is from before the judging period.
    pub(crate) carried_forward: bool,
    pub(crate) declared: Option<u64>,
}

/// A part of a divided unit's figure.
#[derive(Debug, Clone)]
pub(crate) struct TracedPart {
    /// The unit that was divided, and to which heir the part went on which day, by their places in the register.
    pub(crate) divided: usize,
    pub(crate) heir: usize,
    pub(crate) on: NaiveDate,
    /// The least and the greatest share of the figure that is meant.
    pub(crate) shares: (Fraction, Fraction),
}

impl<'a> Work<'_, 'a> {
    /// The units in or below a subject, what each adds there, and from which reports; in register order.
    pub(in crate::evaluate) fn traced(
        &mut self,
        question: &Question<'a>,
        judging: Period,
        closed: bool,
        subject: Option<usize>,
    ) -> Result<Vec<Traced<'a>>, EvaluateError> {
        let mut all = Vec::new();
        let days = self.evaluator.plan.judging_days(question.target, judging);
        for unit in self.all_evidence(question, judging, closed)? {
            let reaches = self.evaluator.reaches_of(question, judging, &unit, subject)?;
            let at = Standpoint::of(subject, reaches.as_ref());
            let fail = |error| self.evaluator.figure_error(question, judging, (unit.unit, subject), error);
            let found = self.contribution(question, &unit, at).map_err(fail)?;
            let Some(id) = self.evaluator.register.id(unit.unit) else { continue };
            let mut figures = Vec::new();
            let counted =
                matches!(question.target.aggregate, Aggregate::ShareOfUnits(_) | Aggregate::NumberOfUnits(_));
            let others = unit.others.iter().map(|(indicator, other)| (*indicator, other));
            for (indicator, of_unit) in [(question.indicator, &unit.own)].into_iter().chain(others) {
                let cells = self.evaluator.cells_at(of_unit, indicator, at, counted).map_err(fail)?;
                figures.extend(self.trace(indicator, (unit.unit, subject), days, of_unit, &cells));
            }
            if found.tally.is_some() || figures.iter().any(|figures| !figures.elsewhere.is_empty()) {
                all.push(Traced { unit: id.clone(), tally: found.tally, figures });
            }
        }
        Ok(all)
    }

    fn trace(
        &self,
        indicator: usize,
        (unit, subject): (usize, Option<usize>),
        days: Period,
        figures: &Figures,
        cells: &[Cell],
    ) -> Option<TracedFigures<'a>> {
        let said = self.evaluator.plan.indicators().get(indicator)?;
        let (id, is_latest) = (&said.id, said.measure.takes_latest());
        let reports = self.evaluator.view.reports(indicator, unit);
        let told_by = |by: usize, told: &Told| self.evaluator.observation(indicator, by, told.label);
        let observation = |told: &Told| told_by(unit, told);
        let cell = |cell: &Cell| {
            let of_other = (cell.by != unit).then(|| self.evaluator.view.reports(indicator, cell.by));
            let reports = of_other.as_ref().unwrap_or(&reports);
            let observation = |told: &Told| told_by(cell.by, told);
            let (unknown, declared) = match cell.figure {
                Figure::Unknown { declared } => (true, declared),
                Figure::NotApplicable => (false, Some(0)),
                _ => (false, None),
            };
            let at = |told: &&Told| told.days == cell.period && !unknown;
            let mut found: Vec<Observation> = reports.iter().filter(at).filter_map(observation).collect();
            // Of the latest figure: what was said to have none, in part of the judging period or in all of it.
            let nothing = |told: &&Told| told.figure == Figure::NotApplicable && days.holds(told.days);
            if found.is_empty() && is_latest && (unknown || cell.figure == Figure::NotApplicable) {
                found = reports.iter().filter(nothing).filter_map(observation).collect();
            }
            // Nothing was said where a whole is declared as 0, too.
            let missing = unknown || found.is_empty();
            let part = cell.part.map(|Part { divided, heir, on, .. }| {
                let Weight { low, high } = cell.weight;
                TracedPart { divided, heir, on, shares: (low, high) }
            });
            let by = self.evaluator.register.id(cell.by)?.clone();
            let carried_forward = figures.carried_forward && cell.period.last() < days.first();
            Some(TracedCell {
                by,
                part,
                period: cell.period,
                reports: found,
                missing,
                carried_forward,
                declared,
            })
        };
        let left = |cell: &&Cell| {
            !is_latest
                && cell.by == unit
                && !cells.iter().any(|here| (here.by, here.period) == (unit, cell.period))
        };
        let told = |cell: &Cell| reports.iter().find(|told| told.days == cell.period).and_then(observation);
        let gone = figures.cells.iter().filter(left).filter(|cell| {
            subject.is_some_and(|subject| self.was_below(unit, subject, cell.period, said.reported))
        });
        let elsewhere = gone.filter_map(|cell| Some((told(cell)?, cell.on))).collect();
        // What is counted with another unit's part says nothing here.
        let cells = cells.iter().filter(|cell| cell.weight != Weight::NONE).filter_map(cell).collect();
        // Of each unit, read once.
        let mut told = BTreeMap::new();
        let aside = figures.aside.iter().filter_map(|(by, aside)| {
            let reports = told.entry(*by).or_insert_with(|| self.evaluator.view.reports(indicator, *by));
            let report = told_by(*by, reports.get(aside.report())?)?;
            let instead = match aside {
                Aside::Replaced { by, .. } | Aside::Overlaps { by, .. } => {
                    reports.get(*by).map(|told| told.days)
                }
                Aside::Covered { .. } | Aside::Unfit { .. } => None,
            };
            Some((report, instead))
        });
        let (aside, provisional) = (aside.collect(), figures.provisional);
        Some(TracedFigures { indicator: id, cells, aside, elsewhere, provisional })
    }

    /// Whether a unit was below a subject, or was it, on the last day of some sub-period inside another period.
    fn was_below(&self, unit: usize, subject: usize, period: Period, rhythm: Rhythm) -> bool {
        let Evaluator { plan, register, .. } = self.evaluator;
        let above = |on| {
            std::iter::successors(Some(unit), move |at| register.parent(*at, on)).any(|at| at == subject)
        };
        let lasts = period.touching(rhythm).map(|label| plan.calendar().days(label).last());
        lasts.filter(|on| period.contains(*on) && register.exists(unit, *on)).any(above)
    }
}
