//! Working days ('ngày làm việc'): which days are worked, and counting by them.
//!
//! [`WorkingCalendar`] is data: the weekly rest days, the holidays by date, the rest days that are worked to make up
//! for another ('làm bù'), and the years all of that is known for. It knows nothing of plans and never asks what
//! day it is. [`WorkingCalendar::viet_nam`] is a table of Viet Nam's public holidays for 2000 to 2050.
//!
//! | question | method | which ends count |
//! |---|---|---|
//! | is this day worked? | [`is_working_day`](WorkingCalendar::is_working_day) | |
//! | why (not)? | [`kind_of`](WorkingCalendar::kind_of) | |
//! | a due day on a rest day: which day instead? | [`next_working_day_on_or_after`](WorkingCalendar::next_working_day_on_or_after) | the day itself |
//! | 'within `n` working days from `d`' | [`nth_working_day_after`](WorkingCalendar::nth_working_day_after) | `d` is not counted, the last is |
//! | how many working days late? | [`working_days_after`](WorkingCalendar::working_days_after) | the due day is not counted, the given day is |
//!
//! A day of a year that the calendar does not cover is an error, never a day without holidays.
//!
//! ```
//! use chrono::NaiveDate;
//! use kehoach::workdays::WorkingCalendar;
//!
//! let calendar = WorkingCalendar::viet_nam();
//! let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
//!
//! // Hùng Kings' day and 30 April fell on the weekend of 2023, 1 May on Monday: work began again on Thursday.
//! assert_eq!(calendar.next_working_day_on_or_after(day(2023, 4, 29))?, day(2023, 5, 4));
//! assert_eq!(calendar.nth_working_day_after(day(2023, 4, 28), 2)?, day(2023, 5, 5));
//! assert_eq!(calendar.working_days_after(day(2023, 4, 28), day(2023, 5, 5))?, 2);
//! assert!(calendar.is_working_day(day(2051, 1, 4)).is_err());
//! # Ok::<(), kehoach::workdays::WorkingDayError>(())
//! ```
//!
//! # The days off of a year are decided each year
//!
//! The law fixes how many days there are; the Prime Minister decides each year which days of Tết and which day beside
//! 2 September they are, and which working days are swapped with Saturdays. What the table holds for years not yet
//! decided ([`VIET_NAM_DECIDED_THROUGH`]) is a projection. Write the decision over it when it is out:
//!
//! ```
//! # use chrono::NaiveDate;
//! # use kehoach::workdays::{CalendarDataError, WorkingCalendar};
//! # let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
//! let calendar = WorkingCalendar::viet_nam()
//!     // Friday 3 September 2027 is worked after all, Wednesday the 1st is not.
//!     .without_holiday(day(2027, 9, 3))?
//!     .with_holiday(day(2027, 9, 1), "Quốc khánh")?
//!     // One Monday off, made up for on a Saturday.
//!     .with_swap(day(2027, 11, 22), day(2027, 11, 27))?;
//! # assert!(calendar.is_working_day(day(2027, 11, 27)).unwrap());
//! # Ok::<(), CalendarDataError>(())
//! ```
//!
//! [`clear_year`](WorkingCalendar::clear_year) empties a year, for a caller who has all of its days.
//!
//! # As a file
//!
//! ```
//! # use kehoach::workdays::WorkingCalendar;
//! let calendar: WorkingCalendar = serde_json::from_str(r#"{
//!     "first_year": 2024,
//!     "last_year": 2024,
//!     "weekly_rest": ["saturday", "sunday"],
//!     "holidays": { "2024-01-01": "Tết Dương lịch", "2024-04-29": "nghỉ hoán đổi" },
//!     "make_up_days": ["2024-05-04"]
//! }"#)?;
//! # assert_eq!(calendar.years(), 2024..=2024);
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! `weekly_rest` and `make_up_days` can be left out (Saturday and Sunday; none). `holidays` cannot: that there are
//! none has to be said.

mod assemble;
mod error;
mod file;
#[cfg(test)]
mod tests;
mod viet_nam;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

pub use assemble::MAX_YEARS;
pub use error::{CalendarDataError, WorkingDayError};
pub use viet_nam::VIET_NAM_DECIDED_THROUGH;

/// Which days of some years are worked; see the [module](self).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "file::CalendarFile", into = "file::CalendarFile")]
pub struct WorkingCalendar {
    // INVARIANT: 1 <= first_year <= last_year <= 9999, at most MAX_YEARS of them; every date below lies in them.
    first_year: i32,
    last_year: i32,
    // INVARIANT: Monday first, none twice.
    weekly_rest: Vec<Weekday>,
    holidays: BTreeMap<NaiveDate, String>,
    // INVARIANT: each is a day of weekly rest, and none is a holiday.
    make_up_days: BTreeSet<NaiveDate>,
}

/// Why a day is worked or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum DayKind<'a> {
    /// An ordinary working day.
    Working,
    /// A weekly rest day that is worked to make up for another ('làm bù').
    MakeUp,
    /// A day off, by its name; it may fall on a weekly rest day too.
    Holiday(&'a str),
    /// A weekly rest day ('ngày nghỉ hằng tuần').
    WeeklyRest,
}

impl DayKind<'_> {
    /// Whether such a day is worked.
    #[must_use]
    pub fn is_worked(self) -> bool {
        matches!(self, Self::Working | Self::MakeUp)
    }
}

impl WorkingCalendar {
    /// What kind of day this is, for saying why a date moved.
    ///
    /// # Errors
    ///
    /// [`WorkingDayError::YearNotCovered`] if the calendar does not cover the day's year.
    pub fn kind_of(&self, day: NaiveDate) -> Result<DayKind<'_>, WorkingDayError> {
        self.ensure_covered(day)?;
        Ok(self.kind_of_covered(day))
    }

    /// Whether this day is worked.
    ///
    /// # Errors
    ///
    /// [`WorkingDayError::YearNotCovered`] if the calendar does not cover the day's year.
    pub fn is_working_day(&self, day: NaiveDate) -> Result<bool, WorkingDayError> {
        self.kind_of(day).map(DayKind::is_worked)
    }

    /// The first working day on or after `day`: `day` itself if it is worked.
    ///
    /// A term that ends on a rest day ends with the next working day (Civil Code 2015, Article 148.5).
    ///
    /// # Errors
    ///
    /// [`WorkingDayError::YearNotCovered`] if the calendar does not cover the day's year, and
    /// [`WorkingDayError::NoWorkingDayLeft`] if no day from it to the end of the covered years is worked.
    pub fn next_working_day_on_or_after(&self, day: NaiveDate) -> Result<NaiveDate, WorkingDayError> {
        self.ensure_covered(day)?;
        self.worked_from(day).next().ok_or(WorkingDayError::NoWorkingDayLeft {
            from: day,
            wanted: 1,
            last_year: self.last_year,
        })
    }

    /// The day `n` working days from `day`, which is not counted itself: `1` gives the first working day after it.
    ///
    /// `0` gives `day` itself, worked or not.
    ///
    /// # Errors
    ///
    /// [`WorkingDayError::YearNotCovered`] if the calendar does not cover the day's year, and
    /// [`WorkingDayError::NoWorkingDayLeft`] if fewer than `n` working days follow it in the covered years.
    pub fn nth_working_day_after(&self, day: NaiveDate, n: u32) -> Result<NaiveDate, WorkingDayError> {
        self.ensure_covered(day)?;
        let mut left = n;
        let mut reached = Some(day);
        let mut days = day.succ_opt().map(|next| self.worked_from(next)).into_iter().flatten();
        while let (Some(_), Some(fewer)) = (reached, left.checked_sub(1)) {
            reached = days.next();
            left = fewer;
        }
        reached.ok_or(WorkingDayError::NoWorkingDayLeft { from: day, wanted: n, last_year: self.last_year })
    }

    /// How many working days lie after `after`, up to and including `through`.
    ///
    /// With the due day as `after` and the day of completion as `through` these are the working days late; what is
    /// done on the due day or before it is `0` late.
    ///
    /// # Errors
    ///
    /// [`WorkingDayError::YearNotCovered`] if the calendar does not cover the year of either day.
    pub fn working_days_after(&self, after: NaiveDate, through: NaiveDate) -> Result<u32, WorkingDayError> {
        self.ensure_covered(after)?;
        self.ensure_covered(through)?;
        let Some(first) = after.succ_opt() else { return Ok(0) };
        let counted = self.worked_from(first).take_while(|day| *day <= through);
        Ok(counted.fold(0, |count: u32, _| count.saturating_add(1)))
    }

    /// The years that the calendar covers, both ends included.
    #[must_use]
    pub fn years(&self) -> RangeInclusive<i32> {
        self.first_year..=self.last_year
    }

    /// The days of the week that are not worked, Monday first.
    #[must_use]
    pub fn weekly_rest(&self) -> &[Weekday] {
        &self.weekly_rest
    }

    /// The holidays and their names, by date.
    pub fn holidays(&self) -> impl Iterator<Item = (NaiveDate, &str)> {
        self.holidays.iter().map(|(day, name)| (*day, name.as_str()))
    }

    /// The weekly rest days that are worked, by date.
    pub fn make_up_days(&self) -> impl Iterator<Item = NaiveDate> {
        self.make_up_days.iter().copied()
    }

    fn covers(&self, day: NaiveDate) -> bool {
        self.years().contains(&day.year())
    }

    fn ensure_covered(&self, day: NaiveDate) -> Result<(), WorkingDayError> {
        if self.covers(day) {
            return Ok(());
        }
        Err(WorkingDayError::YearNotCovered { day, first_year: self.first_year, last_year: self.last_year })
    }

    fn kind_of_covered(&self, day: NaiveDate) -> DayKind<'_> {
        if let Some(name) = self.holidays.get(&day) {
            DayKind::Holiday(name)
        } else if !self.weekly_rest.contains(&day.weekday()) {
            DayKind::Working
        } else if self.make_up_days.contains(&day) {
            DayKind::MakeUp
        } else {
            DayKind::WeeklyRest
        }
    }

    /// The working days from `first` on. It ends with the covered years, so at most 366 x [`MAX_YEARS`] steps.
    fn worked_from(&self, first: NaiveDate) -> impl Iterator<Item = NaiveDate> {
        first
            .iter_days()
            .take_while(|day| self.covers(*day))
            .filter(|day| self.kind_of_covered(*day).is_worked())
    }
}
