//! Section 7: the units that a target counts, and the ways in which each can still turn out.
//!
//! **Who counts.** For the latest, units in scope on the judging period's last day, at a subject if they are below it (or
//! it) on that day. Otherwise units in scope at some time in it, at a subject with those cells on whose last day they are below
//! it. The issuer has the whole scope. A unit without a cell does not count [U1, A11, A12, V23].
//!
//! **Within.** A target measured within another is about the units that meet the outer one's criterion, and its parents'; one
//! unknown figure that several of them read has one outcome [V10].
//!
//! **Readings taken**: a unit in a target's scope but not in the scope of the one it is within is outside; a figure that
//! decides membership makes the verdict provisional as the unit's own does [V14].

use std::collections::{BTreeSet, HashMap};

use kehoach::{
    Criterion, DoneBy, Fraction, Indicator, IndicatorId, Interval, Measure, Period, Target, Threshold,
    UnitId, Value,
};

use super::{
    Reference, Result, Span,
    figures::{Cell, Reading},
    number, point,
    values::{cut, ends, parts, shares, sums},
};

/// The ways in which one unit can still turn out: whether it is a member, and whether it meets the criterion.
pub(super) type Ways = BTreeSet<(bool, Option<bool>)>;

impl<'a> Reference<'a> {
    /// The units in a scope whose figures count, in register order.
    fn in_scope(&self, target: &Target, judging: Period) -> Vec<UnitId> {
        let (scopes, scope) = (self.plan.scopes(), target.measured.as_ref().unwrap());
        let days = if self.indicator(target).measure.takes_latest() {
            vec![judging.last()]
        } else {
            self.units.turns(judging.first(), judging.last())
        };
        let counts = |unit: &&UnitId| days.iter().any(|on| self.units.is_in(scopes, scope, unit, *on));
        self.units.ids.iter().filter(counts).cloned().collect()
    }

    pub(super) fn indicator(&self, target: &Target) -> &'a Indicator {
        self.plan.indicator(target.indicator.as_ref().unwrap()).unwrap()
    }

    /// A unit's criterion as the values that meet it.
    pub(super) fn meets(&self, target: &Target) -> Span {
        match (target.aggregate.criterion().unwrap(), &self.indicator(target).measure) {
            (Criterion::Done, _) => Interval::at_least(Fraction::ONE),
            (Criterion::Meets(grades @ Threshold::Grade(_)), Measure::Grade(scale)) => {
                grades.ranks(self.plan.scale(scale).unwrap()).unwrap().map(|rank| number(rank as u64))
            }
            (Criterion::Meets(figures), _) => figures.values().unwrap(),
        }
    }

    /// The target itself, the one it is measured within, the one that is within, and so on.
    pub(super) fn chain(&self, target: &'a Target) -> Vec<&'a Target> {
        let outer = |target: &&'a Target| self.plan.target(target.within.as_ref()?);
        std::iter::successors(Some(target), outer).collect()
    }

    /// The units that count, each with its reading for every link of the chain: its own, and, where it is in an outer link's
    /// scope and has a cell there, that link's.
    pub(super) fn counted(
        &self,
        chain: &[&Target],
        judging: Period,
        subject: &UnitId,
    ) -> Vec<Vec<Option<Reading>>> {
        let scopes: Vec<Vec<UnitId>> = chain.iter().map(|link| self.in_scope(link, judging)).collect();
        let reading = |(link, scope): (&&Target, &Vec<UnitId>), unit: &UnitId| {
            let reading = self.reading(self.indicator(link), unit, judging, subject);
            reading.filter(|_| scope.contains(unit))
        };
        let readings = |unit| chain.iter().zip(&scopes).map(|link| reading(link, unit)).collect::<Vec<_>>();
        scopes[0].iter().map(readings).filter(|readings| readings[0].is_some()).collect()
    }

    /// The ways in which one unit can still turn out: whether it belongs to the outer targets' met units, and whether it
    /// meets the inner criterion, `None` if there is nothing to measure. One figure that two links read has one value in
    /// all of them [V10].
    pub(super) fn turns_out(&self, chain: &[&Target], readings: &[Option<Reading>]) -> Result<Ways> {
        let mut ways: Vec<HashMap<&IndicatorId, Option<Span>>> = vec![HashMap::new()];
        for (link, reading) in chain.iter().zip(readings) {
            let indicator = self.indicator(link);
            let (Some(reading), false) = (reading, ways[0].contains_key(&indicator.id)) else { continue };
            let readers = chain.iter().filter(|link| self.indicator(link).id == indicator.id);
            let ends: Vec<Fraction> = readers.flat_map(|link| ends(&self.meets(link))).collect();
            let figures = self.figures(indicator, &reading.cells, &ends)?;
            let values =
                if figures.is_empty() { vec![None] } else { figures.into_iter().map(Some).collect() };
            let with = |way: &HashMap<&'a IndicatorId, _>, value: &Option<Span>| {
                way.iter().map(|(id, value)| (*id, *value)).chain([(&indicator.id, *value)]).collect()
            };
            ways = ways.iter().flat_map(|way| values.iter().map(move |value| with(way, value))).collect();
        }
        let met = |k: usize, way: &HashMap<_, Option<Span>>| {
            readings[k]
                .as_ref()
                .and_then(|_| way[&self.indicator(chain[k]).id])
                .map(|v| v.lies_within(&self.meets(chain[k])))
        };
        let outcome = |way| ((1..chain.len()).all(|outer| met(outer, way) == Some(true)), met(0, way));
        Ok(ways.iter().map(outcome).collect())
    }

    /// Whether a later report could make a unit count in another way although nothing of it is unknown: one of its latest
    /// figures, its own or one that makes it a member, can be replaced, and no outer figure that stays keeps it outside.
    pub(super) fn provisional(&self, chain: &[&Target], readings: &[Option<Reading>]) -> Result<bool> {
        for (outer, reading) in chain.iter().zip(readings).skip(1) {
            let Some(reading) = reading else { return Ok(false) };
            let meets = self.meets(outer);
            let figures = self.figures(self.indicator(outer), &reading.cells, &ends(&meets))?;
            if !reading.replaceable && !figures.iter().any(|figure| figure.lies_within(&meets)) {
                return Ok(false);
            }
        }
        Ok(readings.iter().flatten().any(|reading| reading.replaceable))
    }

    /// The values that one unit can still have; none if there is nothing to measure. Dense ones are cut at `ends`, so that
    /// each piece lies on one side of every end.
    fn figures(&self, indicator: &Indicator, cells: &[Cell], ends: &[Fraction]) -> Result<Vec<Span>> {
        let cells: Vec<&Cell> = cells.iter().filter(|cell| cell.applies()).collect();
        if cells.is_empty() {
            return Ok(Vec::new());
        }
        let whole = |n: usize| point(number(n as u64));
        Ok(match &indicator.measure {
            Measure::Done(by) => {
                // What is unknown is all done or all not: nothing between says more.
                let with = |unknown| {
                    let mut done = cells
                        .iter()
                        .map(|cell| cell.value().map_or(unknown, |value| *value == Value::Done(true)));
                    if *by == DoneBy::Every { done.all(|done| done) } else { done.any(|done| done) }
                };
                [with(false), with(true)].map(|done| whole(done.into())).to_vec()
            }
            Measure::Grade(scale) => {
                let grades = self.plan.scale(scale).unwrap().grades();
                let known = |rank: &usize| {
                    cells[0].value().is_none_or(|value| *value == Value::Grade(grades[*rank].id.clone()))
                };
                (0..grades.len()).filter(known).map(whole).collect()
            }
            measure @ (Measure::Count(_) | Measure::Amount { .. }) => cut(sums(measure, &cells, ends), ends),
            Measure::Share(by) => cut(shares(&parts(*by, &cells)?), ends),
            other => panic!("the reference does not know {other:?}"),
        })
    }
}
