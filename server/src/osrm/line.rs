//! Lines in an answer: simplified or whole, as text or as GeoJSON.

use nearhand_engine::units::LngLat;
use serde::Serialize;

use super::{
    numbers::{Number, degrees},
    polyline::{self, Precision},
    question::Geometries,
};

/// A line as it was asked for.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Line {
    Text(String),
    GeoJson {
        r#type: &'static str,
        coordinates: Vec<[Number; 2]>,
    },
}

impl Line {
    pub(super) fn of(points: &[LngLat], form: Geometries) -> Self {
        let text = |precision| Self::Text(polyline::encode(points.iter().copied(), precision));
        match form {
            Geometries::Polyline => text(Precision::Five),
            Geometries::Polyline6 => text(Precision::Six),
            Geometries::GeoJson => Self::GeoJson {
                r#type: "LineString",
                coordinates: points.iter().copied().map(degrees).collect(),
            },
        }
    }
}

/// The widest map that a simplified line is drawn on, in pixels, as OSRM has it.
const VIEWPORT: [f64; 2] = [8.0 * 256.0, 5.0 * 256.0];
const NEAREST_ZOOM: f64 = 18.0;
/// Five pixels at zoom 0, in degrees: what deviates less is hardly seen. The figure is what `osrm-routed` 26.10 keeps to.
const FIVE_PIXELS: f64 = 5.0 * 360.0 / 256.0;

/// A line with no more points than are needed on a map that shows it whole: Douglas and Peucker's algorithm (1973) with
/// the tolerance that OSRM takes, five pixels at the highest zoom where the line fits the viewport.
pub(super) fn simplified(line: &[LngLat]) -> Vec<LngLat> {
    let plane: Vec<[f64; 2]> = line.iter().map(|&point| mercator(point)).collect();
    let tolerance = FIVE_PIXELS / fitting_zoom(&plane).exp2();
    let mut kept = vec![false; line.len()];
    let mut ranges = vec![(0, line.len().saturating_sub(1))];
    for end in [0, line.len().saturating_sub(1)] {
        if let Some(kept) = kept.get_mut(end) {
            *kept = true;
        }
    }
    while let Some((first, last)) = ranges.pop() {
        let inner = first + 1..last;
        let farthest = inner
            .map(|at| (distance_2(plane[at], plane[first], plane[last]), at))
            .max_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((off, at)) = farthest
            && off > tolerance * tolerance
        {
            kept[at] = true;
            ranges.extend([(first, at), (at, last)]);
        }
    }
    let points = line.iter().zip(&kept);
    points
        .filter(|(_, kept)| **kept)
        .map(|(point, _)| *point)
        .collect()
}

/// Degrees east and degrees north on the Mercator plane.
fn mercator(point: LngLat) -> [f64; 2] {
    let lat = point.lat().clamp(-85.0, 85.0).to_radians();
    [point.lng(), lat.tan().asinh().to_degrees()]
}

fn fitting_zoom(plane: &[[f64; 2]]) -> f64 {
    let extent = |axis: usize| {
        let values = plane.iter().map(|point| point[axis]);
        let most = values.clone().fold(f64::NEG_INFINITY, f64::max);
        most - values.fold(f64::INFINITY, f64::min)
    };
    let pixels_per_degree = 256.0 * NEAREST_ZOOM.exp2() / 360.0;
    let ratio = |axis: usize| extent(axis) * pixels_per_degree / VIEWPORT[axis];
    let zoom = NEAREST_ZOOM - ratio(0).max(ratio(1)).log2();
    if zoom.is_finite() {
        zoom.floor().clamp(1.0, NEAREST_ZOOM)
    } else {
        // A line of no length has no bends to lose.
        NEAREST_ZOOM
    }
}

/// Squared distance of a point from the piece between two others.
fn distance_2(point: [f64; 2], from: [f64; 2], to: [f64; 2]) -> f64 {
    let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
    let squared = dx * dx + dy * dy;
    let along = (point[0] - from[0]) * dx + (point[1] - from[1]) * dy;
    let share = if squared > 0.0 {
        (along / squared).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (from[0] + share * dx - point[0]).powi(2) + (from[1] + share * dy - point[1]).powi(2)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn line(points: &[(f64, f64)]) -> Vec<LngLat> {
        let point = |&(lng, lat): &(f64, f64)| LngLat::new(lng, lat).unwrap();
        points.iter().map(point).collect()
    }

    #[test]
    fn bends_that_can_be_seen_stay() {
        let straight = line(&[(14.0, 35.0), (14.05, 35.0), (14.1, 35.0)]);
        assert_eq!(simplified(&straight).len(), 2);
        let bent = line(&[(14.0, 35.0), (14.05, 35.01), (14.1, 35.0)]);
        assert_eq!(simplified(&bent), bent);
        assert!(simplified(&[]).is_empty());
        let still = line(&[(14.0, 35.0), (14.0, 35.0)]);
        assert_eq!(simplified(&still), still);
    }

    proptest! {
        /// No point lies farther from the simplified line than the tolerance.
        #[test]
        fn nothing_that_can_be_seen_is_lost(points in prop::collection::vec((14.0..14.3, 35.0..35.2f64), 2..60)) {
            let whole = line(&points);
            let less = simplified(&whole);
            let plane: Vec<_> = whole.iter().map(|&p| mercator(p)).collect();
            let tolerance = FIVE_PIXELS / fitting_zoom(&plane).exp2();
            let kept: Vec<_> = less.iter().map(|&p| mercator(p)).collect();
            for &point in &plane {
                let off = kept.windows(2).map(|pair| distance_2(point, pair[0], pair[1]));
                prop_assert!(off.fold(f64::INFINITY, f64::min).sqrt() <= tolerance * 1.000_001);
            }
        }
    }
}
