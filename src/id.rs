//! Ids: short names by which files and programs speak of units, indicators, targets and the rest.

use std::{fmt, str::FromStr, sync::Arc};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{letters::is_unseen, limits::ID_CHARS, spelling::tidy};

/// Why a text is no id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IdError {
    /// Nothing is left once the space around it is taken away.
    #[error("an id cannot be empty")]
    Empty,
    /// Longer than [`ID_CHARS`].
    #[error("an id has at most {ID_CHARS} characters, this one has {chars}")]
    TooLong {
        /// Its characters, after NFC.
        chars: usize,
    },
    /// A character that ids leave to the notations around them.
    #[error("an id cannot hold {}", describe(*.character))]
    Character {
        /// The character.
        character: char,
        /// Its place, counted in characters from 0.
        at: usize,
    },
}

/// A character as an error message can show it: in backticks if it can be seen, by its code if not.
fn describe(c: char) -> String {
    if c == ' ' {
        "a space".to_owned()
    } else if c.is_control() || crate::spelling::is_blank(c) || is_unseen(c) {
        format!("the unseen character U+{:04X}", u32::from(c))
    } else {
        format!("`{c}`")
    }
}

fn checked(text: &str) -> Result<Arc<str>, IdError> {
    let id = tidy(text);
    if id.is_empty() {
        return Err(IdError::Empty);
    }
    for (at, character) in id.chars().enumerate() {
        let taken = matches!(
            character,
            ',' | ';' | '"' | '\'' | '`' | '<' | '>' | '=' | '[' | ']' | '(' | ')' | '{' | '}' | '|' | '\\'
        );
        if character.is_whitespace() || character.is_control() || is_unseen(character) || taken {
            return Err(IdError::Character { character, at });
        }
    }
    let chars = id.chars().count();
    if chars > ID_CHARS { Err(IdError::TooLong { chars }) } else { Ok(id.into()) }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident $([$($derive:ident),*])?;)*) => {$(
        $(#[$doc])*
        ///
        /// Kept in Unicode NFC, so that two spellings of one id are one; 1 to [`ID_CHARS`] characters, without space,
        /// control or unseen characters, quotes, commas or brackets. Cheap to clone.
        #[derive(Clone, PartialEq, Eq, Hash $($(, $derive)*)?)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Checks and normalises `text`.
            ///
            /// # Errors
            /// [`IdError`] if it is empty, too long, or holds a character that an id cannot hold.
            pub fn new(text: &str) -> Result<Self, IdError> {
                checked(text).map(Self)
            }

            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                Self::new(text)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = IdError;
            fn try_from(text: &str) -> Result<Self, IdError> {
                Self::new(text)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                Self::new(&text).map_err(de::Error::custom)
            }
        }
    )*};
}

ids! {
    /// The id of a unit (đơn vị) of a register.
    UnitId [PartialOrd, Ord];
    /// The id of an indicator (chỉ số) of a plan.
    IndicatorId [PartialOrd, Ord];
    /// The id of a target (chỉ tiêu) of a plan.
    TargetId [PartialOrd, Ord];
    /// The id of a task (nhiệm vụ) or reporting duty (chế độ báo cáo) of a plan.
    TaskId [PartialOrd, Ord];
    /// The id of a scope (phạm vi) of a plan.
    ScopeId [PartialOrd, Ord];
    /// The id of a grade scale (thang xếp loại) of a plan.
    ScaleId [PartialOrd, Ord];
    /// The id of a score sheet (bảng điểm).
    SheetId [PartialOrd, Ord];
    /// The id of a group of criteria of a score sheet.
    GroupId [PartialOrd, Ord];
    /// The id of a criterion (tiêu chí), bonus or penalty of a score sheet.
    CriterionId [PartialOrd, Ord];
    /// The id of a grade of a scale. It has no order of its own: which grade is better, its scale says.
    GradeId;
    /// A level (cấp) of units: `central`, `province`, `district`, `commune`, `village`, or another that a register uses.
    Level [PartialOrd, Ord];
    /// A kind (loại) of units, such as `cap-uy` or `doan-the/hoi-phu-nu`: of two parts that a slash divides, the one
    /// before is the broader kind, and whoever asks for `doan-the` gets `doan-the/hoi-phu-nu` too.
    Kind [PartialOrd, Ord];
}

impl Kind {
    /// Whether every unit of this kind is one of `broader` too: the same kind, or one further down its path.
    ///
    /// ```
    /// # use kehoach::Kind;
    /// let women = Kind::new("doan-the/hoi-phu-nu")?;
    /// assert!(women.is_a(&Kind::new("doan-the")?));
    /// assert!(!Kind::new("doan-the-khac")?.is_a(&Kind::new("doan-the")?));
    /// # Ok::<(), kehoach::IdError>(())
    /// ```
    #[must_use]
    pub fn is_a(&self, broader: &Self) -> bool {
        self.0.strip_prefix(&*broader.0).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The kind itself, and every broader one on its path: all that it [is](Self::is_a).
    pub(crate) fn and_broader(&self) -> impl Iterator<Item = &str> {
        let ends = self.0.match_indices('/').map(|(end, _)| end).chain([self.0.len()]);
        ends.filter_map(|end| self.0.get(..end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_kept_in_nfc_without_the_space_around_them() {
        assert_eq!(UnitId::new(" xa\u{303}-a ").unwrap().as_str(), "xã-a");
        assert_ne!(UnitId::new("10²").unwrap(), UnitId::new("102").unwrap(), "NFC, never NFKC");
    }

    #[test]
    fn refusals_say_what_was_found() {
        for (text, message) in [
            ("  ", "an id cannot be empty"),
            ("a b", "an id cannot hold a space"),
            ("a,b", "an id cannot hold `,`"),
            ("a\u{202e}b", "an id cannot hold the unseen character U+202E"),
            ("a\u{fe0f}", "an id cannot hold the unseen character U+FE0F"),
            ("a\u{34f}\u{301}", "an id cannot hold the unseen character U+034F"),
            ("\u{e0061}a", "an id cannot hold the unseen character U+E0061"),
            ("xa\u{2800}", "an id cannot hold the unseen character U+2800"),
            ("a\nb", "an id cannot hold the unseen character U+000A"),
        ] {
            assert_eq!(UnitId::new(text).unwrap_err().to_string(), message);
        }
        assert!(UnitId::new(&"é".repeat(ID_CHARS)).is_ok());
        assert_eq!(
            UnitId::new(&"é".repeat(ID_CHARS + 1)).unwrap_err().to_string(),
            "an id has at most 128 characters, this one has 129"
        );
    }
}
