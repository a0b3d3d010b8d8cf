//! Every rule of a sheet at its edges.

use kehoach::score::Scorer;

use crate::fixture::{refused, score};

const GRADES: &str = r#"
[[grades]]
id = "d"
name = "không hoàn thành"
points = "< 50"
[[grades]]
id = "c"
name = "hoàn thành"
points = "[50, 70)"
[[grades]]
id = "b"
name = "tốt"
points = "[70, 90)"
[[grades]]
id = "a"
name = "xuất sắc"
points = ">= 90"
"#;

fn judged(rest: &str) -> String {
    format!("points = 100\n[[criteria]]\nid = \"j\"\ntitle = \"J\"\nmax = 100\nrule = \"judged\"\n{rest}")
}

#[track_caller]
fn graded(points: &str, grades: &[&str]) {
    let found = score(&judged(GRADES), &[&format!("S#j a {points}")]);
    let ids: Vec<&str> = found.grades.iter().map(kehoach::GradeId::as_str).collect();
    assert_eq!(ids, grades, "{points}");
}

#[test]
fn a_total_on_a_cut_off_and_one_unit_of_scale_below_it() {
    graded("90", &["a"]);
    graded("89.9", &["b"]);
    graded("89.5", &["b"]);
    graded("70", &["b"]);
    graded("69.9", &["c"]);
    graded("50", &["c"]);
    graded("49.9", &["d"]);
    graded("0", &["d"]);
    graded("100", &["a"]);
}

#[test]
fn unrecorded_points_leave_everything_open() {
    let found = score(&judged(GRADES), &[]);
    assert_eq!(found.total.unwrap().to_string(), "0..100");
    assert_eq!((found.grades.len(), found.grade()), (4, None));
    assert_eq!(found.completeness.unwrap().to_string(), "0");
}

const TWO: &str = r#"
[[groups]]
id = "A"
title = "A"
[[groups]]
id = "B"
title = "B"
[[criteria]]
id = "x"
title = "X"
group = "A"
max = 30
rule = "all-or-nothing"
target = "T-lam"
[[criteria]]
id = "y"
title = "Y"
group = "A"
max = 30
rule = "proportional"
target = "T-ty-le"
[[criteria]]
id = "z"
title = "Z"
group = "B"
max = 40
rule = "all-or-nothing"
target = "T-xep"
"#;

/// X does not apply, Y comes to 20 of 30, Z to 40 of 40.
const WITHOUT_X: [&str; 6] =
    ["lam a1 n/a", "lam a2 n/a", "ty-le a1 8/15", "ty-le a2 8/15", "xep a1 kha", "xep a2 yeu"];

#[track_caller]
fn total(policy: &str, rows: &[&str], total: &str) {
    let found = score(&format!("points = 100\nnot_applicable = \"{policy}\"\n{TWO}"), rows);
    assert_eq!(found.total.map(|total| total.to_string()).unwrap_or_default(), total, "{policy}");
}

#[test]
fn what_is_not_applicable_counts_as_the_sheet_says() {
    total("full", &WITHOUT_X, "90");
    total("zero", &WITHOUT_X, "60");
    // A: 20 x 60 / 30 = 40, and 40 of B.
    total("left-out-of-group", &WITHOUT_X, "80");
    // (20 + 40) x 100 / 70 = 85.71...
    total("left-out-of-total", &WITHOUT_X, "85.7");
    // All of A: the total is rescaled in turn: 40 x 100 / 40.
    let without_a = ["lam a1 n/a", "lam a2 n/a", "ty-le a1 0/0", "ty-le a2 0/0", "xep a1 kha", "xep a2 yeu"];
    total("left-out-of-group", &without_a, "100");
    total("zero", &without_a, "40");
    let nothing = ["lam a1 n/a", "lam a2 n/a", "ty-le a1 0/0", "ty-le a2 0/0", "xep a1 n/a", "xep a2 n/a"];
    total("left-out-of-group", &nothing, "");
    total("left-out-of-total", &nothing, "");
    total("full", &nothing, "100");
}

#[test]
fn a_group_is_cut_at_its_own_maximum() {
    let sheet = TWO.replacen("title = \"A\"", "title = \"A\"\nmax = 50", 1);
    let rows = ["lam a1 done", "lam a2 done", "ty-le a1 15/15", "ty-le a2 15/15", "xep a1 yeu", "xep a2 yeu"];
    let found = score(&format!("points = 90\nnot_applicable = \"zero\"\n{sheet}"), &rows);
    assert_eq!(found.total.unwrap().to_string(), "50");
    assert_eq!(found.groups[0].sum.to_string(), "60");
}

#[test]
fn bonus_and_penalty_stand_outside_the_maximum_and_inside_the_limits_of_the_total() {
    let sheet = |kind: &str, rest: &str| {
        format!(
            "points = 100\nnot_applicable = \"zero\"\n{rest}\n{TWO}\n[[adjustments]]\nid = \"w\"\ntitle = \"W\"\nkind = \"{kind}\"\ntarget = \"T-so\"\nper = \"unit\"\npoints = 3\ncap = 5\n"
        )
    };
    let rows = ["lam a1 done", "lam a2 done", "ty-le a1 15/15", "ty-le a2 15/15", "xep a1 kha", "xep a2 kha"];
    let with = |so: &str| {
        let mut all: Vec<String> = rows.iter().map(|row| (*row).to_owned()).collect();
        all.extend([format!("so a1 {so}"), "so a2 0".to_owned()]);
        all
    };
    let total = |sheet: &str, rows: &[String]| {
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        score(sheet, &rows).total.unwrap().to_string()
    };
    assert_eq!(total(&sheet("bonus", ""), &with("1")), "103");
    assert_eq!(total(&sheet("bonus", ""), &with("9")), "105", "up to its cap");
    assert_eq!(total(&sheet("bonus", "total_max = 100"), &with("1")), "100");
    assert_eq!(total(&sheet("penalty", ""), &with("1")), "97");
}

#[test]
fn nonsense_is_refused_by_name() {
    assert_eq!(
        refused(&judged("").replace("points = 100", "points = 90")),
        ["the maxima add up to 100, and the sheet says 90"]
    );
    assert_eq!(
        refused(&judged(&GRADES.replace("[70, 90)", "[70, 89]"))),
        ["the cut-offs leave a gap: (89, 90) has no grade"]
    );
    assert_eq!(
        refused(&judged(&GRADES.replace("[70, 90)", "[70, 90]"))),
        ["the cut-offs of `b` and `a` overlap"]
    );
    assert_eq!(
        refused(
            "points = 10\n[[criteria]]\nid = \"x\"\ntitle = \"X\"\nmax = 10\nrule = \"all-or-nothing\"\ntarget = \"T-lam\"\n"
        ),
        [
            "criterion `x` may be not applicable, and the sheet does not say how that counts: `full`, `zero`, `left-out-of-group` or `left-out-of-total`"
        ]
    );
    let one = |rule: &str| {
        refused(&format!(
            "points = 10\nnot_applicable = \"zero\"\n[[criteria]]\nid = \"x\"\ntitle = \"X\"\nmax = 10\n{rule}\n"
        ))
    };
    assert_eq!(
        one("rule = \"proportional\"\ntarget = \"T-so\""),
        ["`proportional` cannot be read on the two-sided `[1, 2]`: write it as steps"]
    );
    assert_eq!(one("rule = \"all-or-nothing\"\ntarget = \"T-lan\""), ["the plan has no target `T-lan`"]);
    assert_eq!(
        one(
            "rule = \"steps\"\ntarget = \"T-ty-le\"\nsteps = [{ values = \">= 80%\", points = 10 }, { values = \"[50%, 80%]\", points = 5 }]"
        ),
        ["the steps `>= 80%` and `[50%, 80%]` overlap"]
    );
    assert_eq!(
        one("rule = \"per-occurrence\"\ntasks = [\"nv\"]\ndeduct = \"1\""),
        ["the plan has no task `nv`"]
    );
    assert_eq!(
        one("rule = \"steps\"\ntarget = \"T-ty-le\"\nsteps = [{ values = \">= 80%\", points = 9.25 }]"),
        ["9.25 has more than 1 digits after the point, the scale of the sheet"]
    );
    assert_eq!(
        one("rule = \"proportional\"\ntarget = \"T-ty-le\"\nfloor = 90"),
        ["the floor 90 lies on the good side of `>= 80%`, where nothing is taken away"]
    );
}

#[test]
fn a_refusal_says_where_it_stands_and_what_is_near() {
    let text = "format = 1\nid = \"S\"\ntitle = \"T\"\nperiod = \"2023\"\nsubjects = \"xa\"\npoints = 10\nnot_applicable = \"zero\"\n\n[[criteria]]\nid = \"x\"\ntitle = \"X\"\nmax = 10\nrule = \"all-or-nothing\"\ntarget = \"T-lan\"\n";
    let problems = kehoach::score::Sheet::from_toml(text, &crate::fixture::plan()).unwrap_err();
    assert_eq!(
        problems.to_string(),
        "line 14, column 10: criteria[0].target: the plan has no target `T-lan`; did you mean `T-lam`?"
    );
}

#[test]
fn a_sheet_reads_back_as_it_was_written() {
    let plan = crate::fixture::plan();
    let text = format!("points = 100\nnot_applicable = \"left-out-of-total\"\n{TWO}{GRADES}");
    let sheet = crate::fixture::sheet(&plan, &text);
    assert_eq!(kehoach::score::Sheet::from_toml(&sheet.to_toml(), &plan).unwrap(), sheet);
    assert_eq!(kehoach::score::Sheet::from_json(&sheet.to_json(), &plan).unwrap(), sheet);
}

#[test]
fn gates_and_conditions_hold_a_grade_down() {
    let sheet = format!(
        "points = 100\nnot_applicable = \"zero\"\n{TWO}{GRADES}[[gates]]\ntarget = \"T-xep\"\nat_most = \"c\"\n"
    );
    let grades = |sheet: &str, rows: &[&str]| {
        score(sheet, rows).grades.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    };
    let all = ["lam a1 done", "lam a2 done", "ty-le a1 15/15", "ty-le a2 15/15", "xep a1 kha", "xep a2 yeu"];
    assert_eq!(grades(&sheet, &all), "a");
    let missed =
        ["lam a1 done", "lam a2 done", "ty-le a1 15/15", "ty-le a2 15/15", "xep a1 yeu", "xep a2 yeu"];
    let heavy = sheet.replacen("max = 40", "max = 1", 1).replacen("points = 100", "points = 61", 1);
    assert_eq!(
        grades(
            &heavy.replace("[50, 70)", "[50, 55)").replace("[70, 90)", "[55, 60)").replace(">= 90", ">= 60"),
            &missed
        ),
        "c"
    );
    assert_eq!(
        grades(&sheet, &missed[..5]),
        "c b a",
        "an open gate leaves both, and the open points every grade they touch"
    );
    let demanding = sheet.replace(
        "points = \">= 90\"",
        "points = \">= 90\"\nconditions = [{ rate = \"exceeded\", asked = \">= 100%\" }]",
    );
    // 100 % of one target cannot be exceeded and is left out; the share of those at `kha` lies exactly on its bound.
    assert_eq!(grades(&demanding, &all), "b");
    let both = [
        "lam a1 done",
        "lam a2 done",
        "ty-le a1 15/15",
        "ty-le a2 15/15",
        "xep a1 kha",
        "xep a2 kha",
        "so a1 1",
        "so a2 0",
    ];
    assert_eq!(grades(&demanding, &both), "a");
}

const BOTH: &str = "points = 100\nnot_applicable = \"zero\"\n\
    [[criteria]]\nid = \"nep\"\ntitle = \"Nề nếp\"\nmax = 40\nrule = \"judged\"\n\
    [[criteria]]\nid = \"lam\"\ntitle = \"Làm\"\nmax = 60\nrule = \"all-or-nothing\"\ntarget = \"T-lam\"\n";

/// What a program enters is held against the sheet before anything is scored.
#[test]
fn recorded_points_fit_their_sheet() {
    let (plan, register) = (crate::fixture::plan(), crate::fixture::register("a"));
    let sheet = crate::fixture::sheet(&plan, BOTH);
    for (criterion, period, points, said, near) in [
        (
            "neep",
            "2023",
            "5",
            "points are recorded for `neep`, and the sheet has no judged criterion of that name",
            Some("nep"),
        ),
        (
            "lam",
            "2023",
            "5",
            "points are recorded for `lam`, and the sheet has no judged criterion of that name",
            None,
        ),
        (
            "nep",
            "2023-Q1",
            "5",
            "the points of `nep` at `a` are recorded for 2023-Q1, and the sheet scores 2023",
            None,
        ),
        (
            "nep",
            "2023",
            "41",
            "the points of `nep` at `a` lie from 0 to 40 in steps of 0.1, and are recorded as 41",
            None,
        ),
        (
            "nep",
            "2023",
            "-1",
            "the points of `nep` at `a` lie from 0 to 40 in steps of 0.1, and are recorded as -1",
            None,
        ),
        (
            "nep",
            "2023",
            "0.25",
            "the points of `nep` at `a` lie from 0 to 40 in steps of 0.1, and are recorded as 0.25",
            None,
        ),
    ] {
        let mut ledger = kehoach::Ledger::new();
        let awarded = kehoach::JudgedPoints {
            sheet: "S".parse().unwrap(),
            criterion: criterion.parse().unwrap(),
            subject: "a".parse().unwrap(),
            period: period.parse().unwrap(),
            points: points.parse().unwrap(),
            judged_on: crate::fixture::day(),
            grounds: None,
            corrects: false,
        };
        ledger.award(awarded).unwrap();
        let evaluator = kehoach::Evaluator::new(&plan, &register, &ledger, crate::fixture::day()).unwrap();
        let error = Scorer::new(&evaluator, &sheet).map(|_| ()).unwrap_err();
        assert_eq!((error.to_string().as_str(), error.did_you_mean()), (said, near));
    }
}

#[test]
fn what_a_sheet_does_not_have_is_named_with_what_is_near() {
    let (plan, register) = (crate::fixture::plan(), crate::fixture::register("a"));
    let sheet = crate::fixture::sheet(&plan, BOTH);
    let ledger = kehoach::Ledger::new();
    let evaluator = kehoach::Evaluator::new(&plan, &register, &ledger, crate::fixture::day()).unwrap();
    let scorer = Scorer::new(&evaluator, &sheet).unwrap();
    let error = scorer.explain_criterion(&"a".parse().unwrap(), &"neep".parse().unwrap()).unwrap_err();
    assert_eq!(
        (error.to_string().as_str(), error.did_you_mean()),
        ("the sheet has no criterion `neep`", Some("nep"))
    );
    let error = scorer.score(&"huyeen".parse().unwrap()).unwrap_err();
    assert_eq!(
        (error.to_string().as_str(), error.did_you_mean()),
        ("the register has no unit `huyeen`", Some("huyen"))
    );
    // Of another plan, what the sheet names in the first place and that one lacks.
    let other = kehoach::Plan::from_toml(&crate::fixture::PLAN.replace("T-lam", "T-khac")).unwrap();
    let evaluator = kehoach::Evaluator::new(&other, &register, &ledger, crate::fixture::day()).unwrap();
    let error = Scorer::new(&evaluator, &sheet).map(|_| ()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "sheet `S` does not fit the plan that is evaluated: the plan has no target `T-lam`"
    );
}

#[test]
fn scores_in_the_order_of_their_ranks() {
    let (plan, register) = (crate::fixture::plan(), crate::fixture::register("abcd"));
    let rows = ["S#j a 50", "S#j b 90", "S#j c 90", "S#j d 70"].map(str::to_owned);
    let ledger = crate::fixture::ledger(&plan, &register, &rows);
    let sheet = crate::fixture::sheet(&plan, &judged(GRADES));
    let all = crate::fixture::scores(&plan, &register, &ledger, &sheet);
    let ranked: Vec<(&str, u64, u64)> = all
        .ranked()
        .into_iter()
        .map(|score| (score.subject.as_str(), score.rank.unwrap().best, score.rank.unwrap().worst))
        .collect();
    assert_eq!(ranked, [("b", 1, 1), ("c", 1, 1), ("d", 3, 3), ("a", 4, 4)]);
}

/// Of whom it is unknown whether anybody counts: up to ten such criteria are tried one against another, more are bounded.
#[test]
fn many_criteria_of_which_it_is_open_whether_they_apply() {
    let nested = crate::fixture::PLAN.replace("id = \"T-xep\"\n", "id = \"T-xep\"\nwithin = \"T-lam\"\n");
    let plan = kehoach::Plan::from_toml(&nested).unwrap();
    let register = crate::fixture::register("a");
    let rows = ["xep a1 kha", "xep a2 kha"].map(str::to_owned);
    let ledger = crate::fixture::ledger(&plan, &register, &rows);
    for (criteria, total, sum, group) in
        [(1, "10", "0..10", "10"), (10, "100", "0..100", "10..100"), (11, "0..110", "0..110", "0..110")]
    {
        let text: String = (0..criteria)
            .map(|k| {
                format!(
                    "[[criteria]]\nid = \"c{k}\"\ntitle = \"C\"\ngroup = \"A\"\nmax = 10\nrule = \"proportional\"\ntarget = \"T-xep\"\n"
                )
            })
            .collect();
        let head = format!(
            "points = {}\nnot_applicable = \"left-out-of-total\"\n[[groups]]\nid = \"A\"\ntitle = \"A\"\n",
            criteria * 10
        );
        let sheet = crate::fixture::sheet(&plan, &format!("{head}{text}"));
        let all = crate::fixture::scores(&plan, &register, &ledger, &sheet);
        let found = all.get(&"a".parse().unwrap()).unwrap();
        assert!(found.criteria.iter().all(|criterion| criterion.may_be_not_applicable), "{criteria}");
        assert_eq!(found.total.unwrap().to_string(), total, "{criteria}");
        assert_eq!(found.groups[0].sum.to_string(), sum, "{criteria}");
        assert_eq!(found.groups[0].points.unwrap().to_string(), group, "{criteria}");
    }
}

/// The text says how the points came about, from the bound on.
#[test]
fn points_beyond_the_base_are_worked_out_in_the_explanation() {
    let (plan, register) = (crate::fixture::plan(), crate::fixture::register("a"));
    let rows = ["ty-le a1 9/10", "ty-le a2 10/10"].map(str::to_owned);
    let ledger = crate::fixture::ledger(&plan, &register, &rows);
    for (count, points, said) in [
        ("whole", "8", "95%: beyond by 15, 3 steps, 5 + 3 → 8 points"),
        ("pro-rata", "8.8", "95%: beyond by 15, 3.75 steps, 5 + 3.75 → 8.8 points"),
    ] {
        let sheet = crate::fixture::sheet(
            &plan,
            &format!(
                "points = 10\nnot_applicable = \"zero\"\n[[criteria]]\nid = \"c\"\ntitle = \"C\"\nmax = 10\nrule = \"base-and-steps\"\n\
                 target = \"T-ty-le\"\nbase = 5\nstep = 4\npoints = 1\ncount = \"{count}\"\n"
            ),
        );
        let evaluator = kehoach::Evaluator::new(&plan, &register, &ledger, crate::fixture::day()).unwrap();
        let scorer = Scorer::new(&evaluator, &sheet).unwrap();
        let score = scorer.score(&"a".parse().unwrap()).unwrap();
        assert_eq!(score.total.unwrap().to_string(), points, "{count}");
        let explained = scorer.explain_criterion(&"a".parse().unwrap(), &"c".parse().unwrap()).unwrap();
        let text = explained.text(kehoach::Language::English);
        assert!(text.contains(said), "{text}");
    }
}

/// Points by a target among those who meet another one.
const AMONG: &str = "points = 10\nnot_applicable = \"left-out-of-total\"\n[[criteria]]\nid = \"c\"\ntitle = \"C\"\nmax = 10\nrule = \"proportional\"\ntarget = \"T-xep\"\n";

/// Who may turn out to have no score at all ties with nobody for certain, and is not counted for certain among those a quota is a share of.
#[test]
fn a_rival_that_may_have_no_score() {
    let nested = crate::fixture::PLAN.replace("id = \"T-xep\"\n", "id = \"T-xep\"\nwithin = \"T-lam\"\n");
    let plan = kehoach::Plan::from_toml(&nested).unwrap();
    let register = crate::fixture::register("ab");
    let rows = ["xep a1 kha", "xep a2 kha", "xep b1 kha", "xep b2 kha", "lam b1 done", "lam b2 done"];
    let grades = "[[grades]]\nid = \"thap\"\nname = \"thấp\"\npoints = \"< 5\"\n[[grades]]\nid = \"cao\"\nname = \"cao\"\npoints = \">= 5\"\n";
    let quota = "[[quotas]]\ngrade = \"cao\"\nshare = \"<= 50%\"\nof = \"all\"\nat_least_one = true\n";
    let sheet = crate::fixture::sheet(&plan, &format!("{AMONG}{grades}{quota}"));
    let found = |more: &[&str]| {
        let rows: Vec<String> = rows.iter().chain(more).map(|row| (*row).to_owned()).collect();
        let ledger = crate::fixture::ledger(&plan, &register, &rows);
        let all = crate::fixture::scores(&plan, &register, &ledger, &sheet);
        let of = |unit: &str| {
            let score = all.get(&unit.parse().unwrap()).unwrap();
            let (rank, quota) = (score.rank.unwrap(), &score.quotas[0]);
            assert_eq!(score.total.unwrap().to_string(), "10");
            (score.may_be_not_applicable, (rank.best, rank.worst, rank.tied), quota.standing, quota.base)
        };
        [of("a"), of("b")]
    };
    use kehoach::score::Standing;
    assert_eq!(
        found(&[]),
        [(true, (1, 1, true), Standing::Loses, (2, 2)), (false, (1, 1, false), Standing::MayKeep, (1, 2))]
    );
    let tied = (false, (1, 1, true), Standing::Loses, (2, 2));
    assert_eq!(found(&["lam a1 done"]), [tied, tied]);
}

/// In the baseline's year nobody may have met the outer target: then there is no baseline, and nothing to score.
#[test]
fn a_baseline_among_units_that_are_not_known_yet() {
    let nested = crate::fixture::PLAN.replace(
        "criterion = \"từ khá trở lên\"\nthreshold = \"từ 50%\"\n",
        "criterion = \"từ khá trở lên\"\nthreshold = \">= baseline\"\nbaseline = \"2022\"\nwithin = \"T-lam\"\n",
    );
    let plan = kehoach::Plan::from_toml(&nested).unwrap_or_else(|problems| panic!("{problems}"));
    let register = crate::fixture::register("a");
    let sheet = crate::fixture::sheet(&plan, AMONG);
    let found = |before: &[&str]| {
        let mut text = "item,unit,period,value,reported_on,note\n".to_owned();
        let now = ["lam,a1,2023,done", "lam,a2,2023,done", "xep,a1,2023,kha", "xep,a2,2023,yeu"];
        text.extend(now.iter().chain(before).map(|row| format!("{row},2023-12-01,không có\n")));
        let ledger = kehoach::Ledger::from_csv(&text, &plan, &register).unwrap().whole().unwrap();
        let all = crate::fixture::scores(&plan, &register, &ledger, &sheet);
        let score = all.get(&"a".parse().unwrap()).unwrap().clone();
        (score.total.map(|total| total.to_string()), score.may_be_not_applicable)
    };
    let points = |text: &str| Some(text.to_owned());
    assert_eq!(found(&[]), (points("0..10"), true));
    let all = ["lam,a1,2022,done", "lam,a2,2022,không đạt", "xep,a1,2022,kha"];
    assert_eq!(found(&all), (points("5"), false), "one of two, where it was one of one");
    assert_eq!(
        found(&["lam,a1,2022,không đạt", "lam,a2,2022,không đạt"]),
        (None, false),
        "nobody met the outer one"
    );
}

const TWO_GRADES: &str = "[[grades]]\nid = \"thap\"\nname = \"thấp\"\npoints = \"< 5\"\n[[grades]]\nid = \"cao\"\nname = \"cao\"\npoints = \">= 5\"\n";

/// What is asked as little as can be leaves nothing to exceed, and is not among those that are to be exceeded: the grade stands.
#[test]
fn targets_that_cannot_be_exceeded_are_left_out() {
    let amount = |least: &str| {
        format!(
            "measure = \"amount\"\nunit = \"độ\"\nleast = {least}\ncombine = \"latest\"\nreported = \"yearly\"\n\n[[targets]]\nid = \"T-lam\""
        )
    };
    let of_so = |indicator: &str, target: &str| {
        let plan = crate::fixture::PLAN.replace(
            "measure = \"count\"\ncombine = \"latest\"\nreported = \"yearly\"\n\n[[targets]]\nid = \"T-lam\"",
            indicator,
        );
        plan.replace("aggregate = \"total\"\nthreshold = \"[1, 2]\"", target)
    };
    let count =
        "measure = \"count\"\ncombine = \"latest\"\nreported = \"yearly\"\n\n[[targets]]\nid = \"T-lam\""
            .to_owned();
    let total = |asked: &str| format!("aggregate = \"total\"\nthreshold = \"{asked}\"");
    let number = "aggregate = \"number-of-units\"\ncriterion = \">= 5\"\nthreshold = \"<= 0\"".to_owned();
    let share = "aggregate = \"share-of-units\"\ncriterion = \">= 5\"\nthreshold = \"<= 0%\"".to_owned();
    for (indicator, target, exceeded) in [
        // Two in all, or none of them: met in each case, and not exceeded where it can be.
        (count.clone(), total("<= 0"), "left out"),
        (count.clone(), total("<= 5"), "yes"),
        (count, total(">= 0"), "no"),
        (amount("0"), total("<= 0"), "left out"),
        (amount("-5"), total("<= 0"), "no"),
        (amount("-5"), number, "left out"),
        (amount("-5"), share, "left out"),
    ] {
        let plan = kehoach::Plan::from_toml(&of_so(&indicator, &target))
            .unwrap_or_else(|problems| panic!("{problems}"));
        let register = crate::fixture::register("a");
        let rows = ["S#j a 9", "so a1 0", "so a2 0"].map(str::to_owned);
        let ledger = crate::fixture::ledger(&plan, &register, &rows);
        let condition = "conditions = [{ rate = \"exceeded\", of = [\"T-so\"], asked = \"100%\" }]\n";
        let sheet = format!(
            "points = 10\n[[criteria]]\nid = \"j\"\ntitle = \"J\"\nmax = 10\nrule = \"judged\"\n{TWO_GRADES}{condition}"
        );
        let all = crate::fixture::scores(&plan, &register, &ledger, &crate::fixture::sheet(&plan, &sheet));
        let score = all.get(&"a".parse().unwrap()).unwrap();
        let counted = score.conditions[0].counted;
        let found = match (counted.met, counted.missed) {
            (1, 0) => "yes",
            (0, 1) => "no",
            (0, 0) => "left out",
            other => panic!("{other:?}"),
        };
        assert_eq!(found, exceeded, "{indicator} {target}");
        assert_eq!(
            score.grade().unwrap().as_str(),
            if exceeded == "no" { "thap" } else { "cao" },
            "{target}"
        );
    }
}

/// A gate on points of which it is unknown whether they count is open.
#[test]
fn a_gate_on_points_that_may_not_apply() {
    let nested = crate::fixture::PLAN.replace("id = \"T-xep\"\n", "id = \"T-xep\"\nwithin = \"T-lam\"\n");
    let plan = kehoach::Plan::from_toml(&nested).unwrap();
    let register = crate::fixture::register("a");
    let gate = "[[gates]]\ncriterion = \"c\"\npoints = \"> 9\"\nat_most = \"thap\"\n";
    let sheet = crate::fixture::sheet(&plan, &format!("{AMONG}{TWO_GRADES}{gate}"));
    for (more, closed, grades) in [
        ("xep a2 kha", kehoach::score::Holds::Open, &["thap", "cao"][..]),
        ("lam a1 done", kehoach::score::Holds::Yes, &["thap"]),
    ] {
        let rows = ["xep a1 kha", "xep a2 kha", more].map(str::to_owned);
        let ledger = crate::fixture::ledger(&plan, &register, &rows);
        let all = crate::fixture::scores(&plan, &register, &ledger, &sheet);
        let score = all.get(&"a".parse().unwrap()).unwrap();
        let found: Vec<&str> = score.grades.iter().map(kehoach::GradeId::as_str).collect();
        assert_eq!((score.gates[0].closed, &found[..]), (closed, grades), "{more}");
    }
}

/// Each of two criteria may be left out, or both, or none: the least total is where the better one alone is.
#[test]
fn each_way_in_which_criteria_may_not_apply() {
    let nested = crate::fixture::PLAN.replace("id = \"T-xep\"\n", "id = \"T-xep\"\nwithin = \"T-lam\"\n");
    let other = nested.replace(
        "aggregate = \"pooled-share\"\nthreshold = \"từ 80%\"",
        "aggregate = \"share-of-units\"\ncriterion = \"từ 80%\"\nthreshold = \"từ 50%\"\nwithin = \"T-lam\"",
    );
    let plan = kehoach::Plan::from_toml(&other).unwrap_or_else(|problems| panic!("{problems}"));
    let register = crate::fixture::register("a");
    let rows = ["xep a1 kha", "xep a2 kha", "ty-le a1 1/10", "ty-le a2 1/10"].map(str::to_owned);
    let ledger = crate::fixture::ledger(&plan, &register, &rows);
    let criterion = |id: &str, target: &str| {
        format!(
            "[[criteria]]\nid = \"{id}\"\ntitle = \"C\"\nmax = 10\nrule = \"proportional\"\ntarget = \"{target}\"\n"
        )
    };
    for (first, second) in [("T-xep", "T-ty-le"), ("T-ty-le", "T-xep")] {
        let sheet = format!(
            "points = 20\nnot_applicable = \"left-out-of-total\"\n{}{}",
            criterion("c", first),
            criterion("d", second)
        );
        let all = crate::fixture::scores(&plan, &register, &ledger, &crate::fixture::sheet(&plan, &sheet));
        // 10 and 0: of both 10, of the one alone 20, of the other alone 0.
        assert_eq!(all.get(&"a".parse().unwrap()).unwrap().total.unwrap().to_string(), "0..20", "{first}");
    }
}
