//! Where demand is expected.

use std::collections::BTreeMap;

use h3o::{CellIndex, LatLng, Resolution};

use crate::units::LngLat;

/// Hexagons of about 0.1 km², 350 m across: a block or two.
const RESOLUTION: Resolution = Resolution::Nine;

/// A part of the city with its expected demand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Zone {
    /// Its H3 cell.
    pub cell: CellIndex,
    /// The middle of its demand, which stands for the whole zone in travel times.
    pub centre: LngLat,
    /// Its demand, in the unit of the points it was made from.
    pub demand: f64,
}

/// All zones with demand, in the order of their cells, and where the figures come from.
#[derive(Clone, Debug, PartialEq)]
pub struct Zones {
    zones: Vec<Zone>,
    total: f64,
    source: String,
}

impl Zones {
    /// Groups weighted points into cells of H3 resolution 9.
    ///
    /// `source` names the origin of the points on every result, such as "addresses of the map".
    /// Points whose weight is not a positive number count for nothing.
    pub fn from_points(
        points: impl IntoIterator<Item = (LngLat, f64)>,
        source: impl Into<String>,
    ) -> Self {
        let mut cells: BTreeMap<CellIndex, Sum> = BTreeMap::new();
        for (point, weight) in points {
            if weight.is_finite() && weight > 0.0 {
                let on_earth = LatLng::new(point.lat(), point.lng())
                    .expect("the degrees of an LngLat are finite");
                let sum = cells.entry(on_earth.to_cell(RESOLUTION)).or_default();
                sum.add(point, weight);
            }
        }
        let zones: Vec<Zone> = cells
            .into_iter()
            .map(|(cell, sum)| Zone {
                cell,
                centre: sum.centre(),
                demand: sum.weight,
            })
            .collect();
        Self {
            total: zones.iter().map(|zone| zone.demand).sum(),
            zones,
            source: source.into(),
        }
    }

    /// The zones.
    #[must_use]
    pub fn as_slice(&self) -> &[Zone] {
        &self.zones
    }

    /// The demand of all zones together.
    #[must_use]
    pub fn total_demand(&self) -> f64 {
        self.total
    }

    /// Where the figures come from, for people.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }
}

/// Weighted points of one cell. Offsets from the first point keep the mean exact and safe at the antimeridian.
#[derive(Default)]
struct Sum {
    first: Option<LngLat>,
    weight: f64,
    lng_offset: f64,
    lat_offset: f64,
}

impl Sum {
    fn add(&mut self, point: LngLat, weight: f64) {
        let first = *self.first.get_or_insert(point);
        let lng_offset = (point.lng() - first.lng() + 540.0).rem_euclid(360.0) - 180.0;
        self.weight += weight;
        self.lng_offset += weight * lng_offset;
        self.lat_offset += weight * (point.lat() - first.lat());
    }

    fn centre(&self) -> LngLat {
        let first = self.first.expect("a cell is made by its first point");
        let lng = first.lng() + self.lng_offset / self.weight;
        let lng = (lng + 540.0).rem_euclid(360.0) - 180.0;
        let lat = first.lat() + self.lat_offset / self.weight;
        LngLat::new(lng, lat).unwrap_or(first)
    }
}
