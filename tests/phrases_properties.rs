//! Laws of reading and writing phrases.

#[path = "fuzz/laws/phrases.rs"]
mod laws;

use std::time::Instant;

use kehoach::{
    BaselineBound, Change, Comparison, End, GradeId, Interval, Number, Period, Schedule, Threshold,
    phrases::{self, Asked, Found},
};
use proptest::prelude::*;

fn numbers() -> impl Strategy<Value = Number> {
    let text = prop_oneof![
        (0..=3_000_u32).prop_map(|n| n.to_string()),
        (0..=100_u32, 0..=9_999_u32).prop_map(|(n, places)| format!("{n}.{places}")),
        (any::<u64>()).prop_map(|n| n.to_string()),
        (any::<u32>(), 0..=999_u32).prop_map(|(n, places)| format!("{n}.{places:03}")),
        (0..=100_u32).prop_map(|n| format!("-{n}")),
    ];
    text.prop_map(|text| text.parse().unwrap())
}

fn intervals<T: Clone + std::fmt::Debug + PartialOrd + 'static>(
    ends: impl Strategy<Value = T>,
    ordered: bool,
) -> impl Strategy<Value = Interval<T>> {
    (prop::collection::vec(ends, 2), any::<(bool, bool)>(), 0..6).prop_map(
        move |(mut ends, closed, shape)| {
            if ordered && ends[0] > ends[1] {
                ends.swap(0, 1);
            }
            let (low, high) = (ends[0].clone(), ends[1].clone());
            match shape {
                0 => Interval::above(low),
                1 => Interval::at_least(low),
                2 => Interval::below(high),
                3 => Interval::at_most(high),
                4 => Interval::exactly(low),
                _ => Interval::between(End { at: low, closed: closed.0 }, End { at: high, closed: closed.1 }),
            }
        },
    )
}

fn thresholds() -> impl Strategy<Value = Threshold> {
    let grades = prop::sample::select(vec![
        "kem",
        "yeu",
        "trung-binh",
        "kha",
        "tot",
        "gioi",
        "xuat-sac",
        "dat",
        "khong-dat",
        "tien-tien",
        "hoan-thanh-nhiem-vu",
        "hoan-thanh-tot-nhiem-vu",
        "hoan-thanh-xuat-sac-nhiem-vu",
        "vung-manh",
    ]);
    // Grades have no order of their own.
    let grades = intervals(grades, false).prop_map(|i| i.map(|id| GradeId::new(id).unwrap()));
    prop_oneof![
        intervals(numbers(), true).prop_map(Threshold::Percent),
        intervals(numbers(), true).prop_map(Threshold::Plain),
        grades.prop_map(Threshold::Grade),
    ]
}

fn periods() -> impl Strategy<Value = Period> {
    let day = || (1990..=2060_i32, 1..=12_u32, 1..=28_u32);
    prop_oneof![
        (1990..=2060_i32, 0..=20_i32).prop_map(|(y, n)| format!("{y}/{}", y + n)),
        (1990..=2060_i32, 1..=4_u32).prop_map(|(y, q)| format!("{y}-Q{q}")),
        (1990..=2060_i32, prop::sample::select(vec!["H1", "H2", "9M"])).prop_map(|(y, p)| format!("{y}-{p}")),
        (1990..=2060_i32, 1..=12_u32, 0..=3_i32, 1..=12_u32).prop_map(|(y, m, n, last)| {
            format!("{y}-{m:02}/{}-{:02}", y + n, if n == 0 { last.max(m) } else { last })
        }),
        (day(), 0..=9_i32).prop_map(|((y, m, d), n)| format!("{y}-{m:02}-{d:02}/{}-{m:02}-{d:02}", y + n)),
    ]
    .prop_map(|text| text.parse().unwrap())
}

fn schedules() -> impl Strategy<Value = Schedule> {
    let rhythms = prop::sample::select(vec!["monthly", "quarterly", "half-yearly", "nine-months", "yearly"]);
    let sign = prop::sample::select(vec!["by", "before"]);
    prop_oneof![
        periods().prop_map(|p| format!("during {p}")),
        (sign.clone(), 1990..=2060_i32, 1..=12_u32, 1..=28_u32)
            .prop_map(|(sign, y, m, d)| format!("{sign} {y}-{m:02}-{d:02}")),
        rhythms.clone().prop_map(str::to_owned),
        (rhythms, sign.clone(), 1..=28_u32).prop_map(|(rhythm, sign, d)| format!("{rhythm} {sign} day {d}")),
        (sign, 1..=12_u32, 1..=28_u32).prop_map(|(sign, m, d)| format!("yearly {sign} {m:02}-{d:02}")),
        prop::collection::btree_set(1..=12_u32, 1..=5).prop_map(|months| {
            format!("months {}", months.iter().map(u32::to_string).collect::<Vec<_>>().join(", "))
        }),
        (1..=11_u32, 1..=6_u32).prop_map(|(from, n)| format!("months {from}-{}", (from + n).min(12))),
        prop::sample::subsequence(vec!["Q1", "Q2", "Q3", "Q4"], 1..=4)
            .prop_map(|q| format!("each {}", q.join(", "))),
        prop::sample::subsequence(vec!["H1", "9M", "year"], 1..=3)
            .prop_map(|q| format!("each {}", q.join(", "))),
        Just("continuous".to_owned()),
        Just("on instruction: theo văn bản chỉ đạo của tỉnh".to_owned()),
        "[a-zà-ỹ ]{1,20}".prop_filter_map("words", |words| {
            let words = words.trim().to_owned();
            (!words.is_empty()).then(|| format!("on instruction: {words}"))
        }),
        (periods(), periods())
            .prop_map(|(a, b)| format!("per level province = during {a}; district = during {b}")),
    ]
    .prop_filter_map("a schedule", |text| text.parse().ok())
}

/// Pieces of phrases, and of what is none, in any order.
fn rubble() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "từ",
        "trên",
        "90%",
        "1.200",
        "92,5",
        "đến",
        "trở lên",
        "khá",
        "tháng",
        "3",
        ",",
        "9",
        "quý",
        "III",
        "/2021",
        "năm",
        "2023",
        "trước",
        "ngày",
        "10/12",
        "hằng năm",
        "159-KH/HU",
        "tăng",
        "giảm",
        "so với",
        "xuống còn",
        "mỗi",
        "có",
        "không",
        "quá",
        "hoặc",
        "-",
        "–",
        "(",
        ")",
        ".",
        ";",
        ":",
        "cấp tỉnh",
        "cơ bản",
        "hai",
        "phần ba",
        "Đạt",
        "Ðạt",
        "\u{301}",
        "\u{200b}",
        "x",
        "<",
        ">=",
        "[",
        "]",
        "%",
        "đầu",
        "cuối",
        "6 tháng",
        "chủ trì",
        "UBND",
        "và",
        "báo cáo",
        "về",
        "qua",
        "\n",
        "\t",
        "*",
        "🦀",
        "định kỳ",
        "khoảng",
        "toàn bộ",
        "gấp",
        "đôi",
        "5‰",
        "2/3",
        "âm",
        "34/2007/PL-",
    ]);
    (prop::collection::vec(piece, 0..14), any::<bool>())
        .prop_map(|(pieces, spaced)| pieces.join(if spaced { " " } else { "" }))
}

fn check_any(text: &str) {
    laws::threshold(text);
    laws::time(text);
    laws::find(text);
    laws::round_trip(text);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn thresholds_are_written_and_read_back(threshold in thresholds()) {
        for written in [threshold.to_string(), phrases::write_threshold(&threshold)] {
            let read = phrases::threshold(&written);
            let value = read.as_ref().map(|r| r.value.clone());
            prop_assert_eq!(value, Ok(Asked::Threshold(threshold.clone())), "{}", written);
        }
    }

    #[test]
    fn changes_are_written_and_read_back(n in numbers(), what in 0..3_usize, side in 0..4_usize, since in prop::option::of(periods())) {
        let change = [Change::Percent(n), Change::Points(n), Change::Units(n)][what];
        let comparison = [Comparison::Above, Comparison::AtLeast, Comparison::Below, Comparison::AtMost][side];
        let asked = Asked::Baseline { bound: BaselineBound { comparison, change }, since };
        let written = phrases::write_asked(&asked);
        // Where no phrase says it, the canonical spelling does, which has no place for the period.
        let read = phrases::threshold(&written).map(|r| r.value.to_string());
        prop_assert_eq!(read, Ok(asked.to_string()), "{}", written);
    }

    #[test]
    fn periods_are_written_and_read_back(period in periods()) {
        for written in [period.to_string(), phrases::write_period(period)] {
            prop_assert_eq!(phrases::period(&written).map(|r| r.value), Ok(period), "{}", written);
        }
        let written = phrases::write_date(period.first());
        prop_assert_eq!(phrases::date(&written).map(|r| r.value), Ok(period.first()), "{}", written);
    }

    #[test]
    fn schedules_are_written_and_read_back(schedule in schedules()) {
        for written in [schedule.to_string(), phrases::write_schedule(&schedule)] {
            prop_assert_eq!(phrases::schedule(&written).map(|r| r.value), Ok(schedule.clone()), "{}", written);
        }
    }

    #[test]
    fn numbers_are_written_and_read_back(n in numbers()) {
        let written = format!("ít nhất {}", phrases::write_number(n));
        let asked = Asked::Threshold(Threshold::Plain(Interval::at_least(n)));
        prop_assert_eq!(phrases::threshold(&written).map(|r| r.value), Ok(asked), "{}", written);
    }

    #[test]
    fn any_rubble_is_an_answer_or_an_error(text in rubble()) {
        check_any(&text);
    }

    #[test]
    fn any_text_is_an_answer_or_an_error(text in "\\PC{0,40}") {
        check_any(&text);
    }

    /// Both Unicode forms, and either placement of the tone, say the same.
    #[test]
    fn forms_of_unicode_do_not_matter(threshold in thresholds()) {
        use unicode_normalization::UnicodeNormalization;
        let written = phrases::write_threshold(&threshold);
        let apart: String = written.nfd().collect();
        prop_assert_eq!(phrases::threshold(&apart).map(|r| r.value), phrases::threshold(&written).map(|r| r.value));
    }

    /// A figure that is read is a figure that stands there: no digit is made up or lost.
    #[test]
    fn digits_are_those_of_the_text(n in 0..=100_000_u32, lead in prop::sample::select(vec!["trên", "từ", "ít nhất", "dưới", "không quá", "đạt"])) {
        let text = format!("{lead} {n}%");
        let read = phrases::threshold(&text).unwrap().value.to_string();
        let digits: String = read.chars().filter(char::is_ascii_digit).collect();
        prop_assert_eq!(digits, n.to_string());
    }
}

#[test]
fn traps_take_linear_time() {
    let pieces = [
        "từ ",
        "1.",
        "1,",
        "(",
        "trên 5% đến ",
        "tháng 3, ",
        "và ",
        "mỗi xã ",
        "tăng ",
        "a ",
        "hai ",
        "một trăm ",
        "- ",
        "1-",
        "159-KH/",
        "cấp tỉnh năm 2021; ",
        "Năm 2021: x. ",
        "UBND, ",
        "xếp loại ",
        "\u{301}",
        "phấn đấu ",
        "nâng số xã ",
        "theo văn bản ",
        "khoảng ",
        "đầu ",
        "báo cáo ",
        "5 năm ",
    ];
    for piece in pieces {
        let time = |length: usize| {
            let text = piece.repeat(length / piece.len());
            let start = Instant::now();
            std::hint::black_box(phrases::find(&text));
            start.elapsed()
        };
        // Eight times the text: a quadratic reader takes 64 times as long. On a shared machine a single measure says little, and
        // what is quadratic is so each time.
        let steep = || {
            let (short, long) = (time(800), time(6_400));
            (long >= short * 30 + std::time::Duration::from_millis(20)).then_some((short, long))
        };
        let measured: Vec<_> = (0..8).map_while(|_| steep()).collect();
        assert!(measured.len() < 8, "{piece:?}: {measured:?}");
    }
    for piece in pieces {
        // At the limit of a phrase, and past it.
        for length in [1_900, 60_000] {
            let text = piece.repeat(length / piece.len());
            let start = Instant::now();
            let _ = (phrases::threshold(&text), phrases::schedule(&text), phrases::period(&text));
            let _ = (phrases::document(&text), phrases::responsibility(&text));
            assert!(start.elapsed().as_secs() < 5, "{piece:?}");
        }
    }
}

#[test]
fn what_a_paragraph_says_is_found_in_order() {
    // The phrases are those of the seeds; the sentences around them are not.
    let text = "1. 100% cấp ủy trực thuộc học Quy định số 11-QĐi/TW, ngày 18/02/2019.\n\
        2. Phân đấu trên 90% hội viên đạt từ khá trở lên; mỗi cấp ủy cơ sở có từ 01 - 02 mô hình.\n\
        3. Hằng năm tổ chức ít nhất 01 hoặc 02 cuộc giám sát, báo cáo trước ngày 10/12 hằng năm.\n\
        4. Năm 2022 - 2024 giám sát; tư pháp, Covid-19, 5 năm, mục 2.3 không phải ngưỡng.";
    let found: Vec<_> = phrases::find(text)
        .iter()
        .map(|f| format!("{} = {} {}", &text[f.span()], f.kind(), f.canonical()))
        .collect();
    assert_eq!(
        found,
        [
            "100% = threshold >= 100%",
            "11-QĐi/TW = document 11-QĐi/TW",
            "ngày 18/02/2019 = time during 2019-02-18",
            "trên 90% = threshold > 90%",
            "đạt từ khá trở lên = threshold >= kha",
            "có từ 01 - 02 = threshold [1, 2]",
            "Hằng năm = time yearly",
            "tổ chức ít nhất 01 hoặc 02 = threshold >= 1",
            "trước ngày 10/12 hằng năm = time yearly before 12-10",
            "Năm 2022 - 2024 = time during 2022/2024",
        ]
    );
    let thresholds: Vec<_> = phrases::find(text)
        .into_iter()
        .filter_map(|f| match f {
            Found::Threshold(reading) => Some(reading),
            _ => None,
        })
        .collect();
    assert_eq!(thresholds[0].noun.as_deref(), Some("cấp ủy trực thuộc học Quy định số"));
    assert!(thresholds[1].aspired && !thresholds[0].aspired);
    assert_eq!(thresholds[3].each.as_deref(), Some("cấp ủy cơ sở"));
    assert_eq!(thresholds[4].alternatives.len(), 2);
}

/// What stands beside something found belongs to it, or to something else; never to neither, unsaid.
#[test]
fn what_stands_close_together_is_told_apart() {
    for (text, wanted) in [
        ("trên 85%, 02 mô hình", "trên 85% = > 85%"),
        ("không quá 5%. 02 mô hình", "không quá 5% = <= 5%"),
        ("dưới 5% 02 mô hình", "dưới 5% = < 5%"),
        ("tỷ lệ 85%,5", ""),
        // A slip that is no word: without it, a floor would be read.
        ("dười 5% hộ", "dười 5% = < 5%"),
        ("tên 5% hộ", "5% = >= 5%"),
        ("trong năm 2023 - Tháng 3, 9", "trong năm 2023 = during 2023; Tháng 3, 9 = months 3, 9"),
        ("từ năm 2021 - năm 2023", "từ năm 2021 - năm 2023 = during 2021/2023"),
        // Canonical spellings are no prose; a part of one is nothing.
        ("2021-08/2021-12", ""),
        ("2023-Q3", ""),
        ("- Quý III", "Quý III = each Q3"),
        // A number before may be of anything.
        ("3 năm 2023", "năm 2023 = during 2023"),
    ] {
        let found = phrases::find(text);
        let found: Vec<_> =
            found.iter().map(|found| format!("{} = {}", &text[found.span()], found.canonical())).collect();
        assert_eq!(found.join("; "), wanted, "{text}");
    }
}
