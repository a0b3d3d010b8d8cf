//! What is written down about units, and what can be wrong with it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
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
}

impl UnitRecord {
    /// A unit without a parent that has existed from of old and has not ended.
    #[must_use]
    pub fn new(id: UnitId, name: &str, kind: Kind, level: Level) -> Self {
        Self { id, name: name.to_owned(), kind, level, parent: None, first: None, last: None, since: None }
    }

    /// The same under a parent.
    #[must_use]
    pub fn under(mut self, parent: UnitId) -> Self {
        self.parent = Some(parent);
        self
    }
}

/// Why records are no register. Each error names the record it was found in, by its place among them from 0.
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
    /// Days of existence that stand in a change.
    #[error("the first and last day of unit `{unit}` belong in its record without `since`")]
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
    /// Units each of which belongs to the next, and the last to the first.
    #[error("units belong to each other in a circle: {}", circle(.units))]
    Cycle {
        /// The units, each one's parent after it.
        units: Vec<UnitId>,
        /// A record of the first of them.
        record: usize,
    },
}

impl RegisterError {
    /// The record it was found in, by its place among the records from 0.
    #[must_use]
    pub const fn record(&self) -> usize {
        match self {
            Self::Duplicate { record, .. }
            | Self::DuplicateChange { record, .. }
            | Self::NoFirstRecord { record, .. }
            | Self::DaysInChange { record, .. }
            | Self::Reversed { record, .. }
            | Self::ChangeOutsideLife { record, .. }
            | Self::UnknownParent { record, .. }
            | Self::ParentOutsideLife { record, .. }
            | Self::Cycle { record, .. } => *record,
        }
    }
}

/// A circle of ids, its middle left out where it is long.
fn circle(units: &[UnitId]) -> String {
    const SHOWN: usize = 6;
    let mut text: Vec<String> = units.iter().take(SHOWN).map(|u| format!("`{u}`")).collect();
    if units.len() > SHOWN {
        text.push(format!("({} more)", units.len().saturating_sub(SHOWN)));
    }
    text.extend(units.first().map(|u| format!("`{u}`")));
    text.join(" -> ")
}
