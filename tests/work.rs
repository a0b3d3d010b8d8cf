//! How much work an evaluation does, counted in allocations: the same on every machine and at any load.
//!
//! An allocation for every unit or every subject would be the end of a walk in memory's order. Each bound here is broken by one.

#[expect(dead_code, reason = "the bench alone scores and enters what is missing")]
#[path = "../benches/scale/model.rs"]
mod model;
#[expect(dead_code, reason = "the bench has larger shapes, and draws for other purposes")]
#[path = "../benches/scale/shapes.rs"]
mod shapes;

use allocation_counter::measure;
use kehoach::{Evaluator, Ledger, Plan, Prepared, Register};
use shapes::{MONTHS, Shape, World};

/// Targets and months as in the bench's shape M; units of a district, a province and a half.
const TARGETS: usize = 20;
const SMALL: Shape = Shape { name: "small", units: 100, targets: TARGETS };
const LARGE: Shape = Shape { name: "large", units: 800, targets: TARGETS };

struct Parts {
    world: World,
    plan: Plan,
    register: Register,
    ledger: Ledger,
}

impl Parts {
    fn of(shape: Shape) -> Self {
        let world = World::new(shape, 1);
        let (plan, register, ledger) = (model::plan(&world), model::register(&world), model::ledger(&world));
        Self { world, plan, register, ledger }
    }

    fn prepared(&self) -> Prepared<'_> {
        Prepared::new(&self.plan, &self.register).unwrap()
    }
}

fn allocations(work: impl FnOnce()) -> u64 {
    measure(work).count_total
}

/// Of all columns of a plan, each looked at whole.
fn of_columns(evaluator: &Evaluator<'_>) -> u64 {
    let columns = || {
        for column in evaluator.columns() {
            let (column, mut subjects) = (column.unwrap(), 0);
            column.each(|_, _, _| subjects += 1).unwrap();
            assert_eq!(subjects, column.len());
            column.line().unwrap();
        }
    };
    // What is worked out once and kept does not count.
    columns();
    allocations(columns)
}

#[test]
fn a_column_takes_as_many_allocations_for_eight_times_the_units() {
    let [small, large] = [SMALL, LARGE].map(Parts::of).map(|parts| {
        let prepared = parts.prepared();
        of_columns(&prepared.evaluator(&parts.ledger, model::day()).unwrap())
    });
    let columns = (TARGETS * MONTHS) as u64;
    // Where a list grows as it is filled, it doubles: three times more for eight times as much.
    assert!(large <= small + 3 * columns, "{small}, then {large}");
    assert!(small <= 20 * columns, "{small} in {columns} columns");
}

#[test]
fn laying_out_a_ledger_takes_no_allocation_for_each_observation() {
    let [small, large] = [SMALL, LARGE].map(Parts::of).map(|parts| {
        let prepared = parts.prepared();
        let count = allocations(|| drop(prepared.evaluator(&parts.ledger, model::day()).unwrap()));
        (count, parts.world.observations() as u64)
    });
    // Not even one in a thousand of those that are more.
    assert!(large.0 <= small.0 + (large.1 - small.1) / 1_000, "{small:?}, then {large:?}");
}

#[test]
fn entering_takes_fewer_than_one_allocation_in_a_thousand_observations() {
    let parts = Parts::of(LARGE);
    let observations: Vec<_> = parts.ledger.observations().collect();
    let mut ledger = Ledger::new();
    let count = allocations(|| {
        for observation in observations {
            ledger.add(observation).unwrap();
        }
    });
    assert!(ledger == parts.ledger);
    assert!(count * 1_000 <= parts.world.observations() as u64, "{count}");
}

#[test]
fn reading_takes_fewer_than_one_allocation_in_fifty_rows() {
    let parts = Parts::of(LARGE);
    let text = model::csv(&parts.world);
    let count = allocations(|| {
        let intake = Ledger::from_csv(&text, &parts.plan, &parts.register).unwrap();
        assert_eq!(intake.whole().unwrap().observations().count(), parts.world.observations());
    });
    // The ids of units are kept once each, whatever the number of rows.
    assert!(count * 50 <= parts.world.observations() as u64, "{count}");
}
