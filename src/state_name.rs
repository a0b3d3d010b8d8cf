//! Names of verdicts, stages and statuses, read back.

use crate::spelling::nearest;

/// A text that is no name of a verdict, stage or status.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{}` is no {what}: expected {}", crate::spelling::quote(found), spelled(known))]
pub struct StateNameError {
    what: &'static str,
    found: String,
    known: Vec<&'static str>,
}

fn spelled(known: &[&str]) -> String {
    known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

impl StateNameError {
    /// What was found.
    #[must_use]
    pub fn found(&self) -> &str {
        &self.found
    }

    /// The names that there are.
    #[must_use]
    pub fn known(&self) -> &[&'static str] {
        &self.known
    }

    /// The nearest of them, where a slip of spelling explains the difference.
    #[must_use]
    pub fn did_you_mean(&self) -> Option<&'static str> {
        nearest(&self.found, self.known.iter().copied())
    }
}

/// What is named so among `all`.
pub(crate) fn of_name<T: Copy>(
    what: &'static str,
    all: &[T],
    name: impl Fn(T) -> &'static str,
    found: &str,
) -> Result<T, StateNameError> {
    all.iter().copied().find(|value| name(*value) == found).ok_or_else(|| StateNameError {
        what,
        found: found.to_owned(),
        known: all.iter().map(|value| name(*value)).collect(),
    })
}
