//! The loops that the library's speed is measured against give the library's answers, on figures that ask for all of them.

#[path = "../benches/scale/check.rs"]
mod check;
#[expect(dead_code, reason = "the bench alone runs it without looking at what it says")]
#[path = "../benches/scale/floor/mod.rs"]
mod floor;
#[path = "../benches/scale/model.rs"]
mod model;
#[expect(dead_code, reason = "the bench alone names its shapes, and has larger ones")]
#[path = "../benches/scale/shapes.rs"]
mod shapes;

use floor::{Floor, MET, MISSED, NOT_APPLICABLE, OPEN, Plain, Units, VERDICT};
use kehoach::Ledger;
use shapes::{Asks, Column, MISSING, MONTHS, POOLED, S, TINY, World};

#[test]
fn the_floors_say_what_the_library_says() {
    check::all(TINY, 1);
}

#[test]
fn and_of_a_thousand_units_too() {
    check::all(S, 1);
}

#[test]
fn the_file_holds_the_ledger() {
    let world = World::new(TINY, 1);
    let (plan, register) = (model::plan(&world), model::register(&world));
    let read = Ledger::from_csv(&model::csv(&world), &plan, &register).unwrap().whole().unwrap();
    assert_eq!(read.observations().count(), world.observations());
    assert!(read == model::ledger(&world));
}

/// Which verdicts a kind of target has at units and at the nodes above, in the order met, missed, open, not applicable.
fn verdicts(world: &World, kind: fn(Asks) -> bool) -> ([bool; 4], [bool; 4]) {
    let (mut at_units, mut at_nodes) = ([false; 4], [false; 4]);
    Floor::<Plain>::new(world).run(|target, _, said| {
        if kind(world.targets[target].asks) {
            said.units.said().for_each(|o| at_units[(o.mark & VERDICT) as usize] = true);
            said.nodes.iter().for_each(|o| at_nodes[(o.mark & VERDICT) as usize] = true);
        }
    });
    (at_units, at_nodes)
}

#[test]
fn every_verdict_occurs_that_can() {
    let world = World::new(S, 1);
    let all = |verdicts: &[u32]| [MET, MISSED, OPEN, NOT_APPLICABLE].map(|v| verdicts.contains(&v));
    let (any, decided) = (all(&[MET, MISSED, OPEN]), all(&[MET, MISSED, OPEN, NOT_APPLICABLE]));
    assert_eq!(verdicts(&world, |asks| matches!(asks, Asks::Pooled)), (decided, any));
    assert_eq!(verdicts(&world, |asks| matches!(asks, Asks::UnitsByShare)), (decided, any));
    assert_eq!(verdicts(&world, |asks| matches!(asks, Asks::UnitsDone)), (any, any));
    // Counts are asked for by the size of a unit: at a district they are always enough.
    assert_eq!(verdicts(&world, |asks| matches!(asks, Asks::Total(_))), (any, all(&[MET])));
}

#[test]
fn a_twelfth_of_the_cells_is_missing_and_a_twentieth_lies_on_its_threshold() {
    let world = World::new(S, 1);
    let cells = S.units * S.targets * MONTHS;
    let missing = cells - world.observations();
    assert!((7..=9).contains(&(missing * 100 / cells)), "{missing} of {cells}");
    let Column::Shares(parts, wholes) = &world.targets[0].column else {
        panic!("the first target is of shares")
    };
    let shares = || parts.iter().zip(wholes).filter(|(_, whole)| ![0, MISSING].contains(*whole));
    let on = |part: u32, whole: u32| u64::from(part) * POOLED.below == u64::from(whole) * POOLED.above;
    let exact = shares().filter(|(part, whole)| on(**part, **whole)).count();
    assert!((4..=6).contains(&(exact * 100 / shares().count())), "{exact} of {}", shares().count());
}

#[test]
fn what_is_missing_comes_in_once() {
    let world = World::new(TINY, 1);
    let mut ledger = model::ledger(&world);
    let before = ledger.observations().count();
    for report in model::missing(&world) {
        assert_eq!(ledger.add(report), Ok(kehoach::Added::New));
    }
    assert!(before < ledger.observations().count());
    assert_eq!(ledger.observations().count(), world.shape.units * world.shape.targets * MONTHS);
}
