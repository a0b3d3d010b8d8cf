//! Tasks (nhiệm vụ) and reporting duties (chế độ báo cáo): who does what, with whom, by when.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    citation::Citation,
    id::{IdError, Kind, ScopeId, TaskId, UnitId},
    language::Language,
    spelling::tidy,
    time::Schedule,
};

/// What a party has to do in a task (trách nhiệm).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Role {
    /// Leads, and is answerable (chủ trì).
    Lead,
    /// Takes part (phối hợp).
    Coordinate,
    /// Advises (tham mưu).
    Advise,
    /// Directs (chỉ đạo).
    Direct,
    /// Follows, urges and inspects (theo dõi, đôn đốc, kiểm tra).
    Monitor,
    /// Receives the report (báo cáo về).
    ReportTo,
    /// Passes the report on (qua).
    ReportThrough,
}

impl Role {
    /// All roles, in the order in which they are listed.
    pub const ALL: [Self; 7] = [
        Self::Lead,
        Self::Coordinate,
        Self::Advise,
        Self::Direct,
        Self::Monitor,
        Self::ReportTo,
        Self::ReportThrough,
    ];

    /// Its name in files and JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lead => "lead",
            Self::Coordinate => "coordinate",
            Self::Advise => "advise",
            Self::Direct => "direct",
            Self::Monitor => "monitor",
            Self::ReportTo => "report-to",
            Self::ReportThrough => "report-through",
        }
    }

    /// What people call it.
    #[must_use]
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::Lead => language.pick("chủ trì", "leads"),
            Self::Coordinate => language.pick("phối hợp", "coordinates"),
            Self::Advise => language.pick("tham mưu", "advises"),
            Self::Direct => language.pick("chỉ đạo", "directs"),
            Self::Monitor => language.pick("theo dõi, đôn đốc", "monitors"),
            Self::ReportTo => language.pick("báo cáo về", "is reported to"),
            Self::ReportThrough => language.pick("qua", "passes on"),
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Who has a role in a task.
///
/// | in a file | party |
/// |---|---|
/// | `ban-dan-van` | the unit of this id, or each unit of the plan's scope of this id |
/// | `ubnd cùng cấp`, `same level: ubnd` | the unit of this kind at the level and place of whoever acts |
/// | `các cơ quan, đơn vị liên quan` | an open phrase, kept as written: anything that is no id |
/// | `open: ...` | an open phrase that could be taken for an id |
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Party {
    /// A unit.
    Unit(UnitId),
    /// Every unit of a scope ('các đoàn thể huyện').
    Each(ScopeId),
    /// The unit of a kind at the level and place of whoever acts ('UBND cùng cấp').
    SameLevel(Kind),
    /// An open phrase, kept as written ('các cơ quan, đơn vị liên quan'): no unit follows from it.
    Open(String),
}

impl Party {
    /// Reads a party as a file writes it. `is_scope` says whether an id is that of a scope.
    ///
    /// # Errors
    /// [`IdError`] where a kind is no id, or nothing is there.
    pub fn read(text: &str, is_scope: impl Fn(&ScopeId) -> bool) -> Result<Self, IdError> {
        let text = tidy(text);
        // Before all else: an open phrase may end as a relative party does.
        if let Some(open) = text.strip_prefix("open:").map(str::trim) {
            return if open.is_empty() { Err(IdError::Empty) } else { Ok(Self::Open(open.to_owned())) };
        }
        if let Some(kind) = text.strip_prefix("same level:").or_else(|| text.strip_suffix("cùng cấp")) {
            return Kind::new(&kind.trim().to_lowercase()).map(Self::SameLevel);
        }
        if let Some(scope) = ScopeId::new(&text).ok().filter(is_scope) {
            return Ok(Self::Each(scope));
        }
        match UnitId::new(&text) {
            Ok(unit) => Ok(Self::Unit(unit)),
            Err(IdError::Empty) => Err(IdError::Empty),
            Err(_) => Ok(Self::Open(text)),
        }
    }
}

impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unit(unit) => unit.fmt(f),
            Self::Each(scope) => scope.fmt(f),
            Self::SameLevel(kind) => write!(f, "same level: {kind}"),
            Self::Open(phrase) => {
                let means_more = phrase.starts_with("open:")
                    || phrase.starts_with("same level:")
                    || phrase.ends_with("cùng cấp");
                if UnitId::new(phrase).is_ok() || means_more {
                    return write!(f, "open: {phrase}");
                }
                f.pad(phrase)
            }
        }
    }
}

/// A role and who has it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Responsibility {
    /// The role.
    pub role: Role,
    /// Who has it.
    pub party: Party,
}

/// What a task produces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Product {
    /// Something done.
    #[default]
    Work,
    /// A report (báo cáo), owed by each of its leads.
    Report,
}

/// A task (nhiệm vụ), or, where its product is a report, a reporting duty (chế độ báo cáo).
///
/// Its leads are answerable: of each of its occurrences and each of them there is a status.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// Its id.
    pub id: TaskId,
    /// A short title.
    pub title: String,
    /// Where it stands in the plan's document.
    pub clause: Option<String>,
    /// The documents that it rests on, carries out or looks back upon.
    pub citations: Vec<Citation>,
    /// When it is to be done.
    pub when: Schedule,
    /// What it produces.
    pub product: Product,
    /// Who does what, in the order of the plan.
    pub parties: Vec<Responsibility>,
}

impl Task {
    /// A task without parties.
    #[must_use]
    pub fn new(id: TaskId, title: &str, when: Schedule) -> Self {
        Self {
            id,
            title: title.to_owned(),
            clause: None,
            citations: Vec::new(),
            when,
            product: Product::Work,
            parties: Vec::new(),
        }
    }

    /// The same with one more party.
    #[must_use]
    pub fn with(mut self, role: Role, party: Party) -> Self {
        self.parties.push(Responsibility { role, party });
        self
    }

    /// The parties in a role.
    pub fn parties_in(&self, role: Role) -> impl Iterator<Item = &Party> {
        self.parties.iter().filter(move |r| r.role == role).map(|r| &r.party)
    }
}

/// What becomes of a due day that falls on a rest day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RestDays {
    /// It stays.
    #[default]
    Stay,
    /// It is the end of the next working day (Civil Code 2015, Article 148.5). A 'before' date stays all the same.
    NextWorkingDay,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parties_read_back() {
        let read = |text: &str| Party::read(text, |scope| scope.as_str() == "doan-the-huyen").unwrap();
        assert_eq!(read("doan-the-huyen"), Party::Each(ScopeId::new("doan-the-huyen").unwrap()));
        assert_eq!(read("ban-dan-van"), Party::Unit(UnitId::new("ban-dan-van").unwrap()));
        assert_eq!(read("UBND cùng cấp"), Party::SameLevel(Kind::new("ubnd").unwrap()));
        assert_eq!(
            read("các cơ quan, đơn vị liên quan"),
            Party::Open("các cơ quan, đơn vị liên quan".into())
        );
        assert_eq!(read("open: sở"), Party::Open("sở".into()));
        for text in [
            "doan-the-huyen",
            "ban-dan-van",
            "same level: ubnd",
            "thành viên các ban chỉ đạo",
            "open: sở",
            "open: cơ quan tư pháp cùng cấp",
        ] {
            assert_eq!(read(text).to_string(), text);
        }
        for nobody in [" ", "open:", "cùng cấp"] {
            assert_eq!(Party::read(nobody, |_| false), Err(IdError::Empty), "{nobody}");
        }
    }
}
