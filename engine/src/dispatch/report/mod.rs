//! Figures of a period: how long everything took, how much there was, how it ended, how busy the teams were.
//!
//! All are reckoned from the values themselves, never from other figures, so a figure of a month is not the mean of its
//! days. A request belongs to the period in which it was received, from its begin (counts) to its end (does not).
//! How requests are put into groups is up to the caller, who knows the city's calendar and its areas.

mod figures;
mod interval;
mod sample;
#[cfg(test)]
mod tests;
mod utilisation;

pub use figures::{Figures, IntervalFigures, Volume, intervals, volumes};
pub use interval::{Interval, LeftOut, Measured};
pub use sample::Sample;
pub use utilisation::{Utilisation, utilisation};
