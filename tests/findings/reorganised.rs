//! Plans that straddle a reorganisation: what is said of each, and of which nothing.

use kehoach::{Language, Plan, Register};

const UNITS: &str = "\
id,name,kind,level,parent,first,last
xa,Xã,ubnd,commune,,,
a,Thôn A,thon,village,xa,,
b,Thôn B,thon,village,xa,,
c,Thôn C,thon,village,xa,,2024-06-30
d,Thôn D,thon,village,xa,,2024-09-30
to,Tổ,to,village,xa,,
";

const PLAN: &str = r#"
format = 1
id = "01-KH/UBND"
title = "Công tác năm 2024"
issuer = "xa"
period = "2024"
scopes = [{ id = "thon", kinds = ["thon"] }, { id = "cac-to", kinds = ["to"] }]
indicators = [{ id = "cam-ket", name = "cam kết", measure = "done", reported = "quarterly" }]
"#;

/// The places and codes of all findings of a plan with further rows, over units that pass on so, on 1 July 2024 unless a day
/// stands before.
fn found(rows: &str, passing: &[&str]) -> Vec<String> {
    let line = |line: &&str| {
        let on = if line.starts_with("20") { "" } else { "2024-07-01," };
        format!("{on}{line}\n")
    };
    let lines: String = passing.iter().map(line).collect();
    let successions = format!("on,predecessor,heir,extent,duties,document,indicator,share\n{lines}");
    let register = Register::from_csv_with_successions(UNITS, &successions).unwrap_or_else(|p| panic!("{p}"));
    let plan = Plan::from_toml(&format!("{PLAN}{rows}")).unwrap_or_else(|p| panic!("{p}"));
    let findings = plan.findings_over(&register);
    for finding in &findings {
        for language in [Language::Vietnamese, Language::English] {
            assert!(!finding.kind.message(language).is_empty());
        }
    }
    let shown = |f: &kehoach::Finding| format!("{} {}: {}", f.place, f.kind.code(), f.kind);
    findings.iter().map(shown).collect()
}

fn task(role: &str, unit: &str, when: &str) -> String {
    format!(
        "[[tasks]]\nid = \"1\"\ntitle = \"Việc\"\nwhen = \"{when}\"\nlead = [\"xa\"]\n{role} = [\"{unit}\"]\n"
    )
}

fn target(more: &str) -> String {
    format!(
        "[[targets]]\nid = \"1\"\ntitle = \"Cam kết\"\nindicator = \"cam-ket\"\naggregate = \"share-of-units\"\n{more}\n"
    )
}

#[test]
fn a_named_unit_that_passed_on_is_told_with_its_heir() {
    // A chain: who stands for it when the plan ends.
    let chain = ["a,b,whole,,,,", "2024-08-01,b,to,whole,,,,"];
    let note = "`a` ends on 2024-06-30, and `to` stands for it from then on";
    assert_eq!(
        found(&task("coordinate", "a", "tháng 9"), &chain),
        [format!("tasks[0].coordinate passed-on: {note}")]
    );
    assert_eq!(found("recipients = [\"a\"]", &chain), [format!("plan[0].recipients passed-on: {note}")]);
    // A chain that ends without an heir: the register names none.
    let ended = ["a,d,whole,,,,"];
    assert_eq!(
        found(&task("monitor", "a", "tháng 9"), &ended),
        ["tasks[0].monitor expired-unit: `a` ends on 2024-06-30"]
    );
}

#[test]
fn a_divided_unit_is_asked_for_unless_an_heir_has_its_duties() {
    let parts = ["c,a,part,,,,", "c,b,part,,,,"];
    let asked = "`c` is divided from 2024-07-01 on: `a`, `b` have a part of it each";
    assert_eq!(found("recipients = [\"c\"]", &parts), [format!("plan[0].recipients divided-unit: {asked}")]);
    let none = "`c` is divided from 2024-07-01 on, and no heir answers for its duties";
    assert_eq!(
        found(&task("coordinate", "c", "tháng 9"), &parts),
        [format!("tasks[0].coordinate duties-without-heir: {none}")]
    );
    assert_eq!(
        found(&task("coordinate", "c", "theo văn bản chỉ đạo"), &parts),
        [format!("tasks[0].coordinate duties-without-heir: {none}")]
    );
    // All of it is due before the day.
    assert_eq!(found(&task("coordinate", "c", "tháng 3"), &parts), [""; 0]);
    let named = ["c,a,part,yes,,,", "c,b,part,,,,"];
    assert_eq!(
        found(&task("coordinate", "c", "tháng 9"), &named),
        ["tasks[0].coordinate passed-on: `c` ends on 2024-06-30, and `a` stands for it from then on"]
    );
    // By way of an heir of the whole.
    let chain = ["c,d,whole,,,,", "2024-10-01,d,a,part,,,,", "2024-10-01,d,b,part,,,,"];
    assert_eq!(
        found(&task("coordinate", "c", "tháng 12"), &chain),
        [
            "tasks[0].coordinate duties-without-heir: `c`, by way of `d`, is divided from 2024-10-01 on, and no heir answers for its duties"
        ]
    );
    // A unit that gives a part away and stays is itself.
    assert_eq!(found(&task("coordinate", "a", "tháng 9"), &["a,a,part,,,,", "a,to,part,,,,"]), [""; 0]);
}

#[test]
fn targets_without_a_unit_left_say_from_when() {
    let to = ["to,a,whole,,,,"];
    let none = "no unit is left in scope `cac-to` from 2024-07-01 on";
    for judged in ["each quarter", "by 2024-12-31", "whole plan"] {
        let asked = format!("measured = \"cac-to\"\nthreshold = \"100%\"\njudged = \"{judged}\"");
        assert_eq!(
            found(&target(&asked), &to),
            [format!("targets[0].measured no-unit-left: {none}")],
            "{judged}"
        );
    }
    let subjects =
        "measured = \"thon\"\nthreshold = \"100%\"\njudged = \"each quarter\"\njudged_at = \"cac-to\"";
    let said = found(&target(subjects), &to);
    assert_eq!(said[0], format!("targets[0].judged_at no-unit-left: {none}"));
    // It is judged before the day alone.
    let early = "measured = \"cac-to\"\nthreshold = \"100%\"\njudged = \"by 2024-06-30\"";
    assert_eq!(found(&target(early), &to), [""; 0]);
}

#[test]
fn a_baseline_from_before_the_day_is_told_where_units_of_the_scope_passed_on() {
    let rows = target("measured = \"thon\"\nthreshold = \"tăng 5 điểm phần trăm\"\nbaseline = \"2023\"");
    assert_eq!(
        found(&rows, &["2024-08-01,a,b,whole,,,,", "to,b,whole,,,,"]),
        [
            "targets[0].baseline baseline-across: compared with 2023, before `to` passed to `b` on 2024-07-01, and 1 more: across a reorganisation"
        ]
    );
    assert_eq!(found(&rows, &["to,xa,whole,,,,"]), [""; 0], "of other units");
    let rows = target("measured = \"thon\"\nthreshold = \"tăng 5 điểm phần trăm\"\nbaseline_value = \"45%\"");
    assert_eq!(found(&rows, &["a,b,whole,,,,"]), [""; 0], "a figure that is stated");
}

#[test]
fn an_apportionment_is_asked_about_where_the_plan_has_nearly_the_same_indicator() {
    let of = |indicator: &str| {
        let line = |heir: &str| format!("c,{heir},part,,,{indicator},0.5");
        found("", &[&line("a"), &line("b")])
    };
    assert_eq!(
        of("cam-kêt"),
        [
            "indicators[0].id unknown-apportionment: the register apportions figures on `cam-kêt`, an indicator that the plan does not have"
        ]
    );
    assert_eq!(of("cam-ket"), [""; 0]);
    assert_eq!(of("dien-tich-rung"), [""; 0], "that of another plan");
}
