//! The page of files: its examples are read, its lines written back, and its tables hold every key there is.

use kehoach::{Ledger, Plan, Register, file::schema};
use serde_json::Value;

const PAGE: &str = include_str!("../src/guide/format.md");

/// The fenced blocks of a language and those that follow each.
fn blocks() -> Vec<(&'static str, &'static str)> {
    PAGE.split("```").skip(1).step_by(2).map(|block| block.split_once('\n').unwrap()).collect()
}

#[test]
fn every_example_is_read_and_written_back_as_the_page_says() {
    let blocks = blocks();
    let base =
        blocks.iter().find(|(language, text)| *language == "toml" && text.contains("[[targets]]")).unwrap().1;
    // Rows go on from one example to the next; a file of its own begins with its format.
    let (mut rows, mut plans, mut checked) = (base.to_owned(), Vec::new(), 0);
    let (mut last, mut registers, mut written) = (String::new(), Vec::new(), String::new());
    for (language, text) in &blocks {
        match *language {
            "toml" if text.contains("[[units]]") => {
                let register =
                    Register::from_toml(text).unwrap_or_else(|problems| panic!("{text}\n{problems}"));
                written = register.to_toml();
                registers.push(register);
            }
            "toml" => {
                last = if text.starts_with("format") {
                    (*text).to_owned()
                } else {
                    rows += &format!("\n{text}");
                    rows.clone()
                };
                let plan = Plan::from_toml(&last).unwrap_or_else(|problems| panic!("{text}\n{problems}"));
                written = plan.to_toml();
                plans.push(plan);
            }
            "text" => {
                for line in text.lines() {
                    assert!(
                        written.lines().any(|written| written == line),
                        "{line} is not in\n{written}\nof\n{last}"
                    );
                    checked += 1;
                }
            }
            _ => {}
        }
    }
    assert_eq!(plans[0], plans[1], "the two ways to write lists");
    assert!(plans.len() > 10 && checked > 30);
    let tables: Vec<&str> =
        blocks.iter().filter(|(language, _)| *language == "csv").map(|(_, text)| *text).collect();
    let register = Register::from_csv(tables[0]).unwrap();
    let intake = Ledger::from_csv(tables[1], &plans[0], &register).unwrap();
    assert_eq!(intake.whole().unwrap().observations().count(), 2);
    let register = Register::from_csv_with_successions(tables[2], tables[3]).unwrap();
    assert_eq!(
        (registers.len(), register.to_toml()),
        (1, registers[0].to_toml()),
        "the two ways to write it"
    );
    assert_eq!(tables.len(), 4);
}

/// The first cells of the tables below each heading of the third level, in order.
fn tables() -> Vec<Vec<&'static str>> {
    let keys = PAGE.split("\n## ").find(|part| part.starts_with("Keys")).unwrap();
    let table = |part: &'static str| {
        let rows = part.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
        rows.map(|(key, _)| key).collect()
    };
    keys.split("\n### ").skip(1).map(table).collect()
}

#[test]
fn every_key_has_a_row_in_the_table_of_its_place() {
    let tables = tables();
    let mut rows = 0;
    for text in [schema::plan(), schema::sheet(), schema::register(), schema::ledger()] {
        let schema: Value = serde_json::from_str(&text).unwrap();
        let defined = schema["$defs"].as_object().unwrap().values();
        for row in defined.chain([&schema]).filter(|row| row.get("properties").is_some()) {
            rows += 1;
            let mut keys: Vec<&str> =
                row["properties"].as_object().unwrap().keys().map(String::as_str).collect();
            keys.sort_unstable();
            let held = tables.iter().any(|table| {
                let mut table = table.clone();
                table.sort_unstable();
                table == keys
            });
            assert!(held, "no table holds just {keys:?}");
        }
    }
    assert_eq!(rows, tables.len());
}
