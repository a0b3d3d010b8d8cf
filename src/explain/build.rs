//! From an evaluator to the facts behind a verdict or a status.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{
    Builder, Demand, Exception, Explanation, Fact, Figure, Instructed, Named, PassageSaid, PortionSaid,
    Recorded, Standpoint,
};
use crate::{
    duty::OccurrenceStatus,
    evaluate::{
        EvaluateError, Evaluator, Outcome, Shortfall, Tally, Traced, TracedCell, TracedFigures, TracedPart,
        Verdict,
    },
    id::UnitId,
    ledger::{Completed, Observation, Report, Value},
    plan::{Asked, Baseline, Criterion, DoneBy, FigureBy, Measure, ShareBy, Target, Unknowns},
    quantity::Fraction,
    threshold::{Interval, Measured, Shown, show, show_among},
};

/// Digits after the point of a shown figure.
pub(super) const PLACES: u32 = 2;

impl<'a> Evaluator<'a> {
    /// Why an outcome is what it is.
    ///
    /// # Errors
    /// As for [`Evaluator::at`].
    pub fn explain(&self, outcome: &Outcome) -> Result<Explanation, EvaluateError> {
        let mut builder = Builder::default();
        builder.verdict(self, outcome)?;
        Ok(builder.finish())
    }

    /// Why an occurrence of a task stands as it does.
    #[must_use]
    pub fn explain_status(&self, status: &OccurrenceStatus) -> Explanation {
        let mut builder = Builder::default();
        builder.status(self, status);
        builder.finish()
    }

    pub(super) fn named(&self, unit: &UnitId) -> Named {
        let name = self.register.name(unit).unwrap_or(unit.as_str()).to_owned();
        Named { id: unit.clone(), name }
    }
}

pub(super) fn figure(value: Fraction, percent: bool, asked: Option<&Interval<Fraction>>) -> Figure {
    Figure { value, shown: shown(value, percent, asked) }
}

pub(super) fn shown(value: Fraction, percent: bool, asked: Option<&Interval<Fraction>>) -> Shown {
    show(value, percent, PLACES, asked)
}

/// The same of a value that is held against several intervals.
pub(super) fn shown_among(value: Fraction, percent: bool, asked: &[Interval<Fraction>]) -> Shown {
    show_among(value, percent, PLACES, asked)
}

/// How figures came from a unit: whole, or as the part that an heir took on a day.
type Way<'t> = (&'t UnitId, Option<(usize, NaiveDate)>);

/// How a unit's reports combine in a judging period.
const fn combine(measure: &Measure) -> &'static str {
    match measure {
        Measure::Done(DoneBy::Ever) => "ever",
        Measure::Done(DoneBy::Every) => "every",
        Measure::Count(FigureBy::Sum) | Measure::Amount { by: FigureBy::Sum, .. } => "sum",
        Measure::Share(ShareBy::Pooled) => "pooled",
        Measure::Share(ShareBy::Cumulative) => "cumulative",
        _ => "latest",
    }
}

impl Builder {
    /// A verdict, with the units behind it; one node for one target, subject and period.
    pub(super) fn verdict(
        &mut self,
        evaluator: &Evaluator<'_>,
        outcome: &Outcome,
    ) -> Result<usize, EvaluateError> {
        let key = format!("verdict {} {} {}", outcome.target, outcome.subject, outcome.period);
        if let Some(node) = self.known.get(&key) {
            return Ok(*node);
        }
        let Some(target) = evaluator.plan.target(&outcome.target) else {
            return Err(EvaluateError::UnknownTarget { target: outcome.target.clone(), nearest: None });
        };
        let node = self.add(verdict(evaluator, target, outcome));
        self.known.insert(key, node);
        let judged = evaluator.judgement(target, &outcome.subject, outcome.period);
        if target.indicator.is_none() {
            let subject = evaluator.named(&outcome.subject);
            let fact = Fact::Judgement {
                target: target.id.clone(),
                subject,
                period: outcome.period,
                verdict: outcome.verdict,
                judged_on: judged.map(|judgement| judgement.judged_on),
                grounds: judged.and_then(|judgement| judgement.grounds.clone()),
            };
            let judgement = self.add(fact);
            self.rests_on(node, judgement);
        }
        for traced in evaluator.traced(outcome)? {
            let unit = self.unit(evaluator, &traced);
            self.rests_on(node, unit);
        }
        if let Some(nobody) = nobody_left(evaluator, target, outcome) {
            let nobody = self.add(nobody);
            self.rests_on(node, nobody);
        }
        if let Asked::Baseline(_, Baseline::Period(period)) = &target.asked {
            let percent = target.aggregate.measured() == Some(Measured::Share);
            let value = outcome.baseline.map(|value| figure(value, percent, None));
            let baseline = self.add(Fact::Baseline { period: *period, value });
            self.rests_on(node, baseline);
            for traced in evaluator.traced_in(outcome, *period)? {
                let unit = self.unit(evaluator, &traced);
                self.rests_on(baseline, unit);
            }
        }
        Ok(node)
    }

    fn unit(&mut self, evaluator: &Evaluator<'_>, traced: &Traced<'_>) -> usize {
        let standpoint = traced.tally.as_ref().map_or(Standpoint::Elsewhere, |tally| match tally {
            Tally::Units(units) if units.met > 0 => Standpoint::Met,
            Tally::Units(units) if units.missed > 0 => Standpoint::Missed,
            Tally::Units(units) if units.unknown > 0 => Standpoint::Unknown,
            Tally::Units(units) if units.not_applicable > 0 => Standpoint::NotApplicable,
            Tally::Units(units) if units.outside > 0 => Standpoint::Outside,
            Tally::Units(_) => Standpoint::MembershipUnknown,
            Tally::Sum(sum) if sum.figures == 0 && sum.unknown_figures == 0 => Standpoint::NotApplicable,
            Tally::Pooled(pooled) if pooled.figures == 0 && pooled.unknown_figures == 0 => {
                Standpoint::NotApplicable
            }
            Tally::Sum(sum) if sum.unknown_figures > 0 => Standpoint::Unknown,
            Tally::Pooled(pooled) if pooled.unknown_figures > 0 => Standpoint::Unknown,
            _ => Standpoint::Added,
        });
        let node = self.add(Fact::Unit { unit: evaluator.named(&traced.unit), standpoint });
        for figures in &traced.figures {
            // What came from one unit in one way stands together.
            let mut taken_over: BTreeMap<Way<'_>, usize> = BTreeMap::new();
            for cell in &figures.cells {
                let part = cell.part.as_ref();
                let own = cell.by == traced.unit && part.is_none();
                let under = if own {
                    node
                } else {
                    *taken_over.entry((&cell.by, part.map(|part| (part.heir, part.on)))).or_insert_with(
                        || {
                            let taken_over = self.add(taken_over_from(evaluator, &traced.unit, cell));
                            self.rests_on(node, taken_over);
                            taken_over
                        },
                    )
                };
                self.cell(evaluator, under, figures, cell);
            }
            for (report, by) in &figures.aside {
                let set_aside = vec![Exception::SetAside { by: *by }];
                let report = self.report(evaluator, report, set_aside);
                self.rests_on(node, report);
            }
            for (report, on) in &figures.elsewhere {
                let report = self.report(evaluator, report, vec![Exception::CountedElsewhere { on: *on }]);
                self.rests_on(node, report);
            }
        }
        node
    }

    fn cell(
        &mut self,
        evaluator: &Evaluator<'_>,
        node: usize,
        figures: &TracedFigures<'_>,
        cell: &TracedCell,
    ) {
        let indicator = evaluator.plan.indicator(figures.indicator);
        let name = indicator.map_or(String::new(), |indicator| indicator.name.clone());
        if cell.missing {
            let unit = evaluator.named(&cell.by);
            let (indicator, period, declared) = (figures.indicator.clone(), cell.period, cell.declared);
            let missing = self.add(Fact::Missing { indicator, name, unit, period, declared });
            self.rests_on(node, missing);
        }
        for report in &cell.reports {
            let mut exceptions = Vec::new();
            if cell.carried_forward {
                exceptions.push(Exception::CarriedForward);
            }
            if figures.provisional {
                exceptions.push(Exception::Provisional);
            }
            if let Some(indicator) = indicator
                && !indicator.measure.takes_latest()
            {
                let stands_for: Vec<_> = report.period.inside(indicator.reported).collect();
                if stands_for.len() > 1 {
                    exceptions.push(Exception::LongerPeriod { stands_for });
                }
            }
            let report = self.report(evaluator, report, exceptions);
            self.rests_on(node, report);
        }
    }

    /// A report, with what was said of the same cell before it.
    fn report(
        &mut self,
        evaluator: &Evaluator<'_>,
        report: &Observation,
        mut exceptions: Vec<Exception>,
    ) -> usize {
        let key = format!("report {} {} {}", report.indicator, report.unit, report.period);
        let history = evaluator.ledger.history(&report.indicator, &report.unit, report.period);
        let earlier = history.iter().take_while(|other| *other != report).last();
        if let Some(earlier) = earlier {
            let before = match &earlier.report {
                Report::Value(value) => Some(spelt(evaluator, report, value)),
                Report::NotApplicable { .. } => Some("n/a".to_owned()),
                Report::Withdrawn => None,
            };
            exceptions.push(Exception::Corrected { before, reported_on: earlier.reported_on });
        }
        let declared = evaluator.ledger.wholes_as_of(evaluator.as_of).find(|whole| {
            whole.indicator == report.indicator && whole.unit == report.unit && whole.period == report.period
        });
        if let (Report::Value(Value::Share(share)), Some(declared)) = (&report.report, declared)
            && share.whole() != declared.whole
        {
            exceptions.push(Exception::OtherWhole { declared: declared.whole });
        }
        if let Some(node) = self.known.get(&key)
            && let Some(Fact::Report { exceptions: held, .. }) = self.nodes.get(*node).map(|node| &node.fact)
            && *held == exceptions
        {
            return *node;
        }
        let name = evaluator.plan.indicator(&report.indicator).map_or(String::new(), |i| i.name.clone());
        let (value, because) = match &report.report {
            Report::Value(value) => (Some(spelt(evaluator, report, value)), None),
            Report::NotApplicable { because } => (None, Some(because.clone())),
            Report::Withdrawn => (None, None),
        };
        let node = self.add(Fact::Report {
            indicator: report.indicator.clone(),
            name,
            unit: evaluator.named(&report.unit),
            period: report.period,
            value,
            because,
            reported_on: report.reported_on,
            source: report.source.clone(),
            exceptions,
        });
        self.known.insert(key, node);
        node
    }

    pub(super) fn status(&mut self, evaluator: &Evaluator<'_>, status: &OccurrenceStatus) -> usize {
        let key = format!("status {} {} {}", status.task, status.unit, status.occurrence);
        if let Some(node) = self.known.get(&key) {
            return *node;
        }
        let task = evaluator.plan.task(&status.task);
        let all = |units: &[UnitId]| units.iter().map(|unit| evaluator.named(unit)).collect();
        let node = self.add(Fact::Status {
            task: status.task.clone(),
            title: task.map_or(String::new(), |task| task.title.clone()),
            clause: task.and_then(|task| task.clause.clone()),
            occurrence: status.occurrence.clone(),
            unit: evaluator.named(&status.unit),
            taken_over_from: all(&status.taken_over_from),
            first: status.first,
            last: status.last,
            status: status.status,
            done_on: status.done_on,
            done_by: all(&status.done_by),
            days: status.days,
            moved_from: status.moved_from,
            continuous: status.continuous,
            instruction: evaluator.instruction_of(status).map(|given| Instructed {
                issued_on: given.issued_on,
                due: given.due,
                source: given.source.clone(),
            }),
            recorded: evaluator.record_of(status).map(|record| Recorded {
                recorded_on: record.recorded_on,
                source: record.source.clone(),
                because: match &record.completed {
                    Completed::NotApplicable { because } => Some(because.clone()),
                    _ => None,
                },
            }),
        });
        self.known.insert(key, node);
        node
    }
}

/// Along which units a figure came to the one that it counts with, or as which part.
fn taken_over_from(evaluator: &Evaluator<'_>, unit: &UnitId, cell: &TracedCell) -> Fact {
    let register = evaluator.register;
    let mut passages = Vec::new();
    let mut at = register.place(&cell.by);
    while let Some(place) = at.filter(|place| register.id(*place) != Some(unit) || passages.is_empty()) {
        let part = cell.part.as_ref().filter(|part| part.divided == place);
        let is_part = |part: &&TracedPart| {
            register.passing_from(place).iter().position(|p| (p.to, p.on) == (part.heir, part.on))
        };
        let next = part.as_ref().and_then(is_part).and_then(|k| register.passing_from(place).get(k));
        let Some(passage) = next.or_else(|| register.passing_whole(place)) else { break };
        if let Some((said, to)) = register.succession(passage).zip(register.id(passage.to)) {
            let (to, document) = (evaluator.named(to), said.document.clone());
            passages.push(PassageSaid { to, on: passage.on, extent: said.extent, document });
        }
        // A unit that keeps a part of itself: there the way ends.
        at = Some(passage.to).filter(|to| *to != place);
    }
    let part = cell.part.as_ref().map(|part| PortionSaid { low: part.shares.0, high: part.shares.1 });
    Fact::TakenOver { from: evaluator.named(&cell.by), passages, part }
}

/// Why nothing applies where units were measured before: the day from which none is left.
fn nobody_left(evaluator: &Evaluator<'_>, target: &Target, outcome: &Outcome) -> Option<Fact> {
    let (plan, register) = (evaluator.plan, evaluator.register);
    let measured = target.measured.as_ref().filter(|_| outcome.verdict == Verdict::NotApplicable)?;
    let days = plan.judging_days(target, outcome.period);
    let anyone = |on: NaiveDate| !plan.scopes().members(measured, register, on).is_empty();
    if anyone(days.last()) {
        return None;
    }
    // The last day on which the register changed and someone was there the day before.
    let from = plan.calendar().days(plan.period()).first();
    let turns: Vec<NaiveDate> = register.turns_within(from, days.last()).collect();
    let since = turns.into_iter().rev().find(|turn| turn.pred_opt().is_some_and(anyone))?;
    let name = plan.scopes().get(measured).and_then(|scope| scope.name.clone());
    Some(Fact::NobodyLeft { scope: name.unwrap_or_else(|| measured.to_string()), since })
}

/// A reported value; a grade by its name.
fn spelt(evaluator: &Evaluator<'_>, report: &Observation, value: &Value) -> String {
    let indicator = evaluator.plan.indicator(&report.indicator);
    if let (Value::Grade(grade), Some(Measure::Grade(scale))) = (value, indicator.map(|i| &i.measure))
        && let Some(scale) = evaluator.plan.scale(scale)
        && let Some(found) = scale.grades().iter().find(|known| known.id == *grade)
    {
        return found.name.clone();
    }
    value.to_string()
}

fn verdict(evaluator: &Evaluator<'_>, target: &Target, outcome: &Outcome) -> Fact {
    let percent = target.aggregate.measured() == Some(Measured::Share);
    let bound = match &target.asked {
        Asked::Threshold(threshold) => threshold.values(),
        Asked::Baseline(bound, _) => outcome.baseline.and_then(|value| bound.values(value).ok()),
        Asked::Qualitative => None,
    };
    let asked = match &target.asked {
        Asked::Threshold(threshold) => Demand::Threshold(threshold.clone()),
        Asked::Baseline(bound, _) => Demand::Baseline {
            bound: *bound,
            baseline: outcome.baseline.map(|value| figure(value, percent, None)),
        },
        Asked::Qualitative => Demand::Judged,
    };
    let criterion = match target.aggregate.criterion() {
        Some(Criterion::Meets(threshold)) => Some(threshold.clone()),
        _ => None,
    };
    let indicator = target.indicator.as_ref().and_then(|id| evaluator.plan.indicator(id));
    let within = target.within.as_ref().and_then(|id| evaluator.plan.target(id));
    let lacks = |shortfall: &Shortfall| shortfall.strict || shortfall.needed != Some(Fraction::ZERO);
    let lacking = outcome.shortfall.filter(|shortfall| outcome.verdict != Verdict::Met && lacks(shortfall));
    Fact::Verdict {
        target: target.id.clone(),
        title: target.title.clone(),
        clause: target.clause.clone(),
        subject: evaluator.named(&outcome.subject),
        period: outcome.period,
        stage: outcome.stage,
        aggregate: target.aggregate.name().to_owned(),
        criterion,
        within: within.map(|outer| outer.title.clone()),
        combine: indicator.map(|indicator| combine(&indicator.measure).to_owned()),
        asked,
        low: outcome.range.map(|range| figure(range.low, percent, bound.as_ref())),
        high: outcome.range.and_then(|range| range.high).map(|high| figure(high, percent, bound.as_ref())),
        range: outcome.range,
        tally: outcome.tally.clone(),
        // Where what is asked is unknown, no policy decides.
        policy: outcome
            .policy
            .filter(|policy| *policy != Unknowns::Missed || outcome.verdict != Verdict::Open),
        provisional: outcome.provisional,
        needed: lacking.and_then(|shortfall| shortfall.needed),
        strict: lacking.is_some_and(|shortfall| shortfall.strict),
        reachable: outcome.shortfall.is_some_and(|shortfall| shortfall.reachable),
        verdict: outcome.verdict,
    }
}
