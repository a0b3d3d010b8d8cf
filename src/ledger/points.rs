//! Points that an assessor records.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::log::Entry;
use crate::{
    id::{CriterionId, SheetId, UnitId},
    quantity::Number,
    time::Period,
};

/// What judged points are about: one criterion of a sheet, one subject, one period.
pub(crate) type Scoring = (SheetId, CriterionId, UnitId, Period);

/// Points that an assessor recorded for a criterion of a score sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JudgedPoints {
    /// The score sheet.
    pub sheet: SheetId,
    /// The criterion, one that the sheet leaves to an assessor.
    pub criterion: CriterionId,
    /// The subject it was judged at.
    pub subject: UnitId,
    /// The sheet's period.
    pub period: Period,
    /// The points.
    pub points: Number,
    /// The day on which they were recorded.
    pub judged_on: NaiveDate,
    /// On what grounds.
    pub grounds: Option<String>,
    /// Whether they correct others of the same criterion, subject, period and day.
    pub corrects: bool,
}

impl Entry<Scoring> for JudgedPoints {
    fn cell(&self) -> Scoring {
        (self.sheet.clone(), self.criterion.clone(), self.subject.clone(), self.period)
    }

    fn entered(&self) -> (NaiveDate, bool) {
        (self.judged_on, self.corrects)
    }

    fn says_the_same(&self, other: &Self) -> bool {
        self.points == other.points
    }
}
