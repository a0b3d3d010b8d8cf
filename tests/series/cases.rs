//! Cases small enough to be worked out by hand.
//!
//! A report is written `indicator unit period value`; a figure `unit state value [sources] [gaps]`, a source as `unit@period`, with
//! `x share` unless all of it counts.

use super::*;
use kehoach::{
    DoneBy, FigureBy, GapReason, LeftReason, Rhythm, SeriesState, SeriesValue, ShareBy,
    build::{amount, count, done, share},
};

/// On 1 July 2025 `a` and `b` become `m`, a part of `c` goes to the new `d`, by an apportionment of trees alone, and `e` ends without heir.
fn register() -> Register {
    let july = day("2025-07-01");
    let units = [
        unit("tinh"),
        unit("a"),
        unit("b"),
        UnitRecord { first: Some(july), ..unit("m") },
        unit("c"),
        UnitRecord { first: Some(july), ..unit("d") },
        UnitRecord { last: Some(day("2025-06-30")), ..unit("e") },
        unit("z"),
    ];
    let part = |to: &str, share: &str| {
        let cay = IndicatorId::new("cay").unwrap();
        Succession::part(july, id("c"), id(to)).with_share(cay, share.parse().unwrap())
    };
    let order = |number: &str| number.parse().unwrap();
    let successions = [
        Succession::whole(july, id("a"), id("m")).by(order("11/NQ-MAU")),
        Succession::whole(july, id("b"), id("m")).by(order("12/NQ-MAU")),
        part("c", "0.6").by(order("13/NQ-MAU")),
        part("d", "0.4").by(order("13/NQ-MAU")),
    ];
    Register::with_successions(units, successions).unwrap()
}

fn plan() -> Plan {
    Plan::build("12-KH/ĐU", "Sắp xếp", "tinh", "2025")
        .indicator("cay", "cây trồng", count(FigureBy::Sum).reported(Rhythm::Yearly))
        .indicator("quy", "quỹ", amount(FigureBy::Sum).reported(Rhythm::Yearly))
        .indicator("ho", "số hộ", count(FigureBy::Latest).reported(Rhythm::Yearly))
        .indicator("lop", "lớp tập huấn", share(ShareBy::Pooled).reported(Rhythm::Yearly))
        .indicator("luy-ke", "tập huấn lũy kế", share(ShareBy::Cumulative).reported(Rhythm::Yearly))
        .indicator("ky", "ký cam kết", done(DoneBy::Latest).reported(Rhythm::Yearly))
        .finish()
        .unwrap()
}

fn ledger(reports: &[&str]) -> Ledger {
    let mut ledger = Ledger::new();
    for report in reports {
        let [indicator, unit, period, value]: [&str; 4] =
            report.split(' ').collect::<Vec<_>>().try_into().unwrap();
        let report = match value {
            "-" => nothing(),
            "done" => Report::Value(Value::Done(true)),
            value if value.contains('/') => Report::Value(Value::Share(value.parse().unwrap())),
            value => number(value),
        };
        ledger.add(observed(indicator, unit, period, report)).unwrap();
    }
    ledger
}

fn told(reports: &[&str], onto: &str) -> Result<Series, SeriesError> {
    series(&plan(), &register(), &ledger(reports), day("2026-02-01"), day(onto))
}

fn shown(figure: &kehoach::SeriesFigure) -> String {
    let value = match &figure.value {
        None => "?".to_owned(),
        Some(SeriesValue::Number(n)) => n.to_string(),
        Some(SeriesValue::Share { part, whole }) => format!("{part} of {whole}"),
        Some(SeriesValue::Done(done)) => done.to_string(),
        Some(SeriesValue::NotApplicable) => "-".to_owned(),
        Some(other) => format!("{other:?}"),
    };
    let mut text = format!("{} {} {value}", figure.unit, figure.state);
    for source in &figure.sources {
        text += &format!(" {}@{}", source.unit, source.period);
        if source.share != Fraction::ONE {
            text += &format!("x{}", source.share);
        }
    }
    for gap in &figure.gaps {
        text += &format!(" {:?} {}@{}", gap.reason, gap.unit, gap.period);
        if let Some(document) = &gap.document {
            text += &format!(" by {document}");
        }
    }
    text
}

/// The figures for one period on the last day of 2025.
#[track_caller]
fn check(reports: &[&str], period: &str, expected: &[&str]) {
    let series = told(reports, "2025-12-31").unwrap();
    let of_period = series.figures.iter().filter(|figure| figure.period == period.parse().unwrap());
    assert_eq!(of_period.map(shown).collect::<Vec<_>>(), expected, "{reports:?}");
    let json = serde_json::to_string(&series).unwrap();
    assert_eq!(serde_json::from_str::<Series>(&json).unwrap(), series);
}

#[test]
fn before_the_day_predecessors_add_up() {
    check(&["cay a 2025-03 3", "cay b 2025-03 4"], "2025-03", &["m whole 7 a@2025-03 b@2025-03"]);
    check(&["cay a 2025-03 3"], "2025-03", &["m incomplete 3 a@2025-03 NotReported b@2025-03 by 12/NQ-MAU"]);
    check(&["cay a 2025-03 3", "cay b 2025-03 -"], "2025-03", &["m whole 3 a@2025-03 b@2025-03"]);
    check(&["cay a 2025-03 -", "cay b 2025-03 -"], "2025-03", &["m whole - a@2025-03 b@2025-03"]);
    check(&["cay a 2025-03 -"], "2025-03", &["m incomplete ? a@2025-03 NotReported b@2025-03 by 12/NQ-MAU"]);
    check(&["lop a 2025-03 3/4", "lop b 2025-03 1/6"], "2025-03", &["m whole 4 of 10 a@2025-03 b@2025-03"]);
    check(
        &["cay m 2025-08 5", "cay z 2025-08 2"],
        "2025-08",
        &["m whole 5 m@2025-08", "z whole 2 z@2025-08"],
    );
}

#[test]
fn a_divided_unit_goes_by_its_apportionment() {
    check(
        &["cay c 2025-03 7"],
        "2025-03",
        &["c apportioned 21/5 c@2025-03x3/5", "d apportioned 14/5 c@2025-03x2/5"],
    );
    let unknown = "incomplete ? NotApportioned c@2025-03 by 13/NQ-MAU";
    check(&["quy c 2025-03 7.5"], "2025-03", &[&format!("c {unknown}"), &format!("d {unknown}")]);
    // A part of nothing is nothing.
    check(&["quy c 2025-03 0"], "2025-03", &["c apportioned 0 c@2025-03x0", "d apportioned 0 c@2025-03x0"]);
}

#[test]
fn what_cannot_be_added_is_not() {
    let gap = "NotAdded a@2025-03 by 11/NQ-MAU";
    check(
        &["ky a 2025-03 done", "ky z 2025-03 done"],
        "2025-03",
        &[&format!("m incomplete ? {gap} NotReported b@2025-03 by 12/NQ-MAU"), "z whole true z@2025-03"],
    );
    check(
        &["ky m 2025-H2 done", "ky z 2025 done"],
        "2025",
        &["m whole true m@2025-H2", "z whole true z@2025"],
    );
}

/// Someone has to report for the year, else there is no such period.
#[test]
fn a_period_that_spans_the_day() {
    let z = "z whole 1 z@2025";
    check(
        &["cay a 2025-H1 3", "cay b 2025-H1 4", "cay m 2025-H2 5", "cay z 2025 1"],
        "2025",
        &["m whole 12 a@2025-H1 b@2025-H1 m@2025-H2", z],
    );
    check(
        &["cay a 2025 3", "cay b 2025-H1 4", "cay m 2025-H2 5"],
        "2025",
        &["m whole 12 a@2025 b@2025-H1 m@2025-H2"],
    );
    check(
        &["cay a 2025 3", "cay m 2025-H2 5"],
        "2025",
        &["m incomplete 8 a@2025 m@2025-H2 NotReported b@2025-H1 by 12/NQ-MAU"],
    );
    check(&["cay a 2025 3", "cay m 2025 20"], "2025", &["m whole 20 m@2025"]);
    // Of a divided unit that lives on, what it says of the year is its own as it is since.
    check(&["cay c 2025 7"], "2025", &["c whole 7 c@2025"]);
    check(
        &["cay c 2025-H1 10", "cay c 2025-H2 1", "cay d 2025-H2 2", "cay z 2025 1"],
        "2025",
        &["c apportioned 7 c@2025-H1x3/5 c@2025-H2", "d apportioned 6 c@2025-H1x2/5 d@2025-H2", z],
    );
}

#[test]
fn of_a_latest_value_that_of_the_heir_stands_alone() {
    check(
        &["ho a 2025-H1 3", "ho b 2025-H1 4", "ho z 2025 1"],
        "2025",
        &["m whole 7 a@2025-H1 b@2025-H1", "z whole 1 z@2025"],
    );
    check(&["ho a 2025-H1 3", "ho b 2025 4", "ho m 2025-H2 6"], "2025", &["m whole 6 m@2025-H2"]);
}

#[test]
fn cumulated_parts_stand_over_the_latest_whole() {
    let before = ["luy-ke a 2025-H1 2/10", "luy-ke b 2025-H1 1/10", "luy-ke z 2025 1/1"];
    let with = |heir: &'static str| [&before[..], &[heir]].concat();
    check(
        &with("luy-ke m 2025-H2 3/30"),
        "2025",
        &["m whole 6 of 30 a@2025-H1 b@2025-H1 m@2025-H2", "z whole 1 of 1 z@2025"],
    );
    let error = told(&with("luy-ke m 2025-H2 3/5"), "2025-12-31").unwrap_err();
    let text = "the parts of `m` on `luy-ke` in 2025 add up to 6, more than their whole, 5";
    assert_eq!(error.to_string(), text);
    assert!(error.vietnamese().contains("lớn hơn mẫu số 5"));
}

#[test]
fn what_is_in_no_figure_is_left_with_its_reason() {
    let reports = [
        "cay a 2025 3",
        "cay e 2025-03 2",
        "cay m 2025 20",
        "quy c 2025-03 7",
        "ky b 2025-03 done",
        "cay z 2025-08 1",
    ];
    let left = |onto: &str| {
        let series = told(&reports, onto).unwrap();
        let shown = |l: &kehoach::LeftOut| {
            format!("{} {} {} {} {:?}", l.indicator, l.unit, l.period, l.share, l.reason)
        };
        series.left.iter().map(shown).collect::<Vec<_>>()
    };
    let on_time = [
        "cay e 2025-03 1 NoHeir",
        "cay a 2025 1 Replaced",
        "quy c 2025-03 1 NotApportioned",
        "ky b 2025-03 1 NotAdded",
    ];
    assert_eq!(left("2025-12-31"), on_time);
    // Before the day all is as it was reported, as far as it was.
    let before = ["cay z 2025-08 1 EndsLater", "cay a 2025 1 EndsLater", "cay m 2025 1 EndsLater"];
    assert_eq!(left("2025-06-30"), before);
}

#[test]
fn what_was_withdrawn_or_came_later_does_not_count() {
    let mut ledger = ledger(&["cay z 2025-03 3", "cay m 2025-08 4"]);
    ledger
        .add(Observation {
            reported_on: day("2026-01-09"),
            ..observed("cay", "z", "2025-03", Report::Withdrawn)
        })
        .unwrap();
    let figures = |as_of: &str| {
        let series = series(&plan(), &register(), &ledger, day(as_of), day("2025-12-31")).unwrap();
        series.figures.iter().map(shown).collect::<Vec<_>>()
    };
    assert_eq!(figures("2026-01-04"), [""; 0]);
    assert_eq!(figures("2026-01-08"), ["z whole 3 z@2025-03", "m whole 4 m@2025-08"]);
    assert_eq!(figures("2026-01-09"), ["m whole 4 m@2025-08"]);
}

#[test]
fn reports_that_do_not_fit_are_errors() {
    for (report, text) in [
        ("cya z 2025-03 3", "the report of `z` on `cya` for 2025-03: "),
        ("cay zz 2025-03 3", "the report of `zz` on `cay` for 2025-03: "),
        ("cay m 2025-03 3", "the report of `m` on `cay` for 2025-03: "),
        ("cay z 2025-03 1.5", "the report of `z` on `cay` for 2025-03: "),
        ("quy z 2025-03 -1", "the report of `z` on `quy` for 2025-03: "),
        ("lop z 2025-03 3", "the report of `z` on `lop` for 2025-03: "),
    ] {
        let error = told(&[report], "2025-12-31").unwrap_err();
        assert!(matches!(error, SeriesError::Report { .. }), "{report}");
        assert!(error.to_string().starts_with(text), "{error}");
    }
    assert_eq!(told(&["cya z 2025-03 3"], "2025-12-31").unwrap_err().did_you_mean(), Some("cay"));
}

#[test]
fn parts_that_come_together_again_are_the_whole() {
    let (july, august) = (day("2025-07-01"), day("2025-08-01"));
    let units = [
        unit("tinh"),
        UnitRecord { last: Some(day("2025-06-30")), ..unit("a") },
        UnitRecord { first: Some(july), ..unit("b") },
        UnitRecord { first: Some(july), ..unit("c") },
        UnitRecord { first: Some(august), ..unit("d") },
    ];
    let successions = [
        Succession::part(july, id("a"), id("b")),
        Succession::part(july, id("a"), id("c")),
        Succession::whole(august, id("b"), id("d")),
        Succession::whole(august, id("c"), id("d")),
    ];
    let register = Register::with_successions(units, successions).unwrap();
    let ledger = ledger(&["quy a 2025-03 7.5"]);
    let figures = |onto: &str| {
        let series = series(&plan(), &register, &ledger, day("2026-02-01"), day(onto)).unwrap();
        series.figures.iter().map(shown).collect::<Vec<_>>()
    };
    let unknown = |unit: &str| format!("{unit} incomplete ? NotApportioned a@2025-03");
    assert_eq!(figures("2025-07-31"), [unknown("b"), unknown("c")]);
    assert_eq!(figures("2025-08-01"), ["d whole 15/2 a@2025-03"]);
}

/// Two units give each other half of what they have, every day: the ways that a figure can have gone double with each day.
#[test]
fn units_that_exchange_parts_day_by_day_are_no_maze() {
    let mut successions = Vec::new();
    for on in day("2025-02-01").iter_days().take(100) {
        for (from, to) in [("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")] {
            let share = "0.5".parse().unwrap();
            successions.push(
                Succession::part(on, id(from), id(to)).with_share(IndicatorId::new("cay").unwrap(), share),
            );
        }
    }
    let register = Register::with_successions([unit("tinh"), unit("a"), unit("b")], successions).unwrap();
    let reports = ledger(&["cay a 2025-01 5", "cay b 2025-01 1"]);
    let series = series(&plan(), &register, &reports, day("2026-02-01"), day("2025-12-31")).unwrap();
    let shown: Vec<_> = series.figures.iter().map(shown).collect();
    let half = "apportioned 3 a@2025-01x1/2 b@2025-01x1/2";
    assert_eq!(shown, [format!("a {half}"), format!("b {half}")]);
}

/// Each unit is taken over by the next, which has figures of its own.
#[test]
fn a_chain_of_thousands_takes_no_recursion() {
    let n = 3_000;
    let name = |k: usize| format!("x{k:04}");
    let units = std::iter::once(unit("tinh")).chain((0..=n).map(|k| unit(&name(k))));
    let on = |k: usize| day("2025-02-01") + chrono::Days::new(k as u64);
    let successions = (0..n).map(|k| Succession::whole(on(k), id(&name(k)), id(&name(k + 1))));
    let register = Register::with_successions(units, successions).unwrap();
    let mut ledger = Ledger::new();
    for k in 0..=n {
        ledger.add(observed("cay", &name(k), "2025-01", number("1"))).unwrap();
    }
    let series = series(&plan(), &register, &ledger, day("2026-02-01"), on(n)).unwrap();
    let [figure] = &series.figures[..] else { panic!("one unit is left") };
    assert_eq!(figure.unit, id(&name(n)));
    assert_eq!(
        (figure.state, &figure.value),
        (SeriesState::Whole, &Some(SeriesValue::Number(fraction("3001"))))
    );
    assert_eq!(figure.sources.len(), n + 1);
}

#[test]
fn a_figure_that_cannot_be_held_is_an_error() {
    let shares = |unit: &str, on| {
        let cay = || IndicatorId::new("cay").unwrap();
        let other = if unit == "a" { "b" } else { "a" };
        [
            Succession::part(on, id(unit), id(unit)).with_share(cay(), "0.3".parse().unwrap()),
            Succession::part(on, id(unit), id(other)).with_share(cay(), "0.7".parse().unwrap()),
        ]
    };
    let days = day("2025-02-01").iter_days().take(60);
    let register =
        Register::with_successions([unit("tinh"), unit("a"), unit("b")], days.flat_map(|on| shares("a", on)))
            .unwrap();
    let reports = ledger(&["cay a 2025-01 5"]);
    let error = series(&plan(), &register, &reports, day("2026-02-01"), day("2025-12-31")).unwrap_err();
    assert!(matches!(error, SeriesError::Overflow { .. }), "{error}");
    assert!(error.vietnamese().contains("quá lớn"));
}

#[test]
fn states_and_reasons_have_names_in_both_languages() {
    use kehoach::Language::{English, Vietnamese};
    for state in [SeriesState::Whole, SeriesState::Apportioned, SeriesState::Incomplete] {
        assert_eq!(state.to_string().parse::<SeriesState>().unwrap(), state);
        assert_ne!(state.label(Vietnamese), state.label(English));
    }
    assert_eq!("hole".parse::<SeriesState>().unwrap_err().did_you_mean(), Some("whole"));
    assert_eq!(GapReason::NotReported.label(Vietnamese), "chưa báo cáo");
    assert_eq!(LeftReason::NoHeir.label(Vietnamese), "không có đơn vị kế thừa");
}
