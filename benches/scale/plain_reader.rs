//! What anyone would write first: the usual reader's byte records, ids numbered by the standard library's maps, and figures and
//! days as integers. It checks nothing.

use std::collections::HashMap;

use csv::{ByteRecord, ReaderBuilder};

/// A row: item, unit and period by their numbers, the figure in two halves, and the day as `20260131`.
#[derive(Debug, Clone, Copy)]
#[allow(dead_code, reason = "it is filled to be measured")]
pub struct Row {
    item: u32,
    unit: u32,
    period: u32,
    value: [u32; 2],
    reported_on: u32,
}

#[derive(Default)]
struct Numbers(HashMap<Vec<u8>, u32>);

impl Numbers {
    fn of(&mut self, text: &[u8]) -> u32 {
        if let Some(number) = self.0.get(text) {
            return *number;
        }
        let number = u32::try_from(self.0.len()).expect("few ids");
        self.0.insert(text.to_vec(), number);
        number
    }
}

fn digits(text: &[u8]) -> u32 {
    text.iter().filter(|byte| byte.is_ascii_digit()).fold(0, |all, byte| all * 10 + u32::from(byte - b'0'))
}

/// A share in two halves; a count, or an answer by its length, in the first.
fn figure(text: &[u8]) -> [u32; 2] {
    match text.iter().position(|byte| *byte == b'/') {
        Some(at) => [digits(&text[..at]), digits(&text[at + 1..])],
        None if text[0].is_ascii_digit() => [digits(text), 0],
        None => [u32::try_from(text.len()).expect("a word"), 1],
    }
}

/// Reads all rows.
///
/// # Panics
/// If the file is not one that the bench wrote.
pub fn read(text: &str) -> Vec<Row> {
    let mut reader = ReaderBuilder::new().from_reader(text.as_bytes());
    let mut record = ByteRecord::new();
    let [mut items, mut units, mut periods] = [Numbers::default(), Numbers::default(), Numbers::default()];
    let mut rows = Vec::new();
    while reader.read_byte_record(&mut record).expect("a record") {
        rows.push(Row {
            item: items.of(&record[0]),
            unit: units.of(&record[1]),
            period: periods.of(&record[2]),
            value: figure(&record[3]),
            reported_on: digits(&record[4]),
        });
    }
    rows
}
