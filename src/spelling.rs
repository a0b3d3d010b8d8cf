//! Text as people type it: Unicode NFC, and the nearest valid spelling for an error's 'did you mean'.

use unicode_normalization::UnicodeNormalization;

/// `text` in Unicode NFC, without the space around it. Zero-width spaces and byte-order marks at either end go too: they
/// arrive by copying from web pages, and no reader can see them.
pub(crate) fn tidy(text: &str) -> String {
    text.trim_matches(is_blank).nfc().collect()
}

/// Blank to a reader's eye, though not always to [`char::is_whitespace`].
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Letters without marks, in lower case, `đ` as `d`: what is left when someone types without diacritics.
pub(crate) fn bare(text: &str) -> String {
    text.nfd()
        .filter(|c| !matches!(c, '\u{300}'..='\u{36f}'))
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'đ' { 'd' } else { c })
        .collect()
}

/// The candidate nearest to `found`, if one is near enough that a slip explains the difference: at most a third of its
/// letters wrong. Of equally near ones the first wins, so the answer depends on the candidates' order alone.
pub(crate) fn nearest<'a>(found: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted: Vec<char> = bare(found).chars().take(crate::limits::ID_CHARS).collect();
    let allowed = wanted.len().div_ceil(3);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let letters: Vec<char> = bare(candidate).chars().take(crate::limits::ID_CHARS).collect();
        if letters.len().abs_diff(wanted.len()) > allowed {
            continue;
        }
        let distance = edits(&wanted, &letters);
        if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Guesses for misspelt ids, of which there are only so many: each is a look at all that there are.
#[derive(Debug, Default)]
pub(crate) struct Guesses {
    made: usize,
}

impl Guesses {
    /// The candidate nearest to `found`, as long as there are guesses left.
    pub(crate) fn nearest<'a>(
        &mut self,
        found: &str,
        candidates: impl IntoIterator<Item = &'a str>,
    ) -> Option<&'a str> {
        if self.made >= crate::limits::GUESSES {
            return None;
        }
        self.made = self.made.saturating_add(1);
        nearest(found, candidates)
    }
}

/// Letters to insert, drop or replace to make one text of the other, two swapped neighbours counting once (Damerau's
/// restricted distance), over three rows of its table.
fn edits(a: &[char], b: &[char]) -> usize {
    let mut two_before: Vec<usize> = Vec::new();
    let mut before: Vec<usize> = (0..=b.len()).collect();
    let mut swap_from: Option<char> = None;
    for (i, &from) in a.iter().enumerate() {
        let mut row = vec![i.saturating_add(1)];
        let mut previous_to: Option<char> = None;
        for (j, &to) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX);
            let replaced = at(&before, j).saturating_add(usize::from(from != to));
            let dropped = at(&before, j.saturating_add(1)).saturating_add(1);
            let inserted = at(&row, j).saturating_add(1);
            let mut least = replaced.min(dropped).min(inserted);
            if swap_from == Some(to) && previous_to == Some(from) && j > 0 {
                least = least.min(at(&two_before, j.saturating_sub(1)).saturating_add(1));
            }
            row.push(least);
            previous_to = Some(to);
        }
        two_before = std::mem::replace(&mut before, row);
        swap_from = Some(from);
    }
    before.last().copied().unwrap_or(a.len())
}

/// A message quotes no more than this of a long text.
const QUOTED: usize = 60;

pub(crate) fn quote(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(QUOTED) {
        Some((cut, _)) => format!("{}...", text.get(..cut).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_spelling_forgives_slips_and_missing_marks_only() {
        let names = ["kha", "tot", "trung-binh", "yeu"];
        assert_eq!(nearest("khá", names), Some("kha"));
        assert_eq!(nearest("trung-bình", names), Some("trung-binh"));
        assert_eq!(nearest("trugn-binh", names), Some("trung-binh"));
        assert_eq!(nearest("xuat-sac", names), None);
        assert_eq!(nearest("", names), None);
    }

    #[test]
    fn edits_count_swaps_once() {
        let letters = |s: &str| s.chars().collect::<Vec<_>>();
        for (a, b, n) in
            [("", "", 0), ("", "ab", 2), ("ab", "ba", 1), ("abc", "acb", 1), ("kitten", "sitting", 3)]
        {
            assert_eq!(edits(&letters(a), &letters(b)), n, "{a} -> {b}");
            assert_eq!(edits(&letters(b), &letters(a)), n, "{b} -> {a}");
        }
    }

    #[test]
    fn tidy_composes_and_drops_what_cannot_be_seen() {
        assert_eq!(tidy("\u{feff} xa\u{303}\u{200b} "), "xã");
        assert_eq!(bare("Đạt"), "dat");
    }
}
