//! Parties that are relative to whoever acts, and which of a task's times is a unit's own.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::{
    id::{Kind, Level, TaskId, UnitId},
    plan::Task,
    time::{spell_date, workdays::WorkingDayError},
    unit::Register,
};

/// Why it cannot be said who takes part, or by when.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PartyError {
    /// No unit of the kind at the level and place of whoever acts.
    #[error("no `{kind}` stands at the level and place of `{actor}` on {}, and task `{task}` names one", spell_date(*.on))]
    NoneAtLevel {
        /// The task.
        task: TaskId,
        /// Whoever acts.
        actor: UnitId,
        /// The kind that was sought.
        kind: Kind,
        /// The day.
        on: NaiveDate,
    },
    /// Two such units.
    #[error("`{first}` and `{second}` are both `{kind}` at the level and place of `{actor}` on {}, and task `{task}` names one", spell_date(*.on))]
    SeveralAtLevel {
        /// The task.
        task: TaskId,
        /// Whoever acts.
        actor: UnitId,
        /// The kind that was sought.
        kind: Kind,
        /// One of the units.
        first: UnitId,
        /// Another.
        second: UnitId,
        /// The day.
        on: NaiveDate,
    },
    /// A day that the working calendar does not know.
    #[error(transparent)]
    WorkingDay(#[from] WorkingDayError),
}

/// Whether a timing is that of a unit: one for all levels, or for the level that it has on a day; outside its life, the level
/// that it has at the nearer end of it.
pub(crate) fn is_for(register: &Register, level: Option<&Level>, unit: usize, on: NaiveDate) -> bool {
    level.is_none_or(|level| register.level(unit, register.nearest_day(unit, on)) == Some(level))
}

/// The units at the level and place of a unit on a day, itself among them; none if it does not exist then.
///
/// Two units are at one place if they have the same highest unit of their own level above them: the commune's Party committee
/// is that of its government, its front and its organisations.
pub(crate) fn beside(register: &Register, unit: usize, on: NaiveDate) -> BTreeSet<usize> {
    let Some(level) = register.level(unit, on) else { return BTreeSet::new() };
    let at_level = |unit: &usize| register.level(*unit, on) == Some(level);
    let upwards = std::iter::successors(Some(unit), |unit| register.parent(*unit, on).filter(at_level));
    let top = upwards.last().unwrap_or(unit);
    let mut found = BTreeSet::from([top]);
    // Each unit comes after the one it belongs to.
    for unit in register.tree(on).within(top).filter(at_level) {
        if register.parent(unit, on).is_some_and(|parent| found.contains(&parent)) {
            found.insert(unit);
        }
    }
    found
}

/// Whether a unit is of a kind on a day.
pub(crate) fn is_a(register: &Register, unit: usize, kind: &Kind, on: NaiveDate) -> bool {
    register.kind(unit, on).is_some_and(|found| found.is_a(kind))
}

/// The unit of a kind at the level and place of whoever acts ('UBND cùng cấp').
pub(crate) fn same_level(
    register: &Register,
    task: &Task,
    actor: &UnitId,
    kind: &Kind,
    on: NaiveDate,
) -> Result<UnitId, PartyError> {
    let (task, actor, kind) = (task.id.clone(), actor.clone(), kind.clone());
    let found = register.place(&actor).map(|place| beside(register, place, on)).unwrap_or_default();
    let mut found = found.into_iter().filter(|unit| is_a(register, *unit, &kind, on));
    let mut next = || found.next().and_then(|unit| register.id(unit)).cloned();
    match (next(), next()) {
        (None, _) => Err(PartyError::NoneAtLevel { task, actor, kind, on }),
        (Some(first), None) => Ok(first),
        (Some(first), Some(second)) => {
            Err(PartyError::SeveralAtLevel { task, actor, kind, first, second, on })
        }
    }
}
