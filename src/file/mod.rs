//! Files: plans, registers and ledgers as people write them.
//!
//! A plan file, a register file and a ledger file hold the same model in each format; a format is there with the feature of its
//! name. Every reader takes the whole text or says of everything that is wrong where it stands, what was found and what was
//! expected: see [`Problems`]. Registers and ledgers can also be taken in part: see [`Intake`]. `Check` says of a plan file all
//! there is to say before the plan is signed, problems among it, as [`Remark`]s.
//!
//! | file | what its keys or columns mean |
//! |---|---|
//! | plan | [`PlanFile`], [`ScopeRow`], [`IndicatorRow`], [`TargetRow`], [`TaskRow`], [`ScaleRow`] |
//! | register | [`UnitRow`], [`SuccessionRow`] |
//! | ledger | [`ReportRow`] |
//! | score sheet | [`SheetFile`] and its rows |
//!
//! The guide teaches the format by examples, and lists every key and every word: [`guide::format`](mod@crate::guide::format).
//!
//! A plan of a commune, its units and what they reported. Ids are free words without blanks; names are for people.
//!
//! ```toml
//! format = 1
//! id = "05-KH/UBND"
//! title = "Vệ sinh môi trường năm 2024"
//! issuer = "ubnd-xa"              # the id of a unit
//! period = "2024"
//!
//! [[scopes]]                      # who is measured
//! id = "cac-thon"
//! kinds = ["thon"]
//!
//! [[indicators]]                  # what each of them reports, and how its figures combine
//! id = "rac"
//! name = "rác được thu gom"
//! measure = "amount"
//! unit = "tấn"
//! combine = "sum"
//! reported = "quarterly"
//!
//! [[targets]]                     # what is asked of all of them together
//! id = "1"
//! title = "Thu gom rác"
//! indicator = "rac"
//! measured = "cac-thon"
//! aggregate = "total"
//! threshold = "ít nhất 1.200 tấn"
//! ```
//!
//! ```csv
//! id,name,kind,level,parent
//! ubnd-xa,UBND xã Hòa An,ubnd,commune,
//! thon-1,Thôn Đông,thon,village,ubnd-xa
//! ```
//!
//! ```csv
//! item,unit,period,value,reported_on
//! rac,thon-1,quý I/2024,"351,5",05/04/2024
//! ```
//!
//! A figure that could be read as thousands or as decimals, such as `1.020`, is refused. Days and periods are written as
//! `2024-04-05` and `2024-Q1`, or as in a document.

#[cfg(any(feature = "toml", feature = "json"))]
mod check;
#[cfg(feature = "csv")]
mod csv;
mod dates;
mod desk;
#[cfg(feature = "edit")]
mod edit;
mod figures;
#[cfg(feature = "json")]
mod json;
mod kinds;
mod ledger;
mod lower;
mod plan;
mod problem;
mod register;
mod remark;
#[cfg(feature = "schema")]
pub mod schema;
mod sheet;
mod sheet_lower;
mod sheet_words;
#[cfg(any(feature = "toml", feature = "json", feature = "csv"))]
mod source;
mod succession;
mod task_entry;
#[cfg(feature = "toml")]
mod toml;
mod words;

#[cfg(any(feature = "toml", feature = "json"))]
pub use check::{Check, Checked, Text};
#[cfg(feature = "csv")]
pub use csv::{ReadError, RegisterProblems};
pub use dates::DateText;
#[cfg(feature = "edit")]
pub use edit::PlanText;
pub use kinds::{Beside, Found, ShareOf, Unheld, Wanted};
pub use ledger::{LedgerFile, ReportRow};
pub use plan::{GradeRow, IndicatorRow, PlanFile, ScaleRow, ScopeRow, TargetRow, TaskRow};
pub use problem::{Earlier, Intake, Located, Problem, ProblemKind, Problems, Rejected, Spot};
pub use register::{RegisterFile, UnitRow};
pub use remark::{Origin, Remark, RemarkKind};
pub use sheet::{
    AdjustmentRow, ConditionRow, CriterionRow, CutoffRow, GateRow, GroupRow, QuotaRow, SheetFile, StepRow,
};
pub use succession::SuccessionRow;
pub(crate) use words::{rest_days as rest_days_word, unknowns as unknowns_word};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The version of the file formats that this version of the library writes, and the only one that it reads.
pub const FORMAT: u32 = 1;

impl TryFrom<PlanFile> for crate::Plan {
    type Error = Problems;

    /// Reads the texts of a plan file, whichever format it came from.
    fn try_from(file: PlanFile) -> Result<Self, Problems> {
        locate(lower::plan(&file), |_| None).map(|located| located.value)
    }
}

impl TryFrom<RegisterFile> for crate::Register {
    type Error = Problems;

    /// Reads the texts of a register file, whichever format it came from.
    fn try_from(file: RegisterFile) -> Result<Self, Problems> {
        register::register(&file, None, |_| None)
    }
}

impl Serialize for crate::Plan {
    /// As a [`PlanFile`], in canonical spelling.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        PlanFile::from(self).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for crate::Plan {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        PlanFile::deserialize(deserializer)?.try_into().map_err(de::Error::custom)
    }
}

impl Serialize for crate::Register {
    /// As a [`RegisterFile`].
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RegisterFile::from(self).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for crate::Register {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        RegisterFile::deserialize(deserializer)?.try_into().map_err(de::Error::custom)
    }
}

impl LedgerFile {
    /// Reads its rows for a plan and a register, whichever format they came from.
    ///
    /// # Errors
    /// A version of the format that this library does not read. What is wrong with its records stands in the [`Intake`].
    pub fn read(
        &self,
        plan: &crate::Plan,
        register: &crate::Register,
    ) -> Result<Intake<crate::Ledger>, Problems> {
        self.read_onto(crate::Ledger::new(), plan, register)
    }

    /// Adds its rows to a ledger that is there, checked as [`LedgerFile::read`] does, and against what the ledger holds: what it
    /// says already is a duplicate, what contradicts it is rejected. Nothing of the ledger is read again. Who wants it back as it
    /// was where a row is rejected hands in a clone.
    ///
    /// ```
    /// # use kehoach::{Ledger, Plan, Register, file::{Intake, LedgerFile, Problems}};
    /// /// Takes the rows of a request, all of them or none.
    /// fn take(held: &mut Ledger, new: &LedgerFile, plan: &Plan, register: &Register) -> Result<(), Problems> {
    ///     *held = new.read_onto(held.clone(), plan, register).and_then(Intake::whole)?;
    ///     Ok(())
    /// }
    /// ```
    ///
    /// # Errors
    /// As for [`LedgerFile::read`].
    pub fn read_onto(
        &self,
        ledger: crate::Ledger,
        plan: &crate::Plan,
        register: &crate::Register,
    ) -> Result<Intake<crate::Ledger>, Problems> {
        desk::ledger(self, ledger, plan, register, (None, false), |_, _, _| None)
    }
}

impl SheetFile {
    /// Reads its texts for a plan, whichever format it came from.
    ///
    /// # Errors
    /// Everything that is wrong with it: see [`Problems`].
    pub fn read(&self, plan: &crate::Plan) -> Result<crate::score::Sheet, Problems> {
        locate(sheet_lower::sheet(self, plan), |_| None).map(|located| located.value)
    }
}

/// The problems and notes of a lowering, with their spots.
fn locate<T>(
    (read, lowering): (Option<T>, lower::Lowering),
    spot: impl Fn(&lower::At) -> Option<Spot>,
) -> Result<Located<T>, Problems> {
    match read {
        Some(value) => {
            let notes = lowering.notes.into_iter().map(|(at, note)| (spot(&at), at.path(), note));
            Ok(Located { value, notes: notes.collect() })
        }
        None => {
            let problem = |(at, kind): (lower::At, ProblemKind)| Problem {
                kind,
                spot: spot(&at),
                path: Some(at.path()),
            };
            Err(Problems::new(lowering.problems.into_iter().map(problem).collect()))
        }
    }
}

/// Whether a text says nothing at all; a byte-order mark says nothing either.
#[cfg(any(feature = "toml", feature = "json"))]
fn says_nothing(text: &str) -> bool {
    text.trim_matches(crate::spelling::is_blank).is_empty()
}

/// What is wrong at a place of a text that is otherwise well-formed.
#[cfg(any(feature = "toml", feature = "json"))]
fn problem_at(text: &str, span: std::ops::Range<usize>, kind: ProblemKind) -> Problems {
    Problems::one(Problem { kind, spot: Some(source::Source::new(text).spot(span)), path: None })
}

/// What a format's own reader says, as the kind of problem it is: serde's wording of unknown and missing keys is fixed.
#[cfg(any(feature = "toml", feature = "json"))]
fn key_problem(message: &str) -> ProblemKind {
    let quoted = |text: &str| text.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<String>>();
    if message.starts_with("unknown field `") {
        let mut keys = quoted(message).into_iter();
        if let Some(found) = keys.next() {
            return ProblemKind::UnknownKey { found, known: keys.collect() };
        }
    }
    if message.starts_with("duplicate field `")
        && let Some(key) = quoted(message).into_iter().next()
    {
        return ProblemKind::DuplicateKey { key };
    }
    if message.starts_with("missing field `")
        && let Some(key) = quoted(message).into_iter().next()
    {
        return ProblemKind::MissingKey { key };
    }
    let type_or_value = ["invalid type: ", "invalid value: "].iter().find_map(|m| message.strip_prefix(m));
    if let Some((found, expected)) = type_or_value.and_then(|rest| rest.rsplit_once(", expected ")) {
        let found = Found::of_serde(found);
        let expected = Wanted::of_serde(expected, &found);
        return ProblemKind::WrongType { found, expected };
    }
    ProblemKind::Syntax { message: message.trim().to_owned() }
}
