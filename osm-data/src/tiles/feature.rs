//! A thing to draw, before it is cut into tiles.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::address::MAX_ZOOM;
use super::geometry::{Path, Shape};

/// The layers of the Shortbread schema, in the order in which a tile lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Layer {
    Ocean,
    WaterPolygons,
    WaterPolygonsLabels,
    WaterLines,
    WaterLinesLabels,
    DamLines,
    DamPolygons,
    PierLines,
    PierPolygons,
    Boundaries,
    BoundaryLabels,
    PlaceLabels,
    Land,
    Sites,
    Buildings,
    Addresses,
    Streets,
    StreetPolygons,
    StreetLabels,
    StreetPolygonsLabels,
    StreetLabelsPoints,
    Bridges,
    Aerialways,
    Ferries,
    PublicTransport,
    Pois,
}

impl Layer {
    /// The layer's name in the tile.
    ///
    /// For the two labels of streets the text of the schema and the tiles in use disagree; these
    /// are the names that styles ask for.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Ocean => "ocean",
            Self::WaterPolygons => "water_polygons",
            Self::WaterPolygonsLabels => "water_polygons_labels",
            Self::WaterLines => "water_lines",
            Self::WaterLinesLabels => "water_lines_labels",
            Self::DamLines => "dam_lines",
            Self::DamPolygons => "dam_polygons",
            Self::PierLines => "pier_lines",
            Self::PierPolygons => "pier_polygons",
            Self::Boundaries => "boundaries",
            Self::BoundaryLabels => "boundary_labels",
            Self::PlaceLabels => "place_labels",
            Self::Land => "land",
            Self::Sites => "sites",
            Self::Buildings => "buildings",
            Self::Addresses => "addresses",
            Self::Streets => "streets",
            Self::StreetPolygons => "street_polygons",
            Self::StreetLabels => "street_labels",
            Self::StreetPolygonsLabels => "streets_polygons_labels",
            Self::StreetLabelsPoints => "street_labels_points",
            Self::Bridges => "bridges",
            Self::Aerialways => "aerialways",
            Self::Ferries => "ferries",
            Self::PublicTransport => "public_transport",
            Self::Pois => "pois",
        }
    }
}

/// What an attribute says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Value<'a> {
    Text(Cow<'a, str>),
    Flag(bool),
    Number(i64),
}

/// One attribute, and the first zoom level that has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Attribute<'a> {
    pub(super) key: &'static str,
    pub(super) value: Value<'a>,
    pub(super) min_zoom: u8,
}

/// A feature without its shape: what the tags alone decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Draft<'a> {
    pub(super) layer: Layer,
    /// The first zoom level that shows it.
    pub(super) min_zoom: u8,
    /// Lower ranks come first in the layer.
    pub(super) rank: i64,
    /// Drawn at one point inside the area, not as the area.
    pub(super) at_centre: bool,
    pub(super) attributes: Vec<Attribute<'a>>,
}

impl<'a> Draft<'a> {
    pub(super) fn new(layer: Layer, min_zoom: u8) -> Self {
        Self {
            layer,
            min_zoom,
            rank: 0,
            at_centre: false,
            attributes: Vec::new(),
        }
    }

    /// Most features have a kind.
    pub(super) fn of_kind(layer: Layer, min_zoom: u8, kind: impl Into<Cow<'a, str>>) -> Self {
        Self::new(layer, min_zoom).text("kind", kind)
    }

    pub(super) fn ranked(mut self, rank: i64) -> Self {
        self.rank = rank;
        self
    }

    /// Draws it at one point inside its area.
    pub(super) fn at_centre(mut self) -> Self {
        self.at_centre = true;
        self
    }

    pub(super) fn text(self, key: &'static str, value: impl Into<Cow<'a, str>>) -> Self {
        self.at_zoom(0, key, Value::Text(value.into()))
    }

    /// A text that the schema leaves out when there is none.
    pub(super) fn maybe(self, key: &'static str, value: Option<&'a str>) -> Self {
        match value {
            Some(value) => self.text(key, value),
            None => self,
        }
    }

    pub(super) fn number(self, key: &'static str, value: i64) -> Self {
        self.at_zoom(0, key, Value::Number(value))
    }

    pub(super) fn flag(self, key: &'static str, value: bool) -> Self {
        self.at_zoom(0, key, Value::Flag(value))
    }

    /// An attribute that tiles of lower zoom levels do not have.
    pub(super) fn at_zoom(mut self, min_zoom: u8, key: &'static str, value: Value<'a>) -> Self {
        self.attributes.push(Attribute {
            key,
            value,
            min_zoom,
        });
        self
    }
}

/// A thing to draw.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Feature<'a> {
    pub(super) draft: Draft<'a>,
    /// In the world square.
    pub(super) shape: Shape,
    kept: Option<Box<KeptPaths>>,
}

/// Per zoom level the paths of a shape as the level draws them, once they are made.
type KeptPaths = [OnceLock<Vec<Path>>; MAX_ZOOM as usize + 1];

impl<'a> Feature<'a> {
    pub(super) fn new(mut draft: Draft<'a>, mut shape: Shape) -> Self {
        // Many lie in memory together, and what a list may still grow by would be half of that.
        draft.attributes.shrink_to_fit();
        if let Shape::Lines(paths) | Shape::Area(paths) = &mut shape {
            paths.shrink_to_fit();
        }
        Self {
            draft,
            shape,
            kept: None,
        }
    }

    /// Keeps the paths of each zoom level: for what is so wide that it is drawn in many blocks.
    pub(super) fn keeping_paths(mut self) -> Self {
        self.kept = Some(Box::default());
        self
    }

    /// The paths as a zoom level draws them: made now, unless they have been kept.
    pub(super) fn paths_at(&self, zoom: u8, make: impl FnOnce() -> Vec<Path>) -> Cow<'_, [Path]> {
        match &self.kept {
            Some(kept) => Cow::Borrowed(kept[usize::from(zoom)].get_or_init(make)),
            None => Cow::Owned(make()),
        }
    }
}
