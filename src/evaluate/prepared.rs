//! A plan and a register, put together once for many evaluations.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{EvaluateError, Evaluator, error, ground::Ground};
use crate::{ledger::Ledger, plan::Plan, roster::Roster, unit::Register};

/// A plan and a register, checked against each other: what does not change from one ledger or day to the next is worked out
/// once.
///
/// [`evaluate`](crate::evaluate) does it anew at each call, which is right for one question. A service that answers many keeps
/// this.
///
/// ```
/// # use kehoach::*;
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let plan = Plan::new(PlanParts::new("1", "Kế hoạch", UnitId::new("xa")?, "2026".parse()?)).map_err(|e| e[0].1.clone())?;
/// # let register = Register::new([UnitRecord::new(UnitId::new("xa")?, "Xã", Kind::new("xa")?, Level::new("commune")?)]).map_err(|e| e[0].clone())?;
/// # let ledger = Ledger::new();
/// let prepared = Prepared::new(&plan, &register)?;
/// for day in ["2026-06-30", "2026-12-31"] {
///     let evaluation = prepared.evaluator(&ledger, day.parse()?)?.evaluate()?;
///     assert_eq!(evaluation.outcomes, []);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Prepared<'a> {
    pub(super) plan: &'a Plan,
    pub(super) register: &'a Register,
    pub(super) ground: Arc<Ground>,
    pub(super) roster: Arc<Roster>,
}

impl<'a> Prepared<'a> {
    /// Checks that the two fit.
    ///
    /// # Errors
    /// [`EvaluateError`] for the first name of the plan that the register does not know.
    pub fn new(plan: &'a Plan, register: &'a Register) -> Result<Self, EvaluateError> {
        error::names(plan, register)?;
        Ok(Self {
            plan,
            register,
            ground: Arc::new(Ground::new(plan, register)),
            roster: Arc::new(Roster::of_tasks(plan, register)),
        })
    }

    /// The plan.
    #[must_use]
    pub const fn plan(&self) -> &'a Plan {
        self.plan
    }

    /// The register.
    #[must_use]
    pub const fn register(&self) -> &'a Register {
        self.register
    }

    /// What a ledger says as of a day, checked against the two and ready to be asked.
    ///
    /// # Errors
    /// [`EvaluateError`] for the first thing that does not fit, in the order it was entered.
    pub fn evaluator(&self, ledger: &'a Ledger, as_of: NaiveDate) -> Result<Evaluator<'a>, EvaluateError> {
        Evaluator::of(self, ledger, as_of)
    }
}
