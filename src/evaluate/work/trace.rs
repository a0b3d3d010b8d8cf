//! Which reports stand behind an outcome, unit by unit and cell by cell.

use chrono::NaiveDate;

use super::{Figure, Figures, Question, Standpoint, Work};
use crate::{
    evaluate::{
        EvaluateError, Tally,
        figures::{Cell, Part, Weight},
        standing::Aside,
        view::Told,
    },
    id::{IndicatorId, UnitId},
    ledger::Observation,
    plan::Aggregate,
    quantity::Fraction,
    time::Period,
};

/// What one unit brings to an outcome, and from which reports.
#[derive(Debug, Clone)]
pub(crate) struct Traced<'a> {
    pub(crate) unit: UnitId,
    pub(crate) tally: Tally,
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
        for unit in self.all_evidence(question, judging, closed)? {
            let reaches = self.evaluator.reaches_of(question, judging, &unit, subject)?;
            let at = Standpoint::of(subject, reaches.as_ref());
            let fail = |error| self.evaluator.figure_error(question, judging, (unit.unit, subject), error);
            let found = self.contribution(question, &unit, at).map_err(fail)?;
            let (Some(tally), Some(id)) = (found.tally, self.evaluator.register.id(unit.unit)) else {
                continue;
            };
            let mut figures = Vec::new();
            let counted =
                matches!(question.target.aggregate, Aggregate::ShareOfUnits(_) | Aggregate::NumberOfUnits(_));
            let others = unit.others.iter().map(|(indicator, other)| (*indicator, other));
            for (indicator, of_unit) in [(question.indicator, &unit.own)].into_iter().chain(others) {
                let cells = self.evaluator.cells_at(of_unit, indicator, at, counted).map_err(fail)?;
                figures.extend(self.trace(indicator, unit.unit, judging, of_unit, &cells));
            }
            all.push(Traced { unit: id.clone(), tally, figures });
        }
        Ok(all)
    }

    fn trace(
        &self,
        indicator: usize,
        unit: usize,
        judging: Period,
        figures: &Figures,
        cells: &[Cell],
    ) -> Option<TracedFigures<'a>> {
        let said = self.evaluator.plan.indicators().get(indicator)?;
        let (id, is_latest) = (&said.id, said.measure.takes_latest());
        let reports = self.evaluator.view.reports(indicator, unit);
        let days = self.evaluator.plan.calendar().days(judging);
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
        // What is counted with another unit's part says nothing here.
        let cells = cells.iter().filter(|cell| cell.weight != Weight::NONE).filter_map(cell).collect();
        let report = |k: usize| reports.get(k).and_then(observation);
        let aside = figures.aside.iter().filter_map(|aside| match aside {
            Aside::Replaced { report: k, by } | Aside::Overlaps { report: k, by } => {
                Some((report(*k)?, reports.get(*by).map(|told| told.days)))
            }
            Aside::Covered { report: k, .. } | Aside::Unfit { report: k } => Some((report(*k)?, None)),
        });
        Some(TracedFigures { indicator: id, cells, aside: aside.collect(), provisional: figures.provisional })
    }
}
