//! One timing: a period, a deadline, what recurs, what waits for an instruction.

use super::{
    cursor::{Cursor, Read},
    note::Note,
    piece::{Piece, Point},
    refusal::{Expected, Wrong},
    schedule::{Timed, instruction},
    table::{Table, table},
};
use crate::time::spell_date;

/// Words that wait for someone's word.
static INSTRUCTIONS: Table<()> = table![();
    ("theo văn bản", ()),
    ("theo sự chỉ đạo", ()),
    ("theo chỉ đạo", ()),
    ("theo hướng dẫn", ()),
    ("theo yêu cầu", ()),
    ("theo kế hoạch", ()),
    ("theo quy định", ()),
    ("theo lịch", ()),
    ("theo công văn", ()),
    ("theo thông báo", ()),
    ("theo tiến độ", ()),
    ("theo phê duyệt", ()),
    ("khi có", ()),
    ("khi được", ()),
    ("khi cần", ()),
    ("sau khi", ()),
    ("ngay sau khi", ()),
    ("đột xuất khi có", ()),
    ("đột xuất theo", ()),
];

/// Times that no schedule holds: their words are kept.
static KEPT: Table<()> = table![();
    ("trong vòng", ()),
    ("trong thời hạn", ()),
    ("đột xuất", ()),
    ("định kỳ đột xuất", ()),
    ("hằng tuần", ()),
    ("hàng tuần", ()),
    ("hằng ngày", ()),
    ("hàng ngày", ()),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lead {
    By,
    Before,
    On,
}

static DEADLINES: Table<Lead> = table![Lead;
    ("trước", Lead::Before),
    ("hoàn thành trước", Lead::Before),
    ("xong trước", Lead::Before),
    ("đến", Lead::By),
    ("đến hết", Lead::By),
    ("đến cuối", Lead::By),
    ("hết", Lead::By),
    ("từ nay đến", Lead::By),
    ("từ nay đến hết", Lead::By),
    ("tính đến", Lead::By),
    ("chậm nhất", Lead::By),
    ("chậm nhất là", Lead::By),
    ("chậm nhất vào", Lead::By),
    ("chậm nhất đến", Lead::By),
    ("chậm nhất đến hết", Lead::By),
    ("muộn nhất", Lead::By),
    ("muộn nhất là", Lead::By),
    ("không quá", Lead::By),
    ("không muộn hơn", Lead::By),
    ("không chậm hơn", Lead::By),
    ("vào", Lead::On),
];

static RHYTHMS: Table<&str> = table![&str;("tháng", "monthly"), ("quý", "quarterly"), ("năm", "yearly")];

impl Cursor<'_> {
    /// One timing, if one comes next.
    pub(super) fn timing(&mut self) -> Read<Timed> {
        let start = self.mark();
        for attempt in [
            Self::waiting,
            Self::continuous,
            Self::week,
            Self::due_then_rhythm,
            Self::rhythm_then_due,
            Self::deadline,
            Self::places,
        ] {
            if let Some(found) = attempt(self)? {
                return Ok(Some(found));
            }
            self.reset(start);
        }
        Ok(None)
    }

    /// The words up to the end of the text; in running text, of the clause.
    fn clause(&mut self) -> String {
        let start = self.mark();
        let from = self.position();
        while let Some(token) = self.peek() {
            let stop = token.is_sign('.') && !self.nth(1).is_some_and(|next| next.glued);
            let runs_on =
                self.is_running() && self.position() > from && (token.new_line || token.is_sign(','));
            if token.is_sign(';') || stop || runs_on {
                break;
            }
            self.advance();
        }
        self.typed_from(start)
    }

    fn waiting(&mut self) -> Read<Timed> {
        let ahead = self.mark();
        if self.first_of(&INSTRUCTIONS).is_some() {
            self.reset(ahead);
            let words = self.clause();
            return Ok(Some(Timed::of(instruction(&words))));
        }
        let named = self.exact("định kỳ") && (self.sign(',') || self.exact("và") || self.exact("hoặc"));
        if named && self.exact("đột xuất") || !named && self.first_of(&KEPT).is_some() {
            self.reset(ahead);
            let words = self.clause();
            return Ok(Some(self.kept(&words)));
        }
        self.reset(ahead);
        if self.exact("định kỳ")
            && (self.is_end() || self.peek().is_some_and(|t| matches!(t.kind, super::token::Kind::Sign(_))))
        {
            return Ok(Some(self.kept("định kỳ")));
        }
        Ok(None)
    }

    fn continuous(&mut self) -> Read<Timed> {
        if !(self.phrase("thường xuyên") || self.phrase("liên tục")) {
            return Ok(None);
        }
        let after = self.mark();
        self.sign(',');
        if !self.exact("liên tục") {
            self.reset(after);
        }
        let _ = self.exact("trong năm")
            || self.exact("cả năm")
            || self.exact("hằng năm")
            || self.exact("hàng năm");
        Ok(Some(Timed::of("continuous")))
    }

    /// `trong tuần đầu của tháng`, `tuần cuối hằng tháng`.
    fn week(&mut self) -> Read<Timed> {
        let _ = self.exact("trong") || self.exact("vào");
        let first = if self.exact("tuần đầu") {
            true
        } else if self.exact("tuần cuối") {
            false
        } else {
            return Ok(None);
        };
        let _ = self.exact("tiên") || self.exact("cùng");
        let _ = self.exact("của");
        let month = self.exact("mỗi tháng")
            || self.exact("hằng tháng")
            || self.exact("hàng tháng")
            || (self.exact("tháng") && !self.is_digits());
        if !month {
            return Ok(None);
        }
        self.notes.push(Note::WeekAsDays);
        Ok(Some(Timed::of(if first { "monthly by day 7" } else { "monthly by day 31" })))
    }

    /// `hằng tháng`, `mỗi quý`, `định kỳ 6 tháng`, `6 tháng một lần`.
    pub(super) fn rhythm(&mut self) -> Option<&'static str> {
        let start = self.mark();
        let regular = self.exact("định kỳ");
        let every = ["hằng", "hàng", "mỗi", "từng", "theo"].into_iter().any(|word| self.exact(word));
        if every || regular {
            if let Some(rhythm) = self.first_of(&RHYTHMS) {
                // `hằng năm 2023` is nothing, and `mỗi tháng 3` neither.
                let once = self.is_digits() && self.nth(1).is_some_and(|t| t.word() == Some("lần"));
                if once && self.small_whole(2) == Some(1) {
                    self.advance();
                    return Some(rhythm);
                }
                if !once && !self.is_digits() {
                    let _ = self.exact("một lần");
                    return Some(rhythm);
                }
            }
            let months = self.small_whole(2).filter(|_| self.exact("tháng"));
            let rhythm = match months {
                Some(1) => Some("monthly"),
                Some(3) => Some("quarterly"),
                Some(6) => Some("half-yearly"),
                Some(12) => Some("yearly"),
                _ => None,
            };
            if rhythm.is_some() && !self.sees(&["đầu", "cuối"]) {
                let _ = self.exact("một lần") || self.exact("1 lần");
                return rhythm;
            }
        }
        self.reset(start);
        let months = self.small_whole(2).filter(|_| self.exact("tháng"));
        let once = self.exact("một lần")
            || {
                let one = self.small_whole(2) == Some(1);
                one && self.exact("lần")
            }
            || self.sign('/') && (self.exact("lần") || self.small_whole(2) == Some(1) && self.exact("lần"));
        let rhythm = match months.filter(|_| once) {
            Some(3) => Some("quarterly"),
            Some(6) => Some("half-yearly"),
            Some(12) => Some("yearly"),
            _ => None,
        };
        if rhythm.is_none() {
            self.reset(start);
        }
        rhythm
    }

    /// What gives a due day: `trước ngày`, `chậm nhất ngày`, `ngày`.
    fn due_lead(&mut self) -> Option<Lead> {
        let lead = self.first_of(&DEADLINES);
        let day = self.exact("ngày");
        match (lead, day) {
            (Some(lead), _) => Some(lead),
            (None, true) => Some(Lead::On),
            (None, false) => None,
        }
    }

    /// `trước ngày 10/12 hằng năm`, `ngày 25 hằng tháng`, `chậm nhất ngày 15 tháng cuối quý`, `cuối quý`.
    fn due_then_rhythm(&mut self) -> Read<Timed> {
        let _ = self.exact("định kỳ");
        let start = self.mark();
        let lead = self.due_lead();
        let sign = if lead == Some(Lead::Before) { "before" } else { "by" };
        let here = self.mark();
        let Some(day) = self.small_whole(2) else {
            self.reset(start);
            return self.named_end();
        };
        if lead.is_none() {
            return Ok(None);
        }
        if !(1..=31).contains(&day) {
            return Err(self.wrong(Wrong::DayOfMonth { day: day.into() }, here));
        }
        let _ = self.exact("của");
        for (words, month) in [
            ("tháng cuối quý", ""),
            ("tháng cuối của quý", ""),
            ("tháng cuối mỗi quý", ""),
            ("tháng cuối cùng của quý", ""),
            ("tháng đầu quý", " of 1st month"),
            ("tháng đầu của quý", " of 1st month"),
            ("tháng thứ hai của quý", " of 2nd month"),
        ] {
            if self.exact(words) && !self.sees(&["sau", "tiếp"]) {
                return Ok(Some(Timed::of(format!("quarterly {sign} day {day}{month}"))));
            }
        }
        let after_day = self.mark();
        let monthly = self.rhythm() == Some("monthly") || {
            self.reset(after_day);
            self.exact("tháng")
                && self.peek().is_none_or(|t| t.word().is_none_or(|w| w == "và") && !self.is_digits())
        };
        if monthly {
            return Ok(Some(Timed::of(format!("monthly {sign} day {day}"))));
        }
        self.reset(here);
        if let Some(Piece::Day { day, month: Some(month), year: None }) = self.day_and_month()? {
            let _ = self.sign(',');
            if self.rhythm() == Some("yearly") {
                return Ok(Some(Timed::of(format!("yearly {sign} {month:02}-{day:02}"))));
            }
        }
        Ok(None)
    }

    /// A day and month behind a word that announced a day.
    fn day_and_month(&mut self) -> Read<Piece> {
        let here = self.mark();
        let Some(day) = self.small_whole(2) else { return Ok(None) };
        self.day_from(day, here, true)
    }

    /// `cuối tháng`, `đầu quý`, `cuối mỗi năm`, without saying which.
    fn named_end(&mut self) -> Read<Timed> {
        let lead = self.first_of(&DEADLINES);
        let start = self.mark();
        let Some(point) = self.point() else { return Ok(None) };
        let _ = self.exact("mỗi") || self.exact("hằng") || self.exact("hàng");
        let timed = match (self.word(), point) {
            (Some("tháng"), Point::Start) => "monthly by day 1",
            (Some("tháng"), Point::Middle) => "monthly by day 15",
            (Some("tháng"), Point::End) => "monthly by day 31",
            (Some("quý"), Point::End) => "quarterly by day 31",
            (Some("năm"), Point::Start) => "yearly by 01-01",
            (Some("năm"), Point::Middle) => "yearly by 06-30",
            (Some("năm"), Point::End) => "yearly by 12-31",
            _ => return Ok(None),
        };
        self.advance();
        // `cuối năm 2023`, `đầu tháng 3` are pieces; `trước cuối tháng` is nobody's.
        let named =
            self.is_digits() || self.sees(&["học", "ba", "tư", "sáu"]) || self.quarter_number()?.is_some();
        if named || lead == Some(Lead::Before) {
            return Ok(None);
        }
        let typed = self.typed_from(start);
        self.notes.push(Note::CivilCode { typed });
        Ok(Some(Timed::of(timed)))
    }

    /// `hằng tháng`, `hằng năm, trước ngày 10/12`, `hằng quý chậm nhất ngày 15 tháng cuối quý`.
    fn rhythm_then_due(&mut self) -> Read<Timed> {
        let Some(rhythm) = self.rhythm() else { return Ok(None) };
        let after = self.mark();
        let _ = self.any_sign(&[',', '(']);
        let lead = self.due_lead();
        if let Some(lead) = lead {
            let sign = if lead == Lead::Before { "before" } else { "by" };
            let here = self.mark();
            if let Some(day) = self.small_whole(2) {
                let behind = ["tháng cuối quý", "tháng cuối của quý", "tháng cuối", "của tháng cuối quý"];
                let last = behind.into_iter().any(|words| self.exact(words));
                let plain = last
                    || self.is_end()
                    || self.peek().is_some_and(|t| {
                        t.is_sign(')') || t.is_sign('.') || t.is_sign(';') || t.is_sign(',')
                    });
                if (1..=31).contains(&day) && plain && matches!(rhythm, "monthly" | "quarterly") {
                    self.sign(')');
                    return Ok(Some(Timed::of(format!("{rhythm} {sign} day {day}"))));
                }
                self.reset(here);
                if rhythm == "yearly"
                    && let Some(Piece::Day { day, month: Some(month), year: None }) = self.day_and_month()?
                {
                    self.sign(')');
                    return Ok(Some(Timed::of(format!("yearly {sign} {month:02}-{day:02}"))));
                }
            }
        }
        self.reset(after);
        Ok(Some(Timed::of(rhythm)))
    }

    /// `trước ngày 15/6 và 15/12`: the same day of the last month of each half, or of each quarter. Other days of a list are
    /// left to refuse, for no schedule holds two.
    fn halves_or_quarters(&mut self, lead: Lead, first: Piece) -> Read<Timed> {
        let start = self.mark();
        let Piece::Day { day, month: Some(month), year: None } = first else { return Ok(None) };
        let mut days = vec![(day, month)];
        loop {
            let before = self.mark();
            let more = self.sign(',') || self.exact("và") || self.sign(';');
            let _ = self.exact("và");
            if more
                && self.first_of(&DEADLINES).is_none_or(|again| again == lead)
                && let Some(Piece::Day { day, month: Some(month), year: None }) = self.piece()?
            {
                days.push((day, month));
            } else {
                self.reset(before);
                break;
            }
        }
        let months: Vec<u32> = days.iter().map(|(_, month)| *month).collect();
        let rhythm = match months.as_slice() {
            [6, 12] => "half-yearly",
            [3, 6, 9, 12] => "quarterly",
            _ => {
                self.reset(start);
                return Ok(None);
            }
        };
        let ends = days.iter().all(|(day, month)| *day == if matches!(month, 6 | 9) { 30 } else { 31 });
        let due = match (lead, ends) {
            // The last day of each, whichever it is.
            (Lead::By, true) => 31,
            _ if day <= 30 && days.iter().all(|(other, _)| *other == day) => day,
            _ => {
                self.reset(start);
                return Ok(None);
            }
        };
        self.every_year(start)?;
        let sign = if lead == Lead::Before { "before" } else { "by" };
        Ok(Some(Timed::of(format!("{rhythm} {sign} day {due}"))))
    }

    /// `đến ngày 30/6/2024`, `trước năm 2025`, `đến hết tháng 6`.
    fn deadline(&mut self) -> Read<Timed> {
        let Some(lead) = self.first_of(&DEADLINES) else { return Ok(None) };
        if lead == Lead::On {
            return self.places();
        }
        // Marks between: `chậm nhất là vào ngày`.
        let _ = self.exact("là") || self.exact("vào") || self.exact("trong");
        let here = self.mark();
        let Some(piece) = self.piece()? else {
            self.missed(Expected::Time);
            return Ok(None);
        };
        let refuse = |cursor: &Self, wrong| cursor.wrong(wrong, here);
        if piece.year().is_none() {
            let period = piece.period(Some(2023)).map_err(|wrong| refuse(self, wrong))?;
            if matches!(piece, Piece::Day { month: None, .. }) {
                return Err(refuse(self, Wrong::Unfinished));
            }
            if let Some(timed) = self.halves_or_quarters(lead, piece)? {
                return Ok(Some(timed));
            }
            self.every_year(here)?;
            let day = if lead == Lead::Before { period.first() } else { period.last() };
            let spelled = spell_date(day);
            let month_day = spelled.get(5..).unwrap_or_default();
            let sign = if lead == Lead::Before { "before" } else { "by" };
            return Ok(Some(Timed::of(format!("yearly {sign} {month_day}"))));
        }
        let period = piece.period(None).map_err(|wrong| refuse(self, wrong))?;
        Ok(Some(Timed::of(match lead {
            Lead::Before => format!("before {}", spell_date(period.first())),
            _ => format!("by {}", spell_date(period.last())),
        })))
    }
}
