//! Whether the floors and the library say the same.

use kehoach::{
    Column, Evaluation, Fraction, PlanLine, Prepared, Range, Verdict, evaluate,
    score::{Bounds, Scorer},
};
use rust_decimal::Decimal;

use crate::{
    floor::{
        self, Floor, HIGH_OUT, LOW_OUT, Lanes, Line, NOT_APPLICABLE, Outcome, Plain, UNBOUNDED, Units,
        VERDICT,
    },
    model,
    shapes::{FAN, MONTHS, Shape, World},
};

fn verdict(mark: u32) -> Verdict {
    [Verdict::Met, Verdict::Missed, Verdict::Open, Verdict::NotApplicable][(mark & VERDICT) as usize]
}

/// An outcome of a floor as the library puts it.
fn said<T: Into<i128>>(outcome: Outcome<T>) -> (Verdict, Option<Range>) {
    let Outcome { low, high, over, mark } = outcome;
    let (low, high, over): (i128, i128, i128) = (low.into(), high.into(), over.into());
    let of = |figure: i128| Fraction::new(figure, over).expect("over something");
    let range = (mark & VERDICT != NOT_APPLICABLE).then(|| Range {
        low: of(low),
        low_attained: mark & LOW_OUT == 0,
        high: (mark & UNBOUNDED == 0).then(|| of(high)),
        high_attained: mark & (UNBOUNDED | HIGH_OUT) == 0,
    });
    (verdict(mark), range)
}

/// What is said of one target in one month: at each subject in the register's order, and in the plan line.
type Month = (Vec<(Verdict, Option<Range>)>, Verdict, Line);

/// By a floor. The register's order is the root, then each province before its districts, each district before its units.
fn by_floor<U: Units>(world: &World) -> Vec<Month> {
    let (shape, mut months) = (world.shape, Vec::new());
    Floor::<U>::new(world).run(|_, _, found| {
        let node = |place: usize| said(found.nodes[place]);
        let mut all = vec![node(shape.nodes() - 1)];
        for (place, unit) in found.units.said().enumerate() {
            if place % (FAN * FAN) == 0 {
                all.push(node(shape.districts() + place / (FAN * FAN)));
            }
            if place % FAN == 0 {
                all.push(node(place / FAN));
            }
            all.push(said(unit));
        }
        months.push((all, verdict(floor::of_line(found.line)), found.line));
    });
    months
}

/// By one column of the library.
fn by_column(column: &Column<'_, '_>) -> Month {
    let mut all = Vec::new();
    let each = column.each(|_, verdict, bounds| {
        all.push((verdict, bounds.map(|bounds| bounds.range().expect("every bound can be held"))));
    });
    each.expect("every bound can be held");
    let line = column.line().expect("a line can be held").expect("it is judged at many");
    (all, line.verdict, counts(&line))
}

fn counts(line: &PlanLine) -> Line {
    [line.met, line.missed, line.open, line.not_applicable]
}

/// By the library's outcomes, cut into months of as many as the floor says.
fn by_outcomes(evaluation: &Evaluation, subjects: usize) -> Vec<Month> {
    let months = evaluation.outcomes.chunks(subjects).zip(&evaluation.lines);
    let months = months.map(|(outcomes, line)| {
        let all = outcomes.iter().map(|outcome| (outcome.verdict, outcome.range)).collect();
        (all, line.verdict, counts(line))
    });
    months.collect()
}

/// # Panics
/// At the first that differs.
fn same(what: &str, found: &[Month], expected: &[Month]) {
    assert_eq!(found.len(), expected.len(), "{what}");
    for (number, (found, expected)) in found.iter().zip(expected).enumerate() {
        let (target, month) = (number / MONTHS, number % MONTHS);
        assert_eq!(found.0.len(), expected.0.len(), "{what}: target {target}, month {month}");
        for (place, pair) in found.0.iter().zip(&expected.0).enumerate() {
            assert_eq!(pair.0, pair.1, "{what}: target {target}, month {month}, place {place}");
        }
        assert_eq!((found.1, found.2), (expected.1, expected.2), "{what}: target {target}, month {month}");
    }
}

/// The points and grades of every unit.
///
/// # Panics
/// At the first that differs.
fn scores<U: Units>(world: &World, scorer: &Scorer<'_, '_>) {
    let scores = scorer.scores().expect("the sheet can be scored");
    let mut floor = Floor::<U>::new(world);
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

/// Everything, on one shape: both floors, and every way in which the library evaluates a plan.
///
/// # Panics
/// At the first answer that differs.
pub fn all(shape: Shape, seed: u64) {
    let world = World::new(shape, seed);
    let (plan, register, ledger) = (model::plan(&world), model::register(&world), model::ledger(&world));
    let prepared = Prepared::new(&plan, &register).expect("the plan fits the register");
    let evaluator = prepared.evaluator(&ledger, model::day()).expect("the parts fit");

    let expected = by_floor::<Plain>(&world);
    same("lanes", &by_floor::<Lanes>(&world), &expected);
    let columns = evaluator.columns().map(|column| by_column(&column.expect("every sum can be held")));
    same("`columns`", &columns.collect::<Vec<_>>(), &expected);
    let columns = evaluator.par_columns(|column| by_column(&column)).expect("every sum can be held");
    same("`par_columns`", &columns, &expected);
    let evaluation = evaluate(&plan, &register, &ledger, model::day()).expect("the plan can be evaluated");
    let subjects = shape.units + shape.nodes();
    assert_eq!(evaluation.outcomes.len(), expected.len() * subjects);
    same("`evaluate`", &by_outcomes(&evaluation, subjects), &expected);
    // To the byte, and not only in what the floors know.
    let parallel = evaluator.par_evaluate().expect("the plan can be evaluated");
    assert!(parallel == evaluation, "`par_evaluate` says the same as `evaluate`");

    let sheet = model::sheet(&world, &plan, false);
    let scorer = Scorer::new(&evaluator, &sheet).expect("the sheet fits");
    scores::<Plain>(&world, &scorer);
    scores::<Lanes>(&world, &scorer);
}
