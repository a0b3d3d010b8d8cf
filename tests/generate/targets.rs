//! What is asked: indicators, thresholds, targets.

use kehoach::{
    Aggregate, Asked, Baseline, Criterion, DoneBy, End, FigureBy, Fraction, GradeId, Indicator, IndicatorId,
    Interval, JudgedAt, Judging, Measure, Number, Period, PlanParts, Rhythm, ScaleId, ShareBy, Target,
    TargetId, Threshold, Unknowns,
};

use super::{DAYS, GRADES, LABELS, Picks, day, period, pick, units::scope_id};

/// Percents at which small shares lie exactly, or between which they lie; some that nothing reaches.
const PERCENTS: [&str; 10] = ["0", "33.33", "50", "66.67", "75", "85", "90", "100", "120", "50"];
const NUMBERS: [&str; 9] = ["0", "1", "2", "3", "4", "5", "2.5", "12", "-1"];
const RHYTHMS: [Rhythm; 7] = [
    Rhythm::Quarterly,
    Rhythm::Yearly,
    Rhythm::HalfYearly,
    Rhythm::Monthly,
    Rhythm::NineMonths,
    Rhythm::Once,
    Rhythm::Quarterly,
];

pub(super) fn policy(n: u8) -> Unknowns {
    pick(&[Unknowns::Open, Unknowns::Open, Unknowns::Missed, Unknowns::Excluded], n)
}
pub(super) fn indicator(n: usize, p: &Picks<6>) -> Indicator {
    let by = |latest: u8| if p[1] % 3 == latest { FigureBy::Latest } else { FigureBy::Sum };
    let measure = match p[0] % 12 {
        0 => Measure::Done(pick(&[DoneBy::Latest, DoneBy::Ever, DoneBy::Every], p[1])),
        1 => Measure::Done(pick(&[DoneBy::Ever, DoneBy::Every], p[1])),
        2 | 3 => Measure::Count(by(0)),
        4 | 5 => {
            let (least, greatest) =
                pick(&[(0, None), (0, Some(10)), (-5, Some(5)), (2, Some(2)), (-1, None)], p[2]);
            Measure::Amount {
                by: by(0),
                unit: None,
                least: least.into(),
                greatest: greatest.map(Number::from),
            }
        }
        6 | 7 => Measure::Share(ShareBy::Latest),
        8 => Measure::Share(ShareBy::Pooled),
        9 | 10 => Measure::Share(ShareBy::Cumulative),
        _ => Measure::Grade(ScaleId::new("xep-loai").unwrap()),
    };
    let id = IndicatorId::new(&format!("i{n}")).unwrap();
    let mut indicator = Indicator::new(id, "indicator", measure, pick(&RHYTHMS, p[3]));
    indicator.carry_forward = indicator.measure.takes_latest() && p[4].is_multiple_of(3);
    indicator
}

/// One-sided mostly; else exact or two-sided, its ends open or closed, now and then with nothing between.
fn interval<T: Clone + Ord>(form: u8, a: T, b: T) -> Interval<T> {
    let (low, high) = (a.clone().min(b.clone()), a.clone().max(b));
    let end = |at: T, bit: u8| End { at, closed: form & bit != 0 };
    match form % 8 {
        0 => Interval::above(a),
        1 | 2 => Interval::at_least(a),
        3 => Interval::below(a),
        4 => Interval::at_most(a),
        5 => Interval::exactly(a),
        _ => Interval::between(end(low, 8), end(high, 16)),
    }
}

pub(super) fn percents(form: u8, a: u8, b: u8) -> Threshold {
    let percent = |n| pick(&PERCENTS, n).parse::<Number>().unwrap();
    Threshold::Percent(interval(form, percent(a), percent(b)))
}

pub(super) fn numbers(form: u8, a: u8, b: u8) -> Threshold {
    let number = |n| pick(&NUMBERS, n).parse::<Number>().unwrap();
    Threshold::Plain(interval(form, number(a), number(b)))
}

fn grades(form: u8, a: u8, b: u8) -> Threshold {
    let (a, b) = (a % 4, b % 4);
    Threshold::Grade(interval(form, a, b).map(|rank| GradeId::new(GRADES[usize::from(rank)]).unwrap()))
}

pub(super) fn target(n: usize, p: &Picks<24>, plan: &PlanParts) -> Target {
    let id = TargetId::new(&format!("t{n}")).unwrap();
    // 'Trong đó' an earlier target that counts units, and half of those of the same indicator.
    let outers: Vec<&Target> = plan.targets.iter().filter(|t| t.aggregate.criterion().is_some()).collect();
    let outer = outers.last().filter(|_| p[0].is_multiple_of(2));
    let own = &plan.indicators[usize::from(p[1]) % plan.indicators.len()];
    let shared = outer
        .filter(|_| p[0].is_multiple_of(4))
        .and_then(|o| plan.indicators.iter().find(|i| Some(&i.id) == o.indicator.as_ref()));
    let indicator = shared.unwrap_or(own);
    let criterion = match indicator.measure {
        Measure::Done(_) => Criterion::Done,
        Measure::Grade(_) => Criterion::Meets(grades(p[2], p[3], p[4])),
        Measure::Share(_) => Criterion::Meets(percents(p[2], p[3], p[4])),
        _ => Criterion::Meets(numbers(p[2], p[3], p[4])),
    };
    let counts_units = [Aggregate::ShareOfUnits(criterion.clone()), Aggregate::NumberOfUnits(criterion)];
    let aggregate = match (&indicator.measure, p[5] % 8) {
        _ if outer.is_some() => counts_units[usize::from(p[5].is_multiple_of(8))].clone(),
        (_, 0) => Aggregate::Judgement,
        (Measure::Share(_), 1..=4) => Aggregate::PooledShare,
        (Measure::Count(_) | Measure::Amount { .. }, 1 | 2) => Aggregate::Total,
        (Measure::Count(_) | Measure::Amount { .. }, 3 | 4) => Aggregate::Mean,
        (_, other) => counts_units[usize::from(other == 7)].clone(),
    };
    let asked = asked(&aggregate, p, plan.period);
    let mut target = Target::new(id, "target", aggregate, asked);
    if target.aggregate != Aggregate::Judgement {
        target = target
            .measured_by(indicator.id.clone(), scope_id(if p[11].is_multiple_of(3) { 0 } else { p[11] }));
        target.within = outer.map(|outer| outer.id.clone());
    }
    if p[12].is_multiple_of(3) {
        target.judged_at = JudgedAt::Each(scope_id(p[13]));
        target.line = (p[14].is_multiple_of(2)).then(|| percents(p[15], p[16], p[17]));
    }
    target.judged = match p[18] % 10 {
        0 => Judging::EachQuarter,
        1 => Judging::EachHalfYear,
        2 => Judging::EachYear,
        3 => Judging::By(day(pick(&DAYS, p[19]))),
        4 => Judging::During(period(pick(&LABELS, p[19]))),
        5 if p[19].is_multiple_of(4) => Judging::EachMonth,
        _ => Judging::WholePlan,
    };
    if target.judged.periods(plan.period).next().is_none() {
        target.judged = Judging::WholePlan;
    }
    target.unknowns = (p[20].is_multiple_of(2)).then(|| policy(p[21]));
    target
}

fn asked(aggregate: &Aggregate, p: &Picks<24>, plan: Period) -> Asked {
    let share = match aggregate {
        Aggregate::Judgement => return Asked::Qualitative,
        Aggregate::ShareOfUnits(_) | Aggregate::PooledShare => true,
        _ => false,
    };
    if !p[6].is_multiple_of(6) {
        return Asked::Threshold(if share { percents(p[7], p[8], p[9]) } else { numbers(p[7], p[8], p[9]) });
    }
    let bounds = [">= baseline x 105%", "> baseline", "<= baseline x 50%", "< baseline", ">= baseline x 0%"];
    let share_bounds = [">= baseline + 5 points", "> baseline - 50 points"];
    let other_bounds = [">= baseline + 1", "<= baseline - 2"];
    let bound = match p[7] % 7 {
        n @ 0..5 => bounds[usize::from(n)],
        n if share => share_bounds[usize::from(n - 5)],
        n => other_bounds[usize::from(n - 5)],
    };
    let value = Fraction::new(if share { 1 } else { 5 }, 2).unwrap();
    let earlier = Some(period(pick(&LABELS, p[8])))
        .filter(|period| period.last() < plan.last() && !p[9].is_multiple_of(4));
    Asked::Baseline(bound.parse().unwrap(), earlier.map_or(Baseline::Value(value), Baseline::Period))
}
