//! What the examples share: reading files by their ending, and showing what is wrong with them.
#![allow(dead_code, reason = "each example uses its part of this module")]

use std::{
    fmt::Display,
    fs::File,
    io::{self, IsTerminal, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use kehoach::{
    Language, Ledger, Period, PeriodError, Plan, Register,
    file::{Intake, Problem, Problems, ReadError},
    score::Sheet,
};

/// Prints a line. Whoever reads may stop early, as `head` does: the program is then done, and nothing is wrong.
macro_rules! say {
    ($($text:tt)*) => { $crate::common::print_line(format_args!($($text)*)) };
}

pub fn print_line(text: std::fmt::Arguments<'_>) {
    if let Err(error) = writeln!(io::stdout().lock(), "{text}") {
        if error.kind() == io::ErrorKind::BrokenPipe {
            std::process::exit(0);
        }
        eprintln!("error: {error}");
        std::process::exit(2);
    }
}

/// A text to print on standard error before the program ends with status 2.
pub struct Failure(pub String);

impl<E: Display> From<E> for Failure {
    fn from(error: E) -> Self {
        Failure(format!("error: {error}"))
    }
}

/// Runs a program, and ends with status 2 where it fails.
pub fn run(program: impl FnOnce() -> Result<(), Failure>) -> ExitCode {
    match program() {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure(text)) => {
            eprintln!("{text}");
            ExitCode::from(2)
        }
    }
}

/// What a program was called with: values by the name of their flag, and what stands without one.
pub struct Arguments {
    flags: Vec<(String, String)>,
    pub plain: Vec<String>,
}

impl Arguments {
    /// Reads `--name value` for each of the `known` names.
    pub fn read(known: &[&str], usage: &str) -> Result<Self, Failure> {
        let mut all = std::env::args().skip(1);
        let mut arguments = Self { flags: Vec::new(), plain: Vec::new() };
        while let Some(argument) = all.next() {
            let Some(name) = argument.strip_prefix("--") else {
                arguments.plain.push(argument);
                continue;
            };
            if name == "help" {
                say!("{usage}");
                std::process::exit(0);
            }
            if !known.contains(&name) {
                return Err(Failure(format!("error: there is no flag `--{name}`\n{usage}")));
            }
            let value =
                all.next().ok_or_else(|| Failure(format!("error: `--{name}` needs a value\n{usage}")))?;
            arguments.flags.push((name.to_owned(), value));
        }
        Ok(arguments)
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.flags.iter().rev().find(|(flag, _)| flag == name).map(|(_, value)| value.as_str())
    }

    pub fn language(&self) -> Result<Language, Failure> {
        match self.get("lang") {
            None | Some("vi") => Ok(Language::Vietnamese),
            Some("en") => Ok(Language::English),
            Some(other) => Err(Failure(format!("error: `--lang` is `vi` or `en`, not `{other}`"))),
        }
    }

    /// Whether the output is for programs.
    pub fn json(&self) -> Result<bool, Failure> {
        match self.get("format") {
            None | Some("text") => Ok(false),
            Some("json") => Ok(true),
            Some(other) => Err(Failure(format!("error: `--format` is `text` or `json`, not `{other}`"))),
        }
    }
}

/// The files to read, and the day as of which to look at them.
pub struct Inputs {
    pub plan: PathBuf,
    pub units: PathBuf,
    /// Of units in CSV, the file of what passes from which to which.
    pub reorganisation: Option<PathBuf>,
    pub reports: PathBuf,
    pub as_of: chrono::NaiveDate,
}

impl Inputs {
    /// `PLAN --units FILE [--reorganisation FILE] --reports FILE --as-of DATE`, or, without a plan, the sample of Tam Đường for 2023.
    pub fn read(arguments: &Arguments, usage: &str, sample_as_of: &str) -> Result<Self, Failure> {
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/tam-duong-2023");
        let given = |flag: &str| {
            arguments.get(flag).ok_or_else(|| Failure(format!("error: `--{flag}` is missing\n{usage}")))
        };
        let reorganisation = arguments.get("reorganisation").map(PathBuf::from);
        match &arguments.plain[..] {
            [] => {
                let or_sample = |flag, file| arguments.get(flag).map_or(sample.join(file), PathBuf::from);
                Ok(Self {
                    plan: sample.join("plan.toml"),
                    units: or_sample("units", "units.csv"),
                    reorganisation,
                    reports: or_sample("reports", "reports.csv"),
                    as_of: day(arguments.get("as-of").unwrap_or(sample_as_of))?,
                })
            }
            [plan] => Ok(Self {
                plan: plan.into(),
                units: given("units")?.into(),
                reorganisation,
                reports: given("reports")?.into(),
                as_of: day(given("as-of")?)?,
            }),
            _ => Err(Failure(format!("error: one plan at a time\n{usage}"))),
        }
    }

    /// Reads the register.
    pub fn register(&self) -> Result<Register, Failure> {
        register(&self.units, self.reorganisation.as_deref())
    }

    /// A further file, by its flag; without a plan, the one of this name beside the sample.
    pub fn beside(
        &self,
        arguments: &Arguments,
        usage: &str,
        flag: &str,
        sample: &str,
    ) -> Result<PathBuf, Failure> {
        match (arguments.get(flag), &arguments.plain[..]) {
            (Some(path), _) => Ok(path.into()),
            (None, []) => Ok(self.plan.with_file_name(sample)),
            (None, _) => Err(Failure(format!("error: `--{flag}` is missing\n{usage}"))),
        }
    }
}

/// An error, with the nearest valid spelling where one is near.
pub fn hint(error: &dyn Display, near: Option<&str>) -> Failure {
    match near {
        Some(near) => Failure(format!("error: {error}\n  help: did you mean `{near}`?")),
        None => Failure(format!("error: {error}")),
    }
}

/// A day as `2023-12-31`.
pub fn day(text: &str) -> Result<chrono::NaiveDate, Failure> {
    match kehoach::phrases::date(text) {
        Ok(reading) => Ok(reading.value),
        Err(refusal) => Err(match text.parse::<Period>() {
            Err(PeriodError::Date(error)) => Failure(format!("error: `{text}` is no date: {error}")),
            _ => Failure(format!("error: `{text}` is no date: {refusal}")),
        }),
    }
}

/// The text of a file.
pub fn text(path: &Path) -> Result<String, Failure> {
    let bytes =
        std::fs::read(path).map_err(|error| Failure(format!("error: {}: {error}", path.display())))?;
    String::from_utf8(bytes).map_err(|error| {
        let (name, at) = (path.display(), error.utf8_error().valid_up_to());
        let line = 1 + error.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count();
        let help = "save it as UTF-8: in a spreadsheet, as `CSV UTF-8`";
        Failure(format!("error: the file is not in UTF-8\n --> {name}:{line}\n  help: {help}"))
    })
}

/// What a file's name ends in.
pub fn ending(path: &Path) -> &str {
    path.extension().and_then(|ending| ending.to_str()).unwrap_or_default()
}

pub fn no_reader(path: &Path) -> Failure {
    Failure(format!("error: {}: a file is read by its ending, `.toml`, `.json` or `.csv`", path.display()))
}

/// Reads a plan.
pub fn plan(path: &Path) -> Result<Plan, Failure> {
    let text = text(path)?;
    let plan = match ending(path) {
        "toml" => Plan::from_toml(&text),
        "json" => Plan::from_json(&text),
        _ => return Err(no_reader(path)),
    };
    plan.map_err(|problems| show(path, &text, &problems))
}

/// Reads a score sheet.
pub fn sheet(path: &Path, plan: &Plan) -> Result<Sheet, Failure> {
    let text = text(path)?;
    let sheet = match ending(path) {
        "toml" => Sheet::from_toml(&text, plan),
        "json" => Sheet::from_json(&text, plan),
        _ => return Err(no_reader(path)),
    };
    sheet.map_err(|problems| show(path, &text, &problems))
}

/// Reads a register. Of units in CSV, what passes from which to which stands in a second file.
pub fn register(path: &Path, reorganisation: Option<&Path>) -> Result<Register, Failure> {
    let units = text(path)?;
    let Some(second) = reorganisation else {
        let register = match ending(path) {
            "toml" => Register::from_toml(&units),
            "json" => Register::from_json(&units),
            "csv" => Register::from_csv(&units),
            _ => return Err(no_reader(path)),
        };
        return register.map_err(|problems| show(path, &units, &problems));
    };
    one_of_two(path)?;
    let successions = text(second)?;
    Register::from_csv_with_successions(&units, &successions).map_err(|problems| {
        let of_units = problems.units.map(|problems| show(path, &units, &problems).0);
        let others = problems.successions.map(|problems| show(second, &successions, &problems).0);
        Failure(of_units.into_iter().chain(others).collect::<Vec<_>>().join("\n\n"))
    })
}

/// Only a register in CSV has its reorganisation in a file of its own.
pub fn one_of_two(units: &Path) -> Result<(), Failure> {
    if ending(units) == "csv" {
        return Ok(());
    }
    let name = units.display();
    let help = "a register in TOML or JSON says what passes to whom under `successions`";
    Err(Failure(format!("error: `--reorganisation` goes with units in CSV, not with {name}\n  help: {help}")))
}

/// Reads a ledger, all of it or nothing.
pub fn ledger(path: &Path, plan: &Plan, register: &Register) -> Result<Ledger, Failure> {
    if ending(path) == "csv" {
        return long_ledger(path, plan, register);
    }
    let text = text(path)?;
    let intake = match ending(path) {
        "toml" => Ledger::from_toml(&text, plan, register),
        "json" => Ledger::from_json(&text, plan, register),
        _ => return Err(no_reader(path)),
    };
    intake.and_then(Intake::whole).map_err(|problems| show(path, &text, &problems))
}

/// Reads a ledger that may be long: piece by piece, with a bar on a terminal.
fn long_ledger(path: &Path, plan: &Plan, register: &Register) -> Result<Ledger, Failure> {
    let failed = |error: &dyn Display| Failure(format!("error: {}: {error}", path.display()));
    let file = File::open(path).map_err(|error| failed(&error))?;
    let all = file.metadata().map_err(|error| failed(&error))?.len();
    let shown = all > LONG && io::stderr().is_terminal();
    let intake = Ledger::read_csv(file, plan, register, |bytes| {
        if shown {
            eprint!("\r{}", bar(bytes, all));
        }
    });
    if shown {
        eprint!("\r{}\r", " ".repeat(BAR + 7));
    }
    let read = intake.and_then(|intake| intake.whole().map_err(ReadError::Problems));
    read.map_err(|error| match error {
        // The text itself is needed only to show what is wrong with it.
        ReadError::Problems(problems) => match text(path) {
            Ok(text) => show(path, &text, &problems),
            Err(failure) => failure,
        },
        error => failed(&error),
    })
}

/// Bytes of a file for which one waits.
const LONG: u64 = 20_000_000;
/// How wide a bar is.
const BAR: usize = 40;

/// `[####....]  50%`: how much of all has been read.
fn bar(bytes: u64, all: u64) -> String {
    let percent = bytes.min(all) * 100 / all.max(1);
    let full = usize::try_from(percent).unwrap_or(100) * BAR / 100;
    format!("[{}{}] {percent:>3}%", "#".repeat(full), ".".repeat(BAR - full))
}

/// The problems of a file as text, each with its line and a caret.
fn show(path: &Path, text: &str, problems: &Problems) -> Failure {
    let name = path.display().to_string();
    let mut out: Vec<String> =
        problems.listed().iter().map(|problem| snippet(&name, text, problem)).collect();
    if problems.more() > 0 {
        out.push(format!("and {} more problems", problems.more()));
    }
    Failure(out.join("\n\n"))
}

fn snippet(name: &str, text: &str, problem: &Problem) -> String {
    let title = Level::ERROR.primary_title(problem.kind.to_string()).id(problem.kind.code());
    let helps = problem.help();
    let mut group = match &problem.spot {
        Some(spot) => {
            // An empty span is shown at the character that stands there.
            let end = spot.span.end.max(spot.span.start);
            let place = AnnotationKind::Primary.span(spot.span.start.min(text.len())..end.min(text.len()));
            let snippet = Snippet::source(text).path(name).annotation(place);
            title.element(snippet)
        }
        None => title.element(Level::NOTE.message(format!("in {name}"))),
    };
    for help in helps {
        group = group.element(Level::HELP.message(help));
    }
    Renderer::plain().render(&[group])
}
