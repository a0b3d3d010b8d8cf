//! The engine says what the reference says: verdicts, statuses, points, grades, quotas and ranks of whole cases.

use std::sync::atomic::{AtomicUsize, Ordering};

use kehoach::{
    EvaluateError, Evaluator, Outcome, PlanLine, RestDays,
    score::{Bounds, ScoreError, Scorer, Scores, Standing},
    workdays::WorkingCalendar,
};
use proptest::{
    prelude::*,
    test_runner::{RngAlgorithm, RngSeed, TestCaseError, TestError, TestRng, TestRunner},
};

use crate::{
    config, engine,
    generate::{Case, cases},
    reference::{
        Answer, Line, Reference,
        duties::{Stand, rates},
        places,
        points::{Points, Scorecard, Total},
    },
    wanted,
};

type Checked = Result<(), TestCaseError>;

pub(crate) fn answer(outcome: &Outcome) -> Answer {
    Answer {
        target: outcome.target.clone(),
        period: outcome.period,
        subject: outcome.subject.clone(),
        verdict: outcome.verdict,
        stage: outcome.stage,
        provisional: outcome.provisional,
        carried_forward: outcome.carried_forward,
        range: outcome.range,
        reported: outcome.reported,
        tally: outcome.tally.clone(),
        shortfall: outcome.shortfall,
        policy: outcome.policy,
        baseline: outcome.baseline,
    }
}

fn same(outcomes: &[Outcome], answers: &[Answer]) -> Checked {
    prop_assert_eq!(outcomes.len(), answers.len());
    for (outcome, expected) in outcomes.iter().zip(answers) {
        prop_assert_eq!(&answer(outcome), expected);
    }
    Ok(())
}

/// None where parts add up to more than their whole: which of two errors is met first is no law.
fn whole<T>(result: Result<T, EvaluateError>) -> Option<T> {
    match result {
        Err(EvaluateError::PartAboveWhole { .. }) => None,
        result => Some(result.unwrap()),
    }
}

/// Sections 1 to 8, at the subjects that the plan asks for.
fn verdicts(evaluator: &Evaluator<'_>, reference: &Reference<'_>) -> Checked {
    let (Some(evaluation), Ok((answers, lines))) = (whole(evaluator.evaluate()), reference.evaluate()) else {
        return Ok(());
    };
    same(&evaluation.outcomes, &answers)?;
    let line = |l: &PlanLine| Line {
        target: l.target.clone(),
        period: l.period,
        verdict: l.verdict,
        counts: [l.met, l.missed, l.open, l.not_applicable],
    };
    prop_assert_eq!(evaluation.lines.iter().map(line).collect::<Vec<_>>(), lines);
    Ok(())
}

/// Section 9, with the rates of every unit.
fn duties(case: &Case, evaluator: &Evaluator<'_>, reference: &Reference<'_>, stands: &[Stand]) -> Checked {
    let found = evaluator.occurrences().unwrap().into_iter().map(|o| Stand {
        task: o.task,
        occurrence: o.occurrence,
        first: o.first,
        last: o.last,
        stated: o.moved_from.or(o.last),
        unit: o.unit,
        status: o.status,
        done_on: o.done_on,
        days: o.days,
        working_days: o.working_days,
        continuous: o.continuous,
    });
    let found: Vec<Stand> = found.collect();
    prop_assert_eq!(found.len(), stands.len());
    for (found, expected) in found.iter().zip(stands) {
        prop_assert_eq!(found, expected);
    }
    for unit in case.register.ids().filter(|_| !stands.is_empty()) {
        let found = evaluator.rates(unit).unwrap();
        let expected = rates(reference.occurrences_at(stands, unit).iter());
        prop_assert_eq!((found.on_time, found.completion), expected, "{}", unit);
    }
    Ok(())
}

fn points(bounds: Bounds) -> Points {
    (bounds.low.fraction(), bounds.high.fraction())
}

/// Section 10.
fn scores(evaluator: &Evaluator<'_>, card: &Scorecard<'_, '_>, case: &Case) -> Checked {
    let scorer = Scorer::new(evaluator, &case.sheet).unwrap();
    let scores = match scorer.scores() {
        Err(ScoreError::Evaluate(EvaluateError::PartAboveWhole { .. })) => return Ok(()),
        scores => scores.unwrap(),
    };
    let Ok(graded) = card.all_graded() else { return Ok(()) };
    prop_assert_eq!(
        scores.subjects.iter().map(|s| &s.subject).collect::<Vec<_>>(),
        graded.iter().map(|g| &g.0).collect::<Vec<_>>()
    );
    let place = |id| case.sheet.grade_rank(id).unwrap();
    for (score, (_, total, graded)) in scores.subjects.iter().zip(&graded) {
        for (found, expected) in score.criteria.iter().zip(&total.criteria) {
            let found = (
                found.points.map(points),
                found.may_be_not_applicable,
                found.counted.map(points),
                found.known,
            );
            let expected =
                (expected.points, expected.may_be_not_applicable, expected.counted, expected.known);
            prop_assert_eq!(found, expected, "{} {:?}", score.subject, score.criteria);
        }
        for (found, expected) in score.groups.iter().zip(&total.groups) {
            let found = (
                points(found.sum),
                found.all_max.fraction(),
                found.counted_max.fraction(),
                found.points.map(points),
            );
            let expected = (expected.sum, expected.all_max, expected.counted_max, expected.points);
            prop_assert_eq!(found, expected, "{} {:?}", score.subject, score.groups);
        }
        let found = Total {
            criteria: total.criteria.clone(),
            groups: total.groups.clone(),
            sum: score.sum.map(points),
            adjustments: score.adjustments.iter().map(|adjustment| points(adjustment.points)).collect(),
            total: score.total.map(points),
            completeness: score.completeness,
        };
        prop_assert_eq!(&found, total, "{}", score.subject);
        let by_points: Vec<usize> = score.by_points.iter().map(place).collect();
        let gates: Vec<_> = score.gates.iter().map(|gate| gate.closed).collect();
        let conditions: Vec<_> = score.conditions.iter().map(|found| (found.counted, found.holds)).collect();
        let before: Vec<usize> = score.before_quotas.iter().map(place).collect();
        prop_assert_eq!(&by_points, &graded.by_points, "{}", score.subject);
        prop_assert_eq!(&gates, &graded.gates, "{}", score.subject);
        prop_assert_eq!(&conditions, &graded.conditions, "{}", score.subject);
        prop_assert_eq!(&before, &graded.before_quotas, "{}", score.subject);
    }
    in_order(
        &scores,
        card,
        &graded
            .into_iter()
            .map(|(subject, total, graded)| (subject, total, graded.before_quotas))
            .collect::<Vec<_>>(),
        case,
    )
}

/// Ranks; and quotas, against every case that is left open.
fn in_order(
    scores: &Scores,
    card: &Scorecard<'_, '_>,
    graded: &[(kehoach::UnitId, Total, Vec<usize>)],
    case: &Case,
) -> Checked {
    let keyed: Vec<_> = graded
        .iter()
        .filter_map(|(subject, total, grades)| {
            Some((subject.clone(), card.key(total)?, grades.clone(), card.may_have_none(total)))
        })
        .collect();
    let scored: Vec<_> = scores.subjects.iter().filter(|score| score.total.is_some()).collect();
    let ranks = scored.iter().map(|score| score.rank.map(|rank| (rank.best, rank.worst, rank.tied)));
    let expected =
        places::ranks(&keyed.iter().map(|(_, key, _, none)| (key.clone(), *none)).collect::<Vec<_>>());
    prop_assert_eq!(ranks.collect::<Vec<_>>(), expected.into_iter().map(Some).collect::<Vec<_>>());
    let many: usize = keyed
        .iter()
        .map(|(_, key, grades, none)| {
            grades.len() * if key.iter().all(|(low, high)| low == high) { 1 } else { 2 } + usize::from(*none)
        })
        .product();
    if case.sheet.grades().is_empty() || many > 512 {
        return Ok(());
    }
    let cases = places::cases(&keyed);
    for one in &cases {
        let mut after = one.clone();
        for (number, quota) in card.in_turn() {
            let before: Vec<Option<usize>> = after.iter().map(|one| one.grade).collect();
            let kept = card.apply(quota, &mut after);
            for ((score, kept), grade) in scored.iter().zip(kept).zip(before) {
                let Some(kept) = kept else { continue };
                let said = score.quotas.iter().find(|said| said.quota == number);
                prop_assert!(
                    said.is_some(),
                    "{} may come to grade {grade:?}, and the quota says nothing",
                    score.subject
                );
                let said = said.unwrap();
                let within = |(least, most): (u64, u64), found| least <= found && found <= most;
                prop_assert!(
                    within(said.base, kept.base)
                        && within(said.places, kept.places)
                        && within(said.ahead, kept.ahead),
                    "{:?} {:?}",
                    said,
                    kept
                );
                let agrees = match said.standing {
                    Standing::Keeps => kept.keeps,
                    Standing::Loses => !kept.keeps,
                    Standing::MayKeep => cases.len() > 1,
                };
                prop_assert!(agrees, "{} {:?} {:?}", score.subject, said, kept);
                if cases.len() == 1 {
                    prop_assert_eq!(
                        (said.base, said.places, said.ahead),
                        ((kept.base, kept.base), (kept.places, kept.places), (kept.ahead, kept.ahead))
                    );
                }
            }
        }
        for (score, after) in scored.iter().zip(&after) {
            let can: Vec<usize> = score.grades.iter().map(|id| case.sheet.grade_rank(id).unwrap()).collect();
            prop_assert!(
                after.grade.is_none_or(|grade| can.contains(&grade)),
                "{} {:?} {:?}",
                score.subject,
                can,
                after
            );
            prop_assert!(cases.len() > 1 || can.len() == 1, "{} {:?}", score.subject, can);
        }
    }
    Ok(())
}

/// Everything that both say of a case; `rest` moves due days to working days.
fn everything(case: &Case, rest: bool) -> Checked {
    let calendar = rest.then(WorkingCalendar::viet_nam);
    let mut plan = case.plan.clone();
    if rest {
        let mut parts = plan.parts().clone();
        parts.rest_days = RestDays::NextWorkingDay;
        plan = kehoach::Plan::new(parts).unwrap();
    }
    let mut evaluator = Evaluator::new(&plan, &case.register, &case.ledger, case.as_of).unwrap();
    if let Some(calendar) = &calendar {
        evaluator = evaluator.with_working_days(calendar);
    }
    let reference = Reference::new(&plan, &case.register, &case.ledger, case.as_of);
    verdicts(&evaluator, &reference)?;
    let stands = reference.occurrences(calendar.as_ref());
    duties(case, &evaluator, &reference, &stands)?;
    scores(&evaluator, &reference.scorecard(&case.sheet, stands), case)
}

/// How many blocks of cases there are, each with a seed of its own, so that the cases are the same on however many threads.
const BLOCKS: u32 = 16;

#[test]
fn sections_1_to_10_the_engine_says_what_the_reference_says() {
    let seed = match ProptestConfig::default().rng_seed {
        RngSeed::Fixed(seed) => seed,
        RngSeed::Random => 1,
    };
    println!("seed {seed}, {} cases", wanted());
    let strategy = (cases(), any::<u8>());
    let next = AtomicUsize::new(0);
    let block = |number: u32| {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        bytes[8..12].copy_from_slice(&number.to_le_bytes());
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
        let cases = wanted() / BLOCKS + u32::from(number < wanted() % BLOCKS);
        let config = ProptestConfig { cases, ..config(1) };
        if cases == 0 {
            return;
        }
        let run = |(case, rest): (Case, u8)| everything(&case, rest.is_multiple_of(16));
        match TestRunner::new_with_rng(config, rng).run(&strategy, run) {
            Ok(()) => {}
            Err(TestError::Fail(reason, case)) => panic!("seed {seed}, block {number}: {reason}\n{case:#?}"),
            Err(error) => panic!("{error}"),
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(number) =
                    Some(next.fetch_add(1, Ordering::Relaxed) as u32).filter(|n| *n < BLOCKS)
                {
                    block(number);
                }
            });
        }
    });
}

proptest! {
    #![proptest_config(config(2))]

    #[test]
    fn section_4_at_every_unit_the_engine_says_what_the_reference_says(case in cases()) {
        let reference = Reference::new(&case.plan, &case.register, &case.ledger, case.as_of);
        let evaluator = Evaluator::new(&case.plan, &case.register, &case.ledger, case.as_of).unwrap();
        for unit in case.register.ids() {
            if let (Ok(outcomes), Ok(answers)) = (evaluator.at(unit), reference.at(unit)) {
                same(&outcomes, &answers)?;
            }
        }
    }

    #[test]
    fn columns_say_what_outcomes_say(case in cases()) {
        let evaluator = Evaluator::new(&case.plan, &case.register, &case.ledger, case.as_of).unwrap();
        let Some(evaluation) = engine(&case) else { return Ok(()) };
        prop_assert_eq!(&evaluator.par_evaluate().unwrap(), &evaluation);
        let mut outcomes = evaluation.outcomes.iter();
        let mut lines = evaluation.lines.iter();
        for column in evaluator.columns() {
            let column = column.unwrap();
            let mut seen = 0;
            let mut failed = None;
            column.each(|number, verdict, bounds| {
                let outcome = outcomes.next().unwrap();
                let range = bounds.map(|bounds| bounds.range().unwrap());
                let found = (column.subject(number), verdict, range);
                if found != (Some(&outcome.subject), outcome.verdict, outcome.range) {
                    failed.get_or_insert_with(|| format!("{found:?} is not {outcome:?}"));
                }
                seen = number + 1;
            }).unwrap();
            prop_assert_eq!(failed, None);
            prop_assert_eq!(seen, column.len());
            prop_assert_eq!(column.verdicts().len(), seen);
            if let Some(line) = column.line().unwrap() {
                prop_assert_eq!(Some(&line), lines.next());
            }
        }
        prop_assert_eq!(outcomes.next(), None);
    }
}
