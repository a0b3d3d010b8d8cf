//! A unit's cells added up: counts, amounts, parts and wholes.

use super::{
    completions::Completions,
    figures::{Cell, Figure, Weight},
    tally::{PooledTally, SumTally},
};
use crate::{
    plan::{Measure, ShareBy},
    quantity::{Fraction, Number, Overflow, Share},
    threshold::{End, Interval},
};

/// Why figures come to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FigureError {
    Overflow,
    /// Cumulated parts above their whole.
    PartAboveWhole {
        part: u64,
        whole: u64,
    },
}

impl From<Overflow> for FigureError {
    fn from(_: Overflow) -> Self {
        Self::Overflow
    }
}

/// Counts or amounts of one unit.
pub(super) fn sum(measure: &Measure, cells: &[Cell]) -> Result<SumTally, Overflow> {
    let (least, greatest) = match measure {
        Measure::Amount { least, greatest, .. } => (least.fraction(), greatest.map(Number::fraction)),
        _ => (Fraction::ZERO, None),
    };
    let mut tally = SumTally::default();
    for cell in cells {
        let one = match cell.figure {
            Figure::Number(number) if cell.weight.is_exact() => {
                SumTally { sum: number.fraction().times(cell.weight.low)?, figures: 1, ..SumTally::default() }
            }
            Figure::Number(number) => {
                let (a, b) =
                    (number.fraction().times(cell.weight.low)?, number.fraction().times(cell.weight.high)?);
                let (unknown_least, unknown_greatest) = (a.min(b), Some(a.max(b)));
                SumTally { unknown_least, unknown_greatest, unknown_figures: 1, ..SumTally::default() }
            }
            Figure::NotApplicable => SumTally { not_applicable_figures: 1, ..SumTally::default() },
            _ => {
                let (least, greatest) = scaled(least, greatest, cell.weight)?;
                let (unknown_least, unknown_greatest) = (least, greatest);
                SumTally { unknown_least, unknown_greatest, unknown_figures: 1, ..SumTally::default() }
            }
        };
        tally = tally.merge(&one)?;
    }
    if tally.unknown_figures > 0 {
        tally.unknown_units = 1;
    } else if tally.figures > 0 {
        tally.known_units = 1;
        tally.sum_of_known_units = tally.sum;
    } else {
        tally.not_applicable_units = 1;
    }
    Ok(tally)
}

/// The bounds of a figure of which so much is meant.
fn scaled(
    least: Fraction,
    greatest: Option<Fraction>,
    weight: Weight,
) -> Result<(Fraction, Option<Fraction>), Overflow> {
    if weight == Weight::ALL {
        return Ok((least, greatest));
    }
    let low = least.times(weight.low)?.min(least.times(weight.high)?);
    let high = match greatest {
        Some(greatest) => Some(greatest.times(weight.low)?.max(greatest.times(weight.high)?)),
        None if weight.high == Fraction::ZERO => Some(Fraction::ZERO),
        None => None,
    };
    Ok((low, high))
}

/// So much of a share: parts and wholes in units of the decimal place that it takes.
fn portion(share: Share, weight: Weight) -> Result<PooledTally, Overflow> {
    if weight == Weight::ALL {
        return Ok(PooledTally { part: share.part(), whole: share.whole(), ..PooledTally::default() });
    }
    let (low, high) = (weight.low.denominator(), weight.high.denominator());
    let (mut places, mut one) = (0_u64, 1_i128);
    // OK because shares are decimals of at most 28 places: their denominators go into a power of ten, or what they come to
    // can no longer be held.
    while one.checked_rem(low) != Some(0) || one.checked_rem(high) != Some(0) {
        one = one.checked_mul(10).ok_or(Overflow)?;
        places = places.saturating_add(1);
    }
    let one = Fraction::new(one, 1).map_err(|_| Overflow)?;
    let of = |n: u64, weight: Fraction| -> Result<u64, Overflow> {
        let exact = Fraction::whole(n).times(weight)?.times(one)?;
        u64::try_from(exact.numerator()).ok().filter(|_| exact.is_whole()).ok_or(Overflow)
    };
    let rest = share.whole().saturating_sub(share.part());
    let (part, low_rest) = (of(share.part(), weight.low)?, of(rest, weight.low)?);
    Ok(PooledTally {
        part,
        whole: part.checked_add(low_rest).ok_or(Overflow)?,
        // OK because no weight is below its low end.
        divided_part: of(share.part(), weight.high)?.saturating_sub(part),
        divided_rest: of(rest, weight.high)?.saturating_sub(low_rest),
        places,
        ..PooledTally::default()
    })
}

/// Parts and wholes of one unit.
pub(super) fn pooled(measure: &Measure, cells: &[Cell]) -> Result<PooledTally, FigureError> {
    let cumulated = *measure == Measure::Share(ShareBy::Cumulative);
    let mut tally = PooledTally::default();
    for cell in cells {
        let one = match cell.figure {
            // Of these the figures are counted alone: their wholes never add up.
            Figure::Share(_) if cumulated => PooledTally { figures: 1, ..PooledTally::default() },
            Figure::Unknown { .. } if cumulated => {
                PooledTally { unknown_figures: 1, ..PooledTally::default() }
            }
            Figure::Share(share) => {
                let here = portion(share, cell.weight)?;
                let (reported_part, reported_whole) = (here.part, here.whole);
                // What of a divided unit is here in part or not at all is no figure in hand.
                let (figures, unknown_figures) = if here.is_divided() { (0, 1) } else { (1, 0) };
                PooledTally { reported_part, reported_whole, figures, unknown_figures, ..here }
            }
            Figure::Unknown { .. } if cell.weight != Weight::ALL => {
                let unknown_wholes = u64::from(cell.weight.high > Fraction::ZERO);
                PooledTally { unknown_wholes, unknown_figures: 1, ..PooledTally::default() }
            }
            Figure::Unknown { declared: Some(whole) } => {
                PooledTally { whole, slack: whole, unknown_figures: 1, ..PooledTally::default() }
            }
            Figure::Unknown { declared: None } => {
                PooledTally { unknown_wholes: 1, unknown_figures: 1, ..PooledTally::default() }
            }
            _ => PooledTally { not_applicable_figures: 1, ..PooledTally::default() },
        };
        tally = tally.merge(&one)?;
    }
    if !cumulated {
        return Ok(tally);
    }
    // All parts over the one latest whole.
    let found = cumulative(cells)?;
    // Parts above the latest whole that was reported say nothing as long as a later whole is to come.
    let consistent = found.part <= found.reported_whole;
    let (part, whole) = if consistent { (found.part, found.reported_whole) } else { (0, 0) };
    let tally = PooledTally { reported_part: part, reported_whole: whole, ..tally };
    Ok(match found.whole {
        _ if found.values.is_none() => tally,
        Some(whole) => {
            // OK because `cumulative` refuses a part above its whole.
            let slack = if found.unknown { whole.saturating_sub(found.part) } else { 0 };
            PooledTally { part: found.part, whole, slack, ..tally }
        }
        None => PooledTally { part_of_unknown_wholes: found.part, unknown_wholes: 1, ..tally },
    })
}

/// Cumulated shares (lũy kế): parts add, over the latest whole.
pub(super) struct Cumulated {
    /// The sum of the reported parts.
    pub(super) part: u64,
    /// The whole of the last sub-period that applies, if reported or declared.
    pub(super) whole: Option<u64>,
    /// The latest reported whole.
    pub(super) reported_whole: u64,
    /// Whether a part is still unknown.
    pub(super) unknown: bool,
    /// What the share can still be; none if there is nothing to measure.
    pub(super) values: Option<Completions>,
}

pub(super) fn cumulative(cells: &[Cell]) -> Result<Cumulated, FigureError> {
    let mut found = Cumulated { part: 0, whole: None, reported_whole: 0, unknown: false, values: None };
    let mut applies = false;
    // The latest whole of each unit that reports: one alone, unless some are of predecessors.
    let mut wholes: Vec<(usize, Option<u64>, u64)> = Vec::new();
    for cell in cells {
        let (whole, reported) = match cell.figure {
            Figure::NotApplicable => continue,
            Figure::Share(share) if cell.weight == Weight::ALL => {
                found.part = found.part.checked_add(share.part()).ok_or(FigureError::Overflow)?;
                (Some(share.whole()), Some(share.whole()))
            }
            Figure::Unknown { declared } if cell.weight == Weight::ALL => {
                found.unknown = true;
                (declared, None)
            }
            // Of a share of a unit's cumulated figures no more is said than that they are unknown.
            _ => {
                found.unknown = true;
                (None, None)
            }
        };
        applies = true;
        if cell.superseded {
            continue;
        }
        match wholes.iter_mut().find(|(by, ..)| *by == cell.by) {
            Some((_, latest, known)) => (*latest, *known) = (whole, reported.unwrap_or(*known)),
            None => wholes.push((cell.by, whole, reported.unwrap_or(0))),
        }
    }
    let (mut sum, mut all_known) = (0_u64, !wholes.is_empty());
    for (_, whole, reported) in wholes {
        found.reported_whole = found.reported_whole.checked_add(reported).ok_or(FigureError::Overflow)?;
        sum = sum.checked_add(whole.unwrap_or(0)).ok_or(FigureError::Overflow)?;
        all_known &= whole.is_some();
    }
    found.whole = all_known.then_some(sum);
    found.values = match found.whole {
        _ if !applies => None,
        Some(whole) if found.part > whole => {
            return Err(FigureError::PartAboveWhole { part: found.part, whole });
        }
        Some(0) => None,
        Some(over) => {
            let to = if found.unknown { over } else { found.part };
            Some(Completions::Steps { from: found.part.into(), to: Some(to.into()), over })
        }
        // The whole may still turn out anything: every share can occur, 0 only while no part is reported.
        None => {
            let low = End { at: Fraction::ZERO, closed: found.part == 0 };
            Some(Completions::Dense(Interval::between(low, End::closed(Fraction::ONE))))
        }
    };
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Period;

    /// Quarters of one unit: what was reported, or a whole that was declared.
    fn cumulated(quarters: &[Figure]) -> Cumulated {
        let cells = quarters.iter().zip(1..).map(|(figure, number)| {
            let quarter: Period = format!("2024-Q{number}").parse().unwrap();
            Cell::own(0, quarter, quarter.last(), *figure)
        });
        cumulative(&cells.collect::<Vec<_>>()).unwrap()
    }

    /// Tenths hold a fifth and no twentieth, hundredths hold both.
    #[test]
    fn a_portion_is_held_in_places_that_hold_both_its_ends() {
        let weight =
            |low: &str, high: &str| Weight { low: low.parse().unwrap(), high: high.parse().unwrap() };
        let here = |weight| portion(Share::new(1, 3).unwrap(), weight).unwrap();
        for (low, high, places, part, whole, divided_part, divided_rest) in [
            ("1/5", "1/5", 1, 2, 6, 0, 0),
            ("1/5", "1/4", 2, 20, 60, 5, 10),
            ("1/4", "2/5", 2, 25, 75, 15, 30),
            ("0", "1", 0, 0, 0, 1, 2),
        ] {
            let expected =
                PooledTally { part, whole, divided_part, divided_rest, places, ..PooledTally::default() };
            assert_eq!(here(weight(low, high)), expected, "{low} {high}");
        }
        assert_eq!(portion(Share::new(1, 3).unwrap(), weight("1/3", "1/3")), Err(Overflow));
    }

    /// While the latest whole is unknown any share can still be, nothing at all only while no part is reported.
    #[test]
    fn parts_over_a_whole_that_is_to_come() {
        let share = |part, whole| Figure::Share(Share::new(part, whole).unwrap());
        let (unknown, declared) = (Figure::Unknown { declared: None }, Figure::Unknown { declared: Some(8) });
        for (quarters, low, high) in [
            (&[share(0, 4), unknown][..], "[0", "1]"),
            (&[share(3, 4), unknown], "(0", "1]"),
            (&[share(3, 4), declared], "[3/8", "1]"),
            (&[unknown, share(3, 4)], "[3/4", "1]"),
            (&[share(1, 4), share(2, 4)], "[3/4", "3/4]"),
        ] {
            let range = cumulated(quarters).values.unwrap().range().unwrap();
            let (open, close) =
                (if range.low_attained { '[' } else { '(' }, if range.high_attained { ']' } else { ')' });
            let found = (format!("{open}{}", range.low), format!("{}{close}", range.high.unwrap()));
            assert_eq!(found, (low.to_owned(), high.to_owned()), "{quarters:?}");
        }
        assert_eq!(cumulated(&[Figure::NotApplicable]).values, None);
    }
}
