//! Indicators: a measure, how its figures combine, and how often it is reported.

use crate::{
    file::IndicatorRow,
    plan::{DoneBy, FigureBy, Measure, ShareBy},
    quantity::Number,
    time::Rhythm,
};

/// What each unit reports, before it is said how often.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "an indicator says how often it is `reported`"]
pub struct MeasureRow(IndicatorRow);

/// A decimal, which may say what it is measured in and between which bounds it lies.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "an indicator says how often it is `reported`"]
pub struct AmountRow(IndicatorRow);

/// What each unit reports, and how often.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Reported(IndicatorRow);

/// Done or not (đã làm hay chưa).
pub fn done(by: DoneBy) -> MeasureRow {
    MeasureRow(IndicatorRow::measuring(&Measure::Done(by)))
}

/// A whole number of things, from 0 (số lượng).
pub fn count(by: FigureBy) -> MeasureRow {
    MeasureRow(IndicatorRow::measuring(&Measure::Count(by)))
}

/// A decimal from 0, such as a sum of money or a score (trị số).
pub fn amount(by: FigureBy) -> AmountRow {
    AmountRow(IndicatorRow::measuring(&Measure::Amount {
        by,
        unit: None,
        least: Number::ZERO,
        greatest: None,
    }))
}

/// A part of a whole (tỷ lệ).
pub fn share(by: ShareBy) -> MeasureRow {
    MeasureRow(IndicatorRow::measuring(&Measure::Share(by)))
}

/// A grade of a scale of the plan (xếp loại).
pub fn grade(scale: &str) -> MeasureRow {
    MeasureRow(IndicatorRow {
        measure: "grade".to_owned(),
        scale: Some(scale.to_owned()),
        ..IndicatorRow::default()
    })
}

impl MeasureRow {
    /// How often it is reported.
    pub fn reported(mut self, rhythm: Rhythm) -> Reported {
        self.0.report(rhythm);
        Reported(self.0)
    }
}

impl AmountRow {
    /// What it is measured in, such as `ha`.
    pub fn unit(mut self, unit: &str) -> Self {
        self.0.unit = Some(unit.to_owned());
        self
    }

    /// The least it can be; 0 if nothing is said.
    pub fn least(mut self, least: impl Into<Number>) -> Self {
        self.0.least = Some(least.into());
        self
    }

    /// The greatest it can be; without a limit if nothing is said.
    pub fn greatest(mut self, greatest: impl Into<Number>) -> Self {
        self.0.greatest = Some(greatest.into());
        self
    }

    /// How often it is reported.
    pub fn reported(self, rhythm: Rhythm) -> Reported {
        MeasureRow(self.0).reported(rhythm)
    }
}

impl Reported {
    /// Where nothing is reported inside a judging period, the last figure from before it stands, provisionally: only where
    /// the latest figure counts.
    pub const fn carried_forward(mut self) -> Self {
        self.0.carry_forward = true;
        self
    }

    pub(super) fn row(self, id: &str, name: &str) -> IndicatorRow {
        IndicatorRow { id: id.to_owned(), name: name.to_owned(), ..self.0 }
    }
}
