//! Queries of the hierarchy ask for no memory once they have been run: counted on the bundled city.

use std::sync::Arc;

use allocation_counter::measure;
use nearhand_benches::{Town, data};
use nearhand_engine::routing::hierarchy::{Cch, CchScratch, TeamIndex};
use nearhand_engine::routing::{Origin, Router, Snap};
use nearhand_engine::units::Millis;

const PLACES: usize = 200;

/// A router with places to ask for.
struct Setting {
    router: Cch,
    scratch: CchScratch,
    from: Vec<Snap>,
    to: Vec<Snap>,
}

fn setting() -> Setting {
    let road = data::network(&data::bundled_pbf()).expect("the bundled city can be read");
    let town = Town::new(road.clone());
    let router = Cch::new(road);
    Setting {
        scratch: router.scratch(),
        router,
        from: town.places(PLACES, 1),
        to: town.places(PLACES, 2),
    }
}

impl Setting {
    fn origins(&self) -> Vec<Origin> {
        let delays = (0..).map(|number| Millis(number % 7 * 1_000));
        let places = self.from.iter().zip(delays);
        places
            .map(|(&snap, delay)| Origin { snap, delay })
            .collect()
    }
}

/// Allocations of some work after it has been done once.
fn allocations(mut work: impl FnMut()) -> u64 {
    work();
    measure(work).count_total
}

#[test]
fn travel_times_allocate_nothing() {
    let Setting {
        router,
        mut scratch,
        from,
        to,
    } = setting();
    let mut found = 0;
    let count = allocations(|| {
        for (from, to) in from.iter().zip(&to) {
            found += usize::from(router.travel_time(&mut scratch, from, to).is_some());
        }
    });
    assert_eq!((count, found > PLACES), (0, true));
}

#[test]
fn times_of_many_allocate_nothing() {
    let setting = setting();
    let origins = setting.origins();
    let Setting {
        router,
        mut scratch,
        from,
        to,
    } = setting;
    let mut out = Vec::new();
    let one_to_many = allocations(|| {
        for from in &from[..20] {
            router.one_to_many(&mut scratch, from, &to, &mut out);
        }
    });
    let many_to_one = allocations(|| {
        for to in &to[..20] {
            router.many_to_one(&mut scratch, &origins, to, &mut out);
        }
    });
    let table = allocations(|| router.table(&mut scratch, &from, &to, &mut out));
    assert_eq!((one_to_many, many_to_one, table), (0, 0, 0));
    assert_eq!(out.len(), PLACES * PLACES);
}

#[test]
fn the_nearest_allocate_nothing() {
    let setting = setting();
    let origins = setting.origins();
    let Setting {
        router,
        mut scratch,
        to,
        ..
    } = setting;
    let mut out = Vec::new();
    let listed = allocations(|| {
        for to in &to {
            router.nearest(&mut scratch, &origins, to, 5, &mut out);
        }
    });
    let mut teams = TeamIndex::new(Arc::clone(router.hierarchy()));
    let moving = allocations(|| {
        for (team, &origin) in (0..).zip(&origins) {
            teams.put(team, origin);
        }
        for (team, &origin) in (0..).zip(origins.iter().rev()) {
            teams.put(team, origin);
        }
    });
    let mut out = Vec::new();
    let kept = allocations(|| {
        for to in &to {
            let odd = |team| team % 2 == 1;
            router.nearest_among(&mut scratch, &teams, to, 5, odd, &mut out);
        }
    });
    assert_eq!((listed, moving, kept), (0, 0, 0));
    assert_eq!(out.len(), 5);
}

#[test]
fn a_route_allocates_its_edges() {
    let Setting {
        router,
        mut scratch,
        from,
        to,
    } = setting();
    let pairs: Vec<(&Snap, &Snap)> = from
        .iter()
        .zip(&to)
        .filter(|(from, to)| from.segment != to.segment)
        .collect();
    let mut found = 0;
    let count = allocations(|| {
        found = 0;
        for &(from, to) in &pairs {
            found += u64::from(router.route(&mut scratch, from, to).is_some());
        }
    });
    assert!(found > 100, "{found} routes");
    assert_eq!(count, found, "one list of edges for each route");
}
