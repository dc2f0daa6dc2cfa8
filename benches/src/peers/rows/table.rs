//! A table of 1,000 × 1,000.

use anyhow::Result;
use nearhand_engine::routing::Router;
use nearhand_engine::routing::hierarchy::{Cch, Memory, View};
use nearhand_engine::units::Millis;
use routingkit_cch::CCHManyToOne;
use serde_json::json;

use super::{Against, points};
use crate::book::Section;
use crate::comparison::{Answers, Measured};
use crate::figures::cpu_time;
use crate::peers::osrm::{self, Algorithm};
use crate::peers::{Context, Graph, ours, routing_kit};

const SIDE: usize = 1_000;
const WORK: &str = "1,000 × 1,000 table";

pub(crate) fn run(context: &mut Context) -> Result<Section> {
    let mut section = context.section(
        "A table of 1,000 × 1,000",
        "Random edges (against OSRM places, known by their street; OSRM snaps), one thread, one run. RoutingKit: pin once, then 1,000 queries.",
    );
    for graph in context.graphs.all(&mut section)? {
        on_graph(&mut section, &graph);
    }
    against_osrm(context, &mut section)?;
    Ok(section)
}

fn on_graph(section: &mut Section, graph: &Graph) {
    let (from, to) = (graph.edges(SIDE, 5), graph.edges(SIDE, 6));
    let own = graph.ours();
    let metric = own.metric(&graph.turn_aware.weights);
    let view = View::new(&own.hierarchy, &metric);
    let (mut memory, mut found) = (Memory::default(), Vec::new());
    view.table(&mut memory, &from[..10], &to[..10], &mut found);
    let ((), time) = cpu_time(|| view.table(&mut memory, &from, &to, &mut found));
    let our_time = Measured::once(time);
    let found: Vec<Option<u32>> = found.into_iter().map(ours::found).collect();
    let metric = graph.routing_kit().metric(&graph.turn_aware.weights);
    let (rows, time) = cpu_time(|| -> Vec<Vec<Option<u32>>> {
        let mut query = CCHManyToOne::new(&metric, &from);
        to.iter().map(|&to| query.distances_to(to)).collect()
    });
    let time = Measured::once(time);
    let theirs: Vec<Option<u32>> = (0..from.len())
        .flat_map(|from| rows.iter().map(move |row| row[from]))
        .collect();
    Against {
        work: WORK,
        graph: graph.name,
        peer: routing_kit::NAME,
        goal: Some(12.0),
    }
    .put(
        section,
        Some(our_time),
        time,
        Answers::exact(&found, &theirs),
    );
}

fn against_osrm(context: &mut Context, section: &mut Section) -> Result<()> {
    let city = context.cities.largest(section)?;
    let town = &city.town;
    let router = Cch::new(town.road.clone());
    let (from, to) = (town.places(SIDE, 12), town.places(SIDE, 13));
    let (mut scratch, mut table) = (router.scratch(), Vec::new());
    router.table(&mut scratch, &from[..10], &to[..10], &mut table);
    let ((), time) = cpu_time(|| router.table(&mut scratch, &from, &to, &mut table));
    let our_time = Measured::once(time);
    let found: Vec<Option<f64>> = table
        .iter()
        .map(|time| time.map(Millis::as_secs_f64))
        .collect();
    for (algorithm, goal) in [(Algorithm::Ch, None), (Algorithm::Mld, Some(15.0))] {
        let Some(mut peer) = osrm::ready(context, section, algorithm, &city.pbf)? else {
            continue;
        };
        let reply = peer.ask(
            &json!({"do": "table", "calls": [[points(&from), points(&to)]], "answers": true}),
        )?;
        let theirs: Vec<Vec<Vec<Option<f64>>>> = serde_json::from_value(reply.answers.clone())?;
        let alike = Answers::alike(
            found
                .iter()
                .copied()
                .zip(theirs.into_iter().flatten().flatten()),
        );
        Against {
            work: WORK,
            graph: city.name,
            peer: algorithm.name(),
            goal,
        }
        .put(
            section,
            Some(our_time),
            Measured::from(&reply.figures()),
            alike,
        );
    }
    Ok(())
}
