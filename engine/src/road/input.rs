//! What an importer hands over: streets as plain values, no tags of any map format.

use crate::units::{LngLat, Metres, MetresPerSecond, Millis};

/// A whole road network for one profile, before it is compiled with `RoadNetwork::build`.
///
/// Indices (`u32`) point into the vectors of this struct.
#[derive(Clone, Debug, Default)]
pub struct RoadInput {
    /// Crossings and street ends.
    pub vertices: Vec<VertexInput>,
    /// Streets between two vertices.
    pub segments: Vec<SegmentInput>,
    /// Forbidden and mandatory turns.
    pub restrictions: Vec<TurnRestriction>,
    /// Interned street names and references; index 0 is the empty name.
    pub names: Vec<String>,
    /// Side of the road that traffic keeps to.
    pub driving_side: DrivingSide,
}

/// Side of the road that traffic keeps to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DrivingSide {
    /// As in Malta.
    Left,
    /// As in most of the world.
    #[default]
    Right,
}

/// A crossing or the end of a street.
#[derive(Clone, Debug)]
pub struct VertexInput {
    /// Where it lies.
    pub position: LngLat,
    /// Node id in OpenStreetMap.
    pub osm_node: i64,
    /// Traffic signals stand here: passing costs time.
    pub signals: bool,
}

/// A street between two vertices, with no crossing in between.
#[derive(Clone, Debug)]
pub struct SegmentInput {
    /// Vertex where the shape begins.
    pub tail: u32,
    /// Vertex where the shape ends.
    pub head: u32,
    /// The whole line, both ends included (at least two points).
    pub shape: Vec<LngLat>,
    /// Node id in OpenStreetMap of each point of the line.
    pub osm_nodes: Vec<i64>,
    /// Way id in OpenStreetMap.
    pub osm_way: i64,
    /// Kind of road.
    pub class: RoadClass,
    /// Street name (index into `names`).
    pub name: u32,
    /// Road number such as "A1" (index into `names`).
    pub reference: u32,
    /// Driving along the shape; `None` where that is forbidden.
    pub forward: Option<DirectionInput>,
    /// Driving against the shape; `None` where that is forbidden.
    pub backward: Option<DirectionInput>,
    /// What else matters to a route.
    pub traits: SegmentTraits,
}

/// Driving a segment in one direction.
#[derive(Clone, Copy, Debug)]
pub struct DirectionInput {
    /// Average speed when nothing is in the way.
    pub speed: MetresPerSecond,
    /// Time lost on the way, at crossings and signals inside the segment.
    pub delay: Millis,
    /// May begin or end a trip but not be driven through (private, destination, delivery, customers).
    pub ends_only: bool,
}

/// Yes-or-no properties of a segment.
#[derive(Clone, Copy, Debug, Default)]
pub struct SegmentTraits {
    /// Part of a roundabout or circular junction.
    pub roundabout: bool,
    /// A ferry line.
    pub ferry: bool,
    /// A toll road.
    pub toll: bool,
    /// In a tunnel: positions are unreliable here.
    pub tunnel: bool,
    /// On a bridge.
    pub bridge: bool,
}

/// Kind of road, from OpenStreetMap's `highway` values.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
#[expect(missing_docs, reason = "each value is the tag value it stands for")]
pub enum RoadClass {
    Motorway,
    MotorwayLink,
    Trunk,
    TrunkLink,
    Primary,
    PrimaryLink,
    Secondary,
    SecondaryLink,
    Tertiary,
    TertiaryLink,
    Unclassified,
    Residential,
    LivingStreet,
    Service,
    Track,
    Ferry,
    Other,
}

/// A turn that signs forbid, or the only one they allow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TurnRestriction {
    /// Forbidden, or the only one allowed.
    pub kind: RestrictionKind,
    /// Segment one comes from.
    pub from: u32,
    /// What lies between.
    pub via: RestrictionVia,
    /// Segment one goes to.
    pub to: u32,
    /// Relation id in OpenStreetMap.
    pub osm_relation: i64,
}

/// Whether the named turn is forbidden or mandatory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RestrictionKind {
    /// `no_*`: this turn may not be made.
    No,
    /// `only_*`: no other turn may be made.
    Only,
}

/// What a restriction passes through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RestrictionVia {
    /// One crossing.
    Vertex(u32),
    /// A chain of segments, in driving order.
    Segments(Vec<u32>),
}

/// Length along a shape, on a sphere.
#[must_use]
pub fn shape_length(shape: &[LngLat]) -> Metres {
    Metres(
        shape
            .windows(2)
            .map(|pair| crate::geo::distance(pair[0], pair[1]).0)
            .sum(),
    )
}
