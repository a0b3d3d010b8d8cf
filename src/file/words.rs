//! The words of files: each closed choice as one table, the canonical word first.
//!
//! `src/guide/format.md` lists them for readers, and a test keeps the two equal.

use super::problem::ProblemKind;
use crate::{
    phrases,
    plan::{DoneBy, FigureBy, Judging, Product, RestDays, ShareBy, Unknowns},
    spelling::{nearest, tidy},
    time::{Rhythm, Schedule, Timing},
    unit::Extent,
};

/// A closed choice: each value with the words that mean it, the first of them canonical.
pub(super) type Choice<T> = [(T, &'static [&'static str])];

pub(super) const RHYTHMS: &Choice<Rhythm> = &[
    (Rhythm::Monthly, &["monthly", "hằng tháng", "hàng tháng", "mỗi tháng", "tháng"]),
    (Rhythm::Quarterly, &["quarterly", "hằng quý", "hàng quý", "mỗi quý", "quý"]),
    (Rhythm::HalfYearly, &["half-yearly", "6 tháng", "sáu tháng", "6 tháng một lần", "nửa năm"]),
    (Rhythm::NineMonths, &["nine-months", "9 tháng", "chín tháng"]),
    (Rhythm::Yearly, &["yearly", "hằng năm", "hàng năm", "mỗi năm", "năm"]),
    (Rhythm::Once, &["once", "một lần"]),
];

/// Those of the times of judging that no date or period belongs to.
pub(super) const JUDGED: &Choice<Judging> = &[
    (Judging::EachMonth, &["each month", "hằng tháng", "hàng tháng", "mỗi tháng", "từng tháng"]),
    (Judging::EachQuarter, &["each quarter", "hằng quý", "hàng quý", "mỗi quý", "từng quý"]),
    (Judging::EachHalfYear, &["each half-year", "6 tháng", "sáu tháng", "6 tháng một lần", "nửa năm"]),
    (Judging::EachYear, &["each year", "hằng năm", "hàng năm", "mỗi năm", "từng năm"]),
    (Judging::WholePlan, &["whole plan", "cả giai đoạn", "toàn giai đoạn", "cả kế hoạch", "cả kỳ kế hoạch"]),
];

/// What a unit reports, before the word for how it combines is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MeasureWord {
    Done,
    Count,
    Amount,
    Share,
    Grade,
}

pub(super) const MEASURES: &Choice<MeasureWord> = &[
    (MeasureWord::Done, &["done", "có hay không", "đã làm hay chưa", "đã thực hiện hay chưa"]),
    (MeasureWord::Count, &["count", "số lượng", "số đếm"]),
    (MeasureWord::Amount, &["amount", "trị số", "giá trị", "khối lượng"]),
    (MeasureWord::Share, &["share", "tỷ lệ", "tỉ lệ"]),
    (MeasureWord::Grade, &["grade", "xếp loại", "mức xếp loại"]),
];

const LATEST: &[&str] = &["latest", "mới nhất", "gần nhất", "số mới nhất", "số gần nhất"];

pub(super) const DONE_BY: &Choice<DoneBy> = &[
    (DoneBy::Latest, LATEST),
    (DoneBy::Ever, &["ever", "một lần là đủ", "đã từng"]),
    (DoneBy::Every, &["every", "mọi kỳ", "tất cả các kỳ", "kỳ nào cũng"]),
];

pub(super) const FIGURE_BY: &Choice<FigureBy> =
    &[(FigureBy::Latest, LATEST), (FigureBy::Sum, &["sum", "cộng", "cộng lại", "cộng dồn", "tổng"])];

/// `cộng dồn` is none of them: it may mean either of the last two.
pub(super) const SHARE_BY: &Choice<ShareBy> = &[
    (ShareBy::Latest, LATEST),
    (ShareBy::Pooled, &["pooled", "gộp", "gộp chung"]),
    (ShareBy::Cumulative, &["cumulative", "lũy kế"]),
];

pub(super) const GRADE_BY: &Choice<()> = &[((), LATEST)];

/// How units' figures make one value, before the criterion is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AggregateWord {
    ShareOfUnits,
    NumberOfUnits,
    PooledShare,
    Total,
    Mean,
    Judgement,
}

impl AggregateWord {
    pub(super) const fn counts_units(self) -> bool {
        matches!(self, Self::ShareOfUnits | Self::NumberOfUnits)
    }
}

pub(super) const AGGREGATES: &Choice<AggregateWord> = &[
    (AggregateWord::ShareOfUnits, &["share-of-units", "tỷ lệ đơn vị", "tỉ lệ đơn vị"]),
    (AggregateWord::NumberOfUnits, &["number-of-units", "số đơn vị", "số lượng đơn vị"]),
    (AggregateWord::PooledShare, &["pooled-share", "tỷ lệ chung", "tỉ lệ chung"]),
    (AggregateWord::Total, &["total", "tổng", "tổng số", "tổng cộng"]),
    (AggregateWord::Mean, &["mean", "bình quân", "trung bình"]),
    (AggregateWord::Judgement, &["judgement", "đánh giá", "nhận xét"]),
];

pub(super) const UNKNOWNS: &Choice<Unknowns> = &[
    (Unknowns::Open, &["open", "để ngỏ", "chưa xác định"]),
    (Unknowns::Missed, &["missed", "không đạt", "coi là không đạt"]),
    (Unknowns::Excluded, &["excluded", "không tính", "loại ra"]),
];

pub(super) const REST_DAYS: &Choice<RestDays> = &[
    (RestDays::Stay, &["stay", "giữ nguyên"]),
    (
        RestDays::NextWorkingDay,
        &["next-working-day", "ngày làm việc tiếp theo", "ngày làm việc kế tiếp", "ngày làm việc liền kề"],
    ),
];

pub(super) const PRODUCTS: &Choice<Product> =
    &[(Product::Work, &["work", "công việc"]), (Product::Report, &["report", "báo cáo"])];

/// `nhập nguyên trạng` is how resolutions say that a unit is merged as it is.
pub(super) const EXTENTS: &Choice<Extent> = &[
    (Extent::Whole, &["whole", "toàn bộ", "tất cả", "nguyên trạng"]),
    (Extent::Part, &["part", "một phần", "phần"]),
];

pub(super) const DONE: &Choice<bool> = &[
    (true, &["done", "yes", "true", "1", "có", "đạt", "đã làm", "đã thực hiện", "hoàn thành"]),
    (
        false,
        &[
            "not done",
            "no",
            "false",
            "0",
            "không",
            "không đạt",
            "chưa",
            "chưa đạt",
            "chưa làm",
            "chưa thực hiện",
            "chưa hoàn thành",
        ],
    ),
];

pub(super) const YES: &Choice<bool> =
    &[(true, &["yes", "true", "1", "có", "x"]), (false, &["no", "false", "0", "không", ""])];

/// How a file says that there is nothing to measure, or that a report is withdrawn.
pub(super) const SAID: &Choice<Said> = &[
    (Said::NotApplicable, &["n/a", "not applicable", "không áp dụng"]),
    (Said::Withdrawn, &["withdrawn", "rút", "rút lại"]),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    NotApplicable,
    Withdrawn,
}

/// The value that a text means, whatever its case, the space around and inside it, and where its tones stand (`luỹ`, `lũy`).
pub(super) fn find<T: Copy>(choice: &Choice<T>, text: &str) -> Option<T> {
    let typed = tidy(text).to_lowercase();
    let among =
        |typed: &str| choice.iter().find(|(_, words)| words.contains(&typed)).map(|(value, _)| *value);
    // Figures, which most fields of a ledger hold, have no tones to move.
    among(&typed)
        .or_else(|| if typed.bytes().any(|b| b.is_ascii_alphabetic()) { among(&key(&typed)) } else { None })
}

/// The one spelling of a word of files: see [`find`].
fn key(typed: &str) -> String {
    typed.split_whitespace().map(phrases::fold).collect::<Vec<_>>().join(" ")
}

/// [`find`], or what is wrong.
pub(super) fn choose<T: Copy>(choice: &Choice<T>, text: &str, what: &'static str) -> Result<T, ProblemKind> {
    find(choice, text).ok_or_else(|| {
        let canonical = choice.iter().filter_map(|(_, words)| words.first().copied());
        let all = choice.iter().flat_map(|(_, words)| words.iter().copied());
        near_or(text, what, canonical, all)
    })
}

/// The problem of a word that is none of `all`: it lists the canonical ones, and the nearest of all if that is another.
pub(super) fn near_or(
    found: &str,
    what: &'static str,
    canonical: impl Iterator<Item = &'static str>,
    all: impl Iterator<Item = &'static str>,
) -> ProblemKind {
    let mut known: Vec<&'static str> = canonical.collect();
    // A word of one or two letters is near to everything.
    if let Some(near) = nearest(found, all.filter(|word| word.chars().count() > 2))
        && !known.contains(&near)
    {
        known.insert(0, near);
    }
    unknown(found, what, known)
}

pub(super) fn unknown(
    found: &str,
    what: &'static str,
    known: impl IntoIterator<Item = &'static str>,
) -> ProblemKind {
    let known = known.into_iter().map(str::to_owned).collect();
    ProblemKind::UnknownWord { found: found.to_owned(), what, known }
}

pub(super) fn canonical<T: PartialEq>(choice: &Choice<T>, value: &T) -> &'static str {
    choice
        .iter()
        .find(|(known, _)| known == value)
        .and_then(|(_, words)| words.first())
        .copied()
        .unwrap_or_default()
}

pub(crate) fn unknowns(unknowns: Unknowns) -> &'static str {
    canonical(UNKNOWNS, &unknowns)
}

pub(crate) fn rest_days(rest_days: RestDays) -> &'static str {
    canonical(REST_DAYS, &rest_days)
}

/// How often something is reported: one of [`RHYTHMS`], or a phrase of plans that says the same (`định kỳ hằng quý`).
pub(super) fn rhythm_of(text: &str) -> Result<Rhythm, ProblemKind> {
    choose(RHYTHMS, text, "rhythm of reporting").or_else(|kind| match recurring(text) {
        Some(rhythm) => Ok(rhythm),
        None => Err(kind),
    })
}

/// The rhythm of a schedule in words that says nothing more.
fn recurring(text: &str) -> Option<Rhythm> {
    match phrases::schedule(text).ok().filter(|reading| reading.notes.is_empty())?.value {
        Schedule::Same(Timing::Recurring(every)) if every.due().is_none() => every.rhythm(),
        _ => None,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    #[track_caller]
    pub(crate) fn words_of<T: Copy + PartialEq + std::fmt::Debug>(choice: &Choice<T>) {
        for (value, words) in choice {
            for word in *words {
                assert_eq!(find(choice, word), Some(*value), "`{word}` means one thing");
                assert_eq!(find(choice, &word.to_uppercase()), Some(*value), "`{word}` in capitals");
                assert_eq!(key(word), **word, "`{word}` stands there as it is compared");
            }
            let others: Vec<String> = words
                .iter()
                .skip(1)
                .filter(|word| !word.is_empty())
                .map(|word| format!("`{word}`"))
                .collect();
            let row = format!("| `{}` | {} |\n", words[0], others.join(", "));
            assert!(GUIDE.contains(&row), "the page of files lacks the row {row}");
        }
    }

    const GUIDE: &str = include_str!("../guide/format.md");

    #[test]
    fn every_word_means_one_thing() {
        words_of(RHYTHMS);
        words_of(JUDGED);
        words_of(MEASURES);
        words_of(DONE_BY);
        words_of(FIGURE_BY);
        words_of(SHARE_BY);
        words_of(GRADE_BY);
        words_of(AGGREGATES);
        words_of(UNKNOWNS);
        words_of(REST_DAYS);
        words_of(PRODUCTS);
        words_of(EXTENTS);
        words_of(DONE);
        words_of(YES);
        words_of(SAID);
    }
}
