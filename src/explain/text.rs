//! An explanation as plain text: traversal here, wording in the functions below it.

use std::collections::HashMap;

use super::{
    Demand, Exception, Explanation, Fact, Figure, Named, RuleSaid, Standpoint, WorkingSaid, words::Words,
};
use crate::{
    evaluate::{Tally, UnitTally, Verdict},
    language::Language,
    plan::Unknowns,
    quantity::{Fraction, Number},
    score::{Bounds, Further, Holds, Lift, Rounding, Standing},
};

/// Each node a line, indented under what rests on it. A stack of our own: a tree may be of any depth.
pub(super) fn text(explanation: &Explanation, language: Language) -> String {
    let words = Words { language };
    let mut met: HashMap<usize, usize> = HashMap::new();
    for node in &explanation.nodes {
        for because in &node.because {
            let times = met.entry(*because).or_default();
            *times = times.saturating_add(1);
        }
    }
    // Nodes met more than once have a number, in the order in which they are first told.
    let mut numbers: HashMap<usize, usize> = HashMap::new();
    let mut out = String::new();
    let mut stack: Vec<(usize, usize)> = vec![(0, 0)];
    while let Some((place, depth)) = stack.pop() {
        let Some(node) = explanation.nodes.get(place) else { continue };
        out.push_str(&"  ".repeat(depth));
        if depth > 0 {
            out.push_str("- ");
        }
        let shared = met.get(&place).copied().unwrap_or(0) > 1;
        if let Some(number) = numbers.get(&place) {
            let see = words.pick("xem mục", "see item");
            out.push_str(&format!("{}: {see} [{number}]\n", title(&words, &node.fact)));
            continue;
        }
        if shared {
            let number = numbers.len().saturating_add(1);
            numbers.insert(place, number);
            out.push_str(&format!("[{number}] "));
        }
        out.push_str(&sentence(&words, &node.fact));
        out.push('\n');
        stack.extend(node.because.iter().rev().map(|because| (*because, depth.saturating_add(1))));
    }
    out
}

/// What a fact is about, where it was told before.
fn title(words: &Words, fact: &Fact) -> String {
    match fact {
        Fact::Verdict { target, title, .. } => {
            format!("{} {target} – {title}", words.pick("Chỉ tiêu", "Target"))
        }
        Fact::Points { title, .. } | Fact::Status { title, .. } => title.clone(),
        Fact::Report { name, .. } => name.clone(),
        other => sentence(words, other),
    }
}

fn sentence(w: &Words, fact: &Fact) -> String {
    let vi = w.language == Language::Vietnamese;
    match fact {
        Fact::Rank { subject, rank, among, total, tied_with } => {
            let place = match (rank.single(), vi) {
                (Some(place), true) => format!("xếp thứ {place}"),
                (Some(place), false) => format!("is placed {place}"),
                (None, true) => format!("có thể xếp từ thứ {} đến thứ {}", rank.best, rank.worst),
                (None, false) => format!("may be placed {} to {}", rank.best, rank.worst),
            };
            let tied = if tied_with.is_empty() {
                String::new()
            } else {
                format!("{}{}", w.pick(", đồng hạng với ", ", tied with "), list(tied_with))
            };
            let points = w.points(*total);
            if vi {
                format!("{} {place} trong {among} đơn vị được chấm, với {points} điểm{tied}.", subject.name)
            } else {
                format!("{} {place} among {among} scored units, with {points} points{tied}.", subject.name)
            }
        }
        Fact::Grade { subject, sheet, period, as_of, total, cutoffs, by_points, before_quotas, grades } => {
            grade(w, subject, sheet, (*period, *as_of), total, cutoffs, by_points, before_quotas, grades)
        }
        Fact::Gate { target, duties, criterion, points, at_most, closed } => {
            let on = match (target, criterion, points) {
                (Some(target), ..) if vi => format!("không đạt chỉ tiêu “{target}”"),
                (Some(target), ..) => format!("the target “{target}” missed"),
                (_, Some(criterion), Some(points)) if vi => {
                    format!("điểm tiêu chí “{criterion}” {}", w.threshold(points))
                }
                (_, Some(criterion), Some(points)) => {
                    format!("points of “{criterion}” {}", w.threshold(points))
                }
                _ => {
                    let named: Vec<&str> = duties.iter().map(|status| status.label(w.language)).collect();
                    format!("{} {}", w.pick("có nhiệm vụ ở tình trạng", "a duty being"), named.join(", "))
                }
            };
            let state = holds(w, *closed, ("có xảy ra", "it is so"), ("không xảy ra", "it is not so"));
            if vi {
                format!("Tiêu chí bắt buộc: {on} thì xếp loại không quá mức “{at_most}”; {state}.")
            } else {
                format!("Gate: {on} leaves “{at_most}” at best; {state}.")
            }
        }
        Fact::Condition { grade, rate, asked, counted, holds: state } => {
            let rate = match *rate {
                "on-time" => w.pick("tỷ lệ nhiệm vụ đúng hạn", "the share of duties done on time"),
                "met" => w.pick("tỷ lệ chỉ tiêu đạt", "the share of targets met"),
                "exceeded" => w.pick("tỷ lệ chỉ tiêu vượt", "the share of targets exceeded"),
                "above-zero" => w.pick("tỷ lệ tiêu chí có điểm", "the share of criteria with points"),
                _ => w.pick(
                    "tỷ lệ đơn vị cấp dưới đạt mức yêu cầu",
                    "the share of subordinate units at the grade asked",
                ),
            };
            let state = holds(w, *state, ("đủ điều kiện", "it holds"), ("không đủ điều kiện", "it fails"));
            let (asked, counted) = (w.threshold(asked), units(w, counted));
            if vi {
                format!("Điều kiện của mức “{grade}”: {rate} {asked}; {counted}: {state}.")
            } else {
                format!("Condition of “{grade}”: {rate} {asked}; {counted}: {state}.")
            }
        }
        Fact::Quota { grade, share, base, places, ahead, standing, tied_at_edge, .. } => {
            let range = |(low, high): &(u64, u64)| {
                if low == high { low.to_string() } else { format!("{low}–{high}") }
            };
            let (share, base, places, ahead) = (w.threshold(share), range(base), range(places), range(ahead));
            let said = match standing {
                Standing::Keeps => w.pick("giữ mức này", "keeps the grade"),
                Standing::MayKeep => w.pick("chưa chắc giữ được mức này", "may keep the grade"),
                Standing::Loses if *tied_at_edge => w.pick(
                    "xuống mức liền dưới vì bằng điểm ở ngưỡng",
                    "takes the next grade: tied at the edge",
                ),
                Standing::Loses => w.pick("xuống mức liền dưới", "takes the next grade"),
            };
            if vi {
                format!(
                    "Tỷ lệ khống chế mức “{grade}”: {share} của {base} đơn vị, tức nhiều nhất {places} đơn vị; có {ahead} đơn vị khác cùng mức và có điểm không thấp hơn: {said}."
                )
            } else {
                format!(
                    "Quota on “{grade}”: {share} of {base} units, {places} at most; {ahead} others have the grade and no fewer points: {said}."
                )
            }
        }
        Fact::Total { subject, parts, rescaled, sum, bonuses, penalties, total_max, total, completeness } => {
            let mut text =
                format!("{} {}: {}", w.pick("Tổng điểm của", "Total of"), subject.name, w.sum(parts));
            if let Some((all, counted)) = rescaled {
                let (all, counted) = (w.number(*all), w.number(*counted));
                text = format!("{text}; {} × {all} / {counted}", w.pick("quy đổi", "rescaled"));
            }
            text = format!("{text} = {}", w.points(*sum));
            for bonus in bonuses {
                text =
                    format!("{text}; {} {}", w.pick("cộng điểm thưởng", "plus a bonus of"), w.points(*bonus));
            }
            for penalty in penalties {
                text = format!(
                    "{text}; {} {}",
                    w.pick("trừ điểm phạt", "less a penalty of"),
                    w.points(*penalty)
                );
            }
            let none = w.pick("không dưới 0 điểm", "not below 0");
            text = format!("{text}; {none}");
            if let Some(most) = total_max {
                text = format!("{text}, {} {}", w.pick("không quá", "not above"), w.number(*most));
            }
            text = format!("{text}: {} {}.", w.points(*total), w.pick("điểm", "points"));
            match completeness {
                Some(share) if vi => format!("{text} Phần bảng điểm đã có số liệu: {}.", exactly(w, share)),
                Some(share) => {
                    format!("{text} Part of the sheet that rests on reported figures: {}.", exactly(w, share))
                }
                None => text,
            }
        }
        Fact::Group { title, parts, sum, all_max, counted_max, max, points } => {
            let other = w.pick("Tiêu chí không theo nhóm", "Criteria without a group");
            let mut text = format!("{}: ", title.as_deref().unwrap_or(other));
            if parts.len() > 1 {
                text = format!("{text}{} = ", w.sum(parts));
            }
            text.push_str(&w.points(*sum));
            if all_max != counted_max && points.is_some() {
                let (all, counted) = (w.number(*all_max), w.number(*counted_max));
                let why = w.pick("phần không áp dụng được loại ra", "what does not apply is left out");
                text = format!("{text}; {why}: × {all} / {counted}");
            }
            if let Some(max) = max {
                text = format!("{text}; {} {}", w.pick("tối đa", "at most"), w.number(*max));
            }
            let word = w.pick("điểm", "points");
            match points {
                Some(points) if points == sum => format!("{text} {word}."),
                Some(points) => format!("{text}: {} {word}.", w.points(*points)),
                None => format!("{text}; {}.", w.pick("không áp dụng", "not applicable")),
            }
        }
        Fact::Points { criterion, title, clause, max, rule, percent, workings, points, counted, .. } => {
            let clause = in_clause(w, clause);
            let max_text = w.number(*max);
            let head = if vi {
                format!("Tiêu chí {criterion} – {title}{clause}, tối đa {max_text} điểm")
            } else {
                format!("Criterion {criterion} – {title}{clause}, at most {max_text} points")
            };
            let result = match (points, counted) {
                (Some(points), _) => format!("{} {}", w.points(*points), w.pick("điểm", "points")),
                (None, Some(counted)) if vi => format!("không áp dụng, tính {} điểm", w.points(*counted)),
                (None, Some(counted)) => format!("not applicable, counted as {} points", w.points(*counted)),
                (None, None) => w.pick("không áp dụng, không tính", "not applicable, left out").to_owned(),
            };
            let how = said(w, rule, *max, *percent);
            let each: Vec<String> =
                workings.iter().filter_map(|working| working_text(w, rule, *max, working)).collect();
            let each = if points.is_none() || each.is_empty() {
                String::new()
            } else {
                format!(" {} {}.", w.pick("Tính:", "Working:"), each.join("; "))
            };
            format!("{head}: {result}. {} {how}.{each}", w.pick("Cách chấm:", "Rule:"))
        }
        Fact::Adjustment { title, clause, penalty, per_unit, each, cap, points, .. } => {
            let kind = if *penalty {
                w.pick("Điểm trừ", "Penalty")
            } else {
                w.pick("Điểm thưởng", "Bonus")
            };
            let per = if *per_unit {
                w.pick("cho mỗi đơn vị kết quả", "for each unit of value")
            } else {
                w.pick("khi đạt chỉ tiêu", "where the target is met")
            };
            let (each, cap, clause) = (w.number(*each), w.number(*cap), in_clause(w, clause));
            let (points, word) = (w.points(*points), w.pick("điểm", "points"));
            format!(
                "{kind} – {title}{clause}: {each} {word} {per}, {} {cap}: {points} {word}.",
                w.pick("tối đa", "at most")
            )
        }
        Fact::DutyRate { on_time, asked, counted } => {
            let rate = if *on_time {
                w.pick("Tỷ lệ đúng hạn", "On-time rate")
            } else {
                w.pick("Tỷ lệ hoàn thành", "Completion rate")
            };
            let asked = asked.as_ref().map_or(String::new(), |asked| w.threshold(asked));
            format!("{rate}: {} {asked}; {}.", w.pick("yêu cầu", "asked"), units(w, counted))
        }
        Fact::Status { title, clause, occurrence, unit, last, status, done_on, days, .. } => {
            let mut text =
                format!("{title}{}, {}, {}", in_clause(w, clause), w.occurrence(occurrence), unit.name);
            if let Some(last) = last {
                text = format!("{text}, {} {}", w.pick("hạn", "due"), w.date(*last));
            }
            if let Some(done) = done_on {
                text = format!("{text}, {} {}", w.pick("thực hiện ngày", "done on"), w.date(*done));
            }
            text = format!("{text}: {}", status.label(w.language));
            match days {
                Some(days) => format!("{text} {days} {}.", w.pick("ngày", "days")),
                None => format!("{text}."),
            }
        }
        Fact::Verdict { .. } => verdict(w, fact),
        Fact::Baseline { period, value } => {
            let value = value
                .as_ref()
                .map_or(w.pick("chưa biết", "unknown").to_owned(), |value| exactly(w, value));
            format!("{} {}: {value}.", w.pick("Gốc so sánh,", "Baseline,"), w.period(*period))
        }
        Fact::Unit { unit, standpoint } => {
            let said = match standpoint {
                Standpoint::Met => w.pick("đạt", "met"),
                Standpoint::Missed => w.pick("không đạt", "missed"),
                Standpoint::Unknown => w.pick("chưa đủ số liệu", "reports are missing"),
                Standpoint::NotApplicable => w.pick("không áp dụng", "not applicable"),
                Standpoint::Outside => w.pick("không thuộc diện tính", "not among the units counted"),
                Standpoint::MembershipUnknown => {
                    w.pick("chưa rõ có thuộc diện tính hay không", "not yet known whether it is counted")
                }
                Standpoint::Added => w.pick("được cộng vào", "added up"),
            };
            format!("{}: {said}", unit.name)
        }
        Fact::Report { name, period, value, because, reported_on, source, exceptions, .. } => {
            let value = match (value, because) {
                (Some(value), _) => reading(w, value),
                (None, Some(because)) => format!("{} ({because})", w.pick("không áp dụng", "not applicable")),
                (None, None) => w.pick("đã rút", "withdrawn").to_owned(),
            };
            let source = source
                .as_ref()
                .map_or(String::new(), |source| format!(", {} {source}", w.pick("văn bản", "document")));
            let day = w.date(*reported_on);
            let mut text = format!(
                "{name}, {}: {value} ({} {day}{source})",
                w.period(*period),
                w.pick("báo cáo ngày", "reported on")
            );
            for exception in exceptions {
                text = format!("{text}; {}", exceptional(w, exception));
            }
            text
        }
        Fact::Missing { name, period, declared, .. } => {
            let whole = declared.map_or(String::new(), |whole| {
                format!(", {} {whole}", w.pick("tổng số đã biết", "out of a declared whole of"))
            });
            format!("{name}, {}: {}{whole}", w.period(*period), w.pick("chưa có báo cáo", "no report yet"))
        }
        Fact::Judgement { period, verdict, judged_on, grounds, .. } => {
            let said = judged_on.map_or(w.pick("chưa có đánh giá", "not yet judged").to_owned(), |day| {
                format!(
                    "{}, {} {}",
                    verdict.label(w.language),
                    w.pick("đánh giá ngày", "judged on"),
                    w.date(day)
                )
            });
            let grounds = grounds.as_ref().map_or(String::new(), |grounds| format!(" ({grounds})"));
            format!("{} {}: {said}{grounds}", w.pick("Đánh giá,", "Judgement,"), w.period(*period))
        }
        Fact::JudgedPoints { points, judged_on, grounds, .. } => match (points, judged_on) {
            (Some(points), Some(day)) => {
                let grounds = grounds.as_ref().map_or(String::new(), |grounds| format!(" ({grounds})"));
                let (points, day) = (w.number(*points), w.date(*day));
                if vi {
                    format!("Điểm chấm: {points} điểm, ghi ngày {day}{grounds}")
                } else {
                    format!("Judged: {points} points, recorded on {day}{grounds}")
                }
            }
            _ => w.pick("Chưa có điểm chấm", "No points recorded yet").to_owned(),
        },
        Fact::Change { lift, grade, titles } => change(w, lift, grade, titles),
    }
}

fn list(names: &[Named]) -> String {
    names.iter().map(|named| named.name.as_str()).collect::<Vec<_>>().join(", ")
}

fn in_clause(w: &Words, clause: &Option<String>) -> String {
    clause.as_ref().map_or(String::new(), |clause| format!(" ({} {clause})", w.pick("mục", "clause")))
}

fn holds(
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
fn grade(
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

/// What was counted.
fn units(w: &Words, counted: &UnitTally) -> String {
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
fn exactly(w: &Words, figure: &Figure) -> String {
    let shown = w.shown(&figure.shown);
    let percent = shown.ends_with('%');
    let read =
        figure.shown.decimal().map(|n| if percent { crate::threshold::percent(n) } else { n.fraction() });
    if read.is_none_or(|read| read == figure.value) { shown } else { format!("{shown} ({})", figure.value) }
}

fn said(w: &Words, rule: &RuleSaid, max: Number, percent: bool) -> String {
    let vi = w.language == Language::Vietnamese;
    let max = w.number(max);
    let unit = |step: Number| match (percent, step == Number::from(1)) {
        (true, true) => w.pick("điểm phần trăm", "percentage point"),
        (true, false) => w.pick("điểm phần trăm", "percentage points"),
        (false, true) => w.pick("đơn vị", "unit"),
        (false, false) => w.pick("đơn vị", "units"),
    };
    match rule {
        RuleSaid::AllOrNothing if vi => format!("đạt được {max} điểm, không đạt được 0 điểm"),
        RuleSaid::AllOrNothing => format!("{max} points where it is met, 0 where it is missed"),
        RuleSaid::Proportional { floor, places, rounding, most_missed } => {
            let most = w.number(*most_missed);
            let floor = floor.map_or(String::new(), |floor| {
                let sign = if percent { "%" } else { "" };
                format!(
                    "; {} {}{sign}: 0 {}",
                    w.pick("kém hơn", "worse than"),
                    w.number(floor),
                    w.pick("điểm", "points")
                )
            });
            let rounding = rounded(w, *rounding, *places);
            if vi {
                format!("theo tỷ lệ với mức yêu cầu, {rounding}; chưa đạt thì không quá {most} điểm{floor}")
            } else {
                format!(
                    "in proportion to what is asked, {rounding}; at most {most} points where it is missed{floor}"
                )
            }
        }
        RuleSaid::Steps { steps } => {
            let word = w.pick("điểm", "points");
            let each: Vec<String> = steps
                .iter()
                .map(|(values, points)| format!("{}: {} {word}", w.threshold(values), w.number(*points)))
                .collect();
            format!("{}; {}: 0 {word}", each.join("; "), w.pick("ngoài các mức này", "outside these"))
        }
        RuleSaid::PerShortfall { step, points, begun } => {
            let (unit, step, points) = (unit(*step), w.number(*step), w.number(*points));
            let count = if *begun {
                w.pick("phần lẻ tính tròn lên", "begun steps count")
            } else {
                w.pick("phần lẻ không tính", "only whole steps count")
            };
            if vi {
                format!(
                    "{max} điểm, cứ lệch {step} {unit} so với mức yêu cầu trừ {points} điểm, {count}, không dưới 0 điểm"
                )
            } else {
                format!(
                    "{max} points, less {points} for each {step} {unit} away from what is asked, {count}, not below 0"
                )
            }
        }
        RuleSaid::BaseAndSteps { base, step, points, pro_rata, places, rounding } => {
            let unit = unit(*step);
            let (base, step, points) = (w.number(*base), w.number(*step), w.number(*points));
            let count = if *pro_rata {
                format!("{}, {}", w.pick("theo tỷ lệ", "in proportion"), rounded(w, *rounding, *places))
            } else {
                w.pick("phần lẻ không tính", "only whole steps count").to_owned()
            };
            if vi {
                format!(
                    "đạt được {base} điểm, cứ hơn mức yêu cầu {step} {unit} cộng {points} điểm, {count}, tối đa {max} điểm; không đạt được 0 điểm"
                )
            } else {
                format!(
                    "{base} points where it is met, {points} more for each {step} {unit} beyond what is asked, {count}, at most {max}; 0 where it is missed"
                )
            }
        }
        RuleSaid::PerOccurrence { points, percent, cap, late, pending } => {
            let each = match (points, percent) {
                (Some(points), _) => format!("{} {}", w.number(*points), w.pick("điểm", "points")),
                (None, Some(percent)) => {
                    format!("{}% {}", w.number(*percent), w.pick("của điểm tối đa", "of the maximum"))
                }
                (None, None) => String::new(),
            };
            let cap = cap.map_or(String::new(), |cap| {
                format!(", {} {}", w.pick("trừ tối đa", "at most"), w.number(cap))
            });
            let pending = if *pending == 0 {
                String::new()
            } else {
                format!(
                    "; {pending} {}",
                    w.pick("lần chưa đến hạn có thể chậm", "more are pending and may become late")
                )
            };
            if vi {
                format!(
                    "{max} điểm, mỗi lần chậm hoặc thiếu trừ {each}{cap}; có {late} lần chậm hoặc thiếu{pending}"
                )
            } else {
                format!(
                    "{max} points, less {each} for each late or missing occurrence{cap}; {late} late or missing{pending}"
                )
            }
        }
        RuleSaid::Judged => w.pick("người có thẩm quyền chấm", "an assessor records the points").to_owned(),
    }
}

fn rounded(w: &Words, rounding: Rounding, places: u32) -> String {
    let mode = match rounding {
        Rounding::HalfUp => w.pick("làm tròn nửa lên", "rounded half up"),
        Rounding::HalfEven => w.pick("làm tròn nửa về số chẵn", "rounded half to even"),
        Rounding::Down => w.pick("làm tròn xuống", "rounded down"),
        Rounding::Up => w.pick("làm tròn lên", "rounded up"),
    };
    if w.language == Language::Vietnamese {
        format!("{mode} đến {places} chữ số thập phân")
    } else {
        format!("{mode} to {places} decimal {}", if places == 1 { "place" } else { "places" })
    }
}

/// The arithmetic at one value; nothing where the rule needs none.
fn working_text(w: &Words, rule: &RuleSaid, max: Number, said: &WorkingSaid) -> Option<String> {
    let working = &said.working;
    let value = exactly(w, &Figure { value: working.value, shown: said.value });
    let points = format!("{} {}", w.number(working.points), w.pick("điểm", "points"));
    let max = w.number(max);
    let state = if working.met { w.pick("đạt", "met") } else { w.pick("không đạt", "missed") };
    let exact = working.exact.map(|exact| w.fraction(exact));
    Some(match (rule, exact, &said.bound) {
        (RuleSaid::Proportional { .. }, Some(exact), Some(bound)) => {
            let bound = w.shown(bound);
            let product = if working.rises {
                format!("{max} × {value} / {bound}")
            } else {
                format!("{max} × {bound} / {value}")
            };
            format!("{product} = {exact} → {points}")
        }
        (RuleSaid::PerShortfall { .. }, Some(exact), _) => {
            let (away, steps) =
                (working.distance.unwrap_or(Fraction::ZERO), working.steps.unwrap_or(Fraction::ZERO));
            let (away, steps) = (w.fraction(away), w.fraction(steps));
            let word = w.pick("bậc", "steps");
            format!(
                "{value}: {} {away}, {steps} {word}, {max} − {exact} → {points}",
                w.pick("lệch", "away by")
            )
        }
        (RuleSaid::BaseAndSteps { base, .. }, Some(exact), _) => {
            let (away, steps) =
                (working.distance.unwrap_or(Fraction::ZERO), working.steps.unwrap_or(Fraction::ZERO));
            let (away, steps, base) = (w.fraction(away), w.fraction(steps), w.number(*base));
            let word = w.pick("bậc", "steps");
            format!(
                "{value}: {} {away}, {steps} {word}, {base} + {exact} → {points}",
                w.pick("hơn", "beyond by")
            )
        }
        (RuleSaid::Steps { .. }, ..) => format!("{value} → {points}"),
        _ => format!("{value}: {state} → {points}"),
    })
}

fn verdict(w: &Words, fact: &Fact) -> String {
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
            format!("{bound} ({} {baseline})", w.pick("gốc so sánh", "baseline"))
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
    let of = match *aggregate {
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
        text =
            format!("{text}, {} {}", w.pick("đơn vị đạt khi", "a unit meets it at"), w.threshold(criterion));
    }
    let how = match combine.unwrap_or("") {
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
        let of = match *aggregate {
            "share-of-units" | "number-of-units" => w.pick("đơn vị đạt", "units that meet it"),
            "pooled-share" => w.pick("vào tử số", "of the part"),
            _ => w.pick("vào tổng", "of the sum"),
        };
        let reach = if *reachable {
            w.pick("phần chưa báo cáo có thể bù đủ", "what is unreported can bring it")
        } else {
            w.pick("phần chưa báo cáo không bù đủ", "what is unreported cannot bring it")
        };
        text = format!(
            "{text} {} {} {of}; {reach}.",
            w.pick("Còn cần thêm", "Still needed:"),
            w.fraction(*needed)
        );
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
        format!("{text}, {unknown} {}", w.pick("số liệu chưa có", "figures missing"))
    }
}

fn exceptional(w: &Words, exception: &Exception) -> String {
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
        Exception::SetAside { by } => by.map_or(w.pick("không tính", "does not count").to_owned(), |by| {
            format!(
                "{} {}",
                w.pick("không tính, đã có báo cáo", "does not count: the report stands for"),
                w.period(by)
            )
        }),
    }
}

/// A reported value as it was said.
fn reading(w: &Words, value: &str) -> String {
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

fn change(w: &Words, lift: &Lift, grade: &str, titles: &[(crate::CriterionId, String)]) -> String {
    let vi = w.language == Language::Vietnamese;
    let title = |id: &crate::CriterionId| {
        titles.iter().find(|(known, _)| known == id).map_or(id.to_string(), |(_, title)| title.clone())
    };
    let (total, lacking) = (w.number(lift.total), w.number(lift.lacking));
    let mut text = if vi {
        format!("Để chắc chắn đạt mức “{grade}” cần {total} điểm, còn thiếu {lacking} điểm")
    } else {
        format!("To have “{grade}” for certain {total} points are needed; {lacking} are lacking")
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
