//! What is said of broken files does not change unnoticed.
//!
//! Each line of the files of an example (made up, as they say themselves) is broken in one of several ways: a key or a column misspelt, a value
//! replaced, cut short, doubled or left out. What is said of the first faults of each is kept in `tests/files/kept`, in the two languages by
//! turns. It may be said better in any version: then it is looked at, and `KEHOACH_KEPT=write cargo test --all-features --test files kept` writes the files anew.

use std::{fmt::Write, sync::LazyLock};

use kehoach::{
    Language, Ledger, Plan, Register,
    file::{Check, Intake, Origin, Problem, Problems, Remark, Text},
    score::Sheet,
    workdays::WorkingCalendar,
};

use crate::{support, unchanged};

const PLAN: &str = include_str!("../../examples/data/xa-2026/plan.toml");
const SHEET: &str = include_str!("../../examples/data/xa-2026/sheet.toml");
const UNITS: &str = include_str!("../../examples/data/xa-2026/units.csv");
const REPORTS: &str = include_str!("../../examples/data/xa-2026/reports.csv");
const SUCCESSIONS: &str = include_str!("../../examples/data/kim-bang-2021-2025/reorganisation-2025.csv");
const UNITS_BEFORE: &str = include_str!("../../examples/data/kim-bang-2021-2025/units-2025.csv");

/// A value, broken in one of several ways.
fn broken(value: &str, how: usize) -> (&'static str, String) {
    let half = value.char_indices().nth(value.chars().count() / 2).map_or(0, |(at, _)| at);
    match how % 9 {
        0 => ("as 7", "7".to_owned()),
        1 => ("as text", "\"?\"".to_owned()),
        2 => ("as nothing", "\"\"".to_owned()),
        3 => ("twice", format!("{value} {value}")),
        4 => ("cut", value[..half].to_owned()),
        5 => ("as list", format!("[{value}]")),
        6 => ("below", "-1.5".to_owned()),
        7 => ("inner", value.replacen([' ', '-'], "", 1)),
        _ => ("other year", value.replace("2026", "2027").replace("100", "1000")),
    }
}

/// One in so many lines of a file of keys, broken: in turn two of the ways for its value, its key misspelt, and the line left out or doubled.
fn by_line(text: &str, sign: char, one_in: usize) -> impl Iterator<Item = (String, String)> {
    let lines: Vec<&str> = text.lines().collect();
    let is_said = |line: &str| !line.trim().is_empty() && !line.trim().starts_with('#');
    let said: Vec<usize> = (0..lines.len()).filter(|at| is_said(lines[*at])).collect();
    said.into_iter().step_by(one_in).enumerate().flat_map(move |(turn, at)| {
        let line = lines[at];
        let put = |new: Vec<String>| {
            let all = lines[..at]
                .iter()
                .map(ToString::to_string)
                .chain(new)
                .chain(lines[at + 1..].iter().map(ToString::to_string));
            all.collect::<Vec<_>>().join("\n")
        };
        let mut found = Vec::new();
        if let Some((key, value)) = line.split_once(sign) {
            let (comma, value) =
                value.trim().strip_suffix(',').map_or(("", value.trim()), |value| (",", value));
            for how in [turn, turn + 4] {
                let (name, new) = broken(value, how);
                found.push((format!("{} {name}", at + 1), put(vec![format!("{key}{sign} {new}{comma}")])));
            }
            let misspelt = key.replacen(|c: char| "aeiou".contains(c), "y", 1);
            found.push((format!("{} key", at + 1), put(vec![format!("{misspelt}{sign} {value}{comma}")])));
        }
        let (name, new) =
            if turn % 3 == 0 { ("doubled", vec![line.to_owned(); 2]) } else { ("left out", Vec::new()) };
        found.push((format!("{} {name}", at + 1), put(new)));
        found
    })
}

/// Every cell of a table, broken in one of the ways in turn, and every row with a cell less or more, doubled, or its quote left open.
fn by_cell(text: &str) -> Vec<(String, String)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split(',').collect();
        let mut put = |name: String, new: String| {
            let mut all = lines.clone();
            all[at] = &new;
            found.push((format!("{} {name}", at + 1), all.join("\n")));
        };
        for (column, cell) in cells.iter().enumerate() {
            let (name, new) = match (at + 2 * column) % 7 {
                0 => ("misspelt", cell.replacen(|c: char| "aeiou".contains(c), "y", 1)),
                1 => ("in capitals", cell.to_uppercase()),
                2 => ("left out", String::new()),
                3 => ("quoted", format!("\"{cell}\" x")),
                4 => ("cut", cell.chars().take(cell.chars().count() / 2).collect()),
                5 => ("shifted", cell.replace('2', "3")),
                _ => ("blank", format!("{cell} ?")),
            };
            let mut cells = cells.clone();
            cells[column] = &new;
            if cells.join(",") != *line {
                put(format!("{}. cell {name}", column + 1), cells.join(","));
            }
        }
        match at % 4 {
            0 => put("less".to_owned(), cells[1..].join(",")),
            1 => put("more".to_owned(), format!("{line},x")),
            2 => put("doubled".to_owned(), format!("{line}\n{line}")),
            _ => put("open".to_owned(), format!("\"{line}")),
        }
    }
    found
}

/// Holds what is said of broken texts against what is kept of it.
#[track_caller]
fn is_kept(
    name: &str,
    texts: impl Iterator<Item = (String, String)>,
    say: impl Fn(&str, Language) -> Vec<String>,
) {
    let mut out = String::new();
    for (turn, (name, text)) in texts.enumerate() {
        let language = if turn % 4 == 3 { Language::Vietnamese } else { Language::English };
        let said = say(&text, language);
        writeln!(out, "{name}").unwrap();
        said.iter().take(2).for_each(|line| writeln!(out, "  {line}").unwrap());
        if said.len() > 2 {
            writeln!(out, "  and {} more", said.len() - 2).unwrap();
        }
    }
    unchanged::is_kept(&format!("files/kept/{name}"), &out);
}

fn problem(text: &str, problem: &Problem, language: Language) -> String {
    match (language, &problem.spot) {
        (Language::English, _) => {
            let path = problem.path.as_ref().map_or(String::new(), |path| format!(" at {path}"));
            format!("{}{path}", support::seen(text, problem))
        }
        (_, spot) => {
            let place = spot.as_ref().map_or(String::new(), |spot| format!("{}:{} ", spot.line, spot.column));
            format!("{place}{} {}", problem.kind.vietnamese(), problem.vietnamese_help().join("; "))
        }
    }
}

fn said<T>(text: &str, read: Result<T, Problems>, language: Language) -> Vec<String> {
    read.err().map_or(Vec::new(), |problems| {
        problems.listed().iter().map(|one| problem(text, one, language)).collect()
    })
}

/// What is said of a plan and its sheet by the one door for all of it, beside what is said of them as they are.
fn checked(plan: &str, sheet: &str, language: Language) -> Vec<String> {
    static AROUND: LazyLock<(Register, WorkingCalendar)> =
        LazyLock::new(|| (Register::from_csv(UNITS).unwrap(), WorkingCalendar::viet_nam()));
    fn run(plan: &str, sheet: &str) -> Vec<Remark> {
        let check = Check::new(Text::Toml(plan)).with_register(&AROUND.0).with_sheet(Text::Toml(sheet));
        check.with_working_days(&AROUND.1).run().remarks
    }
    static ALWAYS: LazyLock<Vec<Remark>> = LazyLock::new(|| run(PLAN, SHEET));
    let is_new =
        |remark: &&Remark| ALWAYS.iter().all(|other| (&other.kind, &other.id) != (&remark.kind, &remark.id));
    let remarks = run(plan, sheet);
    let remarks = remarks.iter().filter(is_new).map(|remark| {
        let text = if remark.origin == Origin::Sheet { sheet } else { plan };
        let spot = remark.spot.as_ref();
        let place = spot.map_or(String::new(), |spot| {
            let underlined =
                text.get(spot.span.clone()).map_or(String::new(), |piece| piece.chars().take(40).collect());
            format!("{}:{} `{underlined}` ", spot.line, spot.column)
        });
        let help = remark.help(language);
        format!(
            "{place}{} {} {}; {}",
            remark.severity(),
            remark.code(),
            remark.message(language),
            help.join("; ")
        )
    });
    remarks.collect()
}

fn taken(text: &str, read: Result<Intake<Ledger>, Problems>, language: Language) -> Vec<String> {
    let intake = match read {
        Ok(intake) => intake,
        Err(problems) => return problems.listed().iter().map(|one| problem(text, one, language)).collect(),
    };
    let rejected = intake.rejected.iter().flat_map(|rejected| &rejected.problems);
    let mut lines: Vec<String> = rejected.map(|one| problem(text, one, language)).collect();
    if intake.accepted != intake.records || !intake.duplicates.is_empty() {
        lines.insert(
            0,
            format!("{} of {} taken, {} doubles", intake.accepted, intake.records, intake.duplicates.len()),
        );
    }
    lines
}

#[test]
fn plans() {
    is_kept("plan.txt", by_line(PLAN, '=', 1), |text, language| checked(text, SHEET, language));
    let json = Plan::from_toml(PLAN).unwrap().to_json();
    let lines = by_line(&json, ':', 3);
    is_kept("plan-json.txt", lines, |text, language| said(text, Plan::from_json(text), language));
}

#[test]
fn sheets() {
    let plan = Plan::from_toml(PLAN).unwrap();
    is_kept("sheet.txt", by_line(SHEET, '=', 1), |text, language| checked(PLAN, text, language));
    let json = Sheet::from_toml(SHEET, &plan).unwrap().to_json();
    let lines = by_line(&json, ':', 2);
    is_kept("sheet-json.txt", lines, |text, language| said(text, Sheet::from_json(text, &plan), language));
}

#[test]
fn registers() {
    is_kept("units.txt", by_cell(UNITS).into_iter(), |text, language| {
        said(text, Register::from_csv(text), language)
    });
    let json = Register::from_csv(UNITS).unwrap().to_json();
    is_kept("units-json.txt", by_line(&json, ':', 2), |text, language| {
        said(text, Register::from_json(text), language)
    });
    let some: Vec<&str> = SUCCESSIONS.lines().collect();
    let lines = by_cell(SUCCESSIONS).into_iter().step_by(some.len() / 8);
    is_kept("successions.txt", lines, |text, language| {
        let problems = Register::from_csv_with_successions(UNITS_BEFORE, text).err();
        let both = problems.into_iter().flat_map(|both| [both.units, both.successions]);
        both.flatten().flat_map(|problems| said::<()>(text, Err(problems), language)).collect()
    });
}

#[test]
fn ledgers() {
    let (plan, register) = (Plan::from_toml(PLAN).unwrap(), Register::from_csv(UNITS).unwrap());
    let lines = by_cell(REPORTS).into_iter().step_by(11);
    is_kept("reports.txt", lines, |text, language| {
        taken(text, Ledger::from_csv(text, &plan, &register), language)
    });
    let ledger = Ledger::from_csv(REPORTS, &plan, &register).unwrap().value;
    let lines = by_line(&ledger.to_json(), ':', 23).collect::<Vec<_>>();
    is_kept("reports-json.txt", lines.into_iter(), |text, language| {
        taken(text, Ledger::from_json(text, &plan, &register), language)
    });
    let lines = by_line(&ledger.to_toml(), '=', 23).collect::<Vec<_>>();
    is_kept("reports-toml.txt", lines.into_iter(), |text, language| {
        taken(text, Ledger::from_toml(text, &plan, &register), language)
    });
}
