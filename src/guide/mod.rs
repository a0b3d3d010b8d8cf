//! The guide: pages to read, without any code of their own.
//!
//! | page | for |
//! |---|---|
//! | [`format`](mod@format) | whoever writes a plan, a register or a ledger by hand |
//! | [`findings`] | whoever was told something about a plan, and wants to mend it |
//! | [`plans`] | where each clause of the plans of the examples stands |

#[doc = include_str!("format.md")]
pub mod format {}

#[doc = include_str!("findings.md")]
pub mod findings {}

#[doc = include_str!("plans.md")]
pub mod plans {}
