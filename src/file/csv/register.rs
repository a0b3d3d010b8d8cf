//! Registers in CSV: units in one file, what passes between them in another.

use std::fmt;

use super::{
    Record, cell,
    successions::{COLUMNS, Successions, WITHOUT_SHARES},
    table, write,
};
use crate::{
    file::{
        DateText, FORMAT, Problems, RegisterFile, Spot, UnitRow,
        register::{Fault, Rows, problems, register},
        source::Source,
        words::{YES, canonical},
    },
    unit::Register,
};

const UNIT_COLUMNS: [&str; 10] =
    ["id", "name", "kind", "level", "parent", "first", "last", "since", "document", "ended_by"];
const UNITS_REQUIRED: usize = 4;
/// How many of them are written where no document stands in the register.
const WITHOUT_DOCUMENTS: usize = 8;

/// What is wrong with a register whose units and successions stand in two files.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RegisterProblems {
    /// What is wrong with the file of the units.
    pub units: Option<Problems>,
    /// What is wrong with the file of what passes between them.
    pub successions: Option<Problems>,
}

impl fmt::Display for RegisterProblems {
    /// Each problem behind the name of its file.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut end = "";
        for (name, problems) in [("units", &self.units), ("successions", &self.successions)] {
            for line in problems.iter().flat_map(Problems::lines) {
                write!(f, "{end}{name}: {line}")?;
                end = "\n";
            }
        }
        Ok(())
    }
}

impl std::error::Error for RegisterProblems {}

impl Register {
    /// Reads a register in CSV, with the columns `id`, `name`, `kind`, `level` and, as far as needed, `parent`, `first`, `last`,
    /// `since`, `document` and `ended_by`, in any order: see [`UnitRow`].
    ///
    /// # Errors
    /// Everything that is wrong with it: see [`Problems`].
    pub fn from_csv(text: &str) -> Result<Self, Problems> {
        let units = Units::read(text)?;
        register(&RegisterFile { units: units.rows(), ..file() }, None, |fault| units.spot(fault))
    }

    /// Reads a register in CSV whose units are reorganised: the units as [`Register::from_csv`] reads them, and from a second
    /// text what passes from which to which, with the columns `on`, `predecessor`, `heir`, `extent` and, as far as needed,
    /// `duties`, `document`, `indicator` and `share`, in any order: see
    /// [`SuccessionRow`](crate::file::SuccessionRow).
    ///
    /// ```
    /// # use kehoach::{Heir, Register, UnitId};
    /// let units = "\
    /// id,name,kind,level,first
    /// hoa-an,Xã Hòa An,xa,commune,
    /// hoa-binh,Xã Hòa Bình,xa,commune,
    /// hoa-xuan,Xã Hòa Xuân,xa,commune,01/7/2025
    /// ";
    /// let successions = "\
    /// on,predecessor,heir,extent,document
    /// 01/7/2025,hoa-an,hoa-xuan,toàn bộ,12/NQ-HĐND
    /// 01/7/2025,hoa-binh,hoa-xuan,toàn bộ,12/NQ-HĐND
    /// ";
    /// let register = Register::from_csv_with_successions(units, successions)?;
    /// let heir = register.heir(&UnitId::new("hoa-an")?, "2025-12-31".parse()?);
    /// assert_eq!(heir, Some(Heir::Whole(&UnitId::new("hoa-xuan")?)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Everything that is wrong with them, file by file.
    pub fn from_csv_with_successions(units: &str, successions: &str) -> Result<Self, RegisterProblems> {
        let (units, successions) = match (Units::read(units), Successions::read(successions)) {
            (Ok(units), Ok(successions)) => (units, successions),
            (units, successions) => {
                return Err(RegisterProblems { units: units.err(), successions: successions.err() });
            }
        };
        let file = RegisterFile { units: units.rows(), successions: successions.rows(), ..file() };
        let rows = Rows::new(&file);
        let read = if successions.read_well() { rows.register(&file) } else { Err(rows.faults) };
        read.map_err(|faults| {
            let (of_units, others): (Vec<_>, Vec<_>) =
                faults.into_iter().partition(|fault| fault.table == "units");
            let of_units = Some(of_units).filter(|faults| !faults.is_empty());
            RegisterProblems {
                units: of_units.map(|faults| problems(faults, |fault| units.spot(fault))),
                successions: successions.problems(others),
            }
        })
    }

    /// Writes the units of the register in CSV. What passes between them is a file of its own: see
    /// [`Register::successions_to_csv`].
    #[must_use]
    pub fn to_csv(&self) -> String {
        let date = |day: &Option<DateText>| day.as_ref().map(|d| d.0.clone()).unwrap_or_default();
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let units = RegisterFile::from(self).units;
        let documents = units.iter().any(|unit| unit.document.is_some() || unit.ended_by.is_some());
        let columns = if documents { UNIT_COLUMNS.len() } else { WITHOUT_DOCUMENTS };
        let row = |unit: &UnitRow| {
            let mut row = vec![
                unit.id.clone(),
                unit.name.clone(),
                unit.kind.clone(),
                unit.level.clone(),
                text(&unit.parent),
                date(&unit.first),
                date(&unit.last),
                date(&unit.since),
                text(&unit.document),
                text(&unit.ended_by),
            ];
            row.truncate(columns);
            row
        };
        write(UNIT_COLUMNS.get(..columns).unwrap_or_default(), units.iter().map(row))
    }

    /// Writes what passes between the units of the register in CSV, for [`Register::from_csv_with_successions`]; of a register
    /// without any the header alone.
    #[must_use]
    pub fn successions_to_csv(&self) -> String {
        let rows = RegisterFile::from(self).successions;
        let shares = rows.iter().any(|row| !row.shares.is_empty());
        let columns = if shares { COLUMNS.len() } else { WITHOUT_SHARES };
        let lines = rows.iter().flat_map(|row| {
            let line = move |indicator: &str, share: String| {
                let duties = if row.duties { canonical(YES, &true) } else { "" };
                let mut line = vec![
                    row.on.0.clone(),
                    row.predecessor.clone(),
                    row.heir.clone(),
                    row.extent.clone(),
                    duties.to_owned(),
                    row.document.clone().unwrap_or_default(),
                    indicator.to_owned(),
                    share,
                ];
                line.truncate(columns);
                line
            };
            let bare = row.shares.is_empty().then(|| line("", String::new()));
            bare.into_iter().chain(row.shares.iter().map(move |(id, share)| line(id, share.to_string())))
        });
        write(COLUMNS.get(..columns).unwrap_or_default(), lines)
    }
}

const fn file() -> RegisterFile {
    RegisterFile { format: FORMAT, units: Vec::new(), successions: Vec::new() }
}

/// The file of the units.
struct Units<'t> {
    source: Source<'t>,
    records: Vec<Record<'t>>,
}

impl<'t> Units<'t> {
    fn read(text: &'t str) -> Result<Self, Problems> {
        let source = Source::new(text);
        let records = table(&source, &UNIT_COLUMNS, UNITS_REQUIRED)?;
        Ok(Self { source, records })
    }

    fn rows(&self) -> Vec<UnitRow> {
        let row = |record: &Record<'_>| {
            let text = |column: usize| cell(record, column).map(str::to_owned);
            let date = |column: usize| text(column).map(DateText);
            UnitRow {
                id: text(0).unwrap_or_default(),
                name: text(1).unwrap_or_default(),
                kind: text(2).unwrap_or_default(),
                level: text(3).unwrap_or_default(),
                parent: text(4),
                first: date(5),
                last: date(6),
                since: date(7),
                document: text(8),
                ended_by: text(9),
            }
        };
        self.records.iter().map(row).collect()
    }

    fn spot(&self, fault: &Fault) -> Option<Spot> {
        let column = UNIT_COLUMNS.iter().position(|column| *column == fault.key)?;
        Some(self.source.spot(self.records.get(fault.row)?.span(column)))
    }
}
