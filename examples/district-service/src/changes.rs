//! What changed between two evaluations: the library's comparison, and what a page asks of it.

use kehoach::{
    BeforeAfter, DutyStatus, Evaluation, OccurrenceStatus, Outcome, PlanLine, Verdict, compare,
    compare_statuses,
};

/// Everything that is compared.
pub struct Snapshot {
    pub evaluation: Evaluation,
    pub occurrences: Vec<OccurrenceStatus>,
}

/// A target, in one judging period at one subject, before and after.
pub type OutcomeChange = BeforeAfter<Outcome>;

#[derive(Default)]
pub struct Changes {
    /// Those whose verdict, or possible values, are others; in plan order.
    pub outcomes: Vec<OutcomeChange>,
    /// Those whose verdict, or counts, are others; in plan order.
    pub lines: Vec<BeforeAfter<PlanLine>>,
    /// Those whose status is another; in plan order. One more day overdue is no change.
    pub duties: Vec<BeforeAfter<OccurrenceStatus>>,
}

fn verdicts(change: &OutcomeChange) -> (Option<Verdict>, Option<Verdict>) {
    (change.before.as_ref().map(|o| o.verdict), change.after.as_ref().map(|o| o.verdict))
}

/// Whether the verdict is another, and not the figures alone.
pub fn is_of_verdict(change: &OutcomeChange) -> bool {
    let (was, is) = verdicts(change);
    was != is
}

/// Whether it was met and no longer is.
pub fn is_a_loss(change: &OutcomeChange) -> bool {
    let (was, is) = verdicts(change);
    was == Some(Verdict::Met) && is != Some(Verdict::Met)
}

/// How a duty stood and how it stands.
pub fn statuses(change: &BeforeAfter<OccurrenceStatus>) -> (Option<DutyStatus>, Option<DutyStatus>) {
    (change.before.as_ref().map(|o| o.status), change.after.as_ref().map(|o| o.status))
}

/// What differs between two evaluations of one plan.
pub fn between(before: &Snapshot, after: &Snapshot) -> Changes {
    let compared = compare(&before.evaluation, &after.evaluation);
    Changes {
        outcomes: compared.outcomes,
        lines: compared.lines,
        duties: compare_statuses(&before.occurrences, &after.occurrences),
    }
}
