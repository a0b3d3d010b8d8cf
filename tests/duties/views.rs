//! The list of a unit, and who answers.

use kehoach::{
    Aggregate, Asked, Criterion, DoneBy, Duties, FigureBy, Indicator, IndicatorId, JudgedAt, Judging,
    Measure, Plan, Register, Rhythm, Subject, Target, TargetId, TaskId, UnitRole,
};

use crate::world::{led, party, plan, register, scope, unit};

/// Target `latest` of a figure of which the latest counts, `sum` of one that adds up, `judged` of an assessor.
fn targets() -> (Plan, Register) {
    let id = |text: &str| TargetId::new(text).unwrap();
    let plan = plan("2023", vec![led("during 2023-03", "s-xa")], |parts| {
        parts.scopes.push(scope("s-xa", "xa"));
        let indicator = |name: &str, measure| {
            Indicator::new(IndicatorId::new(name).unwrap(), name, measure, Rhythm::Quarterly)
        };
        parts.indicators.push(indicator("i-latest", Measure::Done(DoneBy::Latest)));
        parts.indicators.push(indicator("i-sum", Measure::Count(FigureBy::Sum)));
        let asked = |text: &str| Asked::Threshold(text.parse().unwrap());
        let measured = |target: Target, indicator: &str| {
            target.measured_by(IndicatorId::new(indicator).unwrap(), parts.scopes[0].id.clone())
        };
        let done = Aggregate::ShareOfUnits(Criterion::Done);
        let mut latest = measured(Target::new(id("latest"), "", done, asked(">= 90%")), "i-latest");
        latest.judged = Judging::EachHalfYear;
        let mut sum = measured(Target::new(id("sum"), "", Aggregate::Total, asked(">= 5")), "i-sum");
        sum.judged = Judging::EachHalfYear;
        let mut judged = Target::new(id("judged"), "", Aggregate::Judgement, Asked::Qualitative);
        judged.judged_at = JudgedAt::Each(parts.scopes[0].id.clone());
        let issuer = Target::new(id("issuer"), "", Aggregate::Judgement, Asked::Qualitative);
        parts.targets = vec![latest, sum, judged, issuer];
    });
    // y is there until 31 May, z from 1 August.
    (
        plan,
        register(&[
            "a cap-uy district",
            "x xa commune a",
            "y xa commune a - 2023-05-31",
            "z xa commune a 2023-08-01",
        ]),
    )
}

#[test]
fn every_target_a_unit_is_counted_in() {
    let (plan, register) = targets();
    let list = |of: &str| -> Vec<String> {
        let agenda = Duties::new(&plan, &register).of(&unit(of)).unwrap();
        let line = |item: &kehoach::AgendaItem| {
            let Subject::Target(id) = &item.subject else { return "task".to_owned() };
            let role = if item.role == UnitRole::Counted { "counted" } else { "judged" };
            format!("{} {id} {} {role}", item.last.unwrap(), item.label)
        };
        agenda.items.iter().map(line).collect()
    };
    assert_eq!(
        list("x"),
        [
            "task",
            "2023-06-30 latest 2023-H1 counted",
            "2023-06-30 sum 2023-H1 counted",
            "2023-12-31 latest 2023-H2 counted",
            "2023-12-31 sum 2023-H2 counted",
            "2023-12-31 judged 2023 judged",
        ]
    );
    // [U1]: of a latest figure the units of the last day count, of a sum those of any day.
    assert_eq!(list("y"), ["task", "2023-06-30 sum 2023-H1 counted"]);
    assert_eq!(
        list("z"),
        [
            "2023-12-31 latest 2023-H2 counted",
            "2023-12-31 sum 2023-H2 counted",
            "2023-12-31 judged 2023 judged",
        ]
    );
    assert_eq!(list("a"), ["2023-12-31 issuer 2023 judged"]);
    assert_eq!(list("không-có"), [""; 0]);
}

#[test]
fn who_answers() {
    let (plan, register) = targets();
    let duties = Duties::new(&plan, &register);
    let target = |id: &str| -> Vec<String> {
        let units = duties.answerable_for_target(&TargetId::new(id).unwrap());
        units.iter().map(ToString::to_string).collect()
    };
    assert_eq!(target("latest"), ["x", "z"]);
    assert_eq!(target("sum"), ["x", "y", "z"]);
    assert_eq!(target("judged"), ["x", "z"]);
    assert_eq!(target("issuer"), ["a"]);
    assert_eq!(target("không-có"), [""; 0]);
    let task = |id: &str| duties.answerable_for_task(&TaskId::new(id).unwrap());
    assert_eq!(task("t"), [unit("x"), unit("y"), unit("z")]);
    assert!(task("không-có").is_empty());
}

#[test]
fn the_list_and_the_statuses_are_about_the_same_occurrences() {
    let when = ["quarterly", "yearly before 12-10", "months 3, 9 by day 20", "continuous", "during 2023-02"];
    for when in when {
        let plan = plan("2023", vec![led(when, "s-xa")], |parts| parts.scopes.push(scope("s-xa", "xa")));
        let (_, register) = targets();
        let ledger = kehoach::Ledger::new();
        let evaluator =
            kehoach::Evaluator::new(&plan, &register, &ledger, crate::world::day("2023-12-31")).unwrap();
        for of in ["x", "y", "z"] {
            let agenda = Duties::new(&plan, &register).of(&unit(of)).unwrap();
            let listed: Vec<_> = agenda.items.iter().map(|i| (i.label.clone(), i.first, i.last)).collect();
            let statuses = evaluator.occurrences_by(&unit(of)).unwrap();
            let applicable = statuses.iter().filter(|o| o.status != kehoach::DutyStatus::NotApplicable);
            let standing: Vec<_> = applicable.map(|o| (o.occurrence.clone(), o.first, o.last)).collect();
            // One that has ended is no longer asked for what has no last day, though it was before.
            let gone = when == "continuous" && of == "y";
            assert_eq!(listed, if gone { listed.clone() } else { standing }, "{of}, {when}");
        }
    }
}

#[test]
fn a_lead_does_not_take_part_beside_itself() {
    let task = led("during 2023-03", "x").with(kehoach::Role::Coordinate, party("s-xa"));
    let plan = plan("2023", vec![task], |parts| parts.scopes.push(scope("s-xa", "xa")));
    let register = register(&["a cap-uy district", "x xa commune a", "y xa commune a"]);
    let agenda = Duties::new(&plan, &register).of(&unit("x")).unwrap();
    assert_eq!(agenda.items.len(), 1);
    assert_eq!(agenda.items[0].with.len(), 1);
}

#[test]
fn ten_thousand_units_and_twelve_months() {
    let mut rows = vec!["a cap-uy district".to_owned()];
    rows.extend((0..10_000).map(|k| format!("x{k} xa commune a")));
    let register = register(&rows.iter().map(String::as_str).collect::<Vec<_>>());
    let mut report = led("monthly by day 25", "s-xa").with(kehoach::Role::ReportTo, party("a"));
    report.product = kehoach::Product::Report;
    let plan = plan("2023", vec![report], |parts| parts.scopes.push(scope("s-xa", "xa")));
    let mut ledger = kehoach::Ledger::new();
    for k in 0..10_000 {
        ledger.complete(crate::world::completion(&format!("x{k}"), "2023-03", "2023-03-26"));
    }
    let began = std::time::Instant::now();
    let calendar = crate::world::viet_nam();
    let evaluator =
        kehoach::Evaluator::new(&plan, &register, &ledger, crate::world::day("2023-12-31")).unwrap();
    let evaluator = evaluator.with_working_days(&calendar);
    assert_eq!(evaluator.occurrences().unwrap().len(), 120_000);
    let duties = Duties::new(&plan, &register);
    // One after another: none of them looks at all the others again.
    for k in 0..2_000 {
        let of = unit(&format!("x{k}"));
        assert_eq!(duties.of(&of).unwrap().items.len(), 12);
        assert_eq!(evaluator.pending(&of, 30).unwrap().len(), 11);
    }
    assert_eq!(duties.of(&unit("a")).unwrap().items[0].with.len(), 10_000);
    assert!(began.elapsed().as_secs() < 60, "{:?}", began.elapsed());
}
