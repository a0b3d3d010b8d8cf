//! Any text as a schedule, a period and a date:
//! `cargo +nightly fuzz run phrases_time fuzz/corpus/phrases_time tests/phrases/corpus/time`.
#![no_main]

#[path = "../../tests/phrases/laws.rs"]
#[allow(dead_code, reason = "each target holds the reader to one of the laws")]
mod laws;

libfuzzer_sys::fuzz_target!(|text: &str| laws::time(text));
