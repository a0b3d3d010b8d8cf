//! Pieces of a text that know where in it they stand.

use std::borrow::Cow;

use super::{ScheduleError, ScheduleTextError};

/// Part of a text, and the byte at which it begins.
#[derive(Clone, Copy)]
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    at: usize,
}

impl<'a> Piece<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    pub(super) fn fails(self, error: impl Into<ScheduleError>) -> ScheduleTextError {
        let end = self.at.saturating_add(self.text.len());
        ScheduleTextError { error: error.into(), at: self.at..end }
    }

    /// What lies between two bytes of it, without the space around.
    fn part(self, from: usize, to: usize) -> Self {
        let text = self.text.get(from..to).unwrap_or_default();
        let blank = text.len().saturating_sub(text.trim_start().len());
        Self { text: text.trim(), at: self.at.saturating_add(from).saturating_add(blank) }
    }

    pub(super) fn trim(self) -> Self {
        self.part(0, self.text.len())
    }

    /// Up to the first space, and what comes after it.
    pub(super) fn word(self) -> (Self, Self) {
        let end = self.text.find(char::is_whitespace).unwrap_or(self.text.len());
        (self.part(0, end), self.part(end, self.text.len()))
    }

    pub(super) fn strip_prefix(self, prefix: &str) -> Option<Self> {
        let rest = self.text.strip_prefix(prefix)?;
        Some(Self { text: rest, at: self.at.saturating_add(prefix.len()) })
    }

    /// What stands before the first of these words, and what begins with it.
    pub(super) fn before_word(self, words: &[&str]) -> (Self, Self) {
        let mut from = 0_usize;
        for word in self.text.split_inclusive(char::is_whitespace) {
            if words.contains(&word.trim_end()) {
                break;
            }
            from = from.saturating_add(word.len());
        }
        (self.part(0, from), self.part(from, self.text.len()))
    }

    /// Where a character stands outside quotation marks.
    fn places(self, separator: char) -> Result<Vec<usize>, ScheduleTextError> {
        let (mut places, mut open, mut escaped) = (Vec::new(), None, false);
        for (at, c) in self.text.char_indices() {
            match c {
                _ if escaped => escaped = false,
                '\\' if open.is_some() => escaped = true,
                '"' => open = if open.is_some() { None } else { Some(at) },
                c if c == separator && open.is_none() => places.push(at),
                _ => {}
            }
        }
        match open {
            Some(from) => Err(self.part(from, self.text.len()).fails(ScheduleError::OpenQuote)),
            None => Ok(places),
        }
    }

    /// The pieces between separators that stand outside quotation marks.
    pub(super) fn split(self, separator: char) -> Result<Vec<Self>, ScheduleTextError> {
        let places = self.places(separator)?;
        let mut from = 0_usize;
        let mut pieces = Vec::with_capacity(places.len().saturating_add(1));
        for to in places {
            pieces.push(self.part(from, to));
            from = to.saturating_add(separator.len_utf8());
        }
        pieces.push(self.part(from, self.text.len()));
        Ok(pieces)
    }

    /// The pieces before and after the first such separator.
    pub(super) fn split_once(self, separator: char) -> Result<Option<(Self, Self)>, ScheduleTextError> {
        let place = self.places(separator)?.first().copied();
        Ok(place.map(|to| {
            let after = to.saturating_add(separator.len_utf8());
            (self.part(0, to), self.part(after, self.text.len()))
        }))
    }

    /// The words that it stands for, without quotation marks around them.
    pub(super) fn unquoted(self) -> Result<Cow<'a, str>, ScheduleTextError> {
        let Some(inner) = self.text.strip_prefix('"') else {
            return if self.text.contains('"') {
                Err(self.fails(ScheduleError::StrayQuote))
            } else {
                Ok(Cow::Borrowed(self.text))
            };
        };
        let mut words = String::with_capacity(inner.len());
        let mut chars = inner.chars();
        while let Some(c) = chars.next() {
            match c {
                '"' if chars.as_str().is_empty() => return Ok(Cow::Owned(words)),
                '"' => return Err(self.fails(ScheduleError::StrayQuote)),
                '\\' => match chars.next() {
                    Some(c @ ('"' | '\\')) => words.push(c),
                    _ => return Err(self.fails(ScheduleError::Escape)),
                },
                c => words.push(c),
            }
        }
        Err(self.fails(ScheduleError::OpenQuote))
    }
}
