//! Periods and dates in words.

use chrono::NaiveDate;

use super::{
    cursor::{Cursor, Read},
    note::Note,
    piece::Piece,
    reading::{Reading, check_length},
    refusal::{Expected, Refusal, Wrong},
    table::{Table, table},
    token::{Kind, tokens},
};
use crate::{
    spelling::tidy,
    time::{Period, PeriodError, parse_date},
};

/// Words before a period that add nothing to it.
static LEADS: Table<()> = table![();
    ("trong", ()),
    ("vào", ()),
    ("giai đoạn", ()),
    ("trong giai đoạn", ()),
    ("nhiệm kỳ", ()),
    ("thời kỳ", ()),
    ("kỳ", ()),
    ("kỳ báo cáo", ()),
    ("thời gian", ()),
    ("thời gian thực hiện", ()),
    ("các năm", ()),
    ("trong các năm", ()),
    ("các tháng", ()),
    ("các quý", ()),
    ("vào dịp", ()),
];

/// Reads a period: its canonical spelling (`2021-Q3`), or a phrase of a plan (`quý III/2021`, `giai đoạn 2021-2025`).
///
/// ```
/// use kehoach::phrases;
///
/// assert_eq!(phrases::period("từ tháng 8/2021 đến tháng 12/2021")?.value.to_string(), "2021-08/2021-12");
/// assert!(phrases::period("quý III").is_err(), "of which year?");
/// assert_eq!(phrases::period_in("quý III", 2021)?.value.to_string(), "2021-Q3");
/// # Ok::<(), phrases::Refusal>(())
/// ```
///
/// # Errors
/// [`Refusal`]. A period without its year is one.
pub fn period(text: &str) -> Result<Reading<Period>, Refusal> {
    read(text, None)
}

/// [`period`], in `year` where the text names none: the year of the plan it stands in.
///
/// # Errors
/// [`Refusal`].
pub fn period_in(text: &str, year: i32) -> Result<Reading<Period>, Refusal> {
    read(text, Some(year))
}

fn read(text: &str, year: Option<i32>) -> Result<Reading<Period>, Refusal> {
    check_length(text)?;
    let tokens = tokens(text);
    let mut cursor = Cursor::new(text, &tokens);
    let start = cursor.mark();
    let canonical = tidy(text).parse::<Period>();
    if let Ok(period) = canonical {
        while !cursor.is_end() {
            cursor.advance();
        }
        return Ok(Reading::new(period, cursor.span_from(start), Vec::new()));
    }
    if let Some(period) = cursor.span_of_time(year)? {
        let span = cursor.span_from(start);
        cursor.missed(Expected::End);
        stop(&mut cursor);
        if cursor.is_end() {
            cursor.note_look_alikes();
            return Ok(Reading::new(period, span, cursor.notes));
        }
    } else {
        cursor.missed(Expected::Time);
        if let Err(error) = canonical
            && !matches!(error, PeriodError::Syntax)
        {
            let mark = cursor.mark();
            while !cursor.is_end() {
                cursor.advance();
            }
            return Err(cursor.wrong(Wrong::Period(error), mark));
        }
    }
    Err(cursor.refuse())
}

/// The stop at the end of a phrase.
pub(super) fn stop(cursor: &mut Cursor<'_>) {
    while cursor.any_sign(&['.', ';', ',', ')', '/']) {}
}

/// Reads a date: `2023-03-15`, `15/3/2023`, `ngày 15 tháng 3 năm 2023`; `cuối năm 2023` too, with a note.
///
/// # Errors
/// [`Refusal`]. A date without its year is one.
pub fn date(text: &str) -> Result<Reading<NaiveDate>, Refusal> {
    check_length(text)?;
    let tokens = tokens(text);
    let mut cursor = Cursor::new(text, &tokens);
    let start = cursor.mark();
    if let Ok(day) = parse_date(&tidy(text)) {
        while !cursor.is_end() {
            cursor.advance();
        }
        return Ok(Reading::new(day, cursor.span_from(start), Vec::new()));
    }
    let lead = cursor.exact("vào");
    match cursor.piece()? {
        Some(piece @ (Piece::Day { .. } | Piece::Point(..))) => {
            let period = piece.period(None).map_err(|wrong| cursor.wrong(wrong, start))?;
            let span = cursor.span_from(start);
            cursor.missed(Expected::End);
            stop(&mut cursor);
            if cursor.is_end() {
                cursor.note_look_alikes();
                return Ok(Reading::new(period.first(), span, cursor.notes));
            }
        }
        _ => {
            cursor.reset(start);
            if lead {
                cursor.advance();
            }
            cursor.missed(Expected::Day);
        }
    }
    Err(cursor.refuse())
}

impl Cursor<'_> {
    /// A period: one piece, an interval of two, or a list without gaps.
    pub(super) fn span_of_time(&mut self, year: Option<i32>) -> Read<Period> {
        let start = self.mark();
        let lead = self.mark();
        let led = self.first_of(&LEADS).is_some();
        let _ = self.any_sign(&[':', '(']);
        let years = self.years_ahead();
        let from = self.exact("từ") || self.exact("kể từ") || self.exact("bắt đầu từ");
        let here = self.mark();
        let Some(first) = self.piece_like(led_kind(self, lead, led))? else {
            self.reset(start);
            return Ok(None);
        };
        // `5 năm 2021 - 2025`: what stands before has to be their number.
        let counted = |cursor: &Self, period: Period| match years {
            Some(years) if !fits(period, years) => Err(cursor.wrong(Wrong::Contradiction, start)),
            _ => Ok(Some(period)),
        };
        let resolved = |cursor: &Self, piece: Piece, year| {
            Piece::period(piece, year).map_err(|wrong| cursor.wrong(wrong, here))
        };
        let after_first = self.mark();
        let joined = self.exact("đến hết")
            || self.exact("đến cuối")
            || self.exact("đến")
            || self.exact("tới")
            || self.any_sign(&['-']);
        while self.sign('-') {}
        if joined {
            // `năm 2023 - tháng 3`: of which year that month is is nowhere said.
            let ends = |last: &Piece| !matches!(first, Piece::Year(_)) || last.year().is_some();
            if let Some(last) = self.piece_like(Some(first))?.filter(ends) {
                let period = self.interval(first, last, year, here)?;
                return counted(self, period);
            }
            self.reset(after_first);
        }
        if from {
            // `từ quý III/2021` alone has no end.
            self.missed(Expected::Phrase("đến"));
            self.reset(start);
            return Ok(None);
        }
        let mut pieces = vec![first];
        loop {
            let mark = self.mark();
            let more = self.sign(',') || self.exact("và") || self.sign('+');
            match if more { self.piece_like(Some(first))? } else { None } {
                Some(next) => pieces.push(next),
                None => {
                    self.reset(mark);
                    break;
                }
            }
        }
        let Some(last) = pieces.last().copied().filter(|_| pieces.len() > 1) else {
            return counted(self, resolved(self, first, year)?);
        };
        let mut whole: Option<Period> = None;
        for piece in pieces {
            let next = resolved(self, piece.completed_by(last), year)?;
            whole = Some(match whole {
                None => next,
                Some(before) if before.last().succ_opt() == Some(next.first()) => {
                    Period::between(before.first(), next.last())
                        .map_err(|error| self.wrong(Wrong::Period(error), here))?
                }
                Some(_) => return Err(self.wrong(Wrong::Gaps, here)),
            });
        }
        self.notes.push(Note::Neighbours);
        whole.map_or(Ok(None), |period| counted(self, period))
    }

    /// `5 năm` before `2021 - 2025`.
    fn years_ahead(&mut self) -> Option<u32> {
        let mark = self.mark();
        let years = self.small_whole(2);
        if let Some(years) = years
            && self.exact("năm")
        {
            let _ = self.any_sign(&['(', ',']);
            if self.is_digits() || self.sees(&["từ", "giai đoạn"]) {
                self.exact("giai đoạn");
                return Some(years);
            }
        }
        self.reset(mark);
        None
    }

    fn interval(
        &mut self,
        first: Piece,
        last: Piece,
        year: Option<i32>,
        here: super::cursor::Mark,
    ) -> Result<Period, Refusal> {
        if first.year().is_some() != last.year().is_some() {
            self.notes.push(Note::YearShared);
        }
        let wrong = |cursor: &Self, wrong| cursor.wrong(wrong, here);
        let (from, to) = (first.completed_by(last), last.completed_by(first));
        let from = from.period(year).map_err(|e| wrong(self, e))?;
        let to = to.period(year).map_err(|e| wrong(self, e))?;
        Period::between(from.first(), to.last()).map_err(|error| wrong(self, Wrong::Period(error)))
    }

    /// A piece; where `like` has said of which kind it is, its number alone is enough.
    pub(super) fn piece_like(&mut self, like: Option<Piece>) -> Read<Piece> {
        let mark = self.mark();
        let bare = match like {
            Some(Piece::Quarter(..)) if self.nth(1).is_some_and(|t| t.word() == Some("tháng")) => None,
            Some(Piece::Quarter(..)) => match self.quarter_number()? {
                Some(quarter) => Some(Piece::Quarter(quarter, self.year_suffix()?)),
                None => None,
            },
            Some(Piece::Month(..)) => {
                let bare = self.nth(1).is_none_or(|t| !matches!(t.kind, Kind::Sign('-' | '.') if t.glued));
                match if bare { self.small_whole(2) } else { None } {
                    Some(month) if !self.sees(&["tháng", "năm tháng"]) => {
                        let day_month = self.peek().is_some_and(|t| t.is_sign('/'))
                            && self.nth(1).is_some_and(|t| t.kind == Kind::Digits && t.span.len() <= 2);
                        if day_month {
                            None
                        } else {
                            if !(1..=12).contains(&month) {
                                return Err(self.wrong(Wrong::Date(crate::DateError::Month { month }), mark));
                            }
                            Some(Piece::Month(month, self.year_suffix()?))
                        }
                    }
                    _ => None,
                }
            }
            Some(Piece::Day { .. }) => {
                let day = self.small_whole(2);
                let lone = self.peek().is_none_or(|t| !matches!(t.kind, Kind::Sign('/' | '-' | '.')));
                day.filter(|_| lone).map(|day| Piece::Day { day, month: None, year: None })
            }
            _ => None,
        };
        if bare.is_some() {
            return Ok(bare);
        }
        self.reset(mark);
        self.piece()
    }
}

/// `các tháng 10, 11 ...`: the kind that the words before a list announce.
fn led_kind(cursor: &Cursor<'_>, lead: super::cursor::Mark, led: bool) -> Option<Piece> {
    let words = if led { cursor.typed_from(lead).to_lowercase() } else { String::new() };
    if words.ends_with("tháng") {
        Some(Piece::Month(1, None))
    } else if words.ends_with("quý") {
        Some(Piece::Quarter(1, None))
    } else {
        None
    }
}

fn fits(period: Period, years: u32) -> bool {
    use chrono::Datelike;
    let span = period.last().year().saturating_sub(period.first().year()).saturating_add(1);
    u32::try_from(span).ok() == Some(years)
}
