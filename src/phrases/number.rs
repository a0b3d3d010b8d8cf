//! Numbers as Vietnamese writes them: `1.200`, `92,5`, `01`, `2/3`, `hai mươi lăm`, `1,5 triệu`.
//!
//! | typed | number |
//! |---|---|
//! | `1.200`, `1.200.000`, `1.200,5` | points part thousands |
//! | `92,5` | the comma is the decimal sign |
//! | `92.5` | a decimal point, with a note: no thousands have one digit |
//! | `1,200,000`, `1,200.5` | English separators, with a note: nothing else they can be |
//! | `1,200`, `1.200%` | refused: two numbers |

use rust_decimal::Decimal;

use super::{
    cursor::{Cursor, Mark, Read},
    note::Note,
    refusal::Wrong,
    token::{Kind, Token},
};
use crate::quantity::{Fraction, Number};

/// A number with its unit, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figure {
    Plain(Number),
    Percent(Number),
    /// Percentage points.
    Points(Number),
    Fraction(Fraction),
}

const UNITS: &[(&str, u64)] = &[
    ("một", 1),
    ("mốt", 1),
    ("hai", 2),
    ("ba", 3),
    ("bốn", 4),
    ("tư", 4),
    ("năm", 5),
    ("lăm", 5),
    ("nhăm", 5),
    ("sáu", 6),
    ("bảy", 7),
    ("bẩy", 7),
    ("tám", 8),
    ("chín", 9),
];

/// Longer magnitudes first, as a cardinal names them.
const MAGNITUDES: &[(&str, u64)] = &[
    ("tỷ", 1_000_000_000),
    ("tỉ", 1_000_000_000),
    ("triệu", 1_000_000),
    ("vạn", 10_000),
    ("nghìn", 1_000),
    ("ngàn", 1_000),
];

impl Cursor<'_> {
    fn among(&self, table: &[(&str, u64)]) -> Option<u64> {
        let word = self.word()?;
        table.iter().find(|(name, _)| *name == word).map(|(_, n)| *n)
    }

    /// A unit that begins a cardinal. `tư` is four only inside one: `tư pháp` is nothing of the kind.
    fn unit(&mut self) -> Option<u64> {
        // `năm 2023` is a year, and so is `năm nay`.
        if self.word() == Some("năm")
            && self.nth(1).is_none_or(|t| {
                t.kind == Kind::Digits || matches!(t.word(), Some("nay" | "trước" | "sau" | "học" | "qua"))
            })
        {
            return None;
        }
        let inner = matches!(self.word(), Some("tư" | "mốt" | "lăm" | "nhăm"));
        if inner && !self.nth(1).is_some_and(|t| matches!(t.word(), Some("mươi" | "trăm"))) {
            return None;
        }
        let unit = self.among(UNITS)?;
        if self.word() == Some("năm") {
            self.notes.push(Note::FiveNotYear);
        }
        self.advance();
        Some(unit)
    }

    /// A unit behind tens: `hai mươi lăm`. `Hai mươi năm` are twenty years.
    fn unit_behind(&mut self) -> Option<u64> {
        let unit = self.among(UNITS).filter(|_| self.word() != Some("năm"))?;
        self.advance();
        Some(unit)
    }

    /// A cardinal below a thousand, in words.
    fn below_thousand(&mut self) -> Option<u64> {
        if self.exact("mười") {
            return Some(self.unit_behind().map_or(10, |unit| unit.saturating_add(10)));
        }
        let first = self.unit()?;
        if self.exact("mươi") {
            return Some(first.saturating_mul(10).saturating_add(self.unit_behind().unwrap_or(0)));
        }
        if self.exact("chục") {
            return Some(first.saturating_mul(10));
        }
        let mark = self.mark();
        if !self.exact("trăm") {
            return Some(first);
        }
        let hundreds = first.saturating_mul(100);
        let odd = self.exact("linh") || self.exact("lẻ");
        let rest = if odd {
            self.unit()
        } else if self.exact("mười") {
            Some(self.unit_behind().map_or(10, |unit| unit.saturating_add(10)))
        } else {
            let tens = self.unit().filter(|_| self.exact("mươi"));
            tens.map(|tens| tens.saturating_mul(10).saturating_add(self.unit_behind().unwrap_or(0)))
        };
        if rest.is_none() {
            self.reset(mark);
            self.advance();
        }
        Some(hundreds.saturating_add(rest.unwrap_or(0)))
    }

    /// A magnitude, unless its word begins another: `tỷ lệ`.
    fn magnitude(&mut self) -> Option<u64> {
        let magnitude = self.among(MAGNITUDES)?;
        if self.nth(1).is_some_and(|next| next.word() == Some("lệ")) {
            return None;
        }
        self.advance();
        Some(magnitude)
    }

    /// A cardinal in words. Counts that are none, such as `một số` and `hàng trăm`, are not numbers.
    fn cardinal(&mut self) -> Option<u64> {
        let mark = self.mark();
        if self.sees(&["một số", "một vài", "một ít", "một cách", "một trong", "một bộ phận", "ba lô"])
        {
            return None;
        }
        let (mut total, mut least) = (0_u64, u64::MAX);
        loop {
            let before = self.mark();
            let Some(group) = self.below_thousand() else { break };
            match self.magnitude() {
                Some(magnitude) if magnitude < least => {
                    total = total.saturating_add(group.saturating_mul(magnitude));
                    least = magnitude;
                }
                Some(_) => {
                    self.reset(before);
                    break;
                }
                None if least == u64::MAX => return Some(group),
                None => {
                    total = total.saturating_add(group);
                    break;
                }
            }
        }
        if total == 0 {
            self.reset(mark);
        }
        Some(total).filter(|n| *n > 0)
    }

    /// A run of digits with the separators glued into it: its groups, and the separators between them.
    fn groups(&mut self) -> (Vec<String>, Vec<char>) {
        let (mut groups, mut separators) = (Vec::new(), Vec::new());
        while let Some(token) = self.peek().filter(|t| t.kind == Kind::Digits) {
            groups.push(self.typed(token).to_owned());
            self.advance();
            let separator = self.peek().filter(|t| t.glued).and_then(|t| match t.kind {
                Kind::Sign(c @ ('.' | ',')) => Some(c),
                _ => None,
            });
            let more = self.nth(1).is_some_and(|t| t.glued && t.kind == Kind::Digits);
            match separator {
                Some(separator) if more => separators.push(separator),
                _ => break,
            }
            self.advance();
        }
        (groups, separators)
    }

    /// Digits with separators, in the conventions of the module's table.
    fn digits(&mut self, percent_follows: impl Fn(&Self) -> bool) -> Read<Number> {
        let mark = self.mark();
        let (groups, separators) = self.groups();
        let Some((first, rest)) = groups.split_first() else { return Ok(None) };
        let typed = || self.typed_from(mark);
        let threes = |groups: &[String]| groups.iter().all(|g| g.len() == 3);
        let leads = first.len() <= 3 && !first.starts_with('0');
        let all = |sign: char| separators.iter().all(|s| *s == sign);
        let last = rest.last().map(String::as_str).unwrap_or_default();
        let front = rest.split_last().map_or(rest, |(_, front)| front);
        let front_separators = separators.split_last().map_or(separators.as_slice(), |(_, front)| front);
        let whole = |front: &[String]| format!("{first}{}", front.concat());
        let fronted = |sign: char| {
            leads && !front.is_empty() && threes(front) && front_separators.iter().all(|s| *s == sign)
        };
        let (plain, note) = match separators.as_slice() {
            [] => (first.clone(), None),
            ['.'] if last.len() == 3 && leads => {
                if percent_follows(self) {
                    return Err(self.ambiguous(mark, &format!("{first}{last}"), &format!("{first}.{last}")));
                }
                (whole(rest), None)
            }
            ['.'] if last.len() == 3 && first != "0" => return Err(self.wrong(Wrong::BrokenNumber, mark)),
            ['.'] => (format!("{first}.{last}"), Some(Note::DecimalPoint { typed: typed() })),
            [','] if last.len() == 3 && leads && !percent_follows(self) => {
                return Err(self.ambiguous(mark, &format!("{first}.{last}"), &format!("{first}{last}")));
            }
            [','] => (format!("{first}.{last}"), None),
            _ if all('.') && leads && threes(rest) => (whole(rest), None),
            _ if all(',') && leads && threes(rest) => {
                (whole(rest), Some(Note::ForeignSeparators { typed: typed() }))
            }
            _ if separators.last() == Some(&',') && fronted('.') => {
                (format!("{}.{last}", whole(front)), None)
            }
            _ if separators.last() == Some(&'.') && fronted(',') => {
                (format!("{}.{last}", whole(front)), Some(Note::ForeignSeparators { typed: typed() }))
            }
            _ => return Err(self.wrong(Wrong::BrokenNumber, mark)),
        };
        let number = plain.parse().map_err(|error| self.wrong(Wrong::Number(error), mark))?;
        self.notes.extend(note);
        Ok(Some(number))
    }

    fn ambiguous(&self, mark: Mark, first: &str, second: &str) -> super::refusal::Refusal {
        let wrong = match (first.parse(), second.parse()) {
            (Ok(first), Ok(second)) => Wrong::AmbiguousNumber { first, second },
            _ => Wrong::BrokenNumber,
        };
        self.wrong(wrong, mark)
    }

    fn percent_follows(&self) -> bool {
        self.peek().is_some_and(|t| t.is_sign('%') || t.is_sign('‰'))
            || self.sees(&["phần trăm", "phần nghìn"])
    }

    /// A number in digits or words, with a magnitude (`1,5 triệu`).
    fn number(&mut self) -> Read<Number> {
        let mark = self.mark();
        let number = match self.digits(Self::percent_follows)? {
            Some(number) => {
                let magnitude = self
                    .magnitude()
                    .or_else(|| self.exact("trăm").then_some(100))
                    .or_else(|| self.exact("chục").then_some(10));
                match magnitude {
                    Some(magnitude) => {
                        let product = number.fraction().times(Fraction::whole(magnitude)).ok();
                        product
                            .and_then(Number::from_fraction)
                            .ok_or_else(|| self.wrong(Wrong::Number(crate::NumberError::TooPrecise), mark))?
                    }
                    None => number,
                }
            }
            None => match self.cardinal() {
                // `một trăm hai` is 102 to some and 120 to others.
                Some(_) if self.among(UNITS).is_some() && self.word() != Some("năm") => {
                    return Err(self.wrong(Wrong::BrokenNumber, mark));
                }
                Some(cardinal) => Number::from(Decimal::from(cardinal)),
                None => return Ok(None),
            },
        };
        if self.sees(&["rưỡi", "rưởi"]) {
            return Err(self.wrong_here(Wrong::BrokenNumber));
        }
        Ok(Some(number))
    }

    /// Refuses a number that goes on after a blank or another separator: `1. 200`, `1 200`, `2/3/2021`. A percent sign ends one, so
    /// that behind it only what stands close goes on (`85%,5`), and in running text `85% 02` are two.
    fn must_end(&mut self, mark: Mark, percent: bool) -> Result<(), super::refusal::Refusal> {
        let close = |t: &Token| t.glued || !percent;
        let digits = |t: &Token| t.kind == Kind::Digits && !t.new_line;
        let separator = |t: &Token| matches!(t.kind, Kind::Sign('.' | ',' | '/' | '\''));
        let at_once = self.peek().is_some_and(|t| digits(t) && (close(t) || !self.is_running()));
        let separated = self.peek().is_some_and(|t| separator(t) && close(t))
            && self.nth(1).is_some_and(|t| digits(t) && close(t));
        if at_once || separated {
            self.advance();
            return Err(self.wrong(Wrong::BrokenNumber, mark));
        }
        Ok(())
    }

    /// A number with its unit: `90%`, `hai phần ba`, `5 điểm phần trăm`, `02`.
    pub(super) fn figure(&mut self) -> Read<Figure> {
        let mark = self.mark();
        if self.exact("một nửa") || self.exact("nửa") {
            return Ok(Fraction::new(1, 2).ok().map(Figure::Fraction));
        }
        let below_zero = self.exact("âm");
        let in_words = !self.is_digits();
        let Some(number) = self.number()? else {
            self.reset(mark);
            return Ok(None);
        };
        let number = if below_zero { super::change::negative(number) } else { number };
        if self.sign('%') || self.exact("phần trăm") {
            self.must_end(mark, true)?;
            return Ok(Some(Figure::Percent(number)));
        }
        if self.sign('‰') || self.exact("phần nghìn") {
            self.notes.push(Note::PerMille);
            let tenth = Fraction::new(1, 10).ok().and_then(|tenth| number.fraction().times(tenth).ok());
            let percent = tenth.and_then(Number::from_fraction);
            let percent =
                percent.ok_or_else(|| self.wrong(Wrong::Number(crate::NumberError::TooPrecise), mark))?;
            return Ok(Some(Figure::Percent(percent)));
        }
        if self.exact("điểm phần trăm")
            || (self.sees(&["điểm"]) && self.nth(1).is_some_and(|t| t.is_sign('%')))
        {
            self.sign('%');
            if self.exact("điểm") {
                self.sign('%');
            }
            return Ok(Some(Figure::Points(number)));
        }
        let before = self.mark();
        let slash = !in_words && self.nth(1).is_some_and(|t| t.kind == Kind::Digits) && self.sign('/');
        if slash || (in_words && self.exact("phần")) {
            let quarter = self.word() == Some("tư");
            let whole = if quarter {
                self.advance();
                Some(Number::from(4))
            } else {
                self.number()?
            };
            let Some(whole) = whole else {
                // `một phần` is a part of unknown size.
                self.reset(if in_words { mark } else { before });
                return Ok((!in_words).then_some(Figure::Plain(number)));
            };
            self.must_end(mark, false)?;
            let (Some(part), Some(whole)) = (number.count(), whole.count()) else {
                return Err(self.wrong(Wrong::Fraction, mark));
            };
            let fraction = Fraction::new(part.into(), whole.into())
                .ok()
                .filter(|_| whole > 1 && part <= whole)
                .ok_or_else(|| self.wrong(Wrong::Fraction, mark))?;
            return Ok(Some(Figure::Fraction(fraction)));
        }
        self.must_end(mark, false)?;
        Ok(Some(Figure::Plain(number)))
    }
}
