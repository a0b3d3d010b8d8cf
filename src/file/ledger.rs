//! The ledger file: one row for each thing that was reported.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{FORMAT, dates::DateText, figures::spell};
use crate::{
    ledger::{Completed, Judged, Ledger, Report},
    time::spell_date,
};

/// A ledger as it is written in a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LedgerFile {
    /// The version of the format: 1.
    pub format: u32,
    /// Its rows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reports: Vec<ReportRow>,
}

/// A row of a ledger file: an observation, a declared whole, a judgement, judged points, or what was recorded of a task.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReportRow {
    /// What it is about: an indicator; a target that is judged; a task; or, as `SHEET#CRITERION`, a criterion of a score
    /// sheet whose points an assessor records.
    pub item: String,
    /// The unit that reports, or the subject that was judged.
    pub unit: String,
    /// The period, such as `2023-Q1` or `quý I/2023`.
    pub period: String,
    /// What was said: a figure as the indicator has it; `n/a` with the reason in `note`; `withdrawn`; `?/120` for a whole that
    /// is known before the part; of a judged target `đạt` or `không đạt`.
    pub value: String,
    /// The day on which it was reported.
    pub reported_on: DateText,
    /// Why it is not applicable; on what grounds it was judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The document it stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// `yes` if it corrects another report of the same cell and day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<String>,
}

/// The columns of a ledger in CSV, those that must be there first.
#[cfg(feature = "csv")]
pub(super) const COLUMNS: [&str; 8] =
    ["item", "unit", "period", "value", "reported_on", "note", "source", "corrects"];
/// How many of them must be there.
#[cfg(feature = "csv")]
pub(super) const REQUIRED: usize = 5;

impl From<&Ledger> for LedgerFile {
    fn from(ledger: &Ledger) -> Self {
        let corrects = |yes: bool| yes.then(|| "yes".to_owned());
        let date = |day: NaiveDate| DateText(spell_date(day));
        let wholes = ledger.wholes().map(|whole| ReportRow {
            item: whole.indicator.to_string(),
            unit: whole.unit.to_string(),
            period: whole.period.to_string(),
            value: format!("?/{}", whole.whole),
            reported_on: date(whole.declared_on),
            note: None,
            source: whole.source.clone(),
            corrects: corrects(whole.corrects),
        });
        let observations = ledger.observations().map(|observation| {
            let (value, note) = match &observation.report {
                Report::Value(value) => (spell(value), None),
                Report::NotApplicable { because } => ("n/a".to_owned(), Some(because.clone())),
                Report::Withdrawn => ("withdrawn".to_owned(), None),
            };
            ReportRow {
                item: observation.indicator.to_string(),
                unit: observation.unit.to_string(),
                period: observation.period.to_string(),
                value,
                reported_on: date(observation.reported_on),
                note,
                source: observation.source.clone(),
                corrects: corrects(observation.corrects),
            }
        });
        let judgements = ledger.judgements().map(|judgement| ReportRow {
            item: judgement.target.to_string(),
            unit: judgement.subject.to_string(),
            period: judgement.period.to_string(),
            value: match judgement.judged {
                Judged::Met => "done".to_owned(),
                Judged::Missed => "not done".to_owned(),
                Judged::NotApplicable => "n/a".to_owned(),
            },
            reported_on: date(judgement.judged_on),
            note: judgement.grounds.clone(),
            source: None,
            corrects: corrects(judgement.corrects),
        });
        let completions = ledger.completions().map(|completion| {
            let (value, note) = match &completion.completed {
                Completed::Done(day) => (spell_date(*day), None),
                Completed::NotApplicable { because } => ("n/a".to_owned(), Some(because.clone())),
                Completed::Withdrawn => ("withdrawn".to_owned(), None),
            };
            ReportRow {
                item: completion.task.to_string(),
                unit: completion.unit.to_string(),
                period: completion.occurrence.clone(),
                value,
                reported_on: date(completion.recorded_on),
                note,
                source: completion.source.clone(),
                corrects: None,
            }
        });
        let instructions = ledger.instructions().map(|instruction| ReportRow {
            item: instruction.task.to_string(),
            unit: instruction.by.to_string(),
            period: ON_INSTRUCTION.to_owned(),
            value: instruction
                .due
                .map_or_else(|| INSTRUCTED.to_owned(), |due| format!("{INSTRUCTED} by {}", spell_date(due))),
            reported_on: date(instruction.issued_on),
            note: None,
            source: instruction.source.clone(),
            corrects: corrects(instruction.corrects),
        });
        let points = ledger.judged_points().map(|points| ReportRow {
            item: format!("{}#{}", points.sheet, points.criterion),
            unit: points.subject.to_string(),
            period: points.period.to_string(),
            value: points.points.to_string(),
            reported_on: date(points.judged_on),
            note: points.grounds.clone(),
            source: None,
            corrects: corrects(points.corrects),
        });
        // An instruction stands before what was done on it.
        let reports = wholes
            .chain(observations)
            .chain(judgements)
            .chain(points)
            .chain(instructions)
            .chain(completions)
            .collect();
        Self { format: FORMAT, reports }
    }
}

/// How a file says that an instruction was given, and for which occurrence.
pub(super) const INSTRUCTED: &str = "instructed";
pub(super) const ON_INSTRUCTION: &str = "on-instruction";
