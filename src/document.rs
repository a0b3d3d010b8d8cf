//! Numbers of documents (số, ký hiệu văn bản): `159-KH/HU`, `34/2007/PL-UBTVQH11`.

use std::{fmt, str::FromStr, sync::Arc};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{
    limits::{ID_CHARS, YEARS},
    spelling::{bare, tidy},
};

/// Why a text, or the parts of one, are no document number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DocumentError {
    /// Of no known form.
    #[error("a document number is written `159-KH/HU`, `33/CT-TTg`, `04/2015/NĐ-CP` or `52/2019/QH14`")]
    Syntax,
    /// Documents are numbered from 1.
    #[error("documents are numbered from 1")]
    Zero,
    /// A year that no document has.
    #[error("a year lies between {} and {}, not {year}", YEARS.0, YEARS.1)]
    Year {
        /// The year.
        year: i32,
    },
    /// A code of a kind or an issuer that is none.
    #[error("`{code}` is no code of a kind or an issuer: those are letters and digits, parted by dashes")]
    Code {
        /// The code.
        code: String,
    },
}

/// The number of a document (số, ký hiệu): its number, its kind and who issued it, in one canonical spelling.
///
/// | form | spelling | used by |
/// |---|---|---|
/// | number, kind, issuer | `159-KH/HU` | bodies of the Party and mass organisations |
/// | number, kind, issuer | `33/CT-TTg` | bodies of the State |
/// | number, year, kind, issuer | `04/2015/NĐ-CP`, `34/2007/PL-UBTVQH11` | legal documents of the State |
/// | number, year, issuer | `52/2019/QH14` | laws and resolutions of the National Assembly |
/// | number, issuer | `123/UBND-NV` | letters (công văn), which name no kind |
///
/// Numbers below 10 are written with a 0 before them (Decree 30/2020/NĐ-CP, Appendix I). A kind's code is taken in any
/// case, and without its stroke: `qd` is `QĐ`. Phrases and stray spaces are for
/// [`phrases::document`](crate::phrases::document).
///
/// ```
/// # use kehoach::DocumentRef;
/// for canonical in ["159-KH/HU", "33/CT-TTg", "04/2015/NĐ-CP", "34/2007/PL-UBTVQH11", "52/2019/QH14", "12a/QĐ-UBND"] {
///     assert_eq!(canonical.parse::<DocumentRef>()?.to_string(), canonical);
/// }
/// let plan: DocumentRef = "159-KH/HU".parse()?;
/// assert_eq!((plan.number(), plan.kind(), plan.kind_name(), plan.issuer()), (159, Some("KH"), Some("kế hoạch"), "HU"));
/// assert_eq!("1-CTr/TU".parse::<DocumentRef>()?.to_string(), "01-CTr/TU");
/// for refused in ["", "159", "KH/HU", "159-KH", "159 - KH/HU", "0-KH/HU", "15/3/2023"] {
///     assert!(refused.parse::<DocumentRef>().is_err(), "{refused}");
/// }
/// # Ok::<(), kehoach::DocumentError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DocumentRef {
    // INVARIANT: above 0.
    number: u32,
    letter: Option<char>,
    year: Option<i32>,
    // INVARIANT: codes as `code` checks them; a kind where the form is the Party's.
    kind: Option<Arc<str>>,
    issuer: Arc<str>,
    party: bool,
}

/// Kinds of documents by their codes (Decree 30/2020/NĐ-CP, Appendix III; Instruction 05-HD/VPTW of 2023 for the Party).
const KINDS: &[(&str, &str)] = &[
    ("BB", "biên bản"),
    ("BC", "báo cáo"),
    ("CĐ", "công điện"),
    ("CT", "chỉ thị"),
    ("CTHĐ", "chương trình hành động"),
    ("CTPH", "chương trình phối hợp"),
    ("CTr", "chương trình"),
    ("CV", "công văn"),
    ("DA", "dự án"),
    ("ĐA", "đề án"),
    ("ĐL", "điều lệ"),
    ("GM", "giấy mời"),
    ("HD", "hướng dẫn"),
    ("HĐ", "hợp đồng"),
    ("KH", "kế hoạch"),
    ("KL", "kết luận"),
    ("L", "lệnh"),
    ("LCT", "luật"),
    ("NĐ", "nghị định"),
    ("NQ", "nghị quyết"),
    ("NQLT", "nghị quyết liên tịch"),
    ("PA", "phương án"),
    ("PL", "pháp lệnh"),
    ("QC", "quy chế"),
    ("QCPH", "quy chế phối hợp"),
    ("QĐ", "quyết định"),
    ("QĐi", "quy định"),
    ("QT", "quy trình"),
    ("QyĐ", "quy định"),
    ("SL", "sắc lệnh"),
    ("TB", "thông báo"),
    ("TBKL", "thông báo kết luận"),
    ("TC", "thông cáo"),
    ("TTLT", "thông tư liên tịch"),
    ("TT", "thông tư"),
    ("TTr", "tờ trình"),
    ("TTrg", "tờ trình"),
    ("VBHN", "văn bản hợp nhất"),
];

/// The code of a kind as it is written, from how it was typed; and what the kind is called.
pub(crate) fn known_kind(typed: &str) -> Option<(&'static str, &'static str)> {
    let lower = typed.to_lowercase();
    let exact = KINDS.iter().find(|(code, _)| *code == typed);
    exact.or_else(|| KINDS.iter().find(|(code, _)| code.to_lowercase() == lower)).copied()
}

/// The code of a kind as it is written, from a slip too: `QD` is `QĐ`, for no code of another kind is meant by it.
pub(crate) fn kind_code(typed: &str) -> Option<&'static str> {
    let with_stroke = || {
        let (code, name) = known_kind(&typed.to_uppercase().replace('D', "Đ"))?;
        (bare(code) == bare(typed)).then_some((code, name))
    };
    known_kind(typed).or_else(with_stroke).map(|(code, _)| code)
}

/// The letter `Đ`, for two others that look like it.
pub(crate) fn with_one_stroke(text: &str) -> String {
    text.replace(['Ð', 'Ɖ'], "Đ")
}

fn code(text: &str) -> Result<Arc<str>, DocumentError> {
    let text = &*with_one_stroke(text);
    let part = |part: &str| !part.is_empty() && part.chars().all(char::is_alphanumeric);
    let fits = text.chars().count() <= ID_CHARS
        && text.chars().next().is_some_and(char::is_alphabetic)
        && text.split('-').all(part);
    if fits { Ok(text.into()) } else { Err(DocumentError::Code { code: text.to_owned() }) }
}

impl DocumentRef {
    /// `159-KH/HU`: a document of the Party or of a mass organisation.
    ///
    /// # Errors
    /// [`DocumentError`] if a code is none or the number is 0.
    pub fn of_party(
        number: u32,
        letter: Option<char>,
        kind: &str,
        issuer: &str,
    ) -> Result<Self, DocumentError> {
        let kind = with_one_stroke(&tidy(kind));
        let kind = code(kind_code(&kind).unwrap_or(&kind))
            .and_then(|kind| if kind.contains('-') { code("") } else { Ok(kind) })?;
        Self { number, letter, year: None, kind: Some(kind), issuer: code(&tidy(issuer))?, party: true }
            .checked()
    }

    /// `33/CT-TTg`, `04/2015/NĐ-CP`, `52/2019/QH14`, `123/UBND-NV`: a document of the State. The kind is the first part of
    /// `symbol` where it is the code of one.
    ///
    /// # Errors
    /// [`DocumentError`] if a code is none, the number is 0, or the year is out of range.
    pub fn of_state(
        number: u32,
        letter: Option<char>,
        year: Option<i32>,
        symbol: &str,
    ) -> Result<Self, DocumentError> {
        let symbol = with_one_stroke(&tidy(symbol));
        let split = symbol.split_once('-').and_then(|(kind, issuer)| Some((kind_code(kind)?, issuer)));
        let (kind, issuer) = match split {
            Some((kind, issuer)) => (Some(code(kind)?), code(issuer)?),
            None => (None, code(&symbol)?),
        };
        Self { number, letter, year, kind, issuer, party: false }.checked()
    }

    fn checked(self) -> Result<Self, DocumentError> {
        if self.number == 0 {
            return Err(DocumentError::Zero);
        }
        if let Some(letter) = self.letter.filter(|letter| !letter.is_alphabetic()) {
            return Err(DocumentError::Code { code: letter.to_string() });
        }
        match self.year {
            Some(year) if !(YEARS.0..=YEARS.1).contains(&year) => Err(DocumentError::Year { year }),
            _ => Ok(self),
        }
    }

    /// Its number, from 1.
    #[must_use]
    pub const fn number(&self) -> u32 {
        self.number
    }

    /// The letter behind its number, as in `12a/QĐ-UBND`.
    #[must_use]
    pub const fn letter(&self) -> Option<char> {
        self.letter
    }

    /// The year that its number names.
    #[must_use]
    pub const fn year(&self) -> Option<i32> {
        self.year
    }

    /// The code of its kind, such as `KH`. `None` for laws and letters, which have none.
    #[must_use]
    pub fn kind(&self) -> Option<&str> {
        self.kind.as_deref()
    }

    /// What its kind is called, such as `kế hoạch`, if the code is a usual one. `QĐ` is both quyết định and, of older
    /// documents of the Party, quy định.
    #[must_use]
    pub fn kind_name(&self) -> Option<&'static str> {
        known_kind(self.kind.as_deref()?).map(|(_, name)| name)
    }

    /// The code of who issued it, such as `HU`.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// Whether it is written as the Party writes.
    #[must_use]
    pub const fn is_of_party(&self) -> bool {
        self.party
    }
}

impl fmt::Display for DocumentRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letter = self.letter.map(String::from).unwrap_or_default();
        let mut text = format!("{:02}{letter}", self.number);
        if let Some(year) = self.year {
            text.push_str(&format!("/{year}"));
        }
        match &self.kind {
            Some(kind) if self.party => text.push_str(&format!("-{kind}/{}", self.issuer)),
            Some(kind) => text.push_str(&format!("/{kind}-{}", self.issuer)),
            None => text.push_str(&format!("/{}", self.issuer)),
        }
        f.pad(&text)
    }
}

/// The number and the letter behind it.
fn number(text: &str) -> Option<(u32, Option<char>)> {
    let digits = text.trim_end_matches(char::is_alphabetic);
    let mut letters = text.get(digits.len()..)?.chars();
    let letter = letters.next();
    if letters.next().is_some() || digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Some((digits.parse().ok()?, letter))
}

impl FromStr for DocumentRef {
    type Err = DocumentError;

    fn from_str(text: &str) -> Result<Self, DocumentError> {
        let text = tidy(text);
        let dash = text.find('-');
        let slash = text.find('/').ok_or(DocumentError::Syntax)?;
        if let Some(dash) = dash.filter(|dash| *dash < slash) {
            let (head, tail) = text.split_at_checked(dash).ok_or(DocumentError::Syntax)?;
            let (kind, issuer) =
                tail.strip_prefix('-').and_then(|t| t.split_once('/')).ok_or(DocumentError::Syntax)?;
            let (number, letter) = number(head).ok_or(DocumentError::Syntax)?;
            return Self::of_party(number, letter, kind, issuer);
        }
        let (head, tail) = text.split_once('/').ok_or(DocumentError::Syntax)?;
        let (number, letter) = number(head).ok_or(DocumentError::Syntax)?;
        match tail.split_once('/') {
            None => Self::of_state(number, letter, None, tail),
            Some((year, symbol)) => {
                let four = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
                let year = year.parse().ok().filter(|_| four).ok_or(DocumentError::Syntax)?;
                Self::of_state(number, letter, Some(year), symbol)
            }
        }
    }
}

impl Serialize for DocumentRef {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DocumentRef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn parts_are_checked() {
        assert_eq!(DocumentRef::of_party(0, None, "KH", "HU"), Err(DocumentError::Zero));
        assert!(DocumentRef::of_party(1, None, "K-H", "HU").is_err());
        assert!(DocumentRef::of_party(1, None, "KH", "").is_err());
        assert!(DocumentRef::of_state(1, None, Some(20), "QH14").is_err());
        assert_eq!(DocumentRef::of_state(7, None, None, "qđ-UBND").unwrap().to_string(), "07/QĐ-UBND");
        assert_eq!("123/ND-NV".parse::<DocumentRef>().unwrap().to_string(), "123/NĐ-NV");
        assert_eq!("9-qđ/HUÐ".parse::<DocumentRef>().unwrap().to_string(), "09-QĐ/HUĐ");
        assert_eq!("123/UBND-NV".parse::<DocumentRef>().unwrap().kind(), None);
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(number in 1..=99_999_u32, letter in proptest::option::of("[a-z]"), year in proptest::option::of(1900..=9999), kind in "[A-ZĐ][A-Za-z]{0,4}", issuer in "[A-Z]{1,6}[0-9]{0,2}(-[A-Z]{1,4})?", party: bool) {
            let letter = letter.and_then(|l| l.chars().next());
            let document = if party {
                DocumentRef::of_party(number, letter, &kind, &issuer)
            } else {
                DocumentRef::of_state(number, letter, year, &format!("{kind}-{issuer}"))
            }.unwrap();
            prop_assert_eq!(document.to_string().parse::<DocumentRef>().unwrap(), document);
        }

        #[test]
        fn any_text_is_a_number_or_an_error(text in "\\PC{0,20}|[0-9]{0,3}[-/ ][A-Z0-9Đ]{0,4}[-/][A-Z]{0,3}") {
            let _ = text.parse::<DocumentRef>();
        }
    }
}
