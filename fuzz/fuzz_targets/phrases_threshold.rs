//! Any text as a threshold:
//! `cargo +nightly fuzz run phrases_threshold fuzz/corpus/phrases_threshold tests/phrases/corpus/threshold`.
#![no_main]

#[path = "../../tests/phrases/laws.rs"]
#[allow(dead_code, reason = "each target holds the reader to one of the laws")]
mod laws;

libfuzzer_sys::fuzz_target!(|text: &str| laws::threshold(text));
