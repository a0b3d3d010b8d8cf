//! Any text as a ledger in CSV:
//! `fuzz/long-run ledger_csv`.
#![no_main]

#[path = "../../tests/fuzz/laws/mod.rs"]
#[allow(dead_code, reason = "each target holds the library to one of the laws")]
mod laws;

libfuzzer_sys::fuzz_target!(|text: &str| laws::files::ledger_csv(text));
