//! Which of a unit's reports stand where several are about the same days.
//!
//! A report for a longer period stands for the expected sub-periods that it holds, unless shorter reports cover all of it:
//! then they stand. Of two that overlap without one holding the other, the one that ends later stands.

use crate::time::Period;

/// What a unit's figures of one judging period are made of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Standing {
    /// The reports that count and the expected sub-periods without any, in order of time.
    pub(super) tiles: Vec<Tile>,
    /// What was reported and does not count, with the reason.
    pub(super) aside: Vec<Aside>,
}

/// A stretch of the judging period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tile {
    pub(super) period: Period,
    /// The number of the report that covers it, or none.
    pub(super) report: Option<usize>,
}

/// A report that does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Aside {
    /// A longer report stands for it.
    Replaced { report: usize, by: usize },
    /// Shorter reports cover all of it.
    Covered { report: usize, by: Vec<usize> },
    /// It overlaps another that ends later.
    Overlaps { report: usize, by: usize },
    /// It fits no expected sub-period.
    Unfit { report: usize },
}

impl Aside {
    /// The number of the report that does not count.
    pub(super) const fn report(&self) -> usize {
        match self {
            Self::Replaced { report, .. }
            | Self::Covered { report, .. }
            | Self::Overlaps { report, .. }
            | Self::Unfit { report } => *report,
        }
    }
}

/// Decides among `reports`, each given by its period, no period twice; `expected` in order and apart.
pub(super) fn standing(expected: &[Period], reports: &[Period]) -> Standing {
    let mut result = Standing::default();
    // What fits no expected sub-period does not count, and makes nothing give way that does.
    let (fitting, unfit): (Vec<usize>, Vec<usize>) = (0..reports.len())
        .partition(|report| reports.get(*report).is_some_and(|period| fits(expected, *period)));
    result.aside.extend(unfit.into_iter().map(|report| Aside::Unfit { report }));
    let family = without_overlaps(&fitting, reports, &mut result.aside);
    let stands = among_nested(&family, reports, &mut result.aside);
    let mut tiles: Vec<Tile> = Vec::new();
    let mut covered = vec![false; expected.len()];
    // Reports shorter than a sub-period, by the sub-period they lie in; they count once they cover all of it.
    let mut short: Vec<(usize, usize)> = Vec::new();
    for report in stands {
        let Some(&period) = reports.get(report) else { continue };
        let from = expected.partition_point(|e| e.last() < period.first());
        let to = expected.partition_point(|e| e.first() <= period.last());
        let touched = expected.get(from..to).unwrap_or_default();
        match touched {
            [only] if *only != period => short.push((from, report)),
            _ => {
                tiles.push(Tile { period, report: Some(report) });
                covered.iter_mut().take(to).skip(from).for_each(|c| *c = true);
            }
        }
    }
    short.sort_unstable();
    let with_whole = |parts: &'_ [(usize, usize)]| {
        let (index, _) = *parts.first()?;
        Some((index, *expected.get(index)?))
    };
    for parts in short.chunk_by(|a, b| a.0 == b.0) {
        let Some((index, whole)) = with_whole(parts) else { continue };
        let periods = parts.iter().filter_map(|(_, report)| reports.get(*report).map(|p| (*report, *p)));
        let days: u64 = periods.clone().fold(0, |sum, (_, p)| sum.saturating_add(p.days()));
        if days == whole.days() {
            tiles.extend(periods.map(|(report, period)| Tile { period, report: Some(report) }));
            covered.iter_mut().skip(index).take(1).for_each(|c| *c = true);
        } else {
            result.aside.extend(parts.iter().map(|(_, report)| Aside::Unfit { report: *report }));
        }
    }
    let open = expected.iter().zip(&covered).filter(|(_, covered)| !**covered);
    tiles.extend(open.map(|(period, _)| Tile { period: *period, report: None }));
    tiles.sort_by_key(|tile| tile.period);
    result.tiles = tiles;
    result
}

/// Whether a report is for a union of expected sub-periods, or lies inside one of them.
fn fits(expected: &[Period], period: Period) -> bool {
    let from = expected.partition_point(|e| e.last() < period.first());
    let to = expected.partition_point(|e| e.first() <= period.last());
    let touched = expected.get(from..to).unwrap_or_default();
    match (touched.first(), touched.last()) {
        (Some(only), _) if only.holds(period) => true,
        (Some(first), Some(last)) => {
            let apart = |pair: &[Period]| matches!(pair, [a, b] if a.last().succ_opt() != Some(b.first()));
            first.first() == period.first() && last.last() == period.last() && !touched.windows(2).any(apart)
        }
        _ => false,
    }
}

/// The reports of which any two are apart or one holds the other: from the latest end backwards, each that overlaps one
/// already taken goes. They come in that order, a holder before what it holds.
fn without_overlaps(fitting: &[usize], reports: &[Period], aside: &mut Vec<Aside>) -> Vec<usize> {
    let mut order: Vec<(usize, Period)> =
        fitting.iter().filter_map(|report| reports.get(*report).map(|period| (*report, *period))).collect();
    order.sort_by(|(_, a), (_, b)| b.last().cmp(&a.last()).then(a.first().cmp(&b.first())));
    let mut taken = Vec::with_capacity(order.len());
    // Those taken that the next can still touch. As ends go backwards, each of them holds the one above it on the stack.
    let mut near: Vec<(usize, Period)> = Vec::new();
    for (report, period) in order {
        while near.last().is_some_and(|(_, above)| above.first() > period.last()) {
            near.pop();
        }
        if let Some((by, above)) = near.last()
            && above.first() > period.first()
        {
            aside.push(Aside::Overlaps { report, by: *by });
            continue;
        }
        near.push((report, period));
        taken.push(report);
    }
    taken
}

/// Of reports each apart from or inside one another, those that stand.
fn among_nested(family: &[usize], reports: &[Period], aside: &mut Vec<Aside>) -> Vec<usize> {
    // The family comes with holders first, so that walking it backwards sees every report after those it holds.
    let period = |k: usize| family.get(k).and_then(|report| reports.get(*report)).copied();
    let mut holder: Vec<Option<usize>> = vec![None; family.len()];
    let mut stack: Vec<usize> = Vec::new();
    for k in 0..family.len() {
        while stack.last().and_then(|s| period(*s)).zip(period(k)).is_some_and(|(s, k)| !s.holds(k)) {
            stack.pop();
        }
        if let Some(slot) = holder.get_mut(k) {
            *slot = stack.last().copied();
        }
        stack.push(k);
    }
    let mut held_days = vec![0_u64; family.len()];
    for k in 0..family.len() {
        if let Some(days) = holder.get(k).copied().flatten().and_then(|h| held_days.get_mut(h)) {
            *days = days.saturating_add(period(k).map_or(0, Period::days));
        }
    }
    let covered = |k: usize| held_days.get(k).copied() == period(k).map(Period::days);
    // For each report, the one that stands for it, if its holder or one further out does.
    let mut stands_for: Vec<Option<usize>> = vec![None; family.len()];
    let mut stands = Vec::new();
    let mut shorter: Vec<Vec<usize>> = vec![Vec::new(); family.len()];
    for k in 0..family.len() {
        let outer = holder.get(k).copied().flatten();
        let by =
            outer.and_then(|h| stands_for.get(h).copied().flatten().or_else(|| (!covered(h)).then_some(h)));
        if let Some(slot) = stands_for.get_mut(k) {
            *slot = by;
        }
        let Some(&report) = family.get(k) else { continue };
        if let Some(list) = outer.and_then(|h| shorter.get_mut(h)) {
            list.push(report);
        }
        match by.and_then(|by| family.get(by)) {
            Some(&by) => aside.push(Aside::Replaced { report, by }),
            None if covered(k) => {}
            None => stands.push(report),
        }
    }
    for (k, mut by) in shorter.into_iter().enumerate() {
        let replaced = stands_for.get(k).copied().flatten().is_some();
        if covered(k)
            && !replaced
            && let Some(&report) = family.get(k)
        {
            by.reverse();
            aside.push(Aside::Covered { report, by });
        }
    }
    stands
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::time::Rhythm;

    fn p(text: &str) -> Period {
        text.parse().unwrap()
    }

    /// `months` of 2023 expected; what stands, in order of time, `?` before what is unknown.
    #[track_caller]
    fn check(rhythm: Rhythm, reported: &[&str], tiles: &str, aside: usize) {
        let expected: Vec<Period> = p("2023").inside(rhythm).collect();
        let reports: Vec<Period> = reported.iter().map(|r| p(r)).collect();
        let standing = standing(&expected, &reports);
        let shown: Vec<String> = standing
            .tiles
            .iter()
            .map(|t| {
                format!(
                    "{}{}",
                    if t.report.is_some() { "" } else { "?" },
                    t.period.to_string().replace("2023-", "")
                )
            })
            .collect();
        assert_eq!(shown.join(" "), tiles);
        assert_eq!(standing.aside.len(), aside, "{:?}", standing.aside);
    }

    #[test]
    fn longer_and_shorter_reports() {
        use Rhythm::{Monthly, Quarterly};
        check(Quarterly, &["2023-Q2", "2023-Q1"], "Q1 Q2 ?Q3 ?Q4", 0);
        check(Quarterly, &["2023-H1", "2023-Q3"], "H1 Q3 ?Q4", 0);
        check(Quarterly, &["2023-H1", "2023-Q1"], "H1 ?Q3 ?Q4", 1);
        check(Quarterly, &["2023-H1", "2023-Q1", "2023-Q2"], "Q1 Q2 ?Q3 ?Q4", 1);
        check(Quarterly, &["2023", "2023-H1", "2023-Q1", "2023-Q2"], "2023", 3);
        check(Quarterly, &["2023", "2023-H1", "2023-Q3", "2023-Q4"], "H1 Q3 Q4", 1);
        check(Quarterly, &["2023-9M", "2023-H2"], "?Q1 ?Q2 H2", 1);
        check(Quarterly, &["2023-01", "2023-02"], "?Q1 ?Q2 ?Q3 ?Q4", 2);
        check(Quarterly, &["2023-01", "2023-02", "2023-03"], "01 02 03 ?Q2 ?Q3 ?Q4", 0);
        check(Monthly, &["2023-01-10/2023-03-31"], "?01 ?02 ?03 ?04 ?05 ?06 ?07 ?08 ?09 ?10 ?11 ?12", 1);
        check(Rhythm::NineMonths, &["2023-Q4", "2023-9M"], "9M", 1);
    }

    /// The same said plainly: compare every pair, and ask of every report whether shorter ones cover it.
    fn plain(expected: &[Period], reports: &[Period]) -> Vec<Tile> {
        let crosses = |a: Period, b: Period| a.and(b).is_some() && !a.holds(b) && !b.holds(a);
        let mut order: Vec<usize> = (0..reports.len()).collect();
        let days = |p: Period| p.first().iter_days().take_while(move |d| *d <= p.last());
        let expected_on = |d| expected.iter().find(|e| e.contains(d));
        order.retain(|k| {
            let whole = days(reports[*k]).all(|d| expected_on(d).is_some_and(|e| reports[*k].holds(*e)));
            whole || expected.iter().any(|e| e.holds(reports[*k]))
        });
        order.sort_by_key(|k| (std::cmp::Reverse(reports[*k].last()), reports[*k].first()));
        let mut family: Vec<usize> = Vec::new();
        for k in order {
            if !family.iter().any(|f| crosses(reports[*f], reports[k])) {
                family.push(k);
            }
        }
        let inside =
            |k: usize| family.iter().copied().filter(move |s| *s != k && reports[k].holds(reports[*s]));
        let covered = |k: usize| {
            reports[k]
                .first()
                .iter_days()
                .take_while(|d| *d <= reports[k].last())
                .all(|d| inside(k).any(|s| reports[s].contains(d)))
        };
        let stands: Vec<usize> = family
            .iter()
            .copied()
            .filter(|k| {
                !covered(*k)
                    && !family.iter().any(|o| o != k && reports[*o].holds(reports[*k]) && !covered(*o))
            })
            .collect();
        let mut tiles = Vec::new();
        for e in expected {
            let day_is_covered = |d| stands.iter().any(|s| e.holds(reports[*s]) && reports[*s].contains(d));
            let by_longer = stands.iter().any(|s| {
                reports[*s].holds(*e)
                    && expected.iter().all(|o| o.and(reports[*s]).is_none() || reports[*s].holds(*o))
            });
            let by_shorter = e.first().iter_days().take_while(|d| *d <= e.last()).all(day_is_covered);
            if by_longer || by_shorter {
                let inside = stands.iter().filter(|s| reports[**s].and(*e).is_some());
                tiles.extend(inside.map(|s| Tile { period: reports[*s], report: Some(*s) }));
            } else {
                tiles.push(Tile { period: *e, report: None });
            }
        }
        tiles.sort_by_key(|t| t.period);
        tiles.dedup();
        tiles
    }

    proptest! {
        #[test]
        fn decided_as_by_comparing_every_pair(
            cuts in proptest::collection::btree_set((0..12_u64, 0..5_u64), 0..9),
            rhythm in prop_oneof![Just(1_u64), Just(2), Just(3), Just(6)],
        ) {
            // A year of twelve days, so that all kinds of overlap are common.
            let day = |n: u64| chrono::NaiveDate::from_ymd_opt(2023, 1, 1).unwrap() + chrono::Days::new(n);
            let expected: Vec<Period> =
                (0..12 / rhythm).map(|k| Period::between(day(k * rhythm), day((k + 1) * rhythm - 1)).unwrap()).collect();
            let reports: std::collections::BTreeSet<Period> =
                cuts.into_iter().map(|(from, more)| Period::between(day(from), day((from + more).min(11))).unwrap()).collect();
            let reports: Vec<Period> = reports.into_iter().collect();
            let found = standing(&expected, &reports);
            prop_assert_eq!(&found.tiles, &plain(&expected, &reports));
            // Every report counts or is set aside, and none both.
            let mut all: Vec<usize> = found.tiles.iter().filter_map(|t| t.report).collect();
            all.extend(found.aside.iter().map(|a| match a {
                Aside::Replaced { report, .. } | Aside::Covered { report, .. } | Aside::Overlaps { report, .. } | Aside::Unfit { report } => *report,
            }));
            all.sort_unstable();
            prop_assert_eq!(all, (0..reports.len()).collect::<Vec<_>>());
        }
    }
}
