//! A column says of every subject what its outcome says, whatever the threshold makes of single figures.

use chrono::NaiveDate;
use kehoach::{Evaluator, Ledger, Plan, Register};

/// Two communes of several villages each; the villages' own figures are judged too, and the issuer is one of the subjects.
const UNITS: &str = "id,name,kind,level,parent\n\
    huyen,Huyện,ubnd,district,\n\
    xa-a,Xã A,ubnd,commune,huyen\nthon-1,Thôn 1,thon,village,xa-a\nthon-2,Thôn 2,thon,village,xa-a\n\
    thon-3,Thôn 3,thon,village,xa-a\nxa-b,Xã B,ubnd,commune,huyen\nthon-4,Thôn 4,thon,village,xa-b\n\
    thon-5,Thôn 5,thon,village,xa-b\nxa-c,Xã C,ubnd,commune,huyen\n";

/// What the villages reported, made up: one met, one missed, one unknown, one with nothing to measure, and one exactly.
const SHARES: [(&str, &str); 4] =
    [("thon-1", "9/10"), ("thon-2", "1/10"), ("thon-4", "0/0"), ("thon-5", "8/10")];
const COUNTS: [(&str, &str); 4] =
    [("thon-1", "9"), ("thon-2", "0"), ("thon-4", "không áp dụng"), ("thon-5", "8")];

#[track_caller]
fn columns_say_what_outcomes_say(issuer: &str, indicator: &str, target: &str, reports: &[(&str, &str)]) {
    let plan = format!(
        r#"
        format = 1
        id = "1"
        title = "Kế hoạch"
        issuer = "{issuer}"
        period = "2026"
        scopes = [{{ id = "thon", kinds = ["thon"] }}, {{ id = "all", kinds = ["thon", "ubnd"] }}, {{ id = "some", units = ["thon-2", "xa-b", "thon-5"] }}]
        indicators = [{{ id = "i", name = "i", reported = "yearly", {indicator} }}]
        targets = [{{ id = "1", title = "1", indicator = "i", measured = "thon", judged_at = "all", {target} }},
                   {{ id = "2", title = "2", indicator = "i", measured = "some", judged_at = "all", {target} }},
                   {{ id = "3", title = "3", indicator = "i", measured = "all", judged_at = "some", {target} }}]
        "#
    );
    let plan = Plan::from_toml(&plan).unwrap();
    let register = Register::from_csv(UNITS).unwrap();
    let mut rows = "item,unit,period,value,reported_on,note\n".to_owned();
    for (unit, value) in reports {
        let note = if value.starts_with("không") { "không thuộc diện" } else { "" };
        rows += &format!("i,{unit},2026,{value},2027-01-02,{note}\n");
    }
    let ledger = Ledger::from_csv(&rows, &plan, &register).unwrap().whole().unwrap();
    for day in [(2026, 6, 30), (2027, 2, 1)] {
        let day = NaiveDate::from_ymd_opt(day.0, day.1, day.2).unwrap();
        let evaluator = Evaluator::new(&plan, &register, &ledger, day).unwrap();
        for column in evaluator.columns() {
            let column = column.unwrap();
            let mut seen = 0;
            let mut each = Vec::new();
            column.each(|number, verdict, bounds| each.push((number, verdict, bounds))).unwrap();
            for (number, verdict, bounds) in each {
                let outcome = column.outcome(number).unwrap().unwrap();
                let what = format!("{target} as of {day} at `{}`, issued by {issuer}", outcome.subject);
                assert_eq!(number, seen, "{what}");
                assert_eq!(verdict, outcome.verdict, "{what}");
                assert_eq!(bounds.map(|bounds| bounds.range().unwrap()), outcome.range, "{what}");
                assert_eq!(bounds, column.bounds(number).unwrap(), "{what}");
                seen += 1;
            }
            assert_eq!(seen, column.len());
        }
    }
}

#[test]
fn whatever_single_figures_come_to() {
    let share = r#"measure = "share", combine = "latest""#;
    let count = r#"measure = "count", combine = "sum""#;
    // Of one unit the same is said whether it meets its criterion or misses it: always met, never met.
    for threshold in [">= 0%", ">= 50%", "> 50%", "<= 50%", "[20%, 80%]"] {
        for criterion in [">= 80%", "> 80%", "<= 50%", "[50%, 80%]"] {
            let target = format!(
                r#"aggregate = "share-of-units", criterion = "{criterion}", threshold = "{threshold}""#
            );
            columns_say_what_outcomes_say("huyen", share, &target, &SHARES);
            columns_say_what_outcomes_say("thon-2", share, &target, &SHARES);
        }
    }
    for threshold in [">= 6", "< 6", ">= 1", "[1, 2]"] {
        let target =
            format!(r#"aggregate = "number-of-units", criterion = ">= 80%", threshold = "{threshold}""#);
        columns_say_what_outcomes_say("huyen", share, &target, &SHARES);
        for aggregate in ["total", "mean"] {
            let target = format!(r#"aggregate = "{aggregate}", threshold = "{threshold}""#);
            columns_say_what_outcomes_say("huyen", count, &target, &COUNTS);
            columns_say_what_outcomes_say("thon-2", count, &target, &COUNTS);
        }
    }
    for threshold in [">= 80%", "> 80%", "<= 50%", "[50%, 80%]", "> 0%", ">= 0%"] {
        let target = format!(r#"aggregate = "pooled-share", threshold = "{threshold}""#);
        columns_say_what_outcomes_say("huyen", share, &target, &SHARES);
        columns_say_what_outcomes_say("thon-2", share, &target, &SHARES);
    }
}
