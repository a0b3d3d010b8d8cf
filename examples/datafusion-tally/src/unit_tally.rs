//! The scalar function `unit_tally(target, figure, whole)`: what one unit comes to, by the library's rules.

use std::{
    hash::{Hash, Hasher},
    sync::Arc,
};

use datafusion::{
    arrow::{
        array::{Array, ArrayRef, AsArray, BinaryBuilder},
        datatypes::{DataType, UInt64Type},
    },
    error::{DataFusionError, Result},
    logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility},
};
use kehoach::{Measure, Plan, Report, Share, Tally, Target, Value};

/// The function. It carries the plan, whose thresholds say when a unit meets what is asked of each unit.
#[derive(Debug)]
pub struct UnitTally {
    plan: Arc<Plan>,
    signature: Signature,
}

impl UnitTally {
    pub fn new(plan: Arc<Plan>) -> Self {
        let arguments = vec![DataType::Utf8View, DataType::UInt64, DataType::UInt64];
        Self { plan, signature: Signature::exact(arguments, Volatility::Immutable) }
    }

    /// The tally of a unit as bytes; the figure is null where the unit did not report.
    fn tally(&self, target: &str, figure: Option<u64>, whole: Option<u64>) -> Result<Vec<u8>> {
        let found = self.plan.targets().iter().find(|found| found.id.as_str() == target);
        let found = found.ok_or_else(|| external(format!("the plan has no target `{target}`")))?;
        let report = figure.map(|figure| self.value(found, figure, whole)).transpose()?.map(Report::Value);
        let tally = Tally::of_unit(&self.plan, &found.id, [report.as_ref()]);
        Ok(tally.map_err(external)?.to_bytes())
    }

    /// The two columns of a row as the value that the target's indicator has.
    fn value(&self, target: &Target, figure: u64, whole: Option<u64>) -> Result<Value> {
        let indicator = target.indicator.as_ref().and_then(|id| self.plan.indicator(id));
        match (indicator.map(|found| &found.measure), figure, whole) {
            (Some(Measure::Share(_)), part, Some(whole)) => {
                Share::new(part, whole).map(Value::Share).map_err(external)
            }
            (Some(Measure::Count(_)), count, None) => Ok(Value::Number(count.into())),
            (Some(Measure::Done(_)), done @ (0 | 1), None) => Ok(Value::Done(done == 1)),
            _ => Err(external(format!("{figure} and {whole:?} are no report on target `{}`", target.id))),
        }
    }
}

fn external(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> DataFusionError {
    DataFusionError::External(error.into())
}

// Two are the same function if they carry the same plan.
impl PartialEq for UnitTally {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.plan, &other.plan)
    }
}

impl Eq for UnitTally {}

impl Hash for UnitTally {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Arc::as_ptr(&self.plan).hash(state);
    }
}

impl ScalarUDFImpl for UnitTally {
    fn name(&self) -> &str {
        "unit_tally"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _arguments: &[DataType]) -> Result<DataType> {
        Ok(DataType::Binary)
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let columns = ColumnarValue::values_to_arrays(&arguments.args)?;
        let [targets, figures, wholes] = columns.as_slice() else {
            return Err(external("`unit_tally` takes a target, a figure and a whole"));
        };
        let (targets, figures, wholes) = (
            targets.as_string_view(),
            figures.as_primitive::<UInt64Type>(),
            wholes.as_primitive::<UInt64Type>(),
        );
        let mut tallies = BinaryBuilder::with_capacity(targets.len(), 12 * targets.len());
        for ((target, figure), whole) in targets.iter().zip(figures).zip(wholes) {
            let target = target.ok_or_else(|| external("a row without a target"))?;
            tallies.append_value(self.tally(target, figure, whole)?);
        }
        let tallies: ArrayRef = Arc::new(tallies.finish());
        Ok(ColumnarValue::Array(tallies))
    }
}
