//! Reports as CSV (RFC 4180) with a head line: each line says its clock as well, so that it can be read alone.

use serde::Serialize;

use super::clock::Clock;
use crate::record::tables::cell;

/// A report that can be written as a table.
pub trait Table {
    /// One line of it.
    type Row: Row + Clone;

    /// What it is called: `intervals`.
    const NAME: &'static str;

    /// Its clock.
    fn clock(&self) -> &Clock;

    /// Its lines.
    fn rows(&self) -> &[Self::Row];

    /// All of it as CSV.
    ///
    /// # Errors
    /// Never but for a fault of ours: it is written into memory.
    fn csv(&self) -> Result<Vec<u8>, csv::Error> {
        let mut table = csv::Writer::from_writer(Vec::new());
        for row in self.rows() {
            let mut row = row.clone();
            let typed = row.typed();
            *typed = cell(typed);
            table.serialize((row, self.clock()))?;
        }
        table
            .into_inner()
            .map_err(|error| csv::Error::from(error.into_error()))
    }
}

/// A line of a report.
pub trait Row: Serialize {
    /// The column whose text somebody may have typed.
    fn typed(&mut self) -> &mut String;
}
