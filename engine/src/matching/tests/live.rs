use super::*;
use crate::routing::{Path, PlainDijkstra, Router, SegmentId, Snap};
use crate::units::{Bearing, MetresPerSecond, Millis};

struct Drive {
    road: Arc<RoadNetwork>,
    index: SnapIndex,
    scratch: MatchScratch,
    live: LiveMatcher,
    now: i64,
}

impl Drive {
    fn new(road: Arc<RoadNetwork>) -> Self {
        Self {
            index: SnapIndex::new(road.clone()),
            road,
            scratch: MatchScratch::default(),
            live: LiveMatcher::default(),
            now: 0,
        }
    }

    /// A fix five seconds after the last.
    fn fix(&mut self, x: f64, y: f64, speed: f64, bearing: Option<f64>) -> Option<Located> {
        self.now += 5_000;
        let fix = LiveFix {
            position: at(x, y),
            at: Timestamp(self.now),
            accuracy: Some(Metres(8.0)),
            bearing: bearing.and_then(Bearing::new),
            speed: Some(MetresPerSecond(speed)),
        };
        let matcher = Matcher::new(&self.index, &self.road);
        self.live.update(&matcher, &mut self.scratch, &fix)
    }

    fn route(&self, from: (u32, f64), to: (u32, f64)) -> Path {
        let place =
            |(segment, share): (u32, f64)| Snap::on(&self.road, SegmentId(segment), share).unwrap();
        PlainDijkstra::new(self.road.clone())
            .route(&mut (), &place(from), &place(to))
            .unwrap()
    }
}

#[test]
fn direction_and_street_become_sure_as_fixes_come_in() {
    let mut drive = Drive::new(ladder());
    let east = edge(&drive.road, 0, true);
    let first = drive.fix(0.5, 0.05, 10.0, None).unwrap();
    assert!(first.confidence < 0.6, "either direction: {first:?}");
    let second = drive.fix(1.0, -0.05, 10.0, None).unwrap();
    assert_eq!(second.place.edge, east);
    assert!(second.confidence > 0.9, "{second:?}");
    let mut told = Drive::new(ladder());
    let first = told.fix(0.5, 0.05, 10.0, Some(90.0)).unwrap();
    assert!(
        first.place.edge == east && first.confidence > 0.9,
        "{first:?}"
    );
}

#[test]
fn a_vehicle_that_stands_keeps_its_place() {
    let mut drive = Drive::new(ladder());
    drive.fix(0.5, 0.0, 10.0, Some(90.0));
    drive.fix(1.0, 0.0, 10.0, Some(90.0));
    let stopped = drive.fix(1.05, 0.0, 0.0, None).unwrap();
    for (x, y) in [(1.1, 0.1), (0.95, -0.08), (1.02, 0.12), (1.1, -0.1)] {
        let located = drive.fix(x, y, 0.2, Some(270.0)).unwrap();
        assert!(located.standing);
        assert_eq!(located.place, stopped.place);
    }
    let on = drive.fix(1.5, 0.0, 9.0, Some(90.0)).unwrap();
    assert_eq!(on.place.edge, stopped.place.edge);
    assert!(!on.standing);
}

#[test]
fn a_silence_is_bridged_and_an_outlier_is_not_followed() {
    let mut drive = Drive::new(ladder());
    drive.fix(0.5, 0.0, 10.0, Some(90.0));
    drive.fix(1.0, 0.0, 10.0, Some(90.0));
    // A tunnel of 400 m: 40 seconds without a fix.
    drive.now += 40_000;
    let after = drive.fix(5.0, 0.02, 10.0, Some(90.0)).unwrap();
    assert_eq!(after.place.edge, edge(&drive.road, 1, true));
    assert!(after.confidence > 0.9);
    let wild = drive.fix(30.0, 30.0, 10.0, Some(90.0)).unwrap();
    assert_eq!(wild.place, after.place, "nothing can drive that fast");
    let back = drive.fix(5.6, 0.0, 6.0, Some(90.0)).unwrap();
    assert_eq!(back.place.edge, after.place.edge);
}

#[test]
fn progress_runs_along_the_route_and_notices_when_it_is_left() {
    let mut drive = Drive::new(ladder());
    let path = drive.route((0, 0.1), (1, 0.9));
    let mut route = RouteProgress::new(&drive.road, &path);
    let mut last = route.after(Millis(0));
    assert!((last.remaining.0 - path.length.0).abs() < 0.1);
    assert_eq!(last.remaining_time, path.duration);
    for x in [0.5, 1.0, 1.5, 2.0] {
        drive.fix(x, 0.03, 10.0, Some(90.0));
        let progress = route.update(&drive.live, at(x, 0.03), false);
        assert!(progress.driven.0 > last.driven.0 && !progress.off_route && !progress.arrived);
        let whole = progress.driven.0 + progress.remaining.0;
        assert!((whole - path.length.0).abs() < 0.1);
        assert!(
            (progress.driven.0 - (x - 0.3) * 100.0).abs() < 12.0,
            "{progress:?}"
        );
        assert!(progress.remaining_time < last.remaining_time);
        last = progress;
    }
    let ahead = route.after(Millis::from_secs(10));
    assert!(
        (ahead.driven.0 - last.driven.0 - 100.0).abs() < 3.0,
        "10 m/s: {ahead:?}"
    );

    // Turns off at the middle rung: one fix is not believed, two are.
    drive.fix(2.9, 0.0, 10.0, Some(90.0));
    route.update(&drive.live, at(2.9, 0.0), false);
    drive.fix(3.0, 0.45, 10.0, Some(0.0));
    assert!(!route.update(&drive.live, at(3.0, 0.45), false).off_route);
    drive.fix(3.0, 0.85, 10.0, Some(0.0));
    assert!(route.update(&drive.live, at(3.0, 0.85), false).off_route);
}

#[test]
fn arrival_is_noticed_at_the_end_and_beside_it() {
    let mut drive = Drive::new(ladder());
    let path = drive.route((0, 0.1), (1, 0.9));
    let mut route = RouteProgress::new(&drive.road, &path);
    for x in [0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0] {
        drive.fix(x, 0.0, 10.0, Some(90.0));
        assert!(!route.update(&drive.live, at(x, 0.0), false).arrived);
    }
    drive.fix(5.6, 0.0, 8.0, Some(90.0));
    assert!(route.update(&drive.live, at(5.6, 0.0), false).arrived);

    let mut beside = RouteProgress::new(&drive.road, &path);
    drive.fix(5.7, 0.3, 0.0, None);
    let progress = beside.update(&drive.live, at(5.7, 0.3), true);
    assert!(progress.arrived && !progress.off_route);
}

/// Drives the lower street of the ladder and up its last rung, at half the usual speed.
#[test]
fn streets_driven_from_end_to_end_are_told_with_their_times() {
    let mut drive = Drive::new(ladder());
    let mut traversals = Traversals::default();
    let mut told = Vec::new();
    let mut before: Option<Located> = None;
    let places = (0..24).map(|n| (1.0 + 0.25 * f64::from(n), 0.0));
    let up = (1..4).map(|n| (6.0, 0.25 * f64::from(n)));
    for (x, y) in places.filter(|&(x, _)| x <= 6.0).chain(up) {
        let bearing = if y > 0.0 { 0.0 } else { 90.0 };
        let located = drive.fix(x, y, 5.0, Some(bearing)).unwrap();
        if let Some(before) = before {
            let matcher = Matcher::new(&drive.index, &drive.road);
            let way = matcher.driven(&mut drive.scratch, &before.place, &located.place);
            told.extend(traversals.step(&drive.road, &way, Millis(5_000)));
        }
        before = Some(located);
    }
    // The first street was entered unseen, the rung is not left yet.
    let edges: Vec<EdgeId> = told.iter().map(|&(edge, _)| edge).collect();
    assert_eq!(edges, [edge(&drive.road, 1, true)]);
    let seconds = told[0].1.as_secs_f64();
    assert!((seconds - 60.0).abs() < 3.0, "300 m at 5 m/s: {seconds}");
}
