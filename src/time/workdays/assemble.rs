//! Making a calendar from data, one checked step after the other.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate, Weekday};
use unicode_normalization::UnicodeNormalization as _;

use super::{CalendarDataError, DayKind, WorkingCalendar};

/// The most years that one calendar covers; it bounds the work of every question.
pub const MAX_YEARS: u32 = 400;

impl WorkingCalendar {
    /// A calendar of these years in which Saturday and Sunday are not worked and there are no holidays yet.
    ///
    /// Saying that a year is covered says that all of its days off are given.
    ///
    /// # Errors
    ///
    /// [`CalendarDataError::Years`] unless these are 1 to [`MAX_YEARS`] years within 1 to 9999.
    ///
    /// ```
    /// use kehoach::workdays::WorkingCalendar;
    /// assert!(WorkingCalendar::for_years(2024..=2026).is_ok());
    /// assert!(WorkingCalendar::for_years(2026..=2024).is_err());
    /// ```
    pub fn for_years(years: RangeInclusive<i32>) -> Result<Self, CalendarDataError> {
        let (first_year, last_year) = years.into_inner();
        let few = last_year
            .checked_sub(first_year)
            .and_then(|more| u32::try_from(more).ok())
            .is_some_and(|more| more < MAX_YEARS);
        if first_year < 1 || last_year > 9999 || !few {
            return Err(CalendarDataError::Years { first_year, last_year });
        }
        Ok(Self {
            first_year,
            last_year,
            weekly_rest: vec![Weekday::Sat, Weekday::Sun],
            holidays: BTreeMap::new(),
            make_up_days: BTreeSet::new(),
        })
    }

    /// The same calendar with these weekly rest days in place of its own; their order is free, a repeated one is one.
    ///
    /// # Errors
    ///
    /// [`CalendarDataError::NotARestDay`] if a make-up day is a rest day no longer.
    pub fn with_weekly_rest(
        mut self,
        days: impl IntoIterator<Item = Weekday>,
    ) -> Result<Self, CalendarDataError> {
        self.weekly_rest = days.into_iter().collect();
        self.weekly_rest.sort_by_key(Weekday::num_days_from_monday);
        self.weekly_rest.dedup();
        let worked_anyway = self.make_up_days.iter().find(|day| !self.weekly_rest.contains(&day.weekday()));
        match worked_anyway {
            Some(day) => Err(CalendarDataError::NotARestDay { day: *day }),
            None => Ok(self),
        }
    }

    /// The same calendar with a day off, on a weekly rest day or not. A day that is a holiday already is renamed.
    ///
    /// The name is kept in Unicode NFC, without white space around it.
    ///
    /// # Errors
    ///
    /// If the day's year is not covered, the name is blank, or the day is a make-up day.
    pub fn with_holiday(mut self, day: NaiveDate, name: &str) -> Result<Self, CalendarDataError> {
        self.ensure_year(day.year())?;
        let name: String = name.trim().nfc().collect();
        if name.is_empty() {
            return Err(CalendarDataError::Unnamed { day });
        }
        if self.make_up_days.contains(&day) {
            return Err(CalendarDataError::HolidayWorked { day });
        }
        self.holidays.insert(day, name);
        Ok(self)
    }

    /// The same calendar with a weekly rest day that is worked ('làm bù').
    ///
    /// # Errors
    ///
    /// If the day's year is not covered, or the day is a holiday or no weekly rest day.
    pub fn with_make_up_day(mut self, day: NaiveDate) -> Result<Self, CalendarDataError> {
        self.ensure_year(day.year())?;
        if self.holidays.contains_key(&day) {
            return Err(CalendarDataError::HolidayWorked { day });
        }
        if !self.weekly_rest.contains(&day.weekday()) {
            return Err(CalendarDataError::NotARestDay { day });
        }
        self.make_up_days.insert(day);
        Ok(self)
    }

    /// The same calendar with a working day off and a weekly rest day worked in its place ('hoán đổi ngày làm việc').
    ///
    /// # Errors
    ///
    /// If `off` is no working day, or for any reason for which [`with_holiday`](Self::with_holiday) refuses `off` or
    /// [`with_make_up_day`](Self::with_make_up_day) refuses `worked`.
    pub fn with_swap(self, off: NaiveDate, worked: NaiveDate) -> Result<Self, CalendarDataError> {
        self.ensure_year(off.year())?;
        if self.kind_of_covered(off) != DayKind::Working {
            return Err(CalendarDataError::NothingToSwap { day: off });
        }
        self.with_holiday(off, &swapped_name(worked))?.with_make_up_day(worked)
    }

    /// The same calendar in which this day is no holiday.
    ///
    /// # Errors
    ///
    /// [`CalendarDataError::NothingToTakeBack`] if it was none.
    pub fn without_holiday(mut self, day: NaiveDate) -> Result<Self, CalendarDataError> {
        match self.holidays.remove(&day) {
            Some(_) => Ok(self),
            None => Err(CalendarDataError::NothingToTakeBack { day }),
        }
    }

    /// The same calendar in which this day is not worked to make up for another.
    ///
    /// # Errors
    ///
    /// [`CalendarDataError::NothingToTakeBack`] if it was not.
    pub fn without_make_up_day(mut self, day: NaiveDate) -> Result<Self, CalendarDataError> {
        if self.make_up_days.remove(&day) {
            Ok(self)
        } else {
            Err(CalendarDataError::NothingToTakeBack { day })
        }
    }

    /// The same calendar without any holiday or make-up day in this year, for writing the year's own after it.
    ///
    /// The other half of a swap with a neighbouring year stays.
    ///
    /// # Errors
    ///
    /// [`CalendarDataError::OutsideYears`] if the year is not covered.
    pub fn clear_year(mut self, year: i32) -> Result<Self, CalendarDataError> {
        self.ensure_year(year)?;
        self.holidays.retain(|day, _| day.year() != year);
        self.make_up_days.retain(|day| day.year() != year);
        Ok(self)
    }

    fn ensure_year(&self, year: i32) -> Result<(), CalendarDataError> {
        if self.years().contains(&year) {
            return Ok(());
        }
        Err(CalendarDataError::OutsideYears { year, first_year: self.first_year, last_year: self.last_year })
    }
}

/// What a day off is called whose work is done on `worked`.
pub(super) fn swapped_name(worked: NaiveDate) -> String {
    format!("nghỉ hoán đổi, làm bù ngày {:02}/{:02}/{:04}", worked.day(), worked.month(), worked.year())
}
