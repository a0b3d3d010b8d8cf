//! Why the parts of a score sheet do not fit together.

use std::fmt;

use crate::{
    id::{CriterionId, GradeId, GroupId, ScopeId, TargetId, TaskId},
    quantity::Number,
    threshold::{Measured, Threshold},
    time::Period,
};

/// Where in a sheet something stands: a table and the number of an entry in it, or the sheet's own keys, and a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SheetPlace {
    /// `groups`, `criteria`, `adjustments`, `grades`, `gates` or `quotas`, as in a sheet file, with which entry, from 0; none
    /// for the sheet's own keys.
    pub entry: Option<(&'static str, usize)>,
    /// Which field.
    pub field: &'static str,
    /// Which item of the field, where that is a list.
    pub item: Option<usize>,
}

impl fmt::Display for SheetPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((table, index)) = self.entry {
            write!(f, "{table}[{index}].")?;
        }
        write!(f, "{}", self.field)?;
        self.item.map_or(Ok(()), |item| write!(f, "[{item}]"))
    }
}

/// Why the parts of a score sheet do not fit together, or not the plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SheetError {
    /// One id for two entries.
    #[error("the id `{id}` is already taken by another of the {table}")]
    Duplicate {
        /// `groups`, `criteria` (with bonuses and penalties) or `grades`.
        table: &'static str,
        /// The id.
        id: String,
    },
    /// A sheet that scores nothing.
    #[error("a sheet needs at least one criterion")]
    Empty,
    /// A reference to no group.
    #[error("there is no group `{id}`")]
    UnknownGroup {
        /// The id.
        id: GroupId,
        /// The group whose id is nearest.
        nearest: Option<GroupId>,
    },
    /// A reference to no target of the plan.
    #[error("the plan has no target `{id}`")]
    UnknownTarget {
        /// The id.
        id: TargetId,
        /// The target whose id is nearest.
        nearest: Option<TargetId>,
    },
    /// A reference to no task of the plan.
    #[error("the plan has no task `{id}`")]
    UnknownTask {
        /// The id.
        id: TaskId,
        /// The task whose id is nearest.
        nearest: Option<TaskId>,
    },
    /// A reference to no scope of the plan.
    #[error("the plan has no scope `{id}`")]
    UnknownScope {
        /// The id.
        id: ScopeId,
        /// The scope whose id is nearest.
        nearest: Option<ScopeId>,
    },
    /// A reference to no criterion.
    #[error("there is no criterion `{id}`")]
    UnknownCriterion {
        /// The id.
        id: CriterionId,
        /// The criterion whose id is nearest.
        nearest: Option<CriterionId>,
    },
    /// A reference to no grade.
    #[error("the sheet has no grade `{id}`")]
    UnknownGrade {
        /// The id.
        id: GradeId,
        /// The grade whose id is nearest.
        nearest: Option<GradeId>,
    },
    /// A group without criteria.
    #[error("no criterion belongs to the group `{id}`")]
    EmptyGroup {
        /// The group.
        id: GroupId,
    },
    /// A group whose criteria never reach its maximum.
    #[error("the criteria of the group `{id}` add up to {found}, less than its maximum, {max}")]
    GroupShort {
        /// The group.
        id: GroupId,
        /// The sum of their maxima.
        found: Number,
        /// The group's maximum.
        max: Number,
    },
    /// Maxima that do not add up.
    #[error("the maxima add up to {found}, and the sheet says {stated}")]
    DoNotAddUp {
        /// What the sheet says.
        stated: Number,
        /// What they add up to.
        found: Number,
    },
    /// More digits than the sheet's scale.
    #[error("{figure} has more than {places} digits after the point, the scale of the sheet")]
    OffScale {
        /// The figure.
        figure: Number,
        /// The digits of the sheet's scale.
        places: u32,
    },
    /// A scale finer than the library takes.
    #[error("a sheet rounds to at most {most} digits after the point, not to {found}")]
    TooFine {
        /// The digits asked for.
        found: u32,
        /// The limit.
        most: u32,
    },
    /// A figure that must be above 0.
    #[error("{what} must be above 0, and is {found}")]
    NotPositive {
        /// What it is.
        what: &'static str,
        /// The figure.
        found: Number,
    },
    /// Points below 0 or above the most there can be.
    #[error("{found} points lie outside 0..{max}")]
    OutOfRange {
        /// The points.
        found: Number,
        /// The most.
        max: Number,
    },
    /// A sum or product that can no longer be held exactly.
    #[error("the sheet's figures are too large to be held exactly")]
    Overflow,
    /// No way to count criteria that are not applicable.
    #[error(
        "criterion `{id}` may be not applicable, and the sheet does not say how that counts: `full`, `zero`, `left-out-of-group` or `left-out-of-total`"
    )]
    NoPolicy {
        /// The first such criterion.
        id: CriterionId,
    },
    /// A rule by value on a target that an assessor judges.
    #[error("`{rule}` needs a value, and target `{target}` is judged: only `all-or-nothing` goes with it")]
    JudgedTarget {
        /// The rule.
        rule: &'static str,
        /// The target.
        target: TargetId,
    },
    /// A rule that needs a one-sided demand on a two-sided one.
    #[error("`{rule}` cannot be read on the two-sided `{asked}`: write it as steps")]
    TwoSided {
        /// The rule.
        rule: &'static str,
        /// What is asked.
        asked: Threshold,
    },
    /// A bound that nothing can be in proportion to.
    #[error("`proportional` needs a bound above 0, and `{asked}` has none")]
    NoProportion {
        /// What is asked.
        asked: Threshold,
    },
    /// A floor on the good side of the bound.
    #[error("the floor {floor} lies on the good side of `{asked}`, where nothing is taken away")]
    FloorInside {
        /// The floor.
        floor: Number,
        /// What is asked.
        asked: Threshold,
    },
    /// A percent threshold where plain numbers are, or the other way round.
    #[error("`{threshold}` does not fit: {}", match needed { Measured::Share => "percents are asked here", Measured::Plain => "plain numbers are asked here", Measured::Grade => "grades are asked here" })]
    Kind {
        /// The threshold.
        threshold: Threshold,
        /// What is needed.
        needed: Measured,
    },
    /// No steps at all.
    #[error("`steps` needs at least one step")]
    NoSteps,
    /// A step that holds nothing.
    #[error("nothing lies in `{values}`")]
    EmptyInterval {
        /// The step or cut-off.
        values: Threshold,
    },
    /// Two steps for one value.
    #[error("the steps `{a}` and `{b}` overlap")]
    StepsOverlap {
        /// One of them.
        a: Threshold,
        /// The other.
        b: Threshold,
    },
    /// A total without a grade.
    #[error("the cut-offs leave a gap: {gap} has no grade")]
    Gap {
        /// Totals without a grade.
        gap: Threshold,
    },
    /// Two grades for one total.
    #[error("the cut-offs of `{a}` and `{b}` overlap")]
    CutoffsOverlap {
        /// One grade.
        a: GradeId,
        /// The other.
        b: GradeId,
    },
    /// A grade that is listed above one of higher totals.
    #[error("grades are listed worst first, and `{b}` stands after `{a}` with lower totals")]
    GradeOrder {
        /// The earlier grade.
        a: GradeId,
        /// The later one.
        b: GradeId,
    },
    /// Conditions on the worst grade: who misses them would have none.
    #[error("the worst grade, `{id}`, can ask for nothing beside points: there is no grade below it")]
    ConditionOnWorst {
        /// The grade.
        id: GradeId,
    },
    /// A gate or quota that changes nothing.
    #[error("a gate that leaves the best grade, `{id}`, caps nothing")]
    GateOpen {
        /// The grade.
        id: GradeId,
    },
    /// A gate on a duty that names no status.
    #[error("a gate on a duty names the statuses that close it")]
    NoStatuses,
    /// A quota on the worst grade.
    #[error("a quota on the worst grade, `{id}`, leaves those beyond it without a grade")]
    QuotaOnWorst {
        /// The grade.
        id: GradeId,
    },
    /// Two quotas on one grade.
    #[error("the grade `{id}` has two quotas")]
    TwoQuotas {
        /// The grade.
        id: GradeId,
    },
    /// A quota that is no upper limit.
    #[error("a quota is a limit from above, such as `<= 20%`, not `{share}`")]
    QuotaShare {
        /// What it says.
        share: Threshold,
    },
    /// A quota on its own grade's base from above that leaves nobody in it.
    #[error("the base of the quota, grades from `{grade}` up without `{own}` and better, is empty")]
    QuotaBase {
        /// The lowest grade of the base.
        grade: GradeId,
        /// The quota's grade.
        own: GradeId,
    },
    /// A sheet's period outside the plan's.
    #[error("the sheet's period {sheet} does not lie inside the plan's, {plan}")]
    OutsidePlan {
        /// The sheet's period.
        sheet: Period,
        /// The plan's period.
        plan: Period,
    },
    /// A judged target without a judging period inside the sheet's.
    #[error("target `{target}` is judged in no period inside {sheet}")]
    NotJudgedThen {
        /// The target.
        target: TargetId,
        /// The sheet's period.
        sheet: Period,
    },
    /// A greatest total below the points themselves.
    #[error("the greatest total, {total_max}, is below the sheet's {points} points")]
    TotalMax {
        /// The greatest total.
        total_max: Number,
        /// The sheet's points.
        points: Number,
    },
}

impl SheetError {
    /// The nearest valid spelling, where one is near.
    #[must_use]
    pub fn did_you_mean(&self) -> Option<String> {
        match self {
            Self::UnknownGroup { nearest, .. } => nearest.as_ref().map(ToString::to_string),
            Self::UnknownTarget { nearest, .. } => nearest.as_ref().map(ToString::to_string),
            Self::UnknownTask { nearest, .. } => nearest.as_ref().map(ToString::to_string),
            Self::UnknownScope { nearest, .. } => nearest.as_ref().map(ToString::to_string),
            Self::UnknownCriterion { nearest, .. } => nearest.as_ref().map(ToString::to_string),
            Self::UnknownGrade { nearest, .. } => nearest.as_ref().map(ToString::to_string),
            _ => None,
        }
    }
}
