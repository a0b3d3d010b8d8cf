//! What is measured beside the floor.

use std::hint::black_box;

use kehoach::{
    Column, EvaluateError, Evaluator, Ledger, Period, Prepared, Timing, evaluate, phrases, score::Scorer,
};

use crate::{floor::Floor, measure::nanoseconds, model, shapes::World, table::Row};

/// Thresholds as plans write them.
const THRESHOLDS: &[&str] = &[
    "trên 85%",
    "95% trở lên",
    "từ 70 đến dưới 90 điểm",
    "ít nhất 01 hoặc 02 cuộc",
    "không quá 1.200 hộ",
    "tăng 5% so với năm 2022",
    "phấn đấu trên 92,5% các xã",
    "giảm còn 3%",
];

/// Times as plans write them.
const TIMES: &[&str] = &[
    "quý III/2021",
    "Tháng 3, 9",
    "trước ngày 10/12 hằng năm",
    "chậm nhất ngày 15 tháng cuối quý",
    "từ tháng 8/2021 đến tháng 12/2021",
    "đến hết năm 2025",
    "6 tháng đầu năm",
    "cấp tỉnh quý III/2021; cấp huyện quý IV/2021",
];

/// Reading phrases.
pub fn phrase_reading() -> Row {
    let nanoseconds = nanoseconds(|| {
        for text in THRESHOLDS {
            black_box(phrases::threshold(black_box(text)).is_ok());
        }
        for text in TIMES {
            black_box(phrases::schedule(black_box(text)).is_ok());
        }
    });
    let count = THRESHOLDS.len() + TIMES.len();
    Row { what: "phrase reading", shape: "", of: "phrases", count, nanoseconds, floor: None }
}

/// What occurs over five years, in every form that recurs.
const SCHEDULES: &[&str] = &[
    "monthly",
    "quarterly",
    "half-yearly",
    "yearly",
    "monthly by day 25",
    "quarterly by day 15",
    "yearly before 12-10",
    "months 3, 9",
];

/// Expanding schedules.
///
/// # Panics
/// If a schedule is none.
pub fn schedule_expansion() -> Row {
    let period: Period = "2021/2025".parse().expect("a period");
    let timings: Vec<Timing> = SCHEDULES.iter().map(|text| text.parse().expect("a schedule")).collect();
    let count = timings.iter().map(|timing| timing.occurrences(period).count()).sum();
    let nanoseconds = nanoseconds(|| {
        for timing in &timings {
            for occurrence in black_box(timing).occurrences(black_box(period)) {
                black_box(occurrence.last());
            }
        }
    });
    Row { what: "schedule expansion", shape: "", of: "occurrences", count, nanoseconds, floor: None }
}

/// The floor on a shape.
pub fn floor(world: &World) -> Row {
    let mut floor = Floor::new(world);
    let nanoseconds = nanoseconds(|| floor.digest());
    Row {
        what: "floor",
        shape: world.shape.name,
        of: "observations",
        count: world.observations(),
        nanoseconds,
        floor: Some(nanoseconds),
    }
}

/// What the floor says of subjects, by the library: the ledger laid out for a day, then a column at a time.
///
/// # Panics
/// If the evaluation is impossible.
pub fn batch(world: &World, floor: u128) -> Vec<Row> {
    let (plan, register, ledger) = (model::plan(world), model::register(world), model::ledger(world));
    let prepared = Prepared::new(&plan, &register).expect("the plan fits the register");
    let row = |what, nanoseconds| Row {
        what,
        shape: world.shape.name,
        of: "observations",
        count: world.observations(),
        nanoseconds,
        floor: Some(floor),
    };
    let laid_out = nanoseconds(|| prepared.evaluator(&ledger, model::day()).expect("the ledger fits"));
    let evaluator = prepared.evaluator(&ledger, model::day()).expect("the ledger fits");
    let columns = nanoseconds(|| evaluator.columns().map(digest).fold(0, u64::wrapping_add));
    vec![row("laying out the ledger", laid_out), row("columns", columns)]
}

/// A number that depends on everything that a column says.
fn digest(column: Result<Column<'_, '_>, EvaluateError>) -> u64 {
    let column = column.expect("every sum can be held");
    let mut digest = 0_u64;
    let each = column.each(|_, verdict, bounds| {
        if let Some(bounds) = bounds {
            let (low, high) = (bounds.low as u64, bounds.high.unwrap_or(-1) as u64);
            let ends = u64::from(bounds.low_attained) + u64::from(bounds.high_attained) * 2;
            let ends =
                low.wrapping_add(high << 1).wrapping_add((bounds.over as u64) << 2).wrapping_add(ends << 3);
            digest = digest.wrapping_add(ends);
        }
        digest = digest.wrapping_add(verdict as u64);
    });
    each.expect("every bound can be held");
    let line = column.line().expect("a line can be held");
    digest ^ line.map_or(0, |line| line.met ^ (line.missed << 1) ^ (line.open << 2))
}

/// The simple call on a shape: everything from the ledger on, once.
///
/// # Panics
/// If the evaluation is impossible.
pub fn simple_call(world: &World, floor: u128) -> Row {
    let (plan, register, ledger) = (model::plan(world), model::register(world), model::ledger(world));
    let nanoseconds =
        nanoseconds(|| evaluate(&plan, &register, &ledger, model::day()).expect("the plan can be evaluated"));
    Row {
        what: "`evaluate`",
        shape: world.shape.name,
        of: "observations",
        count: world.observations(),
        nanoseconds,
        floor: Some(floor),
    }
}

/// Reading the file of a shape.
///
/// # Panics
/// If a row is refused.
pub fn ingest(world: &World) -> Row {
    let (plan, register, text) = (model::plan(world), model::register(world), model::csv(world));
    let nanoseconds = nanoseconds(|| {
        Ledger::from_csv(&text, &plan, &register)
            .ok()
            .and_then(|intake| intake.whole().ok())
            .expect("all rows")
    });
    Row {
        what: "ingest of CSV",
        shape: world.shape.name,
        of: "observations",
        count: world.observations(),
        nanoseconds,
        floor: None,
    }
}

/// Points, grades, quotas and ranks of every unit, the evaluation of its targets over the year included.
///
/// # Panics
/// If the sheet cannot be scored.
pub fn scoring(world: &World) -> Row {
    let (plan, register, ledger) = (model::plan(world), model::register(world), model::ledger(world));
    let evaluator = Evaluator::new(&plan, &register, &ledger, model::day()).expect("the parts fit");
    let sheet = model::sheet(world, &plan, true);
    let scorer = Scorer::new(&evaluator, &sheet).expect("the sheet fits");
    let nanoseconds = nanoseconds(|| scorer.scores().expect("the sheet can be scored"));
    Row {
        what: "scoring with quotas",
        shape: world.shape.name,
        of: "units",
        count: world.shape.units,
        nanoseconds,
        floor: None,
    }
}
