//! Every way in which a sheet is no sheet: what is said, and where.

use kehoach::{
    Plan,
    score::{GateOn, Sheet},
};

use crate::fixture::PLAN;

/// The plan of the other tests, with a judged target of its last day and a task.
fn plan() -> Plan {
    let more = r#"
[[targets]]
id = "T-danh-gia"
title = "Nề nếp"
aggregate = "judgement"
threshold = "cơ bản"

[[tasks]]
id = "bao-cao"
title = "Báo cáo"
product = "report"
when = "quarterly before day 25"
lead = ["xa"]
"#;
    Plan::from_toml(&format!("{PLAN}{more}")).unwrap()
}

/// What is said of a sheet of these lines, each with the key at which it stands.
fn said(head: &str, rows: &str) -> Vec<String> {
    let text = format!("format = 1\nid = \"S\"\ntitle = \"Bảng điểm thử\"\n{head}\n{rows}");
    let problems = Sheet::from_toml(&text, &plan()).expect_err(&text);
    let told = |problem: &kehoach::file::Problem| {
        format!("{}: {}", problem.path.as_deref().unwrap_or_default(), problem.kind)
    };
    problems.listed().iter().map(told).collect()
}

const HEAD: &str = "period = \"2023\"\nsubjects = \"xa\"\nplaces = 1\npoints = 10\nnot_applicable = \"full\"";
const ALL_OR_NOTHING: &str = "rule = \"all-or-nothing\"\ntarget = \"T-lam\"";
const GRADES: &str = "[[grades]]\nid = \"kem\"\nname = \"kém\"\npoints = \"< 5\"\n[[grades]]\nid = \"tot\"\nname = \"tốt\"\npoints = \">= 5\"";

fn criterion(lines: &str) -> String {
    format!("[[criteria]]\nid = \"a\"\ntitle = \"A\"\nmax = 10\n{lines}\n")
}

#[track_caller]
fn refused(head: &str, rows: &str, wanted: &str) {
    let said = said(head, rows);
    assert!(said.iter().any(|one| one == wanted), "{wanted:?} is not among {said:#?}");
}

#[test]
fn the_head_of_a_sheet() {
    let one = criterion(ALL_OR_NOTHING);
    for (from, to, wanted) in [
        (
            "places = 1",
            "places = 29",
            "places: a sheet rounds to at most 9 digits after the point, not to 29",
        ),
        ("\"2023\"", "\"2024\"", "period: the sheet's period 2024 does not lie inside the plan's, 2023"),
        ("\"xa\"", "\"xã\"", "subjects: the plan has no scope `xã`"),
        ("points = 10", "points = 11", "points: the maxima add up to 10, and the sheet says 11"),
        (
            "points = 10",
            "points = 10\ntotal_max = 9",
            "total_max: the greatest total, 9, is below the sheet's 10 points",
        ),
        (
            "points = 10",
            "points = 10\ntotal_max = \"10.25\"",
            "total_max: 10.25 has more than 1 digits after the point, the scale of the sheet",
        ),
        ("points = 10", "points = 10\nties = [\"b\"]", "ties[0]: there is no criterion `b`"),
        (
            "\nnot_applicable = \"full\"",
            "",
            "criteria[0].id: criterion `a` may be not applicable, and the sheet does not say how that counts: `full`, `zero`, `left-out-of-group` or `left-out-of-total`",
        ),
    ] {
        refused(&HEAD.replace(from, to), &one, wanted);
    }
    refused(HEAD, "", "criteria: a sheet needs at least one criterion");
}

#[test]
fn criteria_and_groups() {
    let judged = "rule = \"judged\"";
    for (lines, wanted) in [
        ("group = \"B\"\nrule = \"judged\"", "criteria[0].group: there is no group `B`"),
        (
            "rule = \"per-occurrence\"\ndeduct = \"0%\"",
            "criteria[0].deduct: the deduction must be above 0, and is 0",
        ),
        (
            "rule = \"per-occurrence\"\ndeduct = \"0.25\"",
            "criteria[0].deduct: 0.25 has more than 1 digits after the point, the scale of the sheet",
        ),
        (
            "rule = \"per-occurrence\"\ndeduct = \"1\"\ncap = 11",
            "criteria[0].cap: 11 points lie outside 0..10",
        ),
        (
            "rule = \"per-occurrence\"\ndeduct = \"1\"\ntasks = [\"bao-ca\"]",
            "criteria[0].tasks: the plan has no task `bao-ca`",
        ),
        ("rule = \"all-or-nothing\"\ntarget = \"T-la\"", "criteria[0].target: the plan has no target `T-la`"),
        (
            "rule = \"proportional\"\ntarget = \"T-danh-gia\"",
            "criteria[0].rule: `proportional` needs a value, and target `T-danh-gia` is judged: only `all-or-nothing` goes with it",
        ),
        (
            "rule = \"proportional\"\ntarget = \"T-so\"",
            "criteria[0].rule: `proportional` cannot be read on the two-sided `[1, 2]`: write it as steps",
        ),
        (
            "rule = \"proportional\"\nrate = \"on-time\"\nasked = \">= 0%\"",
            "criteria[0].rule: `proportional` needs a bound above 0, and `>= 0%` has none",
        ),
        (
            "rule = \"proportional\"\ntarget = \"T-ty-le\"\nfloor = 90",
            "criteria[0].floor: the floor 90 lies on the good side of `>= 80%`, where nothing is taken away",
        ),
        (
            "rule = \"per-shortfall\"\ntarget = \"T-ty-le\"\nstep = 0\npoints = 1\ncount = \"whole\"",
            "criteria[0].step: a step must be above 0, and is 0",
        ),
        (
            "rule = \"per-shortfall\"\ntarget = \"T-ty-le\"\nstep = 1\npoints = 0\ncount = \"whole\"",
            "criteria[0].points: the points for a step must be above 0, and is 0",
        ),
        (
            "rule = \"proportional\"\nrate = \"on-time\"\nasked = \">= 5\"",
            "criteria[0].asked: `>= 5` does not fit: percents are asked here",
        ),
        (
            "rule = \"base-and-steps\"\ntarget = \"T-ty-le\"\nbase = 5\nstep = 0\npoints = 1\ncount = \"whole\"",
            "criteria[0].step: a step must be above 0, and is 0",
        ),
        (
            "rule = \"steps\"\ntarget = \"T-ty-le\"\nsteps = []",
            "criteria[0].steps: `steps` needs at least one step",
        ),
        (
            "rule = \"steps\"\ntarget = \"T-ty-le\"\nsteps = [{ values = \">= 80%\", points = 11 }]",
            "criteria[0].steps[0]: 11 points lie outside 0..10",
        ),
        (
            "rule = \"steps\"\ntarget = \"T-ty-le\"\nsteps = [{ values = \">= 80\", points = 10 }]",
            "criteria[0].steps[0]: `>= 80` does not fit: percents are asked here",
        ),
        (
            "rule = \"steps\"\ntarget = \"T-ty-le\"\nsteps = [{ values = \"(80%, 80%)\", points = 10 }]",
            "criteria[0].steps[0]: nothing lies in `(80%, 80%)`",
        ),
    ] {
        refused(HEAD, &criterion(lines), wanted);
    }
    let huge = criterion(judged).replace("max = 10", "max = \"79228162514264337593543950335\"");
    let two = format!("{huge}{}", huge.replace("id = \"a\"", "id = \"b\""));
    refused(
        &HEAD.replace("places = 1", "places = 0"),
        &two,
        "points: the sheet's figures are too large to be held exactly",
    );
    let two = format!("{}{}", criterion(judged), criterion(judged));
    refused(HEAD, &two, "criteria[1].id: the id `a` is already taken by another of the criteria");
    let group = |max: &str| format!("[[groups]]\nid = \"A\"\ntitle = \"A\"\n{max}\n");
    let empty = format!("{}{}", group(""), criterion(judged));
    refused(HEAD, &empty, "groups[0].id: no criterion belongs to the group `A`");
    let short = format!("{}{}", group("max = 12"), criterion("group = \"A\"\nrule = \"judged\""));
    refused(
        HEAD,
        &short,
        "groups[0].max: the criteria of the group `A` add up to 10, less than its maximum, 12",
    );
}

#[test]
fn grades_gates_and_quotas() {
    let quota = |lines: &str| format!("{GRADES}\n[[quotas]]\nof = \"all\"\n{lines}");
    let gate = |lines: &str| format!("{GRADES}\n[[gates]]\n{lines}");
    for (rows, wanted) in [
        (GRADES.replace("< 5", "(5, 5)"), "grades[0].points: nothing lies in `(5, 5)`"),
        (
            GRADES.replace("< 5", "< 5%"),
            "grades[0].points: `< 5%` does not fit: plain numbers are asked here",
        ),
        (
            GRADES.replace("< 5\"", "< 5\"\nconditions = [{ rate = \"above-zero\", asked = \"100%\" }]"),
            "grades[0].conditions: the worst grade, `kem`, can ask for nothing beside points: there is no grade below it",
        ),
        (
            GRADES.replace(">= 5\"", ">= 5\"\nconditions = [{ rate = \"on-time\", asked = \">= 5\" }]"),
            "grades[1].conditions: `>= 5` does not fit: percents are asked here",
        ),
        (
            GRADES.replace("\"< 5\"", "\"> 5\"").replace("\">= 5\"", "\"<= 5\""),
            "grades[1].points: grades are listed worst first, and `tot` stands after `kem` with lower totals",
        ),
        (
            gate("target = \"T-lam\"\nat_most = \"tot\""),
            "gates[0].at_most: a gate that leaves the best grade, `tot`, caps nothing",
        ),
        (gate("target = \"T-lam\"\nat_most = \"to\""), "gates[0].at_most: the sheet has no grade `to`"),
        (
            gate("criterion = \"b\"\npoints = \"< 5\"\nat_most = \"kem\""),
            "gates[0].criterion: there is no criterion `b`",
        ),
        (
            gate("criterion = \"a\"\npoints = \"< 5%\"\nat_most = \"kem\""),
            "gates[0].points: `< 5%` does not fit: plain numbers are asked here",
        ),
        // In a file, a gate without statuses is none on a duty.
        (gate("statuses = []\nat_most = \"kem\""), "gates[0].target: `target` is missing"),
        (
            quota("grade = \"kem\"\nshare = \"<= 20%\""),
            "quotas[0].grade: a quota on the worst grade, `kem`, leaves those beyond it without a grade",
        ),
        (
            quota("grade = \"tot\"\nshare = \">= 20%\""),
            "quotas[0].share: a quota is a limit from above, such as `<= 20%`, not `>= 20%`",
        ),
        (
            format!(
                "{}\n[[quotas]]\nof = \"all\"\ngrade = \"tot\"\nshare = \"<= 5%\"",
                quota("grade = \"tot\"\nshare = \"<= 20%\"")
            ),
            "quotas[1].grade: the grade `tot` has two quotas",
        ),
        (
            format!(
                "{GRADES}\n[[quotas]]\nof = \"at-least-without-own\"\nwhich = \"tot\"\ngrade = \"tot\"\nshare = \"<= 5%\""
            ),
            "quotas[0].of: the base of the quota, grades from `tot` up without `tot` and better, is empty",
        ),
    ] {
        refused(HEAD, &format!("{}{rows}", criterion(ALL_OR_NOTHING)), wanted);
    }
    let adjustment = "[[adjustments]]\nid = \"b\"\ntitle = \"B\"\nkind = \"bonus\"\ntarget = \"T-danh-gia\"\nper = \"unit\"\npoints = 1\ncap = 1";
    refused(
        HEAD,
        &format!("{}{adjustment}", criterion(ALL_OR_NOTHING)),
        "adjustments[0].per: `per unit` needs a value, and target `T-danh-gia` is judged: only `all-or-nothing` goes with it",
    );
}

/// What a file cannot say, a program can.
#[test]
fn a_gate_on_a_duty_without_statuses() {
    let gate = "[[gates]]\nstatuses = [\"overdue\"]\nat_most = \"kem\"";
    let text = format!(
        "format = 1\nid = \"S\"\ntitle = \"Bảng điểm thử\"\n{HEAD}\n{}{GRADES}\n{gate}",
        criterion(ALL_OR_NOTHING)
    );
    let plan = plan();
    let mut parts =
        Sheet::from_toml(&text, &plan).unwrap_or_else(|problems| panic!("{problems}")).parts().clone();
    parts.gates[0].on = GateOn::Duty { tasks: Vec::new(), statuses: Vec::new() };
    parts.points = 11.into();
    let errors = Sheet::new(parts, &plan).unwrap_err();
    let said: Vec<String> = errors.iter().map(|(place, error)| format!("{place}: {error}")).collect();
    let gate = "gates[0].statuses: a gate on a duty names the statuses that close it";
    assert!(said.iter().any(|said| said == gate), "{said:?}");
    assert!(said.iter().any(|said| said.starts_with("points: ")), "{said:?}");
}

/// All that is said of a sheet for a plan whose `T-so` asks this; nothing where it is one.
fn all_said(so: &str, head: &str, rows: &str) -> Vec<String> {
    let plan =
        Plan::from_toml(&PLAN.replace("[1, 2]", so)).unwrap_or_else(|problems| panic!("{so}: {problems}"));
    let text = format!("format = 1\nid = \"S\"\ntitle = \"Bảng điểm thử\"\n{head}\n{rows}");
    let told = |problem: &kehoach::file::Problem| {
        format!("{}: {}", problem.path.as_deref().unwrap_or_default(), problem.kind)
    };
    match Sheet::from_toml(&text, &plan) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.listed().iter().map(told).collect(),
    }
}

/// What lies exactly on a limit is taken, and what lies beyond is refused for that alone.
#[test]
fn limits_themselves_are_taken() {
    let base = |base: &str| {
        format!(
            "rule = \"base-and-steps\"\ntarget = \"T-ty-le\"\nbase = {base}\nstep = 1\npoints = 1\ncount = \"whole\""
        )
    };
    let floor = |floor: &str| format!("rule = \"proportional\"\ntarget = \"T-so\"\nfloor = {floor}");
    let step = |points: &str| {
        format!(
            "rule = \"steps\"\ntarget = \"T-ty-le\"\nsteps = [{{ values = \">= 80%\", points = \"{points}\" }}]"
        )
    };
    let proportional = || "rule = \"proportional\"\ntarget = \"T-so\"".to_owned();
    let inside = |so: &str, floor: &str| {
        format!(
            "criteria[0].floor: the floor {floor} lies on the good side of `{so}`, where nothing is taken away"
        )
    };
    for (so, lines, wanted) in [
        ("[1, 2]", base("0"), None),
        ("[1, 2]", base("10"), None),
        ("[1, 2]", base("-1"), Some("criteria[0].base: -1 points lie outside 0..10".to_owned())),
        ("[1, 2]", base("11"), Some("criteria[0].base: 11 points lie outside 0..10".to_owned())),
        (">= 10", floor("10"), None),
        (">= 10", floor("9"), None),
        (">= 10", floor("11"), Some(inside(">= 10", "11"))),
        ("<= 10", floor("10"), None),
        ("<= 10", floor("11"), None),
        ("<= 10", floor("9"), Some(inside("<= 10", "9"))),
        ("<= 0", proportional(), None),
        (
            "<= -1",
            proportional(),
            Some("criteria[0].rule: `proportional` needs a bound above 0, and `<= -1` has none".to_owned()),
        ),
        ("[1, 2]", step("0"), None),
        ("[1, 2]", step("10"), None),
        ("[1, 2]", step("7.5"), None),
        ("[1, 2]", step("-1"), Some("criteria[0].steps[0]: -1 points lie outside 0..10".to_owned())),
        (
            "[1, 2]",
            step("7.25"),
            Some(
                "criteria[0].steps[0]: 7.25 has more than 1 digits after the point, the scale of the sheet"
                    .to_owned(),
            ),
        ),
    ] {
        assert_eq!(all_said(so, HEAD, &criterion(&lines)), Vec::from_iter(wanted), "{so} {lines}");
    }
    let one = criterion(ALL_OR_NOTHING);
    assert_eq!(all_said("[1, 2]", &HEAD.replace("places = 1", "places = 9"), &one), [""; 0]);
    let group = format!("[[groups]]\nid = \"A\"\ntitle = \"A\"\nmax = 10\n{one}group = \"A\"\n");
    assert_eq!(all_said("[1, 2]", HEAD, &group), [""; 0]);
}

#[test]
fn cut_offs_cover_what_can_occur_and_no_more() {
    let said = |rows: &str| all_said("[1, 2]", HEAD, &format!("{}{rows}", criterion(ALL_OR_NOTHING)));
    // With one that is no number of points, nothing is said of gaps between the others.
    let kind = GRADES.replace("< 5", "< 4").replace(">= 5", "> 4%");
    assert_eq!(said(&kind), ["grades[1].points: `> 4%` does not fit: plain numbers are asked here"]);
    // A bonus can lift the total above the points, a penalty cannot.
    let grades = GRADES.replace(">= 5", "[5, 10]");
    let adjustment = |kind: &str| {
        format!(
            "[[adjustments]]\nid = \"b\"\ntitle = \"B\"\nkind = \"{kind}\"\ntarget = \"T-lam\"\nper = \"met\"\npoints = 1\ncap = 1\n"
        )
    };
    assert_eq!(said(&grades), [""; 0]);
    assert_eq!(said(&format!("{}{grades}", adjustment("penalty"))), [""; 0]);
    assert_eq!(
        said(&format!("{}{grades}", adjustment("bonus"))),
        ["grades: the cut-offs leave a gap: (10, 11] has no grade"]
    );
    let quota = "\n[[quotas]]\nof = \"all\"\ngrade = \"tot\"\nshare = \"[5%, 20%]\"";
    assert_eq!(
        said(&format!("{GRADES}{quota}")),
        ["quotas[0].share: a quota is a limit from above, such as `<= 20%`, not `[5%, 20%]`"]
    );
}
