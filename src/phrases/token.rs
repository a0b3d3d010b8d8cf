//! Tokens of a text as typed: spans stay true, and each word is normalised for itself.

use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::spelling::is_blank;

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// A run of letters, [folded](fold).
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

/// Letters that look like `đ` and are others: eth and the African d (U+00F0, U+0256, and their capitals).
fn looks_like_d(c: char) -> bool {
    matches!(c, '\u{d0}' | '\u{f0}' | '\u{189}' | '\u{256}')
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
        found.push(Token { kind, span: start..end, glued, new_line, look_alike });
        (glued, new_line) = (true, false);
    }
    found
}

/// The tone marks of Vietnamese: grave, acute, tilde, hook above, dot below.
fn is_tone(c: char) -> bool {
    matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}')
}

/// A syllable apart: letters with their own marks but without the tone, and the tone.
fn apart(word: &str) -> (Vec<char>, Option<char>) {
    let mut tone = None;
    let lower = word.chars().flat_map(char::to_lowercase).map(|c| if looks_like_d(c) { 'đ' } else { c });
    let kept: String = lower
        .nfd()
        .filter(|c| {
            let first_tone = is_tone(*c) && tone.is_none();
            if first_tone {
                tone = Some(*c);
            }
            !first_tone
        })
        .collect();
    (kept.nfc().collect(), tone)
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'ă' | 'â' | 'e' | 'ê' | 'i' | 'o' | 'ô' | 'ơ' | 'u' | 'ư' | 'y')
}

/// Which letter of a syllable bears the tone, in the placement of most official texts: `hòa`, `ủy`, `hoàn`, `quý`.
fn bearer(letters: &[char]) -> Option<usize> {
    let at = |i: usize| letters.get(i).copied();
    let mut from = letters.iter().position(|c| is_vowel(*c))?;
    // The u of qu and the i of gi belong to the consonant, unless no other vowel follows.
    let onset = match (from.checked_sub(1).and_then(at), at(from)) {
        (Some('q'), Some('u')) => true,
        (Some('g'), Some('i')) => from == 1,
        _ => false,
    };
    let next = from.saturating_add(1);
    if onset && at(next).is_some_and(is_vowel) {
        from = next;
    }
    let length = letters.iter().skip(from).take_while(|c| is_vowel(**c)).count();
    let vowels = || letters.iter().enumerate().skip(from).take(length);
    if let Some((marked, _)) = vowels().rfind(|(_, c)| matches!(c, 'ă' | 'â' | 'ê' | 'ô' | 'ơ' | 'ư')) {
        return Some(marked);
    }
    let closed = letters.len() > from.saturating_add(length);
    Some(match length {
        1 => from,
        2 if !closed => from,
        _ => from.saturating_add(1),
    })
}

/// A word in lower case and NFC, `đ` for its look-alikes, and its tone where [`bearer`] has it, so that old and new
/// placement (`hoà`, `hòa`) and misplaced tones (`hòan`) are one.
pub(super) fn fold(word: &str) -> String {
    let (letters, tone) = apart(word);
    let bearer = tone.and_then(|_| bearer(&letters));
    let mut folded = String::new();
    for (i, letter) in letters.iter().enumerate() {
        folded.push(*letter);
        if bearer == Some(i) {
            folded.extend(tone);
        }
    }
    if bearer.is_none() {
        folded.extend(tone);
    }
    folded.nfc().collect()
}

/// Whether two folded words differ in just one mark: one tone, or the mark of one letter.
pub(super) fn one_mark_apart(a: &str, b: &str) -> bool {
    // Most words differ in more, and need no taking apart.
    let mut others = b.chars();
    let differing = a.chars().filter(|c| others.next() != Some(*c)).take(3).count();
    if differing > 2 || others.next().is_some() {
        return false;
    }
    let ((a, tone_a), (b, tone_b)) = (apart(a), apart(b));
    if a.len() != b.len() {
        return false;
    }
    let mut marks = usize::from(tone_a != tone_b);
    for (x, y) in a.iter().zip(&b) {
        if x != y {
            if base(*x) != base(*y) {
                return false;
            }
            marks = marks.saturating_add(1);
        }
    }
    marks == 1
}

/// A letter without its marks.
fn base(c: char) -> char {
    match c {
        'ă' | 'â' => 'a',
        'ê' => 'e',
        'ô' | 'ơ' => 'o',
        'ư' => 'u',
        'đ' => 'd',
        c => c,
    }
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
    fn both_placements_and_both_forms_fold_into_one() {
        for (typed, folded) in [
            ("hoà", "hòa"),
            ("hòa", "hòa"),
            ("uỷ", "ủy"),
            ("Ủy", "ủy"),
            ("QUÝ", "quý"),
            ("qúy", "quý"),
            ("hòan", "hoàn"),
            ("hoàn", "hoàn"),
            ("khoá", "khóa"),
            ("trươ\u{309}", "trưở"),
            ("gi\u{300}", "gì"),
            ("giữa", "giữa"),
            ("nghiệp", "nghiệp"),
            ("Ðạt", "đạt"),
            ("đa\u{323}t", "đạt"),
            ("duới", "dưới".replace('ư', "u").as_str()),
            ("quyết", "quyết"),
            ("toàn", "toàn"),
            ("tỉ", "tỉ"),
            ("vượt", "vượt"),
            ("ngoài", "ngoài"),
            ("thuở", "thuở"),
        ] {
            assert_eq!(fold(typed), folded, "{typed}");
        }
    }

    #[test]
    fn a_slip_is_one_mark() {
        for (a, b, slip) in [
            ("phân", "phấn", true),
            ("phan", "phấn", false),
            ("phấn", "phấn", false),
            ("dưới", "đưới", true),
            ("tháng", "thắng", true),
            ("tháng", "thán", false),
        ] {
            assert_eq!(one_mark_apart(a, b), slip, "{a} {b}");
        }
    }

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
