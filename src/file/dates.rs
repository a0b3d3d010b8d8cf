//! Dates in files: text in every format, and TOML's own dates too.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::kinds::A_DATE;
use crate::{
    spelling::tidy,
    time::{Period, PeriodError},
};

/// What is wrong with a period in canonical form that does not exist, such as `2024-13` and `2025/2021`; nothing for other
/// forms, which are phrases.
pub(super) fn wrong_period(text: &str) -> Option<PeriodError> {
    tidy(text).parse::<Period>().err().filter(|error| *error != PeriodError::Syntax)
}

/// A date as it stands in a file, still to be checked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DateText(pub String);

impl Serialize for DateText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for DateText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(DateVisitor)
    }
}

struct DateVisitor;

impl<'de> de::Visitor<'de> for DateVisitor {
    type Value = DateText;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(A_DATE)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<DateText, E> {
        Ok(DateText(text.to_owned()))
    }

    fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<DateText, A::Error> {
        // How the TOML reader hands over a date that stands there without quotes.
        match map.next_entry::<String, String>()? {
            Some((key, text)) if key == "$__toml_private_datetime" => Ok(DateText(text)),
            _ => Err(de::Error::invalid_type(de::Unexpected::Map, &self)),
        }
    }
}
