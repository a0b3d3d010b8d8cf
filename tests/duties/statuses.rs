//! Every status, row by row.

use kehoach::{EvaluateError, Evaluator};

use crate::world::{day, led, ledger, plan, register, stands, viet_nam};

/// Task `t` of unit `a` in a plan for 2023: as of a day, its only occurrence, or the one of a label.
#[track_caller]
fn check(when: &str, records: &[&str], as_of: &str, wanted: &str) {
    let register = register(&["a - district"]);
    let plan = plan("2023", vec![led(when, "a")], |_| ());
    let all = stands(&plan, &register, &ledger(records), as_of);
    let label = records.iter().find(|r| !r.starts_with('!')).and_then(|r| r.split(' ').nth(1));
    let found = all.iter().find(|o| label.is_none_or(|label| o.split(' ').nth(1) == Some(label)));
    let found = found.and_then(|found| found.splitn(3, ' ').nth(2));
    assert_eq!(found, Some(wanted), "{when} {records:?} as of {as_of}: {all:?}");
}

#[test]
fn nothing_recorded() {
    // Before, on and after the first and the last day.
    check("during 2023-03", &[], "2022-01-01", "upcoming");
    check("during 2023-03", &[], "2023-02-28", "upcoming");
    check("during 2023-03", &[], "2023-03-01", "due");
    check("during 2023-03", &[], "2023-03-31", "due");
    check("during 2023-03", &[], "2023-04-01", "overdue 1");
    check("during 2023-03", &[], "2024-03-31", "overdue 366");
    // By a date: from the plan's first day [T2].
    check("by 2023-06-30", &[], "2022-12-31", "upcoming");
    check("by 2023-06-30", &[], "2023-01-01", "due");
    check("by 2023-06-30", &[], "2023-06-30", "due");
    check("by 2023-06-30", &[], "2023-07-01", "overdue 1");
    check("before 2023-06-30", &[], "2023-06-29", "due");
    check("before 2023-06-30", &[], "2023-06-30", "overdue 1");
    check("yearly before 12-10", &[], "2023-12-09", "due");
    check("yearly before 12-10", &[], "2023-12-10", "overdue 1");
}

#[test]
fn done() {
    check("during 2023-03", &["a 2023-03 2023-03-31"], "2023-04-30", "done-on-time");
    check("during 2023-03", &["a 2023-03 2023-03-01"], "2023-03-01", "done-on-time");
    // Before the window is in time too.
    check("during 2023-03", &["a 2023-03 2023-02-10"], "2023-02-10", "done-on-time");
    check("during 2023-03", &["a 2023-03 2023-04-01"], "2023-04-30", "done-late 1");
    // As many days late as it was, whatever the day as of which it is asked.
    check("during 2023-03", &["a 2023-03 2023-04-10"], "2024-12-31", "done-late 10");
}

#[test]
fn the_earliest_counts_from_the_day_it_is_recorded() {
    // [T10]
    let late_record = ["a 2023-03 2023-03-15@2023-05-02"];
    check("during 2023-03", &late_record, "2023-03-20", "due");
    check("during 2023-03", &late_record, "2023-05-01", "overdue 31");
    check("during 2023-03", &late_record, "2023-05-02", "done-on-time");
    let two = ["a 2023-03 2023-04-10", "a 2023-03 2023-03-30@2023-06-01"];
    check("during 2023-03", &two, "2023-05-01", "done-late 10");
    check("during 2023-03", &two, "2023-06-01", "done-on-time");
    let later = ["a 2023-03 2023-03-10", "a 2023-03 2023-04-20"];
    check("during 2023-03", &later, "2023-12-31", "done-on-time");
}

#[test]
fn withdrawn_is_back_to_what_it_was() {
    let rows = ["a 2023-03 2023-03-10", "a 2023-03 withdrawn@2023-04-05", "a 2023-03 2023-04-08@2023-04-09"];
    check("during 2023-03", &rows, "2023-04-04", "done-on-time");
    check("during 2023-03", &rows, "2023-04-05", "overdue 5");
    check("during 2023-03", &rows, "2023-04-08", "overdue 8");
    check("during 2023-03", &rows, "2023-04-09", "done-late 8");
    // It takes back what was recorded that day too, in whichever order the rows stand.
    check("during 2023-03", &["a 2023-03 withdrawn@2023-03-10", "a 2023-03 2023-03-10"], "2023-03-11", "due");
    check(
        "during 2023-03",
        &["a 2023-03 n/a@2023-03-10", "a 2023-03 withdrawn@2023-03-12"],
        "2023-04-02",
        "overdue 2",
    );
}

#[test]
fn not_applicable_if_recorded_so() {
    // [T12]
    check("during 2023-03", &["a 2023-03 n/a@2023-02-01"], "2023-01-31", "upcoming");
    check("during 2023-03", &["a 2023-03 n/a@2023-02-01"], "2023-02-01", "not-applicable");
    check("during 2023-03", &["a 2023-03 n/a@2023-02-01"], "2023-12-31", "not-applicable");
    // What was done all the same was done.
    let done = ["a 2023-03 n/a@2023-02-01", "a 2023-03 2023-03-05"];
    check("during 2023-03", &done, "2023-03-04", "not-applicable");
    check("during 2023-03", &done, "2023-03-05", "done-on-time");
}

#[test]
fn continuous_is_due_while_the_plan_runs_and_never_overdue() {
    // [T7]
    check("continuous", &[], "2022-12-31", "upcoming");
    check("continuous", &[], "2023-01-01", "due");
    check("continuous", &[], "2023-12-31", "due");
    check("continuous", &[], "2024-01-01", "not-applicable");
    let done = ["a continuous 2023-05-05"];
    check("continuous", &done, "2023-12-31", "due");
    check("continuous", &done, "2024-01-01", "done-on-time");
    check("continuous", &["a continuous n/a@2023-05-05"], "2023-06-01", "not-applicable");
    check("continuous", &["a continuous 2024-02-01"], "2024-02-02", "done-on-time");
}

#[test]
fn on_instruction() {
    // [T8]
    let when = "on instruction: theo văn bản";
    check(when, &[], "2023-06-01", "awaiting-instruction");
    check(when, &[], "2026-06-01", "awaiting-instruction");
    check(when, &["! 2023-03-01"], "2023-02-28", "awaiting-instruction");
    check(when, &["! 2023-03-01"], "2023-03-01", "due");
    check(when, &["! 2023-03-01"], "2026-03-01", "due");
    check(when, &["! 2023-03-01", "a on-instruction 2025-03-02"], "2025-03-02", "done-on-time");
    let due = "! 2023-03-01>2023-05-31";
    check(when, &[due], "2023-05-31", "due");
    check(when, &[due], "2023-06-01", "overdue 1");
    check(when, &[due, "a on-instruction 2023-05-31"], "2023-06-01", "done-on-time");
    check(when, &[due, "a on-instruction 2023-06-02"], "2023-06-02", "done-late 2");
    // A later instruction counts from its own day on.
    let later = [due, "! 2023-06-10>2023-09-30"];
    check(when, &later, "2023-06-09", "overdue 9");
    check(when, &later, "2023-06-10", "due");
    check(when, &["a on-instruction n/a@2023-02-01"], "2023-02-02", "not-applicable");
}

#[test]
fn each_occurrence_by_itself() {
    check("months 3, 9", &["a 2023-09 2023-09-03"], "2023-12-31", "done-on-time");
    let plan = plan("2023", vec![led("months 3, 9", "a")], |_| ());
    let all = stands(&plan, &register(&["a - district"]), &ledger(&["a 2023-09 2023-09-03"]), "2023-12-31");
    assert_eq!(all, ["a 2023-03 overdue 275", "a 2023-09 done-on-time"]);
}

#[test]
fn a_unit_that_does_not_exist_on_the_last_day() {
    // [T12]
    let plan = plan(
        "2023",
        vec![led("quarterly", "s-ubnd").with(kehoach::Role::Lead, crate::world::party("a"))],
        |parts| {
            parts.scopes.push(crate::world::scope("s-ubnd", "ubnd"));
        },
    );
    let register = register(&[
        "a cap-uy district - - 2023-09-29",
        "b ubnd commune a - 2023-06-30",
        "c ubnd commune - 2023-04-01",
    ]);
    let records = ledger(&["b 2023-Q3 2023-05-01", "a 2023-Q1 2023-04-03"]);
    assert_eq!(
        stands(&plan, &register, &records, "2023-08-01"),
        [
            "a 2023-Q1 done-late 3",
            "b 2023-Q1 overdue 123",
            "c 2023-Q1 not-applicable",
            "a 2023-Q2 overdue 32",
            "b 2023-Q2 overdue 32",
            "c 2023-Q2 overdue 32",
            // a ends a day before the quarter does; what b did for a quarter it did not see the end of is not asked for.
            "a 2023-Q3 not-applicable",
            "b 2023-Q3 not-applicable",
            "c 2023-Q3 due",
            "a 2023-Q4 not-applicable",
            "b 2023-Q4 not-applicable",
            "c 2023-Q4 upcoming",
        ]
    );
    // What was before its end stays as it was, however much later it is asked.
    let later = stands(&plan, &register, &records, "2024-08-01");
    assert_eq!(later[0], "a 2023-Q1 done-late 3");
    assert_eq!(later[1], "b 2023-Q1 overdue 489");
}

#[test]
fn without_a_last_day_it_is_asked_of_who_is_there() {
    let scopes = |parts: &mut kehoach::PlanParts| parts.scopes.push(crate::world::scope("s-ubnd", "ubnd"));
    let register =
        register(&["a cap-uy district", "b ubnd commune a - 2023-06-30", "c ubnd commune a 2023-07-01"]);
    let continuous = plan("2023", vec![led("continuous", "s-ubnd")], scopes);
    let records = ledger(&["b continuous 2023-06-01"]);
    assert_eq!(
        stands(&continuous, &register, &records, "2023-06-30"),
        ["b continuous due", "c continuous upcoming"]
    );
    assert_eq!(
        stands(&continuous, &register, &records, "2023-07-01"),
        ["b continuous done-on-time", "c continuous due"]
    );
    assert_eq!(
        stands(&continuous, &register, &records, "2024-01-01"),
        ["b continuous done-on-time", "c continuous not-applicable"]
    );
    let on_instruction = plan("2023", vec![led("on instruction: khi cần", "s-ubnd")], scopes);
    let done = ledger(&["! 2023-02-01", "b on-instruction 2023-03-01"]);
    for as_of in ["2023-03-01", "2023-09-01", "2025-01-01"] {
        let all = stands(&on_instruction, &register, &done, as_of);
        assert!(all.contains(&"b on-instruction done-on-time".to_owned()), "{as_of}: {all:?}");
    }
    let all = stands(&on_instruction, &register, &ledger(&["! 2023-02-01"]), "2023-09-01");
    assert_eq!(all, ["b on-instruction not-applicable", "c on-instruction due"]);
    // With a last day of its own, it is that day that decides.
    let due = ledger(&["! 2023-02-01>2023-05-31"]);
    let all = stands(&on_instruction, &register, &due, "2023-09-01");
    assert_eq!(all, ["b on-instruction overdue 93", "c on-instruction not-applicable"]);
}

#[test]
fn a_schedule_for_each_level() {
    // [T12]
    let when = "per level province = during 2023-Q3; district = yearly by 06-30; village = yearly by 12-31";
    let plan = plan("2023", vec![led(when, "s-ubnd")], |parts| {
        parts.scopes.push(crate::world::scope("s-ubnd", "ubnd"));
    });
    let register = register(&[
        "a ubnd province",
        "b ubnd district a",
        "c ubnd commune b",
        // From district to village on 1 May, and from village to district on 1 May.
        "d ubnd district a",
        "d ubnd village b - - 2023-05-01",
        "e ubnd village b",
        "e ubnd district a - - 2023-05-01",
    ]);
    assert_eq!(
        stands(&plan, &register, &ledger(&[]), "2023-07-02"),
        ["b 2023 overdue 2", "e 2023 overdue 2", "a 2023-Q3 due", "d 2023 due", "c  not-applicable",]
    );
}

#[test]
fn one_label_of_two_levels_is_owed_once() {
    // A district on 30 June and a province on 31 December: the earlier of the two is its own.
    let when = "per level district = yearly by 06-30; province = yearly by 12-31";
    let plan = plan("2023", vec![led(when, "a")], |_| ());
    let register = register(&["a ubnd district", "a ubnd province - - - 2023-08-01"]);
    assert_eq!(
        stands(&plan, &register, &ledger(&["a 2023 2023-06-01"]), "2023-12-31"),
        ["a 2023 done-on-time"]
    );
}

#[test]
fn who_enters_and_leaves_a_scope() {
    let plan = plan("2023", vec![led("quarterly", "s-ubnd")], |parts| {
        parts.scopes.push(crate::world::scope("s-ubnd", "ubnd"));
    });
    // b is of the kind from 1 April to 30 September.
    let register =
        register(&["a cap-uy district", "b mttq", "b ubnd - - - - 2023-04-01", "b mttq - - - - 2023-10-01"]);
    assert_eq!(
        stands(&plan, &register, &ledger(&[]), "2023-07-01"),
        ["b 2023-Q2 overdue 1", "b 2023-Q3 due"]
    );
}

#[test]
fn working_days_are_counted_too() {
    let register = register(&["a - district"]);
    let plan = plan("2023", vec![led("by 2023-04-28", "a")], |_| ());
    let calendar = viet_nam();
    let at = |records: &[&str], as_of: &str| {
        let ledger = ledger(records);
        let evaluator = Evaluator::new(&plan, &register, &ledger, day(as_of)).unwrap();
        evaluator.with_working_days(&calendar).occurrences().map(|all| crate::world::shown(&all[0]))
    };
    // 29 April to 3 May 2023 were days off.
    assert_eq!(at(&[], "2023-05-03").unwrap(), "a 2023-04-28 overdue 5/0");
    assert_eq!(at(&[], "2023-05-05").unwrap(), "a 2023-04-28 overdue 7/2");
    assert_eq!(at(&["a 2023-04-28 2023-05-08"], "2024-01-01").unwrap(), "a 2023-04-28 done-late 10/3");
    assert_eq!(at(&["a 2023-04-28 2023-04-28"], "2024-01-01").unwrap(), "a 2023-04-28 done-on-time");
    let beyond = at(&[], "2051-01-01").unwrap_err();
    assert!(matches!(beyond, EvaluateError::WorkingDay(_)), "{beyond}");
    assert!(beyond.to_string().contains("`2000` to `2050`"), "{beyond}");
}
