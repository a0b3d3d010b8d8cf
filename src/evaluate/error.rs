//! Why an evaluation is impossible.

use crate::{
    id::{IndicatorId, Kind, Level, ScopeId, TargetId, TaskId, UnitId},
    ledger::{Completion, Declared, Instruction, Judgement, Observation, ReportError},
    plan::{Party, Plan, Target},
    spelling::nearest,
    time::{Period, workdays::WorkingDayError},
    unit::Register,
};

/// Why an evaluation is impossible. 'Not enough data' is never among the reasons: that is an open verdict.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EvaluateError {
    /// The plan's issuer is not in the register.
    #[error("the plan's issuer `{issuer}` is not in the register")]
    UnknownIssuer {
        /// The issuer.
        issuer: UnitId,
        /// The unit whose id is nearest.
        nearest: Option<UnitId>,
    },
    /// A party of a task that is neither a unit of the register nor a scope of the plan.
    #[error("task `{task}` names `{unit}`, which is no unit of the register and no scope of the plan")]
    UnknownParty {
        /// The task.
        task: TaskId,
        /// The id.
        unit: UnitId,
        /// The unit or scope whose id is nearest.
        nearest: Option<String>,
    },
    /// A scope that names a unit which the register does not have.
    #[error("scope `{scope}` names a unit `{unit}` that is not in the register")]
    UnknownUnit {
        /// The scope.
        scope: ScopeId,
        /// The unit.
        unit: UnitId,
        /// The unit whose id is nearest.
        nearest: Option<UnitId>,
    },
    /// A scope that asks for a kind which no unit of the register ever was.
    #[error("scope `{scope}` asks for the kind `{kind}`, and no unit of the register is of it")]
    UnknownKind {
        /// The scope.
        scope: ScopeId,
        /// The kind.
        kind: Kind,
        /// The kind whose spelling is nearest.
        nearest: Option<Kind>,
    },
    /// A scope that asks for a level which no unit of the register ever had.
    #[error("scope `{scope}` asks for the level `{level}`, and no unit of the register is at it")]
    UnknownLevel {
        /// The scope.
        scope: ScopeId,
        /// The level.
        level: Level,
        /// The level whose spelling is nearest.
        nearest: Option<Level>,
    },
    /// A report that does not fit the plan or the register.
    #[error("the report of `{unit}` on `{indicator}` for {period}: {error}")]
    Report {
        /// The indicator.
        indicator: IndicatorId,
        /// The unit.
        unit: UnitId,
        /// The period.
        period: Period,
        /// Why it does not fit.
        error: Box<ReportError>,
    },
    /// A judgement that does not fit the plan or the register.
    #[error("the judgement of `{target}` at `{subject}` for {period}: {error}")]
    Judgement {
        /// The target.
        target: TargetId,
        /// The subject.
        subject: UnitId,
        /// The period.
        period: Period,
        /// Why it does not fit.
        error: Box<ReportError>,
    },
    /// What was recorded of a task does not fit the plan or the register.
    #[error("the record of `{unit}` on task `{task}`, `{occurrence}`: {error}")]
    Completion {
        /// The task.
        task: TaskId,
        /// The unit.
        unit: UnitId,
        /// The occurrence, or `on-instruction` for an instruction.
        occurrence: String,
        /// Why it does not fit.
        error: Box<ReportError>,
    },
    /// A plan that moves due days off rest days, without a calendar that says which those are.
    #[error("the plan moves due days to working days, and no working calendar was given")]
    NoWorkingCalendar,
    /// A day that the working calendar does not know.
    #[error(transparent)]
    WorkingDay(#[from] WorkingDayError),
    /// Cumulated parts above their latest whole.
    #[error(
        "the parts that `{unit}` reported on `{indicator}` in {period} add up to {part}, more than their whole, {whole}"
    )]
    PartAboveWhole {
        /// The indicator.
        indicator: IndicatorId,
        /// The unit.
        unit: UnitId,
        /// The judging period.
        period: Period,
        /// The sum of the parts.
        part: u64,
        /// The latest whole.
        whole: u64,
    },
    /// A sum or a fraction that can no longer be held exactly.
    #[error("the figures of target `{target}` at `{subject}` in {period} are too large to be held exactly")]
    Overflow {
        /// The target.
        target: TargetId,
        /// The subject.
        subject: UnitId,
        /// The judging period.
        period: Period,
    },
    /// A target that the plan does not have.
    #[error("the plan has no target `{target}`")]
    UnknownTarget {
        /// The id.
        target: TargetId,
        /// The target whose id is nearest.
        nearest: Option<TargetId>,
    },
    /// A period in which a target is not judged.
    #[error("target `{target}` has no judging period {period}: it is judged `{judged}`")]
    NotJudgedThen {
        /// The target.
        target: TargetId,
        /// The period asked for.
        period: Period,
        /// When it is judged.
        judged: crate::plan::Judging,
    },
    /// A tally of another kind than a target's.
    #[error("the tally is not one of target `{target}`, which is measured by `{aggregate}`")]
    OtherTally {
        /// The target.
        target: TargetId,
        /// Its aggregate.
        aggregate: &'static str,
    },
    /// A subject that the register does not have.
    #[error("the register has no unit `{subject}`")]
    UnknownSubject {
        /// The id.
        subject: UnitId,
        /// The unit whose id is nearest.
        nearest: Option<UnitId>,
    },
}

impl EvaluateError {
    /// Whether what was asked is at fault: a target or a subject that there is none of, a period in which the target is not
    /// judged, a tally of another kind. In all else
    /// it lies with the plan, the register, the ledger or the working calendar, whatever is asked of them.
    #[must_use]
    pub const fn is_of_the_question(&self) -> bool {
        matches!(
            self,
            Self::UnknownTarget { .. }
                | Self::UnknownSubject { .. }
                | Self::NotJudgedThen { .. }
                | Self::OtherTally { .. }
        )
    }

    /// The nearest valid spelling, where one is near.
    #[must_use]
    pub fn did_you_mean(&self) -> Option<&str> {
        match self {
            Self::UnknownIssuer { nearest, .. }
            | Self::UnknownUnit { nearest, .. }
            | Self::UnknownSubject { nearest, .. } => nearest.as_ref().map(UnitId::as_str),
            Self::UnknownParty { nearest, .. } => nearest.as_deref(),
            Self::UnknownKind { nearest, .. } => nearest.as_ref().map(Kind::as_str),
            Self::UnknownLevel { nearest, .. } => nearest.as_ref().map(Level::as_str),
            Self::UnknownTarget { nearest, .. } => nearest.as_ref().map(TargetId::as_str),
            Self::Report { error, .. } | Self::Judgement { error, .. } | Self::Completion { error, .. } => {
                error.did_you_mean()
            }
            _ => None,
        }
    }
}

pub(super) fn report(observation: &Observation, error: ReportError) -> EvaluateError {
    let Observation { indicator, unit, period, .. } = observation;
    EvaluateError::Report {
        indicator: indicator.clone(),
        unit: unit.clone(),
        period: *period,
        error: Box::new(error),
    }
}

pub(super) fn whole(declared: &Declared, error: ReportError) -> EvaluateError {
    let Declared { indicator, unit, period, .. } = declared;
    EvaluateError::Report {
        indicator: indicator.clone(),
        unit: unit.clone(),
        period: *period,
        error: Box::new(error),
    }
}

pub(super) fn judgement(judgement: &Judgement, error: ReportError) -> EvaluateError {
    let Judgement { target, subject, period, .. } = judgement;
    EvaluateError::Judgement {
        target: target.clone(),
        subject: subject.clone(),
        period: *period,
        error: Box::new(error),
    }
}

pub(super) fn completion(completion: &Completion, error: ReportError) -> EvaluateError {
    let Completion { task, unit, occurrence, .. } = completion;
    EvaluateError::Completion {
        task: task.clone(),
        unit: unit.clone(),
        occurrence: occurrence.clone(),
        error: Box::new(error),
    }
}

pub(super) fn instruction(instruction: &Instruction, error: ReportError) -> EvaluateError {
    let Instruction { task, by, .. } = instruction;
    EvaluateError::Completion {
        task: task.clone(),
        unit: by.clone(),
        occurrence: "on-instruction".to_owned(),
        error: Box::new(error),
    }
}

pub(super) fn overflow(target: &Target, period: Period, subject: &UnitId) -> EvaluateError {
    EvaluateError::Overflow { target: target.id.clone(), subject: subject.clone(), period }
}

pub(super) fn unknown_target(plan: &Plan, target: &TargetId) -> EvaluateError {
    let guess = nearest(target.as_str(), plan.targets().iter().map(|t| t.id.as_str()));
    EvaluateError::UnknownTarget {
        target: target.clone(),
        nearest: guess.and_then(|id| TargetId::new(id).ok()),
    }
}

/// Everything that the plan names is in the register: a misspelt name would select nothing without a word.
pub(super) fn names(plan: &Plan, register: &Register) -> Result<(), EvaluateError> {
    let near = |id: &UnitId| register.nearest(id.as_str()).cloned();
    if !register.knows(plan.issuer()) {
        return Err(EvaluateError::UnknownIssuer {
            issuer: plan.issuer().clone(),
            nearest: near(plan.issuer()),
        });
    }
    for task in plan.tasks() {
        for party in task.parties.iter().map(|r| &r.party) {
            if let Party::Unit(unit) = party
                && !register.knows(unit)
            {
                // It may be meant for a scope of the plan as well.
                let scopes = plan.scopes().iter().map(|scope| scope.id.as_str());
                let near = nearest(unit.as_str(), register.ids().map(UnitId::as_str).chain(scopes))
                    .map(str::to_owned);
                return Err(EvaluateError::UnknownParty {
                    task: task.id.clone(),
                    unit: unit.clone(),
                    nearest: near,
                });
            }
        }
    }
    for scope in plan.scopes().iter() {
        let units = scope.units.iter().chain(&scope.below).chain(&scope.within);
        if let Some(unit) = units.into_iter().find(|unit| !register.knows(unit)) {
            let (scope, unit, nearest) = (scope.id.clone(), unit.clone(), near(unit));
            return Err(EvaluateError::UnknownUnit { scope, unit, nearest });
        }
        for kind in &scope.kinds {
            if !register.kinds().any(|known| known.is_a(kind)) {
                // The broader kinds can be asked for too: of `doan-the/hoi-phu-nu`, `doan-the`.
                let broader = |kind: &'_ Kind| -> Vec<String> {
                    let text = kind.as_str();
                    let cuts = text.match_indices('/').filter_map(|(cut, _)| text.get(..cut));
                    cuts.chain([text]).map(str::to_owned).collect()
                };
                let known: Vec<String> = register.kinds().flat_map(broader).collect();
                let guess = nearest(kind.as_str(), known.iter().map(String::as_str));
                let nearest = guess.and_then(|kind| Kind::new(kind).ok());
                return Err(EvaluateError::UnknownKind {
                    scope: scope.id.clone(),
                    kind: kind.clone(),
                    nearest,
                });
            }
        }
        for level in &scope.levels {
            if !register.levels().any(|known| known == level) {
                let guess = nearest(level.as_str(), register.levels().map(Level::as_str));
                let nearest = guess.and_then(|level| Level::new(level).ok());
                return Err(EvaluateError::UnknownLevel {
                    scope: scope.id.clone(),
                    level: level.clone(),
                    nearest,
                });
            }
        }
    }
    Ok(())
}
