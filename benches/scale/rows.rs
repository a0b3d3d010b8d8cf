//! What is measured beside the floor.

use std::hint::black_box;

use kehoach::{
    Column, EvaluateError, Evaluator, Ledger, Period, Prepared, Timing, evaluate, phrases, score::Scorer,
};
use rayon::ThreadPoolBuilder;

use crate::{
    floor::{Floor, Lanes, Plain, Units},
    measure::{elapsed, nanoseconds},
    model, plain_reader,
    shapes::World,
    table::{ELAPSED, PROCESSOR, Row},
};

/// What ratios are to.
const FLOOR: &str = "the floor";

/// A row of observations in processor time, to be completed.
const fn row(shape: &'static str, took: u128) -> Row {
    Row { what: "", shape, of: "observations", count: 0, took, unit: PROCESSOR, beside: None }
}

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
    let took = nanoseconds(|| {
        for text in THRESHOLDS {
            black_box(phrases::threshold(black_box(text)).is_ok());
        }
        for text in TIMES {
            black_box(phrases::schedule(black_box(text)).is_ok());
        }
    });
    let count = THRESHOLDS.len() + TIMES.len();
    Row { what: "reading phrases", of: "phrases", count, ..row("", took) }
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
    let took = nanoseconds(|| {
        for timing in &timings {
            for occurrence in black_box(timing).occurrences(black_box(period)) {
                black_box(occurrence.last());
            }
        }
    });
    Row { what: "expanding schedules", of: "occurrences", count, ..row("", took) }
}

/// The loops written by hand, the floor first.
pub fn floors(world: &World) -> [Row; 2] {
    let (plain, lanes) = (of_floor::<Plain>(world), of_floor::<Lanes>(world));
    let beside = Some((plain.took, FLOOR));
    [Row { beside, ..plain }, Row { beside, ..lanes }]
}

fn of_floor<U: Units>(world: &World) -> Row {
    let mut floor = Floor::<U>::new(world);
    let took = nanoseconds(|| floor.digest());
    Row { what: U::NAME, count: world.observations(), ..row(world.shape.name, took) }
}

/// What the floor says of subjects, by the library: the ledger laid out for a day, then a column at a time on one thread and on
/// two; and by the simple call, which does all of it at once.
///
/// # Panics
/// If the evaluation is impossible.
pub fn batch(world: &World, floor: u128) -> Vec<Row> {
    let (plan, register, ledger) = (model::plan(world), model::register(world), model::ledger(world));
    let prepared = Prepared::new(&plan, &register).expect("the plan fits the register");
    let count = world.observations();
    let to_floor =
        |what, took| Row { what, count, beside: Some((floor, FLOOR)), ..row(world.shape.name, took) };
    let laid_out = nanoseconds(|| prepared.evaluator(&ledger, model::day()).expect("the ledger fits"));
    let evaluator = prepared.evaluator(&ledger, model::day()).expect("the ledger fits");
    let one = || evaluator.columns().map(digest).fold(0, u64::wrapping_add);
    let columns = nanoseconds(one);
    let pool = ThreadPoolBuilder::new().num_threads(2).build().expect("two threads");
    let several = || {
        let digests = pool.install(|| evaluator.par_columns(|column| digest(Ok(column))));
        digests.expect("every sum can be held").into_iter().fold(0, u64::wrapping_add)
    };
    assert_eq!(one(), several(), "two threads say what one says");
    let [alone, together] = elapsed(one, several);
    let two = Row {
        what: "columns, two threads",
        count,
        unit: ELAPSED,
        beside: Some((alone, "one thread's elapsed time")),
        ..row(world.shape.name, together)
    };
    let simple =
        nanoseconds(|| evaluate(&plan, &register, &ledger, model::day()).expect("the plan can be evaluated"));
    vec![
        to_floor("laying out the ledger", laid_out),
        to_floor("columns", columns),
        two,
        to_floor("`evaluate`, laying out included", simple),
    ]
}

/// A number that depends on everything that a column says.
pub fn digest(column: Result<Column<'_, '_>, EvaluateError>) -> u64 {
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

/// Reading the file of a shape, beside what anyone would write first: the two see the same rows.
///
/// # Panics
/// If a row is refused.
pub fn ingest(world: &World) -> Vec<Row> {
    let (plan, register, text) = (model::plan(world), model::register(world), model::csv(world));
    let whole = || {
        let intake = Ledger::from_csv(&text, &plan, &register).expect("the file is right");
        intake.whole().expect("every row is right")
    };
    let piecewise = || {
        let intake = Ledger::read_csv(text.as_bytes(), &plan, &register, |_| ());
        intake.expect("the file is right").whole().expect("every row is right")
    };
    let count = world.observations();
    assert_eq!(plain_reader::read(&text).len(), count, "the plain reader sees every row");
    assert!(whole() == piecewise() && whole().observations().count() == count, "so does the library");
    let plain = nanoseconds(|| plain_reader::read(&text));
    [
        ("reading CSV, a plain reader", plain),
        ("reading CSV, `from_csv`", nanoseconds(whole)),
        ("reading CSV, `read_csv`", nanoseconds(piecewise)),
    ]
    .map(|(what, took)| Row {
        what,
        count,
        beside: Some((plain, "the plain reader")),
        ..row(world.shape.name, took)
    })
    .into()
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
    let took = nanoseconds(|| scorer.scores().expect("the sheet can be scored"));
    Row { what: "scoring with quotas", of: "units", count: world.shape.units, ..row(world.shape.name, took) }
}
