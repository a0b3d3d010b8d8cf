//! The reports as files of Parquet, one for each province, and the table of units that are expected to report.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    path::Path,
    sync::Arc,
};

use chrono::NaiveDate;
use datafusion::{
    arrow::{
        array::{ArrayRef, RecordBatch, StringArray, UInt64Array},
        datatypes::{DataType, Field, Schema},
    },
    parquet::arrow::ArrowWriter,
};
use kehoach::{Ledger, Observation, Register, Report, Value};

use crate::Failure;

/// A unit that reports, and where it stands.
pub struct Place {
    pub unit: String,
    pub district: String,
    pub province: String,
}

/// The communes of a register on a day, with district and province.
pub fn places(register: &Register, on: NaiveDate) -> Vec<Place> {
    let today = register.at(on);
    let reporting = today.units().filter(|unit| unit.level.as_str() == "commune");
    let place = |unit: kehoach::UnitAt<'_>| {
        let above: Vec<String> = today.ancestors(unit.id).map(|above| above.id.to_string()).collect();
        let at = |k: usize| above.get(k).cloned().unwrap_or_default();
        Place { unit: unit.id.to_string(), district: at(0), province: at(1) }
    };
    reporting.map(place).collect()
}

/// Writes `units.parquet` and `reports/PROVINCE.parquet`. How many files of reports there are, and their bytes.
pub fn write(folder: &Path, places: &[Place], ledger: &Ledger) -> Result<(usize, u64), Failure> {
    let reports = folder.join("reports");
    if reports.exists() {
        fs::remove_dir_all(&reports)?;
    }
    fs::create_dir_all(&reports)?;
    let column = |of: fn(&Place) -> &str| texts(places.iter().map(of));
    let columns = [
        ("unit", column(|place| &place.unit)),
        ("district", column(|place| &place.district)),
        ("province", column(|place| &place.province)),
    ];
    write_file(&folder.join("units.parquet"), columns)?;

    let province: BTreeMap<&str, &str> =
        places.iter().map(|place| (place.unit.as_str(), place.province.as_str())).collect();
    let mut by_province: BTreeMap<&str, Vec<Observation>> = BTreeMap::new();
    for observation in ledger.observations() {
        let province =
            province.get(observation.unit.as_str()).ok_or("a report by a unit that is not expected to")?;
        by_province.entry(province).or_default().push(observation);
    }
    let (files, mut bytes) = (by_province.len(), 0);
    for (province, observations) in by_province {
        let path = reports.join(format!("{province}.parquet"));
        let figures: Vec<(u64, Option<u64>)> = observations.iter().map(figure).collect::<Result<_, _>>()?;
        let columns = [
            ("by", texts(observations.iter().map(|o| o.unit.as_str()))),
            ("indicator", texts(observations.iter().map(|o| o.indicator.as_str()))),
            ("month", texts(observations.iter().map(|o| o.period.to_string()))),
            (
                "figure",
                Arc::new(UInt64Array::from_iter(figures.iter().map(|(figure, _)| Some(*figure)))) as ArrayRef,
            ),
            ("whole", Arc::new(UInt64Array::from_iter(figures.iter().map(|(_, whole)| *whole)))),
        ];
        write_file(&path, columns)?;
        bytes += fs::metadata(&path)?.len();
    }
    Ok((files, bytes))
}

/// A report as two columns: done or not as 1 or 0, a count, or a part and its whole.
fn figure(observation: &Observation) -> Result<(u64, Option<u64>), Failure> {
    match &observation.report {
        Report::Value(Value::Done(done)) => Ok((u64::from(*done), None)),
        Report::Value(Value::Number(number)) => {
            number.count().map(|count| (count, None)).ok_or_else(|| "an amount".into())
        }
        Report::Value(Value::Share(share)) => Ok((share.part(), Some(share.whole()))),
        other => Err(format!("this store has no column for {other:?}").into()),
    }
}

pub fn texts<T: AsRef<str>>(texts: impl Iterator<Item = T>) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(texts))
}

fn write_file<const N: usize>(path: &Path, columns: [(&str, ArrayRef); N]) -> Result<(), Failure> {
    let batch = batch(columns)?;
    let mut writer = ArrowWriter::try_new(File::create(path)?, batch.schema(), None)?;
    writer.write(&batch)?;
    writer.close()?;
    Ok(())
}

/// Columns as a table; wholes alone may be missing.
pub fn batch<const N: usize>(columns: [(&str, ArrayRef); N]) -> Result<RecordBatch, Failure> {
    let field = |(name, column): &(&str, ArrayRef)| {
        Field::new(*name, column.data_type().clone(), *column.data_type() == DataType::UInt64)
    };
    let schema = Schema::new(columns.iter().map(field).collect::<Vec<_>>());
    Ok(RecordBatch::try_new(Arc::new(schema), columns.map(|(_, column)| column).to_vec())?)
}
