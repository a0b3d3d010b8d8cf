//! The office: a plan, its register and the ledger, and the one door through which reports come in.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use chrono::NaiveDate;
use kehoach::{
    Evaluator, Ledger, Plan, Register,
    file::{Earlier, FORMAT, Intake, LedgerFile, ProblemKind, Problems, Rejected, ReportRow},
    workdays::WorkingCalendar,
};
use serde::Serialize;

use crate::{
    clock,
    failure::{Failure, Wrong},
    files::{self, Startup},
    options::Options,
    store::{Kept, Store},
    view::View,
};

pub struct Office {
    pub plan: Plan,
    pub register: Register,
    pub working_days: WorkingCalendar,
    /// Whether the reports are made up.
    pub sample: bool,
    books: RwLock<Arc<Books>>,
    store: Mutex<Store>,
}

/// The ledger as the store holds it. Readers keep theirs while a new one takes its place.
pub struct Books {
    pub ledger: Ledger,
    /// The number of the last row in it.
    pub last: i64,
}

/// What becomes of a request some of whose reports are wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// None of it is taken.
    Whole,
    /// The others are taken, and each wrong one is told.
    Partial,
}

/// What became of the reports of a request: records = accepted + duplicates + rejected.
#[derive(Debug, Serialize)]
pub struct Taken {
    pub records: usize,
    pub accepted: usize,
    /// Which records say what is kept already, from 1.
    pub duplicates: Vec<usize>,
    pub rejected: usize,
    pub errors: Vec<Wrong>,
    /// The number of the last report that is now kept.
    pub last: i64,
}

impl Office {
    pub fn open(options: &Options) -> Result<Self, Startup> {
        let plan = files::plan(&options.plan)?;
        let register = files::register(&options.units)?;
        let store = Store::open(options.store.as_deref(), plan.id())?;
        let (ledger, last) = (read(&rows(&store, i64::MAX)?, &plan, &register)?, store.last()?);
        let office = Self {
            plan,
            register,
            working_days: WorkingCalendar::viet_nam(),
            sample: options.sample,
            books: RwLock::new(Arc::new(Books { ledger, last })),
            store: Mutex::new(store),
        };
        if let Some(path) = &options.import {
            let file = files::reports(path, &office.plan, &office.register)?;
            let onto = |held| file.read_onto(held, &office.plan, &office.register);
            let imported = office.enter(Mode::Whole, onto, || Ok(file.reports.clone()));
            imported.map_err(|failure| Startup::Import { path: path.clone(), errors: failure.errors })?;
        }
        // Whatever does not fit is told now, and not to the first who asks.
        office.at(clock::today(), |view| Ok(view.evaluator.evaluate()?)).map_err(Startup::Fit)?;
        Ok(office)
    }

    pub fn books(&self) -> Arc<Books> {
        Arc::clone(&self.books.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks the library as of a day.
    pub fn at<T>(
        &self,
        as_of: NaiveDate,
        ask: impl FnOnce(&View<'_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        self.of(&self.books().ledger, as_of, ask)
    }

    /// The same of the ledger as it was when a report of this number had come.
    pub fn when<T>(
        &self,
        number: i64,
        as_of: NaiveDate,
        ask: impl FnOnce(&View<'_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let rows = rows(&self.store(), number)?;
        let ledger = read(&rows, &self.plan, &self.register).map_err(|error| Failure::internal(&error))?;
        self.of(&ledger, as_of, ask)
    }

    fn of<T>(
        &self,
        ledger: &Ledger,
        as_of: NaiveDate,
        ask: impl FnOnce(&View<'_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let evaluator = Evaluator::new(&self.plan, &self.register, ledger, as_of)?;
        let evaluator = evaluator.with_working_days(&self.working_days);
        ask(&View { office: self, evaluator, as_of })
    }

    /// Rows of the store, for those who ask what was said and when it came.
    pub fn kept(&self, from: i64, limit: i64) -> Result<Vec<Kept>, Failure> {
        Ok(self.store().between(from, i64::MAX, limit)?)
    }

    /// Takes reports: a ledger file in JSON.
    pub fn take(&self, text: &str, mode: Mode) -> Result<Taken, Failure> {
        let read = |held: Ledger| held.with_json(text, &self.plan, &self.register);
        self.enter(mode, read, || {
            let file: LedgerFile = serde_json::from_str(text.trim_start_matches('\u{feff}'))
                .map_err(|error| Failure::internal(&error))?;
            Ok(file.reports)
        })
    }

    /// Adds what `read` reads to the ledger, and keeps those `rows` of it that are new.
    fn enter(
        &self,
        mode: Mode,
        read: impl FnOnce(Ledger) -> Result<Intake<Ledger>, Problems>,
        rows: impl FnOnce() -> Result<Vec<ReportRow>, Failure>,
    ) -> Result<Taken, Failure> {
        let mut store = self.store();
        let Intake { value: ledger, duplicates, rejected, records, accepted, .. } =
            read(self.books().ledger.clone())?;
        let new = rows()?;
        let mut errors = Vec::new();
        for Rejected { record, problems, .. } in &rejected {
            let row = record.checked_sub(1).and_then(|place| new.get(place));
            for problem in problems {
                let kept = match (&problem.kind, row) {
                    (ProblemKind::Conflict { with: Earlier::Ledger, .. }, Some(row)) => {
                        self.contradicted(&store, row)?
                    }
                    _ => None,
                };
                errors.push(Wrong::of(problem, Some(*record), kept));
            }
        }
        if mode == Mode::Whole && !rejected.is_empty() {
            return Err(Failure::refused(errors, 0));
        }
        let left_out = |record: usize| {
            duplicates.contains(&record) || rejected.iter().any(|rejected| rejected.record == record)
        };
        let taken: Vec<&ReportRow> = new
            .iter()
            .enumerate()
            .filter(|(place, _)| !left_out(place.saturating_add(1)))
            .map(|(_, row)| row)
            .collect();
        let last = if taken.is_empty() { store.last()? } else { store.add(taken, &clock::now())? };
        *self.books.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(Books { ledger, last });
        Ok(Taken { records, accepted, duplicates, rejected: rejected.len(), errors, last })
    }

    /// The number of the kept report that a new one contradicts. Only a reading of all rows tells it: contradictions are rare.
    fn contradicted(&self, store: &Store, row: &ReportRow) -> Result<Option<usize>, Failure> {
        let mut reports = rows(store, i64::MAX)?;
        reports.push(row.clone());
        let file = LedgerFile { format: FORMAT, reports };
        let intake = file.read(&self.plan, &self.register)?;
        let problems = intake.rejected.iter().flat_map(|rejected| &rejected.problems);
        Ok(problems.into_iter().find_map(|problem| match problem.kind {
            ProblemKind::Conflict { with: Earlier::Record(number), .. } => Some(number),
            _ => None,
        }))
    }
}

fn rows(store: &Store, up_to: i64) -> rusqlite::Result<Vec<ReportRow>> {
    Ok(store.rows(up_to)?.into_iter().map(|kept| kept.row).collect())
}

fn read(rows: &[ReportRow], plan: &Plan, register: &Register) -> Result<Ledger, Startup> {
    let file = LedgerFile { format: FORMAT, reports: rows.to_vec() };
    file.read(plan, register).and_then(Intake::whole).map_err(Startup::Kept)
}
