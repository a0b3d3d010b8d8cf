//! The evaluation: plan + register + ledger + a day -> verdicts.
//!
//! [`evaluate`] says everything at once. An [`Evaluator`] is the same, kept for further questions: one target, any subject of
//! the register, or the units behind a shortfall.

mod column;
mod completions;
mod counting;
mod decide;
mod error;
mod evidence;
mod figures;
mod ground;
mod outcome;
mod possible;
mod prepared;
mod reach;
mod running;
mod standing;
mod standpoint;
mod strands;
mod sums;

mod tally;
mod view;
mod work;
mod woven;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use chrono::NaiveDate;

pub use column::{Bounds, Column};
pub(crate) use completions::Completions;
pub use completions::Range;
pub use error::EvaluateError;
pub use outcome::{Evaluation, Held, LedgerNote, Outcome, PlanLine, Shortfall, Sources, Stage, Verdict};
pub use prepared::Prepared;
pub(crate) use running::{NotObserved, Running};
pub use tally::{MergeError, PooledTally, SumTally, Tally, TallyBytesError, UnitTally, UnitTallyError};
pub(crate) use work::{Traced, TracedCell, TracedFigures, TracedPart};

use decide::{Reading, Values};
use ground::Ground;
use view::View;
use work::{Found, Subjects, Work};

use crate::{
    id::{TargetId, TaskId, UnitId},
    ledger::{Completion, Judged, Judgement, Ledger, Observation},
    plan::{Aggregate, Asked, Baseline, JudgedAt, Measure, Plan, Target, Unknowns},
    quantity::{Fraction, Overflow},
    roster::Roster,
    threshold::Interval,
    time::{Period, workdays::WorkingCalendar},
    unit::Register,
};

/// Evaluates a whole plan as of a day: every target, in every judging period, at every subject.
///
/// # Errors
/// [`EvaluateError`] if the plan and the ledger do not fit the register, or if a sum can no longer be held exactly.
pub fn evaluate(
    plan: &Plan,
    register: &Register,
    ledger: &Ledger,
    as_of: NaiveDate,
) -> Result<Evaluation, EvaluateError> {
    Evaluator::new(plan, register, ledger, as_of)?.evaluate()
}

/// A plan, a register and a ledger as of a day, checked against one another and ready to be asked.
#[derive(Debug, Clone)]
pub struct Evaluator<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) register: &'a Register,
    pub(crate) ledger: &'a Ledger,
    pub(crate) as_of: NaiveDate,
    ground: Arc<Ground>,
    /// What counts as of the day.
    view: View,
    judgements: BTreeMap<(&'a TargetId, &'a UnitId, Period), &'a Judgement>,
    /// What was recorded of each occurrence on or before the day.
    pub(crate) completions: BTreeMap<(&'a TaskId, &'a UnitId, &'a str), Vec<&'a Completion>>,
    pub(crate) roster: Arc<Roster>,
    pub(crate) working_days: Option<&'a WorkingCalendar>,
}

impl<'a> Evaluator<'a> {
    /// Checks that the three fit one another and takes the ledger's view as of the day.
    ///
    /// # Errors
    /// [`EvaluateError`] for the first thing that does not fit: scopes first, then the ledger in the order it was entered.
    pub fn new(
        plan: &'a Plan,
        register: &'a Register,
        ledger: &'a Ledger,
        as_of: NaiveDate,
    ) -> Result<Self, EvaluateError> {
        Self::of(&Prepared::new(plan, register)?, ledger, as_of)
    }

    fn of(prepared: &Prepared<'a>, ledger: &'a Ledger, as_of: NaiveDate) -> Result<Self, EvaluateError> {
        let Prepared { plan, register, .. } = *prepared;
        let mut evaluator = Self {
            plan,
            register,
            ledger,
            as_of,
            ground: Arc::clone(&prepared.ground),
            view: View::new(plan, register, ledger.told(), as_of)?,
            judgements: BTreeMap::new(),
            completions: BTreeMap::new(),
            roster: Arc::clone(&prepared.roster),
            working_days: None,
        };
        let indicators: BTreeMap<_, _> =
            plan.indicators().iter().enumerate().map(|(k, i)| (&i.id, k)).collect();
        let key = |indicator, unit| indicators.get(indicator).copied().zip(register.place(unit));
        for whole in ledger.wholes() {
            whole.check(plan, register).map_err(|error| error::whole(whole, error))?;
        }
        for whole in ledger.wholes_as_of(as_of) {
            if let Some((indicator, unit)) = key(&whole.indicator, &whole.unit) {
                let days = plan.calendar().days(whole.period);
                evaluator.view.declare(indicator, unit, register.len(), days, whole.whole);
            }
        }
        for judgement in ledger.judgements() {
            judgement.check(plan, register).map_err(|error| error::judgement(judgement, error))?;
        }
        evaluator.take_judgements();
        for instruction in ledger.instructions() {
            instruction.check(plan, register).map_err(|error| error::instruction(instruction, error))?;
        }
        for completion in ledger.completions() {
            completion
                .check_among(plan, register, ledger, &evaluator.roster)
                .map_err(|error| error::completion(completion, error))?;
        }
        evaluator.take_completions(ledger.completions());
        Ok(evaluator)
    }

    /// The judgements that count as of the day.
    fn take_judgements(&mut self) {
        for judgement in self.ledger.judgements_as_of(self.as_of) {
            let key = (&judgement.target, &judgement.subject, judgement.period);
            self.judgements.insert(key, judgement);
        }
    }

    /// What was recorded of tasks on or before the day.
    fn take_completions(&mut self, completions: impl Iterator<Item = &'a Completion>) {
        for completion in completions.filter(|completion| completion.recorded_on <= self.as_of) {
            let key = (&completion.task, &completion.unit, completion.occurrence.as_str());
            self.completions.entry(key).or_default().push(completion);
        }
    }

    /// The same with a working calendar: days late are counted in working days too, and due days move off rest days where the
    /// plan says so.
    #[must_use]
    pub const fn with_working_days(mut self, calendar: &'a WorkingCalendar) -> Self {
        self.working_days = Some(calendar);
        self
    }

    /// The whole plan.
    ///
    /// # Errors
    /// [`EvaluateError`] if a sum can no longer be held exactly, or cumulated parts exceed their whole.
    pub fn evaluate(&self) -> Result<Evaluation, EvaluateError> {
        let mut work = Work::new(self);
        let mut evaluation =
            Evaluation { as_of: self.as_of, outcomes: Vec::new(), lines: Vec::new(), notes: Vec::new() };
        for (target, period) in self.judgings() {
            evaluation.take(&work.column(target, period)?)?;
        }
        work.note_what_nobody_measures();
        evaluation.notes = work.notes.into_iter().collect();
        Ok(evaluation)
    }

    /// Every target in every judging period, in plan order.
    fn judgings(&self) -> impl Iterator<Item = (&'a Target, Period)> {
        let plan = self.plan;
        plan.targets()
            .iter()
            .flat_map(|target| plan.judging_periods(target).map(move |period| (target, period)))
    }

    /// The whole plan, a column at a time, in plan order: for plans against which thousands of units report.
    ///
    /// A column holds what its subjects come to in a few words each, and lasts as long as it is kept: what all of them would
    /// fill need never be in memory at once.
    pub fn columns(&self) -> impl Iterator<Item = Result<Column<'_, 'a>, EvaluateError>> {
        self.judgings().map(|(target, period)| Work::new(self).column(target, period))
    }

    /// What `each` makes of every column, in plan order, worked out on all threads of the pool at hand: the same as with
    /// [`Evaluator::columns`], to the byte.
    ///
    /// # Errors
    /// Of several, the first in plan order; as for [`Evaluator::evaluate`].
    #[cfg(feature = "rayon")]
    pub fn par_columns<T: Send>(
        &self,
        each: impl Fn(Column<'_, 'a>) -> T + Sync,
    ) -> Result<Vec<T>, EvaluateError> {
        use rayon::prelude::*;
        let judgings: Vec<(&Target, Period)> = self.judgings().collect();
        let made: Vec<Result<T, EvaluateError>> = judgings
            .into_par_iter()
            .map(|(target, period)| Work::new(self).column(target, period).map(&each))
            .collect();
        made.into_iter().collect()
    }

    /// The whole plan, worked out on all threads of the pool at hand: the same as [`Evaluator::evaluate`], to the byte.
    ///
    /// # Errors
    /// As for [`Evaluator::evaluate`].
    #[cfg(feature = "rayon")]
    pub fn par_evaluate(&self) -> Result<Evaluation, EvaluateError> {
        use rayon::prelude::*;
        let judgings: Vec<(&Target, Period)> = self.judgings().collect();
        let part = |(target, period)| {
            let mut work = Work::new(self);
            let mut part =
                Evaluation { as_of: self.as_of, outcomes: Vec::new(), lines: Vec::new(), notes: Vec::new() };
            part.take(&work.column(target, period)?)?;
            Ok((part, work.notes))
        };
        let parts: Vec<Result<_, EvaluateError>> = judgings.into_par_iter().map(part).collect();
        let mut work = Work::new(self);
        let mut evaluation =
            Evaluation { as_of: self.as_of, outcomes: Vec::new(), lines: Vec::new(), notes: Vec::new() };
        for part in parts {
            let (part, notes) = part?;
            evaluation.outcomes.extend(part.outcomes);
            evaluation.lines.extend(part.lines);
            work.notes.extend(notes);
        }
        work.note_what_nobody_measures();
        evaluation.notes = work.notes.into_iter().collect();
        Ok(evaluation)
    }

    /// One target, in every judging period, at every subject where the plan judges it.
    ///
    /// # Errors
    /// [`EvaluateError::UnknownTarget`], and as for [`Evaluator::evaluate`].
    pub fn target(&self, target: &TargetId) -> Result<Vec<Outcome>, EvaluateError> {
        let target = self.find(target)?;
        let mut work = Work::new(self);
        let mut outcomes = Vec::new();
        for period in self.plan.judging_periods(target) {
            let column = work.column(target, period)?;
            for number in 0..column.len() {
                outcomes.extend(column.outcome(number)?);
            }
        }
        Ok(outcomes)
    }

    /// Every target, in every judging period, at one unit of the register: a commune's own view, or a district's roll-up. At
    /// the plan's issuer it is the whole scope.
    ///
    /// What is measured has a value anywhere. What an assessor judges has one where the plan judges it: anywhere else nobody is
    /// to judge, and it is not applicable there, unless somebody did. Where the plan judges it and nobody did yet, it is open.
    ///
    /// # Errors
    /// [`EvaluateError::UnknownSubject`], and as for [`Evaluator::evaluate`].
    pub fn at(&self, subject: &UnitId) -> Result<Vec<Outcome>, EvaluateError> {
        let mut work = Work::new(self);
        let mut outcomes = Vec::new();
        for (target, period) in self.judgings() {
            outcomes.push(self.asked_at(&mut work, target, period, subject)?);
        }
        Ok(outcomes)
    }

    /// One target, in one judging period, at one unit of the register: the same as among all of [`Evaluator::at`].
    ///
    /// # Errors
    /// [`EvaluateError::UnknownTarget`], [`EvaluateError::UnknownSubject`], [`EvaluateError::NotJudgedThen`], and as for
    /// [`Evaluator::evaluate`].
    pub fn outcome(
        &self,
        target: &TargetId,
        period: Period,
        subject: &UnitId,
    ) -> Result<Outcome, EvaluateError> {
        let target = self.find(target)?;
        if !self.plan.judging_periods(target).any(|judged| judged == period) {
            let (target, judged) = (target.id.clone(), target.judged);
            return Err(EvaluateError::NotJudgedThen { target, period, judged });
        }
        self.asked_at(&mut Work::new(self), target, period, subject)
    }

    /// A target at whatever subject is asked for.
    fn asked_at(
        &self,
        work: &mut Work<'_, 'a>,
        target: &'a Target,
        period: Period,
        subject: &UnitId,
    ) -> Result<Outcome, EvaluateError> {
        let mut outcome = self.one(work, target, period, subject)?;
        let judged = || self.judgements.contains_key(&(&target.id, subject, period));
        if target.aggregate == Aggregate::Judgement
            && !self.is_judged_at(target, period, subject)
            && !judged()
        {
            (outcome.verdict, outcome.policy) = (Verdict::NotApplicable, None);
        }
        Ok(outcome)
    }

    /// Whether a subject is one of those at which the plan judges a target.
    fn is_judged_at(&self, target: &Target, period: Period, subject: &UnitId) -> bool {
        self.judged_at(target, period).contains(subject)
    }

    /// The subjects at which the plan judges a target.
    pub(crate) fn judged_at(&self, target: &Target, period: Period) -> BTreeSet<UnitId> {
        match &target.judged_at {
            JudgedAt::Issuer => BTreeSet::from([self.plan.issuer().clone()]),
            JudgedAt::Each(scope) => {
                let on = self.plan.judging_days(target, period).last();
                self.plan.scopes().members(scope, self.register, on).into_iter().collect()
            }
        }
    }

    /// What a tally says of a target, in a judging period, at a subject: for tallies that were merged from parts, on several
    /// threads or machines. It says the same as evaluating all of the parts at once.
    ///
    /// `provisional` and `carried_forward` are not known of a tally and stay `false`.
    ///
    /// # Errors
    /// [`EvaluateError::UnknownTarget`], [`EvaluateError::OtherTally`] for a tally of another kind than the target's, and as for
    /// [`Evaluator::at`].
    pub fn judge(
        &self,
        target: &TargetId,
        period: Period,
        subject: &UnitId,
        tally: Tally,
    ) -> Result<Outcome, EvaluateError> {
        let target = self.find(target)?;
        let fits = matches!(
            (&tally, &target.aggregate),
            (Tally::Units(_), Aggregate::ShareOfUnits(_) | Aggregate::NumberOfUnits(_))
                | (Tally::Sum(_), Aggregate::Total | Aggregate::Mean)
                | (Tally::Pooled(_), Aggregate::PooledShare)
        );
        if !fits {
            return Err(EvaluateError::OtherTally {
                target: target.id.clone(),
                aggregate: target.aggregate.name(),
            });
        }
        let subjects = self.subject(subject)?.map_or(Subjects::Whole, |place| Subjects::Units(vec![place]));
        let baseline = self.baselines(&mut Work::new(self), target, &subjects)?.pop().unwrap_or_default();
        self.conclude(
            target,
            period,
            subject.clone(),
            Found { tally: Some(tally), ..Found::default() },
            baseline,
        )
    }

    /// The units behind an outcome's missing figures.
    ///
    /// # Errors
    /// As for [`Evaluator::at`].
    pub fn sources(&self, outcome: &Outcome) -> Result<Sources, EvaluateError> {
        let target = self.find(&outcome.target)?;
        let subject = self.subject(&outcome.subject)?;
        let mut sources = Sources::default();
        let Some(question) = self.question(target) else { return Ok(sources) };
        let running = outcome.stage == Stage::Running && self.reading(target).stock;
        let closed = outcome.stage == Stage::Closed;
        for (unit, tally) in Work::new(self).parts(&question, outcome.period, closed, subject)? {
            let Some(id) = self.register.id(unit) else { continue };
            let (unknown, missed) = match tally {
                Tally::Units(units) => {
                    let decided = units.met.saturating_add(units.missed).saturating_add(units.not_applicable);
                    (decided.saturating_add(units.outside) == 0, units.missed > 0)
                }
                Tally::Sum(sum) => (sum.unknown_figures > 0, false),
                Tally::Pooled(pooled) => (pooled.unknown_figures > 0, false),
            };
            if unknown {
                sources.unknown.push(id.clone());
            } else if missed && running {
                sources.missed.push(id.clone());
            }
        }
        Ok(sources)
    }

    /// What counts of a cell, with its day and its source.
    fn observation(&self, indicator: usize, unit: usize, label: Period) -> Option<Observation> {
        let indicator = &self.plan.indicators().get(indicator)?.id;
        let history = self.ledger.history(indicator, self.register.id(unit)?, label);
        history.into_iter().rfind(|report| report.reported_on <= self.as_of)
    }

    fn find(&self, target: &TargetId) -> Result<&'a Target, EvaluateError> {
        self.plan.target(target).ok_or_else(|| error::unknown_target(self.plan, target))
    }

    /// A subject's place in the register; none for the issuer, whose value is the whole scope.
    pub(crate) fn subject(&self, subject: &UnitId) -> Result<Option<usize>, EvaluateError> {
        if subject == self.plan.issuer() {
            return Ok(None);
        }
        let unknown = || EvaluateError::UnknownSubject {
            subject: subject.clone(),
            nearest: self.register.nearest(subject.as_str()).cloned(),
        };
        self.register.place(subject).ok_or_else(unknown).map(Some)
    }

    /// The issuer's place in the register, if it stands there.
    fn issuer_place(&self) -> Option<usize> {
        self.ground.issuer
    }

    /// How unknowns count, where that is not as open.
    fn policy(&self, target: &Target, stage: Stage) -> Option<Unknowns> {
        let policy = Some(target.unknowns.unwrap_or(self.plan.unknowns()));
        policy.filter(|policy| stage == Stage::Closed && *policy != Unknowns::Open)
    }

    fn stage(&self, target: &Target, period: Period) -> Stage {
        Stage::of(self.plan.judging_days(target, period), self.as_of)
    }

    fn reading(&self, target: &'a Target) -> Reading<'a> {
        let indicator = target.indicator.as_ref().and_then(|id| self.plan.indicator(id));
        Reading {
            aggregate: &target.aggregate,
            counts: indicator.is_some_and(|i| matches!(i.measure, Measure::Count(_))),
            nested: target.within.is_some(),
            stock: indicator.is_some_and(|i| i.measure.takes_latest()),
        }
    }

    fn one(
        &self,
        work: &mut Work<'_, 'a>,
        target: &'a Target,
        period: Period,
        subject: &UnitId,
    ) -> Result<Outcome, EvaluateError> {
        let subjects = self.subject(subject)?.map_or(Subjects::Whole, |place| Subjects::Units(vec![place]));
        let found = self.found(work, target, period, &subjects)?.pop().unwrap_or_default();
        let baseline = self.baselines(work, target, &subjects)?.pop().unwrap_or_default();
        self.conclude(target, period, subject.clone(), found, baseline)
    }

    fn found(
        &self,
        work: &mut Work<'_, 'a>,
        target: &'a Target,
        period: Period,
        subjects: &Subjects,
    ) -> Result<Vec<Found>, EvaluateError> {
        let count = if let Subjects::Units(units) = subjects { units.len() } else { 1 };
        match self.question(target) {
            Some(question) => {
                work.tallies(&question, period, self.stage(target, period) == Stage::Closed, subjects)
            }
            None => Ok(vec![Found::default(); count]),
        }
    }

    /// The baseline's tally at each subject, where a target has one that is measured.
    fn baselines(
        &self,
        work: &mut Work<'_, 'a>,
        target: &'a Target,
        subjects: &Subjects,
    ) -> Result<Vec<Found>, EvaluateError> {
        match &target.asked {
            Asked::Baseline(_, Baseline::Period(period)) => self.found(work, target, *period, subjects),
            _ => Ok(vec![
                Found::default();
                if let Subjects::Units(units) = subjects { units.len() } else { 1 }
            ]),
        }
    }

    fn conclude(
        &self,
        target: &'a Target,
        period: Period,
        subject: UnitId,
        found: Found,
        baseline: Found,
    ) -> Result<Outcome, EvaluateError> {
        let stage = self.stage(target, period);
        let policy = self.policy(target, stage);
        let mut outcome = Outcome {
            target: target.id.clone(),
            period,
            subject,
            verdict: Verdict::NotApplicable,
            stage,
            // A later figure can change what is asked as well as what is found.
            provisional: found.provisional || baseline.provisional,
            carried_forward: found.carried_forward,
            range: None,
            reported: None,
            tally: found.tally,
            shortfall: None,
            policy,
            baseline: None,
        };
        if target.aggregate == Aggregate::Judgement {
            outcome.verdict = self.judged(target, period, &outcome.subject, policy);
            return Ok(outcome);
        }
        let decided = self.decide(target, baseline, &mut outcome);
        decided.map_err(|Overflow| error::overflow(target, period, &outcome.subject))?;
        Ok(outcome)
    }

    fn judged(&self, target: &Target, period: Period, subject: &UnitId, policy: Option<Unknowns>) -> Verdict {
        match self.judgements.get(&(&target.id, subject, period)).map(|judgement| judgement.judged) {
            Some(Judged::Met) => Verdict::Met,
            Some(Judged::Missed) => Verdict::Missed,
            Some(Judged::NotApplicable) => Verdict::NotApplicable,
            None if policy == Some(Unknowns::Missed) => Verdict::Missed,
            None => Verdict::Open,
        }
    }

    /// Verdict, range, reported figure and shortfall, from the tally.
    fn decide(&self, target: &'a Target, baseline: Found, outcome: &mut Outcome) -> Result<(), Overflow> {
        let reading = self.reading(target);
        let full = outcome.tally.get_or_insert_with(|| Tally::nothing(&target.aggregate));
        let excluded = outcome.policy == Some(Unknowns::Excluded);
        let counted = if excluded { decide::without_unknown(full, &target.aggregate) } else { full.clone() };
        outcome.reported = decide::reported(full, &target.aggregate);
        let values = decide::values(&counted, reading)?;
        outcome.range = values.values.map(|values| values.range()).transpose()?;
        let asked = match self.asked(target, reading, baseline)? {
            Demand::Known(asked, baseline) => {
                outcome.baseline = baseline;
                asked
            }
            // What is asked is unknown: open, whatever the closing policy.
            Demand::Unknown => {
                outcome.verdict =
                    if values.values.is_some() { Verdict::Open } else { Verdict::NotApplicable };
                return Ok(());
            }
            Demand::Nothing => return Ok(()),
        };
        outcome.verdict = decide::verdict(&values, &asked)?;
        if outcome.verdict == Verdict::NotApplicable {
            return Ok(());
        }
        if outcome.verdict == Verdict::Open && outcome.policy == Some(Unknowns::Missed) {
            outcome.verdict = Verdict::Missed;
        }
        outcome.shortfall = decide::shortfall(&counted, reading, &asked)?;
        Ok(())
    }

    fn asked(&self, target: &Target, reading: Reading<'_>, baseline: Found) -> Result<Demand, Overflow> {
        let (bound, value) = match &target.asked {
            Asked::Threshold(threshold) => {
                return Ok(threshold.values().map_or(Demand::Nothing, |asked| Demand::Known(asked, None)));
            }
            Asked::Qualitative => return Ok(Demand::Nothing),
            Asked::Baseline(bound, Baseline::Value(value)) => (bound, Some(*value)),
            Asked::Baseline(bound, Baseline::Period(_)) => {
                let Some(tally) = baseline.tally else { return Ok(Demand::Nothing) };
                let Values { values, may_be_nobody } = decide::values(&tally, reading)?;
                let Some(values) = values else { return Ok(Demand::Nothing) };
                (bound, if may_be_nobody { None } else { values.single()? })
            }
        };
        Ok(match value {
            Some(value) => Demand::Known(bound.values(value)?, Some(value)),
            None => Demand::Unknown,
        })
    }
}

/// The share of its subjects that met a target, those where it is not applicable left out.
fn line(plan: &Plan, target: &Target, period: Period, tally: UnitTally) -> Result<PlanLine, EvaluateError> {
    let overflow = |Overflow| error::overflow(target, period, plan.issuer());
    let asked = target.line_asked();
    let values = Values { values: tally.share().map_err(overflow)?, may_be_nobody: false };
    Ok(PlanLine {
        target: target.id.clone(),
        period,
        verdict: decide::verdict(&values, &asked).map_err(overflow)?,
        met: tally.met,
        missed: tally.missed,
        open: tally.unknown,
        not_applicable: tally.not_applicable,
    })
}

/// What is asked once baselines are known.
enum Demand {
    Known(Interval<Fraction>, Option<Fraction>),
    /// The baseline is unknown.
    Unknown,
    /// The baseline is not applicable, or an assessor judges.
    Nothing,
}
