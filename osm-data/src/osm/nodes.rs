//! All nodes of an extract: two arrays, sorted by id.

use super::{NodeId, NodeRef};
use nearhand_engine::units::{BoundingBox, LngLat};
use rayon::prelude::*;

/// Ids and positions of nodes; tags lie elsewhere, because few nodes have any.
#[derive(Clone, Debug, Default)]
pub(super) struct Nodes {
    ids: Vec<NodeId>,
    /// In steps of 1e-7 degrees, longitude first.
    steps: Vec<[i32; 2]>,
}

impl Nodes {
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    pub(super) fn push(&mut self, id: NodeId, steps: [i32; 2]) {
        self.ids.push(id);
        self.steps.push(steps);
    }

    /// Sorts by id. Of several with one id the last stays; returns the ids of the others.
    pub(super) fn sort(&mut self) -> Vec<NodeId> {
        assert!(
            self.ids.len() < u32::MAX as usize,
            "four billion nodes do not fit into memory"
        );
        if self.ids.is_sorted_by(|a, b| a < b) {
            return Vec::new();
        }
        let mut nodes: Vec<_> = std::mem::take(&mut self.ids)
            .into_iter()
            .zip(std::mem::take(&mut self.steps))
            .collect();
        nodes.par_sort_by_key(|&(id, _)| id);
        let repeated = keep_last(&mut nodes, |&(id, _)| id);
        (self.ids, self.steps) = nodes.into_iter().unzip();
        repeated
    }

    /// Gives back the memory that no node needs.
    pub(super) fn shrink(&mut self) {
        self.ids.shrink_to_fit();
        self.steps.shrink_to_fit();
    }

    /// The node with an id, if it is there. The nodes must be sorted.
    pub(super) fn find(&self, id: NodeId) -> Option<NodeRef> {
        let place = self.ids.binary_search(&id).ok()?;
        Some(NodeRef(u32::try_from(place).ok()?))
    }

    /// As [`find`](Self::find) for many ids in turn: neighbours on a way often have neighbouring ids.
    pub(super) fn find_all(&self, ids: &[NodeId]) -> Vec<NodeRef> {
        let mut last = NodeRef(0);
        let refs = ids.iter().map(|&id| {
            let next = NodeRef(last.0.wrapping_add(1));
            let near = [next, last]
                .into_iter()
                .find(|at| self.ids.get(at.index()) == Some(&id));
            let found = near.or_else(|| self.find(id));
            last = found.unwrap_or(last);
            found.unwrap_or(NodeRef::MISSING)
        });
        refs.collect()
    }

    pub(super) fn id(&self, node: NodeRef) -> Option<NodeId> {
        self.ids.get(node.index()).copied()
    }

    pub(super) fn position(&self, node: NodeRef) -> Option<LngLat> {
        let &[lng, lat] = self.steps.get(node.index())?;
        Some(LngLat::from_steps(lng, lat))
    }

    /// The box around all nodes as west, south, east, north; `None` without nodes.
    pub(super) fn box_steps(&self) -> Option<[i32; 4]> {
        let lngs = || self.steps.iter().map(|steps| steps[0]);
        let lats = || self.steps.iter().map(|steps| steps[1]);
        Some([lngs().min()?, lats().min()?, lngs().max()?, lats().max()?])
    }
}

/// Whether a position lies in a box.
pub(super) fn is_in(clip: &BoundingBox, [lng, lat]: [i32; 2]) -> bool {
    let (west, south) = clip.min.to_steps();
    let (east, north) = clip.max.to_steps();
    (west..=east).contains(&lng) && (south..=north).contains(&lat)
}

/// Of neighbours with one key keeps the last; returns the keys of the others.
pub(super) fn keep_last<T, K: Copy + PartialEq>(
    sorted: &mut Vec<T>,
    key: impl Fn(&T) -> K,
) -> Vec<K> {
    let mut dropped = Vec::new();
    sorted.dedup_by(|later, kept| {
        let same = key(later) == key(kept);
        if same {
            std::mem::swap(later, kept);
            dropped.push(key(kept));
        }
        same
    });
    dropped
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_what_a_plain_search_finds(
            ids in prop::collection::vec(-9..9_i64, 0..20),
            wanted in prop::collection::vec(-10..10_i64, 0..30),
        ) {
            let mut nodes = Nodes::default();
            for (place, &id) in (0..).zip(&ids) {
                nodes.push(NodeId(id), [place, -place]);
            }
            let repeated = nodes.sort();
            prop_assert_eq!(nodes.len() + repeated.len(), ids.len());
            let wanted: Vec<_> = wanted.into_iter().map(NodeId).collect();
            for (&id, node) in wanted.iter().zip(nodes.find_all(&wanted)) {
                let last = ids.iter().rposition(|&other| NodeId(other) == id);
                prop_assert_eq!(node.is_missing(), last.is_none());
                prop_assert_eq!(nodes.id(node), last.map(|_| id));
                let place = last.map(|place| i32::try_from(place).unwrap());
                let position = place.map(|place| LngLat::from_steps(place, -place));
                prop_assert_eq!(nodes.position(node), position);
            }
        }
    }
}
