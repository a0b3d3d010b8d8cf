//! The table against facts known without it, and against the law worked out a second time.

use chrono::{Datelike, NaiveDate};

use super::super::{DayKind, WorkingCalendar};
use super::{TET, is_weekend, table};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

#[track_caller]
fn assert_off(calendar: &WorkingCalendar, year: i32, days: &[(u32, u32)]) {
    for (month, d) in days {
        let day = day(year, *month, *d);
        assert!(!calendar.is_working_day(day).unwrap(), "{day} should be off");
    }
}

#[track_caller]
fn assert_worked(calendar: &WorkingCalendar, year: i32, days: &[(u32, u32)]) {
    for (month, d) in days {
        let day = day(year, *month, *d);
        assert!(calendar.is_working_day(day).unwrap(), "{day} should be worked");
    }
}

// Written down without either package of tools/viet_nam_days_off.py. 2007 and 2030 are a day before the Chinese new year.
const TET_FIRST_DAYS: &str = "
    2000-02-05 2001-01-24 2002-02-12 2003-02-01 2004-01-22 2005-02-09 2006-01-29 2007-02-17 2008-02-07 2009-01-26
    2010-02-14 2011-02-03 2012-01-23 2013-02-10 2014-01-31 2015-02-19 2016-02-08 2017-01-28 2018-02-16 2019-02-05
    2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13
    2030-02-02 2031-01-23 2032-02-11 2033-01-31 2034-02-19 2035-02-08 2036-01-28 2037-02-15 2038-02-04 2039-01-24
    2040-02-12 2041-02-01 2042-01-22 2043-02-10 2044-01-30 2045-02-17 2046-02-06 2047-01-26 2048-02-14 2049-02-02
    2050-01-23";

#[test]
fn first_days_of_tet_are_the_known_ones() {
    let known: Vec<&str> = TET_FIRST_DAYS.split_whitespace().collect();
    let table: Vec<String> = table::YEARS.iter().map(|year| year.date(year.1).unwrap().to_string()).collect();
    assert_eq!(table, known);
}

#[test]
fn hung_kings_days_of_known_years() {
    let calendar = WorkingCalendar::viet_nam();
    let known = [
        (2007, 4, 26),
        (2010, 4, 23),
        (2012, 3, 31),
        (2014, 4, 9),
        (2015, 4, 28),
        (2016, 4, 16),
        (2017, 4, 6),
        (2018, 4, 25),
        (2019, 4, 14),
        (2020, 4, 2),
        (2021, 4, 21),
        (2022, 4, 10),
        (2023, 4, 29),
        (2024, 4, 18),
        (2025, 4, 7),
        (2026, 4, 26),
    ];
    for (y, m, d) in known {
        assert_eq!(calendar.kind_of(day(y, m, d)), Ok(DayKind::Holiday("Ngày Giỗ Tổ Hùng Vương")));
    }
    // A working day before the law of 2007.
    assert_worked(&calendar, 2006, &[(4, 7)]);
}

#[test]
fn lunar_dates_keep_their_distance() {
    // From 1/1 to 10/3 are two lunar months of 29 or 30 days and nine days; a year has 12 or 13 of such months.
    for year in &table::YEARS {
        let Some(hung_kings) = year.3 else { continue };
        let days = (year.date(hung_kings).unwrap() - year.date(year.1).unwrap()).num_days();
        // A leap second month (2004, 2023, 2042) or first month puts one more month between.
        assert!((67..=69).contains(&days) || (96..=99).contains(&days), "{}: {days}", year.0);
    }
    for pair in table::YEARS.windows(2) {
        let days = (pair[1].date(pair[1].1).unwrap() - pair[0].date(pair[0].1).unwrap()).num_days();
        assert!((353..=355).contains(&days) || (383..=385).contains(&days), "{}: {days}", pair[0].0);
    }
}

#[test]
fn every_year_has_the_days_that_its_law_gives() {
    for year in &table::YEARS {
        let expected = match year.0 {
            ..=2006 => 8,
            2007..=2013 => 9,
            2014..=2020 => 10,
            2021..=2025 => 11,
            2026.. => 12,
        };
        let statutory = year.statutory();
        assert_eq!(statutory.len(), expected, "{}", year.0);
        assert_eq!(
            statutory.values().filter(|name| **name == TET).count(),
            if year.0 <= 2013 { 4 } else { 5 }
        );
        let tet = year.date(year.1).unwrap();
        assert_eq!(statutory.get(&tet), Some(&TET));
        assert_eq!(statutory.get(&tet.pred_opt().unwrap()), Some(&TET));
    }
}

#[test]
fn years_follow_one_another() {
    let years: Vec<i32> = table::YEARS.iter().map(|year| year.0).collect();
    assert_eq!(years, (2000..=2050).collect::<Vec<_>>());
    assert_eq!(WorkingCalendar::viet_nam().years(), 2000..=2050);
}

/// Labour Code 2019, Article 111.3, and those before it: the next working day, a day of its own for each.
#[test]
fn compensation_is_what_the_law_gives() {
    for year in &table::YEARS {
        let mut off = year.statutory();
        let mut expected = Vec::new();
        for (holiday, name) in year.statutory().into_iter().filter(|(day, _)| is_weekend(*day)) {
            let instead =
                holiday.iter_days().find(|day| !is_weekend(*day) && !off.contains_key(day)).unwrap();
            off.insert(instead, name);
            expected.push(instead);
        }
        assert_eq!(year.compensation().collect::<Vec<_>>(), expected, "{}", year.0);
    }
}

#[test]
fn every_swap_gives_a_working_day_for_a_rest_day_nearby() {
    let calendar = WorkingCalendar::viet_nam();
    for swap in &table::SWAPS {
        let (off, worked) = swap.dates().unwrap();
        assert!(!is_weekend(off) && is_weekend(worked));
        assert!((off - worked).num_days().abs() <= 14);
        assert_eq!(calendar.kind_of(worked), Ok(DayKind::MakeUp));
        let year = table::YEARS.iter().find(|year| year.0 == off.year()).unwrap();
        assert!(!year.statutory().contains_key(&off) && year.compensation().all(|day| day != off));
    }
    assert_eq!(calendar.make_up_days().count(), table::SWAPS.len());
}

#[test]
fn nothing_of_the_table_is_left_out() {
    let calendar = WorkingCalendar::viet_nam();
    let listed: usize = table::YEARS.iter().map(|year| year.statutory().len() + year.5.len()).sum();
    assert_eq!(calendar.holidays().count(), listed + table::SWAPS.len());
    assert_eq!(calendar.kind_of(day(2023, 9, 4)), Ok(DayKind::Holiday("nghỉ bù Quốc khánh")));
}

#[test]
fn the_table_passes_the_checked_door() {
    let calendar = WorkingCalendar::viet_nam();
    let text = serde_json::to_string(&calendar).unwrap();
    assert_eq!(serde_json::from_str::<WorkingCalendar>(&text).unwrap(), calendar);
}

/// Every day off of the year on a Monday to Friday, and every weekend day worked, as published.
#[track_caller]
fn assert_year(year: i32, off: &[(u32, u32)], worked: &[(u32, u32)]) {
    let calendar = WorkingCalendar::viet_nam();
    assert_off(&calendar, year, off);
    assert_worked(&calendar, year, worked);
    let found = calendar.holidays().filter(|(day, _)| day.year() == year && !is_weekend(*day)).count();
    assert_eq!(found, off.len());
    assert_eq!(calendar.make_up_days().filter(|day| day.year() == year).count(), worked.len());
}

#[test]
fn published_years() {
    // 2013: 9 to 17 February off; New Year's Eve of 2012 made up for on 5 January.
    let off =
        [(1, 1), (2, 11), (2, 12), (2, 13), (2, 14), (2, 15), (4, 19), (4, 29), (4, 30), (5, 1), (9, 2)];
    assert_year(2013, &off, &[(1, 5), (2, 23), (5, 4)]);
    // 2014: 28 January to 5 February off.
    let off = [
        (1, 1),
        (1, 28),
        (1, 29),
        (1, 30),
        (1, 31),
        (2, 3),
        (2, 4),
        (2, 5),
        (4, 9),
        (4, 30),
        (5, 1),
        (5, 2),
        (9, 1),
        (9, 2),
    ];
    assert_year(2014, &off, &[(1, 25), (2, 8), (4, 26), (9, 6), (12, 27)]);
    // 2020: 23 to 29 January off; one day for 2 September still.
    let off = [(1, 1), (1, 23), (1, 24), (1, 27), (1, 28), (1, 29), (4, 2), (4, 30), (5, 1), (9, 2)];
    assert_year(2020, &off, &[]);
    // 2023: 20 to 26 January, 29 April to 3 May, 1 to 4 September off.
    let off = [(1, 2), (1, 20), (1, 23), (1, 24), (1, 25), (1, 26), (5, 1), (5, 2), (5, 3), (9, 1), (9, 4)];
    assert_year(2023, &off, &[]);
    // 2024: 8 to 14 February, 27 April to 1 May, 31 August to 3 September off.
    let off = [
        (1, 1),
        (2, 8),
        (2, 9),
        (2, 12),
        (2, 13),
        (2, 14),
        (4, 18),
        (4, 29),
        (4, 30),
        (5, 1),
        (9, 2),
        (9, 3),
    ];
    assert_year(2024, &off, &[(5, 4)]);
    // 2025: 25 January to 2 February, 5 to 7 April, 30 April to 4 May, 30 August to 2 September off.
    let off = [
        (1, 1),
        (1, 27),
        (1, 28),
        (1, 29),
        (1, 30),
        (1, 31),
        (4, 7),
        (4, 30),
        (5, 1),
        (5, 2),
        (9, 1),
        (9, 2),
    ];
    assert_year(2025, &off, &[(4, 26)]);
    // 2026: 1 to 4 January, 14 to 22 February, 25 to 27 April, 30 April to 3 May, 29 August to 2 September off.
    let off = [
        (1, 1),
        (1, 2),
        (2, 16),
        (2, 17),
        (2, 18),
        (2, 19),
        (2, 20),
        (4, 27),
        (4, 30),
        (5, 1),
        (8, 31),
        (9, 1),
        (9, 2),
        (11, 24),
    ];
    assert_year(2026, &off, &[(1, 10), (8, 22)]);
}

#[test]
fn before_2021_national_day_is_one_day() {
    let calendar = WorkingCalendar::viet_nam();
    for year in 2000..=2020 {
        let named = calendar.holidays().filter(|(day, name)| day.year() == year && *name == super::NATIONAL);
        assert_eq!(named.count(), 1, "{year}");
    }
    assert_worked(&calendar, 2020, &[(9, 1), (9, 3)]);
    assert_off(&calendar, 2021, &[(9, 2), (9, 3)]);
    assert_worked(&calendar, 2025, &[(11, 24)]);
}
