//! What version 0.1 wrote, read by this one: `tests/fixtures/0.1` never changes once that version is out.
//!
//! The plan is the small one of a commune of the examples, made up, and so are its reports. `KEHOACH_FIXTURES=write` writes the
//! files anew, which only the version that they are of may do.

use std::fs;

use kehoach::{
    Evaluation, Evaluator, Ledger, OccurrenceStatus, Outcome, Plan, Receipt, Register, Tally,
    explain::{Explanation, Fact},
    score::{Scorer, Scores, Sheet},
};
use serde::{Serialize, de::DeserializeOwned};

const AS_OF: &str = "2026-09-20";

fn path(name: &str) -> String {
    format!("{}/tests/fixtures/0.1/{name}", env!("CARGO_MANIFEST_DIR"))
}

fn text(name: &str) -> String {
    fs::read_to_string(path(name)).unwrap()
}

fn read<T: DeserializeOwned>(name: &str) -> T {
    serde_json::from_str(&text(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The bytes of a tally as hexadecimal digits, to stand in a text file.
fn digits(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(digits: &str) -> Vec<u8> {
    let pair = |n| u8::from_str_radix(&digits[n..n + 2], 16).unwrap();
    (0..digits.len()).step_by(2).map(pair).collect()
}

/// What an outcome says in figures: later versions may say more beside them.
fn figures(outcome: &Outcome) -> String {
    let Outcome { target, period, subject, verdict, stage, range, reported, tally, shortfall, .. } = outcome;
    format!("{target} {period} {subject} {verdict} {stage} {range:?} {reported:?} {tally:?} {shortfall:?}")
}

struct World {
    plan: Plan,
    register: Register,
    ledger: Ledger,
    sheet: Sheet,
}

fn world() -> World {
    let plan = Plan::from_toml(&text("plan.toml")).unwrap();
    let register = Register::from_csv(&text("units.csv")).unwrap();
    let ledger = Ledger::from_csv(&text("reports.csv"), &plan, &register).unwrap().whole().unwrap();
    let sheet = Sheet::from_toml(&text("sheet.toml"), &plan).unwrap();
    World { plan, register, ledger, sheet }
}

#[test]
fn what_version_0_1_wrote_is_read_and_says_the_same() {
    let World { plan, register, ledger, sheet } = &world();
    let evaluator = Evaluator::new(plan, register, ledger, AS_OF.parse().unwrap()).unwrap();
    let evaluation = evaluator.evaluate().unwrap();
    let statuses = evaluator.occurrences().unwrap();
    let scorer = Scorer::new(&evaluator, sheet).unwrap();
    let scores = scorer.scores().unwrap();
    let explanation = scorer.explain(&scores, &scores.subjects[0].subject).unwrap();
    let tallies: Vec<String> =
        evaluation.outcomes.iter().filter_map(|o| o.tally.as_ref()).map(|t| digits(&t.to_bytes())).collect();
    if std::env::var("KEHOACH_FIXTURES").is_ok_and(|wanted| wanted == "write") {
        let write = |name: &str, text: &str| fs::write(path(name), text).unwrap();
        fn pretty(value: &impl Serialize) -> String {
            serde_json::to_string_pretty(value).unwrap() + "\n"
        }
        write("plan.json", &plan.to_json());
        write("units.json", &register.to_json());
        write("reports.json", &ledger.to_json());
        write("sheet.json", &sheet.to_json());
        write("written/plan.toml", &plan.to_toml());
        write("written/units.csv", &register.to_csv());
        write("written/reports.csv", &ledger.to_csv());
        write("written/sheet.toml", &sheet.to_toml());
        write("evaluation.json", &pretty(&evaluation));
        write("statuses.json", &pretty(&statuses));
        write("scores.json", &pretty(&scores));
        write("explanation.json", &pretty(&explanation));
        write("receipt.json", &pretty(&scorer.receipt()));
        write("tallies.txt", &(tallies.join("\n") + "\n"));
    }

    // Files, as typed and as written, in each format: one model.
    for (name, read) in [
        ("plan.json", Plan::from_json(&text("plan.json")).unwrap()),
        ("written/plan.toml", Plan::from_toml(&text("written/plan.toml")).unwrap()),
    ] {
        assert_eq!(read, *plan, "{name}");
    }
    for (name, read) in [
        ("units.json", Register::from_json(&text("units.json")).unwrap()),
        ("written/units.csv", Register::from_csv(&text("written/units.csv")).unwrap()),
    ] {
        assert_eq!(read.records(), register.records(), "{name}");
    }
    for (name, read) in [
        ("reports.json", Ledger::from_json(&text("reports.json"), plan, register).unwrap()),
        ("written/reports.csv", Ledger::from_csv(&text("written/reports.csv"), plan, register).unwrap()),
    ] {
        assert_eq!(read.whole().unwrap(), *ledger, "{name}");
    }
    for (name, read) in [
        ("sheet.json", Sheet::from_json(&text("sheet.json"), plan).unwrap()),
        ("written/sheet.toml", Sheet::from_toml(&text("written/sheet.toml"), plan).unwrap()),
    ] {
        assert_eq!(read.parts(), sheet.parts(), "{name}");
    }

    // Answers: read, and with the figures that this version gives.
    let kept: Evaluation = read("evaluation.json");
    let said = |evaluation: &Evaluation| -> Vec<String> { evaluation.outcomes.iter().map(figures).collect() };
    assert_eq!(said(&kept), said(&evaluation));
    assert_eq!(kept.lines, evaluation.lines);
    assert_eq!(read::<Vec<OccurrenceStatus>>("statuses.json"), statuses);
    assert_eq!(read::<Scores>("scores.json"), scores);
    let kept: Explanation = read("explanation.json");
    let Some(Fact::Rank { subject, total, .. }) = kept.root().map(|root| &root.fact) else {
        panic!("{:?}", kept.root());
    };
    assert_eq!((&subject.id, Some(*total)), (&scores.subjects[0].subject, scores.subjects[0].total));
    let (kept, now): (Receipt, Receipt) = (read("receipt.json"), scorer.receipt());
    assert_eq!(
        (kept.plan_digest, kept.register_digest, kept.ledger_digest, kept.sheet_digest),
        (now.plan_digest, now.register_digest, now.ledger_digest, now.sheet_digest)
    );
    let kept: Vec<Tally> =
        text("tallies.txt").lines().map(|line| Tally::from_bytes(&bytes(line)).unwrap()).collect();
    let now: Vec<Tally> = evaluation.outcomes.into_iter().filter_map(|outcome| outcome.tally).collect();
    assert_eq!(kept, now);
    assert!(now.len() > 5);
}
