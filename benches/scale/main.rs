//! The library at the size of a country, beside loops written by hand: `cargo bench --bench scale`.
//!
//! First checks that the loops give the library's answers, then prints one table in Markdown. Shapes can be named, to be
//! measured alone: `cargo bench --bench scale -- S M`; `-- reform` measures a year with a reorganisation in it alone, `-- memory` measures memory alone. Without `--bench`, as a test runner
//! calls it, only the check is run.

mod check;
mod floor;
mod live;
mod measure;
mod memory;
mod model;
mod plain_reader;
mod reform;
mod rows;
mod shapes;
mod table;

use std::process::ExitCode;

use shapes::{L, M, S, Shape, TINY, World};

const SEED: u64 = 2026;
const MEMORY: &str = "memory";
const REFORM: &str = "reform";
const USAGE: &str = "usage: cargo bench --bench scale -- [S] [M] [L] [reform] [memory]";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if !arguments.iter().any(|argument| argument == "--bench") {
        check::all(TINY, SEED);
        return ExitCode::SUCCESS;
    }
    let named: Vec<&str> =
        arguments.iter().map(String::as_str).filter(|argument| !argument.starts_with("--")).collect();
    let shapes = [S, M, L];
    if let [memory::ASKED, name, file] = named[..] {
        let Some(shape) = shapes.into_iter().find(|shape| shape.name == name) else { return usage() };
        memory::measure(shape, file);
        return ExitCode::SUCCESS;
    }
    if named
        .iter()
        .any(|name| *name != MEMORY && *name != REFORM && shapes.iter().all(|shape| shape.name != *name))
    {
        return usage();
    }
    let wanted = |name: &str| named.is_empty() || named.contains(&name);
    let mut rows = Vec::new();
    if shapes.iter().any(|shape| wanted(shape.name)) {
        for shape in [TINY, S] {
            check::all(shape, SEED);
        }
        eprintln!("the loops say what the library says on {} and {}", TINY.name, S.name);
        for shape in shapes.into_iter().filter(|shape| wanted(shape.name)) {
            rows.extend(of_shape(shape));
        }
        rows.push(rows::phrase_reading());
        rows.push(rows::schedule_expansion());
    }
    if wanted(REFORM) {
        rows.extend(reform::rows());
    }
    if wanted(MEMORY) {
        rows.push(memory::row(&World::new(L, SEED)));
    }
    print!("{}", table::markdown(&rows));
    ExitCode::SUCCESS
}

fn usage() -> ExitCode {
    eprintln!("{USAGE}");
    ExitCode::from(2)
}

fn of_shape(shape: Shape) -> Vec<table::Row> {
    let Shape { name, units, targets } = shape;
    eprintln!("shape {name}: {units} units, {targets} targets, {} months", shapes::MONTHS);
    let world = World::new(shape, SEED);
    let mut rows = Vec::from(rows::floors(&world));
    let floor = rows[0].took;
    rows.extend(rows::batch(&world, floor));
    rows.push(live::one_more(&world));
    if name == M.name {
        rows.extend(rows::ingest(&world));
        rows.push(rows::scoring(&world));
    }
    rows
}
