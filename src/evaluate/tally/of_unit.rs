//! What one unit comes to, from its reports alone: for engines that keep the reports themselves.

use super::{Tally, UnitTally};
use crate::{
    evaluate::{
        counting::{Candidate, Test, counted},
        figures::{Cell, Figure},
        possible::possible,
        sums::{FigureError, pooled, sum},
    },
    id::{IndicatorId, TargetId},
    ledger::{Report, Value},
    plan::{Aggregate, Criterion, Measure, Plan},
    quantity::{Overflow, Scale},
    spelling::nearest,
    threshold::Threshold,
};

/// Why reports make no tally of a unit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UnitTallyError {
    /// A target that the plan does not have.
    #[error("the plan has no target `{target}`")]
    UnknownTarget {
        /// The id.
        target: TargetId,
        /// The target whose id is nearest.
        nearest: Option<TargetId>,
    },
    /// A target that an assessor judges: there is nothing to add up.
    #[error("target `{target}` is judged, not measured")]
    Judged {
        /// The target.
        target: TargetId,
    },
    /// A target within another ('trong đó'): its units are counted by more than their own reports on its indicator.
    #[error(
        "target `{target}` is measured within target `{outer}`: reports on its own indicator do not count its units"
    )]
    Within {
        /// The target.
        target: TargetId,
        /// The target around it.
        outer: TargetId,
    },
    /// A value that the indicator cannot have; [`Observation::check`](crate::Observation::check) says why.
    #[error("`{found}` cannot be reported on `{indicator}`")]
    Value {
        /// The indicator.
        indicator: IndicatorId,
        /// What was reported.
        found: Value,
    },
    /// Cumulated parts above their latest whole.
    #[error("the reported parts add up to {part}, more than their whole, {whole}")]
    PartAboveWhole {
        /// The sum of the parts.
        part: u64,
        /// The latest whole.
        whole: u64,
    },
    /// A sum that can no longer be held exactly.
    #[error(transparent)]
    Overflow(#[from] Overflow),
}

impl UnitTallyError {
    /// The nearest valid spelling, where one is near.
    #[must_use]
    pub fn did_you_mean(&self) -> Option<&str> {
        match self {
            Self::UnknownTarget { nearest, .. } => nearest.as_ref().map(TargetId::as_str),
            _ => None,
        }
    }
}

impl From<FigureError> for UnitTallyError {
    fn from(error: FigureError) -> Self {
        match error {
            FigureError::PartAboveWhole { part, whole } => Self::PartAboveWhole { part, whole },
            FigureError::Overflow => Self::Overflow(Overflow),
        }
    }
}

impl Tally {
    /// What one unit comes to on a target in a judging period, by the rules of the evaluation: for engines that hold reports in
    /// tables of their own, and add units up there.
    ///
    /// `reports` holds one item for each sub-period for which the unit is expected to report, in order of time: what it last
    /// said of it as of the day, or `None` where it said nothing. Absent is not zero: an item that is left out is not unknown
    /// but was never expected, and no item at all is the tally of nobody.
    ///
    /// The caller knows what is expected, which entry of a cell stands, and which units are measured. Beyond this lie declared
    /// wholes, reports for longer or shorter periods than the indicator's rhythm, figures carried forward, targets within
    /// others, and what a unit took over from others: these take an [`Evaluator`](crate::Evaluator).
    ///
    /// ```
    /// # use kehoach::{FigureBy, Plan, Report, Rhythm, Tally, Value, build::{count, kinds, total}};
    /// let plan = Plan::build("12-KH/ĐU", "Công tác dân vận năm 2024", "xa", "2024")
    ///     .scope("cac-thon", kinds(["thon"]))
    ///     .indicator("cuoc", "cuộc đối thoại", count(FigureBy::Sum).reported(Rhythm::Monthly))
    ///     .target("1", "Đối thoại", total("cuoc", "cac-thon").asks("ít nhất 5").judged("each quarter"))
    ///     .finish()?;
    /// let (january, march) = (Report::Value(Value::Number(2_u64.into())), Report::Value(Value::Number(1_u64.into())));
    /// let quarter = Tally::of_unit(&plan, &plan.targets()[0].id, [Some(&january), None, Some(&march)])?;
    /// let Tally::Sum(sum) = quarter else { panic!("a total adds up") };
    /// assert_eq!((sum.sum.to_string().as_str(), sum.figures, sum.unknown_figures), ("3", 2, 1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`UnitTallyError`].
    pub fn of_unit<'r>(
        plan: &Plan,
        target: &TargetId,
        reports: impl IntoIterator<Item = Option<&'r Report>>,
    ) -> Result<Self, UnitTallyError> {
        let target = plan.target(target).ok_or_else(|| {
            let guess = nearest(target.as_str(), plan.targets().iter().map(|t| t.id.as_str()));
            let nearest = guess.and_then(|id| TargetId::new(id).ok());
            UnitTallyError::UnknownTarget { target: target.clone(), nearest }
        })?;
        let indicator = target.indicator.as_ref().and_then(|id| plan.indicator(id));
        let indicator = indicator.ok_or_else(|| UnitTallyError::Judged { target: target.id.clone() })?;
        if let Some(outer) = &target.within {
            return Err(UnitTallyError::Within { target: target.id.clone(), outer: outer.clone() });
        }
        let measure = &indicator.measure;
        let scale = if let Measure::Grade(scale) = measure { plan.scale(scale) } else { None };
        let mut figures = Vec::new();
        for report in reports {
            figures.push(match report {
                None | Some(Report::Withdrawn) => Figure::Unknown { declared: None },
                Some(Report::NotApplicable { .. }) => Figure::NotApplicable,
                Some(Report::Value(value)) => figure(measure, scale, value).ok_or_else(|| {
                    UnitTallyError::Value { indicator: indicator.id.clone(), found: value.clone() }
                })?,
            });
        }
        if measure.takes_latest() {
            figures = latest(&figures).into_iter().collect();
        }
        if figures.is_empty() {
            return Ok(Self::nothing(&target.aggregate));
        }
        // Which days a figure is about no longer matters: they are all of one unit and one judging period.
        let (period, on) = (plan.period(), plan.period().last());
        let cells: Vec<Cell> = figures.into_iter().map(|figure| Cell::own(0, period, on, figure)).collect();
        Ok(match &target.aggregate {
            Aggregate::ShareOfUnits(criterion) | Aggregate::NumberOfUnits(criterion) => {
                let own = possible(measure, scale, &cells)?;
                // OK because a plan is refused whose criterion does not fit the measure: there is a test.
                let unit = test(criterion, scale).map(|test| {
                    let alone = Candidate {
                        own,
                        own_test: &test,
                        same_figure: Vec::new(),
                        others: Vec::new(),
                        in_outer_scopes: true,
                    };
                    counted(&alone)
                });
                Self::Units(unit.transpose()?.unwrap_or(UnitTally { unknown: 1, ..UnitTally::default() }))
            }
            Aggregate::PooledShare => Self::Pooled(pooled(measure, &cells)?),
            Aggregate::Total | Aggregate::Mean => Self::Sum(sum(measure, &cells)?),
            Aggregate::Judgement => return Err(UnitTallyError::Judged { target: target.id.clone() }),
        })
    }
}

/// The figure of a value; none that the measure cannot have.
fn figure(measure: &Measure, scale: Option<&Scale>, value: &Value) -> Option<Figure> {
    match (measure, value) {
        (Measure::Done(_), Value::Done(done)) => Some(Figure::Done(*done)),
        (Measure::Count(_), Value::Number(number)) => number.count().map(|_| Figure::Number(*number)),
        (Measure::Amount { least, greatest, .. }, Value::Number(number)) => {
            let inside = number >= least && greatest.is_none_or(|greatest| *number <= greatest);
            inside.then_some(Figure::Number(*number))
        }
        // A share of nothing: there is nothing to measure.
        (Measure::Share(_), Value::Share(share)) if share.whole() == 0 => Some(Figure::NotApplicable),
        (Measure::Share(_), Value::Share(share)) => Some(Figure::Share(*share)),
        (Measure::Grade(_), Value::Grade(grade)) => scale?.rank(grade).map(Figure::Grade),
        _ => None,
    }
}

/// The figure that counts where the latest does: not applicable only where all are.
fn latest(figures: &[Figure]) -> Option<Figure> {
    let known = |figure: &&Figure| !matches!(figure, Figure::NotApplicable | Figure::Unknown { .. });
    let unknown = |figure: &&Figure| matches!(figure, Figure::Unknown { .. });
    let found = figures.iter().rfind(known).or_else(|| figures.iter().find(unknown));
    found.or_else(|| figures.first()).copied()
}

fn test(criterion: &Criterion, scale: Option<&Scale>) -> Option<Test> {
    match criterion {
        Criterion::Done => Some(Test::Done),
        Criterion::Meets(threshold @ Threshold::Grade(_)) => threshold.ranks(scale?).map(Test::Ranks),
        Criterion::Meets(threshold) => threshold.values().map(Test::Values),
    }
}
