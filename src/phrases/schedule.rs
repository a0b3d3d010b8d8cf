//! Schedules in words: one timing, one per level of units, or phases.

use super::{
    cursor::{Cursor, Read},
    note::Note,
    period::stop,
    reading::{Reading, check_length},
    refusal::{Expected, Refusal, Wrong},
    table::{Table, table},
    token::{Token, tokens},
};
use crate::{spelling::tidy, time::Schedule};

/// A timing in canonical spelling, and others that its words could mean.
pub(super) struct Timed {
    pub(super) canonical: String,
    pub(super) others: Vec<String>,
}

impl Timed {
    pub(super) fn of(canonical: impl Into<String>) -> Self {
        Self { canonical: canonical.into(), others: Vec::new() }
    }
}

/// Levels of units by their names.
static LEVELS: Table<&str> = table![&str;
    ("trung ương", "central"),
    ("tỉnh", "province"),
    ("thành phố", "province"),
    ("huyện", "district"),
    ("xã", "commune"),
    ("cơ sở", "commune"),
    ("thôn", "village"),
];

/// The words with which a canonical spelling begins.
const CANONICAL: &[&str] = &[
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
    "on",
    "continuous",
    "phases",
    "per",
];

/// What announces a time.
static LEADS: Table<()> = table![();
    ("thời gian thực hiện", ()),
    ("thời gian hoàn thành", ()),
    ("thời gian báo cáo", ()),
    ("thời gian", ()),
    ("thời hạn hoàn thành", ()),
    ("thời hạn", ()),
    ("tiến độ", ()),
];

/// Reads a schedule: its canonical spelling (`months 3, 9`), or a phrase of a plan (`Tháng 3, 9`, `trước ngày 10/12 hằng
/// năm`, `cấp tỉnh quý III/2021; cấp huyện quý IV/2021`).
///
/// A time without its year recurs in each year of the plan, and a note says so.
///
/// ```
/// use kehoach::phrases;
///
/// let reading = phrases::schedule("Tháng 9, 10")?;
/// assert_eq!(reading.value.to_string(), "months 9, 10");
/// assert_eq!(reading.alternatives[0].to_string(), "months 9-10");
/// assert!(reading.is_ambiguous());
/// # Ok::<(), phrases::Refusal>(())
/// ```
///
/// # Errors
/// [`Refusal`].
pub fn schedule(text: &str) -> Result<Reading<Schedule>, Refusal> {
    check_length(text)?;
    let tokens = tokens(text);
    let mut cursor = Cursor::new(text, &tokens);
    let start = cursor.mark();
    let canonical = tidy(text);
    match canonical.parse::<Schedule>() {
        Ok(schedule) => {
            while !cursor.is_end() {
                cursor.advance();
            }
            return Ok(Reading::new(schedule, cursor.span_from(start), Vec::new()));
        }
        // No phrase begins with these words: what is wrong is what is wrong with the spelling.
        Err(error) if CANONICAL.iter().any(|word| canonical.split(' ').next() == Some(word)) => {
            while !cursor.is_end() {
                cursor.advance();
            }
            return Err(cursor.wrong(Wrong::Schedule(error), start));
        }
        Err(_) => {}
    }
    while cursor.any_sign(&['-', '+', '*', '•']) {}
    cursor.first_of(&LEADS);
    let _ = cursor.sign(':');
    let start = cursor.mark();
    let found = match per_level(&mut cursor)? {
        Some(found) => Some(found),
        None => match phases(&mut cursor)? {
            Some(found) => Some(found),
            None => cursor.timing()?,
        },
    };
    if let Some(timed) = found {
        let span = cursor.span_from(start);
        cursor.missed(Expected::End);
        stop(&mut cursor);
        if cursor.is_end() {
            return read(&mut cursor, start, &timed, span);
        }
    }
    cursor.missed(Expected::Time);
    Err(cursor.refuse())
}

fn read(
    cursor: &mut Cursor<'_>,
    start: super::cursor::Mark,
    timed: &Timed,
    span: std::ops::Range<usize>,
) -> Result<Reading<Schedule>, Refusal> {
    let value = timed.canonical.parse().map_err(|_| cursor.wrong(Wrong::Unexpected, start))?;
    cursor.note_look_alikes();
    let mut reading = Reading::new(value, span, std::mem::take(&mut cursor.notes));
    reading.alternatives = timed.others.iter().filter_map(|other| other.parse().ok()).collect();
    Ok(reading)
}

/// A schedule in running text, if one comes next.
pub(super) fn running(cursor: &mut Cursor<'_>) -> Read<Reading<Schedule>> {
    let start = cursor.mark();
    let found = match per_level(cursor)? {
        Some(found) => Some(found),
        None => cursor.timing()?,
    };
    let Some(timed) = found else { return Ok(None) };
    let span = cursor.span_from(start);
    read(cursor, start, &timed, span).map(Some)
}

/// `cấp tỉnh quý III/2021; cấp huyện quý IV/2021`.
fn per_level(cursor: &mut Cursor<'_>) -> Read<Timed> {
    let start = cursor.mark();
    let mut levels = Vec::new();
    loop {
        if !cursor.exact("cấp") {
            break;
        }
        let Some(level) = cursor.first_of(&LEVELS) else { break };
        let _ = cursor.any_sign(&[':', '-']);
        let Some(timed) = cursor.timing()? else { break };
        levels.push(format!("{level} = {}", timed.canonical));
        let after = cursor.mark();
        let more = cursor.any_sign(&[';', ',', '.']) && cursor.sees(&["cấp"]);
        if !more {
            cursor.reset(after);
            return Ok(Some(Timed::of(format!("per level {}", levels.join("; ")))));
        }
    }
    cursor.reset(start);
    Ok(None)
}

/// `Năm 2021: triển khai. Năm 2022 - 2024: giám sát. Năm 2025: tổng kết.`: two phases at least, each with its work.
fn phases(cursor: &mut Cursor<'_>) -> Read<Timed> {
    let start = cursor.mark();
    let mut phases: Vec<(String, String)> = Vec::new();
    loop {
        while cursor.any_sign(&['-', '+', '*', '•']) {}
        let Some(period) = cursor.span_of_time(None).ok().flatten() else { break };
        if !cursor.any_sign(&[':', ',']) {
            break;
        }
        let work = cursor.mark();
        while let Some(token) = cursor.peek() {
            let ends = cursor.before().is_some_and(|t| t.is_sign('.') || t.is_sign(';')) || token.new_line;
            if ends && cursor.position() > 0 && phase_begins(cursor) {
                break;
            }
            cursor.advance();
        }
        let typed = cursor.typed_from(work);
        let name: Vec<_> = tidy(typed.trim_end_matches(['.', ';', ' ', '/']))
            .split_whitespace()
            .map(str::to_owned)
            .collect();
        if name.is_empty() {
            break;
        }
        phases.push((name.join(" ").replace('\\', "\\\\").replace('"', "\\\""), period.to_string()));
        if cursor.is_end() && phases.len() > 1 {
            let spelled: Vec<_> =
                phases.iter().map(|(name, period)| format!("\"{name}\" = {period}")).collect();
            return Ok(Some(Timed::of(format!("phases {}", spelled.join(", ")))));
        }
        if cursor.is_end() {
            break;
        }
    }
    cursor.reset(start);
    Ok(None)
}

/// Whether another phase begins here: a period and a colon, or a comma where a word says that it is a period.
fn phase_begins(cursor: &Cursor<'_>) -> bool {
    let mut ahead = cursor.clone();
    while ahead.any_sign(&['-', '+', '*', '•']) {}
    let named = matches!(ahead.word(), Some("năm" | "từ" | "quý" | "tháng" | "giai"));
    let signs: &[char] = if named { &[':', ','] } else { &[':'] };
    (named || ahead.is_digits()) && ahead.span_of_time(None).ok().flatten().is_some() && ahead.any_sign(signs)
}

impl Cursor<'_> {
    /// Whether a clause begins here: at a line's start, or behind a sign that parts clauses.
    pub(super) fn begins_clause(&self) -> bool {
        let parts = |t: &Token| {
            [',', ';', ':', '.', '-', '+', '(', '•', '"', '“'].iter().any(|sign| t.is_sign(*sign))
        };
        self.before().is_none_or(parts) || self.peek().is_some_and(|t| t.new_line)
    }

    pub(super) fn kept(&mut self, typed: &str) -> Timed {
        self.notes.push(Note::KeptAsWritten);
        Timed::of(instruction(typed))
    }
}

/// Words as an instruction, without the capital that a sentence or a table cell begins with.
pub(super) fn instruction(typed: &str) -> String {
    let mut letters = typed.trim_start().chars();
    let first: String = letters.next().into_iter().flat_map(char::to_lowercase).collect();
    let typed = format!("{first}{}", letters.as_str());
    let words: Vec<_> = typed.split_whitespace().collect();
    let words =
        tidy(words.join(" ").trim_end_matches(['.', ';', ','])).replace('\\', "\\\\").replace('"', "\\\"");
    format!("on instruction: \"{words}\"")
}
