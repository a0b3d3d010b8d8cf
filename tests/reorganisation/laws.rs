//! The laws, as properties over whole random cases.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use kehoach::{
    EvaluateError, Evaluator, Extent, FigureBy, Fraction, JudgedAt, Measure, Observation, Outcome, Period,
    Report, ShareBy, Succession, Tally, Target, UnitId, Value, evaluate,
};
use proptest::prelude::*;

use crate::{
    by_hand,
    generate::{Case, cases, cases_on, day, id},
    plain::{Answer, Plain, Sums, Untold},
};

fn config(divisor: u32) -> ProptestConfig {
    let cases = std::env::var("KEHOACH_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(256);
    // Cases are large: a failing one is worth many steps of shrinking. Seeds are printed, not kept in files.
    ProptestConfig {
        cases: (cases / divisor).max(1),
        failure_persistence: None,
        max_shrink_iters: 600,
        ..ProptestConfig::default()
    }
}

fn sums(tally: &Tally) -> Sums {
    match tally {
        Tally::Units(t) => {
            Sums::Units { met: t.met, missed: t.missed, unknown: t.unknown, not_applicable: t.not_applicable }
        }
        Tally::Sum(t) => Sums::Sum {
            sum: t.sum,
            most: t.unknown_greatest.map(|more| t.sum.plus(more).unwrap()),
            units: t.known_units + t.unknown_units,
            not_applicable: t.not_applicable_units,
        },
        Tally::Pooled(t) => {
            let places = Fraction::new(1, 10_i128.pow(t.places as u32)).unwrap();
            let number = |n: u64| Fraction::whole(n).times(places).unwrap();
            Sums::Pooled {
                part: number(t.part),
                whole: number(t.whole),
                unknown_whole: t.unknown_wholes > 0,
                divided_part: number(t.divided_part),
                divided_rest: number(t.divided_rest),
            }
        }
        other => panic!("{other:?} is no tally of figures"),
    }
}

pub(crate) fn answer(outcome: &Outcome) -> Answer {
    Answer {
        verdict: outcome.verdict,
        range: outcome.range,
        provisional: outcome.provisional,
        sums: sums(outcome.tally.as_ref().unwrap()),
    }
}

/// Every target and judging period.
pub(crate) fn judgings(case: &Case) -> Vec<(&Target, Period)> {
    let all = case.plan.targets().iter();
    all.flat_map(|target| case.plan.judging_periods(target).map(move |period| (target, period))).collect()
}

proptest! {
    #![proptest_config(config(1))]

    #[test]
    fn section_14_at_every_unit_the_engine_says_what_the_reference_says(case in cases()) {
        let (register, ledger) = (case.register(), case.ledger());
        let evaluator = Evaluator::new(&case.plan, &register, &ledger, case.as_of).unwrap();
        let plain = Plain::new(&case.plan, &register, &ledger, case.as_of);
        for (target, period) in judgings(&case) {
            for unit in register.ids() {
                let found = evaluator.outcome(&target.id, period, unit);
                match (found, plain.answer(target, period, unit)) {
                    (Err(EvaluateError::PartAboveWhole { .. }), _) | (_, Err(Untold::PartOfCumulative | Untold::InsideASubPeriod)) => {}
                    (found, expected) => {
                        let (found, expected) = (answer(&found.unwrap()), expected.unwrap());
                        prop_assert_eq!(found, expected, "{} in {} at {}", target.id, period, unit);
                    }
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(config(1))]

    #[test]
    fn section_14_a_whole_evaluation_says_what_the_reference_says(case in cases()) {
        let (register, ledger) = (case.register(), case.ledger());
        let plain = Plain::new(&case.plan, &register, &ledger, case.as_of);
        let evaluation = match evaluate(&case.plan, &register, &ledger, case.as_of) {
            Err(EvaluateError::PartAboveWhole { .. }) => return Ok(()),
            evaluation => evaluation.unwrap(),
        };
        let mut outcomes = evaluation.outcomes.iter();
        for (target, period) in judgings(&case) {
            let subjects = match &target.judged_at {
                JudgedAt::Issuer => vec![case.plan.issuer().clone()],
                JudgedAt::Each(scope) => case.plan.scopes().members(scope, &register, period.last()),
            };
            for subject in subjects {
                let outcome = outcomes.next().unwrap();
                prop_assert_eq!((&outcome.target, outcome.period, &outcome.subject), (&target.id, period, &subject));
                if let Ok(expected) = plain.answer(target, period, &subject) {
                    prop_assert_eq!(answer(outcome), expected, "{} in {} at {}", target.id, period, subject);
                }
            }
        }
        prop_assert_eq!(outcomes.next(), None);
    }

    /// Every cell once: what all units reported, each for its own sub-periods, is what the whole adds up to, by being the
    /// plan's issuer or by standing above all of them, on whatever day.
    #[test]
    fn section_14_every_cell_counts_once_above_all(mut case in cases()) {
        let register = case.register();
        let days: BTreeSet<NaiveDate> = case.successions.iter().map(|s| s.on).collect();
        let is_own = |o: &Observation| {
            let indicator = case.plan.indicator(&o.indicator).unwrap();
            let owed = case.plan.period().inside(indicator.reported).any(|owed| owed == o.period);
            let there = |day| register.at(day).unit(&o.unit).is_some();
            let across = days.iter().any(|on| o.period.first() < *on && *on <= o.period.last());
            owed && !across && there(o.period.first()) && there(o.period.last()) && o.reported_on <= case.as_of
        };
        let own: Vec<Observation> = case.reports.iter().filter(|o| is_own(o)).cloned().collect();
        case.reports = own;
        let ledger = case.ledger();
        let evaluator = Evaluator::new(&case.plan, &register, &ledger, case.as_of).unwrap();
        for (target, period) in judgings(&case) {
            let indicator = case.plan.indicator(target.indicator.as_ref().unwrap()).unwrap();
            if !matches!(indicator.measure, Measure::Count(FigureBy::Sum) | Measure::Share(ShareBy::Pooled)) {
                continue;
            }
            let measured = target.measured.as_ref().unwrap();
            let counts = |o: &&Observation| {
                let members = case.plan.scopes().members(measured, &register, o.period.last());
                o.indicator == indicator.id && period.holds(o.period) && members.contains(&o.unit)
            };
            let figure = |o: &Observation| match o.report {
                Report::Value(Value::Number(n)) => (n.fraction(), Fraction::ZERO),
                Report::Value(Value::Share(s)) => (Fraction::whole(s.part()), Fraction::whole(s.whole())),
                _ => (Fraction::ZERO, Fraction::ZERO),
            };
            let add = |a: (Fraction, Fraction), b: (Fraction, Fraction)| (a.0.plus(b.0).unwrap(), a.1.plus(b.1).unwrap());
            let all = case.reports.iter().filter(counts).map(figure).fold((Fraction::ZERO, Fraction::ZERO), add);
            for top in [case.plan.issuer(), &id("tinh")] {
                let outcome = evaluator.outcome(&target.id, period, top).unwrap();
                let found = match sums(outcome.tally.as_ref().unwrap()) {
                    Sums::Sum { sum, .. } => (sum, Fraction::ZERO),
                    Sums::Pooled { part, whole, .. } => (part, whole),
                    Sums::Units { .. } => continue,
                };
                prop_assert_eq!(found, all, "{} in {} at {}", target.id, period, top);
            }
        }
    }

    /// What is judged for a period that ended before a day of reorganisation is the same without all that is written down from that
    /// day on, and without all that is reported of the days from it on.
    #[test]
    fn section_14_history_is_not_rewritten(case in cases()) {
        let Some(on) = case.successions.iter().map(|s| s.on).min() else { return Ok(()) };
        let mut early = case.clone();
        early.successions.clear();
        early.records.retain(|r| r.first.is_none_or(|day| day < on) && r.since.is_none_or(|day| day < on));
        for record in &mut early.records {
            record.last = record.last.filter(|last| last.succ_opt().unwrap() < on);
        }
        early.reports.retain(|o| o.period.first() < on && early.records.iter().any(|r| r.id == o.unit));
        let said = |case: &Case, unit: &UnitId, target: &Target, period| {
            let (register, ledger) = (case.register(), case.ledger());
            let evaluator = Evaluator::new(&case.plan, &register, &ledger, case.as_of).unwrap();
            evaluator.outcome(&target.id, period, unit)
        };
        for (target, period) in judgings(&case).into_iter().filter(|(_, period)| period.last() < on) {
            for unit in early.register().ids() {
                prop_assert_eq!(said(&case, unit, target, period), said(&early, unit, target, period));
            }
        }
    }

    #[test]
    fn section_14_the_order_of_entries_says_nothing(case in cases(), seed in any::<u64>()) {
        let mut other = case.clone();
        // Some other order, the same for a seed.
        let turn = |n: usize, len: usize| (n as u64).wrapping_add(1).wrapping_mul(seed | 1) % (4 * len as u64 + 1);
        let places = |len: usize| {
            let mut places: Vec<usize> = (0..len).collect();
            places.sort_by_key(|n| turn(*n, len));
            places
        };
        other.records = places(case.records.len()).into_iter().map(|n| case.records[n].clone()).collect();
        other.successions = places(case.successions.len()).into_iter().map(|n| case.successions[n].clone()).collect();
        other.reports = places(case.reports.len()).into_iter().map(|n| case.reports[n].clone()).collect();
        let (register, ledger) = (case.register(), case.ledger());
        let (other_register, other_ledger) = (other.register(), other.ledger());
        let evaluator = Evaluator::new(&case.plan, &register, &ledger, case.as_of).unwrap();
        let shuffled = Evaluator::new(&case.plan, &other_register, &other_ledger, case.as_of).unwrap();
        for (target, period) in judgings(&case) {
            for unit in register.ids() {
                let (a, b) = (evaluator.outcome(&target.id, period, unit), shuffled.outcome(&target.id, period, unit));
                // Which of several parts above their wholes is found first may differ.
                if a.is_ok() || b.is_ok() {
                    prop_assert_eq!(answer(&a.unwrap()), answer(&b.unwrap()));
                }
            }
        }
    }

    /// `a -> b -> c` is `a -> c`, where `b` reported nothing and nothing was owed by it.
    #[test]
    fn section_14_a_chain_is_its_composition(case in cases_on(["2025-07-01", "2025-07-01"])) {
        let (on, next) = (day("2025-07-01"), day("2025-07-02"));
        let mut chain = case.clone();
        let is_new = |unit: &UnitId| case.records.iter().any(|r| r.id == *unit && r.first == Some(on));
        let takes_parts = |unit: &UnitId| case.successions.iter().any(|s| s.heir == *unit && s.extent == Extent::Part);
        // What an heir reported from its first day on would be for a day on which another stood there.
        let rhythm = |o: &Observation| case.plan.indicator(&o.indicator).unwrap().reported;
        let is_owed = |o: &Observation| case.plan.period().inside(rhythm(o)).any(|owed| owed == o.period);
        let says_all = |unit: &UnitId| case.reports.iter().filter(|o| o.unit == *unit).all(is_owed);
        let mut between = BTreeSet::new();
        for succession in &mut chain.successions {
            let heir = succession.heir.clone();
            if is_new(&heir) && !takes_parts(&heir) && says_all(&heir) {
                succession.heir = id(&format!("{heir}-between"));
                between.insert(heir);
            }
        }
        for heir in &between {
            let record = chain.records.iter_mut().find(|r| r.id == *heir).unwrap();
            let mut first = record.clone();
            record.first = Some(next);
            first.id = id(&format!("{heir}-between"));
            chain.successions.push(Succession::whole(next, first.id.clone(), heir.clone()));
            chain.records.push(first);
        }
        let (register, ledger) = (case.register(), case.ledger());
        let (other_register, other_ledger) = (chain.register(), chain.ledger());
        let evaluator = Evaluator::new(&case.plan, &register, &ledger, case.as_of).unwrap();
        let composed = Evaluator::new(&case.plan, &other_register, &other_ledger, case.as_of).unwrap();
        for (target, period) in judgings(&case) {
            for unit in register.ids() {
                let (a, b) = (evaluator.outcome(&target.id, period, unit), composed.outcome(&target.id, period, unit));
                if a.is_ok() || b.is_ok() {
                    prop_assert_eq!(answer(&a.unwrap()), answer(&b.unwrap()), "{} in {} at {}", target.id, period, unit);
                }
            }
        }
    }

    /// The apportioned parts of all heirs are the divided unit's figure, to the last digit.
    #[test]
    fn section_14_apportioned_parts_add_up(
        cuts in (0..=1000_u64, 0..=1000_u64),
        figures in proptest::collection::vec(0..1_000_000_u64, 2),
        latest in any::<bool>(),
    ) {
        let (low, high) = (cuts.0.min(cuts.1), cuts.0.max(cuts.1));
        let shares = [low, high - low, 1000 - high].map(|n| format!(" {}", kehoach::Number::from_fraction(Fraction::new(n.into(), 1000).unwrap()).unwrap()));
        let sum = by_hand::parts_of(&shares, &figures, latest);
        let whole = if latest { figures[1] } else { figures.iter().sum() };
        prop_assert_eq!(sum, Fraction::whole(whole));
    }
}
