//! What counts as of a day, laid out for walking: of each indicator a table with a row for every unit of the register and a
//! column for every period for which many of them reported.
//!
//! A figure in a column is one word. What does not fit a word, and reports for periods of which few were made, stand beside
//! the columns: their units are read one by one.

use std::collections::BTreeMap;

use super::{EvaluateError, error, figures::Figure};
use crate::{
    ledger::{Observations, Row, Said},
    plan::{Measure, Plan},
    quantity::{Number, Scale, Share},
    time::Period,
    unit::Register,
};

/// A report that counts: the days that it is about, its label, and what it says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Told {
    pub(super) days: Period,
    pub(super) label: Period,
    pub(super) figure: Figure,
}

/// How the figures of an indicator become words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    /// 0 and 1.
    Done,
    /// The count itself.
    Count,
    /// Whole numbers of the last decimal place, shifted so that the least is 0.
    Amount {
        /// Decimal places.
        places: u32,
    },
    /// The whole above the part, 32 bits each.
    Share,
    /// The rank on the scale.
    Grade,
}

/// Nothing was reported.
pub(super) const UNKNOWN: u64 = u64::MAX;
/// There is nothing to measure.
pub(super) const NOTHING: u64 = u64::MAX - 1;
/// The first word that is no figure.
const MARKS: u64 = NOTHING;
/// What 0 is as an amount.
const AMOUNT_ZERO: i128 = 1 << 63;
/// The most decimal places of an amount in a word: with more of them too few digits are left before the point.
const AMOUNT_PLACES: u32 = 6;
/// A column is laid out where at least one unit in this many has a figure in it; memory stays linear in what was reported.
const SPARSE: usize = 16;

impl Packing {
    pub(super) const fn of(measure: &Measure, places: u32) -> Self {
        match measure {
            Measure::Done(_) => Self::Done,
            Measure::Count(_) => Self::Count,
            Measure::Amount { .. } => Self::Amount { places },
            Measure::Share(_) => Self::Share,
            Measure::Grade(_) => Self::Grade,
        }
    }

    /// The word of a figure; none if it does not fit.
    pub(super) fn word(self, figure: Figure) -> Option<u64> {
        let word = match (self, figure) {
            (_, Figure::NotApplicable) => return Some(NOTHING),
            (Self::Done, Figure::Done(done)) => u64::from(done),
            (Self::Count, Figure::Number(number)) => number.count()?,
            (Self::Amount { places }, Figure::Number(number)) => {
                let decimal = number.decimal();
                let factor = 10_i128.checked_pow(places.checked_sub(decimal.scale())?)?;
                let amount = decimal.mantissa().checked_mul(factor)?.checked_add(AMOUNT_ZERO)?;
                u64::try_from(amount).ok()?
            }
            (Self::Share, Figure::Share(share)) => {
                let (part, whole) = (u32::try_from(share.part()).ok()?, u32::try_from(share.whole()).ok()?);
                u64::from(whole) << 32 | u64::from(part)
            }
            (Self::Grade, Figure::Grade(rank)) => u64::try_from(rank).ok()?,
            _ => return None,
        };
        (word < MARKS).then_some(word)
    }

    /// The figure of a word; none where nothing was reported.
    pub(super) fn figure(self, word: u64) -> Option<Figure> {
        Some(match (word, self) {
            (UNKNOWN, _) => return None,
            (NOTHING, _) => Figure::NotApplicable,
            (word, Self::Done) => Figure::Done(word == 1),
            (word, Self::Count) => Figure::Number(word.into()),
            (word, Self::Amount { places }) => {
                let mantissa = amount(word);
                // OK because the word came from a decimal of at most so many places.
                let decimal = rust_decimal::Decimal::try_from_i128_with_scale(mantissa, places).ok()?;
                Figure::Number(Number::from(decimal))
            }
            (word, Self::Share) => {
                let (part, whole) = share(word);
                Figure::Share(Share::new(part, whole).ok()?)
            }
            (word, Self::Grade) => Figure::Grade(usize::try_from(word).ok()?),
        })
    }
}

/// The part and the whole in a word.
pub(super) const fn share(word: u64) -> (u64, u64) {
    (word & 0xffff_ffff, word >> 32)
}

/// The amount in a word, in units of its last decimal place.
pub(super) fn amount(word: u64) -> i128 {
    // OK because both are far from the ends of i128.
    i128::from(word).saturating_sub(AMOUNT_ZERO)
}

/// The figures of one period, a word for each unit of the register.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) days: Period,
    label: Period,
    pub(super) words: Vec<u64>,
}

/// All that counts of one indicator.
#[derive(Debug, Clone)]
pub(super) struct Table {
    pub(super) packing: Packing,
    /// In order of their days.
    columns: Vec<Column>,
    /// By unit, each in order of days.
    beside: BTreeMap<usize, Vec<Told>>,
    /// The units that have something beside the columns; empty while none has.
    odd: Vec<bool>,
}

impl Table {
    fn new(packing: Packing) -> Self {
        Self { packing, columns: Vec::new(), beside: BTreeMap::new(), odd: Vec::new() }
    }

    /// The column of these days.
    pub(super) fn column(&self, days: Period) -> Option<&[u64]> {
        let place = self.columns.binary_search_by_key(&days, |column| column.days).ok()?;
        self.columns.get(place).map(|column| column.words.as_slice())
    }

    /// The columns inside a judging period for which no report is expected.
    pub(super) fn strange(&self, judging: Period, expected: &[Period]) -> Vec<&[u64]> {
        let inside = self.columns.iter().filter(|column| judging.holds(column.days));
        let strange = inside.filter(|column| expected.binary_search(&column.days).is_err());
        strange.map(|column| column.words.as_slice()).collect()
    }

    /// Whether a unit has to be read by itself.
    pub(super) fn is_odd(&self, unit: usize) -> bool {
        self.odd.get(unit) == Some(&true)
    }

    /// Whether no unit has to be.
    pub(super) fn is_even(&self) -> bool {
        self.odd.is_empty()
    }

    /// What a unit reported, in order of days.
    pub(super) fn reports(&self, unit: usize) -> Vec<Told> {
        let in_columns = self.columns.iter().filter_map(|column| {
            let figure = self.packing.figure(*column.words.get(unit)?)?;
            Some(Told { days: column.days, label: column.label, figure })
        });
        let mut all: Vec<Told> = in_columns.collect();
        if let Some(beside) = self.beside.get(&unit) {
            all.extend(beside);
            all.sort_by_key(|told| (told.days, told.label));
        }
        all
    }

    /// The first day of anything reported.
    pub(super) fn first_day(&self) -> Option<chrono::NaiveDate> {
        let beside = self.beside.values().flatten().map(|told| told.days.first());
        // A column may be empty: what was reported in it may count on later days only, or no longer.
        let columns = self.columns.iter().filter(|column| column.words.iter().any(|word| *word != UNKNOWN));
        columns.map(|column| column.days.first()).chain(beside).min()
    }

    fn mark_odd(&mut self, unit: usize, units: usize) {
        if self.odd.is_empty() {
            self.odd = vec![false; units];
        }
        if let Some(odd) = self.odd.get_mut(unit) {
            *odd = true;
        }
    }

    fn put_beside(&mut self, unit: usize, units: usize, told: Told) {
        self.mark_odd(unit, units);
        let beside = self.beside.entry(unit).or_default();
        // Labels may differ where days do not: a month of figures closed on the 14th, and the same days written out.
        // OK because each is there once: of a cell one report counts, and the one before it was taken out.
        let place = beside.partition_point(|held| (held.days, held.label) < (told.days, told.label));
        beside.insert(place, told);
    }
}

/// All that counts as of a day, by indicator and unit.
#[derive(Debug, Clone, Default)]
pub(crate) struct View {
    tables: Vec<Table>,
    /// Wholes that are known before the report, by indicator, unit and days.
    wholes: BTreeMap<(usize, usize, Period), u64>,
}

/// A ledger's own numbering, put into the plan's and the register's.
struct Numbers {
    indicators: Vec<Option<usize>>,
    units: Vec<Option<usize>>,
    days: Vec<Period>,
}

impl Numbers {
    fn new(told: &Observations, plan: &Plan, register: &Register) -> Self {
        let indicators: BTreeMap<_, _> =
            plan.indicators().iter().enumerate().map(|(place, indicator)| (&indicator.id, place)).collect();
        Self {
            indicators: told.indicators().iter().map(|id| indicators.get(id).copied()).collect(),
            units: told.units().iter().map(|id| register.place(id)).collect(),
            days: told.periods().iter().map(|period| plan.calendar().days(*period)).collect(),
        }
    }

    fn of(&self, row: &Row) -> Option<(usize, usize, Period)> {
        let place = |number: u32| usize::try_from(number).ok();
        Some((
            (*self.indicators.get(place(row.indicator)?)?)?,
            (*self.units.get(place(row.unit)?)?)?,
            *self.days.get(place(row.period)?)?,
        ))
    }
}

impl View {
    /// What counts of a ledger, once all of it fits the plan and the register.
    ///
    /// # Errors
    /// The first observation that does not, in the order of entry.
    pub(super) fn new(
        plan: &Plan,
        register: &Register,
        told: &Observations,
        as_of: chrono::NaiveDate,
    ) -> Result<Self, EvaluateError> {
        let numbers = Numbers::new(told, plan, register);
        let (periods, ranks) = (told.periods(), Ranks::new(plan, told));
        let mut view = Self::default();
        let places = check(plan, register, &numbers, &ranks, told)?;
        for (indicator, places) in plan.indicators().iter().zip(places) {
            view.tables.push(Table::new(Packing::of(&indicator.measure, places)));
        }
        let places = view.lay_out(&numbers, told, register.len());
        for row in told.counting(as_of) {
            let Some((indicator, unit, days)) = numbers.of(&row) else { continue };
            let Some(figure) = ranks.figure(indicator, row.said) else { continue };
            let Some(table) = view.tables.get_mut(indicator) else { continue };
            let column = places.of(&row);
            let slot = column
                .and_then(|column| table.columns.get_mut(column))
                .and_then(|column| column.words.get_mut(unit));
            match (slot, table.packing.word(figure)) {
                (Some(slot), Some(word)) => *slot = word,
                _ => {
                    let label = usize::try_from(row.period).ok().and_then(|period| periods.get(period));
                    let told = Told { days, label: label.copied().unwrap_or(days), figure };
                    table.put_beside(unit, register.len(), told);
                }
            }
        }
        Ok(view)
    }

    /// A column for each period of an indicator for which many units reported; they begin empty.
    fn lay_out(&mut self, numbers: &Numbers, told: &Observations, units: usize) -> Places {
        let mut places = Places::new(told);
        let width = places.width;
        let counts = std::mem::take(&mut places.columns);
        places.columns = vec![u32::MAX; counts.len()];
        let by_indicator = counts.chunks(width.max(1)).zip(places.columns.chunks_mut(width.max(1)));
        for ((counts, columns), indicator) in by_indicator.zip(&numbers.indicators) {
            let table = indicator.and_then(|indicator| self.tables.get_mut(indicator));
            let Some(table) = table else { continue };
            let periods = counts.iter().zip(&numbers.days).zip(told.periods()).zip(columns);
            let many =
                |count: u32| usize::try_from(count).unwrap_or(usize::MAX).saturating_mul(SPARSE) >= units;
            let mut dense: Vec<_> =
                periods.filter(|(((count, _), _), _)| **count > 0 && many(**count)).collect();
            dense.sort_unstable_by_key(|(((_, days), label), _)| (**days, **label));
            dense.dedup_by_key(|(((_, days), _), _)| **days);
            for (place, (((_, days), label), column)) in dense.into_iter().enumerate() {
                table.columns.push(Column { days: *days, label: *label, words: vec![UNKNOWN; units] });
                *column = u32::try_from(place).unwrap_or(u32::MAX);
            }
        }
        places
    }

    /// Enters a whole that is known before the report.
    pub(super) fn declare(&mut self, indicator: usize, unit: usize, units: usize, days: Period, whole: u64) {
        self.wholes.insert((indicator, unit, days), whole);
        if let Some(table) = self.tables.get_mut(indicator) {
            table.mark_odd(unit, units);
        }
    }

    pub(super) fn whole(&self, indicator: usize, unit: usize, days: Period) -> Option<u64> {
        self.wholes.get(&(indicator, unit, days)).copied()
    }

    pub(super) fn table(&self, indicator: usize) -> Option<&Table> {
        self.tables.get(indicator)
    }

    pub(super) fn tables(&self) -> impl Iterator<Item = (usize, &Table)> {
        self.tables.iter().enumerate()
    }

    pub(super) fn reports(&self, indicator: usize, unit: usize) -> Vec<Told> {
        self.tables.get(indicator).map_or_else(Vec::new, |table| table.reports(unit))
    }
}

/// For each indicator and period of a ledger, in its own numbering, the place of its column.
struct Places {
    /// How many periods there are.
    width: usize,
    columns: Vec<u32>,
}

impl Places {
    /// At first with the number of reports in each place. Of a ledger that names far more indicators and periods than it has
    /// reports, nothing is laid out: memory stays linear in what was reported.
    fn new(told: &Observations) -> Self {
        let width = told.periods().len();
        let pairs = told.indicators().len().saturating_mul(width);
        let few = pairs <= told.len().saturating_mul(2).max(1 << 12);
        let mut counts = Self { width, columns: vec![0; if few { pairs } else { 0 }] };
        for row in told.rows() {
            if let Some(count) = counts.slot(&row).and_then(|slot| counts.columns.get_mut(slot)) {
                *count = count.saturating_add(1);
            }
        }
        counts
    }

    fn slot(&self, row: &Row) -> Option<usize> {
        let (indicator, period) = (usize::try_from(row.indicator).ok()?, usize::try_from(row.period).ok()?);
        indicator.checked_mul(self.width)?.checked_add(period)
    }

    fn of(&self, row: &Row) -> Option<usize> {
        let column = *self.columns.get(self.slot(row)?)?;
        usize::try_from(column).ok()
    }
}

/// Whether every row fits the plan and the register; and how many decimal places the amounts of each indicator have.
///
/// What fits is seen from the numbers alone; of the first row that does not, the observation itself says why.
fn check(
    plan: &Plan,
    register: &Register,
    numbers: &Numbers,
    ranks: &Ranks,
    told: &Observations,
) -> Result<Vec<u32>, EvaluateError> {
    let mut places: Vec<u32> = vec![0; plan.indicators().len()];
    let open = register.lives_are_open();
    for row in told.rows() {
        let found = numbers.of(&row).filter(|(_, unit, days)| open || register.exists_in(*unit, *days));
        let place = found.and_then(|(place, _, _)| Some((place, &plan.indicators().get(place)?.measure)));
        let fits = place.is_some_and(|(place, measure)| match (measure, row.said) {
            (_, Said::NotApplicable | Said::Withdrawn)
            | (Measure::Done(_), Said::Done(_))
            | (Measure::Share(_), Said::Share(_)) => true,
            (Measure::Count(_), Said::Number(number)) => number.count().is_some(),
            (Measure::Amount { least, greatest, .. }, Said::Number(number)) => {
                if let Some(held) = places.get_mut(place) {
                    *held = (*held).max(number.decimal().scale()).min(AMOUNT_PLACES);
                }
                *least <= number && greatest.is_none_or(|greatest| number <= greatest)
            }
            (Measure::Grade(_), Said::Grade(_)) => {
                ranks.figure(place, row.said) != Some(Figure::Unknown { declared: None })
            }
            _ => false,
        });
        if !fits && let Some(observation) = told.get(row.number) {
            observation.check(plan, register).map_err(|error| error::report(&observation, error))?;
        }
    }
    Ok(places)
}

impl Table {
    /// Puts in place what counts of a unit and a period from now on; none if nothing does any more.
    ///
    /// `room` is how many words a new column may make of all that there are: memory stays linear in what was reported.
    fn set(
        &mut self,
        unit: usize,
        units: usize,
        told: (Period, Period),
        figure: Option<Figure>,
        room: usize,
    ) {
        let (days, label) = told;
        let word = figure.map_or(Some(UNKNOWN), |figure| self.packing.word(figure));
        let beside = self.beside.get_mut(&unit);
        if let Some(beside) = beside {
            beside.retain(|held| (held.days, held.label) != (days, label));
        }
        let place = match self.columns.binary_search_by_key(&days, |column| column.days) {
            Ok(place) => Some(place),
            Err(place)
                if figure.is_some() && self.columns.len().saturating_add(1).saturating_mul(units) <= room =>
            {
                self.columns.insert(place, Column { days, label, words: vec![UNKNOWN; units] });
                Some(place)
            }
            Err(_) => None,
        };
        let column =
            place.and_then(|place| self.columns.get_mut(place)).filter(|column| column.label == label);
        match (column.and_then(|column| column.words.get_mut(unit)), word, figure) {
            (Some(slot), Some(word), _) => *slot = word,
            (slot, _, figure) => {
                if let Some(slot) = slot {
                    *slot = UNKNOWN;
                }
                if let Some(figure) = figure {
                    self.put_beside(unit, units, Told { days, label, figure });
                }
            }
        }
    }
}

impl View {
    /// Puts in place what counts in a cell as of a day, after a row was entered in it.
    pub(super) fn update(
        &mut self,
        told: &Observations,
        plan: &Plan,
        (indicator, unit, units): (usize, usize, usize),
        (row, as_of): (u32, chrono::NaiveDate),
        (days, label): (Period, Period),
    ) {
        let counting = told.latest_beside(row, as_of);
        let figure = counting.and_then(|row| Ranks::of_one(plan, told, indicator, row.said));
        // Sixteen words for each report, and some to begin with.
        let room = told.len().saturating_mul(SPARSE).max(1 << 20);
        if let Some(table) = self.tables.get_mut(indicator) {
            table.set(unit, units, (days, label), figure, room);
        }
    }
}

/// The ranks of a ledger's grades on the scale of each indicator.
struct Ranks {
    by_indicator: Vec<Vec<Option<usize>>>,
}

impl Ranks {
    fn new(plan: &Plan, told: &Observations) -> Self {
        let of = |measure: &Measure| {
            let scale: Option<&Scale> =
                if let Measure::Grade(scale) = measure { plan.scale(scale) } else { None };
            scale.map_or_else(Vec::new, |scale| told.grades().iter().map(|grade| scale.rank(grade)).collect())
        };
        Self { by_indicator: plan.indicators().iter().map(|indicator| of(&indicator.measure)).collect() }
    }

    /// The figure of one report.
    fn of_one(plan: &Plan, told: &Observations, indicator: usize, said: Said) -> Option<Figure> {
        let measure = &plan.indicators().get(indicator)?.measure;
        if let (Said::Grade(grade), Measure::Grade(scale)) = (said, measure) {
            let grade = told.grades().get(usize::try_from(grade).ok()?)?;
            let rank = plan.scale(scale).and_then(|scale| scale.rank(grade));
            return Some(rank.map_or(Figure::Unknown { declared: None }, Figure::Grade));
        }
        Self { by_indicator: Vec::new() }.figure(indicator, said)
    }

    /// The figure of a report; none for one that was withdrawn.
    fn figure(&self, indicator: usize, said: Said) -> Option<Figure> {
        Some(match said {
            Said::Withdrawn => return None,
            Said::NotApplicable => Figure::NotApplicable,
            Said::Done(done) => Figure::Done(done),
            Said::Number(number) => Figure::Number(number),
            // A share of nothing: there is nothing to measure.
            Said::Share(share) if share.whole() == 0 => Figure::NotApplicable,
            Said::Share(share) => Figure::Share(share),
            // OK because the ledger was checked against the plan: the scale has the grade.
            Said::Grade(grade) => {
                let rank = self.by_indicator.get(indicator)?.get(usize::try_from(grade).ok()?)?;
                rank.map_or(Figure::Unknown { declared: None }, Figure::Grade)
            }
        })
    }
}
