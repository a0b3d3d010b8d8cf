//! The two languages in which the library speaks to people.

/// Vietnamese or English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// Vietnamese (tiếng Việt).
    #[default]
    Vietnamese,
    /// English.
    English,
}

impl Language {
    /// The text of this language.
    #[must_use]
    pub const fn pick<'t>(self, vietnamese: &'t str, english: &'t str) -> &'t str {
        match self {
            Self::Vietnamese => vietnamese,
            Self::English => english,
        }
    }
}
