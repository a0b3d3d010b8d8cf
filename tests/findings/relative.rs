//! Parties relative to whoever acts: the check finds, of all units at once, what each unit's own list runs into.

use std::collections::BTreeSet;

use kehoach::{
    Duties, Kind, Level, Party, PartyError, Plan, PlanParts, Register, Role, Scope, ScopeId, Task, TaskId,
    UnitId, UnitRecord,
};
use proptest::prelude::*;

/// Units as `(kind, level, parent)`, each below an earlier one or a root.
fn register(units: &[(u8, u8, Option<usize>)]) -> Register {
    let record = |(k, (kind, level, parent)): (usize, &(u8, u8, Option<usize>))| {
        let kind = Kind::new(["cap-uy", "ubnd", "mttq"][usize::from(*kind)]).unwrap();
        let level = Level::new(["district", "commune"][usize::from(*level)]).unwrap();
        let mut record = UnitRecord::new(UnitId::new(&format!("u{k}")).unwrap(), "đơn vị", kind, level);
        record.parent = parent.filter(|parent| *parent < k).map(|p| UnitId::new(&format!("u{p}")).unwrap());
        record
    };
    Register::new(units.iter().enumerate().map(record)).unwrap()
}

fn plan() -> Plan {
    let mut parts = PlanParts::new("1", "kế hoạch", UnitId::new("u0").unwrap(), "2024".parse().unwrap());
    let all = ScopeId::new("cap-uy").unwrap();
    parts.scopes = vec![Scope { kinds: vec![Kind::new("cap-uy").unwrap()], ..Scope::new(all.clone()) }];
    let task = Task::new(TaskId::new("1").unwrap(), "việc", "months 3, 9".parse().unwrap());
    let task = task.with(Role::Lead, Party::Each(all));
    parts.tasks = vec![task.with(Role::Coordinate, Party::SameLevel(Kind::new("ubnd").unwrap()))];
    Plan::new(parts).unwrap()
}

proptest! {
    #[test]
    fn a_finding_stands_where_and_only_where_a_list_cannot_be_made(
        units in proptest::collection::vec((0..3_u8, 0..2_u8, proptest::option::of(0..8_usize)), 1..9)
    ) {
        let (plan, register) = (plan(), register(&units));
        // A kind that no unit is of is told as such.
        prop_assume!(register.kinds().any(|kind| kind.as_str() == "ubnd"));
        let duties = Duties::new(&plan, &register);
        let errors: BTreeSet<&str> = register
            .ids()
            .filter(|id| register.at("2024-03-31".parse().unwrap()).unit(id).unwrap().kind.as_str() == "cap-uy")
            .filter_map(|id| match duties.of(id) {
                Err(PartyError::NoneAtLevel { .. }) => Some("none-at-level"),
                Err(PartyError::SeveralAtLevel { .. }) => Some("several-at-level"),
                _ => None,
            })
            .collect();
        let codes = ["none-at-level", "several-at-level"];
        let findings = plan.findings_over(&register);
        let found: BTreeSet<&str> =
            findings.iter().map(|finding| finding.kind.code()).filter(|code| codes.contains(code)).collect();
        prop_assert_eq!(found, errors);
    }
}
