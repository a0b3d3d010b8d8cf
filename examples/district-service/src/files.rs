//! Reading the plan, the register and reports from files, and what can be wrong before the service answers anyone.

use std::{
    io,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use kehoach::{
    Ledger, Plan, Register,
    file::{Intake, LedgerFile, Problems},
};

use crate::failure::{Failure, Wrong};

/// Why the service does not start.
#[derive(Debug, thiserror::Error)]
pub enum Startup {
    #[error("{0}\n\n{usage}", usage = crate::options::USAGE)]
    Usage(String),
    #[error("{}: {error}", path.display())]
    Read { path: PathBuf, error: io::Error },
    #[error("{}: a file is read by its ending, `.toml`, `.json` or `.csv`", path.display())]
    Ending { path: PathBuf },
    #[error("{}: {problems}", path.display())]
    Problems { path: PathBuf, problems: Problems },
    #[error("{}: {}", path.display(), told(errors))]
    Import { path: PathBuf, errors: Vec<Wrong> },
    #[error("the plan, the register and the reports do not fit: {}", told(&.0.errors))]
    Fit(Failure),
    #[error("what is kept does not fit the plan and the register:\n{0}")]
    Kept(Problems),
    #[error("the store holds reports on `{found}`, and the plan is `{expected}`")]
    OtherPlan { found: String, expected: String },
    #[error("the store is of version {found}, and this program writes version {expected}")]
    OtherVersion { found: i64, expected: i64 },
    #[error("the store: {0}")]
    Store(#[from] rusqlite::Error),
    #[error("cannot listen on {address}: {error}")]
    Listen { address: SocketAddr, error: io::Error },
    #[error("{0}")]
    Runtime(io::Error),
}

fn told(errors: &[Wrong]) -> String {
    errors.iter().map(|wrong| wrong.what.as_str()).collect::<Vec<_>>().join("\n")
}

fn text(path: &Path) -> Result<String, Startup> {
    std::fs::read_to_string(path).map_err(|error| Startup::Read { path: path.to_owned(), error })
}

fn read<T>(
    path: &Path,
    toml: impl FnOnce(&str) -> Result<T, Problems>,
    json: impl FnOnce(&str) -> Result<T, Problems>,
    csv: Option<impl FnOnce(&str) -> Result<T, Problems>>,
) -> Result<T, Startup> {
    let text = text(path)?;
    let read = match (path.extension().and_then(|ending| ending.to_str()), csv) {
        (Some("toml"), _) => toml(&text),
        (Some("json"), _) => json(&text),
        (Some("csv"), Some(csv)) => csv(&text),
        _ => return Err(Startup::Ending { path: path.to_owned() }),
    };
    read.map_err(|problems| Startup::Problems { path: path.to_owned(), problems })
}

pub fn plan(path: &Path) -> Result<Plan, Startup> {
    let no_csv = None::<fn(&str) -> Result<Plan, Problems>>;
    read(path, Plan::from_toml, Plan::from_json, no_csv)
}

pub fn register(path: &Path) -> Result<Register, Startup> {
    read(path, Register::from_toml, Register::from_json, Some(Register::from_csv))
}

/// Reports from a file, as the rows of a ledger file: all of them, or what is wrong with them.
pub fn reports(path: &Path, plan: &Plan, register: &Register) -> Result<LedgerFile, Startup> {
    let ledger = read(
        path,
        |text| Ledger::from_toml(text, plan, register).and_then(Intake::whole),
        |text| Ledger::from_json(text, plan, register).and_then(Intake::whole),
        Some(|text: &str| Ledger::from_csv(text, plan, register).and_then(Intake::whole)),
    )?;
    Ok(LedgerFile::from(&ledger))
}
