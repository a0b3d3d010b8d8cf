//! Reorganisations in a register file: what of a unit passes to which unit after it.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Deserializer, Serialize, de};

use super::{
    dates::DateText,
    problem::ProblemKind,
    register::{Fault, day, number_of},
    words::{EXTENTS, canonical, choose},
};
use crate::{
    id::{IndicatorId, UnitId},
    quantity::Number,
    spelling::tidy,
    time::spell_date,
    unit::{Succession, SuccessionError},
};

/// A row of a register file that says what passes to whom: see [`Succession`].
///
/// In CSV it stands in a file of its own, in which the columns `indicator` and `share` stand for `shares`: a line for each share.
/// Lines of one day, predecessor and heir are one succession; what one of them says under `extent`, `duties` and `document` need
/// not be said again.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SuccessionRow {
    /// The first day of the new order.
    pub on: DateText,
    /// The id of the unit that gives way, or gives a part away.
    pub predecessor: String,
    /// The id of the unit that stands for it from the day on.
    pub heir: String,
    /// How much passes: `whole` (toàn bộ) or `part` (một phần).
    pub extent: String,
    /// Of a divided unit: whether this heir answers for its duties from the day on.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub duties: bool,
    /// Of a divided unit, by the id of an indicator, what share of its figures goes to this heir, from 0 to 1.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "shares")]
    pub shares: BTreeMap<String, Number>,
    /// The number of the document that orders it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
}

impl From<&Succession> for SuccessionRow {
    fn from(succession: &Succession) -> Self {
        Self {
            on: DateText(spell_date(succession.on)),
            predecessor: succession.predecessor.to_string(),
            heir: succession.heir.to_string(),
            extent: canonical(EXTENTS, &succession.extent).to_owned(),
            duties: succession.duties,
            shares: succession.shares.iter().map(|(id, share)| (id.to_string(), *share)).collect(),
            document: succession.document.as_ref().map(ToString::to_string),
        }
    }
}

/// Reads shares by indicator; a JSON reader alone would keep the last of two under one key.
fn shares<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, Number>, D::Error> {
    struct Shares;

    impl<'de> de::Visitor<'de> for Shares {
        type Value = BTreeMap<String, Number>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(super::kinds::SHARES)
        }

        fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut shares = BTreeMap::new();
            while let Some(indicator) = map.next_key::<String>()? {
                if shares.contains_key(&indicator) {
                    return Err(de::Error::custom(format_args!("duplicate field `{indicator}`")));
                }
                shares.insert(indicator, map.next_value()?);
            }
            Ok(shares)
        }
    }

    deserializer.deserialize_map(Shares)
}

/// What a row says.
pub(super) fn succession(
    place: usize,
    row: &SuccessionRow,
    name: impl Fn(&str) -> Option<String>,
) -> Result<Succession, Box<Fault>> {
    let fault = |key, kind| Box::new(Fault::new("successions", place, key, kind));
    let empty = |column: &'static str| fault(column, ProblemKind::EmptyField { column });
    let texts =
        [("on", &row.on.0), ("predecessor", &row.predecessor), ("heir", &row.heir), ("extent", &row.extent)];
    if let Some((column, _)) = texts.into_iter().find(|(_, text)| tidy(text).is_empty()) {
        return Err(empty(column));
    }
    let unit = |key: &'static str, text: &str| {
        UnitId::new(text).map_err(|error| {
            let found = tidy(text);
            let named = name(&found).map(|id| ProblemKind::NameForId { found, id });
            fault(key, named.unwrap_or(error.into()))
        })
    };
    let extent = choose(EXTENTS, &row.extent, "extent").map_err(|kind| fault("extent", kind))?;
    let document = row.document.as_deref().map(tidy).filter(|text| !text.is_empty());
    let document = document.map(|text| number_of(&text)).transpose();
    let mut shares = BTreeMap::new();
    for (indicator, share) in &row.shares {
        let fault = |kind| Box::new(Fault { within: Some(indicator.clone()), ..*fault("shares", kind) });
        let id = IndicatorId::new(indicator).map_err(|error| fault(error.into()))?;
        if shares.insert(id, *share).is_some() {
            return Err(fault(ProblemKind::ShareTwice { indicator: indicator.clone() }));
        }
    }
    Ok(Succession {
        on: day(&row.on.0).map_err(|kind| fault("on", kind))?,
        predecessor: unit("predecessor", &row.predecessor)?,
        heir: unit("heir", &row.heir)?,
        extent,
        duties: row.duties,
        shares,
        document: document.map_err(|kind| fault("document", kind))?,
    })
}

/// The key that is to blame for a succession that cannot be; of shares with the key of the one.
pub(super) fn blamed(error: &SuccessionError, row: &SuccessionRow) -> (&'static str, Option<String>) {
    let share = |id: &IndicatorId| {
        let typed = row.shares.keys().find(|key| IndicatorId::new(key).is_ok_and(|key| key == *id));
        typed.cloned()
    };
    match error {
        SuccessionError::UnknownPredecessor { .. } | SuccessionError::NotMarkedDivided { .. } => {
            ("predecessor", None)
        }
        SuccessionError::LivesOn { .. } | SuccessionError::NotThere { .. } => ("on", None),
        SuccessionError::WholeAndPart { .. } => ("extent", None),
        SuccessionError::DutiesTwice { .. } => ("duties", None),
        SuccessionError::SharesOfWhole { .. } => ("shares", row.shares.keys().next().cloned()),
        SuccessionError::ShareRange { indicator, .. } | SuccessionError::SharesSum { indicator, .. } => {
            ("shares", share(indicator))
        }
        _ => ("heir", None),
    }
}
