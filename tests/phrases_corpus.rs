//! The corpus of the fuzz targets, replayed: texts to begin from, and every text that once broke a law.

#[path = "phrases/laws.rs"]
mod laws;

use std::{fs, path::Path};

#[track_caller]
fn replay(corpus: &str, law: fn(&str)) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/phrases/corpus").join(corpus);
    let mut files = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        law(&text);
        // Each line for itself too.
        text.lines().for_each(law);
        files += 1;
    }
    assert!(files > 0, "{corpus} is empty");
}

#[test]
fn thresholds() {
    replay("threshold", laws::threshold);
}

#[test]
fn times() {
    replay("time", laws::time);
}

#[test]
fn running_text() {
    replay("find", laws::find);
}

#[test]
fn canonical_spelling() {
    replay("round_trip", laws::round_trip);
}
