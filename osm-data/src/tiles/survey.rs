//! What there is to draw, and where: found out once, so that shapes are made only for the strip of the map that is
//! being drawn, and memory never holds the shapes of a whole region.

use std::collections::{BTreeMap, HashSet};
use std::ops::RangeInclusive;

use rayon::prelude::*;

use super::address::MAX_ZOOM;
use super::collect::Sources;
use super::feature::Feature;
use super::geometry::grid::{BUFFER, EXTENT};
use super::geometry::{Rect, Shape};
use super::near;
use crate::osm::Extract;

/// Objects wider than this many columns of the last zoom level stay in memory: to make their shapes anew for every
/// strip would cost more than it saves.
const WIDE_COLUMNS: u16 = 16;

/// Everything to draw, without shapes but for the widest.
pub(super) struct Survey<'a> {
    sources: Sources<'a>,
    found: Found<'a>,
}

/// An object that is drawn, by its place in the sources.
struct Object {
    source: u32,
    /// The first zoom level that shows any of its features.
    min_zoom: u8,
    /// Columns of the last zoom level that it reaches.
    west: u16,
    east: u16,
}

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

    /// The features that reach some columns of a zoom level and are shown at `last_zoom` or before, in the order of
    /// drawing.
    pub(super) fn strip(
        &self,
        zoom: u8,
        columns: &RangeInclusive<u32>,
        last_zoom: u8,
    ) -> Strip<'_, 'a> {
        let up = MAX_ZOOM - zoom;
        // What lies in the border that tiles have around them belongs to the strip, too.
        let border = buffer_columns(up);
        let west = (columns.start() << up).saturating_sub(border);
        let east = ((columns.end() + 1) << up) + border;
        let reaches = |object: &&Object| {
            object.min_zoom <= last_zoom
                && u32::from(object.west) <= east
                && u32::from(object.east) >= west
        };
        let objects: Vec<&Object> = self.found.objects.iter().filter(reaches).collect();
        let made = objects
            .par_iter()
            .map(|object| match self.found.wide.get(&object.source) {
                Some(features) => Made::Kept(features),
                None => Made::New(self.sources.features(object.source)),
            });
        Strip {
            made: made.collect(),
        }
    }
}

/// How many columns of the last level the border of a tile so many levels up reaches.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "at most 2^14 columns"
)]
fn buffer_columns(up: u8) -> u32 {
    (f64::from(1_u32 << up) * BUFFER / EXTENT).ceil() as u32
}

/// The features of one strip of the map.
pub(super) struct Strip<'s, 'a> {
    made: Vec<Made<'s, 'a>>,
}

enum Made<'s, 'a> {
    Kept(&'s [Feature<'a>]),
    New(Vec<Feature<'a>>),
}

impl<'a> Strip<'_, 'a> {
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
        let Some(columns) = columns(&features) else {
            return;
        };
        self.features += features.len();
        near::add_cells(&features, &mut self.cells);
        self.objects.push(Object {
            source,
            min_zoom,
            west: columns.0,
            east: columns.1,
        });
        if columns.1 - columns.0 > WIDE_COLUMNS {
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

/// The first and last column of the last zoom level that features reach; `None` when they have no point.
fn columns(features: &[Feature<'_>]) -> Option<(u16, u16)> {
    let spans = features.iter().filter_map(|feature| match &feature.shape {
        Shape::Point(point) => Some((point.x, point.x)),
        Shape::Lines(paths) | Shape::Area(paths) => {
            let around = Rect::around(paths.iter().flatten())?;
            Some((around.min.x, around.max.x))
        }
    });
    let (west, east) = spans.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to 0..2^14"
    )]
    let column = |share: f64| {
        let count = f64::from(1_u32 << MAX_ZOOM);
        (share * count).clamp(0.0, count - 1.0) as u16
    };
    Some((column(west), column(east)))
}
