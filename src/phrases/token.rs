//! Tokens of a text as typed: spans stay true, and each word is normalised for itself.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::syllable::{Key, fold, looks_like_d};
use crate::spelling::is_blank;

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// A run of letters, [folded](super::syllable::fold).
    Word(String),
    /// A run of ASCII digits.
    Digits,
    /// One other character; every dash is `-`.
    Sign(char),
}

/// A stretch of the text between blanks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// Of a word: its bare letters.
    pub(super) key: Key,
    /// Of a word: the first byte of it, folded. 0 of others.
    pub(super) initial: u8,
    /// Its bytes in the text as typed.
    pub(super) span: Range<usize>,
    /// Nothing stands between it and the token before.
    pub(super) glued: bool,
    /// A line, or a cell of a table, begins between the token before and this one.
    pub(super) new_line: bool,
    /// It holds a letter that only looks like `đ`.
    pub(super) look_alike: bool,
}

impl Token {
    pub(super) fn word(&self) -> Option<&str> {
        match &self.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    pub(super) fn is_sign(&self, sign: char) -> bool {
        self.kind == Kind::Sign(sign)
    }
}

/// Dashes that officials, word processors and scanners put for one another.
fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' | '\u{ad}')
}

/// Cuts `text` into tokens, in one pass.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    let (mut glued, mut new_line) = (false, true);
    let mut rest = text.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        // Asterisks and underscores are how tools mark bold and italic text.
        if is_blank(c) || matches!(c, '*' | '_') {
            glued = false;
            new_line |= matches!(c, '\n' | '\t');
            continue;
        }
        let mut end = start.saturating_add(c.len_utf8());
        let mut run = |belongs: fn(char) -> bool| {
            while let Some((at, next)) = rest.next_if(|(_, next)| belongs(*next)) {
                end = at.saturating_add(next.len_utf8());
            }
        };
        let kind = if c.is_ascii_digit() {
            run(|c| c.is_ascii_digit());
            Kind::Digits
        } else if c.is_alphabetic() {
            run(|c| c.is_alphabetic() || is_combining_mark(c));
            Kind::Word(String::new())
        } else {
            Kind::Sign(if is_dash(c) { '-' } else { c })
        };
        let typed = text.get(start..end).unwrap_or_default();
        let kind = if matches!(kind, Kind::Word(_)) { Kind::Word(fold(typed)) } else { kind };
        let look_alike = typed.chars().any(looks_like_d);
        let word = if let Kind::Word(word) = &kind { word.as_str() } else { "" };
        let (key, initial) = (Key::of(word), word.bytes().next().unwrap_or_default());
        found.push(Token { kind, key, initial, span: start..end, glued, new_line, look_alike });
        (glued, new_line) = (true, false);
    }
    found
}

/// The column of a byte as a reader counts: displayed characters, from 1. Marks that sit on another character, and
/// characters that show nothing, take no column.
pub(super) fn column(text: &str, byte: usize) -> usize {
    let shown = |c: char| {
        !is_combining_mark(c)
            && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
    };
    text.char_indices().take_while(|(at, _)| *at < byte).filter(|(_, c)| shown(*c)).count().saturating_add(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_and_columns_are_those_of_the_text_as_typed() {
        let text = "tu\u{31b}\u{300} 90% – x";
        let found = tokens(text);
        let slices: Vec<_> = found.iter().map(|t| &text[t.span.clone()]).collect();
        assert_eq!(slices, ["tu\u{31b}\u{300}", "90", "%", "–", "x"]);
        assert_eq!(found[0].word(), Some("từ"));
        assert!(found[2].glued && found[3].is_sign('-'));
        assert_eq!(column(text, found[1].span.start), 4);
    }
}
