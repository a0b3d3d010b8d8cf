//! What only a register can tell of a plan.

use std::collections::BTreeSet;

use super::Roster;
use crate::{
    id::{ScopeId, UnitId},
    plan::{Finding, FindingKind, Findings, Party, Place, Plan, field},
    unit::Register,
};

impl Plan {
    /// What the plan together with a register gives reason to ask, in the plan's order: its issuer, its recipients, its
    /// scopes, then its tasks.
    ///
    /// | code | severity | found |
    /// |---|---|---|
    /// | `unknown-unit` | error | a unit that the register does not have |
    /// | `expired-unit` | error; warning if it exists on some day of the plan | a unit that does not exist during all of the plan |
    /// | `empty-scope` | warning | a scope without a unit on any day of the plan |
    /// | `reports-twice` | warning | a scope of measured units that holds a unit and another below it |
    #[must_use]
    pub fn findings_over(&self, register: &Register) -> Vec<Finding> {
        let mut findings = Findings::default();
        let own = Place { table: "plan", index: 0, field: "issuer" };
        self.unit(register, self.issuer(), own, self.id(), &mut findings);
        for (index, recipient) in self.recipients().iter().enumerate() {
            if let Party::Unit(unit) = &recipient.party {
                let place = Place { table: "plan", index, field: "recipients" };
                self.unit(register, unit, place, self.id(), &mut findings);
            }
        }
        let scopes: Vec<&ScopeId> = self.scopes().iter().map(|scope| &scope.id).collect();
        let roster = Roster::new(self, register, scopes, self.period());
        let measured: BTreeSet<&ScopeId> =
            self.targets().iter().filter_map(|target| target.measured.as_ref()).collect();
        for (index, scope) in self.scopes().iter().enumerate() {
            let at = |field| Place { table: "scopes", index, field };
            let named = [("units", &scope.units), ("below", &scope.below), ("within", &scope.within)];
            for (field, units) in named {
                for unit in units {
                    self.unit(register, unit, at(field), scope.id.as_str(), &mut findings);
                }
            }
            if roster.ever_in(&scope.id).next().is_none() {
                let kind = FindingKind::EmptyScope { scope: scope.id.clone() };
                findings.add(at("id"), scope.id.as_str(), kind);
            }
            if measured.contains(&scope.id) {
                let twice = self.twice(register, &roster, &scope.id);
                if let Some(kind) = twice {
                    findings.add(at("id"), scope.id.as_str(), kind);
                }
            }
        }
        for (index, task) in self.tasks().iter().enumerate() {
            for responsibility in &task.parties {
                if let Party::Unit(unit) = &responsibility.party {
                    let place = Place { table: "tasks", index, field: field(responsibility.role) };
                    self.unit(register, unit, place, task.id.as_str(), &mut findings);
                }
            }
        }
        findings.0
    }

    fn unit(&self, register: &Register, unit: &UnitId, place: Place, id: &str, findings: &mut Findings) {
        let plan = self.period();
        let Some((first, last)) = register.life(unit) else {
            let nearest = register.nearest(unit.as_str()).cloned();
            findings.add(place, id, FindingKind::UnknownUnit { unit: unit.clone(), nearest });
            return;
        };
        if first.is_some_and(|first| first > plan.first()) || last.is_some_and(|last| last < plan.last()) {
            findings.add(place, id, FindingKind::ExpiredUnit { unit: unit.clone(), first, last, plan });
        }
    }

    /// Whether a scope holds a unit and another below it on the plan's last day: both may report the same [U4].
    fn twice(&self, register: &Register, roster: &Roster, scope: &ScopeId) -> Option<FindingKind> {
        let on = self.period().last();
        let is_in = |unit: usize| roster.is_in(scope, unit, on);
        // Each unit stands after the one it belongs to: the nearest unit of the scope above it is known by then.
        let mut above: Vec<Option<usize>> = vec![None; register.len()];
        let mut first: Option<(usize, usize)> = None;
        let mut others = 0_usize;
        for &unit in register.tree(on).order() {
            let parent = register.parent(unit, on);
            let nearest = parent.and_then(|p| if is_in(p) { Some(p) } else { above.get(p).copied()? });
            if let Some(slot) = above.get_mut(unit) {
                *slot = nearest;
            }
            if let Some(top) = nearest.filter(|_| is_in(unit)) {
                match first {
                    None => first = Some((top, unit)),
                    Some(_) => others = others.saturating_add(1),
                }
            }
        }
        let (above, below) = first?;
        Some(FindingKind::ReportsTwice {
            scope: scope.clone(),
            above: register.id(above)?.clone(),
            below: register.id(below)?.clone(),
            others,
        })
    }
}
