//! Observations in little room: ids and texts once, and a packed row for each observation.

use std::{collections::BTreeMap, sync::Arc};

use chrono::NaiveDate;

use super::{
    Added, Conflict, Observation, Report, Value,
    cells::Cells,
    interned::Interned,
    packed::{Kind, NONE, Packed, join, pack_number, unpack_number},
};
use crate::{
    id::{GradeId, IndicatorId, UnitId},
    limits::{LEDGER_INDICATORS, LEDGER_OBSERVATIONS},
    quantity::{Number, Share},
    time::Period,
};

/// Why an observation was not entered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AddError {
    /// It contradicts what the ledger holds.
    #[error(transparent)]
    Conflict(#[from] Conflict<Observation>),
    /// The ledger holds as many as it can.
    #[error("a ledger holds at most {most} {what}")]
    Full {
        /// `observations` or `indicators`.
        what: &'static str,
        /// How many it can hold.
        most: u32,
    },
}

/// What became of an observation that was told by numbers.
#[cfg(feature = "csv")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    New,
    Duplicate,
    /// It contradicts what is held, or there is no room for it: [`Observations::add`] says which. Nothing was entered.
    Refused,
}

/// What was said of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Said {
    Done(bool),
    Number(Number),
    Share(Share),
    /// A grade by its number: see [`Observations::grades`].
    Grade(u32),
    NotApplicable,
    Withdrawn,
}

/// An observation, its ids by their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Row {
    /// Its place in the order of entry.
    pub(crate) number: u32,
    pub(crate) indicator: u32,
    pub(crate) unit: u32,
    pub(crate) period: u32,
    pub(crate) reported_on: NaiveDate,
    pub(crate) corrects: bool,
    pub(crate) said: Said,
}

/// Observations, each kept; of each cell the latest counts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Observations {
    indicators: Interned<IndicatorId>,
    units: Interned<UnitId>,
    periods: Interned<Period>,
    grades: Interned<GradeId>,
    reasons: Interned<Arc<str>>,
    sources: Interned<Arc<str>>,
    /// Numbers and shares that fit no row.
    numbers: Vec<Number>,
    shares: Vec<Share>,
    /// In the order of entry.
    rows: Vec<Packed>,
    cells: Cells,
    /// Of cells with several entries each of them, by the row that was entered first, in order of day, a correction after what it
    /// corrects.
    several: BTreeMap<(u32, NaiveDate, bool), u32>,
}

impl PartialEq for Observations {
    fn eq(&self, other: &Self) -> bool {
        // OK because numbers are given in the order of entry: what was entered alike is numbered alike.
        self.rows == other.rows
            && self.indicators == other.indicators
            && self.units == other.units
            && self.periods == other.periods
            && self.grades == other.grades
            && self.reasons == other.reasons
            && self.sources == other.sources
            && self.numbers == other.numbers
            && self.shares == other.shares
    }
}

impl Observations {
    pub(crate) fn indicators(&self) -> &[IndicatorId] {
        self.indicators.values()
    }

    pub(crate) fn units(&self) -> &[UnitId] {
        self.units.values()
    }

    pub(crate) fn periods(&self) -> &[Period] {
        self.periods.values()
    }

    pub(crate) fn grades(&self) -> &[GradeId] {
        self.grades.values()
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// All rows, in the order of entry.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Row> {
        (0..).zip(&self.rows).filter_map(|(number, packed)| self.row(number, packed))
    }

    /// The numbers of what an observation is about, as far as it has any.
    pub(crate) fn numbers(&self, observation: &Observation) -> [Option<u32>; 3] {
        let Observation { indicator, unit, period, .. } = observation;
        [self.indicators.number(indicator), self.units.number(unit), self.periods.number(period)]
    }

    /// The row that counts as of a day in the cell of another row.
    pub(crate) fn latest_beside(&self, row: u32, as_of: NaiveDate) -> Option<Row> {
        let beside = self.packed(row)?;
        let first = self.cells.first([beside.indicator(), beside.unit, beside.period])?;
        let number = self.counts(first, self.packed(first)?, as_of)?;
        self.row(number, self.packed(number)?)
    }
}

impl Observations {
    /// Enters an observation.
    pub(super) fn add(&mut self, observation: Observation) -> Result<Added, AddError> {
        let numbers = self.numbers(&observation);
        self.add_numbered(observation, numbers)
    }

    /// Enters an observation whose numbers are known.
    pub(super) fn add_numbered(
        &mut self,
        observation: Observation,
        numbers: [Option<u32>; 3],
    ) -> Result<Added, AddError> {
        let entered = (observation.reported_on, observation.corrects);
        let cell = match numbers {
            [Some(indicator), Some(unit), Some(period)] => Some([indicator, unit, period]),
            _ => None,
        };
        let held = cell.and_then(|cell| self.cells.first(cell)).and_then(|first| self.entry(first, entered));
        if let Some(held) = held.and_then(|row| self.get(row)) {
            if says_the_same(&held.report, &observation.report) {
                return Ok(Added::Duplicate);
            }
            let (held, refused) = (Box::new(held), Box::new(observation));
            return Err(Conflict { on: entered.0, held, refused }.into());
        }
        self.check_room(numbers)?;
        self.enter(&observation, numbers).ok_or(FULL)?;
        Ok(Added::New)
    }

    /// Whether there is room for one more. Whatever else is numbered, there is at most one new of it in each row.
    fn check_room(&self, [indicator, ..]: [Option<u32>; 3]) -> Result<(), AddError> {
        if !has_room(self.rows.len(), LEDGER_OBSERVATIONS) {
            return Err(FULL);
        }
        if indicator.is_none() && !has_room(self.indicators.values().len(), LEDGER_INDICATORS) {
            return Err(AddError::Full { what: "indicators", most: LEDGER_INDICATORS });
        }
        Ok(())
    }

    /// Enters what contradicts nothing, and for which there is room.
    fn enter(&mut self, observation: &Observation, numbers: [Option<u32>; 3]) -> Option<()> {
        let Observation { indicator, unit, period, report, source, .. } = observation;
        let [of_indicator, of_unit, of_period] = numbers;
        let cell = [
            of_indicator.or_else(|| self.indicators.enter(indicator, || indicator.clone()))?,
            of_unit.or_else(|| self.units.enter(unit, || unit.clone()))?,
            of_period.or_else(|| self.periods.enter(period, || *period))?,
        ];
        let source = source.as_deref();
        let source = source.map_or(Some(NONE), |text| self.sources.enter(text, || text.into()))?;
        let value = match report {
            Report::Value(Value::Done(done)) => pack_done(*done),
            Report::Value(Value::Number(number)) => self.pack_number(*number)?,
            Report::Value(Value::Share(share)) => self.pack_share(*share)?,
            Report::Value(Value::Grade(grade)) => {
                (Kind::Grade, [self.grades.enter(grade, || grade.clone())?, 0])
            }
            Report::NotApplicable { because } => {
                (Kind::NotApplicable, [self.reasons.enter(because.as_str(), || because.as_str().into())?, 0])
            }
            Report::Withdrawn => (Kind::Withdrawn, [0, 0]),
        };
        let row = Packed::new(cell, (observation.reported_on, observation.corrects), value, source);
        self.push(cell, row)
    }

    /// The number that the next row will have.
    pub(crate) fn next_row(&self) -> u32 {
        // OK because there are never more rows than numbers.
        u32::try_from(self.rows.len()).unwrap_or(NONE)
    }

    /// The row of an observation that is held.
    pub(crate) fn row_of(&self, held: &Observation) -> Option<u32> {
        let first = self.cells.first(self.cell(&held.indicator, &held.unit, held.period)?)?;
        self.entry(first, (held.reported_on, held.corrects))
    }

    fn pack_number(&mut self, number: Number) -> Option<(Kind, [u32; 2])> {
        pack_number(number).or_else(|| {
            self.numbers.push(number);
            Some((Kind::WideNumber, [u32::try_from(self.numbers.len()).ok()?.checked_sub(1)?, 0]))
        })
    }

    fn pack_share(&mut self, share: Share) -> Option<(Kind, [u32; 2])> {
        pack_share(share).or_else(|| {
            self.shares.push(share);
            Some((Kind::WideShare, [u32::try_from(self.shares.len()).ok()?.checked_sub(1)?, 0]))
        })
    }

    fn push(&mut self, cell: [u32; 3], row: Packed) -> Option<()> {
        let number = u32::try_from(self.rows.len()).ok()?;
        let place = self.cells.place(cell)?;
        if *place == NONE {
            *place = number;
            self.rows.push(row);
            return Some(());
        }
        let first = *place;
        self.push_later(first, number, row)
    }

    /// Enters one more into the cell of its first row.
    fn push_later(&mut self, first: u32, number: u32, row: Packed) -> Option<()> {
        let opener = self.rows.get_mut(usize::try_from(first).ok()?)?;
        if !opener.has_several() {
            opener.set_several();
            let (day, corrects) = opener.entered();
            self.several.insert((first, day, corrects), first);
        }
        let (day, corrects) = row.entered();
        self.several.insert((first, day, corrects), number);
        self.rows.push(row.later());
        Some(())
    }

    fn cell(&self, indicator: &IndicatorId, unit: &UnitId, period: Period) -> Option<[u32; 3]> {
        Some([self.indicators.number(indicator)?, self.units.number(unit)?, self.periods.number(&period)?])
    }

    fn packed(&self, row: u32) -> Option<&Packed> {
        self.rows.get(usize::try_from(row).ok()?)
    }

    /// The entry of a day in the cell of its first row. Of one day a cell has at most one plain entry and one that corrects it.
    /// Only like is compared with like: were an equal correction taken for the plain entry itself, it would matter which of them
    /// came first.
    fn entry(&self, first: u32, (day, corrects): (NaiveDate, bool)) -> Option<u32> {
        let opener = self.packed(first)?;
        if opener.has_several() {
            return self.several.get(&(first, day, corrects)).copied();
        }
        (opener.entered() == (day, corrects)).then_some(first)
    }

    /// The entry that counts as of a day in the cell of its first row.
    fn counts(&self, first: u32, opener: &Packed, day: NaiveDate) -> Option<u32> {
        if opener.has_several() {
            let known = (first, NaiveDate::MIN, false)..=(first, day, true);
            return self.several.range(known).next_back().map(|(_, row)| *row);
        }
        (opener.reported_on <= day).then_some(first)
    }

    /// Everything that was said of a cell, the earliest first.
    pub(super) fn history(&self, indicator: &IndicatorId, unit: &UnitId, period: Period) -> Vec<Observation> {
        let first = self.cell(indicator, unit, period).and_then(|cell| self.cells.first(cell));
        let Some(first) = first else { return Vec::new() };
        if !self.packed(first).is_some_and(Packed::has_several) {
            return self.get(first).into_iter().collect();
        }
        let all = (first, NaiveDate::MIN, false)..=(first, NaiveDate::MAX, true);
        self.several.range(all).filter_map(|(_, row)| self.get(*row)).collect()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Observation> {
        self.rows.iter().filter_map(|row| self.observation(row))
    }

    /// An observation by the number of its row.
    pub(crate) fn get(&self, row: u32) -> Option<Observation> {
        self.observation(self.packed(row)?)
    }

    fn observation(&self, row: &Packed) -> Option<Observation> {
        let report = match self.said(row)? {
            Said::Done(done) => Report::Value(Value::Done(done)),
            Said::Number(number) => Report::Value(Value::Number(number)),
            Said::Share(share) => Report::Value(Value::Share(share)),
            Said::Grade(grade) => Report::Value(Value::Grade(self.grades.get(grade)?.clone())),
            Said::NotApplicable => {
                let [reason, _] = row.value();
                Report::NotApplicable { because: self.reasons.get(reason)?.as_ref().to_owned() }
            }
            Said::Withdrawn => Report::Withdrawn,
        };
        Some(Observation {
            indicator: self.indicators.get(row.indicator())?.clone(),
            unit: self.units.get(row.unit)?.clone(),
            period: *self.periods.get(row.period)?,
            report,
            reported_on: row.reported_on,
            source: self.sources.get(row.source).map(|text| text.as_ref().to_owned()),
            corrects: row.corrects(),
        })
    }

    fn said(&self, row: &Packed) -> Option<Said> {
        let value = row.value();
        let [first, second] = value;
        Some(match row.kind() {
            Kind::NotDone => Said::Done(false),
            Kind::Done => Said::Done(true),
            Kind::Count => Said::Number(Number::from(join(value))),
            Kind::Decimal => Said::Number(unpack_number(value)),
            Kind::WideNumber => Said::Number(*self.numbers.get(usize::try_from(first).ok()?)?),
            Kind::Share => Said::Share(Share::new(first.into(), second.into()).ok()?),
            Kind::WideShare => Said::Share(*self.shares.get(usize::try_from(first).ok()?)?),
            Kind::Grade => Said::Grade(first),
            Kind::NotApplicable => Said::NotApplicable,
            Kind::Withdrawn => Said::Withdrawn,
        })
    }

    fn row(&self, number: u32, packed: &Packed) -> Option<Row> {
        Some(Row {
            number,
            indicator: packed.indicator(),
            unit: packed.unit,
            period: packed.period,
            reported_on: packed.reported_on,
            corrects: packed.corrects(),
            said: self.said(packed)?,
        })
    }

    /// Of each cell the row that counts as of a day, a withdrawal too, in the order in which cells were first entered.
    pub(crate) fn counting(&self, as_of: NaiveDate) -> impl Iterator<Item = Row> {
        (0..).zip(&self.rows).filter(|(_, packed)| !packed.is_later()).filter_map(move |(first, opener)| {
            let number = self.counts(first, opener, as_of)?;
            self.row(number, if number == first { opener } else { self.packed(number)? })
        })
    }
}

/// The door of a reader that has looked up the ids before: what is plainly said, by numbers.
#[cfg(feature = "csv")]
impl Observations {
    /// Whether an observation and its ids can be numbered.
    pub(crate) fn has_room(&self) -> bool {
        has_room(self.rows.len(), LEDGER_OBSERVATIONS)
            && has_room(self.indicators.values().len(), LEDGER_INDICATORS)
    }

    /// The numbers of ids, to be entered only with an observation that is about them.
    pub(crate) fn number_indicator(&mut self, id: &IndicatorId) -> Option<u32> {
        self.indicators.enter(id, || id.clone())
    }

    pub(crate) fn number_unit(&mut self, id: &UnitId) -> Option<u32> {
        self.units.enter(id, || id.clone())
    }

    pub(crate) fn number_period(&mut self, period: Period) -> Option<u32> {
        self.periods.enter(&period, || period)
    }

    /// The number of a grade that some observation holds.
    pub(crate) fn number_of_grade(&self, id: &GradeId) -> Option<u32> {
        self.grades.number(id)
    }

    /// Enters what an indicator, a unit and a period, by their numbers, are told to be: neither a correction nor from a source
    /// that is named. What needs a text or room beside its row is refused.
    pub(crate) fn tell(&mut self, cell: [u32; 3], day: NaiveDate, said: Said) -> Told {
        let number = self.next_row();
        let Some(value) = pack_said(said) else { return Told::Refused };
        let Some(place) = self.cells.place(cell) else { return Told::Refused };
        let row = Packed::new(cell, (day, false), value, NONE);
        if *place == NONE {
            *place = number;
            self.rows.push(row);
            return Told::New;
        }
        let first = *place;
        if let Some(held) = self.entry(first, (day, false)).and_then(|held| self.packed(held)) {
            let same = (held.kind(), held.value()) == value;
            return if same { Told::Duplicate } else { Told::Refused };
        }
        self.push_later(first, number, row).map_or(Told::Refused, |()| Told::New)
    }
}

#[cfg(feature = "csv")]
fn pack_said(said: Said) -> Option<(Kind, [u32; 2])> {
    match said {
        Said::Done(done) => Some(pack_done(done)),
        Said::Number(number) => pack_number(number),
        Said::Share(share) => pack_share(share),
        Said::Grade(grade) => Some((Kind::Grade, [grade, 0])),
        Said::NotApplicable | Said::Withdrawn => None,
    }
}

fn pack_share(share: Share) -> Option<(Kind, [u32; 2])> {
    let (part, whole) = (u32::try_from(share.part()).ok()?, u32::try_from(share.whole()).ok()?);
    Some((Kind::Share, [part, whole]))
}

const FULL: AddError = AddError::Full { what: "observations", most: LEDGER_OBSERVATIONS };

/// Whether one more than `held` are at most `most`.
fn has_room(held: usize, most: u32) -> bool {
    usize::try_from(most).is_ok_and(|most| held < most)
}

const fn pack_done(done: bool) -> (Kind, [u32; 2]) {
    (if done { Kind::Done } else { Kind::NotDone }, [0, 0])
}

fn says_the_same(a: &Report, b: &Report) -> bool {
    match (a, b) {
        // Two reasons for one thing do not make two things.
        (Report::NotApplicable { .. }, Report::NotApplicable { .. }) => true,
        (a, b) => a == b,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Cells by number, days and answers, entered in order.
    fn told(entries: &[(u32, u32, u32, bool)]) -> Observations {
        let mut told = Observations::default();
        for (indicator, unit, day, done) in entries {
            let _ = told.add(Observation {
                indicator: IndicatorId::new(&format!("i-{indicator}")).unwrap(),
                unit: UnitId::new(&format!("u-{unit}")).unwrap(),
                period: Period::year(2024).unwrap(),
                report: Report::Value(if *done {
                    Value::Done(true)
                } else {
                    Value::Grade(GradeId::new("kha").unwrap())
                }),
                reported_on: NaiveDate::from_ymd_opt(2024, 12, day % 28 + 1).unwrap(),
                source: None,
                corrects: false,
            });
        }
        told
    }

    proptest! {
        /// Rows say by number what observations say by id.
        #[test]
        fn rows_and_observations_agree(
            entries in prop::collection::vec((0..3_u32, 0..20_u32, 0..28_u32, any::<bool>()), 0..80),
            day in 1..=28_u32,
        ) {
            let told = told(&entries);
            let as_of = NaiveDate::from_ymd_opt(2024, 12, day).unwrap();
            let of = |row: &Row| {
                let place = |n: u32| usize::try_from(n).unwrap();
                Observation {
                    indicator: told.indicators()[place(row.indicator)].clone(),
                    unit: told.units()[place(row.unit)].clone(),
                    period: told.periods()[place(row.period)],
                    report: match row.said {
                        Said::Done(done) => Report::Value(Value::Done(done)),
                        Said::Grade(grade) => {
                            Report::Value(Value::Grade(told.grades()[place(grade)].clone()))
                        }
                        _ => unreachable!("nothing else was entered"),
                    },
                    reported_on: row.reported_on,
                    source: None,
                    corrects: row.corrects,
                }
            };
            prop_assert!(told.rows().map(|row| row.number).eq(0..u32::try_from(told.rows.len()).unwrap()));
            prop_assert!(told.rows().all(|row| told.get(row.number) == Some(of(&row))));
            let counting: Vec<Row> = told.counting(as_of).collect();
            prop_assert!(counting.iter().all(|row| row.reported_on <= as_of));
            for row in told.rows() {
                let latest = told.latest_beside(row.number, as_of);
                prop_assert_eq!(latest, counting.iter().copied().find(|c| (c.indicator, c.unit) == (row.indicator, row.unit)));
            }
            prop_assert_eq!(told.latest_beside(told.next_row(), as_of), None);
        }
    }

    #[test]
    fn more_than_can_be_numbered_is_an_error() {
        assert!(has_room(0, 1) && !has_room(1, 1));
        for limit in [LEDGER_OBSERVATIONS, LEDGER_INDICATORS] {
            let most = usize::try_from(limit).unwrap();
            assert!(has_room(most - 1, limit) && !has_room(most, limit) && !has_room(most + 1, limit));
        }
        assert_eq!(FULL.to_string(), "a ledger holds at most 4294967294 observations");
    }
}
