//! A live evaluation that takes a reorganisation stands where evaluating afresh stands, before it and after, whatever was
//! reported first.

use chrono::NaiveDate;
use kehoach::{
    DoneBy, FigureBy, IndicatorId, Kind, Ledger, Level, Live, LiveError, Number, Observation, Plan, Prepared,
    Register, Reorganisation, Report, Rhythm, ShareBy, Succession, UnitId, UnitRecord, Value, Verdict,
    build::{count, done, kinds, mean, number_of_units, pooled_share, share, share_of_units, total},
    evaluate,
};
use proptest::prelude::*;

fn id(text: &str) -> UnitId {
    UnitId::new(text).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn unit(name: &str, kind: &str, parent: Option<&str>) -> UnitRecord {
    let record = UnitRecord::new(id(name), name, Kind::new(kind).unwrap(), Level::new(kind).unwrap());
    UnitRecord { parent: parent.map(id), ..record }
}

/// A province, two districts, six communes, and twenty units of another kind.
fn before() -> Register {
    let mut units = vec![
        unit("tinh", "tinh", None),
        unit("h1", "huyen", Some("tinh")),
        unit("h2", "huyen", Some("tinh")),
    ];
    units.extend((1..=6).map(|k| unit(&format!("x{k}"), "xa", Some(if k < 4 { "h1" } else { "h2" }))));
    // Nobody asks these: beside so many units a report that one alone makes is kept beside the columns.
    units.extend((1..=20).map(|k| unit(&format!("k{k}"), "khac", Some("tinh"))));
    Register::new(units).unwrap()
}

/// On 1 July 2025 the districts end, `x1` and `x2` become `m1`, `x4` is divided between `m2` and `x5`, and `x6` takes in `x3`.
fn after(register: &Register) -> Register {
    let july = day("2025-07-01");
    let moved = |name: &str| UnitRecord { since: Some(july), ..unit(name, "xa", Some("tinh")) };
    let new = |name: &str| UnitRecord { first: Some(july), ..unit(name, "xa", Some("tinh")) };
    let whole = |from: &str, to: &str| Succession::whole(july, id(from), id(to));
    let part = |to: &str, share: &str| {
        let cay = IndicatorId::new("cay").unwrap();
        Succession::part(july, id("x4"), id(to)).with_share(cay, share.parse::<Number>().unwrap())
    };
    let by = Reorganisation {
        units: vec![new("m1"), new("m2"), moved("x5"), moved("x6")],
        ends: ["h1", "h2", "x4"].iter().map(|unit| (id(unit), day("2025-06-30"))).collect(),
        successions: vec![
            whole("x1", "m1"),
            whole("x2", "m1"),
            whole("x3", "x6"),
            part("m2", "0.4"),
            part("x5", "0.6"),
        ],
    };
    register.reorganised(&by).unwrap()
}

fn plan() -> Plan {
    Plan::build("12-KH/ĐU", "Sắp xếp", "tinh", "2025")
        .scope("cac-xa", kinds(["xa"]))
        .indicator("cay", "cây trồng", count(FigureBy::Sum).reported(Rhythm::Quarterly))
        .indicator("ho", "số hộ", count(FigureBy::Latest).reported(Rhythm::Quarterly))
        .indicator("tap-huan", "tập huấn", share(ShareBy::Pooled).reported(Rhythm::Quarterly))
        .indicator("ky", "ký cam kết", done(DoneBy::Latest).reported(Rhythm::Quarterly))
        .target("1", "Trồng cây", total("cay", "cac-xa").asks("ít nhất 20"))
        .target("2", "Trồng cây từng xã", number_of_units("cay", "cac-xa").meeting(">= 5").asks(">= 3"))
        .target("3", "Số hộ", total("ho", "cac-xa").asks(">= 12").judged("each quarter").at_each("cac-xa"))
        .target("4", "Tập huấn", pooled_share("tap-huan", "cac-xa").asks("trên 60%").at_each("cac-xa"))
        .target("5", "Ký cam kết", share_of_units("ky", "cac-xa").asks("trên 50%").judged("each half-year"))
        .target("6", "Bình quân", mean("cay", "cac-xa").asks(">= 4"))
        .finish()
        .unwrap()
}

/// Reports of communes, by their numbers: who, what, which quarter, which figure.
fn reports() -> impl Strategy<Value = Vec<(usize, usize, u32, u64)>> {
    proptest::collection::vec((1..=6_usize, 0..4_usize, 1..=4_u32, 0..7_u64), 0..40)
}

fn entered(row: (usize, usize, u32, u64), k: usize) -> Observation {
    let (unit, indicator, quarter, figure) = row;
    let value = match indicator {
        2 => Value::Share(kehoach::Share::new(figure.min(5), 6).unwrap()),
        3 => Value::Done(figure > 3),
        _ => Value::Number(figure.into()),
    };
    Observation {
        indicator: IndicatorId::new(["cay", "ho", "tap-huan", "ky"][indicator]).unwrap(),
        unit: id(&format!("x{unit}")),
        // What ends in June says nothing of later quarters.
        period: format!("2025-Q{}", if unit < 5 { quarter.min(2) } else { quarter }).parse().unwrap(),
        report: Report::Value(value),
        reported_on: day("2025-12-01") + chrono::Days::new(k as u64),
        source: None,
        corrects: false,
    }
}

proptest! {
    // Each case evaluates the plan afresh up to forty times.
    #![proptest_config(ProptestConfig {
        cases: std::env::var("KEHOACH_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(64),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_reorganisation_is_one_more_event(rows in reports(), at in any::<prop::sample::Index>(), late in any::<bool>()) {
        let (plan, before) = (plan(), before());
        let after = after(&before);
        let as_of = if late { day("2026-03-01") } else { day("2025-09-30") };
        let mut live = Live::new(Prepared::new(&plan, &before).unwrap(), Ledger::new(), as_of).unwrap();
        let at = at.index(rows.len() + 1);
        let mut told: Vec<(kehoach::TargetId, kehoach::Period, UnitId, Verdict)> = Vec::new();
        let verdicts = |evaluation: &kehoach::Evaluation| {
            evaluation.outcomes.iter().map(|o| (o.target.clone(), o.period, o.subject.clone(), o.verdict)).collect::<Vec<_>>()
        };
        told.extend(verdicts(&live.evaluation().unwrap()));
        for k in 0..=rows.len() {
            let changes = if k == at {
                live.reorganise(&after).unwrap()
            } else {
                let k = if k < at { k } else { k - 1 };
                live.enter(entered(rows[k], k)).unwrap()
            };
            for change in changes.verdicts {
                let key = (change.target, change.period, change.subject);
                let known = told.iter().position(|t| (&t.0, &t.1, &t.2) == (&key.0, &key.1, &key.2));
                let was = known.map_or(Verdict::NotApplicable, |at| told.remove(at).3);
                prop_assert_eq!(was, change.was);
                told.push((key.0, key.1, key.2, change.is));
            }
            let register = if k < at { &before } else { &after };
            let afresh = evaluate(&plan, register, live.ledger(), as_of).unwrap();
            prop_assert_eq!(&live.evaluation().unwrap(), &afresh);
            let applies = |mut all: Vec<(kehoach::TargetId, kehoach::Period, UnitId, Verdict)>| {
                all.retain(|(.., verdict)| *verdict != Verdict::NotApplicable);
                all.sort_by(|a, b| (&a.0, a.1, &a.2).cmp(&(&b.0, b.1, &b.2)));
                all
            };
            prop_assert_eq!(applies(told.clone()), applies(verdicts(&afresh)));
        }
    }
}

proptest! {
    /// A report for a day on which nobody else reports is kept beside the columns, and its unit is read by itself.
    #[test]
    fn units_read_one_by_one_say_what_they_say_in_words(rows in reports(), more in reports(), cut in any::<bool>()) {
        let (plan, register) = (plan(), after(&before()));
        let mut ledger = Ledger::new();
        for (k, row) in rows.iter().enumerate() {
            ledger.add(entered(*row, k)).unwrap();
        }
        // The heirs report as well, for the second half of the year.
        for (k, (heir, indicator, quarter, figure)) in more.into_iter().enumerate() {
            let heir = ["m1", "m2", "x5", "x6"][heir % 4];
            let quarter = 3 + quarter % 2;
            let report = entered((5, indicator, quarter, figure), 50 + k);
            ledger.add(Observation { unit: id(heir), ..report }).unwrap();
        }
        let as_of = if cut { day("2025-12-20") } else { day("2026-03-01") };
        let in_words = evaluate(&plan, &register, &ledger, as_of).unwrap();
        let odd = ["x1", "x2", "x3", "x4", "x5", "x6", "m1", "m2"];
        for (k, unit) in odd.iter().enumerate() {
            for indicator in 0..4 {
                let report = entered((5, indicator, 1, 0), 0);
                let own_day = day(if k < 4 { "2019-01-01" } else { "2027-01-01" }) + chrono::Days::new(k as u64);
                let period = kehoach::Period::day(own_day);
                ledger.add(Observation { unit: id(unit), period, reported_on: day("2025-07-01"), ..report }).unwrap();
            }
        }
        let one_by_one = evaluate(&plan, &register, &ledger, as_of).unwrap();
        prop_assert_eq!(in_words.outcomes, one_by_one.outcomes);
        prop_assert_eq!(in_words.lines, one_by_one.lines);
    }
}

#[test]
fn another_register_is_refused_and_changes_nothing() {
    let (plan, before) = (plan(), before());
    let other = Register::new([unit("tinh", "tinh", None), unit("h2", "huyen", Some("tinh"))]).unwrap();
    let mut live =
        Live::new(Prepared::new(&plan, &before).unwrap(), Ledger::new(), day("2025-09-30")).unwrap();
    let was = live.evaluation().unwrap();
    assert_eq!(live.reorganise(&other), Err(LiveError::OtherUnits { unit: id("h1") }));
    assert_eq!(live.evaluation().unwrap(), was);
}
