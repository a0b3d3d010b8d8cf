//! The language of plans: phrases into typed values.

mod canonical;
mod change;
mod cursor;
mod document;
mod figures;
mod grade;
mod graded;
mod note;
mod number;
mod period;
mod piece;
mod reading;
mod refusal;
mod tail;
mod threshold;
mod token;
mod words;

pub use note::Note;
pub use period::{date, period, period_in};
pub use reading::{Asked, Reading};
pub use refusal::{Expected, Refusal, Wrong};
pub use threshold::{threshold, threshold_with_grades};
