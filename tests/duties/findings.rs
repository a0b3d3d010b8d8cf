//! What an author should be told before a plan is signed.

use kehoach::{Finding, Language, Plan, Register};

use crate::world::register;

const HEAD: &str = r#"
format = 1
id = "1"
title = "kế hoạch"
issuer = "a"
issued = "2023-02-10"
period = "2023"

[[scales]]
id = "xep-loai"
grades = [{ id = "yeu", name = "yếu" }, { id = "kha", name = "khá" }, { id = "tot", name = "tốt" }]

[[scopes]]
id = "cac-xa"
kinds = ["xa"]

[[indicators]]
id = "so"
name = "số mô hình"
measure = "count"
combine = "latest"
reported = "yearly"

[[indicators]]
id = "ty-le"
name = "tỷ lệ"
measure = "share"
combine = "latest"
reported = "yearly"

[[indicators]]
id = "diem"
name = "điểm"
measure = "amount"
combine = "latest"
unit = "điểm"
greatest = "10"
reported = "yearly"

[[indicators]]
id = "loai"
name = "xếp loại"
measure = "grade"
scale = "xep-loai"
reported = "yearly"
"#;

fn target(id: &str, rest: &str) -> String {
    let rest = rest.split("; ").collect::<Vec<_>>().join("\n");
    format!("\n[[targets]]\nid = \"{id}\"\ntitle = \"chỉ tiêu {id}\"\nmeasured = \"cac-xa\"\n{rest}\n")
}

fn task(id: &str, rest: &str) -> String {
    let rest = rest.split("; ").collect::<Vec<_>>().join("\n");
    format!("\n[[tasks]]\nid = \"{id}\"\ntitle = \"việc {id}\"\n{rest}\n")
}

fn plan(parts: &[String]) -> Plan {
    Plan::from_toml(&format!("{HEAD}{}", parts.concat())).unwrap_or_else(|problems| panic!("{problems}"))
}

fn texts(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(ToString::to_string).collect()
}

#[track_caller]
fn found(parts: &[String], wanted: &[&str]) {
    let mut findings = plan(parts).findings();
    // What the head has for other rows.
    findings.retain(|finding| finding.kind.code() != "unused");
    assert_eq!(texts(&findings), wanted);
}

#[test]
fn thresholds() {
    for (rest, wanted) in [
        (
            r#"indicator = "ty-le"; aggregate = "pooled-share"; threshold = "> 100%""#,
            Some("error [unsatisfiable] targets[0].threshold `1`: nothing can satisfy `> 100%`"),
        ),
        (r#"indicator = "ty-le"; aggregate = "pooled-share"; threshold = ">= 100%""#, None),
        (
            r#"indicator = "ty-le"; aggregate = "pooled-share"; threshold = ">= 120%""#,
            Some(
                "error [over-hundred] targets[0].threshold `1`: `>= 120%` has a bound over 100 %, which no share reaches",
            ),
        ),
        (
            r#"indicator = "ty-le"; aggregate = "pooled-share"; threshold = "<= 120%""#,
            Some(
                "warning [over-hundred] targets[0].threshold `1`: `<= 120%` has a bound over 100 %, which no share reaches",
            ),
        ),
        (
            r#"indicator = "so"; aggregate = "total"; threshold = "(2, 3)""#,
            Some("error [unsatisfiable] targets[0].threshold `1`: nothing can satisfy `(2, 3)`"),
        ),
        (r#"indicator = "so"; aggregate = "mean"; threshold = "(2, 3)""#, None),
        (
            r#"indicator = "so"; aggregate = "total"; threshold = "< 0""#,
            Some("error [unsatisfiable] targets[0].threshold `1`: nothing can satisfy `< 0`"),
        ),
        (
            r#"indicator = "diem"; aggregate = "mean"; threshold = "> 10""#,
            Some("error [unsatisfiable] targets[0].threshold `1`: nothing can satisfy `> 10`"),
        ),
        (r#"indicator = "diem"; aggregate = "total"; threshold = "> 10""#, None),
        (
            r#"indicator = "diem"; aggregate = "share-of-units"; criterion = "> 10"; threshold = ">= 90%""#,
            Some("error [unsatisfiable] targets[0].criterion `1`: nothing can satisfy `> 10`"),
        ),
        (
            r#"indicator = "loai"; aggregate = "share-of-units"; criterion = "> tot"; threshold = ">= 90%""#,
            Some("error [unsatisfiable] targets[0].criterion `1`: nothing can satisfy `> tot`"),
        ),
        (
            r#"indicator = "loai"; aggregate = "share-of-units"; criterion = ">= tot"; threshold = ">= 90%""#,
            None,
        ),
        (
            r#"indicator = "so"; aggregate = "total"; threshold = ">= 1"; judged_at = "cac-xa"; line = "> 100%""#,
            Some("error [unsatisfiable] targets[0].line `1`: nothing can satisfy `> 100%`"),
        ),
    ] {
        found(&[target("1", rest)], &wanted.into_iter().collect::<Vec<_>>());
    }
}

#[test]
fn targets_against_each_other() {
    let one = |id: &str, threshold: &str, judged: &str| {
        target(
            id,
            &format!(
                r#"indicator = "so"; aggregate = "total"; threshold = "{threshold}"; judged = "{judged}""#
            ),
        )
    };
    found(
        &[one("1", ">= 5", "each year"), one("2", "<= 3", "each year")],
        &[
            "error [contradiction] targets[1].threshold `2`: `<= 3` and the `>= 5` of target `1` cannot both be met in 2023",
        ],
    );
    // Of whole numbers, these two leave none between them either.
    found(
        &[one("1", "> 4", "each year"), one("2", "< 5", "each year")],
        &[
            "error [contradiction] targets[1].threshold `2`: `< 5` and the `> 4` of target `1` cannot both be met in 2023",
        ],
    );
    found(
        &[one("1", ">= 5", "each year"), one("2", ">= 7", "each year")],
        &["note [implied] targets[0].threshold `1`: whoever meets the `>= 7` of target `2` meets `>= 5` too"],
    );
    // A floor that binds, and more to aspire to.
    found(&[one("1", ">= 5", "each year"), one("2", "phấn đấu từ 7", "each year")], &[]);
    found(&[one("1", ">= 5", "during 2023-07/2023-12"), one("2", "<= 3", "each year")], &[]);
    let within = |threshold: &str| {
        let units = |id: &str, threshold: &str, within: &str| {
            target(
                id,
                &format!(
                    r#"indicator = "so"; aggregate = "number-of-units"; criterion = ">= 1"; threshold = "{threshold}"{within}"#
                ),
            )
        };
        [units("1", "[2, 3]", ""), units("2", threshold, r#"; within = "1""#)]
    };
    found(
        &within(">= 4"),
        &[
            "error [outer-out-of-reach] targets[1].threshold `2`: `>= 4` cannot be met together with the `[2, 3]` of target `1`, within which it is measured",
        ],
    );
    found(&within(">= 3"), &[]);
}

#[test]
fn tasks() {
    found(
        &[task("1", r#"when = "monthly by day 25""#)],
        &[
            "error [no-lead] tasks[0].lead `1`: no one leads it",
            "warning [before-issue] tasks[0].when `1`: `2023-01` ends on 2023-01-25, before the plan was issued on 2023-02-10",
        ],
    );
    found(
        &[task("1", r#"when = "by 2023-06-30"; lead = ["các cơ quan liên quan"]"#)],
        &[
            "warning [open-lead] tasks[0].lead `1`: `các cơ quan liên quan` leads it, and no unit follows from that",
        ],
    );
    found(
        &[task("1", r#"when = "by 2024-06-30"; lead = ["a"]"#)],
        &["error [never-in-plan] tasks[0].when `1`: its time never falls inside the plan's period `2023`"],
    );
    found(
        &[
            task(
                "1",
                r#"when = "per level district = by 2023-06-30; commune = during 2024"; lead = ["a"]"#
                    .replace("30; c", "30;c")
                    .as_str(),
            ),
        ],
        &[
            "error [never-in-plan] tasks[0].when `1`: the time of level `commune` never falls inside the plan's period `2023`",
        ],
    );
    found(
        &[task("1", r#"when = "phases một = 2023-Q4, hai = 2024"; lead = ["a"]"#)],
        &["warning [part-outside-plan] tasks[0].when `1`: `hai` lies outside the plan's period `2023`"],
    );
    found(
        &[task("1", r#"when = "during 2023/2024"; lead = ["a"]"#)],
        &[
            "warning [part-outside-plan] tasks[0].when `1`: `2023/2024` lies partly outside the plan's period `2023`",
        ],
    );
    found(&[task("1", r#"when = "before 2023-02-11"; lead = ["a"]"#)], &[]);
    found(
        &[task("1", r#"when = "before 2023-02-10"; lead = ["a"]"#)],
        &[
            "warning [before-issue] tasks[0].when `1`: `2023-02-09` ends on 2023-02-09, before the plan was issued on 2023-02-10",
        ],
    );
    let plan = plan(&[task("1", r#"when = "Tháng 9, 10"; lead = ["a"]"#)]);
    let findings = plan.findings();
    let months = findings.iter().find(|finding| finding.kind.code() == "neighbouring-months").unwrap();
    assert_eq!(
        [months.to_string()],
        [
            "note [neighbouring-months] tasks[0].when `1`: neighbouring months are read as times of their own: `months 9, 10`"
        ]
    );
    let suggestion = months.kind.suggestion(Language::English);
    assert_eq!(
        suggestion.as_deref(),
        Some("write `months 9-10` if it is to be done once in the months together")
    );
    found(&[task("1", r#"when = "months 9-10"; lead = ["a"]"#)], &[]);
}

#[test]
fn every_month_of_a_century_is_looked_through_and_told_once() {
    let mut parts = plan(&[task("1", r#"when = "monthly"; lead = ["a"]"#)]).parts().clone();
    parts.period = "1900/1999".parse().unwrap();
    parts.issued = Some(crate::world::day("1950-01-01"));
    let plan = Plan::new(parts).unwrap();
    let mut found = texts(&plan.findings());
    found.retain(|text| text.contains("[before-issue]"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].ends_with("and 599 more"), "{found:?}");
}

fn over(plan: &Plan, register: &Register) -> Vec<String> {
    texts(&plan.findings_over(register))
}

#[test]
fn units_of_a_register() {
    let measured = target("1", r#"indicator = "so"; aggregate = "total"; threshold = ">= 1""#);
    let plan =
        plan(&[measured, task("1", r#"when = "by 2023-06-30"; lead = ["b"]; coordinate = ["ubnd-c"]"#)]);
    // From the plan's first day to its last is all of it.
    let good = register(&[
        "a cap-uy district",
        "b mttq district - 2023-01-01 2023-12-31",
        "ubnd-c ubnd",
        "x xa - a",
    ]);
    assert_eq!(over(&plan, &good), [""; 0]);
    let ended = register(&[
        "a cap-uy district",
        "b mttq district - - 2023-06-30",
        "ubnd-c ubnd - - 2024-01-01",
        "x xa - a",
    ]);
    assert_eq!(
        over(&plan, &ended),
        [
            "warning [expired-unit] tasks[0].lead[0] `1`: `b` ends on 2023-06-30",
            "error [expired-unit] tasks[0].coordinate[0] `1`: `ubnd-c` begins on 2024-01-01",
        ]
    );
    let unknown = register(&["a cap-uy district", "b mttq district", "ubnd-d ubnd", "x mttq - a"]);
    assert_eq!(
        over(&plan, &unknown),
        [
            "warning [unknown-kind] scopes[0].kinds[0] `cac-xa`: no unit of the register is of kind `xa`",
            "error [nothing-measured] targets[0].measured `1`: scope `cac-xa` has no unit to measure in any judging period",
            "error [unknown-unit] tasks[0].coordinate[0] `1`: the register has no unit `ubnd-c`",
        ]
    );
    let near = plan.findings_over(&unknown)[2].kind.suggestion(Language::English);
    assert_eq!(near.as_deref(), Some("did you mean `ubnd-d`?"));
    // [U4]
    let twice = register(&[
        "a cap-uy district",
        "b mttq district",
        "ubnd-c ubnd",
        "x xa - a",
        "y mttq - x",
        "z xa - y",
        "w xa - z",
    ]);
    assert_eq!(
        over(&plan, &twice),
        [
            "warning [reports-twice] scopes[0].id `cac-xa`: scope `cac-xa` holds `x` and, below it, `z`, and 1 more: \
          what both report counts twice"
        ]
    );
}
