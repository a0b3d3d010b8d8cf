//! What the library says, as JSON.

use kehoach::{
    AgendaItem, Evaluation, Fraction, Involved, OccurrenceStatus, Outcome, PlanLine, Subject, UnitRole,
};
use serde_json::{Value, json};

use super::Compared;
use crate::{
    changes::Changes,
    failure::Failure,
    view::{UnitDuties, View},
    wording,
};

pub fn scorecard(view: &View<'_>, evaluation: &Evaluation) -> Result<Value, Failure> {
    let plan = &view.office.plan;
    let mut targets = Vec::new();
    for outcome in &evaluation.outcomes {
        let mut one = self::outcome(outcome);
        let target = plan.target(&outcome.target);
        let (needed, missed) = match &outcome.shortfall {
            // Where nothing is needed, nobody needs to give it.
            Some(shortfall) if shortfall.needed != Some(Fraction::ZERO) || shortfall.strict => {
                let sources = view.evaluator.sources(outcome)?;
                (sources.unknown, sources.missed)
            }
            _ => (Vec::new(), Vec::new()),
        };
        if let Value::Object(fields) = &mut one {
            fields.insert("title".to_owned(), json!(target.map(|target| &target.title)));
            fields.insert("clause".to_owned(), json!(target.map(|target| &target.clause)));
            fields.insert("asked".to_owned(), json!(target.map(|target| target.asked.to_string())));
            fields.insert("subject_name".to_owned(), json!(view.name(&outcome.subject)));
            fields.insert("from".to_owned(), json!(needed));
            fields.insert("from_missed".to_owned(), json!(missed));
        }
        targets.push(one);
    }
    let notes: Vec<String> = evaluation.notes.iter().map(ToString::to_string).collect();
    Ok(json!({
        "plan": plan.id(),
        "title": plan.title(),
        "as_of": evaluation.as_of.to_string(),
        "sample": view.office.sample,
        "targets": targets,
        "lines": evaluation.lines.iter().map(line).collect::<Vec<_>>(),
        "notes": notes,
    }))
}

/// Figures, tallies and shortfalls as the library itself writes them.
fn outcome(outcome: &Outcome) -> Value {
    json!({
        "target": outcome.target,
        "period": outcome.period,
        "subject": outcome.subject,
        "verdict": outcome.verdict,
        "stage": outcome.stage,
        "provisional": outcome.provisional,
        "carried_forward": outcome.carried_forward,
        "range": outcome.range,
        "reported": outcome.reported,
        "baseline": outcome.baseline,
        "policy": outcome.policy,
        "tally": outcome.tally,
        "shortfall": outcome.shortfall,
    })
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

pub fn duties(view: &View<'_>, duties: &UnitDuties, within: u32) -> Value {
    let items: Vec<Value> = duties.agenda.items.iter().map(|item| self::item(view, duties, item)).collect();
    json!({
        "unit": duties.agenda.unit,
        "name": view.name(&duties.agenda.unit),
        "as_of": view.as_of.to_string(),
        "items": items,
        "within": within,
        "pending": duties.pending.iter().map(occurrence).collect::<Vec<_>>(),
    })
}

fn item(view: &View<'_>, duties: &UnitDuties, item: &AgendaItem) -> Value {
    let about = wording::about(view, &item.subject);
    let with = item.with.iter().map(|(role, who)| match who {
        Involved::Unit(unit) => json!({ "role": role, "unit": unit, "name": view.name(unit) }),
        Involved::Open(phrase) => json!({ "role": role, "open": phrase }),
    });
    json!({
        "subject": match item.subject {
            Subject::Target(_) => "target",
            Subject::Report(_) => "report",
            _ => "task",
        },
        "id": about.id,
        "title": about.title,
        "clause": about.clause,
        "occurrence": item.label,
        "first": item.first.map(|day| day.to_string()),
        "last": item.last.map(|day| day.to_string()),
        "role": match item.role {
            UnitRole::In(role) => role.name(),
            UnitRole::Counted => "counted",
            UnitRole::Judged => "judged",
        },
        "with": with.collect::<Vec<_>>(),
        "statuses": duties.records(item).into_iter().map(occurrence).collect::<Vec<_>>(),
    })
}

fn occurrence(occurrence: &OccurrenceStatus) -> Value {
    json!({
        "task": occurrence.task,
        "occurrence": Some(&occurrence.occurrence).filter(|label| !label.is_empty()),
        "unit": occurrence.unit,
        "first": occurrence.first.map(|day| day.to_string()),
        "last": occurrence.last.map(|day| day.to_string()),
        "status": occurrence.status,
        "done_on": occurrence.done_on.map(|day| day.to_string()),
        "days": occurrence.days,
        "working_days": occurrence.working_days,
    })
}

pub fn changes(compared: &Compared, changes: &Changes) -> Value {
    let outcomes = changes.outcomes.iter().map(|change| {
        let of = |one: &Option<Outcome>| one.as_ref().map(outcome);
        json!({ "before": of(&change.before), "after": of(&change.after) })
    });
    let lines = changes.lines.iter().map(|change| {
        let of = |one: &Option<PlanLine>| one.as_ref().map(line);
        json!({ "before": of(&change.before), "after": of(&change.after) })
    });
    let duties = changes.duties.iter().map(|change| {
        let of = |one: &Option<OccurrenceStatus>| one.as_ref().map(occurrence);
        json!({ "before": of(&change.before), "after": of(&change.after) })
    });
    let compared = match compared {
        Compared::Days { from, to } => json!({ "from": from.to_string(), "to": to.to_string() }),
        Compared::Reports { since, last, as_of } => {
            json!({ "since": since, "last": last, "as_of": as_of.to_string() })
        }
    };
    json!({
        "compared": compared,
        "outcomes": outcomes.collect::<Vec<_>>(),
        "lines": lines.collect::<Vec<_>>(),
        "duties": duties.collect::<Vec<_>>(),
    })
}
