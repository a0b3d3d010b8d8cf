//! What is written down about units, and what can be wrong with it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::SuccessionError;
use crate::{
    document::DocumentRef,
    id::{Kind, Level, UnitId},
    time::spell_date,
};

/// One row of a register: a unit, or what a unit is from a day on.
///
/// The first record of a unit has no `since`; further ones say what its name, kind, level and parent are from the day
/// `since` on. The days of its existence stand in its first record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitRecord {
    /// The unit.
    pub id: UnitId,
    /// Its name, as people write it.
    pub name: String,
    /// Its kind (loại), such as `cap-uy` or `doan-the/hoi-phu-nu`.
    pub kind: Kind,
    /// Its level (cấp), such as `district` or `commune`.
    pub level: Level,
    /// The unit that it belongs to; none for a root.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<UnitId>,
    /// Its first day, if it has not existed from of old.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<NaiveDate>,
    /// Its last day, included, if it has ended or will.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<NaiveDate>,
    /// The day from which this record holds; none in the first record of a unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<NaiveDate>,
    /// The document that orders what this record says: in the first record the founding (thành lập), in others the new name,
    /// parent, level or kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<DocumentRef>,
    /// The document that ends the unit (giải thể, kết thúc hoạt động); in its first record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_by: Option<DocumentRef>,
}

impl UnitRecord {
    /// A unit without a parent that has existed from of old and has not ended.
    #[must_use]
    pub fn new(id: UnitId, name: &str, kind: Kind, level: Level) -> Self {
        let name = name.to_owned();
        let (parent, first, last, since, document, ended_by) = (None, None, None, None, None, None);
        Self { id, name, kind, level, parent, first, last, since, document, ended_by }
    }

    /// The same under a parent.
    #[must_use]
    pub fn under(mut self, parent: UnitId) -> Self {
        self.parent = Some(parent);
        self
    }
}

/// Why records are no register. Each error names the record or the succession it was found in, by its place among them from 0.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RegisterError {
    /// Two first records of one id.
    #[error("unit `{unit}` stands in the register twice")]
    Duplicate {
        /// The unit.
        unit: UnitId,
        /// The second record.
        record: usize,
    },
    /// Two records of one unit from the same day on.
    #[error("unit `{unit}` has two records from {} on", spell_date(*.since))]
    DuplicateChange {
        /// The unit.
        unit: UnitId,
        /// The day.
        since: NaiveDate,
        /// The second record.
        record: usize,
    },
    /// A change of a unit that has no first record.
    #[error("unit `{unit}` is changed from {} on, but has no record without `since`", spell_date(*.since))]
    NoFirstRecord {
        /// The unit.
        unit: UnitId,
        /// The day of the change.
        since: NaiveDate,
        /// The record.
        record: usize,
    },
    /// Days of existence, or the document that ends the unit, that stand in a change.
    #[error(
        "the first and last day of unit `{unit}`, and the document that ends it, belong in its record without `since`"
    )]
    DaysInChange {
        /// The unit.
        unit: UnitId,
        /// The record.
        record: usize,
    },
    /// The last day lies before the first.
    #[error("unit `{unit}` ends on {} before it begins on {}", spell_date(*.last), spell_date(*.first))]
    Reversed {
        /// The unit.
        unit: UnitId,
        /// Its first day.
        first: NaiveDate,
        /// Its last day.
        last: NaiveDate,
        /// The record.
        record: usize,
    },
    /// A change on a day on which the unit did not exist.
    #[error("unit `{unit}` is changed from {} on, but does not exist then", spell_date(*.since))]
    ChangeOutsideLife {
        /// The unit.
        unit: UnitId,
        /// The day of the change.
        since: NaiveDate,
        /// The record.
        record: usize,
    },
    /// A parent that is no unit of the register.
    #[error("the parent `{parent}` of unit `{unit}` is not in the register")]
    UnknownParent {
        /// The unit.
        unit: UnitId,
        /// Its parent.
        parent: UnitId,
        /// The unit whose id is nearest to it.
        nearest: Option<UnitId>,
        /// The record.
        record: usize,
    },
    /// A parent that does not exist on a day on which its child belongs to it.
    #[error("unit `{unit}` belongs to `{parent}` on {}, but `{parent}` does not exist then", spell_date(*.on))]
    ParentOutsideLife {
        /// The unit.
        unit: UnitId,
        /// Its parent.
        parent: UnitId,
        /// The first such day.
        on: NaiveDate,
        /// The record.
        record: usize,
    },
    /// A reorganisation that ends a unit which is not in the register.
    #[error("unit `{unit}` is to end, and is not in the register")]
    EndsUnknown {
        /// The unit.
        unit: UnitId,
    },
    /// A reorganisation that ends a unit which has a last day.
    #[error("unit `{unit}` is to end on {}, and ends on {} already", spell_date(*.again), spell_date(*.last))]
    EndsTwice {
        /// The unit.
        unit: UnitId,
        /// Its last day.
        last: NaiveDate,
        /// The other last day.
        again: NaiveDate,
    },
    /// A succession that cannot be.
    #[error("{error}")]
    Succession {
        /// Why.
        #[source]
        error: SuccessionError,
        /// The succession.
        entry: usize,
    },
    /// Units each of which belongs to the next, and the last to the first.
    #[error("units belong to each other in a circle: {}", circle(.units, "more"))]
    Cycle {
        /// The units, each one's parent after it.
        units: Vec<UnitId>,
        /// A record of the first of them.
        record: usize,
    },
}

impl RegisterError {
    /// The succession it was found in, by its place among the successions from 0; none if it was found in a record.
    #[must_use]
    pub const fn entry(&self) -> Option<usize> {
        match self {
            Self::Succession { entry, .. } => Some(*entry),
            _ => None,
        }
    }

    /// The record it was found in, by its place among the records from 0; none if it was found in a succession, or in what a
    /// reorganisation ends.
    #[must_use]
    pub const fn record(&self) -> Option<usize> {
        Some(match self {
            Self::Succession { .. } | Self::EndsUnknown { .. } | Self::EndsTwice { .. } => return None,
            Self::Duplicate { record, .. }
            | Self::DuplicateChange { record, .. }
            | Self::NoFirstRecord { record, .. }
            | Self::DaysInChange { record, .. }
            | Self::Reversed { record, .. }
            | Self::ChangeOutsideLife { record, .. }
            | Self::UnknownParent { record, .. }
            | Self::ParentOutsideLife { record, .. }
            | Self::Cycle { record, .. } => *record,
        })
    }
}

impl RegisterError {
    /// The nearest valid spelling of an id that the register does not know, where one is near.
    #[must_use]
    pub fn did_you_mean(&self) -> Option<&str> {
        match self {
            Self::UnknownParent { nearest, .. } => nearest.as_ref().map(UnitId::as_str),
            Self::Succession { error, .. } => error.did_you_mean(),
            _ => None,
        }
    }

    /// What would mend it, where that can be said.
    #[must_use]
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::Succession { error, .. } => error.help(),
            _ => None,
        }
    }
}

/// A circle of ids, its middle left out where it is long: `more` says so.
pub(crate) fn circle(units: &[UnitId], more: &str) -> String {
    const SHOWN: usize = 6;
    let mut text: Vec<String> = units.iter().take(SHOWN).map(|u| format!("`{u}`")).collect();
    if units.len() > SHOWN {
        text.push(format!("({} {more})", units.len().saturating_sub(SHOWN)));
    }
    text.extend(units.first().map(|u| format!("`{u}`")));
    text.join(" -> ")
}
