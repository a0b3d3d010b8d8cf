//! Periods (kỳ): the stretches of days for which figures are reported and judged.

use std::{cmp::Ordering, fmt, str::FromStr};

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::date::{self, DateError, digits, is_month_end, month_end, parse_date, spell_date};
use crate::limits::{PHRASE_CHARS, has_more_chars};

/// Why a text is no period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PeriodError {
    /// Of no known form.
    #[error(
        "a period is written `2023`, `2023-H1`, `2023-9M`, `2023-Q3`, `2023-03`, `2023-03-15` or `2021/2025`"
    )]
    Syntax,
    /// A year has quarters 1 to 4 and halves 1 and 2.
    #[error("a year has no {part} {number}")]
    Part {
        /// `quarter` or `half`.
        part: &'static str,
        /// The number that was asked for.
        number: u32,
    },
    /// A day, month or year that does not exist.
    #[error(transparent)]
    Date(#[from] DateError),
    /// It ends before it begins.
    #[error("the period is reversed: it begins on {} and ends on {}", spell_date(*.first), spell_date(*.last))]
    Reversed {
        /// Its first day.
        first: NaiveDate,
        /// Its last day.
        last: NaiveDate,
    },
}

/// How often an indicator is reported (kỳ báo cáo).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rhythm {
    /// Every month (hằng tháng).
    Monthly,
    /// Every quarter (hằng quý).
    Quarterly,
    /// Every half-year (6 tháng).
    HalfYearly,
    /// For the first nine months of every year (9 tháng).
    NineMonths,
    /// Every year (hằng năm).
    Yearly,
    /// Once in whatever period is judged.
    Once,
}

/// A period (kỳ): its first and its last day, both included.
///
/// | spelling | period |
/// |---|---|
/// | `2023` | the year |
/// | `2023-H1` | the first half-year (6 tháng đầu năm) |
/// | `2023-9M` | the first nine months (9 tháng) |
/// | `2023-Q3` | the third quarter (quý III) |
/// | `2023-03` | March |
/// | `2023-03-15` | one day |
/// | `2021/2025`, `2021-08/2021-12` | from the first to the last |
///
/// Periods are equal by their days, not by their spelling; they are ordered by last day, then by first.
///
/// ```
/// # use kehoach::Period;
/// for spelling in ["2023", "2023-H1", "2023-9M", "2023-Q3", "2023-03", "2023-03-15", "2021/2025", "2021-08/2021-12"] {
///     assert_eq!(spelling.parse::<Period>()?.to_string(), spelling);
/// }
/// assert_eq!("2023-01/2023-03".parse::<Period>()?.to_string(), "2023-Q1");
/// for refused in ["2023-Q5", "2023-H0", "2023-13", "2023-02-30", "2025/2021", "23", "2023/", "Q3"] {
///     assert!(refused.parse::<Period>().is_err(), "{refused}");
/// }
/// # Ok::<(), kehoach::PeriodError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    // INVARIANT: first <= last.
    first: NaiveDate,
    last: NaiveDate,
}

impl Period {
    /// From `first` to `last`, both included.
    ///
    /// # Errors
    /// [`PeriodError::Reversed`], or [`PeriodError::Date`] for a year out of range.
    pub fn between(first: NaiveDate, last: NaiveDate) -> Result<Self, PeriodError> {
        for day in [first, last] {
            date::date(day.year(), day.month(), day.day())?;
        }
        if first > last { Err(PeriodError::Reversed { first, last }) } else { Ok(Self { first, last }) }
    }

    /// A calendar year.
    ///
    /// # Errors
    /// [`PeriodError::Date`] for a year out of range.
    pub fn year(year: i32) -> Result<Self, PeriodError> {
        Self::months(year, 1, 12)
    }

    /// A calendar month.
    ///
    /// # Errors
    /// [`PeriodError::Date`] for a year or month that does not exist.
    pub fn month(year: i32, month: u32) -> Result<Self, PeriodError> {
        Self::months(year, month, month)
    }

    /// A quarter (quý), 1 to 4.
    ///
    /// # Errors
    /// [`PeriodError::Part`], or [`PeriodError::Date`] for a year out of range.
    pub fn quarter(year: i32, quarter: u32) -> Result<Self, PeriodError> {
        match quarter {
            1 => Self::months(year, 1, 3),
            2 => Self::months(year, 4, 6),
            3 => Self::months(year, 7, 9),
            4 => Self::months(year, 10, 12),
            number => Err(PeriodError::Part { part: "quarter", number }),
        }
    }

    /// A half-year, 1 or 2.
    ///
    /// # Errors
    /// [`PeriodError::Part`], or [`PeriodError::Date`] for a year out of range.
    pub fn half(year: i32, half: u32) -> Result<Self, PeriodError> {
        match half {
            1 => Self::months(year, 1, 6),
            2 => Self::months(year, 7, 12),
            number => Err(PeriodError::Part { part: "half", number }),
        }
    }

    /// The first nine months of a year (9 tháng).
    ///
    /// # Errors
    /// [`PeriodError::Date`] for a year out of range.
    pub fn nine_months(year: i32) -> Result<Self, PeriodError> {
        Self::months(year, 1, 9)
    }

    /// One day.
    #[must_use]
    pub const fn day(day: NaiveDate) -> Self {
        Self { first: day, last: day }
    }

    fn months(year: i32, from: u32, to: u32) -> Result<Self, PeriodError> {
        Ok(Self { first: date::date(year, from, 1)?, last: month_end(year, to)? })
    }

    /// Its first day.
    #[must_use]
    pub const fn first(self) -> NaiveDate {
        self.first
    }

    /// Its last day.
    #[must_use]
    pub const fn last(self) -> NaiveDate {
        self.last
    }

    /// Whether `day` lies in it.
    #[must_use]
    pub fn contains(self, day: NaiveDate) -> bool {
        self.first <= day && day <= self.last
    }

    /// Whether the whole of `other` lies in it.
    #[must_use]
    pub fn holds(self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// The days it has in common with `other`.
    #[must_use]
    pub fn and(self, other: Self) -> Option<Self> {
        let (first, last) = (self.first.max(other.first), self.last.min(other.last));
        (first <= last).then_some(Self { first, last })
    }

    /// How many days it has.
    #[must_use]
    pub fn days(self) -> u64 {
        u64::try_from(self.last.signed_duration_since(self.first).num_days()).unwrap_or(0).saturating_add(1)
    }

    /// Whether it begins with a month and ends with one.
    #[must_use]
    pub fn is_of_whole_months(self) -> bool {
        self.first.day() == 1 && is_month_end(self.last)
    }

    /// The calendar periods of a rhythm that have a day in common with it, in order and whole, without end beyond it. A
    /// rhythm of [`Rhythm::Once`] has none.
    pub fn touching(self, rhythm: Rhythm) -> impl Iterator<Item = Self> {
        // The k-th is computed from the first year's start, never from the one before.
        let (length, every) = match rhythm {
            Rhythm::Monthly => (1, 1),
            Rhythm::Quarterly => (3, 3),
            Rhythm::HalfYearly => (6, 6),
            Rhythm::NineMonths => (9, 12),
            Rhythm::Yearly => (12, 12),
            Rhythm::Once => (0, 0),
        };
        let anchor = date::date(self.first.year(), 1, 1).ok().filter(|_| length > 0);
        (0_u32..)
            .map_while(move |k| {
                let first = anchor?.checked_add_months(Months::new(k.checked_mul(every)?))?;
                let last = first.checked_add_months(Months::new(length))?.pred_opt()?;
                (first <= self.last).then_some(Self { first, last })
            })
            .filter(move |p| p.and(self).is_some())
    }

    /// The calendar periods of a rhythm that lie wholly inside it, in order.
    pub fn inside(self, rhythm: Rhythm) -> impl Iterator<Item = Self> {
        self.touching(rhythm).filter(move |p| self.holds(*p))
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.last, self.first).cmp(&(other.last, other.first))
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, last) = (self.first, self.last);
        let (year, same_year) = (first.year(), first.year() == last.year());
        let spelling = if !self.is_of_whole_months() {
            if first == last {
                spell_date(first)
            } else {
                format!("{}/{}", spell_date(first), spell_date(last))
            }
        } else {
            match (same_year, first.month(), last.month()) {
                (true, 1, 12) => format!("{year:04}"),
                (true, 1, 6) => format!("{year:04}-H1"),
                (true, 7, 12) => format!("{year:04}-H2"),
                (true, 1, 9) => format!("{year:04}-9M"),
                (true, 1, 3) => format!("{year:04}-Q1"),
                (true, 4, 6) => format!("{year:04}-Q2"),
                (true, 7, 9) => format!("{year:04}-Q3"),
                (true, 10, 12) => format!("{year:04}-Q4"),
                (true, from, to) if from == to => format!("{year:04}-{from:02}"),
                (false, 1, 12) => format!("{year:04}/{:04}", last.year()),
                (_, from, to) => format!("{year:04}-{from:02}/{:04}-{to:02}", last.year()),
            }
        };
        f.pad(&spelling)
    }
}

/// One side of an interval, or a whole period.
fn simple(text: &str) -> Result<Period, PeriodError> {
    let (year, rest) = text.split_once('-').map_or((text, None), |(year, rest)| (year, Some(rest)));
    let year = digits(year, 4).and_then(|y| i32::try_from(y).ok()).ok_or(PeriodError::Syntax)?;
    let Some(rest) = rest else { return Period::year(year) };
    let after = |prefix: char| rest.strip_prefix(prefix).and_then(|t| digits(t, 1));
    if let Some(quarter) = after('Q') {
        Period::quarter(year, quarter)
    } else if let Some(half) = after('H') {
        Period::half(year, half)
    } else if rest == "9M" {
        Period::nine_months(year)
    } else if let Some(month) = digits(rest, 2) {
        Period::month(year, month)
    } else if rest.contains('-') {
        Ok(Period::day(parse_date(text).map_err(|error| match error {
            DateError::Syntax => PeriodError::Syntax,
            error => error.into(),
        })?))
    } else {
        Err(PeriodError::Syntax)
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let text = text.trim();
        if has_more_chars(text, PHRASE_CHARS) {
            return Err(PeriodError::Syntax);
        }
        match text.split_once('/') {
            None => simple(text),
            Some((from, to)) => Self::between(simple(from.trim_end())?.first, simple(to.trim_start())?.last),
        }
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn p(text: &str) -> Period {
        text.parse().unwrap()
    }

    #[test]
    fn periods_are_equal_by_their_days() {
        assert_eq!(p("2023-H1/2023-H2"), p("2023"));
        assert_eq!(p("2023-10-01/2023-12-31").to_string(), "2023-Q4");
        assert_eq!(p("2024-02").last(), NaiveDate::from_ymd_opt(2024, 2, 29).unwrap());
        assert_eq!(p("2023-9M").days(), 273);
    }

    #[test]
    fn refusals_say_what_is_wrong() {
        for (text, message) in [
            ("2023-Q5", "a year has no quarter 5"),
            ("2023-13", "there is no month 13"),
            ("2023-02-30", "02/2023 has no day 30"),
            ("2025/2021", "the period is reversed: it begins on 2025-01-01 and ends on 2021-12-31"),
            ("1800", "a year lies between 1900 and 9999, not 1800"),
        ] {
            assert_eq!(text.parse::<Period>().unwrap_err().to_string(), message, "{text}");
        }
    }

    #[test]
    fn sub_periods_lie_wholly_inside() {
        let inside = |text: &str, rhythm| p(text).inside(rhythm).map(|p| p.to_string()).collect::<Vec<_>>();
        assert_eq!(inside("2023", Rhythm::Quarterly), ["2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4"]);
        assert_eq!(inside("2021-08/2022-07", Rhythm::Quarterly), ["2021-Q4", "2022-Q1", "2022-Q2"]);
        assert_eq!(inside("2021/2022", Rhythm::NineMonths), ["2021-9M", "2022-9M"]);
        assert_eq!(inside("2023-01-16/2023-12-31", Rhythm::Monthly).len(), 11);
        assert_eq!(inside("2023-08/2023-10", Rhythm::Yearly), [""; 0]);
        assert_eq!(inside("2023", Rhythm::Once), [""; 0]);
        assert_eq!(p("9998/9999").inside(Rhythm::Yearly).count(), 2, "up to the last year of the calendar");
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(from in 0..40_000_u64, days in 0..2000_u64, whole_months in any::<bool>()) {
            let day = |n| NaiveDate::from_ymd_opt(1950, 1, 1).unwrap() + chrono::Days::new(n);
            let (mut first, mut last) = (day(from), day(from + days));
            if whole_months {
                first = first.with_day(1).unwrap();
                last = month_end(last.year(), last.month()).unwrap();
            }
            let period = Period::between(first, last).unwrap();
            prop_assert_eq!(p(&period.to_string()), period);
        }

        #[test]
        fn months_quarters_and_halves_partition_every_year(year in 1900..=9999) {
            let whole = Period::year(year).unwrap();
            for rhythm in [Rhythm::Monthly, Rhythm::Quarterly, Rhythm::HalfYearly, Rhythm::Yearly] {
                let parts: Vec<_> = whole.inside(rhythm).collect();
                prop_assert_eq!(parts.iter().map(|p| p.days()).sum::<u64>(), whole.days());
                prop_assert!(parts.windows(2).all(|w| w[0].last().succ_opt() == Some(w[1].first())));
            }
        }
    }
}
