//! Units (đơn vị): who reports and who is judged, day by day.
//!
//! A [`Register`] holds units as they were on every date: a forest whose parents, names, kinds and levels can change, and in
//! which units pass on to others ([`Succession`]). A [`Scope`] selects units of it.

mod answer;
mod build;
mod check;
mod circles;
mod lineage;
mod record;
mod register;
mod scope;
mod succession;
mod tree;

pub(crate) use lineage::Passage;
pub use lineage::{Heir, Lineage, Reorganisation};
pub(crate) use record::circle;
pub use record::{RegisterError, UnitRecord};
pub use register::{Register, RegisterAt, UnitAt};
pub use scope::{Scope, ScopeError, Scopes};
pub use succession::{Extent, Succession, SuccessionError};
pub(crate) use tree::Tree;
