//! One more report: what it costs an evaluation that goes on.

use std::time::Instant;

use kehoach::{Live, Prepared};

use crate::{
    model,
    shapes::World,
    table::{ELAPSED, Row},
};

/// How many reports come in.
const REPORTS: usize = 20_000;

/// The median of one report after another, entered into all that is already there.
///
/// Each is timed by itself, in elapsed time: what is less than a microsecond cannot be told from the processor's clock, and what
/// others do on the machine meanwhile touches few of them.
///
/// # Panics
/// If a report is refused.
pub fn one_more(world: &World) -> Row {
    let (plan, register, ledger) = (model::plan(world), model::register(world), model::ledger(world));
    let reports: Vec<_> = model::missing(world).take(REPORTS).collect();
    let prepared = Prepared::new(&plan, &register).expect("the plan fits the register");
    let mut live = Live::new(prepared, ledger, model::day()).expect("the ledger fits");
    let mut flips = 0;
    let mut times: Vec<u128> = Vec::with_capacity(reports.len());
    for report in reports {
        let started = Instant::now();
        let changes = live.enter(report).expect("the report fits");
        times.push(started.elapsed().as_nanos());
        flips += changes.verdicts.len();
    }
    assert!(flips > times.len() / 2, "most reports turn the verdict of their own unit");
    times.sort_unstable();
    Row {
        what: "one more report, live: median",
        shape: world.shape.name,
        of: "reports",
        count: times.len(),
        took: times[times.len() / 2] * times.len() as u128,
        unit: ELAPSED,
        beside: None,
    }
}
