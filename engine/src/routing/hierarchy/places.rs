//! Tables of driving times between places.

use super::router::{Cch, CchScratch};
use super::table::{LANES, Table};
use super::{INF, View};
use crate::road::{DURATION_MASK, Graph};
use crate::routing::ends::places;
use crate::routing::{Router as _, Snap};
use crate::units::Millis;

impl Cch {
    /// Driving times from each place to each other, row by row (one for each of `from`), into `out` (cleared first);
    /// `None` where there is no way.
    pub(super) fn fill_table(
        &self,
        scratch: &mut CchScratch,
        from: &[Snap],
        to: &[Snap],
        out: &mut Vec<Option<Millis>>,
    ) {
        let graph = self.road().graph();
        let view = self.view();
        out.clear();
        out.resize(from.len() * to.len(), None);
        let mut table = std::mem::take(&mut scratch.memory.table);
        let starts = from.iter().flat_map(|from| places(&graph, from));
        table.prepare(view, starts.map(|place| place.edge.0));
        for (group, targets) in to.chunks(LANES).enumerate() {
            table.group(view, targets, |target, ends| {
                ends.extend(self.targets(&graph, target));
            });
            for (row, from) in from.iter().enumerate() {
                let times = &mut out[row * to.len() + group * LANES..][..targets.len()];
                let weights = weights_from(&graph, view, &table, from);
                for ((time, target), weight) in times.iter_mut().zip(targets).zip(weights) {
                    *time = if from.segment == target.segment {
                        self.travel_time(scratch, from, target)
                    } else {
                        (weight < INF).then(|| Millis(u64::from(weight & DURATION_MASK)))
                    };
                }
            }
        }
        scratch.memory.table = table;
    }
}

/// The least weights from a place to the targets of a group that lie on other streets.
#[inline(always)]
fn weights_from(graph: &Graph<'_>, view: View<'_>, table: &Table, from: &Snap) -> [u32; LANES] {
    let mut least = [INF; LANES];
    for place in places(graph, from) {
        let weights = table.weights(view, place.edge.0);
        for (least, &weight) in least.iter_mut().zip(weights) {
            // What there is no way to is not nearer for being further along.
            if weight < INF {
                *least = (*least).min(weight.saturating_sub(place.before));
            }
        }
    }
    least
}
