//! Sections 2, 7 and 8: what a target's figures can still come to, and what that makes of what is asked.
//!
//! **Completions.** Each unknown cell may still have any figure of its indicator, a share over its declared whole if there is
//! one; each completion gives one value, or nothing to measure. All completions met: met. All missed: missed. None has
//! anything to measure: not applicable. Else open [V9, V17]. The range is the least and the greatest of their values.
//!
//! Completions are listed one by one (units, parts, grades), except where they are endless: counts are listed beyond every
//! end of what is asked and all further ones taken together; amounts, and shares over an unknown whole, are dense intervals.
//!
//! **Once closed**, unknowns count as the plan says: a verdict that is still open is missed, its range unchanged [V4]; or unknown
//! units, of pooled shares and totals unknown cells, are left out [V5].
//!
//! **A baseline** that is unknown leaves the verdict open, whatever the policy; one that is not applicable makes it so [V25, A13].
//!
//! **Readings taken**: a baseline is read without a closing policy; 'excluded' of a cumulative share leaves out the unknown
//! sub-periods, and the latest whole is then that of the last that is known [V5, A8].

use std::collections::BTreeSet;

use chrono::NaiveDate;
use kehoach::{
    Aggregate, Asked, Baseline, Fraction, Interval, Judged, Measure, Period, Range, Share, ShareBy, Stage,
    Target, UnitId, Unknowns, Verdict,
};

use super::{
    Answer, Line, Reference, Result, Span,
    figures::Cell,
    members::Ways,
    number, over, point,
    tally::{Place, place},
    values::{all_parts, applying, ends, shares, sums},
};

/// What is known of the units that count.
pub(super) enum Evidence {
    Units(Vec<Ways>),
    Cells(Vec<Vec<Cell>>),
}

/// What all completions come to: the values that can occur, `None` for those with nothing to measure.
pub(super) type Completions = Vec<Option<Span>>;

/// What a target asks, at a subject: a baseline may be unknown, or have nothing to measure [V25, A13].
pub(super) enum Demand {
    Values(Span),
    Unknown,
    NotApplicable,
}

fn stage(judging: Period, as_of: NaiveDate) -> Stage {
    if as_of < judging.first() {
        Stage::Upcoming
    } else if as_of > judging.last() {
        Stage::Closed
    } else {
        Stage::Running
    }
}

impl<'a> Reference<'a> {
    /// How unknowns count that are still unknown once the period is closed; none as long as they stay unknown.
    fn policy(&self, target: &Target, judging: Period) -> Option<Unknowns> {
        let policy = target.unknowns.unwrap_or(self.plan.unknowns());
        Some(policy).filter(|_| stage(judging, self.as_of) == Stage::Closed).filter(|p| *p != Unknowns::Open)
    }

    /// What the target can still come to, told apart at these ends beside its own; under 'excluded' without what is unknown.
    pub(super) fn possible(
        &self,
        target: &Target,
        period: Period,
        subject: &UnitId,
        more: &[Fraction],
    ) -> Result<Completions> {
        let judging = self.judging_days(target, period);
        let excluded = self.policy(target, judging) == Some(Unknowns::Excluded);
        let evidence = self.evidence(target, judging, subject, excluded)?;
        let own = self.asked(target, subject)?.iter().flat_map(ends).collect::<Vec<_>>();
        self.completions(target, &evidence, &[&own, more].concat())
    }

    /// The values that are asked for, where they are known.
    pub(super) fn asked(&self, target: &Target, subject: &UnitId) -> Result<Option<Span>> {
        Ok(if let Demand::Values(asked) = self.demand(target, subject)?.0 { Some(asked) } else { None })
    }

    /// What is known of the units that count; if `excluded`, without the unknown units (share and number of units, mean) or
    /// cells (pooled, total) [V5].
    pub(super) fn evidence(
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
    pub(super) fn completions(
        &self,
        target: &Target,
        evidence: &Evidence,
        ends: &[Fraction],
    ) -> Result<Completions> {
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
    pub(super) fn demand(&self, target: &Target, subject: &UnitId) -> Result<(Demand, Option<Fraction>)> {
        let (bound, baseline) = match &target.asked {
            Asked::Threshold(threshold) => return Ok((Demand::Values(threshold.values().unwrap()), None)),
            Asked::Baseline(bound, Baseline::Value(value)) => (bound, *value),
            Asked::Baseline(bound, Baseline::Period(period)) => {
                let evidence = self.evidence(target, self.judging_days(target, *period), subject, false)?;
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
        let judging = self.judging_days(target, period);
        let stage = stage(judging, self.as_of);
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
            policy: self.policy(target, judging),
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
            let before = self.judging_days(target, *before);
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
}

// ---- Verdicts ----

pub(super) fn verdict(completions: &Completions, demand: &Demand) -> Verdict {
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
pub(super) fn line(target: &Target, period: Period, subjects: &[Answer]) -> Line {
    let count = |verdict| subjects.iter().filter(|answer| answer.verdict == verdict).count() as u64;
    let counts = [Verdict::Met, Verdict::Missed, Verdict::Open, Verdict::NotApplicable].map(count);
    let asked = target.line.as_ref().map_or(Interval::at_least(Fraction::ONE), |line| line.values().unwrap());
    let [met, missed, open, _] = counts;
    let all = met + missed + open;
    let completions = (met..=met + open).map(|k| (all > 0).then(|| point(over(number(k), all)))).collect();
    Line { target: target.id.clone(), period, verdict: verdict(&completions, &Demand::Values(asked)), counts }
}
