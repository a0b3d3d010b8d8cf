//! What is said of grades, of what bounds them, and of what would lift one.

use crate::{
    explain::{Named, words::Words},
    language::Language,
    quantity::Number,
    score::{Bounds, Further, Holds, Lift},
};

pub(super) fn holds(
    w: &Words,
    holds: Holds,
    yes: (&'static str, &'static str),
    no: (&'static str, &'static str),
) -> &'static str {
    match holds {
        Holds::Yes => w.pick(yes.0, yes.1),
        Holds::No => w.pick(no.0, no.1),
        Holds::Open => w.pick("chưa xác định", "not yet decided"),
    }
}

#[expect(clippy::too_many_arguments, reason = "the fields of one fact")]
pub(super) fn grade(
    w: &Words,
    subject: &Named,
    sheet: &str,
    (period, as_of): (crate::Period, chrono::NaiveDate),
    total: &Option<Bounds>,
    cutoffs: &[(crate::GradeId, String, crate::Threshold)],
    by_points: &[String],
    before_quotas: &[String],
    grades: &[String],
) -> String {
    let or = |names: &[String]| names.join(w.pick(" hoặc ", " or "));
    let (period, as_of) = (w.period(period), w.date(as_of));
    let head = format!("{}, {sheet}, {period}, {} {as_of}", subject.name, w.pick("tính đến ngày", "as of"));
    let Some(total) = total else {
        return format!(
            "{head}: {}.",
            w.pick("không có tiêu chí nào áp dụng, không chấm điểm", "no criterion applies, no score")
        );
    };
    if cutoffs.is_empty() {
        return format!("{head}: {} {}.", w.points(*total), w.pick("điểm", "points"));
    }
    let each: Vec<String> =
        cutoffs.iter().map(|(_, name, points)| format!("{name}: {}", w.threshold(points))).collect();
    let mut text = format!("{head}: {} “{}”.", w.pick("xếp loại", "graded"), or(grades));
    let (scale, points) = (w.pick("Mức điểm", "Cut-offs"), w.points(*total));
    text = format!("{text} {scale}: {}.", each.join("; "));
    text =
        format!("{text} {} {points} {}: {}", w.pick("Theo", "By"), w.pick("điểm", "points"), or(by_points));
    if before_quotas != by_points {
        let then = w.pick("theo tiêu chí bắt buộc và điều kiện", "by gates and conditions");
        text = format!("{text}; {then}: {}", or(before_quotas));
    }
    if grades != before_quotas {
        text = format!("{text}; {}: {}", w.pick("theo tỷ lệ khống chế", "by the quota"), or(grades));
    }
    format!("{text}.")
}

pub(super) fn change(w: &Words, lift: &Lift, grade: &str, titles: &[(crate::CriterionId, String)]) -> String {
    let vi = w.language == Language::Vietnamese;
    let title = |id: &crate::CriterionId| {
        titles.iter().find(|(known, _)| known == id).map_or(id.to_string(), |(_, title)| title.clone())
    };
    let (total, lacking) = (w.number(lift.total), w.number(lift.lacking));
    let mut text = match (vi, lift.lacking > Number::ZERO) {
        (true, true) => format!("Để chắc chắn đạt mức “{grade}” cần {total} điểm, còn thiếu {lacking} điểm"),
        (true, false) => format!("Để chắc chắn đạt mức “{grade}” cần {total} điểm, đã đủ điểm"),
        (false, true) => {
            format!("To have “{grade}” for certain {total} points are needed; {lacking} are lacking")
        }
        (false, false) => format!("To have “{grade}” for certain {total} points are needed, and are there"),
    };
    if lift.lacking > Number::ZERO {
        let ways: Vec<String> = lift
            .alone
            .iter()
            .map(|way| {
                let of = match way.of {
                    Further::Units => w.pick("đơn vị đạt", "units that meet it"),
                    Further::Parts => w.pick("vào tử số", "of the part"),
                    Further::Amount => w.pick("vào tổng", "of the sum"),
                    Further::OnTime => w.pick("lần đúng hạn", "on time"),
                };
                let (name, adds) = (title(&way.criterion), w.number(way.adds));
                if vi {
                    format!("“{name}” thêm {} {of} (cộng {adds} điểm)", way.needed)
                } else {
                    format!("“{name}” with {} more {of} (adds {adds})", way.needed)
                }
            })
            .collect();
        if !ways.is_empty() {
            text = format!(
                "{text}; {}: {}",
                w.pick("riêng một tiêu chí có thể bù đủ", "one criterion alone can bring them"),
                ways.join("; ")
            );
        }
        if lift.together.is_empty() {
            text = format!(
                "{text}; {}",
                w.pick("phần chưa có số liệu không chắc bù đủ", "what is unreported is not known to suffice")
            );
        } else if ways.is_empty() {
            let each: Vec<String> = lift
                .together
                .iter()
                .map(|(id, adds)| format!("“{}” ({})", title(id), w.number(*adds)))
                .collect();
            text = format!(
                "{text}; {}: {}",
                w.pick("các tiêu chí còn có thể thêm điểm", "criteria that can still add"),
                each.join(", ")
            );
        }
    }
    let any = |all: &[(usize, Holds)], wanted: Holds| all.iter().any(|(_, holds)| *holds == wanted);
    for (there, said) in [
        (
            any(&lift.gates, Holds::Yes),
            w.pick("tiêu chí bắt buộc đang khống chế ở mức thấp hơn", "a gate holds the grade below it"),
        ),
        (any(&lift.gates, Holds::Open), w.pick("còn phải rõ tiêu chí bắt buộc", "a gate is still open")),
        (
            any(&lift.quotas, Holds::Yes),
            w.pick("tỷ lệ khống chế của mức này không còn chỗ", "the quota on the grade leaves no place"),
        ),
        (
            any(&lift.quotas, Holds::Open),
            w.pick("mức này còn theo tỷ lệ khống chế", "a quota on the grade has the last word"),
        ),
        (
            any(&lift.conditions, Holds::No),
            w.pick("điều kiện của mức này không đủ", "a condition of the grade fails"),
        ),
        (
            any(&lift.conditions, Holds::Open),
            w.pick("còn phải rõ điều kiện của mức này", "a condition of the grade is still open"),
        ),
    ] {
        if there {
            text = format!("{text}; {said}");
        }
    }
    format!("{text}.")
}
