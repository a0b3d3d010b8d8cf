//! Thresholds, times and document numbers in running text.

use std::ops::Range;

use super::{
    cursor::Cursor,
    document,
    grade::Grades,
    note::Note,
    reading::{Asked, Reading},
    schedule,
    tail::age,
    threshold::{core, each},
    token::{Kind, Token, tokens},
    words::{ALL, ASPIRED, NONE, QUALITATIVE},
};
use crate::{document::DocumentRef, threshold::Threshold, time::Schedule};

/// Something found in running text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Found {
    /// A threshold. Its noun is a proposal: the words that follow it.
    Threshold(Reading<Asked>),
    /// A time.
    Time(Reading<Schedule>),
    /// The number of a document.
    Document(Reading<DocumentRef>),
}

impl Found {
    /// The bytes of the text that say so.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        match self {
            Self::Threshold(reading) => reading.span.clone(),
            Self::Time(reading) => reading.span.clone(),
            Self::Document(reading) => reading.span.clone(),
        }
    }

    /// What was tolerated or assumed.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        match self {
            Self::Threshold(reading) => &reading.notes,
            Self::Time(reading) => &reading.notes,
            Self::Document(reading) => &reading.notes,
        }
    }

    /// `threshold`, `time` or `document`.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Threshold(_) => "threshold",
            Self::Time(_) => "time",
            Self::Document(_) => "document",
        }
    }

    /// What was read, in canonical spelling.
    #[must_use]
    pub fn canonical(&self) -> String {
        match self {
            Self::Threshold(reading) => reading.value.to_string(),
            Self::Time(reading) => reading.value.to_string(),
            Self::Document(reading) => reading.value.to_string(),
        }
    }
}

/// Tokens that one finding looks ahead at most, so that the whole takes time linear in the text.
const AHEAD: usize = 64;
/// Words proposed as the noun of a threshold, at most.
const NOUN: usize = 24;

/// First words of times.
const TIME_WORDS: &[&str] = &[
    "năm",
    "quý",
    "quí",
    "tháng",
    "ngày",
    "giai",
    "nhiệm",
    "từ",
    "trước",
    "đến",
    "chậm",
    "muộn",
    "hằng",
    "hàng",
    "mỗi",
    "định",
    "cuối",
    "đầu",
    "giữa",
    "theo",
    "khi",
    "thường",
    "cấp",
    "tuần",
    "trong",
    "cả",
    "nửa",
    "hết",
    "tính",
    "sáu",
    "chín",
    "hoàn",
    "xong",
];

/// First words of what a count needs more than: verbs of any sentence, and number words.
const UNSAID: &[&str] = &[
    "là", "bình", "chiếm", "giữ", "hoàn", "tổ", "xây", "thành", "công", "kết", "duy", "đảm", "bảo", "một",
    "hai", "ba", "bốn", "năm", "sáu", "bảy", "bẩy", "tám", "chín", "mười", "nửa",
];

/// All thresholds, times and document numbers of a text, in its order and without overlap: what an application proposes
/// from a pasted document, for a person to confirm.
///
/// Only what stands there with its own words is found: a bare count (`3 hội nghị`) is no threshold, and words such as
/// `cơ bản` count only at the start of a clause. Text of any length is taken, in time linear in it.
///
/// ```
/// use kehoach::phrases;
///
/// let text = "Phấn đấu đến năm 2025 trên 90% hộ dân, theo Kế hoạch số 61-KH/HU, ngày 18/6/2021.";
/// let found: Vec<_> = phrases::find(text).iter().map(|f| format!("{} {}", f.kind(), f.canonical())).collect();
/// assert_eq!(
///     found,
///     ["time by 2025-12-31", "threshold > 90%", "document 61-KH/HU", "time during 2021-06-18"]
/// );
/// ```
#[must_use]
pub fn find(text: &str) -> Vec<Found> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut aspired = false;
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let cursor = Cursor::running(text, &tokens, at, at.saturating_add(AHEAD));
        if token.is_sign(';')
            || token.is_sign('.') && tokens.get(at.saturating_add(1)).is_none_or(|t| !t.glued)
        {
            aspired = false;
        }
        let mut wish = cursor.clone();
        if wish.first_of(&ASPIRED).is_some() {
            aspired = true;
            at = wish.position();
            continue;
        }
        let hit = at_document(cursor.clone(), token)
            .or_else(|| at_time(cursor.clone(), token))
            .or_else(|| at_threshold(cursor, token, aspired));
        match hit {
            Some((thing, end)) if end > at => {
                found.push(thing);
                at = end;
            }
            _ => at = at.saturating_add(1),
        }
    }
    found
}

type Hit = Option<(Found, usize)>;

fn at_document(mut cursor: Cursor<'_>, token: &Token) -> Hit {
    if token.kind != Kind::Digits {
        return None;
    }
    let start = cursor.mark();
    let value = document::number(&mut cursor).ok().flatten()?;
    let reading = Reading::new(value, cursor.span_from(start), std::mem::take(&mut cursor.notes));
    Some((Found::Document(reading), cursor.position()))
}

fn at_time(mut cursor: Cursor<'_>, token: &Token) -> Hit {
    let starts = match &token.kind {
        Kind::Digits => true,
        Kind::Word(word) => TIME_WORDS.contains(&word.as_str()) || matches!(word.as_str(), "q" | "t"),
        Kind::Sign(_) => false,
    };
    // What is glued to what stands before it is part of something else: `Covid-19`, `5.2023`, `2023-Q3`.
    let joined = |t: &Token| t.glued && (t.is_sign('-') || t.is_sign('/'));
    let part = token.glued
        && cursor
            .before()
            .is_some_and(|t| if token.kind == Kind::Digits { !t.is_sign('(') } else { joined(t) });
    if !starts || part {
        return None;
    }
    let clause = cursor.begins_clause();
    let line = token.new_line || cursor.before().is_some_and(|t| t.is_sign(':'));
    let reading = schedule::running(&mut cursor).ok().flatten()?;
    // So is one that goes on behind what was read: `2021-08/2021` of `2021-08/2021-12`.
    if cursor.peek().is_some_and(joined) && cursor.nth(1).is_some_and(|t| t.glued && t.kind == Kind::Digits) {
        return None;
    }
    let typed = cursor.slice(reading.span.clone());
    let kept = reading.notes.iter().any(|note| matches!(note, Note::KeptAsWritten));
    let yearless = reading.notes.iter().any(|note| matches!(note, Note::EveryYear));
    let weak = match token.word() {
        // A year, or a day of no year, needs a word before it.
        None => !typed.contains(|c: char| c.is_alphabetic()) && (yearless || typed.len() <= 4),
        Some("thường") => !clause,
        // In a sentence these words begin an aside, in a cell of a table they are the time.
        Some("khi" | "theo") => !line || !is_cell(&cursor) || typed.contains(|c: char| c.is_ascii_digit()),
        _ => false,
    };
    (!kept && !weak).then(|| (Found::Time(reading), cursor.position()))
}

/// Whether the words read fill a cell or a line.
fn is_cell(cursor: &Cursor<'_>) -> bool {
    cursor.peek().is_none_or(|t| t.new_line || t.is_sign('.') || t.is_sign(';') || t.is_sign(','))
}

fn at_threshold(mut cursor: Cursor<'_>, token: &Token, aspired: bool) -> Hit {
    let glued = token.glued
        && cursor
            .before()
            .is_some_and(|t| matches!(t.kind, Kind::Digits | Kind::Sign('/' | '.' | ',' | '-')));
    if glued || matches!(token.kind, Kind::Sign(c) if !matches!(c, '>' | '<' | '≥' | '≤')) {
        return None;
    }
    if token.glued && token.word().is_none() && token.kind != Kind::Digits {
        // `<p>2</p>`.
        return None;
    }
    // `Cơ bản` and `tất cả` are everyday words: only a wish, or a line of its own, makes a target of them.
    let line = token.new_line || cursor.before().is_some_and(|t| t.is_sign('-') && t.new_line);
    if (cursor.first_of_peek(&QUALITATIVE) || cursor.first_of_peek(&ALL)) && !(aspired || line) {
        return None;
    }
    if cursor.first_of_peek(&NONE) && !cursor.begins_clause() {
        return None;
    }
    if age(&mut cursor.clone()) {
        return None;
    }
    let each = each(&mut cursor);
    let figures = cursor.mark();
    let core = core(&mut cursor, &Grades::Usual).ok().flatten()?;
    let span = cursor.span_from(figures);
    let typed = cursor.slice(span.clone()).to_owned();
    // A count needs a comparison, or a word such as `có`.
    let plain = matches!(core.asked, Asked::Threshold(Threshold::Plain(_)) | Asked::Fraction(_));
    let bare = typed.starts_with(|c: char| c.is_ascii_digit());
    let said =
        ["ít nhất", "từ", "trên", "trở lên", "trở xuống", "hoặc"].iter().any(|word| typed.contains(word));
    let first = super::cursor::folded_words(&typed).into_iter().next();
    let verb = first.is_some_and(|first| UNSAID.contains(&first.as_str()));
    if plain && each.is_none() && !said && (bare || verb) {
        return None;
    }
    let end = cursor.position();
    let noun = core.noun.or_else(|| noun_ahead(&mut cursor));
    let mut reading = Reading::new(core.asked, span, std::mem::take(&mut cursor.notes));
    reading.alternatives = core.alternatives;
    reading.noun = noun;
    reading.each = each;
    reading.aspired = aspired;
    Some((Found::Threshold(reading), end))
}

/// The words behind a threshold, up to a sign, a number or the start of something else.
fn noun_ahead(cursor: &mut Cursor<'_>) -> Option<String> {
    let start = cursor.mark();
    for _ in 0..NOUN {
        let stops = match cursor.peek().map(|t| (&t.kind, t.new_line)) {
            Some((Kind::Word(word), false)) => {
                matches!(word.as_str(), "và" | "hoặc" | "đạt" | "thực" | "được" | "trong" | "phấn")
            }
            Some((Kind::Sign('-' | '/'), false)) => false,
            _ => true,
        };
        if stops {
            break;
        }
        cursor.advance();
    }
    let noun = cursor.typed_from(start).trim().to_owned();
    Some(noun).filter(|noun| !noun.is_empty())
}
