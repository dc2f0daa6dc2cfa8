//! The pieces of one tile to the gzipped bytes of a Mapbox Vector Tile (specification 2.1).

use std::io::Write;

use fast_mvt::{
    MvtFeatureBuilder, MvtGeomType, MvtLayerBuilder, MvtResult, MvtTileBuilder, MvtValueRef,
};
use flate2::{Compression, GzBuilder};
use hashbrown::HashMap;

use super::address::MAX_ZOOM;
use super::cut::{Piece, TileShape};
use super::feature::{Attribute, Feature, Value};
use super::geometry::grid::PIXEL;
use super::geometry::repair::TilePoint;
use super::geometry::rings::{Turning, join};

/// Encodes one tile; `None` when nothing in it is large enough to see. The pieces are those of one
/// tile, sorted by layer and then in drawing order.
pub(super) fn encode(
    pieces: &[Piece],
    features: &[&Feature<'_>],
    zoom: u8,
) -> MvtResult<Option<Vec<u8>>> {
    let mut tile = MvtTileBuilder::new();
    let layer_of = |piece: &Piece| features[piece.feature].draft.layer;
    for pieces in pieces.chunk_by(|a, b| layer_of(a) == layer_of(b)) {
        let name = layer_of(&pieces[0]).name();
        let drawn = merge_lines(pieces, features, zoom);
        if drawn.is_empty() {
            continue;
        }
        let mut layer = tile.layer(name)?;
        for (shape, attributes) in drawn {
            layer = add(layer, &shape, &attributes)?;
        }
        tile = layer.end();
    }
    let bytes = tile.encode();
    Ok((!bytes.is_empty()).then(|| gzip(&bytes)))
}

type Drawn<'p, 'a> = (std::borrow::Cow<'p, TileShape>, Vec<&'p Attribute<'a>>);

/// Puts lines with the same attributes and rank into one feature, joined where they meet: streets
/// are mapped in short pieces, and a label needs a long one.
fn merge_lines<'p, 'a>(
    pieces: &'p [Piece],
    features: &'p [&'p Feature<'a>],
    zoom: u8,
) -> Vec<Drawn<'p, 'a>> {
    let mut drawn: Vec<Drawn<'p, 'a>> = Vec::new();
    let mut known: HashMap<(i64, Vec<&'p Attribute<'a>>), usize> = HashMap::new();
    for piece in pieces {
        let draft = &features[piece.feature].draft;
        let shown = draft.attributes.iter().filter(|a| a.min_zoom <= zoom);
        let attributes: Vec<_> = shown.collect();
        let TileShape::Lines(lines) = &piece.shape else {
            drawn.push((std::borrow::Cow::Borrowed(&piece.shape), attributes));
            continue;
        };
        let next = drawn.len();
        let at = *known
            .entry((draft.rank, attributes.clone()))
            .or_insert(next);
        if at == next {
            drawn.push((std::borrow::Cow::Borrowed(&piece.shape), attributes));
        } else if let TileShape::Lines(all) = drawn[at].0.to_mut() {
            all.extend_from_slice(lines);
        }
    }
    for (shape, _) in &mut drawn {
        if let TileShape::Lines(lines) = &**shape {
            *shape = std::borrow::Cow::Owned(TileShape::Lines(joined(lines, zoom)));
        }
    }
    drawn.retain(|(shape, _)| !matches!(&**shape, TileShape::Lines(lines) if lines.is_empty()));
    drawn
}

/// Lines joined end to end, without those too short to see.
fn joined(lines: &[Vec<TilePoint>], zoom: u8) -> Vec<Vec<TilePoint>> {
    let chains = join(lines.iter().map(Vec::as_slice), Turning::Forbidden);
    let closed = chains.rings.into_iter().map(|mut ring| {
        ring.extend_from_within(..1);
        ring
    });
    let all = chains.open.into_iter().chain(closed);
    all.filter(|line| zoom == MAX_ZOOM || extent(line) >= PIXEL)
        .collect()
}

/// The longer side of the line's bounding box, in units.
fn extent(line: &[TilePoint]) -> f64 {
    let span = |of: fn(&TilePoint) -> i32| {
        let (low, high) = line
            .iter()
            .map(of)
            .fold((i32::MAX, i32::MIN), |(low, high), value| {
                (low.min(value), high.max(value))
            });
        f64::from(high) - f64::from(low)
    };
    span(|point| point.x).max(span(|point| point.y))
}

fn add(
    layer: MvtLayerBuilder,
    shape: &TileShape,
    attributes: &[&Attribute<'_>],
) -> MvtResult<MvtLayerBuilder> {
    let mut feature = match shape {
        TileShape::Point(_) => layer.feature_of(MvtGeomType::Point),
        TileShape::Lines(_) => layer.feature_of(MvtGeomType::LineString),
        TileShape::Polygons(_) => layer.feature_of(MvtGeomType::Polygon),
    };
    add_shape(&mut feature, shape)?;
    for attribute in attributes {
        let value = match &attribute.value {
            Value::Text(text) => MvtValueRef::String(text),
            Value::Flag(flag) => MvtValueRef::Bool(*flag),
            Value::Number(number) => MvtValueRef::Int(*number),
        };
        feature.tag_ref(attribute.key, value)?;
    }
    Ok(feature.end())
}

fn add_shape(feature: &mut MvtFeatureBuilder, shape: &TileShape) -> MvtResult<()> {
    match shape {
        TileShape::Point(point) => {
            feature.points([*point])?;
        }
        TileShape::Lines(lines) => {
            for line in lines {
                feature.line(line.iter().copied())?;
            }
        }
        TileShape::Polygons(polygons) => {
            for polygon in polygons {
                for (at, ring) in polygon.iter().enumerate() {
                    // The encoder turns exteriors clockwise and holes the other way.
                    feature.ring(ring.iter().copied(), at == 0)?;
                }
            }
        }
    }
    Ok(())
}

/// Same bytes for the same tile: the header carries no time.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzBuilder::new()
        .mtime(0)
        .write(Vec::with_capacity(bytes.len() / 2), Compression::default());
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .expect("writing into memory does not fail")
}
