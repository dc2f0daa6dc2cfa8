//! Rings of grid nodes as polygons in degrees.

use geo::{Coord, LineString, MultiPolygon, Polygon};

use super::denoise::kept;
use super::grid::Plane;
use super::rings::{HalfStep, Outlines};
use super::tiles::Bits;

/// The areas of nested sets, smallest set first.
pub(super) fn of(plane: Plane, bands: &[Bits<'_>], denoise: f64) -> Vec<MultiPolygon<f64>> {
    let mut degrees = Degrees::of(plane);
    let mut inner: Vec<(i32, i32)> = Vec::new();
    bands
        .iter()
        .map(|bits| {
            let outlines = Outlines::of(bits);
            let kept = kept(&outlines, denoise, &inner);
            inner.clear();
            if denoise > 0.0 {
                let areas = outlines.rings.iter().zip(&kept);
                let areas = areas.filter(|(ring, kept)| **kept && !ring.is_hole());
                inner.extend(areas.map(|(ring, _)| ring.node()));
            }
            area(&outlines, &kept, &mut degrees)
        })
        .collect()
}

fn area(outlines: &Outlines<'_>, kept: &[bool], degrees: &mut Degrees) -> MultiPolygon<f64> {
    let mut holes: Vec<Vec<LineString<f64>>> = vec![Vec::new(); outlines.rings.len()];
    let rings = || {
        outlines
            .rings
            .iter()
            .enumerate()
            .filter(|&(ring, _)| kept[ring])
    };
    for (_, ring) in rings().filter(|(_, ring)| ring.is_hole()) {
        if let Some(outer) = ring.parent {
            holes[outer].push(degrees.line(&ring.points));
        }
    }
    rings()
        .filter(|(_, ring)| !ring.is_hole())
        .map(|(number, ring)| {
            let inside = std::mem::take(&mut holes[number]);
            Polygon::new(degrees.line(&ring.points), inside)
        })
        .collect()
}

/// Half spacings in degrees. Latitudes are remembered (with their row): rings have many points in few rows.
struct Degrees {
    plane: Plane,
    latitudes: Vec<(i32, f64)>,
}

const REMEMBERED: i32 = 4096;

impl Degrees {
    fn of(plane: Plane) -> Self {
        Self {
            plane,
            latitudes: vec![(i32::MIN, 0.0); REMEMBERED as usize],
        }
    }

    fn line(&mut self, points: &[HalfStep]) -> LineString<f64> {
        let mut coords: Vec<Coord<f64>> = Vec::with_capacity(points.len() + 1);
        coords.extend(points.iter().map(|&point| self.coord(point)));
        coords.extend(coords.first().copied());
        LineString::new(coords)
    }

    fn coord(&mut self, (column, row): HalfStep) -> Coord<f64> {
        let slot = row.rem_euclid(REMEMBERED) as usize;
        let (known, latitude) = &mut self.latitudes[slot];
        if *known != row {
            (*known, *latitude) = (row, self.plane.latitude(f64::from(row) / 2.0));
        }
        Coord {
            x: self.plane.longitude(f64::from(column) / 2.0),
            y: *latitude,
        }
    }
}
