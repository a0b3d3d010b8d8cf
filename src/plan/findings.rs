//! What a reader of a plan should be told before it is signed: it stands, but may not mean what its author meant.
//!
//! What cannot stand at all is a [`PlanError`](super::PlanError).

use std::{collections::BTreeSet, fmt};

use chrono::NaiveDate;

use super::{Aggregate, Asked, Criterion, Indicator, Measure, Party, Place, Plan, Role, Target, Task, field};
use crate::{
    id::{Level, ScopeId, TargetId, UnitId},
    quantity::Number,
    threshold::{Domain, End, Interval, Measured, Threshold, whole_numbers},
    time::{Period, Schedule, Timing, spell_date},
};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// For the author to know.
    Note,
    /// Probably not what was meant.
    Warning,
    /// Part of the plan can never be carried out, or never be met.
    Error,
}

impl Severity {
    /// Its name: `note`, `warning` or `error`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FindingKind {
    /// A task that no one leads.
    #[error("no one leads it")]
    NoLead,
    /// A task that only an open phrase leads.
    #[error("`{phrase}` leads it, and no unit follows from that")]
    OpenLead {
        /// The phrase.
        phrase: String,
    },
    /// A schedule without an occurrence in its plan.
    #[error("{}never falls inside the plan's period `{plan}`", of(level.as_ref(), "its time "))]
    NeverInPlan {
        /// The level whose timing it is, if levels have their own.
        level: Option<Level>,
        /// The plan's period.
        plan: Period,
    },
    /// A part of a schedule outside its plan.
    #[error("`{part}` lies {} the plan's period `{plan}`", if *.wholly { "outside" } else { "partly outside" })]
    PartOutsidePlan {
        /// The period or phase.
        part: String,
        /// Whether all of it does.
        wholly: bool,
        /// The plan's period.
        plan: Period,
    },
    /// Occurrences that end before the plan was issued.
    #[error("`{label}` ends on {}, before the plan was issued on {}{}", spell_date(*.last), spell_date(*.issued), more(*.others))]
    BeforeIssue {
        /// The first such occurrence.
        label: String,
        /// Its last day.
        last: NaiveDate,
        /// The plan's issue date.
        issued: NaiveDate,
        /// How many more such occurrences there are.
        others: usize,
    },
    /// Neighbouring months that may have been meant as one window.
    #[error("neighbouring months are read as times of their own: `{read}`")]
    NeighbouringMonths {
        /// The schedule as it stands.
        read: Box<Schedule>,
        /// The same with windows.
        window: Option<Box<Schedule>>,
    },
    /// A threshold that nothing can satisfy.
    #[error("nothing can satisfy `{threshold}`")]
    Unsatisfiable {
        /// The threshold.
        threshold: Threshold,
    },
    /// A bound of a share over 100 %.
    #[error("`{threshold}` has a bound over 100 %, which no share reaches")]
    OverHundred {
        /// The threshold.
        threshold: Threshold,
        /// Whether some share satisfies it all the same.
        satisfiable: bool,
    },
    /// Two targets on one indicator that cannot both be met.
    #[error("`{mine}` and the `{theirs}` of target `{other}` cannot both be met in {period}")]
    Contradiction {
        /// What this target asks.
        mine: Threshold,
        /// The other target.
        other: TargetId,
        /// What it asks.
        theirs: Threshold,
        /// A judging period of both.
        period: Period,
    },
    /// A target within another that cannot be met together with it.
    #[error(
        "`{mine}` cannot be met together with the `{theirs}` of target `{outer}`, within which it is measured"
    )]
    OuterOutOfReach {
        /// What this target asks.
        mine: Threshold,
        /// The outer target.
        outer: TargetId,
        /// What it asks.
        theirs: Threshold,
    },
    /// A name of a unit that the register does not have.
    #[error("the register has no unit `{unit}`")]
    UnknownUnit {
        /// The id.
        unit: UnitId,
        /// The unit whose id is nearest.
        nearest: Option<UnitId>,
    },
    /// A unit that does not exist during all of the plan.
    #[error("`{unit}` {}", life(*.first, *.last, *.plan))]
    ExpiredUnit {
        /// The unit.
        unit: UnitId,
        /// Its first day, if set.
        first: Option<NaiveDate>,
        /// Its last day, if set.
        last: Option<NaiveDate>,
        /// The plan's period.
        plan: Period,
    },
    /// A scope that holds no unit on any day of the plan.
    #[error("scope `{scope}` holds no unit on any day of the plan")]
    EmptyScope {
        /// The scope.
        scope: ScopeId,
    },
    /// A scope of measured units that holds a unit and another below it.
    #[error("scope `{scope}` holds `{above}` and, below it, `{below}`{}: what both report counts twice", more(*.others))]
    ReportsTwice {
        /// The scope.
        scope: ScopeId,
        /// A unit.
        above: UnitId,
        /// A unit below it.
        below: UnitId,
        /// How many more units stand below one of the scope.
        others: usize,
    },
}

fn of(level: Option<&Level>, otherwise: &str) -> String {
    level.map_or_else(|| otherwise.to_owned(), |level| format!("the time of level `{level}` "))
}

fn more(others: usize) -> String {
    if others == 0 { String::new() } else { format!(", and {others} more") }
}

fn life(first: Option<NaiveDate>, last: Option<NaiveDate>, plan: Period) -> String {
    match (first, last) {
        (_, Some(last)) if last < plan.last() => format!("ends on {}", spell_date(last)),
        (Some(first), _) => format!("begins on {}", spell_date(first)),
        _ => "does not exist during all of the plan".to_owned(),
    }
}

impl FindingKind {
    /// A stable name, for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoLead => "no-lead",
            Self::OpenLead { .. } => "open-lead",
            Self::NeverInPlan { .. } => "never-in-plan",
            Self::PartOutsidePlan { .. } => "part-outside-plan",
            Self::BeforeIssue { .. } => "before-issue",
            Self::NeighbouringMonths { .. } => "neighbouring-months",
            Self::Unsatisfiable { .. } => "unsatisfiable",
            Self::OverHundred { .. } => "over-hundred",
            Self::Contradiction { .. } => "contradiction",
            Self::OuterOutOfReach { .. } => "outer-out-of-reach",
            Self::UnknownUnit { .. } => "unknown-unit",
            Self::ExpiredUnit { .. } => "expired-unit",
            Self::EmptyScope { .. } => "empty-scope",
            Self::ReportsTwice { .. } => "reports-twice",
        }
    }

    /// How much it matters.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::NeighbouringMonths { .. } => Severity::Note,
            Self::ExpiredUnit { first, last, plan, .. } => {
                let never = last.is_some_and(|last| last < plan.first())
                    || first.is_some_and(|first| first > plan.last());
                if never { Severity::Error } else { Severity::Warning }
            }
            Self::OpenLead { .. }
            | Self::PartOutsidePlan { .. }
            | Self::BeforeIssue { .. }
            | Self::EmptyScope { .. }
            | Self::ReportsTwice { .. }
            | Self::OverHundred { satisfiable: true, .. } => Severity::Warning,
            _ => Severity::Error,
        }
    }

    /// What would mend it, where that can be said in a few words.
    #[must_use]
    pub fn suggestion(&self) -> Option<String> {
        let text = match self {
            Self::NoLead => "name who leads it under `lead`",
            Self::OpenLead { .. } => "name the units, or a scope that holds them",
            Self::NeverInPlan { .. } | Self::PartOutsidePlan { .. } => {
                "change the time, or the plan's period"
            }
            Self::BeforeIssue { .. } => "leave it out, or record it as done or not applicable",
            Self::NeighbouringMonths { window, .. } => {
                return window.as_ref().map(|window| {
                    format!("write `{window}` if it is to be done once in the months together")
                });
            }
            Self::Unsatisfiable { .. } => "ask for something that can be",
            Self::OverHundred { .. } => "ask for at most 100 %",
            Self::Contradiction { .. } => {
                "change one of the two, or the units or periods that they are about"
            }
            Self::OuterOutOfReach { .. } => "change one of the two",
            Self::UnknownUnit { nearest, .. } => {
                return nearest.as_ref().map(|near| format!("did you mean `{near}`?"));
            }
            Self::ExpiredUnit { .. } => "name the unit that has taken its place",
            Self::EmptyScope { .. } => "check the kinds and levels that it asks for",
            Self::ReportsTwice { .. } => {
                "measure by units of one level, if the figures of the upper ones hold those of the lower"
            }
        };
        Some(text.to_owned())
    }
}

/// Something about a plan that its author should know.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// Where in the plan.
    pub place: Place,
    /// The id of the entry.
    pub id: String,
    /// What was found.
    pub kind: FindingKind,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} [{}] {}", self.kind.severity(), self.kind.code(), self.place)?;
        if !self.id.is_empty() {
            write!(f, " `{}`", self.id)?;
        }
        write!(f, ": {}", self.kind)
    }
}

/// Findings as they are met, each at its place.
#[derive(Default)]
pub(crate) struct Findings(pub(crate) Vec<Finding>);

impl Findings {
    pub(crate) fn add(&mut self, place: Place, id: &str, kind: FindingKind) {
        self.0.push(Finding { place, id: id.to_owned(), kind });
    }
}

impl Plan {
    /// What the plan alone gives reason to ask its author, in the plan's order: targets first, then tasks. What only a register
    /// can tell, [`Plan::findings_over`] says.
    ///
    /// | code | severity | found |
    /// |---|---|---|
    /// | `unsatisfiable` | error | a threshold that nothing can satisfy, such as `(2, 3)` of a count |
    /// | `over-hundred` | error; warning if some share satisfies it | a bound over 100 % of a share |
    /// | `contradiction` | error | two targets on one indicator, of the same units, subjects and period, that exclude each other |
    /// | `outer-out-of-reach` | error | a target that cannot be met together with the one within which it is measured |
    /// | `no-lead` | error | a task that no one leads |
    /// | `open-lead` | warning | a task led by an open phrase only |
    /// | `never-in-plan` | error | a schedule without an occurrence inside the plan's period |
    /// | `part-outside-plan` | warning | a period or phase of a schedule that lies outside the plan's, or partly |
    /// | `before-issue` | warning | an occurrence whose last day is before the plan's issue date |
    /// | `neighbouring-months` | note | neighbouring months that may have been meant as one window |
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        let mut findings = Findings::default();
        for (index, target) in self.targets().iter().enumerate() {
            self.in_target(index, target, &mut findings);
        }
        for (index, task) in self.tasks().iter().enumerate() {
            self.in_task(index, task, &mut findings);
        }
        findings.0
    }

    fn in_target(&self, index: usize, target: &Target, findings: &mut Findings) {
        let mut add = |field, kind| {
            findings.add(Place { table: "targets", index, field }, target.id.as_str(), kind);
        };
        let indicator = target.indicator.as_ref().and_then(|id| self.indicator(id));
        if let Asked::Threshold(threshold) = &target.asked
            && let Some(kind) = self.doubtful(threshold, &target.aggregate, indicator)
        {
            add("threshold", kind);
        }
        if let (Some(Criterion::Meets(threshold)), Some(indicator)) =
            (target.aggregate.criterion(), indicator)
            && let Some(kind) = self.doubtful_criterion(threshold, &indicator.measure)
        {
            add("criterion", kind);
        }
        if let Some(kind) = target.line.as_ref().and_then(|line| in_domain(line, &Domain::Share)) {
            add("line", kind);
        }
        let Asked::Threshold(mine) = &target.asked else { return };
        // Of several that it contradicts, the first is named.
        let mut earlier = self.targets().iter().take(index).filter(|other| asks_the_same(target, other));
        let contradicted = earlier.find_map(|other| {
            let Asked::Threshold(theirs) = &other.asked else { return None };
            if !self.exclude_each_other(mine, theirs, &target.aggregate, indicator) {
                return None;
            }
            let judged: BTreeSet<Period> = self.judging_periods(other).collect();
            let period = self.judging_periods(target).find(|period| judged.contains(period))?;
            Some(FindingKind::Contradiction {
                mine: mine.clone(),
                other: other.id.clone(),
                theirs: theirs.clone(),
                period,
            })
        });
        if let Some(kind) = contradicted {
            add("threshold", kind);
        }
        // Of two numbers of units the inner one is at most the outer one.
        if let Some(outer) = target.within.as_ref().and_then(|id| self.target(id))
            && let (Aggregate::NumberOfUnits(_), Aggregate::NumberOfUnits(_)) =
                (&target.aggregate, &outer.aggregate)
            && let Asked::Threshold(theirs) = &outer.asked
            && let (Some(inner), Some(most)) = (mine.values(), theirs.values())
            && let (Some((Some(least), _)), Some((_, Some(most)))) =
                (whole_numbers(&inner), whole_numbers(&most))
            && least > most
            && target.judged_at == outer.judged_at
        {
            let (mine, outer, theirs) = (mine.clone(), outer.id.clone(), theirs.clone());
            add("threshold", FindingKind::OuterOutOfReach { mine, outer, theirs });
        }
    }

    /// What is wrong with a threshold on the value of an aggregate.
    fn doubtful(
        &self,
        threshold: &Threshold,
        aggregate: &Aggregate,
        indicator: Option<&Indicator>,
    ) -> Option<FindingKind> {
        in_domain(threshold, &domain(aggregate, indicator)?)
    }

    fn doubtful_criterion(&self, threshold: &Threshold, measure: &Measure) -> Option<FindingKind> {
        if let (Threshold::Grade(_), Measure::Grade(scale)) = (threshold, measure) {
            let scale = self.scale(scale)?;
            let ranks = threshold.ranks(scale)?;
            let nobody = (0..scale.grades().len()).all(|rank| !ranks.contains(&rank));
            return nobody.then(|| FindingKind::Unsatisfiable { threshold: threshold.clone() });
        }
        in_domain(threshold, &measure.domain()?)
    }

    /// Whether no value of an aggregate satisfies both.
    fn exclude_each_other(
        &self,
        a: &Threshold,
        b: &Threshold,
        aggregate: &Aggregate,
        indicator: Option<&Indicator>,
    ) -> bool {
        let Some(domain) = domain(aggregate, indicator) else { return false };
        let both = match (a, b) {
            (Threshold::Percent(a), Threshold::Percent(b)) => Threshold::Percent(a.and(b)),
            (Threshold::Plain(a), Threshold::Plain(b)) => Threshold::Plain(a.and(b)),
            _ => return false,
        };
        // One that nothing satisfies alone is told for itself.
        a.is_satisfiable(&domain) && b.is_satisfiable(&domain) && !both.is_satisfiable(&domain)
    }

    fn in_task(&self, index: usize, task: &Task, findings: &mut Findings) {
        let id = task.id.as_str();
        let at = |field| Place { table: "tasks", index, field };
        let leads: Vec<&Party> = task.parties_in(Role::Lead).collect();
        if leads.is_empty() {
            findings.add(at(field(Role::Lead)), id, FindingKind::NoLead);
        } else if leads.iter().all(|party| matches!(party, Party::Open(_))) {
            let phrases: Vec<String> = leads.iter().map(ToString::to_string).collect();
            findings.add(at(field(Role::Lead)), id, FindingKind::OpenLead { phrase: phrases.join("; ") });
        }
        let plan = self.period();
        for (level, timing) in task.when.timings() {
            if timing.occurrences(plan).next().is_none() {
                let kind = FindingKind::NeverInPlan { level: level.cloned(), plan };
                findings.add(at("when"), id, kind);
                continue;
            }
            for (part, period) in parts(timing) {
                if !plan.holds(period) {
                    let kind =
                        FindingKind::PartOutsidePlan { part, wholly: plan.and(period).is_none(), plan };
                    findings.add(at("when"), id, kind);
                }
            }
            self.before_issue(timing, at("when"), id, findings);
        }
        if task.when.has_neighbouring_months() {
            let kind = FindingKind::NeighbouringMonths {
                read: Box::new(task.when.clone()),
                window: with_windows(&task.when).map(Box::new),
            };
            findings.add(at("when"), id, kind);
        }
    }

    fn before_issue(&self, timing: &Timing, place: Place, id: &str, findings: &mut Findings) {
        let Some(issued) = self.issued() else { return };
        // They come in the order of their last days: no more are looked at than there are.
        let mut early =
            timing.occurrences(self.period()).take_while(|o| o.last().is_some_and(|l| l < issued));
        if let Some(first) = early.next()
            && let Some(last) = first.last()
        {
            let others = early.count();
            let label = first.label().to_string();
            findings.add(place, id, FindingKind::BeforeIssue { label, last, issued, others });
        }
    }
}

/// The periods that a timing names outright.
fn parts(timing: &Timing) -> Vec<(String, Period)> {
    match timing {
        Timing::During(period) => vec![(period.to_string(), *period)],
        Timing::Phased(phases) => {
            phases.as_slice().iter().map(|phase| (phase.name.to_string(), phase.period)).collect()
        }
        _ => Vec::new(),
    }
}

/// A schedule with its neighbouring months as windows.
fn with_windows(schedule: &Schedule) -> Option<Schedule> {
    match schedule {
        Schedule::Same(Timing::Recurring(recurrence)) => {
            recurrence.with_windows().map(|windows| Timing::Recurring(windows).into())
        }
        _ => None,
    }
}

/// The values that an aggregate can have.
fn domain(aggregate: &Aggregate, indicator: Option<&Indicator>) -> Option<Domain> {
    let amount = |least, greatest| Domain::Amount { least, greatest };
    Some(match (aggregate, indicator.map(|i| &i.measure)) {
        (Aggregate::ShareOfUnits(_) | Aggregate::PooledShare, _) => Domain::Share,
        (Aggregate::NumberOfUnits(_), _) | (Aggregate::Total, Some(Measure::Count(_))) => Domain::Count,
        // Of how many units nothing is known: a sum has no greatest, and a least only where none of them is below 0.
        (Aggregate::Total, Some(Measure::Amount { least, .. })) if *least >= Number::ZERO => {
            amount(*least, None)
        }
        (Aggregate::Mean, Some(Measure::Count(_))) => amount(Number::ZERO, None),
        (Aggregate::Mean, Some(Measure::Amount { by: super::FigureBy::Latest, least, greatest, .. })) => {
            amount(*least, *greatest)
        }
        _ => return None,
    })
}

fn in_domain(threshold: &Threshold, domain: &Domain) -> Option<FindingKind> {
    let satisfiable = threshold.is_satisfiable(domain);
    let over = match threshold {
        Threshold::Percent(interval) if *domain == Domain::Share => over_hundred(interval),
        _ => false,
    };
    let threshold = threshold.clone();
    match (over, satisfiable) {
        (true, _) => Some(FindingKind::OverHundred { threshold, satisfiable }),
        (false, false) if threshold.measures() != Measured::Grade => {
            Some(FindingKind::Unsatisfiable { threshold })
        }
        _ => None,
    }
}

fn over_hundred(interval: &Interval<Number>) -> bool {
    let over = |end: &End<Number>| end.at > Number::HUNDRED;
    interval.low().is_some_and(over) || interval.high().is_some_and(over)
}

/// Whether two targets are about the same value.
fn asks_the_same(a: &Target, b: &Target) -> bool {
    a.indicator.is_some()
        && a.indicator == b.indicator
        && a.measured == b.measured
        && a.aggregate == b.aggregate
        && a.within == b.within
        && a.judged_at == b.judged_at
}
