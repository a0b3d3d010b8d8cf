//! Times with their years or, recurring, without: one, an interval, a list.

use super::{
    cursor::{Cursor, Read},
    note::Note,
    piece::Piece,
    refusal::Wrong,
    schedule::Timed,
};
use crate::time::{Period, spell_date};

impl Cursor<'_> {
    /// Places in time: one, an interval, a list; with years or, recurring, without.
    pub(super) fn places(&mut self) -> Read<Timed> {
        let start = self.mark();
        // `hoàn thành trong quý II`. In a sentence `trong năm` says too little to be found.
        if self.exact("hoàn thành") || self.exact("xong") {
            if !self.sees(&["trong", "vào"]) {
                self.reset(start);
                return Ok(None);
            }
        } else if !self.is_running() && self.exact("trong năm") {
            if self.is_end() {
                self.notes.push(Note::EveryYear);
                return Ok(Some(Timed::of("yearly")));
            }
            self.reset(start);
        }
        let _ = self.exact("trong") || self.exact("vào");
        if self.exact("cả năm")
            || self.exact("trong năm")
            || self.exact("quanh năm")
            || self.exact("trọn năm")
        {
            if !self.is_digits() {
                self.notes.push(Note::EveryYear);
                return Ok(Some(Timed::of("yearly")));
            }
            self.reset(start);
        }
        let _ = self.exact("các");
        // One period with its year, or an interval.
        let notes = self.notes.len();
        let first_mark = self.mark();
        match self.span_of_time(None) {
            Ok(Some(period)) => {
                if self.more_places(period)? {
                    self.reset(first_mark);
                } else {
                    return Ok(Some(Timed::of(format!("during {period}"))));
                }
            }
            Ok(None) => self.reset(first_mark),
            Err(refusal) => {
                if !matches!(refusal.wrong(), Wrong::NoYear | Wrong::Gaps | Wrong::Unfinished)
                    || self.year_refused(&refusal)
                {
                    return Err(refusal);
                }
                self.reset(first_mark);
            }
        }
        self.notes.truncate(notes);
        let from = self.exact("từ");
        let Some(items) = self.items()? else { return Ok(None) };
        self.list(start, &items, from)
    }

    /// Whether the refusal is of a year that is written, and wrong.
    fn year_refused(&self, refusal: &super::refusal::Refusal) -> bool {
        *refusal.wrong() == Wrong::NoYear && refusal.found().bytes().all(|b| b.is_ascii_digit())
    }

    /// Whether another place with a gap follows a period: `tháng 3/2023, tháng 9/2023`.
    fn more_places(&self, _: Period) -> Result<bool, super::refusal::Refusal> {
        let mut ahead = self.clone();
        let more = ahead.sign(',') || ahead.sign(';') || ahead.exact("và");
        Ok(more && ahead.piece_like(None).ok().flatten().is_some_and(|p| !matches!(p, Piece::Year(_))))
    }

    /// The pieces of a list, each with its words, and whether an interval joins the first two.
    fn items(&mut self) -> Read<Vec<(Item, String)>> {
        let mut items: Vec<(Item, String)> = Vec::new();
        let mut like = None;
        loop {
            let before = self.mark();
            let joined = if items.is_empty() {
                Joined::List
            } else if self.exact("đến hết") || self.exact("đến") || self.exact("tới") || self.sign('-')
            {
                Joined::Span
            } else if self.sign(',') || self.exact("và") || self.sign(';') || self.sign('+') {
                self.exact("và");
                Joined::List
            } else {
                break;
            };
            let here = self.mark();
            let year =
                ["tổng kết năm", "cả năm", "cuối năm", "năm"].into_iter().any(|words| self.exact(words));
            let found = if year && !items.is_empty() && !self.is_digits() {
                Some(Item::Year)
            } else {
                self.reset(here);
                let piece = self.piece_like(like)?;
                like = piece.or(like);
                piece.map(|piece| if joined == Joined::Span { Item::To(piece) } else { Item::One(piece) })
            };
            let Some(item) = found else {
                self.reset(before);
                break;
            };
            let typed = self.typed_from(here);
            items.push((item, typed));
        }
        Ok(Some(items).filter(|items| !items.is_empty()))
    }

    /// `hằng năm` behind times without a year, or a note where it is not said.
    pub(super) fn every_year(&mut self, start: super::cursor::Mark) -> Result<(), super::refusal::Refusal> {
        let before = self.mark();
        match self.rhythm() {
            Some("yearly") => {}
            Some(_) => return Err(self.wrong(Wrong::Contradiction, start)),
            None => {
                self.reset(before);
                self.notes.push(Note::EveryYear);
            }
        }
        Ok(())
    }

    fn list(&mut self, start: super::cursor::Mark, items: &[(Item, String)], from: bool) -> Read<Timed> {
        let pieces: Vec<Piece> = items.iter().filter_map(|(item, _)| item.piece()).collect();
        if from && items.len() < 2 {
            return Ok(None);
        }
        if pieces.iter().any(|piece| matches!(piece, Piece::Day { month: None, .. })) {
            return Err(self.wrong(Wrong::Unfinished, start));
        }
        let dated = pieces.iter().filter_map(|p| p.year()).next_back();
        if let Some(year) = dated {
            return self.dated(start, items, year);
        }
        self.every_year(start)?;
        if let [(Item::One(piece @ (Piece::Day { .. } | Piece::Point(..))), _)] = items {
            let period = piece.period(Some(2023)).map_err(|wrong| self.wrong(wrong, start))?;
            let spelled = spell_date(period.last());
            return Ok(Some(Timed::of(format!("yearly by {}", spelled.get(5..).unwrap_or_default()))));
        }
        let mut parts: Vec<(u32, u32)> = Vec::new();
        for (item, _) in items {
            match (item, parts.last_mut()) {
                (Item::Year, _) => parts.push((1, 12)),
                (Item::One(piece), _) => {
                    parts.push(months(*piece).ok_or_else(|| self.wrong(Wrong::Mixed, start))?);
                }
                (Item::To(piece), Some(last)) => {
                    last.1 = months(*piece).ok_or_else(|| self.wrong(Wrong::Mixed, start))?.1;
                    if last.0 > last.1 {
                        return Err(self.wrong(Wrong::Contradiction, start));
                    }
                }
                (Item::To(_), None) => return Ok(None),
            }
        }
        let canonical = recurring(&parts);
        let mut timed = Timed::of(canonical);
        let in_a_row = parts.windows(2).all(|w| matches!(w, [a, b] if a.1.saturating_add(1) == b.0));
        if parts.len() > 1 && in_a_row {
            self.notes.push(Note::Neighbours);
            if let (Some(first), Some(last)) = (parts.first(), parts.last()) {
                timed.others.push(format!("months {}-{}", first.0, last.1));
            }
        }
        Ok(Some(timed))
    }

    /// A list of which one item at least has its year: a period if they follow one another, phases if not.
    fn dated(&mut self, start: super::cursor::Mark, items: &[(Item, String)], year: i32) -> Read<Timed> {
        let mut phases = Vec::new();
        for (item, typed) in items {
            let Item::One(piece) = item else { return Err(self.wrong(Wrong::Gaps, start)) };
            let period = piece.period(Some(year)).map_err(|wrong| self.wrong(wrong, start))?;
            let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
            phases.push(format!("\"{name}\" = {period}"));
        }
        self.notes.push(Note::SeveralTimes);
        Ok(Some(Timed::of(format!("phases {}", phases.join(", ")))))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joined {
    List,
    Span,
}

/// One item of a list of times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Item {
    One(Piece),
    /// The end of an interval that the item before begins.
    To(Piece),
    /// The whole year, without saying which.
    Year,
}

impl Item {
    const fn piece(&self) -> Option<Piece> {
        match self {
            Self::One(piece) | Self::To(piece) => Some(*piece),
            Self::Year => None,
        }
    }
}

/// The months of a piece without its year.
fn months(piece: Piece) -> Option<(u32, u32)> {
    match piece {
        Piece::Month(month, None) => Some((month, month)),
        Piece::Quarter(quarter, None) => {
            let last = quarter.saturating_mul(3);
            Some((last.saturating_sub(2), last))
        }
        Piece::First(months, None) => Some((1, months)),
        Piece::Last(months, None) => Some((13_u32.saturating_sub(months), 12)),
        _ => None,
    }
}

/// Parts of every year, as windows of months: the schedule that is read of them spells quarters and halves by their names.
fn recurring(parts: &[(u32, u32)]) -> String {
    let windows: Vec<_> = parts.iter().map(|(from, to)| format!("{from}-{to}")).collect();
    format!("months {}", windows.join(", "))
}
