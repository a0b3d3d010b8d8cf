//! Thresholds that ask for too much or too little of the values there can be.

use super::FindingKind;
use crate::{
    plan::{Measure, Plan},
    quantity::Number,
    threshold::{Domain, End, Interval, Measured, Threshold, whole_numbers},
};

/// What is wrong with a threshold on values of a domain.
pub(super) fn in_domain(threshold: &Threshold, domain: &Domain) -> Option<FindingKind> {
    let satisfiable = threshold.is_satisfiable(domain);
    let over = match threshold {
        Threshold::Percent(interval) if *domain == Domain::Share => over_hundred(interval),
        _ => false,
    };
    let always = holds_all(threshold, domain);
    let threshold = threshold.clone();
    match (over, satisfiable) {
        (true, _) => Some(FindingKind::OverHundred { threshold, satisfiable }),
        (false, false) if threshold.measures() != Measured::Grade => {
            Some(FindingKind::Unsatisfiable { threshold })
        }
        (false, true) if always => Some(FindingKind::AlwaysMet { threshold }),
        _ => None,
    }
}

/// What is wrong with what is asked of each unit's figure.
pub(super) fn of_criterion(plan: &Plan, threshold: &Threshold, measure: &Measure) -> Option<FindingKind> {
    if let (Threshold::Grade(_), Measure::Grade(scale)) = (threshold, measure) {
        let scale = plan.scale(scale)?;
        let ranks = threshold.ranks(scale)?;
        let met = (0..scale.grades().len()).filter(|rank| ranks.contains(rank)).count();
        let threshold = threshold.clone();
        return match met {
            0 => Some(FindingKind::Unsatisfiable { threshold }),
            all if all == scale.grades().len() => Some(FindingKind::AlwaysMet { threshold }),
            _ => None,
        };
    }
    in_domain(threshold, &measure.domain()?)
}

/// Whether values of a domain meet each of two thresholds, but none both.
pub(super) fn exclude_each_other(a: &Threshold, b: &Threshold, domain: &Domain) -> bool {
    let both = match (a, b) {
        (Threshold::Percent(a), Threshold::Percent(b)) => Threshold::Percent(a.and(b)),
        (Threshold::Plain(a), Threshold::Plain(b)) => Threshold::Plain(a.and(b)),
        _ => return false,
    };
    // One that nothing satisfies alone is told for itself.
    a.is_satisfiable(domain) && b.is_satisfiable(domain) && !both.is_satisfiable(domain)
}

/// The least whole number that a threshold asks for, and the greatest.
pub(super) fn counts(threshold: &Threshold) -> Option<(Option<i128>, Option<i128>)> {
    whole_numbers(&threshold.values()?)
}

fn over_hundred(interval: &Interval<Number>) -> bool {
    let over = |end: &End<Number>| end.at > Number::HUNDRED;
    interval.low().is_some_and(over) || interval.high().is_some_and(over)
}

/// Whether every value of a domain lies inside.
fn holds_all(threshold: &Threshold, domain: &Domain) -> bool {
    let (interval, least, greatest) = match (threshold, domain) {
        (Threshold::Percent(interval), Domain::Share) => (interval, Number::ZERO, Some(Number::HUNDRED)),
        (Threshold::Plain(interval), Domain::Count) => (interval, Number::ZERO, None),
        (Threshold::Plain(interval), Domain::Amount { least, greatest }) => (interval, *least, *greatest),
        _ => return false,
    };
    let high = match greatest {
        Some(greatest) => !interval.is_below(&greatest),
        None => interval.high().is_none(),
    };
    high && !interval.is_above(&least)
}
