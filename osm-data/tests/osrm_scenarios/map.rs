//! The map of a scenario: our network at the scenario's moment, and points put onto it.

use std::sync::Arc;

use nearhand_engine::geo;
use nearhand_engine::road::RoadNetwork;
use nearhand_engine::road::input::DrivingSide;
use nearhand_engine::routing::{BidirectionalDijkstra, EdgeId, Path, Router, SegmentId, Snap};
use nearhand_engine::units::{Bearing, LngLat, Metres, Timestamp};
use nearhand_osm_data::osm::{Input, read};
use nearhand_osm_data::road::{CAR, Conditions, Region, build};

use crate::scenario::Scenario;

/// Points nearer to each other than this are one place.
const SAME_PLACE_METRES: f64 = 0.3;

/// A road network ready to be asked.
pub(crate) struct Map {
    road: Arc<RoadNetwork>,
    router: BidirectionalDijkstra,
}

/// Which streets a point may be put onto.
#[derive(Clone, Copy)]
pub(crate) struct Onto {
    /// Ferries, too.
    pub(crate) any: bool,
    /// Direction of travel and tolerance, degrees.
    pub(crate) bearing: Option<(f64, f64)>,
}

impl Map {
    pub(crate) fn of(scenario: &Scenario) -> Self {
        let input = Input::Bytes {
            name: "scenario.osm",
            bytes: scenario.osm.as_bytes(),
        };
        let extract = read(input, None, &mut |_| {}).unwrap();
        let region = Region {
            side: scenario.driving_side(),
            country: None,
        };
        let (road, _) = RoadNetwork::build(build(&extract, &CAR, region).input).unwrap();
        let road = Arc::new(match scenario.moment() {
            Some((zone, now)) => {
                let place = extract.bbox().unwrap().min;
                let conditions = Conditions::new(road.conditions(), zone, None, place).unwrap();
                road.at(&conditions.active(now))
            }
            None => road,
        });
        Self {
            router: BidirectionalDijkstra::new(road.clone()),
            road,
        }
    }

    /// The nearest places on streets. The scenarios' maps are so small that OSRM lets trips begin on any street, dead
    /// ends and one-way streets included; so the snapping of the engine, which wants a network, is not asked.
    pub(crate) fn nearest(&self, point: LngLat, onto: Onto) -> Vec<Snap> {
        let mut best: Vec<Snap> = Vec::new();
        let mut least = f64::INFINITY;
        for number in 0..u32::try_from(self.road.segment_count()).unwrap() {
            let Some(snap) = self.nearest_on(SegmentId(number), point, onto) else {
                continue;
            };
            if snap.distance.0 < least - SAME_PLACE_METRES {
                best.clear();
            }
            if snap.distance.0 < least + SAME_PLACE_METRES {
                least = least.min(snap.distance.0);
                best.push(snap);
            }
        }
        best.retain(|snap| snap.distance.0 < least + SAME_PLACE_METRES);
        best
    }

    fn nearest_on(&self, id: SegmentId, point: LngLat, onto: Onto) -> Option<Snap> {
        let segment = self.road.segment(id);
        if segment.traits().ferry && !onto.any {
            return None;
        }
        let shape: Vec<LngLat> = segment.shape().collect();
        let (fraction, position) = nearest_along(&shape, point);
        let direction = geo::bearing_along(&shape, fraction);
        let usable = |edge: Option<EdgeId>, turned: f64| {
            edge.filter(|&edge| {
                let agrees = onto.bearing.is_none_or(|(wanted, tolerance)| {
                    let driven = direction.map(|d| Bearing::new(d.degrees() + turned).unwrap());
                    driven.is_none_or(|d| d.difference(Bearing::new(wanted).unwrap()) <= tolerance)
                });
                agrees && !self.road.edge(edge).closed
            })
        };
        let (forward, backward) = (
            usable(segment.forward(), 0.0),
            usable(segment.backward(), 180.0),
        );
        (forward.is_some() || backward.is_some()).then(|| Snap {
            segment: id,
            fraction,
            position,
            distance: geo::distance(point, position),
            forward,
            backward,
        })
    }

    /// The streets driven between two points, by name, the same name in a row once; `None` when there is no way.
    ///
    /// Where several streets meet at a point, the best of the ways from and to all of them counts: the one that enters
    /// the fewest private areas, then the fastest.
    pub(crate) fn route(&self, from: &[Snap], to: &[Snap]) -> Option<Vec<String>> {
        let mut scratch = self.router.scratch();
        let mut best: Option<((usize, u64), Path)> = None;
        for start in from {
            for end in to {
                let Some(path) = self.router.route(&mut scratch, start, end) else {
                    continue;
                };
                let entries = path.edges.windows(2).filter(|pair| {
                    let private = |edge: EdgeId| self.road.edge(edge).ends_only;
                    !private(pair[0]) && private(pair[1])
                });
                let rank = (entries.count(), path.duration.0);
                if best.as_ref().is_none_or(|(least, _)| rank < *least) {
                    best = Some((rank, path));
                }
            }
        }
        best.map(|(_, path)| self.names(&path))
    }

    fn names(&self, path: &Path) -> Vec<String> {
        let parts: Vec<_> = path.parts(&self.road).collect();
        let driven = parts
            .iter()
            .filter(|part| part.length(&self.road).0 > SAME_PLACE_METRES);
        // Who is there already is still in a street.
        let only = parts.first().filter(|_| driven.clone().next().is_none());
        let segments = driven
            .chain(only)
            .map(|part| self.road.edge(part.edge).segment);
        let mut names: Vec<String> = segments
            .map(|segment| self.road.segment(segment).name().to_owned())
            .collect();
        names.dedup();
        names
    }
}

/// The share of a line's length at which it is nearest to a point, and the place there.
fn nearest_along(shape: &[LngLat], point: LngLat) -> (f64, LngLat) {
    let squeeze = point.lat().to_radians().cos();
    let plane = |p: LngLat| [(p.lng() - point.lng()) * squeeze, p.lat() - point.lat()];
    let whole = geo::length(shape).0;
    let mut best = (f64::INFINITY, 0.0, shape[0]);
    let mut before = 0.0;
    for pair in shape.windows(2) {
        let (a, b) = (plane(pair[0]), plane(pair[1]));
        let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
        let squared = dx * dx + dy * dy;
        let share = if squared > 0.0 {
            (-(a[0] * dx + a[1] * dy) / squared).clamp(0.0, 1.0)
        } else {
            0.0
        };
        let (x, y) = (a[0] + dx * share, a[1] + dy * share);
        let place = LngLat::new(
            pair[0].lng() + (pair[1].lng() - pair[0].lng()) * share,
            pair[0].lat() + (pair[1].lat() - pair[0].lat()) * share,
        )
        .unwrap();
        let along = (before + geo::distance(pair[0], place).0) / whole;
        if x * x + y * y < best.0 {
            best = (x * x + y * y, along, place);
        }
        before += geo::distance(pair[0], pair[1]).0;
    }
    (best.1.clamp(0.0, 1.0), best.2)
}

impl Scenario {
    /// The side that the scenario's changes to the profile say; else the right.
    fn driving_side(&self) -> DrivingSide {
        let left = |doc: &String| doc.contains("left_hand_driving = true");
        if self
            .steps
            .iter()
            .any(|step| step.doc.as_ref().is_some_and(left))
        {
            DrivingSide::Left
        } else {
            DrivingSide::Right
        }
    }

    /// The time zone and the moment at which conditions are evaluated; `None`: they are not.
    fn moment(&self) -> Option<(&'static str, Timestamp)> {
        let mut texts = self.steps.iter().map(|step| step.text.as_str());
        let text = texts.find(|text| text.contains("--parse-conditionals-from-now="))?;
        let zones = [
            ("guinea", "Africa/Conakry"),
            ("london", "Europe/London"),
            ("dc", "America/New_York"),
        ];
        let zone = zones
            .iter()
            .find(|(file, _)| text.contains(&format!("/{file}.geojson")));
        let (_, seconds) = text.split_once("--parse-conditionals-from-now=")?;
        let digits: String = seconds.chars().take_while(char::is_ascii_digit).collect();
        Some((zone?.1, Timestamp(digits.parse::<i64>().ok()? * 1000)))
    }
}

/// The distance between two points.
pub(crate) fn apart(a: LngLat, b: LngLat) -> Metres {
    geo::distance(a, b)
}
