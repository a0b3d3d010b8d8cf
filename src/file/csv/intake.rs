//! Ledgers in CSV, read in one pass and without keeping the file.

use std::{
    io::{self, Read},
    ops::Range,
};

use super::{Field, Header, Lexer, Record, quick::Quick};
use crate::{
    file::{
        Intake, Problem, ProblemKind, Problems, Rejected, Spot,
        dates::DateText,
        desk::Desk,
        ledger::{COLUMNS, REQUIRED, ReportRow},
        source::column,
    },
    ledger::{Ledger, Told},
    plan::Plan,
    unit::Register,
};

/// Why a file could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// It could not be read at all.
    #[error("the file cannot be read: {0}")]
    Io(#[from] io::Error),
    /// What is wrong with it.
    #[error(transparent)]
    Problems(#[from] Problems),
}

/// A row about a task, kept until all instructions are read: whether a task was done after its instruction must not depend on the
/// order of rows.
struct Later {
    record: usize,
    place: usize,
    line: usize,
    row: ReportRow,
    spots: [Spot; COLUMNS.len()],
}

/// A ledger as it is being read, from one piece of its text after the other.
struct Reception<'a> {
    desk: Desk<'a>,
    intake: Intake<Ledger>,
    header: Option<Header>,
    quick: Option<Quick<'a>>,
    later: Vec<Later>,
    /// How many bytes and lines there were before the piece.
    bytes: usize,
    lines: usize,
    /// How many records had as many fields as the header.
    rows: usize,
}

/// Reads a whole text, and adds it to a ledger. `quickly` is for a test to turn off: it must make no difference.
pub(super) fn whole(
    text: &str,
    onto: Ledger,
    plan: &Plan,
    register: &Register,
    quickly: bool,
) -> Result<Intake<Ledger>, Problems> {
    let mut reception = Reception::new(onto, plan, register, quickly);
    reception.piece(text, true)?;
    reception.end()
}

/// How many bytes are asked for at once.
const PIECE: usize = 1 << 18;

/// Reads what a reader gives, and says after each piece how many bytes there were.
pub(super) fn streamed(
    mut reader: impl Read,
    plan: &Plan,
    register: &Register,
    mut progress: impl FnMut(u64),
) -> Result<Intake<Ledger>, ReadError> {
    let mut reception = Reception::new(Ledger::new(), plan, register, true);
    let mut held: Vec<u8> = Vec::new();
    let mut most = PIECE;
    let mut bytes = 0_u64;
    loop {
        let room = most.saturating_sub(held.len());
        let read = reader.by_ref().take(u64::try_from(room).unwrap_or(u64::MAX)).read_to_end(&mut held)?;
        bytes = bytes.saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
        let last = read < room;
        // A piece ends with a line: neither a character nor a field without quotes is cut.
        let end = held.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at.saturating_add(1));
        let end = if last { held.len() } else { end };
        let piece = held.get(..end).unwrap_or_default();
        let text = std::str::from_utf8(piece).map_err(|error| reception.encoding(piece, error))?;
        let taken = reception.piece(text, last)?;
        progress(bytes);
        if last {
            return Ok(reception.end()?);
        }
        // A record in quotes that is longer than a piece: more of it is needed.
        held.drain(..taken);
        most = if taken == 0 { most.saturating_mul(2) } else { held.len().saturating_add(PIECE) };
    }
}

impl<'a> Reception<'a> {
    fn new(onto: Ledger, plan: &'a Plan, register: &'a Register, quickly: bool) -> Self {
        Self {
            desk: Desk::new(plan, register),
            intake: Intake {
                value: onto,
                records: 0,
                accepted: 0,
                duplicates: Vec::new(),
                rejected: Vec::new(),
            },
            header: None,
            quick: quickly.then(Quick::new),
            later: Vec::new(),
            bytes: 0,
            lines: 0,
            rows: 0,
        }
    }

    /// Takes the records of a piece, and says how many bytes they were. Only of the last is all of it taken: before, a quote may
    /// be closed in the next.
    fn piece(&mut self, text: &str, last: bool) -> Result<usize, Problems> {
        let mut lexer = Lexer::new(text);
        if self.bytes > 0 {
            lexer.at = 0;
        }
        let (bytes, mut line) = (self.bytes, self.lines);
        if self.header.is_none() {
            lexer.separator = super::separator(text);
            match next(text, &mut lexer, (bytes, line), last)? {
                Next::Record(fields) => {
                    let at = |span| spot(text, 0, bytes, line, span);
                    self.header = Some(Header::new(&fields, lexer.separator, &COLUMNS, REQUIRED, at)?);
                }
                Next::End if last => return Err(Problems::one(Problem::new(ProblemKind::Empty))),
                Next::End => {}
                Next::Cut => return Ok(0),
            }
            line = line.saturating_add(breaks(text, 0..lexer.at));
        }
        if let Some(header) = self.header.take() {
            lexer.separator = header.separator;
            loop {
                line = self.quick_rows(text, &mut lexer, &header, line);
                let at = lexer.at;
                let fields = match next(text, &mut lexer, (bytes, line), last)? {
                    Next::Record(fields) => fields,
                    Next::End => {
                        line = line.saturating_add(breaks(text, at..lexer.at));
                        break;
                    }
                    Next::Cut => {
                        lexer.at = at;
                        break;
                    }
                };
                let place = |span| spot(text, at, bytes, line, span);
                self.record(header.record(fields), place);
                line = line.saturating_add(breaks(text, at..lexer.at));
            }
            self.header = Some(header);
        }
        let taken = lexer.at.min(text.len());
        self.bytes = self.bytes.saturating_add(taken);
        self.lines = line;
        Ok(taken)
    }

    /// Takes as many rows as the quick reader can, and says the line behind them.
    fn quick_rows(&mut self, text: &str, lexer: &mut Lexer<'_>, header: &Header, mut line: usize) -> usize {
        let Some(quick) = &mut self.quick else { return line };
        let (desk, intake) = (&mut self.desk, &mut self.intake);
        loop {
            let row = intake.value.told().next_row();
            let taken = quick.row(text, lexer.at, header.separator, &header.order, desk, &mut intake.value);
            let Some(taken) = taken else { return line };
            intake.records = intake.records.saturating_add(1);
            self.rows = self.rows.saturating_add(1);
            line = line.saturating_add(1);
            if taken.told == Told::New {
                intake.accepted = intake.accepted.saturating_add(1);
                desk.lines.keep(row, line);
            } else {
                intake.duplicates.push(intake.records);
            }
            lexer.at = taken.next;
        }
    }

    fn record(
        &mut self,
        record: Result<Record<'_>, Option<(ProblemKind, Range<usize>)>>,
        at: impl Fn(Range<usize>) -> Spot,
    ) {
        let record = match record {
            Ok(record) => record,
            Err(None) => return,
            Err(Some((kind, span))) => {
                self.intake.records = self.intake.records.saturating_add(1);
                let problem = Problem { kind, spot: Some(at(span)), path: None };
                let record = self.intake.records;
                self.intake.rejected.push(Rejected { record, problems: vec![problem] });
                return;
            }
        };
        self.intake.records = self.intake.records.saturating_add(1);
        let (number, place) = (self.intake.records, self.rows);
        self.rows = self.rows.saturating_add(1);
        let row = row(&record);
        let line = at(record.span(0)).line;
        if self.desk.is_completion(&row) {
            let mut column = 0..;
            let spots = [(); COLUMNS.len()].map(|()| at(record.span(column.next().unwrap_or(0))));
            self.later.push(Later { record: number, place, line, row, spots });
            return;
        }
        self.desk.receive(&mut self.intake, (number, place), &row, line, |key, within| {
            let column = COLUMNS.iter().position(|column| *column == key)?;
            Some(at(within.map_or_else(|| record.span(column), |within| record.part(column, within))))
        });
    }

    fn end(mut self) -> Result<Intake<Ledger>, Problems> {
        for Later { record, place, line, row, spots } in self.later {
            self.desk.receive(&mut self.intake, (record, place), &row, line, |key, _| {
                spots.get(COLUMNS.iter().position(|column| *column == key)?).cloned()
            });
        }
        self.intake.duplicates.sort_unstable();
        self.intake.rejected.sort_by_key(|rejected| rejected.record);
        Ok(self.intake)
    }

    fn encoding(&self, piece: &[u8], error: std::str::Utf8Error) -> Problems {
        let at = error.valid_up_to();
        let text = piece.get(..at).and_then(|valid| std::str::from_utf8(valid).ok()).unwrap_or_default();
        let spot = spot(text, 0, self.bytes, self.lines, at..at.saturating_add(1));
        Problems::one(Problem { kind: ProblemKind::Encoding, spot: Some(spot), path: None })
    }
}

enum Next<'t> {
    Record(Vec<Field<'t>>),
    End,
    /// A quote is not closed in this piece.
    Cut,
}

/// The next record of a piece, before whose place there were so many bytes, up to the piece, and lines.
fn next<'t>(
    text: &'t str,
    lexer: &mut Lexer<'t>,
    (bytes, lines): (usize, usize),
    last: bool,
) -> Result<Next<'t>, Problems> {
    let at = lexer.at;
    match lexer.record() {
        Ok(Some(fields)) => Ok(Next::Record(fields)),
        Ok(None) => Ok(Next::End),
        Err((ProblemKind::UnclosedQuote, _)) if !last => Ok(Next::Cut),
        Err((kind, span)) => {
            let spot = Some(spot(text, at, bytes, lines, span));
            Err(Problems::one(Problem { kind, spot, path: None }))
        }
    }
}

/// The row of a record.
fn row(record: &Record<'_>) -> ReportRow {
    let cell = |column: usize| record.get(column).filter(|text| !text.is_empty()).map(str::to_owned);
    let text = |column: usize| cell(column).unwrap_or_default();
    ReportRow {
        item: text(0),
        unit: text(1),
        period: text(2),
        value: text(3),
        reported_on: DateText(text(4)),
        note: cell(5),
        source: cell(6),
        corrects: cell(7),
    }
}

/// How many lines end in a stretch of a text.
fn breaks(text: &str, stretch: Range<usize>) -> usize {
    let stretch = stretch.start..stretch.end.min(text.len());
    text.as_bytes().get(stretch).unwrap_or_default().iter().filter(|byte| **byte == b'\n').count()
}

/// The spot of a span of a piece, before which there were so many bytes and lines; `at` is where a line begins before it, and the
/// lines are counted up to there.
fn spot(text: &str, at: usize, bytes: usize, lines: usize, span: Range<usize>) -> Spot {
    let line = lines.saturating_add(breaks(text, at..span.start)).saturating_add(1);
    let before = text.get(..span.start).unwrap_or_default();
    let lead =
        before.rfind('\n').map_or(before, |end| before.get(end.saturating_add(1)..).unwrap_or_default());
    let span = bytes.saturating_add(span.start)..bytes.saturating_add(span.end);
    Spot { line, column: column(lead), span }
}

#[cfg(all(test, feature = "toml"))]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::file::Earlier;

    const PLAN: &str = r#"
        format = 1
        id = "12-KH/ĐU"
        title = "Công tác năm 2024"
        issuer = "dang-uy"
        period = "2024"
        scales = [{ id = "xep-loai", grades = [{ id = "yeu", name = "yếu" }, { id = "kha", name = "khá" }] }]
        scopes = [{ id = "cac-thon", levels = ["village"] }]
        indicators = [
            { id = "cam-ket", name = "ký cam kết", measure = "done", reported = "monthly" },
            { id = "mo-hinh", name = "mô hình", measure = "count", combine = "sum", reported = "monthly" },
            { id = "quy", name = "quỹ", measure = "amount", combine = "sum", unit = "ha", greatest = 500, reported = "monthly" },
            { id = "tap-huan", name = "tập huấn", measure = "share", combine = "pooled", reported = "monthly" },
            { id = "loai", name = "chất lượng", measure = "grade", scale = "xep-loai", reported = "yearly" },
        ]
        targets = [
            { id = "1", title = "Nề nếp", aggregate = "judgement" },
        ]
        tasks = [
            { id = "tong-ket", title = "Tổng kết", when = "theo chỉ đạo", lead = ["dang-uy"] },
        ]
    "#;

    const UNITS: &str = "id,name,kind,level,parent,first,last\ndang-uy,Đảng ủy,cap-uy,commune,,,\n\
        thon-mot,Thôn Một,thon,village,dang-uy,,\nthon-hai,Thôn Hai,thon,village,dang-uy,,2024-06-30\n";

    fn world() -> (Plan, Register) {
        (Plan::from_toml(PLAN).unwrap(), Register::from_csv(UNITS).unwrap())
    }

    /// Gives at most so many bytes at a time.
    struct Slow<'t>(&'t [u8], usize);

    impl Read for Slow<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let most = into.len().min(self.1);
            self.0.read(&mut into[..most])
        }
    }

    /// In pieces that end where some line does, as those of [`streamed`] do.
    fn in_pieces(
        text: &str,
        length: usize,
        (plan, register): &(Plan, Register),
    ) -> Result<Intake<Ledger>, Problems> {
        let mut reception = Reception::new(Ledger::new(), plan, register, true);
        let (mut from, mut to) = (0, 0);
        while to < text.len() {
            let wanted = to.saturating_add(length).min(text.len());
            let line = text.as_bytes()[wanted..].iter().position(|byte| *byte == b'\n');
            to = line.map_or(text.len(), |line| wanted + line + 1);
            if to < text.len() {
                from += reception.piece(&text[from..to], false)?;
            }
        }
        reception.piece(&text[from..], true)?;
        reception.end()
    }

    /// All ways to read a text say the same of it.
    fn alike(text: &str, length: usize) -> Result<(), TestCaseError> {
        let world = world();
        let (plan, register) = &world;
        let careful = whole(text, Ledger::new(), plan, register, false);
        prop_assert_eq!(&whole(text, Ledger::new(), plan, register, true), &careful, "{}", text);
        prop_assert_eq!(&in_pieces(text, length, &world), &careful, "in pieces of {}: {}", length, text);
        match streamed(Slow(text.as_bytes(), length), plan, register, |_| ()) {
            Ok(intake) => prop_assert_eq!(Ok(intake), careful),
            Err(ReadError::Problems(problems)) => prop_assert_eq!(Err(problems), careful),
            Err(ReadError::Io(error)) => panic!("{error}"),
        }
        Ok(())
    }

    const ITEMS: &[&str] = &[
        "cam-ket",
        "mo-hinh",
        "quy",
        "tap-huan",
        "loai",
        "mo-hinh",
        "tap-huan",
        "1",
        "tong-ket",
        "mo-hin",
        " quy",
        "",
        "Tập huấn",
        "#quy",
    ];
    const BY: &[&str] = &[
        "thon-mot",
        "thon-hai",
        "thon-mot",
        "thon-hai",
        "dang-uy",
        "thon-ba",
        "Thôn Một",
        "\"thon-mot\"",
        "thon-mot ",
    ];
    const PERIODS: &[&str] =
        &["2024-01", "2024-02", "2024-01", "2024-08", "2024", "tháng 1/2024", "2024-13", "on-instruction"];
    const VALUES: &[&str] = &[
        "1",
        "2",
        "0",
        "17",
        "1/2",
        "3/4",
        "2/4",
        "5/4",
        "0/0",
        "12.5",
        "12.50",
        "\"12,5\"",
        "1.000",
        "501",
        "007",
        "-1",
        "yes",
        "đạt",
        "không đạt",
        "ĐẠT",
        "kha",
        "khá",
        "yeu",
        "withdrawn",
        "n/a",
        "?/12",
        "instructed",
        "2024-03-04",
        "'-1",
        "",
        "4294967295/4294967296",
        "123456789012345678",
        "1234567890123456789",
        "99999999999999999999",
        "1 / 2",
        "0.125",
    ];
    const DATES: &[&str] =
        &["2024-02-05", "2024-02-06", "2024-02-05", "05/02/2024", "2024-2-5", "2024-02-30", ""];
    const REST: &[&str] = &["", "", "", "", "BC 05", "x", "\"a, b\"", "yes"];
    const HEADERS: &[(&str, &[usize])] = &[
        ("item,unit,period,value,reported_on", &[0, 1, 2, 3, 4]),
        ("item,unit,period,value,reported_on,note,source,corrects", &[0, 1, 2, 3, 4, 5, 5, 5]),
        ("unit,reported_on,corrects,value,item,period", &[1, 4, 5, 3, 0, 2]),
        ("\u{feff}value,unit,period,item,reported_on", &[3, 1, 2, 0, 4]),
        ("item;unit;period;value;reported_on;source", &[0, 1, 2, 3, 4, 5]),
        ("# made up\nitem,unit,period,value,reported_on", &[0, 1, 2, 3, 4]),
    ];

    /// A file of which most rows are right, and some are anything.
    fn file() -> impl Strategy<Value = String> {
        let row = prop::collection::vec(any::<prop::sample::Index>(), 8);
        let rows = prop::collection::vec((row, 0..40_u8), 0..25);
        (0..HEADERS.len(), rows, any::<bool>(), any::<bool>()).prop_map(|(header, rows, windows, closed)| {
            let (header, columns) = HEADERS[header];
            let separator = if header.contains(';') { ";" } else { "," };
            let ends = if windows { "\r\n" } else { "\n" };
            let lists = [ITEMS, BY, PERIODS, VALUES, DATES, REST];
            let mut text = format!("{header}{ends}");
            for (picks, odd) in rows {
                // A usual row is of a count or a share that fits.
                let usual = odd > 6;
                let count = picks[0].index(2) == 0;
                let fields = columns.iter().zip(&picks).map(|(column, pick)| match *column {
                    0 if usual => {
                        if count {
                            "mo-hinh"
                        } else {
                            "tap-huan"
                        }
                    }
                    3 if usual => {
                        if count {
                            VALUES[pick.index(4)]
                        } else {
                            VALUES[4 + pick.index(3)]
                        }
                    }
                    1 | 4 | 2 if usual => lists[*column][pick.index(3)],
                    5 if usual => "",
                    column => lists[column][pick.index(lists[column].len())],
                });
                text += &fields.collect::<Vec<_>>().join(separator);
                text += match odd {
                    0 => ",",
                    1 => "\n\n# a comment\n",
                    2 => "\n,,,,\n",
                    3 => "\"",
                    _ => ends,
                };
            }
            if closed { text } else { text.trim_end().to_owned() }
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn quick_and_careful_and_piecewise_reading_agree(text in file(), length in 1..300_usize) {
            alike(&text, length)?;
        }

        #[test]
        fn so_they_do_on_broken_files(
            text in file(),
            edits in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select("\"',;\n\r\t #ă0/\u{303}".chars().collect::<Vec<_>>())), 1..4),
            length in 1..300_usize,
        ) {
            let mut chars: Vec<char> = text.chars().collect();
            for (at, new) in edits {
                let at = at.index(chars.len());
                chars.insert(at, new);
            }
            alike(&chars.into_iter().collect::<String>(), length)?;
        }
    }

    /// The rows of an ordinary ledger are for the quick reader: else it would be right, and slow.
    #[test]
    fn ordinary_rows_are_read_quickly() {
        let (plan, register) = world();
        let rows = [
            "mo-hinh,thon-mot,2024-01,17,2024-02-05",
            "tap-huan,thon-mot,2024-01,17/20,2024-02-05",
            "quy,thon-hai,tháng 1/2024,12.5,05/02/2024",
            "cam-ket,thon-mot,2024-02,đạt,2024-03-05",
            "loai,thon-mot,2024,khá,2024-12-05",
            // The first of a grade is entered with care.
            "loai,thon-hai,2024,khá,2024-12-05",
            "mo-hinh,thon-mot,2024-01,17,2024-02-05",
            "mo-hinh,thon-mot,2024-01,18,2024-02-06",
        ];
        let text = format!(
            "item,unit,period,value,reported_on\n{}\n# the last rows are read with care\n\n\n",
            rows.join("\r\n")
        );
        let mut reception = Reception::new(Ledger::new(), &plan, &register, true);
        let header = Header { separator: b',', order: vec![0, 1, 2, 3, 4], columns: COLUMNS.len() };
        let mut lexer = Lexer::new(&text);
        lexer.at = text.find('\n').unwrap() + 1;
        assert_eq!(reception.quick_rows(&text, &mut lexer, &header, 1), 5, "all but the first grade");
        let Ok(Some(fields)) = lexer.record() else { panic!("a row") };
        reception.record(header.record(fields), |_| Spot::default());
        assert_eq!(reception.quick_rows(&text, &mut lexer, &header, 6), 9);
        let intake = reception.end().unwrap();
        assert_eq!((intake.records, intake.accepted, intake.duplicates), (8, 7, vec![7]));
    }

    #[test]
    fn what_is_no_text_is_told_by_its_line() {
        let (plan, register) = world();
        let mut bytes =
            b"item,unit,period,value,reported_on\nmo-hinh,thon-mot,2024-01,17,2024-02-05\nquy,".to_vec();
        bytes.push(0xff);
        let Err(ReadError::Problems(problems)) = streamed(&bytes[..], &plan, &register, |_| ()) else {
            panic!("an error")
        };
        let problem = &problems.listed()[0];
        assert_eq!(
            (problem.kind.code(), problem.spot.as_ref().map(|spot| (spot.line, spot.column))),
            ("encoding", Some((3, 5)))
        );
    }

    /// A conflict names the line of what it contradicts, however far before and whatever stands between.
    #[test]
    fn conflicts_name_the_earlier_line() {
        let (plan, register) = world();
        let mut text = String::from("item,unit,period,value,reported_on,note\n");
        for day in 1..=28 {
            text +=
                &format!("mo-hinh,thon-mot,2024-02,{day},2024-03-{day:02},\"seen\nand signed\"\n# checked\n");
            text += &format!("tap-huan,thon-mot,2024-02,{day}/30,2024-03-{day:02},\n");
        }
        for (day, line) in [(1, 2), (2, 6), (28, 110)] {
            for (item, value, line) in [("mo-hinh", "99", line), ("tap-huan", "0/30", line + 3)] {
                let text = format!("{text}{item},thon-mot,2024-02,{value},2024-03-{day:02},\n");
                let intake = whole(&text, Ledger::new(), &plan, &register, true).unwrap();
                let kind = &intake.rejected[0].problems[0].kind;
                assert_eq!(
                    *kind,
                    ProblemKind::Conflict {
                        item: item.to_owned(),
                        unit: Some(crate::UnitId::new("thon-mot").unwrap()),
                        period: Some("2024-02".parse().unwrap()),
                        with: Earlier::Line(line),
                        corrects: false
                    },
                    "{item} {day}"
                );
            }
        }
    }

    /// Of two instructions of one day only one can be right, whoever gave them.
    #[test]
    fn conflicting_instructions_name_the_earlier_line() {
        let (plan, register) = world();
        let rows = "tong-ket,dang-uy,on-instruction,instructed by 2024-06-30,2024-06-03\n\
            tong-ket,thon-mot,on-instruction,instructed by 2024-07-31,2024-06-03\n";
        let text = format!("item,unit,period,value,reported_on\n{rows}");
        let intake = whole(&text, Ledger::new(), &plan, &register, true).unwrap();
        let kind = &intake.rejected[0].problems[0].kind;
        let (item, with) = ("tong-ket".to_owned(), Earlier::Line(2));
        assert_eq!(*kind, ProblemKind::Conflict { item, unit: None, period: None, with, corrects: false });
        assert_eq!(
            (kind.to_string().as_str(), kind.vietnamese().as_str()),
            (
                "another report on `tong-ket` says something else on the same day, in line 2",
                "trái với báo cáo khác về `tong-ket`, cùng ngày, ở dòng 2"
            )
        );
    }
}
