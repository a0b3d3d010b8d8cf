//! The guide's page on findings: it explains every code, and each of its examples says exactly what stands below it.
//! `KEHOACH_WRITE_GOLDEN=1` writes what they say anew.

use std::collections::BTreeSet;

use kehoach::{
    FindingKind, Language, Register,
    file::{Check, Checked, Origin, Remark, RemarkKind, Text},
    workdays::WorkingCalendar,
};

const PAGE: &str = include_str!("../../src/guide/findings.md");

/// A section of the page: its code, if it explains one, its lines without what the example says, and its examples.
#[derive(Default)]
struct Section {
    code: Option<String>,
    text: String,
    blocks: Vec<(String, String)>,
}

impl Section {
    fn block(&self, kind: &str) -> &str {
        self.blocks.iter().find(|(found, _)| found == kind).map_or("", |(_, text)| text)
    }
}

fn sections() -> Vec<Section> {
    let mut sections = vec![Section::default()];
    let mut open: Option<String> = None;
    for line in PAGE.lines() {
        if open.is_none() && line.starts_with('#') {
            let code = line.strip_prefix("### `").and_then(|rest| rest.strip_suffix('`'));
            sections.push(Section { code: code.map(str::to_owned), ..Section::default() });
        }
        let section = sections.last_mut().unwrap();
        let said = open.as_deref() == Some("text");
        match (line.strip_prefix("```"), &open) {
            (Some(kind), None) => {
                open = Some(kind.to_owned());
                section.blocks.push((kind.to_owned(), String::new()));
            }
            (Some(_), Some(_)) => open = None,
            (None, Some(_)) => {
                let (_, text) = section.blocks.last_mut().unwrap();
                *text += line;
                *text += "\n";
            }
            (None, None) => {}
        }
        if !said && open.as_deref() != Some("text") {
            section.text += line;
            section.text += "\n";
        }
    }
    sections
}

/// A file with more of it: keys before the first table take the place of the file's own.
fn with(file: &str, more: &str) -> String {
    let split = |text: &str| {
        let at = text.find("[[").unwrap_or(text.len());
        (text[..at].to_owned(), text[at..].to_owned())
    };
    let ((head, tables), (new, added)) = (split(file), split(more));
    let key = |line: &str| line.split(" = ").next().unwrap_or_default().to_owned();
    let replaced: Vec<String> = new.lines().filter(|line| !line.is_empty()).map(key).collect();
    let kept = head.lines().filter(|line| !line.is_empty() && !replaced.contains(&key(line)));
    let kept: String = kept.map(|line| format!("{line}\n")).collect();
    format!("{kept}{new}{tables}\n{added}")
}

struct Files {
    plan: String,
    units: String,
    successions: String,
    sheet: String,
}

fn check(files: &Files) -> Checked {
    let register = Register::from_csv_with_successions(&files.units, &files.successions);
    let register = register.unwrap_or_else(|problems| panic!("{problems}"));
    let calendar = WorkingCalendar::viet_nam();
    let check = Check::new(Text::Toml(&files.plan)).with_register(&register).with_working_days(&calendar);
    check.with_sheet(Text::Toml(&files.sheet)).run()
}

/// The line of a remark with what it underlines, counting letters as a reader does.
fn underlined(files: &Files, remark: &Remark) -> String {
    let text = if remark.origin == Origin::Sheet { &files.sheet } else { &files.plan };
    let spot = remark.spot.as_ref().unwrap_or_else(|| panic!("no place: {remark}"));
    let line = text.lines().nth(spot.line - 1).unwrap();
    let carets = text[spot.span.clone()].chars().count();
    format!("  {line}\n  {}{}\n", " ".repeat(spot.column - 1), "^".repeat(carets))
}

fn said(files: &Files, remark: &Remark) -> String {
    let mut out = String::new();
    for (language, help) in [(Language::English, "help"), (Language::Vietnamese, "gợi ý")] {
        let (severity, code) = (remark.severity().label(language), remark.code());
        out += &format!("{severity}[{code}]: {}\n", remark.message(language));
        if language == Language::English {
            out += &underlined(files, remark);
        }
        for text in remark.help(language) {
            out += &format!("  {help}: {text}\n");
        }
    }
    out
}

fn is_finding(remark: &&Remark) -> bool {
    matches!(remark.kind, RemarkKind::Finding(_))
}

#[test]
fn every_example_says_what_stands_below_it() {
    let sections = sections();
    let base = |kind: &str| sections.iter().map(|s| s.block(kind)).find(|text| !text.is_empty()).unwrap();
    let base = Files {
        plan: base("toml").to_owned(),
        units: base("csv").to_owned(),
        successions: base("csv successions").to_owned(),
        sheet: base("toml sheet").to_owned(),
    };
    let nothing: Vec<String> = check(&base).remarks.iter().map(ToString::to_string).collect();
    assert_eq!(nothing, [""; 0], "about the plan to which the examples are added there is nothing to say");
    let (mut page, mut wrong) = (String::new(), Vec::new());
    for section in &sections {
        page += &format!("{}\n\n", section.text.trim());
        let Some(code) = &section.code else { continue };
        let files = Files {
            plan: with(&base.plan, section.block("toml")),
            units: format!("{}{}", base.units, section.block("csv")),
            successions: format!("{}{}", base.successions, section.block("csv successions")),
            sheet: with(&base.sheet, section.block("toml sheet")),
        };
        let checked = check(&files);
        let found: Vec<&Remark> = checked.remarks.iter().filter(is_finding).collect();
        let codes: Vec<&str> = found.iter().map(|remark| remark.code()).collect();
        let all: Vec<String> = checked.remarks.iter().map(ToString::to_string).collect();
        if codes != [code] {
            wrong.push(format!("{code}: {all:#?}"));
            continue;
        }
        page += &format!("```text\n{}```\n\n", said(&files, found[0]));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let page = format!("{}\n", page.trim_end());
    if std::env::var_os("KEHOACH_WRITE_GOLDEN").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/src/guide/findings.md"), &page).unwrap();
        return;
    }
    for (k, (now, kept)) in page.lines().zip(PAGE.lines()).enumerate() {
        assert_eq!(now, kept, "line {}", k + 1);
    }
    assert_eq!(page.len(), PAGE.len());
}

#[test]
fn every_code_has_its_section_and_every_section_its_code() {
    let explained: Vec<String> = sections().into_iter().filter_map(|section| section.code).collect();
    assert_eq!(explained, FindingKind::CODES);
    assert_eq!(FindingKind::CODES.iter().collect::<BTreeSet<_>>().len(), FindingKind::CODES.len());
}
