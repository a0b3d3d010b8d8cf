//! Any text as a plan in TOML:
//! `fuzz/long-run plan_toml`.
#![no_main]

#[path = "../../tests/fuzz/laws/mod.rs"]
#[allow(dead_code, reason = "each target holds the library to one of the laws")]
mod laws;

libfuzzer_sys::fuzz_target!(|text: &str| laws::files::plan_toml(text));
