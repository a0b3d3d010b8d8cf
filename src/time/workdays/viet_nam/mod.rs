//! Viet Nam's public holidays: what the law fixes, written as code; what was found out or decided, as data.

mod table;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::WorkingCalendar;
use super::assemble::swapped_name;

/// The last year whose days off in [`WorkingCalendar::viet_nam`] follow the yearly decisions.
///
/// Those of later years are a projection from the law: say so where a date rests on them, or write the decision over it.
pub const VIET_NAM_DECIDED_THROUGH: i32 = table::LAST_DECIDED;

type MonthDay = (u32, u32);
type YearMonthDay = (i32, u32, u32);

/// Year, first day of Tết, days of Tết before it, Hùng Kings' day, the day beside 2 September, compensation days.
struct Year(i32, MonthDay, u8, Option<MonthDay>, Option<MonthDay>, &'static [MonthDay]);

/// A day off, and the rest day worked for it.
struct Swap(YearMonthDay, YearMonthDay);

const NEW_YEAR: &str = "Tết Dương lịch";
const TET: &str = "Tết Nguyên đán";
const HUNG_KINGS: &str = "Ngày Giỗ Tổ Hùng Vương";
const VICTORY: &str = "Ngày Chiến thắng";
const LABOUR: &str = "Ngày Quốc tế lao động";
const NATIONAL: &str = "Quốc khánh";
const CULTURE: &str = "Ngày Văn hóa Việt Nam";

impl WorkingCalendar {
    /// The calendar of Viet Nam's public bodies for 2000 to 2050: Saturday and Sunday off, the public holidays, the
    /// days off that compensate for holidays on a weekend, and the working days swapped with rest days.
    ///
    /// | days off | years | source |
    /// |---|---|---|
    /// | Saturday and Sunday | all | Decision 188/1999/QĐ-TTg, Article 1 (40-hour week, from 2 October 1999) |
    /// | 1 January, 30 April, 1 May, 2 September | all | Labour Code 1994, Article 73; 2012 (10/2012/QH13), Article 115; 2019 (45/2019/QH14), Article 112 |
    /// | Tết, 4 days: the year's last, the new year's first three | to 2013 | Labour Code 1994, Article 73; the Code of 2012 came into force on 1 May 2013, after Tết |
    /// | Tết, 5 days | from 2014 | Labour Code 2012, Article 115; 2019, Article 112 |
    /// | Hùng Kings' day, the 10th of the third lunar month | from 2007 | Law 84/2007/QH11, amending Article 73 |
    /// | a second day beside 2 September | from 2021 | Labour Code 2019, Article 112.1.đ, in force from 1 January 2021 |
    /// | 24 November | from 2026 | Resolution 80-NQ/TW of the Politburo, 7 January 2026 (the amendment of the Code that carries it out was not seen) |
    /// | the next working day, for a holiday on a weekly rest day | all | Labour Code 1994, Article 73; 2012, Article 115.3; 2019, Article 111.3 |
    /// | swaps with a Saturday (once a Sunday) | 2010 to 2026 | the document beside each row of the table, or the Python package `holidays` |
    ///
    /// The lunar dates were computed by the Python package `lunar-vn`, and `holidays` agrees with every one of them;
    /// `tools/viet_nam_days_off.py` in the repository makes the table and lists where the two sources differ on days
    /// off. Swaps before 2010 are not known to have existed (89/TTr-LĐTBXH of 2014 says they began then).
    ///
    /// # What the yearly decision can change
    ///
    /// The Prime Minister decides each year (Labour Code 2019, Article 112.3) which days of Tết and which day beside
    /// 2 September are off, and which working days are swapped. After [`VIET_NAM_DECIDED_THROUGH`] the table holds a
    /// projection: two days before Tết and three from it, or one and four where Tết is a Monday or a Tuesday; the day
    /// after 2 September where that is a Monday, a Thursday or a Sunday, else the day before; no swaps. Change it with
    /// [`with_holiday`](Self::with_holiday), [`without_holiday`](Self::without_holiday) and
    /// [`with_swap`](Self::with_swap). Bodies that work on Saturdays start from their own
    /// [`for_years`](Self::for_years): the swaps and compensation days here suppose the five-day week.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use kehoach::workdays::{DayKind, WorkingCalendar};
    ///
    /// let calendar = WorkingCalendar::viet_nam();
    /// let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
    /// assert_eq!(calendar.kind_of(day(2024, 2, 10))?, DayKind::Holiday("Tết Nguyên đán"));
    /// assert_eq!(calendar.kind_of(day(2024, 2, 14))?, DayKind::Holiday("nghỉ bù Tết Nguyên đán"));
    /// assert_eq!(calendar.kind_of(day(2024, 4, 29))?, DayKind::Holiday("nghỉ hoán đổi, làm bù ngày 04/05/2024"));
    /// assert_eq!(calendar.kind_of(day(2024, 5, 4))?, DayKind::MakeUp);
    /// # Ok::<(), kehoach::workdays::WorkingDayError>(())
    /// ```
    #[must_use]
    pub fn viet_nam() -> Self {
        let first_year = table::YEARS.first().map_or(0, |year| year.0);
        let last_year = table::YEARS.last().map_or(0, |year| year.0);
        // OK because the table is constant: a test puts it through the checked door, and counts every year's days, so
        // nothing that `filter_map` and `zip` below could leave out is left out.
        let mut holidays = BTreeMap::new();
        for year in &table::YEARS {
            let statutory = year.statutory();
            let on_rest_days = statutory.iter().filter(|(day, _)| is_weekend(**day));
            for (instead, (_, name)) in year.compensation().zip(on_rest_days) {
                holidays.insert(instead, format!("nghỉ bù {name}"));
            }
            holidays.extend(statutory.into_iter().map(|(day, name)| (day, name.to_owned())));
        }
        let mut make_up_days = BTreeSet::new();
        for (off, worked) in table::SWAPS.iter().filter_map(Swap::dates) {
            holidays.insert(off, swapped_name(worked));
            make_up_days.insert(worked);
        }
        Self { first_year, last_year, weekly_rest: vec![Weekday::Sat, Weekday::Sun], holidays, make_up_days }
    }
}

impl Year {
    /// The days that the law of the year gives, on weekends too.
    fn statutory(&self) -> BTreeMap<NaiveDate, &'static str> {
        let Self(year, tet, before, hung_kings, beside_national, _) = *self;
        let fixed = [
            Some((1, 1, NEW_YEAR)),
            hung_kings.map(|(month, day)| (month, day, HUNG_KINGS)),
            Some((4, 30, VICTORY)),
            Some((5, 1, LABOUR)),
            Some((9, 2, NATIONAL)),
            beside_national.map(|(month, day)| (month, day, NATIONAL)),
            (year >= 2026).then_some((11, 24, CULTURE)),
        ];
        let fixed = fixed.into_iter().flatten();
        let dated = fixed.filter_map(|(month, day, name)| Some((self.date((month, day))?, name)));
        let length = if year <= 2013 { 4 } else { 5 };
        let tet = self.date(tet).and_then(|first| first.checked_sub_days(Days::new(before.into())));
        let tet = tet.into_iter().flat_map(|first| first.iter_days().take(length));
        dated.chain(tet.map(|day| (day, TET))).collect()
    }

    fn compensation(&self) -> impl Iterator<Item = NaiveDate> {
        self.5.iter().filter_map(|month_day| self.date(*month_day))
    }

    fn date(&self, (month, day): MonthDay) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.0, month, day)
    }
}

impl Swap {
    fn dates(&self) -> Option<(NaiveDate, NaiveDate)> {
        let date = |(year, month, day)| NaiveDate::from_ymd_opt(year, month, day);
        Some((date(self.0)?, date(self.1)?))
    }
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}
