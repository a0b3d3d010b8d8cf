//! From records to a register: everything that is wrong is found, not only the first.

use std::{
    cell::LazyCell,
    collections::{BTreeSet, HashMap},
};

use chrono::NaiveDate;

use super::{
    Register, RegisterError, UnitRecord, circles,
    register::{Unit, Version},
};
use crate::{id::UnitId, limits::PROBLEMS, spelling::nearest};

/// A unit's versions still with the records they came from, which errors name.
struct Draft {
    first_record: usize,
    records: Vec<usize>,
}

pub(super) fn register(records: Vec<UnitRecord>) -> Result<Register, Vec<RegisterError>> {
    let mut errors = Vec::new();
    let mut places: HashMap<UnitId, usize> = HashMap::new();
    let mut drafts: Vec<Draft> = Vec::new();
    for (record, r) in records.iter().enumerate().filter(|(_, r)| r.since.is_none()) {
        if places.contains_key(&r.id) {
            errors.push(RegisterError::Duplicate { unit: r.id.clone(), record });
        } else {
            places.insert(r.id.clone(), drafts.len());
            drafts.push(Draft { first_record: record, records: vec![record] });
        }
    }
    for (record, r) in records.iter().enumerate() {
        let Some(since) = r.since else { continue };
        match places.get(&r.id).and_then(|place| drafts.get_mut(*place)) {
            Some(draft) => draft.records.push(record),
            None => errors.push(RegisterError::NoFirstRecord { unit: r.id.clone(), since, record }),
        }
    }
    let units: Vec<Unit> = drafts.iter().filter_map(|d| unit(&records, d, &places, &mut errors)).collect();
    let versions = || units.iter().flat_map(|unit| &unit.versions);
    let kinds = versions().map(|version| version.kind.clone()).collect();
    let levels = versions().map(|version| version.level.clone()).collect();
    let (successions, passages) = Default::default();
    let turns = turns(&units);
    let register = Register { turns, kinds, levels, successions, passages, units, places };
    lives(&register, &drafts, &records, &mut errors);
    if errors.is_empty() {
        cycles(&register, &drafts, &mut errors);
    }
    if errors.is_empty() {
        return Ok(register);
    }
    errors.sort_by_key(RegisterError::record);
    Err(errors)
}

fn unit(
    records: &[UnitRecord],
    draft: &Draft,
    places: &HashMap<UnitId, usize>,
    errors: &mut Vec<RegisterError>,
) -> Option<Unit> {
    let head = records.get(draft.first_record)?;
    let first = head.first.unwrap_or(NaiveDate::MIN);
    let last = head.last.unwrap_or(NaiveDate::MAX);
    if first > last {
        errors.push(RegisterError::Reversed {
            unit: head.id.clone(),
            first,
            last,
            record: draft.first_record,
        });
    }
    let mut versions: Vec<(usize, Version)> = Vec::new();
    for &record in &draft.records {
        let r = records.get(record)?;
        let since = r.since.unwrap_or(first);
        if r.since.is_some() && (r.first.is_some() || r.last.is_some() || r.ended_by.is_some()) {
            errors.push(RegisterError::DaysInChange { unit: r.id.clone(), record });
        }
        if r.since.is_some_and(|day| day <= first || day > last) {
            errors.push(RegisterError::ChangeOutsideLife { unit: r.id.clone(), since, record });
        }
        let parent = r.parent.as_ref().and_then(|parent| {
            let place = places.get(parent).copied();
            if place.is_none() {
                // A guess costs a look at every unit: not for more errors than anyone reads.
                let guess = if errors.len() < PROBLEMS { nearest_id(parent, places, records) } else { None };
                let (unit, parent) = (r.id.clone(), parent.clone());
                errors.push(RegisterError::UnknownParent { unit, parent, nearest: guess, record });
            }
            place
        });
        let (name, kind, level) = (r.name.clone(), r.kind.clone(), r.level.clone());
        let version = Version { since, name, kind, level, parent, document: r.document.clone() };
        versions.push((record, version));
    }
    versions.sort_by_key(|(_, v)| v.since);
    for pair in versions.windows(2) {
        if let [(_, a), (record, b)] = pair
            && a.since == b.since
        {
            let (unit, since, record) = (head.id.clone(), b.since, *record);
            errors.push(RegisterError::DuplicateChange { unit, since, record });
        }
    }
    let (id, ended_by) = (head.id.clone(), head.ended_by.clone());
    Some(Unit { id, first, last, ended_by, versions: versions.into_iter().map(|(_, v)| v).collect() })
}

fn nearest_id(misspelt: &UnitId, places: &HashMap<UnitId, usize>, records: &[UnitRecord]) -> Option<UnitId> {
    // In the records' order, never in that of the hash map.
    let known = records.iter().filter(|r| r.since.is_none()).map(|r| r.id.as_str());
    let found = nearest(misspelt.as_str(), known)?;
    places.get_key_value(&UnitId::new(found).ok()?).map(|(id, _)| id.clone())
}

fn turns(units: &[Unit]) -> Vec<NaiveDate> {
    let mut turns: BTreeSet<NaiveDate> = BTreeSet::new();
    for unit in units {
        turns.extend(unit.versions.iter().map(|v| v.since));
        turns.extend(unit.last.succ_opt());
    }
    turns.into_iter().collect()
}

/// Each version as the days on which it holds.
pub(super) fn spans(unit: &Unit) -> impl Iterator<Item = (&Version, NaiveDate, NaiveDate)> {
    unit.versions.iter().enumerate().map(|(k, version)| {
        let next = unit.versions.get(k.saturating_add(1)).and_then(|next| next.since.pred_opt());
        (version, version.since, next.unwrap_or(unit.last).min(unit.last))
    })
}

/// Every parent exists on every day on which a child belongs to it.
fn lives(register: &Register, drafts: &[Draft], records: &[UnitRecord], errors: &mut Vec<RegisterError>) {
    for (unit, draft) in register.units.iter().zip(drafts) {
        // The record that says from when a version holds; worked out once, however many are wrong.
        let by_day = LazyCell::new(|| {
            let mut by_day = HashMap::new();
            for &record in &draft.records {
                let since = records.get(record).and_then(|r| r.since).unwrap_or(unit.first);
                by_day.entry(since).or_insert(record);
            }
            by_day
        });
        let record_of = |since| by_day.get(&since).copied().unwrap_or(draft.first_record);
        for (version, from, to) in spans(unit) {
            let Some(parent) = version.parent.and_then(|p| register.units.get(p)) else { continue };
            let on = if from < parent.first {
                from
            } else if let Some(after) = parent.last.succ_opt().filter(|after| *after <= to) {
                after.max(from)
            } else {
                continue;
            };
            let record = record_of(version.since);
            errors.push(RegisterError::ParentOutsideLife {
                unit: unit.id.clone(),
                parent: parent.id.clone(),
                on,
                record,
            });
        }
    }
}

/// No unit is above itself on any date.
fn cycles(register: &Register, drafts: &[Draft], errors: &mut Vec<RegisterError>) {
    // First with the parents of all dates taken together: where that is a forest, so is every date's part of it. This is
    // linear and settles nearly every register.
    let mut waiting: Vec<usize> = vec![0; register.units.len()];
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); register.units.len()];
    for (place, unit) in register.units.iter().enumerate() {
        for parent in unit.versions.iter().filter_map(|v| v.parent) {
            if let (Some(count), Some(below)) = (waiting.get_mut(place), children.get_mut(parent)) {
                *count = count.saturating_add(1);
                below.push(place);
            }
        }
    }
    let mut free: Vec<usize> = (0..waiting.len()).filter(|u| waiting.get(*u) == Some(&0)).collect();
    while let Some(unit) = free.pop() {
        for &child in children.get(unit).into_iter().flatten() {
            if let Some(count) = waiting.get_mut(child) {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    free.push(child);
                }
            }
        }
    }
    // What is left may be a circle on one date or only over several.
    let left: Vec<bool> = waiting.iter().map(|count| *count > 0).collect();
    if left.contains(&true) {
        circles::tell(register, &left, |unit| drafts.get(unit).map_or(0, |d| d.first_record), errors);
    }
}
