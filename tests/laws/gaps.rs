//! Missing reports filled in: what that may change, and what it may not.

use std::collections::BTreeSet;

use kehoach::{
    Asked, Baseline, Criterion, Evaluation, Fraction, Indicator, Measure, Number, Observation, Outcome,
    Period, Report, Share, ShareBy, Threshold, UnitId, Value, Verdict,
};
use proptest::prelude::*;

use crate::{
    config, engine,
    generate::{Case, cases, entries::is_there},
    reference::Reference,
};

/// A sub-period that a unit owes and of which nothing was said.
pub(crate) struct Gap {
    pub(crate) indicator: Indicator,
    pub(crate) unit: UnitId,
    label: Period,
    declared: Option<u64>,
}

/// All sub-periods of which no report says anything, and which are owed in every judging period that holds them: a report of
/// another length can give way to others, or make others give way, which is an exception of its own [A1].
pub(crate) fn gaps(case: &Case) -> Vec<Gap> {
    let Case { plan, register, .. } = case;
    let reference = Reference::new(plan, register, &case.ledger, case.as_of);
    // A baseline's period is looked at as judging periods are.
    let baselines = plan.targets().iter().filter_map(|target| match target.asked {
        Asked::Baseline(_, Baseline::Period(period)) => Some(period),
        _ => None,
    });
    let judging: BTreeSet<Period> = plan
        .targets()
        .iter()
        .flat_map(|t| plan.judging_periods(t))
        .chain(baselines)
        .chain([case.sheet.period()])
        .collect();
    let days = |label: Period| plan.calendar().days(label);
    let mut gaps = Vec::new();
    for (indicator, unit) in plan.indicators().iter().flat_map(|i| register.ids().map(move |unit| (i, unit)))
    {
        let owed: Vec<(Period, Vec<Period>)> =
            judging.iter().map(|judged| (*judged, reference.owed(indicator, unit, days(*judged)))).collect();
        for of in owed.iter().flat_map(|(_, owed)| owed).collect::<BTreeSet<_>>() {
            let always = owed.iter().all(|(judged, owed)| !days(*judged).holds(*of) || owed.contains(of));
            let mut labels =
                judging.iter().flat_map(|judged| judged.touching(indicator.reported).chain([*judged]));
            let label = labels
                .find(|label| days(*label) == *of)
                .filter(|label| is_there(plan, register, unit, *label));
            let free = always && !reference.says_something(indicator, unit, *of);
            if let Some(label) = label.filter(|_| free) {
                let declared = reference.declared(indicator, unit, *of);
                gaps.push(Gap { indicator: indicator.clone(), unit: unit.clone(), label, declared });
            }
        }
    }
    gaps
}

/// The case with figures in some gaps, reported on the very day of evaluation; none if the ledger refuses one of them.
fn filled<'g>(case: &Case, figures: impl IntoIterator<Item = (&'g Gap, Value)>) -> Option<Case> {
    let mut case = case.clone();
    for (gap, value) in figures {
        let (indicator, unit, period) = (gap.indicator.id.clone(), gap.unit.clone(), gap.label);
        let (report, reported_on) = (Report::Value(value), case.as_of);
        case.ledger
            .add(Observation { indicator, unit, period, report, reported_on, source: None, corrects: false })
            .ok()?;
    }
    Some(case)
}

/// Figures that a gap can be filled with: first ordinary ones, at the ends of thresholds, beside them and between them; then
/// such as outweigh all others together. Shares keep to their declared whole; a report that there is nothing to measure is
/// an exception of its own [V1].
fn fillings(case: &Case, gap: &Gap) -> (Vec<Value>, Vec<Value>) {
    let share = |(part, whole)| Value::Share(Share::new(part, whole).unwrap());
    let ends = criterion_ends(case, gap);
    match (&gap.indicator.measure, gap.declared) {
        (Measure::Done(_), _) => ([false, true].map(Value::Done).to_vec(), Vec::new()),
        (Measure::Count(_), _) => {
            let count = |n: u64| Value::Number(n.into());
            ((0..=13).map(count).collect(), vec![count(1_000_000)])
        }
        (Measure::Amount { least, greatest, .. }, _) => {
            let texts = [
                "-5", "-1", "-0.5", "0", "0.5", "1", "1.5", "2", "2.25", "2.5", "2.75", "3", "4", "5", "10",
                "12",
            ];
            let inside = |n: &Number| least <= n && greatest.is_none_or(|greatest| *n <= greatest);
            let figures = texts.iter().map(|text| text.parse().unwrap()).chain(ends);
            let figures = figures.filter(inside).map(Value::Number);
            (
                figures.collect(),
                greatest.is_none().then(|| Value::Number(1_000_000.into())).into_iter().collect(),
            )
        }
        (Measure::Share(_), Some(whole)) => {
            ((0..=whole).filter(|_| whole > 0).map(|part| share((part, whole))).collect(), Vec::new())
        }
        (Measure::Share(by), None) => {
            const FAR: u64 = 1_000_000_000;
            // In between any two ends of thresholds; and, over the latest whole, where all parts of a year together are all.
            let far = [0, 1, 10, 40, 60, 70, 80, 87, 95].map(|percent| (FAR / 100 * percent, FAR));
            let all = (21..80)
                .filter(|_| *by == ShareBy::Cumulative)
                .flat_map(|whole| [(0, whole), (whole, whole)]);
            let far = far.into_iter().chain([(1, FAR), (FAR - 1, FAR), (FAR, FAR)]).chain(all);
            let ends = ends
                .into_iter()
                .map(|percent| percent.fraction().times(Fraction::new(1, 100).unwrap()).unwrap());
            let ends = ends.filter(|end| (Fraction::ZERO..=Fraction::whole(1)).contains(end));
            let ends = ends.map(|end| {
                (u64::try_from(end.numerator()).unwrap(), u64::try_from(end.denominator()).unwrap())
            });
            ((0..=20).map(|part| (part, 20)).chain(ends).map(share).collect(), far.map(share).collect())
        }
        (Measure::Grade(scale), _) => {
            let grades = case.plan.scale(scale).unwrap().grades();
            (grades.iter().map(|grade| Value::Grade(grade.id.clone())).collect(), Vec::new())
        }
        other => panic!("no filling for {other:?}"),
    }
}

/// The ends of what units are asked for by a gap's indicator: two criteria may agree in such a value alone.
fn criterion_ends(case: &Case, gap: &Gap) -> Vec<Number> {
    let targets =
        case.plan.targets().iter().filter(|target| target.indicator.as_ref() == Some(&gap.indicator.id));
    let intervals = targets.filter_map(|target| match target.aggregate.criterion() {
        Some(Criterion::Meets(Threshold::Percent(interval) | Threshold::Plain(interval))) => Some(interval),
        _ => None,
    });
    intervals.flat_map(|interval| [interval.low(), interval.high()]).flatten().map(|end| end.at).collect()
}

/// The case with every gap filled, but for some.
pub(crate) fn all_filled(case: &Case, gaps: &[Gap], picks: &[u8], but: usize) -> Option<Case> {
    let figures = gaps.iter().enumerate().skip(but).filter_map(|(n, gap)| {
        let (near, _) = fillings(case, gap);
        let pick = usize::from(picks[n % picks.len()]) + n;
        (!near.is_empty()).then(|| (gap, near[pick % near.len()].clone()))
    });
    filled(case, figures)
}

/// The exceptions that section 8 names and that filling gaps can run into: figures that later ones may replace are
/// announced as provisional, and a late report after closing counts under a policy other than open.
fn is_excepted(outcome: &Outcome) -> bool {
    outcome.provisional || outcome.policy.is_some()
}

proptest! {
    #![proptest_config(config(1))]

    #[test]
    fn section_8_a_decided_verdict_survives_every_missing_report(case in cases(), picks in proptest::collection::vec(any::<u8>(), 8)) {
        let gaps = gaps(&case);
        let Some((before, after)) = engine(&case).zip(all_filled(&case, &gaps, &picks, 0).and_then(|case| engine(&case))) else {
            return Ok(());
        };
        for (before, after) in before.outcomes.iter().zip(&after.outcomes) {
            let decided = matches!(before.verdict, Verdict::Met | Verdict::Missed);
            if decided && !is_excepted(before) {
                prop_assert_eq!(before.verdict, after.verdict, "{:?}\n{:?}", before, after);
            }
        }
    }

    #[test]
    fn section_8_bounds_hold_whatever_is_reported(case in cases(), picks in proptest::collection::vec(any::<u8>(), 8)) {
        let gaps = gaps(&case);
        let Some((before, after)) = engine(&case).zip(all_filled(&case, &gaps, &picks, 0).and_then(|case| engine(&case))) else {
            return Ok(());
        };
        for (before, after) in before.outcomes.iter().zip(&after.outcomes) {
            let (Some(bounds), Some(inner)) = (before.range, after.range) else { continue };
            if !is_excepted(before) {
                // An end that cannot be attained still cannot; an end that can may have been given up.
                let low = bounds.low < inner.low || (bounds.low == inner.low && (bounds.low_attained || !inner.low_attained));
                let high = match (bounds.high, inner.high) {
                    (None, _) => true,
                    (Some(_), None) => false,
                    (Some(a), Some(b)) => a > b || (a == b && (bounds.high_attained || !inner.high_attained)),
                };
                prop_assert!(low && high, "{:?}\n{:?}", before, after);
            }
        }
    }
}

proptest! {
    // Each case is evaluated many times over.
    #![proptest_config(config(4))]

    #[test]
    fn section_8_bounds_are_tight(case in cases(), picks in proptest::collection::vec(any::<u8>(), 8)) {
        let gaps = gaps(&case);
        // All gaps are filled but the first one or two, and those with everything that they can still hold.
        // Of a cumulative share the unknown parts reach at most the latest whole [A8], whatever whole of their own is declared.
        let own_whole = |gap: &Gap| gap.declared.is_some() && gap.indicator.measure == Measure::Share(ShareBy::Cumulative);
        if gaps.iter().any(own_whole) {
            return Ok(());
        }
        let every = |gap| {
            let (mut near, far) = fillings(&case, gap);
            near.extend(far);
            near
        };
        let open = gaps.iter().take(2).map(|gap| every(gap).len()).product::<usize>();
        let but = if open <= 60 { 2 } else { 1 }.min(gaps.len());
        let Some(filled_up) = all_filled(&case, &gaps, &picks, but) else { return Ok(()) };
        let Some(before) = engine(&filled_up) else { return Ok(()) };
        let mut ways: Vec<Vec<(&Gap, Value)>> = vec![Vec::new()];
        for gap in &gaps[..but] {
            let with = |way: &Vec<(_, _)>, value: Value| way.iter().cloned().chain([(gap, value)]).collect();
            ways = ways.iter().flat_map(|way| every(gap).into_iter().map(move |value| with(way, value))).collect();
        }
        // Of a cumulative share some ways are an error in another judging period: then these are not all completions.
        let completions: Option<Vec<Evaluation>> =
            ways.into_iter().map(|way| filled(&filled_up, way).and_then(|case| engine(&case))).collect();
        let Some(completions) = completions else { return Ok(()) };
        for (n, outcome) in before.outcomes.iter().enumerate() {
            let Some(bounds) = outcome.range else { continue };
            let ranges = completions.iter().filter_map(|c| c.outcomes[n].range);
            let ranges: Vec<_> = ranges.collect();
            // Something else is unknown of it, or later figures replace the ones that count: not a case for this law.
            let all_known = ranges.iter().all(|r| Some(r.low) == r.high && r.low_attained && r.high_attained);
            let provisional = completions.iter().any(|c| c.outcomes[n].provisional);
            if !all_known || ranges.is_empty() || provisional || is_excepted(outcome) {
                continue;
            }
            // No filling from a list is sure to bring a sum or a pooled share between two ends, be they of one criterion or of two
            // that read the same figure. The latest figure alone can be any.
            let chain: Vec<_> = std::iter::successors(case.plan.target(&outcome.target), |t| case.plan.target(t.within.as_ref()?)).collect();
            let asked = |target: &kehoach::Target| match target.aggregate.criterion() {
                Some(Criterion::Meets(threshold)) => threshold.values(),
                _ => None,
            };
            let between = |target: &&kehoach::Target| {
                let same = chain.iter().filter(|other| other.indicator == target.indicator);
                let all = same.filter_map(|target| asked(target)).reduce(|a, b| a.and(&b));
                let latest = target.indicator.as_ref().and_then(|id| case.plan.indicator(id)).is_some_and(|i| i.measure.takes_latest());
                asked(target).is_some_and(|own| own.is_two_sided()) || (!latest && all.is_some_and(|all| all.is_two_sided()))
            };
            if chain.iter().any(between) {
                continue;
            }
            let near = Fraction::new(1, 20).unwrap();
            let (least, greatest) = (ranges.iter().map(|r| r.low).min().unwrap(), ranges.iter().map(|r| r.low).max().unwrap());
            let low_is_tight = if bounds.low_attained { least == bounds.low } else { least > bounds.low && least.minus(near).unwrap() < bounds.low };
            prop_assert!(low_is_tight, "low {} of {:?}", least, outcome);
            let high_is_tight = match bounds.high {
                // A count or an amount that nothing limits: the greatest filling is far above every threshold.
                None => greatest > Fraction::whole(12),
                Some(high) if bounds.high_attained => greatest == high,
                Some(high) => greatest < high && greatest.plus(near).unwrap() > high,
            };
            prop_assert!(high_is_tight, "high {} of {:?}", greatest, outcome);
        }
    }
}
