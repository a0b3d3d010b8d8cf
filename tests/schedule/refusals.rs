//! What is no schedule, and what is said about it.

use kehoach::{
    DateError, Deadline, DueDay, Level, PerLevel, Period, PeriodError, Phase, Phases, Recurrence, Rhythm,
    Schedule, ScheduleError, Timing, Wording, YearPart,
};

/// The message, and the part of the text that is to blame.
#[track_caller]
fn refused(text: &str, message: &str, blamed: &str) {
    let error = text.parse::<Schedule>().unwrap_err();
    assert_eq!(
        (error.to_string().as_str(), text.get(error.span()).unwrap()),
        (message, blamed),
        "{text}: {:?}",
        error.span()
    );
}

#[test]
fn refusals_say_what_is_wrong_and_where() {
    refused("", "a schedule is missing", "");
    refused("weekly by day 3", "`weekly` begins no schedule", "weekly");
    refused(
        "during",
        "a period is written `2023`, `2023-H1`, `2023-9M`, `2023-Q3`, `2023-03`, `2023-03-15` or `2021/2025`",
        "",
    );
    refused("during 2023-Q5", "a year has no quarter 5", "2023-Q5");
    refused(
        "during 2025/2021",
        "the period is reversed: it begins on 2025-01-01 and ends on 2021-12-31",
        "2025/2021",
    );
    refused("by 2023-02-30", "02/2023 has no day 30", "2023-02-30");
    refused("by 2025", "a date is written `2023-12-09`", "2025");
    refused("before 2023-02-30", "02/2023 has no day 30", "2023-02-30");
    refused("before 2023-13", "there is no month 13", "2023-13");
    refused("before 10/12/2023", "a date is written `2023-12-09`", "10/12/2023");
    refused("before 2021/2025", "a date is written `2023-12-09`", "2021/2025");
    let months = |found| format!("months are written `3, 9`, and a window of them `9-10`, not `{found}`");
    refused("months 12345", &months("12345"), "12345");
    refused("months +3, 9", &months("+3"), "+3");
    // Outside quotation marks a stroke hides nothing.
    refused("months 3\\, 9", &months("3\\"), "3\\");
    refused("before 1900", "a year lies between 1900 and 9999, not 1899", "1900");
    refused("monthly by day 0", "a month has days 1 to 31, not 0", "day 0");
    refused("monthly by day 32", "a month has days 1 to 31, not 32", "day 32");
    refused("monthly on day 3", "the schedule is complete before `on day 3`", "on day 3");
    let due = "a due day is written `by day 25`, `before day 1` or `by day 5 of 1st month`, and of a year `before 12-10`";
    refused("monthly by 12-10", due, "by 12-10");
    refused("quarterly by day 5 of month 1", due, "by day 5 of month 1");
    refused("quarterly by day 5 of 1th month", due, "by day 5 of 1th month");
    refused(
        "quarterly by day 5 of 4th month",
        "a period of 3 months has no month 4",
        "by day 5 of 4th month",
    );
    refused("yearly by 13-01", "there is no month 13", "13-01");
    refused("yearly by 02-30", "month 2 never has a day 30", "by 02-30");
    refused("months 4, 6 by day 31", "month 4 never has a day 31", "by day 31");
    refused("nine-months by day 31", "month 9 never has a day 31", "by day 31");
    refused(
        "each H1, 9M by day 5 of 2nd month",
        "the month of a due day can be named only where all periods are equally long",
        "by day 5 of 2nd month",
    );
    refused(
        "nine-months before day 1 of 1st month",
        "the day before `9M` begins lies in no such period, so nothing can be due on it",
        "before day 1 of 1st month",
    );
    refused("months", "no month or part of a year is named", "");
    refused("months by day 3", "no month or part of a year is named", "");
    refused("months 0", "there is no month 0", "0");
    refused("months 3, 13", "there is no month 13", "13");
    refused("months 3, 9, 3", "`3` is named twice", "3, 9, 3");
    refused(
        "months 10-9",
        "the window of months is reversed: it runs from month 10 to month 9 of a year",
        "10-9",
    );
    refused("months 9-10, 10", "`9-10` and `10` share a month", "9-10, 10");
    refused("months 3,, 9", "months are written `3, 9`, and a window of them `9-10`, not ``", "");
    refused("months Q2", "months are written `3, 9`, and a window of them `9-10`, not `Q2`", "Q2");
    refused("each Q5", "parts of every year are `Q1` to `Q4`, `H1`, `H2`, `9M` and `year`, not `Q5`", "Q5");
    refused("each Q2, Q2", "`Q2` is named twice", "Q2, Q2");
    refused("continuous by day 3", "the schedule is complete before `by day 3`", "by day 3");
}

#[test]
fn refusals_of_words_phases_and_levels() {
    refused("on instruction:", "the wording is empty", "");
    refused("on instruction", "the wording is empty", "");
    refused("on instruction: \"\"", "the wording is empty", "\"\"");
    refused("on demand", "`on` begins no schedule", "on");
    refused("on instruction: a; b", "the schedule is complete before `b`", "b");
    refused("on instruction: \"a", "a quotation mark is not closed", "\"a");
    refused(
        "on instruction: \"a\\n\"",
        "in quotation marks, a backslash stands only before `\"` and `\\`",
        "\"a\\n\"",
    );
    refused(
        "on instruction: theo \"văn bản\"",
        "a wording with a quotation mark stands in quotation marks as a whole, with `\\\"` for those inside it",
        "theo \"văn bản\"",
    );
    refused(
        "on instruction: a\nb",
        "a wording stands on one line and cannot hold the unseen character U+000A",
        "a\nb",
    );
    refused("phases", "a phase is written `name = 2023-Q3`", "");
    refused("phases thí điểm 2021", "a phase is written `name = 2023-Q3`", "thí điểm 2021");
    refused("phases a = 2021, A = 2022", "the phase `A` is named twice", "a = 2021, A = 2022");
    refused(
        "phases a = 2022, b = 2021",
        "phase `b` begins before phase `a` has ended: 2021 after 2022",
        "a = 2022, b = 2021",
    );
    refused(
        "phases a = 2021/2022, b = 2022",
        "phase `b` begins before phase `a` has ended: 2022 after 2021/2022",
        "a = 2021/2022, b = 2022",
    );
    refused("phases a = 2021-13", "there is no month 13", "2021-13");
    refused("per level", "the schedule of a level is written `province = during 2021-Q3`", "");
    refused(
        "per level district",
        "the schedule of a level is written `province = during 2021-Q3`",
        "district",
    );
    refused("per level district = ", "a schedule is missing", "");
    refused("per level a b = monthly", "an id cannot hold a space", "a b");
    refused(
        "per level a = monthly; a = yearly",
        "the level `a` has two schedules",
        "a = monthly; a = yearly",
    );
    refused(
        "per level a = per level b = monthly",
        "the schedule of one level cannot be one per level again",
        "per level b = monthly",
    );
    refused("per month", "`per` begins no schedule", "per");
    let error = "continuous".repeat(1000).parse::<Schedule>().unwrap_err();
    assert_eq!(error.error(), &ScheduleError::TooLong);
}

#[test]
fn help_names_the_word_that_was_meant() {
    for (text, help) in [
        ("montly", Some("did you mean `monthly`?")),
        ("Quarterly by day 5", Some("did you mean `quarterly`?")),
        ("phase a = 2021", Some("did you mean `phases`?")),
        (
            "lunar new year",
            Some(
                "a schedule begins with one of `during`, `by`, `before`, `monthly`, `quarterly`, `half-yearly`, \
                 `nine-months`, `yearly`, `months`, `each`, `on instruction`, `continuous`, `phases`, `per level`",
            ),
        ),
        ("months 12-1", Some("write a window across the new year with `during` and both years")),
        ("monthly by day 32", None),
    ] {
        assert_eq!(text.parse::<Schedule>().unwrap_err().help().as_deref(), help, "{text}");
    }
}

#[test]
fn constructors_refuse_what_the_text_refuses() {
    assert_eq!(Recurrence::every(Rhythm::Once, None), Err(ScheduleError::Once));
    assert_eq!(Recurrence::in_parts([], None), Err(ScheduleError::NoParts));
    assert_eq!(DueDay::by(0), Err(ScheduleError::Day { day: 0 }));
    assert_eq!(DueDay::before(32), Err(ScheduleError::Day { day: 32 }));
    assert_eq!(DueDay::by(1).unwrap().in_month(13), Err(DateError::Month { month: 13 }.into()));
    assert_eq!(YearPart::months(10, 9), Err(ScheduleError::ReversedMonths { from: 10, to: 9 }));
    assert!(YearPart::quarter(0).is_err() && YearPart::half(3).is_err() && YearPart::month(13).is_err());
    assert_eq!(Phases::new(Vec::new()), Err(ScheduleError::NoPhases));
    assert_eq!(PerLevel::new(Vec::new()), Err(ScheduleError::NoLevels));
    let day = |year| chrono::NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
    assert_eq!(Deadline::before(day(1900)), Err(DateError::Year { year: 1899 }));
    assert_eq!(Deadline::by(day(10_000)), Err(DateError::Year { year: 10_000 }));
    assert!(serde_json::from_str::<Timing>("\"months 13\"").is_err());
    assert!(serde_json::from_str::<Timing>("\"per level a = monthly\"").is_err());
}

#[test]
fn what_can_be_built_can_be_written_within_the_limit() {
    assert_eq!(Wording::new(&"a".repeat(2000)), Err(ScheduleError::TooLong));
    let longest = Wording::new(&"đ".repeat(2000 - "on instruction: ".len())).unwrap();
    let timing = Timing::OnInstruction(longest);
    assert_eq!(timing.to_string().parse::<Timing>(), Ok(timing.clone()));
    assert_eq!(Wording::new(&"\"".repeat(1000)), Err(ScheduleError::TooLong), "quoted, it is twice as long");
    let year = |year| Period::year(year).unwrap();
    let phase = |n: i32| Phase {
        name: Wording::new(&format!("{n}{}", "a".repeat(600))).unwrap(),
        period: year(2000 + n),
    };
    assert!(Phases::new((0..3).map(phase).collect()).is_ok());
    assert_eq!(Phases::new((0..4).map(phase).collect()), Err(ScheduleError::TooLong));
    assert_eq!(PerLevel::new(vec![(Level::new("a").unwrap(), timing)]), Err(ScheduleError::TooLong));
}

#[test]
fn a_form_beside_an_instruction_is_none() {
    refused("on instructions", "`on` begins no schedule", "on");
    refused(
        "on instruction \"theo\" văn bản",
        "a wording with a quotation mark stands in quotation marks as a whole, with `\\\"` for those inside it",
        "\"theo\" văn bản",
    );
    refused(
        "half-yearly by day 5 of 7th month",
        "a period of 6 months has no month 7",
        "by day 5 of 7th month",
    );
    for (month, ordinal) in [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th")] {
        let text = format!("half-yearly by day 5 of {ordinal} month");
        let schedule: Schedule = text.parse().unwrap();
        assert_eq!(schedule.to_string(), text, "{month}");
    }
    assert_eq!(Period::half(2024, 3), Err(PeriodError::Part { part: "half", number: 3 }));
}

/// What a plan may want instead.
#[test]
fn phases_out_of_order_have_a_mend() {
    let error = "phases a = 2022, b = 2021".parse::<Schedule>().unwrap_err();
    assert_eq!(
        error.help().as_deref(),
        Some("list phases in order; what runs beside them is a task of its own"),
        "{error}"
    );
}

/// A schedule in words that hold what would end it elsewhere; and dates of another width.
#[test]
fn quotation_marks_keep_what_they_hold() {
    for text in
        ["on instruction: \"a; b\"", "on instruction: \"a \\\"; b\"", "on instruction: \"a \\\\ b; c\""]
    {
        let schedule: Schedule = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(schedule.to_string(), text);
    }
    for text in
        ["by 2023-1-09", "by 2023-12-9", "by +023-12-09", "on instruction: \"a\" b\"", "on instruction by"]
    {
        assert!(text.parse::<Schedule>().is_err(), "{text}");
    }
    for (text, dated) in [("by 2023-12-09", true), ("continuous", false), ("on instruction: a", false)] {
        assert_eq!(text.parse::<Timing>().unwrap().is_dated(), dated, "{text}");
    }
    let third = "half-yearly by day 5 of 3rd month";
    assert_eq!(third.parse::<Schedule>().map(|schedule| schedule.to_string()), Ok(third.to_owned()));
}
