//! Prints what one unit has to do, with whom and by when, how it stands, and what is pending.
//!
//! ```text
//! cargo run --example duties -- --unit ban-dan-van --as-of 2023-10-15
//! cargo run --example duties -- PLAN --units FILE [--reorganisation FILE] --reports FILE --unit UNIT --as-of DATE
//!     [--within DAYS] [--lang vi|en] [--format text|json] [--calendar FILE]
//! ```
//!
//! Without a plan it shows that of Tam Đường for 2023, with a made-up register and made-up records. `--calendar` writes the
//! list as an iCalendar file (RFC 5545), to be opened by any calendar.

#[macro_use]
mod common;
#[path = "duties/calendar.rs"]
mod calendar;
#[path = "duties/list.rs"]
mod list;

use std::process::ExitCode;

use common::{Arguments, Failure, Inputs};
use kehoach::{
    Agenda, Duties, Evaluator, Language, OccurrenceStatus, Plan, Register, UnitId, workdays::WorkingCalendar,
};

const USAGE: &str =
    "usage: duties [PLAN --units FILE [--reorganisation FILE] --reports FILE] [--unit UNIT] [--as-of DATE]
              [--within DAYS] [--lang vi|en] [--format text|json] [--calendar FILE]";

/// Everything that is shown.
struct View<'a> {
    plan: &'a Plan,
    register: &'a Register,
    as_of: chrono::NaiveDate,
    within: u32,
    language: Language,
    agenda: Agenda,
    /// Of all tasks, with all units.
    occurrences: Vec<OccurrenceStatus>,
    pending: Vec<OccurrenceStatus>,
}

fn main() -> ExitCode {
    common::run(program)
}

fn program() -> Result<(), Failure> {
    let hint = |error: kehoach::EvaluateError| common::hint(&error, error.did_you_mean());
    let known =
        ["units", "reorganisation", "reports", "as-of", "unit", "within", "lang", "format", "calendar"];
    let arguments = Arguments::read(&known, USAGE)?;
    let inputs = Inputs::read(&arguments, USAGE, "2023-10-15")?;
    let (language, for_programs) = (arguments.language()?, arguments.json()?);
    let within = match arguments.get("within").unwrap_or("30").parse() {
        Ok(within) => within,
        Err(_) => return Err(Failure(format!("error: `--within` is a number of days\n{USAGE}"))),
    };
    let plan = common::plan(&inputs.plan)?;
    let register = inputs.register()?;
    let ledger = common::ledger(&inputs.reports, &plan, &register)?;
    let unit = UnitId::new(arguments.get("unit").unwrap_or("ban-dan-van"))?;

    let working_days = WorkingCalendar::viet_nam();
    let evaluator = Evaluator::new(&plan, &register, &ledger, inputs.as_of).map_err(hint)?;
    let evaluator = evaluator.with_working_days(&working_days);
    let pending = evaluator.pending(&unit, within).map_err(hint)?;
    let view = View {
        plan: &plan,
        register: &register,
        as_of: inputs.as_of,
        within,
        language,
        agenda: Duties::new(&plan, &register).with_working_days(&working_days).of(&unit)?,
        occurrences: evaluator.occurrences().map_err(hint)?,
        pending,
    };
    if let Some(path) = arguments.get("calendar") {
        let text = calendar::write(view.plan, &view.agenda, view.as_of, view.language);
        std::fs::write(path, text).map_err(|error| Failure(format!("error: {path}: {error}")))?;
    }
    if for_programs { list::json(&view) } else { list::text(&view) }
}
