//! Duties across a reorganisation: who answers, what was completed before it, and what nobody answers for.

use kehoach::{
    Agenda, Completion, Duties, DutyStatus, Evaluator, Language, Ledger, Plan, Product, Register, RestDays,
    Role, Task,
};

use crate::world::{
    completion, day, led, ledger, party, plan, register, reorganised, scope, shown, stands, unit, viet_nam,
};

/// `x` and `y` become `z` on 1 July 2025.
const MERGED: [&str; 4] =
    ["a cap-uy district", "x xa commune a", "y xa commune a", "z xa commune a 2025-07-01"];
const INTO_Z: [&str; 2] = ["2025-07-01 x > z", "2025-07-01 y > z"];

fn year(task: Task) -> Plan {
    plan("2025", vec![task], |parts| parts.scopes.push(scope("s-xa", "xa")))
}

/// With whom everything stands, and whom it was taken over from: `unit occurrence status days < from, from ! by`.
fn all(plan: &Plan, register: &Register, ledger: &Ledger, as_of: &str) -> Vec<String> {
    let evaluator = Evaluator::new(plan, register, ledger, day(as_of)).unwrap();
    let ids = |sign: &str, units: &[kehoach::UnitId]| match units {
        [] => String::new(),
        units => format!(" {sign} {}", units.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")),
    };
    let line = |o: &kehoach::OccurrenceStatus| {
        format!("{}{}{}", shown(o), ids("<", &o.taken_over_from), ids("!", &o.done_by))
    };
    evaluator.occurrences().unwrap().iter().map(line).collect()
}

#[track_caller]
fn check(when: &str, lead: &str, rows: &[&str], passing: &[&str], records: &[&str], expected: &[&str]) {
    let (plan, register) = (year(led(when, lead)), reorganised(rows, passing));
    assert_eq!(all(&plan, &register, &ledger(records), "2025-12-31"), expected, "{when} {lead} {passing:?}");
}

#[test]
fn what_is_due_before_the_day_stays_and_the_rest_passes_on() {
    check(
        "quarterly",
        "x",
        &MERGED,
        &INTO_Z,
        &["x 2025-Q1 2025-03-30"],
        &["x 2025-Q1 done-on-time", "x 2025-Q2 overdue 184", "z 2025-Q3 overdue 92 < x", "z 2025-Q4 due < x"],
    );
    // The last day before the day, and the day itself.
    check("by 2025-06-30", "x", &MERGED, &INTO_Z, &[], &["x 2025-06-30 overdue 184"]);
    check("by 2025-07-01", "x", &MERGED, &INTO_Z, &[], &["z 2025-07-01 overdue 183 < x"]);
    // Who was absorbed by one that was there, and is named beside it.
    check(
        "each H1, year",
        "x",
        &["a cap-uy district", "x xa", "y xa"],
        &["2025-07-01 x > y"],
        &[],
        &["x 2025-H1 overdue 184", "y 2025 due < x"],
    );
    // Two that are named and pass to one: it owes once.
    let task = led("yearly", "x").with(Role::Lead, party("y"));
    assert_eq!(
        all(&year(task), &reorganised(&MERGED, &INTO_Z), &Ledger::new(), "2025-12-31"),
        ["z 2025 due < x y"]
    );
}

#[test]
fn a_divided_unit_passes_its_duties_to_the_heir_that_is_named() {
    let rows = ["a cap-uy district", "x xa commune a - 2025-06-30", "p xa commune a", "q xa commune a"];
    let named = ["2025-07-01 x ~ p", "2025-07-01 x ~ q!"];
    check("each H1, year", "x", &rows, &named, &[], &["x 2025-H1 overdue 184", "q 2025 due < x"]);
    let nobody = ["2025-07-01 x ~ p", "2025-07-01 x ~ q"];
    check("each H1, year", "x", &rows, &nobody, &[], &["x 2025-H1 overdue 184", "x 2025 unanswered"]);
    // What it had done by then is done; what did not apply still does not.
    check("yearly", "x", &rows, &nobody, &["x 2025 2025-05-20"], &["x 2025 done-on-time"]);
    check("yearly", "x", &rows, &nobody, &["x 2025 n/a@2025-05-20"], &["x 2025 not-applicable"]);
    // The duty is one and the same, whoever answers for it.
    check("yearly", "x", &rows, &named, &["x 2025 2025-05-20"], &["q 2025 done-on-time < x ! x"]);
    // A unit that ended without an heir is as before.
    check("each H1, year", "x", &rows, &[], &[], &["x 2025-H1 overdue 184", "x 2025 not-applicable"]);
}

#[test]
fn a_unit_that_gives_a_part_away_goes_on_answering_unless_another_is_named() {
    let rows = ["a cap-uy district", "x xa commune a", "p xa commune a"];
    for keeps in ["2025-07-01 x ~ x", "2025-07-01 x ~ x!"] {
        check(
            "each H1, year",
            "x",
            &rows,
            &[keeps, "2025-07-01 x ~ p"],
            &[],
            &["x 2025-H1 overdue 184", "x 2025 due"],
        );
    }
    let given = ["2025-07-01 x ~ x", "2025-07-01 x ~ p!"];
    check("each H1, year", "x", &rows, &given, &[], &["x 2025-H1 overdue 184", "p 2025 due < x"]);
    // And back, a quarter later.
    let back = ["2025-07-01 x ~ x", "2025-07-01 x ~ p!", "2025-10-01 p ~ p", "2025-10-01 p ~ x!"];
    check(
        "quarterly",
        "x",
        &rows,
        &back,
        &["x 2025-Q1 2025-03-31", "x 2025-Q2 2025-06-30"],
        &[
            "x 2025-Q1 done-on-time",
            "x 2025-Q2 done-on-time",
            "p 2025-Q3 overdue 92 < x",
            "x 2025-Q4 due < x p",
        ],
    );
}

#[test]
fn every_unit_of_a_scope_owes_what_ends_while_it_is_in_it() {
    check(
        "each H1, year",
        "s-xa",
        &MERGED,
        &INTO_Z,
        &["x 2025-H1 2025-06-01"],
        &[
            "x 2025-H1 done-on-time",
            "y 2025-H1 overdue 184",
            "z 2025-H1 not-applicable",
            "x 2025 not-applicable",
            "y 2025 not-applicable",
            "z 2025 due < x y",
        ],
    );
    // What began after the day is the heir's own.
    check(
        "during 2025-08",
        "s-xa",
        &MERGED,
        &INTO_Z,
        &[],
        &["x 2025-08 not-applicable", "y 2025-08 not-applicable", "z 2025-08 overdue 122"],
    );
}

#[test]
fn what_all_predecessors_completed_is_completed() {
    // [A22]
    let last = |rows: &[&str], passing: &[&str], records: &[&str]| {
        let all =
            all(&year(led("yearly", "s-xa")), &reorganised(rows, passing), &ledger(records), "2025-12-31");
        all.last().unwrap().clone()
    };
    let merged = |records: &[&str]| last(&MERGED, &INTO_Z, records);
    assert_eq!(merged(&["x 2025 2025-05-20"]), "z 2025 due < x y", "not all of them");
    let both = ["x 2025 2025-05-20", "y 2025 2025-06-03"];
    assert_eq!(merged(&both), "z 2025 done-on-time < x y ! x y");
    // The latest of their days; the heir's own, if that is earlier or theirs are not all there.
    let done_on = |records: &[&str]| {
        let (plan, register, ledger) =
            (year(led("yearly", "s-xa")), reorganised(&MERGED, &INTO_Z), ledger(records));
        let evaluator = Evaluator::new(&plan, &register, &ledger, day("2025-12-31")).unwrap();
        let mine = evaluator.occurrences_by(&unit("z")).unwrap();
        (mine[0].done_on.map(|day| day.to_string()), mine[0].done_by.len())
    };
    assert_eq!(done_on(&both), (Some("2025-06-03".to_owned()), 2));
    assert_eq!(done_on(&["x 2025 2025-05-20", "z 2025 2025-08-01"]), (Some("2025-08-01".to_owned()), 0));
    assert_eq!(done_on(&[both[0], both[1], "z 2025 2025-08-01"]), (Some("2025-06-03".to_owned()), 2));
    // From the day on which the last is recorded; a withdrawal takes it back.
    let register = reorganised(&MERGED, &INTO_Z);
    let late = ledger(&[both[0], "y 2025 2025-06-03@2025-09-01", "x 2025 withdrawn@2025-11-01"]);
    let plan = year(led("yearly", "s-xa"));
    for (as_of, expected) in [("2025-08-31", "due"), ("2025-09-01", "done-on-time"), ("2025-11-01", "due")] {
        let found = stands(&plan, &register, &late, as_of);
        assert_eq!(found[2], format!("z 2025 {expected}"), "{as_of}");
    }
    // One to which it did not apply is not asked for; if it applied to none, nothing is known.
    assert_eq!(merged(&[both[0], "y 2025 n/a@2025-06-03"]), "z 2025 done-on-time < x y ! x");
    assert_eq!(merged(&["x 2025 n/a@2025-06-03", "y 2025 n/a@2025-06-03"]), "z 2025 due < x y");
    // An heir that was there owes its own, whatever those did that it took over.
    let there = ["a cap-uy district", "x xa commune a", "y xa commune a"];
    let absorbed = |records: &[&str]| last(&there, &["2025-07-01 x > y"], records);
    assert_eq!(absorbed(&["x 2025 2025-05-20"]), "y 2025 due < x");
    assert_eq!(absorbed(&["y 2025 2025-05-20"]), "y 2025 done-on-time < x");
    // One that never owed it is not asked for.
    let town = ["a cap-uy district", "x xa commune a", "y thi-tran commune a", "z xa commune a 2025-07-01"];
    assert_eq!(last(&town, &INTO_Z, &["x 2025 2025-05-20"]), "z 2025 done-on-time < x ! x");
    // Of what each unit owes, a part brings nothing.
    let split = [
        "a cap-uy district",
        "x xa commune a - 2025-06-30",
        "y xa commune a 2025-07-01",
        "z xa commune a 2025-07-01",
    ];
    let parts = ["2025-07-01 x ~ y", "2025-07-01 x ~ z!"];
    assert_eq!(last(&split, &parts, &["x 2025 2025-05-20"]), "z 2025 due");
}

#[test]
fn a_chain_is_followed_to_its_end() {
    let rows =
        ["a cap-uy district", "x xa", "y xa", "z xa commune - 2025-04-01", "w xa commune - 2025-10-01"];
    let passing = ["2025-04-01 x > z", "2025-10-01 y > w", "2025-10-01 z > w"];
    check(
        "quarterly",
        "x",
        &rows,
        &passing,
        &[],
        &[
            "x 2025-Q1 overdue 275",
            "z 2025-Q2 overdue 184 < x",
            "z 2025-Q3 overdue 92 < x",
            "w 2025-Q4 due < x z",
        ],
    );
    let yearly = |records: &[&str]| {
        let all =
            all(&year(led("yearly", "s-xa")), &reorganised(&rows, &passing), &ledger(records), "2025-12-31");
        all.last().unwrap().clone()
    };
    assert_eq!(yearly(&["x 2025 2025-03-01", "y 2025 2025-09-01"]), "w 2025 done-on-time < x y z ! x y");
    assert_eq!(yearly(&["z 2025 2025-08-01", "y 2025 2025-09-01"]), "w 2025 done-on-time < x y z ! y z");
    assert_eq!(yearly(&["x 2025 2025-03-01"]), "w 2025 due < x y z");
    // Ten thousand reorganisations, one after another.
    let mut rows = vec!["a cap-uy district".to_owned(), "x0 xa".to_owned()];
    let mut passing = Vec::new();
    for k in 1..10_000_u64 {
        let on = day("1990-01-01") + chrono::Days::new(k);
        rows.push(format!("x{k} xa commune - {on}"));
        passing.push(format!("{on} x{} > x{k}", k - 1));
    }
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let passing: Vec<&str> = passing.iter().map(String::as_str).collect();
    let register = reorganised(&rows, &passing);
    let plan = year(led("yearly", "x0"));
    let ledger = Ledger::new();
    let found = Evaluator::new(&plan, &register, &ledger, day("2025-12-31")).unwrap().occurrences().unwrap();
    assert_eq!((found.len(), shown(&found[0]).as_str()), (1, "x9999 2025 due"));
    assert_eq!(found[0].taken_over_from.len(), 9_999);
}

#[test]
fn without_a_last_day_it_passes_on_with_the_day() {
    let (plan, register) = (year(led("continuous", "x")), reorganised(&MERGED, &INTO_Z));
    let at = |ledger: &Ledger, as_of: &str| all(&plan, &register, ledger, as_of);
    assert_eq!(at(&Ledger::new(), "2025-06-30"), ["x continuous due"]);
    assert_eq!(at(&Ledger::new(), "2025-07-01"), ["z continuous due < x"]);
    assert_eq!(at(&Ledger::new(), "2026-01-01"), ["z continuous not-applicable < x"]);
    let done = ledger(&["x continuous 2025-05-05"]);
    assert_eq!(at(&done, "2025-07-01"), ["z continuous due < x ! x"], "it goes on");
    assert_eq!(at(&done, "2026-01-01"), ["z continuous done-on-time < x ! x"]);
    let plan = year(led("on instruction: khi cần", "x"));
    let at = |ledger: &Ledger, as_of: &str| all(&plan, &register, ledger, as_of);
    assert_eq!(at(&Ledger::new(), "2025-07-01"), ["z on-instruction awaiting-instruction < x"]);
    assert_eq!(at(&ledger(&["! 2025-02-01"]), "2025-07-01"), ["z on-instruction due < x"]);
    let done = ledger(&["! 2025-02-01", "x on-instruction 2025-05-05"]);
    assert_eq!(at(&done, "2025-06-30"), ["x on-instruction done-on-time"]);
    assert_eq!(at(&done, "2025-07-01"), ["z on-instruction done-on-time < x ! x"]);
    // A last day after the plan's: as at its end, but for what was reorganised since.
    let rows = ["a cap-uy district", "x xa", "y xa", "z xa commune - 2026-03-01"];
    let register = reorganised(&rows, &["2026-03-01 x > z", "2026-03-01 y > z"]);
    let orders = ledger(&["! 2025-12-01>2026-04-30"]);
    for (lead, expected) in [
        ("x", vec!["z on-instruction due < x"]),
        (
            "s-xa",
            vec![
                "x on-instruction not-applicable",
                "y on-instruction not-applicable",
                "z on-instruction due < x y",
            ],
        ),
    ] {
        let plan = year(led("on instruction: khi cần", lead));
        assert_eq!(all(&plan, &register, &orders, "2026-03-15"), expected, "{lead}");
    }
    // Nobody was named: nobody answers from the day on.
    let rows = ["a cap-uy district", "x xa commune a - 2025-06-30", "p xa commune a", "q xa commune a"];
    let register = reorganised(&rows, &["2025-07-01 x ~ p", "2025-07-01 x ~ q"]);
    let plan = year(led("continuous", "x"));
    assert_eq!(all(&plan, &register, &Ledger::new(), "2025-06-30"), ["x continuous due"]);
    assert_eq!(
        all(&plan, &register, &ledger(&["x continuous 2025-05-05"]), "2025-07-01"),
        ["x continuous unanswered"]
    );
}

#[test]
fn a_last_day_that_a_rest_day_moves_past_the_day() {
    // 31 December 2022 was a Saturday, and Monday 2 January 2023 off for New Year's Day.
    let rows = ["a cap-uy district", "x xa", "z xa commune - 2023-01-01"];
    let register = reorganised(&rows, &["2023-01-01 x > z"]);
    for lead in ["x", "s-xa"] {
        let plan = plan("2022", vec![led("yearly", lead)], |parts| {
            parts.scopes.push(scope("s-xa", "xa"));
            parts.rest_days = RestDays::NextWorkingDay;
        });
        let calendar = viet_nam();
        let status = |records: &[&str]| {
            let ledger = ledger(records);
            let evaluator = Evaluator::new(&plan, &register, &ledger, day("2023-01-10")).unwrap();
            let all = evaluator.with_working_days(&calendar).occurrences_by(&unit("z")).unwrap();
            (all[0].last.unwrap().to_string(), all[0].status)
        };
        assert_eq!(status(&[]), ("2023-01-03".to_owned(), DutyStatus::Overdue), "{lead}");
        assert_eq!(status(&["z 2022 2023-01-03"]).1, DutyStatus::DoneOnTime, "{lead}");
        let duties = Duties::new(&plan, &register).with_working_days(&calendar);
        assert_eq!(duties.of(&unit("z")).unwrap().items.len(), 1, "{lead}");
    }
}

#[test]
fn each_level_has_its_own_time() {
    let when = "per level district = yearly by 06-30; commune = yearly by 12-31";
    // On the last day, the one that answers is at the level of the commune.
    let rows = ["a cap-uy province", "x xa district a", "z xa commune a 2025-03-01"];
    let found = |passing: &str| {
        all(&year(led(when, "x")), &reorganised(&rows, &[passing]), &Ledger::new(), "2025-12-31")
    };
    assert_eq!(found("2025-07-01 x > z"), ["x 2025 overdue 184", "z 2025 due < x"]);
    assert_eq!(found("2025-05-01 x > z"), ["z 2025 due < x"]);
    // No schedule for its level.
    let when = "per level district = yearly by 12-31; village = yearly by 06-30";
    let all =
        all(&year(led(when, "x")), &reorganised(&rows, &["2025-07-01 x > z"]), &Ledger::new(), "2025-12-31");
    assert_eq!(all, ["z  not-applicable"]);
}

#[test]
fn who_may_record() {
    let (plan, register) = (year(led("each H1, year", "x")), reorganised(&MERGED, &INTO_Z));
    let fits = |of: &str, occurrence: &str, said: &str| {
        let completion: Completion = completion(of, occurrence, said);
        completion.check(&plan, &register, &Ledger::new()).map_err(|error| error.to_string())
    };
    assert_eq!(fits("x", "2025-H1", "2025-06-20"), Ok(()));
    assert_eq!(fits("x", "2025", "2025-06-20"), Ok(()));
    assert_eq!(fits("z", "2025", "2025-07-20"), Ok(()));
    // What fell due before the day is the predecessor's, late too.
    assert_eq!(fits("x", "2025-H1", "2025-08-20"), Ok(()));
    assert_eq!(fits("z", "2025-H1", "2025-08-20"), Err("`z` does not answer for task `t`".to_owned()));
    let passed =
        "`x` answers for task `t` until 2025-06-30, and `2025` is due after that: it was done on 2025-08-20";
    assert_eq!(fits("x", "2025", "2025-08-20"), Err(passed.to_owned()));
    assert_eq!(fits("y", "2025", "2025-05-20"), Err("`y` does not answer for task `t`".to_owned()));
    let plan = year(led("each H1, year", "s-xa"));
    let by_scope = completion("x", "2025", "2025-08-20").check(&plan, &register, &Ledger::new());
    assert_eq!(by_scope.unwrap_err().to_string(), passed);
    let error = completion("x", "2025", "2025-08-20").check(&plan, &register, &Ledger::new()).unwrap_err();
    assert_eq!(
        error.vietnamese(),
        "`x` chịu trách nhiệm nhiệm vụ `t` đến hết ngày 30/6/2025, kỳ `2025` đến hạn sau đó: ghi hoàn thành ngày 20/8/2025"
    );
}

/// `role label last with < from`, `?` for what nobody answers for.
fn listed(agenda: &Agenda) -> Vec<String> {
    let line = |item: &kehoach::AgendaItem| {
        let kehoach::UnitRole::In(role) = item.role else { panic!("{item:?}") };
        let with = item.with.iter().map(|(role, who)| match who {
            kehoach::Involved::Unit(unit) => format!(" {role}:{unit}"),
            kehoach::Involved::Open(phrase) => format!(" {role}:“{phrase}”"),
        });
        let from = item.taken_over_from.iter().map(|unit| format!(" < {unit}"));
        let nobody = if item.unanswered { " ?" } else { "" };
        format!("{role} {}{}{}{nobody}", item.label, with.collect::<String>(), from.collect::<String>())
    };
    agenda.items.iter().map(line).collect()
}

#[test]
fn recipients_routes_and_bodies_at_the_same_level_follow_the_chain() {
    let rows = [
        "a cap-uy province",
        "x xa commune a",
        "xu ubnd commune x",
        "z xa commune a 2025-07-01",
        "zu ubnd commune z 2025-07-01",
        "h mttq district a",
        "t mttq province a",
    ];
    let passing = ["2025-07-01 x > z", "2025-07-01 xu > zu", "2025-07-01 h > t"];
    let register = reorganised(&rows, &passing);
    let mut task = led("each H1, year", "x")
        .with(Role::Coordinate, party("ubnd cùng cấp"))
        .with(Role::ReportTo, party("h"))
        .with(Role::ReportTo, party("t"));
    task.product = Product::Report;
    let plan = year(task);
    let list = |of: &str| listed(&Duties::new(&plan, &register).of(&unit(of)).unwrap());
    assert_eq!(list("x"), ["lead 2025-H1 coordinate:xu report-to:h report-to:t"]);
    assert_eq!(list("z"), ["lead 2025 coordinate:zu report-to:t < x"]);
    assert_eq!(list("xu"), ["coordinate 2025-H1 lead:x report-to:h report-to:t"]);
    assert_eq!(list("zu"), ["coordinate 2025 lead:z report-to:t"]);
    assert_eq!(list("h"), ["report-to 2025-H1 lead:x coordinate:xu report-to:t"]);
    assert_eq!(
        list("t"),
        ["report-to 2025-H1 lead:x coordinate:xu report-to:h", "report-to 2025 lead:z coordinate:zu < h"]
    );
    let duties = Duties::new(&plan, &register);
    assert_eq!(duties.answerable_for_task(&plan.tasks()[0].id), [unit("x"), unit("z")]);
    assert_eq!(duties.unanswered().unwrap(), []);
}

#[test]
fn what_nobody_answers_for_is_on_the_list_of_the_divided_unit() {
    let rows = ["a cap-uy district", "x xa commune a - 2025-06-30", "p xa commune a", "q xa commune a"];
    let register = reorganised(&rows, &["2025-07-01 x ~ p", "2025-07-01 x ~ q"]);
    let plan = year(led("quarterly", "x").with(Role::ReportTo, party("a")));
    let duties = Duties::new(&plan, &register);
    let list = listed(&duties.of(&unit("x")).unwrap());
    assert_eq!(
        list,
        [
            "lead 2025-Q1 report-to:a",
            "lead 2025-Q2 report-to:a",
            "lead 2025-Q3 report-to:a ?",
            "lead 2025-Q4 report-to:a ?",
        ]
    );
    let unanswered = duties.unanswered().unwrap();
    assert_eq!(unanswered.len(), 1);
    assert_eq!((unanswered[0].unit.as_str(), unanswered[0].items.len()), ("x", 2));
    // It is neither met nor missed: at the plan's issuer, and at those above the unit on its last day.
    let ledger = Ledger::new();
    let evaluator = Evaluator::new(&plan, &register, &ledger, day("2025-12-31")).unwrap();
    for subject in ["a", "x"] {
        let rates = evaluator.rates(&unit(subject)).unwrap();
        assert_eq!(
            (rates.on_time.missed, rates.on_time.unknown, rates.completion.unknown),
            (2, 2, 4),
            "{subject}"
        );
    }
    assert_eq!(evaluator.rates(&unit("p")).unwrap(), kehoach::Rates::default());
    assert_eq!(evaluator.pending(&unit("x"), 30).unwrap().len(), 2, "the overdue ones");
}

#[test]
fn explanations_name_whom_it_came_from() {
    let register = reorganised(&MERGED, &INTO_Z);
    let plan = year(led("yearly", "s-xa"));
    let ledger = ledger(&["x 2025 2025-05-20", "y 2025 2025-06-03"]);
    let evaluator = Evaluator::new(&plan, &register, &ledger, day("2025-12-31")).unwrap();
    let status = evaluator.occurrences_by(&unit("z")).unwrap().remove(0);
    let text = |language| evaluator.explain_status(&status).text(language);
    assert_eq!(
        text(Language::English).trim(),
        "t, 2025, Z (taken over from X, Y), due 2025-12-31, done on 2025-06-03, done by those before it: X, Y: done on time."
    );
    assert_eq!(
        text(Language::Vietnamese).trim(),
        "t, năm 2025, Z (tiếp nhận từ X, Y), hạn 31/12/2025, thực hiện ngày 03/06/2025, do đơn vị trước sắp xếp thực hiện: X, Y: hoàn thành đúng hạn."
    );
    let json = serde_json::to_value(&status).unwrap();
    assert_eq!(json["done_by"], serde_json::json!(["x", "y"]));
    assert_eq!(serde_json::from_value::<kehoach::OccurrenceStatus>(json).unwrap(), status);
}

#[test]
fn a_register_without_successions_says_what_it_said() {
    let rows = ["a cap-uy district", "x xa commune a - 2025-06-30", "y xa commune a - 2025-06-30", MERGED[3]];
    let (apart, together) = (register(&rows), reorganised(&rows, &INTO_Z));
    for lead in ["x", "s-xa"] {
        let plan = year(led("monthly", lead));
        let before = |register: &Register| -> Vec<String> {
            let all = all(&plan, register, &ledger(&["x 2025-03 2025-04-02"]), "2025-12-31");
            all.into_iter()
                .filter(|row| row.split(' ').nth(1).is_some_and(|label| label < "2025-07"))
                .collect()
        };
        assert_eq!(before(&apart), before(&together), "{lead}");
    }
}
