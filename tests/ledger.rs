//! The ledger against its rules, said plainly: entries are kept in order, and of each cell the latest counts.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use kehoach::{
    AddError, Added, GradeId, IndicatorId, Ledger, Number, Observation, Period, Report, Share, UnitId, Value,
};

fn day(n: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 1, 1).unwrap() + Days::new(n)
}

fn observation(indicator: u8, unit: u32, month: u32, report: Report, on: NaiveDate) -> Observation {
    Observation {
        indicator: IndicatorId::new(&format!("i-{indicator}")).unwrap(),
        unit: UnitId::new(&format!("u-{unit}")).unwrap(),
        period: Period::month(2024, month).unwrap(),
        report,
        reported_on: on,
        source: None,
        corrects: false,
    }
}

fn number(text: &str) -> Report {
    Report::Value(Value::Number(text.parse::<Number>().unwrap()))
}

fn share(part: u64, whole: u64) -> Report {
    Report::Value(Value::Share(Share::new(part, whole).unwrap()))
}

/// Every kind of report, the edges of what fits a row among them.
fn reports() -> Vec<Report> {
    let (word, long) = (u64::from(u32::MAX), u64::MAX);
    let grade = |id: &str| Report::Value(Value::Grade(GradeId::new(id).unwrap()));
    let because = |text: &str| Report::NotApplicable { because: text.to_owned() };
    let mut all = vec![
        Report::Value(Value::Done(true)),
        Report::Value(Value::Done(false)),
        Report::Withdrawn,
        grade("kha"),
        grade("tot"),
        because("chia tách"),
        because("chưa thành lập"),
        share(1, 2),
        share(2, 4),
        share(word, word),
        share(1, word + 1),
        share(2, word + 1),
        share(long, long),
    ];
    // 2^55 - 1, 2^55 and their opposites with a place behind the point: the last mantissa in a row, the first beside it.
    for text in [
        "0",
        "-1",
        "0.5",
        "-0.5",
        "18446744073709551615",
        "18446744073709551616",
        "-18446744073709551615",
        "3602879701896396.7",
        "3602879701896396.9",
        "-3602879701896396.7",
        "-3602879701896396.8",
        "-3602879701896396.9",
        "0.0000000000000000000000000001",
        "7777777777777777777777777777",
        "-7777777777777777777777777777",
    ] {
        all.push(number(text));
    }
    all
}

#[test]
fn every_report_is_given_back_as_it_was_entered() {
    let mut ledger = Ledger::new();
    let mut entered = Vec::new();
    for (n, report) in (0_u32..).zip(reports()) {
        let mut one = observation(0, n, 1, report, day(0));
        one.source = (n % 3 > 0).then(|| format!("BC {}", n % 3));
        assert_eq!(ledger.add(one.clone()), Ok(Added::New));
        entered.push(one);
    }
    assert_eq!(ledger.observations().collect::<Vec<_>>(), entered);
    assert_eq!(ledger.as_of(day(0)).collect::<Vec<_>>(), entered);
    for one in &entered {
        assert_eq!(ledger.history(&one.indicator, &one.unit, one.period), std::slice::from_ref(one));
        assert_eq!(ledger.add(one.clone()), Ok(Added::Duplicate));
        // Whatever else is said of the cell on that day is another thing, unless both say that there is nothing to measure.
        for report in reports() {
            let other = Observation { report, ..one.clone() };
            let silent = |report: &Report| matches!(report, Report::NotApplicable { .. });
            let same = other.report == one.report || (silent(&other.report) && silent(&one.report));
            match ledger.add(other.clone()) {
                Ok(added) => assert_eq!((added, same), (Added::Duplicate, true), "{one:?} {other:?}"),
                Err(AddError::Conflict(conflict)) => {
                    assert!(!same, "{one:?} {other:?}");
                    assert_eq!(
                        (*conflict.held, *conflict.refused, conflict.on),
                        (one.clone(), other, day(0))
                    );
                }
                Err(error) => panic!("{error}"),
            }
        }
    }
    assert_eq!(ledger.observations().count(), entered.len());
}

/// A cell that is corrected day after day, the last day first.
#[test]
fn a_long_history_stays_in_order() {
    let mut ledger = Ledger::new();
    let days: u64 = 100_000;
    let at = |n: u64| observation(0, 0, 1, number(&n.to_string()), day(n));
    for n in (0..days).rev() {
        assert_eq!(ledger.add(at(n)), Ok(Added::New));
    }
    assert!(ledger.add(at(days / 2)) == Ok(Added::Duplicate));
    let one = at(0);
    let history = ledger.history(&one.indicator, &one.unit, one.period);
    assert!(history.iter().zip(0..).all(|(held, n)| *held == at(n)));
    assert_eq!(ledger.as_of(day(7)).collect::<Vec<_>>(), [at(7)]);
}

/// What a ledger is, without a thought for time or room.
#[derive(Default)]
struct Plain(Vec<Observation>);

impl Plain {
    fn of_cell(&self, one: &Observation) -> Vec<&Observation> {
        let cell = |o: &Observation| (o.indicator.clone(), o.unit.clone(), o.period);
        let mut all: Vec<&Observation> = self.0.iter().filter(|held| cell(held) == cell(one)).collect();
        all.sort_by_key(|held| (held.reported_on, held.corrects));
        all
    }

    /// Whether it is new (`Some(true)`), a duplicate, or a contradiction.
    fn add(&mut self, one: Observation) -> Option<bool> {
        let entered = |o: &Observation| (o.reported_on, o.corrects);
        let held = self.of_cell(&one).into_iter().find(|held| entered(held) == entered(&one));
        if let Some(held) = held {
            let silent = |o: &Observation| matches!(o.report, Report::NotApplicable { .. });
            return (held.report == one.report || (silent(held) && silent(&one))).then_some(false);
        }
        self.0.push(one);
        Some(true)
    }

    fn as_of(&self, day: NaiveDate) -> Vec<Observation> {
        let mut counting: Vec<Observation> = Vec::new();
        let mut seen: Vec<Vec<&Observation>> = Vec::new();
        for one in &self.0 {
            let cell = self.of_cell(one);
            if !seen.contains(&cell) {
                counting
                    .extend(cell.iter().rfind(|held| held.reported_on <= day).map(|held| (*held).clone()));
                seen.push(cell);
            }
        }
        counting
    }
}

proptest! {
    #[test]
    fn a_ledger_does_what_its_rules_say(
        entries in prop::collection::vec((0..2_u8, 0..18_u32, 1..4_u32, 0..30_usize, 0..4_u64, any::<bool>(), 0..3_u8), 0..60),
    ) {
        let reports = reports();
        let (mut ledger, mut plain, mut again) = (Ledger::new(), Plain::default(), Ledger::new());
        for (indicator, unit, month, report, on, corrects, source) in entries {
            // Few units, but such as do not all stand side by side.
            let unit = if unit > 4 { 0 } else { unit * 5 };
            let report = reports[report % reports.len()].clone();
            let mut one = observation(indicator, unit, month, report, day(on));
            one.corrects = corrects;
            one.source = (source > 0).then(|| format!("BC {source}"));
            let added = match ledger.add(one.clone()) {
                Ok(added) => Some(added == Added::New),
                Err(AddError::Conflict(_)) => None,
                Err(error) => panic!("{error}"),
            };
            prop_assert_eq!(added, plain.add(one));
        }
        prop_assert_eq!(&ledger.observations().collect::<Vec<_>>(), &plain.0);
        for n in 0..5 {
            prop_assert_eq!(ledger.as_of(day(n)).collect::<Vec<_>>(), plain.as_of(day(n)), "as of {}", day(n));
        }
        for one in &plain.0 {
            let history = ledger.history(&one.indicator, &one.unit, one.period);
            prop_assert_eq!(history.iter().collect::<Vec<_>>(), plain.of_cell(one));
        }
        // What was refused leaves no trace.
        for one in &plain.0 {
            again.add(one.clone()).unwrap();
        }
        prop_assert_eq!(&again, &ledger);
        if let Some(first) = plain.0.first() {
            again.add(Observation { reported_on: day(9), ..first.clone() }).unwrap();
            prop_assert_ne!(again, ledger);
        }
    }
}
