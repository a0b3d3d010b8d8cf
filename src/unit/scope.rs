//! Scopes (phạm vi): which units something is about.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Register, Tree};
use crate::{
    id::{Kind, Level, ScopeId, UnitId},
    spelling::Guesses,
};

/// A named choice of units (phạm vi): all that meet every condition it states.
///
/// | condition | holds for a unit that |
/// |---|---|
/// | `kinds` | is of one of these kinds, or of a narrower one |
/// | `levels` | is at one of these levels |
/// | `units` | is one of these |
/// | `below` | is strictly below one of these |
/// | `within` | is one of these or below one |
/// | `any_of` | is in one of these scopes (union) |
/// | `all_of` | is in each of these scopes (intersection) |
/// | `except` | is in none of these scopes (difference) |
///
/// A unit that is named and has ended stands for its heir of the whole ([`Succession`](crate::Succession)), if it has one.
///
/// An empty list states no condition; a scope without any is refused. Scopes refer to one another by id, never in a circle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the conditions stand in the table above")]
pub struct Scope {
    /// Its id.
    pub id: ScopeId,
    /// What people call it, such as `các cấp ủy cơ sở`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<Kind>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<Level>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<UnitId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub below: Vec<UnitId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub within: Vec<UnitId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub any_of: Vec<ScopeId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub all_of: Vec<ScopeId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<ScopeId>,
}

impl Scope {
    /// A scope without conditions, to be given some.
    #[must_use]
    pub const fn new(id: ScopeId) -> Self {
        Self {
            id,
            name: None,
            kinds: Vec::new(),
            levels: Vec::new(),
            units: Vec::new(),
            below: Vec::new(),
            within: Vec::new(),
            any_of: Vec::new(),
            all_of: Vec::new(),
            except: Vec::new(),
        }
    }

    fn says_nothing(&self) -> bool {
        let own = self.kinds.is_empty() && self.levels.is_empty() && self.units.is_empty();
        let others = self.any_of.is_empty() && self.all_of.is_empty() && self.except.is_empty();
        own && self.below.is_empty() && self.within.is_empty() && others
    }

    /// The scopes that it refers to.
    pub(crate) fn scopes(&self) -> impl Iterator<Item = &ScopeId> {
        self.any_of.iter().chain(&self.all_of).chain(&self.except)
    }
}

/// Why scopes cannot stand.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ScopeError {
    /// One id for two scopes.
    #[error("scope `{scope}` is defined twice")]
    Duplicate {
        /// The scope.
        scope: ScopeId,
    },
    /// No condition.
    #[error("scope `{scope}` states no condition")]
    Empty {
        /// The scope.
        scope: ScopeId,
    },
    /// A reference to no scope.
    #[error("there is no scope `{unknown}`")]
    Unknown {
        /// The scope that refers to it.
        scope: ScopeId,
        /// The id it refers to.
        unknown: ScopeId,
        /// The scope whose id is nearest.
        nearest: Option<ScopeId>,
    },
    /// Scopes that refer to one another in a circle.
    #[error("scope `{scope}` refers to itself by way of others")]
    Cycle {
        /// One of them.
        scope: ScopeId,
    },
}

impl ScopeError {
    /// The scope in whose definition it was found.
    #[must_use]
    pub const fn scope(&self) -> &ScopeId {
        match self {
            Self::Duplicate { scope }
            | Self::Empty { scope }
            | Self::Unknown { scope, .. }
            | Self::Cycle { scope } => scope,
        }
    }
}

/// The scopes of a plan, each defined before those that refer to it where it matters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scopes {
    scopes: Vec<Scope>,
    places: HashMap<ScopeId, usize>,
    /// An order in which every scope comes after those it refers to.
    order: Vec<usize>,
}

impl Scopes {
    /// Checks that ids differ, that references lead somewhere, and that none lead in a circle.
    ///
    /// # Errors
    /// Everything that is wrong, in the scopes' order.
    pub fn new(scopes: Vec<Scope>) -> Result<Self, Vec<ScopeError>> {
        let mut errors = Vec::new();
        let mut places = HashMap::new();
        for (place, scope) in scopes.iter().enumerate() {
            if places.contains_key(&scope.id) {
                errors.push(ScopeError::Duplicate { scope: scope.id.clone() });
            } else {
                places.insert(scope.id.clone(), place);
            }
            if scope.says_nothing() {
                errors.push(ScopeError::Empty { scope: scope.id.clone() });
            }
        }
        let mut guesses = Guesses::default();
        for scope in &scopes {
            for unknown in scope.scopes().filter(|id| !places.contains_key(id)) {
                let guess = guesses.nearest(unknown.as_str(), scopes.iter().map(|s| s.id.as_str()));
                let nearest = guess.and_then(|id| ScopeId::new(id).ok());
                errors.push(ScopeError::Unknown {
                    scope: scope.id.clone(),
                    unknown: unknown.clone(),
                    nearest,
                });
            }
        }
        let order = sorted(&scopes, &places);
        let mut ordered = vec![false; scopes.len()];
        mark(&mut ordered, order.iter().copied());
        if let Some((scope, _)) = scopes.iter().zip(&ordered).find(|(_, is_ordered)| !**is_ordered)
            && errors.is_empty()
        {
            errors.push(ScopeError::Cycle { scope: scope.id.clone() });
        }
        if errors.is_empty() { Ok(Self { scopes, places, order }) } else { Err(errors) }
    }

    /// The scopes, in the order they were given.
    pub fn iter(&self) -> impl Iterator<Item = &Scope> {
        self.scopes.iter()
    }

    /// A scope by its id.
    #[must_use]
    pub fn get(&self, id: &ScopeId) -> Option<&Scope> {
        self.scopes.get(*self.places.get(id)?)
    }

    /// The units in a scope on a date, in register order; none if the scope is unknown.
    #[must_use]
    pub fn members(&self, scope: &ScopeId, register: &Register, on: NaiveDate) -> Vec<UnitId> {
        let Some(&scope) = self.places.get(scope) else { return Vec::new() };
        let all = self.membership_of(&[scope], register, on);
        let members = all.get(scope).into_iter().flatten().enumerate().filter(|(_, member)| **member);
        members.filter_map(|(place, _)| register.id(place)).cloned().collect()
    }

    pub(crate) fn place(&self, id: &ScopeId) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// For every scope, whether each unit of the register is in it on a date.
    pub(crate) fn membership(&self, register: &Register, on: NaiveDate) -> Vec<Vec<bool>> {
        self.membership_of(&self.order, register, on)
    }

    /// The same for some scopes, given by their places, and for those that they refer to; nothing for the others.
    pub(crate) fn membership_of(
        &self,
        wanted: &[usize],
        register: &Register,
        on: NaiveDate,
    ) -> Vec<Vec<bool>> {
        let mut needed = vec![false; self.scopes.len()];
        mark(&mut needed, wanted.iter().copied());
        // Each scope stands after those it refers to: backwards, all that need one have been seen before it.
        for &place in self.order.iter().rev() {
            if needed.get(place).is_some_and(|n| *n) {
                let used = self.scopes.get(place).into_iter().flat_map(Scope::scopes);
                mark(&mut needed, used.filter_map(|id| self.place(id)));
            }
        }
        let day = Day { register, on, tree: register.tree(on) };
        let mut members: Vec<Vec<bool>> = vec![Vec::new(); self.scopes.len()];
        for &place in self.order.iter().filter(|place| needed.get(**place).is_some_and(|n| *n)) {
            let Some(scope) = self.scopes.get(place) else { continue };
            let named = Named::new(scope, &day);
            let column =
                (0..register.len()).map(|unit| self.selects(scope, &named, unit, &day, &members)).collect();
            if let Some(slot) = members.get_mut(place) {
                *slot = column;
            }
        }
        members
    }

    /// Whether a scope holds a unit, given which units are in the scopes before it.
    fn selects(
        &self,
        scope: &Scope,
        named: &Named<'_>,
        unit: usize,
        day: &Day<'_>,
        earlier: &[Vec<bool>],
    ) -> bool {
        let Day { register, on, .. } = *day;
        let Some(version) = register.version(unit, on) else { return false };
        let is_in = |id: &ScopeId| {
            let column = self.places.get(id).and_then(|place| earlier.get(*place));
            column.and_then(|column| column.get(unit)).copied().unwrap_or(false)
        };
        let is_named = |units: &[bool]| units.get(unit).is_some_and(|named| *named);
        (scope.kinds.is_empty() || version.kind.and_broader().any(|kind| named.kinds.contains(kind)))
            && (scope.levels.is_empty() || named.levels.contains(&version.level))
            && (scope.units.is_empty() || is_named(&named.units))
            && (scope.below.is_empty() || is_named(&named.below))
            && (scope.within.is_empty() || is_named(&named.within))
            && (scope.any_of.is_empty() || scope.any_of.iter().any(is_in))
            && scope.all_of.iter().all(is_in)
            && !scope.except.iter().any(is_in)
    }
}

/// A register on a day.
struct Day<'r> {
    register: &'r Register,
    on: NaiveDate,
    tree: Tree,
}

/// What a scope names, laid out so that a unit is looked up once, however long the lists are.
struct Named<'s> {
    kinds: HashSet<&'s str>,
    levels: HashSet<&'s Level>,
    /// For each unit, whether it is named, as it is on a day: for one that has ended its heir of the whole is, if there is one.
    units: Vec<bool>,
    /// Whether it stands strictly below one that is named.
    below: Vec<bool>,
    /// Whether it is one that is named, or stands below one.
    within: Vec<bool>,
}

impl<'s> Named<'s> {
    fn new(scope: &'s Scope, day: &Day<'_>) -> Self {
        let Day { register, on, ref tree } = *day;
        let held = |ids: &[UnitId]| {
            let mut column = vec![false; if ids.is_empty() { 0 } else { register.len() }];
            let places = ids.iter().filter_map(|id| register.place(id));
            mark(&mut column, places.filter_map(|place| register.holder(place, on)));
            column
        };
        // Each unit stands after the one it belongs to: what holds for that holds for all below it.
        let down = |tops: Vec<bool>, itself: bool| {
            let mut column = vec![false; tops.len()];
            for &unit in tree.order().iter().take(tops.len()) {
                let above = register.parent(unit, on);
                let is_in = |column: &[bool], place: usize| column.get(place).is_some_and(|is_in| *is_in);
                let from_above = above.is_some_and(|above| is_in(&column, above) || is_in(&tops, above));
                if let Some(slot) = column.get_mut(unit) {
                    *slot = from_above || (itself && is_in(&tops, unit));
                }
            }
            column
        };
        Self {
            kinds: scope.kinds.iter().map(Kind::as_str).collect(),
            levels: scope.levels.iter().collect(),
            units: held(&scope.units),
            below: down(held(&scope.below), false),
            within: down(held(&scope.within), true),
        }
    }
}

fn mark(column: &mut [bool], places: impl Iterator<Item = usize>) {
    for place in places {
        if let Some(slot) = column.get_mut(place) {
            *slot = true;
        }
    }
}

/// The scopes that stand in no circle, each after those it refers to.
fn sorted(scopes: &[Scope], places: &HashMap<ScopeId, usize>) -> Vec<usize> {
    let mut waiting: Vec<usize> =
        scopes.iter().map(|s| s.scopes().filter(|id| places.contains_key(*id)).count()).collect();
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); scopes.len()];
    for (place, scope) in scopes.iter().enumerate() {
        for used in scope.scopes().filter_map(|id| places.get(id)) {
            if let Some(list) = users.get_mut(*used) {
                list.push(place);
            }
        }
    }
    let mut order: Vec<usize> = (0..scopes.len()).filter(|place| waiting.get(*place) == Some(&0)).collect();
    let mut next = 0;
    while let Some(&place) = order.get(next) {
        next = next.saturating_add(1);
        for &user in users.get(place).into_iter().flatten() {
            if let Some(count) = waiting.get_mut(user) {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    order.push(user);
                }
            }
        }
    }
    order
}
