//! Learned speeds against their formula.

use proptest::prelude::*;

use super::*;
use crate::road::testing::Drawing;
use crate::units::Millis;

fn road() -> Arc<RoadNetwork> {
    let mut drawing = Drawing::new(&[(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)]);
    drawing.street(0, 1);
    drawing.street(1, 2);
    drawing.build()
}

const EDGE: EdgeId = EdgeId(0);

fn learn(road: &RoadNetwork, millis: &[u64]) -> LearnedSpeeds {
    let mut learned = LearnedSpeeds::default();
    for &time in millis {
        let traversal = Traversal {
            edge: EDGE,
            duration: Millis(time),
            hour: monday_noon(),
        };
        learned.record(&road.weights(), &traversal);
    }
    learned
}

fn time(road: &RoadNetwork, learned: &LearnedSpeeds, hour: HourOfWeek) -> u64 {
    let mut state = LiveState::default();
    state.set_learned(Some(Arc::new(learned.clone())));
    state.weights(road, NOW, hour).edge_duration(EDGE).0
}

fn usual(road: &RoadNetwork) -> u64 {
    road.edge(EDGE).duration.0
}

#[test]
fn ten_traversals_count_as_much_as_the_typical_speed() {
    let road = road();
    let usual = usual(&road);
    let learned = learn(&road, &[usual * 2; 10]);
    let half_way = (usual as f64 * (usual * 2) as f64).sqrt();
    assert!((time(&road, &learned, monday_noon()) as f64 - half_way).abs() <= 1.0);
    // Only hours that are driven alike.
    let sunday = HourOfWeek::of_day(6, 12).unwrap();
    assert_eq!(time(&road, &learned, sunday), usual);
    let many = learn(&road, &vec![usual * 2; 10_000]);
    let found = time(&road, &many, monday_noon());
    assert!(
        found.abs_diff(usual * 2) <= usual / 500,
        "{found} comes near {}",
        usual * 2
    );
}

#[test]
fn one_stop_for_lunch_does_not_make_a_street_slow() {
    let road = road();
    let usual = usual(&road);
    let lunch = learn(&road, &[usual * 1000]);
    let clipped = learn(&road, &[usual * 4]);
    assert_eq!(
        time(&road, &lunch, monday_noon()),
        time(&road, &clipped, monday_noon())
    );
    let expected = usual as f64 * 4f64.powf(1.0 / 11.0);
    assert!((time(&road, &lunch, monday_noon()) as f64 - expected).abs() <= 1.0);
    let at_once = learn(&road, &[0]);
    assert!(time(&road, &at_once, monday_noon()) > usual * 8 / 10);
}

#[test]
fn learned_times_are_drawn_towards_the_table_and_closed_over() {
    let road = road();
    let learned = learn(&road, &[usual(&road); 10]);
    let rows = read_speed_file("t", b"1,2,18").unwrap();
    let mut state = LiveState::default();
    state.set_speeds(Some(Arc::new(SpeedTable::new(&road, &rows).0)));
    state.set_learned(Some(Arc::new(learned)));
    let found = weights(&state, &road).edge_duration(EDGE).0 as f64;
    let expected = (usual(&road) * 2 * usual(&road)) as f64;
    assert!((found - expected.sqrt()).abs() <= 1.0, "{found}");
}

#[test]
fn what_was_learned_outlives_an_import() {
    let road = road();
    let learned = learn(&road, &[7_000, 9_000]);
    let mut rows = learned.export(&road);
    let text = serde_json::to_string(&rows).unwrap();
    assert_eq!(
        serde_json::from_str::<Vec<LearnedRow>>(&text).unwrap(),
        rows
    );
    assert_eq!(LearnedSpeeds::import(&road, &rows), (learned, 0));
    rows[0].osm_way = 999;
    assert_eq!(
        LearnedSpeeds::import(&road, &rows),
        (LearnedSpeeds::default(), 1)
    );
}

proptest! {
    #[test]
    fn the_order_of_traversals_does_not_matter(
        times in prop::collection::vec(0..100_000u64, 0..20),
        swap in any::<prop::sample::Index>(),
    ) {
        let road = road();
        let mut other = times.clone();
        if !other.is_empty() {
            let middle = swap.index(other.len());
            other.rotate_left(middle);
        }
        prop_assert_eq!(learn(&road, &times), learn(&road, &other));
    }

    #[test]
    fn the_estimate_lies_between_the_typical_time_and_what_was_driven(times in prop::collection::vec(1_000..60_000u64, 1..30)) {
        let road = road();
        let usual = usual(&road);
        let least = times.iter().copied().min().unwrap().max(usual / 4).min(usual);
        let most = times.iter().copied().max().unwrap().min(usual * 4).max(usual);
        let found = time(&road, &learn(&road, &times), monday_noon());
        prop_assert!((least - 1..=most + 1).contains(&found), "{} {} {}", least, found, most);
    }
}
