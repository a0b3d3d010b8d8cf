use chrono::NaiveDate;
use thiserror::Error;

use super::MAX_YEARS;

/// Why a question about working days has no answer.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum WorkingDayError {
    /// The day lies in a year whose days off are not known.
    #[error("`{day}` lies outside the years `{first_year}` to `{last_year}` whose days off are known")]
    YearNotCovered {
        /// The day asked about.
        day: NaiveDate,
        /// First year covered.
        first_year: i32,
        /// Last year covered.
        last_year: i32,
    },
    /// The covered years end before enough working days are found.
    #[error(
        "fewer than `{wanted}` working days follow `{from}` before the end of `{last_year}`, the last year known"
    )]
    NoWorkingDayLeft {
        /// The day counted from.
        from: NaiveDate,
        /// How many working days were wanted.
        wanted: u32,
        /// Last year covered.
        last_year: i32,
    },
}

/// Why data make no working-day calendar.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CalendarDataError {
    /// The years are reversed, too many, or not written in four digits.
    #[error(
        "`{first_year}` to `{last_year}` are no years of a calendar: expected 1 to {MAX_YEARS} of them within 1 to 9999"
    )]
    Years {
        /// First year given.
        first_year: i32,
        /// Last year given.
        last_year: i32,
    },
    /// A date, or a year to clear, outside the years that the calendar covers.
    #[error("`{year}` is not among the years `{first_year}` to `{last_year}` of the calendar")]
    OutsideYears {
        /// The year given, or that of the date given.
        year: i32,
        /// First year covered.
        first_year: i32,
        /// Last year covered.
        last_year: i32,
    },
    /// Text that is no date as `2023-01-02`.
    #[error("`{found}` is no date: expected year, month and day as `2023-01-02`")]
    Date {
        /// The text found.
        found: String,
    },
    /// A date listed twice.
    #[error("`{day}` is listed twice")]
    Twice {
        /// The date.
        day: NaiveDate,
    },
    /// A day of the week listed twice.
    #[error("`{name}` is listed twice among the weekly rest days")]
    WeekdayTwice {
        /// The day of the week as a file names it.
        name: &'static str,
    },
    /// A holiday with a blank name.
    #[error("the holiday on `{day}` has no name")]
    Unnamed {
        /// The date.
        day: NaiveDate,
    },
    /// A make-up day that is worked anyway.
    #[error("`{day}` is no weekly rest day: it cannot be worked to make up for another")]
    NotARestDay {
        /// The date.
        day: NaiveDate,
    },
    /// One day is both a holiday and worked to make up for another.
    #[error("`{day}` is both a holiday and a day worked to make up for another")]
    HolidayWorked {
        /// The date.
        day: NaiveDate,
    },
    /// A swap gives a day off that is off already.
    #[error("`{day}` is no working day: it cannot be swapped for another day off")]
    NothingToSwap {
        /// The date.
        day: NaiveDate,
    },
    /// A holiday or make-up day to take back that is none.
    #[error("`{day}` is neither a holiday nor a make-up day: there is nothing to take back")]
    NothingToTakeBack {
        /// The date.
        day: NaiveDate,
    },
}
