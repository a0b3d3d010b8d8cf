//! The quick reader: plain rows of observations, of which a long ledger mostly consists.
//!
//! It takes a row only if it can tell that [`Desk`](super::super::desk::Desk) would accept it, or find it a duplicate, and
//! leaves every other to it: rows with quotes, notes or sources, about tasks or judged targets, and whatever is wrong. A field is
//! read once by the careful reader's own functions, and known from then on.

use std::ops::Range;

use chrono::NaiveDate;

use super::texts::{Texts, key, scan};
use crate::{
    file::desk::Desk,
    id::UnitId,
    ledger::{Ledger, Said, Told},
    plan::{Indicator, Measure},
    quantity::{Number, Share},
    time::Period,
};

/// An indicator, and the words that its reports have used.
struct Item<'a> {
    indicator: &'a Indicator,
    /// Its number in the ledger, once it is known to have one.
    number: Option<u32>,
    words: Texts<Said>,
}

struct Unit {
    id: UnitId,
    number: Option<u32>,
    first: NaiveDate,
    last: NaiveDate,
}

struct Time {
    period: Period,
    /// The days that its figures are about.
    days: Period,
    number: Option<u32>,
}

pub(super) struct Quick<'a> {
    items: Texts<Item<'a>>,
    units: Texts<Unit>,
    periods: Texts<Time>,
    dates: Texts<NaiveDate>,
}

/// A row that was taken.
pub(super) struct Taken {
    /// Where the next begins.
    pub(super) next: usize,
    pub(super) told: Told,
}

/// The first five columns of a ledger, and where the others begin.
const ITEM: usize = 0;
const UNIT: usize = 1;
const PERIOD: usize = 2;
const VALUE: usize = 3;
const DATE: usize = 4;

impl<'a> Quick<'a> {
    pub(super) fn new() -> Self {
        Self { items: Texts::new(), units: Texts::new(), periods: Texts::new(), dates: Texts::new() }
    }

    /// Takes the row that begins at a place, if it is one for this reader.
    pub(super) fn row(
        &mut self,
        text: &str,
        at: usize,
        separator: u8,
        order: &[usize],
        desk: &Desk<'a>,
        ledger: &mut Ledger,
    ) -> Option<Taken> {
        let bytes = text.as_bytes();
        // A comment, or a line that may be passed over.
        if !bytes.get(at)?.is_ascii_alphanumeric() {
            return None;
        }
        let mut found = [0_usize; DATE + 1];
        let mut value = 0..0;
        let mut from = at;
        let mut left = order.len();
        for column in order {
            let mut field = scan(bytes, from, separator)?;
            left = left.checked_sub(1)?;
            if field.end != (if left == 0 { b'\n' } else { separator }) {
                return None;
            }
            let next = from.checked_add(field.length)?.checked_add(1)?;
            let mut end = from.checked_add(field.length)?;
            if left == 0 && end > from && bytes.get(end.checked_sub(1)?) == Some(&b'\r') {
                end = end.checked_sub(1)?;
                field.key = key(bytes.get(from..end)?)?;
            }
            let typed = || text.get(from..end);
            let place = match *column {
                ITEM => match self.items.find(&field.key) {
                    Some(place) => place,
                    None => {
                        let indicator = desk.indicator(super::plain(typed()?))?;
                        self.items.keep(field.key, Item { indicator, number: None, words: Texts::new() })?
                    }
                },
                UNIT => match self.units.find(&field.key) {
                    Some(place) => place,
                    None => {
                        let (id, first, last) = desk.unit(super::plain(typed()?))?;
                        self.units.keep(field.key, Unit { id, number: None, first, last })?
                    }
                },
                PERIOD => match self.periods.find(&field.key) {
                    Some(place) => place,
                    None => {
                        let period = Desk::period(super::plain(typed()?))?;
                        let days = desk.plan.calendar().days(period);
                        self.periods.keep(field.key, Time { period, days, number: None })?
                    }
                },
                DATE => match self.dates.find(&field.key) {
                    Some(place) => place,
                    None => self.dates.keep(field.key, Desk::date(super::plain(typed()?))?)?,
                },
                VALUE => {
                    value = from..end;
                    0
                }
                _ if end == from => 0,
                _ => return None,
            };
            if let Some(slot) = found.get_mut(*column) {
                *slot = place;
            }
            from = next;
        }
        let [item, unit, time, _, date] = found;
        let item = self.items.get_mut(item)?;
        let unit = self.units.get_mut(unit)?;
        let time = self.periods.get_mut(time)?;
        let date = *self.dates.get(date)?;
        if time.days.last() < unit.first || unit.last < time.days.first() {
            return None;
        }
        let said = item.said(text, value, desk, ledger)?;
        let told = ledger.told_mut();
        if !told.has_room() {
            return None;
        }
        // OK because an id without a number has no cell yet: the row opens one, and is entered.
        let cell = [
            known(&mut item.number, || told.number_indicator(&item.indicator.id))?,
            known(&mut unit.number, || told.number_unit(&unit.id))?,
            known(&mut time.number, || told.number_period(time.period))?,
        ];
        match told.tell(cell, date, said) {
            Told::Refused => None,
            told => Some(Taken { next: from, told }),
        }
    }
}

fn known(held: &mut Option<u32>, number: impl FnOnce() -> Option<u32>) -> Option<u32> {
    if held.is_none() {
        *held = number();
    }
    *held
}

impl Item<'_> {
    fn said(&mut self, text: &str, value: Range<usize>, desk: &Desk<'_>, ledger: &Ledger) -> Option<Said> {
        let typed = text.get(value)?;
        match &self.indicator.measure {
            Measure::Share(_) => share(typed.as_bytes()).map(Said::Share),
            Measure::Count(_) => count(typed.as_bytes()).map(|count| Said::Number(count.into())),
            Measure::Amount { least, greatest, .. } => {
                let number = decimal(typed.as_bytes())?;
                let inside = number >= *least && greatest.is_none_or(|greatest| number <= greatest);
                inside.then_some(Said::Number(number))
            }
            Measure::Done(_) | Measure::Grade(_) => {
                let key = key(typed.as_bytes())?;
                let place = match self.words.find(&key) {
                    Some(place) => place,
                    None => {
                        let said = desk.word(self.indicator, super::plain(typed), ledger)?;
                        self.words.keep(key, said)?
                    }
                };
                self.words.get(place).copied()
            }
        }
    }
}

/// Digits alone, few enough that they fit.
fn count(text: &[u8]) -> Option<u64> {
    if text.is_empty() || text.len() > 18 {
        return None;
    }
    let mut count = 0_u64;
    for byte in text {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        count = count.wrapping_mul(10).wrapping_add(digit.into());
    }
    Some(count)
}

/// `87/100` without blanks.
fn share(text: &[u8]) -> Option<Share> {
    let slash = text.iter().position(|byte| *byte == b'/')?;
    let (part, whole) = text.split_at_checked(slash)?;
    Share::new(count(part)?, count(whole.get(1..)?)?).ok()
}

/// Digits with at most one point or comma between them, of which none can stand for thousands.
fn decimal(text: &[u8]) -> Option<Number> {
    let Some(point) = text.iter().position(|byte| matches!(byte, b'.' | b',')) else {
        return count(text).map(Number::from);
    };
    let (whole, places) = (text.get(..point)?, text.get(point.checked_add(1)?..)?);
    let scale = u32::try_from(places.len()).ok()?;
    // Three digits behind it may be thousands.
    if whole.len().checked_add(places.len())? > 18 || places.is_empty() || scale == 3 {
        return None;
    }
    let whole = count(whole)?.checked_mul(10_u64.checked_pow(scale)?)?;
    let mantissa = i64::try_from(whole.checked_add(count(places)?)?).ok()?;
    Number::from_parts(mantissa, scale)
}
