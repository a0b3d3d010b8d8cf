//! What the examples that look at a plan as of a day are called with.

use std::path::{Path, PathBuf};

use crate::common::{self, Arguments, Failure};

/// The files to read, and the day as of which to look at them.
pub struct Inputs {
    pub plan: PathBuf,
    pub units: PathBuf,
    pub reports: PathBuf,
    pub as_of: chrono::NaiveDate,
}

impl Inputs {
    /// `PLAN --units FILE --reports FILE --as-of DATE`, or, without a plan, the sample of Tam Đường for 2023.
    pub fn read(arguments: &Arguments, usage: &str, sample_as_of: &str) -> Result<Self, Failure> {
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/tam-duong-2023");
        let given = |flag: &str| {
            arguments.get(flag).ok_or_else(|| Failure(format!("error: `--{flag}` is missing\n{usage}")))
        };
        match &arguments.plain[..] {
            [] => {
                let or_sample = |flag, file| arguments.get(flag).map_or(sample.join(file), PathBuf::from);
                Ok(Self {
                    plan: sample.join("plan.toml"),
                    units: or_sample("units", "units.csv"),
                    reports: or_sample("reports", "reports.csv"),
                    as_of: common::day(arguments.get("as-of").unwrap_or(sample_as_of))?,
                })
            }
            [plan] => Ok(Self {
                plan: plan.into(),
                units: given("units")?.into(),
                reports: given("reports")?.into(),
                as_of: common::day(given("as-of")?)?,
            }),
            _ => Err(Failure(format!("error: one plan at a time\n{usage}"))),
        }
    }
}

/// An error of the evaluation, with the nearest valid spelling where one is near.
pub fn hint(error: kehoach::EvaluateError) -> Failure {
    match error.did_you_mean() {
        Some(near) => Failure(format!("error: {error}\n  help: did you mean `{near}`?")),
        None => Failure(format!("error: {error}")),
    }
}
