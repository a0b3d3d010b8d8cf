//! Time: dates, periods of figures, the calendar that says where figures are closed, and schedules.
//!
//! Calendar dates only, without clocks and zones; the day as of which something is asked is always an argument.

mod calendar;
mod date;
mod period;
mod schedule;
pub mod workdays;

pub use calendar::{CalendarError, ReportingCalendar};
pub use date::DateError;
pub(crate) use date::{date as calendar_day, month_end, parse_date, spell_date};
pub use period::{Period, PeriodError, Rhythm};
pub use schedule::{
    Deadline, DueDay, Ending, Occurrence, OccurrenceLabel, Occurrences, PerLevel, Phase, Phases, Recurrence,
    Schedule, ScheduleError, ScheduleTextError, Timing, When, Wording, YearPart,
};
