//! How much memory a ledger takes, from its file to every verdict: measured in a process of its own.

use std::{
    fs::{File, remove_file, write},
    path::Path,
    process::{Command, Stdio},
};

use kehoach::{Ledger, Prepared};

use crate::{
    SEED, model,
    rows::digest,
    shapes::{Shape, World},
    table::{BYTES, Row},
};

/// What the process is asked with that measures.
pub const ASKED: &str = "measure-memory";

/// Writes the file of a shape, has another process read and evaluate it, and takes the file away again.
///
/// # Panics
/// If no file can be written, or the other process fails.
pub fn row(world: &World) -> Row {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}.csv", world.shape.name));
    write(&file, model::csv(world)).expect("the file can be written");
    let program = std::env::current_exe().expect("this program");
    let mut command = Command::new(program);
    let asked = command.args(["--bench", ASKED, world.shape.name]).arg(&file).stderr(Stdio::inherit());
    let output = asked.output().expect("this program runs again");
    remove_file(&file).expect("the file can be taken away");
    assert!(output.status.success(), "the measuring process failed");
    let took = String::from_utf8(output.stdout).ok().and_then(|text| text.trim().parse().ok());
    Row {
        what: "most memory of load and columns",
        shape: world.shape.name,
        of: "observations",
        count: world.observations(),
        took: took.expect("a number of bytes"),
        unit: BYTES,
        beside: None,
    }
}

/// The most memory that this process has held so far, in bytes.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("the peak");
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").trim().parse().expect("a number");
    kilobytes * 1024
}

/// In the process of its own: prints by how much its peak rose, plan and register included, over what the empty process held.
///
/// # Panics
/// If the file is not the one of the shape.
pub fn measure(shape: Shape, file: &str) {
    let before = peak();
    // The figures stand in the file. Drawn without them, totals ask for other counts, which takes as much memory.
    let world = World { shape, ..World::new(Shape { units: 0, ..shape }, SEED) };
    let (plan, register) = (model::plan(&world), model::register(&world));
    let file = File::open(file).expect("the file was written before");
    let ledger = Ledger::read_csv(file, &plan, &register, |_| ())
        .expect("the file is right")
        .whole()
        .expect("every row is right");
    let loaded = peak();
    let prepared = Prepared::new(&plan, &register).expect("the plan fits the register");
    let evaluator = prepared.evaluator(&ledger, model::day()).expect("the ledger fits");
    let digest = evaluator.columns().map(digest).fold(0, u64::wrapping_add);
    let whole = peak() - before;
    eprintln!(
        "shape {}: {} bytes once loaded, {whole} in all (digest {digest:x})",
        shape.name,
        loaded - before
    );
    println!("{whole}");
}
