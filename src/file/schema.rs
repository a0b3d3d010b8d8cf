//! JSON Schemas (draft 2020-12) of the files, for editors that complete and check what is typed.
//!
//! They are generated from the rows of the files and their documentation, and checked in as `src/file/schema/*.json`. A TOML
//! file names its schema in its first line, by a path or an address, for editors that read it (Even Better TOML, taplo):
//!
//! ```toml
//! #:schema ../../src/file/schema/plan.json
//! ```
//!
//! A schema refuses nothing that the reader of its file takes. It knows which keys there are, which must be there, and what
//! form each value has; of words it completes those of the [tables](mod@crate::guide::format), and refuses a text of small
//! letters and hyphens alone that is none of them. What the parts of a file say of one another only the reader knows.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings, json_schema};
use serde_json::{Value, json};

use super::{
    DateText, FORMAT, LedgerFile, PlanFile, RegisterFile, SheetFile,
    sheet_words::{
        ADJUSTED_PER, ADJUSTMENTS, BASES, CONDITIONS, NOT_APPLICABLE, PROGRESS_COUNT, RATES, ROUNDING, RULES,
        SHORTFALL_COUNT, STATUSES,
    },
    words::{
        AGGREGATES, Choice, DONE_BY, EXTENTS, FIGURE_BY, JUDGED, MEASURES, PRODUCTS, REST_DAYS, RHYTHMS,
        SHARE_BY, UNKNOWNS, YES,
    },
};
use crate::quantity::Number;

/// The schema of a plan file.
#[must_use]
pub fn plan() -> String {
    schema::<PlanFile>("Plan file (kế hoạch)")
}

/// The schema of a score sheet's file.
#[must_use]
pub fn sheet() -> String {
    schema::<SheetFile>("Score sheet file (bảng điểm)")
}

/// The schema of a register's file.
#[must_use]
pub fn register() -> String {
    schema::<RegisterFile>("Register file (danh sách đơn vị)")
}

/// The schema of a ledger's file.
#[must_use]
pub fn ledger() -> String {
    schema::<LedgerFile>("Ledger file (số liệu báo cáo)")
}

impl JsonSchema for Number {
    fn schema_name() -> Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A number, exactly: without quotes, or a text of digits with at most one decimal point.",
            "anyOf": [{ "type": "number" }, { "type": "string", "pattern": "^[-+]?[0-9]+(\\.[0-9]+)?$" }],
            "examples": [5, "92.5"],
        })
    }
}

impl JsonSchema for DateText {
    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A day, as in a document or as `2024-12-09`; in TOML also without quotes.",
            "type": "string",
            "examples": ["2024-12-09", "9/12/2024", "ngày 09 tháng 12 năm 2024"],
        })
    }
}

fn schema<T: JsonSchema>(title: &str) -> String {
    let made = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>();
    let mut schema = made.to_value();
    let root = T::schema_name();
    for (row, key, says) in texts() {
        let rows = if row == root { Some(&mut schema) } else { schema.pointer_mut(&format!("/$defs/{row}")) };
        let values = rows.and_then(|rows| rows.pointer_mut(&format!("/properties/{key}")));
        if let Some(values) = values {
            say(values, says);
        }
    }
    tidy(&mut schema);
    if let Some(root) = schema.as_object_mut() {
        root.insert("title".to_owned(), json!(title));
    }
    // OK because a value of JSON can always be written.
    serde_json::to_string_pretty(&schema).map(|text| text + "\n").unwrap_or_default()
}

/// Lets a property say what its texts are, itself or each of its list.
fn say(property: &mut Value, says: Value) {
    let Some(mut property) = property.as_object_mut() else { return };
    if property.contains_key("items") {
        let Some(items) = property.get_mut("items").and_then(Value::as_object_mut) else { return };
        property = items;
    }
    let Value::Object(mut says) = says else { return };
    let nullable = property.get("type").is_some_and(|types| types.get(1) == Some(&json!("null")));
    if let (true, Some(Value::Array(any))) = (nullable, says.get_mut("anyOf")) {
        any.push(json!({ "type": "null" }));
    }
    if says.contains_key("anyOf") || says.contains_key("const") {
        property.remove("type");
    }
    property.extend(says);
}

/// Takes away what tells an editor nothing, and writes descriptions as plain text.
fn tidy(schema: &mut Value) {
    // Schemas are a few levels deep; a list of what is left to do needs no recursion all the same.
    let mut left = vec![schema];
    while let Some(value) = left.pop() {
        match value {
            Value::Array(items) => left.extend(items),
            Value::Object(map) => {
                map.retain(|key, value| match key.as_str() {
                    "default" => !(value.is_null() || value.as_array().is_some_and(Vec::is_empty)),
                    "format" => !value.is_string(),
                    _ => true,
                });
                for (key, value) in map {
                    match value {
                        Value::String(text) if key == "description" => *text = plain(text),
                        _ => left.push(value),
                    }
                }
            }
            _ => {}
        }
    }
}

/// Documentation without its links and line breaks.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("](") {
        let (head, label) = before.rsplit_once('[').unwrap_or((before, ""));
        out.push_str(head);
        out.push_str(label);
        rest = after.split_once(')').map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    let words: Vec<&str> = out.split_whitespace().collect();
    words.join(" ").replace("[`", "`").replace("`]", "`")
}

/// The words of choices first, the canonical ones of all of them, to be completed; then any text but one of small letters and hyphens, which is a misspelt word.
fn words(lists: &[Words]) -> Value {
    let mut all: Vec<&str> = Vec::new();
    let canonical = lists.iter().flat_map(|words| &words.canonical);
    for word in canonical.chain(lists.iter().flat_map(|words| &words.others)) {
        if !all.contains(word) {
            all.push(word);
        }
    }
    json!({ "anyOf": [{ "enum": all }, { "type": "string", "pattern": "[^a-z-]" }] })
}

struct Words {
    canonical: Vec<&'static str>,
    others: Vec<&'static str>,
}

fn of<T>(choice: &Choice<T>) -> Words {
    Words {
        canonical: choice.iter().filter_map(|(_, words)| words.first().copied()).collect(),
        others: choice.iter().flat_map(|(_, words)| words.iter().skip(1).copied()).collect(),
    }
}

fn like(examples: &[&str]) -> Value {
    json!({ "examples": examples })
}

/// What the texts of the rows' keys are.
fn texts() -> Vec<(&'static str, &'static str, Value)> {
    let format = || json!({ "const": FORMAT });
    let period = || like(&["2024", "2024-Q3", "2024-03", "2021/2025", "quý III/2024", "năm 2021 - 2025"]);
    let percent = || like(&["100%", "trên 85%", "95% trở lên", "không quá 5%", "từ 85% đến dưới 95%"]);
    let parties = || like(&["ban-dan-van", "UBND cùng cấp", "các cơ quan, đơn vị liên quan"]);
    // The rhythms of schedules are read as times of judging too.
    let judged = || Words {
        canonical: vec!["by 2025-12-31", "during 2022"],
        others: vec!["monthly", "quarterly", "half-yearly", "yearly"],
    };
    let documents = || like(&["27-CTr/TU ngày 12/12/2022 của Tỉnh ủy", "Luật Thực hiện dân chủ ở cơ sở"]);
    let numbers = || like(&["12/NQ-HĐND", "Nghị quyết số 12/NQ-HĐND"]);
    let unknowns = || words(&[of(UNKNOWNS)]);
    vec![
        ("PlanFile", "based_on", documents()),
        ("PlanFile", "implements", documents()),
        ("PlanFile", "reviews", documents()),
        ("PlanFile", "format", format()),
        ("PlanFile", "period", period()),
        ("PlanFile", "figures_from_day", json!({ "minimum": 1, "maximum": 28 })),
        (
            "PlanFile",
            "recipients",
            like(&["ban-dan-van-tinh (để báo cáo)", "UBND cùng cấp", "các cơ quan, đơn vị liên quan"]),
        ),
        ("PlanFile", "unknowns", unknowns()),
        ("PlanFile", "rest_days", words(&[of(REST_DAYS)])),
        ("IndicatorRow", "measure", words(&[of(MEASURES)])),
        ("IndicatorRow", "combine", words(&[of(DONE_BY), of(FIGURE_BY), of(SHARE_BY)])),
        ("IndicatorRow", "reported", words(&[of(RHYTHMS)])),
        ("TargetRow", "based_on", documents()),
        ("TargetRow", "implements", documents()),
        ("TargetRow", "reviews", documents()),
        ("TargetRow", "aggregate", words(&[of(AGGREGATES)])),
        ("TargetRow", "criterion", like(&["từ khá trở lên", "ít nhất 2", ">= 50%"])),
        (
            "TargetRow",
            "threshold",
            like(&["trên 85%", "từ 01 - 02", "ít nhất 5", "phấn đấu trên 90%", "tăng 5%", "cơ bản"]),
        ),
        ("TargetRow", "baseline", period()),
        ("TargetRow", "baseline_value", like(&["120", "45,5%", "9/20"])),
        ("TargetRow", "judged", words(&[of(JUDGED), judged()])),
        ("TargetRow", "line", percent()),
        ("TargetRow", "unknowns", unknowns()),
        (
            "TaskRow",
            "when",
            like(&[
                "quý III/2024",
                "Tháng 3, 9",
                "trước ngày 10/12 hằng năm",
                "hằng quý",
                "thường xuyên",
                "theo văn bản chỉ đạo của tỉnh",
            ]),
        ),
        ("TaskRow", "based_on", documents()),
        ("TaskRow", "implements", documents()),
        ("TaskRow", "reviews", documents()),
        ("TaskRow", "product", words(&[of(PRODUCTS)])),
        ("TaskRow", "lead", parties()),
        ("TaskRow", "coordinate", parties()),
        ("TaskRow", "advise", parties()),
        ("TaskRow", "direct", parties()),
        ("TaskRow", "monitor", parties()),
        ("TaskRow", "report_to", parties()),
        ("TaskRow", "report_through", parties()),
        ("SheetFile", "format", format()),
        ("SheetFile", "period", period()),
        ("SheetFile", "rounding", words(&[of(ROUNDING)])),
        ("SheetFile", "not_applicable", words(&[of(NOT_APPLICABLE)])),
        ("CriterionRow", "rule", words(&[of(RULES)])),
        ("CriterionRow", "rate", words(&[of(RATES)])),
        ("CriterionRow", "asked", percent()),
        ("CriterionRow", "count", words(&[of(SHORTFALL_COUNT), of(PROGRESS_COUNT)])),
        ("CriterionRow", "deduct", like(&["0,5", "10%"])),
        ("StepRow", "values", percent()),
        ("AdjustmentRow", "kind", words(&[of(ADJUSTMENTS)])),
        ("AdjustmentRow", "per", words(&[of(ADJUSTED_PER)])),
        ("CutoffRow", "points", like(&["từ 90 điểm trở lên", "từ 70 đến dưới 90 điểm", "dưới 50"])),
        ("ConditionRow", "rate", words(&[of(CONDITIONS)])),
        ("ConditionRow", "asked", percent()),
        ("GateRow", "points", like(&["dưới 5", "= 0"])),
        ("GateRow", "statuses", words(&[of(STATUSES)])),
        ("QuotaRow", "share", like(&["không quá 20%"])),
        ("QuotaRow", "of", words(&[of(BASES)])),
        ("RegisterFile", "format", format()),
        ("UnitRow", "document", numbers()),
        ("UnitRow", "ended_by", numbers()),
        ("SuccessionRow", "extent", words(&[of(EXTENTS)])),
        ("SuccessionRow", "document", numbers()),
        ("LedgerFile", "format", format()),
        ("ReportRow", "period", period()),
        (
            "ReportRow",
            "value",
            like(&["đạt", "12", "92,5", "18/20", "?/120", "khá", "n/a", "withdrawn", "2024-12-09"]),
        ),
        ("ReportRow", "corrects", words(&[of(YES)])),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_one_of_a_key_there_is() {
        let schemas = [plan(), sheet(), register(), ledger()];
        let all: Vec<Value> = schemas.iter().map(|text| serde_json::from_str(text).unwrap()).collect();
        let roots = ["PlanFile", "SheetFile", "RegisterFile", "LedgerFile"];
        for (row, key, _) in texts() {
            let found = all.iter().zip(roots).any(|(schema, root)| {
                let row = if row == root { Some(schema) } else { schema.pointer(&format!("/$defs/{row}")) };
                row.is_some_and(|row| row.pointer(&format!("/properties/{key}")).is_some())
            });
            assert!(found, "{row}.{key}");
        }
    }

    #[test]
    fn documentation_becomes_plain_text() {
        assert_eq!(plain("see [`Scope`](crate::Scope) for\nits [`At`]"), "see `Scope` for its `At`");
    }
}
