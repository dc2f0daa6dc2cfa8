//! A hierarchy and its weights as named sections of a city file, and the checked way back.

use std::sync::Arc;

use super::Cch;
use super::cells::{Cell, Hierarchy, LeafTurn, NONE};
use super::kernel::INF;
use super::metric::{Metric, Work};
use super::sides::Sides;
use super::wide::vectorised;
use super::words::{Spare, Words};
use crate::road::{NetworkError, RoadNetwork, Section, column, every, row_count};

const CELLS: &str = "hierarchy/cells";
const OWN: &str = "hierarchy/own";
const EDGE_CELL: &str = "hierarchy/edge_cell";
const EDGE_SLOT: &str = "hierarchy/edge_slot";
const EXITS: &str = "hierarchy/exits";
const ENTRIES: &str = "hierarchy/entries";
const LEAF_TURNS: &str = "hierarchy/leaf_turns";
const TURN_PLACE: &str = "hierarchy/turn_place";
const WEIGHTS: &str = "hierarchy/weights";

impl Hierarchy {
    /// Hands every section, by name, to `write`.
    pub fn write_sections(&self, write: &mut dyn FnMut(&str, &[u8])) {
        write(CELLS, self.cells.as_bytes());
        write(OWN, self.own.as_bytes());
        write(EDGE_CELL, self.edge_cell.as_bytes());
        write(EDGE_SLOT, self.edge_slot.as_bytes());
        write(EXITS, self.exits.as_bytes());
        write(ENTRIES, self.entries.as_bytes());
        write(LEAF_TURNS, self.leaf_turns.as_bytes());
        write(TURN_PLACE, self.turn_place.as_bytes());
    }

    /// The hierarchy, of a graph with this many edges and turns, whose sections `section` finds by name.
    ///
    /// # Errors
    /// When a section is missing, cut, of another graph, or points nowhere.
    pub fn from_sections(
        section: &mut dyn FnMut(&str) -> Option<Section>,
        edges: usize,
        turns: usize,
    ) -> Result<Self, NetworkError> {
        let mut hierarchy = Self {
            sides: Sides::default(),
            spare: Spare::default(),
            parents: Vec::new(),
            cells: column(section, CELLS)?,
            own: column(section, OWN)?,
            edge_cell: column(section, EDGE_CELL)?,
            edge_slot: column(section, EDGE_SLOT)?,
            exits: column(section, EXITS)?,
            entries: column(section, ENTRIES)?,
            leaf_turns: column(section, LEAF_TURNS)?,
            turn_place: column(section, TURN_PLACE)?,
        };
        hierarchy.check_cells()?;
        hierarchy.check_borders()?;
        hierarchy.check_edges(edges)?;
        hierarchy.check_turns(turns)?;
        hierarchy.sides = Sides::new(
            hierarchy.cells.as_slice(),
            hierarchy.exits.as_slice(),
            hierarchy.entries.as_slice(),
        );
        let parents = hierarchy.cells.as_slice().iter().map(|cell| cell.parent);
        hierarchy.parents = parents.collect();
        hierarchy.check_sides()?;
        Ok(hierarchy)
    }

    /// The tree is in post-order, and the cells' rows follow each other in all arrays.
    fn check_cells(&self) -> Result<(), NetworkError> {
        let cells = self.cells.as_slice();
        let mut next = [0u64; 7];
        for (row, cell) in cells.iter().enumerate() {
            let [out, inward, through] = cell.starts;
            let starts = [
                cell.own,
                cell.exits,
                cell.entries,
                cell.turns,
                out,
                inward,
                through,
            ];
            let root = row + 1 == cells.len();
            let valid = starts.map(u64::from) == next
                && is_subtree(cells, row)
                && (cell.parent == NONE) == root
                && (!root || (cell.exit_count, cell.entry_count) == (0, 0));
            // The counts of one cell are bounded by the arrays, so its size is, too.
            let arrays = [&self.own, &self.exits, &self.entries];
            let most: usize = arrays.iter().map(|array| array.as_slice().len()).sum();
            if !valid || cell.columns() > most || cell.rows() > most {
                return Err(NetworkError::Value {
                    section: CELLS,
                    row,
                });
            }
            let counts = [
                cell.own_count,
                cell.exit_count,
                cell.entry_count,
                cell.turn_count,
            ];
            let counts = counts.map(u64::from).into_iter();
            let sizes = cell.sizes().map(|size| size as u64);
            for (next, count) in next.iter_mut().zip(counts.chain(sizes)) {
                *next += count;
            }
        }
        // Unpacking numbers the weights of all parts together.
        if next[4..].iter().sum::<u64>() > u64::from(u32::MAX) {
            return Err(NetworkError::Value {
                section: CELLS,
                row: cells.len() - 1,
            });
        }
        for (section, length, expected) in [
            (OWN, self.own.as_slice().len(), next[0]),
            (EXITS, self.exits.as_slice().len(), next[1]),
            (ENTRIES, self.entries.as_slice().len(), next[2]),
            (LEAF_TURNS, self.leaf_turns.as_slice().len(), next[3]),
        ] {
            if length as u64 != expected {
                return Err(row_count(section, length, super::index(expected)));
            }
        }
        Ok(())
    }

    /// Borders lie in the parents, in ascending order.
    fn check_borders(&self) -> Result<(), NetworkError> {
        let cells = self.cells.as_slice();
        let (exits, entries) = (self.exits.as_slice(), self.entries.as_slice());
        for cell in cells {
            let Some(parent) = cells.get(cell.parent as usize) else {
                continue;
            };
            for (section, all, start, count, most) in [
                (EXITS, exits, cell.exits, cell.exit_count, parent.columns()),
                (
                    ENTRIES,
                    entries,
                    cell.entries,
                    cell.entry_count,
                    parent.rows(),
                ),
            ] {
                let row = start as usize;
                let places = &all[row..row + count as usize];
                let ascending = places.windows(2).all(|pair| pair[0] < pair[1]);
                if !ascending || places.last().is_some_and(|&last| last as usize >= most) {
                    return Err(NetworkError::Value { section, row });
                }
            }
        }
        Ok(())
    }

    /// Each row and column of a cell belongs to one of its children.
    fn check_sides(&self) -> Result<(), NetworkError> {
        let cells = self.cells.as_slice();
        let work = Work::new(self, &[]);
        for (row, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_leaf()) {
            let (left, right) = (&cells[cell.left as usize], &cells[row - 1]);
            let side = &self.sides.cells[row];
            let mut entries = work.entries_of(left).iter();
            let mut exits = work.exits_of(left).iter();
            let valid = (left.entry_count + right.entry_count) as usize == cell.rows()
                && (left.exit_count + right.exit_count) as usize == cell.columns()
                && entries.all(|&place| !self.sides.of_row(side, place).0)
                && exits.all(|&place| !self.sides.of_column(side, place).0);
            if !valid {
                return Err(NetworkError::Value {
                    section: CELLS,
                    row,
                });
            }
        }
        Ok(())
    }

    fn check_edges(&self, edges: usize) -> Result<(), NetworkError> {
        let own = self.own.as_slice();
        let (cell_of, slot_of) = (self.edge_cell.as_slice(), self.edge_slot.as_slice());
        for (section, length) in [
            (OWN, own.len()),
            (EDGE_CELL, cell_of.len()),
            (EDGE_SLOT, slot_of.len()),
        ] {
            if length != edges {
                return Err(row_count(section, length, edges));
            }
        }
        for (row, (&cell, &slot)) in cell_of.iter().zip(slot_of).enumerate() {
            let place = self.cells.as_slice().get(cell as usize);
            let place = place.filter(|cell| slot < cell.own_count);
            let edge = place.map(|cell| own[(cell.own + slot) as usize] as usize);
            if edge != Some(row) {
                return Err(NetworkError::Value {
                    section: EDGE_CELL,
                    row,
                });
            }
        }
        Ok(())
    }

    fn check_turns(&self, turns: usize) -> Result<(), NetworkError> {
        let leaf_turns = self.leaf_turns.as_slice();
        let places = self.turn_place.as_slice();
        for (section, length) in [(LEAF_TURNS, leaf_turns.len()), (TURN_PLACE, places.len())] {
            if length != turns {
                return Err(row_count(section, length, turns));
            }
        }
        for cell in self.cells.as_slice() {
            let row = cell.turns as usize;
            let valid = |turn: &LeafTurn| {
                (turn.row as usize) < cell.rows()
                    && (turn.column as usize) < cell.columns()
                    && (turn.turn as usize) < turns
            };
            let own = &leaf_turns[row..row + cell.turn_count as usize];
            if !own.iter().all(valid) || (!cell.is_leaf() && !own.is_empty()) {
                return Err(NetworkError::Value {
                    section: LEAF_TURNS,
                    row,
                });
            }
        }
        for (row, &place) in places.iter().enumerate() {
            let turn = leaf_turns.get(place as usize);
            if turn.map(|turn| turn.turn as usize) != Some(row) {
                return Err(NetworkError::Value {
                    section: TURN_PLACE,
                    row,
                });
            }
        }
        Ok(())
    }
}

/// Whether a cell ends a subtree that begins where it says, with its children inside.
fn is_subtree(cells: &[Cell], row: usize) -> bool {
    let cell = &cells[row];
    let parent_is_here = |child: &Cell| child.parent as usize == row;
    if cell.is_leaf() {
        return cell.first as usize == row;
    }
    let left = cell.left as usize;
    let (Some(right), true) = (row.checked_sub(1), left + 1 < row) else {
        return false;
    };
    let (left_cell, right_cell) = (&cells[left], &cells[right]);
    left_cell.first == cell.first
        && right_cell.first as usize == left + 1
        && parent_is_here(left_cell)
        && parent_is_here(right_cell)
}

impl Metric {
    /// Hands its section to `write`.
    pub fn write_sections(&self, write: &mut dyn FnMut(&str, &[u8])) {
        write(WEIGHTS, zerocopy::IntoBytes::as_bytes(self.words()));
    }

    /// The metric of a hierarchy that lies in a file. Nothing is copied.
    ///
    /// # Errors
    /// When the section is missing, of another hierarchy, or holds what is not a weight.
    pub fn from_sections(
        section: &mut dyn FnMut(&str) -> Option<Section>,
        hierarchy: &Hierarchy,
    ) -> Result<Self, NetworkError> {
        let words = column::<u32>(section, WEIGHTS)?;
        let weights = words.as_slice();
        if weights.len() != hierarchy.weight_count() {
            return Err(row_count(WEIGHTS, weights.len(), hierarchy.weight_count()));
        }
        let largest = vectorised(
            #[inline(always)]
            |_| weights.iter().fold(0, |most, &weight| most.max(weight)),
        );
        if largest > INF {
            every(WEIGHTS, weights, |&weight| weight <= INF)?;
        }
        Ok(Self {
            words: Words::Mapped(words),
            spare: hierarchy.spare.clone(),
        })
    }
}

impl Cch {
    /// Hands every section of the hierarchy and its weights, by name, to `write`. Those of the network are not among
    /// them.
    pub fn write_sections(&self, write: &mut dyn FnMut(&str, &[u8])) {
        self.hierarchy.write_sections(write);
        self.metric.write_sections(write);
    }

    /// The router of a network whose hierarchy and weights lie in a file. Nothing is copied.
    ///
    /// # Errors
    /// When a section is missing, cut, of another network, or points nowhere.
    pub fn from_sections(
        road: Arc<RoadNetwork>,
        section: &mut dyn FnMut(&str) -> Option<Section>,
    ) -> Result<Self, NetworkError> {
        let graph = road.graph();
        let hierarchy = Hierarchy::from_sections(section, graph.len(), graph.out_turns.len())?;
        let metric = Metric::from_sections(section, &hierarchy)?;
        Ok(Self::with(road, Arc::new(hierarchy), Arc::new(metric)))
    }
}
