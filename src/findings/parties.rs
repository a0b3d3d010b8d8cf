//! Parties relative to whoever acts ('UBND cùng cấp'): whether there is one, and one only.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{FindingKind, Findings, tasks::items, units::Over};
use crate::{
    id::{Kind, UnitId},
    plan::{Party, Place, Role, Task, field},
    roster::{Roster, is_for},
};

/// Of a kind, the units at each place: by the highest unit of their own level above them.
type AtPlaces = BTreeMap<usize, Vec<usize>>;

pub(super) fn of_task(over: &Over<'_>, roster: &Roster, index: usize, task: &Task, findings: &mut Findings) {
    let relative: Vec<(usize, Role, &Kind)> = items(&task.parties)
        .filter_map(
            |(item, r)| if let Party::SameLevel(kind) = &r.party { Some((item, r.role, kind)) } else { None },
        )
        // A kind that no unit is of is told as such.
        .filter(|(_, _, kind)| over.has_kind(kind))
        .collect();
    if relative.is_empty() {
        return;
    }
    let acting = acting(over, roster, task);
    for (item, role, kind) in relative {
        let place = Place { table: "tasks", index, field: field(role) };
        let (mut none, mut several): (Vec<Lacking>, Vec<Several>) = (Vec::new(), Vec::new());
        let mut seen = BTreeSet::new();
        for (on, leads) in &acting {
            let (tops, at_places) = places(over, kind, *on);
            for &lead in leads {
                let found = tops.get(lead).copied().flatten().and_then(|top| at_places.get(&top));
                let found = found.map_or(&[][..], Vec::as_slice);
                let Some(actor) = over.register.id(lead).filter(|_| found.len() != 1) else { continue };
                if !seen.insert((lead, found.is_empty())) {
                    continue;
                }
                let mut ids = found.iter().filter_map(|unit| over.register.id(*unit)).cloned();
                match (ids.next(), ids.next()) {
                    (Some(first), Some(second)) => {
                        several.push(Several { actor: actor.clone(), first, second });
                    }
                    _ => none.push(Lacking { actor: actor.clone(), on: *on }),
                }
            }
        }
        let others = none.len().saturating_sub(1);
        if let Some(Lacking { actor, on }) = none.into_iter().next() {
            let kind = FindingKind::NoneAtLevel { actor, kind: kind.clone(), on, others };
            findings.add_item(place, Some(item), task.id.as_str(), kind);
        }
        let others = several.len().saturating_sub(1);
        if let Some(Several { actor, first, second }) = several.into_iter().next() {
            let kind = FindingKind::SeveralAtLevel { actor, kind: kind.clone(), first, second, others };
            findings.add_item(place, Some(item), task.id.as_str(), kind);
        }
    }
}

struct Lacking {
    actor: UnitId,
    on: NaiveDate,
}

struct Several {
    actor: UnitId,
    first: UnitId,
    second: UnitId,
}

/// Who leads on the last days of occurrences, or, without a last day, on the last of the plan on which it exists. Between two
/// changes of the register one day stands for all.
fn acting(over: &Over<'_>, roster: &Roster, task: &Task) -> BTreeMap<NaiveDate, BTreeSet<usize>> {
    let (register, plan) = (over.register, over.plan.period());
    let ever = roster.ever_leading(register, task);
    let mut acting: BTreeMap<NaiveDate, BTreeSet<usize>> = BTreeMap::new();
    for (level, timing) in task.when.timings() {
        let mut epochs = BTreeSet::new();
        for occurrence in timing.occurrences(plan) {
            let Some(last) = occurrence.last() else {
                for &lead in &ever {
                    let on = register.nearest_day(lead, plan.last());
                    if plan.contains(on) && is_for(register, level, lead, on) {
                        acting.entry(on).or_default().insert(lead);
                    }
                }
                break;
            };
            if !epochs.insert(register.epoch(last)) {
                continue;
            }
            let leads = ever.iter().copied().filter(|lead| {
                register.exists(*lead, last)
                    && is_for(register, level, *lead, last)
                    && roster.leads(register, task, *lead, last)
            });
            acting.entry(last).or_default().extend(leads);
        }
    }
    acting
}

/// Each unit's place on a day, and the units of a kind at each: what [`beside`](crate::roster::beside) finds, of all at once.
fn places(over: &Over<'_>, kind: &Kind, on: NaiveDate) -> (Vec<Option<usize>>, AtPlaces) {
    let register = over.register;
    let mut tops: Vec<Option<usize>> = vec![None; register.len()];
    let mut at_places = AtPlaces::new();
    // Each unit comes after the one it belongs to.
    for &unit in register.tree(on).order() {
        let Some(level) = register.level(unit, on) else { continue };
        let parent = register.parent(unit, on).filter(|parent| register.level(*parent, on) == Some(level));
        let top = parent.and_then(|parent| tops.get(parent).copied().flatten()).unwrap_or(unit);
        if let Some(slot) = tops.get_mut(unit) {
            *slot = Some(top);
        }
        if register.kind(unit, on).is_some_and(|found| found.is_a(kind)) {
            at_places.entry(top).or_default().push(unit);
        }
    }
    for units in at_places.values_mut() {
        units.sort_unstable();
    }
    (tops, at_places)
}
