//! Alternatives and avoided streets on real streets: the bundled city, and larger extracts when they are there.
//!
//! `cargo test -p nearhand-osm-data --test ways -- --nocapture` prints how many trips have an alternative,
//! and what each way of asking takes. The extracts lie in `shared/data/` beside the project, or where
//! `NEARHAND_SHARED` says; they are not part of it.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test: a failure is a panic, and the figures are for people to read"
)]

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use nearhand_engine::road::RoadNetwork;
use nearhand_engine::routing::hierarchy::Cch;
use nearhand_engine::routing::live::Streets;
use nearhand_engine::routing::{
    AvoidKinds, Avoided, BidirectionalDijkstra, Limits, Path, PlainDijkstra, Router, SegmentId,
    Snap, alternatives, route_avoiding,
};
use nearhand_engine::units::LngLat;
use nearhand_osm_data::bundled::bundled;
use nearhand_osm_data::osm::{Input, read};
use nearhand_osm_data::road::{CAR, Region, build};

fn bundled_city() -> Arc<RoadNetwork> {
    let (input, details) = bundled();
    let region = Region {
        side: details.side(),
        country: details.country.as_deref(),
    };
    network(input, region)
}

fn network(input: Input<'_>, region: Region<'_>) -> Arc<RoadNetwork> {
    let extract = read(input, None, &mut |_| {}).unwrap();
    let roads = build(&extract, &CAR, region);
    Arc::new(RoadNetwork::build(roads.input).unwrap().0)
}

/// Pairs of places spread over the network.
fn pairs(road: &RoadNetwork, count: u32) -> Vec<(Snap, Snap)> {
    let segments = u32::try_from(road.segment_count()).unwrap();
    let place = |number: u32| {
        let spread = number.wrapping_mul(2_654_435_761) % segments;
        Snap::on(road, SegmentId(spread), 0.3)
    };
    (0..count)
        .filter_map(|i| Some((place(2 * i)?, place(2 * i + 1)?)))
        .collect()
}

/// What of a route's time is driven on edges of others.
fn shared(road: &RoadNetwork, path: &Path, others: &[Path]) -> u64 {
    let is_shared = |edge| others.iter().any(|other| other.edges.contains(&edge));
    let parts = path.parts(road).filter(|part| is_shared(part.edge));
    parts.map(|part| part.duration(road).0).sum()
}

/// Checks the limits that need no search; the engine's own tests check the rest on random networks.
fn check_limits(road: &RoadNetwork, routes: &[Path]) {
    let best = routes[0].duration.0;
    for (number, path) in routes.iter().enumerate().skip(1) {
        assert!(path.duration.0 >= best && path.duration.0 * 4 <= best * 5);
        let shared = shared(road, path, &routes[..number]);
        assert!(shared * 10 <= best * 8, "{shared} of {best} ms are shared");
    }
    for path in routes {
        let parts = path.parts(road).map(|part| part.duration(road).0);
        let turns = path
            .edges
            .windows(2)
            .map(|pair| road.turn_duration(pair[0], pair[1]).0);
        assert_eq!(parts.sum::<u64>() + turns.sum::<u64>(), path.duration.0);
        let allowed = |pair: &[_]| road.exits(pair[0]).any(|exit| exit == pair[1]);
        assert!(
            path.edges.windows(2).all(allowed),
            "a turn that may not be made"
        );
    }
}

/// Alternatives by both ways of finding them, and the time that each takes.
fn count_alternatives(name: &str, road: &Arc<RoadNetwork>, trips: u32) -> (usize, usize) {
    let router = Cch::new(road.clone());
    let plain = BidirectionalDijkstra::new(road.clone());
    let (mut scratch, mut plain_scratch) = (router.scratch(), plain.scratch());
    let none = Avoided::kinds(road, AvoidKinds::default());
    let limits = Limits::with(3);
    let pairs = pairs(road, trips);
    let (mut by_cells, mut by_plateaus) = ([0usize; 4], [0usize; 4]);
    let (mut cells_time, mut plateaus_time) = (Duration::ZERO, Duration::ZERO);
    for (from, to) in &pairs {
        let begin = Instant::now();
        let routes = router.alternatives(from, to, &limits);
        cells_time += begin.elapsed();
        let begin = Instant::now();
        let others = alternatives(road, &mut plain_scratch, (from, to), &none, &limits);
        plateaus_time += begin.elapsed();
        let best = router.travel_time(&mut scratch, from, to);
        for (routes, counts) in [(&routes, &mut by_cells), (&others, &mut by_plateaus)] {
            assert_eq!(routes.first().map(|path| path.duration), best);
            if let Some(found) = routes.len().checked_sub(1) {
                check_limits(road, routes);
                counts[found] += 1;
            }
        }
    }
    let per_trip = |time: Duration| time / u32::try_from(pairs.len()).unwrap();
    println!(
        "{name}: of {} trips so many have 0, 1, 2, 3 alternatives: {by_cells:?} by cells ({:?} a trip), {by_plateaus:?} by plateaus ({:?} a trip)",
        pairs.len(),
        per_trip(cells_time),
        per_trip(plateaus_time),
    );
    let some = |counts: [usize; 4]| counts[1..].iter().sum();
    (some(by_cells), some(by_plateaus))
}

#[test]
fn many_trips_through_the_bundled_city_have_an_alternative() {
    let road = bundled_city();
    let (by_cells, by_plateaus) = count_alternatives("the bundled city", &road, 200);
    assert!(by_cells >= 140, "{by_cells} of 194");
    assert!(by_plateaus >= 160, "{by_plateaus} of 194");
}

/// Avoiding by new weights, by one search, and by plain Dijkstra: the same times, never shorter ones.
fn check_avoiding(name: &str, road: &Arc<RoadNetwork>, avoided: &Avoided, trips: u32) -> usize {
    let begin = Instant::now();
    let before = Cch::new(road.clone());
    let built = begin.elapsed();
    let begin = Instant::now();
    let after = before.avoiding(avoided);
    let changed = begin.elapsed();
    let oracle = PlainDijkstra::new(road.clone());
    let mut scratch = before.scratch();
    let mut plain_scratch = BidirectionalDijkstra::new(road.clone()).scratch();
    let (mut longer, mut one_search) = (0, Duration::ZERO);
    let free = |snap: &Snap| !avoided.has(snap.segment);
    let pairs = pairs(road, trips);
    for (from, to) in pairs.iter().filter(|(from, to)| free(from) && free(to)) {
        let expected = oracle
            .route_avoiding(from, to, avoided)
            .map(|path| path.duration);
        let found = after.travel_time(&mut scratch, from, to);
        assert_eq!(found, expected);
        let begin = Instant::now();
        let path = route_avoiding(road, &mut plain_scratch, from, to, avoided);
        one_search += begin.elapsed();
        assert_eq!(path.as_ref().map(|path| path.duration), expected);
        if let Some(path) = path {
            let is_avoided = |&edge: &_| avoided.has(road.edge(edge).segment);
            assert!(!path.edges.iter().any(is_avoided));
        }
        let usual = before.travel_time(&mut scratch, from, to);
        assert!(
            expected.is_none() || usual <= expected,
            "avoiding never shortens"
        );
        longer += usize::from(expected != usual);
    }
    println!(
        "{name}: {longer} of {} trips change; new weights for the hierarchy take {changed:?} (built in {built:?}), one search {:?}",
        pairs.len(),
        one_search / u32::try_from(pairs.len()).unwrap(),
    );
    longer
}

#[test]
fn streets_of_the_bundled_city_are_avoided() {
    let road = bundled_city();
    let streets = Streets::new(road.clone());
    let corner = |lng, lat| LngLat::new(lng, lat).unwrap();
    let mut avoided = Avoided::kinds(
        &road,
        AvoidKinds {
            ferries: true,
            ..AvoidKinds::default()
        },
    );
    // A square in the middle of the city.
    let ring = [
        (14.485, 35.89),
        (14.495, 35.89),
        (14.495, 35.898),
        (14.485, 35.898),
    ];
    avoided
        .add_area(
            &streets,
            &[ring.map(|(lng, lat)| corner(lng, lat)).to_vec()],
        )
        .unwrap();
    let longer = check_avoiding("an area of the bundled city", &road, &avoided, 60);
    assert!(
        longer >= 5,
        "the area lies in the way of {longer} trips only"
    );
}

#[test]
fn motorways_of_a_large_city_are_avoided() {
    let Some(path) = beside("data/portland.osm.pbf") else {
        println!("SKIPPED portland: no shared/data beside the project (see NEARHAND_SHARED)");
        return;
    };
    let region = Region {
        country: Some("US"),
        ..Region::default()
    };
    let road = network(Input::Path(&path), region);
    let avoided = Avoided::kinds(
        &road,
        AvoidKinds {
            motorways: true,
            ..AvoidKinds::default()
        },
    );
    let longer = check_avoiding("motorways of Portland", &road, &avoided, 12);
    assert!(
        longer >= 3,
        "motorways lie in the way of {longer} trips only"
    );
    let (by_cells, by_plateaus) = count_alternatives("Portland", &road, 40);
    assert!(
        by_cells >= 20 && by_plateaus >= 20,
        "{by_cells}, {by_plateaus} of 40"
    );
}

fn beside(file: &str) -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let given = std::env::var_os("NEARHAND_SHARED").map(PathBuf::from);
    let path = given.unwrap_or(beside).join(file);
    path.exists().then_some(path)
}
