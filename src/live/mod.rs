//! An evaluation that goes on: it takes what is reported, one entry after another, and answers with what that changed.

mod change;
mod compare;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use change::{Changes, GradeChange, LineChange, PointsChange, StatusChange, VerdictChange};
pub use compare::{BeforeAfter, Compared, compare, compare_statuses};

use crate::{
    duty::{DutyStatus, OccurrenceStatus},
    evaluate::{EvaluateError, Evaluation, NotObserved, Prepared, Running},
    id::{TaskId, UnitId},
    ledger::{
        AddError, Added, Completion, Conflict, Declared, Instruction, JudgedPoints, Judgement, Ledger,
        Observation, ReportError,
    },
    score::{Score, ScoreError, Scorer, Scores, Sheet, fits},
    time::workdays::WorkingCalendar,
    unit::Register,
};

/// Why an entry was not taken, or why what it changed cannot be said.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum LiveError {
    /// The ledger does not take the observation. Nothing has changed.
    #[error(transparent)]
    Add(#[from] AddError),
    /// It contradicts a declared whole of the ledger. Nothing has changed.
    #[error(transparent)]
    Declared(#[from] Conflict<Declared>),
    /// It contradicts a judgement of the ledger. Nothing has changed.
    #[error(transparent)]
    Judgement(#[from] Conflict<Judgement>),
    /// It contradicts an instruction of the ledger. Nothing has changed.
    #[error(transparent)]
    Instruction(#[from] Conflict<Instruction>),
    /// It contradicts points of the ledger. Nothing has changed.
    #[error(transparent)]
    Points(#[from] Conflict<JudgedPoints>),
    /// It does not fit the plan or the register, and was not entered; or a figure can no longer be held, and it was: evaluating
    /// afresh says the same, until an entry mends it. That entry also says which verdicts this one and those between changed; of
    /// statuses, and of points that do not read that figure, each entry says so at once.
    #[error(transparent)]
    Evaluate(#[from] EvaluateError),
    /// A register that does not begin with the units of the present one, in their order. Nothing has changed.
    #[error("`{unit}` does not stand in the other register where it stood")]
    OtherUnits {
        /// The first such unit.
        unit: UnitId,
    },
    /// Points that do not fit the plan or the register. Nothing has changed.
    #[error(transparent)]
    Unfit(#[from] ReportError),
    /// Points that do not fit the sheet, and were not entered; or the sheet can no longer be scored, and the entry was entered:
    /// what it changed is said once the sheet can be scored again.
    #[error(transparent)]
    Score(#[from] ScoreError),
}

impl From<NotObserved> for LiveError {
    fn from(error: NotObserved) -> Self {
        match error {
            NotObserved::Add(error) => error.into(),
            NotObserved::Evaluate(error) => error.into(),
        }
    }
}

/// Something that can be entered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Entry {
    /// A report; a correction or a withdrawal too.
    Observation(Observation),
    /// A whole that is known before the report.
    Declared(Declared),
    /// An assessor's judgement.
    Judgement(Judgement),
    /// What was recorded of an occurrence of a task.
    Completion(Completion),
    /// An instruction.
    Instruction(Instruction),
    /// An assessor's points.
    Points(JudgedPoints),
}

macro_rules! entries {
    ($($what:ident: $from:ty),*) => {$(
        impl From<$from> for Entry {
            fn from(entry: $from) -> Self {
                Self::$what(entry)
            }
        }
    )*};
}

entries!(
    Observation: Observation,
    Declared: Declared,
    Judgement: Judgement,
    Completion: Completion,
    Instruction: Instruction,
    Points: JudgedPoints
);

/// An evaluation that goes on (đánh giá liên tục): it owns a ledger, takes one entry after another, and answers with exactly
/// what changed.
///
/// After every entry it stands where evaluating its ledger afresh would stand. A report is followed from its unit up to the
/// root, and nothing else is looked at, however much is in the ledger. What cannot be followed that way, such as a report that
/// two targets read one within the other or one for a longer period than is expected, is worked out anew for the columns that
/// it is about; another day, for all.
///
/// What the changes say, added up from the beginning, is the difference between the first evaluation and the present one
/// whenever the present one has no error. While it has one, as when a sum can no longer be held, nothing is said of verdicts; the
/// entry that mends it says all that changed meanwhile, each from what it was when it was last said.
///
/// ```
/// # use kehoach::*;
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let plan = Plan::from_toml(r#"
/// #     format = 1
/// #     id = "1"
/// #     title = "Kế hoạch"
/// #     issuer = "xa"
/// #     period = "2026"
/// #     scopes = [{ id = "cac-thon", kinds = ["thon"] }]
/// #     indicators = [{ id = "cam-ket", name = "ký cam kết", measure = "done", reported = "yearly" }]
/// #     targets = [{ id = "1", title = "Ký cam kết", indicator = "cam-ket", measured = "cac-thon", aggregate = "share-of-units", threshold = "trên 60%" }]
/// # "#)?;
/// # let register = Register::from_csv("id,name,kind,level,parent\nxa,Xã,cap-uy,commune,\nt1,Thôn 1,thon,village,xa\nt2,Thôn 2,thon,village,xa\n")?;
/// # let done = |unit: &str| -> Result<Observation, Box<dyn std::error::Error>> { Ok(Observation {
/// #     indicator: IndicatorId::new("cam-ket")?, unit: UnitId::new(unit)?, period: "2026".parse()?,
/// #     report: Report::Value(Value::Done(true)), reported_on: "2026-06-01".parse()?, source: None, corrects: false,
/// # }) };
/// let prepared = Prepared::new(&plan, &register)?;
/// let mut live = Live::new(prepared, Ledger::new(), "2026-06-30".parse()?)?;
/// assert!(live.enter(done("t1")?)?.is_empty(), "half is not more than 60 %, and the other half is open");
/// let changes = live.enter(done("t2")?)?;
/// assert_eq!((changes.verdicts[0].was, changes.verdicts[0].is), (Verdict::Open, Verdict::Met));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Live<'a> {
    running: Running<'a>,
    sheet: Option<(&'a Sheet, Scores)>,
    /// What changed of tasks and was not said yet.
    statuses: Vec<StatusChange>,
}

#[expect(
    clippy::redundant_closure_for_method_calls,
    reason = "a method's path is of one lifetime, and what is asked is an evaluator of any"
)]
impl<'a> Live<'a> {
    /// Begins with what a ledger holds, as of a day.
    ///
    /// # Errors
    /// As for [`Evaluator::new`](crate::Evaluator::new) and [`Evaluator::evaluate`](crate::Evaluator::evaluate).
    pub fn new(prepared: Prepared<'a>, ledger: Ledger, as_of: NaiveDate) -> Result<Self, EvaluateError> {
        Ok(Self { running: Running::new(prepared, ledger, as_of)?, sheet: None, statuses: Vec::new() })
    }

    /// The same with a working calendar: see [`Evaluator::with_working_days`](crate::Evaluator::with_working_days).
    #[must_use]
    pub fn with_working_days(mut self, calendar: &'a WorkingCalendar) -> Self {
        self.running.working_days = Some(calendar);
        self
    }

    /// The same with a score sheet: changes of points and grades are said too. All subjects are then scored after each entry,
    /// for a quota or a rank can turn on any of them.
    ///
    /// # Errors
    /// As for [`Scorer::new`] and [`Scorer::scores`].
    pub fn with_sheet(mut self, sheet: &'a Sheet) -> Result<Self, ScoreError> {
        let scores = self.running.asked(|evaluator| Scorer::new(evaluator, sheet)?.scores())?;
        self.sheet = Some((sheet, scores));
        Ok(self)
    }

    /// The ledger, with all that was entered.
    #[must_use]
    pub const fn ledger(&self) -> &Ledger {
        &self.running.ledger
    }

    /// The ledger, for whoever is done.
    #[must_use]
    pub fn into_ledger(self) -> Ledger {
        self.running.ledger
    }

    /// The day as of which it stands.
    #[must_use]
    pub const fn as_of(&self) -> NaiveDate {
        self.running.as_of
    }

    /// The points and grades as they stand; none without a sheet.
    #[must_use]
    pub fn scores(&self) -> Option<&Scores> {
        self.sheet.as_ref().map(|(_, scores)| scores)
    }

    /// The whole plan as it stands.
    ///
    /// # Errors
    /// As for [`Evaluator::evaluate`](crate::Evaluator::evaluate).
    pub fn evaluation(&mut self) -> Result<Evaluation, EvaluateError> {
        self.running.asked(|evaluator| evaluator.evaluate())
    }

    /// Enters something, and says what it changed. What was reported for a later day than the one as of which this stands
    /// changes nothing until [`Live::advance`] comes there.
    ///
    /// # Errors
    /// [`LiveError`].
    pub fn enter(&mut self, entry: impl Into<Entry>) -> Result<Changes, LiveError> {
        match entry.into() {
            Entry::Observation(observation) => self.observe(observation),
            Entry::Declared(whole) => self.declare(whole),
            Entry::Judgement(judgement) => self.judge(judgement),
            Entry::Completion(completion) => self.complete(completion),
            Entry::Instruction(instruction) => self.instruct(instruction),
            Entry::Points(points) => self.award(points),
        }
    }

    fn observe(&mut self, observation: Observation) -> Result<Changes, LiveError> {
        match self.running.observe(observation)? {
            Added::Duplicate => Ok(Changes::none(Added::Duplicate)),
            Added::New => self.said(),
        }
    }

    fn declare(&mut self, whole: Declared) -> Result<Changes, LiveError> {
        self.running.check_whole(&whole)?;
        let (indicator, added) = (whole.indicator.clone(), self.running.ledger.declare(whole)?);
        if added == Added::Duplicate {
            return Ok(Changes::none(added));
        }
        self.running.declared();
        self.running.touched_by(&indicator)?;
        self.said()
    }

    fn judge(&mut self, judgement: Judgement) -> Result<Changes, LiveError> {
        self.running.check_judgement(&judgement)?;
        let (target, added) = (judgement.target.clone(), self.running.ledger.judge(judgement)?);
        if added == Added::Duplicate {
            return Ok(Changes::none(added));
        }
        self.running.touched(|found| found.id == target)?;
        self.said()
    }

    fn complete(&mut self, completion: Completion) -> Result<Changes, LiveError> {
        self.running.check_completion(&completion)?;
        let task = completion.task.clone();
        // It counts for who took over from the unit, too, together with what all that passed to them recorded.
        let register = self.running.prepared().register();
        let ids = |places: BTreeSet<usize>| -> Vec<UnitId> {
            places.into_iter().filter_map(|place| register.id(place)).cloned().collect()
        };
        let after = register.place(&completion.unit).map(|place| register.answering_after(place));
        let after = after.unwrap_or_default();
        let known = ids(register.answering_before(after.iter().copied()));
        let units = ids(after);
        let mine = |running: &mut Running<'a>| -> Result<Vec<OccurrenceStatus>, EvaluateError> {
            running.asked_of(&task, &known, |evaluator| {
                let mut all = Vec::new();
                for unit in &units {
                    all.extend(evaluator.occurrences_of(&task, Some(unit))?);
                }
                Ok(all)
            })
        };
        let before = mine(&mut self.running)?;
        if self.running.ledger.complete(completion.clone()) == Added::Duplicate {
            return Ok(Changes::none(Added::Duplicate));
        }
        self.running.completed(&completion);
        let after = mine(&mut self.running)?;
        self.statuses.extend(flips(&before, &after));
        self.said()
    }

    fn instruct(&mut self, instruction: Instruction) -> Result<Changes, LiveError> {
        self.running.check_instruction(&instruction)?;
        let task = instruction.task.clone();
        let before = self.running.asked(|evaluator| evaluator.occurrences_of(&task, None))?;
        if self.running.ledger.instruct(instruction)? == Added::Duplicate {
            return Ok(Changes::none(Added::Duplicate));
        }
        let after = self.running.asked(|evaluator| evaluator.occurrences_of(&task, None))?;
        self.statuses.extend(flips(&before, &after));
        self.said()
    }

    fn award(&mut self, points: JudgedPoints) -> Result<Changes, LiveError> {
        points.check(self.running.prepared().plan(), self.running.prepared().register())?;
        if let Some((sheet, _)) = self.sheet.as_ref().filter(|(sheet, _)| *sheet.id() == points.sheet) {
            fits(sheet, &points)?;
        }
        if self.running.ledger.award(points)? == Added::Duplicate {
            return Ok(Changes::none(Added::Duplicate));
        }
        self.said()
    }

    /// Moves to another day, later or earlier: what was reported up to it counts, periods close, tasks fall due.
    ///
    /// # Errors
    /// [`LiveError::Evaluate`], and it then stands where it stood; [`LiveError::Score`], and it has moved.
    pub fn advance(&mut self, to: NaiveDate) -> Result<Changes, LiveError> {
        let before = self.running.asked(|evaluator| evaluator.occurrences())?;
        let after = self.running.asked_on(to, |evaluator| evaluator.occurrences())?;
        self.running.move_to(to)?;
        self.statuses.extend(flips(&before, &after));
        self.said()
    }

    /// Takes a reorganisation: from now on everything is said by a register that was made of the present one, see
    /// [`Register::reorganised`]. A subject that is judged by one of the two alone counts as not applicable in the other.
    ///
    /// ```
    /// # use kehoach::*;
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let plan = Plan::build("1", "Trồng cây", "tinh", "2025")
    /// #     .scope("cac-xa", build::kinds(["xa"]))
    /// #     .indicator("cay", "cây trồng", build::count(FigureBy::Sum).reported(Rhythm::Quarterly))
    /// #     .target("1", "Trồng cây", build::total("cay", "cac-xa").asks("ít nhất 5").at_each("cac-xa"))
    /// #     .finish()?;
    /// # let before = Register::from_csv("id,name,kind,level,parent\ntinh,Tỉnh,ubnd,province,\na,Xã A,xa,commune,tinh\nb,Xã B,xa,commune,tinh\n")?;
    /// # let trees = |unit: &str, trees: u64| -> Result<Observation, Box<dyn std::error::Error>> { Ok(Observation {
    /// #     indicator: IndicatorId::new("cay")?, unit: UnitId::new(unit)?, period: "2025-Q1".parse()?,
    /// #     report: Report::Value(Value::Number(trees.into())), reported_on: "2025-04-01".parse()?, source: None, corrects: false,
    /// # }) };
    /// let (a, b, on) = (UnitId::new("a")?, UnitId::new("b")?, "2025-07-01".parse()?);
    /// let merger = Reorganisation { successions: vec![Succession::whole(on, a, b.clone())], ..Reorganisation::default() };
    /// let after = before.reorganised(&merger).map_err(|errors| errors[0].clone())?;
    ///
    /// let mut live = Live::new(Prepared::new(&plan, &before)?, Ledger::new(), "2025-12-31".parse()?)?;
    /// live.enter(trees("a", 3)?)?;
    /// assert!(live.enter(trees("b", 2)?)?.is_empty(), "neither has 5");
    /// let changes = live.reorganise(&after)?;
    /// assert_eq!((&changes.verdicts[1].subject, changes.verdicts[1].is), (&b, Verdict::Met), "both together have");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`LiveError::OtherUnits`] and [`LiveError::Evaluate`], and it then stands where it stood; [`LiveError::Score`], and the
    /// register is taken.
    pub fn reorganise(&mut self, register: &'a Register) -> Result<Changes, LiveError> {
        let known = self.running.prepared().register();
        if let Some((unit, _)) = known
            .ids()
            .zip(register.ids().map(Some).chain(std::iter::repeat(None)))
            .find(|(a, b)| Some(*a) != *b)
        {
            return Err(LiveError::OtherUnits { unit: unit.clone() });
        }
        let before = self.running.asked(|evaluator| evaluator.occurrences())?;
        self.running.reorganise(register)?;
        let after = self.running.asked(|evaluator| evaluator.occurrences())?;
        self.statuses.extend(flips(&before, &after));
        self.said()
    }

    /// Everything that changed and was not said yet, points and grades included.
    fn said(&mut self) -> Result<Changes, LiveError> {
        let scores = match &self.sheet {
            Some((sheet, _)) => {
                Some(self.running.asked(|evaluator| Scorer::new(evaluator, sheet)?.scores())?)
            }
            None => None,
        };
        let mut changes = Changes::none(Added::New);
        changes.statuses = joined(std::mem::take(&mut self.statuses));
        let turned = self.running.turned();
        for (target, period, subject, was, is) in self.running.verdicts(&turned) {
            let (target, subject) = (target.id.clone(), subject.clone());
            changes.verdicts.push(VerdictChange { target, period, subject, was, is });
        }
        for (target, period, was, is) in self.running.lines(&turned) {
            changes.lines.push(LineChange { target: target.id.clone(), period, was, is });
        }
        if let Some(((_, before), after)) = self.sheet.as_mut().zip(scores) {
            changes.take_scores(before, &after);
            *before = after;
        }
        Ok(changes)
    }
}

impl Changes {
    fn take_scores(&mut self, before: &Scores, after: &Scores) {
        let known: BTreeMap<&UnitId, &Score> = before.subjects.iter().map(|s| (&s.subject, s)).collect();
        let gone = before.subjects.iter().filter(|was| after.get(&was.subject).is_none());
        let pairs = after.subjects.iter().map(|is| (known.get(&is.subject).copied(), Some(is)));
        for (was, is) in pairs.chain(gone.map(|was| (Some(was), None))) {
            let Some(subject) = is.or(was).map(|score| &score.subject) else { continue };
            let (points_were, points_are) = (was.and_then(|s| s.total), is.and_then(|s| s.total));
            if points_were != points_are {
                let subject = subject.clone();
                self.points.push(PointsChange { subject, was: points_were, is: points_are });
            }
            let grades = |score: Option<&Score>| score.map_or_else(Vec::new, |score| score.grades.clone());
            let (was, is) = (grades(was), grades(is));
            if was != is {
                self.grades.push(GradeChange { subject: subject.clone(), was, is });
            }
        }
    }
}

/// Changes of statuses, one after another: what changed more than once changed from the first to the last, and stands where it
/// last changed; what came back to what it was did not change.
fn joined(changes: Vec<StatusChange>) -> Vec<StatusChange> {
    let mut first: BTreeMap<(TaskId, String, UnitId), Option<DutyStatus>> = BTreeMap::new();
    let about = |change: &StatusChange| (change.task.clone(), change.occurrence.clone(), change.unit.clone());
    let mut left: BTreeMap<(TaskId, String, UnitId), usize> = BTreeMap::new();
    for (at, change) in changes.iter().enumerate() {
        first.entry(about(change)).or_insert(change.was);
        left.insert(about(change), at);
    }
    let last = changes.into_iter().enumerate().filter(|(at, change)| left.get(&about(change)) == Some(at));
    last.map(|(_, change)| StatusChange {
        was: first.remove(&about(&change)).unwrap_or(change.was),
        ..change
    })
    .filter(|change| change.was != change.is)
    .collect()
}

/// The statuses that changed.
fn flips(before: &[OccurrenceStatus], after: &[OccurrenceStatus]) -> Vec<StatusChange> {
    let changed = compare_statuses(before, after).into_iter();
    let change = |pair: BeforeAfter<OccurrenceStatus>| {
        let (was, is) = (pair.before.as_ref().map(|o| o.status), pair.after.as_ref().map(|o| o.status));
        let about = pair.after.or(pair.before)?;
        Some(StatusChange { task: about.task, occurrence: about.occurrence, unit: about.unit, was, is })
    };
    changed.filter_map(change).collect()
}
