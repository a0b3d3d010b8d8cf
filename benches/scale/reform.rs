//! A year with a reorganisation in it, beside the same year without: on 1 July 10,047 communes become 3,321, the districts end,
//! and provinces merge by twos. Whose figures these are is as made up as all others here; the numbers of units are those of
//! 2025.

use chrono::NaiveDate;
use kehoach::{
    Evaluator, Judging, Kind, Ledger, Level, Observation, Plan, PlanParts, Prepared, Register, Succession,
    Target, TargetId, UnitId, UnitRecord,
};

use crate::{
    measure::nanoseconds,
    model,
    rows::digest,
    shapes::{FAN, Shape, World},
    table::{PROCESSOR, Row},
};

const SHAPE: Shape = Shape { name: "reform", units: 10_047, targets: 20 };
const HEIRS: usize = 3_321;

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(model::YEAR, 7, 1).expect("a day")
}

fn id(text: &str) -> UnitId {
    UnitId::new(text).expect("an id")
}

fn heir(place: usize) -> UnitId {
    id(&format!("xa-moi-{place:04}"))
}

fn heir_of(commune: usize) -> usize {
    commune * HEIRS / SHAPE.units
}

fn merged(province: usize) -> UnitId {
    id(&format!("tinh-moi-{:02}", province / 2))
}

/// The register of the other shapes, and what follows it.
fn register(world: &World) -> Register {
    let before = model::register(world);
    let mut records = before.records();
    let last = day().pred_opt();
    for record in &mut records {
        record.last = last.filter(|_| record.level.as_str() != "central");
    }
    let mut successions = Vec::new();
    let new = |id: UnitId, level: &str| {
        let (kind, level) = (Kind::new("ubnd").expect("a kind"), Level::new(level).expect("a level"));
        UnitRecord { first: Some(day()), ..UnitRecord::new(id, "Mới", kind, level) }
    };
    for province in 0..world.shape.provinces() {
        let to = merged(province);
        if province % 2 == 0 {
            records.push(new(to.clone(), "province").under(id(model::ROOT)));
        }
        successions.push(Succession::whole(day(), model::province(province), to));
    }
    for commune in 0..world.shape.units {
        let number = heir_of(commune);
        if commune == 0 || heir_of(commune - 1) != number {
            records.push(new(heir(number), "commune").under(merged(commune / (FAN * FAN))));
        }
        successions.push(Succession::whole(day(), model::unit(commune), heir(number)));
    }
    Register::with_successions(records, successions).expect("the units pass on")
}

/// The reports of the other shapes; from July on those of the heirs.
fn ledger(world: &World) -> Ledger {
    let mut ledger = Ledger::new();
    for observation in model::ledger(world).observations() {
        let month = observation.period;
        let place: usize = observation.unit.as_str().trim_start_matches("xa-").parse().expect("a number");
        let unit = if month.first() < day() {
            observation.unit.clone()
        } else if place < HEIRS {
            heir(place)
        } else {
            continue;
        };
        ledger
            .add(Observation { unit, report: observation.report.clone(), ..observation })
            .expect("no cell twice");
    }
    ledger
}

/// Every target each month, and over the year.
fn plan(world: &World) -> Plan {
    let monthly = model::plan(world);
    let mut parts = PlanParts::new("01-KH/TU", "Kế hoạch đặt ra để đo", id(model::ROOT), monthly.period());
    parts.scopes = monthly.scopes().iter().cloned().collect();
    parts.indicators = monthly.indicators().to_vec();
    parts.targets = monthly.targets().to_vec();
    let yearly = |target: &Target| {
        let id = TargetId::new(&format!("{}-nam", target.id)).expect("an id");
        Target { id, judged: Judging::EachYear, ..target.clone() }
    };
    parts.targets.extend(monthly.targets().iter().map(yearly));
    Plan::new(parts).expect("the plan fits together")
}

fn columns(plan: &Plan, register: &Register, ledger: &Ledger) -> u128 {
    let prepared = Prepared::new(plan, register).expect("the plan fits the register");
    let evaluator: Evaluator<'_> = prepared.evaluator(ledger, model::day()).expect("the ledger fits");
    nanoseconds(|| evaluator.columns().map(digest).fold(0, u64::wrapping_add))
}

/// The two years.
///
/// # Panics
/// If the evaluation is impossible.
pub fn rows() -> Vec<Row> {
    let world = World::new(SHAPE, crate::SEED);
    let plan = plan(&world);
    let row = |what, count, took, beside| Row {
        what,
        shape: SHAPE.name,
        of: "observations",
        count,
        took,
        unit: PROCESSOR,
        beside,
    };
    let (register_before, ledger_before) = (model::register(&world), model::ledger(&world));
    let without = columns(&plan, &register_before, &ledger_before);
    let (register_after, ledger_after) = (register(&world), ledger(&world));
    let with = columns(&plan, &register_after, &ledger_after);
    let (many, fewer) = (world.observations(), ledger_after.observations().count());
    let onto = model::day();
    let carried =
        || kehoach::series(&plan, &register_after, &ledger_after, onto, onto).expect("every sum can be held");
    let figures = carried().figures.len();
    let series = nanoseconds(carried);
    // As much for each observation: there are fewer of them once there are fewer units.
    let alike = without * fewer as u128 / many as u128;
    vec![
        row("columns, without a reorganisation", many, without, None),
        row("columns, across a reorganisation", fewer, with, Some((alike, "without, for each observation"))),
        Row { of: "figures", ..row("comparable series onto the heirs", figures, series, None) },
    ]
}
