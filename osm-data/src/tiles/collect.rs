//! From the extract to the list of all features, with their shapes.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::feature::{Draft, Feature, Layer};
use super::geometry::centre::centre;
use super::geometry::coast;
use super::geometry::mercator::{WORLD_METRES, project};
use super::geometry::rings::{Turning, join};
use super::geometry::{Path, Point, Rect, Shape, doubled_area, is_inside};
use super::schema::{self, BoundaryWay};
use crate::osm::{Extract, MemberId, NodeRef, Relation, Tags, Way, WayId};

/// Everything to draw.
pub(super) struct Collected<'a> {
    pub(super) features: Vec<Feature<'a>>,
    /// Pieces of coast that end nowhere and were left out.
    pub(super) coast_dropped: usize,
}

/// Collects the features of the extract; the sea is worked out inside `map` if the extract has the
/// coast there, else inside `city` (both on the world square).
pub(super) fn collect<'a>(extract: &'a Extract, city: &Rect, map: &Rect) -> Collected<'a> {
    let (ocean, coast_dropped) = ocean(extract, city, map);
    let mut features: Vec<Feature<'a>> = ocean.into_iter().collect();
    let nodes: Vec<_> = extract.tagged_nodes().collect();
    features.par_extend(nodes.into_par_iter().flat_map_iter(|node| {
        let shape = Shape::Point(project(node.position));
        let drafts = schema::node(node.tags).into_iter();
        drafts.map(move |draft| feature(draft, &shape))
    }));
    let ways = (0..extract.way_count()).into_par_iter();
    features.par_extend(ways.flat_map_iter(|at| way_features(extract, &extract.way_at(at))));
    let relations: Vec<_> = extract.relations().collect();
    features.par_extend(
        relations
            .into_par_iter()
            .flat_map_iter(|relation| relation_features(extract, &relation)),
    );
    features.extend(boundary_lines(extract));
    Collected {
        features,
        coast_dropped,
    }
}

fn feature<'a>(draft: Draft<'a>, shape: &Shape) -> Feature<'a> {
    Feature {
        draft,
        shape: shape.clone(),
    }
}

fn ocean<'a>(extract: &Extract, city: &Rect, map: &Rect) -> (Option<Feature<'a>>, usize) {
    let coast = extract
        .ways()
        .filter(|way| way.tags.is("natural", "coastline"));
    let parts: Vec<&[NodeRef]> = coast.flat_map(|way| extract.way_parts(&way)).collect();
    let joined = join(parts, Turning::Forbidden);
    let paths = |chains: &[Vec<NodeRef>]| -> Vec<Path> {
        chains.iter().map(|chain| path(extract, chain)).collect()
    };
    let (rings, open) = (paths(&joined.rings), paths(&joined.open));
    // Coasts are often mapped in long ways, so that the extract has more of them than of the city.
    let mut sea = coast::sea(map, map, &rings, &open);
    if sea.loose > 0 {
        sea = coast::sea(city, map, &rings, &open);
    }
    let area = (!sea.rings.is_empty()).then(|| Feature {
        draft: schema::ocean(),
        shape: Shape::Area(sea.rings),
    });
    (area, sea.dropped)
}

fn way_features<'a>(extract: &'a Extract, way: &Way<'a>) -> Vec<Feature<'a>> {
    if way.tags.is_empty() {
        return Vec::new();
    }
    let mut features = Vec::new();
    let ring = closed_ring(extract, way);
    let mut lines = schema::line(way.tags);
    if ring.is_some() {
        lines.retain(|draft| !matches!(draft.layer, Layer::PierLines | Layer::DamLines));
    }
    if !lines.is_empty() {
        let parts = extract.way_parts(way).map(|part| path(extract, part));
        let shape = Shape::Lines(parts.collect());
        features.extend(lines.into_iter().map(|draft| feature(draft, &shape)));
    }
    if let Some(ring) = ring {
        let area = Area {
            outlines: vec![ring],
            holes: Vec::new(),
        };
        features.extend(area_features(way.tags, area));
    }
    features
}

/// The outline of a way that is an area, its first point not repeated.
fn closed_ring(extract: &Extract, way: &Way<'_>) -> Option<Path> {
    if !way.is_closed() || way.tags.is("area", "no") {
        return None;
    }
    let nodes = &way.nodes[1..];
    let ring = path(extract, nodes);
    (ring.len() == nodes.len()).then_some(ring)
}

/// Rings by their role.
#[derive(Clone)]
struct Area {
    outlines: Vec<Path>,
    holes: Vec<Path>,
}

impl Area {
    /// Size on the Mercator plane.
    fn square_metres(&self) -> f64 {
        let size =
            |rings: &[Path]| -> f64 { rings.iter().map(|ring| doubled_area(ring).abs()).sum() };
        let doubled = (size(&self.outlines) - size(&self.holes)).max(0.0);
        doubled / 2.0 * WORLD_METRES * WORLD_METRES
    }

    /// All rings, for the even-odd rule.
    fn into_rings(mut self) -> Vec<Path> {
        self.outlines.append(&mut self.holes);
        self.outlines
    }
}

fn area_features(tags: Tags<'_>, area: Area) -> impl Iterator<Item = Feature<'_>> {
    let drafts = schema::area(tags, area.square_metres());
    shape_area(drafts, area.into_rings())
}

/// Gives each draft the area as its shape, or one point inside it.
fn shape_area(drafts: Vec<Draft<'_>>, rings: Vec<Path>) -> impl Iterator<Item = Feature<'_>> {
    let label = drafts
        .iter()
        .any(|draft| draft.at_centre)
        .then(|| centre(&rings))
        .flatten();
    let area = Shape::Area(rings);
    drafts.into_iter().filter_map(move |draft| {
        let shape = if draft.at_centre {
            Shape::Point(label?)
        } else {
            area.clone()
        };
        Some(Feature { draft, shape })
    })
}

fn relation_features<'a>(extract: &'a Extract, relation: &Relation<'a>) -> Vec<Feature<'a>> {
    let tags = relation.tags;
    if !matches!(tags.get("type"), Some("multipolygon" | "boundary")) {
        return Vec::new();
    }
    let area = multipolygon(extract, relation);
    let label = schema::boundary_label(tags, area.square_metres());
    let mut features = Vec::new();
    if area.outlines.is_empty() {
        // The extract cuts the country; mappers often say where its label goes.
        let place = label_node(extract, relation).map(Shape::Point);
        features.extend(
            label
                .zip(place)
                .map(|(draft, shape)| Feature { draft, shape }),
        );
        return features;
    }
    let label: Vec<_> = label.into_iter().collect();
    features.extend(shape_area(label, area.clone().into_rings()));
    features.extend(area_features(tags, area));
    features
}

/// The rings of a multipolygon; outlines that do not close are left out, with the holes in them.
fn multipolygon(extract: &Extract, relation: &Relation<'_>) -> Area {
    let rings_of = |inner: bool| -> Vec<Path> {
        let members = relation
            .members()
            .filter(|member| (member.role == "inner") == inner);
        let ways = members.filter_map(|member| match member.id {
            MemberId::Way(id) => extract.way(id),
            MemberId::Node(_) | MemberId::Relation(_) => None,
        });
        let complete: Vec<&[NodeRef]> = ways
            .filter(|way| extract.way_parts(way).eq([way.nodes]))
            .map(|way| way.nodes)
            .collect();
        let joined = join(complete, Turning::Allowed);
        joined
            .rings
            .iter()
            .map(|ring| path(extract, ring))
            .collect()
    };
    let outlines = rings_of(false);
    let boxes: Vec<_> = outlines.iter().map(Rect::around).collect();
    let in_outline = |hole: &Path| {
        outlines.iter().zip(&boxes).any(|(outline, around)| {
            let near = around.is_some_and(|around| hole.iter().all(|&at| around.contains(at)));
            near && lies_in(outline, hole)
        })
    };
    let holes = rings_of(true).into_iter().filter(in_outline).collect();
    Area { outlines, holes }
}

/// Whether a hole lies in an outline; it may share some of its nodes with it, but not all.
fn lies_in(outline: &[Point], hole: &[Point]) -> bool {
    let mut own = hole.iter().filter(|point| !outline.contains(point));
    own.next().is_some_and(|&point| is_inside(outline, point))
}

fn label_node(extract: &Extract, relation: &Relation<'_>) -> Option<Point> {
    let member = relation.members().find(|member| member.role == "label")?;
    match member.id {
        MemberId::Node(id) => extract.position(id).map(project),
        MemberId::Way(_) | MemberId::Relation(_) => None,
    }
}

/// The lines of all boundaries of countries and states, each once.
fn boundary_lines(extract: &Extract) -> Vec<Feature<'_>> {
    let mut ways: BTreeMap<WayId, BoundaryWay> = BTreeMap::new();
    for relation in extract.relations() {
        let Some(boundary) = BoundaryWay::of_relation(relation.tags) else {
            continue;
        };
        for member in relation.members() {
            if let MemberId::Way(id) = member.id {
                let known = ways.entry(id).or_insert(boundary);
                *known = known.merged(boundary);
            }
        }
    }
    let drawn = ways.into_iter().filter_map(|(id, boundary)| {
        let way = extract.way(id)?;
        let parts = extract.way_parts(&way).map(|part| path(extract, part));
        Some(Feature {
            draft: schema::boundary_line(way.tags, boundary),
            shape: Shape::Lines(parts.collect()),
        })
    });
    drawn.collect()
}

/// The nodes on the world square; missing ones are left out.
fn path(extract: &Extract, nodes: &[NodeRef]) -> Path {
    let places = nodes.iter().filter_map(|&node| extract.position_of(node));
    places.map(project).collect()
}
