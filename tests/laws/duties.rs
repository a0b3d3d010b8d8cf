//! What always holds of the occurrences of tasks.

use kehoach::{DutyStatus, Evaluator, Ledger, OccurrenceStatus, Plan, Rates, ReportingCalendar};
use proptest::prelude::*;

use crate::{
    config,
    generate::{Case, cases},
};

/// Nothing but instructions and completions, which every calendar leaves where they are.
fn of_tasks(ledger: &Ledger) -> Ledger {
    let mut own = Ledger::new();
    for instruction in ledger.instructions() {
        own.instruct(instruction.clone()).unwrap();
    }
    for completion in ledger.completions() {
        own.complete(completion.clone());
    }
    own
}

fn occurrences(case: &Case) -> Vec<OccurrenceStatus> {
    Evaluator::new(&case.plan, &case.register, &case.ledger, case.as_of).unwrap().occurrences().unwrap()
}

proptest! {
    #![proptest_config(config(1))]

    #[test]
    fn section_9_without_a_last_day_nothing_is_ever_late(case in cases()) {
        for one in occurrences(&case) {
            let late = matches!(one.status, DutyStatus::DoneLate | DutyStatus::Overdue);
            prop_assert!(one.last.is_some() || !late, "{:?}", one);
            prop_assert!(!one.continuous || one.last.is_none(), "{:?}", one);
        }
    }

    #[test]
    fn section_9_days_are_counted_exactly_where_something_is_late(case in cases()) {
        for one in occurrences(&case) {
            let to = match one.status {
                DutyStatus::DoneLate => one.done_on,
                DutyStatus::Overdue => Some(case.as_of),
                _ => None,
            };
            let days = to.map(|to| (to - one.last.unwrap()).num_days());
            prop_assert_eq!(one.days.map(|days| days as i64), days, "{:?}", one);
            prop_assert!(days.is_none_or(|days| days > 0));
        }
    }

    #[test]
    fn section_9_each_occurrence_counts_once_in_each_rate(case in cases()) {
        let all = occurrences(&case);
        let whole = Rates::of(&all);
        let (mut on_time, mut completion) = (kehoach::UnitTally::default(), kehoach::UnitTally::default());
        for unit in case.register.ids() {
            let own = Rates::of(all.iter().filter(|one| one.unit == *unit));
            on_time = on_time.merge(&own.on_time).unwrap();
            completion = completion.merge(&own.completion).unwrap();
        }
        prop_assert_eq!((on_time, completion), (whole.on_time, whole.completion));
        for rate in [on_time, completion] {
            prop_assert_eq!(rate.met + rate.missed + rate.unknown + rate.not_applicable, all.len() as u64);
        }
        let evaluator = Evaluator::new(&case.plan, &case.register, &case.ledger, case.as_of).unwrap();
        prop_assert_eq!(evaluator.rates(case.plan.issuer()).unwrap(), whole);
    }

    #[test]
    fn section_3_a_reporting_calendar_never_shifts_a_schedule(case in cases(), day in 1..=28_u32) {
        let mut parts = case.plan.parts().clone();
        parts.calendar = ReportingCalendar::from_day(day).unwrap();
        let shifted = Case { plan: Plan::new(parts).unwrap(), ledger: of_tasks(&case.ledger), ..case.clone() };
        prop_assert_eq!(occurrences(&shifted), occurrences(&case));
    }

    #[test]
    fn section_5_every_duty_has_an_answerable_unit_or_the_check_says_so(case in cases()) {
        let all = occurrences(&case);
        let mut findings = case.plan.findings();
        findings.extend(case.plan.findings_over(&case.register));
        for task in case.plan.tasks() {
            let answered = all.iter().any(|one| one.task == task.id);
            let said = findings.iter().any(|finding| finding.place.table == "tasks" && finding.id == task.id.as_str());
            prop_assert!(answered || said, "{} {}", task.id, task.when);
        }
    }
}
