//! A forest as intervals: whether one unit is below another is two comparisons, however deep the forest.

use std::ops::Range;

/// The forest of units on one date.
#[derive(Debug, Clone)]
pub(crate) struct Tree {
    /// Each unit's place in an order in which every unit comes before those below it.
    enter: Vec<usize>,
    /// The place after the last unit of its subtree.
    leave: Vec<usize>,
    /// The units in that order.
    order: Vec<usize>,
}

impl Tree {
    /// From each unit's parent. The caller has checked that no unit is above itself; were one, it would stand in no order
    /// and below nothing.
    pub(crate) fn new(len: usize, parent: impl Fn(usize) -> Option<usize>) -> Self {
        // Children as linked lists in two arrays, each list in register order: one pass, no allocation per unit.
        const NONE: usize = usize::MAX;
        let mut first_child = vec![NONE; len];
        let mut next_sibling = vec![NONE; len];
        let mut roots = Vec::new();
        for unit in (0..len).rev() {
            match parent(unit).and_then(|p| first_child.get_mut(p)) {
                Some(head) => {
                    if let Some(next) = next_sibling.get_mut(unit) {
                        *next = std::mem::replace(head, unit);
                    }
                }
                None => roots.push(unit),
            }
        }
        let mut tree =
            Self { enter: vec![NONE; len], leave: vec![NONE; len], order: Vec::with_capacity(len) };
        // A stack of our own instead of recursion: a register may be a chain of any depth.
        let mut stack: Vec<(usize, bool)> = roots.into_iter().map(|root| (root, false)).collect();
        while let Some((unit, done)) = stack.pop() {
            let now = tree.order.len();
            if done {
                if let Some(leave) = tree.leave.get_mut(unit) {
                    *leave = now;
                }
                continue;
            }
            if let Some(enter) = tree.enter.get_mut(unit) {
                *enter = now;
            }
            tree.order.push(unit);
            stack.push((unit, true));
            let from = stack.len();
            let mut child = first_child.get(unit).copied().unwrap_or(NONE);
            while child != NONE {
                stack.push((child, false));
                child = next_sibling.get(child).copied().unwrap_or(NONE);
            }
            if let Some(children) = stack.get_mut(from..) {
                children.reverse();
            }
        }
        tree
    }

    /// Whether `unit` is `top` or below it.
    pub(crate) fn is_within(&self, unit: usize, top: usize) -> bool {
        match (self.enter.get(unit), self.enter.get(top), self.leave.get(top)) {
            (Some(unit), Some(enter), Some(leave)) => enter <= unit && unit < leave,
            _ => false,
        }
    }

    /// Where a unit and all below it stand in the order.
    pub(crate) fn stretch(&self, unit: usize) -> Option<Range<usize>> {
        Some(*self.enter.get(unit)?..*self.leave.get(unit)?)
    }

    /// A unit and all below it, each before those below it.
    pub(crate) fn within(&self, top: usize) -> impl Iterator<Item = usize> {
        let ends = self.enter.get(top).zip(self.leave.get(top));
        ends.and_then(|(from, to)| self.order.get(*from..*to)).into_iter().flatten().copied()
    }

    /// All units, each before those below it.
    pub(crate) fn order(&self) -> &[usize] {
        &self.order
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn intervals_say_what_walking_up_says(parents in proptest::collection::vec(proptest::option::of(0..40_usize), 1..40)) {
            // A parent of a smaller number: a forest by construction.
            let parent = |u: usize| parents[u].filter(|p| *p < u);
            let tree = Tree::new(parents.len(), parent);
            for unit in 0..parents.len() {
                let above: Vec<usize> = std::iter::successors(Some(unit), |u| parent(*u)).collect();
                for top in 0..parents.len() {
                    prop_assert_eq!(tree.is_within(unit, top), above.contains(&top));
                }
            }
            let place = |u: usize| tree.order().iter().position(|o| *o == u).unwrap();
            for unit in 0..parents.len() {
                prop_assert!(parent(unit).is_none_or(|p| place(p) < place(unit)));
            }
        }
    }

    #[test]
    fn a_chain_of_a_hundred_thousand_works() {
        let tree = Tree::new(100_000, |u| u.checked_sub(1));
        assert!(tree.is_within(99_999, 0) && !tree.is_within(0, 99_999));
    }
}
