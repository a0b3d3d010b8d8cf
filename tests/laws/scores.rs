//! What always holds of points, grades and places.

use kehoach::{
    Evaluator, Number, Unknowns, Verdict,
    score::{Basis, Bounds, ByValue, Rule, Score, Scorer, Scores},
};
use proptest::prelude::*;

use crate::{
    config,
    gaps::{Gap, all_filled, gaps},
    generate::{Case, cases},
};

/// None where parts add up to more than their whole.
fn scores(case: &Case) -> Option<Scores> {
    let evaluator = Evaluator::new(&case.plan, &case.register, &case.ledger, case.as_of).unwrap();
    Scorer::new(&evaluator, &case.sheet).unwrap().scores().ok()
}

fn inside(inner: Bounds, outer: Bounds) -> bool {
    outer.low <= inner.low && inner.high <= outer.high
}

/// Everything that a subject is ranked by, where it is certain.
fn key(case: &Case, score: &Score) -> Option<Vec<Number>> {
    let tie = |id| score.criterion(id).unwrap().counted.map_or(Some(Number::ZERO), Bounds::single);
    std::iter::once(score.total?.single()).chain(case.sheet.parts().ties.iter().map(tie)).collect()
}

proptest! {
    #![proptest_config(config(1))]

    #[test]
    fn section_10_every_completion_lies_between_the_ends(case in cases(), picks in proptest::collection::vec(any::<u8>(), 8)) {
        // A closing policy and a later figure of a stock are exceptions that section 8 names.
        let mut parts = case.plan.parts().clone();
        parts.unknowns = Unknowns::Open;
        parts.targets.iter_mut().for_each(|target| target.unknowns = None);
        let case = Case { plan: kehoach::Plan::new(parts).unwrap(), ..case };
        let untold = |gap: &Gap| {
            let told = case.ledger.observations().any(|o| o.indicator == gap.indicator.id && o.unit == gap.unit);
            !gap.indicator.measure.takes_latest() || !told
        };
        let open: Vec<Gap> = gaps(&case).into_iter().filter(untold).collect();
        let after = all_filled(&case, &open, &picks, 0).and_then(|case| scores(&case));
        let Some((before, after)) = scores(&case).zip(after) else { return Ok(()) };
        for (before, after) in before.subjects.iter().zip(&after.subjects) {
            for (before, after) in before.criteria.iter().zip(&after.criteria) {
                let Some(inner) = after.points else {
                    prop_assert!(before.may_be_not_applicable || before.points.is_none(), "{:?} {:?}", before, after);
                    continue;
                };
                prop_assert!(before.points.is_some_and(|outer| inside(inner, outer)), "{:?} {:?}", before, after);
            }
            let Some(inner) = after.total else { continue };
            prop_assert!(before.total.is_some_and(|outer| inside(inner, outer)), "{:?} {:?}", before, after);
            prop_assert!(after.before_quotas.iter().all(|grade| before.before_quotas.contains(grade)), "{:?} {:?}", before, after);
            prop_assert!(after.grades.iter().all(|grade| before.grades.contains(grade)), "{:?} {:?}", before, after);
        }
    }

    #[test]
    fn section_10_points_never_leave_their_limits(case in cases()) {
        let Some(scores) = scores(&case) else { return Ok(()) };
        let limits = |max| Bounds { low: Number::ZERO, high: max };
        for score in &scores.subjects {
            for criterion in &score.criteria {
                prop_assert!(criterion.points.is_none_or(|points| inside(points, limits(criterion.max))), "{:?}", criterion);
            }
            for group in &score.groups {
                let stated = case.sheet.parts().groups.iter().find(|stated| Some(&stated.id) == group.group.as_ref());
                let most = stated.and_then(|stated| stated.max).unwrap_or(group.all_max);
                prop_assert!(group.points.is_none_or(|points| inside(points, limits(most))), "{:?}", group);
            }
            for (adjustment, stated) in score.adjustments.iter().zip(case.sheet.adjustments()) {
                prop_assert!(inside(adjustment.points, limits(stated.cap)), "{:?}", adjustment);
            }
            prop_assert!(score.total.is_none_or(|total| total.low >= Number::ZERO && total.low <= total.high));
            if let (Some(total), Some(most)) = (score.total, case.sheet.parts().total_max) {
                prop_assert!(total.high <= most, "{:?}", score);
            }
        }
    }

    #[test]
    fn section_10_what_is_missed_never_gets_the_maximum_in_proportion(case in cases()) {
        let Some(scores) = scores(&case) else { return Ok(()) };
        let evaluator = Evaluator::new(&case.plan, &case.register, &case.ledger, case.as_of).unwrap();
        for (n, criterion) in case.sheet.criteria().iter().enumerate() {
            let Rule::Value { on: Basis::Target(target), by: ByValue::Proportional { .. } } = &criterion.rule else { continue };
            for score in &scores.subjects {
                // Where the plan judges the target in the sheet's period, its verdict is at hand.
                let Ok(outcome) = evaluator.outcome(target, case.sheet.period(), &score.subject) else { continue };
                if outcome.verdict == Verdict::Missed && outcome.policy.is_none() {
                    prop_assert!(score.criteria[n].points.unwrap().high < criterion.max, "{:?} {:?}", outcome, score);
                }
            }
        }
    }

    #[test]
    fn section_10_every_total_has_a_grade(case in cases()) {
        let Some(scores) = scores(&case) else { return Ok(()) };
        for score in &scores.subjects {
            let graded = score.total.is_some() && !case.sheet.grades().is_empty();
            for grades in [&score.by_points, &score.before_quotas, &score.grades] {
                prop_assert_eq!(!grades.is_empty(), graded, "{:?}", score);
            }
            prop_assert_eq!(score.rank.is_some(), score.total.is_some());
        }
    }

    #[test]
    fn section_10_equals_share_their_fate_and_places_are_never_exceeded(case in cases()) {
        let Some(scores) = scores(&case) else { return Ok(()) };
        for a in &scores.subjects {
            for b in &scores.subjects {
                let equal = key(&case, a).is_some() && key(&case, a) == key(&case, b) && a.before_quotas == b.before_quotas;
                prop_assert!(!equal || (a.grades == b.grades && a.rank == b.rank), "{:?} {:?}", a, b);
            }
        }
        let certain = scores.subjects.iter().all(|score| score.total.is_none() || (key(&case, score).is_some() && score.before_quotas.len() == 1));
        for (n, quota) in case.sheet.parts().quotas.iter().enumerate().filter(|_| certain) {
            let places = scores.subjects.iter().flat_map(|score| &score.quotas).find(|found| found.quota == n).map(|found| found.places);
            let hold = scores.subjects.iter().filter(|score| score.grade() == Some(&quota.grade)).count() as u64;
            prop_assert!(hold == 0 || places.is_some_and(|(least, most)| least == most && hold <= least), "{:?}", scores);
        }
    }
}
