//! Evaluation.
mod completions;
mod standing;
mod tally;
pub use completions::Range;
pub use tally::{MergeError, PooledTally, SumTally, Tally, UnitTally};
