//! A sub-period in the middle of which a unit is divided: what it said of its own days, and what its heirs said of theirs or of
//! the whole.

mod rows;

use kehoach::{
    Evaluator, FigureBy, IndicatorId, Ledger, Observation, Plan, Register, Report, Rhythm, Succession, Value,
    build::{count, kinds, total},
};
use rows::{day, id, unit};

/// On 16 May 2025 the first unit passes in part to each of the others.
fn divided(unit: &str, heirs: [&str; 2]) -> [Succession; 2] {
    heirs.map(|heir| Succession::part(day("2025-05-16"), id(unit), id(heir)))
}

#[track_caller]
fn found(units: &[&str], successions: [Succession; 2], reports: &[&str], expected: &[(&str, &str)]) {
    let register = Register::with_successions(units.iter().map(|row| unit(row)), successions).unwrap();
    let plan = Plan::build("12-KH/ĐU", "Trồng cây", "tinh", "2025-Q2")
        .scope("cac-xa", kinds(["xa"]))
        .indicator("cay", "cây trồng", count(FigureBy::Sum).reported(Rhythm::Quarterly))
        .target("1", "Trồng cây", total("cay", "cac-xa").asks("ít nhất 1000"))
        .finish()
        .unwrap();
    let mut ledger = Ledger::new();
    for row in reports {
        let cells: Vec<&str> = row.split(' ').collect();
        let observation = Observation {
            indicator: IndicatorId::new("cay").unwrap(),
            unit: id(cells[0]),
            period: cells[1].parse().unwrap(),
            report: Report::Value(Value::Number(cells[2].parse().unwrap())),
            reported_on: day("2025-07-10"),
            source: None,
            corrects: false,
        };
        ledger.add(observation).unwrap();
    }
    let evaluator = Evaluator::new(&plan, &register, &ledger, day("2026-01-31")).unwrap();
    for (subject, range) in expected {
        let outcome = evaluator.at(&id(subject)).unwrap().remove(0);
        let high = |high: Option<kehoach::Fraction>| high.map_or(String::new(), |high| high.to_string());
        let said =
            outcome.range.map_or("-".to_owned(), |range| format!("{}..{}", range.low, high(range.high)));
        assert_eq!(said, *range, "{subject}");
    }
}

const U: &str = "u 2025-04-01/2025-05-15 7";
const A: &str = "a 2025-05-16/2025-06-30 1";
const B: &str = "b 2025-05-16/2025-06-30 2";

#[test]
fn a_unit_that_ended() {
    let units = [
        "tinh - ..",
        "h1 tinh ..",
        "h2 tinh ..",
        "u h1 ..2025-05-15",
        "a h1 2025-05-16..",
        "b h2 2025-05-16..",
    ];
    let found = |reports: &[&str], expected: &[(&str, &str)]| {
        found(&units, divided("u", ["a", "b"]), reports, expected);
    };
    found(&[U, A, B], &[("tinh", "10..10"), ("h1", "8..8"), ("u", "7..7"), ("a", "1..8"), ("b", "2..9")]);
    // What it did not say may still come.
    found(&[A, B], &[("tinh", "3.."), ("u", "0..")]);
    // What an heir said of the whole quarter holds its part: of the 7 the other has anything from nothing to all.
    found(&[U, "a 2025-Q2 3", B], &[("tinh", "5..12"), ("a", "3..3"), ("b", "2..9"), ("u", "7..7")]);
    found(&[U, "a 2025-Q2 3", "b 2025-Q2 4"], &[("tinh", "7..7"), ("a", "3..3"), ("b", "4..4")]);
}

#[test]
fn a_unit_that_lives_on() {
    let units = ["tinh - ..", "u tinh ..", "v tinh 2025-05-16.."];
    let reports = [U, "u 2025-05-16/2025-06-30 1", "v 2025-Q2 3"];
    found(&units, divided("u", ["u", "v"]), &reports, &[("v", "3..3"), ("u", "8..8"), ("tinh", "4..11")]);
}
