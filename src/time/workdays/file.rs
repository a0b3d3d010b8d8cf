//! The calendar as it stands in a file, and the way from there through the checked door.

use std::fmt;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{CalendarDataError, WorkingCalendar};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CalendarFile {
    first_year: i32,
    last_year: i32,
    #[serde(default = "saturday_and_sunday")]
    weekly_rest: Vec<RestDay>,
    // No default: a year must not be free of holidays because someone forgot them.
    holidays: Holidays,
    #[serde(default)]
    make_up_days: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum RestDay {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

const NAMED: [(RestDay, Weekday, &str); 7] = [
    (RestDay::Monday, Weekday::Mon, "monday"),
    (RestDay::Tuesday, Weekday::Tue, "tuesday"),
    (RestDay::Wednesday, Weekday::Wed, "wednesday"),
    (RestDay::Thursday, Weekday::Thu, "thursday"),
    (RestDay::Friday, Weekday::Fri, "friday"),
    (RestDay::Saturday, Weekday::Sat, "saturday"),
    (RestDay::Sunday, Weekday::Sun, "sunday"),
];

fn saturday_and_sunday() -> Vec<RestDay> {
    vec![RestDay::Saturday, RestDay::Sunday]
}

/// Dates and names in the order of the file. Not a map type: that would let the last of two equal keys win unsaid.
struct Holidays(Vec<(String, String)>);

impl Serialize for Holidays {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(day, name)| (day, name)))
    }
}

impl<'de> Deserialize<'de> for Holidays {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;

        impl<'de> Visitor<'de> for Entries {
            type Value = Holidays;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("holidays by date, as `2023-01-02` = name")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Holidays, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Holidays(entries))
            }
        }

        deserializer.deserialize_map(Entries)
    }
}

impl TryFrom<CalendarFile> for WorkingCalendar {
    type Error = CalendarDataError;

    fn try_from(file: CalendarFile) -> Result<Self, CalendarDataError> {
        let mut weekly_rest = Vec::new();
        for (rest_day, weekday, name) in NAMED {
            match file.weekly_rest.iter().filter(|listed| **listed == rest_day).count() {
                0 => {}
                1 => weekly_rest.push(weekday),
                _ => return Err(CalendarDataError::WeekdayTwice { name }),
            }
        }
        let mut calendar =
            Self::for_years(file.first_year..=file.last_year)?.with_weekly_rest(weekly_rest)?;
        for (day, name) in &file.holidays.0 {
            let day = read_date(day)?;
            if calendar.holidays.contains_key(&day) {
                return Err(CalendarDataError::Twice { day });
            }
            calendar = calendar.with_holiday(day, name)?;
        }
        for day in &file.make_up_days {
            let day = read_date(day)?;
            if calendar.make_up_days.contains(&day) {
                return Err(CalendarDataError::Twice { day });
            }
            calendar = calendar.with_make_up_day(day)?;
        }
        Ok(calendar)
    }
}

impl From<WorkingCalendar> for CalendarFile {
    fn from(calendar: WorkingCalendar) -> Self {
        let named =
            |weekday| NAMED.iter().find(|(_, of, _)| *of == weekday).map(|(rest_day, _, _)| *rest_day);
        Self {
            first_year: calendar.first_year,
            last_year: calendar.last_year,
            weekly_rest: calendar.weekly_rest.into_iter().filter_map(named).collect(),
            holidays: Holidays(
                calendar.holidays.into_iter().map(|(day, name)| (write_date(day), name)).collect(),
            ),
            make_up_days: calendar.make_up_days.into_iter().map(write_date).collect(),
        }
    }
}

/// Four digits, two, two. chrono's own reading also takes `2023-1-2`, signs and white space.
fn read_date(text: &str) -> Result<NaiveDate, CalendarDataError> {
    let digits = |part: &str, width: usize| {
        let plain = part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| part.parse::<u32>().ok()).flatten()
    };
    let read = || {
        let (year, rest) = text.split_once('-')?;
        let (month, day) = rest.split_once('-')?;
        let year = i32::try_from(digits(year, 4)?).ok()?;
        NaiveDate::from_ymd_opt(year, digits(month, 2)?, digits(day, 2)?)
    };
    read().ok_or_else(|| CalendarDataError::Date { found: text.to_owned() })
}

fn write_date(day: NaiveDate) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
}
