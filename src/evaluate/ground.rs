//! What a plan and a register come to before anything is reported: worked out once, and shared by every evaluation of the two.

use std::{
    collections::BTreeMap,
    ops::Range,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};

use chrono::NaiveDate;

use super::{
    column::{Bound, Forest},
    outcome::Verdict,
    woven::{Weave, Woven},
};
use crate::{
    plan::{Plan, Target},
    time::Period,
    unit::Register,
};

/// For every scope, whether each unit of the register is in it.
pub(super) type Members = Vec<Vec<bool>>;

/// Two stretches without a change in the register, by their numbers.
type Epochs = (usize, usize);

/// A scope, what decides how its units are read, the first of the expected sub-periods, and how many there are.
type WovenFor = (Option<usize>, Weave, Option<Period>, usize);

/// What was worked out so far, by what it was worked out for.
type Known<K, T> = Mutex<BTreeMap<K, Arc<T>>>;

/// The units of a scope that are counted: who passed whole to another of them is counted in that one.
#[derive(Debug, Default)]
pub(super) struct Listed {
    /// By place, in register order.
    pub(super) units: Vec<u32>,
    /// For each unit of the register its number in the list; beyond its end for those that are not in it.
    pub(super) numbers: Vec<u32>,
    /// The units of the scope that are counted in another, which stands for all of them, by that one.
    pub(super) strands: BTreeMap<usize, Vec<usize>>,
    /// For each unit of the register, whether it counts, by itself or in another.
    pub(super) members: Vec<bool>,
    /// The latest first day and the earliest last day of those that count; none where there are none.
    pub(super) lives: Option<(NaiveDate, NaiveDate)>,
}

impl Listed {
    /// Whether every unit that counts exists on all days from one to another.
    pub(super) fn lives_through(&self, from: NaiveDate, to: NaiveDate) -> bool {
        self.lives.is_none_or(|(first, last)| first <= from && to <= last)
    }
}

/// Units that count for a question and stand side by side in the register, as their subjects do in the list of subjects: what
/// is said of them is read and written without a look at where each one stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    /// The first unit.
    pub(super) unit: u32,
    /// The first one's number among the subjects, if they are leaves and subjects; else beyond their end.
    pub(super) number: u32,
    /// How many units there are.
    pub(super) units: u32,
}

impl Run {
    /// The places of its units in the register.
    pub(super) fn places(self) -> Range<usize> {
        let first = usize::try_from(self.unit).unwrap_or(usize::MAX);
        first..first.saturating_add(usize::try_from(self.units).unwrap_or(0))
    }

    /// The numbers of its subjects; none where its units are none.
    pub(super) fn numbers(self) -> Option<Range<usize>> {
        let first = usize::try_from(self.number).ok().filter(|_| self.number != u32::MAX)?;
        Some(first..first.saturating_add(usize::try_from(self.units).unwrap_or(0)))
    }

    /// Whether a unit with its number comes next; then it has joined.
    fn joined(&mut self, unit: u32, number: u32) -> bool {
        let next = |first: u32| first.checked_add(self.units);
        let in_line =
            if number == u32::MAX { self.number == number } else { next(self.number) == Some(number) };
        let joins = in_line && next(self.unit) == Some(unit);
        self.units = self.units.saturating_add(joins.into());
        joins
    }
}

/// Runs one after another that are added to one heap.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    /// The number of the heap; none for units that stand below no other.
    pub(super) heap: Option<u32>,
    /// How many runs there are.
    pub(super) runs: u32,
}

/// The units that count for a question, as they are walked.
#[derive(Debug, Default)]
pub(super) struct Seats {
    pub(super) runs: Vec<Run>,
    pub(super) rows: Vec<Row>,
    /// For each unit of the register: the number of its heap, or what there is without one.
    pub(super) places: Vec<u32>,
    /// For each unit of the register, whether it counts.
    pub(super) counts: Vec<bool>,
    /// The numbers of the subjects that stand in no run, in order.
    pub(super) others: Vec<u32>,
}

impl Seats {
    /// A place without a heap whose unit counts.
    pub(super) const LEAF: u32 = u32::MAX - 1;
    /// A place without a heap whose unit does not.
    pub(super) const NOBODY: u32 = u32::MAX;

    fn new(forest: &Forest, members: &Listed, subjects: Option<&Listed>, issuer: Option<usize>) -> Self {
        let places = forest.numbers().to_vec();
        let mut seats = Self { counts: vec![false; places.len()], places, ..Self::default() };
        let mut next = 0_u32;
        for &unit in &members.units {
            let Ok(place) = usize::try_from(unit) else { continue };
            let (own, above) = (forest.heap(place), forest.heap_above(place));
            let number = subjects.and_then(|subjects| subjects.numbers.get(place)).copied();
            // What is said at the issuer is said of the whole scope.
            let number = number.filter(|_| own.is_none() && issuer != Some(place)).unwrap_or(u32::MAX);
            if number != u32::MAX {
                seats.others.extend(next..number);
                next = number.saturating_add(1);
            }
            if let Some(counts) = seats.counts.get_mut(place) {
                *counts = true;
            }
            if let Some(slot) = seats.places.get_mut(place).filter(|_| own.is_none()) {
                *slot = Self::LEAF;
            }
            let heap = own.or(above).and_then(|heap| u32::try_from(heap).ok());
            let new_row = seats.rows.last().is_none_or(|row| row.heap != heap);
            if !new_row && seats.runs.last_mut().is_some_and(|run| run.joined(unit, number)) {
                continue;
            }
            seats.runs.push(Run { unit, number, units: 1 });
            match seats.rows.last_mut() {
                Some(row) if !new_row => row.runs = row.runs.saturating_add(1),
                _ => seats.rows.push(Row { heap, runs: 1 }),
            }
        }
        let all = subjects.map_or(0, |subjects| u32::try_from(subjects.units.len()).unwrap_or(u32::MAX));
        seats.others.extend(next..all);
        seats
    }

    /// The rows, each with its runs.
    pub(super) fn rows(&self) -> impl Iterator<Item = (Option<usize>, &[Run])> {
        let mut left = self.runs.as_slice();
        self.rows.iter().map(move |row| {
            let (runs, rest) = left.split_at(usize::try_from(row.runs).unwrap_or(0).min(left.len()));
            left = rest;
            (row.heap.and_then(|heap| usize::try_from(heap).ok()), runs)
        })
    }
}

/// What a target asks, in whole numbers: the same in every period and at every subject.
#[derive(Debug, Default)]
pub(super) struct Resolved {
    bound: OnceLock<Option<Bound>>,
    of_unknown: OnceLock<Option<Verdict>>,
}

impl Resolved {
    /// The bound, or what is worked out now.
    pub(super) fn bound(&self, work_out: impl FnOnce() -> Option<Bound>) -> Option<Bound> {
        *self.bound.get_or_init(work_out)
    }

    /// What its criterion says of a figure of which nothing is known, or what is worked out now.
    pub(super) fn of_unknown(&self, work_out: impl FnOnce() -> Option<Verdict>) -> Option<Verdict> {
        *self.of_unknown.get_or_init(work_out)
    }
}

/// What was worked out of a plan and a register so far. Neither changes, so that nothing here is ever out of date.
#[derive(Debug, Default)]
pub(super) struct Ground {
    /// Whether no unit has a first or a last day.
    pub(super) lives_are_open: bool,
    /// The issuer's place in the register.
    pub(super) issuer: Option<usize>,
    /// By the place of the target in the plan.
    resolved: Vec<Resolved>,
    forests: Known<usize, Forest>,
    settled: Known<Epochs, Vec<bool>>,
    took_over: Known<Epochs, Vec<bool>>,
    members: Known<Epochs, Members>,
    lists: Known<(usize, Epochs), Listed>,
    seats: Known<(usize, Option<usize>, Epochs), Seats>,
    woven: Known<WovenFor, Woven>,
}

/// What a lock guards is only ever a whole entry more than before: a panic elsewhere leaves nothing half done.
fn open<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What is known under a key, or what is worked out now.
fn once<K: Ord + Copy, T>(known: &Known<K, T>, key: K, work_out: impl FnOnce() -> T) -> Arc<T> {
    let found = open(known).get(&key).map(Arc::clone);
    found.unwrap_or_else(|| {
        // Worked out with the lock open: two threads may do it at once, and come to the same.
        let new = Arc::new(work_out());
        Arc::clone(open(known).entry(key).or_insert(new))
    })
}

/// For each member the last of those who stand for all of it by a day, and are members as well.
fn counted_in(register: &Register, members: &[bool], on: NaiveDate) -> BTreeMap<usize, usize> {
    let mut found: BTreeMap<usize, Option<usize>> = BTreeMap::new();
    if !register.has_successions() {
        return BTreeMap::new();
    }
    let is_member = |unit: usize| members.get(unit) == Some(&true);
    for unit in (0..members.len()).filter(|unit| is_member(*unit)) {
        let (mut at, mut walked) = (unit, Vec::new());
        // To the end of the chain, or to where it has been walked before; from there backwards.
        let mut holder = loop {
            if let Some(known) = found.get(&at) {
                break known.or(Some(at).filter(|at| is_member(*at) && *at != unit));
            }
            walked.push(at);
            match register.passing_whole(at).filter(|passage| passage.on <= on) {
                Some(passage) => at = passage.to,
                None => break None,
            }
        };
        while let Some(at) = walked.pop() {
            found.insert(at, holder);
            holder = holder.or(Some(at).filter(|at| is_member(*at)));
        }
    }
    found.into_iter().filter_map(|(unit, holder)| Some((unit, holder?))).collect()
}

impl Ground {
    pub(super) fn new(plan: &Plan, register: &Register) -> Self {
        let issuer = register.place(plan.issuer());
        let resolved = plan.targets().iter().map(|_| Resolved::default()).collect();
        Self { lives_are_open: register.lives_are_open(), issuer, resolved, ..Self::default() }
    }

    /// What is known of a target of the plan; of another there is nothing.
    pub(super) fn resolved(&self, plan: &Plan, target: &Target) -> Option<&Resolved> {
        let place = plan.targets().iter().position(|found| std::ptr::eq(found, target))?;
        self.resolved.get(place)
    }

    pub(super) fn forest(&self, register: &Register, on: NaiveDate) -> Arc<Forest> {
        once(&self.forests, register.epoch(on), || Forest::new(register, on))
    }

    /// For each unit, whether all that a figure of the one day counts at and that exists on the other is, there, the unit or who
    /// stands for it, and all above that.
    pub(super) fn settled(&self, register: &Register, on: NaiveDate, home: NaiveDate) -> Arc<Vec<bool>> {
        once(&self.settled, (register.epoch(on), register.epoch(home)), || {
            self.forest(register, on).settled(register, (on, home), &self.forest(register, home))
        })
    }

    /// For each unit, whether it took something over after one day and up to another.
    pub(super) fn took_over(
        &self,
        register: &Register,
        after: NaiveDate,
        until: NaiveDate,
    ) -> Arc<Vec<bool>> {
        once(&self.took_over, (register.epoch(after), register.epoch(until)), || {
            let took_over = |unit| register.took_over(unit, until).is_some_and(|day| day > after);
            (0..register.len()).map(took_over).collect()
        })
    }

    /// For every scope, which units count: of latest figures those in scope on the last day, of others those in scope on some
    /// day.
    pub(super) fn members(
        &self,
        plan: &Plan,
        register: &Register,
        days: Period,
        latest: bool,
    ) -> Arc<Members> {
        let from = if latest { days.last() } else { days.first() };
        once(&self.members, (register.epoch(from), register.epoch(days.last())), || {
            let mut members = plan.scopes().membership(register, from);
            for turn in register.turns_within(from, days.last()) {
                for (all, more) in members.iter_mut().zip(plan.scopes().membership(register, turn)) {
                    all.iter_mut().zip(more).for_each(|(member, more)| *member |= more);
                }
            }
            members
        })
    }

    /// How the units of a scope are read.
    pub(super) fn woven(&self, key: WovenFor, weave: impl FnOnce() -> Woven) -> Arc<Woven> {
        once(&self.woven, key, weave)
    }

    /// The units of one scope that count, in register order.
    pub(super) fn list(
        &self,
        plan: &Plan,
        register: &Register,
        scope: usize,
        days: Period,
        latest: bool,
    ) -> Arc<Listed> {
        let from = if latest { days.last() } else { days.first() };
        once(&self.lists, (scope, (register.epoch(from), register.epoch(days.last()))), || {
            let members = self.members(plan, register, days, latest);
            let members = members.get(scope).map_or(&[][..], Vec::as_slice);
            let mut listed = Listed { numbers: vec![u32::MAX; register.len()], ..Listed::default() };
            let counted_in = counted_in(register, members, days.last());
            for unit in (0..members.len()).filter(|unit| members.get(*unit) == Some(&true)) {
                if let Some((first, last)) = register.days_of(unit) {
                    let (latest, earliest) = listed.lives.unwrap_or((first, last));
                    listed.lives = Some((latest.max(first), earliest.min(last)));
                }
                if let Some(holder) = counted_in.get(&unit) {
                    listed.strands.entry(*holder).or_default().push(unit);
                    continue;
                }
                // OK because a register's units are numbered in 32 bits.
                if let Some(number) = listed.numbers.get_mut(unit) {
                    *number = u32::try_from(listed.units.len()).unwrap_or(u32::MAX);
                }
                listed.units.push(u32::try_from(unit).unwrap_or(u32::MAX));
            }
            listed.members = if register.has_successions() { members.to_vec() } else { Vec::new() };
            listed
        })
    }

    /// The units of a scope that count in some days, at the subjects of another.
    pub(super) fn seats(
        &self,
        plan: &Plan,
        register: &Register,
        scopes: (usize, Option<usize>),
        days: Period,
        latest: bool,
    ) -> Arc<Seats> {
        let from = if latest { days.last() } else { days.first() };
        let (measured, judged) = scopes;
        let key = (measured, judged, (register.epoch(from), register.epoch(days.last())));
        once(&self.seats, key, || {
            let members = self.list(plan, register, measured, days, latest);
            let on = Period::day(days.last());
            let subjects = judged.map(|judged| self.list(plan, register, judged, on, true));
            Seats::new(&self.forest(register, days.last()), &members, subjects.as_deref(), self.issuer)
        })
    }
}
