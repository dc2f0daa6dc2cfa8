//! A module per row of the table.

pub(super) mod closure;
pub(super) mod customization;
pub(super) mod distance;
pub(super) mod import;
pub(super) mod nearest;
pub(super) mod partial;
pub(super) mod reach;
pub(super) mod route;
pub(super) mod table;
pub(super) mod teams;

use crate::book::Section;
use crate::comparison::{Answers, Comparison, Measured};

/// A comparison on one graph, put into a section.
struct Against<'a> {
    work: &'a str,
    graph: &'a str,
    peer: &'a str,
    goal: Option<f64>,
}

impl Against<'_> {
    fn put(
        &self,
        section: &mut Section,
        ours: Option<Measured>,
        theirs: Measured,
        answers: Answers,
    ) {
        section.comparisons.push(Comparison {
            work: self.work.to_owned(),
            graph: self.graph.to_owned(),
            peer: self.peer.to_owned(),
            ours,
            theirs,
            goal: self.goal,
            answers,
        });
    }
}

/// Points as the scripts of the peers want them.
fn points<'a>(
    snaps: impl IntoIterator<Item = &'a nearhand_engine::routing::Snap>,
) -> Vec<[f64; 2]> {
    snaps.into_iter().map(|snap| snap.position.into()).collect()
}
