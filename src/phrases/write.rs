//! Values as an official would write them.
//!
//! What is written reads back as the same value. Where no phrase does that, such as for a grade that only a scale knows,
//! the canonical spelling is written: it is always read.

use chrono::{Datelike, NaiveDate};

use super::{grade::usual_name, period::period, reading::Asked, schedule::schedule, threshold::threshold};
use crate::{
    id::GradeId,
    quantity::{Number, Scale},
    threshold::{BaselineBound, Change, Comparison, Interval, Threshold},
    time::{Period, Recurrence, Schedule, Timing},
};

/// A number with points between thousands and a decimal comma: `1.200`, `92,5`.
///
/// A number that would then be read as another one too is written so that it is not: 1.234 as `1,2340`.
#[must_use]
pub fn write_number(number: Number) -> String {
    let text = number.to_string();
    let (sign, text) = text.strip_prefix('-').map_or(("", text.as_str()), |positive| ("âm ", positive));
    let (whole, places) = text.split_once('.').unwrap_or((text, ""));
    let mut grouped = String::new();
    for (i, digit) in whole.chars().enumerate() {
        let left = whole.len().saturating_sub(i);
        if i > 0 && left.checked_rem(3) == Some(0) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    let twofold = places.len() == 3 && whole.len() <= 3 && whole != "0";
    match places {
        "" => format!("{sign}{grouped}"),
        _ => format!("{sign}{grouped},{places}{}", if twofold { "0" } else { "" }),
    }
}

/// A percent figure: its thousands stand together, for `1.200%` could be read as two numbers.
fn percent(number: Number) -> String {
    let text = number.to_string().replace('.', ",");
    match text.strip_prefix('-') {
        Some(positive) => format!("âm {positive}%"),
        None => format!("{text}%"),
    }
}

fn interval<T: PartialEq>(interval: &Interval<T>, exactly: &str, figure: impl Fn(&T) -> String) -> String {
    match (interval.low(), interval.high()) {
        (Some(low), None) if low.closed => format!("từ {} trở lên", figure(&low.at)),
        (Some(low), None) => format!("trên {}", figure(&low.at)),
        (None, Some(high)) if high.closed => format!("không quá {}", figure(&high.at)),
        (None, Some(high)) => format!("dưới {}", figure(&high.at)),
        (Some(low), Some(high)) if low.closed && high.closed && low.at == high.at => {
            format!("{exactly} {}", figure(&low.at))
        }
        (Some(low), Some(high)) => {
            let from = if low.closed { "từ" } else { "trên" };
            let to = if high.closed { "đến" } else { "đến dưới" };
            format!("{from} {} {to} {}", figure(&low.at), figure(&high.at))
        }
        // OK because an interval has at least one end.
        (None, None) => String::new(),
    }
}

/// A threshold as an official would write it: `từ 90% trở lên`, `không quá 5%`, `từ khá trở lên`.
///
/// ```
/// # use kehoach::{Threshold, phrases};
/// for (canonical, written) in [
///     (">= 90%", "từ 90% trở lên"),
///     ("> 92.5%", "trên 92,5%"),
///     ("<= 1200", "không quá 1.200"),
///     ("[70, 90)", "từ 70 đến dưới 90"),
///     (">= kha", "từ khá trở lên"),
/// ] {
///     let threshold: Threshold = canonical.parse()?;
///     assert_eq!(phrases::write_threshold(&threshold), written);
/// }
/// # Ok::<(), kehoach::ThresholdError>(())
/// ```
#[must_use]
pub fn write_threshold(asked: &Threshold) -> String {
    let written = match asked {
        Threshold::Percent(figures) => interval(figures, "đúng", |n| percent(*n)),
        Threshold::Plain(figures) => interval(figures, "đúng", |n| write_number(*n)),
        Threshold::Grade(grades) => graded(grades, |grade| usual_name(grade).map(str::to_owned)),
    };
    let same = threshold(&written).is_ok_and(|reading| reading.value.threshold() == Some(asked));
    if same { written } else { asked.to_string() }
}

/// [`write_threshold`], with the names that a scale gives its grades.
#[must_use]
pub fn write_threshold_with_grades(asked: &Threshold, scale: &Scale) -> String {
    let Threshold::Grade(grades) = asked else { return write_threshold(asked) };
    let name = |grade: &GradeId| scale.grades().iter().find(|g| g.id == *grade).map(|g| g.name.clone());
    let written = graded(grades, name);
    let read = super::threshold::threshold_with_grades(&written, scale);
    if read.is_ok_and(|reading| reading.value.threshold() == Some(asked)) {
        written
    } else {
        asked.to_string()
    }
}

fn graded(grades: &Interval<GradeId>, name: impl Fn(&GradeId) -> Option<String>) -> String {
    let named = |grade: &GradeId| name(grade).unwrap_or_else(|| grade.to_string());
    match (grades.low(), grades.high()) {
        (None, Some(high)) if high.closed => format!("từ {} trở xuống", named(&high.at)),
        _ => interval(grades, "đúng loại", named),
    }
}

/// What a phrase asked, as a phrase: `tăng ít nhất 5 điểm phần trăm so với năm 2022`.
#[must_use]
pub fn write_asked(asked: &Asked) -> String {
    let written = match asked {
        Asked::Threshold(threshold) => return write_threshold(threshold),
        Asked::Fraction(fractions) => interval(fractions, "đúng", ToString::to_string),
        Asked::Baseline { bound, since } => changed(bound, *since),
        Asked::Qualitative { word } => return word.clone(),
        Asked::Approximate { word, near } => {
            return approximate(word, near, asked).unwrap_or_else(|| asked.to_string());
        }
    };
    if threshold(&written).is_ok_and(|reading| reading.value == *asked) { written } else { asked.to_string() }
}

/// `khoảng 85%`, `cơ bản 1 đến 9`: the first wording that is read as this again, for after some such words a comparison would be all
/// that is asked.
fn approximate(word: &str, near: &Threshold, asked: &Asked) -> Option<String> {
    let said = write_threshold(near);
    let (low, high) = match near {
        Threshold::Percent(i) => (i.low().map(|low| percent(low.at)), i.high().map(|high| percent(high.at))),
        Threshold::Plain(i) => {
            (i.low().map(|low| write_number(low.at)), i.high().map(|high| write_number(high.at)))
        }
        Threshold::Grade(_) => (None, None),
    };
    let range = low.as_ref().zip(high.as_ref()).map(|(low, high)| format!("{low} đến {high}"));
    let alone = low.filter(|_| high.is_none());
    let up_to = high.map(|high| format!("{high} trở xuống"));
    let ways = alone
        .into_iter()
        .chain(said.strip_prefix("từ ").map(str::to_owned))
        .chain([said.clone()])
        .chain(range)
        .chain(up_to);
    let mut written = ways.map(|way| format!("{word} {way}"));
    written.find(|way| threshold(way).is_ok_and(|reading| reading.value == *asked))
}

fn changed(bound: &BaselineBound, since: Option<Period>) -> String {
    let since = since.map_or_else(|| "kỳ gốc".to_owned(), write_period);
    let side = |turned: bool| match (bound.comparison, turned) {
        (Comparison::Above, false) | (Comparison::Below, true) => "trên",
        (Comparison::AtLeast, false) | (Comparison::AtMost, true) => "ít nhất",
        (Comparison::Below, false) | (Comparison::Above, true) => "dưới",
        (Comparison::AtMost, false) | (Comparison::AtLeast, true) => "không quá",
    };
    let by = |n: Number, unit: &str| {
        let text = write_number(n);
        match text.strip_prefix("âm ") {
            Some(positive) => format!("giảm {} {positive}{unit} so với {since}", side(true)),
            None => format!("tăng {} {text}{unit} so với {since}", side(false)),
        }
    };
    match bound.change {
        Change::Percent(n) => format!("{} {} so với {since}", side(false), percent(n)),
        Change::Points(n) => by(n, " điểm phần trăm"),
        Change::Units(n) => by(n, ""),
    }
}

/// A date as documents write it: days below 10 and the months 1 and 2 with a 0 (Decree 30/2020/NĐ-CP, Appendix I).
#[must_use]
pub fn write_date(day: NaiveDate) -> String {
    format!("ngày {}", short_date(day))
}

fn short_date(day: NaiveDate) -> String {
    format!("{}/{:04}", day_month(day.day(), day.month()), day.year())
}

fn day_month(day: u32, month: u32) -> String {
    if month < 3 { format!("{day:02}/{month:02}") } else { format!("{day:02}/{month}") }
}

const ROMAN: [&str; 4] = ["I", "II", "III", "IV"];

fn roman(first_month: u32) -> &'static str {
    let quarter = first_month.saturating_sub(1).checked_div(3).and_then(|q| usize::try_from(q).ok());
    quarter.and_then(|q| ROMAN.get(q).copied()).unwrap_or_default()
}

/// A period as an official would write it: `quý III/2021`, `6 tháng đầu năm 2023`, `giai đoạn 2021 - 2025`.
///
/// ```
/// # use kehoach::{Period, phrases};
/// for (canonical, written) in [
///     ("2021-Q3", "quý III/2021"),
///     ("2023-H1", "6 tháng đầu năm 2023"),
///     ("2021/2025", "giai đoạn 2021 - 2025"),
///     ("2021-08/2021-12", "từ tháng 8/2021 đến tháng 12/2021"),
///     ("2023-02-05", "ngày 05/02/2023"),
/// ] {
///     assert_eq!(phrases::write_period(canonical.parse::<Period>()?), written);
/// }
/// # Ok::<(), kehoach::PeriodError>(())
/// ```
#[must_use]
pub fn write_period(asked: Period) -> String {
    let (first, last) = (asked.first(), asked.last());
    let year = format!("{:04}", first.year());
    let same_year = first.year() == last.year();
    let written = if !asked.is_of_whole_months() {
        if first == last {
            write_date(first)
        } else {
            format!("từ ngày {} đến ngày {}", short_date(first), short_date(last))
        }
    } else {
        match (same_year, first.month(), last.month()) {
            (true, 1, 12) => format!("năm {year}"),
            (true, 1, 6) => format!("6 tháng đầu năm {year}"),
            (true, 7, 12) => format!("6 tháng cuối năm {year}"),
            (true, 1, 9) => format!("9 tháng đầu năm {year}"),
            (true, from @ (1 | 4 | 7 | 10), to) if to == from.saturating_add(2) => {
                format!("quý {}/{year}", roman(from))
            }
            (true, from, to) if from == to => format!("tháng {from}/{year}"),
            (false, 1, 12) => format!("giai đoạn {year} - {:04}", last.year()),
            (_, from, to) => format!("từ tháng {from}/{year} đến tháng {to}/{:04}", last.year()),
        }
    };
    if period(&written).is_ok_and(|reading| reading.value == asked) { written } else { asked.to_string() }
}

/// A schedule as an official would write it: `trước ngày 10/12 hằng năm`, `tháng 3, 9 hằng năm`.
///
/// ```
/// # use kehoach::{Schedule, phrases};
/// for (canonical, written) in [
///     ("months 3, 9", "tháng 3, 9 hằng năm"),
///     ("yearly before 12-10", "trước ngày 10/12 hằng năm"),
///     ("monthly by day 25", "ngày 25 hằng tháng"),
///     ("each Q2, Q4", "quý II, quý IV hằng năm"),
///     ("before 2023-12-10", "trước ngày 10/12/2023"),
///     ("per level province = during 2021-Q3; district = during 2021-Q4", "cấp tỉnh quý III/2021; cấp huyện quý IV/2021"),
/// ] {
///     assert_eq!(phrases::write_schedule(&canonical.parse::<Schedule>()?), written);
/// }
/// # Ok::<(), kehoach::ScheduleTextError>(())
/// ```
#[must_use]
pub fn write_schedule(asked: &Schedule) -> String {
    let written = match asked {
        Schedule::Same(timing) => timed(timing),
        Schedule::PerLevel(levels) => {
            let one = |(level, timing): &(crate::Level, Timing)| {
                let name = match level.as_str() {
                    "central" => "trung ương",
                    "province" => "tỉnh",
                    "district" => "huyện",
                    "commune" => "xã",
                    "village" => "thôn",
                    _ => return None,
                };
                timed(timing).map(|timed| format!("cấp {name} {timed}"))
            };
            let parts: Option<Vec<_>> = levels.as_slice().iter().map(one).collect();
            parts.map(|parts| parts.join("; "))
        }
    };
    written
        .filter(|written| schedule(written).is_ok_and(|reading| reading.value == *asked))
        .unwrap_or_else(|| asked.to_string())
}

fn timed(timing: &Timing) -> Option<String> {
    Some(match timing {
        Timing::During(period) => write_period(*period),
        Timing::Deadline(deadline) => {
            let lead = if deadline.is_before() { "trước" } else { "đến" };
            format!("{lead} {}", write_date(deadline.named()))
        }
        Timing::Recurring(recurrence) => return recurring(recurrence),
        Timing::OnInstruction(wording) => wording.as_str().to_owned(),
        Timing::Continuous => "thường xuyên".to_owned(),
        Timing::Phased(phases) => {
            let one =
                |phase: &crate::Phase| format!("{}: {}", write_period(phase.period), phase.name.as_str());
            phases.as_slice().iter().map(one).collect::<Vec<_>>().join("; ")
        }
    })
}

fn recurring(recurrence: &Recurrence) -> Option<String> {
    let parts: Vec<_> =
        recurrence.parts().iter().map(|part| (part.first_month(), part.last_month())).collect();
    let due = recurrence.due();
    let lead = if due.is_some_and(crate::DueDay::is_before) { "trước ngày" } else { "ngày" };
    let monthly = parts.len() == 12;
    let quarterly = parts == [(1, 3), (4, 6), (7, 9), (10, 12)];
    if let Some(due) = due {
        let day = due.day();
        return match parts.as_slice() {
            _ if monthly => Some(format!("{lead} {day} hằng tháng")),
            [(1, 6), (7, 12)] if matches!(due.month(), None | Some(6)) => {
                let lead = if due.is_before() { "trước ngày" } else { "chậm nhất ngày" };
                let first = if due.is_before() { day } else { day.min(30) };
                Some(format!("{lead} {} và {} hằng năm", day_month(first, 6), day_month(day, 12)))
            }
            _ if quarterly => Some(match due.month() {
                None | Some(3) => format!("{lead} {day} tháng cuối quý"),
                Some(1) => format!("{lead} {day} tháng đầu quý"),
                Some(_) => format!("{lead} {day} tháng thứ hai của quý"),
            }),
            [(1, 12)] => Some(format!("{lead} {} hằng năm", day_month(day, due.month().unwrap_or(12)))),
            _ => None,
        };
    }
    Some(match parts.as_slice() {
        _ if monthly => "hằng tháng".to_owned(),
        _ if quarterly => "hằng quý".to_owned(),
        [(1, 12)] => "hằng năm".to_owned(),
        [(1, 6), (7, 12)] => "định kỳ 6 tháng".to_owned(),
        _ if parts.iter().all(|(from, to)| from == to) => {
            let months: Vec<_> = parts.iter().map(|(month, _)| month.to_string()).collect();
            format!("tháng {} hằng năm", months.join(", "))
        }
        _ if parts
            .iter()
            .all(|(from, to)| from.checked_rem(3) == Some(1) && *to == from.saturating_add(2)) =>
        {
            let quarters: Vec<_> = parts.iter().map(|(from, _)| format!("quý {}", roman(*from))).collect();
            format!("{} hằng năm", quarters.join(", "))
        }
        [(from, to)] if !matches!((from, to), (1, 6 | 9) | (7, 12)) => {
            format!("từ tháng {from} đến tháng {to} hằng năm")
        }
        _ => {
            let named: Option<Vec<_>> = parts
                .iter()
                .map(|part| {
                    Some(match part {
                        (1, 6) => "6 tháng đầu năm",
                        (7, 12) => "6 tháng cuối năm",
                        (1, 9) => "9 tháng đầu năm",
                        (1, 12) => "cả năm",
                        _ => return None,
                    })
                })
                .collect();
            named?.join(", ")
        }
    })
}
