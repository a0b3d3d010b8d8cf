//! What explanations say across reorganisations: inherited figures, divided units, a level of which nobody is left.

use chrono::NaiveDate;
use kehoach::{
    Evaluator, FigureBy, IndicatorId, Kind, Language, Ledger, Level, Number, Observation, Plan, Register,
    Report, Rhythm, Succession, UnitId, UnitRecord, Value,
    build::{count, kinds, total},
};

fn id(text: &str) -> UnitId {
    UnitId::new(text).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// `id kind parent first..last`.
fn unit(row: &str) -> UnitRecord {
    let cells: Vec<&str> = row.split(' ').collect();
    let (first, last) = cells[3].split_once("..").unwrap();
    let end = |text: &str| (!text.is_empty()).then(|| day(text));
    let (kind, level) = (Kind::new(cells[1]).unwrap(), Level::new(cells[1]).unwrap());
    let record = UnitRecord::new(id(cells[0]), &format!("Đơn vị {}", cells[0]), kind, level);
    let parent = Some(cells[2]).filter(|parent| *parent != "-").map(id);
    UnitRecord { parent, first: end(first), last: end(last), ..record }
}

/// On 1 January `o` became `a`; on 1 July the districts ended, `a` and `b` became `c`, and `d` was divided between `e` and
/// `f`, whose figures on trees are apportioned.
fn register() -> Register {
    let (january, july) = (day("2025-01-01"), day("2025-07-01"));
    let law = || "72/2025/QH15".parse().unwrap();
    let cay = || IndicatorId::new("cay").unwrap();
    let part = |to: &str, share: &str| {
        Succession::part(july, id("d"), id(to)).with_share(cay(), share.parse::<Number>().unwrap()).by(law())
    };
    let units = [
        "tinh tinh - ..",
        "h1 huyen tinh ..2025-06-30",
        "h2 huyen tinh ..2025-06-30",
        "o xa h1 ..",
        "a xa h1 2025-01-01..",
        "b xa h2 ..",
        "c xa tinh 2025-07-01..",
        "d xa h1 ..2025-06-30",
        "e xa tinh 2025-07-01..",
        "f xa tinh 2025-07-01..",
    ];
    let successions = [
        Succession::whole(january, id("o"), id("a")),
        Succession::whole(july, id("a"), id("c")).by(law()),
        Succession::whole(july, id("b"), id("c")).by(law()),
        part("e", "0.4"),
        part("f", "0.6"),
    ];
    Register::with_successions(units.map(unit), successions).unwrap()
}

fn plan() -> Plan {
    Plan::build("12-KH/ĐU", "Sắp xếp", "tinh", "2024/2025")
        .scope("cac-xa", kinds(["xa"]))
        .scope("cac-huyen", kinds(["huyen"]))
        .indicator("cay", "cây trồng", count(FigureBy::Sum).reported(Rhythm::HalfYearly))
        .indicator("ho", "số hộ", count(FigureBy::Latest).reported(Rhythm::HalfYearly).carried_forward())
        .indicator("hop", "cuộc họp", count(FigureBy::Sum).reported(Rhythm::HalfYearly))
        .target("1", "Trồng cây", total("cay", "cac-xa").asks("ít nhất 20"))
        .target("2", "Số hộ", total("ho", "cac-xa").asks("ít nhất 20").judged("each year"))
        .target("3", "Họp", total("hop", "cac-huyen").asks("ít nhất 2").judged("each half-year"))
        .target("4", "Họp ở xã", total("hop", "cac-xa").asks("ít nhất 2").judged("each year"))
        .finish()
        .unwrap()
}

fn ledger() -> Ledger {
    let mut ledger = Ledger::new();
    for row in [
        "cay o 2024-H2 3",
        "cay a 2025-H1 4",
        "cay b 2025-H1 5",
        "cay d 2025-H1 10",
        "cay e 2025-H2 1",
        "ho o 2024-H2 7",
        "ho b 2025-H1 8",
        "hop d 2025-H1 6",
        "hop h1 2025-H1 1",
    ] {
        let cells: Vec<&str> = row.split(' ').collect();
        let observation = Observation {
            indicator: IndicatorId::new(cells[0]).unwrap(),
            unit: id(cells[1]),
            period: cells[2].parse().unwrap(),
            report: Report::Value(Value::Number(cells[3].parse().unwrap())),
            reported_on: day("2025-07-10"),
            source: None,
            corrects: false,
        };
        ledger.add(observation).unwrap();
    }
    ledger
}

#[track_caller]
fn explained(target: &str, period: &str, subject: &str, language: Language, expected: &str) {
    let (plan, register, ledger) = (plan(), register(), ledger());
    let evaluator = Evaluator::new(&plan, &register, &ledger, day("2025-12-31")).unwrap();
    let target = kehoach::TargetId::new(target).unwrap();
    let outcome = evaluator.outcome(&target, period.parse().unwrap(), &id(subject)).unwrap();
    let text = evaluator.explain(&outcome).unwrap().text(language);
    assert_eq!(text.trim_end(), expected.trim(), "\n{text}");
}

#[test]
fn an_inherited_value_says_from_whom_along_which_chain() {
    explained(
        "2",
        "2025",
        "c",
        Language::Vietnamese,
        r"
Chỉ tiêu 2 – Số hộ, Đơn vị c, năm 2025 (đang trong kỳ): yêu cầu từ 20 trở lên; kết quả là tổng số, lấy số liệu mới nhất trong kỳ; cộng 2 số liệu được 15, 1 đơn vị; kết quả 15: không đạt. Tạm tính: số liệu mới trong kỳ còn có thể thay. Còn cần thêm 5 vào tổng; phần chưa báo cáo không bù đủ.
  - Đơn vị c: được cộng vào
    - Của Đơn vị o: toàn bộ nhập vào Đơn vị a từ ngày 01/01/2025, rồi toàn bộ nhập vào Đơn vị c từ ngày 01/07/2025 (72/2025/QH15).
      - số hộ, 6 tháng cuối năm 2024: 7 (báo cáo ngày 10/07/2025); số liệu kỳ trước chuyển sang; tạm tính
    - Của Đơn vị b: toàn bộ nhập vào Đơn vị c từ ngày 01/07/2025 (72/2025/QH15).
      - số hộ, 6 tháng đầu năm 2025: 8 (báo cáo ngày 10/07/2025); tạm tính
",
    );
    explained(
        "2",
        "2025",
        "c",
        Language::English,
        r"
Target 2 – Số hộ, Đơn vị c, 2025 (running): asked at least 20; the value is the total, the latest figure counts; figures: 2, sum 15, units: 1; value 15: missed. Provisional: a later figure of the period can still replace one. Still needed: 5 of the sum; what is unreported cannot bring it.
  - Đơn vị c: added up
    - Of Đơn vị o: passed whole to Đơn vị a on 2025-01-01, then passed whole to Đơn vị c on 2025-07-01 (72/2025/QH15).
      - số hộ, 2024-H2: 7 (reported on 2025-07-10); carried forward; provisional
    - Of Đơn vị b: passed whole to Đơn vị c on 2025-07-01 (72/2025/QH15).
      - số hộ, 2025-H1: 8 (reported on 2025-07-10); provisional
",
    );
}

#[test]
fn a_part_says_what_share_of_it_counts() {
    explained(
        "1",
        "2024/2025",
        "e",
        Language::Vietnamese,
        r"
Chỉ tiêu 1 – Trồng cây, Đơn vị e, giai đoạn 2024 - 2025 (đang trong kỳ): yêu cầu từ 20 trở lên; kết quả là tổng số, cộng các kỳ; cộng 2 số liệu được 5, 1 đơn vị, 2 số liệu chưa có; kết quả từ 5 trở lên: chưa xác định. Còn cần thêm 15 vào tổng; phần chưa báo cáo có thể bù đủ.
  - Đơn vị e: chưa đủ số liệu
    - Của Đơn vị d: một phần về Đơn vị e từ ngày 01/07/2025 (72/2025/QH15); theo phân bổ, tính 0,4.
      - cây trồng, 6 tháng đầu năm 2024: chưa có báo cáo
      - cây trồng, 6 tháng cuối năm 2024: chưa có báo cáo
      - cây trồng, 6 tháng đầu năm 2025: 10 (báo cáo ngày 10/07/2025)
    - cây trồng, 6 tháng cuối năm 2025: 1 (báo cáo ngày 10/07/2025)
",
    );
    explained(
        "1",
        "2024/2025",
        "e",
        Language::English,
        r"
Target 1 – Trồng cây, Đơn vị e, 2024/2025 (running): asked at least 20; the value is the total, periods are added up; figures: 2, sum 5, units: 1, 2 figures missing; value from 5 up: open. Still needed: 15 of the sum; what is unreported can bring it.
  - Đơn vị e: reports are missing
    - Of Đơn vị d: passed in part to Đơn vị e on 2025-07-01 (72/2025/QH15); by the apportionment counts 0.4.
      - cây trồng, 2024-H1: no report yet
      - cây trồng, 2024-H2: no report yet
      - cây trồng, 2025-H1: 10 (reported on 2025-07-10)
    - cây trồng, 2025-H2: 1 (reported on 2025-07-10)
",
    );
}

#[test]
fn a_part_without_an_apportionment_says_that_nobody_knows_how_much_it_is() {
    explained(
        "4",
        "2025",
        "e",
        Language::Vietnamese,
        r"
Chỉ tiêu 4 – Họp ở xã, Đơn vị e, năm 2025 (đang trong kỳ): yêu cầu từ 2 trở lên; kết quả là tổng số, cộng các kỳ; cộng 0 số liệu được 0, 1 đơn vị, 2 số liệu chưa có; kết quả từ 0 trở lên: chưa xác định. Còn cần thêm 2 vào tổng; phần chưa báo cáo có thể bù đủ.
  - Đơn vị e: chưa đủ số liệu
    - Của Đơn vị d: một phần về Đơn vị e từ ngày 01/07/2025 (72/2025/QH15); không có phân bổ: chưa rõ bao nhiêu, từ không đến toàn bộ.
      - cuộc họp, 6 tháng đầu năm 2025: 6 (báo cáo ngày 10/07/2025)
    - cuộc họp, 6 tháng cuối năm 2025: chưa có báo cáo
",
    );
    explained(
        "4",
        "2025",
        "e",
        Language::English,
        r"
Target 4 – Họp ở xã, Đơn vị e, 2025 (running): asked at least 2; the value is the total, periods are added up; figures: 0, sum 0, units: 1, 2 figures missing; value from 0 up: open. Still needed: 2 of the sum; what is unreported can bring it.
  - Đơn vị e: reports are missing
    - Of Đơn vị d: passed in part to Đơn vị e on 2025-07-01 (72/2025/QH15); without an apportionment: anything from nothing to all of it.
      - cuộc họp, 2025-H1: 6 (reported on 2025-07-10)
    - cuộc họp, 2025-H2: no report yet
",
    );
}

#[test]
fn a_level_that_vanished_says_since_when() {
    explained(
        "3",
        "2025-H2",
        "tinh",
        Language::Vietnamese,
        r"
Chỉ tiêu 3 – Họp, Đơn vị tinh, 6 tháng cuối năm 2025 (đang trong kỳ): yêu cầu từ 2 trở lên; kết quả là tổng số, cộng các kỳ; cộng 0 số liệu được 0, 0 đơn vị: không áp dụng.
  - Từ ngày 01/07/2025 không còn đơn vị nào thuộc phạm vi “cac-huyen”.
",
    );
    explained(
        "3",
        "2025-H2",
        "tinh",
        Language::English,
        r"
Target 3 – Họp, Đơn vị tinh, 2025-H2 (running): asked at least 2; the value is the total, periods are added up; figures: 0, sum 0, units: 0: not applicable.
  - From 2025-07-01 on no unit is left in the scope “cac-huyen”.
",
    );
}
