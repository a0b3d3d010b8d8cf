//! The queries: what each unit comes to, and what units come to at districts, at provinces and in the whole country.

use std::{path::Path, sync::Arc};

use datafusion::{
    arrow::{array::RecordBatch, compute::concat_batches, datatypes::DataType},
    logical_expr::{AggregateUDF, LogicalPlanBuilder, ScalarUDF, cast, grouping_set},
    prelude::{DataFrame, JoinType, ParquetReadOptions, SessionContext, col},
};
use kehoach::Plan;

use crate::{
    Failure,
    merge_tallies::MergeTallies,
    store::{batch, texts},
    unit_tally::UnitTally,
};

/// One row for each unit, target and judging period: `target`, `period`, `province`, `district`, `unit`, `tally`.
///
/// Every cell that is expected has a row, reported or not: absent is not zero but unknown, and only the register knows that
/// something is absent. The plan's targets are judged in the rhythm in which their indicators are reported, so that a cell has
/// one figure.
pub async fn of_units(
    context: &SessionContext,
    folder: &Path,
    plan: &Arc<Plan>,
) -> Result<DataFrame, Failure> {
    let unit_tally = ScalarUDF::from(UnitTally::new(Arc::clone(plan)));
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let units = context.read_parquet(path("units.parquet"), ParquetReadOptions::default()).await?;
    let reports = context.read_parquet(path("reports/"), ParquetReadOptions::default()).await?;
    let asked: Vec<(String, String, String)> = plan
        .targets()
        .iter()
        .filter_map(|target| target.indicator.as_ref().map(|indicator| (target, indicator)))
        .flat_map(|(target, indicator)| {
            let row =
                |period: kehoach::Period| (target.id.to_string(), indicator.to_string(), period.to_string());
            plan.judging_periods(target).map(row)
        })
        .collect();
    let asked = context.read_batch(batch([
        ("target", texts(asked.iter().map(|row| &row.0))),
        ("asks", texts(asked.iter().map(|row| &row.1))),
        ("period", texts(asked.iter().map(|row| &row.2))),
    ])?)?;
    let (state, units) = units.into_parts();
    let expected = LogicalPlanBuilder::from(units).cross_join(asked.logical_plan().clone())?.build()?;
    let cells = DataFrame::new(state, expected).join(
        reports,
        JoinType::Left,
        &["unit", "asks", "period"],
        &["by", "indicator", "month"],
        None,
    )?;
    let tally = unit_tally.call(vec![cast(col("target"), DataType::Utf8View), col("figure"), col("whole")]);
    Ok(cells.select(vec![
        col("target"),
        col("period"),
        col("province"),
        col("district"),
        col("unit"),
        tally.alias("tally"),
    ])?)
}

/// The tallies of units merged at every district, every province and in all: the same columns without `unit`, and null where a
/// row is of more than one district or province.
pub fn merged(units: DataFrame) -> Result<DataFrame, Failure> {
    let merge_tallies = AggregateUDF::from(MergeTallies::default());
    let levels = grouping_set(vec![
        vec![col("target"), col("period")],
        vec![col("target"), col("period"), col("province")],
        vec![col("target"), col("period"), col("province"), col("district")],
    ]);
    let rows = units.aggregate(vec![levels], vec![merge_tallies.call(vec![col("tally")]).alias("tally")])?;
    Ok(rows.select(vec![col("target"), col("period"), col("province"), col("district"), col("tally")])?)
}

/// All rows, in one piece.
pub async fn collected(rows: DataFrame) -> Result<RecordBatch, Failure> {
    let batches = rows.collect().await?;
    let first = batches.first().ok_or("no rows")?;
    Ok(concat_batches(&first.schema(), &batches)?)
}
