//! Live weights on real cities: answers against the oracle, and what a change costs (printed, not judged).
//!
//! `cargo test --release -p nearhand-benches --test live -- --nocapture` prints the costs; a city of the
//! shared data is measured where it is there.

#![expect(clippy::print_stdout, reason = "the costs are for people")]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use nearhand_benches::{Town, import_bundled};
use nearhand_engine::road::RoadNetwork;
use nearhand_engine::routing::live::{
    Closure, ClosureKey, Effect, HourOfWeek, LiveState, Scope, Shape, Streets,
};
use nearhand_engine::routing::{BidirectionalDijkstra, PlainDijkstra, Router, Snap};
use nearhand_engine::units::{LngLat, Timestamp};
use nearhand_osm_data::city::City;
use nearhand_osm_data::import::{CityDetails, import};
use nearhand_osm_data::osm::Input;
use nearhand_osm_data::road::Mode;

const NOW: Timestamp = Timestamp(1_000);

fn noon() -> HourOfWeek {
    HourOfWeek::of_day(2, 12).expect("an hour of the week")
}

fn closure(shape: Shape, effect: Effect) -> Closure {
    Closure {
        shape,
        heading: None,
        effect,
        from: Timestamp(0),
        until: None,
    }
}

/// A closure of each kind near each of some places.
fn closures(places: &[Snap]) -> Vec<Closure> {
    let effects = [
        Effect::Closed {
            scope: Scope::Everyone,
        },
        Effect::Closed {
            scope: Scope::ExceptDestination,
        },
        Effect::SlowedBy { factor: 3.0 },
    ];
    let near = |at: LngLat, x: f64, y: f64| {
        LngLat::new(at.lng() + x * 1e-3, at.lat() + y * 1e-3).expect("on Earth")
    };
    let shape = |number: usize, at: LngLat| match number % 3 {
        0 => Shape::Point { at },
        1 => Shape::Street {
            name: None,
            from: at,
            to: at,
        },
        _ => Shape::Polygon {
            ring: vec![
                near(at, -1.0, -1.0),
                near(at, 1.0, -1.0),
                near(at, 0.0, 1.5),
            ],
        },
    };
    let numbered = places.iter().enumerate();
    numbered
        .map(|(n, place)| closure(shape(n, place.position), effects[n / 3 % 3]))
        .collect()
}

fn state(streets: &Streets, closures: &[Closure]) -> LiveState {
    let mut state = LiveState::default();
    for (key, closure) in (0..).zip(closures) {
        state.begin(
            ClosureKey(key),
            Arc::new(closure.place(streets).expect("a street")),
        );
    }
    state
}

/// The bundled city, and cities of the shared data where they are.
fn cities(folder: &Path) -> Vec<(&'static str, Arc<RoadNetwork>)> {
    let mut cities = vec![(
        "bundled",
        import_bundled(folder)
            .expect("it imports")
            .0
            .road(Mode::Car),
    )];
    let shared = std::env::var_os("NEARHAND_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared"),
        PathBuf::from,
    );
    let extract = shared.join("data/porto.osm.pbf");
    if !extract.exists() {
        println!("skipped: porto, {} is not there", extract.display());
        return cities;
    }
    let details =
        CityDetails::from_toml("name = 'Porto'\ntime_zone = 'Europe/Lisbon'").expect("details");
    let path = folder.join("porto.city");
    import(Input::Path(&extract), &details, &path, &mut |_| ()).expect("it imports");
    cities.push((
        "porto",
        City::open(&path).expect("it opens").road(Mode::Car),
    ));
    cities
}

#[test]
fn closures_on_a_real_city_are_kept_by_every_search_and_leave_no_trace() {
    let folder = tempfile::tempdir().unwrap();
    for (name, base) in cities(folder.path()) {
        check(name, &base);
    }
}

fn check(name: &str, base: &Arc<RoadNetwork>) {
    let town = Town::new(base.clone());
    let streets = timed(name, "index of streets", || Streets::new(base.clone()));
    let drawn = closures(&town.places(18, 7));
    let mut state = timed(name, "18 closures placed", || state(&streets, &drawn));
    let before = base.weights();
    let after = timed(name, "weights with 18 closures", || {
        state.weights(base, NOW, noon())
    });
    let changed = timed(name, "turns that changed", || {
        before.changed_turns(base, &after)
    });
    assert!(!changed.is_empty());
    let live = timed(name, "network with these weights", || {
        Arc::new(base.with_weights(&after))
    });
    println!(
        "{name}: {} edges, {} turns changed",
        base.edge_count(),
        changed.len()
    );
    let router = timed(name, "router on it", || {
        BidirectionalDijkstra::new(live.clone())
    });

    let oracle = PlainDijkstra::new(live);
    let mut scratch = router.scratch();
    let (from, to) = (town.places(4, 8), town.places(6, 9));
    let mut times = Vec::new();
    for from in &from {
        router.one_to_many(&mut scratch, from, &to, &mut times);
        for (to, &time) in to.iter().zip(&times) {
            assert_eq!(oracle.travel_time(&mut (), from, to), time, "{name}");
            let path = router.route(&mut scratch, from, to);
            assert_eq!(path.map(|path| path.duration), time, "{name}");
        }
    }
    for key in 0..drawn.len() {
        state.end(ClosureKey(u32::try_from(key).expect("few")));
    }
    assert_eq!(state.weights(base, NOW, noon()), before, "{name}");
}

/// A closed street is not driven: no route passes the middle of one that it did not begin in.
#[test]
fn no_route_leads_over_a_closed_street() {
    let folder = tempfile::tempdir().unwrap();
    let base = import_bundled(folder.path()).unwrap().0.road(Mode::Car);
    let town = Town::new(base.clone());
    let streets = Streets::new(base.clone());
    let mut scratch = town.router.scratch();
    let (mut driven_round, mut cut_off) = (0, 0);
    for (from, to) in town.places(12, 21).iter().zip(&town.places(12, 22)) {
        let Some(way) = town.router.route(&mut scratch, from, to) else {
            continue;
        };
        let line = way.geometry(&base);
        let at = line[line.len() / 2];
        let effect = Effect::Closed {
            scope: Scope::Everyone,
        };
        let closed = closure(Shape::Point { at }, effect)
            .place(&streets)
            .unwrap();
        let mut state = LiveState::default();
        state.begin(ClosureKey(0), Arc::new(closed.clone()));
        let live = Arc::new(base.with_weights(&state.weights(&base, NOW, noon())));
        let router = BidirectionalDijkstra::new(live);
        match router.route(&mut router.scratch(), from, to) {
            Some(round) => {
                driven_round += 1;
                let begins_inside = closed.has(round.edges[0]);
                assert!(begins_inside || !round.edges.iter().any(|&edge| closed.has(edge)));
            }
            None => cut_off += 1,
        }
    }
    assert!(
        driven_round > 6,
        "{driven_round} driven round, {cut_off} cut off"
    );
}

fn timed<T>(city: &str, what: &str, work: impl FnOnce() -> T) -> T {
    let started = Instant::now();
    let result = work();
    println!(
        "{city}: {what}: {:.2} ms",
        started.elapsed().as_secs_f64() * 1e3
    );
    result
}
