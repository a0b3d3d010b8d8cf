//! Changing a plan file in place: what is changed is written, and all else stays as it was typed.

use std::fmt;

use toml_edit::{Array, ArrayOfTables, DocumentMut, Entry, InlineTable, Item, Table, TableLike, Value};

use super::{
    plan::PlanFile,
    problem::{Problem, ProblemKind, Problems},
};
use crate::{plan::Plan, spelling::tidy};

/// The lists of a plan file whose rows have ids.
const LISTS: [&str; 5] = ["scales", "scopes", "indicators", "targets", "tasks"];

/// The text of a plan file in TOML, and its rows as they are typed: to change the rows while comments stay.
///
/// A value that is not changed stays as it was typed, phrase, comment and all; so does every row of an id that is still there.
/// A comment above a row belongs to it, and goes with it when the row is taken out.
///
/// ```
/// use kehoach::file::{PlanText, TargetRow};
///
/// let text = r#"
/// format = 1
/// id = "05-KH/UBND"
/// title = "Vệ sinh môi trường năm 2026"
/// issuer = "ubnd-xa"          # ủy ban nhân dân
/// period = "năm 2026"
///
/// ## What each village collects.
/// [[targets]]
/// id = "1"
/// title = "Đường làng sạch đẹp"
/// aggregate = "đánh giá"      # no number in the document
/// "#;
///
/// let mut plan = PlanText::read(text)?;
/// plan.change(|file| {
///     file.targets[0].title = "Đường làng, ngõ xóm sạch đẹp".to_owned();
///     file.targets.push(TargetRow {
///         id: "2".to_owned(),
///         title: "Nhà văn hóa thôn".to_owned(),
///         aggregate: "đánh giá".to_owned(),
///         ..TargetRow::default()
///     });
/// })?;
/// let changed = text.replace("Đường làng sạch", "Đường làng, ngõ xóm sạch")
///     + "\n[[targets]]\nid = \"2\"\ntitle = \"Nhà văn hóa thôn\"\naggregate = \"đánh giá\"\n";
/// assert_eq!(plan.to_string(), changed);
/// # Ok::<(), kehoach::file::Problems>(())
/// ```
#[derive(Debug, Clone)]
pub struct PlanText {
    // INVARIANT: `file` is what `document` says, and a plan.
    document: DocumentMut,
    file: PlanFile,
}

impl PlanText {
    /// Reads the text of a plan file.
    ///
    /// # Errors
    /// Everything that is wrong with it, as [`Plan::from_toml`] says it.
    pub fn read(text: &str) -> Result<Self, Problems> {
        Plan::from_toml(text)?;
        Ok(Self { document: document(text)?, file: PlanFile::from_toml(text)? })
    }

    /// Its rows, as they are typed.
    #[must_use]
    pub const fn file(&self) -> &PlanFile {
        &self.file
    }

    /// Changes its rows. Where the change makes no plan, nothing is changed.
    ///
    /// # Errors
    /// Everything that is wrong with the plan that the change would make.
    pub fn change(&mut self, change: impl FnOnce(&mut PlanFile)) -> Result<(), Problems> {
        let mut file = self.file.clone();
        change(&mut file);
        Plan::try_from(file.clone())?;
        let mut document = self.document.clone();
        revise(&mut document, &rows(&self.file)?, &rows(&file)?);
        // What was written is what was asked for, or nothing is.
        let written = PlanFile::from_toml(&document.to_string())?;
        if written != file {
            let message = "the change cannot be written into this text".to_owned();
            return Err(Problems::one(Problem::new(ProblemKind::Syntax { message })));
        }
        (self.document, self.file) = (document, file);
        Ok(())
    }
}

impl fmt::Display for PlanText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.document.fmt(f)
    }
}

fn document(text: &str) -> Result<DocumentMut, Problems> {
    // OK because the text was read by the same parser before.
    let message = |error: toml_edit::TomlError| ProblemKind::Syntax { message: error.message().to_owned() };
    text.parse().map_err(|error| Problems::one(Problem::new(message(error))))
}

/// The rows as they would be written anew: what is alike in two of these needs no change.
fn rows(file: &PlanFile) -> Result<DocumentMut, Problems> {
    document(&super::toml::rows(file))
}

fn revise(document: &mut DocumentMut, old: &DocumentMut, new: &DocumentMut) {
    for list in LISTS {
        let (from, to) = (entries(old.get(list)), entries(new.get(list)));
        if same(&from, &to) {
            continue;
        }
        match document.get_mut(list) {
            Some(Item::ArrayOfTables(tables)) => *tables = tables_of(tables, &from, &to),
            Some(Item::Value(Value::Array(array))) => *array = array_of(array, &from, &to),
            _ => {
                document.insert(list, Item::ArrayOfTables(tables_of(&ArrayOfTables::new(), &from, &to)));
            }
        }
        if to.is_empty() {
            document.remove(list);
        }
    }
    keys(document.as_table_mut(), old.as_table(), new.as_table(), &LISTS);
}

/// The rows of a list.
fn entries(list: Option<&Item>) -> Vec<&dyn TableLike> {
    match list {
        Some(Item::ArrayOfTables(tables)) => tables.iter().map(|table| table as &dyn TableLike).collect(),
        _ => Vec::new(),
    }
}

fn same(from: &[&dyn TableLike], to: &[&dyn TableLike]) -> bool {
    from.len() == to.len() && from.iter().zip(to).all(|(from, to)| alike(*from, *to))
}

fn alike(from: &dyn TableLike, to: &dyn TableLike) -> bool {
    from.len() == to.len()
        && from.iter().all(|(key, item)| to.get(key).is_some_and(|other| spelled(item) == spelled(other)))
}

fn spelled(item: &Item) -> String {
    item.clone().into_value().map_or_else(|_| String::new(), |value| value.decorated("", "").to_string())
}

fn id(row: &dyn TableLike) -> String {
    row.get("id").and_then(Item::as_str).map(tidy).unwrap_or_default()
}

/// Where the row of an id stands among rows that are not taken yet.
fn take(ids: &mut [Option<String>], id: &str) -> Option<usize> {
    let place = ids.iter().position(|known| known.as_deref() == Some(id))?;
    ids.get_mut(place).and_then(Option::take)?;
    Some(place)
}

/// The list with the rows asked for: those of an id that is there already are changed, others are new.
fn tables_of(there: &ArrayOfTables, from: &[&dyn TableLike], to: &[&dyn TableLike]) -> ArrayOfTables {
    let mut ids: Vec<Option<String>> = there.iter().map(|table| Some(id(table))).collect();
    let taken: Vec<Option<usize>> = to.iter().map(|row| take(&mut ids, &id(*row))).collect();
    // Rows are written by their place in the text: in a new order, or with a new one in between, they take one another's.
    let kept: Vec<usize> = taken.iter().flatten().copied().collect();
    let ends = taken.iter().skip_while(|place| place.is_some()).all(Option::is_none);
    let in_order = ends && kept.is_sorted();
    let first = there.iter().filter_map(Table::position).next();
    let mut tables = ArrayOfTables::new();
    for (row, place) in to.iter().zip(taken) {
        let known = place.and_then(|place| Some((there.get(place)?, from.get(place)?)));
        let mut table = known.map_or_else(Table::new, |(table, _)| table.clone());
        keys(&mut table, known.map_or(&Table::new(), |(_, old)| *old), *row, &[]);
        if !in_order {
            stand(&mut table, first);
        } else if known.is_none() {
            table.set_position(None);
        }
        tables.push(table);
    }
    tables
}

/// Lets a row stand at a place of the text, with the tables inside it.
fn stand(table: &mut Table, place: Option<isize>) {
    table.set_position(place);
    for (_, item) in table.iter_mut() {
        if let Item::ArrayOfTables(inner) = item {
            inner.iter_mut().for_each(|table| table.set_position(place));
        }
    }
}

/// The same for a list in brackets.
fn array_of(there: &Array, from: &[&dyn TableLike], to: &[&dyn TableLike]) -> Array {
    let mut ids: Vec<Option<String>> =
        there.iter().map(|value| value.as_inline_table().map(|table| id(table))).collect();
    let mut array = there.clone();
    array.clear();
    for row in to {
        let place = take(&mut ids, &id(*row));
        let known = place.and_then(|place| Some((there.get(place)?.as_inline_table()?, from.get(place)?)));
        let mut table = known.map_or_else(InlineTable::new, |(table, _)| table.clone());
        keys(&mut table, known.map_or(&Table::new(), |(_, old)| *old), *row, &[]);
        if known.is_some() {
            array.push_formatted(Value::InlineTable(table));
        } else {
            array.push(Value::InlineTable(table));
        }
    }
    array
}

/// Writes the keys that differ, each with the comment behind its old value, and takes out those that are gone.
fn keys(table: &mut dyn TableLike, from: &dyn TableLike, to: &dyn TableLike, but: &[&str]) {
    for (key, item) in to.iter().filter(|(key, _)| !but.contains(key)) {
        if from.get(key).is_some_and(|old| spelled(old) == spelled(item)) {
            continue;
        }
        let Ok(mut value) = item.clone().into_value() else { continue };
        match table.entry(key) {
            Entry::Occupied(mut known) => {
                match known.get().as_value() {
                    Some(old) => *value.decor_mut() = old.decor().clone(),
                    None => value.decor_mut().clear(),
                }
                known.insert(Item::Value(value));
            }
            Entry::Vacant(slot) => {
                value.decor_mut().clear();
                slot.insert(Item::Value(value));
            }
        }
    }
    for (key, _) in from.iter().filter(|(key, _)| !but.contains(key) && !to.contains_key(key)) {
        table.remove(key);
    }
}
