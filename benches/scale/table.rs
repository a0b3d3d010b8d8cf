//! The table, in Markdown.

/// One row: how long something takes for each of many.
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
    /// The time of all of them, in nanoseconds.
    pub nanoseconds: u128,
    /// The floor's time on the same shape, where the same is computed.
    pub floor: Option<u128>,
}

/// `a / b` with so many digits after the point, cut off.
fn ratio(a: u128, b: u128, digits: u32) -> String {
    let scale = 10_u128.pow(digits);
    let scaled = a * scale / b.max(1);
    let width = usize::try_from(digits).expect("few digits");
    format!("{}.{:0width$}", scaled / scale, scaled % scale)
}

/// All rows, under their heads.
pub fn markdown(rows: &[Row]) -> String {
    let mut text =
        String::from("| what | shape | number | of | ns each | x floor |\n|---|---|---:|---|---:|---:|\n");
    for row in rows {
        let each = ratio(row.nanoseconds, row.count as u128, 2);
        let floor = row.floor.map(|floor| ratio(row.nanoseconds, floor, 2)).unwrap_or_default();
        let Row { what, shape, of, count, .. } = row;
        text.push_str(&format!("| {what} | {shape} | {count} | {of} | {each} | {floor} |\n"));
    }
    text
}
