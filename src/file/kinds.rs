//! Of what kind something is that stands in a file, and what belongs there: data, so that each language has its own words for it.

use std::fmt;

#[cfg(any(feature = "toml", feature = "json"))]
use super::ProblemKind;
use crate::id::IndicatorId;

/// What stands where something of another kind belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Found {
    /// A text, between its quotes.
    Text(String),
    /// A whole number, as typed.
    Whole(String),
    /// A number with a point or an exponent, as the format's reader takes it.
    Decimal(String),
    /// `true` or `false`.
    Truth(String),
    /// A list.
    List,
    /// A table of keys.
    Table,
    /// One table where a list of them belongs: `[targets]` for `[[targets]]`.
    OneTable,
    /// The `null` of JSON.
    Null,
    /// Something else, in the words of the format's own reader.
    Other(String),
}

/// What belongs there.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Wanted {
    /// A text in quotes: this one, where what was found only lacks them.
    Text(Option<String>),
    /// A whole number.
    Whole,
    /// A number, or a text that is one.
    Number,
    /// `true` or `false`.
    Truth,
    /// A list.
    List,
    /// A table of keys.
    Table,
    /// A date.
    Date,
    /// Shares by indicator.
    Shares,
    /// The head of an entry of a list, such as `[[targets]]`.
    Head(String),
    /// Something else, in the words of the format's own reader.
    Other(String),
}

/// What a key does not go with.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Beside {
    /// The measure of this name.
    Measure(String),
    /// The aggregate of this name.
    Aggregate(String),
    /// A target without a threshold.
    NoThreshold,
    /// This threshold, which has no baseline.
    Threshold(String),
    /// The period of the baseline: a baseline is a period or a value.
    Baseline,
    /// The rule of this name.
    Rule(String),
    /// The rate of this name.
    Rate(String),
    /// The rest of a gate, which looks at a target, a criterion or duties.
    Gate,
    /// The base of a quota of this name.
    Base(String),
}

/// Why a demand is none that figures can be held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Unheld {
    /// It moves with a baseline, and there is none here.
    Baseline,
    /// It is a fraction that no percent figure is exactly, such as two thirds.
    Fraction,
    /// It names no number.
    NoNumber,
}

/// What a share was reported of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareOf {
    /// The unit, as typed.
    pub unit: String,
    /// The indicator.
    pub indicator: IndicatorId,
    /// The period, as typed.
    pub period: String,
}

/// How the visitors of [`DateText`](super::DateText) and [`Number`](crate::Number) say what they expect.
pub(super) const A_DATE: &str = "a date such as \"2023-12-09\"";
pub(super) const SHARES: &str = "shares by indicator, such as { rac = \"0.4\" }";

/// What is wrong with a row that is a list: nothing says which of its values is which.
#[cfg(any(feature = "toml", feature = "json"))]
pub(super) const ROW_WITHOUT_KEYS: ProblemKind =
    ProblemKind::WrongType { found: Found::List, expected: Wanted::Table };

#[cfg(any(feature = "toml", feature = "json"))]
impl Found {
    /// Reads what `serde` says of it, whose wording is fixed.
    pub(super) fn of_serde(said: &str) -> Self {
        let bare = |prefix: &str, mark: char| {
            said.strip_prefix(prefix)?.strip_prefix(mark)?.strip_suffix(mark).map(str::to_owned)
        };
        let typed = bare("string ", '"').map(Self::Text);
        let typed = typed.or_else(|| bare("integer ", '`').map(Self::Whole));
        let typed = typed.or_else(|| bare("floating point ", '`').map(Self::Decimal));
        let typed = typed.or_else(|| bare("boolean ", '`').map(Self::Truth));
        typed.unwrap_or_else(|| match said {
            "sequence" => Self::List,
            "map" => Self::Table,
            "null" => Self::Null,
            other => Self::Other(other.to_owned()),
        })
    }
}

#[cfg(any(feature = "toml", feature = "json"))]
impl Wanted {
    /// Reads what `serde`, or a visitor of this crate, says of it; `found` stands there instead.
    pub(super) fn of_serde(said: &str, found: &Found) -> Self {
        match said {
            "a string" => Self::Text(match found {
                Found::Whole(bare) | Found::Decimal(bare) | Found::Truth(bare) => Some(bare.clone()),
                _ => None,
            }),
            "u32" => Self::Whole,
            crate::quantity::A_NUMBER => Self::Number,
            "a boolean" => Self::Truth,
            "a sequence" => Self::List,
            A_DATE => Self::Date,
            SHARES => Self::Shares,
            other if other.starts_with("struct ") => Self::Table,
            other => Self::Other(other.to_owned()),
        }
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "the text \"{text}\""),
            Self::Whole(number) | Self::Decimal(number) => write!(f, "the number `{number}`"),
            Self::Truth(word) => write!(f, "`{word}`"),
            Self::List => f.pad("a list"),
            Self::Table => f.pad("a table of keys"),
            Self::OneTable => f.pad("one table"),
            Self::Null => f.pad("`null`"),
            Self::Other(said) => f.pad(said),
        }
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(Some(bare)) => write!(f, "a text in quotes: `\"{bare}\"`"),
            Self::Text(None) => f.pad("a text in quotes"),
            Self::Whole => f.pad("a whole number"),
            Self::Number => f.pad(crate::quantity::A_NUMBER),
            Self::Truth => f.pad("`true` or `false`"),
            Self::List => f.pad("a list in square brackets"),
            Self::Table => f.pad("a table of keys"),
            Self::Date => f.pad(A_DATE),
            Self::Shares => f.pad(SHARES),
            Self::Head(head) => write!(f, "`{head}`"),
            Self::Other(said) => f.pad(said),
        }
    }
}

impl fmt::Display for Beside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Measure(name) => write!(f, "the measure `{name}`"),
            Self::Aggregate(name) => write!(f, "the aggregate `{name}`"),
            Self::NoThreshold => f.pad("no threshold"),
            Self::Threshold(asked) => write!(f, "the threshold `{asked}`, which has no baseline"),
            Self::Baseline => f.pad("`baseline`: a baseline is a period or a value"),
            Self::Rule(name) => write!(f, "the rule `{name}`"),
            Self::Rate(name) => write!(f, "the rate `{name}`"),
            Self::Gate => f.pad("the rest of the gate: it looks at a target, a criterion or duties"),
            Self::Base(name) => write!(f, "`of = \"{name}\"`"),
        }
    }
}

impl fmt::Display for Unheld {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Baseline => "a bound on a baseline cannot stand here",
            Self::Fraction => {
                "no percent figure is exactly this fraction: write a number of units, or the percent that is meant"
            }
            Self::NoNumber => "no number stands there",
        })
    }
}

impl fmt::Display for ShareOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` on `{}` for {}", self.unit, self.indicator, self.period)
    }
}
