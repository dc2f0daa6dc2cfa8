//! Requests that may be told of the same matter.

use super::{board::Board, ids::RequestId, model::RequestState};
use crate::{
    geo,
    units::{LngLat, Metres, Millis, Timestamp},
};

/// How near two requests must be to be taken for one: a block.
pub const NEAR: Metres = Metres(150.0);
/// How far apart in time: a matter is told of again within hours.
pub const SOON: Millis = Millis::from_mins(3 * 60);

/// A request that may be about the same matter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PossibleDuplicate {
    /// The request.
    pub request: RequestId,
    /// How far away.
    pub distance: Metres,
    /// How long ago it came in.
    pub age: Millis,
}

impl Board {
    /// Open requests near a place that came in lately, nearest first; `except` is left out.
    #[must_use]
    pub fn possible_duplicates(
        &self,
        place: LngLat,
        now: Timestamp,
        except: Option<RequestId>,
    ) -> Vec<PossibleDuplicate> {
        // Ids count up with time, so the latest are at the end.
        let latest = self.requests.values().rev();
        let mut found: Vec<PossibleDuplicate> = latest
            .take_while(|request| {
                let received = request.times.received.unwrap_or_default();
                now.since(received) <= SOON
            })
            .filter(|request| request.state != RequestState::Closed && Some(request.id) != except)
            .map(|request| PossibleDuplicate {
                request: request.id,
                distance: geo::distance(request.details.position, place),
                age: now.since(request.times.received.unwrap_or_default()),
            })
            .filter(|found| found.distance.0 <= NEAR.0)
            .collect();
        found.sort_by(|a, b| a.distance.0.total_cmp(&b.distance.0));
        found
    }
}
