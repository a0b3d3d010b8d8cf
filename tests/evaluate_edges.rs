//! What is asked of an evaluation beside its verdicts: columns subject by subject, entries that do not fit, tallies of another
//! kind, and the signs and names of states.

use std::fs;

use kehoach::{
    Completed, Completion, Declared, DutyStatus, EvaluateError, Evaluator, Instruction, Judged, Judgement,
    Ledger, Observation, Plan, PooledTally, Register, Report, SumTally, Tally, UnitId, UnitTally, Value,
    Verdict,
};

fn world(folder: &str) -> (Plan, Register, Ledger) {
    let file = |name: &str| {
        fs::read_to_string(format!("{}/examples/data/{folder}/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
    };
    let plan = Plan::from_toml(&file("plan.toml")).unwrap();
    let register = Register::from_csv(&file("units.csv")).unwrap();
    let ledger = Ledger::from_csv(&file("reports.csv"), &plan, &register).unwrap().whole().unwrap();
    (plan, register, ledger)
}

/// The samples of the examples, whose reports are made up.
#[test]
fn a_column_says_of_each_subject_what_its_outcome_says() {
    for (folder, day) in [("tam-duong-2023", "2023-12-31"), ("kim-bang-2021-2025", "2024-07-01")] {
        let (plan, register, ledger) = world(folder);
        let evaluator = Evaluator::new(&plan, &register, &ledger, day.parse().unwrap()).unwrap();
        let mut outcomes = evaluator.evaluate().unwrap().outcomes.into_iter();
        for column in evaluator.columns().map(Result::unwrap) {
            assert_eq!(column.is_empty(), column.verdicts().is_empty());
            for number in 0..column.len() {
                let outcome = outcomes.next().unwrap();
                assert_eq!((&column.target().id, column.period()), (&outcome.target, outcome.period));
                assert_eq!((column.stage(), column.subject(number)), (outcome.stage, Some(&outcome.subject)));
                let range = column.bounds(number).unwrap().map(|bounds| bounds.range().unwrap());
                assert_eq!(range, outcome.range);
                assert_eq!(column.tally(number).unwrap(), outcome.tally);
                assert_eq!(column.outcome(number).unwrap(), Some(outcome));
            }
            let beyond = column.len();
            assert_eq!((column.subject(beyond), column.bounds(beyond).unwrap()), (None, None));
            assert_eq!((column.tally(beyond).unwrap(), column.outcome(beyond).unwrap()), (None, None));
        }
        assert_eq!(outcomes.next(), None);
    }
}

const PLAN: &str = r#"
format = 1
id = "1-KH"
title = "Kế hoạch thử"
issuer = "xa"
period = "2024"
scopes = [{ id = "cac-thon", kinds = ["thon"] }]
indicators = [
    { id = "tap-huan", name = "tập huấn", measure = "share", combine = "pooled", reported = "yearly" },
    { id = "rac", name = "rác", measure = "amount", combine = "sum", reported = "yearly" },
]
targets = [
    { id = "1", title = "Tập huấn", indicator = "tap-huan", measured = "cac-thon", aggregate = "pooled-share", threshold = ">= 80%" },
    { id = "2", title = "Thu gom", indicator = "rac", measured = "cac-thon", aggregate = "total", threshold = ">= 8" },
    { id = "3", title = "Thôn thu gom", indicator = "rac", measured = "cac-thon", aggregate = "number-of-units", criterion = ">= 8", threshold = ">= 1" },
    { id = "4", title = "Nề nếp", aggregate = "judgement", threshold = "cơ bản" },
]
tasks = [
    { id = "bao-cao", title = "Báo cáo", product = "report", when = "quarterly before day 25", lead = ["cac-thon"], report_to = ["xa"] },
    { id = "chi-dao", title = "Theo chỉ đạo", when = "on instruction: theo chỉ đạo", lead = ["cac-thon"] },
]
"#;

fn small() -> (Plan, Register) {
    let register = "id,name,kind,level,parent\nxa,Xã,ubnd,commune,\nthon-1,Thôn 1,thon,village,xa\n";
    (Plan::from_toml(PLAN).unwrap(), Register::from_csv(register).unwrap())
}

fn unit(id: &str) -> UnitId {
    UnitId::new(id).unwrap()
}

/// What the error calls the entry, how it is entered, and the nearest valid spelling.
type Entering<'a> = (&'a str, &'a dyn Fn(&mut Ledger), Option<&'a str>);

/// What was entered by a program, past the readers of files, is looked at before anything is evaluated.
#[test]
fn an_entry_that_does_not_fit_is_named_with_its_mend() {
    let (plan, register) = small();
    let (year, day) = (plan.period(), "2024-12-02".parse().unwrap());
    let observation = |indicator: &str, of: &str, value| Observation {
        indicator: indicator.parse().unwrap(),
        unit: unit(of),
        period: year,
        report: Report::Value(value),
        reported_on: day,
        source: None,
        corrects: false,
    };
    let share = || Value::Share("1/2".parse().unwrap());
    let enter: [Entering<'_>; 8] = [
        (
            "report",
            &|l| {
                l.add(observation("tap-huấn", "thon-1", share())).unwrap();
            },
            Some("tap-huan"),
        ),
        (
            "report",
            &|l| {
                l.add(observation("tap-huan", "thon-l", share())).unwrap();
            },
            Some("thon-1"),
        ),
        (
            "report",
            &|l| {
                l.add(observation("tap-huan", "thon-1", Value::Done(true))).unwrap();
            },
            None,
        ),
        (
            "report",
            &|l| {
                let (indicator, unit) = ("rac".parse().unwrap(), unit("thon-1"));
                let (period, whole, declared_on) = (year, 5, day);
                let whole =
                    Declared { indicator, unit, period, whole, declared_on, source: None, corrects: false };
                l.declare(whole).unwrap();
            },
            None,
        ),
        (
            "judgement",
            &|l| {
                let (target, subject, judged) = ("5".parse().unwrap(), unit("xa"), Judged::Met);
                let (period, judged_on) = (year, day);
                let judgement =
                    Judgement { target, subject, period, judged, judged_on, grounds: None, corrects: false };
                l.judge(judgement).unwrap();
            },
            None,
        ),
        (
            "record",
            &|l| {
                l.complete(completion("bao-ca", "2024-Q1"));
            },
            Some("bao-cao"),
        ),
        (
            "record",
            &|l| {
                l.complete(completion("bao-cao", "2024-Q5"));
            },
            None,
        ),
        (
            "record",
            &|l| {
                let (task, by) = ("bao-cao".parse().unwrap(), unit("xa"));
                l.instruct(Instruction {
                    task,
                    by,
                    issued_on: day,
                    due: None,
                    source: None,
                    corrects: false,
                })
                .unwrap();
            },
            None,
        ),
    ];
    for (number, (what, enter, nearest)) in enter.iter().enumerate() {
        let mut ledger = Ledger::new();
        enter(&mut ledger);
        let error = Evaluator::new(&plan, &register, &ledger, day).expect_err(what);
        assert!(error.to_string().starts_with(&format!("the {what} of ")), "{number}: {error}");
        if nearest.is_some() {
            assert_eq!(error.did_you_mean(), *nearest, "{number}: {error}");
        }
        assert!(!error.is_of_the_question(), "{error}");
    }
}

fn completion(task: &str, occurrence: &str) -> Completion {
    Completion {
        task: task.parse().unwrap(),
        unit: unit("thon-1"),
        occurrence: occurrence.to_owned(),
        completed: Completed::Done("2024-03-20".parse().unwrap()),
        recorded_on: "2024-03-20".parse().unwrap(),
        source: None,
    }
}

#[test]
fn a_tally_of_another_kind_is_a_wrong_question() {
    let (plan, register) = small();
    let ledger = Ledger::new();
    let evaluator = Evaluator::new(&plan, &register, &ledger, "2024-12-31".parse().unwrap()).unwrap();
    let tallies = || {
        [
            Tally::Pooled(PooledTally::default()),
            Tally::Sum(SumTally::default()),
            Tally::Units(UnitTally::default()),
        ]
    };
    for (number, target) in plan.targets().iter().enumerate() {
        for (kind, tally) in tallies().into_iter().enumerate() {
            let judged = evaluator.judge(&target.id, plan.period(), plan.issuer(), tally);
            if kind == number {
                assert_eq!(judged.unwrap().verdict, Verdict::NotApplicable);
            } else {
                let error = judged.unwrap_err();
                assert!(matches!(error, EvaluateError::OtherTally { .. }) && error.is_of_the_question());
            }
        }
    }
    let error = evaluator.occurrences_by(&unit("thon-l")).unwrap_err();
    assert_eq!(error.did_you_mean(), Some("thon-1"));
    let error = evaluator.target(&"l".parse().unwrap()).unwrap_err();
    assert_eq!(error.did_you_mean(), Some("1"));
}

#[test]
fn states_have_signs_of_their_own() {
    let verdicts = [Verdict::Met, Verdict::Missed, Verdict::Open, Verdict::NotApplicable];
    assert_eq!(verdicts.map(Verdict::sign), ["✓", "✗", "?", "–"]);
    let statuses = [
        (DutyStatus::AwaitingInstruction, "?"),
        (DutyStatus::Upcoming, "…"),
        (DutyStatus::Due, "!"),
        (DutyStatus::DoneOnTime, "✓"),
        (DutyStatus::DoneLate, "✓"),
        (DutyStatus::Overdue, "✗"),
        (DutyStatus::NotApplicable, "–"),
    ];
    for (status, sign) in statuses {
        assert_eq!(status.sign(), sign, "{status}");
    }
}

/// What a withdrawn completion leaves is as if nothing had been recorded.
#[test]
fn a_completion_can_be_withdrawn() {
    let (plan, register) = small();
    let mut ledger = Ledger::new();
    let status = |ledger: &Ledger| {
        let evaluator = Evaluator::new(&plan, &register, ledger, "2024-06-01".parse().unwrap()).unwrap();
        evaluator.occurrences().unwrap()[0].status
    };
    ledger.complete(completion("bao-cao", "2024-Q1"));
    assert_eq!(status(&ledger), DutyStatus::DoneOnTime);
    let recorded_on = "2024-04-02".parse().unwrap();
    let withdrawn = Completed::Withdrawn;
    ledger.complete(Completion { completed: withdrawn, recorded_on, ..completion("bao-cao", "2024-Q1") });
    assert_eq!(status(&ledger), DutyStatus::Overdue);
}
