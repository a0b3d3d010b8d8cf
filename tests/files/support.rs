//! A small plan, register and ledger that are right, and the means to break them one at a time.

use kehoach::{
    Ledger, Plan, Register,
    file::{Intake, Problem, Problems},
};

pub(crate) const PLAN: &str = r#"format = 1
id = "12-KH/ĐU"
title = "Công tác dân vận năm 2024"
issuer = "dang-uy"
issued = "2024-01-15"
period = "2024"

[[scales]]
id = "xep-loai"
grades = [
    { id = "yeu", name = "yếu" },
    { id = "trung-binh", name = "trung bình" },
    { id = "kha", name = "khá" },
    { id = "tot", name = "tốt" },
]

[[scopes]]
id = "cac-thon"
name = "các thôn"
levels = ["village"]
below = ["dang-uy"]

[[scopes]]
id = "doan-the"
kinds = ["doan-the"]
within = ["dang-uy"]

[[scopes]]
id = "tat-ca"
any_of = ["cac-thon", "doan-the"]

[[indicators]]
id = "cam-ket"
name = "ký cam kết"
measure = "done"
combine = "ever"
reported = "quarterly"

[[indicators]]
id = "mo-hinh"
name = "mô hình được công nhận"
measure = "count"
combine = "sum"
reported = "quarterly"

[[indicators]]
id = "quy"
name = "quỹ vận động"
measure = "amount"
combine = "sum"
unit = "triệu đồng"
greatest = 500
reported = "half-yearly"

[[indicators]]
id = "ha"
name = "diện tích trồng mới"
measure = "amount"
combine = "latest"
unit = "ha"
reported = "half-yearly"

[[indicators]]
id = "tap-huan"
name = "cán bộ được tập huấn"
measure = "share"
combine = "pooled"
reported = "half-yearly"

[[indicators]]
id = "xep-loai"
name = "xếp loại chất lượng"
measure = "grade"
scale = "xep-loai"
reported = "yearly"

[[targets]]
id = "1"
title = "Ký cam kết"
indicator = "cam-ket"
measured = "cac-thon"
aggregate = "share-of-units"
threshold = "100%"

[[targets]]
id = "2"
title = "Mô hình"
indicator = "mo-hinh"
measured = "cac-thon"
aggregate = "total"
threshold = "ít nhất 5 mô hình"

[[targets]]
id = "3"
title = "Quỹ"
indicator = "quy"
measured = "tat-ca"
aggregate = "mean"
threshold = ">= 92.5"

[[targets]]
id = "4"
title = "Tập huấn"
indicator = "tap-huan"
measured = "tat-ca"
aggregate = "pooled-share"
threshold = "trên 85%"
judged = "each year"

[[targets]]
id = "5"
title = "Xếp loại"
indicator = "xep-loai"
measured = "doan-the"
aggregate = "share-of-units"
criterion = "từ khá trở lên"
threshold = "phấn đấu trên 90%"

[[targets]]
id = "6"
title = "Cấp giấy"
aggregate = "judgement"
threshold = "cơ bản"
"#;

pub(crate) const UNITS: &str = "\
id,name,kind,level,parent,first,last,since
dang-uy,Đảng ủy xã Mường Than,cap-uy,commune,,,,
thon-mot,Thôn Một,thon,village,dang-uy,,,
thon-hai,Thôn Hai,thon,village,dang-uy,,,
thon-cu,Thôn Cũ,thon,village,dang-uy,,2023-12-31,
thon-moi,Thôn Mới,thon,village,dang-uy,2024-07-01,,
hoi-phu-nu,Hội Phụ nữ xã,doan-the/hoi-phu-nu,commune,dang-uy,,,
hoi-phu-nu,Hội LHPN xã,doan-the/hoi-phu-nu,commune,dang-uy,,,2024-03-01
";

pub(crate) const REPORTS: &str = "\
item,unit,period,value,reported_on,note,source,corrects
cam-ket,thon-mot,2024-Q1,done,2024-04-02,,,
cam-ket,thon-hai,2024-Q1,chưa,2024-04-02,,,
mo-hinh,thon-mot,2024-Q1,2,2024-04-02,,BC 05,
mo-hinh,thon-mot,2024-Q1,3,2024-04-02,,,yes
mo-hinh,thon-hai,2024-Q2,1,5/7/2024,,,
quy,thon-mot,2024-H1,\"92,5\",2024-07-03,,,
quy,hoi-phu-nu,2024-H1,n/a,2024-07-03,không giao chỉ tiêu,,
tap-huan,thon-mot,2024-H1,?/20,2024-01-20,,,
tap-huan,thon-mot,2024-H1,18/20,2024-07-03,,,
tap-huan,thon-hai,2024-H1,9/10,2024-07-03,,,
tap-huan,thon-hai,2024-H1,withdrawn,2024-07-20,,,
xep-loai,hoi-phu-nu,2024,khá,2024-12-20,,,
6,dang-uy,2024,đạt,2024-12-28,đã cấp đủ,,
";

/// The text with one passage, which stands there once, replaced.
#[track_caller]
pub(crate) fn changed(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "`{from}` must stand in the file once");
    text.replacen(from, to, 1)
}

/// The text with lines added at its end.
pub(crate) fn with(text: &str, lines: &str) -> String {
    format!("{text}{lines}\n")
}

pub(crate) fn plan() -> Plan {
    Plan::from_toml(PLAN).unwrap()
}

pub(crate) fn register() -> Register {
    Register::from_csv(UNITS).unwrap()
}

pub(crate) fn ledger(text: &str) -> Result<Intake<Ledger>, Problems> {
    Ledger::from_csv(text, &plan(), &register())
}

/// A problem as a person sees it: line, column, the text underlined there, the message, and what would help.
pub(crate) fn seen(text: &str, problem: &Problem) -> String {
    let mut out = match &problem.spot {
        Some(spot) => {
            let snippet = text.get(spot.span.clone()).expect("a span cuts no character");
            format!("{}:{} `{snippet}` ", spot.line, spot.column)
        }
        None => String::new(),
    };
    out += &problem.kind.to_string();
    for help in problem.help() {
        out += &format!("; {help}");
    }
    out
}

/// All problems, one a line.
pub(crate) fn all_seen(text: &str, problems: &Problems) -> String {
    let listed: Vec<String> = problems.listed().iter().map(|problem| seen(text, problem)).collect();
    listed.join("\n")
}

/// The problems of a text are exactly these, one a line.
#[track_caller]
pub(crate) fn says<T: std::fmt::Debug>(text: &str, read: Result<T, Problems>, wanted: &str) {
    let found = match &read {
        Ok(value) => format!("read without a problem: {value:?}"),
        Err(problems) => all_seen(text, problems),
    };
    // Lists of keys grow: what follows the three dots is not asked for.
    match wanted.strip_suffix(" ...") {
        Some(head) => assert!(found.starts_with(head), "{found}\ndoes not begin with\n{head}"),
        None => assert_eq!(found, wanted),
    }
}
