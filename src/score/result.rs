//! What a scorer says: points, grades, places in a quota, ranks.

use serde::{Deserialize, Serialize};

use super::Bounds;
use crate::{
    evaluate::UnitTally,
    id::{CriterionId, GradeId, GroupId, SheetId, UnitId},
    quantity::{Fraction, Number},
};

/// Whether something holds, while reports are missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holds {
    /// It does, whatever is still unknown.
    Yes,
    /// It does not, whatever is still unknown.
    No,
    /// What is still unknown decides.
    Open,
}

/// What a criterion comes to at a subject.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CriterionScore {
    /// The criterion.
    pub criterion: CriterionId,
    /// Its maximum.
    pub max: Number,
    /// The points by its rule; none where it is not applicable.
    pub points: Option<Bounds>,
    /// Whether it may still turn out to be not applicable.
    pub may_be_not_applicable: bool,
    /// What enters the sums, the sheet's policy applied; none where it is left out.
    pub counted: Option<Bounds>,
    /// How much of it rests on reported figures, from 0 to 1: the units, figures or occurrences that are decided over all
    /// that count; of judged points 1 once they are recorded.
    pub known: Fraction,
}

/// What a group comes to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GroupScore {
    /// The group; none for the criteria without one.
    pub group: Option<GroupId>,
    /// The sum of its criteria that count.
    pub sum: Bounds,
    /// What the maxima of all its criteria add up to.
    pub all_max: Number,
    /// What the maxima of those add up to that count.
    pub counted_max: Number,
    /// What it brings to the total: rescaled and cut at the group's maximum where the sheet says so. None if nothing of it
    /// counts and it is left out.
    pub points: Option<Bounds>,
}

/// What a bonus or penalty comes to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AdjustmentScore {
    /// The bonus or penalty.
    pub adjustment: CriterionId,
    /// Whether it is deducted.
    pub penalty: bool,
    /// Its points; 0 where its target is not applicable.
    pub points: Bounds,
}

/// What a gate says of a subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GateFound {
    /// Which gate of the sheet, from 0.
    pub gate: usize,
    /// Whether it caps the grade.
    pub closed: Holds,
    /// The best grade that it leaves.
    pub at_most: GradeId,
}

/// What a grade's condition says of a subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ConditionFound {
    /// The grade that asks for it.
    pub grade: GradeId,
    /// Which of its conditions, from 0.
    pub condition: usize,
    /// What was counted: tasks, targets, criteria or subordinates.
    pub counted: UnitTally,
    /// Whether it holds.
    pub holds: Holds,
}

/// Whether a subject keeps its grade under a quota \[S13\].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Surely keeps it.
    Keeps,
    /// May keep it.
    MayKeep,
    /// Surely loses it.
    Loses,
}

/// What a quota says of a subject that has its grade, or may have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct QuotaFound {
    /// Which quota of the sheet, from 0.
    pub quota: usize,
    /// Whether the subject has the quota's grade before it.
    pub holds: Holds,
    /// Whether it keeps it.
    pub standing: Standing,
    /// Of how many the quota is a share, at least and at most.
    pub base: (u64, u64),
    /// How many may have the grade, at least and at most.
    pub places: (u64, u64),
    /// How many others have the grade and stand no lower, at least and at most.
    pub ahead: (u64, u64),
    /// Whether it surely stays below only because others have exactly the same points at the quota's edge.
    pub tied_at_edge: bool,
}

/// A place in the ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rank {
    /// The best place it can still have, from 1.
    pub best: u64,
    /// The worst.
    pub worst: u64,
    /// Whether it surely shares its place with another.
    pub tied: bool,
}

impl Rank {
    /// The place, if it is certain.
    #[must_use]
    pub const fn single(self) -> Option<u64> {
        if self.best == self.worst { Some(self.best) } else { None }
    }
}

/// What a sheet comes to at one subject.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Score {
    /// The subject.
    pub subject: UnitId,
    /// The criteria, in the sheet's order.
    pub criteria: Vec<CriterionScore>,
    /// The groups, in the sheet's order; criteria without one last, as one.
    pub groups: Vec<GroupScore>,
    /// The total before bonus and penalty; none where no criterion counts.
    pub sum: Option<Bounds>,
    /// Bonuses and penalties, in the sheet's order.
    pub adjustments: Vec<AdjustmentScore>,
    /// The total; none where no criterion counts: there is no score.
    pub total: Option<Bounds>,
    /// Whether it may turn out that nothing applies, and that there is no score.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub may_be_not_applicable: bool,
    /// How much of the sheet rests on reported figures, from 0 to 1: the maxima of the criteria that apply, each times how
    /// much of it is known, over their sum. None where no criterion applies.
    pub completeness: Option<Fraction>,
    /// The grades whose cut-offs the total touches, worst first.
    pub by_points: Vec<GradeId>,
    /// The gates, in the sheet's order.
    pub gates: Vec<GateFound>,
    /// The conditions of all grades, worst grade first.
    pub conditions: Vec<ConditionFound>,
    /// The grades that can be, gates and conditions applied, before quotas, worst first.
    pub before_quotas: Vec<GradeId>,
    /// What quotas say, in the order in which they were applied.
    pub quotas: Vec<QuotaFound>,
    /// The grades that can be, worst first; empty for a sheet that only ranks, and where there is no score.
    pub grades: Vec<GradeId>,
    /// The place among all scored subjects; none where there is no score.
    pub rank: Option<Rank>,
}

impl Score {
    /// The grade, once it is decided.
    #[must_use]
    pub fn grade(&self) -> Option<&GradeId> {
        match &self.grades[..] {
            [grade] => Some(grade),
            _ => None,
        }
    }

    /// A criterion's score.
    #[must_use]
    pub fn criterion(&self, id: &CriterionId) -> Option<&CriterionScore> {
        self.criteria.iter().find(|score| score.criterion == *id)
    }

    /// A bonus's or penalty's score.
    #[must_use]
    pub fn adjustment(&self, id: &CriterionId) -> Option<&AdjustmentScore> {
        self.adjustments.iter().find(|score| score.adjustment == *id)
    }
}

/// All subjects of a sheet, scored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Scores {
    /// The sheet.
    pub sheet: SheetId,
    /// The day as of which they were scored.
    pub as_of: chrono::NaiveDate,
    /// The subjects, in register order.
    pub subjects: Vec<Score>,
}

impl Scores {
    /// A subject's score.
    #[must_use]
    pub fn get(&self, subject: &UnitId) -> Option<&Score> {
        self.subjects.iter().find(|score| score.subject == *subject)
    }

    /// The subjects by rank: best place first, then worst place, then register order; those without a score last.
    #[must_use]
    pub fn ranked(&self) -> Vec<&Score> {
        let mut all: Vec<&Score> = self.subjects.iter().collect();
        all.sort_by_key(|score| score.rank.map_or((u64::MAX, u64::MAX), |rank| (rank.best, rank.worst)));
        all
    }
}
