//! Criterion benches of reach: from the search to valid areas, on the bundled city and on Porto where it is at hand.

use criterion::{
    BenchmarkGroup, Criterion, criterion_group, criterion_main, measurement::WallTime,
};
use nearhand_benches::{Town, import_bundled, import_shared};
use nearhand_engine::road::RoadNetwork;
use nearhand_engine::routing::{AreaGrid, AreaOptions, Direction, Router, Snap};
use nearhand_engine::units::{Metres, Millis};
use nearhand_osm_data::road::Mode;

fn reach(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("the temporary folder can be written");
    let (city, _) = import_bundled(folder.path()).expect("the bundled city can be imported");
    let mut group = criterion.benchmark_group("bundled city");
    measure(&mut group, &Town::new(city.road(Mode::Car)));
    group.finish();
    let porto = import_shared("porto", folder.path()).expect("Porto can be imported");
    if let Some(city) = porto {
        let mut group = criterion.benchmark_group("porto");
        measure(&mut group, &Town::new(city.road(Mode::Car)));
        group.finish();
    } else {
        eprintln!(
            "porto is not at hand: skipped (NEARHAND_SHARED names the folder that holds data/)"
        );
    }
}

fn measure(group: &mut BenchmarkGroup<'_, WallTime>, town: &Town) {
    group.sample_size(20);
    group.bench_function("grid of areas", |bench| {
        bench.iter(|| AreaGrid::new(&town.road));
    });
    let grid = AreaGrid::new(&town.road);
    let road: &RoadNetwork = &town.road;
    let places = town.places(60, 6);
    let mut places = places.iter().cycle();
    let mut next = || [*places.next().expect("the places go round")];
    let mut scratch = town.router.scratch();
    let all = AreaOptions::default();
    let coarse = AreaOptions {
        denoise: 0.0,
        generalize: Metres(50.0),
    };
    let mut areas = |from: &[Snap], minutes: &[u64], options: &AreaOptions| {
        let limits: Vec<Millis> = minutes.iter().map(|&m| Millis::from_mins(m)).collect();
        let longest = limits.iter().copied().max().unwrap_or_default();
        let reach = town
            .router
            .reach(&mut scratch, from, longest, Direction::Depart);
        reach.polygons(road, &grid, &limits, options)
    };
    for minutes in [10, 15, 30, 60] {
        group.bench_function(format!("area of {minutes} minutes"), |bench| {
            bench.iter(|| areas(&next(), &[minutes], &all));
        });
    }
    group.bench_function("area of 15 minutes, generalized by 50 m", |bench| {
        bench.iter(|| areas(&next(), &[15], &coarse));
    });
    group.bench_function("areas of 5, 10 and 15 minutes", |bench| {
        bench.iter(|| areas(&next(), &[5, 10, 15], &all));
    });
    let teams = town.places(100, 9);
    group.bench_function("areas of 5, 10 and 15 minutes, any of 100 teams", |bench| {
        bench.iter(|| areas(&teams, &[5, 10, 15], &all));
    });
    group.bench_function(
        "areas of 5, 10 and 15 minutes, each of 100 teams",
        |bench| {
            bench.iter(|| {
                let each = teams.iter().map(|team| areas(&[*team], &[5, 10, 15], &all));
                each.collect::<Vec<_>>()
            });
        },
    );
    let mut scratch = town.router.scratch();
    group.bench_function("search of 15 minutes", |bench| {
        let limit = Millis::from_mins(15);
        bench.iter(|| {
            town.router
                .reach(&mut scratch, &next(), limit, Direction::Depart)
        });
    });
}

criterion_group!(benches, reach);
criterion_main!(benches);
