//! Fixes far apart: what they cost.

use super::super::trace::MOST_FAR;
use super::*;

/// So many crossings a side, 100 m apart.
const SIDE: u32 = 50;

/// Streets in squares, all of them driven both ways.
fn town() -> Arc<RoadNetwork> {
    let places: Vec<(f64, f64)> = (0..SIDE * SIDE)
        .map(|number| (f64::from(number % SIDE), f64::from(number / SIDE)))
        .collect();
    let mut drawing = Drawing::new(&places);
    for number in 0..SIDE * SIDE {
        if number % SIDE + 1 < SIDE {
            drawing.street(number, number + 1);
        }
        if number + SIDE < SIDE * SIDE {
            drawing.street(number, number + SIDE);
        }
    }
    drawing.build()
}

fn trace(places: &[(f64, f64)], accuracy: f64) -> Vec<TracePoint> {
    let mut trace = points(places);
    for point in &mut trace {
        (point.at, point.accuracy) = (None, Some(Metres(accuracy)));
    }
    trace
}

#[test]
fn a_search_ends_where_the_next_fix_is() {
    let road = town();
    let index = SnapIndex::new(road.clone());
    let matcher = Matcher::new(&index, &road);
    let count = |places: &[(f64, f64)], accuracy: f64| {
        let mut scratch = MatchScratch::default();
        let trace = trace(places, accuracy);
        let matched = matcher.trace(&mut scratch, &trace, &MatchOptions::default());
        assert!(matched.points.iter().all(Option::is_some), "{matched:?}");
        assert_eq!(matched.matchings.len(), 1);
        scratch.settled()
    };
    // 900 m: a tenth of the town's edges are nearer than that by road, give or take what lies behind the places.
    let edges = road.edge_count() as u64;
    let middle = [(20.3, 25.0), (29.3, 25.0)];
    let searches = 2 + 1;
    let near = count(&middle, 5.0);
    assert!(near < searches * edges / 4, "{near} of {edges}");
    // However poor the fixes are, no more than a dozen places of each count when they lie far apart.
    let far = [(5.3, 5.0), (30.3, 5.0), (5.3, 8.0)];
    let poor = count(&far, 60.0);
    let most = 2 * (MOST_FAR as u64 + 1) * edges;
    assert!(poor <= most, "{poor} of {most}");
    let states = matcher.states(&super::super::model::Seen {
        position: at(5.3, 5.0),
        at: None,
        sigma: Metres(60.0),
        bearing: None,
        approach: Approach::Unrestricted,
    });
    assert!(states.len() > 2 * MOST_FAR, "{}", states.len());
}

#[test]
fn fixes_too_far_apart_are_of_two_traces() {
    let road = town();
    let index = SnapIndex::new(road.clone());
    let matcher = Matcher::new(&index, &road);
    // 6.2 km from one corner to the other, 4.5 km along a side.
    let [near, far] = [[(1.0, 0.1), (2.0, 0.1)], [(45.0, 45.1), (46.0, 45.1)]];
    let aside = [(46.9, 0.1), (47.5, 0.1)];
    for (places, expected) in [
        ([near, far].concat(), [0, 0, 1, 1]),
        ([near, aside].concat(), [0, 0, 0, 0]),
    ] {
        let matched = matcher.trace(
            &mut MatchScratch::default(),
            &trace(&places, 5.0),
            &MatchOptions::default(),
        );
        let parts = matched.points.iter().flatten().map(|point| point.matching);
        assert_eq!(parts.collect::<Vec<_>>(), expected);
    }
}
