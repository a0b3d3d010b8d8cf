//! The evaluation as a table for a terminal.

use kehoach::{
    Aggregate, Asked, Fraction, JudgedAt, Language, Outcome, PlanLine, Range, Shortfall, Stage, Tally,
    Target, UnitId, Verdict, show,
};

use crate::{View, common::Failure};

/// How wide each column is; a text that is longer goes on in the next line.
const WIDTHS: [usize; 6] = [36, 11, 26, 16, 24, 24];

pub fn print(view: &View<'_>) -> Result<(), Failure> {
    let pick = |vietnamese, english| view.language.pick(vietnamese, english);
    println!("{} {}", view.plan.id(), view.plan.title());
    println!("{} {}\n", pick("Tính đến ngày", "As of"), view.evaluation.as_of);
    row(&[
        pick("Chỉ tiêu", "Target"),
        pick("Yêu cầu", "Asked"),
        pick("Kết quả", "Found"),
        pick("Đánh giá", "Verdict"),
        pick("Còn thiếu", "Missing"),
        pick("Cần thêm", "Still needed"),
    ]);
    println!("{}", WIDTHS.map(|width| "─".repeat(width)).join("  "));
    for target in view.plan.targets() {
        let mut outcomes = view.evaluation.outcomes.iter().filter(|o| o.target == target.id).peekable();
        while let Some(outcome) = outcomes.next() {
            let line =
                view.evaluation.lines.iter().find(|l| l.target == target.id && l.period == outcome.period);
            let mut here = vec![outcome];
            while let Some(next) = outcomes.next_if(|next| next.period == outcome.period) {
                here.push(next);
            }
            match line {
                Some(line) => many(view, target, line, &here)?,
                None => one(view, target, &title(view, target, outcome), outcome)?,
            }
        }
    }
    footer(view);
    Ok(())
}

fn title(view: &View<'_>, target: &Target, outcome: &Outcome) -> String {
    let period =
        if outcome.period == view.plan.period() { String::new() } else { format!(" [{}]", outcome.period) };
    let aspired = if target.aspired { view.language.pick(" (phấn đấu)", " (aspired)") } else { "" };
    format!("{}  {}{period}{aspired}", target.id, target.title)
}

/// A target that is judged once in a period.
fn one(view: &View<'_>, target: &Target, title: &str, outcome: &Outcome) -> Result<(), Failure> {
    let missing = missing(view, outcome)?;
    let needed = outcome.shortfall.map_or(String::new(), |s| needed(view.language, target, outcome, s));
    let provisional =
        if outcome.provisional { view.language.pick(" (tạm tính)", " (provisional)") } else { "" };
    row(&[
        title,
        &asked(view.language, target),
        &found(view.language, target, outcome),
        &format!("{}{provisional}", mark(view.language, outcome.verdict)),
        &missing,
        &needed,
    ]);
    Ok(())
}

/// A target that is judged at many subjects: its line, then the subjects that did not meet it.
fn many(view: &View<'_>, target: &Target, line: &PlanLine, outcomes: &[&Outcome]) -> Result<(), Failure> {
    let language = view.language;
    let counts = [
        (line.met, Verdict::Met),
        (line.missed, Verdict::Missed),
        (line.open, Verdict::Open),
        (line.not_applicable, Verdict::NotApplicable),
    ];
    let counts: Vec<String> = counts
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, verdict)| format!("{n} {}", verdict.label(language)))
        .collect();
    let title = outcomes.first().map_or(target.title.clone(), |outcome| title(view, target, outcome));
    let each = match &target.judged_at {
        JudgedAt::Each(_) => language.pick(" mỗi nơi", " each"),
        JudgedAt::Issuer => "",
    };
    let asked = format!("{}{each}", asked(language, target));
    row(&[&title, &asked, &counts.join(", "), mark(language, line.verdict), "", ""]);
    for outcome in outcomes.iter().filter(|outcome| outcome.verdict != Verdict::Met) {
        one(view, target, &format!("    · {}", name(view, &outcome.subject)), outcome)?;
    }
    Ok(())
}

fn name(view: &View<'_>, unit: &UnitId) -> String {
    view.register.name(unit).map_or_else(|| unit.to_string(), str::to_owned)
}

fn mark(language: Language, verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => language.pick("✓ đạt", "✓ met"),
        Verdict::Missed => language.pick("✗ không đạt", "✗ missed"),
        Verdict::Open => language.pick("? chưa rõ", "? open"),
        Verdict::NotApplicable => language.pick("– không áp dụng", "– not applicable"),
    }
}

fn asked(language: Language, target: &Target) -> String {
    match &target.asked {
        Asked::Qualitative => language.pick("theo đánh giá", "judged").to_owned(),
        asked => local(language, &asked.to_string()),
    }
}

/// A decimal comma in Vietnamese; the comma between two ends stays.
fn local(language: Language, text: &str) -> String {
    if language == Language::English { text.to_owned() } else { text.replace('.', ",") }
}

fn figure(language: Language, target: &Target, value: Fraction) -> String {
    let percent = matches!(target.aggregate, Aggregate::ShareOfUnits(_) | Aggregate::PooledShare);
    let asked = if let Asked::Threshold(threshold) = &target.asked { threshold.values() } else { None };
    local(language, &show(value, percent, 1, asked.as_ref()).to_string())
}

/// The value if it is certain, else the range, with the counts behind it.
fn found(language: Language, target: &Target, outcome: &Outcome) -> String {
    let Some(range) = outcome.range else { return "–".to_owned() };
    let text = |value| figure(language, target, value);
    // An end that no completion reaches is shown as what it is: a bound.
    let low = format!("{}{}", if range.low_attained { "" } else { "> " }, text(range.low));
    let value = match range {
        Range { low: value, high: Some(high), .. } if value == high => low,
        Range { high: Some(high), high_attained, .. } => {
            format!("{low} … {}{}", if high_attained { "" } else { "< " }, text(high))
        }
        Range { high: None, .. } => format!("{low} {}", language.pick("trở lên", "or more")),
    };
    let behind = match &outcome.tally {
        Some(Tally::Units(units)) if matches!(target.aggregate, Aggregate::ShareOfUnits(_)) => {
            let all = units.met
                + units.missed
                + units.unknown
                + units.met_if_member
                + units.missed_if_member
                + units.unknown_if_member;
            format!(" ({}/{all})", units.met)
        }
        Some(Tally::Pooled(pooled)) => format!(" ({}/{})", pooled.reported_part, pooled.reported_whole),
        _ => String::new(),
    };
    format!("{value}{behind}")
}

/// The units of which something is unknown.
fn missing(view: &View<'_>, outcome: &Outcome) -> Result<String, Failure> {
    const SHOWN: usize = 2;
    let sources = view.evaluator.sources(outcome)?;
    let names: Vec<String> = sources.unknown.iter().take(SHOWN).map(|unit| name(view, unit)).collect();
    let more = sources.unknown.len().saturating_sub(SHOWN);
    let tail = if more > 0 { format!(" +{more}") } else { String::new() };
    Ok(format!("{}{tail}", names.join(", ")))
}

fn needed(language: Language, target: &Target, outcome: &Outcome, shortfall: Shortfall) -> String {
    let Some(needed) = shortfall.needed else {
        return language.pick("không thể đạt", "out of reach").to_owned();
    };
    if needed == Fraction::ZERO && !shortfall.strict {
        return String::new();
    }
    let of = match &target.aggregate {
        Aggregate::ShareOfUnits(_) | Aggregate::NumberOfUnits(_) => language.pick(" đơn vị", " units"),
        Aggregate::PooledShare => language.pick(" (tử số)", " of the part"),
        _ => "",
    };
    let strict = if shortfall.strict { language.pick("hơn ", "more than ") } else { "" };
    let reach = if shortfall.reachable || outcome.verdict == Verdict::Met {
        ""
    } else if outcome.stage == Stage::Closed {
        language.pick("; không còn kịp", "; too late")
    } else {
        language.pick("; số chưa báo cáo không đủ", "; what is unreported cannot give it")
    };
    format!("{strict}{}{of}{reach}", local(language, &needed.to_string()))
}

/// One line of the table, or several where a text is longer than its column.
fn row(cells: &[&str; 6]) {
    let wrapped: Vec<Vec<String>> = cells.iter().zip(WIDTHS).map(|(cell, width)| wrap(cell, width)).collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    for line in 0..height {
        let cells = wrapped.iter().zip(WIDTHS).map(|(cell, width)| {
            let text = cell.get(line).map_or("", String::as_str);
            format!("{text}{}", " ".repeat(width.saturating_sub(text.chars().count())))
        });
        println!("{}", cells.collect::<Vec<_>>().join("  ").trim_end());
    }
}

fn wrap(text: &str, width: usize) -> Vec<String> {
    let indent: String = text.chars().take_while(|c| *c == ' ').collect();
    let mut lines = vec![indent.clone()];
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let Some(line) = lines.last_mut() else { break };
        let empty = line.trim().is_empty();
        if empty || line.chars().count() + 1 + word.chars().count() <= width {
            line.push_str(if empty { "" } else { " " });
            line.push_str(word);
        } else {
            lines.push(format!("{indent}    {word}"));
        }
    }
    lines
}

fn footer(view: &View<'_>) {
    let count = |verdict| view.evaluation.outcomes.iter().filter(|o| o.verdict == verdict).count();
    let all = [Verdict::Met, Verdict::Missed, Verdict::Open, Verdict::NotApplicable];
    let counts: Vec<String> = all.map(|v| format!("{} {}", count(v), v.label(view.language))).to_vec();
    println!("\n{}: {}", view.language.pick("Tổng cộng", "In all"), counts.join(", "));
    if view.evaluation.outcomes.iter().any(|outcome| outcome.provisional) {
        let meaning = view.language.pick(
            "tạm tính: số liệu mới trong kỳ còn có thể thay số liệu đã báo cáo",
            "provisional: a later figure inside the period can still replace a reported one",
        );
        println!("* {meaning}");
    }
    for note in &view.evaluation.notes {
        println!("{}: {note}", view.language.pick("Lưu ý", "Note"));
    }
}
