//! The canonical spelling of thresholds, as files hold it, within reach of the same door as the phrases.

use super::{
    cursor::{Cursor, Read},
    grade::Grades,
    note::Note,
    reading::{Asked, Reading},
    refusal::Wrong,
    threshold::{bare_reading, baseline},
    token::Kind,
};
use crate::threshold::{BaselineBound, Threshold};

/// The whole text as canonical spelling, if it begins as one and is one. What only begins so, such as `≥ 92,5%`, is left to
/// the phrases.
pub(super) fn threshold(cursor: &mut Cursor<'_>, grades: &Grades<'_>) -> Read<Reading<Asked>> {
    let first = cursor.peek().map(|t| t.kind.clone());
    let Some(Kind::Sign(sign @ ('>' | '<' | '=' | '≥' | '≤' | '[' | '('))) = first else {
        return Ok(None);
    };
    let text = crate::spelling::tidy(cursor.text);
    if let Ok(bound) = text.parse::<BaselineBound>() {
        go_to_end(cursor);
        return Ok(Some(bare_reading(baseline(bound), cursor)));
    }
    let parsed = match text.parse::<Threshold>() {
        Ok(parsed) => parsed,
        Err(error) if matches!(sign, '[' | '(') => {
            let mark = cursor.mark();
            go_to_end(cursor);
            return Err(cursor.wrong(Wrong::Canonical(error), mark));
        }
        Err(_) => return Ok(None),
    };
    let threes = thousands_like(cursor);
    if threes.is_some() && matches!(sign, '≥' | '≤') {
        // No file is written with these signs: people type them, with points between thousands.
        return Ok(None);
    }
    let mark = cursor.mark();
    go_to_end(cursor);
    if let Some(typed) = threes {
        cursor.notes.push(Note::PointInCanonical { typed });
    }
    let asked = match parsed {
        Threshold::Grade(interval) => {
            let resolved = interval.try_map(|grade| grades.resolve(&grade).ok_or(()));
            let resolved = resolved.map_err(|()| cursor.wrong(Wrong::NoSuchGrade, mark))?;
            Threshold::Grade(resolved)
        }
        figures => figures,
    };
    Ok(Some(bare_reading(Asked::Threshold(asked), cursor)))
}

fn go_to_end(cursor: &mut Cursor<'_>) {
    while !cursor.is_end() {
        cursor.advance();
    }
}

/// A number such as `1.200`, that a phrase would read as 1200.
fn thousands_like(cursor: &Cursor<'_>) -> Option<String> {
    let tokens = cursor.rest();
    tokens.windows(3).find_map(|window| match window {
        [whole, point, places]
            if whole.kind == Kind::Digits
                && point.is_sign('.')
                && places.kind == Kind::Digits
                && places.span.len() == 3
                && whole.span.len() <= 3
                && !cursor.typed(whole).starts_with('0') =>
        {
            Some(cursor.slice(whole.span.start..places.span.end).to_owned())
        }
        _ => None,
    })
}
