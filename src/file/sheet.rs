//! The sheet file: the shape of a score sheet as people write it, the same in every format.

use serde::{Deserialize, Serialize};

use super::FORMAT;
use crate::{
    quantity::Number,
    score::{
        Adjustment, AdjustmentBy, Basis, ByValue, Condition, Cutoff, Deduction, Gate, GateOn, Progress,
        Quota, QuotaBase, Rate, Rule, Sheet, SheetCriterion, StepCount,
    },
};

/// A score sheet as it is written in a file: texts still to be read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SheetFile {
    /// The version of the format: 1.
    pub format: u32,
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The period that is scored.
    pub period: String,
    /// The id of the scope whose units are scored.
    pub subjects: String,
    /// The points that its criteria add up to.
    pub points: Number,
    /// Digits after the point; 0 if nothing is said.
    #[serde(default)]
    pub places: u32,
    /// `half-up`, `half-even`, `down` or `up`; `half-up` if nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounding: Option<String>,
    /// `full`, `zero`, `left-out-of-group` or `left-out-of-total`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_applicable: Option<String>,
    /// The most that a total can be, bonus included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_max: Option<Number>,
    /// The criteria that break ties, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ties: Vec<String>,
    /// Groups of criteria.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<GroupRow>,
    /// What gives points.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<CriterionRow>,
    /// Bonus and penalty, outside those points.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub adjustments: Vec<AdjustmentRow>,
    /// Worst first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<CutoffRow>,
    /// What caps the grade.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gates: Vec<GateRow>,
    /// What share of the subjects may have a grade.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quotas: Vec<QuotaRow>,
}

/// A group in a sheet file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GroupRow {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// Its maximum, if less than the sum of its criteria's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<Number>,
}

/// A criterion in a sheet file.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CriterionRow {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// Where it stands in the sheet's document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// Its group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Its maximum.
    pub max: Number,
    /// `all-or-nothing`, `proportional`, `steps`, `per-shortfall`, `base-and-steps`, `per-occurrence` or `judged`.
    pub rule: String,
    /// The target it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// The rate of tasks it rests on: `on-time` or `completed`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<String>,
    /// What is asked of that rate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<String>,
    /// The tasks; all of the plan's if nothing is said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<String>,
    /// `proportional`: a value worse than this gives nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<Number>,
    /// `steps`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<StepRow>,
    /// `base-and-steps`: the points at the threshold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Number>,
    /// `per-shortfall`, `base-and-steps`: how wide a step is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<Number>,
    /// `per-shortfall`, `base-and-steps`: the points for a step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<Number>,
    /// `per-shortfall`: `whole` or `begun` steps; `base-and-steps`: `whole` steps or `pro-rata`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<String>,
    /// `per-occurrence`: points, or a percent of the maximum such as `10%`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deduct: Option<String>,
    /// `per-occurrence`: the most that is deducted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<Number>,
}

/// A step in a sheet file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StepRow {
    /// The values it is for.
    pub values: String,
    /// Its points.
    pub points: Number,
}

/// A bonus or penalty in a sheet file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AdjustmentRow {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// Where it stands in the sheet's document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// `bonus` or `penalty`.
    pub kind: String,
    /// The target it rests on.
    pub target: String,
    /// `met` or `unit`.
    pub per: String,
    /// The points for that.
    pub points: Number,
    /// The most that it adds or deducts.
    pub cap: Number,
}

/// A grade in a sheet file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CutoffRow {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The totals that make it.
    pub points: String,
    /// What it asks beside them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<ConditionRow>,
}

/// A grade's condition in a sheet file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ConditionRow {
    /// `on-time`, `met`, `exceeded`, `above-zero` or `subordinates`.
    pub rate: String,
    /// What is asked of it, in percent.
    pub asked: String,
    /// The tasks or targets; all of the plan's if nothing is said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub of: Vec<String>,
    /// `subordinates`: the grade that they must have at least.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<String>,
}

/// A gate in a sheet file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GateRow {
    /// A target that must not be missed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// A criterion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criterion: Option<String>,
    /// The points of that criterion that close the gate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<String>,
    /// Statuses of duties that close the gate.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statuses: Vec<String>,
    /// The tasks of those; all of the plan's if nothing is said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<String>,
    /// The best grade that is left.
    pub at_most: String,
}

/// A quota in a sheet file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct QuotaRow {
    /// The grade.
    pub grade: String,
    /// The share, such as `không quá 20%`.
    pub share: String,
    /// Of how many: `all`, `kind`, `graded`, `at-least` or `at-least-without-own`.
    pub of: String,
    /// The kind, or the grade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub which: Option<String>,
    /// Whether one may have it where the share comes to less than one.
    #[serde(default, skip_serializing_if = "super::plan::is_false")]
    pub at_least_one: bool,
}

fn texts<T: ToString>(ids: &[T]) -> Vec<String> {
    ids.iter().map(ToString::to_string).collect()
}

impl From<&Sheet> for SheetFile {
    /// The sheet in canonical spelling.
    fn from(sheet: &Sheet) -> Self {
        let parts = sheet.parts();
        let group = |group: &crate::score::Group| GroupRow {
            id: group.id.to_string(),
            title: group.title.clone(),
            max: group.max,
        };
        Self {
            format: FORMAT,
            id: parts.id.to_string(),
            title: parts.title.clone(),
            period: parts.period.to_string(),
            subjects: parts.subjects.to_string(),
            points: parts.points,
            places: parts.places,
            rounding: Some(super::words::canonical(super::sheet_words::ROUNDING, &parts.rounding).to_owned()),
            not_applicable: parts.not_applicable.map(|policy| {
                super::words::canonical(super::sheet_words::NOT_APPLICABLE, &policy).to_owned()
            }),
            total_max: parts.total_max,
            ties: texts(&parts.ties),
            groups: parts.groups.iter().map(group).collect(),
            criteria: parts.criteria.iter().map(CriterionRow::from).collect(),
            adjustments: parts.adjustments.iter().map(AdjustmentRow::from).collect(),
            grades: parts.grades.iter().map(CutoffRow::from).collect(),
            gates: parts.gates.iter().map(GateRow::from).collect(),
            quotas: parts.quotas.iter().map(QuotaRow::from).collect(),
        }
    }
}

impl From<&SheetCriterion> for CriterionRow {
    fn from(criterion: &SheetCriterion) -> Self {
        let mut row = Self {
            id: criterion.id.to_string(),
            title: criterion.title.clone(),
            clause: criterion.clause.clone(),
            group: criterion.group.as_ref().map(ToString::to_string),
            max: criterion.max,
            rule: criterion.rule.name().to_owned(),
            ..Self::default()
        };
        match &criterion.rule {
            Rule::Judged => {}
            Rule::PerOccurrence { tasks, deduct, cap } => {
                row.tasks = texts(tasks);
                row.deduct = Some(match deduct {
                    Deduction::Points(points) => points.to_string(),
                    Deduction::Percent(percent) => format!("{percent}%"),
                });
                row.cap = *cap;
            }
            Rule::Value { on, by } => {
                match on {
                    Basis::Target(target) => row.target = Some(target.to_string()),
                    Basis::Duties { tasks, rate, asked } => {
                        row.tasks = texts(tasks);
                        row.rate = Some(super::words::canonical(super::sheet_words::RATES, rate).to_owned());
                        row.asked = Some(asked.to_string());
                    }
                }
                match by {
                    ByValue::AllOrNothing => {}
                    ByValue::Proportional { floor } => row.floor = *floor,
                    ByValue::Steps(steps) => {
                        let step = |step: &crate::score::Step| StepRow {
                            values: step.values.to_string(),
                            points: step.points,
                        };
                        row.steps = steps.iter().map(step).collect();
                    }
                    ByValue::PerShortfall { step, points, count } => {
                        (row.step, row.points) = (Some(*step), Some(*points));
                        let begun = *count == StepCount::Begun;
                        row.count = Some(if begun { "begun" } else { "whole" }.to_owned());
                    }
                    ByValue::BaseAndSteps { base, step, points, by } => {
                        (row.base, row.step, row.points) = (Some(*base), Some(*step), Some(*points));
                        let rata = *by == Progress::ProRata;
                        row.count = Some(if rata { "pro-rata" } else { "whole" }.to_owned());
                    }
                }
            }
        }
        row
    }
}

impl From<&Adjustment> for AdjustmentRow {
    fn from(adjustment: &Adjustment) -> Self {
        Self {
            id: adjustment.id.to_string(),
            title: adjustment.title.clone(),
            clause: adjustment.clause.clone(),
            kind: if adjustment.penalty { "penalty" } else { "bonus" }.to_owned(),
            target: adjustment.target.to_string(),
            per: if adjustment.by == AdjustmentBy::Met { "met" } else { "unit" }.to_owned(),
            points: adjustment.points,
            cap: adjustment.cap,
        }
    }
}

impl From<&Cutoff> for CutoffRow {
    fn from(cutoff: &Cutoff) -> Self {
        let condition = |condition: &Condition| {
            let (rate, of, at_least) = match &condition.rate {
                Rate::OnTime { tasks } => ("on-time", texts(tasks), None),
                Rate::Met { targets } => ("met", texts(targets), None),
                Rate::Exceeded { targets } => ("exceeded", texts(targets), None),
                Rate::AboveZero => ("above-zero", Vec::new(), None),
                Rate::Subordinates { at_least } => ("subordinates", Vec::new(), Some(at_least.to_string())),
            };
            ConditionRow { rate: rate.to_owned(), asked: condition.asked.to_string(), of, at_least }
        };
        Self {
            id: cutoff.grade.id.to_string(),
            name: cutoff.grade.name.clone(),
            points: cutoff.points.to_string(),
            conditions: cutoff.conditions.iter().map(condition).collect(),
        }
    }
}

impl From<&Gate> for GateRow {
    fn from(gate: &Gate) -> Self {
        let mut row = Self { at_most: gate.at_most.to_string(), ..Self::default() };
        match &gate.on {
            GateOn::Missed(target) => row.target = Some(target.to_string()),
            GateOn::Duty { tasks, statuses } => {
                row.tasks = texts(tasks);
                row.statuses = statuses.iter().map(|status| status.name().to_owned()).collect();
            }
            GateOn::Points(criterion, points) => {
                row.criterion = Some(criterion.to_string());
                row.points = Some(points.to_string());
            }
        }
        row
    }
}

impl From<&Quota> for QuotaRow {
    fn from(quota: &Quota) -> Self {
        let (of, which) = match &quota.of {
            QuotaBase::All => ("all", None),
            QuotaBase::Kind(kind) => ("kind", Some(kind.to_string())),
            QuotaBase::Graded => ("graded", None),
            QuotaBase::AtLeast { grade, with_own: true } => ("at-least", Some(grade.to_string())),
            QuotaBase::AtLeast { grade, with_own: false } => {
                ("at-least-without-own", Some(grade.to_string()))
            }
        };
        Self {
            grade: quota.grade.to_string(),
            share: quota.share.to_string(),
            of: of.to_owned(),
            which,
            at_least_one: quota.at_least_one,
        }
    }
}
