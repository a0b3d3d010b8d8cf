//! What a grade asks of those below, and the places of subjects, held against a look at every pair.

use std::sync::LazyLock;

use kehoach::{
    Evaluator, Ledger, Plan, Register, UnitId, UnitTally,
    score::{Scorer, Sheet},
};
use proptest::prelude::*;

use crate::fixture;

const SHEET: &str = r#"
format = 1
id = "S"
title = "Bảng điểm thử"
period = "2023"
subjects = "tat-ca"
points = 10
ties = ["phu"]
[[criteria]]
id = "j"
title = "J"
max = 8
rule = "judged"
[[criteria]]
id = "phu"
title = "Phụ"
max = 2
rule = "judged"
[[grades]]
id = "thap"
name = "thấp"
points = "< 4"
[[grades]]
id = "vua"
name = "vừa"
points = "[4, 7)"
[[grades]]
id = "cao"
name = "cao"
points = ">= 7"
conditions = [
  { rate = "subordinates", at_least = "cao", asked = ">= 50%" },
  { rate = "subordinates", at_least = "vua", asked = "100%" },
]
"#;

static PARTS: LazyLock<(Plan, Sheet)> = LazyLock::new(|| {
    let text =
        format!("{}[[scopes]]\nid = \"tat-ca\"\nlevels = [\"district\", \"commune\"]\n", fixture::PLAN);
    let plan = Plan::from_toml(&text).unwrap_or_else(|problems| panic!("{problems}"));
    let sheet = Sheet::from_toml(SHEET, &plan).unwrap_or_else(|problems| panic!("{problems}"));
    (plan, sheet)
});

/// A unit: which earlier unit it is under, whether it is scored, and its points where they are recorded.
type Row = (usize, bool, Option<u32>, Option<u32>);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let points = |most: u32| proptest::option::of(0..=most);
    proptest::collection::vec((any::<usize>(), any::<bool>(), points(8), points(2)), 1..16)
}

/// The district, and a forest of any shape under it; who is of a village is not scored.
fn forest(plan: &Plan, rows: &[Row]) -> (Register, Ledger) {
    // One unit of each level that the plan's scopes name is always there.
    let mut units =
        "id,name,kind,level,parent\nhuyen,Huyện,ubnd,district,\na,Xã,to,commune,huyen\na1,Bản,to,village,a\n"
            .to_owned();
    let mut points = Vec::new();
    for (k, (parent, scored, j, other)) in rows.iter().enumerate() {
        let above = match parent % (k + 1) {
            0 => "huyen".to_owned(),
            n => format!("x{}", n - 1),
        };
        let level = if *scored { "commune" } else { "village" };
        units.push_str(&format!("x{k},Đơn vị {k},to,{level},{above}\n"));
        if *scored {
            points.extend(j.map(|j| format!("S#j x{k} {j}")));
            points.extend(other.map(|other| format!("S#phu x{k} {other}")));
        }
    }
    let register = Register::from_csv(&units).unwrap();
    let ledger = fixture::ledger(plan, &register, &points);
    (register, ledger)
}

proptest! {
    #[test]
    fn each_pair_says_what_the_scores_say(rows in rows()) {
        let (plan, sheet) = &*PARTS;
        let (register, ledger) = forest(plan, &rows);
        let all = fixture::scores(plan, &register, &ledger, sheet);
        let evaluator = Evaluator::new(plan, &register, &ledger, fixture::day()).unwrap();
        let scorer = Scorer::new(&evaluator, sheet).unwrap();
        let view = register.at(fixture::day());
        let below = |unit: &UnitId, top: &UnitId| view.ancestors(unit).any(|above| above.id == top);
        for own in &all.subjects {
            for (condition, least) in own.conditions.iter().zip(["cao", "vua"]) {
                let mut counted = UnitTally::default();
                for other in all.subjects.iter().filter(|other| below(&other.subject, &own.subject)) {
                    let fits = |id: &&kehoach::GradeId| id.as_str() == "cao" || id.as_str() == least;
                    match (other.before_quotas.iter().filter(fits).count(), other.before_quotas.len()) {
                        (0, _) => counted.missed += 1,
                        (fit, all) if fit == all => counted.met += 1,
                        _ => counted.unknown += 1,
                    }
                }
                prop_assert_eq!(condition.counted, counted, "`{}`", own.subject);
            }
            // By itself a unit is held against the same others.
            let alone = scorer.score(&own.subject).unwrap();
            prop_assert_eq!((&alone.conditions, &alone.before_quotas), (&own.conditions, &own.before_quotas));
            // The total first, then the criterion that breaks ties: the greatest of one against the least of the other.
            let tie = |score: &kehoach::score::Score| score.criteria[1].counted.unwrap();
            let total = own.total.unwrap();
            let others = || all.subjects.iter().filter(|other| other.subject != own.subject);
            let sure = others().filter(|o| (o.total.unwrap().low, tie(o).low) > (total.high, tie(own).high));
            let may = others().filter(|o| (o.total.unwrap().high, tie(o).high) > (total.low, tie(own).low));
            let rank = own.rank.unwrap();
            prop_assert_eq!((rank.best, rank.worst), (sure.count() as u64 + 1, may.count() as u64 + 1));
        }
    }
}
