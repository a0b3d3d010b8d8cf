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

    /// For each unit, whether it is below others here than there.
    pub(in crate::evaluate) fn moved(&self, there: &Self) -> Vec<bool> {
        let mut moved = vec![false; self.parent.len()];
        for unit in self.tree.order().iter().copied() {
            let parent = self.parent(unit);
            let with_parent = parent.is_some_and(|parent| moved.get(parent) == Some(&true));
            if let Some(moved) = moved.get_mut(unit) {
                *moved = with_parent || parent != there.parent(unit);
            }
        }
        moved
    }
}
