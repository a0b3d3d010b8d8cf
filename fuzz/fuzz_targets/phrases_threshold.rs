//! Any text as a threshold:
//! `fuzz/long-run phrases_threshold`.
#![no_main]

#[path = "../../tests/fuzz/laws/mod.rs"]
#[allow(dead_code, reason = "each target holds the library to one of the laws")]
mod laws;

libfuzzer_sys::fuzz_target!(|text: &str| laws::phrases::threshold(text));
