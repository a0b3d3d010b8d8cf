//! Documents that a plan and its items rest on (căn cứ), carry out (thực hiện) or look back upon (sơ kết, tổng kết).

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{document::DocumentRef, language::Language};

/// What a document is to the plan, target or task that cites it.
///
/// The headings of plans keep the first two apart (Decree 30/2020/NĐ-CP, Appendix I: 'căn cứ ban hành văn bản'); the third is
/// what the yearly lists of plans are full of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Relation {
    /// Its ground: what gives the right or the reason (căn cứ, theo).
    BasedOn,
    /// What it carries out (thực hiện, triển khai, quán triệt, cụ thể hóa).
    Implements,
    /// What it looks back upon (sơ kết, tổng kết, đánh giá việc thực hiện).
    Reviews,
}

impl Relation {
    /// All relations, in the order in which they are listed.
    pub const ALL: [Self; 3] = [Self::BasedOn, Self::Implements, Self::Reviews];

    /// Its name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::BasedOn => "based-on",
            Self::Implements => "implements",
            Self::Reviews => "reviews",
        }
    }

    /// What people call it.
    #[must_use]
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::BasedOn => language.pick("căn cứ", "based on"),
            Self::Implements => language.pick("thực hiện", "implements"),
            Self::Reviews => language.pick("sơ kết, tổng kết", "reviews"),
        }
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A document, and what it is to the plan, target or task that cites it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Citation {
    /// What it is to the one that cites it.
    pub relation: Relation,
    /// The document.
    pub document: CitedDocument,
}

/// A document as a plan cites it: by its number where it has one, else by its name; its day, its issuer and what it is about
/// where the plan says so.
///
/// Equal are two that say the same: `23-QĐ/TW` and `23-QĐ/TW ngày 30/07/2021` are two citations of one [`Self::number`].
/// Names, issuers and subjects come from text alone, by [`phrases::cited_document`](crate::phrases::cited_document) or `parse`.
///
/// ```
/// use kehoach::{CitedDocument, DocumentRef};
///
/// let decision: CitedDocument = "Quyết định số 23-QĐ/TW, ngày 30/7/2021 của Bộ Chính trị".parse()?;
/// assert_eq!(decision.to_string(), "23-QĐ/TW ngày 30/07/2021 của Bộ Chính trị");
/// assert_eq!(decision.number(), Some(&"23-QĐ/TW".parse::<DocumentRef>()?));
/// assert_eq!(decision.issuer(), Some("Bộ Chính trị"));
///
/// let law: CitedDocument = "Luật Tiếp công dân".parse()?;
/// assert_eq!((law.number(), law.name()), (None, Some("Luật Tiếp công dân")));
///
/// let plan = CitedDocument::from("159-KH/HU".parse::<DocumentRef>()?).dated("2023-01-16".parse()?);
/// assert_eq!(plan.to_string(), "159-KH/HU ngày 16/01/2023");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CitedDocument {
    title: Title,
    dated: Option<NaiveDate>,
    // INVARIANT: texts as `phrases::cited_document` reads them, so that what is displayed reads back.
    issuer: Option<String>,
    about: Option<String>,
}

/// What a document is known by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Title {
    Number(DocumentRef),
    Name(String),
    /// A name that begins with no kind of document: displayed behind `named:`.
    OtherName(String),
}

impl CitedDocument {
    pub(crate) const fn new(
        title: Title,
        dated: Option<NaiveDate>,
        issuer: Option<String>,
        about: Option<String>,
    ) -> Self {
        Self { title, dated, issuer, about }
    }

    /// The same with its day.
    #[must_use]
    pub const fn dated(mut self, day: NaiveDate) -> Self {
        self.dated = Some(day);
        self
    }

    /// Its number, if it is cited by one.
    #[must_use]
    pub const fn number(&self) -> Option<&DocumentRef> {
        match &self.title {
            Title::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Its name, where it is cited without a number: `Luật Tiếp công dân`.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match &self.title {
            Title::Number(_) => None,
            Title::Name(name) | Title::OtherName(name) => Some(name),
        }
    }

    /// The day it was issued.
    #[must_use]
    pub const fn date(&self) -> Option<NaiveDate> {
        self.dated
    }

    /// Who issued it, in words.
    #[must_use]
    pub fn issuer(&self) -> Option<&str> {
        self.issuer.as_deref()
    }

    /// What it is about (về việc), in words.
    #[must_use]
    pub fn about(&self) -> Option<&str> {
        self.about.as_deref()
    }
}

impl From<DocumentRef> for CitedDocument {
    fn from(number: DocumentRef) -> Self {
        Self::new(Title::Number(number), None, None, None)
    }
}

impl fmt::Display for CitedDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut text, comma) = match &self.title {
            Title::Number(number) => (number.to_string(), ""),
            // Names hold words such as `của` themselves.
            Title::Name(name) => (name.clone(), ","),
            Title::OtherName(name) => (format!("named: {name}"), ","),
        };
        if let Some(day) = self.dated {
            text.push_str(&format!(" ngày {:02}/{:02}/{:04}", day.day(), day.month(), day.year()));
        }
        let comma = if self.dated.is_some() { "" } else { comma };
        if let Some(issuer) = &self.issuer {
            text.push_str(&format!("{comma} của {issuer}"));
        }
        if let Some(about) = &self.about {
            text.push_str(&format!(" về {about}"));
        }
        f.pad(&text)
    }
}

impl Serialize for CitedDocument {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CitedDocument {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
