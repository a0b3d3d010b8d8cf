//! Where in a plan each id stands, so that a reference is followed without a look at every entry.

use std::collections::HashMap;

use super::PlanParts;
use crate::{
    id::{IndicatorId, ScaleId, TargetId, TaskId},
    quantity::Scale,
};

/// The place of each entry by its id; of several of one id, which a checked plan does not have, the first.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Places {
    scales: HashMap<ScaleId, usize>,
    indicators: HashMap<IndicatorId, usize>,
    targets: HashMap<TargetId, usize>,
    tasks: HashMap<TaskId, usize>,
}

impl Places {
    pub(super) fn of(parts: &PlanParts) -> Self {
        Self {
            scales: first(parts.scales.iter().map(Scale::id)),
            indicators: first(parts.indicators.iter().map(|indicator| &indicator.id)),
            targets: first(parts.targets.iter().map(|target| &target.id)),
            tasks: first(parts.tasks.iter().map(|task| &task.id)),
        }
    }

    pub(super) fn scale(&self, id: &ScaleId) -> Option<usize> {
        self.scales.get(id).copied()
    }

    pub(super) fn indicator(&self, id: &IndicatorId) -> Option<usize> {
        self.indicators.get(id).copied()
    }

    pub(super) fn target(&self, id: &TargetId) -> Option<usize> {
        self.targets.get(id).copied()
    }

    pub(super) fn task(&self, id: &TaskId) -> Option<usize> {
        self.tasks.get(id).copied()
    }
}

fn first<'a, Id: Clone + Eq + std::hash::Hash + 'a>(ids: impl Iterator<Item = &'a Id>) -> HashMap<Id, usize> {
    let mut places = HashMap::new();
    for (place, id) in ids.enumerate() {
        places.entry(id.clone()).or_insert(place);
    }
    places
}
