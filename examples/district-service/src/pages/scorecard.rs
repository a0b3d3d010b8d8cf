//! The scorecard: every target, what was found, and how it stands; then the tasks.

use kehoach::{DutyStatus, OccurrenceStatus, Outcome, Period, PlanLine, Stage, Target, UnitId, Verdict};
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
    let rows = rows(view, &evaluation.outcomes, &evaluation.lines);
    let overdue = occurrences.iter().filter(|o| o.status == DutyStatus::Overdue).count();
    // What goes on all the time is due on every day: it is no deadline.
    let due = occurrences.iter().filter(|o| o.status == DutyStatus::Due && o.last.is_some()).count();
    let body = html! {
        h1 { "Kết quả thực hiện chỉ tiêu" }
        p.issuer { (view.name(plan.issuer())) " · " (wording::period(plan.period())) " · tính đến ngày " (wording::date(view.as_of)) }
        (day_form("/", &[], view.as_of))
        ul.tiles aria-label="Tóm tắt" {
            @for verdict in [Verdict::Met, Verdict::Open, Verdict::Missed, Verdict::NotApplicable] {
                @let count = rows.iter().filter(|row| row.now.verdict() == Some(verdict)).count();
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
        (targets(view, &rows)?)
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

/// A target in one of its judging periods.
struct Judged<'a> {
    period: Period,
    outcomes: Vec<&'a Outcome>,
    line: Option<&'a PlanLine>,
}

impl Judged<'_> {
    /// That of its line where it is judged at many places.
    fn verdict(&self) -> Option<Verdict> {
        self.line.map(|line| line.verdict).or_else(|| self.outcomes.first().map(|outcome| outcome.verdict))
    }
}

/// A target with its judging periods: the one to look at as of the day, and the others.
struct Row<'a> {
    target: &'a Target,
    now: Judged<'a>,
    others: Vec<Judged<'a>>,
}

/// The period to look at is the one that runs; without one the last that is closed, and before all of them the first.
fn rows<'a>(view: &View<'a>, outcomes: &'a [Outcome], lines: &'a [PlanLine]) -> Vec<Row<'a>> {
    let plan = &view.office.plan;
    let row = |target: &'a Target| {
        let judged = |period: Period| Judged {
            period,
            outcomes: outcomes.iter().filter(|o| o.target == target.id && o.period == period).collect(),
            line: lines.iter().find(|line| line.target == target.id && line.period == period),
        };
        let all = plan.judging_periods(target).map(judged);
        let mut all: Vec<Judged<'a>> =
            all.filter(|judged| judged.line.is_some() || !judged.outcomes.is_empty()).collect();
        let stage = |judged: &Judged<'_>| Stage::of(plan.calendar().days(judged.period), view.as_of);
        let now = all
            .iter()
            .position(|judged| stage(judged) == Stage::Running)
            .or_else(|| all.iter().rposition(|judged| stage(judged) == Stage::Closed))
            .unwrap_or(0);
        (now < all.len()).then(|| Row { target, now: all.remove(now), others: all })
    };
    plan.targets().iter().filter_map(row).collect()
}

/// Outcomes at one subject as a table; those that are not there are left out.
pub fn table(view: &View<'_>, outcomes: &[Outcome]) -> Result<Markup, Failure> {
    targets(view, &rows(view, outcomes, &[]))
}

fn targets(view: &View<'_>, rows: &[Row<'_>]) -> Result<Markup, Failure> {
    let mut shown = Vec::new();
    for row in rows {
        match (row.now.line, row.now.outcomes.as_slice()) {
            (Some(line), outcomes) => shown.push(many(view, row, line, outcomes)?),
            (None, [outcome]) => shown.push(one(view, row, outcome)?),
            (None, _) => {}
        }
    }
    Ok(html! {
        table.results role="table" {
            thead role="rowgroup" {
                tr role="row" {
                    @for head in ["Chỉ tiêu", "Yêu cầu", "Kết quả", "Đánh giá"] { th role="columnheader" scope="col" { (head) } }
                }
            }
            tbody role="rowgroup" { @for row in &shown { (row) } }
        }
    })
}

/// The other judging periods, each a sign that leads to why it is so.
fn other_periods(view: &View<'_>, row: &Row<'_>) -> Markup {
    html! {
        @if !row.others.is_empty() {
            ul.others aria-label="Các kỳ khác" {
                @for judged in &row.others {
                    li {
                        @let upcoming = Stage::of(view.office.plan.calendar().days(judged.period), view.as_of) == Stage::Upcoming;
                        @match (judged.verdict(), judged.line, judged.outcomes.first()) {
                            (Some(verdict), line, first) => {
                                @let class = if upcoming && verdict == Verdict::Open { "upcoming" } else { verdict.name() };
                                @let sign = if class == "upcoming" { "…" } else { wording::sign(verdict) };
                                @let words = if class == "upcoming" { wording::stage(Stage::Upcoming) } else { wording::verdict(verdict) };
                                @let period = wording::period(judged.period);
                                // Years are known by their number.
                                @let text = html! { (sign) " " (period.strip_prefix("năm ").unwrap_or(&period)) span.unseen { ": " (words) } };
                                @match (line, first) {
                                    (None, Some(outcome)) => a.chip.{ (class) } href=(link::outcome(outcome, view.as_of)) title=(words) { (text) },
                                    (Some(line), _) => span.chip.{ (class) } title={ (words) ", " (line.met) " nơi đạt" } { (text) },
                                    _ => span.chip.{ (class) } { (text) }
                                }
                            }
                            (None, ..) => span.chip { "– " (wording::period(judged.period)) }
                        }
                    }
                }
            }
        }
    }
}

fn title(view: &View<'_>, target: &Target, period: Period, address: Option<&str>) -> Markup {
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
fn one(view: &View<'_>, row: &Row<'_>, outcome: &Outcome) -> Result<Markup, Failure> {
    let target = row.target;
    Ok(html! {
        tr role="row" {
            (title(view, target, outcome.period, Some(&link::outcome(outcome, view.as_of))))
            (asked(view, target, Some(outcome)))
            td.found role="cell" data-label="Kết quả" { (result(view, target, outcome)?) (other_periods(view, row)) }
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
fn many(view: &View<'_>, row: &Row<'_>, line: &PlanLine, outcomes: &[&Outcome]) -> Result<Markup, Failure> {
    let target = row.target;
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
                (other_periods(view, row))
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
                                @if count > 0 { span.{ "badge " (status.name()) } { (wording::status_sign(status)) " " (count) " " (wording::status_of(status, &task.when)) } " " }
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
