//! What one or two figures ask, given the words around them.

use super::{
    cursor::{Cursor, Mark},
    note::Note,
    number::Figure,
    reading::Asked,
    refusal::{Refusal, Wrong},
    threshold::{Core, Joint, around, between, share},
    words::Bound,
};
use crate::{
    quantity::{Fraction, Number},
    threshold::{Comparison, Threshold},
};

/// The comparison that both the words before a figure and those after it say, and the stricter one where that is left open.
fn settle(
    cursor: &mut Cursor<'_>,
    mark: Mark,
    bound: Bound,
    up: Option<Comparison>,
) -> Result<(Bound, Option<Bound>), Refusal> {
    let Some(up) = up else { return Ok((bound, None)) };
    let side = Bound::Side(up);
    match (bound, up) {
        (Bound::From | Bound::Bare, _) => Ok((side, None)),
        (Bound::Side(before), up) if before == up => Ok((side, None)),
        (Bound::Side(Comparison::Above), Comparison::AtLeast)
        | (Bound::Side(Comparison::Below), Comparison::AtMost) => {
            cursor.notes.push(Note::StrictOrNot);
            Ok((side, Some(bound)))
        }
        _ => Err(cursor.wrong(Wrong::Contradiction, mark)),
    }
}

/// One figure.
pub(super) fn one(
    cursor: &mut Cursor<'_>,
    mark: Mark,
    bound: Bound,
    figure: Figure,
    up: Option<Comparison>,
) -> Result<Core, Refusal> {
    let typed = cursor.typed_from(mark);
    if up.is_none() && matches!(bound, Bound::From | Bound::Bare) && is_year(figure, &typed) {
        return Err(cursor.wrong(Wrong::Years, mark));
    }
    let (bound, strict) = settle(cursor, mark, bound, up)?;
    let build = |bound: Bound| match figure {
        Figure::Percent(n) => Ok(Asked::Threshold(Threshold::Percent(around(bound, n)))),
        Figure::Plain(n) => Ok(Asked::Threshold(Threshold::Plain(around(bound, n)))),
        Figure::Points(_) => Err(Wrong::PointsWithoutChange),
        Figure::Fraction(fraction) => Ok(Asked::Fraction(around(bound, fraction))),
    };
    let build_asked = |bound: Bound| match build(bound) {
        Ok(asked) => Ok(asked),
        Err(wrong) => Err(cursor.wrong(wrong, mark)),
    };
    let asked = build_asked(bound)?;
    let mut alternatives: Vec<_> = strict.map(build_asked).transpose()?.into_iter().collect();
    let Figure::Fraction(fraction) = figure else {
        return Ok(Core { asked, alternatives, noun: None });
    };
    let fraction_typed = typed.split_whitespace().take_while(|w| *w != "trở").collect::<Vec<_>>().join(" ");
    // 'quá nửa', 'hai phần ba' are shares; '9/10 xã' may be nine of ten.
    if fraction_typed.contains('/') {
        let part = cursor_part(&fraction_typed);
        if let Some(part) = part {
            cursor.notes.push(Note::PartOfCount);
            alternatives.push(Asked::Threshold(Threshold::Plain(around(bound, part))));
        }
    }
    let asked = match share(cursor, fraction, &fraction_typed) {
        Ok(percent) => Asked::Threshold(Threshold::Percent(around(bound, percent))),
        Err(_) => asked,
    };
    let alternatives = alternatives.into_iter().map(exact_percent).collect();
    Ok(Core { asked, alternatives, noun: None })
}

/// Whether a figure was typed as years are: four digits without a point.
fn is_year(figure: Figure, typed: &str) -> bool {
    let digits = typed.len() == 4 && typed.bytes().all(|b| b.is_ascii_digit());
    matches!(figure, Figure::Plain(n) if digits && (1945..=2100).contains(&n.count().unwrap_or(0)))
}

/// The number before the slash.
fn cursor_part(typed: &str) -> Option<Number> {
    typed.split('/').next()?.trim().parse().ok()
}

/// A fraction as percent, where it is one exactly.
fn exact_percent(asked: Asked) -> Asked {
    let Asked::Fraction(interval) = asked else { return asked };
    let percent = |f: Fraction| f.times(Fraction::whole(100)).ok().and_then(Number::from_fraction).ok_or(());
    match interval.try_map(percent) {
        Ok(interval) => Asked::Threshold(Threshold::Percent(interval)),
        Err(()) => Asked::Fraction(interval),
    }
}

/// Two figures.
#[expect(clippy::too_many_arguments, reason = "the eight words that can stand around two figures")]
pub(super) fn two(
    cursor: &mut Cursor<'_>,
    mark: Mark,
    bound: Bound,
    figures: (Figure, Figure),
    joint: Joint,
    high_closed: bool,
    up: Option<Comparison>,
    typed: String,
) -> Result<Core, Refusal> {
    let refuse = |cursor: &Cursor<'_>, wrong| Err(cursor.wrong(wrong, mark));
    let first = typed.split_whitespace().next().unwrap_or_default();
    let first = first.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    if is_year(figures.0, first) && matches!(bound, Bound::From | Bound::Bare) && up.is_none() {
        return refuse(cursor, Wrong::Years);
    }
    let (low, high, percent) = match figures {
        (Figure::Plain(low), Figure::Percent(high)) => (low, high, true),
        (Figure::Percent(low), Figure::Plain(high)) => {
            cursor.notes.push(Note::PercentShared);
            (low, high, true)
        }
        (Figure::Percent(low), Figure::Percent(high)) => (low, high, true),
        (Figure::Plain(low), Figure::Plain(high)) => (low, high, false),
        (Figure::Points(_), _) | (_, Figure::Points(_)) => return refuse(cursor, Wrong::PointsWithoutChange),
        _ => return refuse(cursor, Wrong::Mixed),
    };
    if low > high {
        return refuse(cursor, Wrong::Reversed { low, high });
    }
    if joint == Joint::Or && low.plus(1.into()).ok() != Some(high) && low != high {
        return refuse(cursor, Wrong::NotNeighbours);
    }
    // `1 đến 2 triệu`: whether the first figure is meant in millions too is nowhere said.
    if typed_magnitude_once(&typed) {
        return refuse(cursor, Wrong::BrokenNumber);
    }
    let threshold = |interval| {
        Asked::Threshold(if percent { Threshold::Percent(interval) } else { Threshold::Plain(interval) })
    };
    let whole = threshold(between(low, high, true, high_closed));
    let weaker = |asked: Asked, others: Vec<Asked>, cursor: &mut Cursor<'_>| {
        cursor.notes.push(Note::WeakerReading { typed: typed.clone() });
        Core { asked, alternatives: others, noun: None }
    };
    let core = match (bound, up) {
        (Bound::From | Bound::Bare | Bound::Exactly, None) => Core::of(whole),
        (Bound::Side(Comparison::Above), None) if joint == Joint::To => {
            let open = threshold(between(low, high, false, high_closed));
            Core { asked: open, alternatives: Vec::new(), noun: None }
        }
        (Bound::Side(Comparison::AtLeast), None | Some(Comparison::AtLeast))
        | (Bound::From | Bound::Bare, Some(Comparison::AtLeast)) => {
            let asked = threshold(around(Bound::Side(Comparison::AtLeast), low));
            let stricter = threshold(around(Bound::Side(Comparison::AtLeast), high));
            weaker(asked, vec![whole, stricter], cursor)
        }
        (Bound::Side(side @ Comparison::Above), None) => {
            let stricter = threshold(side.interval(high));
            weaker(threshold(side.interval(low)), vec![stricter], cursor)
        }
        (Bound::Side(side @ (Comparison::AtMost | Comparison::Below)), None)
        | (Bound::From | Bound::Bare, Some(side @ (Comparison::AtMost | Comparison::Below))) => {
            let stricter = threshold(side.interval(low));
            weaker(threshold(side.interval(high)), vec![stricter], cursor)
        }
        _ => return refuse(cursor, Wrong::Contradiction),
    };
    Ok(core)
}

/// Whether only the second of two figures has a magnitude.
fn typed_magnitude_once(typed: &str) -> bool {
    let words: Vec<String> = super::cursor::folded_words(typed);
    let magnitude = |w: &&String| matches!(w.as_str(), "nghìn" | "ngàn" | "triệu" | "tỷ" | "tỉ" | "vạn");
    let digits = words.iter().any(|w| w.bytes().all(|b| b.is_ascii_digit()));
    digits && words.iter().filter(magnitude).count() == 1
}
