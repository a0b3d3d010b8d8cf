//! The evaluation as a table for a terminal, some 140 columns wide.

use chrono::Datelike;
use kehoach::{
    Aggregate, Asked, Baseline, Fraction, Interval, JudgedAt, Language, LedgerNote, Measure, Outcome, Period,
    PlanLine, Range, Shortfall, Sources, Stage, Tally, Target, UnitId, UnitTally, Unknowns, Verdict,
    phrases::{self, write_period, write_threshold},
    show,
};

use crate::{View, common::Failure};

/// How wide each column is; a text that is longer goes on in the next line.
const WIDTHS: [usize; 6] = [34, 15, 24, 18, 22, 19];

pub fn print(view: &View<'_>) -> Result<(), Failure> {
    let pick = |vietnamese, english| view.language.pick(vietnamese, english);
    println!("{} {}", view.plan.id(), view.plan.title());
    if let Some(subject) = &view.subject {
        println!("{}: {}", pick("Tại đơn vị", "At the unit"), name(view, subject));
    } else {
        println!("{}: {}", pick("Đơn vị ban hành", "Issued by"), name(view, view.plan.issuer()));
    }
    println!("{} {}", pick("Tính đến ngày", "As of"), day(view.language, view.evaluation.as_of));
    if view.sample {
        println!(
            "{}",
            pick(
                "Số liệu mẫu, đặt ra để minh họa: không phải số liệu của đơn vị nào.",
                "Sample reports, made up for illustration: they are nobody's figures."
            )
        );
    }
    println!();
    row(&[
        pick("Chỉ tiêu", "Target"),
        pick("Yêu cầu", "Asked"),
        pick("Kết quả", "Found"),
        pick("Đánh giá", "Verdict"),
        pick("Chưa có số liệu", "Not yet reported"),
        pick("Cần thêm", "Still needed"),
    ]);
    println!("{}", WIDTHS.map(|width| "─".repeat(width)).join("  "));
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
    let period = if period == view.plan.period() {
        String::new()
    } else {
        format!(" [{}]", either(view.language, write_period(period), period.to_string()))
    };
    let aspired = if target.aspired { view.language.pick(" (phấn đấu)", " (aspired)") } else { "" };
    format!("{}  {}{period}{aspired}", target.id, target.title)
}

/// A target that is judged once in a period.
fn one(view: &View<'_>, target: &Target, title: &str, outcome: &Outcome) -> Result<(), Failure> {
    let sources = view.evaluator.sources(outcome)?;
    let needed = outcome.shortfall.map_or(String::new(), |s| needed(view, target, outcome, s, &sources));
    row(&[
        title,
        &asked_of(view.language, target, outcome.baseline),
        &found(view.language, target, outcome),
        &format!("{}{}", mark(view.language, outcome.verdict), signs(outcome)),
        &missing(view, outcome, &sources),
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
    let found = if counts.is_empty() { "–".to_owned() } else { counts.join(", ") };
    let each = match &target.judged_at {
        JudgedAt::Each(_) => language.pick(" ở mỗi nơi", " at each"),
        JudgedAt::Issuer => "",
    };
    let asked = format!("{}{each}", asked_of(language, target, None));
    row(&[&title(view, target, line.period), &asked, &found, mark(language, line.verdict), "", ""]);
    if let Some(share) = &target.line {
        let of = language.pick("số nơi đạt", "of them");
        let share = either(language, write_threshold(share), share.to_string());
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

fn either(language: Language, vietnamese: String, english: String) -> String {
    if language == Language::English { english } else { vietnamese }
}

fn day(language: Language, day: chrono::NaiveDate) -> String {
    either(language, format!("{:02}/{:02}/{}", day.day(), day.month(), day.year()), day.to_string())
}

fn mark(language: Language, verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => language.pick("✓ đạt", "✓ met"),
        Verdict::Missed => language.pick("✗ không đạt", "✗ missed"),
        Verdict::Open => language.pick("? chưa xác định", "? open"),
        Verdict::NotApplicable => language.pick("– không áp dụng", "– not applicable"),
    }
}

/// What the footnotes explain.
fn signs(outcome: &Outcome) -> String {
    let signs = [(outcome.provisional, "*"), (outcome.policy.is_some(), "†"), (outcome.carried_forward, "‡")];
    let signs: String = signs.into_iter().filter(|(there, _)| *there).map(|(_, sign)| sign).collect();
    if signs.is_empty() { signs } else { format!(" {signs}") }
}

fn asked_of(language: Language, target: &Target, baseline: Option<Fraction>) -> String {
    let english = |text: String| match text.strip_prefix('[').and_then(|text| text.strip_suffix(']')) {
        Some(ends) => ends.replace(", ", " to "),
        None => text.replace(">=", "≥").replace("<=", "≤"),
    };
    match &target.asked {
        Asked::Qualitative => language.pick("theo đánh giá", "judged").to_owned(),
        // Nobody says 'from 100 % up'.
        Asked::Threshold(all) if all.to_string() == ">= 100%" => "100%".to_owned(),
        Asked::Threshold(threshold) => {
            either(language, write_threshold(threshold), english(threshold.to_string()))
        }
        Asked::Baseline(bound, from) => {
            let since = if let Baseline::Period(period) = from { Some(*period) } else { None };
            let phrase = phrases::write_asked(&phrases::Asked::Baseline { bound: *bound, since });
            let text = either(language, phrase, english(bound.to_string()));
            match baseline.or(if let Baseline::Value(value) = from { Some(*value) } else { None }) {
                Some(value) => format!("{text} ({})", shown(language, value, is_percent(target), None)),
                None => text,
            }
        }
        _ => String::new(),
    }
}

fn is_percent(target: &Target) -> bool {
    matches!(target.aggregate, Aggregate::ShareOfUnits(_) | Aggregate::PooledShare)
}

/// One digit behind the point, or as many more as it takes not to contradict the verdict.
fn shown(language: Language, value: Fraction, percent: bool, asked: Option<&Interval<Fraction>>) -> String {
    let shown = show(value, percent, 1, asked);
    let vietnamese = match shown.decimal() {
        Some(number) if !percent => phrases::write_number(number),
        _ => shown.vietnamese(),
    };
    either(language, vietnamese, shown.to_string())
}

fn figure(language: Language, target: &Target, outcome: &Outcome, value: Fraction) -> String {
    let asked = match &target.asked {
        Asked::Threshold(threshold) => threshold.values(),
        Asked::Baseline(bound, _) => outcome.baseline.and_then(|baseline| bound.values(baseline).ok()),
        _ => None,
    };
    shown(language, value, is_percent(target), asked.as_ref())
}

/// The value if it is certain, else the range and what the reports in hand say.
fn found(language: Language, target: &Target, outcome: &Outcome) -> String {
    let Some(range) = outcome.range else { return "–".to_owned() };
    let text = |value| figure(language, target, outcome, value);
    // An end that no completion reaches is shown as what it is: a bound.
    let low = format!("{}{}", if range.low_attained { "" } else { "> " }, text(range.low));
    let certain = range.high == Some(range.low);
    let value = match range {
        _ if certain => low,
        Range { high: Some(high), high_attained, .. } => {
            format!("{low} … {}{}", if high_attained { "" } else { "< " }, text(high))
        }
        Range { high: None, .. } => format!("{low} {}", language.pick("trở lên", "or more")),
    };
    let reported = match (&outcome.tally, &target.aggregate) {
        // Of units, those that meet it over all that count: the low end of the range.
        (Some(Tally::Units(units)), Aggregate::ShareOfUnits(_)) => {
            return format!("{value} ({}/{})", units.met, counted(units));
        }
        (Some(Tally::Pooled(pooled)), _) => {
            let number = |n: u64| either(language, phrases::write_number(n.into()), n.to_string());
            Some(format!("{}/{}", number(pooled.reported_part), number(pooled.reported_whole)))
                .filter(|_| pooled.figures > 0)
        }
        _ => None,
    };
    match (reported, outcome.reported) {
        (Some(over), _) if certain => format!("{value} ({over})"),
        (Some(over), Some(so_far)) => {
            let word = language.pick("đã báo cáo", "reported");
            format!("{value}; {word} {} ({over})", text(so_far))
        }
        _ => value,
    }
}

fn counted(units: &UnitTally) -> u64 {
    let possible = units.met_if_member + units.missed_if_member + units.unknown_if_member;
    units.met + units.missed + units.unknown + possible
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

fn needed(
    view: &View<'_>,
    target: &Target,
    outcome: &Outcome,
    shortfall: Shortfall,
    sources: &Sources,
) -> String {
    let language = view.language;
    let Some(needed) = shortfall.needed else {
        return language.pick("không thể đạt", "out of reach").to_owned();
    };
    if outcome.verdict == Verdict::Met || (needed == Fraction::ZERO && !shortfall.strict) {
        return String::new();
    }
    let figure = shown(language, needed, false, None);
    let indicator = target.indicator.as_ref().and_then(|id| view.plan.indicator(id));
    let unit = match indicator.map(|indicator| &indicator.measure) {
        Some(Measure::Amount { unit: Some(unit), .. }) => format!(" {unit}"),
        _ => String::new(),
    };
    let of = match &target.aggregate {
        Aggregate::ShareOfUnits(_) | Aggregate::NumberOfUnits(_) if needed == Fraction::ONE => {
            language.pick(" đơn vị", " unit").to_owned()
        }
        Aggregate::ShareOfUnits(_) | Aggregate::NumberOfUnits(_) => {
            language.pick(" đơn vị", " units").to_owned()
        }
        Aggregate::PooledShare => language.pick(" vào tử số", " in the part").to_owned(),
        Aggregate::Mean => format!("{unit}{}", language.pick(" vào tổng", " in the sum")),
        _ => unit,
    };
    let strict = if shortfall.strict { language.pick("hơn ", "more than ") } else { "" };
    let reach = if shortfall.reachable {
        ""
    } else if outcome.stage == Stage::Closed {
        language.pick("; kỳ đã hết", "; the period is over")
    } else if outcome.provisional {
        language.pick("; chỉ khi số đã báo cáo thay đổi", "; only if a reported figure changes")
    } else if sources.unknown.is_empty() {
        language.pick("; không còn nơi nào chưa báo cáo", "; and nobody is left to report")
    } else {
        language.pick("; số chưa báo cáo không đủ bù", "; more than is still unreported")
    };
    format!("{strict}{figure}{of}{reach}")
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
        println!("{}", cells.collect::<Vec<_>>().join("  ").trim_end());
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
    println!("\n{targets}: {}", counts.join(", "));
    let outcomes = || view.evaluation.outcomes.iter();
    if outcomes().any(|outcome| outcome.provisional) {
        println!(
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
            println!("† {meaning}");
        }
    }
    if outcomes().any(|outcome| outcome.carried_forward) {
        println!(
            "‡ {}",
            pick("có số liệu lấy từ kỳ trước", "a figure was carried forward from an earlier period")
        );
    }
    for note in &view.evaluation.notes {
        println!("{}: {}", pick("Lưu ý", "Note"), noted(view, note));
    }
}

/// A note on the reports, with the names of units.
fn noted(view: &View<'_>, note: &LedgerNote) -> String {
    if view.language == Language::English {
        return note.to_string();
    }
    let about = |unit, indicator: &kehoach::IndicatorId, period: &Period| {
        let indicator = view.plan.indicator(indicator).map_or(indicator.as_str(), |found| &found.name);
        format!("{}, “{indicator}”, {}", name(view, unit), write_period(*period))
    };
    match note {
        LedgerNote::OtherWhole { indicator, unit, period, reported, declared } => {
            let about = about(unit, indicator, period);
            format!("{about}: báo cáo trên tổng số {reported}, khác tổng số {declared} đã cho trước")
        }
        LedgerNote::Replaced { indicator, unit, period, by } => {
            format!("{}: dùng số liệu của kỳ dài hơn, {}", about(unit, indicator, period), write_period(*by))
        }
        LedgerNote::Differs { indicator, unit, period } => {
            format!("{}: khác với các kỳ ngắn hơn, là số được dùng", about(unit, indicator, period))
        }
        LedgerNote::Overlaps { indicator, unit, period, by } => {
            let about = about(unit, indicator, period);
            format!("{about}: trùng một phần với {}, kỳ kết thúc sau được dùng", write_period(*by))
        }
        LedgerNote::NotMeasured { indicator, unit, period } => {
            format!("{}: không được tính, không chỉ tiêu nào đo ở đơn vị này", about(unit, indicator, period))
        }
        LedgerNote::Unfit { indicator, unit, period } => {
            format!("{}: không khớp kỳ nào phải báo cáo, không được tính", about(unit, indicator, period))
        }
        other => other.to_string(),
    }
}
