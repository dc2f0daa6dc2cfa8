//! How much of the expected demand the teams reach in time, by road.
//!
//! [`Zones`] say where demand is expected and [`CoverIndex`] from which street each zone is reached
//! within the goal; [`Cover`] counts the teams that reach each zone now, and what is lost when one leaves.

mod cover;
mod index;
mod tally;
#[cfg(test)]
mod tests;
mod zones;

pub use cover::{BusyFraction, Cover, InvalidBusyFraction, Losses, Share};
pub use index::CoverIndex;
pub use zones::{Zone, Zones};
