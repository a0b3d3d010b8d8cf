//! What changed between two days, or since a report came.

use kehoach::{DutyStatus, Outcome, PlanLine};
use maud::{Markup, html};

use super::{
    link,
    scorecard::badge,
    shell::{Here, frame},
};
use crate::{
    api::Compared,
    changes::{Changes, OutcomeChange, is_a_loss, is_of_verdict, statuses},
    failure::Failure,
    office::Office,
    wording,
};

/// Duties of one change of status that are named before the rest is counted.
const NAMES: usize = 12;

pub fn page(office: &Office, compared: &Compared, changes: &Changes) -> Result<Markup, Failure> {
    let (from, to) = match compared {
        Compared::Days { from, to } => (Some(*from), *to),
        Compared::Reports { as_of, .. } => (None, *as_of),
    };
    let (verdicts, figures): (Vec<&OutcomeChange>, Vec<&OutcomeChange>) =
        changes.outcomes.iter().partition(|change| is_of_verdict(change));
    let body = html! {
        h1 { "Thay đổi" }
        @match compared {
            Compared::Days { .. } => {
                form.day action="/changes" method="get" {
                    label for="from" { "Từ ngày" }
                    input id="from" type="date" name="from" value=[from] required;
                    label for="to" { "đến ngày" }
                    input id="to" type="date" name="to" value=(to) required;
                    button type="submit" { "Xem" }
                }
            }
            Compared::Reports { since, last, as_of } => {
                p { "Sau báo cáo số " (since) " đến báo cáo số " (last) ", tính đến ngày " (wording::date(*as_of)) "." }
            }
        }
        h2 { "Kết luận thay đổi" }
        (lines(office, changes))
        @if changes.lines.is_empty() || !verdicts.is_empty() { (list(office, &verdicts, to)) }
        h2 { "Số liệu thay đổi, kết luận giữ nguyên" }
        (list(office, &figures, to))
        h2 { "Nhiệm vụ, báo cáo" }
        (duties(office, changes))
    };
    Ok(frame(office, "Thay đổi", Here::Changes, Some(to), &body))
}

fn name<'a>(office: &'a Office, unit: &'a kehoach::UnitId) -> &'a str {
    office.register.name(unit).unwrap_or(unit.as_str())
}

/// The lines of targets that are judged at many places.
fn lines(office: &Office, changes: &Changes) -> Markup {
    let side = |line: &Option<PlanLine>| {
        html! {
            span.side {
                @match line {
                    Some(line) => {
                        (badge(line.verdict))
                        span.small { (line.met) " nơi đạt, " (line.missed) " không đạt, " (line.open) " chưa xác định" }
                    }
                    None => "không được đánh giá"
                }
            }
        }
    };
    html! {
        ul.changed {
            @for change in &changes.lines {
                @if let Some(any) = change.after.as_ref().or(change.before.as_ref()) {
                    li {
                        span.number { (any.target) } " "
                        (office.plan.target(&any.target).map_or("", |target| &target.title))
                        @if any.period != office.plan.period() { " · " (wording::period(any.period)) }
                        div.turn { (side(&change.before)) span.arrow aria-label="thành" { "→" } (side(&change.after)) }
                    }
                }
            }
        }
    }
}

fn list(office: &Office, changes: &[&OutcomeChange], to: chrono::NaiveDate) -> Markup {
    html! {
        @if changes.is_empty() { p { "Không có." } }
        ul.changed {
            @for change in changes {
                @if let Some((any, target)) = change.any().and_then(|any| Some((any, office.plan.target(&any.target)?))) {
                    li.{ @if is_a_loss(change) { "loss" } } {
                        span.number { (target.id) } " "
                        a href=(link::outcome(any, to)) { (target.title) }
                        @if any.subject != *office.plan.issuer() { " · " (name(office, &any.subject)) }
                        @if any.period != office.plan.period() { " · " (wording::period(any.period)) }
                        div.turn {
                            (side(target, change.before.as_ref())) span.arrow aria-label="thành" { "→" } (side(target, change.after.as_ref()))
                        }
                    }
                }
            }
        }
    }
}

fn side(target: &kehoach::Target, outcome: Option<&Outcome>) -> Markup {
    html! {
        span.side {
            @match outcome {
                Some(outcome) => { (badge(outcome.verdict)) span.small { (wording::found(target, outcome)) } }
                None => "không được đánh giá"
            }
        }
    }
}

/// Changes of duties, task by task, those of one kind together.
fn duties(office: &Office, changes: &Changes) -> Markup {
    type Turn = (Option<DutyStatus>, Option<DutyStatus>);
    let mut groups: Vec<(&kehoach::TaskId, &str, Turn, Vec<&str>)> = Vec::new();
    for change in &changes.duties {
        let Some(any) = change.any() else { continue };
        let (turn, unit) = (statuses(change), name(office, &any.unit));
        let same = |group: &&mut (&kehoach::TaskId, &str, Turn, Vec<&str>)| {
            (group.0, group.1, group.2) == (&any.task, any.occurrence.as_str(), turn)
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.3.push(unit),
            None => groups.push((&any.task, &any.occurrence, turn, vec![unit])),
        }
    }
    let label = |status: Option<DutyStatus>| match status {
        Some(status) => {
            html! { span.{ "badge " (status.name()) } { (wording::status_sign(status)) " " (wording::status(status)) } }
        }
        None => html! { "không thuộc trách nhiệm" },
    };
    html! {
        @if groups.is_empty() { p { "Không có." } }
        ul.changed {
            @for (task, occurrence, (before, after), units) in &groups {
                li {
                    span.number { (task) } " " (office.plan.task(task).map_or("", |task| &task.title))
                    " · " (wording::occurrence(occurrence))
                    div.turn { (label(*before)) span.arrow aria-label="thành" { "→" } (label(*after)) }
                    span.small {
                        (units.iter().take(NAMES).copied().collect::<Vec<_>>().join(", "))
                        @if units.len() > NAMES { " và " (units.len().saturating_sub(NAMES)) " nơi khác" }
                    }
                }
            }
        }
    }
}
