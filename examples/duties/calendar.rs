//! A unit's list as an iCalendar file (RFC 5545).

use chrono::{NaiveDate, NaiveTime};
use icalendar::{Calendar, Component, Event, EventLike};
use kehoach::{Agenda, AgendaItem, Language, Plan, Subject, UnitRole};

/// One all-day event for each item that has a last day.
///
/// Nothing in it depends on the clock: it is stamped with the day as of which it was made, and an item keeps its id from one
/// writing to the next, so that a calendar that reads it again updates what it has.
pub fn write(plan: &Plan, agenda: &Agenda, as_of: NaiveDate, language: Language) -> String {
    let mut calendar = Calendar::new();
    for item in &agenda.items {
        let (Some(first), Some(last)) = (item.first, item.last) else { continue };
        // The end of an all-day event is the day after it.
        let Some(end) = last.succ_opt() else { continue };
        let (id, title) = about(plan, item);
        let role = match item.role {
            UnitRole::In(role) => (role.name(), role.label(language)),
            UnitRole::Counted => ("counted", language.pick("được tính trong chỉ tiêu", "is counted in it")),
            UnitRole::Judged => ("judged", language.pick("được đánh giá", "is judged by it")),
        };
        let event = Event::new()
            .uid(&format!("{}/{id}/{}/{}/{}@kehoach", plan.id(), item.label, agenda.unit, role.0))
            .timestamp(as_of.and_time(NaiveTime::MIN).and_utc())
            .starts(first)
            .ends(end)
            .summary(&format!("{id} {title}"))
            .description(&format!("{} ({})", role.1, item.label))
            .done();
        calendar.push(event);
    }
    calendar.to_string()
}

/// The id and the title of what an item is about.
pub fn about<'a>(plan: &'a Plan, item: &'a AgendaItem) -> (&'a str, &'a str) {
    match &item.subject {
        Subject::Target(id) => (id.as_str(), plan.target(id).map_or("", |target| &target.title)),
        Subject::Task(id) | Subject::Report(id) => {
            (id.as_str(), plan.task(id).map_or("", |task| &task.title))
        }
        _ => ("", ""),
    }
}
