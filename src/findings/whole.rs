//! The plan as a whole: its issue, and what nothing in it uses.

use std::collections::BTreeSet;

use super::{Finding, FindingKind, Findings, own};
use crate::{
    id::ScopeId,
    plan::{JudgedAt, Measure, Party, Place, Plan},
};

impl Plan {
    /// What the plan alone gives reason to ask its author, in the plan's order: itself, how its ids and texts are
    /// written, its scales, scopes and indicators, the documents that are cited, its targets, its tasks. What only a register can tell, [`Plan::findings_over`] says; what only a calendar can,
    /// [`Plan::findings_on_rest_days`]. The page [`findings`](crate::guide::findings) of the guide explains each.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        let mut findings = Findings::default();
        if let Some(issued) = self.issued().filter(|issued| *issued > self.period().last()) {
            let kind = FindingKind::IssuedAfterPlan { issued, plan: self.period() };
            findings.add(own("issued"), self.id(), kind);
        }
        super::letters::of_plan(self, &mut findings);
        self.unused(&mut findings);
        super::documents::documents(self, &mut findings);
        super::targets::targets(self, &mut findings);
        super::tasks::tasks(self, &mut findings);
        findings.0
    }

    fn unused(&self, findings: &mut Findings) {
        let scales: BTreeSet<&str> = self
            .indicators()
            .iter()
            .filter_map(|i| if let Measure::Grade(scale) = &i.measure { Some(scale.as_str()) } else { None })
            .collect();
        let mut scopes: BTreeSet<&str> = BTreeSet::new();
        for target in self.targets() {
            scopes.extend(target.measured.as_ref().map(ScopeId::as_str));
            if let JudgedAt::Each(scope) = &target.judged_at {
                scopes.insert(scope.as_str());
            }
        }
        let parties = self.tasks().iter().flat_map(|task| &task.parties).map(|r| &r.party);
        for party in parties.chain(self.recipients().iter().map(|recipient| &recipient.party)) {
            if let Party::Each(scope) = party {
                scopes.insert(scope.as_str());
            }
        }
        for scope in self.scopes().iter() {
            scopes.extend(scope.scopes().map(ScopeId::as_str));
        }
        let indicators: BTreeSet<&str> =
            self.targets().iter().filter_map(|target| Some(target.indicator.as_ref()?.as_str())).collect();
        let mut table = |table, used: &BTreeSet<&str>, ids: &mut dyn Iterator<Item = &str>| {
            for (index, id) in ids.enumerate().filter(|(_, id)| !used.contains(id)) {
                findings.add(Place { table, index, field: "id" }, id, FindingKind::Unused { table });
            }
        };
        table("scales", &scales, &mut self.scales().iter().map(|scale| scale.id().as_str()));
        table("scopes", &scopes, &mut self.scopes().iter().map(|scope| scope.id.as_str()));
        table("indicators", &indicators, &mut self.indicators().iter().map(|i| i.id.as_str()));
        for (index, indicator) in self.indicators().iter().enumerate() {
            if matches!(indicator.measure, Measure::Amount { unit: None, .. }) {
                let place = Place { table: "indicators", index, field: "unit" };
                findings.add(place, indicator.id.as_str(), FindingKind::NoUnit);
            }
        }
    }
}
