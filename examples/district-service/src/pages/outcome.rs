//! An outcome's page: the figure, its picture, and why it is so, down to the reports.

use std::collections::{BTreeMap, BTreeSet};

use kehoach::{
    Language, Outcome,
    explain::{Explanation, Fact, Node, Standpoint},
};
use maud::{Markup, html};

use super::{
    link,
    scorecard::{badge, remarks, result},
    shell::{Here, day_form, frame},
};
use crate::{failure::Failure, view::View, wording};

pub fn page(view: &View<'_>, outcome: &Outcome) -> Result<Markup, Failure> {
    let Some(target) = view.office.plan.target(&outcome.target) else {
        return Err(Failure::not_found(format!("there is no target `{}`", outcome.target), None));
    };
    let explanation = view.evaluator.explain(outcome)?;
    let period = outcome.period.to_string();
    let keep = [("target", target.id.as_str()), ("period", &period), ("subject", outcome.subject.as_str())];
    let body = html! {
        h1 { span.number { (target.id) } " " (target.title) }
        p.issuer {
            a href=(link::unit(view, &outcome.subject)) { (view.name(&outcome.subject)) }
            " · " (wording::capital(&wording::period(outcome.period))) " · " (wording::stage(outcome.stage)) " · tính đến ngày " (wording::date(view.as_of))
            @if let Some(clause) = &target.clause { " · " (wording::clause(clause)) }
        }
        (day_form("/outcome", &keep, view.as_of))
        section.outcome {
            p.headline { (badge(outcome.verdict)) (remarks(outcome)) }
            p { "Yêu cầu: " strong { (wording::asked(target, outcome.baseline)) } }
            @if let Some(criterion) = wording::criterion(view, target) { p { "Đơn vị đạt khi: " strong { (criterion) } } }
            (result(view, target, outcome)?)
            @for citation in &target.citations {
                p.small { (wording::capital(citation.relation.label(Language::Vietnamese))) ": " (wording::document(&citation.document)) }
            }
        }
        h2 { "Vì sao" }
        (why(&explanation))
        p.actions {
            a href=(link::explanation(outcome, view.as_of, &[("format", "text"), ("lang", "vi")])) { "Bản chữ" } " · "
            a href=(link::explanation(outcome, view.as_of, &[("format", "text"), ("lang", "en")])) lang="en" { "In English" } " · "
            a href=(link::explanation(outcome, view.as_of, &[])) { "Dữ liệu JSON" }
        }
    };
    Ok(frame(view.office, &target.title, Here::Within, Some(view.as_of), &body))
}

/// The library's own sentence for each node: its text of an explanation that holds that node alone.
fn sentences(explanation: &Explanation) -> Vec<String> {
    let mut alone = explanation.clone();
    alone.nodes.truncate(1);
    let mut sentence = |node: &Node| {
        if let Some(only) = alone.nodes.first_mut() {
            only.fact = node.fact.clone();
            only.because.clear();
        }
        alone.text(Language::Vietnamese).trim_end().to_owned()
    };
    explanation.nodes.iter().map(&mut sentence).collect()
}

/// The tree: its root, then each part of it with what it rests on folded below; open where something is missing.
fn why(explanation: &Explanation) -> Markup {
    let sentences = sentences(explanation);
    let said = |place: usize| sentences.get(place).map_or("", String::as_str);
    let parts = explanation.root().map_or(&[][..], |root| &root.because);
    // What is missing first: that is what a reader came for.
    let looked_at =
        |part: &&usize| explanation.nodes.get(**part).is_some_and(|node| needs_a_look(&node.fact));
    let (first, rest): (Vec<&usize>, Vec<&usize>) = parts.iter().partition(looked_at);
    let mut told = BTreeMap::new();
    html! {
        p.why { (said(0)) }
        @for part in first.into_iter().chain(rest) {
            @if let Some(node) = explanation.nodes.get(*part) {
                @let below = below(explanation, *part, &mut told);
                @if below.is_empty() {
                    p.part.{ (mood(&node.fact)) } { (mark(&node.fact)) (said(*part)) }
                } @else {
                    details.part.{ (mood(&node.fact)) } open[needs_a_look(&node.fact)] {
                        summary { (mark(&node.fact)) (said(*part)) }
                        ul {
                            @for (place, depth, again) in &below {
                                li.{ "deep-" (depth.min(&4)) } {
                                    @if let Some(first) = again { a href={ "#n" (first) } { "xem ở trên: " (said(*place)) } }
                                    @else { span id={ "n" (place) } { (said(*place)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Everything that a part rests on, with its depth below it; what was told before is named, not told again. A stack of its own:
/// a tree may be of any depth.
fn below(
    explanation: &Explanation,
    part: usize,
    told: &mut BTreeMap<usize, usize>,
) -> Vec<(usize, usize, Option<usize>)> {
    let mut found = Vec::new();
    let mut seen: BTreeSet<usize> = BTreeSet::from([part]);
    let children = |place: usize| explanation.nodes.get(place).map_or(&[][..], |node| &node.because);
    let mut stack: Vec<(usize, usize)> = children(part).iter().rev().map(|child| (*child, 0)).collect();
    while let Some((place, depth)) = stack.pop() {
        let again = told.get(&place).copied();
        found.push((place, depth, again));
        if again.is_none() && seen.insert(place) {
            told.insert(place, place);
            stack.extend(children(place).iter().rev().map(|child| (*child, depth.saturating_add(1))));
        }
    }
    found
}

/// The colour of a part, where it is a unit's.
const fn mood(fact: &Fact) -> &'static str {
    match fact {
        Fact::Unit { standpoint, .. } => match standpoint {
            Standpoint::Met => "met",
            Standpoint::Missed => "missed",
            Standpoint::Unknown | Standpoint::MembershipUnknown => "open",
            _ => "plain",
        },
        Fact::Missing { .. } => "open",
        _ => "plain",
    }
}

fn mark(fact: &Fact) -> Markup {
    let sign = match mood(fact) {
        "met" => "✓",
        "missed" => "✗",
        "open" => "?",
        _ => "·",
    };
    html! { span.sign aria-hidden="true" { (sign) } " " }
}

/// Whether a reader will want to see what is below without asking.
fn needs_a_look(fact: &Fact) -> bool {
    matches!(mood(fact), "open" | "missed")
}
