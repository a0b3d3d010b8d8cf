//! Tables of phrases with their meanings.

use super::syllable::Key;

/// Phrases, folded, with what each means.
///
/// Most words of a text begin no phrase of a table: one look at the [`Key`] of a word says so, and of the rows only those are
/// read whose first word has that key.
#[derive(Debug)]
pub(super) struct Table<T: 'static> {
    rows: &'static [(&'static str, T)],
    /// The keys of the first words, row by row.
    keys: &'static [Key],
    /// The bits of all keys.
    bits: u128,
}

impl<T> Table<T> {
    /// Use [`table!`], which cannot mistake the keys.
    pub(super) const fn new(rows: &'static [(&'static str, T)], keys: &'static [Key]) -> Self {
        let mut bits = 0;
        let mut rest = keys;
        while let [key, more @ ..] = rest {
            assert!(!key.is_none(), "a phrase begins with a folded syllable");
            bits |= key.bit();
            rest = more;
        }
        Self { rows, keys, bits }
    }

    pub(super) const fn rows(&self) -> &'static [(&'static str, T)] {
        self.rows
    }

    /// Whether a phrase may begin with a word of this key, perhaps with a slip.
    pub(super) const fn may_begin(&self, key: Key) -> bool {
        !key.is_none() && self.bits & key.bit() != 0
    }

    /// The rows whose first word has this key.
    pub(super) fn beginning(&self, key: Key) -> impl Iterator<Item = &'static (&'static str, T)> {
        let keys = if self.may_begin(key) { self.keys } else { &[] };
        keys.iter().zip(self.rows).filter(move |(first, _)| **first == key).map(|(_, row)| row)
    }
}

/// The keys of the first words of `N` rows.
#[expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "evaluated at compile time, where both would fail to build"
)]
pub(super) const fn keys<T, const N: usize>(rows: &[(&'static str, T)]) -> [Key; N] {
    let mut keys = [Key::of(""); N];
    let mut at = 0;
    while at < N {
        keys[at] = Key::of(rows[at].0);
        at += 1;
    }
    keys
}

/// `table![Meaning; ("phrase", meaning), ...]`: a [`Table`], its keys counted at compile time.
macro_rules! table {
    ($meaning:ty; $($row:expr),* $(,)?) => {{
        const ROWS: &[(&str, $meaning)] = &[$($row),*];
        const KEYS: [$crate::phrases::syllable::Key; ROWS.len()] = $crate::phrases::table::keys(ROWS);
        $crate::phrases::table::Table::new(ROWS, &KEYS)
    }};
}
pub(super) use table;
