//! A log of dated entries, of which the latest of each cell counts.

use std::{collections::HashMap, hash::Hash};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::time::spell_date;

/// Something that can be entered in a log.
pub(crate) trait Entry<Cell> {
    /// What it is about.
    fn cell(&self) -> Cell;
    /// The day of entry, and whether it corrects another entry of that day.
    fn entered(&self) -> (NaiveDate, bool);
    /// Whether another entry of the same cell says nothing else.
    fn says_the_same(&self, other: &Self) -> bool;
}

/// What became of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Added {
    /// It was entered.
    New,
    /// The same was said of the same cell on the same day: the two are one.
    Duplicate,
}

/// Two different values of one cell on one day, of which neither, or each, says that it corrects the other.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("two different reports of the same cell on {}: one of them must say that it corrects the other", spell_date(*.on))]
pub struct Conflict<E> {
    /// The day.
    pub on: NaiveDate,
    /// What the log holds.
    pub held: Box<E>,
    /// What was to be entered.
    pub refused: Box<E>,
}

/// Dated entries, each kept; of each cell the latest counts.
#[derive(Debug, Clone)]
pub(crate) struct Log<Cell, E> {
    /// In the order of entry.
    entries: Vec<E>,
    /// Of each cell the places of its entries, in order of day, a correction after what it corrects.
    cells: HashMap<Cell, Vec<usize>>,
    /// For each entry, whether it was the first of its cell: the order in which cells are listed.
    opens_cell: Vec<bool>,
}

impl<Cell, E> Default for Log<Cell, E> {
    fn default() -> Self {
        Self { entries: Vec::new(), cells: HashMap::new(), opens_cell: Vec::new() }
    }
}

impl<Cell, E: PartialEq> PartialEq for Log<Cell, E> {
    fn eq(&self, other: &Self) -> bool {
        self.entries == other.entries
    }
}

impl<Cell: Eq + Hash, E: Entry<Cell>> Log<Cell, E> {
    pub(crate) fn add(&mut self, entry: E) -> Result<Added, Conflict<E>>
    where
        E: Clone,
    {
        let key = entry.entered();
        let cell = entry.cell();
        let opens = !self.cells.contains_key(&cell);
        let places = self.cells.entry(cell).or_default();
        let day = |place: &usize| self.entries.get(*place).map(Entry::entered);
        let before = places.partition_point(|place| day(place) <= Some(key));
        // Of one day a cell has at most one plain entry and one that corrects it. Only like is compared with like: were an
        // equal correction taken for the plain entry itself, it would matter which of them came first.
        let last = before.checked_sub(1).and_then(|last| places.get(last));
        let like = last.and_then(|place| self.entries.get(*place)).filter(|held| held.entered() == key);
        if let Some(held) = like {
            if held.says_the_same(&entry) {
                return Ok(Added::Duplicate);
            }
            return Err(Conflict { on: key.0, held: Box::new(held.clone()), refused: Box::new(entry) });
        }
        places.insert(before, self.entries.len());
        self.entries.push(entry);
        self.opens_cell.push(opens);
        Ok(Added::New)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &E> {
        self.entries.iter()
    }

    /// Of each cell the latest entry on or before a day.
    pub(crate) fn as_of(&self, day: NaiveDate) -> impl Iterator<Item = &E> {
        let openers = self.entries.iter().zip(&self.opens_cell).filter(|(_, opens)| **opens);
        openers.filter_map(move |(opener, _)| self.latest(&opener.cell(), day))
    }

    /// The latest entry of a cell on or before a day.
    pub(crate) fn latest(&self, cell: &Cell, day: NaiveDate) -> Option<&E> {
        let places = self.cells.get(cell)?;
        let known = places.partition_point(|p| self.entries.get(*p).is_some_and(|e| e.entered().0 <= day));
        self.entries.get(*places.get(known.checked_sub(1)?)?)
    }
}
