//! How good an order is, without weights or a clock.

use super::cells::{Hierarchy, NONE};

/// What an order costs.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Shape {
    /// Cells of the tree.
    pub cells: usize,
    /// Cells from the root to the deepest leaf.
    pub depth: usize,
    /// Weights of a metric, padding included.
    pub weights: usize,
    /// Weights that one side of a query from a mean edge looks at, if it skips none.
    pub mean_search: u64,
    /// The same from the worst edge.
    pub largest_search: u64,
    /// Sums that a full customization computes, if it skips none.
    pub sums: u64,
}

impl Hierarchy {
    /// Measures the order.
    #[must_use]
    pub fn shape(&self) -> Shape {
        let cells = self.cells.as_slice();
        let mut shape = Shape {
            cells: cells.len(),
            weights: self.weight_count(),
            ..Shape::default()
        };
        // Per cell: its depth, and the weights looked at from it to the root.
        let mut from_here = vec![(0, 0u64); cells.len()];
        let (mut searches, mut edges) = (0, 0);
        for (id, cell) in cells.iter().enumerate().rev() {
            let own = u64::from(cell.own_count);
            let (exits, entries) = (u64::from(cell.exit_count), u64::from(cell.entry_count));
            let above = match cell.parent {
                NONE => (0, 0),
                parent => from_here[parent as usize],
            };
            let search = above.1 + own * own.saturating_sub(1) / 2 + own * exits;
            from_here[id] = (above.0 + 1, search);
            shape.depth = shape.depth.max(above.0 + 1);
            shape.largest_search = shape.largest_search.max(search);
            shape.sums += (1..=own)
                .map(|left| (left - 1 + entries) * (left - 1 + exits))
                .sum::<u64>();
            searches += search * own;
            edges += own;
        }
        shape.mean_search = searches / edges.max(1);
        shape
    }
}
