//! Time: which days count, and when something is due.

pub mod workdays;
