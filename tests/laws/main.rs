//! The laws of evaluation, as properties over whole random cases: the engine says what the plain reference says, and keeps
//! the promises that the semantics make to whoever acts on a verdict.
//!
//! `cargo test --test laws` runs 256 cases of each; `KEHOACH_CASES=100000` runs as many as that, and `PROPTEST_RNG_SEED=7` others.

#[path = "../generate/mod.rs"]
mod generate;
#[path = "../reference/mod.rs"]
mod reference;

mod agreed;
mod decided;
mod duties;
mod entries;
mod explanations;
mod gaps;
mod scores;
mod settled;
mod shown;
mod table;

use generate::Case;
use kehoach::{Asked, EvaluateError, Evaluation, Fraction, Interval, Ledger, Observation, Outcome, evaluate};
use proptest::prelude::*;

fn wanted() -> u32 {
    std::env::var("KEHOACH_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(256)
}

fn config(divisor: u32) -> ProptestConfig {
    // Cases are large: a failing one is worth many steps of shrinking. Seeds are printed, not kept in files.
    ProptestConfig {
        cases: (wanted() / divisor).max(1),
        failure_persistence: None,
        max_shrink_iters: 20_000,
        ..ProptestConfig::default()
    }
}

/// The engine's evaluation; none where parts add up to more than their whole, the one error that a generated case can have.
fn engine(case: &Case) -> Option<Evaluation> {
    match evaluate(&case.plan, &case.register, &case.ledger, case.as_of) {
        Err(EvaluateError::PartAboveWhole { .. }) => None,
        evaluation => Some(evaluation.unwrap()),
    }
}

/// The same case with other observations, entered in this order.
fn with_entries(case: &Case, observations: impl IntoIterator<Item = Observation>) -> Case {
    let mut ledger = Ledger::new();
    for observation in observations {
        ledger.add(observation).unwrap();
    }
    for whole in case.ledger.wholes() {
        ledger.declare(whole.clone()).unwrap();
    }
    for judgement in case.ledger.judgements() {
        ledger.judge(judgement.clone()).unwrap();
    }
    for instruction in case.ledger.instructions() {
        ledger.instruct(instruction.clone()).unwrap();
    }
    for completion in case.ledger.completions() {
        ledger.complete(completion.clone());
    }
    for points in case.ledger.judged_points() {
        ledger.award(points.clone()).unwrap();
    }
    Case { ledger, ..case.clone() }
}

/// What is asked of an outcome, once its baseline is known.
fn asked(case: &Case, outcome: &Outcome) -> Option<Interval<Fraction>> {
    match &case.plan.target(&outcome.target).unwrap().asked {
        Asked::Threshold(threshold) => threshold.values(),
        Asked::Baseline(bound, _) => outcome.baseline.map(|baseline| bound.values(baseline).unwrap()),
        _ => None,
    }
}
