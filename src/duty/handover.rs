//! From whom an occurrence came to the unit that answers for it, and whether they had completed it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::status::Recorded;
use crate::{
    plan::Task,
    roster::{Roster, is_for},
    time::Period,
    unit::Register,
};

/// A task whose occurrences pass on.
#[derive(Clone, Copy)]
pub(super) struct Handover<'a> {
    pub(super) register: &'a Register,
    pub(super) roster: &'a Roster,
    pub(super) task: &'a Task,
    /// The period of the plan.
    pub(super) plan: Period,
}

/// One that the occurrence passed through.
struct Holder {
    unit: usize,
    /// The day on which it passed on; of the one that has it now the day after that on which it is asked.
    until: NaiveDate,
    /// Whether it answered as a unit that the task names, or in its place.
    by_name: bool,
    /// Whether it answered before anyone's passed to it: its own completion is then one of those that are asked for.
    was_there: bool,
    /// Those that it took over from, by their places.
    from: Vec<usize>,
}

/// Everyone that an occurrence passed through.
pub(super) struct Holders {
    /// First the unit that has it.
    all: Vec<Holder>,
    // INVARIANT: the places of all, each after those of all that it passed to.
    order: Vec<usize>,
}

/// What became of an occurrence with one of those it passed through.
#[derive(Clone, Copy)]
enum Found {
    /// Done on a day, by its own completion or by those that it took over from.
    Done {
        on: NaiveDate,
        own: bool,
    },
    NotApplicable,
    Open,
}

impl<'a> Handover<'a> {
    /// Through whom an occurrence passed to a unit that answers for it on a day; none where it was the unit's own.
    pub(super) fn holders(&self, unit: usize, day: NaiveDate, label: &str) -> Option<Holders> {
        if self.register.passing_to(unit).is_empty() {
            return None;
        }
        let until = day.succ_opt().unwrap_or(day);
        let mut all = vec![Holder { unit, until, by_name: false, was_there: false, from: Vec::new() }];
        // By day, so that each is looked at after all that it passed to: it can have passed on twice, for two named units.
        let mut left: BTreeMap<(NaiveDate, usize), usize> = BTreeMap::new();
        let mut places: BTreeMap<usize, usize> = BTreeMap::new();
        let mut order = vec![0];
        self.look(0, &mut all, &mut places, &mut left, label);
        while let Some((_, at)) = left.pop_last() {
            order.push(at);
            self.look(at, &mut all, &mut places, &mut left, label);
        }
        if all.len() == 1 {
            return None;
        }
        Some(Holders { all, order })
    }

    /// Those from whom one took over.
    fn look(
        &self,
        at: usize,
        all: &mut Vec<Holder>,
        places: &mut BTreeMap<usize, usize>,
        left: &mut BTreeMap<(NaiveDate, usize), usize>,
        label: &str,
    ) {
        let Some(Holder { unit, until, .. }) = all.get(at) else { return };
        let (unit, until) = (*unit, *until);
        let passing = self.register.passing_to(unit);
        let before = passing.partition_point(|passage| passage.on < until);
        let (mut from, mut was_there) = (Vec::new(), false);
        for passage in passing.iter().take(before).filter(|passage| passage.duties && passage.from != unit) {
            let Some(eve) = passage.on.pred_opt() else { continue };
            let by_name = self.roster.leads_by_name(self.register, self.task, passage.from, eve);
            let by_scope = passage.whole && self.roster.leads_by_scope(self.task, passage.from, eve);
            if !(by_name || by_scope) || !self.has(passage.from, eve, label) {
                continue;
            }
            if from.is_empty() {
                was_there = self.register.exists(unit, eve)
                    && self.roster.leads(self.register, self.task, unit, eve)
                    && self.has(unit, eve, label);
            }
            let place = *places.entry(passage.entry).or_insert_with(|| {
                let (unit, until) = (passage.from, passage.on);
                all.push(Holder { unit, until, by_name, was_there: false, from: Vec::new() });
                let place = all.len().saturating_sub(1);
                left.insert((until, passage.entry), place);
                place
            });
            from.push(place);
        }
        if let Some(one) = all.get_mut(at) {
            (one.from, one.was_there) = (from, was_there);
        }
    }

    /// Whether a unit has an occurrence of a label, by the schedule of its level on a day.
    fn has(&self, unit: usize, on: NaiveDate, label: &str) -> bool {
        self.task.when.timings().any(|(level, timing)| {
            level.is_none()
                || (is_for(self.register, level, unit, on) && timing.occurrence(label, self.plan).is_some())
        })
    }
}

impl Holders {
    /// Whom the one that has it took it over from, the first first: where the task names units, all of them; of what each unit
    /// of a scope owes, those in whose time it had begun.
    pub(super) fn taken_over_from(&self, first: Option<NaiveDate>) -> Vec<usize> {
        let had = |one: &&Holder| one.by_name || first.is_some_and(|first| first < one.until);
        let mut all: Vec<(NaiveDate, usize)> =
            self.all.iter().skip(1).filter(had).map(|one| (one.until, one.unit)).collect();
        all.sort_unstable();
        let mut seen = BTreeSet::new();
        all.into_iter().map(|(_, unit)| unit).filter(|unit| seen.insert(*unit)).collect()
    }

    /// The day on which all that it was taken over from had completed it, and by whose records \[A22\].
    ///
    /// One to which it did not apply is not asked for; if it applied to none of them, nothing is known of it.
    pub(super) fn completed(
        &self,
        recorded: impl Fn(usize) -> Recorded,
    ) -> Option<(NaiveDate, BTreeSet<usize>)> {
        let mut found = vec![Found::Open; self.all.len()];
        // Backwards, what one took over is known before it is asked for.
        for &at in self.order.iter().skip(1).rev() {
            let Some(one) = self.all.get(at) else { continue };
            let own = recorded(one.unit);
            let before = one.of_others(&found);
            let state = match (own.done_on, before) {
                (Some(on), Some(before)) if before < on => Found::Done { on: before, own: false },
                (Some(on), _) => Found::Done { on, own: true },
                (None, Some(on)) => Found::Done { on, own: false },
                (None, None) if own.not_applicable => Found::NotApplicable,
                (None, None) => Found::Open,
            };
            if let Some(slot) = found.get_mut(at) {
                *slot = state;
            }
        }
        let done_on = self.all.first()?.of_others(&found)?;
        let (mut by, mut left, mut seen) = (BTreeSet::new(), vec![0], BTreeSet::new());
        while let Some(at) = left.pop() {
            let Some(one) = self.all.get(at).filter(|_| seen.insert(at)) else { continue };
            match found.get(at) {
                Some(Found::Done { own: true, .. }) if at > 0 => drop(by.insert(one.unit)),
                Some(Found::NotApplicable) => {}
                _ => left.extend(&one.from),
            }
        }
        Some((done_on, by))
    }
}

impl Holder {
    /// The latest of the days on which those that it took over from had completed it, if all had.
    fn of_others(&self, found: &[Found]) -> Option<NaiveDate> {
        if self.was_there {
            return None;
        }
        let mut latest = None;
        for from in &self.from {
            match found.get(*from)? {
                Found::Done { on, .. } => latest = latest.max(Some(*on)),
                Found::NotApplicable => {}
                Found::Open => return None,
            }
        }
        latest
    }
}
