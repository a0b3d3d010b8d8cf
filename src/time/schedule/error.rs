//! Why something is no schedule.

use std::ops::Range;

use crate::{
    id::{IdError, Level},
    limits::PHRASE_CHARS,
    time::{DateError, Period, PeriodError},
};

use super::YearPart;

/// Why something is no schedule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ScheduleError {
    /// Nothing stands where a schedule should.
    #[error("a schedule is missing")]
    Empty,
    /// A text that begins like no schedule.
    #[error("`{found}` begins no schedule")]
    Start {
        /// Its first word.
        found: String,
        /// The keyword it may have been meant for.
        nearest: Option<&'static str>,
    },
    /// Something stands behind a schedule that was already whole.
    #[error("the schedule is complete before `{found}`")]
    Trailing {
        /// What follows.
        found: String,
    },
    /// A due day in another form.
    #[error(
        "a due day is written `by day 25`, `before day 1` or `by day 5 of 1st month`, and of a year `before 12-10`"
    )]
    Due,
    /// Something else than a month, or than a window of months.
    #[error("months are written `3, 9`, and a window of them `9-10`, not `{found}`")]
    MonthSyntax {
        /// What stands there.
        found: String,
    },
    /// Something else than a part of every year.
    #[error("parts of every year are `Q1` to `Q4`, `H1`, `H2`, `9M` and `year`, not `{found}`")]
    PartSyntax {
        /// What stands there.
        found: String,
    },
    /// Something else than `name = 2023` in a list of phases.
    #[error("a phase is written `name = 2023-Q3`")]
    PhaseSyntax,
    /// Something else than `level = schedule` in a list of levels.
    #[error("the schedule of a level is written `province = during 2021-Q3`")]
    LevelSyntax,
    /// No period, where there should be one; or a quarter or half that no year has.
    #[error(transparent)]
    Period(#[from] PeriodError),
    /// A date, month or year that does not exist.
    #[error(transparent)]
    Date(#[from] DateError),
    /// No level.
    #[error(transparent)]
    Level(#[from] IdError),
    /// A day that no month has.
    #[error("a month has days 1 to 31, not {day}")]
    Day {
        /// The day.
        day: u32,
    },
    /// A day that none of the months has in which it would be due.
    #[error("month {month} never has a day {day}")]
    DayOfMonth {
        /// The first of those months.
        month: u32,
        /// The day.
        day: u32,
    },
    /// A window of months that ends before it begins. One that runs on into the next year is no part of a year.
    #[error("the window of months is reversed: it runs from month {from} to month {to} of a year")]
    ReversedMonths {
        /// Its first month.
        from: u32,
        /// Its last month.
        to: u32,
    },
    /// Recurs in no part of the year.
    #[error("no month or part of a year is named")]
    NoParts,
    /// One part of the year twice.
    #[error("`{part}` is named twice")]
    RepeatedPart {
        /// The part.
        part: YearPart,
    },
    /// A month in two parts of the year. Quarters, halves, nine months and the year may overlap; months and windows of
    /// them may not.
    #[error("`{earlier}` and `{later}` share a month")]
    SharedMonth {
        /// The part that ends first.
        earlier: YearPart,
        /// The other.
        later: YearPart,
    },
    /// A month that the period in which something is due does not have.
    #[error("a period of {length} months has no month {month}")]
    MonthOfPart {
        /// The month, counted from 1 in the period.
        month: u32,
        /// How many it has.
        length: u32,
    },
    /// A month named, in periods of different lengths.
    #[error("the month of a due day can be named only where all periods are equally long")]
    MonthOfMixedParts,
    /// Due before the first day of a period that has no predecessor of its own kind to be due in.
    #[error("the day before `{part}` begins lies in no such period, so nothing can be due on it")]
    OutsidePart {
        /// The part.
        part: YearPart,
    },
    /// A rhythm that has no periods.
    #[error("what happens once does not recur")]
    Once,
    /// A list of no phases.
    #[error("no phase is named")]
    NoPhases,
    /// One name for two phases, in whichever case.
    #[error("the phase `{name}` is named twice")]
    RepeatedPhase {
        /// The name.
        name: String,
    },
    /// A phase that begins before the one above it has ended.
    #[error(
        "phase `{later}` begins before phase `{earlier}` has ended: {later_period} after {earlier_period}"
    )]
    PhaseOrder {
        /// The phase that is listed first.
        earlier: String,
        /// Its period.
        earlier_period: Period,
        /// The phase listed after it.
        later: String,
        /// Its period.
        later_period: Period,
    },
    /// A list of no levels.
    #[error("no level is named")]
    NoLevels,
    /// Two schedules of one level.
    #[error("the level `{level}` has two schedules")]
    RepeatedLevel {
        /// The level.
        level: Level,
    },
    /// Levels within a level.
    #[error("the schedule of one level cannot be one per level again")]
    NestedLevels,
    /// Nothing where words should stand: an instruction, or the name of a phase.
    #[error("the wording is empty")]
    NoWording,
    /// A line break or another control character.
    #[error("a wording stands on one line and cannot hold the unseen character U+{:04X}", u32::from(*.character))]
    Character {
        /// The character.
        character: char,
    },
    /// A quotation mark that is never closed.
    #[error("a quotation mark is not closed")]
    OpenQuote,
    /// A quotation mark in the middle of a wording that is not quoted.
    #[error(
        "a wording with a quotation mark stands in quotation marks as a whole, with `\\\"` for those inside it"
    )]
    StrayQuote,
    /// A backslash before another character than those it can stand before.
    #[error("in quotation marks, a backslash stands only before `\"` and `\\`")]
    Escape,
    /// Longer than any schedule.
    #[error("a schedule has at most {PHRASE_CHARS} characters")]
    TooLong,
}

impl ScheduleError {
    /// Whether the due day is to blame, rather than the periods it is a day of.
    pub(super) const fn is_of_due_day(&self) -> bool {
        matches!(
            self,
            Self::DayOfMonth { .. }
                | Self::MonthOfPart { .. }
                | Self::MonthOfMixedParts
                | Self::OutsidePart { .. }
        )
    }

    /// The keywords with which a schedule begins.
    pub(crate) fn starts() -> String {
        let starts: Vec<String> = super::spelling::STARTS.iter().map(|s| format!("`{s}`")).collect();
        starts.join(", ")
    }

    /// What may help: the keyword that was probably meant, or the forms that there are.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Start { nearest: Some(nearest), .. } => Some(format!("did you mean `{nearest}`?")),
            Self::Empty | Self::Start { nearest: None, .. } => {
                Some(format!("a schedule begins with one of {}", Self::starts()))
            }
            Self::ReversedMonths { .. } => {
                Some("write a window across the new year with `during` and both years".to_owned())
            }
            Self::PhaseOrder { .. } => {
                Some("list phases in order; what runs beside them is a task of its own".to_owned())
            }
            _ => None,
        }
    }
}

/// Why a text is no schedule, and where in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{error}")]
pub struct ScheduleTextError {
    pub(super) error: ScheduleError,
    pub(super) at: Range<usize>,
}

impl ScheduleTextError {
    /// What is wrong.
    #[must_use]
    pub const fn error(&self) -> &ScheduleError {
        &self.error
    }

    /// The bytes of the text that are to blame.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.at.clone()
    }

    /// See [`ScheduleError::help`].
    #[must_use]
    pub fn help(&self) -> Option<String> {
        self.error.help()
    }
}
