//! The evaluation as JSON, for programs: fractions as text, nothing as `null`.

use kehoach::{Asked, Fraction, Outcome, PlanLine, Tally};
use serde_json::{Value, json};

use crate::{View, common::Failure, tasks};

pub fn print(view: &View<'_>) -> Result<(), Failure> {
    let targets = view
        .evaluation
        .outcomes
        .iter()
        .map(|outcome| target(view, outcome))
        .collect::<Result<Vec<_>, _>>()?;
    let lines: Vec<Value> = view.evaluation.lines.iter().map(line).collect();
    let notes: Vec<String> = view.evaluation.notes.iter().map(ToString::to_string).collect();
    let as_of = view.evaluation.as_of.to_string();
    let occurrences: Vec<Value> = view.occurrences.iter().map(tasks::json).collect();
    let all = json!({
        "as_of": as_of,
        "targets": targets,
        "lines": lines,
        "occurrences": occurrences,
        "notes": notes,
    });
    say!("{}", serde_json::to_string_pretty(&all)?);
    Ok(())
}

fn text(fraction: Option<Fraction>) -> Value {
    fraction.map_or(Value::Null, |fraction| Value::String(fraction.to_string()))
}

fn target(view: &View<'_>, outcome: &Outcome) -> Result<Value, Failure> {
    let range = outcome.range;
    let shortfall = match outcome.shortfall {
        Some(shortfall) => {
            let sources = view.evaluator.sources(outcome)?;
            // Where nothing is needed, nobody needs to give it.
            let needed = shortfall.needed != Some(Fraction::ZERO) || shortfall.strict;
            json!({
                "needed": text(shortfall.needed),
                "reachable": shortfall.reachable,
                "strict": shortfall.strict,
                "from": if needed { sources.unknown } else { Vec::new() },
                "from_missed": if needed { sources.missed } else { Vec::new() },
            })
        }
        None => Value::Null,
    };
    Ok(json!({
        "target": outcome.target,
        "period": outcome.period,
        "subject": outcome.subject,
        "verdict": outcome.verdict,
        "stage": outcome.stage,
        "provisional": outcome.provisional,
        "threshold": view.plan.target(&outcome.target).map(|target| match &target.asked {
            Asked::Qualitative => Value::Null,
            asked => Value::String(asked.to_string()),
        }),
        "low": text(range.map(|range| range.low)),
        "high": range.map(|range| range.high.map_or("inf".to_owned(), |high| high.to_string())),
        "low_attained": range.map(|range| range.low_attained),
        "high_attained": range.map(|range| range.high_attained),
        "reported": text(outcome.reported),
        "tally": outcome.tally.as_ref().map(tally),
        "shortfall": shortfall,
        "policy": outcome.policy,
        "carried_forward": outcome.carried_forward,
        "baseline": text(outcome.baseline),
    }))
}

/// Units where units are counted, figures where figures add up: of those none is met or missed.
fn tally(tally: &Tally) -> Value {
    match tally {
        Tally::Units(units) => json!({
            "met": units.met,
            "missed": units.missed,
            "unknown": units.unknown + units.met_if_member + units.missed_if_member + units.unknown_if_member,
            "not_applicable": units.not_applicable,
            "outside": units.outside,
        }),
        Tally::Sum(sum) => json!({
            "met": null,
            "missed": null,
            "reported": sum.figures,
            "unknown": sum.unknown_figures,
            "not_applicable": sum.not_applicable_figures,
        }),
        Tally::Pooled(pooled) => json!({
            "met": null,
            "missed": null,
            "reported": pooled.figures,
            "unknown": pooled.unknown_figures,
            "not_applicable": pooled.not_applicable_figures,
        }),
        _ => Value::Null,
    }
}

fn line(line: &PlanLine) -> Value {
    json!({
        "target": line.target,
        "period": line.period,
        "verdict": line.verdict,
        "met": line.met,
        "missed": line.missed,
        "open": line.open,
        "not_applicable": line.not_applicable,
    })
}
