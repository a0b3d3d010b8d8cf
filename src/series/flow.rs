//! What kin hold of one indicator in one period on the day of the series: from the period's first day on, day by day.

use chrono::NaiveDate;

use super::{
    held::{Cell, Held, Portion, Store, What},
    kin::Kin,
    reports::Reports,
};
use crate::{
    ledger::Said,
    plan::{Indicator, Measure, ShareBy},
    quantity::Fraction,
    time::Period,
    unit::{Passage, Register},
};

/// One indicator in one of the periods for which anything was reported on it.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) register: &'a Register,
    pub(super) reports: &'a Reports,
    pub(super) onto: NaiveDate,
    pub(super) indicator: &'a Indicator,
    /// Its place in the plan.
    pub(super) place: usize,
    pub(super) period: Period,
    /// The number of the period among those of the indicator.
    pub(super) group: usize,
    /// The days of its figures.
    pub(super) days: Period,
}

impl Asked<'_> {
    /// Whether figures of several units add up to one.
    pub(super) const fn adds(&self) -> bool {
        matches!(self.indicator.measure, Measure::Count(_) | Measure::Amount { .. } | Measure::Share(_))
    }
}

/// What each of the kin holds in the end.
pub(super) struct Flow<'a> {
    asked: Asked<'a>,
    kin: &'a Kin,
    pub(super) store: Store,
    /// By unit, in the order of the kin.
    pub(super) held: Vec<Vec<Held>>,
    /// What a later report stands for.
    pub(super) replaced: Vec<Held>,
    /// By unit: the day from which what it reports is its own affair, as long as that is not settled.
    since: Vec<Option<NaiveDate>>,
    /// By unit: whether it took something over in the period.
    took_over: Vec<bool>,
}

impl<'a> Flow<'a> {
    pub(super) fn new(asked: Asked<'a>, kin: &'a Kin) -> Self {
        let begins = |unit: &usize| {
            let (first, last) = asked.register.days_of(*unit)?;
            (first <= asked.days.last() && asked.days.first() <= last)
                .then_some(first.max(asked.days.first()))
        };
        let mut flow = Self {
            asked,
            kin,
            store: Store::default(),
            held: vec![Vec::new(); kin.units.len()],
            replaced: Vec::new(),
            since: kin.units.iter().map(begins).collect(),
            took_over: vec![false; kin.units.len()],
        };
        flow.run();
        flow
    }

    fn run(&mut self) {
        let (kin, days) = (self.kin, self.asked.days);
        for of_day in kin.days(days.first(), days.last()) {
            let passages = kin.passages.get(of_day.clone()).unwrap_or_default();
            let Some(before) = passages.first().and_then(|passage| passage.on.pred_opt()) else { continue };
            for passage in passages {
                for unit in [passage.from, passage.to] {
                    self.settle(unit, before);
                }
            }
            self.pass(of_day.start, passages);
            for passage in passages {
                if let Some(to) = kin.place(passage.to)
                    && let Some(since) = self.since.get_mut(to)
                    && let Some(took_over) = self.took_over.get_mut(to)
                {
                    (*since, *took_over) = (Some(passage.on), true);
                }
            }
        }
        for unit in &kin.units {
            let last = self.asked.register.last_day(*unit).unwrap_or(days.last());
            self.settle(*unit, last.min(days.last()));
        }
        for of_day in kin.days(days.last(), self.asked.onto) {
            self.pass(of_day.start, kin.passages.get(of_day).unwrap_or_default());
        }
    }

    /// What a unit says for the days up to a day that are its own.
    fn settle(&mut self, unit: usize, until: NaiveDate) {
        let Asked { register, reports, place, group, days, .. } = self.asked;
        let Some(at) = self.kin.place(unit) else { return };
        let Some(since) = self.since.get(at).copied().flatten().filter(|since| *since <= until) else {
            return;
        };
        let took_over = self.took_over.get(at) == Some(&true);
        if let Some(slot) = self.since.get_mut(at) {
            *slot = None;
        }
        let whole = Cell { unit, period: self.asked.period, until, exact: true, said: None };
        // For the whole of the period a unit speaks for itself and for those whom it stands for.
        if register.last_day(unit) == Some(until) || until == days.last() {
            let said = reports.said(place, group, unit);
            if said.is_some() {
                self.replace(at, Cell { said, ..whole });
                return;
            }
        }
        if !took_over && until == days.last() {
            self.add(at, whole);
            return;
        }
        let Ok(own) = Period::between(since, until) else { return };
        if own == days {
            self.add(at, whole);
            return;
        }
        let said = reports.said_of_days(place, own, unit);
        let cell = Cell { unit, period: own, until, exact: false, said };
        let measure = &self.asked.indicator.measure;
        let holds_nothing = self.held.get(at).is_none_or(Vec::is_empty);
        if holds_nothing || (measure.takes_latest() && said.is_some()) {
            self.replace(at, cell);
        } else if self.asked.adds() && !measure.takes_latest() {
            if *measure == Measure::Share(ShareBy::Cumulative) && matches!(said, Some(Said::Share(_))) {
                self.leave_wholes(at);
            }
            self.add(at, cell);
        }
    }

    fn add(&mut self, at: usize, cell: Cell) {
        let cell = self.store.cell(cell);
        self.give(at, vec![cell]);
    }

    fn replace(&mut self, at: usize, cell: Cell) {
        let replaced = self.take(at);
        self.replaced.extend(replaced);
        self.add(at, cell);
    }

    /// A later whole stands in the place of those held so far.
    fn leave_wholes(&mut self, at: usize) {
        let held = self.take(at);
        let bundle = self.store.bundle(held, 0, 0);
        self.give(at, vec![Held { what: What::Bundle(bundle), portion: Portion::PARTS }]);
    }

    fn take(&mut self, at: usize) -> Vec<Held> {
        self.held.get_mut(at).map(std::mem::take).unwrap_or_default()
    }

    fn give(&mut self, at: usize, mut held: Vec<Held>) {
        let Some(slot) = self.held.get_mut(at) else { return };
        // The shorter onto the longer: whatever is moved often is then moved in ever longer lists.
        if slot.len() < held.len() {
            std::mem::swap(slot, &mut held);
        }
        slot.append(&mut held);
    }

    /// What passes on one day. Whoever both gives and takes gives what it held before.
    fn pass(&mut self, first: usize, passages: &[Passage]) {
        let mut given: Vec<(usize, Vec<Held>)> = Vec::new();
        let mut at = first;
        for of_unit in passages.chunk_by(|a, b| a.from == b.from) {
            let entry = at;
            at = at.saturating_add(of_unit.len());
            let Some(from) = of_unit.first().and_then(|passage| self.kin.place(passage.from)) else {
                continue;
            };
            let held = self.take(from);
            if held.is_empty() {
                continue;
            }
            match of_unit {
                [passage] if passage.whole => given.push((passage.to, held)),
                _ => {
                    let bundle = self.store.bundle(held, entry, of_unit.len());
                    let shares = self.shares(of_unit);
                    for (heir, passage) in of_unit.iter().enumerate() {
                        let part = match &shares {
                            Some(shares) => {
                                let share = shares.get(heir).copied().unwrap_or(Fraction::ZERO);
                                Held { what: What::Bundle(bundle), portion: Portion::of(share) }
                            }
                            None => Held::all(What::Part { bundle, heir }),
                        };
                        given.push((passage.to, vec![part]));
                    }
                }
            }
        }
        for (to, held) in given {
            if let Some(to) = self.kin.place(to) {
                self.give(to, held);
            }
        }
    }

    /// The share of each heir of a unit that is divided; none without an apportionment of the indicator.
    fn shares(&self, passages: &[Passage]) -> Option<Vec<Fraction>> {
        let share = |passage: &Passage| {
            let succession = self.asked.register.succession(passage)?;
            succession.shares.get(&self.asked.indicator.id).map(|share| share.fraction())
        };
        let shares: Vec<Option<Fraction>> = passages.iter().map(share).collect();
        shares
            .iter()
            .any(Option::is_some)
            .then(|| shares.into_iter().map(|share| share.unwrap_or(Fraction::ZERO)).collect())
    }
}
