//! Every error of the library speaks both languages: the list is read from the sources, so that none is forgotten.

use std::{collections::BTreeMap, fs, path::Path};

/// Every file of the library, by its path.
fn sources() -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.insert(path.display().to_string(), fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

/// The name in front of brackets, braces or blanks.
fn name(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    &text[..end]
}

/// The public errors of a file.
fn errors(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut is_error = false;
    for line in text.lines() {
        if let Some(derived) = line.strip_prefix("#[derive(") {
            is_error =
                derived.split([',', ')', ' ']).any(|word| word == "Error" || word == "thiserror::Error");
        } else if let Some(declared) =
            line.strip_prefix("pub enum ").or_else(|| line.strip_prefix("pub struct "))
        {
            if is_error {
                found.push(name(declared));
            }
            is_error = false;
        } else if let Some(by_hand) = line.strip_prefix("impl std::error::Error for ") {
            found.push(name(by_hand));
        }
    }
    found
}

/// What has `vietnamese` in a file.
fn speakers(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut of = "";
    for line in text.lines() {
        if let Some(head) = line.strip_prefix("impl").filter(|_| line.ends_with('{')) {
            let head = head.strip_prefix("<E>").unwrap_or(head).trim_start();
            of = name(head.rsplit("::").next().unwrap());
        } else if line.contains("pub fn vietnamese(") {
            found.push(of);
        }
    }
    found
}

#[test]
fn every_error_speaks_vietnamese() {
    let sources = sources();
    let errors: Vec<&str> = sources.values().flat_map(|text| errors(text)).collect();
    let speakers: Vec<&str> = sources.values().flat_map(|text| speakers(text)).collect();
    assert!(errors.len() > 30 && errors.contains(&"PlanError") && errors.contains(&"Refusal"), "{errors:?}");
    let silent: Vec<_> = errors.iter().filter(|error| !speakers.contains(error)).collect();
    assert!(silent.is_empty(), "no Vietnamese: {silent:?}");
}
