//! How a status is told, in both languages: by when and from which day it was moved, who recorded what, and why it does not apply.

use kehoach::{Evaluator, Language, Ledger, Plan, Register, workdays::WorkingCalendar};

const PLAN: &str = r#"
format = 1
id = "1-KH"
title = "Thử"
issuer = "huyen"
period = "2023"
rest_days = "next-working-day"

[[scopes]]
id = "xa"
levels = ["commune", "village"]

[[tasks]]
id = "bao-cao"
title = "Báo cáo"
when = "per level commune = by 2023-12-31"
lead = ["xa"]

[[tasks]]
id = "tuyen-truyen"
title = "Tuyên truyền"
when = "continuous"
lead = ["huyen"]

[[tasks]]
id = "so-ket"
title = "Sơ kết"
when = "on instruction: theo văn bản của tỉnh"
lead = ["huyen"]
"#;

const UNITS: &str = "id,name,kind,level,parent,first,last\n\
    huyen,Huyện,ubnd,district,,,\n\
    a,Xã A,ubnd,commune,huyen,,\nb,Xã B,ubnd,commune,huyen,,\nc,Xã C,ubnd,commune,huyen,,2023-11-30\n\
    t,Thôn T,thon,village,a,,\n";

const REPORTS: &str = "item,unit,period,value,reported_on,note,source\n\
    so-ket,huyen,on-instruction,instructed,2023-05-02,,12-CV/TU\n\
    so-ket,huyen,on-instruction,2023-06-01,2023-06-05,,9-BC/HU\n\
    bao-cao,a,2023-12-31,2024-01-03,2024-01-04,,3-BC/UBND\n\
    bao-cao,b,2023-12-31,n/a,2023-12-20,mới sáp nhập,\n";

#[test]
fn a_status_says_what_it_rests_on() {
    let plan = Plan::from_toml(PLAN).unwrap_or_else(|problems| panic!("{problems}"));
    let register = Register::from_csv(UNITS).unwrap();
    let ledger =
        Ledger::from_csv(REPORTS, &plan, &register).unwrap().whole().unwrap_or_else(|p| panic!("{p}"));
    let calendar = WorkingCalendar::viet_nam();
    let told = |day: &str, language| {
        let evaluator = Evaluator::new(&plan, &register, &ledger, day.parse().unwrap()).unwrap();
        let evaluator = evaluator.with_working_days(&calendar);
        let all = evaluator.occurrences().unwrap();
        all.iter()
            .map(|one| evaluator.explain_status(one).text(language).trim().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        told("2024-01-15", Language::Vietnamese),
        [
            "Báo cáo, ngày 31/12/2023, Xã A, hạn 02/01/2024 (dời từ ngày nghỉ 31/12/2023), thực hiện ngày 03/01/2024, ghi nhận ngày 04/01/2024, văn bản 3-BC/UBND: hoàn thành trễ hạn 1 ngày.",
            "Báo cáo, ngày 31/12/2023, Xã B, hạn 02/01/2024 (dời từ ngày nghỉ 31/12/2023), ghi nhận ngày 20/12/2023: không áp dụng (mới sáp nhập).",
            "Báo cáo, ngày 31/12/2023, Xã C, hạn 02/01/2024 (dời từ ngày nghỉ 31/12/2023): không áp dụng (đơn vị không tồn tại vào ngày đến hạn).",
            "Báo cáo, Thôn T: không áp dụng (cấp này không có lịch).",
            "Tuyên truyền, thường xuyên, Huyện: không áp dụng (đã hết thời gian áp dụng).",
            "Sơ kết, theo văn bản chỉ đạo, Huyện, văn bản chỉ đạo 12-CV/TU ngày 02/05/2023, thực hiện ngày 01/06/2023, ghi nhận ngày 05/06/2023, văn bản 9-BC/HU: hoàn thành đúng hạn.",
        ]
    );
    let english = told("2023-06-30", Language::English);
    assert_eq!(
        english[0],
        "Báo cáo, 2023-12-31, Xã A, due 2024-01-02 (moved from the day of rest 2023-12-31): due."
    );
    assert_eq!(english[4], "Tuyên truyền, all the time, Huyện: under way.");
    assert_eq!(
        english[5],
        "Sơ kết, on instruction, Huyện, instructed by 12-CV/TU on 2023-05-02, done on 2023-06-01, recorded on 2023-06-05, document 9-BC/HU: done on time."
    );
}
