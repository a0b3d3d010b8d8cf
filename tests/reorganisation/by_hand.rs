//! Small cases whose figures were worked out by hand from section 14 and the page on reorganisations, in tables. All made up.
//! The engine and the plain evaluator both have to say what stands there.
//!
//! | row | is written |
//! |---|---|
//! | a unit | `x1 < h1 ..2025-06-30`: under `h1`, its first and last day; `x1 < tinh since 2025-07-01`: from that day on |
//! | a succession | `2025-07-01 x1 -> m` whole, `2025-07-01 x1 ~> m 0.4` in part with a share |
//! | a report | `x1 2025-Q1 5`, `x1 2025-Q1 1/2`, `x1 2025-Q1 -` for nothing to measure |
//! | what is expected | a period, a subject, and the range: `5`, `2..7`, `5..` without end, `-` for none, `*` if provisional |

use kehoach::{
    Aggregate, Asked, DoneBy, EvaluateError, Evaluator, FigureBy, Fraction, Indicator, IndicatorId, Judging,
    Kind, Ledger, LedgerNote, Level, Measure, Number, Observation, Outcome, Period, Plan, PlanParts,
    Register, Report, Rhythm, Scope, ScopeId, ShareBy, Succession, Tally, Target, TargetId, UnitRecord,
    Value,
};

use crate::{
    generate::{day, id},
    laws,
    plain::{Answer, Plain},
};

const AS_OF: &str = "2026-02-01";
const FLOW: Measure = Measure::Count(FigureBy::Sum);
const STOCK: Measure = Measure::Count(FigureBy::Latest);

fn unit(row: &str) -> UnitRecord {
    let words: Vec<&str> = row.split(' ').collect();
    let kind = if words[0].starts_with(['t', 'h']) { "cap-tren" } else { "xa" };
    let kind = Kind::new(kind).unwrap();
    let mut record = UnitRecord::new(id(words[0]), words[0], kind, Level::new("l").unwrap());
    match &words[1..] {
        [] => {}
        ["<", parent, rest @ ..] => {
            record.parent = Some(id(parent));
            match rest {
                [] => {}
                ["since", on] => record.since = Some(day(on)),
                [life] => {
                    let (first, last) = life.split_once("..").unwrap();
                    let end = |text: &str| (!text.is_empty()).then(|| day(text));
                    (record.first, record.last) = (end(first), end(last));
                }
                _ => panic!("{row}"),
            }
        }
        _ => panic!("{row}"),
    }
    record
}

fn succession(row: &str) -> Succession {
    let words: Vec<&str> = row.split(' ').collect();
    let (on, from, to) = (day(words[0]), id(words[1]), id(words[3]));
    match (words[2], words.get(4)) {
        ("->", None) => Succession::whole(on, from, to),
        ("~>", None) => Succession::part(on, from, to),
        ("~>", Some(share)) => {
            Succession::part(on, from, to).with_share(indicator_id(), share.parse().unwrap())
        }
        _ => panic!("{row}"),
    }
}

fn target_id() -> TargetId {
    TargetId::new("t").unwrap()
}

fn indicator_id() -> IndicatorId {
    IndicatorId::new("i").unwrap()
}

struct World {
    register: Register,
    measure: Measure,
    ledger: Ledger,
}

impl World {
    #[track_caller]
    fn new(units: &[&str], successions: &[&str]) -> Self {
        let rows = units.iter().map(|row| unit(row));
        let register = Register::with_successions(rows, successions.iter().map(|row| succession(row)));
        Self { register: register.unwrap(), measure: FLOW, ledger: Ledger::new() }
    }

    fn of(mut self, measure: Measure) -> Self {
        self.measure = measure;
        self
    }

    #[track_caller]
    fn reports(mut self, rows: &[&str]) -> Self {
        for row in rows {
            let words: Vec<&str> = row.split(' ').collect();
            let report = match (words[2], &self.measure) {
                ("-", _) => Report::NotApplicable { because: "x".to_owned() },
                (done, Measure::Done(_)) => Report::Value(Value::Done(done == "done")),
                (share, Measure::Share(_)) => Report::Value(Value::Share(share.parse().unwrap())),
                (number, _) => Report::Value(Value::Number(number.parse().unwrap())),
            };
            let (unit, period, reported_on) = (id(words[0]), words[1].parse().unwrap(), day("2025-12-31"));
            let (indicator, source, corrects) = (indicator_id(), None, false);
            self.ledger
                .add(Observation { indicator, unit, period, report, reported_on, source, corrects })
                .unwrap();
        }
        self
    }

    /// A plan with one target over all communes.
    fn plan(&self, aggregate: &Aggregate, period: Period) -> Plan {
        let mut parts = PlanParts::new("1-KH", "by hand", id("tinh"), "2025".parse().unwrap());
        let mut communes = Scope::new(ScopeId::new("xa").unwrap());
        communes.kinds = vec![Kind::new("xa").unwrap()];
        let percent = matches!(aggregate, Aggregate::ShareOfUnits(_) | Aggregate::PooledShare);
        let asked = if percent { ">= 50%" } else { ">= 5" };
        let asked = Asked::Threshold(asked.parse().unwrap());
        let mut target = Target::new(target_id(), "t", aggregate.clone(), asked);
        target.judged = Judging::During(period);
        parts.targets = vec![target.measured_by(indicator_id(), communes.id.clone())];
        parts.scopes = vec![communes];
        parts.indicators = vec![Indicator::new(indicator_id(), "i", self.measure.clone(), Rhythm::Quarterly)];
        Plan::new(parts).unwrap()
    }

    fn outcome(&self, aggregate: &Aggregate, period: &str, subject: &str) -> Outcome {
        let period = period.parse().unwrap();
        let plan = self.plan(aggregate, period);
        let evaluator = Evaluator::new(&plan, &self.register, &self.ledger, day(AS_OF)).unwrap();
        evaluator.outcome(&target_id(), period, &id(subject)).unwrap()
    }

    /// The range of an aggregate in a period at each subject, once the year is over.
    #[track_caller]
    fn is(&self, aggregate: &Aggregate, expected: &[[&str; 3]]) -> &Self {
        for [period, subject, expected] in expected {
            let outcome = self.outcome(aggregate, period, subject);
            let period = period.parse().unwrap();
            let plan = self.plan(aggregate, period);
            let plain = Plain::new(&plan, &self.register, &self.ledger, day(AS_OF));
            let answer = plain.answer(&plan.targets()[0], period, &id(subject)).unwrap();
            assert_eq!(shown(&answer), *expected, "the reference, in {period} at {subject}");
            assert_eq!(shown(&laws::answer(&outcome)), *expected, "the engine, in {period} at {subject}");
        }
        self
    }

    #[track_caller]
    fn totals(&self, expected: &[[&str; 3]]) -> &Self {
        self.is(&Aggregate::Total, expected)
    }
}

fn shown(answer: &Answer) -> String {
    let Some(range) = answer.range else { return "-".to_owned() };
    let range = match range.high {
        Some(high) if high == range.low => range.low.to_string(),
        Some(high) => format!("{}..{high}", range.low),
        None => format!("{}..", range.low),
    };
    if answer.provisional { range + "*" } else { range }
}

/// Two districts end on 1 July: `x1` and `x3` merge into `m`, `x2` comes under the province.
fn merger() -> World {
    let units = [
        "tinh",
        "h1 < tinh ..2025-06-30",
        "h2 < tinh ..2025-06-30",
        "x1 < h1 ..2025-06-30",
        "x2 < h1",
        "x3 < h2 ..2025-06-30",
        "x2 < tinh since 2025-07-01",
        "m < tinh 2025-07-01..",
    ];
    World::new(&units, &["2025-07-01 x1 -> m", "2025-07-01 x3 -> m"])
}

const BEFORE: [&str; 6] =
    ["x1 2025-Q1 2", "x1 2025-Q2 3", "x2 2025-Q1 1", "x2 2025-Q2 1", "x3 2025-Q1 5", "x3 2025-Q2 7"];
const AFTER: [&str; 4] = ["x2 2025-Q3 4", "x2 2025-Q4 0", "m 2025-Q3 1", "m 2025-Q4 2"];

#[test]
fn a_flow_adds_up_on_both_sides_of_a_merger() {
    merger().reports(&BEFORE).reports(&AFTER).totals(&[
        ["2025", "tinh", "26"],
        ["2025", "m", "20"],
        ["2025", "x1", "5"],
        ["2025", "x3", "12"],
        ["2025", "x2", "6"],
        ["2025", "h1", "7"],
        ["2025", "h2", "12"],
        ["2025-H1", "tinh", "19"],
        ["2025-H1", "h1", "7"],
        ["2025-H1", "m", "-"],
        ["2025-H2", "tinh", "7"],
        ["2025-H2", "m", "3"],
        ["2025-H2", "x1", "-"],
        ["2025-H2", "h1", "-"],
    ]);
}

#[test]
fn a_unit_is_counted_in_its_heir_and_not_beside_it() {
    let at_least = |n: &str| Aggregate::NumberOfUnits(kehoach::Criterion::Meets(n.parse().unwrap()));
    merger()
        .reports(&BEFORE)
        .reports(&AFTER)
        .is(&Aggregate::Mean, &[["2025", "tinh", "13"], ["2025", "h1", "7/2"], ["2025-H1", "tinh", "19/3"]])
        .is(&at_least(">= 10"), &[["2025", "tinh", "1"], ["2025", "h1", "0"], ["2025", "h2", "1"]])
        .is(&at_least(">= 5"), &[["2025-H1", "tinh", "2"], ["2025", "tinh", "2"], ["2025-H2", "tinh", "0"]]);
}

#[test]
fn what_a_predecessor_did_not_report_stays_unknown() {
    merger().reports(&BEFORE[..5]).reports(&AFTER).totals(&[
        ["2025", "tinh", "19.."],
        ["2025", "m", "13.."],
        ["2025", "h1", "7"],
        ["2025", "h2", "5.."],
        ["2025", "x1", "5"],
    ]);
}

#[test]
fn a_stock_is_the_heir_s_own_once_it_has_one() {
    merger().of(STOCK).reports(&BEFORE).reports(&AFTER).totals(&[
        ["2025", "tinh", "2"],
        ["2025", "m", "2"],
        ["2025", "h1", "-"],
        ["2025-Q2", "tinh", "11"],
        ["2025-Q2", "h1", "4"],
        ["2025-H2", "m", "2"],
    ]);
}

#[test]
fn a_stock_is_inherited_until_then() {
    merger().of(STOCK).reports(&BEFORE).reports(&AFTER[..2]).totals(&[
        ["2025", "tinh", "10*"],
        ["2025", "m", "10*"],
        ["2025-H2", "m", "0.."],
        ["2025-H2", "tinh", "0.."],
    ]);
}

#[test]
fn an_inherited_stock_is_unknown_in_so_far_as_a_predecessor_s_is() {
    merger()
        .of(STOCK)
        .reports(&BEFORE[..4])
        .reports(&AFTER[..2])
        .totals(&[["2025", "m", "3..*"], ["2025", "tinh", "3..*"]]);
}

#[test]
fn shares_are_inherited_part_by_part_and_whole_by_whole() {
    merger()
        .of(Measure::Share(ShareBy::Latest))
        .reports(&["x1 2025-Q2 1/2", "x3 2025-Q1 3/6", "x2 2025-Q4 0/2"])
        .is(&Aggregate::PooledShare, &[["2025", "m", "1/2*"], ["2025", "tinh", "2/5*"], ["2025", "x2", "0"]]);
}

#[test]
fn a_cumulative_share_has_the_heir_s_whole_or_its_predecessors_until_it_has_cells() {
    merger()
        .of(Measure::Share(ShareBy::Cumulative))
        .reports(&["x1 2025-Q1 1/10", "x1 2025-Q2 1/10", "x3 2025-Q1 2/10", "x3 2025-Q2 0/12"])
        .reports(&["m 2025-Q3 3/25", "m 2025-Q4 3/20", "x2 2025-Q1 0/5", "x2 2025-Q2 0/5"])
        .reports(&["x2 2025-Q3 0/5", "x2 2025-Q4 0/5"])
        .is(
            &Aggregate::PooledShare,
            &[
                ["2025", "m", "1/2"],
                ["2025", "tinh", "2/5"],
                ["2025", "h2", "1/6"],
                ["2025-H1", "tinh", "4/27"],
            ],
        );
}

#[test]
fn done_is_not_inherited() {
    let share = Aggregate::ShareOfUnits(kehoach::Criterion::Done);
    let before = ["x1 2025-Q2 done", "x3 2025-Q2 done", "x2 2025-Q4 done"];
    merger()
        .of(Measure::Done(DoneBy::Latest))
        .reports(&before)
        .is(&share, &[["2025", "tinh", "1/2..1"], ["2025-H1", "h2", "1"]]);
    merger()
        .of(Measure::Done(DoneBy::Ever))
        .reports(&before)
        .is(&share, &[["2025", "m", "0..1"], ["2025", "tinh", "1/2..1"], ["2025", "h2", "-"]]);
}

/// `u`, of `h1`, is split on 1 July: into `a` of `h1` and `b` of `h2`.
fn split(shares: [&str; 2]) -> World {
    let units = [
        "tinh",
        "h1 < tinh",
        "h2 < tinh",
        "u < h1 ..2025-06-30",
        "a < h1 2025-07-01..",
        "b < h2 2025-07-01..",
    ];
    let rows = [format!("2025-07-01 u ~> a{}", shares[0]), format!("2025-07-01 u ~> b{}", shares[1])];
    World::new(&units, &rows.each_ref().map(String::as_str))
}

const SPLIT: [&str; 6] =
    ["u 2025-Q1 2", "u 2025-Q2 3", "a 2025-Q3 1", "a 2025-Q4 1", "b 2025-Q3 0", "b 2025-Q4 4"];

#[test]
fn a_divided_unit_s_flow_is_whole_above_all_heirs_and_open_at_one() {
    split(["", ""]).reports(&SPLIT).totals(&[
        ["2025", "tinh", "11"],
        ["2025", "h1", "7"],
        ["2025", "h2", "4..9"],
        ["2025", "a", "2..7"],
        ["2025", "b", "4..9"],
        ["2025", "u", "5"],
        ["2025-H2", "h2", "4"],
        ["2025-H1", "h2", "-"],
    ]);
}

#[test]
fn an_apportioned_flow_is_exact() {
    split([" 0.4", " 0.6"]).reports(&SPLIT).totals(&[
        ["2025", "tinh", "11"],
        ["2025", "h1", "7"],
        ["2025", "h2", "7"],
        ["2025", "a", "4"],
        ["2025", "b", "7"],
    ]);
}

#[test]
fn a_divided_unit_s_stock_stands_as_long_as_no_heir_has_one() {
    split(["", ""]).of(STOCK).reports(&SPLIT[..2]).totals(&[
        ["2025", "tinh", "3*"],
        ["2025", "h1", "0..3*"],
        ["2025", "a", "0..3*"],
        ["2025-H1", "h1", "3"],
    ]);
    split(["", ""]).of(STOCK).reports(&["u 2025-Q2 3", "b 2025-Q4 4"]).totals(&[
        ["2025", "tinh", "4..7*"],
        ["2025", "h2", "4"],
        ["2025", "a", "0..3*"],
    ]);
}

#[test]
fn an_apportioned_stock_is_exact() {
    split([" 0.4", " 0.6"]).of(STOCK).reports(&["u 2025-Q2 3", "b 2025-Q4 4"]).totals(&[
        ["2025", "tinh", "26/5*"],
        ["2025", "a", "6/5*"],
        ["2025", "h2", "4"],
    ]);
    split([" 0.4", " 0.6"]).of(STOCK).reports(&SPLIT[..2]).totals(&[
        ["2025", "tinh", "3*"],
        ["2025", "a", "6/5*"],
        ["2025", "b", "9/5*"],
    ]);
}

#[test]
fn parts_and_wholes_of_a_divided_unit_are_open_at_one_heir() {
    let pooled = |world: World| world.of(Measure::Share(ShareBy::Pooled));
    let reports = [
        "u 2025-Q1 1/2",
        "u 2025-Q2 1/2",
        "a 2025-Q3 1/2",
        "a 2025-Q4 1/2",
        "b 2025-Q3 0/1",
        "b 2025-Q4 1/1",
    ];
    // At `b` 1/2, and of `u` up to two parts, and up to two that are none.
    pooled(split(["", ""])).reports(&reports).is(
        &Aggregate::PooledShare,
        &[["2025", "tinh", "1/2"], ["2025", "b", "1/4..3/4"], ["2025", "h1", "1/2"]],
    );
    // Of `u` 1.2 of 2.4 besides.
    pooled(split([" 0.4", " 0.6"]))
        .reports(&reports[..5])
        .reports(&["b 2025-Q4 0/1"])
        .is(&Aggregate::PooledShare, &[["2025", "b", "3/11"], ["2025", "tinh", "2/5"]]);
}

/// `u` gives a part to `v` on 1 July and lives on.
fn transfer(shares: [&str; 2]) -> World {
    let rows = [format!("2025-07-01 u ~> u{}", shares[0]), format!("2025-07-01 u ~> v{}", shares[1])];
    World::new(&["tinh", "u < tinh", "v < tinh"], &rows.each_ref().map(String::as_str))
}

#[test]
fn a_unit_that_gives_a_part_away_keeps_what_it_reported() {
    let reports = [
        "u 2025-Q1 1",
        "u 2025-Q2 1",
        "u 2025-Q3 1",
        "u 2025-Q4 1",
        "v 2025-Q1 2",
        "v 2025-Q2 2",
        "v 2025-Q3 2",
        "v 2025-Q4 2",
    ];
    transfer(["", ""]).reports(&reports).totals(&[
        ["2025", "tinh", "12"],
        ["2025", "u", "4"],
        ["2025", "v", "8..10"],
    ]);
    transfer([" 0.6", " 0.4"]).reports(&reports).totals(&[
        ["2025", "tinh", "12"],
        ["2025", "u", "4"],
        ["2025", "v", "44/5"],
    ]);
}

#[test]
fn a_unit_that_gives_a_part_away_has_another_stock_from_then_on() {
    let reports = ["u 2025-Q2 10", "v 2025-Q2 5"];
    transfer(["", ""]).of(STOCK).reports(&reports).totals(&[
        ["2025", "tinh", "15*"],
        ["2025", "u", "0..10*"],
        ["2025", "v", "5..15*"],
        ["2025-H1", "u", "10"],
    ]);
    transfer([" 0.6", " 0.4"]).of(STOCK).reports(&reports).totals(&[
        ["2025", "tinh", "15*"],
        ["2025", "u", "6*"],
        ["2025", "v", "9*"],
    ]);
}

#[test]
fn a_chain_follows_through() {
    let units = ["tinh", "a < tinh ..2025-06-30", "b < tinh 2025-07-01..2025-09-30", "c < tinh 2025-10-01.."];
    let chain = || World::new(&units, &["2025-07-01 a -> b", "2025-10-01 b -> c"]);
    chain().reports(&["a 2025-Q1 1", "a 2025-Q2 2", "b 2025-Q3 3", "c 2025-Q4 4"]).totals(&[
        ["2025", "tinh", "10"],
        ["2025", "c", "10"],
        ["2025", "b", "6"],
        ["2025", "a", "3"],
        ["2025-01/2025-09", "b", "6"],
        ["2025-01/2025-09", "c", "-"],
    ]);
    chain()
        .of(STOCK)
        .reports(&["a 2025-Q2 2"])
        .totals(&[["2025", "c", "2*"], ["2025-01/2025-09", "b", "2*"]]);
}

/// `a` passes whole to `b` in the middle of the second quarter, on 16 May.
fn in_a_quarter() -> World {
    let units = ["tinh", "a < tinh ..2025-05-15", "b < tinh 2025-05-16.."];
    World::new(&units, &["2025-05-16 a -> b"]).reports(&["a 2025-Q1 1", "b 2025-Q3 4", "b 2025-Q4 5"])
}

#[test]
fn a_sub_period_across_the_day_is_the_heir_s_whole_or_adds_up() {
    let to_the_day = "a 2025-04-01/2025-05-15 2";
    let from_the_day = "b 2025-05-16/2025-06-30 3";
    for (reports, b, tinh) in [
        (&[to_the_day, from_the_day][..], "15", "15"),
        (&["a 2025-Q2 2", from_the_day], "15", "15"),
        (&[to_the_day, "b 2025-Q2 6"], "16", "16"),
        (&[to_the_day], "12..", "12.."),
        (&[from_the_day], "13..", "13.."),
        (&[], "10..", "10.."),
    ] {
        in_a_quarter().reports(reports).totals(&[["2025", "b", b], ["2025", "tinh", tinh]]);
    }
    in_a_quarter().reports(&[to_the_day, from_the_day]).totals(&[["2025", "a", "3"], ["2025-Q2", "b", "5"]]);
}

#[test]
fn where_districts_merge_the_heir_holds_what_the_other_had() {
    let units =
        ["tinh", "h1 < tinh ..2025-06-30", "h2 < tinh", "x1 < h1", "x1 < h2 since 2025-07-01", "x2 < h2"];
    let reports = ["x1 2025-Q1 1", "x1 2025-Q2 1", "x1 2025-Q3 1", "x1 2025-Q4 1"];
    let others = ["x2 2025-Q1 2", "x2 2025-Q2 2", "x2 2025-Q3 2", "x2 2025-Q4 2"];
    World::new(&units, &["2025-07-01 h1 -> h2"]).reports(&reports).reports(&others).totals(&[
        ["2025", "tinh", "12"],
        ["2025", "h2", "12"],
        ["2025", "h1", "2"],
        ["2025-H1", "h2", "4"],
        ["2025-H2", "h2", "6"],
    ]);
}

#[test]
fn one_that_takes_in_another_adds_to_what_it_had() {
    let units = ["tinh", "x < tinh", "y < tinh ..2025-06-30"];
    let taken = || World::new(&units, &["2025-07-01 y -> x"]);
    let reports = ["x 2025-Q2 4", "y 2025-Q2 6", "y 2025-Q1 1", "x 2025-Q1 1"];
    taken().of(STOCK).reports(&reports).totals(&[["2025", "x", "10*"], ["2025-H1", "x", "4"]]);
    taken().of(STOCK).reports(&reports).reports(&["x 2025-Q3 9"]).totals(&[["2025", "x", "9*"]]);
    taken()
        .reports(&reports)
        .reports(&["x 2025-Q3 9", "x 2025-Q4 9"])
        .totals(&[["2025", "x", "30"], ["2025", "tinh", "30"]]);
}

/// What three heirs of `u` have together of its figures of two quarters, by these shares.
pub(crate) fn parts_of(shares: &[String; 3], figures: &[u64], latest: bool) -> Fraction {
    let heirs = ["a", "b", "c"];
    let units: Vec<String> = heirs.iter().map(|heir| format!("{heir} < tinh 2025-07-01..")).collect();
    let units: Vec<&str> =
        ["tinh", "u < tinh ..2025-06-30"].into_iter().chain(units.iter().map(String::as_str)).collect();
    let rows = heirs.iter().zip(shares).map(|(heir, share)| format!("2025-07-01 u ~> {heir}{share}"));
    let rows: Vec<String> = rows.collect();
    let reports = [format!("u 2025-Q1 {}", figures[0]), format!("u 2025-Q2 {}", figures[1])];
    let world = World::new(&units, &rows.iter().map(String::as_str).collect::<Vec<&str>>());
    let world = world.of(if latest { STOCK } else { FLOW }).reports(&reports.each_ref().map(String::as_str));
    let held = heirs.iter().map(|heir| match world.outcome(&Aggregate::Total, "2025", heir).tally {
        Some(Tally::Sum(tally)) => tally.sum,
        other => panic!("{other:?}"),
    });
    held.fold(Fraction::ZERO, |sum, part| sum.plus(part).unwrap())
}

/// `a` is divided in April between `b` and `c`, and each of these in July between `d` of `h1` and `e` of `h2`.
fn divided_twice(shares: [[&str; 2]; 3]) -> World {
    let units = [
        "tinh",
        "h1 < tinh",
        "h2 < tinh",
        "a < tinh ..2025-03-31",
        "b < tinh 2025-04-01..2025-06-30",
        "c < tinh 2025-04-01..2025-06-30",
        "d < h1 2025-07-01..",
        "e < h2 2025-07-01..",
    ];
    let [[ab, ac], [bd, be], [cd, ce]] = shares;
    let rows = [
        format!("2025-04-01 a ~> b{ab}"),
        format!("2025-04-01 a ~> c{ac}"),
        format!("2025-07-01 b ~> d{bd}"),
        format!("2025-07-01 b ~> e{be}"),
        format!("2025-07-01 c ~> d{cd}"),
        format!("2025-07-01 c ~> e{ce}"),
    ];
    World::new(&units, &rows.each_ref().map(String::as_str))
}

const TWICE: [&str; 7] = [
    "a 2025-Q1 10",
    "b 2025-Q2 1",
    "c 2025-Q2 2",
    "d 2025-Q3 3",
    "d 2025-Q4 0",
    "e 2025-Q3 4",
    "e 2025-Q4 0",
];

#[test]
fn what_was_divided_is_divided_again() {
    // Two ways lead from `a` to each of the heirs in the end.
    divided_twice([["", ""]; 3]).reports(&TWICE).totals(&[
        ["2025", "tinh", "20"],
        ["2025", "d", "3..16"],
        ["2025", "h1", "3..16"],
        ["2025", "e", "4..17"],
        ["2025-H1", "b", "1..11"],
    ]);
    // Of the 10 to `d` 5 x 0.4 and 5 x 0.5, of the 1 and the 2 beside them 0.4 and 1.
    let shares = [[" 0.5", " 0.5"], [" 0.4", " 0.6"], [" 0.5", " 0.5"]];
    divided_twice(shares).reports(&TWICE).totals(&[
        ["2025", "tinh", "20"],
        ["2025", "d", "89/10"],
        ["2025", "e", "111/10"],
        ["2025-H1", "b", "6"],
    ]);
    divided_twice(shares).of(STOCK).reports(&TWICE[..1]).totals(&[
        ["2025", "tinh", "10*"],
        ["2025", "d", "9/2*"],
        ["2025", "e", "11/2*"],
        ["2025-H1", "c", "5*"],
    ]);
}

/// Shares of shares that no fraction holds any more are an error that names where, and not another figure.
#[test]
fn a_share_of_a_share_can_be_too_fine() {
    let third = [" 0.3333333333333333333333333333", " 0.6666666666666666666666666667"];
    // A flow is added up everywhere at once, a stock where it is asked for.
    for (measure, subject) in [(FLOW, "tinh"), (STOCK, "d")] {
        let world = divided_twice([third; 3]).of(measure).reports(&TWICE[..1]);
        let period = "2025".parse().unwrap();
        let plan = world.plan(&Aggregate::Total, period);
        let evaluator = Evaluator::new(&plan, &world.register, &world.ledger, day(AS_OF)).unwrap();
        let overflow = EvaluateError::Overflow { target: target_id(), subject: id(subject), period };
        assert_eq!(evaluator.outcome(&target_id(), period, &id("d")), Err(overflow));
    }
}

#[test]
fn an_unknown_amount_of_a_divided_unit_is_at_most_its_greatest() {
    let amount = Measure::Amount {
        by: FigureBy::Sum,
        unit: None,
        least: Number::from(0_i32),
        greatest: Some(Number::from(50_i32)),
    };
    let world = split(["", ""]).of(amount).reports(&SPLIT[1..]);
    // The reference knows no greatest amount.
    for (subject, range) in
        [("tinh", "9..59"), ("h1", "5..55"), ("a", "2..55"), ("b", "4..57"), ("u", "3..53")]
    {
        let outcome = world.outcome(&Aggregate::Total, "2025", subject);
        assert_eq!(shown(&laws::answer(&outcome)), range, "{subject}");
    }
}

#[test]
fn what_is_not_measured_passes_nothing_on() {
    let units = ["tinh", "h3 < tinh ..2025-06-30", "a < tinh 2025-07-01..", "b < tinh 2025-07-01.."];
    let world = || World::new(&units, &["2025-07-01 h3 ~> a", "2025-07-01 h3 ~> b"]);
    world().reports(&["h3 2025-Q1 5", "a 2025-Q3 1", "a 2025-Q4 1", "b 2025-Q3 0", "b 2025-Q4 4"]).totals(&[
        ["2025", "a", "2"],
        ["2025", "b", "4"],
        ["2025", "tinh", "6"],
    ]);
}

/// Inside a piece of a sub-period, too, the longer report stands, and the shorter one is told of as replaced.
#[test]
fn a_report_inside_a_piece_is_set_aside_once() {
    let world =
        in_a_quarter().reports(&["a 2025-04-01/2025-05-15 2", "b 2025-05-16/2025-06-30 3", "b 2025-06 1"]);
    world.totals(&[["2025", "b", "15"], ["2025", "tinh", "15"]]);
    let plan = world.plan(&Aggregate::Total, "2025".parse().unwrap());
    let evaluator = Evaluator::new(&plan, &world.register, &world.ledger, day(AS_OF)).unwrap();
    let replaced = LedgerNote::Replaced {
        indicator: indicator_id(),
        unit: id("b"),
        period: "2025-06".parse().unwrap(),
        by: "2025-05-16/2025-06-30".parse().unwrap(),
    };
    assert_eq!(evaluator.evaluate().unwrap().notes, [replaced]);
}

/// Of shorter reports that cover a piece these count; of two that overlap the one that ends later stands, and counts for nothing as
/// long as the rest of the piece was not reported.
#[test]
fn a_piece_is_read_as_a_sub_period_is() {
    let before = "a 2025-04-01/2025-05-15 2";
    let covered = ["b 2025-05-16/2025-06-30 3", "b 2025-05-16/2025-05-31 1", "b 2025-06 2"];
    let world = in_a_quarter().reports(&[before]).reports(&covered);
    world.totals(&[["2025", "b", "15"], ["2025", "tinh", "15"]]);
    let overlapping = ["b 2025-05-16/2025-06-15 3", "b 2025-06 2"];
    let world = in_a_quarter().reports(&[before]).reports(&overlapping);
    world.totals(&[["2025", "b", "12.."], ["2025", "tinh", "12.."]]);
}

/// The third share of a share: what is inherited is already too fine before anybody asks where it counts.
#[test]
fn a_stock_that_was_divided_thrice_can_be_too_fine() {
    let third = "0.3333333333333333333333333333";
    let rest = "0.6666666666666666666666666667";
    let units = [
        "tinh",
        "a < tinh ..2025-03-31",
        "b < tinh 2025-04-01..2025-06-30",
        "c < tinh 2025-04-01..",
        "d < tinh 2025-07-01..2025-09-30",
        "e < tinh 2025-07-01..",
        "f < tinh 2025-10-01..",
        "g < tinh 2025-10-01..",
    ];
    let rows = [
        format!("2025-04-01 a ~> b {third}"),
        format!("2025-04-01 a ~> c {rest}"),
        format!("2025-07-01 b ~> d {third}"),
        format!("2025-07-01 b ~> e {rest}"),
        format!("2025-10-01 d ~> f {third}"),
        format!("2025-10-01 d ~> g {rest}"),
    ];
    let world = World::new(&units, &rows.each_ref().map(String::as_str)).of(STOCK).reports(&TWICE[..1]);
    let period = "2025".parse().unwrap();
    let plan = world.plan(&Aggregate::Total, period);
    let evaluator = Evaluator::new(&plan, &world.register, &world.ledger, day(AS_OF)).unwrap();
    let overflow = EvaluateError::Overflow { target: target_id(), subject: id("tinh"), period };
    assert_eq!(evaluator.outcome(&target_id(), period, &id("f")), Err(overflow));
}
