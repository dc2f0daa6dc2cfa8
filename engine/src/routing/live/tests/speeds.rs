//! Speed tables: the file, and what it does to driving times.

use proptest::prelude::*;

use super::*;
use crate::road::testing::Drawing;
use crate::routing::SegmentId;
use crate::units::Millis;

/// A street of 100 m with a node in its middle (1, 9, 2), and one of 100 m without (2, 3).
fn street() -> Arc<RoadNetwork> {
    let mut drawing = Drawing::new(&[(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)]);
    let bent = drawing.street(0, 1);
    drawing.street(1, 2);
    drawing.bend(bent, (crate::road::testing::at(0.5, 0.0), 9));
    drawing.build()
}

fn table(road: &RoadNetwork, text: &str) -> (LiveState, SpeedReport) {
    let rows = read_speed_file("t.csv", text.as_bytes()).unwrap();
    let (table, report) = SpeedTable::new(road, &rows);
    let mut state = LiveState::default();
    state.set_speeds(Some(Arc::new(table)));
    (state, report)
}

/// Driving times of street 0 forward and backward, ms.
fn times(state: &LiveState, road: &RoadNetwork, hour: u8) -> [u64; 2] {
    let weights = state.weights(road, NOW, HourOfWeek::new(hour).unwrap());
    let segment = road.segment(SegmentId(0));
    [segment.forward(), segment.backward()].map(|edge| weights.edge_duration(edge.unwrap()).0)
}

#[track_caller]
fn near(found: u64, expected: f64) {
    assert!(
        (found as f64 - expected).abs() <= 1.0,
        "{found} is not {expected}"
    );
}

#[test]
fn speeds_hold_between_two_nodes_in_one_direction() {
    let road = street();
    let length = road.segment(SegmentId(0)).length().0;
    let usual = length / 10.0 * 1000.0;
    let (state, report) = table(&road, "1,9,18\n9,2,36\n");
    assert_eq!(
        (
            report.rows,
            report.pairs,
            report.unknown_pairs,
            report.edges
        ),
        (2, 2, 0, 1)
    );
    let [forward, backward] = times(&state, &road, 0);
    // Half of it at 5 m/s, half at 10 m/s.
    near(
        forward,
        length / 2.0 / 5.0 * 1000.0 + length / 2.0 / 10.0 * 1000.0,
    );
    near(backward, usual);
    // A piece that the table does not know keeps its share.
    let (state, _) = table(&road, "2,9,9,,\r\n");
    let [forward, backward] = times(&state, &road, 0);
    near(forward, usual);
    near(backward, length / 2.0 / 2.5 * 1000.0 + usual / 2.0);
}

#[test]
fn the_last_line_for_an_hour_counts() {
    let road = street();
    let (state, report) = table(
        &road,
        "1,9,36,1.5\n9,2,36\n1,9,18,,7-9\n9,2,18,,7-9\n1,9,9,,8\n9,2,9,,8\n5,6,50\n",
    );
    assert_eq!((report.pairs, report.unknown_pairs), (3, 1));
    let length = road.segment(SegmentId(0)).length().0;
    for (hour, metres_per_second) in [(6, 10.0), (7, 5.0), (8, 2.5), (9, 5.0), (10, 10.0)] {
        near(
            times(&state, &road, hour)[0],
            length / metres_per_second * 1000.0,
        );
    }
    let (only_morning, _) = table(&road, "1,9,18,,7\n");
    assert_eq!(
        times(&only_morning, &road, 8)[0],
        road.edge(road.segment(SegmentId(0)).forward().unwrap())
            .duration
            .0
    );
    let varies = |text: &str| {
        let rows = read_speed_file("t.csv", text.as_bytes()).unwrap();
        SpeedTable::new(&road, &rows).0.varies()
    };
    assert!(varies("1,9,18,,7\n"));
    assert!(!varies("1,9,18\n"));
}

#[test]
fn a_speed_of_nothing_closes_the_street() {
    let road = street();
    let (state, _) = table(&road, "9,2,0\n");
    let live = live(&state, &road);
    let snap = |segment, share| crate::road::testing::anywhere(&road, segment, share);
    let router = crate::routing::PlainDijkstra::new(live);
    let time =
        |from: &Snap, to: &Snap| crate::routing::Router::travel_time(&router, &mut (), from, to);
    assert!(
        time(&snap(1, 0.5), &snap(0, 0.5)).is_some(),
        "the other direction is open"
    );
    // Round the dead end of street 0 nobody gets back into it.
    let mut onto = snap(0, 0.1);
    onto.backward = None;
    assert_eq!(time(&snap(1, 0.5), &onto), None);
    let mut on = snap(0, 0.5);
    on.backward = None;
    assert!(
        time(&on, &snap(1, 0.5)).is_some(),
        "who stands there may go on"
    );
}

#[test]
fn a_bad_line_is_named_with_its_column() {
    let fault = |text: &str| {
        let error = read_speed_file("speeds.csv", text.as_bytes()).unwrap_err();
        (error.line, error.column, error.to_string())
    };
    for (text, line, column) in [
        ("1,2,3\nx,2,3", 2, 1),
        ("1,,3", 1, 2),
        ("1,2", 1, 3),
        ("1,2,fast", 1, 3),
        ("1,2,-1", 1, 3),
        ("1,2,NaN", 1, 3),
        ("1,2,501", 1, 3),
        ("1,2,3,junk", 1, 4),
        ("1,2,3,,168", 1, 5),
        ("1,2,3,,9-7", 1, 5),
        ("\n\n1,2,3,,1-", 3, 5),
        ("1,2,3,4,5,6", 1, 6),
        ("99999999999999999999,2,3", 1, 1),
    ] {
        let (found_line, found_column, text_of) = fault(text);
        assert_eq!(
            (found_line, found_column),
            (line, column),
            "{text}: {text_of}"
        );
        assert!(text_of.starts_with(&format!("speeds.csv, line {line}, column {column}: ")));
    }
    assert_eq!(read_speed_file("t", b"1,2,3\n\n").unwrap().len(), 1);
}

proptest! {
    #[test]
    fn no_file_makes_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read_speed_file("t", &bytes);
    }

    #[test]
    fn no_line_makes_the_reader_panic(text in "[-0-9a.,\n\r e]{0,60}") {
        if let Ok(rows) = read_speed_file("t", text.as_bytes()) {
            let road = street();
            let (table, report) = SpeedTable::new(&road, &rows);
            prop_assert!(report.unknown_pairs <= report.pairs && report.pairs <= report.rows);
            let mut state = LiveState::default();
            state.set_speeds(Some(Arc::new(table)));
            let weights = weights(&state, &road);
            prop_assert!((0..road.edge_count()).all(|e| weights.edge_duration(EdgeId(e as u32)) > Millis(0)));
        }
    }

    /// Whatever the speeds, the driving time is the sum over the pieces.
    #[test]
    fn driving_time_is_the_sum_over_the_pieces(a in 1..200u32, b in 1..200u32) {
        let road = street();
        let (state, _) = table(&road, &format!("1,9,{a}\n9,2,{b}\n"));
        let half = road.segment(SegmentId(0)).length().0 / 2.0;
        let expected = half * 3600.0 / f64::from(a) + half * 3600.0 / f64::from(b);
        let found = times(&state, &road, 5)[0];
        // Rounded to a millisecond, and the pieces to a millimetre.
        let slack = 1.0 + 4.0 / f64::from(a.min(b)) + expected * 1e-6;
        prop_assert!((found as f64 - expected).abs() <= slack, "{} {}", found, expected);
    }
}
