//! The register file.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    FORMAT,
    dates::DateText,
    problem::{Problem, ProblemKind, Problems, Spot},
};
use crate::{
    id::{Kind, Level, UnitId},
    phrases::{self, Wrong},
    spelling::tidy,
    time::{DateError, parse_date, spell_date},
    unit::{Register, RegisterError, UnitRecord},
};

/// A register as it is written in a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RegisterFile {
    /// The version of the format: 1.
    pub format: u32,
    /// Its rows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<UnitRow>,
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
    /// Its last day, if it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<DateText>,
    /// The day from which this row holds, for a unit that has an earlier row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<DateText>,
}

impl From<&Register> for RegisterFile {
    fn from(register: &Register) -> Self {
        let date = |day: Option<NaiveDate>| day.map(|day| DateText(spell_date(day)));
        let row = |record: UnitRecord| UnitRow {
            id: record.id.to_string(),
            name: record.name,
            kind: record.kind.to_string(),
            level: record.level.to_string(),
            parent: record.parent.map(|parent| parent.to_string()),
            first: date(record.first),
            last: date(record.last),
            since: date(record.since),
        };
        Self { format: FORMAT, units: register.records().into_iter().map(row).collect() }
    }
}

/// Reads the rows. `format` is where the version of the format stands; `spot` knows where the value of a row and key does.
pub(super) fn register(
    file: &RegisterFile,
    format: Option<Spot>,
    spot: impl Fn(usize, &'static str) -> Option<Spot>,
) -> Result<Register, Problems> {
    if file.format != FORMAT {
        let kind = ProblemKind::Format { found: file.format };
        return Err(Problems::one(Problem { kind, spot: format, path: Some("format".to_owned()) }));
    }
    let mut problems = Vec::new();
    let mut records = Vec::with_capacity(file.units.len());
    let problem = |row: usize, key: &'static str, kind: ProblemKind| {
        let path = Some(format!("units[{row}].{key}"));
        Problem { kind, spot: spot(row, key), path }
    };
    for (row, unit) in file.units.iter().enumerate() {
        match record(unit) {
            Ok(record) => records.push(record),
            Err((key, kind)) => {
                let typed = unit.parent.as_deref().map(tidy).filter(|_| key == "parent");
                let named = typed.and_then(|typed| {
                    let found = file.units.iter().find(|other| tidy(&other.name) == typed)?;
                    Some(ProblemKind::NameForId { found: typed, id: tidy(&found.id) })
                });
                problems.push(problem(row, key, named.unwrap_or(kind)));
            }
        }
    }
    if !problems.is_empty() {
        return Err(Problems::new(problems));
    }
    Register::new(records).map_err(|errors| {
        let place = |error: RegisterError| {
            let Some(row) = error.record() else {
                return Problem { kind: error.into(), spot: None, path: None };
            };
            let key = match error {
                RegisterError::UnknownParent { .. }
                | RegisterError::ParentOutsideLife { .. }
                | RegisterError::Cycle { .. } => "parent",
                RegisterError::DuplicateChange { .. }
                | RegisterError::NoFirstRecord { .. }
                | RegisterError::ChangeOutsideLife { .. } => "since",
                RegisterError::Reversed { .. } | RegisterError::DaysInChange { .. } => "last",
                _ => "id",
            };
            problem(row, key, error.into())
        };
        Problems::new(errors.into_iter().map(place).collect())
    })
}

fn record(row: &UnitRow) -> Result<UnitRecord, (&'static str, ProblemKind)> {
    let date = |key: &'static str, text: &Option<DateText>| {
        text.as_ref().map(|text| day(&text.0).map_err(|kind| (key, kind))).transpose()
    };
    let fields = [("id", &row.id), ("name", &row.name), ("kind", &row.kind), ("level", &row.level)];
    if let Some((column, _)) = fields.into_iter().find(|(_, text)| tidy(text).is_empty()) {
        return Err((column, ProblemKind::EmptyField { column }));
    }
    Ok(UnitRecord {
        id: UnitId::new(&row.id).map_err(|e| ("id", e.into()))?,
        name: tidy(&row.name),
        kind: Kind::new(&row.kind).map_err(|e| ("kind", e.into()))?,
        level: Level::new(&row.level).map_err(|e| ("level", e.into()))?,
        parent: row.parent.as_deref().map(UnitId::new).transpose().map_err(|e| ("parent", e.into()))?,
        first: date("first", &row.first)?,
        last: date("last", &row.last)?,
        since: date("since", &row.since)?,
        document: None,
        ended_by: None,
    })
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
