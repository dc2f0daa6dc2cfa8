//! What an importer hands over: streets as plain values, no tags of any map format.

use std::sync::Arc;

pub use super::lines::{Line, Lines};

use crate::units::{LngLat, MetresPerSecond, Millis};

/// A whole road network for one profile, before it is compiled with `RoadNetwork::build`.
///
/// Indices (`u32`) point into the vectors of this struct.
#[derive(Clone, Debug, Default)]
pub struct RoadInput {
    /// Crossings and street ends.
    pub vertices: Vec<VertexInput>,
    /// Streets between two vertices.
    pub segments: Vec<SegmentInput>,
    /// The lines of the segments.
    pub lines: Lines,
    /// Forbidden and mandatory turns.
    pub restrictions: Vec<TurnRestriction>,
    /// Interned street names and references; index 0 is the empty name.
    pub names: Vec<String>,
    /// Side of the road that traffic keeps to.
    pub driving_side: DrivingSide,
    /// What turning costs.
    pub turn_costs: TurnCosts,
    /// What must hold for the conditional parts of the network, in the importer's own words.
    pub conditions: Vec<String>,
}

/// What a turn costs, by its angle. The curve and the figures of [`TurnCosts::CAR`] are those of OSRM's car profile
/// (`profiles/car.lua`, `process_turn`).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TurnCosts {
    /// Most that turning off costs, seconds.
    pub turn_s: f64,
    /// How much cheaper the turn is that crosses no oncoming traffic; 1 is no difference.
    pub bias: f64,
    /// Most that waiting for a gap in oncoming traffic costs, seconds.
    pub oncoming_s: f64,
    /// Cost of going back the way one came, seconds.
    pub u_turn_s: f64,
}

impl TurnCosts {
    /// A car.
    pub const CAR: Self = Self {
        turn_s: 7.5,
        bias: 1.075,
        oncoming_s: 2.0,
        u_turn_s: 20.0,
    };
}

impl Default for TurnCosts {
    fn default() -> Self {
        Self::CAR
    }
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
    /// One may turn back here, whatever else leads on: a turning circle, a mini-roundabout.
    pub turning_place: bool,
    /// A roundabout so small that it is drawn as a point.
    pub mini_roundabout: bool,
    /// Nobody passes while this holds: a gate that is closed at times. One turns back in front of it.
    pub barrier: Option<When>,
}

/// When a rule holds. Numbers are indices into [`RoadInput::conditions`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum When {
    /// At any time.
    #[default]
    Always,
    /// While the condition holds.
    While(u32),
    /// While the condition does not hold.
    Unless(u32),
}

/// A street between two vertices, with no crossing in between.
#[derive(Clone, Debug)]
pub struct SegmentInput {
    /// Vertex where the shape begins.
    pub tail: u32,
    /// Vertex where the shape ends.
    pub head: u32,
    /// The whole line, both ends included (at least two points of [`RoadInput::lines`]).
    pub line: Line,
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
#[derive(Clone, Debug, Default)]
pub struct DirectionInput {
    /// Average speed when nothing is in the way.
    pub speed: MetresPerSecond,
    /// Time lost on the way, at crossings and signals inside the segment.
    pub delay: Millis,
    /// Time lost at the vertex where driving ends, by those who drive on: signals, a stop sign.
    pub delay_at_end: Millis,
    /// Who may drive here while no condition changes it.
    pub access: DirectionAccess,
    /// What few directions have; shared by the segments of a way.
    pub extras: Option<Arc<Extras>>,
}

/// What few directions have.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extras {
    /// What conditions change. Of several that hold at once the later one counts.
    pub changes: Vec<DirectionChange>,
    /// What signs tell a driver.
    pub signs: Signs,
}

impl DirectionInput {
    /// What conditions change.
    #[must_use]
    pub fn changes(&self) -> &[DirectionChange] {
        self.extras.as_ref().map_or(&[], |extras| &extras.changes)
    }

    /// The extras of this direction alone, empty if there were none.
    pub fn extras_mut(&mut self) -> &mut Extras {
        Arc::make_mut(self.extras.get_or_insert_default())
    }
}

/// Who may drive along a direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DirectionAccess {
    /// Everybody.
    #[default]
    Open,
    /// It may begin or end a trip but not be driven through (private, destination, delivery, customers).
    EndsOnly,
    /// Nobody. Only of use with a change that opens it: a direction that is always closed is `None` in its segment.
    Closed,
}

/// What a condition changes about a direction while it holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DirectionChange {
    /// Index into [`RoadInput::conditions`].
    pub condition: u32,
    /// What is different.
    pub to: Change,
}

/// What may change about a direction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change {
    /// Who may drive.
    Access(DirectionAccess),
    /// How fast.
    Speed(MetresPerSecond),
}

/// What signs along a direction tell a driver; kept for guidance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signs {
    /// Where the road leads, such as "A1: Porto, Braga" (index into `names`).
    pub destination: u32,
    /// Number of the exit (index into `names`).
    pub exit: u32,
    /// Lanes from the left to the right as the driver sees them; empty when nothing is known of them.
    pub lanes: Vec<LaneTurns>,
}

/// The turns that the arrows on a lane allow; none is a lane without arrows.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    zerocopy::FromBytes,
    zerocopy::IntoBytes,
    zerocopy::Immutable,
    zerocopy::KnownLayout,
)]
#[repr(transparent)]
pub struct LaneTurns(u16);

impl LaneTurns {
    /// Straight on.
    pub const THROUGH: Self = Self(1);
    /// To the left.
    pub const LEFT: Self = Self(1 << 1);
    /// Slightly to the left.
    pub const SLIGHT_LEFT: Self = Self(1 << 2);
    /// Sharply to the left.
    pub const SHARP_LEFT: Self = Self(1 << 3);
    /// To the right.
    pub const RIGHT: Self = Self(1 << 4);
    /// Slightly to the right.
    pub const SLIGHT_RIGHT: Self = Self(1 << 5);
    /// Sharply to the right.
    pub const SHARP_RIGHT: Self = Self(1 << 6);
    /// Back the way one came.
    pub const REVERSE: Self = Self(1 << 7);
    /// The lane ends to the left.
    pub const MERGE_TO_LEFT: Self = Self(1 << 8);
    /// The lane ends to the right.
    pub const MERGE_TO_RIGHT: Self = Self(1 << 9);

    /// Every arrow, from the left to the right as they point.
    pub const ALL: [Self; 10] = [
        Self::REVERSE,
        Self::SHARP_LEFT,
        Self::LEFT,
        Self::SLIGHT_LEFT,
        Self::MERGE_TO_LEFT,
        Self::THROUGH,
        Self::MERGE_TO_RIGHT,
        Self::SLIGHT_RIGHT,
        Self::RIGHT,
        Self::SHARP_RIGHT,
    ];

    /// Its arrows one by one, in the order of [`ALL`](Self::ALL).
    pub fn arrows(self) -> impl Iterator<Item = Self> {
        Self::ALL
            .into_iter()
            .filter(move |&arrow| self.allows(arrow))
    }

    /// OSRM's name of a single arrow.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::REVERSE => "uturn",
            Self::SHARP_LEFT => "sharp left",
            Self::LEFT => "left",
            Self::SLIGHT_LEFT => "slight left",
            Self::MERGE_TO_LEFT => "merge to left",
            Self::THROUGH => "straight",
            Self::MERGE_TO_RIGHT => "merge to right",
            Self::SLIGHT_RIGHT => "slight right",
            Self::RIGHT => "right",
            Self::SHARP_RIGHT => "sharp right",
            _ => "none",
        }
    }

    /// Both sets of arrows.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all arrows of `other` are on the lane.
    #[must_use]
    pub fn allows(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether the lane has no arrows.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// Yes-or-no properties of a segment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
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
    Pedestrian,
    Footway,
    Cycleway,
    Path,
    Steps,
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
    /// When it holds.
    pub when: When,
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
