//! Schedules (thời gian thực hiện): when something is to be done.

mod error;
mod occurrences;
mod phases;
mod piece;
mod recurrence;
mod spelling;

use std::collections::HashSet;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{
    Period,
    date::{DateError, date},
};
use crate::{
    id::Level,
    limits::{PHRASE_CHARS, has_more_chars},
};

pub use error::{ScheduleError, ScheduleTextError};
pub use occurrences::{Ending, Occurrence, OccurrenceLabel, Occurrences, When};
pub use phases::{Phase, Phases, Wording};
pub use recurrence::{DueDay, Recurrence, YearPart};

/// When something is to be done (thời gian thực hiện): at one time for all, or at one per level of units.
///
/// # Spelling
///
/// ```text
/// schedule   = timing | "per level" level "=" timing { ";" level "=" timing }
/// timing     = "during" period
///            | "by" date                               that day included (đến ngày, chậm nhất)
///            | "before" (date | period)                that day excluded; a period stands for its first day
///            | rhythm [due]
///            | "months" months { "," months } [due]    each one occurrence
///            | "each" part { "," part } [due]          each one occurrence
///            | "on instruction:" wording
///            | "continuous"
///            | "phases" wording "=" period { "," wording "=" period }
/// rhythm     = "monthly" | "quarterly" | "half-yearly" | "nine-months" | "yearly"
/// months     = month | month "-" month                 of every year, 1 to 12; with a dash one window
/// part       = "Q1" .. "Q4" | "H1" | "H2" | "9M" | "year"
/// due        = ("by" | "before") "day" day [ "of" ordinal "month" ]
///            | ("by" | "before") month "-" day         with "yearly" only
/// wording    = words | '"' words with \" and \\ '"'
/// ```
///
/// A due day counts in the last month of its period; `of 1st month` counts in the first month of each. What is written
/// back is canonical: parts of the year in order, months of all the year as `monthly`, a wording quoted only where it holds
/// a separator.
///
/// | in a plan | schedule |
/// |---|---|
/// | quý III/2023, tháng 01, năm 2022 | `during 2023-Q3`, `during 2023-01`, `during 2022` |
/// | từ năm 2022, of a plan to 2025 | `during 2022/2025` |
/// | chậm nhất 30/6/2023 | `by 2023-06-30` |
/// | đến năm 2025 | `by 2025-12-31` |
/// | trước ngày 10/12/2023 | `before 2023-12-10` |
/// | trước năm 2025 | `before 2025-01-01` |
/// | hàng tháng, hằng tháng, định kỳ hằng tháng | `monthly` |
/// | hằng quý, hằng năm | `quarterly`, `yearly` |
/// | ngày 25 hằng tháng | `monthly by day 25` |
/// | trước ngày 10/12 hằng năm | `yearly before 12-10` |
/// | tháng 10 hằng năm | `months 10` |
/// | tháng 3, 9; tháng 6, 12; tháng 4,10 | `months 3, 9`, `months 6, 12`, `months 4, 10` |
/// | tháng 9, 10; tháng 11, 12 | `months 9, 10` twice, or `months 9-10` once, as the author decides |
/// | quý II, quý IV | `each Q2, Q4` |
/// | 6 tháng, 9 tháng và tổng kết năm | `each H1, 9M, year` |
/// | theo văn bản chỉ đạo của tỉnh; khi có phát sinh | `on instruction: theo văn bản chỉ đạo của tỉnh` |
/// | thường xuyên | `continuous` |
/// | năm 2021: ...; năm 2022 - 2024: ...; năm 2025: ... | `phases triển khai = 2021, giám sát = 2022/2024, tổng kết = 2025` |
/// | cấp tỉnh quý III/2021; cấp huyện quý IV/2021 | `per level province = during 2021-Q3; district = during 2021-Q4` |
/// | hàng năm và giai đoạn | two tasks: `yearly`, and `during` the plan's period |
/// | định kỳ, đột xuất, with no time named | no schedule: its author must say more, or keep it `on instruction:` |
///
/// ```
/// # use kehoach::Schedule;
/// for canonical in [
///     "during 2023-Q3",
///     "by 2025-12-31",
///     "before 2023-12-10",
///     "monthly",
///     "monthly by day 25",
///     "quarterly before day 1",
///     "quarterly by day 5 of 1st month",
///     "half-yearly by day 20",
///     "nine-months by day 15",
///     "yearly before 12-10",
///     "months 3, 9",
///     "months 9-10",
///     "months 3, 9-10 by day 20",
///     "each Q2, Q4",
///     "each H1, 9M, year by day 15",
///     "on instruction: theo văn bản chỉ đạo của tỉnh",
///     "on instruction: \"theo văn bản; khi có \\\"công điện\\\"\"",
///     "continuous",
///     "phases thí điểm = 2021-08/2021-12, diện rộng = 2022, \"kiểm tra, sơ kết\" = 2023, tổng kết = 2025",
///     "per level province = during 2021-Q3; district = during 2021-Q4",
/// ] {
///     assert_eq!(canonical.parse::<Schedule>()?.to_string(), canonical);
/// }
/// for (typed, canonical) in [
///     (" before  2025 ", "before 2025-01-01"),
///     ("months 09,03", "months 3, 9"),
///     ("months 4-6", "each Q2"),
///     ("months 1-12 by day 10", "yearly by 12-10"),
///     ("yearly by day 9", "yearly by 12-09"),
///     ("quarterly by day 5 of 3rd month", "quarterly by day 5"),
///     ("on instruction \"khi có văn bản\"", "on instruction: khi có văn bản"),
/// ] {
///     assert_eq!(typed.parse::<Schedule>()?.to_string(), canonical);
/// }
/// for refused in [
///     "", "Monthly", "weekly", "during", "during Q3", "by 2023-02-30", "by 2025", "before 10/12/2023", "monthly by day 32",
///     "monthly by 12-10", "yearly by 02-30", "months", "months 0", "months 13", "months 3, 3", "months 10-9",
///     "months 9, 9-10", "quarterly by day 5 of 4th month", "each Q5", "continuous by day 3", "on instruction:",
///     "phases A = 2021, a = 2022", "phases A = 2022, B = 2021", "phases A = 2021/2022, B = 2022",
///     "per level district = monthly; district = yearly", "per level district = per level commune = monthly",
/// ] {
///     assert!(refused.parse::<Schedule>().is_err(), "{refused}");
/// }
/// # Ok::<(), kehoach::ScheduleTextError>(())
/// ```
///
/// Weeks, weekdays, every second year, and 'so many days after' an event are not in it; a document that says so is kept
/// `on instruction:`. A report on one period that is due in the next, such as by the 5th of the month after, is due
/// `monthly by day 5`, and labelled by the month in which it is due.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Schedule {
    /// The same for every unit.
    Same(Timing),
    /// One per level of unit (cấp tỉnh ...; cấp huyện ...). Units of other levels have none.
    PerLevel(PerLevel),
}

/// One time for something to be done, however often it comes.
///
/// See [`Schedule`] for its spelling and [`Timing::occurrences`] for what it means inside a plan.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Timing {
    /// Once, at any time in a period (quý III/2023).
    During(Period),
    /// Once, by a date or before one.
    Deadline(Deadline),
    /// In parts of every year (hằng tháng; tháng 3, 9).
    Recurring(Recurrence),
    /// When someone says so (theo văn bản chỉ đạo của tỉnh), in the words of the plan.
    OnInstruction(Wording),
    /// All the time (thường xuyên).
    Continuous,
    /// In phases with names of their own.
    Phased(Phases),
}

/// A date by which something is to be done once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Deadline {
    // INVARIANT: both in `YEARS`; `due` is `named`, or, if `named` is itself too late, the day before it.
    named: NaiveDate,
    due: NaiveDate,
}

impl Deadline {
    /// On that day at the latest (đến ngày, chậm nhất).
    ///
    /// # Errors
    /// [`DateError::Year`] for a year out of range.
    pub fn by(day: NaiveDate) -> Result<Self, DateError> {
        date(day.year(), day.month(), day.day()).map(|day| Self { named: day, due: day })
    }

    /// Before that day (trước ngày): on the day before it at the latest.
    ///
    /// # Errors
    /// [`DateError::Year`] if that day or the day before it is in a year out of range.
    pub fn before(day: NaiveDate) -> Result<Self, DateError> {
        let due = day.pred_opt().ok_or(DateError::Year { year: day.year() })?;
        Ok(Self { named: Self::by(day)?.named, due: Self::by(due)?.due })
    }

    /// The last day on which it is in time.
    #[must_use]
    pub const fn due(self) -> NaiveDate {
        self.due
    }

    /// The day that the plan names: the day after [`Deadline::due`] if it is due before that day.
    #[must_use]
    pub const fn named(self) -> NaiveDate {
        self.named
    }

    /// Whether the day named is itself too late.
    #[must_use]
    pub fn is_before(self) -> bool {
        self.due < self.named
    }
}

/// A timing for each of some levels.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PerLevel {
    // INVARIANT: not empty; no level twice.
    timings: Vec<(Level, Timing)>,
}

impl PerLevel {
    /// Timings of levels, in the order in which they are to be written.
    ///
    /// # Errors
    /// [`ScheduleError`] if there are none, if a level has two, or if they cannot be written within [`PHRASE_CHARS`].
    pub fn new(timings: Vec<(Level, Timing)>) -> Result<Self, ScheduleError> {
        if timings.is_empty() {
            return Err(ScheduleError::NoLevels);
        }
        let mut levels = HashSet::new();
        if let Some((level, _)) = timings.iter().find(|(level, _)| !levels.insert(level)) {
            return Err(ScheduleError::RepeatedLevel { level: level.clone() });
        }
        let timings = Self { timings };
        if is_too_long(&timings.to_string()) { Err(ScheduleError::TooLong) } else { Ok(timings) }
    }

    /// The timing of a level.
    #[must_use]
    pub fn get(&self, level: &Level) -> Option<&Timing> {
        self.timings.iter().find(|(known, _)| known == level).map(|(_, timing)| timing)
    }

    /// Levels and timings, at least one.
    #[must_use]
    pub fn as_slice(&self) -> &[(Level, Timing)] {
        &self.timings
    }
}

impl Timing {
    /// Whether it has dates: all but what waits for an instruction and what is continuous.
    #[must_use]
    pub const fn is_dated(&self) -> bool {
        !matches!(self, Self::OnInstruction(_) | Self::Continuous)
    }

    /// See [`Recurrence::has_neighbouring_months`].
    #[must_use]
    pub fn has_neighbouring_months(&self) -> bool {
        matches!(self, Self::Recurring(recurrence) if recurrence.has_neighbouring_months())
    }
}

impl Schedule {
    /// The timing for units of a level. `None` if levels have schedules of their own and this one has not: then it does
    /// not apply to those units.
    #[must_use]
    pub fn at(&self, level: &Level) -> Option<&Timing> {
        match self {
            Self::Same(timing) => Some(timing),
            Self::PerLevel(timings) => timings.get(level),
        }
    }

    /// Its timings, each with its level if it is for one only.
    pub fn timings(&self) -> impl Iterator<Item = (Option<&Level>, &Timing)> {
        let (same, per_level) = match self {
            Self::Same(timing) => (Some(timing), None),
            Self::PerLevel(timings) => (None, Some(timings)),
        };
        let per_level = per_level.into_iter().flat_map(PerLevel::as_slice);
        same.into_iter().map(|timing| (None, timing)).chain(per_level.map(|(level, t)| (Some(level), t)))
    }

    /// Whether a timing of it lists neighbouring months, which may have been meant as one window: see
    /// [`Recurrence::has_neighbouring_months`].
    #[must_use]
    pub fn has_neighbouring_months(&self) -> bool {
        self.timings().any(|(_, timing)| timing.has_neighbouring_months())
    }
}

impl From<Timing> for Schedule {
    fn from(timing: Timing) -> Self {
        Self::Same(timing)
    }
}

/// Whether a text is longer than a schedule may be.
fn is_too_long(text: &str) -> bool {
    has_more_chars(text, PHRASE_CHARS)
}

macro_rules! as_text {
    ($($name:ty),*) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
            }
        }
    )*};
}

as_text!(Schedule, Timing);
