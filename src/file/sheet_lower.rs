//! From a sheet file to a sheet: every text is read, and everything that is wrong is found with its place.

use super::{
    FORMAT,
    figures::figure,
    kinds::Beside,
    lower::{At, Entry, Lowering},
    problem::ProblemKind,
    sheet::{AdjustmentRow, ConditionRow, CriterionRow, CutoffRow, GateRow, QuotaRow, SheetFile},
    sheet_words::{
        ADJUSTED_PER, ADJUSTMENTS, BASES, BaseWord, CONDITIONS, NOT_APPLICABLE, PROGRESS_COUNT, RATES,
        ROUNDING, RULES, RateWord, RuleWord, SHORTFALL_COUNT, status_of,
    },
    words::{Choice, choose},
};
use crate::{
    id::{CriterionId, GradeId, GroupId, Kind, ScopeId, SheetId, TargetId, TaskId},
    phrases,
    plan::Plan,
    quantity::Grade,
    score::{
        Adjustment, Basis, ByValue, Condition, Cutoff, Deduction, Gate, GateOn, Group, Quota, QuotaBase,
        Rate, Rule, Sheet, SheetCriterion, SheetParts, Step,
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
        let word = self.take(entry.key("rule"), choose(RULES, &row.rule, "rule"))?;
        let by_value: &[&str] = match word {
            RuleWord::AllOrNothing | RuleWord::Judged => &[],
            RuleWord::Proportional => &["floor"],
            RuleWord::Steps => &["steps"],
            RuleWord::PerShortfall => &["step", "points", "count"],
            RuleWord::BaseAndSteps => &["base", "step", "points", "count"],
            RuleWord::PerOccurrence => &["deduct", "tasks"],
        };
        let on_value = !matches!(word, RuleWord::PerOccurrence | RuleWord::Judged);
        let basis: &[&str] = match (on_value, row.target.is_some()) {
            (true, true) => &["target"],
            (true, false) => &["rate", "asked", "tasks"],
            (false, _) => &[],
        };
        for (key, there) in extra(row) {
            if there && !by_value.contains(&key) && !basis.contains(&key) {
                let with = Beside::Rule(row.rule.clone());
                self.fail(entry.key(key), ProblemKind::OutOfPlace { key, with });
            }
        }
        if row.cap.is_some() && word != RuleWord::PerOccurrence {
            let with = Beside::Rule(row.rule.clone());
            self.fail(entry.key("cap"), ProblemKind::OutOfPlace { key: "cap", with });
        }
        let tasks = self.ids(&entry.key("tasks"), &row.tasks, TaskId::new);
        match word {
            RuleWord::Judged => return Some(Rule::Judged),
            RuleWord::PerOccurrence => {
                let typed = tidy(self.needed(entry, "deduct", row.deduct.as_deref())?);
                let at = entry.key("deduct");
                let deduct = match typed.strip_suffix('%') {
                    Some(percent) => self.take(at, figure(percent, false)).map(Deduction::Percent)?,
                    None => {
                        let points = typed.strip_suffix("điểm").unwrap_or(&typed);
                        self.take(at, figure(points, false)).map(Deduction::Points)?
                    }
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
        Some(Rule::Value { on, by: self.by_value(entry, row, word)? })
    }

    fn by_value(&mut self, entry: Entry, row: &CriterionRow, word: RuleWord) -> Option<ByValue> {
        Some(match word {
            RuleWord::Proportional => ByValue::Proportional { floor: row.floor },
            RuleWord::Steps => {
                let mut steps = Vec::new();
                for (item, step) in row.steps.iter().enumerate() {
                    let at = At { item: Some(item), ..entry.key("steps") };
                    if let Some(values) = self.plain(at, &step.values) {
                        steps.push(Step { values, points: step.points });
                    }
                }
                ByValue::Steps(steps)
            }
            RuleWord::PerShortfall => {
                let step = self.needed(entry, "step", row.step);
                let points = self.needed(entry, "points", row.points);
                let count = self.count(entry, row, SHORTFALL_COUNT)?;
                ByValue::PerShortfall { step: step?, points: points?, count }
            }
            RuleWord::BaseAndSteps => {
                let base = self.needed(entry, "base", row.base);
                let step = self.needed(entry, "step", row.step);
                let points = self.needed(entry, "points", row.points);
                let by = self.count(entry, row, PROGRESS_COUNT)?;
                ByValue::BaseAndSteps { base: base?, step: step?, points: points?, by }
            }
            _ => ByValue::AllOrNothing,
        })
    }

    fn count<T: Copy>(&mut self, entry: Entry, row: &CriterionRow, words: &Choice<T>) -> Option<T> {
        let count = self.needed(entry, "count", row.count.as_deref())?;
        self.take(entry.key("count"), choose(words, count, "way to count steps"))
    }

    fn adjustment(&mut self, index: usize, row: &AdjustmentRow) -> Option<Adjustment> {
        let entry = Entry { entry: Some(("adjustments", index)) };
        let id = self.id(entry.key("id"), &row.id, CriterionId::new);
        let target = self.id(entry.key("target"), &row.target, TargetId::new);
        let penalty = self.take(entry.key("kind"), choose(ADJUSTMENTS, &row.kind, "kind of adjustment"));
        let by = self.take(entry.key("per"), choose(ADJUSTED_PER, &row.per, "measure of an adjustment"));
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
        let word = self.take(at.clone(), choose(CONDITIONS, &row.rate, "rate"))?;
        let subordinates = word == RateWord::Subordinates;
        if row.at_least.is_some() != subordinates {
            let kind = if subordinates {
                ProblemKind::MissingKey { key: "at_least".to_owned() }
            } else {
                ProblemKind::OutOfPlace { key: "at_least", with: Beside::Rate(row.rate.clone()) }
            };
            self.fail(at.clone(), kind);
            return None;
        }
        if !row.of.is_empty() && matches!(word, RateWord::AboveZero | RateWord::Subordinates) {
            let with = Beside::Rate(row.rate.clone());
            self.fail(at.clone(), ProblemKind::OutOfPlace { key: "of", with });
        }
        let rate = match word {
            RateWord::OnTime => Rate::OnTime { tasks: self.each(at, &row.of, TaskId::new) },
            RateWord::Met => Rate::Met { targets: self.each(at, &row.of, TargetId::new) },
            RateWord::Exceeded => Rate::Exceeded { targets: self.each(at, &row.of, TargetId::new) },
            RateWord::AboveZero => Rate::AboveZero,
            RateWord::Subordinates => {
                let grade = row.at_least.as_deref().unwrap_or_default();
                Rate::Subordinates { at_least: self.id(at.clone(), grade, GradeId::new)? }
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
                let with = Beside::Gate;
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
                    statuses.extend(self.take(at, status_of(status)));
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
        let word = self.take(entry.key("of"), choose(BASES, &row.of, "base of a quota"))?;
        let named = !matches!(word, BaseWord::All | BaseWord::Graded);
        if row.which.is_some() && !named {
            let with = Beside::Base(row.of.clone());
            self.fail(entry.key("which"), ProblemKind::OutOfPlace { key: "which", with });
        }
        let which = if named { self.needed(entry, "which", row.which.as_deref())? } else { "" };
        let of = match word {
            BaseWord::All => QuotaBase::All,
            BaseWord::Graded => QuotaBase::Graded,
            BaseWord::Kind => QuotaBase::Kind(self.id(entry.key("which"), which, Kind::new)?),
            BaseWord::AtLeast | BaseWord::AtLeastWithoutOwn => QuotaBase::AtLeast {
                grade: self.id(entry.key("which"), which, GradeId::new)?,
                with_own: word == BaseWord::AtLeast,
            },
        };
        Some(Quota { grade: grade?, share: share?, of, at_least_one: row.at_least_one })
    }
}
