//! Columns that are kept, and brought up to date by one figure.
//!
//! A figure changes what its unit adds, and that changes the heaps from the unit upwards: what the unit added before is taken
//! away, what it adds now is added. Nothing else is looked at.

use std::{collections::BTreeMap, sync::Arc};

use chrono::NaiveDate;

use super::{
    Column, Forest, Misfit, Places, Unit,
    bound::Bound,
    fill::{AnyHeaps, Heaps},
    heap::{Counts, Live, Pooled, Units},
};
use crate::{
    evaluate::{
        Evaluator, Verdict,
        ground::{Listed, Seats},
        view::{Table, View},
    },
    plan::{Plan, Unknowns},
    time::Period,
    unit::Register,
};

/// How many subjects have each verdict: met, missed, open, not applicable.
pub(in crate::evaluate) type Tallied = [u64; 4];

/// A column that outlives the evaluation that it came from.
#[derive(Debug, Clone)]
pub(in crate::evaluate) struct Kept {
    /// The place of the target in the plan.
    pub(in crate::evaluate) target: usize,
    pub(in crate::evaluate) period: Period,
    /// At whom it is judged; at the issuer alone if there is no list.
    listed: Option<Arc<Listed>>,
    issuer: Option<usize>,
    pub(in crate::evaluate) verdicts: Vec<Verdict>,
    tallied: Tallied,
    /// What is asked of the line; none where exact fractions have to say, and without a line.
    line: Option<Bound>,
    /// What it takes to bring it up to date by one figure; none where it has to be worked out anew.
    quick: Option<Quick>,
}

#[derive(Debug, Clone)]
struct Quick {
    indicator: usize,
    /// Decimal places of amounts.
    places: u32,
    expected: Vec<Period>,
    seats: Arc<Seats>,
    forest: Arc<Forest>,
    heaps: AnyHeaps,
    bound: Bound,
    /// Open is missed, as the plan has it once a period is closed.
    missed: bool,
    lives: Option<(NaiveDate, NaiveDate)>,
    settled: Vec<(usize, Arc<Vec<bool>>)>,
    took_over: Option<Arc<Vec<bool>>>,
}

/// What one unit adds to a column.
#[derive(Debug, Clone, Copy)]
pub(in crate::evaluate) enum Share {
    Units(Units),
    Pooled(Pooled),
    Counts(Counts),
}

/// A verdict that changed: the place of the subject in the register, or the issuer; what it was, and what it is.
pub(in crate::evaluate) type Flip = (Option<usize>, Verdict, Verdict);

impl Kept {
    pub(in crate::evaluate) fn of(evaluator: &Evaluator<'_>, column: Column<'_, '_>) -> Self {
        let Column { target, period, stage, places, filled, baselines, verdicts, .. } = column;
        let policy = evaluator.policy(target, stage);
        let bound = match &target.asked {
            crate::plan::Asked::Threshold(threshold) => threshold.values().as_ref().and_then(Bound::of),
            _ => None,
        };
        let indicator = target.indicator.as_ref();
        let indicators = evaluator.plan.indicators();
        let indicator = indicator.and_then(|id| indicators.iter().position(|found| found.id == *id));
        let carries = indicator.and_then(|k| indicators.get(k)).is_some_and(|found| found.carry_forward);
        let listed = match places {
            Places::Issuer => None,
            Places::Each(listed) => Some(listed),
        };
        let days = evaluator.plan.judging_days(target, period);
        let quick = filled.zip(bound).zip(indicator).and_then(|((filled, bound), indicator)| {
            let exact = matches!(filled.heaps, AnyHeaps::Exact(_) | AnyHeaps::Amounts(..));
            let other = exact || carries || baselines.is_some() || policy == Some(Unknowns::Excluded);
            (!other && filled.layout.strange.is_empty()).then(|| Quick {
                indicator,
                places: filled.layout.unit.places,
                expected: filled.layout.expected,
                seats: filled.seats,
                forest: evaluator.ground.forest(evaluator.register, days.last()),
                heaps: filled.heaps,
                bound,
                missed: policy == Some(Unknowns::Missed),
                lives: filled.layout.lives,
                settled: filled.layout.settled,
                took_over: filled.layout.took_over,
            })
        });
        let targets = evaluator.plan.targets();
        let mut kept = Self {
            // OK because a column's target is one of its plan's.
            target: targets.iter().position(|found| found.id == target.id).unwrap_or(targets.len()),
            period,
            listed,
            issuer: evaluator.issuer_place(),
            verdicts,
            tallied: [0; 4],
            line: Bound::of(&target.line_asked()),
            quick,
        };
        for verdict in &kept.verdicts {
            if let Some(count) = kept.tallied.get_mut(numbered(*verdict)) {
                *count = count.saturating_add(1);
            }
        }
        kept
    }

    /// Whether it is read in words and some days are those of a sub-period that it expects.
    pub(in crate::evaluate) fn expects(&self, days: Period) -> bool {
        self.quick.as_ref().is_some_and(|quick| quick.expected.binary_search(&days).is_ok())
    }

    /// The verdicts as they were before some changed.
    pub(in crate::evaluate) fn undo(&mut self, flips: &[Flip]) {
        for (place, was, is) in flips.iter().rev() {
            let number = subject(self.listed.as_deref(), place.or(self.issuer));
            if let Some(slot) = number.and_then(|number| self.verdicts.get_mut(number)) {
                *slot = *was;
            }
            if let Some(count) = self.tallied.get_mut(numbered(*is)) {
                *count = count.saturating_sub(1);
            }
            if let Some(count) = self.tallied.get_mut(numbered(*was)) {
                *count = count.saturating_add(1);
            }
        }
        // Its heaps may be half changed.
        self.quick = None;
    }

    /// What changes from here to there.
    pub(in crate::evaluate) fn flips_to(&self, there: &Self) -> Vec<Flip> {
        let verdicts = self.verdicts.iter().zip(&there.verdicts);
        let all = there.places().zip(verdicts).filter(|(_, (was, is))| was != is);
        all.map(|(place, (was, is))| (place, *was, *is)).collect()
    }

    /// The same between columns of other subjects: where one is not judged, nothing applies.
    pub(in crate::evaluate) fn flips_between(&self, there: &Self) -> Vec<Flip> {
        let mut were: BTreeMap<Option<usize>, Verdict> =
            self.places().zip(self.verdicts.iter().copied()).collect();
        let mut flips = Vec::new();
        for (place, is) in there.places().zip(&there.verdicts) {
            flips.push((place, were.remove(&place).unwrap_or(Verdict::NotApplicable), *is));
        }
        flips.extend(were.into_iter().map(|(place, was)| (place, was, Verdict::NotApplicable)));
        flips.retain(|(_, was, is)| was != is);
        flips
    }

    /// The verdict of its line; none where exact fractions have to say.
    pub(in crate::evaluate) fn line(&self) -> Option<Verdict> {
        let [met, missed, unknown, _] = self.tallied;
        let most = met.checked_add(unknown)?;
        let over = most.checked_add(missed)?;
        let bound = self.line.as_ref()?;
        Some(if over == 0 { Verdict::NotApplicable } else { bound.verdict(met, Some(most), over) })
    }

    /// How many subjects have each verdict.
    pub(in crate::evaluate) const fn tallied(&self) -> Tallied {
        self.tallied
    }

    /// The subjects by place in the register, in their order; the issuer's own place is none.
    pub(in crate::evaluate) fn places(&self) -> impl Iterator<Item = Option<usize>> {
        let issuer = self.issuer;
        let listed = self.listed.as_ref().map_or(&[][..], |listed| listed.units.as_slice());
        let places =
            listed.iter().map(move |unit| usize::try_from(*unit).ok().filter(|p| Some(*p) != issuer));
        places.chain(self.listed.is_none().then_some(None))
    }

    /// What a unit adds as things stand; none where that cannot be told from words.
    #[inline]
    pub(in crate::evaluate) fn share(&self, view: &View, register: &Register, unit: usize) -> Option<Share> {
        let quick = self.quick.as_ref()?;
        let table = view.table(quick.indicator)?;
        quick.share(table, register, unit)
    }

    /// Puts what a unit adds now in the place of what it added before; an error where a heap no longer holds it.
    pub(in crate::evaluate) fn shift(
        &mut self,
        plan: &Plan,
        unit: usize,
        (before, after): (Share, Share),
        flips: &mut Vec<Flip>,
    ) -> Result<(), Misfit> {
        let Some(quick) = &mut self.quick else { return Err(Misfit) };
        let Quick { indicator, places, seats, forest, heaps, bound, missed, .. } = quick;
        let about = Unit {
            aggregate: &plan.targets().get(self.target).ok_or(Misfit)?.aggregate,
            measure: &plan.indicators().get(*indicator).ok_or(Misfit)?.measure,
            places: *places,
        };
        if seats.counts.get(unit) != Some(&true) {
            return Ok(());
        }
        let subjects = Subjects {
            about,
            bound,
            missed: *missed,
            listed: self.listed.as_deref(),
            issuer: self.issuer,
            verdicts: &mut self.verdicts,
            tallied: &mut self.tallied,
            flips,
        };
        match (heaps, before, after) {
            (AnyHeaps::Units(heaps, _), Share::Units(a), Share::Units(b)) => {
                subjects.shift(heaps, forest, unit, &a, &b)
            }
            (AnyHeaps::Pooled(heaps, _), Share::Pooled(a), Share::Pooled(b)) => {
                subjects.shift(heaps, forest, unit, &a, &b)
            }
            (AnyHeaps::Counts(heaps, _), Share::Counts(a), Share::Counts(b)) => {
                subjects.shift(heaps, forest, unit, &a, &b)
            }
            _ => Err(Misfit),
        }
    }
}

impl Quick {
    fn share(&self, table: &Table, register: &Register, unit: usize) -> Option<Share> {
        let in_words = !table.is_odd(unit)
            && self.lives.is_none_or(|(from, to)| register.lives_through(unit, from, to))
            && self.settled.iter().all(|(_, settled)| settled.get(unit) == Some(&true))
            && self.took_over.as_ref().is_none_or(|took_over| took_over.get(unit) != Some(&true));
        if !in_words {
            return None;
        }
        match self.expected.as_slice() {
            [only] => self.read(&[table.column(*only)], unit),
            several => {
                let slots: Vec<_> = several.iter().map(|days| table.column(*days)).collect();
                self.read(&slots, unit)
            }
        }
    }

    fn read(&self, slots: &[Option<&[u64]>], unit: usize) -> Option<Share> {
        match &self.heaps {
            AnyHeaps::Units(heaps, rule) if !heaps.apart.contains_key(&unit) => {
                rule.unit(slots, unit).map(Share::Units)
            }
            AnyHeaps::Pooled(heaps, rule) if !heaps.apart.contains_key(&unit) => {
                rule.unit(slots, unit).map(Share::Pooled)
            }
            AnyHeaps::Counts(heaps, rule) if !heaps.apart.contains_key(&unit) => {
                rule.counts(slots, unit).map(Share::Counts)
            }
            // Read by itself.
            _ => None,
        }
    }
}

/// The subjects of a column, while their verdicts are brought up to date.
struct Subjects<'k, 'a> {
    about: Unit<'a>,
    bound: &'k Bound,
    missed: bool,
    listed: Option<&'k Listed>,
    issuer: Option<usize>,
    verdicts: &'k mut Vec<Verdict>,
    tallied: &'k mut Tallied,
    flips: &'k mut Vec<Flip>,
}

impl Subjects<'_, '_> {
    fn shift<H: Live>(
        mut self,
        heaps: &mut Heaps<H>,
        forest: &Forest,
        unit: usize,
        before: &H,
        after: &H,
    ) -> Result<(), Misfit> {
        if self.listed.is_some() {
            if forest.heap(unit).is_none() {
                self.judge(unit, after)?;
            }
            let mut at = forest.heap(unit).or_else(|| forest.heap_above(unit));
            while let Some(number) = at {
                let heap = heaps.inner.get_mut(number).ok_or(Misfit)?;
                heap.take(before)?;
                heap.add(after)?;
                let holder = forest.holder(number).ok_or(Misfit)?;
                self.judge(holder, heap)?;
                at = forest.heap_above(holder);
            }
        }
        heaps.whole.take(before)?;
        heaps.whole.add(after)?;
        let number = subject(self.listed, self.issuer);
        number.map_or(Ok(()), |number| self.say(number, None, &heaps.whole))
    }

    /// The verdict at a unit, if it is a subject; the issuer's is that of the whole scope.
    fn judge<H: Live>(&mut self, place: usize, heap: &H) -> Result<(), Misfit> {
        let number = self.listed.and_then(|listed| number_of(listed, place));
        let number = number.filter(|_| self.issuer != Some(place));
        number.map_or(Ok(()), |number| self.say(number, Some(place), heap))
    }

    fn say<H: Live>(&mut self, number: usize, place: Option<usize>, heap: &H) -> Result<(), Misfit> {
        let Some(slot) = self.verdicts.get_mut(number) else { return Ok(()) };
        let verdict = match heap.verdict(self.about, self.bound).ok_or(Misfit)? {
            Verdict::Open if self.missed => Verdict::Missed,
            verdict => verdict,
        };
        let was = std::mem::replace(slot, verdict);
        if was != verdict {
            self.flips.push((place, was, verdict));
            if let Some(count) = self.tallied.get_mut(numbered(was)) {
                *count = count.saturating_sub(1);
            }
            if let Some(count) = self.tallied.get_mut(numbered(verdict)) {
                *count = count.saturating_add(1);
            }
        }
        Ok(())
    }
}

/// The number of a subject, by its place in the register; that of the issuer where it alone is one.
fn subject(listed: Option<&Listed>, place: Option<usize>) -> Option<usize> {
    listed.map_or(Some(0), |listed| number_of(listed, place?))
}

fn number_of(listed: &Listed, place: usize) -> Option<usize> {
    listed.numbers.get(place).and_then(|number| usize::try_from(*number).ok())
}

const fn numbered(verdict: Verdict) -> usize {
    match verdict {
        Verdict::Met => 0,
        Verdict::Missed => 1,
        Verdict::Open => 2,
        Verdict::NotApplicable => 3,
    }
}
