//! What is wrong with a file: data, not text. An application shows it; the examples do so with carets.

use std::{fmt, ops::Range};

use super::kinds::{Beside, Found, ShareOf, Unheld, Wanted};
use crate::{
    id::{IdError, UnitId},
    ledger::ReportError,
    phrases::{Note, Refusal, Wrong},
    plan::{JudgingError, PlanError},
    quantity::{NumberError, ScaleError, ShareError},
    score::SheetError,
    spelling::{nearest, quote},
    time::{CalendarError, DateError, Period, PeriodError},
    unit::RegisterError,
};

/// Where something stands in a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spot {
    /// The line, from 1.
    pub line: usize,
    /// The column as a reader counts, from 1: displayed characters, not bytes.
    pub column: usize,
    /// The bytes of the file.
    pub span: Range<usize>,
}

/// Where the report stands that another one contradicts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Earlier {
    /// In this line of the same file, from 1.
    Line(usize),
    /// It is this one of the same rows, from 1: of JSON, whose lines say little, and of rows that came without a text.
    Record(usize),
    /// In the ledger to which these are added.
    Ledger,
}

impl fmt::Display for Earlier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(f, "in line {line}"),
            Self::Record(record) => write!(f, "in record {record}"),
            Self::Ledger => f.pad("in the ledger"),
        }
    }
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProblemKind {
    /// The text is not of its format: what the format's own reader says.
    #[error("{message}")]
    Syntax {
        /// Its message.
        message: String,
    },
    /// A number where a text belongs, or the like.
    #[error("found {found}")]
    WrongType {
        /// What was found.
        found: Found,
        /// What belongs there.
        expected: Wanted,
    },
    /// Bytes that are no text.
    #[error("the file is not in UTF-8")]
    Encoding,
    /// The file is empty.
    #[error("the file is empty")]
    Empty,
    /// A version of the format that this library does not read.
    #[error("the file is of format {found}, and this library reads format {}", super::FORMAT)]
    Format {
        /// The version found.
        found: u32,
    },
    /// A key that does not belong there.
    #[error("there is no key `{found}` here")]
    UnknownKey {
        /// The key.
        found: String,
        /// The keys that belong there.
        known: Vec<String>,
    },
    /// A key that stands there twice.
    #[error("the key `{key}` stands there twice")]
    DuplicateKey {
        /// The key.
        key: String,
    },
    /// A key or column that is missing.
    #[error("`{key}` is missing")]
    MissingKey {
        /// The key.
        key: String,
    },
    /// A key that does not go with the others.
    #[error("`{key}` does not go with {with}")]
    OutOfPlace {
        /// The key.
        key: &'static str,
        /// What it does not go with.
        with: Beside,
    },
    /// A word that is none of those that can stand there.
    #[error("`{found}` is no {what}")]
    UnknownWord {
        /// What was found.
        found: String,
        /// What should stand there.
        what: &'static str,
        /// The words that can.
        known: Vec<String>,
    },
    /// The name of something where its id belongs.
    #[error("`{found}` is a name, and an id belongs here")]
    NameForId {
        /// The name.
        found: String,
        /// The id of what has that name.
        id: String,
    },
    /// An id that is none.
    #[error(transparent)]
    Id(#[from] IdError),
    /// A phrase that is not understood.
    #[error("{}", phrase(.0))]
    Phrase(Refusal),
    /// A date that is none.
    #[error(transparent)]
    Date(#[from] DateError),
    /// A period that is none.
    #[error(transparent)]
    Period(#[from] PeriodError),
    /// A number that is none.
    #[error(transparent)]
    Number(#[from] NumberError),
    /// A share that is none, with what it was reported of where that is known.
    #[error("{error}{}", about.as_ref().map_or(String::new(), |of| format!(" ({of})")))]
    Share {
        /// What is wrong with it.
        error: ShareError,
        /// What it was reported of.
        about: Option<ShareOf>,
    },
    /// When a target is judged, in no form that is known.
    #[error(transparent)]
    Judging(#[from] JudgingError),
    /// A day that closes no month.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
    /// Grades that make no scale.
    #[error(transparent)]
    Scale(#[from] ScaleError),
    /// Parts of a plan that do not fit together.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// Parts of a score sheet that do not fit together, or not the plan.
    #[error(transparent)]
    Sheet(#[from] SheetError),
    /// Records that make no register.
    #[error(transparent)]
    Register(#[from] RegisterError),
    /// A report that does not fit the plan or the register.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// A number without a whole meaning: a threshold that is only a fraction, or only approximate.
    #[error("`{found}` cannot be held against figures: {why}")]
    NoThreshold {
        /// What was found.
        found: String,
        /// Why not.
        why: Unheld,
    },
    /// Two different reports of one cell on one day.
    #[error("another report {} says something else on the same day, {with}", cell(item, unit.as_ref(), *period))]
    Conflict {
        /// What both are about: an indicator, a target, a task, or a sheet and its criterion as `sheet#criterion`.
        item: String,
        /// Whose report it is; none of instructions.
        unit: Option<UnitId>,
        /// The period that both are for; none of instructions.
        period: Option<Period>,
        /// Where the other stands.
        with: Earlier,
        /// Whether each says that it corrects another.
        corrects: bool,
    },
    /// A figure of which nobody can tell whether it has thousands or decimals.
    #[error("{}", match decimal {
        Some(_) => format!("`{found}` may mean {plain}, or a number with three decimals"),
        None => format!("`{found}` has separators between its thousands"),
    })]
    Thousands {
        /// What was found.
        found: String,
        /// The figure if it has thousands.
        plain: String,
        /// The figure if it has decimals, where it can: spelt so that no one doubts it.
        decimal: Option<String>,
    },
    /// An empty field that must say something.
    #[error("`{column}` is empty")]
    EmptyField {
        /// The column.
        column: &'static str,
    },
    /// Two shares of one heir in the figures on one indicator.
    #[error("the share in the figures on `{indicator}` stands there twice")]
    ShareTwice {
        /// The indicator.
        indicator: String,
    },
    /// Two lines of one succession that do not say the same of it.
    #[error("`{column}` is `{found}`, and `{other}` in line {line}, of the same units and day")]
    Contradiction {
        /// The column.
        column: &'static str,
        /// What was found.
        found: String,
        /// What the earlier line says.
        other: String,
        /// The earlier line, from 1.
        line: usize,
    },
    /// A quote that is never closed.
    #[error("the quote that opens here is not closed where its field ends")]
    UnclosedQuote,
    /// A quote where none can stand.
    #[error("a quote stands inside a field that does not begin with one")]
    StrayQuote,
    /// Text after a closing quote.
    #[error("text follows a closing quote")]
    AfterQuote,
    /// A column that is no column of this file.
    #[error("{}", if found.is_empty() { "a column has no name".to_owned() } else { format!("there is no column `{found}`") })]
    UnknownColumn {
        /// What was found.
        found: String,
        /// The columns there are.
        known: Vec<String>,
    },
    /// One column twice.
    #[error("the column `{column}` stands there twice")]
    DuplicateColumn {
        /// The column.
        column: String,
    },
    /// A record with more or fewer fields than the header has.
    #[error("the record has {found} fields, and the header {expected}")]
    FieldCount {
        /// The fields of the record.
        found: usize,
        /// Those of the header.
        expected: usize,
    },
    /// More columns, or a longer field, than a file of this kind has.
    #[error("there are more {what} than the {most} that are read")]
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// The limit.
        most: usize,
    },
}

/// What is wrong with a phrase, as a sentence that stands by itself.
fn phrase(refusal: &Refusal) -> String {
    match (refusal.wrong(), refusal.found()) {
        (Wrong::Unexpected, found) if !found.is_empty() => format!("`{}` is not understood", quote(found)),
        (wrong, _) => wrong.to_string(),
    }
}

/// A cell of the ledger by its names.
fn cell(item: &str, unit: Option<&UnitId>, period: Option<Period>) -> String {
    let of = unit.map(|unit| format!("of `{unit}` ")).unwrap_or_default();
    let when = period.map(|period| format!(" for {period}")).unwrap_or_default();
    format!("{of}on `{item}`{when}")
}

impl ProblemKind {
    /// A stable name of the kind of problem, for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Syntax { .. } => "syntax",
            Self::WrongType { .. } => "wrong-type",
            Self::Encoding => "encoding",
            Self::Empty => "empty",
            Self::Format { .. } => "format",
            Self::UnknownKey { .. } => "unknown-key",
            Self::DuplicateKey { .. } => "duplicate-key",
            Self::MissingKey { .. } => "missing-key",
            Self::OutOfPlace { .. } => "out-of-place",
            Self::UnknownWord { .. } => "unknown-word",
            Self::NameForId { .. } => "name-for-id",
            Self::Id(_) => "id",
            Self::Phrase(_) => "phrase",
            Self::Date(_) => "date",
            Self::Period(_) => "period",
            Self::Number(_) => "number",
            Self::Share { .. } => "share",
            Self::Judging(_) => "judging",
            Self::Calendar(_) => "calendar",
            Self::Scale(_) => "scale",
            Self::Plan(_) => "plan",
            Self::Sheet(_) => "sheet",
            Self::Register(_) => "register",
            Self::Report(_) => "report",
            Self::NoThreshold { .. } => "no-threshold",
            Self::Conflict { .. } => "conflict",
            Self::Thousands { .. } => "thousands",
            Self::EmptyField { .. } => "empty-field",
            Self::ShareTwice { .. } => "share-twice",
            Self::Contradiction { .. } => "contradiction",
            Self::UnclosedQuote => "unclosed-quote",
            Self::StrayQuote => "stray-quote",
            Self::AfterQuote => "after-quote",
            Self::UnknownColumn { .. } => "unknown-column",
            Self::DuplicateColumn { .. } => "duplicate-column",
            Self::FieldCount { .. } => "field-count",
            Self::TooLarge { .. } => "too-large",
        }
    }

    /// The nearest valid spelling of what was found, where one is near.
    #[must_use]
    pub fn did_you_mean(&self) -> Option<String> {
        match self {
            Self::UnknownKey { found, known }
            | Self::UnknownWord { found, known, .. }
            | Self::UnknownColumn { found, known } => {
                nearest(found, known.iter().map(String::as_str)).map(str::to_owned)
            }
            Self::NameForId { id, .. } => Some(id.clone()),
            Self::Plan(error) => error.did_you_mean(),
            Self::Sheet(error) => error.did_you_mean(),
            Self::Register(error) => error.did_you_mean().map(str::to_owned),
            Self::Report(error) => error.did_you_mean().map(str::to_owned),
            _ => None,
        }
    }

    /// What would help: the nearest valid spelling, and what was expected.
    #[must_use]
    pub fn help(&self) -> Vec<String> {
        let guess = self.did_you_mean().map(|near| format!("did you mean `{near}`?"));
        let expected = self.expected().map(|expected| format!("expected {expected}"));
        let advice = match self {
            Self::Register(error) => error.help().map(str::to_owned),
            Self::Phrase(refusal) => match refusal.wrong() {
                Wrong::Schedule(error) => error.help(),
                _ => None,
            },
            _ => None,
        };
        guess.into_iter().chain(expected).chain(advice).collect()
    }

    /// What was expected instead, where that can be said in a few words.
    #[must_use]
    pub fn expected(&self) -> Option<String> {
        let listed =
            |known: &[String]| Some(known.iter().map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", "));
        match self {
            Self::UnknownKey { known, .. }
            | Self::UnknownWord { known, .. }
            | Self::UnknownColumn { known, .. } => listed(known),
            Self::Phrase(refusal) => {
                let expected: Vec<String> = refusal.expected().iter().map(ToString::to_string).collect();
                (!expected.is_empty()).then(|| expected.join(" or "))
            }
            Self::Encoding => Some("in a spreadsheet, save it as `CSV UTF-8`".to_owned()),
            Self::Empty => None,
            Self::WrongType { expected, .. } => Some(expected.to_string()),
            Self::MissingKey { key } if key == "combine" => Some(
                "`latest` or `sum` of counts and amounts; `latest`, `pooled` or `cumulative` of shares"
                    .to_owned(),
            ),
            Self::MissingKey { key } if key == "baseline" => Some(
                "a period such as `baseline = \"2023\"`, or a figure such as `baseline_value = \"45%\"`"
                    .to_owned(),
            ),
            Self::Date(DateError::Syntax) => {
                Some("a year of four digits, as in `2023-12-09` or `9/12/2023`".to_owned())
            }
            Self::Conflict { corrects: false, .. } => {
                Some("`yes` under `corrects` of the report that corrects the other".to_owned())
            }
            Self::Conflict { corrects: true, .. } => {
                Some("one correction a day: a later one has a later day".to_owned())
            }
            Self::Thousands { plain, decimal, .. } => Some(match decimal {
                Some(decimal) => format!("`{plain}`, or `{decimal}` if it has decimals"),
                None => format!("`{plain}`"),
            }),
            Self::Contradiction { other, .. } => Some(format!("`{other}`, or nothing")),
            Self::FieldCount { found, expected } if found > expected => {
                Some("quotes around a field that holds a separator".to_owned())
            }
            Self::FieldCount { .. } => {
                Some("a separator for every column, also for one in which nothing stands".to_owned())
            }
            Self::StrayQuote => Some(
                "a field with quotes in it begins and ends with a quote, and doubles those inside".to_owned(),
            ),
            Self::AfterQuote => Some("a separator or the end of the line".to_owned()),
            _ => None,
        }
    }
}

/// One thing that is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// What is wrong.
    pub kind: ProblemKind,
    /// Where it stands, where that is known.
    pub spot: Option<Spot>,
    /// The path of the value in a plan file, such as `targets[2].threshold`, or the column of a CSV file.
    pub path: Option<String>,
}

impl Problem {
    #[cfg(any(feature = "toml", feature = "json", feature = "csv"))]
    pub(super) const fn new(kind: ProblemKind) -> Self {
        Self { kind, spot: None, path: None }
    }

    /// What would help: see [`ProblemKind::help`].
    #[must_use]
    pub fn help(&self) -> Vec<String> {
        self.kind.help()
    }

    /// The same in Vietnamese: see [`ProblemKind::vietnamese_help`].
    #[must_use]
    pub fn vietnamese_help(&self) -> Vec<String> {
        self.kind.vietnamese_help()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(spot) = &self.spot {
            write!(f, "line {}, column {}: ", spot.line, spot.column)?;
        }
        if let Some(path) = &self.path {
            write!(f, "{path}: ")?;
        }
        write!(f, "{}", self.kind)?;
        for help in self.help() {
            write!(f, "; {help}")?;
        }
        Ok(())
    }
}

/// Everything that is wrong with a file, in its order; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems {
    listed: Vec<Problem>,
    more: usize,
}

impl Problems {
    /// Those beyond [`PROBLEMS`](crate::limits::PROBLEMS) are counted, not listed.
    pub(super) fn new(mut problems: Vec<Problem>) -> Self {
        problems.sort_by_key(|p| p.spot.as_ref().map(|s| (s.span.start, s.span.end)));
        let more = problems.len().saturating_sub(crate::limits::PROBLEMS);
        problems.truncate(crate::limits::PROBLEMS);
        Self { listed: problems, more }
    }

    /// The first problems of a file, and how many more there are.
    pub(super) fn first(problems: Vec<Problem>, more: usize) -> Self {
        let mut first = Self::new(problems);
        first.more = first.more.saturating_add(more);
        first
    }

    pub(super) fn one(problem: Problem) -> Self {
        Self { listed: vec![problem], more: 0 }
    }

    /// The problems, in the order of the file.
    #[must_use]
    pub fn listed(&self) -> &[Problem] {
        &self.listed
    }

    /// How many more there are than are listed.
    #[must_use]
    pub const fn more(&self) -> usize {
        self.more
    }
}

impl Problems {
    /// Each problem as text, and last how many more there are.
    pub(super) fn lines(&self) -> impl Iterator<Item = String> {
        let more = (self.more > 0).then(|| format!("and {} more", self.more));
        self.listed.iter().map(ToString::to_string).chain(more)
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (k, line) in self.lines().enumerate() {
            if k > 0 {
                f.write_str("\n")?;
            }
            f.write_str(&line)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

/// What was read, with what was tolerated or assumed on the way.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Located<T> {
    /// What was read.
    pub value: T,
    /// Notes on phrases that were tolerated, or could be read otherwise, with where they stand.
    pub notes: Vec<(Option<Spot>, String, Note)>,
}

/// A record that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rejected {
    /// Which record, from 1, not counting the header.
    pub record: usize,
    /// Why.
    pub problems: Vec<Problem>,
}

/// What was taken of a file, and every record that was not, with its reason: records = accepted + rejected + duplicates.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Intake<T> {
    /// What the accepted records make.
    pub value: T,
    /// How many records there were.
    pub records: usize,
    /// How many were taken.
    pub accepted: usize,
    /// Records that say what an earlier one, or the ledger to which they are added, said of the same cell on the same day,
    /// from 1.
    pub duplicates: Vec<usize>,
    /// Records that were not taken.
    pub rejected: Vec<Rejected>,
}

impl<T> Intake<T> {
    /// All or nothing: what was read, if no record was rejected.
    ///
    /// # Errors
    /// The problems of every rejected record.
    pub fn whole(self) -> Result<T, Problems> {
        if self.rejected.is_empty() {
            return Ok(self.value);
        }
        Err(Problems::new(self.rejected.into_iter().flat_map(|rejected| rejected.problems).collect()))
    }
}
