//! What there is to draw, and where: found out once, so that shapes are made only for the block of the map that is
//! being drawn, and memory never holds the shapes of a whole region.

use std::collections::{BTreeMap, HashSet};

use rayon::prelude::*;

use super::address::MAX_ZOOM;
use super::collect::Sources;
use super::feature::Feature;
use super::geometry::grid::{BUFFER, EXTENT, TileRange};
use super::geometry::{Rect, Shape};
use super::near;
use crate::osm::Extract;

/// Objects wider or higher than this many tiles of the last zoom level stay in memory: to make their shapes anew for
/// every block would cost more than it saves.
const WIDE_TILES: u16 = 16;

/// Everything to draw, without shapes but for the widest.
pub(super) struct Survey<'a> {
    sources: Sources<'a>,
    found: Found<'a>,
}

/// An object that is drawn, by its place in the sources.
pub(super) struct Object {
    source: u32,
    /// The first zoom level that shows any of its features.
    min_zoom: u8,
    reach: Reach,
}

/// The first and last column of the last zoom level that something reaches, and the first and last row.
type Reach = [(u16, u16); 2];

#[derive(Default)]
struct Found<'a> {
    /// In the order of the sources, which is the order of drawing.
    objects: Vec<Object>,
    wide: BTreeMap<u32, Vec<Feature<'a>>>,
    cells: HashSet<(u32, u32)>,
    features: usize,
}

impl<'a> Survey<'a> {
    /// Looks at all objects; the sea is worked out inside `map` if the extract has the coast there, else inside
    /// `city` (both on the world square).
    pub(super) fn of(extract: &'a Extract, city: &Rect, map: &Rect) -> Self {
        let sources = Sources::of(extract, city, map);
        let found = (0..sources.len())
            .into_par_iter()
            .fold(Found::default, |mut found, source| {
                found.add(source, sources.features(source));
                found
            })
            .reduce(Found::default, Found::joined);
        Self { sources, found }
    }

    pub(super) fn sources(&self) -> &Sources<'a> {
        &self.sources
    }

    /// How many features there are.
    pub(super) fn features(&self) -> usize {
        self.found.features
    }

    /// The cells that hold a point of a feature, and those around them.
    pub(super) fn near(&self) -> HashSet<(u32, u32)> {
        near::with_neighbours(&self.found.cells)
    }

    /// The objects that are shown at a zoom level or before, in the order of drawing.
    pub(super) fn shown_at(&self, zoom: u8) -> Vec<&Object> {
        let objects = self.found.objects.iter();
        objects.filter(|object| object.min_zoom <= zoom).collect()
    }

    /// The features of those objects that reach a block of tiles.
    pub(super) fn shapes(&self, objects: &[&Object], block: &TileRange) -> Shapes<'_, 'a> {
        let objects = reaching(objects, block);
        let made = objects
            .par_iter()
            .map(|object| match self.found.wide.get(&object.source) {
                Some(features) => Made::Kept(features),
                None => Made::New(self.sources.features(object.source)),
            });
        Shapes {
            made: made.collect(),
        }
    }
}

/// The objects that reach some tiles, or the border that tiles have around them.
pub(super) fn reaching<'o>(objects: &[&'o Object], tiles: &TileRange) -> Vec<&'o Object> {
    let up = MAX_ZOOM - tiles.zoom();
    let border = buffer_tiles(up);
    let within = tiles.spans().map(|(first, last)| {
        let first = (first << up).saturating_sub(border);
        (first, ((last + 1) << up) + border)
    });
    let meets = |(object, tiles): (&(u16, u16), &(u32, u32))| {
        u32::from(object.0) <= tiles.1 && u32::from(object.1) >= tiles.0
    };
    let objects = objects.iter().copied();
    objects
        .filter(|object| object.reach.iter().zip(&within).all(meets))
        .collect()
}

/// How many tiles of the last level the border of a tile so many levels up reaches.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "at most 2^14 tiles"
)]
fn buffer_tiles(up: u8) -> u32 {
    (f64::from(1_u32 << up) * BUFFER / EXTENT).ceil() as u32
}

/// The features of one block of the map.
pub(super) struct Shapes<'s, 'a> {
    made: Vec<Made<'s, 'a>>,
}

enum Made<'s, 'a> {
    Kept(&'s [Feature<'a>]),
    New(Vec<Feature<'a>>),
}

impl<'a> Shapes<'_, 'a> {
    pub(super) fn features(&self) -> Vec<&Feature<'a>> {
        let features = self.made.iter().flat_map(|made| match made {
            Made::Kept(features) => features.iter(),
            Made::New(features) => features.iter(),
        });
        features.collect()
    }
}

impl<'a> Found<'a> {
    fn add(&mut self, source: u32, features: Vec<Feature<'a>>) {
        let Some(min_zoom) = features.iter().map(|feature| feature.draft.min_zoom).min() else {
            return;
        };
        let Some(reach) = reach(&features) else {
            return;
        };
        self.features += features.len();
        near::add_cells(&features, &mut self.cells);
        self.objects.push(Object {
            source,
            min_zoom,
            reach,
        });
        if reach.iter().any(|(first, last)| last - first > WIDE_TILES) {
            let features = features.into_iter().map(Feature::keeping_paths);
            self.wide.insert(source, features.collect());
        }
    }

    fn joined(mut self, mut other: Self) -> Self {
        self.objects.append(&mut other.objects);
        self.wide.append(&mut other.wide);
        self.cells.extend(other.cells);
        self.features += other.features;
        self
    }
}

/// What features reach; `None` when they have no point.
fn reach(features: &[Feature<'_>]) -> Option<Reach> {
    let boxes = features.iter().filter_map(|feature| match &feature.shape {
        Shape::Point(point) => Rect::around([point]),
        Shape::Lines(paths) | Shape::Area(paths) => Rect::around(paths.iter().flatten()),
    });
    let corners: Vec<_> = boxes.flat_map(|around| [around.min, around.max]).collect();
    let around = Rect::around(&corners)?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to 0..2^14"
    )]
    let tile = |share: f64| {
        let count = f64::from(1_u32 << MAX_ZOOM);
        (share * count).clamp(0.0, count - 1.0) as u16
    };
    let span = |low, high| (tile(low), tile(high));
    Some([
        span(around.min.x, around.max.x),
        span(around.min.y, around.max.y),
    ])
}
