//! Whether the floor and the library say the same.

use kehoach::{
    Evaluation, Evaluator, Fraction, Outcome, PlanLine, Range, Verdict,
    score::{Bounds, Scorer},
};
use rust_decimal::Decimal;

use crate::{
    floor::{self, Floor, HIGH_OUT, LOW_OUT, NOT_APPLICABLE, UNBOUNDED, VERDICT},
    model,
    shapes::{FAN, Shape, World},
};

fn verdict(mark: u32) -> Verdict {
    [Verdict::Met, Verdict::Missed, Verdict::Open, Verdict::NotApplicable][(mark & VERDICT) as usize]
}

/// An outcome of the floor as the library puts it.
fn said(outcome: floor::Outcome) -> (Verdict, Option<Range>) {
    let floor::Outcome { low, high, over, mark } = outcome;
    let of = |figure: u64| Fraction::new(figure.into(), over.into()).expect("over something");
    let range = (mark & VERDICT != NOT_APPLICABLE).then(|| Range {
        low: of(low),
        low_attained: mark & LOW_OUT == 0,
        high: (mark & UNBOUNDED == 0).then(|| of(high)),
        high_attained: mark & (UNBOUNDED | HIGH_OUT) == 0,
    });
    (verdict(mark), range)
}

/// What the floor says at each subject, in the register's order: the root, then each province before its districts, each
/// district before its units.
fn in_register_order(shape: Shape, outcomes: &floor::Outcomes) -> Vec<(Verdict, Option<Range>)> {
    let node = |place: usize| said(outcomes.nodes[place]);
    let mut all = vec![node(shape.nodes() - 1)];
    for (place, unit) in outcomes.units.iter().enumerate() {
        if place % (FAN * FAN) == 0 {
            all.push(node(shape.districts() + place / (FAN * FAN)));
        }
        if place % FAN == 0 {
            all.push(node(place / FAN));
        }
        all.push(said(unit));
    }
    all
}

/// Outcome by outcome and line by line.
///
/// # Panics
/// At the first that differs.
pub fn evaluation(world: &World, evaluation: &Evaluation) {
    let (mut outcomes, mut lines) = (evaluation.outcomes.iter(), evaluation.lines.iter());
    Floor::new(world).run(|target, month, found| {
        for (place, said) in in_register_order(world.shape, found).into_iter().enumerate() {
            let Outcome { subject, verdict, range, .. } = outcomes.next().expect("an outcome for each");
            assert_eq!(
                (*verdict, *range),
                said,
                "target {target}, month {month}, place {place}, `{subject}`"
            );
        }
        let PlanLine { verdict: line, met, missed, open, not_applicable, .. } =
            lines.next().expect("a line for each");
        assert_eq!([*met, *missed, *open, *not_applicable], found.line, "target {target}, month {month}");
        assert_eq!(*line, verdict(floor::of_line(found.line)), "target {target}, month {month}");
    });
    assert_eq!((outcomes.len(), lines.len()), (0, 0), "the library says more");
}

/// The points and grades of every unit.
///
/// # Panics
/// At the first that differs.
pub fn scores(world: &World, scorer: &Scorer<'_, '_>) {
    let scores = scorer.scores().expect("the sheet can be scored");
    let mut floor = Floor::new(world);
    let points = floor.run(|_, _, _| ());
    assert_eq!(scores.subjects.len(), points.len(), "every unit is scored");
    let number = |hundredths: u32| Decimal::new(hundredths.into(), 2).into();
    for (score, points) in scores.subjects.iter().zip(points) {
        let found = Bounds { low: number(points.low), high: number(points.high) };
        assert_eq!(score.total, Some(found), "`{}`", score.subject);
        let (worst, best) = points.grades();
        let touched: Vec<_> = scorer.sheet().grades().iter().map(|cutoff| &cutoff.grade.id).collect();
        let touched = &touched[worst..=best];
        assert_eq!(score.before_quotas.iter().collect::<Vec<_>>(), touched, "`{}`", score.subject);
    }
}

/// Everything, on one shape.
///
/// # Panics
/// At the first answer that differs.
pub fn all(shape: Shape, seed: u64) {
    let world = World::new(shape, seed);
    let (plan, register, ledger) = (model::plan(&world), model::register(&world), model::ledger(&world));
    let evaluator = Evaluator::new(&plan, &register, &ledger, model::day()).expect("the parts fit");
    evaluation(&world, &evaluator.evaluate().expect("the plan can be evaluated"));
    let sheet = model::sheet(&world, &plan, false);
    scores(&world, &Scorer::new(&evaluator, &sheet).expect("the sheet fits"));
}
