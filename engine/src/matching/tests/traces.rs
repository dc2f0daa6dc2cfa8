use proptest::prelude::*;

use super::super::candidates::State;
use super::super::model::{Seen, Step, sigma};
use super::super::steps::Steps;
use super::*;
use crate::road::testing::random_input;
use crate::routing::{PlainDijkstra, Router, Snap};
use crate::units::Millis;

fn matched(road: &Arc<RoadNetwork>, points: &[TracePoint]) -> Matched {
    let index = SnapIndex::new(road.clone());
    let matcher = Matcher::new(&index, road);
    matcher.trace(
        &mut MatchScratch::default(),
        points,
        &MatchOptions::default(),
    )
}

#[test]
fn a_trace_beside_its_streets_is_put_onto_them() {
    let road = ladder();
    let trace = points(&[
        (0.5, 0.1),
        (1.0, -0.1),
        (1.6, 0.08),
        (2.2, -0.1),
        (2.7, 0.1),
        (3.1, 0.4),
        (3.0, 0.8),
        (3.4, 1.1),
        (3.9, 0.9),
    ]);
    let matched = matched(&road, &trace);
    assert_eq!(matched.matchings.len(), 1);
    let expected =
        [(0, true), (5, true), (3, true)].map(|(segment, along)| edge(&road, segment, along));
    assert_eq!(matched.matchings[0].edges, expected);
    assert!(
        matched.matchings[0].confidence > 0.5,
        "{:?}",
        matched.matchings
    );
    for (point, fix) in matched.points.iter().zip(&trace) {
        assert!(near(point.unwrap().place.position, fix.position, 15.0));
    }
    let numbers: Vec<usize> = matched.matchings[0]
        .points
        .iter()
        .map(|&(_, edge)| edge)
        .collect();
    assert!(numbers.is_sorted() && numbers[0] == 0 && numbers[8] == 2);
}

#[test]
fn one_wild_fix_is_left_out_and_a_long_pause_cuts() {
    let road = ladder();
    let mut trace = points(&[(0.5, 0.0), (1.0, 0.0), (40.0, 40.0), (1.9, 0.0), (2.4, 0.0)]);
    let whole = matched(&road, &trace);
    assert_eq!(whole.matchings.len(), 1);
    assert!(whole.points[2].is_none());
    assert_eq!(whole.points.iter().flatten().count(), 4);

    for point in &mut trace[3..] {
        point.at = point.at.map(|at| at.plus(Millis::from_mins(2)));
    }
    let cut = matched(&road, &trace);
    let parts: Vec<Option<usize>> = cut
        .points
        .iter()
        .map(|point| point.map(|point| point.matching))
        .collect();
    assert_eq!(parts, [Some(0), Some(0), None, Some(1), Some(1)]);
}

#[test]
fn what_stands_still_can_be_tidied_away() {
    let road = ladder();
    let trace = points(&[(0.5, 0.0), (0.52, 0.0), (0.51, 0.01), (1.5, 0.0)]);
    let index = SnapIndex::new(road.clone());
    let options = MatchOptions {
        tidy: true,
        ..MatchOptions::default()
    };
    let matched = Matcher::new(&index, &road).trace(&mut MatchScratch::default(), &trace, &options);
    let kept: Vec<bool> = matched.points.iter().map(Option::is_some).collect();
    assert_eq!(kept, [true, false, false, true]);
}

#[test]
fn a_trace_off_the_map_matches_to_nothing() {
    let road = ladder();
    let matched_far = matched(&road, &points(&[(50.0, 50.0), (51.0, 50.0), (52.0, 50.0)]));
    assert!(matched_far.matchings.is_empty() && matched_far.points.iter().all(Option::is_none));
    assert_eq!(matched(&road, &[]), Matched::default());
}

/// All sequences of states, one state per fix, by trying them.
pub(super) fn best_by_trying(matcher: &Matcher<'_>, seen: &[Seen]) -> Option<f64> {
    let steps = Steps::new(matcher);
    let columns: Vec<Vec<State>> = seen.iter().map(|seen| matcher.states(seen)).collect();
    let mut sequences: Vec<(Vec<usize>, f64)> = columns[0]
        .iter()
        .enumerate()
        .map(|(number, state)| (vec![number], state.emission))
        .collect();
    for (at, pair) in columns.windows(2).enumerate() {
        let step = Step::between(&seen[at], &seen[at + 1]);
        let mut longer = Vec::new();
        for (sequence, log) in &sequences {
            let from = &pair[0][sequence[at]];
            let mut scratch = MatchScratch::default();
            steps.search(&mut scratch, from, &step, &pair[1]);
            for (number, to) in pair[1].iter().enumerate() {
                if let Some(way) = steps.way(&scratch, &step, from, to) {
                    let log = log + step.log_likelihood(way.metres, way.time) + to.emission;
                    longer.push(([sequence.as_slice(), &[number]].concat(), log));
                }
            }
        }
        sequences = longer;
    }
    sequences
        .into_iter()
        .map(|(_, log)| log)
        .max_by(f64::total_cmp)
}

/// How likely the sequence of states is that a matching chose.
fn log_of(matcher: &Matcher<'_>, seen: &[Seen], matched: &Matched) -> f64 {
    let steps = Steps::new(matcher);
    let chosen: Vec<State> = seen
        .iter()
        .zip(&matched.points)
        .map(|(seen, point)| {
            let place = point.unwrap().place;
            let states = matcher.states(seen);
            *states.iter().find(|state| state.place() == place).unwrap()
        })
        .collect();
    let mut log = chosen[0].emission;
    for (at, pair) in chosen.windows(2).enumerate() {
        let step = Step::between(&seen[at], &seen[at + 1]);
        let mut scratch = MatchScratch::default();
        steps.search(&mut scratch, &pair[0], &step, &pair[1..]);
        let way = steps.way(&scratch, &step, &pair[0], &pair[1]).unwrap();
        log += step.log_likelihood(way.metres, way.time) + pair[1].emission;
    }
    log
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn the_sequence_chosen_is_the_likeliest_of_all(
        input in random_input(),
        places in proptest::collection::vec((-1.0..5.0f64, -1.0..5.0f64), 2..4),
    ) {
        let road = Arc::new(RoadNetwork::build(input).unwrap().0);
        let index = SnapIndex::new(road.clone());
        let matcher = Matcher::new(&index, &road);
        let mut trace = points(&places);
        for (number, point) in (0..).zip(&mut trace) {
            point.accuracy = Some(Metres(30.0));
            point.at = Some(Timestamp(number * 30_000));
        }
        let matched = matcher.trace(&mut MatchScratch::default(), &trace, &MatchOptions::default());
        let seen: Vec<Seen> = trace
            .iter()
            .map(|point| Seen { position: point.position, at: point.at, sigma: sigma(point.accuracy), bearing: None, approach: point.approach })
            .collect();
        let whole = matched.matchings.len() == 1 && matched.points.iter().all(Option::is_some);
        if let (true, Some(best)) = (whole, best_by_trying(&matcher, &seen)) {
            let chosen = log_of(&matcher, &seen, &matched);
            prop_assert!((best - chosen).abs() < 1e-9, "{} {}", best, chosen);
        }
        // The edges of a matching can be driven one after the other.
        for matching in &matched.matchings {
            prop_assert!(matching.confidence > 0.0 && matching.confidence <= 1.0);
            for pair in matching.edges.windows(2) {
                prop_assert!(road.exits(pair[0]).any(|edge| edge == pair[1]));
            }
        }
    }

    #[test]
    fn ways_between_states_take_as_long_as_routes(
        (road, places) in crate::routing::tests::network_and_places(),
    ) {
        let oracle = PlainDijkstra::new(road.clone());
        let index = SnapIndex::new(road.clone());
        let steps = Steps::new(&Matcher::new(&index, &road));
        let step = Step {
            straight: Metres(100_000.0),
            time: None,
            sigma: Metres(3.0),
        };
        let mut scratch = MatchScratch::default();
        // One direction of a place each: the ends of a way in the model.
        let states: Vec<(State, Snap)> = places.iter().filter_map(|snap| {
            let edge = snap.forward?;
            let length = road.segment(snap.segment).length().0;
            let state = State { edge, offset: snap.fraction * length, length, position: snap.position, emission: 0.0 };
            Some((state, Snap { backward: None, ..*snap }))
        }).collect();
        let is_public = |edge: EdgeId| !road.edge(edge).ends_only;
        for (from, from_snap) in &states {
            let all: Vec<State> = states.iter().map(|(state, _)| *state).collect();
            steps.search(&mut scratch, from, &step, &all);
            for (to, to_snap) in states.iter().filter(|(to, _)| to.edge != from.edge) {
                let expected = oracle.route(&mut (), from_snap, to_snap);
                let way = steps.way(&scratch, &step, from, to);
                prop_assert_eq!(way.is_some(), expected.is_some());
                let (Some(way), Some(path)) = (way, expected) else { continue };
                // A route keeps off private streets where it can, the model does not.
                prop_assert!(way.time <= path.duration + Millis(2));
                if (0..road.edge_count()).all(|edge| is_public(EdgeId(edge as u32))) {
                    prop_assert!(way.time.0.abs_diff(path.duration.0) <= 2, "{:?} {:?}", way, path);
                }
            }
        }
    }
}
