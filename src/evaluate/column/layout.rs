//! Where the figures of a question stand: what can be read in words, and of which units.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{
    Unit,
    reader::{Rule, Slots},
};
use crate::{
    evaluate::{
        Evaluator,
        figures::Reports,
        view::{NOTHING, Packing, Table, UNKNOWN},
        work::Question,
        woven::{Reading, Strand, Weave, Woven},
    },
    plan::Measure,
    time::Period,
};

/// Where the figures of a question in a judging period stand.
#[derive(Debug, Clone)]
pub(super) struct Layout<'e, 'a> {
    pub(super) unit: Unit<'a>,
    /// The sub-periods that are expected of a unit that always exists.
    pub(super) expected: Vec<Period>,
    /// Their columns.
    pub(super) slots: Slots<'e>,
    /// How each unit is read, unless all are read in all of their slots.
    pub(super) woven: Option<Arc<Woven>>,
    /// The table, unless every unit of it can be read in words.
    odd: Option<&'e Table>,
    /// Columns inside the judging period for which no report is expected: a unit with a figure in one is read by itself.
    pub(super) strange: Vec<&'e [u64]>,
    /// The first and last day on which a unit must exist to be expected in every sub-period; none if all units that count do.
    pub(super) lives: Option<(NaiveDate, NaiveDate)>,
    /// For each sub-period that ends in another forest than the judging period does: its place, and which units' figures count
    /// just where the unit stands at the end, or who stands for it.
    pub(super) settled: Vec<(usize, Arc<Vec<bool>>)>,
    /// The units that took something over in the judging period; or ever, where a figure from before it may stand.
    pub(super) took_over: Option<Arc<Vec<bool>>>,
}

impl<'e, 'a> Layout<'e, 'a> {
    pub(super) fn new(
        evaluator: &'e Evaluator<'a>,
        question: &Question<'a>,
        judging: Period,
        closed: bool,
        at_units: bool,
    ) -> (Self, Rule) {
        let days = evaluator.plan.judging_days(question.target, judging);
        let table = evaluator.view.table(question.indicator);
        let packing = table.map_or(Packing::Done, |table| table.packing);
        let indicator = evaluator.plan.indicators().get(question.indicator);
        let carry_forward = indicator.is_some_and(|indicator| indicator.carry_forward);
        let places = if let Packing::Amount { places } = packing { places } else { 0 };
        let expected = indicator.map_or_else(Vec::new, |indicator| {
            let calendar = evaluator.plan.calendar();
            Reports { unit: 0, indicator, calendar, reports: Vec::new() }.expected(days, |_| true)
        });
        let latest = question.measure.takes_latest();
        let listed = evaluator.members_of(question, days);
        let lasts = || expected.iter().map(|period| period.last()).chain([days.last()]);
        let (from, to) = (lasts().min().unwrap_or(days.last()), lasts().max().unwrap_or(days.last()));
        let mut layout = Self {
            unit: Unit { aggregate: &question.target.aggregate, measure: question.measure, places },
            slots: expected.iter().map(|period| table.and_then(|table| table.column(*period))).collect(),
            woven: None,
            odd: table.filter(|table| !table.is_even()),
            strange: table.map_or_else(Vec::new, |table| table.strange(days, &expected)),
            lives: Some((from, to))
                .filter(|(from, to)| !evaluator.ground.lives_are_open && !listed.lives_through(*from, *to)),
            settled: Vec::new(),
            took_over: Some(evaluator.register).filter(|register| register.has_successions()).and_then(
                |register| {
                    let after = if carry_forward { NaiveDate::MIN } else { days.first() };
                    let took_over = evaluator.ground.took_over(register, after, days.last());
                    Some(took_over).filter(|units| units.contains(&true))
                },
            ),
            expected,
        };
        let register = evaluator.register;
        let elsewhere = |period: &Period| register.epoch(period.last()) != register.epoch(days.last());
        if at_units && !latest {
            for (slot, period) in layout.expected.iter().enumerate().filter(|(_, period)| elsewhere(period)) {
                let settled = evaluator.ground.settled(register, period.last(), days.last());
                layout.settled.push((slot, settled));
            }
        }
        if layout.lives.is_some() || !layout.settled.is_empty() || layout.took_over.is_some() {
            let adds = !latest && !matches!(question.measure, Measure::Done(_));
            let weave = Weave { latest, adds, carries: carry_forward, at_units, judged: days };
            let (expected, settled, took_over) =
                (&layout.expected, &layout.settled, layout.took_over.as_ref());
            let key = (evaluator.scope_of(question), weave, expected.first().copied(), expected.len());
            layout.woven = Some(evaluator.ground.woven(key, || {
                Woven::new(
                    register,
                    &listed,
                    weave,
                    expected,
                    settled,
                    took_over.map(|units| units.as_slice()),
                )
            }));
        }
        (layout, Rule::new(evaluator, question, packing, (closed, carry_forward)))
    }

    /// Whether every unit can be read in words, all of its slots.
    pub(super) fn is_plain(&self) -> bool {
        self.odd.is_none() && self.strange.is_empty() && self.woven.is_none()
    }

    /// Whether nothing about a unit's reports needs a careful look.
    #[inline]
    fn is_even(&self, unit: usize) -> bool {
        self.odd.is_none_or(|table| !table.is_odd(unit))
            && self.strange.iter().all(|words| words.get(unit) == Some(&UNKNOWN))
    }

    /// How a unit is read.
    #[inline]
    pub(super) fn reading(&self, unit: usize) -> Reading {
        let Some(woven) = &self.woven else {
            return if self.is_even(unit) { Reading::All } else { Reading::Careful };
        };
        let reading = woven.of(unit);
        match reading {
            Reading::All | Reading::Some { .. } if self.is_even(unit) => reading,
            Reading::Together { .. } => {
                let mut strands = woven.strands(reading).iter();
                if strands.all(|strand| self.is_even(strand.unit())) { reading } else { Reading::Careful }
            }
            // Its own since it took something over, if it has one.
            Reading::Own { from, to } if self.is_even(unit) => {
                let slots = self.slots.get(usize::from(from)..usize::from(to)).unwrap_or_default();
                let is_figure = |slot: &Option<&[u64]>| {
                    let word = slot.and_then(|words| words.get(unit)).copied().unwrap_or(UNKNOWN);
                    !matches!(word, UNKNOWN | NOTHING)
                };
                if slots.iter().any(is_figure) { Reading::Some { from, to } } else { Reading::Careful }
            }
            _ => Reading::Careful,
        }
    }

    /// The words of units that are read together, each as a column of its own.
    #[inline]
    pub(super) fn together(&self, reading: Reading, words: &mut Slots<'e>) {
        words.clear();
        let strands: &[Strand] = self.woven.as_ref().map_or(&[], |woven| woven.strands(reading));
        for strand in strands {
            let slots = self.slots.get(strand.slots()).unwrap_or_default();
            let unit = strand.unit();
            words.extend(slots.iter().map(|slot| slot.and_then(|words| words.get(unit..=unit))));
        }
    }
}
