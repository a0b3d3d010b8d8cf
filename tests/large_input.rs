//! Bad input, and odd input, of the size of a country.

#[expect(dead_code, reason = "the bench alone scores and enters what is missing")]
#[path = "../benches/scale/model.rs"]
mod model;
#[expect(dead_code, reason = "the bench has shapes of its own")]
#[path = "../benches/scale/shapes.rs"]
mod shapes;

use kehoach::{
    AddError, Column, DoneBy, EvaluateError, Evaluation, FigureBy, IndicatorId, Kind, Ledger, Level, Number,
    Observation, Plan, Prepared, Range, Register, Report, Rhythm, ShareBy, UnitId, UnitRecord, Value,
    Verdict,
    build::{amount, count, done, kinds, levels, pooled_share, share, share_of_units, total},
    evaluate,
    file::{Earlier, ProblemKind},
};
use shapes::{Shape, World};

fn id(text: &str) -> UnitId {
    UnitId::new(text).unwrap()
}

fn day() -> chrono::NaiveDate {
    model::day()
}

/// The shape L with a twentieth of its units: half a million reports, as many as a build without optimisation reads in seconds.
const MANY: Shape = Shape { name: "many", units: 500, targets: 84 };

#[test]
fn one_conflicting_cell_among_half_a_million_is_named() {
    let world = World::new(MANY, 1);
    let mut text = model::csv(&world);
    // The second row of the file again, with another figure.
    let row = text.lines().nth(2).unwrap().to_owned();
    let fields: Vec<&str> = row.split(',').collect();
    let &[item, unit, period, value, on] = &fields[..] else { panic!("{row}") };
    let other = if value == "1/2" { "1/3" } else { "1/2" };
    text.push_str(&format!("{item},{unit},{period},{other},{on}\n"));
    let (plan, register) = (model::plan(&world), model::register(&world));
    let intake = Ledger::from_csv(&text, &plan, &register).unwrap();
    assert_eq!((intake.accepted, intake.rejected.len()), (world.observations(), 1));
    let mut ledger = intake.value.clone();
    let problem = &intake.rejected[0].problems[0];
    assert_eq!(problem.spot.as_ref().map(|spot| spot.line), Some(world.observations() + 2));
    let conflict = ProblemKind::Conflict {
        item: item.to_owned(),
        unit: Some(id(unit)),
        period: Some(period.parse().unwrap()),
        with: Earlier::Line(3),
        corrects: false,
    };
    assert_eq!(problem.kind, conflict);
    for said in [problem.kind.to_string(), problem.kind.vietnamese()] {
        assert!(said.contains(&format!("`{unit}`")) && said.contains(&format!("`{item}`")), "{said}");
    }

    // Entered one by one it is the cell itself that is named.
    let mut observation = ledger.observations().nth(1).unwrap();
    assert_eq!((observation.indicator.as_str(), observation.unit.as_str()), (item, unit));
    observation.report = Report::Withdrawn;
    let AddError::Conflict(conflict) = ledger.add(observation.clone()).unwrap_err() else {
        panic!("{value}")
    };
    assert_eq!(*conflict.refused, observation);
    assert_eq!(conflict.held.period.to_string(), period);
}

/// A register of a million units: the plan's issuer, one in the middle that is judged by itself, and hamlets that report.
const MILLION: usize = 1_000_000;
const MIDDLE: usize = MILLION / 2;

fn million(parent: impl Fn(usize) -> usize) -> Register {
    let name = |number: usize| id(&format!("u{number}"));
    let [committee, hamlet] = ["cap-uy", "thon"].map(|kind| Kind::new(kind).unwrap());
    let level = Level::new("village").unwrap();
    let records = (0..MILLION).map(|number| {
        let kind = if [0, MIDDLE].contains(&number) { &committee } else { &hamlet };
        let unit = UnitRecord::new(name(number), "x", kind.clone(), level.clone());
        if number == 0 { unit } else { unit.under(name(parent(number))) }
    });
    Register::new(records).unwrap()
}

/// Evaluates a small plan over a million units, of which three have reported: `below` of them stand below the middle one.
#[track_caller]
fn a_million_units_work(parent: impl Fn(usize) -> usize, reported: [usize; 3], below: u64, met: u64) {
    let register = million(parent);
    let plan = Plan::build("1", "x", "u0", "2026")
        .scope("thon", kinds(["thon"]))
        .scope("noi", kinds(["cap-uy"]))
        .indicator("cam-ket", "x", done(DoneBy::Latest).reported(Rhythm::Yearly))
        .target("1", "x", share_of_units("cam-ket", "thon").asks("trên 60%").at_each("noi"))
        .finish()
        .unwrap();
    let mut ledger = Ledger::new();
    for number in reported {
        ledger
            .add(Observation {
                indicator: IndicatorId::new("cam-ket").unwrap(),
                unit: id(&format!("u{number}")),
                period: plan.period(),
                report: Report::Value(Value::Done(true)),
                reported_on: day(),
                source: None,
                corrects: false,
            })
            .unwrap();
    }
    let evaluation = evaluate(&plan, &register, &ledger, day()).unwrap();
    let ranges: Vec<String> = evaluation
        .outcomes
        .iter()
        .map(|outcome| {
            outcome.range.map_or("none".into(), |range| format!("{} {}", range.low, outcome.subject))
        })
        .collect();
    let all = MILLION as u64 - 2;
    let ratio = |met: u64, all: u64| kehoach::Fraction::new(met.into(), all.into()).unwrap();
    let middle = if below == 0 { "none".into() } else { format!("{} u{MIDDLE}", ratio(met, below)) };
    assert_eq!(ranges, [format!("{} u0", ratio(3, all)), middle]);
    assert_eq!(evaluation.outcomes[0].verdict, Verdict::Open);
}

#[test]
fn a_chain_of_a_million_units_works() {
    let last = MILLION - 1;
    a_million_units_work(|number| number - 1, [1, MIDDLE + 1, last], (MILLION - MIDDLE - 1) as u64, 2);
}

#[test]
fn a_star_of_a_million_units_works() {
    a_million_units_work(|_| 0, [1, MIDDLE + 1, MILLION - 1], 0, 0);
}

/// An amount of as many decimal places as there can be.
const TINY: &str = "0.0000000000000000000000000001";

/// What a province of two districts with two communes each comes to at the districts and communes: `what` of its range's low end
/// at the first district, or the subject that an error names.
fn figures(of: &str, judged: &str, reports: [&[&str]; 4]) -> Result<String, String> {
    let register = Register::from_csv(
        "id,name,kind,level,parent\ntinh,x,ubnd,province,\nh1,x,ubnd,district,tinh\nx1,x,ubnd,commune,h1\n\
         x2,x,ubnd,commune,h1\nh2,x,ubnd,district,tinh\nx3,x,ubnd,commune,h2\nx4,x,ubnd,commune,h2\n",
    )
    .unwrap();
    let measure = match of {
        "count" => count(FigureBy::Sum).reported(Rhythm::Monthly),
        "amount" => amount(FigureBy::Sum).unit("đồng").reported(Rhythm::Monthly),
        "bounded" => {
            let [least, greatest] = [TINY, "0.00000000001"].map(|n| n.parse::<Number>().unwrap());
            let measure = amount(FigureBy::Sum).unit("đồng").least(least).greatest(greatest);
            measure.reported(Rhythm::Monthly)
        }
        "pooled" => share(ShareBy::Pooled).reported(Rhythm::Monthly),
        _ => share(ShareBy::Cumulative).reported(Rhythm::Monthly),
    };
    let target = match of {
        "count" | "amount" | "bounded" => total("so", "xa").asks("ít nhất 3"),
        _ => pooled_share("so", "xa").asks("trên 60%"),
    };
    let plan = Plan::build("1", "x", "tinh", "2026-Q1")
        .scope("xa", levels(["commune"]))
        .scope("huyen", levels(["district"]))
        .scope("tinh", levels(["province"]))
        .indicator("so", "x", measure)
        .target("1", "x", target.at_each(judged))
        .finish()
        .unwrap();
    let mut text = String::from("item,unit,period,value,reported_on\n");
    for (unit, reports) in ["x1", "x2", "x3", "x4"].into_iter().zip(reports) {
        for (month, value) in reports.iter().enumerate() {
            text.push_str(&format!("so,{unit},2026-{:02},{value},2026-04-05\n", month + 1));
        }
    }
    let ledger = Ledger::from_csv(&text, &plan, &register).unwrap().whole().unwrap();
    let prepared = Prepared::new(&plan, &register).unwrap();
    let evaluator = prepared.evaluator(&ledger, day()).unwrap();

    let low = |range: Option<Range>| range.map_or("none".to_owned(), |range| range.low.to_string());
    let whole = |evaluation: Result<Evaluation, EvaluateError>| {
        evaluation.map(|all| all.outcomes.into_iter().map(|one| low(one.range)).collect::<Vec<_>>())
    };
    let of_column = |column: Column<'_, '_>| {
        let mut lows = Vec::new();
        column.each(|_, _, bounds| lows.push(low(bounds.map(|bounds| bounds.range().unwrap()))))?;
        Ok::<_, EvaluateError>(lows)
    };
    let evaluated = whole(evaluator.evaluate());
    let by_column = |columns: Result<Vec<_>, EvaluateError>| {
        columns
            .and_then(|columns| columns.into_iter().collect::<Result<Vec<_>, _>>())
            .map(|lows| lows.concat())
    };
    let columns = evaluator.columns().map(|column| column.map(of_column)).collect();
    assert_eq!(by_column(columns), evaluated, "`columns`");
    assert_eq!(by_column(evaluator.par_columns(of_column)), evaluated, "`par_columns`");
    assert_eq!(whole(evaluator.par_evaluate()), evaluated, "`par_evaluate`");
    match evaluated {
        Ok(lows) => {
            for (subject, expected) in subjects(judged).iter().zip(&lows) {
                let one = evaluator.at(&id(subject)).unwrap().remove(0);
                assert_eq!(&low(one.range), expected, "`at`");
            }
            Ok(lows.join(" "))
        }
        Err(error) => {
            let EvaluateError::Overflow { subject, .. } = &error else { panic!("{error}") };
            assert_eq!(evaluator.at(subject).unwrap_err(), error, "`at`");
            assert!(error.to_string().contains(&format!("`{subject}`")), "{error}");
            Err(subject.to_string())
        }
    }
}

fn subjects(judged: &str) -> &'static [&'static str] {
    match judged {
        "tinh" => &["tinh"],
        "huyen" => &["h1", "h2"],
        _ => &["x1", "x2", "x3", "x4"],
    }
}

/// Of what, judged at which scope, what the four communes reported by month, and what it comes to.
type Case<'a> = (&'a str, &'a str, [&'a [&'a str]; 4], Result<&'a str, &'a str>);

#[test]
fn sums_at_the_limits_are_exact_or_an_error_that_names_the_subject() {
    const MOST: &str = "18446744073709551615";
    const WHOLE: &str = "18446744073709551615/18446744073709551615";
    const NONE: &str = "0/9223372036854775807";
    const MOST_AND_ONE: &str = "4611686018427387904/18446744073709551615 1/2";
    const HALF: &str = "4611686018427387904/9223372036854775808";
    const HUGE: &str = "7777777777777777777777777777";
    const SIX_TINY: &str = "3/5000000000000000000000000000 3/5000000000000000000000000000";
    let one: &[&str] = &["1/2", "1/2", "1/2"];
    let nothing: &[&str] = &["0/0", "0/0", "0/0"];
    let some: &[&str] = &["1/3", "1/3", "1/3"];
    let cases: &[Case<'_>] = &[
        // Counts add up beyond 64 bits, exactly.
        ("count", "huyen", [&[MOST], &[MOST], &[], &["1"]], Ok("36893488147419103230 1")),
        ("count", "xa", [&[MOST, MOST, MOST], &[], &[], &["1"]], Ok("55340232221128654845 0 0 1")),
        // Amounts of as many digits as there can be.
        ("amount", "huyen", [&[HUGE], &["1"], &[], &[]], Ok("7777777777777777777777777778 0")),
        // Of as many places, where the ends are over one denominator, and over two of which one divides the other.
        ("amount", "huyen", [&[TINY], &[TINY], &[], &["1"]], Ok("1/5000000000000000000000000000 1")),
        (
            "amount",
            "xa",
            [&[TINY, TINY, TINY], &[], &["0"], &[]],
            Ok("3/10000000000000000000000000000 0 0 0"),
        ),
        ("bounded", "huyen", [&[TINY], &[], &[], &[]], Ok(SIX_TINY)),
        // Parts and wholes of exactly 64 bits, and beyond them where nothing is judged.
        ("pooled", "huyen", [&[HALF, NONE, "0/0"], nothing, one, one], Ok(MOST_AND_ONE)),
        ("pooled", "huyen", [&[HALF, "0/0", "0/0"], &[NONE, "0/0", "0/0"], one, one], Ok(MOST_AND_ONE)),
        ("pooled", "xa", [one, &[WHOLE, "0/0", "0/0"], &[WHOLE, "0/0", "0/0"], one], Ok("1/2 1 1 1/2")),
        ("cumulative", "xa", [some, &["0/1", "0/1", WHOLE], some, some], Ok("1 1 1 1")),
        // Beyond 64 bits at a subject, by its units together or by one of them.
        ("pooled", "huyen", [one, &[HALF, NONE, "0/0"], one, one], Err("h1")),
        ("pooled", "huyen", [&[HALF, HALF, "0/0"], one, one, one], Err("h1")),
        ("pooled", "huyen", [one, one, &[WHOLE, "0/0", "0/0"], one], Err("h2")),
        ("pooled", "huyen", [&[WHOLE, "0/0", "0/0"], one, &[WHOLE, WHOLE, "0/0"], one], Err("h1")),
        ("pooled", "xa", [one, one, one, &[HALF, HALF, "0/0"]], Err("x4")),
        ("pooled", "xa", [one, &[WHOLE, WHOLE, WHOLE], one, &[HALF, HALF, "0/0"]], Err("x2")),
        ("pooled", "tinh", [one, &[HALF, NONE, "0/0"], one, one], Err("tinh")),
        ("pooled", "tinh", [one, one, one, &[HALF, HALF, "0/0"]], Err("tinh")),
        ("cumulative", "huyen", [some, &["0/1", "0/1", WHOLE], some, some], Err("h1")),
        ("cumulative", "xa", [some, some, &["0/1", "1/2", WHOLE], some], Err("x3")),
        ("cumulative", "huyen", [some, some, &["0/1", "1/2", WHOLE], some], Err("h2")),
    ];
    for (of, judged, reports, expected) in cases {
        let found = figures(of, judged, *reports);
        let expected = expected.map(str::to_owned).map_err(str::to_owned);
        assert_eq!(found, expected, "{of} at {judged}, of {reports:?}");
    }
}
