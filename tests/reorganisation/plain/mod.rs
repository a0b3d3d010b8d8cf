//! A plain evaluator of figures across reorganisations, to hold the engine against: a flat list of cells with their dates, who
//! holds each of them found by walking parents on a day, and nothing shared with the engine but the model's types.
//!
//! Its laws are those of the crate's page on reorganisations, section by section:
//!
//! | page | here |
//! |---|---|
//! | which units are counted | [`Plain::counted`] |
//! | which cells there are | [`flows`] |
//! | where a cell counts | [`holders`] |
//! | latest values | [`stocks`] |
//!
//! **Readings taken** where the page leaves a choice. The heir of the whole that a unit is counted in is the last along its chain that is
//! counted. A unit that was divided is counted by itself, its heirs by themselves. What several heirs of one divided unit hold
//! together is at most what there is to divide. An heir that is not counted has no figure of its own: what it holds of a divided unit
//! is told of that unit. Of an heir that said that there is nothing to measure, for all that it owes since it took over, nothing is
//! inherited. The days of a report by a unit that ended end with the unit.
//!
//! **Left to other tests**: 'trong đó', baselines, closing policies, judgements, shifted calendars, declared wholes and carrying
//! forward.

mod figures;
mod flows;
mod holders;
mod stocks;
mod values;

#[path = "../../reference/standing.rs"]
mod standing;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use figures::{Figure, Said};
use kehoach::{
    Aggregate, Asked, Criterion, DoneBy, Fraction, Indicator, Ledger, Measure, Observation, Period, Plan,
    Range, Register, Report, ShareBy, Stage, Succession, Target, Threshold, UnitId, Value, Verdict,
};
use values::Span;

/// What can be compared of a tally.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Sums {
    Units {
        met: u64,
        missed: u64,
        unknown: u64,
        not_applicable: u64,
    },
    Sum {
        sum: Fraction,
        most: Option<Fraction>,
        units: u64,
        not_applicable: u64,
    },
    Pooled {
        part: Fraction,
        whole: Fraction,
        unknown_whole: bool,
        divided_part: Fraction,
        divided_rest: Fraction,
    },
}

/// What the reference says of one target, judging period and subject.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Answer {
    pub(crate) verdict: Verdict,
    pub(crate) range: Option<Range>,
    pub(crate) provisional: bool,
    pub(crate) sums: Sums,
}

/// Why the reference says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Untold {
    /// A cumulative part above its whole: an error.
    PartAboveWhole,
    /// An heir's part of a divided unit's cumulative share, of which the page says nothing more than that it is a part.
    PartOfCumulative,
    /// Inside one sub-period a part of a divided unit, two days on which one unit takes over, or a cumulative share: the page does
    /// not say enough of them.
    InsideASubPeriod,
}

pub(crate) struct Plain<'a> {
    plan: &'a Plan,
    register: &'a Register,
    /// In the order of the days on which they were made.
    reports: Vec<Observation>,
    as_of: NaiveDate,
    /// The days on which something about some unit changes.
    turns: BTreeSet<NaiveDate>,
}

impl<'a> Plain<'a> {
    pub(crate) fn new(plan: &'a Plan, register: &'a Register, ledger: &Ledger, as_of: NaiveDate) -> Self {
        let mut reports: Vec<Observation> =
            ledger.observations().filter(|o| o.reported_on <= as_of).collect();
        reports.sort_by_key(|o| (o.reported_on, o.corrects));
        let records = register.records();
        let named = records.iter().flat_map(|r| [r.first, r.since, r.last.and_then(|last| last.succ_opt())]);
        Self { plan, register, reports, as_of, turns: named.flatten().collect() }
    }

    fn exists(&self, unit: &UnitId, on: NaiveDate) -> bool {
        self.register.at(on).unit(unit).is_some()
    }

    /// A unit and all above it on a day.
    fn above(&self, unit: &UnitId, on: NaiveDate) -> BTreeSet<UnitId> {
        let at = self.register.at(on);
        at.unit(unit).into_iter().chain(at.ancestors(unit)).map(|unit| unit.id.clone()).collect()
    }

    /// Successions that fall inside a judging period: after its first day, and not after its last.
    fn inside(&self, judging: Period) -> impl Iterator<Item = &'a Succession> {
        let within = move |s: &&Succession| judging.first() < s.on && s.on <= judging.last();
        self.register.successions().iter().filter(within)
    }

    /// What a unit said of an indicator, as of the day: the days it is about, and what.
    fn said(&self, indicator: &Indicator, unit: &UnitId) -> Vec<(Period, Said)> {
        let mut last: Vec<(Period, Option<Said>)> = Vec::new();
        let of = |o: &&Observation| o.indicator == indicator.id && o.unit == *unit;
        for observation in self.reports.iter().filter(of) {
            last.retain(|(days, _)| *days != observation.period);
            let what = match &observation.report {
                Report::Withdrawn => None,
                Report::NotApplicable { .. } => Some(Said::NothingToMeasure),
                Report::Value(Value::Share(share)) if share.whole() == 0 => Some(Said::NothingToMeasure),
                Report::Value(value) => Some(Said::Figure(value.clone())),
            };
            last.push((observation.period, what));
        }
        last.into_iter().filter_map(|(days, said)| Some((days, said?))).collect()
    }

    /// The sub-periods that a unit owes in a judging period, in order [V11].
    fn owed(&self, indicator: &Indicator, unit: &UnitId, judging: Period) -> Vec<Period> {
        let mut owed: Vec<Period> = judging.inside(indicator.reported).collect();
        let none_inside = owed.is_empty();
        owed.retain(|days| self.exists(unit, days.last()));
        if owed.is_empty()
            && (none_inside || indicator.measure.takes_latest())
            && self.exists(unit, judging.last())
        {
            owed.push(judging);
        }
        owed
    }

    fn figure(&self, indicator: &Indicator, said: Option<&Said>) -> Figure {
        match (said, &indicator.measure) {
            (None, _) => Figure::Unknown,
            (Some(Said::NothingToMeasure), _) => Figure::NothingToMeasure,
            (Some(Said::Figure(Value::Done(done))), _) => Figure::Rank((*done).into()),
            (Some(Said::Figure(Value::Number(number))), _) => Figure::Number(number.fraction()),
            (Some(Said::Figure(Value::Share(share))), _) => {
                Figure::Share { part: Fraction::whole(share.part()), whole: Fraction::whole(share.whole()) }
            }
            (Some(Said::Figure(Value::Grade(grade))), Measure::Grade(scale)) => {
                let grades = self.plan.scale(scale).unwrap().grades();
                Figure::Rank(grades.iter().position(|g| g.id == *grade).unwrap() as u64)
            }
            other => panic!("the reference does not know {other:?}"),
        }
    }

    // ---- Which units are counted ----

    /// The units that count in a judging period: those in scope on its last day where the latest counts, else all that are in scope
    /// on some day of it.
    fn counted(&self, indicator: &Indicator, target: &Target, judging: Period) -> BTreeSet<UnitId> {
        let scope = target.measured.as_ref().unwrap();
        let on = |day| self.plan.scopes().members(scope, self.register, day);
        if indicator.measure.takes_latest() {
            return on(judging.last()).into_iter().collect();
        }
        let days = self.turns.iter().copied().filter(|day| judging.contains(*day));
        days.chain([judging.first()]).flat_map(on).collect()
    }

    /// The unit that another is counted in: along its heirs of the whole the last that is counted, or itself.
    fn counted_in(&self, unit: &UnitId, counted: &BTreeSet<UnitId>, judging: Period) -> UnitId {
        let (mut found, mut at) = (unit.clone(), unit.clone());
        while let Some(next) = self.inside(judging).find(|s| s.predecessor == at && is_whole(s)) {
            at = next.heir.clone();
            if counted.contains(&at) {
                found = at.clone();
            }
        }
        found
    }

    // ---- One target, judging period and subject ----

    pub(crate) fn answer(
        &self,
        target: &Target,
        judging: Period,
        subject: &UnitId,
    ) -> Result<Answer, Untold> {
        let indicator = self.plan.indicator(target.indicator.as_ref().unwrap()).unwrap();
        let (units, together, provisional) = if indicator.measure.takes_latest() {
            self.stocks(indicator, target, judging, subject)
        } else {
            let (units, together) = self.flows(indicator, target, judging, subject)?;
            (units, together, false)
        };
        let asked = match &target.asked {
            Asked::Threshold(threshold) => threshold.values().unwrap(),
            other => panic!("the reference does not know {other:?}"),
        };
        let (values, sums) = match &target.aggregate {
            Aggregate::ShareOfUnits(criterion) | Aggregate::NumberOfUnits(criterion) => {
                let share = matches!(target.aggregate, Aggregate::ShareOfUnits(_));
                let states: Vec<Option<Option<bool>>> =
                    units.iter().map(|unit| self.state(indicator, criterion, unit)).collect();
                values::of_units(share, &states)
            }
            Aggregate::PooledShare => values::of_shares(&together),
            Aggregate::Total | Aggregate::Mean => {
                let counts = matches!(indicator.measure, Measure::Count(_));
                let mean = target.aggregate == Aggregate::Mean;
                values::of_numbers(counts, mean, &together, &units)
            }
            other => panic!("the reference does not know {other:?}"),
        };
        Ok(Answer { verdict: values.verdict(&asked), range: values.range(), provisional, sums })
    }

    /// Whether a unit meets the criterion: `None` where it has nothing to measure, and while it is unknown nothing inside.
    fn state(
        &self,
        indicator: &Indicator,
        criterion: &Criterion,
        figures: &[Figure],
    ) -> Option<Option<bool>> {
        let applying: Vec<Figure> =
            figures.iter().filter(|figure| **figure != Figure::NothingToMeasure).cloned().collect();
        if applying.is_empty() {
            return None;
        }
        let asked: Span = match (criterion, &indicator.measure) {
            (Criterion::Done, _) => Span::at_least(Fraction::ONE),
            (Criterion::Meets(grades @ Threshold::Grade(_)), Measure::Grade(scale)) => grades
                .ranks(self.plan.scale(scale).unwrap())
                .unwrap()
                .map(|rank| Fraction::whole(rank as u64)),
            (Criterion::Meets(threshold), _) => threshold.values().unwrap(),
        };
        let values = match &indicator.measure {
            Measure::Done(by) => values::of_done(*by, &applying),
            Measure::Grade(scale) => {
                values::of_grade(self.plan.scale(scale).unwrap().grades().len(), &applying)
            }
            Measure::Share(_) => values::of_shares(&applying).0,
            Measure::Count(_) => values::of_numbers(true, false, &applying, &[]).0,
            _ => values::of_numbers(false, false, &applying, &[]).0,
        };
        match values.verdict(&asked) {
            Verdict::Met => Some(Some(true)),
            Verdict::Missed => Some(Some(false)),
            Verdict::NotApplicable => None,
            Verdict::Open => Some(None),
        }
    }

    /// Whether the judging period is not over.
    fn running(&self, judging: Period) -> bool {
        Stage::of(judging, self.as_of) != Stage::Closed
    }
}

fn is_whole(succession: &Succession) -> bool {
    succession.extent == kehoach::Extent::Whole
}

/// Whether cells have a meaning for a unit alone: done or not is not inherited.
fn is_done(indicator: &Indicator) -> bool {
    matches!(indicator.measure, Measure::Done(DoneBy::Ever | DoneBy::Every))
}

fn is_cumulative(indicator: &Indicator) -> bool {
    indicator.measure == Measure::Share(ShareBy::Cumulative)
}
