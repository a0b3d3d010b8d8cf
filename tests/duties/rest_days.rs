//! Due days on rest days.

use kehoach::{Duties, EvaluateError, Evaluator, Ledger, Plan, Register, RestDays};

use crate::world::{day, led, ledger, plan, register, shown, unit, viet_nam};

fn rolling(period: &str, when: &str) -> (Plan, Register) {
    let plan = plan(period, vec![led(when, "a")], |parts| parts.rest_days = RestDays::NextWorkingDay);
    (plan, register(&["a - district"]))
}

#[track_caller]
fn first_and_last(when: &str, ledger: &Ledger, first: &str, last: &str) {
    let (plan, register) = rolling("2023", when);
    let calendar = viet_nam();
    let evaluator = Evaluator::new(&plan, &register, ledger, day("2023-12-31")).unwrap();
    let all = evaluator.with_working_days(&calendar).occurrences().unwrap();
    let shown = (all[0].first.unwrap().to_string(), all[0].last.unwrap().to_string());
    assert_eq!((shown.0.as_str(), shown.1.as_str()), (first, last), "{when}");
}

#[test]
fn by_dates_due_days_and_period_ends_move_and_before_dates_never() {
    // [T9]: 30 April 2023 was a Sunday, Hùng Kings' day the day before it, 1 May off, and two more days for these.
    let none = ledger(&[]);
    first_and_last("by 2023-04-30", &none, "2023-01-01", "2023-05-04");
    first_and_last("months 4", &none, "2023-04-01", "2023-05-04");
    first_and_last("months 4 by day 29", &none, "2023-04-01", "2023-05-04");
    first_and_last("during 2023-04", &none, "2023-04-01", "2023-05-04");
    first_and_last("phases một = 2023-04", &none, "2023-04-01", "2023-05-04");
    first_and_last("before 2023-05-01", &none, "2023-01-01", "2023-04-30");
    first_and_last("months 4 before day 30", &none, "2023-04-01", "2023-04-29");
    first_and_last("yearly before 01-02", &none, "2023-01-01", "2023-01-01");
    // A working day stays.
    first_and_last("by 2023-04-28", &none, "2023-01-01", "2023-04-28");
    // The end of the plan is a period's end too: it may move out of the plan.
    first_and_last("during 2023-Q4", &none, "2023-10-01", "2024-01-02");
    // What an instruction sets is a 'by' date.
    let instructed = ledger(&["! 2023-02-01>2023-04-30"]);
    first_and_last("on instruction: khi cần", &instructed, "2023-02-01", "2023-05-04");
}

#[test]
fn the_status_follows_the_day_it_moved_to() {
    let (plan, register) = rolling("2023", "by 2023-04-30");
    let calendar = viet_nam();
    for (records, as_of, wanted) in [
        (vec![], "2023-05-04", "a 2023-04-30 due"),
        (vec![], "2023-05-05", "a 2023-04-30 overdue 1/1"),
        (vec!["a 2023-04-30 2023-05-04"], "2023-05-05", "a 2023-04-30 done-on-time"),
        (vec!["a 2023-04-30 2023-05-08"], "2023-05-09", "a 2023-04-30 done-late 4/2"),
    ] {
        let ledger = ledger(&records);
        let evaluator = Evaluator::new(&plan, &register, &ledger, day(as_of)).unwrap();
        let all = evaluator.with_working_days(&calendar).occurrences().unwrap();
        assert_eq!(shown(&all[0]), wanted, "as of {as_of}");
    }
}

#[test]
fn without_a_calendar_it_is_an_error_and_not_a_guess() {
    let (plan, register) = rolling("2023", "by 2023-04-30");
    let none = ledger(&[]);
    let evaluator = Evaluator::new(&plan, &register, &none, day("2023-05-01")).unwrap();
    let error = evaluator.occurrences().unwrap_err();
    assert_eq!(error, EvaluateError::NoWorkingCalendar);
    assert_eq!(
        error.to_string(),
        "the plan moves due days to working days, and no working calendar was given"
    );
    // A year that the calendar does not know.
    let (plan, register) = rolling("2051", "by 2051-04-30");
    let calendar = viet_nam();
    let evaluator = Evaluator::new(&plan, &register, &none, day("2051-05-01")).unwrap();
    let error = evaluator.with_working_days(&calendar).occurrences().unwrap_err();
    assert_eq!(
        error.to_string(),
        "`2051-04-30` lies outside the years `2000` to `2050` whose days off are known"
    );
    let duties = Duties::new(&plan, &register).with_working_days(&calendar);
    assert!(duties.of(&unit("a")).is_err());
}

#[test]
fn the_list_moves_with_the_calendar_and_stays_without() {
    let (plan, register) = rolling("2023", "by 2023-04-30");
    let calendar = viet_nam();
    let last = |duties: Duties<'_>| duties.of(&unit("a")).unwrap().items[0].last.unwrap().to_string();
    assert_eq!(last(Duties::new(&plan, &register)), "2023-04-30");
    assert_eq!(last(Duties::new(&plan, &register).with_working_days(&calendar)), "2023-05-04");
}
