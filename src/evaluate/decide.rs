//! From a tally to a verdict, with what is still needed.

use super::{
    completions::{Completions, least_further},
    outcome::{Held, Shortfall, Verdict},
    tally::{SumTally, Tally, UnitTally},
};
use crate::{
    plan::{Aggregate, Criterion},
    quantity::{Fraction, Overflow},
    threshold::Interval,
};

/// What an aggregate asks of a tally.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading<'a> {
    pub(super) aggregate: &'a Aggregate,
    /// Whether the figures are counts: then only whole sums can occur.
    pub(super) counts: bool,
    /// Whether the target is measured within another.
    pub(super) nested: bool,
    /// Whether the latest figure counts.
    pub(super) stock: bool,
}

/// The values that a tally can still come to.
pub(super) struct Values {
    /// None where there is nothing to measure.
    pub(super) values: Option<Completions>,
    /// It may also turn out that there is nothing to measure.
    pub(super) may_be_nobody: bool,
}

/// A tally without what is unknown in it: the policy 'excluded'.
pub(super) fn without_unknown(tally: &Tally, aggregate: &Aggregate) -> Tally {
    match tally {
        Tally::Units(units) => Tally::Units(units.without_unknown()),
        Tally::Sum(sum) => {
            // A mean leaves out the units of which a figure is unknown, with what they did report; a total the figures.
            let known = SumTally {
                unknown_least: Fraction::ZERO,
                unknown_greatest: Some(Fraction::ZERO),
                unknown_figures: 0,
                ..*sum
            };
            Tally::Sum(if *aggregate == Aggregate::Mean {
                SumTally { sum: sum.sum_of_known_units, unknown_units: 0, ..known }
            } else {
                let units =
                    sum.known_units.saturating_add(if sum.figures > 0 { sum.unknown_units } else { 0 });
                SumTally { known_units: units, unknown_units: 0, ..known }
            })
        }
        Tally::Pooled(pooled) => Tally::Pooled(super::tally::PooledTally {
            part: pooled.reported_part,
            whole: pooled.reported_whole,
            slack: 0,
            part_of_unknown_wholes: 0,
            unknown_wholes: 0,
            unknown_figures: 0,
            divided_part: 0,
            divided_rest: 0,
            ..*pooled
        }),
    }
}

pub(super) fn values(tally: &Tally, reading: Reading<'_>) -> Result<Values, Overflow> {
    let mut may_be_nobody = false;
    let values = match (tally, reading.aggregate) {
        (Tally::Units(units), Aggregate::NumberOfUnits(_)) => {
            may_be_nobody = units.may_be_nobody()?;
            units.number()?
        }
        (Tally::Units(units), _) => {
            may_be_nobody = units.may_be_nobody()?;
            units.share()?
        }
        (Tally::Sum(sum), aggregate) => match sum.units()? {
            0 => None,
            units => Some(sum.values(if *aggregate == Aggregate::Mean { units } else { 1 }, reading.counts)?),
        },
        (Tally::Pooled(pooled), _) => pooled.values()?,
    };
    Ok(Values { values, may_be_nobody })
}

/// The value of the reports in hand alone.
pub(super) fn reported(tally: &Tally, aggregate: &Aggregate) -> Option<Fraction> {
    let over = |part: u64, whole: u64| Fraction::new(part.into(), whole.into()).ok();
    match (tally, aggregate) {
        (Tally::Units(units), Aggregate::NumberOfUnits(_)) => {
            (units.met > 0 || units.missed > 0).then(|| Fraction::whole(units.met))
        }
        (Tally::Units(units), _) => over(units.met, units.met.checked_add(units.missed)?),
        (Tally::Sum(sum), Aggregate::Mean) => {
            sum.sum_of_known_units.over(Fraction::whole(sum.known_units)).ok()
        }
        (Tally::Sum(sum), _) => (sum.figures > 0).then_some(sum.sum),
        (Tally::Pooled(pooled), _) => over(pooled.reported_part, pooled.reported_whole),
    }
}

/// A share of units by itself, without a target around it.
pub(super) fn share_of_units(units: UnitTally, asked: &Interval<Fraction>) -> Result<Held, Overflow> {
    let aggregate = Aggregate::ShareOfUnits(Criterion::Done);
    let nested = units.possible_members()? > 0;
    let reading = Reading { aggregate: &aggregate, counts: false, nested, stock: false };
    let tally = Tally::Units(units);
    let values = values(&tally, reading)?;
    let verdict = verdict(&values, asked)?;
    let applies = verdict != Verdict::NotApplicable;
    let shortfall = if applies { shortfall(&tally, reading, asked)? } else { None };
    Ok(Held { verdict, range: values.values.map(|values| values.range()).transpose()?, shortfall })
}

pub(super) fn verdict(values: &Values, asked: &Interval<Fraction>) -> Result<Verdict, Overflow> {
    let Some(completions) = &values.values else { return Ok(Verdict::NotApplicable) };
    if values.may_be_nobody {
        // Some completions leave nothing to measure and others do not: they do not agree.
        return Ok(Verdict::Open);
    }
    let sides = completions.sides(asked)?;
    Ok(match (sides.inside, sides.outside) {
        (true, false) => Verdict::Met,
        (true, true) => Verdict::Open,
        (false, _) => Verdict::Missed,
    })
}

/// What is still needed, from the low end.
pub(super) fn shortfall(
    tally: &Tally,
    reading: Reading<'_>,
    asked: &Interval<Fraction>,
) -> Result<Option<Shortfall>, Overflow> {
    if reading.nested {
        return Ok(None);
    }
    // The figure at the low end, the most it can ever be, how much of that is still unknown, and what it is over.
    let (base, most, unknown, over) = match (tally, reading.aggregate) {
        (Tally::Units(units), aggregate) => {
            let members = units
                .met
                .checked_add(units.missed)
                .and_then(|n| n.checked_add(units.unknown))
                .ok_or(Overflow)?;
            let over = if matches!(aggregate, Aggregate::NumberOfUnits(_)) { 1 } else { members };
            (units.met.into(), Some(i128::from(members)), Some(i128::from(units.unknown)), over)
        }
        (Tally::Sum(sum), aggregate) => {
            let over = if *aggregate == Aggregate::Mean { sum.units()? } else { 1 };
            if !(reading.counts && sum.sum.is_whole()) {
                return amount(sum, over, asked).map(Some);
            }
            let least = sum.unknown_least.ceil();
            let base = sum.sum.numerator().checked_add(least).ok_or(Overflow)?;
            let more = sum.unknown_greatest.map(|most| most.floor().checked_sub(least).ok_or(Overflow));
            (base, None, more.transpose()?, over)
        }
        (Tally::Pooled(pooled), _) if pooled.unknown_wholes > 0 || pooled.is_divided() => return Ok(None),
        (Tally::Pooled(pooled), _) => {
            (pooled.part.into(), Some(i128::from(pooled.whole)), Some(i128::from(pooled.slack)), pooled.whole)
        }
    };
    let needed = least_further(base, most, over, asked)?;
    let reachable = needed.is_some_and(|needed| unknown.is_none_or(|unknown| needed <= unknown));
    // Apportioned parts are counted in units of a decimal place.
    let one = if let Tally::Pooled(pooled) = tally { pooled.one()? } else { 1 };
    let needed = needed.map(|needed| Fraction::new(needed, one).map_err(|_| Overflow)).transpose()?;
    Ok(Some(Shortfall { needed, reachable, strict: false }))
}

/// Amounts are dense: what is needed is the distance to the end of the interval, or strictly more where that is left out.
fn amount(sum: &SumTally, over: u64, asked: &Interval<Fraction>) -> Result<Shortfall, Overflow> {
    let units = Fraction::whole(over);
    let low = sum.sum.plus(sum.unknown_least)?;
    let value = low.over(units).map_err(|_| Overflow)?;
    if asked.contains(&value) {
        return Ok(Shortfall { needed: Some(Fraction::ZERO), reachable: true, strict: false });
    }
    let end = asked.low().filter(|_| asked.is_above(&value) && !asked.is_empty());
    let Some(end) = end else { return Ok(Shortfall { needed: None, reachable: false, strict: false }) };
    let needed = end.at.times(units)?.minus(low)?;
    let strict = !end.closed;
    let reachable = match sum.unknown_greatest {
        None => true,
        Some(greatest) => {
            let slack = greatest.minus(sum.unknown_least)?;
            if strict { needed < slack } else { needed <= slack }
        }
    };
    Ok(Shortfall { needed: Some(needed), reachable, strict })
}
