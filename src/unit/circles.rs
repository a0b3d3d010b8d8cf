//! Units that are above themselves on some date, among those that are above themselves when all dates are taken together.
//!
//! A unit has one parent on a date, so that a circle is there as soon as a parent is added to units that hang together already. Which
//! hang together on which dates is kept by halving the dates: what holds on all dates of a half is added once for all of them, and
//! taken back before the other half. Walking from each unit on each date would take as many steps as there are units and dates
//! times one another.

use std::collections::{BTreeSet, HashSet};

use chrono::NaiveDate;

use super::{Register, RegisterError, build::spans};
use crate::limits::PROBLEMS;

/// A unit, its parent, and the dates on which it has it, by their numbers: from the first up to, not including, the last.
#[derive(Clone, Copy)]
struct Edge {
    unit: usize,
    parent: usize,
    from: usize,
    to: usize,
}

/// Tells the circles among the units that are `left`: each from its first unit in register order. Of circles that share a unit on
/// several dates one is told, and no more of all than anyone reads.
pub(super) fn tell(
    register: &Register,
    left: &[bool],
    record: impl Fn(usize) -> usize,
    errors: &mut Vec<RegisterError>,
) {
    let is_left = |unit: usize| left.get(unit).is_some_and(|left| *left);
    let units = || register.units.iter().enumerate().filter(|(unit, _)| is_left(*unit));
    // A circle begins on the day on which one of its parents does.
    let dates: BTreeSet<NaiveDate> =
        units().flat_map(|(_, unit)| unit.versions.iter().map(|version| version.since)).collect();
    let dates: Vec<NaiveDate> = dates.into_iter().collect();
    let edge = |unit: usize, parent: usize, from: NaiveDate, to: NaiveDate| Edge {
        unit,
        parent,
        from: dates.partition_point(|date| *date < from),
        to: dates.partition_point(|date| *date <= to),
    };
    let edges: Vec<Edge> = units()
        .flat_map(|(place, unit)| {
            spans(unit).map(move |(version, from, to)| (place, version.parent, from, to))
        })
        .filter_map(|(unit, parent, from, to)| Some(edge(unit, parent.filter(|p| is_left(*p))?, from, to)))
        .filter(|edge| edge.from < edge.to)
        .collect();
    let mut told: HashSet<usize> = HashSet::new();
    let mut circles = 0_usize;
    let mut hang = HangTogether::new(left.len());
    // A stretch of dates with the edges that may hold on it; once they are all looked at, what it added is taken back.
    enum Step {
        Add { from: usize, to: usize, edges: Vec<Edge> },
        TakeBack { to: usize },
    }
    let mut steps = vec![Step::Add { from: 0, to: dates.len(), edges }];
    while let Some(step) = steps.pop() {
        let (from, to, edges) = match step {
            Step::TakeBack { to } => {
                hang.take_back(to);
                continue;
            }
            Step::Add { from, to, edges } => (from, to, edges),
        };
        let before = hang.joined.len();
        let (whole, parts): (Vec<Edge>, Vec<Edge>) =
            edges.into_iter().partition(|edge| edge.from <= from && to <= edge.to);
        for Edge { unit, parent, .. } in whole {
            if hang.join(unit, parent) || told.contains(&unit) || circles >= PROBLEMS {
                continue;
            }
            let Some(circle) = dates.get(from).map(|on| circle(register, unit, *on)) else { continue };
            let least = circle.iter().copied().min().unwrap_or(unit);
            let turn = circle.iter().position(|unit| *unit == least).unwrap_or(0);
            let ids = circle.iter().cycle().skip(turn).take(circle.len());
            let units = ids.filter_map(|unit| register.id(*unit)).cloned().collect();
            errors.push(RegisterError::Cycle { units, record: record(least) });
            told.extend(circle);
            circles = circles.saturating_add(1);
        }
        steps.push(Step::TakeBack { to: before });
        let middle = from.midpoint(to);
        for (from, to) in [(middle, to), (from, middle)] {
            let edges: Vec<Edge> =
                parts.iter().filter(|edge| edge.from < to && from < edge.to).copied().collect();
            if !edges.is_empty() {
                steps.push(Step::Add { from, to, edges });
            }
        }
    }
}

/// From a unit up to the one below it, on a date on which it is above itself.
fn circle(register: &Register, unit: usize, on: NaiveDate) -> Vec<usize> {
    let above = std::iter::successors(register.parent(unit, on), |at| register.parent(*at, on));
    std::iter::once(unit).chain(above.take(register.units.len()).take_while(|at| *at != unit)).collect()
}

/// Which units hang together: each with one that stands for all of them. What was joined last can be taken back.
struct HangTogether {
    stands: Vec<usize>,
    size: Vec<usize>,
    joined: Vec<usize>,
}

impl HangTogether {
    fn new(units: usize) -> Self {
        Self { stands: (0..units).collect(), size: vec![1; units], joined: Vec::new() }
    }

    fn of(&self, mut unit: usize) -> usize {
        // The smaller part always hangs below the larger one: a few steps, however many units there are.
        while let Some(&stands) = self.stands.get(unit)
            && stands != unit
        {
            unit = stands;
        }
        unit
    }

    fn size(&self, unit: usize) -> usize {
        self.size.get(unit).copied().unwrap_or(0)
    }

    /// Whether the two did not hang together before.
    fn join(&mut self, one: usize, other: usize) -> bool {
        let (one, other) = (self.of(one), self.of(other));
        if one == other {
            return false;
        }
        let (small, large) = if self.size(one) < self.size(other) { (one, other) } else { (other, one) };
        let size = self.size(small).saturating_add(self.size(large));
        self.set(small, large, size);
        self.joined.push(small);
        true
    }

    fn take_back(&mut self, to: usize) {
        while self.joined.len() > to
            && let Some(small) = self.joined.pop()
        {
            let large = self.stands.get(small).copied().unwrap_or(small);
            let size = self.size(large).saturating_sub(self.size(small));
            self.set(small, small, 0);
            if let Some(slot) = self.size.get_mut(large) {
                *slot = size;
            }
        }
    }

    /// Puts a unit below another whose part then has a size; below itself, it keeps its own.
    fn set(&mut self, small: usize, large: usize, size: usize) {
        if let Some(slot) = self.stands.get_mut(small) {
            *slot = large;
        }
        if small != large
            && let Some(slot) = self.size.get_mut(large)
        {
            *slot = size;
        }
    }
}
