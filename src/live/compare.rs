//! Two evaluations of one plan beside each other.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    duty::OccurrenceStatus,
    evaluate::{Evaluation, Outcome, PlanLine},
};

/// The same thing before and after; none where it was not there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BeforeAfter<T> {
    /// Before.
    pub before: Option<T>,
    /// After.
    pub after: Option<T>,
}

impl<T> BeforeAfter<T> {
    /// Whichever there is, the later one first: what the two are about.
    #[must_use]
    pub fn any(&self) -> Option<&T> {
        self.after.as_ref().or(self.before.as_ref())
    }
}

/// What differs between two evaluations of one plan: on two days, or before and after some reports.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Compared {
    /// Outcomes whose verdict, range or reported figure is another: in plan order of the later evaluation; what only the earlier
    /// one has, at the end.
    pub outcomes: Vec<BeforeAfter<Outcome>>,
    /// Lines of which anything is another, in the same order.
    pub lines: Vec<BeforeAfter<PlanLine>>,
}

/// What differs between two evaluations of one plan.
///
/// Where reports come in one by one, [`Live`](crate::Live) says the same without evaluating twice.
///
/// ```
/// # use kehoach::*;
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let plan = Plan::from_toml(include_str!("../../examples/data/xa-2026/plan.toml"))?;
/// # let register = Register::from_csv(include_str!("../../examples/data/xa-2026/units.csv"))?;
/// # let ledger = Ledger::from_csv(include_str!("../../examples/data/xa-2026/reports.csv"), &plan, &register)?.whole()?;
/// let before = evaluate(&plan, &register, &ledger, "2026-09-20".parse()?)?;
/// let after = evaluate(&plan, &register, &ledger, "2026-12-31".parse()?)?;
/// let compared = compare(&before, &after);
/// assert!(compared.outcomes.iter().all(|change| change.before != change.after));
/// assert_eq!(compare(&after, &after).outcomes, []);
/// # Ok(())
/// # }
/// ```
#[must_use]
pub fn compare(before: &Evaluation, after: &Evaluation) -> Compared {
    let said = |o: &Outcome| (o.verdict, o.range, o.reported);
    Compared {
        outcomes: pairs(
            &before.outcomes,
            &after.outcomes,
            |o| (&o.target, o.period, &o.subject),
            |a, b| said(a) == said(b),
        ),
        lines: pairs(&before.lines, &after.lines, |line| (&line.target, line.period), PartialEq::eq),
    }
}

/// The statuses that differ. One more day overdue is no difference.
#[must_use]
pub fn compare_statuses(
    before: &[OccurrenceStatus],
    after: &[OccurrenceStatus],
) -> Vec<BeforeAfter<OccurrenceStatus>> {
    let same = |a: &OccurrenceStatus, b: &OccurrenceStatus| a.status == b.status;
    pairs(before, after, |o| (&o.task, &o.unit, o.occurrence.as_str()), same)
}

/// Pairs of one key that are not the same, in the order of the later list; what only the earlier one has, at the end.
fn pairs<'l, Key: Ord, T: Clone>(
    before: &'l [T],
    after: &'l [T],
    key: impl Fn(&'l T) -> Key,
    same: impl Fn(&T, &T) -> bool,
) -> Vec<BeforeAfter<T>> {
    let mut earlier: BTreeMap<Key, &T> = before.iter().map(|one| (key(one), one)).collect();
    let mut changed = Vec::new();
    for one in after {
        match earlier.remove(&key(one)) {
            Some(other) if same(other, one) => {}
            other => changed.push(BeforeAfter { before: other.cloned(), after: Some(one.clone()) }),
        }
    }
    let gone = before.iter().filter(|one| earlier.remove(&key(one)).is_some());
    changed.extend(gone.map(|gone| BeforeAfter { before: Some(gone.clone()), after: None }));
    changed
}
