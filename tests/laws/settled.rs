//! Cases on which the engine and the reference once differed, or on which the rules are hard to read: each with the rule that
//! settles it.

use kehoach::{
    Aggregate, Asked, Baseline, Criterion, CriterionId, Declared, DoneBy, Evaluator, FigureBy, Fraction,
    Indicator, IndicatorId, JudgedAt, Judging, Kind, Ledger, Level, Measure, Observation, Outcome, Plan,
    PlanParts, PooledTally, Register, Report, ReportingCalendar, Rhythm, Scope, ScopeId, ShareBy, SheetId,
    Tally, Target, TargetId, UnitId, UnitRecord, UnitTally, Unknowns, Value, Verdict, evaluate,
    score::{Rule, Sheet, SheetCriterion, SheetParts},
};

use crate::{
    agreed::answer,
    engine,
    generate::{self, Case},
    reference::{Answer, Reference},
};

fn id(text: &str) -> UnitId {
    UnitId::new(text).unwrap()
}

fn indicator(name: &str, measure: Measure, reported: Rhythm) -> Indicator {
    Indicator::new(IndicatorId::new(name).unwrap(), name, measure, reported)
}

fn target(name: &str, indicator: &str, aggregate: Aggregate, asked: &str) -> Target {
    let asked = Asked::Threshold(asked.parse().unwrap());
    let target = Target::new(TargetId::new(name).unwrap(), name, aggregate, asked);
    target.measured_by(IndicatorId::new(indicator).unwrap(), ScopeId::new("all").unwrap())
}

fn at_least(text: &str) -> Criterion {
    Criterion::Meets(format!(">= {text}").parse().unwrap())
}

/// The plan of 2023 of `u0`, in which `all` are the units, as of the day; reports are all made on 2023-01-02 and written
/// `indicator unit period value`, where a value of `-` is not applicable.
fn small(
    units: &[UnitRecord],
    indicators: &[Indicator],
    targets: &[Target],
    reports: &[&str],
    as_of: &str,
) -> Case {
    let mut parts = PlanParts::new("1-KH", "small", units[0].id.clone(), "2023".parse().unwrap());
    let mut all = Scope::new(ScopeId::new("all").unwrap());
    all.units = units.iter().map(|unit| unit.id.clone()).collect();
    (parts.scopes, parts.indicators, parts.targets) = (vec![all], indicators.to_vec(), targets.to_vec());
    let mut ledger = Ledger::new();
    for row in reports {
        let cells: Vec<&str> = row.split_whitespace().collect();
        let indicator = indicators.iter().find(|i| i.id.as_str() == cells[0]).unwrap();
        let value = match &indicator.measure {
            _ if cells[3] == "-" => None,
            Measure::Done(_) => Some(Value::Done(cells[3] == "done")),
            Measure::Share(_) => Some(Value::Share(cells[3].parse().unwrap())),
            _ => Some(Value::Number(cells[3].parse().unwrap())),
        };
        let report = value.map_or(Report::NotApplicable { because: "x".to_owned() }, Report::Value);
        let (indicator, unit, period) = (indicator.id.clone(), id(cells[1]), cells[2].parse().unwrap());
        let reported_on = generate::day("2023-01-02");
        ledger
            .add(Observation { indicator, unit, period, report, reported_on, source: None, corrects: false })
            .unwrap();
    }
    let register = Register::new(units.iter().cloned()).unwrap();
    let plan = Plan::new(parts).unwrap();
    let sheet = Sheet::new(scores(), &plan).unwrap();
    Case { plan, register, ledger, sheet, as_of: generate::day(as_of) }
}

fn units(n: usize) -> Vec<UnitRecord> {
    let unit =
        |n| UnitRecord::new(id(&format!("u{n}")), "x", Kind::new("k").unwrap(), Level::new("l").unwrap());
    (0..n).map(unit).collect()
}

/// A sheet that nothing here looks at.
fn scores() -> SheetParts {
    let (all, period) = (ScopeId::new("all").unwrap(), "2023".parse().unwrap());
    let mut parts = SheetParts::new(SheetId::new("b").unwrap(), "sheet", period, all);
    let (id, title, max) = (CriterionId::new("c").unwrap(), "criterion".to_owned(), kehoach::Number::HUNDRED);
    parts.criteria = vec![SheetCriterion { id, title, clause: None, group: None, max, rule: Rule::Judged }];
    parts
}

/// The last outcome, on which both must agree.
#[track_caller]
fn agreed(case: &Case) -> Outcome {
    let evaluation = evaluate(&case.plan, &case.register, &case.ledger, case.as_of).unwrap();
    let (answers, _) =
        Reference::new(&case.plan, &case.register, &case.ledger, case.as_of).evaluate().unwrap();
    let found: Vec<Answer> = evaluation.outcomes.iter().map(answer).collect();
    assert_eq!(found, answers);
    evaluation.outcomes.last().unwrap().clone()
}

const DONE: Measure = Measure::Done(DoneBy::Ever);
const FLOW: Measure = Measure::Count(FigureBy::Sum);
const STOCK: Measure = Measure::Count(FigureBy::Latest);

#[test]
fn where_no_unit_counts_the_tally_is_of_nothing() {
    let mut late = units(2);
    late[1].first = Some(generate::day("2024-01-01"));
    let mut only = target("t", "i", Aggregate::NumberOfUnits(Criterion::Done), ">= 1");
    only.asked = Asked::Baseline(">= baseline + 1".parse().unwrap(), Baseline::Value(Fraction::ONE));
    let mut case = small(&late, &[indicator("i", DONE, Rhythm::Yearly)], &[only], &[], "2024-01-02");
    let mut parts = case.plan.parts().clone();
    parts.scopes[0].units = vec![id("u1")];
    case.plan = Plan::new(parts).unwrap();
    let outcome = agreed(&case);
    assert_eq!(
        (outcome.tally, outcome.baseline),
        (Some(Tally::Units(UnitTally::default())), Some(Fraction::ONE))
    );
}

#[test]
fn v17_a_number_of_units_over_nobody_is_no_value() {
    // u0 is done; whether it belongs to the outer target's is unknown. Either one unit counts, or none does.
    let outer = target("outer", "j", Aggregate::ShareOfUnits(Criterion::Done), ">= 1%");
    let mut inner = target("inner", "i", Aggregate::NumberOfUnits(Criterion::Done), ">= 1");
    inner.within = Some(outer.id.clone());
    let indicators = [indicator("i", DONE, Rhythm::Yearly), indicator("j", DONE, Rhythm::Yearly)];
    let outcome = agreed(&small(&units(1), &indicators, &[outer, inner], &["i u0 2023 done"], "2023-06-30"));
    assert_eq!((outcome.verdict, outcome.range.unwrap().low), (Verdict::Open, Fraction::ONE));
}

#[test]
fn section_1_a_whole_declared_as_nothing_leaves_nothing_to_measure() {
    let share = indicator("i", Measure::Share(ShareBy::Latest), Rhythm::Yearly);
    let pooled = target("t", "i", Aggregate::PooledShare, ">= 50%");
    let mut case = small(&units(1), std::slice::from_ref(&share), &[pooled], &[], "2023-06-30");
    let (period, declared_on) = ("2023".parse().unwrap(), generate::day("2023-01-02"));
    let (indicator, unit) = (share.id, id("u0"));
    case.ledger
        .declare(Declared { indicator, unit, period, whole: 0, declared_on, source: None, corrects: false })
        .unwrap();
    let nothing = PooledTally { not_applicable_figures: 1, ..PooledTally::default() };
    assert_eq!(agreed(&case).tally, Some(Tally::Pooled(nothing)));
}

#[test]
fn v12_a_longer_report_stands_only_for_a_union_of_what_is_owed() {
    // Owed are nine months; the year is no union of them.
    let total = target("t", "i", Aggregate::Total, ">= 5");
    let nine = indicator("i", FLOW, Rhythm::NineMonths);
    let outcome =
        agreed(&small(&units(1), &[nine], std::slice::from_ref(&total), &["i u0 2023 7"], "2024-01-02"));
    assert_eq!(outcome.verdict, Verdict::Open);
}

#[test]
fn v12_a_report_beyond_a_unit_s_end_hides_nothing() {
    // u1 ends on 15 December: owed are three quarters, all reported, and the year's report is no union of them.
    let mut two = units(2);
    two[1].last = Some(generate::day("2023-12-15"));
    two.insert(1, units(3).remove(2));
    two[2].parent = Some(id("u2"));
    let quarters = indicator("i", FLOW, Rhythm::Quarterly);
    let total = target("t", "i", Aggregate::Total, ">= 3");
    let reports = ["i u1 2023-Q1 1", "i u1 2023-Q2 1", "i u1 2023-Q3 1", "i u1 2023 3"];
    let case = small(&two, &[quarters], &[total], &reports, "2024-01-02");
    let evaluator = Evaluator::new(&case.plan, &case.register, &case.ledger, case.as_of).unwrap();
    assert_eq!(evaluator.at(&id("u2")).unwrap()[0].verdict, Verdict::Met);
}

#[test]
fn a10_a_report_that_does_not_count_makes_none_give_way() {
    let total = target("t", "i", Aggregate::Total, ">= 5");
    let quarters = indicator("i", FLOW, Rhythm::Quarterly);
    let reports = ["i u0 2023-Q1 5", "i u0 2023-02/2023-04 1"];
    assert_eq!(
        agreed(&small(&units(1), &[quarters], &[total], &reports, "2023-06-30")).verdict,
        Verdict::Met
    );
}

#[test]
fn a9_what_lies_inside_is_read_by_days() {
    // With months from the 15th, figures of the year and of its last quarter close on 14 December.
    let mut total = target("t", "i", Aggregate::Total, "<= 3");
    total.judged = Judging::By(generate::day("2023-12-14"));
    let reports = ["i u0 2023-Q1 1", "i u0 2023-Q2 1", "i u0 2023-Q3 1"];
    let mut case =
        small(&units(1), &[indicator("i", FLOW, Rhythm::Quarterly)], &[total], &reports, "2023-12-14");
    let mut parts = case.plan.parts().clone();
    parts.calendar = ReportingCalendar::from_day(15).unwrap();
    case.plan = Plan::new(parts).unwrap();
    assert_eq!(agreed(&case).verdict, Verdict::Open, "the fourth quarter is still missing");
}

#[test]
fn v14_provisional_is_shown_where_an_outer_stock_can_be_replaced() {
    let outer = target("outer", "stock", Aggregate::ShareOfUnits(at_least("1")), ">= 1%");
    let mut inner = target("inner", "i", Aggregate::ShareOfUnits(Criterion::Done), ">= 50%");
    inner.within = Some(outer.id.clone());
    let indicators = [indicator("i", DONE, Rhythm::Yearly), indicator("stock", STOCK, Rhythm::HalfYearly)];
    let rows = ["i u0 2023 done", "stock u0 2023-H1 5", "stock u1 2023-H1 0"];
    let case = small(&units(2), &indicators, &[outer, inner], &rows, "2023-07-31");
    // Met, until the second half-year's stock is 0: then nobody is left.
    let outcome = evaluate(&case.plan, &case.register, &case.ledger, case.as_of).unwrap().outcomes[1].clone();
    assert_eq!((outcome.verdict, outcome.provisional), (Verdict::Met, true));
}

#[test]
fn v14_provisional_is_not_shown_for_who_does_not_count() {
    let outer = target("outer", "i", Aggregate::ShareOfUnits(Criterion::Done), ">= 1%");
    let mut inner = target("inner", "stock", Aggregate::ShareOfUnits(at_least("1")), ">= 50%");
    inner.within = Some(outer.id.clone());
    let indicators = [indicator("i", DONE, Rhythm::Yearly), indicator("stock", STOCK, Rhythm::HalfYearly)];
    let rows = ["i u0 2023 not", "stock u0 2023-H1 5"];
    assert!(!agreed(&small(&units(1), &indicators, &[outer, inner], &rows, "2023-07-31")).provisional);
}

#[test]
fn a8_a_cumulative_share_never_goes_above_one() {
    let share = indicator("i", Measure::Share(ShareBy::Cumulative), Rhythm::Quarterly);
    let mut pooled = target("t", "i", Aggregate::PooledShare, ">= 50%");
    pooled.unknowns = Some(Unknowns::Excluded);
    let reports = ["i u0 2023-Q1 3/4", "i u0 2023-Q2 2/4"];
    for as_of in ["2023-06-30", "2024-01-02"] {
        let case =
            small(&units(1), std::slice::from_ref(&share), std::slice::from_ref(&pooled), &reports, as_of);
        let Ok(evaluation) = evaluate(&case.plan, &case.register, &case.ledger, case.as_of) else {
            continue;
        };
        let outcome = &evaluation.outcomes[0];
        let high = outcome.range.and_then(|range| range.high);
        assert!(outcome.reported <= Some(Fraction::ONE) && high <= Some(Fraction::ONE), "{outcome:?}");
    }
}

#[test]
fn several_reports_together_can_leave_nothing_to_measure() {
    let stock = indicator("i", STOCK, Rhythm::Once);
    let total = target("t", "i", Aggregate::Total, ">= 5");
    let case = small(&units(1), &[stock], &[total], &["i u0 2023-H1 -", "i u0 2023-H2 -"], "2024-01-02");
    assert_eq!(agreed(&case).verdict, Verdict::NotApplicable);
}

#[test]
fn v14_a_missing_report_after_the_latest_figure_is_announced() {
    let stock = indicator("i", STOCK, Rhythm::Quarterly);
    let total = target("t", "i", Aggregate::Total, ">= 5");
    let reports = ["i u0 2023-Q2 7", "i u0 2023-Q4 -"];
    let case = small(&units(1), &[stock], &[total], &reports, "2024-01-02");
    // Met and not provisional, yet a report of the third quarter would replace the second's.
    assert!(engine(&case).unwrap().outcomes[0].provisional);
}

#[test]
fn v14_provisional_is_shown_where_a_baseline_can_be_replaced() {
    let mut total = target("t", "i", Aggregate::Total, ">= 5");
    total.asked =
        Asked::Baseline(">= baseline".parse().unwrap(), Baseline::Period("2023-H1".parse().unwrap()));
    total.judged = Judging::During("2023-H2".parse().unwrap());
    let stock = indicator("i", STOCK, Rhythm::Quarterly);
    let reports = ["i u0 2023-Q1 5", "i u0 2023-Q4 6"];
    let case = small(&units(1), &[stock], &[total], &reports, "2024-01-02");
    // Met against the 5 of the first quarter, until the second quarter's report comes in with 7.
    let outcome = engine(&case).unwrap().outcomes[0].clone();
    assert_eq!((outcome.verdict, outcome.provisional), (Verdict::Met, true));
}

#[test]
fn a8_parts_above_their_whole_are_an_error_to_both() {
    let share = indicator("i", Measure::Share(ShareBy::Cumulative), Rhythm::HalfYearly);
    let pooled = target("t", "i", Aggregate::PooledShare, ">= 50%");
    let error = |reports: &[&str]| {
        let case = small(
            &units(1),
            std::slice::from_ref(&share),
            std::slice::from_ref(&pooled),
            reports,
            "2024-01-02",
        );
        let reference = Reference::new(&case.plan, &case.register, &case.ledger, case.as_of).evaluate();
        assert_eq!(engine(&case).is_none(), reference.is_err());
        reference.is_err()
    };
    assert!(error(&["i u0 2023-H1 3/4", "i u0 2023-H2 2/4"]));
    assert!(!error(&["i u0 2023-H1 3/4", "i u0 2023-H2 1/4"]));
}

#[test]
fn each_question_is_asked_of_subjects_that_exist() {
    // The builder above is worth nothing unless it builds what both understand.
    let mut each = target("t", "i", Aggregate::Total, ">= 1");
    each.judged_at = JudgedAt::Each(ScopeId::new("all").unwrap());
    let case =
        small(&units(2), &[indicator("i", FLOW, Rhythm::Yearly)], &[each], &["i u1 2023 1"], "2024-01-02");
    assert_eq!(agreed(&case).verdict, Verdict::Met);
}
