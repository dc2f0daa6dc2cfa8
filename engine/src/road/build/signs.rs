//! What signs tell a driver, by edge.

use super::{EdgeDraft, index};
use crate::road::input::{RoadInput, Signs};
use crate::road::record::SignRecord;
use crate::road::signs::SignTables;

/// The signs of all edges that have any.
pub(super) fn collect(input: &RoadInput, edges: &[EdgeDraft]) -> SignTables {
    let (mut signs, mut lanes) = (Vec::new(), Vec::new());
    for (number, edge) in (0..).zip(edges) {
        let segment = &input.segments[edge.segment as usize];
        let direction = if edge.along {
            &segment.forward
        } else {
            &segment.backward
        };
        let Some(direction) = direction else {
            continue;
        };
        if direction.signs == Signs::default() {
            continue;
        }
        lanes.extend(&direction.signs.lanes);
        signs.push(SignRecord {
            edge: number,
            destination: direction.signs.destination,
            exit: direction.signs.exit,
            lanes_end: index(lanes.len()),
        });
    }
    SignTables {
        signs: signs.into(),
        lanes: lanes.into(),
    }
}
