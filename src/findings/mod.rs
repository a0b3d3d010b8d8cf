//! What a reader of a plan should be told before it is signed: it stands, but may not mean what its author meant.
//!
//! What cannot stand at all is a [`PlanError`](crate::PlanError).

mod beside;
mod cutoffs;
mod documents;
mod kind;
mod leads;
mod letters;
mod measured;
mod message;
mod parties;
mod reorganised;
mod reports;
mod rest_days;
mod suggestion;
mod targets;
mod tasks;
mod thresholds;
mod units;
mod whole;

use std::fmt;

use crate::{language::Language, plan::Place};

pub use kind::FindingKind;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// For the author to know.
    Note,
    /// Probably not what was meant.
    Warning,
    /// Part of the plan can never be carried out, or never be met.
    Error,
}

impl Severity {
    /// Its name: `note`, `warning` or `error`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.label(Language::English)
    }

    /// What people call it.
    #[must_use]
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::Note => language.pick("lưu ý", "note"),
            Self::Warning => language.pick("cảnh báo", "warning"),
            Self::Error => language.pick("lỗi", "error"),
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Something about a plan, or about a sheet that scores it, that its author should know.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// Where in the plan, or in the sheet.
    pub place: Place,
    /// Which of a field that lists several, from 0.
    pub item: Option<usize>,
    /// The id of the entry.
    pub id: String,
    /// What was found.
    pub kind: FindingKind,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} [{}] {}", self.kind.severity(), self.kind.code(), self.place)?;
        if let Some(item) = self.item {
            write!(f, "[{item}]")?;
        }
        if !self.id.is_empty() {
            write!(f, " `{}`", self.id)?;
        }
        write!(f, ": {}", self.kind)
    }
}

/// Findings as they are met, each at its place.
#[derive(Default)]
struct Findings(Vec<Finding>);

impl Findings {
    fn add(&mut self, place: Place, id: &str, kind: FindingKind) {
        self.add_item(place, None, id, kind);
    }

    fn add_item(&mut self, place: Place, item: Option<usize>, id: &str, kind: FindingKind) {
        self.0.push(Finding { place, item, id: id.to_owned(), kind });
    }
}

/// The place of the plan's own keys.
const fn own(field: &'static str) -> Place {
    Place { table: "plan", index: 0, field }
}
