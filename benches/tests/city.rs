//! The algorithms on the bundled city: what is measured must be right.

use nearhand_benches::{Town, import_bundled};
use nearhand_engine::guidance::steps;
use nearhand_engine::routing::{Direction, PlainDijkstra, Router};
use nearhand_engine::units::Millis;
use nearhand_osm_data::road::Mode;

#[test]
fn the_router_agrees_with_the_oracle_on_a_real_city() {
    let folder = tempfile::tempdir().unwrap();
    let (city, _) = import_bundled(folder.path()).unwrap();
    let town = Town::new(city.road(Mode::Car));
    let oracle = PlainDijkstra::new(town.road.clone());
    let mut scratch = town.router.scratch();
    let (from, to) = (town.places(8, 1), town.places(8, 2));
    let mut times = Vec::new();
    for from in &from {
        town.router.one_to_many(&mut scratch, from, &to, &mut times);
        let limit = Millis::from_mins(8);
        let reach = town
            .router
            .reach(&mut scratch, &[*from], limit, Direction::Depart);
        for (to, &time) in to.iter().zip(&times) {
            let path = town.router.route(&mut scratch, from, to).unwrap();
            assert_eq!(Some(path.duration), time);
            assert_eq!(oracle.travel_time(&mut (), from, to), time);
            let within = time.filter(|&time| time <= limit);
            assert_eq!(reach.time_at(&town.road, to), within);
            let told: u64 = steps(&town.road, &path).iter().map(|s| s.duration.0).sum();
            assert_eq!(told, path.duration.0);
        }
    }
}
