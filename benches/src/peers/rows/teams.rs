//! 1,000 moving teams to one request: all times.

use anyhow::Result;
use nearhand_engine::routing::hierarchy::{Cch, Memory, View};
use nearhand_engine::routing::{Origin, Router, Snap};
use nearhand_engine::units::Millis;
use routingkit_cch::CCHManyToOne;
use serde_json::json;

use super::{Against, points};
use crate::book::Section;
use crate::comparison::{Answers, Measured};
use crate::figures::Figures;
use crate::peers::osrm::{self, Algorithm};
use crate::peers::{Context, Graph, cch_crate, ours, routing_kit};

const TEAMS: usize = 1_000;
const REQUESTS: usize = 100;
/// Requests to OSRM, which takes long.
const OSRM_REQUESTS: usize = 10;

pub(crate) fn run(context: &mut Context) -> Result<Section> {
    let mut section = context.section(
        "1,000 moving teams to one request",
        "Other random teams for every request, so nothing can be prepared for them. RoutingKit: pin the teams, then \
         one query. cch: a new query object each time, because it cannot pin again, on the graph turned round. OSRM: \
         a table of 1,000 × 1 from coordinates, which it snaps; beside it ours with and without snapping.",
    );
    for graph in context.graphs.all(&mut section)? {
        on_graph(&mut section, &graph);
    }
    against_osrm(context, &mut section)?;
    Ok(section)
}

fn on_graph(section: &mut Section, graph: &Graph) {
    let work = "1,000 teams to 1 request";
    let requests: Vec<(Vec<u32>, u32)> = (0..)
        .zip(graph.edges(REQUESTS, 4))
        .map(|(seed, to)| (graph.edges(TEAMS, 1_000 + seed), to))
        .collect();
    let own = graph.ours();
    let metric = own.metric(&graph.turn_aware.weights);
    let view = View::new(&own.hierarchy, &metric);
    let (mut memory, mut out, mut found) = (Memory::default(), Vec::new(), Vec::new());
    view.many_to_one(&mut memory, &requests[0].0, requests[0].1, &mut out);
    let times = Figures::on_cpu(&requests, |(from, to)| {
        view.many_to_one(&mut memory, from, *to, &mut out);
    });
    let our_times = Some(Measured::from(&times));
    for (from, to) in &requests {
        view.many_to_one(&mut memory, from, *to, &mut out);
        found.extend(out.iter().map(|&weight| ours::found(weight)));
    }
    let kit_metric = graph.routing_kit().metric(&graph.turn_aware.weights);
    let mut query = CCHManyToOne::new(&kit_metric, &[0]);
    let mut theirs = Vec::new();
    let times = Figures::on_cpu(&requests, |(from, to)| {
        theirs.push(routing_kit::many_to_one(&mut query, from, *to));
    });
    Against {
        work,
        graph: graph.name,
        peer: routing_kit::NAME,
        goal: Some(6.0),
    }
    .put(
        section,
        our_times,
        Measured::from(&times),
        Answers::exact(&found, &theirs.concat()),
    );
    let peer = graph.cch();
    let metric = peer
        .hierarchy
        .customizer()
        .customize(&graph.turn_aware.weights);
    let mut theirs = Vec::new();
    let times = Figures::on_cpu(&requests, |(from, to)| {
        theirs.push(peer.many_to_one(&metric, from, *to));
    });
    let theirs: Vec<Option<u32>> = theirs.concat().into_iter().map(ours::found).collect();
    Against {
        work,
        graph: graph.name,
        peer: cch_crate::NAME,
        goal: Some(2.0),
    }
    .put(
        section,
        our_times,
        Measured::from(&times),
        Answers::exact(&found, &theirs),
    );
}

fn against_osrm(context: &mut Context, section: &mut Section) -> Result<()> {
    let city = context.cities.largest(section)?;
    let town = &city.town;
    let router = Cch::new(town.road.clone());
    let requests: Vec<(Vec<Snap>, Snap)> = (0..)
        .zip(town.places(OSRM_REQUESTS, 11))
        .map(|(seed, to)| (town.places(TEAMS, 2_000 + seed), to))
        .collect();
    let (mut scratch, mut out) = (router.scratch(), Vec::new());
    let snap = |place: &Snap| town.index.nearest(place.position, None).unwrap_or(*place);
    let mut found = Vec::new();
    let snapping = Figures::on_cpu(&requests, |(from, to)| {
        let from: Vec<Origin> = from.iter().map(|place| origin(snap(place))).collect();
        router.many_to_one(&mut scratch, &from, &snap(to), &mut out);
        found.extend(out.iter().map(|time| time.map(Millis::as_secs_f64)));
    });
    let origins: Vec<(Vec<Origin>, Snap)> = requests
        .iter()
        .map(|(from, to)| (from.iter().map(|&s| origin(s)).collect(), *to))
        .collect();
    let snapped = Figures::on_cpu(&origins, |(from, to)| {
        router.many_to_one(&mut scratch, from, to, &mut out);
    });
    let calls: Vec<_> = requests
        .iter()
        .map(|(from, to)| json!([points(from), points([to])]))
        .collect();
    for (algorithm, goal) in [(Algorithm::Ch, 100.0), (Algorithm::Mld, 1_000.0)] {
        let Some(mut peer) = osrm::ready(context, section, algorithm, &city.pbf)? else {
            continue;
        };
        let reply = peer.ask(&json!({"do": "table", "calls": calls, "answers": true}))?;
        let theirs: Vec<Vec<Vec<Option<f64>>>> = serde_json::from_value(reply.answers.clone())?;
        let theirs = theirs.into_iter().flatten().flatten();
        let alike = Answers::alike(found.iter().copied().zip(theirs));
        let figures = Measured::from(&reply.figures());
        for (work, ours, goal) in [
            (
                "1,000 teams to 1 request, teams known by their street",
                &snapped,
                Some(goal),
            ),
            (
                "1,000 teams to 1 request, from coordinates",
                &snapping,
                None,
            ),
        ] {
            Against {
                work,
                graph: city.name,
                peer: algorithm.name(),
                goal,
            }
            .put(section, Some(Measured::from(ours)), figures, alike.clone());
        }
    }
    Ok(())
}

fn origin(snap: Snap) -> Origin {
    Origin {
        snap,
        delay: Millis(0),
    }
}
