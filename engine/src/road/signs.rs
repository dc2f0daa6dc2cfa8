//! What signs along the streets tell a driver; kept for guidance.

use super::column::Column;
use super::input::LaneTurns;
use super::network::RoadNetwork;
use super::record::SignRecord;
use crate::routing::EdgeId;

/// Signs by edge.
#[derive(Clone)]
pub(super) struct SignTables {
    pub(super) signs: Column<SignRecord>,
    pub(super) lanes: Column<LaneTurns>,
}

/// What signs along an edge tell a driver.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SignsOf<'a> {
    /// Where the road leads, such as "A1: Porto, Braga", or the empty string.
    pub destination: &'a str,
    /// Number of the exit, or the empty string.
    pub exit: &'a str,
    /// Lanes from the left to the right as the driver sees them; empty when nothing is known of them.
    pub lanes: &'a [LaneTurns],
}

impl RoadNetwork {
    /// What signs along an edge tell a driver.
    ///
    /// # Panics
    /// When the id is not of this network.
    #[must_use]
    pub fn signs(&self, id: EdgeId) -> SignsOf<'_> {
        assert!((id.0 as usize) < self.edge_count());
        let signs = self.signs.signs.as_slice();
        let Ok(row) = signs.binary_search_by_key(&id.0, |sign| sign.edge) else {
            return SignsOf::default();
        };
        let begin = row
            .checked_sub(1)
            .map_or(0, |before| signs[before].lanes_end);
        SignsOf {
            destination: self.names.get(signs[row].destination),
            exit: self.names.get(signs[row].exit),
            lanes: &self.signs.lanes.as_slice()[begin as usize..signs[row].lanes_end as usize],
        }
    }
}
