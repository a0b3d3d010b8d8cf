//! The schemas of files: kept equal to the rows, held against the examples by a validator of others, and refusing what is wrong.

use std::path::Path;

use jsonschema::Validator;
use kehoach::{Ledger, Plan, Register, file::schema, score::Sheet};
use serde_json::{Value, json};

fn checked_in(name: &str, made: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/file/schema/{name}.json"));
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, made).unwrap();
    }
    let kept: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    let made: Value = serde_json::from_str(made).unwrap();
    assert_eq!(kept, made, "run `UPDATE_SCHEMA=1 cargo test --test schema` and look at what changed");
}

#[test]
fn what_is_checked_in_is_what_the_rows_are() {
    checked_in("plan", &schema::plan());
    checked_in("sheet", &schema::sheet());
    checked_in("register", &schema::register());
    checked_in("ledger", &schema::ledger());
}

fn validator(schema: &str) -> Validator {
    let schema = serde_json::from_str(schema).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    jsonschema::draft202012::new(&schema).unwrap()
}

/// A TOML document as an editor hands it to a schema: dates as texts.
fn json_of(toml: &str) -> Value {
    fn value(from: toml::Value) -> Value {
        match from {
            toml::Value::Datetime(date) => json!(date.to_string()),
            toml::Value::Array(items) => items.into_iter().map(value).collect(),
            toml::Value::Table(table) => {
                Value::Object(table.into_iter().map(|(k, v)| (k, value(v))).collect())
            }
            toml::Value::String(text) => json!(text),
            toml::Value::Integer(n) => json!(n),
            toml::Value::Float(n) => json!(n),
            toml::Value::Boolean(yes) => json!(yes),
        }
    }
    value(toml::Value::Table(toml.parse().unwrap()))
}

/// What the validator says of a document, one fault a line.
fn faults(validator: &Validator, document: &Value) -> String {
    let faults = validator.iter_errors(document).map(|fault| format!("{}: {fault}", fault.instance_path()));
    faults.collect::<Vec<_>>().join("\n")
}

#[test]
fn every_example_is_as_its_schema_says() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data");
    let (plans, sheets) = (validator(&schema::plan()), validator(&schema::sheet()));
    let (registers, ledgers) = (validator(&schema::register()), validator(&schema::ledger()));
    let mut seen = 0;
    for folder in std::fs::read_dir(data).unwrap() {
        let folder = folder.unwrap().path();
        let Ok(text) = std::fs::read_to_string(folder.join("plan.toml")) else { continue };
        seen += 1;
        // Editors find the schema by the first line.
        assert!(text.starts_with("#:schema ../../../src/file/schema/plan.json\n"), "{}", folder.display());
        assert_eq!(faults(&plans, &json_of(&text)), "", "{}", folder.display());
        let plan = Plan::from_toml(&text).unwrap();
        // What is written back is as it says too, in each format.
        assert_eq!(faults(&plans, &json_of(&plan.to_toml())), "");
        assert_eq!(faults(&plans, &serde_json::from_str(&plan.to_json()).unwrap()), "");
        if let Ok(text) = std::fs::read_to_string(folder.join("sheet.toml")) {
            assert!(
                text.starts_with("#:schema ../../../src/file/schema/sheet.json\n"),
                "{}",
                folder.display()
            );
            assert_eq!(faults(&sheets, &json_of(&text)), "");
            let sheet = Sheet::from_toml(&text, &plan).unwrap();
            assert_eq!(faults(&sheets, &json_of(&sheet.to_toml())), "");
        }
        let Ok(units) = std::fs::read_to_string(folder.join("units.csv")) else { continue };
        let register = Register::from_csv(&units).unwrap();
        assert_eq!(faults(&registers, &json_of(&register.to_toml())), "");
        let Ok(reports) = std::fs::read_to_string(folder.join("reports.csv")) else { continue };
        let ledger = Ledger::from_csv(&reports, &plan, &register).unwrap().whole().unwrap();
        assert_eq!(faults(&ledgers, &json_of(&ledger.to_toml())), "");
    }
    assert!(seen > 0);
}

const PLAN: &str = r#"
format = 1
id = "12-KH/ĐU"
title = "Công tác dân vận năm 2024"
issuer = "dang-uy"
issued = 2024-01-15
period = "2024"
scopes = [{ id = "cac-thon", kinds = ["thon"] }]

[[indicators]]
id = "rac"
name = "rác được thu gom"
measure = "amount"
combine = "sum"
reported = "quarterly"
greatest = 500

[[targets]]
id = "1"
title = "Thu gom rác"
indicator = "rac"
measured = "cac-thon"
aggregate = "total"
threshold = "ít nhất 120"
judged = "each year"

[[tasks]]
id = "bc"
title = "Báo cáo"
when = "hằng quý"
lead = ["cac-thon"]
"#;

#[track_caller]
fn changed(from: &str, to: &str) -> String {
    assert_eq!(PLAN.matches(from).count(), 1, "{from}");
    PLAN.replacen(from, to, 1)
}

#[test]
fn wrong_files_are_refused_and_the_fault_is_named() {
    let plans = validator(&schema::plan());
    assert_eq!(faults(&plans, &json_of(PLAN)), "");
    for (from, to, at) in [
        ("format = 1", "format = 2", "/format"),
        ("format = 1\n", "", ""),
        ("title = \"Thu gom rác\"\n", "", "/targets/0"),
        ("title = \"Thu gom rác\"", "titel = \"Thu gom rác\"\ntitle = \"\"", "/targets/0"),
        ("[[tasks]]", "[[task]]", ""),
        ("measure = \"amount\"", "measure = \"amuont\"", "/indicators/0/measure"),
        ("aggregate = \"total\"", "aggregate = \"totals\"", "/targets/0/aggregate"),
        ("judged = \"each year\"", "judged = \"yaerly\"", "/targets/0/judged"),
        ("reported = \"quarterly\"", "reported = 4", "/indicators/0/reported"),
        ("greatest = 500", "greatest = \"500,5\"", "/indicators/0/greatest"),
        ("lead = [\"cac-thon\"]", "lead = \"cac-thon\"", "/tasks/0/lead"),
        ("lead = [\"cac-thon\"]", "lead = [3]", "/tasks/0/lead/0"),
        ("issued = 2024-01-15", "issued = 15", "/issued"),
        ("period = \"2024\"", "period = \"2024\"\nfigures_from_day = 29", "/figures_from_day"),
        ("threshold = \"ít nhất 120\"", "threshold = 120", "/targets/0/threshold"),
    ] {
        let text = changed(from, to);
        assert!(Plan::from_toml(&text).is_err(), "the reader refuses it too: {to}");
        let document = json_of(&text);
        let found: Vec<String> =
            plans.iter_errors(&document).map(|fault| fault.instance_path().to_string()).collect();
        assert!(found.contains(&at.to_owned()), "{to}: {found:?}");
    }
}

#[test]
fn what_the_reader_takes_is_not_refused() {
    let plans = validator(&schema::plan());
    for (from, to) in [
        ("measure = \"amount\"", "measure = \"Trị số\""),
        ("measure = \"amount\"", "measure = \" amount \""),
        ("measure = \"amount\"", "measure = \"Amount\""),
        ("combine = \"sum\"", "combine = \"cộng  dồn\""),
        ("reported = \"quarterly\"", "reported = \"định kỳ hằng quý\""),
        ("aggregate = \"total\"", "aggregate = \"tổng số\""),
        ("judged = \"each year\"", "judged = \"monthly\""),
        ("judged = \"each year\"", "judged = \"đến ngày 31/12/2024\""),
        ("judged = \"each year\"", "judged = \"hàng năm\""),
        ("greatest = 500", "greatest = 500.5"),
        ("greatest = 500", "greatest = \"500.50\""),
        ("greatest = 500", "greatest = \"-0\"\nleast = -5"),
        (
            "issued = 2024-01-15",
            "issued = \"15/1/2024\"\nunknowns = \"Không tính\"\nrest_days = \"giữ nguyên\"",
        ),
        ("when = \"hằng quý\"", "when = \"quarterly by day 5\"\nproduct = \"báo cáo\""),
    ] {
        let text = changed(from, to);
        Plan::from_toml(&text).unwrap_or_else(|problems| panic!("{problems}"));
        assert_eq!(faults(&plans, &json_of(&text)), "", "{to}");
    }
}
