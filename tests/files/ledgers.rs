//! Ledgers that are wrong: each record is taken, rejected with its reason, or known already.

use kehoach::{Ledger, Register};

use crate::support::{PLAN, REPORTS, UNITS, all_seen, changed, ledger, plan, register, says, with};

/// The ledger with one more record says exactly this, and takes all others.
#[track_caller]
fn rejected(line: &str, wanted: &str) {
    let text = with(REPORTS, line);
    let intake = ledger(&text).unwrap();
    assert_eq!((intake.records, intake.accepted), (14, 13), "{line}");
    assert_eq!(intake.rejected[0].record, 14);
    says(&text, intake.whole(), wanted);
}

/// The ledger with one more record is taken whole.
#[track_caller]
fn taken(line: &str) -> Ledger {
    let text = with(REPORTS, line);
    ledger(&text).unwrap().whole().unwrap_or_else(|problems| panic!("{}", all_seen(&text, &problems)))
}

#[test]
fn a_part_above_its_whole_names_unit_indicator_and_period() {
    rejected(
        "tap-huan,thon-mot,2024-H2,21/20,2024-12-20,,,",
        "15:27 `21/20` the part, 21, is greater than its whole, 20 (`thon-mot` on `tap-huan` for 2024-H2)",
    );
    rejected(
        "tap-huan,thon-mot,2024-H2,1/0,2024-12-20,,,",
        "15:27 `1/0` the part, 1, is greater than its whole, 0 (`thon-mot` on `tap-huan` for 2024-H2)",
    );
    taken("tap-huan,thon-mot,2024-H2,0/0,2024-12-20,,,");
}

#[test]
fn counts_are_whole_numbers_from_0() {
    rejected(
        "mo-hinh,thon-mot,2024-Q3,-1,2024-10-02,,,",
        "15:26 `-1` `mo-hinh` counts things: -1 is no whole number from 0 to 18446744073709551615",
    );
    rejected(
        "mo-hinh,thon-mot,2024-Q3,1.5,2024-10-02,,,",
        "15:26 `1.5` `mo-hinh` counts things: 1.5 is no whole number from 0 to 18446744073709551615",
    );
    rejected(
        "mo-hinh,thon-mot,2024-Q3,\"1,5\",2024-10-02,,,",
        "15:26 `\"1,5\"` `mo-hinh` counts things: 1.5 is no whole number from 0 to 18446744073709551615",
    );
    rejected(
        "mo-hinh,thon-mot,2024-Q3,1/2,2024-10-02,,,",
        "15:26 `1/2` a number is written with digits and at most one decimal point, such as `92.5`",
    );
    rejected(
        "mo-hinh,thon-mot,2024-Q3,hai,2024-10-02,,,",
        "15:26 `hai` a number is written with digits and at most one decimal point, such as `92.5`",
    );
    rejected(
        "mo-hinh,thon-mot,2024-Q3,18446744073709551616,2024-10-02,,,",
        "15:26 `18446744073709551616` `mo-hinh` counts things: 18446744073709551616 is no whole number from 0 to 18446744073709551615",
    );
    rejected("mo-hinh,thon-mot,2024-Q3,,2024-10-02,,,", "15:26 `` `value` is empty");
    taken("mo-hinh,thon-mot,2024-Q3,18446744073709551615,2024-10-02,,,");
    taken("mo-hinh,thon-mot,2024-Q3,2.0,2024-10-02,,,");
    taken("mo-hinh,thon-mot,2024-Q3,03,2024-10-02,,,");
}

#[test]
fn amounts_are_decimals_inside_their_bounds() {
    let value = |ledger: Ledger| ledger.observations().last().unwrap().report.clone();
    let plain = value(taken("quy,thon-hai,2024-H2,92.5,2024-12-20,,,"));
    assert_eq!(value(taken("quy,thon-hai,2024-H2,\"92,5\",2024-12-20,,,")), plain);
    rejected(
        "quy,thon-hai,2024-H2,1e400,2024-12-20,,,",
        "15:22 `1e400` a number is written with digits and at most one decimal point, such as `92.5`",
    );
    rejected(
        "quy,thon-hai,2024-H2,NaN,2024-12-20,,,",
        "15:22 `NaN` a number is written with digits and at most one decimal point, such as `92.5`",
    );
    rejected(
        "quy,thon-hai,2024-H2,inf,2024-12-20,,,",
        "15:22 `inf` a number is written with digits and at most one decimal point, such as `92.5`",
    );
    rejected("quy,thon-hai,2024-H2,-3,2024-12-20,,,", "15:22 `-3` `quy` lies from 0 to 500, not at -3");
    rejected(
        "quy,thon-hai,2024-H2,500.01,2024-12-20,,,",
        "15:22 `500.01` `quy` lies from 0 to 500, not at 500.01",
    );
    rejected(
        "quy,thon-hai,2024-H2,\"1.000,5\",2024-12-20,,,",
        "15:22 `\"1.000,5\"` a number is written with digits and at most one decimal point, such as `92.5`",
    );
    rejected(
        "quy,thon-hai,2024-H2,\"1,000.5\",2024-12-20,,,",
        "15:22 `\"1,000.5\"` a number is written with digits and at most one decimal point, such as `92.5`",
    );
    rejected(
        "quy,thon-hai,2024-H2,0.12345678901234567890123456789,2024-12-20,,,",
        "15:22 `0.12345678901234567890123456789` a number has at most 28 digits, and at most 28 after the point",
    );
    rejected(
        "quy,thon-hai,2024-H2,92 triệu,2024-12-20,,,",
        "15:22 `92 triệu` a number is written with digits and at most one decimal point, such as `92.5`",
    );
}

#[test]
fn thousands_are_not_taken_for_decimals() {
    rejected(
        "mo-hinh,thon-mot,2024-Q3,1.000,2024-10-02,,,",
        "15:26 `1.000` `1.000` has separators between its thousands; expected `1000`",
    );
    rejected(
        "mo-hinh,thon-mot,2024-Q3,\"1,000\",2024-10-02,,,",
        "15:26 `\"1,000\"` `1,000` has separators between its thousands; expected `1000`",
    );
    rejected(
        "quy,thon-hai,2024-H2,1.000,2024-12-20,,,",
        "15:22 `1.000` `1.000` may mean 1000, or a number with three decimals; expected `1000`, or `1.0000` if it has decimals",
    );
    rejected(
        "quy,thon-hai,2024-H2,\"12,345\",2024-12-20,,,",
        "15:22 `\"12,345\"` `12,345` may mean 12345, or a number with three decimals; expected `12345`, or `12,3450` if it has decimals",
    );
    rejected(
        "mo-hinh,thon-mot,2024-Q3,1.000.000,2024-10-02,,,",
        "15:26 `1.000.000` `1.000.000` has separators between its thousands; expected `1000000`",
    );
    rejected(
        "quy,thon-hai,2024-H2,1 000,2024-12-20,,,",
        "15:22 `1 000` `1 000` has separators between its thousands; expected `1000`",
    );
    for value in ["12.3450", "0.125", "1234.567", "\"12,3450\"", "12345"] {
        taken(&format!("mo-khac,thon-hai,2024-H2,{value},2024-12-20,,,").replace("mo-khac", "ha"));
    }
    // What is written is never in doubt.
    let ledger = taken("ha,thon-hai,2024-H2,12.3450,2024-12-20,,,");
    assert!(ledger.to_csv().contains(",12.3450,"));
}

#[test]
fn shares_are_a_part_and_a_whole() {
    rejected(
        "tap-huan,thon-mot,2024-H2,90%,2024-12-20,,,",
        "15:27 `90%` a share is written as its part and its whole, such as `87/100`",
    );
    rejected(
        "tap-huan,thon-mot,2024-H2,18,2024-12-20,,,",
        "15:27 `18` a share is written as its part and its whole, such as `87/100`",
    );
    rejected(
        "tap-huan,thon-mot,2024-H2,-1/20,2024-12-20,,,",
        "15:27 `-1/20` a share is written as its part and its whole, such as `87/100`",
    );
    rejected(
        "tap-huan,thon-mot,2024-H2,1.5/20,2024-12-20,,,",
        "15:27 `1.5/20` a share is written as its part and its whole, such as `87/100`",
    );
    rejected(
        "tap-huan,thon-mot,2024-H2,18/99999999999999999999,2024-12-20,,,",
        "15:27 `18/99999999999999999999` a part or a whole is at most 18446744073709551615",
    );
    rejected(
        "tap-huan,thon-mot,2024-H2,?/hai,2024-12-20,,,",
        "15:27 `?/hai` a share is written as its part and its whole, such as `87/100`",
    );
    rejected(
        "mo-hinh,thon-mot,2024-Q3,?/20,2024-10-02,,,",
        "15:26 `?/20` a whole is declared for shares, and `mo-hinh` is reported as a whole number",
    );
    taken("tap-huan,thon-mot,2024-H2, 18 / 20 ,2024-12-20,,,");
}

#[test]
fn unknown_words_come_with_the_nearest_spelling() {
    rejected(
        "mo-hnh,thon-mot,2024-Q3,1,2024-10-02,,,",
        "15:1 `mo-hnh` the plan has no indicator `mo-hnh`; did you mean `mo-hinh`?",
    );
    rejected(
        "hoan-toan-khac,thon-mot,2024-Q3,1,2024-10-02,,,",
        "15:1 `hoan-toan-khac` the plan has no indicator `hoan-toan-khac`",
    );
    rejected(
        "mo-hinh,thôn-một,2024-Q3,1,2024-10-02,,,",
        "15:9 `thôn-một` the register has no unit `thôn-một`; did you mean `thon-mot`?",
    );
    rejected("mo-hinh,xa-khac,2024-Q3,1,2024-10-02,,,", "15:9 `xa-khac` the register has no unit `xa-khac`");
    rejected(
        "mo-hinh,thôn một,2024-Q3,1,2024-10-02,,,",
        "15:9 `thôn một` `thôn một` is a name, and an id belongs here; did you mean `thon-mot`?",
    );
    rejected(
        "Mô hình được công nhận,thon-mot,2024-Q3,1,2024-10-02,,,",
        "15:1 `Mô hình được công nhận` `Mô hình được công nhận` is a name, and an id belongs here; did you mean `mo-hinh`?",
    );
    rejected(
        "Mô hình,thon-mot,2024-Q3,1,2024-10-02,,,",
        "15:1 `Mô hình` `Mô hình` is a name, and an id belongs here; did you mean `mo-hinh`?",
    );
    rejected(
        "xep-loai,hoi-phu-nu,2024,khas,2024-12-25,,,",
        "15:26 `khas` scale `xep-loai` has no grade `khas`; did you mean `kha`?",
    );
    rejected(
        "xep-loai,hoi-phu-nu,2024,trung bìn,2024-12-25,,,",
        "15:26 `trung bìn` scale `xep-loai` has no grade `trung bìn`; did you mean `trung bình`?",
    );
    rejected(
        "xep-loai,hoi-phu-nu,2024,xuất sắc,2024-12-25,,,",
        "15:26 `xuất sắc` scale `xep-loai` has no grade `xuất sắc`",
    );
    rejected(
        "cam-ket,thon-hai,2024-Q2,rồi,2024-07-02,,,",
        "15:26 `rồi` `rồi` is no answer; expected `done`, `not done`",
    );
    rejected(
        "cam-ket,thon-hai,2024-Q2,chua,2024-07-02,,,",
        "15:26 `chua` `chua` is no answer; did you mean `chưa`?; expected `chưa`, `done`, `not done`",
    );
    rejected(
        "cam-ket,thon-hai,2024-Q2,withdrwn,2024-07-02,,,",
        "15:26 `withdrwn` `withdrwn` is no answer; did you mean `withdrawn`?; expected `withdrawn`, `done`, `not done`",
    );
    rejected(
        "6,dang-uy,2024,gần đạt,2024-12-29,,,",
        "15:16 `gần đạt` `gần đạt` is no judgement; expected `đạt`, `không đạt`, `n/a`",
    );
    rejected(
        "cam-ket,thon-hai,2024-Q2,có,2024-07-02,,,ye",
        "15:42 `ye` `ye` is no answer; did you mean `yes`?; expected `yes`, `no`",
    );
    rejected(
        "1,thon-hai,2024,done,2024-07-02,,,",
        "15:1 `1` the plan has no indicator `1`; did you mean `cam-ket`?",
    );
    rejected(
        "6,thon-hai,2024-H1,done,2024-07-02,,,",
        "15:12 `2024-H1` target `6` has no judging period 2024-H1: it is judged `whole plan`",
    );
}

#[test]
fn periods_and_days_that_are_none() {
    rejected("mo-hinh,thon-mot,2024-Q5,1,2024-10-02,,,", "15:18 `2024-Q5` a year has no quarter 5");
    rejected(
        "mo-hinh,thon-mot,quý V/2024,1,2024-10-02,,,",
        "15:22 `V` `V` is not understood; expected a quarter",
    );
    rejected("mo-hinh,thon-mot,Q3,1,2024-10-02,,,", "15:18 `Q3` a year is missing");
    rejected("mo-hinh,thon-mot,,1,2024-10-02,,,", "15:18 `` `period` is empty");
    rejected(
        "mo-hinh,thon-mot,2024/2023,1,2024-10-02,,,",
        "15:18 `2024/2023` the period is reversed: it begins on 2024-01-01 and ends on 2023-12-31",
    );
    rejected("mo-hinh,thon-mot,2024-Q3,1,2024-02-30,,,", "15:28 `2024-02-30` 02/2024 has no day 30");
    rejected("mo-hinh,thon-mot,2024-Q3,1,31/4/2024,,,", "15:28 `31/4/2024` 04/2024 has no day 31");
    rejected("mo-hinh,thon-mot,2024-Q3,1,,,,", "15:28 `` `reported_on` is empty");
    rejected(
        "mo-hinh,thon-mot,2024-Q3,1,02.10.24,,,",
        "15:28 `02.10.24` a date is written `2023-12-09`; expected a year of four digits, as in `2023-12-09` or `9/12/2023`",
    );
    taken("mo-hinh,thon-mot,quý III/2024,1,02/10/2024,,,");
}

#[test]
fn units_that_did_not_exist_in_the_period() {
    rejected(
        "mo-hinh,thon-cu,2024-Q1,1,2024-04-02,,,",
        "15:17 `2024-Q1` unit `thon-cu` does not exist in 2024-Q1: it ended on 2023-12-31",
    );
    rejected(
        "mo-hinh,thon-moi,2024-Q2,1,2024-07-02,,,",
        "15:18 `2024-Q2` unit `thon-moi` does not exist in 2024-Q2: it begins on 2024-07-01",
    );
    taken("mo-hinh,thon-moi,2024-Q3,1,2024-10-02,,,");
    taken("mo-hinh,thon-cu,2023-Q4,1,2024-01-02,,,");
}

#[test]
fn a_reason_is_needed_for_not_applicable() {
    rejected("quy,hoi-phu-nu,2024-H2,không áp dụng,2024-12-20,,,", "15:49 `` `note` is empty");
    taken("quy,hoi-phu-nu,2024-H2,không áp dụng,2024-12-20,không giao,,");
}

#[test]
fn two_values_of_one_cell_on_one_day() {
    rejected(
        "mo-hinh,thon-hai,2024-Q2,2,2024-07-05,,,",
        "15:26 `2` another report of `thon-hai` on `mo-hinh` for 2024-Q2 says something else on the same day, in line 6; expected `yes` under `corrects` of the report that corrects the other",
    );
    let intake = ledger(&with(REPORTS, "mo-hinh,thon-hai,2024-Q2,2,2024-07-05,,,")).unwrap();
    assert_eq!(
        intake.rejected[0].problems[0].kind.vietnamese(),
        "trái với báo cáo khác của `thon-hai` về `mo-hinh`, quý II/2024, cùng ngày, ở dòng 6"
    );
    assert_eq!(
        intake.rejected[0].problems[0].vietnamese_help(),
        ["cần ghi `yes` ở `corrects` của báo cáo sửa báo cáo kia"]
    );
    // Whatever the spelling of period and day.
    rejected(
        "mo-hinh,thon-hai,quý II/2024,2,05/07/2024,,,",
        "15:30 `2` another report of `thon-hai` on `mo-hinh` for 2024-Q2 says something else on the same day, in line 6; expected `yes` under `corrects` of the report that corrects the other",
    );
    // One correction of a day can stand, two that differ cannot.
    rejected(
        "mo-hinh,thon-mot,2024-Q1,4,2024-04-02,,,yes",
        "15:26 `4` another report of `thon-mot` on `mo-hinh` for 2024-Q1 says something else on the same day, in line 5; expected one correction a day: a later one has a later day",
    );
    taken("mo-hinh,thon-hai,2024-Q2,2,2024-07-05,,,yes");
    taken("mo-hinh,thon-hai,2024-Q2,2,2024-07-06,,,");
    rejected(
        "tap-huan,thon-mot,2024-H1,?/21,2024-01-20,,,",
        "15:27 `?/21` another report of `thon-mot` on `tap-huan` for 2024-H1 says something else on the same day, in line 9; expected `yes` under `corrects` of the report that corrects the other",
    );
    rejected(
        "6,dang-uy,2024,không đạt,2024-12-28,,,",
        "15:16 `không đạt` another report of `dang-uy` on `6` for 2024 says something else on the same day, in line 14; expected `yes` under `corrects` of the report that corrects the other",
    );
    // Equal values are one; of shares, equal as pairs.
    let intake = ledger(&with(REPORTS, "mo-hinh,thon-hai,2024-Q2,1,2024-07-05,,,")).unwrap();
    assert_eq!((intake.records, intake.accepted, intake.duplicates.as_slice()), (14, 13, &[14][..]));
    rejected(
        "tap-huan,thon-hai,2024-H1,18/20,2024-07-03,,,",
        "15:27 `18/20` another report of `thon-hai` on `tap-huan` for 2024-H1 says something else on the same day, in line 11; expected `yes` under `corrects` of the report that corrects the other",
    );
}

#[test]
fn the_last_entry_on_or_before_the_day_counts() {
    let ledger = ledger(REPORTS).unwrap().whole().unwrap();
    let told = |day: &str, item: &str, unit: &str| {
        let found = ledger.as_of(day.parse().unwrap());
        let mut found = found.filter(|o| o.indicator.as_str() == item && o.unit.as_str() == unit);
        found.next().map(|o| format!("{:?}", o.report))
    };
    assert_eq!(told("2024-04-02", "mo-hinh", "thon-mot").unwrap(), "Value(Number(Number(3)))");
    assert!(told("2024-07-10", "tap-huan", "thon-hai").unwrap().starts_with("Value"));
    assert_eq!(told("2024-07-20", "tap-huan", "thon-hai").unwrap(), "Withdrawn");
    assert_eq!(told("2024-04-01", "mo-hinh", "thon-mot"), None);
}

#[test]
fn several_things_wrong_with_one_record_are_all_told() {
    rejected(
        "mo hinh,thon-mot,2024-Q5,1,2024-02-30,,,perhaps",
        "\
15:1 `mo hinh` an id cannot hold a space
15:18 `2024-Q5` a year has no quarter 5
15:28 `2024-02-30` 02/2024 has no day 30
15:41 `perhaps` `perhaps` is no answer; expected `yes`, `no`",
    );
}

#[test]
fn records_are_accepted_rejected_or_duplicates() {
    let lines = [
        "mo-hinh,thon-hai,2024-Q2,1,2024-07-05,,,",
        "mo-hinh,thon-hai,2024-Q2,7,2024-07-05,,,",
        "mo-hinh,thon-hai",
        "mo-hinh,thon-hai,2024-Q3,1,2024-10-05,,,",
        "# a note is no record",
        "",
        "mo-hinh,thon-ba,2024-Q3,1,2024-10-05,,,",
        "mo-hinh,thon-hai,2024-Q3,1,2024-10-05,,,,,",
        "mo-hinh,thon-hai,2024-Q3,1,2024-10-05,,,",
    ];
    let text = with(REPORTS, &lines.join("\n"));
    let intake = ledger(&text).unwrap();
    assert_eq!((intake.records, intake.accepted), (20, 14));
    assert_eq!(intake.duplicates, [14, 20]);
    let rejected: Vec<usize> = intake.rejected.iter().map(|rejected| rejected.record).collect();
    assert_eq!(rejected, [15, 16, 18, 19]);
    assert_eq!(intake.records, intake.accepted + intake.duplicates.len() + intake.rejected.len());
    says(&text, intake.whole(), "\
16:26 `7` another report of `thon-hai` on `mo-hinh` for 2024-Q2 says something else on the same day, in line 6; expected `yes` under `corrects` of the report that corrects the other
17:1 `mo-hinh,thon-hai` the record has 2 fields, and the header 8; expected a separator for every column, also for one in which nothing stands
21:9 `thon-ba` the register has no unit `thon-ba`; did you mean `thon-hai`?
22:1 `mo-hinh,thon-hai,2024-Q3,1,2024-10-05,,,,,` the record has 10 fields, and the header 8; expected quotes around a field that holds a separator");
}

#[test]
fn shapes_of_the_file_itself() {
    let text = "".to_owned();
    says(&text, ledger(&text), "the file is empty");
    let text = changed(REPORTS, "reported_on", "reported on");
    says(
        &text,
        ledger(&text),
        "1:24 `reported on` there is no column `reported on`; did you mean `reported_on`?; expected `item`, `unit`, `period`, `value`, `reported_on`, `note`, `source`, `corrects`",
    );
    let text = changed(REPORTS, "item,unit", "indicator,unit");
    says(&text, ledger(&text), "\
1:1 `indicator` there is no column `indicator`; expected `item`, `unit`, `period`, `value`, `reported_on`, `note`, `source`, `corrects`
1:1 `indicator,unit,period,value,reported_on,note,source,corrects` `item` is missing");
    let text = changed(REPORTS, "đã cấp đủ", "\"đã cấp đủ");
    says(&text, ledger(&text), "14:31 `\"` the quote that opens here is not closed where its field ends");
    let text = changed(REPORTS, ",source,corrects\n", ",source,note\n");
    says(&text, ledger(&text), "1:48 `note` the column `note` stands there twice");
    let intake = ledger("item,unit,period,value,reported_on\n").unwrap();
    assert_eq!((intake.records, intake.accepted), (0, 0));
    for text in [
        format!("\u{feff}{}", REPORTS.replace('\n', "\r\n")),
        REPORTS.replace("\"92,5\"", "92.5").replace(',', ";"),
        REPORTS.replace("\"92,5\"", "92.5").replace(',', ";").replace("92.5", "92,5"),
        REPORTS.replace("\"92,5\"", "92.5").replace(',', "\t"),
    ] {
        let read = ledger(&text).unwrap().whole().unwrap_or_else(|p| panic!("{text}\n{p}"));
        assert_eq!(read, ledger(REPORTS).unwrap().value);
    }
}

#[test]
fn toml_and_json_say_the_same_at_their_own_places() {
    let ledger = ledger(REPORTS).unwrap().value;
    let (toml, json) = (ledger.to_toml(), ledger.to_json());
    let text = changed(&toml, "value = \"18/20\"", "value = \"21/20\"");
    says(
        &text,
        Ledger::from_toml(&text, &plan(), &register()).unwrap().whole(),
        "66:9 `\"21/20\"` the part, 21, is greater than its whole, 20 (`thon-mot` on `tap-huan` for 2024-H1)",
    );
    let text = changed(&toml, "value = \"18/20\"", "valu = \"21/20\"");
    says(
        &text,
        Ledger::from_toml(&text, &plan(), &register()),
        "66:1 `valu` there is no key `valu` here; did you mean `value`?; expected `item`, `unit`, `period`, `value`, `reported_on`, `note`, `source`, `corrects`",
    );
    let text = changed(&json, "\"value\": \"18/20\"", "\"value\": \"21/20\"");
    says(
        &text,
        Ledger::from_json(&text, &plan(), &register()).unwrap().whole(),
        "67:16 `\"21/20\"` the part, 21, is greater than its whole, 20 (`thon-mot` on `tap-huan` for 2024-H1)",
    );
    let text = changed(&json, "\"value\": \"18/20\"", "\"value\": 18");
    says(
        &text,
        Ledger::from_json(&text, &plan(), &register()),
        "67:16 `18` found the number `18`; expected a text in quotes: `\"18\"`",
    );
    let text = changed(&json, "\"format\": 1", "\"format\": 9");
    says(
        &text,
        Ledger::from_json(&text, &plan(), &register()),
        "2:13 `9` the file is of format 9, and this library reads format 1",
    );
}

/// `> 100%` of a share is something to find in a plan, not a reason to stop: it is missed, and out of reach.
#[test]
fn a_share_above_100_percent_is_missed_for_certain() {
    let text = changed(PLAN, "\"trên 85%\"", "\"> 100%\"");
    let plan = kehoach::Plan::from_toml(&text).unwrap();
    let register = Register::from_csv(UNITS).unwrap();
    let day = "2024-02-01".parse().unwrap();
    let outcomes = kehoach::evaluate(&plan, &register, &Ledger::new(), day).unwrap().outcomes;
    let fourth = outcomes.iter().find(|o| o.target.as_str() == "4").unwrap();
    assert_eq!(fourth.verdict, kehoach::Verdict::Missed);
}
