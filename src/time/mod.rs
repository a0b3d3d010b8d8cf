//! Time: dates, periods of figures, and the calendar that says where figures are closed.
//!
//! Calendar dates only, without clocks and zones; the day as of which something is asked is always an argument.

mod calendar;
mod date;
mod period;

pub use calendar::{CalendarError, ReportingCalendar};
pub use date::DateError;
pub(crate) use date::{date, month_end, parse_date};
pub use period::{Period, PeriodError, Rhythm};
