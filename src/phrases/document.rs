//! Document numbers as officials type them: with spaces, with long dashes, with the kind in words before them.

use super::{
    cursor::{Cursor, Read},
    note::Note,
    period::stop,
    reading::{Reading, check_length},
    refusal::{Expected, Refusal, Wrong},
    table::{Table, table},
    token::{Kind, tokens},
};
use crate::{
    document::{DocumentRef, kind_code, known_kind, with_one_stroke},
    spelling::{is_blank, tidy},
};

/// Kinds in words, as they stand before a number.
pub(super) static NAMES: Table<()> = table![();
    ("báo cáo", ()),
    ("chỉ thị", ()),
    ("chương trình", ()),
    ("chương trình hành động", ()),
    ("công điện", ()),
    ("công văn", ()),
    ("đề án", ()),
    ("hướng dẫn", ()),
    ("kế hoạch", ()),
    ("kết luận", ()),
    ("luật", ()),
    ("nghị định", ()),
    ("nghị quyết", ()),
    ("pháp lệnh", ()),
    ("quy chế", ()),
    ("quy định", ()),
    ("quyết định", ()),
    ("thông báo", ()),
    ("thông tư", ()),
    ("thông tư liên tịch", ()),
    ("tờ trình", ()),
    ("văn bản", ()),
    ("qđ", ()),
    ("nq", ()),
];

/// Reads the number of a document (số, ký hiệu), such as `159-KH/HU`, `Kế hoạch số 151 - KH/HU` or `34/2007/PL-UBTVQH11`.
///
/// ```
/// use kehoach::phrases;
///
/// let reading = phrases::document("Kế hoạch số 151 - KH/HU, ngày 15/11/2022")?;
/// assert_eq!(reading.value.to_string(), "151-KH/HU");
/// assert_eq!(reading.value.kind_name(), Some("kế hoạch"));
/// # Ok::<(), phrases::Refusal>(())
/// ```
///
/// # Errors
/// [`Refusal`]. A number without kind or issuer is one.
pub fn document(text: &str) -> Result<Reading<DocumentRef>, Refusal> {
    check_length(text)?;
    in_words(text).or_else(|refusal| {
        // A canonical spelling that officials would not use, such as `33/TTg`, is read where it is all there is.
        let value = tidy(text).parse::<DocumentRef>().map_err(|_| refusal)?;
        let typed = text.trim_matches(is_blank);
        let start = text.find(typed).unwrap_or_default();
        let span = start..start.saturating_add(typed.len());
        Ok(Reading::new(value, span, vec![Note::UnusualNumber { typed: typed.to_owned() }]))
    })
}

fn in_words(text: &str) -> Result<Reading<DocumentRef>, Refusal> {
    let tokens = tokens(text);
    let mut cursor = Cursor::new(text, &tokens);
    while cursor.any_sign(&['-', '+', '*', '(', '"', '“']) {}
    cursor.first_of(&NAMES);
    cursor.exact("số");
    let _ = cursor.sign(':');
    let start = cursor.mark();
    let Some(value) = number(&mut cursor)? else {
        cursor.missed(Expected::Document);
        let mut refusal = cursor.refuse();
        if cursor.is_digits() {
            refusal.0.wrong = Wrong::NoDocument;
        }
        return Err(refusal);
    };
    let span = cursor.span_from(start);
    // The date and the issuer in words belong to the document, not to its number.
    let beside = cursor.mark();
    let _ = cursor.sign(',');
    if cursor.sees(&["ngày"])
        && let Some(_) = cursor.span_of_time(None)?
    {
        let typed = cursor.typed_from(beside).trim_start_matches([',', ' ']).to_owned();
        cursor.notes.push(Note::TimeBeside { typed });
    } else {
        cursor.reset(beside);
    }
    if cursor.sees(&["của", "về"]) {
        let rest = cursor.mark();
        while !cursor.is_end() {
            cursor.advance();
        }
        let typed = cursor.typed_from(rest);
        cursor.notes.push(Note::LeftOut { typed });
    }
    while cursor.any_sign(&['"', '”']) {}
    cursor.missed(Expected::End);
    stop(&mut cursor);
    if cursor.is_end() { Ok(Reading::new(value, span, cursor.notes)) } else { Err(cursor.refuse()) }
}

/// A document number, if one comes next.
pub(super) fn number(cursor: &mut Cursor<'_>) -> Read<DocumentRef> {
    let start = cursor.mark();
    let found = parts(cursor);
    if found.is_none() {
        cursor.reset(start);
    }
    Ok(found)
}

/// A code: letters with the digits glued to them.
fn code(cursor: &mut Cursor<'_>) -> Option<String> {
    let token = cursor.peek().filter(|t| t.word().is_some())?;
    let mut code = tidy(cursor.typed(token));
    cursor.advance();
    if let Some(digits) = cursor.peek().filter(|t| t.glued && t.kind == Kind::Digits && t.span.len() <= 3) {
        code.push_str(cursor.typed(digits));
        cursor.advance();
    }
    Some(with_one_stroke(&code))
}

/// Whether a code is written as codes are: with a capital. Words of a sentence are not.
fn is_code(code: &str) -> bool {
    code.chars().next().is_some_and(char::is_uppercase)
}

/// The code of a kind, with a note where it was typed in another way.
fn kind(cursor: &mut Cursor<'_>, typed: &str) -> Option<String> {
    let code = kind_code(typed)?;
    if known_kind(typed).is_none() {
        cursor.notes.push(Note::Slip { typed: typed.to_owned(), read: code.to_owned() });
    }
    Some(code.to_owned())
}

fn parts(cursor: &mut Cursor<'_>) -> Option<DocumentRef> {
    let start = cursor.mark();
    let digits = cursor.peek().filter(|t| t.kind == Kind::Digits && t.span.len() <= 6)?;
    let number: u32 = cursor.typed(digits).parse().ok()?;
    cursor.advance();
    let letter = cursor.peek().filter(|t| t.glued && t.word().is_some_and(|w| w.chars().count() == 1));
    let letter = letter.and_then(|t| cursor.typed(t).chars().next());
    if letter.is_some() {
        cursor.advance();
    }
    let mut long_dash = false;
    let mut separator = |cursor: &mut Cursor<'_>, sign: char| {
        long_dash |= cursor.peek().is_some_and(|t| t.is_sign('-') && cursor.typed(t) != "-");
        cursor.sign(sign)
    };
    let mut unusual = false;
    let document = if separator(cursor, '-') {
        let typed = code(cursor)?;
        if !separator(cursor, '/') {
            return None;
        }
        let kind = kind(cursor, &typed).or_else(|| {
            unusual = true;
            Some(typed).filter(|typed| is_code(typed))
        })?;
        let issuer = issuer(cursor)?;
        DocumentRef::of_party(number, letter, &kind, &issuer).ok()?
    } else if separator(cursor, '/') {
        let year = cursor.four_digits();
        if year.is_some() && !separator(cursor, '/') {
            return None;
        }
        let typed = code(cursor)?;
        let known = kind(cursor, &typed);
        // `52/2019/QH14` and `123/UBND-NV` have no kind.
        let symbol = match (known, separator(cursor, '-')) {
            (Some(kind), true) => format!("{kind}-{}", issuer(cursor)?),
            (Some(kind), false) if !is_law(&kind) => return None,
            (known, dash) => {
                let head = known.unwrap_or(typed);
                if !is_code(&head) || (!dash && !is_law(&head)) {
                    return None;
                }
                unusual |= dash;
                if dash { format!("{head}-{}", issuer(cursor)?) } else { head }
            }
        };
        DocumentRef::of_state(number, letter, year, &symbol).ok()?
    } else {
        return None;
    };
    let typed = cursor.typed_from(start);
    if long_dash || typed.contains(char::is_whitespace) {
        cursor.notes.push(Note::Spacing { typed: typed.clone() });
    }
    if typed.contains(['Ð', 'Ɖ', 'ð']) {
        cursor.notes.push(Note::LookAlike { typed: typed.clone() });
    }
    if unusual {
        cursor.notes.push(Note::UnusualNumber { typed });
    }
    Some(document)
}

/// The National Assembly and its Standing Committee, with the number of the term.
fn is_law(code: &str) -> bool {
    code.starts_with("QH") || code.starts_with("UBTVQH")
}

/// Who issued it: codes joined by dashes without blanks.
fn issuer(cursor: &mut Cursor<'_>) -> Option<String> {
    let mut issuer = code(cursor).filter(|code| is_code(code))?;
    while cursor.peek().is_some_and(|t| t.glued && t.is_sign('-'))
        && cursor.nth(1).is_some_and(|t| t.glued && is_code(cursor.typed(t)))
    {
        cursor.advance();
        issuer.push('-');
        issuer.push_str(&code(cursor)?);
    }
    Some(issuer)
}
