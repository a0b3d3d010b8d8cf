//! What is kept of answers, so that none changes unnoticed: texts in files beside the tests.
//!
//! A block is a line and the lines below it that are drawn in. One that comes out in another way is looked at, and stands in the changelog where it
//! is a change of answers; `KEHOACH_KEPT=write` writes the files anew.

use std::{collections::HashSet, path::Path};

/// Holds a text against the one that is kept in a file below `tests`.
#[track_caller]
pub(crate) fn is_kept(file: &str, now: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(file);
    if std::env::var_os("KEHOACH_KEPT").is_some_and(|mode| mode == "write") {
        std::fs::write(&path, now).unwrap();
        return;
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    if kept == now {
        return;
    }
    let apart = |these: &str, those: &str, sign: &str| {
        let those: HashSet<&str> = blocks(those).collect();
        let other = blocks(these).filter(|one| !those.contains(*one)).map(|one| format!("{sign} {one}"));
        other.collect::<Vec<_>>()
    };
    let other = [apart(&kept, now, "kept"), apart(now, &kept, "now ")].concat();
    let few: String = other.iter().take(40).map(String::as_str).collect();
    panic!(
        "{file}: {} blocks differ, in order or in words (`KEHOACH_KEPT=write` keeps what is now)\n{few}",
        other.len()
    );
}

fn blocks(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut starts = rest.match_indices('\n').map(|(at, _)| at + 1);
        let end = starts.find(|at| !rest[*at..].starts_with(' '))?;
        let (block, after) = rest.split_at(end);
        rest = after;
        Some(block)
    })
}
