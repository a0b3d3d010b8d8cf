//! The same arithmetic where tallies are judged: in evaluations, in columns, and of tallies that were merged elsewhere.

use kehoach::{
    Evaluator, FigureBy, Fraction, IndicatorId, Kind, Ledger, Level, Observation, Outcome, Plan, PooledTally,
    Register, Report, Rhythm, Share, ShareBy, SumTally, Tally, UnitId, UnitRecord, UnitTally, Value, Verdict,
    build::{count, kinds, mean, number_of_units, pooled_share, share, share_of_units},
};

use crate::plain::{Plain, against, against_percent};

/// The largest whole of a report: every share up to it is one unit's.
const MOST: u64 = 24;
/// Percents that many of these shares equal, that others lie just beside, and the ends of all.
const PERCENTS: [i64; 12] = [0, 1, 25, 33, 50, 66, 67, 75, 85, 95, 99, 100];

fn shares() -> impl Iterator<Item = (u64, u64)> {
    (0..=MOST).flat_map(|whole| (0..=whole).map(move |part| (part, whole)))
}

fn asked(numbers: &[i64]) -> Vec<Plain> {
    numbers.iter().flat_map(|n| Plain::all_at(*n)).collect()
}

fn unit(n: usize) -> UnitId {
    UnitId::new(&format!("thon-{n}")).unwrap()
}

/// One unit for each share, all below one commune, each with its one report of the year.
fn world(plan: &Plan) -> (Register, Ledger) {
    let record = |id: UnitId, kind, level| {
        UnitRecord::new(id, "x", Kind::new(kind).unwrap(), Level::new(level).unwrap())
    };
    let commune = UnitId::new("xa").unwrap();
    let villages = (0..shares().count()).map(|n| record(unit(n), "thon", "village").under(commune.clone()));
    let register = Register::new([record(commune.clone(), "ubnd", "commune")].into_iter().chain(villages));
    let mut ledger = Ledger::new();
    for (n, (part, whole)) in shares().enumerate() {
        let report = Report::Value(Value::Share(Share::new(part, whole).unwrap()));
        let indicator = IndicatorId::new("tap-huan").unwrap();
        let (period, reported_on) = (plan.period(), "2024-12-02".parse().unwrap());
        ledger
            .add(Observation {
                indicator,
                unit: unit(n),
                period,
                report,
                reported_on,
                source: None,
                corrects: false,
            })
            .unwrap();
    }
    (register.unwrap(), ledger)
}

fn verdict(met: bool) -> Verdict {
    if met { Verdict::Met } else { Verdict::Missed }
}

#[test]
fn units_and_columns_decide_as_whole_numbers_do() {
    let asked = asked(&PERCENTS);
    let mut builder = Plan::build("1-KH", "x", "xa", "2024").scope("cac-thon", kinds(["thon"])).indicator(
        "tap-huan",
        "x",
        share(ShareBy::Pooled).reported(Rhythm::Yearly),
    );
    for (n, plain) in asked.iter().enumerate() {
        let text = plain.percent().to_string();
        let each = pooled_share("tap-huan", "cac-thon").asks(&text).at_each("cac-thon");
        let counted = number_of_units("tap-huan", "cac-thon").meeting(&text).asks(">= 0");
        let pooled = pooled_share("tap-huan", "cac-thon").asks(&text);
        builder = builder
            .target(&format!("each-{n}"), "x", each)
            .target(&format!("counted-{n}"), "x", counted)
            .target(&format!("pooled-{n}"), "x", pooled);
    }
    let plan = builder.finish().unwrap();
    let (register, ledger) = world(&plan);
    let evaluator = Evaluator::new(&plan, &register, &ledger, "2024-12-31".parse().unwrap()).unwrap();
    let mut outcomes = evaluator.evaluate().unwrap().outcomes.into_iter();
    let mut columns = evaluator.columns().map(Result::unwrap);
    let (parts, wholes) = shares().fold((0, 0), |sum, share| (sum.0 + share.0, sum.1 + share.1));
    for plain in &asked {
        let met = |(part, whole)| plain.holds(|end| against_percent(part, whole, end));
        let column = columns.next().unwrap();
        let mut count = 0;
        for (n, (part, whole)) in shares().enumerate() {
            let outcome = outcomes.next().unwrap();
            let expected = if whole == 0 { Verdict::NotApplicable } else { verdict(met((part, whole))) };
            let of = format!("{part}/{whole} against {}", plain.percent());
            assert_eq!((outcome.subject, outcome.verdict), (unit(n), expected), "{of}");
            assert_eq!(column.verdicts()[n], expected, "{of}");
            count += u64::from(expected == Verdict::Met);
        }
        let counted = outcomes.next().unwrap();
        assert_eq!(counted.reported, Some(Fraction::whole(count)), "units {}", plain.percent());
        let pooled = outcomes.next().unwrap();
        assert_eq!(pooled.verdict, verdict(met((parts, wholes))), "{parts}/{wholes} {}", plain.percent());
        assert_eq!(
            [columns.next().unwrap(), columns.next().unwrap()].map(|c| c.verdicts()[0]),
            [Verdict::Met, pooled.verdict]
        );
    }
    assert!(outcomes.next().is_none());
}

/// Judges tallies by targets that stand for each comparison.
fn judged(plan: &Plan, register: &Register, tally: impl Fn() -> Tally) -> Vec<Outcome> {
    let ledger = Ledger::new();
    let evaluator = Evaluator::new(plan, register, &ledger, "2024-12-31".parse().unwrap()).unwrap();
    let judge = |target: &kehoach::Target| {
        evaluator.judge(&target.id, plan.period(), plan.issuer(), tally()).unwrap()
    };
    plan.targets().iter().map(judge).collect()
}

#[test]
fn pooled_tallies_decide_as_whole_numbers_do() {
    let asked = asked(&PERCENTS);
    let mut builder = Plan::build("1-KH", "x", "xa", "2024").scope("cac-thon", kinds(["thon"])).indicator(
        "tap-huan",
        "x",
        share(ShareBy::Pooled).reported(Rhythm::Yearly),
    );
    for (n, plain) in asked.iter().enumerate() {
        let target = pooled_share("tap-huan", "cac-thon").asks(&plain.percent().to_string());
        builder = builder.target(&n.to_string(), "x", target);
    }
    let plan = builder.finish().unwrap();
    let (register, _) = world(&plan);
    // Part, whole, and how much of the whole is not reported yet: it adds nothing, all of it, or something between.
    for (part, whole) in shares().filter(|(_, whole)| *whole > 0) {
        for slack in [0, 1, 2, whole - part] {
            let slack = slack.min(whole - part);
            let half = |part, whole, slack| PooledTally { part, whole, slack, ..PooledTally::default() };
            let (one, other) =
                (half(part / 2, whole / 3, 0), half(part - part / 2, whole - whole / 3, slack));
            let outcomes = judged(&plan, &register, || Tally::Pooled(one.merge(&other).unwrap()));
            for (plain, outcome) in asked.iter().zip(outcomes) {
                let met = |part| plain.holds(|end| against_percent(part, whole, end));
                let of = format!("{part}/{whole} and up to {slack} more against {}", plain.percent());
                assert_eq!(outcome.verdict, of_all((part..=part + slack).map(met)), "{of}");
                let range = outcome.range.unwrap();
                let ends = [Some(range.low), range.high].map(|end| end.unwrap().over(Fraction::ONE).unwrap());
                let of_whole = |part| Fraction::whole(part).over(Fraction::whole(whole)).unwrap();
                assert_eq!(ends, [of_whole(part), of_whole(part + slack)], "{of}");
            }
        }
    }
}

/// Met if all are, missed if none is, else open: the definition, by walking through everything that can still occur.
fn of_all(mut met: impl Iterator<Item = bool>) -> Verdict {
    let first = met.next().unwrap();
    if met.all(|met| met == first) { verdict(first) } else { Verdict::Open }
}

#[test]
fn units_are_counted_as_whole_numbers_are() {
    for total in 1..=9_u64 {
        let splits = (0..=total).flat_map(|met| (0..=total - met).map(move |unknown| (met, unknown)));
        for (met, unknown) in splits {
            let tally = UnitTally { met, unknown, missed: total - met - unknown, ..UnitTally::default() };
            for plain in (-1..=101).flat_map(Plain::all_at) {
                let inside = |k| plain.holds(|end| against_percent(k, total, end));
                let threshold = plain.percent();
                let held = tally.held_against(&threshold).unwrap().unwrap();
                let of = format!("{met} of {total}, {unknown} unknown, against {threshold}");
                assert_eq!(held.verdict, of_all((met..=met + unknown).map(inside)), "{of}");
                let (least, shortfall) = ((met..=total).find(|k| inside(*k)), held.shortfall.unwrap());
                assert_eq!(shortfall.needed, least.map(|k| Fraction::whole(k - met)), "{of}");
                assert_eq!(shortfall.reachable, least.is_some_and(|k| k <= met + unknown), "{of}");
            }
        }
    }
}

#[test]
fn means_and_numbers_decide_as_whole_numbers_do() {
    let asked = asked(&[0, 1, 2, 3, 5, 10]);
    let mut builder = Plan::build("1-KH", "x", "xa", "2024").scope("cac-thon", kinds(["thon"])).indicator(
        "mo-hinh",
        "x",
        count(FigureBy::Sum).reported(Rhythm::Yearly),
    );
    for (n, plain) in asked.iter().enumerate() {
        let target = mean("mo-hinh", "cac-thon").asks(&plain.number().to_string());
        builder = builder.target(&n.to_string(), "x", target);
    }
    let plan = builder.finish().unwrap();
    let (register, _) = world(&plan);
    for (sum, units) in (0..=40_u64).flat_map(|sum| (1..=12_u64).map(move |units| (sum, units))) {
        let sum_of = Fraction::whole(sum);
        let (figures, known_units) = (units, units);
        let tally =
            SumTally { sum: sum_of, sum_of_known_units: sum_of, figures, known_units, ..SumTally::default() };
        for (plain, outcome) in asked.iter().zip(judged(&plan, &register, || Tally::Sum(tally))) {
            let met = plain.holds(|end| against(sum, units, end));
            assert_eq!(outcome.verdict, verdict(met), "{sum} over {units} against {}", plain.number());
        }
    }
}

#[test]
fn the_largest_counts_of_units_are_decided_by_their_last_unit() {
    // A count of units that cannot be half of two: over an odd number of them, half lies between.
    let half = u64::MAX / 2;
    for (met, missed, asked, expected) in [
        (half + 1, half, "> 50%", Verdict::Met),
        (half, half + 1, ">= 50%", Verdict::Missed),
        (half, half, ">= 50%", Verdict::Met),
        (half, half, "> 50%", Verdict::Missed),
        (u64::MAX - 1, 1, ">= 100%", Verdict::Missed),
        (u64::MAX, 0, ">= 100%", Verdict::Met),
    ] {
        let tally = UnitTally { met, missed, ..UnitTally::default() };
        let held = tally.held_against(&asked.parse().unwrap()).unwrap().unwrap();
        assert_eq!(held.verdict, expected, "{met} and {missed} against {asked}");
    }
}

#[test]
fn a_share_of_units_is_a_target_too() {
    // The door that plans go through, beside `held_against`.
    let plan = Plan::build("1-KH", "x", "xa", "2024")
        .scope("cac-thon", kinds(["thon"]))
        .indicator("tap-huan", "x", share(ShareBy::Pooled).reported(Rhythm::Yearly))
        .target("1", "x", share_of_units("tap-huan", "cac-thon").meeting("> 85%").asks("> 85%"))
        .finish()
        .unwrap();
    let (register, _) = world(&plan);
    for (met, missed, expected) in [(17, 3, Verdict::Missed), (18, 3, Verdict::Met), (17, 2, Verdict::Met)] {
        let tally = UnitTally { met, missed, ..UnitTally::default() };
        assert_eq!(judged(&plan, &register, || Tally::Units(tally))[0].verdict, expected);
    }
}
