//! Values kept once, and their numbers.

use std::{borrow::Borrow, collections::HashMap, hash::Hash};

/// Values numbered from 0 in the order in which they were first entered.
///
/// Ids and texts come from files, so they are looked up by the standard library's own hash, which no file can be made to
/// collide under.
#[derive(Debug, Clone)]
pub(super) struct Interned<T> {
    values: Vec<T>,
    numbers: HashMap<T, u32>,
}

impl<T> Default for Interned<T> {
    fn default() -> Self {
        Self { values: Vec::new(), numbers: HashMap::new() }
    }
}

impl<T: PartialEq> PartialEq for Interned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.values == other.values
    }
}

impl<T: Clone + Eq + Hash> Interned<T> {
    pub(super) fn values(&self) -> &[T] {
        &self.values
    }

    pub(super) fn get(&self, number: u32) -> Option<&T> {
        self.values.get(usize::try_from(number).ok()?)
    }

    pub(super) fn number<Q: Eq + Hash + ?Sized>(&self, value: &Q) -> Option<u32>
    where
        T: Borrow<Q>,
    {
        self.numbers.get(value).copied()
    }

    /// The number of a value, which is entered if it is new; none if there are more than numbers.
    pub(super) fn enter<Q: Eq + Hash + ?Sized>(&mut self, value: &Q, own: impl FnOnce() -> T) -> Option<u32>
    where
        T: Borrow<Q>,
    {
        if let Some(number) = self.number(value) {
            return Some(number);
        }
        let number = u32::try_from(self.values.len()).ok()?;
        let value = own();
        self.values.push(value.clone());
        self.numbers.insert(value, number);
        Some(number)
    }
}
