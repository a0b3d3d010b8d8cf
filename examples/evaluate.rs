//! Evaluates a plan and prints who has met what, and how its tasks stand.
//!
//! ```text
//! cargo run --example evaluate
//! cargo run --example evaluate -- PLAN --units FILE [--reorganisation FILE] --reports FILE --as-of DATE
//!     [--subject UNIT] [--target ID] [--upcoming line|full] [--format text|json] [--lang vi|en]
//! ```
//!
//! A judging period that is still to come takes one line of the table, unless `--upcoming full` asks for all that can be said of it.
//! Without arguments it evaluates the plan of Tam Đường for 2023 as of 2023-12-31, with a made-up register and made-up reports.

#[macro_use]
mod common;
#[path = "evaluate/json.rs"]
mod json;
#[path = "evaluate/table.rs"]
mod table;
#[path = "evaluate/tasks.rs"]
mod tasks;

use std::process::ExitCode;

use common::{Arguments, Failure, Inputs};
use kehoach::{
    Evaluation, Evaluator, Language, OccurrenceStatus, Plan, Register, TargetId, UnitId, explain::InWords,
    workdays::WorkingCalendar,
};

const USAGE: &str = "usage: evaluate [PLAN --units FILE [--reorganisation FILE] --reports FILE --as-of DATE]
                [--subject UNIT] [--target ID] [--upcoming line|full] [--format text|json] [--lang vi|en]";

/// Everything that is shown.
struct View<'a> {
    plan: &'a Plan,
    register: &'a Register,
    evaluator: &'a Evaluator<'a>,
    evaluation: Evaluation,
    occurrences: Vec<OccurrenceStatus>,
    language: Language,
    said: InWords<'a>,
    /// Whether judging periods that are still to come are told in full.
    upcoming: bool,
    /// The one unit that is looked at, where it is one.
    subject: Option<UnitId>,
    /// Whether the reports are the made-up ones.
    sample: bool,
}

fn main() -> ExitCode {
    common::run(program)
}

fn program() -> Result<(), Failure> {
    let hint = |error: kehoach::EvaluateError| common::hint(&error, error.did_you_mean());
    let arguments = Arguments::read(
        &["units", "reorganisation", "reports", "as-of", "subject", "target", "upcoming", "format", "lang"],
        USAGE,
    )?;
    let sample = arguments.plain.is_empty() && arguments.get("reports").is_none();
    let inputs = Inputs::read(&arguments, USAGE, "2023-12-31")?;
    let (language, for_programs) = (arguments.language()?, arguments.json()?);
    let upcoming = match arguments.get("upcoming") {
        None | Some("line") => false,
        Some("full") => true,
        Some(other) => {
            return Err(Failure(format!("error: `--upcoming` is `line` or `full`, not `{other}`\n{USAGE}")));
        }
    };
    let plan = common::plan(&inputs.plan)?;
    let register = inputs.register()?;
    let ledger = common::ledger(&inputs.reports, &plan, &register)?;

    let working_days = WorkingCalendar::viet_nam();
    let evaluator = Evaluator::new(&plan, &register, &ledger, inputs.as_of).map_err(hint)?;
    let evaluator = evaluator.with_working_days(&working_days);
    let mut evaluation = evaluator.evaluate().map_err(hint)?;
    let subject = arguments.get("subject").map(UnitId::new).transpose()?;
    if let Some(subject) = &subject {
        evaluation.outcomes = evaluator.at(subject).map_err(hint)?;
        evaluation.lines.clear();
        let below: Vec<UnitId> =
            register.at(inputs.as_of).subtree(subject).map(|unit| unit.id.clone()).collect();
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
    let occurrences = match &subject {
        Some(subject) => evaluator.occurrences_at(subject),
        None => evaluator.occurrences(),
    };
    let occurrences = occurrences.map_err(hint)?;
    let view = View {
        plan: &plan,
        register: &register,
        evaluator: &evaluator,
        evaluation,
        occurrences,
        language,
        said: InWords::new(&plan, language),
        upcoming,
        subject,
        sample,
    };
    if for_programs {
        return json::print(&view);
    }
    table::print(&view)?;
    tasks::print(&view)
}
