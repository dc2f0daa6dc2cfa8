//! The hierarchy against plain searches.

mod abstract_graphs;
mod graphs;
mod teams;

use proptest::prelude::*;

use super::*;
use crate::routing::tests::{
    many_and_nearest_are_those_of_the_oracle, network_and_places, routes_are_those_of_the_oracle,
};

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
}
