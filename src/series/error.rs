//! Why there is no series.

use crate::{
    id::{IndicatorId, UnitId},
    ledger::ReportError,
    quantity::Fraction,
    time::Period,
};

/// Why there is no series. What is missing is never among the reasons: a figure that lacks something is incomplete.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SeriesError {
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
    /// Cumulated parts above the latest whole.
    #[error(
        "the parts of `{unit}` on `{indicator}` in {period} add up to {part}, more than their whole, {whole}"
    )]
    PartAboveWhole {
        /// The indicator.
        indicator: IndicatorId,
        /// The unit of the series.
        unit: UnitId,
        /// The period.
        period: Period,
        /// The sum of the parts.
        part: Fraction,
        /// The latest whole.
        whole: Fraction,
    },
    /// A figure or a share that can no longer be held exactly.
    #[error(
        "the figure of `{unit}` on `{indicator}` in {period} is too large, or divided too often, to be held exactly"
    )]
    Overflow {
        /// The indicator.
        indicator: IndicatorId,
        /// The unit of the series, or one whose report is in the figure.
        unit: UnitId,
        /// The period.
        period: Period,
    },
}

impl SeriesError {
    /// The nearest valid spelling, where one is near.
    #[must_use]
    pub fn did_you_mean(&self) -> Option<&str> {
        match self {
            Self::Report { error, .. } => error.did_you_mean(),
            Self::PartAboveWhole { .. } | Self::Overflow { .. } => None,
        }
    }
}
