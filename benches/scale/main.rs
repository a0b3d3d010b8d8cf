//! The library at the size of a country, against a loop written by hand: `cargo bench --bench scale`.
//!
//! First checks that the loop gives the library's answers, then prints one table in Markdown. Shapes can be named, to be
//! measured alone: `cargo bench --bench scale -- S M`. Without `--bench`, as a test runner calls it, only the check is run.

mod check;
mod floor;
mod live;
mod measure;
mod model;
mod rows;
mod shapes;
mod table;

use shapes::{L, M, S, Shape, TINY, World};

const SEED: u64 = 2026;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if !arguments.iter().any(|argument| argument == "--bench") {
        return check::all(TINY, SEED);
    }
    let named: Vec<&String> = arguments.iter().filter(|argument| !argument.starts_with("--")).collect();
    let wanted = |shape: &Shape| named.is_empty() || named.iter().any(|name| *name == shape.name);
    for shape in [TINY, S] {
        check::all(shape, SEED);
    }
    eprintln!("the loop says what the library says on {} and {}", TINY.name, S.name);
    let mut rows = Vec::new();
    for shape in [S, M, L].into_iter().filter(wanted) {
        eprintln!(
            "shape {}: {} units, {} targets, {} months",
            shape.name,
            shape.units,
            shape.targets,
            shapes::MONTHS
        );
        let world = World::new(shape, SEED);
        let floor = rows::floor(&world);
        let nanoseconds = floor.nanoseconds;
        rows.push(floor);
        rows.extend(rows::batch(&world, nanoseconds));
        rows.push(live::one_more(&world));
        if shape.name == S.name {
            rows.push(rows::simple_call(&world, nanoseconds));
            rows.push(rows::ingest(&world));
        }
        if shape.name == M.name {
            rows.push(rows::scoring(&world));
        }
    }
    rows.push(rows::phrase_reading());
    rows.push(rows::schedule_expansion());
    print!("{}", table::markdown(&rows));
}
