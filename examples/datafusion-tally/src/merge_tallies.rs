//! The aggregate function `merge_tallies(tally)`: tallies of disjoint sets of units, added up.
//!
//! It knows of no plan: tallies are a commutative monoid, and whatever the engine does with its parts (in which order rows come,
//! on which thread or machine, how often parts are merged again) gives the same tally. Its state between two stages is that
//! tally's bytes, and so is its result.

use datafusion::{
    arrow::{
        array::{Array, ArrayRef, AsArray, BinaryBuilder, BooleanArray},
        datatypes::DataType,
    },
    common::ScalarValue,
    error::{DataFusionError, Result},
    logical_expr::{
        Accumulator, AggregateUDFImpl, EmitTo, GroupsAccumulator, Signature, Volatility,
        function::AccumulatorArgs,
    },
};
use kehoach::Tally;

/// The function.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct MergeTallies {
    signature: Signature,
}

impl Default for MergeTallies {
    fn default() -> Self {
        Self { signature: Signature::exact(vec![DataType::Binary], Volatility::Immutable) }
    }
}

impl AggregateUDFImpl for MergeTallies {
    fn name(&self) -> &str {
        "merge_tallies"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    // The state has the result's type: one column of bytes, which is what the default of `state_fields` says.
    fn return_type(&self, _arguments: &[DataType]) -> Result<DataType> {
        Ok(DataType::Binary)
    }

    fn accumulator(&self, _arguments: AccumulatorArgs<'_>) -> Result<Box<dyn Accumulator>> {
        Ok(Box::new(Merged::default()))
    }

    fn groups_accumulator_supported(&self, _arguments: AccumulatorArgs<'_>) -> bool {
        true
    }

    fn create_groups_accumulator(
        &self,
        _arguments: AccumulatorArgs<'_>,
    ) -> Result<Box<dyn GroupsAccumulator>> {
        Ok(Box::new(ManyMerged::default()))
    }
}

/// One group's tally; none before the first.
#[derive(Debug, Default)]
struct Merged(Option<Tally>);

impl Merged {
    fn add(&mut self, bytes: &[u8]) -> Result<()> {
        let more = Tally::from_bytes(bytes).map_err(|error| DataFusionError::External(error.into()))?;
        let sum = match &self.0 {
            None => more,
            Some(tally) => tally.merge(&more).map_err(|error| DataFusionError::External(error.into()))?,
        };
        self.0 = Some(sum);
        Ok(())
    }

    fn bytes(&self) -> Option<Vec<u8>> {
        self.0.as_ref().map(Tally::to_bytes)
    }
}

impl Accumulator for Merged {
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        values
            .iter()
            .flat_map(|column| column.as_binary::<i32>().iter())
            .flatten()
            .try_for_each(|b| self.add(b))
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        Ok(ScalarValue::Binary(self.bytes()))
    }

    fn size(&self) -> usize {
        size_of::<Self>()
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        Ok(vec![self.evaluate()?])
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        self.update_batch(states)
    }
}

/// The tallies of many groups at once: the engine keeps one of these, rather than an accumulator for each group.
#[derive(Debug, Default)]
struct ManyMerged(Vec<Merged>);

impl ManyMerged {
    fn emit(&mut self, which: EmitTo) -> ArrayRef {
        let emitted = which.take_needed(&mut self.0);
        let mut tallies = BinaryBuilder::with_capacity(emitted.len(), 12 * emitted.len());
        emitted.iter().for_each(|merged| tallies.append_option(merged.bytes()));
        std::sync::Arc::new(tallies.finish())
    }
}

impl GroupsAccumulator for ManyMerged {
    fn update_batch(
        &mut self,
        values: &[ArrayRef],
        groups: &[usize],
        filter: Option<&BooleanArray>,
        total: usize,
    ) -> Result<()> {
        self.0.resize_with(total.max(self.0.len()), Merged::default);
        for column in values {
            for (row, (bytes, group)) in column.as_binary::<i32>().iter().zip(groups).enumerate() {
                let wanted = filter.is_none_or(|filter| filter.is_valid(row) && filter.value(row));
                if let (true, Some(bytes)) = (wanted, bytes) {
                    self.0[*group].add(bytes)?;
                }
            }
        }
        Ok(())
    }

    fn evaluate(&mut self, which: EmitTo) -> Result<ArrayRef> {
        Ok(self.emit(which))
    }

    fn state(&mut self, which: EmitTo) -> Result<Vec<ArrayRef>> {
        Ok(vec![self.emit(which)])
    }

    fn merge_batch(&mut self, states: &[ArrayRef], groups: &[usize], total: usize) -> Result<()> {
        self.update_batch(states, groups, None, total)
    }

    // What the engine calls where merging first would not pay: the tally of a row is a state as it is.
    fn convert_to_state(&self, values: &[ArrayRef], filter: Option<&BooleanArray>) -> Result<Vec<ArrayRef>> {
        let Some(filter) = filter else { return Ok(values.to_vec()) };
        let mut kept = Vec::new();
        for column in values {
            let mut tallies = BinaryBuilder::new();
            for (row, bytes) in column.as_binary::<i32>().iter().enumerate() {
                let wanted = filter.is_valid(row) && filter.value(row);
                tallies.append_option(bytes.filter(|_| wanted));
            }
            kept.push(std::sync::Arc::new(tallies.finish()) as ArrayRef);
        }
        Ok(kept)
    }

    fn size(&self) -> usize {
        self.0.capacity() * size_of::<Merged>()
    }
}
