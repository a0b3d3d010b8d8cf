//! The evaluation as a table for a terminal, some 140 columns wide.

use kehoach::{
    JudgedAt, Language, Outcome, Period, PlanLine, Sources, Stage, Tally, Target, UnitId, Unknowns, Verdict,
    explain::InWords,
};

use crate::{View, common::Failure};

/// How wide each column is; a text that is longer goes on in the next line.
const WIDTHS: [usize; 6] = [34, 15, 24, 18, 22, 19];

pub fn print(view: &View<'_>) -> Result<(), Failure> {
    let pick = |vietnamese, english| view.language.pick(vietnamese, english);
    say!("{} {}", view.plan.id(), view.plan.title());
    if let Some(subject) = &view.subject {
        say!("{}: {}", pick("Tại đơn vị", "At the unit"), name(view, subject));
    } else {
        say!("{}: {}", pick("Đơn vị ban hành", "Issued by"), name(view, view.plan.issuer()));
    }
    say!("{} {}", pick("Tính đến ngày", "As of"), view.said.day(view.evaluation.as_of));
    if view.sample {
        say!(
            "{}",
            pick(
                "Số liệu mẫu, đặt ra để minh họa: không phải số liệu của đơn vị nào.",
                "Sample reports, made up for illustration: they are nobody's figures."
            )
        );
    }
    say!("");
    row(&[
        pick("Chỉ tiêu", "Target"),
        pick("Yêu cầu", "Asked"),
        pick("Kết quả", "Found"),
        pick("Đánh giá", "Verdict"),
        pick("Chưa có số liệu", "Not yet reported"),
        pick("Cần thêm", "Still needed"),
    ]);
    say!("{}", WIDTHS.map(|width| "─".repeat(width)).join("  "));
    let mut verdicts = Vec::new();
    for target in view.plan.targets() {
        let mut outcomes = view.evaluation.outcomes.iter().filter(|o| o.target == target.id).peekable();
        while let Some(outcome) = outcomes.next() {
            let line =
                view.evaluation.lines.iter().find(|l| l.target == target.id && l.period == outcome.period);
            let mut here = vec![outcome];
            while let Some(next) = outcomes.next_if(|next| next.period == outcome.period) {
                here.push(next);
            }
            if outcome.stage == Stage::Upcoming && !view.upcoming {
                upcoming(view, target, outcome.period);
                verdicts.push(line.map_or(outcome.verdict, |line| line.verdict));
                continue;
            }
            match line {
                Some(line) => many(view, target, line, &here)?,
                None => one(view, target, &title(view, target, outcome.period), outcome)?,
            }
            verdicts.push(line.map_or(outcome.verdict, |line| line.verdict));
        }
        // A target that is judged at each unit of a scope in which there is none.
        for line in view.evaluation.lines.iter().filter(|line| line.target == target.id) {
            if !view.evaluation.outcomes.iter().any(|o| o.target == target.id && o.period == line.period) {
                many(view, target, line, &[])?;
                verdicts.push(line.verdict);
            }
        }
    }
    footer(view, &verdicts);
    Ok(())
}

fn title(view: &View<'_>, target: &Target, period: Period) -> String {
    let period =
        if period == view.plan.period() { String::new() } else { format!(" [{}]", view.said.period(period)) };
    let aspired = if target.aspired { view.language.pick(" (phấn đấu)", " (aspired)") } else { "" };
    format!("{}  {}{period}{aspired}", target.id, target.title)
}

/// A judging period that is still to come: nothing was reported for it that could be told.
fn upcoming(view: &View<'_>, target: &Target, period: Period) {
    let stage = format!("… {}", Stage::Upcoming.label(view.language));
    row(&[&title(view, target, period), &view.said.asked(target, None), "", &stage, "", ""]);
}

/// A target that is judged once in a period.
fn one(view: &View<'_>, target: &Target, title: &str, outcome: &Outcome) -> Result<(), Failure> {
    let sources = view.evaluator.sources(outcome)?;
    row(&[
        title,
        &view.said.asked(target, outcome.baseline),
        &found(&view.said, outcome),
        &format!("{}{}", view.said.verdict(outcome.verdict), signs(outcome)),
        &missing(view, outcome, &sources),
        &needed(&view.said, outcome, &sources),
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
    let found = if counts.is_empty() { "–".to_owned() } else { counts.join(", ") };
    let each = match &target.judged_at {
        JudgedAt::Each(_) => language.pick(" ở mỗi nơi", " at each"),
        JudgedAt::Issuer => "",
    };
    let asked = format!("{}{each}", view.said.asked(target, None));
    row(&[&title(view, target, line.period), &asked, &found, &view.said.verdict(line.verdict), "", ""]);
    if let Some(share) = &target.line {
        let of = language.pick("số nơi đạt", "of them");
        let share = view.said.threshold(share);
        row(&[&format!("    · {of}: {share}"), "", "", "", "", ""]);
    }
    for outcome in outcomes.iter().filter(|outcome| outcome.verdict != Verdict::Met) {
        one(view, target, &format!("    · {}", name(view, &outcome.subject)), outcome)?;
    }
    Ok(())
}

fn name(view: &View<'_>, unit: &UnitId) -> String {
    view.register.name(unit).map_or_else(|| unit.to_string(), str::to_owned)
}

/// What the footnotes explain.
fn signs(outcome: &Outcome) -> String {
    let signs = [(outcome.provisional, "*"), (outcome.policy.is_some(), "†"), (outcome.carried_forward, "‡")];
    let signs: String = signs.into_iter().filter(|(there, _)| *there).map(|(_, sign)| sign).collect();
    if signs.is_empty() { signs } else { format!(" {signs}") }
}

/// The value, and the figures it comes from.
fn found(said: &InWords<'_>, outcome: &Outcome) -> String {
    let (value, ratio) = (said.found(outcome), said.ratio(outcome));
    let Some(range) = outcome.range else { return value };
    let of_units = matches!(outcome.tally, Some(Tally::Units(_)));
    match (ratio, said.so_far(outcome)) {
        // Of units, those that meet it over all that count: the low end of the range.
        (Some(ratio), _) if of_units || range.high == Some(range.low) => format!("{value} ({ratio})"),
        (Some(ratio), Some(so_far)) => {
            format!("{value}; {} {so_far} ({ratio})", said.language().pick("đã báo cáo", "reported"))
        }
        _ => value,
    }
}

/// The units of which something is unknown.
fn missing(view: &View<'_>, outcome: &Outcome, sources: &Sources) -> String {
    const SHOWN: usize = 2;
    if sources.unknown == [outcome.subject.clone()] {
        return view.language.pick("chính đơn vị này", "the unit itself").to_owned();
    }
    let names: Vec<String> = sources.unknown.iter().take(SHOWN).map(|unit| name(view, unit)).collect();
    let more = sources.unknown.len().saturating_sub(SHOWN);
    let tail = match (more, view.language) {
        (0, _) => String::new(),
        (_, Language::English) => format!(" and {more} more"),
        _ => format!(" và {more} nơi khác"),
    };
    format!("{}{tail}", names.join(", "))
}

/// What is still needed, and why it cannot come where it cannot.
fn needed(said: &InWords<'_>, outcome: &Outcome, sources: &Sources) -> String {
    let Some(needed) = said.needed(outcome) else { return String::new() };
    let reachable = outcome.shortfall.is_some_and(|shortfall| shortfall.reachable);
    let running = outcome.stage != Stage::Closed && !outcome.provisional;
    let nobody = said.language().pick("không còn nơi nào chưa báo cáo", "and nobody is left to report");
    match said.reach(outcome) {
        Some(_) if !reachable && running && sources.unknown.is_empty() => format!("{needed}; {nobody}"),
        Some(reach) if !reachable => format!("{needed}; {reach}"),
        _ => needed,
    }
}

/// One line of the table, or several where a text is longer than its column.
fn row(cells: &[&str; 6]) {
    let columns = cells.iter().zip(WIDTHS).enumerate();
    let wrapped: Vec<Vec<String>> =
        columns.map(|(k, (cell, width))| wrap(cell, width, if k == 0 { 4 } else { 0 })).collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    for line in 0..height {
        let cells = wrapped.iter().zip(WIDTHS).map(|(cell, width)| {
            let text = cell.get(line).map_or("", String::as_str);
            format!("{text}{}", " ".repeat(width.saturating_sub(text.chars().count())))
        });
        say!("{}", cells.collect::<Vec<_>>().join("  ").trim_end());
    }
}

/// The text in lines of at most a width, further ones indented behind the first; a longer word stays whole.
fn wrap(text: &str, width: usize, hang: usize) -> Vec<String> {
    let indent: String = text.chars().take_while(|c| *c == ' ').collect();
    let further = format!("{indent}{}", " ".repeat(hang));
    let mut lines = vec![indent];
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let Some(line) = lines.last_mut() else { break };
        let empty = line.trim().is_empty();
        if empty || line.chars().count() + 1 + word.chars().count() <= width {
            line.push_str(if empty { "" } else { " " });
            line.push_str(word);
        } else {
            lines.push(format!("{further}{word}"));
        }
    }
    lines
}

fn footer(view: &View<'_>, verdicts: &[Verdict]) {
    let pick = |vietnamese, english| view.language.pick(vietnamese, english);
    let count = |verdict| verdicts.iter().filter(|v| **v == verdict).count();
    let all = [Verdict::Met, Verdict::Missed, Verdict::Open, Verdict::NotApplicable];
    let counts = all.map(|verdict| (count(verdict), verdict.label(view.language)));
    let counts: Vec<String> =
        counts.iter().filter(|(n, _)| *n > 0).map(|(n, label)| format!("{n} {label}")).collect();
    let targets = match (verdicts.len(), view.language) {
        (1, Language::English) => "1 target".to_owned(),
        (n, Language::English) => format!("{n} targets"),
        (n, _) => format!("{n} chỉ tiêu"),
    };
    say!("\n{targets}: {}", counts.join(", "));
    let outcomes = || view.evaluation.outcomes.iter();
    if outcomes().any(|outcome| outcome.provisional) {
        say!(
            "* {}",
            pick(
                "tạm tính: trong kỳ, số liệu mới còn có thể thay số liệu đã báo cáo",
                "provisional: a later figure inside the period can still replace a reported one",
            )
        );
    }
    for (policy, meaning) in [
        (
            Unknowns::Missed,
            pick(
                "hết kỳ: theo kế hoạch, điều còn chưa xác định là không đạt",
                "closed: as the plan says, what is still open is missed",
            ),
        ),
        (
            Unknowns::Excluded,
            pick(
                "hết kỳ: theo kế hoạch, không tính số chưa báo cáo",
                "closed: as the plan says, what was not reported is left out",
            ),
        ),
    ] {
        if outcomes().any(|outcome| outcome.policy == Some(policy)) {
            say!("† {meaning}");
        }
    }
    if outcomes().any(|outcome| outcome.carried_forward) {
        say!(
            "‡ {}",
            pick("có số liệu lấy từ kỳ trước", "a figure was carried forward from an earlier period")
        );
    }
    for note in &view.evaluation.notes {
        say!("{}: {}", pick("Lưu ý", "Note"), view.said.note(note, view.register));
    }
}
