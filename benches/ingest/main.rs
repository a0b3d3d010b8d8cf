//! Reading a long ledger in CSV, beside a plain reader: `cargo bench --bench ingest`.
//!
//! Prints nanoseconds a row and the ratio to the plain reader, in processor time, for the shape `M` or those that are named. Two
//! modes more are for memory: `-- write L FILE` writes the file of a shape, and `-- memory L FILE`, in a process of its own, reads
//! and evaluates it and prints how much memory that took for each observation. Without `--bench`, as a test runner calls it, the
//! two readers are compared on a tiny shape.

#[path = "../scale/measure.rs"]
mod measure;
#[allow(dead_code, reason = "the bench of evaluation uses the rest")]
#[path = "../scale/model.rs"]
mod model;
mod plain;
#[allow(dead_code, reason = "the bench of evaluation uses the rest")]
#[path = "../scale/shapes.rs"]
mod shapes;

use std::{fs::File, io::Write as _, process::ExitCode};

use kehoach::{Evaluator, Ledger};
use shapes::{L, M, S, Shape, TINY, World};

const SEED: u64 = 2026;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let named: Vec<&str> =
        arguments.iter().map(String::as_str).filter(|argument| !argument.starts_with("--")).collect();
    let shape = |name: &str| [TINY, S, M, L].into_iter().find(|shape| shape.name == name);
    if !arguments.iter().any(|argument| argument == "--bench") {
        compare(&World::new(TINY, SEED));
        return ExitCode::SUCCESS;
    }
    match named[..] {
        ["write", name, path] => match shape(name) {
            Some(shape) => write(shape, path),
            None => return usage(),
        },
        ["memory", name, path] => match shape(name) {
            Some(shape) => memory(shape, path),
            None => return usage(),
        },
        [] => table(&[M]),
        _ => {
            let shapes: Option<Vec<Shape>> = named.iter().map(|name| shape(name)).collect();
            match shapes {
                Some(shapes) => table(&shapes),
                None => return usage(),
            }
        }
    }
    ExitCode::SUCCESS
}

fn usage() -> ExitCode {
    eprintln!(
        "usage: cargo bench --bench ingest -- [tiny] [S] [M] [L] | write SHAPE FILE | memory SHAPE FILE"
    );
    ExitCode::from(2)
}

/// Both readers see the same rows.
fn compare(world: &World) {
    let text = model::csv(world);
    let (plan, register) = (model::plan(world), model::register(world));
    let read = Ledger::from_csv(&text, &plan, &register).ok().and_then(|intake| intake.whole().ok());
    let ledger = read.expect("the file is right");
    let rows = plain::read(&text);
    assert_eq!(rows.len(), world.observations());
    assert_eq!(ledger, model::ledger(world));
    let streamed = Ledger::read_csv(text.as_bytes(), &plan, &register, |_| ());
    assert_eq!(streamed.ok().and_then(|intake| intake.whole().ok()), Some(ledger));
}

fn table(shapes: &[Shape]) {
    println!("| shape | rows | reader | ns a row | of the plain reader |\n|---|---:|---|---:|---:|");
    for shape in shapes {
        let world = World::new(*shape, SEED);
        let text = model::csv(&world);
        let (plan, register) = (model::plan(&world), model::register(&world));
        let whole = |text: &str| {
            let intake = Ledger::from_csv(text, &plan, &register).expect("the file is right");
            intake.whole().expect("every row is right")
        };
        let piecewise = |text: &str| {
            let intake = Ledger::read_csv(text.as_bytes(), &plan, &register, |_| ());
            intake.expect("the file is right").whole().expect("every row is right")
        };
        // In turn, and again: whatever else the machine does falls on all of them.
        let mut found: [Vec<u128>; 3] = Default::default();
        for _ in 0..3 {
            found[0].push(measure::nanoseconds(|| plain::read(&text)));
            found[1].push(measure::nanoseconds(|| whole(&text)));
            found[2].push(measure::nanoseconds(|| piecewise(&text)));
        }
        let [plain, whole, piecewise] = found.map(|mut times| {
            times.sort_unstable();
            times[times.len() / 2]
        });
        let count = u128::try_from(world.observations()).expect("a count");
        for (what, time) in [("plain", plain), ("`from_csv`", whole), ("`read_csv`", piecewise)] {
            let hundredths = time * 100 / plain;
            println!(
                "| {} | {count} | {what} | {} | {}.{:02} |",
                shape.name,
                time / count,
                hundredths / 100,
                hundredths % 100
            );
        }
    }
}

fn write(shape: Shape, path: &str) {
    let text = model::csv(&World::new(shape, SEED));
    File::create(path).and_then(|mut file| file.write_all(text.as_bytes())).expect("the file can be written");
}

/// The most memory that this process has held so far, in bytes.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("the peak");
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").trim().parse().expect("a number");
    kilobytes * 1024
}

fn memory(shape: Shape, path: &str) {
    // The targets of a shape do not depend on how many units there are: the figures stand in the file.
    let few = World::new(Shape { units: 0, ..shape }, SEED);
    let world = World { shape, ..few };
    let (plan, register) = (model::plan(&world), model::register(&world));
    let before = peak();
    let file = File::open(path).expect("the file was written before");
    let intake = Ledger::read_csv(file, &plan, &register, |_| ()).expect("the file is right");
    let count = u64::try_from(intake.accepted).expect("a count");
    let ledger = intake.whole().expect("every row is right");
    let loaded = peak();
    println!("{count} observations; {} bytes each after loading", (loaded - before) / count);
    let evaluator = Evaluator::new(&plan, &register, &ledger, model::day()).expect("the parts fit");
    let outcomes = evaluator.evaluate().expect("the plan can be evaluated").outcomes.len();
    println!("{outcomes} outcomes; {} bytes an observation in all", (peak() - before) / count);
}
