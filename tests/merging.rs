//! Rolling up: tallies of disjoint parts, serialised on the way, say what the whole says [V28].

use kehoach::{Evaluator, Ledger, Outcome, Plan, Register, Tally, UnitId};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/tam-duong-2023/");

fn read(file: &str) -> String {
    std::fs::read_to_string(format!("{FOLDER}{file}")).unwrap()
}

#[test]
fn the_district_is_the_sum_of_what_stands_directly_below_it() {
    let plan = Plan::from_toml(&read("plan.toml")).unwrap();
    let register = Register::from_csv(&read("units.csv")).unwrap();
    let ledger = Ledger::from_csv(&read("reports.csv"), &plan, &register).unwrap().whole().unwrap();
    let as_of = chrono::NaiveDate::from_ymd_opt(2023, 12, 31).unwrap();
    let evaluator = Evaluator::new(&plan, &register, &ledger, as_of).unwrap();

    let district = UnitId::new("btv-huyen-uy").unwrap();
    let today = register.at(as_of);
    let below: Vec<UnitId> =
        today.units().filter(|u| u.parent == Some(&district)).map(|u| u.id.clone()).collect();
    assert!(below.len() > 20);
    let parts: Vec<Vec<Outcome>> = below.iter().map(|unit| evaluator.at(unit).unwrap()).collect();

    let whole = evaluator.at(&district).unwrap();
    for (k, outcome) in whole.iter().enumerate() {
        // Each part travels as text or as bytes, and they are joined from the last to the first: none of it may matter.
        let sent = parts.iter().rev().filter_map(|part| part[k].tally.as_ref()).enumerate();
        let travelled = sent.map(|(number, tally)| {
            if number % 2 == 0 {
                let text = serde_json::to_string(tally).unwrap();
                serde_json::from_str::<Tally>(&text).unwrap()
            } else {
                Tally::from_bytes(&tally.to_bytes()).unwrap()
            }
        });
        let merged = travelled.reduce(|a, b| a.merge(&b).unwrap());
        assert_eq!(merged, outcome.tally, "{}", outcome.target);
        let judged = evaluator.judge(&outcome.target, outcome.period, &district, merged.unwrap()).unwrap();
        assert_eq!(
            (judged.verdict, judged.range, judged.shortfall),
            (outcome.verdict, outcome.range, outcome.shortfall)
        );
    }
}
