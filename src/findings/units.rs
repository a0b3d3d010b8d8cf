//! What a plan names, and the register has or has not: units, kinds and levels.

use std::{cell::RefCell, collections::HashSet};

use super::{Finding, FindingKind, Findings, own, reorganised, tasks::items};
use crate::{
    id::{Kind, Level, UnitId},
    plan::{Party, Place, Plan, field},
    roster::Roster,
    spelling::Guesses,
    unit::{Register, Scope},
};

impl Plan {
    /// What the plan together with a register gives reason to ask, in the plan's order: its issuer and recipients, its
    /// scopes, its indicators, its targets, then its tasks. The page [`findings`](crate::guide::findings) of the guide explains each.
    #[must_use]
    pub fn findings_over(&self, register: &Register) -> Vec<Finding> {
        let mut findings = Findings::default();
        let over = Over::new(self, register);
        over.unit(self.issuer(), own("issuer"), None, self.id(), &mut findings);
        for (item, recipient) in self.recipients().iter().enumerate() {
            match &recipient.party {
                Party::Unit(unit) => {
                    over.unit(unit, own("recipients"), Some(item), self.id(), &mut findings);
                }
                Party::SameLevel(kind) => {
                    over.kind(kind, own("recipients"), Some(item), self.id(), &mut findings);
                }
                _ => {}
            }
        }
        let scopes = self.scopes().iter().map(|scope| &scope.id);
        let roster = Roster::new(self, register, scopes, over.span());
        for (index, scope) in self.scopes().iter().enumerate() {
            over.scope(index, scope, &mut findings);
            super::measured::scope(&over, &roster, index, &scope.id, &mut findings);
        }
        reorganised::apportionments(&over, &mut findings);
        super::measured::targets(&over, &roster, &mut findings);
        for (index, task) in self.tasks().iter().enumerate() {
            let at = |field| Place { table: "tasks", index, field };
            for (item, responsibility) in items(&task.parties) {
                let place = at(field(responsibility.role));
                match &responsibility.party {
                    Party::Unit(unit) => {
                        let id = task.id.as_str();
                        match reorganised::in_task(register, unit, task, self.period()) {
                            Some(found) => {
                                found
                                    .into_iter()
                                    .for_each(|kind| findings.add_item(place, Some(item), id, kind));
                            }
                            None => over.unit(unit, place, Some(item), id, &mut findings),
                        }
                    }
                    Party::SameLevel(kind) => {
                        over.kind(kind, place, Some(item), task.id.as_str(), &mut findings);
                    }
                    _ => {}
                }
            }
            for (level, _) in task.when.timings() {
                if let Some(level) = level {
                    over.level(level, at("when"), None, task.id.as_str(), &mut findings);
                }
            }
            super::leads::of_task(&over, &roster, index, task, &mut findings);
            super::parties::of_task(&over, &roster, index, task, &mut findings);
        }
        findings.0
    }
}

/// A plan over a register.
pub(super) struct Over<'a> {
    pub(super) plan: &'a Plan,
    pub(super) register: &'a Register,
    /// Every kind that some unit is of, and every broader one.
    kinds: HashSet<&'a str>,
    guesses: RefCell<Guesses>,
}

impl<'a> Over<'a> {
    pub(super) fn new(plan: &'a Plan, register: &'a Register) -> Self {
        let kinds = register.kinds().flat_map(Kind::and_broader).collect();
        Self { plan, register, kinds, guesses: RefCell::default() }
    }

    /// Whether some unit of the register is of a kind.
    pub(super) fn has_kind(&self, kind: &Kind) -> bool {
        self.kinds.contains(kind.as_str())
    }

    fn unit(&self, unit: &UnitId, place: Place, item: Option<usize>, id: &str, findings: &mut Findings) {
        let plan = self.plan.period();
        let Some((first, last)) = self.register.life(unit) else {
            let guess =
                self.guesses.borrow_mut().nearest(unit.as_str(), self.register.ids().map(UnitId::as_str));
            let nearest = guess.and_then(|id| UnitId::new(id).ok());
            findings.add_item(place, item, id, FindingKind::UnknownUnit { unit: unit.clone(), nearest });
            return;
        };
        if first.is_some_and(|first| first > plan.first()) || last.is_some_and(|last| last < plan.last()) {
            let expired = || FindingKind::ExpiredUnit { unit: unit.clone(), first, last, plan };
            let kind = reorganised::named(self.register, unit, plan).unwrap_or_else(expired);
            findings.add_item(place, item, id, kind);
        }
    }

    fn kind(&self, kind: &Kind, place: Place, item: Option<usize>, id: &str, findings: &mut Findings) {
        if !self.has_kind(kind) {
            let guess =
                self.guesses.borrow_mut().nearest(kind.as_str(), self.register.kinds().map(Kind::as_str));
            let nearest = guess.and_then(|kind| Kind::new(kind).ok());
            findings.add_item(place, item, id, FindingKind::UnknownKind { kind: kind.clone(), nearest });
        }
    }

    fn level(&self, level: &Level, place: Place, item: Option<usize>, id: &str, findings: &mut Findings) {
        if !self.register.has_level(level) {
            let known = self.register.levels().map(Level::as_str);
            let guess = self.guesses.borrow_mut().nearest(level.as_str(), known);
            let nearest = guess.and_then(|level| Level::new(level).ok());
            findings.add_item(place, item, id, FindingKind::UnknownLevel { level: level.clone(), nearest });
        }
    }

    fn scope(&self, index: usize, scope: &Scope, findings: &mut Findings) {
        let at = |field| Place { table: "scopes", index, field };
        let id = scope.id.as_str();
        for (item, kind) in scope.kinds.iter().enumerate() {
            self.kind(kind, at("kinds"), Some(item), id, findings);
        }
        for (item, level) in scope.levels.iter().enumerate() {
            self.level(level, at("levels"), Some(item), id, findings);
        }
        for (field, units) in [("units", &scope.units), ("below", &scope.below), ("within", &scope.within)] {
            for (item, unit) in units.iter().enumerate() {
                self.unit(unit, at(field), Some(item), id, findings);
            }
        }
    }
}
