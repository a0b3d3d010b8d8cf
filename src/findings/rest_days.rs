//! Due days on days of rest: what only a calendar can tell.

use chrono::{Days, NaiveDate};

use super::{Finding, FindingKind, Findings};
use crate::{
    plan::{Place, Plan, RestDays},
    time::{Timing, workdays::WorkingCalendar},
};

/// Holidays and the weekends beside them are never longer.
const LONGEST_REST: u64 = 31;

impl Plan {
    /// Due days that the plan names and that are days of rest in a calendar, and stay what they are: in years that the
    /// calendar does not know, nothing is found. The ends of months, quarters and years are nobody's choice, and not told.
    #[must_use]
    pub fn findings_on_rest_days(&self, calendar: &WorkingCalendar) -> Vec<Finding> {
        let mut findings = Findings::default();
        let stays = |day: NaiveDate, may_roll: bool| {
            calendar.is_working_day(day) == Ok(false)
                && !(may_roll && self.rest_days() == RestDays::NextWorkingDay)
        };
        for (index, task) in self.tasks().iter().enumerate() {
            for (_, timing) in task.when.timings() {
                let named = match timing {
                    Timing::Deadline(_) => true,
                    Timing::Recurring(recurrence) => recurrence.due().is_some(),
                    _ => false,
                };
                if !named {
                    continue;
                }
                // Later years than the calendar's are not walked through.
                let known = *calendar.years().end();
                let mut due = timing
                    .occurrences(self.period())
                    .filter_map(|o| Some((o.last()?, o.may_roll())))
                    .take_while(|(day, _)| chrono::Datelike::year(day) <= known)
                    .filter(|(day, may_roll)| stays(*day, *may_roll));
                let Some((first, may_roll)) = due.next() else { continue };
                let kind = FindingKind::RestDay {
                    due: first,
                    before: worked_before(calendar, first),
                    others: due.count(),
                    may_roll,
                };
                findings.add(Place { table: "tasks", index, field: "when" }, task.id.as_str(), kind);
            }
        }
        findings.0
    }
}

fn worked_before(calendar: &WorkingCalendar, day: NaiveDate) -> Option<NaiveDate> {
    (1..=LONGEST_REST)
        .filter_map(|back| day.checked_sub_days(Days::new(back)))
        .find(|day| calendar.is_working_day(*day) == Ok(true))
}
