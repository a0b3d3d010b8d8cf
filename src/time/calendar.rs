//! Where figures are closed (thời gian chốt số liệu).

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{
    Period,
    date::is_month_end,
    workdays::{WorkingCalendar, WorkingDayError},
};

/// Why a day closes no month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CalendarError {
    /// A month of figures begins on the 1st, or on a day that every month has.
    #[error("a month of figures begins on a day from 1 to 28, not {day}")]
    FirstDay {
        /// The day asked for.
        day: u32,
    },
}

/// A reporting calendar: on which day a month of figures begins.
///
/// By default the 1st, so that figures are closed with the calendar month. Decree 09/2019/NĐ-CP, Article 12, closes them
/// on the 14th: March runs from 15 February to 14 March, the year from 15 December to 14 December. A period keeps its
/// label, `2023-03`; only its first and last day shift. Ends that are not those of a month stay where they are, and
/// so does a period that would end before it begins, such as 16 to 31 January. A date stays, whichever it is: a schedule's, and
/// the one by which a target is judged.
///
/// ```
/// # use kehoach::{Period, ReportingCalendar};
/// let decree_09 = ReportingCalendar::from_day(15)?;
/// let year = decree_09.days(Period::year(2023)?);
/// assert_eq!(year.to_string(), "2022-12-15/2023-12-14");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct ReportingCalendar {
    // INVARIANT: 1..=28.
    first_day: u32,
}

impl ReportingCalendar {
    /// Figures closed with the calendar month.
    pub const CALENDAR_MONTHS: Self = Self { first_day: 1 };

    /// A month of figures begins on this day of the month before, or, for 1, with its own calendar month.
    ///
    /// # Errors
    /// [`CalendarError::FirstDay`] unless `day` is 1 to 28.
    pub const fn from_day(day: u32) -> Result<Self, CalendarError> {
        if 1 <= day && day <= 28 { Ok(Self { first_day: day }) } else { Err(CalendarError::FirstDay { day }) }
    }

    /// The days that the figures of `period` are about.
    #[must_use]
    pub fn days(self, period: Period) -> Period {
        if self.first_day == 1 {
            return period;
        }
        let shift = |end: NaiveDate| end.checked_sub_months(Months::new(1))?.with_day(self.first_day);
        let first = Some(period.first()).filter(|d| d.day() == 1).and_then(shift).unwrap_or(period.first());
        let next = period.last().succ_opt();
        let last =
            next.filter(|_| is_month_end(period.last())).and_then(shift).and_then(|day| day.pred_opt());
        // Reversed only where the first day stays and the last moves before it: then both stay.
        Period::between(first, last.unwrap_or(period.last())).unwrap_or(period)
    }

    /// The day by which the figures of `period` are to be reported: so many working days after the day on which they are
    /// closed, that day not counted. How many there are, the rules of the report say.
    ///
    /// ```
    /// # use kehoach::{Period, ReportingCalendar, workdays::WorkingCalendar};
    /// let decree_09 = ReportingCalendar::from_day(15)?;
    /// // April is closed on Friday 14 April 2023.
    /// let due = decree_09.due(Period::month(2023, 4)?, 5, &WorkingCalendar::viet_nam())?;
    /// assert_eq!(due.to_string(), "2023-04-21");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`WorkingDayError`] if that lies outside the years of the working calendar.
    pub fn due(
        self,
        period: Period,
        working_days: u32,
        calendar: &WorkingCalendar,
    ) -> Result<NaiveDate, WorkingDayError> {
        calendar.nth_working_day_after(self.days(period).last(), working_days)
    }
}

impl Default for ReportingCalendar {
    fn default() -> Self {
        Self::CALENDAR_MONTHS
    }
}

impl TryFrom<u32> for ReportingCalendar {
    type Error = CalendarError;
    fn try_from(day: u32) -> Result<Self, CalendarError> {
        Self::from_day(day)
    }
}

impl From<ReportingCalendar> for u32 {
    fn from(calendar: ReportingCalendar) -> Self {
        calendar.first_day
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Rhythm;

    #[test]
    fn decree_09_of_2019_article_12() {
        let calendar = ReportingCalendar::from_day(15).unwrap();
        for (label, days) in [
            ("2023-03", "2023-02-15/2023-03-14"),
            ("2023-Q1", "2022-12-15/2023-03-14"),
            ("2023-H1", "2022-12-15/2023-06-14"),
            ("2023-9M", "2022-12-15/2023-09-14"),
            ("2023", "2022-12-15/2023-12-14"),
            ("2024-03", "2024-02-15/2024-03-14"),
            ("2023-03-10", "2023-03-10"),
        ] {
            assert_eq!(calendar.days(label.parse().unwrap()).to_string(), days, "{label}");
        }
        assert_eq!(ReportingCalendar::from_day(29), Err(CalendarError::FirstDay { day: 29 }));
        assert!(ReportingCalendar::from_day(0).is_err());
    }

    #[test]
    fn six_and_nine_months_are_closed_and_reported_with_the_shift() {
        let calendar = ReportingCalendar::from_day(15).unwrap();
        let worked = WorkingCalendar::viet_nam();
        let due =
            |label: &str, n| calendar.due(label.parse().unwrap(), n, &worked).map(|day| day.to_string());
        for (label, working_days, day) in [
            // Wednesday 14 June: the 15th, the 16th, Monday the 19th.
            ("2023-H1", 3, "2023-06-19"),
            // Thursday 14 September.
            ("2023-9M", 1, "2023-09-15"),
            ("2023-9M", 2, "2023-09-18"),
            // Closed on Saturday 14 January; Tết is off from the 20th to the 26th.
            ("2023-01", 5, "2023-01-27"),
            ("2023-01", 0, "2023-01-14"),
            ("2023", 12, "2024-01-02"),
        ] {
            assert_eq!(due(label, working_days).unwrap(), day, "{label} and {working_days}");
        }
        assert!(due("2050", 30).is_err(), "beyond the last year known");
        assert!(due("1999", 1).is_err(), "before the first");
        // Cumulated from one start: six and nine months and the year begin on one day, and each month ends one of them or none.
        let days = |label: &str| calendar.days(label.parse().unwrap());
        for (long, last_month) in [("2023-H1", "2023-06"), ("2023-9M", "2023-09"), ("2023", "2023-12")] {
            assert_eq!(days(long).first(), days("2023-01").first());
            assert_eq!(days(long).last(), days(last_month).last());
        }
    }

    #[test]
    fn shifted_months_still_partition_the_shifted_year() {
        let year = Period::year(2024).unwrap();
        for day in 1..=28 {
            let calendar = ReportingCalendar::from_day(day).unwrap();
            let months: Vec<_> = year.inside(Rhythm::Monthly).map(|m| calendar.days(m)).collect();
            assert!(months.windows(2).all(|w| w[0].last().succ_opt() == Some(w[1].first())), "{day}");
            assert_eq!(months[0].first(), calendar.days(year).first());
            assert_eq!(months[11].last(), calendar.days(year).last());
        }
    }
}
