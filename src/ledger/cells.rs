//! Where the first entry of each cell stands.

use std::hash::{BuildHasher, RandomState};

use super::packed::NONE;

/// How many units, numbered one after another, share a group.
const UNITS: u32 = 8;

/// The cells of one indicator and period at eight units that were first entered one after another. Units that report at all
/// report much the same, so most groups are full, and rows of one report touch few of them, in whatever order they come.
#[derive(Debug, Clone, Copy)]
struct Group {
    indicator: u32,
    /// The units' numbers, divided by eight.
    units: u32,
    period: u32,
    /// For each of the units the row that was entered first.
    rows: [u32; 8],
}

impl Group {
    // Number by number: an array that was just put together is slow to compare as one.
    #[inline]
    const fn is(&self, [indicator, units, period]: [u32; 3]) -> bool {
        self.units == units && self.indicator == indicator && self.period == period
    }
}

/// How many groups are remembered: more than a ledger has indicators, or indicators and months of a year.
const RECENT: u32 = 1 << 10;

/// The row that was entered first of each cell: about 7 bytes a cell where groups are full, 52 where each holds a single one.
#[derive(Debug, Clone)]
pub(super) struct Cells {
    groups: Vec<Group>,
    /// A table of the groups by their hash, open addressing: a group stands in the first free place from its hash on.
    places: Vec<u32>,
    /// What the hash is made under. The numbers of ids follow the order of a file, so whoever writes the file chooses them, and
    /// could choose such as collide under a hash that is known. Nothing is ever listed in the order of the table.
    keys: [u64; 2],
    /// Groups that were found lately, by what is left of their indicator and period: the next row is most likely of one of them.
    recent: Vec<u32>,
}

impl Default for Cells {
    fn default() -> Self {
        // The standard library draws these for its own tables.
        let state = RandomState::new();
        let keys = [state.hash_one(0_u8), state.hash_one(1_u8)];
        Self { groups: Vec::new(), places: Vec::new(), keys, recent: Vec::new() }
    }
}

impl Cells {
    /// The row that was entered first of a cell: one indicator, one unit, one period.
    pub(super) fn first(&self, [indicator, unit, period]: [u32; 3]) -> Option<u32> {
        let group = self.locate([indicator, unit / UNITS, period]).ok()?;
        let group = self.groups.get(usize::try_from(group).ok()?)?;
        group.rows.get(within(unit)).copied().filter(|row| *row != NONE)
    }

    /// Where the first row of a cell is kept, [`NONE`] while there is none. None at all once there are more groups than
    /// numbers: no ledger has as many rows.
    #[inline]
    pub(super) fn place(&mut self, [indicator, unit, period]: [u32; 3]) -> Option<&mut u32> {
        let key = [indicator, unit / UNITS, period];
        let recent = usize::try_from(indicator.wrapping_add(period.wrapping_mul(97)) % RECENT).ok()?;
        let known = self.recent.get(recent).copied().unwrap_or(NONE);
        let known = usize::try_from(known).ok()?;
        let group = if self.groups.get(known).is_some_and(|group| group.is(key)) {
            known
        } else {
            let found = match self.locate(key) {
                Ok(group) => group,
                Err(_) => self.open(key)?,
            };
            *self.recent.get_mut(recent)? = found;
            usize::try_from(found).ok()?
        };
        self.groups.get_mut(group)?.rows.get_mut(within(unit))
    }

    fn open(&mut self, key: [u32; 3]) -> Option<u32> {
        if self.groups.len().saturating_mul(2) >= self.places.len() {
            self.grow();
        }
        let number = u32::try_from(self.groups.len()).ok()?;
        let free = self.locate(key).err()?;
        *self.places.get_mut(free)? = number;
        let [indicator, units, period] = key;
        self.groups.push(Group { indicator, units, period, rows: [NONE; 8] });
        Some(number)
    }

    /// Twice as many places, so that at most half of them are ever taken.
    fn grow(&mut self) {
        let places = self.places.len().saturating_mul(2).max(16);
        self.places.clear();
        self.places.resize(places, NONE);
        self.recent.resize(usize::try_from(RECENT).unwrap_or(0), NONE);
        for (group, number) in self.groups.iter().zip(0_u32..) {
            let free = self
                .probe([group.indicator, group.units, group.period])
                .find(|at| self.places.get(*at) == Some(&NONE));
            if let Some(place) = free.and_then(|at| self.places.get_mut(at)) {
                *place = number;
            }
        }
    }

    /// The number of a group, or the free place in which it belongs.
    fn locate(&self, key: [u32; 3]) -> Result<u32, usize> {
        for at in self.probe(key) {
            let number = self.places.get(at).copied().unwrap_or(NONE);
            if number == NONE {
                return Err(at);
            }
            let group = usize::try_from(number).ok().and_then(|group| self.groups.get(group));
            if group.is_some_and(|group| group.is(key)) {
                return Ok(number);
            }
        }
        Err(usize::MAX)
    }

    /// The places in which a group may stand, in order.
    fn probe(&self, key: [u32; 3]) -> impl Iterator<Item = usize> + use<> {
        let places = self.places.len();
        // OK because the length is a power of two, or 0, when there is nothing to go through.
        let mask = places.wrapping_sub(1);
        let first = usize::try_from(self.hash(key) & 0xffff_ffff).unwrap_or(0);
        (0..places).map(move |step| first.wrapping_add(step) & mask)
    }

    /// A folded product under the keys.
    fn hash(&self, [indicator, units, period]: [u32; 3]) -> u64 {
        let [one, other] = self.keys;
        let column = u64::from(indicator) << 32 | u64::from(period);
        let product = u128::from(column ^ one).wrapping_mul(u128::from(u64::from(units) ^ other));
        let [high, low] = [product >> 64, product & u128::from(u64::MAX)];
        u64::try_from(high ^ low).unwrap_or(0)
    }
}

/// Which of its group's units a unit is.
fn within(unit: u32) -> usize {
    usize::try_from(unit % UNITS).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Beside the standard library's table: every cell is found with what was put there, and no other.
        #[test]
        fn every_cell_is_found_again(cells in prop::collection::vec((0..4_u32, 0..40_u32, 0..5_u32), 0..300)) {
            let (mut ours, mut theirs) = (Cells::default(), HashMap::new());
            for ((indicator, unit, period), row) in cells.into_iter().zip(0_u32..) {
                let cell = [indicator, unit, period];
                let place = ours.place(cell).unwrap();
                prop_assert_eq!(Some(*place).filter(|row| *row != NONE), theirs.get(&cell).copied());
                *place = row;
                theirs.insert(cell, row);
            }
            for (indicator, unit, period) in (0..4).flat_map(|i| (0..41).flat_map(move |u| (0..5).map(move |p| (i, u, p)))) {
                let cell = [indicator, unit, period];
                prop_assert_eq!(ours.first(cell), theirs.get(&cell).copied());
            }
        }
    }

    fn cells() -> Cells {
        Cells { keys: [0x9e37_79b9_7f4a_7c15, 0xc2b2_ae3d_27d4_eb4f], ..Cells::default() }
    }

    #[test]
    fn each_cell_keeps_its_first_row() {
        let mut cells = cells();
        let all = (0..5).flat_map(|indicator| {
            (0..40).flat_map(move |unit| (0..13).map(move |period| [indicator, unit, period]))
        });
        for (row, cell) in (0..).zip(all.clone()) {
            assert_eq!(cells.first(cell), None, "{cell:?}");
            *cells.place(cell).unwrap() = row;
        }
        for (row, cell) in (0..).zip(all) {
            assert_eq!((cells.first(cell), cells.place(cell).copied()), (Some(row), Some(row)), "{cell:?}");
        }
    }

    /// Of a table that is half full a good hash finds a group at the second or third place it looks, one with another.
    #[test]
    fn groups_that_are_alike_are_spread() {
        for (indicators, groups, periods) in [(4_000, 1, 1), (1, 4_000, 1), (1, 1, 4_000), (20, 40, 12)] {
            let mut cells = cells();
            let all = (0..indicators)
                .flat_map(|i| (0..groups).flat_map(move |g| (0..periods).map(move |p| [i, g, p])));
            for [indicator, group, period] in all.clone() {
                cells.place([indicator, group * UNITS, period]).unwrap();
            }
            let looks = |key: [u32; 3]| {
                let stands = |at: &usize| {
                    cells.groups.get(cells.places[*at] as usize).is_some_and(|group| group.is(key))
                };
                cells.probe(key).position(|at| stands(&at)).unwrap() + 1
            };
            let looked: usize = all.clone().map(looks).sum();
            assert!(looked <= 3 * all.count(), "{indicators} {groups} {periods}: {looked}");
        }
    }
}
