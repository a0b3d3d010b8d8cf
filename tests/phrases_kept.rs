//! What phrases are read as does not change unnoticed.
//!
//! Every phrase of the tables beside this file, whole and with each of its words left out in turn, is read as a threshold, a time, a
//! document, a citation, a line of responsibilities or a status, as its table is; and all of them as running text. What came out is
//! kept in `tests/phrases/kept`, one line for each text (`-word` is the one above without that word). A line that comes out in another way is a change of answers: it is looked at, it stands in
//! the changelog, and `KEHOACH_KEPT=write cargo test --test phrases_kept` writes the files anew.

mod unchanged;

use std::{
    collections::HashSet,
    fmt::{Display, Write},
};

use kehoach::phrases::{self, Note, Reading, Refusal};

const THRESHOLDS: &str = include_str!("phrases_threshold.rs");
const TIMES: &str = include_str!("phrases_time.rs");
const DOCUMENTS: &str = include_str!("phrases_documents.rs");
const CITATIONS: &str = include_str!("phrases_citations.rs");
const STATUSES: &str = include_str!("phrases_status.rs");

/// The phrases of a file of tables: what stands before the arrow of a row.
fn phrases_of(tables: &str) -> Vec<&str> {
    let rows = tables
        .lines()
        .filter(|line| !line.ends_with([',', '{', '(']))
        .filter_map(|line| line.split_once(" => "));
    let mut found: Vec<&str> =
        rows.map(|(phrase, _)| phrase.trim()).filter(|phrase| !phrase.is_empty()).collect();
    let mut seen = HashSet::new();
    found.retain(|phrase| seen.insert(*phrase));
    found
}

fn documents_and_parties() -> (&'static str, &'static str) {
    DOCUMENTS.split_at(DOCUMENTS.find("fn responsibilities").expect("the two tables of one file"))
}

/// A text, and the same without each of its first words, with the place of that word.
fn variants(phrase: &str) -> impl Iterator<Item = (String, String)> {
    let words: Vec<&str> = phrase.split(' ').collect();
    let without = move |left_out: usize| {
        let kept = words.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, word)| *word);
        (format!("  -{}", words[left_out]), kept.collect::<Vec<_>>().join(" "))
    };
    let count = phrase.split(' ').count();
    let left_out = if count == 1 { 0 } else { count.min(8) };
    std::iter::once((phrase.to_owned(), phrase.to_owned())).chain((0..left_out).map(without))
}

/// One line: what was read, from where to where, with which notes, and what was read beside it.
fn said<T>(text: &str, read: Result<Reading<T>, Refusal>, show: impl Fn(&T) -> String) -> String {
    let reading = match read {
        Ok(reading) => reading,
        Err(refusal) => return format!("! {refusal}"),
    };
    let mut line = show(&reading.value);
    let codes: Vec<_> = reading.notes.iter().map(Note::code).collect();
    if !codes.is_empty() {
        write!(line, " | {}", codes.join(" ")).unwrap();
    }
    if reading.span != (0..text.len()) {
        write!(line, " | of `{}`", &text[reading.span.clone()]).unwrap();
    }
    for (name, words) in [("subject", &reading.subject), ("each", &reading.each), ("noun", &reading.noun)] {
        if let Some(words) = words {
            write!(line, " | {name} `{words}`").unwrap();
        }
    }
    if reading.aspired {
        line.push_str(" | aspired");
    }
    for other in &reading.alternatives {
        write!(line, " | or {}", show(other)).unwrap();
    }
    line
}

/// Holds what a reader makes of the phrases of some tables against what is kept of it.
#[track_caller]
fn is_kept<T>(
    name: &str,
    tables: &str,
    read: impl Fn(&str) -> Result<Reading<T>, Refusal>,
    show: impl Fn(&T) -> String,
) {
    let mut out = String::new();
    for (name, text) in phrases_of(tables).into_iter().flat_map(variants) {
        writeln!(out, "{name} => {}", said(&text, read(&text), &show)).unwrap();
    }
    unchanged::is_kept(&format!("phrases/kept/{name}"), &out);
}

fn shown<T: Display>(value: &T) -> String {
    value.to_string()
}

#[test]
fn thresholds() {
    is_kept("thresholds.txt", THRESHOLDS, phrases::threshold, shown);
}

#[test]
fn schedules() {
    is_kept("schedules.txt", TIMES, phrases::schedule, shown);
}

#[test]
fn periods() {
    is_kept("periods.txt", TIMES, phrases::period, shown);
}

#[test]
fn documents() {
    is_kept("documents.txt", documents_and_parties().0, phrases::document, shown);
}

#[test]
fn citations() {
    is_kept("citations.txt", CITATIONS, phrases::cited_document, shown);
}

#[test]
fn responsibilities() {
    is_kept("responsibilities.txt", documents_and_parties().1, phrases::responsibility, |parties| {
        let party = |party: &phrases::Party| {
            format!("{}: {} {:?} {:?}", party.role, party.name, party.naming, party.span)
        };
        parties.iter().map(party).collect::<Vec<_>>().join("; ")
    });
}

#[test]
fn statuses() {
    is_kept("statuses.txt", STATUSES, phrases::status, |status| format!("{status:?}"));
}

/// Each phrase between two others.
#[test]
fn running_text() {
    let others = [
        "trong năm 2023",
        "trên 85% số hộ",
        "02 mô hình",
        "Kế hoạch số 159-KH/HU",
        "trước ngày 15/12 hằng năm",
        "Tháng 3, 9",
    ];
    let mut out = String::new();
    for words in [THRESHOLDS, TIMES, DOCUMENTS].into_iter().flat_map(phrases_of) {
        let drawn: usize = words.bytes().map(usize::from).sum();
        let sign = [", ", ". ", "; ", " ", ": "][drawn % 5];
        let text = format!("{words}{sign}{} - {}", others[drawn % 6], others[drawn / 6 % 6]);
        writeln!(out, "{text}").unwrap();
        for found in phrases::find(&text) {
            let codes: Vec<_> = found.notes().iter().map(Note::code).collect();
            writeln!(out, "  {} {:?} {} {}", found.kind(), found.span(), found.canonical(), codes.join(" "))
                .unwrap();
        }
    }
    unchanged::is_kept("phrases/kept/running-text.txt", &out);
}
