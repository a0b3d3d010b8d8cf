//! A file's text with its lines, so that a place is found without counting from the top each time.

use std::ops::Range;

use unicode_normalization::char::canonical_combining_class;

use super::problem::Spot;

pub(super) struct Source<'t> {
    text: &'t str,
    /// Where each line begins.
    lines: Vec<usize>,
}

impl<'t> Source<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let breaks =
            text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at.saturating_add(1));
        Self { text, lines: std::iter::once(0).chain(breaks).collect() }
    }

    pub(super) const fn text(&self) -> &'t str {
        self.text
    }

    /// The spot of a span.
    pub(super) fn spot(&self, span: Range<usize>) -> Spot {
        let line = self.lines.partition_point(|start| *start <= span.start).max(1);
        let start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let lead = self.text.get(start..span.start).unwrap_or_default();
        Spot { line, column: column(lead), span }
    }
}

/// The column behind what stands before it on its line, as a reader counts: a mark that composes with the letter before it, and a
/// byte-order mark, take none.
pub(super) fn column(lead: &str) -> usize {
    let shown = lead.chars().filter(|c| canonical_combining_class(*c) == 0 && *c != '\u{feff}').count();
    shown.saturating_add(1)
}
