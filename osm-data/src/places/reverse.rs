//! What is around a point: nearest addresses and streets, from R-trees on a plane in metres.

use super::Hit;
use super::data::{EntryKind, PlaceData};
use nearhand_engine::units::{LngLat, Metres};
use rstar::primitives::{GeomWithData, Line};
use rstar::{PointDistance, RTree};

/// Nothing farther away is named, in metres.
const REACH_METRES: f64 = 1_000.0;
/// Length of a degree of latitude on the sphere that the engine measures on, in metres.
const METRES_PER_DEGREE: f64 = 111_195.08;

/// Addresses and street lines by position.
#[derive(Debug)]
pub(super) struct Nearby {
    plane: Plane,
    houses: RTree<GeomWithData<[f64; 2], usize>>,
    lines: RTree<GeomWithData<Line<[f64; 2]>, usize>>,
}

/// An equirectangular projection around the middle of the city: exact enough for a kilometre.
#[derive(Clone, Copy, Debug)]
struct Plane {
    metres_per_lng_degree: f64,
}

impl Plane {
    fn around(data: &PlaceData) -> Self {
        let lats = || data.entries.iter().map(|entry| entry.position().lat());
        let lowest = lats().fold(90.0, f64::min);
        let highest = lats().fold(-90.0, f64::max);
        let middle = (lowest + highest) / 2.0;
        Self {
            metres_per_lng_degree: METRES_PER_DEGREE * middle.to_radians().cos().max(1e-6),
        }
    }

    fn project(self, point: LngLat) -> [f64; 2] {
        [
            point.lng() * self.metres_per_lng_degree,
            point.lat() * METRES_PER_DEGREE,
        ]
    }

    fn unproject(self, [x, y]: [f64; 2]) -> Option<LngLat> {
        LngLat::new(x / self.metres_per_lng_degree, y / METRES_PER_DEGREE).ok()
    }
}

impl Nearby {
    pub(super) fn new(data: &PlaceData) -> Self {
        let plane = Plane::around(data);
        let houses = data
            .entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| entry.kind == EntryKind::House)
            .map(|(index, entry)| GeomWithData::new(plane.project(entry.position()), index))
            .collect();
        let mut lines = Vec::new();
        for (street, shape) in data.streets.iter().enumerate() {
            for line in &shape.lines {
                let project = |[lng, lat]: [i32; 2]| plane.project(LngLat::from_steps(lng, lat));
                lines.extend(line.windows(2).map(|pair| {
                    let piece = Line::new(project(pair[0]), project(pair[1]));
                    GeomWithData::new(piece, street)
                }));
            }
        }
        Self {
            plane,
            houses: RTree::bulk_load(houses),
            lines: RTree::bulk_load(lines),
        }
    }

    /// Nearest addresses and streets, each street once with its nearest point.
    pub(super) fn hits(&self, data: &PlaceData, point: LngLat, limit: usize) -> Vec<Hit> {
        let here = self.plane.project(point);
        let mut hits = Vec::new();
        for house in self.houses.nearest_neighbor_iter(&here).take(limit) {
            let away = house.distance_2(&here).sqrt();
            hits.push(Hit {
                distance: Some(Metres(away)),
                ..data.hit(&data.entries[house.data])
            });
        }
        let mut streets = Vec::new();
        for line in self.lines.nearest_neighbor_iter(&here) {
            let away = line.distance_2(&here).sqrt();
            if away > REACH_METRES || streets.len() >= limit {
                break;
            }
            let street = line.data;
            if !streets.contains(&street) {
                streets.push(street);
                let nearest = self.plane.unproject(line.geom().nearest_point(&here));
                let hit = data.hit(&data.entries[street]);
                hits.push(Hit {
                    position: nearest.unwrap_or(hit.position),
                    distance: Some(Metres(away)),
                    ..hit
                });
            }
        }
        let away = |hit: &Hit| hit.distance.map_or(0.0, |distance| distance.0);
        hits.retain(|hit| away(hit) <= REACH_METRES);
        hits.sort_by(|a, b| away(a).total_cmp(&away(b)));
        hits.truncate(limit);
        hits
    }
}
