//! A rule's arithmetic at one value, as an explanation redoes it.

use kehoach::{
    Evaluator, Fraction, Plan,
    explain::{Fact, WorkingSaid},
    score::{Scorer, Working},
};

use crate::fixture;

fn figure(value: Option<Fraction>) -> String {
    value.map_or("-".to_owned(), |value| value.to_string())
}

/// `value against bound met: distance, steps, exact -> points`.
fn said(working: &Working) -> String {
    let Working { value, bound, rises, met, distance, steps, exact, points, .. } = working;
    let (side, state) = (if *rises { "up" } else { "down" }, if *met { "met" } else { "missed" });
    let [bound, distance, steps, exact] = [bound, distance, steps, exact].map(|figure_of| figure(*figure_of));
    format!("{value} {side} to {bound} {state}: {distance}, {steps}, {exact} -> {points}")
}

/// Of a criterion of 10 points on `T-ty-le`, which asks so much, where so much of it was reported.
fn workings(rule: &str, asked: &str, reported: &[&str]) -> Vec<String> {
    told(rule, asked, reported).iter().map(|told| said(&told.working)).collect()
}

fn told(rule: &str, asked: &str, reported: &[&str]) -> Vec<WorkingSaid> {
    let plan = Plan::from_toml(&fixture::PLAN.replace("từ 80%", asked)).unwrap();
    let register = fixture::register("a");
    let rows: Vec<String> =
        reported.iter().zip(["a1", "a2"]).map(|(share, unit)| format!("ty-le {unit} {share}")).collect();
    let ledger = fixture::ledger(&plan, &register, &rows);
    let sheet = format!(
        "points = 10\nnot_applicable = \"zero\"\n[[criteria]]\nid = \"c\"\ntitle = \"C\"\nmax = 10\ntarget = \"T-ty-le\"\n{rule}\n"
    );
    let sheet = fixture::sheet(&plan, &sheet);
    let evaluator = Evaluator::new(&plan, &register, &ledger, fixture::day()).unwrap();
    let scorer = Scorer::new(&evaluator, &sheet).unwrap();
    let explained = scorer.explain_criterion(&"a".parse().unwrap(), &"c".parse().unwrap()).unwrap();
    let Fact::Points { workings, .. } = &explained.root().unwrap().fact else { panic!("{explained:?}") };
    workings.clone()
}

const WHOLE: &str = "rule = \"per-shortfall\"\nstep = 1\npoints = \"0.5\"\ncount = \"whole\"";
const BEGUN: &str = "rule = \"per-shortfall\"\nstep = 1\npoints = \"0.5\"\ncount = \"begun\"";
const PROPORTIONAL: &str = "rule = \"proportional\"";
const STEPS: &str = "rule = \"base-and-steps\"\nbase = 5\nstep = 4\npoints = 1\ncount = \"whole\"";
const PRO_RATA: &str = "rule = \"base-and-steps\"\nbase = 5\nstep = 4\npoints = 1\ncount = \"pro-rata\"";

#[test]
fn each_step_can_be_redone_by_hand() {
    for (rule, asked, reported, expected) in [
        (WHOLE, "từ 80%", "157/200", "157/200 up to 4/5 missed: 3/2, 1, 1/2 -> 9.5"),
        (BEGUN, "từ 80%", "157/200", "157/200 up to 4/5 missed: 3/2, 2, 1 -> 9"),
        (WHOLE, "từ 80%", "9/10", "9/10 up to 4/5 met: -, -, - -> 10"),
        (WHOLE, "không quá 80%", "9/10", "9/10 down to 4/5 missed: 10, 10, 5 -> 5"),
        // Between two ends, by the one beyond which the value lies: an end that is left out is 0 away.
        (WHOLE, "(80%, 90%)", "7/10", "7/10 up to 4/5 missed: 10, 10, 5 -> 5"),
        (WHOLE, "(80%, 90%)", "8/10", "4/5 up to 4/5 missed: 0, 0, 0 -> 10"),
        (WHOLE, "(80%, 90%)", "9/10", "9/10 up to 9/10 missed: 0, 0, 0 -> 10"),
        (WHOLE, "(80%, 90%)", "19/20", "19/20 up to 9/10 missed: 5, 5, 5/2 -> 7.5"),
        (PROPORTIONAL, "từ 80%", "4/10", "2/5 up to 4/5 missed: -, -, 5 -> 5"),
        (PROPORTIONAL, "không quá 40%", "8/10", "4/5 down to 2/5 missed: -, -, 5 -> 5"),
        (PROPORTIONAL, "từ 80%", "9/10", "9/10 up to 4/5 met: -, -, - -> 10"),
        (STEPS, "từ 80%", "9/10", "9/10 up to 4/5 met: 10, 2, 2 -> 7"),
        (PRO_RATA, "từ 80%", "9/10", "9/10 up to 4/5 met: 10, 5/2, 5/2 -> 7.5"),
        (STEPS, "từ 80%", "7/10", "7/10 up to 4/5 missed: -, -, - -> 0"),
    ] {
        assert_eq!(workings(rule, asked, &[reported, "0/0"]), [expected], "{rule} {asked}");
    }
}

/// At the least and at the greatest value that can still be, each as if it were the only one.
#[test]
fn what_is_open_is_worked_out_at_both_ends() {
    assert_eq!(
        workings("rule = \"all-or-nothing\"", "từ 80%", &["9/10"]),
        ["0 up to 4/5 missed: -, -, - -> 0", "1 up to 4/5 met: -, -, - -> 10"]
    );
}

/// Source: section 1: a shown number contradicts neither the verdict nor the step or floor by which it has its points.
#[test]
fn a_shown_value_lies_where_its_points_say() {
    let steps = "rule = \"steps\"\nsteps = [{ values = \"từ 95%\", points = 10 }, { values = \"từ 50% đến dưới 95%\", points = 7 }]";
    for (rule, asked, reported, expected) in [
        (steps, "từ 80%", "94996/100000", "94.996% 7"),
        (steps, "từ 80%", "95004/100000", "95% 10"),
        (PROPORTIONAL, "từ 90%", "899999/1000000", "89.9999% 9.9"),
        ("rule = \"proportional\"\nfloor = 50", "từ 90%", "49996/100000", "49.996% 0"),
        // Of what is to stay small, the floor is the most.
        ("rule = \"proportional\"\nfloor = 20", "không quá 10%", "20004/100000", "20.004% 0"),
        ("rule = \"proportional\"\nfloor = 20", "không quá 10%", "19996/100000", "20% 5"),
    ] {
        let told = told(rule, asked, &[reported, "0/0"]);
        assert_eq!(format!("{} {}", told[0].value, told[0].working.points), expected, "{rule} {asked}");
    }
}
