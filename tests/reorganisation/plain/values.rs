//! The values that figures can still come to together, one by one where that ends and as intervals where it does not.

use kehoach::{DoneBy, End, Fraction, Interval, Range, Verdict};

use super::{Figure, Sums};

pub(super) type Span = Interval<Fraction>;

/// Values that can occur; none where nothing applies. Whole steps go on without end from the last of `steps` on if `endless`.
pub(super) struct Values {
    spans: Vec<Span>,
    endless: bool,
}

/// As many whole steps are listed before an endless rest: beyond every bound of the tests.
const FAR: u64 = 200;

impl Values {
    fn of(spans: Vec<Span>) -> Self {
        Self { spans, endless: false }
    }

    fn points(points: impl Iterator<Item = Fraction>) -> Self {
        Self::of(points.map(Interval::exactly).collect())
    }

    pub(super) fn verdict(&self, asked: &Span) -> Verdict {
        if self.spans.is_empty() {
            return Verdict::NotApplicable;
        }
        // Endless steps end inside whatever has no upper end, and outside whatever has one.
        let (rest_in, rest_out) = match asked.high() {
            _ if !self.endless => (true, true),
            None => (true, asked.is_empty()),
            Some(_) => (false, true),
        };
        if rest_in && self.spans.iter().all(|span| span.lies_within(asked)) {
            Verdict::Met
        } else if rest_out && self.spans.iter().all(|span| span.and(asked).is_empty()) {
            Verdict::Missed
        } else {
            Verdict::Open
        }
    }

    pub(super) fn range(&self) -> Option<Range> {
        let low = self.spans.iter().filter_map(|span| span.low()).map(|end| end.at).min()?;
        let highs: Option<Vec<Fraction>> =
            self.spans.iter().map(|span| span.high().map(|end| end.at)).collect();
        let high = highs.and_then(|highs| highs.into_iter().max()).filter(|_| !self.endless);
        let attained = |at: Fraction| self.spans.iter().any(|span| span.contains(&at));
        Some(Range { low, low_attained: attained(low), high, high_attained: high.is_some_and(attained) })
    }
}

fn total(numbers: impl Iterator<Item = Fraction>) -> Fraction {
    numbers.fold(Fraction::ZERO, |sum, n| sum.plus(n).unwrap())
}

/// Counts or amounts, of which nothing is below 0: their sum, or its mean over the units that have something to measure.
pub(super) fn of_numbers(
    counts: bool,
    mean: bool,
    figures: &[Figure],
    units: &[Vec<Figure>],
) -> (Values, Sums) {
    let number = |figure: &Figure| if let Figure::Number(n) = figure { Some(*n) } else { None };
    let up_to = |figure: &Figure| if let Figure::UpTo(n) = figure { Some(*n) } else { None };
    let sum = total(figures.iter().filter_map(number));
    let more = total(figures.iter().filter_map(up_to));
    let unknown = figures.contains(&Figure::Unknown);
    let applies = |unit: &&Vec<Figure>| unit.iter().any(|figure| *figure != Figure::NothingToMeasure);
    let applying = units.iter().filter(applies).count() as u64;
    let not_applicable = units.len() as u64 - applying;
    let most = (!unknown).then(|| sum.plus(more).unwrap());
    let sums = Sums::Sum { sum, most, units: applying, not_applicable };
    if figures.iter().all(|figure| *figure == Figure::NothingToMeasure) {
        return (Values::of(Vec::new()), sums);
    }
    let over = |n: Fraction| if mean { n.over(Fraction::whole(applying)).unwrap() } else { n };
    let values = match most {
        Some(most) if counts && more.is_whole() => {
            let steps = 0..=more.numerator() as u64;
            let values = Values::points(steps.map(|k| over(sum.plus(Fraction::whole(k)).unwrap())));
            debug_assert_eq!(values.range().and_then(|range| range.high), Some(over(most)));
            values
        }
        Some(most) => Values::of(vec![Interval::between(End::closed(over(sum)), End::closed(over(most)))]),
        None if counts => {
            let steps = (0..=FAR).map(|k| over(sum.plus(Fraction::whole(k)).unwrap()));
            Values { endless: true, ..Values::points(steps) }
        }
        None => Values::of(vec![Interval::at_least(over(sum))]),
    };
    (values, sums)
}

/// Parts over wholes: all parts over all wholes.
pub(super) fn of_shares(figures: &[Figure]) -> (Values, Sums) {
    let (zero, mut unknown_whole) = (Fraction::ZERO, false);
    let (mut part, mut whole, mut divided_part, mut divided_rest) = (zero, zero, zero, zero);
    let (mut open_part, mut slack) = (zero, zero);
    for figure in figures {
        match figure {
            Figure::Share { part: p, whole: w } => {
                (part, whole) = (part.plus(*p).unwrap(), whole.plus(*w).unwrap());
            }
            Figure::Line { part: p, whole: Some(w), unknown } => {
                (part, whole) = (part.plus(*p).unwrap(), whole.plus(*w).unwrap());
                slack = if *unknown { slack.plus(w.minus(*p).unwrap()).unwrap() } else { slack };
            }
            Figure::Line { part: p, whole: None, .. } => {
                (open_part, unknown_whole) = (open_part.plus(*p).unwrap(), true);
            }
            Figure::UpToShare { part: p, rest: r } => {
                (divided_part, divided_rest) =
                    (divided_part.plus(*p).unwrap(), divided_rest.plus(*r).unwrap());
            }
            Figure::Unknown => unknown_whole = true,
            _ => {}
        }
    }
    let sums = Sums::Pooled { part, whole, unknown_whole, divided_part, divided_rest };
    if unknown_whole {
        // Anything between; 0 only while no part is reported, and 1 only while none falls short for certain.
        let low = End { at: zero, closed: part.plus(open_part) == Ok(zero) };
        let high = End { at: Fraction::ONE, closed: part.plus(slack) == Ok(whole) };
        return (Values::of(vec![Interval::between(low, high)]), sums);
    }
    let up_to = |n: Fraction| (0..=n.floor() as u64).map(Fraction::whole).chain([n]);
    let mut points = Vec::new();
    for x in up_to(divided_part) {
        for y in up_to(divided_rest) {
            let over = whole.plus(x).unwrap().plus(y).unwrap();
            for more in up_to(slack) {
                points.extend(part.plus(x).unwrap().plus(more).unwrap().over(over));
            }
        }
    }
    (Values::points(points.into_iter()), sums)
}

/// The units' states, as a share of those that have something to measure, or as a number.
pub(super) fn of_units(share: bool, states: &[Option<Option<bool>>]) -> (Values, Sums) {
    let count = |state| states.iter().filter(|s| **s == state).count() as u64;
    let (met, missed, unknown) = (count(Some(Some(true))), count(Some(Some(false))), count(Some(None)));
    let sums = Sums::Units { met, missed, unknown, not_applicable: count(None) };
    let all = met + missed + unknown;
    let over = if share { all } else { 1 };
    let values =
        (met..=met + unknown).filter(|_| all > 0).map(|k| Fraction::new(k.into(), over.into()).unwrap());
    (Values::points(values), sums)
}

pub(super) fn of_done(by: DoneBy, figures: &[Figure]) -> Values {
    let with = |unknown| {
        let mut done = figures
            .iter()
            .map(|figure| if *figure == Figure::Unknown { unknown } else { *figure == Figure::Rank(1) });
        if by == DoneBy::Every { done.all(|done| done) } else { done.any(|done| done) }
    };
    Values::points([with(false), with(true)].into_iter().map(|done: bool| Fraction::whole(done.into())))
}

pub(super) fn of_grade(grades: usize, figures: &[Figure]) -> Values {
    let known = |rank: &u64| matches!(figures[0], Figure::Unknown) || figures[0] == Figure::Rank(*rank);
    Values::points((0..grades as u64).filter(known).map(Fraction::whole))
}
