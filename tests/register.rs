//! Registers and scopes: the forest on every date, what is refused, and what a scope selects.

use kehoach::{Kind, Level, Register, RegisterError, Scope, ScopeError, ScopeId, Scopes, UnitId, UnitRecord};

fn date(text: &str) -> chrono::NaiveDate {
    let part = |from: usize, to: usize| text[from..to].parse::<u32>().unwrap();
    chrono::NaiveDate::from_ymd_opt(part(0, 4) as i32, part(5, 7), part(8, 10)).unwrap()
}

fn id(text: &str) -> UnitId {
    UnitId::new(text).unwrap()
}

/// `id kind level parent first last since`, `-` for nothing.
fn record(row: &str) -> UnitRecord {
    let cells: Vec<&str> = row.split_whitespace().collect();
    let cell = |k: usize| cells.get(k).copied().filter(|c| *c != "-");
    UnitRecord {
        id: id(cells[0]),
        name: cells[0].to_uppercase(),
        kind: Kind::new(cell(1).unwrap_or("ubnd")).unwrap(),
        level: Level::new(cell(2).unwrap_or("commune")).unwrap(),
        parent: cell(3).map(id),
        first: cell(4).map(date),
        last: cell(5).map(date),
        since: cell(6).map(date),
        document: None,
        ended_by: None,
    }
}

fn register(rows: &[&str]) -> Result<Register, Vec<RegisterError>> {
    Register::new(rows.iter().map(|row| record(row)))
}

#[track_caller]
fn refused(rows: &[&str], message: &str) {
    let errors: Vec<String> = register(rows).unwrap_err().iter().map(ToString::to_string).collect();
    assert_eq!(errors, [message]);
}

#[test]
fn what_is_no_forest_is_refused_by_name() {
    refused(&["a", "b - - a", "a"], "unit `a` stands in the register twice");
    refused(&["a", "b - - huyên"], "the parent `huyên` of unit `b` is not in the register");
    refused(
        &["a - - c", "b - - a", "c - - b"],
        "units belong to each other in a circle: `a` -> `c` -> `b` -> `a`",
    );
    refused(&["a - - a"], "units belong to each other in a circle: `a` -> `a`");
    refused(&["a - - - 2023-02-01 2023-01-01"], "unit `a` ends on 2023-01-01 before it begins on 2023-02-01");
    refused(
        &["a - - - - - 2023-01-01"],
        "unit `a` is changed from 2023-01-01 on, but has no record without `since`",
    );
    refused(
        &["a - - - - 2022-12-31", "a - - - - - 2023-01-01"],
        "unit `a` is changed from 2023-01-01 on, but does not exist then",
    );
    refused(
        &["a", "b", "a - - b - - 2023-01-01", "a - - - - - 2023-01-01"],
        "unit `a` has two records from 2023-01-01 on",
    );
    refused(
        &["district - district - - 2025-06-30", "commune - commune district"],
        "unit `commune` belongs to `district` on 2025-07-01, but `district` does not exist then",
    );
    refused(
        &["late - district - 2024-01-01", "commune - commune late 2023-06-01"],
        "unit `commune` belongs to `late` on 2023-06-01, but `late` does not exist then",
    );
}

#[test]
fn ids_that_differ_only_in_composition_are_one() {
    let twice = [record("xã"), record("xa\u{303}")];
    assert!(matches!(Register::new(twice).unwrap_err()[..], [RegisterError::Duplicate { record: 1, .. }]));
}

#[test]
fn an_unknown_parent_is_met_with_the_nearest_id() {
    let Err(errors) = register(&["tam-duong", "xa - - tam-dưong"]) else { panic!("taken") };
    assert!(
        matches!(&errors[..], [RegisterError::UnknownParent { nearest: Some(n), .. }] if n.as_str() == "tam-duong")
    );
}

#[test]
fn a_circle_over_several_dates_is_none_on_any() {
    // a is below b until 2022, b below a from 2023 on: a forest on every date.
    let swapped = ["a - - b", "b", "a - - - - - 2023-01-01", "b - - a - - 2023-01-01"];
    assert!(register(&swapped).is_ok());
    // With one day in common it is a circle on that day.
    let overlapping = ["a - - b", "b", "a - - - - - 2023-01-02", "b - - a - - 2023-01-01"];
    refused(&overlapping, "units belong to each other in a circle: `a` -> `b` -> `a`");
}

#[test]
fn parents_names_and_kinds_change_on_a_date() {
    let rows =
        ["x", "y", "u doan-the commune x 2020-01-01", "u doan-the/hoi-phu-nu commune y - - 2023-07-01"];
    let register = register(&rows).unwrap();
    let unit = |on: &str| {
        register.at(date(on)).unit(&id("u")).map(|u| (u.kind.to_string(), u.parent.unwrap().to_string()))
    };
    assert_eq!(unit("2019-12-31"), None);
    assert_eq!(unit("2023-06-30"), Some(("doan-the".into(), "x".into())));
    assert_eq!(unit("2023-07-01"), Some(("doan-the/hoi-phu-nu".into(), "y".into())));
    let again = Register::new(register.records()).unwrap();
    assert_eq!(again.records(), register.records());
}

#[test]
fn a_chain_of_a_hundred_thousand_units_works() {
    let name = |n: usize| id(&format!("u{n}"));
    let records = (0..100_000).map(|n| {
        let unit = UnitRecord::new(name(n), "x", Kind::new("ubnd").unwrap(), Level::new("commune").unwrap());
        if n == 0 { unit } else { unit.under(name(n - 1)) }
    });
    let register = Register::new(records).unwrap();
    let today = register.at(date("2023-01-01"));
    assert_eq!(today.subtree(&name(50_000)).count(), 50_000);
    assert_eq!(today.ancestors(&name(99_999)).count(), 99_999);
    // Closing the chain makes a circle, found and named without recursion.
    let mut records = register.records();
    records[0].parent = Some(name(99_999));
    let errors = Register::new(records).unwrap_err();
    assert!(errors[0].to_string().ends_with("`u99995` -> (99994 more) -> `u0`"), "{}", errors[0]);
}

fn scopes(define: impl Fn(&mut Scope, &str), ids: &[&str]) -> Result<Scopes, Vec<ScopeError>> {
    let scope = |id: &&str| {
        let mut scope = Scope::new(ScopeId::new(id).unwrap());
        define(&mut scope, id);
        scope
    };
    Scopes::new(ids.iter().map(scope).collect())
}

fn scope_id(text: &str) -> ScopeId {
    ScopeId::new(text).unwrap()
}

#[test]
fn scopes_select_by_kind_level_place_and_one_another() {
    let rows = [
        "huyen cap-uy district -",
        "xa-a cap-uy commune huyen",
        "phu-nu-a doan-the/hoi-phu-nu commune xa-a",
        "xa-b cap-uy commune huyen - 2022-12-31",
        "phu-nu-h doan-the/hoi-phu-nu district huyen",
    ];
    let register = register(&rows).unwrap();
    let scopes = scopes(
        |scope, name| match name {
            "cap-uy" => scope.kinds = vec![Kind::new("cap-uy").unwrap()],
            "co-so" => scope.levels = vec![Level::new("commune").unwrap()],
            "cap-uy-co-so" => scope.all_of = vec![scope_id("cap-uy"), scope_id("co-so")],
            "doan-the" => scope.kinds = vec![Kind::new("doan-the").unwrap()],
            "duoi-xa-a" => scope.below = vec![id("xa-a")],
            "trong-xa-a" => scope.within = vec![id("xa-a")],
            "hop" => scope.any_of = vec![scope_id("cap-uy"), scope_id("doan-the")],
            "hieu" => {
                scope.any_of = vec![scope_id("hop")];
                scope.except = vec![scope_id("co-so")];
            }
            _ => scope.units = vec![id("phu-nu-h"), id("khong-co")],
        },
        // Users may stand before what they use.
        &["cap-uy-co-so", "cap-uy", "co-so", "doan-the", "duoi-xa-a", "trong-xa-a", "hieu", "hop", "ten"],
    )
    .unwrap();
    let members = |scope: &str, on: &str| {
        let members = scopes.members(&scope_id(scope), &register, date(on));
        members.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(members("cap-uy-co-so", "2022-12-31"), "xa-a xa-b");
    assert_eq!(members("cap-uy-co-so", "2023-01-01"), "xa-a");
    assert_eq!(members("doan-the", "2023-01-01"), "phu-nu-a phu-nu-h");
    assert_eq!(members("duoi-xa-a", "2023-01-01"), "phu-nu-a");
    assert_eq!(members("trong-xa-a", "2023-01-01"), "xa-a phu-nu-a");
    assert_eq!(members("hieu", "2023-01-01"), "huyen phu-nu-h");
    assert_eq!(members("ten", "2023-01-01"), "phu-nu-h");
}

#[test]
fn scopes_that_cannot_stand_are_refused() {
    let error = |define: fn(&mut Scope, &str), ids: &[&str]| scopes(define, ids).unwrap_err()[0].to_string();
    assert_eq!(error(|_, _| (), &["a"]), "scope `a` states no condition");
    let itself = |s: &mut Scope, name: &str| s.any_of = vec![scope_id(if name == "a" { "b" } else { "a" })];
    assert_eq!(error(itself, &["a", "b"]), "scope `a` refers to itself by way of others");
    assert_eq!(error(|s, _| s.except = vec![scope_id("cap-ui")], &["cap-uy"]), "there is no scope `cap-ui`");
    assert_eq!(error(|s, _| s.units = vec![id("u")], &["a", "a"]), "scope `a` is defined twice");
}

#[test]
fn a_register_of_no_units_is_empty() {
    let none = Register::new(Vec::new()).unwrap();
    assert!(none.is_empty());
    let one = Register::new(vec![record("a")]).unwrap();
    assert!(!one.is_empty());
}
