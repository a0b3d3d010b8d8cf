//! Figures as they stand in a row of a ledger or a sheet.

use super::problem::ProblemKind;
use crate::{ledger::Value, quantity::Number, spelling::tidy};

/// A value as it is written: one that could be taken for thousands with one more zero.
pub(super) fn spell(value: &Value) -> String {
    let text = value.to_string();
    let doubtful = matches!(value, Value::Number(_)) && without_thousands(&text).is_some();
    if doubtful { format!("{text}0") } else { text }
}

/// `1000` for `1.000`, `1,000` and the like: three digits behind each separator, and one to three before the first of
/// them that do not begin with 0.
fn without_thousands(text: &str) -> Option<String> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let mut groups = unsigned.split(['.', ',', ' ', '\u{a0}', '\u{202f}']);
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let first = groups.next().filter(|group| matches!(group.len(), 1..=3) && digits(group))?;
    if first.starts_with('0') || first == unsigned || !groups.all(|group| group.len() == 3 && digits(group)) {
        return None;
    }
    Some(text.chars().filter(|c| c.is_ascii_digit() || matches!(c, '-' | '+')).collect())
}

/// A figure as people write it, with a decimal point or comma; `counts` says that it can have no decimals.
pub(super) fn figure(text: &str, counts: bool) -> Result<Number, ProblemKind> {
    let text = tidy(text);
    if let Some(plain) = without_thousands(&text) {
        let decimal = text.replacen(',', ".", 1);
        let decimal = (!counts && decimal.parse::<Number>().is_ok()).then(|| format!("{text}0"));
        return Err(ProblemKind::Thousands { found: text, plain, decimal });
    }
    // A decimal comma is what a Vietnamese spreadsheet writes; a comma for thousands is none.
    let plain = if text.contains('.') { text } else { text.replacen(',', ".", 1) };
    Ok(plain.parse::<Number>()?)
}
