//! How much work an evaluation does, counted in allocations: the same on every machine and at any load.
//!
//! An allocation for every unit or every subject would be the end of a walk in memory's order. Each bound here is broken by one.

#[expect(dead_code, reason = "the bench alone scores and enters what is missing")]
#[path = "../benches/scale/model.rs"]
mod model;
#[expect(dead_code, reason = "the bench has larger shapes, and draws for other purposes")]
#[path = "../benches/scale/shapes.rs"]
mod shapes;

use allocation_counter::measure;
use kehoach::{Evaluator, Ledger, Live, Plan, Prepared, Register};
use shapes::{MONTHS, Shape, World};

/// Targets and months as in the bench's shape M; units of a district, a province and a half.
const TARGETS: usize = 20;
const SMALL: Shape = Shape { name: "small", units: 100, targets: TARGETS };
const LARGE: Shape = Shape { name: "large", units: 800, targets: TARGETS };

struct Parts {
    world: World,
    plan: Plan,
    register: Register,
    ledger: Ledger,
}

impl Parts {
    fn of(shape: Shape) -> Self {
        let world = World::new(shape, 1);
        let (plan, register, ledger) = (model::plan(&world), model::register(&world), model::ledger(&world));
        Self { world, plan, register, ledger }
    }

    fn prepared(&self) -> Prepared<'_> {
        Prepared::new(&self.plan, &self.register).unwrap()
    }
}

fn allocations(work: impl FnOnce()) -> u64 {
    measure(work).count_total
}

/// Of all columns of a plan, each looked at whole.
fn of_columns(evaluator: &Evaluator<'_>) -> u64 {
    let columns = || {
        for column in evaluator.columns() {
            let (column, mut subjects) = (column.unwrap(), 0);
            column.each(|_, _, _| subjects += 1).unwrap();
            assert_eq!(subjects, column.len());
            column.line().unwrap();
        }
    };
    // What is worked out once and kept does not count.
    columns();
    allocations(columns)
}

#[test]
fn a_column_takes_as_many_allocations_for_eight_times_the_units() {
    let [small, large] = [SMALL, LARGE].map(Parts::of).map(|parts| {
        let prepared = parts.prepared();
        of_columns(&prepared.evaluator(&parts.ledger, model::day()).unwrap())
    });
    let columns = (TARGETS * MONTHS) as u64;
    // Where a list grows as it is filled, it doubles: three times more for eight times as much.
    assert!(large <= small + 3 * columns, "{small}, then {large}");
    assert!(small <= 20 * columns, "{small} in {columns} columns");
}

#[test]
fn laying_out_a_ledger_takes_no_allocation_for_each_observation() {
    let [small, large] = [SMALL, LARGE].map(Parts::of).map(|parts| {
        let prepared = parts.prepared();
        let count = allocations(|| drop(prepared.evaluator(&parts.ledger, model::day()).unwrap()));
        (count, parts.world.observations() as u64)
    });
    // Not even one in a thousand of those that are more.
    assert!(large.0 <= small.0 + (large.1 - small.1) / 1_000, "{small:?}, then {large:?}");
}

#[test]
fn entering_takes_fewer_than_one_allocation_in_a_thousand_observations() {
    let parts = Parts::of(LARGE);
    let observations: Vec<_> = parts.ledger.observations().collect();
    let mut ledger = Ledger::new();
    let count = allocations(|| {
        for observation in observations {
            ledger.add(observation).unwrap();
        }
    });
    assert!(ledger == parts.ledger);
    assert!(count * 1_000 <= parts.world.observations() as u64, "{count}");
}

#[test]
fn reading_takes_fewer_than_one_allocation_in_fifty_rows() {
    let parts = Parts::of(LARGE);
    let text = model::csv(&parts.world);
    let count = allocations(|| {
        let intake = Ledger::from_csv(&text, &parts.plan, &parts.register).unwrap();
        assert_eq!(intake.whole().unwrap().observations().count(), parts.world.observations());
    });
    // The ids of units are kept once each, whatever the number of rows.
    assert!(count * 50 <= parts.world.observations() as u64, "{count}");
}

/// A district of so many communes of ten villages each, one indicator and one target judged at every commune; a seventh of the reports
/// are missing. With `merged`, four villages of each commune became one in July.
fn of_kind(
    indicator: &str,
    target: &str,
    values: [&str; 3],
    communes: usize,
    merged: bool,
) -> (u64, u64, u64) {
    let plan = format!(
        "format = 1\nid = \"1\"\ntitle = \"việc\"\nissuer = \"huyen\"\nperiod = \"2024\"\n\
         scales = [{{ id = \"loai\", grades = [{{ id = \"yeu\", name = \"yếu\" }}, {{ id = \"kha\", name = \"khá\" }}] }}]\n\
         scopes = [{{ id = \"thon\", levels = [\"village\"] }}, {{ id = \"xa\", levels = [\"commune\"] }}]\n\
         [[indicators]]\nid = \"so\"\nname = \"số\"\nreported = \"quarterly\"\n{indicator}\n\
         [[targets]]\nid = \"1\"\ntitle = \"chỉ tiêu\"\nindicator = \"so\"\nmeasured = \"thon\"\njudged_at = \"xa\"\n{target}\n"
    );
    let plan = Plan::from_toml(&plan).unwrap_or_else(|problems| panic!("{problems}"));
    let mut units = "id,name,kind,level,parent,first,last\nhuyen,Huyện,ubnd,district,,,\n".to_owned();
    let mut reports = "item,unit,period,value,reported_on,note\n".to_owned();
    let mut passed = "on,predecessor,heir,extent\n".to_owned();
    for commune in 0..communes {
        units += &format!("x{commune},Xã,ubnd,commune,huyen,,\n");
        if merged {
            units += &format!("x{commune}-m,Thôn mới,thon,village,x{commune},2024-07-01,\n");
        }
        for village in 0..10 {
            let ends = merged && village < 4;
            let last = if ends { "2024-06-30" } else { "" };
            units += &format!("x{commune}-{village},Thôn,thon,village,x{commune},,{last}\n");
            if ends {
                passed += &format!("2024-07-01,x{commune}-{village},x{commune}-m,whole\n");
            }
            for (quarter, month) in [(1, "04"), (2, "07"), (3, "10")] {
                let k = commune * 10 + village + quarter;
                if k % 7 != 0 && !(ends && quarter == 3) {
                    let (value, note) =
                        (values[k % 3], if values[k % 3] == "n/a" { "không giao" } else { "" });
                    reports +=
                        &format!("so,x{commune}-{village},2024-Q{quarter},{value},2024-{month}-05,{note}\n");
                }
            }
        }
    }
    let register = Register::from_csv_with_successions(&units, &passed).unwrap();
    let ledger = Ledger::from_csv(&reports, &plan, &register).unwrap().whole();
    let ledger = ledger.unwrap_or_else(|problems| panic!("{problems}"));
    let prepared = Prepared::new(&plan, &register).unwrap();
    let evaluator = prepared.evaluator(&ledger, "2024-11-01".parse().unwrap()).unwrap();
    let columns = (of_columns(&evaluator), evaluator.columns().count() as u64);
    // One more report, after another of the same.
    let more = |day: &str| {
        let mut told = ledger.observations().find(|told| told.unit.as_str() == "x1-5").expect("it reported");
        told.reported_on = day.parse().unwrap();
        told.corrects = true;
        told
    };
    let mut live =
        Live::new(Prepared::new(&plan, &register).unwrap(), ledger.clone(), "2024-11-01".parse().unwrap())
            .unwrap();
    live.enter(more("2024-10-20")).unwrap();
    let entered = allocations(|| drop(live.enter(more("2024-10-21")).unwrap()));
    (columns.0, columns.1, entered)
}

/// Each way in which figures combine, count and are asked for, before and after units merged: where a way through memory is lost, every unit
/// is looked at by itself. Cumulative shares and criteria over summed amounts have no such way.
#[test]
fn no_kind_of_target_takes_an_allocation_for_a_unit() {
    const DONE: [&str; 3] = ["done", "not done", "done"];
    const COUNT: [&str; 3] = ["3", "1", "2"];
    const AMOUNT: [&str; 3] = ["2.5", "1", "n/a"];
    const SHARE: [&str; 3] = ["3/4", "1/2", "0/0"];
    // Aggregate, criterion, threshold.
    for (measure, combine, values, targets) in [
        ("done", "latest", DONE, "share-of-units || > 85%; number-of-units || [2, 5)"),
        ("done", "ever", DONE, "share-of-units || <= 85%"),
        ("done", "every", DONE, "share-of-units || >= 100%"),
        ("count", "latest", COUNT, "total || >= 20; mean || > 2; share-of-units | >= 2 | > 50%"),
        ("count", "sum", COUNT, "total || [20, 50]; mean || > 2; number-of-units | < 5 | >= 3"),
        ("amount", "latest", AMOUNT, "total || >= 20; mean || < 2.5; share-of-units | >= 2 | > 50%"),
        ("amount", "sum", AMOUNT, "total || [20, 50); mean || < 2.5"),
        ("share", "latest", SHARE, "share-of-units | > 60% | > 50%; pooled-share || > 60%"),
        ("share", "pooled", SHARE, "pooled-share || (40%, 60%]; share-of-units | > 60% | > 50%"),
        ("grade", "latest", ["kha", "yeu", "kha"], "share-of-units | >= kha | > 50%"),
    ] {
        let more = match measure {
            "amount" => "unit = \"ha\"",
            "grade" => "scale = \"loai\"",
            _ => "",
        };
        let indicator = format!("measure = \"{measure}\"\ncombine = \"{combine}\"\n{more}");
        for target in targets.split("; ") {
            let [aggregate, criterion, threshold] = *target.split('|').map(str::trim).collect::<Vec<_>>()
            else {
                panic!("{target}")
            };
            let criterion =
                if criterion.is_empty() { String::new() } else { format!("criterion = \"{criterion}\"\n") };
            // What an heir has of others of a latest figure is worked out heir by heir.
            let across = (combine != "latest").then_some(("each year", true));
            for (judged, merged) in [("each year", false), ("each quarter", false)].into_iter().chain(across)
            {
                let target = format!(
                    "aggregate = \"{aggregate}\"\n{criterion}threshold = \"{threshold}\"\njudged = \"{judged}\""
                );
                let [(small, columns, one), (large, _, other)] =
                    [8, 64].map(|communes| of_kind(&indicator, &target, values, communes, merged));
                assert!(
                    large <= small + 8 * columns,
                    "{indicator}\n{target}\nmerged: {merged}: {small}, then {large}"
                );
                // One more report changes one place and those above it; amounts are gone over again in their column.
                let few = if measure == "amount" { 30 } else { 3 };
                assert!(
                    one <= few && other <= one + 8,
                    "{indicator}\n{target}\nmerged: {merged}: entering {one}, then {other}"
                );
                assert!(small <= 20 * columns, "{indicator}\n{target}\nmerged: {merged}: {small}");
            }
        }
    }
}
