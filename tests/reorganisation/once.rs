//! No report counts twice, and none goes unsaid: report k of a count is 4 to the k, so that the total says by its digits how often each
//! counts, whatever the judging period cuts off.
//!
//! Source: sections 13 and 14, 'every cell counts exactly once' and 'nothing is dropped silently'; V11, V12, A17.

use kehoach::{Evaluator, Ledger, LedgerNote, Observation, Period, Plan, Register, Report, Value};
use proptest::{prelude::*, sample::select};

const RHYTHMS: [&str; 5] = ["monthly", "quarterly", "half-yearly", "nine-months", "yearly"];
const JUDGED: [&str; 7] = [
    "whole plan",
    "each year",
    "each quarter",
    "by 2025-07-15",
    "by 2025-08-31",
    "by 2025-09-30",
    "by 2025-11-30",
];
const PLANS: [&str; 3] = ["2025", "2025-02/2025-11", "2024-07/2025-08"];
/// The first day of the heir.
const DAYS: [&str; 8] = [
    "2025-02-16",
    "2025-03-01",
    "2025-04-01",
    "2025-06-16",
    "2025-07-01",
    "2025-08-16",
    "2025-10-01",
    "2025-11-01",
];
const PERIODS: [&str; 14] = [
    "2025-01", "2025-02", "2025-03", "2025-06", "2025-07", "2025-08", "2025-Q1", "2025-Q2", "2025-Q3",
    "2025-Q4", "2025-H1", "2025-H2", "2025-9M", "2025",
];

/// Two communes, `a` and `b`, of which on a day `a` alone passes to the other, or both to a new one.
fn register(day: &str, lives_on: bool) -> Register {
    let day: chrono::NaiveDate = day.parse().unwrap();
    let before = day.pred_opt().unwrap();
    let (last_of_b, heir) = if lives_on { (String::new(), "b") } else { (before.to_string(), "c") };
    let mut units = format!(
        "id,name,kind,level,parent,first,last\ntinh,Tỉnh,ubnd,province,,,\na,A,xa,commune,tinh,,{before}\nb,B,xa,commune,tinh,,{last_of_b}\n"
    );
    let mut passes = format!("on,predecessor,heir,extent\n{day},a,{heir},whole\n");
    if !lives_on {
        units.push_str(&format!("c,C,xa,commune,tinh,{day},\n"));
        passes.push_str(&format!("{day},b,c,whole\n"));
    }
    Register::from_csv_with_successions(&units, &passes).unwrap()
}

/// The period of a report: one of the calendar's, up to the day, or from it on.
fn period(day: &str, pick: usize) -> Period {
    let before = day.parse::<chrono::NaiveDate>().unwrap().pred_opt().unwrap();
    let text = match pick.checked_sub(PERIODS.len()) {
        None => PERIODS[pick].to_owned(),
        Some(0) => format!("2025-01-01/{before}"),
        Some(1) => format!("{day}/2025-12-31"),
        Some(_) => format!("{day}/{day}"),
    };
    text.parse().unwrap()
}

proptest! {
    #[test]
    fn every_report_counts_once_or_is_noted(
        (rhythm, judged, plan, day) in (select(&RHYTHMS[..]), select(&JUDGED[..]), select(&PLANS[..]), select(&DAYS[..])),
        lives_on in any::<bool>(),
        reports in prop::collection::vec((0..3_usize, 0..PERIODS.len() + 3), 1..8),
    ) {
        let text = format!(
            "format = 1\nid = \"1-KH\"\ntitle = \"Thử\"\nissuer = \"tinh\"\nperiod = \"{plan}\"\n\
             scopes = [{{ id = \"xa\", kinds = [\"xa\"] }}]\n\
             indicators = [{{ id = \"cay\", name = \"cây\", measure = \"count\", combine = \"sum\", reported = \"{rhythm}\" }}]\n\
             [[targets]]\nid = \"1\"\ntitle = \"Cây\"\nindicator = \"cay\"\nmeasured = \"xa\"\naggregate = \"total\"\n\
             threshold = \">= 5\"\njudged = \"{judged}\"\n"
        );
        let Ok(plan) = Plan::from_toml(&text) else { return Ok(()) };
        let register = register(day, lives_on);
        let mut ledger = Ledger::new();
        let mut kept: Vec<(&str, Period)> = Vec::new();
        for (unit, pick) in reports {
            let (unit, period) = (["a", "b", "c"][unit], period(day, pick));
            let figure = 4_u64.pow(kept.len().try_into().unwrap());
            let observation = Observation {
                indicator: "cay".parse().unwrap(),
                unit: unit.parse().unwrap(),
                period,
                report: Report::Value(Value::Number(figure.into())),
                reported_on: "2026-01-10".parse().unwrap(),
                source: None,
                corrects: false,
            };
            if !kept.contains(&(unit, period))
                && observation.check(&plan, &register).is_ok()
                && ledger.add(observation).is_ok()
            {
                kept.push((unit, period));
            }
        }
        let evaluator = Evaluator::new(&plan, &register, &ledger, "2026-01-31".parse().unwrap()).unwrap();
        let all = evaluator.evaluate().unwrap();
        let mut counted = vec![0; kept.len()];
        for range in all.outcomes.iter().filter_map(|outcome| outcome.range) {
            prop_assert_eq!(range.low.denominator(), 1);
            let mut left = range.low.numerator();
            for times in &mut counted {
                prop_assert!(left % 4 <= 1, "{:?} {}", &kept, range.low);
                *times += left % 4;
                left /= 4;
            }
            prop_assert_eq!(left, 0, "{:?} {}", &kept, range.low);
        }
        for ((unit, period), times) in kept.iter().zip(counted) {
            let lies_inside = |outcome: &kehoach::Outcome| outcome.period.holds(*period);
            let noted = all.notes.iter().any(|note| {
                note.about().1.as_str() == *unit && note.to_string().contains(&period.to_string())
            });
            let set_aside = |note: &LedgerNote| match note {
                LedgerNote::Replaced { unit: of, period: told, .. }
                | LedgerNote::Overlaps { unit: of, period: told, .. }
                | LedgerNote::Unfit { unit: of, period: told, .. } => of.as_str() == *unit && told == period,
                _ => false,
            };
            prop_assert!(
                times == 0 || !all.notes.iter().any(set_aside),
                "{} {} of {:?} counts, and is noted: {:?}", unit, period, &kept, all.notes
            );
            prop_assert!(
                times > 0 || noted || !all.outcomes.iter().any(lies_inside),
                "{} {} of {:?} counts nowhere, and is not noted: {:?}", unit, period, &kept, all.notes
            );
        }
    }
}

/// What is noted of the reports on one indicator, where on 1 July 2025 all of `a` passes to `b`, which lives on.
fn notes(indicator: &str, aggregate: &str, reports: &[&str]) -> Vec<String> {
    let text = format!(
        "format = 1\nid = \"1-KH\"\ntitle = \"Thử\"\nissuer = \"tinh\"\nperiod = \"2025\"\n\
         scopes = [{{ id = \"xa\", kinds = [\"xa\"] }}]\n\
         indicators = [{{ id = \"cay\", name = \"cây\", {indicator} }}]\n\
         [[targets]]\nid = \"1\"\ntitle = \"Cây\"\nindicator = \"cay\"\nmeasured = \"xa\"\naggregate = \"{aggregate}\"\n\
         threshold = \"{}\"\n",
        if aggregate == "total" { ">= 50" } else { ">= 50%" }
    );
    let plan = Plan::from_toml(&text).unwrap_or_else(|problems| panic!("{problems}"));
    let register = register("2025-07-01", true);
    let rows: String =
        reports.iter().zip(1..).map(|(row, day)| format!("cay,{row},2026-01-{day:02}\n")).collect();
    let text = format!("item,unit,period,value,reported_on\n{rows}");
    let ledger = Ledger::from_csv(&text, &plan, &register).unwrap().whole().unwrap_or_else(|p| panic!("{p}"));
    let evaluator = Evaluator::new(&plan, &register, &ledger, "2026-01-31".parse().unwrap()).unwrap();
    evaluator.evaluate().unwrap().notes.iter().map(ToString::to_string).collect()
}

#[test]
fn a_note_is_on_the_report_of_whoever_made_it() {
    let pooled = "measure = \"share\", combine = \"pooled\", reported = \"half-yearly\"";
    // The heir has declared a whole of its own; that of the predecessor's report is another's.
    let reports = ["b,2025-H1,?/20", "b,2025-H1,5/20", "a,2025-H1,1/12", "b,2025-H2,5/20"];
    assert_eq!(notes(pooled, "pooled-share", &reports), [""; 0]);
    // Each against its own: the predecessor's, too.
    let reports = ["a,2025-H1,?/10", "a,2025-H1,1/12", "b,2025-H1,5/20"];
    assert_eq!(
        notes(pooled, "pooled-share", &reports),
        ["`a` reported `cay` for 2025-H1 over a whole of 12, declared before as 10"]
    );
    let monthly = "measure = \"count\", combine = \"sum\", reported = \"monthly\"";
    let reports = ["a,2025-01,1", "a,2025-02,1", "a,2025-03,1", "a,2025-Q1,9", "a,2025-04,1", "a,2025-Q2,9"];
    assert_eq!(
        notes(monthly, "total", &reports),
        [
            "the report of `a` on `cay` for 2025-Q2 stands for the one for 2025-04",
            "the report of `a` on `cay` for 2025-Q1 differs from its parts, which stand",
        ]
    );
}

/// Source: A17. What the heir says of exactly the sub-period is the whole: what it said of parts of it is set aside for that.
#[test]
fn what_the_heir_says_of_the_whole_sets_its_parts_aside() {
    let yearly = "measure = \"count\", combine = \"sum\", reported = \"yearly\"";
    assert_eq!(
        notes(yearly, "total", &["b,2025-H2,5", "b,2025-H1,3", "b,2025,50"]),
        [
            "the report of `b` on `cay` for 2025 stands for the one for 2025-H1",
            "the report of `b` on `cay` for 2025 stands for the one for 2025-H2",
        ]
    );
}

/// Shorter reports that cover a longer one of the heir's own days stand, and it differs from them or says nothing new; of two that
/// overlap the one that ends later stands.
#[test]
fn why_a_report_of_a_piece_does_not_count() {
    let yearly = "measure = \"count\", combine = \"sum\", reported = \"yearly\"";
    let before = "a,2025-H1,1";
    let parts = ["b,2025-07/2025-09,2", "b,2025-Q4,3"];
    let with = |more: &str| notes(yearly, "total", &[&[before, "b,2025-H1,1", more], &parts[..]].concat());
    assert_eq!(with("b,2025-H2,5"), [""; 0]);
    assert_eq!(
        with("b,2025-H2,6"),
        ["the report of `b` on `cay` for 2025-H2 differs from its parts, which stand"]
    );
    assert_eq!(
        with("b,2025-08/2025-10,6"),
        [
            "the reports of `b` on `cay` for 2025-08/2025-10 and 2025-Q4 overlap: the one that ends later stands"
        ]
    );
}
