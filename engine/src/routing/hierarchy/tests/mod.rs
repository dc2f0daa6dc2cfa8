//! The hierarchy against plain searches.

mod abstract_graphs;
mod graphs;

use proptest::prelude::*;

use super::*;
use crate::routing::tests::{check_path, network_and_places};
use crate::routing::{Origin, PlainDijkstra, Router};
use crate::units::Millis;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn routes_are_those_of_the_oracle((road, places) in network_and_places()) {
        let (router, oracle) = (Cch::new(road.clone()), PlainDijkstra::new(road.clone()));
        let mut scratch = router.scratch();
        for from in &places {
            for to in &places {
                let expected = oracle.travel_time(&mut (), from, to);
                prop_assert_eq!(router.travel_time(&mut scratch, from, to), expected);
                let route = router.route(&mut scratch, from, to);
                prop_assert_eq!(route.as_ref().map(|path| path.duration), expected);
                if let Some(path) = route {
                    check_path(&road, &path)?;
                }
            }
        }
    }

    #[test]
    fn many_and_nearest_are_those_of_the_oracle(
        (road, places) in network_and_places(),
        delays in proptest::collection::vec(0..40_000u64, 8),
        k in 0..9usize,
    ) {
        let (router, oracle) = (Cch::new(road.clone()), PlainDijkstra::new(road));
        let mut scratch = router.scratch();
        let origins: Vec<Origin> = places
            .iter()
            .zip(delays)
            .map(|(&snap, delay)| Origin { snap, delay: Millis(delay) })
            .collect();
        let (mut found, mut expected) = (Vec::new(), Vec::new());
        let (mut first, mut expected_first) = (Vec::new(), Vec::new());
        for place in &places {
            router.one_to_many(&mut scratch, place, &places, &mut found);
            oracle.one_to_many(&mut (), place, &places, &mut expected);
            prop_assert_eq!(&found, &expected);
            router.many_to_one(&mut scratch, &origins, place, &mut found);
            oracle.many_to_one(&mut (), &origins, place, &mut expected);
            prop_assert_eq!(&found, &expected);
            router.nearest(&mut scratch, &origins, place, k, &mut first);
            oracle.nearest(&mut (), &origins, place, k, &mut expected_first);
            prop_assert_eq!(&first, &expected_first);
        }
    }
}
