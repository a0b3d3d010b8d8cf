//! Rows that are added to a ledger that is there: the same as if they had come with it.

use kehoach::{
    Ledger, Plan, Register,
    file::{Earlier, Intake, LedgerFile, ProblemKind, ReportRow},
};

use crate::support::{REPORTS, changed, ledger, plan, register, seen, with};

/// A file of the same header with some of the lines.
fn part(text: &str, lines: std::ops::Range<usize>) -> String {
    let all: Vec<&str> = text.lines().collect();
    let rows = all[1..][lines].iter().map(|line| format!("{line}\n")).collect::<String>();
    format!("{}\n{rows}", all[0])
}

#[test]
fn a_ledger_may_come_in_two_pieces_cut_anywhere() {
    let (plan, register) = (plan(), register());
    let whole = ledger(REPORTS).unwrap().whole().unwrap();
    let rows = REPORTS.lines().count() - 1;
    for cut in 0..=rows {
        let (first, second) = (part(REPORTS, 0..cut), part(REPORTS, cut..rows));
        let held = || ledger(&first).unwrap().whole().unwrap();
        let alone = ledger(&second).unwrap().whole().unwrap();
        for intake in [
            held().with_csv(&second, &plan, &register).unwrap(),
            held().with_json(&alone.to_json(), &plan, &register).unwrap(),
            held().with_toml(&alone.to_toml(), &plan, &register).unwrap(),
            LedgerFile::from(&alone).read_onto(held(), &plan, &register).unwrap(),
        ] {
            assert_eq!((intake.records, intake.accepted), (rows - cut, rows - cut), "{cut}");
            // The kinds of entries each keep their order, whatever file they came in.
            assert_eq!(LedgerFile::from(&intake.value), LedgerFile::from(&whole), "{cut}");
        }
    }
}

#[test]
fn records_of_a_real_plan_come_day_by_day() {
    let file = |name: &str| {
        let path = format!("{}/examples/data/tam-duong-2023/{name}", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).unwrap()
    };
    let plan = Plan::from_toml(&file("plan.toml")).unwrap();
    let register = Register::from_csv(&file("units.csv")).unwrap();
    let whole = Ledger::from_csv(&file("reports.csv"), &plan, &register).unwrap().whole().unwrap();
    let mut rows = LedgerFile::from(&whole).reports;
    // Stable: of one day an instruction stays before what was done on it.
    rows.sort_by(|one, other| one.reported_on.0.cmp(&other.reported_on.0));
    let mut held = Ledger::new();
    for day in rows.chunk_by(|one, next| one.reported_on == next.reported_on) {
        let file = LedgerFile { format: 1, reports: day.to_vec() };
        held = file.read_onto(held, &plan, &register).and_then(Intake::whole).unwrap();
    }
    for as_of in ["2023-06-30", "2023-12-31"] {
        let as_of = as_of.parse().unwrap();
        let evaluate = |ledger: &Ledger| kehoach::evaluate(&plan, &register, ledger, as_of).unwrap();
        assert_eq!(evaluate(&held), evaluate(&whole));
    }
}

#[test]
fn what_the_ledger_holds_is_a_duplicate_or_a_contradiction() {
    let (plan, register) = (plan(), register());
    let held = ledger(REPORTS).unwrap().whole().unwrap();
    let new = part(
        &with(
            REPORTS,
            "cam-ket,thon-mot,2024-Q1,not done,2024-04-02,,,\n\
             cam-ket,thon-mot,2024-Q2,done,2024-07-02,,,\n\
             cam-ket,thon-mot,2024-Q2,not done,2024-07-02,,,\n\
             tap-huan,thon-mot,2024-H1,?/21,2024-01-20,,,\n\
             6,dang-uy,2024,không đạt,2024-12-28,,,\n\
             cam-ket,thon-mot,2024-Q1,done,2024-04-02,,,",
        ),
        13..19,
    );
    let says = [
        (1, Earlier::Ledger, "in the ledger"),
        (3, Earlier::Line(3), "in line 3"),
        (4, Earlier::Ledger, "in the ledger"),
        (5, Earlier::Ledger, "in the ledger"),
    ];
    let checked = |intake: Intake<Ledger>, by_line: bool| {
        assert_eq!((intake.records, intake.accepted, &intake.duplicates[..]), (6, 1, &[6][..]));
        let found: Vec<(usize, ProblemKind)> =
            intake.rejected.iter().map(|r| (r.record, r.problems[0].kind.clone())).collect();
        for ((record, kind), (wanted, with, text)) in found.iter().zip(says) {
            let (with, text) = match with {
                Earlier::Line(_) if !by_line => (Earlier::Record(2), "in record 2"),
                other => (other, text),
            };
            let ProblemKind::Conflict { with: found, corrects: false, .. } = kind else { panic!("{kind}") };
            assert_eq!((*record, *found), (wanted, with));
            assert!(kind.to_string().ends_with(text), "{kind}");
        }
        assert_eq!(found.len(), says.len());
        // All but what was refused is there.
        assert_eq!(intake.value.observations().count(), held.observations().count() + 1);
        assert!(intake.whole().is_err());
    };
    checked(held.clone().with_csv(&new, &plan, &register).unwrap(), true);
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        let date = kehoach::file::DateText(cells[4].to_owned());
        let [item, unit, period, value] = [0, 1, 2, 3].map(|k| cells[k].to_owned());
        ReportRow { item, unit, period, value, reported_on: date, ..ReportRow::default() }
    };
    let file = LedgerFile { format: 1, reports: new.lines().skip(1).map(row).collect() };
    checked(file.read_onto(held.clone(), &plan, &register).unwrap(), false);
    // JSON is told where it is wrong, and its rows are named by their numbers: all of it may be one line.
    let json = serde_json::to_string(&file).unwrap();
    let intake = held.clone().with_json(&json, &plan, &register).unwrap();
    let spotted = seen(&json, &intake.rejected[1].problems[0]);
    assert!(spotted.contains("`\"not done\"`") && spotted.contains("in record 2"), "{spotted}");
    checked(intake, false);
}

#[test]
fn a_file_that_is_none_is_refused_as_one() {
    let (plan, register) = (plan(), register());
    let held = || ledger(REPORTS).unwrap().whole().unwrap();
    assert!(held().with_json("{", &plan, &register).is_err());
    assert!(held().with_toml("format = 2", &plan, &register).is_err());
    assert!(held().with_csv(&changed(REPORTS, "item,", "items,"), &plan, &register).is_err());
    assert!(LedgerFile { format: 2, reports: Vec::new() }.read_onto(held(), &plan, &register).is_err());
}
