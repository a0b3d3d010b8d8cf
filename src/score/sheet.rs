//! The score sheet (bảng điểm): what is worth how many points, and which points make which grade.

use super::{Rounding, SheetError, SheetPlace, check};
use crate::{
    duty::DutyStatus,
    id::{CriterionId, GradeId, GroupId, Kind, ScopeId, SheetId, TargetId, TaskId},
    plan::Plan,
    quantity::{Grade, Number},
    threshold::Threshold,
    time::Period,
};

/// How a criterion counts that is not applicable at a subject \[S1\].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NotApplicable {
    /// As its maximum.
    Full,
    /// As 0.
    Zero,
    /// It is left out, and its group's sum is rescaled: the sum x all maxima of the group / those that apply. A group of which
    /// nothing applies is left out in turn, and the total rescaled in the same way.
    LeftOutOfGroup,
    /// It is left out, and the total is rescaled: the sum of the groups x what all groups can bring / what those criteria can
    /// that apply.
    LeftOutOfTotal,
}

/// A group of criteria (nhóm tiêu chí).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its id.
    pub id: GroupId,
    /// What people call it.
    pub title: String,
    /// The most that its criteria bring together, if less than the sum of their maxima.
    pub max: Option<Number>,
}

/// Which duties' rate a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DutyRate {
    /// Occurrences done on time, over all that apply.
    OnTime,
    /// Occurrences done, late ones too, over all that apply.
    Completed,
}

/// What the value of a criterion is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Basis {
    /// The value of a target at the subject in the sheet's period, held against what the plan asks.
    Target(TargetId),
    /// A rate of the occurrences in the subject's subtree that are of the sheet's period: see
    /// [`OccurrenceStatus::is_of`](crate::OccurrenceStatus::is_of).
    Duties {
        /// The tasks; none for all tasks of the plan.
        tasks: Vec<TaskId>,
        /// Which rate.
        rate: DutyRate,
        /// What is asked of it, in percent.
        asked: Threshold,
    },
}

/// Which steps of a distance count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StepCount {
    /// Whole steps: 2.9 steps are 2.
    Whole,
    /// Begun steps too: 2.1 steps are 3.
    Begun,
}

/// Whether further value counts by whole steps or in proportion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Progress {
    /// By whole steps.
    WholeSteps,
    /// In proportion, rounded once.
    ProRata,
}

/// One step of a scale of points: 'từ 85% đến dưới 95%: 7 điểm'.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The values it is for.
    pub values: Threshold,
    /// Its points.
    pub points: Number,
}

/// From a value to points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ByValue {
    /// The maximum where what is asked is met, else nothing.
    AllOrNothing,
    /// In proportion to the bound.
    Proportional {
        /// A value worse than this gives nothing: below it where much is good, above it where little is. In the threshold's
        /// own unit: percents or plain numbers.
        floor: Option<Number>,
    },
    /// By disjoint steps.
    Steps(Vec<Step>),
    /// So many points less for each step of shortfall ('cứ giảm 1% trừ 0,5 điểm').
    PerShortfall {
        /// How wide a step is: percentage points, or plain units.
        step: Number,
        /// The points deducted for each.
        points: Number,
        /// Which steps count.
        count: StepCount,
    },
    /// So many points where what is asked is met, so many more for each further step of value.
    BaseAndSteps {
        /// The points at the threshold.
        base: Number,
        /// How wide a further step is: percentage points, or plain units.
        step: Number,
        /// The points for each.
        points: Number,
        /// How further value counts.
        by: Progress,
    },
}

/// What is deducted for each late or missing occurrence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Deduction {
    /// So many points.
    Points(Number),
    /// So many percent of the criterion's maximum; what is left of it is rounded, once.
    Percent(Number),
}

/// How a criterion is scored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// By a value.
    Value {
        /// What the value is.
        on: Basis,
        /// From the value to points.
        by: ByValue,
    },
    /// By the late and missing occurrences in the subject's subtree that are of the sheet's period: see
    /// [`OccurrenceStatus::is_of`](crate::OccurrenceStatus::is_of).
    PerOccurrence {
        /// The tasks; none for all tasks of the plan.
        tasks: Vec<TaskId>,
        /// What is deducted for each.
        deduct: Deduction,
        /// The most that is deducted, in points; the maximum if nothing is said.
        cap: Option<Number>,
    },
    /// An assessor records the points.
    Judged,
}

/// A criterion (tiêu chí).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetCriterion {
    /// Its id.
    pub id: CriterionId,
    /// What people call it.
    pub title: String,
    /// Where it stands in the sheet's document.
    pub clause: Option<String>,
    /// The group it belongs to.
    pub group: Option<GroupId>,
    /// Its maximum points.
    pub max: Number,
    /// How it is scored.
    pub rule: Rule,
}

/// What a bonus or penalty is given for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AdjustmentBy {
    /// The target being met.
    Met,
    /// Each unit of its value: each percentage point, or each plain unit, in proportion and rounded once.
    PerUnit,
}

/// A bonus (điểm thưởng) or penalty (điểm trừ), outside the sheet's maximum \[S7\].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adjustment {
    /// Its id, of the same kind as those of criteria.
    pub id: CriterionId,
    /// What people call it.
    pub title: String,
    /// Where it stands in the sheet's document.
    pub clause: Option<String>,
    /// Whether it is deducted.
    pub penalty: bool,
    /// The target it rests on.
    pub target: TargetId,
    /// What it is given for.
    pub by: AdjustmentBy,
    /// The points for that.
    pub points: Number,
    /// The most that it adds or deducts.
    pub cap: Number,
}

/// A rate that a grade can ask for. A rate over nothing holds whatever is asked \[A25\].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rate {
    /// The duties done on time, over all that apply.
    OnTime {
        /// The tasks; none for all tasks of the plan.
        tasks: Vec<TaskId>,
    },
    /// The targets that are met, over all that apply.
    Met {
        /// The targets; none for all of the plan.
        targets: Vec<TargetId>,
    },
    /// The targets whose value is strictly better than the bound of what is asked, over all that apply and can be exceeded
    /// \[A26\].
    Exceeded {
        /// The targets; none for all of the plan.
        targets: Vec<TargetId>,
    },
    /// The criteria that have more than 0 points, over all that apply.
    AboveZero,
    /// The subjects of the sheet strictly below this one that have this grade or a better one, before quotas, over all of
    /// them that have a grade.
    Subordinates {
        /// The grade.
        at_least: GradeId,
    },
}

/// What a grade asks beside its points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The rate.
    pub rate: Rate,
    /// What is asked of it, in percent.
    pub asked: Threshold,
}

/// A grade (mức xếp loại) with the totals that make it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cutoff {
    /// The grade.
    pub grade: Grade,
    /// The totals, over plain numbers.
    pub points: Threshold,
    /// What it asks beside them.
    pub conditions: Vec<Condition>,
}

/// What a gate looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GateOn {
    /// A target being missed.
    Missed(TargetId),
    /// An occurrence in the subject's subtree standing in one of these statuses; one is enough \[A28\].
    Duty {
        /// The tasks; none for all tasks of the plan.
        tasks: Vec<TaskId>,
        /// The statuses.
        statuses: Vec<DutyStatus>,
    },
    /// The points of a criterion lying in these.
    Points(CriterionId, Threshold),
}

/// A gate (điểm liệt, tiêu chí bắt buộc): what caps the grade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gate {
    /// What closes it.
    pub on: GateOn,
    /// The best grade that is left.
    pub at_most: GradeId,
}

/// Of how many a quota is a share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuotaBase {
    /// All scored subjects.
    All,
    /// Those of a kind.
    Kind(Kind),
    /// Those with a grade.
    Graded,
    /// Those with this grade or a better one.
    AtLeast {
        /// The grade.
        grade: GradeId,
        /// Whether those count too that hold the quota's own grade or a better one.
        with_own: bool,
    },
}

/// How many may have a grade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quota {
    /// The grade.
    pub grade: GradeId,
    /// The share, such as `<= 20%`.
    pub share: Threshold,
    /// Of how many.
    pub of: QuotaBase,
    /// Whether one may have it where the share comes to less than one.
    pub at_least_one: bool,
}

/// The parts of a score sheet, before they are checked by [`Sheet::new`].
#[derive(Debug, Clone, PartialEq)]
pub struct SheetParts {
    /// Its id.
    pub id: SheetId,
    /// Its title.
    pub title: String,
    /// The period that it scores.
    pub period: Period,
    /// The scope of the plan whose units are scored.
    pub subjects: ScopeId,
    /// What the maxima add up to.
    pub points: Number,
    /// Digits after the point to which a rule that divides rounds; no stated points have more.
    pub places: u32,
    /// How it rounds.
    pub rounding: Rounding,
    /// How criteria count that are not applicable.
    pub not_applicable: Option<NotApplicable>,
    /// The groups.
    pub groups: Vec<Group>,
    /// The criteria.
    pub criteria: Vec<SheetCriterion>,
    /// Bonuses and penalties.
    pub adjustments: Vec<Adjustment>,
    /// The greatest total, bonuses included, if there is one.
    pub total_max: Option<Number>,
    /// The grades, worst first; none for a sheet that only ranks.
    pub grades: Vec<Cutoff>,
    /// What caps grades.
    pub gates: Vec<Gate>,
    /// How many may have a grade.
    pub quotas: Vec<Quota>,
    /// The criteria that break ties, in order.
    pub ties: Vec<CriterionId>,
}

impl SheetParts {
    /// A sheet of 100 points without digits after the point, rounding half up, without criteria.
    #[must_use]
    pub fn new(id: SheetId, title: &str, period: Period, subjects: ScopeId) -> Self {
        Self {
            id,
            title: title.to_owned(),
            period,
            subjects,
            points: Number::HUNDRED,
            places: 0,
            rounding: Rounding::HalfUp,
            not_applicable: None,
            groups: Vec::new(),
            criteria: Vec::new(),
            adjustments: Vec::new(),
            total_max: None,
            grades: Vec::new(),
            gates: Vec::new(),
            quotas: Vec::new(),
            ties: Vec::new(),
        }
    }

    /// The greatest total that can occur; `None` if it cannot be held exactly.
    pub(crate) fn most(&self) -> Option<Number> {
        let mut most = self.points;
        for bonus in self.adjustments.iter().filter(|adjustment| !adjustment.penalty) {
            most = most.plus(bonus.cap).ok()?;
        }
        Some(self.total_max.map_or(most, |max| max.min(most)))
    }
}

/// A score sheet (bảng điểm) whose parts fit together and fit the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    parts: SheetParts,
}

impl Sheet {
    /// Checks the parts against one another and against the plan that they score.
    ///
    /// # Errors
    /// Everything that does not fit, with its place, in the sheet's order.
    pub fn new(parts: SheetParts, plan: &Plan) -> Result<Self, Vec<(SheetPlace, SheetError)>> {
        let errors = check::parts(&parts, plan);
        if errors.is_empty() { Ok(Self { parts }) } else { Err(errors) }
    }

    /// Its id.
    #[must_use]
    pub const fn id(&self) -> &SheetId {
        &self.parts.id
    }

    /// Its title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.parts.title
    }

    /// The period that it scores.
    #[must_use]
    pub const fn period(&self) -> Period {
        self.parts.period
    }

    /// The criteria, in the sheet's order.
    #[must_use]
    pub fn criteria(&self) -> &[SheetCriterion] {
        &self.parts.criteria
    }

    /// A criterion by its id.
    #[must_use]
    pub fn criterion(&self, id: &CriterionId) -> Option<&SheetCriterion> {
        self.parts.criteria.iter().find(|criterion| criterion.id == *id)
    }

    /// Bonuses and penalties, in the sheet's order.
    #[must_use]
    pub fn adjustments(&self) -> &[Adjustment] {
        &self.parts.adjustments
    }

    /// The grades, worst first; none for a sheet that only ranks.
    #[must_use]
    pub fn grades(&self) -> &[Cutoff] {
        &self.parts.grades
    }

    /// The place of a grade, 0 for the worst.
    #[must_use]
    pub fn grade_rank(&self, grade: &GradeId) -> Option<usize> {
        self.parts.grades.iter().position(|cutoff| cutoff.grade.id == *grade)
    }

    /// The parts, to read or to change a copy of them.
    #[must_use]
    pub const fn parts(&self) -> &SheetParts {
        &self.parts
    }

    /// The places of the criteria of each group, in the sheet's order of groups; those without a group come last, as one.
    pub(crate) fn by_group(&self) -> Vec<(Option<&Group>, Vec<usize>)> {
        grouped(&self.parts)
    }
}

pub(super) fn grouped(parts: &SheetParts) -> Vec<(Option<&Group>, Vec<usize>)> {
    let of = |group: Option<&GroupId>| -> Vec<usize> {
        let all = parts.criteria.iter().enumerate();
        all.filter(|(_, criterion)| criterion.group.as_ref() == group).map(|(place, _)| place).collect()
    };
    let mut groups: Vec<_> = parts.groups.iter().map(|group| (Some(group), of(Some(&group.id)))).collect();
    groups.push((None, of(None)));
    groups.retain(|(_, members)| !members.is_empty());
    groups
}

impl ByValue {
    /// Its name in files.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::AllOrNothing => "all-or-nothing",
            Self::Proportional { .. } => "proportional",
            Self::Steps(_) => "steps",
            Self::PerShortfall { .. } => "per-shortfall",
            Self::BaseAndSteps { .. } => "base-and-steps",
        }
    }
}

impl Rule {
    /// Its name in files.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Value { by, .. } => by.name(),
            Self::PerOccurrence { .. } => "per-occurrence",
            Self::Judged => "judged",
        }
    }
}
