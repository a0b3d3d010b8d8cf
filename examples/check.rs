//! Checks a plan before it is signed: what cannot be read, what can be read otherwise, and what may not be meant.
//!
//! ```text
//! cargo run --example check
//! cargo run --example check -- PLAN [--units FILE [--reorganisation FILE]] [--sheet FILE] [--least note|warning|error]
//!     [--lang vi|en] [--format text|json]
//! ```
//!
//! Without arguments it checks the plan of Tam Đường for 2023 with its register and sheet. Due days are held against the
//! public holidays of Viet Nam. `--least warning` leaves notes out. The exit status is 1 where something is an error, 2 where a
//! file cannot be opened, else 0.

#[macro_use]
mod common;
#[path = "check/show.rs"]
mod show;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use common::{Arguments, Failure};
use kehoach::{
    Register, Severity,
    file::{Check, Checked, Origin, Problems, Remark, Text},
    workdays::WorkingCalendar,
};

const USAGE: &str =
    "usage: check [PLAN [--units FILE [--reorganisation FILE]] [--sheet FILE]] [--least note|warning|error]
             [--lang vi|en] [--format text|json]";

/// A file that was read, or not given.
struct Source {
    path: PathBuf,
    text: String,
}

/// The files that are checked together.
struct Sources {
    plan: Source,
    units: Option<Source>,
    reorganisation: Option<Source>,
    sheet: Option<Source>,
}

impl Sources {
    fn read(arguments: &Arguments) -> Result<Self, Failure> {
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/tam-duong-2023");
        let open = |path: PathBuf| common::text(&path).map(|text| Source { path, text });
        let beside = |flag, file| match (arguments.get(flag), arguments.plain.is_empty()) {
            (Some(path), _) => open(path.into()).map(Some),
            (None, true) => open(sample.join(file)).map(Some),
            (None, false) => Ok(None),
        };
        let plan = match &arguments.plain[..] {
            [] => sample.join("plan.toml"),
            [plan] => plan.into(),
            _ => return Err(Failure(format!("error: one plan at a time\n{USAGE}"))),
        };
        Ok(Self {
            plan: open(plan)?,
            units: beside("units", "units.csv")?,
            reorganisation: arguments.get("reorganisation").map(|path| open(path.into())).transpose()?,
            sheet: beside("sheet", "sheet.toml")?,
        })
    }

    /// The file that a remark is about.
    fn of(&self, origin: Origin) -> &Source {
        let other = match origin {
            Origin::Units => self.units.as_ref(),
            Origin::Successions => self.reorganisation.as_ref(),
            Origin::Sheet => self.sheet.as_ref(),
            _ => None,
        };
        other.unwrap_or(&self.plan)
    }
}

fn text_of(source: &Source) -> Result<Text<'_>, Failure> {
    match common::ending(&source.path) {
        "toml" => Ok(Text::Toml(&source.text)),
        "json" => Ok(Text::Json(&source.text)),
        _ => Err(Failure(format!(
            "error: {}: a plan and a sheet are read by their endings, `.toml` or `.json`",
            source.path.display()
        ))),
    }
}

/// A register, or the problems of each of its files.
type Read = Result<Register, Vec<(Origin, Problems)>>;

fn register(units: &Source, reorganisation: Option<&Source>) -> Result<Read, Failure> {
    let of_units = |problems| vec![(Origin::Units, problems)];
    if let Some(second) = reorganisation {
        common::one_of_two(&units.path)?;
        return Ok(Register::from_csv_with_successions(&units.text, &second.text).map_err(|problems| {
            let of_successions = problems.successions.map(|problems| (Origin::Successions, problems));
            problems.units.map(of_units).into_iter().flatten().chain(of_successions).collect()
        }));
    }
    let read = match common::ending(&units.path) {
        "toml" => Register::from_toml(&units.text),
        "json" => Register::from_json(&units.text),
        "csv" => Register::from_csv(&units.text),
        _ => return Err(common::no_reader(&units.path)),
    };
    Ok(read.map_err(of_units))
}

fn check(sources: &Sources) -> Result<Checked, Failure> {
    let calendar = WorkingCalendar::viet_nam();
    let read =
        sources.units.as_ref().map(|units| register(units, sources.reorganisation.as_ref())).transpose()?;
    let mut check = Check::new(text_of(&sources.plan)?).with_working_days(&calendar);
    if let Some(sheet) = &sources.sheet {
        check = check.with_sheet(text_of(sheet)?);
    }
    if let Some(Ok(register)) = &read {
        check = check.with_register(register);
    }
    let mut checked = check.run();
    for (origin, problems) in read.and_then(Result::err).into_iter().flatten() {
        let remarks = problems.listed().iter().map(|problem| Remark::of_problem(origin, problem));
        checked.remarks.extend(remarks);
        checked.more += problems.more();
    }
    Ok(checked)
}

fn program() -> Result<ExitCode, Failure> {
    let arguments = Arguments::read(&["units", "reorganisation", "sheet", "least", "lang", "format"], USAGE)?;
    let (language, json) = (arguments.language()?, arguments.json()?);
    let least = match arguments.get("least") {
        None | Some("note") => Severity::Note,
        Some("warning") => Severity::Warning,
        Some("error") => Severity::Error,
        Some(other) => {
            return Err(Failure(format!("error: `--least` is `note`, `warning` or `error`, not `{other}`")));
        }
    };
    let sources = Sources::read(&arguments)?;
    let mut checked = check(&sources)?;
    let failed = checked.worst() == Some(Severity::Error);
    checked.remarks.retain(|remark| remark.severity() >= least);
    if json {
        say!("{}", show::json(&sources, &checked));
    } else {
        say!("{}", show::text(&sources, &checked, language).trim_end_matches('\n'));
    }
    Ok(ExitCode::from(u8::from(failed)))
}

fn main() -> ExitCode {
    program().unwrap_or_else(|Failure(text)| {
        eprintln!("{text}");
        ExitCode::from(2)
    })
}
