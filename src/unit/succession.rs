//! Reorganisation (sắp xếp, sáp nhập, chia tách): what of a unit that gives way passes to which unit after it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::record::circle;
use crate::{
    document::DocumentRef,
    id::{IndicatorId, UnitId},
    quantity::Number,
    time::spell_date,
};

/// How much of a unit passes to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Extent {
    /// All of it (toàn bộ): the unit ends on the day before.
    Whole,
    /// A part of it (một phần).
    Part,
}

/// One line of a reorganisation: from a day on, one unit stands for all or for a part of another.
///
/// | what happens | how it is written |
/// |---|---|
/// | units merge (sáp nhập, nhập) | each of them passes whole to the same heir, which begins on the day or was there before |
/// | a unit is split (chia, tách) and ends | a part to each heir; the unit's record says its last day, the day before |
/// | a unit gives a part away (điều chỉnh một phần) and stays | a part to the other, and a part to itself |
/// | new name, parent, level or kind | no succession: a [record](crate::UnitRecord) with `since` |
/// | a founding (thành lập), an end without heir (giải thể) | no succession: `first` and `last` of a record |
///
/// Several on one day are one reorganisation; successions that follow one another over the years are a chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Succession {
    /// The first day of the new order.
    pub on: NaiveDate,
    /// The unit that gives way, or gives a part away.
    pub predecessor: UnitId,
    /// The unit that stands for it from the day on.
    pub heir: UnitId,
    /// How much passes.
    pub extent: Extent,
    /// Of a divided unit: whether this heir answers for its duties from the day on. Of a whole it always does.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub duties: bool,
    /// An apportionment (phân bổ số liệu): of a divided unit, by indicator, what share of its figures goes to this heir, from 0
    /// to 1. The shares of one unit, day and indicator add up to 1; an heir without one gets nothing of it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub shares: BTreeMap<IndicatorId, Number>,
    /// The document that orders it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<DocumentRef>,
}

impl Succession {
    /// All of a unit passes to another from a day on.
    #[must_use]
    pub const fn whole(on: NaiveDate, predecessor: UnitId, heir: UnitId) -> Self {
        Self {
            on,
            predecessor,
            heir,
            extent: Extent::Whole,
            duties: false,
            shares: BTreeMap::new(),
            document: None,
        }
    }

    /// A part of a unit passes to another from a day on, or stays with it.
    #[must_use]
    pub const fn part(on: NaiveDate, predecessor: UnitId, heir: UnitId) -> Self {
        let mut part = Self::whole(on, predecessor, heir);
        part.extent = Extent::Part;
        part
    }

    /// The same by order of a document.
    #[must_use]
    pub fn by(mut self, document: DocumentRef) -> Self {
        self.document = Some(document);
        self
    }

    /// The same, and the heir answers for the duties of the divided unit.
    #[must_use]
    pub const fn with_duties(mut self) -> Self {
        self.duties = true;
        self
    }

    /// The same, and a share of the unit's figures on an indicator goes to the heir.
    #[must_use]
    pub fn with_share(mut self, indicator: IndicatorId, share: Number) -> Self {
        self.shares.insert(indicator, share);
        self
    }
}

/// Why a succession cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SuccessionError {
    /// A predecessor that is no unit of the register.
    #[error("the predecessor `{unit}` is not in the register")]
    UnknownPredecessor {
        /// Its id.
        unit: UnitId,
        /// The unit whose id is nearest to it.
        nearest: Option<UnitId>,
    },
    /// An heir that is no unit of the register.
    #[error("the heir `{unit}` is not in the register")]
    UnknownHeir {
        /// Its id.
        unit: UnitId,
        /// The unit whose id is nearest to it.
        nearest: Option<UnitId>,
    },
    /// A unit that takes over all of itself.
    #[error("`{unit}` passes whole to itself on {}", spell_date(*.on))]
    Itself {
        /// The unit.
        unit: UnitId,
        /// The day.
        on: NaiveDate,
    },
    /// Units each of which passes whole to the next, and the last to the first.
    #[error("units pass to each other in a circle: {}", circle(.units, "more"))]
    Cycle {
        /// The units, each one's heir after it.
        units: Vec<UnitId>,
    },
    /// The same pair twice on one day.
    #[error("`{predecessor}` passes to `{heir}` twice on {}", spell_date(*.on))]
    Duplicate {
        /// The unit.
        predecessor: UnitId,
        /// Its heir.
        heir: UnitId,
        /// The day.
        on: NaiveDate,
    },
    /// Two heirs of the whole.
    #[error("`{predecessor}` passes whole to `{other}`, and again to `{heir}` on {}", spell_date(*.on))]
    WholeTwice {
        /// The unit.
        predecessor: UnitId,
        /// The heir of this succession.
        heir: UnitId,
        /// The heir of an earlier one.
        other: UnitId,
        /// The day of this succession.
        on: NaiveDate,
    },
    /// An heir of the whole beside one of a part.
    #[error("`{predecessor}` passes whole to one heir and in part to another on {}", spell_date(*.on))]
    WholeAndPart {
        /// The unit.
        predecessor: UnitId,
        /// The day.
        on: NaiveDate,
    },
    /// A unit that still exists on the day on which all of it passes on.
    #[error(
        "`{predecessor}` passes whole to `{heir}` on {}, and still exists then: its last day is {}",
        spell_date(*.on),
        spell_date(*.last)
    )]
    LivesOn {
        /// The unit.
        predecessor: UnitId,
        /// Its heir.
        heir: UnitId,
        /// The day.
        on: NaiveDate,
        /// Its last day.
        last: NaiveDate,
    },
    /// A unit that does not exist on the day before.
    #[error(
        "`{predecessor}` passes on something on {}, and does not exist on the day before",
        spell_date(*.on)
    )]
    NotThere {
        /// The unit.
        predecessor: UnitId,
        /// The day.
        on: NaiveDate,
        /// Its last day, if it has one.
        last: Option<NaiveDate>,
    },
    /// An heir that does not exist on the day.
    #[error("the heir `{heir}` of `{predecessor}` does not exist on {}", spell_date(*.on))]
    HeirNotThere {
        /// The unit.
        predecessor: UnitId,
        /// Its heir.
        heir: UnitId,
        /// The day.
        on: NaiveDate,
    },
    /// A part of a unit that lives on, and is not said to keep the rest.
    #[error(
        "a part of `{predecessor}` passes on on {}, and it lives on without being marked as divided",
        spell_date(*.on)
    )]
    NotMarkedDivided {
        /// The unit.
        predecessor: UnitId,
        /// The day.
        on: NaiveDate,
    },
    /// A unit that keeps a part of itself, and gives none away.
    #[error("`{unit}` keeps a part of itself on {}, and no other unit has the rest", spell_date(*.on))]
    NoOtherHeir {
        /// The unit.
        unit: UnitId,
        /// The day.
        on: NaiveDate,
    },
    /// Two heirs that answer for the same duties.
    #[error(
        "both `{heir}` and `{other}` are to answer for the duties of `{predecessor}` from {}",
        spell_date(*.on)
    )]
    DutiesTwice {
        /// The unit.
        predecessor: UnitId,
        /// The heir of this succession.
        heir: UnitId,
        /// The heir of an earlier one.
        other: UnitId,
        /// The day.
        on: NaiveDate,
    },
    /// Shares of a unit of which all passes to one heir.
    #[error("`{predecessor}` passes whole to `{heir}`: there is nothing to apportion")]
    SharesOfWhole {
        /// The unit.
        predecessor: UnitId,
        /// Its heir.
        heir: UnitId,
    },
    /// A share below 0 or above 1.
    #[error(
        "the share of `{heir}` in the figures of `{predecessor}` on `{indicator}` is {share}, not from 0 to 1"
    )]
    ShareRange {
        /// The unit.
        predecessor: UnitId,
        /// Its heir.
        heir: UnitId,
        /// The indicator.
        indicator: IndicatorId,
        /// The share.
        share: Number,
    },
    /// Shares that do not add up to 1.
    #[error("the shares in the figures of `{predecessor}` on `{indicator}` add up to {}, not 1", sum_text(.sum))]
    SharesSum {
        /// The unit.
        predecessor: UnitId,
        /// The indicator.
        indicator: IndicatorId,
        /// What they add up to; none beyond what can be held exactly.
        sum: Option<Number>,
    },
}

fn sum_text(sum: &Option<Number>) -> String {
    sum.map_or_else(|| "more than can be held".to_owned(), |sum| sum.to_string())
}

impl SuccessionError {
    /// What would mend it, where that can be said.
    #[must_use]
    pub fn help(&self) -> Option<&'static str> {
        Some(match self {
            Self::LivesOn { .. } => {
                "its last day is the day before; leave it out of the record, and it follows from this"
            }
            Self::NotThere { .. } => "figures and duties pass on on the day after the unit's last",
            Self::HeirNotThere { .. } => "the first day is the heir's first day, or later",
            Self::NotMarkedDivided { .. } => {
                "a part of it passes to itself as well, if it lives on; else its record says its last day, the day before"
            }
            Self::NoOtherHeir { .. } => "the unit that has the rest takes a part on the same day",
            Self::WholeAndPart { .. } => "a divided unit passes in parts alone",
            _ => return None,
        })
    }

    /// The nearest valid spelling, where one is near.
    #[must_use]
    pub fn did_you_mean(&self) -> Option<&str> {
        match self {
            Self::UnknownPredecessor { nearest, .. } | Self::UnknownHeir { nearest, .. } => {
                nearest.as_ref().map(UnitId::as_str)
            }
            _ => None,
        }
    }
}
