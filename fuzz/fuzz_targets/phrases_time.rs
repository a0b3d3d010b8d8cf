//! Any text as a schedule, a period and a date:
//! `fuzz/long-run phrases_time`.
#![no_main]

#[path = "../../tests/fuzz/laws/mod.rs"]
#[allow(dead_code, reason = "each target holds the library to one of the laws")]
mod laws;

libfuzzer_sys::fuzz_target!(|text: &str| laws::phrases::time(text));
