//! What of a unit's figures counts at a subject.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{
    EvaluateError, Evaluator,
    figures::{Across, Cell, Figure, Figures, Part, Weight},
    reach::{Reach, division, holders, reach, share},
    sums::FigureError,
    work::{Evidence, Question},
};
use crate::{
    plan::{Measure, ShareBy},
    quantity::Overflow,
    time::Period,
    unit::{Passage, Register},
};

/// From where figures are looked at.
#[derive(Debug, Clone, Copy)]
pub(super) enum Standpoint<'r> {
    /// The whole scope, whatever the forest.
    Whole,
    /// A unit of the register, where some of them count.
    Unit(usize, &'r Reaches),
}

impl<'r> Standpoint<'r> {
    /// At a subject, if one is asked for.
    pub(super) fn of(subject: Option<usize>, reaches: Option<&'r Reaches>) -> Self {
        subject.zip(reaches).map_or(Self::Whole, |(subject, reaches)| Self::Unit(subject, reaches))
    }
}

/// Where each of a unit's figures counts in a judging period.
#[derive(Debug, Clone)]
pub(super) struct Reaches {
    /// The last day of the judging period.
    until: NaiveDate,
    /// By indicator, and by the unit and the day at which a figure, or a part of one, stands.
    by_stage: BTreeMap<(usize, usize, NaiveDate), Reach>,
}

impl Reaches {
    fn weight(&self, indicator: usize, unit: usize, on: NaiveDate, subject: usize) -> Weight {
        let reach = self.by_stage.get(&(indicator, unit, on));
        reach.and_then(|reach| reach.get(&subject)).copied().unwrap_or(Weight::NONE)
    }

    /// Every subject at which something of it counts.
    pub(super) fn subjects(&self) -> BTreeSet<usize> {
        self.by_stage.values().flat_map(BTreeMap::keys).copied().collect()
    }

    /// Whether all of it counts at the same subjects, and all of it at each.
    pub(super) fn are_all(&self, subjects: &BTreeSet<usize>) -> bool {
        self.by_stage.values().all(|reach| {
            reach.keys().eq(subjects.iter()) && reach.values().all(|weight| *weight == Weight::ALL)
        })
    }
}

/// The parts of a divided unit on the day it was divided.
fn parts<'r>(register: &'r Register, part: &Part) -> &'r [Passage] {
    part.on.pred_opt().map_or(&[], |before| division(register, (before, part.divided), part.on))
}

impl<'a> Evaluator<'a> {
    /// The same, where a subject is asked for.
    pub(super) fn reaches_of(
        &self,
        question: &Question<'a>,
        judging: Period,
        unit: &Evidence,
        subject: Option<usize>,
    ) -> Result<Option<Reaches>, EvaluateError> {
        let reaches = subject.map(|_| self.reaches(question, judging, unit)).transpose();
        reaches.map_err(|error| self.figure_error(question, judging, (unit.unit, subject), error.into()))
    }

    /// Where each of a unit's figures counts.
    pub(super) fn reaches(
        &self,
        question: &Question<'a>,
        judging: Period,
        unit: &Evidence,
    ) -> Result<Reaches, Overflow> {
        let until = self.plan.judging_days(question.target, judging).last();
        let mut found = Reaches { until, by_stage: BTreeMap::new() };
        let others = unit.others.iter().map(|(indicator, figures)| (*indicator, figures));
        for (indicator, figures) in others.chain([(question.indicator, &unit.own)]) {
            let Some(about) = self.plan.indicators().get(indicator) else { continue };
            let mut stages: BTreeSet<(usize, NaiveDate)> = BTreeSet::new();
            for cell in &figures.cells {
                stages.insert((cell.at, cell.on));
                if let Some(part) = cell.part.filter(|_| !about.measure.takes_latest()) {
                    stages.extend(parts(self.register, &part).iter().map(|part| (part.to, part.on)));
                }
            }
            for (at, on) in stages {
                let reach = reach(self.register, &about.id, (on, at), until)?;
                found.by_stage.insert((indicator, at, on), reach);
            }
        }
        Ok(found)
    }

    /// The cells of a unit that count at a subject, each with how much of it does. `counted`: units are counted, so that it
    /// matters what each of them has, and not only what all of them have.
    pub(super) fn cells_at(
        &self,
        figures: &Figures,
        indicator: usize,
        at: Standpoint<'_>,
        counted: bool,
    ) -> Result<Vec<Cell>, FigureError> {
        let Some(about) = self.plan.indicators().get(indicator) else { return Ok(Vec::new()) };
        let mut cells = Vec::with_capacity(figures.cells.len());
        for cell in &figures.cells {
            let weight = match (cell.part, at) {
                (None, Standpoint::Whole) => self.rest(cell, indicator, at)?,
                (None, Standpoint::Unit(subject, reaches)) => {
                    match reaches.weight(indicator, cell.at, cell.on, subject) {
                        Weight::ALL => self.rest(cell, indicator, at)?,
                        _ => None,
                    }
                }
                (Some(part), at) if about.measure.takes_latest() => {
                    self.latest_part(&part, cell, indicator, at, counted)?
                }
                (Some(_), Standpoint::Whole) => None,
                (Some(part), Standpoint::Unit(subject, reaches)) => {
                    let whole = reaches.weight(indicator, cell.at, cell.on, subject);
                    let here = |heir: usize| reaches.weight(indicator, heir, part.on, subject);
                    let some = |heir: usize| here(heir) != Weight::NONE;
                    if whole == Weight::ALL || !some(part.heir) {
                        None
                    } else {
                        let all = parts(self.register, &part);
                        let this = all.iter().find(|passage| passage.to == part.heir);
                        match this.and_then(|this| share(self.register, all, this, &about.id)) {
                            Some(share) => Some(here(part.heir).times(share)?),
                            None => {
                                let first = self.first_of(all.iter().filter(|passage| some(passage.to)));
                                let carries = counted || !part.all_count || first == this;
                                Some(Weight::SOME).filter(|_| carries)
                            }
                        }
                    }
                }
            };
            if let Some(weight) = weight {
                cells
                    .push(Cell { weight: if weight == Weight::ALL { cell.weight } else { weight }, ..*cell });
            }
        }
        if about.measure == Measure::Share(ShareBy::Cumulative) {
            self.supersede(&mut cells);
        }
        Ok(cells)
    }

    /// How much of a cell counts at a subject that holds all of it: of a divided unit's days inside a sub-period what no heir has
    /// in what it said of the whole of that, as far as the heir counts there.
    fn rest(&self, cell: &Cell, indicator: usize, at: Standpoint<'_>) -> Result<Option<Weight>, Overflow> {
        let Some(Across { divided, on, period }) = cell.across else { return Ok(Some(Weight::ALL)) };
        let Some(about) = self.plan.indicators().get(indicator) else { return Ok(None) };
        let part = Part { divided, on, heir: divided, settled: 0, all_count: false };
        let all = parts(self.register, &part);
        let held = |passage: &Passage| match at {
            Standpoint::Whole => true,
            Standpoint::Unit(subject, reaches) => {
                holders(self.register, (on, passage.to), reaches.until).contains(&subject)
            }
        };
        let said: Vec<&Passage> =
            all.iter().filter(|p| held(p) && self.said_whole(indicator, p.to, period)).collect();
        if said.is_empty() {
            return Ok(Some(Weight::ALL));
        }
        if said.len() == all.len() {
            return Ok(None);
        }
        let mut rest = Weight::ALL;
        for passage in said {
            match share(self.register, all, passage, &about.id) {
                Some(share) => {
                    let left = rest.low.minus(share)?;
                    rest = Weight { low: left, high: left };
                }
                None => return Ok(Some(Weight::SOME)),
            }
        }
        Ok(Some(rest).filter(|rest| *rest != Weight::NONE))
    }

    /// Of some heirs the one with which is counted what all of them have together: the first by its id, whatever the order of
    /// the register.
    fn first_of<'p>(&self, parts: impl Iterator<Item = &'p Passage>) -> Option<&'p Passage> {
        parts.min_by_key(|passage| self.register.id(passage.to))
    }

    /// Whether a unit reported on exactly these days.
    pub(super) fn said_whole(&self, indicator: usize, unit: usize, period: Period) -> bool {
        self.view.reports(indicator, unit).iter().any(|told| told.days == period)
    }

    /// How much of a divided unit's latest figure counts with an heir at a subject.
    fn latest_part(
        &self,
        part: &Part,
        cell: &Cell,
        indicator: usize,
        at: Standpoint<'_>,
        counted: bool,
    ) -> Result<Option<Weight>, Overflow> {
        let Some(about) = self.plan.indicators().get(indicator) else { return Ok(None) };
        let all = parts(self.register, part);
        let this = all.iter().find(|passage| passage.to == part.heir);
        if let Standpoint::Unit(subject, reaches) = at
            && reaches.weight(indicator, cell.at, cell.on, subject) != Weight::ALL
        {
            return Ok(None);
        }
        if let Some(share) = this.and_then(|this| share(self.register, all, this, &about.id)) {
            return cell.weight.times(share).map(Some);
        }
        let held = |passage: &Passage| match at {
            Standpoint::Whole => true,
            Standpoint::Unit(subject, reaches) => {
                let holder = self.register.holder(passage.to, reaches.until);
                holder.is_some_and(|holder| {
                    holders(self.register, (reaches.until, holder), reaches.until).contains(&subject)
                })
            }
        };
        if counted || !part.all_count {
            return Ok(Some(Weight::SOME));
        }
        // Those without a figure of their own hold it together, and all of it only where all heirs are such.
        let bits = (0..u64::BITS).map(|bit| 1_u64.wrapping_shl(bit));
        let inherit = all.iter().zip(bits).filter(|(passage, bit)| part.settled & bit == 0 && held(passage));
        let first = self.first_of(inherit.clone().map(|(passage, _)| passage));
        Ok(Some(match (first == this, inherit.count() == all.len()) {
            (true, true) => cell.weight,
            (true, false) => Weight::SOME,
            // What it may have is counted with the first.
            (false, _) => Weight::NONE,
        }))
    }

    /// Of cumulative shares: whose whole stands in the place of that of a predecessor.
    fn supersede(&self, cells: &mut [Cell]) {
        let applies: BTreeSet<usize> =
            cells.iter().filter(|cell| cell.figure != Figure::NotApplicable).map(|cell| cell.by).collect();
        if applies.len() < 2 {
            return;
        }
        for cell in cells {
            let mut at = cell.by;
            while let Some(passage) = self.register.passing_whole(at) {
                at = passage.to;
                if applies.contains(&at) {
                    cell.superseded = true;
                    break;
                }
            }
        }
    }
}
