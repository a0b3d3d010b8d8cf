//! Documents as plans cite them: by number or by name, with day, issuer and subject.

use std::str::FromStr;

use chrono::NaiveDate;

use super::{
    cursor::{Cursor, Mark, Read},
    document::{NAMES, number},
    note::Note,
    period::stop,
    piece::Piece,
    reading::{Reading, check_length},
    refusal::{Expected, Refusal, Wrong},
    table::{Table, table},
    token::{Kind, tokens},
};
use crate::{
    citation::{CitedDocument, Title},
    document::DocumentRef,
    spelling::{bare, tidy},
    time::parse_date,
};

/// What the name of a document begins with, beside the kinds that stand before numbers.
static MORE_NAMES: Table<()> = table![();
    ("biên bản", ()),
    ("bộ luật", ()),
    ("chiến lược", ()),
    ("công ước", ()),
    ("dự án", ()),
    ("điều lệ", ()),
    ("hiến pháp", ()),
    ("hiệp định", ()),
    ("lệnh", ()),
    ("phương án", ()),
    ("quy chuẩn", ()),
    ("quy hoạch", ()),
    ("quy tắc", ()),
    ("quy trình", ()),
    ("thư", ()),
    ("tiêu chuẩn", ()),
    ("tuyên bố", ()),
    ("văn kiện", ()),
];

/// Kinds whose documents are known by a bare number that is part of their name: `Đề án 06`, `Chương trình 135`.
static BY_NUMBER: Table<()> = table![();
    ("chương trình", ()),
    ("dự án", ()),
    ("đề án", ()),
];

/// Bullets, quotes and stray punctuation before a document.
const LEAD: [char; 8] = ['-', '+', '(', '"', '“', ',', ';', '.'];

/// Reads a document as plans cite it: `[kind] [số] number`, or a name that begins with a kind of document; then, each if it is
/// there, `ngày` and a date, `của` and who issued it, `về` and what it is about. Behind a name a comma stands before `của`, for
/// names hold that word themselves. A name that begins with no kind of document stands behind `named:`.
///
/// ```
/// use kehoach::phrases;
///
/// for (text, canonical) in [
///     ("Chương trình số 27-CTr/TU, ngày 12/12/2022", "27-CTr/TU ngày 12/12/2022"),
///     ("01 – CTr/BDVTW ngày 17/6/2021 của Ban Dân vận Trung ương", "01-CTr/BDVTW ngày 17/06/2021 của Ban Dân vận Trung ương"),
///     ("Quyết định số 217-QĐ/TW", "217-QĐ/TW"),
///     ("Luật Tiếp công dân", "Luật Tiếp công dân"),
///     ("Đề án 1217, của Tỉnh ủy", "Đề án 1217, của Tỉnh ủy"),
///     ("named: Sổ tay dân vận", "named: Sổ tay dân vận"),
/// ] {
///     assert_eq!(phrases::cited_document(text)?.value.to_string(), canonical);
/// }
/// for refused in ["", "27", "27-CTrTU", "Kế hoạch số 159", "Sổ tay dân vận", "27-CTr/TU ngày 31/02/2022", "Luật ngày 12/12"] {
///     assert!(phrases::cited_document(refused).is_err(), "{refused}");
/// }
/// # Ok::<(), phrases::Refusal>(())
/// ```
///
/// # Errors
/// [`Refusal`]. A number without kind or issuer is one, and so is a name that begins with no kind of document.
pub fn cited_document(text: &str) -> Result<Reading<CitedDocument>, Refusal> {
    check_length(text)?;
    let tokens = tokens(text);
    let mut cursor = Cursor::new(text, &tokens);
    while cursor.any_sign(&LEAD) {}
    let start = cursor.mark();
    let title = match numbered(&mut cursor)? {
        Some(number) => Title::Number(number),
        None => {
            cursor.reset(start);
            named(&mut cursor)?
        }
    };
    let is_name = !matches!(title, Title::Number(_));
    let dated = day(&mut cursor)?;
    let issuer = issuer(&mut cursor, is_name && dated.is_none())?;
    let about = if is_name && dated.is_none() && issuer.is_none() { None } else { about(&mut cursor)? };
    let span = cursor.span_from(start);
    while cursor.any_sign(&['"', '”']) {}
    cursor.missed(Expected::End);
    stop(&mut cursor);
    if !cursor.is_end() {
        return Err(cursor.refuse());
    }
    Ok(Reading::new(CitedDocument::new(title, dated, issuer, about), span, cursor.notes))
}

impl FromStr for CitedDocument {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        cited_document(text).map(|reading| reading.value)
    }
}

/// The number of a document, with or without its kind in words.
fn numbered(cursor: &mut Cursor<'_>) -> Read<DocumentRef> {
    let start = cursor.mark();
    let kind = cursor.first_of(&NAMES).map(|()| cursor.typed_from(start));
    cursor.exact("số");
    let _ = cursor.sign(':');
    let Some(found) = number(cursor)?.or_else(|| unusual(cursor)) else { return Ok(None) };
    if let (Some(typed), Some(code)) = (kind, found.kind())
        && !goes_with(&bare(&typed), &found)
    {
        let code = code.to_owned();
        cursor.notes.push(Note::OtherKind { typed, code });
    }
    Ok(Some(found))
}

/// Whether a kind in words is the one that the number names, as far as it names one. `QĐ` is quy định too in older numbers of
/// the Party, and the kinds of programmes are told apart in words alone.
fn goes_with(typed: &str, found: &DocumentRef) -> bool {
    let Some(name) = found.kind_name().map(bare) else { return true };
    let loose =
        matches!(typed, "van ban" | "qd" | "nq") || (typed == "quy dinh" && found.kind() == Some("QĐ"));
    loose || name.starts_with(typed) || typed.starts_with(&name)
}

/// A canonical spelling that officials would not use, such as `33/TTg`. It ends at the first blank.
fn unusual(cursor: &mut Cursor<'_>) -> Option<DocumentRef> {
    let from = cursor.peek()?.span.start;
    let rest = cursor.slice(from..cursor.text.len());
    let typed = rest.split(|c: char| c.is_whitespace() || c == ',').next()?;
    let found = tidy(typed).parse().ok()?;
    let end = from.saturating_add(typed.len());
    while cursor.peek().is_some_and(|token| token.span.start < end) {
        cursor.advance();
    }
    cursor.notes.push(Note::UnusualNumber { typed: typed.to_owned() });
    Some(found)
}

/// The name of a document, up to its day, its issuer or the end.
fn named(cursor: &mut Cursor<'_>) -> Result<Title, Refusal> {
    let here = cursor.mark();
    let marked = cursor.exact("named") && cursor.sign(':');
    if marked {
        while cursor.any_sign(&LEAD) {}
    } else {
        cursor.reset(here);
    }
    let start = cursor.mark();
    let bears_number = cursor.first_of_peek(&BY_NUMBER);
    let known = cursor.first_of(&NAMES).or_else(|| cursor.first_of(&MORE_NAMES)).is_some();
    let numbered =
        (known && cursor.exact("số")) || (cursor.is_digits() && (marked || !(known && bears_number)));
    if !marked && (numbered || !known) {
        let wrong = match cursor.is_end() {
            true => Wrong::Empty,
            false if numbered => Wrong::NoDocument,
            false => Wrong::Unexpected,
        };
        return Err(cursor.expecting(wrong, if numbered { Expected::Document } else { Expected::Citation }));
    }
    while !cursor.is_end() && !name_ends(cursor) {
        cursor.advance();
    }
    let name = words(cursor, start, Expected::Citation)?;
    // `named:` before a name that needs none is left out of the canonical spelling.
    Ok(if known && !numbered { Title::Name(name) } else { Title::OtherName(name) })
}

/// Whether the day or the issuer of a named document comes next.
fn name_ends(cursor: &Cursor<'_>) -> bool {
    let comma = usize::from(cursor.peek().is_some_and(|t| t.is_sign(',')));
    let word = |at: usize| cursor.nth(comma.saturating_add(at)).and_then(|t| t.word());
    let digits = cursor.nth(comma.saturating_add(1)).is_some_and(|t| t.kind == Kind::Digits);
    (word(0) == Some("ngày") && digits) || (comma == 1 && word(0) == Some("của"))
}

/// `ngày 12/12/2022`, perhaps behind a comma.
fn day(cursor: &mut Cursor<'_>) -> Read<NaiveDate> {
    let before = cursor.mark();
    let _ = cursor.sign(',');
    if !cursor.sees(&["ngày"]) {
        cursor.reset(before);
        return Ok(None);
    }
    let start = cursor.mark();
    if let Some(day) = canonical_day(cursor) {
        return Ok(Some(day));
    }
    match cursor.piece()? {
        Some(piece @ Piece::Day { .. }) => {
            piece.period(None).map(|period| Some(period.first())).map_err(|wrong| cursor.wrong(wrong, start))
        }
        _ => {
            cursor.reset(start);
            cursor.advance();
            cursor.missed(Expected::Day);
            Err(cursor.refuse())
        }
    }
}

/// `ngày 2022-12-12`, as files write days elsewhere.
fn canonical_day(cursor: &mut Cursor<'_>) -> Option<NaiveDate> {
    let from = cursor.nth(1)?.span.start;
    let typed = cursor.text.get(from..from.saturating_add(ISO_LENGTH))?;
    let day = parse_date(typed).ok()?;
    let end = from.saturating_add(typed.len());
    while cursor.peek().is_some_and(|token| token.span.start < end) {
        cursor.advance();
    }
    Some(day)
}

/// Bytes of `2022-12-12`.
const ISO_LENGTH: usize = 10;

/// What issuers are followed by: what the document is about, or does.
const ABOUT: [&str; 3] = ["về", "ban hành", "quy định"];

/// `của Bộ Chính trị`, perhaps behind a comma, up to what the document is about.
fn issuer(cursor: &mut Cursor<'_>, needs_comma: bool) -> Read<String> {
    let before = cursor.mark();
    let comma = cursor.sign(',');
    if (needs_comma && !comma) || !cursor.exact("của") {
        cursor.reset(before);
        return Ok(None);
    }
    let start = cursor.mark();
    while !cursor.is_end() && !cursor.sees(&ABOUT) {
        cursor.advance();
    }
    words(cursor, start, Expected::Party).map(Some)
}

/// What it is about: all the rest.
fn about(cursor: &mut Cursor<'_>) -> Read<String> {
    let before = cursor.mark();
    let _ = cursor.sign(',');
    if !cursor.sees(&ABOUT) {
        cursor.reset(before);
        return Ok(None);
    }
    cursor.exact("về");
    let start = cursor.mark();
    while !cursor.is_end() {
        cursor.advance();
    }
    words(cursor, start, Expected::Citation).map(Some)
}

/// What was typed since `start`, without the punctuation behind it and quotes that open nowhere.
fn words(cursor: &mut Cursor<'_>, start: Mark, expected: Expected) -> Result<String, Refusal> {
    let typed = cursor.typed_from(start);
    let stray = |c: char| match c {
        '”' => !typed.contains('“'),
        '"' => typed.matches('"').count() == 1,
        ')' => !typed.contains('('),
        c => c.is_whitespace() || matches!(c, ',' | ';' | '.' | '*' | '_'),
    };
    let kept = tidy(typed.trim_end_matches(stray)).split_whitespace().collect::<Vec<_>>().join(" ");
    if kept.is_empty() {
        cursor.reset(start);
        cursor.missed(expected);
        return Err(cursor.refuse());
    }
    Ok(kept)
}
