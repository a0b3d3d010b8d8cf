//! CSV: registers and ledgers as a spreadsheet writes them.
//!
//! Read by a strict reader of our own. The usual one, `csv`, takes a file with an unclosed quote as a shorter file, and does not
//! say where in the text a field stands; this one refuses the first and knows the second. Its dialect is RFC 4180, with what
//! spreadsheets do to it: a byte-order mark, Windows line ends, and `;` or a tab between fields where the header has no comma.
//! Lines that begin with `#`, and those in which nothing stands but separators, are passed over.
//!
//! Text that a spreadsheet would run as a formula is written with an apostrophe before it, which the reader takes away again: also
//! within a field, behind what another spreadsheet than ours would take for the end of a cell.

mod intake;
mod quick;
mod register;
mod successions;
mod texts;

use std::{borrow::Cow, io::Read, ops::Range};

pub use intake::ReadError;
pub use register::RegisterProblems;

use super::{
    ledger::{COLUMNS, LedgerFile, ReportRow},
    problem::{Intake, Problem, ProblemKind, Problems, Spot},
    source::Source,
};
use crate::{
    ledger::Ledger,
    limits::{CSV_COLUMNS, FIELD_CHARS},
    plan::Plan,
    spelling::is_blank,
    unit::Register,
};

impl Ledger {
    /// Reads a ledger in CSV, for a plan and a register, with the columns `item`, `unit`, `period`, `value`, `reported_on` and,
    /// as far as needed, `note`, `source` and `corrects`, in any order: see [`ReportRow`].
    ///
    /// # Errors
    /// What is wrong with the file itself, such as an unclosed quote. What is wrong with its records stands in the [`Intake`]:
    /// take [`Intake::whole`] for all or nothing.
    pub fn from_csv(text: &str, plan: &Plan, register: &Register) -> Result<Intake<Self>, Problems> {
        Self::new().with_csv(text, plan, register)
    }

    /// The same with what a ledger in CSV adds, checked against what the ledger holds: see [`LedgerFile::read_onto`].
    ///
    /// # Errors
    /// As for [`Ledger::from_csv`].
    pub fn with_csv(self, text: &str, plan: &Plan, register: &Register) -> Result<Intake<Self>, Problems> {
        intake::whole(text, self, plan, register, true)
    }

    /// The same from a reader, such as a file, of which only a piece at a time is held. `progress` is told now and then, at most
    /// once every 256 KiB, how many bytes have been read: for whoever shows how a long load gets on.
    ///
    /// # Errors
    /// [`ReadError::Io`] if the reader fails; [`ReadError::Problems`] as for [`Ledger::from_csv`], and if the file is not in UTF-8.
    pub fn read_csv(
        reader: impl Read,
        plan: &Plan,
        register: &Register,
        progress: impl FnMut(u64),
    ) -> Result<Intake<Self>, ReadError> {
        intake::streamed(reader, plan, register, progress)
    }

    /// Writes the ledger in CSV.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let row = |row: &ReportRow| {
            let (note, source, corrects) = (text(&row.note), text(&row.source), text(&row.corrects));
            let date = row.reported_on.0.clone();
            [
                row.item.clone(),
                row.unit.clone(),
                row.period.clone(),
                row.value.clone(),
                date,
                note,
                source,
                corrects,
            ]
        };
        write(&COLUMNS, LedgerFile::from(self).reports.iter().map(row))
    }
}

/// A field of a record.
struct Field<'t> {
    text: Cow<'t, str>,
    span: Range<usize>,
}

/// A record, its fields by the columns that the reader knows.
struct Record<'t> {
    fields: Vec<Option<Field<'t>>>,
    /// Its last byte, where a field that it lacks would stand.
    end: usize,
}

impl Record<'_> {
    fn get(&self, column: usize) -> Option<&str> {
        self.fields.get(column)?.as_ref().map(|field| field.text.trim_matches(is_blank))
    }

    fn span(&self, column: usize) -> Range<usize> {
        let field = self.fields.get(column).and_then(Option::as_ref);
        field.map_or(self.end..self.end, |field| field.span.clone())
    }

    /// Where a part of what [`get`](Self::get) gives stands; the whole field, where it stands there in another spelling.
    fn part(&self, column: usize, within: Range<usize>) -> Range<usize> {
        let span = self.span(column);
        let Some(Field { text: Cow::Borrowed(text), .. }) = self.fields.get(column).and_then(Option::as_ref)
        else {
            return span;
        };
        // In quotes or not: else something stands between that was left out.
        let quote = match span.len().saturating_sub(text.len()) {
            0 => 0,
            2 => 1,
            _ => return span,
        };
        let blank = text.len().saturating_sub(text.trim_start_matches(is_blank).len());
        let from = span.start.saturating_add(quote).saturating_add(blank);
        let part = from.saturating_add(within.start)..from.saturating_add(within.end);
        if part.end <= span.end { part } else { span }
    }
}

/// A whole file: its records, and those that have not as many fields as the header.
struct Table<'t> {
    records: Vec<Record<'t>>,
    misfits: Vec<Problem>,
}

impl<'t> Table<'t> {
    /// Reads a table with the `columns`, of which the first so many are `required`.
    fn read(
        source: &Source<'t>,
        columns: &'static [&'static str],
        required: usize,
    ) -> Result<Self, Problems> {
        let mut lexer = Lexer::new(source.text());
        let fail = |(kind, span)| Problem { kind, spot: Some(source.spot(span)), path: None };
        let next = |lexer: &mut Lexer<'t>| lexer.record().map_err(|found| Problems::one(fail(found)));
        lexer.separator = separator(source.text());
        let Some(header) = next(&mut lexer)? else {
            return Err(Problems::one(Problem::new(ProblemKind::Empty)));
        };
        let header = Header::new(&header, lexer.separator, columns, required, |span| source.spot(span))?;
        let mut table = Self { records: Vec::new(), misfits: Vec::new() };
        while let Some(fields) = next(&mut lexer)? {
            match header.record(fields) {
                Ok(record) => table.records.push(record),
                Err(None) => {}
                Err(Some(misfit)) => table.misfits.push(fail(misfit)),
            }
        }
        Ok(table)
    }
}

/// The records of a table that has no other.
fn table<'t>(
    source: &Source<'t>,
    columns: &'static [&'static str],
    required: usize,
) -> Result<Vec<Record<'t>>, Problems> {
    let table = Table::read(source, columns, required)?;
    if table.misfits.is_empty() { Ok(table.records) } else { Err(Problems::new(table.misfits)) }
}

/// What stands in a field, if anything does.
fn cell<'r>(record: &'r Record<'_>, column: usize) -> Option<&'r str> {
    record.get(column).filter(|text| !text.is_empty())
}

/// What the header of a file says.
struct Header {
    separator: u8,
    /// For each of its fields, the number of the column that it names.
    order: Vec<usize>,
    /// How many columns the reader knows.
    columns: usize,
}

impl Header {
    fn new(
        fields: &[Field<'_>],
        separator: u8,
        columns: &[&str],
        required: usize,
        spot: impl Fn(Range<usize>) -> Spot,
    ) -> Result<Self, Problems> {
        if fields.len() > CSV_COLUMNS {
            let span = fields.get(CSV_COLUMNS).map_or(0..0, |field| field.span.clone());
            let kind = ProblemKind::TooLarge { what: "columns", most: CSV_COLUMNS };
            return Err(Problems::one(Problem { kind, spot: Some(spot(span)), path: None }));
        }
        let order = header_order(spot, fields, columns, required)?;
        Ok(Self { separator, order, columns: columns.len() })
    }

    /// The record of some fields; nothing where all of them are blank, for such a row is what a spreadsheet makes of an empty one.
    ///
    /// # Errors
    /// What is wrong with it, and where; nothing where it is blank.
    fn record<'t>(&self, fields: Vec<Field<'t>>) -> Result<Record<'t>, Option<(ProblemKind, Range<usize>)>> {
        if fields.iter().all(|field| field.text.trim_matches(is_blank).is_empty()) {
            return Err(None);
        }
        let end = fields.last().map_or(0, |field| field.span.end);
        let (found, expected) = (fields.len(), self.order.len());
        if found != expected {
            let span = fields.first().map_or(0, |field| field.span.start)..end;
            return Err(Some((ProblemKind::FieldCount { found, expected }, span)));
        }
        let long = fields.iter().find(|f| f.text.len() > FIELD_CHARS && f.text.chars().count() > FIELD_CHARS);
        if let Some(field) = long {
            let kind = ProblemKind::TooLarge { what: "characters in a field", most: FIELD_CHARS };
            return Err(Some((kind, field.span.clone())));
        }
        let mut record = Record { fields: Vec::new(), end };
        record.fields.resize_with(self.columns, || None);
        for (field, column) in fields.into_iter().zip(&self.order) {
            if let Some(slot) = record.fields.get_mut(*column) {
                *slot = Some(field);
            }
        }
        Ok(record)
    }
}

/// For each field of the header, the number of the column that it names.
fn header_order(
    spot: impl Fn(Range<usize>) -> Spot,
    header: &[Field<'_>],
    columns: &[&str],
    required: usize,
) -> Result<Vec<usize>, Problems> {
    let mut problems = Vec::new();
    let mut order = Vec::new();
    let mut fail = |kind, span: &Range<usize>| {
        problems.push(Problem { kind, spot: Some(spot(span.clone())), path: None });
    };
    for field in header {
        let name = field.text.trim_matches(is_blank).to_lowercase();
        match columns.iter().position(|column| *column == name) {
            Some(column) if order.contains(&column) => {
                fail(ProblemKind::DuplicateColumn { column: name }, &field.span);
            }
            Some(column) => order.push(column),
            None => {
                let known = columns.iter().map(|column| (*column).to_owned()).collect();
                fail(ProblemKind::UnknownColumn { found: name, known }, &field.span);
            }
        }
    }
    let whole = header.first().map_or(0, |f| f.span.start)..header.last().map_or(0, |f| f.span.end);
    // A column that is misspelt is not missing too.
    let misspelt: Vec<String> = problems.iter().filter_map(|problem| problem.kind.did_you_mean()).collect();
    for (_, column) in columns.iter().take(required).enumerate().filter(|(k, _)| !order.contains(k)) {
        if !misspelt.iter().any(|near| near == column) {
            let kind = ProblemKind::MissingKey { key: (*column).to_owned() };
            problems.push(Problem { kind, spot: Some(spot(whole.clone())), path: None });
        }
    }
    if problems.is_empty() { Ok(order) } else { Err(Problems::new(problems)) }
}

/// What stands between fields: a comma, or where the header has none, a semicolon or a tab.
fn separator(text: &str) -> u8 {
    let header = text.lines().find(|line| !passed_over(line)).unwrap_or_default();
    let has = |byte: u8| header.bytes().any(|b| b == byte);
    [b',', b';', b'\t'].into_iter().find(|byte| has(*byte)).unwrap_or(b',')
}

fn passed_over(line: &str) -> bool {
    let line = line.trim_matches(is_blank);
    line.is_empty() || line.starts_with('#')
}

/// Cuts a text into records.
struct Lexer<'t> {
    text: &'t str,
    at: usize,
    separator: u8,
}

impl<'t> Lexer<'t> {
    fn new(text: &'t str) -> Self {
        // A byte-order mark says nothing.
        Self {
            text,
            at: text.strip_prefix('\u{feff}').map_or(0, |rest| text.len().saturating_sub(rest.len())),
            separator: b',',
        }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// Where the line that begins at a place ends, its line end left out; and where the next begins.
    fn line(&self, from: usize) -> (usize, usize) {
        let rest = self.text.get(from..).unwrap_or_default();
        match rest.find('\n') {
            Some(length) => {
                let end = from.saturating_add(length);
                let windows = length > 0 && self.byte(end.saturating_sub(1)) == Some(b'\r');
                (if windows { end.saturating_sub(1) } else { end }, end.saturating_add(1))
            }
            None => (self.text.len(), self.text.len()),
        }
    }

    /// The next record, none at the end of the text.
    fn record(&mut self) -> Result<Option<Vec<Field<'t>>>, (ProblemKind, Range<usize>)> {
        while self.at < self.text.len() {
            let (end, next) = self.line(self.at);
            if !passed_over(self.text.get(self.at..end).unwrap_or_default()) {
                break;
            }
            self.at = next;
        }
        if self.at >= self.text.len() {
            return Ok(None);
        }
        let mut fields = Vec::new();
        loop {
            let (field, more) = self.field()?;
            fields.push(field);
            if !more {
                return Ok(Some(fields));
            }
        }
    }

    /// The next field, and whether another follows it in the record.
    fn field(&mut self) -> Result<(Field<'t>, bool), (ProblemKind, Range<usize>)> {
        let start = self.at;
        if self.byte(start) == Some(b'"') {
            return self.quoted(start);
        }
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let stop = rest.iter().position(|byte| matches!(*byte, b'\n' | b'"') || *byte == self.separator);
        let end = start.saturating_add(stop.unwrap_or(rest.len()));
        if self.byte(end) == Some(b'"') {
            return Err((ProblemKind::StrayQuote, end..end.saturating_add(1)));
        }
        let windows = self.byte(end) != Some(self.separator)
            && end > start
            && self.byte(end.saturating_sub(1)) == Some(b'\r');
        let shown = if windows { end.saturating_sub(1) } else { end };
        self.at = end.saturating_add(1);
        let text = unescaped(Cow::Borrowed(self.text.get(start..shown).unwrap_or_default()));
        Ok((Field { text, span: start..shown }, self.byte(end) == Some(self.separator)))
    }

    fn quoted(&mut self, start: usize) -> Result<(Field<'t>, bool), (ProblemKind, Range<usize>)> {
        let mut text = Cow::Borrowed("");
        let mut from = start.saturating_add(1);
        loop {
            let rest = self.text.get(from..).unwrap_or_default();
            let Some(length) = rest.find('"') else {
                return Err((ProblemKind::UnclosedQuote, start..start.saturating_add(1)));
            };
            let piece = rest.get(..length).unwrap_or_default();
            if text.is_empty() {
                text = Cow::Borrowed(piece);
            } else {
                text.to_mut().push_str(piece);
            }
            let close = from.saturating_add(length);
            let after = close.saturating_add(1);
            if self.byte(after) == Some(b'"') {
                text.to_mut().push('"');
                from = after.saturating_add(1);
                continue;
            }
            let (line_end, next) = match self.line(after) {
                // A line end of which the file kept only one half.
                (end, next) if end == next && self.text.get(after..) == Some("\r") => (after, next),
                ends => ends,
            };
            let field = Field { text: unescaped(text), span: start..after };
            if self.byte(after) == Some(self.separator) {
                self.at = after.saturating_add(1);
                return Ok((field, true));
            }
            if after != line_end {
                // Over several lines, the quote that stands here more likely opens another field.
                let one_line = !self.text.get(start..after).is_some_and(|field| field.contains('\n'));
                return Err(if one_line {
                    (ProblemKind::AfterQuote, after..line_end)
                } else {
                    (ProblemKind::UnclosedQuote, start..start.saturating_add(1))
                });
            }
            self.at = next;
            return Ok((field, false));
        }
    }
}

/// A field without quotes as it is meant, for the quick reader: one that a guard stands before it does not know, and leaves.
fn plain(text: &str) -> &str {
    text.trim_matches(is_blank)
}

/// What a formula begins with, in a spreadsheet; in an East Asian one, wide signs too.
const fn is_operator(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')
}

/// Where a spreadsheet would begin a formula in a field: at an operator that nothing but blanks, quotes and apostrophes stands before,
/// in the field or behind a sign that some spreadsheet takes for the end of a cell. One that expects `;` between fields knows no
/// quotes where we open them, and cuts a text at each `;`, tab and line end in it.
fn runs(text: &str) -> impl Iterator<Item = usize> {
    let mut fresh = true;
    text.char_indices().filter_map(move |(at, c)| {
        let operator = fresh && is_operator(c);
        fresh = match c {
            ';' | '\t' | '\n' | '\r' => true,
            '"' | '\'' => fresh,
            c => fresh && is_blank(c),
        };
        operator.then_some(at)
    })
}

/// The text with an apostrophe before each formula that a spreadsheet would run.
fn guarded(text: &str) -> Cow<'_, str> {
    // A plain number below 0 is a number to a spreadsheet, not a formula.
    if !text.contains(is_operator) || text.parse::<crate::Number>().is_ok() {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut from = 0;
    for at in runs(text) {
        out.push_str(text.get(from..at).unwrap_or_default());
        out.push('\'');
        from = at;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    Cow::Owned(out)
}

/// The text without the apostrophes that [`guarded`] writes.
fn unescaped(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains('\'') {
        return text;
    }
    let mut out = String::new();
    let mut from = 0;
    for at in runs(&text) {
        let before = text.get(from..at).unwrap_or_default();
        out.push_str(before.strip_suffix('\'').unwrap_or(before));
        from = at;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    Cow::Owned(out)
}

fn write(columns: &[&str], rows: impl Iterator<Item = impl AsRef<[String]>>) -> String {
    let mut out = columns.join(",");
    out.push('\n');
    for row in rows {
        for (k, cell) in row.as_ref().iter().enumerate() {
            if k > 0 {
                out.push(',');
            }
            let cell = guarded(cell);
            let quote = cell.contains(['"', ',', ';', '\t', '\n', '\r'])
                || cell.trim_matches(is_blank).len() != cell.len()
                || (k == 0 && (cell.starts_with('#') || (cell.is_empty() && columns.len() == 1)));
            if quote {
                out.push('"');
                out.push_str(&cell.replace('"', "\"\""));
                out.push('"');
            } else {
                out.push_str(&cell);
            }
        }
        out.push('\n');
    }
    out
}
