//! Scores the subjects of a sheet, ranks them, and says why.
//!
//! ```text
//! cargo run --example score
//! cargo run --example score -- PLAN --sheet FILE --units FILE --reports FILE --as-of DATE
//!     [--explain UNIT [--criterion ID]] [--format text|json] [--lang vi|en]
//! ```
//!
//! Without arguments it scores the party committees of the communes of Tam Đường for 2023 as of 2023-12-31, by a sheet, a
//! register and reports that are made up.

mod common;
#[path = "score/json.rs"]
mod json;
#[path = "score/table.rs"]
mod table;

use std::{path::PathBuf, process::ExitCode};

use common::{Arguments, Failure};
use kehoach::{
    CriterionId, Evaluator, Language, UnitId,
    score::{Scorer, Scores},
};

const USAGE: &str = "usage: score [PLAN --sheet FILE --units FILE --reports FILE --as-of DATE]
             [--explain UNIT [--criterion ID]] [--format text|json] [--lang vi|en]";

/// Everything that is shown.
struct View<'a> {
    scorer: &'a Scorer<'a, 'a>,
    scores: Scores,
    language: Language,
}

fn main() -> ExitCode {
    common::run(program)
}

fn program() -> Result<(), Failure> {
    let known = ["sheet", "units", "reports", "as-of", "explain", "criterion", "format", "lang"];
    let arguments = Arguments::read(&known, USAGE)?;
    let sample = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples/data/tam-duong-2023");
    let file = |flag: &str, name: &str| match (arguments.get(flag), &arguments.plain[..]) {
        (Some(path), _) => Ok(PathBuf::from(path)),
        (None, []) => Ok(sample.join(name)),
        (None, _) => Err(Failure(format!("error: `--{flag}` is missing\n{USAGE}"))),
    };
    let plan = match &arguments.plain[..] {
        [] => sample.join("plan.toml"),
        [plan] => plan.into(),
        _ => return Err(Failure(format!("error: one plan at a time\n{USAGE}"))),
    };
    if arguments.get("criterion").is_some() && arguments.get("explain").is_none() {
        return Err(Failure(format!("error: `--criterion` goes with `--explain`\n{USAGE}")));
    }
    let (language, for_programs) = (arguments.language()?, arguments.json()?);
    let as_of = match (arguments.get("as-of"), &arguments.plain[..]) {
        (Some(day), _) => common::day(day)?,
        (None, []) => common::day("2023-12-31")?,
        (None, _) => return Err(Failure(format!("error: `--as-of` is missing\n{USAGE}"))),
    };
    let plan = common::plan(&plan)?;
    let sheet = common::sheet(&file("sheet", "sheet.toml")?, &plan)?;
    let register = common::register(&file("units", "units.csv")?)?;
    let ledger = common::ledger(&file("reports", "reports.csv")?, &plan, &register)?;
    let hint = |error: &dyn std::fmt::Display, near: Option<&str>| match near {
        Some(near) => Failure(format!("error: {error}\n  help: did you mean `{near}`?")),
        None => Failure(format!("error: {error}")),
    };
    let evaluator =
        Evaluator::new(&plan, &register, &ledger, as_of).map_err(|e| hint(&e, e.did_you_mean()))?;
    let scorer = Scorer::new(&evaluator, &sheet).map_err(|e| hint(&e, e.did_you_mean()))?;
    let scores = scorer.scores().map_err(|e| hint(&e, e.did_you_mean()))?;
    let view = View { scorer: &scorer, scores, language };
    match arguments.get("explain") {
        Some(unit) => {
            let criterion = arguments.get("criterion").map(CriterionId::new).transpose()?;
            explain(&view, &UnitId::new(unit)?, criterion.as_ref(), for_programs)
        }
        None if for_programs => json::print(&view),
        None => table::print(&view),
    }
}

fn explain(
    view: &View<'_>,
    unit: &UnitId,
    criterion: Option<&CriterionId>,
    for_programs: bool,
) -> Result<(), Failure> {
    let explanation = match criterion {
        Some(criterion) => view.scorer.explain_criterion(unit, criterion),
        None => view.scorer.explain(&view.scores, unit),
    };
    let explanation = explanation.map_err(|error| match error.did_you_mean() {
        Some(near) => Failure(format!("error: {error}\n  help: did you mean `{near}`?")),
        None => Failure(format!("error: {error}")),
    })?;
    if for_programs {
        println!("{}", serde_json::to_string_pretty(&explanation)?);
    } else {
        print!("{}", explanation.text(view.language));
    }
    Ok(())
}
