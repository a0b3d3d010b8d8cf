//! What a timing comes to inside the period of a plan.

use std::{fmt, iter::FusedIterator, ops::Range};

use chrono::{Datelike, NaiveDate};
use serde::{Serialize, Serializer};

use super::{Deadline, Phase, Recurrence, Timing, Wording, YearPart};
use crate::time::{
    Period,
    date::{date, month_end},
};

/// By what reports refer to an occurrence; no two of one timing have the same.
///
/// Its text is the period in canonical spelling (`2023-03`, `2023-Q3`, `2023`, `2023-09/2023-10`), the date due
/// (`2023-12-09`), the name of the phase, `on-instruction` or `continuous`. It does not depend on the plan's period, and
/// [`Timing::occurrence`] finds the occurrence again.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OccurrenceLabel {
    /// The whole period in which it falls, also where the plan holds only part of it; a day for what is due once by a date.
    Period(Period),
    /// A phase.
    Phase(Wording),
    /// The one occurrence of what waits for an instruction.
    OnInstruction,
    /// The one occurrence of what is continuous.
    Continuous,
}

impl fmt::Display for OccurrenceLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Period(period) => period.fmt(f),
            Self::Phase(name) => name.fmt(f),
            Self::OnInstruction => f.pad("on-instruction"),
            Self::Continuous => f.pad("continuous"),
        }
    }
}

impl Serialize for OccurrenceLabel {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What makes a day the last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ending {
    /// The period ends, or the plan does.
    PeriodEnd,
    /// It is to be done by that day, the day included.
    By,
    /// It is to be done before the day after.
    Before,
}

impl Ending {
    /// Whether the last day moves to the next working day if it is a rest day and the plan asks for that. Who asks for
    /// something *before* a day does not get it on that day or after it.
    #[must_use]
    pub const fn may_roll(self) -> bool {
        !matches!(self, Self::Before)
    }
}

/// When an occurrence is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum When {
    /// On one of these days.
    Dated {
        /// From its first to its last day.
        days: Period,
        /// What makes the last day the last.
        ending: Ending,
    },
    /// No one knows before the instruction comes.
    OnInstruction,
    /// All the time while the plan runs; it is never overdue.
    Continuous {
        /// The plan's period.
        plan: Period,
    },
}

/// One time that something is to be done.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Occurrence {
    label: OccurrenceLabel,
    when: When,
}

impl Occurrence {
    fn dated(label: OccurrenceLabel, days: Period, ending: Ending) -> Self {
        Self { label, when: When::Dated { days, ending } }
    }

    /// By what reports refer to it.
    #[must_use]
    pub const fn label(&self) -> &OccurrenceLabel {
        &self.label
    }

    /// When it is to be done.
    #[must_use]
    pub const fn when(&self) -> When {
        self.when
    }

    /// Its first day; the plan's for what is continuous, none for what waits for an instruction.
    #[must_use]
    pub const fn first(&self) -> Option<NaiveDate> {
        match self.when {
            When::Dated { days, .. } => Some(days.first()),
            When::Continuous { plan } => Some(plan.first()),
            When::OnInstruction => None,
        }
    }

    /// Its last day, as the schedule has it before any calendar of working days; none unless it is dated, and without one
    /// nothing is late.
    #[must_use]
    pub const fn last(&self) -> Option<NaiveDate> {
        match self.when {
            When::Dated { days, .. } => Some(days.last()),
            When::Continuous { .. } | When::OnInstruction => None,
        }
    }

    /// Whether a calendar of working days may move its last day: see [`Ending::may_roll`].
    #[must_use]
    pub const fn may_roll(&self) -> bool {
        matches!(self.when, When::Dated { ending, .. } if ending.may_roll())
    }
}

impl Timing {
    /// What it comes to inside the period of a plan, in order of the last days.
    ///
    /// A period without a due day is clipped to the plan's; it keeps its label. What has a due day belongs if that day is
    /// in the plan's period; it begins with the calendar period in which that day lies, even if the plan begins later, and
    /// has that period's label: what is due before 1 January of every year is labelled by the year before. What is due once
    /// by or before a date begins with the plan, and is labelled by its last day. What waits for an instruction and what is
    /// continuous are one occurrence each, without a last day.
    ///
    /// Nothing is computed before it is asked for, and each from the plan's first year: [`Iterator::nth`] does not walk
    /// through the years between.
    ///
    /// ```
    /// # use kehoach::{Period, Timing};
    /// let report: Timing = "yearly before 12-10".parse()?;
    /// let plan: Period = "2021-08/2025-12".parse()?;
    /// let due: Vec<_> = report.occurrences(plan).filter_map(|o| o.last()).map(|day| day.to_string()).collect();
    /// assert_eq!(due, ["2021-12-09", "2022-12-09", "2023-12-09", "2024-12-09", "2025-12-09"]);
    /// let of_2023 = report.occurrence("2023", plan).and_then(|o| o.first());
    /// assert_eq!(of_2023.map(|day| day.to_string()).as_deref(), Some("2023-01-01"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn occurrences(&self, plan: Period) -> Occurrences<'_> {
        let per_year = if let Self::Recurring(recurrence) = self { recurrence.parts().len() } else { 0 };
        let years = plan.last().year().saturating_sub(plan.first().year());
        let years = usize::try_from(years).unwrap_or(0);
        let end = match self {
            // One year more than the plan touches: what is due before 1 January belongs to the year after.
            Self::Recurring(_) => per_year.saturating_mul(years.saturating_add(2)),
            Self::Phased(phases) => phases.as_slice().len(),
            _ => 1,
        };
        let sure = per_year.saturating_mul(2)..per_year.saturating_mul(years);
        Occurrences { timing: self, plan, k: 0, end, sure }
    }

    /// The occurrence of a label, if the plan's period holds it; without walking through the others.
    ///
    /// A period may be spelled otherwise than the label is: `2023-07/2023-09` finds `2023-Q3`.
    #[must_use]
    pub fn occurrence(&self, label: &str, plan: Period) -> Option<Occurrence> {
        let period = || label.parse::<Period>().ok();
        match self {
            Self::Recurring(recurrence) => {
                let period = period()?;
                let year = period.last().year();
                // What is due before the period begins has the label of the one before it, maybe of the year before.
                [year, year.saturating_add(1)].into_iter().find_map(|year| {
                    let mut found = recurrence.parts().iter().filter_map(|&p| recurrence.at(year, p, plan));
                    found.find(|occurrence| occurrence.label == OccurrenceLabel::Period(period))
                })
            }
            Self::Phased(phases) => in_phase(phases.get(label)?, plan),
            Self::During(_) | Self::Deadline(_) => {
                let found = self.occurrences(plan).next()?;
                (found.label == OccurrenceLabel::Period(period()?)).then_some(found)
            }
            Self::OnInstruction(_) | Self::Continuous => {
                self.occurrences(plan).next().filter(|found| found.label.to_string() == label.trim())
            }
        }
    }

    /// The k-th candidate: for what recurs, of the k-th part since the plan's first year.
    fn candidate(&self, k: usize, plan: Period) -> Option<Occurrence> {
        match self {
            Self::Recurring(recurrence) => {
                let parts = recurrence.parts();
                let years = i32::try_from(k.checked_div(parts.len())?).ok()?;
                let part = parts.get(k.checked_rem(parts.len())?)?;
                recurrence.at(plan.first().year().checked_add(years)?, *part, plan)
            }
            Self::Phased(phases) => in_phase(phases.as_slice().get(k)?, plan),
            Self::During(period) => {
                let label = OccurrenceLabel::Period(*period);
                Some(Occurrence::dated(label, period.and(plan)?, Ending::PeriodEnd))
            }
            Self::Deadline(deadline) => by_deadline(*deadline, plan),
            Self::OnInstruction(_) => {
                Some(Occurrence { label: OccurrenceLabel::OnInstruction, when: When::OnInstruction })
            }
            Self::Continuous => {
                Some(Occurrence { label: OccurrenceLabel::Continuous, when: When::Continuous { plan } })
            }
        }
    }
}

fn in_phase(phase: &Phase, plan: Period) -> Option<Occurrence> {
    let label = OccurrenceLabel::Phase(phase.name.clone());
    Some(Occurrence::dated(label, phase.period.and(plan)?, Ending::PeriodEnd))
}

fn by_deadline(deadline: Deadline, plan: Period) -> Option<Occurrence> {
    let due = deadline.due();
    if !plan.contains(due) {
        return None;
    }
    let days = Period::between(plan.first(), due).ok()?;
    let ending = if deadline.is_before() { Ending::Before } else { Ending::By };
    Some(Occurrence::dated(OccurrenceLabel::Period(Period::day(due)), days, ending))
}

impl Recurrence {
    /// What it comes to in a part of one year, if the plan's period holds it.
    fn at(&self, year: i32, part: YearPart, plan: Period) -> Option<Occurrence> {
        let Some(due) = self.due() else {
            let whole = part.in_year(year).ok()?;
            let label = OccurrenceLabel::Period(whole);
            return Some(Occurrence::dated(label, whole.and(plan)?, Ending::PeriodEnd));
        };
        let (part, year, month, day) = if due.precedes(part) {
            // The last day of the month before, which is the last of the period before.
            let (before, in_year_before) = part.predecessor()?;
            let year = if in_year_before { year.checked_sub(1)? } else { year };
            (before, year, before.last_month(), 31)
        } else if due.is_before() && due.day() == 1 {
            (part, year, due.month_in(part).checked_sub(1)?, 31)
        } else {
            let late = u32::from(due.is_before());
            (part, year, due.month_in(part), due.day().saturating_sub(late))
        };
        let last = date(year, month, day).or_else(|_| month_end(year, month)).ok()?;
        if !plan.contains(last) {
            return None;
        }
        let period = part.in_year(year).ok()?;
        let days = Period::between(period.first(), last).ok()?;
        let ending = if due.is_before() { Ending::Before } else { Ending::By };
        Some(Occurrence::dated(OccurrenceLabel::Period(period), days, ending))
    }
}

/// The occurrences of a timing inside the period of a plan, in order of their last days: see [`Timing::occurrences`].
#[derive(Debug, Clone)]
pub struct Occurrences<'a> {
    timing: &'a Timing,
    plan: Period,
    /// The next candidate, and the one after the last.
    k: usize,
    end: usize,
    /// Candidates that are all occurrences: those of years that lie wholly inside the plan, but the first of them.
    sure: Range<usize>,
}

impl Iterator for Occurrences<'_> {
    type Item = Occurrence;

    fn next(&mut self) -> Option<Occurrence> {
        while self.k < self.end {
            let found = self.timing.candidate(self.k, self.plan);
            self.k = self.k.saturating_add(1);
            if found.is_some() {
                return found;
            }
        }
        None
    }

    fn nth(&mut self, n: usize) -> Option<Occurrence> {
        let mut left = n;
        loop {
            if self.sure.contains(&self.k) {
                let jump = left.min(self.sure.end.saturating_sub(self.k));
                self.k = self.k.saturating_add(jump);
                left = left.saturating_sub(jump);
            }
            let found = self.next()?;
            match left.checked_sub(1) {
                None => return Some(found),
                Some(fewer) => left = fewer,
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let sure = self.sure.end.saturating_sub(self.sure.start.max(self.k));
        (sure, Some(self.end.saturating_sub(self.k)))
    }
}

impl FusedIterator for Occurrences<'_> {}
