//! Letters as an eye sees them: which cannot be seen, which are of another script, and which look like others.
//!
//! After Unicode Technical Standard 39, for Latin, Greek, Cyrillic and Armenian letters and digits, the scripts that a keyboard, a web
//! page or a scanner brings into Vietnamese text. Two texts [look alike](Looks::of) if they have the same skeleton; a text
//! has [`foreign`] letters if it mixes Latin ones with those of another script.

use std::collections::HashMap;

use unicode_normalization::{UnicodeNormalization, char::decompose_compatible};

/// Letters and digits that look like one of Latin, or like two: of each row what they look like, then they.
///
/// Source: `confusables.txt` of UTS 39; the tests below hold it against another reading of it, both ways.
const LOOKS: [(&str, &str); 55] = [
    ("2", "ƧꙄꝚ"),
    ("3", "ƷȜЗӠՅꝪꞫ"),
    ("5", "Ƽ"),
    ("6", "б"),
    ("7", "ᲄ"),
    ("8", "Ȣȣ"),
    ("9", "Ꝯꝯ"),
    ("A", "ΑА"),
    ("B", "ΒВꞴ"),
    ("C", "ϹС"),
    ("Đ", "ÐƉ"),
    ("E", "ΕЕ"),
    ("F", "ϜꞘ"),
    ("G", "Ԍ"),
    ("H", "ΗН"),
    ("J", "ͿЈꞲ"),
    ("K", "ΚК"),
    ("M", "ΜϺМ"),
    ("N", "Ν"),
    ("O", "0ΟОՕ"),
    ("P", "ΡР"),
    ("Q", "Ԛ"),
    ("R", "ƦɌ"),
    ("S", "ЅՏ"),
    ("T", "ΤТ"),
    ("U", "Ս"),
    ("V", "Ѵ"),
    ("W", "Ԝ"),
    ("X", "ΧХꞳ"),
    ("Y", "ΥϒУҮ"),
    ("Z", "ΖⱫ"),
    ("a", "ɑαаꭤ"),
    ("b", "ƄЬ"),
    ("c", "ϲсᲃᴄ"),
    ("d", "ԁ𐆋"),
    ("e", "еҽꬲ"),
    ("f", "ſƒʄքẝꞙꬵ"),
    ("g", "ƍɡցᶃ"),
    ("h", "Һһհ"),
    ("i", "ıɩɪιіւꙇ"),
    ("j", "ȷϳјյ"),
    ("l", "1IƖǀΙІӀӏꞁꞮꟾ"),
    ("n", "ոռ"),
    ("o", "οσоօᲂᴏᴑꬽ"),
    ("p", "þƿρϱϸр"),
    ("q", "ԛգզ"),
    ("r", "гᴦꭇꭈ"),
    ("rn", "mՠ"),
    ("s", "ƽѕꜱ"),
    ("u", "ʋυսᴜꞟꭎꭒ"),
    ("v", "νѵᴠ"),
    ("w", "ɯшѡԝաᴡꟺ"),
    ("x", "х"),
    ("y", "ɣʏγуүᶌỿꭚ"),
    ("z", "ᴢⱬ"),
];

/// Marks that look like one of Vietnamese: the caron like the breve of `ă`, and others like those of `â`, `ã` and `ả`.
const MARKS: [(char, char); 4] =
    [('\u{30c}', '\u{306}'), ('\u{311}', '\u{302}'), ('\u{342}', '\u{303}'), ('\u{357}', '\u{309}')];

/// Whether a character shows as nothing, or changes how others are shown: direction marks, joiners, fillers and variation
/// selectors (Unicode's `Default_Ignorable_Code_Point`), marks of annotations and the blank of Braille. Two texts that differ in
/// these alone look alike.
pub(crate) const fn is_unseen(c: char) -> bool {
    is_direction(c)
        || matches!(
            c,
            '\u{ad}'
                | '\u{34f}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200d}'
                | '\u{2060}'..='\u{206f}'
                | '\u{2800}'
                | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

/// Whether a character changes the direction in which text is shown: what follows stands in another order than it has.
pub(crate) const fn is_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Of a text in which Latin letters stand, the first letter of another script. Letters that belong to no one script, such as the
/// micro sign and those of formulas, are of none here.
pub(crate) fn foreign(text: &str) -> Option<char> {
    if text.is_ascii() || !text.chars().any(is_latin) {
        return None;
    }
    text.chars().find(|c| is_foreign(*c))
}

/// Whether a letter is of another script than the Latin.
pub(crate) fn is_foreign(c: char) -> bool {
    c.is_alphabetic() && !is_latin(c) && !is_of_none(c)
}

/// Whether a letter is Latin, as all of Vietnamese are. Whole blocks, for what Unicode adds to them is Latin too.
pub(crate) fn is_latin(c: char) -> bool {
    c.is_alphabetic()
        && matches!(c,
            '\0'..='\u{b4}' | '\u{b6}'..='\u{2b8}' | '\u{2e0}'..='\u{2e4}' | '\u{1d00}'..='\u{1d25}' | '\u{1d2c}'..='\u{1d5c}'
            | '\u{1d62}'..='\u{1d65}' | '\u{1d6b}'..='\u{1d77}' | '\u{1d79}'..='\u{1dbe}' | '\u{1e00}'..='\u{1eff}'
            | '\u{2071}'..='\u{209c}' | '\u{212a}'..='\u{212b}' | '\u{2132}' | '\u{214e}' | '\u{2160}'..='\u{2188}'
            | '\u{2c60}'..='\u{2c7f}' | '\u{a720}'..='\u{a7ff}' | '\u{ab30}'..='\u{ab64}' | '\u{ab66}'..='\u{ab6f}'
            | '\u{fb00}'..='\u{fb06}' | '\u{ff21}'..='\u{ff5a}' | '\u{10780}'..='\u{107bf}' | '\u{1df00}'..='\u{1dfff}')
}

/// Letters and marks of every script and none: signs of units and formulas, modifiers, marks above any letter.
const fn is_of_none(c: char) -> bool {
    matches!(c, '\u{b5}' | '\u{2b9}'..='\u{2df}' | '\u{2e5}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{2100}'..='\u{214f}' | '\u{24b6}'..='\u{24e9}' | '\u{1d400}'..='\u{1d7ff}' | '\u{1f130}'..='\u{1f189}')
}

/// What letters look like.
pub(crate) struct Looks(HashMap<char, &'static str>);

impl Looks {
    pub(crate) fn new() -> Self {
        Self(LOOKS.iter().flat_map(|(seen, letters)| letters.chars().map(move |c| (c, *seen))).collect())
    }

    /// Whether a letter looks like Latin ones, or like a digit.
    pub(crate) fn is_like_latin(&self, c: char) -> bool {
        self.0.contains_key(&c)
    }

    /// What an eye keeps of a text: two texts with the same are not told apart.
    pub(crate) fn of(&self, text: &str) -> String {
        let mut seen = String::new();
        for c in text.nfd().filter(|c| !is_unseen(*c)) {
            // Wide letters, ligatures and those of formulas are others in another cut; a superscript is not: 10² is not 102.
            let cut =
                matches!(c, '\u{ff01}'..='\u{ff5e}' | '\u{1d400}'..='\u{1d7ff}' | '\u{fb00}'..='\u{fb06}');
            let mut one = |c: char| {
                let mark = MARKS.iter().find(|(mark, _)| *mark == c).map(|(_, like)| *like);
                match (self.0.get(&c), mark) {
                    (Some(like), _) => seen.push_str(like),
                    (None, mark) => seen.push(mark.unwrap_or(c)),
                }
            };
            if cut { decompose_compatible(c, one) } else { one(c) }
        }
        seen.nfd().collect()
    }
}

#[cfg(test)]
mod tests {
    use unicode_script::{Script, UnicodeScript};
    use unicode_security::{
        confusable_detection::skeleton,
        general_security_profile::{GeneralSecurityProfile, IdentifierType},
    };

    use super::*;

    fn theirs(text: &str) -> String {
        skeleton(text).collect()
    }

    /// Letters that are one character, in the scripts of the table.
    fn letters() -> impl Iterator<Item = char> {
        let ours = |c: &char| {
            c.is_ascii_alphanumeric()
                || matches!(c.script(), Script::Latin | Script::Greek | Script::Cyrillic | Script::Armenian)
        };
        ('\0'..=char::MAX).filter(|c| c.is_alphanumeric()).filter(ours)
    }

    #[test]
    fn what_the_table_says_alike_is_alike_in_the_standard() {
        for (seen, letters) in LOOKS {
            for c in letters.chars() {
                assert_eq!(theirs(&c.to_string()), theirs(seen), "{c} U+{:04X}", u32::from(c));
            }
        }
        for (mark, like) in MARKS {
            assert_eq!(theirs(&mark.to_string()), theirs(&like.to_string()));
        }
    }

    #[test]
    fn what_the_standard_says_looks_like_a_letter_or_digit_is_in_the_table() {
        let looks = Looks::new();
        let plain: HashMap<String, char> = ('\0'..='\u{7f}')
            .filter(char::is_ascii_alphanumeric)
            .map(|c| (theirs(&c.to_string()), c))
            .collect();
        let mut compared = 0;
        for c in letters().filter(|c| !matches!(c, '\u{2160}'..='\u{2188}')) {
            if let Some(like) = plain.get(&theirs(&c.to_string())) {
                assert_eq!(
                    looks.of(&c.to_string()),
                    looks.of(&like.to_string()),
                    "{c} U+{:04X}",
                    u32::from(c)
                );
                compared += 1;
            }
        }
        assert!(compared > 200, "{compared}");
    }

    #[test]
    fn letters_are_of_the_script_that_the_standard_says() {
        for c in ('\0'..=char::MAX).filter(|c| c.is_alphabetic()) {
            let at = format!("{c} U+{:04X} {:?}", u32::from(c), c.script());
            match c.script() {
                Script::Latin => assert!(is_latin(c) && !is_foreign(c), "{at}"),
                // Not known yet to the one, or not to the other.
                Script::Unknown => {}
                Script::Common | Script::Inherited => {}
                _ => assert!(!is_latin(c), "{at}"),
            }
        }
        for c in "αжԱאาກ中カ".chars() {
            assert!(is_foreign(c), "{c}");
        }
        for c in "aĐệ²ªµ𝐚ʰ\u{301}".chars() {
            assert!(!is_foreign(c), "{c}");
        }
    }

    #[test]
    fn what_the_standard_says_is_not_shown_is_unseen() {
        let ignored = |c: &char| {
            <char as GeneralSecurityProfile>::identifier_type(*c) == Some(IdentifierType::Default_Ignorable)
        };
        let mut met = 0;
        for c in ('\0'..=char::MAX).filter(ignored) {
            assert!(is_unseen(c), "U+{:04X}", u32::from(c));
            met += 1;
        }
        assert!(met > 100, "{met}");
        assert!(('\0'..=char::MAX).filter(|c| is_direction(*c)).all(is_unseen));
        assert!(!"aạ ư\u{301}\u{a0}–…“”".chars().any(is_unseen));
    }

    #[test]
    fn texts_that_look_alike_have_one_skeleton() {
        let looks = Looks::new();
        for (one, other, alike) in [
            ("thon-1", "thon-l", true),
            ("xa", "x\u{430}", true),
            ("xã", "xa\u{303}", true),
            ("xa\u{306}", "xa\u{30c}", true),
            ("ĐU", "ÐU", true),
            ("ĐU", "DU", false),
            ("ｘａ", "xa", true),
            ("𝐱𝐚", "xa", true),
            ("ﬁ", "fi", true),
            ("10²", "102", false),
            ("a\u{200b}b", "ab", true),
            ("ho", "hơ", false),
            ("hò", "hỏ", false),
        ] {
            assert_eq!(looks.of(one) == looks.of(other), alike, "{one} {other}");
        }
    }
}
