//! Short texts that come again and again, and what each was read as.

use std::hash::{BuildHasher, RandomState};

/// Bytes of a text that can be kept: its length stands in the last of four words.
pub(super) const MOST: usize = 31;

/// A short text as four words, what is not of it 0, its length in the last byte.
///
/// No array: words that were just written one by one are slow to read as one.
#[derive(Debug, Clone, Copy, Eq)]
pub(super) struct Key(u64, u64, u64, u64);

impl PartialEq for Key {
    // One word after the other, and first what differs most.
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 && self.3 == other.3 && self.1 == other.1 && self.2 == other.2
    }
}

/// Finds what a text was read as. Only texts that were read well are kept, so that what a wrong file costs ends with its rows.
#[derive(Debug)]
pub(super) struct Texts<T> {
    entries: Vec<(Key, T)>,
    /// A table of the entries by their hash, open addressing; 0 is free, and entries are numbered from 1.
    places: Vec<u32>,
    /// What the hash is made under, drawn by the standard library: whoever writes a file does not know it.
    keys: [u64; 2],
    /// What was found last: a column often says the same again.
    last: usize,
}

impl<T> Texts<T> {
    pub(super) fn new() -> Self {
        let state = RandomState::new();
        let keys = [state.hash_one(0_u8), state.hash_one(1_u8)];
        Self { entries: Vec::new(), places: vec![0; 16], keys, last: 0 }
    }

    /// Where a text stands among the entries.
    #[inline]
    pub(super) fn find(&mut self, key: &Key) -> Option<usize> {
        if self.entries.get(self.last).is_some_and(|(held, _)| held == key) {
            return Some(self.last);
        }
        let found = self.locate(key).ok()?;
        self.last = found;
        Some(found)
    }

    #[inline]
    pub(super) fn get(&self, place: usize) -> Option<&T> {
        self.entries.get(place).map(|(_, value)| value)
    }

    #[inline]
    pub(super) fn get_mut(&mut self, place: usize) -> Option<&mut T> {
        self.entries.get_mut(place).map(|(_, value)| value)
    }

    /// Keeps what a new text was read as, and says where.
    pub(super) fn keep(&mut self, key: Key, value: T) -> Option<usize> {
        if self.entries.len().saturating_mul(2) >= self.places.len() {
            let places = self.places.len().saturating_mul(2);
            self.places = vec![0; places];
            for number in 1..=self.entries.len() {
                let key = self.entries.get(number.saturating_sub(1)).map(|(key, _)| *key);
                self.put(key?, number)?;
            }
        }
        self.entries.push((key, value));
        self.put(key, self.entries.len())?;
        self.entries.len().checked_sub(1)
    }

    fn put(&mut self, key: Key, number: usize) -> Option<()> {
        let free = self.probe(&key).find(|at| self.places.get(*at) == Some(&0))?;
        *self.places.get_mut(free)? = u32::try_from(number).ok()?;
        Some(())
    }

    fn locate(&self, key: &Key) -> Result<usize, usize> {
        for at in self.probe(key) {
            let number = self.places.get(at).copied().unwrap_or(0);
            let Some(place) = usize::try_from(number).ok().and_then(|number| number.checked_sub(1)) else {
                return Err(at);
            };
            if self.entries.get(place).is_some_and(|(held, _)| held == key) {
                return Ok(place);
            }
        }
        Err(usize::MAX)
    }

    fn probe(&self, key: &Key) -> impl Iterator<Item = usize> + use<T> {
        let places = self.places.len();
        // OK because the length is a power of two.
        let mask = places.wrapping_sub(1);
        let first = usize::try_from(self.hash(key) & 0xffff_ffff).unwrap_or(0);
        (0..places).map(move |step| first.wrapping_add(step) & mask)
    }

    fn hash(&self, key: &Key) -> u64 {
        let Key(a, b, c, d) = *key;
        let [one, other] = self.keys;
        // The two middle words, which most texts leave empty, are folded in by themselves.
        let short = fold(a ^ one, d ^ other);
        if b == 0 && c == 0 { short } else { fold(short ^ b, c ^ one) }
    }
}

fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a).wrapping_mul(u128::from(b));
    u64::try_from((product >> 64) ^ (product & u128::from(u64::MAX))).unwrap_or(0)
}

/// A field as it stands: how many bytes it has, its key, and what byte ends it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scanned {
    pub(super) length: usize,
    pub(super) key: Key,
    pub(super) end: u8,
}

/// The field that begins at a place and ends before a separator, a quote or a line end, if it is short and the text goes on far
/// enough behind it.
#[inline]
pub(super) fn scan(bytes: &[u8], at: usize, separator: u8) -> Option<Scanned> {
    let (words, _) = bytes.get(at..)?.first_chunk::<32>()?.as_chunks::<8>();
    let [a, b, c, d] = words else { return None };
    let [a, b, c, d] = [a, b, c, d].map(|word| u64::from_le_bytes(*word));
    let ends = |word| holds(word, separator) | holds(word, b'\n') | holds(word, b'"');
    // The bits of the word in which the field ends that are still the field's: fewer than 64.
    let bits = |ends: u64| ends.trailing_zeros() & !7;
    let head = |word: u64, bits: u32| word & !(u64::MAX << bits);
    let (key, length) = match ends(a) {
        0 => match ends(b) {
            0 => match ends(c) {
                0 => match ends(d) {
                    0 => return None,
                    end => (Key(a, b, c, head(d, bits(end))), 192 | bits(end)),
                },
                end => (Key(a, b, head(c, bits(end)), 0), 128 | bits(end)),
            },
            end => (Key(a, head(b, bits(end)), 0, 0), 64 | bits(end)),
        },
        end => (Key(head(a, bits(end)), 0, 0, 0), bits(end)),
    };
    let length = length / 8;
    let Key(a, b, c, d) = key;
    let key = Key(a, b, c, d | u64::from(length) << 56);
    let length = usize::try_from(length).ok()?;
    Some(Scanned { length, key, end: *bytes.get(at.checked_add(length)?)? })
}

/// The key of a text, if it is short.
pub(super) fn key(text: &[u8]) -> Option<Key> {
    if text.len() > MOST {
        return None;
    }
    let mut padded = [0; 32];
    padded.get_mut(..text.len())?.copy_from_slice(text);
    let [.., last] = &mut padded;
    *last = u8::try_from(text.len()).ok()?;
    let (words, _) = padded.as_chunks::<8>();
    let [a, b, c, d] = words else { return None };
    let [a, b, c, d] = [a, b, c, d].map(|word| u64::from_le_bytes(*word));
    Some(Key(a, b, c, d))
}

/// A mark in the highest bit of each byte that is `byte`, right up to the lowest of them.
const fn holds(word: u64, byte: u8) -> u64 {
    const LOW: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let [.., b] = [byte];
    let other = word ^ LOW.wrapping_mul(b as u64);
    other.wrapping_sub(LOW) & !other & HIGH
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts() -> Texts<usize> {
        Texts {
            entries: Vec::new(),
            places: vec![0; 16],
            keys: [0x9e37_79b9_7f4a_7c15, 0xc2b2_ae3d_27d4_eb4f],
            last: 0,
        }
    }

    /// Families of texts that differ in one place alone: at the begin, at the end, in the middle of a long one.
    fn families() -> Vec<Vec<String>> {
        let numbers = 0..4_000;
        vec![
            numbers.clone().map(|n| format!("{n}")).collect(),
            numbers.clone().map(|n| format!("thon-{n:04}")).collect(),
            numbers.clone().map(|n| format!("{n:04}-hoi-nong-dan-xa")).collect(),
            numbers.clone().map(|n| format!("hoi-nong-dan-{n:04}-xa-moi")).collect(),
            numbers.map(|n| format!("hoi-lien-hiep-phu-nu-xa-{n:04}")).collect(),
        ]
    }

    #[test]
    fn what_was_kept_is_found_where_it_was_put() {
        for family in families() {
            let mut texts = texts();
            for (place, text) in family.iter().enumerate() {
                let key = key(text.as_bytes()).unwrap();
                assert_eq!(texts.find(&key), None, "{text}");
                assert_eq!(texts.keep(key, place), Some(place));
            }
            for (place, text) in family.iter().enumerate() {
                let key = key(text.as_bytes()).unwrap();
                assert_eq!((texts.find(&key), texts.get(place)), (Some(place), Some(&place)), "{text}");
                assert_eq!(texts.find(&key), Some(place), "{text} again");
            }
        }
    }

    /// Of a table that is half full a good hash finds a text at the second or third place it looks, one with another.
    #[test]
    fn texts_that_are_alike_are_spread() {
        for family in families() {
            let mut texts = texts();
            let keys: Vec<Key> = family.iter().map(|text| key(text.as_bytes()).unwrap()).collect();
            for key in &keys {
                texts.keep(*key, 0);
            }
            let looks = |key: &Key| {
                let stands = |at: &usize| {
                    texts.places[*at] != 0 && texts.entries[texts.places[*at] as usize - 1].0 == *key
                };
                texts.probe(key).position(|at| stands(&at)).unwrap() + 1
            };
            let all: usize = keys.iter().map(looks).sum();
            assert!(all <= 3 * keys.len(), "{}: {all} looks for {}", family[0], keys.len());
        }
    }

    /// Fields of every length, ended in every way, and holding bytes that are nearly the ends.
    #[test]
    fn a_field_is_scanned_as_its_text_is_keyed() {
        let letters: Vec<u8> = (1..=255).filter(|byte| !matches!(byte, b',' | b'\n' | b'"')).collect();
        for length in 0..40 {
            for (turn, end) in [b',', b'\n', b'"'].into_iter().enumerate() {
                for start in [0, 5, 40, 130, 200] {
                    let field: Vec<u8> =
                        (0..length).map(|k| letters[(start + turn + 7 * k) % letters.len()]).collect();
                    let mut text = b"x,".to_vec();
                    text.extend(&field);
                    text.push(end);
                    text.extend([b'"', b',', b'\n'].repeat(12));
                    let found =
                        scan(&text, 2, b',').map(|scanned| (scanned.length, Some(scanned.key), scanned.end));
                    let wanted = (length <= MOST).then(|| (length, key(&field), end));
                    assert_eq!(found, wanted, "{field:?} {end}");
                }
            }
        }
        // What does not go on far enough is left to those who look closely.
        assert!(scan(b"abc,def\n", 0, b',').is_none());
        assert_eq!(key(&[b'x'; MOST + 1]), None);
    }
}
