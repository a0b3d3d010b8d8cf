//! A plan built in code, and the same plan in a file: part of what the Tam Đường district committee asked for in 2023
//! (Kế hoạch 159-KH/HU, II.2 and the annex), in short titles of our own.
//!
//! `cargo run --example build` asserts that the two are one plan, and prints it as a file in canonical spelling.

use kehoach::{DoneBy, FigureBy, Plan, Rhythm, ShareBy, build::*, file::Problems};

/// The plan in code.
fn built() -> Result<Plan, Problems> {
    Plan::build("159-KH/HU", "Công tác dân vận năm 2023", "btv-huyen-uy", "2023")
        .issued("16/01/2023")
        .scale("xep-loai", [("yeu", "yếu"), ("trung-binh", "trung bình"), ("kha", "khá"), ("tot", "tốt")])
        .scope("cap-uy", kinds(["cap-uy/co-so"]).below(["btv-huyen-uy"]).called("các cấp ủy cơ sở"))
        .scope("co-quan", kinds(["ubnd", "co-quan"]).within(["btv-huyen-uy"]))
        .scope("doan-the", kinds(["mttq", "doan-the"]).levels(["commune"]))
        .indicator("tap-huan", "cán bộ được tập huấn", share(ShareBy::Latest).reported(Rhythm::HalfYearly))
        .indicator("chinh-quyen", "dân vận chính quyền", done(DoneBy::Latest).reported(Rhythm::Yearly))
        .indicator("dan-van-kheo", "đạt tiêu chí", done(DoneBy::Latest).reported(Rhythm::Yearly))
        .indicator("mo-hinh", "mô hình điển hình", count(FigureBy::Latest).reported(Rhythm::HalfYearly))
        .indicator("xep-loai", "xếp loại chất lượng", grade("xep-loai").reported(Rhythm::Yearly))
        .target("2", "Tập huấn", pooled_share("tap-huan", "co-quan").asks("trên 85%").judged("hằng năm"))
        .target("3b", "Dân vận chính quyền", share_of_units("chinh-quyen", "co-quan").asks("100%"))
        .target("3c", "Dân vận khéo", share_of_units("dan-van-kheo", "co-quan").within("3b").asks("trên 60%"))
        .target("4b", "Mô hình ở mỗi cấp ủy", total("mo-hinh", "cap-uy").asks("từ 01 - 02").at_each("cap-uy"))
        .target(
            "5c",
            "Xếp loại khá trở lên",
            share_of_units("xep-loai", "doan-the").meeting("từ khá trở lên").asks("phấn đấu trên 90%"),
        )
        .task(
            "PL-1.4",
            "Tập huấn công tác dân vận",
            work("Tháng 3, 9").lead(["ban-dan-van"]).coordinate(["trung-tam-chinh-tri", "phong-noi-vu"]),
        )
        .task(
            "III.1",
            "Báo cáo kết quả",
            report("on instruction: định kỳ theo quy định")
                .lead(["cap-uy"])
                .report_to(["btv-huyen-uy"])
                .report_through(["ban-dan-van"]),
        )
        .finish()
}

/// The plan in a file.
const FILE: &str = r#"
format = 1
id = "159-KH/HU"
title = "Công tác dân vận năm 2023"
issuer = "btv-huyen-uy"
issued = 2023-01-16
period = "2023"

[[scales]]
id = "xep-loai"
grades = [
    { id = "yeu", name = "yếu" },
    { id = "trung-binh", name = "trung bình" },
    { id = "kha", name = "khá" },
    { id = "tot", name = "tốt" },
]

[[scopes]]
id = "cap-uy"
name = "các cấp ủy cơ sở"
kinds = ["cap-uy/co-so"]
below = ["btv-huyen-uy"]

[[scopes]]
id = "co-quan"
kinds = ["ubnd", "co-quan"]
within = ["btv-huyen-uy"]

[[scopes]]
id = "doan-the"
kinds = ["mttq", "doan-the"]
levels = ["commune"]

[[indicators]]
id = "tap-huan"
name = "cán bộ được tập huấn"
measure = "tỷ lệ"
combine = "mới nhất"
reported = "6 tháng"

[[indicators]]
id = "chinh-quyen"
name = "dân vận chính quyền"
measure = "done"
reported = "hằng năm"

[[indicators]]
id = "dan-van-kheo"
name = "đạt tiêu chí"
measure = "done"
reported = "hằng năm"

[[indicators]]
id = "mo-hinh"
name = "mô hình điển hình"
measure = "số lượng"
combine = "mới nhất"
reported = "6 tháng"

[[indicators]]
id = "xep-loai"
name = "xếp loại chất lượng"
measure = "xếp loại"
scale = "xep-loai"
reported = "hằng năm"

[[targets]]
id = "2"
title = "Tập huấn"
indicator = "tap-huan"
measured = "co-quan"
aggregate = "tỷ lệ chung"
threshold = "trên 85%"
judged = "hằng năm"

[[targets]]
id = "3b"
title = "Dân vận chính quyền"
indicator = "chinh-quyen"
measured = "co-quan"
aggregate = "tỷ lệ đơn vị"
threshold = "100%"

[[targets]]
id = "3c"
title = "Dân vận khéo"
indicator = "dan-van-kheo"
measured = "co-quan"
aggregate = "tỷ lệ đơn vị"
within = "3b"
threshold = "trên 60%"

[[targets]]
id = "4b"
title = "Mô hình ở mỗi cấp ủy"
indicator = "mo-hinh"
measured = "cap-uy"
aggregate = "tổng"
threshold = "từ 01 - 02"
judged_at = "cap-uy"

[[targets]]
id = "5c"
title = "Xếp loại khá trở lên"
indicator = "xep-loai"
measured = "doan-the"
aggregate = "tỷ lệ đơn vị"
criterion = "từ khá trở lên"
threshold = "phấn đấu trên 90%"

[[tasks]]
id = "PL-1.4"
title = "Tập huấn công tác dân vận"
when = "Tháng 3, 9"
lead = ["ban-dan-van"]
coordinate = ["trung-tam-chinh-tri", "phong-noi-vu"]

[[tasks]]
id = "III.1"
title = "Báo cáo kết quả"
product = "báo cáo"
when = "on instruction: định kỳ theo quy định"
lead = ["cap-uy"]
report_to = ["btv-huyen-uy"]
report_through = ["ban-dan-van"]
"#;

fn main() -> Result<(), Problems> {
    let plan = built()?;
    assert_eq!(plan, Plan::from_toml(FILE)?, "built or read, it is one plan");
    print!("{}", plan.to_toml());
    Ok(())
}
