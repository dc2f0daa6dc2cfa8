//! A hierarchy and a metric as the slices that a query works on, and one direction of them.

use super::cells::{Cell, Hierarchy, NONE};
use super::kernel::{INF, padded};
use super::metric::Metric;
use super::sides::Sides;
use prefetch_index::prefetch_index;

/// Weights in a line of the processor's memory, and how many lines the weights of most cells lie in.
const WEIGHTS_IN_LINE: usize = 16;
const USUAL_LINES: usize = 5;

/// A hierarchy with weights, borrowed for a query.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub(super) cells: &'a [Cell],
    pub(super) own: &'a [u32],
    pub(super) edge_cell: &'a [u32],
    pub(super) edge_slot: &'a [u32],
    pub(super) sides: &'a Sides,
    pub(super) parents: &'a [u32],
    exits: &'a [u32],
    entries: &'a [u32],
    out: &'a [u32],
    inward: &'a [u32],
    words: &'a [u32],
}

/// Which way a search goes from where it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Along edges and turns: columns are where it gets to.
    Ahead,
    /// Against them: rows are where it gets to.
    Back,
}

/// One direction of a hierarchy with weights.
#[derive(Clone, Copy)]
pub(super) struct Half<'a> {
    pub(super) view: View<'a>,
    pub(super) way: Way,
}

/// A cell seen in one direction: its own edges, and the border that a search leaves through.
#[derive(Clone, Copy)]
pub(super) struct HalfCell<'a> {
    pub(super) parent: Option<u32>,
    /// Number of own edges.
    pub(super) own: usize,
    /// Length of a row: own edges, border edges, and padding that no way leads to.
    pub(super) width: usize,
    weights: &'a [u32],
    /// Per border edge, its place in the parent, ascending.
    pub(super) up: &'a [u32],
}

impl<'a> View<'a> {
    /// The slices of a hierarchy and a metric of it.
    #[must_use]
    pub fn new(hierarchy: &'a Hierarchy, metric: &'a Metric) -> Self {
        let [out, inward, _] = hierarchy.part_sizes();
        let (out, rest) = metric.words().split_at(out);
        let inward = &rest[..inward];
        Self {
            cells: hierarchy.cells.as_slice(),
            own: hierarchy.own.as_slice(),
            edge_cell: hierarchy.edge_cell.as_slice(),
            edge_slot: hierarchy.edge_slot.as_slice(),
            sides: &hierarchy.sides,
            parents: &hierarchy.parents,
            exits: hierarchy.exits.as_slice(),
            entries: hierarchy.entries.as_slice(),
            out,
            inward,
            words: metric.words(),
        }
    }

    pub(super) fn half(self, way: Way) -> Half<'a> {
        Half { view: self, way }
    }

    /// The cell that an edge is an own edge of, and its place there.
    #[inline]
    pub(super) fn place(&self, edge: u32) -> (u32, usize) {
        let edge = edge as usize;
        (self.edge_cell[edge], self.edge_slot[edge] as usize)
    }

    /// The edge at a place of a cell.
    pub(super) fn edge_at(&self, cell: u32, slot: usize) -> u32 {
        self.own[self.cells[cell as usize].own as usize + slot]
    }

    /// Asks for the memory of a weight at a place in all parts.
    #[inline(always)]
    pub(super) fn prefetch(&self, place: u32) {
        prefetch_index(self.words, place as usize);
    }

    /// A weight at a place in all parts; no way behind the last.
    #[inline(always)]
    pub(super) fn word(&self, place: u32) -> u32 {
        self.words.get(place as usize).copied().unwrap_or(INF)
    }

    pub(super) fn exits(&self, cell: &Cell) -> &'a [u32] {
        &self.exits[cell.exits as usize..][..cell.exit_count as usize]
    }

    pub(super) fn entries(&self, cell: &Cell) -> &'a [u32] {
        &self.entries[cell.entries as usize..][..cell.entry_count as usize]
    }
}

impl<'a> Half<'a> {
    #[inline(always)]
    pub(super) fn cell(&self, id: u32) -> HalfCell<'a> {
        let cell = &self.view.cells[id as usize];
        let own = cell.own_count as usize;
        let (columns, weights, up) = match self.way {
            Way::Ahead => (
                cell.columns(),
                &self.view.out[cell.starts[0] as usize..],
                self.view.exits(cell),
            ),
            Way::Back => (
                cell.rows(),
                &self.view.inward[cell.starts[1] as usize..],
                self.view.entries(cell),
            ),
        };
        HalfCell {
            parent: (cell.parent != NONE).then_some(cell.parent),
            own,
            width: padded(columns),
            weights,
            up,
        }
    }

    /// Asks for the memory of a cell's weights, and for that of what is known of another cell, which will be wanted
    /// after it: cells that are passed one after the other lie far apart, and the processor does not look that far.
    #[inline(always)]
    pub(super) fn prefetch(&self, weights_of: u32, other: u32) {
        let view = &self.view;
        let cell = &view.cells[weights_of as usize];
        let (weights, start, borders, up) = match self.way {
            Way::Ahead => (view.out, cell.starts[0], view.exits, cell.exits),
            Way::Back => (view.inward, cell.starts[1], view.entries, cell.entries),
        };
        prefetch_index(view.cells, other as usize);
        prefetch_index(borders, up as usize);
        for line in 0..USUAL_LINES {
            prefetch_index(weights, start as usize + line * WEIGHTS_IN_LINE);
        }
    }
}

impl<'a> HalfCell<'a> {
    /// The rows of its own edges one after the other, and what lies behind them.
    #[inline(always)]
    pub(super) fn rows(&self) -> &'a [u32] {
        self.weights
    }

    /// The weights between one of its own edges and all own and border edges, padded.
    #[inline(always)]
    pub(super) fn row(&self, own: usize) -> &'a [u32] {
        &self.weights[own * self.width..][..self.width]
    }
}

/// The weights between one edge of a cell and the cell's own edges.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    weights: &'a [u32],
    stride: usize,
}

impl<'a> Line<'a> {
    /// The weights between a place of `cell` (own or border) and the own edges; `cell` seen from the other end is
    /// `back`. Where the place is an own edge these lie in a row of `back`, else across the rows of `cell`.
    #[inline(always)]
    pub(super) fn new(cell: &HalfCell<'a>, back: &HalfCell<'a>, place: u32) -> Self {
        let place = place as usize;
        if place < back.own {
            Self {
                weights: back.row(place),
                stride: 1,
            }
        } else {
            Self {
                weights: &cell.weights[place..],
                stride: cell.width,
            }
        }
    }

    #[inline(always)]
    pub(super) fn at(&self, own: usize) -> u32 {
        self.weights[own * self.stride]
    }
}
