//! The sea inside a box, from coastlines: OpenStreetMap maps the coast as lines with land on the
//! left and water on the right, and leaves the sea's area to be worked out.

#[cfg(test)]
mod tests;

use super::clip::clip_line;
use super::{Path, Point, Rect, doubled_area};

/// Coasts broken in more places than this are not bridged: no guess would be right.
const MOST_BREAKS: usize = 200;

/// The longest gap that is bridged, as a share of the box's diagonal.
const LONGEST_BRIDGE: f64 = 0.02;

/// The sea in a box.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::tiles) struct Sea {
    /// Rings under the even-odd rule; empty when there is no sea.
    pub(in crate::tiles) rings: Vec<Path>,
    /// Pieces of coast with an end inside the box, before gaps were bridged.
    pub(in crate::tiles) loose: usize,
    /// Pieces of coast left out because they end inside the box without a continuation.
    pub(in crate::tiles) dropped: usize,
}

/// Works out the sea inside `rect` from coastlines already joined as far as they go.
///
/// Each coast that crosses the box is followed to where it leaves, then the border is followed
/// clockwise, sea on the right hand, to where the next coast comes in. Closed coasts become rings
/// of their own; under the even-odd rule islands are holes and a lagoon on an island is sea again.
///
/// Between `rect` and the larger box `outer` no coast is known. There the sea goes straight on from
/// where it meets the border, so that the map does not end in a blue wall.
pub(in crate::tiles) fn sea(rect: &Rect, outer: &Rect, rings: &[Path], open: &[Path]) -> Sea {
    let mut closed: Vec<Path> = Vec::new();
    let mut pieces: Vec<Path> = Vec::new();
    for ring in rings {
        if ring.iter().all(|&point| rect.contains(point)) {
            closed.push(ring.clone());
        } else if let Some(outside) = ring.iter().position(|&point| !rect.contains(point)) {
            let mut turned = ring.clone();
            turned.rotate_left(outside);
            turned.push(ring[outside]);
            pieces.extend(clip_line(&turned, rect));
        }
    }
    pieces.extend(open.iter().flat_map(|line| clip_line(line, rect)));
    let (loose, mut crossing): (Vec<Path>, Vec<Path>) =
        pieces.into_iter().partition(|piece| is_loose(rect, piece));
    let count = loose.len();
    let dropped = bridge_gaps(rect, loose, &mut crossing, &mut closed);
    let mut sea = follow_border(rect, outer, &crossing);
    if sea.is_empty() && outermost_is_island(&closed) {
        sea.push(corners(outer).to_vec());
    }
    sea.append(&mut closed);
    Sea {
        rings: sea,
        loose: count,
        dropped,
    }
}

/// Joins pieces that end inside the box to the nearest piece that begins there, and sorts them into
/// coasts that now cross the box and coasts that now close. Gives the number that stays loose.
fn bridge_gaps(
    rect: &Rect,
    mut loose: Vec<Path>,
    crossing: &mut Vec<Path>,
    closed: &mut Vec<Path>,
) -> usize {
    if loose.len() > MOST_BREAKS {
        return loose.len();
    }
    let diagonal = (rect.max - rect.min).x.hypot((rect.max - rect.min).y);
    while let Some((ending, beginning)) = nearest_gap(rect, &loose, diagonal * LONGEST_BRIDGE) {
        if ending == beginning {
            closed.push(loose.remove(ending));
            continue;
        }
        let tail = std::mem::take(&mut loose[beginning]);
        loose[ending].extend(tail);
        loose.remove(beginning);
        let ending = if beginning < ending {
            ending - 1
        } else {
            ending
        };
        if !is_loose(rect, &loose[ending]) {
            crossing.push(loose.remove(ending));
        }
    }
    loose.len()
}

/// Whether a piece begins or ends inside the box instead of on its border.
fn is_loose(rect: &Rect, piece: &[Point]) -> bool {
    !on_border(rect, piece[0]) || !on_border(rect, piece[piece.len() - 1])
}

/// The piece with a loose end, and the piece with a loose start, that are nearest to each other.
fn nearest_gap(rect: &Rect, loose: &[Path], longest: f64) -> Option<(usize, usize)> {
    let mut best: Option<(f64, usize, usize)> = None;
    for (a, ending) in loose.iter().enumerate() {
        let end = ending[ending.len() - 1];
        if on_border(rect, end) {
            continue;
        }
        for (b, beginning) in loose.iter().enumerate() {
            let start = beginning[0];
            let gap = (start - end).x.hypot((start - end).y);
            let nearer = best.is_none_or(|(smallest, _, _)| gap < smallest);
            if !on_border(rect, start) && gap <= longest && nearer {
                best = Some((gap, a, b));
            }
        }
    }
    best.map(|(_, a, b)| (a, b))
}

/// Closes coasts that cross the box: straight out to the outer box, along its border, and back in.
fn follow_border(rect: &Rect, outer: &Rect, crossing: &[Path]) -> Vec<Path> {
    let starts: Vec<f64> = crossing
        .iter()
        .map(|piece| along_border(rect, piece[0]))
        .collect();
    let mut used = vec![false; crossing.len()];
    let mut rings = Vec::new();
    for first in 0..crossing.len() {
        if used[first] {
            continue;
        }
        let mut ring = Path::new();
        let mut current = first;
        loop {
            used[current] = true;
            let piece = &crossing[current];
            ring.extend(piece);
            let exit = piece[piece.len() - 1];
            let leaves = along_border(rect, exit);
            let ahead = |at: usize| (starts[at] - leaves).rem_euclid(4.0);
            let next = (0..crossing.len())
                .filter(|&at| at == first || !used[at])
                .min_by(|&a, &b| ahead(a).total_cmp(&ahead(b)))
                .unwrap_or(first);
            ring.push(straight_out(rect, outer, exit));
            push_corners(outer, leaves, ahead(next), &mut ring);
            ring.push(straight_out(rect, outer, crossing[next][0]));
            if next == first {
                break;
            }
            current = next;
        }
        rings.push(ring);
    }
    rings
}

/// The point of the outer border straight across from a point of the inner border.
fn straight_out(rect: &Rect, outer: &Rect, point: Point) -> Point {
    if point.y == rect.min.y {
        Point {
            y: outer.min.y,
            ..point
        }
    } else if point.x == rect.max.x {
        Point {
            x: outer.max.x,
            ..point
        }
    } else if point.y == rect.max.y {
        Point {
            y: outer.max.y,
            ..point
        }
    } else {
        Point {
            x: outer.min.x,
            ..point
        }
    }
}

/// Adds the corners passed when walking the border clockwise from `from` for `distance` sides.
fn push_corners(outer: &Rect, from: f64, distance: f64, ring: &mut Path) {
    let corners = corners(outer);
    for step in 1..=8_u8 {
        let at = f64::from(step);
        if at > from && at < from + distance {
            ring.push(corners[usize::from(step % 4)]);
        }
    }
}

/// The corners clockwise from the north-west, the border's positions 0, 1, 2 and 3.
fn corners(rect: &Rect) -> [Point; 4] {
    let (min, max) = (rect.min, rect.max);
    [
        min,
        Point { x: max.x, y: min.y },
        max,
        Point { x: min.x, y: max.y },
    ]
}

/// Where a border point lies, counted in sides clockwise from the north-west corner: `0..4`.
fn along_border(rect: &Rect, point: Point) -> f64 {
    let size = rect.max - rect.min;
    if point.y == rect.min.y {
        (point.x - rect.min.x) / size.x
    } else if point.x == rect.max.x {
        1.0 + (point.y - rect.min.y) / size.y
    } else if point.y == rect.max.y {
        2.0 + (rect.max.x - point.x) / size.x
    } else {
        3.0 + (rect.max.y - point.y) / size.y
    }
}

fn on_border(rect: &Rect, point: Point) -> bool {
    point.x == rect.min.x || point.x == rect.max.x || point.y == rect.min.y || point.y == rect.max.y
}

/// Whether the largest closed coast has land inside (runs anticlockwise), so that around it is sea.
fn outermost_is_island(closed: &[Path]) -> bool {
    let areas = closed.iter().map(|ring| doubled_area(ring));
    areas
        .max_by(|a, b| a.abs().total_cmp(&b.abs()))
        .is_some_and(|largest| largest < 0.0)
}
