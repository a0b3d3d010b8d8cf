//! The words of documents are read wherever a closed word stands, and the canonical ones written back.

use kehoach::{Ledger, Plan, score::Sheet};

use crate::support::{PLAN, changed, plan, register, with};

/// Each spelling in place of a passage of the plan is read, and written back as this line.
#[track_caller]
fn written(from: &str, key: &str, spellings: &[&str], line: &str) {
    for spelling in spellings {
        let text = changed(PLAN, from, &format!("{key} = \"{spelling}\""));
        let plan = Plan::from_toml(&text).unwrap_or_else(|problems| panic!("{spelling}: {problems}"));
        let back = plan.to_toml();
        assert!(back.lines().any(|written| written == line), "{spelling}: {line} is not in\n{back}");
        assert_eq!(Plan::from_toml(&back).unwrap(), plan);
    }
}

#[test]
fn measures_and_how_they_combine() {
    let share = "measure = \"share\"\ncombine = \"pooled\"";
    for (measure, combine) in [("Tỷ lệ", "gộp"), ("tỉ lệ", "gộp  chung"), ("TỶ LỆ", "Pooled")]
    {
        let text = changed(PLAN, share, &format!("measure = \"{measure}\"\ncombine = \"{combine}\""));
        assert_eq!(Plan::from_toml(&text).unwrap(), plan());
    }
    written("combine = \"pooled\"", "combine", &["lũy kế", "luỹ kế", "Lũy kế"], "combine = \"cumulative\"");
    written("combine = \"ever\"", "combine", &["mọi kỳ", "tất cả các kỳ", "every"], "combine = \"every\"");
    written("measure = \"grade\"", "measure", &["xếp loại", "mức xếp loại"], "measure = \"grade\"");
    written("measure = \"count\"", "measure", &["số lượng", "Số lượng"], "measure = \"count\"");
    written(
        "measure = \"done\"",
        "measure",
        &["đã thực hiện hay chưa", "có hay không"],
        "measure = \"done\"",
    );
    let sum = "measure = \"count\"\ncombine = \"sum\"";
    for combine in ["cộng", "cộng dồn", "tổng"] {
        let text = changed(PLAN, sum, &format!("measure = \"số lượng\"\ncombine = \"{combine}\""));
        assert_eq!(Plan::from_toml(&text).unwrap(), plan(), "{combine}");
    }
    // Of a share it may mean either of two things.
    assert!(Plan::from_toml(&changed(PLAN, "combine = \"pooled\"", "combine = \"cộng dồn\"")).is_err());
}

#[test]
fn rhythms_and_times_of_judging() {
    let once = ["một lần", "Một lần", "once"];
    written("reported = \"yearly\"", "reported", &once, "reported = \"once\"");
    let quarterly = ["hằng quý", "hàng quý", "định kỳ hằng quý", "quarterly"];
    written("reported = \"yearly\"", "reported", &quarterly, "reported = \"quarterly\"");
    for (spellings, line) in [
        (&["hằng năm", "mỗi năm", "định kỳ hằng năm", "yearly"][..], "judged = \"each year\""),
        (&["hằng quý", "từng quý", "Hàng quý"], "judged = \"each quarter\""),
        (
            &["6 tháng", "nửa năm", "6 tháng một lần", "định kỳ 6 tháng", "half-yearly"],
            "judged = \"each half-year\"",
        ),
        (&["hằng tháng", "monthly"], "judged = \"each month\""),
        (&["cả giai đoạn", "toàn giai đoạn"], "judged = \"whole plan\""),
        (
            &["đến ngày 30/6/2024", "chậm nhất ngày 30/6/2024", "trước ngày 01/7/2024"],
            "judged = \"by 2024-06-30\"",
        ),
        (&["quý III/2024", "trong quý III/2024", "during 2024-Q3"], "judged = \"during 2024-Q3\""),
        (&["đến năm 2024", "by 2024-12-31"], "judged = \"by 2024-12-31\""),
    ] {
        written("judged = \"each year\"", "judged", spellings, line);
    }
    for neither in
        ["thường xuyên", "theo văn bản chỉ đạo của tỉnh", "ngày 25 hằng tháng", "9 tháng", "tháng 3, 9"]
    {
        let text = changed(PLAN, "judged = \"each year\"", &format!("judged = \"{neither}\""));
        let problems = Plan::from_toml(&text).unwrap_err();
        assert_eq!(problems.listed()[0].kind.code(), "unknown-word", "{neither}");
    }
}

#[test]
fn aggregates_and_policies() {
    written("aggregate = \"mean\"", "aggregate", &["bình quân", "trung bình"], "aggregate = \"mean\"");
    written("aggregate = \"total\"", "aggregate", &["tổng", "tổng số", "tổng cộng"], "aggregate = \"total\"");
    written("aggregate = \"pooled-share\"", "aggregate", &["tỷ lệ chung"], "aggregate = \"pooled-share\"");
    written("aggregate = \"judgement\"", "aggregate", &["đánh giá"], "aggregate = \"judgement\"");
    let units = "aggregate = \"share-of-units\"\ncriterion";
    let text = changed(PLAN, units, "aggregate = \"tỷ lệ đơn vị\"\ncriterion");
    assert_eq!(Plan::from_toml(&text).unwrap(), plan());
    let text = changed(PLAN, units, "aggregate = \"số đơn vị\"\ncriterion");
    let text = changed(&text, "\"phấn đấu trên 90%\"", "\"phấn đấu trên 9\"");
    assert!(Plan::from_toml(&text).unwrap().to_toml().contains("aggregate = \"number-of-units\""));
    let issued = "issued = \"2024-01-15\"";
    written(issued, "unknowns", &["không tính", "loại ra"], "unknowns = \"excluded\"");
    written(issued, "unknowns", &["không đạt", "coi là không đạt"], "unknowns = \"missed\"");
    let next = ["ngày làm việc tiếp theo", "ngày làm việc liền kề"];
    written(issued, "rest_days", &next, "rest_days = \"next-working-day\"");
    written(issued, "issued", &["15/1/2024", "ngày 15 tháng 01 năm 2024"], "issued = \"2024-01-15\"");
    written("period = \"2024\"", "period", &["năm 2024"], "period = \"2024\"");
}

#[test]
fn figures_have_a_decimal_comma_too() {
    let moving = "threshold = \"tăng 5 điểm phần trăm\"\nbaseline_value";
    for (typed, back) in [("45,5%", "91/200"), ("45.5 %", "91/200"), ("9/20", "9/20"), ("0,45", "9/20")] {
        let text = changed(PLAN, "threshold = \"trên 85%\"", &format!("{moving} = \"{typed}\""));
        let written = Plan::from_toml(&text).unwrap().to_toml();
        assert!(written.contains(&format!("baseline_value = \"{back}\"")), "{typed}: {written}");
    }
    let text = changed(
        PLAN,
        "threshold = \"ít nhất 5 mô hình\"",
        "threshold = \"tăng 5%\"\nbaseline_value = \"1.200\"",
    );
    assert_eq!(Plan::from_toml(&text).unwrap_err().listed()[0].kind.code(), "thousands");
}

const SHEET: &str = r#"
format = 1
id = "bang-diem"
title = "Bảng điểm"
period = "năm 2024"
subjects = "cac-thon"
points = 100
places = 1
rounding = "half-even"
not_applicable = "left-out-of-group"

[[criteria]]
id = "a"
title = "Mô hình"
max = 40
rule = "per-shortfall"
target = "2"
step = 1
points = 5
count = "begun"

[[criteria]]
id = "b"
title = "Tập huấn"
max = 40
rule = "proportional"
target = "4"

[[criteria]]
id = "c"
title = "Nhiệm vụ"
max = 20
rule = "per-occurrence"
deduct = "0.5"

[[adjustments]]
id = "d"
title = "Vượt"
kind = "bonus"
target = "2"
per = "met"
points = 2
cap = 2

[[grades]]
id = "khong"
name = "Không hoàn thành"
points = "< 50"

[[grades]]
id = "xong"
name = "Hoàn thành"
points = ">= 50"

[[grades.conditions]]
rate = "exceeded"
asked = ">= 30%"

[[gates]]
statuses = ["done-late", "overdue"]
at_most = "khong"

[[quotas]]
grade = "xong"
share = "<= 20%"
of = "graded"
"#;

#[test]
fn sheets_speak_vietnamese_too() {
    let plan = Plan::from_toml(&with(
        PLAN,
        "[[tasks]]\nid = \"bc\"\ntitle = \"Báo cáo\"\nwhen = \"hằng quý\"\nlead = [\"cac-thon\"]",
    ))
    .unwrap();
    let sheet = Sheet::from_toml(SHEET, &plan).unwrap_or_else(|problems| panic!("{problems}"));
    let mut text = SHEET.to_owned();
    for (canonical, phrase) in [
        ("half-even", "nửa về số chẵn"),
        ("left-out-of-group", "không tính trong nhóm"),
        ("per-shortfall", "trừ theo mức thiếu"),
        ("begun", "cả phần lẻ"),
        ("proportional", "theo tỷ lệ"),
        ("per-occurrence", "trừ theo lần"),
        ("\"0.5\"", "\"0,5 điểm\""),
        ("bonus", "điểm thưởng"),
        ("\"met\"", "\"khi đạt\""),
        ("exceeded", "vượt"),
        (">= 30%", "ít nhất 30%"),
        ("done-late", "hoàn thành chậm"),
        ("overdue", "quá hạn"),
        ("<= 20%", "không quá 20%"),
        ("\"graded\"", "\"được xếp loại\""),
    ] {
        text = changed(&text, canonical, phrase);
    }
    let spoken = Sheet::from_toml(&text, &plan).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(spoken, sheet);
    assert_eq!(spoken.to_toml(), sheet.to_toml());
    let text = changed(SHEET, "\"half-even\"", "\"half-evn\"");
    let help = Sheet::from_toml(&text, &plan).unwrap_err().listed()[0].help();
    assert_eq!(help, ["did you mean `half-even`?", "expected `half-up`, `half-even`, `down`, `up`"]);
}

#[test]
fn a_ledger_too() {
    let plan = with(
        PLAN,
        "[[tasks]]\nid = \"bc\"\ntitle = \"Báo cáo\"\nwhen = \"theo văn bản chỉ đạo của tỉnh\"\nlead = [\"cac-thon\"]",
    );
    let plan = Plan::from_toml(&plan).unwrap();
    let rows = |instructed: &str, occurrence: &str| {
        format!(
            "item,unit,period,value,reported_on\n\
             bc,dang-uy,{occurrence},{instructed},2024-03-01\n\
             bc,thon-mot,{occurrence},2024-03-18,2024-03-19\n"
        )
    };
    let read = |text: &str| Ledger::from_csv(text, &plan, &register()).unwrap().whole().unwrap().to_toml();
    let canonical = read(&rows("instructed by 2024-03-20", "on-instruction"));
    assert_eq!(read(&rows("đã chỉ đạo hạn 20/3/2024", "theo văn bản chỉ đạo")), canonical);
    assert_eq!(read(&rows("Đã chỉ đạo hạn 20/3/2024", "Khi có chỉ đạo")), canonical);
}
