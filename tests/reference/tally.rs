//! What the units add up to, what was reported of it so far, and what is still needed.

use std::collections::BTreeSet;

use kehoach::{
    Aggregate, End, Fraction, Interval, Measure, PooledTally, Range, Shortfall, SumTally, Tally, Target,
    UnitTally,
};

use super::{
    Reference, Result, Span,
    figures::Cell,
    members::Ways,
    number, over,
    values::{Parts, all_parts, applying, ends, in_hand, limits, sum},
    verdicts::Evidence,
};

/// A unit's place in the tally of a target that counts units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Met,
    Missed,
    Unknown,
    NotApplicable,
    MetIfMember,
    MissedIfMember,
    UnknownIfMember,
    Outside,
}

impl Reference<'_> {
    /// What the units add up to, before any policy.
    pub(super) fn tally(&self, target: &Target, evidence: &Evidence) -> Result<Tally> {
        let units = match evidence {
            Evidence::Units(units) => {
                let count = |wanted| units.iter().filter(|ways| place(ways) == wanted).count() as u64;
                return Ok(Tally::Units(UnitTally {
                    met: count(Place::Met),
                    missed: count(Place::Missed),
                    unknown: count(Place::Unknown),
                    not_applicable: count(Place::NotApplicable),
                    met_if_member: count(Place::MetIfMember),
                    missed_if_member: count(Place::MissedIfMember),
                    unknown_if_member: count(Place::UnknownIfMember),
                    outside: count(Place::Outside),
                }));
            }
            Evidence::Cells(units) => units,
        };
        let cells: Vec<&Cell> = units.iter().flatten().collect();
        let figures = cells.iter().filter(|cell| cell.value().is_some()).count() as u64;
        let unknown_figures = cells.iter().filter(|cell| cell.is_unknown()).count() as u64;
        let not_applicable_figures = cells.len() as u64 - figures - unknown_figures;
        let measure = &self.indicator(target).measure;
        if let Measure::Share(by) = measure {
            let parts = all_parts(*by, units)?;
            let (known, unknown): (Vec<&Parts>, Vec<&Parts>) =
                parts.iter().partition(|parts| parts.whole.is_some());
            let in_hand = in_hand(*by, units)?;
            return Ok(Tally::Pooled(PooledTally {
                part: known.iter().map(|parts| parts.least).sum(),
                whole: known.iter().filter_map(|parts| parts.whole).sum(),
                slack: known.iter().map(|parts| parts.most - parts.least).sum(),
                part_of_unknown_wholes: unknown.iter().map(|parts| parts.least).sum(),
                unknown_wholes: unknown.len() as u64,
                reported_part: in_hand.0,
                reported_whole: in_hand.1,
                figures,
                unknown_figures,
                not_applicable_figures,
                ..PooledTally::default()
            }));
        }
        let known = |cells: &&Vec<Cell>| !cells.iter().any(Cell::is_unknown);
        let applies = |cells: &&Vec<Cell>| cells.iter().any(Cell::applies);
        let (least, greatest) = limits(measure, unknown_figures);
        Ok(Tally::Sum(SumTally {
            sum: sum(&cells),
            sum_of_known_units: sum(&units.iter().filter(known).flatten().collect::<Vec<_>>()),
            unknown_least: least,
            unknown_greatest: greatest,
            figures,
            unknown_figures,
            not_applicable_figures,
            known_units: units.iter().filter(applies).filter(known).count() as u64,
            unknown_units: units.iter().filter(|cells| !known(cells)).count() as u64,
            not_applicable_units: units.iter().filter(|cells| !applies(cells)).count() as u64,
        }))
    }

    /// The value of the reports in hand: of the units that are certain, or of the figures that were reported; of a mean, over
    /// the units all of whose figures were.
    pub(super) fn reported(&self, target: &Target, evidence: &Evidence) -> Result<Option<Fraction>> {
        Ok(match (self.tally(target, evidence)?, &target.aggregate) {
            (Tally::Units(t), Aggregate::ShareOfUnits(_)) => {
                Fraction::new(t.met.into(), (t.met + t.missed).into()).ok()
            }
            (Tally::Units(t), _) => (t.met + t.missed > 0).then(|| number(t.met)),
            (Tally::Pooled(t), _) => Fraction::new(t.reported_part.into(), t.reported_whole.into()).ok(),
            (Tally::Sum(t), Aggregate::Mean) => {
                (t.known_units > 0).then(|| over(t.sum_of_known_units, t.known_units))
            }
            (Tally::Sum(t), _) => (t.figures > 0).then_some(t.sum),
            (other, _) => panic!("the reference does not know {other:?}"),
        })
    }

    /// Counted up from the low end, where everything unknown is not met [V20].
    pub(super) fn shortfall(
        &self,
        target: &Target,
        evidence: &Evidence,
        asked: &Span,
        range: Range,
    ) -> Result<Option<Shortfall>> {
        // The value with k more, the greatest k that makes sense at all, and the greatest that the unknown ones can bring.
        let highest = ends(asked).iter().map(|end| end.ceil()).max().unwrap_or(0).max(0) as u64;
        let (from, over_units, most, unknown) = match evidence {
            Evidence::Units(units) => {
                let count = |wanted| units.iter().filter(|ways| place(ways) == wanted).count() as u64;
                let (met, missed, unknown) = (count(Place::Met), count(Place::Missed), count(Place::Unknown));
                // Further units are units that count: no k brings more of them than there are.
                let all = if matches!(target.aggregate, Aggregate::ShareOfUnits(_)) {
                    met + missed + unknown
                } else {
                    1
                };
                (met, all, missed + unknown, Some(unknown))
            }
            Evidence::Cells(units) => {
                let cells = applying(units);
                let counted = units.iter().filter(|cells| cells.iter().any(Cell::applies)).count() as u64;
                let over_units = if target.aggregate == Aggregate::Mean { counted } else { 1 };
                match &self.indicator(target).measure {
                    Measure::Share(by) => {
                        let parts = all_parts(*by, units)?;
                        let Some(wholes) =
                            parts.iter().map(|parts| parts.whole).collect::<Option<Vec<u64>>>()
                        else {
                            return Ok(None);
                        };
                        let (part, most) =
                            parts.iter().fold((0, 0), |sum, p| (sum.0 + p.least, sum.1 + p.most));
                        let whole = wholes.iter().sum::<u64>();
                        (part, whole, whole - part, Some(most - part))
                    }
                    Measure::Count(_) => {
                        let sum = sum(&cells).floor() as u64;
                        let none_unknown = !cells.iter().any(|cell| cell.is_unknown());
                        (sum, over_units, highest * over_units + 1, none_unknown.then_some(0))
                    }
                    _ => return Ok(Some(amount_short(asked, range, over_units))),
                }
            }
        };
        let needed = (0..=most).find(|k| asked.contains(&over(number(from + k), over_units)));
        let reachable = needed.is_some_and(|k| unknown.is_none_or(|unknown| k <= unknown));
        Ok(Some(Shortfall { needed: needed.map(number), reachable, strict: false }))
    }
}

/// Where a unit stands in the tally: by all the ways in which it can turn out [V31].
pub(super) fn place(ways: &Ways) -> Place {
    let states: BTreeSet<Option<bool>> = ways.iter().filter(|way| way.0).map(|way| way.1).collect();
    let sure = ways.iter().all(|way| way.0);
    match (&states.iter().copied().collect::<Vec<_>>()[..], sure) {
        ([], _) => Place::Outside,
        ([None], _) => Place::NotApplicable,
        ([Some(true)], true) => Place::Met,
        ([Some(false)], true) => Place::Missed,
        (_, true) => Place::Unknown,
        ([Some(true)], false) => Place::MetIfMember,
        ([Some(false)], false) => Place::MissedIfMember,
        (_, false) => Place::UnknownIfMember,
    }
}

/// How much more of an amount brings the value inside: nothing, or as far as the lower end of what is asked.
fn amount_short(asked: &Span, range: Range, over_units: u64) -> Shortfall {
    if asked.contains(&range.low) {
        return Shortfall { needed: Some(Fraction::ZERO), reachable: true, strict: false };
    }
    let possible = range.high.map_or(Interval::at_least(range.low), |high| {
        Interval::between(End::closed(range.low), End::closed(high))
    });
    match asked.low().filter(|end| range.low <= end.at && !asked.is_empty()) {
        None => Shortfall { needed: None, reachable: false, strict: false },
        Some(end) => Shortfall {
            needed: Some(end.at.minus(range.low).unwrap().times(number(over_units)).unwrap()),
            reachable: !possible.and(asked).is_empty(),
            strict: !end.closed,
        },
    }
}
