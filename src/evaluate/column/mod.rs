//! One target in one judging period at every unit of the register at once: a walk over words instead of a look at each unit.
//!
//! A unit whose figures all stand in columns of its table, and which is below the same units on all of their days, is read in
//! words. Every other one is read by itself, as carefully as it takes, and added to the same heaps: there is one way of adding
//! up, and [`Work::evidence`] stays the one place that knows what a unit's reports mean.

mod bound;
mod ends;
mod fill;
mod forest;
mod heap;
mod kept;
mod layout;
mod reader;
mod walk;

pub use ends::Bounds;
pub(super) use fill::Filled;
pub(super) use forest::Forest;
pub(super) use heap::{Heap, Misfit, Unit};
pub(super) use kept::{Flip, Kept, Share};

use std::{collections::BTreeMap, sync::Arc};

pub(super) use bound::Bound;
use ends::Ends;
use fill::{AnyHeaps, Heaps, Judge, on_heaps, said};
use walk::Four;

use super::{
    EvaluateError, Evaluator, Outcome, PlanLine, Stage, Verdict,
    ground::Listed,
    tally::{Tally, UnitTally},
    view::{NOTHING, UNKNOWN, share},
    work::{Found, Question, Subjects, Work},
};
use crate::{
    id::UnitId,
    plan::{Asked, Baseline, JudgedAt, Target, Unknowns},
    time::Period,
};

/// Where a column is judged.
#[derive(Debug, Clone)]
enum Places {
    /// At the plan's issuer alone.
    Issuer,
    /// At these units of the register.
    Each(Arc<Listed>),
}

impl Places {
    /// Where a subject stands in the register; nowhere for the issuer, whose value is the whole scope.
    #[inline]
    fn of(&self, number: usize, issuer: Option<usize>) -> Option<usize> {
        let place = match self {
            Self::Issuer => return None,
            Self::Each(listed) => usize::try_from(*listed.units.get(number)?).ok()?,
        };
        Some(place).filter(|place| issuer != Some(*place))
    }
}

/// A question in a baseline's period.
#[derive(Debug, Clone)]
struct Baselines<'e, 'a> {
    filled: Filled<'e, 'a>,
    /// What there was at subjects that do not exist on the period's last day, by their places: no heap is theirs.
    gone: BTreeMap<usize, Found>,
}

/// One target in one judging period, at every subject where the plan judges it, side by side.
///
/// It says the same as the [`Outcome`]s of an [`Evaluation`](crate::Evaluation), in the same order, without making one of
/// each: for plans that thousands of units report against. See [`Evaluator::columns`].
#[derive(Debug, Clone)]
pub struct Column<'e, 'a> {
    evaluator: &'e Evaluator<'a>,
    target: &'a Target,
    period: Period,
    stage: Stage,
    places: Places,
    /// None for judgements.
    filled: Option<Filled<'e, 'a>>,
    /// Where what is asked moves with one.
    baselines: Option<Baselines<'e, 'a>>,
    verdicts: Vec<Verdict>,
    /// Of each subject; empty where the heaps say it as quickly.
    ends: Vec<Ends>,
}

impl<'e, 'a> Column<'e, 'a> {
    /// The target.
    #[must_use]
    pub const fn target(&self) -> &'a Target {
        self.target
    }

    /// The judging period, by its label.
    #[must_use]
    pub const fn period(&self) -> Period {
        self.period
    }

    /// Where the day as of which it was evaluated lies to the judging period.
    #[must_use]
    pub const fn stage(&self) -> Stage {
        self.stage
    }

    /// How many subjects there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.verdicts.len()
    }

    /// Whether there is no subject on the judging period's last day.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.verdicts.is_empty()
    }

    /// A subject, by its number: subjects stand in register order.
    #[must_use]
    pub fn subject(&self, number: usize) -> Option<&'a UnitId> {
        match &self.places {
            Places::Issuer => Some(self.evaluator.plan.issuer()).filter(|_| number == 0),
            Places::Each(listed) => {
                self.evaluator.register.id(usize::try_from(*listed.units.get(number)?).ok()?)
            }
        }
    }

    /// The verdicts, one for each subject.
    #[must_use]
    pub fn verdicts(&self) -> &[Verdict] {
        &self.verdicts
    }

    /// Where a subject stands in the register; nowhere for the issuer, whose value is the whole scope.
    #[inline]
    fn place(&self, number: usize) -> Option<usize> {
        self.places.of(number, self.evaluator.issuer_place())
    }

    fn overflow(&self, number: usize, period: Period) -> EvaluateError {
        self.evaluator.overflow(self.target, period, self.place(number).as_ref())
    }

    /// Every subject in turn: its number, its verdict, and the least and greatest value that can still occur; none where
    /// nothing applies, and for judgements.
    ///
    /// # Errors
    /// [`EvaluateError::Overflow`] if an end can no longer be held exactly.
    pub fn each(&self, mut each: impl FnMut(usize, Verdict, Option<Bounds>)) -> Result<(), EvaluateError> {
        if let Some(filled) = self.filled.as_ref().filter(|_| self.ends.is_empty()) {
            let slots = filled.layout.slots.as_slice();
            match &filled.heaps {
                AnyHeaps::Units(heaps, rule) => {
                    let said = heaps.walked.and_then(Four::met);
                    let figure = |word: u64, verdict: Verdict| {
                        let met = said.map_or_else(|| rule.meets(word), |met| verdict == met);
                        (u64::from(met), 1)
                    };
                    let read = |unit| rule.unit(slots, unit);
                    self.each_in(filled, heaps, read, rule.one(UNKNOWN), figure, each)
                }
                AnyHeaps::Pooled(heaps, rule) => {
                    let read = |unit| rule.unit(slots, unit);
                    self.each_in(filled, heaps, read, rule.one(UNKNOWN), |word, _| share(word), each)
                }
                AnyHeaps::Counts(heaps, rule) => {
                    let read = |unit| rule.counts(slots, unit);
                    self.each_in(filled, heaps, read, rule.one(UNKNOWN), |word, _| (word, 1), each)
                }
                // OK because of these every end was said, unless there is no subject.
                AnyHeaps::Amounts(..) | AnyHeaps::Exact(_) => Ok(()),
            }
        } else {
            for (number, (ends, verdict)) in self.ends.iter().zip(&self.verdicts).enumerate() {
                let bounds = ends.bounds().or_else(|Misfit| self.exact_bounds(number))?;
                each(number, *verdict, bounds);
            }
            Ok(())
        }
    }

    /// The same off the heaps, and off the words of leaves that were walked over: of one that reported nothing as `unknown` has it, of a
    /// figure the one value that `figure` makes of it and of what was said, over something.
    fn each_in<H: Heap>(
        &self,
        filled: &Filled<'e, 'a>,
        heaps: &Heaps<H>,
        read: impl Fn(usize) -> Option<H>,
        unknown: H,
        figure: impl Fn(u64, Verdict) -> (u64, u64),
        mut each: impl FnMut(usize, Verdict, Option<Bounds>),
    ) -> Result<(), EvaluateError> {
        let unit = filled.layout.unit;
        let unknown = unknown.bounds(unit).or_else(|Misfit| self.exact_bounds(self.len()))?;
        let slot = filled.layout.slots.first().copied().flatten();
        let runs = if heaps.walked.is_some() { filled.seats.runs.as_slice() } else { &[] };
        let leaves = runs.iter().filter_map(|run| Some((run.numbers()?, run.places())));
        let mut next = 0;
        for (numbers, places) in leaves.chain([(self.len()..self.len(), 0..0)]) {
            let others = self.verdicts.get(next..numbers.start).unwrap_or_default();
            for (number, verdict) in (next..).zip(others) {
                let bounds = filled.at(heaps, &read, self.place(number)).bounds(unit);
                each(number, *verdict, bounds.or_else(|Misfit| self.exact_bounds(number))?);
            }
            next = numbers.end;
            let words = slot.and_then(|words| words.get(places)).unwrap_or_default();
            let words = words.iter().copied().chain(std::iter::repeat(UNKNOWN));
            let verdicts = self.verdicts.get(numbers.clone()).unwrap_or_default();
            for ((number, verdict), word) in numbers.zip(verdicts).zip(words) {
                let bounds = match word {
                    UNKNOWN => unknown,
                    NOTHING => None,
                    figured => {
                        let (value, over) = figure(figured, *verdict);
                        Some(Bounds::exactly(value, over))
                    }
                };
                each(number, *verdict, bounds);
            }
        }
        Ok(())
    }

    /// The least and greatest value that can still occur at one subject; none where nothing applies, for judgements, and for a
    /// subject that is not there.
    ///
    /// # Errors
    /// As for [`Column::each`].
    pub fn bounds(&self, number: usize) -> Result<Option<Bounds>, EvaluateError> {
        let bounds = match (self.ends.get(number), &self.filled) {
            (Some(ends), _) => ends.bounds(),
            (None, Some(filled)) if number < self.len() => filled.bounds(self.place(number)),
            _ => Ok(None),
        };
        bounds.or_else(|Misfit| self.exact_bounds(number))
    }

    fn exact_bounds(&self, number: usize) -> Result<Option<Bounds>, EvaluateError> {
        let range = self.outcome(number)?.and_then(|outcome| outcome.range);
        range.map(|range| Bounds::of(range).ok_or_else(|| self.overflow(number, self.period))).transpose()
    }

    /// What the units below a subject add up to; none where no unit counts, for judgements, and for a subject that is not
    /// there.
    ///
    /// # Errors
    /// [`EvaluateError::Overflow`] if a sum can no longer be held exactly.
    pub fn tally(&self, number: usize) -> Result<Option<Tally>, EvaluateError> {
        if number >= self.len() {
            return Ok(None);
        }
        Ok(self.found(self.filled.as_ref(), number, self.period)?.tally)
    }

    fn found(
        &self,
        filled: Option<&Filled<'e, 'a>>,
        number: usize,
        period: Period,
    ) -> Result<Found, EvaluateError> {
        filled.map_or_else(
            || Ok(Found::default()),
            |filled| filled.found(self.place(number)).map_err(|Misfit| self.overflow(number, period)),
        )
    }

    /// Everything about one subject; none for one that is not there.
    ///
    /// # Errors
    /// [`EvaluateError::Overflow`] if a figure can no longer be held exactly.
    pub fn outcome(&self, number: usize) -> Result<Option<Outcome>, EvaluateError> {
        let Some(subject) = self.subject(number) else { return Ok(None) };
        let found = self.found(self.filled.as_ref(), number, self.period)?;
        let baseline = self.baseline(number)?;
        self.evaluator.conclude(self.target, self.period, subject.clone(), found, baseline).map(Some)
    }

    fn baseline(&self, number: usize) -> Result<Found, EvaluateError> {
        let (Some(baselines), Asked::Baseline(_, Baseline::Period(then))) =
            (&self.baselines, &self.target.asked)
        else {
            return Ok(Found::default());
        };
        match self.place(number).and_then(|place| baselines.gone.get(&place)) {
            Some(gone) => Ok(gone.clone()),
            None => self.found(Some(&baselines.filled), number, *then),
        }
    }

    /// The target's line in the plan: how many of its subjects met it. None for a target judged at the issuer alone.
    ///
    /// # Errors
    /// [`EvaluateError::Overflow`].
    pub fn line(&self) -> Result<Option<PlanLine>, EvaluateError> {
        if matches!(self.places, Places::Issuer) {
            return Ok(None);
        }
        let count = |verdict: Verdict| {
            // In pieces that a byte can count, for as many bytes can be counted at once as fit a register.
            let pieces = self.verdicts.chunks(usize::from(u8::MAX));
            let of_piece = |piece: &[Verdict]| {
                piece.iter().fold(0_u8, |sum, found| sum.wrapping_add(u8::from(*found == verdict)))
            };
            pieces.map(of_piece).fold(0_u64, |sum, piece| sum.saturating_add(piece.into()))
        };
        let tally = UnitTally {
            met: count(Verdict::Met),
            missed: count(Verdict::Missed),
            unknown: count(Verdict::Open),
            not_applicable: count(Verdict::NotApplicable),
            ..UnitTally::default()
        };
        super::line(self.evaluator.plan, self.target, self.period, tally).map(Some)
    }

    /// The verdicts at some subjects: by whole numbers where these decide, and by exact fractions elsewhere.
    fn decide(
        &mut self,
        numbers: impl Iterator<Item = usize>,
        bound: Option<&Bound>,
    ) -> Result<(), EvaluateError> {
        let Self { filled, places, verdicts, ends, .. } = self;
        let issuer = self.evaluator.issuer_place();
        let mut in_words = |number: usize, (verdict, found): (Option<Verdict>, Ends)| {
            if let Some((slot, verdict)) = verdicts.get_mut(number).zip(verdict) {
                *slot = verdict;
            }
            if let Some(slot) = ends.get_mut(number) {
                *slot = found;
            }
            verdict.is_some()
        };
        let left: Vec<usize> = match filled.as_ref().zip(bound) {
            Some((filled, bound)) => on_heaps!(filled, |heaps, read| {
                let said = |number| {
                    said(&filled.at(heaps, read, places.of(number, issuer)), filled.layout.unit, bound)
                };
                numbers.filter(|number| !in_words(*number, said(*number))).collect()
            }),
            None => numbers.collect(),
        };
        if !left.is_empty() && self.ends.is_empty() {
            let ends = |number| {
                self.filled.as_ref().map_or(Ends::NOTHING, |filled| {
                    filled.bounds(self.place(number)).map_or(Ends::EXACT, Ends::of)
                })
            };
            self.ends = (0..self.len()).map(ends).collect();
        }
        for number in left {
            let outcome = self.outcome(number)?;
            let range = outcome.as_ref().and_then(|outcome| outcome.range);
            let ends = range.map_or(Ends::NOTHING, |range| {
                Bounds::of(range).map_or(Ends::EXACT, |bounds| Ends::of(Some(bounds)))
            });
            let verdict = outcome.map_or(Verdict::NotApplicable, |outcome| outcome.verdict);
            if let Some((verdict_slot, ends_slot)) =
                self.verdicts.get_mut(number).zip(self.ends.get_mut(number))
            {
                (*verdict_slot, *ends_slot) = (verdict, ends);
            }
        }
        Ok(())
    }
}

impl<'e, 'a> Work<'e, 'a> {
    fn baselines(
        &mut self,
        question: &Question<'a>,
        period: Period,
        closed: bool,
        places: &Places,
    ) -> Result<Baselines<'e, 'a>, EvaluateError> {
        let (evaluator, at_units) = (self.evaluator, matches!(places, Places::Each(_)));
        let last = evaluator.plan.judging_days(question.target, period).last();
        let count = if let Places::Each(listed) = places { listed.units.len() } else { 0 };
        let all = (0..count).filter_map(|number| places.of(number, evaluator.issuer_place()));
        let gone: Vec<usize> = all.filter(|place| !evaluator.register.exists(*place, last)).collect();
        let filled = self.filled(question, period, closed, at_units)?;
        if gone.is_empty() {
            return Ok(Baselines { filled, gone: BTreeMap::new() });
        }
        let found = self.tallies(question, period, closed, &Subjects::Units(gone.clone()))?;
        Ok(Baselines { filled, gone: gone.into_iter().zip(found).collect() })
    }

    /// A target in one judging period, wherever the plan judges it.
    pub(super) fn column(
        &mut self,
        target: &'a Target,
        period: Period,
    ) -> Result<Column<'e, 'a>, EvaluateError> {
        let evaluator = self.evaluator;
        let scope = match &target.judged_at {
            JudgedAt::Issuer => None,
            JudgedAt::Each(scope) => evaluator.plan.scopes().place(scope),
        };
        let places = match &target.judged_at {
            JudgedAt::Issuer => Places::Issuer,
            JudgedAt::Each(_) => {
                let on = Period::day(evaluator.plan.judging_days(target, period).last());
                let list = |scope| evaluator.ground.list(evaluator.plan, evaluator.register, scope, on, true);
                Places::Each(scope.map_or_else(Arc::default, list))
            }
        };
        let at_units = matches!(places, Places::Each(_));
        let count = match &places {
            Places::Issuer => 1,
            Places::Each(listed) => listed.units.len(),
        };
        let stage = evaluator.stage(target, period);
        let bound = match &target.asked {
            Asked::Threshold(threshold) if evaluator.policy(target, stage) != Some(Unknowns::Excluded) => {
                let bound = || threshold.values().as_ref().and_then(Bound::of);
                evaluator.ground.resolved(evaluator.plan, target).map_or_else(bound, |it| it.bound(bound))
            }
            _ => None,
        };
        let (mut verdicts, mut ends) = (vec![Verdict::NotApplicable; count], Vec::new());
        let question = evaluator.question(target);
        let closed = |period: Period| evaluator.stage(target, period) == Stage::Closed;
        let mut decided = false;
        let filled = match (&question, &bound) {
            (Some(question), Some(bound)) if at_units => {
                let mut judge = Judge { bound, verdicts: &mut verdicts, ends: &mut ends, decided: true };
                let filled =
                    self.judged(question, period, closed(period), at_units, scope, Some(&mut judge))?;
                decided = judge.decided;
                Some(filled)
            }
            (Some(question), _) => {
                Some(self.judged(question, period, closed(period), at_units, scope, None)?)
            }
            (None, _) => None,
        };
        let baselines = match (&target.asked, &question) {
            (Asked::Baseline(_, Baseline::Period(baseline)), Some(question)) => {
                Some(self.baselines(question, *baseline, closed(*baseline), &places)?)
            }
            _ => None,
        };
        let mut column =
            Column { evaluator, target, period, stage, places, filled, baselines, verdicts, ends };
        // What no walk over leaves has decided: units with others below them, and leaves that were read by themselves.
        let mut rest: Vec<usize> = match (&column.places, &column.filled) {
            (Places::Each(listed), Some(filled)) if decided => {
                let small = |number: &u32| usize::try_from(*number).ok();
                let apart = filled.apart();
                let apart = apart.iter().filter_map(|p| listed.numbers.get(*p));
                filled.seats.others.iter().chain(apart).filter_map(small).collect()
            }
            _ => (0..count).collect(),
        };
        // Of several subjects whose figures are too large the first in register order is named.
        rest.sort_unstable();
        column.decide(rest.into_iter(), bound.as_ref())?;
        if evaluator.policy(target, stage) == Some(Unknowns::Missed) {
            for verdict in column.verdicts.iter_mut().filter(|verdict| **verdict == Verdict::Open) {
                // Judgements and bounds on baselines said so already, or stay open.
                if bound.is_some() {
                    *verdict = Verdict::Missed;
                }
            }
        }
        Ok(column)
    }
}
