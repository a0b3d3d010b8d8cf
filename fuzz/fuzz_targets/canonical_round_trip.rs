//! Any text as canonical spelling:
//! `cargo +nightly fuzz run canonical_round_trip fuzz/corpus/canonical_round_trip tests/phrases/corpus/round_trip`.
#![no_main]

#[path = "../../tests/phrases/laws.rs"]
#[allow(dead_code, reason = "each target holds the reader to one of the laws")]
mod laws;

libfuzzer_sys::fuzz_target!(|text: &str| laws::round_trip(text));
