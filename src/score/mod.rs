//! Scores (chấm điểm, xếp loại): from verdicts and values to points, grades and ranks.
//!
//! A [`Sheet`] (bảng điểm) says what is worth how many points; a [`Scorer`] reads an evaluator by it.
//!
//! | rule | points | mark |
//! |---|---|---|
//! | [`ByValue::AllOrNothing`] | the maximum where the target is met, else 0; it follows the verdict | S17 |
//! | [`ByValue::Proportional`] | `max x min(1, v / bound)` for at least and above, `max x min(1, bound / v)` for at most and below; a missed target at most one unit of the scale less than the maximum; nothing is in proportion to a bound that is not above 0 | S2, S3 |
//! | [`ByValue::Steps`] | those of the step in which the value lies, 0 in none | S4 |
//! | [`ByValue::PerShortfall`] | the maximum less so many for each step that the value lies from what is asked, not below 0 | S5 |
//! | [`ByValue::BaseAndSteps`] | so many where it is met, so many more for each further step, up to the maximum | |
//! | [`Rule::PerOccurrence`] | the maximum less so many for each late or missing occurrence, up to a cap | S6 |
//! | [`Rule::Judged`] | what an assessor recorded; until then anything from 0 to the maximum | |
//!
//! Points are exact decimals. A rule that divides rounds once, to the sheet's digits and in its mode; sums are exact. While
//! anything is open the points are a range in which every completion lies, and the grade is a set of grades.

mod change;
mod check;
mod classify;
pub(crate) mod duties;
mod error;
mod interval;
#[cfg(test)]
mod plain;
mod points;
mod quota;
mod rank;
mod result;
mod rule;
mod scorer;
mod sheet;
mod total;
mod working;

pub use change::{Further, Lift, Way};
pub use error::{SheetError, SheetPlace};
pub use points::{Bounds, Rounding};
pub(crate) use points::{minus, unit};
pub use result::{
    AdjustmentScore, ConditionFound, CriterionScore, GateFound, GroupScore, Holds, QuotaFound, Rank, Score,
    Scores, Standing,
};
pub(crate) use scorer::{Facts, fits};
pub use scorer::{ScoreError, Scorer};
pub use sheet::{
    Adjustment, AdjustmentBy, Basis, ByValue, Condition, Cutoff, Deduction, DutyRate, Gate, GateOn, Group,
    NotApplicable, Progress, Quota, QuotaBase, Rate, Rule, Sheet, SheetCriterion, SheetParts, Step,
    StepCount,
};
pub use working::Working;
