//! The network as named sections of a city file, and its checked way back.

use std::sync::Arc;

use super::check::row_count;
use super::column::{Column, NotAColumn, Section, Value};
use super::input::DrivingSide;
use super::moment::Changes;
use super::names::Names;
use super::network::RoadNetwork;
use super::signs::SignTables;

/// Sections that are not a road network.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NetworkError {
    /// A section is not in the file.
    #[error("the section {section} is missing: import the city again")]
    Missing {
        /// Its name.
        section: &'static str,
    },
    /// A section is not an array of the right kind.
    #[error("the section {section} cannot be read: import the city again")]
    Layout {
        /// Its name.
        section: &'static str,
        /// What is wrong with its bytes.
        source: NotAColumn,
    },
    /// Sections that belong together have different lengths.
    #[error("the section {section} has {count} rows instead of {expected}: import the city again")]
    RowCount {
        /// Its name.
        section: &'static str,
        /// Rows found.
        count: usize,
        /// Rows that the other sections call for.
        expected: usize,
    },
    /// A row holds a value that points nowhere.
    #[error("row {row} of the section {section} is damaged: import the city again")]
    Value {
        /// The section's name.
        section: &'static str,
        /// The row.
        row: usize,
    },
}

pub(super) const HEADER: &str = "header";
pub(super) const VERTEX_POSITION: &str = "vertex_position";
pub(super) const VERTEX_OSM_NODE: &str = "vertex_osm_node";
pub(super) const SEGMENTS: &str = "segments";
pub(super) const SHAPE: &str = "shape";
pub(super) const SHAPE_OSM_NODE: &str = "shape_osm_node";
pub(super) const EDGE_SEGMENT: &str = "edge_segment";
pub(super) const EDGE_DURATION: &str = "edge_duration";
pub(super) const EDGE_FLAGS: &str = "edge_flags";
pub(super) const EDGE_COMPONENT: &str = "edge_component";
pub(super) const COPY_OF: &str = "copy_of";
pub(super) const OUT_START: &str = "out_start";
pub(super) const OUT_TURNS: &str = "out_turns";
pub(super) const IN_START: &str = "in_start";
pub(super) const IN_TURNS: &str = "in_turns";
pub(super) const NAME_START: &str = "name_start";
pub(super) const NAME_TEXT: &str = "name_text";
pub(super) const CONDITION_START: &str = "condition_start";
pub(super) const CONDITION_TEXT: &str = "condition_text";
pub(super) const CHANGING_EDGES: &str = "changing_edges";
pub(super) const EDGE_CHANGES: &str = "edge_changes";
pub(super) const CHANGING_TURNS: &str = "changing_turns";
pub(super) const TURN_RULES: &str = "turn_rules";
pub(super) const SIGNS: &str = "signs";
pub(super) const LANES: &str = "lanes";

impl RoadNetwork {
    /// Hands every section to `write`, by `prefix` and name.
    pub fn write_sections(&self, prefix: &str, write: &mut dyn FnMut(&str, &[u8])) {
        let left = u32::from(self.driving_side == DrivingSide::Left).to_le_bytes();
        let changes = &self.changes;
        for (name, bytes) in [
            (HEADER, left.as_slice()),
            (VERTEX_POSITION, self.vertex_position.as_bytes()),
            (VERTEX_OSM_NODE, self.vertex_osm_node.as_bytes()),
            (SEGMENTS, self.segments.as_bytes()),
            (SHAPE, self.shape.as_bytes()),
            (SHAPE_OSM_NODE, self.shape_osm_node.as_bytes()),
            (EDGE_SEGMENT, self.edge_segment.as_bytes()),
            (EDGE_DURATION, self.edge_duration.as_bytes()),
            (EDGE_FLAGS, self.edge_flags.as_bytes()),
            (EDGE_COMPONENT, self.components().as_bytes()),
            (COPY_OF, self.copy_of.as_bytes()),
            (OUT_START, self.out_start.as_bytes()),
            (OUT_TURNS, self.out_turns.as_bytes()),
            (IN_START, self.in_start.as_bytes()),
            (IN_TURNS, self.in_turns.as_bytes()),
            (NAME_START, self.names.start.as_bytes()),
            (NAME_TEXT, self.names.text.as_bytes()),
            (CONDITION_START, self.conditions.start.as_bytes()),
            (CONDITION_TEXT, self.conditions.text.as_bytes()),
            (CHANGING_EDGES, changes.edges.as_bytes()),
            (EDGE_CHANGES, changes.edge_changes.as_bytes()),
            (CHANGING_TURNS, changes.turns.as_bytes()),
            (TURN_RULES, changes.turn_rules.as_bytes()),
            (SIGNS, self.signs.signs.as_bytes()),
            (LANES, self.signs.lanes.as_bytes()),
        ] {
            write(&format!("{prefix}{name}"), bytes);
        }
    }

    /// The network whose sections `section` finds by `prefix` and name. Nothing is copied.
    ///
    /// Every number that is used as an index is checked once, so that damaged bytes give an error
    /// here and no search can read past an array later.
    ///
    /// # Errors
    /// When a section is missing, cut, or points nowhere.
    pub fn from_sections(
        prefix: &str,
        section: &mut dyn FnMut(&str) -> Option<Section>,
    ) -> Result<Self, NetworkError> {
        let section = &mut |name: &str| section(&format!("{prefix}{name}"));
        let header = column::<u32>(section, HEADER)?;
        let driving_side = match header.as_slice() {
            [0] => DrivingSide::Right,
            [1] => DrivingSide::Left,
            [_] => {
                return Err(NetworkError::Value {
                    section: HEADER,
                    row: 0,
                });
            }
            other => return Err(row_count(HEADER, other.len(), 1)),
        };
        let network = Self {
            driving_side,
            vertex_position: column(section, VERTEX_POSITION)?,
            vertex_osm_node: column(section, VERTEX_OSM_NODE)?,
            segments: column(section, SEGMENTS)?,
            shape: column(section, SHAPE)?,
            shape_osm_node: column(section, SHAPE_OSM_NODE)?,
            edge_segment: column(section, EDGE_SEGMENT)?,
            edge_duration: column(section, EDGE_DURATION)?,
            edge_flags: column(section, EDGE_FLAGS)?,
            edge_component: column(section, EDGE_COMPONENT)?.into(),
            street_ends: Arc::default(),
            copy_of: column(section, COPY_OF)?,
            out_start: column(section, OUT_START)?,
            out_turns: column(section, OUT_TURNS)?,
            in_start: column(section, IN_START)?,
            in_turns: column(section, IN_TURNS)?,
            names: Names {
                start: column(section, NAME_START)?,
                text: column(section, NAME_TEXT)?,
            },
            conditions: Names {
                start: column(section, CONDITION_START)?,
                text: column(section, CONDITION_TEXT)?,
            },
            changes: Changes {
                edges: column(section, CHANGING_EDGES)?,
                edge_changes: column(section, EDGE_CHANGES)?,
                turns: column(section, CHANGING_TURNS)?,
                turn_rules: column(section, TURN_RULES)?,
            },
            signs: SignTables {
                signs: column(section, SIGNS)?,
                lanes: column(section, LANES)?,
            },
        };
        network.check()?;
        Ok(network)
    }
}

pub(crate) fn column<T: Value>(
    section: &mut dyn FnMut(&str) -> Option<Section>,
    name: &'static str,
) -> Result<Column<T>, NetworkError> {
    let found = section(name).ok_or(NetworkError::Missing { section: name })?;
    Column::new(found).map_err(|source| NetworkError::Layout {
        section: name,
        source,
    })
}
