//! Decimals, read and written exactly.

use std::{fmt, str::FromStr};

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Fraction, Overflow};
use crate::limits::NUMBER_CHARS;

/// Why a text is no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NumberError {
    /// Not digits with at most one point between them.
    #[error("a number is written with digits and at most one decimal point, such as `92.5`")]
    Syntax,
    /// More digits or places than an exact decimal has.
    #[error("a number has at most 28 digits, and at most 28 after the point")]
    TooPrecise,
    /// A figure of a file that came as a binary float which no short decimal stands for.
    #[error("a binary floating-point figure cannot be taken exactly: write it as text, such as \"92.5\"")]
    Inexact,
}

/// What a reader of numbers says that it expects.
pub(crate) const A_NUMBER: &str = "a number such as 5 or \"92.5\"";

/// An exact decimal of at most 28 digits, without needless zeros: `1.50` is `1.5`.
///
/// Serialised as text, so that no reader on the way makes a float of it. Read from text, from whole numbers, and from a
/// float only where a decimal of at most 15 digits is that float's one short spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Number(
    // INVARIANT: normalised, and never the negative zero.
    Decimal,
);

impl Number {
    /// 0.
    pub const ZERO: Self = Self(Decimal::ZERO);
    /// 100.
    pub const HUNDRED: Self = Self(Decimal::ONE_HUNDRED);

    /// The number of a mantissa and a scale that were a number's own, and so are normal.
    pub(crate) fn from_normal(mantissa: i64, scale: u32) -> Self {
        // OK because a number's own scale is one that a decimal can have.
        let number = Self(Decimal::try_new(mantissa, scale).unwrap_or_default());
        debug_assert_eq!(number, Self::from(number.0), "a normal mantissa and scale");
        number
    }

    /// `mantissa` with its last `scale` digits behind the point.
    #[cfg(feature = "csv")]
    pub(crate) fn from_parts(mantissa: i64, scale: u32) -> Option<Self> {
        Decimal::try_new(mantissa, scale).ok().map(Self::from)
    }

    /// The decimal itself.
    #[must_use]
    pub const fn decimal(self) -> Decimal {
        self.0
    }

    /// The same value as an exact fraction.
    #[must_use]
    pub fn fraction(self) -> Fraction {
        let scale = 10_i128.checked_pow(self.0.scale()).unwrap_or(i128::MAX);
        // OK because a decimal has at most 28 places, and 10^28 fits; its 96 bits do too.
        Fraction::new(self.0.mantissa(), scale).unwrap_or(Fraction::ZERO)
    }

    /// The decimal that is exactly `fraction`, if one of at most 28 places is.
    #[must_use]
    pub fn from_fraction(fraction: Fraction) -> Option<Self> {
        let mut below = fraction.denominator();
        let (mut twos, mut fives) = (0_u32, 0_u32);
        for (prime, count) in [(2, &mut twos), (5, &mut fives)] {
            while below.checked_rem(prime) == Some(0) {
                below = below.checked_div(prime)?;
                *count = count.checked_add(1)?;
            }
        }
        let places = twos.max(fives);
        if below != 1 || places > Decimal::MAX_SCALE {
            return None;
        }
        let factor = 10_i128.checked_pow(places)?.checked_div(fraction.denominator())?;
        let mantissa = fraction.numerator().checked_mul(factor)?;
        Decimal::try_from_i128_with_scale(mantissa, places).ok().map(Self::from)
    }

    /// `self + other`.
    ///
    /// # Errors
    /// [`Overflow`] if the sum has no exact decimal.
    pub fn plus(self, other: Self) -> Result<Self, Overflow> {
        Self::from_fraction(self.fraction().plus(other.fraction())?).ok_or(Overflow)
    }

    /// Whether it is a whole number.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.0.scale() == 0
    }

    /// It as a count, if it is a whole number from 0 to [`u64::MAX`].
    #[must_use]
    pub fn count(self) -> Option<u64> {
        if self.is_whole() { u64::try_from(self.0.mantissa()).ok() } else { None }
    }
}

impl From<Decimal> for Number {
    fn from(decimal: Decimal) -> Self {
        let normal = decimal.normalize();
        Self(if normal.is_zero() { Decimal::ZERO } else { normal })
    }
}

impl From<u64> for Number {
    fn from(n: u64) -> Self {
        Self(Decimal::from(n))
    }
}

impl From<i32> for Number {
    fn from(n: i32) -> Self {
        Self(Decimal::from(n))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0.to_string())
    }
}

impl FromStr for Number {
    type Err = NumberError;

    /// Digits, an optional point with digits on both sides, an optional sign before. No exponent, no separators.
    fn from_str(text: &str) -> Result<Self, NumberError> {
        let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (whole, places) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
        let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(places) {
            return Err(NumberError::Syntax);
        }
        if text.len() > NUMBER_CHARS {
            return Err(NumberError::TooPrecise);
        }
        // Zeros at either end cost no precision: they go before the digits are counted.
        let whole = whole.trim_start_matches('0');
        let places = places.trim_end_matches('0');
        let sign = if text.starts_with('-') { "-" } else { "" };
        let whole = if whole.is_empty() { "0" } else { whole };
        // A place that says nothing would be one digit too many for the longest whole numbers.
        let point = if places.is_empty() { "" } else { "." };
        let plain = format!("{sign}{whole}{point}{places}");
        Decimal::from_str_exact(&plain).map(Self::from).map_err(|_| NumberError::TooPrecise)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumberVisitor)
    }
}

/// So many digits a binary float tells apart.
const FLOAT_DIGITS: usize = 15;

struct NumberVisitor;

impl<'de> de::Visitor<'de> for NumberVisitor {
    type Value = Number;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(A_NUMBER)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Number, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_u64<E: de::Error>(self, n: u64) -> Result<Number, E> {
        Ok(Number::from(n))
    }

    fn visit_i64<E: de::Error>(self, n: i64) -> Result<Number, E> {
        Ok(Number::from(Decimal::from(n)))
    }

    // So `serde_json` hands over what is too large for 64 bits and stood in a parsed value, with `arbitrary_precision`.
    fn visit_u128<E: de::Error>(self, n: u128) -> Result<Number, E> {
        n.to_string().parse().map_err(E::custom)
    }

    fn visit_i128<E: de::Error>(self, n: i128) -> Result<Number, E> {
        n.to_string().parse().map_err(E::custom)
    }

    fn visit_f64<E: de::Error>(self, float: f64) -> Result<Number, E> {
        if !float.is_finite() {
            return Err(E::custom(NumberError::Syntax));
        }
        // A file format without decimals of its own hands `92.5` over as a float. Its shortest spelling is what was typed
        // as long as that had at most 15 digits: below that, decimals and floats correspond one to one.
        let text = float.to_string();
        if text.bytes().filter(u8::is_ascii_digit).count() > FLOAT_DIGITS {
            return Err(E::custom(NumberError::Inexact));
        }
        text.parse().map_err(|_| E::custom(NumberError::Inexact))
    }

    fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Number, A::Error> {
        // What `serde_json` hands over once any crate of an application turns on its feature `arbitrary_precision`.
        match map.next_entry::<String, String>()? {
            Some((key, text)) if key == "$serde_json::private::Number" => {
                without_exponent(&text).and_then(|text| text.parse()).map_err(de::Error::custom)
            }
            _ => Err(de::Error::invalid_type(de::Unexpected::Map, &self)),
        }
    }
}

/// Whether a figure of a file, as typed, is what is left of it once the format's own reader has made a binary float of it: up to 15
/// digits, decimals and floats correspond one to one.
///
/// # Errors
/// [`NumberError::Inexact`] where it would become another number, [`NumberError::TooPrecise`] where it is none.
#[cfg(any(feature = "toml", feature = "json"))]
pub(crate) fn survives_as_float(text: &str) -> Result<(), NumberError> {
    let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    if digits.trim_matches('0').len() > FLOAT_DIGITS {
        return Err(NumberError::Inexact);
    }
    without_exponent(text)?.parse::<Number>().map(|_| ())
}

/// A number of JSON as a plain decimal: `1e-7`, which its grammar allows, is `0.0000001`.
fn without_exponent(text: &str) -> Result<String, NumberError> {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else { return Ok(text.to_owned()) };
    let exponent: i32 = exponent.parse().map_err(|_| NumberError::TooPrecise)?;
    let (sign, unsigned) = mantissa.strip_prefix('-').map_or(("", mantissa), |unsigned| ("-", unsigned));
    let (whole, places) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let by = usize::try_from(exponent.unsigned_abs()).unwrap_or(usize::MAX);
    // As many zeros as the point moves over; more than a number has characters are never a number.
    if by > NUMBER_CHARS || text.len() > NUMBER_CHARS {
        return Err(NumberError::TooPrecise);
    }
    let zeros = "0".repeat(by);
    let (digits, point) = if exponent.is_negative() {
        (format!("{zeros}{whole}{places}"), whole.len())
    } else {
        (format!("{whole}{places}{zeros}"), whole.len().saturating_add(by))
    };
    let (whole, places) = digits.split_at_checked(point).ok_or(NumberError::Syntax)?;
    // Zeros at either end say nothing, and would count as characters.
    let (whole, places) = (whole.trim_start_matches('0'), places.trim_end_matches('0'));
    let whole = if whole.is_empty() { "0" } else { whole };
    Ok(if places.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{places}") })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What formats hand over that have no decimals of their own: here as `serde_json` does, in an application that turns on its
    /// `arbitrary_precision`.
    #[test]
    fn numbers_in_disguise_are_read_exactly() {
        use serde::de::value::{Error, I128Deserializer, MapDeserializer, U128Deserializer};
        let number = |text: &str| text.parse::<Number>().ok();
        let above_64_bits = 18_446_744_073_709_551_616_u128;
        let found = Number::deserialize(U128Deserializer::<Error>::new(above_64_bits)).ok();
        assert_eq!(found, number("18446744073709551616"));
        let below = Number::deserialize(I128Deserializer::<Error>::new(-18_446_744_073_709_551_616)).ok();
        assert_eq!(below, number("-18446744073709551616"));
        assert!(Number::deserialize(U128Deserializer::<Error>::new(u128::MAX)).is_err());
        for (key, text, found) in [
            ("$serde_json::private::Number", "1.5e2", number("150")),
            (
                "$serde_json::private::Number",
                "0.10000000000000000000001",
                number("0.10000000000000000000001"),
            ),
            ("$serde_json::private::Number", "1,5", None),
            ("number", "150", None),
        ] {
            let map = MapDeserializer::<_, Error>::new([(key, text)].into_iter());
            assert_eq!(Number::deserialize(map).ok(), found, "{key} {text}");
        }
    }

    #[test]
    fn fifteen_digits_survive_a_float() {
        for (text, survives) in [
            ("123456789012345", Ok(())),
            ("1234567890.12345", Ok(())),
            ("00123456789012345000", Ok(())),
            ("1234567890123456", Err(NumberError::Inexact)),
            ("1.5e-3", Ok(())),
            ("1e29", Err(NumberError::TooPrecise)),
        ] {
            assert_eq!(survives_as_float(text), survives, "{text}");
        }
    }

    /// As far as a number has characters, and no further.
    #[test]
    fn exponents_are_worked_out_within_limits() {
        let plain = |text: &str| without_exponent(text).ok();
        let most = NUMBER_CHARS;
        let long = |length: usize| format!("0.{}e1", "0".repeat(length - 4));
        assert_eq!(plain("-12.50e-3").as_deref(), Some("-0.0125"));
        assert_eq!(plain("12.50e3").as_deref(), Some("12500"));
        assert_eq!(plain("12.50e0").as_deref(), Some("12.5"));
        for (text, found) in [
            (format!("0e{most}"), Some("0")),
            (format!("0e-{most}"), Some("0")),
            (format!("0e{}", most + 1), None),
            (long(most), Some("0")),
            (long(most + 1), None),
        ] {
            assert_eq!(plain(&text).as_deref(), found, "{text}");
        }
    }

    #[test]
    fn text_becomes_a_number_exactly_or_is_refused() {
        for (text, kept) in [
            ("85", "85"),
            ("01", "1"),
            ("1.50", "1.5"),
            ("-0", "0"),
            ("+3", "3"),
            ("0.0", "0"),
            ("-2.05", "-2.05"),
        ] {
            assert_eq!(text.parse::<Number>().unwrap().to_string(), kept, "{text}");
        }
        for text in
            ["", "-", ".", "1.", ".5", "1e400", "NaN", "inf", "1_000", "1,5", "0x10", "٣", "--1", "1.2.3"]
        {
            assert_eq!(text.parse::<Number>(), Err(NumberError::Syntax), "{text}");
        }
    }

    /// 28 digits, wherever the point stands among them; zeros at either end are none of them.
    #[test]
    fn the_limits_of_digits_on_either_side_of_the_point() {
        // Nines before the point, nines after it, and whether there is such a number.
        for (before, after, fits) in [
            (1, 0, true),
            (27, 0, true),
            (28, 0, true),
            (29, 0, false),
            (27, 1, true),
            (28, 1, false),
            (14, 14, true),
            (14, 15, false),
            (15, 14, false),
            (1, 27, true),
            (1, 28, false),
            (0, 27, true),
            (0, 28, true),
            (0, 29, false),
        ] {
            let whole = if before == 0 { "0".to_owned() } else { "9".repeat(before) };
            let plain = if after == 0 { whole } else { format!("{whole}.{}", "9".repeat(after)) };
            let padded =
                format!("00{plain}{}{}", if after == 0 { "." } else { "" }, "0".repeat(60 - plain.len()));
            for sign in ["", "+", "-"] {
                let shown = format!("{}{plain}", sign.trim_matches('+'));
                let expected = if fits { Ok(shown) } else { Err(NumberError::TooPrecise) };
                for text in [format!("{sign}{plain}"), format!("{sign}{padded}")] {
                    let found = text.parse::<Number>().map(|number| number.to_string());
                    assert_eq!(found, expected, "{text}");
                }
            }
        }
        for (text, scale) in [(format!("0.{}1", "0".repeat(27)), 28), (format!("0.{}10", "0".repeat(27)), 28)]
        {
            assert_eq!(text.parse::<Number>().unwrap().decimal().scale(), scale, "{text}");
        }
        assert_eq!(format!("0.{}1", "0".repeat(28)).parse::<Number>(), Err(NumberError::TooPrecise));
    }

    #[test]
    fn sums_are_exact_or_an_overflow() {
        let n = |t: &str| t.parse::<Number>().unwrap();
        assert_eq!(n("0.1").plus(n("0.2")).unwrap(), n("0.3"));
        let most = Number::from(Decimal::MAX);
        assert_eq!(most.plus(n("1")), Err(Overflow));
        assert_eq!(most.plus(n("0.1")), Err(Overflow), "rust_decimal would round here");
    }

    #[test]
    fn a_float_is_taken_only_where_it_is_what_was_typed() {
        let read = |json: &str| serde_json::from_str::<Number>(json);
        assert_eq!(read("92.5").unwrap(), read("\"92.5\"").unwrap());
        assert_eq!(read("18446744073709551615").unwrap().count(), Some(u64::MAX));
        assert!(read("1e400").is_err());
        assert!(read("0.12345678901234567").is_err(), "more digits than a float can be trusted with");
        assert!(read("{\"a\": 1}").is_err());
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(mantissa in any::<i64>(), scale in 0..=28_u32) {
            let x = Number::from(Decimal::from_i128_with_scale(mantissa.into(), scale));
            prop_assert_eq!(x.to_string().parse::<Number>().unwrap(), x);
            prop_assert_eq!(Number::from_fraction(x.fraction()), Some(x));
            let json = serde_json::to_string(&x).unwrap();
            prop_assert_eq!(serde_json::from_str::<Number>(&json).unwrap(), x);
        }
    }
}
