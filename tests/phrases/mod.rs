//! Tables of phrases, one a line: `phrase => meaning | note codes # seed`.

use kehoach::phrases::{Note, Reading, Refusal};

/// The rows of a table: phrase, meaning, note codes.
pub(crate) fn rows(table: &str) -> impl Iterator<Item = (&str, &str, &str)> {
    table.lines().filter(|line| !line.trim().is_empty()).map(|line| {
        let (line, _seed) = line.split_once(" # ").unwrap_or((line, ""));
        let (phrase, meaning) = line.split_once(" => ").unwrap_or_else(|| panic!("no arrow in {line}"));
        let (meaning, codes) = meaning.split_once(" | ").unwrap_or((meaning, ""));
        (phrase.trim(), meaning.trim(), codes.trim())
    })
}

/// Every row is read with its meaning and just its notes.
#[track_caller]
pub(crate) fn all_read<T>(
    table: &str,
    read: impl Fn(&str) -> Result<Reading<T>, Refusal>,
    show: impl Fn(&T) -> String,
) {
    let mut wrong = Vec::new();
    for (phrase, meaning, codes) in rows(table) {
        let found = match read(phrase) {
            Ok(reading) => {
                assert!(phrase.get(reading.span.clone()).is_some(), "{phrase}");
                let codes: Vec<_> = reading.notes.iter().map(Note::code).collect();
                format!("{} | {}", show(&reading.value), codes.join(" "))
            }
            Err(refusal) => refusal.to_string(),
        };
        if found != format!("{meaning} | {codes}") {
            wrong.push(format!("{phrase}\n   found {found}\n  wanted {meaning} | {codes}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Every row is refused: its meaning is the column and the message.
#[track_caller]
pub(crate) fn all_refused<T>(
    table: &str,
    read: impl Fn(&str) -> Result<Reading<T>, Refusal>,
    show: impl Fn(&T) -> String,
) {
    let mut wrong = Vec::new();
    for (phrase, meaning, _) in rows(table) {
        let found = match read(phrase) {
            Ok(reading) => format!("read as {} {:?}", show(&reading.value), reading.notes),
            Err(refusal) => {
                assert!(phrase.get(refusal.span()).is_some(), "{phrase}");
                assert!(!refusal.vietnamese().is_empty());
                format!("{}: {}", refusal.column(), refusal.wrong())
            }
        };
        if found != meaning {
            wrong.push(format!("{phrase}\n   found {found}\n  wanted {meaning}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
