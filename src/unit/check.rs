//! What can be wrong with successions: everything is found, not only the first.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;

use super::{Extent, Register, Succession, SuccessionError, lineage::Passage};
use crate::{
    id::{IndicatorId, UnitId},
    limits::PROBLEMS,
    quantity::Number,
    spelling::nearest,
};

/// Errors with the places of their successions.
pub(super) type Errors = Vec<(usize, SuccessionError)>;

/// A succession, and whom it is between.
#[derive(Debug, Clone, Copy)]
struct Line<'s> {
    passage: Passage,
    said: &'s Succession,
}

impl Line<'_> {
    fn predecessor(&self) -> UnitId {
        self.said.predecessor.clone()
    }

    fn heir(&self) -> UnitId {
        self.said.heir.clone()
    }
}

/// The successions by the places of their units, with everything that is wrong with them.
pub(super) fn passages(register: &Register, successions: &[Succession], errors: &mut Errors) -> Vec<Passage> {
    let mut lines = lines(register, successions, errors);
    let circles = circles(&lines, errors);
    lines.sort_by_key(|line| (line.passage.from, line.passage.on));
    for of_unit in lines.chunk_by(|a, b| a.passage.from == b.passage.from) {
        let mut wholes = of_unit.iter().filter(|line| line.passage.whole);
        let first = wholes.next();
        for line in wholes.clone() {
            let Some(first) = first else { continue };
            let (predecessor, heir, other) = (line.predecessor(), line.heir(), first.heir());
            let error = SuccessionError::WholeTwice { predecessor, heir, other, on: line.passage.on };
            errors.push((line.passage.entry, error));
        }
        for of_day in of_unit.chunk_by(|a, b| a.passage.on == b.passage.on) {
            day(register, of_day, &circles, errors);
        }
    }
    lines.into_iter().map(|line| line.passage).collect()
}

/// Each succession whose units the register knows.
fn lines<'s>(register: &Register, successions: &'s [Succession], errors: &mut Errors) -> Vec<Line<'s>> {
    let mut lines = Vec::with_capacity(successions.len());
    for (entry, said) in successions.iter().enumerate() {
        let (from, to) = (register.place(&said.predecessor), register.place(&said.heir));
        // A guess costs a look at every unit: not for more errors than anyone reads.
        let guess = |unit: &UnitId, errors: &Errors| {
            if errors.len() < PROBLEMS { near(register, unit) } else { None }
        };
        if from.is_none() {
            let (unit, nearest) = (said.predecessor.clone(), guess(&said.predecessor, errors));
            errors.push((entry, SuccessionError::UnknownPredecessor { unit, nearest }));
        }
        if to.is_none() {
            let (unit, nearest) = (said.heir.clone(), guess(&said.heir, errors));
            errors.push((entry, SuccessionError::UnknownHeir { unit, nearest }));
        }
        if let (Some(from), Some(to)) = (from, to) {
            let whole = said.extent == Extent::Whole;
            let passage = Passage { on: said.on, from, to, whole, duties: whole || said.duties, entry };
            lines.push(Line { passage, said });
        }
    }
    lines
}

fn near(register: &Register, unit: &UnitId) -> Option<UnitId> {
    let found = nearest(unit.as_str(), register.ids().map(UnitId::as_str))?;
    UnitId::new(found).ok()
}

/// Circles of units that pass whole: the units that stand in one. Each circle is told once, at its first succession.
fn circles(lines: &[Line<'_>], errors: &mut Errors) -> BTreeSet<usize> {
    let mut next: BTreeMap<usize, &Line<'_>> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.passage.whole && line.passage.from != line.passage.to) {
        next.entry(line.passage.from).or_insert(line);
    }
    let (mut seen, mut circles): (HashMap<usize, usize>, BTreeSet<usize>) = (HashMap::new(), BTreeSet::new());
    for &start in next.keys() {
        let (mut walk, mut at) = (Vec::new(), start);
        while let Some(line) = next.get(&at) {
            match seen.insert(at, start) {
                None => walk.push(*line),
                Some(walk_of) if walk_of == start => {
                    let circle: Vec<_> =
                        walk.into_iter().skip_while(|line| line.passage.from != at).collect();
                    circles.extend(circle.iter().map(|line| line.passage.from));
                    let entry = circle.iter().map(|line| line.passage.entry).min();
                    let units = circle.iter().map(|line| line.predecessor()).collect();
                    errors.push((entry.unwrap_or(line.passage.entry), SuccessionError::Cycle { units }));
                    break;
                }
                Some(_) => break,
            }
            at = line.passage.to;
        }
    }
    circles
}

/// What passes from one unit on one day.
fn day(register: &Register, lines: &[Line<'_>], circles: &BTreeSet<usize>, errors: &mut Errors) {
    let Some(first) = lines.first() else { return };
    let (on, from, predecessor) = (first.passage.on, first.passage.from, first.said.predecessor.clone());
    let (before, in_circle) = (errors.len(), circles.contains(&from));
    let last = register.last_day(from).unwrap_or(NaiveDate::MAX);
    let there = on.pred_opt().is_some_and(|day| register.exists(from, day));
    if !there && !in_circle {
        let last = Some(last).filter(|last| *last != NaiveDate::MAX);
        let error = SuccessionError::NotThere { predecessor: predecessor.clone(), on, last };
        errors.push((first.passage.entry, error));
    }
    let lives_on = there && last >= on;
    match lines.iter().find(|line| line.passage.whole) {
        Some(whole) => {
            let entry = whole.passage.entry;
            let (predecessor, heir) = (predecessor.clone(), whole.heir());
            if whole.passage.to == from {
                errors.push((entry, SuccessionError::Itself { unit: heir, on }));
            } else if lines.iter().any(|line| !line.passage.whole) {
                errors.push((entry, SuccessionError::WholeAndPart { predecessor, on }));
            } else if lives_on {
                errors.push((entry, SuccessionError::LivesOn { predecessor, heir, on, last }));
            }
        }
        None => {
            let keeps = lines.iter().any(|line| line.passage.to == from);
            let alone = lines.iter().all(|line| line.passage.to == from);
            let (entry, unit) = (first.passage.entry, predecessor.clone());
            if !keeps && lives_on {
                errors.push((entry, SuccessionError::NotMarkedDivided { predecessor: unit, on }));
            } else if alone {
                errors.push((entry, SuccessionError::NoOtherHeir { unit, on }));
            }
        }
    }
    let mut duties: Option<&Line<'_>> = None;
    let mut heirs: BTreeSet<usize> = BTreeSet::new();
    for line in lines {
        let Passage { to, entry, whole, .. } = line.passage;
        let (predecessor, heir) = (line.predecessor(), line.heir());
        let told = in_circle || (whole && to == from);
        if !heirs.insert(to) {
            errors.push((entry, SuccessionError::Duplicate { predecessor, heir, on }));
        } else if !told && !register.exists(to, on) {
            errors.push((entry, SuccessionError::HeirNotThere { predecessor, heir, on }));
        } else if let Some(other) = duties.filter(|_| line.said.duties && !whole) {
            let other = other.heir();
            errors.push((entry, SuccessionError::DutiesTwice { predecessor, heir, other, on }));
        }
        duties = duties.or(Some(line).filter(|line| line.said.duties && !whole));
    }
    if errors.len() == before {
        shares(lines, errors);
    }
}

/// The apportionment of one unit on one day.
fn shares(lines: &[Line<'_>], errors: &mut Errors) {
    let one = Number::from(1_u64);
    let mut sums: BTreeMap<&IndicatorId, (&Line<'_>, Option<Number>)> = BTreeMap::new();
    for line in lines {
        let entry = line.passage.entry;
        if line.passage.whole && !line.said.shares.is_empty() {
            let (predecessor, heir) = (line.predecessor(), line.heir());
            errors.push((entry, SuccessionError::SharesOfWhole { predecessor, heir }));
            continue;
        }
        for (indicator, share) in &line.said.shares {
            if *share < Number::ZERO || *share > one {
                let (predecessor, heir, indicator) = (line.predecessor(), line.heir(), indicator.clone());
                let error = SuccessionError::ShareRange { predecessor, heir, indicator, share: *share };
                errors.push((entry, error));
            }
            let sum = sums.entry(indicator).or_insert((line, Some(Number::ZERO)));
            sum.1 = sum.1.and_then(|sum| sum.plus(*share).ok());
        }
    }
    for (indicator, (line, sum)) in sums.into_iter().filter(|(_, (_, sum))| *sum != Some(one)) {
        let (predecessor, indicator) = (line.predecessor(), indicator.clone());
        errors.push((line.passage.entry, SuccessionError::SharesSum { predecessor, indicator, sum }));
    }
}
