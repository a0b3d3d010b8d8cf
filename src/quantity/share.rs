//! Shares (tỷ lệ): a part of a whole, as reported.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::Fraction;
use crate::spelling::is_blank;

/// Why two figures, or a text, are no share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ShareError {
    /// More than all.
    #[error("the part, {part}, is greater than its whole, {whole}")]
    PartAboveWhole {
        /// The part.
        part: u64,
        /// The whole.
        whole: u64,
    },
    /// Not of the form `87/100`.
    #[error("a share is written as its part and its whole, such as `87/100`")]
    Syntax,
    /// A part or whole above [`u64::MAX`].
    #[error("a part or a whole is at most {}", u64::MAX)]
    TooLarge,
}

/// A share (tỷ lệ): `part / whole` as reported, never a rounded percentage.
///
/// Two shares are equal as pairs: 1/2 is not 2/4. A whole of 0 means that there is nothing to measure.
///
/// ```
/// # use kehoach::{Share, Threshold};
/// let over_85: Threshold = "> 85%".parse()?;
/// assert_eq!(over_85.is_met_by_share(Share::new(85, 100)?), Some(false));
/// assert_eq!(over_85.is_met_by_share(Share::new(8501, 10_000)?), Some(true));
/// assert_eq!(over_85.is_met_by_share(Share::new(0, 0)?), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Share {
    // INVARIANT: part <= whole.
    part: u64,
    whole: u64,
}

impl Share {
    /// `part` of `whole`.
    ///
    /// # Errors
    /// [`ShareError::PartAboveWhole`].
    pub const fn new(part: u64, whole: u64) -> Result<Self, ShareError> {
        if part > whole { Err(ShareError::PartAboveWhole { part, whole }) } else { Ok(Self { part, whole }) }
    }

    /// The part.
    #[must_use]
    pub const fn part(self) -> u64 {
        self.part
    }

    /// The whole.
    #[must_use]
    pub const fn whole(self) -> u64 {
        self.whole
    }

    /// Its value from 0 to 1, or `None` if the whole is 0: nothing to measure is neither 0 % nor 100 %.
    #[must_use]
    pub fn fraction(self) -> Option<Fraction> {
        Fraction::new(self.part.into(), self.whole.into()).ok()
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}/{}", self.part, self.whole))
    }
}

impl FromStr for Share {
    type Err = ShareError;

    fn from_str(text: &str) -> Result<Self, ShareError> {
        let (part, whole) = text.split_once('/').ok_or(ShareError::Syntax)?;
        let count = |t: &str| {
            let t = t.trim_matches(is_blank);
            if t.is_empty() || !t.bytes().all(|b| b.is_ascii_digit()) {
                return Err(ShareError::Syntax);
            }
            t.parse().map_err(|_| ShareError::TooLarge)
        };
        Self::new(count(part)?, count(whole)?)
    }
}

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Share {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_read_as_reported() {
        assert_eq!("87 / 100".parse::<Share>().unwrap().to_string(), "87/100");
        assert_ne!(Share::new(1, 2).unwrap(), Share::new(2, 4).unwrap());
        assert_eq!(Share::new(0, 0).unwrap().fraction(), None);
        assert_eq!(
            "3/2".parse::<Share>().unwrap_err().to_string(),
            "the part, 3, is greater than its whole, 2"
        );
        for text in ["87", "87/", "-1/2", "1.5/2", "a/b", "1/2/3", ""] {
            assert_eq!(text.parse::<Share>(), Err(ShareError::Syntax), "{text}");
        }
        assert_eq!(format!("1/{}0", u64::MAX).parse::<Share>(), Err(ShareError::TooLarge));
    }
}
