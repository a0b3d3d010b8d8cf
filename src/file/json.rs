//! JSON: the same model.

use std::{cell::RefCell, collections::HashMap, ops::Range};

use serde::{Serialize, de::DeserializeOwned};
use serde_path_to_error::{Path, Segment};

use super::{
    kinds::ROW_WITHOUT_KEYS,
    ledger::LedgerFile,
    lower::{self, At},
    plan::PlanFile,
    problem::{Intake, Located, Problem, ProblemKind, Problems, Spot},
    register::{Fault, RegisterFile},
    sheet::SheetFile,
    source::Source,
};
use crate::{ledger::Ledger, plan::Plan, quantity::survives_as_float, score::Sheet, unit::Register};

impl Plan {
    /// Reads a plan file in JSON.
    ///
    /// # Errors
    /// Everything that is wrong with it: see [`Problems`].
    pub fn from_json(text: &str) -> Result<Self, Problems> {
        Self::from_json_with_notes(text).map(|located| located.value)
    }

    /// Reads a plan file in JSON, with notes on phrases that were tolerated or could be read otherwise.
    ///
    /// # Errors
    /// Everything that is wrong with it: see [`Problems`].
    pub fn from_json_with_notes(text: &str) -> Result<Located<Self>, Problems> {
        let file: PlanFile = read(text)?;
        let places = Places::new(text);
        super::locate(lower::plan(&file), |at| places.spot(at))
    }

    /// Writes the plan as a plan file in JSON, in canonical spelling.
    #[must_use]
    pub fn to_json(&self) -> String {
        write(&PlanFile::from(self))
    }
}

impl Register {
    /// Reads a register file in JSON.
    ///
    /// # Errors
    /// Everything that is wrong with it: see [`Problems`].
    pub fn from_json(text: &str) -> Result<Self, Problems> {
        let file: RegisterFile = read(text)?;
        let places = Places::new(text);
        let format = places.top("format");
        super::register::register(&file, format, |fault| places.fault(fault))
    }

    /// Writes the register as a register file in JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        write(&RegisterFile::from(self))
    }
}

impl Ledger {
    /// Reads a ledger file in JSON, for a plan and a register.
    ///
    /// # Errors
    /// Everything that is wrong with the file itself. What is wrong with its records stands in the [`Intake`].
    pub fn from_json(text: &str, plan: &Plan, register: &Register) -> Result<Intake<Self>, Problems> {
        Self::new().with_json(text, plan, register)
    }

    /// The same with what a ledger file in JSON adds, checked against what the ledger holds: see [`LedgerFile::read_onto`].
    ///
    /// # Errors
    /// As for [`Ledger::from_json`].
    pub fn with_json(self, text: &str, plan: &Plan, register: &Register) -> Result<Intake<Self>, Problems> {
        let file: LedgerFile = read(text)?;
        let places = Places::new(text);
        let format = places.top("format");
        // All of a JSON text is often one line: a row is named by its number.
        super::desk::ledger(&file, self, plan, register, (format, false), |row, key, within| {
            places.entry("reports", row, key, within)
        })
    }

    /// Writes the ledger as a ledger file in JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        write(&LedgerFile::from(self))
    }
}

impl Sheet {
    /// Reads a sheet file in JSON, for a plan.
    ///
    /// # Errors
    /// Everything that is wrong with it: see [`Problems`].
    pub fn from_json(text: &str, plan: &Plan) -> Result<Self, Problems> {
        sheet(text, plan).map(|located| located.value)
    }

    /// Writes the sheet as a sheet file in JSON, in canonical spelling.
    #[must_use]
    pub fn to_json(&self) -> String {
        write(&SheetFile::from(self))
    }
}

/// A sheet, with notes on phrases that were tolerated or could be read otherwise.
pub(super) fn sheet(text: &str, plan: &Plan) -> Result<Located<Sheet>, Problems> {
    let file: SheetFile = read(text)?;
    let places = Places::new(text);
    super::locate(super::sheet_lower::sheet(&file, plan), |at| places.spot(at))
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, Problems> {
    if super::says_nothing(text) {
        return Err(Problems::one(Problem::new(ProblemKind::Empty)));
    }
    let mut reader = serde_json::Deserializer::from_str(text.get(lead(text)..).unwrap_or_default());
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().clone();
        problem(text, &error.into_inner(), Some(&path))
    })?;
    reader.end().map_err(|error| problem(text, &error, None))?;
    match unread(text) {
        Some((span, kind)) => Err(super::problem_at(text, span, kind)),
        None => Ok(value),
    }
}

/// The first thing in a well-formed text that the format's reader took for something else. A number that a float makes another one of:
/// without a feature that any crate of an application can turn on, it makes floats of numbers with a point, with an exponent, or beyond
/// 64 bits. And a row without its keys, or a file without them, told by their order alone.
fn unread(text: &str) -> Option<(Range<usize>, ProblemKind)> {
    let mut bytes = text.bytes().enumerate().peekable();
    // What is open: lists and tables, the outermost first.
    let mut open: Vec<u8> = Vec::new();
    while let Some((start, byte)) = bytes.next() {
        if byte == b'"' {
            while let Some((_, inside)) = bytes.next() {
                match inside {
                    b'"' => break,
                    b'\\' => _ = bytes.next(),
                    _ => {}
                }
            }
        } else if byte == b'-' || byte.is_ascii_digit() {
            let mut end = start.saturating_add(1);
            let goes_on =
                |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-');
            while bytes.next_if(|(_, byte)| goes_on(*byte)).is_some() {
                end = end.saturating_add(1);
            }
            let typed = text.get(start..end).unwrap_or_default();
            let is_whole = typed.parse::<i64>().is_ok() || typed.parse::<u64>().is_ok();
            if !is_whole && let Err(error) = survives_as_float(typed) {
                return Some((start..end, error.into()));
            }
        } else if byte == b'[' || byte == b'{' {
            if byte == b'[' && open.last().is_none_or(|outer| *outer == b'[') {
                return Some((start..start.saturating_add(1), ROW_WITHOUT_KEYS));
            }
            open.push(byte);
        } else if byte == b']' || byte == b'}' {
            open.pop();
        }
    }
    None
}

/// The bytes of a byte-order mark before the text.
fn lead(text: &str) -> usize {
    text.strip_prefix('\u{feff}').map_or(0, |rest| text.len().saturating_sub(rest.len()))
}

fn problem(text: &str, error: &serde_json::Error, path: Option<&Path>) -> Problems {
    // The reader counts lines from 1 and columns in bytes, the one after what it read.
    let lines = text.get(lead(text)..).unwrap_or_default().split_inclusive('\n');
    let line_start = lines.take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let at = lead(text)
        .saturating_add(line_start)
        .saturating_add(error.column().saturating_sub(1))
        .min(text.len());
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
    let kind = super::key_problem(message);
    let span = match &kind {
        // The reader stops behind a key that it does not want, or not again, and behind a table that lacks one.
        ProblemKind::UnknownKey { .. } | ProblemKind::DuplicateKey { .. } => key_before(text, at),
        ProblemKind::MissingKey { .. } => {
            // The head of the table.
            path.and_then(|path| along(text, path)).map(|span| span.start..span.start.saturating_add(1))
        }
        // Of a whole text that is wrong, its end says as much as anything.
        _ if error.is_data() => path.filter(|path| path.iter().len() > 0).and_then(|path| along(text, path)),
        _ => None,
    };
    let mut start = at;
    while !text.is_char_boundary(start) {
        start = start.saturating_sub(1);
    }
    let span = span.filter(|span| text.get(span.clone()).is_some()).unwrap_or(start..start);
    let spot = Some(Source::new(text).spot(span));
    let path = path.map(ToString::to_string).filter(|path| path != ".");
    Problems::one(Problem { kind, spot, path })
}

/// The key whose closing quote stands at a place.
fn key_before(text: &str, at: usize) -> Option<Range<usize>> {
    let open = text.get(..at)?.rfind('"')?;
    Some(open..at.saturating_add(1))
}

/// Where the value of a path stands, in a text that was well-formed as far as that.
fn along(text: &str, path: &Path) -> Option<Range<usize>> {
    let mut span = lead(text)..text.len();
    for segment in path.iter() {
        let mut inside = members(text, span);
        span = match segment {
            Segment::Seq { index } => inside.nth(*index)?.1,
            Segment::Map { key } => inside.find(|(found, _)| found == key)?.1,
            _ => return None,
        };
    }
    Some(span)
}

/// Where the values of a JSON document stand: a second pass over a text that was read before, and is therefore well-formed.
pub(super) struct Places<'t> {
    source: Source<'t>,
    /// The plan's own keys.
    keys: HashMap<String, Range<usize>>,
    /// The entries of each of its lists.
    lists: HashMap<String, Vec<Range<usize>>>,
    /// Where the items of each list stood that was asked for: of a long one, each may be wrong.
    items: RefCell<HashMap<usize, Vec<Range<usize>>>>,
    /// The members of the entry that was asked for last, by where it begins.
    members: RefCell<(usize, HashMap<String, Range<usize>>)>,
}

impl<'t> Places<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let whole = lead(text)..text.len();
        let keys: HashMap<String, Range<usize>> = members(text, whole).collect();
        let lists = keys
            .iter()
            .map(|(key, span)| (key.clone(), members(text, span.clone()).map(|(_, v)| v).collect()));
        let (items, members) = (RefCell::default(), RefCell::new((usize::MAX, HashMap::new())));
        Self { source: Source::new(text), lists: lists.collect(), keys, items, members }
    }

    fn value(&self, entry: Option<(&str, usize)>, key: &str, item: Option<usize>) -> Option<Range<usize>> {
        let text = self.source.text();
        let value = match entry {
            None => self.keys.get(key).cloned()?,
            Some((table, index)) => {
                let entry = self.lists.get(table)?.get(index)?.clone();
                // A missing key: the head of its entry.
                let head = entry.start..entry.start.saturating_add(1);
                let mut known = self.members.borrow_mut();
                if known.0 != entry.start {
                    *known = (entry.start, members(text, entry).collect());
                }
                known.1.get(key).cloned().unwrap_or(head)
            }
        };
        let Some(item) = item else { return Some(value) };
        let mut known = self.items.borrow_mut();
        let listed = || members(text, value.clone()).map(|(_, item)| item).collect();
        let items = known.entry(value.start).or_insert_with(listed);
        Some(items.get(item).cloned().unwrap_or(value))
    }

    pub(super) fn spot(&self, at: &At) -> Option<Spot> {
        let span = self.value(at.entry, at.key, at.item)?;
        Some(self.inner(span, at.within.clone()))
    }

    fn top(&self, key: &str) -> Option<Spot> {
        self.value(None, key, None).map(|span| self.source.spot(span))
    }

    fn entry(
        &self,
        table: &'static str,
        row: usize,
        key: &'static str,
        within: Option<Range<usize>>,
    ) -> Option<Spot> {
        self.value(Some((table, row)), key, None).map(|span| self.inner(span, within))
    }

    /// Where a value of a register stands, or the value of a key of it.
    fn fault(&self, fault: &Fault) -> Option<Spot> {
        let value = self.value(Some((fault.table, fault.row)), fault.key, None)?;
        let inner = fault.within.as_ref().and_then(|key| {
            let mut keys = members(self.source.text(), value.clone());
            keys.find(|(found, _)| found == key).map(|(_, value)| value)
        });
        Some(self.inner(inner.unwrap_or(value), None))
    }

    /// The part of a string that is meant, if the string stands in the file as it reads.
    fn inner(&self, span: Range<usize>, within: Option<Range<usize>>) -> Spot {
        let literal = self.source.text().get(span.clone()).unwrap_or_default();
        let plain = literal.starts_with('"') && !literal.contains('\\');
        self.source.spot(match within {
            Some(within) if plain => {
                let start = span.start.saturating_add(1);
                start.saturating_add(within.start)..start.saturating_add(within.end).min(span.end)
            }
            _ => span,
        })
    }
}

/// The members of an object or list of well-formed JSON: each key, empty in a list, with where its value stands. Nothing for
/// other values. One pass, without recursion.
fn members(text: &str, span: Range<usize>) -> impl Iterator<Item = (String, Range<usize>)> {
    let bytes = text.as_bytes();
    let byte = move |at: usize| bytes.get(at).copied().unwrap_or(b' ');
    let skip_blank = move |mut at: usize| {
        while at < span.end && byte(at).is_ascii_whitespace() {
            at = at.saturating_add(1);
        }
        at
    };
    // The end of the string that begins at a quote.
    let string_end = move |mut at: usize| {
        at = at.saturating_add(1);
        while at < span.end && byte(at) != b'"' {
            at = at.saturating_add(if byte(at) == b'\\' { 2 } else { 1 });
        }
        at.saturating_add(1)
    };
    let value_end = move |mut at: usize| {
        let mut depth = 0_usize;
        while at < span.end {
            match byte(at) {
                b'"' => {
                    at = string_end(at);
                    if depth == 0 {
                        return at;
                    }
                    continue;
                }
                b'{' | b'[' => depth = depth.saturating_add(1),
                b'}' | b']' if depth <= 1 => return if depth == 1 { at.saturating_add(1) } else { at },
                b'}' | b']' => depth = depth.saturating_sub(1),
                b',' if depth == 0 => return at,
                b if depth == 0 && b.is_ascii_whitespace() => return at,
                _ => {}
            }
            at = at.saturating_add(1);
        }
        span.end
    };
    let open = skip_blank(span.start);
    let object = byte(open) == b'{';
    let mut at = if object || byte(open) == b'[' { open.saturating_add(1) } else { span.end };
    std::iter::from_fn(move || {
        at = skip_blank(at);
        if byte(at) == b',' {
            at = skip_blank(at.saturating_add(1));
        }
        if at >= span.end || matches!(byte(at), b'}' | b']') {
            return None;
        }
        let mut key = String::new();
        if object {
            let end = string_end(at);
            key = serde_json::from_str(text.get(at..end).unwrap_or_default()).unwrap_or_default();
            at = skip_blank(skip_blank(end).saturating_add(1));
        }
        let start = at;
        at = value_end(start);
        Some((key, start..at))
    })
}

fn write(file: &impl Serialize) -> String {
    // OK because the file types hold texts, numbers and lists of such tables alone, all of which JSON can say.
    let mut text = serde_json::to_string_pretty(file).unwrap_or_default();
    text.push('\n');
    text
}
