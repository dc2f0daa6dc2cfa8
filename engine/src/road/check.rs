//! Checks that the numbers of a network read from a file point somewhere, so that no search can read past an array.

use super::names::Names;
use super::network::RoadNetwork;
use super::record::{ACCESS, NONE, SPEED, SegmentRecord, TurnRecord, access, rule};
use super::sections::{
    CHANGING_EDGES, CHANGING_TURNS, CONDITION_START, CONDITION_TEXT, COPY_OF, EDGE_CHANGES,
    EDGE_COMPONENT, EDGE_DURATION, EDGE_FLAGS, EDGE_SEGMENT, IN_START, IN_TURNS, NAME_START,
    NAME_TEXT, NetworkError, OUT_START, OUT_TURNS, SEGMENTS, SHAPE_OSM_NODE, SIGNS, TURN_RULES,
    VERTEX_OSM_NODE,
};
use super::{DURATION_MASK, ENDS_ONLY_PENALTY};

impl RoadNetwork {
    pub(super) fn check(&self) -> Result<(), NetworkError> {
        self.check_counts()?;
        self.check_edges()?;
        self.check_segments()?;
        let (out, inward) = (self.out_turns.as_slice(), self.in_turns.as_slice());
        check_rows(OUT_START, self.out_start.as_slice(), out.len())?;
        check_rows(IN_START, self.in_start.as_slice(), inward.len())?;
        self.check_turns(OUT_TURNS, out)?;
        self.check_turns(IN_TURNS, inward)?;
        check_texts(&self.names, NAME_START, NAME_TEXT)?;
        check_texts(&self.conditions, CONDITION_START, CONDITION_TEXT)?;
        self.check_changes()?;
        self.check_signs()
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
            (EDGE_COMPONENT, self.components().as_slice().len(), edges),
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
        every(EDGE_COMPONENT, self.components().as_slice(), |&component| {
            (component as usize) < edges.len()
        })?;
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
            let cost = !turn.is_open() || turn.cost < 2 * ENDS_ONLY_PENALTY;
            (turn.edge as usize) < edges && cost
        })
    }

    /// Changes point to edges, turns and conditions that are there; rows are in order.
    fn check_changes(&self) -> Result<(), NetworkError> {
        let edges = self.edge_segment.as_slice().len();
        let conditions = self.conditions.start.as_slice().len() - 1;
        let access = |value: u32| value <= access::CLOSED;
        let duration = |value: u32| (1..=DURATION_MASK).contains(&value);
        let tables = &self.changes;
        let changing = tables.edges.as_slice();
        let changes = tables.edge_changes.as_slice();
        every(CHANGING_EDGES, changing, |row| {
            (row.edge as usize) < edges && duration(row.duration) && access(row.access)
        })?;
        check_ends(
            CHANGING_EDGES,
            changing,
            |row| row.changes_end,
            changes.len(),
        )?;
        every(EDGE_CHANGES, changes, |row| {
            let value = match row.kind {
                SPEED => duration(row.value),
                ACCESS => access(row.value),
                _ => false,
            };
            (row.condition as usize) < conditions && value
        })?;
        let turns = tables.turns.as_slice();
        let rules = tables.turn_rules.as_slice();
        let (out, inward) = (self.out_turns.as_slice(), self.in_turns.as_slice());
        every(CHANGING_TURNS, turns, |row| {
            let out = out.get(row.turn as usize);
            let same = inward.get(row.turn_in as usize);
            let edges_fit = (row.from as usize) < edges
                && out.is_some()
                && same.is_some_and(|turn| turn.edge == row.from);
            edges_fit && row.time <= DURATION_MASK
        })?;
        check_ends(CHANGING_TURNS, turns, |row| row.rules_end, rules.len())?;
        every(TURN_RULES, rules, |rule| {
            (rule.condition as usize) < conditions && rule.kind <= rule::TURN_BACK_UNLESS
        })
    }

    fn check_signs(&self) -> Result<(), NetworkError> {
        let edges = self.edge_count();
        let signs = self.signs.signs.as_slice();
        every(SIGNS, signs, |sign| (sign.edge as usize) < edges)?;
        check_ends(
            SIGNS,
            signs,
            |sign| sign.lanes_end,
            self.signs.lanes.as_slice().len(),
        )
    }
}

fn check_texts(
    names: &Names,
    start_section: &'static str,
    text_section: &'static str,
) -> Result<(), NetworkError> {
    let text = names.text.as_slice();
    let start = names.start.as_slice();
    check_rows(start_section, start, text.len())?;
    for (row, pair) in start.windows(2).enumerate() {
        let name = &text[pair[0] as usize..pair[1] as usize];
        if std::str::from_utf8(name).is_err() {
            return Err(NetworkError::Value {
                section: text_section,
                row,
            });
        }
    }
    Ok(())
}

/// Rows that each end where the next begins: ends never fall, and the last is the end of what they index.
fn check_ends<T>(
    section: &'static str,
    rows: &[T],
    end: impl Fn(&T) -> u32,
    length: usize,
) -> Result<(), NetworkError> {
    let mut begin = 0;
    for (row, value) in rows.iter().enumerate() {
        if end(value) < begin {
            return Err(NetworkError::Value { section, row });
        }
        begin = end(value);
    }
    if begin as usize == length {
        Ok(())
    } else {
        Err(row_count(section, begin as usize, length))
    }
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
