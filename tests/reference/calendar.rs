//! Section 3: periods of figures, and when something is to be done.
//!
//! **A reporting calendar** from day N [A9]: a period whose first day begins a month begins on day N of the month before; one
//! whose last day ends a month ends on the day before N of that month. Other ends stay. It shifts periods of figures, and no
//! schedule or date.
//!
//! **Occurrences.** During a period, and in parts of the year without a due day: all of its days that the plan holds. By a
//! date: from the plan's first day to that date, if the plan holds it; before a date: by the day before [T2]. With a due day: in
//! each part of each year the day of that number, in the part's last month unless another is named; before it: of the number
//! less one, and before day 1 the last day of the month before; a number that the month lacks is its last day [T4, T5]. It
//! belongs if the plan holds it [T1], from the first day of the calendar period of that length that it ends in, and has that
//! period's label [T2, T3]. What waits for an instruction and what is continuous has no last day.
//!
//! A last day moves to a working day unless it is a 'before' date [T9].

use chrono::{Datelike, Months, NaiveDate};
use kehoach::{Judging, Period, Recurrence, ReportingCalendar, Rhythm, Timing};

fn date(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

fn last_of_month(year: i32, month: u32) -> NaiveDate {
    (date(year, month, 1).unwrap() + Months::new(1)).pred_opt().unwrap()
}

/// The months `from..=to` of a year.
fn months(year: i32, from: u32, to: u32) -> Period {
    Period::between(date(year, from, 1).unwrap(), last_of_month(year, to)).unwrap()
}

/// The days that the figures of a period are about.
pub(crate) fn days(calendar: ReportingCalendar, label: Period) -> Period {
    let first_day = u32::from(calendar);
    let (first, last) = (label.first(), label.last());
    if first_day == 1 {
        return label;
    }
    let shifted = |month: NaiveDate| (month - Months::new(1)).with_day(first_day).unwrap();
    let next = last.succ_opt().unwrap();
    let first = if first.day() == 1 { shifted(first) } else { first };
    let last = if next.day() == 1 { shifted(next).pred_opt().unwrap() } else { last };
    // What would end before it begins, such as 16 to 31 January from day 15, stays as it is: a reading, for the rules are silent.
    Period::between(first, last).unwrap_or(label)
}

/// First and last month of each part of the year in a rhythm.
fn parts(rhythm: Rhythm) -> &'static [(u32, u32)] {
    const MONTHS: [(u32, u32); 12] = [
        (1, 1),
        (2, 2),
        (3, 3),
        (4, 4),
        (5, 5),
        (6, 6),
        (7, 7),
        (8, 8),
        (9, 9),
        (10, 10),
        (11, 11),
        (12, 12),
    ];
    match rhythm {
        Rhythm::Monthly => &MONTHS,
        Rhythm::Quarterly => &[(1, 3), (4, 6), (7, 9), (10, 12)],
        Rhythm::HalfYearly => &[(1, 6), (7, 12)],
        Rhythm::NineMonths => &[(1, 9)],
        Rhythm::Yearly => &[(1, 12)],
        Rhythm::Once => &[],
    }
}

/// The periods of a rhythm that may touch some days, by their labels.
pub(crate) fn labels(rhythm: Rhythm, around: Period) -> impl Iterator<Item = Period> {
    // A shifted year begins in the one before.
    let years = around.first().year()..=around.last().year() + 1;
    years.flat_map(move |year| parts(rhythm).iter().map(move |(from, to)| months(year, *from, *to)))
}

/// The sub-periods of a rhythm whose days lie wholly inside some days.
pub(crate) fn inside(calendar: ReportingCalendar, rhythm: Rhythm, judging: Period) -> Vec<Period> {
    labels(rhythm, judging).map(|label| days(calendar, label)).filter(|days| judging.holds(*days)).collect()
}

/// When a target is judged: calendar periods clipped to the plan's; by a date, from the plan's first day [V21].
pub(crate) fn judging_periods(judged: Judging, plan: Period) -> Vec<Period> {
    let each = |rhythm| labels(rhythm, plan).filter_map(|label| label.and(plan)).collect();
    match judged {
        Judging::EachMonth => each(Rhythm::Monthly),
        Judging::EachQuarter => each(Rhythm::Quarterly),
        Judging::EachHalfYear => each(Rhythm::HalfYearly),
        Judging::EachYear => each(Rhythm::Yearly),
        Judging::By(day) => Period::between(plan.first(), day).into_iter().collect(),
        Judging::During(period) => period.and(plan).into_iter().collect(),
        Judging::WholePlan => vec![plan],
        other => panic!("the reference does not know {other:?}"),
    }
}

/// One time that something is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Occurrence {
    pub(crate) label: String,
    pub(crate) first: Option<NaiveDate>,
    pub(crate) last: Option<NaiveDate>,
    /// Whether a calendar of working days may move its last day.
    pub(crate) moves: bool,
}

/// What a timing comes to inside a plan's period, by last day.
pub(crate) fn occurrences(timing: &Timing, plan: Period) -> Vec<Occurrence> {
    let one = |label: String, days: Period, moves| Occurrence {
        label,
        first: Some(days.first()),
        last: Some(days.last()),
        moves,
    };
    let endless = |label: &str, first| Occurrence { label: label.to_owned(), first, last: None, moves: true };
    match timing {
        Timing::During(period) => {
            period.and(plan).map(|days| one(period.to_string(), days, true)).into_iter().collect()
        }
        Timing::Deadline(deadline) => {
            let due =
                if deadline.is_before() { deadline.named().pred_opt().unwrap() } else { deadline.named() };
            let days = Some(due).filter(|due| plan.contains(*due)).map(|due| (plan.first(), due));
            let days = days.map(|(first, last)| Period::between(first, last).unwrap());
            days.map(|days| one(Period::day(due).to_string(), days, !deadline.is_before()))
                .into_iter()
                .collect()
        }
        Timing::Recurring(recurrence) => recurring(recurrence, plan),
        Timing::OnInstruction(_) => vec![endless("on-instruction", None)],
        Timing::Continuous => vec![endless("continuous", Some(plan.first()))],
        Timing::Phased(phases) => {
            let phases = phases.as_slice().iter();
            let inside = phases.filter_map(|phase| Some((phase.name.to_string(), phase.period.and(plan)?)));
            inside.map(|(name, days)| one(name, days, true)).collect()
        }
        other => panic!("the reference does not know {other:?}"),
    }
}

fn recurring(recurrence: &Recurrence, plan: Period) -> Vec<Occurrence> {
    let mut found: Vec<(Period, Occurrence)> = Vec::new();
    for year in plan.first().year()..=plan.last().year() + 1 {
        for part in recurrence.parts() {
            let (from, to) = (part.first_month(), part.last_month());
            let mut label = months(year, from, to);
            let days = match recurrence.due() {
                None => label.and(plan),
                Some(due) => {
                    let month = due.month().map_or(to, |nth| from + nth - 1);
                    let begins = date(year, month, 1).unwrap();
                    let last = if due.is_before() && due.day() == 1 {
                        begins.pred_opt().unwrap()
                    } else {
                        let number = due.day() - u32::from(due.is_before());
                        date(year, month, number).unwrap_or_else(|| last_of_month(year, month))
                    };
                    if last < label.first() {
                        // Before its own first day: it ends the period of the same length before.
                        let first = (last.succ_opt().unwrap() - Months::new(to - from + 1), last);
                        label = Period::between(first.0, first.1).unwrap();
                    }
                    Some(last)
                        .filter(|last| plan.contains(*last))
                        .map(|last| (label.first(), last))
                        .map(|(first, last)| Period::between(first, last).unwrap())
                }
            };
            let moves = !recurrence.due().is_some_and(kehoach::DueDay::is_before);
            let occurrence = |days: Period| Occurrence {
                label: label.to_string(),
                first: Some(days.first()),
                last: Some(days.last()),
                moves,
            };
            found.extend(days.map(|days| (label, occurrence(days))));
        }
    }
    // By the last day of the whole part, and of one day the longer first: as they follow one another on any calendar.
    found.sort_by_key(|(label, _)| (label.last(), label.first()));
    found.into_iter().map(|(_, occurrence)| occurrence).collect()
}
