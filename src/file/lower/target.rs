//! A target of a plan file: what is asked of which figures, and when it is judged.

use super::{At, Entry, Lowering, Measured};
use crate::{
    file::{
        figures::figure,
        kinds::{Beside, Unheld},
        plan::TargetRow,
        problem::ProblemKind,
        words::{AGGREGATES, AggregateWord, JUDGED, UNKNOWNS, choose, find, near_or},
    },
    id::{IndicatorId, ScopeId, TargetId},
    phrases::{self, Note, Wrong},
    plan::{
        Aggregate, Asked, Baseline, Criterion, JudgedAt, Judging, JudgingError, Measure, PlanError, Target,
    },
    quantity::{Fraction, Number, Scale},
    spelling::{nearest, tidy},
    threshold::Threshold,
    time::{Rhythm, Schedule, Timing},
};

impl Lowering {
    pub(super) fn target(
        &mut self,
        index: usize,
        row: &TargetRow,
        measured_by: &Measured<'_>,
    ) -> Option<Target> {
        let entry = Entry { entry: Some(("targets", index)) };
        let id = self.id(entry.key("id"), &row.id, TargetId::new);
        let citations = self.citations(entry, &row.based_on, &row.implements, &row.reviews);
        let indicator =
            row.indicator.as_deref().and_then(|text| self.id(entry.key("indicator"), text, IndicatorId::new));
        let measured =
            row.measured.as_deref().and_then(|text| self.id(entry.key("measured"), text, ScopeId::new));
        let within = row.within.as_deref().and_then(|text| self.id(entry.key("within"), text, TargetId::new));
        let judged_at =
            row.judged_at.as_deref().and_then(|text| self.id(entry.key("judged_at"), text, ScopeId::new));
        let judged = match row.judged.as_deref() {
            Some(text) => self.judging(entry.key("judged"), text),
            None => Some(Judging::WholePlan),
        };
        let (measure, scale) = match indicator.as_ref().and_then(|id| measured_by.0.get(id)) {
            Some((measure, scale)) => (Some(*measure), *scale),
            None => (None, None),
        };
        let word = self.take(entry.key("aggregate"), choose(AGGREGATES, &row.aggregate, "aggregate"));
        let aggregate = word.and_then(|word| self.aggregate(entry, row, word, measure, scale));
        let asked = self.asked(entry, row, word);
        let line = row.line.as_deref().and_then(|text| self.threshold(entry.key("line"), text, None));
        let policy = row.unknowns.as_deref().map(|text| choose(UNKNOWNS, text, "policy for unknowns"));
        let unknowns = policy.and_then(|result| self.take(entry.key("unknowns"), result));
        let (asked, aspired) = asked?;
        let mut target = Target::new(id?, &tidy(&row.title), aggregate?, asked);
        target.clause = row.clause.as_deref().map(tidy);
        target.citations = citations;
        target.judged_at = judged_at.map_or(JudgedAt::Issuer, JudgedAt::Each);
        target.judged = judged?;
        target.aspired = row.aspired || aspired;
        (target.indicator, target.measured, target.within) = (indicator, measured, within);
        (target.line, target.unknowns) = (line, unknowns);
        Some(target)
    }

    fn aggregate(
        &mut self,
        entry: Entry,
        row: &TargetRow,
        word: AggregateWord,
        measure: Option<&Measure>,
        scale: Option<&Scale>,
    ) -> Option<Aggregate> {
        let counts_units = word.counts_units();
        let criterion = match row.criterion.as_deref() {
            Some(text) if counts_units => {
                self.threshold(entry.key("criterion"), text, scale).map(Criterion::Meets)
            }
            Some(_) => {
                let with = Beside::Aggregate(row.aggregate.clone());
                self.fail(entry.key("criterion"), ProblemKind::OutOfPlace { key: "criterion", with });
                None
            }
            None => Some(Criterion::Done),
        };
        if counts_units && row.criterion.is_none() && measure.is_some_and(|m| m.measured().is_some()) {
            // Said here, where the key can be named, rather than by the check of the finished plan.
            self.fail(entry.key("criterion"), PlanError::CriterionKind { figure: true });
            return None;
        }
        match word {
            AggregateWord::ShareOfUnits => criterion.map(Aggregate::ShareOfUnits),
            AggregateWord::NumberOfUnits => criterion.map(Aggregate::NumberOfUnits),
            AggregateWord::PooledShare => Some(Aggregate::PooledShare),
            AggregateWord::Total => Some(Aggregate::Total),
            AggregateWord::Mean => Some(Aggregate::Mean),
            AggregateWord::Judgement => Some(Aggregate::Judgement),
        }
    }

    /// A threshold as such, not moving with a baseline.
    pub(in crate::file) fn threshold(
        &mut self,
        at: At,
        text: &str,
        scale: Option<&Scale>,
    ) -> Option<Threshold> {
        let reading = match scale {
            Some(scale) => phrases::threshold_with_grades(text, scale),
            None => phrases::threshold(text),
        };
        if let (Err(refusal), Some(scale)) = (&reading, scale)
            && *refusal.wrong() == Wrong::NoSuchGrade
        {
            let grade = refusal.found().trim_start_matches(['<', '>', '=', ' ']).to_owned();
            let names = scale.grades().iter().flat_map(|g| [g.id.as_str(), g.name.as_str()]);
            let nearest = nearest(&grade, names).map(str::to_owned);
            let within = Some(refusal.span());
            self.fail(
                At { within, ..at },
                PlanError::UnknownGrade { scale: scale.id().clone(), grade, nearest },
            );
            return None;
        }
        let why = match self.phrase(at.clone(), reading)?.value {
            phrases::Asked::Threshold(threshold) => return Some(threshold),
            phrases::Asked::Baseline { .. } => Unheld::Baseline,
            phrases::Asked::Fraction(_) => Unheld::Fraction,
            _ => Unheld::NoNumber,
        };
        self.fail(at, ProblemKind::NoThreshold { found: text.to_owned(), why });
        None
    }

    fn asked(&mut self, entry: Entry, row: &TargetRow, word: Option<AggregateWord>) -> Option<(Asked, bool)> {
        let at = entry.key("threshold");
        let Some(text) = row.threshold.as_deref() else {
            for (key, there) in
                [("baseline", row.baseline.is_some()), ("baseline_value", row.baseline_value.is_some())]
            {
                if there {
                    self.fail(entry.key(key), ProblemKind::OutOfPlace { key, with: Beside::NoThreshold });
                }
            }
            if word == Some(AggregateWord::Judgement) {
                return Some((Asked::Qualitative, false));
            }
            self.fail(at, ProblemKind::MissingKey { key: "threshold".to_owned() });
            return None;
        };
        if tidy(text) == "qualitative" {
            return Some((Asked::Qualitative, false));
        }
        let mut reading = phrases::threshold(text);
        if let (
            Ok(reading),
            Some(AggregateWord::Total | AggregateWord::Mean | AggregateWord::NumberOfUnits),
        ) = (&mut reading, word)
        {
            // What is changed is no share.
            reading.notes.retain(|note| *note != Note::PercentOrPoints);
        }
        let reading = self.phrase(at.clone(), reading)?;
        let aspired = reading.aspired;
        let (bound, since) = match reading.value {
            phrases::Asked::Baseline { bound, since } => (bound, since),
            other => {
                for (key, there) in
                    [("baseline", row.baseline.is_some()), ("baseline_value", row.baseline_value.is_some())]
                {
                    if there {
                        let with = Beside::Threshold(other.to_string());
                        self.fail(entry.key(key), ProblemKind::OutOfPlace { key, with });
                    }
                }
                return match other {
                    phrases::Asked::Threshold(threshold) => Some((Asked::Threshold(threshold), aspired)),
                    phrases::Asked::Fraction(_) => {
                        self.fail(
                            at,
                            ProblemKind::NoThreshold { found: text.to_owned(), why: Unheld::Fraction },
                        );
                        None
                    }
                    _ => Some((Asked::Qualitative, aspired)),
                };
            }
        };
        let baseline = match (&row.baseline, &row.baseline_value, since) {
            (Some(_), Some(_), _) => {
                let with = Beside::Baseline;
                self.fail(
                    entry.key("baseline_value"),
                    ProblemKind::OutOfPlace { key: "baseline_value", with },
                );
                return None;
            }
            (Some(text), None, _) => Baseline::Period(self.period(entry.key("baseline"), text)?),
            (None, Some(text), _) => Baseline::Value(self.baseline_value(entry.key("baseline_value"), text)?),
            (None, None, Some(period)) => Baseline::Period(period),
            (None, None, None) => {
                self.fail(entry.key("baseline"), ProblemKind::MissingKey { key: "baseline".to_owned() });
                return None;
            }
        };
        Some((Asked::Baseline(bound, baseline), aspired))
    }

    /// `120`, `45,5%` or `9/20`.
    fn baseline_value(&mut self, at: At, text: &str) -> Option<Fraction> {
        let text = tidy(text);
        if let Some(percent) = text.strip_suffix('%') {
            return self.take(at, figure(percent, false)).map(crate::threshold::percent);
        }
        match text.parse::<Fraction>() {
            Ok(value) => Some(value),
            Err(_) => self.take(at, figure(&text, false)).map(Number::fraction),
        }
    }

    fn judging(&mut self, at: At, text: &str) -> Option<Judging> {
        if let Some(judging) = find(JUDGED, text) {
            return Some(judging);
        }
        match tidy(text).parse::<Judging>() {
            Ok(judging) => Some(judging),
            // 'Đến năm 2025', 'trước ngày 01/01/2026', 'trong quý III/2024' are the words of schedules.
            Err(JudgingError::Syntax) => {
                let reading = phrases::schedule(text).ok();
                let Some((judging, reading)) = reading.and_then(|r| Some((judging(&r.value)?, r))) else {
                    let words = JUDGED.iter().flat_map(|(_, words)| words.iter().copied());
                    self.fail(at, near_or(text, "time of judging", TIMES_OF_JUDGING.into_iter(), words));
                    return None;
                };
                self.phrase(at, Ok(reading)).map(|_| judging)
            }
            Err(error) => {
                self.fail(at, error);
                None
            }
        }
    }
}

/// The time of judging that a schedule in words is: one with a last day or a period, or a rhythm with nothing else to it.
fn judging(schedule: &Schedule) -> Option<Judging> {
    let Schedule::Same(timing) = schedule else { return None };
    match timing {
        Timing::During(period) => Some(Judging::During(*period)),
        Timing::Deadline(deadline) => Some(Judging::By(deadline.due())),
        Timing::Recurring(every) if every.due().is_none() => match every.rhythm()? {
            Rhythm::Monthly => Some(Judging::EachMonth),
            Rhythm::Quarterly => Some(Judging::EachQuarter),
            Rhythm::HalfYearly => Some(Judging::EachHalfYear),
            Rhythm::Yearly => Some(Judging::EachYear),
            _ => None,
        },
        _ => None,
    }
}

/// The canonical spellings of all of them.
const TIMES_OF_JUDGING: [&str; 7] = [
    "each month",
    "each quarter",
    "each half-year",
    "each year",
    "by 2025-12-31",
    "during 2022",
    "whole plan",
];
