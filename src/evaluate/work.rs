//! The engine's work on one target in one judging period: the evidence of every unit, tallied at every subject.

mod trace;

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use chrono::NaiveDate;

pub(crate) use trace::{Traced, TracedCell, TracedFigures};

use super::{
    EvaluateError, Evaluator,
    counting::{Candidate, Test, counted, may_meet},
    figures::{Cell, Figure, Figures, Reports},
    outcome::LedgerNote,
    possible::possible,
    standing::Aside,
    sums::{FigureError, pooled, sum},
    tally::{MergeError, Tally, UnitTally},
};
use crate::{
    plan::{Aggregate, Criterion, Indicator, Measure, Target},
    quantity::Scale,
    threshold::Threshold,
    time::Period,
    unit::Tree,
};

/// For every scope, whether each unit of the register is in it.
type Members = Vec<Vec<bool>>;

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
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
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
struct Link<'a> {
    indicator: usize,
    test: Test,
    target: &'a Target,
}

/// A target with everything resolved that its units need.
pub(super) struct Question<'a> {
    target: &'a Target,
    indicator: usize,
    measure: &'a Measure,
    scale: Option<&'a Scale>,
    /// The target's own criterion first, then those of the outer targets; empty where units are not counted.
    links: Vec<Link<'a>>,
}

/// All that one unit says to a question, before it is known at which subject.
struct Evidence {
    unit: usize,
    own: Figures,
    /// The figures that only outer targets read, by their indicator.
    others: Vec<(usize, Figures)>,
    in_outer_scopes: bool,
}

/// Caches that live as long as one call: nothing in them is ever out of date.
pub(super) struct Work<'e, 'a> {
    evaluator: &'e Evaluator<'a>,
    trees: BTreeMap<usize, Rc<Tree>>,
    members: BTreeMap<(NaiveDate, NaiveDate), Rc<Members>>,
    pub(super) notes: BTreeSet<LedgerNote>,
}

impl<'e, 'a> Work<'e, 'a> {
    pub(super) fn new(evaluator: &'e Evaluator<'a>) -> Self {
        Self { evaluator, trees: BTreeMap::new(), members: BTreeMap::new(), notes: BTreeSet::new() }
    }

    fn tree(&mut self, on: NaiveDate) -> Rc<Tree> {
        let register = self.evaluator.register;
        let tree = self.trees.entry(register.epoch(on)).or_insert_with(|| Rc::new(register.tree(on)));
        Rc::clone(tree)
    }

    /// For every scope, which units count: of latest figures those in scope on the last day, of others those in scope on some
    /// day.
    fn members(&mut self, days: Period, latest: bool) -> Rc<Members> {
        let Evaluator { plan, register, .. } = self.evaluator;
        let from = if latest { days.last() } else { days.first() };
        let members = self.members.entry((from, days.last())).or_insert_with(|| {
            let mut members = plan.scopes().membership(register, from);
            for turn in register.turns_within(from, days.last()) {
                for (all, more) in members.iter_mut().zip(plan.scopes().membership(register, turn)) {
                    all.iter_mut().zip(more).for_each(|(member, more)| *member |= more);
                }
            }
            Rc::new(members)
        });
        Rc::clone(members)
    }

    fn reports(&self, indicator: usize, unit: usize) -> Option<Reports<'e>> {
        let found: &'e Indicator = self.evaluator.plan.indicators().get(indicator)?;
        let reports = self.evaluator.reports.get(&(indicator, unit)).map_or(&[][..], Vec::as_slice);
        Some(Reports {
            indicator: found,
            scale: scale(self.evaluator, &found.measure),
            calendar: self.evaluator.plan.calendar(),
            reports,
        })
    }

    fn figures(&self, indicator: usize, unit: usize, judging: Period, closed: bool) -> Figures {
        let Some(reports) = self.reports(indicator, unit) else { return Figures::default() };
        let exists = |day| self.evaluator.register.exists(unit, day);
        let declared = |days| self.evaluator.wholes.get(&(indicator, unit, days)).copied();
        reports.figures(self.evaluator.plan.calendar().days(judging), closed, exists, declared)
    }

    /// What every unit says that counts for a question in a judging period, in register order.
    fn evidence(&mut self, question: &Question<'a>, judging: Period, closed: bool) -> Vec<Evidence> {
        let Evaluator { plan, register, .. } = self.evaluator;
        let days = plan.calendar().days(judging);
        let scopes = plan.scopes();
        let own = self.members(days, question.measure.takes_latest());
        let place = |target: &Target| target.measured.as_ref().and_then(|scope| scopes.place(scope));
        let Some(own_scope) = place(question.target).and_then(|scope| own.get(scope)) else {
            return Vec::new();
        };
        // Each outer target's units, by the rule of its own indicator.
        let mut outer: Vec<(Option<usize>, Rc<Members>)> = Vec::new();
        for link in question.links.iter().skip(1) {
            let latest = plan.indicators().get(link.indicator).is_some_and(|i| i.measure.takes_latest());
            outer.push((place(link.target), self.members(days, latest)));
        }
        let mut other_indicators: Vec<usize> = question.links.iter().map(|link| link.indicator).collect();
        other_indicators.retain(|indicator| *indicator != question.indicator);
        other_indicators.sort_unstable();
        other_indicators.dedup();
        let mut evidence = Vec::new();
        for unit in (0..register.len()).filter(|unit| own_scope.get(*unit) == Some(&true)) {
            let own = self.figures(question.indicator, unit, judging, closed);
            self.note(question.indicator, unit, &own);
            if own.cells.is_empty() {
                continue;
            }
            let in_outer_scopes = outer.iter().all(|(scope, members)| {
                scope.and_then(|scope| members.get(scope)).and_then(|scope| scope.get(unit)) == Some(&true)
            });
            let figures = |indicator: &usize| (*indicator, self.figures(*indicator, unit, judging, closed));
            let others = other_indicators.iter().map(figures).collect();
            evidence.push(Evidence { unit, own, others, in_outer_scopes });
        }
        evidence
    }

    /// Reports by units that no target on their indicator ever measures: most likely the wrong unit or indicator.
    pub(super) fn note_what_nobody_measures(&mut self) {
        let evaluator = self.evaluator;
        let days = evaluator.plan.calendar().days(evaluator.plan.period());
        let reported = evaluator.reports.values().flatten().map(|(period, _)| period.first());
        let first = reported.min().unwrap_or(days.first()).min(days.first());
        let Ok(days) = Period::between(first, days.last()) else { return };
        let members = self.members(days, false);
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
        for ((indicator, unit), reports) in &evaluator.reports {
            let mut measured = scopes.get(indicator).into_iter().flatten();
            if measured.any(|scope| members.get(*scope).and_then(|all| all.get(*unit)) == Some(&true)) {
                continue;
            }
            self.notes.extend(reports.iter().map(|(period, observation)| LedgerNote::NotMeasured {
                indicator: observation.indicator.clone(),
                unit: observation.unit.clone(),
                period: *period,
            }));
        }
    }

    /// What a reader should know about a unit's reports.
    fn note(&mut self, indicator: usize, unit: usize, figures: &Figures) {
        let Some(reports) = self.reports(indicator, unit) else { return };
        let Some(unit_id) = self.evaluator.register.id(unit) else { return };
        let (id, unit_id) = (&reports.indicator.id, unit_id);
        let period = |k: usize| reports.reports.get(k).map(|(_, report)| report.period);
        for aside in &figures.aside {
            let note = match aside {
                Aside::Replaced { report, by } => period(*report).zip(period(*by)).map(|(period, by)| {
                    LedgerNote::Replaced { indicator: id.clone(), unit: unit_id.clone(), period, by }
                }),
                Aside::Overlaps { report, by } => period(*report).zip(period(*by)).map(|(period, by)| {
                    LedgerNote::Overlaps { indicator: id.clone(), unit: unit_id.clone(), period, by }
                }),
                Aside::Unfit { report } => period(*report).map(|period| LedgerNote::Unfit {
                    indicator: id.clone(),
                    unit: unit_id.clone(),
                    period,
                }),
                Aside::Covered { report, by } => {
                    period(*report).filter(|_| differs(&reports, *report, by)).map(|period| {
                        LedgerNote::Differs { indicator: id.clone(), unit: unit_id.clone(), period }
                    })
                }
            };
            self.notes.extend(note);
        }
        for cell in &figures.cells {
            let declared = self.evaluator.wholes.get(&(indicator, unit, cell.period)).copied();
            if let (Figure::Share(share), Some(declared)) = (cell.figure, declared)
                && share.whole() != declared
            {
                let label =
                    reports.reports.iter().find(|(days, _)| *days == cell.period).map(|(_, r)| r.period);
                let (indicator, unit, period) = (id.clone(), unit_id.clone(), label.unwrap_or(cell.period));
                self.notes.insert(LedgerNote::OtherWhole {
                    indicator,
                    unit,
                    period,
                    reported: share.whole(),
                    declared,
                });
            }
        }
    }

    /// The tally of a question at each of the subjects, in their order.
    pub(super) fn tallies(
        &mut self,
        question: &Question<'a>,
        judging: Period,
        closed: bool,
        subjects: &Subjects,
    ) -> Result<Vec<Found>, EvaluateError> {
        let evidence = self.evidence(question, judging, closed);
        let fail =
            |unit: usize, error: FigureError| self.evaluator.figure_error(question, judging, unit, error);
        match subjects {
            Subjects::Whole => {
                let mut whole = Found::default();
                for unit in &evidence {
                    let one = self
                        .contribution(question, unit, |_| true)
                        .map_err(|error| fail(unit.unit, error))?;
                    whole.merge(&one).map_err(|_| fail(unit.unit, FigureError::Overflow))?;
                }
                Ok(vec![whole])
            }
            Subjects::Units(subjects) => self.spread(question, judging, &evidence, subjects),
        }
    }

    /// Each unit's contribution at every subject that it is in or below, each cell on its last day. A unit that is below the
    /// same subjects on all those days, as nearly all are, is added once, at the nearest; the subjects are then rolled up.
    fn spread(
        &mut self,
        question: &Question<'a>,
        judging: Period,
        evidence: &[Evidence],
        subjects: &[usize],
    ) -> Result<Vec<Found>, EvaluateError> {
        let evaluator = self.evaluator;
        let fail = |unit: usize, error: FigureError| evaluator.figure_error(question, judging, unit, error);
        let days = evaluator.plan.calendar().days(judging);
        let slots: BTreeMap<usize, usize> =
            subjects.iter().enumerate().map(|(slot, place)| (*place, slot)).collect();
        let home = Roads::new(&self.tree(days.last()), evaluator, days.last(), &slots);
        let home_epoch = evaluator.register.epoch(days.last());
        let mut roads: BTreeMap<usize, Rc<Roads>> = BTreeMap::new();
        let mut found: Vec<Found> = vec![Found::default(); subjects.len()];
        let mut direct: Vec<(usize, Found)> = Vec::new();
        for unit in evidence {
            let mut elsewhere = false;
            let lasts =
                unit.own.cells.iter().chain(unit.others.iter().flat_map(|(_, f)| &f.cells)).map(|c| c.on);
            let epochs: BTreeMap<usize, NaiveDate> =
                lasts.map(|on| (evaluator.register.epoch(on), on)).collect();
            for (&epoch, &on) in epochs.iter().filter(|(epoch, _)| **epoch != home_epoch) {
                let tree = self.tree(on);
                let road =
                    roads.entry(epoch).or_insert_with(|| Rc::new(Roads::new(&tree, evaluator, on, &slots)));
                elsewhere |= !road.same(&home, unit.unit);
            }
            if !elsewhere {
                if let Some(slot) = home.nearest(unit.unit).and_then(|slot| found.get_mut(slot)) {
                    let one = self
                        .contribution(question, unit, |_| true)
                        .map_err(|error| fail(unit.unit, error))?;
                    slot.merge(&one).map_err(|_| fail(unit.unit, FigureError::Overflow))?;
                }
                continue;
            }
            // It moved, or what it is below did: at each subject only the cells count on whose last day it was below it.
            let road = |epoch: usize| {
                if epoch == home_epoch { Some(&home) } else { roads.get(&epoch).map(Rc::as_ref) }
            };
            let reached: BTreeSet<usize> =
                epochs.keys().filter_map(|epoch| road(*epoch)).flat_map(|road| road.all(unit.unit)).collect();
            for slot in reached {
                let here = |on: NaiveDate| {
                    road(evaluator.register.epoch(on))
                        .is_some_and(|road| road.all(unit.unit).any(|s| s == slot))
                };
                let one = self.contribution(question, unit, here).map_err(|error| fail(unit.unit, error))?;
                direct.push((slot, one));
            }
        }
        // From the deepest subjects upwards, each once.
        for &(slot, above) in &home.upwards {
            let one = found.get(slot).cloned().unwrap_or_default();
            if let Some(above) = found.get_mut(above) {
                above
                    .merge(&one)
                    .map_err(|_| evaluator.overflow(question.target, judging, subjects.get(slot)))?;
            }
        }
        for (slot, one) in direct {
            if let Some(found) = found.get_mut(slot) {
                found
                    .merge(&one)
                    .map_err(|_| evaluator.overflow(question.target, judging, subjects.get(slot)))?;
            }
        }
        Ok(found)
    }

    /// What a unit adds where only the cells count on whose last day it `belongs`.
    fn contribution(
        &self,
        question: &Question<'a>,
        unit: &Evidence,
        belongs: impl Fn(NaiveDate) -> bool,
    ) -> Result<Found, FigureError> {
        let here = |figures: &Figures| {
            figures.cells.iter().filter(|c| belongs(c.on)).copied().collect::<Vec<Cell>>()
        };
        let own = here(&unit.own);
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
        here: impl Fn(&Figures) -> Vec<Cell>,
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
            let cells = here(figures);
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
        here: impl Fn(&Figures) -> Vec<Cell>,
    ) -> Result<UnitTally, FigureError> {
        let Some((first, outer)) = question.links.split_first() else { return Ok(UnitTally::default()) };
        let tests_of =
            |indicator: usize| outer.iter().filter(move |l| l.indicator == indicator).map(|l| &l.test);
        let mut others = Vec::new();
        for (indicator, figures) in &unit.others {
            let Some(found) = self.evaluator.plan.indicators().get(*indicator) else { continue };
            let cells = here(figures);
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
        for unit in self.evidence(question, judging, closed) {
            let mut dates: Vec<NaiveDate> = Vec::new();
            if let Some(subject) = subject {
                let lasts =
                    unit.own.cells.iter().chain(unit.others.iter().flat_map(|(_, f)| &f.cells)).map(|c| c.on);
                for on in lasts.collect::<BTreeSet<_>>() {
                    if self.tree(on).is_within(unit.unit, subject) {
                        dates.push(on);
                    }
                }
            }
            let here = |on: NaiveDate| subject.is_none() || dates.contains(&on);
            let one = self.contribution(question, &unit, here);
            let one =
                one.map_err(|error| self.evaluator.figure_error(question, judging, unit.unit, error))?;
            parts.extend(one.tally.map(|tally| (unit.unit, tally)));
        }
        Ok(parts)
    }
}

/// From each unit up to the subjects above it, on one date.
struct Roads {
    /// For each unit the slot of the nearest subject that it is or is below.
    nearest: Vec<Option<usize>>,
    /// For each slot the slot of the next subject above it.
    above: Vec<Option<usize>>,
    /// Each slot that has one above it, with that one; deeper ones first.
    upwards: Vec<(usize, usize)>,
}

impl Roads {
    fn new(tree: &Tree, evaluator: &Evaluator<'_>, on: NaiveDate, slots: &BTreeMap<usize, usize>) -> Self {
        let mut roads = Self {
            nearest: vec![None; evaluator.register.len()],
            above: vec![None; slots.len()],
            upwards: Vec::new(),
        };
        for &unit in tree.order() {
            // Parents come first, so that the parent's road is known.
            let parent = evaluator.register.parent(unit, on);
            let inherited = parent.and_then(|parent| roads.nearest.get(parent).copied().flatten());
            let own = slots.get(&unit).copied();
            if let Some(slot) = own {
                if let Some(above) = roads.above.get_mut(slot) {
                    *above = inherited;
                }
                roads.upwards.extend(inherited.map(|above| (slot, above)));
            }
            if let Some(nearest) = roads.nearest.get_mut(unit) {
                *nearest = own.or(inherited);
            }
        }
        roads.upwards.reverse();
        roads
    }

    fn nearest(&self, unit: usize) -> Option<usize> {
        self.nearest.get(unit).copied().flatten()
    }

    /// All subjects that a unit is or is below, from the nearest up.
    fn all(&self, unit: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.nearest(unit), |slot| self.above.get(*slot).copied().flatten())
    }

    fn same(&self, other: &Self, unit: usize) -> bool {
        self.all(unit).eq(other.all(unit))
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
    let figure = |k: usize| reports.reports.get(k).map(|(_, report)| reports.figure(report));
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

    fn figure_error(
        &self,
        question: &Question<'_>,
        judging: Period,
        unit: usize,
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
            _ => self.overflow(question.target, judging, Some(&unit)),
        }
    }

    pub(super) fn overflow(&self, target: &Target, period: Period, subject: Option<&usize>) -> EvaluateError {
        let subject =
            subject.and_then(|place| self.register.id(*place)).unwrap_or(self.plan.issuer()).clone();
        EvaluateError::Overflow { target: target.id.clone(), subject, period }
    }
}
