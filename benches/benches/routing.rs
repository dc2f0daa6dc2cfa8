//! Criterion benches of the router on the bundled city.

use criterion::{Criterion, criterion_group, criterion_main};
use nearhand_benches::{Town, import_bundled};
use nearhand_engine::routing::{Direction, Origin, Router};
use nearhand_engine::units::Millis;
use nearhand_osm_data::road::Mode;

fn routing(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("the temporary folder can be written");
    let (city, _) = import_bundled(folder.path()).expect("the bundled city can be imported");
    let town = Town::new(city.road(Mode::Car));
    let mut scratch = town.router.scratch();
    let (from, to) = (town.places(1_000, 1), town.places(1_000, 2));
    let mut pairs = from.iter().zip(&to).cycle();
    criterion.bench_function("travel time", |bench| {
        bench.iter(|| {
            let (from, to) = pairs.next().expect("the pairs go round");
            town.router.travel_time(&mut scratch, from, to)
        });
    });
    let mut places = from.iter().cycle();
    let mut next = || places.next().expect("the places go round");
    let mut times = Vec::new();
    criterion.bench_function("one to 1,000", |bench| {
        bench.iter(|| {
            town.router
                .one_to_many(&mut scratch, next(), &to, &mut times);
        });
    });
    let delay = Millis(0);
    let origins: Vec<Origin> = to.iter().map(|&snap| Origin { snap, delay }).collect();
    let mut first = Vec::new();
    criterion.bench_function("5 nearest of 1,000", |bench| {
        bench.iter(|| {
            town.router
                .nearest(&mut scratch, &origins, next(), 5, &mut first);
        });
    });
    criterion.bench_function("reach of 10 minutes", |bench| {
        let limit = Millis::from_mins(10);
        bench.iter(|| {
            town.router
                .reach(&mut scratch, &[*next()], limit, Direction::Arrive)
        });
    });
    criterion.bench_function("snap", |bench| {
        bench.iter(|| town.index.nearest(next().position, None));
    });
}

criterion_group!(benches, routing);
criterion_main!(benches);
