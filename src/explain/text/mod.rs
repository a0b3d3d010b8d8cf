//! An explanation as plain text: traversal and the sentence of each fact here, the longer ones in the modules below.

mod rule;
mod score;
mod status;
mod verdict;

use std::collections::HashMap;

use self::{
    rule::{said, working_text},
    score::{change, grade, holds},
    verdict::{exactly, exceptional, reading, units, verdict},
};
use super::{Explanation, Fact, Named, Standpoint, words::Words};
use crate::{language::Language, score::Standing};

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

pub(super) fn sentence(w: &Words, fact: &Fact) -> String {
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
        Fact::Gate { target, duties, tasks, criterion, points, at_most, closed } => {
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
                    let (duty, being) = (w.pick("có nhiệm vụ", "a duty"), w.pick("ở tình trạng", "being"));
                    format!("{duty}{} {being} {}", named_of(tasks), named.join(", "))
                }
            };
            let state = holds(w, *closed, ("có xảy ra", "it is so"), ("không xảy ra", "it is not so"));
            if vi {
                format!("Tiêu chí bắt buộc: {on} thì xếp loại không quá mức “{at_most}”; {state}.")
            } else {
                format!("Gate: {on} leaves “{at_most}” at best; {state}.")
            }
        }
        Fact::Condition { grade, rate, asked, counted, holds: state, of, at_least } => {
            let rate = match rate.as_str() {
                "on-time" => w.pick("tỷ lệ nhiệm vụ đúng hạn", "the share of duties done on time"),
                "met" => w.pick("tỷ lệ chỉ tiêu đạt", "the share of targets met"),
                "exceeded" => w.pick("tỷ lệ chỉ tiêu vượt", "the share of targets exceeded"),
                "above-zero" => w.pick("tỷ lệ tiêu chí có điểm", "the share of criteria with points"),
                _ => w.pick(
                    "tỷ lệ đơn vị cấp dưới đạt mức yêu cầu",
                    "the share of subordinate units at the grade asked",
                ),
            };
            let rate = match at_least {
                Some(grade) if vi => format!("{rate}, “{grade}” trở lên,"),
                Some(grade) => format!("{rate}, “{grade}” or better,"),
                None => format!("{rate}{}", named_of(of)),
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
        Fact::Status { .. } => status::status(w, fact),
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
                Standpoint::Elsewhere => w.pick(
                    "chuyển đi trong kỳ, số liệu tính ở nơi khác",
                    "moved away, its figures count elsewhere",
                ),
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
        Fact::TakenOver { from, passages, part } => verdict::taken_over(w, from, passages, part.as_ref()),
        Fact::NobodyLeft { scope, since } => {
            let day = w.date(*since);
            if vi {
                format!("Từ ngày {day} không còn đơn vị nào thuộc phạm vi “{scope}”.")
            } else {
                format!("From {day} on no unit is left in the scope “{scope}”.")
            }
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

/// The names that something is limited to, in brackets; nothing where it is not.
fn named_of(names: &[String]) -> String {
    if names.is_empty() { String::new() } else { format!(" (“{}”)", names.join("”, “")) }
}

fn in_clause(w: &Words, clause: &Option<String>) -> String {
    clause.as_ref().map_or(String::new(), |clause| format!(" ({} {clause})", w.pick("mục", "clause")))
}
