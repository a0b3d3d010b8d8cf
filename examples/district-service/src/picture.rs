//! The picture of a result: what is certain, what is still possible, and what is asked, on one scale.
//!
//! Drawn in SVG, whose sizes are attributes: the strict content policy allows no styles inside a page. Positions are whole
//! thousandths of the scale, computed from exact fractions.

use kehoach::{Fraction, Interval, Outcome, PlanLine, Target, Verdict};
use maud::{Markup, html};

use crate::wording;

/// The whole width.
const WIDTH: i128 = 1000;

/// The hatching that the pictures of a page share; once a page.
pub fn patterns() -> Markup {
    html! {
        svg.patterns width="0" height="0" aria-hidden="true" focusable="false" {
            defs {
                @for (id, colour) in [("may-met", "met"), ("may-missed", "missed"), ("may-open", "open")] {
                    pattern id=(id) width="20" height="20" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                        rect.{ "paper-" (colour) } width="20" height="20" {}
                        rect.{ "ink-" (colour) } width="8" height="20" {}
                    }
                }
            }
        }
    }
}

/// How the pictures are read.
pub fn key() -> Markup {
    html! {
        ul.key aria-label="Cách đọc hình" {
            li { svg viewBox="0 0 90 36" aria-hidden="true" { rect.sure.met width="90" height="36" {} } "chắc chắn" }
            li { svg viewBox="0 0 90 36" aria-hidden="true" { rect fill="url(#may-open)" width="90" height="36" {} } "còn có thể, tùy số liệu chưa báo cáo" }
            li { svg viewBox="0 0 90 36" aria-hidden="true" { rect.wanted y="12" width="90" height="12" {} } "vùng đạt yêu cầu" }
            li { svg viewBox="0 0 90 36" aria-hidden="true" { (mark(30, true)) (mark(66, false)) } "mức yêu cầu: tính cả mức đó, không tính mức đó" }
        }
    }
}

/// The ends of the scale.
struct Ruler {
    least: Fraction,
    length: Fraction,
}

impl Ruler {
    /// From 0, or what is less, to 100 %, or, for plain figures, somewhat beyond the greatest that is shown.
    fn new(percent: bool, shown: &[Fraction]) -> Option<Self> {
        let least = shown.iter().copied().fold(Fraction::ZERO, Fraction::min);
        let greatest =
            shown.iter().copied().fold(if percent { Fraction::ONE } else { Fraction::ZERO }, Fraction::max);
        let length = greatest.minus(least).ok()?;
        if percent {
            return Some(Self { least, length });
        }
        // A whole number at the end of the scale, at least 1 from its other one.
        let beyond = length.times(Fraction::new(5, 4).ok()?).ok()?.ceil().max(1);
        Some(Self { least, length: Fraction::new(beyond, 1).ok()? })
    }

    fn at(&self, value: Fraction) -> i128 {
        let place = value.minus(self.least).ok().and_then(|from| from.over(self.length).ok());
        let thousandths = place.and_then(|place| place.times(Fraction::whole(1000)).ok());
        // A figure too large to be placed is off the scale: it is shown at its end.
        thousandths.map_or(WIDTH, Fraction::floor).clamp(0, WIDTH)
    }

    fn greatest(&self) -> Option<Fraction> {
        self.least.plus(self.length).ok()
    }
}

/// A result against what is asked of it; nothing for what an assessor judges and where nothing applies.
pub fn result(target: &Target, outcome: &Outcome) -> Option<Markup> {
    let range = outcome.range?;
    let asked = wording::values(target, outcome);
    let percent = wording::is_percent(target);
    let ends =
        |interval: &Interval<Fraction>| [interval.low().map(|end| end.at), interval.high().map(|end| end.at)];
    let mut shown = vec![range.low];
    shown.extend(range.high);
    shown.extend(asked.as_ref().map(ends).into_iter().flatten().flatten());
    let ruler = Ruler::new(percent, &shown)?;

    let (zero, low) = (ruler.at(Fraction::ZERO), ruler.at(range.low));
    let high = range.high.map_or(WIDTH, |high| ruler.at(high));
    let class = outcome.verdict.name();
    let figure = |value| wording::figure(value, percent, asked.as_ref());
    let words = format!(
        "Kết quả {}; yêu cầu {}; {}",
        wording::found(target, outcome),
        wording::asked(target, outcome.baseline),
        wording::verdict(outcome.verdict)
    );
    Some(html! {
        div.picture {
            svg viewBox="0 0 1000 96" role="img" aria-label=(words) {
                rect.track x="0" y="26" width="1000" height="44" rx="6" {}
                @if let Some(asked) = &asked {
                    (wanted(asked, &ruler))
                }
                rect.{ "sure " (class) } x=(zero.min(low)) y="26" width=((low - zero).abs()) height="44" {}
                @if high > low {
                    rect.may fill={ "url(#may-" (possible(outcome.verdict)) ")" } x=(low) y="26" width=(high - low) height="44" {}
                }
                // A value of nothing has no length: a mark says that it is one.
                rect.{ "end " (class) } x=(low.clamp(4, WIDTH - 4) - 4) y="22" width="8" height="52" {}
                @if range.high.is_none() {
                    path.beyond d="M960 30 L992 48 L960 66" {}
                }
                @if let Some(asked) = &asked {
                    @for end in [asked.low(), asked.high()].into_iter().flatten() {
                        (bound(ruler.at(end.at), end.closed))
                    }
                }
            }
            div.scale aria-hidden="true" {
                span { (figure(ruler.least)) }
                span { @if range.high.is_none() { "→" } @else if let Some(greatest) = ruler.greatest() { (figure(greatest)) } }
            }
        }
    })
}

/// Which hatching shows what is still possible.
const fn possible(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "met",
        Verdict::Missed => "missed",
        Verdict::Open | Verdict::NotApplicable => "open",
    }
}

/// The stretch of the scale that meets what is asked.
fn wanted(asked: &Interval<Fraction>, ruler: &Ruler) -> Markup {
    let from = asked.low().map_or(0, |end| ruler.at(end.at));
    let to = asked.high().map_or(WIDTH, |end| ruler.at(end.at));
    // A threshold at the end of the scale is a stretch of no length: it is given one.
    let from = from.min(to.saturating_sub(14)).max(0);
    html! { rect.wanted x=(from) y="78" width=((to - from).max(14)) height="12" {} }
}

/// An end of what is asked: a mark, filled where the end itself counts.
fn bound(at: i128, closed: bool) -> Markup {
    let at = at.clamp(12, WIDTH - 12);
    html! {
        rect.bound x=(at - 3) y="16" width="6" height="74" {}
        (mark(at, closed))
    }
}

fn mark(at: i128, closed: bool) -> Markup {
    html! { path.{ "bound" @if !closed { " hollow" } } d={ "M" (at - 12) " 2 L" (at + 12) " 2 L" (at) " 20 Z" } {} }
}

/// How many of the places where a target is judged met it, missed it, or may still do either.
pub fn line(line: &PlanLine) -> Option<Markup> {
    let parts = [
        (line.met, Verdict::Met),
        (line.open, Verdict::Open),
        (line.missed, Verdict::Missed),
        (line.not_applicable, Verdict::NotApplicable),
    ];
    let all: u64 = parts.iter().map(|(count, _)| *count).fold(0, u64::saturating_add);
    if all == 0 {
        return None;
    }
    let mut before = 0_u64;
    let mut places = Vec::new();
    for (count, verdict) in parts.into_iter().filter(|(count, _)| *count > 0) {
        let at =
            |count: u64| i128::from(count).saturating_mul(WIDTH).checked_div(i128::from(all)).unwrap_or(0);
        let from = at(before);
        before = before.saturating_add(count);
        places.push((from, at(before).saturating_sub(from), count, verdict));
    }
    let words: Vec<String> = places
        .iter()
        .map(|(_, _, count, verdict)| format!("{count} {}", wording::verdict(*verdict)))
        .collect();
    Some(html! {
        div.picture {
            svg viewBox="0 0 1000 60" role="img" aria-label=(words.join(", ")) {
                rect.track x="0" y="6" width="1000" height="44" rx="6" {}
                @for (from, width, _, verdict) in &places {
                    @if *verdict == Verdict::Open {
                        rect.may fill="url(#may-open)" x=(from) y="6" width=(width) height="44" {}
                    } @else {
                        rect.{ "sure " (verdict.name()) } x=(from) y="6" width=(width) height="44" {}
                    }
                    @if *from > 0 { rect.gap x=(from - 2) y="6" width="4" height="44" {} }
                }
            }
            div.scale aria-hidden="true" {
                @for (_, _, count, verdict) in &places {
                    span.{ "count " (verdict.name()) } { (wording::sign(*verdict)) " " (count) }
                }
            }
        }
    })
}
