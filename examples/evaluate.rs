//! Evaluates a plan and prints who has met what.
//!
//! ```text
//! cargo run --example evaluate
//! cargo run --example evaluate -- PLAN --units FILE --reports FILE --as-of DATE
//!     [--subject UNIT] [--target ID] [--format text|json] [--lang vi|en]
//! ```
//!
//! Without arguments it evaluates the plan of Tam Đường for 2023 as of 2023-12-31, with a made-up register and made-up reports.

mod common;
#[path = "evaluate/json.rs"]
mod json;
#[path = "evaluate/table.rs"]
mod table;

use std::{path::PathBuf, process::ExitCode};

use common::{Arguments, Failure};
use kehoach::{Evaluation, Evaluator, Language, Plan, Register, TargetId, UnitId};

const USAGE: &str = "usage: evaluate [PLAN --units FILE --reports FILE --as-of DATE]
                [--subject UNIT] [--target ID] [--format text|json] [--lang vi|en]";

/// Everything that is shown.
struct View<'a> {
    plan: &'a Plan,
    register: &'a Register,
    evaluator: &'a Evaluator<'a>,
    evaluation: Evaluation,
    language: Language,
    /// The one unit that is looked at, where it is one.
    subject: Option<UnitId>,
    /// Whether the reports are the made-up ones.
    sample: bool,
}

fn main() -> ExitCode {
    common::run(program)
}

fn program() -> Result<(), Failure> {
    let arguments =
        Arguments::read(&["units", "reports", "as-of", "subject", "target", "format", "lang"], USAGE)?;
    let sample = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples/data/tam-duong-2023");
    let given = |flag: &str| {
        arguments.get(flag).ok_or_else(|| Failure(format!("error: `--{flag}` is missing\n{USAGE}")))
    };
    let sample_reports = arguments.plain.is_empty() && arguments.get("reports").is_none();
    let (plan, units, reports, as_of) = match &arguments.plain[..] {
        [] => {
            let or_sample = |flag, file| arguments.get(flag).map_or(sample.join(file), PathBuf::from);
            let as_of = arguments.get("as-of").unwrap_or("2023-12-31");
            (
                sample.join("plan.toml"),
                or_sample("units", "units.csv"),
                or_sample("reports", "reports.csv"),
                as_of,
            )
        }
        [plan] => (plan.into(), given("units")?.into(), given("reports")?.into(), given("as-of")?),
        _ => return Err(Failure(format!("error: one plan at a time\n{USAGE}"))),
    };
    let (language, for_programs) = (arguments.language()?, arguments.json()?);
    let as_of = common::day(as_of)?;
    let plan = common::plan(&plan)?;
    let register = common::register(&units)?;
    let ledger = common::ledger(&reports, &plan, &register)?;

    let hint = |error: kehoach::EvaluateError| match error.did_you_mean() {
        Some(near) => Failure(format!("error: {error}\n  help: did you mean `{near}`?")),
        None => Failure(format!("error: {error}")),
    };
    let evaluator = Evaluator::new(&plan, &register, &ledger, as_of).map_err(hint)?;
    let mut evaluation = evaluator.evaluate().map_err(hint)?;
    let subject = arguments.get("subject").map(UnitId::new).transpose()?;
    if let Some(subject) = &subject {
        evaluation.outcomes = evaluator.at(subject).map_err(hint)?;
        evaluation.lines.clear();
        let below: Vec<UnitId> = register.at(as_of).subtree(subject).map(|unit| unit.id.clone()).collect();
        evaluation.notes.retain(|note| subject == plan.issuer() || below.contains(note.about().1));
    }
    if let Some(target) = arguments.get("target") {
        let target = TargetId::new(target)?;
        evaluator.target(&target).map_err(hint)?;
        evaluation.outcomes.retain(|outcome| outcome.target == target);
        evaluation.lines.retain(|line| line.target == target);
        let indicator = plan.target(&target).and_then(|target| target.indicator.as_ref());
        evaluation.notes.retain(|note| indicator == Some(note.about().0));
    }
    let view = View {
        plan: &plan,
        register: &register,
        evaluator: &evaluator,
        evaluation,
        language,
        subject,
        sample: sample_reports,
    };
    if for_programs { json::print(&view) } else { table::print(&view) }
}
