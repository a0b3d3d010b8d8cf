//! Reports in Parquet, tallied and merged by Apache DataFusion, with the verdicts of the library: `cargo run`, or `cargo run -- S`
//! for a province instead of a country. See the README.

mod answers;
mod merge_tallies;
#[expect(dead_code, reason = "the bench alone writes CSV and score sheets")]
#[path = "../../../benches/scale/model.rs"]
mod model;
mod query;
#[path = "../../../benches/scale/shapes.rs"]
mod shapes;
mod store;
mod unit_tally;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
    time::{Duration, Instant},
};

use answers::{Answers, Travelled, Verdicts};
use datafusion::prelude::SessionContext;
use kehoach::{Evaluator, Ledger};
use shapes::{L, M, S, Shape, TINY, World};

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// The seed of the bench.
const SEED: u64 = 2026;
const USAGE: &str = "usage: datafusion-tally [tiny | S | M | L]";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let shape = match arguments.as_slice() {
        [] => Some(M),
        [name] => [TINY, S, M, L].into_iter().find(|shape| shape.name == name),
        _ => None,
    };
    let Some(shape) = shape else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/reports").join(shape.name);
    match run(shape, &folder) {
        Ok(report) => {
            print!("{report}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// One line of the table of times.
struct Line {
    what: &'static str,
    how_much: String,
    took: Duration,
}

fn timed<T>(
    lines: &mut Vec<Line>,
    what: &'static str,
    work: impl FnOnce() -> Result<(T, String), Failure>,
) -> Result<T, Failure> {
    let started = Instant::now();
    let (made, how_much) = work()?;
    lines.push(Line { what, how_much, took: started.elapsed() });
    Ok(made)
}

/// The whole way on one shape, as tables in Markdown.
///
/// # Errors
/// Whatever fails, and the first outcome on which the engine and the library differ.
fn run(shape: Shape, folder: &Path) -> Result<String, Failure> {
    let world = World::new(shape, SEED);
    let (plan, register, ledger) =
        (Arc::new(model::plan(&world)), model::register(&world), model::ledger(&world));
    let day = model::day();
    let places = store::places(&register, day);
    let mut lines = Vec::new();
    timed(&mut lines, "reports to Parquet", || {
        let (files, bytes) = store::write(folder, &places, &ledger)?;
        Ok(((), format!("{} reports, {files} files, {} kB", world.observations(), bytes / 1_000)))
    })?;

    let runtime = tokio::runtime::Builder::new_multi_thread().build()?;
    let context = SessionContext::new();
    let units = timed(&mut lines, "DataFusion: a tally of each unit", || {
        let rows = runtime
            .block_on(async { query::collected(query::of_units(&context, folder, &plan).await?).await })?;
        let count = format!("{} tallies", rows.num_rows());
        Ok((rows, count))
    })?;
    let nodes = timed(&mut lines, "DataFusion: the same, merged at all nodes", || {
        let rows = runtime.block_on(async {
            query::collected(query::merged(query::of_units(&context, folder, &plan).await?)?).await
        })?;
        let count = format!("{} tallies", rows.num_rows());
        Ok((rows, count))
    })?;

    // Who merges needs no report: the plan says what is asked, the register who there is.
    let (nothing, country) = (Ledger::new(), plan.issuer().as_str());
    let judge = Evaluator::new(&plan, &register, &nothing, day)?;
    let answers = Answers::new(country, &[&units, &nodes])?;
    let outcomes = timed(&mut lines, "the library: all reports at once", || {
        let evaluator = Evaluator::new(&plan, &register, &ledger, day)?;
        let mut outcomes = Vec::new();
        for target in plan.targets() {
            outcomes.push(evaluator.target(&target.id)?);
        }
        let count: usize = outcomes.iter().map(Vec::len).sum();
        Ok((outcomes, format!("{count} outcomes")))
    })?;
    let verdicts = timed(&mut lines, "merged tallies judged and compared", || {
        let mut verdicts = Verdicts::default();
        for outcomes in &outcomes {
            answers.same(&judge, outcomes, &mut verdicts)?;
        }
        Ok((verdicts, format!("{} outcomes, all the same", verdicts.all())))
    })?;
    if verdicts.all() != answers.len() {
        return Err(format!("{} tallies for {} outcomes", answers.len(), verdicts.all()).into());
    }
    let travelled = [Answers::travelled(&units)?, Answers::travelled(&nodes)?];
    Ok(tables(shape, &lines, verdicts, travelled))
}

fn tables(shape: Shape, lines: &[Line], verdicts: Verdicts, [units, nodes]: [Travelled; 2]) -> String {
    let mut text = format!(
        "shape {}: {} units below {} districts and provinces, {} targets, {} months\n\n| step | how much | seconds |\n|---|---|---|\n",
        shape.name,
        shape.units,
        shape.nodes() - 1,
        shape.targets,
        shapes::MONTHS,
    );
    for Line { what, how_much, took } in lines {
        text += &format!("| {what} | {how_much} | {:.2} |\n", took.as_secs_f64());
    }
    let Verdicts { met, missed, open, not_applicable } = verdicts;
    text += &format!(
        "\n| verdicts | met | missed | open | not applicable |\n|---|---|---|---|---|\n| the same of both | {met} | {missed} | {open} | {not_applicable} |\n"
    );
    text += "\n| tallies of | how many | bytes | bytes each |\n|---|---|---|---|\n";
    for (what, Travelled { tallies, bytes }) in
        [("units", units), ("districts, provinces, the country", nodes)]
    {
        let each = (10 * bytes / tallies.max(1)).to_string();
        let (whole, tenth) = each.split_at(each.len().saturating_sub(1));
        text += &format!("| {what} | {tallies} | {bytes} | {whole}.{tenth} |\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_engine_gives_the_verdicts_of_the_library() {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/reports/test");
        let report = run(TINY, &folder).unwrap();
        // 430 units, 22 districts, 2 provinces and the country, of 8 targets in 12 months.
        assert!(
            report.contains(&format!("{} outcomes, all the same", (430 + 22 + 2 + 1) * 8 * 12)),
            "{report}"
        );
    }
}
