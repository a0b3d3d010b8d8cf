//! The guide: pages to read, without any code of their own.
//!
//! | page | for |
//! |---|---|
//! | [`format`](mod@format) | whoever writes a plan, a register or a ledger by hand |
//! | [`findings`] | whoever was told something about a plan, and wants to mend it |
//! | [`cookbook`] | whoever writes a program: short ones that run, for what people want of a plan |
//! | [`glossary`] | whoever meets a Vietnamese term, or looks for its type |
//! | [`design`] | whoever asks why it is as it is |
//! | [`trust`] | whoever asks how it is known that all this holds |
//! | [`reorganisation`] | whoever asks what a merger or a split does to figures, duties and scores |
//! | [`plans`] | where each clause of the plans of the examples stands |

#[doc = include_str!("format.md")]
pub mod format {}

#[doc = include_str!("findings.md")]
pub mod findings {}

#[doc = include_str!("plans.md")]
pub mod plans {}

#[doc = include_str!("cookbook.md")]
pub mod cookbook {}

#[doc = include_str!("glossary.md")]
pub mod glossary {}

#[doc = include_str!("design.md")]
pub mod design {}

#[doc = include_str!("trust.md")]
pub mod trust {}

#[doc = include_str!("reorganisation.md")]
pub mod reorganisation {}
