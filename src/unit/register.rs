//! The register, and views of it on one date.

use std::{
    collections::{BTreeSet, HashMap},
    ops::Range,
};

use chrono::NaiveDate;

use super::{RegisterError, Succession, Tree, UnitRecord, build, lineage::Passages};
use crate::{
    document::DocumentRef,
    id::{Kind, Level, UnitId},
    spelling::nearest,
    time::Period,
};

/// A unit as it is from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Version {
    /// From this day on; of the first version, the unit's first day.
    pub(super) since: NaiveDate,
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) level: Level,
    pub(super) parent: Option<usize>,
    pub(super) document: Option<DocumentRef>,
}

/// A unit through time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) id: UnitId,
    pub(super) first: NaiveDate,
    pub(super) last: NaiveDate,
    pub(super) ended_by: Option<DocumentRef>,
    // INVARIANT: not empty, in order of `since`.
    pub(super) versions: Vec<Version>,
}

impl Unit {
    pub(super) fn exists(&self, on: NaiveDate) -> bool {
        self.first <= on && on <= self.last
    }

    /// What it is on a day of its existence.
    pub(super) fn version(&self, on: NaiveDate) -> Option<&Version> {
        let after = self.versions.partition_point(|v| v.since <= on);
        self.versions.get(after.saturating_sub(1))
    }
}

/// The units (đơn vị) of a land, province or district, as they were on every date.
///
/// On every date it is a forest: each unit that exists belongs to one that exists, or is a root, and no unit is above
/// itself. Units keep the order in which they were given; every result that lists units follows it.
///
/// ```
/// # use kehoach::{Kind, Level, Register, UnitId, UnitRecord};
/// let record = |id: &str, name: &str, level: &str| {
///     Ok::<_, kehoach::IdError>(UnitRecord::new(UnitId::new(id)?, name, Kind::new("ubnd")?, Level::new(level)?))
/// };
/// let district = record("tam-duong", "UBND huyện Tam Đường", "district")?;
/// let commune = record("binh-lu", "UBND xã Bình Lư", "commune")?.under(district.id.clone());
/// let register = Register::new([district, commune]).map_err(|errors| errors[0].clone())?;
/// assert_eq!(register.len(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Register {
    pub(super) units: Vec<Unit>,
    pub(super) places: HashMap<UnitId, usize>,
    // INVARIANT: sorted, without duplicates: every day on which some unit begins, changes, takes something over, or no
    // longer exists.
    pub(super) turns: Vec<NaiveDate>,
    pub(super) kinds: BTreeSet<Kind>,
    pub(super) levels: BTreeSet<Level>,
    pub(super) successions: Vec<Succession>,
    pub(super) passages: Passages,
}

impl Register {
    /// A register of these records.
    ///
    /// # Errors
    /// Everything that is wrong with them, in their order: see [`RegisterError`].
    pub fn new(records: impl IntoIterator<Item = UnitRecord>) -> Result<Self, Vec<RegisterError>> {
        build::register(records.into_iter().collect())
    }

    /// How many units it holds, past and future ones included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// The ids of all units, past and future ones included, in register order.
    pub fn ids(&self) -> impl Iterator<Item = &UnitId> {
        self.units.iter().map(|unit| &unit.id)
    }

    /// Whether it knows a unit of this id, on whatever date.
    #[must_use]
    pub fn knows(&self, unit: &UnitId) -> bool {
        self.places.contains_key(unit)
    }

    /// The first and the last day of a unit's existence, `None` for an end that is not set.
    #[must_use]
    pub fn life(&self, unit: &UnitId) -> Option<(Option<NaiveDate>, Option<NaiveDate>)> {
        let unit = self.units.get(*self.places.get(unit)?)?;
        let set = |day: NaiveDate, open: NaiveDate| (day != open).then_some(day);
        Some((set(unit.first, NaiveDate::MIN), set(unit.last, NaiveDate::MAX)))
    }

    /// The name of a unit as of the latest record of it.
    #[must_use]
    pub fn name(&self, unit: &UnitId) -> Option<&str> {
        let unit = self.units.get(*self.places.get(unit)?)?;
        unit.versions.last().map(|v| v.name.as_str())
    }

    /// Every kind (loại) that some unit is or was of, sorted.
    pub fn kinds(&self) -> impl Iterator<Item = &Kind> {
        self.kinds.iter()
    }

    /// Every level (cấp) that some unit is or was at, sorted.
    pub fn levels(&self) -> impl Iterator<Item = &Level> {
        self.levels.iter()
    }

    /// Whether some unit is or was at a level.
    pub(crate) fn has_level(&self, level: &Level) -> bool {
        self.levels.contains(level)
    }

    /// The id of a unit that is nearest to a misspelt one.
    #[must_use]
    pub fn nearest(&self, misspelt: &str) -> Option<&UnitId> {
        let found = nearest(misspelt, self.ids().map(UnitId::as_str))?;
        self.ids().find(|id| id.as_str() == found)
    }

    /// The register as it is on one date.
    #[must_use]
    pub fn at(&self, on: NaiveDate) -> RegisterAt<'_> {
        RegisterAt { register: self, on, tree: self.tree(on) }
    }

    /// The records that it was made from, in its own order: each unit's first, then its changes.
    #[must_use]
    pub fn records(&self) -> Vec<UnitRecord> {
        let mut records = Vec::new();
        for unit in &self.units {
            for (k, version) in unit.versions.iter().enumerate() {
                let first = k == 0;
                records.push(UnitRecord {
                    id: unit.id.clone(),
                    name: version.name.clone(),
                    kind: version.kind.clone(),
                    level: version.level.clone(),
                    parent: version.parent.and_then(|p| self.id(p)).cloned(),
                    first: Some(unit.first).filter(|day| first && *day != NaiveDate::MIN),
                    last: Some(unit.last).filter(|day| first && *day != NaiveDate::MAX),
                    since: Some(version.since).filter(|_| !first),
                    document: version.document.clone(),
                    ended_by: unit.ended_by.clone().filter(|_| first),
                });
            }
        }
        records
    }

    pub(crate) fn place(&self, unit: &UnitId) -> Option<usize> {
        self.places.get(unit).copied()
    }

    pub(crate) fn id(&self, place: usize) -> Option<&UnitId> {
        self.units.get(place).map(|unit| &unit.id)
    }

    /// Whether no unit has a first or a last day.
    pub(crate) fn lives_are_open(&self) -> bool {
        self.units.iter().all(|unit| unit.first == NaiveDate::MIN && unit.last == NaiveDate::MAX)
    }

    /// Whether a unit exists on some day of a period.
    pub(crate) fn exists_in(&self, place: usize, days: Period) -> bool {
        self.units.get(place).is_some_and(|unit| unit.first <= days.last() && days.first() <= unit.last)
    }

    /// Whether a unit exists on every day from one to another.
    pub(crate) fn lives_through(&self, place: usize, first: NaiveDate, last: NaiveDate) -> bool {
        self.units.get(place).is_some_and(|unit| unit.exists(first) && unit.exists(last))
    }

    pub(crate) fn exists(&self, place: usize, on: NaiveDate) -> bool {
        self.units.get(place).is_some_and(|unit| unit.exists(on))
    }

    /// The first and the last day of a unit; the first or last of all days where it has none.
    pub(crate) fn days_of(&self, place: usize) -> Option<(NaiveDate, NaiveDate)> {
        self.units.get(place).map(|unit| (unit.first, unit.last))
    }

    /// The last day of a unit; the last of all days for one that has not ended.
    pub(crate) fn last_day(&self, place: usize) -> Option<NaiveDate> {
        self.units.get(place).map(|unit| unit.last)
    }

    /// The day of a unit's existence that is nearest to a day.
    pub(crate) fn nearest_day(&self, place: usize, day: NaiveDate) -> NaiveDate {
        self.units.get(place).map_or(day, |unit| day.max(unit.first).min(unit.last))
    }

    /// The unit that one belongs to on a date on which it exists.
    pub(crate) fn parent(&self, place: usize, on: NaiveDate) -> Option<usize> {
        self.units.get(place).filter(|unit| unit.exists(on))?.version(on)?.parent
    }

    pub(super) fn version(&self, place: usize, on: NaiveDate) -> Option<&Version> {
        self.units.get(place).filter(|unit| unit.exists(on))?.version(on)
    }

    pub(crate) fn level(&self, place: usize, on: NaiveDate) -> Option<&Level> {
        self.version(place, on).map(|version| &version.level)
    }

    pub(crate) fn kind(&self, place: usize, on: NaiveDate) -> Option<&Kind> {
        self.version(place, on).map(|version| &version.kind)
    }

    /// Which stretch without changes a date lies in: equal for two dates between which no unit began, changed or ended.
    pub(crate) fn epoch(&self, on: NaiveDate) -> usize {
        self.turns.partition_point(|turn| *turn <= on)
    }

    /// The days inside `first..=last` on which the register differs from the day before, after `first` itself.
    pub(crate) fn turns_within(&self, first: NaiveDate, last: NaiveDate) -> impl Iterator<Item = NaiveDate> {
        let from = self.epoch(first);
        self.turns.iter().skip(from).copied().take_while(move |turn| *turn <= last)
    }

    pub(crate) fn tree(&self, on: NaiveDate) -> Tree {
        Tree::new(self.units.len(), |place| self.parent(place, on))
    }
}

/// A unit on one date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitAt<'a> {
    /// Its id.
    pub id: &'a UnitId,
    /// Its name.
    pub name: &'a str,
    /// Its kind (loại).
    pub kind: &'a Kind,
    /// Its level (cấp).
    pub level: &'a Level,
    /// The unit that it belongs to; none for a root.
    pub parent: Option<&'a UnitId>,
}

/// A register on one date: only the units that exist then.
#[derive(Debug, Clone)]
pub struct RegisterAt<'a> {
    register: &'a Register,
    on: NaiveDate,
    tree: Tree,
}

impl<'a> RegisterAt<'a> {
    fn view(&self, place: usize) -> Option<UnitAt<'a>> {
        let version = self.register.version(place, self.on)?;
        Some(UnitAt {
            id: self.register.id(place)?,
            name: &version.name,
            kind: &version.kind,
            level: &version.level,
            parent: version.parent.and_then(|p| self.register.id(p)),
        })
    }

    /// A unit, if it exists on the date.
    #[must_use]
    pub fn unit(&self, unit: &UnitId) -> Option<UnitAt<'a>> {
        self.view(self.register.place(unit)?)
    }

    /// All units that exist on the date, in register order.
    pub fn units(&self) -> impl Iterator<Item = UnitAt<'a>> {
        (0..self.register.len()).filter_map(|place| self.view(place))
    }

    /// A unit and all below it, in register order; nothing if it does not exist on the date.
    pub fn subtree(&self, unit: &UnitId) -> impl Iterator<Item = UnitAt<'a>> {
        let top = self.register.place(unit);
        (0..self.register.len())
            .filter(move |place| top.is_some_and(|top| self.tree.is_within(*place, top)))
            .filter_map(|place| self.view(place))
    }

    /// Where a unit and all below it stand in an order of the forest in which every unit comes before those below it; none if
    /// it does not exist on the date.
    pub(crate) fn stretch(&self, unit: &UnitId) -> Option<Range<usize>> {
        let place = self.register.place(unit)?;
        self.register.version(place, self.on)?;
        self.tree.stretch(place)
    }

    /// The units that a unit belongs to, from its parent up to a root.
    pub fn ancestors(&self, unit: &UnitId) -> impl Iterator<Item = UnitAt<'a>> {
        let parent = |place: &usize| self.register.parent(*place, self.on);
        let first = self.register.place(unit).as_ref().and_then(parent);
        std::iter::successors(first, parent).filter_map(|place| self.view(place))
    }
}
