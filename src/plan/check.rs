//! Whether a plan's parts fit together.

use std::{
    collections::{HashMap, HashSet},
    fmt,
};

use super::{
    Aggregate, Asked, Baseline, Criterion, Indicator, JudgedAt, Measure, Party, PlanParts, Role, Target,
    Task, places::Places,
};
use crate::{
    id::{IndicatorId, ScaleId, ScopeId, TargetId},
    limits::{JUDGING_PERIODS, OCCURRENCES, SUB_PERIODS, WITHIN_DEPTH},
    quantity::{Number, Scale},
    spelling::Guesses,
    threshold::{BaselineBound, Change, Measured, Threshold},
    time::{Period, Timing},
    unit::{ScopeError, Scopes},
};

/// Where in a plan something stands: a table, the number of an entry in it from 0, and a field of that entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Place {
    /// `scales`, `scopes`, `indicators`, `targets` or `tasks`, as in a plan file; `plan` for its own keys. Findings in a score
    /// sheet stand in its tables; `sheet` for its own keys.
    pub table: &'static str,
    /// Which entry, from 0; of `plan`, which of the list that the field holds.
    pub index: usize,
    /// Which field of it.
    pub field: &'static str,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}].{}", self.table, self.index, self.field)
    }
}

/// Why a plan's parts do not fit together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// One id for two entries.
    #[error("the id `{id}` is already taken by another of the {table}")]
    Duplicate {
        /// `scales`, `indicators` or `targets`.
        table: &'static str,
        /// The id.
        id: String,
    },
    /// A scope that cannot stand.
    #[error(transparent)]
    Scope(#[from] ScopeError),
    /// A reference to no indicator.
    #[error("there is no indicator `{id}`")]
    UnknownIndicator {
        /// The id.
        id: IndicatorId,
        /// The indicator whose id is nearest.
        nearest: Option<IndicatorId>,
    },
    /// A reference to no scope.
    #[error("there is no scope `{id}`")]
    UnknownScope {
        /// The id.
        id: ScopeId,
        /// The scope whose id is nearest.
        nearest: Option<ScopeId>,
    },
    /// A reference to no scale.
    #[error("there is no scale `{id}`")]
    UnknownScale {
        /// The id.
        id: ScaleId,
        /// The scale whose id is nearest.
        nearest: Option<ScaleId>,
    },
    /// A grade that the indicator's scale does not have.
    #[error("scale `{scale}` has no grade `{grade}`")]
    UnknownGrade {
        /// The scale.
        scale: ScaleId,
        /// The grade.
        grade: String,
        /// The grade whose id is nearest.
        nearest: Option<String>,
    },
    /// A reference to no target.
    #[error("there is no target `{id}`")]
    UnknownTarget {
        /// The id.
        id: TargetId,
        /// The target whose id is nearest.
        nearest: Option<TargetId>,
    },
    /// A target that is measured but names no indicator or no units.
    #[error("a target measured by `{aggregate}` needs {what}")]
    Missing {
        /// Its aggregate.
        aggregate: &'static str,
        /// `an indicator` or `measured units`.
        what: &'static str,
    },
    /// A judgement that names an indicator, units, or a number.
    #[error("a judgement has no {what}: an assessor judges")]
    NotForJudgement {
        /// What it has all the same.
        what: &'static str,
    },
    /// An aggregate that the indicator does not allow.
    #[error("`{aggregate}` needs an indicator of {needs}, and `{indicator}` is one of `{measure}`")]
    AggregateOfMeasure {
        /// The aggregate.
        aggregate: &'static str,
        /// The measures it allows.
        needs: &'static str,
        /// The indicator.
        indicator: IndicatorId,
        /// Its measure.
        measure: &'static str,
    },
    /// A percent threshold on a count, or a plain one on a share.
    #[error("`{threshold}` asks for {}, and what it is held against is {}", name(*.found), name(*.needed))]
    Kind {
        /// The threshold.
        threshold: String,
        /// What it is over.
        found: Measured,
        /// What it should be over.
        needed: Measured,
    },
    /// A criterion of 'done' on a figure, or a threshold on 'done or not'.
    #[error("{}", if *.figure { "units are counted by their figures: a criterion such as `>= 1` is missing" } else { "units are counted by whether they have done it: no criterion belongs here" })]
    CriterionKind {
        /// Whether the indicator gives a figure.
        figure: bool,
    },
    /// A qualitative demand on a figure.
    #[error("a demand without a number needs the aggregate `judgement`")]
    QualitativeFigure,
    /// Percentage points on a count, or units on a share.
    #[error("`{bound}` does not fit: {}", if *.share { "a share grows by percent or by points" } else { "a figure grows by percent or by units" })]
    BaselineChange {
        /// The bound.
        bound: BaselineBound,
        /// Whether the figure is a share.
        share: bool,
    },
    /// A baseline that does not end before what is compared with it.
    #[error("the baseline `{baseline}` does not end before the plan's period `{plan}` does")]
    BaselineNotBefore {
        /// The baseline.
        baseline: Period,
        /// The plan's period.
        plan: Period,
    },
    /// 'Trong đó' of a target that counts no units, or by one.
    #[error("`{target}` counts no units, so nothing can be measured within it")]
    WithinWhat {
        /// The target that counts no units.
        target: TargetId,
    },
    /// A target measured within itself, by way of others.
    #[error("target `{target}` is measured within itself")]
    WithinCycle {
        /// The target.
        target: TargetId,
    },
    /// Too many targets each within the next.
    #[error("at most {most} targets can be measured each within the next")]
    WithinTooDeep {
        /// The limit.
        most: usize,
    },
    /// A plan line judged by anything but a percent.
    #[error("a plan line asks for a share of subjects, such as `>= 90%`, not `{line}`")]
    Line {
        /// The threshold.
        line: Threshold,
    },
    /// A plan line for a target that is judged once.
    #[error("a plan line needs a target that is judged at many subjects")]
    LineOfOne,
    /// No day of the plan on which it is judged.
    #[error("it is never judged: no judging period lies inside the plan's period `{plan}`")]
    NeverJudged {
        /// The plan's period.
        plan: Period,
    },
    /// More judging periods, more sub-periods in one, or more occurrences of a task than the library takes.
    #[error("a plan has at most {most} {what}")]
    TooMany {
        /// The limit.
        most: usize,
        /// What there are too many of.
        what: &'static str,
    },
    /// An amount whose least is above its greatest.
    #[error("the least amount, {least}, is above the greatest, {greatest}")]
    AmountReversed {
        /// The least.
        least: Number,
        /// The greatest.
        greatest: Number,
    },
    /// One id for two things that reports are about, so that a report could mean either.
    #[error(
        "the id `{id}` stands for an indicator, a judged target or a task already, and reports could mean either"
    )]
    SharedItem {
        /// The id.
        id: String,
    },
    /// A relative party that leads: there is no one to whom it is relative.
    #[error("`{party}` cannot lead: it is relative to whoever acts")]
    RelativeLead {
        /// The party.
        party: String,
    },
    /// Carrying forward what adds up.
    #[error("only an indicator of which the latest figure counts can carry it forward")]
    CarryForward,
}

/// The key of a role in a plan file.
pub(crate) const fn field(role: Role) -> &'static str {
    match role {
        Role::Lead => "lead",
        Role::Coordinate => "coordinate",
        Role::Advise => "advise",
        Role::Direct => "direct",
        Role::Monitor => "monitor",
        Role::ReportTo => "report_to",
        Role::ReportThrough => "report_through",
    }
}

impl PlanError {
    /// The nearest valid spelling, where one is near.
    #[must_use]
    pub fn did_you_mean(&self) -> Option<String> {
        match self {
            Self::Scope(ScopeError::Unknown { nearest, .. }) | Self::UnknownScope { nearest, .. } => {
                nearest.as_ref().map(ToString::to_string)
            }
            Self::UnknownIndicator { nearest, .. } => nearest.as_ref().map(ToString::to_string),
            Self::UnknownScale { nearest, .. } => nearest.as_ref().map(ToString::to_string),
            Self::UnknownTarget { nearest, .. } => nearest.as_ref().map(ToString::to_string),
            Self::UnknownGrade { nearest, .. } => nearest.clone(),
            _ => None,
        }
    }
}

const fn name(measured: Measured) -> &'static str {
    match measured {
        Measured::Share => "a percent",
        Measured::Plain => "a plain number",
        Measured::Grade => "a grade",
    }
}

struct Check<'a> {
    parts: &'a PlanParts,
    places: &'a Places,
    /// Where each scope stands first.
    scopes: HashMap<&'a ScopeId, usize>,
    errors: Vec<(Place, PlanError)>,
    guesses: Guesses,
}

/// Checks the parts against one another. `places` are those of the parts.
pub(super) fn parts(parts: &PlanParts, places: &Places) -> Result<Scopes, Vec<(Place, PlanError)>> {
    let mut errors = Vec::new();
    let mut scopes: HashMap<&ScopeId, Vec<usize>> = HashMap::new();
    for (index, scope) in parts.scopes.iter().enumerate() {
        scopes.entry(&scope.id).or_default().push(index);
    }
    let checked = Scopes::new(parts.scopes.clone()).unwrap_or_else(|found| {
        for error in found {
            // Of two scopes of one id the second is to blame.
            let which = usize::from(matches!(error, ScopeError::Duplicate { .. }));
            let index = scopes.get(error.scope()).and_then(|all| all.get(which)).copied().unwrap_or(0);
            errors.push((Place { table: "scopes", index, field: "id" }, error.into()));
        }
        Scopes::default()
    });
    let scopes = scopes.into_iter().filter_map(|(id, all)| Some((id, *all.first()?))).collect();
    let mut check = Check { parts, places, scopes, errors, guesses: Guesses::default() };
    check.unique("scales", parts.scales.iter().map(|s| s.id().as_str()));
    check.unique("indicators", parts.indicators.iter().map(|i| i.id.as_str()));
    check.unique("targets", parts.targets.iter().map(|t| t.id.as_str()));
    for (index, indicator) in parts.indicators.iter().enumerate() {
        check.indicator(index, indicator);
    }
    for (index, target) in parts.targets.iter().enumerate() {
        check.target(index, target);
    }
    check.unique("tasks", parts.tasks.iter().map(|t| t.id.as_str()));
    check.items();
    for (index, recipient) in parts.recipients.iter().enumerate() {
        check.party(Place { table: "plan", index, field: "recipients" }, &recipient.party);
    }
    for (index, task) in parts.tasks.iter().enumerate() {
        check.task(index, task);
    }
    if check.errors.is_empty() { Ok(checked) } else { Err(check.errors) }
}

impl Check<'_> {
    fn unique<'a>(&mut self, table: &'static str, ids: impl Iterator<Item = &'a str>) {
        let mut seen = HashSet::new();
        for (index, id) in ids.enumerate() {
            if !seen.insert(id) {
                let error = PlanError::Duplicate { table, id: id.to_owned() };
                self.errors.push((Place { table, index, field: "id" }, error));
            }
        }
    }

    /// Indicators, judged targets and tasks are what reports are about: no two of them share an id.
    fn items(&mut self) {
        let mut seen: HashSet<&str> = self.parts.indicators.iter().map(|i| i.id.as_str()).collect();
        let judged =
            self.parts.targets.iter().enumerate().filter(|(_, t)| t.aggregate == Aggregate::Judgement);
        let judged = judged.map(|(index, target)| ("targets", index, target.id.as_str()));
        let tasks =
            self.parts.tasks.iter().enumerate().map(|(index, task)| ("tasks", index, task.id.as_str()));
        for (table, index, id) in judged.chain(tasks) {
            if !seen.insert(id) {
                let place = Place { table, index, field: "id" };
                self.errors.push((place, PlanError::SharedItem { id: id.to_owned() }));
            }
        }
    }

    fn task(&mut self, index: usize, task: &Task) {
        for responsibility in &task.parties {
            let place = Place { table: "tasks", index, field: field(responsibility.role) };
            self.party(place, &responsibility.party);
            if let (Role::Lead, party @ Party::SameLevel(_)) = (responsibility.role, &responsibility.party) {
                self.errors.push((place, PlanError::RelativeLead { party: party.to_string() }));
            }
        }
        let plan = self.parts.period;
        let too_many = |timing: &Timing| timing.occurrences(plan).nth(OCCURRENCES).is_some();
        if task.when.timings().any(|(_, timing)| too_many(timing)) {
            let what = "occurrences of one task";
            let place = Place { table: "tasks", index, field: "when" };
            self.errors.push((place, PlanError::TooMany { most: OCCURRENCES, what }));
        }
    }

    /// A party that is a scope names one.
    fn party(&mut self, place: Place, party: &Party) {
        if let Party::Each(scope) = party
            && !self.scopes.contains_key(scope)
        {
            let known = self.parts.scopes.iter().map(|s| s.id.as_str());
            let nearest = self.guesses.nearest(scope.as_str(), known).and_then(|id| ScopeId::new(id).ok());
            self.errors.push((place, PlanError::UnknownScope { id: scope.clone(), nearest }));
        }
    }

    fn indicator(&mut self, index: usize, indicator: &Indicator) {
        let at = |field| Place { table: "indicators", index, field };
        if indicator.carry_forward && !indicator.measure.takes_latest() {
            self.errors.push((at("carry_forward"), PlanError::CarryForward));
        }
        match &indicator.measure {
            Measure::Amount { least, greatest: Some(greatest), .. } if least > greatest => {
                let error = PlanError::AmountReversed { least: *least, greatest: *greatest };
                self.errors.push((at("least"), error));
            }
            Measure::Grade(id) if self.places.scale(id).is_none() => {
                let known = self.parts.scales.iter().map(|s| s.id().as_str());
                let nearest = self.guesses.nearest(id.as_str(), known).and_then(|id| ScaleId::new(id).ok());
                self.errors.push((at("scale"), PlanError::UnknownScale { id: id.clone(), nearest }));
            }
            _ => {}
        }
    }

    fn target(&mut self, index: usize, target: &Target) {
        let at = |field| Place { table: "targets", index, field };
        let mut fail = |field, error| self.errors.push((at(field), error));
        let indicator = target.indicator.as_ref().and_then(|id| {
            let found = self.places.indicator(id).and_then(|place| self.parts.indicators.get(place));
            if found.is_none() {
                let known = self.parts.indicators.iter().map(|i| i.id.as_str());
                let guess = self.guesses.nearest(id.as_str(), known);
                let nearest = guess.and_then(|id| IndicatorId::new(id).ok());
                fail("indicator", PlanError::UnknownIndicator { id: id.clone(), nearest });
            }
            found
        });
        let judged_at = match &target.judged_at {
            JudgedAt::Each(scope) => Some(("judged_at", scope)),
            JudgedAt::Issuer => None,
        };
        for (field, scope) in target.measured.as_ref().map(|s| ("measured", s)).into_iter().chain(judged_at) {
            if !self.scopes.contains_key(scope) {
                let known = self.parts.scopes.iter().map(|s| s.id.as_str());
                let guess = self.guesses.nearest(scope.as_str(), known);
                let nearest = guess.and_then(|id| ScopeId::new(id).ok());
                fail(field, PlanError::UnknownScope { id: scope.clone(), nearest });
            }
        }
        if target.aggregate == Aggregate::Judgement {
            for (field, what, there) in [
                ("indicator", "indicator", target.indicator.is_some()),
                ("measured", "measured units", target.measured.is_some()),
                ("threshold", "threshold", target.asked != Asked::Qualitative),
                ("within", "target it is measured within", target.within.is_some()),
            ] {
                if there {
                    fail(field, PlanError::NotForJudgement { what });
                }
            }
        } else {
            let aggregate = target.aggregate.name();
            for (field, what, there) in [
                ("indicator", "an indicator", target.indicator.is_some()),
                ("measured", "measured units", target.measured.is_some()),
            ] {
                if !there {
                    fail(field, PlanError::Missing { aggregate, what });
                }
            }
            if target.asked == Asked::Qualitative {
                fail("threshold", PlanError::QualitativeFigure);
            }
        }
        if let Some(indicator) = indicator {
            self.figures(index, target, indicator);
        }
        self.asked(index, target);
        self.within(index, target);
        self.times(index, target, indicator);
    }

    /// The aggregate and the criterion fit the indicator.
    fn figures(&mut self, index: usize, target: &Target, indicator: &Indicator) {
        let at = |field| Place { table: "targets", index, field };
        let needs = match (&target.aggregate, &indicator.measure) {
            (Aggregate::PooledShare, Measure::Share(_)) => None,
            (Aggregate::PooledShare, _) => Some("`share`"),
            (Aggregate::Total | Aggregate::Mean, Measure::Count(_) | Measure::Amount { .. }) => None,
            (Aggregate::Total | Aggregate::Mean, _) => Some("`count` or `amount`"),
            _ => None,
        };
        if let Some(needs) = needs {
            let (aggregate, measure) = (target.aggregate.name(), indicator.measure.name());
            let error =
                PlanError::AggregateOfMeasure { aggregate, needs, indicator: indicator.id.clone(), measure };
            self.errors.push((at("aggregate"), error));
        }
        match (target.aggregate.criterion(), indicator.measure.measured()) {
            (None, _) | (Some(Criterion::Done), None) => {}
            (Some(Criterion::Done), Some(_)) | (Some(Criterion::Meets(_)), None) => {
                let figure = indicator.measure.measured().is_some();
                self.errors.push((at("criterion"), PlanError::CriterionKind { figure }));
            }
            (Some(Criterion::Meets(threshold)), Some(needed)) => {
                self.kind(at("criterion"), threshold, needed);
                if let (Threshold::Grade(grades), Measure::Grade(scale)) = (threshold, &indicator.measure)
                    && let Some(scale) =
                        self.places.scale(scale).and_then(|place| self.parts.scales.get(place))
                {
                    for end in [grades.low(), grades.high()].into_iter().flatten() {
                        self.grade(at("criterion"), scale, end.at.as_str());
                    }
                }
            }
        }
    }

    fn grade(&mut self, at: Place, scale: &Scale, grade: &str) {
        if scale.grades().iter().any(|g| g.id.as_str() == grade) {
            return;
        }
        let known = scale.grades().iter().map(|g| g.id.as_str());
        let guess = self.guesses.nearest(grade, known).map(str::to_owned);
        let error =
            PlanError::UnknownGrade { scale: scale.id().clone(), grade: grade.to_owned(), nearest: guess };
        self.errors.push((at, error));
    }

    fn kind(&mut self, at: Place, threshold: &Threshold, needed: Measured) {
        let found = threshold.measures();
        if found != needed {
            self.errors.push((at, PlanError::Kind { threshold: threshold.to_string(), found, needed }));
        }
    }

    /// What is asked fits the aggregate.
    fn asked(&mut self, index: usize, target: &Target) {
        let at = |field| Place { table: "targets", index, field };
        let needed = target.aggregate.measured();
        match (&target.asked, needed) {
            (Asked::Threshold(threshold), Some(needed)) => self.kind(at("threshold"), threshold, needed),
            (Asked::Baseline(bound, baseline), Some(needed)) => {
                let share = needed == Measured::Share;
                if matches!((share, bound.change), (true, Change::Units(_)) | (false, Change::Points(_))) {
                    self.errors.push((at("threshold"), PlanError::BaselineChange { bound: *bound, share }));
                }
                let plan = self.parts.period;
                if let Baseline::Period(baseline) = baseline
                    && baseline.last() >= plan.last()
                {
                    let error = PlanError::BaselineNotBefore { baseline: *baseline, plan };
                    self.errors.push((at("baseline"), error));
                }
            }
            _ => {}
        }
        if let Some(line) = &target.line {
            if line.measures() != Measured::Share {
                self.errors.push((at("line"), PlanError::Line { line: line.clone() }));
            }
            if target.judged_at == JudgedAt::Issuer {
                self.errors.push((at("line"), PlanError::LineOfOne));
            }
        }
    }

    /// The chain of 'trong đó' ends, and every link of it counts units.
    fn within(&mut self, index: usize, target: &Target) {
        let place = Place { table: "targets", index, field: "within" };
        let mut inner = target;
        let mut chain: Vec<&TargetId> = vec![&target.id];
        while let Some(id) = &inner.within {
            let Some(outer) = self.places.target(id).and_then(|place| self.parts.targets.get(place)) else {
                // Told once, at the target that names it.
                if chain.len() == 1 {
                    let known = self.parts.targets.iter().map(|t| t.id.as_str());
                    let guess = self.guesses.nearest(id.as_str(), known);
                    let nearest = guess.and_then(|id| TargetId::new(id).ok());
                    self.errors.push((place, PlanError::UnknownTarget { id: id.clone(), nearest }));
                }
                return;
            };
            for target in [inner, outer] {
                if target.aggregate.criterion().is_none() {
                    self.errors.push((place, PlanError::WithinWhat { target: target.id.clone() }));
                    return;
                }
            }
            if chain.contains(&id) {
                self.errors.push((place, PlanError::WithinCycle { target: id.clone() }));
                return;
            }
            if chain.len() >= WITHIN_DEPTH {
                self.errors.push((place, PlanError::WithinTooDeep { most: WITHIN_DEPTH }));
                return;
            }
            chain.push(id);
            inner = outer;
        }
    }

    /// It is judged at some time, and not too often.
    fn times(&mut self, index: usize, target: &Target, indicator: Option<&Indicator>) {
        let place = Place { table: "targets", index, field: "judged" };
        let plan = self.parts.period;
        let mut periods = 0_usize;
        for period in target.judged.all_periods(plan).take(JUDGING_PERIODS.saturating_add(1)) {
            periods = periods.saturating_add(1);
            let inside = indicator
                .map_or(0, |i| period.inside(i.reported).take(SUB_PERIODS.saturating_add(1)).count());
            if inside > SUB_PERIODS {
                let what = "expected reports in one judging period";
                self.errors.push((place, PlanError::TooMany { most: SUB_PERIODS, what }));
                return;
            }
        }
        if periods == 0 {
            self.errors.push((place, PlanError::NeverJudged { plan }));
        } else if periods > JUDGING_PERIODS {
            let what = "judging periods of one target";
            self.errors.push((place, PlanError::TooMany { most: JUDGING_PERIODS, what }));
        }
    }
}
