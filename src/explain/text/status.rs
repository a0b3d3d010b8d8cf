//! How an occurrence of a task stands, in words.

use super::in_clause;
use crate::{
    duty::DutyStatus,
    explain::{Fact, Instructed, Recorded, words::Words},
};

pub(super) fn status(w: &Words, fact: &Fact) -> String {
    let Fact::Status {
        title,
        clause,
        occurrence,
        unit,
        taken_over_from,
        last,
        moved_from,
        status,
        done_on,
        done_by,
        days,
        continuous,
        instruction,
        recorded,
        ..
    } = fact
    else {
        return String::new();
    };
    let mut said = vec![format!("{title}{}", in_clause(w, clause))];
    if !occurrence.is_empty() {
        said.push(w.occurrence(occurrence));
    }
    let from = w.taken_over_from(taken_over_from.iter().map(|unit| unit.name.as_str()));
    said.push(from.map_or_else(|| unit.name.clone(), |from| format!("{} ({from})", unit.name)));
    said.extend(instruction.as_ref().map(|given| instructed(w, given)));
    if let Some(last) = last {
        let moved = moved_from.map_or(String::new(), |rest| {
            format!(" ({} {})", w.pick("dời từ ngày nghỉ", "moved from the day of rest"), w.date(rest))
        });
        said.push(format!("{} {}{moved}", w.pick("hạn", "due"), w.date(*last)));
    }
    if let Some(done) = done_on {
        said.push(format!("{} {}", w.pick("thực hiện ngày", "done on"), w.date(*done)));
    }
    said.extend(w.done_by(done_by.iter().map(|unit| unit.name.as_str())));
    said.extend(recorded.as_ref().map(|record| recorded_on(w, record)));
    let how = match status {
        DutyStatus::Due if *continuous => w.pick("đang thực hiện", "under way"),
        status => status.label(w.language),
    };
    let days = days.map_or(String::new(), |days| format!(" {days} {}", w.pick("ngày", "days")));
    format!("{}: {how}{days}{}.", said.join(", "), because(w, fact))
}

/// The day by which it asks stands in the status as the last day.
fn instructed(w: &Words, given: &Instructed) -> String {
    let source = given.source.as_ref();
    let source = source.map_or(String::new(), |source| format!("{} {source}", w.pick("", " by")));
    format!(
        "{}{source} {} {}",
        w.pick("văn bản chỉ đạo", "instructed"),
        w.pick("ngày", "on"),
        w.date(given.issued_on)
    )
}

fn recorded_on(w: &Words, record: &Recorded) -> String {
    let source = record.source.as_ref();
    let source =
        source.map_or(String::new(), |source| format!(", {} {source}", w.pick("văn bản", "document")));
    format!("{} {}{source}", w.pick("ghi nhận ngày", "recorded on"), w.date(record.recorded_on))
}

/// Why it does not apply.
fn because(w: &Words, fact: &Fact) -> String {
    let Fact::Status { status: DutyStatus::NotApplicable, occurrence, recorded, last, .. } = fact else {
        return String::new();
    };
    let recorded = recorded.as_ref().and_then(|record| record.because.as_deref());
    let why = match (recorded, last) {
        (Some(because), _) => because,
        (None, _) if occurrence.is_empty() => w.pick("cấp này không có lịch", "its level has no schedule"),
        (None, Some(_)) => {
            w.pick("đơn vị không tồn tại vào ngày đến hạn", "the unit does not exist on the last day")
        }
        (None, None) => w.pick("đã hết thời gian áp dụng", "its time is over"),
    };
    format!(" ({why})")
}
