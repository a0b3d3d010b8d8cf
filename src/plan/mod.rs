//! The plan (kế hoạch): what is measured, what is asked of whom, and when it is judged.
//!
//! A plan knows nothing of registers, of reports or of today: those are circumstances, handed to the evaluation beside it.

mod check;
mod indicator;
mod places;
mod recipient;
mod target;
mod task;

pub(crate) use check::field;
pub use check::{Place, PlanError};
pub use indicator::{DoneBy, FigureBy, Indicator, Measure, ShareBy};
pub use recipient::Recipient;
pub use target::{Aggregate, Asked, Baseline, Criterion, JudgedAt, Judging, JudgingError, Target, Unknowns};
pub use task::{Party, Product, Responsibility, RestDays, Role, Task};

use places::Places;

use crate::{
    citation::Citation,
    id::{IndicatorId, ScaleId, TargetId, TaskId, UnitId},
    quantity::Scale,
    time::{Period, ReportingCalendar},
    unit::{Scope, Scopes},
};

/// The parts of a plan, before they are checked against one another by [`Plan::new`].
#[derive(Debug, Clone, PartialEq)]
pub struct PlanParts {
    /// Its number, such as `159-KH/HU`, or another short name.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The unit that issued it.
    pub issuer: UnitId,
    /// The day it was issued.
    pub issued: Option<chrono::NaiveDate>,
    /// The period it is for.
    pub period: Period,
    /// The documents that it rests on, carries out or looks back upon, in the order of
    /// [`Relation::ALL`](crate::Relation::ALL) where a file wrote them.
    pub citations: Vec<Citation>,
    /// To whom it is sent.
    pub recipients: Vec<Recipient>,
    /// Where figures are closed.
    pub calendar: ReportingCalendar,
    /// How unknowns count once a judging period is closed, where a target does not say.
    pub unknowns: Unknowns,
    /// The grade scales that its indicators use.
    pub scales: Vec<Scale>,
    /// The scopes that its targets use.
    pub scopes: Vec<Scope>,
    /// What is measured.
    pub indicators: Vec<Indicator>,
    /// What is asked.
    pub targets: Vec<Target>,
    /// What becomes of a due day that falls on a rest day.
    pub rest_days: RestDays,
    /// What is to be done and reported.
    pub tasks: Vec<Task>,
}

impl PlanParts {
    /// A plan without scales, scopes, indicators and targets.
    #[must_use]
    pub fn new(id: &str, title: &str, issuer: UnitId, period: Period) -> Self {
        Self {
            id: id.to_owned(),
            title: title.to_owned(),
            issuer,
            issued: None,
            period,
            citations: Vec::new(),
            recipients: Vec::new(),
            calendar: ReportingCalendar::CALENDAR_MONTHS,
            unknowns: Unknowns::Open,
            scales: Vec::new(),
            scopes: Vec::new(),
            indicators: Vec::new(),
            targets: Vec::new(),
            rest_days: RestDays::Stay,
            tasks: Vec::new(),
        }
    }
}

/// A plan (kế hoạch) whose parts fit together: every reference leads somewhere, every threshold is of the kind that its
/// figures need, every aggregate one that its indicator allows.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    parts: PlanParts,
    scopes: Scopes,
    places: Places,
}

impl Plan {
    /// Checks the parts against one another.
    ///
    /// # Errors
    /// Everything that does not fit, with its place, in the plan's order.
    pub fn new(parts: PlanParts) -> Result<Self, Vec<(Place, PlanError)>> {
        let places = Places::of(&parts);
        let scopes = check::parts(&parts, &places)?;
        Ok(Self { parts, scopes, places })
    }

    /// Its number, such as `159-KH/HU`, or another short name.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.parts.id
    }

    /// Its title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.parts.title
    }

    /// The unit that issued it.
    #[must_use]
    pub const fn issuer(&self) -> &UnitId {
        &self.parts.issuer
    }

    /// The day it was issued.
    #[must_use]
    pub const fn issued(&self) -> Option<chrono::NaiveDate> {
        self.parts.issued
    }

    /// The period it is for.
    #[must_use]
    pub const fn period(&self) -> Period {
        self.parts.period
    }

    /// The documents that it rests on (căn cứ), carries out (thực hiện) or looks back upon (sơ kết, tổng kết).
    #[must_use]
    pub fn citations(&self) -> &[Citation] {
        &self.parts.citations
    }

    /// To whom it is sent (nơi nhận).
    #[must_use]
    pub fn recipients(&self) -> &[Recipient] {
        &self.parts.recipients
    }

    /// Where figures are closed.
    #[must_use]
    pub const fn calendar(&self) -> ReportingCalendar {
        self.parts.calendar
    }

    /// How unknowns count once a judging period is closed, where a target does not say.
    #[must_use]
    pub const fn unknowns(&self) -> Unknowns {
        self.parts.unknowns
    }

    /// The grade scales that its indicators use.
    #[must_use]
    pub fn scales(&self) -> &[Scale] {
        &self.parts.scales
    }

    /// A scale by its id.
    #[must_use]
    pub fn scale(&self, id: &ScaleId) -> Option<&Scale> {
        self.parts.scales.get(self.places.scale(id)?)
    }

    /// The scopes that its targets use.
    #[must_use]
    pub const fn scopes(&self) -> &Scopes {
        &self.scopes
    }

    /// What is measured.
    #[must_use]
    pub fn indicators(&self) -> &[Indicator] {
        &self.parts.indicators
    }

    /// An indicator by its id.
    #[must_use]
    pub fn indicator(&self, id: &IndicatorId) -> Option<&Indicator> {
        self.parts.indicators.get(self.places.indicator(id)?)
    }

    /// What is asked, in the plan's order.
    #[must_use]
    pub fn targets(&self) -> &[Target] {
        &self.parts.targets
    }

    /// A target by its id.
    #[must_use]
    pub fn target(&self, id: &TargetId) -> Option<&Target> {
        self.parts.targets.get(self.places.target(id)?)
    }

    /// What becomes of a due day that falls on a rest day.
    #[must_use]
    pub const fn rest_days(&self) -> RestDays {
        self.parts.rest_days
    }

    /// What is to be done and reported, in the plan's order.
    #[must_use]
    pub fn tasks(&self) -> &[Task] {
        &self.parts.tasks
    }

    /// A task by its id.
    #[must_use]
    pub fn task(&self, id: &TaskId) -> Option<&Task> {
        self.parts.tasks.get(self.places.task(id)?)
    }

    /// The parts, to change a copy of them.
    #[must_use]
    pub const fn parts(&self) -> &PlanParts {
        &self.parts
    }

    /// The periods in which a target is judged, in order: calendar periods clipped to the plan's, one by a date from the
    /// plan's first day.
    pub fn judging_periods(&self, target: &Target) -> impl Iterator<Item = Period> {
        target.judged.periods(self.parts.period)
    }

    /// The days that a period is about in which a target is judged: those on which figures are closed \[A9\]. The date by which
    /// something is asked stays where it is.
    pub(crate) fn judging_days(&self, target: &Target, period: Period) -> Period {
        let days = self.parts.calendar.days(period);
        match target.judged {
            Judging::By(day) if Period::between(self.parts.period.first(), day) == Ok(period) => {
                Period::between(days.first(), day).unwrap_or(days)
            }
            _ => days,
        }
    }
}
