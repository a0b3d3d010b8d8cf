//! The tally of one unit, from its reports alone, is the one that the evaluation finds.

use kehoach::{
    DoneBy, EvaluateError, Evaluator, FigureBy, GradeId, IndicatorId, Kind, Ledger, Level, Measure,
    Observation, Period, Plan, Register, Report, Rhythm, Share, ShareBy, Tally, TargetId, UnitId, UnitRecord,
    UnitTallyError, Value,
    build::{
        Reported, amount, count, done, grade, judgement, kinds, mean, number_of_units, pooled_share, share,
        share_of_units, total,
    },
};
use proptest::prelude::*;

/// Every measure, with the targets that can be asked of it; each is reported monthly and judged each quarter.
fn plan() -> Plan {
    let mut plan = Plan::build("12-KH/ĐU", "Công tác dân vận năm 2024", "xa", "2024-Q1")
        .scope("cac-thon", kinds(["thon"]))
        .scale("xep-loai", [("yeu", "yếu"), ("kha", "khá"), ("tot", "tốt")]);
    let measures: [(&str, Reported); 11] = [
        ("done-latest", done(DoneBy::Latest).reported(Rhythm::Monthly)),
        ("done-ever", done(DoneBy::Ever).reported(Rhythm::Monthly)),
        ("done-every", done(DoneBy::Every).reported(Rhythm::Monthly)),
        ("count-latest", count(FigureBy::Latest).reported(Rhythm::Monthly)),
        ("count-sum", count(FigureBy::Sum).reported(Rhythm::Monthly)),
        ("amount-latest", amount(FigureBy::Latest).greatest(9_u64).reported(Rhythm::Monthly)),
        ("amount-sum", amount(FigureBy::Sum).reported(Rhythm::Monthly)),
        ("share-latest", share(ShareBy::Latest).reported(Rhythm::Monthly)),
        ("share-pooled", share(ShareBy::Pooled).reported(Rhythm::Monthly)),
        ("share-cumulative", share(ShareBy::Cumulative).reported(Rhythm::Monthly)),
        ("grade", grade("xep-loai").reported(Rhythm::Monthly)),
    ];
    for (id, measure) in measures {
        plan = plan.indicator(id, id, measure);
        let (own, shares) = match id.split('-').next() {
            Some("done") => (None, false),
            Some("share") => (Some("từ 60%"), true),
            Some("grade") => (Some("từ khá trở lên"), false),
            _ => (Some("ít nhất 4"), false),
        };
        let asking = |asking: kehoach::build::AskingOfUnits| match own {
            Some(own) => asking.meeting(own),
            None => asking,
        };
        plan = plan
            .target(
                &format!("{id}-share"),
                "Tỷ lệ",
                asking(share_of_units(id, "cac-thon")).asks("90%").judged("each quarter"),
            )
            .target(
                &format!("{id}-number"),
                "Số đơn vị",
                asking(number_of_units(id, "cac-thon")).asks("ít nhất 1").judged("each quarter"),
            );
        if shares {
            let pooled = pooled_share(id, "cac-thon").asks("90%").judged("each quarter");
            plan = plan.target(&format!("{id}-pooled"), "Gộp chung", pooled);
        } else if id.starts_with("count") || id.starts_with("amount") {
            let (sum, each) = (total(id, "cac-thon"), mean(id, "cac-thon"));
            plan = plan
                .target(&format!("{id}-total"), "Tổng số", sum.asks("ít nhất 5").judged("each quarter"))
                .target(&format!("{id}-mean"), "Bình quân", each.asks("ít nhất 5").judged("each quarter"));
        }
    }
    let judged = judgement().judged("each quarter");
    let within = share_of_units("grade", "cac-thon").meeting("từ tốt").within("grade-share").asks("trên 50%");
    plan.target("judged", "Cơ bản", judged)
        .target("within", "Trong đó", within.judged("each quarter"))
        .finish()
        .unwrap()
}

fn village() -> UnitId {
    UnitId::new("thon").unwrap()
}

fn register() -> Register {
    let commune = UnitId::new("xa").unwrap();
    let above =
        UnitRecord::new(commune.clone(), "Xã", Kind::new("cap-uy").unwrap(), Level::new("commune").unwrap());
    let below =
        UnitRecord::new(village(), "Thôn", Kind::new("thon").unwrap(), Level::new("village").unwrap());
    Register::new(vec![above, below.under(commune)]).unwrap()
}

/// A report that the measure can have, from three small numbers: every kind of it, with the ends of thresholds hit often.
fn report(measure: &Measure, (kind, a, b): (u8, u64, u64)) -> Option<Report> {
    let value = match measure {
        _ if kind == 0 => return None,
        _ if kind == 1 => return Some(Report::Withdrawn),
        _ if kind == 2 => return Some(Report::NotApplicable { because: "không phát sinh".to_owned() }),
        Measure::Done(_) => Value::Done(a % 2 == 0),
        Measure::Count(_) => Value::Number(a.into()),
        Measure::Amount { .. } => Value::Number(format!("{a}.5").parse().unwrap()),
        Measure::Share(_) => Value::Share(Share::new(a.min(b), b).unwrap()),
        _ => Value::Grade(GradeId::new(["yeu", "kha", "tot"][usize::try_from(a % 3).unwrap()]).unwrap()),
    };
    Some(Report::Value(value))
}

proptest! {
    #[test]
    fn one_unit_comes_to_what_the_evaluation_finds(months in proptest::array::uniform3((0..6_u8, 0..8_u64, 0..8_u64))) {
        let (plan, register) = (plan(), register());
        // An indicator after the other: parts above their whole, of the cumulated one, are an error of the whole evaluation.
        for indicator in plan.indicators() {
            let reports = months.map(|drawn| report(&indicator.measure, drawn));
            let mut ledger = Ledger::new();
            for (month, report) in (1..).zip(&reports) {
                if let Some(report) = report {
                    ledger.add(Observation {
                        indicator: indicator.id.clone(),
                        unit: village(),
                        period: Period::month(2024, month).unwrap(),
                        report: report.clone(),
                        reported_on: "2024-04-03".parse().unwrap(),
                        source: None,
                        corrects: false,
                    }).unwrap();
                }
            }
            let evaluator = Evaluator::new(&plan, &register, &ledger, "2024-04-30".parse().unwrap()).unwrap();
            let targets = plan.targets().iter().filter(|t| t.indicator.as_ref() == Some(&indicator.id));
            for target in targets.filter(|target| target.within.is_none()) {
                let alone = Tally::of_unit(&plan, &target.id, reports.iter().map(Option::as_ref));
                match evaluator.target(&target.id) {
                    Ok(outcomes) => {
                        prop_assert_eq!(outcomes.len(), 1);
                        prop_assert_eq!(Some(alone.unwrap()), outcomes[0].tally.clone(), "{}", target.id);
                    }
                    Err(EvaluateError::PartAboveWhole { part, whole, .. }) => {
                        prop_assert_eq!(alone, Err(UnitTallyError::PartAboveWhole { part, whole }));
                    }
                    Err(error) => return Err(TestCaseError::fail(error.to_string())),
                }
            }
        }
    }
}

fn target(id: &str) -> TargetId {
    TargetId::new(id).unwrap()
}

#[test]
fn nothing_expected_is_nobody() {
    let nobody = Tally::of_unit(&plan(), &target("grade-share"), []).unwrap();
    assert_eq!(nobody, Tally::Units(kehoach::UnitTally::default()));
}

#[test]
fn what_cannot_be_read_is_refused() {
    let plan = plan();
    let value = |text: &str| Value::Number(text.parse().unwrap());
    let indicator = |id: &str| IndicatorId::new(id).unwrap();
    for (id, found, error) in [
        ("grade-shares", Value::Done(true), "the plan has no target `grade-shares`"),
        ("judged", Value::Done(true), "target `judged` is judged, not measured"),
        (
            "within",
            Value::Done(true),
            "target `within` is measured within target `grade-share`: reports on its own indicator do not count its units",
        ),
        ("count-sum-total", value("1.5"), "`1.5` cannot be reported on `count-sum`"),
        ("count-sum-total", Value::Done(true), "`done` cannot be reported on `count-sum`"),
        ("amount-latest-mean", value("9.01"), "`9.01` cannot be reported on `amount-latest`"),
        ("amount-sum-mean", value("-1"), "`-1` cannot be reported on `amount-sum`"),
        ("grade-share", Value::Grade(GradeId::new("gioi").unwrap()), "`gioi` cannot be reported on `grade`"),
    ] {
        let found = Report::Value(found);
        let refused = Tally::of_unit(&plan, &target(id), [None, Some(&found)]).unwrap_err();
        assert_eq!(refused.to_string(), error);
        assert_eq!(refused.did_you_mean(), (id == "grade-shares").then_some("grade-share"));
    }
    let most = Report::Value(Value::Share(Share::new(u64::MAX, u64::MAX).unwrap()));
    let twice = Tally::of_unit(&plan, &target("share-pooled-pooled"), [Some(&most), Some(&most)]);
    assert!(matches!(twice, Err(UnitTallyError::Overflow(_))));
    let found = Value::Done(true);
    let named = Tally::of_unit(&plan, &target("grade-share"), [Some(&Report::Value(found.clone()))]);
    assert_eq!(named, Err(UnitTallyError::Value { indicator: indicator("grade"), found }));
}
