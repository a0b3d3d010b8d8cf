//! What is answered about the example plans, and why, does not change unnoticed: `tests/explained/*.txt`.
//!
//! Their reports are made up, as the files say. `KEHOACH_KEPT=write cargo test --all-features --test explained_kept` writes them anew.

mod unchanged;

use std::{collections::HashMap, fmt::Write, path::PathBuf};

use kehoach::{
    Duties, Evaluator, Language, Ledger, Outcome, Plan, Register, Sources, UnitId,
    explain::InWords,
    score::{Scorer, Sheet},
    workdays::WorkingCalendar,
};

use unchanged::is_kept;

struct World {
    plan: Plan,
    register: Register,
    ledger: Ledger,
    sheet: Option<Sheet>,
    working_days: WorkingCalendar,
}

fn at(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

impl World {
    fn read(folder: &str, units: &[&str], reports: &[&str]) -> Self {
        let file = |name: &str| std::fs::read_to_string(at("examples/data").join(folder).join(name)).unwrap();
        let plan = Plan::from_toml(&file("plan.toml")).unwrap();
        let register = match units {
            [units, successions] => {
                Register::from_csv_with_successions(&file(units), &file(successions)).unwrap()
            }
            _ => Register::from_csv(&file(units[0])).unwrap(),
        };
        let mut ledger = Ledger::from_csv(&file(reports[0]), &plan, &register).unwrap().whole().unwrap();
        for more in &reports[1..] {
            ledger = ledger.with_csv(&file(more), &plan, &register).unwrap().whole().unwrap();
        }
        let sheet = std::fs::read_to_string(at("examples/data").join(folder).join("sheet.toml")).ok();
        let sheet = sheet.map(|text| Sheet::from_toml(&text, &plan).unwrap());
        Self { plan, register, ledger, sheet, working_days: WorkingCalendar::viet_nam() }
    }

    fn as_of(&self, day: &str) -> Evaluator<'_> {
        let evaluator = Evaluator::new(&self.plan, &self.register, &self.ledger, day.parse().unwrap());
        evaluator.unwrap().with_working_days(&self.working_days)
    }
}

/// What an application shows of an outcome, in one line.
fn line(said: &InWords<'_>, world: &World, outcome: &Outcome, sources: &Sources) -> String {
    let target = world.plan.target(&outcome.target).unwrap();
    let asked = said.asked(target, outcome.baseline);
    let mut line = format!(
        "{} {} {}, {}: {asked}",
        outcome.target,
        said.period(outcome.period),
        outcome.stage,
        outcome.subject
    );
    write!(line, " | {} {}", said.verdict(outcome.verdict), said.found(outcome)).unwrap();
    let all = [
        said.so_far(outcome),
        said.ratio(outcome),
        said.counts(outcome),
        said.needed(outcome),
        said.reach(outcome).map(str::to_owned),
    ];
    for more in all.into_iter().flatten().chain(said.remarks(outcome).into_iter().map(str::to_owned)) {
        write!(line, " | {more}").unwrap();
    }
    for (name, units) in [("unknown", &sources.unknown), ("missed", &sources.missed)] {
        if !units.is_empty() {
            let ids: Vec<&str> = units.iter().take(5).map(UnitId::as_str).collect();
            write!(line, " | {name} {}: {}", units.len(), ids.join(" ")).unwrap();
        }
    }
    line
}

/// Every target at the issuer and three others; of one in so many the explanation; and one in so many occurrences.
fn told(world: &World, day: &str, language: Language, one_in: usize) -> String {
    let (evaluator, said) = (world.as_of(day), InWords::new(&world.plan, language));
    let evaluation = evaluator.evaluate().unwrap();
    let mut out = format!("== {day}\n");
    let mut shown: HashMap<String, usize> = HashMap::new();
    let few = evaluation.outcomes.iter().filter(|outcome| {
        let so_many = shown.entry(format!("{} {}", outcome.target, outcome.period)).or_default();
        *so_many += 1;
        *so_many <= 3
    });
    for (k, outcome) in few.enumerate() {
        writeln!(out, "{}", line(&said, world, outcome, &evaluator.sources(outcome).unwrap())).unwrap();
        if k % one_in == 0 {
            out.push_str(&evaluator.explain(outcome).unwrap().text(language));
        }
    }
    for note in evaluation.notes.iter().take(12) {
        writeln!(out, "{}", said.note(note, &world.register)).unwrap();
    }
    for (k, status) in evaluator.occurrences().unwrap().iter().step_by(one_in * 3 + 1).enumerate() {
        let (by, from) = (
            said.done_by(&status.done_by, &world.register),
            said.taken_over_from(&status.taken_over_from, &world.register),
        );
        writeln!(
            out,
            "{} {}: {} {} {by:?} {from:?}",
            status.task,
            status.unit,
            status.status,
            said.stands(status)
        )
        .unwrap();
        if k % one_in == 0 {
            out.push_str(&evaluator.explain_status(status).text(language));
        }
    }
    if let Some(sheet) = &world.sheet {
        let scorer = Scorer::new(&evaluator, sheet).unwrap();
        let scores = scorer.scores().unwrap();
        for (k, score) in scores.subjects.iter().enumerate() {
            writeln!(out, "{}: {:?} {:?}", score.subject, score.total, score.grades).unwrap();
            if k % one_in == 0 {
                out.push_str(&scorer.explain(&scores, &score.subject).unwrap().text(language));
            }
        }
    }
    let duties = Duties::new(&world.plan, &world.register);
    for unit in world.register.ids().step_by(one_in * 7) {
        let agenda = duties.of(unit).unwrap();
        writeln!(out, "{unit}: {} items", agenda.items.len()).unwrap();
        for item in agenda.items.iter().step_by(one_in) {
            let from = said.taken_over_from(&item.taken_over_from, &world.register);
            writeln!(out, "  {:?} {:?} {} {from:?}", item.subject, item.role, said.occurrence(&item.label))
                .unwrap();
        }
    }
    out
}

#[test]
fn a_commune() {
    let world = World::read("xa-2026", &["units.csv"], &["reports.csv"]);
    let (july, after) = (
        told(&world, "2026-07-10", Language::Vietnamese, 1),
        told(&world, "2027-01-15", Language::English, 1),
    );
    is_kept("explained/xa-2026.txt", &(july + &after));
}

#[test]
fn a_district() {
    let world = World::read("tam-duong-2023", &["units.csv"], &["reports.csv"]);
    let (october, after) = (
        told(&world, "2023-10-15", Language::English, 9),
        told(&world, "2024-02-01", Language::Vietnamese, 11),
    );
    is_kept("explained/tam-duong-2023.txt", &(october + &after));
}

#[test]
fn across_the_reform() {
    for (folder, day, language) in [
        ("kim-bang-2021-2025", "2025-08-15", Language::English),
        ("binh-phuoc-2021-2025", "2025-12-31", Language::Vietnamese),
    ] {
        let world = World::read(
            folder,
            &["units-2025.csv", "reorganisation-2025.csv"],
            &["reports.csv", "reports-2025.csv"],
        );
        is_kept(&format!("explained/{folder}.txt"), &told(&world, day, language, 17));
    }
}
