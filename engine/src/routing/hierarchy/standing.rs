//! Who stands where on a hierarchy, kept while they move: the nearest are then found without looking at all.
//!
//! A cell knows who stands on its own edges and how many are inside it. Moving changes the counts of the cells
//! that are left or entered, which for a step down the street are few. The index holds no weights, so it
//! stays when the metric changes.

use std::sync::Arc;

use super::cells::{Hierarchy, NONE};
use super::nearest::Crowd;
use super::view::View;

/// Numbers that stand at edges, by the cells of a hierarchy.
///
/// Numbers should be dense: memory grows with the largest.
pub struct EdgeIndex {
    hierarchy: Arc<Hierarchy>,
    /// Per cell: the first in the list of those on its own edges, or [`NONE`].
    first: Vec<u32>,
    /// Per cell: how many are inside, own edges included.
    inside: Vec<u32>,
    /// Per number.
    places: Vec<Place>,
}

/// Where one stands, and its neighbours in the list of the cell.
#[derive(Clone, Copy, Debug)]
struct Place {
    cell: u32,
    edge: u32,
    before: u32,
    after: u32,
}

const NOWHERE: Place = Place {
    cell: NONE,
    edge: 0,
    before: NONE,
    after: NONE,
};

impl EdgeIndex {
    /// An index in which nobody stands.
    #[must_use]
    pub fn new(hierarchy: Arc<Hierarchy>) -> Self {
        let cells = hierarchy.cell_count();
        Self {
            hierarchy,
            first: vec![NONE; cells],
            inside: vec![0; cells],
            places: Vec::new(),
        }
    }

    /// How many stand in it.
    #[must_use]
    pub fn len(&self) -> usize {
        self.inside.last().map_or(0, |&count| count as usize)
    }

    /// Whether nobody stands in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The edge where a number stands.
    #[must_use]
    pub fn edge(&self, number: u32) -> Option<u32> {
        let place = self.places.get(number as usize)?;
        (place.cell != NONE).then_some(place.edge)
    }

    /// Puts a number at an edge, from wherever it stood before.
    ///
    /// # Panics
    /// When the edge is not one of the hierarchy's graph.
    pub fn put(&mut self, number: u32, edge: u32) {
        let cell = self.hierarchy.edge_cell.as_slice()[edge as usize];
        if self.places.len() <= number as usize {
            self.places.resize(number as usize + 1, NOWHERE);
        }
        let from = self.places[number as usize].cell;
        self.places[number as usize].edge = edge;
        if from != cell {
            self.unlink(number);
            self.link(number, cell);
            self.count(from, cell);
        }
    }

    /// Takes a number out. Nothing happens when it does not stand anywhere.
    pub fn remove(&mut self, number: u32) {
        let Some(&Place { cell, .. }) = self.places.get(number as usize) else {
            return;
        };
        self.unlink(number);
        self.places[number as usize] = NOWHERE;
        self.count(cell, NONE);
    }

    fn link(&mut self, number: u32, cell: u32) {
        let after = std::mem::replace(&mut self.first[cell as usize], number);
        if let Some(after) = self.places.get_mut(after as usize) {
            after.before = number;
        }
        let place = &mut self.places[number as usize];
        (place.cell, place.before, place.after) = (cell, NONE, after);
    }

    fn unlink(&mut self, number: u32) {
        let Place {
            cell,
            before,
            after,
            ..
        } = self.places[number as usize];
        if cell == NONE {
            return;
        }
        match self.places.get_mut(before as usize) {
            Some(before) => before.after = after,
            None => self.first[cell as usize] = after,
        }
        if let Some(after) = self.places.get_mut(after as usize) {
            after.before = before;
        }
    }

    /// One fewer inside all cells around `from`, one more inside those around `to`; nothing changes for those
    /// around both.
    fn count(&mut self, mut from: u32, mut to: u32) {
        let cells = self.hierarchy.cells.as_slice();
        // A parent has a higher number than its child, and "no cell" the highest: the lower one moves up.
        while from != to {
            if from < to {
                self.inside[from as usize] -= 1;
                from = cells[from as usize].parent;
            } else {
                self.inside[to as usize] += 1;
                to = cells[to as usize].parent;
            }
        }
    }

    /// Panics when it is of another hierarchy than a query.
    pub(super) fn check(&self, view: View<'_>) {
        assert!(
            std::ptr::eq(self.hierarchy.cells.as_slice(), view.cells),
            "an index of this hierarchy"
        );
    }
}

impl Crowd for EdgeIndex {
    type Inside = ();

    fn all(&self) -> Option<()> {
        (!self.is_empty()).then_some(())
    }

    #[inline(always)]
    fn open(
        &self,
        view: View<'_>,
        cell: u32,
        (): (),
        mut meet: impl FnMut(u32),
    ) -> [Option<()>; 2] {
        let mut next = self.first[cell as usize];
        while let Some(place) = self.places.get(next as usize) {
            meet(next);
            next = place.after;
        }
        let children = [view.cells[cell as usize].left, cell.wrapping_sub(1)];
        if children[0] == NONE {
            return [None; 2];
        }
        children.map(|child| (self.inside[child as usize] > 0).then_some(()))
    }
}
