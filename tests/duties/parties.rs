//! Who takes part: named units, scopes, units relative to whoever acts, and phrases that stay phrases.

use kehoach::{Duties, Involved, PartyError, Plan, Product, Register, Role, Task, TaskId, UnitRole};

use crate::world::{led, party, plan, register, scope, unit};

/// A district with two communes: a committee, its government and its front each.
fn communes() -> Register {
    register(&[
        "a cap-uy district",
        "ubnd-a ubnd district a",
        "x cap-uy commune a",
        "ubnd-x ubnd commune x",
        "mttq-x mttq commune x",
        "y cap-uy commune a",
        "ubnd-y ubnd commune y",
        "mttq-y mttq commune y",
    ])
}

fn of_fronts(task: Task) -> Plan {
    plan("2023", vec![task], |parts| {
        parts.scopes.push(scope("s-mttq", "mttq"));
        parts.scopes.push(scope("s-cap-uy", "cap-uy"));
    })
}

fn with(plan: &Plan, register: &Register, of: &str) -> Result<Vec<String>, PartyError> {
    let agenda = Duties::new(plan, register).of(&unit(of))?;
    let who = |(role, who): &(Role, Involved)| match who {
        Involved::Unit(unit) => format!("{role} {unit}"),
        Involved::Open(phrase) => format!("{role} '{phrase}'"),
    };
    let line = |item: &kehoach::AgendaItem| {
        let UnitRole::In(role) = item.role else { panic!("{item:?}") };
        format!("{role}: {}", item.with.iter().map(who).collect::<Vec<_>>().join(", "))
    };
    Ok(agenda.items.iter().map(line).collect())
}

#[test]
fn the_same_level_is_at_the_same_place() {
    let task = led("during 2023-03", "s-mttq").with(Role::Coordinate, party("UBND cùng cấp"));
    let (plan, register) = (of_fronts(task), communes());
    assert_eq!(with(&plan, &register, "mttq-x").unwrap(), ["lead: lead mttq-y, coordinate ubnd-x"]);
    assert_eq!(with(&plan, &register, "mttq-y").unwrap(), ["lead: lead mttq-x, coordinate ubnd-y"]);
    // Seen from the government: it acts with the front beside it, and with no other.
    assert_eq!(with(&plan, &register, "ubnd-x").unwrap(), ["coordinate: lead mttq-x"]);
    assert_eq!(with(&plan, &register, "ubnd-a").unwrap(), [""; 0]);
    assert_eq!(with(&plan, &register, "x").unwrap(), [""; 0]);
}

#[test]
fn no_match_and_two_matches_are_errors_that_name_both_sides() {
    let task = led("during 2023-03", "s-mttq").with(Role::Coordinate, party("UBND cùng cấp"));
    let plan = of_fronts(task);
    let alone = register(&["a cap-uy district", "x cap-uy commune a", "mttq-x mttq commune x"]);
    let error = with(&plan, &alone, "mttq-x").unwrap_err();
    assert!(matches!(&error, PartyError::NoneAtLevel { actor, .. } if *actor == unit("mttq-x")));
    assert_eq!(
        error.to_string(),
        "no `ubnd` stands at the level and place of `mttq-x` on 2023-03-31, and task `t` names one"
    );
    // Whoever has nothing to do with it is not troubled.
    assert_eq!(with(&plan, &alone, "x").unwrap(), [""; 0]);
    let two = register(&[
        "a cap-uy district",
        "x cap-uy commune a",
        "mttq-x mttq commune x",
        "ubnd-1 ubnd commune x",
        "ubnd-2 ubnd commune x",
    ]);
    for of in ["mttq-x", "ubnd-1", "ubnd-2"] {
        assert_eq!(
            with(&plan, &two, of).unwrap_err().to_string(),
            "`ubnd-1` and `ubnd-2` are both `ubnd` at the level and place of `mttq-x` on 2023-03-31, and task `t` names one",
            "{of}"
        );
    }
    // What stands at the level again, but below a unit of another, is at another place.
    let apart = register(&[
        "a cap-uy district",
        "x cap-uy commune a",
        "mttq-x mttq commune x",
        "ubnd-1 ubnd commune x",
        "v cap-uy village x",
        "ubnd-2 ubnd commune v",
    ]);
    assert_eq!(with(&plan, &apart, "mttq-x").unwrap(), ["lead: coordinate ubnd-1"]);
    // One of the two has ended by then.
    let one = register(&[
        "a cap-uy district",
        "x cap-uy commune a",
        "mttq-x mttq commune x",
        "ubnd-1 ubnd commune x - 2023-03-30",
        "ubnd-2 ubnd commune x",
    ]);
    assert_eq!(with(&plan, &one, "mttq-x").unwrap(), ["lead: coordinate ubnd-2"]);
}

#[test]
fn scopes_named_units_and_open_phrases() {
    let task = led("during 2023-03", "a")
        .with(Role::Coordinate, party("s-mttq"))
        .with(Role::Advise, party("ubnd-a"))
        .with(Role::Direct, party("đồng chí Bí thư Huyện ủy"))
        .with(Role::Monitor, party("s-cap-uy"));
    let (plan, register) = (of_fronts(task), communes());
    assert_eq!(
        with(&plan, &register, "a").unwrap(),
        ["lead: coordinate mttq-x, coordinate mttq-y, advise ubnd-a, direct 'đồng chí Bí thư Huyện ủy', \
          monitor x, monitor y"]
    );
    assert_eq!(
        with(&plan, &register, "ubnd-a").unwrap(),
        ["advise: lead a, coordinate mttq-x, coordinate mttq-y, direct 'đồng chí Bí thư Huyện ủy', \
          monitor a, monitor x, monitor y"]
    );
}

#[test]
fn an_open_lead_leaves_the_others_their_part() {
    let task = led("during 2023-03", "các cơ quan, đơn vị liên quan").with(Role::Coordinate, party("ubnd-a"));
    let (plan, register) = (of_fronts(task), communes());
    assert_eq!(
        with(&plan, &register, "ubnd-a").unwrap(),
        ["coordinate: lead 'các cơ quan, đơn vị liên quan'"]
    );
    assert!(Duties::new(&plan, &register).answerable_for_task(&TaskId::new("t").unwrap()).is_empty());
}

#[test]
fn a_report_has_a_recipient_and_a_route() {
    let mut task = led("yearly before 12-10", "s-mttq")
        .with(Role::ReportTo, party("a"))
        .with(Role::ReportThrough, party("ubnd-a"));
    task.product = Product::Report;
    let (plan, register) = (of_fronts(task), communes());
    // Each owes its own: the others are not who it is owed with.
    assert_eq!(with(&plan, &register, "mttq-x").unwrap(), ["lead: report-to a, report-through ubnd-a"]);
    assert_eq!(
        with(&plan, &register, "a").unwrap(),
        ["report-to: lead mttq-x, lead mttq-y, report-through ubnd-a"]
    );
    assert_eq!(
        with(&plan, &register, "ubnd-a").unwrap(),
        ["report-through: lead mttq-x, lead mttq-y, report-to a"]
    );
    let agenda = Duties::new(&plan, &register).of(&unit("mttq-x")).unwrap();
    assert!(matches!(&agenda.items[0].subject, kehoach::Subject::Report(id) if id.as_str() == "t"));
    assert_eq!(agenda.items[0].last.unwrap().to_string(), "2023-12-09");
}

#[test]
fn a_level_has_its_own_time_for_those_who_take_part_too() {
    let task = led("per level district = during 2023-Q1; commune = during 2023-Q2", "s-cap-uy")
        .with(Role::Coordinate, party("ubnd-a"));
    let (plan, register) = (of_fronts(task), communes());
    let agenda = Duties::new(&plan, &register).of(&unit("ubnd-a")).unwrap();
    let lines: Vec<_> = agenda.items.iter().map(|item| (item.label.as_str(), item.with.len())).collect();
    assert_eq!(lines, [("2023-Q1", 1), ("2023-Q2", 2)]);
    let agenda = Duties::new(&plan, &register).of(&unit("x")).unwrap();
    assert_eq!(agenda.items.iter().map(|item| item.label.as_str()).collect::<Vec<_>>(), ["2023-Q2"]);
}
