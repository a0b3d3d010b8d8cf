//! The same figures as the library takes them: plan, register, ledger, score sheet, and the file that people would send.

use std::fmt::Write as _;

use chrono::{Days, Months, NaiveDate};
use kehoach::{
    Aggregate, Asked as Demand, Criterion, CriterionId, DoneBy, FigureBy, Grade, GradeId, Indicator,
    IndicatorId, JudgedAt, Judging, Kind, Ledger, Level, Measure, Number, Observation, Period, Plan,
    PlanParts, Register, Report, Rhythm, Scope, ScopeId, Share, ShareBy, SheetId, Target, TargetId, UnitId,
    UnitRecord, Value,
    score::{
        Basis, ByValue, Cutoff, NotApplicable, Quota, QuotaBase, Rule, Sheet, SheetCriterion, SheetParts,
    },
};
use rust_decimal::Decimal;

use crate::shapes::{
    Asks, Column, FAN, MISSING, MONTHS, NOT_SAID, OWN, POOLED, Ratio, UNITS, UNITS_DONE, World,
};

/// The year that is reported.
pub const YEAR: i32 = 2026;
/// Communes, which report.
const REPORTING: &str = "xa";
/// Communes and all above them.
const EVERYWHERE: &str = "moi-noi";
/// The plan's issuer, above all others.
pub const ROOT: &str = "trung-uong";

/// The day as of which everything is evaluated: all months are closed, and all reports in.
pub fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(YEAR + 1, 1, 31).expect("a day")
}

/// A commune.
pub fn unit(place: usize) -> UnitId {
    UnitId::new(&format!("xa-{place:05}")).expect("an id")
}

fn district(place: usize) -> UnitId {
    UnitId::new(&format!("huyen-{place:03}")).expect("an id")
}

/// A province.
pub fn province(place: usize) -> UnitId {
    UnitId::new(&format!("tinh-{place:02}")).expect("an id")
}

fn indicator(target: usize) -> IndicatorId {
    IndicatorId::new(&format!("chi-so-{target:02}")).expect("an id")
}

fn target_id(target: usize) -> TargetId {
    TargetId::new(&format!("{}", target + 1)).expect("an id")
}

fn month(month: usize) -> Period {
    Period::month(YEAR, u32::try_from(month + 1).expect("a month")).expect("a month")
}

/// When a unit reports a month: from the third to the twelfth of the next.
fn reported_on(month: usize, unit: usize) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(YEAR, 1, 3).expect("a day");
    let months = Months::new(u32::try_from(month + 1).expect("a month"));
    let later = Days::new(u64::try_from(unit % 10).expect("a digit"));
    first.checked_add_months(months).and_then(|day| day.checked_add_days(later)).expect("a day")
}

/// The units and all above them: the root, then each province before its districts, each district before its units.
pub fn register(world: &World) -> Register {
    let record = |id: UnitId, name: &str, place: usize, level: &str| {
        let name = format!("{name} số {}", place + 1);
        UnitRecord::new(id, &name, Kind::new("ubnd").expect("a kind"), Level::new(level).expect("a level"))
    };
    let root = UnitId::new(ROOT).expect("an id");
    let mut records = vec![record(root.clone(), "Trung ương", 0, "central")];
    for place in 0..world.shape.units {
        if place % (FAN * FAN) == 0 {
            let number = place / (FAN * FAN);
            records.push(record(province(number), "Tỉnh", number, "province").under(root.clone()));
        }
        if place % FAN == 0 {
            let number = place / FAN;
            records.push(record(district(number), "Huyện", number, "district").under(province(number / FAN)));
        }
        records.push(record(unit(place), "Xã", place, "commune").under(district(place / FAN)));
    }
    Register::new(records).expect("the units make a tree")
}

fn at_least(ratio: Ratio) -> Demand {
    Demand::Threshold(percent(ratio))
}

fn percent(ratio: Ratio) -> kehoach::Threshold {
    format!(">= {}%", ratio.percent).parse().expect("a threshold")
}

/// Every target judged each month at every unit and at every node above.
pub fn plan(world: &World) -> Plan {
    let root = UnitId::new(ROOT).expect("an id");
    let period = Period::year(YEAR).expect("a year");
    let scope = |id: &str, levels: &[&str]| Scope {
        levels: levels.iter().map(|level| Level::new(level).expect("a level")).collect(),
        ..Scope::new(ScopeId::new(id).expect("an id"))
    };
    let mut parts = PlanParts::new("01-KH/TU", "Kế hoạch đặt ra để đo", root, period);
    parts.scopes = vec![
        scope(REPORTING, &["commune"]),
        scope(EVERYWHERE, &["central", "province", "district", "commune"]),
    ];
    for (k, asked) in world.targets.iter().enumerate() {
        let (measure, aggregate, demand) = match asked.asks {
            Asks::Pooled => (Measure::Share(ShareBy::Pooled), Aggregate::PooledShare, at_least(POOLED)),
            Asks::UnitsByShare => {
                let own = Criterion::Meets(percent(OWN));
                (Measure::Share(ShareBy::Latest), Aggregate::ShareOfUnits(own), at_least(UNITS))
            }
            Asks::Total(least) => {
                let threshold = format!(">= {least}").parse().expect("a threshold");
                (Measure::Count(FigureBy::Sum), Aggregate::Total, Demand::Threshold(threshold))
            }
            Asks::UnitsDone => {
                let done = Aggregate::ShareOfUnits(Criterion::Done);
                (Measure::Done(DoneBy::Every), done, at_least(UNITS_DONE))
            }
        };
        parts.indicators.push(Indicator::new(
            indicator(k),
            &format!("chỉ số {}", k + 1),
            measure,
            Rhythm::Monthly,
        ));
        let target = Target::new(target_id(k), &format!("Chỉ tiêu {}", k + 1), aggregate, demand);
        let mut target = target.measured_by(indicator(k), ScopeId::new(REPORTING).expect("an id"));
        target.judged_at = JudgedAt::Each(ScopeId::new(EVERYWHERE).expect("an id"));
        target.judged = Judging::EachMonth;
        parts.targets.push(target);
    }
    Plan::new(parts).expect("the plan fits together")
}

/// What a unit reported of a target in a month; none where it did not.
fn said(column: &Column, place: usize) -> Option<Value> {
    match column {
        Column::Shares(_, wholes) if wholes[place] == MISSING => None,
        Column::Shares(parts, wholes) => {
            Some(Value::Share(Share::new(parts[place].into(), wholes[place].into()).expect("a share")))
        }
        Column::Counts(counts) if counts[place] == MISSING => None,
        Column::Counts(counts) => Some(Value::Number(Number::from(u64::from(counts[place])))),
        Column::Done(done) if done[place] == NOT_SAID => None,
        Column::Done(done) => Some(Value::Done(done[place] == 1)),
    }
}

/// The reports as they come in: month by month, each unit's together.
fn each_report(world: &World, mut each: impl FnMut(usize, usize, usize, Value)) {
    for month in 0..MONTHS {
        for unit in 0..world.shape.units {
            for (target, asked) in world.targets.iter().enumerate() {
                if let Some(value) = said(&asked.column, month * world.shape.units + unit) {
                    each(target, unit, month, value);
                }
            }
        }
    }
}

/// The ledger, entered report by report.
pub fn ledger(world: &World) -> Ledger {
    let indicators: Vec<IndicatorId> = (0..world.targets.len()).map(indicator).collect();
    let units: Vec<UnitId> = (0..world.shape.units).map(unit).collect();
    let months: Vec<Period> = (0..MONTHS).map(month).collect();
    let mut ledger = Ledger::new();
    each_report(world, |target, unit, month, value| {
        let observation = Observation {
            indicator: indicators[target].clone(),
            unit: units[unit].clone(),
            period: months[month],
            report: Report::Value(value),
            reported_on: reported_on(month, unit),
            source: None,
            corrects: false,
        };
        ledger.add(observation).expect("no cell twice");
    });
    ledger
}

/// Reports for cells in which nothing was said, spread over the targets, the months and the country.
pub fn missing(world: &World) -> impl Iterator<Item = Observation> {
    let mut said = vec![vec![false; world.shape.units * MONTHS]; world.targets.len()];
    each_report(world, |target, unit, month, _| said[target][month * world.shape.units + unit] = true);
    let cells = world.targets.len() * MONTHS * world.shape.units;
    // A step without a common divisor visits every cell once.
    let step = 7_368_787 % cells.max(2);
    (0..cells).map(move |k| (k * step) % cells).filter_map(move |cell| {
        let (target, rest) = (cell / (MONTHS * world.shape.units), cell % (MONTHS * world.shape.units));
        let (place, at) = (rest % world.shape.units, rest / world.shape.units);
        if said[target][rest] {
            return None;
        }
        let value = match world.targets[target].asks {
            Asks::Pooled | Asks::UnitsByShare => Value::Share(Share::new(87, 100).expect("a share")),
            Asks::Total(least) => Value::Number(Number::from(u64::from(least))),
            Asks::UnitsDone => Value::Done(true),
        };
        Some(Observation {
            indicator: indicator(target),
            unit: unit(place),
            period: month(at),
            report: Report::Value(value),
            reported_on: day(),
            source: None,
            corrects: false,
        })
    })
}

/// The same reports as a file.
pub fn csv(world: &World) -> String {
    let indicators: Vec<IndicatorId> = (0..world.targets.len()).map(indicator).collect();
    let units: Vec<UnitId> = (0..world.shape.units).map(unit).collect();
    let mut text = String::from("item,unit,period,value,reported_on\n");
    each_report(world, |target, unit, month, value| {
        let (item, by, on) = (&indicators[target], &units[unit], reported_on(month, unit));
        writeln!(text, "{item},{by},{YEAR}-{:02},{value},{on}", month + 1).expect("a text can be written");
    });
    text
}

/// 100 points over all targets, for every unit; grades from 50, 70 and 90 points. With quotas: at most 20 % of those of the
/// two best grades have the best one, at most half of all the second.
pub fn sheet(world: &World, plan: &Plan, quotas: bool) -> Sheet {
    let units = ScopeId::new(REPORTING).expect("an id");
    let id = SheetId::new("diem").expect("an id");
    let mut parts = SheetParts::new(id, "Bảng điểm đặt ra để đo", plan.period(), units);
    parts.places = 2;
    // A year in which a unit has nothing to measure at all takes no points away.
    parts.not_applicable = Some(NotApplicable::Full);
    parts.criteria = (0..)
        .zip(&world.targets)
        .map(|(k, asked)| SheetCriterion {
            id: CriterionId::new(&format!("tieu-chi-{k:02}")).expect("an id"),
            title: format!("Tiêu chí {}", k + 1),
            clause: None,
            group: None,
            max: Number::from(Decimal::new(asked.hundredths.into(), 2)),
            rule: Rule::Value {
                on: Basis::Target(target_id(k)),
                by: if asked.proportional {
                    ByValue::Proportional { floor: None }
                } else {
                    ByValue::AllOrNothing
                },
            },
        })
        .collect();
    let grade = |id: &str, name: &str, points: &str| Cutoff {
        grade: Grade { id: GradeId::new(id).expect("an id"), name: name.to_owned() },
        points: points.parse().expect("a threshold"),
        conditions: Vec::new(),
    };
    parts.grades = vec![
        grade("khong-hoan-thanh", "không hoàn thành", "< 50"),
        grade("hoan-thanh", "hoàn thành", "[50, 70)"),
        grade("tot", "hoàn thành tốt", "[70, 90)"),
        grade("xuat-sac", "hoàn thành xuất sắc", ">= 90"),
    ];
    if quotas {
        let good = GradeId::new("tot").expect("an id");
        let quota = |grade: &str, share: &str, of: QuotaBase| Quota {
            grade: GradeId::new(grade).expect("an id"),
            share: share.parse().expect("a threshold"),
            of,
            at_least_one: false,
        };
        parts.quotas = vec![
            quota("xuat-sac", "<= 20%", QuotaBase::AtLeast { grade: good, with_own: true }),
            quota("tot", "<= 50%", QuotaBase::All),
        ];
    }
    Sheet::new(parts, plan).expect("the sheet fits the plan")
}
