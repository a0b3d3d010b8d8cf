//! The strict reader beside the `csv` crate: where ours takes a text, both see the same fields; where ours refuses one, it is
//! one of the places where it is stricter.
//!
//! Ours is not public, so it is watched through a ledger whose notes hold the fields.

use proptest::prelude::*;

use kehoach::{Ledger, Plan, Register, file::ProblemKind};

use crate::support::{plan, register};

/// What the usual reader makes of a text: records of as many fields as the header, in order.
fn oracle(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// A ledger in CSV whose `source` is any text, as some writer wrote it.
fn file(fields: &[String], line_end: &str) -> String {
    let mut text = format!("item,unit,period,value,reported_on,source{line_end}");
    for (n, field) in fields.iter().enumerate() {
        let month = n % 12 + 1;
        let year = 1900 + n / 12;
        text += &format!("mo-hinh,thon-mot,{year}-{month:02},1,2024-12-31,{field}{line_end}");
    }
    text
}

fn sources(plan: &Plan, register: &Register, text: &str) -> Result<Vec<Option<String>>, String> {
    let intake = Ledger::from_csv(text, plan, register).map_err(|problems| {
        problems.listed().iter().map(|problem| problem.kind.code()).collect::<Vec<_>>().join(" ")
    })?;
    let ledger = intake.whole().map_err(|problems| {
        problems.listed().iter().map(|problem| problem.kind.code()).collect::<Vec<_>>().join(" ")
    })?;
    Ok(ledger.observations().map(|observation| observation.source.clone()).collect())
}

/// What the library does to a text behind the reader: apostrophes that guard formulas go, space around goes, NFC.
fn tidied(field: &str) -> Option<String> {
    let mut text = String::new();
    // Piece by piece, as a spreadsheet with other separators would cut it.
    for piece in field.split_inclusive([';', '\t', '\n', '\r']) {
        let formula = piece.trim_start_matches(|c: char| c.is_whitespace() || "\"'\u{feff}".contains(c));
        let before = &piece[..piece.len() - formula.len()];
        let guard = formula.starts_with(['=', '+', '-', '@']) && before.ends_with('\'');
        text += if guard { &before[..before.len() - 1] } else { before };
        text += formula;
    }
    let blank = |c: char| c.is_whitespace() || "\u{200b}\u{200c}\u{200d}\u{2060}\u{feff}".contains(c);
    let text: String = unicode_normalization::UnicodeNormalization::nfc(text.trim_matches(blank)).collect();
    Some(text).filter(|text| !text.is_empty())
}

fn quoted(field: &str) -> String {
    format!("\"{}\"", field.replace('"', "\"\""))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Any text in quotes comes through as it is, whatever stands in it.
    #[test]
    fn quoted_fields_are_read_alike(
        fields in prop::collection::vec("[a-zăđ ,;\"'=\\-#\n\r\t\u{303}\u{feff}]{0,12}", 0..6),
        windows in any::<bool>(),
    ) {
        let quoted: Vec<String> = fields.iter().map(|field| quoted(field)).collect();
        let text = file(&quoted, if windows { "\r\n" } else { "\n" });
        let (plan, register) = (plan(), register());
        let wanted: Vec<Option<String>> =
            oracle(&text).into_iter().skip(1).map(|record| tidied(&record[5])).collect();
        prop_assert_eq!(wanted.len(), fields.len());
        prop_assert_eq!(sources(&plan, &register, &text), Ok(wanted));
    }

    /// Any text at all in place of a field: read alike, or refused where ours is stricter on purpose.
    #[test]
    fn raw_fields_are_read_alike_or_refused(
        fields in prop::collection::vec("[a-z ,\"'=#\n\r]{0,8}", 1..5),
        windows in any::<bool>(),
    ) {
        let text = file(&fields, if windows { "\r\n" } else { "\n" });
        let (plan, register) = (plan(), register());
        let found = sources(&plan, &register, &text);
        // A lone carriage return ends a record for the other reader, and is a character for this one.
        let lone_return = text.replace("\r\n", "\n").contains('\r');
        match found {
            Ok(found) if !lone_return => {
                let comment = |record: &Vec<String>| record[0].trim_start().starts_with('#');
                let nothing = |record: &Vec<String>| record.iter().all(|field| field.trim().is_empty());
                let records = oracle(&text).into_iter().skip(1).filter(|r| !comment(r) && !nothing(r));
                let wanted: Vec<Option<String>> = records.map(|record| tidied(&record[5])).collect();
                prop_assert_eq!(found, wanted);
            }
            Ok(_) => {}
            Err(codes) => {
                // Stricter on purpose: quotes that do not close, or stand where none can; records of another length, or
                // what a broken line leaves of one.
                let known = |code: &str| {
                    matches!(code, "unclosed-quote" | "stray-quote" | "after-quote" | "field-count" | "empty-field")
                };
                prop_assert!(codes.split(' ').all(known), "{codes}: {text}");
                prop_assert!(fields.iter().any(|field| field.contains(['"', ',', '\n', '\r'])), "{codes}: {text}");
            }
        }
    }
}

/// The four things that the usual reader lets pass.
#[test]
fn stricter_where_it_matters() {
    let (plan, register) = (plan(), register());
    let header = "item,unit,period,value,reported_on,source\n";
    let row = |n: u32, source: &str| format!("mo-hinh,thon-mot,2024-0{n},1,2024-12-31,{source}\n");
    // An unclosed quote in the last column swallows the rows behind it.
    let text = format!("{header}{}{}{}", row(1, "\"BC 05"), row(2, ""), row(3, ""));
    assert_eq!(oracle(&text).len(), 2, "the usual reader sees a shorter file");
    assert_eq!(sources(&plan, &register, &text), Err("unclosed-quote".to_owned()));
    // A misspelt header with a column that may be missing.
    let text = format!("{}{}", header.replace("source", "sorce"), row(1, "BC 05"));
    assert_eq!(sources(&plan, &register, &text), Err("unknown-column".to_owned()));
    // A very long field.
    let text = format!("{header}{}", row(1, &"x".repeat(10_001)));
    assert_eq!(sources(&plan, &register, &text), Err("too-large".to_owned()));
    // Formulas are not left as they are: see the round trips.
    let kinds = Ledger::from_csv("item,item", &plan, &register).unwrap_err();
    assert!(matches!(
        kinds.listed()[0].kind,
        ProblemKind::MissingKey { .. } | ProblemKind::DuplicateColumn { .. }
    ));
}
