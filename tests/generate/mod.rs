//! Whole random cases: a plan with its tasks, a register, a ledger, a score sheet and a day, small, and at the edges wherever there
//! is one.
//!
//! A case is drawn as plain numbers that pick from the short lists below, so that a failing one shrinks to few units, few
//! targets and few reports. The lists hold what breaks things: days at and beside the ends of periods, values at and beside
//! thresholds, wholes of 0, empty and two-sided thresholds, units that begin, end and move inside a period.

pub(crate) mod entries;
mod sheets;
mod targets;
mod tasks;
mod units;

use std::fmt;

use chrono::NaiveDate;
use kehoach::{
    Grade, GradeId, Ledger, Period, Plan, PlanParts, Register, ReportingCalendar, Scale, ScaleId,
    score::Sheet,
};
use proptest::{collection::vec, prelude::*};

#[derive(Clone)]
pub(crate) struct Case {
    pub(crate) plan: Plan,
    pub(crate) register: Register,
    pub(crate) ledger: Ledger,
    pub(crate) sheet: Sheet,
    pub(crate) as_of: NaiveDate,
}

/// What a failing case shows: one line for each thing in it.
impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { plan, register, ledger, sheet, as_of } = self;
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
        ledger.judgements().try_for_each(|j| writeln!(f, "    {j:?}"))?;
        plan.tasks().iter().try_for_each(|t| writeln!(f, "  {}: {} by {:?}", t.id, t.when, t.parties))?;
        ledger.instructions().try_for_each(|i| writeln!(f, "    {i:?}"))?;
        ledger.completions().try_for_each(|c| writeln!(f, "    {c:?}"))?;
        writeln!(f, "{sheet:#?}")?;
        ledger.judged_points().try_for_each(|p| writeln!(f, "    {p:?}"))
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

const GRADES: [&str; 4] = ["yeu", "trung-binh", "kha", "tot"];

fn pick<T: Copy>(list: &[T], n: u8) -> T {
    list[usize::from(n) % list.len()]
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse::<Period>().unwrap().first()
}

fn period(text: &str) -> Period {
    text.parse().unwrap()
}

/// Numbers to pick with.
pub(crate) type Picks<const N: usize> = [u8; N];

fn picks<const N: usize>() -> impl Strategy<Value = Picks<N>> {
    vec(any::<u8>(), N).prop_map(|v| v.try_into().unwrap())
}

/// Everything a case is made from, still as numbers.
pub(crate) type Draft = (
    (Picks<8>, Vec<Picks<10>>, Vec<Picks<6>>, Vec<Picks<24>>, Vec<Picks<10>>, Vec<Picks<8>>, Vec<Picks<6>>),
    (Vec<Picks<8>>, Vec<Picks<6>>, Picks<8>, Vec<Picks<12>>, Vec<Picks<8>>, Vec<Picks<6>>),
);

fn drafts() -> impl Strategy<Value = Draft> {
    (
        (
            picks::<8>(),
            vec(picks::<10>(), 0..7),  // units below the root
            vec(picks::<6>(), 1..4),   // indicators
            vec(picks::<24>(), 1..5),  // targets
            vec(picks::<10>(), 0..16), // rows of regular reports: of one unit and indicator, several sub-periods
            vec(picks::<8>(), 0..14),  // single reports, declared wholes, judgements
            vec(picks::<6>(), 0..8),   // corrections and withdrawals of reports made
        ),
        (
            vec(picks::<8>(), 0..3),  // tasks
            vec(picks::<6>(), 0..10), // completions and instructions
            picks::<8>(),             // the sheet
            vec(picks::<12>(), 1..5), // its criteria
            vec(picks::<8>(), 0..9),  // its bonuses, conditions, gates and quotas
            vec(picks::<6>(), 0..5),  // points that an assessor recorded
        ),
    )
}

pub(crate) fn cases() -> impl Strategy<Value = Case> {
    drafts().prop_map(case)
}

pub(crate) fn case(((head, units, indicators, targets, rows, single, later), duties): Draft) -> Case {
    let (tasks, done, sheet, criteria, clauses, awarded) = duties;
    let plan_period = period(pick(&PLANS, head[0]));
    let register = units::register(&units);
    let mut parts = PlanParts::new("1-KH", "case", units::issuer(&register, head[1]), plan_period);
    // A shifted calendar moves the ends of months only; half of the cases have one.
    parts.calendar = ReportingCalendar::from_day(pick(&[1, 1, 15, 28], head[2])).unwrap();
    parts.unknowns = targets::policy(head[3]);
    let grade = |id: &&str| Grade { id: GradeId::new(id).unwrap(), name: (*id).to_owned() };
    parts.scales =
        vec![Scale::new(ScaleId::new("xep-loai").unwrap(), GRADES.iter().map(grade).collect()).unwrap()];
    parts.scopes = units::scopes(&register, [head[4], head[5], head[6]]);
    parts.indicators = indicators.iter().enumerate().map(|(n, picks)| targets::indicator(n, picks)).collect();
    for (n, picks) in targets.iter().enumerate() {
        let target = targets::target(n, picks, &parts);
        parts.targets.push(target);
    }
    parts.tasks = tasks.iter().enumerate().map(|(n, picks)| tasks::task(n, picks, &register)).collect();
    let plan = Plan::new(parts).unwrap_or_else(|errors| panic!("{errors:?}"));
    let sheet = sheets::sheet(&sheet, &criteria, &clauses, &plan);
    let mut ledger = entries::ledger(&plan, &register, &rows, &single, &later);
    entries::of_tasks(&mut ledger, &plan, &register, &done);
    entries::points(&mut ledger, &sheet, &register, &awarded);
    Case { plan, register, ledger, sheet, as_of: day(pick(&DAYS, head[7])) }
}
