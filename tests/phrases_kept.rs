//! What phrases are read as does not change unnoticed.
//!
//! Every phrase of the tables beside this file, whole and with each of its words left out in turn, is read as a threshold, a time, a
//! document, a citation, a line of responsibilities or a status, as its table is; and all of them as running text. What came out is
//! kept in `tests/phrases/kept`, one line for each text (`-word` is the one above without that word). A line that comes out in another way is a change of answers: it is looked at, it stands in
//! the changelog, and `KEHOACH_KEPT=write cargo test --test phrases_kept` writes the files anew.

mod unchanged;

use std::{
    collections::HashSet,
    fmt::{Display, Write},
};

use kehoach::phrases::{self, Note, Reading, Refusal};

const THRESHOLDS: &str = include_str!("phrases_threshold.rs");
const TIMES: &str = include_str!("phrases_time.rs");
const DOCUMENTS: &str = include_str!("phrases_documents.rs");
const CITATIONS: &str = include_str!("phrases_citations.rs");
const STATUSES: &str = include_str!("phrases_status.rs");

/// More that stand at the edge of a rule.
const MORE_THRESHOLDS: &str = "
tăng tỷ lệ hộ khá thêm 5% so với năm 2022
tăng thêm 02 mô hình
tăng từ 5 - 7% so với năm 2022
tăng 5 đến 7 điểm phần trăm
tăng 5% đến 7 hộ
tăng ít nhất 5% trở lên so với năm 2022
tăng trên 5% trở lên so với năm 2022
giảm không quá 5% so với đầu năm
giảm 5% so với cùng kỳ năm trước
giảm 5% so cùng kỳ
nâng tỷ lệ từ 85 lên 90%
giảm từ 5 xuống còn 3%
giảm từ 5% xuống dưới 3%
tăng từ 90% lên 85%
gấp trên 2 lần so với năm 2020
gấp ít nhất 2 lần so với năm 2020
gấp đôi số mô hình so với năm 2020
tốc độ tăng trưởng bình quân đạt trên 8%/năm
tỷ lệ tăng dân số tự nhiên 1%
tăng trưởng kinh tế đạt 8,5%
ít nhất 85% trở lên
không quá 5% trở xuống
trên 3 hoặc 4 mô hình
trên 3 - 5%
đúng 3 đến 5
từ 5 điểm phần trăm đến 7 điểm phần trăm
ít nhất 80%, không quá 95%
ít nhất 80% nhưng không quá 80%
ít nhất 80% và dưới 70%
từ 3 trở lên và không quá 5
ít nhất khá trở lên
từ khá đến dưới tốt
dưới khá trở lên
trên khá trở lên
đạt loại khá hoặc tốt
ba phần một
1/2 số hộ
0/5 xã
6/5 xã
mười lăm xã
một nghìn hai trăm hộ
hai trăm linh năm hộ
hai triệu đồng
ba mươi tư xã
một vạn hộ
1.000 tỷ đồng
1,5 tỷ đồng
2.500.000.000 đồng
0,5%
0.123
1.234,56 ha
1,234.56 ha
12.34 ha
mỗi xã có ít nhất 02 mô hình
mỗi năm có 02 mô hình
mỗi quý tổ chức 01 cuộc
mỗi chi bộ đạt 90% đảng viên
hằng năm, mỗi xã tổ chức từ 01 - 02 cuộc
100% cán bộ, công chức, viên chức được tập huấn
100% (12/12 xã)
90% trở lên hộ gia đình đạt chuẩn văn hóa
trên 90% người dân trong độ tuổi từ 15 đến 60 tuổi
tuổi thọ trung bình đạt 75 tuổi
thu nhập bình quân đầu người đạt 65 triệu đồng/người/năm trở lên
năm 2025 đạt trên 90%
đến năm 2025, trên 90% số xã
trước năm 2025 đạt 90%
phấn đấu đạt và vượt 90%
quyết tâm đạt 90%
đạt hoặc vượt 90% kế hoạch
không còn hộ nghèo
không có trường hợp nào vi phạm
tất cả 12 xã
toàn bộ hộ dân
hầu hết
chưa đạt 90%
";

const MORE_TIMES: &str = "
trong suốt cả năm
thường xuyên hằng năm
thường xuyên, liên tục
thường xuyên trong năm
cả năm 2023
định kỳ 12 tháng
định kỳ 3 tháng một lần
định kỳ hằng quý, 6 tháng, năm
1 tháng một lần
12 tháng/lần
mỗi năm một lần
mỗi tháng hai lần
ngày 31/3, 30/6, 30/9 và 31/12
chậm nhất ngày 31/3, 30/6, 30/9, 31/12 hằng năm
trước ngày 30/6 và 31/12 hằng năm
trước ngày 15/3, 15/6, 15/9 và 15/12
chậm nhất ngày 10 tháng đầu quý
trước ngày 10 của tháng cuối quý
trước ngày 20 hằng tháng
ngày 5 hằng tháng
chậm nhất là ngày 25 hằng tháng
hằng năm (trước ngày 10/12)
hằng quý (chậm nhất ngày 15 tháng cuối quý)
tháng 12 hằng năm
Quý I, III hằng năm
các quý I, II, III
các tháng 3, 6, 9, 12
tháng 1 - 3 và tháng 9
tháng 3 và quý IV
quý I/2023, quý III/2023
quý IV/2023 - quý I/2024
tháng 12/2023 đến tháng 02/2024
từ tháng 3 đến tháng 5 năm 2023
tháng 3 - tháng 5/2023
đến 30/6
đến hết quý II/2024
trước 31/12/2024
trước tháng 6/2024
chậm nhất cuối năm 2024
giữa năm 2024
đầu quý II/2024
cuối tháng 9 năm 2024
ngày 20 tháng 10
20/10 hằng năm
20/10/2024
ngày 20-10-2024
20.10.2024
năm nay
năm học 2023 - 2024
theo kế hoạch của tỉnh
theo chỉ đạo của cấp trên khi có văn bản
khi có yêu cầu
sau khi có hướng dẫn của tỉnh
đột xuất
định kỳ, đột xuất khi có yêu cầu
Năm 2023 và những năm tiếp theo
2021 - 2025
năm 2021: xây dựng; năm 2022: thực hiện; năm 2023: tổng kết
Năm 2021, triển khai. Năm 2022, tổng kết.
cấp tỉnh quý III/2021; cấp huyện quý IV/2021; cấp xã tháng 12/2021
cấp xã hằng tháng, cấp huyện hằng quý
";

const MORE_PARTIES: &str = "
Cơ quan chủ trì: UBND huyện; cơ quan phối hợp: các xã, thị trấn; thời gian: quý II
Đơn vị chủ trì, tham mưu: Phòng Nội vụ
Chủ trì: Phòng Nội vụ. Phối hợp: Huyện đoàn, Hội LHPN huyện
Giao UBND các xã, thị trấn tổ chức thực hiện; Phòng Nội vụ theo dõi, đôn đốc, kiểm tra
Phòng Nội vụ là cơ quan thường trực, chủ trì tham mưu UBND huyện
Ban Dân vận Huyện ủy chịu trách nhiệm chủ trì, phối hợp với Phòng Nội vụ (Tổ giúp việc tham mưu) thực hiện
báo cáo kết quả về UBND huyện (qua Phòng Nội vụ, Thanh tra huyện) trước ngày 15/12
gửi Ban Dân vận Huyện ủy
định kỳ báo cáo Ban Thường vụ
Đồng chí Chủ tịch UBND huyện trực tiếp chỉ đạo
Các đồng chí Ủy viên Ban Thường vụ phụ trách địa bàn theo dõi, chỉ đạo
UBND cùng cấp chủ trì; các cơ quan, đơn vị liên quan phối hợp
Mặt trận Tổ quốc và các đoàn thể chính trị - xã hội giám sát
";

/// The phrases of a file of tables, what stands before the arrow of a row, and more, one a line; none of them twice.
fn phrases_of<'t>(tables: &'t str, more: &'t str) -> Vec<&'t str> {
    let rows = tables
        .lines()
        .filter(|line| !line.ends_with([',', '{', '(']))
        .filter_map(|line| line.split_once(" => "));
    let all = rows.map(|(phrase, _)| phrase.trim()).chain(more.lines()).filter(|phrase| !phrase.is_empty());
    let mut seen = HashSet::new();
    all.filter(|phrase| seen.insert(*phrase)).collect()
}

fn documents_and_parties() -> (&'static str, &'static str) {
    DOCUMENTS.split_at(DOCUMENTS.find("fn responsibilities").expect("the two tables of one file"))
}

/// A text, and the same without each of its first words, with the place of that word.
fn variants(phrase: &str) -> impl Iterator<Item = (String, String)> {
    let words: Vec<&str> = phrase.split(' ').collect();
    let without = move |left_out: usize| {
        let kept = words.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, word)| *word);
        (format!("  -{}", words[left_out]), kept.collect::<Vec<_>>().join(" "))
    };
    let count = phrase.split(' ').count();
    let left_out = if count == 1 { 0 } else { count.min(8) };
    std::iter::once((phrase.to_owned(), phrase.to_owned())).chain((0..left_out).map(without))
}

/// One line: what was read, from where to where, with which notes, and what was read beside it.
fn said<T>(text: &str, read: Result<Reading<T>, Refusal>, show: impl Fn(&T) -> String) -> String {
    let reading = match read {
        Ok(reading) => reading,
        Err(refusal) => return format!("! {refusal}"),
    };
    let mut line = show(&reading.value);
    let codes: Vec<_> = reading.notes.iter().map(Note::code).collect();
    if !codes.is_empty() {
        write!(line, " | {}", codes.join(" ")).unwrap();
    }
    if reading.span != (0..text.len()) {
        write!(line, " | of `{}`", &text[reading.span.clone()]).unwrap();
    }
    for (name, words) in [("subject", &reading.subject), ("each", &reading.each), ("noun", &reading.noun)] {
        if let Some(words) = words {
            write!(line, " | {name} `{words}`").unwrap();
        }
    }
    if reading.aspired {
        line.push_str(" | aspired");
    }
    for other in &reading.alternatives {
        write!(line, " | or {}", show(other)).unwrap();
    }
    line
}

/// Holds what a reader makes of the phrases of some tables against what is kept of it.
#[track_caller]
fn is_kept<T>(
    name: &str,
    phrases: &[&str],
    read: impl Fn(&str) -> Result<Reading<T>, Refusal>,
    show: impl Fn(&T) -> String,
) {
    let mut out = String::new();
    for (name, text) in phrases.iter().flat_map(|phrase| variants(phrase)) {
        writeln!(out, "{name} => {}", said(&text, read(&text), &show)).unwrap();
    }
    unchanged::is_kept(&format!("phrases/kept/{name}"), &out);
}

fn shown<T: Display>(value: &T) -> String {
    value.to_string()
}

#[test]
fn thresholds() {
    is_kept("thresholds.txt", &phrases_of(THRESHOLDS, MORE_THRESHOLDS), phrases::threshold, shown);
}

#[test]
fn schedules() {
    is_kept("schedules.txt", &phrases_of(TIMES, MORE_TIMES), phrases::schedule, shown);
}

#[test]
fn periods() {
    is_kept("periods.txt", &phrases_of(TIMES, MORE_TIMES), phrases::period, shown);
}

#[test]
fn documents() {
    is_kept("documents.txt", &phrases_of(documents_and_parties().0, ""), phrases::document, shown);
}

#[test]
fn citations() {
    is_kept("citations.txt", &phrases_of(CITATIONS, ""), phrases::cited_document, shown);
}

#[test]
fn responsibilities() {
    is_kept(
        "responsibilities.txt",
        &phrases_of(documents_and_parties().1, MORE_PARTIES),
        phrases::responsibility,
        |parties| {
            let party = |party: &phrases::Party| {
                format!("{}: {} {:?} {:?}", party.role, party.name, party.naming, party.span)
            };
            parties.iter().map(party).collect::<Vec<_>>().join("; ")
        },
    );
}

#[test]
fn statuses() {
    is_kept("statuses.txt", &phrases_of(STATUSES, ""), phrases::status, |status| format!("{status:?}"));
}

#[test]
fn dates() {
    let mut out = String::new();
    for text in phrases_of(TIMES, MORE_TIMES) {
        writeln!(out, "{text} => {}", said(text, phrases::date(text), shown)).unwrap();
    }
    for text in ["2023-03-15", " 2023-03-15 ", "vào 15/3/2023", "15/3/2023.", "ngày 15/3/2023 (thứ Tư)"]
    {
        writeln!(out, "{text} => {}", said(text, phrases::date(text), shown)).unwrap();
        writeln!(out, "{text} in 2024 => {}", said(text, phrases::period_in(text, 2024), shown)).unwrap();
    }
    unchanged::is_kept("phrases/kept/dates.txt", &out);
}

/// Why phrases are refused, in Vietnamese.
#[test]
fn refusals_in_vietnamese() {
    let mut out = String::new();
    let mut tell = |text: &str, refusal: Option<Refusal>| {
        if let Some(refusal) = refusal {
            writeln!(out, "{text} => {}", refusal.vietnamese()).unwrap();
        }
    };
    phrases_of(THRESHOLDS, MORE_THRESHOLDS)
        .into_iter()
        .for_each(|text| tell(text, phrases::threshold(text).err()));
    phrases_of(TIMES, MORE_TIMES).into_iter().for_each(|text| tell(text, phrases::schedule(text).err()));
    phrases_of(CITATIONS, "").into_iter().for_each(|text| tell(text, phrases::cited_document(text).err()));
    phrases_of(documents_and_parties().0, "")
        .into_iter()
        .for_each(|text| tell(text, phrases::document(text).err()));
    phrases_of(STATUSES, MORE_PARTIES).into_iter().for_each(|text| tell(text, phrases::status(text).err()));
    unchanged::is_kept("phrases/kept/refusals.txt", &out);
}

/// Values in canonical spelling, and how each is written.
fn spell<T: std::str::FromStr<Err: Display> + Display>(
    out: &mut String,
    texts: &[&str],
    write: impl Fn(&T) -> String,
) {
    for text in texts {
        match text.parse::<T>() {
            Ok(value) => writeln!(out, "{value} => {}", write(&value)).unwrap(),
            Err(error) => writeln!(out, "{text} => ! {error}").unwrap(),
        }
    }
}

/// What is written of values in canonical spelling.
#[test]
fn written() {
    let mut out = String::new();
    spell::<kehoach::Schedule>(
        &mut out,
        &[
            "monthly",
            "quarterly",
            "half-yearly",
            "nine-months",
            "yearly",
            "monthly by day 25",
            "monthly by day 31",
            "monthly before day 5",
            "quarterly by day 15",
            "quarterly before day 15",
            "quarterly by day 10 of 1st month",
            "quarterly before day 10 of 2nd month",
            "quarterly by day 10 of 3rd month",
            "half-yearly by day 15",
            "half-yearly before day 15",
            "half-yearly by day 31",
            "half-yearly by day 20 of 6th month",
            "half-yearly by day 20 of 3rd month",
            "yearly by 12-10",
            "yearly before 12-10",
            "yearly by 06-30",
            "yearly before 01-01",
            "yearly by day 15",
            "months 3, 9",
            "months 9, 10",
            "months 9-10",
            "months 1-3",
            "months 4-12",
            "months 1, 2-4",
            "each Q1",
            "each Q2, Q4",
            "each Q1, Q3",
            "each H1",
            "each H2",
            "each 9M",
            "each year",
            "each H1, 9M",
            "each H1, 9M, year",
            "each Q1, year",
            "each Q1, H1",
            "during 2023-Q3",
            "during 2021-08/2021-12",
            "during 2021/2025",
            "during 2023-03-15",
            "during 2023-H2",
            "by 2025-12-31",
            "before 2025-01-01",
            "before 2023-12-10",
            "by 2024-06-30",
            "continuous",
            "on instruction: theo văn bản chỉ đạo của tỉnh",
            "phases triển khai = 2021, giám sát = 2022/2024",
            "phases \"sơ kết, tổng kết\" = 2021-Q3, khác = 2023",
            "per level central = monthly; province = during 2021-Q3",
            "per level district = by 2024-06-30; commune = months 3, 9; village = yearly",
            "per level ward = monthly; province = yearly",
        ],
        phrases::write_schedule,
    );
    spell::<kehoach::Period>(
        &mut out,
        &[
            "2023",
            "2023-H1",
            "2023-H2",
            "2023-9M",
            "2023-Q1",
            "2023-Q4",
            "2023-03",
            "2023-03-15",
            "2021/2025",
            "2021-08/2021-12",
            "2023-03-15/2023-04-02",
            "2023-03-01/2023-03-15",
            "2022-12-15/2023-12-14",
            "2023-02/2023-04",
            "2023-10/2024-03",
            "2023-01-01/2024-06-30",
            "0999",
            "2024-02-29",
        ],
        |period| phrases::write_period(*period),
    );
    spell::<kehoach::Threshold>(
        &mut out,
        &[
            "> 85%",
            ">= 100%",
            "< 5%",
            "<= 5%",
            "= 3",
            "= 0",
            "= 100%",
            "[1, 2]",
            "(1, 2)",
            "[70, 90)",
            "(80%, 90%]",
            "(0.5%, 92.5%)",
            ">= 1200",
            ">= 1234567.5",
            "> 0.2",
            "[2, 2]",
            "[0, 5]",
            ">= kha",
            "> kha",
            "< trung-binh",
            "<= yeu",
            "= tot",
            "[kha, tot]",
            "[trung-binh, tot)",
            "(yeu, kha]",
            ">= kem",
            ">= hoan-thanh-tot-nhiem-vu",
            "<= -2",
            "[-5, -1]",
        ],
        phrases::write_threshold,
    );
    for number in [
        "0",
        "5",
        "01",
        "1200",
        "1234567.5",
        "0.5",
        "-3",
        "92.50",
        "1000000",
        "79228162514264337593543950335",
    ] {
        writeln!(out, "{number} => {}", phrases::write_number(number.parse().unwrap())).unwrap();
    }
    unchanged::is_kept("phrases/kept/written.txt", &out);
}

/// Each phrase between two others.
#[test]
fn running_text() {
    let others = [
        "trong năm 2023",
        "trên 85% số hộ",
        "02 mô hình",
        "Kế hoạch số 159-KH/HU",
        "trước ngày 15/12 hằng năm",
        "Tháng 3, 9",
    ];
    let mut out = String::new();
    for words in [(THRESHOLDS, MORE_THRESHOLDS), (TIMES, MORE_TIMES), (DOCUMENTS, MORE_PARTIES)]
        .into_iter()
        .flat_map(|(tables, more)| phrases_of(tables, more))
    {
        let drawn: usize = words.bytes().map(usize::from).sum();
        let sign = [", ", ". ", "; ", " ", ": "][drawn % 5];
        let text = format!("{words}{sign}{} - {}", others[drawn % 6], others[drawn / 6 % 6]);
        writeln!(out, "{text}").unwrap();
        for found in phrases::find(&text) {
            let codes: Vec<_> = found.notes().iter().map(Note::code).collect();
            writeln!(out, "  {} {:?} {} {}", found.kind(), found.span(), found.canonical(), codes.join(" "))
                .unwrap();
        }
    }
    unchanged::is_kept("phrases/kept/running-text.txt", &out);
}
