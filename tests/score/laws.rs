//! What holds of every score, whatever was reported: held against every way in which what is missing can turn out.

use kehoach::{UnitId, score::Score};
use proptest::prelude::*;

use crate::fixture;

const SHEET: &str = r#"
points = 100
not_applicable = "zero"
[[criteria]]
id = "x"
title = "X"
max = 20
rule = "all-or-nothing"
target = "T-lam"
[[criteria]]
id = "y"
title = "Y"
max = 30
rule = "proportional"
target = "T-ty-le"
floor = 20
[[criteria]]
id = "v"
title = "V"
max = 20
rule = "per-shortfall"
target = "T-ty-le"
step = 10
points = 2.5
count = "begun"
[[criteria]]
id = "z"
title = "Z"
max = 30
rule = "base-and-steps"
target = "T-xep"
base = 20
step = 25
points = 3
count = "whole"
[[adjustments]]
id = "w"
title = "W"
kind = "bonus"
target = "T-xep"
per = "met"
points = 2
cap = 2
[[grades]]
id = "thap"
name = "thấp"
points = "< 60"
[[grades]]
id = "cao"
name = "cao"
points = ">= 60"
conditions = [{ rate = "met", asked = ">= 50%", of = ["T-lam", "T-ty-le", "T-xep"] }]
[[gates]]
target = "T-lam"
at_most = "thap"
"#;

/// The cells of commune `a`, each with every value that it can have, the best last.
const CELLS: [(&str, &[&str]); 6] = [
    ("lam a1", &["không", "có"]),
    ("lam a2", &["không", "có"]),
    ("ty-le a1", &["0/3", "1/3", "2/3", "3/3"]),
    ("ty-le a2", &["0/2", "1/2", "2/2"]),
    ("xep a1", &["yeu", "kha", "tot"]),
    ("xep a2", &["yeu", "kha", "tot"]),
];

/// What was reported: for each cell the number of its value, or none.
fn evidence() -> impl Strategy<Value = Vec<Option<usize>>> {
    let cell = |values: &'static [&str]| proptest::option::of(0..values.len());
    CELLS.map(|(_, values)| cell(values)).to_vec()
}

fn score(cells: &[Option<usize>]) -> Score {
    let (plan, register) = (fixture::plan(), fixture::register("a"));
    let mut rows: Vec<String> = Vec::new();
    for ((cell, values), value) in CELLS.iter().zip(cells) {
        rows.push(match value {
            Some(value) => format!("{cell} {}", values[*value]),
            // A share's whole is known before its part.
            None if cell.starts_with("ty-le") => format!("{cell} ?/{}", values[0].split_once('/').unwrap().1),
            None => continue,
        });
    }
    let ledger = fixture::ledger(&plan, &register, &rows);
    let sheet = fixture::sheet(&plan, SHEET);
    fixture::scores(&plan, &register, &ledger, &sheet).get(&UnitId::new("a").unwrap()).unwrap().clone()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_completion_lies_between_the_ends(cells in evidence()) {
        let said = score(&cells);
        let mut completions: Vec<Vec<Option<usize>>> = vec![Vec::new()];
        for ((_, values), value) in CELLS.iter().zip(&cells) {
            let choices: Vec<usize> = value.map_or((0..values.len()).collect(), |value| vec![value]);
            completions = completions
                .into_iter()
                .flat_map(|all| choices.iter().map(move |c| [all.clone(), vec![Some(*c)]].concat()).collect::<Vec<_>>())
                .collect();
        }
        // Of very many completions a spread of them is tried.
        let skip = completions.len().div_ceil(60);
        for completion in completions.iter().step_by(skip).chain(completions.last()) {
            let exact = score(completion);
            let total = exact.total.unwrap().single().expect("all is known");
            let bounds = said.total.unwrap();
            prop_assert!(bounds.low <= total && total <= bounds.high, "{total} is not in {bounds}");
            for (a, b) in said.criteria.iter().zip(&exact.criteria) {
                let (bounds, points) = (a.points.unwrap(), b.points.unwrap().single().unwrap());
                prop_assert!(bounds.low <= points && points <= bounds.high && points <= b.max);
            }
            prop_assert!(said.grades.contains(exact.grade().unwrap()));
            prop_assert_eq!(exact.completeness.unwrap(), kehoach::Fraction::ONE);
        }
    }

    #[test]
    fn more_good_evidence_never_lowers_the_low_end(cells in evidence(), at in 0..CELLS.len()) {
        let before = score(&cells).total.unwrap().low;
        let mut better = cells;
        better[at] = Some(CELLS[at].1.len() - 1);
        prop_assert!(score(&better).total.unwrap().low >= before);
    }

    #[test]
    fn the_order_of_units_never_matters(cells in proptest::collection::vec(evidence(), 3)) {
        let plan = fixture::plan();
        let sheet = fixture::sheet(&plan, &format!(
            "{SHEET}[[quotas]]\ngrade = \"cao\"\nshare = \"<= 40%\"\nof = \"all\"\n"
        ));
        let all = |communes: &str| {
            let register = fixture::register(communes);
            let mut rows = Vec::new();
            for (commune, cells) in "abc".chars().zip(&cells) {
                for ((cell, values), value) in CELLS.iter().zip(cells) {
                    let cell = cell.replace(" a", &format!(" {commune}"));
                    rows.extend(value.map(|value| format!("{cell} {}", values[value])));
                }
            }
            let ledger = fixture::ledger(&plan, &register, &rows);
            let mut found = fixture::scores(&plan, &register, &ledger, &sheet).subjects;
            found.sort_by_key(|score| score.subject.clone());
            found
        };
        prop_assert_eq!(all("abc"), all("cab"));
    }
}
