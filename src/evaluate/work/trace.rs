//! Which reports stand behind an outcome, unit by unit and cell by cell.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{Figure, Figures, Question, Work};
use crate::{
    evaluate::{EvaluateError, Tally, standing::Aside, view::Told},
    id::{IndicatorId, UnitId},
    ledger::Observation,
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
    pub(crate) carried_forward: bool,
}

/// A cell, with the reports that stand in it; none while it is unknown.
#[derive(Debug, Clone)]
pub(crate) struct TracedCell {
    pub(crate) period: Period,
    pub(crate) reports: Vec<Observation>,
    pub(crate) unknown: bool,
    pub(crate) declared: Option<u64>,
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
        for unit in self.all_evidence(question, judging, closed) {
            let mut dates: Vec<NaiveDate> = Vec::new();
            if let Some(subject) = subject {
                let others = unit.others.iter().flat_map(|(_, figures)| &figures.cells);
                let lasts: BTreeSet<NaiveDate> = unit.own.cells.iter().chain(others).map(|c| c.on).collect();
                for on in lasts {
                    if self
                        .evaluator
                        .ground
                        .forest(self.evaluator.register, on)
                        .tree
                        .is_within(unit.unit, subject)
                    {
                        dates.push(on);
                    }
                }
            }
            let here = |on: NaiveDate| subject.is_none() || dates.contains(&on);
            let found = self.contribution(question, &unit, here).map_err(|error| {
                self.evaluator.figure_error(question, judging, (unit.unit, subject), error)
            })?;
            let (Some(tally), Some(id)) = (found.tally, self.evaluator.register.id(unit.unit)) else {
                continue;
            };
            let mut figures = Vec::new();
            figures.extend(self.trace(question.indicator, unit.unit, judging, &unit.own, here));
            for (indicator, other) in &unit.others {
                figures.extend(self.trace(*indicator, unit.unit, judging, other, here));
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
        here: impl Fn(NaiveDate) -> bool,
    ) -> Option<TracedFigures<'a>> {
        let id = &self.evaluator.plan.indicators().get(indicator)?.id;
        let reports = self.evaluator.view.reports(indicator, unit);
        let observation = |told: &Told| self.evaluator.observation(indicator, unit, told.label);
        let cell = |cell: &super::Cell| {
            let unknown = matches!(cell.figure, Figure::Unknown { .. });
            let declared = match cell.figure {
                Figure::Unknown { declared } => declared,
                _ => None,
            };
            let at = |period: Period| period == cell.period;
            let standing = reports.iter().filter(|told| !unknown && at(told.days));
            let mut found: Vec<Observation> = standing.filter_map(observation).collect();
            if found.is_empty() && !unknown {
                // Not applicable throughout: each report inside the judging period says so.
                let inside = reports.iter().filter(|told| judging.holds(told.days));
                found = inside.filter_map(observation).collect();
            }
            TracedCell { period: cell.period, reports: found, unknown, declared }
        };
        let cells = figures.cells.iter().filter(|cell| here(cell.on)).map(cell).collect();
        let report = |k: usize| reports.get(k).and_then(observation);
        let aside = figures.aside.iter().filter_map(|aside| match aside {
            Aside::Replaced { report: k, by } | Aside::Overlaps { report: k, by } => {
                Some((report(*k)?, reports.get(*by).map(|told| told.days)))
            }
            Aside::Covered { report: k, .. } | Aside::Unfit { report: k } => Some((report(*k)?, None)),
        });
        Some(TracedFigures {
            indicator: id,
            cells,
            aside: aside.collect(),
            provisional: figures.provisional,
            carried_forward: figures.carried_forward,
        })
    }
}
