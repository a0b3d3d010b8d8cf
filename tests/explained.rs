//! Which reports an explanation cites, where it is not plain which those are: with them alone the verdict comes out the same.
//!
//! `tests/laws/explanations.rs` has the law of this; here are the cases in which it was once broken, each by itself.

use kehoach::{
    Declared, Evaluator, Ledger, Plan, Register, UnitId,
    explain::{Exception, Fact, Standpoint},
};

/// A district with two communes; a hamlet goes from the first to the second on a day, another stays in the first.
fn register(moves: &str) -> Register {
    let units = format!(
        "id,name,kind,level,parent,since\nhuyen,Huyện,ubnd,district,,\nxa-a,Xã A,xa,commune,huyen,\nxa-b,Xã B,xa,commune,huyen,\n\
         thon-1,Thôn 1,thon,village,xa-a,\nthon-1,Thôn 1,thon,village,xa-b,{moves}\nthon-2,Thôn 2,thon,village,xa-a,\n"
    );
    Register::from_csv(&units).unwrap_or_else(|problems| panic!("{problems}"))
}

fn plan(more: &str, indicator: &str, target: &str) -> Plan {
    let text = format!(
        r#"
format = 1
id = "1-KH"
title = "Kế hoạch thử"
issuer = "huyen"
period = "2023/2024"
{more}
scopes = [{{ id = "cac-thon", kinds = ["thon"] }}, {{ id = "cac-xa", kinds = ["xa"] }}]
indicators = [{{ id = "i", name = "i", {indicator} }}]
targets = [{{ id = "1", title = "1", indicator = "i", measured = "cac-thon", judged_at = "cac-xa", {target} }}]
"#
    );
    Plan::from_toml(&text).unwrap_or_else(|problems| panic!("{problems}"))
}

struct Case {
    plan: Plan,
    register: Register,
    ledger: Ledger,
}

impl Case {
    fn new(plan: Plan, moves: &str, rows: &[&str]) -> Self {
        let register = register(moves);
        let mut text = "item,unit,period,value,reported_on,note\n".to_owned();
        text.extend(rows.iter().map(|row| format!("i,{row},2025-01-10,không có\n")));
        let ledger = Ledger::from_csv(&text, &plan, &register).unwrap().whole();
        let ledger = ledger.unwrap_or_else(|problems| panic!("{problems}"));
        Self { plan, register, ledger }
    }

    /// What is said of a commune in a period, in the order in which it is told; and the verdict comes out the same from that alone.
    fn told(&self, period: &str, subject: &str) -> Vec<String> {
        let as_of = "2025-02-01".parse().unwrap();
        let evaluator = Evaluator::new(&self.plan, &self.register, &self.ledger, as_of).unwrap();
        let (period, subject) = (period.parse().unwrap(), UnitId::new(subject).unwrap());
        let outcome = evaluator.outcome(&self.plan.targets()[0].id, period, &subject).unwrap();
        let explanation = evaluator.explain(&outcome).unwrap();
        let (mut told, mut cited) = (Vec::new(), Ledger::new());
        for node in &explanation.nodes {
            match &node.fact {
                Fact::Report { unit, period, exceptions, .. } => {
                    let why: Vec<String> = exceptions.iter().filter_map(aside).collect();
                    told.push([format!("{} {period}", unit.id), why.concat()].concat());
                    let same = |o: &kehoach::Observation| o.unit == unit.id && o.period == *period;
                    cited.add(self.ledger.observations().find(same).unwrap()).unwrap();
                }
                Fact::Missing { unit, period, .. } => told.push(format!("{} {period} missing", unit.id)),
                Fact::Unit { unit, standpoint: Standpoint::Elsewhere, .. } => {
                    told.push(format!("{} elsewhere", unit.id));
                }
                _ => {}
            }
        }
        for whole in self.ledger.wholes() {
            cited.declare(whole.clone()).unwrap();
        }
        let alone = Evaluator::new(&self.plan, &self.register, &cited, as_of).unwrap();
        let again = alone.outcome(&outcome.target, outcome.period, &outcome.subject).unwrap();
        assert_eq!(
            (again.verdict, again.range, again.tally),
            (outcome.verdict, outcome.range, outcome.tally)
        );
        told
    }
}

fn aside(exception: &Exception) -> Option<String> {
    match exception {
        Exception::CountedElsewhere { on, .. } => Some(format!(" counts elsewhere on {on}")),
        Exception::SetAside { by: Some(by), .. } => Some(format!(" gives way to {by}")),
        Exception::CarriedForward => Some(" carried forward".to_owned()),
        _ => None,
    }
}

/// Figures of a half-year closed on the 14th begin before its label does.
#[test]
fn not_applicable_where_months_are_shifted() {
    let plan = plan(
        "figures_from_day = 15",
        r#"measure = "count", combine = "latest", reported = "half-yearly""#,
        r#"aggregate = "total", threshold = ">= 5", judged = "each half-year""#,
    );
    let case = Case::new(plan, "2023-01-02", &["thon-2,2024-H1,không áp dụng", "thon-2,2024-H2,6"]);
    assert_eq!(case.told("2024-H1", "xa-a"), ["thon-2 2024-H1"]);
    assert_eq!(case.told("2024-H2", "xa-a"), ["thon-2 2024-H2"]);
}

/// A quarter without anything to count keeps the figure of the year before from being carried forward, though the year's is unknown.
#[test]
fn not_applicable_beside_an_unknown_latest_figure() {
    let carried = r#"measure = "count", combine = "latest", reported = "quarterly", carry_forward = true"#;
    let target = r#"aggregate = "total", threshold = ">= 5", judged = "each year""#;
    let rows = ["thon-2,2023-Q4,6", "thon-2,2024-Q1,không áp dụng"];
    let case = Case::new(plan("", carried, target), "2023-01-02", &rows);
    assert_eq!(case.told("2024", "xa-a"), ["thon-2 2024 missing", "thon-2 2024-Q1"]);
    let case = Case::new(plan("", carried, target), "2023-01-02", &rows[..1]);
    assert_eq!(case.told("2024", "xa-a"), ["thon-2 2023-Q4 carried forward"]);
}

/// Where the whole of a quarter is declared as nothing no report says so, and those of other quarters stand for themselves.
#[test]
fn a_whole_declared_as_nothing() {
    let plan = plan(
        "",
        r#"measure = "share", combine = "pooled", reported = "quarterly""#,
        r#"aggregate = "pooled-share", threshold = ">= 50%", judged = "each year""#,
    );
    let mut case =
        Case::new(plan, "2023-01-02", &["thon-2,2024-Q2,3/4", "thon-2,2024-Q3,1/4", "thon-2,2024-Q4,4/4"]);
    case.ledger
        .declare(Declared {
            indicator: "i".parse().unwrap(),
            unit: UnitId::new("thon-2").unwrap(),
            period: "2024-Q1".parse().unwrap(),
            whole: 0,
            declared_on: "2024-01-02".parse().unwrap(),
            source: None,
            corrects: false,
        })
        .unwrap();
    assert_eq!(
        case.told("2024", "xa-a"),
        ["thon-2 2024-Q1 missing", "thon-2 2024-Q2", "thon-2 2024-Q3", "thon-2 2024-Q4"]
    );
}

/// A report over the day of a move counts where the hamlet was on its last day; without it, its quarters would be expected before.
#[test]
fn a_report_that_counts_elsewhere() {
    let plan = || {
        plan(
            "",
            r#"measure = "count", combine = "sum", reported = "quarterly""#,
            r#"aggregate = "total", threshold = ">= 5", judged = "each year""#,
        )
    };
    let case = Case::new(plan(), "2024-08-01", &["thon-1,2024-Q1,2", "thon-1,2024,9", "thon-2,2024,3"]);
    assert_eq!(
        case.told("2024", "xa-a"),
        [
            "thon-1 elsewhere",
            "thon-1 2024-Q1 gives way to 2024",
            "thon-1 2024 counts elsewhere on 2024-12-31",
            "thon-2 2024"
        ]
    );
    assert_eq!(case.told("2024", "xa-b"), ["thon-1 2024", "thon-1 2024-Q1 gives way to 2024"]);
    let case = Case::new(plan(), "2024-08-01", &["thon-1,2024-Q1,2", "thon-1,2024-9M,9", "thon-2,2024,3"]);
    assert_eq!(
        case.told("2024", "xa-a"),
        [
            "thon-1 elsewhere",
            "thon-1 2024-Q1 gives way to 2024-9M",
            "thon-1 2024-9M counts elsewhere on 2024-09-30",
            "thon-2 2024"
        ]
    );
}
