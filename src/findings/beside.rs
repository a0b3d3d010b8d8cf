//! Targets on one value beside one another: which of them exclude each other, and which say nothing beside another.
//!
//! A plan may ask thousands of times for one value. Each target is held against all the others at once: in the order of the plan
//! for what excludes it, in the order of the ends for what it follows from.

use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
};

use super::{FindingKind, thresholds::in_domain};
use crate::{
    id::{IndicatorId, ScopeId, TargetId},
    plan::{Aggregate, Asked, JudgedAt, Judging, Plan, Target, Unknowns},
    quantity::{Fraction, Number},
    threshold::{Domain, End, Interval, Threshold, whole_numbers},
    time::Period,
};

/// What makes two targets be about the same value.
type Value<'p> = (&'p IndicatorId, Option<&'p ScopeId>, &'p Aggregate, Option<&'p TargetId>, &'p JudgedAt);

/// A target that asks for a number of a value.
struct Asking<'p> {
    place: usize,
    target: &'p Target,
    threshold: &'p Threshold,
    /// Where the values lie that it asks for and that there can be; none if there are none.
    values: Option<Stretch>,
}

/// An end of a stretch: where it lies, and on which side of the values at that place.
type Edge = (Option<Fraction>, u8);

/// The values between two edges, of which the lower comes first in their order. Two stretches share no value if the upper edge of
/// one comes before the lower edge of the other.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Stretch {
    low: Low,
    high: High,
}

/// Edges without a number lie below, or above, all that have one.
type Low = (bool, Edge);
type High = (bool, Edge);

const BEFORE: u8 = 0;
const AT: u8 = 1;
const BEHIND: u8 = 2;

impl Stretch {
    /// What lies inside an interval, between dense values.
    fn of(interval: &Interval<Fraction>) -> Self {
        let low = interval.low().map(|end| (Some(end.at), if end.closed { AT } else { BEHIND }));
        let high = interval.high().map(|end| (Some(end.at), if end.closed { AT } else { BEFORE }));
        Self {
            low: low.map_or((false, (None, BEFORE)), |low| (true, low)),
            high: high.map_or((true, (None, BEFORE)), |high| (false, high)),
        }
    }
}

/// The upper edge of one and the lower edge of another in one order.
fn is_before(high: High, low: Low) -> bool {
    // Without a number an upper edge is before nothing, and nothing is before a lower one.
    !high.0 && low.0 && high.1 < low.1
}

/// What each target, by its place in the plan, excludes or follows from.
pub(super) fn among_others(plan: &Plan) -> HashMap<usize, FindingKind> {
    let mut values: HashMap<Value<'_>, Vec<usize>> = HashMap::new();
    for (place, target) in plan.targets().iter().enumerate() {
        if let Some(indicator) = &target.indicator {
            let Target { measured, aggregate, within, judged_at, .. } = target;
            let value = (indicator, measured.as_ref(), aggregate, within.as_ref(), judged_at);
            values.entry(value).or_default().push(place);
        }
    }
    let mut found = HashMap::new();
    for ((indicator, _, aggregate, ..), places) in values.into_iter().filter(|(_, places)| places.len() > 1) {
        let Some(domain) = aggregate.domain(plan.indicator(indicator)) else { continue };
        let asking = |place: usize| {
            let target = plan.targets().get(place)?;
            let Asked::Threshold(threshold) = &target.asked else { return None };
            Some(Asking { place, target, threshold, values: possible(threshold, &domain) })
        };
        let group: Vec<Asking<'_>> = places.into_iter().filter_map(asking).collect();
        following(&group, &domain, &mut found);
        // What is contradicted is told as that alone.
        excluded(plan, &group, &mut found);
    }
    found
}

/// The values of a domain that a threshold asks for.
fn possible(threshold: &Threshold, domain: &Domain) -> Option<Stretch> {
    if !threshold.is_satisfiable(domain) {
        return None;
    }
    let asked = threshold.values()?;
    let between = |least: Number, greatest: Option<Number>| {
        let asked = asked.and(&Interval::at_least(least.fraction()));
        greatest.map_or(asked, |greatest| asked.and(&Interval::at_most(greatest.fraction())))
    };
    Some(Stretch::of(&match domain {
        Domain::Share => {
            asked.and(&Interval::between(End::closed(Fraction::ZERO), End::closed(Fraction::ONE)))
        }
        Domain::Amount { least, greatest } => between(*least, *greatest),
        Domain::Count => {
            let counts = between(Number::ZERO, None);
            // Between whole numbers only they count: `(2, 5)` is from 3 to 4.
            let (least, greatest) = whole_numbers(&counts)?;
            let whole = |count: i128| Fraction::new(count, 1).ok();
            let least = Interval::at_least(whole(least.unwrap_or(0))?);
            match greatest {
                Some(greatest) => least.and(&Interval::at_most(whole(greatest)?)),
                None => least,
            }
        }
    }))
}

/// The targets seen so far whose edge lies further out than that of every one before: whoever asks for the first one beyond some
/// place finds it among them.
#[derive(Default)]
struct Records {
    /// Each upper edge lower than the one before, and the place in the group it belongs to.
    high: Vec<(High, usize)>,
    /// Each lower edge higher than the one before.
    low: Vec<(Low, usize)>,
}

impl Records {
    fn keep(&mut self, place: usize, stretch: Stretch) {
        if self.high.last().is_none_or(|(last, _)| stretch.high < *last) {
            self.high.push((stretch.high, place));
        }
        if self.low.last().is_none_or(|(last, _)| stretch.low > *last) {
            self.low.push((stretch.low, place));
        }
    }

    /// The first one that shares no value with a stretch.
    fn first_beside(&self, stretch: Stretch) -> Option<usize> {
        let below = self.high.partition_point(|(high, _)| !is_before(*high, stretch.low));
        let above = self.low.partition_point(|(low, _)| !is_before(stretch.high, *low));
        let (below, above) = (self.high.get(below).map(|b| b.1), self.low.get(above).map(|a| a.1));
        below.into_iter().chain(above).min()
    }
}

/// Which periods the targets of a group are judged in. Those judged once are told apart by their period; of the others there are
/// few kinds, each with its periods.
struct Times {
    each: Vec<(Judging, Vec<Period>, HashSet<Period>)>,
}

enum Time {
    Once(Period),
    Each(usize),
    Never,
}

impl Times {
    fn of(&mut self, plan: &Plan, target: &Target) -> Time {
        if let Judging::By(_) | Judging::During(_) | Judging::WholePlan = target.judged {
            return plan.judging_periods(target).next().map_or(Time::Never, Time::Once);
        }
        if let Some(known) = self.each.iter().position(|(judged, ..)| *judged == target.judged) {
            return Time::Each(known);
        }
        let periods: Vec<Period> = plan.judging_periods(target).collect();
        let set = periods.iter().copied().collect();
        self.each.push((target.judged, periods, set));
        Time::Each(self.each.len().saturating_sub(1))
    }

    fn holds(&self, each: usize, period: Period) -> bool {
        self.each.get(each).is_some_and(|(.., set)| set.contains(&period))
    }

    /// The first period of one kind in which another is judged too.
    fn shared(&self, of: usize, with: usize) -> Option<Period> {
        let (_, periods, _) = self.each.get(of)?;
        periods.iter().copied().find(|period| self.holds(with, *period))
    }
}

/// Of each target the first earlier one with which it shares a judging period and no value.
fn excluded(plan: &Plan, group: &[Asking<'_>], found: &mut HashMap<usize, FindingKind>) {
    let mut times = Times { each: Vec::new() };
    let judged: Vec<Time> = group.iter().map(|asking| times.of(plan, asking.target)).collect();
    let kinds = times.each.len();
    let mut once: HashMap<Period, Records> = HashMap::new();
    // By kind: those judged so, and those judged once in one of its periods.
    let mut each: Vec<[Records; 2]> = (0..kinds).map(|_| Default::default()).collect();
    for (place, (asking, time)) in group.iter().zip(&judged).enumerate() {
        let Some(stretch) = asking.values else { continue };
        let kinds_of = |period: Period| {
            let times = &times;
            (0..kinds).filter(move |kind| times.holds(*kind, period))
        };
        let mut beside: Vec<usize> = Vec::new();
        match *time {
            Time::Once(period) => {
                beside.extend(once.get(&period).and_then(|records| records.first_beside(stretch)));
                for kind in kinds_of(period) {
                    beside.extend(each.get(kind).and_then(|[kind, _]| kind.first_beside(stretch)));
                }
                once.entry(period).or_default().keep(place, stretch);
                for kind in kinds_of(period).collect::<Vec<usize>>() {
                    if let Some([_, singles]) = each.get_mut(kind) {
                        singles.keep(place, stretch);
                    }
                }
            }
            Time::Each(own) => {
                for (kind, [records, singles]) in each.iter().enumerate() {
                    if times.shared(own, kind).is_some() {
                        beside.extend(records.first_beside(stretch));
                    }
                    if kind == own {
                        beside.extend(singles.first_beside(stretch));
                    }
                }
                if let Some([records, _]) = each.get_mut(own) {
                    records.keep(place, stretch);
                }
            }
            Time::Never => {}
        }
        let Some((other, theirs)) =
            beside.iter().min().and_then(|first| group.get(*first).zip(judged.get(*first)))
        else {
            continue;
        };
        let period = match (time, theirs) {
            (Time::Once(period), _) | (_, Time::Once(period)) => Some(*period),
            (Time::Each(own), Time::Each(with)) => times.shared(*own, *with),
            _ => None,
        };
        if let Some(period) = period {
            let (mine, theirs) = (asking.threshold.clone(), other.threshold.clone());
            let other = other.target.id.clone();
            found.insert(asking.place, FindingKind::Contradiction { mine, other, theirs, period });
        }
    }
}

/// What has to be the same of two targets for one to make the other say nothing.
type Manner<'p> = (Judging, bool, Option<&'p Threshold>, Option<Unknowns>);

/// Of each target the first one that it follows from: of two that ask the same, the later one says nothing. What one may aspire to
/// beside what binds, says something.
fn following(group: &[Asking<'_>], domain: &Domain, found: &mut HashMap<usize, FindingKind>) {
    let mut manners: HashMap<Manner<'_>, Vec<(usize, Stretch)>> = HashMap::new();
    for (place, asking) in group.iter().enumerate().filter(|(_, asking)| asking.values.is_some()) {
        let Target { judged, aspired, line, unknowns, .. } = asking.target;
        // As it is typed: what follows from it does so of every decimal, not only of those that there can be.
        if let Some(typed) = asking.threshold.values() {
            let manner = (*judged, *aspired, line.as_ref(), *unknowns);
            manners.entry(manner).or_default().push((place, Stretch::of(&typed)));
        }
    }
    for alike in manners.into_values().filter(|alike| alike.len() > 1) {
        for (place, from) in first_inside(alike) {
            let Some((asking, other)) = group.get(place).zip(group.get(from)) else { continue };
            if in_domain(asking.threshold, domain).is_none() {
                let (mine, theirs) = (asking.threshold.clone(), other.threshold.clone());
                let other = other.target.id.clone();
                found.insert(asking.place, FindingKind::Implied { mine, other, theirs });
            }
        }
    }
}

/// Of each stretch the first other one that lies inside it, an equal one only if it comes before: from the highest lower edge
/// down, those inside are those seen so far with no higher upper edge.
fn first_inside(stretches: Vec<(usize, Stretch)>) -> Vec<(usize, usize)> {
    let mut edges: Vec<High> = stretches.iter().map(|(_, stretch)| stretch.high).collect();
    edges.sort_unstable();
    edges.dedup();
    let rank = |high: High| edges.partition_point(|edge| *edge < high);
    let mut firsts: HashMap<(Low, High), usize> = HashMap::new();
    for (place, Stretch { low, high }) in &stretches {
        firsts.entry((*low, *high)).or_insert(*place);
    }
    let mut ordered = stretches;
    ordered.sort_by_key(|(place, stretch)| (Reverse(stretch.low), *place));
    let mut seen = Least::new(edges.len());
    let mut found = Vec::new();
    for same_low in ordered.chunk_by(|(_, a), (_, b)| a.low == b.low) {
        let with_higher_low: Vec<Option<usize>> =
            same_low.iter().map(|(_, stretch)| seen.up_to(rank(stretch.high))).collect();
        for (place, stretch) in same_low {
            seen.keep(rank(stretch.high), *place);
        }
        for ((place, stretch), inside) in same_low.iter().zip(with_higher_low) {
            let lower_high = rank(stretch.high).checked_sub(1).and_then(|rank| seen.up_to(rank));
            let equal = firsts.get(&(stretch.low, stretch.high)).copied().filter(|first| first < place);
            found.extend([inside, lower_high, equal].into_iter().flatten().min().map(|from| (*place, from)));
        }
    }
    found
}

/// The least of what is kept at the ranks up to one: a Fenwick tree.
struct Least(Vec<usize>);

impl Least {
    fn new(ranks: usize) -> Self {
        Self(vec![usize::MAX; ranks.saturating_add(1)])
    }

    fn keep(&mut self, rank: usize, value: usize) {
        let mut node = rank.saturating_add(1);
        while let Some(held) = self.0.get_mut(node) {
            *held = value.min(*held);
            node = node.saturating_add(lowest_bit(node));
        }
    }

    fn up_to(&self, rank: usize) -> Option<usize> {
        let mut least = usize::MAX;
        let mut node = rank.saturating_add(1);
        while node > 0 {
            least = self.0.get(node).map_or(least, |held| least.min(*held));
            node = node.saturating_sub(lowest_bit(node));
        }
        (least != usize::MAX).then_some(least)
    }
}

const fn lowest_bit(node: usize) -> usize {
    node & node.wrapping_neg()
}
