//! How the tasks stand: a line for each, and who is overdue.

use kehoach::{DutyStatus, OccurrenceStatus};
use serde_json::{Value, json};

use crate::{View, common::Failure};

/// In the order in which they are counted.
const STATUSES: [DutyStatus; 8] = [
    DutyStatus::DoneOnTime,
    DutyStatus::DoneLate,
    DutyStatus::Overdue,
    DutyStatus::Due,
    DutyStatus::Upcoming,
    DutyStatus::AwaitingInstruction,
    DutyStatus::Unanswered,
    DutyStatus::NotApplicable,
];

pub fn print(view: &View<'_>) -> Result<(), Failure> {
    if view.occurrences.is_empty() {
        return Ok(());
    }
    let pick = |vietnamese, english| view.language.pick(vietnamese, english);
    say!("\n{}", pick("Nhiệm vụ, chế độ báo cáo", "Tasks and reporting duties"));
    for task in view.plan.tasks() {
        let mine: Vec<_> = view.occurrences.iter().filter(|o| o.task == task.id).collect();
        if mine.is_empty() {
            continue;
        }
        say!("{}  {}: {}", task.id, task.title, counts(view, &mine));
        overdue(view, &mine);
    }
    let all: Vec<_> = view.occurrences.iter().collect();
    say!("{}: {}", pick("Tổng cộng", "In all"), counts(view, &all));
    Ok(())
}

/// Who is overdue, occurrence by occurrence.
fn overdue(view: &View<'_>, occurrences: &[&OccurrenceStatus]) {
    const SHOWN: usize = 5;
    let pick = |vietnamese, english| view.language.pick(vietnamese, english);
    let mut late = occurrences.iter().filter(|o| o.status == DutyStatus::Overdue).peekable();
    while let Some(first) = late.next() {
        let mut names = vec![view.register.name(&first.unit).unwrap_or(first.unit.as_str())];
        while let Some(next) = late.next_if(|o| o.occurrence == first.occurrence && o.last == first.last) {
            names.push(view.register.name(&next.unit).unwrap_or(next.unit.as_str()));
        }
        let more = names.len().saturating_sub(SHOWN);
        let tail = if more > 0 { format!(" +{more}") } else { String::new() };
        names.truncate(SHOWN);
        say!(
            "    {}, {} ({} {}, {} {}): {}{tail}",
            first.status.label(view.language),
            first.occurrence,
            first.days.unwrap_or_default(),
            pick("ngày", "days"),
            first.working_days.unwrap_or_default(),
            pick("ngày làm việc", "working days"),
            names.join(", "),
        );
    }
}

fn counts(view: &View<'_>, occurrences: &[&OccurrenceStatus]) -> String {
    let counts = STATUSES.iter().filter_map(|status| {
        let count = occurrences.iter().filter(|o| o.status == *status).count();
        (count > 0).then(|| format!("{count} {}", status.label(view.language)))
    });
    counts.collect::<Vec<_>>().join(", ")
}

/// One occurrence for programs: dates as text, nothing as `null`.
pub fn json(occurrence: &OccurrenceStatus) -> Value {
    json!({
        "task": occurrence.task,
        "occurrence": Some(&occurrence.occurrence).filter(|label| !label.is_empty()),
        "first": occurrence.first.map(|day| day.to_string()),
        "last": occurrence.last.map(|day| day.to_string()),
        "unit": occurrence.unit,
        "status": occurrence.status,
        "days": occurrence.days,
    })
}
