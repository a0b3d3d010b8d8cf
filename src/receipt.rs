//! Receipts: what an evaluation was made from, so that the same inputs are shown to give the same result later.

use std::{fmt, str::FromStr};

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest as _, Sha256};

use crate::{
    evaluate::Evaluator,
    file::{LedgerFile, PlanFile, RegisterFile, SheetFile},
    score::{Scorer, Sheet},
    time::spell_date,
};

/// The SHA-256 of a canonical text, written as 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest([u8; 32]);

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A text that is no digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a digest is written with 64 hexadecimal digits, in lower case")]
pub struct DigestError;

impl FromStr for Digest {
    type Err = DigestError;

    fn from_str(text: &str) -> Result<Self, DigestError> {
        let mut bytes = [0; 32];
        // The one spelling that is written, so that digests are equal just where their texts are.
        let digits = text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if !digits || text.len() != 64 {
            return Err(DigestError);
        }
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| DigestError)?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| DigestError)?;
        }
        Ok(Self(bytes))
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// What an evaluation was made from.
///
/// The canonical text of a plan, a register and a sheet is its file in JSON, in canonical spelling and without blanks. Of a
/// ledger it is that of the rows entered on or before the day, sorted, so that the order of entry does not matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Receipt {
    /// The plan's id.
    pub plan: String,
    /// The digest of the plan.
    pub plan_digest: Digest,
    /// The digest of the register.
    pub register_digest: Digest,
    /// The digest of the ledger's view as of the day.
    pub ledger_digest: Digest,
    /// The digest of the score sheet, where one was scored.
    pub sheet_digest: Option<Digest>,
    /// The day as of which it was made.
    pub as_of: NaiveDate,
    /// The version of this library.
    pub library: String,
}

fn digest(file: &impl Serialize) -> Digest {
    // OK because the file types hold texts, numbers and lists of such tables alone, all of which JSON can say.
    let text = serde_json::to_string(file).unwrap_or_default();
    Digest(Sha256::digest(text.as_bytes()).into())
}

impl Evaluator<'_> {
    /// What this evaluator evaluates.
    #[must_use]
    pub fn receipt(&self) -> Receipt {
        let mut ledger = LedgerFile::from(self.ledger);
        let day = spell_date(self.as_of);
        // OK because days are spelt with four digits of the year first: their texts are in the order of time.
        ledger.reports.retain(|row| row.reported_on.0 <= day);
        let key = |row: &crate::file::ReportRow| serde_json::to_string(row).unwrap_or_default();
        ledger.reports.sort_by_cached_key(key);
        Receipt {
            plan: self.plan.id().to_owned(),
            plan_digest: digest(&PlanFile::from(self.plan)),
            register_digest: digest(&RegisterFile::from(self.register)),
            ledger_digest: digest(&ledger),
            sheet_digest: None,
            as_of: self.as_of,
            library: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }
}

impl Scorer<'_, '_> {
    /// What this scorer scores.
    #[must_use]
    pub fn receipt(&self) -> Receipt {
        let sheet: &Sheet = self.sheet();
        Receipt { sheet_digest: Some(digest(&SheetFile::from(sheet))), ..self.evaluator().receipt() }
    }
}
