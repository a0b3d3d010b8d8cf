//! Refusals: where a text stopped being understood, and what could have stood there.

use std::{fmt, ops::Range};

use super::write::write_number;
use crate::{
    limits::PHRASE_CHARS,
    quantity::{Number, NumberError},
    spelling::quote,
    threshold::ThresholdError,
    time::{DateError, PeriodError, ScheduleTextError},
};

/// What is wrong with a phrase.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Wrong {
    /// Nothing is there.
    #[error("the text is empty")]
    Empty,
    /// Longer than any phrase.
    #[error("a phrase has at most {PHRASE_CHARS} characters")]
    TooLong,
    /// Something that cannot stand here.
    #[error("it is not understood")]
    Unexpected,
    /// The text ends too early.
    #[error("the text ends too early")]
    Unfinished,
    /// A number that can be read as two.
    #[error("the number can be read as {first} and as {second}")]
    AmbiguousNumber {
        /// One reading.
        first: Number,
        /// The other.
        second: Number,
    },
    /// Separators that no number has, or a number broken by a blank.
    #[error("the number is broken, or its separators are out of place")]
    BrokenNumber,
    /// Digits that are no number of this crate.
    #[error(transparent)]
    Number(NumberError),
    /// A number below zero.
    #[error("a figure of a plan is not below zero")]
    Negative,
    /// The lower end above the upper one.
    #[error("the ends are reversed: {low} is above {high}")]
    Reversed {
        /// The figure at the lower end.
        low: Number,
        /// The figure at the upper end.
        high: Number,
    },
    /// Two ends of different kinds.
    #[error("the two figures are of different kinds")]
    Mixed,
    /// `3 hoặc 5`: no interval holds these two and nothing between.
    #[error("two figures joined by `hoặc` can only be read where they are neighbours")]
    NotNeighbours,
    /// Words that contradict one another, such as `dưới 5% trở lên`.
    #[error("the words contradict one another")]
    Contradiction,
    /// More than one threshold stands there.
    #[error("more than one threshold stands there; look for each with `find`")]
    SeveralThresholds,
    /// Percentage points, or another change, without anything that changes.
    #[error("percentage points are a change: `tăng` or `giảm` is missing")]
    PointsWithoutChange,
    /// `tăng 2 lần`, `tăng từ 5% đến 7%`: two readings that no context decides.
    #[error("the change can be read in two ways")]
    AmbiguousChange,
    /// The figure is compared with something that is no period: a plan, an estimate.
    #[error("what it is compared with is not known")]
    UnknownBaseline,
    /// Figures that look like years.
    #[error("these may be years: say `năm`, or what is counted with `ít nhất` or another comparison")]
    Years,
    /// A fraction of 0, or above 1.
    #[error("a fraction of a whole lies between 0 and 1")]
    Fraction,
    /// A grade that the scale does not have.
    #[error("the scale has no such grade")]
    NoSuchGrade,
    /// No year stands there.
    #[error("a year is missing")]
    NoYear,
    /// A day, month or year that does not exist.
    #[error(transparent)]
    Date(DateError),
    /// A period that does not exist.
    #[error(transparent)]
    Period(PeriodError),
    /// Canonical spelling gone wrong.
    #[error(transparent)]
    Canonical(ThresholdError),
    /// A day of the month that none has.
    #[error("a month has days 1 to 31, not {day}")]
    DayOfMonth {
        /// The day.
        day: u64,
    },
    /// A day that its month has in no year.
    #[error("month {month} never has a day {day}")]
    NeverInMonth {
        /// The month.
        month: u32,
        /// The day.
        day: u32,
    },
    /// The canonical spelling of a schedule gone wrong.
    #[error(transparent)]
    Schedule(ScheduleTextError),
    /// Periods in a list that do not follow one another: no one period holds them.
    #[error("these are several periods, with gaps between them")]
    Gaps,
    /// Months of the lunar calendar.
    #[error("a month of the lunar calendar has no fixed days")]
    Lunar,
    /// A document number without its parts.
    #[error("a document number has a number, a kind and an issuer, such as `159-KH/HU`")]
    NoDocument,
    /// No role stands there.
    #[error("no role such as `chủ trì` or `phối hợp` stands there")]
    NoRole,
}

impl Wrong {
    /// The same in Vietnamese.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        match self {
            Self::Empty => "không có nội dung".to_owned(),
            Self::TooLong => format!("cụm từ dài quá {PHRASE_CHARS} ký tự"),
            Self::Unexpected => "không hiểu".to_owned(),
            Self::Unfinished => "nội dung kết thúc quá sớm".to_owned(),
            Self::AmbiguousNumber { first, second } => {
                format!("số có thể hiểu là {} hoặc {}", write_number(*first), write_number(*second))
            }
            Self::BrokenNumber => "số bị ngắt, hoặc dấu phân cách sai chỗ".to_owned(),
            Self::Number(error) => error.vietnamese(),
            Self::Negative => "số liệu của kế hoạch không âm".to_owned(),
            Self::Reversed { low, high } => {
                format!("hai đầu bị ngược: {} lớn hơn {}", write_number(*low), write_number(*high))
            }
            Self::Mixed => "hai số khác loại".to_owned(),
            Self::NotNeighbours => "hai số nối bằng `hoặc` phải liền nhau".to_owned(),
            Self::Contradiction => "các từ mâu thuẫn nhau".to_owned(),
            Self::SeveralThresholds => "có nhiều ngưỡng".to_owned(),
            Self::PointsWithoutChange => "điểm phần trăm cần có `tăng` hoặc `giảm`".to_owned(),
            Self::AmbiguousChange => "mức thay đổi có thể hiểu theo hai cách".to_owned(),
            Self::UnknownBaseline => "không rõ so với kỳ nào".to_owned(),
            Self::Years => "có thể là năm: cần ghi rõ".to_owned(),
            Self::Fraction => "phân số phải từ 0 đến 1".to_owned(),
            Self::NoSuchGrade => "thang xếp loại không có mức này".to_owned(),
            Self::NoYear => "thiếu năm".to_owned(),
            Self::Date(error) => error.vietnamese(),
            Self::Period(error) => error.vietnamese(),
            Self::Canonical(error) => error.vietnamese(),
            Self::DayOfMonth { day } => format!("tháng có từ ngày 1 đến ngày 31, không có ngày {day}"),
            Self::NeverInMonth { month, day } => format!("tháng {month} không bao giờ có ngày {day}"),
            Self::Schedule(error) => error.vietnamese(),
            Self::Gaps => "đây là nhiều kỳ không liền nhau".to_owned(),
            Self::Lunar => "tháng âm lịch không có ngày cố định".to_owned(),
            Self::NoDocument => "số, ký hiệu văn bản thiếu số, loại hoặc cơ quan ban hành".to_owned(),
            Self::NoRole => "không có vai trò như `chủ trì`, `phối hợp`".to_owned(),
        }
    }
}

/// What could have stood at the place of a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Expected {
    /// A number.
    Number,
    /// `%` or `phần trăm`.
    Percent,
    /// A comparison such as `trên` or `ít nhất`.
    Comparison,
    /// A grade such as `khá`.
    Grade,
    /// A year of four digits.
    Year,
    /// A month.
    Month,
    /// A day.
    Day,
    /// A quarter.
    Quarter,
    /// A time such as `quý III/2021`.
    Time,
    /// The kind and issuer of a document, such as `KH/HU`.
    Document,
    /// A document by number or name, such as `Luật Tiếp công dân`.
    Citation,
    /// A role such as `chủ trì`.
    Role,
    /// The name of a body.
    Party,
    /// How a task or target stands, such as `đúng hạn`.
    Status,
    /// The end of the text.
    End,
    /// This very phrase.
    Phrase(&'static str),
}

impl Expected {
    /// The same in Vietnamese.
    #[must_use]
    pub const fn vietnamese(self) -> &'static str {
        match self {
            Self::Number => "một số",
            Self::Percent => "dấu %",
            Self::Comparison => "từ so sánh như `trên`, `ít nhất`",
            Self::Grade => "một mức xếp loại",
            Self::Year => "năm có bốn chữ số",
            Self::Month => "một tháng",
            Self::Day => "một ngày",
            Self::Quarter => "một quý",
            Self::Time => "thời gian như `quý III/2021`",
            Self::Document => "loại và cơ quan ban hành như `KH/HU`",
            Self::Citation => "một văn bản như `27-CTr/TU` hoặc `Luật Tiếp công dân`",
            Self::Role => "một vai trò như `chủ trì`",
            Self::Party => "tên cơ quan, đơn vị",
            Self::Status => "một trạng thái như `quá hạn`, `không đạt`",
            Self::End => "hết nội dung",
            Self::Phrase(phrase) => phrase,
        }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Number => "a number",
            Self::Percent => "a percent sign",
            Self::Comparison => "a comparison such as `trên` or `ít nhất`",
            Self::Grade => "a grade",
            Self::Year => "a year of four digits",
            Self::Month => "a month",
            Self::Day => "a day",
            Self::Quarter => "a quarter",
            Self::Time => "a time such as `quý III/2021`",
            Self::Document => "a kind and an issuer such as `KH/HU`",
            Self::Citation => "a document such as `27-CTr/TU` or `Luật Tiếp công dân`",
            Self::Role => "a role such as `chủ trì`",
            Self::Party => "the name of a body",
            Self::Status => "a status such as `quá hạn` or `không đạt`",
            Self::End => "the end of the text",
            Self::Phrase(phrase) => return write!(f, "`{phrase}`"),
        })
    }
}

/// Why a text could not be read: where, what stands there, what was read before it, and what could have followed.
///
/// ```
/// use kehoach::phrases::{self, Expected};
///
/// let refusal = phrases::threshold("từ khoẻ trở lên").unwrap_err();
/// assert_eq!((refusal.column(), refusal.found(), refusal.read()), (4, "khoẻ", "từ"));
/// assert!(refusal.expected().contains(&Expected::Number));
/// assert_eq!(
///     refusal.to_string(),
///     "column 4: it is not understood, found `khoẻ` after `từ`, expected a number or a grade"
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal(pub(super) Box<Details>);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Details {
    pub(super) wrong: Wrong,
    pub(super) span: Range<usize>,
    pub(super) column: usize,
    pub(super) found: String,
    pub(super) read: String,
    pub(super) expected: Vec<Expected>,
}

impl Refusal {
    /// What is wrong.
    #[must_use]
    pub fn wrong(&self) -> &Wrong {
        &self.0.wrong
    }

    /// The bytes of the text, as typed, that are to blame; empty at its end.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.0.span.clone()
    }

    /// Its first column as a reader counts: displayed characters, from 1.
    #[must_use]
    pub fn column(&self) -> usize {
        self.0.column
    }

    /// What stands there, as typed; empty at the end of the text.
    #[must_use]
    pub fn found(&self) -> &str {
        &self.0.found
    }

    /// What was read before it, as typed.
    #[must_use]
    pub fn read(&self) -> &str {
        &self.0.read
    }

    /// What could have stood there instead.
    #[must_use]
    pub fn expected(&self) -> &[Expected] {
        &self.0.expected
    }

    /// The refusal in Vietnamese.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        let mut text = format!("cột {}: {}", self.0.column, self.0.wrong.vietnamese());
        if !self.0.found.is_empty() {
            text.push_str(&format!(", gặp `{}`", quote(&self.0.found)));
        }
        if !self.0.read.is_empty() {
            text.push_str(&format!(" sau `{}`", quote(&self.0.read)));
        }
        for (i, expected) in self.0.expected.iter().enumerate() {
            text.push_str(if i == 0 { ", cần " } else { " hoặc " });
            text.push_str(expected.vietnamese());
        }
        text
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "column {}: {}", self.0.column, self.0.wrong)?;
        if !self.0.found.is_empty() {
            write!(f, ", found `{}`", quote(&self.0.found))?;
        }
        if !self.0.read.is_empty() {
            write!(f, " after `{}`", quote(&self.0.read))?;
        }
        for (i, expected) in self.0.expected.iter().enumerate() {
            f.write_str(match i {
                0 => ", expected ",
                _ if i.saturating_add(1) == self.0.expected.len() => " or ",
                _ => ", ",
            })?;
            write!(f, "{expected}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Refusal {}
