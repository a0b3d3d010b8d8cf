//! One unit counted by criteria: its own, and those of the targets it is measured within ('trong đó').

use super::{completions::Completions, possible::Possible, tally::UnitTally};
use crate::{
    quantity::{Fraction, Overflow},
    threshold::{End, Interval},
};

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
                    let within = |asked: &Interval<Fraction>| {
                        piece.as_ref().is_none_or(|piece| piece.lies_within(asked))
                    };
                    ways.push(answers(&|test| matches!(test, Test::Values(asked) if within(asked))));
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
    let mut cuts: Vec<Fraction> =
        intervals.iter().flat_map(|i| [i.low(), i.high()]).flatten().map(|end| end.at).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let (Some(first), Some(last)) = (cuts.first(), cuts.last()) else { return vec![None] };
    let mut pieces = vec![Some(Interval::below(*first)), Some(Interval::above(*last))];
    pieces.extend(cuts.iter().map(|cut| Some(Interval::exactly(*cut))));
    let neighbours = cuts.iter().zip(cuts.iter().skip(1));
    pieces.extend(neighbours.map(|(low, high)| Some(Interval::between(End::open(*low), End::open(*high)))));
    pieces
}

/// Whether a figure can still meet a criterion.
pub(super) fn may_meet(possible: &Possible, test: &Test) -> Result<bool, Overflow> {
    Ok(ways(possible, &[test])?.contains(&vec![true]))
}

/// Whether a figure can still miss a criterion.
pub(super) fn may_miss(possible: &Possible, test: &Test) -> Result<bool, Overflow> {
    Ok(ways(possible, &[test])?.contains(&vec![false]))
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
