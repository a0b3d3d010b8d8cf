//! Changes: `tăng 5% so với năm 2022`, `giảm còn 3%`, `nâng số xã đạt chuẩn lên 06 xã`.

use super::{
    cursor::{Cursor, Mark, Read},
    note::Note,
    number::Figure,
    reading::Asked,
    refusal::{Expected, Refusal, Wrong},
    table::{Table, table},
    threshold::{Core, around, bound, share},
    words::{BOUNDS, Bound},
};
use crate::{
    quantity::Number,
    threshold::{BaselineBound, Change, Comparison, Threshold},
    time::Period,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Up,
    Down,
}

static WAYS: Table<Way> = table![Way;
    ("tăng", Way::Up),
    ("tăng thêm", Way::Up),
    ("tăng trưởng", Way::Up),
    ("gia tăng", Way::Up),
    ("nâng", Way::Up),
    ("nâng cao", Way::Up),
    ("nâng thêm", Way::Up),
    ("đưa", Way::Up),
    ("giảm", Way::Down),
    ("giảm bớt", Way::Down),
    ("giảm thêm", Way::Down),
    ("cắt giảm", Way::Down),
    ("kéo giảm", Way::Down),
    ("hạ", Way::Down),
    ("giảm thiểu", Way::Down),
];

/// So many more than there are.
static MORE: Table<()> = table![();
    ("thêm", ()),
    ("có thêm", ()),
    ("công nhận thêm", ()),
    ("thành lập thêm", ()),
    ("xây dựng thêm", ()),
    ("phát triển thêm", ()),
    ("kết nạp thêm", ()),
];

/// Words before the level that is reached.
static REACHES: Table<Way> = table![Way;
    ("lên", Way::Up),
    ("lên thành", Way::Up),
    ("lên đến", Way::Up),
    ("lên tới", Way::Up),
    ("lên mức", Way::Up),
    ("lên đạt", Way::Up),
    ("là", Way::Up),
    ("thành", Way::Up),
    ("còn", Way::Down),
    ("chỉ còn", Way::Down),
    ("xuống", Way::Down),
    ("xuống còn", Way::Down),
    ("xuống chỉ còn", Way::Down),
    ("xuống mức", Way::Down),
];

static AVERAGES: Table<()> = table![();
    ("bình quân", ()),
    ("trung bình", ()),
    ("bình quân hằng năm", ()),
    ("bình quân hàng năm", ()),
    ("bình quân mỗi năm", ()),
    ("hằng năm", ()),
    ("hàng năm", ()),
    ("mỗi năm", ()),
];

/// Baselines that the plan's date fixes.
static RELATIVE: Table<()> = table![();
    ("kỳ gốc", ()),
    ("cùng kỳ", ()),
    ("cùng kỳ năm trước", ()),
    ("cùng kỳ năm ngoái", ()),
    ("năm trước", ()),
    ("năm ngoái", ()),
    ("năm trước liền kề", ()),
    ("kỳ trước", ()),
    ("quý trước", ()),
    ("tháng trước", ()),
    ("nhiệm kỳ trước", ()),
    ("giai đoạn trước", ()),
    ("đầu nhiệm kỳ", ()),
    ("đầu năm", ()),
    ("hiện nay", ()),
    ("hiện tại", ()),
];

/// Comparisons with a baseline itself.
static SIDES: Table<Comparison> = table![Comparison;
    ("cao hơn", Comparison::Above),
    ("thấp hơn", Comparison::Below),
    ("nhiều hơn", Comparison::Above),
    ("ít hơn", Comparison::Below),
    ("không thấp hơn", Comparison::AtLeast),
    ("không cao hơn", Comparison::AtMost),
    ("bằng hoặc cao hơn", Comparison::AtLeast),
    ("bằng hoặc thấp hơn", Comparison::AtMost),
];

/// Comparisons behind a figure.
static BEHIND: Table<Comparison> =
    table![Comparison;("trở lên", Comparison::AtLeast), ("trở xuống", Comparison::AtMost)];

/// Words between `tăng` and its figure, at most.
const SUBJECT: usize = 30;
/// The same in running text, where `nâng` mostly has no figure.
const SUBJECT_RUNNING: usize = 12;

/// A change, if one comes next.
pub(super) fn change(cursor: &mut Cursor<'_>) -> Read<Core> {
    let start = cursor.mark();
    if let Some(core) = compared(cursor)? {
        return Ok(Some(core));
    }
    cursor.reset(start);
    if let Some(core) = multiple(cursor)? {
        return Ok(Some(core));
    }
    cursor.reset(start);
    if cursor.first_of(&MORE).is_some() {
        if (cursor.is_digits() || cursor.first_of_peek(&BOUNDS))
            && let Some(core) = amount(cursor, Way::Up, start)?
        {
            return Ok(Some(core));
        }
        cursor.reset(start);
    }
    if rate(&mut cursor.clone())? {
        return Ok(None);
    }
    let Some(way) = cursor.first_of(&WAYS) else { return Ok(None) };
    if cursor.sees(&["cường", "tốc", "cấp", "ca", "tầng"]) {
        cursor.reset(start);
        return Ok(None);
    }
    let named = cursor.mark();
    let words = if cursor.is_running() { SUBJECT_RUNNING } else { SUBJECT };
    for taken in 0..words {
        let here = cursor.mark();
        // `năm 2023` among the words is a time, and its number no figure.
        if cursor.word().is_some() && cursor.nth(1).is_some_and(|t| t.kind == super::token::Kind::Digits) {
            let notes = cursor.notes.len();
            if cursor.span_of_time(Some(2000)).ok().flatten().is_some() {
                cursor.notes.truncate(notes);
                let typed = cursor.typed_from(here);
                cursor.notes.push(Note::TimeBeside { typed });
                continue;
            }
            cursor.reset(here);
        }
        if taken > 0 && super::tail::age(cursor) {
            continue;
        }
        if cursor.first_of(&AVERAGES).is_some() {
            let typed = cursor.typed_from(here);
            cursor.notes.push(Note::RelativeBaseline { typed });
        }
        if cursor.sees(&["gấp"]) {
            return multiple(cursor);
        }
        let noun = Some(cursor.slice(cursor.span_from(named)).trim().to_owned()).filter(|n| !n.is_empty());
        let figures = cursor.mark();
        if let Some(reached) = cursor.first_of(&REACHES) {
            if let Some(core) = level(cursor, way, Some(reached))? {
                return Ok(Some(with_noun(core, noun)));
            }
            cursor.reset(figures);
        }
        if let Some(core) = from_level(cursor, way, start)? {
            return Ok(Some(with_noun(core, noun)));
        }
        cursor.reset(figures);
        if let Some(core) = amount(cursor, way, start)? {
            // `tăng 3 mô hình` is a change by 3; a count further on is a count of something else.
            let by_units = matches!(
                core.asked,
                Asked::Baseline { bound: BaselineBound { change: Change::Units(_), .. }, .. }
            );
            if !by_units || taken == 0 || noun.is_none() {
                return Ok(Some(with_noun(core, noun)));
            }
            break;
        }
        cursor.reset(figures);
        match cursor.word() {
            Some("không" | "chưa" | "hoặc" | "giảm" | "tăng") | None => break,
            Some(_) => cursor.advance(),
        }
    }
    cursor.missed(Expected::Number);
    cursor.reset(start);
    Ok(None)
}

/// `tốc độ tăng trưởng`, `tỷ lệ tăng dân số`, `tăng trưởng GRDP đạt 8%`: a rate that has a figure of its own, and no change of
/// one. Takes the words of the change.
pub(super) fn rate(cursor: &mut Cursor<'_>) -> Result<bool, Refusal> {
    let start = cursor.mark();
    let named = cursor.before().and_then(|t| t.word());
    let growth = cursor.sees(&["tăng trưởng"]);
    if !matches!(named, Some("độ" | "lệ" | "suất")) && !growth {
        return Ok(false);
    }
    if cursor.first_of(&WAYS).is_none() {
        return Ok(false);
    }
    let is_rate = match named {
        Some("độ") => true,
        Some("lệ" | "suất") => {
            if cursor.is_digits() || cursor.first_of_peek(&BOUNDS) && !cursor.sees(&["từ"]) {
                // `tỷ lệ tăng 5%`: by how much, or what it is.
                return Err(cursor.wrong(Wrong::AmbiguousChange, start));
            }
            !cursor.first_of_peek(&REACHES) && !cursor.sees(&["từ"]) && !cursor.first_of_peek(&AVERAGES)
        }
        _ => {
            let mut ahead = cursor.clone();
            for _ in 0..SUBJECT_RUNNING {
                if ahead.word().is_none() || ahead.sees(&["đạt"]) {
                    break;
                }
                ahead.advance();
            }
            ahead.sees(&["đạt"])
        }
    };
    if !is_rate {
        cursor.reset(start);
    }
    Ok(is_rate)
}

fn with_noun(core: Core, noun: Option<String>) -> Core {
    Core { noun: noun.or(core.noun), ..core }
}

/// `lên trên 90%`, `xuống còn 3%`: a threshold on the level itself.
fn level(cursor: &mut Cursor<'_>, way: Way, reached: Option<Way>) -> Read<Core> {
    let start = cursor.mark();
    if reached.is_some_and(|reached| reached != way) {
        return Ok(None);
    }
    let said = bound(cursor);
    let figures = cursor.mark();
    let Some(figure) = cursor.figure()? else { return Ok(None) };
    let default = match way {
        Way::Up => Bound::Side(Comparison::AtLeast),
        Way::Down => Bound::Side(Comparison::AtMost),
    };
    let bound = match said {
        None | Some(Bound::From | Bound::Bare) => default,
        Some(bound) => bound,
    };
    if cursor.sees(&["đến", "tới", "hoặc"]) || cursor.peek().is_some_and(|t| t.is_sign('-')) {
        let ahead = cursor.nth(1).is_some_and(|t| t.kind == super::token::Kind::Digits);
        if ahead {
            return Err(cursor.wrong(Wrong::AmbiguousChange, start));
        }
    }
    let asked = match figure {
        Figure::Percent(n) => Threshold::Percent(around(bound, n)),
        Figure::Plain(n) => Threshold::Plain(around(bound, n)),
        Figure::Points(_) => return Err(cursor.wrong(Wrong::AmbiguousChange, figures)),
        Figure::Fraction(fraction) => {
            let typed = cursor.typed_from(figures);
            match share(cursor, fraction, &typed) {
                Ok(percent) => Threshold::Percent(around(bound, percent)),
                Err(fraction) => return Ok(Some(Core::of(Asked::Fraction(around(bound, fraction))))),
            }
        }
    };
    let up = cursor.first_of(&BEHIND);
    if up.is_some_and(|up| Bound::Side(up) != bound) {
        return Err(cursor.wrong(Wrong::Contradiction, start));
    }
    Ok(Some(Core::of(Asked::Threshold(asked))))
}

/// Whether a level lies the way that is said from another: not `tăng từ 90% lên 85%`.
fn goes(way: Way, from: Figure, asked: &Asked) -> bool {
    let (Figure::Percent(from) | Figure::Plain(from)) = from else { return true };
    let Asked::Threshold(Threshold::Percent(level) | Threshold::Plain(level)) = asked else { return true };
    let to = level.low().or(level.high());
    to.is_none_or(|to| match way {
        Way::Up => from < to.at,
        Way::Down => to.at < from,
    })
}

/// `từ 85% lên 90%`.
fn from_level(cursor: &mut Cursor<'_>, way: Way, start: Mark) -> Read<Core> {
    if !cursor.exact("từ") {
        return Ok(None);
    }
    let level_mark = cursor.mark();
    let Some(from) = cursor.figure()? else { return Ok(None) };
    let typed = cursor.typed_from(level_mark);
    // `từ 85% năm 2020 lên 90%`.
    let after = cursor.mark();
    if super::tail::time(cursor)?.is_none() {
        cursor.reset(after);
    }
    if let Some(reached) = cursor.first_of(&REACHES) {
        if reached != way {
            return Err(cursor.wrong(Wrong::Contradiction, start));
        }
        cursor.notes.push(Note::FromLevel { typed });
        let Some(core) = level(cursor, way, Some(reached))? else {
            cursor.missed(Expected::Number);
            return Err(cursor.refuse());
        };
        if !goes(way, from, &core.asked) {
            return Err(cursor.wrong(Wrong::Contradiction, start));
        }
        return Ok(Some(core));
    }
    cursor.reset(after);
    if cursor.sees(&["đến", "tới"]) {
        return Err(cursor.wrong(Wrong::AmbiguousChange, start));
    }
    Ok(None)
}

/// `5%`, `ít nhất 5 điểm phần trăm`, `3 mô hình`: the change itself.
fn amount(cursor: &mut Cursor<'_>, way: Way, start: Mark) -> Read<Core> {
    let said = bound(cursor);
    let figures = cursor.mark();
    let Some(low) = cursor.figure()? else { return Ok(None) };
    let after_low = cursor.mark();
    let mut figure = low;
    if (cursor.exact("đến") || cursor.exact("tới") || cursor.sign('-'))
        && let Some(high) = cursor.figure()?
    {
        figure = match (low, high) {
            (Figure::Plain(low), Figure::Percent(_)) | (Figure::Percent(low), Figure::Plain(_)) => {
                Figure::Percent(low)
            }
            (Figure::Plain(low), Figure::Points(_)) => Figure::Points(low),
            (low, high) if std::mem::discriminant(&low) == std::mem::discriminant(&high) => low,
            _ => return Err(cursor.wrong(Wrong::Mixed, figures)),
        };
        if !matches!(said, None | Some(Bound::From | Bound::Side(Comparison::AtLeast))) {
            return Err(cursor.wrong(Wrong::AmbiguousChange, start));
        }
        let typed = cursor.typed_from(figures);
        cursor.notes.push(Note::WeakerReading { typed });
    } else {
        cursor.reset(after_low);
    }
    if cursor.sees(&["lần"]) {
        return Err(cursor.wrong(Wrong::AmbiguousChange, start));
    }
    let known = cursor.notes.iter().any(|note| matches!(note, Note::RelativeBaseline { .. }));
    if super::tail::per_time(cursor) && !known {
        let typed = cursor.typed_from(figures);
        cursor.notes.push(Note::RelativeBaseline { typed });
    }
    let up = cursor.first_of(&BEHIND);
    let said = match (said, up) {
        (None | Some(Bound::From | Bound::Bare), up) => up.unwrap_or(Comparison::AtLeast),
        (Some(Bound::Side(side)), None) => side,
        (Some(Bound::Side(side)), Some(up)) if side == up => side,
        _ => return Err(cursor.wrong(Wrong::AmbiguousChange, start)),
    };
    let comparison = match way {
        Way::Up => said,
        Way::Down => flipped(said),
    };
    let typed = cursor.typed_from(figures);
    let figure = match figure {
        Figure::Fraction(fraction) => match share(cursor, fraction, &typed) {
            Ok(percent) => Figure::Percent(percent),
            Err(_) => return Err(cursor.wrong(Wrong::AmbiguousChange, start)),
        },
        figure => figure,
    };
    let signed = |n: Number| match way {
        Way::Up => n,
        Way::Down => negative(n),
    };
    let bound = |change| BaselineBound { comparison, change };
    let too_much = |cursor: &Cursor<'_>| cursor.wrong(Wrong::Negative, figures);
    let (main, other) = match figure {
        Figure::Percent(n) => {
            let factor = Number::HUNDRED.plus(signed(n)).map_err(|_| too_much(cursor))?;
            if factor < Number::ZERO {
                return Err(too_much(cursor));
            }
            cursor.notes.push(Note::PercentOrPoints);
            (bound(Change::Percent(factor)), Some(bound(Change::Points(signed(n)))))
        }
        Figure::Points(n) => (bound(Change::Points(signed(n))), None),
        Figure::Plain(n) => (bound(Change::Units(signed(n))), None),
        Figure::Fraction(_) => return Ok(None),
    };
    let (noun, since) = since_behind(cursor)?;
    let baseline = |bound| Asked::Baseline { bound, since };
    Ok(Some(Core { asked: baseline(main), alternatives: other.map(baseline).into_iter().collect(), noun }))
}

pub(super) fn negative(n: Number) -> Number {
    // OK because the sign of a decimal can always be turned.
    let mut decimal = n.decimal();
    decimal.set_sign_negative(true);
    Number::from(decimal)
}

const fn flipped(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Above => Comparison::Below,
        Comparison::AtLeast => Comparison::AtMost,
        Comparison::Below => Comparison::Above,
        Comparison::AtMost => Comparison::AtLeast,
    }
}

/// The noun up to `so với`, and the period behind it.
fn since_behind(cursor: &mut Cursor<'_>) -> Result<(Option<String>, Option<Period>), Refusal> {
    let mark = cursor.mark();
    for _ in 0..SUBJECT {
        // `so cùng kỳ` is short for `so với cùng kỳ`.
        if cursor.sees(&["so với", "so cùng kỳ", "so năm trước", "so kế hoạch"]) {
            let noun = cursor.typed_from(mark).trim().trim_end_matches(',').to_owned();
            let _ = cursor.exact("so với") || cursor.exact("so");
            return Ok((Some(noun).filter(|n| !n.is_empty()), since(cursor)?));
        }
        match cursor.word() {
            Some(_) => cursor.advance(),
            None if cursor.sign(',') => {}
            None => break,
        }
    }
    cursor.reset(mark);
    Ok((None, None))
}

/// The period of a baseline, or none with a note where only the plan's date fixes it.
fn since(cursor: &mut Cursor<'_>) -> Result<Option<Period>, Refusal> {
    let mark = cursor.mark();
    if cursor.first_of(&RELATIVE).is_some() {
        let after = cursor.mark();
        if cursor.span_of_time(Some(2000)).ok().flatten().is_none() {
            cursor.reset(after);
        }
        let typed = cursor.typed_from(mark);
        cursor.notes.push(Note::RelativeBaseline { typed });
        return Ok(None);
    }
    match cursor.span_of_time(None)? {
        Some(period) => Ok(Some(period)),
        None => Err(cursor.wrong_here(Wrong::UnknownBaseline)),
    }
}

/// `cao hơn năm trước`, `năm sau cao hơn năm trước`, `đạt 105% so với năm 2022`.
fn compared(cursor: &mut Cursor<'_>) -> Read<Core> {
    let start = cursor.mark();
    let yearly = cursor.exact("năm sau") || cursor.exact("kỳ sau");
    if let Some(comparison) = cursor.first_of(&SIDES) {
        cursor.exact("so với");
        let named = cursor.first_of_peek(&RELATIVE)
            || (cursor.word() == Some("năm") && cursor.nth(1).is_some_and(|t| t.span.len() == 4));
        if named {
            let since = since(cursor)?;
            let bound = BaselineBound { comparison, change: Change::Percent(Number::HUNDRED) };
            return Ok(Some(Core::of(Asked::Baseline { bound, since })));
        }
    }
    cursor.reset(start);
    if yearly {
        return Ok(None);
    }
    let _ = cursor.exact("đạt");
    let side = match bound(cursor) {
        None | Some(Bound::From | Bound::Bare) => Comparison::AtLeast,
        Some(Bound::Side(side)) => side,
        Some(Bound::Exactly) => Comparison::AtLeast,
    };
    let notes = cursor.notes.len();
    if cursor.is_digits()
        && let Ok(Some(Figure::Percent(n))) = cursor.figure()
        && cursor.exact("so với")
    {
        let since = since(cursor)?;
        let bound = BaselineBound { comparison: side, change: Change::Percent(n) };
        return Ok(Some(Core::of(Asked::Baseline { bound, since })));
    }
    cursor.notes.truncate(notes);
    cursor.reset(start);
    Ok(None)
}

/// `gấp đôi`, `gấp 2 lần`.
fn multiple(cursor: &mut Cursor<'_>) -> Read<Core> {
    let _ = cursor.exact("tăng");
    let said = bound(cursor);
    if !cursor.exact("gấp") {
        return Ok(None);
    }
    let said = bound(cursor).or(said);
    let here = cursor.mark();
    let percent: Number = if cursor.exact("đôi") {
        200.into()
    } else if cursor.exact("rưỡi") {
        150.into()
    } else {
        let Some(Figure::Plain(times)) = cursor.figure()? else {
            cursor.missed(Expected::Number);
            return Ok(None);
        };
        cursor.exact("lần");
        times
            .fraction()
            .times(crate::Fraction::whole(100))
            .ok()
            .and_then(Number::from_fraction)
            .ok_or_else(|| cursor.wrong(Wrong::Number(crate::NumberError::TooPrecise), here))?
    };
    let comparison = match said {
        Some(Bound::Side(side)) => side,
        _ => Comparison::AtLeast,
    };
    let (noun, since) = since_behind(cursor)?;
    let bound = BaselineBound { comparison, change: Change::Percent(percent) };
    Ok(Some(Core { noun, ..Core::of(Asked::Baseline { bound, since }) }))
}
