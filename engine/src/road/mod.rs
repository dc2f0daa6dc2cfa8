//! The road network: streets, turns and names in arrays that can be mapped from a file.

mod build;
mod check;
mod column;
mod components;
pub mod input;
mod lines;
mod moment;
mod names;
mod network;
mod record;
mod sections;
mod signs;
mod street_ends;
#[cfg(test)]
pub(crate) mod testing;
mod weights;

pub(crate) use build::to_u32;
pub use build::{BuildError, BuildReport, DropReason, DroppedRestriction};
pub(crate) use check::{every, row_count};
pub use column::{Column, NotAColumn, Section, SharedBytes, Value};
pub use moment::ActiveConditions;
pub(crate) use network::Graph;
pub use network::{Edge, RoadNetwork, Segment};
pub(crate) use record::TurnRecord;
pub use sections::NetworkError;
pub(crate) use sections::column;
pub use signs::SignsOf;
pub(crate) use street_ends::StreetEnd;
pub(crate) use weights::NO_TURN;
pub use weights::{TurnId, Weights};

/// Added to a turn that enters an ends-only area (private, destination, …) from outside.
///
/// Weights are lexicographic in one `u32`: the high 6 bits count such entries, the low 26 bits are
/// milliseconds. So a route enters as few of these areas as it can (one, when it ends in one; none
/// to leave the one it starts in) and is the fastest among those. More than 62 entries are no way.
/// A trip may last up to 2^26 ms (18.6 hours): in a network so large that fastest routes take longer,
/// the excess would count as entries, so such a network must not be built on these weights.
pub(crate) const ENDS_ONLY_PENALTY: u32 = 1 << 26;

/// The part of a weight that is time, in milliseconds.
pub(crate) const DURATION_MASK: u32 = ENDS_ONLY_PENALTY - 1;
