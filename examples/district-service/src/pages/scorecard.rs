//! The scorecard: every target, what was found, and how it stands; then the tasks.

use kehoach::{DutyStatus, Evaluation, OccurrenceStatus, Outcome, PlanLine, Target, UnitId, Verdict};
use maud::{Markup, html};

use super::{
    link,
    shell::{Here, day_form, frame},
};
use crate::{failure::Failure, picture, view::View, wording};

/// Names of units in a cell before the rest is counted.
const NAMES: usize = 3;

/// Units overdue that are named with their task.
const OVERDUE: usize = 6;

pub fn page(view: &View<'_>) -> Result<Markup, Failure> {
    let (plan, evaluation) = (&view.office.plan, view.evaluation()?);
    let occurrences = view.evaluator.occurrences()?;
    let verdicts = verdicts(&evaluation);
    let overdue = occurrences.iter().filter(|o| o.status == DutyStatus::Overdue).count();
    let due = occurrences.iter().filter(|o| o.status == DutyStatus::Due).count();
    let body = html! {
        h1 { "Kết quả thực hiện chỉ tiêu" }
        p.issuer { (view.name(plan.issuer())) " · " (wording::period(plan.period())) " · tính đến ngày " (wording::date(view.as_of)) }
        (day_form("/", &[], view.as_of))
        ul.tiles aria-label="Tóm tắt" {
            @for verdict in [Verdict::Met, Verdict::Open, Verdict::Missed, Verdict::NotApplicable] {
                @let count = verdicts.iter().filter(|v| **v == verdict).count();
                @if count > 0 || verdict != Verdict::NotApplicable {
                    li.{ "tile " (verdict.name()) } {
                        strong { (wording::sign(verdict)) " " (count) } span { "chỉ tiêu " (wording::verdict(verdict)) }
                    }
                }
            }
            @if !occurrences.is_empty() {
                li.tile.{ @if overdue > 0 { "missed" } @else { "met" } } {
                    strong { @if overdue > 0 { "✗ " } @else { "✓ " } (overdue) } span { "việc quá hạn" }
                }
                li.tile { strong { "! " (due) } span { "việc đến hạn" } }
            }
        }
        h2 { "Chỉ tiêu" }
        (picture::key())
        (targets(view, &evaluation)?)
        @if !evaluation.notes.is_empty() {
            h2 { "Lưu ý về số liệu" }
            ul.notes { @for note in &evaluation.notes { li { (wording::note(view, note)) } } }
        }
        @if !occurrences.is_empty() {
            h2 { "Nhiệm vụ, chế độ báo cáo" }
            (tasks(view, &occurrences))
        }
    };
    Ok(frame(view.office, &format!("Chỉ tiêu · {}", plan.id()), Here::Scorecard, Some(view.as_of), &body))
}

/// One verdict for each target and judging period: that of its line where it is judged at many places.
fn verdicts(evaluation: &Evaluation) -> Vec<Verdict> {
    let is_single = |outcome: &&Outcome| {
        !evaluation.lines.iter().any(|line| line.target == outcome.target && line.period == outcome.period)
    };
    let single = evaluation.outcomes.iter().filter(is_single).map(|outcome| outcome.verdict);
    single.chain(evaluation.lines.iter().map(|line| line.verdict)).collect()
}

fn targets(view: &View<'_>, evaluation: &Evaluation) -> Result<Markup, Failure> {
    let mut rows = Vec::new();
    for target in view.office.plan.targets() {
        for period in view.office.plan.judging_periods(target) {
            let here = |o: &&Outcome| o.target == target.id && o.period == period;
            let outcomes: Vec<&Outcome> = evaluation.outcomes.iter().filter(here).collect();
            let line = evaluation.lines.iter().find(|line| line.target == target.id && line.period == period);
            match (line, outcomes.as_slice()) {
                (Some(line), _) => rows.push(many(view, target, line, &outcomes)?),
                (None, [outcome]) => rows.push(one(view, target, outcome)?),
                (None, _) => {}
            }
        }
    }
    Ok(html! {
        table.results role="table" {
            thead role="rowgroup" {
                tr role="row" {
                    @for head in ["Chỉ tiêu", "Yêu cầu", "Kết quả", "Đánh giá"] { th role="columnheader" scope="col" { (head) } }
                }
            }
            tbody role="rowgroup" { @for row in &rows { (row) } }
        }
    })
}

fn title(view: &View<'_>, target: &Target, period: kehoach::Period, address: Option<&str>) -> Markup {
    html! {
        th.what role="rowheader" scope="row" {
            span.number { (target.id) } " "
            @match address {
                Some(address) => a href=(address) { (target.title) },
                None => { (target.title) }
            }
            @if period != view.office.plan.period() { span.period { (wording::period(period)) } }
            @if let Some(clause) = &target.clause { span.clause { (wording::capital(&wording::clause(clause))) } }
        }
    }
}

fn asked(view: &View<'_>, target: &Target, outcome: Option<&Outcome>) -> Markup {
    html! {
        td.asked role="cell" data-label="Yêu cầu" {
            (wording::asked(target, outcome.and_then(|outcome| outcome.baseline)))
            @if let Some(criterion) = wording::criterion(view, target) {
                span.small { "đơn vị đạt khi " (criterion) }
            }
            @if let Some(outer) = target.within.as_ref().and_then(|id| view.office.plan.target(id)) {
                span.small { "trong số đạt chỉ tiêu " (outer.id) }
            }
        }
    }
}

pub fn badge(verdict: Verdict) -> Markup {
    html! { span.badge.{ (verdict.name()) } { (wording::sign(verdict)) " " (wording::verdict(verdict)) } }
}

/// A target that is judged once in a period.
fn one(view: &View<'_>, target: &Target, outcome: &Outcome) -> Result<Markup, Failure> {
    Ok(html! {
        tr role="row" {
            (title(view, target, outcome.period, Some(&link::outcome(outcome, view.as_of))))
            (asked(view, target, Some(outcome)))
            td.found role="cell" data-label="Kết quả" { (result(view, target, outcome)?) }
            td.verdict role="cell" data-label="Đánh giá" { (badge(outcome.verdict)) (remarks(outcome)) }
        }
    })
}

pub fn remarks(outcome: &Outcome) -> Markup {
    html! {
        @let remarks = wording::remarks(outcome);
        @if !remarks.is_empty() { span.small { (remarks.join("; ")) } }
    }
}

/// The figure, its picture, what is behind it and what is missing.
pub fn result(view: &View<'_>, target: &Target, outcome: &Outcome) -> Result<Markup, Failure> {
    let needed = outcome.shortfall.and_then(|shortfall| wording::needed(view, target, outcome, shortfall));
    let sources = view.evaluator.sources(outcome)?;
    let missing: Vec<UnitId> = sources.unknown.into_iter().filter(|unit| *unit != outcome.subject).collect();
    Ok(html! {
        @if outcome.range.is_some() { span.figure { (wording::found(target, outcome)) } }
        @if let Some(picture) = picture::result(target, outcome) { (picture) }
        @if let Some(counts) = wording::counts(outcome) { span.small { (wording::capital(&counts)) } }
        @if let Some(needed) = needed { span.small { (wording::capital(&needed)) } }
        @if !missing.is_empty() { span.small { "Chưa báo cáo: " (names(view, &missing)) } }
    })
}

/// The first units of a list by name, each leading to its page.
fn names(view: &View<'_>, units: &[UnitId]) -> Markup {
    let more = units.len().saturating_sub(NAMES);
    html! {
        @for (k, unit) in units.iter().take(NAMES).enumerate() {
            @if k > 0 { ", " }
            a href=(link::unit(view, unit)) { (view.name(unit)) }
        }
        @if more > 0 { " và " (more) " nơi khác" }
    }
}

/// A target that is judged at many places: how many met it, and the others by name.
fn many(view: &View<'_>, target: &Target, line: &PlanLine, outcomes: &[&Outcome]) -> Result<Markup, Failure> {
    let others: Vec<&&Outcome> =
        outcomes.iter().filter(|o| !matches!(o.verdict, Verdict::Met | Verdict::NotApplicable)).collect();
    let all = line.met.saturating_add(line.missed).saturating_add(line.open);
    Ok(html! {
        tr role="row" {
            (title(view, target, line.period, None))
            (asked(view, target, None))
            td.found role="cell" data-label="Kết quả" {
                span.figure { (line.met) "/" (all) " nơi đạt" }
                @if let Some(picture) = picture::line(line) { (picture) }
                @if !others.is_empty() {
                    details {
                        summary { (others.len()) " nơi không đạt hoặc chưa xác định" }
                        ul.places {
                            @for outcome in &others {
                                li {
                                    a href=(link::outcome(outcome, view.as_of)) { (view.name(&outcome.subject)) }
                                    " " (badge(outcome.verdict))
                                    span.small { (wording::found(target, outcome)) }
                                }
                            }
                        }
                    }
                }
            }
            td.verdict role="cell" data-label="Đánh giá" { (badge(line.verdict)) }
        }
    })
}

/// In the order in which they are counted.
const STATUSES: [DutyStatus; 7] = [
    DutyStatus::Overdue,
    DutyStatus::Due,
    DutyStatus::DoneOnTime,
    DutyStatus::DoneLate,
    DutyStatus::Upcoming,
    DutyStatus::AwaitingInstruction,
    DutyStatus::NotApplicable,
];

fn tasks(view: &View<'_>, occurrences: &[OccurrenceStatus]) -> Markup {
    html! {
        table.results.tasks role="table" {
            thead role="rowgroup" {
                tr role="row" {
                    @for head in ["Nhiệm vụ", "Thời gian", "Tình trạng"] { th role="columnheader" scope="col" { (head) } }
                }
            }
            tbody role="rowgroup" {
                @for task in view.office.plan.tasks() {
                    @let mine: Vec<&OccurrenceStatus> = occurrences.iter().filter(|o| o.task == task.id).collect();
                    @let late: Vec<&&OccurrenceStatus> = mine.iter().filter(|o| o.status == DutyStatus::Overdue).collect();
                    tr role="row" {
                        th.what role="rowheader" scope="row" {
                            span.number { (task.id) } " " (task.title)
                            @if let Some(clause) = &task.clause { span.clause { (wording::capital(&wording::clause(clause))) } }
                        }
                        td.asked role="cell" data-label="Thời gian" { (wording::capital(&wording::schedule(&task.when))) }
                        td.found role="cell" data-label="Tình trạng" {
                            @for status in STATUSES {
                                @let count = mine.iter().filter(|o| o.status == status).count();
                                @if count > 0 { span.{ "badge " (status.name()) } { (wording::status_sign(status)) " " (count) " " (wording::status(status)) } " " }
                            }
                            @if mine.is_empty() { span.small { "Không có đơn vị nào trong danh sách đơn vị chịu trách nhiệm." } }
                            @if !late.is_empty() {
                                span.small {
                                    "Quá hạn: "
                                    @for (k, one) in late.iter().take(OVERDUE).enumerate() {
                                        @if k > 0 { "; " }
                                        a href=(link::unit(view, &one.unit)) { (view.name(&one.unit)) }
                                        " (" (wording::occurrence(&one.occurrence)) ", " (one.days.unwrap_or_default()) " ngày)"
                                    }
                                    @if late.len() > OVERDUE { " và " (late.len().saturating_sub(OVERDUE)) " nơi khác" }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
