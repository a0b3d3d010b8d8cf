//! The language of plans: phrases into typed values.

mod abbreviation;
mod canonical;
mod change;
mod cursor;
mod document;
mod figures;
mod find;
mod grade;
mod graded;
mod note;
mod number;
mod period;
mod piece;
mod reading;
mod refusal;
mod responsibility;
mod schedule;
mod tail;
mod threshold;
mod timing;
mod token;
mod words;
mod write;

pub use abbreviation::{expand, expand_name};
pub use document::document;
pub use find::{Found, find};
pub use note::Note;
pub use period::{date, period, period_in};
pub use reading::{Asked, Reading};
pub use refusal::{Expected, Refusal, Wrong};
pub use responsibility::{Naming, Party, Role, responsibility};
pub use schedule::schedule;
pub use threshold::{threshold, threshold_with_grades};
pub use write::{
    write_asked, write_date, write_number, write_period, write_schedule, write_threshold,
    write_threshold_with_grades,
};
