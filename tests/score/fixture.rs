//! A commune with two bodies that report, and whatever sheet a test writes.

use chrono::NaiveDate;
use kehoach::{
    Evaluator, Ledger, Plan, Register, UnitId,
    score::{Score, Scorer, Scores, Sheet},
};

pub const PLAN: &str = r#"
format = 1
id = "KH"
title = "Kế hoạch thử"
issuer = "huyen"
period = "2023"

[[scales]]
id = "muc"
grades = [{ id = "yeu", name = "yếu" }, { id = "kha", name = "khá" }, { id = "tot", name = "tốt" }]

[[scopes]]
id = "xa"
levels = ["commune"]

[[scopes]]
id = "to"
levels = ["village"]

[[indicators]]
id = "lam"
name = "đã làm"
measure = "done"
reported = "yearly"

[[indicators]]
id = "ty-le"
name = "người được tập huấn"
measure = "share"
combine = "latest"
reported = "yearly"

[[indicators]]
id = "xep"
name = "xếp loại"
measure = "grade"
scale = "muc"
reported = "yearly"

[[indicators]]
id = "so"
name = "số mô hình"
measure = "count"
combine = "latest"
reported = "yearly"

[[targets]]
id = "T-lam"
title = "Làm"
indicator = "lam"
measured = "to"
aggregate = "share-of-units"
threshold = "100%"

[[targets]]
id = "T-ty-le"
title = "Tập huấn"
indicator = "ty-le"
measured = "to"
aggregate = "pooled-share"
threshold = "từ 80%"

[[targets]]
id = "T-xep"
title = "Xếp loại"
indicator = "xep"
measured = "to"
aggregate = "share-of-units"
criterion = "từ khá trở lên"
threshold = "từ 50%"

[[targets]]
id = "T-so"
title = "Mô hình"
indicator = "so"
measured = "to"
aggregate = "total"
threshold = "[1, 2]"
"#;

/// A quarterly report of every village.
pub const TASK: &str = r#"
[[tasks]]
id = "bc"
title = "Báo cáo quý"
product = "report"
when = "hằng quý"
lead = ["to"]
"#;

/// A district with communes `a`, `b`, ... of two villages each.
pub fn register(communes: &str) -> Register {
    let mut rows = vec!["huyen,Huyện,ubnd,district,".to_owned()];
    for commune in communes.chars() {
        rows.push(format!("{commune},Xã {commune},ubnd,commune,huyen"));
        rows.extend((1..=2).map(|k| format!("{commune}{k},Bản {commune}{k},to,village,{commune}")));
    }
    Register::from_csv(&format!("id,name,kind,level,parent\n{}\n", rows.join("\n"))).unwrap()
}

pub fn plan() -> Plan {
    Plan::from_toml(PLAN).unwrap_or_else(|problems| panic!("{problems}"))
}

/// `item unit value`, each reported for 2023.
pub fn ledger(plan: &Plan, register: &Register, rows: &[String]) -> Ledger {
    let mut text = "item,unit,period,value,reported_on,note\n".to_owned();
    for row in rows {
        let cells: Vec<&str> = row.split(' ').collect();
        text.push_str(&format!("{},{},2023,{},2023-12-01,không có\n", cells[0], cells[1], cells[2]));
    }
    Ledger::from_csv(&text, plan, register).unwrap().whole().unwrap_or_else(|problems| panic!("{problems}"))
}

pub fn sheet(plan: &Plan, text: &str) -> Sheet {
    let text = format!(
        "format = 1\nid = \"S\"\ntitle = \"Bảng điểm thử\"\nperiod = \"2023\"\nsubjects = \"xa\"\nplaces = 1\n{text}"
    );
    Sheet::from_toml(&text, plan).unwrap_or_else(|problems| panic!("{problems}"))
}

/// Why a sheet is refused.
pub fn refused(text: &str) -> Vec<String> {
    let text = format!(
        "format = 1\nid = \"S\"\ntitle = \"Bảng điểm thử\"\nperiod = \"2023\"\nsubjects = \"xa\"\nplaces = 1\n{text}"
    );
    let problems = Sheet::from_toml(&text, &plan()).expect_err("it is refused");
    problems.listed().iter().map(|problem| problem.kind.to_string()).collect()
}

pub fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 1, 15).unwrap()
}

pub fn scores(plan: &Plan, register: &Register, ledger: &Ledger, sheet: &Sheet) -> Scores {
    let evaluator = Evaluator::new(plan, register, ledger, day()).unwrap();
    Scorer::new(&evaluator, sheet).unwrap().scores().unwrap()
}

/// The score of commune `a`.
pub fn score(sheet_text: &str, rows: &[&str]) -> Score {
    let (plan, register) = (plan(), register("a"));
    let rows: Vec<String> = rows.iter().map(|row| (*row).to_owned()).collect();
    let ledger = ledger(&plan, &register, &rows);
    let all = scores(&plan, &register, &ledger, &sheet(&plan, sheet_text));
    all.get(&UnitId::new("a").unwrap()).unwrap().clone()
}
