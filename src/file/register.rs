//! The register file.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    FORMAT,
    dates::DateText,
    problem::{Problem, ProblemKind, Problems, Spot},
    succession::{self, SuccessionRow},
};
use crate::{
    document::DocumentRef,
    id::{Kind, Level, UnitId},
    limits::PROBLEMS,
    phrases::{self, Wrong},
    spelling::tidy,
    time::{DateError, parse_date, spell_date},
    unit::{Register, RegisterError, Succession, UnitRecord},
};

/// A register as it is written in a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RegisterFile {
    /// The version of the format: 1.
    pub format: u32,
    /// Its units.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<UnitRow>,
    /// What passes from which unit to which (sắp xếp, sáp nhập, chia tách).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub successions: Vec<SuccessionRow>,
}

/// A row of a register file: see [`UnitRecord`].
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct UnitRow {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Its kind (loại), such as `cap-uy` or `doan-the/hoi-phu-nu`.
    pub kind: String,
    /// Its level (cấp): `central`, `province`, `district`, `commune`, `village`, or another.
    pub level: String,
    /// The id of the unit above it, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Its first day, if it has not always been there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<DateText>,
    /// Its last day, if it ended. Of a unit that passes whole to another it need not be said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<DateText>,
    /// The day from which this row holds, for a unit that has an earlier row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<DateText>,
    /// The number of the document that orders what the row says: the founding, or with `since` the change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// The number of the document that ends the unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_by: Option<String>,
}

impl From<&Register> for RegisterFile {
    fn from(register: &Register) -> Self {
        let date = |day: Option<NaiveDate>| day.map(|day| DateText(spell_date(day)));
        let number = |document: Option<DocumentRef>| document.map(|document| document.to_string());
        let row = |record: UnitRecord| UnitRow {
            id: record.id.to_string(),
            name: record.name,
            kind: record.kind.to_string(),
            level: record.level.to_string(),
            parent: record.parent.map(|parent| parent.to_string()),
            first: date(record.first),
            last: date(record.last),
            since: date(record.since),
            document: number(record.document),
            ended_by: number(record.ended_by),
        };
        Self {
            format: FORMAT,
            units: register.records().into_iter().map(row).collect(),
            successions: register.successions().iter().map(SuccessionRow::from).collect(),
        }
    }
}

/// Something that is wrong with a row, and where it stands in the model.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fault {
    pub(super) table: &'static str,
    pub(super) row: usize,
    pub(super) key: &'static str,
    /// Of a value that is a table, the key in it.
    pub(super) within: Option<String>,
    pub(super) kind: ProblemKind,
}

impl Fault {
    pub(super) const fn new(table: &'static str, row: usize, key: &'static str, kind: ProblemKind) -> Self {
        Self { table, row, key, within: None, kind }
    }

    fn path(&self) -> String {
        let within = self.within.as_ref().map(|key| format!(".{key}")).unwrap_or_default();
        format!("{}[{}].{}{within}", self.table, self.row, self.key)
    }

    pub(super) fn problem(self, spot: Option<Spot>) -> Problem {
        let path = Some(self.path());
        Problem { kind: self.kind, spot, path }
    }
}

/// What the rows of a file say, row by row, and what is wrong with them.
#[derive(Default)]
pub(super) struct Rows {
    records: Vec<UnitRecord>,
    successions: Vec<Succession>,
    pub(super) faults: Vec<Fault>,
}

impl Rows {
    pub(super) fn new(file: &RegisterFile) -> Self {
        let mut rows = Self::default();
        for (place, row) in file.units.iter().enumerate() {
            match record(row) {
                Ok(record) => rows.records.push(record),
                Err((key, kind)) => {
                    let typed = row.parent.as_deref().map(tidy).filter(|_| key == "parent");
                    let named = typed.and_then(|found| {
                        let id = named(file, &found, rows.faults.len())?;
                        Some(ProblemKind::NameForId { found, id })
                    });
                    rows.faults.push(Fault::new("units", place, key, named.unwrap_or(kind)));
                }
            }
        }
        for (place, row) in file.successions.iter().enumerate() {
            match succession::succession(place, row, |found| named(file, found, rows.faults.len())) {
                Ok(succession) => rows.successions.push(succession),
                Err(fault) => rows.faults.push(*fault),
            }
        }
        rows
    }

    /// The register of the rows, none of which is wrong by itself.
    pub(super) fn register(self, file: &RegisterFile) -> Result<Register, Vec<Fault>> {
        if !self.faults.is_empty() {
            return Err(self.faults);
        }
        let fault = |error: RegisterError| match (error.record(), error.entry()) {
            (Some(row), _) => Fault::new("units", row, key(&error, file.units.get(row)), error.into()),
            (None, Some(entry)) => {
                let blamed = match (&error, file.successions.get(entry)) {
                    (RegisterError::Succession { error, .. }, Some(row)) => succession::blamed(error, row),
                    _ => ("on", None),
                };
                Fault { within: blamed.1, ..Fault::new("successions", entry, blamed.0, error.into()) }
            }
            // OK because what a reorganisation ends stands in no file.
            (None, None) => Fault::new("units", 0, "last", error.into()),
        };
        Register::with_successions(self.records, self.successions)
            .map_err(|errors| errors.into_iter().map(fault).collect())
    }
}

/// The id of a unit of a name. A look at every unit is not for more errors than anyone reads.
fn named(file: &RegisterFile, name: &str, faults: usize) -> Option<String> {
    let units = if faults < PROBLEMS { file.units.as_slice() } else { &[] };
    units.iter().find(|unit| tidy(&unit.name) == name).map(|unit| tidy(&unit.id))
}

/// The key of a unit's row that is to blame for a record that does not fit.
fn key(error: &RegisterError, row: Option<&UnitRow>) -> &'static str {
    match error {
        RegisterError::UnknownParent { .. }
        | RegisterError::ParentOutsideLife { .. }
        | RegisterError::Cycle { .. } => "parent",
        RegisterError::DuplicateChange { .. }
        | RegisterError::NoFirstRecord { .. }
        | RegisterError::ChangeOutsideLife { .. } => "since",
        RegisterError::DaysInChange { .. } => match row {
            Some(row) if row.first.is_some() => "first",
            Some(row) if row.last.is_none() => "ended_by",
            _ => "last",
        },
        RegisterError::Reversed { .. } => "last",
        _ => "id",
    }
}

/// Reads the rows. `format` is where the version of the format stands; `spot` knows where the value of a row and key does, or a
/// key of that value.
pub(super) fn register(
    file: &RegisterFile,
    format: Option<Spot>,
    spot: impl Fn(&Fault) -> Option<Spot>,
) -> Result<Register, Problems> {
    if file.format != FORMAT {
        let kind = ProblemKind::Format { found: file.format };
        return Err(Problems::one(Problem { kind, spot: format, path: Some("format".to_owned()) }));
    }
    Rows::new(file).register(file).map_err(|faults| problems(faults, spot))
}

/// The problems of faults, of which no more are looked up than are listed.
pub(super) fn problems(faults: Vec<Fault>, spot: impl Fn(&Fault) -> Option<Spot>) -> Problems {
    let more = faults.len().saturating_sub(PROBLEMS);
    let problem = |fault: Fault| {
        let spot = spot(&fault);
        fault.problem(spot)
    };
    Problems::first(faults.into_iter().take(PROBLEMS).map(problem).collect(), more)
}

fn record(row: &UnitRow) -> Result<UnitRecord, (&'static str, ProblemKind)> {
    let date = |key: &'static str, text: &Option<DateText>| {
        text.as_ref().map(|text| day(&text.0).map_err(|kind| (key, kind))).transpose()
    };
    let fields = [("id", &row.id), ("name", &row.name), ("kind", &row.kind), ("level", &row.level)];
    if let Some((column, _)) = fields.into_iter().find(|(_, text)| tidy(text).is_empty()) {
        return Err((column, ProblemKind::EmptyField { column }));
    }
    let document = |key: &'static str, text: &Option<String>| {
        let text = text.as_deref().map(tidy).filter(|text| !text.is_empty());
        text.map(|text| number_of(&text).map_err(|kind| (key, kind))).transpose()
    };
    Ok(UnitRecord {
        id: UnitId::new(&row.id).map_err(|e| ("id", e.into()))?,
        name: tidy(&row.name),
        kind: Kind::new(&row.kind).map_err(|e| ("kind", e.into()))?,
        level: Level::new(&row.level).map_err(|e| ("level", e.into()))?,
        parent: row.parent.as_deref().map(UnitId::new).transpose().map_err(|e| ("parent", e.into()))?,
        first: date("first", &row.first)?,
        last: date("last", &row.last)?,
        since: date("since", &row.since)?,
        document: document("document", &row.document)?,
        ended_by: document("ended_by", &row.ended_by)?,
    })
}

/// The number of a document, as `12/NQ-HĐND` or in the words in which documents are cited.
pub(super) fn number_of(text: &str) -> Result<DocumentRef, ProblemKind> {
    phrases::document(text).map(|reading| reading.value).map_err(ProblemKind::Phrase)
}

/// A date as `2023-12-09`, or as Vietnamese writes it, `9/12/2023`.
pub(super) fn day(text: &str) -> Result<NaiveDate, ProblemKind> {
    match parse_date(text) {
        Ok(day) => Ok(day),
        Err(DateError::Syntax) => match phrases::date(text) {
            Ok(reading) => Ok(reading.value),
            // `31/4/2023` is a date that does not exist, rather than none.
            Err(refusal) => match refusal.wrong() {
                Wrong::Date(error) => Err(error.clone().into()),
                _ => Err(DateError::Syntax.into()),
            },
        },
        Err(error) => Err(error.into()),
    }
}
