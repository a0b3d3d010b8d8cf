//! Thresholds in words.

use super::{
    change::{change, rate},
    cursor::{Cursor, Read},
    grade::Grades,
    note::Note,
    number::Figure,
    reading::{Asked, Reading, check_length},
    refusal::{Expected, Refusal, Wrong},
    table::{Table, table},
    tail::{age, per_time, tail},
    token::{Kind, tokens},
    words::{
        ABOVE, ALL, APPROXIMATE, ASPIRED, AT_LEAST, AT_MOST, BELOW, BOUNDS, Bound, FLOORS, NONE, QUALITATIVE,
        TURNS, UP,
    },
};
use crate::{
    id::GradeId,
    quantity::{Fraction, Number, Scale},
    threshold::{BaselineBound, Comparison, End, Interval, Threshold},
};

/// Words between a figure and `trở lên`, at most: `5 mô hình trở lên`.
const NOUN_BEFORE_UP: usize = 6;
/// Words before the comparison, at most.
const SUBJECT: usize = 40;

/// The phrase of a threshold without what stands around it.
pub(super) struct Core {
    pub(super) asked: Asked,
    pub(super) alternatives: Vec<Asked>,
    /// The noun that stood between the figure and `trở lên`.
    pub(super) noun: Option<String>,
}

impl Core {
    pub(super) fn of(asked: Asked) -> Self {
        Self { asked, alternatives: Vec::new(), noun: None }
    }
}

/// Reads a threshold: its canonical spelling (`> 85%`), or a phrase of a plan (`trên 85%`, `từ khá trở lên`).
///
/// The usual grades are known by name; [`threshold_with_grades`] knows those of a scale.
///
/// ```
/// use kehoach::phrases;
///
/// let reading = phrases::threshold("Phấn đấu trên 92,5% các xã")?;
/// assert_eq!(reading.value.to_string(), "> 92.5%");
/// assert_eq!(reading.noun.as_deref(), Some("các xã"));
/// assert!(reading.aspired);
/// # Ok::<(), phrases::Refusal>(())
/// ```
///
/// # Errors
/// [`Refusal`]: where it stopped being a threshold, and what could have followed.
pub fn threshold(text: &str) -> Result<Reading<Asked>, Refusal> {
    whole(text, &Grades::Usual)
}

/// [`threshold`], with the grades of `scale` instead of the usual ones: a grade that it lacks is refused.
///
/// # Errors
/// As [`threshold`].
pub fn threshold_with_grades(text: &str, scale: &Scale) -> Result<Reading<Asked>, Refusal> {
    whole(text, &Grades::of(scale))
}

fn whole(text: &str, grades: &Grades<'_>) -> Result<Reading<Asked>, Refusal> {
    check_length(text)?;
    let tokens = tokens(text);
    let mut cursor = Cursor::new(text, &tokens);
    if let Some(reading) = super::canonical::threshold(&mut cursor, grades)? {
        return Ok(reading);
    }
    bullet(&mut cursor);
    let start = cursor.mark();
    let mut aspired = preface(&mut cursor)?;
    let each = each(&mut cursor);
    aspired |= preface(&mut cursor)?;
    let mut subject = None;
    let mut core = core(&mut cursor, grades)?;
    if core.is_none()
        && let Some((before, aspires, behind)) = subject_before(&mut cursor, grades)?
    {
        subject = Some(before);
        aspired |= aspires;
        core = Some(behind);
    }
    let Some(core) = core else {
        cursor.missed(Expected::Comparison);
        cursor.missed(Expected::Number);
        return Err(cursor.refuse());
    };
    // `vượt 5% kế hoạch` asks for 105 % of something that the text does not give.
    let exceeds = cursor.span_from(start);
    let exceeds = super::cursor::folded_words(cursor.slice(exceeds)).iter().any(|word| word == "vượt");
    if exceeds && cursor.sees(&["kế hoạch", "chỉ tiêu", "dự toán", "định mức", "nghị quyết", "mục tiêu"])
    {
        return Err(cursor.wrong_here(Wrong::UnknownBaseline));
    }
    let noun = tail(&mut cursor, grades)?;
    cursor.note_look_alikes();
    let span = cursor.span_from(start);
    let mut reading = Reading::new(core.asked, span, cursor.notes);
    reading.alternatives = core.alternatives;
    reading.noun = join(core.noun, noun);
    reading.subject = subject;
    reading.each = each;
    reading.aspired = aspired;
    Ok(reading)
}

fn join(first: Option<String>, second: Option<String>) -> Option<String> {
    match (first, second) {
        (Some(first), Some(second)) => Some(format!("{first} {second}")),
        (first, second) => first.or(second),
    }
}

/// The bullet of a list: a dash or plus with a blank after it.
fn bullet(cursor: &mut Cursor<'_>) {
    while cursor.peek().is_some_and(|t| matches!(t.kind, Kind::Sign('-' | '+' | '*' | '•' | '·' | '▪' | '–')))
        && cursor.nth(1).is_some_and(|t| !t.glued || matches!(t.kind, Kind::Word(_)))
    {
        cursor.advance();
    }
}

/// What can stand before a threshold without changing it. Whether the threshold is aspired to.
fn preface(cursor: &mut Cursor<'_>) -> Result<bool, Refusal> {
    let mut aspired = false;
    loop {
        if cursor.first_of(&ASPIRED).is_some() {
            aspired = true;
        } else if cursor.phrase("trong đó") {
            cursor.notes.push(Note::Within);
        } else if let Some(time) = super::tail::time_before(cursor)? {
            cursor.notes.push(Note::TimeBeside { typed: time });
        } else {
            break;
        }
        while cursor.any_sign(&[',', ':']) {}
    }
    Ok(aspired)
}

/// `mỗi cấp ủy cơ sở có`: of what each must meet it.
pub(super) fn each(cursor: &mut Cursor<'_>) -> Option<String> {
    let start = cursor.mark();
    if !(cursor.exact("mỗi một") || cursor.exact("mỗi") || cursor.exact("từng")) {
        return None;
    }
    let named = cursor.mark();
    // `mỗi năm 02 cuộc` says how often, not of whom.
    let rhythm = cursor.sees(&["năm", "quý", "tháng", "tuần", "6 tháng"]) || cursor.is_digits();
    for _ in 0..SUBJECT {
        if cursor.sees(&["có", "phải có", "đạt", "tổ chức", "xây dựng", "hằng năm", "hàng năm"])
            || cursor.first_of_peek(&BOUNDS)
            || (cursor.is_digits() && !rhythm)
        {
            let noun = cursor.typed_from(named);
            let noun = noun.trim().trim_end_matches(',').to_owned();
            cursor.exact("phải");
            return Some(noun).filter(|n| !n.is_empty());
        }
        match cursor.peek() {
            Some(t) if matches!(t.kind, Kind::Word(_) | Kind::Sign(',' | '-' | '"' | '“' | '”')) => {
                cursor.advance();
            }
            _ => break,
        }
    }
    cursor.reset(start);
    None
}

/// Words before the comparison, if nothing among them turns the phrase round, whether the threshold is aspired to, and it.
fn subject_before(cursor: &mut Cursor<'_>, grades: &Grades<'_>) -> Read<(String, bool, Core)> {
    let start = cursor.mark();
    let mut of_age = false;
    for taken in 0..SUBJECT {
        let here = cursor.mark();
        // `tuổi thọ bình quân trên 75 tuổi` is about ages.
        of_age |= cursor.sees(&["tuổi"]);
        if rate(cursor)? || cursor.exact("khi sinh") || (taken > 0 && !of_age && age(cursor)) {
            continue;
        }
        let at_bound = cursor.first_of_peek(&BOUNDS)
            || cursor.first_of_peek(&ASPIRED)
            || cursor.sees(&["đạt", "xếp loại", "được xếp loại", "tăng", "thêm", "giảm", "khoảng"])
            || floor_of_digits(cursor)
            || cursor.peek().is_some_and(|t| matches!(t.kind, Kind::Sign('>' | '<' | '≥' | '≤' | '=' | ':')));
        if taken > 0 && at_bound {
            let subject = cursor.typed_from(start).trim_end_matches([',', ':', ' ']).to_owned();
            cursor.sign(':');
            let aspired = preface(cursor)?;
            let core = core(cursor, grades)?;
            if let Some(core) = core {
                return Ok(Some((subject, aspired, core)));
            }
            cursor.reset(here);
        }
        match cursor.peek().map(|t| &t.kind) {
            Some(Kind::Word(word)) if !TURNS.contains(&word.as_str()) => cursor.advance(),
            Some(Kind::Sign(',' | '-' | '"' | '“' | '”' | '(' | ')')) => cursor.advance(),
            _ => break,
        }
    }
    cursor.reset(start);
    cursor.missed(Expected::Comparison);
    Ok(None)
}

/// `có 02`, `chiếm 30%`: a floor in digits.
fn floor_of_digits(cursor: &Cursor<'_>) -> bool {
    let mut ahead = cursor.clone();
    ahead.first_of(&FLOORS).is_some() && ahead.is_digits()
}

/// A threshold with its comparison said, or bare at the start of the text.
pub(super) fn core(cursor: &mut Cursor<'_>, grades: &Grades<'_>) -> Read<Core> {
    if let Some(change) = change(cursor)? {
        return Ok(Some(change));
    }
    let mark = cursor.mark();
    if cursor.first_of(&NONE).is_some() {
        let word = cursor.typed_from(mark);
        if cursor.is_digits() || cursor.first_of_peek(&BOUNDS) {
            return Err(cursor.wrong(Wrong::Contradiction, mark));
        }
        cursor.notes.push(Note::NoneAsZero { word });
        return Ok(Some(plain(Interval::exactly(Number::ZERO))));
    }
    if cursor.first_of(&ALL).is_some() {
        let word = cursor.typed_from(mark);
        if cursor.is_digits() {
            // `tất cả 12 xã`: whether 12 or all is asked, the number says the same only while there are 12.
            return Err(cursor.wrong_here(Wrong::SeveralThresholds));
        }
        cursor.notes.push(Note::AllAsHundredPercent { word });
        return Ok(Some(Core::of(Asked::Threshold(Threshold::Percent(Interval::at_least(Number::HUNDRED))))));
    }
    if cursor.first_of(&APPROXIMATE).is_some() {
        let word = cursor.typed_from(mark);
        if let Some(core) = bound_core(cursor, grades)?
            && let Asked::Threshold(near) = core.asked
        {
            return Ok(Some(Core { asked: Asked::Approximate { word, near }, ..core_noun(core.noun) }));
        }
        cursor.reset(mark);
    }
    if !cursor.first_of_peek(&BOUNDS) && cursor.first_of(&QUALITATIVE).is_some() {
        let word = cursor.typed_from(mark);
        cursor.exact("đạt");
        if cursor.is_digits() {
            if let Some(core) = bound_core(cursor, grades)?
                && let Asked::Threshold(near) = core.asked
            {
                return Ok(Some(Core { asked: Asked::Approximate { word, near }, ..core_noun(core.noun) }));
            }
        } else if !cursor.first_of_peek(&BOUNDS) {
            return Ok(Some(Core::of(Asked::Qualitative { word })));
        }
        cursor.reset(mark);
    }
    bound_core(cursor, grades)
}

fn core_noun(noun: Option<String>) -> Core {
    Core { asked: Asked::Qualitative { word: String::new() }, alternatives: Vec::new(), noun }
}

fn plain(interval: Interval<Number>) -> Core {
    Core::of(Asked::Threshold(Threshold::Plain(interval)))
}

/// The comparison before a figure, if one is said.
pub(super) fn bound(cursor: &mut Cursor<'_>) -> Option<Bound> {
    if cursor.exact("đạt và vượt") || cursor.exact("đạt hoặc vượt") {
        cursor.notes.push(Note::StrictOrNot);
        return Some(AT_LEAST);
    }
    if let Some(bound) = cursor.first_of(&BOUNDS) {
        return Some(bound);
    }
    for (sign, equal, with, alone) in [('>', '=', AT_LEAST, ABOVE), ('<', '=', AT_MOST, BELOW)] {
        if cursor.sign(sign) {
            return Some(if cursor.sign(equal) { with } else { alone });
        }
    }
    for (sign, bound) in [('≥', AT_LEAST), ('≤', AT_MOST), ('=', Bound::Exactly)] {
        if cursor.sign(sign) {
            return Some(bound);
        }
    }
    None
}

/// A comparison and its figures, or figures alone.
pub(super) fn bound_core(cursor: &mut Cursor<'_>, grades: &Grades<'_>) -> Read<Core> {
    let mark = cursor.mark();
    if !cursor.sees(&["đạt và vượt", "đạt hoặc vượt"]) {
        cursor.first_of(&FLOORS);
        cursor.exact("được");
    }
    let said = bound(cursor);
    let bound = said.unwrap_or(Bound::Bare);
    if said.is_some() {
        cursor.exact("đạt");
    }
    let figures = cursor.mark();
    if cursor.peek().is_some_and(|t| t.is_sign('-')) && cursor.nth(1).is_some_and(|t| t.kind == Kind::Digits)
    {
        return Err(cursor.wrong_here(Wrong::Negative));
    }
    let Some(low) = cursor.figure()? else {
        cursor.missed(Expected::Number);
        // From the start: `hoàn thành` may be a floor, and is a grade in `hoàn thành tốt nhiệm vụ trở lên`.
        cursor.reset(mark);
        let bound = self::bound(cursor).unwrap_or(Bound::Bare);
        if let Some(core) = super::graded::graded(cursor, grades, bound)? {
            return Ok(Some(core));
        }
        cursor.reset(mark);
        return Ok(None);
    };
    let joined = cursor.mark();
    let unit = unit_before_joint(cursor);
    let (joint, high_bound) = joint(cursor);
    let mut high = match joint {
        Some(_) => cursor.figure()?,
        None => None,
    };
    // `từ 5 xã đến 7 huyện` counts two things.
    if unit.as_ref().is_some_and(|unit| !cursor.sees(&[unit])) {
        high = None;
    }
    if high.is_none() {
        cursor.reset(joined);
    }
    let percent = matches!(high.unwrap_or(low), Figure::Percent(_));
    let each_time = cursor.mark();
    if percent && per_time(cursor) {
        let typed = cursor.typed_from(each_time);
        cursor.notes.push(Note::TimeBeside { typed });
    }
    let (up, noun) = up(cursor, grades);
    let typed = cursor.typed_from(figures);
    let core = match (high, joint) {
        (Some(high), Some(joint)) => {
            super::figures::two(cursor, figures, bound, (low, high), joint, high_bound, up, typed)?
        }
        _ => super::figures::one(cursor, figures, bound, low, up)?,
    };
    if noun.is_none()
        && (said.is_some() || up.is_some())
        && let Some(asked) = upper_end(cursor, &core.asked)?
    {
        return Ok(Some(Core::of(asked)));
    }
    Ok(Some(Core { noun, ..core }))
}

/// `ít nhất 80% và không quá 95%`: the upper end, said for itself. What is no upper end of the same is left alone.
fn upper_end(cursor: &mut Cursor<'_>, asked: &Asked) -> Read<Asked> {
    let start = cursor.mark();
    let lower = match asked {
        Asked::Threshold(Threshold::Percent(lower) | Threshold::Plain(lower)) if lower.high().is_none() => {
            lower
        }
        _ => return Ok(None),
    };
    let joined = cursor.exact("và") || cursor.exact("nhưng") || (!cursor.is_running() && cursor.sign(','));
    if joined
        && let Some(Bound::Side(side @ (Comparison::Below | Comparison::AtMost))) = bound(cursor)
        && let Some(low) = lower.low()
        && let Ok(Some(figure)) = cursor.figure()
    {
        let high_closed = side == Comparison::AtMost;
        match (asked, figure) {
            (Asked::Threshold(Threshold::Percent(_)), Figure::Percent(high)) if low.at < high => {
                let whole = between(low.at, high, low.closed, high_closed);
                return Ok(Some(Asked::Threshold(Threshold::Percent(whole))));
            }
            (Asked::Threshold(Threshold::Plain(_)), Figure::Plain(high)) if low.at < high => {
                let whole = between(low.at, high, low.closed, high_closed);
                return Ok(Some(Asked::Threshold(Threshold::Plain(whole))));
            }
            _ => {}
        }
    }
    cursor.reset(start);
    Ok(None)
}

/// What joins two figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    To,
    Or,
}

/// Words between two figures, and whether the upper end is left out.
static JOINTS: Table<bool> =
    table![bool;("đến dưới", true), ("tới dưới", true), ("đến", false), ("tới", false)];

/// `đến`, a dash, `hoặc`; and whether the upper end is left out (`đến dưới`).
fn joint(cursor: &mut Cursor<'_>) -> (Option<Joint>, bool) {
    let open = cursor.first_of(&JOINTS);
    if let Some(open) = open {
        return (Some(Joint::To), !open);
    }
    if cursor.sees(&["hoặc"]) && !cursor.sees(&["hoặc hơn", "hoặc cao hơn", "hoặc nhiều hơn"]) {
        cursor.advance();
        return (Some(Joint::Or), true);
    }
    if cursor.sign('-') {
        while cursor.sign('-') {}
        let open = cursor.exact("dưới");
        return (Some(Joint::To), !open);
    }
    (None, true)
}

/// The unit of the first of two figures, if one stands there: `từ 70 điểm đến dưới 90 điểm`. In folded words.
fn unit_before_joint(cursor: &mut Cursor<'_>) -> Option<String> {
    let mark = cursor.mark();
    let mut unit: Vec<&str> = Vec::new();
    for _ in 0..NOUN_BEFORE_UP {
        let Some(word) = cursor.word() else { break };
        if matches!(word, "đến" | "tới") {
            break;
        }
        unit.push(word);
        cursor.advance();
    }
    if unit.is_empty() || !cursor.sees(&["đến", "tới"]) {
        cursor.reset(mark);
        return None;
    }
    Some(unit.join(" "))
}

/// `trở lên` or `trở xuống`, at once or behind a short noun.
fn up(cursor: &mut Cursor<'_>, grades: &Grades<'_>) -> (Option<Comparison>, Option<String>) {
    if let Some(up) = cursor.first_of(&UP) {
        return (Some(up), None);
    }
    let mark = cursor.mark();
    for _ in 0..NOUN_BEFORE_UP {
        // `90% hội viên đạt từ khá trở lên`: that `trở lên` belongs to the grade.
        let slash = cursor.peek().is_some_and(|t| t.glued && t.is_sign('/'));
        let another = (cursor.word().is_none() && !slash)
            || cursor.first_of_peek(&BOUNDS)
            || cursor.sees(&["đạt", "xếp", "loại", "được", "mức"])
            || cursor.clone().grade(grades).is_some();
        if another {
            break;
        }
        cursor.advance();
        let noun = cursor.typed_from(mark);
        if cursor.sees(&["trở lên", "trở xuống"]) {
            return (cursor.first_of(&UP), Some(noun));
        }
    }
    cursor.reset(mark);
    (None, None)
}

/// The interval of a comparison around one value.
pub(super) fn around<T: Clone>(bound: Bound, at: T) -> Interval<T> {
    match bound {
        Bound::Side(comparison) => comparison.interval(at),
        Bound::From | Bound::Bare => Interval::at_least(at),
        Bound::Exactly => Interval::exactly(at),
    }
}

pub(super) fn between<T>(low: T, high: T, low_closed: bool, high_closed: bool) -> Interval<T> {
    Interval::between(End { at: low, closed: low_closed }, End { at: high, closed: high_closed })
}

/// What the canonical path hands over.
pub(super) fn bare_reading(asked: Asked, cursor: &Cursor<'_>) -> Reading<Asked> {
    Reading::new(asked, cursor.span(), cursor.notes.clone())
}

pub(super) fn baseline(bound: BaselineBound) -> Asked {
    Asked::Baseline { bound, since: None }
}

pub(super) fn grade_threshold(interval: Interval<GradeId>) -> Asked {
    Asked::Threshold(Threshold::Grade(interval))
}

/// A share as the percent figure that it exactly is, with a note, or as the fraction that it is.
pub(super) fn share(cursor: &mut Cursor<'_>, fraction: Fraction, typed: &str) -> Result<Number, Fraction> {
    let percent = fraction.times(Fraction::whole(100)).ok().and_then(Number::from_fraction);
    if percent.is_some() {
        cursor.notes.push(Note::FractionAsPercent { typed: typed.to_owned() });
    }
    percent.ok_or(fraction)
}
