//! Where trips may begin and end: on streets that can be left and entered.

use crate::road::components;
use crate::road::network::Graph;

/// A part with this many edges is worth driving in, however large the rest is.
const ISLAND_EDGES: usize = 200;
/// In small networks: one edge in this many of the largest part is enough.
const ISLAND_SHARE: usize = 100;

/// Per edge and copy (`edge_of` says of which edge), whether trips may begin and end there when it is open (never on copies and
/// ferries), and the number of parts where they may. All turns count that may be made at any time.
pub(super) fn snappable(
    graph: &Graph<'_>,
    edge_of: impl Fn(u32) -> u32,
    is_ferry: impl Fn(u32) -> bool,
) -> (Vec<bool>, usize) {
    let part = components::strong(graph, |_| true);
    let mut sizes = vec![0usize; graph.len()];
    for &part in &part {
        sizes[part as usize] += 1;
    }
    let largest = sizes.iter().copied().max().unwrap_or(0);
    let least = ISLAND_EDGES.min(largest.div_ceil(ISLAND_SHARE)).max(1);
    let mut islands = sizes.iter().filter(|&&size| size >= least).count();
    let mut snappable = vec![false; graph.len()];
    for (member, &part) in (0..).zip(&part) {
        let size = sizes[part as usize];
        if size < least {
            continue;
        }
        if size == 1
            && !graph
                .turns_out(member)
                .iter()
                .any(|turn| turn.edge == member)
        {
            islands -= 1;
            continue;
        }
        // A copy in the component speaks for its street: whoever starts on the street itself
        // is bound by fewer restrictions than whoever came through the chain.
        let edge = edge_of(member);
        // Nobody gets on or off a ferry on its way.
        snappable[edge as usize] = !is_ferry(edge);
    }
    (snappable, islands)
}
