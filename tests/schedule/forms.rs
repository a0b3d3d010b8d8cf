//! Every form of schedule, over leap years, short months, year ends and the edges of plans.

use kehoach::{Ending, Level, Period, Schedule, Timing, When};

fn p(text: &str) -> Period {
    text.parse().unwrap()
}

fn t(text: &str) -> Timing {
    text.parse().unwrap()
}

/// What a timing comes to in a plan, as `label: first/last`.
#[track_caller]
fn comes_to(timing: &str, plan: &str, expected: &[&str]) {
    let found: Vec<String> = t(timing)
        .occurrences(p(plan))
        .map(|o| {
            let day = |d: Option<chrono::NaiveDate>| d.map_or_else(|| "-".to_owned(), |d| d.to_string());
            format!("{}: {}/{}", o.label(), day(o.first()), day(o.last()))
        })
        .collect();
    assert_eq!(found, expected, "{timing} in {plan}");
}

/// The last days of a timing in a plan.
#[track_caller]
fn last_days(timing: &str, plan: &str, expected: &[&str]) {
    let found: Vec<String> =
        t(timing).occurrences(p(plan)).filter_map(|o| o.last()).map(|day| day.to_string()).collect();
    assert_eq!(found, expected, "{timing} in {plan}");
}

#[test]
fn during_a_period_is_clipped_to_the_plan_and_keeps_its_label() {
    comes_to("during 2023-Q3", "2023", &["2023-Q3: 2023-07-01/2023-09-30"]);
    comes_to("during 2021-Q3", "2021-08-17/2025-12-31", &["2021-Q3: 2021-08-17/2021-09-30"]);
    comes_to("during 2022/2030", "2021/2025", &["2022/2030: 2022-01-01/2025-12-31"]);
    comes_to("during 2026", "2021/2025", &[]);
    comes_to("during 2023-01-16", "2023", &["2023-01-16: 2023-01-16/2023-01-16"]);
}

#[test]
fn by_a_date_holds_it_and_before_a_date_does_not() {
    comes_to("by 2023-06-30", "2023", &["2023-06-30: 2023-01-01/2023-06-30"]);
    comes_to("before 2023-12-10", "2023", &["2023-12-09: 2023-01-01/2023-12-09"]);
    comes_to("before 2025", "2021/2025", &["2024-12-31: 2021-01-01/2024-12-31"]);
    comes_to("before 2024-03-01", "2024", &["2024-02-29: 2024-01-01/2024-02-29"]);
    comes_to("before 2023-03", "2023", &["2023-02-28: 2023-01-01/2023-02-28"]);
    comes_to("before 2024-01-01", "2023", &["2023-12-31: 2023-01-01/2023-12-31"]);
    comes_to("before 2023-01-01", "2023", &[]);
    comes_to("by 2023-01-01", "2023", &["2023-01-01: 2023-01-01/2023-01-01"]);
    comes_to("by 2024-01-01", "2023", &[]);
}

#[test]
fn rhythms_without_a_due_day_are_the_calendar_periods() {
    comes_to(
        "quarterly",
        "2023-02-10/2023-10-05",
        &[
            "2023-Q1: 2023-02-10/2023-03-31",
            "2023-Q2: 2023-04-01/2023-06-30",
            "2023-Q3: 2023-07-01/2023-09-30",
            "2023-Q4: 2023-10-01/2023-10-05",
        ],
    );
    comes_to("yearly", "2021-08/2022", &["2021: 2021-08-01/2021-12-31", "2022: 2022-01-01/2022-12-31"]);
    comes_to("half-yearly", "2023-H2", &["2023-H2: 2023-07-01/2023-12-31"]);
    comes_to("nine-months", "2023", &["2023-9M: 2023-01-01/2023-09-30"]);
    last_days("monthly", "2024-01/2024-03", &["2024-01-31", "2024-02-29", "2024-03-31"]);
    comes_to("nine-months", "2023-Q4", &[]);
}

#[test]
fn a_due_day_decides_alone_whether_the_plan_holds_it() {
    // Kim Bảng, V.8: trước ngày 10/12 hằng năm.
    comes_to(
        "yearly before 12-10",
        "2021-11-09/2023-12-09",
        &["2021: 2021-01-01/2021-12-09", "2022: 2022-01-01/2022-12-09", "2023: 2023-01-01/2023-12-09"],
    );
    comes_to("yearly before 12-10", "2023-01-01/2023-12-08", &[]);
    comes_to("yearly by 06-30", "2021-08/2022", &["2022: 2022-01-01/2022-06-30"]);
    comes_to(
        "monthly by day 25",
        "2023-01-16/2023-02-25",
        &["2023-01: 2023-01-01/2023-01-25", "2023-02: 2023-02-01/2023-02-25"],
    );
    last_days("monthly by day 25", "2023-01-26/2023-02-24", &[]);
}

#[test]
fn a_day_that_a_month_lacks_is_its_last() {
    last_days(
        "monthly by day 31",
        "2023-01/2023-04",
        &["2023-01-31", "2023-02-28", "2023-03-31", "2023-04-30"],
    );
    last_days("monthly by day 30", "2024-02", &["2024-02-29"]);
    last_days("monthly before day 31", "2023-03/2023-04", &["2023-03-30", "2023-04-30"]);
    last_days("monthly before day 30", "2023-02/2023-04", &["2023-02-28", "2023-03-29", "2023-04-29"]);
    last_days("monthly before day 29", "2023-02", &["2023-02-28"]);
    last_days("monthly before day 29", "2024-02", &["2024-02-28"]);
    last_days("yearly by 02-29", "2023/2024", &["2023-02-28", "2024-02-29"]);
    last_days("yearly before 02-29", "2023/2024", &["2023-02-28", "2024-02-28"]);
    last_days("quarterly by day 31", "2023", &["2023-03-31", "2023-06-30", "2023-09-30", "2023-12-31"]);
    last_days("yearly by 02-29", "1900", &["1900-02-28"]);
    last_days("yearly by 02-29", "2000", &["2000-02-29"]);
}

#[test]
fn before_the_first_is_due_and_labelled_in_the_period_before() {
    comes_to(
        "yearly before 01-01",
        "2022/2023",
        &["2022: 2022-01-01/2022-12-31", "2023: 2023-01-01/2023-12-31"],
    );
    comes_to("yearly before 01-01", "2023-01-01/2023-12-30", &[]);
    comes_to("yearly before 01-01", "2022-12-31/2023-01-01", &["2022: 2022-01-01/2022-12-31"]);
    comes_to("yearly before 12-01", "2023", &["2023: 2023-01-01/2023-11-30"]);
    comes_to("yearly before 03-01", "2024", &["2024: 2024-01-01/2024-02-29"]);
    comes_to(
        "monthly before day 1",
        "2023-12/2024-02",
        &[
            "2023-12: 2023-12-01/2023-12-31",
            "2024-01: 2024-01-01/2024-01-31",
            "2024-02: 2024-02-01/2024-02-29",
        ],
    );
    comes_to("quarterly before day 1", "2023-Q1", &["2023-Q1: 2023-01-01/2023-02-28"]);
    comes_to("quarterly before day 1 of 1st month", "2023-Q4", &["2023-Q4: 2023-10-01/2023-12-31"]);
    comes_to(
        "each Q2, Q4 before day 1 of 1st month",
        "2023",
        &["2023-Q1: 2023-01-01/2023-03-31", "2023-Q3: 2023-07-01/2023-09-30"],
    );
    comes_to(
        "half-yearly before day 1 of 1st month",
        "2023",
        &["2023-H1: 2023-01-01/2023-06-30", "2023-H2: 2023-07-01/2023-12-31"],
    );
    comes_to(
        "months 1, 12 before day 1",
        "2023",
        &["2023-11: 2023-11-01/2023-11-30", "2023-12: 2023-12-01/2023-12-31"],
    );
    comes_to("yearly before 01-01", "9999", &["9999: 9999-01-01/9999-12-31"]);
    comes_to("yearly before 01-01", "1900", &["1900: 1900-01-01/1900-12-31"]);
}

#[test]
fn the_month_of_a_due_day_is_the_last_unless_named() {
    last_days("quarterly by day 15", "2023", &["2023-03-15", "2023-06-15", "2023-09-15", "2023-12-15"]);
    last_days("quarterly by day 5 of 1st month", "2023-H1", &["2023-01-05", "2023-04-05"]);
    last_days("half-yearly by day 20", "2023", &["2023-06-20", "2023-12-20"]);
    last_days("half-yearly before day 31 of 2nd month", "2023", &["2023-02-28", "2023-08-30"]);
    last_days("nine-months by day 15", "2023", &["2023-09-15"]);
    last_days("yearly by day 15", "2023", &["2023-12-15"]);
    last_days("months 9-10 by day 15", "2023", &["2023-10-15"]);
    last_days("months 9-10 before day 1", "2023", &["2023-09-30"]);
}

#[test]
fn named_months_are_occurrences_of_their_own_or_one_window() {
    comes_to("months 3, 9", "2023", &["2023-03: 2023-03-01/2023-03-31", "2023-09: 2023-09-01/2023-09-30"]);
    comes_to("months 9, 10", "2023", &["2023-09: 2023-09-01/2023-09-30", "2023-10: 2023-10-01/2023-10-31"]);
    comes_to("months 9-10", "2023", &["2023-09/2023-10: 2023-09-01/2023-10-31"]);
    last_days("months 11, 12", "2022/2023", &["2022-11-30", "2022-12-31", "2023-11-30", "2023-12-31"]);
    last_days("months 3, 9 by day 31", "2023", &["2023-03-31", "2023-09-30"]);
    comes_to("months 10", "2021-11/2022", &["2022-10: 2022-10-01/2022-10-31"]);
}

#[test]
fn neighbouring_months_are_noticed_and_can_be_joined() {
    for (timing, noticed, joined) in [
        ("months 9, 10", true, Some("months 9-10")),
        ("months 11, 12, 3", true, Some("months 3, 11-12")),
        ("months 4, 5, 6", true, Some("each Q2")),
        ("months 1, 2, 3-4, 5, 6", true, Some("months 1-2, 3-4, 5-6")),
        ("months 3, 4 by day 31", true, None),
        ("months 3, 9", false, None),
        ("months 9-10", false, None),
        ("months 8, 9-10", false, None),
        // December and the January after it are neighbours in no year.
        ("months 1, 12", false, None),
        ("monthly", false, None),
        ("quarterly", false, None),
    ] {
        assert_eq!(t(timing).has_neighbouring_months(), noticed, "{timing}");
        let Timing::Recurring(recurrence) = t(timing) else { panic!("{timing}") };
        assert_eq!(recurrence.with_windows().map(|r| r.to_string()).as_deref(), joined, "{timing}");
    }
    let schedule: Schedule = "per level commune = months 3, 9; district = months 9, 10".parse().unwrap();
    assert!(schedule.has_neighbouring_months());
}

#[test]
fn parts_of_the_year_come_in_the_order_in_which_they_end() {
    comes_to("each Q2, Q4", "2023", &["2023-Q2: 2023-04-01/2023-06-30", "2023-Q4: 2023-10-01/2023-12-31"]);
    // Giao ban 6 tháng, 9 tháng và tổng kết năm.
    comes_to(
        "each year, 9M, H1",
        "2023",
        &["2023-H1: 2023-01-01/2023-06-30", "2023-9M: 2023-01-01/2023-09-30", "2023: 2023-01-01/2023-12-31"],
    );
    last_days("each H1, 9M, year before day 15", "2023", &["2023-06-14", "2023-09-14", "2023-12-14"]);
}

#[test]
fn phases_are_labelled_by_name() {
    let phases = "phases thí điểm = 2021-08/2021-12, diện rộng = 2022, sơ kết = 2023, tổng kết = 2025";
    comes_to(
        phases,
        "2021-09/2025",
        &[
            "thí điểm: 2021-09-01/2021-12-31",
            "diện rộng: 2022-01-01/2022-12-31",
            "sơ kết: 2023-01-01/2023-12-31",
            "tổng kết: 2025-01-01/2025-12-31",
        ],
    );
    comes_to(phases, "2024", &[]);
    let found = t(phases).occurrence("Sơ kết", p("2021/2025")).unwrap();
    assert_eq!(found.last().unwrap().to_string(), "2023-12-31");
    assert_eq!(t(phases).occurrence("sơ kết", p("2024")), None);
    assert_eq!(t(phases).occurrence("2023", p("2021/2025")), None);
}

#[test]
fn what_has_no_dates_is_one_occurrence_without_a_last_day() {
    comes_to("on instruction: theo văn bản chỉ đạo của tỉnh", "2023", &["on-instruction: -/-"]);
    comes_to("continuous", "2021-08/2025", &["continuous: 2021-08-01/-"]);
    for (timing, label, when) in [
        ("on instruction: khi có phát sinh", "on-instruction", When::OnInstruction),
        ("continuous", "continuous", When::Continuous { plan: p("2023") }),
    ] {
        let found = t(timing).occurrence(label, p("2023")).unwrap();
        assert_eq!((found.when(), found.may_roll(), t(timing).is_dated()), (when, false, false));
        assert_eq!(t(timing).occurrence("2023", p("2023")), None);
    }
}

#[test]
fn levels_have_their_own_times_and_other_levels_none() {
    let schedule: Schedule =
        "per level province = during 2021-Q3; district = during 2021-Q4".parse().unwrap();
    let at = |level: &str| schedule.at(&Level::new(level).unwrap()).map(ToString::to_string);
    assert_eq!(at("province").as_deref(), Some("during 2021-Q3"));
    assert_eq!(at("district").as_deref(), Some("during 2021-Q4"));
    assert_eq!(at("commune"), None);
    let same: Schedule = "monthly".parse().unwrap();
    assert_eq!(same.at(&Level::new("commune").unwrap()), Some(&t("monthly")));
    assert_eq!(same.timings().count(), 1);
    assert_eq!(schedule.timings().filter_map(|(level, _)| level).count(), 2);
}

#[test]
fn only_a_before_date_never_rolls() {
    for (timing, ending) in [
        ("during 2023-Q3", Ending::PeriodEnd),
        ("monthly", Ending::PeriodEnd),
        ("months 9-10", Ending::PeriodEnd),
        ("phases a = 2023", Ending::PeriodEnd),
        ("by 2023-06-30", Ending::By),
        ("monthly by day 25", Ending::By),
        ("before 2023-12-10", Ending::Before),
        ("yearly before 12-10", Ending::Before),
        ("monthly before day 1", Ending::Before),
    ] {
        let first = t(timing).occurrences(p("2023")).next().unwrap();
        assert!(matches!(first.when(), When::Dated { ending: found, .. } if found == ending), "{timing}");
        assert_eq!(first.may_roll(), ending != Ending::Before, "{timing}");
    }
}

#[test]
fn labels_find_their_occurrence_however_the_period_is_spelled() {
    for (timing, label, last) in [
        ("quarterly", "2023-07/2023-09", Some("2023-09-30")),
        ("yearly before 01-01", "2023", Some("2023-12-31")),
        ("yearly before 01-01", "2024", None),
        ("monthly before day 1", "2023-12", Some("2023-12-31")),
        ("before 2023-12-10", "2023-12-09", Some("2023-12-09")),
        ("before 2023-12-10", "2023-12-10", None),
        ("during 2023-Q3", "2023-Q3", Some("2023-09-30")),
        ("during 2023-Q3", "2023-Q4", None),
        ("months 3, 9", "2023-04", None),
        ("months 3, 9", "tháng 3", None),
        ("monthly", "2022-12", None),
    ] {
        let found = t(timing).occurrence(label, p("2023")).and_then(|o| o.last()).map(|d| d.to_string());
        assert_eq!(found.as_deref(), last, "{label} of {timing}");
    }
}

#[test]
fn a_label_is_kept_as_it_is_written() {
    for (timing, plan, labels) in [
        ("quarterly", "2024-H1", &["2024-Q1", "2024-Q2"][..]),
        ("continuous", "2024", &["continuous"]),
        ("on instruction: theo văn bản", "2024", &["on-instruction"]),
        ("phases thí điểm = 2024-Q1, nhân rộng = 2024-Q2", "2024", &["thí điểm", "nhân rộng"]),
    ] {
        let found: Vec<_> =
            t(timing).occurrences(p(plan)).map(|occurrence| occurrence.label().clone()).collect();
        let written: Vec<String> = found.iter().map(|label| serde_json::to_string(label).unwrap()).collect();
        let wanted: Vec<String> = labels.iter().map(|label| format!("\"{label}\"")).collect();
        assert_eq!(written, wanted, "{timing}");
    }
}

#[test]
fn only_nested_parts_share_days() {
    for (timing, disjoint) in [
        ("monthly", true),
        ("quarterly by day 5", true),
        ("months 3, 9", true),
        ("each H1, H2", true),
        ("each H1, 9M", false),
        ("each Q1, H1", false),
    ] {
        let Timing::Recurring(recurrence) = t(timing) else { panic!("{timing}") };
        assert_eq!(recurrence.is_disjoint(), disjoint, "{timing}");
    }
}
