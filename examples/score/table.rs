//! The ranking as a table for a terminal.

use kehoach::{
    GradeId, Language,
    score::{Bounds, Holds, Rank, Score, Standing},
    show,
};

use crate::{View, common::Failure};

pub fn print(view: &View<'_>) -> Result<(), Failure> {
    let pick = |vietnamese, english| view.language.pick(vietnamese, english);
    say!("{}", view.scorer.sheet().title());
    say!("{} {}\n", pick("Tính đến ngày", "As of"), view.scores.as_of);
    row([
        pick("Hạng", "Rank"),
        pick("Đơn vị", "Unit"),
        pick("Điểm", "Points"),
        pick("Đã có số liệu", "Reported"),
        pick("Xếp loại", "Grade"),
    ]);
    for score in view.scores.ranked() {
        let evaluator = view.scorer.evaluator();
        let name = evaluator.register().name(&score.subject).unwrap_or(score.subject.as_str());
        let known = score.completeness.map_or("–".to_owned(), |known| {
            let shown = show(known, true, 0, None);
            view.language.pick(shown.vietnamese().as_str(), shown.to_string().as_str()).to_owned()
        });
        row([
            &score.rank.map_or("–".to_owned(), place),
            name,
            &score.total.map_or("–".to_owned(), |total| points(view.language, total)),
            &known,
            &grade(view, score),
        ]);
    }
    if view.scores.subjects.iter().any(|score| score.rank.is_some_and(|rank| rank.tied)) {
        say!("\n= {}", pick("bằng điểm, đồng hạng", "the same points, a shared place"));
    }
    Ok(())
}

fn place(rank: Rank) -> String {
    let tied = if rank.tied { "=" } else { "" };
    match rank.single() {
        Some(place) => format!("{place}{tied}"),
        None => format!("{}–{}{tied}", rank.best, rank.worst),
    }
}

fn points(language: Language, points: Bounds) -> String {
    let text = match points.single() {
        Some(points) => points.to_string(),
        None => format!("{} … {}", points.low, points.high),
    };
    if language == Language::English { text } else { text.replace('.', ",") }
}

/// The grades that can be, the best first; with what a quota has done or may do.
fn grade(view: &View<'_>, score: &Score) -> String {
    let names: Vec<&str> = score.grades.iter().rev().map(|id| name(view, id)).collect();
    let mut text = names.join(view.language.pick(" hoặc ", " or "));
    for quota in &score.quotas {
        let said = match (quota.standing, quota.tied_at_edge) {
            (Standing::Keeps, _) => continue,
            (Standing::MayKeep, _) => view.language.pick("còn tùy tỷ lệ khống chế", "subject to the quota"),
            (Standing::Loses, true) => {
                view.language.pick("bằng điểm ở ngưỡng tỷ lệ khống chế", "tied at the edge of the quota")
            }
            (Standing::Loses, false) => view.language.pick("vượt tỷ lệ khống chế", "beyond the quota"),
        };
        text.push_str(&format!(" ({said})"));
    }
    if score.gates.iter().any(|gate| gate.closed == Holds::Yes) {
        text.push_str(view.language.pick(" (bị khống chế mức xếp loại)", " (capped by a gate)"));
    }
    text
}

fn name<'v>(view: &'v View<'_>, id: &'v GradeId) -> &'v str {
    let cutoff = view.scorer.sheet().grades().iter().find(|cutoff| cutoff.grade.id == *id);
    cutoff.map_or(id.as_str(), |cutoff| cutoff.grade.name.as_str())
}

/// How wide each column is.
const WIDTHS: [usize; 4] = [6, 30, 14, 15];

fn row(cells: [&str; 5]) {
    let mut line = String::new();
    for (cell, width) in cells.iter().zip(WIDTHS.into_iter().chain([0])) {
        line.push_str(cell);
        line.push_str(&" ".repeat(width.saturating_sub(cell.chars().count())));
        line.push(' ');
    }
    say!("{}", line.trim_end());
}
