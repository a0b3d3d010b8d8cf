//! The corpora of the fuzz targets, replayed: every input that once broke a law; and what reaches each branch that fuzzing found,
//! minimised, of plans a fourth of it.
//!
//! A target of `fuzz/` and the test of its name here hold the library to the same function of `laws`.

mod laws;

use std::{fs, path::Path};

use laws::{files, live, phrases};

/// Every input of a corpus, in the order of their names.
#[track_caller]
fn replay(corpus: &str, law: impl Fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(corpus);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "{corpus} is empty");
    for file in files {
        law(&fs::read(file).unwrap());
    }
}

/// Each input of a minimised corpus, as its JSON holds it.
#[track_caller]
fn minimised(corpus: &str, law: impl Fn(&str)) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fuzz/minimised/{corpus}.json"));
    let inputs: Vec<String> = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    assert!(inputs.len() > 300, "{corpus} has {}", inputs.len());
    inputs.iter().for_each(|input| law(input));
}

/// What is no text is no input of these targets.
fn text(law: fn(&str)) -> impl Fn(&[u8]) {
    move |input| {
        if let Ok(text) = str::from_utf8(input) {
            law(text);
        }
    }
}

/// Each line for itself too: phrases to begin from stand in one file.
fn lines(law: fn(&str)) -> impl Fn(&[u8]) {
    move |input| {
        if let Ok(text) = str::from_utf8(input) {
            law(text);
            text.lines().for_each(law);
        }
    }
}

#[test]
fn phrases_threshold() {
    replay("phrases_threshold", lines(phrases::threshold));
    minimised("phrases_threshold", phrases::threshold);
}

#[test]
fn phrases_time() {
    replay("phrases_time", lines(phrases::time));
    minimised("phrases_time", phrases::time);
}

#[test]
fn phrases_find() {
    replay("phrases_find", lines(phrases::find));
    minimised("phrases_find", phrases::find);
}

#[test]
fn canonical_round_trip() {
    replay("canonical_round_trip", lines(phrases::round_trip));
    minimised("canonical_round_trip", phrases::round_trip);
}

#[test]
fn plan_toml() {
    replay("plan_toml", text(files::plan_toml));
    minimised("plan_toml", files::plan_toml);
}

#[test]
fn plan_json() {
    replay("plan_json", text(files::plan_json));
    minimised("plan_json", files::plan_json);
}

#[test]
fn register_csv() {
    replay("register_csv", text(files::register_csv));
    minimised("register_csv", files::register_csv);
}

#[test]
fn ledger_csv() {
    replay("ledger_csv", text(files::ledger_csv));
    minimised("ledger_csv", files::ledger_csv);
}

#[test]
fn ledger_edits() {
    replay("ledger_edits", |bytes| live::live(bytes, live::Compared::Each));
    minimised("ledger_edits", |hexadecimal| {
        let byte = |pair: &[u8]| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap();
        let bytes: Vec<u8> = hexadecimal.as_bytes().chunks(2).map(byte).collect();
        live::live(&bytes, live::Compared::Last);
    });
}
