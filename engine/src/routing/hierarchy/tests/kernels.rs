//! The inner loops against the formula that they stand for, with the machine's instructions and without.

use proptest::prelude::*;

use crate::routing::hierarchy::kernel::{INF, padded, relax, settle};
use crate::routing::hierarchy::wide::{LANES, Wide, vectorised};

/// Own places, values of a padded row, and a row of weights for each own place.
fn cells() -> impl Strategy<Value = (usize, Vec<u32>, Vec<u32>)> {
    let shapes = (0..2 * LANES, 0..5 * LANES);
    shapes.prop_flat_map(|(own, border)| {
        let width = padded(own + border);
        let number = prop_oneof![4 => 0..1_000u32, 1 => Just(INF), 1 => INF - 5..INF];
        let values = proptest::collection::vec(number.clone(), width);
        let weights = proptest::collection::vec(number, own * width);
        (Just(own), values, weights)
    })
}

/// Runs a loop with what the machine has, and in plain loops.
fn both(values: &[u32], run: impl Fn(Option<Wide>, &mut [u32])) -> [Vec<u32>; 2] {
    let (mut named, mut plain) = (values.to_vec(), values.to_vec());
    vectorised(|wide| run(wide, &mut named));
    run(None, &mut plain);
    [named, plain]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn settling_takes_the_least_of_all_places_behind((own, values, mut weights) in cells()) {
        let width = values.len();
        // Whether the way by a place before counts as well is open: here there is none.
        for place in 0..own {
            weights[place * width..][..=place].fill(INF);
        }
        let mut expected = values.clone();
        for place in (0..own).rev() {
            let sums = (place + 1..width).map(|to| expected[to] + weights[place * width + to]);
            expected[place] = expected[place].min(sums.min().unwrap_or(INF));
        }
        let found = both(&values, |wide, values| settle(wide, own, values, &weights));
        prop_assert_eq!(found, [expected.clone(), expected]);
    }

    #[test]
    fn relaxing_reaches_all_places_behind((own, values, weights) in cells()) {
        let width = values.len();
        let mut expected = values.clone();
        for place in 0..own {
            for to in place + 1..width {
                expected[to] = expected[to].min(expected[place] + weights[place * width + to]);
            }
        }
        let found = both(&values, |wide, values| relax(wide, own, values, &weights));
        prop_assert_eq!(found, [expected.clone(), expected]);
    }
}
