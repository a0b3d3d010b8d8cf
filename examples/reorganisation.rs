//! Prints a plan on both sides of a reorganisation: what was found before the day and after it, what heirs took over from whom, and
//! what has no heir.
//!
//! ```text
//! cargo run --example reorganisation
//! cargo run --example reorganisation -- binh-phuoc [--lang vi|en]
//! cargo run --example reorganisation -- PLAN --before UNITS --units UNITS --reorganisation FILE --reports FILE
//!     --on DATE --as-of DATE [--lang vi|en]
//! ```
//!
//! Without files it takes the plan of Kim Bảng across 1 July 2025, or that of Bình Phước. That the district level ended on that day, and
//! which provinces became one, is true; the new communes, which body stands for which, and all figures are made up.

#[macro_use]
mod common;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::ExitCode,
};

use chrono::NaiveDate;
use common::{Arguments, Failure};
use kehoach::{
    Evaluation, Evaluator, Heir, Language, Ledger, Outcome, Plan, Register, Verdict, evaluate,
    explain::{Fact, InWords},
};

const USAGE: &str = "usage: reorganisation [kim-bang|binh-phuoc] [--lang vi|en]
       reorganisation PLAN --before UNITS --units UNITS --reorganisation FILE --reports FILE
                --on DATE --as-of DATE [--lang vi|en]";

/// Lines of one kind that are printed before the rest is counted.
const SHOWN: usize = 12;

/// What is put side by side.
struct Sides {
    plan: Plan,
    /// The register as it was before the day was known of.
    before: Register,
    after: Register,
    /// What had been reported by units that the earlier register knows.
    told_before: Ledger,
    told_after: Ledger,
    /// The first day of the new order.
    on: NaiveDate,
    as_of: NaiveDate,
    sample: bool,
}

fn main() -> ExitCode {
    common::run(program)
}

fn program() -> Result<(), Failure> {
    let arguments =
        Arguments::read(&["before", "units", "reorganisation", "reports", "on", "as-of", "lang"], USAGE)?;
    let language = arguments.language()?;
    let sides = match &arguments.plain[..] {
        [] => sample("kim-bang-2021-2025")?,
        [name] if name == "kim-bang" || name == "binh-phuoc" => sample(&format!("{name}-2021-2025"))?,
        [plan] => given(&arguments, plan)?,
        _ => return Err(Failure(format!("error: one plan at a time\n{USAGE}"))),
    };
    print(&sides, language)
}

fn sample(name: &str) -> Result<Sides, Failure> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data").join(name);
    let plan = common::plan(&folder.join("plan.toml"))?;
    let before = common::register(&folder.join("units.csv"), None)?;
    let (units, passing) = (folder.join("units-2025.csv"), folder.join("reorganisation-2025.csv"));
    let after = common::register(&units, Some(&passing))?;
    let told_before = common::ledger(&folder.join("reports.csv"), &plan, &before)?;
    let first = common::ledger(&folder.join("reports.csv"), &plan, &after)?;
    let path = folder.join("reports-2025.csv");
    let second = common::text(&path)?;
    let problems =
        |problems: kehoach::file::Problems| Failure(format!("error: {}: {problems}", path.display()));
    let told_after = first.with_csv(&second, &plan, &after).and_then(kehoach::file::Intake::whole);
    let told_after = told_after.map_err(problems)?;
    let (on, as_of) = (common::day("2025-07-01")?, common::day("2025-12-31")?);
    Ok(Sides { plan, before, after, told_before, told_after, on, as_of, sample: true })
}

fn given(arguments: &Arguments, plan: &str) -> Result<Sides, Failure> {
    let flag = |flag: &str| {
        arguments.get(flag).ok_or_else(|| Failure(format!("error: `--{flag}` is missing\n{USAGE}")))
    };
    let plan = common::plan(Path::new(plan))?;
    let before = common::register(Path::new(flag("before")?), None)?;
    let after = common::register(Path::new(flag("units")?), Some(&PathBuf::from(flag("reorganisation")?)))?;
    let told_after = common::ledger(Path::new(flag("reports")?), &plan, &after)?;
    let mut told_before = Ledger::new();
    for observation in told_after.observations().filter(|report| before.knows(&report.unit)) {
        told_before.add(observation)?;
    }
    let (on, as_of) = (common::day(flag("on")?)?, common::day(flag("as-of")?)?);
    Ok(Sides { plan, before, after, told_before, told_after, on, as_of, sample: false })
}

fn print(sides: &Sides, language: Language) -> Result<(), Failure> {
    let Sides { plan, before, after, on, .. } = sides;
    let pick = |vietnamese: &'static str, english: &'static str| match language {
        Language::English => english,
        _ => vietnamese,
    };
    let hint = |error: kehoach::EvaluateError| common::hint(&error, error.did_you_mean());
    let eve = on.pred_opt().ok_or_else(|| Failure("error: there is no day before the first".to_owned()))?;
    let was = evaluate(plan, before, &sides.told_before, eve).map_err(hint)?;
    let evaluator = Evaluator::new(plan, after, &sides.told_after, sides.as_of).map_err(hint)?;
    let is = evaluator.evaluate().map_err(hint)?;
    say!("{} {}", plan.id(), plan.title());
    if sides.sample {
        say!(
            "{}",
            pick(
                "Số liệu, các xã mới và việc cơ quan nào thay cho cơ quan nào là do chúng tôi đặt ra.",
                "Figures, new communes, and which body stands for which are made up.",
            )
        );
    }
    say!("");
    side_by_side(sides, language, (eve, &was), &is);
    say!("");
    say!("{}", pick("Tiếp nhận từ đơn vị cũ", "Taken over from former units"));
    taken_over(sides, language, &evaluator, &is)?;
    say!("");
    say!("{}", pick("Không có đơn vị thay thế", "Without an heir"));
    without_heir(sides, language);
    Ok(())
}

/// Each target judged over the day: at the issuer, or its line, on either side.
fn side_by_side(sides: &Sides, language: Language, (eve, was): (NaiveDate, &Evaluation), is: &Evaluation) {
    let said = InWords::new(&sides.plan, language);
    let head = match language {
        Language::English => "target",
        _ => "chỉ tiêu",
    };
    say!("{head:40}  {:44}  {}", said.day(eve), said.day(sides.as_of));
    for target in sides.plan.targets() {
        for period in sides.plan.judging_periods(target).filter(|period| {
            let days = sides.plan.calendar().days(*period);
            days.first() < sides.on && sides.on <= days.last()
        }) {
            let title: String = format!("{} {}", target.id, target.title).chars().take(40).collect();
            let cell = |evaluation: &Evaluation| {
                let of_target =
                    || evaluation.outcomes.iter().filter(|o| o.target == target.id && o.period == period);
                match evaluation.lines.iter().find(|line| line.target == target.id && line.period == period) {
                    Some(line) => {
                        let counts = [
                            (line.met, Verdict::Met),
                            (line.missed, Verdict::Missed),
                            (line.open, Verdict::Open),
                        ];
                        let counts = counts.iter().filter(|(count, _)| *count > 0);
                        let counts: Vec<String> = counts
                            .map(|(count, verdict)| format!("{count} {}", verdict.label(language)))
                            .collect();
                        let counts = if counts.is_empty() { "–".to_owned() } else { counts.join(", ") };
                        format!("{counts}: {}", line.verdict.label(language))
                    }
                    None => of_target().map(|outcome| figure(&said, outcome, language)).collect(),
                }
            };
            say!("{title:40}  {:44}  {}", cell(was), cell(is));
        }
    }
}

fn figure(said: &InWords<'_>, outcome: &Outcome, language: Language) -> String {
    let found = said.found(outcome);
    let mark = if outcome.provisional { " *" } else { "" };
    format!("{found}: {}{mark}", outcome.verdict.label(language))
}

/// What heirs count that others reported, or that is missing of what others had.
fn taken_over(
    sides: &Sides,
    language: Language,
    evaluator: &Evaluator<'_>,
    is: &Evaluation,
) -> Result<(), Failure> {
    let said = InWords::new(&sides.plan, language);
    let (mut shown, mut more) = (0, 0);
    for outcome in is.outcomes.iter().filter(|outcome| outcome.subject != *sides.plan.issuer()) {
        // Where nothing was reported there is nothing to tell.
        let known = outcome.reported.is_some() || outcome.range.is_some_and(|range| range.high.is_some());
        let took_over = sides.after.successions().iter().any(|s| s.heir == outcome.subject);
        if !known || !took_over {
            continue;
        }
        let explanation = evaluator.explain(outcome)?;
        let from = explanation.nodes.iter().filter(|node| matches!(node.fact, Fact::TakenOver { .. }));
        let lines: Vec<String> = from.map(|node| node.text(language)).collect();
        if lines.is_empty() {
            continue;
        }
        if shown == SHOWN {
            more += 1;
            continue;
        }
        shown += 1;
        let name = sides.after.name(&outcome.subject).unwrap_or(outcome.subject.as_str());
        say!(
            "  {name}, {} {}: {}",
            outcome.target,
            said.period(outcome.period),
            figure(&said, outcome, language)
        );
        lines.iter().for_each(|line| say!("    {line}"));
    }
    if more > 0 {
        match language {
            Language::English => say!("  and {more} more"),
            _ => say!("  và {more} kết quả khác"),
        }
    }
    Ok(())
}

/// Units that ended and that nobody stands for, and divided ones whose duties nobody was named for.
fn without_heir(sides: &Sides, language: Language) {
    let mut ended: BTreeMap<String, usize> = BTreeMap::new();
    let mut divided = Vec::new();
    for unit in sides.after.ids() {
        let Some(last) = sides.after.life(unit).and_then(|(_, last)| last) else { continue };
        if last >= sides.as_of {
            continue;
        }
        let name = sides.after.name(unit).unwrap_or(unit.as_str());
        match sides.after.heir(unit, sides.as_of) {
            Some(Heir::Ended { unit: end }) if end == unit => {
                let level = sides.after.at(last).unit(unit).map(|unit| unit.level.to_string());
                *ended.entry(level.unwrap_or_default()).or_default() += 1;
            }
            Some(Heir::Divided { unit: end, heirs, duties: None }) if end == unit => {
                let heirs: Vec<&str> =
                    heirs.iter().map(|heir| sides.after.name(heir).unwrap_or(heir.as_str())).collect();
                divided.push(match language {
                    Language::English => format!(
                        "  {name}: divided between {}; nobody is named for its duties",
                        heirs.join(", ")
                    ),
                    _ => format!("  {name}: chia về {}; chưa giao nơi nhận nhiệm vụ", heirs.join(", ")),
                });
            }
            _ => {}
        }
    }
    for (level, count) in ended {
        let level = match (language, level.as_str()) {
            (Language::Vietnamese, "province") => "tỉnh",
            (Language::Vietnamese, "district") => "huyện",
            (Language::Vietnamese, "commune") => "xã",
            (_, other) => other,
        };
        match language {
            Language::English => say!("  level {level}: {count} units ended"),
            _ => say!("  cấp {level}: {count} đơn vị kết thúc hoạt động"),
        }
    }
    divided.iter().for_each(|line| say!("{line}"));
}
