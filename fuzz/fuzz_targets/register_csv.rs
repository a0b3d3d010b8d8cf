//! Any text as a register in CSV:
//! `fuzz/long-run register_csv`.
#![no_main]

#[path = "../../tests/fuzz/laws/mod.rs"]
#[allow(dead_code, reason = "each target holds the library to one of the laws")]
mod laws;

libfuzzer_sys::fuzz_target!(|text: &str| laws::files::register_csv(text));
