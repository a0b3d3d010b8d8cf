//! The laws of counting, over the built-in calendar and over small ones in which much can go wrong.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use proptest::prelude::*;

use super::{CalendarDataError, DayKind, MAX_YEARS, WorkingCalendar, WorkingDayError};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn plain(year: i32) -> WorkingCalendar {
    WorkingCalendar::for_years(year..=year).unwrap()
}

fn any_day_of(years: std::ops::RangeInclusive<i32>) -> impl Strategy<Value = NaiveDate> {
    (years, 1..=366_u32).prop_map(|(year, ordinal)| {
        NaiveDate::from_yo_opt(year, ordinal).unwrap_or_else(|| NaiveDate::from_yo_opt(year, 365).unwrap())
    })
}

/// Two years with random rest days, holidays and made-up days: what the builder refuses is left out.
fn any_calendar() -> impl Strategy<Value = WorkingCalendar> {
    let weekdays = proptest::collection::vec((0..7_u8).prop_map(|n| Weekday::try_from(n).unwrap()), 0..=7);
    let days = || proptest::collection::vec(any_day_of(2024..=2025), 0..80);
    (weekdays, days(), days()).prop_map(|(rest, holidays, made_up)| {
        let mut calendar = WorkingCalendar::for_years(2024..=2025).unwrap().with_weekly_rest(rest).unwrap();
        for day in holidays {
            calendar = calendar.clone().with_holiday(day, "nghỉ").unwrap_or(calendar);
        }
        for day in made_up {
            calendar = calendar.clone().with_make_up_day(day).unwrap_or(calendar);
        }
        calendar
    })
}

/// The same questions by one look at every day of the calendar.
fn worked_days(calendar: &WorkingCalendar) -> Vec<NaiveDate> {
    let first = day(*calendar.years().start(), 1, 1);
    let last = day(*calendar.years().end(), 12, 31);
    first.iter_days().take_while(|d| *d <= last).filter(|d| calendar.is_working_day(*d).unwrap()).collect()
}

proptest! {
    #[test]
    fn rolling_gives_the_first_working_day(calendar in any_calendar(), from in any_day_of(2024..=2025)) {
        let expected = worked_days(&calendar).into_iter().find(|d| *d >= from);
        let rolled = calendar.next_working_day_on_or_after(from);
        prop_assert_eq!(rolled.clone().ok(), expected);
        if let Ok(rolled) = rolled {
            prop_assert!(rolled >= from && calendar.is_working_day(rolled).unwrap());
            prop_assert_eq!(calendar.next_working_day_on_or_after(rolled), Ok(rolled));
        }
    }

    #[test]
    fn the_nth_working_day_does_not_count_the_first(
        calendar in any_calendar(), from in any_day_of(2024..=2025), n in 1..400_u32,
    ) {
        let after: Vec<_> = worked_days(&calendar).into_iter().filter(|d| *d > from).collect();
        let nth = calendar.nth_working_day_after(from, n);
        prop_assert_eq!(nth.clone().ok(), after.get(n as usize - 1).copied());
        if let (Ok(earlier), Ok(later)) = (calendar.nth_working_day_after(from, n - 1), nth) {
            prop_assert!(earlier < later);
            prop_assert_eq!(calendar.working_days_after(from, later), Ok(n));
        }
    }

    #[test]
    fn counts_add_up(
        calendar in any_calendar(), mut days in proptest::array::uniform3(any_day_of(2024..=2025)),
    ) {
        days.sort();
        let [a, b, c] = days;
        let count = |from, to| calendar.working_days_after(from, to).unwrap();
        prop_assert_eq!(count(a, b) + count(b, c), count(a, c));
        prop_assert_eq!(count(c, a), 0);
    }

    #[test]
    fn counting_reverses_the_nth_day(from in any_day_of(2000..=2049), n in 0..250_u32) {
        let calendar = WorkingCalendar::viet_nam();
        let nth = calendar.nth_working_day_after(from, n).unwrap();
        prop_assert_eq!(calendar.working_days_after(from, nth), Ok(n));
        prop_assert!(n == 0 || calendar.is_working_day(nth).unwrap());
    }

    #[test]
    fn a_year_outside_is_an_error(from in any_day_of(1900..=2100), n in 1..5_u32) {
        let calendar = WorkingCalendar::viet_nam();
        let inside = (2000..=2050).contains(&from.year());
        prop_assert_eq!(calendar.kind_of(from).is_ok(), inside);
        prop_assert_eq!(calendar.working_days_after(from, day(2020, 1, 1)).is_ok(), inside);
        prop_assert_eq!(calendar.working_days_after(day(2020, 1, 1), from).is_ok(), inside);
        if !inside {
            prop_assert!(calendar.next_working_day_on_or_after(from).is_err());
            prop_assert!(calendar.nth_working_day_after(from, n).is_err());
        }
    }

    #[test]
    fn writing_and_reading_gives_the_same_calendar(calendar in any_calendar()) {
        let text = serde_json::to_string(&calendar).unwrap();
        prop_assert_eq!(serde_json::from_str::<WorkingCalendar>(&text).unwrap(), calendar.clone());
        let text = toml::to_string(&calendar).unwrap();
        prop_assert_eq!(toml::from_str::<WorkingCalendar>(&text).unwrap(), calendar);
    }

    #[test]
    fn a_swap_keeps_the_number_of_working_days(off in any_day_of(2024..=2024), worked in any_day_of(2024..=2024)) {
        let before = plain(2024);
        if let Ok(after) = before.clone().with_swap(off, worked) {
            prop_assert_eq!(worked_days(&after).len(), worked_days(&before).len());
        }
    }
}

#[test]
fn the_covered_years_end_in_an_error() {
    let calendar = WorkingCalendar::viet_nam();
    // 31 December 2050 is a Saturday.
    let last = day(2050, 12, 31);
    assert_eq!(
        calendar.next_working_day_on_or_after(last),
        Err(WorkingDayError::NoWorkingDayLeft { from: last, wanted: 1, last_year: 2050 })
    );
    assert_eq!(calendar.nth_working_day_after(last, 0), Ok(last));
    assert!(calendar.nth_working_day_after(day(2000, 1, 1), u32::MAX).is_err());
    let outside = calendar.is_working_day(day(1999, 12, 31)).unwrap_err();
    assert_eq!(
        outside.to_string(),
        "`1999-12-31` lies outside the years `2000` to `2050` whose days off are known"
    );
}

#[test]
fn a_calendar_without_working_days_is_an_error_and_no_hang() {
    let most = i32::try_from(MAX_YEARS).unwrap();
    let week = (0..7).map(|n| Weekday::try_from(n).unwrap());
    let calendar = WorkingCalendar::for_years(1..=most).unwrap().with_weekly_rest(week).unwrap();
    let first = day(1, 1, 1);
    let none = WorkingDayError::NoWorkingDayLeft { from: first, wanted: 1, last_year: most };
    assert_eq!(calendar.next_working_day_on_or_after(first), Err(none.clone()));
    assert_eq!(calendar.nth_working_day_after(first, 1), Err(none.clone()));
    assert_eq!(calendar.working_days_after(first, day(most, 12, 31)), Ok(0));
    assert_eq!(
        none.to_string(),
        "fewer than `1` working days follow `0001-01-01` before the end of `400`, the last year known"
    );
}

#[test]
fn the_ends_of_the_written_years() {
    let last = WorkingCalendar::for_years(9999..=9999).unwrap();
    assert_eq!(last.next_working_day_on_or_after(day(9999, 12, 31)), Ok(day(9999, 12, 31)));
    assert_eq!(last.working_days_after(day(9999, 12, 30), day(9999, 12, 31)), Ok(1));
    for (first, last) in [(0, 1), (9999, 10_000), (1, 401), (2024, 2023), (i32::MIN, i32::MAX)] {
        assert!(matches!(WorkingCalendar::for_years(first..=last), Err(CalendarDataError::Years { .. })));
    }
    assert!(last.is_working_day(NaiveDate::MAX).is_err() && last.is_working_day(NaiveDate::MIN).is_err());
}

#[test]
fn contradictions_are_refused() {
    use CalendarDataError as E;
    let (monday, saturday) = (day(2024, 4, 29), day(2024, 5, 4));
    assert_eq!(plain(2024).with_make_up_day(monday), Err(E::NotARestDay { day: monday }));
    assert_eq!(plain(2024).with_holiday(monday, " "), Err(E::Unnamed { day: monday }));
    let outside = E::OutsideYears { year: 2025, first_year: 2024, last_year: 2024 };
    assert_eq!(plain(2024).with_holiday(day(2025, 1, 1), "Tết"), Err(outside.clone()));
    assert_eq!(plain(2024).with_make_up_day(day(2025, 1, 4)), Err(outside.clone()));
    assert_eq!(plain(2024).clear_year(2025), Err(outside.clone()));
    assert_eq!(plain(2024).with_swap(day(2025, 1, 1), saturday), Err(outside));
    assert_eq!(plain(2024).without_holiday(monday), Err(E::NothingToTakeBack { day: monday }));
    assert_eq!(plain(2024).without_make_up_day(saturday), Err(E::NothingToTakeBack { day: saturday }));
    let swapped = plain(2024).with_swap(monday, saturday).unwrap();
    assert_eq!(swapped.clone().with_swap(monday, saturday), Err(E::NothingToSwap { day: monday }));
    assert_eq!(swapped.clone().with_holiday(saturday, "nghỉ"), Err(E::HolidayWorked { day: saturday }));
    assert_eq!(swapped.clone().with_weekly_rest([Weekday::Sun]), Err(E::NotARestDay { day: saturday }));
    let with_holiday = plain(2024).with_holiday(saturday, "nghỉ").unwrap();
    assert_eq!(with_holiday.with_make_up_day(saturday), Err(E::HolidayWorked { day: saturday }));
    let undone = swapped.clone().without_holiday(monday).unwrap().without_make_up_day(saturday).unwrap();
    assert_eq!(undone, plain(2024));
    assert_eq!(swapped.clear_year(2024), Ok(plain(2024)));
}

#[test]
fn names_are_kept_in_nfc_and_the_last_one_stands() {
    let new_year = day(2024, 1, 1);
    let calendar = plain(2024).with_holiday(new_year, "nghỉ").unwrap();
    let calendar = calendar.with_holiday(new_year, " Te\u{302}\u{301}t ").unwrap();
    assert_eq!(calendar.kind_of(new_year), Ok(DayKind::Holiday("T\u{1ebf}t")));
    assert_eq!(calendar.holidays().count(), 1);
}

#[test]
fn weekly_rest_is_a_set() {
    let calendar = plain(2024).with_weekly_rest([Weekday::Sun, Weekday::Fri, Weekday::Sun]).unwrap();
    assert_eq!(calendar.weekly_rest(), [Weekday::Fri, Weekday::Sun]);
    assert_eq!(calendar.kind_of(day(2024, 5, 4)), Ok(DayKind::Working));
    assert_eq!(calendar.kind_of(day(2024, 5, 3)), Ok(DayKind::WeeklyRest));
}

#[track_caller]
fn refused(json: &str, message: &str) {
    let error = serde_json::from_str::<WorkingCalendar>(json).unwrap_err().to_string();
    assert!(error.starts_with(message), "{error}");
}

#[test]
fn files_are_read_strictly() {
    refused(r#"{"first_year":2024,"last_year":2024}"#, "missing field `holidays`");
    refused(r#"{"first_year":2024,"last_year":2024,"holidays":{},"lam_bu":[]}"#, "unknown field `lam_bu`");
    let with = |rest: &str| format!(r#"{{"first_year":2024,"last_year":2024,{rest}}}"#);
    for date in
        ["2024-1-1", "24-01-01", "2024-02-30", "+2024-01-01", " 2024-01-01", "2024/01/01", "2024-01-01T", ""]
    {
        let message = format!("`{date}` is no date: expected year, month and day as `2023-01-02`");
        refused(&with(&format!(r#""holidays":{{"{date}":"Tết"}}"#)), &message);
        refused(&with(&format!(r#""holidays":{{}},"make_up_days":["{date}"]"#)), &message);
    }
    refused(&with(r#""holidays":{"2024-01-01":"a","2024-01-01":"b"}"#), "`2024-01-01` is listed twice");
    refused(
        &with(r#""holidays":{},"make_up_days":["2024-05-04","2024-05-04"]"#),
        "`2024-05-04` is listed twice",
    );
    refused(
        &with(r#""holidays":{},"weekly_rest":["sunday","sunday"]"#),
        "`sunday` is listed twice among the weekly rest days",
    );
    refused(&with(r#""holidays":{"2025-01-01":"a"}"#), "`2025` is not among the years `2024` to `2024`");
    refused(&with(r#""holidays":{},"weekly_rest":["Sat"]"#), "unknown variant `Sat`");
    refused(&with(r#""holidays":[]"#), "invalid type: sequence, expected holidays by date");
    let read: WorkingCalendar = serde_json::from_str(&with(r#""holidays":{}"#)).unwrap();
    assert_eq!(read, plain(2024));
}

#[test]
fn rolling_keeps_the_order_of_days() {
    let calendar = WorkingCalendar::viet_nam();
    let mut due = day(2024, 1, 1);
    let mut last = due;
    while due.year() == 2024 {
        let rolled = calendar.next_working_day_on_or_after(due).unwrap();
        assert!(rolled >= last);
        last = rolled;
        due = due.checked_add_days(Days::new(1)).unwrap();
    }
}

#[test]
fn a_day_off_says_on_which_day_its_work_is_done() {
    let (off, worked) = (day(2024, 3, 15), day(2024, 3, 16));
    let calendar = plain(2024).with_swap(off, worked).unwrap();
    assert_eq!(calendar.kind_of(off), Ok(DayKind::Holiday("nghỉ hoán đổi, làm bù ngày 16/03/2024")));
    assert_eq!(calendar.kind_of(worked), Ok(DayKind::MakeUp));
}
