//! Documents that are cited: whether their days can be right.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};

use super::{FindingKind, Findings, own};
use crate::{
    citation::{Citation, Relation},
    document::DocumentRef,
    plan::{Place, Plan},
};

/// The findings in the documents that a plan, its targets and its tasks cite, in that order.
pub(super) fn documents(plan: &Plan, findings: &mut Findings) {
    let mut days = Days { plan, seen: HashMap::new() };
    days.of(plan.citations(), own, plan.id(), findings);
    for (index, target) in plan.targets().iter().enumerate() {
        let at = |field| Place { table: "targets", index, field };
        days.of(&target.citations, at, target.id.as_str(), findings);
    }
    for (index, task) in plan.tasks().iter().enumerate() {
        let at = |field| Place { table: "tasks", index, field };
        days.of(&task.citations, at, task.id.as_str(), findings);
    }
}

/// The first day that is given for each number in each year.
///
/// Numbers begin again with every year, those of the Party with every term: 25-NQ/TW is a resolution of 2003, one of 2008 and
/// one of 2013. Only two days in one year contradict one another.
struct Days<'a> {
    plan: &'a Plan,
    seen: HashMap<(&'a DocumentRef, i32), NaiveDate>,
}

impl<'a> Days<'a> {
    fn of(
        &mut self,
        citations: &'a [Citation],
        at: impl Fn(&'static str) -> Place,
        id: &str,
        findings: &mut Findings,
    ) {
        for (k, citation) in citations.iter().enumerate() {
            let Some(dated) = citation.document.date() else { continue };
            let item =
                citations.iter().take(k).filter(|earlier| earlier.relation == citation.relation).count();
            let mut add = |kind| findings.add_item(at(key(citation.relation)), Some(item), id, kind);
            let document = || {
                let number = citation.document.number().map(ToString::to_string);
                number.or_else(|| citation.document.name().map(str::to_owned)).unwrap_or_default()
            };
            if let Some(issued) = self.plan.issued().filter(|issued| dated > *issued) {
                add(FindingKind::DocumentAfterIssue { document: document(), dated, issued });
            }
            if let Some(number) = citation.document.number() {
                let first = *self.seen.entry((number, dated.year())).or_insert(dated);
                if first != dated {
                    add(FindingKind::TwoDates { document: document(), dated, other: first });
                }
            }
        }
    }
}

const fn key(relation: Relation) -> &'static str {
    match relation {
        Relation::BasedOn => "based_on",
        Relation::Implements => "implements",
        Relation::Reviews => "reviews",
    }
}
