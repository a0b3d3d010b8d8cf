//! What is written of a sheet: every key of it, and nothing else.

use kehoach::{Plan, score::Sheet};

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
clause = "mục 1"
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
clause = "mục 3"
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
clause = "mục 14"
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
    let plan = crate::fixture::plan();
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
    let plan = crate::fixture::plan();
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
    let plan = crate::fixture::plan();
    let text = SHEET.replace("[\"done-late\", \"overdue\"]", "[\"done-late\", \"late\"]");
    let problems = Sheet::from_toml(&text, &plan).unwrap_err();
    let spot = problems.listed()[0].spot.clone().unwrap();
    assert_eq!(&text[spot.span], "\"late\"", "{problems}");
}
