//! What an explanation says of the evaluation that it explains.

use kehoach::{
    Evaluator, Ledger, Measure, Number, ShareBy, Tally,
    explain::{Exception, Explanation, Fact, Standpoint},
};
use proptest::prelude::*;

use crate::{
    config, engine,
    generate::{Case, cases},
};

/// A ledger with the reports that an explanation cites, and everything that is no report.
fn cited(case: &Case, explanation: &Explanation) -> Ledger {
    let mut ledger = Ledger::new();
    for node in &explanation.nodes {
        if let Fact::Report { indicator, unit, period, .. } = &node.fact {
            let mut counting = case.ledger.as_of(case.as_of);
            let found =
                counting.find(|o| o.indicator == *indicator && o.unit == unit.id && o.period == *period);
            ledger.add(found.expect("what is cited was reported")).unwrap();
        }
    }
    for whole in case.ledger.wholes() {
        ledger.declare(whole.clone()).unwrap();
    }
    for judgement in case.ledger.judgements() {
        ledger.judge(judgement.clone()).unwrap();
    }
    ledger
}

/// The figures of the reports below a node that count.
fn figures(explanation: &Explanation, unit: usize) -> Vec<&str> {
    let below = explanation.nodes[unit].because.iter().map(|k| &explanation.nodes[*k].fact);
    let counts = below.filter_map(|fact| match fact {
        Fact::Report { value: Some(value), exceptions, .. } => {
            let is_aside = |exception: &Exception| {
                matches!(exception, Exception::SetAside { .. } | Exception::CountedElsewhere { .. })
            };
            (!exceptions.iter().any(is_aside)).then_some(value.as_str())
        }
        _ => None,
    });
    counts.collect()
}

proptest! {
    // Each case is explained and evaluated many times over.
    #![proptest_config(config(4))]

    #[test]
    fn section_11_the_cited_observations_alone_reproduce_the_verdict(case in cases()) {
        let Some(evaluation) = engine(&case) else { return Ok(()) };
        let evaluator = Evaluator::new(&case.plan, &case.register, &case.ledger, case.as_of).unwrap();
        for outcome in &evaluation.outcomes {
            let explanation = evaluator.explain(outcome).unwrap();
            let ledger = cited(&case, &explanation);
            let again = Evaluator::new(&case.plan, &case.register, &ledger, case.as_of).unwrap();
            let again = again.outcome(&outcome.target, outcome.period, &outcome.subject).unwrap();
            prop_assert_eq!((again.verdict, again.range, &again.tally, again.baseline), (outcome.verdict, outcome.range, &outcome.tally, outcome.baseline));
        }
    }

    #[test]
    fn section_11_recomputing_a_tree_from_its_leaves_gives_its_root(case in cases()) {
        let Some(evaluation) = engine(&case) else { return Ok(()) };
        let evaluator = Evaluator::new(&case.plan, &case.register, &case.ledger, case.as_of).unwrap();
        for outcome in &evaluation.outcomes {
            let explanation = evaluator.explain(outcome).unwrap();
            let root = explanation.root().unwrap();
            let Fact::Verdict { verdict, range, tally, .. } = &root.fact else { panic!("{root:?}") };
            prop_assert_eq!((*verdict, *range, tally), (outcome.verdict, outcome.range, &outcome.tally));
            let units = || root.because.iter().filter(|k| matches!(explanation.nodes[**k].fact, Fact::Unit { .. }));
            let stand = |wanted| {
                let same = |k: &&usize| matches!(explanation.nodes[**k].fact, Fact::Unit { standpoint, .. } if standpoint == wanted);
                units().filter(same).count() as u64
            };
            let measure = case.plan.target(&outcome.target).unwrap().indicator.as_ref().map(|id| &case.plan.indicator(id).unwrap().measure);
            match tally {
                Some(Tally::Units(units)) => {
                    let found = [Standpoint::Met, Standpoint::Missed, Standpoint::Unknown, Standpoint::NotApplicable, Standpoint::Outside].map(stand);
                    prop_assert_eq!(found, [units.met, units.missed, units.unknown, units.not_applicable, units.outside]);
                    prop_assert_eq!(stand(Standpoint::MembershipUnknown), units.met_if_member + units.missed_if_member + units.unknown_if_member);
                }
                Some(Tally::Sum(sum)) => {
                    let all = units().flat_map(|unit| figures(&explanation, *unit)).map(|figure| figure.parse::<Number>().unwrap());
                    let all: Vec<Number> = all.collect();
                    prop_assert_eq!(all.len() as u64, sum.figures);
                    prop_assert_eq!(all.into_iter().fold(Number::ZERO, |sum, n| sum.plus(n).unwrap()).fraction(), sum.sum);
                }
                Some(Tally::Pooled(pooled)) if measure != Some(&Measure::Share(ShareBy::Cumulative)) => {
                    let all = units().flat_map(|unit| figures(&explanation, *unit)).map(|figure| figure.parse::<kehoach::Share>().unwrap());
                    let all: Vec<_> = all.filter(|share| share.whole() > 0).collect();
                    let sums = all.iter().fold((0, 0), |sum, share| (sum.0 + share.part(), sum.1 + share.whole()));
                    prop_assert_eq!(sums, (pooled.reported_part, pooled.reported_whole));
                }
                _ => {}
            }
        }
    }
}
