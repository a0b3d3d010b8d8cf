//! Remarks for people, with the line, the text and a caret; and for programs, as JSON.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use kehoach::{
    Language, Severity,
    file::{Checked, Origin, Remark, RemarkKind},
};
use serde_json::{Value, json};

use crate::Sources;

/// Every remark, and a summary.
pub fn text(sources: &Sources, checked: &Checked, language: Language) -> String {
    let mut out = String::new();
    for remark in &checked.remarks {
        out += &snippet(sources, remark, language);
        out += "\n\n";
    }
    if checked.more > 0 {
        let more = checked.more;
        out += &match language {
            Language::Vietnamese => format!("và {more} lỗi nữa\n\n"),
            Language::English => format!("and {more} more problems\n\n"),
        };
    }
    let count = |severity| checked.remarks.iter().filter(|remark| remark.severity() == severity).count();
    let errors = count(Severity::Error) + checked.more;
    let (warnings, notes) = (count(Severity::Warning), count(Severity::Note));
    let name = sources.of(Origin::Plan).path.display();
    let plural = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    out += &match language {
        Language::Vietnamese => format!("{name}: {errors} lỗi, {warnings} cảnh báo, {notes} lưu ý\n"),
        Language::English => format!(
            "{name}: {}, {}, {}\n",
            plural(errors, "error"),
            plural(warnings, "warning"),
            plural(notes, "note")
        ),
    };
    out
}

fn snippet(sources: &Sources, remark: &Remark, language: Language) -> String {
    let severity = remark.severity();
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let level = level.with_name(severity.label(language));
    let source = sources.of(remark.origin);
    let name = source.path.display().to_string();
    let title = level.primary_title(remark.message(language)).id(remark.code());
    let mut group = match &remark.spot {
        Some(spot) => {
            let whole = source.text.len();
            let place = AnnotationKind::Primary.span(spot.span.start.min(whole)..spot.span.end.min(whole));
            title.element(Snippet::source(&source.text).path(name).annotation(place))
        }
        None => {
            let place = remark.path.as_ref().map_or(name.clone(), |path| format!("{name}, {path}"));
            title.element(Level::NOTE.no_name().message(place))
        }
    };
    let help = Level::HELP.with_name(language.pick("gợi ý", "help"));
    for text in remark.help(language) {
        group = group.element(help.clone().message(text));
    }
    Renderer::plain().render(&[group])
}

/// An array of remarks, in both languages.
pub fn json(sources: &Sources, checked: &Checked) -> Value {
    let remark = |remark: &Remark| {
        let kind = match &remark.kind {
            RemarkKind::Problem(_) => "problem",
            RemarkKind::Note(_) => "note",
            _ => "finding",
        };
        let spot = remark.spot.as_ref();
        let text = |language| json!({ "message": remark.message(language), "help": remark.help(language) });
        json!({
            "file": sources.of(remark.origin).path,
            "kind": kind,
            "code": remark.code(),
            "severity": remark.severity().name(),
            "line": spot.map(|spot| spot.line),
            "column": spot.map(|spot| spot.column),
            "span": spot.map(|spot| [spot.span.start, spot.span.end]),
            "path": remark.path,
            "id": remark.id,
            "vi": text(Language::Vietnamese),
            "en": text(Language::English),
        })
    };
    let remarks: Vec<Value> = checked.remarks.iter().map(remark).collect();
    json!({ "remarks": remarks, "more": checked.more })
}
