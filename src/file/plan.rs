//! The plan file: the shape of a plan as people write it, the same in every format.

use serde::{Deserialize, Serialize};

use super::{
    FORMAT,
    dates::DateText,
    words::{DONE_BY, FIGURE_BY, RHYTHMS, SHARE_BY, canonical},
};
use crate::{
    citation::{Citation, Relation},
    plan::{
        Asked, Baseline, Criterion, DoneBy, Indicator, JudgedAt, Measure, Plan, Product, RestDays, Role,
        Target, Task, Unknowns,
    },
    quantity::Number,
    time::{ReportingCalendar, Rhythm, spell_date},
};

/// The documents of one relation, in canonical spelling.
fn cited(citations: &[Citation], relation: Relation) -> Vec<String> {
    citations.iter().filter(|c| c.relation == relation).map(|c| c.document.to_string()).collect()
}

pub(super) const fn is_false(flag: &bool) -> bool {
    !*flag
}

/// A plan as it is written in a file: texts still to be read.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PlanFile {
    /// The version of the format: 1.
    pub format: u32,
    /// Its number, such as `159-KH/HU`, or another short name.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The id of the unit that issues it.
    pub issuer: String,
    /// The day it was issued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued: Option<DateText>,
    /// The period it is for.
    pub period: String,
    /// The documents that it rests on (căn cứ): see [`cited_document`](crate::phrases::cited_document) for how each is written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub based_on: Vec<String>,
    /// The documents that it carries out (thực hiện, triển khai).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub implements: Vec<String>,
    /// The documents that it looks back upon (sơ kết, tổng kết).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reviews: Vec<String>,
    /// To whom it is sent (nơi nhận): see [`Recipient`](crate::Recipient) for how each is written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<String>,
    /// The day on which a month of figures begins, if not the 1st.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figures_from_day: Option<u32>,
    /// How unknowns count once a judging period is closed: `open`, `missed` or `excluded`; `open` if nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unknowns: Option<String>,
    /// The scales of grades that its indicators use.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scales: Vec<ScaleRow>,
    /// Who is measured, who leads, at whom targets are judged.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scopes: Vec<ScopeRow>,
    /// What each unit reports.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<IndicatorRow>,
    /// What is asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<TargetRow>,
    /// `stay` or `next-working-day`: what becomes of a due day on a rest day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rest_days: Option<String>,
    /// What is to be done and reported.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<TaskRow>,
}

/// A scale of grades in a plan file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ScaleRow {
    /// Its id.
    pub id: String,
    /// Its grades, worst first.
    pub grades: Vec<GradeRow>,
}

/// A grade in a plan file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GradeRow {
    /// What files call it.
    pub id: String,
    /// What people call it.
    pub name: String,
}

/// A scope in a plan file; see [`Scope`](crate::Scope) for its conditions.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ScopeRow {
    /// Its id.
    pub id: String,
    /// What people call it, such as `các cấp ủy cơ sở`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Units of one of these kinds, or of a narrower one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
    /// Units at one of these levels.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<String>,
    /// The units of these ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<String>,
    /// Units strictly below one of these units.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub below: Vec<String>,
    /// These units and those below them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub within: Vec<String>,
    /// Units in one of these scopes (union).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub any_of: Vec<String>,
    /// Units in each of these scopes (intersection).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub all_of: Vec<String>,
    /// Units in none of these scopes (difference).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<String>,
}

/// An indicator in a plan file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct IndicatorRow {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// `done`, `count`, `amount`, `share` or `grade`.
    pub measure: String,
    /// `latest`, `ever` or `every` of `done`; `latest` or `sum` of `count` and `amount`; `latest`, `pooled` or `cumulative` of
    /// `share`. `done` and `grade` are `latest` if nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub combine: Option<String>,
    /// How often it is reported: `monthly`, `quarterly`, `half-yearly`, `nine-months`, `yearly` or `once`.
    pub reported: String,
    /// What an amount is measured in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The least amount, if not 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<Number>,
    /// The greatest amount, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub greatest: Option<Number>,
    /// The scale of a grade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<String>,
    /// Whether the last figure from before a judging period stands where nothing is reported inside.
    #[serde(default, skip_serializing_if = "is_false")]
    pub carry_forward: bool,
}

/// A target in a plan file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TargetRow {
    /// Its id.
    pub id: String,
    /// A short title.
    pub title: String,
    /// Where it stands in the plan's document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// The documents that it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub based_on: Vec<String>,
    /// The documents that it carries out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub implements: Vec<String>,
    /// The documents that it looks back upon.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reviews: Vec<String>,
    /// The id of the indicator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indicator: Option<String>,
    /// The id of the scope of measured units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measured: Option<String>,
    /// `share-of-units`, `number-of-units`, `pooled-share`, `total`, `mean` or `judgement`.
    pub aggregate: String,
    /// What a unit's figure must meet to be counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criterion: Option<String>,
    /// What is asked: a threshold, a bound on a baseline, or a word such as `cơ bản`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold: Option<String>,
    /// The period of the baseline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<String>,
    /// The baseline's value, where the plan states it: `120`, `45%` or `9/20`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline_value: Option<String>,
    /// The id of the scope at each of whose units it is judged; at the issuer if nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judged_at: Option<String>,
    /// When it is judged; over the whole plan if nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judged: Option<String>,
    /// Whether it is aspired to rather than binding.
    #[serde(default, skip_serializing_if = "is_false")]
    pub aspired: bool,
    /// The target among whose met units it is measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// What share of its subjects must meet it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<String>,
    /// How unknowns count once a judging period is closed, if not as the plan says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unknowns: Option<String>,
}

/// A task or reporting duty in a plan file. Each role lists its parties: see [`Party`](crate::Party) for how they are written.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TaskRow {
    /// Its id.
    pub id: String,
    /// A short title.
    pub title: String,
    /// Where it stands in the plan's document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// The documents that it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub based_on: Vec<String>,
    /// The documents that it carries out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub implements: Vec<String>,
    /// The documents that it looks back upon.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reviews: Vec<String>,
    /// When it is to be done: a schedule, as a phrase or in canonical spelling.
    pub when: String,
    /// `work` or `report`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// Who leads, and is answerable (chủ trì).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lead: Vec<String>,
    /// Who takes part (phối hợp).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub coordinate: Vec<String>,
    /// Who advises (tham mưu).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub advise: Vec<String>,
    /// Who directs (chỉ đạo).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub direct: Vec<String>,
    /// Who follows, urges and inspects (theo dõi, đôn đốc, kiểm tra).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub monitor: Vec<String>,
    /// Who receives the report (báo cáo về).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub report_to: Vec<String>,
    /// Through whom the report goes (qua).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub report_through: Vec<String>,
}

impl TaskRow {
    /// The parties of each role, in the order of [`Role::ALL`].
    pub(super) fn roles(&self) -> [(Role, &[String]); 7] {
        [
            (Role::Lead, &self.lead),
            (Role::Coordinate, &self.coordinate),
            (Role::Advise, &self.advise),
            (Role::Direct, &self.direct),
            (Role::Monitor, &self.monitor),
            (Role::ReportTo, &self.report_to),
            (Role::ReportThrough, &self.report_through),
        ]
    }
}

impl From<&Task> for TaskRow {
    fn from(task: &Task) -> Self {
        let parties = |role| task.parties_in(role).map(ToString::to_string).collect();
        Self {
            id: task.id.to_string(),
            title: task.title.clone(),
            clause: task.clause.clone(),
            based_on: cited(&task.citations, Relation::BasedOn),
            implements: cited(&task.citations, Relation::Implements),
            reviews: cited(&task.citations, Relation::Reviews),
            when: task.when.to_string(),
            product: (task.product == Product::Report).then(|| "report".to_owned()),
            lead: parties(Role::Lead),
            coordinate: parties(Role::Coordinate),
            advise: parties(Role::Advise),
            direct: parties(Role::Direct),
            monitor: parties(Role::Monitor),
            report_to: parties(Role::ReportTo),
            report_through: parties(Role::ReportThrough),
        }
    }
}

impl From<&Plan> for PlanFile {
    /// The plan in canonical spelling.
    fn from(plan: &Plan) -> Self {
        let day = u32::from(plan.calendar());
        let texts = |ids: &[crate::ScopeId]| ids.iter().map(ToString::to_string).collect();
        let units = |ids: &[crate::UnitId]| ids.iter().map(ToString::to_string).collect();
        Self {
            format: FORMAT,
            id: plan.id().to_owned(),
            title: plan.title().to_owned(),
            issuer: plan.issuer().to_string(),
            issued: plan.issued().map(|day| DateText(spell_date(day))),
            period: plan.period().to_string(),
            based_on: cited(plan.citations(), Relation::BasedOn),
            implements: cited(plan.citations(), Relation::Implements),
            reviews: cited(plan.citations(), Relation::Reviews),
            recipients: plan.recipients().iter().map(ToString::to_string).collect(),
            figures_from_day: Some(day).filter(|_| plan.calendar() != ReportingCalendar::CALENDAR_MONTHS),
            unknowns: Some(plan.unknowns())
                .filter(|u| *u != Unknowns::Open)
                .map(|u| super::words::unknowns(u).to_owned()),
            scales: plan
                .scales()
                .iter()
                .map(|scale| ScaleRow {
                    id: scale.id().to_string(),
                    grades: scale
                        .grades()
                        .iter()
                        .map(|g| GradeRow { id: g.id.to_string(), name: g.name.clone() })
                        .collect(),
                })
                .collect(),
            scopes: plan
                .scopes()
                .iter()
                .map(|scope| ScopeRow {
                    id: scope.id.to_string(),
                    name: scope.name.clone(),
                    kinds: scope.kinds.iter().map(ToString::to_string).collect(),
                    levels: scope.levels.iter().map(ToString::to_string).collect(),
                    units: units(&scope.units),
                    below: units(&scope.below),
                    within: units(&scope.within),
                    any_of: texts(&scope.any_of),
                    all_of: texts(&scope.all_of),
                    except: texts(&scope.except),
                })
                .collect(),
            indicators: plan.indicators().iter().map(IndicatorRow::from).collect(),
            targets: plan.targets().iter().map(TargetRow::from).collect(),
            rest_days: Some(plan.rest_days())
                .filter(|rule| *rule != RestDays::Stay)
                .map(|rule| super::words::rest_days(rule).to_owned()),
            tasks: plan.tasks().iter().map(TaskRow::from).collect(),
        }
    }
}

impl IndicatorRow {
    /// The row of a measure, still without an id, a name, and how often it is reported.
    pub(crate) fn measuring(measure: &Measure) -> Self {
        let combine = match measure {
            Measure::Done(DoneBy::Latest) | Measure::Grade(_) => None,
            Measure::Done(by) => Some(canonical(DONE_BY, by)),
            Measure::Count(by) | Measure::Amount { by, .. } => Some(canonical(FIGURE_BY, by)),
            Measure::Share(by) => Some(canonical(SHARE_BY, by)),
        };
        let mut row = Self {
            measure: measure.name().to_owned(),
            combine: combine.map(str::to_owned),
            ..Self::default()
        };
        match measure {
            Measure::Amount { unit, least, greatest, .. } => {
                row.unit.clone_from(unit);
                row.least = Some(*least).filter(|least| *least != Number::ZERO);
                row.greatest = *greatest;
            }
            Measure::Grade(scale) => row.scale = Some(scale.to_string()),
            _ => {}
        }
        row
    }

    pub(crate) fn report(&mut self, rhythm: Rhythm) {
        self.reported = canonical(RHYTHMS, &rhythm).to_owned();
    }
}

impl From<&Indicator> for IndicatorRow {
    fn from(indicator: &Indicator) -> Self {
        let mut row = Self {
            id: indicator.id.to_string(),
            name: indicator.name.clone(),
            carry_forward: indicator.carry_forward,
            ..Self::measuring(&indicator.measure)
        };
        row.report(indicator.reported);
        row
    }
}

impl From<&Target> for TargetRow {
    fn from(target: &Target) -> Self {
        let criterion = match target.aggregate.criterion() {
            Some(Criterion::Meets(threshold)) => Some(threshold.to_string()),
            _ => None,
        };
        let (baseline, baseline_value) = match &target.asked {
            Asked::Baseline(_, Baseline::Period(period)) => (Some(period.to_string()), None),
            Asked::Baseline(_, Baseline::Value(value)) => (None, Some(value.to_string())),
            _ => (None, None),
        };
        Self {
            id: target.id.to_string(),
            title: target.title.clone(),
            clause: target.clause.clone(),
            based_on: cited(&target.citations, Relation::BasedOn),
            implements: cited(&target.citations, Relation::Implements),
            reviews: cited(&target.citations, Relation::Reviews),
            indicator: target.indicator.as_ref().map(ToString::to_string),
            measured: target.measured.as_ref().map(ToString::to_string),
            aggregate: target.aggregate.name().to_owned(),
            criterion,
            threshold: (target.asked != Asked::Qualitative).then(|| target.asked.to_string()),
            baseline,
            baseline_value,
            judged_at: match &target.judged_at {
                JudgedAt::Each(scope) => Some(scope.to_string()),
                JudgedAt::Issuer => None,
            },
            judged: Some(target.judged.to_string()),
            aspired: target.aspired,
            within: target.within.as_ref().map(ToString::to_string),
            line: target.line.as_ref().map(ToString::to_string),
            unknowns: target.unknowns.map(|u| super::words::unknowns(u).to_owned()),
        }
    }
}
