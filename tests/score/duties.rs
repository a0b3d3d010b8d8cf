//! Sheets over tasks: rates, late occurrences, gates on statuses; and grades that ask for those of subordinate units.

use kehoach::{
    Completed, Completion, Evaluator, Instruction, Ledger, Plan, Register, TaskId, UnitId,
    score::{Score, Scorer, Sheet},
};

use crate::fixture;

/// What a scorer says of commune `a`, as of a day.
fn scored<T>(
    sheet: &str,
    rows: &[(&str, &str, &str)],
    day: (i32, u32, u32),
    say: impl FnOnce(&Scorer<'_, '_>, Score) -> T,
) -> T {
    let plan = Plan::from_toml(&format!("{}{}", fixture::PLAN, fixture::TASK))
        .unwrap_or_else(|problems| panic!("{problems}"));
    let register = fixture::register("a");
    let mut text = "item,unit,period,value,reported_on\n".to_owned();
    for (unit, period, done) in rows {
        text.push_str(&format!("bc,{unit},{period},{done},{done}\n"));
    }
    let ledger = Ledger::from_csv(&text, &plan, &register).unwrap().whole().unwrap_or_else(|p| panic!("{p}"));
    let sheet = fixture::sheet(&plan, sheet);
    let day = chrono::NaiveDate::from_ymd_opt(day.0, day.1, day.2).unwrap();
    let evaluator = Evaluator::new(&plan, &register, &ledger, day).unwrap();
    let scorer = Scorer::new(&evaluator, &sheet).unwrap();
    let score = scorer.score(&UnitId::new("a").unwrap()).unwrap();
    say(&scorer, score)
}

/// The total and the grades of commune `a`, as of a day.
fn found(sheet: &str, rows: &[(&str, &str, &str)], day: (i32, u32, u32)) -> (String, String) {
    scored(sheet, rows, day, |_, score| {
        let grades: Vec<&str> = score.grades.iter().map(kehoach::GradeId::as_str).collect();
        (score.total.unwrap().to_string(), grades.join(" "))
    })
}

#[test]
fn on_time_reports_that_lift_to_the_next_grade_are_counted_exactly() {
    let ways = |rows: &[(&str, &str, &str)], day| {
        scored(SHEET, rows, day, |scorer, score| {
            let lift = scorer.lift(&score).unwrap().unwrap();
            let ways = lift.alone.iter().map(|way| format!("{} {} {:?}", way.criterion, way.needed, way.of));
            (lift.lacking.to_string(), ways.collect::<Vec<_>>().join(", "))
        })
    };
    // Eight reports are owed. With none, the rate gives nothing and the deduction stands at its cap of 6: 4 of the 10 points
    // that the grade asks. Five on time are worth 6.25; the deduction is gone only with all eight.
    assert_eq!(ways(&[], (2023, 1, 1)), ("6".into(), "dung-han 5 OnTime, cham 8 OnTime".into()));
    // Four on time are worth 5, and 4 stand beside them: one more is worth the last point. Of the deduction, four pending ones
    // at 2 points are still above the cap; with one of them it is 6, with two 4.
    assert_eq!(ways(&on_time(2), (2023, 7, 1)), ("1".into(), "dung-han 1 OnTime, cham 2 OnTime".into()));
}

const SHEET: &str = r#"
points = 20
not_applicable = "full"
[[criteria]]
id = "dung-han"
title = "Đúng hạn"
max = 10
rule = "proportional"
rate = "on-time"
asked = "100%"
[[criteria]]
id = "cham"
title = "Chậm"
max = 10
rule = "per-occurrence"
tasks = ["bc"]
deduct = "20%"
cap = 6
[[grades]]
id = "c"
name = "c"
points = "< 10"
[[grades]]
id = "a"
name = "a"
points = ">= 10"
[[gates]]
statuses = ["overdue"]
at_most = "c"
"#;

/// Both villages report on the last day of each of the first quarters.
fn on_time(quarters: usize) -> Vec<(&'static str, &'static str, &'static str)> {
    let all = [
        ("2023-Q1", "2023-03-31"),
        ("2023-Q2", "2023-06-30"),
        ("2023-Q3", "2023-09-30"),
        ("2023-Q4", "2023-12-31"),
    ];
    let both = all.into_iter().take(quarters).flat_map(|(q, day)| [("a1", q, day), ("a2", q, day)]);
    both.collect()
}

#[test]
fn late_ones_cost_and_pending_ones_leave_a_range() {
    assert_eq!(found(SHEET, &on_time(4), (2024, 1, 15)), ("20".into(), "a".into()));
    let mut late = on_time(4);
    late[0].2 = "2023-04-05";
    // 7 of 8: 10 x 7/8 = 8.75; 10 - 2.
    assert_eq!(found(SHEET, &late, (2024, 1, 15)), ("16.8".into(), "a".into()));
    // The fourth quarter is due: 6 of 8 are sure, two may be late, and the gate may close.
    assert_eq!(found(SHEET, &on_time(3), (2023, 12, 31)), ("13.5..20".into(), "c a".into()));
    // A day later they are overdue.
    assert_eq!(found(SHEET, &on_time(3), (2024, 1, 1)), ("13.5".into(), "c".into()));
    // Four late at 2 each: the cap of 6 is reached.
    assert_eq!(found(SHEET, &on_time(2), (2024, 1, 1)), ("9".into(), "c".into()));
}

#[test]
fn a_grade_can_ask_for_the_grades_of_those_below() {
    let plan = fixture::plan();
    let register = fixture::register("ab");
    let sheet = |asked: &str| {
        let text = format!(
            r#"format = 1
id = "S"
title = "S"
period = "2023"
subjects = "tat-ca"
points = 10
[[criteria]]
id = "j"
title = "J"
max = 10
rule = "judged"
[[grades]]
id = "thap"
name = "thấp"
points = "< 5"
[[grades]]
id = "cao"
name = "cao"
points = ">= 5"
conditions = [{{ rate = "subordinates", at_least = "cao", asked = "{asked}" }}]
"#
        );
        let plan_text =
            format!("{}[[scopes]]\nid = \"tat-ca\"\nlevels = [\"district\", \"commune\"]\n", fixture::PLAN);
        let plan = Plan::from_toml(&plan_text).unwrap_or_else(|problems| panic!("{problems}"));
        let sheet = Sheet::from_toml(&text, &plan).unwrap_or_else(|problems| panic!("{problems}"));
        (plan, sheet)
    };
    let grade = |asked: &str, rows: &[&str]| {
        let (plan, sheet) = sheet(asked);
        let rows: Vec<String> = rows.iter().map(|row| (*row).to_owned()).collect();
        let ledger = fixture::ledger(&plan, &register, &rows);
        let all = fixture::scores(&plan, &register, &ledger, &sheet);
        let district = all.get(&UnitId::new("huyen").unwrap()).unwrap();
        district.grades.iter().map(kehoach::GradeId::as_str).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(grade("100%", &["S#j huyen 9", "S#j a 9", "S#j b 5"]), "cao");
    assert_eq!(grade("100%", &["S#j huyen 9", "S#j a 9", "S#j b 4"]), "thap");
    assert_eq!(grade(">= 50%", &["S#j huyen 9", "S#j a 9", "S#j b 4"]), "cao");
    assert_eq!(grade("100%", &["S#j huyen 9", "S#j a 9"]), "thap cao");
    assert!(plan.targets().len() == 4);
}

#[test]
fn what_was_done_counts_where_the_unit_was_when_it_was_done() {
    // Village a1 did what it was told in May and was gone in July: it still counts at its commune, as in the commune's rates.
    let task = fixture::TASK.replace("hằng quý", "on instruction: khi cần").replace("report", "work");
    let plan = Plan::from_toml(&format!("{}{task}", fixture::PLAN)).unwrap_or_else(|p| panic!("{p}"));
    let units = "id,name,kind,level,parent,last\nhuyen,Huyện,ubnd,district,,\na,Xã a,ubnd,commune,huyen,\n\
                 a1,Bản a1,to,village,a,2023-06-30\na2,Bản a2,to,village,a,\n";
    let register = Register::from_csv(units).unwrap();
    let (task, day) = (TaskId::new("bc").unwrap(), |text: &str| text.parse().unwrap());
    let mut ledger = Ledger::new();
    let by = UnitId::new("huyen").unwrap();
    let issued_on = day("2023-05-02");
    let given = Instruction { task: task.clone(), by, issued_on, due: None, source: None, corrects: false };
    ledger.instruct(given).unwrap();
    let (unit, completed) = (UnitId::new("a1").unwrap(), Completed::Done(day("2023-05-10")));
    let (occurrence, recorded_on) = ("on-instruction".to_owned(), day("2023-05-10"));
    ledger.complete(Completion { task, unit, occurrence, completed, recorded_on, source: None });
    let sheet = fixture::sheet(
        &plan,
        "points = 10\nnot_applicable = \"zero\"\n[[criteria]]\nid = \"x\"\ntitle = \"X\"\nmax = 10\n\
         rule = \"proportional\"\nrate = \"completed\"\nasked = \"100%\"\n",
    );
    let evaluator = Evaluator::new(&plan, &register, &ledger, fixture::day()).unwrap();
    let commune = UnitId::new("a").unwrap();
    let rate = evaluator.rates(&commune).unwrap().completion;
    assert_eq!((rate.met, rate.unknown), (1, 1));
    let score = Scorer::new(&evaluator, &sheet).unwrap().score(&commune).unwrap();
    // One of two is done, the other may still be.
    assert_eq!(score.total.unwrap().to_string(), "5..10");
}

#[test]
fn a_rate_over_all_targets_waits_for_no_judgement_that_the_plan_does_not_ask_for() {
    let judged = "[[targets]]\nid = \"T-danh-gia\"\ntitle = \"Cấp giấy\"\naggregate = \"judgement\"\nthreshold = \"cơ bản\"\n";
    let early = "[[targets]]\nid = \"T-quy-1\"\ntitle = \"Làm quý I\"\nindicator = \"lam\"\nmeasured = \"to\"\n\
                 aggregate = \"number-of-units\"\nthreshold = \">= 2\"\njudged = \"during 2023-Q1\"\n";
    let plan =
        Plan::from_toml(&format!("{}{judged}{early}", fixture::PLAN)).unwrap_or_else(|p| panic!("{p}"));
    let register = fixture::register("a");
    let rows = [
        "lam a1 có",
        "lam a2 có",
        "ty-le a1 9/10",
        "ty-le a2 9/10",
        "xep a1 tot",
        "xep a2 tot",
        "so a1 1",
        "so a2 1",
    ];
    let ledger = fixture::ledger(&plan, &register, &rows.map(str::to_owned));
    let met = |named: &str, period: &str| {
        let text = format!(
            "format = 1\nid = \"S\"\ntitle = \"S\"\nperiod = \"{period}\"\nsubjects = \"xa\"\npoints = 10\n\
             not_applicable = \"full\"\n[[criteria]]\nid = \"x\"\ntitle = \"X\"\nmax = 10\nrule = \"{}\n\
             [[grades]]\nid = \"c\"\nname = \"c\"\npoints = \"< 5\"\n[[grades]]\nid = \"a\"\nname = \"a\"\npoints = \">= 5\"\n\
             conditions = [{{ rate = \"met\", asked = \"100%\"{named} }}]\n",
            // Whether a criterion reads a target changes nothing of a rate over all.
            if period == "2023" { "judged\"" } else { "all-or-nothing\"\ntarget = \"T-quy-1\"" }
        );
        let sheet = Sheet::from_toml(&text, &plan).unwrap_or_else(|problems| panic!("{problems}"));
        let scores = fixture::scores(&plan, &register, &ledger, &sheet);
        let counted = scores.subjects[0].conditions[0].counted;
        (counted.met, counted.missed, counted.unknown, counted.not_applicable)
    };
    assert_eq!(met("", "2023"), (5, 0, 0, 1));
    assert_eq!(met(", of = [\"T-danh-gia\"]", "2023"), (0, 0, 1, 0), "what the sheet names, it asks for");
    // In the second half of the year the target of the first quarter is judged no more.
    assert_eq!(met("", "2023-H2").0 + met("", "2023-H2").2, 4);
}

/// What waits for its instruction has no last day: it may still come to any status but those of being late.
#[test]
fn a_gate_on_a_task_without_dates() {
    let task = fixture::TASK.replace("hằng quý", "on instruction: khi cần").replace("report", "work");
    let plan = Plan::from_toml(&format!("{}{task}", fixture::PLAN)).unwrap_or_else(|p| panic!("{p}"));
    let register = fixture::register("a");
    let ledger = fixture::ledger(&plan, &register, &["S#j a 9".to_owned()]);
    for (statuses, grades) in [
        ("\"overdue\"", &["cao"][..]),
        ("\"overdue\", \"done-late\"", &["cao"]),
        ("\"overdue\", \"not-applicable\"", &["thap", "cao"]),
        ("\"done-on-time\"", &["thap", "cao"]),
        ("\"awaiting-instruction\"", &["thap"]),
    ] {
        let text = format!(
            "points = 10\n[[criteria]]\nid = \"j\"\ntitle = \"J\"\nmax = 10\nrule = \"judged\"\n\
             [[grades]]\nid = \"thap\"\nname = \"thấp\"\npoints = \"< 5\"\n[[grades]]\nid = \"cao\"\nname = \"cao\"\npoints = \">= 5\"\n\
             [[gates]]\nstatuses = [{statuses}]\nat_most = \"thap\"\n"
        );
        let all = fixture::scores(&plan, &register, &ledger, &fixture::sheet(&plan, &text));
        let found: Vec<&str> = all.subjects[0].grades.iter().map(kehoach::GradeId::as_str).collect();
        assert_eq!(found, grades, "{statuses}");
    }
}

/// Source: T9. The last day of 2023 is a Sunday: what is due on it is due on 2 January, and is of 2023 all the same.
#[test]
fn a_day_of_rest_moves_what_is_due_into_no_other_sheet() {
    let calendar = kehoach::workdays::WorkingCalendar::viet_nam();
    let quarter = "bc,a1,2023-Q1,2023-03-31,2023-03-31\n";
    // Two villages owe each: of eight one is reported, of two none.
    for (when, rows, points) in
        [("hằng quý", quarter, "3"), ("during 2023", "", "8"), ("by 2023-12-31", "", "8")]
    {
        let task = fixture::TASK.replace("hằng quý", when);
        let moves = fixture::PLAN.replacen(
            "period = \"2023\"\n",
            "period = \"2023\"\nrest_days = \"next-working-day\"\n",
            1,
        );
        let plan = Plan::from_toml(&format!("{moves}{task}")).unwrap_or_else(|problems| panic!("{problems}"));
        let register = fixture::register("a");
        let text = format!("item,unit,period,value,reported_on\n{rows}");
        let ledger = Ledger::from_csv(&text, &plan, &register).unwrap().whole().unwrap();
        let sheet = "points = 10\nnot_applicable = \"full\"\n[[criteria]]\nid = \"x\"\ntitle = \"X\"\nmax = 10\nrule = \"per-occurrence\"\ndeduct = \"1\"\n";
        let sheet = fixture::sheet(&plan, sheet);
        let day = chrono::NaiveDate::from_ymd_opt(2024, 6, 30).unwrap();
        let evaluator = Evaluator::new(&plan, &register, &ledger, day).unwrap().with_working_days(&calendar);
        let scorer = Scorer::new(&evaluator, &sheet).unwrap();
        let score = scorer.score(&UnitId::new("a").unwrap()).unwrap();
        assert_eq!(score.total.unwrap().to_string(), points, "{when}");
        let moved: Vec<_> =
            evaluator.occurrences().unwrap().into_iter().filter(|o| o.moved_from.is_some()).collect();
        assert!(moved.iter().all(|o| o.is_of("2023".parse().unwrap()) && !o.is_of("2024".parse().unwrap())));
        assert!(!moved.is_empty(), "{when}");
    }
}

/// Source: A28, S8. What is overdue may still be done, and is late then.
#[test]
fn a_gate_on_what_is_done_late_stays_open_while_something_is_overdue() {
    let gate =
        |statuses: &str| SHEET.replace("statuses = [\"overdue\"]", &format!("statuses = [{statuses}]"));
    let mut rows = on_time(4);
    rows.truncate(7);
    assert_eq!(found(&gate("\"done-late\""), &rows, (2024, 1, 15)).1, "c a");
    rows.push(("a2", "2023-Q4", "2024-01-20"));
    assert_eq!(found(&gate("\"done-late\""), &rows, (2024, 1, 25)).1, "c");
}
