//! What a verdict, its bounds and a plan line say of one another.

use kehoach::{
    Aggregate, Asked, End, Evaluator, Fraction, Interval, Ledger, Measure, Outcome, Plan, Register, Stage,
    Tally, Target, Unknowns, Verdict, evaluate,
};
use proptest::prelude::*;

use crate::{
    asked, config, engine,
    generate::{Case, cases},
};

/// All values from one bound to the other, an end that cannot be attained left out.
fn values(outcome: &Outcome) -> Option<Interval<Fraction>> {
    let range = outcome.range?;
    let low = End { at: range.low, closed: range.low_attained };
    Some(match range.high {
        Some(high) => Interval::between(low, End { at: high, closed: range.high_attained }),
        None if low.closed => Interval::at_least(low.at),
        None => Interval::above(low.at),
    })
}

fn target<'c>(case: &'c Case, outcome: &Outcome) -> &'c Target {
    case.plan.target(&outcome.target).unwrap()
}

/// The same with other unknowns for all targets.
fn with_policy(case: &Case, policy: Unknowns) -> Case {
    let mut parts = case.plan.parts().clone();
    parts.unknowns = policy;
    parts.targets.iter_mut().for_each(|target| target.unknowns = None);
    Case { plan: Plan::new(parts).unwrap(), ..case.clone() }
}

proptest! {
    #![proptest_config(config(1))]

    #[test]
    fn section_8_all_inside_is_met_and_none_inside_is_missed(case in cases()) {
        let Some(evaluation) = engine(&case) else { return Ok(()) };
        for outcome in evaluation.outcomes.iter().filter(|outcome| outcome.policy.is_none()) {
            let (Some(asked), Some(values)) = (asked(&case, outcome), values(outcome)) else { continue };
            // Where an outer target may leave nobody, there may be no value at all [V9].
            let sure = target(&case, outcome).within.is_none();
            let range = outcome.range.unwrap();
            let ends = [Some(range.low).filter(|_| range.low_attained), range.high.filter(|_| range.high_attained)];
            let attained = |inside: bool| ends.iter().flatten().all(|at| asked.contains(at) == inside);
            match outcome.verdict {
                Verdict::Met => prop_assert!(attained(true), "{:?}", outcome),
                Verdict::Missed => prop_assert!(attained(false), "{:?}", outcome),
                Verdict::Open => prop_assert!(!sure || !values.lies_within(&asked), "{:?}", outcome),
                Verdict::NotApplicable => prop_assert!(false, "{:?}", outcome),
            }
            if values.and(&asked).is_empty() {
                prop_assert!(!sure || outcome.verdict == Verdict::Missed, "{:?}", outcome);
            }
        }
    }

    #[test]
    fn section_8_where_nothing_applies_there_is_no_bound(case in cases()) {
        let Some(evaluation) = engine(&case) else { return Ok(()) };
        for outcome in &evaluation.outcomes {
            let target = target(&case, outcome);
            if target.aggregate == Aggregate::Judgement {
                prop_assert_eq!(outcome.range, None);
                continue;
            }
            // A baseline to which nothing applies makes the verdict so, whatever there is to measure [A13].
            let by_baseline = matches!(target.asked, Asked::Baseline(..));
            let none = outcome.range.is_none();
            prop_assert!(!none || outcome.verdict == Verdict::NotApplicable, "{:?}", outcome);
            prop_assert!(none || by_baseline || outcome.verdict != Verdict::NotApplicable, "{:?}", outcome);
        }
    }

    #[test]
    fn section_8_a_policy_never_counts_before_the_end_and_missed_never_moves_a_bound(case in cases()) {
        let missed = with_policy(&case, Unknowns::Missed);
        let (Some(open), Some(missed)) = (engine(&with_policy(&case, Unknowns::Open)), engine(&missed)) else { return Ok(()) };
        for (open, missed) in open.outcomes.iter().zip(&missed.outcomes) {
            prop_assert_eq!((open.range, &open.tally), (missed.range, &missed.tally));
            prop_assert!(missed.policy.is_none() || missed.stage == Stage::Closed);
            let turned = open.verdict == Verdict::Open && missed.verdict == Verdict::Missed && missed.policy.is_some();
            prop_assert!(turned || open.verdict == missed.verdict, "{:?} {:?}", open, missed);
        }
    }

    #[test]
    fn section_7_a_plan_line_counts_every_subject_once(case in cases()) {
        let Some(evaluation) = engine(&case) else { return Ok(()) };
        for line in &evaluation.lines {
            let of_line = |outcome: &&Outcome| (&outcome.target, outcome.period) == (&line.target, line.period);
            let subjects = evaluation.outcomes.iter().filter(of_line);
            let mut ids: Vec<_> = subjects.map(|outcome| &outcome.subject).collect();
            prop_assert_eq!(line.met + line.missed + line.open + line.not_applicable, ids.len() as u64);
            ids.sort_unstable();
            ids.dedup();
            prop_assert_eq!(line.met + line.missed + line.open + line.not_applicable, ids.len() as u64);
        }
    }

    #[test]
    fn section_6_absent_is_never_zero(case in cases()) {
        let evaluation = evaluate(&case.plan, &case.register, &Ledger::new(), case.as_of).unwrap();
        for outcome in &evaluation.outcomes {
            let target = target(&case, outcome);
            let measure = target.indicator.as_ref().map(|id| &case.plan.indicator(id).unwrap().measure);
            match (&outcome.tally, outcome.range) {
                (Some(Tally::Sum(sum)), range) => {
                    prop_assert_eq!((sum.figures, outcome.reported), (0, None));
                    let counts = matches!(measure, Some(Measure::Count(_)));
                    prop_assert!(range.is_none_or(|range| !counts || range.high.is_none()), "{:?}", outcome);
                }
                (Some(Tally::Pooled(pooled)), Some(range)) => {
                    prop_assert_eq!((pooled.figures, outcome.reported), (0, None));
                    prop_assert_eq!((range.low, range.high), (Fraction::ZERO, Some(Fraction::ONE)));
                }
                _ => {}
            }
        }
    }

    #[test]
    fn section_4_at_the_issuer_it_is_the_whole_scope_whatever_the_forest(case in cases()) {
        let mut records = case.register.records();
        records.iter_mut().for_each(|record| record.parent = None);
        let flat = Register::new(records).unwrap();
        // Who answers for tasks changes with the forest: their records stay aside.
        let mut reports = Ledger::new();
        for entry in case.ledger.observations() {
            reports.add(entry).unwrap();
        }
        for entry in case.ledger.wholes() {
            reports.declare(entry.clone()).unwrap();
        }
        for entry in case.ledger.judgements() {
            reports.judge(entry.clone()).unwrap();
        }
        let at_issuer = |register| Evaluator::new(&case.plan, register, &reports, case.as_of).unwrap().at(case.plan.issuer());
        let (Ok(grown), Ok(flat)) = (at_issuer(&case.register), at_issuer(&flat)) else { return Ok(()) };
        // Scopes that ask for a place in the forest, or are made of such, change with it.
        let placed = |id: &kehoach::ScopeId| {
            let scope = case.plan.scopes().get(id).unwrap();
            !scope.below.is_empty() || !scope.within.is_empty() || !scope.any_of.is_empty()
        };
        for (grown, flat) in grown.iter().zip(&flat) {
            let chain = std::iter::successors(Some(target(&case, grown)), |t| case.plan.target(t.within.as_ref()?));
            let each = matches!(&target(&case, grown).judged_at, kehoach::JudgedAt::Each(scope) if placed(scope));
            if !each && !chain.filter_map(|target| target.measured.as_ref()).any(placed) {
                prop_assert_eq!((grown.verdict, grown.range, &grown.tally), (flat.verdict, flat.range, &flat.tally), "{:?}", grown);
            }
        }
    }
}
