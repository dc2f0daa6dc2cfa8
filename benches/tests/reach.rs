//! Reach on real cities: areas are valid and nested, and agree with travel times place by place.

use geo::algorithm::validation::Validation;
use geo::{Area, BooleanOps, Contains, MultiPolygon, Point};
use nearhand_benches::{Town, import_bundled, import_shared};
use nearhand_engine::routing::{
    AreaGrid, AreaOptions, Direction, Limit, PlainDijkstra, Router, SegmentId, Snap,
};
use nearhand_engine::units::{Metres, Millis};
use nearhand_osm_data::road::Mode;

#[test]
fn areas_on_the_bundled_city() {
    let folder = tempfile::tempdir().unwrap();
    let (city, _) = import_bundled(folder.path()).unwrap();
    check_city(&Town::new(city.road(Mode::Car)), 10);
}

#[test]
fn areas_on_porto() {
    let folder = tempfile::tempdir().unwrap();
    match import_shared("porto", folder.path()).unwrap() {
        Some(city) => check_city(&Town::new(city.road(Mode::Car)), 2),
        None => eprintln!("skipped: porto.osm.pbf is not at hand"),
    }
}

fn check_city(town: &Town, questions: usize) {
    let grid = AreaGrid::new(&town.road);
    let places = town.places(4 * questions, 11);
    for (number, origins) in places.chunks(4).enumerate() {
        let direction = [Direction::Depart, Direction::Arrive][number % 2];
        let origins = &origins[..1 + number % 4];
        let minutes = [1, 3 + number as u64, 12].map(|m| Limit::from(Millis::from_mins(m)));
        let metres = [400.0, 1_500.0, 6_000.0].map(|m| Limit::from(Metres(m)));
        for limits in [minutes, metres] {
            check_areas(town, &grid, origins, limits, direction);
        }
        check_times(town, &grid, origins, direction);
    }
}

/// Valid and nested, whatever the options.
fn check_areas(
    town: &Town,
    grid: &AreaGrid,
    origins: &[Snap],
    limits: [Limit; 3],
    direction: Direction,
) {
    let mut scratch = town.router.scratch();
    let reach = town
        .router
        .reach(&mut scratch, origins, limits[2], direction);
    for (denoise, generalize) in [
        (0.0, 0.0),
        (0.1, 50.0),
        (0.01, 0.0),
        (1.0, 300.0),
        (0.0, 120.0),
    ] {
        let options = AreaOptions {
            denoise,
            generalize: Metres(generalize),
        };
        let areas = reach.polygons(&town.road, grid, &limits, &options);
        for area in &areas {
            assert!(area.is_valid(), "{:?}", area.validation_errors());
        }
        for pair in areas.windows(2) {
            let (inner, outer) = (pair[0].unsigned_area(), pair[1].unsigned_area());
            assert!(inner <= outer);
            let outside = pair[0].difference(&pair[1]).unsigned_area();
            assert!(outside <= 1e-6 * outer, "{outside} of {outer}");
        }
    }
}

/// A place on a street is inside when the oracle's travel time is within the limit, and outside when nothing near it is reached.
fn check_times(town: &Town, grid: &AreaGrid, origins: &[Snap], direction: Direction) {
    let oracle = PlainDijkstra::new(town.road.clone());
    let mut scratch = town.router.scratch();
    let limit = Millis::from_mins(6);
    let reach = town.router.reach(&mut scratch, origins, limit, direction);
    let area = &reach.polygons(&town.road, grid, &[limit], &AreaOptions::default())[0];
    let mut inside = 0;
    for place in town.places(20, 12) {
        let time = |origin: &Snap| match direction {
            Direction::Depart => oracle.travel_time(&mut (), origin, &place),
            Direction::Arrive => oracle.travel_time(&mut (), &place, origin),
        };
        let nearest = origins.iter().filter_map(time).min();
        let reached = nearest.filter(|&time| time <= limit);
        assert_eq!(reach.time_at(&town.road, &place), reached);
        if reached.is_some() && !ferry(town, place.segment) {
            assert!(holds(area, &place), "{place:?}");
            inside += 1;
        }
    }
    let all = town.places(3_000, 13);
    let (near, far): (Vec<Snap>, Vec<Snap>) = all
        .into_iter()
        .partition(|place| reach.time_at(&town.road, place).is_some());
    let lines = reach.lines(&town.road, limit);
    let points: Vec<_> = lines.iter().flatten().collect();
    for place in near.iter().filter(|place| !ferry(town, place.segment)) {
        assert!(holds(area, place), "{place:?}");
    }
    for place in far.iter().filter(|place| holds(area, place)) {
        // A piece of a street is seldom longer than 200 m, so its ends are near what is near to it.
        let distance = |p: &&nearhand_engine::units::LngLat| {
            nearhand_engine::geo::distance(place.position, **p).0
        };
        let least = points.iter().map(distance).fold(f64::MAX, f64::min);
        assert!(least < 55.0 + 100.0, "{least} m from what is reached");
    }
    assert!(inside + near.len() > 0, "something was looked at");
}

fn ferry(town: &Town, segment: SegmentId) -> bool {
    town.road.segment(segment).traits().ferry
}

fn holds(area: &MultiPolygon<f64>, place: &Snap) -> bool {
    area.contains(&Point::new(place.position.lng(), place.position.lat()))
}
