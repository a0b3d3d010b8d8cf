//! Every kind of finding, with its code and how much it matters.

use chrono::NaiveDate;

use super::Severity;
use crate::{
    id::{GradeId, IndicatorId, Kind, Level, ScopeId, TargetId, UnitId},
    plan::Role,
    quantity::Number,
    threshold::Threshold,
    time::{Period, Rhythm, Schedule},
};

/// What was found. The page [`findings`](crate::guide::findings) of the guide explains each by its code, with an example and
/// its mend.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FindingKind {
    /// The plan was issued after all of its period.
    IssuedAfterPlan {
        /// The issue date.
        issued: NaiveDate,
        /// The plan's period.
        plan: Period,
    },
    /// A document that was issued after the plan that cites it.
    DocumentAfterIssue {
        /// Its number, or its name.
        document: String,
        /// Its day.
        dated: NaiveDate,
        /// The plan's issue date.
        issued: NaiveDate,
    },
    /// One document with two days.
    TwoDates {
        /// Its number.
        document: String,
        /// The day that is given here.
        dated: NaiveDate,
        /// The day that is given where it is cited first.
        other: NaiveDate,
    },
    /// Latin letters with one of another script among them: in an id, or in a word of a text where it looks Latin.
    MixedScripts {
        /// The id or the word.
        text: String,
        /// The first such letter.
        letter: char,
        /// How many more records of a register say so of the same letter.
        others: usize,
    },
    /// Two ids of one table that an eye takes for one another.
    LookAlike {
        /// The id.
        text: String,
        /// The earlier one.
        other: String,
        /// How many more such pairs a register has.
        others: usize,
    },
    /// A character in a text that is not shown, or that changes how others are.
    HiddenCharacter {
        /// The first of them; one that changes the direction before others.
        character: char,
        /// How many more records of a register say so of the same character.
        others: usize,
    },
    /// A scale, scope or indicator that nothing in the plan uses.
    Unused {
        /// `scales`, `scopes` or `indicators`.
        table: &'static str,
    },
    /// An amount that says not what it is measured in.
    NoUnit,
    /// A threshold that nothing can satisfy.
    Unsatisfiable {
        /// The threshold.
        threshold: Threshold,
    },
    /// A threshold that everything satisfies.
    AlwaysMet {
        /// The threshold.
        threshold: Threshold,
    },
    /// A bound of a share over 100 %.
    OverHundred {
        /// The threshold.
        threshold: Threshold,
        /// Whether some share satisfies it all the same.
        satisfiable: bool,
    },
    /// Two targets on one indicator that cannot both be met.
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
    /// A target that is met whenever another on the same value is.
    Implied {
        /// What this target asks.
        mine: Threshold,
        /// The other target.
        other: TargetId,
        /// What it asks.
        theirs: Threshold,
    },
    /// A target within another that cannot be met together with it.
    OuterOutOfReach {
        /// What this target asks.
        mine: Threshold,
        /// The outer target.
        outer: TargetId,
        /// What it asks.
        theirs: Threshold,
    },
    /// A target within another whose criterion no unit meets that meets the other's.
    ExcludedWithin {
        /// The criterion of this target.
        mine: Threshold,
        /// The outer target.
        outer: TargetId,
        /// Its criterion.
        theirs: Threshold,
    },
    /// An indicator reported less often than a target on it is judged.
    ReportedTooSeldom {
        /// The indicator.
        indicator: IndicatorId,
        /// How often it is reported.
        reported: Rhythm,
        /// The first judging period at whose end no figure is closed.
        period: Period,
    },
    /// Judging periods that ended before the plan was issued.
    JudgedBeforeIssue {
        /// The first of them.
        period: Period,
        /// The issue date.
        issued: NaiveDate,
        /// How many more there are.
        others: usize,
    },
    /// Two entries of one clause with one title.
    SameWords {
        /// The id of the earlier one.
        other: String,
    },
    /// A task that no one leads.
    NoLead,
    /// A task that only an open phrase leads.
    OpenLead {
        /// The phrase.
        phrase: String,
    },
    /// A phrase from which no unit follows, in another role than that of a lead.
    OpenParty {
        /// The phrase.
        phrase: String,
        /// In how many more tasks it stands.
        others: usize,
    },
    /// A party that has one role twice in a task, or leads it and takes part beside that.
    NamedTwice {
        /// The party as a file writes it.
        party: String,
        /// The role in which it stands first.
        first: Role,
    },
    /// A schedule without an occurrence in its plan.
    NeverInPlan {
        /// The level whose timing it is, if levels have their own.
        level: Option<Level>,
        /// The plan's period.
        plan: Period,
    },
    /// A part of a schedule, or a time of judging, outside its plan.
    PartOutsidePlan {
        /// The period, phase or time.
        part: String,
        /// Whether all of it does.
        wholly: bool,
        /// The plan's period.
        plan: Period,
    },
    /// Occurrences that end before the plan was issued.
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
    NeighbouringMonths {
        /// The schedule as it stands.
        read: Box<Schedule>,
        /// The same with windows.
        window: Option<Box<Schedule>>,
    },
    /// Due days on days of rest.
    RestDay {
        /// The first of them.
        due: NaiveDate,
        /// The last working day before it.
        before: Option<NaiveDate>,
        /// How many more there are.
        others: usize,
        /// Whether it would move if the plan moved due days: a day *before* which something is due never does.
        may_roll: bool,
    },
    /// A report that says not to whom.
    NoRecipient,
    /// A task that says to whom it is reported, and is not said to be a report.
    NotAReport {
        /// The role that only a report has.
        role: Role,
    },
    /// A unit that reports to itself, or through itself.
    ReportToItself {
        /// The unit, or the scope.
        party: String,
        /// In which role it stands beside its own lead.
        role: Role,
    },
    /// A report whose schedule has no day.
    ReportWithoutTime {
        /// The schedule.
        when: Box<Schedule>,
    },
    /// A report that is due before the figures of its period are closed.
    BeforeFigures {
        /// The first such occurrence.
        period: Period,
        /// Its last day.
        due: NaiveDate,
        /// When the figures of its period are closed.
        closed: NaiveDate,
        /// How many more such occurrences there are.
        others: usize,
    },
    /// A unit that the register does not have.
    UnknownUnit {
        /// The id.
        unit: UnitId,
        /// The unit whose id is nearest.
        nearest: Option<UnitId>,
    },
    /// A unit that does not exist during all of the plan.
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
    /// A unit that ends before the plan does, and for which another stands from then on.
    PassedOn {
        /// The unit.
        unit: UnitId,
        /// Its last day.
        last: NaiveDate,
        /// The unit that stands for it when the plan ends; of a divided unit that has a part in a task, the heir that answers for
        /// its duties.
        heir: UnitId,
    },
    /// A unit that is divided before the plan ends, so that none stands for all of it.
    DividedUnit {
        /// The unit.
        unit: UnitId,
        /// The unit that is divided: itself, or its heir of the whole.
        divided: UnitId,
        /// The day.
        on: NaiveDate,
        /// Those that have a part of it.
        heirs: Vec<UnitId>,
    },
    /// A divided unit that has a part in a task, and for whose duties no heir answers.
    DutiesWithoutHeir {
        /// The unit.
        unit: UnitId,
        /// The unit that is divided: itself, or its heir of the whole.
        divided: UnitId,
        /// The day from which on none answers.
        on: NaiveDate,
    },
    /// A kind that no unit of the register is ever of.
    UnknownKind {
        /// The kind.
        kind: Kind,
        /// The kind of some unit that is nearest.
        nearest: Option<Kind>,
    },
    /// A level that no unit of the register is ever at.
    UnknownLevel {
        /// The level.
        level: Level,
        /// The level of some unit that is nearest.
        nearest: Option<Level>,
    },
    /// A scope that holds no unit on any day of the plan.
    EmptyScope {
        /// The scope.
        scope: ScopeId,
    },
    /// A scope of measured units that holds a unit and another below it.
    ReportsTwice {
        /// The scope.
        scope: ScopeId,
        /// A unit.
        above: UnitId,
        /// A unit below it.
        below: UnitId,
        /// How many more units stand below one of the scope.
        others: usize,
        /// Whether figures of both are added, rather than each counted for itself.
        added: bool,
    },
    /// A target that measures no unit in any of its judging periods.
    NothingMeasured {
        /// The scope.
        scope: ScopeId,
    },
    /// A target that is judged at no unit in any of its judging periods.
    NoSubject {
        /// The scope.
        scope: ScopeId,
    },
    /// A target that is judged when no unit is left to measure, or at which to judge.
    NoUnitLeft {
        /// The scope.
        scope: ScopeId,
        /// The first day from which on it holds none.
        on: NaiveDate,
    },
    /// A baseline from before a day on which units of the target passed on.
    BaselineAcross {
        /// The period of the baseline.
        baseline: Period,
        /// The first such day.
        on: NaiveDate,
        /// A unit that passed on then.
        predecessor: UnitId,
        /// Its heir.
        heir: UnitId,
        /// How many more successions there are.
        others: usize,
    },
    /// An apportionment in the register of figures on no indicator of the plan, but nearly on one.
    UnknownApportionment {
        /// The indicator that the register names.
        indicator: IndicatorId,
        /// The id of the plan's own.
        nearest: String,
    },
    /// Subjects below which no measured unit stands.
    EmptySubject {
        /// The first of them.
        subject: UnitId,
        /// The scope of measured units.
        scope: ScopeId,
        /// How many more there are.
        others: usize,
    },
    /// Fewer measured units than are to meet the criterion.
    TooFewUnits {
        /// What is asked.
        asked: Threshold,
        /// How many units there are.
        units: usize,
        /// Below which subject, if not in the whole scope.
        subject: Option<UnitId>,
    },
    /// A target within another that measures none of its units.
    NothingWithin {
        /// The outer target.
        outer: TargetId,
    },
    /// A task whose leads are no unit on any day of the plan.
    NoLeadUnit,
    /// A lead at a level for which the schedule has no time.
    NoTimeForLead {
        /// The first of them.
        unit: UnitId,
        /// Its level.
        level: Level,
        /// How many more there are.
        others: usize,
    },
    /// A level that has a time of its own, and at which no lead stands.
    LevelWithoutLead {
        /// The level.
        level: Level,
    },
    /// No unit of a kind at the level and place of whoever acts.
    NoneAtLevel {
        /// Whoever acts, the first of them.
        actor: UnitId,
        /// The kind that is sought.
        kind: Kind,
        /// A day.
        on: NaiveDate,
        /// How many more there are that have none.
        others: usize,
    },
    /// Several units of a kind at the level and place of whoever acts.
    SeveralAtLevel {
        /// Whoever acts, the first of them.
        actor: UnitId,
        /// The kind that is sought.
        kind: Kind,
        /// One of the units.
        first: UnitId,
        /// Another.
        second: UnitId,
        /// How many more there are that have several.
        others: usize,
    },
    /// A sheet that scores no unit.
    NothingScored {
        /// The scope.
        scope: ScopeId,
    },
    /// A criterion of a sheet on a target that measures no unit below any of the sheet's subjects.
    NeverScored {
        /// The target.
        target: TargetId,
    },
    /// A grade beyond all points that can be had.
    UnreachableGrade {
        /// The totals that make it.
        points: Threshold,
        /// The greatest total.
        most: Number,
    },
    /// A quota that comes to less than one unit.
    QuotaOfNone {
        /// The grade.
        grade: GradeId,
        /// The share.
        share: Threshold,
        /// How many units are scored.
        scored: usize,
    },
}

impl FindingKind {
    /// The code of every kind, in the order of the guide's page.
    pub const CODES: &[&str] = &[
        "issued-after-plan",
        "document-after-issue",
        "two-dates",
        "mixed-scripts",
        "look-alike",
        "hidden-character",
        "unused",
        "no-unit",
        "unsatisfiable",
        "over-hundred",
        "always-met",
        "contradiction",
        "implied",
        "outer-out-of-reach",
        "excluded-within",
        "reported-too-seldom",
        "judged-before-issue",
        "same-words",
        "no-lead",
        "open-lead",
        "open-party",
        "named-twice",
        "never-in-plan",
        "part-outside-plan",
        "before-issue",
        "neighbouring-months",
        "rest-day",
        "no-recipient",
        "not-a-report",
        "report-to-itself",
        "report-without-time",
        "before-figures",
        "unknown-unit",
        "expired-unit",
        "passed-on",
        "divided-unit",
        "duties-without-heir",
        "unknown-kind",
        "unknown-level",
        "empty-scope",
        "reports-twice",
        "nothing-measured",
        "no-subject",
        "no-unit-left",
        "baseline-across",
        "unknown-apportionment",
        "empty-subject",
        "too-few-units",
        "nothing-within",
        "no-lead-unit",
        "no-time-for-lead",
        "level-without-lead",
        "none-at-level",
        "several-at-level",
        "nothing-scored",
        "never-scored",
        "unreachable-grade",
        "quota-of-none",
    ];

    /// A stable name, for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::IssuedAfterPlan { .. } => "issued-after-plan",
            Self::DocumentAfterIssue { .. } => "document-after-issue",
            Self::TwoDates { .. } => "two-dates",
            Self::MixedScripts { .. } => "mixed-scripts",
            Self::LookAlike { .. } => "look-alike",
            Self::HiddenCharacter { .. } => "hidden-character",
            Self::Unused { .. } => "unused",
            Self::NoUnit => "no-unit",
            Self::Unsatisfiable { .. } => "unsatisfiable",
            Self::OverHundred { .. } => "over-hundred",
            Self::AlwaysMet { .. } => "always-met",
            Self::Contradiction { .. } => "contradiction",
            Self::Implied { .. } => "implied",
            Self::OuterOutOfReach { .. } => "outer-out-of-reach",
            Self::ExcludedWithin { .. } => "excluded-within",
            Self::ReportedTooSeldom { .. } => "reported-too-seldom",
            Self::JudgedBeforeIssue { .. } => "judged-before-issue",
            Self::SameWords { .. } => "same-words",
            Self::NoLead => "no-lead",
            Self::OpenLead { .. } => "open-lead",
            Self::OpenParty { .. } => "open-party",
            Self::NamedTwice { .. } => "named-twice",
            Self::NeverInPlan { .. } => "never-in-plan",
            Self::PartOutsidePlan { .. } => "part-outside-plan",
            Self::BeforeIssue { .. } => "before-issue",
            Self::NeighbouringMonths { .. } => "neighbouring-months",
            Self::RestDay { .. } => "rest-day",
            Self::NoRecipient => "no-recipient",
            Self::NotAReport { .. } => "not-a-report",
            Self::ReportToItself { .. } => "report-to-itself",
            Self::ReportWithoutTime { .. } => "report-without-time",
            Self::BeforeFigures { .. } => "before-figures",
            Self::UnknownUnit { .. } => "unknown-unit",
            Self::ExpiredUnit { .. } => "expired-unit",
            Self::PassedOn { .. } => "passed-on",
            Self::DividedUnit { .. } => "divided-unit",
            Self::DutiesWithoutHeir { .. } => "duties-without-heir",
            Self::UnknownKind { .. } => "unknown-kind",
            Self::UnknownLevel { .. } => "unknown-level",
            Self::EmptyScope { .. } => "empty-scope",
            Self::ReportsTwice { .. } => "reports-twice",
            Self::NothingMeasured { .. } => "nothing-measured",
            Self::NoSubject { .. } => "no-subject",
            Self::NoUnitLeft { .. } => "no-unit-left",
            Self::BaselineAcross { .. } => "baseline-across",
            Self::UnknownApportionment { .. } => "unknown-apportionment",
            Self::EmptySubject { .. } => "empty-subject",
            Self::TooFewUnits { .. } => "too-few-units",
            Self::NothingWithin { .. } => "nothing-within",
            Self::NoLeadUnit => "no-lead-unit",
            Self::NoTimeForLead { .. } => "no-time-for-lead",
            Self::LevelWithoutLead { .. } => "level-without-lead",
            Self::NoneAtLevel { .. } => "none-at-level",
            Self::SeveralAtLevel { .. } => "several-at-level",
            Self::NothingScored { .. } => "nothing-scored",
            Self::NeverScored { .. } => "never-scored",
            Self::UnreachableGrade { .. } => "unreachable-grade",
            Self::QuotaOfNone { .. } => "quota-of-none",
        }
    }

    /// How much it matters.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::Unused { .. }
            | Self::NoUnit
            | Self::Implied { .. }
            | Self::OpenParty { .. }
            | Self::NeighbouringMonths { .. }
            | Self::RestDay { .. }
            | Self::BeforeFigures { .. }
            | Self::PassedOn { .. }
            | Self::BaselineAcross { .. }
            | Self::ReportsTwice { added: false, .. } => Severity::Note,
            Self::ExpiredUnit { first, last, plan, .. } => {
                let never = last.is_some_and(|last| last < plan.first())
                    || first.is_some_and(|first| first > plan.last());
                if never { Severity::Error } else { Severity::Warning }
            }
            // An `l` beside a `1` may be meant, and fonts differ. A letter of another script is not.
            Self::LookAlike { text, other, .. } if text.is_ascii() && other.is_ascii() => Severity::Note,
            Self::Unsatisfiable { .. }
            | Self::OverHundred { satisfiable: false, .. }
            | Self::Contradiction { .. }
            | Self::OuterOutOfReach { .. }
            | Self::ExcludedWithin { .. }
            | Self::NoLead
            | Self::NeverInPlan { .. }
            | Self::UnknownUnit { .. }
            | Self::DutiesWithoutHeir { .. }
            | Self::NothingMeasured { .. }
            | Self::NoSubject { .. }
            | Self::TooFewUnits { .. }
            | Self::NothingWithin { .. }
            | Self::NoLeadUnit
            | Self::NoneAtLevel { .. }
            | Self::SeveralAtLevel { .. }
            | Self::NothingScored { .. } => Severity::Error,
            _ => Severity::Warning,
        }
    }
}
