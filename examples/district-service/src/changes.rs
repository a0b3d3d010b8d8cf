//! What changed between two evaluations. The comparison stands behind [`between`] alone.

use std::collections::BTreeMap;

use kehoach::{
    DutyStatus, Evaluation, OccurrenceStatus, Outcome, Period, PlanLine, TargetId, TaskId, UnitId, Verdict,
};

/// Everything that is compared.
pub struct Snapshot {
    pub evaluation: Evaluation,
    pub occurrences: Vec<OccurrenceStatus>,
}

/// A target, in one judging period at one subject, before and after; none where it was not judged.
pub struct OutcomeChange {
    pub before: Option<Outcome>,
    pub after: Option<Outcome>,
}

/// The line of a target that is judged at many places, before and after.
pub struct LineChange {
    pub before: Option<PlanLine>,
    pub after: Option<PlanLine>,
}

/// An occurrence of a task with one unit, before and after; none where the unit did not answer for it.
pub struct DutyChange {
    pub before: Option<OccurrenceStatus>,
    pub after: Option<OccurrenceStatus>,
}

#[derive(Default)]
pub struct Changes {
    /// Those whose verdict, or possible values, are others; in plan order.
    pub outcomes: Vec<OutcomeChange>,
    /// Those whose verdict, or counts, are others; in plan order.
    pub lines: Vec<LineChange>,
    /// Those whose status is another; in plan order. One more day overdue is no change.
    pub duties: Vec<DutyChange>,
}

impl OutcomeChange {
    /// What it is about.
    pub fn any(&self) -> Option<&Outcome> {
        self.after.as_ref().or(self.before.as_ref())
    }

    /// Whether the verdict is another, and not the figures alone.
    pub fn is_of_verdict(&self) -> bool {
        let verdict = |outcome: &Option<Outcome>| outcome.as_ref().map(|o| o.verdict);
        verdict(&self.before) != verdict(&self.after)
    }

    /// Whether it was met and no longer is.
    pub fn is_a_loss(&self) -> bool {
        let verdict = |outcome: &Option<Outcome>| outcome.as_ref().map(|o| o.verdict);
        verdict(&self.before) == Some(Verdict::Met) && verdict(&self.after) != Some(Verdict::Met)
    }
}

impl DutyChange {
    /// What it is about.
    pub fn any(&self) -> Option<&OccurrenceStatus> {
        self.after.as_ref().or(self.before.as_ref())
    }

    /// How it stood and how it stands.
    pub fn statuses(&self) -> (Option<DutyStatus>, Option<DutyStatus>) {
        (self.before.as_ref().map(|o| o.status), self.after.as_ref().map(|o| o.status))
    }
}

/// What differs between two evaluations of one plan.
pub fn between(before: Snapshot, after: Snapshot) -> Changes {
    let outcome = |o: &Outcome| (o.target.clone(), o.period, o.subject.clone());
    let duty = |o: &OccurrenceStatus| (o.task.clone(), o.occurrence.clone(), o.unit.clone());
    let outcomes = pairs::<(TargetId, Period, UnitId), _>(
        before.evaluation.outcomes,
        after.evaluation.outcomes,
        outcome,
        |a, b| (a.verdict, a.range, a.reported) == (b.verdict, b.range, b.reported),
    );
    let line = |line: &PlanLine| (line.target.clone(), line.period);
    let lines =
        pairs::<(TargetId, Period), _>(before.evaluation.lines, after.evaluation.lines, line, PartialEq::eq);
    let duties = pairs::<(TaskId, String, UnitId), _>(before.occurrences, after.occurrences, duty, |a, b| {
        a.status == b.status
    });
    Changes {
        outcomes: outcomes.into_iter().map(|(before, after)| OutcomeChange { before, after }).collect(),
        lines: lines.into_iter().map(|(before, after)| LineChange { before, after }).collect(),
        duties: duties.into_iter().map(|(before, after)| DutyChange { before, after }).collect(),
    }
}

/// Pairs of one key that are not the same, in the order of the later list; what only the earlier one has, at the end.
fn pairs<Key: Ord, T>(
    before: Vec<T>,
    after: Vec<T>,
    key: impl Fn(&T) -> Key,
    same: impl Fn(&T, &T) -> bool,
) -> Vec<(Option<T>, Option<T>)> {
    let mut earlier: BTreeMap<Key, T> = before.into_iter().map(|one| (key(&one), one)).collect();
    let mut changed: Vec<(Option<T>, Option<T>)> = Vec::new();
    for one in after {
        match earlier.remove(&key(&one)) {
            Some(other) if same(&other, &one) => {}
            other => changed.push((other, Some(one))),
        }
    }
    changed.extend(earlier.into_values().map(|gone| (Some(gone), None)));
    changed
}
