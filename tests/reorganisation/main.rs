//! Figures across reorganisations: the engine against a plain evaluator on random forests and random reorganisations, and the
//! laws of section 14 of the crate's semantics.
//!
//! `cargo test --test reorganisation` runs 256 cases of each; `KEHOACH_CASES=100000` runs as many as that.

mod by_hand;
mod generate;
mod laws;
mod once;
mod plain;
