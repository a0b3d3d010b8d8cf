//! The table, in Markdown.

/// One row: how much something takes for each of many.
#[derive(Debug)]
pub struct Row {
    /// What is done.
    pub what: &'static str,
    /// On which shape; empty where there is none.
    pub shape: &'static str,
    /// What is counted: observations, phrases, units.
    pub of: &'static str,
    /// How many of them.
    pub count: usize,
    /// What all of them took, in the unit.
    pub took: u128,
    /// Nanoseconds by which clock, or bytes.
    pub unit: &'static str,
    /// What takes as much for the same, and its name.
    pub beside: Option<(u128, &'static str)>,
}

/// Nanoseconds of processor time, on all threads together.
pub const PROCESSOR: &str = "ns";
/// Nanoseconds of elapsed time.
pub const ELAPSED: &str = "ns elapsed";
/// Bytes of memory.
pub const BYTES: &str = "bytes";

/// `a / b` with two digits after the point, cut off.
fn ratio(a: u128, b: u128) -> String {
    let hundredths = a * 100 / b.max(1);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// All rows, under their heads.
pub fn markdown(rows: &[Row]) -> String {
    let mut text = String::from(
        "| what | shape | number | of | each | | ratio | to |\n|---|---|---:|---|---:|---|---:|---|\n",
    );
    for Row { what, shape, of, count, took, unit, beside } in rows {
        let each = ratio(*took, *count as u128);
        let (times, to) = beside.map(|(other, name)| (ratio(*took, other), name)).unwrap_or_default();
        text.push_str(&format!("| {what} | {shape} | {count} | {of} | {each} | {unit} | {times} | {to} |\n"));
    }
    text
}
