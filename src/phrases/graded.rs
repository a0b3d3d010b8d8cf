//! Thresholds over grades: `từ khá trở lên`, `xếp loại tốt`.

use super::{
    cursor::{Cursor, Read},
    grade::Grades,
    note::Note,
    refusal::{Expected, Wrong},
    table::{Table, table},
    threshold::{Core, around, between, grade_threshold},
    words::Bound,
};
use crate::threshold::Comparison;

/// Words that announce a grade.
static INTRODUCED: Table<()> = table![();
    ("xếp loại", ()),
    ("được xếp loại", ()),
    ("xếp loại đạt", ()),
    ("xếp loại từ", ()),
    ("xếp loại chất lượng", ()),
    ("được đánh giá", ()),
    ("được đánh giá xếp loại", ()),
    ("đánh giá xếp loại", ()),
    ("được phân loại", ()),
    ("phân loại", ()),
    ("loại", ()),
    ("mức", ()),
    ("mức độ", ()),
    ("hạng", ()),
    ("danh hiệu", ()),
];

/// Comparisons behind a grade.
static BEHIND: Table<Comparison> = table![Comparison;
    ("trở lên", Comparison::AtLeast),
    ("trở nên", Comparison::AtLeast),
    ("hoặc cao hơn", Comparison::AtLeast),
    ("trở xuống", Comparison::AtMost),
];

/// A grade with its comparison. The comparison before it has been read already.
pub(super) fn graded(cursor: &mut Cursor<'_>, grades: &Grades<'_>, mut bound: Bound) -> Read<Core> {
    let start = cursor.mark();
    let mut introduced = false;
    while introduce(cursor, grades) {
        introduced = true;
        if bound == Bound::Bare
            && let Some(said) = super::threshold::bound(cursor)
        {
            bound = said;
        }
    }
    let named = cursor.mark();
    let Some(low) = cursor.grade(grades) else {
        cursor.missed(Expected::Grade);
        if introduced && matches!(grades, Grades::Scale { .. }) && cursor.word().is_some() {
            return Err(cursor.wrong_here(Wrong::NoSuchGrade));
        }
        cursor.reset(start);
        return Ok(None);
    };
    let before_joint = cursor.mark();
    let comma = cursor.sign(',');
    let joined = comma || cursor.exact("hoặc") || cursor.exact("và") || cursor.sign('-');
    let to = !joined && (cursor.exact("đến") || cursor.exact("tới"));
    cursor.exact("loại");
    let high = if joined || to { cursor.grade(grades) } else { None };
    if high.is_none() {
        cursor.reset(before_joint);
    }
    let up = cursor.first_of(&BEHIND);
    let typed = cursor.typed_from(named);
    let asked = match (high, up, bound) {
        (None, None, Bound::Bare) if !introduced && (cursor.is_running() || !cursor.is_end()) => {
            // `tốt các nội dung`: an adverb, not a grade.
            cursor.reset(start);
            return Ok(None);
        }
        (None, None, Bound::Bare) => {
            cursor.notes.push(Note::BareGrade);
            around(Bound::Bare, low)
        }
        (None, None, bound) => around(bound, low),
        (None, Some(up), Bound::Bare | Bound::From) => up.interval(low),
        (None, Some(up), Bound::Side(side)) if side == up => up.interval(low),
        (Some(high), Some(Comparison::AtLeast), Bound::Bare | Bound::From) => {
            cursor.notes.push(Note::WeakerReading { typed });
            if !grades.ascend(&low, &high) {
                return Err(cursor.wrong(Wrong::Contradiction, named));
            }
            return Ok(Some(Core {
                asked: grade_threshold(Comparison::AtLeast.interval(low)),
                alternatives: vec![grade_threshold(Comparison::AtLeast.interval(high))],
                noun: None,
            }));
        }
        (Some(high), None, Bound::Bare | Bound::From) if grades.ascend(&low, &high) => {
            between(low, high, true, true)
        }
        (Some(high), None, Bound::Bare) if !to && grades.ascend(&high, &low) => {
            between(high, low, true, true)
        }
        _ => return Err(cursor.wrong(Wrong::Contradiction, named)),
    };
    Ok(Some(Core::of(grade_threshold(asked))))
}

/// One announcing word, unless it ends in what is itself the grade (`xếp loại đạt`).
fn introduce(cursor: &mut Cursor<'_>, grades: &Grades<'_>) -> bool {
    let before = cursor.mark();
    if cursor.exact("xếp loại") || cursor.exact("loại") || cursor.exact("mức") {
        if cursor.clone().grade(grades).is_some() {
            return true;
        }
        cursor.reset(before);
    }
    if cursor.first_of(&INTRODUCED).is_some() {
        return true;
    }
    if cursor.exact("đạt") || cursor.exact("là") {
        let grade_or_word = cursor.clone();
        let mut ahead = grade_or_word;
        if ahead.grade(grades).is_some() || ahead.first_of(&INTRODUCED).is_some() || ahead.exact("từ") {
            return true;
        }
        cursor.reset(before);
    }
    false
}
