//! Dates as text: `2023-12-09`, and nothing else.

use chrono::{Datelike, NaiveDate};

use crate::limits::YEARS;

/// Why a text, or three numbers, are no date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DateError {
    /// Not of the form `2023-12-09`.
    #[error("a date is written `2023-12-09`")]
    Syntax,
    /// A year that no plan has.
    #[error("a year lies between {} and {}, not {year}", YEARS.0, YEARS.1)]
    Year {
        /// The year.
        year: i32,
    },
    /// A month that no year has.
    #[error("there is no month {month}")]
    Month {
        /// The month.
        month: u32,
    },
    /// A day that the month does not have.
    #[error("{month:02}/{year} has no day {day}")]
    Day {
        /// The year.
        year: i32,
        /// The month.
        month: u32,
        /// The day.
        day: u32,
    },
}

/// The date of a year, month and day.
pub(crate) fn date(year: i32, month: u32, day: u32) -> Result<NaiveDate, DateError> {
    if !(YEARS.0..=YEARS.1).contains(&year) {
        return Err(DateError::Year { year });
    }
    if !(1..=12).contains(&month) {
        return Err(DateError::Month { month });
    }
    NaiveDate::from_ymd_opt(year, month, day).ok_or(DateError::Day { year, month, day })
}

/// The last day of a month.
pub(crate) fn month_end(year: i32, month: u32) -> Result<NaiveDate, DateError> {
    // OK because every month has a 28th, and the last days after it are tried from the end.
    (29..=31).rev().find_map(|day| date(year, month, day).ok()).map_or_else(|| date(year, month, 28), Ok)
}

/// Whether `day` is the last of its month.
pub(crate) fn is_month_end(day: NaiveDate) -> bool {
    day.succ_opt().is_none_or(|next| next.day() == 1)
}

/// `digits` as a number, if it is just that many digits.
pub(super) fn digits(text: &str, count: usize) -> Option<u32> {
    let right = text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    if right { text.parse().ok() } else { None }
}

/// Reads `2023-12-09`.
pub(crate) fn parse_date(text: &str) -> Result<NaiveDate, DateError> {
    let mut parts = text.trim().splitn(3, '-');
    let mut part = |count| parts.next().and_then(|t| digits(t, count)).ok_or(DateError::Syntax);
    let (year, month, day) = (part(4)?, part(2)?, part(2)?);
    date(i32::try_from(year).map_err(|_| DateError::Syntax)?, month, day)
}

/// Writes `2023-12-09`.
pub(crate) fn spell_date(day: NaiveDate) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_strictly() {
        assert_eq!(spell_date(parse_date("2024-02-29").unwrap()), "2024-02-29");
        for (text, message) in [
            ("2023-02-30", "02/2023 has no day 30"),
            ("2023-02-29", "02/2023 has no day 29"),
            ("2023-13-01", "there is no month 13"),
            ("2023-00-01", "there is no month 0"),
            ("2023-01-00", "01/2023 has no day 0"),
            ("2023-01-32", "01/2023 has no day 32"),
            ("0023-01-01", "a year lies between 1900 and 9999, not 23"),
            ("1/2/21", "a date is written `2023-12-09`"),
            ("2023-1-2", "a date is written `2023-12-09`"),
            ("2023-01-02x", "a date is written `2023-12-09`"),
            ("", "a date is written `2023-12-09`"),
        ] {
            assert_eq!(parse_date(text).unwrap_err().to_string(), message, "{text}");
        }
    }

    #[test]
    fn months_end_where_they_end() {
        for (year, month, day) in [(2023, 2, 28), (2024, 2, 29), (2023, 4, 30), (2023, 12, 31)] {
            let end = month_end(year, month).unwrap();
            assert_eq!(end.day(), day);
            assert!(is_month_end(end));
        }
    }
}
