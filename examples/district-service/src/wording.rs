//! What the pages say of a result, in Vietnamese.

use chrono::{Datelike, NaiveDate};
use kehoach::{
    Aggregate, Asked, Baseline, Citation, CitedDocument, Criterion, DutyStatus, Fraction, Interval, JudgedAt,
    Language, LedgerNote, Measure, OccurrenceStatus, Outcome, Period, Range, Role, Schedule, Shortfall,
    Stage, Subject, Tally, Target, Timing, UnitRole, UnitTally, Unknowns, Verdict,
    file::ProblemKind,
    phrases::{
        self, write_number, write_period, write_schedule, write_threshold, write_threshold_with_grades,
    },
    show,
};

use crate::view::View;

/// The label of the one occurrence of what goes on all the time.
pub const CONTINUOUS: &str = "continuous";

const VI: Language = Language::Vietnamese;

/// What an item of a list is about.
pub struct About<'a> {
    pub id: &'a str,
    pub title: &'a str,
    pub clause: Option<&'a str>,
    pub citations: &'a [Citation],
}

pub fn about<'a>(view: &'a View<'_>, subject: &'a Subject) -> About<'a> {
    let plan = &view.office.plan;
    let nothing = |id: &'a str| About { id, title: "", clause: None, citations: &[] };
    match subject {
        Subject::Target(id) => plan.target(id).map_or_else(
            || nothing(id.as_str()),
            |target| About {
                id: id.as_str(),
                title: &target.title,
                clause: target.clause.as_deref(),
                citations: &target.citations,
            },
        ),
        Subject::Task(id) | Subject::Report(id) => plan.task(id).map_or_else(
            || nothing(id.as_str()),
            |task| About {
                id: id.as_str(),
                title: &task.title,
                clause: task.clause.as_deref(),
                citations: &task.citations,
            },
        ),
        _ => nothing(""),
    }
}

pub fn date(day: NaiveDate) -> String {
    format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())
}

pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The sign that stands for a verdict beside its colour.
pub const fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "✓",
        Verdict::Missed => "✗",
        Verdict::Open => "?",
        Verdict::NotApplicable => "–",
    }
}

pub const fn status_sign(status: DutyStatus) -> &'static str {
    match status {
        DutyStatus::DoneOnTime => "✓",
        DutyStatus::DoneLate => "✓",
        DutyStatus::Overdue => "✗",
        DutyStatus::Due => "!",
        DutyStatus::Upcoming => "…",
        DutyStatus::AwaitingInstruction | DutyStatus::Unanswered => "?",
        DutyStatus::NotApplicable => "–",
    }
}

/// What a target asks of the value, and of whom.
pub fn asked(target: &Target, baseline: Option<Fraction>) -> String {
    let text = match &target.asked {
        Asked::Qualitative => "theo đánh giá".to_owned(),
        // Nobody says 'from 100 % up'.
        Asked::Threshold(all) if all.to_string() == ">= 100%" => "100%".to_owned(),
        Asked::Threshold(threshold) => write_threshold(threshold),
        Asked::Baseline(bound, from) => {
            let since = if let Baseline::Period(period) = from { Some(*period) } else { None };
            let phrase = phrases::write_asked(&phrases::Asked::Baseline { bound: *bound, since });
            let stated = if let Baseline::Value(value) = from { Some(*value) } else { None };
            match baseline.or(stated) {
                Some(value) => format!("{phrase} ({})", figure(value, is_percent(target), None)),
                None => phrase,
            }
        }
        other => other.to_string(),
    };
    let each = if matches!(target.judged_at, JudgedAt::Each(_)) { " ở mỗi nơi" } else { "" };
    let aspired = if target.aspired { "phấn đấu " } else { "" };
    format!("{aspired}{text}{each}")
}

/// What each unit must have to be counted, where that is a threshold.
pub fn criterion(view: &View<'_>, target: &Target) -> Option<String> {
    let Some(Criterion::Meets(threshold)) = target.aggregate.criterion() else { return None };
    let plan = &view.office.plan;
    let measure =
        target.indicator.as_ref().and_then(|id| plan.indicator(id)).map(|indicator| &indicator.measure);
    Some(match measure {
        Some(Measure::Grade(scale)) => plan.scale(scale).map_or_else(
            || write_threshold(threshold),
            |scale| write_threshold_with_grades(threshold, scale),
        ),
        _ => write_threshold(threshold),
    })
}

pub const fn is_percent(target: &Target) -> bool {
    matches!(target.aggregate, Aggregate::ShareOfUnits(_) | Aggregate::PooledShare)
}

/// The values that a target asks for, once they are known.
pub fn values(target: &Target, outcome: &Outcome) -> Option<Interval<Fraction>> {
    match &target.asked {
        Asked::Threshold(threshold) => threshold.values(),
        Asked::Baseline(bound, from) => {
            let stated = if let Baseline::Value(value) = from { Some(*value) } else { None };
            bound.values(outcome.baseline.or(stated)?).ok()
        }
        _ => None,
    }
}

/// One digit behind the comma, or as many more as it takes not to contradict the verdict.
pub fn figure(value: Fraction, percent: bool, asked: Option<&Interval<Fraction>>) -> String {
    let shown = show(value, percent, 1, asked);
    match shown.decimal() {
        Some(number) if !percent => write_number(number),
        _ => shown.vietnamese(),
    }
}

/// The value if it is certain, else the least and the greatest that can still occur.
pub fn found(target: &Target, outcome: &Outcome) -> String {
    let Some(range) = outcome.range else { return "–".to_owned() };
    let asked = values(target, outcome);
    let text = |value| figure(value, is_percent(target), asked.as_ref());
    // An end that no completion reaches is shown as what it is: a bound.
    let low = format!("{}{}", if range.low_attained { "" } else { "trên " }, text(range.low));
    match range {
        Range { high: Some(high), .. } if high == range.low => low,
        Range { high: Some(high), high_attained, .. } => {
            format!("{low} … {}{}", if high_attained { "" } else { "dưới " }, text(high))
        }
        Range { high: None, .. } => format!("{low} trở lên"),
    }
}

/// The figures behind the value.
pub fn counts(outcome: &Outcome) -> Option<String> {
    match outcome.tally.as_ref()? {
        Tally::Units(units) => {
            let mut parts = vec![format!("{}/{} đơn vị đạt", units.met, counted(units))];
            let unknown = units.unknown.saturating_add(units.unknown_if_member);
            if unknown > 0 {
                parts.push(format!("{unknown} chưa có số liệu"));
            }
            if units.not_applicable > 0 {
                parts.push(format!("{} không áp dụng", units.not_applicable));
            }
            Some(parts.join(", "))
        }
        Tally::Pooled(pooled) => {
            let number = |n: u64| write_number(n.into());
            let mut parts = Vec::new();
            if pooled.figures > 0 {
                let (part, whole) = (number(pooled.reported_part), number(pooled.reported_whole));
                parts.push(format!("đã báo cáo {part}/{whole}"));
            }
            if pooled.unknown_figures > 0 {
                parts.push(format!("{} số liệu chưa có", pooled.unknown_figures));
            }
            Some(parts.join(", "))
        }
        Tally::Sum(sum) if sum.unknown_figures > 0 => {
            Some(format!("{} số liệu chưa có", sum.unknown_figures))
        }
        _ => None,
    }
    .filter(|text| !text.is_empty())
}

const fn counted(units: &UnitTally) -> u64 {
    let possible =
        units.met_if_member.saturating_add(units.missed_if_member).saturating_add(units.unknown_if_member);
    units.met.saturating_add(units.missed).saturating_add(units.unknown).saturating_add(possible)
}

/// What is still needed; nothing where the target is met.
pub fn needed(view: &View<'_>, target: &Target, outcome: &Outcome, shortfall: Shortfall) -> Option<String> {
    if outcome.verdict == Verdict::Met {
        return None;
    }
    let Some(needed) = shortfall.needed else { return Some("không thể đạt".to_owned()) };
    if needed == Fraction::ZERO && !shortfall.strict {
        return None;
    }
    let indicator = target.indicator.as_ref().and_then(|id| view.office.plan.indicator(id));
    let unit = match indicator.map(|indicator| &indicator.measure) {
        Some(Measure::Amount { unit: Some(unit), .. }) => format!(" {unit}"),
        _ => String::new(),
    };
    let of = match &target.aggregate {
        Aggregate::ShareOfUnits(_) | Aggregate::NumberOfUnits(_) => " đơn vị".to_owned(),
        Aggregate::PooledShare => " vào tử số".to_owned(),
        Aggregate::Mean => format!("{unit} vào tổng"),
        _ => unit,
    };
    let strict = if shortfall.strict { "hơn " } else { "" };
    let reach = match (shortfall.reachable, outcome.stage) {
        (true, _) => "; phần chưa báo cáo có thể bù đủ",
        (false, Stage::Closed) => "; kỳ đã hết",
        (false, _) if outcome.provisional => "; chỉ khi số đã báo cáo thay đổi",
        (false, _) => "; phần chưa báo cáo không đủ bù",
    };
    Some(format!("còn thiếu {strict}{}{of}{reach}", figure(needed, false, None)))
}

/// Small print of a result.
pub fn remarks(outcome: &Outcome) -> Vec<&'static str> {
    let mut remarks = Vec::new();
    if outcome.provisional {
        remarks.push("tạm tính");
    }
    if outcome.carried_forward {
        remarks.push("có số liệu kỳ trước");
    }
    match outcome.policy {
        Some(Unknowns::Missed) => remarks.push("hết kỳ, chưa xác định là không đạt"),
        Some(Unknowns::Excluded) => remarks.push("hết kỳ, không tính số chưa báo cáo"),
        _ => {}
    }
    remarks
}

pub const fn verdict(verdict: Verdict) -> &'static str {
    verdict.label(VI)
}

pub const fn status(status: DutyStatus) -> &'static str {
    status.label(VI)
}

/// The same of a task: what goes on all the time is under way rather than due.
pub const fn status_of(status: DutyStatus, when: &Schedule) -> &'static str {
    match (status, when) {
        (DutyStatus::Due, Schedule::Same(Timing::Continuous)) => "đang thực hiện",
        _ => status.label(VI),
    }
}

pub const fn stage(stage: Stage) -> &'static str {
    stage.label(VI)
}

pub fn period(period: Period) -> String {
    write_period(period)
}

/// The label of an occurrence: a period in words, or what stands there.
pub fn occurrence(label: &str) -> String {
    match label {
        CONTINUOUS => "thường xuyên".to_owned(),
        "on-instruction" => "theo chỉ đạo".to_owned(),
        _ => label.parse::<Period>().map_or_else(|_| label.to_owned(), write_period),
    }
}

pub fn schedule(schedule: &Schedule) -> String {
    match schedule {
        // The plan's own words; in its canonical spelling English ones stand before them.
        Schedule::Same(Timing::OnInstruction(words)) => words.to_string(),
        _ => write_schedule(schedule),
    }
}

/// A cited document as people write it.
pub fn document(document: &CitedDocument) -> String {
    let number = document.number().map(|number| format!("số {number}"));
    let mut text = number.unwrap_or_else(|| document.name().unwrap_or_default().to_owned());
    if let Some(day) = document.date() {
        text.push_str(&format!(" ngày {}", date(day)));
    }
    if let Some(issuer) = document.issuer() {
        text.push_str(&format!(" của {issuer}"));
    }
    if let Some(about) = document.about() {
        text.push_str(&format!(" về {about}"));
    }
    text
}

/// A phrase of the plan from which no unit follows; a party relative to several leads stands in its canonical spelling.
pub fn open(phrase: &str) -> String {
    match phrase.strip_prefix("same level: ") {
        Some(kind @ ("ubnd" | "mttq" | "hdnd")) => format!("{} cùng cấp", kind.to_uppercase()),
        Some(kind) => format!("{kind} cùng cấp"),
        None => phrase.to_owned(),
    }
}

/// Where something stands in the plan's document: `mục II.2`, but `Phụ lục, mục 1`.
pub fn clause(clause: &str) -> String {
    let first = clause.split(['.', ',', ' ', ')']).next().unwrap_or_default();
    let numbered =
        first.chars().all(|c| c.is_ascii_digit() || "IVX".contains(c)) || first.chars().count() == 1;
    if numbered { format!("mục {clause}") } else { clause.to_owned() }
}

/// A note on the reports, with the names of units.
pub fn note(view: &View<'_>, note: &LedgerNote) -> String {
    let (indicator, unit) = note.about();
    let named = view.office.plan.indicator(indicator).map_or(indicator.as_str(), |found| &found.name);
    let about = |period: &Period| format!("{}, “{named}”, {}", view.name(unit), write_period(*period));
    match note {
        LedgerNote::OtherWhole { period, reported, declared, .. } => {
            format!(
                "{}: báo cáo trên tổng số {reported}, khác tổng số {declared} đã khai trước",
                about(period)
            )
        }
        LedgerNote::Replaced { period, by, .. } => {
            format!("{}: dùng số liệu của kỳ dài hơn, {}", about(period), write_period(*by))
        }
        LedgerNote::Differs { period, .. } => {
            format!("{}: khác với các kỳ ngắn hơn, là số được dùng", about(period))
        }
        LedgerNote::Overlaps { period, by, .. } => {
            format!("{}: trùng một phần với {}, kỳ kết thúc sau được dùng", about(period), write_period(*by))
        }
        LedgerNote::NotMeasured { period, .. } => {
            format!("{}: không được tính, không chỉ tiêu nào đo ở đơn vị này", about(period))
        }
        LedgerNote::Unfit { period, .. } => {
            format!("{}: không khớp kỳ nào phải báo cáo, không được tính", about(period))
        }
        // Kinds of notes to come are told as the library words them, in English.
        other => other.to_string(),
    }
}

pub const fn role(role: UnitRole) -> &'static str {
    match role {
        UnitRole::In(role) => in_task(role),
        UnitRole::Counted => "được tính trong chỉ tiêu",
        UnitRole::Judged => "được đánh giá",
    }
}

pub const fn in_task(role: Role) -> &'static str {
    role.label(VI)
}

/// How an occurrence stands, with its days.
pub fn how(occurrence: &OccurrenceStatus) -> String {
    let continuous = occurrence.status == DutyStatus::Due && occurrence.occurrence == CONTINUOUS;
    let label = if continuous { "đang thực hiện" } else { status(occurrence.status) };
    let done = occurrence.done_on.map_or_else(String::new, |day| format!(" {}", date(day)));
    let days = match (occurrence.days, occurrence.working_days) {
        (Some(days), Some(working)) => format!(", {days} ngày ({working} ngày làm việc)"),
        (Some(days), None) => format!(", {days} ngày"),
        _ => String::new(),
    };
    format!("{label}{done}{days}")
}

/// What is wrong with a report, in short: what to do about it stands with it in the library's own words.
pub fn problem(kind: &ProblemKind) -> String {
    let short = match kind {
        ProblemKind::Phrase(refusal) => refusal.vietnamese(),
        ProblemKind::EmptyField { .. } | ProblemKind::MissingKey { .. } | ProblemKind::Empty => {
            "chưa điền".to_owned()
        }
        ProblemKind::Date(_) => "không phải là ngày có thật".to_owned(),
        ProblemKind::Period(_) => "không phải là kỳ báo cáo có thật".to_owned(),
        ProblemKind::Number(_) => "không phải là số".to_owned(),
        ProblemKind::Thousands { found, .. } => format!("“{found}” có thể đọc theo hai cách"),
        ProblemKind::Share { .. } => {
            "phải viết là phần/tổng, như 18/20, và phần không lớn hơn tổng".to_owned()
        }
        ProblemKind::UnknownWord { found, .. } => {
            format!("không hiểu “{found}” ở đây")
        }
        ProblemKind::Report(_) => "không khớp với kế hoạch, danh sách đơn vị hoặc báo cáo đã có".to_owned(),
        ProblemKind::Conflict { corrects: false, .. } => {
            "đã có số liệu khác của cùng đơn vị, nội dung, kỳ và ngày; nếu là sửa thì đánh dấu ô sửa số liệu"
                .to_owned()
        }
        ProblemKind::Conflict { .. } => "mỗi ngày chỉ sửa một lần; lần sửa sau ghi ngày sau".to_owned(),
        _ => "chưa đúng".to_owned(),
    };
    match kind.did_you_mean() {
        Some(near) => format!("{short}. Có phải là “{near}”?"),
        None => short,
    }
}
