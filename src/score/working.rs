//! A rule's arithmetic at one value, step by step, so that it can be redone by hand.

use serde::{Deserialize, Serialize};

use super::{
    ByValue, StepCount,
    rule::{self, Digits, Found},
};
use crate::quantity::{Fraction, Number, Overflow};

/// A rule's arithmetic at one value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Working {
    /// The value; of a share, from 0 to 1.
    pub value: Fraction,
    /// The bound that it is held against; none where that is unknown.
    pub bound: Option<Fraction>,
    /// Whether more is better: what is asked is a lower bound.
    pub rises: bool,
    /// Whether it meets what is asked.
    pub met: bool,
    /// How far it lies from the bound, in percentage points or plain units, where the rule counts that.
    pub distance: Option<Fraction>,
    /// How many steps count.
    pub steps: Option<Fraction>,
    /// What comes out before rounding: the points in proportion, those deducted, or those added.
    pub exact: Option<Fraction>,
    /// The points.
    pub points: Number,
}

pub(super) fn working(
    by: &ByValue,
    max: Number,
    found: &Found,
    value: Fraction,
    digits: Digits,
) -> Result<Working, Overflow> {
    let asked = found.asked;
    let met = asked.is_some_and(|asked| asked.contains(&value));
    let points = rule::at(by, max, found, value, digits)?;
    let rises = asked.is_some_and(|asked| asked.low().is_some());
    let mut working =
        Working { value, bound: None, rises, met, distance: None, steps: None, exact: None, points };
    let Some(asked) = asked else { return Ok(working) };
    let (low, high) = (asked.low().map(|end| end.at), asked.high().map(|end| end.at));
    // The end on whose outer side the value lies, be it the end itself that is left out; or, met, the one it is measured from.
    let bound = match (low, high) {
        (Some(low), Some(high)) => Some(if !met && value <= low { low } else { high }),
        (low, high) => low.or(high),
    };
    let Some(bound) = bound else { return Ok(working) };
    working.bound = Some(bound);
    let away = if value < bound { bound.minus(value)? } else { value.minus(bound)? };
    let away = if found.percent { away.times(Fraction::whole(100))? } else { away };
    let over = |step: Number| away.over(step.fraction()).map_err(|_| Overflow);
    let whole = |n: i128| Fraction::new(n, 1).map_err(|_| Overflow);
    match by {
        ByValue::Proportional { .. } if !met => {
            let ratio = if low.is_some() { value.over(bound) } else { bound.over(value) };
            let ratio = ratio.unwrap_or(Fraction::ONE).min(Fraction::ONE).max(Fraction::ZERO);
            working.exact = Some(max.fraction().times(ratio)?);
        }
        ByValue::PerShortfall { step, points, count } if !met => {
            let steps = over(*step)?;
            let steps = whole(if *count == StepCount::Whole { steps.floor() } else { steps.ceil() })?;
            working.distance = Some(away);
            working.steps = Some(steps);
            working.exact = Some(points.fraction().times(steps)?);
        }
        ByValue::BaseAndSteps { step, points, by, .. } if met => {
            let steps = over(*step)?;
            let steps = if *by == super::Progress::WholeSteps { whole(steps.floor())? } else { steps };
            working.distance = Some(away);
            working.steps = Some(steps);
            working.exact = Some(points.fraction().times(steps)?);
        }
        _ => {}
    }
    Ok(working)
}
