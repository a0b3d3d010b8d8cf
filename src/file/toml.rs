//! TOML: plans, registers and ledgers.

use std::ops::Range;

use serde::{Serialize, de::DeserializeOwned};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    kinds::{Found, ROW_WITHOUT_KEYS, Wanted},
    ledger::LedgerFile,
    lower::{self, At},
    plan::PlanFile,
    problem::{Intake, Located, Problem, ProblemKind, Problems, Spot},
    register::{Fault, RegisterFile},
    sheet::SheetFile,
    source::Source,
};
use crate::{ledger::Ledger, plan::Plan, quantity::survives_as_float, score::Sheet, unit::Register};

impl Plan {
    /// Reads a plan file in TOML.
    ///
    /// # Errors
    /// Everything that is wrong with it: see [`Problems`].
    pub fn from_toml(text: &str) -> Result<Self, Problems> {
        Self::from_toml_with_notes(text).map(|located| located.value)
    }

    /// Reads a plan file in TOML, with notes on phrases that were tolerated or could be read otherwise.
    ///
    /// # Errors
    /// Everything that is wrong with it: see [`Problems`].
    pub fn from_toml_with_notes(text: &str) -> Result<Located<Self>, Problems> {
        let (file, places): (PlanFile, _) = read(text)?;
        super::locate(lower::plan(&file), |at| places.spot(at))
    }

    /// Writes the plan as a plan file in TOML, in canonical spelling.
    #[must_use]
    pub fn to_toml(&self) -> String {
        write(&PlanFile::from(self))
    }
}

impl PlanFile {
    /// Reads the keys and texts of a plan file in TOML, as they are typed: whether they make a plan, `Plan::try_from` says.
    ///
    /// # Errors
    /// What is wrong with its syntax, and keys that are unknown or missing.
    pub fn from_toml(text: &str) -> Result<Self, Problems> {
        read(text).map(|(file, _)| file)
    }
}

impl Register {
    /// Reads a register file in TOML.
    ///
    /// # Errors
    /// Everything that is wrong with it: see [`Problems`].
    pub fn from_toml(text: &str) -> Result<Self, Problems> {
        let (file, places): (RegisterFile, _) = read(text)?;
        let format = places.top("format");
        super::register::register(&file, format, |fault| places.fault(fault))
    }

    /// Writes the register as a register file in TOML.
    #[must_use]
    pub fn to_toml(&self) -> String {
        write(&RegisterFile::from(self))
    }
}

impl Ledger {
    /// Reads a ledger file in TOML, for a plan and a register.
    ///
    /// # Errors
    /// Everything that is wrong with the file itself. What is wrong with its records stands in the [`Intake`].
    pub fn from_toml(text: &str, plan: &Plan, register: &Register) -> Result<Intake<Self>, Problems> {
        Self::new().with_toml(text, plan, register)
    }

    /// The same with what a ledger file in TOML adds, checked against what the ledger holds: see [`LedgerFile::read_onto`].
    ///
    /// # Errors
    /// As for [`Ledger::from_toml`].
    pub fn with_toml(self, text: &str, plan: &Plan, register: &Register) -> Result<Intake<Self>, Problems> {
        let (file, places): (LedgerFile, _) = read(text)?;
        let format = places.top("format");
        super::desk::ledger(&file, self, plan, register, (format, true), |row, key, within| {
            places.entry("reports", row, key, within)
        })
    }

    /// Writes the ledger as a ledger file in TOML.
    #[must_use]
    pub fn to_toml(&self) -> String {
        write(&LedgerFile::from(self))
    }
}

impl Sheet {
    /// Reads a sheet file in TOML, for a plan.
    ///
    /// # Errors
    /// Everything that is wrong with it: see [`Problems`].
    pub fn from_toml(text: &str, plan: &Plan) -> Result<Self, Problems> {
        sheet(text, plan).map(|located| located.value)
    }

    /// Writes the sheet as a sheet file in TOML, in canonical spelling.
    #[must_use]
    pub fn to_toml(&self) -> String {
        write(&SheetFile::from(self))
    }
}

/// A sheet, with notes on phrases that were tolerated or could be read otherwise.
pub(super) fn sheet(text: &str, plan: &Plan) -> Result<Located<Sheet>, Problems> {
    let (file, places): (SheetFile, _) = read(text)?;
    super::locate(super::sheet_lower::sheet(&file, plan), |at| places.spot(at))
}

/// The rows of a file, and where they stand.
fn read<T: DeserializeOwned>(text: &str) -> Result<(T, Places<'_>), Problems> {
    if super::says_nothing(text) {
        return Err(Problems::one(Problem::new(ProblemKind::Empty)));
    }
    let value = toml::from_str(text).map_err(|error| {
        let spot = error.span().map(|span| Source::new(text).spot(span));
        let line = spot.as_ref().and_then(|spot| text.lines().nth(spot.line.saturating_sub(1)));
        let head = line.map(str::trim).filter(|line| line.starts_with('[') && !line.starts_with("[["));
        let kind = match (super::key_problem(error.message()), head) {
            // `[targets]` where `[[targets]]` is meant, once or several times.
            (ProblemKind::WrongType { found: Found::Table, .. }, Some(head)) => one_table(head),
            (ProblemKind::Syntax { message }, Some(head)) if message == DUPLICATE => one_table(head),
            (ProblemKind::Syntax { message }, None) if message == DUPLICATE => {
                let key = error.span().and_then(|span| text.get(span)).unwrap_or_default();
                ProblemKind::DuplicateKey { key: key.trim().to_owned() }
            }
            (kind, _) => kind,
        };
        Problems::one(Problem { kind, spot, path: None })
    })?;
    let places = Places::new(text);
    match places.unread() {
        Some((span, kind)) => Err(super::problem_at(text, span, kind)),
        None => Ok((value, places)),
    }
}

/// How the format's reader says that a key stands there twice.
const DUPLICATE: &str = "duplicate key";

fn one_table(head: &str) -> ProblemKind {
    ProblemKind::WrongType { found: Found::OneTable, expected: Wanted::Head(format!("[{head}]")) }
}

/// The rows of a plan file in TOML, as they are typed.
#[cfg(feature = "edit")]
pub(super) fn rows(file: &PlanFile) -> String {
    write(file)
}

fn write(file: &impl Serialize) -> String {
    // OK because the file types hold texts, numbers and lists of such tables alone, all of which TOML can say.
    toml::to_string(file).unwrap_or_default()
}

/// Where the values of a TOML document stand: a second pass over a text that was read before.
pub(super) struct Places<'t> {
    source: Source<'t>,
    table: Option<Spanned<DeTable<'t>>>,
}

impl<'t> Places<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { source: Source::new(text), table: DeTable::parse(text).ok() }
    }

    /// The first thing that the format's reader took for something else: a number that a float makes another one of, for it makes
    /// floats of all that have a point or an exponent; and a row without its keys, told by their order alone.
    fn unread(&self) -> Option<(Range<usize>, ProblemKind)> {
        let mut found: Vec<(Range<usize>, ProblemKind)> = Vec::new();
        let mut left: Vec<&Spanned<DeValue<'t>>> = self.table.as_ref()?.get_ref().values().collect();
        while let Some(value) = left.pop() {
            match value.get_ref() {
                DeValue::Table(table) => left.extend(table.values()),
                DeValue::Array(items) => {
                    let rows = items.iter().filter(|item| item.get_ref().is_array());
                    found.extend(rows.map(|row| (row.span(), ROW_WITHOUT_KEYS)));
                    left.extend(items.iter());
                }
                DeValue::Float(float) => {
                    let typed = float.as_str().trim_start_matches('+').replace('_', "");
                    if !typed.ends_with(char::is_alphabetic)
                        && let Err(error) = survives_as_float(&typed)
                    {
                        found.push((value.span(), error.into()));
                    }
                }
                _ => {}
            }
        }
        found.into_iter().min_by_key(|(span, _)| span.start)
    }

    fn value(&self, entry: Option<(&str, usize)>, key: &str, item: Option<usize>) -> Option<Range<usize>> {
        let top = self.table.as_ref()?.get_ref();
        let table: &DeTable<'t> = match entry {
            None => top,
            Some((table, index)) => {
                let row = top.get(table)?.get_ref().as_array()?.get(index)?;
                match row.get_ref().as_table() {
                    Some(found) if found.contains_key(key) => found,
                    // A missing key: the head of its table.
                    _ => return Some(row.span()),
                }
            }
        };
        let value: &Spanned<DeValue<'t>> = table.get(key)?;
        let item = item.and_then(|item| value.get_ref().as_array()?.get(item));
        Some(item.unwrap_or(value).span())
    }

    pub(super) fn spot(&self, at: &At) -> Option<Spot> {
        let span = self.value(at.entry, at.key, at.item)?;
        Some(self.inner(span, at.within.clone()))
    }

    fn top(&self, key: &str) -> Option<Spot> {
        self.value(None, key, None).map(|span| self.inner(span, None))
    }

    fn entry(
        &self,
        table: &'static str,
        row: usize,
        key: &'static str,
        within: Option<Range<usize>>,
    ) -> Option<Spot> {
        self.value(Some((table, row)), key, None).map(|span| self.inner(span, within))
    }

    /// Where a value of a register stands, or the value of a key of it.
    fn fault(&self, fault: &Fault) -> Option<Spot> {
        let whole = || self.value(Some((fault.table, fault.row)), fault.key, None);
        let inner = fault.within.as_ref().and_then(|key| {
            let row =
                self.table.as_ref()?.get_ref().get(fault.table)?.get_ref().as_array()?.get(fault.row)?;
            let value = row.get_ref().as_table()?.get(fault.key)?.get_ref().as_table()?.get(key.as_str())?;
            Some(value.span())
        });
        inner.or_else(whole).map(|span| self.inner(span, None))
    }

    /// The part of a string that is meant, if the string stands in the file as it reads.
    fn inner(&self, span: Range<usize>, within: Option<Range<usize>>) -> Spot {
        let literal = self.source.text().get(span.clone()).unwrap_or_default();
        let plain = literal.len() >= 2
            && matches!(literal.as_bytes().first(), Some(b'"' | b'\''))
            && !literal.starts_with("\"\"\"")
            && !literal.starts_with("'''")
            && !literal.contains('\\');
        let span = match within {
            Some(within) if plain => {
                let start = span.start.saturating_add(1);
                start.saturating_add(within.start)..start.saturating_add(within.end).min(span.end)
            }
            _ => span,
        };
        self.source.spot(span)
    }
}
