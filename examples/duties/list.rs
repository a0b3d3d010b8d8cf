//! A unit's list for a terminal and for programs.

use kehoach::{
    AgendaItem, Citation, DutyStatus, Involved, Language, OccurrenceStatus, Plan, Relation, Role, Subject,
    UnitId, UnitRole, explain::InWords,
};
use serde_json::{Value, json};

use crate::{View, calendar::about, common::Failure};

/// Of longer lists of units the first are shown.
const SHOWN: usize = 4;

pub fn text(view: &View<'_>) -> Result<(), Failure> {
    let pick = |vietnamese, english| view.language.pick(vietnamese, english);
    say!("{} {}", view.plan.id(), view.plan.title());
    say!("{}, {} {}\n", name(view, &view.agenda.unit), pick("tính đến ngày", "as of"), view.as_of);
    if view.agenda.items.is_empty() {
        say!("{}", pick("Không có nhiệm vụ nào.", "There is nothing to do."));
    }
    for item in &view.agenda.items {
        let (id, title) = about(view.plan, item);
        say!("{}  {id} {title} ({})", days(item), item.label);
        say!("        {}{}", role(view.language, item.role), with(view, &item.with));
        if let Some(line) = said(view).taken_over_from(&item.taken_over_from, view.register) {
            say!("        {line}");
        }
        if item.unanswered {
            say!("        {}", DutyStatus::Unanswered.label(view.language));
        }
        if let Some(line) = documents(view, item) {
            say!("        {line}");
        }
        for line in statuses(view, item) {
            say!("        {line}");
        }
    }
    let heading = pick("Cần làm: quá hạn, hoặc đến hạn trong", "To look to: overdue, or due within");
    say!("\n{heading} {} {}", view.within, pick("ngày tới", "days"));
    if view.pending.is_empty() {
        say!("        {}", pick("không có", "nothing"));
    }
    for pending in &view.pending {
        let title = view.plan.task(&pending.task).map_or("", |task| &task.title);
        let last = pending.last.map_or_else(|| "          ".to_owned(), |day| day.to_string());
        let from = said(view).taken_over_from(&pending.taken_over_from, view.register);
        let from = from.map_or_else(String::new, |from| format!("; {from}"));
        say!("{last}  {} {title} ({}): {}{from}", pending.task, pending.occurrence, how(view, pending));
    }
    Ok(())
}

fn said<'a>(view: &'a View<'_>) -> InWords<'a> {
    InWords::new(view.plan, view.language)
}

fn name<'a>(view: &'a View<'_>, unit: &'a UnitId) -> &'a str {
    view.register.name(unit).unwrap_or(unit.as_str())
}

fn days(item: &AgendaItem) -> String {
    let day = |day: Option<chrono::NaiveDate>| day.map_or_else(|| "          ".to_owned(), |d| d.to_string());
    format!("{} - {}", day(item.first), day(item.last))
}

fn role(language: Language, role: UnitRole) -> &'static str {
    match role {
        UnitRole::In(role) => role.label(language),
        UnitRole::Counted => language.pick("được tính trong chỉ tiêu", "counted in the target"),
        UnitRole::Judged => language.pick("được đánh giá", "judged"),
    }
}

/// The others, role by role.
fn with(view: &View<'_>, with: &[(Role, Involved)]) -> String {
    let mut out = String::new();
    for role in Role::ALL {
        let said = said(view);
        let of_role = with.iter().filter(|(of, _)| *of == role);
        let names: Vec<String> = of_role.map(|(_, who)| said.involved(who, view.register)).collect();
        if names.is_empty() {
            continue;
        }
        let more = names.len().saturating_sub(SHOWN);
        let tail = if more > 0 { format!(" +{more}") } else { String::new() };
        let shown = names[..names.len().min(SHOWN)].join(", ");
        out.push_str(&format!("; {}: {shown}{tail}", role.label(view.language)));
    }
    out
}

/// The documents of an item, relation by relation: numbers and names without what else the plan says of them.
fn documents(view: &View<'_>, item: &AgendaItem) -> Option<String> {
    let citations = citations(view.plan, item);
    let mut parts = Vec::new();
    for relation in Relation::ALL {
        let of: Vec<String> = citations
            .iter()
            .filter(|citation| citation.relation == relation)
            .map(|Citation { document, .. }| match document.number() {
                Some(number) => number.to_string(),
                None => document.name().unwrap_or_default().to_owned(),
            })
            .collect();
        if !of.is_empty() {
            let more = of.len().saturating_sub(SHOWN);
            let tail = if more > 0 { format!(" +{more}") } else { String::new() };
            let shown = of.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(", ");
            parts.push(format!("{}: {shown}{tail}", relation.label(view.language)));
        }
    }
    (!parts.is_empty()).then(|| parts.join("; "))
}

fn citations<'a>(plan: &'a Plan, item: &AgendaItem) -> &'a [Citation] {
    let found = match &item.subject {
        Subject::Target(id) => plan.target(id).map(|target| &target.citations),
        Subject::Task(id) | Subject::Report(id) => plan.task(id).map(|task| &task.citations),
        _ => None,
    };
    found.map_or(&[], Vec::as_slice)
}

/// The records of an item: the unit's own where it leads, else those of all who do.
fn records<'a>(view: &'a View<'_>, item: &'a AgendaItem) -> Vec<&'a OccurrenceStatus> {
    view.agenda.statuses(item, &view.occurrences).collect()
}

fn statuses(view: &View<'_>, item: &AgendaItem) -> Vec<String> {
    let records = records(view, item);
    if let [only] = records.as_slice() {
        return vec![how(view, only)];
    }
    let mut counts: Vec<(DutyStatus, usize)> = Vec::new();
    for record in records {
        match counts.iter_mut().find(|(status, _)| *status == record.status) {
            Some((_, count)) => *count += 1,
            None => counts.push((record.status, 1)),
        }
    }
    let counts = counts.iter().map(|(status, count)| format!("{count} {}", status.label(view.language)));
    let counts: Vec<String> = counts.collect();
    if counts.is_empty() { Vec::new() } else { vec![counts.join(", ")] }
}

/// A status with its days.
fn how(view: &View<'_>, record: &OccurrenceStatus) -> String {
    let pick = |vietnamese, english| view.language.pick(vietnamese, english);
    let label = record.label(view.language);
    let done = record.done_on.map_or_else(String::new, |day| format!(" {day}"));
    let days = match (record.days, record.working_days) {
        (Some(days), Some(working)) => {
            format!(", {days} {} ({working} {})", pick("ngày", "days"), pick("ngày làm việc", "working days"))
        }
        (Some(days), None) => format!(", {days} {}", pick("ngày", "days")),
        _ => String::new(),
    };
    let by = said(view).done_by(&record.done_by, view.register);
    let by = by.map_or_else(String::new, |by| format!(", {by}"));
    format!("{label}{done}{by}{days}")
}

pub fn json(view: &View<'_>) -> Result<(), Failure> {
    let items: Vec<Value> = view.agenda.items.iter().map(|item| in_json(view, item)).collect();
    let pending: Vec<Value> = view.pending.iter().map(record).collect();
    let all = json!({
        "unit": view.agenda.unit,
        "as_of": view.as_of.to_string(),
        "items": items,
        "within": view.within,
        "pending": pending,
    });
    say!("{}", serde_json::to_string_pretty(&all)?);
    Ok(())
}

fn in_json(view: &View<'_>, item: &AgendaItem) -> Value {
    let (id, title) = about(view.plan, item);
    let with = item.with.iter().map(|(role, who)| match who {
        Involved::Unit(unit) => json!({ "role": role, "unit": unit }),
        Involved::Open(phrase) => json!({ "role": role, "open": phrase }),
    });
    let statuses: Vec<Value> = records(view, item).into_iter().map(record).collect();
    json!({
        "subject": match item.subject {
            Subject::Target(_) => "target",
            Subject::Report(_) => "report",
            _ => "task",
        },
        "id": id,
        "title": title,
        "occurrence": item.label,
        "first": item.first.map(|day| day.to_string()),
        "last": item.last.map(|day| day.to_string()),
        "role": match item.role {
            UnitRole::In(role) => role.name(),
            UnitRole::Counted => "counted",
            UnitRole::Judged => "judged",
        },
        "taken_over_from": item.taken_over_from,
        "unanswered": item.unanswered,
        "with": with.collect::<Vec<_>>(),
        "documents": citations(view.plan, item),
        "statuses": statuses,
    })
}

fn record(occurrence: &OccurrenceStatus) -> Value {
    json!({
        "task": occurrence.task,
        "occurrence": Some(&occurrence.occurrence).filter(|label| !label.is_empty()),
        "first": occurrence.first.map(|day| day.to_string()),
        "last": occurrence.last.map(|day| day.to_string()),
        "unit": occurrence.unit,
        "taken_over_from": occurrence.taken_over_from,
        "status": occurrence.status,
        "done_on": occurrence.done_on.map(|day| day.to_string()),
        "done_by": occurrence.done_by,
        "days": occurrence.days,
        "working_days": occurrence.working_days,
    })
}
