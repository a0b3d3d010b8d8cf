//! Any text as canonical spelling:
//! `fuzz/long-run canonical_round_trip`.
#![no_main]

#[path = "../../tests/fuzz/laws/mod.rs"]
#[allow(dead_code, reason = "each target holds the library to one of the laws")]
mod laws;

libfuzzer_sys::fuzz_target!(|text: &str| laws::phrases::round_trip(text));
