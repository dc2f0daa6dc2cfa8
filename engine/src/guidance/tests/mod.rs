//! Guidance on layouts drawn in text, and what holds for every route.

mod carriageways;
mod crossings;
mod ends;
pub(in crate::guidance) mod layout;
mod motorways;
mod roundabouts;

use proptest::prelude::*;

use super::{Language, Step, Units, VoiceInstruction, banners, steps, voice};
use crate::routing::tests::network_and_places;
use crate::routing::{BidirectionalDijkstra, Router};
use crate::units::Metres;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn steps_add_up_to_the_route((road, places) in network_and_places()) {
        let router = BidirectionalDijkstra::new(road.clone());
        let mut scratch = router.scratch();
        if let Some(path) = router.route(&mut scratch, &places[0], &places[1]) {
            let steps = steps(&road, &path);
            layout::check_sums(&road, &path, &steps);
            check_words(&steps);
        }
    }
}

/// Every step has its announcements and banners, on itself and in order; only the last has none.
fn check_words(steps: &[Step]) {
    for language in Language::ALL {
        let (said, shown) = (
            voice(steps, language, Units::Metric),
            banners(steps, language),
        );
        assert_eq!((said.len(), shown.len()), (steps.len(), steps.len()));
        assert!(said[steps.len() - 1].is_empty() && shown[steps.len() - 1].is_empty());
        for (number, step) in steps.iter().enumerate().take(steps.len() - 1) {
            let on_it = |before: Metres| before.0 >= 0.0 && before.0 <= step.distance.0 + 1e-6;
            assert!(said[number].iter().all(|one| on_it(one.distance_before)));
            let order = |one: &VoiceInstruction, next: &VoiceInstruction| {
                one.distance_before >= next.distance_before
            };
            assert!(said[number].is_sorted_by(order));
            assert!(
                shown[number]
                    .iter()
                    .all(|banner| on_it(banner.distance_before))
            );
            assert!(!shown[number].is_empty());
        }
    }
}
