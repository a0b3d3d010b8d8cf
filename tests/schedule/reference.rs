//! The laws of recurring schedules, read off the calendar one day at a time, and compared with the engine.
//!
//! - Without a due day, an occurrence is all days of the plan that lie in one part of one year.
//! - With a due day, an occurrence ends on each day of the plan that is a due day of a part of the year.
//! - 'By day 25 of March' is the day of March whose number is 25; if March had fewer days, its last day.
//! - 'Before day 10' is by day 9; 'before day 1 of March' is the day whose next day is 1 March.
//! - It begins with the first day of the calendar period of that kind that holds its last day, and has its label.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use kehoach::{Period, Recurrence, Schedule, Timing, YearPart};
use proptest::prelude::*;

use crate::strategies::{almost_schedules, plans, recurrences, schedules, timings};

/// Label, first and last day.
type Found = (Period, NaiveDate, NaiveDate);

fn tomorrow(day: NaiveDate) -> NaiveDate {
    day.succ_opt().unwrap()
}

/// The months `from..=to` of a year.
fn months(year: i32, from: u32, to: u32) -> Period {
    let first = NaiveDate::from_ymd_opt(year, from, 1).unwrap();
    let next = if to == 12 {
        NaiveDate::from_ymd_opt(year + 1, 1, 1)
    } else {
        NaiveDate::from_ymd_opt(year, to + 1, 1)
    };
    Period::between(first, next.unwrap().pred_opt().unwrap()).unwrap()
}

fn is_due(day: NaiveDate, part: YearPart, recurrence: &Recurrence) -> bool {
    let due = recurrence.due().unwrap();
    let month = due.month().map_or(part.last_month(), |nth| part.first_month() + nth - 1);
    let is_by = |number| {
        let is_last = tomorrow(day).day() == 1;
        day.month() == month && (day.day() == number || is_last && day.day() < number)
    };
    match (due.is_before(), due.day()) {
        (false, number) => is_by(number),
        (true, 1) => (tomorrow(day).month(), tomorrow(day).day()) == (month, 1),
        (true, number) => is_by(number - 1),
    }
}

fn reference(recurrence: &Recurrence, plan: Period) -> Vec<Found> {
    let mut found: BTreeMap<(NaiveDate, NaiveDate), Found> = BTreeMap::new();
    let mut day = plan.first();
    while day <= plan.last() {
        for &part in recurrence.parts() {
            let (from, to) = (part.first_month(), part.last_month());
            let inside = (from..=to).contains(&day.month());
            if recurrence.due().is_none() {
                if inside {
                    let label = months(day.year(), from, to);
                    found.entry((label.last(), label.first())).or_insert((label, day, day)).2 = day;
                }
            } else if is_due(day, part, recurrence) {
                let length = to - from + 1;
                let from = if inside { from } else { (day.month() - 1) / length * length + 1 };
                let label = months(day.year(), from, from + length - 1);
                let earlier = found.insert((label.last(), label.first()), (label, label.first(), day));
                assert_eq!(earlier, None, "a label twice");
            }
        }
        day = tomorrow(day);
    }
    found.into_values().collect()
}

fn engine(timing: &Timing, plan: Period) -> Vec<Found> {
    let all = timing.occurrences(plan);
    all.map(|o| (o.label().to_string().parse().unwrap(), o.first().unwrap(), o.last().unwrap())).collect()
}

proptest! {
    #[test]
    fn the_engine_agrees_with_the_calendar(recurrence in recurrences(), plan in plans()) {
        let timing = Timing::Recurring(recurrence.clone());
        prop_assert_eq!(engine(&timing, plan), reference(&recurrence, plan), "{} in {}", timing, plan);
    }

    #[test]
    fn occurrences_are_ordered_inside_the_plan_and_found_by_their_label(timing in timings(), plan in plans()) {
        let all: Vec<_> = timing.occurrences(plan).collect();
        prop_assert!(all.windows(2).all(|w| w[0].last() <= w[1].last()));
        let (least, most) = timing.occurrences(plan).size_hint();
        prop_assert!(least <= all.len() && all.len() <= most.unwrap());
        for occurrence in &all {
            prop_assert!(occurrence.last().is_none_or(|day| plan.contains(day)));
            prop_assert!(occurrence.first() <= occurrence.last() || occurrence.last().is_none());
            let by_label = timing.occurrence(&occurrence.label().to_string(), plan);
            prop_assert_eq!(by_label.as_ref(), Some(occurrence));
        }
        let disjoint = match &timing {
            Timing::Recurring(recurrence) => recurrence.is_disjoint(),
            _ => true,
        };
        prop_assert!(!disjoint || all.windows(2).all(|w| w[0].last() < w[1].first()), "{}", timing);
        if let Timing::Recurring(recurrence) = &timing && recurrence.due().is_none() {
            prop_assert!(all.iter().all(|o| o.first().is_some_and(|day| plan.contains(day))));
        }
    }

    #[test]
    fn lazy_is_eager(timing in timings(), plan in plans(), skipped in 0..90_usize, then in 0..20_usize) {
        let all: Vec<_> = timing.occurrences(plan).collect();
        let mut lazy = timing.occurrences(plan);
        prop_assert_eq!(lazy.nth(skipped), all.get(skipped).cloned(), "{} in {}", timing, plan);
        prop_assert_eq!(lazy.nth(then), all.get(skipped + 1 + then).cloned(), "{} in {}", timing, plan);
        prop_assert_eq!(timing.occurrences(plan).count(), all.len());
    }

    #[test]
    fn a_longer_plan_only_adds(recurrence in recurrences(), plan in plans()) {
        let timing = Timing::Recurring(recurrence);
        let from = months(plan.first().year() - 1, 1, 12).first();
        let longer = Period::between(from, plan.last()).unwrap();
        let labels = |plan| timing.occurrences(plan).map(|o| o.label().clone()).collect::<Vec<_>>();
        let (few, many) = (labels(plan), labels(longer));
        prop_assert!(few.iter().all(|label| many.contains(label)));
    }

    #[test]
    fn what_is_written_reads_back(schedule in schedules()) {
        let text = schedule.to_string();
        prop_assert_eq!(text.parse::<Schedule>(), Ok(schedule.clone()), "{}", text);
        prop_assert!(!text.contains('\n'));
        let json = serde_json::to_string(&schedule).unwrap();
        prop_assert_eq!(serde_json::from_str::<Schedule>(&json).unwrap(), schedule);
    }

    #[test]
    fn any_text_is_a_schedule_or_an_error_with_a_place_in_it(text in almost_schedules()) {
        match text.parse::<Schedule>() {
            Ok(schedule) => {
                let canonical = schedule.to_string();
                prop_assert_eq!(canonical.parse::<Schedule>(), Ok(schedule), "{}", text);
            }
            Err(error) => {
                prop_assert!(text.get(error.span()).is_some(), "{}: {:?}", text, error);
                prop_assert!(!error.to_string().is_empty());
            }
        }
    }

    #[test]
    fn neighbouring_months_joined_are_windows(recurrence in recurrences()) {
        let joined = recurrence.with_windows();
        prop_assert!(joined.is_none() || recurrence.has_neighbouring_months());
        if let Some(joined) = joined {
            prop_assert!(!joined.has_neighbouring_months());
            prop_assert_eq!(joined.due(), recurrence.due());
        }
    }
}

#[test]
fn nested_periods_cut_by_the_end_of_the_plan_are_not_skipped_over() {
    // In 2023 the plan holds days of nine months and of the year, and none of the third quarter between them.
    let plan: Period = "2019/2023-06".parse().unwrap();
    let timing: Timing = "each Q3, 9M, year".parse().unwrap();
    let all: Vec<_> = timing.occurrences(plan).collect();
    assert_eq!(all.len(), 14);
    for (k, occurrence) in all.iter().enumerate() {
        assert_eq!(timing.occurrences(plan).nth(k).as_ref(), Some(occurrence), "{k}");
    }
    assert_eq!(timing.occurrences(plan).nth(14), None);
}

#[test]
fn eight_thousand_years_cost_no_more_than_is_asked_for() {
    // Each call, walking through the years before, would take some hundred thousand steps; together they would take minutes.
    let plan: Period = "1900/9999".parse().unwrap();
    let timing: Timing = "monthly before day 10".parse().unwrap();
    for k in (0..97_200_usize).step_by(17) {
        let found = timing.occurrences(plan).nth(k).unwrap();
        let (year, month) = (1900 + k / 12, k % 12 + 1);
        assert_eq!(found.label().to_string(), format!("{year:04}-{month:02}"));
        assert_eq!(timing.occurrence(&found.label().to_string(), plan), Some(found));
    }
    assert_eq!(timing.occurrences(plan).nth(97_200), None);
    assert_eq!(timing.occurrences(plan).nth(usize::MAX), None);
    assert_eq!(timing.occurrences(plan).count(), 97_200);
}
