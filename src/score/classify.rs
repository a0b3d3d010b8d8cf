//! From a total to grades: cut-offs, gates and conditions.

use super::{Bounds, Holds, Sheet};
use crate::{
    evaluate::UnitTally,
    quantity::Overflow,
    threshold::{End, Interval, Threshold},
};

/// Whether a figure lies inside an interval, as far as its bounds tell.
pub(super) fn lies_inside(points: Bounds, asked: &Threshold) -> Holds {
    let Threshold::Plain(asked) = asked else { return Holds::Open };
    let range = Interval::between(End::closed(points.low), End::closed(points.high));
    if range.lies_within(asked) {
        Holds::Yes
    } else if range.and(asked).is_empty() {
        Holds::No
    } else {
        Holds::Open
    }
}

/// Whether a rate is what is asked. A rate over nothing is \[A25\].
pub(super) fn rate_holds(counted: &UnitTally, asked: &Threshold) -> Result<Holds, Overflow> {
    let Some((values, asked)) = counted.share()?.zip(asked.values()) else { return Ok(Holds::Yes) };
    let sides = values.sides(&asked)?;
    Ok(match (sides.inside || counted.may_be_nobody()?, sides.outside) {
        (true, false) => Holds::Yes,
        (false, _) => Holds::No,
        (true, true) => Holds::Open,
    })
}

/// The places of the grades whose cut-offs a total touches, worst first.
pub(super) fn by_points(sheet: &Sheet, total: Bounds) -> Vec<usize> {
    let touched = |(_, cutoff): &(usize, &super::Cutoff)| lies_inside(total, &cutoff.points) != Holds::No;
    sheet.grades().iter().enumerate().filter(touched).map(|(place, _)| place).collect()
}

/// The places of the grades that can be: each that the points can make, capped by each cap that the gates can set, and from
/// there down to the first grade whose conditions hold.
///
/// `gates` are the caps with whether they hold, `conditions` say of each grade whether all of its hold.
pub(super) fn grades(by_points: &[usize], gates: &[(usize, Holds)], conditions: &[Holds]) -> Vec<usize> {
    let sure = gates.iter().filter(|(_, closed)| *closed == Holds::Yes).map(|(cap, _)| *cap).min();
    let mut caps = vec![sure.unwrap_or(usize::MAX)];
    let may = gates.iter().filter(|(_, closed)| *closed == Holds::Open).map(|(cap, _)| *cap);
    caps.extend(may.filter(|cap| sure.is_none_or(|sure| *cap < sure)));
    let mut found = Vec::new();
    for start in by_points.iter().flat_map(|place| caps.iter().map(|cap| *place.min(cap))) {
        for place in (0..=start).rev() {
            let holds = conditions.get(place).copied().unwrap_or(Holds::Yes);
            if holds != Holds::No {
                found.push(place);
            }
            if holds == Holds::Yes {
                break;
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// All of several.
pub(super) fn all(each: impl IntoIterator<Item = Holds>) -> Holds {
    each.into_iter().fold(Holds::Yes, |all, one| match (all, one) {
        (Holds::No, _) | (_, Holds::No) => Holds::No,
        (Holds::Open, _) | (_, Holds::Open) => Holds::Open,
        _ => Holds::Yes,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use Holds::{No, Open, Yes};

    #[test]
    fn of_several_gates_the_lowest_caps_and_open_ones_leave_both() {
        let plain = [Yes; 4];
        assert_eq!(grades(&[3], &[], &plain), [3]);
        assert_eq!(grades(&[3], &[(2, Yes), (1, Yes)], &plain), [1]);
        assert_eq!(grades(&[3], &[(2, Open)], &plain), [2, 3]);
        assert_eq!(grades(&[3], &[(2, Yes), (1, Open), (0, No)], &plain), [1, 2]);
        assert_eq!(grades(&[0], &[(2, Yes)], &plain), [0]);
    }

    #[test]
    fn who_misses_a_condition_takes_the_next_grade_by_its_own_conditions() {
        assert_eq!(grades(&[3], &[], &[Yes, Yes, No, No]), [1]);
        assert_eq!(grades(&[3], &[], &[Yes, Yes, Open, No]), [1, 2]);
        assert_eq!(grades(&[2, 3], &[], &[Yes, Yes, Yes, Open]), [2, 3]);
        assert_eq!(grades(&[3], &[(2, Yes)], &[Yes, Yes, No, Yes]), [1], "a capped grade asks for its own");
    }

    /// What may turn out not to apply can be the one that decides, or leave nothing to decide.
    #[test]
    fn a_rate_over_what_may_not_apply_is_left_open() {
        let (none, sure) = (UnitTally::default(), UnitTally { met: 1, ..UnitTally::default() });
        for (counted, asked, holds) in [
            (UnitTally { missed: 1, ..sure }, ">= 100%", No),
            (UnitTally { missed_if_member: 1, ..sure }, ">= 100%", Open),
            (UnitTally { missed_if_member: 1, ..none }, ">= 100%", Open),
            (UnitTally { missed_if_member: 1, ..none }, "<= 50%", Yes),
            (UnitTally { met_if_member: 1, ..none }, ">= 100%", Yes),
            (UnitTally { met_if_member: 1, ..sure }, ">= 100%", Yes),
            (UnitTally { unknown_if_member: 1, missed: 1, ..sure }, "= 50%", Open),
            (UnitTally { unknown: 1, missed: 1, ..sure }, "= 50%", No),
            (none, ">= 100%", Yes),
        ] {
            assert_eq!(rate_holds(&counted, &asked.parse().unwrap()), Ok(holds), "{counted:?} {asked}");
        }
    }
}
