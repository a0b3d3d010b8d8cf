//! Any text as running text, a document number and a line of responsibility:
//! `cargo +nightly fuzz run phrases_find fuzz/corpus/phrases_find tests/phrases/corpus/find`.
#![no_main]

#[path = "../../tests/phrases/laws.rs"]
#[allow(dead_code, reason = "each target holds the reader to one of the laws")]
mod laws;

libfuzzer_sys::fuzz_target!(|text: &str| laws::find(text));
