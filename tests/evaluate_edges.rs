//! What is asked of an evaluation beside its verdicts: columns subject by subject, entries that do not fit, tallies of another
//! kind, and the signs and names of states.

use std::fs;

use kehoach::{
    Completed, Completion, Declared, DutyStatus, EvaluateError, Evaluator, Instruction, Judged, Judgement,
    Language, Ledger, LedgerNote, Observation, Plan, PooledTally, Prepared, Register, Report, SumTally,
    Tally, UnitId, UnitTally, Value, Verdict, explain::InWords,
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

/// A completion alone is a change, though no verdict is.
#[test]
fn a_status_is_a_change() {
    let (plan, register) = small();
    let prepared = Prepared::new(&plan, &register).unwrap();
    let mut live = kehoach::Live::new(prepared, Ledger::new(), "2024-06-01".parse().unwrap()).unwrap();
    let changes = live.enter(completion("bao-cao", "2024-Q1")).unwrap();
    assert_eq!((changes.statuses.len(), changes.verdicts.len(), changes.is_empty()), (1, 0, false));
    let again = live.enter(completion("bao-cao", "2024-Q1")).unwrap();
    assert!(again.is_empty(), "{again:?}");
}

/// What stands prepared serves every ledger and day.
#[test]
fn what_is_prepared_says_the_same() {
    let (plan, register, ledger) = world("tam-duong-2023");
    let prepared = Prepared::new(&plan, &register).unwrap();
    for day in ["2023-06-30", "2023-12-31"] {
        let day = day.parse().unwrap();
        let anew = Evaluator::new(&plan, &register, &ledger, day).unwrap().evaluate().unwrap();
        assert_eq!(prepared.evaluator(&ledger, day).unwrap().evaluate().unwrap(), anew);
    }
}

/// A report for a quarter beside those for its months: these stand, and where they come to something else that is noted.
#[test]
fn a_longer_report_is_held_against_its_parts() {
    let (_, register) = small();
    let huge = "79228162514264337593543950335";
    for (measure, threshold, months, quarter, differs) in [
        ("done|ever", ">= 50%", ["không đạt", "đạt", "không đạt"], "đạt", false),
        ("done|ever", ">= 50%", ["không đạt", "đạt", "không đạt"], "không đạt", true),
        ("done|every", ">= 50%", ["đạt", "đạt", "không đạt"], "không đạt", false),
        ("done|every", ">= 50%", ["đạt", "đạt", "không đạt"], "đạt", true),
        ("count|sum", ">= 5", ["1", "2", "3"], "6", false),
        ("count|sum", ">= 5", ["1", "2", "3"], "7", true),
        ("count|sum", ">= 5", ["1", "không áp dụng", "3"], "4", false),
        ("amount|sum", ">= 5", ["0.5", "0.25", "0.25"], "1", false),
        ("amount|sum", ">= 5", [huge, huge, huge], "5", true),
        ("share|pooled", ">= 5%", ["1/2", "1/3", "2/5"], "4/10", false),
        ("share|pooled", ">= 5%", ["1/2", "1/3", "2/5"], "4/9", true),
        ("share|pooled", ">= 5%", ["1/18446744073709551615", "0/1", "0/1"], "1/5", true),
        ("share|cumulative", ">= 5%", ["1/10", "2/10", "3/10"], "6/10", false),
        ("share|cumulative", ">= 5%", ["1/10", "2/10", "3/10"], "6/30", true),
    ] {
        let (kind, combine) = measure.split_once('|').unwrap();
        let aggregate = match kind {
            "done" => "share-of-units",
            "share" => "pooled-share",
            _ => "total",
        };
        let plan = format!(
            r#"
            format = 1
            id = "1-KH"
            title = "Kế hoạch thử"
            issuer = "xa"
            period = "2024-Q1"
            scopes = [{{ id = "cac-thon", kinds = ["thon"] }}]
            indicators = [{{ id = "i", name = "i", measure = "{kind}", combine = "{combine}", reported = "monthly" }}]
            targets = [{{ id = "1", title = "1", indicator = "i", measured = "cac-thon", aggregate = "{aggregate}", threshold = "{threshold}" }}]
            "#
        );
        let plan = Plan::from_toml(&plan).unwrap_or_else(|problems| panic!("{measure}: {problems}"));
        let mut rows = "item,unit,period,value,reported_on,note\n".to_owned();
        let periods = ["2024-01", "2024-02", "2024-03", "2024-Q1"];
        for (period, value) in periods.iter().zip(months.iter().chain([&quarter])) {
            rows += &format!("i,thon-1,{period},{value},2024-04-01,x\n");
        }
        let ledger = Ledger::from_csv(&rows, &plan, &register).unwrap().whole();
        let ledger = ledger.unwrap_or_else(|problems| panic!("{measure}: {problems}"));
        // Where months come to too much for a share, nothing else can be said.
        let evaluator = Evaluator::new(&plan, &register, &ledger, "2024-05-01".parse().unwrap()).unwrap();
        let Ok(evaluation) = evaluator.evaluate() else {
            assert!(months[0].contains("18446744073709551615"), "{measure} {months:?}");
            continue;
        };
        let note = LedgerNote::Differs {
            indicator: "i".parse().unwrap(),
            unit: unit("thon-1"),
            period: "2024-Q1".parse().unwrap(),
        };
        assert_eq!(
            evaluation.notes,
            if differs { vec![note] } else { Vec::new() },
            "{measure} {months:?} {quarter}"
        );
    }
}

/// Units that were not there yet in the period of a baseline have none, each of them.
#[test]
fn a_baseline_of_units_that_were_not_there_is_not_applicable() {
    let plan = Plan::from_toml(
        r#"
        format = 1
        id = "1-KH"
        title = "Kế hoạch thử"
        issuer = "huyen"
        period = "2024/2025"
        scopes = [{ id = "cac-xa", kinds = ["xa"] }]
        indicators = [{ id = "cay", name = "cây", measure = "count", combine = "sum", reported = "yearly" }]
        targets = [{ id = "1", title = "1", indicator = "cay", measured = "cac-xa", aggregate = "total", threshold = ">= baseline", baseline = "2024", judged_at = "cac-xa", judged = "during 2025" }]
        "#,
    )
    .unwrap_or_else(|problems| panic!("{problems}"));
    let units = "id,name,kind,level,parent,first\nhuyen,Huyện,ubnd,district,,\nx1,Xã 1,xa,commune,huyen,\n\
                 m1,Xã mới 1,xa,commune,huyen,2025-01-01\nm2,Xã mới 2,xa,commune,huyen,2025-01-01\n";
    let register = Register::from_csv(units).unwrap();
    let rows = "item,unit,period,value,reported_on\ncay,x1,2024,10,2025-01-05\ncay,x1,2025,12,2026-01-05\n\
                cay,m1,2025,5,2026-01-05\ncay,m2,2025,6,2026-01-05\n";
    let ledger = Ledger::from_csv(rows, &plan, &register).unwrap().whole().unwrap();
    let evaluator = Evaluator::new(&plan, &register, &ledger, "2026-02-01".parse().unwrap()).unwrap();
    let outcomes = evaluator.evaluate().unwrap().outcomes;
    let found: Vec<_> = outcomes.iter().map(|o| (o.subject.as_str(), o.verdict)).collect();
    assert_eq!(found, [("x1", Verdict::Met), ("m1", Verdict::NotApplicable), ("m2", Verdict::NotApplicable)]);
}

#[test]
fn a_note_names_the_unit_and_the_indicator_in_either_language() {
    let (plan, register) = small();
    let (period, by) = ("2024-Q3".parse().unwrap(), "2024".parse().unwrap());
    let (indicator, of) = (|| "rac".parse().unwrap(), || unit("thon-1"));
    for (note, english) in [
        (
            LedgerNote::OtherWhole { indicator: indicator(), unit: of(), period, reported: 9, declared: 10 },
            "reported over a whole of 9, declared before as 10",
        ),
        (
            LedgerNote::Replaced { indicator: indicator(), unit: of(), period, by },
            "the longer report for 2024 stands",
        ),
        (
            LedgerNote::Differs { indicator: indicator(), unit: of(), period },
            "differs from its parts, which stand",
        ),
        (
            LedgerNote::Overlaps { indicator: indicator(), unit: of(), period, by },
            "overlaps with 2024, and the one that ends later stands",
        ),
        (
            LedgerNote::NotMeasured { indicator: indicator(), unit: of(), period },
            "does not count, for no target measures it at that unit",
        ),
        (
            LedgerNote::Unfit { indicator: indicator(), unit: of(), period },
            "fits no period in which it is expected, and does not count",
        ),
    ] {
        let said = |language| InWords::new(&plan, language).note(&note, &register);
        assert_eq!(said(Language::English), format!("Thôn 1, “rác”, 2024-Q3: {english}"));
        assert_eq!(
            said(Language::Vietnamese),
            note.vietnamese().replace("`thon-1`", "Thôn 1").replace("`rac`", "“rác”")
        );
    }
}

/// A village that ended in September is asked what it did in a quarter of the year before, against what it did until then: columns and
/// each outcome by itself find the months that were its own.
#[test]
fn a_baseline_of_a_subject_that_is_gone_on_its_last_day() {
    let plan = Plan::from_toml(
        r#"
format = 1
id = "1-KH"
title = "Tập huấn"
issuer = "xa"
period = "2022/2023"
scopes = [{ id = "duoi-xa", below = ["xa"] }]
indicators = [{ id = "tap-huan", name = "tập huấn", measure = "share", combine = "pooled", reported = "monthly" }]
targets = [{ id = "1", title = "Tăng", indicator = "tap-huan", measured = "duoi-xa", aggregate = "pooled-share",
             threshold = ">= baseline x 105%", baseline = "2022-07/2023-06", judged_at = "duoi-xa", judged = "each quarter" }]
"#,
    )
    .unwrap_or_else(|problems| panic!("{problems}"));
    let units = "id,name,kind,level,parent,first,last\nxa,Xã,ubnd,commune,,,\nthon,Thôn,thon,village,xa,,2022-09-30\n";
    let register = Register::from_csv(units).unwrap();
    let on = "2022-09-30".parse().unwrap();
    let judged = |reports: &str| {
        let text = format!("item,unit,period,value,reported_on\n{reports}");
        let ledger = Ledger::from_csv(&text, &plan, &register).unwrap().whole().unwrap();
        let evaluator = Evaluator::new(&plan, &register, &ledger, on).unwrap();
        let all = evaluator.evaluate().unwrap().outcomes;
        for outcome in &all {
            let alone = evaluator.outcome(&outcome.target, outcome.period, &outcome.subject).unwrap();
            assert_eq!(alone, *outcome);
        }
        (all[0].verdict, all[0].baseline.map(|value| value.to_string()))
    };
    assert_eq!(judged(""), (Verdict::Open, None));
    let months: String =
        (7..10).map(|month| format!("tap-huan,thon,2022-{month:02},1/2,2022-09-30\n")).collect();
    assert_eq!(judged(&months), (Verdict::Open, Some("1/2".to_owned())));
}

/// A period runs from its first day to its last, both included.
#[test]
fn the_stage_of_a_period() {
    use kehoach::Stage;
    for (day, stage) in [
        ("2024-03-31", Stage::Upcoming),
        ("2024-04-01", Stage::Running),
        ("2024-06-30", Stage::Running),
        ("2024-07-01", Stage::Closed),
    ] {
        assert_eq!(Stage::of("2024-Q2".parse().unwrap(), day.parse().unwrap()), stage, "{day}");
    }
}

/// Source: A9. Figures are closed on the 14th; the date by which something is asked is a date, whichever day of the month it is.
#[test]
fn a_date_is_no_period_of_figures() {
    let register = Register::from_csv("id,name,kind,level,parent\nx,Xã,ubnd,commune,\n").unwrap();
    for (judged, ends) in [
        ("đến ngày 29/6/2024", "2024-06-29"),
        ("đến ngày 30/6/2024", "2024-06-30"),
        ("trước ngày 01/7/2024", "2024-06-30"),
        ("đến ngày 31/12/2024", "2024-12-31"),
        ("whole plan", "2024-12-14"),
        ("during 2024-H1", "2024-06-14"),
    ] {
        let text = format!(
            "format = 1\nid = \"1-KH\"\ntitle = \"Thử\"\nissuer = \"x\"\nperiod = \"2024\"\nfigures_from_day = 15\nunknowns = \"missed\"\n\
             scopes = [{{ id = \"xa\", kinds = [\"ubnd\"] }}]\n\
             indicators = [{{ id = \"cay\", name = \"cây\", measure = \"count\", combine = \"sum\", reported = \"monthly\" }}]\n\
             [[targets]]\nid = \"1\"\ntitle = \"Cây\"\nindicator = \"cay\"\nmeasured = \"xa\"\naggregate = \"total\"\n\
             threshold = \">= 100\"\njudged = \"{judged}\"\n"
        );
        let plan = Plan::from_toml(&text).unwrap_or_else(|problems| panic!("{problems}"));
        let reports = "item,unit,period,value,reported_on\ncay,x,2024-06,100,2024-06-15\n";
        let ledger = Ledger::from_csv(reports, &plan, &register).unwrap().whole().unwrap();
        let ends: chrono::NaiveDate = ends.parse().unwrap();
        let nothing = Ledger::new();
        let on = |day: chrono::NaiveDate| {
            let evaluator = Evaluator::new(&plan, &register, &nothing, day).unwrap();
            let outcome = evaluator.evaluate().unwrap().outcomes.remove(0);
            (outcome.stage, outcome.verdict)
        };
        assert_eq!(on(ends), (kehoach::Stage::Running, Verdict::Open), "{judged}");
        let after = ends.succ_opt().unwrap();
        assert_eq!(on(after), (kehoach::Stage::Closed, Verdict::Missed), "{judged}");
        // The figures of June are closed on the 14th, and are among those that are asked of any of them.
        let evaluator =
            Evaluator::new(&plan, &register, &ledger, after.max("2024-06-30".parse().unwrap())).unwrap();
        assert_eq!(evaluator.evaluate().unwrap().outcomes[0].verdict, Verdict::Met, "{judged}");
    }
}

/// A unit that begins between the day on which figures are closed and the date asked is judged, measured, and not noted as unmeasured.
#[test]
fn a_unit_that_begins_before_the_date_is_there() {
    let units = "id,name,kind,level,parent,first\nh,Huyện,ubnd,district,,\nx,Xã,xa,commune,h,2024-12-20\n";
    let register = Register::from_csv(units).unwrap();
    let text = "format = 1\nid = \"1-KH\"\ntitle = \"Thử\"\nissuer = \"h\"\nperiod = \"2024\"\nfigures_from_day = 15\n\
        scopes = [{ id = \"xa\", kinds = [\"xa\"] }]\n\
        indicators = [{ id = \"cay\", name = \"cây\", measure = \"count\", combine = \"latest\", reported = \"yearly\" }]\n\
        [[targets]]\nid = \"1\"\ntitle = \"Cây\"\nindicator = \"cay\"\nmeasured = \"xa\"\naggregate = \"total\"\n\
        threshold = \">= 3\"\njudged = \"by 2024-12-31\"\n\
        [[targets]]\nid = \"2\"\ntitle = \"Nếp sống\"\naggregate = \"judgement\"\njudged_at = \"xa\"\njudged = \"by 2024-12-31\"\n";
    let plan = Plan::from_toml(text).unwrap_or_else(|problems| panic!("{problems}"));
    let reports =
        "item,unit,period,value,reported_on\ncay,x,2024-12-31,3,2024-12-31\n2,x,2024,đạt,2024-12-31\n";
    let ledger =
        Ledger::from_csv(reports, &plan, &register).unwrap().whole().unwrap_or_else(|p| panic!("{p}"));
    let evaluator = Evaluator::new(&plan, &register, &ledger, "2025-01-05".parse().unwrap()).unwrap();
    let all = evaluator.evaluate().unwrap();
    let verdicts: Vec<Verdict> = all.outcomes.iter().map(|outcome| outcome.verdict).collect();
    assert_eq!((verdicts, all.notes), (vec![Verdict::Met, Verdict::Met], Vec::new()));
}
