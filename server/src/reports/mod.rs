//! Reports of a period: what the engine reckons, put into the groups that people ask for, with its clock and its sample.
//!
//! Nothing personal is in a report: no address, no note, no name of a person, and no position.

mod clock;
mod group;
mod intervals;
mod table;
mod utilisation;
mod volumes;

pub use clock::{Clock, Period};
pub use group::By;
pub use intervals::IntervalReport;
pub use table::Table;
pub use utilisation::UtilisationReport;
pub use volumes::{DispositionReport, VolumeReport};

#[cfg(test)]
mod tests;
