//! The engine's work on one target in one judging period: the evidence of every unit, tallied at every subject.

mod trace;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

pub(crate) use trace::{Traced, TracedCell, TracedFigures, TracedPart};

use super::{
    EvaluateError, Evaluator,
    column::Misfit,
    counting::{Candidate, Test, counted, may_meet},
    error,
    figures::{Cell, Figure, Figures, Reports},
    ground::{Listed, Members, Seats},
    outcome::LedgerNote,
    possible::possible,
    standing::Aside,
    standpoint::Standpoint,
    strands::Strands,
    sums::{FigureError, pooled, sum},
    tally::{MergeError, Tally, UnitTally},
};
use crate::{
    plan::{Aggregate, Criterion, Indicator, Measure, Target},
    quantity::{Overflow, Scale},
    threshold::Threshold,
    time::Period,
};

/// Where tallies are wanted.
#[derive(Debug, Clone)]
pub(super) enum Subjects {
    /// At the plan's issuer: the whole scope, whatever the forest.
    Whole,
    /// At these units of the register, by place.
    Units(Vec<usize>),
}

/// What the units below a subject come to.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    /// None if no unit counts there.
    pub(super) tally: Option<Tally>,
    pub(super) provisional: bool,
    pub(super) carried_forward: bool,
}

impl Found {
    pub(super) fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        self.tally = match (self.tally.take(), &other.tally) {
            (Some(a), Some(b)) => Some(a.merge(b)?),
            (a, b) => a.or_else(|| b.clone()),
        };
        self.provisional |= other.provisional;
        self.carried_forward |= other.carried_forward;
        Ok(())
    }
}

/// One criterion of a chain of 'trong đó', with the indicator that it reads.
pub(super) struct Link<'a> {
    indicator: usize,
    pub(super) test: Test,
    target: &'a Target,
}

/// A target with everything resolved that its units need.
pub(super) struct Question<'a> {
    pub(super) target: &'a Target,
    pub(super) indicator: usize,
    pub(super) measure: &'a Measure,
    pub(super) scale: Option<&'a Scale>,
    /// The target's own criterion first, then those of the outer targets; empty where units are not counted.
    pub(super) links: Vec<Link<'a>>,
}

/// All that one unit says to a question, before it is known at which subject.
pub(super) struct Evidence {
    pub(super) unit: usize,
    pub(super) own: Figures,
    /// The figures that only outer targets read, by their indicator.
    pub(super) others: Vec<(usize, Figures)>,
    in_outer_scopes: bool,
}

/// One call's work, and what it noted on the way.
pub(super) struct Work<'e, 'a> {
    pub(super) evaluator: &'e Evaluator<'a>,
    pub(super) notes: BTreeSet<LedgerNote>,
}

impl<'e, 'a> Work<'e, 'a> {
    pub(super) fn new(evaluator: &'e Evaluator<'a>) -> Self {
        Self { evaluator, notes: BTreeSet::new() }
    }

    fn reports(&self, indicator: usize, unit: usize) -> Option<Reports<'e>> {
        let found: &'e Indicator = self.evaluator.plan.indicators().get(indicator)?;
        let reports = self.evaluator.view.reports(indicator, unit);
        Some(Reports { unit, indicator: found, calendar: self.evaluator.plan.calendar(), reports })
    }

    /// What each of some units says that counts for a question in a judging period.
    pub(super) fn evidence(
        &mut self,
        question: &Question<'a>,
        judging: Period,
        closed: bool,
        units: impl IntoIterator<Item = usize>,
    ) -> Result<Vec<Evidence>, EvaluateError> {
        let evaluator = self.evaluator;
        let Evaluator { plan, register, ground, .. } = evaluator;
        let days = plan.judging_days(question.target, judging);
        let scopes = plan.scopes();
        let place = |target: &Target| target.measured.as_ref().and_then(|scope| scopes.place(scope));
        let latest =
            |indicator: usize| plan.indicators().get(indicator).is_some_and(|i| i.measure.takes_latest());
        let list = |indicator: usize, scope: Option<usize>| {
            scope.map_or_else(Arc::default, |scope| {
                ground.list(plan, register, scope, days, latest(indicator))
            })
        };
        // Each outer target's units, by the rule of its own indicator.
        let mut outer: Vec<(Option<usize>, Arc<Members>)> = Vec::new();
        // The figures that only outer targets read.
        let mut others: Vec<(usize, Option<usize>, Arc<Listed>)> = Vec::new();
        for link in question.links.iter().skip(1) {
            let scope = place(link.target);
            outer.push((scope, ground.members(plan, register, days, latest(link.indicator))));
            if link.indicator != question.indicator
                && others.iter().all(|(other, ..)| *other != link.indicator)
            {
                others.push((link.indicator, scope, list(link.indicator, scope)));
            }
        }
        others.sort_by_key(|(indicator, ..)| *indicator);
        let (scope, listed) = (place(question.target), evaluator.members_of(question, days));
        let adds_up = matches!(question.target.aggregate, Aggregate::Total | Aggregate::PooledShare);
        let own = Strands {
            evaluator,
            indicator: question.indicator,
            days,
            closed,
            scope,
            listed: &listed,
            adds_up,
        };
        let mut evidence = Vec::new();
        for unit in units {
            let fail =
                |Overflow| evaluator.figure_error(question, judging, (unit, None), FigureError::Overflow);
            let figures = own.figures(unit).map_err(fail)?;
            self.note(question.indicator, &figures);
            if figures.cells.is_empty() {
                continue;
            }
            let in_outer_scopes = outer.iter().all(|(scope, members)| {
                scope.and_then(|scope| members.get(scope)).and_then(|scope| scope.get(unit)) == Some(&true)
            });
            let mut found = Vec::with_capacity(others.len());
            for (indicator, scope, listed) in &others {
                let (indicator, scope) = (*indicator, *scope);
                let other = Strands { evaluator, indicator, days, closed, scope, listed, adds_up: false };
                found.push((indicator, other.figures(unit).map_err(fail)?));
            }
            let evidence_of = Evidence { unit, own: figures, others: found, in_outer_scopes };
            evidence.push(evidence_of);
        }
        Ok(evidence)
    }

    /// Reports by units that no target on their indicator ever measures: most likely the wrong unit or indicator.
    pub(super) fn note_what_nobody_measures(&mut self) {
        let evaluator = self.evaluator;
        let days = evaluator.plan.calendar().days(evaluator.plan.period());
        let reported = evaluator.view.tables().filter_map(|(_, table)| table.first_day());
        let first = reported.min().unwrap_or(days.first()).min(days.first());
        // A target may be judged by a date after those on which the plan's figures are closed.
        let plan = evaluator.plan;
        let judged = plan.targets().iter().flat_map(|target| {
            plan.judging_periods(target).map(move |period| plan.judging_days(target, period).last())
        });
        let last = judged.max().unwrap_or(days.last()).max(days.last());
        let Ok(days) = Period::between(first, last) else { return };
        let members = evaluator.ground.members(evaluator.plan, evaluator.register, days, false);
        let mut scopes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for target in evaluator.plan.targets() {
            let indicators = evaluator.plan.indicators();
            let indicator =
                target.indicator.as_ref().and_then(|id| indicators.iter().position(|i| i.id == *id));
            let scope = target.measured.as_ref().and_then(|scope| evaluator.plan.scopes().place(scope));
            if let (Some(indicator), Some(scope)) = (indicator, scope) {
                scopes.entry(indicator).or_default().push(scope);
            }
        }
        for ((indicator, table), found) in evaluator.view.tables().zip(evaluator.plan.indicators()) {
            let measured: Vec<&Vec<bool>> = scopes
                .get(&indicator)
                .into_iter()
                .flatten()
                .filter_map(|scope| members.get(*scope))
                .collect();
            let is_measured = |unit: usize| measured.iter().any(|scope| scope.get(unit) == Some(&true));
            for unit in (0..evaluator.register.len()).filter(|unit| !is_measured(*unit)) {
                let Some(unit_id) = evaluator.register.id(unit) else { continue };
                self.notes.extend(table.reports(unit).iter().map(|told| LedgerNote::NotMeasured {
                    indicator: found.id.clone(),
                    unit: unit_id.clone(),
                    period: told.days,
                }));
            }
        }
    }

    /// What a reader should know about the reports that a unit's figures are made of, its own and those of others.
    fn note(&mut self, indicator: usize, figures: &Figures) {
        // Of each unit, read once.
        let mut told: BTreeMap<usize, Option<Reports<'_>>> = BTreeMap::new();
        for (unit, aside) in &figures.aside {
            let Some(reports) = told.entry(*unit).or_insert_with(|| self.reports(indicator, *unit)) else {
                continue;
            };
            let Some(unit) = self.evaluator.register.id(*unit).cloned() else { continue };
            let indicator = reports.indicator.id.clone();
            let period = |k: usize| reports.reports.get(k).map(|told| told.label);
            let Some(label) = period(aside.report()) else { continue };
            self.notes.extend(match aside {
                Aside::Replaced { by, .. } => {
                    period(*by).map(|by| LedgerNote::Replaced { indicator, unit, period: label, by })
                }
                Aside::Overlaps { by, .. } => {
                    period(*by).map(|by| LedgerNote::Overlaps { indicator, unit, period: label, by })
                }
                Aside::Unfit { .. } => Some(LedgerNote::Unfit { indicator, unit, period: label }),
                Aside::Covered { report, by } => differs(reports, *report, by)
                    .then_some(LedgerNote::Differs { indicator, unit, period: label }),
            });
        }
        for cell in &figures.cells {
            let declared = self.evaluator.view.whole(indicator, cell.by, cell.period);
            if let (Figure::Share(share), Some(declared)) = (cell.figure, declared)
                && share.whole() != declared
                && let Some(reports) = told.entry(cell.by).or_insert_with(|| self.reports(indicator, cell.by))
                && let Some(unit) = self.evaluator.register.id(cell.by).cloned()
            {
                let label =
                    reports.reports.iter().find(|told| told.days == cell.period).map(|told| told.label);
                self.notes.insert(LedgerNote::OtherWhole {
                    indicator: reports.indicator.id.clone(),
                    unit,
                    period: label.unwrap_or(cell.period),
                    reported: share.whole(),
                    declared,
                });
            }
        }
    }

    /// What every unit says that counts for a question, in register order.
    fn all_evidence(
        &mut self,
        question: &Question<'a>,
        judging: Period,
        closed: bool,
    ) -> Result<Vec<Evidence>, EvaluateError> {
        let days = self.evaluator.plan.judging_days(question.target, judging);
        let members = self.evaluator.members_of(question, days);
        let units = members.units.iter().filter_map(|unit| usize::try_from(*unit).ok());
        self.evidence(question, judging, closed, units)
    }

    /// The tally of a question at each of the subjects, in their order.
    pub(super) fn tallies(
        &mut self,
        question: &Question<'a>,
        judging: Period,
        closed: bool,
        subjects: &Subjects,
    ) -> Result<Vec<Found>, EvaluateError> {
        let at_units = matches!(subjects, Subjects::Units(_));
        let filled = self.filled(question, judging, closed, at_units)?;
        let found = |place: Option<usize>| {
            let overflow = |Misfit| self.evaluator.overflow(question.target, judging, place.as_ref());
            filled.found(place).map_err(overflow)
        };
        let Subjects::Units(places) = subjects else { return Ok(vec![found(None)?]) };
        let last = self.evaluator.plan.judging_days(question.target, judging).last();
        let mut all = Vec::with_capacity(places.len());
        // Those that are no more, or not yet: what counted there before is looked at unit by unit.
        let mut evidence: Option<Vec<Evidence>> = None;
        for place in places {
            if self.evaluator.register.exists(*place, last) {
                all.push(found(Some(*place))?);
                continue;
            }
            let evidence = match &evidence {
                Some(evidence) => evidence,
                None => evidence.insert(self.all_evidence(question, judging, closed)?),
            };
            all.push(self.found_at(question, judging, evidence, *place)?);
        }
        Ok(all)
    }

    /// What some units say of a question at one unit of the register.
    fn found_at(
        &self,
        question: &Question<'a>,
        judging: Period,
        evidence: &[Evidence],
        place: usize,
    ) -> Result<Found, EvaluateError> {
        let evaluator = self.evaluator;
        let mut all = Found::default();
        for unit in evidence {
            let fail = |error| evaluator.figure_error(question, judging, (unit.unit, Some(place)), error);
            let reaches = evaluator.reaches_of(question, judging, unit, Some(place))?;
            let at = Standpoint::of(Some(place), reaches.as_ref());
            let one = self.contribution(question, unit, at).map_err(fail)?;
            all.merge(&one).map_err(|_| evaluator.overflow(question.target, judging, Some(&place)))?;
        }
        Ok(all)
    }

    /// What a unit adds at a subject, by what of its figures counts there.
    pub(super) fn contribution(
        &self,
        question: &Question<'a>,
        unit: &Evidence,
        at: Standpoint<'_>,
    ) -> Result<Found, FigureError> {
        let counted =
            matches!(question.target.aggregate, Aggregate::ShareOfUnits(_) | Aggregate::NumberOfUnits(_));
        let here =
            |figures: &Figures, indicator: usize| self.evaluator.cells_at(figures, indicator, at, counted);
        let own = here(&unit.own, question.indicator)?;
        if own.is_empty() {
            return Ok(Found::default());
        }
        let tally = match &question.target.aggregate {
            Aggregate::ShareOfUnits(_) | Aggregate::NumberOfUnits(_) => {
                Tally::Units(self.count(question, unit, &own, here)?)
            }
            Aggregate::PooledShare => Tally::Pooled(pooled(question.measure, &own)?),
            _ => Tally::Sum(sum(question.measure, &own)?),
        };
        let (provisional, carried_forward) = self.replaceable(question, unit, here)?;
        Ok(Found { tally: Some(tally), provisional, carried_forward })
    }

    /// Whether a later figure could make a unit count in another way: one of its latest figures, its own or one that makes it a
    /// member of the outer target's, can be replaced, and no outer figure that stays keeps it outside [V14]. And whether one
    /// of them was carried forward.
    fn replaceable(
        &self,
        question: &Question<'a>,
        unit: &Evidence,
        here: impl Fn(&Figures, usize) -> Result<Vec<Cell>, FigureError>,
    ) -> Result<(bool, bool), FigureError> {
        let outer = question.links.get(1..).unwrap_or_default();
        if !outer.is_empty() && !unit.in_outer_scopes {
            return Ok((false, false));
        }
        let (mut provisional, mut carried) = (unit.own.provisional, unit.own.carried_forward);
        for link in outer {
            let of_link = unit.others.iter().find(|(indicator, _)| *indicator == link.indicator);
            let figures = of_link.map_or(&unit.own, |(_, figures)| figures);
            let Some(found) = self.evaluator.plan.indicators().get(link.indicator) else { continue };
            let cells = here(figures, link.indicator)?;
            let possible = possible(&found.measure, scale(self.evaluator, &found.measure), &cells)?;
            if cells.is_empty() || (!figures.provisional && !may_meet(&possible, &link.test)?) {
                return Ok((false, false));
            }
            provisional |= figures.provisional;
            carried |= figures.carried_forward;
        }
        Ok((provisional, provisional && carried))
    }

    fn count(
        &self,
        question: &Question<'a>,
        unit: &Evidence,
        own: &[Cell],
        here: impl Fn(&Figures, usize) -> Result<Vec<Cell>, FigureError>,
    ) -> Result<UnitTally, FigureError> {
        let Some((first, outer)) = question.links.split_first() else { return Ok(UnitTally::default()) };
        let tests_of =
            |indicator: usize| outer.iter().filter(move |l| l.indicator == indicator).map(|l| &l.test);
        let mut others = Vec::new();
        for (indicator, figures) in &unit.others {
            let Some(found) = self.evaluator.plan.indicators().get(*indicator) else { continue };
            let cells = here(figures, *indicator)?;
            let possible = possible(&found.measure, scale(self.evaluator, &found.measure), &cells)?;
            others.push((possible, tests_of(*indicator).collect()));
        }
        let candidate = Candidate {
            own: possible(question.measure, question.scale, own)?,
            own_test: &first.test,
            same_figure: tests_of(question.indicator).collect(),
            others,
            in_outer_scopes: unit.in_outer_scopes,
        };
        Ok(counted(&candidate)?)
    }

    /// The units in or below a subject with what each adds there, in register order.
    pub(super) fn parts(
        &mut self,
        question: &Question<'a>,
        judging: Period,
        closed: bool,
        subject: Option<usize>,
    ) -> Result<Vec<(usize, Tally)>, EvaluateError> {
        let mut parts = Vec::new();
        for unit in self.all_evidence(question, judging, closed)? {
            let reaches = self.evaluator.reaches_of(question, judging, &unit, subject)?;
            let at = Standpoint::of(subject, reaches.as_ref());
            let fail = |error| self.evaluator.figure_error(question, judging, (unit.unit, subject), error);
            let one = self.contribution(question, &unit, at).map_err(fail)?;
            parts.extend(one.tally.map(|tally| (unit.unit, tally)));
        }
        Ok(parts)
    }
}

fn scale<'a>(evaluator: &Evaluator<'a>, measure: &Measure) -> Option<&'a Scale> {
    match measure {
        Measure::Grade(scale) => evaluator.plan.scale(scale),
        _ => None,
    }
}

/// Whether a report differs from the shorter ones that cover it.
fn differs(reports: &Reports<'_>, whole: usize, parts: &[usize]) -> bool {
    let figure = |k: usize| reports.reports.get(k).map(|told| told.figure);
    let mut sum: Option<Figure> = None;
    for part in parts.iter().filter_map(|k| figure(*k)) {
        sum = match (sum, part) {
            (sum, Figure::NotApplicable) => sum,
            (None, part) => Some(part),
            (Some(Figure::Number(a)), Figure::Number(b)) => match a.plus(b) {
                Ok(sum) => Some(Figure::Number(sum)),
                Err(_) => return true,
            },
            (Some(Figure::Share(a)), Figure::Share(b)) => {
                let wholes = match reports.indicator.measure {
                    Measure::Share(crate::plan::ShareBy::Cumulative) => Some(b.whole()),
                    _ => a.whole().checked_add(b.whole()),
                };
                let share = a.part().checked_add(b.part()).zip(wholes);
                match share.and_then(|(part, whole)| crate::quantity::Share::new(part, whole).ok()) {
                    Some(share) => Some(Figure::Share(share)),
                    None => return true,
                }
            }
            (Some(Figure::Done(a)), Figure::Done(b)) => Some(Figure::Done(match reports.indicator.measure {
                Measure::Done(crate::plan::DoneBy::Every) => a && b,
                _ => a || b,
            })),
            (sum, _) => sum,
        };
    }
    figure(whole) != Some(sum.unwrap_or(Figure::NotApplicable))
}

impl<'a> Evaluator<'a> {
    /// The scope of a question, by its place in the plan.
    pub(super) fn scope_of(&self, question: &Question<'a>) -> Option<usize> {
        question.target.measured.as_ref().and_then(|scope| self.plan.scopes().place(scope))
    }

    /// The units that count for a question in some days, as they are walked at the subjects of a scope.
    pub(super) fn seats_of(
        &self,
        question: &Question<'a>,
        days: Period,
        subjects: Option<usize>,
    ) -> Arc<Seats> {
        let latest = question.measure.takes_latest();
        self.scope_of(question).map_or_else(Arc::default, |scope| {
            self.ground.seats(self.plan, self.register, (scope, subjects), days, latest)
        })
    }

    /// The units that count for a question in some days, in register order.
    pub(super) fn members_of(&self, question: &Question<'a>, days: Period) -> Arc<Listed> {
        let latest = question.measure.takes_latest();
        self.scope_of(question).map_or_else(Arc::default, |scope| {
            self.ground.list(self.plan, self.register, scope, days, latest)
        })
    }

    /// A target with its references resolved; none for judgements.
    pub(super) fn question(&self, target: &'a Target) -> Option<Question<'a>> {
        let place = |target: &Target| {
            let id = target.indicator.as_ref()?;
            self.plan.indicators().iter().position(|indicator| indicator.id == *id)
        };
        let indicator = place(target)?;
        let measure = &self.plan.indicators().get(indicator)?.measure;
        let mut links = Vec::new();
        let mut next = Some(target);
        while let Some(target) = next {
            let Some(criterion) = target.aggregate.criterion() else { break };
            let indicator = place(target)?;
            let found = self.plan.indicators().get(indicator)?;
            let test = self.test(criterion, &found.measure)?;
            links.push(Link { indicator, test, target });
            next = target.within.as_ref().and_then(|outer| self.plan.target(outer));
        }
        Some(Question { target, indicator, measure, scale: scale(self, measure), links })
    }

    fn test(&self, criterion: &Criterion, measure: &Measure) -> Option<Test> {
        match criterion {
            Criterion::Done => Some(Test::Done),
            Criterion::Meets(threshold @ Threshold::Grade(_)) => {
                threshold.ranks(scale(self, measure)?).map(Test::Ranks)
            }
            Criterion::Meets(threshold) => threshold.values().map(Test::Values),
        }
    }

    /// Why what a unit reported comes to nothing at a subject.
    pub(super) fn figure_error(
        &self,
        question: &Question<'_>,
        judging: Period,
        (unit, subject): (usize, Option<usize>),
        error: FigureError,
    ) -> EvaluateError {
        match (error, self.plan.indicators().get(question.indicator), self.register.id(unit)) {
            (FigureError::PartAboveWhole { part, whole }, Some(indicator), Some(unit)) => {
                EvaluateError::PartAboveWhole {
                    indicator: indicator.id.clone(),
                    unit: unit.clone(),
                    period: judging,
                    part,
                    whole,
                }
            }
            _ => self.overflow(question.target, judging, subject.as_ref()),
        }
    }

    pub(super) fn overflow(&self, target: &Target, period: Period, subject: Option<&usize>) -> EvaluateError {
        let subject = subject.and_then(|place| self.register.id(*place)).unwrap_or(self.plan.issuer());
        error::overflow(target, period, subject)
    }
}
