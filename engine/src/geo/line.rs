//! Lines on the ground: length, points along them, parts of them.

use super::{bearing, distance};
use crate::units::{Bearing, LngLat, Metres};

/// How far along a street its direction at a crossing is taken: the first metres are often drawn askew.
const LOOK_AHEAD: Metres = Metres(10.0);

/// Length of a line.
#[must_use]
pub fn length(line: &[LngLat]) -> Metres {
    Metres(
        line.windows(2)
            .map(|pair| distance(pair[0], pair[1]).0)
            .sum(),
    )
}

/// The point at a share (`0..=1`) of a line's length; `None` for a line without points.
#[must_use]
pub fn point_along(line: &[LngLat], fraction: f64) -> Option<LngLat> {
    let place = place_at(line, fraction)?;
    Some(place.point)
}

/// The line's direction at a share (`0..=1`) of its length; `None` when all its points are one.
#[must_use]
pub fn bearing_along(line: &[LngLat], fraction: f64) -> Option<Bearing> {
    let place = place_at(line, fraction)?;
    let onward = line[place.piece..]
        .windows(2)
        .find_map(|pair| bearing(pair[0], pair[1]));
    onward.or_else(|| {
        line.windows(2)
            .rev()
            .find_map(|pair| bearing(pair[0], pair[1]))
    })
}

/// Direction in which a line sets out, looking ten metres ahead; `None` when all its points are one.
#[must_use]
pub fn departure(line: impl Iterator<Item = LngLat>) -> Option<Bearing> {
    let mut line = line.peekable();
    let start = line.next()?;
    let mut last = start;
    let mut walked = 0.0;
    while let Some(point) = line.next() {
        // Where the line ends, how far it goes makes no difference.
        if line.peek().is_none() {
            last = point;
            break;
        }
        walked += distance(last, point).0;
        last = point;
        if walked >= LOOK_AHEAD.0 {
            break;
        }
    }
    bearing(start, last)
}

/// The part of a line between two shares (`0..=1`, `from ≤ to`) of its length, at least two points.
#[must_use]
pub fn slice(line: &[LngLat], from: f64, to: f64) -> Vec<LngLat> {
    let (Some(start), Some(end)) = (place_at(line, from), place_at(line, to.max(from))) else {
        return Vec::new();
    };
    let mut part = vec![start.point];
    for &point in &line[start.piece + 1..=end.piece.max(start.piece)] {
        if part.last() != Some(&point) {
            part.push(point);
        }
    }
    if part.last() != Some(&end.point) || part.len() == 1 {
        part.push(end.point);
    }
    part
}

/// A place on a line: after point number `piece`, at or before the next.
struct Place {
    piece: usize,
    point: LngLat,
}

fn place_at(line: &[LngLat], fraction: f64) -> Option<Place> {
    let first = *line.first()?;
    let last = line.len() - 1;
    if fraction <= 0.0 || last == 0 {
        return Some(Place {
            piece: 0,
            point: first,
        });
    }
    let end = Place {
        piece: last - 1,
        point: line[last],
    };
    if fraction >= 1.0 {
        return Some(end);
    }
    let mut left = length(line).0 * fraction;
    for (piece, pair) in line.windows(2).enumerate() {
        let step = distance(pair[0], pair[1]).0;
        if left <= step && step > 0.0 {
            return Some(Place {
                piece,
                point: between(pair[0], pair[1], left / step),
            });
        }
        left -= step;
    }
    Some(end)
}

/// A point on the way from `a` to `b`; streets are short enough to be straight in degrees.
fn between(a: LngLat, b: LngLat, share: f64) -> LngLat {
    let lng = a.lng() + (b.lng() - a.lng()) * share;
    let lat = a.lat() + (b.lat() - a.lat()) * share;
    LngLat::new(lng, lat).unwrap_or(a)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(points: &[(f64, f64)]) -> Vec<LngLat> {
        points
            .iter()
            .map(|&(lng, lat)| LngLat::new(lng, lat).unwrap())
            .collect()
    }

    #[test]
    fn a_part_keeps_the_bends_inside_and_drops_those_outside() {
        let corner = line(&[(0.0, 0.0), (0.0, 0.001), (0.001, 0.001)]);
        assert_eq!(slice(&corner, 0.0, 1.0), corner);
        let middle = slice(&corner, 0.25, 0.75);
        assert_eq!(middle.len(), 3);
        assert_eq!(middle[1], corner[1]);
        assert_eq!(slice(&corner, 0.6, 0.7).len(), 2);
        let nothing = slice(&corner, 0.3, 0.3);
        assert_eq!(nothing[0], nothing[1]);
        assert!(slice(&[], 0.0, 1.0).is_empty());
    }

    #[test]
    fn halves_are_half_as_long() {
        let bent = line(&[(14.0, 35.0), (14.001, 35.0005), (14.0012, 35.002)]);
        let whole = length(&bent).0;
        let (a, b) = (slice(&bent, 0.0, 0.5), slice(&bent, 0.5, 1.0));
        assert!((length(&a).0 - whole / 2.0).abs() < 1e-3);
        assert!((length(&b).0 - whole / 2.0).abs() < 1e-3);
        assert_eq!(a.last(), b.first());
        assert_eq!(point_along(&bent, 0.5).as_ref(), a.last());
    }

    #[test]
    fn direction_is_that_of_the_piece() {
        let corner = line(&[(0.0, 0.0), (0.0, 0.001), (0.001, 0.001)]);
        assert!(bearing_along(&corner, 0.2).unwrap().degrees() < 0.01);
        let east = bearing_along(&corner, 0.9).unwrap().degrees();
        assert!((east - 90.0).abs() < 0.01);
        assert!(bearing_along(&line(&[(1.0, 1.0), (1.0, 1.0)]), 0.5).is_none());
    }
}
