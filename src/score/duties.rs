//! What a sheet reads of tasks: the occurrences of a subject's subtree that the sheet's period holds.

use std::{collections::BTreeMap, rc::Rc};

use super::{DutyRate, Holds, Scorer, rule::Found, scorer::ScoreError};
use crate::{
    duty::{DutyStatus, OccurrenceStatus, Rates},
    evaluate::UnitTally,
    id::UnitId,
    quantity::Overflow,
    threshold::Threshold,
};

/// For each subject the occurrences in its subtree, each unit where it was on the occurrence's last day, or, if it had ended by
/// then, on its own; at the plan's issuer all of them.
pub(super) fn at(
    scorer: &Scorer<'_, '_>,
    subjects: &[UnitId],
) -> Result<Vec<Vec<Rc<OccurrenceStatus>>>, ScoreError> {
    let mut found: Vec<Vec<Rc<OccurrenceStatus>>> = vec![Vec::new(); subjects.len()];
    if !scorer.looks_at_duties() {
        return Ok(found);
    }
    let evaluator = scorer.evaluator();
    let register = evaluator.register();
    let issuer = subjects.iter().position(|subject| subject == evaluator.plan().issuer());
    let slots: BTreeMap<usize, usize> = subjects
        .iter()
        .enumerate()
        .filter(|(slot, _)| Some(*slot) != issuer)
        .filter_map(|(slot, subject)| Some((register.place(subject)?, slot)))
        .collect();
    for occurrence in evaluator.occurrences()? {
        if !occurrence.is_of(scorer.sheet().period()) {
            continue;
        }
        let Some((place, on)) = evaluator.stood(&occurrence) else { continue };
        let occurrence = Rc::new(occurrence);
        let road = std::iter::successors(Some(place), |place| register.parent(*place, on));
        let reached = road.filter_map(|place| slots.get(&place).copied()).chain(issuer);
        for slot in reached.collect::<Vec<_>>() {
            if let Some(found) = found.get_mut(slot) {
                found.push(Rc::clone(&occurrence));
            }
        }
    }
    Ok(found)
}

/// A rate of some occurrences.
pub(super) fn rate<'o>(occurrences: impl Iterator<Item = &'o OccurrenceStatus>, rate: DutyRate) -> UnitTally {
    let rates = Rates::of(occurrences);
    match rate {
        DutyRate::OnTime => rates.on_time,
        DutyRate::Completed => rates.completion,
    }
}

/// A rate as a value that rules read.
pub(super) fn found(tally: &UnitTally, asked: &Threshold) -> Result<Found, Overflow> {
    let (values, asked) = (tally.share()?, asked.values());
    let sides = match (&values, &asked) {
        (Some(values), Some(asked)) => Some(values.sides(asked)?),
        _ => None,
    };
    Ok(Found {
        met: sides.is_some_and(|sides| sides.inside),
        missed: sides.is_some_and(|sides| sides.outside),
        nothing: false,
        values,
        asked,
        percent: true,
    })
}

/// How many occurrences are late or may become so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) applicable: u64,
    /// Done, late or not, and overdue.
    pub(super) decided: u64,
    /// Done late, and overdue.
    pub(super) late: u64,
    /// Not done, with a last day still to come, or with nobody who answers for it. Without a last day nothing can be late \[S19\].
    pub(super) pending: u64,
}

const fn is_pending(status: DutyStatus) -> bool {
    matches!(
        status,
        DutyStatus::AwaitingInstruction | DutyStatus::Upcoming | DutyStatus::Due | DutyStatus::Unanswered
    )
}

pub(super) fn count<'o>(occurrences: impl Iterator<Item = &'o OccurrenceStatus>) -> Count {
    let mut count = Count::default();
    let more = |n: &mut u64, yes: bool| *n = n.saturating_add(u64::from(yes));
    for occurrence in occurrences.filter(|occurrence| occurrence.status != DutyStatus::NotApplicable) {
        let pending = is_pending(occurrence.status);
        more(&mut count.applicable, true);
        more(&mut count.decided, !pending);
        more(&mut count.late, matches!(occurrence.status, DutyStatus::DoneLate | DutyStatus::Overdue));
        more(&mut count.pending, pending && occurrence.last.is_some());
    }
    count
}

/// Whether an occurrence may still come to stand in one of these statuses \[A28\]: what is pending in any, where it has a last day in
/// those of being late too \[S19\]; and what is overdue may still be done, late.
pub(crate) fn leaves_open(occurrence: &OccurrenceStatus, statuses: &[DutyStatus]) -> bool {
    let only_late = statuses.iter().all(|s| matches!(s, DutyStatus::DoneLate | DutyStatus::Overdue));
    let pending = is_pending(occurrence.status) && (occurrence.last.is_some() || !only_late);
    pending || (occurrence.status == DutyStatus::Overdue && statuses.contains(&DutyStatus::DoneLate))
}

/// Whether an occurrence stands in one of these statuses.
pub(super) fn gate<'o>(
    occurrences: impl Iterator<Item = &'o OccurrenceStatus>,
    statuses: &[DutyStatus],
) -> Holds {
    let mut holds = Holds::No;
    for occurrence in occurrences {
        if statuses.contains(&occurrence.status) {
            return Holds::Yes;
        }
        if leaves_open(occurrence, statuses) {
            holds = Holds::Open;
        }
    }
    holds
}
