//! Units (đơn vị): who reports and who is judged, day by day.
//!
//! A [`Register`] holds units as they were on every date: a forest whose parents, names, kinds and levels can change. A
//! [`Scope`] selects units of it.

mod build;
mod record;
mod register;
mod scope;
mod tree;

pub use record::{RegisterError, UnitRecord};
pub use register::{Register, RegisterAt, UnitAt};
pub use scope::{Scope, ScopeError, Scopes};
pub(crate) use tree::Tree;
