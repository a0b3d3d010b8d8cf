//! The annex of Tam Đường's plan 159-KH/HU of 2023, row by row, seen from the Party's mass mobilisation board.

use kehoach::{
    Agenda, Duties, DutyStatus, Evaluator, Involved, Ledger, Plan, Register, Role, Subject, UnitRole,
};

use crate::world::{day, unit};

pub(crate) fn tam_duong() -> (Plan, Register, Ledger) {
    let plan = Plan::from_toml(include_str!("../../examples/data/tam-duong-2023/plan.toml")).unwrap();
    let register = Register::from_csv(include_str!("../../examples/data/tam-duong-2023/units.csv")).unwrap();
    let reports = include_str!("../../examples/data/tam-duong-2023/reports.csv");
    let ledger = Ledger::from_csv(reports, &plan, &register).unwrap().whole().unwrap();
    (plan, register, ledger)
}

fn agenda(of: &str) -> Agenda {
    let (plan, register, _) = tam_duong();
    Duties::new(&plan, &register).of(&unit(of)).unwrap()
}

/// `last task occurrence role: the others`.
fn lines(agenda: &Agenda) -> Vec<String> {
    let line = |item: &kehoach::AgendaItem| {
        let id = match &item.subject {
            Subject::Target(id) => id.to_string(),
            Subject::Task(id) | Subject::Report(id) => id.to_string(),
            _ => panic!("{item:?}"),
        };
        let role = match item.role {
            UnitRole::In(role) => role.name(),
            UnitRole::Counted => "counted",
            UnitRole::Judged => "judged",
        };
        let with: Vec<String> = item
            .with
            .iter()
            .map(|(role, who)| match who {
                Involved::Unit(unit) => format!("{role} {unit}"),
                Involved::Open(phrase) => format!("{role} '{phrase}'"),
            })
            .collect();
        let last = item.last.map_or("-".to_owned(), |day| day.to_string());
        format!("{last} {id} {} {role}: {}", item.label, with.join(", "))
    };
    agenda.items.iter().map(line).collect()
}

/// The Fatherland Front and the district's mass organisations.
const FRONT: &str = "coordinate mttq-huyen, coordinate hoi-nong-dan-huyen, coordinate hoi-phu-nu-huyen, \
    coordinate huyen-doan, coordinate hoi-ccb-huyen, coordinate ldld-huyen";
const RELATED: &str = "coordinate 'các cơ quan, đơn vị liên quan'";

/// Rows of the annex that the board leads: row, last days of its occurrences, those who take part. Written by hand from the
/// document; a month ends on its last day.
fn annex() -> Vec<(&'static str, Vec<&'static str>, String)> {
    let boards = format!("{RELATED}, coordinate 'thành viên các Ban chỉ đạo'");
    vec![
        ("PL-1.1", vec!["2023-01-31"], boards.clone()),
        ("PL-1.2", vec!["2023-01-31"], boards),
        (
            "PL-1.3",
            vec![
                "2023-01-31",
                "2023-02-28",
                "2023-03-31",
                "2023-04-30",
                "2023-05-31",
                "2023-06-30",
                "2023-07-31",
                "2023-08-31",
                "2023-09-30",
                "2023-10-31",
                "2023-11-30",
                "2023-12-31",
            ],
            FRONT.to_owned(),
        ),
        (
            "PL-1.4",
            vec!["2023-03-31", "2023-09-30"],
            format!("coordinate trung-tam-chinh-tri, {FRONT}, coordinate phong-noi-vu"),
        ),
        ("PL-1.5", vec!["2023-04-30", "2023-10-31"], format!("coordinate ubkt-huyen-uy, {RELATED}")),
        ("PL-2.5", vec!["2023-06-30", "2023-12-31"], RELATED.to_owned()),
        ("PL-3.1", vec!["2023-02-28"], RELATED.to_owned()),
        ("PL-3.2", vec!["2023-09-30", "2023-10-31"], RELATED.to_owned()),
        ("PL-3.3", vec!["2023-11-30", "2023-12-31"], RELATED.to_owned()),
    ]
}

#[test]
fn the_board_s_list_is_the_annex() {
    let mut wanted: Vec<String> = Vec::new();
    for (row, days, with) in annex() {
        wanted.extend(days.iter().map(|last| format!("{last} {row} {} lead: {with}", &last[..7])));
    }
    // By last day; on one day in the order of the annex.
    wanted.sort_by_key(|line| line[..10].to_owned());
    let found = lines(&agenda("ban-dan-van"));
    let (dated, rest): (Vec<String>, Vec<String>) =
        found.into_iter().partition(|line| !line.starts_with('-'));
    assert_eq!(dated, wanted);
    // And part III: it follows and urges, with the other boards and the office; reports pass through it.
    let boards = "coordinate ban-to-chuc, coordinate ban-tuyen-giao, coordinate van-phong-huyen-uy";
    assert_eq!(rest.len(), 2, "{rest:?}");
    assert!(rest[0].starts_with("- III.1-bao-cao on-instruction report-through: lead "), "{}", rest[0]);
    assert!(rest[0].ends_with("report-to btv-huyen-uy"), "{}", rest[0]);
    assert_eq!(rest[1], format!("- III.2 continuous lead: {boards}"));
}

#[test]
fn the_rows_that_others_lead() {
    let leads = |of: &str| -> Vec<String> {
        let led = agenda(of).items.into_iter().filter(|item| item.role == UnitRole::In(Role::Lead));
        led.map(|item| match item.subject {
            Subject::Task(id) | Subject::Report(id) => id.to_string(),
            _ => String::new(),
        })
        .filter(|id| id.starts_with("PL"))
        .collect()
    };
    assert_eq!(leads("hoi-ccb-huyen"), ["PL-1.6", "PL-1.7", "PL-1.8", "PL-2.4"]);
    assert_eq!(leads("mttq-huyen"), ["PL-1.7", "PL-1.8", "PL-2.4"]);
    assert_eq!(leads("ldld-huyen"), ["PL-1.7", "PL-1.8", "PL-2.1", "PL-2.4"]);
    assert_eq!(leads("huyen-doan"), ["PL-1.7", "PL-1.8", "PL-2.2", "PL-2.4"]);
    assert_eq!(leads("hoi-phu-nu-huyen"), ["PL-1.7", "PL-1.8", "PL-2.3", "PL-2.4"]);
    // Every row has units that answer for it.
    let (plan, register, _) = tam_duong();
    let duties = Duties::new(&plan, &register);
    for task in plan.tasks() {
        assert!(!duties.answerable_for_task(&task.id).is_empty(), "{}", task.id);
    }
    assert_eq!(plan.tasks().iter().filter(|task| task.id.as_str().starts_with("PL")).count(), 16);
}

#[test]
fn the_sample_records_show_every_status() {
    let (plan, register, ledger) = tam_duong();
    let mut seen = std::collections::BTreeSet::new();
    for as_of in ["2023-10-15", "2023-12-31"] {
        let evaluator = Evaluator::new(&plan, &register, &ledger, day(as_of)).unwrap();
        seen.extend(evaluator.occurrences().unwrap().into_iter().map(|o| o.status));
    }
    let all = [
        DutyStatus::AwaitingInstruction,
        DutyStatus::Upcoming,
        DutyStatus::Due,
        DutyStatus::DoneOnTime,
        DutyStatus::DoneLate,
        DutyStatus::Overdue,
        DutyStatus::NotApplicable,
    ];
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), all);
}

#[test]
fn what_the_board_must_look_to() {
    let (plan, register, ledger) = tam_duong();
    let evaluator = Evaluator::new(&plan, &register, &ledger, day("2023-10-15")).unwrap();
    let pending = |days| -> Vec<String> {
        let found = evaluator.pending(&unit("ban-dan-van"), days).unwrap();
        found.iter().map(|o| format!("{} {} {}", o.task, o.occurrence, o.status)).collect()
    };
    assert_eq!(
        pending(30),
        [
            "PL-1.3 2023-08 overdue",
            "PL-1.3 2023-10 due",
            "PL-1.5 2023-10 due",
            "PL-3.2 2023-10 due",
            "III.2 continuous due",
        ]
    );
    assert_eq!(pending(15).len(), 2, "the last day of October is 16 days away");
    assert_eq!(pending(16).len(), 5);
    assert_eq!(pending(46).len(), 7, "and that of November 46");
}
