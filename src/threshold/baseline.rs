//! Bounds that move with a baseline: 'tăng 5% so với 2022'.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Interval, percent};
use crate::{
    quantity::{Fraction, Number, NumberError, Overflow},
    spelling::is_blank,
};

/// On which side of a bound a value must lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// Strictly above it.
    Above,
    /// On it or above.
    AtLeast,
    /// Strictly below it.
    Below,
    /// On it or below.
    AtMost,
}

impl Comparison {
    /// The values on this side of `bound`.
    pub const fn interval<T>(self, bound: T) -> Interval<T> {
        match self {
            Self::Above => Interval::above(bound),
            Self::AtLeast => Interval::at_least(bound),
            Self::Below => Interval::below(bound),
            Self::AtMost => Interval::at_most(bound),
        }
    }

    /// Its sign: `>`, `>=`, `<` or `<=`.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Above => ">",
            Self::AtLeast => ">=",
            Self::Below => "<",
            Self::AtMost => "<=",
        }
    }
}

/// What is asked beyond the baseline itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    /// So many percent of the baseline: 105 for 'tăng 5%', 90 for 'giảm 10%'.
    Percent(Number),
    /// So many percentage points more (tăng 5 điểm phần trăm), or, below 0, fewer.
    Points(Number),
    /// So many units more, or, below 0, fewer.
    Units(Number),
}

/// A threshold that is only known once its baseline is: `>= baseline x 105%` (tăng 5% so với 2022).
///
/// ```
/// # use kehoach::{BaselineBound, Fraction};
/// let grows: BaselineBound = ">= baseline x 105%".parse()?;
/// assert!(grows.values(Fraction::whole(200))?.contains(&Fraction::whole(210)));
/// for canonical in [">= baseline + 5 points", "<= baseline x 90%", ">= baseline + 3", "< baseline - 0.5 points"] {
///     assert_eq!(canonical.parse::<BaselineBound>()?.to_string(), canonical);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BaselineBound {
    /// On which side of the bound the value must lie.
    pub comparison: Comparison,
    /// Where the bound lies, seen from the baseline.
    pub change: Change,
}

impl BaselineBound {
    /// The exact values asked for, once the baseline is known. The value of a share is its fraction, from 0 to 1.
    ///
    /// # Errors
    /// [`Overflow`] if the bound cannot be held exactly.
    pub fn values(&self, baseline: Fraction) -> Result<Interval<Fraction>, Overflow> {
        let bound = match self.change {
            Change::Percent(figure) => baseline.times(percent(figure))?,
            Change::Points(figure) => baseline.plus(percent(figure))?,
            Change::Units(figure) => baseline.plus(figure.fraction())?,
        };
        Ok(self.comparison.interval(bound))
    }
}

/// Why a text is no bound on a baseline.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BaselineError {
    /// Of another form.
    #[error(
        "a bound on a baseline is written `>= baseline x 105%`, `>= baseline + 5 points` or `>= baseline + 3`"
    )]
    Syntax,
    /// Its figure is no number.
    #[error(transparent)]
    Number(#[from] NumberError),
}

impl fmt::Display for BaselineBound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let signed = |n: Number, unit: &str| match n.to_string().strip_prefix('-') {
            Some(positive) => format!("- {positive}{unit}"),
            None => format!("+ {n}{unit}"),
        };
        let change = match self.change {
            Change::Percent(figure) => format!("x {figure}%"),
            Change::Points(figure) => signed(figure, " points"),
            Change::Units(figure) => signed(figure, ""),
        };
        f.pad(&format!("{} baseline {change}", self.comparison.sign()))
    }
}

impl FromStr for BaselineBound {
    type Err = BaselineError;

    fn from_str(text: &str) -> Result<Self, BaselineError> {
        let text = text.trim_matches(is_blank);
        let signs = [Comparison::AtLeast, Comparison::AtMost, Comparison::Above, Comparison::Below];
        let comparison =
            signs.into_iter().find(|c| text.starts_with(c.sign())).ok_or(BaselineError::Syntax)?;
        let rest = text
            .strip_prefix(comparison.sign())
            .map(str::trim_start)
            .and_then(|t| t.strip_prefix("baseline"));
        let rest = rest.ok_or(BaselineError::Syntax)?.trim_start_matches(is_blank);
        let mut signs = rest.chars();
        let change = match (signs.next(), signs.as_str().trim_start_matches(is_blank)) {
            (None, _) => Change::Percent(Number::HUNDRED),
            (Some('x' | '×' | '*'), figure) => Change::Percent(
                figure.strip_suffix('%').ok_or(BaselineError::Syntax)?.trim_end_matches(is_blank).parse()?,
            ),
            (Some(sign @ ('+' | '-')), figure) => {
                let (figure, points) =
                    match figure.strip_suffix("points").or_else(|| figure.strip_suffix("point")) {
                        Some(figure) => (figure.trim_end_matches(is_blank), true),
                        None => (figure, false),
                    };
                if figure.starts_with(['+', '-']) {
                    return Err(BaselineError::Syntax);
                }
                let figure: Number =
                    if sign == '-' { format!("-{figure}") } else { figure.to_owned() }.parse()?;
                if points { Change::Points(figure) } else { Change::Units(figure) }
            }
            _ => return Err(BaselineError::Syntax),
        };
        Ok(Self { comparison, change })
    }
}

impl Serialize for BaselineBound {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for BaselineBound {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_lie_where_the_baseline_puts_them() {
        let at = |text: &str, baseline: &str| {
            let values = text.parse::<BaselineBound>().unwrap().values(baseline.parse().unwrap()).unwrap();
            values.low().or(values.high()).unwrap().at.to_string()
        };
        assert_eq!(at(">= baseline x 105%", "200"), "210");
        assert_eq!(at(">= baseline + 5 points", "1/2"), "11/20");
        assert_eq!(at("<= baseline - 3", "10"), "7");
        assert_eq!(at("> baseline", "10"), "10");
    }

    #[test]
    fn other_forms_are_refused() {
        for text in [
            "",
            ">= 5",
            ">= baseline x 5",
            ">= baseline + -5",
            "= baseline",
            ">= baseline + 5%",
            "baseline + 5",
        ] {
            assert!(text.parse::<BaselineBound>().is_err(), "{text}");
        }
    }
}
