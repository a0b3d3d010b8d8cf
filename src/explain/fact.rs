//! What an explanation says, as data: one fact, with every figure that its sentence needs.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    document::DocumentRef,
    duty::DutyStatus,
    evaluate::{Range, Stage, Tally, UnitTally, Verdict},
    id::{CriterionId, GradeId, IndicatorId, TargetId, TaskId, UnitId},
    plan::Unknowns,
    quantity::{Fraction, Number},
    score::{Bounds, Holds, Lift, Rank, Rounding, Standing, Working},
    threshold::{BaselineBound, Shown, Threshold},
    time::Period,
    unit::Extent,
};

/// A unit, with what people call it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Named {
    /// Its id.
    pub id: UnitId,
    /// Its name.
    pub name: String,
}

/// A value, and how it is shown: rounded, but never against its verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Figure {
    /// The exact value; of a share, from 0 to 1.
    pub value: Fraction,
    /// As it is shown.
    pub shown: Shown,
}

/// What is asked of a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Demand {
    /// A threshold.
    Threshold(Threshold),
    /// A bound that moves with a baseline, as the plan writes it, with the baseline's value once it is known.
    #[non_exhaustive]
    Baseline {
        /// The bound.
        bound: BaselineBound,
        /// The baseline.
        baseline: Option<Figure>,
    },
    /// No number: an assessor judges.
    Judged,
}

/// How one unit stands to a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Standpoint {
    /// It meets the criterion.
    Met,
    /// It misses it.
    Missed,
    /// Its reports are missing.
    Unknown,
    /// It has nothing to measure.
    NotApplicable,
    /// It does not belong to the outer target's units.
    Outside,
    /// Whether it belongs to the outer target's units is unknown.
    MembershipUnknown,
    /// Its figures are added up.
    Added,
    /// It was below the subject for a while, and all that it reported counts elsewhere.
    Elsewhere,
}

/// A rule's arithmetic at one value, with how its figures are shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct WorkingSaid {
    /// The arithmetic.
    pub working: Working,
    /// The value.
    pub value: Shown,
    /// The bound that it is held against.
    pub bound: Option<Shown>,
}

/// An instruction that a task waited for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Instructed {
    /// The day on which it was issued.
    pub issued_on: NaiveDate,
    /// The day by which it asks for the task, if it names one.
    pub due: Option<NaiveDate>,
    /// The document it stands in, if known.
    pub source: Option<String>,
}

/// What was recorded of an occurrence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Recorded {
    /// The day on which it was recorded.
    pub recorded_on: NaiveDate,
    /// The document it stands in, if known.
    pub source: Option<String>,
    /// Why it does not apply, where that was recorded.
    pub because: Option<String>,
}

/// What a rule makes of a value, as the sheet states it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each field is that of the rule of the same name in `score`")]
#[non_exhaustive]
pub enum RuleSaid {
    AllOrNothing,
    #[non_exhaustive]
    Proportional {
        floor: Option<Number>,
        places: u32,
        rounding: Rounding,
        most_missed: Number,
    },
    #[non_exhaustive]
    Steps {
        steps: Vec<(Threshold, Number)>,
    },
    #[non_exhaustive]
    PerShortfall {
        step: Number,
        points: Number,
        begun: bool,
    },
    #[non_exhaustive]
    BaseAndSteps {
        base: Number,
        step: Number,
        points: Number,
        pro_rata: bool,
        places: u32,
        rounding: Rounding,
    },
    #[non_exhaustive]
    PerOccurrence {
        points: Option<Number>,
        percent: Option<Number>,
        cap: Option<Number>,
        late: u64,
        pending: u64,
    },
    Judged,
}

/// One step by which a unit, or a part of it, came to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PassageSaid {
    /// The heir.
    pub to: Named,
    /// The first day of the new order.
    pub on: NaiveDate,
    /// How much passed.
    pub extent: Extent,
    /// The document that orders it.
    pub document: Option<DocumentRef>,
}

/// How much of the figures of a divided unit is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PortionSaid {
    /// The least share of them, from 0 to 1.
    pub low: Fraction,
    /// The greatest; the same as the least where an apportionment, or the forest, says it.
    pub high: Fraction,
}

/// Something out of the ordinary that bears on a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Exception {
    /// The report stands in place of an earlier one of the same cell.
    #[non_exhaustive]
    Corrected {
        /// What the earlier one said; none if it was withdrawn.
        before: Option<String>,
        /// When it was reported.
        reported_on: NaiveDate,
    },
    /// It is for a longer period and stands for shorter ones.
    #[non_exhaustive]
    LongerPeriod {
        /// The expected sub-periods it stands for.
        stands_for: Vec<Period>,
    },
    /// Its whole is another than the one declared before.
    #[non_exhaustive]
    OtherWhole {
        /// The declared whole.
        declared: u64,
    },
    /// It is from before the judging period.
    CarriedForward,
    /// A later figure in the judging period can still replace it.
    Provisional,
    /// It does not count: another report stands for the same days.
    #[non_exhaustive]
    SetAside {
        /// The period of the report that stands, where it is one.
        by: Option<Period>,
    },
    /// It does not count at this subject, although it is for days on which the unit was there too.
    #[non_exhaustive]
    CountedElsewhere {
        /// The last day of its period, on which the unit was elsewhere: there it counts.
        on: NaiveDate,
    },
}

/// One fact of an explanation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::large_enum_variant, reason = "a tree has few nodes, and verdicts are most of them")]
#[expect(missing_docs, reason = "each field is that of the result of the same name in `score` or `evaluate`")]
#[non_exhaustive]
pub enum Fact {
    /// A place in the ranking.
    #[non_exhaustive]
    Rank { subject: Named, rank: Rank, among: usize, total: Bounds, tied_with: Vec<Named> },
    /// A grade.
    #[non_exhaustive]
    Grade {
        subject: Named,
        sheet: String,
        period: Period,
        as_of: NaiveDate,
        total: Option<Bounds>,
        cutoffs: Vec<(GradeId, String, Threshold)>,
        by_points: Vec<String>,
        before_quotas: Vec<String>,
        grades: Vec<String>,
    },
    /// What caps the grade.
    #[non_exhaustive]
    Gate {
        target: Option<String>,
        duties: Vec<DutyStatus>,
        /// The tasks that it looks at, where it names them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        tasks: Vec<String>,
        criterion: Option<String>,
        points: Option<Threshold>,
        at_most: String,
        closed: Holds,
    },
    /// What a grade asks beside points.
    #[non_exhaustive]
    Condition {
        grade: String,
        rate: String,
        asked: Threshold,
        counted: UnitTally,
        holds: Holds,
        /// The tasks or targets that it is about, where it names them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        of: Vec<String>,
        /// The grade that it asks of subordinate units.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_least: Option<String>,
    },
    /// A quota.
    #[non_exhaustive]
    Quota {
        grade: String,
        share: Threshold,
        base: (u64, u64),
        places: (u64, u64),
        ahead: (u64, u64),
        standing: Standing,
        holds: Holds,
        tied_at_edge: bool,
    },
    /// A total.
    #[non_exhaustive]
    Total {
        subject: Named,
        parts: Vec<Bounds>,
        rescaled: Option<(Number, Number)>,
        sum: Bounds,
        bonuses: Vec<Bounds>,
        penalties: Vec<Bounds>,
        total_max: Option<Number>,
        total: Bounds,
        completeness: Option<Figure>,
    },
    /// A group's points.
    #[non_exhaustive]
    Group {
        title: Option<String>,
        parts: Vec<Bounds>,
        sum: Bounds,
        all_max: Number,
        counted_max: Number,
        max: Option<Number>,
        points: Option<Bounds>,
    },
    /// A criterion's points.
    #[non_exhaustive]
    Points {
        criterion: CriterionId,
        title: String,
        clause: Option<String>,
        max: Number,
        rule: RuleSaid,
        percent: bool,
        workings: Vec<WorkingSaid>,
        points: Option<Bounds>,
        counted: Option<Bounds>,
        can_add: Number,
    },
    /// A bonus's or penalty's points.
    #[non_exhaustive]
    Adjustment {
        adjustment: CriterionId,
        title: String,
        clause: Option<String>,
        penalty: bool,
        per_unit: bool,
        each: Number,
        cap: Number,
        points: Bounds,
    },
    /// A rate of duties.
    #[non_exhaustive]
    DutyRate { on_time: bool, asked: Option<Threshold>, counted: UnitTally },
    /// How an occurrence stands.
    #[non_exhaustive]
    Status {
        task: TaskId,
        title: String,
        clause: Option<String>,
        occurrence: String,
        unit: Named,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        taken_over_from: Vec<Named>,
        first: Option<NaiveDate>,
        last: Option<NaiveDate>,
        status: DutyStatus,
        done_on: Option<NaiveDate>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        done_by: Vec<Named>,
        days: Option<u64>,
        /// The day of rest that the last day was moved from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        moved_from: Option<NaiveDate>,
        /// Whether it goes on all the time.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        continuous: bool,
        /// The instruction that it waited for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        instruction: Option<Instructed>,
        /// The record that it rests on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        recorded: Option<Recorded>,
    },
    /// A verdict.
    #[non_exhaustive]
    Verdict {
        target: TargetId,
        title: String,
        clause: Option<String>,
        subject: Named,
        period: Period,
        stage: Stage,
        aggregate: String,
        criterion: Option<Threshold>,
        within: Option<String>,
        combine: Option<String>,
        asked: Demand,
        low: Option<Figure>,
        high: Option<Figure>,
        range: Option<Range>,
        tally: Option<Tally>,
        policy: Option<Unknowns>,
        provisional: bool,
        needed: Option<Fraction>,
        /// Whether more than that is needed: the bound of an amount is left out.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        strict: bool,
        reachable: bool,
        verdict: Verdict,
    },
    /// A baseline that was measured.
    #[non_exhaustive]
    Baseline { period: Period, value: Option<Figure> },
    /// A unit's part in a target.
    #[non_exhaustive]
    Unit { unit: Named, standpoint: Standpoint },
    /// A unit whose figures count with another: along which succession of units, or as which part.
    #[non_exhaustive]
    TakenOver { from: Named, passages: Vec<PassageSaid>, part: Option<PortionSaid> },
    /// A scope in which no unit is left: the day from which there is none.
    #[non_exhaustive]
    NobodyLeft { scope: String, since: NaiveDate },
    /// A report.
    #[non_exhaustive]
    Report {
        indicator: IndicatorId,
        name: String,
        unit: Named,
        period: Period,
        value: Option<String>,
        because: Option<String>,
        reported_on: NaiveDate,
        source: Option<String>,
        exceptions: Vec<Exception>,
    },
    /// A report that is missing.
    #[non_exhaustive]
    Missing { indicator: IndicatorId, name: String, unit: Named, period: Period, declared: Option<u64> },
    /// An assessor's judgement.
    #[non_exhaustive]
    Judgement {
        target: TargetId,
        subject: Named,
        period: Period,
        verdict: Verdict,
        judged_on: Option<NaiveDate>,
        grounds: Option<String>,
    },
    /// Points that an assessor recorded.
    #[non_exhaustive]
    JudgedPoints {
        criterion: CriterionId,
        points: Option<Number>,
        judged_on: Option<NaiveDate>,
        grounds: Option<String>,
    },
    /// What would change the grade.
    #[non_exhaustive]
    Change { lift: Lift, grade: String, titles: Vec<(CriterionId, String)> },
}
