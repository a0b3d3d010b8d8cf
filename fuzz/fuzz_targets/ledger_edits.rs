//! Any bytes as a small world and entries in its ledger, followed by an evaluation that goes on, which has to stand at the end where
//! evaluating afresh stands: `fuzz/long-run ledger_edits`.
#![no_main]

#[path = "../../tests/fuzz/laws/mod.rs"]
#[allow(dead_code, reason = "each target holds the library to one of the laws")]
mod laws;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::live::live(bytes, laws::live::Compared::Last));
