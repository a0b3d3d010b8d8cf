//! The README in its two languages: both promise the same commands, the same output and the same program, and every link of
//! either leads somewhere. That the program runs is a doctest; that the rows are printed is tested with the example.

use std::path::Path;

const ENGLISH: &str = include_str!("../README.md");
const VIETNAMESE: &str = include_str!("../README.vi.md");

/// The fenced blocks, line by line, without what a comment on a command says in either tongue.
fn blocks(text: &str) -> Vec<Vec<&str>> {
    let fenced = text.split("```").skip(1).step_by(2);
    let command = |line| if str::starts_with(line, "$ ") { line.split("  #").next() } else { Some(line) };
    fenced.map(|block| block.lines().filter_map(command).map(str::trim_end).collect()).collect()
}

/// What stands outside the fenced blocks.
fn prose(text: &str) -> String {
    text.split("```").step_by(2).collect()
}

/// The kind of every line that is no plain text, and what the first cell of a row names if that is code.
fn shape(text: &str) -> Vec<String> {
    let kind = |line: &str| match line.split_once(' ') {
        Some((marks, _)) if marks.starts_with('#') => Some(marks.to_owned()),
        Some(("-", _)) => Some("-".to_owned()),
        Some(("|", cells)) => {
            let named = cells.split('|').next().map(str::trim).filter(|cell| cell.starts_with('`'));
            Some(format!("| {}", named.unwrap_or_default()))
        }
        _ => None,
    };
    prose(text).lines().filter_map(kind).collect()
}

/// Where the links lead, in order.
fn links(text: &str) -> Vec<String> {
    let ends = prose(text);
    ends.split("](")
        .skip(1)
        .filter_map(|rest| rest.split_once(')'))
        .map(|(link, _)| link.to_owned())
        .collect()
}

#[test]
fn both_promise_the_same_commands_output_and_program() {
    assert!(blocks(ENGLISH).len() > 3);
    assert_eq!(blocks(ENGLISH), blocks(VIETNAMESE));
}

#[test]
fn both_have_the_same_headings_lists_and_tables() {
    assert!(shape(ENGLISH).iter().filter(|line| *line == "##").count() > 4);
    assert_eq!(shape(ENGLISH), shape(VIETNAMESE));
}

#[test]
fn every_link_leads_somewhere_and_each_links_to_the_other() {
    let (english, vietnamese) = (links(ENGLISH), links(VIETNAMESE));
    assert_eq!((&*english[0], &*vietnamese[0]), ("README.vi.md", "README.md"));
    assert_eq!(english[1..], vietnamese[1..]);
    // The service is no part of the package, in which these tests are run too.
    for link in english.iter().filter(|link| *link != "examples/district-service") {
        assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(link).exists(), "{link}");
    }
}

#[test]
fn the_vietnamese_one_is_in_nfc() {
    assert!(VIETNAMESE.contains('ệ'));
    assert!(!VIETNAMESE.contains(|c: char| ('\u{300}'..='\u{36f}').contains(&c)));
}
