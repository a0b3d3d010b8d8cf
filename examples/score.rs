//! Scores the subjects of a sheet, ranks them, and says why.
//!
//! ```text
//! cargo run --example score
//! cargo run --example score -- PLAN --sheet FILE --units FILE [--reorganisation FILE] --reports FILE --as-of DATE
//!     [--explain UNIT [--criterion ID]] [--format text|json] [--lang vi|en]
//! ```
//!
//! Without arguments it scores the party committees of the communes of Tam Đường for 2023 as of 2023-12-31, by a sheet, a
//! register and reports that are made up.

#[macro_use]
mod common;
#[path = "score/json.rs"]
mod json;
#[path = "score/table.rs"]
mod table;

use std::process::ExitCode;

use common::{Arguments, Failure, Inputs};
use kehoach::{
    CriterionId, Evaluator, Language, UnitId,
    score::{ScoreError, Scorer, Scores},
    workdays::WorkingCalendar,
};

const USAGE: &str =
    "usage: score [PLAN --sheet FILE --units FILE [--reorganisation FILE] --reports FILE --as-of DATE]
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
    let known =
        ["sheet", "units", "reorganisation", "reports", "as-of", "explain", "criterion", "format", "lang"];
    let arguments = Arguments::read(&known, USAGE)?;
    let inputs = Inputs::read(&arguments, USAGE, "2023-12-31")?;
    let sheet = inputs.beside(&arguments, USAGE, "sheet", "sheet.toml")?;
    if arguments.get("criterion").is_some() && arguments.get("explain").is_none() {
        return Err(Failure(format!("error: `--criterion` goes with `--explain`\n{USAGE}")));
    }
    let (language, for_programs) = (arguments.language()?, arguments.json()?);
    let plan = common::plan(&inputs.plan)?;
    let sheet = common::sheet(&sheet, &plan)?;
    let register = inputs.register()?;
    let ledger = common::ledger(&inputs.reports, &plan, &register)?;
    let working_days = WorkingCalendar::viet_nam();
    let evaluator = Evaluator::new(&plan, &register, &ledger, inputs.as_of)
        .map_err(|error| common::hint(&error, error.did_you_mean()))?
        .with_working_days(&working_days);
    let hint = |error: ScoreError| common::hint(&error, error.did_you_mean());
    let scorer = Scorer::new(&evaluator, &sheet).map_err(hint)?;
    let scores = scorer.scores().map_err(hint)?;
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
    let explanation = explanation.map_err(|error| common::hint(&error, error.did_you_mean()))?;
    if for_programs {
        say!("{}", serde_json::to_string_pretty(&explanation)?);
    } else {
        say!("{}", explanation.text(view.language).trim_end());
    }
    Ok(())
}
