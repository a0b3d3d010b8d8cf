//! What the merged tallies come to, held against what the library says of all reports at once.

use std::collections::HashMap;

use datafusion::arrow::{
    array::{Array, AsArray, RecordBatch, StringArray},
    compute::cast,
    datatypes::DataType,
};
use kehoach::{Evaluator, Outcome, Tally, Verdict};

use crate::Failure;

/// The merged tallies by target, judging period and subject.
pub struct Answers {
    tallies: HashMap<(String, String), HashMap<String, Vec<u8>>>,
}

/// Tallies of one level: how many, and their bytes.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Travelled {
    pub tallies: usize,
    pub bytes: usize,
}

/// How many outcomes there are of each verdict.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Verdicts {
    pub met: usize,
    pub missed: usize,
    pub open: usize,
    pub not_applicable: usize,
}

impl Verdicts {
    pub const fn all(self) -> usize {
        self.met + self.missed + self.open + self.not_applicable
    }
}

impl Answers {
    /// Takes the rows of the queries: each is about the last of the columns `province`, `district` and `unit` that is not null,
    /// and else about the country.
    pub fn new(country: &str, rows: &[&RecordBatch]) -> Result<Self, Failure> {
        let mut tallies: HashMap<(String, String), HashMap<String, Vec<u8>>> = HashMap::new();
        for rows in rows {
            let (targets, periods) = (texts(rows, "target")?, texts(rows, "period")?);
            let mut levels = Vec::new();
            for level in ["unit", "district", "province"] {
                if rows.schema().index_of(level).is_ok() {
                    levels.push(texts(rows, level)?);
                }
            }
            let found = rows.column_by_name("tally").ok_or("no column of tallies")?.as_binary::<i32>();
            for row in 0..rows.num_rows() {
                let subject =
                    levels.iter().find(|level| level.is_valid(row)).map_or(country, |level| level.value(row));
                let of = (targets.value(row).to_owned(), periods.value(row).to_owned());
                let twice =
                    tallies.entry(of).or_default().insert(subject.to_owned(), found.value(row).to_vec());
                if twice.is_some() {
                    return Err(format!("two tallies of `{subject}`").into());
                }
            }
        }
        Ok(Self { tallies })
    }

    /// What travels between the stages of a query.
    pub fn travelled(rows: &RecordBatch) -> Result<Travelled, Failure> {
        let found = rows.column_by_name("tally").ok_or("no column of tallies")?.as_binary::<i32>();
        Ok(Travelled { tallies: found.len(), bytes: found.values().len() })
    }

    /// Judges every tally by an evaluator that has no reports, and holds it against the outcome of one that has all of them.
    ///
    /// # Errors
    /// The first outcome that differs, or that one side has alone.
    pub fn same(
        &self,
        judge: &Evaluator<'_>,
        outcomes: &[Outcome],
        verdicts: &mut Verdicts,
    ) -> Result<(), Failure> {
        for outcome in outcomes {
            let of = (outcome.target.to_string(), outcome.period.to_string());
            let bytes = self.tallies.get(&of).and_then(|subjects| subjects.get(outcome.subject.as_str()));
            let bytes = bytes.ok_or_else(|| format!("no tally of {of:?} at `{}`", outcome.subject))?;
            let tally = Tally::from_bytes(bytes)?;
            let judged = judge.judge(&outcome.target, outcome.period, &outcome.subject, tally)?;
            if said(&judged) != said(outcome) {
                return Err(format!("the library says {outcome:?}, the merged tally {judged:?}").into());
            }
            match judged.verdict {
                Verdict::Met => verdicts.met += 1,
                Verdict::Missed => verdicts.missed += 1,
                Verdict::Open => verdicts.open += 1,
                Verdict::NotApplicable => verdicts.not_applicable += 1,
            }
        }
        Ok(())
    }

    /// How many tallies there are.
    pub fn len(&self) -> usize {
        self.tallies.values().map(HashMap::len).sum()
    }
}

/// All that a tally decides of an outcome.
fn said(outcome: &Outcome) -> impl PartialEq + use<> {
    let Outcome { verdict, range, reported, tally, shortfall, .. } = outcome.clone();
    (verdict, range, reported, tally, shortfall)
}

fn texts(rows: &RecordBatch, name: &str) -> Result<StringArray, Failure> {
    let column = rows.column_by_name(name).ok_or_else(|| format!("no column `{name}`"))?;
    Ok(cast(column, &DataType::Utf8)?.as_string::<i32>().clone())
}
