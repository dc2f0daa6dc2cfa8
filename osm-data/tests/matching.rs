//! Map matching on real streets: drives along known routes, seen with errors.
//!
//! `cargo test --release -p nearhand-osm-data --test matching -- --nocapture` prints how much is found right. The
//! bundled city is always matched; milan when it lies in `shared/data/` beside the project, or where
//! `NEARHAND_SHARED` says.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test: a failure is a panic, and the figures are for people to read"
)]

use std::path::PathBuf;
use std::sync::Arc;

use nearhand_engine::geo;
use nearhand_engine::matching::{
    LiveFix, LiveMatcher, MatchOptions, MatchScratch, Matcher, TracePoint,
};
use nearhand_engine::road::RoadNetwork;
use nearhand_engine::routing::hierarchy::Cch;
use nearhand_engine::routing::{Approach, EdgeId, Path, Router, SegmentId, Snap, SnapIndex};
use nearhand_engine::units::{Bearing, LngLat, Metres, Timestamp};
use nearhand_osm_data::bundled::bundled;
use nearhand_osm_data::osm::{Input, read};
use nearhand_osm_data::road::{CAR, Region, build};

const METRES_PER_DEGREE: f64 = 111_195.0;

/// Numbers that look random and are the same in every run (SplitMix64).
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn share(&mut self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
        let bits = (self.next() >> 11) as f64;
        bits / (1u64 << 53) as f64
    }

    /// A draw from the standard normal distribution (Box and Muller 1958).
    fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.share()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.share()).cos()
    }

    /// A position scattered by a standard deviation on each axis.
    fn scatter(&mut self, at: LngLat, sigma: f64) -> LngLat {
        let north = self.normal() * sigma / METRES_PER_DEGREE;
        let east = self.normal() * sigma / METRES_PER_DEGREE / at.lat().to_radians().cos();
        LngLat::new(at.lng() + east, at.lat() + north).unwrap()
    }
}

/// Where a vehicle is that drives a route as the network says: its edge and point every so often.
fn drive(road: &RoadNetwork, path: &Path, every: f64) -> Vec<(EdgeId, LngLat, Bearing)> {
    let mut seen = Vec::new();
    let (mut now, mut next) = (0.0, 0.0);
    let mut before: Option<EdgeId> = None;
    for part in path.parts(road) {
        if let Some(before) = before {
            now += road.turn_duration(before, part.edge).as_secs_f64();
        }
        let line = part.line(road);
        let time = part.duration(road).as_secs_f64();
        while next <= now + time {
            let share = if time > 0.0 {
                ((next - now) / time).clamp(0.0, 1.0)
            } else {
                1.0
            };
            let heading = geo::bearing_along(&line, share).or_else(|| Bearing::new(0.0));
            let at = geo::point_along(&line, share).unwrap();
            seen.push((part.edge, at, heading.unwrap()));
            next += every;
        }
        now += time;
        before = Some(part.edge);
    }
    seen
}

fn routes(road: &Arc<RoadNetwork>, count: usize) -> Vec<Path> {
    let router = Cch::new(road.clone());
    let mut scratch = router.scratch();
    let mut noise = Noise(11);
    let segments = road.segment_count() as u64;
    let mut place = || {
        let segment = u32::try_from(noise.next() % segments).unwrap();
        Snap::on(road, SegmentId(segment), noise.share())
    };
    let mut routes = Vec::new();
    while routes.len() < count {
        let (Some(from), Some(to)) = (place(), place()) else {
            continue;
        };
        let path = router.route(&mut scratch, &from, &to);
        routes.extend(path.filter(|path| path.length.0 > 2_000.0));
    }
    routes
}

/// How many of the edges between the first and the last fix were found, and how many there are (whichever are more:
/// those driven or those found).
fn found(truth: &[EdgeId], matched: &[EdgeId]) -> (usize, usize) {
    let mut table = vec![vec![0usize; matched.len() + 1]; truth.len() + 1];
    for (i, a) in truth.iter().enumerate() {
        for (j, b) in matched.iter().enumerate() {
            table[i + 1][j + 1] = if a == b {
                table[i][j] + 1
            } else {
                table[i][j + 1].max(table[i + 1][j])
            };
        }
    }
    (
        table[truth.len()][matched.len()],
        truth.len().max(matched.len()),
    )
}

/// Share of edges found right by whole traces (positions and times alone), and share of fixes whose edge the live matcher
/// names at once (it is told the direction of travel, give or take 15°, as phones tell it).
fn measure(road: &Arc<RoadNetwork>, routes: &[Path], sigma: f64, every: f64) -> (f64, f64) {
    let index = SnapIndex::new(road.clone());
    let matcher = Matcher::new(&index, road);
    let mut scratch = MatchScratch::default();
    let mut noise = Noise(7);
    let (mut right, mut all, mut live_right, mut live_all) = (0, 0, 0, 0);
    for path in routes {
        let seen = drive(road, path, every);
        let points: Vec<TracePoint> = seen
            .iter()
            .enumerate()
            .map(|(number, &(_, at, _))| TracePoint {
                position: noise.scatter(at, sigma),
                at: Some(Timestamp((number as f64 * every * 1000.0) as i64)),
                accuracy: Some(Metres(sigma)),
                bearing: None,
                approach: Approach::Unrestricted,
            })
            .collect();
        let matched = matcher.trace(&mut scratch, &points, &MatchOptions::default());
        let edges: Vec<EdgeId> = matched
            .matchings
            .iter()
            .flat_map(|matching| matching.edges.iter().copied())
            .collect();
        let first = path
            .edges
            .iter()
            .position(|edge| *edge == seen[0].0)
            .unwrap();
        let last = seen[seen.len() - 1].0;
        let last = path.edges.iter().rposition(|edge| *edge == last).unwrap();
        let (found, of) = found(&path.edges[first..=last], &edges);
        right += found;
        all += of;
        let mut live = LiveMatcher::default();
        for (point, (edge, _, heading)) in points.iter().zip(&seen) {
            let heading = heading.degrees() + 15.0 * noise.normal();
            let located = live.update(
                &matcher,
                &mut scratch,
                &LiveFix {
                    position: point.position,
                    at: point.at.unwrap(),
                    accuracy: point.accuracy,
                    bearing: Bearing::new(heading.rem_euclid(360.0)),
                    speed: None,
                },
            );
            live_all += 1;
            live_right += usize::from(located.is_some_and(|located| located.place.edge == *edge));
        }
    }
    let share = |part: usize, all: usize| part as f64 / all as f64;
    (share(right, all), share(live_right, live_all))
}

#[test]
fn traces_of_the_bundled_city() {
    let (input, details) = bundled();
    let region = Region {
        side: details.side(),
        country: details.country.as_deref(),
    };
    check("the bundled city", &network(input, region));
}

#[test]
fn traces_of_milan() {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let shared = std::env::var_os("NEARHAND_SHARED").map_or(beside, PathBuf::from);
    let path = shared.join("data/milan.osm.pbf");
    if !path.exists() {
        println!("SKIPPED milan: no shared/data beside the project (see NEARHAND_SHARED)");
        return;
    }
    check("milan", &network(Input::Path(&path), Region::default()));
}

fn network(input: Input<'_>, region: Region<'_>) -> Arc<RoadNetwork> {
    let extract = read(input, None, &mut |_| {}).unwrap();
    let roads = build(&extract, &CAR, region);
    Arc::new(RoadNetwork::build(roads.input).unwrap().0)
}

fn check(name: &str, road: &Arc<RoadNetwork>) {
    let routes = routes(road, 60);
    println!(
        "{name}: share of edges found right by whole traces, and of fixes put on the right edge at once"
    );
    for every in [1.0, 5.0, 30.0] {
        for (sigma, goal) in [(5.0, 0.99), (15.0, 0.97), (40.0, 0.90)] {
            let started = std::time::Instant::now();
            // A fix a second means many fixes: a few routes are enough.
            let count = if every < 5.0 { 12 } else { routes.len() };
            let (traces, live) = measure(road, &routes[..count], sigma, every);
            println!(
                "  every {every:2} s, {sigma:2} m: {:5.2} %, live {:5.2} %   ({:?})",
                traces * 100.0,
                live * 100.0,
                started.elapsed(),
            );
            if every == 5.0 {
                assert!(traces >= goal, "{name}, {sigma} m: {traces}");
            }
        }
    }
}
