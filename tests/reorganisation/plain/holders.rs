//! Where a cell counts: who holds it, and who a part of it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use kehoach::{IndicatorId, Period, Succession, UnitId};

use super::{Figure, Plain, is_whole};

/// What becomes of a unit after a day.
pub(super) enum Next<'a> {
    Whole(&'a Succession),
    Divided(Vec<&'a Succession>),
}

impl<'a> Plain<'a> {
    /// The first thing that becomes of a unit after a day, inside a judging period.
    pub(super) fn next(&self, unit: &UnitId, after: NaiveDate, judging: Period) -> Option<Next<'a>> {
        let of: Vec<&Succession> =
            self.inside(judging).filter(|s| s.predecessor == *unit && s.on > after).collect();
        let on = of.iter().map(|s| s.on).min()?;
        let of: Vec<&Succession> = of.into_iter().filter(|s| s.on == on).collect();
        Some(if is_whole(of[0]) { Next::Whole(of[0]) } else { Next::Divided(of) })
    }

    /// All that hold what a unit had on a day: itself and all above it then; where one of these passes whole to another, that
    /// heir and all above it on that day, and so on; and where the unit was divided, who holds the part of every heir.
    pub(super) fn holders(&self, unit: &UnitId, on: NaiveDate, judging: Period) -> BTreeSet<UnitId> {
        let mut since: BTreeMap<UnitId, NaiveDate> =
            self.above(unit, on).into_iter().map(|at| (at, on)).collect();
        loop {
            let passing = |s: &&Succession| {
                is_whole(s)
                    && since.get(&s.predecessor).is_some_and(|since| s.on > *since)
                    && self.above(&s.heir, s.on).iter().any(|at| !since.contains_key(at))
            };
            let Some(next) = self.inside(judging).find(passing) else { break };
            for at in self.above(&next.heir, next.on) {
                since.entry(at).or_insert(next.on);
            }
        }
        let mut held: BTreeSet<UnitId> = since.into_keys().collect();
        match self.next(unit, on, judging) {
            Some(Next::Whole(to)) => held.extend(self.holders(&to.heir, to.on, judging)),
            Some(Next::Divided(parts)) => {
                let each = parts.iter().map(|part| self.holders(&part.heir, part.on, judging));
                held.extend(each.reduce(|a, b| a.intersection(&b).cloned().collect()).unwrap_or_default());
            }
            None => {}
        }
        held.insert(self.plan.issuer().clone());
        held
    }

    /// What a subject holds of a figure that a unit had on a day, and as whose: all of it as the unit's own (`None`), or
    /// parts as those of heirs.
    pub(super) fn held(
        &self,
        figure: &Figure,
        of: &IndicatorId,
        unit: &UnitId,
        on: NaiveDate,
        judging: Period,
        subject: &UnitId,
    ) -> Vec<(Option<UnitId>, Figure)> {
        if self.holders(unit, on, judging).contains(subject) {
            return vec![(None, figure.clone())];
        }
        match self.next(unit, on, judging) {
            None => Vec::new(),
            Some(Next::Whole(to)) => self.held(figure, of, &to.heir, to.on, judging, subject),
            Some(Next::Divided(parts)) => {
                let mut held = Vec::new();
                for part in &parts {
                    let figure = part_of(figure, of, part, &parts);
                    let Some(figure) = figure else { continue };
                    for (unit, figure) in self.held(&figure, of, &part.heir, part.on, judging, subject) {
                        held.push((Some(unit.unwrap_or_else(|| part.heir.clone())), figure));
                    }
                }
                held
            }
        }
    }
}

/// An heir's part of a divided unit's figure: its share of it, or something between nothing and it; nothing at all where others
/// have shares and it has none.
pub(super) fn part_of(
    figure: &Figure,
    of: &IndicatorId,
    part: &Succession,
    parts: &[&Succession],
) -> Option<Figure> {
    if *figure == Figure::NothingToMeasure {
        return None;
    }
    if !parts.iter().any(|part| part.shares.contains_key(of)) {
        return Some(figure.some());
    }
    let share = part.shares.get(of)?.fraction();
    (share != kehoach::Fraction::ZERO).then(|| figure.times(share))
}
