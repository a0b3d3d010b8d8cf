//! Every time phrase of the three plans, and its typed form: the table of the duties' documentation.
//!
//! TD is Tam Đường 159-KH/HU of 2023, BP Bình Phước 36-KH/BDVTU of 2021, KB Kim Bảng 2021-2025.

use kehoach::phrases;

/// The rows of the table in the module's documentation: phrase, where it stands, typed form.
fn rows() -> Vec<(String, String)> {
    let docs = include_str!("../../src/duty/mod.rs");
    let (docs, _) = docs.split_once("to be written |").expect("the second table");
    let table = docs.lines().filter_map(|line| line.strip_prefix("//! | "));
    let cells = table.map(|line| line.trim_end_matches(" |").split(" | ").map(str::trim).collect::<Vec<_>>());
    cells
        .filter_map(|cells| match cells[..] {
            [phrase, place, form]
                if place.starts_with("TD") || place.starts_with("BP") || place.starts_with("KB") =>
            {
                Some((phrase.to_owned(), form.to_owned()))
            }
            _ => None,
        })
        .collect()
}

#[test]
fn each_phrase_is_read_as_the_table_says() {
    let rows = rows();
    assert!(rows.len() >= 30, "{}", rows.len());
    let mut wrong = Vec::new();
    for (phrase, form) in &rows {
        let found = match phrases::schedule(phrase) {
            Ok(reading) => format!("`{}`", reading.value),
            Err(refusal) => format!("refused: {}", refusal.wrong()),
        };
        // What follows the canonical form explains it.
        if !(form == &found
            || form.starts_with(&format!("{found};"))
            || form.starts_with(&format!("{found},")))
        {
            wrong.push(format!("{phrase}\n  table {form}\n  found {found}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn what_the_words_do_not_say_is_refused_and_can_be_written() {
    let docs = include_str!("../../src/duty/mod.rs");
    let (_, rest) = docs.split_once("to be written |").unwrap();
    let rows =
        rest.lines().filter_map(|line| line.strip_prefix("//! | ")).filter(|line| line.contains(" | "));
    let mut count = 0;
    for row in rows {
        let cells: Vec<&str> = row.trim_end_matches(" |").split(" | ").collect();
        assert!(phrases::schedule(cells[0]).is_err(), "{row}");
        let forms = cells[2].split('`').skip(1).step_by(2);
        for form in forms {
            assert_eq!(phrases::schedule(form).unwrap().value.to_string(), form, "{row}");
            count += 1;
        }
    }
    assert_eq!(count, 6);
}
