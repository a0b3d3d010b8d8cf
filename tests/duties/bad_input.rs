//! What is refused, where it stands, and what helps.

use kehoach::{Ledger, Plan, Register, ReportError};

use crate::world::{completion, instruction, led, ledger, plan, register, scope};

const PLAN: &str = r#"
format = 1
id = "1"
title = "kế hoạch"
issuer = "a"
period = "2023"

[[scopes]]
id = "cac-xa"
kinds = ["xa"]

[[tasks]]
id = "bao-cao"
title = "báo cáo"
product = "report"
when = "hằng quý"
lead = ["cac-xa"]

[[tasks]]
id = "so-ket"
title = "sơ kết"
when = "theo văn bản chỉ đạo của tỉnh"
lead = ["a"]
"#;

fn read() -> (Plan, Register) {
    (
        Plan::from_toml(PLAN).unwrap(),
        register(&["a cap-uy district", "x xa commune a", "mttq-x mttq commune a"]),
    )
}

#[track_caller]
fn refused(rows: &str, line: usize, message: &str, help: &[&str]) {
    let (plan, register) = read();
    let text = format!("item,unit,period,value,reported_on,note\n{rows}\n");
    let problems = Ledger::from_csv(&text, &plan, &register).unwrap().whole().unwrap_err();
    let [problem] = problems.listed() else { panic!("{problems}") };
    let spot = problem.spot.as_ref().map(|spot| spot.line);
    assert_eq!((spot, problem.kind.to_string().as_str()), (Some(line), message));
    assert_eq!(problem.help(), help);
}

#[test]
fn rows_about_tasks() {
    refused(
        "bao-cao,x,2023-Q1,2023-03-30,2023-03-30,\nbao-cao,x,2023-05,2023-05-30,2023-05-30,",
        3,
        "task `bao-cao` has no occurrence `2023-05` for `x`: its time is `quarterly`",
        &[],
    );
    refused(
        "bao-cao,x,2024-Q1,2024-03-30,2024-03-30,",
        2,
        "task `bao-cao` has no occurrence `2024-Q1` for `x`: its time is `quarterly`",
        &[],
    );
    refused(
        "so-ket,a,on-instruction,2023-02-28,2023-04-01,\nso-ket,a,on-instruction,instructed,2023-03-01,",
        2,
        "task `so-ket` waits for an instruction, and none was given on or before 2023-02-28",
        &[],
    );
    refused(
        "bao-cao,mttq-x,2023-Q1,2023-03-30,2023-03-30,",
        2,
        "`mttq-x` does not answer for task `bao-cao`",
        &[],
    );
    refused(
        "bao-cáo,x,2023-Q1,2023-03-30,2023-03-30,",
        2,
        "the plan has no indicator `bao-cáo`",
        &["did you mean `bao-cao`?"],
    );
    refused(
        "bao-cao,mttq-y,2023-Q1,2023-03-30,2023-03-30,",
        2,
        "the register has no unit `mttq-y`",
        &["did you mean `mttq-x`?"],
    );
    refused(
        "bao-cao,a,on-instruction,instructed,2023-03-01,",
        2,
        "task `bao-cao` does not wait for an instruction: its time is `quarterly`",
        &[],
    );
    refused(
        "so-ket,a,on-instruction,instructed by 2023-02-28,2023-03-01,",
        2,
        "the instruction of 2023-03-01 is to be carried out by 2023-02-28, before it was given",
        &[],
    );
    refused(
        "bao-cao,x,2023-Q1,2023-04-02,2023-04-01,",
        2,
        "it is recorded on 2023-04-01 as done on 2023-04-02",
        &[],
    );
    refused("bao-cao,x,2023-Q1,n/a,2023-04-01,", 2, "`note` is empty", &[]);
    refused("bao-cao,x,2023-Q1,2023-02-30,2023-04-01,", 2, "02/2023 has no day 30", &[]);
}

#[test]
fn an_instruction_may_stand_below_what_was_done_on_it() {
    let (plan, register) = read();
    let rows =
        "so-ket,a,on-instruction,2023-04-01,2023-04-01,\nso-ket,a,on-instruction,instructed,2023-03-01,";
    let text = format!("item,unit,period,value,reported_on,note\n{rows}\n");
    let ledger = Ledger::from_csv(&text, &plan, &register).unwrap().whole().unwrap();
    assert_eq!((ledger.completions().count(), ledger.instructions().count()), (1, 1));
}

#[test]
fn entries_made_in_code_are_checked_alike() {
    let plan = plan("2023", vec![led("quarterly", "s-xa")], |parts| parts.scopes.push(scope("s-xa", "xa")));
    // x is of the kind until 30 June.
    let register = register(&[
        "a cap-uy district",
        "x xa commune a",
        "x mttq commune a - - 2023-07-01",
        "y xa commune a - 2023-05-31",
    ]);
    let none = ledger(&[]);
    let check =
        |of: &str, occurrence: &str| completion(of, occurrence, "2023-01-02").check(&plan, &register, &none);
    assert_eq!(check("x", "2023-Q2"), Ok(()));
    // It no longer answers for what ends after it has left; one that has ended may have done it before.
    assert!(matches!(check("x", "2023-Q3"), Err(ReportError::NotAnswerable { .. })));
    assert_eq!(check("y", "2023-Q3"), Ok(()));
    assert!(matches!(check("a", "2023-Q1"), Err(ReportError::NotAnswerable { .. })));
    assert!(matches!(check("z", "2023-Q1"), Err(ReportError::UnknownUnit { .. })));
    assert!(matches!(check("x", "2023-Q5"), Err(ReportError::NoOccurrence { .. })));
    assert_eq!(check("x", "2023-04/2023-06"), Ok(()), "a period in another spelling");
    let given = instruction("2023-02-01").check(&plan, &register);
    assert!(matches!(given, Err(ReportError::NotOnInstruction { .. })));
}

#[track_caller]
fn refused_plan(from: &str, to: &str, line: usize, message: &str, help: &[&str]) {
    assert!(PLAN.contains(from), "{from}");
    let problems = Plan::from_toml(&PLAN.replacen(from, to, 1)).unwrap_err();
    let problem = &problems.listed()[0];
    assert_eq!(problem.kind.to_string(), message, "{problems}");
    assert_eq!(problem.spot.as_ref().map(|spot| spot.line), Some(line));
    let found = problem.help();
    for help in help {
        assert!(found.iter().any(|line| line.contains(help)), "{found:?}");
    }
}

#[test]
fn times_and_parties_of_a_plan_file() {
    let when = r#"when = "hằng quý""#;
    for (time, message) in [
        ("trước ngày 30/2/2023", "02/2023 has no day 30"),
        ("before 2023-02-30", "02/2023 has no day 30"),
        ("tháng 13", "there is no month 13"),
        ("months 13", "there is no month 13"),
        (
            "từ tháng 10/2023 đến tháng 9/2023",
            "the period is reversed: it begins on 2023-10-01 and ends on 2023-09-30",
        ),
        ("ngày 0 hằng tháng", "a month has days 1 to 31, not 0"),
        ("ngày 32 hằng tháng", "a month has days 1 to 31, not 32"),
        ("monthly by day 32", "a month has days 1 to 31, not 32"),
    ] {
        let problems = Plan::from_toml(&PLAN.replacen(when, &format!("when = \"{time}\""), 1)).unwrap_err();
        let [problem] = problems.listed() else { panic!("{problems}") };
        assert_eq!(problem.spot.as_ref().map(|spot| spot.line), Some(16), "{time}");
        assert_eq!(problem.path.as_deref(), Some("tasks[0].when"), "{time}");
        assert_eq!(problem.kind.to_string(), message, "{time}");
    }
    refused_plan(
        r#"lead = ["cac-xa"]"#,
        r#"lead = ["UBND cùng cấp"]"#,
        17,
        "`same level: ubnd` cannot lead: it is relative to whoever acts",
        &[],
    );
    refused_plan(
        r#"product = "report""#,
        r#"product = "reports""#,
        15,
        "`reports` is no product",
        &["`report`"],
    );
    refused_plan(
        r#"lead = ["a"]"#,
        r#"leads = ["a"]"#,
        23,
        "there is no key `leads` here",
        &["did you mean `lead`?"],
    );
}

#[test]
fn a_misspelt_scope_or_unit_of_a_party_is_an_error_at_use() {
    let text = PLAN.replacen(r#"lead = ["cac-xa"]"#, r#"lead = ["cac-xã"]"#, 1);
    // It can be meant for a unit until the register says otherwise.
    let (_, register) = read();
    let plan = Plan::from_toml(&text).unwrap();
    let nothing = Ledger::new();
    let error =
        kehoach::Evaluator::new(&plan, &register, &nothing, crate::world::day("2023-01-01")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "task `bao-cao` names `cac-xã`, which is no unit of the register and no scope of the plan"
    );
    assert_eq!(error.did_you_mean(), Some("cac-xa"));
}
