//! Distance between two edges, and the path.

use anyhow::Result;
use fast_paths::InputGraph;
use nearhand_engine::routing::hierarchy::{Memory, View};
use routingkit_cch::{CCH, CCHMetric, CCHQuery};

use super::Against;
use crate::book::Section;
use crate::comparison::{Answers, Measured};
use crate::figures::{Figures, short};
use crate::graph::oracle;
use crate::peers::{Context, Graph, ours, routing_kit};

const QUERIES: usize = 10_000;
/// Pairs whose distance is compared with plain Dijkstra's, per graph.
const CHECKED: usize = 5;

pub(crate) fn run(context: &mut Context) -> Result<Section> {
    let mut section = context.section(
        "Distance, and distance with path",
        "Random pairs of edges, one thread. The graph's nodes are the directed edges of the streets, its arcs the \
         allowed turns; RoutingKit has its own inertial-flow order of that graph and filters arcs that are always \
         infinite. A path is the list of all edges driven.",
    );
    for graph in context.graphs.all(&mut section)? {
        let own = graph.ours();
        let metric = own.metric(&graph.turn_aware.weights);
        let view = View::new(&own.hierarchy, &metric);
        let pairs = graph.pairs(QUERIES, 1);
        let (distance, found) = our_distances(view, &pairs);
        against_dijkstra(&graph, &found, &pairs)?;
        let path = our_paths(&graph, view, &pairs)?;
        let kit = graph.routing_kit();
        let kit_metric = kit.metric(&graph.turn_aware.weights);
        let (times, theirs) = kit_distances(&kit_metric, &pairs);
        let against = |work, goal| Against {
            work,
            graph: graph.name,
            peer: routing_kit::NAME,
            goal: Some(goal),
        };
        let answers = || Answers::exact(&found, &theirs);
        against("distance", 3.0).put(&mut section, Some(distance), times, answers());
        against("distance and path", 4.0).put(
            &mut section,
            Some(path),
            kit_paths(&kit_metric, &pairs),
            answers(),
        );
        section.notes.push(format!(
            "{}: {} edges, {} turns. Ours: {}. RoutingKit: {}; without its filter a distance takes {} (p50).",
            graph.name,
            graph.turn_aware.edges.len(),
            graph.turn_aware.turns.len(),
            own.preparation(),
            kit.preparation(),
            short(unfiltered(&graph, &pairs).p50()),
        ));
        if graph.name == "New York" {
            section.skip(
                "fast_paths on New York",
                "its preparation of the turn-aware graph takes too long",
            );
        } else {
            plain_hierarchy(&mut section, &graph, path, &pairs, &found);
        }
    }
    Ok(section)
}

fn our_distances(view: View<'_>, pairs: &[(u32, u32)]) -> (Measured, Vec<Option<u32>>) {
    let mut memory = Memory::default();
    let mut found = Vec::with_capacity(pairs.len());
    ours::distances(view, &pairs[..100]);
    let times = Figures::on_cpu(pairs, |&(from, to)| {
        found.push(view.distance(&mut memory, from, to));
    });
    (Measured::from(&times), found)
}

/// Every path is driven over turns that exist and costs what its distance says.
fn our_paths(graph: &Graph, view: View<'_>, pairs: &[(u32, u32)]) -> Result<Measured> {
    let (mut memory, mut edges) = (Memory::default(), Vec::new());
    let times = Figures::on_cpu(pairs, |&(from, to)| {
        view.path(&mut memory, from, to, &mut edges);
    });
    for &(from, to) in &pairs[..1_000] {
        let weight = view.path(&mut memory, from, to, &mut edges);
        let driven: Option<u32> = edges
            .windows(2)
            .map(|pair| turn(graph, pair[0], pair[1]))
            .sum();
        anyhow::ensure!(
            weight.is_none() || driven == weight,
            "the path from {from} to {to} on {} costs {driven:?}, not {weight:?}",
            graph.name
        );
    }
    Ok(Measured::from(&times))
}

fn turn(graph: &Graph, from: u32, to: u32) -> Option<u32> {
    let graph = &graph.turn_aware;
    graph
        .turns_from(from)
        .filter(|&turn| graph.turns[turn].1 == to)
        .map(|turn| graph.weights[turn])
        .min()
}

fn kit_distances(metric: &CCHMetric<'_>, pairs: &[(u32, u32)]) -> (Measured, Vec<Option<u32>>) {
    let mut query = CCHQuery::new(metric);
    let mut found = Vec::with_capacity(pairs.len());
    let times = Figures::on_cpu(pairs, |&pair| {
        found.push(routing_kit::distance(&mut query, pair));
    });
    (Measured::from(&times), found)
}

fn kit_paths(metric: &CCHMetric<'_>, pairs: &[(u32, u32)]) -> Measured {
    let mut query = CCHQuery::new(metric);
    let times = Figures::on_cpu(pairs, |&(from, to)| {
        query.add_source(from, 0);
        query.add_target(to, 0);
        let result = query.run();
        std::hint::black_box((result.distance(), result.node_path()));
    });
    Measured::from(&times)
}

/// RoutingKit as it comes, without filtering: so that nobody can say it was set up badly.
fn unfiltered(graph: &Graph, pairs: &[(u32, u32)]) -> Measured {
    let (tails, heads) = (graph.turn_aware.tails(), graph.turn_aware.heads());
    let hierarchy = CCH::new(graph.routing_kit().order(), &tails, &heads, |_| (), false);
    let metric = CCHMetric::new(&hierarchy, graph.turn_aware.weights.clone());
    kit_distances(&metric, pairs).0
}

fn against_dijkstra(graph: &Graph, found: &[Option<u32>], pairs: &[(u32, u32)]) -> Result<()> {
    for (&(from, to), &found) in pairs.iter().zip(found).take(CHECKED) {
        let plain = oracle::distances(&graph.turn_aware, from)[to as usize];
        anyhow::ensure!(
            found == plain,
            "{from} to {to} on {}: {found:?}, Dijkstra {plain:?}",
            graph.name
        );
    }
    Ok(())
}

/// The crate `fast_paths`: contraction hierarchies, not customizable.
fn plain_hierarchy(
    section: &mut Section,
    graph: &Graph,
    ours: Measured,
    pairs: &[(u32, u32)],
    found: &[Option<u32>],
) {
    let mut input = InputGraph::new();
    for (&(from, to), &weight) in graph.turn_aware.turns.iter().zip(&graph.turn_aware.weights) {
        input.add_edge(from as usize, to as usize, weight as usize);
    }
    input.freeze();
    let start = std::time::Instant::now();
    let hierarchy = fast_paths::prepare(&input);
    let prepared = short(start.elapsed());
    let mut calculator = fast_paths::create_calculator(&hierarchy);
    let mut theirs = Vec::with_capacity(pairs.len());
    let nodes = hierarchy.get_num_nodes();
    let known: Vec<_> = pairs
        .iter()
        .zip(found)
        .filter(|((a, b), _)| (*a.max(b) as usize) < nodes)
        .collect();
    let times = Figures::on_cpu(&known, |&(&(from, to), _)| {
        let path = calculator.calc_path(&hierarchy, from as usize, to as usize);
        theirs.push(path.map(|path| u32::try_from(path.get_weight()).unwrap_or(u32::MAX)));
    });
    let ours_found: Vec<Option<u32>> = known.iter().map(|&(_, &found)| found).collect();
    let peer = format!("crate fast_paths (prepared in {prepared})");
    Against {
        work: "distance and path",
        graph: graph.name,
        peer: &peer,
        goal: None,
    }
    .put(
        section,
        Some(ours),
        Measured::from(&times),
        Answers::exact(&ours_found, &theirs),
    );
}
