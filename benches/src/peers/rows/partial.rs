//! Partial customization: some streets are closed, the rest stays.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use nearhand_engine::routing::hierarchy::{INF, Updater, View};
use routingkit_cch::CCHMetricPartialUpdater;

use super::Against;
use crate::book::Section;
use crate::comparison::{Answers, Measured};
use crate::figures::{Figures, cpu_time};
use crate::peers::{Context, Graph, ours, routing_kit};

const RUNS: u64 = 20;
/// Distances that are compared after each change.
const PAIRS: usize = 200;

pub(crate) fn run(context: &mut Context) -> Result<Section> {
    let mut section = context.section(
        "Partial customization",
        "A closure forbids every turn off a random edge. A district is every edge that begins and ends in a square \
         around a random crossing, grown until it holds 1,000 edges. Each time the closures are taken back before \
         the next, unmeasured. The distances of 200 pairs are compared after every closing, and at the end they must be as before.",
    );
    for graph in context.graphs.all(&mut section)? {
        for count in [1, 10, 100] {
            let closed: Vec<BTreeSet<u32>> = (0..RUNS)
                .map(|run| graph.edges(count, 100 + run).into_iter().collect())
                .collect();
            let work = if count == 1 {
                "1 closure".to_owned()
            } else {
                format!("{count} closures")
            };
            compare(&mut section, &graph, &work, 1.5, &closed)?;
        }
        let districts: Vec<_> = (0..RUNS).map(|run| district(&graph, run)).collect();
        compare(&mut section, &graph, "a closed district", 3.0, &districts)?;
    }
    Ok(section)
}

fn compare(
    section: &mut Section,
    graph: &Graph,
    work: &str,
    goal: f64,
    closures: &[BTreeSet<u32>],
) -> Result<()> {
    let pairs = graph.pairs(PAIRS, 3);
    let closures: Vec<Vec<u32>> = closures
        .iter()
        .map(|edges| turns_off(graph, edges))
        .collect();
    let (ours, found) = our_updates(graph, &closures, &pairs)?;
    let (theirs, answers) = kit_updates(graph, &closures, &pairs)?;
    Against {
        work,
        graph: graph.name,
        peer: routing_kit::NAME,
        goal: Some(goal),
    }
    .put(
        section,
        Some(ours),
        theirs,
        Answers::exact(&found, &answers),
    );
    Ok(())
}

fn turns_off(graph: &Graph, edges: &BTreeSet<u32>) -> Vec<u32> {
    let turns = edges
        .iter()
        .flat_map(|&edge| graph.turn_aware.turns_from(edge));
    turns
        .map(|turn| u32::try_from(turn).unwrap_or(u32::MAX))
        .collect()
}

type Answered = (Measured, Vec<Option<u32>>);

fn our_updates(graph: &Graph, closures: &[Vec<u32>], pairs: &[(u32, u32)]) -> Result<Answered> {
    let own = graph.ours();
    let mut weights = graph.turn_aware.weights.clone();
    let mut metric = own.metric(&weights);
    let before = ours::distances(View::new(&own.hierarchy, &metric), pairs);
    let mut updater = Updater::default();
    let (mut times, mut found) = (Vec::new(), Vec::new());
    for turns in closures {
        for &turn in turns {
            weights[turn as usize] = INF;
        }
        times.push(cpu_time(|| metric.update(&own.hierarchy, &weights, turns, &mut updater)).1);
        found.extend(ours::distances(View::new(&own.hierarchy, &metric), pairs));
        for &turn in turns {
            weights[turn as usize] = graph.turn_aware.weights[turn as usize];
        }
        metric.update(&own.hierarchy, &weights, turns, &mut updater);
    }
    let after = ours::distances(View::new(&own.hierarchy, &metric), pairs);
    anyhow::ensure!(before == after, "our metric does not get back");
    Ok((Measured::from(&Figures::of(times)), found))
}

fn kit_updates(graph: &Graph, closures: &[Vec<u32>], pairs: &[(u32, u32)]) -> Result<Answered> {
    let kit = graph.routing_kit();
    let mut metric = kit.metric(&graph.turn_aware.weights);
    let before = routing_kit::distances(&metric, pairs);
    let mut updater = CCHMetricPartialUpdater::new(&kit.hierarchy);
    let (mut times, mut found) = (Vec::new(), Vec::new());
    for turns in closures {
        let closed: BTreeMap<u32, u32> = turns
            .iter()
            .map(|&turn| (turn, routing_kit::CLOSED))
            .collect();
        times.push(cpu_time(|| updater.apply(&mut metric, &closed)).1);
        found.extend(routing_kit::distances(&metric, pairs));
        let weights = &graph.turn_aware.weights;
        let opened: BTreeMap<u32, u32> = turns
            .iter()
            .map(|&turn| (turn, weights[turn as usize]))
            .collect();
        updater.apply(&mut metric, &opened);
    }
    anyhow::ensure!(
        before == routing_kit::distances(&metric, pairs),
        "RoutingKit does not get back"
    );
    Ok((Measured::from(&Figures::of(times)), found))
}

/// The edges in a square around a random crossing.
fn district(graph: &Graph, seed: u64) -> BTreeSet<u32> {
    const EDGES: usize = 1_000;
    let graph_edges = &graph.turn_aware.edges;
    let positions = &graph.turn_aware.positions;
    let centre = positions[graph_edges[graph.edges(1, 500 + seed)[0] as usize].0 as usize];
    let away = |vertex: u32| {
        let (lng, lat) = positions[vertex as usize];
        lng.abs_diff(centre.0).max(lat.abs_diff(centre.1))
    };
    let mut by_distance: Vec<(u32, u32)> = (0..)
        .zip(graph_edges)
        .map(|(edge, &(tail, head))| (away(tail).max(away(head)), edge))
        .collect();
    by_distance.sort_unstable();
    by_distance
        .into_iter()
        .take(EDGES)
        .map(|(_, edge)| edge)
        .collect()
}
