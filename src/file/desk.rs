//! Where rows of a ledger are read and entered.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{
    FORMAT,
    figures::figure,
    kinds::ShareOf,
    ledger::{LedgerFile, ReportRow},
    problem::{Earlier, Intake, Problem, ProblemKind, Problems, Rejected, Spot},
    register::day,
    words::{DONE, SAID, Said, YES, choose, find, near_or},
};
#[cfg(feature = "csv")]
use crate::ledger;
use crate::{
    id::{CriterionId, GradeId, IndicatorId, SheetId, TargetId, TaskId, UnitId},
    ledger::{
        AddError, Added, Completion, Declared, Instruction, Judged, JudgedPoints, Judgement, Ledger,
        Observation, Report, ReportError, Value,
    },
    limits::PROBLEMS,
    phrases,
    plan::{Aggregate, Indicator, Measure, Plan},
    quantity::{Share, ShareError},
    roster::Roster,
    spelling::{nearest, tidy},
    time::Period,
    unit::Register,
};

/// What a row says, once it is read.
pub(super) enum Entry {
    Completion(Completion),
    Instruction(Instruction),
    Observation(Observation),
    Whole(Declared),
    Judgement(Judgement),
    Points(JudgedPoints),
}

/// Reads the rows one by one. `format` is where the version of the format stands; `spot` knows where a key of a row does, or a
/// part of its value. `onto` is what they are added to; `by_line` says that a row is best named by its line, and not by its
/// number.
pub(super) fn ledger(
    file: &LedgerFile,
    onto: Ledger,
    plan: &Plan,
    register: &Register,
    (format, by_line): (Option<Spot>, bool),
    spot: impl Fn(usize, &'static str, Option<std::ops::Range<usize>>) -> Option<Spot>,
) -> Result<Intake<Ledger>, Problems> {
    if file.format != FORMAT {
        let kind = ProblemKind::Format { found: file.format };
        return Err(Problems::one(Problem { kind, spot: format, path: Some("format".to_owned()) }));
    }
    let mut intake = Intake {
        value: onto,
        records: file.reports.len(),
        accepted: 0,
        duplicates: Vec::new(),
        rejected: Vec::new(),
    };
    let mut desk = Desk::new(plan, register);
    desk.by_line = by_line;
    // Instructions first: whether a task was done after its instruction must not depend on the order of rows.
    let (instructions, others): (Vec<_>, Vec<_>) = file
        .reports
        .iter()
        .enumerate()
        .partition(|(_, report)| super::task_entry::is_instruction(&report.value));
    for (row, report) in instructions.into_iter().chain(others) {
        let record = row.saturating_add(1);
        let spotted = if by_line { spot(row, "item", None) } else { None };
        let line = spotted.map_or(record, |spot| spot.line);
        desk.receive(&mut intake, (record, row), report, line, |key, within| spot(row, key, within));
    }
    intake.duplicates.sort_unstable();
    intake.rejected.sort_by_key(|rejected| rejected.record);
    Ok(intake)
}

pub(super) type Wrong = (&'static str, Option<std::ops::Range<usize>>, ProblemKind);

/// What tells entries apart of which only one can stand, and that are no observations.
type Key = (String, Option<UnitId>, Period, bool);

impl Entry {
    /// None for completions, which never contradict one another, and for observations, which the ledger numbers.
    fn key(&self) -> Option<(Key, NaiveDate)> {
        Some(match self {
            Self::Whole(w) => {
                ((w.indicator.to_string(), Some(w.unit.clone()), w.period, w.corrects), w.declared_on)
            }
            Self::Judgement(j) => {
                ((j.target.to_string(), Some(j.subject.clone()), j.period, j.corrects), j.judged_on)
            }
            Self::Instruction(i) => {
                ((i.task.to_string(), None, Period::day(i.issued_on), i.corrects), i.issued_on)
            }
            Self::Points(p) => {
                let item = format!("{}#{}", p.sheet, p.criterion);
                ((item, Some(p.subject.clone()), p.period, p.corrects), p.judged_on)
            }
            Self::Observation(_) | Self::Completion(_) => return None,
        })
    }
}

/// The line from which each observation came, by its number in the ledger: where every line holds one, a single run.
#[derive(Default)]
pub(super) struct Lines {
    /// Where a row is not on the line after the row before: the row, and its line.
    runs: Vec<(u32, usize)>,
    next: (u32, usize),
}

impl Lines {
    /// Keeps the line of a row. Rows come in their order.
    pub(super) fn keep(&mut self, row: u32, line: usize) {
        if self.runs.is_empty() || self.next != (row, line) {
            self.runs.push((row, line));
        }
        self.next = (row.saturating_add(1), line.saturating_add(1));
    }

    fn of(&self, row: u32) -> Option<usize> {
        let run = self.runs.partition_point(|(first, _)| *first <= row).checked_sub(1)?;
        let (first, line) = self.runs.get(run)?;
        Some(line.saturating_add(usize::try_from(row.checked_sub(*first)?).ok()?))
    }
}

/// One thing that is wrong with a row.
pub(super) fn one(key: &'static str, kind: ProblemKind) -> Vec<Wrong> {
    vec![(key, None, kind)]
}

/// What an optional field says, if anything.
pub(super) fn text(field: &Option<String>) -> Option<String> {
    field.as_deref().map(tidy).filter(|text| !text.is_empty())
}

/// The key that is to blame for an entry that does not fit.
pub(super) fn fit(error: ReportError) -> Vec<Wrong> {
    let key = match error {
        ReportError::UnknownIndicator { .. }
        | ReportError::UnknownTarget { .. }
        | ReportError::NotJudged { .. } => "item",
        ReportError::NotOnInstruction { .. } => "item",
        ReportError::UnknownUnit { .. }
        | ReportError::NotAnswerable { .. }
        | ReportError::PassedOn { .. } => "unit",
        ReportError::UnitNotThere { .. }
        | ReportError::NotJudgedThen { .. }
        | ReportError::NoOccurrence { .. } => "period",
        _ => "value",
    };
    one(key, error.into())
}

/// Where rows are read and entered.
pub(super) struct Desk<'a> {
    pub(super) plan: &'a Plan,
    pub(super) register: &'a Register,
    /// The line from which each observation came, to name it when a later one contradicts it.
    pub(super) lines: Lines,
    /// The same for what is no observation.
    others: HashMap<(Key, NaiveDate), usize>,
    /// Whether lines are those of a text, or the numbers of rows.
    by_line: bool,
    /// How many rows were rejected: a guess costs a look at every unit, and is not made for more rows than anyone reads.
    rejected: usize,
    /// The units that answer for each task, once some row is about one.
    pub(super) roster: Option<Roster>,
}

impl<'a> Desk<'a> {
    pub(super) fn new(plan: &'a Plan, register: &'a Register) -> Self {
        let (lines, others) = (Lines::default(), HashMap::new());
        Self { plan, register, lines, others, by_line: true, rejected: 0, roster: None }
    }

    /// Reads and enters a row, and counts what became of it. It is a record of the file by its number, and a row of the ledger
    /// by its place.
    pub(super) fn receive(
        &mut self,
        intake: &mut Intake<Ledger>,
        (record, place): (usize, usize),
        row: &ReportRow,
        line: usize,
        spot: impl Fn(&'static str, Option<std::ops::Range<usize>>) -> Option<Spot>,
    ) {
        match self.take(&mut intake.value, row, line) {
            Ok(Added::New) => intake.accepted = intake.accepted.saturating_add(1),
            Ok(Added::Duplicate) => intake.duplicates.push(record),
            Err(wrong) => {
                self.rejected = self.rejected.saturating_add(1);
                let problem = |(key, within, kind): Wrong| Problem {
                    kind,
                    spot: spot(key, within),
                    path: Some(format!("reports[{place}].{key}")),
                };
                intake.rejected.push(Rejected { record, problems: wrong.into_iter().map(problem).collect() });
            }
        }
    }

    fn take(&mut self, ledger: &mut Ledger, row: &ReportRow, line: usize) -> Result<Added, Vec<Wrong>> {
        let entry = self.read(ledger, row)?;
        let key = entry.key();
        let held = key.as_ref().and_then(|key| self.others.get(key)).copied();
        let conflict = || {
            let (item, cell, corrects) = match key.clone() {
                // An instruction is its task's, whoever gave it, and its period is its day.
                Some(((item, unit, period, corrects), _)) => {
                    (item, unit.map(|unit| (unit, period)), corrects)
                }
                None => (row.item.clone(), None, false),
            };
            let (unit, period) = cell.unzip();
            one("value", ProblemKind::Conflict { item, unit, period, with: self.earlier(held), corrects })
        };
        let added = match entry {
            Entry::Observation(o) => {
                let next = ledger.told().next_row();
                let added = ledger.add(o).map_err(|error| one("value", self.refusal(ledger, error)))?;
                if added == Added::New {
                    self.lines.keep(next, line);
                }
                added
            }
            Entry::Whole(w) => ledger.declare(w).map_err(|_| conflict())?,
            Entry::Judgement(j) => ledger.judge(j).map_err(|_| conflict())?,
            Entry::Instruction(i) => ledger.instruct(i).map_err(|_| conflict())?,
            Entry::Points(p) => ledger.award(p).map_err(|_| conflict())?,
            Entry::Completion(c) => ledger.complete(c),
        };
        if let Some(key) = key {
            self.others.entry(key).or_insert(line);
        }
        Ok(added)
    }

    /// What an entry contradicts: what came in the same text or list, or before it.
    fn earlier(&self, line: Option<usize>) -> Earlier {
        match line {
            Some(line) if self.by_line => Earlier::Line(line),
            Some(record) => Earlier::Record(record),
            None => Earlier::Ledger,
        }
    }

    fn refusal(&self, ledger: &Ledger, error: AddError) -> ProblemKind {
        match error {
            AddError::Conflict(conflict) => {
                let held = ledger.told().row_of(&conflict.held).and_then(|row| self.lines.of(row));
                let Observation { indicator, unit, period, corrects, .. } = *conflict.refused;
                ProblemKind::Conflict {
                    item: indicator.to_string(),
                    unit: Some(unit),
                    period: Some(period),
                    with: self.earlier(held),
                    corrects,
                }
            }
            AddError::Full { what, most } => {
                ProblemKind::TooLarge { what, most: usize::try_from(most).unwrap_or(usize::MAX) }
            }
        }
    }

    /// Whether a row says when a task was done: it is read behind all instructions.
    #[cfg(feature = "csv")]
    pub(super) fn is_completion(&self, row: &ReportRow) -> bool {
        let task = TaskId::new(&row.item).ok().and_then(|id| self.plan.task(&id));
        task.is_some() && !super::task_entry::is_instruction(&row.value)
    }

    /// The indicator that a row is about, if it is plainly about one.
    #[cfg(feature = "csv")]
    pub(super) fn indicator(&self, item: &str) -> Option<&'a Indicator> {
        if TaskId::new(item).ok().and_then(|id| self.plan.task(&id)).is_some()
            || self.item_of_name(item).is_some()
        {
            return None;
        }
        self.plan.indicator(&IndicatorId::new(item).ok()?)
    }

    /// A unit of the register, with its first and its last day; where those are not set, the first and the last of all.
    #[cfg(feature = "csv")]
    pub(super) fn unit(&self, typed: &str) -> Option<(UnitId, NaiveDate, NaiveDate)> {
        let unit = UnitId::new(typed).ok()?;
        let (first, last) = self.register.life(&unit)?;
        Some((unit, first.unwrap_or(NaiveDate::MIN), last.unwrap_or(NaiveDate::MAX)))
    }

    /// A day, where nothing is wrong with it.
    #[cfg(feature = "csv")]
    pub(super) fn date(typed: &str) -> Option<NaiveDate> {
        day(typed).ok()
    }

    /// A period, where nothing is wrong with it.
    #[cfg(feature = "csv")]
    pub(super) fn period(typed: &str) -> Option<Period> {
        if super::dates::wrong_period(typed).is_some() {
            return None;
        }
        phrases::period(typed).ok().map(|reading| reading.value)
    }

    /// What a word says of an indicator of answers or grades; nothing for a grade that the ledger does not hold yet.
    #[cfg(feature = "csv")]
    pub(super) fn word(&self, indicator: &Indicator, typed: &str, ledger: &Ledger) -> Option<ledger::Said> {
        if typed.starts_with('?') || find(SAID, typed).is_some() {
            return None;
        }
        match self.value(indicator, &ReportRow { value: typed.to_owned(), ..ReportRow::default() }).ok()? {
            Value::Done(done) => Some(ledger::Said::Done(done)),
            Value::Grade(grade) => ledger.told().number_of_grade(&grade).map(ledger::Said::Grade),
            Value::Number(_) | Value::Share(_) => None,
        }
    }

    fn read(&mut self, ledger: &Ledger, row: &ReportRow) -> Result<Entry, Vec<Wrong>> {
        if let Some(task) = TaskId::new(&row.item).ok().and_then(|id| self.plan.task(&id)) {
            return self.task_entry(ledger, task, row);
        }
        let mut wrong: Vec<Wrong> = Vec::new();
        let fields = [
            ("item", &row.item),
            ("unit", &row.unit),
            ("period", &row.period),
            ("value", &row.value),
            ("reported_on", &row.reported_on.0),
        ];
        for (column, _) in fields.into_iter().filter(|(_, text)| tidy(text).is_empty()) {
            wrong.push((column, None, ProblemKind::EmptyField { column }));
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let mut keep = |key: &'static str, kind: ProblemKind| wrong.push((key, None, kind));
        let unit = match UnitId::new(&row.unit) {
            Ok(unit) if self.register.knows(&unit) => Some(unit),
            Ok(unit) if self.guesses_no_more() => {
                keep("unit", ReportError::UnknownUnit { unit, nearest: None }.into());
                None
            }
            read => match (self.unit_of_name(&row.unit), read) {
                (Some(id), _) => {
                    keep("unit", ProblemKind::NameForId { found: tidy(&row.unit), id: id.to_string() });
                    None
                }
                (None, read) => read.map_err(|error| keep("unit", error.into())).ok(),
            },
        };
        let corrects = choose(YES, row.corrects.as_deref().unwrap_or_default(), "answer")
            .map_err(|k| keep("corrects", k))
            .ok();
        let reported_on = day(&row.reported_on.0).map_err(|kind| keep("reported_on", kind)).ok();
        let item = match (self.item_of_name(&row.item), IndicatorId::new(&row.item)) {
            (Some(id), _) => {
                keep("item", ProblemKind::NameForId { found: tidy(&row.item), id });
                None
            }
            (None, read) => read.map_err(|error| keep("item", error.into())).ok(),
        };
        let period = match (super::dates::wrong_period(&row.period), phrases::period(&row.period)) {
            (Some(error), _) => {
                wrong.push(("period", None, error.into()));
                None
            }
            (None, Ok(reading)) => Some(reading.value),
            (None, Err(refusal)) => {
                wrong.push(("period", Some(refusal.span()), ProblemKind::Phrase(refusal)));
                None
            }
        };
        let (Some(unit), Some(corrects), Some(reported_on), Some(item), Some(period)) =
            (unit, corrects, reported_on, item, period)
        else {
            return Err(wrong);
        };
        let (source, note) = (text(&row.source), text(&row.note));
        if let Some(indicator) = self.plan.indicator(&item) {
            if let Some(whole) =
                row.value.trim().strip_prefix('?').map(str::trim_start).and_then(|t| t.strip_prefix('/'))
            {
                let whole = whole.trim().parse().map_err(|_| {
                    one("value", ProblemKind::Share { error: ShareError::Syntax, about: None })
                })?;
                let declared = Declared {
                    indicator: item,
                    unit,
                    period,
                    whole,
                    declared_on: reported_on,
                    source,
                    corrects,
                };
                declared.check(self.plan, self.register).map_err(fit)?;
                return Ok(Entry::Whole(declared));
            }
            let report = match find(SAID, &row.value) {
                Some(Said::Withdrawn) => Report::Withdrawn,
                Some(Said::NotApplicable) => Report::NotApplicable {
                    because: note.ok_or_else(|| one("note", ProblemKind::EmptyField { column: "note" }))?,
                },
                None => Report::Value(self.value(indicator, row).map_err(|kind| one("value", kind))?),
            };
            let observation =
                Observation { indicator: item, unit, period, report, reported_on, source, corrects };
            observation.check(self.plan, self.register).map_err(fit)?;
            return Ok(Entry::Observation(observation));
        }
        let target = TargetId::new(&row.item).map_err(|error| one("item", error.into()))?;
        let found = self.plan.target(&target);
        if let Some(indicator) = found.and_then(|target| target.indicator.clone()) {
            // The id of a target where that of its indicator belongs.
            return Err(fit(ReportError::UnknownIndicator { indicator: item, nearest: Some(indicator) }));
        }
        if let Some((sheet, criterion)) = row.item.rsplit_once('#').filter(|_| found.is_none()) {
            // Whether the sheet has the criterion, and the points fit it, is known once there is a sheet.
            let points = JudgedPoints {
                sheet: SheetId::new(sheet).map_err(|error| one("item", error.into()))?,
                criterion: CriterionId::new(criterion).map_err(|error| one("item", error.into()))?,
                subject: unit,
                period,
                points: figure(&row.value, false).map_err(|kind| one("value", kind))?,
                judged_on: reported_on,
                grounds: note,
                corrects,
            };
            points.check(self.plan, self.register).map_err(fit)?;
            return Ok(Entry::Points(points));
        }
        if found.is_none() {
            // It may be meant for any of them: the nearest of all is the better guess.
            let judged = self
                .plan
                .targets()
                .iter()
                .filter(|t| t.aggregate == Aggregate::Judgement)
                .map(|t| t.id.as_str());
            let tasks = self.plan.tasks().iter().map(|t| t.id.as_str());
            let known = self.plan.indicators().iter().map(|i| i.id.as_str()).chain(judged).chain(tasks);
            let guess = if self.guesses_no_more() { None } else { nearest(&row.item, known) };
            let nearest = guess.and_then(|id| IndicatorId::new(id).ok());
            return Err(fit(ReportError::UnknownIndicator { indicator: item, nearest }));
        }
        let judged = match (find(SAID, &row.value), find(DONE, &row.value)) {
            (Some(Said::NotApplicable), _) => Judged::NotApplicable,
            (_, Some(true)) => Judged::Met,
            (_, Some(false)) => Judged::Missed,
            _ => {
                let words = DONE.iter().flat_map(|(_, words)| words.iter().copied());
                let canonical = ["đạt", "không đạt", "n/a"].into_iter();
                return Err(one("value", near_or(&row.value, "judgement", canonical, words)));
            }
        };
        let judgement = Judgement {
            target,
            subject: unit,
            period,
            judged,
            judged_on: reported_on,
            grounds: note,
            corrects,
        };
        judgement.check(self.plan, self.register).map_err(fit)?;
        Ok(Entry::Judgement(judgement))
    }

    /// Whether so many rows were rejected that no guess is made for another.
    pub(super) const fn guesses_no_more(&self) -> bool {
        self.rejected >= PROBLEMS
    }

    /// The first unit of this name.
    fn unit_of_name(&self, text: &str) -> Option<&UnitId> {
        let name = tidy(text).to_lowercase();
        self.register.ids().find(|id| self.register.name(id).is_some_and(|n| n.to_lowercase() == name))
    }

    /// The id of the indicator of this name, or of the judged target of this title, where it is the id of none.
    fn item_of_name(&self, text: &str) -> Option<String> {
        let typed = tidy(text);
        let (indicators, targets) = (self.plan.indicators(), self.plan.targets());
        let is_indicator = || IndicatorId::new(&typed).is_ok_and(|id| self.plan.indicator(&id).is_some());
        let is_target = || TargetId::new(&typed).is_ok_and(|id| self.plan.target(&id).is_some());
        if self.guesses_no_more() || is_indicator() || is_target() {
            return None;
        }
        let name = typed.to_lowercase();
        let indicator = indicators.iter().find(|i| i.name.to_lowercase() == name).map(|i| i.id.to_string());
        indicator.or_else(|| {
            let target = targets.iter().find(|t| t.title.to_lowercase() == name)?;
            Some(target.indicator.as_ref().map_or_else(|| target.id.to_string(), ToString::to_string))
        })
    }

    fn value(&self, indicator: &Indicator, row: &ReportRow) -> Result<Value, ProblemKind> {
        let text = tidy(&row.value);
        match &indicator.measure {
            Measure::Done(_) => find(DONE, &text).map(Value::Done).ok_or_else(|| {
                let said = SAID.iter().flat_map(|(_, words)| words.iter().copied());
                let words = DONE.iter().flat_map(|(_, words)| words.iter().copied()).chain(said);
                near_or(&text, "answer", ["done", "not done"].into_iter(), words)
            }),
            Measure::Count(_) | Measure::Amount { .. } => {
                let counts = matches!(indicator.measure, Measure::Count(_));
                figure(&text, counts).map(Value::Number)
            }
            Measure::Share(_) => text.parse::<Share>().map(Value::Share).map_err(|error| {
                let above = matches!(error, ShareError::PartAboveWhole { .. });
                let about = above.then(|| ShareOf {
                    unit: row.unit.trim().to_owned(),
                    indicator: indicator.id.clone(),
                    period: row.period.trim().to_owned(),
                });
                ProblemKind::Share { error, about }
            }),
            Measure::Grade(scale) => {
                let grade =
                    self.plan.scale(scale).and_then(|scale| scale.find(&text)).map(|grade| grade.id.clone());
                match (grade, self.plan.scale(scale)) {
                    (Some(grade), _) => Ok(Value::Grade(grade)),
                    (None, Some(scale)) => {
                        let names = scale.grades().iter().flat_map(|g| [g.id.as_str(), g.name.as_str()]);
                        let nearest = nearest(&text, names).map(str::to_owned);
                        Err(ReportError::UnknownGrade { scale: scale.id().clone(), grade: text, nearest }
                            .into())
                    }
                    (None, None) => Ok(Value::Grade(GradeId::new(&text)?)),
                }
            }
        }
    }
}
