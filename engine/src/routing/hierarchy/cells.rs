//! The tree of cells: which streets separate what, and how the borders of cells lie in each other.

use super::dissection::{self, Part};
use super::graph::TurnGraph;
use super::kernel::padded;
use super::sides::Sides;
use super::words::Spare;
use crate::road::Column;
use crate::routing::number;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

/// "No such cell."
pub(super) const NONE: u32 = u32::MAX;

/// One cell: a part of the street graph, made of its two children and the streets between them.
///
/// Its *own* edges join the two children (in a leaf: all edges inside). Its *exits* lead out of it, its
/// *entries* lead in. A row of a matrix stands for an edge from which one comes (own, then entries), a
/// column for an edge onto which one goes (own, then exits).
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub(super) struct Cell {
    /// Where its weights begin in the three parts of a metric: outward rows of its own edges, inward rows
    /// of its own edges, and from each entry to each exit.
    pub(super) starts: [u32; 3],
    pub(super) parent: u32,
    /// Children; [`NONE`] in a leaf. Cells are numbered in post-order: the right child is the cell
    /// before, and a subtree is a range that ends with its root.
    pub(super) left: u32,
    /// The first cell of its subtree.
    pub(super) first: u32,
    pub(super) own: u32,
    pub(super) own_count: u32,
    pub(super) exits: u32,
    pub(super) exit_count: u32,
    pub(super) entries: u32,
    pub(super) entry_count: u32,
    /// Turns at the vertices of a leaf.
    pub(super) turns: u32,
    pub(super) turn_count: u32,
}

/// A turn at a vertex of a leaf, and where it stands in the leaf's matrix.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub(super) struct LeafTurn {
    pub(super) turn: u32,
    pub(super) row: u32,
    pub(super) column: u32,
}

impl Cell {
    pub(super) fn is_leaf(&self) -> bool {
        self.left == NONE
    }

    /// Columns of a row of its own edges, and of the other side's.
    pub(super) fn columns(&self) -> usize {
        (self.own_count + self.exit_count) as usize
    }

    pub(super) fn rows(&self) -> usize {
        (self.own_count + self.entry_count) as usize
    }

    /// How many weights it has in each part of a metric. Rows of own edges are padded.
    pub(super) fn sizes(&self) -> [usize; 3] {
        let own = self.own_count as usize;
        [
            own * padded(self.columns()),
            own * padded(self.rows()),
            self.entry_count as usize * self.exit_count as usize,
        ]
    }

    /// Where its weights end in each part.
    pub(super) fn ends(&self) -> [usize; 3] {
        let sizes = self.sizes();
        std::array::from_fn(|part| self.starts[part] as usize + sizes[part])
    }
}

/// The order of a turn-aware graph: everything of a contraction hierarchy that does not depend on weights.
pub struct Hierarchy {
    pub(super) cells: Column<Cell>,
    /// Edges in the order of their cells.
    pub(super) own: Column<u32>,
    /// Per edge: the cell that it is an own edge of.
    pub(super) edge_cell: Column<u32>,
    /// Per edge: which of the cell's own edges it is.
    pub(super) edge_slot: Column<u32>,
    /// Per exit of each cell: its column in the parent, ascending.
    pub(super) exits: Column<u32>,
    /// Per entry of each cell: its row in the parent, ascending.
    pub(super) entries: Column<u32>,
    pub(super) leaf_turns: Column<LeafTurn>,
    /// Per turn: its place in `leaf_turns`.
    pub(super) turn_place: Column<u32>,
    /// What the lists of border edges say, for those who go down.
    pub(super) sides: Sides,
    /// Per cell: its parent. Of cells far apart these lie near each other.
    pub(super) parents: Vec<u32>,
    /// What weights of it leave to the next.
    pub(super) spare: Spare,
}

impl Hierarchy {
    /// Orders a graph. The result depends on nothing but the graph; `progress` is told how many of
    /// how many vertices have found their place.
    #[must_use]
    pub fn build(graph: &TurnGraph, progress: &(dyn Fn(usize, usize) + Sync)) -> Self {
        let all = graph.positions.len();
        let done = std::sync::atomic::AtomicUsize::new(0);
        let tree = dissection::dissect(graph, &|more| {
            let before = done.fetch_add(more, std::sync::atomic::Ordering::Relaxed);
            progress(before + more, all);
        });
        let mut builder = Builder::new(graph, &tree);
        let edges = (0..number(graph.edges.len())).collect();
        builder.add(&tree, &Border::default(), edges);
        builder.finish()
    }

    /// Number of edges of the graph it was built of.
    #[must_use]
    pub fn edge_count(&self) -> usize {
        self.edge_cell.as_slice().len()
    }

    /// Number of turns of the graph it was built of.
    #[must_use]
    pub fn turn_count(&self) -> usize {
        self.turn_place.as_slice().len()
    }

    /// Number of cells.
    #[must_use]
    pub fn cell_count(&self) -> usize {
        self.cells.as_slice().len()
    }

    /// How many weights a metric of it holds in each of its parts, padding included.
    pub(super) fn part_sizes(&self) -> [usize; 3] {
        self.cells.as_slice().last().map_or([0; 3], Cell::ends)
    }

    /// How many weights a metric of it holds, padding included.
    #[must_use]
    pub fn weight_count(&self) -> usize {
        self.part_sizes().iter().sum()
    }
}

/// The border of a cell while the tree is built: edges, and their places in the parent.
#[derive(Default)]
struct Border {
    exits: Vec<(u32, u32)>,
    entries: Vec<(u32, u32)>,
}

struct Builder<'a> {
    graph: &'a TurnGraph,
    /// Per vertex: its place in the order of the tree's leaves.
    rank: Vec<u32>,
    /// Leaves so far.
    next_rank: u32,
    cells: Vec<Cell>,
    own: Vec<u32>,
    exits: Vec<u32>,
    entries: Vec<u32>,
    leaf_turns: Vec<LeafTurn>,
    starts: [u32; 3],
    /// Scratch: the column of an edge in the leaf at hand.
    column: Vec<u32>,
}

impl<'a> Builder<'a> {
    fn new(graph: &'a TurnGraph, tree: &Part) -> Self {
        let mut rank = vec![0; graph.positions.len()];
        let mut next = 0;
        number_leaves(tree, &mut rank, &mut next);
        Self {
            graph,
            rank,
            next_rank: 0,
            cells: Vec::new(),
            own: Vec::new(),
            exits: Vec::new(),
            entries: Vec::new(),
            leaf_turns: Vec::new(),
            starts: [0; 3],
            column: vec![0; graph.edges.len()],
        }
    }

    fn tail(&self, edge: u32) -> u32 {
        self.rank[self.graph.edges[edge as usize][0] as usize]
    }

    fn head(&self, edge: u32) -> u32 {
        self.rank[self.graph.edges[edge as usize][1] as usize]
    }

    /// Adds the cells of a subtree, its root last; returns the root's number.
    fn add(&mut self, part: &Part, border: &Border, edges: Vec<u32>) -> u32 {
        let first = number(self.cells.len());
        match part {
            Part::Leaf(vertices) => {
                self.next_rank += number(vertices.len());
                let mut cell = self.cell(first, border, &edges);
                self.add_turns(border, &edges);
                cell.turn_count = number(self.leaf_turns.len()) - cell.turns;
                self.push(cell)
            }
            Part::Split(halves) => {
                let middle = self.next_rank + size(&halves[0]);
                let (left, right, own) = self.separate(edges, middle);
                let columns = || own.iter().chain(border.exits.iter().map(|(edge, _)| edge));
                let rows = || {
                    own.iter()
                        .chain(border.entries.iter().map(|(edge, _)| edge))
                };
                let mut children = [Border::default(), Border::default()];
                for (column, &edge) in (0..).zip(columns()) {
                    let side = usize::from(self.tail(edge) >= middle);
                    children[side].exits.push((edge, column));
                }
                for (row, &edge) in (0..).zip(rows()) {
                    let side = usize::from(self.head(edge) >= middle);
                    children[side].entries.push((edge, row));
                }
                let [left_border, right_border] = children;
                let left = self.add(&halves[0], &left_border, left);
                let right = self.add(&halves[1], &right_border, right);
                let mut cell = self.cell(first, border, &own);
                cell.left = left;
                let id = self.push(cell);
                self.cells[left as usize].parent = id;
                self.cells[right as usize].parent = id;
                id
            }
        }
    }

    /// Edges inside the left half, inside the right half, and between them.
    fn separate(&self, edges: Vec<u32>, middle: u32) -> (Vec<u32>, Vec<u32>, Vec<u32>) {
        let (mut left, mut right, mut own) = (Vec::new(), Vec::new(), Vec::new());
        for edge in edges {
            match (self.tail(edge) < middle, self.head(edge) < middle) {
                (true, true) => left.push(edge),
                (false, false) => right.push(edge),
                _ => own.push(edge),
            }
        }
        (left, right, own)
    }

    fn add_turns(&mut self, border: &Border, own: &[u32]) {
        let exits = border.exits.iter().map(|(edge, _)| edge);
        for (column, &edge) in (0..).zip(own.iter().chain(exits)) {
            self.column[edge as usize] = column;
        }
        let entries = border.entries.iter().map(|(edge, _)| edge);
        for (row, &edge) in (0..).zip(own.iter().chain(entries)) {
            for turn in self.graph.turns_from(edge) {
                let column = self.column[self.graph.turn_to[turn] as usize];
                self.leaf_turns.push(LeafTurn {
                    turn: number(turn),
                    row,
                    column,
                });
            }
        }
    }

    /// A cell with its edges and border; children and turns are to be filled in.
    fn cell(&mut self, first: u32, border: &Border, own: &[u32]) -> Cell {
        let cell = Cell {
            starts: self.starts,
            parent: NONE,
            left: NONE,
            first,
            own: number(self.own.len()),
            own_count: number(own.len()),
            exits: number(self.exits.len()),
            exit_count: number(border.exits.len()),
            entries: number(self.entries.len()),
            entry_count: number(border.entries.len()),
            turns: number(self.leaf_turns.len()),
            turn_count: 0,
        };
        self.own.extend(own);
        self.exits
            .extend(border.exits.iter().map(|&(_, column)| column));
        self.entries
            .extend(border.entries.iter().map(|&(_, row)| row));
        self.starts = cell.ends().map(number);
        cell
    }

    fn push(&mut self, cell: Cell) -> u32 {
        self.cells.push(cell);
        number(self.cells.len() - 1)
    }

    fn finish(self) -> Hierarchy {
        let mut edge_cell = vec![0; self.graph.edges.len()];
        let mut edge_slot = edge_cell.clone();
        for (id, cell) in (0..).zip(&self.cells) {
            let own = cell.own as usize..(cell.own + cell.own_count) as usize;
            for (slot, &edge) in (0..).zip(&self.own[own]) {
                edge_cell[edge as usize] = id;
                edge_slot[edge as usize] = slot;
            }
        }
        let mut turn_place = vec![0; self.leaf_turns.len()];
        for (place, turn) in (0..).zip(&self.leaf_turns) {
            turn_place[turn.turn as usize] = place;
        }
        let sides = Sides::new(&self.cells, &self.exits, &self.entries);
        let parents = self.cells.iter().map(|cell| cell.parent).collect();
        Hierarchy {
            spare: Spare::default(),
            sides,
            parents,
            cells: self.cells.into(),
            own: self.own.into(),
            edge_cell: edge_cell.into(),
            edge_slot: edge_slot.into(),
            exits: self.exits.into(),
            entries: self.entries.into(),
            leaf_turns: self.leaf_turns.into(),
            turn_place: turn_place.into(),
        }
    }
}

fn size(part: &Part) -> u32 {
    match part {
        Part::Leaf(vertices) => number(vertices.len()),
        Part::Split(halves) => halves.iter().map(size).sum(),
    }
}

fn number_leaves(part: &Part, rank: &mut [u32], next: &mut u32) {
    match part {
        Part::Leaf(vertices) => {
            for &vertex in vertices {
                rank[vertex as usize] = *next;
                *next += 1;
            }
        }
        Part::Split(halves) => {
            for half in halves.iter() {
                number_leaves(half, rank, next);
            }
        }
    }
}
