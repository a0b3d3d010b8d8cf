//! The pieces that times are made of: a year, quarter, month or day, each perhaps without its year.

use chrono::NaiveDate;

use super::{
    cursor::{Cursor, Read},
    note::Note,
    refusal::{Expected, Refusal, Wrong},
    token::Kind,
};
use crate::{
    limits::YEARS,
    time::{DateError, Period, PeriodError, calendar_day as date, month_end},
};

/// Where in a month or year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Point {
    Start,
    Middle,
    End,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    Year(i32),
    Quarter(u32, Option<i32>),
    Month(u32, Option<i32>),
    Day {
        day: u32,
        month: Option<u32>,
        year: Option<i32>,
    },
    /// So many months from the year's start.
    First(u32, Option<i32>),
    /// So many months up to the year's end.
    Last(u32, Option<i32>),
    /// `cuối năm 2023`, `đầu tháng 3/2023`: the Civil Code's days.
    Point(Point, Option<u32>, Option<i32>),
}

impl Piece {
    pub(super) const fn year(self) -> Option<i32> {
        match self {
            Self::Year(year) => Some(year),
            Self::Quarter(_, year)
            | Self::Month(_, year)
            | Self::First(_, year)
            | Self::Last(_, year)
            | Self::Point(_, _, year)
            | Self::Day { year, .. } => year,
        }
    }

    /// With what it lacks taken from the other end of an interval.
    pub(super) fn completed_by(self, other: Self) -> Self {
        let (year, month) = (
            self.year().or(other.year()),
            match other {
                Self::Day { month, .. } => month,
                Self::Month(month, _) => Some(month),
                _ => None,
            },
        );
        match self {
            Self::Quarter(quarter, _) => Self::Quarter(quarter, year),
            Self::Month(own, _) => Self::Month(own, year),
            Self::First(months, _) => Self::First(months, year),
            Self::Last(months, _) => Self::Last(months, year),
            Self::Point(point, own, _) => Self::Point(point, own, year),
            Self::Day { day, month: own, .. } => Self::Day { day, month: own.or(month), year },
            Self::Year(_) => self,
        }
    }

    /// The days it stands for, in `year` where it has none of its own.
    pub(super) fn period(self, year: Option<i32>) -> Result<Period, Wrong> {
        let year = self.year().or(year).ok_or(Wrong::NoYear)?;
        let days = |first, last| Period::between(first, last);
        let period = match self {
            Self::Year(year) => Period::year(year),
            Self::Quarter(quarter, _) => Period::quarter(year, quarter),
            Self::Month(month, _) => Period::month(year, month),
            Self::Day { day, month, .. } => {
                date(year, month.ok_or(Wrong::Unfinished)?, day).map(Period::day).map_err(Into::into)
            }
            Self::First(months, _) => {
                let first = date(year, 1, 1).map_err(Wrong::Date)?;
                days(first, month_end(year, months).map_err(Wrong::Date)?)
            }
            Self::Last(months, _) => {
                let month = 13_u32.saturating_sub(months);
                let first = date(year, month, 1).map_err(Wrong::Date)?;
                days(first, month_end(year, 12).map_err(Wrong::Date)?)
            }
            Self::Point(point, month, _) => return point_day(point, month, year).map(Period::day),
        };
        period.map_err(|error| match error {
            PeriodError::Date(error) => Wrong::Date(error),
            error => Wrong::Period(error),
        })
    }
}

/// Source: Civil Code 2015, Article 146.3 and 146.4.
fn point_day(point: Point, month: Option<u32>, year: i32) -> Result<NaiveDate, Wrong> {
    let day = match (point, month) {
        (Point::Start, month) => date(year, month.unwrap_or(1), 1),
        (Point::Middle, Some(month)) => date(year, month, 15),
        (Point::Middle, None) => date(year, 6, 30),
        (Point::End, month) => month_end(year, month.unwrap_or(12)),
    };
    day.map_err(Wrong::Date)
}

pub(super) const MONTH_WORDS: &[(&str, u32)] = &[
    ("một", 1),
    ("hai", 2),
    ("ba", 3),
    ("tư", 4),
    ("bốn", 4),
    ("năm", 5),
    ("sáu", 6),
    ("bảy", 7),
    ("bẩy", 7),
    ("tám", 8),
    ("chín", 9),
    ("mười", 10),
    ("mười một", 11),
    ("mười hai", 12),
];

const QUARTER_WORDS: &[(&str, u32)] =
    &[("i", 1), ("ii", 2), ("iii", 3), ("iv", 4), ("một", 1), ("hai", 2), ("ba", 3), ("bốn", 4), ("tư", 4)];

const DATE_SEPARATORS: [char; 3] = ['/', '-', '.'];

impl Cursor<'_> {
    /// Digits of at most `most` places, as a number.
    pub(super) fn small(&mut self, most: usize) -> Option<u32> {
        let token = self.peek().filter(|t| t.kind == Kind::Digits && t.span.len() <= most)?;
        let number = self.typed(token).parse().ok()?;
        self.advance();
        Some(number)
    }

    /// Digits of one or two places, not followed by more of a number (`1.200`, `3,5`, `9%`).
    pub(super) fn small_whole(&mut self, most: usize) -> Option<u32> {
        let glued_number = self.nth(1).is_some_and(|t| t.glued && matches!(t.kind, Kind::Sign('.' | ',')))
            && self.nth(2).is_some_and(|t| t.glued && t.kind == Kind::Digits && t.span.len() == 3);
        let percent = self.nth(1).is_some_and(|t| t.is_sign('%') || t.is_sign('‰'));
        if glued_number || percent { None } else { self.small(most) }
    }

    pub(super) fn four_digits(&mut self) -> Option<i32> {
        let token = self.peek().filter(|t| t.kind == Kind::Digits && t.span.len() == 4)?;
        let year: i32 = self.typed(token).parse().ok()?;
        // A count of thousands that no plan's years reach is no year unless a word says so.
        (YEARS.0..=YEARS.1).contains(&year).then(|| self.advance())?;
        Some(year)
    }

    /// The year behind a quarter, month or day: `/2021`, `năm 2021`. A year of two digits is refused, not guessed.
    pub(super) fn year_suffix(&mut self) -> Read<i32> {
        let mark = self.mark();
        if self.exact("của năm") || self.exact("năm") {
            if let Some(year) = self.four_digits() {
                return Ok(Some(year));
            }
            self.missed(Expected::Year);
            self.reset(mark);
            return Ok(None);
        }
        let slash = self.peek().is_some_and(|t| t.is_sign('/'));
        if self.any_sign(&DATE_SEPARATORS) {
            if let Some(year) = self.four_digits() {
                return Ok(Some(year));
            }
            if slash && self.peek().is_some_and(|t| t.glued && t.kind == Kind::Digits) {
                return Err(self.wrong_here(Wrong::NoYear));
            }
            self.missed(Expected::Year);
            self.reset(mark);
        }
        Ok(None)
    }

    /// `đầu`, `giữa`, `cuối`.
    pub(super) fn point(&mut self) -> Option<Point> {
        let points = [("đầu", Point::Start), ("giữa", Point::Middle), ("cuối", Point::End)];
        points.into_iter().find(|(word, _)| self.exact(word)).map(|(_, point)| point)
    }

    fn month_number(&mut self) -> Read<u32> {
        if self.sees(&["giêng", "chạp"]) {
            return Err(self.wrong_here(Wrong::Lunar));
        }
        let here = self.mark();
        if let Some(month) = self.small_whole(2) {
            if !(1..=12).contains(&month) {
                return Err(self.wrong(Wrong::Date(DateError::Month { month }), here));
            }
            return Ok(Some(month));
        }
        if self.word() == Some("năm") && self.nth(1).is_some_and(|t| t.kind == Kind::Digits) {
            return Ok(None);
        }
        let mut best = None;
        for (words, month) in MONTH_WORDS {
            let mark = self.mark();
            if self.exact(words) {
                best = Some((words.len(), *month)).max(best);
                self.reset(mark);
            }
        }
        let Some((length, month)) = best else {
            self.missed(Expected::Month);
            return Ok(None);
        };
        for (words, _) in MONTH_WORDS.iter().filter(|(words, n)| words.len() == length && *n == month) {
            self.exact(words);
        }
        Ok(Some(month))
    }

    pub(super) fn quarter_number(&mut self) -> Read<u32> {
        let here = self.mark();
        if let Some(quarter) = self.small_whole(2) {
            if !(1..=4).contains(&quarter) {
                let wrong = PeriodError::Part { part: "quarter", number: quarter };
                return Err(self.wrong(Wrong::Period(wrong), here));
            }
            return Ok(Some(quarter));
        }
        let found = self.word().and_then(|word| QUARTER_WORDS.iter().find(|(name, _)| *name == word));
        match found {
            Some((_, quarter)) => {
                self.advance();
                Ok(Some(*quarter))
            }
            None => {
                self.missed(Expected::Quarter);
                Ok(None)
            }
        }
    }

    /// One piece of time, if one comes next.
    pub(super) fn piece(&mut self) -> Read<Piece> {
        let mark = self.mark();
        for attempt in [
            Self::point_piece,
            Self::quarter_piece,
            Self::months_piece,
            Self::month_piece,
            Self::named_day,
            Self::numeric,
            Self::year_piece,
        ] {
            if let Some(piece) = attempt(self)? {
                return Ok(Some(piece));
            }
            self.reset(mark);
        }
        Ok(None)
    }

    fn year_piece(&mut self) -> Read<Piece> {
        for lead in ["cả", "trọn", "toàn", "suốt", "trong", "hết"] {
            if self.exact(lead) {
                break;
            }
        }
        if !self.exact("năm") {
            return Ok(None);
        }
        let year = self.four_digits();
        if year.is_none() {
            self.missed(Expected::Year);
        }
        Ok(year.map(Piece::Year))
    }

    fn point_piece(&mut self) -> Read<Piece> {
        let mark = self.mark();
        let Some(point) = self.point() else { return Ok(None) };
        let piece = if let Some(Piece::Month(month, year)) = self.month_piece()? {
            Piece::Point(point, Some(month), year)
        } else if self.exact("năm")
            && let Some(year) = self.four_digits()
        {
            Piece::Point(point, None, Some(year))
        } else {
            return Ok(None);
        };
        let typed = self.typed_from(mark);
        self.notes.push(Note::CivilCode { typed });
        Ok(Some(piece))
    }

    fn quarter_piece(&mut self) -> Read<Piece> {
        let short = self.word() == Some("q")
            && self.nth(1).is_some_and(|t| t.glued && t.kind == Kind::Digits && t.span.len() == 1);
        if short {
            self.advance();
        } else if !self.exact("quý") && !self.exact("quí") {
            return Ok(None);
        }
        let Some(quarter) = self.quarter_number()? else { return Ok(None) };
        Ok(Some(Piece::Quarter(quarter, self.year_suffix()?)))
    }

    fn month_piece(&mut self) -> Read<Piece> {
        let short = self.word() == Some("t")
            && self.nth(1).is_some_and(|t| t.glued && t.kind == Kind::Digits && t.span.len() <= 2);
        if short {
            self.advance();
        } else if !self.exact("tháng") {
            return Ok(None);
        }
        let Some(month) = self.month_number()? else { return Ok(None) };
        Ok(Some(Piece::Month(month, self.year_suffix()?)))
    }

    /// `6 tháng đầu năm 2023`, `nửa cuối năm`, `9 tháng năm 2023`.
    fn months_piece(&mut self) -> Read<Piece> {
        let half = self.exact("nửa");
        let here = self.mark();
        let months = if half {
            6
        } else {
            let count = self.small_whole(2).or_else(|| {
                let word = self.word()?;
                let found = MONTH_WORDS.iter().find(|(name, _)| *name == word)?;
                self.advance();
                Some(found.1)
            });
            let Some(count) = count.filter(|_| self.exact("tháng")) else { return Ok(None) };
            count
        };
        if !(1..=12).contains(&months) {
            return Err(self.wrong(Wrong::Unexpected, here));
        }
        let first = self.exact("đầu");
        let last = !first && self.exact("cuối");
        let year = self.year_suffix()?;
        if year.is_none() {
            // `6 tháng đầu năm`, without saying which.
            let _ = self.exact("của năm") || self.exact("năm");
        }
        match (first, last) {
            (true, _) => Ok(Some(Piece::First(months, year))),
            (_, true) => Ok(Some(Piece::Last(months, year))),
            // Other numbers of months are a length of time, not a place in it.
            _ if matches!(months, 6 | 9) && !half => {
                if months == 6 {
                    self.notes.push(Note::FirstMonths);
                }
                Ok(Some(Piece::First(months, year)))
            }
            _ => Ok(None),
        }
    }

    /// `ngày 15/3/2023`, `ngày 15 tháng 3 năm 2023`, `ngày 15`.
    fn named_day(&mut self) -> Read<Piece> {
        if !self.exact("ngày") {
            return Ok(None);
        }
        let here = self.mark();
        let Some(day) = self.small_whole(2) else {
            self.missed(Expected::Day);
            return Ok(None);
        };
        self.day_from(day, here, true)
    }

    /// The month and year of a day.
    pub(super) fn day_from(&mut self, day: u32, here: super::cursor::Mark, named: bool) -> Read<Piece> {
        let check = |cursor: &Self, month: Option<u32>, year: Option<i32>| -> Result<(), Refusal> {
            // A leap year has every day that any year has, and is not spoken of where none was named.
            let leap = date(year.unwrap_or(2024), month.unwrap_or(1), day);
            let wrong = |error| match (error, year, month) {
                (DateError::Day { .. }, None, Some(month)) => Wrong::NeverInMonth { month, day },
                (DateError::Day { .. }, None, None) => Wrong::DayOfMonth { day: day.into() },
                (error, ..) => Wrong::Date(error),
            };
            leap.map(drop).map_err(|error| cursor.wrong(wrong(error), here))
        };
        let mark = self.mark();
        if named && self.exact("tháng") {
            if let Some(month) = self.month_number()? {
                let year = self.year_suffix()?;
                check(self, Some(month), year)?;
                return Ok(Some(Piece::Day { day, month: Some(month), year }));
            }
            self.reset(mark);
        }
        let slash = named || self.peek().is_some_and(|t| t.is_sign('/'));
        if self.any_sign(&['/', '-', '.'])
            && let Some(month) = self.small_whole(2)
        {
            let after_month = self.mark();
            let year = self.year_suffix()?;
            if year.is_none() {
                self.reset(after_month);
                let separator = self.peek().is_some_and(|t| t.glued && t.is_sign('/'));
                if separator && self.nth(1).is_some_and(|t| t.kind == Kind::Digits) {
                    self.advance();
                    return Err(self.wrong_here(Wrong::NoYear));
                }
            }
            if year.is_none() && !slash {
                // `01-02 mô hình`, `2.3` are no days.
                return Ok(None);
            }
            check(self, Some(month), year)?;
            return Ok(Some(Piece::Day { day, month: Some(month), year }));
        }
        self.reset(mark);
        check(self, None, None)?;
        Ok(named.then_some(Piece::Day { day, month: None, year: None }))
    }

    /// `15/3/2023`, `30/6`, `3/2023`, `2023`.
    fn numeric(&mut self) -> Read<Piece> {
        let here = self.mark();
        if let Some(year) = self.four_digits() {
            // `2023-03-15` and `2023-Q3` are for the canonical reader; `34/2007` is nothing of ours.
            return Ok(Some(Piece::Year(year)));
        }
        let Some(first) = self.small_whole(2) else { return Ok(None) };
        let month_of_year = self.peek().is_some_and(|t| t.is_sign('/') || t.is_sign('-'))
            && self.nth(1).is_some_and(|t| t.glued && t.kind == Kind::Digits && t.span.len() == 4);
        if month_of_year {
            if !(1..=12).contains(&first) {
                return Err(self.wrong(Wrong::Date(DateError::Month { month: first }), here));
            }
            return Ok(self.year_suffix()?.map(|year| Piece::Month(first, Some(year))));
        }
        if !self.peek().is_some_and(|t| t.glued && matches!(t.kind, Kind::Sign('/' | '-' | '.'))) {
            return Ok(None);
        }
        self.day_from(first, here, false)
    }
}
