//! The network as named sections of a city file, and its checked way back.

use super::DURATION_MASK;
use super::column::{Column, NotAColumn, Section, Value};
use super::input::DrivingSide;
use super::names::Names;
use super::network::RoadNetwork;
use super::record::{NONE, SegmentRecord, TurnRecord};

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

const HEADER: &str = "road/header";
const VERTEX_POSITION: &str = "road/vertex_position";
const VERTEX_OSM_NODE: &str = "road/vertex_osm_node";
const SEGMENTS: &str = "road/segments";
const SHAPE: &str = "road/shape";
const SHAPE_OSM_NODE: &str = "road/shape_osm_node";
const EDGE_SEGMENT: &str = "road/edge_segment";
const EDGE_DURATION: &str = "road/edge_duration";
const EDGE_FLAGS: &str = "road/edge_flags";
const EDGE_COMPONENT: &str = "road/edge_component";
const COPY_OF: &str = "road/copy_of";
const OUT_START: &str = "road/out_start";
const OUT_TURNS: &str = "road/out_turns";
const IN_START: &str = "road/in_start";
const IN_TURNS: &str = "road/in_turns";
const NAME_START: &str = "road/name_start";
const NAME_TEXT: &str = "road/name_text";

impl RoadNetwork {
    /// Hands every section, by name, to `write`.
    pub fn write_sections(&self, write: &mut dyn FnMut(&str, &[u8])) {
        let left = self.driving_side == DrivingSide::Left;
        write(HEADER, &u32::from(left).to_le_bytes());
        write(VERTEX_POSITION, self.vertex_position.as_bytes());
        write(VERTEX_OSM_NODE, self.vertex_osm_node.as_bytes());
        write(SEGMENTS, self.segments.as_bytes());
        write(SHAPE, self.shape.as_bytes());
        write(SHAPE_OSM_NODE, self.shape_osm_node.as_bytes());
        write(EDGE_SEGMENT, self.edge_segment.as_bytes());
        write(EDGE_DURATION, self.edge_duration.as_bytes());
        write(EDGE_FLAGS, self.edge_flags.as_bytes());
        write(EDGE_COMPONENT, self.edge_component.as_bytes());
        write(COPY_OF, self.copy_of.as_bytes());
        write(OUT_START, self.out_start.as_bytes());
        write(OUT_TURNS, self.out_turns.as_bytes());
        write(IN_START, self.in_start.as_bytes());
        write(IN_TURNS, self.in_turns.as_bytes());
        write(NAME_START, self.names.start.as_bytes());
        write(NAME_TEXT, self.names.text.as_bytes());
    }

    /// The network whose sections `section` finds by name. Nothing is copied.
    ///
    /// Every number that is used as an index is checked once, so that damaged bytes give an error
    /// here and no search can read past an array later.
    ///
    /// # Errors
    /// When a section is missing, cut, or points nowhere.
    pub fn from_sections(
        section: &mut dyn FnMut(&str) -> Option<Section>,
    ) -> Result<Self, NetworkError> {
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
            edge_component: column(section, EDGE_COMPONENT)?,
            copy_of: column(section, COPY_OF)?,
            out_start: column(section, OUT_START)?,
            out_turns: column(section, OUT_TURNS)?,
            in_start: column(section, IN_START)?,
            in_turns: column(section, IN_TURNS)?,
            names: Names {
                start: column(section, NAME_START)?,
                text: column(section, NAME_TEXT)?,
            },
        };
        network.check_counts()?;
        network.check_edges()?;
        network.check_segments()?;
        check_rows(
            OUT_START,
            network.out_start.as_slice(),
            network.out_turns.as_slice().len(),
        )?;
        check_rows(
            IN_START,
            network.in_start.as_slice(),
            network.in_turns.as_slice().len(),
        )?;
        network.check_turns(OUT_TURNS, network.out_turns.as_slice())?;
        network.check_turns(IN_TURNS, network.in_turns.as_slice())?;
        network.check_names()?;
        Ok(network)
    }

    fn check_counts(&self) -> Result<(), NetworkError> {
        let edges = self.edge_segment.as_slice().len();
        let vertices = self.vertex_position.as_slice().len();
        for (section, count, expected) in [
            (
                VERTEX_OSM_NODE,
                self.vertex_osm_node.as_slice().len(),
                vertices,
            ),
            (
                SHAPE_OSM_NODE,
                self.shape_osm_node.as_slice().len(),
                self.shape.as_slice().len(),
            ),
            (EDGE_DURATION, self.edge_duration.as_slice().len(), edges),
            (EDGE_FLAGS, self.edge_flags.as_slice().len(), edges),
            (EDGE_COMPONENT, self.edge_component.as_slice().len(), edges),
            (OUT_START, self.out_start.as_slice().len(), edges + 1),
            (IN_START, self.in_start.as_slice().len(), edges + 1),
        ] {
            if count != expected {
                return Err(row_count(section, count, expected));
            }
        }
        let copies = self.copy_of.as_slice().len();
        // Numbers of edges and segments are used as `u32`, doubled.
        if copies > edges || edges >= 1 << 31 {
            return Err(row_count(COPY_OF, copies, edges));
        }
        Ok(())
    }

    fn check_edges(&self) -> Result<(), NetworkError> {
        let edges = self.edge_segment.as_slice();
        let segments = self.segments.as_slice();
        let base_edges = self.edge_count();
        every(EDGE_DURATION, self.edge_duration.as_slice(), |&duration| {
            (1..=DURATION_MASK).contains(&duration)
        })?;
        every(
            EDGE_COMPONENT,
            self.edge_component.as_slice(),
            |&component| (component as usize) < edges.len(),
        )?;
        every(EDGE_SEGMENT, edges, |&packed| {
            (packed >> 1) < super::build::index(segments.len().min(1 << 30))
        })?;
        let copies = self.copy_of.as_slice();
        every(COPY_OF, copies, |&base| (base as usize) < base_edges)?;
        if let Some(row) = copies.windows(2).position(|pair| pair[0] > pair[1]) {
            return Err(NetworkError::Value {
                section: COPY_OF,
                row,
            });
        }
        for (row, &base) in copies.iter().enumerate() {
            let same = edges[base_edges + row] == edges[base as usize];
            if !same {
                return Err(NetworkError::Value {
                    section: COPY_OF,
                    row,
                });
            }
        }
        for (row, &packed) in edges[..base_edges].iter().enumerate() {
            let segment = &segments[(packed >> 1) as usize];
            let own = if packed & 1 == 0 {
                segment.forward
            } else {
                segment.backward
            };
            if own as usize != row {
                return Err(NetworkError::Value {
                    section: EDGE_SEGMENT,
                    row,
                });
            }
        }
        Ok(())
    }

    fn check_segments(&self) -> Result<(), NetworkError> {
        let base_edges = self.edge_count();
        let edges = self.edge_segment.as_slice();
        let vertices = self.vertex_position.as_slice().len();
        let points = self.shape.as_slice().len();
        for (row, segment) in self.segments.as_slice().iter().enumerate() {
            let SegmentRecord {
                shape_start,
                shape_length,
                ..
            } = *segment;
            let shape_end = shape_start as usize + shape_length as usize;
            let edge_fits = |edge: u32, direction: usize| {
                edge == NONE
                    || ((edge as usize) < base_edges
                        && edges[edge as usize] as usize == row << 1 | direction)
            };
            let fits = (segment.tail as usize) < vertices
                && (segment.head as usize) < vertices
                && shape_length >= 2
                && shape_end <= points
                && edge_fits(segment.forward, 0)
                && edge_fits(segment.backward, 1);
            if !fits {
                return Err(NetworkError::Value {
                    section: SEGMENTS,
                    row,
                });
            }
        }
        Ok(())
    }

    fn check_turns(&self, section: &'static str, turns: &[TurnRecord]) -> Result<(), NetworkError> {
        let edges = self.edge_segment.as_slice().len();
        every(section, turns, |turn| {
            (turn.edge as usize) < edges && turn.cost < 2 * super::ENDS_ONLY_PENALTY
        })
    }

    fn check_names(&self) -> Result<(), NetworkError> {
        let text = self.names.text.as_slice();
        let start = self.names.start.as_slice();
        check_rows(NAME_START, start, text.len())?;
        for (row, pair) in start.windows(2).enumerate() {
            let name = &text[pair[0] as usize..pair[1] as usize];
            if std::str::from_utf8(name).is_err() {
                return Err(NetworkError::Value {
                    section: NAME_TEXT,
                    row,
                });
            }
        }
        Ok(())
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

pub(crate) fn row_count(section: &'static str, count: usize, expected: usize) -> NetworkError {
    NetworkError::RowCount {
        section,
        count,
        expected,
    }
}

pub(crate) fn every<T>(
    section: &'static str,
    rows: &[T],
    valid: impl Fn(&T) -> bool,
) -> Result<(), NetworkError> {
    match rows.iter().position(|row| !valid(row)) {
        Some(row) => Err(NetworkError::Value { section, row }),
        None => Ok(()),
    }
}

/// Row starts begin at 0, never fall, and end at the end of what they index.
fn check_rows(section: &'static str, start: &[u32], length: usize) -> Result<(), NetworkError> {
    if start.first() != Some(&0) {
        return Err(NetworkError::Value { section, row: 0 });
    }
    if let Some(row) = start.windows(2).position(|pair| pair[0] > pair[1]) {
        return Err(NetworkError::Value { section, row });
    }
    match start.last() {
        Some(&last) if last as usize == length => Ok(()),
        _ => Err(NetworkError::Value {
            section,
            row: start.len() - 1,
        }),
    }
}
