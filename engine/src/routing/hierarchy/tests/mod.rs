//! The hierarchy against plain searches.

mod abstract_graphs;
mod graphs;
mod kernels;
mod teams;

use proptest::prelude::*;

use super::*;
use crate::routing::tests::{
    many_and_nearest_are_those_of_the_oracle, network_and_places, routes_are_those_of_the_oracle,
};
use crate::routing::{PlainDijkstra, Router as _, Snap};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn routes((road, places) in network_and_places()) {
        routes_are_those_of_the_oracle(&Cch::new(road.clone()), &road, &places)?;
    }

    #[test]
    fn many_and_nearest(
        (road, places) in network_and_places(),
        delays in proptest::collection::vec(0..40_000u64, 8),
        k in 0..9usize,
    ) {
        let router = Cch::new(road.clone());
        many_and_nearest_are_those_of_the_oracle(&router, &road, &places, &delays, k)?;
    }

    #[test]
    fn tables_of_places((road, places) in network_and_places()) {
        let (router, oracle) = (Cch::new(road.clone()), PlainDijkstra::new(road));
        let mut scratch = router.scratch();
        let (mut found, mut row, mut expected) = (Vec::new(), Vec::new(), Vec::new());
        // More targets than are worked on together, and as many places twice.
        let many: Vec<Snap> = places.iter().copied().cycle().take(3 * places.len() + 1).collect();
        for (from, to) in [(&places, &many), (&many, &places)] {
            router.table(&mut scratch, from, to, &mut found);
            expected.clear();
            for from in from {
                oracle.one_to_many(&mut (), from, to, &mut row);
                expected.extend_from_slice(&row);
            }
            prop_assert_eq!(&found, &expected);
        }
    }
}
