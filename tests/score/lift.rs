//! What lifts a subject to the next grade: how many points it lacks, which criteria bring them, and what else stands in the way.

use kehoach::{
    Declared, Evaluator, Plan,
    score::{Lift, Scorer},
};

use crate::fixture;

/// Three criteria of 10 points each, and what stands before and after them.
fn sheet(head: &str, rules: [&str; 3], tail: &str) -> String {
    let criteria = ["x", "y", "z"]
        .into_iter()
        .zip(rules)
        .map(|(id, rule)| format!("[[criteria]]\nid = \"{id}\"\ntitle = \"{id}\"\nmax = 10\n{rule}\n"));
    format!("not_applicable = \"zero\"\n{head}\n{}{tail}\n", criteria.collect::<String>())
}

const LAM: &str = "rule = \"all-or-nothing\"\ntarget = \"T-lam\"";
const TY_LE: &str = "rule = \"proportional\"\ntarget = \"T-ty-le\"";
const SO: &str = "rule = \"proportional\"\ntarget = \"T-so\"";
const RULES: [&str; 3] = [LAM, TY_LE, SO];

fn grades(low: &str, high: &str) -> String {
    format!(
        "[[grades]]\nid = \"thap\"\nname = \"thấp\"\npoints = \"{low}\"\n[[grades]]\nid = \"cao\"\nname = \"cao\"\npoints = \"{high}\"\n"
    )
}

/// One village has trained its half for certain; of everything else nothing is known, of `T-so` at least 10 are asked.
const KNOWN: [&str; 2] = ["ty-le a1 4/10", "ty-le a2 0/0"];

fn lift(text: &str, rows: &[&str]) -> Lift {
    lift_with(text, rows, None)
}

/// The same where the whole of `ty-le` is declared for village `a1`.
fn lift_with(text: &str, rows: &[&str], whole: Option<u64>) -> Lift {
    let plan = Plan::from_toml(&fixture::PLAN.replace("[1, 2]", ">= 10")).unwrap();
    let register = fixture::register("a");
    let rows: Vec<String> = rows.iter().map(|row| (*row).to_owned()).collect();
    let mut ledger = fixture::ledger(&plan, &register, &rows);
    if let Some(whole) = whole {
        let (indicator, unit) = ("ty-le".parse().unwrap(), "a1".parse().unwrap());
        let (period, declared_on) = ("2023".parse().unwrap(), fixture::day());
        ledger
            .declare(Declared { indicator, unit, period, whole, declared_on, source: None, corrects: false })
            .unwrap();
    }
    let sheet = fixture::sheet(&plan, text);
    let evaluator = Evaluator::new(&plan, &register, &ledger, fixture::day()).unwrap();
    let scorer = Scorer::new(&evaluator, &sheet).unwrap();
    let score = scorer.score(&"a".parse().unwrap()).unwrap();
    scorer.lift(&score).unwrap().unwrap()
}

/// `lacking of total; x 2 Units +10; together x 10, y 5`.
fn said(lift: &Lift) -> String {
    let alone =
        lift.alone.iter().map(|way| format!("; {} {} {:?} +{}", way.criterion, way.needed, way.of, way.adds));
    let together: Vec<String> =
        lift.together.iter().map(|(criterion, adds)| format!("{criterion} {adds}")).collect();
    format!(
        "{} of {}{}; together {}",
        lift.lacking,
        lift.total,
        alone.collect::<String>(),
        together.join(", ")
    )
}

/// The one has 5 points for certain; of the others each can still bring 10.
#[test]
fn each_way_is_counted_in_what_it_takes() {
    for (asked, expected) in [
        (">= 12", "7 of 12; x 2 Units +10; z 7 Amount +7; together x 10"),
        (">= 15", "10 of 15; x 2 Units +10; z 10 Amount +10; together x 10"),
        (">= 16", "11 of 16; together x 10, z 10"),
        (">= 25", "20 of 25; together x 10, z 10"),
        (">= 26", "21 of 26; together "),
        // The least total inside, on the sheet's scale of one place.
        ("> 12", "7.1 of 12.1; x 2 Units +10; z 8 Amount +8; together x 10"),
        ("> 12.05", "7.1 of 12.1; x 2 Units +10; z 8 Amount +8; together x 10"),
        (">= 12.05", "7.1 of 12.1; x 2 Units +10; z 8 Amount +8; together x 10"),
    ] {
        let low = if asked.contains('=') { asked.replace(">=", "<") } else { asked.replace('>', "<=") };
        let text = sheet("points = 30", RULES, &grades(&low, asked));
        assert_eq!(said(&lift(&text, &KNOWN)), expected, "{asked}");
    }
    // Parts of a whole that is declared: 16 of 20 are worth all, and 4 of them what is lacking.
    let text = sheet("points = 30", RULES, &grades("< 2", ">= 2"));
    let parts =
        lift_with(&text, &["ty-le a2 0/0", "lam a1 không", "lam a2 không", "so a1 0", "so a2 0"], Some(20));
    assert_eq!(said(&parts), "2 of 2; y 4 Parts +2.5; together y 10");
    // Of a share whose whole is unknown there is no number of parts.
    let text = sheet("points = 30", RULES, &grades("< 2", ">= 2"));
    assert_eq!(
        said(&lift(&text, &["lam a1 không", "lam a2 không", "so a1 0", "so a2 0"])),
        "2 of 2; together y 10"
    );
}

/// Where the points of a criterion do not reach the total as they are, no number of anything is promised.
#[test]
fn nothing_is_promised_where_a_maximum_cuts() {
    let grouped = |max: &str| {
        let text =
            sheet("points = 30\n[[groups]]\nid = \"G\"\ntitle = \"G\"", RULES, &grades("< 12", ">= 12"));
        let text = text
            .replace("max = 10\n", "max = 10\ngroup = \"G\"\n")
            .replace("title = \"G\"\n", &format!("title = \"G\"\n{max}\n"));
        said(&lift(&text, &KNOWN))
    };
    assert_eq!(grouped(""), "7 of 12; x 2 Units +10; z 7 Amount +7; together x 10");
    assert_eq!(grouped("max = 30"), "7 of 12; together ");
    // 10 points for certain, 30 at most, and a bonus of 2.
    let bonus = "[[adjustments]]\nid = \"w\"\ntitle = \"W\"\nkind = \"bonus\"\ntarget = \"T-xep\"\nper = \"met\"\npoints = 2\ncap = 2\n";
    let most = |total_max: &str| {
        let tail = format!("{bonus}{}", grades("< 12", ">= 12"));
        let text = sheet(&format!("points = 30\ntotal_max = {total_max}"), RULES, &tail);
        said(&lift(&text, &["ty-le a1 9/10", "ty-le a2 0/0"]))
    };
    assert_eq!(most("33"), "2 of 12; x 2 Units +10; z 2 Amount +2; together x 10");
    assert_eq!(most("32"), "2 of 12; together ");
    assert_eq!(most("31"), "2 of 12; together ");
    // Left out as not applicable: what counts is rescaled.
    let text =
        sheet("points = 30", RULES, &grades("< 20", ">= 20")).replace("\"zero\"", "\"left-out-of-total\"");
    assert_eq!(said(&lift(&text, &["ty-le a1 0/0", "ty-le a2 0/0"])), "20 of 20; together ");
}

/// Enough points, and a gate that holds the grade back: there is nothing to count.
#[test]
fn a_gate_below_the_grade_is_named() {
    let gate = |at_most: &str| format!("[[gates]]\ntarget = \"T-xep\"\nat_most = \"{at_most}\"\n");
    let middle = "[[grades]]\nid = \"vua\"\nname = \"vừa\"\npoints = \"[2, 20)\"\n";
    let three = grades("< 2", ">= 20")
        .replace("[[grades]]\nid = \"cao\"", &format!("{middle}[[grades]]\nid = \"cao\""));
    let rows = [&KNOWN[..], &["xep a1 yeu", "xep a2 yeu"]].concat();
    let text = sheet("points = 30", RULES, &format!("{three}{}", gate("thap")));
    let held = lift(&text, &rows);
    assert_eq!((said(&held).as_str(), held.gates.len()), ("0 of 2; together ", 1));
    // A gate that still allows the next grade does not stand in its way.
    let text = sheet("points = 30", RULES, &format!("{three}{}", gate("vua")));
    let free = lift(&text, &rows);
    assert_eq!(
        (said(&free).as_str(), free.grade.as_str(), free.gates.len()),
        ("15 of 20; together x 10, z 10", "cao", 1)
    );
    let none_sure = lift(
        &sheet("points = 30", RULES, &format!("{three}{}", gate("vua"))),
        &[&rows[..0], &["ty-le a1 0/10", "ty-le a2 0/0", "xep a1 yeu", "xep a2 yeu"]].concat(),
    );
    assert_eq!(
        (said(&none_sure).as_str(), none_sure.grade.as_str(), none_sure.gates.len()),
        ("2 of 2; x 2 Units +10; z 2 Amount +2; together x 10", "vua", 0)
    );
}
