//! Plans of public bodies in Viet Nam, and an engine that says who has met what.
// The library never panics, never rounds unasked and never prints. Each exception carries `#[expect(.., reason)]`.
#![deny(unreachable_pub)]
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::string_slice,
        clippy::panic,
        clippy::unreachable,
        clippy::arithmetic_side_effects,
        clippy::float_arithmetic,
        clippy::float_cmp,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_possible_wrap,
        clippy::cast_precision_loss,
        clippy::print_stdout,
        clippy::print_stderr
    )
)]

mod document;
mod duty;
mod evaluate;
pub mod explain;
pub mod file;
mod id;
mod language;
mod ledger;
pub mod limits;
pub mod phrases;
mod plan;
mod quantity;
#[cfg(feature = "receipt")]
mod receipt;
pub mod score;
mod spelling;
mod threshold;
mod time;
mod unit;

pub use document::{DocumentError, DocumentRef};
pub use duty::{
    Agenda, AgendaItem, Duties, DutyStatus, Involved, OccurrenceStatus, PartyError, Rates, Subject, UnitRole,
};
pub use evaluate::{
    EvaluateError, Evaluation, Evaluator, LedgerNote, MergeError, Outcome, PlanLine, PooledTally, Range,
    Shortfall, Sources, Stage, SumTally, Tally, UnitTally, Verdict, evaluate,
};
pub use id::{
    CriterionId, GradeId, GroupId, IdError, IndicatorId, Kind, Level, ScaleId, ScopeId, SheetId, TargetId,
    TaskId, UnitId,
};
pub use language::Language;
pub use ledger::{
    Added, Completed, Completion, Conflict, Declared, Instruction, Judged, JudgedPoints, Judgement, Ledger,
    Observation, Report, ReportError, Value,
};
pub use plan::{
    Aggregate, Asked, Baseline, Criterion, DoneBy, FigureBy, Indicator, JudgedAt, Judging, JudgingError,
    Measure, Party, Place, Plan, PlanError, PlanParts, Product, Responsibility, RestDays, Role, ShareBy,
    Target, Task, Unknowns,
};
pub use quantity::{
    Fraction, FractionError, Grade, Number, NumberError, Overflow, Scale, ScaleError, Share, ShareError,
};
#[cfg(feature = "receipt")]
pub use receipt::{Digest, Receipt};
pub use threshold::{
    BaselineBound, BaselineError, Change, Comparison, Distance, Domain, End, Interval, Measured, Shown,
    Threshold, ThresholdError, show,
};
pub use time::workdays;
pub use time::{
    CalendarError, DateError, Deadline, DueDay, Ending, Occurrence, OccurrenceLabel, Occurrences, PerLevel,
    Period, PeriodError, Phase, Phases, Recurrence, ReportingCalendar, Rhythm, Schedule, ScheduleError,
    ScheduleTextError, Timing, When, Wording, YearPart,
};
pub use unit::{Register, RegisterAt, RegisterError, Scope, ScopeError, Scopes, UnitAt, UnitRecord};
