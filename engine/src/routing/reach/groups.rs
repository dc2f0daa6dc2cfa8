//! Places that can share a sweep.

use super::super::ends::places;
use super::super::levels::{Along, Levels, NO_WAY, entries};
use super::super::{EdgeId, SegmentId, Snap};
use super::Direction;
use super::sweep::{SweepMemory, Sweeper};
use crate::road::Graph;

/// Places that one sweep can serve at once: the same areas stand between each of them and any street.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) places: Vec<Snap>,
    /// Components where trips begin (or end), with the areas entered to get there.
    pub(super) roots: Vec<(u32, u8)>,
}

impl Sweeper<'_> {
    /// Divides places into groups whose union one sweep finds exactly.
    ///
    /// Which turns a trip may take depends on where it begins only through the roots. Places with
    /// the same roots may therefore share a search by cost. A place that would have to enter an area
    /// to come back to its own street is searched alone, as what lies straight ahead of it needs no entry.
    pub(super) fn groups(&self, memory: &mut SweepMemory, origins: &[Snap]) -> Vec<Group> {
        let graph = self.road.graph();
        let mut by_roots: Vec<(Vec<(u32, u8)>, Snap)> = origins
            .iter()
            .map(|origin| (self.roots(&graph, origin), *origin))
            .collect();
        by_roots.sort_by(|a, b| a.0.cmp(&b.0));
        let mut groups = Vec::new();
        for alike in by_roots.chunk_by(|a, b| a.0 == b.0) {
            let roots = &alike[0].0;
            let levels = self.levels(memory, roots);
            let (alone, together): (Vec<Snap>, Vec<Snap>) = alike
                .iter()
                .map(|(_, place)| *place)
                .partition(|place| self.returns_by_entering(&graph, levels, place.segment));
            let groups_of = alone.into_iter().map(|place| vec![place]);
            let groups_of = groups_of.chain((!together.is_empty()).then_some(together));
            groups.extend(groups_of.map(|places| Group {
                places,
                roots: roots.clone(),
            }));
        }
        groups
    }

    fn roots(&self, graph: &Graph<'_>, origin: &Snap) -> Vec<(u32, u8)> {
        let mut roots = Vec::new();
        for place in places(graph, origin) {
            match self.direction {
                Direction::Depart => {
                    let turns = graph.turns_out(place.edge.0);
                    let next = |edge: u32| graph.component[edge as usize];
                    let own = next(place.edge.0);
                    if turns
                        .iter()
                        .any(|t| entries(*t) == 0 && next(t.edge) == own)
                    {
                        // Its component leads to all the others that its turns lead to.
                        roots.push((own, 0));
                    } else {
                        let turns = turns.iter().filter(|turn| entries(**turn) != NO_WAY);
                        roots.extend(turns.map(|turn| (next(turn.edge), entries(*turn))));
                    }
                }
                Direction::Arrive => {
                    let variants = self.road.variants(place.edge);
                    roots.extend(variants.map(|edge| (graph.component[edge as usize], 0)));
                }
            }
        }
        roots.sort_unstable();
        roots.dedup();
        roots
    }

    /// The areas to enter on the way to each component, from roots.
    pub(super) fn levels<'m>(
        &self,
        memory: &'m mut SweepMemory,
        roots: &[(u32, u8)],
    ) -> &'m Levels {
        let (levels, along) = match self.direction {
            Direction::Depart => (&mut memory.driving, Along::Driving),
            Direction::Arrive => (&mut memory.against, Along::Against),
        };
        levels.start(self.components, along, roots);
        levels
    }

    fn returns_by_entering(&self, graph: &Graph<'_>, levels: &Levels, segment: SegmentId) -> bool {
        let segment = self.road.segment(segment);
        [segment.forward(), segment.backward()]
            .into_iter()
            .flatten()
            .map(|edge| self.entries(graph, levels, edge))
            .any(|entries| entries > 0 && entries < NO_WAY)
    }

    /// Ends-only areas to enter on the way to the start of an edge, or from its end.
    pub(super) fn entries(&self, graph: &Graph<'_>, levels: &Levels, edge: EdgeId) -> u8 {
        let least = match self.direction {
            Direction::Depart => {
                let variants = self.road.variants(edge);
                variants.map(|edge| levels.of(graph, edge)).min()
            }
            Direction::Arrive => graph
                .turns_out(edge.0)
                .iter()
                .map(|turn| levels.of(graph, turn.edge).saturating_add(entries(*turn)))
                .min(),
        };
        least.unwrap_or(NO_WAY)
    }
}
