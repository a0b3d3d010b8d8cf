//! What stands around a threshold: times before it, and the noun behind it.

use super::{
    cursor::{Cursor, Read},
    grade::Grades,
    note::Note,
    refusal::{Refusal, Wrong},
    table::{Table, table},
    token::Kind,
};

/// Words before a time.
static TIME_LEADS: Table<()> = table![();
    ("đến", ()),
    ("đến hết", ()),
    ("đến cuối", ()),
    ("tính đến", ()),
    ("trong", ()),
    ("vào", ()),
    ("trước", ()),
    ("trước ngày", ()),
    ("hết", ()),
    ("từ", ()),
    ("từ nay đến", ()),
    ("từ nay đến hết", ()),
    ("kể từ", ()),
    ("chậm nhất", ()),
    ("chậm nhất là", ()),
];

static RECURRING: Table<()> = table![();
    ("hằng năm", ()),
    ("hàng năm", ()),
    ("hằng quý", ()),
    ("hàng quý", ()),
    ("hằng tháng", ()),
    ("hàng tháng", ()),
    ("mỗi năm", ()),
    ("mỗi quý", ()),
    ("mỗi tháng", ()),
    ("trong năm", ()),
    ("định kỳ", ()),
];

/// A time, taken as it stands.
pub(super) fn time(cursor: &mut Cursor<'_>) -> Read<String> {
    let mark = cursor.mark();
    let recurring = cursor.first_of(&RECURRING).is_some() && !cursor.is_digits();
    if recurring {
        return Ok(Some(cursor.typed_from(mark)));
    }
    cursor.reset(mark);
    let notes = cursor.notes.len();
    let bare_number = cursor.is_digits();
    // A time that is no time is left to whoever reads on: its refusal is not the threshold's.
    if let Ok(Some(_)) = cursor.span_of_time(Some(2000))
        && (!bare_number || cursor.slice(cursor.span_from(mark)).contains(['/', '-']))
    {
        cursor.notes.truncate(notes);
        return Ok(Some(cursor.typed_from(mark)));
    }
    cursor.reset(mark);
    if cursor.first_of(&TIME_LEADS).is_some()
        && !(cursor.is_digits() && cursor.nth(1).is_none_or(|t| !t.is_sign('/')))
        && let Ok(Some(_)) = cursor.span_of_time(Some(2000))
    {
        cursor.notes.truncate(notes);
        return Ok(Some(cursor.typed_from(mark)));
    }
    cursor.reset(mark);
    Ok(None)
}

/// A time before the threshold. A number alone is the threshold's own.
pub(super) fn time_before(cursor: &mut Cursor<'_>) -> Read<String> {
    if cursor.is_digits() {
        return Ok(None);
    }
    let mark = cursor.mark();
    let found = time(cursor)?;
    // `từ 01/02 ...`: figures, not days, unless a comma or a word of a sentence follows.
    let parted = cursor
        .peek()
        .is_some_and(|t| matches!(t.kind, Kind::Word(_) | Kind::Sign(',' | ':')) || t.kind == Kind::Digits);
    if found.is_some() && !parted {
        cursor.reset(mark);
        return Ok(None);
    }
    Ok(found)
}

static AGES: Table<()> = table![();
    ("từ", ()),
    ("từ đủ", ()),
    ("đủ", ()),
    ("dưới", ()),
    ("trên", ()),
];

/// `trẻ em dưới 5 tuổi`, `từ 15 đến 60 tuổi`: of whom, not how many.
pub(super) fn age(cursor: &mut Cursor<'_>) -> bool {
    let start = cursor.mark();
    cursor.first_of(&AGES);
    let mut years = cursor.small_whole(2).is_some();
    let _ = cursor.exact("tuổi");
    let joined = cursor.exact("đến dưới") || cursor.exact("đến") || cursor.exact("tới") || cursor.sign('-');
    years &= !joined || cursor.small_whole(2).is_some();
    let named = cursor.before().is_some_and(|t| t.word() == Some("tuổi"))
        || cursor.exact("tuổi")
        || cursor.exact("tháng tuổi");
    if !(years && named) {
        cursor.reset(start);
        return false;
    }
    let _ = cursor.exact("trở lên") || cursor.exact("trở xuống");
    let typed = cursor.typed_from(start);
    cursor.notes.push(Note::NumberInNoun { typed });
    true
}

/// `/năm` behind a figure, as typed from `figures` on.
pub(super) fn per_time(cursor: &mut Cursor<'_>) -> bool {
    let each = cursor.peek().is_some_and(|t| t.is_sign('/'))
        && cursor.nth(1).is_some_and(|t| matches!(t.word(), Some("năm" | "quý" | "tháng")))
        && !cursor.nth(2).is_some_and(|t| t.kind == Kind::Digits);
    if each {
        cursor.advance();
        cursor.advance();
    }
    each
}

/// The noun behind a threshold, up to the end of the text. A second threshold in it is a refusal, because half of what was
/// said would be lost; a time in it is noted.
pub(super) fn tail(cursor: &mut Cursor<'_>, grades: &Grades<'_>) -> Result<Option<String>, Refusal> {
    let mut noun: Vec<String> = Vec::new();
    let mut piece = cursor.mark();
    let keep = |cursor: &Cursor<'_>, piece, noun: &mut Vec<String>| {
        let typed = cursor.typed_from(piece);
        let typed = typed.trim().trim_matches(|c: char| matches!(c, ',' | ';' | '.' | ':' | '/')).trim();
        if typed.chars().any(char::is_alphanumeric) {
            noun.push(typed.to_owned());
        }
    };
    while let Some(token) = cursor.peek() {
        let here = cursor.mark();
        if age(cursor) {
            continue;
        }
        if cursor.exact("so với tổng số") {
            // The whole of a share, and no baseline.
            continue;
        }
        if cursor.sees(&["so với"]) {
            return Err(cursor.wrong_here(Wrong::UnknownBaseline));
        }
        if cursor.sees(&["trở lên", "trở xuống", "ít nhất", "tối thiểu", "tối đa", "không quá", "không dưới"])
            || (cursor.sees(&["trên", "dưới", "từ", "hơn", "đạt"]) && second(cursor, grades))
        {
            return Err(cursor.wrong_here(Wrong::SeveralThresholds));
        }
        if cursor.nth(1).is_none() && cursor.sees(&["trên", "dưới", "từ", "hơn", "vượt", "quá", "đạt"])
        {
            // A comparison with nothing behind it: `85 trên` says too little to be read either way.
            return Err(cursor.wrong_here(Wrong::Contradiction));
        }
        if matches!(token.kind, Kind::Word(_))
            && let Some(typed) = time(cursor)?
        {
            let after = cursor.mark();
            cursor.reset(here);
            keep(cursor, piece, &mut noun);
            cursor.reset(after);
            cursor.notes.push(Note::TimeBeside { typed });
            piece = cursor.mark();
            continue;
        }
        if token.kind == Kind::Digits {
            let before = cursor.before();
            let glued_to_letter = token.glued && before.is_some_and(|t| t.word().is_some() || t.is_sign('-'));
            let listed = before.is_some_and(|t| {
                matches!(t.kind, Kind::Sign(',' | ';' | '-' | '+' | '/' | ':' | '.'))
                    || matches!(t.word(), Some("và" | "hoặc" | "đến" | "tới" | "gồm"))
            });
            let percent =
                cursor.nth(1).is_some_and(|t| t.is_sign('%') || t.is_sign('‰') || t.word() == Some("phần"));
            if let Ok(Some(_)) = super::document::number(&mut cursor.clone()) {
                super::document::number(cursor)?;
                continue;
            }
            if percent
                || (listed && !glued_to_letter)
                || before.is_some_and(|t| t.span.end == cursor.span().start)
            {
                return Err(cursor.wrong_here(Wrong::SeveralThresholds));
            }
            let typed = cursor.typed(token).to_owned();
            cursor.notes.push(Note::NumberInNoun { typed });
        }
        cursor.advance();
    }
    keep(cursor, piece, &mut noun);
    Ok(Some(noun.join(" ")).filter(|noun| !noun.is_empty()))
}

/// Whether another threshold begins here.
fn second(cursor: &Cursor<'_>, grades: &Grades<'_>) -> bool {
    let mut ahead = cursor.clone();
    let before = ahead.position();
    matches!(super::threshold::bound_core(&mut ahead, grades), Ok(Some(_)) | Err(_))
        && ahead.position() > before
}
