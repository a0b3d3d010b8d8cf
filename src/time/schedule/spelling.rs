//! The canonical spelling of schedules, both ways.

use std::{fmt, str::FromStr};

use super::{
    Deadline, DueDay, PerLevel, Phase, Phases, Recurrence, Schedule, ScheduleError, ScheduleTextError,
    Timing, Wording, YearPart, is_too_long, phases::INSTRUCTION, piece::Piece,
};
use crate::{
    id::Level,
    spelling::nearest,
    time::{Period, PeriodError, Rhythm, date::DateError, parse_date, spell_date},
};

/// How a schedule can begin.
pub(super) const STARTS: [&str; 14] = [
    "during",
    "by",
    "before",
    "monthly",
    "quarterly",
    "half-yearly",
    "nine-months",
    "yearly",
    "months",
    "each",
    "on instruction",
    "continuous",
    "phases",
    "per level",
];

const RHYTHMS: [(&str, Rhythm); 5] = [
    ("monthly", Rhythm::Monthly),
    ("quarterly", Rhythm::Quarterly),
    ("half-yearly", Rhythm::HalfYearly),
    ("nine-months", Rhythm::NineMonths),
    ("yearly", Rhythm::Yearly),
];

/// What may stand in a wording only within quotation marks, where phases are listed.
const PHASE_SEPARATORS: [char; 2] = [',', '='];

impl fmt::Display for YearPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.name().map_or_else(|| by_number(*self), str::to_owned))
    }
}

/// A part of the year as `months` lists it, be it a quarter or not.
fn by_number(part: YearPart) -> String {
    let (from, to) = (part.first_month(), part.last_month());
    if from == to { from.to_string() } else { format!("{from}-{to}") }
}

fn ordinal(number: u32) -> String {
    let ending = match number {
        1 => "st",
        2 => "nd",
        3 => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

impl fmt::Display for Recurrence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rhythm = self.rhythm();
        let keyword = RHYTHMS.iter().find(|(_, known)| Some(*known) == rhythm).map(|(keyword, _)| *keyword);
        let list = |spell: fn(YearPart) -> String| {
            self.parts().iter().map(|&part| spell(part)).collect::<Vec<_>>().join(", ")
        };
        match keyword {
            Some(keyword) => f.write_str(keyword)?,
            None if self.parts().iter().all(|part| part.name().is_some()) => {
                write!(f, "each {}", list(|part| part.to_string()))?;
            }
            None => write!(f, "months {}", list(by_number))?,
        }
        let Some(due) = self.due() else { return Ok(()) };
        let (side, day) = (if due.is_before() { "before" } else { "by" }, due.day());
        match due.month() {
            month if rhythm == Some(Rhythm::Yearly) => {
                write!(f, " {side} {:02}-{day:02}", month.unwrap_or(12))
            }
            Some(month) => write!(f, " {side} day {day} of {} month", ordinal(month)),
            None => write!(f, " {side} day {day}"),
        }
    }
}

impl fmt::Display for Phases {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut between = "phases ";
        for phase in self.as_slice() {
            write!(f, "{between}{} = {}", phase.name.spelled(&PHASE_SEPARATORS), phase.period)?;
            between = ", ";
        }
        Ok(())
    }
}

impl fmt::Display for PerLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut between = "per level ";
        for (level, timing) in self.as_slice() {
            write!(f, "{between}{level} = {timing}")?;
            between = "; ";
        }
        Ok(())
    }
}

impl fmt::Display for Timing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::During(period) => write!(f, "during {period}"),
            Self::Deadline(deadline) if deadline.is_before() => {
                write!(f, "before {}", spell_date(deadline.named()))
            }
            Self::Deadline(deadline) => write!(f, "by {}", spell_date(deadline.named())),
            Self::Recurring(recurrence) => recurrence.fmt(f),
            Self::OnInstruction(wording) => write!(f, "{INSTRUCTION}{}", wording.spelled(&[])),
            Self::Continuous => f.write_str("continuous"),
            Self::Phased(phases) => phases.fmt(f),
        }
    }
}

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Same(timing) => timing.fmt(f),
            Self::PerLevel(timings) => timings.fmt(f),
        }
    }
}

type Read<T> = Result<T, ScheduleTextError>;

/// What a text means that is not too long to be a schedule.
fn whole(text: &str) -> Read<Piece<'_>> {
    let piece = Piece::new(text).trim();
    if is_too_long(text) { Err(piece.fails(ScheduleError::TooLong)) } else { Ok(piece) }
}

impl FromStr for Schedule {
    type Err = ScheduleTextError;

    fn from_str(text: &str) -> Read<Self> {
        let piece = whole(text)?;
        match levels(piece)? {
            Some(list) => per_level(list).map(Self::PerLevel),
            None => timing(piece).map(Self::Same),
        }
    }
}

impl FromStr for Timing {
    type Err = ScheduleTextError;

    fn from_str(text: &str) -> Read<Self> {
        timing(whole(text)?)
    }
}

/// What follows `per level`, if the text begins so.
fn levels(piece: Piece<'_>) -> Read<Option<Piece<'_>>> {
    let (first, rest) = piece.word();
    if first.text != "per" {
        return Ok(None);
    }
    let (second, rest) = rest.word();
    if second.text == "level" { Ok(Some(rest)) } else { Err(start(first)) }
}

fn start(word: Piece<'_>) -> ScheduleTextError {
    if word.text.is_empty() {
        return word.fails(ScheduleError::Empty);
    }
    let nearest = nearest(word.text, STARTS);
    word.fails(ScheduleError::Start { found: word.text.to_owned(), nearest })
}

fn per_level(list: Piece<'_>) -> Read<PerLevel> {
    let mut timings = Vec::new();
    for entry in list.split(';')? {
        let (level, own) = entry.split_once('=')?.ok_or_else(|| entry.fails(ScheduleError::LevelSyntax))?;
        let level = Level::new(level.text).map_err(|error| level.fails(error))?;
        timings.push((level, timing(own)?));
    }
    PerLevel::new(timings).map_err(|error| list.fails(error))
}

fn timing(piece: Piece<'_>) -> Read<Timing> {
    let (first, rest) = piece.word();
    if let Some((_, rhythm)) = RHYTHMS.iter().find(|(keyword, _)| *keyword == first.text) {
        let due = due(rest, *rhythm == Rhythm::Yearly)?;
        return Recurrence::every(*rhythm, due).map(Timing::Recurring).map_err(|error| rest.fails(error));
    }
    match first.text {
        "during" => rest.text.parse().map(Timing::During).map_err(|error: PeriodError| rest.fails(error)),
        "by" => {
            let by = parse_date(rest.text).and_then(Deadline::by);
            by.map(Timing::Deadline).map_err(|error| rest.fails(error))
        }
        "before" => before(rest).map(Timing::Deadline),
        "months" => parts(rest, month_or_window),
        "each" => parts(rest, |part| {
            let unknown = || ScheduleError::PartSyntax { found: part.text.to_owned() };
            YearPart::named(part.text).ok_or_else(|| part.fails(unknown()))
        }),
        "on" => on_instruction(first, rest),
        "continuous" if rest.text.is_empty() => Ok(Timing::Continuous),
        "continuous" => Err(rest.fails(ScheduleError::Trailing { found: rest.text.to_owned() })),
        "phases" => phases(rest),
        _ => match levels(piece)? {
            Some(_) => Err(piece.fails(ScheduleError::NestedLevels)),
            None => Err(start(first)),
        },
    }
}

/// The date, or the period of which the first day is named: 'trước năm 2025' is before 1 January 2025.
fn before(piece: Piece<'_>) -> Read<Deadline> {
    let day = match parse_date(piece.text) {
        Err(DateError::Syntax) if !piece.text.contains('/') => match piece.text.parse() {
            Ok(period) => Ok(Period::first(period)),
            Err(PeriodError::Syntax) => Err(ScheduleError::Date(DateError::Syntax)),
            Err(error) => Err(error.into()),
        },
        day => day.map_err(Into::into),
    };
    let deadline = day.and_then(|day| Ok(Deadline::before(day)?));
    deadline.map_err(|error| piece.fails(error))
}

fn on_instruction(first: Piece<'_>, rest: Piece<'_>) -> Read<Timing> {
    let Some(said) = rest.strip_prefix("instruction") else { return Err(start(first)) };
    let said = said.trim();
    let words = match said.strip_prefix(":") {
        Some(words) => words.trim(),
        None if said.text.is_empty() || said.text.starts_with('"') => said,
        None => return Err(start(first)),
    };
    // The first separator that no quotation marks hold.
    if let [_, more, ..] = words.split(';')?.as_slice() {
        return Err(more.fails(ScheduleError::Trailing { found: more.text.to_owned() }));
    }
    wording(words).map(Timing::OnInstruction)
}

fn wording(piece: Piece<'_>) -> Read<Wording> {
    Wording::new(&piece.unquoted()?).map_err(|error| piece.fails(error))
}

fn phases(list: Piece<'_>) -> Read<Timing> {
    let mut phases = Vec::new();
    for entry in list.split(',')? {
        let (name, period) = entry.split_once('=')?.ok_or_else(|| entry.fails(ScheduleError::PhaseSyntax))?;
        let period = period.text.parse().map_err(|error: PeriodError| period.fails(error))?;
        phases.push(Phase { name: wording(name)?, period });
    }
    Phases::new(phases).map(Timing::Phased).map_err(|error| list.fails(error))
}

fn parts(piece: Piece<'_>, part: impl Fn(Piece<'_>) -> Read<YearPart>) -> Read<Timing> {
    let (list, due_day) = piece.before_word(&["by", "before"]);
    let mut parts = Vec::new();
    if list.text.is_empty() {
        return Err(list.fails(ScheduleError::NoParts));
    }
    for entry in list.split(',')? {
        parts.push(part(entry)?);
    }
    Recurrence::in_parts(parts, due(due_day, false)?)
        .map(Timing::Recurring)
        .map_err(|error| if error.is_of_due_day() { due_day.fails(error) } else { list.fails(error) })
}

fn month_or_window(piece: Piece<'_>) -> Read<YearPart> {
    let unknown = || piece.fails(ScheduleError::MonthSyntax { found: piece.text.to_owned() });
    let number = |text: &str| digits(text).ok_or_else(unknown);
    let part = match piece.text.split_once('-') {
        None => YearPart::month(number(piece.text)?),
        Some((from, to)) => YearPart::months(number(from.trim())?, number(to.trim())?),
    };
    part.map_err(|error| piece.fails(error))
}

/// A number as typed for a day or month: up to four digits, so that an error can say which day is too late.
fn digits(text: &str) -> Option<u32> {
    let right = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if right { text.parse().ok() } else { None }
}

/// `by day 5 of 1st month`, or, of a year, `before 12-10`; nothing is no due day.
fn due(piece: Piece<'_>, of_a_year: bool) -> Read<Option<DueDay>> {
    if piece.text.is_empty() {
        return Ok(None);
    }
    let (side, rest) = piece.word();
    let on: fn(u32) -> Result<DueDay, ScheduleError> = match side.text {
        "by" => DueDay::by,
        "before" => DueDay::before,
        _ => return Err(piece.fails(ScheduleError::Trailing { found: piece.text.to_owned() })),
    };
    let unknown = || piece.fails(ScheduleError::Due);
    let words: Vec<&str> = rest.text.split_whitespace().take(6).collect();
    let (day, month) = match words.as_slice() {
        ["day", day] => (*day, None),
        ["day", day, "of", nth, "month"] => {
            let number = nth.trim_end_matches(|c: char| c.is_ascii_lowercase());
            let month = digits(number).filter(|&n| ordinal(n) == *nth).ok_or_else(unknown)?;
            (*day, Some(month))
        }
        [date] if of_a_year => {
            let (month, day) = date.split_once('-').ok_or_else(unknown)?;
            (day, Some(digits(month).ok_or_else(unknown)?))
        }
        _ => return Err(unknown()),
    };
    let due = on(digits(day).ok_or_else(unknown)?);
    let due = due.and_then(|due| month.map_or(Ok(due), |month| due.in_month(month)));
    due.map(Some).map_err(|error| rest.fails(error))
}
