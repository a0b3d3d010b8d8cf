//! Syllables: folded into one spelling, compared up to one mark, and keyed by their bare letters.
//!
//! Almost all words of a text are made of the letters in [`VOWELS`], `đ` and ASCII, each one code point: those are folded
//! and compared letter by letter. All others (decomposed text, foreign letters, words of more than a syllable) go by way of
//! Unicode normalisation, with the same answers.

use unicode_normalization::UnicodeNormalization;

/// The vowels, each without a tone and with those of [`TONES`], in that order.
const VOWELS: [[char; 6]; 12] = [
    ['a', 'à', 'á', 'ã', 'ả', 'ạ'],
    ['ă', 'ằ', 'ắ', 'ẵ', 'ẳ', 'ặ'],
    ['â', 'ầ', 'ấ', 'ẫ', 'ẩ', 'ậ'],
    ['e', 'è', 'é', 'ẽ', 'ẻ', 'ẹ'],
    ['ê', 'ề', 'ế', 'ễ', 'ể', 'ệ'],
    ['i', 'ì', 'í', 'ĩ', 'ỉ', 'ị'],
    ['o', 'ò', 'ó', 'õ', 'ỏ', 'ọ'],
    ['ô', 'ồ', 'ố', 'ỗ', 'ổ', 'ộ'],
    ['ơ', 'ờ', 'ớ', 'ỡ', 'ở', 'ợ'],
    ['u', 'ù', 'ú', 'ũ', 'ủ', 'ụ'],
    ['ư', 'ừ', 'ứ', 'ữ', 'ử', 'ự'],
    ['y', 'ỳ', 'ý', 'ỹ', 'ỷ', 'ỵ'],
];

/// Grave, acute, tilde, hook above, dot below.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// A letter of Vietnamese.
#[derive(Clone, Copy)]
struct Letter {
    /// In lower case, with its own mark and without the tone.
    own: char,
    /// Without any mark.
    base: u8,
    /// The tone, by its place in [`TONES`] and from 1; 0 without one.
    tone: u8,
}

const NO_LETTER: Letter = Letter { own: '\0', base: 0, tone: 0 };

const LATIN: u32 = 0xc0;
const ADDITIONAL: u32 = 0x1ea0;

/// The letters from `FIRST` on, capitals beside small ones.
#[expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "evaluated at compile time, where both would fail to build"
)]
const fn letters<const N: usize>(first: u32) -> [Letter; N] {
    let mut found = [NO_LETTER; N];
    let mut vowel = 0;
    while vowel < VOWELS.len() {
        let own = VOWELS[vowel][0];
        let base = match own {
            'ă' | 'â' => b'a',
            'ê' => b'e',
            'ô' | 'ơ' => b'o',
            'ư' => b'u',
            plain => plain as u8,
        };
        let mut tone = 0;
        while tone < 6 {
            let small = VOWELS[vowel][tone as usize] as u32;
            let capital = if small <= 0xff { small - 0x20 } else { small - 1 };
            if small >= first && ((small - first) as usize) < N {
                found[(small - first) as usize] = Letter { own, base, tone };
                found[(capital - first) as usize] = Letter { own, base, tone };
            }
            tone += 1;
        }
        vowel += 1;
    }
    if first == LATIN {
        let d = Letter { own: 'đ', base: b'd', tone: 0 };
        // With eth, which only looks like it.
        let mut at = [0x110, 0x111, 0xd0, 0xf0].as_slice();
        while let [one, more @ ..] = at {
            found[(*one - first) as usize] = d;
            at = more;
        }
    }
    found
}

static LATIN_LETTERS: [Letter; 0xf1] = letters(LATIN);
static ADDITIONAL_LETTERS: [Letter; 0x5a] = letters(ADDITIONAL);

fn letter(c: char) -> Option<Letter> {
    if c.is_ascii_alphabetic() {
        let small = c.to_ascii_lowercase();
        return Some(Letter { own: small, base: u8::try_from(small).ok()?, tone: 0 });
    }
    let code = u32::from(c);
    let (table, first): (&[Letter], u32) =
        if code < ADDITIONAL { (&LATIN_LETTERS, LATIN) } else { (&ADDITIONAL_LETTERS, ADDITIONAL) };
    let at = usize::try_from(code.checked_sub(first)?).ok()?;
    table.get(at).copied().filter(|letter| letter.base != 0)
}

/// No syllable is longer: `nghiêng` has seven letters.
const LONGEST: usize = 8;

/// A syllable in letters that need no normalisation.
struct Quick {
    letters: [char; LONGEST],
    bases: [u8; LONGEST],
    length: usize,
    /// As in [`Letter`].
    tone: u8,
}

impl Quick {
    fn of(word: &str) -> Option<Self> {
        let mut quick = Self { letters: ['\0'; LONGEST], bases: [0; LONGEST], length: 0, tone: 0 };
        for c in word.chars() {
            let letter = letter(c)?;
            *quick.letters.get_mut(quick.length)? = letter.own;
            *quick.bases.get_mut(quick.length)? = letter.base;
            quick.length = quick.length.saturating_add(1);
            if letter.tone != 0 {
                if quick.tone != 0 {
                    return None;
                }
                quick.tone = letter.tone;
            }
        }
        Some(quick)
    }

    fn letters(&self) -> &[char] {
        self.letters.get(..self.length).unwrap_or_default()
    }

    fn fold(&self) -> Option<String> {
        let bearer = if self.tone == 0 { None } else { Some(bearer(self.letters())?) };
        let mut folded = String::with_capacity(self.length.saturating_add(3));
        for (i, own) in self.letters().iter().enumerate() {
            let toned = if bearer == Some(i) {
                let row = VOWELS.iter().find(|row| row.first() == Some(own))?;
                *row.get(usize::from(self.tone))?
            } else {
                *own
            };
            folded.push(toned);
        }
        Some(folded)
    }
}

/// The bare letters of a word, as a number: equal for words that differ in their marks only. 0 for what is no syllable, and
/// so no word of any phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Key(u64);

impl Key {
    /// Of a folded word, or of the first word of a phrase.
    #[must_use]
    pub(super) const fn of(phrase: &str) -> Self {
        let mut rest = phrase.as_bytes();
        let mut key = 0_u64;
        while let Some((base, more)) = first_base(rest) {
            if base == b' ' {
                break;
            }
            if base == 0 || key >> 56 != 0 {
                return Self(0);
            }
            key = key << 8 | base as u64;
            rest = more;
        }
        Self(key)
    }

    pub(super) const fn is_none(self) -> bool {
        self.0 == 0
    }

    /// One of 128 bits, the same for the same key.
    pub(super) const fn bit(self) -> u128 {
        1_u128 << (self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 57)
    }
}

/// The base of the first letter, 0 for what is no letter of Vietnamese, and the bytes behind it.
const fn first_base(bytes: &[u8]) -> Option<(u8, &[u8])> {
    Some(match bytes {
        [] => return None,
        [b @ (b'a'..=b'z' | b' '), rest @ ..] => (*b, rest),
        [a @ 0xc0..=0xdf, b, rest @ ..] => {
            let code = ((*a as u32 & 0x1f) << 6) | (*b as u32 & 0x3f);
            (base_of(code), rest)
        }
        [a @ 0xe0..=0xef, b, c, rest @ ..] => {
            let code = ((*a as u32 & 0xf) << 12) | ((*b as u32 & 0x3f) << 6) | (*c as u32 & 0x3f);
            (base_of(code), rest)
        }
        [_, rest @ ..] => (0, rest),
    })
}

/// The letters for use at compile time, where statics cannot be read.
const LATIN_BASES: [Letter; 0xf1] = letters(LATIN);
const ADDITIONAL_BASES: [Letter; 0x5a] = letters(ADDITIONAL);

#[expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "each place is compared with the table's length first"
)]
const fn base_of(code: u32) -> u8 {
    if code >= ADDITIONAL && ((code - ADDITIONAL) as usize) < ADDITIONAL_BASES.len() {
        ADDITIONAL_BASES[(code - ADDITIONAL) as usize].base
    } else if code >= LATIN && ((code - LATIN) as usize) < LATIN_BASES.len() {
        LATIN_BASES[(code - LATIN) as usize].base
    } else {
        0
    }
}

/// Letters that look like `đ` and are others: eth and the African d (U+00F0, U+0256, and their capitals).
pub(super) fn looks_like_d(c: char) -> bool {
    matches!(c, '\u{d0}' | '\u{f0}' | '\u{189}' | '\u{256}')
}

/// A syllable apart: letters with their own marks but without the tone, and the tone.
fn apart(word: &str) -> (Vec<char>, Option<char>) {
    let mut tone = None;
    let lower = word.chars().flat_map(char::to_lowercase).map(|c| if looks_like_d(c) { 'đ' } else { c });
    let kept: String = lower
        .nfd()
        .filter(|c| {
            let first_tone = TONES.contains(c) && tone.is_none();
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
pub(crate) fn fold(word: &str) -> String {
    Quick::of(word).and_then(|quick| quick.fold()).unwrap_or_else(|| fold_any(word))
}

/// [`fold`] for any text.
fn fold_any(word: &str) -> String {
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
    let (Some(a), Some(b)) = (Quick::of(a), Quick::of(b)) else { return one_mark_apart_any(a, b) };
    if a.bases != b.bases {
        return false;
    }
    let letters = a.letters.iter().zip(&b.letters).filter(|(x, y)| x != y).count();
    letters.saturating_add(usize::from(a.tone != b.tone)) == 1
}

/// [`one_mark_apart`] for any text.
fn one_mark_apart_any(a: &str, b: &str) -> bool {
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
    letter(c).filter(|letter| letter.tone == 0).map_or(c, |letter| char::from(letter.base))
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
            assert_eq!(one_mark_apart_any(a, b), slip, "{a} {b}");
        }
    }

    proptest::proptest! {
        /// The quick way and the long one say the same, of any words in the letters of Vietnamese and some others.
        #[test]
        fn the_quick_way_is_the_long_one(
            a in "[a-zA-ZđĐÐðàáạảãăắằêếềôộơợớưứửíịÍÝýỹŨũĨĩẼéèẠỹỸöñ]{0,9}",
            b in "[a-zđàáạảãăắằêếềôộơợớưứửíịýỹũĩẽéè]{0,4}",
        ) {
            let (c, d) = (fold(&a), fold(&b));
            assert_eq!(c, fold_any(&a), "{a}");
            assert_eq!(one_mark_apart(&c, &d), one_mark_apart_any(&c, &d), "{a} {b}");
            if one_mark_apart(&c, &d) {
                assert_eq!(Key::of(&c), Key::of(&d));
            }
        }
    }

    #[test]
    fn keys_leave_the_marks_out() {
        assert_eq!(Key::of("đường"), Key::of("duong"));
        assert_eq!(Key::of("nghiệp vụ"), Key::of("nghiệp"));
        assert_ne!(Key::of("trên"), Key::of("tre"));
        assert_ne!(Key::of("a"), Key::of("aa"));
        for none in ["", "3", "ñ", "đườngđường", "🦀", "a\u{301}"] {
            assert!(Key::of(none).is_none(), "{none}");
        }
    }
}
