//! To whom a plan is sent (nơi nhận).

use std::fmt;

use super::Party;
use crate::{
    id::{IdError, ScopeId},
    spelling::tidy,
};

/// One of those to whom a plan is sent (nơi nhận), and what for where the plan says so (Decree 30/2020/NĐ-CP, Appendix I:
/// 'để báo cáo', 'để phối hợp').
///
/// | in a file | recipient |
/// |---|---|
/// | `ban-dan-van-tinh` | a [`Party`], written as one is in a task; `cùng cấp` is as seen from the plan's issuer |
/// | `ban-dan-van-tinh (để báo cáo)` | the same, for reporting |
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Recipient {
    /// To whom.
    pub party: Party,
    /// What for, without `để`: `báo cáo`.
    pub purpose: Option<String>,
}

impl Recipient {
    /// A recipient of whom the plan does not say what for.
    #[must_use]
    pub const fn new(party: Party) -> Self {
        Self { party, purpose: None }
    }

    /// Reads a recipient as a file writes it. `is_scope` says whether an id is that of a scope.
    ///
    /// # Errors
    /// [`IdError`] where no party stands there.
    pub fn read(text: &str, is_scope: impl Fn(&ScopeId) -> bool) -> Result<Self, IdError> {
        let text = tidy(text);
        let split = text.strip_suffix(')').and_then(|rest| rest.rsplit_once("(để "));
        let (party, purpose) = match split {
            Some((party, purpose)) if !purpose.trim().is_empty() => (party, Some(purpose.trim().to_owned())),
            _ => (text.as_str(), None),
        };
        Ok(Self { party: Party::read(party, is_scope)?, purpose })
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.purpose {
            Some(purpose) => write!(f, "{} (để {purpose})", self.party),
            None => self.party.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recipients_read_back() {
        let read = |text: &str| Recipient::read(text, |scope| scope.as_str() == "doan-the-huyen");
        for (text, purpose) in [
            ("ban-dan-van-tinh (để báo cáo)", Some("báo cáo")),
            ("doan-the-huyen", None),
            ("thường trực Huyện ủy", None),
            ("các cơ quan (cấp huyện) (để phối hợp)", Some("phối hợp")),
            ("các cơ quan (cấp huyện)", None),
            ("open: sở (để biết)", Some("biết")),
        ] {
            let recipient = read(text).unwrap();
            assert_eq!((recipient.to_string().as_str(), recipient.purpose.as_deref()), (text, purpose));
        }
        for nobody in ["", "(để báo cáo)"] {
            assert_eq!(read(nobody), Err(IdError::Empty), "{nobody}");
        }
    }
}
