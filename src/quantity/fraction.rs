//! Exact fractions: what a share, a mean or a bound is worth, to the last digit.

use std::{cmp::Ordering, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A figure that can no longer be held exactly: it left 128 bits. Never rounded, never wrapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a figure is too large to be held exactly")]
pub struct Overflow;

/// Why a text is no fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FractionError {
    /// Not of the form `5` or `87/100`.
    #[error("a fraction is written `5` or `87/100`")]
    Syntax,
    /// Below the line stands 0.
    #[error("a fraction cannot be over 0")]
    ZeroDenominator,
    /// Too large.
    #[error(transparent)]
    Overflow(#[from] Overflow),
}

/// An exact fraction in lowest terms, its denominator above 0.
///
/// Comparison is exact for every pair of values; arithmetic is exact or an [`Overflow`].
///
/// ```
/// # use kehoach::Fraction;
/// let two_thirds = Fraction::new(2, 3)?;
/// assert!(two_thirds < "6667/10000".parse()?);
/// assert_eq!(two_thirds.to_string(), "2/3");
/// # Ok::<(), kehoach::FractionError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fraction {
    numerator: i128,
    // INVARIANT: above 0, and without a common divisor with the numerator.
    denominator: i128,
}

impl Fraction {
    /// 0.
    pub const ZERO: Self = Self { numerator: 0, denominator: 1 };
    /// 1.
    pub const ONE: Self = Self { numerator: 1, denominator: 1 };

    /// `numerator / denominator`, brought to lowest terms.
    ///
    /// # Errors
    /// [`FractionError::ZeroDenominator`], or [`FractionError::Overflow`] for the one value that has no negative,
    /// [`i128::MIN`].
    pub fn new(numerator: i128, denominator: i128) -> Result<Self, FractionError> {
        if denominator == 0 {
            return Err(FractionError::ZeroDenominator);
        }
        if numerator == i128::MIN || denominator == i128::MIN {
            return Err(Overflow.into());
        }
        let divisor = common_divisor(numerator, denominator).saturating_mul(denominator.signum());
        let part = |n: i128| n.checked_div(divisor).ok_or(Overflow);
        Ok(Self { numerator: part(numerator)?, denominator: part(denominator)? })
    }

    /// A whole number.
    #[must_use]
    pub const fn whole(n: u64) -> Self {
        Self { numerator: n as i128, denominator: 1 }
    }

    /// The number above the line.
    #[must_use]
    pub const fn numerator(self) -> i128 {
        self.numerator
    }

    /// The number below the line, always above 0.
    #[must_use]
    pub const fn denominator(self) -> i128 {
        self.denominator
    }

    /// Whether it is a whole number.
    #[must_use]
    pub const fn is_whole(self) -> bool {
        self.denominator == 1
    }

    /// `self + other`.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn plus(self, other: Self) -> Result<Self, Overflow> {
        // Over the least common denominator, so that sums of like figures do not grow.
        let divisor = common_divisor(self.denominator, other.denominator);
        let left = other.denominator.checked_div(divisor).ok_or(Overflow)?;
        let right = self.denominator.checked_div(divisor).ok_or(Overflow)?;
        let above = self
            .numerator
            .checked_mul(left)
            .zip(other.numerator.checked_mul(right))
            .and_then(|(a, b)| a.checked_add(b))
            .ok_or(Overflow)?;
        reduced(above, self.denominator.checked_mul(left).ok_or(Overflow)?)
    }

    /// `self - other`.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn minus(self, other: Self) -> Result<Self, Overflow> {
        self.plus(Self { numerator: other.numerator.checked_neg().ok_or(Overflow)?, ..other })
    }

    /// `self x other`.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn times(self, other: Self) -> Result<Self, Overflow> {
        // Crosswise reduction first: the product is then in lowest terms, and overflows only if it does not fit itself.
        let a = reduced(self.numerator, other.denominator)?;
        let b = reduced(other.numerator, self.denominator)?;
        let above = a.numerator.checked_mul(b.numerator).ok_or(Overflow)?;
        let below = a.denominator.checked_mul(b.denominator).ok_or(Overflow)?;
        Ok(Self { numerator: above, denominator: below })
    }

    /// `self / other`.
    ///
    /// # Errors
    /// [`FractionError::ZeroDenominator`] if `other` is 0, or an [`Overflow`].
    pub fn over(self, other: Self) -> Result<Self, FractionError> {
        Ok(self.times(Self::new(other.denominator, other.numerator)?)?)
    }

    /// The greatest whole number not above it.
    #[must_use]
    pub const fn floor(self) -> i128 {
        // OK because the denominator is above 0: no division by 0, and no MIN / -1.
        match self.numerator.checked_div_euclid(self.denominator) {
            Some(n) => n,
            None => self.numerator,
        }
    }

    /// The least whole number not below it.
    #[must_use]
    pub const fn ceil(self) -> i128 {
        let floor = self.floor();
        // OK because a fraction over more than 1 is far from the ends of i128.
        if self.is_whole() { floor } else { floor.saturating_add(1) }
    }
}

fn reduced(numerator: i128, denominator: i128) -> Result<Fraction, Overflow> {
    Fraction::new(numerator, denominator).map_err(|_| Overflow)
}

/// The greatest common divisor, at least 1 (Euclid).
fn common_divisor(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while let Some(rest) = a.checked_rem(b) {
        (a, b) = (b, rest);
    }
    i128::try_from(a).unwrap_or(1).max(1)
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut a, mut b, mut c, mut d) =
            (self.numerator, self.denominator, other.numerator, other.denominator);
        loop {
            if let (Some(left), Some(right)) = (a.checked_mul(d), c.checked_mul(b)) {
                return left.cmp(&right);
            }
            // Too large to cross-multiply: compare whole parts, then what is left of each turned upside down, whose order
            // is the reverse. Each round shortens both sides as Euclid's division does, so that it ends.
            let parts = |n: i128, below: i128| {
                n.checked_div_euclid(below).zip(n.checked_rem_euclid(below)).unwrap_or((n, 0))
            };
            let ((whole_a, rest_a), (whole_c, rest_c)) = (parts(a, b), parts(c, d));
            if whole_a != whole_c || rest_a == 0 || rest_c == 0 {
                return whole_a.cmp(&whole_c).then(rest_a.signum().cmp(&rest_c.signum()));
            }
            (a, b, c, d) = (d, rest_c, b, rest_a);
        }
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<u64> for Fraction {
    fn from(n: u64) -> Self {
        Self::whole(n)
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_whole() {
            f.pad(&self.numerator.to_string())
        } else {
            f.pad(&format!("{}/{}", self.numerator, self.denominator))
        }
    }
}

impl FromStr for Fraction {
    type Err = FractionError;

    fn from_str(text: &str) -> Result<Self, FractionError> {
        let whole = |t: &str| {
            let digits = t.strip_prefix('-').unwrap_or(t);
            if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
                return Err(FractionError::Syntax);
            }
            t.parse::<i128>().map_err(|_| Overflow.into())
        };
        match text.split_once('/') {
            None => Self::new(whole(text)?, 1),
            Some((above, below)) => Self::new(whole(above)?, whole(below)?),
        }
    }
}

impl Serialize for Fraction {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fraction {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn f(text: &str) -> Fraction {
        text.parse().unwrap()
    }

    #[test]
    fn fractions_are_kept_in_lowest_terms_over_a_positive_number() {
        for (text, kept) in [("6/4", "3/2"), ("-6/4", "-3/2"), ("6/-4", "-3/2"), ("0/7", "0"), ("10/5", "2")]
        {
            assert_eq!(f(text).to_string(), kept);
        }
        assert_eq!("1/0".parse::<Fraction>(), Err(FractionError::ZeroDenominator));
        assert_eq!("1.5".parse::<Fraction>(), Err(FractionError::Syntax));
        assert_eq!("/".parse::<Fraction>(), Err(FractionError::Syntax));
        assert_eq!("9".repeat(40).parse::<Fraction>(), Err(Overflow.into()));
    }

    #[test]
    fn floor_and_ceil_hold_below_zero_too() {
        for (text, floor, ceil) in
            [("7/2", 3, 4), ("-7/2", -4, -3), ("4", 4, 4), ("-1/3", -1, 0), ("0", 0, 0)]
        {
            assert_eq!((f(text).floor(), f(text).ceil()), (floor, ceil), "{text}");
        }
    }

    #[test]
    fn arithmetic_beyond_128_bits_is_an_overflow() {
        let large = Fraction::new(i128::MAX, 1).unwrap();
        assert_eq!(large.plus(Fraction::ONE), Err(Overflow));
        assert_eq!(large.times(f("2")), Err(Overflow));
        assert_eq!(large.times(f("1/2")).unwrap(), Fraction::new(i128::MAX, 2).unwrap());
        assert_eq!(large.over(Fraction::ZERO), Err(FractionError::ZeroDenominator));
    }

    #[test]
    fn huge_fractions_compare_exactly() {
        let near = |n: i128| Fraction::new(i128::MAX - n, i128::MAX - n - 1).unwrap();
        assert!(near(0) < near(2), "closer to 1 the larger the numbers");
        assert_eq!(near(4).cmp(&near(4)), Ordering::Equal);
        assert!(Fraction::new(-i128::MAX, 3).unwrap() < Fraction::new(-i128::MAX, 5).unwrap());
    }

    /// The 256-bit product of two numbers, by halves of 64 bits: the plain way to compare, to hold `cmp` against.
    fn product(a: u128, b: u128) -> (u128, u128) {
        let (ah, al, bh, bl) = (a >> 64, a & u128::from(u64::MAX), b >> 64, b & u128::from(u64::MAX));
        let half = |n: u128| n & u128::from(u64::MAX);
        let mid = ((al * bl) >> 64) + half(ah * bl) + half(al * bh);
        let low = (mid << 64) | half(al * bl);
        (ah * bh + ((ah * bl) >> 64) + ((al * bh) >> 64) + (mid >> 64), low)
    }

    proptest! {
        #[test]
        fn comparison_is_that_of_the_wide_products(a in 0..=i128::MAX, b in 1..=i128::MAX, c in 0..=i128::MAX, d in 1..=i128::MAX) {
            let (x, y) = (Fraction::new(a, b).unwrap(), Fraction::new(c, d).unwrap());
            let wide = product(a.unsigned_abs(), d.unsigned_abs()).cmp(&product(c.unsigned_abs(), b.unsigned_abs()));
            prop_assert_eq!(x.cmp(&y), wide);
            let negative = |f: Fraction| Fraction::ZERO.minus(f).unwrap();
            prop_assert_eq!(negative(x).cmp(&negative(y)), wide.reverse());
        }

        #[test]
        fn what_is_written_reads_back(a in any::<i64>(), b in 1..=i64::MAX) {
            let x = Fraction::new(a.into(), b.into()).unwrap();
            prop_assert_eq!(x.to_string().parse::<Fraction>().unwrap(), x);
        }

        #[test]
        fn arithmetic_undoes_itself(a in any::<i32>(), b in 1..=i32::MAX, c in any::<i32>(), d in 1..=i32::MAX) {
            let (x, y) = (Fraction::new(a.into(), b.into()).unwrap(), Fraction::new(c.into(), d.into()).unwrap());
            prop_assert_eq!(x.plus(y).unwrap().minus(y).unwrap(), x);
            if c != 0 {
                prop_assert_eq!(x.times(y).unwrap().over(y).unwrap(), x);
            }
        }
    }
}
