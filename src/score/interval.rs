//! What several intervals cover together, and what they leave.

use crate::threshold::{End, Interval};

/// What lies in none of some disjoint intervals, `None` standing for everything; in ascending order.
pub(super) fn gaps<T: Ord + Clone>(intervals: &[Interval<T>]) -> Option<Vec<Interval<T>>> {
    let mut sorted: Vec<&Interval<T>> = intervals.iter().filter(|i| !i.is_empty()).collect();
    sorted.sort_by(|a, b| order(a, b));
    let (first, last) = (sorted.first()?, sorted.last()?);
    let other = |end: &End<T>| End { at: end.at.clone(), closed: !end.closed };
    let mut gaps = Vec::new();
    if let Some(low) = first.low() {
        gaps.push(if low.closed {
            Interval::below(low.at.clone())
        } else {
            Interval::at_most(low.at.clone())
        });
    }
    for (a, b) in sorted.iter().zip(sorted.iter().skip(1)) {
        let Some((high, low)) = a.high().zip(b.low()) else { continue };
        let gap = Interval::between(other(high), other(low));
        if !gap.is_empty() {
            gaps.push(gap);
        }
    }
    if let Some(high) = last.high() {
        let above =
            if high.closed { Interval::above(high.at.clone()) } else { Interval::at_least(high.at.clone()) };
        gaps.push(above);
    }
    Some(gaps)
}

/// By the lower end, none before all others.
pub(super) fn order<T: Ord>(a: &Interval<T>, b: &Interval<T>) -> std::cmp::Ordering {
    let key = |i: &Interval<T>| i.low().map(|end| !end.closed);
    let at = a.low().map(|end| &end.at).cmp(&b.low().map(|end| &end.at));
    at.then(key(a).cmp(&key(b)))
}

/// Whether two intervals have a value in common, between dense values.
pub(super) fn overlap<T: Ord + Clone>(a: &Interval<T>, b: &Interval<T>) -> bool {
    !a.and(b).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::threshold::Threshold;

    fn intervals(texts: &[&str]) -> Vec<Interval<crate::Number>> {
        let one = |text: &&str| match text.parse::<Threshold>().unwrap() {
            Threshold::Plain(interval) => interval,
            other => unreachable!("{other}"),
        };
        texts.iter().map(one).collect()
    }

    #[test]
    fn gaps_are_what_no_interval_holds() {
        for (covered, left) in [
            (&[">= 90", "[70, 90)", "< 70"][..], &[][..]),
            (&["> 90", "(70, 90]", "<= 70"], &[]),
            (&[">= 90", "[70, 89]", "< 70"], &["(89, 90)"]),
            (&["[1, 2]"], &["< 1", "> 2"]),
            (&["(1, 2)", "= 3"], &["<= 1", "[2, 3)", "> 3"]),
            (&["= 3", "(3, 4)", "< 3"], &[">= 4"]),
        ] {
            let found: Vec<String> = gaps(&intervals(covered))
                .unwrap()
                .into_iter()
                .map(|gap| Threshold::Plain(gap).to_string())
                .collect();
            assert_eq!(found, left, "{covered:?}");
        }
        assert_eq!(gaps(&intervals(&["(3, 3)"])), None, "nothing is covered");
    }

    #[test]
    fn intervals_overlap_where_one_value_lies_in_both() {
        for (a, b, both) in [
            ("[1, 3]", "[3, 4]", true),
            ("[1, 3)", "[3, 4]", false),
            ("[1, 3]", "(3, 4]", false),
            ("< 3", "> 2", true),
            ("<= 2", ">= 2", true),
            ("(3, 3)", "[1, 5]", false),
            ("(3, 3)", "(3, 3)", false),
            ("(3, 3)", "> 0", false),
        ] {
            let [first, second] = intervals(&[a, b])[..] else { unreachable!("two") };
            assert_eq!((overlap(&first, &second), overlap(&second, &first)), (both, both), "{a} {b}");
        }
    }
}
