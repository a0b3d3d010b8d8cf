//! The forest of units on one day, laid out for adding up.

use chrono::NaiveDate;

use crate::unit::{Register, Tree};

const NONE: u32 = u32::MAX;

fn small(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(NONE)
}

fn place(small: u32) -> Option<usize> {
    if small == NONE { None } else { usize::try_from(small).ok() }
}

/// The forest of units on one day, laid out for adding up. Only units with others below them hold a heap: what a leaf comes to
/// is read where it stands.
#[derive(Debug)]
pub(in crate::evaluate) struct Forest {
    pub(in crate::evaluate) tree: Tree,
    /// For each unit the one above it.
    parent: Vec<u32>,
    /// For each unit with others below it the number of its heap.
    heap: Vec<u32>,
    /// For each unit the number of its parent's heap.
    heap_above: Vec<u32>,
    /// Each heap before that of the unit above its own, with that one.
    upward: Vec<(u32, u32)>,
    /// For each heap the unit whose it is.
    holder: Vec<u32>,
}

impl Forest {
    pub(in crate::evaluate) fn new(register: &Register, on: NaiveDate) -> Self {
        let tree = register.tree(on);
        let parent: Vec<u32> =
            (0..register.len()).map(|unit| register.parent(unit, on).map_or(NONE, small)).collect();
        let mut heap = vec![NONE; register.len()];
        for above in parent.iter().filter_map(|parent| place(*parent)) {
            if let Some(slot) = heap.get_mut(above) {
                *slot = 0;
            }
        }
        let mut holder = Vec::new();
        for (unit, slot) in heap.iter_mut().enumerate().filter(|(_, slot)| **slot == 0) {
            *slot = small(holder.len());
            holder.push(small(unit));
        }
        let heap_of = |unit: u32| place(unit).and_then(|unit| heap.get(unit)).copied().unwrap_or(NONE);
        let heap_above: Vec<u32> = parent.iter().map(|parent| heap_of(*parent)).collect();
        let inner = tree.order().iter().rev().map(|unit| (heap_of(small(*unit)), *unit));
        let inner = inner.filter(|(heap, _)| *heap != NONE);
        let upward =
            inner.map(|(heap, unit)| (heap, heap_above.get(unit).copied().unwrap_or(NONE))).collect();
        Self { tree, parent, heap, heap_above, upward, holder }
    }

    pub(super) fn parent(&self, unit: usize) -> Option<usize> {
        place(*self.parent.get(unit)?)
    }

    /// How many units have others below them.
    pub(super) fn heaps(&self) -> usize {
        self.upward.len()
    }

    /// For each unit the number of its heap; beyond their end for a leaf.
    pub(in crate::evaluate) fn numbers(&self) -> &[u32] {
        &self.heap
    }

    /// The number of a unit's heap; none for a leaf.
    pub(in crate::evaluate) fn heap(&self, unit: usize) -> Option<usize> {
        place(*self.heap.get(unit)?)
    }

    /// The number of the heap of the unit above; none where there is none above.
    pub(in crate::evaluate) fn heap_above(&self, unit: usize) -> Option<usize> {
        place(*self.heap_above.get(unit)?)
    }

    /// The unit whose a heap is.
    pub(in crate::evaluate) fn holder(&self, heap: usize) -> Option<usize> {
        place(*self.holder.get(heap)?)
    }

    /// Each heap before the one above it, with that one.
    pub(super) fn upward(&self) -> impl Iterator<Item = (usize, Option<usize>)> {
        self.upward.iter().filter_map(|(heap, above)| Some((place(*heap)?, place(*above))))
    }

    /// A unit and all that it is below, from the nearest up.
    pub(super) fn road(&self, unit: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(unit), |unit| self.parent(*unit))
    }

    /// For each unit, whether all that a figure counts at which stands there on the day `on`, of this forest, is, among the
    /// units of the later day `home`: who stands for the unit then, and all above that. Where there is doubt, it is not.
    pub(in crate::evaluate) fn settled(
        &self,
        register: &Register,
        (on, home): (NaiveDate, NaiveDate),
        there: &Self,
    ) -> Vec<bool> {
        let mut settled = vec![false; self.parent.len()];
        // For each unit the nearest of those that stand, then, for it or for one above it.
        let mut nearest = vec![NONE; self.parent.len()];
        for unit in self.tree.order().iter().copied().filter(|unit| register.exists(*unit, on)) {
            let above = self.parent(unit);
            let base = above.and_then(|above| nearest.get(above)).copied().unwrap_or(NONE);
            let base_is = above.is_none_or(|above| settled.get(above) == Some(&true));
            let holder = register.holder(unit, home);
            // Whoever takes it over does so where it still stands: else its figures count at others as well.
            let stays = |unit: usize, since: NaiveDate| {
                register.epoch(since) == register.epoch(home)
                    || (register.exists(unit, home)
                        && std::iter::successors(Some(unit), |unit| register.parent(*unit, since))
                            .all(|unit| register.parent(unit, since) == register.parent(unit, home)))
            };
            let (mut at, mut directly) = (unit, true);
            while Some(at) != holder
                && let Some(passage) = register.passing_whole(at).filter(|passage| passage.on <= home)
            {
                directly &= stays(passage.to, passage.on);
                at = passage.to;
            }
            let (is, stands) = match holder {
                Some(holder) => (directly && there.parent(holder) == place(base), small(holder)),
                None => (register.passing_from(unit).iter().all(|passage| passage.on <= on), base),
            };
            let Some((settled, nearest)) = settled.get_mut(unit).zip(nearest.get_mut(unit)) else { continue };
            (*settled, *nearest) = (base_is && is, stands);
        }
        settled
    }
}
