//! The store: the rows of the ledger in SQLite. Rows are added and never changed: SQLite itself refuses anything else.

use std::path::Path;

use kehoach::file::{DateText, ReportRow};
use rusqlite::{Connection, Row, params};

use crate::files::Startup;

/// The layout below; kept in the file as `user_version`.
const VERSION: i64 = 1;

const LAYOUT: &str = "
CREATE TABLE plan (id TEXT NOT NULL) STRICT;

-- One row for each thing that was said, numbered in the order in which it came.
CREATE TABLE reports (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    item        TEXT NOT NULL,
    unit        TEXT NOT NULL,
    period      TEXT NOT NULL,
    value       TEXT NOT NULL,
    reported_on TEXT NOT NULL,
    note        TEXT,
    source      TEXT,
    corrects    TEXT,
    received    TEXT NOT NULL
) STRICT;

CREATE TRIGGER reports_are_not_changed BEFORE UPDATE ON reports
BEGIN SELECT RAISE(ABORT, 'a report is corrected or withdrawn by a later one, never changed'); END;
CREATE TRIGGER reports_are_not_deleted BEFORE DELETE ON reports
BEGIN SELECT RAISE(ABORT, 'a report is corrected or withdrawn by a later one, never deleted'); END;
";

/// A row that is kept.
pub struct Kept {
    /// Its number, from 1, in the order in which rows came.
    pub number: i64,
    /// When it came, in Vietnamese time.
    pub received: String,
    pub row: ReportRow,
}

pub struct Store {
    connection: Connection,
}

impl Store {
    /// Opens the store of a plan, or makes it; in memory without a file.
    pub fn open(file: Option<&Path>, plan: &str) -> Result<Self, Startup> {
        let mut connection = match file {
            Some(file) => Connection::open(file)?,
            None => Connection::open_in_memory()?,
        };
        // One process at a time: the ledger in memory is then always what the file holds.
        connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
        let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        match version {
            0 => {
                let transaction = connection.transaction()?;
                transaction.execute_batch(LAYOUT)?;
                transaction.execute("INSERT INTO plan (id) VALUES (?1)", [plan])?;
                transaction.pragma_update(None, "user_version", VERSION)?;
                transaction.commit()?;
            }
            VERSION => {
                let found: String = connection.query_row("SELECT id FROM plan", [], |row| row.get(0))?;
                if found != plan {
                    return Err(Startup::OtherPlan { found, expected: plan.to_owned() });
                }
            }
            found => return Err(Startup::OtherVersion { found, expected: VERSION }),
        }
        Ok(Self { connection })
    }

    /// Every row whose number is at most `up_to`, in order.
    pub fn rows(&self, up_to: i64) -> rusqlite::Result<Vec<Kept>> {
        self.between(1, up_to, -1)
    }

    /// At most `limit` rows with numbers from `from` to `to`, in order; all of them if `limit` is negative.
    pub fn between(&self, from: i64, to: i64, limit: i64) -> rusqlite::Result<Vec<Kept>> {
        let mut rows = self.connection.prepare(
            "SELECT number, received, item, unit, period, value, reported_on, note, source, corrects
             FROM reports WHERE number BETWEEN ?1 AND ?2 ORDER BY number LIMIT ?3",
        )?;
        rows.query_map(params![from, to, limit], kept)?.collect()
    }

    /// Adds rows, all of them or none; gives the number of the last row that is kept.
    pub fn add<'a>(
        &mut self,
        rows: impl IntoIterator<Item = &'a ReportRow>,
        received: &str,
    ) -> rusqlite::Result<i64> {
        let transaction = self.connection.transaction()?;
        {
            let mut insert = transaction.prepare(
                "INSERT INTO reports (item, unit, period, value, reported_on, note, source, corrects, received)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?;
            for row in rows {
                let ReportRow { item, unit, period, value, reported_on, note, source, corrects } = row;
                let on = &reported_on.0;
                insert.execute(params![item, unit, period, value, on, note, source, corrects, received])?;
            }
        }
        let last = last(&transaction)?;
        transaction.commit()?;
        Ok(last)
    }

    /// The number of the last row that is kept; 0 if there is none.
    pub fn last(&self) -> rusqlite::Result<i64> {
        last(&self.connection)
    }
}

fn last(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("SELECT coalesce(max(number), 0) FROM reports", [], |row| row.get(0))
}

fn kept(row: &Row<'_>) -> rusqlite::Result<Kept> {
    Ok(Kept {
        number: row.get(0)?,
        received: row.get(1)?,
        row: ReportRow {
            item: row.get(2)?,
            unit: row.get(3)?,
            period: row.get(4)?,
            value: row.get(5)?,
            reported_on: DateText(row.get(6)?),
            note: row.get(7)?,
            source: row.get(8)?,
            corrects: row.get(9)?,
        },
    })
}
