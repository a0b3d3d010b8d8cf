//! One rule, one function: from the values that can still occur to the points that can.

use super::{
    Bounds, ByValue, Deduction, Progress, Rounding, Step, StepCount, interval,
    points::{exact, minus, unit},
};
use crate::{
    evaluate::Completions,
    quantity::{Fraction, Number, Overflow},
    threshold::{End, Interval},
};

/// To how many digits a sheet rounds, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Digits {
    pub(super) places: u32,
    pub(super) rounding: Rounding,
}

impl Digits {
    fn round(self, value: Fraction) -> Result<Number, Overflow> {
        self.rounding.round(value, self.places)
    }
}

/// What a criterion's value can still be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Whether the verdict can still be met.
    pub(super) met: bool,
    /// Whether it can still be missed.
    pub(super) missed: bool,
    /// Whether there may turn out to be nothing to measure.
    pub(super) nothing: bool,
    /// The values, if there are any.
    pub(super) values: Option<Completions>,
    /// What is asked; none where an assessor judges, or where the baseline it moves with is unknown.
    pub(super) asked: Option<Interval<Fraction>>,
    /// Whether the value is a share, whose unit is the percentage point.
    pub(super) percent: bool,
}

impl Found {
    /// Whether there can be something to measure at all.
    pub(super) const fn applies(&self) -> bool {
        self.met || self.missed
    }

    /// A distance between two values in the threshold's own unit.
    fn in_units(&self, distance: Fraction) -> Result<Fraction, Overflow> {
        if self.percent { distance.times(Fraction::whole(100)) } else { Ok(distance) }
    }

    /// A figure in the threshold's own unit as a value.
    pub(super) fn value(&self, figure: Number) -> Fraction {
        if self.percent { crate::threshold::percent(figure) } else { figure.fraction() }
    }
}

/// A part of the possible values: its least, and its greatest if there is one. Every possible value of that part lies between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Part {
    low: Fraction,
    high: Option<Fraction>,
}

/// The possible values by their side of what is asked.
struct Parts {
    short: Option<Part>,
    inside: Option<Part>,
    beyond: Option<Part>,
}

/// Cuts the possible values at the ends of what is asked.
fn parts(values: &Completions, asked: &Interval<Fraction>) -> Result<Parts, Overflow> {
    let short =
        asked.low().map(|end| if end.closed { Interval::below(end.at) } else { Interval::at_most(end.at) });
    let beyond =
        asked.high().map(|end| if end.closed { Interval::above(end.at) } else { Interval::at_least(end.at) });
    let cut = |piece: Option<Interval<Fraction>>| piece.map_or(Ok(None), |piece| part(values, &piece));
    Ok(Parts { short: cut(short)?, inside: part(values, asked)?, beyond: cut(beyond)? })
}

/// The possible values inside an interval; none if there are none.
fn part(values: &Completions, piece: &Interval<Fraction>) -> Result<Option<Part>, Overflow> {
    match *values {
        // Of each number of members the shares that it leaves: between the ends of all lie values that none of them has.
        Completions::Pairs { met, missed, both } => {
            let mut found: Option<Part> = None;
            for members in both.0.max(1)..=both.1 {
                let from = met.0.max(members.saturating_sub(missed.1)).into();
                let to = Some(met.1.min(members.saturating_sub(missed.0)).into());
                let own = part(&Completions::Steps { from, to, over: members }, piece)?;
                found = match (found, own) {
                    (Some(a), Some(b)) => {
                        let high = a.high.zip(b.high).map(|(a, b)| a.max(b));
                        Some(Part { low: a.low.min(b.low), high })
                    }
                    (a, b) => a.or(b),
                };
            }
            Ok(found)
        }
        Completions::Steps { from, to, over } => {
            let over = Fraction::whole(over);
            let whole = |end: &End<Fraction>| Ok(End { at: end.at.times(over)?, closed: end.closed });
            let low = piece.low().map(whole).transpose()?;
            let high = piece.high().map(whole).transpose()?;
            let least = low.map_or(from, |end| {
                from.max(if end.closed || !end.at.is_whole() {
                    end.at.ceil()
                } else {
                    end.at.ceil().saturating_add(1)
                })
            });
            let greatest = high.map(|end| {
                if end.closed || !end.at.is_whole() {
                    end.at.floor()
                } else {
                    end.at.floor().saturating_sub(1)
                }
            });
            let greatest = match (greatest, to) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
            if greatest.is_some_and(|greatest| greatest < least) {
                return Ok(None);
            }
            let step = |k: i128| Fraction::new(k, 1).map_err(|_| Overflow)?.over(over).map_err(|_| Overflow);
            Ok(Some(Part { low: step(least)?, high: greatest.map(step).transpose()? }))
        }
        Completions::Dense(_) => {
            if !values.sides(piece)?.inside {
                return Ok(None);
            }
            // The least and greatest of all values, no further out than the piece itself.
            let range = values.range()?;
            let low = piece.low().map_or(range.low, |end| end.at.max(range.low));
            let high = match (piece.high().map(|end| end.at), range.high) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
            Ok(Some(Part { low, high }))
        }
    }
}

/// The points of a value by a rule, where there is something to measure.
pub(super) fn by_value(by: &ByValue, max: Number, found: &Found, digits: Digits) -> Result<Bounds, Overflow> {
    let all = Bounds { low: Number::ZERO, high: max };
    match by {
        ByValue::AllOrNothing => Ok(all_or_nothing(max, found)),
        ByValue::Steps(steps) => found.values.as_ref().map_or(Ok(all), |values| stepped(steps, values)),
        _ => match (&found.values, &found.asked) {
            (Some(values), Some(asked)) => {
                let parts = parts(values, asked)?;
                match by {
                    ByValue::Proportional { floor } => {
                        proportional(*floor, max, &parts, asked, found, digits)
                    }
                    ByValue::PerShortfall { step, points, count } => {
                        per_shortfall(max, (*step, *points, *count), &parts, asked, found)
                    }
                    ByValue::BaseAndSteps { base, step, points, by } => {
                        base_and_steps(max, (*base, *step, *points, *by), &parts, asked, found, digits)
                    }
                    _ => Ok(all),
                }
            }
            // What is asked, or the value, is unknown altogether.
            _ => Ok(all),
        },
    }
}

/// The points of one value.
pub(super) fn at(
    by: &ByValue,
    max: Number,
    found: &Found,
    value: Fraction,
    digits: Digits,
) -> Result<Number, Overflow> {
    let missed = !found.asked.is_some_and(|asked| asked.contains(&value));
    let values = Some(Completions::Dense(Interval::exactly(value)));
    // The two ends are the same; the low one asks no more than this.
    Ok(by_value(by, max, &Found { missed, values, ..found.clone() }, digits)?.low)
}

/// The maximum where it is met, else 0: it follows the verdict.
fn all_or_nothing(max: Number, found: &Found) -> Bounds {
    Bounds {
        low: if found.missed { Number::ZERO } else { max },
        high: if found.met { max } else { Number::ZERO },
    }
}

/// Both, where both can be.
fn either(a: Option<Bounds>, b: Option<Bounds>) -> Option<Bounds> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.or(b)),
        (a, b) => a.or(b),
    }
}

/// `max x min(1, v / bound)`, or `max x min(1, bound / v)`; a missed target at most one unit of the scale less.
fn proportional(
    floor: Option<Number>,
    max: Number,
    parts: &Parts,
    asked: &Interval<Fraction>,
    found: &Found,
    digits: Digits,
) -> Result<Bounds, Overflow> {
    let most_missed = minus(max, unit(digits.places))?;
    let floor = floor.map(|floor| found.value(floor));
    let missed = |value: Fraction| -> Result<Number, Overflow> {
        let rises = asked.low();
        let worse = |floor: Fraction| if rises.is_some() { value < floor } else { value > floor };
        if floor.is_some_and(worse) {
            return Ok(Number::ZERO);
        }
        let bound = rises.or(asked.high()).map_or(Fraction::ONE, |end| end.at);
        // The bound itself misses where it is left out. A baseline can put it where nothing is in proportion to it.
        let ratio = if value == bound {
            Fraction::ONE
        } else if bound <= Fraction::ZERO {
            Fraction::ZERO
        } else {
            let (above, below) = if rises.is_some() { (value, bound) } else { (bound, value) };
            above.over(below).map_err(|_| Overflow)?.min(Fraction::ONE).max(Fraction::ZERO)
        };
        Ok(digits.round(max.fraction().times(ratio)?)?.min(most_missed))
    };
    let least = |value: Option<Fraction>| value.map_or(Ok(Number::ZERO), missed);
    let most = |value: Option<Fraction>| value.map_or(Ok(most_missed), missed);
    // More is better on the way up to the bound, and worse beyond it.
    let short = match parts.short {
        Some(part) => Some(Bounds { low: missed(part.low)?, high: most(part.high)? }),
        None => None,
    };
    let beyond = match parts.beyond {
        Some(part) => Some(Bounds { low: least(part.high)?, high: missed(part.low)? }),
        None => None,
    };
    let inside = parts.inside.map(|_| Bounds::exactly(max));
    Ok(either(either(short, inside), beyond).unwrap_or(Bounds { low: Number::ZERO, high: max }))
}

/// Those of the steps in which a value can lie, and 0 if it can lie in none.
fn stepped(steps: &[Step], values: &Completions) -> Result<Bounds, Overflow> {
    let mut found: Option<Bounds> = None;
    let mut intervals = Vec::with_capacity(steps.len());
    for step in steps {
        let Some(interval) = step.values.values() else { continue };
        if values.sides(&interval)?.inside {
            found = either(found, Some(Bounds::exactly(step.points)));
        }
        intervals.push(interval);
    }
    let none = match interval::gaps(&intervals) {
        None => true,
        Some(gaps) => {
            let mut none = false;
            for gap in gaps {
                none |= values.sides(&gap)?.inside;
            }
            none
        }
    };
    let nothing = none.then_some(Bounds::exactly(Number::ZERO));
    Ok(either(found, nothing).unwrap_or(Bounds::exactly(Number::ZERO)))
}

/// `max` less so many points for each step of the distance to what is asked, not below 0.
fn per_shortfall(
    max: Number,
    (step, points, count): (Number, Number, StepCount),
    parts: &Parts,
    asked: &Interval<Fraction>,
    found: &Found,
) -> Result<Bounds, Overflow> {
    let at = |distance: Fraction| -> Result<Number, Overflow> {
        let steps = found.in_units(distance)?.over(step.fraction()).map_err(|_| Overflow)?;
        let steps = if count == StepCount::Whole { steps.floor() } else { steps.ceil() };
        let deducted = points.fraction().times(Fraction::new(steps, 1).map_err(|_| Overflow)?)?;
        exact(max.fraction().minus(deducted)?.max(Fraction::ZERO))
    };
    let short = match (parts.short, asked.low()) {
        (Some(part), Some(end)) => {
            let away = |value: Fraction| end.at.minus(value).and_then(at);
            Some(Bounds { low: away(part.low)?, high: part.high.map_or(Ok(max), away)? })
        }
        _ => None,
    };
    let beyond = match (parts.beyond, asked.high()) {
        (Some(part), Some(end)) => {
            let away = |value: Fraction| value.minus(end.at).and_then(at);
            Some(Bounds { low: part.high.map_or(Ok(Number::ZERO), away)?, high: away(part.low)? })
        }
        _ => None,
    };
    let inside = parts.inside.map(|_| Bounds::exactly(max));
    Ok(either(either(short, inside), beyond).unwrap_or(Bounds { low: Number::ZERO, high: max }))
}

/// So many points where what is asked is met, so many more for each further step, up to the maximum.
fn base_and_steps(
    max: Number,
    (base, step, points, by): (Number, Number, Number, Progress),
    parts: &Parts,
    asked: &Interval<Fraction>,
    found: &Found,
    digits: Digits,
) -> Result<Bounds, Overflow> {
    let at = |distance: Fraction| -> Result<Number, Overflow> {
        let steps = found.in_units(distance)?.over(step.fraction()).map_err(|_| Overflow)?;
        let further = match by {
            Progress::WholeSteps => {
                exact(points.fraction().times(Fraction::new(steps.floor(), 1).map_err(|_| Overflow)?)?)?
            }
            Progress::ProRata => digits.round(points.fraction().times(steps)?)?,
        };
        Ok(base.plus(further)?.min(max))
    };
    let inside = match (parts.inside, asked.low(), asked.high()) {
        (None, ..) => None,
        (Some(part), Some(end), _) => {
            let away = |value: Fraction| value.minus(end.at).and_then(at);
            Some(Bounds { low: away(part.low)?, high: part.high.map_or(Ok(max), away)? })
        }
        (Some(part), None, Some(end)) => {
            let away = |value: Fraction| end.at.minus(value).and_then(at);
            Some(Bounds { low: part.high.map_or(Ok(base), away)?, high: away(part.low)? })
        }
        (Some(_), None, None) => Some(Bounds { low: base, high: max }),
    };
    let outside = (parts.short.is_some() || parts.beyond.is_some()).then_some(Bounds::exactly(Number::ZERO));
    Ok(either(inside, outside).unwrap_or(Bounds { low: Number::ZERO, high: max }))
}

/// `max` less so much for each late or missing occurrence, up to a cap and not below 0. Pending ones count in the low end
/// only.
pub(super) fn per_occurrence(
    max: Number,
    deduct: Deduction,
    cap: Option<Number>,
    late: u64,
    pending: u64,
    digits: Digits,
) -> Result<Bounds, Overflow> {
    let at = |occurrences: u64| -> Result<Number, Overflow> {
        let count = Fraction::whole(occurrences);
        let each = match deduct {
            Deduction::Points(points) => points.fraction(),
            Deduction::Percent(percent) => max.fraction().times(crate::threshold::percent(percent))?,
        };
        let most = cap.map_or(max, |cap| cap.min(max)).fraction();
        // What is left is rounded, once, and not what is taken away.
        digits.round(max.fraction().minus(each.times(count)?.min(most))?)
    };
    Ok(Bounds { low: at(late.checked_add(pending).ok_or(Overflow)?)?, high: at(late)? })
}

/// A bonus or penalty for each unit of value, not below 0 and up to its cap.
pub(super) fn per_unit(
    points: Number,
    cap: Number,
    found: &Found,
    digits: Digits,
) -> Result<Bounds, Overflow> {
    let Some(values) = &found.values else { return Ok(Bounds { low: Number::ZERO, high: cap }) };
    let at = |value: Fraction| -> Result<Number, Overflow> {
        let brought = digits.round(points.fraction().times(found.in_units(value)?)?)?;
        Ok(brought.max(Number::ZERO).min(cap))
    };
    let range = values.range()?;
    Ok(Bounds { low: at(range.low)?, high: range.high.map_or(Ok(cap), at)? })
}

/// A bonus or penalty for the target being met.
pub(super) fn per_met(points: Number, cap: Number, found: &Found) -> Bounds {
    all_or_nothing(points.min(cap), found)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::threshold::Threshold;

    const DIGITS: Digits = Digits { places: 1, rounding: Rounding::HalfUp };

    fn n(text: &str) -> Number {
        text.parse().unwrap()
    }

    fn found(values: Completions, asked: &str) -> Found {
        let asked: Threshold = asked.parse().unwrap();
        let interval = asked.values().unwrap();
        let sides = values.sides(&interval).unwrap();
        Found {
            met: sides.inside,
            missed: sides.outside,
            nothing: false,
            values: Some(values),
            asked: Some(interval),
            percent: matches!(asked, Threshold::Percent(_)),
        }
    }

    fn steps(from: i128, to: impl Into<Option<i128>>, over: u64) -> Completions {
        Completions::Steps { from, to: to.into(), over }
    }

    #[track_caller]
    fn check(by: &ByValue, asked: &str, values: Completions, points: &str) {
        let bounds = by_value(by, n("10"), &found(values, asked), DIGITS).unwrap();
        assert_eq!(bounds.to_string(), points, "{asked} {values:?}");
    }

    #[test]
    fn unknown_members_give_the_points_of_the_shares_that_they_leave() {
        // One unit that may belong or not: nothing or everything, and no share between that lies nearer to a third.
        let one = Completions::Pairs { met: (0, 1), missed: (0, 1), both: (0, 1) };
        let by = ByValue::PerShortfall { step: n("1"), points: n("0.1"), count: StepCount::Whole };
        check(&by, "= 33.33%", one, "3.4..6.7");
        // Two of them: a half too.
        let two = Completions::Pairs { met: (0, 2), missed: (0, 2), both: (0, 2) };
        check(&by, "= 33.33%", two, "3.4..8.4");
    }

    #[test]
    fn nothing_is_in_proportion_to_a_bound_that_is_not_above_0() {
        // A sheet may not ask for it; a baseline can come to it.
        let by = ByValue::Proportional { floor: None };
        check(&by, "> 0", steps(-5, -1, 1), "0");
        check(&by, "> 0", steps(-5, 0, 1), "0..9.9");
        check(&by, "<= -2", steps(-1, 3, 1), "0");
        check(&by, "< 0", steps(0, 0, 1), "9.9");
    }

    #[test]
    fn all_or_nothing_follows_the_verdict() {
        for (from, to, points) in [(86, 86, "10"), (85, 85, "0"), (85, 86, "0..10")] {
            check(&ByValue::AllOrNothing, "> 85%", steps(from, to, 100), points);
        }
    }

    #[test]
    fn proportional_points_are_rounded_once_and_a_missed_target_never_has_them_all() {
        let plain = ByValue::Proportional { floor: None };
        check(&plain, ">= 90%", steps(45, 45, 100), "5");
        check(&plain, ">= 90%", steps(90, 90, 100), "10");
        check(&plain, ">= 90%", steps(89999, 89999, 100_000), "9.9");
        check(&plain, "> 85%", steps(85, 85, 100), "9.9");
        check(&plain, ">= 90%", steps(1, 1, 3), "3.7");
        check(&plain, ">= 90%", steps(0, 10, 10), "0..10");
        check(&plain, ">= 90%", steps(0, 8, 10), "0..8.9");
        check(&plain, "<= 5%", steps(10, 10, 100), "5");
        check(&plain, "<= 5%", steps(5, 5, 100), "10");
        check(&plain, "<= 5%", steps(0, 0, 100), "10");
        check(&plain, "< 5%", steps(5, 5, 100), "9.9");
        check(&plain, "<= 2", steps(4, None, 1), "0..5");
        check(&plain, "<= 0", steps(0, 0, 1), "10");
        check(&plain, "<= 0", steps(1, 1, 1), "0");
        check(&plain, ">= 5", steps(3, None, 1), "6..10");
        let floor = ByValue::Proportional { floor: Some(n("50")) };
        check(&floor, ">= 90%", steps(49, 49, 100), "0");
        check(&floor, ">= 90%", steps(50, 50, 100), "5.6");
        let ceiling = ByValue::Proportional { floor: Some(n("20")) };
        check(&ceiling, "<= 5%", steps(20, 20, 100), "2.5");
        check(&ceiling, "<= 5%", steps(21, 21, 100), "0");
    }

    #[test]
    fn steps_give_their_points_and_nothing_where_there_is_none() {
        let step = |values: &str, points: &str| Step { values: values.parse().unwrap(), points: n(points) };
        let rule =
            ByValue::Steps(vec![step(">= 95%", "10"), step("[85%, 95%)", "7"), step("[50%, 80%)", "3")]);
        for (from, to, points) in [
            (95, 95, "10"),
            (94, 94, "7"),
            (85, 85, "7"),
            (84, 84, "0"),
            (79, 79, "3"),
            (49, 49, "0"),
            (84, 85, "0..7"),
            (86, 100, "7..10"),
            (50, 79, "3"),
        ] {
            check(&rule, ">= 95%", steps(from, to, 100), points);
        }
    }

    #[test]
    fn shortfall_is_counted_in_whole_or_begun_steps() {
        let rule = |count| ByValue::PerShortfall { step: n("1"), points: n("0.5"), count };
        let (whole, begun) = (rule(StepCount::Whole), rule(StepCount::Begun));
        check(&whole, ">= 90%", steps(90, 90, 100), "10");
        check(&whole, ">= 90%", steps(87, 87, 100), "8.5");
        check(&whole, ">= 90%", steps(8750, 8750, 10_000), "9");
        check(&begun, ">= 90%", steps(8750, 8750, 10_000), "8.5");
        check(&whole, ">= 90%", steps(10, 10, 100), "0");
        check(&whole, "> 85%", steps(85, 85, 100), "10");
        check(&whole, "[1, 2]", steps(4, 4, 1), "9");
        check(&whole, "[1, 2]", steps(0, None, 1), "0..10");
        check(&whole, "[1, 2]", steps(3, None, 1), "0..9.5");
        check(&whole, "<= 5%", steps(7, 7, 100), "9");
    }

    #[test]
    fn further_value_counts_by_whole_steps_or_in_proportion() {
        let rule = |by| ByValue::BaseAndSteps { base: n("6"), step: n("5"), points: n("1"), by };
        let (whole, rata) = (rule(Progress::WholeSteps), rule(Progress::ProRata));
        check(&whole, ">= 80%", steps(80, 80, 100), "6");
        check(&whole, ">= 80%", steps(79, 79, 100), "0");
        check(&whole, ">= 80%", steps(89, 89, 100), "7");
        check(&rata, ">= 80%", steps(89, 89, 100), "7.8");
        check(&whole, ">= 80%", steps(100, 100, 100), "10");
        check(&rata, ">= 3", steps(2, None, 1), "0..10");
        check(&whole, "<= 20%", steps(9, 9, 100), "8");
        check(&whole, "<= 20%", steps(21, 21, 100), "0");
    }

    #[test]
    fn late_occurrences_are_deducted_up_to_the_cap_and_pending_ones_in_the_low_end_only() {
        let points = |deduct, cap: Option<&str>, late, pending| {
            per_occurrence(n("10"), deduct, cap.map(n), late, pending, DIGITS).unwrap().to_string()
        };
        let (two, third) = (Deduction::Points(n("2")), Deduction::Percent(n("33.3")));
        assert_eq!(points(two, None, 0, 0), "10");
        assert_eq!(points(two, None, 2, 1), "4..6");
        assert_eq!(points(two, None, 9, 0), "0");
        assert_eq!(points(two, Some("5"), 3, 0), "5");
        assert_eq!(points(third, None, 2, 0), "3.3");
        // What is left is rounded, in the mode of the sheet: 8.5 points.
        let left = |rounding| {
            let digits = Digits { places: 0, rounding };
            per_occurrence(n("10"), Deduction::Percent(n("15")), None, 1, 0, digits).unwrap().to_string()
        };
        assert_eq!(
            [Rounding::HalfUp, Rounding::HalfEven, Rounding::Down, Rounding::Up].map(left),
            ["9", "8", "8", "9"]
        );
    }

    #[test]
    fn bonuses_go_up_to_their_cap() {
        let value = |values, asked: &str| per_unit(n("0.5"), n("2"), &found(values, asked), DIGITS).unwrap();
        assert_eq!(value(steps(3, 3, 1), ">= 1").to_string(), "1.5");
        assert_eq!(value(steps(9, 9, 1), ">= 1").to_string(), "2");
        assert_eq!(value(steps(1, None, 1), ">= 1").to_string(), "0.5..2");
        assert_eq!(per_met(n("5"), n("3"), &found(steps(1, 1, 1), ">= 1")), Bounds::exactly(n("3")));
    }

    fn rules() -> impl Strategy<Value = ByValue> {
        let steps = |cut: (u32, u32)| {
            let (a, b) = (cut.0.min(cut.1), cut.0.max(cut.1));
            let step =
                |values: String, points: &str| Step { values: values.parse().unwrap(), points: n(points) };
            ByValue::Steps(vec![step(format!("< {a}%"), "4"), step(format!(">= {b}%"), "9.5")])
        };
        prop_oneof![
            Just(ByValue::AllOrNothing),
            proptest::option::of(Just(n("20"))).prop_map(|floor| ByValue::Proportional { floor }),
            (1..100_u32, 1..100_u32).prop_map(steps),
            any::<bool>().prop_map(|whole| ByValue::PerShortfall {
                step: n("7.5"),
                points: n("1.5"),
                count: if whole { StepCount::Whole } else { StepCount::Begun },
            }),
            any::<bool>().prop_map(|whole| ByValue::BaseAndSteps {
                base: n("4"),
                step: n("3"),
                points: n("0.7"),
                by: if whole { Progress::WholeSteps } else { Progress::ProRata },
            }),
        ]
    }

    proptest! {
        #[test]
        fn every_completion_lies_between_the_ends_and_the_ends_can_occur(
            by in rules(), from in 0..20_i128, more in 0..20_i128, over in 1..40_u64,
            asked in prop_oneof![Just(">= 30%"), Just("> 60%"), Just("<= 50%"), Just("< 25%"), Just("[20%, 45%]")],
            rounding in prop_oneof![Just(Rounding::HalfUp), Just(Rounding::HalfEven), Just(Rounding::Down), Just(Rounding::Up)],
        ) {
            let two_sided = asked.starts_with('[');
            prop_assume!(!(two_sided && matches!(by, ByValue::Proportional { .. } | ByValue::BaseAndSteps { .. })));
            let floor_inside = matches!(by, ByValue::Proportional { floor: Some(_) }) && asked.starts_with('<');
            prop_assume!(!floor_inside);
            let over = over.max(u64::try_from(from + more).unwrap()).max(1);
            let digits = Digits { places: 1, rounding };
            let points = |from, to| by_value(&by, n("10"), &found(steps(from, to, over), asked), digits).unwrap();
            let said = points(from, from + more);
            let each: Vec<Number> = (from..=from + more)
                .map(|k| {
                    let one = points(k, k);
                    assert_eq!(one.low, one.high, "one value has one number of points");
                    one.low
                })
                .collect();
            prop_assert_eq!(said.low, *each.iter().min().unwrap());
            prop_assert_eq!(said.high, *each.iter().max().unwrap());
            prop_assert!(said.low >= Number::ZERO && said.high <= n("10"));
        }
    }
}
