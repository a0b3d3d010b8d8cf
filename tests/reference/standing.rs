//! Which of a unit's reports stand, where the figures of several sub-periods count together.

use kehoach::Period;

use super::figures::Said;

pub(super) fn tiles<'r>(reports: impl Iterator<Item = &'r (Period, Said)>) -> Vec<(Period, Said)> {
    // The later end first, and of one end the longer: whatever overlaps one that stands already does not.
    let mut reports: Vec<_> = reports.cloned().collect();
    reports.sort_by_key(|(days, _)| (std::cmp::Reverse(days.last()), days.first()));
    let mut stand: Vec<(Period, Said)> = Vec::new();
    for report in reports {
        if !stand.iter().any(|(days, _)| days.and(report.0).is_some()) {
            stand.push(report);
        }
    }
    stand
}

pub(super) fn fills(whole: Period, reports: &[(Period, Said)]) -> bool {
    reports.iter().map(|(days, _)| days.days()).sum::<u64>() == whole.days()
}

/// Which of the reports inside a judging period stand, given what is owed in it [V12, A10].
pub(super) fn standing(inside: &[(Period, Said)], owed: &[Period]) -> Vec<(Period, Said)> {
    let strictly_in = |a: Period, b: Period| b.holds(a) && a != b;
    let within = |whole: Period, reports: &[(Period, Said)]| {
        tiles(reports.iter().filter(|(days, _)| strictly_in(*days, whole)))
    };
    // Fit are unions of owed sub-periods, and what lies inside one of which such reports fill the whole.
    let fits = |(days, _): &&(Period, Said)| {
        let held: u64 = owed.iter().filter(|owed| days.holds(**owed)).map(|owed| owed.days()).sum();
        let part_of = owed.iter().find(|owed| strictly_in(*days, **owed));
        held == days.days() || part_of.is_some_and(|owed| fills(*owed, &within(*owed, inside)))
    };
    let mut fit: Vec<(Period, Said)> = inside.iter().filter(fits).cloned().collect();
    // Of two that overlap without one holding the other the later end stays, whatever becomes of it afterwards.
    fit.sort_by_key(|(days, _)| std::cmp::Reverse(days.last()));
    let mut clear: Vec<(Period, Said)> = Vec::new();
    for (days, said) in fit {
        let crosses = |other: Period| days.and(other).is_some() && !days.holds(other) && !other.holds(days);
        if !clear.iter().any(|(later, _)| crosses(*later)) {
            clear.push((days, said));
        }
    }
    // From the shortest up: what the shorter ones that are left fill gives way to them.
    clear.sort_by_key(|(days, _)| days.days());
    let mut left: Vec<(Period, Said)> = Vec::new();
    for report in clear {
        if !fills(report.0, &within(report.0, &left)) {
            left.push(report);
        }
    }
    tiles(left.iter())
}
