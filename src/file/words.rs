//! The words of files: each closed choice as one table, the canonical word first.

use super::problem::ProblemKind;
use crate::{
    plan::{Product, RestDays, Unknowns},
    spelling::{nearest, tidy},
    time::Rhythm,
};

/// A closed choice: each value with the words that mean it, the first of them canonical.
pub(super) type Choice<T> = [(T, &'static [&'static str])];

pub(super) const RHYTHMS: &Choice<Rhythm> = &[
    (Rhythm::Monthly, &["monthly", "hằng tháng", "hàng tháng"]),
    (Rhythm::Quarterly, &["quarterly", "hằng quý", "hàng quý"]),
    (Rhythm::HalfYearly, &["half-yearly", "6 tháng"]),
    (Rhythm::NineMonths, &["nine-months", "9 tháng"]),
    (Rhythm::Yearly, &["yearly", "hằng năm", "hàng năm"]),
    (Rhythm::Once, &["once", "một lần"]),
];

pub(super) const UNKNOWNS: &Choice<Unknowns> =
    &[(Unknowns::Open, &["open"]), (Unknowns::Missed, &["missed"]), (Unknowns::Excluded, &["excluded"])];

pub(super) const REST_DAYS: &Choice<RestDays> =
    &[(RestDays::Stay, &["stay"]), (RestDays::NextWorkingDay, &["next-working-day"])];

pub(super) const PRODUCTS: &Choice<Product> =
    &[(Product::Work, &["work", "công việc"]), (Product::Report, &["report", "báo cáo"])];

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

/// The value that a text means, whatever its case and the space around it.
pub(super) fn find<T: Copy>(choice: &Choice<T>, text: &str) -> Option<T> {
    let typed = tidy(text).to_lowercase();
    choice.iter().find(|(_, words)| words.contains(&typed.as_str())).map(|(value, _)| *value)
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

pub(super) fn rhythm(rhythm: Rhythm) -> &'static str {
    canonical(RHYTHMS, &rhythm)
}

pub(super) fn unknowns(unknowns: Unknowns) -> &'static str {
    canonical(UNKNOWNS, &unknowns)
}
