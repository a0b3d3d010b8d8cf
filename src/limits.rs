//! The named limits of the library: what hostile or mistaken input runs into, in one table.
//!
//! | limit | bounds | what happens beyond it |
//! |---|---|---|
//! | [`ID_CHARS`] | characters of an id | the id is refused |
//! | [`NUMBER_CHARS`] | characters of a number as typed | the number is refused |
//! | [`PHRASE_CHARS`] | characters of a threshold, period or schedule as typed | the phrase is refused |
//! | [`LINE_WORDS`] | words of a line of responsibility | the line is refused |
//! | [`FIELD_CHARS`] | characters of one field of a CSV file | the record is refused |
//! | [`CSV_COLUMNS`] | columns of a CSV file | the file is refused |
//! | [`PROBLEMS`] | problems listed by one reading | the rest is counted, not listed |
//! | [`YEARS`] | first and last year of any date | the date is refused |
//! | [`SCALE_GRADES`] | grades of one scale | the scale is refused |
//! | [`SUB_PERIODS`] | expected sub-periods in one judging period | the plan is refused |
//! | [`JUDGING_PERIODS`] | judging periods of one target | the plan is refused |
//! | [`OCCURRENCES`] | occurrences of one task in the plan's period | the plan is refused |
//! | [`WITHIN_DEPTH`] | targets each measured within the next | the plan is refused |
//! | [`GUESSES`] | misspelt ids for which the nearest one is sought, in one reading or check | the rest is told without a guess |
//! | [`MAX_YEARS`](crate::workdays::MAX_YEARS) | years of one calendar of working days | the calendar is refused |
//! | [`LEDGER_OBSERVATIONS`] | observations in one ledger | the observation is refused |
//! | [`LEDGER_INDICATORS`] | indicators that one ledger's observations are about | the observation is refused |
//!
//! Figures have limits of their own: a count, a part and a whole are at most [`u64::MAX`]; a decimal has at most 28
//! digits and 28 places; a sum or fraction that no longer fits 128 bits is an error, never a rounded figure.

/// Characters of an id, after Unicode NFC.
pub const ID_CHARS: usize = 128;
/// Characters of a number as typed.
pub const NUMBER_CHARS: usize = 64;
/// Characters of a threshold, period or schedule as typed.
pub const PHRASE_CHARS: usize = 2_000;
/// Words and marks of a line of responsibility: a paragraph is none.
pub const LINE_WORDS: usize = 400;
/// Characters of one field of a CSV file.
pub const FIELD_CHARS: usize = 10_000;
/// Columns of a CSV file.
pub const CSV_COLUMNS: usize = 256;
/// Problems that one reading lists before it only counts.
pub const PROBLEMS: usize = 100;
/// First and last year of any date: the Gregorian calendar with four digits.
pub const YEARS: (i32, i32) = (1900, 9999);
/// Grades of one scale.
pub const SCALE_GRADES: usize = 100;
/// Expected sub-periods in one judging period: a hundred years of months.
pub const SUB_PERIODS: usize = 1_200;
/// Judging periods of one target: a hundred years of months.
pub const JUDGING_PERIODS: usize = 1_200;
/// Occurrences of one task in the plan's period: a hundred years of months.
pub const OCCURRENCES: usize = 1_200;
/// Targets each measured within the next: a document never goes beyond two or three.
pub const WITHIN_DEPTH: usize = 16;
/// Misspelt ids for which the nearest one is sought: each costs a look at all that there are.
pub const GUESSES: usize = 100;
/// Observations in one ledger: what 32 bits can number, and one number that stands for none.
pub const LEDGER_OBSERVATIONS: u32 = u32::MAX - 1;
/// Indicators that one ledger's observations are about: what 24 bits can number.
pub const LEDGER_INDICATORS: u32 = 1 << 24;

/// Whether a text has more characters than a limit.
pub(crate) fn has_more_chars(text: &str, most: usize) -> bool {
    text.len() > most && text.chars().nth(most).is_some()
}
