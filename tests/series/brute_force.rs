//! Random registers against a reference that knows neither bundles nor kin.
//!
//! The reference walks over the days and multiplies everything out. Where a division is not apportioned it takes some shares, drawn
//! at random: what comes out the same whatever they are is known, and nothing else is.

use std::collections::BTreeMap;

use super::*;
use kehoach::{FigureBy, Period, Rhythm, SeriesState, SeriesValue, build::count};
use proptest::prelude::*;

/// What happens on a day, to whom: numbers that choose among the units that are there.
#[derive(Debug, Clone, Copy)]
enum Event {
    Merge(usize, usize),
    /// Into two new units, with an apportionment in tenths or without.
    Split(usize, Option<u32>),
    /// A part to another unit.
    Give(usize, usize, Option<u32>),
    End(usize),
}

fn events() -> impl Strategy<Value = Vec<(u32, Event)>> {
    let (unit, shares) = (0..30_usize, proptest::option::weighted(0.6, 0..=10_u32));
    let event = prop_oneof![
        4 => (unit.clone(), unit.clone()).prop_map(|(a, b)| Event::Merge(a, b)),
        3 => (unit.clone(), shares.clone()).prop_map(|(a, s)| Event::Split(a, s)),
        3 => (unit.clone(), unit.clone(), shares).prop_map(|(a, b, s)| Event::Give(a, b, s)),
        1 => unit.prop_map(Event::End),
    ];
    proptest::collection::vec((2..=6_u32, event), 0..14).prop_map(|mut all| {
        all.sort_by_key(|(month, _)| *month);
        all
    })
}

struct World {
    register: Register,
    /// By unit: its first month and its last.
    lives: BTreeMap<String, (u32, u32)>,
    /// Month, from, to, share in tenths, whether whole.
    passages: Vec<(u32, String, String, Option<u32>, bool)>,
}

fn first_of(month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, month, 1).unwrap()
}

/// Six units, and whatever of the events is possible. A day is the first of its month, so that no month has one within.
fn world(events: &[(u32, Event)]) -> World {
    let mut lives: BTreeMap<String, (u32, u32)> = (0..6).map(|k| (format!("x{k}"), (1, 12))).collect();
    let mut passages: Vec<(u32, String, String, Option<u32>, bool)> = Vec::new();
    for &(month, event) in events {
        let lives_on = |lives: &BTreeMap<String, (u32, u32)>, n: usize| {
            let alive: Vec<String> =
                lives.iter().filter(|(_, l)| l.0 < month && month <= l.1).map(|(u, _)| u.clone()).collect();
            (!alive.is_empty()).then(|| alive[n % alive.len()].clone())
        };
        // Of one day a unit gives once, and who takes something stays.
        let gives = |unit: &String| passages.iter().any(|p| p.0 == month && p.1 == *unit);
        let takes = |unit: &String| passages.iter().any(|p| p.0 == month && p.2 == *unit);
        match event {
            Event::Merge(a, b) => {
                let (Some(a), Some(b)) = (lives_on(&lives, a), lives_on(&lives, b)) else { continue };
                if a != b && !gives(&a) && !takes(&a) {
                    lives.get_mut(&a).unwrap().1 = month - 1;
                    passages.push((month, a, b, None, true));
                }
            }
            Event::Split(a, tenths) => {
                let Some(a) = lives_on(&lives, a) else { continue };
                if !gives(&a) && !takes(&a) {
                    lives.get_mut(&a).unwrap().1 = month - 1;
                    for tenths in [tenths, tenths.map(|t| 10 - t)] {
                        let new = format!("y{}", lives.len());
                        lives.insert(new.clone(), (month, 12));
                        passages.push((month, a.clone(), new, tenths, false));
                    }
                }
            }
            Event::Give(a, b, tenths) => {
                let (Some(a), Some(b)) = (lives_on(&lives, a), lives_on(&lives, b)) else { continue };
                if a != b && !gives(&a) {
                    passages.push((month, a.clone(), a.clone(), tenths, false));
                    passages.push((month, a, b, tenths.map(|t| 10 - t), false));
                }
            }
            Event::End(a) => {
                let Some(a) = lives_on(&lives, a) else { continue };
                if !gives(&a) && !takes(&a) {
                    lives.get_mut(&a).unwrap().1 = month - 1;
                }
            }
        }
    }
    let record = |(name, (first, last)): (&String, &(u32, u32))| UnitRecord {
        first: (*first > 1).then(|| first_of(*first)),
        last: (*last < 12).then(|| first_of(*last + 1).pred_opt().unwrap()),
        ..unit(name)
    };
    let successions: Vec<Succession> = passages
        .iter()
        .map(|(month, from, to, tenths, whole)| {
            let on = first_of(*month);
            if *whole {
                return Succession::whole(on, id(from), id(to));
            }
            let part = Succession::part(on, id(from), id(to));
            match tenths {
                Some(t) => part.with_share(
                    IndicatorId::new("cay").unwrap(),
                    Number::from_fraction(Fraction::new(i128::from(*t), 10).unwrap()).unwrap(),
                ),
                None => part,
            }
        })
        .collect();
    let register = Register::with_successions(lives.iter().map(record), successions).unwrap();
    World { register, lives, passages }
}

fn plan() -> Plan {
    Plan::build("12-KH/ĐU", "Sắp xếp", "x0", "2025")
        .indicator("cay", "cây trồng", count(FigureBy::Sum).reported(Rhythm::Monthly))
        .finish()
        .unwrap()
}

/// What each unit on the first of a month has of each that was there in an earlier one.
type Weights = BTreeMap<String, BTreeMap<String, Fraction>>;

impl World {
    /// With some shares for divisions that are not apportioned.
    fn weights(&self, period: u32, onto: u32, drawn: i128) -> Weights {
        let there = self.lives.iter().filter(|(_, life)| life.0 <= period && period <= life.1);
        let mut all: Weights =
            there.map(|(unit, _)| (unit.clone(), BTreeMap::from([(unit.clone(), Fraction::ONE)]))).collect();
        for month in period + 1..=onto {
            let today: Vec<_> = self.passages.iter().enumerate().filter(|(_, p)| p.0 == month).collect();
            let before = all.clone();
            for (_, (_, from, ..)) in &today {
                all.remove(from);
            }
            for (n, (_, from, to, tenths, whole)) in &today {
                // The two passages of a division follow one another.
                let first = today.iter().find(|(_, p)| p.1 == *from).unwrap().0;
                // Neither sums nor differences of shares may come out the same for all draws.
                let seed = first as i128 + 3;
                let draw = Fraction::new(drawn * seed * seed * seed % 991 + 3, 997).unwrap();
                let share = match tenths {
                    _ if *whole => Fraction::ONE,
                    Some(t) => Fraction::new(i128::from(*t), 10).unwrap(),
                    None if *n == first => draw,
                    None => Fraction::ONE.minus(draw).unwrap(),
                };
                let heir = all.entry(to.clone()).or_default();
                for (source, weight) in before.get(from).into_iter().flatten() {
                    let held = heir.entry(source.clone()).or_insert(Fraction::ZERO);
                    *held = held.plus(weight.times(share).unwrap()).unwrap();
                }
            }
        }
        all.retain(|unit, _| {
            let life = self.lives[unit];
            life.0 <= onto && onto <= life.1
        });
        all
    }
}

/// By month and unit: a number, nothing to measure (a negative one), or no report.
type Reports = BTreeMap<(u32, String), i64>;

fn entered(world: &World, drawn: &[(bool, i64)]) -> (Ledger, Reports) {
    let (mut ledger, mut reports) = (Ledger::new(), Reports::new());
    let months =
        world.lives.iter().flat_map(|(unit, life)| (life.0..=life.1.min(6)).map(move |m| (m, unit.clone())));
    for ((month, unit), (reported, value)) in months.zip(drawn.iter().cycle()) {
        if *reported {
            let report = if *value < 0 { nothing() } else { number(&value.to_string()) };
            ledger.add(observed("cay", &unit, &format!("2025-{month:02}"), report)).unwrap();
            reports.insert((month, unit), *value);
        }
    }
    (ledger, reports)
}

fn times(weight: Fraction, value: i64) -> Fraction {
    weight.times(Fraction::new(i128::from(value.max(0)), 1).unwrap()).unwrap()
}

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: std::env::var("KEHOACH_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(256),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_reference_says_the_same(
        events in events(),
        drawn in proptest::collection::vec((proptest::bool::weighted(0.85), -1..5_i64), 1..40),
        onto in 1..=7_u32,
    ) {
        let world = world(&events);
        let (ledger, reports) = entered(&world, &drawn);
        let series = series(&plan(), &world.register, &ledger, day("2026-02-01"), first_of(onto)).unwrap();
        let mut found = series.figures.iter();
        for month in 1..=6_u32 {
            let period: Period = format!("2025-{month:02}").parse().unwrap();
            let of_month: Vec<(&String, i64)> =
                reports.iter().filter(|((m, _), _)| *m == month).map(|((_, unit), value)| (unit, *value)).collect();
            if month >= onto {
                let later = series.left.iter().filter(|l| l.period == period).map(|l| l.unit.to_string());
                prop_assert_eq!(later.collect::<Vec<_>>(), of_month.iter().map(|r| r.0.clone()).collect::<Vec<_>>());
                continue;
            }
            let all: Vec<Weights> = [3, 200, 411].map(|drawn| world.weights(month, onto, drawn)).into();
            for (unit, weights) in &all[0] {
                if !weights.keys().any(|source| reports.contains_key(&(month, source.clone()))) {
                    continue;
                }
                let figure = found.next().unwrap();
                prop_assert_eq!((figure.unit.as_str(), figure.period), (unit.as_str(), period));
                let sum = |weights: &Weights| {
                    weights[unit].iter().fold(Fraction::ZERO, |sum, (source, weight)| {
                        let value = reports.get(&(month, source.clone())).copied().unwrap_or(0);
                        sum.plus(times(*weight, value)).unwrap()
                    })
                };
                let lacks = weights.iter().any(|(source, weight)| {
                    !reports.contains_key(&(month, source.clone())) && *weight != Fraction::ZERO
                });
                let known = all.iter().all(|other| sum(other) == sum(&all[0]));
                prop_assert_eq!(figure.state == SeriesState::Incomplete, lacks || !known, "{:?}", figure);
                prop_assert_eq!(figure.gaps.is_empty(), known && !lacks);
                let value = match &figure.value {
                    Some(SeriesValue::Number(value)) => *value,
                    Some(SeriesValue::NotApplicable) => {
                        let no_number = weights.keys().all(|s| reports.get(&(month, s.clone())).is_none_or(|v| *v < 0));
                        prop_assert!(no_number && !lacks);
                        Fraction::ZERO
                    }
                    _ => Fraction::ZERO,
                };
                for other in &all {
                    prop_assert!(value <= sum(other));
                }
                if known {
                    prop_assert_eq!(value, sum(&all[0]));
                }
                for source in &figure.sources {
                    prop_assert_eq!(source.period, period);
                    if figure.gaps.is_empty() && times(Fraction::ONE, reports[&(month, source.unit.to_string())]) != Fraction::ZERO {
                        prop_assert_eq!(source.share, weights[source.unit.as_str()]);
                    }
                }
            }
            // Nothing is lost and nothing doubled.
            for (unit, value) in of_month {
                let used = series.figures.iter().filter(|f| f.period == period).flat_map(|f| &f.sources);
                let used = used.filter(|s| s.unit.as_str() == unit).map(|s| s.share);
                let left = series.left.iter().filter(|l| l.period == period && l.unit.as_str() == unit).map(|l| l.share);
                let sum = used.chain(left).fold(Fraction::ZERO, |sum, share| sum.plus(share).unwrap());
                prop_assert!(sum == Fraction::ONE || (value <= 0 && sum < Fraction::ONE), "{} of {}: {}", unit, period, sum);
            }
        }
        prop_assert!(found.next().is_none(), "a figure that nothing leads to");
    }

    /// From January to March, and from March to July, is from January to July.
    #[test]
    fn a_chain_is_its_composition(events in events()) {
        let events: Vec<(u32, Event)> = events.into_iter().map(|(month, event)| (month, match event {
            Event::Split(a, tenths) => Event::Split(a, tenths.or(Some(3))),
            Event::Give(a, b, tenths) => Event::Give(a, b, tenths.or(Some(7))),
            other => other,
        })).collect();
        let world = world(&events);
        let (ledger, _) = entered(&world, &[(true, 1)]);
        let shares = |period: &str, onto: u32| {
            let series = series(&plan(), &world.register, &ledger, day("2026-02-01"), first_of(onto)).unwrap();
            let period: Period = period.parse().unwrap();
            let mut shares: BTreeMap<(UnitId, UnitId), Fraction> = BTreeMap::new();
            for figure in series.figures.iter().filter(|figure| figure.period == period) {
                for source in figure.sources.iter().filter(|source| source.share != Fraction::ZERO) {
                    shares.insert((source.unit.clone(), figure.unit.clone()), source.share);
                }
            }
            shares
        };
        // Who is there on the first of March reports for March.
        let (before, after, whole) = (shares("2025-01", 3), shares("2025-03", 7), shares("2025-01", 7));
        let mut composed: BTreeMap<(UnitId, UnitId), Fraction> = BTreeMap::new();
        for ((from, by), share) in &before {
            for ((_, to), next) in after.iter().filter(|((unit, _), _)| unit == by) {
                let sum = composed.entry((from.clone(), to.clone())).or_insert(Fraction::ZERO);
                *sum = sum.plus(share.times(*next).unwrap()).unwrap();
            }
        }
        prop_assert_eq!(composed, whole);
    }

    /// Without successions every report is its own figure.
    #[test]
    fn units_that_nothing_happens_to_keep_their_figures(drawn in proptest::collection::vec((any::<bool>(), -1..5_i64), 1..40)) {
        let world = world(&[]);
        let (ledger, reports) = entered(&world, &drawn);
        let series = series(&plan(), &world.register, &ledger, day("2026-02-01"), first_of(9)).unwrap();
        prop_assert!(series.left.is_empty());
        let found: Vec<_> = series.figures.iter().map(|f| {
            let value = match f.value {
                Some(SeriesValue::Number(value)) => value,
                _ => Fraction::new(-1, 1).unwrap(),
            };
            ((f.period, f.unit.to_string()), f.state, value)
        }).collect();
        let expected: Vec<_> = reports.iter().map(|((month, unit), value)| {
            let period: Period = format!("2025-{month:02}").parse().unwrap();
            ((period, unit.clone()), SeriesState::Whole, Fraction::new(i128::from(*value), 1).unwrap())
        }).collect();
        prop_assert_eq!(found, expected);
    }
}
