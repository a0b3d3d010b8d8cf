//! What a unit's figure can still turn out to be.

use super::{
    completions::Completions,
    figures::{Cell, Figure},
    sums::{FigureError, cumulative, pooled, sum},
};
use crate::{
    plan::{DoneBy, Measure, ShareBy},
    quantity::Scale,
};

/// What a unit's figure can still turn out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Possible {
    /// There is nothing to measure.
    Nothing,
    /// Done, not done, or either.
    Done { yes: bool, no: bool },
    /// A rank of a scale, from the least to the greatest that can be.
    Ranks { least: usize, greatest: usize },
    /// A number or a share.
    Values(Completions),
}

/// What a unit's cells can still come to, by the indicator's measure. No cells: nothing.
pub(super) fn possible(
    measure: &Measure,
    scale: Option<&Scale>,
    cells: &[Cell],
) -> Result<Possible, FigureError> {
    let applicable =
        || cells.iter().map(|cell| cell.figure).filter(|figure| *figure != Figure::NotApplicable);
    if applicable().next().is_none() {
        return Ok(Possible::Nothing);
    }
    match measure {
        Measure::Done(by) => {
            let any = |wanted: bool| applicable().any(|figure| figure == Figure::Done(wanted));
            let unknown = applicable().any(|figure| matches!(figure, Figure::Unknown { .. }));
            Ok(match by {
                DoneBy::Latest | DoneBy::Ever if any(true) => Possible::Done { yes: true, no: false },
                DoneBy::Every if any(false) => Possible::Done { yes: false, no: true },
                _ if unknown => Possible::Done { yes: true, no: true },
                DoneBy::Latest | DoneBy::Ever => Possible::Done { yes: false, no: true },
                DoneBy::Every => Possible::Done { yes: true, no: false },
            })
        }
        Measure::Grade(_) => {
            let greatest = scale.map_or(0, |scale| scale.grades().len().saturating_sub(1));
            let known = applicable().find_map(|figure| match figure {
                Figure::Grade(rank) => Some(rank),
                _ => None,
            });
            Ok(known.map_or(Possible::Ranks { least: 0, greatest }, |rank| Possible::Ranks {
                least: rank,
                greatest: rank,
            }))
        }
        Measure::Count(_) | Measure::Amount { .. } => {
            let tally = sum(measure, cells)?;
            Ok(Possible::Values(tally.values(1, matches!(measure, Measure::Count(_)))?))
        }
        Measure::Share(ShareBy::Cumulative) => {
            Ok(cumulative(cells)?.values.map_or(Possible::Nothing, Possible::Values))
        }
        Measure::Share(_) => {
            let tally = pooled(measure, cells)?;
            Ok(tally.values()?.map_or(Possible::Nothing, Possible::Values))
        }
    }
}
