//! Units as rows of a few words, for tests of reorganisations.

use chrono::NaiveDate;
use kehoach::{Kind, Level, UnitId, UnitRecord};

pub fn id(text: &str) -> UnitId {
    UnitId::new(text).unwrap()
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// `id parent first..last`; those with an id of one letter are measured.
pub fn unit(row: &str) -> UnitRecord {
    let cells: Vec<&str> = row.split(' ').collect();
    let (first, last) = cells[2].split_once("..").unwrap();
    let end = |text: &str| (!text.is_empty()).then(|| day(text));
    let kind = Kind::new(if cells[0].len() == 1 { "xa" } else { "khac" }).unwrap();
    let record = UnitRecord::new(id(cells[0]), cells[0], kind, Level::new("commune").unwrap());
    let parent = Some(cells[1]).filter(|parent| *parent != "-").map(id);
    UnitRecord { parent, first: end(first), last: end(last), ..record }
}
