//! What one unit adds to a tally.

use super::{
    completions::Completions,
    figures::{Cell, Figure, FigureError, Possible, cumulative},
    tally::{PooledTally, SumTally, UnitTally},
};
use crate::{
    plan::{Measure, ShareBy},
    quantity::{Fraction, Number, Overflow},
    threshold::Interval,
};

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
    let mut tally = PooledTally::default();
    for cell in cells {
        let one = match cell.figure {
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
    if *measure != Measure::Share(ShareBy::Cumulative) {
        return Ok(tally);
    }
    // The same counts of figures, but all parts over the one latest whole.
    let found = cumulative(cells)?;
    let tally = PooledTally { reported_part: found.part, reported_whole: found.reported_whole, ..tally };
    Ok(match found.whole {
        _ if found.values.is_none() => tally,
        Some(whole) => {
            // OK because `cumulative` refuses a part above its whole.
            let slack = if found.unknown { whole.saturating_sub(found.part) } else { 0 };
            PooledTally {
                part: found.part,
                whole,
                slack,
                part_of_unknown_wholes: 0,
                unknown_wholes: 0,
                ..tally
            }
        }
        None => PooledTally {
            part: 0,
            whole: 0,
            slack: 0,
            part_of_unknown_wholes: found.part,
            unknown_wholes: 1,
            ..tally
        },
    })
}

/// A criterion with everything resolved that it refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Test {
    Done,
    Values(Interval<Fraction>),
    Ranks(Interval<usize>),
}

/// The ways in which a unit can still meet or miss several criteria on one figure at once. One unknown value read by two
/// criteria has one outcome: each way is a line of answers, one to a criterion.
fn ways(possible: &Possible, tests: &[&Test]) -> Result<Vec<Vec<bool>>, Overflow> {
    let answers = |yes: &dyn Fn(&Test) -> bool| tests.iter().map(|test| yes(test)).collect::<Vec<bool>>();
    let mut ways: Vec<Vec<bool>> = Vec::new();
    match possible {
        Possible::Nothing => {}
        Possible::Done { yes, no } => {
            for (_, done) in [(yes, true), (no, false)].into_iter().filter(|(can, _)| **can) {
                ways.push(answers(&|test| done && *test == Test::Done));
            }
        }
        Possible::Ranks { least, greatest } => {
            for rank in *least..=*greatest {
                ways.push(answers(&|test| matches!(test, Test::Ranks(ranks) if ranks.contains(&rank))));
            }
        }
        Possible::Values(values) => {
            let intervals: Vec<&Interval<Fraction>> = tests
                .iter()
                .filter_map(|t| if let Test::Values(asked) = t { Some(asked) } else { None })
                .collect();
            for piece in pieces(&intervals) {
                if sides_of(values, &piece)? {
                    ways.push(answers(&|test| match test {
                        Test::Values(asked) => piece.as_ref().is_none_or(|piece| piece.lies_within(asked)),
                        _ => false,
                    }));
                }
            }
        }
    }
    ways.sort_unstable();
    ways.dedup();
    Ok(ways)
}

/// Whether a possible value lies in a piece; the piece that is everything holds one always.
fn sides_of(values: &Completions, piece: &Option<Interval<Fraction>>) -> Result<bool, Overflow> {
    piece.as_ref().map_or(Ok(true), |piece| values.sides(piece).map(|sides| sides.inside))
}

/// The line of values cut at every end of the intervals, each end a piece of its own: within a piece no criterion changes its
/// answer.
fn pieces(intervals: &[&Interval<Fraction>]) -> Vec<Option<Interval<Fraction>>> {
    use crate::threshold::End;
    let mut cuts: Vec<Fraction> =
        intervals.iter().flat_map(|i| [i.low(), i.high()]).flatten().map(|end| end.at).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let (Some(first), Some(last)) = (cuts.first(), cuts.last()) else { return vec![None] };
    let mut pieces = vec![Some(Interval::below(*first)), Some(Interval::above(*last))];
    pieces.extend(cuts.iter().map(|cut| Some(Interval::exactly(*cut))));
    pieces.extend(cuts.windows(2).filter_map(|pair| match pair {
        [low, high] => Some(Some(Interval::between(End::open(*low), End::open(*high)))),
        _ => None,
    }));
    pieces
}

/// What a unit can still turn out in a count of units: its own criterion, and those of the outer targets.
pub(super) struct Candidate<'a> {
    /// The unit's own figure.
    pub(super) own: Possible,
    pub(super) own_test: &'a Test,
    /// Criteria of outer targets that read the same figure.
    pub(super) same_figure: Vec<&'a Test>,
    /// Figures that only outer targets read, with their criteria.
    pub(super) others: Vec<(Possible, Vec<&'a Test>)>,
    /// Whether the unit is in the scope of every outer target.
    pub(super) in_outer_scopes: bool,
}

/// One unit, counted.
pub(super) fn counted(unit: &Candidate<'_>) -> Result<UnitTally, Overflow> {
    let none = UnitTally::default();
    let outside = UnitTally { outside: 1, ..none };
    if !unit.in_outer_scopes {
        return Ok(outside);
    }
    // The other figures: whether they can all let it in, and whether one can keep it out.
    let (mut may_enter, mut may_stay_out) = (true, false);
    for (possible, tests) in &unit.others {
        let ways = ways(possible, tests)?;
        may_enter &= ways.iter().any(|way| way.iter().all(|yes| *yes));
        may_stay_out |= ways.is_empty() || ways.iter().any(|way| way.contains(&false));
    }
    let nothing = unit.own == Possible::Nothing;
    if !may_enter || (nothing && !unit.same_figure.is_empty()) {
        return Ok(outside);
    }
    if nothing {
        return Ok(UnitTally { not_applicable: 1, ..none });
    }
    let mut tests = vec![unit.own_test];
    tests.extend(&unit.same_figure);
    let (mut met, mut missed) = (false, false);
    for way in ways(&unit.own, &tests)? {
        match way.split_first() {
            Some((own, outer)) if outer.iter().all(|yes| *yes) => {
                met |= *own;
                missed |= !*own;
            }
            _ => may_stay_out = true,
        }
    }
    Ok(match (met, missed, may_stay_out) {
        (true, false, false) => UnitTally { met: 1, ..none },
        (false, true, false) => UnitTally { missed: 1, ..none },
        (true, true, false) => UnitTally { unknown: 1, ..none },
        (true, false, true) => UnitTally { met_if_member: 1, ..none },
        (false, true, true) => UnitTally { missed_if_member: 1, ..none },
        (true, true, true) => UnitTally { unknown_if_member: 1, ..none },
        (false, false, _) => outside,
    })
}
