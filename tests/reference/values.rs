//! Sums, shares, and the sets of values that they can still come to.

use std::collections::BTreeSet;

use kehoach::{End, Fraction, Interval, Measure, Share, ShareBy, Value};

use super::{PartAboveWhole, Result, Span, figures::Cell, number, over, point};

/// Parts over one whole: the least and the greatest part that can be; of an unknown whole only the least.
pub(super) struct Parts {
    pub(super) least: u64,
    pub(super) most: u64,
    pub(super) whole: Option<u64>,
}

pub(super) fn applying(units: &[Vec<Cell>]) -> Vec<&Cell> {
    units.iter().flatten().filter(|cell| cell.applies()).collect()
}

/// The ends of an interval.
pub(super) fn ends(interval: &Span) -> Vec<Fraction> {
    [interval.low(), interval.high()].into_iter().flatten().map(|end| end.at).collect()
}

/// Each span as the ends that lie in it and the open stretches between them.
pub(super) fn cut(spans: Vec<Span>, ends: &[Fraction]) -> Vec<Span> {
    let mut pieces = Vec::new();
    for span in spans {
        let mut rest = span;
        for at in ends.iter().copied().collect::<BTreeSet<_>>() {
            if rest.contains(&at) {
                pieces.extend([rest.and(&Interval::below(at)), point(at)]);
                rest = rest.and(&Interval::above(at));
            }
        }
        pieces.push(rest);
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// The sum of the reported figures.
pub(super) fn sum(cells: &[&Cell]) -> Fraction {
    let figures = cells.iter().filter_map(|cell| cell.value());
    let figures =
        figures.filter_map(|value| if let Value::Number(n) = value { Some(n.fraction()) } else { None });
    figures.fold(Fraction::ZERO, |sum, figure| sum.plus(figure).unwrap())
}

/// The least and the greatest that so many unknown figures can add.
pub(super) fn limits(measure: &Measure, unknown: u64) -> (Fraction, Option<Fraction>) {
    let times = |n: Fraction| n.times(number(unknown)).unwrap();
    match measure {
        Measure::Amount { least, greatest, .. } => {
            let greatest = greatest.map(|greatest| times(greatest.fraction()));
            (times(least.fraction()), if unknown == 0 { Some(Fraction::ZERO) } else { greatest })
        }
        _ => (Fraction::ZERO, (unknown == 0).then_some(Fraction::ZERO)),
    }
}

/// The sums that cells with something to measure can still have: counts one by one as far as `ends` reach and then all
/// further ones together; amounts densely.
pub(super) fn sums(measure: &Measure, cells: &[&Cell], ends: &[Fraction]) -> Vec<Span> {
    let (sum, unknown) = (sum(cells), cells.iter().filter(|cell| cell.is_unknown()).count() as u64);
    let (least, greatest) = limits(measure, unknown);
    if matches!(measure, Measure::Count(_)) && unknown > 0 {
        let far = ends.iter().copied().chain([sum]).max().unwrap_or(sum).ceil();
        let whole = |n| Fraction::new(n, 1).unwrap();
        let near = (sum.ceil()..=far).map(|n| point(whole(n)));
        return near.chain([Interval::at_least(whole(far + 1))]).collect();
    }
    let low = End::closed(sum.plus(least).unwrap());
    vec![match greatest {
        Some(greatest) => Interval::between(low, End::closed(sum.plus(greatest).unwrap())),
        None => Interval::at_least(low.at),
    }]
}

/// The parts and wholes of one unit's cells [V8, A8].
pub(super) fn parts(by: ShareBy, cells: &[&Cell]) -> Result<Vec<Parts>> {
    let one = |cell: &&Cell| match (cell.share(), cell.declared()) {
        (Some(share), _) => Parts { least: share.part(), most: share.part(), whole: Some(share.whole()) },
        (None, Some(whole)) => Parts { least: 0, most: whole, whole: Some(whole) },
        (None, None) => Parts { least: 0, most: 0, whole: None },
    };
    if by != ShareBy::Cumulative {
        return Ok(cells.iter().map(one).collect());
    }
    // Parts add, over the whole of the last cell that applies.
    let Some(last) = cells.last() else { return Ok(Vec::new()) };
    let least: u64 = cells.iter().filter_map(|cell| cell.share()).map(Share::part).sum();
    let whole = last.share().map(Share::whole).or(last.declared());
    if whole.is_some_and(|whole| least > whole) {
        return Err(PartAboveWhole);
    }
    let any_unknown = cells.iter().any(|cell| cell.is_unknown());
    let most = whole.filter(|_| any_unknown).unwrap_or(least);
    Ok(vec![Parts { least, most, whole }])
}

pub(super) fn all_parts(by: ShareBy, units: &[Vec<Cell>]) -> Result<Vec<Parts>> {
    let mut all = Vec::new();
    for cells in units {
        all.extend(parts(by, &cells.iter().filter(|cell| cell.applies()).collect::<Vec<_>>())?);
    }
    Ok(all)
}

/// Parts and wholes of the reports in hand alone.
pub(super) fn in_hand(by: ShareBy, units: &[Vec<Cell>]) -> Result<(u64, u64)> {
    let mut sum = (0, 0);
    for cells in units {
        let shares: Vec<Share> = cells.iter().filter_map(Cell::share).collect();
        let part = shares.iter().map(|share| share.part()).sum::<u64>();
        let whole = match by {
            ShareBy::Cumulative => shares.last().map_or(0, |share| share.whole()),
            _ => shares.iter().map(|share| share.whole()).sum::<u64>(),
        };
        // Parts above the latest whole that was reported say nothing before a later one is.
        if part <= whole {
            sum = (sum.0 + part, sum.1 + whole);
        }
    }
    Ok(sum)
}

/// The shares that parts over their wholes can still make together; none over nothing [V2].
pub(super) fn shares(parts: &[Parts]) -> Vec<Span> {
    let (least, most) = parts.iter().fold((0, 0), |sum, p| (sum.0 + p.least, sum.1 + p.most));
    let whole: u64 = parts.iter().filter_map(|p| p.whole).sum();
    if parts.iter().any(|p| p.whole.is_none()) {
        // Over a whole without limit every share strictly between 0 and 1 is one of its parts over one of its wholes. 0
        // itself needs that no part was reported, 1 that nothing falls short for certain.
        let known = parts.iter().filter(|p| p.whole.is_some());
        let full = known.map(|p| p.most).sum::<u64>() == whole;
        let (low, high) =
            (End { at: Fraction::ZERO, closed: least == 0 }, End { at: Fraction::ONE, closed: full });
        return vec![Interval::between(low, high)];
    }
    (least..=most).filter(|_| whole > 0).map(|part| point(over(number(part), whole))).collect()
}
