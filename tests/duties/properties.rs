//! Laws of the statuses, and a slow reading of section 9 of their meaning to compare with.

use chrono::{Datelike, Days, NaiveDate};
use kehoach::{
    Completed, Completion, DutyStatus, Evaluator, Instruction, Ledger, Occurrence, OccurrenceStatus, Period,
    Plan, Register, Role, Timing,
};
use proptest::{collection::vec, option, prelude::*, sample::select};

use crate::world::{day, party, plan, register, scope, task, unit};

/// A unit: its id, first and last day, and the stretch of days in which it is of the kind that the scope asks for.
type Life = (&'static str, &'static str, &'static str);

/// `n` is named by the task; the others belong to its scope while they exist.
const LIVES: [Life; 4] = [
    ("n", "2020-01-01", "2023-10-31"),
    ("x", "2020-01-01", "2030-01-01"),
    ("y", "2020-01-01", "2023-06-29"),
    ("z", "2023-04-01", "2030-01-01"),
];

fn world() -> Register {
    let mut rows = vec!["a cap-uy district".to_owned()];
    for (id, first, last) in LIVES {
        let kind = if id == "n" { "mttq" } else { "xa" };
        rows.push(format!("{id} {kind} commune - {first} {last}"));
    }
    register(&rows.iter().map(String::as_str).collect::<Vec<_>>())
}

const SCHEDULES: [&str; 12] = [
    "monthly",
    "monthly by day 31",
    "quarterly before day 1",
    "quarterly by day 5 of 1st month",
    "yearly before 12-10",
    "months 3, 9-10",
    "each H1, 9M, year",
    "during 2023-02/2023-06",
    "by 2023-06-30",
    "continuous",
    "on instruction: khi cần",
    "phases một = 2023-Q1, hai = 2023-05/2023-07",
];

fn of(when: &str) -> Plan {
    let task = task("t", when).with(Role::Lead, party("n")).with(Role::Lead, party("s-xa"));
    plan("2023", vec![task], |parts| parts.scopes.push(scope("s-xa", "xa")))
}

/// An entry before it has an occurrence: whose, which, what it says, when it was recorded.
#[derive(Debug, Clone)]
struct Row {
    unit: usize,
    occurrence: usize,
    /// 0 withdrawn, 1 not applicable, else done so many days before the record.
    said: u64,
    recorded: u64,
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (0..4_usize, 0..12_usize, 0..60_u64, 0..500_u64)
        .prop_map(|(unit, occurrence, said, recorded)| Row { unit, occurrence, said, recorded });
    vec(row, 0..12)
}

fn instructions() -> impl Strategy<Value = Vec<(u64, Option<u64>)>> {
    vec((0..300_u64, option::of(0..200_u64)), 0..3)
}

fn from_start(days: u64) -> NaiveDate {
    day("2022-12-01") + Days::new(days)
}

fn timing(plan: &Plan) -> &Timing {
    plan.tasks()[0].when.timings().next().unwrap().1
}

fn entries(plan: &Plan, rows: &[Row]) -> Vec<Completion> {
    let occurrences: Vec<Occurrence> = timing(plan).occurrences(plan.period()).collect();
    let entry = |row: &Row| Completion {
        task: plan.tasks()[0].id.clone(),
        unit: unit(LIVES[row.unit].0),
        occurrence: occurrences[row.occurrence % occurrences.len()].label().to_string(),
        completed: match row.said {
            0..6 => Completed::Withdrawn,
            6..12 => Completed::NotApplicable { because: "không phát sinh".to_owned() },
            days => Completed::Done(from_start(row.recorded) - Days::new(days - 12)),
        },
        recorded_on: from_start(row.recorded),
        source: None,
    };
    rows.iter().map(entry).collect()
}

fn given(plan: &Plan, list: &[(u64, Option<u64>)]) -> Vec<Instruction> {
    if !matches!(timing(plan), Timing::OnInstruction(_)) {
        return Vec::new();
    }
    let mut seen = std::collections::BTreeSet::new();
    let fresh = list.iter().filter(|(on, _)| seen.insert(*on));
    let instruction = |(on, due): &(u64, Option<u64>)| Instruction {
        task: plan.tasks()[0].id.clone(),
        by: unit("a"),
        issued_on: from_start(*on),
        due: due.map(|days| from_start(*on) + Days::new(days)),
        source: None,
        corrects: false,
    };
    fresh.map(instruction).collect()
}

/// A ledger of all that fits, in the order given.
fn fitting(
    plan: &Plan,
    register: &Register,
    given: &[Instruction],
    entries: &[Completion],
) -> (Ledger, Vec<Completion>) {
    let mut ledger = Ledger::new();
    for instruction in given {
        ledger.instruct(instruction.clone()).unwrap();
    }
    let fits = |entry: &&Completion| entry.check(plan, register, &ledger).is_ok();
    let kept: Vec<Completion> = entries.iter().filter(fits).cloned().collect();
    for entry in &kept {
        ledger.complete(entry.clone());
    }
    (ledger, kept)
}

fn stands(plan: &Plan, register: &Register, ledger: &Ledger, as_of: NaiveDate) -> Vec<OccurrenceStatus> {
    Evaluator::new(plan, register, ledger, as_of).unwrap().occurrences().unwrap()
}

// The reference: section 9, sentence by sentence.

/// 'The earliest completion wins; one counts from the day it is recorded'; a withdrawal takes back what was recorded up to its
/// own day.
fn counts(entries: &[Completion], as_of: NaiveDate) -> (Option<NaiveDate>, bool) {
    let known: Vec<&Completion> = entries.iter().filter(|e| e.recorded_on <= as_of).collect();
    let taken_back = |e: &&Completion| {
        known.iter().any(|w| w.completed == Completed::Withdrawn && w.recorded_on >= e.recorded_on)
    };
    let standing: Vec<&Completion> = known.iter().copied().filter(|e| !taken_back(e)).collect();
    let done =
        standing.iter().filter_map(|e| if let Completed::Done(day) = e.completed { Some(day) } else { None });
    let not_applicable = standing.iter().any(|e| matches!(e.completed, Completed::NotApplicable { .. }));
    (done.min(), not_applicable)
}

/// The status and its days; none where the unit does not answer for the occurrence.
fn reference(
    plan: &Plan,
    life: Life,
    occurrence: &Occurrence,
    entries: &[Completion],
    given: &[Instruction],
    as_of: NaiveDate,
) -> Option<(DutyStatus, Option<i64>)> {
    let (id, born, ended) = (life.0, day(life.1), day(life.2));
    let mine: Vec<Completion> = entries
        .iter()
        .filter(|e| e.unit.as_str() == id && e.occurrence == occurrence.label().to_string())
        .cloned()
        .collect();
    let (done, not_applicable) = counts(&mine, as_of);
    let period = plan.period();
    let lives = |on: NaiveDate| born <= on && on <= ended;
    if matches!(timing(plan), Timing::Continuous) {
        // Due while the plan runs and the unit is there, and never overdue; after that done if recorded so.
        let over = as_of > period.last().min(ended);
        return Some((
            if not_applicable && done.is_none() {
                DutyStatus::NotApplicable
            } else if as_of < period.first().max(born) {
                DutyStatus::Upcoming
            } else if !over {
                DutyStatus::Due
            } else if done.is_some() {
                DutyStatus::DoneOnTime
            } else {
                DutyStatus::NotApplicable
            },
            None,
        ));
    }
    let instruction = given.iter().filter(|i| i.issued_on <= as_of).max_by_key(|i| i.issued_on);
    let waits = matches!(timing(plan), Timing::OnInstruction(_));
    let first = if waits { instruction.map(|i| i.issued_on) } else { occurrence.first() };
    let last = if waits { instruction.and_then(|i| i.due) } else { occurrence.last() };
    if last.is_some_and(|last| !lives(last)) {
        return Some((DutyStatus::NotApplicable, None));
    }
    if let Some(done) = done {
        let late = last.map_or(0, |last| (done - last).num_days());
        return Some(if late > 0 {
            (DutyStatus::DoneLate, Some(late))
        } else {
            (DutyStatus::DoneOnTime, None)
        });
    }
    if not_applicable {
        return Some((DutyStatus::NotApplicable, None));
    }
    if last.is_none() && as_of.min(period.last()) > ended {
        return Some((DutyStatus::NotApplicable, None));
    }
    let Some(first) = first else { return Some((DutyStatus::AwaitingInstruction, None)) };
    let overdue = last.map_or(0, |last| (as_of - last).num_days());
    Some(if overdue > 0 {
        (DutyStatus::Overdue, Some(overdue))
    } else if as_of < first {
        (DutyStatus::Upcoming, None)
    } else {
        (DutyStatus::Due, None)
    })
}

proptest! {
    #[test]
    fn the_engine_says_what_section_9_says(
        when in select(SCHEDULES.to_vec()), rows in rows(), orders in instructions(), as_of in 0..600_u64,
    ) {
        let (plan, register, as_of) = (of(when), world(), from_start(as_of));
        let orders = given(&plan, &orders);
        let (ledger, kept) = fitting(&plan, &register, &orders, &entries(&plan, &rows));
        let found = stands(&plan, &register, &ledger, as_of);
        let mut expected = 0;
        for occurrence in timing(&plan).occurrences(plan.period()) {
            for life in LIVES {
                let Some((status, days)) = reference(&plan, life, &occurrence, &kept, &orders, as_of) else { continue };
                expected += 1;
                let label = occurrence.label().to_string();
                let one = found.iter().find(|o| o.unit.as_str() == life.0 && o.occurrence == label);
                let one = one.unwrap_or_else(|| panic!("{} {label} is missing", life.0));
                prop_assert_eq!((one.status, one.days.map(|d| d as i64)), (status, days), "{} {}", life.0, label);
            }
        }
        prop_assert_eq!(found.len(), expected);
    }

    #[test]
    fn what_is_recorded_later_does_not_change_what_was_known(
        when in select(SCHEDULES.to_vec()), rows in rows(), orders in instructions(), as_of in 0..600_u64,
    ) {
        let (plan, register, as_of) = (of(when), world(), from_start(as_of));
        let orders = given(&plan, &orders);
        let (all, kept) = fitting(&plan, &register, &orders, &entries(&plan, &rows));
        let orders: Vec<_> = orders.into_iter().filter(|i| i.issued_on <= as_of).collect();
        let known: Vec<_> = kept.into_iter().filter(|e| e.recorded_on <= as_of).collect();
        let (then, _) = fitting(&plan, &register, &orders, &known);
        prop_assert_eq!(stands(&plan, &register, &all, as_of), stands(&plan, &register, &then, as_of));
    }

    #[test]
    fn the_order_of_rows_says_nothing(
        when in select(SCHEDULES.to_vec()), rows in rows(), orders in instructions(), as_of in 0..600_u64,
    ) {
        let (plan, register, as_of) = (of(when), world(), from_start(as_of));
        let mut orders = given(&plan, &orders);
        let mut entries = entries(&plan, &rows);
        let (one, _) = fitting(&plan, &register, &orders, &entries);
        entries.reverse();
        orders.reverse();
        let (other, _) = fitting(&plan, &register, &orders, &entries);
        prop_assert_eq!(stands(&plan, &register, &one, as_of), stands(&plan, &register, &other, as_of));
    }

    #[test]
    fn a_decided_status_changes_by_a_record_or_an_instruction_alone(
        when in select(SCHEDULES.to_vec()), rows in rows(), orders in instructions(), as_of in 0..600_u64,
    ) {
        let (plan, register, today) = (of(when), world(), from_start(as_of));
        let orders = given(&plan, &orders);
        let (ledger, kept) = fitting(&plan, &register, &orders, &entries(&plan, &rows));
        let tomorrow = today + Days::new(1);
        let (before, after) = (stands(&plan, &register, &ledger, today), stands(&plan, &register, &ledger, tomorrow));
        let given = orders.iter().any(|i| i.issued_on == tomorrow);
        for one in before {
            let decided = matches!(one.status, DutyStatus::DoneOnTime | DutyStatus::DoneLate | DutyStatus::NotApplicable);
            let touched = kept.iter().any(|e| {
                e.recorded_on == tomorrow && e.unit == one.unit && e.occurrence == one.occurrence
            });
            if !decided || touched || given {
                continue;
            }
            let next = after.iter().find(|o| o.unit == one.unit && o.occurrence == one.occurrence);
            prop_assert_eq!(next.map(|o| (o.status, o.days)), Some((one.status, one.days)));
        }
    }

    #[test]
    fn every_occurrence_lies_inside_the_plan(
        when in select(SCHEDULES.to_vec()), from in 0..700_u64, length in 0..900_u64,
    ) {
        let first = day("2022-01-01") + Days::new(from);
        let period = Period::between(first, first + Days::new(length)).unwrap();
        let task = task("t", when).with(Role::Lead, party("x"));
        let plan = plan(&period.to_string(), vec![task], |_| ());
        let ledger = Ledger::new();
        let register = world();
        for one in stands(&plan, &register, &ledger, first) {
            if let Some(last) = one.last {
                prop_assert!(period.contains(last), "{last} of {period}");
                prop_assert!(one.first.is_some_and(|first| first <= last));
                prop_assert!(one.first.unwrap().year() >= last.year() - 1);
            }
        }
    }
}
