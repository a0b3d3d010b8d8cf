//! The scores as JSON, for programs: decimals and fractions as text, nothing as `null`.

use kehoach::score::{Bounds, Score};
use serde_json::{Value, json};

use crate::{View, common::Failure};

pub fn print(view: &View<'_>) -> Result<(), Failure> {
    let subjects: Vec<Value> = view.scores.ranked().into_iter().map(subject).collect();
    let all = json!({
        "sheet": view.scores.sheet,
        "as_of": view.scores.as_of.to_string(),
        "subjects": subjects,
    });
    say!("{}", serde_json::to_string_pretty(&all)?);
    Ok(())
}

fn low(points: Option<Bounds>) -> Option<String> {
    points.map(|points| points.low.to_string())
}

fn high(points: Option<Bounds>) -> Option<String> {
    points.map(|points| points.high.to_string())
}

fn subject(score: &Score) -> Value {
    let criteria = score.criteria.iter().map(|criterion| {
        json!({
            "criterion": criterion.criterion,
            "low": low(criterion.counted),
            "high": high(criterion.counted),
            "max": criterion.max,
            "known": criterion.known,
        })
    });
    let adjustments = score.adjustments.iter().map(|adjustment| {
        json!({
            "adjustment": adjustment.adjustment,
            "penalty": adjustment.penalty,
            "low": low(Some(adjustment.points)),
            "high": high(Some(adjustment.points)),
        })
    });
    let quotas = score.quotas.iter().map(|quota| json!({ "quota": quota.quota, "standing": quota.standing }));
    json!({
        "subject": score.subject,
        "low": low(score.total),
        "high": high(score.total),
        "grades": score.grades,
        "grade": score.grade(),
        "rank": score.rank.and_then(kehoach::score::Rank::single),
        "ranks": score.rank.map(|rank| [rank.best, rank.worst]),
        "tied": score.rank.is_some_and(|rank| rank.tied),
        "completeness": score.completeness,
        "before_quotas": score.before_quotas,
        "quotas": quotas.collect::<Vec<_>>(),
        "criteria": criteria.collect::<Vec<_>>(),
        "adjustments": adjustments.collect::<Vec<_>>(),
    })
}
