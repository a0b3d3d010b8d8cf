//! From a sheet file to a sheet: every text is read, and everything that is wrong is found with its place.

use super::{
    FORMAT,
    lower::{At, Entry, Lowering},
    problem::ProblemKind,
    sheet::{AdjustmentRow, ConditionRow, CriterionRow, CutoffRow, GateRow, QuotaRow, SheetFile},
    sheet_words::{NOT_APPLICABLE, RATES, ROUNDING, STATUSES},
    words::{choose, unknown},
};
use crate::{
    id::{CriterionId, GradeId, GroupId, Kind, ScopeId, SheetId, TargetId, TaskId},
    phrases,
    plan::Plan,
    quantity::{Grade, Number},
    score::{
        Adjustment, AdjustmentBy, Basis, ByValue, Condition, Cutoff, Deduction, Gate, GateOn, Group,
        Progress, Quota, QuotaBase, Rate, Rule, Sheet, SheetCriterion, SheetParts, Step, StepCount,
    },
    spelling::tidy,
    threshold::Threshold,
};

pub(super) fn sheet(file: &SheetFile, plan: &Plan) -> (Option<Sheet>, Lowering) {
    let mut low = Lowering::default();
    let sheet = low.sheet(file, plan);
    (sheet.filter(|_| low.problems.is_empty()), low)
}

/// The keys of a criterion that only some rules have, and whether each is there.
fn extra(row: &CriterionRow) -> [(&'static str, bool); 11] {
    [
        ("target", row.target.is_some()),
        ("rate", row.rate.is_some()),
        ("asked", row.asked.is_some()),
        ("tasks", !row.tasks.is_empty()),
        ("floor", row.floor.is_some()),
        ("steps", !row.steps.is_empty()),
        ("base", row.base.is_some()),
        ("step", row.step.is_some()),
        ("points", row.points.is_some()),
        ("count", row.count.is_some()),
        ("deduct", row.deduct.is_some()),
    ]
}

impl Lowering {
    fn sheet(&mut self, file: &SheetFile, plan: &Plan) -> Option<Sheet> {
        let own = Entry { entry: None };
        if file.format != FORMAT {
            self.fail(own.key("format"), ProblemKind::Format { found: file.format });
            return None;
        }
        let id = self.id(own.key("id"), &file.id, SheetId::new);
        let period =
            self.phrase(own.key("period"), phrases::period(&file.period)).map(|reading| reading.value);
        let subjects = self.id(own.key("subjects"), &file.subjects, ScopeId::new);
        let rounding = file.rounding.as_deref().map(|text| choose(ROUNDING, text, "rounding"));
        let rounding = rounding.and_then(|result| self.take(own.key("rounding"), result));
        let policy = file
            .not_applicable
            .as_deref()
            .map(|text| choose(NOT_APPLICABLE, text, "policy for what is not applicable"));
        let policy = policy.and_then(|result| self.take(own.key("not_applicable"), result));
        let ties = self.ids(&own.key("ties"), &file.ties, CriterionId::new);
        let mut groups = Vec::new();
        for (index, row) in file.groups.iter().enumerate() {
            let entry = Entry { entry: Some(("groups", index)) };
            if let Some(id) = self.id(entry.key("id"), &row.id, GroupId::new) {
                groups.push(Group { id, title: tidy(&row.title), max: row.max });
            }
        }
        let criteria: Vec<SheetCriterion> =
            file.criteria.iter().enumerate().filter_map(|(k, row)| self.sheet_criterion(k, row)).collect();
        let adjustments: Vec<Adjustment> =
            file.adjustments.iter().enumerate().filter_map(|(k, row)| self.adjustment(k, row)).collect();
        let grades: Vec<Cutoff> =
            file.grades.iter().enumerate().filter_map(|(k, row)| self.cutoff(k, row)).collect();
        let gates: Vec<Gate> =
            file.gates.iter().enumerate().filter_map(|(k, row)| self.gate(k, row)).collect();
        let quotas: Vec<Quota> =
            file.quotas.iter().enumerate().filter_map(|(k, row)| self.quota(k, row)).collect();
        // What the parts say of one another can only be checked once each of them stands.
        if !self.problems.is_empty() {
            return None;
        }
        let mut parts = SheetParts::new(id?, &tidy(&file.title), period?, subjects?);
        (parts.points, parts.places, parts.total_max) = (file.points, file.places, file.total_max);
        (parts.rounding, parts.not_applicable) = (rounding.unwrap_or_default(), policy);
        (parts.groups, parts.criteria, parts.adjustments) = (groups, criteria, adjustments);
        (parts.grades, parts.gates, parts.quotas, parts.ties) = (grades, gates, quotas, ties);
        match Sheet::new(parts, plan) {
            Ok(sheet) => Some(sheet),
            Err(errors) => {
                for (place, error) in errors {
                    let at = Entry { entry: place.entry }.key(place.field);
                    self.fail(At { item: place.item, ..at }, error);
                }
                None
            }
        }
    }

    fn needed<T>(&mut self, entry: Entry, key: &'static str, value: Option<T>) -> Option<T> {
        if value.is_none() {
            self.fail(entry.key(key), ProblemKind::MissingKey { key: key.to_owned() });
        }
        value
    }

    fn plain(&mut self, at: At, text: &str) -> Option<Threshold> {
        self.threshold(at, text, None)
    }

    fn sheet_criterion(&mut self, index: usize, row: &CriterionRow) -> Option<SheetCriterion> {
        let entry = Entry { entry: Some(("criteria", index)) };
        let id = self.id(entry.key("id"), &row.id, CriterionId::new);
        let group = row.group.as_deref().and_then(|text| self.id(entry.key("group"), text, GroupId::new));
        let rule = self.rule(entry, row);
        Some(SheetCriterion {
            id: id?,
            title: tidy(&row.title),
            clause: row.clause.as_deref().map(tidy),
            group,
            max: row.max,
            rule: rule?,
        })
    }

    fn rule(&mut self, entry: Entry, row: &CriterionRow) -> Option<Rule> {
        let by_value: &[&str] = match row.rule.as_str() {
            "all-or-nothing" => &[],
            "proportional" => &["floor"],
            "steps" => &["steps"],
            "per-shortfall" => &["step", "points", "count"],
            "base-and-steps" => &["base", "step", "points", "count"],
            "per-occurrence" => &["deduct", "tasks"],
            "judged" => &[],
            other => {
                let known = [
                    "all-or-nothing",
                    "proportional",
                    "steps",
                    "per-shortfall",
                    "base-and-steps",
                    "per-occurrence",
                    "judged",
                ];
                self.fail(entry.key("rule"), unknown(other, "rule", known));
                return None;
            }
        };
        let on_value = !matches!(row.rule.as_str(), "per-occurrence" | "judged");
        let basis: &[&str] = match (on_value, row.target.is_some()) {
            (true, true) => &["target"],
            (true, false) => &["rate", "asked", "tasks"],
            (false, _) => &[],
        };
        for (key, there) in extra(row) {
            if there && !by_value.contains(&key) && !basis.contains(&key) {
                let with = format!("the rule `{}`", row.rule);
                self.fail(entry.key(key), ProblemKind::OutOfPlace { key, with });
            }
        }
        if row.cap.is_some() && row.rule != "per-occurrence" {
            let with = format!("the rule `{}`", row.rule);
            self.fail(entry.key("cap"), ProblemKind::OutOfPlace { key: "cap", with });
        }
        let tasks = self.ids(&entry.key("tasks"), &row.tasks, TaskId::new);
        match row.rule.as_str() {
            "judged" => return Some(Rule::Judged),
            "per-occurrence" => {
                let deduct = self.needed(entry, "deduct", row.deduct.as_deref())?;
                let deduct = match deduct.trim().strip_suffix('%') {
                    Some(percent) => self
                        .take(entry.key("deduct"), percent.trim().parse::<Number>())
                        .map(Deduction::Percent)?,
                    None => self
                        .take(entry.key("deduct"), deduct.trim().parse::<Number>())
                        .map(Deduction::Points)?,
                };
                return Some(Rule::PerOccurrence { tasks, deduct, cap: row.cap });
            }
            _ => {}
        }
        let on = match &row.target {
            Some(target) => Basis::Target(self.id(entry.key("target"), target, TargetId::new)?),
            None => {
                let Some(rate) = row.rate.as_deref() else {
                    self.fail(entry.key("target"), ProblemKind::MissingKey { key: "target".to_owned() });
                    return None;
                };
                let rate = self.take(entry.key("rate"), choose(RATES, rate, "rate of tasks"));
                let asked = self.needed(entry, "asked", row.asked.as_deref())?;
                let asked = self.plain(entry.key("asked"), asked);
                Basis::Duties { tasks, rate: rate?, asked: asked? }
            }
        };
        Some(Rule::Value { on, by: self.by_value(entry, row)? })
    }

    fn by_value(&mut self, entry: Entry, row: &CriterionRow) -> Option<ByValue> {
        Some(match row.rule.as_str() {
            "proportional" => ByValue::Proportional { floor: row.floor },
            "steps" => {
                let mut steps = Vec::new();
                for (item, step) in row.steps.iter().enumerate() {
                    let at = At { item: Some(item), ..entry.key("steps") };
                    if let Some(values) = self.plain(at, &step.values) {
                        steps.push(Step { values, points: step.points });
                    }
                }
                ByValue::Steps(steps)
            }
            "per-shortfall" | "base-and-steps" => {
                let shortfall = row.rule == "per-shortfall";
                let step = self.needed(entry, "step", row.step);
                let points = self.needed(entry, "points", row.points);
                let count = self.needed(entry, "count", row.count.as_deref())?;
                let other = if shortfall { "begun" } else { "pro-rata" };
                if count != "whole" && count != other {
                    self.fail(entry.key("count"), unknown(count, "way to count steps", ["whole", other]));
                    return None;
                }
                let whole = count == "whole";
                if shortfall {
                    let count = if whole { StepCount::Whole } else { StepCount::Begun };
                    ByValue::PerShortfall { step: step?, points: points?, count }
                } else {
                    let base = self.needed(entry, "base", row.base);
                    let by = if whole { Progress::WholeSteps } else { Progress::ProRata };
                    ByValue::BaseAndSteps { base: base?, step: step?, points: points?, by }
                }
            }
            _ => ByValue::AllOrNothing,
        })
    }

    fn adjustment(&mut self, index: usize, row: &AdjustmentRow) -> Option<Adjustment> {
        let entry = Entry { entry: Some(("adjustments", index)) };
        let id = self.id(entry.key("id"), &row.id, CriterionId::new);
        let target = self.id(entry.key("target"), &row.target, TargetId::new);
        let kinds = &[(false, &["bonus", "điểm thưởng"][..]), (true, &["penalty", "điểm trừ"][..])];
        let penalty = self.take(entry.key("kind"), choose(kinds, &row.kind, "kind of adjustment"));
        let ways = &[(AdjustmentBy::Met, &["met"][..]), (AdjustmentBy::PerUnit, &["unit"][..])];
        let by = self.take(entry.key("per"), choose(ways, &row.per, "measure of an adjustment"));
        Some(Adjustment {
            id: id?,
            title: tidy(&row.title),
            clause: row.clause.as_deref().map(tidy),
            penalty: penalty?,
            target: target?,
            by: by?,
            points: row.points,
            cap: row.cap,
        })
    }

    fn cutoff(&mut self, index: usize, row: &CutoffRow) -> Option<Cutoff> {
        let entry = Entry { entry: Some(("grades", index)) };
        let id = self.id(entry.key("id"), &row.id, GradeId::new);
        let points = self.plain(entry.key("points"), &row.points);
        let mut conditions = Vec::new();
        for (item, condition) in row.conditions.iter().enumerate() {
            let at = At { item: Some(item), ..entry.key("conditions") };
            conditions.extend(self.condition(&at, condition));
        }
        Some(Cutoff { grade: Grade { id: id?, name: tidy(&row.name) }, points: points?, conditions })
    }

    fn condition(&mut self, at: &At, row: &ConditionRow) -> Option<Condition> {
        let asked = self.plain(at.clone(), &row.asked)?;
        let subordinates = row.rate == "subordinates";
        if row.at_least.is_some() != subordinates {
            let kind = if subordinates {
                ProblemKind::MissingKey { key: "at_least".to_owned() }
            } else {
                ProblemKind::OutOfPlace { key: "at_least", with: format!("the rate `{}`", row.rate) }
            };
            self.fail(at.clone(), kind);
            return None;
        }
        if !row.of.is_empty() && matches!(row.rate.as_str(), "above-zero" | "subordinates") {
            let with = format!("the rate `{}`", row.rate);
            self.fail(at.clone(), ProblemKind::OutOfPlace { key: "of", with });
        }
        let rate = match row.rate.as_str() {
            "on-time" => Rate::OnTime { tasks: self.each(at, &row.of, TaskId::new) },
            "met" => Rate::Met { targets: self.each(at, &row.of, TargetId::new) },
            "exceeded" => Rate::Exceeded { targets: self.each(at, &row.of, TargetId::new) },
            "above-zero" => Rate::AboveZero,
            "subordinates" => {
                let grade = row.at_least.as_deref().unwrap_or_default();
                Rate::Subordinates { at_least: self.id(at.clone(), grade, GradeId::new)? }
            }
            other => {
                let known = ["on-time", "met", "exceeded", "above-zero", "subordinates"];
                self.fail(at.clone(), unknown(other, "rate", known));
                return None;
            }
        };
        Some(Condition { rate, asked })
    }

    /// Ids of a list that stands inside an item.
    fn each<T>(&mut self, at: &At, texts: &[String], new: fn(&str) -> Result<T, crate::IdError>) -> Vec<T> {
        texts.iter().filter_map(|text| self.id(at.clone(), text, new)).collect()
    }

    fn gate(&mut self, index: usize, row: &GateRow) -> Option<Gate> {
        let entry = Entry { entry: Some(("gates", index)) };
        let at_most = self.id(entry.key("at_most"), &row.at_most, GradeId::new);
        let duty = !row.statuses.is_empty();
        for (key, there, goes_with) in [
            ("points", row.points.is_some(), row.criterion.is_some()),
            ("tasks", !row.tasks.is_empty(), duty),
            ("criterion", row.criterion.is_some(), row.target.is_none() && !duty),
            ("statuses", duty, row.target.is_none()),
        ] {
            if there && !goes_with {
                let with = "the rest of the gate: it looks at a target, a criterion or duties".to_owned();
                self.fail(entry.key(key), ProblemKind::OutOfPlace { key, with });
            }
        }
        let on = match (&row.target, &row.criterion) {
            (Some(target), _) => GateOn::Missed(self.id(entry.key("target"), target, TargetId::new)?),
            (None, Some(criterion)) => {
                let criterion = self.id(entry.key("criterion"), criterion, CriterionId::new);
                let points = self.needed(entry, "points", row.points.as_deref())?;
                let points = self.plain(entry.key("points"), points);
                GateOn::Points(criterion?, points?)
            }
            (None, None) if duty => {
                let tasks = self.ids(&entry.key("tasks"), &row.tasks, TaskId::new);
                let mut statuses = Vec::new();
                for (item, status) in row.statuses.iter().enumerate() {
                    let at = At { item: Some(item), ..entry.key("statuses") };
                    statuses.extend(self.take(at, choose(STATUSES, status, "status")));
                }
                GateOn::Duty { tasks, statuses }
            }
            (None, None) => {
                self.fail(entry.key("target"), ProblemKind::MissingKey { key: "target".to_owned() });
                return None;
            }
        };
        Some(Gate { on, at_most: at_most? })
    }

    fn quota(&mut self, index: usize, row: &QuotaRow) -> Option<Quota> {
        let entry = Entry { entry: Some(("quotas", index)) };
        let grade = self.id(entry.key("grade"), &row.grade, GradeId::new);
        let share = self.plain(entry.key("share"), &row.share);
        let named = matches!(row.of.as_str(), "kind" | "at-least" | "at-least-without-own");
        if row.which.is_some() && !named {
            let with = format!("`of = \"{}\"`", row.of);
            self.fail(entry.key("which"), ProblemKind::OutOfPlace { key: "which", with });
        }
        let which = if named { self.needed(entry, "which", row.which.as_deref())? } else { "" };
        let of = match row.of.as_str() {
            "all" => QuotaBase::All,
            "graded" => QuotaBase::Graded,
            "kind" => QuotaBase::Kind(self.id(entry.key("which"), which, Kind::new)?),
            "at-least" | "at-least-without-own" => QuotaBase::AtLeast {
                grade: self.id(entry.key("which"), which, GradeId::new)?,
                with_own: row.of == "at-least",
            },
            other => {
                let known = ["all", "kind", "graded", "at-least", "at-least-without-own"];
                self.fail(entry.key("of"), unknown(other, "base of a quota", known));
                return None;
            }
        };
        Some(Quota { grade: grade?, share: share?, of, at_least_one: row.at_least_one })
    }
}
