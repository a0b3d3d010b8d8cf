//! What recurs: parts of every year, and the day in each by which something is due.

use super::ScheduleError;
use crate::time::{DateError, Period, PeriodError, Rhythm, calendar_day as date, month_end};

/// A part of every year that consists of whole months: a month, a quarter, a half, the first nine months, the year, or a
/// window of neighbouring months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct YearPart {
    // INVARIANT: 1 <= from <= to <= 12.
    from: u32,
    to: u32,
}

impl YearPart {
    /// The first nine months (9 tháng).
    pub const NINE_MONTHS: Self = Self { from: 1, to: 9 };
    /// The whole year (cả năm).
    pub const YEAR: Self = Self { from: 1, to: 12 };

    /// A month (tháng), 1 to 12.
    ///
    /// # Errors
    /// [`DateError::Month`].
    pub fn month(month: u32) -> Result<Self, ScheduleError> {
        Self::months(month, month)
    }

    /// A window: from the first day of one month to the last day of another of the same year, such as 9 to 10 for what
    /// is done once in September and October (tháng 9, 10).
    ///
    /// # Errors
    /// [`DateError::Month`], or [`ScheduleError::ReversedMonths`].
    pub fn months(from: u32, to: u32) -> Result<Self, ScheduleError> {
        for month in [from, to] {
            if !(1..=12).contains(&month) {
                return Err(DateError::Month { month }.into());
            }
        }
        if from > to { Err(ScheduleError::ReversedMonths { from, to }) } else { Ok(Self { from, to }) }
    }

    /// A quarter (quý), 1 to 4.
    ///
    /// # Errors
    /// [`PeriodError::Part`].
    pub fn quarter(quarter: u32) -> Result<Self, ScheduleError> {
        match quarter {
            1 => Ok(Self { from: 1, to: 3 }),
            2 => Ok(Self { from: 4, to: 6 }),
            3 => Ok(Self { from: 7, to: 9 }),
            4 => Ok(Self { from: 10, to: 12 }),
            number => Err(PeriodError::Part { part: "quarter", number }.into()),
        }
    }

    /// A half-year (6 tháng), 1 or 2.
    ///
    /// # Errors
    /// [`PeriodError::Part`].
    pub fn half(half: u32) -> Result<Self, ScheduleError> {
        match half {
            1 => Ok(Self { from: 1, to: 6 }),
            2 => Ok(Self { from: 7, to: 12 }),
            number => Err(PeriodError::Part { part: "half", number }.into()),
        }
    }

    /// Its first month, 1 to 12.
    #[must_use]
    pub const fn first_month(self) -> u32 {
        self.from
    }

    /// Its last month, 1 to 12.
    #[must_use]
    pub const fn last_month(self) -> u32 {
        self.to
    }

    /// How many months it has, 1 to 12.
    #[must_use]
    pub const fn length(self) -> u32 {
        self.to.saturating_sub(self.from).saturating_add(1)
    }

    /// Its days in one year.
    ///
    /// # Errors
    /// [`PeriodError::Date`] for a year out of range.
    pub fn in_year(self, year: i32) -> Result<Period, PeriodError> {
        Period::between(date(year, self.from, 1)?, month_end(year, self.to)?)
    }

    /// The part of its own kind that ends where it begins, and whether that lies in the year before. `None` for nine months
    /// and for windows, which have none.
    pub(super) fn predecessor(self) -> Option<(Self, bool)> {
        let length = self.length();
        // Months, quarters, halves and years tile the year; so do their predecessors.
        if length != 1 && (self.name().is_none() || self == Self::NINE_MONTHS) {
            return None;
        }
        let before = self.from <= length;
        let shift = if before { 12 } else { 0 };
        let part = |month: u32| month.saturating_add(shift).saturating_sub(length);
        Some((Self { from: part(self.from), to: part(self.to) }, before))
    }

    /// `Q1`, `H1`, `9M` or `year`, if it is one of those.
    pub(super) fn name(self) -> Option<&'static str> {
        PARTS.iter().find(|(_, from, to)| (*from, *to) == (self.from, self.to)).map(|(name, ..)| *name)
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        PARTS.iter().find(|(known, ..)| *known == name).map(|&(_, from, to)| Self { from, to })
    }

    fn shares_month_with(self, other: Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }
}

/// The parts of a year that have a name, with their first and last month.
const PARTS: [(&str, u32, u32); 8] = [
    ("Q1", 1, 3),
    ("Q2", 4, 6),
    ("Q3", 7, 9),
    ("Q4", 10, 12),
    ("H1", 1, 6),
    ("H2", 7, 12),
    ("9M", 1, 9),
    ("year", 1, 12),
];

/// The day by which something is due in each period of a [`Recurrence`].
///
/// Counted in the period's last month, unless another is named. In a month that is too short it is the month's last day:
/// day 31 of April is the 30th. 'Before' takes the day before first and shortens then, so that before day 31 of April is
/// the 30th too. Before the 1st of the period's first month is the last day of the period before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DueDay {
    // INVARIANT: day 1..=31, month 1..=12.
    day: u32,
    month: Option<u32>,
    before: bool,
}

impl DueDay {
    /// On this day at the latest (ngày 25, chậm nhất ngày 25), 1 to 31.
    ///
    /// # Errors
    /// [`ScheduleError::Day`].
    pub const fn by(day: u32) -> Result<Self, ScheduleError> {
        if 1 <= day && day <= 31 {
            Ok(Self { day, month: None, before: false })
        } else {
            Err(ScheduleError::Day { day })
        }
    }

    /// Before this day (trước ngày 10), 1 to 31: on the day before it at the latest.
    ///
    /// # Errors
    /// [`ScheduleError::Day`].
    pub fn before(day: u32) -> Result<Self, ScheduleError> {
        Self::by(day).map(|due| Self { before: true, ..due })
    }

    /// In another month than the last: 1 for the first month of the quarter, half, year or window.
    ///
    /// # Errors
    /// [`DateError::Month`] unless `month` is 1 to 12.
    pub fn in_month(self, month: u32) -> Result<Self, ScheduleError> {
        if (1..=12).contains(&month) {
            Ok(Self { month: Some(month), ..self })
        } else {
            Err(DateError::Month { month }.into())
        }
    }

    /// The day that is named, 1 to 31: for 'before day 10' it is 10.
    #[must_use]
    pub const fn day(self) -> u32 {
        self.day
    }

    /// The month, counted from 1 in the period; `None` for its last.
    #[must_use]
    pub const fn month(self) -> Option<u32> {
        self.month
    }

    /// Whether that day itself is too late.
    #[must_use]
    pub const fn is_before(self) -> bool {
        self.before
    }

    /// The calendar month in which a part's named day lies, 1 to 12.
    pub(super) fn month_in(self, part: YearPart) -> u32 {
        self.month.map_or(part.to, |month| part.from.saturating_add(month).saturating_sub(1))
    }

    /// Whether it is due before the part begins.
    pub(super) fn precedes(self, part: YearPart) -> bool {
        self.before && self.day == 1 && self.month_in(part) == part.from
    }
}

/// What recurs in the same parts of every year: monthly, in the months 3 and 9, in the second and fourth quarter, for six
/// months, nine months and the year.
///
/// Equal by what it means: in each of the twelve months is monthly.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Recurrence {
    // INVARIANT: not empty, ordered by last month and then by first, none twice; no month in two of them unless all have
    // names. `due` names a month only if all are equally long and it is not their last; it can be due in each of them.
    parts: Vec<YearPart>,
    due: Option<DueDay>,
}

impl Recurrence {
    /// In every period of a rhythm, on a day of each or, without one, at any time in it.
    ///
    /// # Errors
    /// [`ScheduleError::Once`] for [`Rhythm::Once`]; otherwise as [`Recurrence::in_parts`].
    pub fn every(rhythm: Rhythm, due: Option<DueDay>) -> Result<Self, ScheduleError> {
        let parts = match rhythm {
            Rhythm::Monthly => (1..=12).map(|m| YearPart { from: m, to: m }).collect(),
            Rhythm::Quarterly => ["Q1", "Q2", "Q3", "Q4"].into_iter().filter_map(YearPart::named).collect(),
            Rhythm::HalfYearly => ["H1", "H2"].into_iter().filter_map(YearPart::named).collect(),
            Rhythm::NineMonths => vec![YearPart::NINE_MONTHS],
            Rhythm::Yearly => vec![YearPart::YEAR],
            Rhythm::Once => return Err(ScheduleError::Once),
        };
        Self::in_parts(parts, due)
    }

    /// In some parts of every year, in whichever order they are given, on a day of each or at any time in it.
    ///
    /// # Errors
    /// [`ScheduleError`] if there are none, if one stands there twice or two share a month (quarters, halves, nine months
    /// and the year may: 'six months, nine months and the year' do), or if the due day cannot be: a day that none of its
    /// months has, a month that its periods do not have or, in periods of different lengths, a month at all.
    pub fn in_parts(
        parts: impl IntoIterator<Item = YearPart>,
        due: Option<DueDay>,
    ) -> Result<Self, ScheduleError> {
        let mut ordered: Vec<YearPart> = Vec::new();
        for part in parts {
            if ordered.contains(&part) {
                return Err(ScheduleError::RepeatedPart { part });
            }
            ordered.push(part);
        }
        if ordered.is_empty() {
            return Err(ScheduleError::NoParts);
        }
        ordered.sort_by_key(|part| (part.to, part.from));
        let all_named = ordered.iter().all(|part| part.name().is_some());
        if let Some((&earlier, &later)) = overlap(&ordered).filter(|_| !all_named) {
            return Err(ScheduleError::SharedMonth { earlier, later });
        }
        let due = due.map(|due| settle(due, &ordered)).transpose()?;
        Ok(Self { parts: ordered, due })
    }

    /// Its parts of the year, in the order in which they end.
    #[must_use]
    pub fn parts(&self) -> &[YearPart] {
        &self.parts
    }

    /// The day by which it is due in each, if it is not at any time in it.
    #[must_use]
    pub const fn due(&self) -> Option<DueDay> {
        self.due
    }

    /// The rhythm that it is, if it has a name: `months 3, 9` has none.
    #[must_use]
    pub fn rhythm(&self) -> Option<Rhythm> {
        [Rhythm::Monthly, Rhythm::Quarterly, Rhythm::HalfYearly, Rhythm::NineMonths, Rhythm::Yearly]
            .into_iter()
            .find(|&rhythm| Self::every(rhythm, None).is_ok_and(|named| named.parts == self.parts))
    }

    /// Whether no day lies in two of its occurrences. Only nested parts, such as six and nine months, share days.
    #[must_use]
    pub fn is_disjoint(&self) -> bool {
        overlap(&self.parts).is_none()
    }

    /// Whether neighbouring months stand in it as occurrences of their own: 'Tháng 9, 10' may have meant one window.
    #[must_use]
    pub fn has_neighbouring_months(&self) -> bool {
        let singles = |a: &YearPart, b: &YearPart| a.length() == 1 && b.length() == 1;
        let next = |a: &YearPart, b: &YearPart| a.to.saturating_add(1) == b.from;
        self.rhythm().is_none()
            && self.parts.iter().zip(self.parts.iter().skip(1)).any(|(a, b)| singles(a, b) && next(a, b))
    }

    /// The other reading of neighbouring months: each run of them as one window. `None` if there are none, or if the last
    /// month of a window lacks the due day.
    #[must_use]
    pub fn with_windows(&self) -> Option<Self> {
        if !self.has_neighbouring_months() {
            return None;
        }
        let mut joined: Vec<YearPart> = Vec::new();
        let mut run_is_open = false;
        for &part in &self.parts {
            match joined.last_mut() {
                Some(run) if run_is_open && part.length() == 1 && run.to.saturating_add(1) == part.from => {
                    run.to = part.to;
                }
                _ => joined.push(part),
            }
            run_is_open = part.length() == 1;
        }
        Self::in_parts(joined, self.due).ok()
    }
}

/// Two parts that share a month.
fn overlap(parts: &[YearPart]) -> Option<(&YearPart, &YearPart)> {
    parts.iter().enumerate().find_map(|(at, earlier)| {
        let later =
            parts.iter().skip(at.saturating_add(1)).find(|later| earlier.shares_month_with(**later))?;
        Some((earlier, later))
    })
}

/// The due day as it is kept, if it can be one in these parts.
fn settle(due: DueDay, parts: &[YearPart]) -> Result<DueDay, ScheduleError> {
    let mut due = due;
    if let Some(month) = due.month {
        let length = parts.first().map_or(0, |part| part.length());
        if parts.iter().any(|part| part.length() != length) {
            return Err(ScheduleError::MonthOfMixedParts);
        }
        if month > length {
            return Err(ScheduleError::MonthOfPart { month, length });
        }
        due.month = Some(month).filter(|&month| month != length);
    }
    let mut months = parts.iter().map(|&part| due.month_in(part)).peekable();
    let first = months.peek().copied().unwrap_or(1);
    if !months.any(|month| due.day <= longest(month)) {
        return Err(ScheduleError::DayOfMonth { month: first, day: due.day });
    }
    match parts.iter().find(|&&part| due.precedes(part) && part.predecessor().is_none()) {
        Some(&part) => Err(ScheduleError::OutsidePart { part }),
        None => Ok(due),
    }
}

/// The days of a month in the years when it has most.
const fn longest(month: u32) -> u32 {
    match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
