//! A commune with all kinds of indicators, a judged target, tasks and a score sheet, as small as can be. It is made up.

pub(crate) const PLAN: &str = r#"format = 1
id = "12-KH/ĐU"
title = "Công tác dân vận năm 2024"
issuer = "dang-uy"
issued = "2024-01-15"
period = "2024"
scales = [{ id = "xep-loai", grades = [{ id = "yeu", name = "yếu" }, { id = "kha", name = "khá" }, { id = "tot", name = "tốt" }] }]
scopes = [{ id = "cac-thon", kinds = ["thon"] }, { id = "tat-ca", within = ["dang-uy"] }]
indicators = [
    { id = "cam-ket", name = "ký cam kết", measure = "done", combine = "ever", reported = "quarterly" },
    { id = "mo-hinh", name = "mô hình", measure = "count", combine = "sum", reported = "half-yearly" },
    { id = "quy", name = "quỹ", measure = "amount", unit = "triệu đồng", combine = "latest", reported = "yearly", greatest = 500 },
    { id = "tap-huan", name = "được tập huấn", measure = "share", combine = "cumulative", reported = "half-yearly" },
    { id = "xep-loai", name = "xếp loại", measure = "grade", scale = "xep-loai", reported = "yearly" },
]
targets = [
    { id = "1", title = "Ký cam kết", indicator = "cam-ket", measured = "cac-thon", aggregate = "share-of-units", threshold = "từ 50%", judged_at = "cac-thon" },
    { id = "2", title = "Mô hình", indicator = "mo-hinh", measured = "cac-thon", aggregate = "total", threshold = "ít nhất 5" },
    { id = "3", title = "Quỹ", indicator = "quy", measured = "tat-ca", aggregate = "mean", threshold = ">= 92.5", unknowns = "excluded" },
    { id = "4", title = "Tập huấn", indicator = "tap-huan", measured = "cac-thon", aggregate = "pooled-share", threshold = "trên 85%" },
    { id = "5", title = "Xếp loại", indicator = "xep-loai", measured = "cac-thon", aggregate = "share-of-units", criterion = "từ khá trở lên", threshold = "trên 60%", within = "1" },
    { id = "6", title = "Cấp giấy", aggregate = "judgement", threshold = "cơ bản" },
]
tasks = [
    { id = "bao-cao", title = "Báo cáo quý", product = "report", when = "quarterly by day 15", lead = ["cac-thon"], report_to = ["dang-uy"] },
    { id = "chi-dao", title = "Tổng kết", when = "theo văn bản chỉ đạo của tỉnh", lead = ["dang-uy"] },
    { id = "nam-tinh-hinh", title = "Nắm tình hình", when = "thường xuyên", lead = ["thon-mot"] },
]
"#;

pub(crate) const UNITS: &str = "\
id,name,kind,level,parent,first,last,since
dang-uy,Đảng ủy xã,cap-uy,commune,,,,
thon-mot,Thôn Một,thon,village,dang-uy,,,
thon-hai,Thôn Hai,thon,village,dang-uy,,2024-09-30,
thon-ba,Thôn Ba,thon,village,thon-mot,2024-04-01,,
thon-ba,Thôn Ba,thon,village,dang-uy,,,2024-08-01
";

pub(crate) const SHEET: &str = r#"format = 1
id = "bang"
title = "Chấm điểm"
period = "2024"
subjects = "cac-thon"
points = 30
places = 1
rounding = "half-up"
not_applicable = "full"
criteria = [
    { id = "a", title = "Cam kết", max = 10, rule = "all-or-nothing", target = "1" },
    { id = "b", title = "Báo cáo", max = 10, rule = "steps", rate = "on-time", tasks = ["bao-cao"], asked = "100%", steps = [{ values = "100%", points = 10 }, { values = "từ 50% đến dưới 100%", points = 5 }] },
    { id = "c", title = "Phối hợp", max = 10, rule = "judged" },
]
grades = [
    { id = "chua-dat", name = "chưa đạt", points = "dưới 15" },
    { id = "dat", name = "đạt", points = "từ 15 điểm" },
]
"#;
