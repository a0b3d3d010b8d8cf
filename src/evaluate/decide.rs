//! From a tally to a verdict, with what is still needed.

use super::{
    completions::{Completions, least_further},
    outcome::{Held, Shortfall, Verdict},
    tally::{PooledTally, SumTally, Tally, UnitTally},
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

/// What of a tally is known, as far as it decides: the policy 'excluded'.
pub(super) fn without_unknown(tally: &Tally, aggregate: &Aggregate) -> Tally {
    match tally {
        Tally::Units(units) => Tally::Units(units.without_unknown()),
        // A mean leaves out the units of which a figure is unknown, with what they did report; a total the figures.
        Tally::Sum(sum) if *aggregate == Aggregate::Mean => Tally::Sum(SumTally {
            sum: sum.sum_of_known_units,
            known_units: sum.known_units,
            ..SumTally::default()
        }),
        Tally::Sum(sum) => {
            let in_part = if sum.figures > 0 { sum.unknown_units } else { 0 };
            let known_units = sum.known_units.saturating_add(in_part);
            Tally::Sum(SumTally { sum: sum.sum, known_units, ..SumTally::default() })
        }
        Tally::Pooled(pooled) => Tally::Pooled(PooledTally {
            part: pooled.reported_part,
            whole: pooled.reported_whole,
            places: pooled.places,
            ..PooledTally::default()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{quantity::Number, threshold::Threshold};

    fn asked(text: &str) -> Interval<Fraction> {
        text.parse::<Threshold>().unwrap().values().unwrap()
    }

    fn reading(aggregate: &Aggregate, counts: bool) -> Reading<'_> {
        Reading { aggregate, counts, nested: false, stock: false }
    }

    /// `needed`, `needed!` where it is out of reach, `> needed` where that alone is not enough; `-` where nothing is.
    fn said(shortfall: Option<Shortfall>) -> String {
        let Some(Shortfall { needed, reachable, strict }) = shortfall else { return "none".to_owned() };
        let (sign, mark) = (if strict { "> " } else { "" }, if reachable { "" } else { "!" });
        needed.map_or(format!("-{mark}"), |needed| format!("{sign}{needed}{mark}"))
    }

    /// Amounts of one unit that are in hand, and what the unknown ones can be.
    #[test]
    fn shortfalls_of_amounts() {
        let number = |text: &str| text.parse::<Number>().unwrap().fraction();
        for (sum, least, greatest, threshold, expected) in [
            ("3", "0", Some("2"), ">= 5", "2"),
            ("3", "0", Some("1.9"), ">= 5", "2!"),
            ("3", "0", Some("2"), "> 5", "> 2!"),
            ("3", "0", Some("2.1"), "> 5", "> 2"),
            ("3", "0", None, "> 5", "> 2"),
            ("3", "-1", Some("2"), ">= 5", "3"),
            ("3", "-1", Some("1"), ">= 4.5", "2.5!"),
            ("5", "0", Some("2"), ">= 5", "0"),
            ("5", "0", Some("2"), "[1, 2]", "-!"),
            ("1", "0", Some("2"), "[1.5, 2]", "0.5"),
            ("1", "0", Some("2"), "(3, 3)", "-!"),
            ("5", "0", Some("2"), "<= 2", "-!"),
        ] {
            let sum = SumTally {
                sum: number(sum),
                unknown_least: number(least),
                unknown_greatest: greatest.map(number),
                unknown_units: 1,
                ..SumTally::default()
            };
            let found =
                shortfall(&Tally::Sum(sum), reading(&Aggregate::Total, false), &asked(threshold)).unwrap();
            let expected = expected.replace("2.5", "5/2").replace("0.5", "1/2");
            assert_eq!(said(found), expected, "{sum:?} {threshold}");
        }
    }

    /// Apportioned parts and wholes are counted in tenths here, what is needed in parts.
    #[test]
    fn shortfalls_of_apportioned_shares() {
        let pooled =
            |part, whole, slack| PooledTally { part, whole, slack, places: 1, ..PooledTally::default() };
        for (tally, threshold, expected) in [
            (pooled(84, 100, 16), ">= 85%", "1/10"),
            (pooled(84, 100, 16), "> 85%", "1/5"),
            (pooled(50, 100, 30), ">= 85%", "7/2!"),
            (PooledTally { divided_part: 1, ..pooled(84, 100, 16) }, ">= 85%", "none"),
            (PooledTally { divided_rest: 1, ..pooled(84, 100, 16) }, ">= 85%", "none"),
            (PooledTally { unknown_wholes: 1, ..pooled(84, 100, 16) }, ">= 85%", "none"),
        ] {
            let reading = reading(&Aggregate::PooledShare, false);
            let found = shortfall(&Tally::Pooled(tally), reading, &asked(threshold)).unwrap();
            assert_eq!(said(found), expected, "{tally:?} {threshold}");
        }
    }

    /// What the policy 'excluded' leaves of parts of which some came from a divided unit, and of sums.
    #[test]
    fn what_is_known_of_a_tally() {
        let pooled = PooledTally {
            part: 7,
            whole: 20,
            slack: 5,
            part_of_unknown_wholes: 3,
            reported_part: 2,
            reported_whole: 15,
            unknown_wholes: 1,
            figures: 4,
            unknown_figures: 2,
            not_applicable_figures: 1,
            divided_part: 6,
            divided_rest: 8,
            places: 1,
        };
        let known = without_unknown(&Tally::Pooled(pooled), &Aggregate::PooledShare);
        let values = values(&known, reading(&Aggregate::PooledShare, false)).unwrap();
        assert_eq!(values.values, Some(Completions::Steps { from: 2, to: Some(2), over: 15 }));
        assert_eq!(
            said(shortfall(&known, reading(&Aggregate::PooledShare, false), &asked(">= 20%")).unwrap()),
            "1/10!"
        );

        let sum = SumTally {
            sum: Fraction::whole(9),
            sum_of_known_units: Fraction::whole(6),
            unknown_greatest: None,
            figures: 3,
            unknown_figures: 2,
            known_units: 2,
            unknown_units: 1,
            ..SumTally::default()
        };
        for (tally, aggregate, value) in [
            (sum, Aggregate::Total, Some("9")),
            (sum, Aggregate::Mean, Some("3")),
            (SumTally { known_units: 0, figures: 1, ..sum }, Aggregate::Total, Some("9")),
            (SumTally { known_units: 0, figures: 0, ..sum }, Aggregate::Total, None),
            (SumTally { known_units: 0, ..sum }, Aggregate::Mean, None),
        ] {
            let known = without_unknown(&Tally::Sum(tally), &aggregate);
            let values = super::values(&known, reading(&aggregate, false)).unwrap().values;
            let single = values.map(|values| values.single().unwrap().unwrap().to_string());
            assert_eq!(single.as_deref(), value, "{tally:?} {aggregate:?}");
        }
    }

    /// Who is only missed is reported too: none have met it so far.
    #[test]
    fn numbers_reported_so_far() {
        let number = Aggregate::NumberOfUnits(Criterion::Done);
        for (met, missed, found) in [(0, 0, None), (2, 0, Some("2")), (0, 3, Some("0")), (2, 3, Some("2"))] {
            let tally = Tally::Units(UnitTally { met, missed, unknown: 4, ..UnitTally::default() });
            assert_eq!(
                reported(&tally, &number).map(|value| value.to_string()).as_deref(),
                found,
                "{met} {missed}"
            );
        }
    }
}
