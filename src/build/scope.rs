//! Scopes: a condition to begin with, and others that narrow it.

use super::texts;
use crate::file::ScopeRow;

/// The units of a scope: those that meet every condition it states. See [`Scope`](crate::Scope).
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Units(ScopeRow);

macro_rules! conditions {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        $(
            $(#[$doc])*
            pub fn $name<T: AsRef<str>>(ids: impl IntoIterator<Item = T>) -> Units {
                Units(ScopeRow { $name: texts(ids), ..ScopeRow::default() })
            }
        )*

        impl Units {
            $(
                $(#[$doc])*
                pub fn $name<T: AsRef<str>>(mut self, ids: impl IntoIterator<Item = T>) -> Self {
                    self.0.$name.extend(texts(ids));
                    self
                }
            )*
        }
    };
}

conditions! {
    /// Units of one of these kinds, or of a narrower one.
    kinds;
    /// Units at one of these levels.
    levels;
    /// These units.
    units;
    /// Units strictly below one of these.
    below;
    /// These units and those below them.
    within;
    /// Units in one of these scopes (union).
    any_of;
    /// Units in each of these scopes (intersection).
    all_of;
    /// Units in none of these scopes (difference).
    except;
}

impl Units {
    /// What people call them, such as `các cấp ủy cơ sở`.
    pub fn called(mut self, name: &str) -> Self {
        self.0.name = Some(name.to_owned());
        self
    }

    pub(super) fn row(self, id: &str) -> ScopeRow {
        ScopeRow { id: id.to_owned(), ..self.0 }
    }
}
