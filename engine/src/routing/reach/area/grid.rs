//! A grid over the city whose nodes know the street they belong to.

use std::collections::BTreeSet;

use super::line::{Line, nodes_near, to_whole};
use super::tiles::{Bits, Place, SIDE, Tiles, node_number, split};
use crate::geo::{EARTH_RADIUS, Mercator};
use crate::road::RoadNetwork;
use crate::routing::{SegmentId, number};
use crate::units::{LngLat, Metres};

/// Distance between nodes in metres, at the network's latitude nearest to the equator; elsewhere it is less.
const SPACING: Metres = Metres(25.0);
/// A node belongs to the nearest street within this distance.
const FAR: Metres = Metres(75.0);
/// A node this near to a reached street is reached, in spacings: more than √2, so that all four
/// nodes around any point of a reached street are, and the street lies inside the outline.
const CLOSE: f64 = 1.42;
/// Networks that need more tiles get wider spacings.
const MOST_TILES: usize = 8192;

/// The grid that areas are drawn on: for every node within 75 m of a street, the street that it
/// would be snapped to. Made once for a network; about 10 bytes a node.
///
/// Nodes are 25 m apart (more where the network covers over 20,000 km²). Streets where no trip
/// may begin or end, and ferry lines, own no nodes.
#[derive(Debug)]
pub struct AreaGrid {
    pub(super) plane: Plane,
    pub(super) tiles: Tiles,
    near: Rows,
    /// By node of `near`, how far along its street it lies, in 65,535ths.
    shares: Vec<u16>,
    close: Rows,
}

/// Per segment, nodes by number.
#[derive(Debug, Default)]
struct Rows {
    start: Vec<u32>,
    nodes: Vec<u32>,
}

impl Rows {
    fn range(&self, segment: SegmentId) -> std::ops::Range<usize> {
        let row = segment.0 as usize;
        self.start[row] as usize..self.start[row + 1] as usize
    }

    fn end_row(&mut self) {
        self.start.push(number(self.nodes.len()));
    }
}

/// The Mercator plane in spacings.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plane {
    /// Metres of the plane per spacing.
    spacing: f64,
    /// Cosine of the latitude where a spacing is widest on the ground.
    widest: f64,
}

impl Plane {
    /// The place of a point, in spacings.
    pub(super) fn project(self, point: LngLat) -> [f64; 2] {
        let [x, y] = Mercator::project(point);
        [x / self.spacing, y / self.spacing]
    }

    /// Longitude of a column, degrees; columns may be fractions.
    pub(super) fn longitude(self, column: f64) -> f64 {
        (column * self.spacing / EARTH_RADIUS.0).to_degrees()
    }

    /// Latitude of a row, degrees.
    pub(super) fn latitude(self, row: f64) -> f64 {
        (row * self.spacing / EARTH_RADIUS.0)
            .sinh()
            .atan()
            .to_degrees()
    }

    /// The widest spacing on the ground.
    pub(super) fn spacing(self) -> Metres {
        Metres(self.spacing * self.widest)
    }

    /// Spacings twice as wide.
    pub(super) fn coarser(self) -> Self {
        Self {
            spacing: self.spacing * 2.0,
            ..self
        }
    }

    /// [`FAR`] near a point, in spacings.
    fn far(self, point: LngLat) -> f64 {
        (Mercator::stretched(FAR, point) / self.spacing).max(CLOSE)
    }
}

impl AreaGrid {
    /// The grid of a network.
    #[must_use]
    pub fn new(road: &RoadNetwork) -> Self {
        let mut plane = Plane::of(road);
        let mut tiles = tiles(road, plane);
        while tiles.len() > MOST_TILES {
            plane = plane.coarser();
            tiles = self::tiles(road, plane);
        }
        let owners = Owners::find(road, plane, &tiles);
        let mut grid = Self {
            plane,
            tiles,
            near: Rows::default(),
            shares: Vec::new(),
            close: Rows::default(),
        };
        grid.add_near(road, &owners);
        grid.add_close(road, &owners);
        grid
    }

    /// Nodes that belong to streets.
    #[must_use]
    pub fn node_count(&self) -> usize {
        self.near.nodes.len()
    }

    /// Bytes held.
    #[must_use]
    pub fn byte_count(&self) -> usize {
        let words = [&self.near, &self.close].map(|rows| rows.start.len() + rows.nodes.len());
        (words[0] + words[1]) * 4 + self.shares.len() * 2 + self.tiles.len() * size_of::<Place>()
    }

    /// Puts in all nodes of a street and those close to it.
    pub(super) fn mark_all(&self, segment: SegmentId, bits: &mut Bits<'_>) {
        for rows in [&self.near, &self.close] {
            for &node in &rows.nodes[rows.range(segment)] {
                bits.insert(node);
            }
        }
    }

    /// Puts in the nodes of a part of a street, and those close to the part.
    pub(super) fn mark_part(
        &self,
        road: &RoadNetwork,
        segment: SegmentId,
        (from, to): (f64, f64),
        bits: &mut Bits<'_>,
    ) {
        let range = self.near.range(segment);
        if range.is_empty() && self.close.range(segment).is_empty() {
            return;
        }
        let nodes = self.near.nodes[range.clone()]
            .iter()
            .zip(&self.shares[range]);
        for (&node, &share) in nodes {
            let share = f64::from(share) / f64::from(u16::MAX);
            if from <= share && share <= to {
                bits.insert(node);
            }
        }
        let line = Line::of(road.segment(segment), self.plane);
        let mut finder = Finder::of(&self.tiles);
        for (a, b) in line.part(from, to) {
            nodes_near(a, b, CLOSE, |row, column, _| {
                if let Some(node) = finder.node(row, column) {
                    bits.insert(node);
                }
            });
        }
    }

    /// Gives each node within reach of a street to the nearest.
    fn add_near(&mut self, road: &RoadNetwork, owners: &Owners) {
        let mut owned: Vec<(u32, u32)> = owners
            .iter()
            .map(|(node, segment)| (segment, node))
            .collect();
        owned.sort_unstable();
        let mut owned = owned.into_iter().peekable();
        self.near.end_row();
        for id in segments(road) {
            let mut line = None;
            while let Some((_, node)) = owned.next_if(|&(segment, _)| segment == id.0) {
                let line = line.get_or_insert_with(|| Line::of(road.segment(id), self.plane));
                let share = line.share_nearest_to(self.point(node));
                self.near.nodes.push(node);
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a share of 65,535"
                )]
                self.shares
                    .push((share * f64::from(u16::MAX)).round() as u16);
            }
            self.near.end_row();
        }
    }

    /// Notes which other nodes lie close to a street.
    fn add_close(&mut self, road: &RoadNetwork, owners: &Owners) {
        self.close.end_row();
        let mut close: Vec<u32> = Vec::new();
        let mut finder = Finder::of(&self.tiles);
        for id in segments(road) {
            close.clear();
            if has_area(road, id) {
                for (a, b) in Line::of(road.segment(id), self.plane).pieces() {
                    nodes_near(a, b, CLOSE, |row, column, _| {
                        let node = finder.node(row, column);
                        close.extend(node.filter(|&node| owners.of(node) != id.0));
                    });
                }
            }
            close.sort_unstable();
            close.dedup();
            self.close.nodes.extend_from_slice(&close);
            self.close.end_row();
        }
    }

    /// Where a node lies, in spacings.
    fn point(&self, node: u32) -> [f64; 2] {
        let (row, column) = self.tiles.place((node >> 12) as usize);
        let in_tile = |shift: u32| f64::from(node >> shift & 63);
        [
            f64::from(column * SIDE) + in_tile(0),
            f64::from(row * SIDE) + in_tile(6),
        ]
    }
}

impl Plane {
    fn of(road: &RoadNetwork) -> Self {
        let bounds = road.bounds();
        let nearest_to_equator = bounds.map_or(0.0, |bounds| {
            let (south, north) = (bounds.min.lat(), bounds.max.lat());
            if south <= 0.0 && north >= 0.0 {
                0.0
            } else {
                south.abs().min(north.abs())
            }
        });
        let at = LngLat::new(0.0, nearest_to_equator).ok();
        let spacing = at.map_or(SPACING.0, |at| Mercator::stretched(SPACING, at));
        Self {
            spacing,
            widest: SPACING.0 / spacing,
        }
    }
}

fn segments(road: &RoadNetwork) -> impl Iterator<Item = SegmentId> {
    (0..number(road.segment_count())).map(SegmentId)
}

/// Whether places belong to a street: trips begin or end there, and not at sea.
fn has_area(road: &RoadNetwork, id: SegmentId) -> bool {
    let segment = road.segment(id);
    let mut edges = [segment.forward(), segment.backward()]
        .into_iter()
        .flatten();
    edges.any(|edge| road.edge(edge).snappable) && !segment.traits().ferry
}

/// The tiles within reach of any street.
fn tiles(road: &RoadNetwork, plane: Plane) -> Tiles {
    let mut with_nodes = BTreeSet::new();
    let mut last = None;
    for id in segments(road).filter(|&id| has_area(road, id)) {
        let segment = road.segment(id);
        let far = segment.shape().next().map_or(0.0, |point| plane.far(point)) + 1.0;
        for (a, b) in Line::of(segment, plane).pieces() {
            let range = |axis: usize| {
                let (low, high) = (a[axis].min(b[axis]) - far, a[axis].max(b[axis]) + far);
                (
                    to_whole(low).div_euclid(SIDE),
                    to_whole(high).div_euclid(SIDE),
                )
            };
            let all = (range(1), range(0));
            if last == Some(all) {
                continue;
            }
            last = Some(all);
            let (rows, columns) = all;
            for row in rows.0..=rows.1 {
                with_nodes.extend((columns.0..=columns.1).map(|column| (row, column)));
            }
        }
    }
    Tiles::around(&with_nodes)
}

/// The nearest street of every node.
struct Owners {
    segment: Vec<u32>,
}

const NOBODY: u32 = u32::MAX;

impl Owners {
    fn find(road: &RoadNetwork, plane: Plane, tiles: &Tiles) -> Self {
        let mut segment = vec![NOBODY; tiles.len() * 4096];
        let mut least = vec![f32::MAX; segment.len()];
        let mut finder = Finder::of(tiles);
        for id in segments(road).filter(|&id| has_area(road, id)) {
            let street = road.segment(id);
            let far = street.shape().next().map_or(0.0, |point| plane.far(point));
            for (a, b) in Line::of(street, plane).pieces() {
                nodes_near(a, b, far, |row, column, distance_2| {
                    let Some(node) = finder.node(row, column) else {
                        return;
                    };
                    let node = node as usize;
                    #[expect(clippy::cast_possible_truncation, reason = "rounded to a millimetre")]
                    let distance_2 = distance_2 as f32;
                    // Of streets equally near, the first: as snapping does.
                    if distance_2 < least[node] {
                        least[node] = distance_2;
                        segment[node] = id.0;
                    }
                });
            }
        }
        Self { segment }
    }

    fn of(&self, node: u32) -> u32 {
        self.segment[node as usize]
    }

    /// The nodes that have an owner, with it.
    fn iter(&self) -> impl Iterator<Item = (u32, u32)> {
        let owned = self.segment.iter().enumerate();
        owned
            .filter(|&(_, &segment)| segment != NOBODY)
            .map(|(node, &segment)| (number(node), segment))
    }
}

/// The numbers of nodes by their places. Those asked for lie together, so the tile is mostly that of the last.
struct Finder<'a> {
    tiles: &'a Tiles,
    last: (Place, Option<usize>),
}

impl<'a> Finder<'a> {
    fn of(tiles: &'a Tiles) -> Self {
        let place = (0, 0);
        Self {
            tiles,
            last: (place, tiles.find(place)),
        }
    }

    fn node(&mut self, row: i32, column: i32) -> Option<u32> {
        let (place, in_tile) = split(row, column);
        if self.last.0 != place {
            self.last = (place, self.tiles.find(place));
        }
        self.last.1.map(|tile| node_number(tile, in_tile))
    }
}
