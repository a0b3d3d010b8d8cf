//! What is written of a sheet: every key of it, and nothing else.

use std::fmt::Write;

use kehoach::{
    Evaluator, Language, Ledger, Plan, UnitId,
    score::{Scorer, Sheet},
};

use crate::{fixture, unchanged};

const SHEET: &str = r#"format = 1
id = "S"
title = "Bảng điểm đủ mọi mục"
period = "2023"
subjects = "xa"
points = 100
places = 2
rounding = "half-even"
not_applicable = "left-out-of-total"
total_max = 110
ties = ["a", "c"]

[[groups]]
id = "I"
title = "Chỉ tiêu"
max = 60

[[groups]]
id = "II"
title = "Việc"

[[criteria]]
id = "a"
title = "Tất cả hoặc không"
clause = "I.1"
group = "I"
max = 10
rule = "all-or-nothing"
target = "T-lam"

[[criteria]]
id = "b"
title = "Theo tỷ lệ"
group = "I"
max = 20
rule = "proportional"
target = "T-ty-le"
floor = 50

[[criteria]]
id = "c"
title = "Theo bậc"
clause = "I.3"
group = "I"
max = 10
rule = "steps"
target = "T-xep"

[[criteria.steps]]
values = ">= 95%"
points = 10

[[criteria.steps]]
values = "[85%, 95%)"
points = 7

[[criteria]]
id = "d"
title = "Trừ theo phần thiếu"
group = "I"
max = 20
rule = "per-shortfall"
target = "T-ty-le"
step = 1
points = 0.5
count = "begun"

[[criteria]]
id = "e"
title = "Thiếu tròn phần mới trừ"
group = "II"
max = 5
rule = "per-shortfall"
target = "T-ty-le"
step = 2
points = 1
count = "whole"

[[criteria]]
id = "f"
title = "Chậm báo cáo"
group = "II"
max = 5
rule = "per-occurrence"
deduct = "10%"
cap = 3

[[criteria]]
id = "g"
title = "Chậm việc"
group = "II"
max = 5
rule = "per-occurrence"
deduct = "0.5"

[[criteria]]
id = "h"
title = "Gốc và bậc"
group = "II"
max = 10
rule = "base-and-steps"
target = "T-ty-le"
base = 5
step = 5
points = 1
count = "pro-rata"

[[criteria]]
id = "i"
title = "Gốc và bậc tròn"
group = "II"
max = 5
rule = "base-and-steps"
target = "T-ty-le"
base = 3
step = 10
points = 1
count = "whole"

[[criteria]]
id = "k"
title = "Đúng hạn"
group = "II"
max = 5
rule = "all-or-nothing"
rate = "on-time"
asked = ">= 90%"

[[criteria]]
id = "l"
title = "Hoàn thành"
group = "II"
max = 2
rule = "proportional"
rate = "completed"
asked = ">= 80%"

[[criteria]]
id = "m"
title = "Chấm"
group = "II"
max = 3
rule = "judged"

[[adjustments]]
id = "n"
title = "Thưởng"
clause = "III"
kind = "bonus"
target = "T-lam"
per = "met"
points = 2
cap = 2

[[adjustments]]
id = "o"
title = "Trừ"
kind = "penalty"
target = "T-so"
per = "unit"
points = 0.25
cap = 5

[[grades]]
id = "c"
name = "Chưa đạt"
points = "< 50"

[[grades]]
id = "b"
name = "Đạt"
points = "[50, 90)"

[[grades.conditions]]
rate = "above-zero"
asked = ">= 100%"

[[grades]]
id = "a"
name = "Tốt"
points = ">= 90"

[[grades.conditions]]
rate = "exceeded"
asked = ">= 30%"
of = ["T-ty-le"]

[[grades.conditions]]
rate = "met"
asked = ">= 80%"
of = ["T-lam", "T-ty-le"]

[[grades.conditions]]
rate = "on-time"
asked = ">= 100%"

[[grades.conditions]]
rate = "subordinates"
asked = ">= 100%"
at_least = "b"

[[gates]]
target = "T-lam"
at_most = "b"

[[gates]]
statuses = ["done-late", "overdue"]
at_most = "b"

[[gates]]
criterion = "m"
points = "<= 0"
at_most = "c"

[[quotas]]
grade = "a"
share = "<= 20%"
of = "at-least-without-own"
which = "b"
at_least_one = true

[[quotas]]
grade = "b"
share = "<= 50%"
of = "kind"
which = "ubnd"
"#;

fn read(plan: &Plan, text: &str) -> Sheet {
    Sheet::from_toml(text, plan).unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn every_key_of_a_sheet_is_written_as_it_was_typed() {
    let plan = fixture::plan();
    let sheet = read(&plan, SHEET);
    let lines = |text: &str| -> Vec<String> {
        text.lines().filter(|line| !line.is_empty()).map(|line| line.replace('"', "")).collect()
    };
    assert_eq!(lines(&sheet.to_toml()), lines(SHEET));
    assert_eq!(Sheet::from_json(&sheet.to_json(), &plan).unwrap(), sheet);
}

/// The other words of each choice.
#[test]
fn other_choices_are_written_too() {
    let plan = fixture::plan();
    for (typed, other) in [
        ("rounding = \"half-even\"", "rounding = \"half-up\""),
        ("rounding = \"half-even\"", "rounding = \"up\""),
        ("not_applicable = \"left-out-of-total\"", "not_applicable = \"left-out-of-group\""),
        ("not_applicable = \"left-out-of-total\"", "not_applicable = \"full\""),
        ("of = \"kind\"\nwhich = \"ubnd\"", "of = \"all\""),
        ("of = \"kind\"\nwhich = \"ubnd\"", "of = \"graded\""),
        ("of = \"kind\"\nwhich = \"ubnd\"", "of = \"at-least\"\nwhich = \"b\""),
    ] {
        assert_eq!(SHEET.matches(typed).count(), 1, "{typed}");
        let text = SHEET.replace(typed, other);
        assert!(read(&plan, &text).to_toml().contains(other), "{other}");
    }
}

#[test]
fn a_status_that_is_none_is_shown_where_it_stands() {
    let plan = fixture::plan();
    let text = SHEET.replace("[\"done-late\", \"overdue\"]", "[\"done-late\", \"late\"]");
    let problems = Sheet::from_toml(&text, &plan).unwrap_err();
    let spot = problems.listed()[0].spot.clone().unwrap();
    assert_eq!(&text[spot.span], "\"late\"", "{problems}");
}

/// Six communes: `a` and `b` alike, `c` behind on shares, `d` late, `e` with little reported, `f` where nothing applies.
fn reports() -> String {
    let mut text = "item,unit,period,value,reported_on,note\n".to_owned();
    let mut tell = |item: &str, unit: &str, period: &str, value: &str, on: &str| {
        let note = if value == "n/a" { "không giao" } else { "" };
        writeln!(text, "{item},{unit},{period},{value},{on},{note}").unwrap();
    };
    for (commune, share, grade, count) in [
        ("a", "19/20", "tot", "1"),
        ("b", "19/20", "tot", "1"),
        ("c", "13/20", "kha", "3"),
        ("d", "17/20", "yeu", "0"),
    ] {
        for village in [1, 2] {
            let unit = format!("{commune}{village}");
            tell(
                "lam",
                &unit,
                "2023",
                if commune == "c" && village == 2 { "not done" } else { "done" },
                "2023-12-01",
            );
            tell("ty-le", &unit, "2023", share, "2023-12-02");
            tell("xep", &unit, "2023", grade, "2023-12-03");
            tell("so", &unit, "2023", count, "2023-12-04");
            for (quarter, on) in [
                ("2023-Q1", "2023-03-30"),
                ("2023-Q2", "2023-06-29"),
                ("2023-Q3", "2023-09-30"),
                ("2023-Q4", "2023-12-20"),
            ] {
                let late = commune == "d" && quarter == "2023-Q2";
                let on = if late { "2023-07-09" } else { on };
                if !(commune == "c" && quarter == "2023-Q3" && village == 1) {
                    tell("bc", &unit, quarter, on, on);
                }
            }
        }
        tell("S#m", commune, "2023", if commune == "c" { "0" } else { "2.5" }, "2023-12-28");
    }
    tell("lam", "e1", "2023", "done", "2023-12-01");
    for village in ["f1", "f2"] {
        for item in ["lam", "ty-le", "xep", "so"] {
            tell(item, village, "2023", "n/a", "2023-12-01");
        }
    }
    text
}

/// Every rule, gate, condition and quota, as it is explained in both languages. The reports are made up.
#[test]
fn how_scores_are_explained_is_kept() {
    let plan = Plan::from_toml(&format!("{}{}", fixture::PLAN, fixture::TASK))
        .unwrap_or_else(|problems| panic!("{problems}"));
    let register = fixture::register("abcdef");
    let mut out = String::new();
    for (name, text) in [
        ("left out of the total", SHEET.to_owned()),
        (
            "left out of the group",
            SHEET.replace("left-out-of-total", "left-out-of-group").replace("half-even", "down"),
        ),
        (
            "zero",
            SHEET
                .replace("left-out-of-total", "zero")
                .replace("at-least-without-own", "at-least")
                .replace("20%", "40%"),
        ),
        (
            "full",
            SHEET
                .replace("left-out-of-total", "full")
                .replace("of = \"kind\"\nwhich = \"ubnd\"", "of = \"graded\""),
        ),
    ] {
        let sheet = read(&plan, &text);
        let ledger = Ledger::from_csv(&reports(), &plan, &register)
            .unwrap()
            .whole()
            .unwrap_or_else(|problems| panic!("{problems}"));
        let evaluator = Evaluator::new(&plan, &register, &ledger, fixture::day()).unwrap();
        let scorer = Scorer::new(&evaluator, &sheet).unwrap();
        let scores = scorer.scores().unwrap();
        let shown =
            if name == "left out of the total" { &["a", "c", "d", "e", "f"][..] } else { &["c", "f"] };
        for (k, unit) in shown.iter().copied().enumerate() {
            let unit = UnitId::new(unit).unwrap();
            let language = if k % 2 == 0 { Language::Vietnamese } else { Language::English };
            writeln!(out, "{name}, {unit}").unwrap();
            let told = scorer.explain(&scores, &unit).unwrap().text(language);
            told.lines().for_each(|line| writeln!(out, " {line}").unwrap());
        }
    }
    unchanged::is_kept("score/kept.txt", &out);
}
