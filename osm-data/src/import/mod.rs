//! From an OpenStreetMap file to a city file.

mod details;
mod error;
mod losses;
mod report;
mod run;
mod stages;
#[cfg(test)]
mod tests;

pub use details::{CityDetails, InvalidDetails};
pub use error::ImportError;
pub use losses::Drop;
pub use report::{ImportReport, NetworkReport, Progress, Stage};
pub use run::import;
