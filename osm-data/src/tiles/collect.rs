//! From the objects of the extract to features with their shapes.

use std::collections::{BTreeMap, HashSet};

use rayon::prelude::*;

use super::feature::{Draft, Feature, Layer};
use super::geometry::centre::centre;
use super::geometry::coast;
use super::geometry::mercator::{WORLD_METRES, project};
use super::geometry::rings::{Turning, join};
use super::geometry::{Path, Point, Rect, Shape, doubled_area, is_inside};
use super::schema::{self, BoundaryWay};
use crate::osm::{Extract, MemberId, Node, NodeRef, Relation, RelationId, Tags, Way, WayId};

/// Everything that may be drawn, by number: the sea, nodes, ways, relations, boundaries, in the order of drawing.
pub(super) struct Sources<'a> {
    extract: &'a Extract,
    ocean: Ocean,
    boundaries: Vec<(WayId, BoundaryWay)>,
    /// Where nodes, ways, relations and boundaries begin, and where the last end; the sea is number 0.
    starts: [u32; 5],
}

impl<'a> Sources<'a> {
    /// Counts what there is; the sea is worked out inside `map` if the extract has the coast there, else inside
    /// `city` (both on the world square).
    pub(super) fn of(extract: &'a Extract, city: &Rect, map: &Rect) -> Self {
        let ocean = ocean(extract, city, map);
        let boundaries = boundary_ways(extract);
        let mut starts = [1_u32; 5];
        let counts = [
            extract.tagged_node_count(),
            extract.way_count(),
            extract.relation_count(),
            boundaries.len(),
        ];
        for (at, count) in counts.into_iter().enumerate() {
            let count = u32::try_from(count).expect("an extract in memory has fewer objects");
            starts[at + 1] = starts[at] + count;
        }
        Self {
            extract,
            ocean,
            boundaries,
            starts,
        }
    }

    pub(super) fn len(&self) -> u32 {
        self.starts[4]
    }

    pub(super) fn ocean(&self) -> &Ocean {
        &self.ocean
    }

    /// The multipolygons whose rings do not close or lack a part.
    pub(super) fn open_areas(&self) -> Vec<RelationId> {
        let relations = (0..self.extract.relation_count()).into_par_iter();
        relations
            .map(|at| self.extract.relation_at(at))
            .filter(|relation| is_area(relation) && !multipolygon(self.extract, relation).complete)
            .map(|relation| relation.id)
            .collect()
    }

    /// The features of one source, with their shapes.
    pub(super) fn features(&self, source: u32) -> Vec<Feature<'a>> {
        let extract = self.extract;
        let place = |kind: usize| (source - self.starts[kind]) as usize;
        match self.starts.partition_point(|&start| start <= source) {
            0 => ocean_features(&self.ocean),
            1 => node_features(&extract.tagged_node_at(place(0))),
            2 => way_features(extract, &extract.way_at(place(1))),
            3 => relation_features(extract, &extract.relation_at(place(2))),
            _ => boundary_feature(extract, self.boundaries[place(3)]),
        }
    }
}

fn ocean_features<'a>(ocean: &Ocean) -> Vec<Feature<'a>> {
    if ocean.rings.is_empty() {
        return Vec::new();
    }
    let shape = Shape::Area(ocean.rings.clone());
    vec![Feature::new(schema::ocean(), shape)]
}

fn node_features<'a>(node: &Node<'a>) -> Vec<Feature<'a>> {
    let drafts = schema::node(node.tags);
    if drafts.is_empty() {
        return Vec::new();
    }
    let shape = Shape::Point(project(node.position));
    drafts
        .into_iter()
        .map(|draft| Feature::new(draft, shape.clone()))
        .collect()
}

/// The sea, and where the coast is broken.
pub(super) struct Ocean {
    rings: Vec<Path>,
    /// Pieces of coast that end nowhere and were left out.
    pub(super) dropped: usize,
    /// Coastlines that end in the middle of the map.
    pub(super) coast_ends: Vec<WayId>,
}

fn ocean(extract: &Extract, city: &Rect, map: &Rect) -> Ocean {
    let coast = extract
        .ways()
        .filter(|way| way.tags.is("natural", "coastline"));
    let parts: Vec<&[NodeRef]> = coast
        .clone()
        .flat_map(|way| extract.way_parts(&way))
        .collect();
    let joined = join(parts, Turning::Forbidden);
    let paths = |chains: &[Vec<NodeRef>]| -> Vec<Path> {
        chains.iter().map(|chain| path(extract, chain)).collect()
    };
    let (rings, open) = (paths(&joined.rings), paths(&joined.open));
    // Coasts are often mapped in long ways, so that the extract has more of them than of the city.
    let (mut sea, mut known) = (coast::sea(map, map, &rings, &open), map);
    if sea.loose > 0 {
        (sea, known) = (coast::sea(city, map, &rings, &open), city);
    }
    let ends = joined
        .open
        .iter()
        .flat_map(|chain| [chain.first(), chain.last()]);
    let inside = |node: &NodeRef| {
        let position = extract.position_of(*node);
        position.is_some_and(|position| known.contains(project(position)))
    };
    let ends: HashSet<NodeRef> = ends.flatten().copied().filter(inside).collect();
    let has_end = |way: &Way<'_>| {
        let mut ends_of_parts = extract
            .way_parts(way)
            .flat_map(|part| [part.first(), part.last()]);
        ends_of_parts.any(|node| node.is_some_and(|node| ends.contains(node)))
    };
    Ocean {
        rings: sea.rings,
        dropped: sea.dropped,
        coast_ends: coast.filter(has_end).map(|way| way.id).collect(),
    }
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
        features.extend(
            lines
                .into_iter()
                .map(|draft| Feature::new(draft, shape.clone())),
        );
    }
    if let Some(ring) = ring {
        let area = Area {
            outlines: vec![ring],
            holes: Vec::new(),
        };
        features.extend(area_features(way.tags, area));
    }
    // A list begins with room for four, and most ways are one.
    features.shrink_to_fit();
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
        Some(Feature::new(draft, shape))
    })
}

fn relation_features<'a>(extract: &'a Extract, relation: &Relation<'a>) -> Vec<Feature<'a>> {
    let tags = relation.tags;
    if !is_area(relation) {
        return Vec::new();
    }
    let area = multipolygon(extract, relation).area;
    let label = schema::boundary_label(tags, area.square_metres());
    let mut features = Vec::new();
    if area.outlines.is_empty() {
        // The extract cuts the country; mappers often say where its label goes.
        let place = label_node(extract, relation).map(Shape::Point);
        features.extend(
            label
                .zip(place)
                .map(|(draft, shape)| Feature::new(draft, shape)),
        );
        return features;
    }
    let label: Vec<_> = label.into_iter().collect();
    features.extend(shape_area(label, area.clone().into_rings()));
    features.extend(area_features(tags, area));
    features
}

fn is_area(relation: &Relation<'_>) -> bool {
    matches!(relation.tags.get("type"), Some("multipolygon" | "boundary"))
}

/// An area, and whether all of its parts are in the extract and close.
struct Multipolygon {
    area: Area,
    complete: bool,
}

/// The rings of a multipolygon; outlines that do not close are left out, with the holes in them.
fn multipolygon(extract: &Extract, relation: &Relation<'_>) -> Multipolygon {
    let (outlines, whole_outlines) = rings_of(extract, relation, false);
    let (holes, whole_holes) = rings_of(extract, relation, true);
    let boxes: Vec<_> = outlines.iter().map(Rect::around).collect();
    let in_outline = |hole: &Path| {
        outlines.iter().zip(&boxes).any(|(outline, around)| {
            let near = around.is_some_and(|around| hole.iter().all(|&at| around.contains(at)));
            near && lies_in(outline, hole)
        })
    };
    let holes = holes.into_iter().filter(in_outline).collect();
    Multipolygon {
        area: Area { outlines, holes },
        complete: whole_outlines && whole_holes,
    }
}

/// The rings of the members that are outlines, or of those that are holes, and whether all of them close.
fn rings_of(extract: &Extract, relation: &Relation<'_>, inner: bool) -> (Vec<Path>, bool) {
    let mut whole = true;
    let mut lines: Vec<&[NodeRef]> = Vec::new();
    for member in relation
        .members()
        .filter(|member| (member.role == "inner") == inner)
    {
        let MemberId::Way(id) = member.id else {
            continue;
        };
        match extract.way(id) {
            Some(way) if extract.way_parts(&way).eq([way.nodes]) => lines.push(way.nodes),
            _ => whole = false,
        }
    }
    let joined = join(lines, Turning::Allowed);
    let rings = joined.rings.iter().map(|ring| path(extract, ring));
    (rings.collect(), whole && joined.open.is_empty())
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

/// The ways that are boundaries of countries and states, each once.
fn boundary_ways(extract: &Extract) -> Vec<(WayId, BoundaryWay)> {
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
    ways.into_iter().collect()
}

fn boundary_feature(extract: &Extract, (id, boundary): (WayId, BoundaryWay)) -> Vec<Feature<'_>> {
    let Some(way) = extract.way(id) else {
        return Vec::new();
    };
    let parts = extract.way_parts(&way).map(|part| path(extract, part));
    let draft = schema::boundary_line(way.tags, boundary);
    vec![Feature::new(draft, Shape::Lines(parts.collect()))]
}

/// The nodes on the world square; missing ones are left out.
fn path(extract: &Extract, nodes: &[NodeRef]) -> Path {
    let places = nodes.iter().filter_map(|&node| extract.position_of(node));
    let mut path = Path::with_capacity(nodes.len());
    path.extend(places.map(project));
    path
}
