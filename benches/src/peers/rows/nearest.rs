//! The five nearest of many moving teams, exactly.

use anyhow::Result;
use nearhand_engine::routing::hierarchy::{EdgeIndex, Memory, View};
use routingkit_cch::CCHManyToOne;
use rstar::RTree;
use rstar::primitives::GeomWithData;
use serde_json::json;

use super::Against;
use crate::book::Section;
use crate::comparison::{Answers, Measured};
use crate::figures::{Figures, cpu_time, short};
use crate::peers::osrm::{self, Algorithm};
use crate::peers::{Context, Graph, routing_kit};

const NEAREST: usize = 5;
const CANDIDATES: usize = 20;

pub(crate) fn run(context: &mut Context) -> Result<Section> {
    let mut section = context.section(
        "The 5 nearest of many moving teams",
        "Teams stand at the start of random edges, other ones for every request. Ours: the index of the teams is kept \
         as their positions arrive (what a move costs is said below), and a request asks it; in the rows `without an \
         index` the teams are a list that nothing is prepared for. RoutingKit computes the times of \
         all of them (pin, query, choose). OSRM gets the 20 teams that are nearest in a straight line (choosing them \
         is not measured) as a table of 20 × 1; how often one of the true five is not among the 20 is said below.",
    );
    let city = context.cities.largest(&mut section)?;
    for graph in context.graphs.all(&mut section)? {
        for (teams, requests) in [(1_000, 200), (100_000, 20)] {
            let draw = Draw::new(&graph, teams, requests);
            let found = nearest_of_all(&graph, &draw);
            section.notes.push(found.moves.clone());
            against_routing_kit(&mut section, &graph, &draw, &found);
            let lines = StraightLines::new(&graph, &draw, &found);
            section.notes.push(lines.note(&graph, &draw));
            if graph.name == city.name {
                against_osrm(
                    context,
                    &mut section,
                    &city.pbf,
                    (&graph, &draw),
                    &found,
                    &lines,
                )?;
            }
        }
    }
    Ok(section)
}

/// Random teams and requests.
struct Draw {
    work: &'static str,
    requests: Vec<(Vec<u32>, u32)>,
}

/// What we found: per request, (weight, team) of the nearest.
struct Found {
    /// From an index that was kept.
    kept: Measured,
    /// From a list of all teams.
    listed: Measured,
    teams: Vec<Vec<(u64, u32)>>,
    /// What moving a team costs, in words.
    moves: String,
}

impl Found {
    /// The rows: what is measured, our figure, and the goal that it has.
    fn rows(&self, work: &str, goal: Option<f64>) -> [(String, Measured, Option<f64>); 2] {
        [
            (work.to_owned(), self.kept, goal),
            (format!("{work}, without an index"), self.listed, None),
        ]
    }
}

impl Draw {
    fn new(graph: &Graph, teams: usize, requests: usize) -> Self {
        let work = if teams == 1_000 {
            "5 nearest of 1,000 teams"
        } else {
            "5 nearest of 100,000 teams"
        };
        let requests = (0..)
            .zip(graph.edges(requests, 21))
            .map(|(seed, to)| (graph.edges(teams, 3_000 + seed), to))
            .collect();
        Self { work, requests }
    }
}

fn nearest_of_all(graph: &Graph, draw: &Draw) -> Found {
    let own = graph.ours();
    let metric = own.metric(&graph.turn_aware.weights);
    let view = View::new(&own.hierarchy, &metric);
    let (mut memory, mut out, mut teams) = (Memory::default(), Vec::new(), Vec::new());
    let (mut kept, mut listed, mut placing) = (Vec::new(), Vec::new(), Vec::new());
    let mut index = EdgeIndex::new(own.hierarchy.clone());
    let (from, to) = &draw.requests[0];
    view.nearest(&mut memory, from, *to, NEAREST, &mut out);
    view.nearest_among(&mut memory, &index, *to, NEAREST, |_| true, &mut out);
    for (from, to) in &draw.requests {
        let time = cpu_time(|| view.nearest(&mut memory, from, *to, NEAREST, &mut out)).1;
        listed.push(time);
        let found = out.clone();
        let place_all = || {
            index = EdgeIndex::new(own.hierarchy.clone());
            (0..)
                .zip(from)
                .for_each(|(team, &edge)| index.put(team, edge));
        };
        placing.push(cpu_time(place_all).1);
        let ask = || view.nearest_among(&mut memory, &index, *to, NEAREST, |_| true, &mut out);
        kept.push(cpu_time(ask).1);
        // Both ways must find the same; where not, the answers differ from the peer's too.
        teams.push(if out == found { found } else { Vec::new() });
    }
    let placing = short(Figures::of(placing).percentile(50));
    let moves = moves(graph, draw, &mut index);
    Found {
        kept: Measured::from(&Figures::of(kept)),
        listed: Measured::from(&Figures::of(listed)),
        teams,
        moves: format!("{moves} Making an index of all takes {placing}."),
    }
}

/// What moving one of the teams of the last request costs.
fn moves(graph: &Graph, draw: &Draw, index: &mut EdgeIndex) -> String {
    const TOGETHER: usize = 100;
    let teams = draw.requests.last().map_or(1, |(from, _)| from.len());
    let team = |number: u32| number % u32::try_from(teams).unwrap_or(u32::MAX);
    let mut moving = |to: &dyn Fn(u32, u32) -> u32| {
        let moved: Vec<(u32, u32)> = graph
            .pairs(10_000, 22)
            .into_iter()
            .map(|(number, edge)| (team(number), edge))
            .filter_map(|(team, edge)| Some((team, to(index.edge(team)?, edge))))
            .collect();
        let figures = Figures::on_cpu(moved.chunks(TOGETHER), |moved| {
            for &(team, edge) in moved {
                index.put(team, edge);
            }
        });
        figures.percentile(50).as_nanos() / TOGETHER as u128
    };
    let onwards = moving(&|from, _| {
        let mut turns = graph.turn_aware.turns_from(from);
        turns
            .next()
            .map_or(from, |turn| graph.turn_aware.turns[turn].1)
    });
    let anywhere = moving(&|_, edge| edge);
    format!(
        "{} on {}: moving a team in the index onto the next edge of its way takes {onwards} ns, to an edge \
         anywhere {anywhere} ns (p50 of the means of {TOGETHER} moves).",
        draw.work, graph.name
    )
}

fn against_routing_kit(section: &mut Section, graph: &Graph, draw: &Draw, found: &Found) {
    let metric = graph.routing_kit().metric(&graph.turn_aware.weights);
    let mut query = CCHManyToOne::new(&metric, &[0]);
    let mut theirs = Vec::new();
    let figures = Figures::on_cpu(&draw.requests, |(from, to)| {
        let distances = routing_kit::many_to_one(&mut query, from, *to);
        let mut times: Vec<(u64, u32)> = (0..)
            .zip(distances)
            .filter_map(|(team, distance)| Some((u64::from(distance?), team)))
            .collect();
        if times.len() > NEAREST {
            times.select_nth_unstable(NEAREST);
            times.truncate(NEAREST);
        }
        times.sort_unstable();
        theirs.push(times);
    });
    for (work, ours, goal) in found.rows(draw.work, Some(30.0)) {
        Against {
            work: &work,
            graph: graph.name,
            peer: routing_kit::NAME,
            goal,
        }
        .put(
            section,
            Some(ours),
            Measured::from(&figures),
            Answers::exact(&found.teams, &theirs),
        );
    }
}

/// What looking at the teams nearest in a straight line gives.
struct StraightLines {
    candidates: Vec<Vec<usize>>,
    wrong: usize,
    missed: usize,
}

impl StraightLines {
    fn new(graph: &Graph, draw: &Draw, found: &Found) -> Self {
        let mut lines = Self {
            candidates: Vec::new(),
            wrong: 0,
            missed: 0,
        };
        for ((from, to), exact) in draw.requests.iter().zip(&found.teams) {
            let candidates = nearest_in_a_straight_line(graph, from, *to);
            let among = |team: &u32| candidates.contains(&(*team as usize));
            let lost = exact.iter().filter(|(_, team)| !among(team)).count();
            lines.missed += lost;
            lines.wrong += usize::from(lost > 0);
            lines.candidates.push(candidates);
        }
        lines
    }

    fn note(&self, graph: &Graph, draw: &Draw) -> String {
        format!(
            "{} on {}: in {} of {} requests at least one of the true five was not among the {CANDIDATES} nearest in a \
             straight line ({} teams in all).",
            draw.work,
            graph.name,
            self.wrong,
            draw.requests.len(),
            self.missed
        )
    }
}

fn nearest_in_a_straight_line(graph: &Graph, from: &[u32], to: u32) -> Vec<usize> {
    let shrink = graph.start(to)[1].to_radians().cos();
    let flat = |edge: u32| {
        let [lng, lat] = graph.start(edge);
        [lng * shrink, lat]
    };
    let teams = from
        .iter()
        .enumerate()
        .map(|(team, &edge)| GeomWithData::new(flat(edge), team));
    let tree = RTree::bulk_load(teams.collect());
    tree.nearest_neighbor_iter(&flat(to))
        .take(CANDIDATES)
        .map(|team| team.data)
        .collect()
}

fn against_osrm(
    context: &Context,
    section: &mut Section,
    pbf: &std::path::Path,
    (graph, draw): (&Graph, &Draw),
    found: &Found,
    lines: &StraightLines,
) -> Result<()> {
    let requests = draw.requests.iter().zip(&lines.candidates);
    let calls: Vec<_> = requests
        .map(|((from, to), candidates)| {
            let from: Vec<_> = candidates
                .iter()
                .map(|&team| graph.start(from[team]))
                .collect();
            json!([from, [graph.start(*to)]])
        })
        .collect();
    for (algorithm, goal) in [(Algorithm::Ch, Some(10.0)), (Algorithm::Mld, None)] {
        let Some(mut peer) = osrm::ready(context, section, algorithm, pbf)? else {
            continue;
        };
        let reply = peer.ask(&json!({"do": "table", "calls": calls, "answers": false}))?;
        let peer = format!("straight-line 20, then {} table", algorithm.name());
        let answers = format!(
            "not exact: wrong in {} of {}",
            lines.wrong,
            draw.requests.len()
        );
        for (work, ours, goal) in found.rows(draw.work, goal) {
            Against {
                work: &work,
                graph: graph.name,
                peer: &peer,
                goal,
            }
            .put(
                section,
                Some(ours),
                Measured::from(&reply.figures()),
                Answers::none(answers.clone()),
            );
        }
    }
    Ok(())
}
