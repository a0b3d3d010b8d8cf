//! Figures of a unit that was divided, of every measure: at an heir, and where some heirs stand together.

mod rows;

use kehoach::{
    Declared, Evaluator, FigureBy, IndicatorId, Ledger, Measure, Number, Observation, Outcome, Plan,
    Register, Report, Rhythm, ShareBy, Succession, Tally,
    build::{Reported, amount, count, kinds, pooled_share, share, total},
};
use rows::{day, id, unit};

const QUARTERLY: Rhythm = Rhythm::Quarterly;

fn cay() -> IndicatorId {
    IndicatorId::new("cay").unwrap()
}

/// On 1 July the commune `d` is divided between `a`, `b` and `c`, in shares where they are given; on 1 October `b` between `e` and `f`.
fn register(shares: Option<[&str; 3]>) -> Register {
    let rows = [
        "tinh - ..",
        "h1 tinh ..",
        "h2 tinh ..",
        "d h1 ..2025-06-30",
        "a h2 2025-07-01..",
        "b h1 2025-07-01..2025-09-30",
        "c h1 2025-07-01..",
        "e h2 2025-10-01..",
        "f h1 2025-10-01..",
    ];
    let part = |on: &str, from: &str, to: &str, share: Option<&str>| {
        let part = Succession::part(day(on), id(from), id(to));
        share.map_or(part.clone(), |share| part.with_share(cay(), share.parse::<Number>().unwrap()))
    };
    let [to_a, to_b, to_c] = shares.map_or([None; 3], |shares| shares.map(Some));
    let passing = [
        part("2025-07-01", "d", "a", to_a),
        part("2025-07-01", "d", "b", to_b),
        part("2025-07-01", "d", "c", to_c),
        part("2025-10-01", "b", "e", None),
        part("2025-10-01", "b", "f", None),
    ];
    Register::with_successions(rows.map(unit), passing).unwrap()
}

struct World {
    plan: Plan,
    register: Register,
    ledger: Ledger,
}

impl World {
    /// Reports as `unit period value`, `whole unit period 100` for one declared.
    fn new(measure: Reported, shares: Option<[&str; 3]>, rows: &[&str]) -> Self {
        let plan = Plan::build("12-KH/ĐU", "Trồng cây", "tinh", "2025").scope("cac-xa", kinds(["xa"]));
        let plan = plan.indicator("cay", "cây trồng", measure);
        let is_share = matches!(plan.clone().finish().unwrap().indicators()[0].measure, Measure::Share(_));
        let target = if is_share {
            pooled_share("cay", "cac-xa").asks("ít nhất 50%")
        } else {
            total("cay", "cac-xa").asks("ít nhất 5")
        };
        let plan = plan.target("1", "Trồng cây", target).finish().unwrap();
        let mut ledger = Ledger::new();
        for row in rows {
            let cells: Vec<&str> = row.split(' ').collect();
            if let ["whole", unit, period, whole] = cells[..] {
                let (period, whole) = (period.parse().unwrap(), whole.parse().unwrap());
                let declared_on = day("2025-01-02");
                let (source, corrects) = (None, false);
                ledger
                    .declare(Declared {
                        indicator: cay(),
                        unit: id(unit),
                        period,
                        whole,
                        declared_on,
                        source,
                        corrects,
                    })
                    .unwrap();
                continue;
            }
            let value = if is_share {
                kehoach::Value::Share(cells[2].parse().unwrap())
            } else {
                kehoach::Value::Number(cells[2].parse().unwrap())
            };
            let observation = Observation {
                indicator: cay(),
                unit: id(cells[0]),
                period: cells[1].parse().unwrap(),
                report: Report::Value(value),
                reported_on: day("2026-01-05"),
                source: None,
                corrects: false,
            };
            ledger.add(observation).unwrap();
        }
        Self { plan, register: register(shares), ledger }
    }

    fn at(&self, subject: &str) -> Outcome {
        let evaluator = Evaluator::new(&self.plan, &self.register, &self.ledger, day("2026-01-31")).unwrap();
        evaluator.at(&id(subject)).unwrap_or_else(|error| panic!("{subject}: {error}")).remove(0)
    }

    /// `low..high`, in brackets that say which end can be attained.
    fn range(&self, subject: &str) -> String {
        let Some(range) = self.at(subject).range else { return "-".to_owned() };
        let high = range.high.map_or(String::new(), |high| high.to_string());
        let (open, close) =
            (if range.low_attained { '[' } else { '(' }, if range.high_attained { ']' } else { ')' });
        format!("{open}{}..{high}{close}", range.low)
    }
}

/// What heirs report themselves, and in the third quarter `b` nothing more than nothing.
const OWN: [&str; 8] = [
    "a 2025-Q3 1",
    "a 2025-Q4 1",
    "b 2025-Q3 0",
    "c 2025-Q3 0",
    "c 2025-Q4 0",
    "e 2025-Q4 0",
    "f 2025-Q4 0",
    "d 2025-Q2 0",
];
/// Nothing to measure at the others.
const NONE: [&str; 6] =
    ["b 2025-Q3 0/0", "c 2025-Q3 0/0", "c 2025-Q4 0/0", "e 2025-Q4 0/0", "f 2025-Q4 0/0", "d 2025-Q2 0/0"];

fn with<'r>(own: &[&'r str], more: &[&'r str]) -> Vec<&'r str> {
    own.iter().chain(more).copied().collect()
}

#[test]
fn amounts_below_nothing() {
    let degrees =
        || amount(FigureBy::Sum).least("-10".parse::<Number>().unwrap()).greatest(10_u64).reported(QUARTERLY);
    // Of -5 in all an heir has something between that and nothing, beside its own 2.
    let world = World::new(degrees(), None, &with(&OWN, &["d 2025-Q1 -5"]));
    assert_eq!(
        [world.range("a"), world.range("d"), world.range("tinh")],
        ["[-3..2]", "[-5..-5]", "[-3..-3]"]
    );
    // Of an unknown figure the heir's share of what it can be.
    let world = World::new(degrees(), Some(["0.4", "0.6", "0"]), &OWN);
    assert_eq!([world.range("a"), world.range("tinh")], ["[-2..6]", "[-8..12]"]);
    let world = World::new(degrees(), Some(["0.4", "0.6", "0"]), &with(&OWN, &["d 2025-Q1 -5"]));
    assert_eq!(world.range("a"), "[0..0]");
}

/// Who is to have none of the figures has none, whatever they come to.
#[test]
fn a_share_of_nothing() {
    let world = World::new(count(FigureBy::Sum).reported(QUARTERLY), Some(["0", "1", "0"]), &OWN);
    assert_eq!([world.range("a"), world.range("tinh")], ["[2..2]", "[2..)"]);
    let shares = with(&NONE, &["a 2025-Q3 1/4", "a 2025-Q4 1/4"]);
    let world = World::new(share(ShareBy::Pooled).reported(QUARTERLY), Some(["0", "1", "0"]), &shares);
    assert_eq!([world.range("a"), world.range("tinh")], ["[1/4..1/4]", "(0..1)"]);
}

/// A declared whole of a unit that was divided without apportionment is nobody's whole.
#[test]
fn a_declared_whole_is_not_an_heirs() {
    let shares = with(&NONE, &["a 2025-Q3 3/4", "a 2025-Q4 0/0", "whole d 2025-Q1 100"]);
    let world = World::new(share(ShareBy::Pooled).reported(QUARTERLY), None, &shares);
    assert_eq!(
        [world.range("a"), world.range("d"), world.range("tinh")],
        ["(0..1)", "[0..1]", "[3/104..103/104]"]
    );
    let Some(Tally::Pooled(tally)) = world.at("a").tally else { panic!("parts and wholes") };
    assert_eq!((tally.figures, tally.unknown_figures, tally.unknown_wholes), (1, 1, 1));
}

/// Of cumulative shares no more is said of an heir's part than that it is unknown; what it did itself it did.
#[test]
fn cumulative_shares() {
    let own = with(&NONE, &["a 2025-Q3 2/10", "a 2025-Q4 1/10"]);
    for first in ["d 2025-Q1 5/10", "whole d 2025-Q1 10"] {
        let world = World::new(share(ShareBy::Cumulative).reported(QUARTERLY), None, &with(&own, &[first]));
        assert_eq!(world.range("a"), "(0..1]", "{first}");
        let Some(Tally::Pooled(tally)) = world.at("a").tally else { panic!("parts and wholes") };
        assert_eq!((tally.part_of_unknown_wholes, tally.unknown_wholes), (3, 1), "{first}");
    }
    // Nothing was divided: one quarter is unknown, of two the parts stand over the latest whole.
    let world = World::new(share(ShareBy::Cumulative).reported(QUARTERLY), None, &["d 2025-Q2 3/10"]);
    assert_eq!(world.range("d"), "[3/10..1]");
    let Some(Tally::Pooled(tally)) = world.at("d").tally else { panic!("parts and wholes") };
    assert_eq!((tally.figures, tally.unknown_figures, tally.part, tally.slack), (1, 1, 3, 7));
}

/// A fifth for certain and another twentieth perhaps.
#[test]
fn a_share_and_part_of_another() {
    let own = with(&NONE, &["a 2025-Q3 0/0", "a 2025-Q4 0/0", "d 2025-Q1 1/2"]);
    for (shares, range) in [
        (["0.2", "0.05", "0.75"], "[4/9..5/9]"),
        (["0.25", "0.15", "0.6"], "[5/13..8/13]"),
        (["0.2", "0.8", "0"], "[1/6..5/6]"),
    ] {
        let world = World::new(share(ShareBy::Pooled).reported(QUARTERLY), Some(shares), &own);
        assert_eq!([world.range("h2"), world.range("d")], [range, "[1/2..1/2]"], "{shares:?}");
        let Some(Tally::Pooled(tally)) = world.at("h2").tally else { panic!("parts and wholes") };
        assert_eq!((tally.figures, tally.unknown_figures), (1, 1), "one is in hand, and one may be here");
    }
}
