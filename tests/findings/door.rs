//! One door for everything that can be said of a file.

use kehoach::{
    Language, Plan, Severity,
    file::{Check, Origin, Remark, RemarkKind, Text},
};

const PLAN: &str = r#"format = 1
id = "12-KH/ĐU"
title = "Công tác dân vận năm 2024"
issuer = "dang-uy"
period = "2024"

[[scopes]]
id = "cac-thon"
kinds = ["thon"]

[[indicators]]
id = "giam-sat"
name = "cuộc giám sát"
measure = "count"
combine = "sum"
reported = "quarterly"

[[targets]]
id = "1"
title = "Giám sát"
indicator = "giam-sat"
measured = "cac-thon"
aggregate = "total"
threshold = "ít nhất 01 hoặc 02"

[[tasks]]
id = "a"
title = "Tập huấn"
when = "Tháng 3, 9"
coordinate = ["các hội"]
"#;

/// `severity code line:column of what is underlined`.
fn lines(text: &str, remarks: &[Remark]) -> Vec<String> {
    let line = |remark: &Remark| {
        let spot = remark.spot.as_ref().unwrap();
        let (severity, code) = (remark.severity(), remark.code());
        format!("{severity} {code} {}:{} {}", spot.line, spot.column, &text[spot.span.clone()])
    };
    remarks.iter().map(line).collect()
}

#[test]
fn problems_notes_and_findings_come_as_one_list_in_the_order_of_the_text() {
    let checked = Check::new(Text::Toml(PLAN)).run();
    assert_eq!(
        lines(PLAN, &checked.remarks),
        [
            "warning weaker-reading 24:14 ít nhất 01 hoặc 02",
            "error no-lead 26:1 [[tasks]]",
            "note open-party 30:15 \"các hội\"",
        ]
    );
    assert_eq!(checked.plan.as_ref().map(|plan| plan.tasks().len()), Some(1));
    assert_eq!(checked.worst(), Some(Severity::Error));
    let note = &checked.remarks[0];
    assert!(matches!(note.kind, RemarkKind::Note(_)));
    assert_eq!(
        note.message(Language::Vietnamese),
        "`01 hoặc 02` nêu hai số cho một giới hạn: lấy cách hiểu nhẹ hơn"
    );
    assert_eq!(
        checked.remarks[1].to_string(),
        "error [no-lead] line 26, column 1: tasks[0].lead: no one leads it; name who leads it under `lead`"
    );
    assert_eq!(checked.remarks[2].path.as_deref(), Some("tasks[0].coordinate[0]"));
}

#[test]
fn a_plan_that_cannot_be_read_has_problems_alone() {
    let text = PLAN.replace("\"cac-thon\"\nagg", "\"cac-thom\"\nagg").replace("Tháng 3, 9", "Tháng 3, 19");
    let checked = Check::new(Text::Toml(&text)).run();
    assert_eq!(lines(&text, &checked.remarks), ["error phrase 29:18 19"]);
    assert_eq!((checked.plan, checked.sheet), (None, None));
    let many: String =
        (0..300).map(|k| format!("[[tasks]]\nid = \"t{k}\"\ntitle = \"t\"\nwhen = \"?\"\n")).collect();
    let text = format!("{PLAN}\n{many}");
    let checked = Check::new(Text::Toml(&text)).run();
    assert_eq!((checked.remarks.len(), checked.more), (100, 200));
}

#[test]
fn a_file_in_json_is_told_of_as_well() {
    let json = Plan::from_toml(PLAN).unwrap().to_json();
    let checked = Check::new(Text::Json(&json)).run();
    let lead = lines(&json, &checked.remarks);
    // What is written back is canonical: the threshold is no longer doubtful. A missing key: the head of its entry.
    assert_eq!(lead, ["error no-lead 36:5 {", "note open-party 41:9 \"các hội\""]);
}

#[test]
fn what_is_said_of_a_sheet_stands_in_the_sheet() {
    let sheet = r#"format = 1
id = "bang"
title = "Bảng điểm"
period = "2024"
subjects = "cac-thon"
points = 9
not_applicable = "zero"
criteria = [{ id = "1", title = "Giám sát", max = 10, rule = "all-or-nothing", target = "1" }]
"#;
    let checked = Check::new(Text::Toml(PLAN)).with_sheet(Text::Toml(sheet)).run();
    let of_sheet: Vec<Remark> = checked.remarks.into_iter().filter(|r| r.origin == Origin::Sheet).collect();
    assert_eq!(lines(sheet, &of_sheet), ["error sheet 6:10 9"]);
    assert_eq!(of_sheet[0].message(Language::English), "the maxima add up to 10, and the sheet says 9");
    assert_eq!(checked.sheet, None);
}
