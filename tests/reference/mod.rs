//! A plain evaluator, to hold the engine against: slow, without a clever step, and sharing nothing with the engine but the
//! model's types (periods, thresholds, fractions, records of units, ledgers, sheets) and the shape of an answer.
//!
//! Its laws stand above the code of each part, in English; a mark such as [V13] is the rule of the crate's semantics. Where the
//! rules leave a choice, the reading that is taken stands there too.
//!
//! | part | sections of the semantics |
//! |---|---|
//! | `calendar` | 3: reporting calendars, judging periods, occurrences of schedules |
//! | `units` | 4: units as they were on a day, scopes |
//! | `figures`, `standing` | 6: what was said, what is owed, which reports stand |
//! | `members` | 7: who counts, and in which ways each can turn out |
//! | `values`, `tally` | 1, 7 and 8: sums and shares, what they can still come to, what is needed |
//! | `verdicts` | 2, 7 and 8: completions, verdicts, ranges |
//! | `duties` | 9: statuses of occurrences, rates |
//! | `points` | 10: rules, groups, bonuses, totals |
//! | `grades` | 10: cut-offs, gates, conditions |
//! | `places` | 10: quotas, ranks |

pub(crate) mod calendar;
pub(crate) mod duties;
mod figures;
mod grades;
mod members;
pub(crate) mod places;
pub(crate) mod points;
mod standing;
mod tally;
mod units;
mod values;
mod verdicts;

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use figures::Said;
use kehoach::{
    Aggregate, Fraction, IndicatorId, Interval, Judged, JudgedAt, Judging, Ledger, Period, Plan, Range,
    Register, Report, Shortfall, Stage, Tally, Target, TargetId, UnitId, Unknowns, Value, Verdict,
};
use units::Units;
use verdicts::line;

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

pub(crate) struct Reference<'a> {
    plan: &'a Plan,
    ledger: &'a Ledger,
    as_of: NaiveDate,
    units: Units,
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
    pub(crate) fn new(plan: &'a Plan, register: &Register, ledger: &'a Ledger, as_of: NaiveDate) -> Self {
        let days = |period| calendar::days(plan.calendar(), period);
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
        Self { plan, ledger, as_of, units: Units::new(register), said, declared, judged }
    }

    /// The days that the figures of a period are about.
    pub(crate) fn days(&self, period: Period) -> Period {
        calendar::days(self.plan.calendar(), period)
    }

    /// The days in which a target is judged. The date by which something is asked is a date, which no calendar shifts [A9].
    pub(crate) fn judging_days(&self, target: &Target, period: Period) -> Period {
        let days = self.days(period);
        match target.judged {
            Judging::By(date) if self.judging_periods(target) == [period] => {
                Period::between(days.first(), date).unwrap()
            }
            _ => days,
        }
    }

    pub(crate) fn judging_periods(&self, target: &Target) -> Vec<Period> {
        calendar::judging_periods(target.judged, self.plan.period())
    }

    fn judged_at(&self, target: &Target, judging: Period) -> Vec<UnitId> {
        match &target.judged_at {
            JudgedAt::Issuer => vec![self.plan.issuer().clone()],
            JudgedAt::Each(scope) => self.units.members(self.plan.scopes(), scope, judging.last()),
        }
    }

    /// In plan order, then by judging period, then in register order of the subjects.
    pub(crate) fn evaluate(&self) -> Result<(Vec<Answer>, Vec<Line>)> {
        let (mut answers, mut lines) = (Vec::new(), Vec::new());
        for target in self.plan.targets() {
            for period in self.judging_periods(target) {
                let subjects = self.judged_at(target, self.judging_days(target, period));
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

    /// Every target and judging period at one subject.
    pub(crate) fn at(&self, subject: &UnitId) -> Result<Vec<Answer>> {
        let mut all = Vec::new();
        for target in self.plan.targets() {
            for period in self.judging_periods(target) {
                all.push(self.asked_at(target, period, subject)?);
            }
        }
        Ok(all)
    }

    /// One target and period at any subject. A judgement that the plan does not ask for there, and that nobody made, is not
    /// applicable.
    fn asked_at(&self, target: &Target, period: Period, subject: &UnitId) -> Result<Answer> {
        let mut answer = self.answer(target, period, subject)?;
        let made = || self.judged.contains_key(&(target.id.clone(), subject.clone(), period));
        let asked = || self.judged_at(target, self.judging_days(target, period)).contains(subject);
        if target.aggregate == Aggregate::Judgement && !made() && !asked() {
            (answer.verdict, answer.policy) = (Verdict::NotApplicable, None);
        }
        Ok(answer)
    }
}
