//! What always holds of the occurrences of tasks.

use kehoach::{
    DutyStatus, Evaluator, Ledger, OccurrenceStatus, Party, Plan, Rates, Register, ReportingCalendar, Role,
    Task,
};
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

/// Whether a unit is in the scope of some lead on some day of the plan.
fn ever_led(case: &Case, task: &Task) -> bool {
    let plan = case.plan.period();
    let records = case.register.records();
    let turns =
        records.iter().flat_map(|r| [r.first, r.since, r.last.and_then(|day| day.succ_opt())]).flatten();
    let days: Vec<_> = turns.filter(|day| plan.contains(*day)).chain([plan.first()]).collect();
    task.parties_in(Role::Lead).any(|party| match party {
        Party::Each(scope) => {
            days.iter().any(|on| !case.plan.scopes().members(scope, &case.register, *on).is_empty())
        }
        _ => false,
    })
}

#[test]
fn section_5_an_open_phrase_beside_an_empty_scope_answers_for_nothing() {
    let plan = Plan::from_toml(
        r#"
        format = 1
        id = "1"
        title = "x"
        issuer = "xa"
        period = "2024"
        scopes = [{ id = "cac-thon", kinds = ["thon"] }]
        tasks = [{ id = "1", title = "x", when = "monthly", lead = ["cac-thon", "các bên liên quan"] }]
        "#,
    );
    let (plan, register) = (plan.unwrap(), "id,name,kind,level,parent\nxa,Xã,ubnd,commune,\n");
    let findings = plan.findings_over(&Register::from_csv(register).unwrap());
    let codes: Vec<&str> = findings.iter().map(|finding| finding.kind.code()).collect();
    assert!(codes.contains(&"no-lead-unit"), "{codes:?}");
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
            // A unit of a scope may be in it on none of the days that count: the check looks at the whole plan.
            let answered = all.iter().any(|one| one.task == task.id) || ever_led(&case, task);
            let said = findings.iter().any(|finding| finding.place.table == "tasks" && finding.id == task.id.as_str());
            prop_assert!(answered || said, "{} {}", task.id, task.when);
        }
    }
}
