//! Targets (chỉ tiêu): what is asked, of whom, judged where and when.

use std::{fmt, str::FromStr};

use chrono::NaiveDate;

use super::{FigureBy, Indicator, Measure};
use crate::{
    citation::Citation,
    id::{IndicatorId, ScopeId, TargetId},
    limits::JUDGING_PERIODS,
    quantity::{Fraction, Number},
    spelling::is_blank,
    threshold::{BaselineBound, Domain, Interval, Measured, Threshold},
    time::{DateError, Period, PeriodError, Rhythm, parse_date, spell_date},
};

/// When a unit meets what is asked of each unit.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Criterion {
    /// When it has done the thing: for indicators of 'done or not'.
    Done,
    /// When its figure meets a threshold.
    Meets(Threshold),
}

/// How the units' figures make one value at a subject.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Aggregate {
    /// The units that meet the criterion, over all applicable units.
    ShareOfUnits(Criterion),
    /// How many units meet the criterion.
    NumberOfUnits(Criterion),
    /// The sum of parts over the sum of wholes.
    PooledShare,
    /// The sum of counts or amounts.
    Total,
    /// The sum over the number of applicable units, each weighing the same.
    Mean,
    /// An assessor's recorded judgement.
    Judgement,
}

impl Aggregate {
    /// The kind of threshold that its value is held against; none for judgements.
    #[must_use]
    pub const fn measured(&self) -> Option<Measured> {
        match self {
            Self::ShareOfUnits(_) | Self::PooledShare => Some(Measured::Share),
            Self::NumberOfUnits(_) | Self::Total | Self::Mean => Some(Measured::Plain),
            Self::Judgement => None,
        }
    }

    /// Its name in files, such as `share-of-units`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::ShareOfUnits(_) => "share-of-units",
            Self::NumberOfUnits(_) => "number-of-units",
            Self::PooledShare => "pooled-share",
            Self::Total => "total",
            Self::Mean => "mean",
            Self::Judgement => "judgement",
        }
    }

    /// The values that it can have of an indicator; none where nothing bounds them.
    pub(crate) fn domain(&self, indicator: Option<&Indicator>) -> Option<Domain> {
        let amount = |least, greatest| Domain::Amount { least, greatest };
        Some(match (self, indicator.map(|i| &i.measure)) {
            (Self::ShareOfUnits(_) | Self::PooledShare, _) => Domain::Share,
            (Self::NumberOfUnits(_), _) | (Self::Total, Some(Measure::Count(_))) => Domain::Count,
            (Self::Mean, Some(Measure::Count(_))) => amount(Number::ZERO, None),
            (Self::Mean, Some(Measure::Amount { by: FigureBy::Latest, least, greatest, .. })) => {
                amount(*least, *greatest)
            }
            // Of how many figures nothing is known: a sum has no greatest, and a least only where none of them is below 0.
            (Self::Total | Self::Mean, Some(Measure::Amount { least, .. })) if *least >= Number::ZERO => {
                amount(*least, None)
            }
            _ => return None,
        })
    }

    /// The criterion for each unit, where units are counted.
    #[must_use]
    pub const fn criterion(&self) -> Option<&Criterion> {
        match self {
            Self::ShareOfUnits(criterion) | Self::NumberOfUnits(criterion) => Some(criterion),
            _ => None,
        }
    }
}

/// Where a baseline is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Baseline {
    /// The same target's value, at the same subject, in an earlier period.
    Period(Period),
    /// A figure that the plan states; of a share, from 0 to 1.
    Value(Fraction),
}

/// What is asked of the value at a subject.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Asked {
    /// A threshold.
    Threshold(Threshold),
    /// A bound that moves with a baseline.
    Baseline(BaselineBound, Baseline),
    /// No number: an assessor judges (cơ bản, phần lớn).
    Qualitative,
}

impl fmt::Display for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Threshold(threshold) => threshold.fmt(f),
            Self::Baseline(bound, _) => bound.fmt(f),
            Self::Qualitative => f.pad("qualitative"),
        }
    }
}

/// Where a target is judged.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum JudgedAt {
    /// At the plan's issuer: the whole scope, whatever the forest.
    Issuer,
    /// At every unit of a scope, as of the judging period's last day ('mỗi cấp ủy ...').
    Each(ScopeId),
}

/// When a target is judged.
///
/// | spelling | judged |
/// |---|---|
/// | `each month`, `each quarter`, `each half-year`, `each year` | in each such calendar period that touches the plan's, clipped to it |
/// | `by 2025-12-31` | once, from the plan's first day to that day, which no [calendar of figures](crate::ReportingCalendar) shifts |
/// | `during 2022` | once, in that period clipped to the plan's |
/// | `whole plan` | once, over the plan's period |
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Judging {
    /// Each calendar month (hằng tháng).
    EachMonth,
    /// Each calendar quarter (hằng quý).
    EachQuarter,
    /// Each half-year (6 tháng một lần).
    EachHalfYear,
    /// Each calendar year (hằng năm).
    EachYear,
    /// Once, from the plan's first day to this one (đến ngày).
    By(NaiveDate),
    /// Once, in this period.
    During(Period),
    /// Once, over the plan's whole period (cả giai đoạn).
    WholePlan,
}

impl Judging {
    /// The judging periods inside a plan's period, in order; at most [`JUDGING_PERIODS`] of them.
    pub fn periods(self, plan: Period) -> impl Iterator<Item = Period> {
        self.all_periods(plan).take(JUDGING_PERIODS)
    }

    /// The same, however many there are.
    pub(super) fn all_periods(self, plan: Period) -> impl Iterator<Item = Period> {
        let rhythm = match self {
            Self::EachMonth => Some(Rhythm::Monthly),
            Self::EachQuarter => Some(Rhythm::Quarterly),
            Self::EachHalfYear => Some(Rhythm::HalfYearly),
            Self::EachYear => Some(Rhythm::Yearly),
            Self::By(_) | Self::During(_) | Self::WholePlan => None,
        };
        let once = match self {
            Self::By(day) => Period::between(plan.first(), day).ok(),
            Self::During(period) => period.and(plan),
            Self::WholePlan => Some(plan),
            _ => None,
        };
        let each =
            rhythm.into_iter().flat_map(move |rhythm| plan.touching(rhythm)).filter_map(move |p| p.and(plan));
        once.into_iter().chain(each)
    }
}

/// Why a text does not say when a target is judged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum JudgingError {
    /// Of another form.
    #[error(
        "when a target is judged is written `each month`, `each quarter`, `each half-year`, `each year`, `by 2025-12-31`, `during 2022` or `whole plan`"
    )]
    Syntax,
    /// Its date is none.
    #[error(transparent)]
    Date(#[from] DateError),
    /// Its period is none.
    #[error(transparent)]
    Period(#[from] PeriodError),
}

impl fmt::Display for Judging {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EachMonth => f.pad("each month"),
            Self::EachQuarter => f.pad("each quarter"),
            Self::EachHalfYear => f.pad("each half-year"),
            Self::EachYear => f.pad("each year"),
            Self::By(day) => f.pad(&format!("by {}", spell_date(*day))),
            Self::During(period) => f.pad(&format!("during {period}")),
            Self::WholePlan => f.pad("whole plan"),
        }
    }
}

impl FromStr for Judging {
    type Err = JudgingError;

    fn from_str(text: &str) -> Result<Self, JudgingError> {
        let text = text.trim_matches(is_blank);
        match (text, text.split_once(' ')) {
            ("each month", _) => Ok(Self::EachMonth),
            ("each quarter", _) => Ok(Self::EachQuarter),
            ("each half-year", _) => Ok(Self::EachHalfYear),
            ("each year", _) => Ok(Self::EachYear),
            ("whole plan", _) => Ok(Self::WholePlan),
            (_, Some(("by", day))) => Ok(Self::By(parse_date(day)?)),
            (_, Some(("during", period))) => Ok(Self::During(period.parse()?)),
            _ => Err(JudgingError::Syntax),
        }
    }
}

/// How what is still unknown counts once a judging period is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unknowns {
    /// It stays unknown, and the verdict open where it matters.
    #[default]
    Open,
    /// A verdict that is still open is missed.
    Missed,
    /// Unknown units or figures are left out.
    Excluded,
}

/// A target (chỉ tiêu).
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// Its id.
    pub id: TargetId,
    /// A short title.
    pub title: String,
    /// Where it stands in the plan's document, such as `II.2`.
    pub clause: Option<String>,
    /// The documents that it rests on, carries out or looks back upon.
    pub citations: Vec<Citation>,
    /// What is measured; none only for judgements.
    pub indicator: Option<IndicatorId>,
    /// The units that are measured; none only for judgements.
    pub measured: Option<ScopeId>,
    /// How their figures make one value.
    pub aggregate: Aggregate,
    /// What is asked of that value.
    pub asked: Asked,
    /// Where it is judged.
    pub judged_at: JudgedAt,
    /// When it is judged.
    pub judged: Judging,
    /// Whether it is aspired to (phấn đấu) rather than binding.
    pub aspired: bool,
    /// The target among whose met units this one is measured ('trong đó').
    pub within: Option<TargetId>,
    /// What share of its subjects must meet it, where it is judged at many: by default all.
    pub line: Option<Threshold>,
    /// How unknowns count once a judging period is closed, if not as the plan says.
    pub unknowns: Option<Unknowns>,
}

impl Target {
    /// What share of its subjects must meet it, where it is judged at many: all of them unless it says otherwise.
    pub(crate) fn line_asked(&self) -> Interval<Fraction> {
        let asked = self.line.as_ref().and_then(Threshold::values);
        asked.unwrap_or(Interval::at_least(Fraction::ONE))
    }

    /// A binding target judged at the plan's issuer over the whole plan.
    #[must_use]
    pub fn new(id: TargetId, title: &str, aggregate: Aggregate, asked: Asked) -> Self {
        Self {
            id,
            title: title.to_owned(),
            clause: None,
            citations: Vec::new(),
            indicator: None,
            measured: None,
            aggregate,
            asked,
            judged_at: JudgedAt::Issuer,
            judged: Judging::WholePlan,
            aspired: false,
            within: None,
            line: None,
            unknowns: None,
        }
    }

    /// The same, measured by an indicator over the units of a scope.
    #[must_use]
    pub fn measured_by(mut self, indicator: IndicatorId, units: ScopeId) -> Self {
        self.indicator = Some(indicator);
        self.measured = Some(units);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn judging_reads_back_and_clips_to_the_plan() {
        for spelling in [
            "each month",
            "each quarter",
            "each half-year",
            "each year",
            "by 2025-12-31",
            "during 2022",
            "whole plan",
        ] {
            assert_eq!(spelling.parse::<Judging>().unwrap().to_string(), spelling);
        }
        assert!("each week".parse::<Judging>().is_err());
        let periods = |judging: &str, plan: &str| {
            let periods = judging.parse::<Judging>().unwrap().periods(plan.parse().unwrap());
            periods.map(|p| p.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(periods("each year", "2021-08/2023-06"), ["2021-08/2021-12", "2022", "2023-H1"]);
        assert_eq!(periods("by 2022-12-31", "2021-08/2025-12"), ["2021-08/2022-12"]);
        assert_eq!(periods("by 2020-12-31", "2021/2025"), [""; 0]);
        assert_eq!(periods("during 2022", "2021/2025"), ["2022"]);
        assert_eq!(periods("each month", "1900/9999").len(), JUDGING_PERIODS);
    }
}
