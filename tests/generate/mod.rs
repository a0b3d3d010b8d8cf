//! Whole random cases: a plan, a register, a ledger and a day, small, and at the edges wherever there is one.
//!
//! A case is drawn as plain numbers that pick from the short lists below, so that a failing one shrinks to few units, few
//! targets and few reports. The lists hold what breaks things: days at and beside the ends of periods, values at and beside
//! thresholds, wholes of 0, empty and two-sided thresholds, units that begin, end and move inside a period.

use std::{collections::BTreeSet, fmt};

use chrono::NaiveDate;
use kehoach::{
    Aggregate, Asked, Baseline, Criterion, Declared, DoneBy, End, FigureBy, Fraction, Grade, GradeId,
    Indicator, IndicatorId, Interval, Judged, JudgedAt, Judgement, Judging, Kind, Ledger, Level, Measure,
    Number, Observation, Period, Plan, PlanParts, Register, RegisterError, Report, ReportingCalendar, Rhythm,
    Scale, ScaleId, Scope, ScopeId, Share, ShareBy, Target, TargetId, Threshold, UnitId, UnitRecord,
    Unknowns, Value,
};
use proptest::{collection::vec, prelude::*};

#[derive(Clone)]
pub(crate) struct Case {
    pub(crate) plan: Plan,
    pub(crate) register: Register,
    pub(crate) ledger: Ledger,
    pub(crate) as_of: NaiveDate,
}

/// What a failing case shows: one line for each thing in it.
impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { plan, register, ledger, as_of } = self;
        let (period, issuer, calendar) = (plan.period(), plan.issuer(), u32::from(plan.calendar()));
        writeln!(
            f,
            "as of {as_of}, plan {period} of {issuer}, months from day {calendar}, unknowns {:?}",
            plan.unknowns()
        )?;
        for r in register.records() {
            let (parent, first, last, since) = (r.parent, r.first, r.last, r.since);
            writeln!(
                f,
                "  {} {} {} under {parent:?} {first:?}..{last:?} since {since:?}",
                r.id, r.kind, r.level
            )?;
        }
        for scope in plan.scopes().iter() {
            let members = plan.scopes().members(&scope.id, register, period.last());
            writeln!(f, "  scope {} at last {members:?}: {scope:?}", scope.id)?;
        }
        plan.indicators().iter().try_for_each(|i| writeln!(f, "  {i:?}"))?;
        for t in plan.targets() {
            let (of, units, how) = (&t.indicator, &t.measured, &t.aggregate);
            write!(f, "  {} {of:?} {units:?} {how:?}: {} {:?} ", t.id, t.asked, t.asked)?;
            writeln!(
                f,
                "at {:?} {} within {:?} line {:?} {:?}",
                t.judged_at, t.judged, t.within, t.line, t.unknowns
            )?;
        }
        for o in ledger.observations() {
            let (on, corrects) = (o.reported_on, if o.corrects { "corrects" } else { "" });
            writeln!(f, "    {} {} {} {:?} on {on} {corrects}", o.indicator, o.unit, o.period, o.report)?;
        }
        for w in ledger.wholes() {
            writeln!(
                f,
                "    {} {} {} whole {} on {}",
                w.indicator, w.unit, w.period, w.whole, w.declared_on
            )?;
        }
        ledger.judgements().try_for_each(|j| writeln!(f, "    {j:?}"))
    }
}

/// First and last days of periods, on both calendars, and the days beside them.
const DAYS: [&str; 24] = [
    "2022-09-30",
    "2022-10-01",
    "2022-12-14",
    "2022-12-15",
    "2022-12-31",
    "2023-01-01",
    "2023-01-16",
    "2023-03-14",
    "2023-03-31",
    "2023-04-01",
    "2023-05-15",
    "2023-06-30",
    "2023-07-01",
    "2023-08-20",
    "2023-09-30",
    "2023-10-01",
    "2023-11-14",
    "2023-12-14",
    "2023-12-15",
    "2023-12-30",
    "2023-12-31",
    "2024-01-01",
    "2024-01-15",
    "2024-07-01",
];

/// Mostly the year; else what clips it, spans two, or begins within a month.
const PLANS: [&str; 8] = [
    "2023",
    "2023",
    "2023",
    "2023-H1",
    "2022-07/2023-06",
    "2022/2023",
    "2023-01-16/2023-12-31",
    "2023-01/2023-11",
];

/// Longer, shorter, overlapping and odd periods that someone may report for beside the ones that are asked for.
const LABELS: [&str; 20] = [
    "2023",
    "2023-9M",
    "2023-H1",
    "2023-H2",
    "2023-Q1",
    "2023-Q2",
    "2023-Q3",
    "2023-Q4",
    "2023-01",
    "2023-02",
    "2023-03",
    "2023-11",
    "2023-12",
    "2022",
    "2022-Q4",
    "2023-02/2023-04",
    "2023-04/2023-09",
    "2023-01-16/2023-03-31",
    "2024-01",
    "2022-07/2023-06",
];

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
const GRADES: [&str; 4] = ["yeu", "trung-binh", "kha", "tot"];
const KINDS: [&str; 3] = ["cap-uy", "doan-the", "doan-the/hoi-phu-nu"];
const LEVELS: [&str; 2] = ["district", "commune"];
const SCOPES: usize = 7;

fn pick<T: Copy>(list: &[T], n: u8) -> T {
    list[usize::from(n) % list.len()]
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse::<Period>().unwrap().first()
}

fn period(text: &str) -> Period {
    text.parse().unwrap()
}

pub(crate) fn unit(n: usize) -> UnitId {
    UnitId::new(&format!("u{n}")).unwrap()
}

fn scope_id(n: u8) -> ScopeId {
    ScopeId::new(&format!("s{}", usize::from(n) % SCOPES)).unwrap()
}

/// Numbers to pick with.
type Picks<const N: usize> = [u8; N];

fn picks<const N: usize>() -> impl Strategy<Value = Picks<N>> {
    vec(any::<u8>(), N).prop_map(|v| v.try_into().unwrap())
}

/// Everything a case is made from, still as numbers.
type Draft =
    (Picks<8>, Vec<Picks<10>>, Vec<Picks<6>>, Vec<Picks<24>>, Vec<Picks<10>>, Vec<Picks<8>>, Vec<Picks<6>>);

fn drafts() -> impl Strategy<Value = Draft> {
    (
        picks::<8>(),
        vec(picks::<10>(), 0..7),  // units below the root
        vec(picks::<6>(), 1..4),   // indicators
        vec(picks::<24>(), 1..5),  // targets
        vec(picks::<10>(), 0..16), // rows of regular reports: of one unit and indicator, several sub-periods
        vec(picks::<8>(), 0..14),  // single reports, declared wholes, judgements
        vec(picks::<6>(), 0..8),   // corrections and withdrawals of reports made
    )
}

pub(crate) fn cases() -> impl Strategy<Value = Case> {
    drafts().prop_map(case)
}

fn case((head, units, indicators, targets, rows, single, later): Draft) -> Case {
    let plan_period = period(pick(&PLANS, head[0]));
    let register = register(&units);
    let mut parts = PlanParts::new("1-KH", "case", issuer(&register, head[1]), plan_period);
    // A shifted calendar moves the ends of months only; half of the cases have one.
    parts.calendar = ReportingCalendar::from_day(pick(&[1, 1, 15, 28], head[2])).unwrap();
    parts.unknowns = policy(head[3]);
    let grade = |id: &&str| Grade { id: GradeId::new(id).unwrap(), name: (*id).to_owned() };
    parts.scales =
        vec![Scale::new(ScaleId::new("xep-loai").unwrap(), GRADES.iter().map(grade).collect()).unwrap()];
    parts.scopes = scopes(&register, [head[4], head[5], head[6]]);
    parts.indicators = indicators.iter().enumerate().map(|(n, picks)| indicator(n, picks)).collect();
    for (n, picks) in targets.iter().enumerate() {
        let target = target(n, picks, &parts);
        parts.targets.push(target);
    }
    let plan = Plan::new(parts).unwrap_or_else(|errors| panic!("{errors:?}"));
    let ledger = ledger(&plan, &register, &rows, &single, &later);
    Case { plan, register, ledger, as_of: day(pick(&DAYS, head[7])) }
}

fn policy(n: u8) -> Unknowns {
    pick(&[Unknowns::Open, Unknowns::Open, Unknowns::Missed, Unknowns::Excluded], n)
}

// ---- Units ----

fn register(units: &[Picks<10>]) -> Register {
    let name = |n: u8, of: usize| unit(usize::from(n) % of);
    let mut records = vec![record(&unit(0), 0, 0)];
    for (n, p) in units.iter().enumerate() {
        let id = unit(n + 1);
        let mut first = record(&id, p[0], p[1]);
        // Mostly under the unit before or the root: deep and broad trees; rarely a root of its own.
        first.parent = match p[2] % 8 {
            0 => None,
            1..=3 => Some(unit(n)),
            _ => Some(name(p[3], n + 1)),
        };
        match p[4] % 8 {
            0 => first.first = Some(day(pick(&DAYS, p[5]))),
            1 => first.last = Some(day(pick(&DAYS, p[5]))),
            2 => {
                let (a, b) = (day(pick(&DAYS, p[5])), day(pick(&DAYS, p[6])));
                (first.first, first.last) = (Some(a.min(b)), Some(a.max(b)));
            }
            _ => {}
        }
        records.push(first);
        if p[7].is_multiple_of(3) {
            let mut change = record(&id, p[9], p[1]);
            change.since = Some(day(pick(&DAYS, p[8])));
            change.parent = Some(name(p[9] / 4, units.len() + 1)).filter(|parent| *parent != id);
            records.push(change);
        }
    }
    // What is no forest is mended, not thrown away: blamed records lose their dates or their parent.
    loop {
        let errors = match Register::new(records.clone()) {
            Ok(register) => return register,
            Err(errors) => errors,
        };
        let blamed: BTreeSet<usize> = errors.iter().filter_map(RegisterError::record).collect();
        let parents: BTreeSet<UnitId> = errors
            .iter()
            .filter_map(|e| {
                if let RegisterError::ParentOutsideLife { parent, .. } = e {
                    Some(parent.clone())
                } else {
                    None
                }
            })
            .collect();
        let changed: BTreeSet<UnitId> = blamed.iter().map(|n| records[*n].id.clone()).collect();
        for record in records.iter_mut().filter(|r| parents.contains(&r.id)) {
            (record.first, record.last) = (None, None);
        }
        if parents.is_empty() {
            records.retain(|r| !(changed.contains(&r.id) && r.since.is_some()));
        }
    }
}

fn record(id: &UnitId, kind: u8, level: u8) -> UnitRecord {
    UnitRecord::new(
        id.clone(),
        id.as_str(),
        Kind::new(pick(&KINDS, kind)).unwrap(),
        Level::new(pick(&LEVELS, level)).unwrap(),
    )
}

fn issuer(register: &Register, n: u8) -> UnitId {
    let ids: Vec<_> = register.ids().collect();
    if n.is_multiple_of(4) { ids[usize::from(n) / 4 % ids.len()].clone() } else { ids[0].clone() }
}

/// Everyone; by kind; by level; some by name; below or within a unit; and out of one another. Those that could ask for what the
/// register does not have ask for what it has.
fn scopes(register: &Register, picks: [u8; 3]) -> Vec<Scope> {
    let ids: Vec<UnitId> = register.ids().cloned().collect();
    let some = |n: u8| ids[usize::from(n) % ids.len()].clone();
    let records = register.records();
    let mut scopes: Vec<Scope> = (0..SCOPES as u8).map(|n| Scope::new(scope_id(n))).collect();
    scopes[0].units = ids.clone();
    scopes[1].kinds = vec![records[usize::from(picks[0]) % records.len()].kind.clone()];
    scopes[2].levels = vec![records[usize::from(picks[1]) % records.len()].level.clone()];
    scopes[3].units = ids
        .iter()
        .enumerate()
        .filter(|(n, _)| picks[2] >> (n % 8) & 1 == 1)
        .map(|(_, id)| id.clone())
        .collect();
    scopes[3].units.push(some(picks[0]));
    scopes[4].below = vec![some(picks[1] / 2)];
    scopes[5].within = vec![some(picks[2] / 4), some(picks[0] / 4)];
    scopes[6].any_of = vec![scope_id(1), scope_id(5)];
    scopes[6].except = vec![scope_id(3)];
    scopes
}

// ---- What is asked ----

fn indicator(n: usize, p: &Picks<6>) -> Indicator {
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

fn percents(form: u8, a: u8, b: u8) -> Threshold {
    let percent = |n| pick(&PERCENTS, n).parse::<Number>().unwrap();
    Threshold::Percent(interval(form, percent(a), percent(b)))
}

fn numbers(form: u8, a: u8, b: u8) -> Threshold {
    let number = |n| pick(&NUMBERS, n).parse::<Number>().unwrap();
    Threshold::Plain(interval(form, number(a), number(b)))
}

fn grades(form: u8, a: u8, b: u8) -> Threshold {
    let (a, b) = (a % 4, b % 4);
    Threshold::Grade(interval(form, a, b).map(|rank| GradeId::new(GRADES[usize::from(rank)]).unwrap()))
}

fn target(n: usize, p: &Picks<24>, plan: &PlanParts) -> Target {
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

// ---- What was said ----

/// Small figures at and beside the thresholds; of shares also wholes of 0.
fn value(measure: &Measure, n: u8) -> Value {
    let share = |pairs: &[(u64, u64)]| {
        let (part, whole) = pick(pairs, n);
        Value::Share(Share::new(part, whole).unwrap())
    };
    match measure {
        Measure::Done(_) => Value::Done(!n.is_multiple_of(3)),
        Measure::Count(_) => Value::Number(pick(&[0_u64, 1, 1, 2, 3, 5], n).into()),
        Measure::Amount { least, greatest, .. } => {
            let figure =
                pick(&["0", "1", "2", "2.5", "5", "-1", "12", "2.4999"], n).parse::<Number>().unwrap();
            Value::Number(figure.max(*least).min(greatest.unwrap_or(figure.max(*least))))
        }
        // Small parts, so that they mostly stay below the latest whole when they add up.
        Measure::Share(ShareBy::Cumulative) => {
            share(&[(0, 6), (1, 6), (2, 8), (3, 8), (2, 10), (0, 0), (1, 20), (0, 4), (5, 5), (4, 6)])
        }
        Measure::Share(_) => share(&[
            (0, 0),
            (0, 3),
            (1, 2),
            (2, 4),
            (1, 3),
            (2, 3),
            (3, 3),
            (9, 10),
            (17, 20),
            (85, 100),
            (8501, 10_000),
            (1, 1),
            (0, 1),
        ]),
        Measure::Grade(_) => Value::Grade(GradeId::new(pick(&GRADES, n)).unwrap()),
        other => panic!("the generator does not know {other:?}"),
    }
}

fn report(measure: &Measure, n: u8) -> Report {
    if n % 8 == 7 {
        Report::NotApplicable { because: "không có".to_owned() }
    } else {
        Report::Value(value(measure, n / 8))
    }
}

/// Whether a unit exists on some day that the figures of a period are about: else a report is an error, shown elsewhere.
pub(crate) fn is_there(plan: &Plan, register: &Register, unit: &UnitId, label: Period) -> bool {
    let (first, last) = register.life(unit).unwrap();
    let there =
        |p: Period| first.is_none_or(|first| first <= p.last()) && last.is_none_or(|last| p.first() <= last);
    there(label) && there(plan.calendar().days(label))
}

fn ledger(
    plan: &Plan,
    register: &Register,
    rows: &[Picks<10>],
    single: &[Picks<8>],
    later: &[Picks<6>],
) -> Ledger {
    let mut ledger = Ledger::new();
    let ids: Vec<UnitId> = register.ids().cloned().collect();
    let indicator = |n: u8| &plan.indicators()[usize::from(n) % plan.indicators().len()];
    let unit = |n: u8| ids[usize::from(n) % ids.len()].clone();
    let mut enter = |indicator: &Indicator,
                     unit: UnitId,
                     label: Period,
                     report: Report,
                     on: NaiveDate,
                     corrects: bool| {
        if is_there(plan, register, &unit, label) {
            // Entries that contradict one another are refused, and the case goes on without them.
            let _ = ledger.add(Observation {
                indicator: indicator.id.clone(),
                unit,
                period: label,
                report,
                reported_on: on,
                source: None,
                corrects,
            });
        }
    };
    for p in rows {
        // Regular reports: by a mask of sub-periods, soon after each has ended; all of them not applicable now and then.
        let (indicator, unit) = (indicator(p[0]), unit(p[1]));
        let mut labels: Vec<Period> = plan.period().touching(indicator.reported).collect();
        labels
            .extend(plan.judging_periods(&plan.targets()[0]).filter(|_| indicator.reported == Rhythm::Once));
        let mask = u16::from(p[2]) | u16::from(p[3]) << 8 | if p[4].is_multiple_of(2) { u16::MAX } else { 0 };
        for (k, label) in labels.into_iter().enumerate() {
            let code = p[5 + k % 4].wrapping_add(k as u8 * 8);
            let report =
                if p[4] % 16 == 1 { report(&indicator.measure, 7) } else { report(&indicator.measure, code) };
            if mask >> (k % 16) & 1 == 1 {
                let on = plan.calendar().days(label).last() + chrono::Days::new(u64::from(p[9] % 3) * 20);
                enter(indicator, unit.clone(), label, report, on, false);
            }
        }
    }
    for p in single.iter().filter(|p| p[0] % 4 < 2) {
        let indicator = indicator(p[1]);
        let report = report(&indicator.measure, p[3]);
        enter(
            indicator,
            unit(p[2]),
            period(pick(&LABELS, p[4])),
            report,
            day(pick(&DAYS, p[5])),
            p[6].is_multiple_of(4),
        );
    }
    let made: Vec<Observation> = ledger.observations().collect();
    for p in later.iter().filter(|_| !made.is_empty()) {
        let mut entry = made[usize::from(p[0]) % made.len()].clone();
        let measure = &plan.indicator(&entry.indicator).unwrap().measure;
        entry.report = if p[1].is_multiple_of(3) { Report::Withdrawn } else { report(measure, p[2]) };
        // On the same day as a correction, or some days later with or without the word.
        entry.reported_on = entry.reported_on + chrono::Days::new(u64::from(p[3] % 3) * 30);
        entry.corrects = p[3].is_multiple_of(3) || p[4].is_multiple_of(2);
        let _ = ledger.add(entry);
    }
    for p in single.iter().filter(|p| p[0] % 4 == 2) {
        let indicator = indicator(p[1]);
        let labels: Vec<Period> =
            plan.period().touching(indicator.reported).chain([period(pick(&LABELS, p[4]))]).collect();
        let (unit, label) = (unit(p[2]), labels[usize::from(p[3]) % labels.len()]);
        if matches!(indicator.measure, Measure::Share(_)) && is_there(plan, register, &unit, label) {
            let whole = pick(&[0, 1, 2, 3, 4, 10], p[5]);
            let (indicator, declared_on) = (indicator.id.clone(), day(pick(&DAYS[..12], p[6])));
            let _ = ledger.declare(Declared {
                indicator,
                unit,
                period: label,
                whole,
                declared_on,
                source: None,
                corrects: p[7].is_multiple_of(4),
            });
        }
    }
    let judgeable: Vec<&Target> =
        plan.targets().iter().filter(|t| t.aggregate == Aggregate::Judgement).collect();
    for p in single.iter().filter(|p| p[0] % 4 == 3 && !judgeable.is_empty()) {
        let target = judgeable[usize::from(p[1]) % judgeable.len()];
        let periods: Vec<Period> = plan.judging_periods(target).collect();
        let period = periods[usize::from(p[3]) % periods.len()];
        let judged = pick(&[Judged::Met, Judged::Missed, Judged::NotApplicable], p[4]);
        let (target, judged_on) = (target.id.clone(), day(pick(&DAYS, p[5])));
        let subject = if p[2].is_multiple_of(2) { plan.issuer().clone() } else { unit(p[2]) };
        if !is_there(plan, register, &subject, period) {
            continue;
        }
        let _ = ledger.judge(Judgement {
            target,
            subject,
            period,
            judged,
            judged_on,
            grounds: None,
            corrects: p[6].is_multiple_of(4),
        });
    }
    ledger
}
