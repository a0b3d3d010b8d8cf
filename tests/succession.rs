//! Units that pass on to others: what a register refuses, who stands for whom, and where units come from.

use chrono::NaiveDate;
use kehoach::{
    Heir, IndicatorId, Kind, Level, Number, Register, RegisterError, Reorganisation, Succession, UnitId,
    UnitRecord,
};

fn id(text: &str) -> UnitId {
    UnitId::new(text).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn july() -> NaiveDate {
    day("2025-07-01")
}

/// `a`, `b 2025-07-01..`, `c ..2025-06-30`: communes without a parent.
fn units(rows: &[&str]) -> Vec<UnitRecord> {
    let unit = |row: &&str| {
        let (name, life) = row.split_once(' ').unwrap_or((row, ".."));
        let (first, last) = life.split_once("..").unwrap();
        let end = |text: &str| (!text.is_empty()).then(|| day(text));
        let record =
            UnitRecord::new(id(name), name, Kind::new("xa").unwrap(), Level::new("commune").unwrap());
        UnitRecord { first: end(first), last: end(last), ..record }
    };
    rows.iter().map(unit).collect()
}

/// `a > b` all of it, `a ~ b` a part, `a ~ b 0.4` with a share of the indicator `cay`, `a ~ b!` with the duties; on 1 July
/// 2025 unless a day stands before.
fn successions(rows: &[&str]) -> Vec<Succession> {
    let one = |row: &&str| {
        let mut words: Vec<&str> = row.split(' ').collect();
        let on = if words[0].contains('-') { day(words.remove(0)) } else { july() };
        let (heir, duties) = words[2].strip_suffix('!').map_or((words[2], false), |heir| (heir, true));
        let mut found = match words[1] {
            ">" => Succession::whole(on, id(words[0]), id(heir)),
            _ => Succession::part(on, id(words[0]), id(heir)),
        };
        found.duties = duties;
        match words.get(3) {
            Some(share) => {
                found.with_share(IndicatorId::new("cay").unwrap(), share.parse::<Number>().unwrap())
            }
            None => found,
        }
    };
    rows.iter().map(one).collect()
}

#[track_caller]
fn refused(rows: &[&str], passing: &[&str], expected: &[&str]) {
    let errors = Register::with_successions(units(rows), successions(passing)).map(|_| ()).unwrap_err();
    let texts: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(texts, expected);
}

#[test]
fn what_cannot_be_is_refused_by_the_name_of_the_units() {
    refused(&["a", "b"], &["a > c"], &["the heir `c` is not in the register"]);
    refused(&["a", "b"], &["c > b"], &["the predecessor `c` is not in the register"]);
    refused(&["a"], &["a > a"], &["`a` passes whole to itself on 2025-07-01"]);
    refused(&["a", "b"], &["a > b", "b > a"], &["units pass to each other in a circle: `a` -> `b` -> `a`"]);
    refused(
        &["a", "b", "c"],
        &["a > b", "2026-01-01 b > c", "2027-01-01 c > a"],
        &["units pass to each other in a circle: `a` -> `b` -> `c` -> `a`"],
    );
    refused(&["a", "b 2025-08-01.."], &["a > b"], &["the heir `b` of `a` does not exist on 2025-07-01"]);
    refused(&["a", "b ..2025-06-30"], &["a > b"], &["the heir `b` of `a` does not exist on 2025-07-01"]);
    refused(
        &["a", "b", "c"],
        &["a > b", "a > c"],
        &["`a` passes whole to `b`, and again to `c` on 2025-07-01"],
    );
    refused(
        &["a", "b", "c"],
        &["a > b", "2026-01-01 a > c"],
        &[
            "`a` passes whole to `b`, and again to `c` on 2026-01-01",
            "`a` passes on something on 2026-01-01, and does not exist on the day before",
        ],
    );
    refused(
        &["a", "b"],
        &["a > b", "a > b"],
        &["`a` passes whole to `b`, and again to `b` on 2025-07-01", "`a` passes to `b` twice on 2025-07-01"],
    );
    refused(
        &["a", "b", "c"],
        &["a > b", "a ~ c"],
        &["`a` passes whole to one heir and in part to another on 2025-07-01"],
    );
    refused(
        &["a ..2025-12-31", "b"],
        &["a > b"],
        &["`a` passes whole to `b` on 2025-07-01, and still exists then: its last day is 2025-12-31"],
    );
    refused(
        &["a ..2024-12-31", "b"],
        &["a > b"],
        &["`a` passes on something on 2025-07-01, and does not exist on the day before"],
    );
    refused(
        &["a 2025-07-01..", "b"],
        &["a ~ a", "a ~ b"],
        &["`a` passes on something on 2025-07-01, and does not exist on the day before"],
    );
    refused(
        &["a", "b"],
        &["a ~ b"],
        &["a part of `a` passes on on 2025-07-01, and it lives on without being marked as divided"],
    );
    refused(
        &["a"],
        &["a ~ a"],
        &["`a` keeps a part of itself on 2025-07-01, and no other unit has the rest"],
    );
    refused(
        &["a", "b", "c"],
        &["a ~ a!", "a ~ b", "a ~ c!"],
        &["both `c` and `a` are to answer for the duties of `a` from 2025-07-01"],
    );
    refused(&["a", "b"], &["a > b 1"], &["`a` passes whole to `b`: there is nothing to apportion"]);
    refused(
        &["a", "b"],
        &["a ~ a 0.7", "a ~ b 0.2"],
        &["the shares in the figures of `a` on `cay` add up to 0.9, not 1"],
    );
    refused(
        &["a", "b"],
        &["a ~ a 1.5", "a ~ b -0.5"],
        &[
            "the share of `a` in the figures of `a` on `cay` is 1.5, not from 0 to 1",
            "the share of `b` in the figures of `a` on `cay` is -0.5, not from 0 to 1",
        ],
    );
}

#[test]
fn an_error_says_in_which_succession_it_was_found() {
    let errors =
        Register::with_successions(units(&["a", "b"]), successions(&["a > b", "somewhere > b"])).unwrap_err();
    assert_eq!((errors[0].entry(), errors[0].record()), (Some(1), None));
    let RegisterError::Succession { error, .. } = &errors[0] else { panic!("{:?}", errors[0]) };
    assert_eq!(error.did_you_mean(), None);
    let errors =
        Register::with_successions(units(&["binhlu", "b"]), successions(&["binhli > b"])).unwrap_err();
    let RegisterError::Succession { error, .. } = &errors[0] else { panic!("{:?}", errors[0]) };
    assert_eq!(error.did_you_mean(), Some("binhlu"));
}

#[test]
fn a_unit_that_passes_whole_ends_on_the_day_before() {
    let register = Register::with_successions(units(&["a", "b"]), successions(&["a > b"])).unwrap();
    assert_eq!(register.life(&id("a")), Some((None, Some(day("2025-06-30")))));
    assert!(register.at(day("2025-06-30")).unit(&id("a")).is_some());
    assert!(register.at(july()).unit(&id("a")).is_none());
}

#[test]
fn a_chain_leads_to_who_stands_for_a_unit_on_a_day() {
    let rows = ["a", "b 2025-07-01..", "c 2026-01-01..", "d", "e ..2026-12-31", "f 2027-01-01..", "g"];
    let passing = [
        "a > b",
        "2026-01-01 b > c",
        "2027-01-01 e ~ f!",
        "2027-01-01 e ~ g",
        "2028-01-01 f > c",
        "2029-01-01 d > e2",
    ];
    let rows: Vec<&str> = rows.into_iter().chain(["e2"]).collect();
    let register = Register::with_successions(units(&rows), successions(&passing)).unwrap();
    let heir = |unit: &str, on: &str| register.heir(&id(unit), day(on)).unwrap();
    assert_eq!(heir("a", "2025-06-30"), Heir::Itself);
    assert_eq!(heir("a", "2025-07-01"), Heir::Whole(&id("b")));
    assert_eq!(heir("a", "2026-01-01"), Heir::Whole(&id("c")));
    assert_eq!(heir("c", "2020-01-01"), Heir::Itself, "still to come");
    let (f, g, e) = (id("f"), id("g"), id("e"));
    assert_eq!(heir("e", "2027-01-01"), Heir::Divided { unit: &e, heirs: vec![&f, &g], duties: Some(&f) });
    assert_eq!(register.heir(&id("nobody"), july()), None);
    let days = |all: Vec<&Succession>| {
        all.iter().map(|s| format!("{} {}", s.predecessor, s.heir)).collect::<Vec<_>>()
    };
    let lineage = register.lineage(&id("c")).unwrap();
    assert_eq!(days(lineage.from), ["a b", "b c", "e f", "f c"]);
    assert!(lineage.into.is_empty());
    assert_eq!(days(register.lineage(&id("e")).unwrap().into), ["e f", "e g", "f c"]);
    let ended = Register::new(units(&["z ..2024-12-31"])).unwrap();
    assert_eq!(ended.heir(&id("z"), july()), Some(Heir::Ended { unit: &id("z") }));
}

#[test]
fn a_register_is_reorganised() {
    let before = Register::new(units(&["a", "b", "c"])).unwrap();
    let by = Reorganisation {
        units: units(&["d 2025-07-01.."]),
        ends: [(id("c"), day("2025-06-30"))].into(),
        successions: successions(&["a > d", "b > d", "c ~ d"]),
    };
    let after = before.reorganised(&by).unwrap();
    assert_eq!(after.at(july()).units().map(|unit| unit.id.as_str()).collect::<Vec<_>>(), ["d"]);
    assert_eq!(after.at(day("2025-06-30")).units().count(), 3);
    assert_eq!(after.successions().len(), 3);
    let text = |by: &Reorganisation, of: &Register| of.reorganised(by).unwrap_err()[0].to_string();
    let ends = |unit: &str| Reorganisation { ends: [(id(unit), july())].into(), ..Reorganisation::default() };
    assert_eq!(text(&ends("x"), &before), "unit `x` is to end, and is not in the register");
    assert_eq!(text(&ends("a"), &after), "unit `a` is to end on 2025-07-01, and ends on 2025-06-30 already");
}

#[test]
fn a_hundred_thousand_units_pass_to_one() {
    let mut rows: Vec<UnitRecord> = units(&["heir 2025-07-01.."]);
    let template = units(&["x"]).remove(0);
    rows.extend((0..100_000).map(|k| UnitRecord { id: id(&format!("u{k}")), ..template.clone() }));
    let passing: Vec<Succession> =
        (0..100_000).map(|k| Succession::whole(july(), id(&format!("u{k}")), id("heir"))).collect();
    let register = Register::with_successions(rows, passing).unwrap();
    assert_eq!(register.lineage(&id("heir")).unwrap().from.len(), 100_000);
}
