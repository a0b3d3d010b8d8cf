//! Remarks: everything that can be said of a file, whoever says it, as one type.

use std::fmt;

use super::problem::{Problem, ProblemKind, Spot};
use crate::{
    findings::{Finding, FindingKind, Severity},
    language::Language,
    phrases::Note,
};

/// Which of the files that are checked together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Origin {
    /// The plan.
    Plan,
    /// The register of units.
    Units,
    /// What passes from which unit to which, where that is a file of its own.
    Successions,
    /// The score sheet.
    Sheet,
}

/// What is said.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum RemarkKind {
    /// The file cannot be read as it stands.
    Problem(ProblemKind),
    /// A phrase was tolerated, or can be read otherwise.
    Note(Note),
    /// It can be read, and may not mean what its author meant.
    Finding(FindingKind),
}

/// Something to be said of a file: a problem of reading it, a note on how a phrase was read, or a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Remark {
    /// Which file it is about.
    pub origin: Origin,
    /// What is said.
    pub kind: RemarkKind,
    /// Where it stands, where that is known.
    pub spot: Option<Spot>,
    /// The path of the value, such as `tasks[2].lead[0]`, or the column of a CSV file.
    pub path: Option<String>,
    /// The id of the entry that a finding is about.
    pub id: Option<String>,
}

impl Remark {
    /// A problem of reading a file.
    #[must_use]
    pub fn of_problem(origin: Origin, problem: &Problem) -> Self {
        let Problem { kind, spot, path } = problem.clone();
        Self { origin, kind: RemarkKind::Problem(kind), spot, path, id: None }
    }

    /// A note on a phrase of a file.
    #[must_use]
    pub const fn of_note(origin: Origin, spot: Option<Spot>, path: String, note: Note) -> Self {
        Self { origin, kind: RemarkKind::Note(note), spot, path: Some(path), id: None }
    }

    /// A finding in a file, without its spot.
    #[must_use]
    pub fn of_finding(origin: Origin, finding: &Finding) -> Self {
        let item = finding.item.map_or(String::new(), |item| format!("[{item}]"));
        let path = match finding.place.table {
            // The file's own keys stand in no table.
            "plan" | "sheet" => format!("{}{item}", finding.place.field),
            _ => format!("{}{item}", finding.place),
        };
        let id = Some(finding.id.clone()).filter(|id| !id.is_empty());
        Self { origin, kind: RemarkKind::Finding(finding.kind.clone()), spot: None, path: Some(path), id }
    }

    /// A stable name, for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match &self.kind {
            RemarkKind::Problem(problem) => problem.code(),
            RemarkKind::Note(note) => note.code(),
            RemarkKind::Finding(finding) => finding.code(),
        }
    }

    /// How much it matters: a problem is an error, and a phrase that can be read otherwise a warning.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match &self.kind {
            RemarkKind::Problem(_) => Severity::Error,
            RemarkKind::Note(note) if note.is_ambiguity() => Severity::Warning,
            RemarkKind::Note(_) => Severity::Note,
            RemarkKind::Finding(finding) => finding.severity(),
        }
    }

    /// What is said, in one line.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match (&self.kind, language) {
            (RemarkKind::Problem(problem), Language::Vietnamese) => problem.vietnamese(),
            (RemarkKind::Problem(problem), Language::English) => problem.to_string(),
            (RemarkKind::Note(note), Language::Vietnamese) => note.vietnamese(),
            (RemarkKind::Note(note), Language::English) => note.to_string(),
            (RemarkKind::Finding(finding), _) => finding.message(language),
        }
    }

    /// What would help.
    #[must_use]
    pub fn help(&self, language: Language) -> Vec<String> {
        match &self.kind {
            RemarkKind::Problem(problem) => match language {
                Language::Vietnamese => problem.vietnamese_help(),
                Language::English => problem.help(),
            },
            RemarkKind::Note(_) => Vec::new(),
            RemarkKind::Finding(finding) => finding.suggestion(language).into_iter().collect(),
        }
    }
}

impl fmt::Display for Remark {
    /// One line, in English: `warning [code] line 3, column 8: path: message; help`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} [{}] ", self.severity(), self.code())?;
        if let Some(spot) = &self.spot {
            write!(f, "line {}, column {}: ", spot.line, spot.column)?;
        }
        if let Some(path) = &self.path {
            write!(f, "{path}: ")?;
        }
        f.write_str(&self.message(Language::English))?;
        self.help(Language::English).iter().try_for_each(|help| write!(f, "; {help}"))
    }
}
