//! The clock. The library never asks what day it is: an application does, here and nowhere else.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, NaiveDate, NaiveDateTime};

/// Viet Nam has kept one time, seven hours ahead of UTC, without summer time, since 1975.
const SECONDS_AHEAD: u64 = 7 * 60 * 60;

/// Today in Viet Nam.
pub fn today() -> NaiveDate {
    in_viet_nam().date()
}

/// Now in Viet Nam, to the second, as `2023-12-31 17:05:09`.
pub fn now() -> String {
    in_viet_nam().format("%Y-%m-%d %H:%M:%S").to_string()
}

fn in_viet_nam() -> NaiveDateTime {
    // A clock set before 1970 is wrong; 1970 is a day on which nothing was ever due.
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let shifted = i64::try_from(seconds.saturating_add(SECONDS_AHEAD)).unwrap_or(i64::MAX);
    DateTime::from_timestamp(shifted, 0).unwrap_or_default().naive_utc()
}
