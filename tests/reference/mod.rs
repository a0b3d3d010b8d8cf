//! A plain evaluator, to hold the engine against: slow, without a clever step, and sharing nothing with the engine but the
//! model's types (periods, thresholds, registers, ledgers) and the shape of an answer.
//!
//! Its laws, in the order of the code. A mark such as [V13] is the rule of the crate's semantics.
//!
//! **What was said.** Of one indicator, unit and period, the entry of the latest day up to `as_of` counts, of one day the
//! one that corrects; a withdrawal is as if nothing had been said [U5]. Every period of figures is read by its days on the
//! plan's reporting calendar [A9].
//!
//! **Cells.** In a judging period a unit owes the sub-periods of the rhythm that lie wholly inside it and end while the
//! unit exists; if there are none, the judging period itself, if it ends while the unit exists [V11].
//!
//! - Where the latest counts, the unit has one cell: its figure with the greatest last day, then first day, inside the judging
//!   period [V13]; else, if nothing at all is said inside and the indicator carries forward, the last figure before it
//!   [A15]; else 'nothing to measure' if such reports cover all that is owed; else it is unknown.
//! - Otherwise the unit has a cell for every report that stands, and an unknown one for every owed sub-period without. Reports
//!   that stand never overlap. A report can stand if it is for a union of owed sub-periods, or, together with others that
//!   fill it, inside one. Of two that overlap without one holding the other, the one that ends later can stand [A10]. What
//!   is left gives way to shorter ones that fill it, and otherwise stands for them [V12].
//!
//! **Who counts.** For the latest, units in scope on the judging period's last day, at a subject if they are below it (or
//! it) on that day. Otherwise units in scope at some time in it, at a subject with those cells on whose last day they are below
//! it. The issuer has the whole scope. A unit without a cell does not count [U1, A11, A12, V23].
//!
//! **Completions.** Each unknown cell may still have any figure of its indicator, a share over its declared whole if there is
//! one; each completion gives one value, or nothing to measure. All completions met: met. All missed: missed. None has
//! anything to measure: not applicable. Else open [V9, V17]. The range is the least and the greatest of their values.
//!
//! **Readings taken** where the semantics leaves a choice: a report must stand for owed sub-periods as a whole, so that a
//! year's report stands for no nine months [V12]; a whole declared as 0 leaves nothing to measure; what several reports
//! together cover is covered; further units that are needed are among those that count [V20]; a unit in a target's scope but
//! not in the scope of the one it is within is outside; a figure that decides membership makes the verdict provisional as
//! the unit's own does [V14]; a baseline is read without a closing policy; a judging period by a date lies on the reporting
//! calendar as every period of figures does, its last day only if it ends a month [A9]; 'excluded' of a cumulative share
//! leaves out the unknown sub-periods, and the latest whole is then that of the last that is known [V5, A8].
//!
//! Completions are listed one by one (units, parts, grades), except where they are endless: counts are listed beyond every
//! end of what is asked and all further ones taken together; amounts, and shares over an unknown whole, are dense intervals.

mod standing;
mod tally;
mod values;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use kehoach::{
    Aggregate, Asked, Baseline, Criterion, DoneBy, Fraction, Indicator, IndicatorId, Interval, Judged,
    JudgedAt, Ledger, Measure, Period, Plan, Range, Register, Report, Share, ShareBy, Shortfall, Stage,
    Tally, Target, TargetId, Threshold, UnitId, Unknowns, Value, Verdict,
};
use standing::standing;
use tally::place;
use values::{all_parts, applying, cut, ends, parts, shares, sums};

/// What the reference says of one target, judging period and subject.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Answer {
    pub(crate) target: TargetId,
    pub(crate) period: Period,
    pub(crate) subject: UnitId,
    pub(crate) verdict: Verdict,
    pub(crate) stage: Stage,
    pub(crate) provisional: bool,
    pub(crate) carried_forward: bool,
    pub(crate) range: Option<Range>,
    pub(crate) reported: Option<Fraction>,
    pub(crate) tally: Option<Tally>,
    pub(crate) shortfall: Option<Shortfall>,
    pub(crate) policy: Option<Unknowns>,
    pub(crate) baseline: Option<Fraction>,
}

/// What the reference says of a target judged at many subjects: met, missed, open and not applicable ones.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    pub(crate) target: TargetId,
    pub(crate) period: Period,
    pub(crate) verdict: Verdict,
    pub(crate) counts: [u64; 4],
}

/// A cumulative part above its whole [A8].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PartAboveWhole;

type Result<T> = std::result::Result<T, PartAboveWhole>;

/// Values that can occur: one alone, or all between two ends. Done is 1 and not done 0; a grade is its rank.
type Span = Interval<Fraction>;

#[derive(Debug, Clone, PartialEq)]
enum Said {
    Figure(Value),
    NothingToMeasure,
    Unknown { declared: Option<u64> },
}

/// Something that is owed or was said by a unit.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    pub(crate) days: Period,
    said: Said,
}

impl Cell {
    pub(crate) fn is_unknown(&self) -> bool {
        matches!(self.said, Said::Unknown { .. })
    }

    pub(crate) fn declared(&self) -> Option<u64> {
        if let Said::Unknown { declared } = self.said { declared } else { None }
    }

    fn applies(&self) -> bool {
        self.said != Said::NothingToMeasure
    }

    fn value(&self) -> Option<&Value> {
        if let Said::Figure(value) = &self.said { Some(value) } else { None }
    }

    fn share(&self) -> Option<Share> {
        if let Some(Value::Share(share)) = self.value() { Some(*share) } else { None }
    }
}

/// What a unit has to say of an indicator in a judging period, at a subject.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    pub(crate) cells: Vec<Cell>,
    /// Its figure was taken from before the judging period.
    carried: bool,
    /// It has a latest figure that a later one can still replace.
    replaceable: bool,
}

/// Parts over one whole: the least and the greatest part that can be; of an unknown whole only the least.
struct Parts {
    least: u64,
    most: u64,
    whole: Option<u64>,
}

/// The ways in which one unit can still turn out: whether it is a member, and whether it meets the criterion.
type Ways = BTreeSet<(bool, Option<bool>)>;

/// What is known of the units that count.
enum Evidence {
    Units(Vec<Ways>),
    Cells(Vec<Vec<Cell>>),
}

/// What all completions come to: the values that can occur, `None` for those with nothing to measure.
type Completions = Vec<Option<Span>>;

/// What a target asks, at a subject: a baseline may be unknown, or have nothing to measure [V25, A13].
enum Demand {
    Values(Span),
    Unknown,
    NotApplicable,
}

/// A unit's place in the tally of a target that counts units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Met,
    Missed,
    Unknown,
    NotApplicable,
    MetIfMember,
    MissedIfMember,
    UnknownIfMember,
    Outside,
}

pub(crate) struct Reference<'a> {
    plan: &'a Plan,
    register: &'a Register,
    as_of: NaiveDate,
    /// What counts as of the day, by the days it is about.
    said: HashMap<(IndicatorId, UnitId), Vec<(Period, Said)>>,
    declared: HashMap<(IndicatorId, UnitId, Period), u64>,
    judged: HashMap<(TargetId, UnitId, Period), Judged>,
}

fn number(n: u64) -> Fraction {
    Fraction::whole(n)
}

fn point(at: Fraction) -> Span {
    Interval::exactly(at)
}

fn over(value: Fraction, units: u64) -> Fraction {
    value.over(number(units)).unwrap()
}

/// Of entries of one cell the last one: of the latest day, and of one day the one that corrects.
fn last_entries<K: Ord, E>(
    entries: impl Iterator<Item = (K, NaiveDate, bool, E)>,
    as_of: NaiveDate,
) -> BTreeMap<K, E> {
    let mut entries: Vec<_> = entries.filter(|(_, on, ..)| *on <= as_of).collect();
    entries.sort_by_key(|(_, on, corrects, _)| (*on, *corrects));
    entries.into_iter().map(|(cell, _, _, entry)| (cell, entry)).collect()
}

impl<'a> Reference<'a> {
    pub(crate) fn new(plan: &'a Plan, register: &'a Register, ledger: &'a Ledger, as_of: NaiveDate) -> Self {
        let days = |period| plan.calendar().days(period);
        let reports = ledger.observations().map(|o| {
            ((o.indicator.clone(), o.unit.clone(), o.period), o.reported_on, o.corrects, o.report.clone())
        });
        let mut said: HashMap<_, Vec<_>> = HashMap::new();
        for ((indicator, unit, period), report) in last_entries(reports, as_of) {
            let what = match report {
                Report::Withdrawn => continue,
                Report::NotApplicable { .. } => Said::NothingToMeasure,
                Report::Value(Value::Share(share)) if share.whole() == 0 => Said::NothingToMeasure,
                Report::Value(value) => Said::Figure(value),
            };
            said.entry((indicator, unit)).or_default().push((days(period), what));
        }
        let wholes = ledger.wholes().map(|w| {
            ((w.indicator.clone(), w.unit.clone(), days(w.period)), w.declared_on, w.corrects, w.whole)
        });
        let declared = last_entries(wholes, as_of).into_iter().collect();
        let judgements = ledger
            .judgements()
            .map(|j| ((j.target.clone(), j.subject.clone(), j.period), j.judged_on, j.corrects, j.judged));
        let judged = last_entries(judgements, as_of).into_iter().collect();
        Self { plan, register, as_of, said, declared, judged }
    }

    // ---- Cells ----

    fn exists(&self, unit: &UnitId, on: NaiveDate) -> bool {
        self.register.at(on).unit(unit).is_some()
    }

    /// Whether a unit counts at a subject on a day: it is the subject or below it; at the issuer always [V23].
    fn below(&self, unit: &UnitId, subject: &UnitId, on: NaiveDate) -> bool {
        let at = self.register.at(on);
        subject == self.plan.issuer()
            || (self.exists(unit, on) && unit == subject)
            || at.ancestors(unit).any(|above| above.id == subject)
    }

    /// The sub-periods that a unit owes, in order [V11]. Read by their days: those of the rhythm whose days lie inside
    /// the judging period's days [A9].
    pub(crate) fn owed(&self, indicator: &Indicator, unit: &UnitId, judging: Period) -> Vec<Period> {
        let wide = |day: NaiveDate, months: i64| {
            day.checked_add_signed(chrono::TimeDelta::days(months * 31)).unwrap()
        };
        let around = Period::between(wide(judging.first(), -2), wide(judging.last(), 2)).unwrap();
        let labels = around.touching(indicator.reported);
        let inside = labels.map(|label| self.plan.calendar().days(label)).filter(|days| judging.holds(*days));
        let mut owed: Vec<Period> = inside.filter(|days| self.exists(unit, days.last())).collect();
        if owed.is_empty() && self.exists(unit, judging.last()) {
            owed.push(judging);
        }
        owed
    }

    /// The reading of a unit at a subject, or none if the unit does not count there.
    pub(crate) fn reading(
        &self,
        indicator: &Indicator,
        unit: &UnitId,
        judging: Period,
        subject: &UnitId,
    ) -> Option<Reading> {
        let key = (indicator.id.clone(), unit.clone());
        let said = self.said.get(&key).cloned().unwrap_or_default();
        let inside: Vec<_> = said.iter().filter(|(days, _)| judging.holds(*days)).cloned().collect();
        let owed = self.owed(indicator, unit, judging);
        let unknown = |days: Period| Said::Unknown {
            declared: self.declared.get(&(key.0.clone(), key.1.clone(), days)).copied(),
        };
        if indicator.measure.takes_latest() {
            let latest = |said: &[(Period, Said)]| {
                let figures = said.iter().filter(|(_, said)| matches!(said, Said::Figure(_)));
                figures.max_by_key(|(days, _)| (days.last(), days.first())).map(|(_, said)| said.clone())
            };
            let before: Vec<_> =
                said.iter().filter(|(days, _)| days.last() < judging.first()).cloned().collect();
            let not_applicable =
                |day| inside.iter().any(|(days, said)| *said == Said::NothingToMeasure && days.contains(day));
            let here = latest(&inside);
            let carried = if indicator.carry_forward && inside.is_empty() { latest(&before) } else { None };
            owed.last()?;
            // What was said to be nothing, or declared so.
            let unsaid = |owed: &Period| {
                let covered = owed.first().iter_days().take(owed.days() as usize).all(not_applicable);
                !covered && unknown(*owed) != (Said::Unknown { declared: Some(0) })
            };
            // Nothing is carried into a period in which there is nothing to measure. Whichever open sub-period is reported, its
            // figure would stand: the whole is known if all of them declare the same.
            let nothing_owed = !owed.iter().any(unsaid);
            let carried = carried.filter(|_| !nothing_owed);
            let (has_figure, is_carried) = (here.is_some() || carried.is_some(), carried.is_some());
            let said = here.or(carried).unwrap_or_else(|| {
                let wholes: BTreeSet<_> = owed
                    .iter()
                    .filter(|owed| unsaid(owed))
                    .map(|owed| self.declared(indicator, unit, *owed))
                    .collect();
                match (nothing_owed, wholes.len()) {
                    (true, _) => Said::NothingToMeasure,
                    (false, 1) => Said::Unknown { declared: wholes.into_iter().flatten().next() },
                    _ => Said::Unknown { declared: None },
                }
            });
            // Something owed after the figure was never reported on, not even as not applicable: it would replace it.
            let figures = inside.iter().filter(|(_, said)| matches!(said, Said::Figure(_)));
            let figure_ends = figures.map(|(days, _)| days.last()).max();
            let missing = owed.iter().any(|owed| Some(owed.last()) > figure_ends && unsaid(owed));
            let running = self.as_of <= judging.last();
            let replaceable = has_figure && (running || missing || is_carried);
            let cell = Cell { days: judging, said };
            return self.below(unit, subject, judging.last()).then(|| Reading {
                cells: vec![cell],
                carried: is_carried,
                replaceable,
            });
        }
        let stand = standing(&inside, &owed);
        let missing = owed.iter().filter(|owed| !stand.iter().any(|(days, _)| days.and(**owed).is_some()));
        // A whole declared as 0 leaves nothing to measure: the reading taken of section 1, 'whole = 0 is not applicable'.
        let missing = missing.map(|days| match unknown(*days) {
            Said::Unknown { declared: Some(0) } => (*days, Said::NothingToMeasure),
            said => (*days, said),
        });
        let mut cells: Vec<Cell> =
            stand.iter().cloned().chain(missing).map(|(days, said)| Cell { days, said }).collect();
        cells.sort_by_key(|cell| cell.days);
        cells.retain(|cell| self.below(unit, subject, cell.days.last()));
        (!cells.is_empty()).then_some(Reading { cells, carried: false, replaceable: false })
    }

    /// The units in a scope whose figures count, in register order.
    fn in_scope(&self, target: &Target, judging: Period) -> Vec<UnitId> {
        let (indicator, scope) = (self.indicator(target), target.measured.as_ref().unwrap());
        let on = |day| self.plan.scopes().members(scope, self.register, day);
        if indicator.measure.takes_latest() {
            return on(judging.last());
        }
        // Nothing about units changes but on a day that a record names, or on the day after a unit's last.
        let records = self.register.records();
        let named =
            records.iter().flat_map(|r| [r.first, r.since, r.last.and_then(|day| day.succ_opt())]).flatten();
        let days = named.filter(|day| judging.contains(*day)).chain([judging.first()]);
        let ever: BTreeSet<UnitId> = days.flat_map(on).collect();
        self.register.ids().filter(|unit| ever.contains(unit)).cloned().collect()
    }

    fn indicator(&self, target: &Target) -> &'a Indicator {
        self.plan.indicator(target.indicator.as_ref().unwrap()).unwrap()
    }

    // ---- One target, judging period and subject ----

    /// A unit's criterion as the values that meet it.
    fn meets(&self, target: &Target) -> Span {
        match (target.aggregate.criterion().unwrap(), &self.indicator(target).measure) {
            (Criterion::Done, _) => Interval::at_least(Fraction::ONE),
            (Criterion::Meets(grades @ Threshold::Grade(_)), Measure::Grade(scale)) => {
                grades.ranks(self.plan.scale(scale).unwrap()).unwrap().map(|rank| number(rank as u64))
            }
            (Criterion::Meets(figures), _) => figures.values().unwrap(),
        }
    }

    /// The target itself, the one it is measured within, the one that is within, and so on.
    fn chain(&self, target: &'a Target) -> Vec<&'a Target> {
        let outer = |target: &&'a Target| self.plan.target(target.within.as_ref()?);
        std::iter::successors(Some(target), outer).collect()
    }

    /// The units that count, each with its reading for every link of the chain: its own, and, where it is in an outer link's
    /// scope and has a cell there, that link's.
    fn counted(&self, chain: &[&Target], judging: Period, subject: &UnitId) -> Vec<Vec<Option<Reading>>> {
        let scopes: Vec<Vec<UnitId>> = chain.iter().map(|link| self.in_scope(link, judging)).collect();
        let reading = |(link, scope): (&&Target, &Vec<UnitId>), unit: &UnitId| {
            let reading = self.reading(self.indicator(link), unit, judging, subject);
            reading.filter(|_| scope.contains(unit))
        };
        let readings = |unit| chain.iter().zip(&scopes).map(|link| reading(link, unit)).collect::<Vec<_>>();
        scopes[0].iter().map(readings).filter(|readings| readings[0].is_some()).collect()
    }

    /// The ways in which one unit can still turn out: whether it belongs to the outer targets' met units, and whether it
    /// meets the inner criterion, `None` if there is nothing to measure. One figure that two links read has one value in
    /// all of them [V10].
    fn turns_out(&self, chain: &[&Target], readings: &[Option<Reading>]) -> Result<Ways> {
        let mut ways: Vec<HashMap<&IndicatorId, Option<Span>>> = vec![HashMap::new()];
        for (link, reading) in chain.iter().zip(readings) {
            let indicator = self.indicator(link);
            let (Some(reading), false) = (reading, ways[0].contains_key(&indicator.id)) else { continue };
            let readers = chain.iter().filter(|link| self.indicator(link).id == indicator.id);
            let ends: Vec<Fraction> = readers.flat_map(|link| ends(&self.meets(link))).collect();
            let figures = self.figures(indicator, &reading.cells, &ends)?;
            let values =
                if figures.is_empty() { vec![None] } else { figures.into_iter().map(Some).collect() };
            let with = |way: &HashMap<&'a IndicatorId, _>, value: &Option<Span>| {
                way.iter().map(|(id, value)| (*id, *value)).chain([(&indicator.id, *value)]).collect()
            };
            ways = ways.iter().flat_map(|way| values.iter().map(move |value| with(way, value))).collect();
        }
        let met = |k: usize, way: &HashMap<_, Option<Span>>| {
            readings[k]
                .as_ref()
                .and_then(|_| way[&self.indicator(chain[k]).id])
                .map(|v| v.lies_within(&self.meets(chain[k])))
        };
        let outcome = |way| ((1..chain.len()).all(|outer| met(outer, way) == Some(true)), met(0, way));
        Ok(ways.iter().map(outcome).collect())
    }

    /// Whether a later report could make a unit count in another way although nothing of it is unknown: one of its latest
    /// figures, its own or one that makes it a member, can be replaced, and no outer figure that stays keeps it outside.
    fn provisional(&self, chain: &[&Target], readings: &[Option<Reading>]) -> Result<bool> {
        for (outer, reading) in chain.iter().zip(readings).skip(1) {
            let Some(reading) = reading else { return Ok(false) };
            let meets = self.meets(outer);
            let figures = self.figures(self.indicator(outer), &reading.cells, &ends(&meets))?;
            if !reading.replaceable && !figures.iter().any(|figure| figure.lies_within(&meets)) {
                return Ok(false);
            }
        }
        Ok(readings.iter().flatten().any(|reading| reading.replaceable))
    }

    /// The values that one unit can still have; none if there is nothing to measure. Dense ones are cut at `ends`, so that
    /// each piece lies on one side of every end.
    fn figures(&self, indicator: &Indicator, cells: &[Cell], ends: &[Fraction]) -> Result<Vec<Span>> {
        let cells: Vec<&Cell> = cells.iter().filter(|cell| cell.applies()).collect();
        if cells.is_empty() {
            return Ok(Vec::new());
        }
        let whole = |n: usize| point(number(n as u64));
        Ok(match &indicator.measure {
            Measure::Done(by) => {
                // What is unknown is all done or all not: nothing between says more.
                let with = |unknown| {
                    let mut done = cells
                        .iter()
                        .map(|cell| cell.value().map_or(unknown, |value| *value == Value::Done(true)));
                    if *by == DoneBy::Every { done.all(|done| done) } else { done.any(|done| done) }
                };
                [with(false), with(true)].map(|done| whole(done.into())).to_vec()
            }
            Measure::Grade(scale) => {
                let grades = self.plan.scale(scale).unwrap().grades();
                let known = |rank: &usize| {
                    cells[0].value().is_none_or(|value| *value == Value::Grade(grades[*rank].id.clone()))
                };
                (0..grades.len()).filter(known).map(whole).collect()
            }
            measure @ (Measure::Count(_) | Measure::Amount { .. }) => cut(sums(measure, &cells, ends), ends),
            Measure::Share(by) => cut(shares(&parts(*by, &cells)?), ends),
            other => panic!("the reference does not know {other:?}"),
        })
    }

    /// What is known of the units that count; if `excluded`, without the unknown units (share and number of units, mean) or
    /// cells (pooled, total) [V5].
    fn evidence(
        &self,
        target: &Target,
        judging: Period,
        subject: &UnitId,
        excluded: bool,
    ) -> Result<Evidence> {
        let chain = self.chain(target);
        let counted = self.counted(&chain, judging, subject);
        if target.aggregate.criterion().is_some() {
            let units = counted.iter().map(|readings| self.turns_out(&chain, readings));
            let mut units = units.collect::<Result<Vec<Ways>>>()?;
            let known =
                |place| matches!(place, Place::Met | Place::Missed | Place::NotApplicable | Place::Outside);
            units.retain(|ways| !excluded || known(place(ways)));
            return Ok(Evidence::Units(units));
        }
        let mut units: Vec<Vec<Cell>> =
            counted.into_iter().filter_map(|readings| Some(readings[0].clone()?.cells)).collect();
        if excluded && target.aggregate == Aggregate::Mean {
            units.retain(|cells| !cells.iter().any(Cell::is_unknown));
        } else if excluded {
            for cells in &mut units {
                let all_known = !cells.iter().any(Cell::is_unknown);
                cells.retain(|cell| !cell.is_unknown());
                // Parts above the latest whole that was reported say nothing before a later one is [A8].
                if self.indicator(target).measure == Measure::Share(ShareBy::Cumulative) && !all_known {
                    let shares: Vec<Share> = cells.iter().filter_map(Cell::share).collect();
                    let part: u64 = shares.iter().map(|share| share.part()).sum();
                    if shares.last().is_some_and(|last| part > last.whole()) {
                        cells.clear();
                    }
                }
            }
        }
        Ok(Evidence::Cells(units))
    }

    /// Every completion of the evidence. What lies beyond `ends` need not be told apart.
    fn completions(&self, target: &Target, evidence: &Evidence, ends: &[Fraction]) -> Result<Completions> {
        let units = match evidence {
            Evidence::Units(units) => {
                // Every pair of met and missed units that can come about, unit by unit.
                let mut reached: BTreeSet<(u64, u64)> = [(0, 0)].into();
                for ways in units {
                    let step = |(member, met): &(bool, Option<bool>)| match (member, met) {
                        (true, Some(true)) => (1, 0),
                        (true, Some(false)) => (0, 1),
                        _ => (0, 0),
                    };
                    let steps: BTreeSet<(u64, u64)> = ways.iter().map(step).collect();
                    reached = reached
                        .iter()
                        .flat_map(|a| steps.iter().map(move |b| (a.0 + b.0, a.1 + b.1)))
                        .collect();
                }
                let share = matches!(target.aggregate, Aggregate::ShareOfUnits(_));
                let value = |(met, missed): &(u64, u64)| {
                    (met + missed > 0)
                        .then(|| point(over(number(*met), if share { met + missed } else { 1 })))
                };
                return Ok(reached.iter().map(value).collect());
            }
            Evidence::Cells(units) => units,
        };
        let (measure, cells) = (&self.indicator(target).measure, applying(units));
        let counted = units.iter().filter(|cells| cells.iter().any(Cell::applies)).count() as u64;
        let values = match measure {
            Measure::Share(by) => shares(&all_parts(*by, units)?),
            _ if counted == 0 => Vec::new(),
            _ if target.aggregate == Aggregate::Mean => {
                let ends: Vec<Fraction> =
                    ends.iter().map(|end| end.times(number(counted)).unwrap()).collect();
                sums(measure, &cells, &ends).into_iter().map(|sum| sum.map(|at| over(at, counted))).collect()
            }
            _ => sums(measure, &cells, ends),
        };
        Ok(if values.is_empty() { vec![None] } else { values.into_iter().map(Some).collect() })
    }

    /// What is asked, and the baseline's value if it has one [V25, A13]. The baseline is read without a closing policy.
    fn demand(&self, target: &Target, subject: &UnitId) -> Result<(Demand, Option<Fraction>)> {
        let (bound, baseline) = match &target.asked {
            Asked::Threshold(threshold) => return Ok((Demand::Values(threshold.values().unwrap()), None)),
            Asked::Baseline(bound, Baseline::Value(value)) => (bound, *value),
            Asked::Baseline(bound, Baseline::Period(period)) => {
                let evidence = self.evidence(target, self.plan.calendar().days(*period), subject, false)?;
                let completions = self.completions(target, &evidence, &[])?;
                let first = completions[0];
                let alone = completions.iter().all(|completion| *completion == first);
                match first {
                    None if alone => return Ok((Demand::NotApplicable, None)),
                    Some(value) if alone && value == point(value.low().unwrap().at) => {
                        (bound, value.low().unwrap().at)
                    }
                    _ => return Ok((Demand::Unknown, None)),
                }
            }
            other => panic!("the reference does not know {other:?}"),
        };
        Ok((Demand::Values(bound.values(baseline).unwrap()), Some(baseline)))
    }

    pub(crate) fn answer(&self, target: &Target, period: Period, subject: &UnitId) -> Result<Answer> {
        let judging = self.plan.calendar().days(period);
        let stage = Stage::of(judging, self.as_of);
        let unknowns = target.unknowns.unwrap_or(self.plan.unknowns());
        let mut answer = Answer {
            target: target.id.clone(),
            period,
            subject: subject.clone(),
            verdict: Verdict::Open,
            stage,
            provisional: false,
            carried_forward: false,
            range: None,
            reported: None,
            tally: None,
            shortfall: None,
            policy: Some(unknowns)
                .filter(|_| stage == Stage::Closed)
                .filter(|policy| *policy != Unknowns::Open),
            baseline: None,
        };
        let missed_by_policy = answer.policy == Some(Unknowns::Missed);
        if target.aggregate == Aggregate::Judgement {
            answer.verdict = match self.judged.get(&(target.id.clone(), subject.clone(), period)) {
                Some(Judged::Met) => Verdict::Met,
                Some(Judged::Missed) => Verdict::Missed,
                Some(Judged::NotApplicable) => Verdict::NotApplicable,
                None if missed_by_policy => Verdict::Missed,
                None => Verdict::Open,
            };
            return Ok(answer);
        }
        let excluded = answer.policy == Some(Unknowns::Excluded);
        let all = self.evidence(target, judging, subject, false)?;
        let evidence = self.evidence(target, judging, subject, excluded)?;
        let (demand, baseline) = self.demand(target, subject)?;
        let asked = if let Demand::Values(asked) = &demand { Some(*asked) } else { None };
        let completions =
            self.completions(target, &evidence, &asked.iter().flat_map(ends).collect::<Vec<_>>())?;
        answer.verdict = verdict(&completions, &demand);
        if answer.verdict == Verdict::Open && missed_by_policy && asked.is_some() {
            answer.verdict = Verdict::Missed;
        }
        answer.range = range(&completions);
        answer.tally = Some(self.tally(target, &all)?);
        answer.reported = self.reported(target, &all)?;
        if let (Some(asked), Some(range), None) = (asked, answer.range, &target.within) {
            answer.shortfall = self.shortfall(target, &evidence, &asked, range)?;
        }
        answer.baseline = baseline;
        let chain = self.chain(target);
        if let Asked::Baseline(_, Baseline::Period(before)) = &target.asked {
            let before = self.plan.calendar().days(*before);
            for readings in &self.counted(&chain, before, subject) {
                answer.provisional |= self.provisional(&chain, readings)?;
            }
        }
        let counted = self.counted(&chain, judging, subject);
        for readings in &counted {
            let provisional = self.provisional(&chain, readings)?;
            answer.provisional |= provisional;
            answer.carried_forward |= provisional && readings.iter().flatten().any(|reading| reading.carried);
        }
        Ok(answer)
    }

    // ---- The whole plan ----

    fn judged_at(&self, target: &Target, judging: Period) -> Vec<UnitId> {
        match &target.judged_at {
            JudgedAt::Issuer => vec![self.plan.issuer().clone()],
            JudgedAt::Each(scope) => self.plan.scopes().members(scope, self.register, judging.last()),
        }
    }

    /// In plan order, then by judging period, then in register order of the subjects.
    pub(crate) fn evaluate(&self) -> Result<(Vec<Answer>, Vec<Line>)> {
        let (mut answers, mut lines) = (Vec::new(), Vec::new());
        for target in self.plan.targets() {
            for period in self.plan.judging_periods(target) {
                let subjects = self.judged_at(target, self.plan.calendar().days(period));
                let here = subjects.iter().map(|subject| self.answer(target, period, subject));
                let here = here.collect::<Result<Vec<Answer>>>()?;
                if matches!(target.judged_at, JudgedAt::Each(_)) {
                    lines.push(line(target, period, &here));
                }
                answers.extend(here);
            }
        }
        Ok((answers, lines))
    }

    /// Every target and judging period at one subject. A judgement that the plan does not ask for there, and that nobody made, is
    /// not applicable.
    pub(crate) fn at(&self, subject: &UnitId) -> Result<Vec<Answer>> {
        let all = self
            .plan
            .targets()
            .iter()
            .flat_map(|target| self.plan.judging_periods(target).map(move |p| (target, p)));
        let at = |(target, period): (&Target, Period)| {
            let mut answer = self.answer(target, period, subject)?;
            let key = (target.id.clone(), subject.clone(), period);
            let judged = self.judged_at(target, self.plan.calendar().days(period)).contains(subject)
                || self.judged.contains_key(&key);
            if target.aggregate == Aggregate::Judgement && !judged {
                (answer.verdict, answer.policy) = (Verdict::NotApplicable, None);
            }
            Ok(answer)
        };
        all.map(at).collect()
    }

    /// Whether anything was said, as of the day, of some of these days.
    pub(crate) fn says_something(&self, indicator: &Indicator, unit: &UnitId, days: Period) -> bool {
        let said = self.said.get(&(indicator.id.clone(), unit.clone()));
        said.is_some_and(|said| said.iter().any(|(said, _)| said.and(days).is_some()))
    }

    /// The whole declared for a sub-period.
    pub(crate) fn declared(&self, indicator: &Indicator, unit: &UnitId, days: Period) -> Option<u64> {
        self.declared.get(&(indicator.id.clone(), unit.clone(), days)).copied()
    }
}

// ---- Verdicts ----

fn verdict(completions: &Completions, demand: &Demand) -> Verdict {
    let all = |holds: &dyn Fn(&Option<Span>) -> bool| completions.iter().all(holds);
    match demand {
        _ if all(&|value| value.is_none()) => Verdict::NotApplicable,
        Demand::NotApplicable => Verdict::NotApplicable,
        Demand::Unknown => Verdict::Open,
        Demand::Values(asked) if all(&|value| value.is_some_and(|v| v.lies_within(asked))) => Verdict::Met,
        Demand::Values(asked) if all(&|value| value.is_some_and(|v| v.and(asked).is_empty())) => {
            Verdict::Missed
        }
        Demand::Values(_) => Verdict::Open,
    }
}

/// The least and the greatest value that can occur.
fn range(completions: &Completions) -> Option<Range> {
    let values: Vec<Span> = completions.iter().flatten().copied().collect();
    let low = values.iter().filter_map(|value| value.low()).map(|end| end.at).min()?;
    let highs: Option<Vec<Fraction>> = values.iter().map(|value| value.high().map(|end| end.at)).collect();
    let high = highs.and_then(|highs| highs.into_iter().max());
    let attained = |at: Fraction| values.iter().any(|value| value.contains(&at));
    Some(Range { low, low_attained: attained(low), high, high_attained: high.is_some_and(attained) })
}

/// The share of subjects that met it, over those to whom it applies [V26, A14].
fn line(target: &Target, period: Period, subjects: &[Answer]) -> Line {
    let count = |verdict| subjects.iter().filter(|answer| answer.verdict == verdict).count() as u64;
    let counts = [Verdict::Met, Verdict::Missed, Verdict::Open, Verdict::NotApplicable].map(count);
    let asked = target.line.as_ref().map_or(Interval::at_least(Fraction::ONE), |line| line.values().unwrap());
    let [met, missed, open, _] = counts;
    let all = met + missed + open;
    let completions = (met..=met + open).map(|k| (all > 0).then(|| point(over(number(k), all)))).collect();
    Line { target: target.id.clone(), period, verdict: verdict(&completions, &Demand::Values(asked)), counts }
}
