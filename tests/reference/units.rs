//! Section 4: units as they were on a day, and scopes.
//!
//! **A unit** exists from its first to its last day, both included [U2]; what it is on a day, its last record up to that day
//! says. A unit is within another if that is itself, or its parent on that day, or its parent's parent, and so on.
//!
//! **A scope** holds a unit on a day if the unit exists on it and meets every condition that the scope states: of one of the kinds
//! or of a narrower one, at one of the levels, one of the units, strictly below one, within one, in any of some scopes, in all of
//! some, in none of some [U3].

use std::collections::HashMap;

use chrono::NaiveDate;
use kehoach::{Kind, Level, Register, ScopeId, Scopes, UnitId, UnitRecord};

pub(crate) struct Units {
    /// In register order.
    pub(crate) ids: Vec<UnitId>,
    /// The first record of each unit, then its changes by their days.
    records: HashMap<UnitId, Vec<UnitRecord>>,
}

impl Units {
    pub(crate) fn new(register: &Register) -> Self {
        let mut records: HashMap<UnitId, Vec<UnitRecord>> = HashMap::new();
        for record in register.records() {
            records.entry(record.id.clone()).or_default().push(record);
        }
        for records in records.values_mut() {
            records.sort_by_key(|record| record.since);
        }
        Self { ids: register.ids().cloned().collect(), records }
    }

    /// First and last day.
    pub(crate) fn life(&self, unit: &UnitId) -> (NaiveDate, NaiveDate) {
        let first = &self.records[unit][0];
        (first.first.unwrap_or(NaiveDate::MIN), first.last.unwrap_or(NaiveDate::MAX))
    }

    pub(crate) fn exists(&self, unit: &UnitId, on: NaiveDate) -> bool {
        let (first, last) = self.life(unit);
        first <= on && on <= last
    }

    /// What a unit is on a day; none if it does not exist.
    fn on(&self, unit: &UnitId, on: NaiveDate) -> Option<&UnitRecord> {
        let holds = |record: &&UnitRecord| record.since.is_none_or(|since| since <= on);
        self.records[unit].iter().rev().find(holds).filter(|_| self.exists(unit, on))
    }

    /// The level that a unit has on a day of its life, and outside it at the nearer end.
    pub(crate) fn level(&self, unit: &UnitId, on: NaiveDate) -> &Level {
        let (first, last) = self.life(unit);
        &self.on(unit, on.clamp(first, last)).unwrap().level
    }

    pub(crate) fn kind(&self, unit: &UnitId, on: NaiveDate) -> Option<&Kind> {
        self.on(unit, on).map(|record| &record.kind)
    }

    /// A unit and all above it on a day, from below; nothing if it does not exist.
    pub(crate) fn upwards<'u>(&'u self, unit: &'u UnitId, on: NaiveDate) -> impl Iterator<Item = &'u UnitId> {
        let own = Some(unit).filter(|unit| self.exists(unit, on));
        std::iter::successors(own, move |unit| self.on(unit, on)?.parent.as_ref())
    }

    /// Whether a unit is another or below it.
    pub(crate) fn is_within(&self, unit: &UnitId, top: &UnitId, on: NaiveDate) -> bool {
        self.upwards(unit, on).any(|above| above == top)
    }

    pub(crate) fn is_in(&self, scopes: &Scopes, scope: &ScopeId, unit: &UnitId, on: NaiveDate) -> bool {
        let (scope, Some(record)) = (scopes.get(scope).unwrap(), self.on(unit, on)) else { return false };
        let above = |tops: &[UnitId]| self.upwards(unit, on).skip(1).any(|above| tops.contains(above));
        let also_in = |other: &ScopeId| self.is_in(scopes, other, unit, on);
        (scope.kinds.is_empty() || scope.kinds.iter().any(|kind| is_a(&record.kind, kind)))
            && (scope.levels.is_empty() || scope.levels.contains(&record.level))
            && (scope.units.is_empty() || scope.units.contains(unit))
            && (scope.below.is_empty() || above(&scope.below))
            && (scope.within.is_empty() || scope.within.contains(unit) || above(&scope.within))
            && (scope.any_of.is_empty() || scope.any_of.iter().any(also_in))
            && scope.all_of.iter().all(also_in)
            && !scope.except.iter().any(also_in)
    }

    /// The units in a scope on a day, in register order.
    pub(crate) fn members(&self, scopes: &Scopes, scope: &ScopeId, on: NaiveDate) -> Vec<UnitId> {
        self.ids.iter().filter(|unit| self.is_in(scopes, scope, unit, on)).cloned().collect()
    }

    /// All days in a stretch on which something about units may be otherwise than the day before, and its first day.
    pub(crate) fn turns(&self, first: NaiveDate, last: NaiveDate) -> Vec<NaiveDate> {
        let records = self.records.values().flatten();
        let named = records.flat_map(|r| [r.first, r.since, r.last.and_then(|day| day.succ_opt())]).flatten();
        let mut days: Vec<NaiveDate> =
            named.filter(|day| first <= *day && *day <= last).chain([first]).collect();
        days.sort_unstable();
        days.dedup();
        days
    }
}

/// Whether a kind is another, or a narrower one.
pub(crate) fn is_a(kind: &Kind, broader: &Kind) -> bool {
    let rest = kind.as_str().strip_prefix(broader.as_str());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
