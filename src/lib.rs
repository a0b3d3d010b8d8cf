//! Plans (kế hoạch) of public bodies in Viet Nam, and an engine that says who has met what: exactly, and with whatever
//! evidence there is.
//!
//! The type to begin with is [`Plan`]: [`Target`]s (chỉ tiêu) over [`Indicator`]s (chỉ số), each asking for a [`Threshold`] of
//! the units of a [`Scope`]. A [`Register`] holds the units as they were on every date, a [`Ledger`] everything that they
//! reported. [`evaluate`] takes the three and a day, and gives an [`Evaluation`]: for every target, judging period and
//! subject an [`Outcome`], whose [`Verdict`] holds for whatever is still unknown, or is open.
//!
//! ```
//! use kehoach::{
//!     DoneBy, IndicatorId, Kind, Ledger, Level, Observation, Plan, Register, Report, Rhythm, UnitId, UnitRecord, Value,
//!     Verdict,
//!     build::{done, kinds, share_of_units},
//!     evaluate,
//! };
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // A commune and its three villages.
//! let commune = UnitId::new("xa")?;
//! let mut units = vec![UnitRecord::new(commune.clone(), "Xã", Kind::new("cap-uy")?, Level::new("commune")?)];
//! for n in 1..=3 {
//!     let id = UnitId::new(&format!("thon-{n}"))?;
//!     let village = UnitRecord::new(id, &format!("Thôn {n}"), Kind::new("thon")?, Level::new("village")?);
//!     units.push(village.under(commune.clone()));
//! }
//! let register = Register::new(units).map_err(|errors| errors[0].clone())?;
//!
//! // More than half of the villages are to sign a pledge in 2024.
//! let plan = Plan::build("12-KH/ĐU", "Công tác dân vận năm 2024", "xa", "2024")
//!     .scope("cac-thon", kinds(["thon"]))
//!     .indicator("cam-ket", "ký cam kết", done(DoneBy::Latest).reported(Rhythm::Yearly))
//!     .target("1", "Ký cam kết", share_of_units("cam-ket", "cac-thon").asks("trên 50%"))
//!     .finish()?;
//!
//! // Two have. Whatever the third will say, the target is met.
//! let mut ledger = Ledger::new();
//! for n in 1..=2 {
//!     ledger.add(Observation {
//!         indicator: IndicatorId::new("cam-ket")?,
//!         unit: UnitId::new(&format!("thon-{n}"))?,
//!         period: plan.period(),
//!         report: Report::Value(Value::Done(true)),
//!         reported_on: "2024-12-02".parse()?,
//!         source: None,
//!         corrects: false,
//!     })?;
//! }
//! let evaluation = evaluate(&plan, &register, &ledger, "2024-12-31".parse()?)?;
//! let outcome = &evaluation.outcomes[0];
//! assert_eq!(outcome.verdict, Verdict::Met);
//! assert_eq!(outcome.range.unwrap().low.to_string(), "2/3");
//! # Ok(())
//! # }
//! ```
//!
//! The same plan as a file, in the words of its document, is the example of the README.
//!
//! # A tour
//!
//! | to | there is |
//! |---|---|
//! | begin with programs that run | [`guide::cookbook`] |
//! | read and write plans, registers and ledgers as people type them | [`file`](mod@file), with the features `toml`, `json` and `csv`; key by key on [`guide::format`](mod@guide::format) |
//! | build a plan in code, checked as a file is | [`build`](mod@build), [`Plan::build`] |
//! | change a plan file while its comments stay | `file::PlanText`, with the feature `edit` |
//! | read `trên 85%`, `quý III/2021`, `Cơ quan chủ trì: ...` | [`phrases`] |
//! | be told what a plan may not mean, before it is signed | `file::Check`, [`Plan::findings`]; explained on [`guide::findings`] |
//! | evaluate a whole plan as of a day | [`evaluate`] |
//! | ask for one target, one subject, or what is behind a figure | [`Evaluator`] |
//! | keep what does not change between many evaluations | [`Prepared`] |
//! | say what one more report changes, and nothing else | [`Live`] |
//! | put two evaluations beside each other | [`compare`] |
//! | see ten thousand subjects of one target side by side | [`Column`] |
//! | add up what threads and machines have counted | [`Tally`], which merges, and travels as [bytes](Tally::to_bytes); [`Evaluator::judge`] |
//! | know who answers for what, and what is due or overdue | [`Duties`], [`Evaluator::pending`], [`DutyStatus`] |
//! | know why a verdict, a status or a grade is what it is | [`explain`] |
//! | compare figures over the years, across mergers and splits | [`series`](fn@series) |
//! | give points, grades and ranks | [`score`] |
//! | count working days | [`workdays`] |
//! | show a figure that does not contradict its verdict | [`show`] |
//! | let units merge, split and move in the middle of a plan | [`Succession`], [`Register::with_successions`]; what follows is on [`guide::reorganisation`] |
//! | show later what an evaluation was made from | `Receipt`, with the feature `receipt` |
//! | look up a Vietnamese term, or a reason | [`guide::glossary`], [`guide::design`] |
//!
//! # What it does not do
//!
//! It reads no Word or PDF file: a plan is typed, or put together by a program. It keeps nothing and knows no users: storing, signing
//! and access belong to an application. It asks no clock: the day as of which you evaluate is an argument. It forecasts nothing: what is
//! not reported is unknown. No figure is a float, and none is rounded before it is compared; a figure beyond the [`limits`] is an
//! error.
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

pub mod build;
mod citation;
mod document;
pub mod duty;
mod evaluate;
pub mod explain;
pub mod file;
mod findings;
pub mod guide;
mod id;
mod language;
mod ledger;
mod letters;
pub mod limits;
mod live;
pub mod phrases;
mod plan;
mod quantity;
#[cfg(feature = "receipt")]
mod receipt;
mod roster;
pub mod score;
mod series;
mod spelling;
mod state_name;
mod threshold;
mod time;
mod unit;
mod vietnamese;

pub use citation::{Citation, CitedDocument, Relation};
pub use document::{DocumentError, DocumentRef};
pub use duty::{
    Agenda, AgendaItem, Duties, DutyStatus, Involved, OccurrenceStatus, Rates, Subject, UnitRole,
};
pub use evaluate::{
    Bounds, Column, EvaluateError, Evaluation, Evaluator, Held, LedgerNote, MergeError, Outcome, PlanLine,
    PooledTally, Prepared, Range, Shortfall, Sources, Stage, SumTally, Tally, TallyBytesError, UnitTally,
    UnitTallyError, Verdict, evaluate,
};
pub use findings::{Finding, FindingKind, Severity};
pub use id::{
    CriterionId, GradeId, GroupId, IdError, IndicatorId, Kind, Level, ScaleId, ScopeId, SheetId, TargetId,
    TaskId, UnitId,
};
pub use language::Language;
pub use ledger::{
    AddError, Added, Completed, Completion, Conflict, Declared, Instruction, Judged, JudgedPoints, Judgement,
    Ledger, Observation, Report, ReportError, Value,
};
pub use live::{
    BeforeAfter, Changes, Compared, Entry, GradeChange, LineChange, Live, LiveError, PointsChange,
    StatusChange, VerdictChange, compare, compare_statuses,
};
pub use plan::{
    Aggregate, Asked, Baseline, Criterion, DoneBy, FigureBy, Indicator, JudgedAt, Judging, JudgingError,
    Measure, Party, Place, Plan, PlanError, PlanParts, Product, Recipient, Responsibility, RestDays, Role,
    ShareBy, Target, Task, Unknowns,
};
pub use quantity::{
    Fraction, FractionError, Grade, Number, NumberError, Overflow, Scale, ScaleError, Share, ShareError,
};
#[cfg(feature = "receipt")]
pub use receipt::{Digest, DigestError, Receipt};
pub use roster::PartyError;
pub use series::{
    GapReason, LeftOut, LeftReason, Series, SeriesError, SeriesFigure, SeriesGap, SeriesSource, SeriesState,
    SeriesValue, series,
};
pub use state_name::StateNameError;
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
pub use unit::{
    Extent, Heir, Lineage, Register, RegisterAt, RegisterError, Reorganisation, Scope, ScopeError, Scopes,
    Succession, SuccessionError, UnitAt, UnitRecord,
};

/// The README, whose programs are compiled and run with the documentation's.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
