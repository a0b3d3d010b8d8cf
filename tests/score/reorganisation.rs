//! Sheets over tasks across a reorganisation: who is charged with what is late. The units are made up.

use kehoach::{
    CriterionId, Evaluator, JudgedPoints, Ledger, Plan, Register, SheetId, Succession, UnitId,
    score::{Score, Scorer, Sheet},
};

use crate::fixture;

/// Communes `a` and `b`; on 1 July 2023 commune `c` takes the place of `a`, or `c` and `d` share it.
fn register(divided: bool) -> Register {
    let on = "2023-07-01".parse().unwrap();
    let id = |id: &str| UnitId::new(id).unwrap();
    let rows = "id,name,kind,level,parent,first,last,since\n\
        huyen,Huyện,ubnd,district,,,,\n\
        a,Xã A,ubnd,commune,huyen,,2023-06-30,\n\
        b,Xã B,ubnd,commune,huyen,,,\n\
        c,Xã C,ubnd,commune,huyen,2023-07-01,,\n\
        d,Xã D,ubnd,commune,huyen,2023-07-01,,\n\
        to,Thôn,to,village,b,,,\n";
    let records = Register::from_csv(rows).unwrap().records();
    let parts = [Succession::part(on, id("a"), id("c")), Succession::part(on, id("a"), id("d"))];
    let whole = [Succession::whole(on, id("a"), id("c"))];
    let successions = if divided { parts.to_vec() } else { whole.to_vec() };
    Register::with_successions(records, successions).unwrap()
}

const SHEET: &str = r#"
points = 20
not_applicable = "full"
[[criteria]]
id = "cham"
title = "Chậm"
max = 10
rule = "per-occurrence"
tasks = ["bc"]
deduct = "1"
[[criteria]]
id = "j"
title = "J"
max = 10
rule = "judged"
[[grades]]
id = "c"
name = "c"
points = "< 10"
[[grades]]
id = "a"
name = "a"
points = ">= 10"
[[gates]]
tasks = ["bc"]
statuses = ["unanswered"]
at_most = "c"
"#;

/// What a scorer says as of the end of the year, where `lead` leads a quarterly task.
fn scored<T>(lead: &str, divided: bool, rows: &[&str], say: impl FnOnce(&Scorer<'_, '_>) -> T) -> T {
    let task = format!(
        "[[tasks]]\nid = \"bc\"\ntitle = \"Báo cáo quý\"\nproduct = \"report\"\nwhen = \"hằng quý\"\nlead = [\"{lead}\"]\n"
    );
    let plan = Plan::from_toml(&format!("{}{task}", fixture::PLAN)).unwrap_or_else(|p| panic!("{p}"));
    let register = register(divided);
    let text = rows.iter().fold("item,unit,period,value,reported_on\n".to_owned(), |text, row| {
        let cells: Vec<&str> = row.split(' ').collect();
        format!("{text}bc,{},{},{},{}\n", cells[0], cells[1], cells[2], cells[2])
    });
    let mut ledger =
        Ledger::from_csv(&text, &plan, &register).unwrap().whole().unwrap_or_else(|p| panic!("{p}"));
    // An assessor's points for the unit that was.
    let points = JudgedPoints {
        sheet: SheetId::new("S").unwrap(),
        criterion: CriterionId::new("j").unwrap(),
        subject: UnitId::new("a").unwrap(),
        period: "2023".parse().unwrap(),
        points: 7_u64.into(),
        judged_on: "2023-06-15".parse().unwrap(),
        grounds: None,
        corrects: false,
    };
    ledger.award(points).unwrap();
    let sheet: Sheet = fixture::sheet(&plan, SHEET);
    let evaluator = Evaluator::new(&plan, &register, &ledger, "2024-01-15".parse().unwrap()).unwrap();
    say(&Scorer::new(&evaluator, &sheet).unwrap())
}

/// `unit late judged`, the points of each criterion.
fn of(scorer: &Scorer<'_, '_>, unit: &str) -> String {
    let score: Score = scorer.score(&UnitId::new(unit).unwrap()).unwrap();
    let points =
        score.criteria.iter().map(|found| found.points.map_or("-".to_owned(), |points| points.to_string()));
    format!("{unit} {}", points.collect::<Vec<_>>().join(" "))
}

#[test]
fn what_is_late_counts_once_at_each_that_holds_it() {
    // Everyone above holds all of it; the heir what passed to it; the unit that was, if it is asked for, its own.
    let rows =
        ["b 2023-Q1 2023-03-31", "b 2023-Q2 2023-06-30", "b 2023-Q3 2023-09-30", "b 2023-Q4 2023-12-31"];
    for (lead, expected) in [
        ("a", ["huyen 6 0..10", "a 8 7", "b - 0..10", "c 8 0..10"]),
        ("xa", ["huyen 4 0..10", "a 8 7", "b 10 0..10", "c 8 0..10"]),
    ] {
        let rows = if lead == "a" { &[][..] } else { &rows[..] };
        let found = scored(lead, false, rows, |scorer| ["huyen", "a", "b", "c"].map(|unit| of(scorer, unit)));
        assert_eq!(found, expected.map(str::to_owned), "{lead}");
    }
    // The subjects of the sheet are those of the end of its period.
    let subjects = scored("a", false, &[], |scorer| {
        scorer.subjects().iter().map(ToString::to_string).collect::<Vec<_>>()
    });
    assert_eq!(subjects, ["b", "c", "d"]);
}

#[test]
fn what_nobody_answers_for_is_pending() {
    let found = scored("a", true, &["a 2023-Q1 2023-03-31"], |scorer| {
        ["huyen", "a", "c", "d"].map(|unit| of(scorer, unit))
    });
    // One is late, and two nobody answers for: held by the unit that was divided, and by those that were above it.
    assert_eq!(found, ["huyen 7..9 0..10", "a 7..9 7", "c - 0..10", "d - 0..10"].map(str::to_owned));
    let grades = scored("a", true, &[], |scorer| {
        let score = scorer.score(&UnitId::new("huyen").unwrap()).unwrap();
        score.grades.iter().map(ToString::to_string).collect::<Vec<_>>()
    });
    assert_eq!(grades, ["c"], "a gate can ask for it");
}

#[test]
fn what_the_predecessor_had_done_is_no_burden_of_the_heir() {
    let rows = ["a 2023-Q3 2023-06-20", "a 2023-Q4 2023-06-20"];
    let found = scored("xa", false, &rows, |scorer| ["a", "c"].map(|unit| of(scorer, unit)));
    assert_eq!(found, ["a 8 7", "c 10 0..10"].map(str::to_owned));
}
