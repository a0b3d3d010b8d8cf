//! Targets on one figure beside one another: what is found at once is what comparing every pair finds.

use kehoach::{
    Aggregate, Asked, Domain, DoneBy, End, FigureBy, FindingKind, Indicator, IndicatorId, Interval, Judging,
    Measure, Number, Period, Plan, PlanParts, Rhythm, Scope, ScopeId, Target, TargetId, Threshold, UnitId,
    Unknowns,
};
use proptest::prelude::*;

const JUDGED: [&str; 8] = [
    "whole plan",
    "each year",
    "each quarter",
    "each month",
    "during 2023",
    "during 2023-Q2",
    "by 2023-06-30",
    "each half-year",
];
/// The last but one is a month, in which all rhythms are judged at once.
const PLANS: [&str; 4] = ["2023", "2022/2023", "2023-06", "2023-H1"];

/// Whole numbers and what lies between them; some beyond what there can be.
const NUMBERS: [&str; 9] = ["-0.5", "0", "0.5", "1", "1.5", "2", "2.5", "3", "3.5"];
const PERCENTS: [&str; 9] = ["-20", "0", "20", "40", "60", "80", "100", "120", "140"];

fn threshold(percent: bool, [form, a, b]: [u8; 3]) -> Threshold {
    let ends = if percent { PERCENTS } else { NUMBERS };
    let number = |n: u8| ends[usize::from(n) % ends.len()].parse::<Number>().unwrap();
    let (low, high) = (number(a).min(number(b)), number(a).max(number(b)));
    let closed = |bit: u8| form & bit != 0;
    let interval = match form % 7 {
        0 => Interval::above(low),
        1 => Interval::at_least(low),
        2 => Interval::below(high),
        3 => Interval::at_most(high),
        4 => Interval::exactly(low),
        _ => Interval::between(End { at: low, closed: closed(8) }, End { at: high, closed: closed(16) }),
    };
    if percent { Threshold::Percent(interval) } else { Threshold::Plain(interval) }
}

/// A plan of targets on one figure, and the values that the figure can have.
fn plan(kind: u8, period: &str, targets: &[[u8; 6]]) -> Option<(Plan, Domain)> {
    let amount = |by| Measure::Amount { by, unit: None, least: 1.into(), greatest: Some(3.into()) };
    let (measure, aggregate, domain) = match kind % 4 {
        0 => (Measure::Count(FigureBy::Sum), Aggregate::Total, Domain::Count),
        1 => {
            (Measure::Done(DoneBy::Latest), Aggregate::ShareOfUnits(kehoach::Criterion::Done), Domain::Share)
        }
        2 => {
            let (least, greatest) = (1.into(), Some(3.into()));
            (amount(FigureBy::Latest), Aggregate::Mean, Domain::Amount { least, greatest })
        }
        _ => (amount(FigureBy::Sum), Aggregate::Total, Domain::Amount { least: 1.into(), greatest: None }),
    };
    let mut parts = PlanParts::new("1", "x", UnitId::new("u").unwrap(), period.parse::<Period>().unwrap());
    let mut scope = Scope::new(ScopeId::new("s").unwrap());
    scope.units = vec![UnitId::new("u").unwrap()];
    let indicator = IndicatorId::new("i").unwrap();
    parts.indicators = vec![Indicator::new(indicator.clone(), "x", measure, Rhythm::Monthly)];
    parts.scopes = vec![scope];
    for (place, [form, a, b, judged, aspired, unknowns]) in targets.iter().enumerate() {
        let asked = Asked::Threshold(threshold(domain == Domain::Share, [*form, *a, *b]));
        let id = TargetId::new(&format!("t{place}")).unwrap();
        let target = Target::new(id, &format!("x{place}"), aggregate.clone(), asked);
        let mut target = target.measured_by(indicator.clone(), ScopeId::new("s").unwrap());
        target.judged = JUDGED[usize::from(*judged) % JUDGED.len()].parse::<Judging>().unwrap();
        target.aspired = aspired % 4 == 0;
        target.unknowns = (unknowns % 4 == 0).then_some(Unknowns::Missed);
        if target.judged.periods(parts.period).next().is_some() {
            parts.targets.push(target);
        }
    }
    Some((Plan::new(parts).ok()?, domain))
}

fn asks(target: &Target) -> &Threshold {
    let Asked::Threshold(threshold) = &target.asked else { panic!("{target:?}") };
    threshold
}

/// Whether there is a value that meets both.
fn share_a_value(a: &Threshold, b: &Threshold, domain: &Domain) -> bool {
    match (a, b) {
        (Threshold::Percent(a), Threshold::Percent(b)) => Threshold::Percent(a.and(b)).is_satisfiable(domain),
        (Threshold::Plain(a), Threshold::Plain(b)) => Threshold::Plain(a.and(b)).is_satisfiable(domain),
        _ => panic!("{a} and {b} are of one figure"),
    }
}

/// By comparing every pair: the first earlier target that excludes this one, and where; else the first that it follows from.
fn plainly(
    plan: &Plan,
    domain: &Domain,
    place: usize,
    is_odd: bool,
) -> Option<(&'static str, TargetId, Option<Period>)> {
    let target = &plan.targets()[place];
    let mine = asks(target);
    for other in &plan.targets()[..place] {
        let theirs = asks(other);
        let apart = mine.is_satisfiable(domain)
            && theirs.is_satisfiable(domain)
            && !share_a_value(mine, theirs, domain);
        let both =
            plan.judging_periods(target).find(|period| plan.judging_periods(other).any(|p| p == *period));
        if let (true, Some(period)) = (apart, both) {
            return Some(("contradiction", other.id.clone(), Some(period)));
        }
    }
    let alike = |other: &Target| {
        (target.judged, target.aspired, target.unknowns) == (other.judged, other.aspired, other.unknowns)
    };
    let others = plan.targets().iter().enumerate().filter(|(other, _)| *other != place && !is_odd);
    let mut others = others.filter(|(_, other)| alike(other) && asks(other).is_satisfiable(domain));
    let (_, from) = others.find(|(other, theirs)| {
        asks(theirs).implies(mine) && (*other < place || !mine.implies(asks(theirs)))
    })?;
    Some(("implied", from.id.clone(), None))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn as_by_comparing_every_pair(
        kind in any::<u8>(),
        period in prop::sample::select(PLANS.to_vec()),
        targets in prop::collection::vec(any::<[u8; 6]>(), 1..12),
    ) {
        let Some((plan, domain)) = plan(kind, period, &targets) else { return Ok(()) };
        let findings = plan.findings();
        for (place, target) in plan.targets().iter().enumerate() {
            let mine = || findings.iter().filter(|f| f.place.table == "targets" && f.place.index == place);
            // What is wrong with a threshold by itself is told for itself.
            let odd = ["over-hundred", "unsatisfiable", "always-met"];
            let is_odd = mine().any(|f| odd.contains(&f.kind.code()) && f.place.field == "threshold");
            let found = mine().find_map(|finding| match &finding.kind {
                FindingKind::Contradiction { other, period, .. } => Some(("contradiction", other.clone(), Some(*period))),
                FindingKind::Implied { other, .. } => Some(("implied", other.clone(), None)),
                _ => None,
            });
            prop_assert_eq!(found, plainly(&plan, &domain, place, is_odd), "{} in {:?}", target.id, plan.targets());
        }
    }
}
