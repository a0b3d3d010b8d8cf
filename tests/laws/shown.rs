//! What is shown never contradicts what was decided.

use kehoach::{Aggregate, Fraction, Verdict, show};
use proptest::prelude::*;

use crate::{asked, config, engine, generate::cases};

/// A shown figure, read again as a person reads it.
fn read(text: &str) -> Fraction {
    let decimal = |text: &str| text.parse::<kehoach::Number>().map(kehoach::Number::fraction);
    match text.strip_suffix('%') {
        Some(percents) => decimal(percents).unwrap().over(Fraction::whole(100)).unwrap(),
        None => decimal(text).unwrap_or_else(|_| text.parse().unwrap()),
    }
}

proptest! {
    #![proptest_config(config(1))]

    #[test]
    fn section_1_a_shown_number_never_contradicts_its_verdict(case in cases(), places in 0..4_u32) {
        let Some(evaluation) = engine(&case) else { return Ok(()) };
        for outcome in &evaluation.outcomes {
            let (Some(asked), Some(range)) = (asked(&case, outcome), outcome.range) else { continue };
            let aggregate = &case.plan.target(&outcome.target).unwrap().aggregate;
            let percent = matches!(aggregate, Aggregate::ShareOfUnits(_) | Aggregate::PooledShare);
            let ends = [Some(range.low).filter(|_| range.low_attained), range.high.filter(|_| range.high_attained)];
            for value in ends.into_iter().flatten() {
                let shown = show(value, percent, places, Some(&asked)).to_string();
                // By policy a verdict that is still open is missed, its range unchanged [V4].
                match outcome.verdict {
                    Verdict::Met => prop_assert!(asked.contains(&read(&shown)), "{} of {:?}", shown, outcome),
                    Verdict::Missed if outcome.policy.is_none() => prop_assert!(!asked.contains(&read(&shown)), "{} of {:?}", shown, outcome),
                    _ => prop_assert_eq!(asked.contains(&read(&shown)), asked.contains(&value), "{} of {:?}", shown, outcome),
                }
            }
        }
    }
}
