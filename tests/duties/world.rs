//! Small plans, registers and ledgers.

use chrono::NaiveDate;
use kehoach::{
    Completed, Completion, Evaluator, Instruction, Kind, Ledger, Level, OccurrenceStatus, Party, Plan,
    PlanParts, Register, Role, Schedule, Scope, ScopeId, Succession, Task, TaskId, UnitId, UnitRecord,
    workdays::WorkingCalendar,
};

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

pub(crate) fn unit(text: &str) -> UnitId {
    UnitId::new(text).unwrap()
}

/// Rows of `id kind level parent first last since`, `-` for nothing.
pub(crate) fn records(rows: &[&str]) -> Vec<UnitRecord> {
    let record = |row: &&str| {
        let cells: Vec<&str> = row.split_whitespace().collect();
        let cell = |k: usize| cells.get(k).copied().filter(|c| *c != "-");
        UnitRecord {
            id: unit(cells[0]),
            name: cells[0].to_uppercase(),
            kind: Kind::new(cell(1).unwrap_or("ubnd")).unwrap(),
            level: Level::new(cell(2).unwrap_or("commune")).unwrap(),
            parent: cell(3).map(unit),
            first: cell(4).map(day),
            last: cell(5).map(day),
            since: cell(6).map(day),
            document: None,
            ended_by: None,
        }
    };
    rows.iter().map(record).collect()
}

pub(crate) fn register(rows: &[&str]) -> Register {
    Register::new(records(rows)).unwrap()
}

/// `2025-07-01 x > y` all of it, `x ~ y` a part, `x ~ y!` a part, and the duties.
pub(crate) fn succession(row: &str) -> Succession {
    let words: Vec<&str> = row.split_whitespace().collect();
    let [on, from, how, to] = words[..] else { panic!("{row}") };
    let (to, duties) = to.strip_suffix('!').map_or((to, false), |to| (to, true));
    let found = match how {
        ">" => Succession::whole(day(on), unit(from), unit(to)),
        _ => Succession::part(day(on), unit(from), unit(to)),
    };
    Succession { duties, ..found }
}

pub(crate) fn reorganised(rows: &[&str], passing: &[&str]) -> Register {
    let passing = passing.iter().map(|row| succession(row));
    Register::with_successions(records(rows), passing).unwrap_or_else(|errors| panic!("{errors:?}"))
}

pub(crate) fn schedule(text: &str) -> Schedule {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

pub(crate) fn task(id: &str, when: &str) -> Task {
    Task::new(TaskId::new(id).unwrap(), id, schedule(when))
}

/// A party as a file writes it; ids that begin with `s-` are scopes.
pub(crate) fn party(text: &str) -> Party {
    Party::read(text, |scope| scope.as_str().starts_with("s-")).unwrap()
}

/// All units of a kind.
pub(crate) fn scope(id: &str, kind: &str) -> Scope {
    Scope { kinds: vec![Kind::new(kind).unwrap()], ..Scope::new(ScopeId::new(id).unwrap()) }
}

/// A plan of `a` for a period.
pub(crate) fn plan(period: &str, tasks: Vec<Task>, change: impl FnOnce(&mut PlanParts)) -> Plan {
    let mut parts = PlanParts::new("1", "kế hoạch", unit("a"), period.parse().unwrap());
    parts.tasks = tasks;
    change(&mut parts);
    Plan::new(parts).unwrap_or_else(|errors| panic!("{errors:?}"))
}

/// A completion of task `t`: `2023-03-05`, `n/a` or `withdrawn`, with `@` and the day of the record where it is another.
pub(crate) fn completion(of: &str, occurrence: &str, said: &str) -> Completion {
    let (said, on) = said.split_once('@').unwrap_or((said, said));
    Completion {
        task: TaskId::new("t").unwrap(),
        unit: unit(of),
        occurrence: occurrence.to_owned(),
        completed: match said {
            "n/a" => Completed::NotApplicable { because: "không phát sinh".to_owned() },
            "withdrawn" => Completed::Withdrawn,
            done => Completed::Done(day(done)),
        },
        recorded_on: day(on),
        source: None,
    }
}

/// An instruction for task `t`: the day it was given, with the last day that it sets after a `>`.
pub(crate) fn instruction(text: &str) -> Instruction {
    let (issued_on, due) = text.split_once('>').map_or((text, None), |(on, due)| (on, Some(day(due))));
    Instruction {
        task: TaskId::new("t").unwrap(),
        by: unit("a"),
        issued_on: day(issued_on),
        due,
        source: None,
        corrects: false,
    }
}

/// Rows of `unit occurrence said`, or `! instruction`.
pub(crate) fn ledger(rows: &[&str]) -> Ledger {
    let mut ledger = Ledger::new();
    for row in rows {
        match row.split_whitespace().collect::<Vec<_>>()[..] {
            ["!", text] => drop(ledger.instruct(instruction(text)).unwrap()),
            [of, occurrence, said] => drop(ledger.complete(completion(of, occurrence, said))),
            _ => panic!("{row}"),
        }
    }
    ledger
}

/// How everything stands: `unit occurrence status days`.
pub(crate) fn stands(plan: &Plan, register: &Register, ledger: &Ledger, as_of: &str) -> Vec<String> {
    let evaluator = Evaluator::new(plan, register, ledger, day(as_of)).unwrap();
    evaluator.occurrences().unwrap().iter().map(shown).collect()
}

pub(crate) fn shown(o: &OccurrenceStatus) -> String {
    let days = o.days.map_or(String::new(), |days| format!(" {days}"));
    let working = o.working_days.map_or(String::new(), |days| format!("/{days}"));
    format!("{} {} {}{days}{working}", o.unit, o.occurrence, o.status)
}

pub(crate) fn viet_nam() -> WorkingCalendar {
    WorkingCalendar::viet_nam()
}

/// Task `t` led by one party.
pub(crate) fn led(when: &str, lead: &str) -> Task {
    task("t", when).with(Role::Lead, party(lead))
}
