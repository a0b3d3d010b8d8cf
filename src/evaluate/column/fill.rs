//! The heaps of a question: one walk over words, and a careful look at the units that need one.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    Bounds, Forest, Heap, Misfit, Unit,
    bound::Bound,
    ends::Ends,
    heap::{Amounts, Counts, Exact, Pooled, Units},
    layout::Layout,
    reader::{CriterionRule, PooledRule, Rule, Slots, SumRule},
    walk::{Four, Leaves},
};
use crate::{
    evaluate::{
        EvaluateError, Evaluator, Verdict,
        figures::Cell,
        ground::Seats,
        standpoint::{Reaches, Standpoint},
        sums::FigureError,
        work::{Evidence, Found, Question, Work},
        woven::Reading,
    },
    quantity::Overflow,
    time::Period,
};

/// What the units of a question come to.
#[derive(Debug, Clone)]
pub(super) struct Heaps<H> {
    /// Of each unit with others below it: the unit itself and all those.
    pub(super) inner: Vec<H>,
    /// Leaves that were read by themselves.
    pub(super) apart: BTreeMap<usize, H>,
    /// Leaves that were read in words, yet not from all slots or not from theirs alone; by their places, in order.
    pub(super) partly: Vec<(usize, H)>,
    /// All units that count, whatever the forest.
    pub(super) whole: H,
    /// What was said at leaves, if all of them were walked over.
    pub(super) walked: Option<Four>,
}

/// The heaps of a question, in the smallest kind that holds them, with the rule by which its leaves are read.
#[derive(Debug, Clone)]
pub(super) enum AnyHeaps {
    Units(Heaps<Units>, CriterionRule),
    Pooled(Heaps<Pooled>, PooledRule),
    Counts(Heaps<Counts>, SumRule),
    Amounts(Heaps<Amounts>, SumRule),
    Exact(Heaps<Exact>),
}

/// A question in a judging period, answered at every unit of the register.
#[derive(Debug, Clone)]
pub(in crate::evaluate) struct Filled<'e, 'a> {
    pub(super) layout: Layout<'e, 'a>,
    pub(super) seats: Arc<Seats>,
    pub(super) heaps: AnyHeaps,
}

/// Does the same with whichever heaps there are; `$read` reads a leaf in words.
macro_rules! on_heaps {
    ($filled:expr, |$heaps:ident, $read:ident| $what:expr) => {{
        let slots = $filled.layout.slots.as_slice();
        match &$filled.heaps {
            $crate::evaluate::column::fill::AnyHeaps::Units($heaps, rule) => {
                let $read = |unit: usize| rule.unit(slots, unit);
                $what
            }
            $crate::evaluate::column::fill::AnyHeaps::Pooled($heaps, rule) => {
                let $read = |unit: usize| rule.unit(slots, unit);
                $what
            }
            $crate::evaluate::column::fill::AnyHeaps::Counts($heaps, rule) => {
                let $read = |unit: usize| rule.counts(slots, unit);
                $what
            }
            $crate::evaluate::column::fill::AnyHeaps::Amounts($heaps, rule) => {
                let $read = |unit: usize| rule.amounts(slots, unit);
                $what
            }
            $crate::evaluate::column::fill::AnyHeaps::Exact($heaps) => {
                let $read = |_: usize| None::<$crate::evaluate::column::heap::Exact>;
                $what
            }
        }
    }};
}
pub(super) use on_heaps;

impl Filled<'_, '_> {
    /// What stands at a unit of the register, or, where none is given, of the whole scope.
    #[inline(always)]
    pub(super) fn at<H: Heap>(
        &self,
        heaps: &Heaps<H>,
        read: impl Fn(usize) -> Option<H>,
        place: Option<usize>,
    ) -> H {
        let Some(place) = place else { return heaps.whole.clone() };
        match self.seats.places.get(place).copied().unwrap_or(Seats::NOBODY) {
            Seats::LEAF if heaps.apart.is_empty() && heaps.partly.is_empty() => {
                read(place).unwrap_or_default()
            }
            Seats::LEAF | Seats::NOBODY => match heaps.of_leaf(place) {
                Some(apart) => apart.clone(),
                // OK because a leaf that cannot be read in words stands apart.
                None if self.seats.places.get(place) == Some(&Seats::LEAF) => read(place).unwrap_or_default(),
                None => H::default(),
            },
            heap => {
                let heap = usize::try_from(heap).ok().and_then(|heap| heaps.inner.get(heap));
                heap.cloned().unwrap_or_default()
            }
        }
    }

    /// The leaves that were read by themselves.
    pub(super) fn apart(&self) -> Vec<usize> {
        on_heaps!(self, |heaps, _read| heaps.apart.keys().copied().collect())
    }

    /// The bounds of what stands at a unit, or of the whole scope; an error where only exact fractions say.
    pub(super) fn bounds(&self, place: Option<usize>) -> Result<Option<Bounds>, Misfit> {
        on_heaps!(self, |heaps, read| self.at(heaps, read, place).bounds(self.layout.unit))
    }

    /// The exact tally at a unit, or of the whole scope.
    pub(in crate::evaluate) fn found(&self, place: Option<usize>) -> Result<Found, Misfit> {
        on_heaps!(self, |heaps, read| self.at(heaps, read, place).found(self.layout.unit))
    }
}

/// The type of a walk that there is none of.
type NoWalk<H> = fn(&mut Heaps<H>, Option<&mut Judge<'_>>) -> Result<(), Misfit>;

/// Why heaps could not be filled.
enum Failure {
    Misfit,
    Error(EvaluateError),
}

/// What is asked of every unit.
#[derive(Clone, Copy)]
struct Ask<'q, 'a> {
    question: &'q Question<'a>,
    judging: Period,
    closed: bool,
    at_units: bool,
}

/// Verdicts at leaves, given as they are read.
pub(super) struct Judge<'j> {
    pub(super) bound: &'j Bound,
    /// By the number of the subject; of what is no leaf that is read in words it stays as it was.
    pub(super) verdicts: &'j mut [Verdict],
    /// The same, unless the leaves are walked over: then it stays empty, for ends are as quickly read off the words again.
    pub(super) ends: &'j mut Vec<Ends>,
    /// Whether whole numbers decided every one.
    pub(super) decided: bool,
}

/// What is said where a heap stands; no verdict where only exact fractions give one.
#[inline(always)]
pub(super) fn said<H: Heap>(heap: &H, unit: Unit<'_>, bound: &Bound) -> (Option<Verdict>, Ends) {
    (heap.verdict(unit, bound), heap.bounds(unit).map_or(Ends::EXACT, Ends::of))
}

impl Judge<'_> {
    #[inline]
    fn leaf<H: Heap>(&mut self, number: usize, heap: &H, unit: Unit<'_>) {
        if let Some((verdict_slot, ends_slot)) = self.verdicts.get_mut(number).zip(self.ends.get_mut(number))
        {
            let (verdict, ends) = said(heap, unit, self.bound);
            (*verdict_slot, *ends_slot) = (verdict.unwrap_or(*verdict_slot), ends);
            self.decided &= verdict.is_some();
        }
    }
}

impl<H: Heap> Heaps<H> {
    /// A leaf that is not simply read from all of its slots.
    fn of_leaf(&self, place: usize) -> Option<&H> {
        let partly = || {
            let at = self.partly.binary_search_by_key(&place, |(unit, _)| *unit).ok()?;
            self.partly.get(at).map(|(_, heap)| heap)
        };
        self.apart.get(&place).or_else(partly)
    }

    #[inline]
    pub(super) fn add_above(&mut self, above: Option<usize>, one: &H) -> Result<(), Misfit> {
        match above {
            Some(heap) => self.inner.get_mut(heap).ok_or(Misfit)?.add(one),
            None => self.whole.add(one),
        }
    }
}

impl<'e, 'a> Work<'e, 'a> {
    /// A question in a judging period, at every unit; or, unless it is wanted there, of the whole scope alone.
    pub(in crate::evaluate) fn filled(
        &mut self,
        question: &Question<'a>,
        judging: Period,
        closed: bool,
        at_units: bool,
    ) -> Result<Filled<'e, 'a>, EvaluateError> {
        self.judged(question, judging, closed, at_units, None, None)
    }

    /// The same, with verdicts at the leaves.
    pub(super) fn judged(
        &mut self,
        question: &Question<'a>,
        judging: Period,
        closed: bool,
        at_units: bool,
        subjects: Option<usize>,
        mut judge: Option<&mut Judge<'_>>,
    ) -> Result<Filled<'e, 'a>, EvaluateError> {
        let evaluator = self.evaluator;
        let (layout, rule) = Layout::new(evaluator, question, judging, closed, at_units);
        let ask = Ask { question, judging, closed, at_units };
        let seats =
            evaluator.seats_of(question, evaluator.plan.judging_days(question.target, judging), subjects);
        let (slots, unit, from) = (layout.slots.as_slice(), layout.unit, (&layout, &*seats));
        let leaves = Leaves { seats: &seats, words: slots.first().copied().flatten(), at_units };
        let found = match rule {
            Rule::Criterion(rule) => {
                let walk = rule.walks().then_some(|heaps: &mut _, judge: Option<&mut Judge<'_>>| {
                    rule.walk(leaves, unit, heaps, judge)
                });
                let heaps =
                    self.heaps(ask, from, judge.as_deref_mut(), walk, |slots, unit| rule.unit(slots, unit));
                heaps.map(|heaps| AnyHeaps::Units(heaps, rule))
            }
            Rule::Pooled(rule) => {
                let walk = rule.walks().then_some(|heaps: &mut _, judge: Option<&mut Judge<'_>>| {
                    rule.walk(leaves, heaps, judge)
                });
                let heaps =
                    self.heaps(ask, from, judge.as_deref_mut(), walk, |slots, unit| rule.unit(slots, unit));
                heaps.map(|heaps| AnyHeaps::Pooled(heaps, rule))
            }
            Rule::Counts(rule) => {
                let walk = rule.walks().then_some(|heaps: &mut _, judge: Option<&mut Judge<'_>>| {
                    rule.walk(leaves, heaps, judge)
                });
                let heaps =
                    self.heaps(ask, from, judge.as_deref_mut(), walk, |slots, unit| rule.counts(slots, unit));
                heaps.map(|heaps| AnyHeaps::Counts(heaps, rule))
            }
            Rule::Amounts(rule) => {
                let heaps =
                    self.heaps(ask, from, judge.as_deref_mut(), None::<NoWalk<Amounts>>, |slots, unit| {
                        rule.amounts(slots, unit)
                    });
                heaps.map(|heaps| AnyHeaps::Amounts(heaps, rule))
            }
            Rule::Exact => Err(Failure::Misfit),
        };
        let found = match found {
            // What does not fit is added up exactly, unit by unit.
            Err(Failure::Misfit) => {
                self.heaps(ask, from, judge, None::<NoWalk<Exact>>, |_, _| None::<Exact>).map(AnyHeaps::Exact)
            }
            found => found,
        };
        let heaps = found.map_err(|failure| match failure {
            Failure::Error(error) => error,
            Failure::Misfit => evaluator.overflow(question.target, judging, None),
        })?;
        Ok(Filled { layout, seats, heaps })
    }

    fn heaps<H: Heap>(
        &mut self,
        ask: Ask<'_, 'a>,
        (layout, seats): (&Layout<'e, 'a>, &Seats),
        mut judge: Option<&mut Judge<'_>>,
        walk: Option<impl Fn(&mut Heaps<H>, Option<&mut Judge<'_>>) -> Result<(), Misfit>>,
        in_words: impl Fn(&[Option<&[u64]>], usize) -> Option<H>,
    ) -> Result<Heaps<H>, Failure> {
        let Ask { question, judging, closed, at_units } = ask;
        let evaluator = self.evaluator;
        let days = evaluator.plan.judging_days(question.target, judging);
        let home = evaluator.ground.forest(evaluator.register, days.last());
        let heap_of = |unit: usize, found: Result<Found, FigureError>| match found {
            Ok(found) => H::of(&found, layout.unit).map_err(|Misfit| Failure::Misfit),
            Err(FigureError::Overflow) => H::lost().map_err(|Misfit| Failure::Misfit),
            Err(error) => Err(Failure::Error(evaluator.figure_error(question, judging, (unit, None), error))),
        };
        let inner = vec![H::default(); if at_units { home.heaps() } else { 0 }];
        let mut heaps =
            Heaps { inner, apart: BTreeMap::new(), partly: Vec::new(), whole: H::default(), walked: None };
        let (mut one_by_one, mut words): (Vec<usize>, Slots<'_>) = (Vec::new(), Vec::new());
        let slots = layout.slots.as_slice();
        let (plain, single) = (layout.is_plain(), layout.slots.len() == 1);
        if let Some(walk) = walk.filter(|_| plain && single) {
            walk(&mut heaps, judge).map_err(|Misfit| Failure::Misfit)?;
        } else {
            if let Some(judge) = &mut judge {
                judge.ends.resize(judge.verdicts.len(), Ends::NOTHING);
            }
            for (heap, runs) in seats.rows() {
                let mut sum = H::default();
                let units = runs.iter().flat_map(|run| {
                    let numbers = run.numbers().into_iter().flatten().map(Some);
                    run.places().zip(numbers.chain(std::iter::repeat(None)))
                });
                for (unit, number) in units {
                    let reading = if H::EXACT { Reading::Careful } else { layout.reading(unit) };
                    let partly = reading != Reading::All;
                    let one = match reading {
                        Reading::All => in_words(slots, unit),
                        Reading::Some { from, to } => {
                            let slots = slots.get(usize::from(from)..usize::from(to));
                            slots.and_then(|slots| in_words(slots, unit))
                        }
                        Reading::Together { .. } => {
                            // As if one unit had said all of it.
                            layout.together(reading, &mut words);
                            in_words(&words, 0)
                        }
                        Reading::Own { .. } | Reading::Careful => None,
                    };
                    let Some(one) = one else {
                        one_by_one.push(unit);
                        continue;
                    };
                    if partly && seats.places.get(unit) == Some(&Seats::LEAF) {
                        heaps.partly.push((unit, one.clone()));
                    }
                    if let Some((judge, number)) = judge.as_mut().zip(number) {
                        judge.leaf(number, &one, layout.unit);
                    }
                    let added = if single { sum.add_leaf(&one) } else { sum.add(&one) };
                    added.map_err(|Misfit| Failure::Misfit)?;
                }
                heaps.add_above(heap.filter(|_| at_units), &sum).map_err(|Misfit| Failure::Misfit)?;
            }
        }
        // Those read by themselves; of one that moved, or was moved, each cell counts where the unit was on its last day.
        let mut away: Vec<(usize, H)> = Vec::new();
        if at_units {
            heaps.apart.extend(
                one_by_one
                    .iter()
                    .filter(|unit| home.heap(**unit).is_none())
                    .map(|unit| (*unit, H::default())),
            );
        }
        let one_by_one = self.evidence(question, judging, closed, one_by_one).map_err(Failure::Error)?;
        for unit in one_by_one {
            let place = unit.unit;
            let all = heap_of(place, self.contribution(question, &unit, Standpoint::Whole))?;
            let fail = |error| {
                Failure::Error(evaluator.figure_error(
                    question,
                    judging,
                    (place, None),
                    FigureError::from(error),
                ))
            };
            let roads = if at_units { self.roads(question, judging, &unit, &home) } else { Ok(None) };
            let roads = roads.map_err(fail)?;
            if !at_units || roads.is_some() {
                heaps.whole.add(&all).map_err(|Misfit| Failure::Misfit)?;
            } else if let Some(own) = home.heap(place) {
                heaps.add_above(Some(own), &all).map_err(|Misfit| Failure::Misfit)?;
            } else {
                heaps.add_above(home.heap_above(place), &all).map_err(|Misfit| Failure::Misfit)?;
                heaps.apart.insert(place, all);
            }
            for (reaches, at) in
                roads.iter().flat_map(|reaches| reaches.subjects().into_iter().map(move |at| (reaches, at)))
            {
                // What is no more is looked at when it is asked for.
                if !evaluator.register.exists(at, days.last()) {
                    continue;
                }
                let one = self.contribution(question, &unit, Standpoint::Unit(at, reaches));
                away.push((at, heap_of(place, one)?));
            }
        }
        heaps.partly.sort_by_key(|(unit, _)| *unit);
        if at_units {
            for (heap, above) in home.upward() {
                let one = heaps.inner.get(heap).cloned().unwrap_or_default();
                heaps.add_above(above, &one).map_err(|Misfit| Failure::Misfit)?;
            }
        }
        for (at, one) in away {
            let heap = match home.heap(at) {
                Some(own) => heaps.inner.get_mut(own),
                // A leaf that was read in words stands apart from now on, with what it came to.
                None => {
                    let held = heaps.of_leaf(at).cloned().or_else(|| {
                        let counts = seats.places.get(at) == Some(&Seats::LEAF);
                        if counts { in_words(slots, at) } else { None }
                    });
                    Some(heaps.apart.entry(at).or_insert(held.unwrap_or_default()))
                }
            };
            heap.map_or(Ok(()), |heap| heap.add(&one)).map_err(|Misfit| Failure::Misfit)?;
        }
        Ok(heaps)
    }

    /// Where a unit's cells count; none where that is simply at it and above it.
    fn roads(
        &self,
        question: &Question<'a>,
        judging: Period,
        unit: &Evidence,
        home: &Forest,
    ) -> Result<Option<Reaches>, Overflow> {
        let Evaluator { plan, register, ground, .. } = self.evaluator;
        let home_day = plan.judging_days(question.target, judging).last();
        let cells =
            || unit.own.cells.iter().chain(unit.others.iter().flat_map(|(_, figures)| &figures.cells));
        let stays = |cell: &Cell| {
            cell.at == unit.unit
                && cell.part.is_none()
                && (register.epoch(cell.on) == register.epoch(home_day)
                    || (!register.has_successions()
                        && ground.forest(register, cell.on).road(unit.unit).eq(home.road(unit.unit))))
        };
        if cells().all(stays) {
            return Ok(None);
        }
        let reaches = self.evaluator.reaches(question, judging, unit)?;
        let simply =
            cells().all(|cell| cell.part.is_none()) && reaches.are_all(&home.road(unit.unit).collect());
        Ok(Some(reaches).filter(|_| !simply))
    }
}
