//! From a plan file to a plan: every text is read, and everything that is wrong is found with its place.

mod target;

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use chrono::NaiveDate;

use super::{
    FORMAT,
    dates::DateText,
    kinds::Beside,
    plan::{IndicatorRow, PlanFile, ScaleRow, ScopeRow, TaskRow},
    problem::ProblemKind,
    words::{
        Choice, DONE_BY, FIGURE_BY, GRADE_BY, MEASURES, MeasureWord, PRODUCTS, REST_DAYS, SHARE_BY, UNKNOWNS,
        choose, rhythm_of,
    },
};
use crate::{
    citation::{Citation, Relation},
    id::{IdError, IndicatorId, ScaleId, ScopeId, TaskId},
    phrases::{self, Note, Reading},
    plan::{
        DoneBy, Indicator, Measure, Party, Place, Plan, PlanError, PlanParts, Recipient, Responsibility,
        Target, Task,
    },
    quantity::{Grade, Number, Scale},
    spelling::tidy,
    time::{Period, ReportingCalendar, parse_date},
    unit::{Scope, ScopeError},
};

/// Where in a plan file something stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct At {
    /// The table and the number of the entry; none for the plan's own keys.
    pub(super) entry: Option<(&'static str, usize)>,
    /// The key, and which of its list if it is one.
    pub(super) key: &'static str,
    pub(super) item: Option<usize>,
    /// Bytes of the value itself.
    pub(super) within: Option<Range<usize>>,
}

impl At {
    pub(super) fn path(&self) -> String {
        let entry = self.entry.map_or(String::new(), |(table, index)| format!("{table}[{index}]."));
        let item = self.item.map_or(String::new(), |item| format!("[{item}]"));
        format!("{entry}{}{item}", self.key)
    }
}

/// What was read so far, and what was wrong.
#[derive(Default)]
pub(super) struct Lowering {
    pub(super) problems: Vec<(At, ProblemKind)>,
    pub(super) notes: Vec<(At, Note)>,
}

/// One entry of a table, or the plan itself.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    pub(super) entry: Option<(&'static str, usize)>,
}

impl Entry {
    pub(super) fn key(self, key: &'static str) -> At {
        At { entry: self.entry, key, item: None, within: None }
    }
}

pub(super) fn plan(file: &PlanFile) -> (Option<Plan>, Lowering) {
    let mut low = Lowering::default();
    let plan = low.plan(file);
    (plan.filter(|_| low.problems.is_empty()), low)
}

impl Lowering {
    pub(super) fn fail(&mut self, at: At, kind: impl Into<ProblemKind>) {
        self.problems.push((at, kind.into()));
    }

    pub(super) fn take<T, E: Into<ProblemKind>>(&mut self, at: At, result: Result<T, E>) -> Option<T> {
        result.map_err(|error| self.fail(at, error)).ok()
    }

    pub(super) fn phrase<T>(
        &mut self,
        at: At,
        result: Result<Reading<T>, phrases::Refusal>,
    ) -> Option<Reading<T>> {
        match result {
            Ok(reading) => {
                let place =
                    |note: &Note| (At { within: Some(reading.span.clone()), ..at.clone() }, note.clone());
                self.notes.extend(reading.notes.iter().map(place));
                Some(reading)
            }
            Err(refusal) => {
                let within = Some(refusal.span());
                self.fail(At { within, ..at }, ProblemKind::Phrase(refusal));
                None
            }
        }
    }

    pub(super) fn id<T>(&mut self, at: At, text: &str, new: fn(&str) -> Result<T, IdError>) -> Option<T> {
        self.take(at, new(text))
    }

    pub(super) fn ids<T>(
        &mut self,
        at: &At,
        texts: &[String],
        new: fn(&str) -> Result<T, IdError>,
    ) -> Vec<T> {
        let item = |(item, text): (usize, &String)| {
            let at = At { item: Some(item), ..at.clone() };
            self.id(at, text, new)
        };
        texts.iter().enumerate().filter_map(item).collect()
    }

    fn date(&mut self, at: At, text: &DateText) -> Option<NaiveDate> {
        if let Ok(date) = parse_date(&text.0) {
            return Some(date);
        }
        match phrases::date(&text.0) {
            Ok(reading) => self.phrase(at, Ok(reading)).map(|reading| reading.value),
            Err(_) => self.take(at, super::register::day(&text.0)),
        }
    }

    fn period(&mut self, at: At, text: &str) -> Option<Period> {
        match super::dates::wrong_period(text) {
            Some(error) => self.take(at, Err(error)),
            None => self.phrase(at, phrases::period(text)).map(|reading| reading.value),
        }
    }

    fn plan(&mut self, file: &PlanFile) -> Option<Plan> {
        let own = Entry { entry: None };
        if file.format != FORMAT {
            self.fail(own.key("format"), ProblemKind::Format { found: file.format });
            return None;
        }
        let issuer = self.id(own.key("issuer"), &file.issuer, crate::UnitId::new);
        let period = self.period(own.key("period"), &file.period);
        let issued = file.issued.as_ref().and_then(|text| self.date(own.key("issued"), text));
        let citations = self.citations(own, &file.based_on, &file.implements, &file.reviews);
        let calendar = file.figures_from_day.map(ReportingCalendar::from_day);
        let calendar = calendar.and_then(|result| self.take(own.key("figures_from_day"), result));
        let policy = file.unknowns.as_deref().map(|text| choose(UNKNOWNS, text, "policy for unknowns"));
        let unknowns = policy.and_then(|result| self.take(own.key("unknowns"), result));
        let scales: Vec<Scale> =
            file.scales.iter().enumerate().filter_map(|(k, row)| self.scale(k, row)).collect();
        let scopes: Vec<Scope> =
            file.scopes.iter().enumerate().filter_map(|(k, row)| self.scope(k, row)).collect();
        let indicators: Vec<Indicator> =
            file.indicators.iter().enumerate().filter_map(|(k, row)| self.indicator(k, row)).collect();
        let measured = Measured::of(&indicators, &scales);
        let targets: Vec<Target> =
            file.targets.iter().enumerate().filter_map(|(k, row)| self.target(k, row, &measured)).collect();
        let scope_ids: HashSet<&ScopeId> = scopes.iter().map(|scope| &scope.id).collect();
        let tasks: Vec<Task> =
            file.tasks.iter().enumerate().filter_map(|(k, row)| self.task(k, row, &scope_ids)).collect();
        let recipients = self.recipients(own, &file.recipients, &scope_ids);
        let rest_days = file.rest_days.as_deref().map(|text| choose(REST_DAYS, text, "rule for rest days"));
        let rest_days = rest_days.and_then(|result| self.take(own.key("rest_days"), result));
        // What the parts say of one another can only be checked once each of them stands.
        if !self.problems.is_empty() {
            return None;
        }
        let mut parts = PlanParts::new(&tidy(&file.id), &tidy(&file.title), issuer?, period?);
        parts.issued = issued;
        (parts.citations, parts.recipients) = (citations, recipients);
        parts.calendar = calendar.unwrap_or_default();
        parts.unknowns = unknowns.unwrap_or_default();
        (parts.scales, parts.scopes, parts.indicators, parts.targets) = (scales, scopes, indicators, targets);
        (parts.rest_days, parts.tasks) = (rest_days.unwrap_or_default(), tasks);
        match Plan::new(parts) {
            Ok(plan) => Some(plan),
            Err(errors) => {
                for (Place { table, index, field }, error) in errors {
                    let mut at = match table {
                        // The plan's own keys: of those, only lists can be wrong here.
                        "plan" => At { item: Some(index), ..own.key(field) },
                        _ => Entry { entry: Some((table, index)) }.key(field),
                    };
                    if let PlanError::Scope(ScopeError::Unknown { unknown, .. }) = &error
                        && let Some((key, item)) = file.scopes.get(index).and_then(|row| refers(row, unknown))
                    {
                        (at.key, at.item) = (key, Some(item));
                    }
                    self.fail(at, error);
                }
                None
            }
        }
    }

    /// The documents of the plan, a target or a task, relation by relation.
    fn citations(
        &mut self,
        entry: Entry,
        based_on: &[String],
        implements: &[String],
        reviews: &[String],
    ) -> Vec<Citation> {
        let mut citations = Vec::new();
        for (relation, key, texts) in [
            (Relation::BasedOn, "based_on", based_on),
            (Relation::Implements, "implements", implements),
            (Relation::Reviews, "reviews", reviews),
        ] {
            for (item, text) in texts.iter().enumerate() {
                let at = At { item: Some(item), ..entry.key(key) };
                let document = self.phrase(at, phrases::cited_document(text)).map(|reading| reading.value);
                citations.extend(document.map(|document| Citation { relation, document }));
            }
        }
        citations
    }

    fn recipients(&mut self, own: Entry, texts: &[String], scopes: &HashSet<&ScopeId>) -> Vec<Recipient> {
        let is_scope = |id: &ScopeId| scopes.contains(id);
        let mut recipients = Vec::new();
        for (item, text) in texts.iter().enumerate() {
            let at = At { item: Some(item), ..own.key("recipients") };
            recipients.extend(self.take(at, Recipient::read(text, is_scope)));
        }
        recipients
    }

    fn task(&mut self, index: usize, row: &TaskRow, scopes: &HashSet<&ScopeId>) -> Option<Task> {
        let entry = Entry { entry: Some(("tasks", index)) };
        let id = self.id(entry.key("id"), &row.id, TaskId::new);
        let citations = self.citations(entry, &row.based_on, &row.implements, &row.reviews);
        let when = self.phrase(entry.key("when"), phrases::schedule(&row.when));
        let product = choose(PRODUCTS, row.product.as_deref().unwrap_or("work"), "product");
        let product = self.take(entry.key("product"), product);
        let is_scope = |id: &ScopeId| scopes.contains(id);
        let mut parties = Vec::new();
        for (role, texts) in row.roles() {
            for (item, text) in texts.iter().enumerate() {
                let at = At { item: Some(item), ..entry.key(crate::plan::field(role)) };
                let party = self.take(at, Party::read(text, is_scope));
                parties.extend(party.map(|party| Responsibility { role, party }));
            }
        }
        let mut task = Task::new(id?, &tidy(&row.title), when?.value);
        task.clause = row.clause.as_deref().map(tidy);
        (task.product, task.parties, task.citations) = (product?, parties, citations);
        Some(task)
    }

    fn scale(&mut self, index: usize, row: &ScaleRow) -> Option<Scale> {
        let entry = Entry { entry: Some(("scales", index)) };
        let id = self.id(entry.key("id"), &row.id, ScaleId::new)?;
        let mut grades = Vec::new();
        for (item, grade) in row.grades.iter().enumerate() {
            let at = At { item: Some(item), ..entry.key("grades") };
            grades.push(Grade { id: self.id(at, &grade.id, crate::GradeId::new)?, name: tidy(&grade.name) });
        }
        self.take(entry.key("grades"), Scale::new(id, grades))
    }

    fn scope(&mut self, index: usize, row: &ScopeRow) -> Option<Scope> {
        let entry = Entry { entry: Some(("scopes", index)) };
        let mut scope = Scope::new(self.id(entry.key("id"), &row.id, ScopeId::new)?);
        scope.name = row.name.as_deref().map(tidy);
        scope.kinds = self.ids(&entry.key("kinds"), &row.kinds, crate::Kind::new);
        scope.levels = self.ids(&entry.key("levels"), &row.levels, crate::Level::new);
        scope.units = self.ids(&entry.key("units"), &row.units, crate::UnitId::new);
        scope.below = self.ids(&entry.key("below"), &row.below, crate::UnitId::new);
        scope.within = self.ids(&entry.key("within"), &row.within, crate::UnitId::new);
        scope.any_of = self.ids(&entry.key("any_of"), &row.any_of, ScopeId::new);
        scope.all_of = self.ids(&entry.key("all_of"), &row.all_of, ScopeId::new);
        scope.except = self.ids(&entry.key("except"), &row.except, ScopeId::new);
        Some(scope)
    }

    fn indicator(&mut self, index: usize, row: &IndicatorRow) -> Option<Indicator> {
        let entry = Entry { entry: Some(("indicators", index)) };
        let id = self.id(entry.key("id"), &row.id, IndicatorId::new);
        let reported = self.take(entry.key("reported"), rhythm_of(&row.reported));
        let word = self.take(entry.key("measure"), choose(MEASURES, &row.measure, "measure"))?;
        let measure = self.measure(entry, row, word);
        for (key, there, goes_with) in [
            ("unit", row.unit.is_some(), MeasureWord::Amount),
            ("least", row.least.is_some(), MeasureWord::Amount),
            ("greatest", row.greatest.is_some(), MeasureWord::Amount),
            ("scale", row.scale.is_some(), MeasureWord::Grade),
        ] {
            if there && word != goes_with {
                self.fail(
                    entry.key(key),
                    ProblemKind::OutOfPlace { key, with: Beside::Measure(row.measure.clone()) },
                );
            }
        }
        let mut indicator = Indicator::new(id?, &tidy(&row.name), measure?, reported?);
        indicator.carry_forward = row.carry_forward;
        Some(indicator)
    }

    fn measure(&mut self, entry: Entry, row: &IndicatorRow, measure: MeasureWord) -> Option<Measure> {
        Some(match measure {
            MeasureWord::Done if row.combine.is_none() => Measure::Done(DoneBy::Latest),
            MeasureWord::Done => Measure::Done(self.combine(entry, row, DONE_BY)?),
            MeasureWord::Count => Measure::Count(self.combine(entry, row, FIGURE_BY)?),
            MeasureWord::Amount => Measure::Amount {
                by: self.combine(entry, row, FIGURE_BY)?,
                unit: row.unit.as_deref().map(tidy),
                least: row.least.unwrap_or(Number::ZERO),
                greatest: row.greatest,
            },
            MeasureWord::Share => Measure::Share(self.combine(entry, row, SHARE_BY)?),
            MeasureWord::Grade => {
                let Some(scale) = &row.scale else {
                    self.fail(entry.key("scale"), ProblemKind::MissingKey { key: "scale".to_owned() });
                    return None;
                };
                let scale = self.id(entry.key("scale"), scale, ScaleId::new)?;
                if row.combine.is_some() {
                    self.combine(entry, row, GRADE_BY)?;
                }
                Measure::Grade(scale)
            }
        })
    }

    fn combine<T: Copy>(&mut self, entry: Entry, row: &IndicatorRow, words: &Choice<T>) -> Option<T> {
        let at = entry.key("combine");
        let Some(word) = row.combine.as_deref() else {
            self.fail(at, ProblemKind::MissingKey { key: "combine".to_owned() });
            return None;
        };
        self.take(at, choose(words, word, "way in which this measure combines"))
    }
}

/// What a target can be measured by: each indicator, with its scale if it has one. Of several of one id the first counts.
struct Measured<'p>(HashMap<&'p IndicatorId, (&'p Measure, Option<&'p Scale>)>);

impl<'p> Measured<'p> {
    fn of(indicators: &'p [Indicator], scales: &'p [Scale]) -> Self {
        let mut by_id: HashMap<&ScaleId, &Scale> = HashMap::new();
        for scale in scales {
            by_id.entry(scale.id()).or_insert(scale);
        }
        let mut measured = HashMap::new();
        for indicator in indicators {
            let scale =
                if let Measure::Grade(id) = &indicator.measure { by_id.get(id).copied() } else { None };
            measured.entry(&indicator.id).or_insert((&indicator.measure, scale));
        }
        Self(measured)
    }
}

/// The list of a scope's row, and which entry of it, that refers to a scope.
fn refers(row: &ScopeRow, to: &ScopeId) -> Option<(&'static str, usize)> {
    let lists = [("any_of", &row.any_of), ("all_of", &row.all_of), ("except", &row.except)];
    let place = |ids: &[String]| ids.iter().position(|id| tidy(id) == to.as_str());
    lists.into_iter().find_map(|(key, ids)| Some((key, place(ids)?)))
}
