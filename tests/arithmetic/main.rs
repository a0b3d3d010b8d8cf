//! Arithmetic, held against whole numbers: what is asked of a figure is decided here a second time, by cross-multiplying plain
//! integers or by long division as at school, and the library has to say the same.
//!
//! `cargo test --test arithmetic` holds every share of at most 2000 against the percents nearest to it;
//! `KEHOACH_GRID=all cargo test --release --test arithmetic` against every percent.

mod digits;
mod engine;
mod grid;
mod limits;
mod plain;
mod rounding;
