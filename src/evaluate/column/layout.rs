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
        view::{Packing, Table, UNKNOWN},
        work::Question,
    },
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
    /// Each day on which a cell of a unit that is read in words belongs to whoever it is below.
    pub(super) days: Vec<NaiveDate>,
    /// The table, unless every unit of it can be read in words.
    odd: Option<&'e Table>,
    /// Columns inside the judging period for which no report is expected: a unit with a figure in one is read by itself.
    pub(super) strange: Vec<&'e [u64]>,
    /// The first and last day on which a unit must exist to be expected in every sub-period; none if all units always do.
    pub(super) lives: Option<(NaiveDate, NaiveDate)>,
    /// For each sub-period that ends in another forest than the judging period does, the units that moved in between.
    pub(super) moved: Vec<Arc<Vec<bool>>>,
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
        let days = evaluator.plan.calendar().days(judging);
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
        let lasts = || expected.iter().map(|period| period.last()).chain([days.last()]);
        let (from, to) = (lasts().min().unwrap_or(days.last()), lasts().max().unwrap_or(days.last()));
        let mut layout = Self {
            unit: Unit { aggregate: &question.target.aggregate, measure: question.measure, places },
            slots: expected.iter().map(|period| table.and_then(|table| table.column(*period))).collect(),
            days: if latest { vec![days.last()] } else { expected.iter().map(|p| p.last()).collect() },
            odd: table.filter(|table| !table.is_even()),
            strange: table.map_or_else(Vec::new, |table| table.strange(days, &expected)),
            lives: (!evaluator.ground.lives_are_open).then_some((from, to)),
            moved: Vec::new(),
            took_over: evaluator.register.has_successions().then(|| {
                let after = if carry_forward { NaiveDate::MIN } else { days.first() };
                evaluator.ground.took_over(evaluator.register, after, days.last())
            }),
            expected,
        };
        if at_units {
            let register = evaluator.register;
            let mut epochs: Vec<usize> = vec![register.epoch(days.last())];
            for day in &layout.days {
                if !epochs.contains(&register.epoch(*day)) {
                    epochs.push(register.epoch(*day));
                    layout.moved.push(evaluator.ground.moved(register, *day, days.last()));
                }
            }
        }
        (layout, Rule::new(evaluator, question, packing, (closed, carry_forward)))
    }

    /// Whether every unit can be read in words.
    pub(super) fn is_plain(&self) -> bool {
        self.odd.is_none()
            && self.strange.is_empty()
            && self.lives.is_none()
            && self.moved.is_empty()
            && self.took_over.is_none()
    }

    /// Whether a unit can be.
    pub(super) fn in_words(&self, evaluator: &Evaluator<'_>, unit: usize) -> bool {
        self.odd.is_none_or(|table| !table.is_odd(unit))
            && self.lives.is_none_or(|(from, to)| evaluator.register.lives_through(unit, from, to))
            && self.moved.iter().all(|moved| moved.get(unit) != Some(&true))
            && self.took_over.as_ref().is_none_or(|took_over| took_over.get(unit) != Some(&true))
            && self.strange.iter().all(|words| words.get(unit) == Some(&UNKNOWN))
    }
}
