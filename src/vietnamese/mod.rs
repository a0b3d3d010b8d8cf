//! What every error says in Vietnamese.
//!
//! A floor of its own, above all that the errors are of: their texts hold dates, periods, figures and thresholds as people write
//! them, which [`phrases`](crate::phrases) knows and the floors below it do not.

mod evaluation;
mod files;
mod ledgers;
mod plans;
mod quantities;
mod sheets;
mod times;
mod units;

/// What there are too many of, of which an error says it by a word.
fn counted(what: &'static str) -> &'static str {
    match what {
        "characters in a field" => "ký tự trong một ô",
        "columns" => "cột",
        "expected reports in one judging period" => "báo cáo phải có trong một kỳ đánh giá",
        "indicators" => "chỉ số",
        "judging periods of one target" => "kỳ đánh giá của một chỉ tiêu",
        "observations" => "báo cáo",
        "occurrences of one task" => "kỳ của một nhiệm vụ",
        other => other,
    }
}
