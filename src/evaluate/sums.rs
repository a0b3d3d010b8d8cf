//! A unit's cells added up: counts, amounts, parts and wholes.

use super::{
    completions::Completions,
    figures::{Cell, Figure},
    tally::{PooledTally, SumTally},
};
use crate::{
    plan::{Measure, ShareBy},
    quantity::{Fraction, Number, Overflow},
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
            Figure::Number(number) => SumTally { sum: number.fraction(), figures: 1, ..SumTally::default() },
            Figure::NotApplicable => SumTally { not_applicable_figures: 1, ..SumTally::default() },
            _ => SumTally {
                unknown_least: least,
                unknown_greatest: greatest,
                unknown_figures: 1,
                ..SumTally::default()
            },
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
            Figure::Share(share) => PooledTally {
                part: share.part(),
                whole: share.whole(),
                reported_part: share.part(),
                reported_whole: share.whole(),
                figures: 1,
                ..PooledTally::default()
            },
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
    for cell in cells {
        match cell.figure {
            Figure::Share(share) => {
                found.part = found.part.checked_add(share.part()).ok_or(FigureError::Overflow)?;
                found.whole = Some(share.whole());
                found.reported_whole = share.whole();
            }
            Figure::Unknown { declared } => {
                found.unknown = true;
                found.whole = declared;
            }
            _ => continue,
        }
        applies = true;
    }
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
