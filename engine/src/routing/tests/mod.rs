//! The routers against the oracle, and the oracle against the rules of the road.

mod history;
mod moments;
mod snaps;
mod turns;
mod ways;

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::road::RoadNetwork;
use crate::road::testing::{anywhere, random_input};

/// A network and places on it.
pub(crate) fn network_and_places() -> impl Strategy<Value = (Arc<RoadNetwork>, Vec<Snap>)> {
    let places = proptest::collection::vec((any::<prop::sample::Index>(), 0..=10u8), 2..8);
    (random_input(), places).prop_map(|(input, places)| {
        let road = Arc::new(RoadNetwork::build(input).unwrap().0);
        let snaps = places
            .into_iter()
            .map(|(segment, tenths)| {
                let segment = u32::try_from(segment.index(road.segment_count())).unwrap();
                anywhere(&road, segment, f64::from(tenths) / 10.0)
            })
            .collect();
        (road, snaps)
    })
}

/// What every router must find between all pairs of some places.
pub(crate) fn routes_are_those_of_the_oracle(
    router: &impl Router,
    road: &Arc<RoadNetwork>,
    places: &[Snap],
) -> Result<(), TestCaseError> {
    let oracle = PlainDijkstra::new(road.clone());
    let mut scratch = router.scratch();
    for from in places {
        for to in places {
            let expected = oracle.travel_time(&mut (), from, to);
            prop_assert_eq!(router.travel_time(&mut scratch, from, to), expected);
            let route = router.route(&mut scratch, from, to);
            prop_assert_eq!(route.as_ref().map(|path| path.duration), expected);
            if let Some(path) = route {
                check_path(road, &path)?;
            }
        }
    }
    Ok(())
}

/// What every router must find from and to each of some places, and who arrives first.
pub(crate) fn many_and_nearest_are_those_of_the_oracle(
    router: &impl Router,
    road: &Arc<RoadNetwork>,
    places: &[Snap],
    delays: &[u64],
    k: usize,
) -> Result<(), TestCaseError> {
    let oracle = PlainDijkstra::new(road.clone());
    let mut scratch = router.scratch();
    let origins: Vec<Origin> = places
        .iter()
        .zip(delays)
        .map(|(&snap, &delay)| Origin {
            snap,
            delay: Millis(delay),
        })
        .collect();
    let (mut found, mut expected) = (Vec::new(), Vec::new());
    let (mut first, mut expected_first) = (Vec::new(), Vec::new());
    for place in places {
        router.one_to_many(&mut scratch, place, places, &mut found);
        oracle.one_to_many(&mut (), place, places, &mut expected);
        prop_assert_eq!(&found, &expected);
        router.many_to_one(&mut scratch, &origins, place, &mut found);
        oracle.many_to_one(&mut (), &origins, place, &mut expected);
        prop_assert_eq!(&found, &expected);
        router.nearest(&mut scratch, &origins, place, k, &mut first);
        oracle.nearest(&mut (), &origins, place, k, &mut expected_first);
        prop_assert_eq!(&first, &expected_first);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn both_ends_find_what_the_oracle_finds((road, places) in network_and_places()) {
        routes_are_those_of_the_oracle(&BidirectionalDijkstra::new(road.clone()), &road, &places)?;
    }

    #[test]
    fn one_sweep_finds_what_many_searches_find(
        (road, places) in network_and_places(),
        delays in proptest::collection::vec(0..40_000u64, 8),
        k in 0..9usize,
    ) {
        let router = BidirectionalDijkstra::new(road.clone());
        many_and_nearest_are_those_of_the_oracle(&router, &road, &places, &delays, k)?;
    }

    #[test]
    fn a_stop_on_the_way_costs_nothing((road, places) in network_and_places()) {
        let router = BidirectionalDijkstra::new(road.clone());
        let mut scratch = router.scratch();
        let Some(path) = router.route(&mut scratch, &places[0], &places[1]) else {
            return Ok(());
        };
        // Only places in the middle of the route: there both halves keep its edges.
        for part in path.parts(&road).skip(1).take(path.edges.len().saturating_sub(2)) {
            let edge = road.edge(part.edge);
            let mut stop = anywhere(&road, edge.segment.0, 0.5);
            (stop.forward, stop.backward) = if edge.along {
                (Some(part.edge), None)
            } else {
                (None, Some(part.edge))
            };
            let there = router.travel_time(&mut scratch, &places[0], &stop);
            let on = router.travel_time(&mut scratch, &stop, &places[1]);
            let (Some(there), Some(on)) = (there, on) else {
                return Err(TestCaseError::fail("no way to or from a place on the route"));
            };
            let private = path.edges.iter().any(|&edge| road.edge(edge).ends_only);
            if !private {
                // A stop forgets where one came from, so restrictions can only fall away.
                prop_assert!(there + on <= path.duration);
            }
        }
    }

    #[test]
    fn closing_a_street_never_shortens_a_trip(
        input in random_input(),
        closed in any::<prop::sample::Index>(),
        ends in any::<[prop::sample::Index; 2]>(),
    ) {
        // Without restrictions and dead ends made by the closure: both allow turns that were not there.
        let mut input = input;
        input.restrictions.clear();
        let closed = closed.index(input.segments.len());
        let mut slower = input.clone();
        let street = &mut slower.segments[closed];
        for direction in [&mut street.forward, &mut street.backward].into_iter().flatten() {
            direction.speed.0 /= 50.0;
        }
        let count = input.segments.len();
        let time = |input| {
            let road = Arc::new(RoadNetwork::build(input).unwrap().0);
            let [from, to] = ends.map(|end| {
                anywhere(&road, u32::try_from(end.index(count)).unwrap(), 0.5)
            });
            let router = BidirectionalDijkstra::new(road);
            let mut scratch = router.scratch();
            router.travel_time(&mut scratch, &from, &to)
        };
        let (before, after) = (time(input), time(slower));
        prop_assert_eq!(before.is_some(), after.is_some());
        prop_assert!(before <= after, "{:?} {:?}", before, after);
    }

    #[test]
    fn a_network_survives_its_file(input in random_input()) {
        use crate::road::{Section, SharedBytes};
        let (road, _) = RoadNetwork::build(input).unwrap();
        let mut file = std::collections::BTreeMap::new();
        road.write_sections("road/", &mut |name, bytes| {
            // Eight-byte values keep the alignment that a file gives its sections.
            let mut aligned = vec![0u64; bytes.len().div_ceil(8)];
            zerocopy::IntoBytes::as_mut_bytes(aligned.as_mut_slice())[..bytes.len()].copy_from_slice(bytes);
            file.insert(name.to_owned(), (aligned, bytes.len()));
        });
        let mut open = |name: &str| {
            let (words, length) = file.get(name)?.clone();
            let bytes: SharedBytes = Arc::new(Words(words));
            Section::new(bytes, 0..length)
        };
        let again = RoadNetwork::from_sections("road/", &mut open).unwrap();
        let mut same = true;
        again.write_sections("road/", &mut |name, bytes| {
            let (words, length) = &file[name];
            same &= &zerocopy::IntoBytes::as_bytes(words.as_slice())[..*length] == bytes;
        });
        prop_assert!(same);
    }

    #[test]
    fn a_damaged_file_is_an_error_or_harmless(
        input in random_input(),
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        use crate::road::{Section, SharedBytes};
        let (road, _) = RoadNetwork::build(input).unwrap();
        let mut file = Vec::new();
        road.write_sections("road/", &mut |name, bytes| file.push((name.to_owned(), bytes.to_vec())));
        for (section, place, value) in damage {
            let number = section.index(file.len());
            let bytes = &mut file[number].1;
            if !bytes.is_empty() {
                let place = place.index(bytes.len());
                bytes[place] ^= value;
            }
        }
        let mut open = |name: &str| {
            let (_, bytes) = file.iter().find(|(other, _)| other == name)?;
            let mut words = vec![0u64; bytes.len().div_ceil(8)];
            zerocopy::IntoBytes::as_mut_bytes(words.as_mut_slice())[..bytes.len()].copy_from_slice(bytes);
            let shared: SharedBytes = Arc::new(Words(words));
            Section::new(shared, 0..bytes.len())
        };
        let Ok(road) = RoadNetwork::from_sections("road/", &mut open) else {
            return Ok(());
        };
        // What is accepted may be wrong, but it can be used.
        let road = Arc::new(road);
        let router = BidirectionalDijkstra::new(road.clone());
        let index = SnapIndex::new(road.clone());
        let mut scratch = router.scratch();
        let _ = index.nearest(crate::road::testing::at(1.0, 1.0), None);
        for segment in 0..road.segment_count() {
            let end = anywhere(&road, u32::try_from(segment).unwrap(), 0.5);
            let start = anywhere(&road, 0, 0.2);
            if let Some(path) = router.route(&mut scratch, &start, &end) {
                prop_assert!(path.geometry(&road).len() >= 2);
            }
            let mut times = Vec::new();
            router.one_to_many(&mut scratch, &start, &[end], &mut times);
        }
    }
}

pub(crate) struct Words(pub(crate) Vec<u64>);

impl AsRef<[u8]> for Words {
    fn as_ref(&self) -> &[u8] {
        zerocopy::IntoBytes::as_bytes(self.0.as_slice())
    }
}

/// A path's edges follow each other, and its line and length are those of its parts.
pub(crate) fn check_path(road: &RoadNetwork, path: &Path) -> Result<(), TestCaseError> {
    for pair in path.edges.windows(2) {
        let end = road.edge_head(pair[0]);
        let next = road.edge(pair[1]);
        let segment = road.segment(next.segment);
        let start = if next.along {
            segment.tail()
        } else {
            segment.head()
        };
        prop_assert_eq!(end, start);
    }
    let line = path.geometry(road);
    prop_assert!(line.len() >= 2);
    let length = crate::geo::length(&line).0;
    prop_assert!(
        (length - path.length.0).abs() < 0.5 + 1e-6 * length,
        "{} {}",
        length,
        path.length.0
    );
    let near = |a, b| crate::geo::distance(a, b).0 < 0.1;
    prop_assert!(near(line[0], path.from.position));
    prop_assert!(near(line[line.len() - 1], path.to.position));
    Ok(())
}
