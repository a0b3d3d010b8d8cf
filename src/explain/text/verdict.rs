//! What is said of a verdict and of the reports behind it.

use crate::{
    evaluate::{Tally, UnitTally, Verdict},
    explain::{Demand, Exception, Fact, Figure, Named, PassageSaid, PortionSaid, words::Words},
    language::Language,
    plan::Unknowns,
    quantity::{Fraction, Number},
    unit::Extent,
};

use super::in_clause;

pub(super) fn verdict(w: &Words, fact: &Fact) -> String {
    let Fact::Verdict {
        target,
        title,
        clause,
        subject,
        period,
        stage,
        aggregate,
        criterion,
        within,
        combine,
        asked,
        low,
        high,
        range,
        tally,
        policy,
        provisional,
        needed,
        strict,
        reachable,
        verdict,
    } = fact
    else {
        return String::new();
    };
    let demand = match asked {
        Demand::Threshold(threshold) => w.threshold(threshold),
        Demand::Baseline { bound, baseline } => {
            let baseline =
                baseline.as_ref().map_or(w.pick("chưa biết", "unknown").to_owned(), |b| exactly(w, b));
            format!("{} ({} {baseline})", w.moving(bound, None), w.pick("gốc so sánh", "baseline"))
        }
        Demand::Judged => w.pick("theo đánh giá", "as judged").to_owned(),
    };
    let mut text = format!(
        "{} {target} – {title}{}, {}, {} ({}): {} {demand}",
        w.pick("Chỉ tiêu", "Target"),
        in_clause(w, clause),
        subject.name,
        w.period(*period),
        stage.label(w.language),
        w.pick("yêu cầu", "asked"),
    );
    if let Some(outer) = within {
        text =
            format!("{text}, {} “{outer}”", w.pick("tính trong số đơn vị đạt", "among the units that met"));
    }
    let of = match aggregate.as_str() {
        "share-of-units" => {
            w.pick("số đơn vị đạt trên số đơn vị áp dụng", "units that meet it over those that apply")
        }
        "number-of-units" => w.pick("số đơn vị đạt", "the number of units that meet it"),
        "pooled-share" => w.pick("tổng tử số trên tổng mẫu số", "the sum of parts over the sum of wholes"),
        "total" => w.pick("tổng số", "the total"),
        "mean" => w.pick("bình quân các đơn vị", "the mean of the units"),
        _ => "",
    };
    if !of.is_empty() {
        text = format!("{text}; {} {of}", w.pick("kết quả là", "the value is"));
    }
    if let Some(criterion) = criterion {
        text = format!(
            "{text}, {} {}",
            w.pick("đơn vị đạt khi", "a unit meets it with"),
            w.threshold(criterion)
        );
    }
    let how = match combine.as_deref().unwrap_or_default() {
        "ever" => w.pick("có một kỳ thực hiện là đạt", "done once is done"),
        "every" => w.pick("kỳ nào cũng phải thực hiện", "it must be done in every period"),
        "sum" => w.pick("cộng các kỳ", "periods are added up"),
        "pooled" => w.pick("cộng tử số và mẫu số các kỳ", "parts and wholes of the periods are added up"),
        "cumulative" => w.pick("lũy kế tử số trên mẫu số mới nhất", "parts cumulate over the latest whole"),
        "latest" => w.pick("lấy số liệu mới nhất trong kỳ", "the latest figure counts"),
        _ => "",
    };
    if !how.is_empty() {
        text = format!("{text}, {how}");
    }
    if let Some(tally) = tally {
        text = format!("{text}; {}", tallied(w, tally));
    }
    if let (Some(low), Some(range)) = (low, range) {
        let strict = |attained: bool, text: &str| if attained { String::new() } else { text.to_owned() };
        let from = format!("{}{}", strict(range.low_attained, w.pick("trên ", "above ")), exactly(w, low));
        let value = match high {
            Some(high) if high.value == low.value => from,
            Some(high) => {
                let to =
                    format!("{}{}", strict(range.high_attained, w.pick("dưới ", "below ")), exactly(w, high));
                format!("{} {from} {} {to}", w.pick("từ", "from"), w.pick("đến", "to"))
            }
            None => format!("{} {from} {}", w.pick("từ", "from"), w.pick("trở lên", "up")),
        };
        text = format!("{text}; {} {value}", w.pick("kết quả", "value"));
    }
    match policy {
        Some(Unknowns::Missed) => {
            text = format!(
                "{text}; {}",
                w.pick("hết kỳ, chưa rõ thì coi là không đạt", "closed: what is open counts as missed")
            );
        }
        Some(Unknowns::Excluded) => {
            text = format!(
                "{text}; {}",
                w.pick("hết kỳ, phần chưa báo cáo được loại ra", "closed: what is unreported is left out")
            );
        }
        _ => {}
    }
    text = format!("{text}: {}.", verdict.label(w.language));
    if *provisional {
        let note = w.pick(
            "Tạm tính: số liệu mới trong kỳ còn có thể thay.",
            "Provisional: a later figure of the period can still replace one.",
        );
        text = format!("{text} {note}");
    }
    if let Some(needed) = needed
        && matches!(verdict, Verdict::Open | Verdict::Missed)
    {
        let of = match aggregate.as_str() {
            "share-of-units" | "number-of-units" => w.pick("đơn vị đạt", "units that meet it"),
            "pooled-share" => w.pick("vào tử số", "of the part"),
            _ => w.pick("vào tổng", "of the sum"),
        };
        let reach = if *reachable {
            w.pick("phần chưa báo cáo có thể bù đủ", "what is unreported can bring it")
        } else {
            w.pick("phần chưa báo cáo không bù đủ", "what is unreported cannot bring it")
        };
        let more = if *strict { w.pick("hơn ", "more than ") } else { "" };
        let still = w.pick("Còn cần thêm", "Still needed:");
        text = format!("{text} {still} {more}{} {of}; {reach}.", w.fraction(*needed));
    }
    text
}

fn tallied(w: &Words, tally: &Tally) -> String {
    match tally {
        Tally::Units(counted) => units(w, counted),
        Tally::Sum(sum) => {
            let units = sum.known_units.saturating_add(sum.unknown_units);
            let text = if w.language == Language::Vietnamese {
                format!("cộng {} số liệu được {}, {units} đơn vị", sum.figures, w.fraction(sum.sum))
            } else {
                format!("figures: {}, sum {}, units: {units}", sum.figures, w.fraction(sum.sum))
            };
            missing(w, text, sum.unknown_figures)
        }
        Tally::Pooled(pooled) => {
            let text = if w.language == Language::Vietnamese {
                format!(
                    "tử số {}, mẫu số {} của {} số liệu",
                    pooled.reported_part, pooled.reported_whole, pooled.figures
                )
            } else {
                format!(
                    "part {}, whole {}, figures: {}",
                    pooled.reported_part, pooled.reported_whole, pooled.figures
                )
            };
            missing(w, text, pooled.unknown_figures)
        }
    }
}

fn missing(w: &Words, text: String, unknown: u64) -> String {
    if unknown == 0 {
        text
    } else {
        let missing = if unknown == 1 { "figure missing" } else { "figures missing" };
        format!("{text}, {unknown} {}", w.pick("số liệu chưa có", missing))
    }
}

pub(super) fn exceptional(w: &Words, exception: &Exception) -> String {
    match exception {
        Exception::Corrected { before, reported_on } => {
            let day = w.date(*reported_on);
            let before = before
                .as_ref()
                .map_or(w.pick("đã rút", "withdrawn").to_owned(), |before| reading(w, before));
            if w.language == Language::Vietnamese {
                format!("thay số liệu {before} báo cáo ngày {day}")
            } else {
                format!("in place of {before} reported on {day}")
            }
        }
        Exception::LongerPeriod { stands_for } => {
            let periods: Vec<String> = stands_for.iter().map(|period| w.period(*period)).collect();
            format!("{} {}", w.pick("một báo cáo cho cả", "one report for"), periods.join(", "))
        }
        Exception::OtherWhole { declared } => {
            format!(
                "{} {declared}",
                w.pick("mẫu số khác số đã khai trước là", "its whole differs from the declared")
            )
        }
        Exception::CarriedForward => w.pick("số liệu kỳ trước chuyển sang", "carried forward").to_owned(),
        Exception::Provisional => w.pick("tạm tính", "provisional").to_owned(),
        Exception::CountedElsewhere { on } => {
            let at = w.pick("tính ở nơi đơn vị trực thuộc ngày", "counts where the unit was on");
            format!("{at} {}", w.date(*on))
        }
        Exception::SetAside { by } => by.map_or(w.pick("không tính", "does not count").to_owned(), |by| {
            format!(
                "{} {}",
                w.pick("không tính, đã có báo cáo", "does not count: the report stands for"),
                w.period(by)
            )
        }),
    }
}

/// From whom figures come, by which steps, and how much of them counts.
pub(super) fn taken_over(
    w: &Words,
    from: &Named,
    passages: &[PassageSaid],
    part: Option<&PortionSaid>,
) -> String {
    let step = |passage: &PassageSaid| {
        let whole = passage.extent == Extent::Whole;
        let how = match (w.language, whole) {
            (Language::Vietnamese, true) => "toàn bộ nhập vào",
            (Language::Vietnamese, false) => "một phần về",
            (Language::English, true) => "passed whole to",
            (Language::English, false) => "passed in part to",
        };
        let document = passage.document.as_ref().map_or(String::new(), |document| format!(" ({document})"));
        let (to, from_day, day) = (&passage.to.name, w.pick("từ ngày", "on"), w.date(passage.on));
        format!("{how} {to} {from_day} {day}{document}")
    };
    let steps: Vec<String> = passages.iter().map(step).collect();
    let mut text =
        format!("{} {}: {}", w.pick("Của", "Of"), from.name, steps.join(w.pick(", rồi ", ", then ")));
    if let Some(PortionSaid { low, high }) = part {
        let (none, all) = (Fraction::ZERO, Fraction::ONE);
        let counts = if low == high && *low == all {
            w.pick("mọi phần đều tính ở đây: tính toàn bộ", "all parts count here: all of it does").to_owned()
        } else if low == high {
            format!("{} {}", w.pick("theo phân bổ, tính", "by the apportionment counts"), w.fraction(*low))
        } else if (*low, *high) == (none, all) {
            w.pick(
                "không có phân bổ: chưa rõ bao nhiêu, từ không đến toàn bộ",
                "without an apportionment: anything from nothing to all of it",
            )
            .to_owned()
        } else {
            let (low, high) = (w.fraction(*low), w.fraction(*high));
            format!("{} {low} {} {high}", w.pick("tính từ", "counts from"), w.pick("đến", "to"))
        };
        text = format!("{text}; {counts}");
    }
    format!("{text}.")
}

/// A reported value as it was said.
pub(super) fn reading(w: &Words, value: &str) -> String {
    match value {
        "done" => w.pick("có thực hiện", "done").to_owned(),
        "not done" => w.pick("không thực hiện", "not done").to_owned(),
        "n/a" => w.pick("không áp dụng", "not applicable").to_owned(),
        text if w.language == Language::Vietnamese && text.parse::<Number>().is_ok() => {
            text.replace('.', ",")
        }
        text => text.to_owned(),
    }
}

/// What was counted.
pub(super) fn units(w: &Words, counted: &UnitTally) -> String {
    let open = [counted.unknown, counted.met_if_member, counted.missed_if_member, counted.unknown_if_member];
    let open = open.into_iter().fold(0, u64::saturating_add);
    let mut parts = vec![
        format!("{} {}", counted.met, w.pick("đạt", "met")),
        format!("{} {}", counted.missed, w.pick("không đạt", "missed")),
    ];
    for (count, word) in [
        (open, w.pick("chưa xác định", "unknown")),
        (counted.not_applicable, w.pick("không áp dụng", "not applicable")),
        (counted.outside, w.pick("ngoài diện tính", "not counted")),
    ] {
        if count > 0 {
            parts.push(format!("{count} {word}"));
        }
    }
    parts.join(", ")
}

/// A figure as it is shown, with the fraction behind it where it was rounded.
pub(super) fn exactly(w: &Words, figure: &Figure) -> String {
    let shown = w.shown(&figure.shown);
    let percent = shown.ends_with('%');
    let read =
        figure.shown.decimal().map(|n| if percent { crate::threshold::percent(n) } else { n.fraction() });
    if read.is_none_or(|read| read == figure.value) { shown } else { format!("{shown} ({})", figure.value) }
}
