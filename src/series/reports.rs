//! What counts of a ledger, by indicator and period.

use std::{collections::BTreeMap, ops::Range};

use chrono::NaiveDate;

use super::SeriesError;
use crate::{
    ledger::{Ledger, Row, Said},
    plan::{Measure, Plan},
    time::Period,
    unit::Register,
};

/// One report that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Told {
    indicator: usize,
    period: Period,
    unit: usize,
    said: Said,
}

/// The reports on one indicator for one period.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Group {
    period: Period,
    told: Range<usize>,
}

/// All reports that count as of a day; withdrawn ones left out.
pub(super) struct Reports {
    told: Vec<Told>,
    /// By the place of their indicator, each in order of periods.
    groups: Vec<Vec<Group>>,
    /// By the place of the indicator, the group of figures about these days. Labels may differ where days do not: the first stands.
    of_days: Vec<BTreeMap<Period, usize>>,
}

impl Reports {
    /// What counts, once all of it fits.
    ///
    /// # Errors
    /// The first observation that does not, in the order of entry.
    pub(super) fn new(
        plan: &Plan,
        register: &Register,
        ledger: &Ledger,
        as_of: NaiveDate,
    ) -> Result<Self, SeriesError> {
        let observations = ledger.told();
        let places: BTreeMap<_, _> =
            plan.indicators().iter().enumerate().map(|(place, indicator)| (&indicator.id, place)).collect();
        let indicators: Vec<Option<usize>> =
            observations.indicators().iter().map(|id| places.get(id).copied()).collect();
        let units: Vec<Option<usize>> = observations.units().iter().map(|id| register.place(id)).collect();
        let place = |of: &[Option<usize>], number: u32| of.get(usize::try_from(number).ok()?).copied()?;
        let mut told = Vec::new();
        for row in observations.counting(as_of) {
            let period =
                usize::try_from(row.period).ok().and_then(|n| observations.periods().get(n)).copied();
            let known = place(&indicators, row.indicator).zip(place(&units, row.unit)).zip(period);
            let fits = known.is_some_and(|((indicator, unit), period)| {
                let measure = plan.indicators().get(indicator).map(|indicator| &indicator.measure);
                measure.is_some_and(|measure| is_plainly_of(row.said, measure))
                    && register.exists_in(unit, plan.calendar().days(period))
            });
            if !fits {
                check(plan, register, ledger, row)?;
            }
            if let Some(((indicator, unit), period)) = known.filter(|_| row.said != Said::Withdrawn) {
                told.push(Told { indicator, period, unit, said: row.said });
            }
        }
        told.sort_unstable_by_key(|told| (told.indicator, told.period, told.unit));
        Ok(Self::grouped(plan, told))
    }

    fn grouped(plan: &Plan, told: Vec<Told>) -> Self {
        let mut groups = vec![Vec::new(); plan.indicators().len()];
        let mut of_days = vec![BTreeMap::new(); plan.indicators().len()];
        let mut from = 0_usize;
        for group in told.chunk_by(|a, b| (a.indicator, a.period) == (b.indicator, b.period)) {
            let to = from.saturating_add(group.len());
            if let Some(first) = group.first()
                && let Some(groups) = groups.get_mut(first.indicator)
                && let Some(of_days) = of_days.get_mut(first.indicator)
            {
                of_days.entry(plan.calendar().days(first.period)).or_insert(groups.len());
                groups.push(Group { period: first.period, told: from..to });
            }
            from = to;
        }
        Self { told, groups, of_days }
    }

    /// The periods for which anything was reported on an indicator, in order.
    pub(super) fn periods(&self, indicator: usize) -> impl Iterator<Item = (usize, Period)> {
        self.groups.get(indicator).into_iter().flatten().map(|group| group.period).enumerate()
    }

    fn group(&self, indicator: usize, group: usize) -> &[Told] {
        let group = self.groups.get(indicator).and_then(|groups| groups.get(group));
        group.and_then(|group| self.told.get(group.told.clone())).unwrap_or_default()
    }

    /// Who reported for one of the periods, in register order, and what.
    pub(super) fn all(&self, indicator: usize, group: usize) -> impl Iterator<Item = (usize, Said)> {
        self.group(indicator, group).iter().map(|told| (told.unit, told.said))
    }

    /// What a unit reported for one of the periods.
    pub(super) fn said(&self, indicator: usize, group: usize, unit: usize) -> Option<Said> {
        let group = self.group(indicator, group);
        let at = group.binary_search_by_key(&unit, |told| told.unit).ok()?;
        group.get(at).map(|told| told.said)
    }

    /// What a unit reported for figures about these days.
    pub(super) fn said_of_days(&self, indicator: usize, days: Period, unit: usize) -> Option<Said> {
        self.said(indicator, *self.of_days.get(indicator)?.get(&days)?, unit)
    }
}

/// Whether a report is certainly one of what an indicator measures. Of amounts and grades that takes a closer look.
fn is_plainly_of(said: Said, measure: &Measure) -> bool {
    match (measure, said) {
        (_, Said::NotApplicable | Said::Withdrawn)
        | (Measure::Done(_), Said::Done(_))
        | (Measure::Share(_), Said::Share(_)) => true,
        (Measure::Count(_), Said::Number(number)) => number.count().is_some(),
        (Measure::Amount { least, greatest, .. }, Said::Number(number)) => {
            *least <= number && greatest.is_none_or(|greatest| number <= greatest)
        }
        _ => false,
    }
}

fn check(plan: &Plan, register: &Register, ledger: &Ledger, row: Row) -> Result<(), SeriesError> {
    let Some(observation) = ledger.told().get(row.number) else { return Ok(()) };
    observation.check(plan, register).map_err(|error| SeriesError::Report {
        indicator: observation.indicator,
        unit: observation.unit,
        period: observation.period,
        error: Box::new(error),
    })
}
