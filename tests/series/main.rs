//! Figures of the past, put onto the units of one day.

mod brute_force;
mod cases;

use chrono::NaiveDate;
use kehoach::{
    Fraction, IndicatorId, Kind, Ledger, Level, Number, Observation, Plan, Register, Report, Series,
    SeriesError, Succession, UnitId, UnitRecord, Value, series,
};

fn id(text: &str) -> UnitId {
    UnitId::new(text).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn unit(name: &str) -> UnitRecord {
    UnitRecord::new(id(name), name, Kind::new("xa").unwrap(), Level::new("commune").unwrap())
}

fn fraction(text: &str) -> Fraction {
    text.parse().unwrap()
}

fn observed(indicator: &str, unit: &str, period: &str, report: Report) -> Observation {
    Observation {
        indicator: IndicatorId::new(indicator).unwrap(),
        unit: id(unit),
        period: period.parse().unwrap(),
        report,
        reported_on: day("2026-01-05"),
        source: None,
        corrects: false,
    }
}

fn number(text: &str) -> Report {
    Report::Value(Value::Number(text.parse::<Number>().unwrap()))
}

fn nothing() -> Report {
    Report::NotApplicable { because: "không có (mẫu)".to_owned() }
}
