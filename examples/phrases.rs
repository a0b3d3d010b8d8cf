//! Reads phrases of plans from standard input, one a line, and writes one JSON object a line:
//! `cargo run --example phrases -- threshold|time|responsibility|document`, or `-- find` for a whole text.

use std::io::{self, Read as _, Write as _};

use kehoach::phrases::{self, Asked, Note, Reading, Refusal};
use serde_json::{Map, Value, json};

fn codes(notes: &[Note]) -> Value {
    notes.iter().map(Note::code).collect()
}

fn answer<T>(
    input: &str,
    kind: &str,
    read: Result<Reading<T>, Refusal>,
    show: impl Fn(&T) -> String,
) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("input".to_owned(), json!(input));
    match read {
        Ok(reading) => {
            object.insert("canonical".to_owned(), json!(show(&reading.value)));
            object.insert("kind".to_owned(), json!(kind));
            object.insert("notes".to_owned(), codes(&reading.notes));
            if let Some(noun) = &reading.noun {
                object.insert("noun".to_owned(), json!(noun));
            }
            if let Some(each) = &reading.each {
                object.insert("each".to_owned(), json!(each));
            }
            if reading.aspired {
                object.insert("aspired".to_owned(), json!(true));
            }
            if !reading.alternatives.is_empty() {
                let others: Vec<_> = reading.alternatives.iter().map(show).collect();
                object.insert("alternatives".to_owned(), json!(others));
            }
        }
        Err(refusal) => {
            object.insert("error".to_owned(), json!(refusal.to_string()));
            object.insert("column".to_owned(), json!(refusal.column()));
        }
    }
    object
}

fn kind(asked: &Asked) -> &'static str {
    match asked {
        Asked::Threshold(_) | Asked::Fraction(_) => "threshold",
        Asked::Baseline { .. } => "baseline",
        Asked::Qualitative { .. } => "qualitative",
        Asked::Approximate { .. } => "approximate",
        _ => "other",
    }
}

fn line(what: &str, input: &str) -> Map<String, Value> {
    match what {
        "threshold" => {
            let read = phrases::threshold(input);
            let kind = read.as_ref().map_or("threshold", |reading| kind(&reading.value));
            answer(input, kind, read, Asked::to_string)
        }
        "document" => answer(input, "document", phrases::document(input), ToString::to_string),
        "responsibility" => {
            let read = phrases::responsibility(input);
            let parties = read.as_ref().map(|reading| {
                let party = |p: &phrases::Party| json!({ "role": p.role.name(), "name": p.name });
                reading.value.iter().map(party).collect::<Vec<_>>()
            });
            let parties = parties.ok();
            let mut object = answer(input, "responsibility", read, |_| String::new());
            object.remove("canonical");
            if let Some(parties) = parties {
                object.insert("parties".to_owned(), json!(parties));
            }
            object
        }
        _ => answer(input, "schedule", phrases::schedule(input), ToString::to_string),
    }
}

fn main() -> io::Result<()> {
    let what = std::env::args().nth(1).unwrap_or_default();
    if !matches!(what.as_str(), "threshold" | "time" | "responsibility" | "document" | "find") {
        eprintln!("usage: phrases threshold|time|responsibility|document|find");
        std::process::exit(2);
    }
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    let mut out = io::stdout().lock();
    if what == "find" {
        for found in phrases::find(&text) {
            let span = found.span();
            let mut object = json!({
                "input": text.get(span.clone()),
                "canonical": found.canonical(),
                "kind": found.kind(),
                "notes": codes(found.notes()),
                "span": [span.start, span.end],
            });
            if let phrases::Found::Threshold(reading) = &found {
                object["noun"] = json!(reading.noun);
                object["aspired"] = json!(reading.aspired);
            }
            writeln!(out, "{object}")?;
        }
        return Ok(());
    }
    for input in text.lines() {
        writeln!(out, "{}", Value::Object(line(&what, input)))?;
    }
    Ok(())
}
