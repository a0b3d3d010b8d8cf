//! Targets: an aggregate of an indicator over a scope, what is asked of it, and where and when it is judged.

use super::texts;
use crate::{file::TargetRow, plan::Unknowns};

/// An aggregate that counts units, before it is said what is asked of it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a target `asks` for something"]
pub struct AskingOfUnits(TargetRow);

/// An aggregate of figures, before it is said what is asked of it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a target `asks` for something"]
pub struct Asking(TargetRow);

/// A target but for its id and title.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct TargetOf(TargetRow);

fn row(aggregate: &str, indicator: &str, measured: &str) -> TargetRow {
    TargetRow {
        aggregate: aggregate.to_owned(),
        indicator: Some(indicator.to_owned()),
        measured: Some(measured.to_owned()),
        ..TargetRow::default()
    }
}

/// The units of a scope that meet the criterion, over all applicable ones.
pub fn share_of_units(indicator: &str, measured: &str) -> AskingOfUnits {
    AskingOfUnits(row("share-of-units", indicator, measured))
}

/// How many units of a scope meet the criterion.
pub fn number_of_units(indicator: &str, measured: &str) -> AskingOfUnits {
    AskingOfUnits(row("number-of-units", indicator, measured))
}

/// The sum of the units' parts over the sum of their wholes.
pub fn pooled_share(indicator: &str, measured: &str) -> Asking {
    Asking(row("pooled-share", indicator, measured))
}

/// The sum of the units' counts or amounts.
pub fn total(indicator: &str, measured: &str) -> Asking {
    Asking(row("total", indicator, measured))
}

/// The sum over the number of applicable units.
pub fn mean(indicator: &str, measured: &str) -> Asking {
    Asking(row("mean", indicator, measured))
}

/// An assessor's recorded judgement: no figure is asked (cơ bản, phần lớn).
pub fn judgement() -> TargetOf {
    TargetOf(TargetRow { aggregate: "judgement".to_owned(), ..TargetRow::default() })
}

macro_rules! asking {
    ($($aggregate:ident),*) => {$(
        impl $aggregate {
            /// What is asked: a threshold, as a phrase or in canonical spelling.
            pub fn asks(mut self, threshold: &str) -> TargetOf {
                self.0.threshold = Some(threshold.to_owned());
                TargetOf(self.0)
            }

            /// A change that is asked since an earlier period, in which the same is counted: `tăng 5%`, `2023`.
            pub fn asks_since(mut self, change: &str, baseline: &str) -> TargetOf {
                self.0.baseline = Some(baseline.to_owned());
                self.asks(change)
            }

            /// A change that is asked of a figure that the plan states: `tăng 5%`, `120`.
            pub fn asks_from(mut self, change: &str, figure: &str) -> TargetOf {
                self.0.baseline_value = Some(figure.to_owned());
                self.asks(change)
            }
        }
    )*};
}

asking!(AskingOfUnits, Asking);

impl AskingOfUnits {
    /// What a unit's figure must meet for the unit to be counted. An indicator of 'done or not' needs none.
    pub fn meeting(mut self, criterion: &str) -> Self {
        self.0.criterion = Some(criterion.to_owned());
        self
    }

    /// The target among whose met units it is measured ('trong đó').
    pub fn within(mut self, target: &str) -> Self {
        self.0.within = Some(target.to_owned());
        self
    }
}

macro_rules! citing {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        impl TargetOf {
            $(
                $(#[$doc])*
                pub fn $name<T: AsRef<str>>(mut self, documents: impl IntoIterator<Item = T>) -> Self {
                    self.0.$name.extend(texts(documents));
                    self
                }
            )*
        }
    };
}

citing! {
    /// The documents that it rests on (căn cứ). How documents are written stands at
    /// [`cited_document`](crate::phrases::cited_document).
    based_on;
    /// The documents that it carries out (thực hiện, triển khai).
    implements;
    /// The documents that it looks back upon (sơ kết, tổng kết).
    reviews;
}

impl TargetOf {
    /// Where it stands in the plan's document.
    pub fn clause(mut self, clause: &str) -> Self {
        self.0.clause = Some(clause.to_owned());
        self
    }

    /// When it is judged: `hằng năm`, `đến ngày 31/12/2025`. Over the whole plan if nothing is said.
    pub fn judged(mut self, when: &str) -> Self {
        self.0.judged = Some(when.to_owned());
        self
    }

    /// It is judged at each unit of a scope ('mỗi cấp ủy'), all of which must meet it; at the plan's issuer if nothing is said.
    pub fn at_each(mut self, scope: &str) -> Self {
        self.0.judged_at = Some(scope.to_owned());
        self
    }

    /// It is judged at each unit of a scope, and this share of them must meet it: `từ 90% trở lên`.
    pub fn at_each_of(mut self, scope: &str, line: &str) -> Self {
        self.0.line = Some(line.to_owned());
        self.at_each(scope)
    }

    /// It is aspired to (phấn đấu) rather than binding.
    pub const fn aspired(mut self) -> Self {
        self.0.aspired = true;
        self
    }

    /// How unknowns count once a judging period is closed, if not as the plan says.
    pub fn unknowns(mut self, unknowns: Unknowns) -> Self {
        self.0.unknowns = Some(crate::file::unknowns_word(unknowns).to_owned());
        self
    }

    pub(super) fn row(self, id: &str, title: &str) -> TargetRow {
        TargetRow { id: id.to_owned(), title: title.to_owned(), ..self.0 }
    }
}
