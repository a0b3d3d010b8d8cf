//! A unit's page: its targets and its duties; and the list of all units.

use kehoach::{
    AgendaItem, Aggregate, DutyStatus, Involved, Language, OccurrenceStatus, Outcome, Role, Subject, UnitId,
    Verdict,
};
use maud::{Markup, html};

use super::{
    link,
    scorecard::table,
    shell::{Here, day_form, frame},
};
use crate::{
    failure::Failure,
    view::{UnitDuties, View, WITHIN},
    wording,
};

/// Units of one role that are named before the rest is counted.
const NAMES: usize = 3;

pub fn list(view: &View<'_>) -> Result<Markup, Failure> {
    let register = view.office.register.at(view.as_of);
    let occurrences = view.evaluator.occurrences()?;
    let late = |unit: &UnitId| {
        occurrences.iter().filter(|o| o.unit == *unit && o.status == DutyStatus::Overdue).count()
    };
    let mut levels: Vec<&str> = Vec::new();
    for unit in register.units() {
        if !levels.contains(&unit.level.as_str()) {
            levels.push(unit.level.as_str());
        }
    }
    let body = html! {
        h1 { "Đơn vị" }
        (day_form("/units", &[], view.as_of))
        @for level in levels {
            h2 { (level_name(level)) }
            ul.units {
                @for unit in register.units().filter(|unit| unit.level.as_str() == level) {
                    @let late = late(unit.id);
                    li {
                        a href=(link::unit(view, unit.id)) { (unit.name) }
                        @if late > 0 { " " span.badge.overdue { "✗ " (late) " quá hạn" } }
                    }
                }
            }
        }
        @if register.units().next().is_none() { p { "Ngày này chưa có đơn vị nào." } }
    };
    Ok(frame(view.office, "Đơn vị", Here::Units, Some(view.as_of), &body))
}

fn level_name(level: &str) -> &str {
    match level {
        "central" => "Cấp trung ương",
        "province" => "Cấp tỉnh",
        "district" => "Cấp huyện",
        "commune" => "Cấp xã",
        "village" => "Thôn, bản, tổ dân phố",
        other => other,
    }
}

pub fn page(view: &View<'_>, unit: &UnitId) -> Result<Markup, Failure> {
    let duties = view.duties(unit, WITHIN)?;
    // What goes on all the time stands in the list below, every day.
    let pending: Vec<&OccurrenceStatus> =
        duties.pending.iter().filter(|one| one.occurrence != wording::CONTINUOUS).collect();
    let register = view.office.register.at(view.as_of);
    let above: Vec<&str> = register.ancestors(unit).map(|above| above.name).collect();
    let name = view.name(unit);
    let (tasks, counted): (Vec<&AgendaItem>, Vec<&AgendaItem>) =
        duties.agenda.items.iter().partition(|item| !matches!(item.subject, Subject::Target(_)));
    let outcomes = outcomes(view, unit, &counted)?;
    let body = html! {
        h1 { (name) }
        p.issuer {
            @if !above.is_empty() { "Thuộc " (above.join(", ")) " · " }
            "tính đến ngày " (wording::date(view.as_of))
        }
        @if register.unit(unit).is_none() { p.notice { "Ngày này đơn vị không tồn tại." } }
        (day_form("/unit", &[("id", unit.as_str())], view.as_of))
        p.actions { a.button href=(link::to("/report", &[("unit", unit.as_str())])) { "Báo số liệu" } }

        h2 { "Cần làm ngay" }
        p.small { "Quá hạn, đang đến hạn, hoặc đến hạn trong " (WITHIN) " ngày tới." }
        @if pending.is_empty() { p { "Không có việc nào." } }
        ul.pending {
            @for one in &pending {
                li.{ (one.status.name()) } {
                    span.{ "badge " (one.status.name()) } { (wording::status_sign(one.status)) " " (wording::status(one.status)) }
                    " " strong { (view.office.plan.task(&one.task).map_or("", |task| &task.title)) }
                    span.small { (when(one)) }
                }
            }
        }

        @if !outcomes.is_empty() {
            h2 { "Chỉ tiêu tại đơn vị" }
            (table(view, &outcomes)?)
        }

        h2 { "Nhiệm vụ, báo cáo" }
        @if tasks.is_empty() { p { "Kế hoạch không giao việc nào cho đơn vị này." } }
        @else { (agenda(view, &duties, &tasks)) }
    };
    Ok(frame(view.office, name, Here::Within, Some(view.as_of), &body))
}

/// What is to be said of a unit: each target that it has a part in, or that its figures are counted in.
fn outcomes(view: &View<'_>, unit: &UnitId, counted: &[&AgendaItem]) -> Result<Vec<Outcome>, Failure> {
    let in_list = |outcome: &Outcome| {
        counted.iter().any(|item| item.subject == Subject::Target(outcome.target.clone()))
    };
    let plan = &view.office.plan;
    let found = view.evaluator.at(unit)?.into_iter().filter_map(|outcome| {
        let target = plan.target(&outcome.target)?;
        let says = match target.aggregate {
            // A judgement is open wherever nobody judged: it is shown where somebody is to judge.
            Aggregate::Judgement => in_list(&outcome),
            _ => outcome.verdict != Verdict::NotApplicable || in_list(&outcome),
        };
        says.then_some(outcome)
    });
    Ok(found.collect())
}

/// When an occurrence is due, and how it stands.
fn when(one: &OccurrenceStatus) -> String {
    let label = wording::capital(&wording::occurrence(&one.occurrence));
    let last = one.last.map_or_else(String::new, |day| format!(", hạn {}", wording::date(day)));
    let days = one.days.map_or_else(String::new, |days| {
        let working = one.working_days.map_or_else(String::new, |days| format!(" ({days} ngày làm việc)"));
        format!(", trễ {days} ngày{working}")
    });
    format!("{label}{last}{days}")
}

/// The list, each task once with all its occurrences: twelve months of one duty are one thing to read.
fn agenda(view: &View<'_>, duties: &UnitDuties, items: &[&AgendaItem]) -> Markup {
    let mut tasks: Vec<Vec<&AgendaItem>> = Vec::new();
    for item in items {
        let same = |task: &&mut Vec<&AgendaItem>| {
            task.first().is_some_and(|first| {
                (&first.subject, first.role, &first.with) == (&item.subject, item.role, &item.with)
            })
        };
        match tasks.iter_mut().find(same) {
            Some(task) => task.push(item),
            None => tasks.push(vec![item]),
        }
    }
    html! {
        table.results.tasks.own role="table" {
            thead role="rowgroup" {
                tr role="row" {
                    @for head in ["Việc", "Vai trò", "Thời hạn, tình trạng"] { th role="columnheader" scope="col" { (head) } }
                }
            }
            tbody role="rowgroup" {
                @for occurrences in &tasks {
                    @if let Some(item) = occurrences.first() {
                        @let about = wording::about(view, &item.subject);
                        tr role="row" {
                            th.what role="rowheader" scope="row" {
                                span.number { (about.id) } " " (about.title)
                                @if let Some(clause) = about.clause { span.clause { (wording::capital(&wording::clause(clause))) } }
                                @for citation in about.citations {
                                    span.clause { (wording::capital(citation.relation.label(Language::Vietnamese))) ": " (wording::document(&citation.document)) }
                                }
                            }
                            td.role role="cell" data-label="Vai trò" {
                                (wording::capital(wording::role(item.role)))
                                @for role in Role::ALL { (with(view, item, role)) }
                            }
                            td.found role="cell" data-label="Thời hạn, tình trạng" {
                                ul.occurrences {
                                    @for item in occurrences {
                                        li {
                                            (wording::capital(&wording::occurrence(&item.label)))
                                            @if let Some(last) = item.last { span.until { " · hạn " (wording::date(last)) } }
                                            " " (statuses(view, duties, item))
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Everyone else of one role.
fn with(view: &View<'_>, item: &AgendaItem, role: Role) -> Markup {
    let of_role: Vec<&Involved> =
        item.with.iter().filter(|(of, _)| *of == role).map(|(_, who)| who).collect();
    let more = of_role.len().saturating_sub(NAMES);
    html! {
        @if !of_role.is_empty() {
            span.small {
                (wording::capital(wording::in_task(role))) ": "
                @for (k, who) in of_role.iter().take(NAMES).enumerate() {
                    @if k > 0 { ", " }
                    @match who {
                        Involved::Unit(unit) => a href=(link::unit(view, unit)) { (view.name(unit)) },
                        Involved::Open(phrase) => (wording::open(phrase))
                    }
                }
                @if more > 0 { " và " (more) " nơi khác" }
            }
        }
    }
}

fn statuses(view: &View<'_>, duties: &UnitDuties, item: &AgendaItem) -> Markup {
    let records = duties.records(item);
    let mut counts: Vec<(DutyStatus, usize)> = Vec::new();
    for record in &records {
        match counts.iter_mut().find(|(status, _)| *status == record.status) {
            Some((_, count)) => *count = count.saturating_add(1),
            None => counts.push((record.status, 1)),
        }
    }
    html! {
        @match records.as_slice() {
            [] => "–",
            [only] => {
                span.{ "badge " (only.status.name()) } { (wording::status_sign(only.status)) " " (wording::how(only)) }
            }
            [first, ..] => @for (status, count) in &counts {
                @let task = view.office.plan.task(&first.task);
                @let label = task.map_or(wording::status(*status), |task| wording::status_of(*status, &task.when));
                span.{ "badge " (status.name()) } { (wording::status_sign(*status)) " " (count) " " (label) } " "
            }
        }
    }
}
