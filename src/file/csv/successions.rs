//! What passes between units, in CSV: lines of one day, predecessor and heir are one succession.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{Record, cell, table};
use crate::{
    file::{
        DateText, Problem, ProblemKind, Problems, SuccessionRow,
        register::{Fault, day, number_of},
        source::Source,
        words::{EXTENTS, YES, canonical, choose},
    },
    id::UnitId,
    limits::PROBLEMS,
    quantity::{Fraction, Number, NumberError},
    spelling::tidy,
    unit::{RegisterError, SuccessionError},
};

pub(super) const COLUMNS: [&str; 8] =
    ["on", "predecessor", "heir", "extent", "duties", "document", "indicator", "share"];
const REQUIRED: usize = 4;
/// How many of them are written where nothing is apportioned.
pub(super) const WITHOUT_SHARES: usize = 6;

const ON: usize = 0;
const PREDECESSOR: usize = 1;
const HEIR: usize = 2;
/// The first of the columns that any line of an entry can fill: `extent`, `duties`, `document`.
const ANY_LINE: usize = 3;
const INDICATOR: usize = 6;
const SHARE: usize = 7;

/// A file of what passes between units.
pub(super) struct Successions<'t> {
    source: Source<'t>,
    records: Vec<Record<'t>>,
    entries: Vec<Entry>,
    failures: Vec<Failure>,
}

/// What tells entries apart.
type Key = (NaiveDate, UnitId, UnitId);

/// The lines of one day, predecessor and heir.
struct Entry {
    /// The first of their records.
    first: usize,
    /// The extent, the duties and the document in canonical spelling, with the record that says each first.
    said: [Option<(String, usize)>; 3],
    /// Each share, by its indicator, with its record.
    shares: HashMap<String, (Number, usize)>,
    /// Whether a line without a share was among them: a second one says the same again, and is an entry of its own.
    bare: bool,
    /// Whether something is wrong with one of them.
    failed: bool,
}

/// What is wrong with a field.
struct Failure {
    record: usize,
    column: usize,
    kind: ProblemKind,
}

impl<'t> Successions<'t> {
    pub(super) fn read(text: &'t str) -> Result<Self, Problems> {
        let source = Source::new(text);
        let records = table(&source, &COLUMNS, REQUIRED)?;
        let mut read = Self { source, records, entries: Vec::new(), failures: Vec::new() };
        let mut places: HashMap<Key, usize> = HashMap::new();
        for number in 0..read.records.len() {
            read.line(number, &mut places);
        }
        Ok(read)
    }

    /// Whether nothing is wrong with the lines by themselves.
    pub(super) fn read_well(&self) -> bool {
        self.failures.is_empty()
    }

    /// Takes a line into its entry.
    fn line(&mut self, number: usize, places: &mut HashMap<Key, usize>) {
        let Self { source, records, entries, failures } = self;
        let Some(record) = records.get(number) else { return };
        let bare = cell(record, INDICATOR).is_none() && cell(record, SHARE).is_none();
        let key = key(record);
        let held = key.as_ref().and_then(|key| places.get(key)).copied();
        let fits = |place: &usize| !bare || entries.get(*place).is_some_and(|entry| !entry.bare);
        let place = held.filter(fits).unwrap_or(entries.len());
        if place == entries.len() {
            entries.push(Entry::new(number));
        }
        if let (None, Some(key)) = (held, key) {
            places.insert(key, place);
        }
        let Some(entry) = entries.get_mut(place) else { return };
        entry.bare |= bare;
        let before = failures.len();
        let mut fail = |column, kind| failures.push(Failure { record: number, column, kind });
        for (column, said) in (ANY_LINE..).zip(&mut entry.said) {
            let Some(found) = cell(record, column) else { continue };
            let first = said.as_ref().and_then(|(_, first)| {
                let first = records.get(*first)?;
                Some((first, cell(first, column)?))
            });
            // Most lines say what the first one says, and in the same letters.
            if first.is_some_and(|(_, text)| text == found) {
                continue;
            }
            match (meaning(column, found), first, said.as_ref()) {
                (Err(kind), ..) => fail(column, kind),
                (Ok(meant), Some((record, text)), Some((held, _))) if meant != *held => {
                    let kind = ProblemKind::Contradiction {
                        column: COLUMNS.get(column).copied().unwrap_or_default(),
                        found: found.to_owned(),
                        other: text.to_owned(),
                        line: source.spot(record.span(column)).line,
                    };
                    fail(column, kind);
                }
                (Ok(_), Some(_), _) => {}
                (Ok(meant), ..) => *said = Some((meant, number)),
            }
        }
        match (cell(record, INDICATOR), cell(record, SHARE)) {
            (None, None) => {}
            (None, Some(_)) => fail(INDICATOR, ProblemKind::EmptyField { column: "indicator" }),
            (Some(_), None) => fail(SHARE, ProblemKind::EmptyField { column: "share" }),
            (Some(indicator), Some(text)) => match (share(text), tidy(indicator)) {
                (Err(error), _) => fail(SHARE, error.into()),
                (Ok(_), indicator) if entry.shares.contains_key(&indicator) => {
                    fail(INDICATOR, ProblemKind::ShareTwice { indicator });
                }
                (Ok(share), indicator) => {
                    entry.shares.insert(indicator, (share, number));
                }
            },
        }
        entry.failed |= failures.len() > before;
    }

    /// The entries as rows of a register file.
    pub(super) fn rows(&self) -> Vec<SuccessionRow> {
        self.entries.iter().map(|entry| self.row(entry)).collect()
    }

    fn row(&self, entry: &Entry) -> SuccessionRow {
        let first = self.records.get(entry.first);
        let text = |column| first.and_then(|record| cell(record, column)).unwrap_or_default().to_owned();
        let [extent, duties, document] = &entry.said;
        let said = |said: &Option<(String, usize)>| said.as_ref().map(|(text, _)| text.clone());
        SuccessionRow {
            on: DateText(text(ON)),
            predecessor: text(PREDECESSOR),
            heir: text(HEIR),
            extent: said(extent).unwrap_or_default(),
            duties: said(duties).is_some_and(|text| text == canonical(YES, &true)),
            shares: entry.shares.iter().map(|(id, (share, _))| (id.clone(), *share)).collect(),
            document: said(document),
        }
    }

    /// Everything that is wrong: what its own lines say, and what is said of its entries; of a line that is wrong by itself
    /// only that.
    pub(super) fn problems(self, faults: Vec<Fault>) -> Option<Problems> {
        let of_entries = faults.into_iter().filter_map(|fault| {
            let entry = self.entries.get(fault.row).filter(|entry| !entry.failed)?;
            let (record, column) = entry.place(&fault);
            Some(Failure { record, column, kind: fault.kind })
        });
        let mut all: Vec<Failure> = of_entries.collect();
        all.extend(self.failures);
        all.sort_by_key(|failure| (failure.record, failure.column));
        let more = all.len().saturating_sub(PROBLEMS);
        let problem = |Failure { record, column, kind }: Failure| {
            let spot = self.records.get(record).map(|record| self.source.spot(record.span(column)));
            Problem { kind, spot, path: COLUMNS.get(column).map(|name| (*name).to_owned()) }
        };
        let listed: Vec<Problem> = all.into_iter().take(PROBLEMS).map(problem).collect();
        (!listed.is_empty()).then(|| Problems::first(listed, more))
    }
}

impl Entry {
    fn new(first: usize) -> Self {
        Self { first, said: [None, None, None], shares: HashMap::new(), bare: false, failed: false }
    }

    /// The record and the column of what is said of a key of the entry.
    fn place(&self, fault: &Fault) -> (usize, usize) {
        if fault.key == "shares" {
            let share = fault.within.as_ref().and_then(|key| self.shares.get(key));
            let of_share = matches!(
                &fault.kind,
                ProblemKind::Register(RegisterError::Succession {
                    error: SuccessionError::ShareRange { .. } | SuccessionError::SharesSum { .. },
                    ..
                })
            );
            let column = if of_share { SHARE } else { INDICATOR };
            return (share.map_or(self.first, |(_, record)| *record), column);
        }
        let column = COLUMNS.iter().position(|column| *column == fault.key).unwrap_or(ON);
        let said = column.checked_sub(ANY_LINE).and_then(|place| self.said.get(place)?.as_ref());
        (said.map_or(self.first, |(_, record)| *record), column)
    }
}

/// None where a field of it cannot be read: that line stands by itself, and the reader of rows says what is wrong with it.
fn key(record: &Record<'_>) -> Option<Key> {
    let unit = |column| UnitId::new(cell(record, column)?).ok();
    Some((day(cell(record, ON)?).ok()?, unit(PREDECESSOR)?, unit(HEIR)?))
}

/// A field that any line of an entry can fill, in canonical spelling.
fn meaning(column: usize, text: &str) -> Result<String, ProblemKind> {
    match column.checked_sub(ANY_LINE) {
        Some(0) => choose(EXTENTS, text, "extent").map(|extent| canonical(EXTENTS, &extent).to_owned()),
        Some(1) => choose(YES, text, "answer").map(|yes| canonical(YES, &yes).to_owned()),
        _ => number_of(text).map(|document| document.to_string()),
    }
}

/// A share as people write it: `0,4`, `0.4` or `40%`.
fn share(text: &str) -> Result<Number, NumberError> {
    let text = tidy(text).replacen(',', ".", 1);
    let Some(percent) = text.strip_suffix('%') else { return text.parse() };
    let percent = percent.trim_end().parse::<Number>()?;
    // OK because a fraction over a hundred that is too long has no decimal either.
    let part =
        Fraction::new(1, 100).and_then(|hundredth| percent.fraction().times(hundredth).map_err(Into::into));
    part.ok().and_then(Number::from_fraction).ok_or(NumberError::TooPrecise)
}
