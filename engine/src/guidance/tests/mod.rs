//! Guidance on layouts drawn in text, and what holds for every route.

mod carriageways;
mod crossings;
mod ends;
pub(in crate::guidance) mod layout;
mod motorways;
mod roundabouts;

use proptest::prelude::*;

use super::steps;
use crate::routing::tests::network_and_places;
use crate::routing::{BidirectionalDijkstra, Router};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn steps_add_up_to_the_route((road, places) in network_and_places()) {
        let router = BidirectionalDijkstra::new(road.clone());
        let mut scratch = router.scratch();
        if let Some(path) = router.route(&mut scratch, &places[0], &places[1]) {
            layout::check_sums(&road, &path, &steps(&road, &path));
        }
    }
}
