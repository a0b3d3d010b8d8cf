//! What is told in Vietnamese of whatever does not fit: each error in its own words, with figures, days and periods as they are
//! written in Vietnam, and the nearest valid spelling where there is one.

mod law;
mod said;
#[path = "../unchanged/mod.rs"]
mod unchanged;

use chrono::NaiveDate;
use kehoach::{
    DateError, EvaluateError, IdError, Judging, LedgerNote, Measured, Number, Period, RegisterError,
    ReportError, ShareError, SuccessionError, TargetId, Threshold, UnitId, Value,
    file::{Beside, Earlier, Found, ProblemKind, Unheld, Wanted},
    score::SheetError,
    workdays::WorkingDayError,
};

fn id<T: std::str::FromStr<Err = IdError>>(id: &str) -> T {
    id.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn days(text: &str) -> Period {
    text.parse().unwrap()
}

fn n(text: &str) -> Number {
    text.parse().unwrap()
}

fn asked(text: &str) -> Threshold {
    text.parse().unwrap()
}

#[test]
fn why_an_evaluation_is_impossible() {
    let (unit, target): (UnitId, TargetId) = (id("xa-a"), id("1a"));
    let report = |error| Box::new(error);
    let unknown = || ReportError::UnknownUnit { unit: id("xa-b"), nearest: Some(id("xa-a")) };
    for (error, said, near) in [
        (
            EvaluateError::UnknownIssuer { issuer: id("huyen-x"), nearest: Some(id("huyen")) },
            "danh sách đơn vị không có nơi ban hành kế hoạch, `huyen-x`",
            Some("huyen"),
        ),
        (
            EvaluateError::UnknownParty {
                task: id("bao-cao"),
                unit: id("cac-xaa"),
                nearest: Some("cac-xa".to_owned()),
            },
            "nhiệm vụ `bao-cao` giao cho `cac-xaa`, không phải là đơn vị trong danh sách hay phạm vi của kế hoạch",
            Some("cac-xa"),
        ),
        (
            EvaluateError::UnknownUnit { scope: id("cac-xa"), unit: id("xa-x"), nearest: None },
            "phạm vi `cac-xa` nêu đơn vị `xa-x` không có trong danh sách",
            None,
        ),
        (
            EvaluateError::UnknownKind { scope: id("cac-xa"), kind: id("ubn"), nearest: Some(id("ubnd")) },
            "phạm vi `cac-xa` nêu loại `ubn`, và không đơn vị nào thuộc loại này",
            Some("ubnd"),
        ),
        (
            EvaluateError::UnknownLevel {
                scope: id("cac-xa"),
                level: id("comune"),
                nearest: Some(id("commune")),
            },
            "phạm vi `cac-xa` nêu cấp `comune`, và không đơn vị nào ở cấp này",
            Some("commune"),
        ),
        (
            EvaluateError::Report {
                indicator: id("tap-huan"),
                unit: id("xa-b"),
                period: days("2024-Q3"),
                error: report(unknown()),
            },
            "báo cáo của `xa-b` về `tap-huan`, quý III/2024: danh sách đơn vị không có `xa-b`",
            Some("xa-a"),
        ),
        (
            EvaluateError::Judgement {
                target: target.clone(),
                subject: id("xa-b"),
                period: days("2024"),
                error: report(unknown()),
            },
            "đánh giá chỉ tiêu `1a` tại `xa-b`, năm 2024: danh sách đơn vị không có `xa-b`",
            Some("xa-a"),
        ),
        (
            EvaluateError::Completion {
                task: id("bao-cao"),
                unit: id("xa-b"),
                occurrence: "2024-Q1".to_owned(),
                error: report(unknown()),
            },
            "ghi nhận của `xa-b` về nhiệm vụ `bao-cao`, kỳ `2024-Q1`: danh sách đơn vị không có `xa-b`",
            Some("xa-a"),
        ),
        (
            EvaluateError::NoWorkingCalendar,
            "kế hoạch dời hạn sang ngày làm việc, và chưa có lịch làm việc",
            None,
        ),
        (
            EvaluateError::PartAboveWhole {
                indicator: id("tap-huan"),
                unit: unit.clone(),
                period: days("2024"),
                part: 9,
                whole: 8,
            },
            "các tử số `xa-a` báo cáo về `tap-huan` trong năm 2024 cộng lại được 9, lớn hơn mẫu số 8",
            None,
        ),
        (
            EvaluateError::Overflow {
                target: target.clone(),
                subject: unit.clone(),
                period: days("2024-03"),
            },
            "số liệu của chỉ tiêu `1a` tại `xa-a` trong tháng 3/2024 quá lớn để tính đúng",
            None,
        ),
        (
            EvaluateError::UnknownTarget { target: id("1b"), nearest: Some(target.clone()) },
            "kế hoạch không có chỉ tiêu `1b`",
            Some("1a"),
        ),
        (
            EvaluateError::NotJudgedThen {
                target: target.clone(),
                period: days("2024-H1"),
                judged: Judging::WholePlan,
            },
            "chỉ tiêu `1a` không đánh giá theo kỳ 6 tháng đầu năm 2024",
            None,
        ),
        (
            EvaluateError::OtherTally { target, aggregate: "total" },
            "kết quả gộp không phải là của chỉ tiêu `1a`, vốn tính theo cách khác",
            None,
        ),
        (
            EvaluateError::UnknownSubject { subject: id("xa-b"), nearest: Some(unit) },
            "danh sách đơn vị không có `xa-b`",
            Some("xa-a"),
        ),
    ] {
        assert_eq!(error.vietnamese(), said, "{error}");
        assert_eq!(error.did_you_mean(), near, "{error}");
    }
    let calendar =
        WorkingDayError::YearNotCovered { day: day("2027-01-04"), first_year: 2023, last_year: 2026 };
    let said = calendar.vietnamese();
    assert_eq!(EvaluateError::WorkingDay(calendar).vietnamese(), said);
}

#[test]
fn what_a_ledger_is_noted_for() {
    let about = || (id("tap-huan"), id("xa-a"), days("2024-Q3"));
    let ((indicator, unit, period), by) = (about(), days("2024"));
    let note = |make: &dyn Fn(kehoach::IndicatorId, UnitId, Period) -> LedgerNote| {
        let (indicator, unit, period) = about();
        make(indicator, unit, period)
    };
    for (note, said) in [
        (
            LedgerNote::OtherWhole { indicator, unit, period, reported: 9, declared: 10 },
            "`xa-a`, `tap-huan`, quý III/2024: báo cáo trên tổng số 9, khác tổng số 10 đã khai trước",
        ),
        (
            note(&|indicator, unit, period| LedgerNote::Replaced { indicator, unit, period, by }),
            "`xa-a`, `tap-huan`, quý III/2024: dùng số liệu của kỳ dài hơn, năm 2024",
        ),
        (
            note(&|indicator, unit, period| LedgerNote::Differs { indicator, unit, period }),
            "`xa-a`, `tap-huan`, quý III/2024: khác với các kỳ ngắn hơn, là số được dùng",
        ),
        (
            note(&|indicator, unit, period| LedgerNote::Overlaps { indicator, unit, period, by }),
            "`xa-a`, `tap-huan`, quý III/2024: trùng một phần với năm 2024, kỳ kết thúc sau được dùng",
        ),
        (
            note(&|indicator, unit, period| LedgerNote::NotMeasured { indicator, unit, period }),
            "`xa-a`, `tap-huan`, quý III/2024: không được tính, không chỉ tiêu nào đo ở đơn vị này",
        ),
        (
            note(&|indicator, unit, period| LedgerNote::Unfit { indicator, unit, period }),
            "`xa-a`, `tap-huan`, quý III/2024: không khớp kỳ nào phải báo cáo, không được tính",
        ),
    ] {
        assert_eq!(note.vietnamese(), said);
        assert_eq!((note.about().0.as_str(), note.about().1.as_str()), ("tap-huan", "xa-a"), "{said}");
    }
}

#[test]
fn why_an_entry_does_not_fit() {
    let (first, last) = (Some(day("2024-03-01")), Some(day("2024-06-30")));
    let there =
        |first, last| ReportError::UnitNotThere { unit: id("xa-a"), period: days("2024-Q4"), first, last };
    let kind = |measure, found| ReportError::Kind { indicator: id("i"), measure, found };
    let range = |greatest| ReportError::OutOfRange {
        indicator: id("rac"),
        value: n("-1.5"),
        least: n("0.5"),
        greatest,
    };
    for (error, said, near) in [
        (
            ReportError::UnknownIndicator { indicator: id("tap-huấn"), nearest: Some(id("tap-huan")) },
            "kế hoạch không có chỉ số `tap-huấn`",
            Some("tap-huan"),
        ),
        (
            ReportError::UnknownTarget { target: id("1b"), nearest: Some(id("1a")) },
            "kế hoạch không có chỉ tiêu `1b`",
            Some("1a"),
        ),
        (
            ReportError::UnknownUnit { unit: id("xa-b"), nearest: Some(id("xa-a")) },
            "danh sách đơn vị không có `xa-b`",
            Some("xa-a"),
        ),
        (
            there(first, last),
            "đơn vị `xa-a` không tồn tại trong quý IV/2024: tồn tại từ ngày 01/3/2024 đến ngày 30/6/2024",
            None,
        ),
        (
            there(first, None),
            "đơn vị `xa-a` không tồn tại trong quý IV/2024: bắt đầu từ ngày 01/3/2024",
            None,
        ),
        (there(None, last), "đơn vị `xa-a` không tồn tại trong quý IV/2024: kết thúc ngày 30/6/2024", None),
        (there(None, None), "đơn vị `xa-a` không tồn tại trong quý IV/2024: không ghi ngày", None),
        (kind("done", Value::Number(n("1.5"))), "`i` báo cáo bằng `có` hoặc `không`, không phải `1,5`", None),
        (kind("count", Value::Done(true)), "`i` báo cáo bằng số nguyên, không phải `có`", None),
        (kind("amount", Value::Done(false)), "`i` báo cáo bằng số, không phải `không`", None),
        (
            kind("share", Value::Grade(id("tot"))),
            "`i` báo cáo bằng phần trên tổng như `87/100`, không phải `tot`",
            None,
        ),
        (
            kind("grade", Value::Share("1/2".parse().unwrap())),
            "`i` báo cáo bằng mức xếp loại, không phải `1/2`",
            None,
        ),
        (
            ReportError::NotACount { indicator: id("mo-hinh"), value: n("2.5") },
            "`mo-hinh` là số đếm: 2,5 không phải là số nguyên từ 0 đến 18.446.744.073.709.551.615",
            None,
        ),
        (range(None), "`rac` nằm trong khoảng từ 0,5 trở lên, không phải âm 1,5", None),
        (range(Some(n("10"))), "`rac` nằm trong khoảng từ 0,5 đến 10, không phải âm 1,5", None),
        (
            ReportError::UnknownGrade {
                scale: id("xep-loai"),
                grade: "tốtt".to_owned(),
                nearest: Some("tốt".to_owned()),
            },
            "thang `xep-loai` không có mức `tốtt`",
            Some("tốt"),
        ),
        (
            ReportError::NoShare { indicator: id("rac"), measure: "amount" },
            "chỉ khai trước tổng số của tỷ lệ, còn `rac` báo cáo bằng số",
            None,
        ),
        (
            ReportError::NotJudged { target: id("1a"), aggregate: "total" },
            "chỉ tiêu `1a` tính từ số liệu báo cáo, không theo đánh giá",
            None,
        ),
        (
            ReportError::UnknownTask { task: id("bao-caoo"), nearest: Some(id("bao-cao")) },
            "kế hoạch không có nhiệm vụ `bao-caoo`",
            Some("bao-cao"),
        ),
        (
            ReportError::NoOccurrence {
                task: id("bao-cao"),
                unit: id("xa-a"),
                occurrence: "2024-Q5".to_owned(),
                when: "quarterly".to_owned(),
            },
            "nhiệm vụ `bao-cao` không có kỳ `2024-Q5` đối với `xa-a`",
            None,
        ),
        (
            ReportError::NotAnswerable { task: id("bao-cao"), unit: id("xa-a") },
            "`xa-a` không phải là nơi chủ trì nhiệm vụ `bao-cao`",
            None,
        ),
        (
            ReportError::PassedOn {
                task: id("bao-cao"),
                unit: id("xa-a"),
                occurrence: "2025-Q3".to_owned(),
                until: day("2025-06-30"),
                done_on: day("2025-07-02"),
            },
            "`xa-a` chịu trách nhiệm nhiệm vụ `bao-cao` đến hết ngày 30/6/2025, kỳ `2025-Q3` đến hạn sau đó: ghi hoàn thành ngày 02/7/2025",
            None,
        ),
        (
            ReportError::BeforeInstruction { task: id("chi-dao"), done_on: day("2024-05-06") },
            "nhiệm vụ `chi-dao` chờ văn bản chỉ đạo, và đến ngày 06/5/2024 chưa có văn bản nào",
            None,
        ),
        (
            ReportError::RecordedBefore { recorded_on: day("2024-05-05"), done_on: day("2024-05-06") },
            "ghi nhận ngày 05/5/2024 một việc hoàn thành ngày 06/5/2024, tức là trước khi làm xong",
            None,
        ),
        (
            ReportError::NotOnInstruction { task: id("bao-cao"), when: "quarterly".to_owned() },
            "nhiệm vụ `bao-cao` có thời gian riêng, không chờ văn bản chỉ đạo",
            None,
        ),
        (
            ReportError::DueBefore { issued_on: day("2024-05-06"), due: day("2024-02-01") },
            "văn bản chỉ đạo ngày 06/5/2024 đặt hạn ngày 01/02/2024, trước khi ban hành",
            None,
        ),
        (
            ReportError::NotJudgedThen {
                target: id("1a"),
                period: days("2024-03"),
                judged: Judging::WholePlan,
            },
            "chỉ tiêu `1a` không đánh giá theo kỳ tháng 3/2024",
            None,
        ),
    ] {
        assert_eq!(error.vietnamese(), said, "{error}");
        assert_eq!(error.did_you_mean(), near, "{error}");
    }
}

#[test]
fn what_is_wrong_with_a_sheet() {
    for (error, said) in [
        (SheetError::Duplicate { table: "criteria", id: "1".to_owned() }, "`criteria` đã có mã `1`"),
        (SheetError::Empty, "bảng điểm cần ít nhất một tiêu chí"),
        (SheetError::EmptyGroup { id: id("A") }, "nhóm `A` không có tiêu chí nào"),
        (
            SheetError::GroupShort { id: id("A"), found: n("9.5"), max: n("10") },
            "các tiêu chí của nhóm `A` cộng lại được 9,5, ít hơn điểm tối đa của nhóm, 10",
        ),
        (
            SheetError::DoNotAddUp { stated: n("100"), found: n("95.5") },
            "điểm tối đa cộng lại được 95,5, bảng điểm ghi 100",
        ),
        (
            SheetError::OffScale { figure: n("0.25"), places: 1 },
            "0,25 có hơn 1 chữ số sau dấu phẩy, là số chữ số của bảng điểm",
        ),
        (
            SheetError::TooFine { found: 12, most: 9 },
            "bảng điểm làm tròn đến nhiều nhất 9 chữ số sau dấu phẩy, không phải 12",
        ),
        (
            SheetError::NotPositive { what: "the maximum", found: n("-1") },
            "điểm tối đa phải lớn hơn 0, không phải âm 1",
        ),
        (SheetError::OutOfRange { found: n("11"), max: n("10") }, "11 điểm nằm ngoài khoảng từ 0 đến 10"),
        (SheetError::Overflow, "các con số của bảng điểm quá lớn để tính đúng"),
        (
            SheetError::NoPolicy { id: id("1") },
            "tiêu chí `1` có thể không áp dụng, mà bảng điểm không nói khi đó tính thế nào: `full`, `zero`, `left-out-of-group` hay `left-out-of-total`",
        ),
        (
            SheetError::JudgedTarget { rule: "proportional", target: id("1a") },
            "`proportional` cần một giá trị, mà chỉ tiêu `1a` do người đánh giá: chỉ dùng được `all-or-nothing`",
        ),
        (
            SheetError::TwoSided { rule: "proportional", asked: asked("[1, 2]") },
            "`proportional` không tính được trên ngưỡng hai đầu, từ 1 đến 2: hãy viết thành các bước",
        ),
        (
            SheetError::NoProportion { asked: asked(">= 0") },
            "`proportional` cần một ngưỡng lớn hơn 0, không phải từ 0 trở lên",
        ),
        (
            SheetError::FloorInside { floor: n("95"), asked: asked(">= 90%") },
            "mức sàn 95 nằm ở phía đã đạt từ 90% trở lên, nơi không trừ gì",
        ),
        (
            SheetError::Kind { threshold: asked(">= 5"), needed: Measured::Share },
            "từ 5 trở lên không hợp: ở đây cần phần trăm",
        ),
        (
            SheetError::Kind { threshold: asked(">= 90%"), needed: Measured::Plain },
            "từ 90% trở lên không hợp: ở đây cần số thường",
        ),
        (
            SheetError::Kind { threshold: asked("> 5"), needed: Measured::Grade },
            "trên 5 không hợp: ở đây cần mức xếp loại",
        ),
        (SheetError::NoSteps, "`steps` cần ít nhất một bước"),
        (SheetError::EmptyInterval { values: asked("(3, 3)") }, "không giá trị nào nằm trong `(3, 3)`"),
        (
            SheetError::StepsOverlap { a: asked(">= 5"), b: asked(">= 4") },
            "các bước `>= 5` và `>= 4` chồng lên nhau",
        ),
        (SheetError::Gap { gap: asked("< 50") }, "các khung điểm để hở: dưới 50 không có mức nào"),
        (
            SheetError::CutoffsOverlap { a: id("kha"), b: id("tot") },
            "khung điểm của `kha` và `tot` chồng lên nhau",
        ),
        (
            SheetError::GradeOrder { a: id("tot"), b: id("kha") },
            "các mức xếp từ thấp đến cao, mà `kha` đứng sau `tot` với điểm thấp hơn",
        ),
        (
            SheetError::ConditionOnWorst { id: id("kem") },
            "mức thấp nhất, `kem`, không thể đòi gì ngoài điểm: dưới đó không còn mức nào",
        ),
        (
            SheetError::GateOpen { id: id("tot") },
            "điều kiện bắt buộc vẫn để mức cao nhất, `tot`, thì không chặn gì",
        ),
        (SheetError::NoStatuses, "điều kiện bắt buộc về nhiệm vụ cần nêu các trạng thái bị chặn"),
        (
            SheetError::QuotaOnWorst { id: id("kem") },
            "giới hạn ở mức thấp nhất, `kem`, để những đơn vị vượt giới hạn không có mức nào",
        ),
        (SheetError::TwoQuotas { id: id("tot") }, "mức `tot` có hai giới hạn"),
        (
            SheetError::QuotaShare { share: asked(">= 20%") },
            "giới hạn là một mức trần, như không quá 20%, không phải từ 20% trở lên",
        ),
        (
            SheetError::QuotaBase { grade: id("tot"), own: id("xuat-sac") },
            "số để tính giới hạn, các mức từ `tot` trở lên trừ `xuat-sac` và cao hơn, không còn mức nào",
        ),
        (
            SheetError::OutsidePlan { sheet: days("2025"), plan: days("2021/2024") },
            "kỳ của bảng điểm, năm 2025, không nằm trong kỳ của kế hoạch, giai đoạn 2021 - 2024",
        ),
        (
            SheetError::NotJudgedThen { target: id("1a"), sheet: days("2024-Q1") },
            "chỉ tiêu `1a` không đánh giá ở kỳ nào trong quý I/2024",
        ),
        (
            SheetError::TotalMax { total_max: n("90"), points: n("100") },
            "tổng điểm tối đa, 90, thấp hơn 100 điểm của bảng điểm",
        ),
    ] {
        assert_eq!(error.vietnamese(), said, "{error}");
        assert_eq!(error.did_you_mean(), None, "{error}");
    }
    // What is not there, with what is near.
    for (error, said, near) in [
        (SheetError::UnknownGroup { id: id("Aa"), nearest: Some(id("A")) }, "không có nhóm `Aa`", "A"),
        (
            SheetError::UnknownTarget { id: id("1b"), nearest: Some(id("1a")) },
            "kế hoạch không có chỉ tiêu `1b`",
            "1a",
        ),
        (
            SheetError::UnknownTask { id: id("bao-caoo"), nearest: Some(id("bao-cao")) },
            "kế hoạch không có nhiệm vụ `bao-caoo`",
            "bao-cao",
        ),
        (
            SheetError::UnknownScope { id: id("cac-xaa"), nearest: Some(id("cac-xa")) },
            "kế hoạch không có phạm vi `cac-xaa`",
            "cac-xa",
        ),
        (
            SheetError::UnknownCriterion { id: id("12"), nearest: Some(id("1")) },
            "không có tiêu chí `12`",
            "1",
        ),
        (
            SheetError::UnknownGrade { id: id("tott"), nearest: Some(id("tot")) },
            "bảng điểm không có mức `tott`",
            "tot",
        ),
    ] {
        assert_eq!(error.vietnamese(), said, "{error}");
        assert_eq!(error.did_you_mean().as_deref(), Some(near), "{error}");
    }
}

#[test]
fn what_is_wrong_with_a_register() {
    let unit = || id("xa-a");
    let (a, b) = (day("2024-03-01"), day("2024-06-30"));
    for (error, said) in [
        (RegisterError::Duplicate { unit: unit(), record: 3 }, "đơn vị `xa-a` có hai lần trong danh sách"),
        (
            RegisterError::DuplicateChange { unit: unit(), since: a, record: 3 },
            "đơn vị `xa-a` có hai dòng cùng áp dụng từ ngày 01/3/2024",
        ),
        (
            RegisterError::NoFirstRecord { unit: unit(), since: a, record: 3 },
            "đơn vị `xa-a` thay đổi từ ngày 01/3/2024, nhưng chưa có dòng nào không ghi `since`",
        ),
        (
            RegisterError::DaysInChange { unit: unit(), record: 3 },
            "ngày đầu, ngày cuối và văn bản kết thúc của đơn vị `xa-a` ghi ở dòng không có `since`",
        ),
        (
            RegisterError::Reversed { unit: unit(), first: b, last: a, record: 3 },
            "đơn vị `xa-a` kết thúc ngày 01/3/2024, trước khi bắt đầu ngày 30/6/2024",
        ),
        (
            RegisterError::ChangeOutsideLife { unit: unit(), since: a, record: 3 },
            "đơn vị `xa-a` thay đổi từ ngày 01/3/2024, mà ngày đó không tồn tại",
        ),
        (
            RegisterError::UnknownParent { unit: unit(), parent: id("huyen"), nearest: None, record: 3 },
            "danh sách không có `huyen`, đơn vị cấp trên của `xa-a`",
        ),
        (
            RegisterError::ParentOutsideLife { unit: unit(), parent: id("huyen"), on: a, record: 3 },
            "đơn vị `xa-a` thuộc `huyen` ngày 01/3/2024, mà ngày đó `huyen` không tồn tại",
        ),
        (RegisterError::EndsUnknown { unit: unit() }, "danh sách không có đơn vị `xa-a` được cho kết thúc"),
        (
            RegisterError::EndsTwice { unit: unit(), last: a, again: b },
            "đơn vị `xa-a` được cho kết thúc ngày 30/6/2024, mà đã kết thúc ngày 01/3/2024",
        ),
    ] {
        assert_eq!(error.vietnamese(), said, "{error}");
    }
    let sum = SuccessionError::SharesSum { predecessor: unit(), indicator: id("rac"), sum: None };
    assert_eq!(
        RegisterError::Succession { error: sum, entry: 1 }.vietnamese(),
        "các tỷ lệ phân bổ số liệu `rac` của `xa-a` cộng lại quá lớn, không bằng 1"
    );
}

#[test]
fn what_is_wrong_with_a_file() {
    let text = str::to_owned;
    let known = || vec![text("unit"), text("value")];
    let conflict = |with, corrects| ProblemKind::Conflict {
        item: text("tap-huan"),
        unit: Some(id("xa-a")),
        period: Some(days("2024-Q1")),
        with,
        corrects,
    };
    for (kind, said, help) in [
        (ProblemKind::Syntax { message: text("x") }, "sai cú pháp: x", vec![]),
        (
            ProblemKind::WrongType {
                found: Found::Whole(text("5")),
                expected: Wanted::Text(Some(text("5"))),
            },
            "gặp số `5`, cần chữ trong dấu ngoặc kép: `\"5\"`",
            vec![],
        ),
        (
            ProblemKind::Encoding,
            "tệp không phải UTF-8",
            vec!["cần lưu lại từ bảng tính theo dạng `CSV UTF-8`"],
        ),
        (ProblemKind::Empty, "tệp trống", vec![]),
        (ProblemKind::Format { found: 2 }, "tệp theo định dạng 2, thư viện này đọc định dạng 1", vec![]),
        (
            ProblemKind::UnknownKey { found: text("valeu"), known: known() },
            "ở đây không có khóa `valeu`",
            vec!["có phải là `value`?", "cần `unit`, `value`"],
        ),
        (ProblemKind::MissingKey { key: text("title") }, "thiếu `title`", vec![]),
        (
            ProblemKind::MissingKey { key: text("combine") },
            "thiếu `combine`",
            vec![
                "cần `latest` hoặc `sum` đối với số đếm và lượng; `latest`, `pooled` hoặc `cumulative` đối với tỷ lệ",
            ],
        ),
        (
            ProblemKind::MissingKey { key: text("baseline") },
            "thiếu `baseline`",
            vec!["cần một kỳ như `baseline = \"2023\"`, hoặc một con số như `baseline_value = \"45%\"`"],
        ),
        (
            ProblemKind::OutOfPlace { key: "scale", with: Beside::Measure(text("count")) },
            "`scale` không đi cùng kiểu số liệu `count`",
            vec![],
        ),
        (
            ProblemKind::UnknownWord { found: text("unti"), what: "a word", known: known() },
            "không hiểu `unti` ở đây",
            vec!["có phải là `unit`?", "cần `unit`, `value`"],
        ),
        (
            ProblemKind::NameForId { found: text("Xã A"), id: text("xa-a") },
            "`Xã A` là tên, ở đây cần mã: `xa-a`",
            vec!["có phải là `xa-a`?"],
        ),
        (ProblemKind::Id(IdError::Empty), "mã không được để trống", vec![]),
        (
            ProblemKind::Id(IdError::TooLong { chars: 300 }),
            "mã có nhiều nhất 128 ký tự, mã này có 300",
            vec![],
        ),
        (ProblemKind::Id(IdError::Character { character: ' ', at: 2 }), "mã không được có dấu cách", vec![]),
        (
            ProblemKind::Id(IdError::Character { character: '\u{200b}', at: 2 }),
            "mã không được chứa `\\u{200b}`",
            vec![],
        ),
        (
            ProblemKind::Date(DateError::Syntax),
            "ngày viết như `09/12/2023` hoặc `2023-12-09`",
            vec!["cần năm có bốn chữ số"],
        ),
        (
            ProblemKind::Share { error: ShareError::PartAboveWhole { part: 9, whole: 8 }, about: None },
            "tử số 9 lớn hơn mẫu số 8",
            vec![],
        ),
        (
            ProblemKind::Share { error: ShareError::Syntax, about: None },
            "tỷ lệ viết là phần trên tổng, như `87/100`",
            vec![],
        ),
        (
            ProblemKind::Number("1,2,3".parse::<Number>().unwrap_err()),
            "số viết bằng chữ số và nhiều nhất một dấu thập phân, như `92.5`",
            vec![],
        ),
        (
            ProblemKind::Sheet(SheetError::UnknownGroup { id: id("Aa"), nearest: Some(id("A")) }),
            "không có nhóm `Aa`",
            vec!["có phải là `A`?"],
        ),
        (
            ProblemKind::NoThreshold { found: text("đạt"), why: Unheld::NoNumber },
            "không so được số liệu với `đạt`: ở đó không có con số",
            vec![],
        ),
        (
            conflict(Earlier::Line(3), false),
            "trái với báo cáo khác của `xa-a` về `tap-huan`, quý I/2024, cùng ngày, ở dòng 3",
            vec!["cần ghi `yes` ở `corrects` của báo cáo sửa báo cáo kia"],
        ),
        (
            conflict(Earlier::Record(4), true),
            "trái với báo cáo khác của `xa-a` về `tap-huan`, quý I/2024, cùng ngày, là báo cáo thứ 4",
            vec!["cần một lần sửa mỗi ngày: lần sửa sau ghi ngày sau"],
        ),
        (
            ProblemKind::Conflict {
                item: text("tap-huan"),
                unit: None,
                period: None,
                with: Earlier::Ledger,
                corrects: false,
            },
            "trái với báo cáo khác về `tap-huan`, cùng ngày, đã có trong sổ",
            vec!["cần ghi `yes` ở `corrects` của báo cáo sửa báo cáo kia"],
        ),
        (
            ProblemKind::Thousands { found: text("1.500"), plain: text("1500"), decimal: Some(text("1,5")) },
            "`1.500` có thể hiểu là `1500` hoặc `1,5`: viết rõ một trong hai",
            vec![],
        ),
        (
            ProblemKind::Thousands { found: text("1.500.000"), plain: text("1500000"), decimal: None },
            "`1.500.000` có dấu phân cách hàng nghìn: viết `1500000`",
            vec![],
        ),
        (ProblemKind::EmptyField { column: "unit" }, "chưa điền `unit`", vec![]),
        (ProblemKind::ShareTwice { indicator: text("rac") }, "tỷ lệ phân bổ của `rac` ghi hai lần", vec![]),
        (
            ProblemKind::Contradiction {
                column: "document",
                found: text("1-NQ"),
                other: text("2-NQ"),
                line: 7,
            },
            "`document` là `1-NQ`, còn dòng 7 của cùng đơn vị và ngày ghi `2-NQ`",
            vec!["cần `2-NQ`, hoặc để trống"],
        ),
        (ProblemKind::UnclosedQuote, "dấu ngoặc kép mở ở đây mà không đóng ở cuối ô", vec![]),
        (
            ProblemKind::StrayQuote,
            "dấu ngoặc kép nằm giữa một ô không mở đầu bằng ngoặc kép",
            vec!["cần ô có dấu ngoặc kép mở và đóng bằng ngoặc kép, mỗi dấu bên trong viết hai lần"],
        ),
        (ProblemKind::AfterQuote, "có chữ sau dấu ngoặc kép đóng", vec!["cần dấu phân cách hoặc hết dòng"]),
        (
            ProblemKind::UnknownColumn { found: text("valeu"), known: known() },
            "không có cột `valeu`",
            vec!["có phải là `value`?", "cần `unit`, `value`"],
        ),
        (
            ProblemKind::UnknownColumn { found: String::new(), known: known() },
            "có cột không tên",
            vec!["cần `unit`, `value`"],
        ),
        (ProblemKind::DuplicateColumn { column: text("unit") }, "cột `unit` có hai lần", vec![]),
        (
            ProblemKind::FieldCount { found: 6, expected: 5 },
            "dòng có 6 ô, dòng tiêu đề có 5",
            vec!["cần dấu ngoặc kép quanh ô có chứa dấu phân cách"],
        ),
        (
            ProblemKind::FieldCount { found: 4, expected: 5 },
            "dòng có 4 ô, dòng tiêu đề có 5",
            vec!["cần dấu phân cách cho mọi cột, cả cột để trống"],
        ),
        (ProblemKind::TooLarge { what: "columns", most: 10 }, "có hơn 10 cột, là số được đọc", vec![]),
    ] {
        assert_eq!(kind.vietnamese(), said, "{kind}");
        assert_eq!(kind.vietnamese_help(), help, "{kind}");
    }
}
