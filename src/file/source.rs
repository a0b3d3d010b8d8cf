//! A file's text with its lines, so that a place is found without counting from the top each time.

use std::{cell::OnceCell, ops::Range};

use unicode_normalization::char::canonical_combining_class;

use super::problem::Spot;

pub(super) struct Source<'t> {
    text: &'t str,
    /// Where each line begins.
    lines: Vec<usize>,
    /// How many characters are shown before each [`STRIDE`]-th byte: a file of one line has all of its problems on it.
    shown: OnceCell<Vec<usize>>,
}

const STRIDE: usize = 1 << 10;

impl<'t> Source<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let breaks =
            text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at.saturating_add(1));
        Self { text, lines: std::iter::once(0).chain(breaks).collect(), shown: OnceCell::new() }
    }

    pub(super) const fn text(&self) -> &'t str {
        self.text
    }

    /// The spot of a span.
    pub(super) fn spot(&self, span: Range<usize>) -> Spot {
        let line = self.lines.partition_point(|start| *start <= span.start).max(1);
        let start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let before = self.shown_before(span.start).saturating_sub(self.shown_before(start));
        Spot { line, column: before.saturating_add(1), span }
    }

    /// How many characters are shown before a byte. Each is counted by its first byte.
    fn shown_before(&self, at: usize) -> usize {
        let counts = self.shown.get_or_init(|| {
            let mut counts = vec![0_usize];
            for (start, character) in self.text.char_indices() {
                while counts.len().saturating_mul(STRIDE) <= start {
                    counts.push(counts.last().copied().unwrap_or(0));
                }
                if let Some(last) = counts.last_mut() {
                    *last = last.saturating_add(usize::from(is_shown(character)));
                }
            }
            // Each count so far is of what stands up to the next mark: those of marks are of what stands before them.
            counts.insert(0, 0);
            counts
        });
        let mark = at.checked_div(STRIDE).unwrap_or(0).min(counts.len().saturating_sub(1));
        let counted = counts.get(mark).copied().unwrap_or(0);
        let mut from = mark.saturating_mul(STRIDE);
        while from < at && !self.text.is_char_boundary(from) {
            from = from.saturating_add(1);
        }
        let rest = self.text.get(from..at).unwrap_or_default();
        counted.saturating_add(rest.chars().filter(|c| is_shown(*c)).count())
    }
}

/// A mark that composes with the letter before it, and a byte-order mark, take no column of their own.
fn is_shown(character: char) -> bool {
    character.is_ascii() || (canonical_combining_class(character) == 0 && character != '\u{feff}')
}

/// The column behind what stands before it on its line, as a reader counts.
#[cfg(feature = "csv")]
pub(super) fn column(lead: &str) -> usize {
    lead.chars().filter(|c| is_shown(*c)).count().saturating_add(1)
}
