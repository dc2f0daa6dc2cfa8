//! A route with its line and its steps, from two coordinates.

use anyhow::Result;
use nearhand_engine::guidance::steps;
use nearhand_engine::routing::hierarchy::Cch;
use nearhand_engine::routing::{Router, Snap};
use nearhand_engine::units::Millis;
use serde_json::json;

use super::{Against, points};
use crate::book::Section;
use crate::comparison::{Answers, Measured};
use crate::figures::{Figures, short};
use crate::peers::Context;
use crate::peers::osrm::{self, Algorithm};

const ROUTES: usize = 500;

pub(crate) fn run(context: &mut Context) -> Result<Section> {
    let mut section = context.section(
        "A route with geometry and steps",
        "Random pairs of coordinates, in process, snapping included on both sides. OSRM answers in its own memory; \
         what its Python binding adds is in the note.",
    );
    let city = context.cities.largest(&mut section)?;
    let town = &city.town;
    let router = Cch::new(town.road.clone());
    let (from, to) = (town.places(ROUTES, 14), town.places(ROUTES, 15));
    let pairs: Vec<(Snap, Snap)> = from.into_iter().zip(to).collect();
    let mut scratch = router.scratch();
    let mut found = Vec::new();
    let figures = Figures::on_cpu(&pairs, |(from, to)| {
        let [from, to] =
            [from, to].map(|place| town.index.nearest(place.position, None).unwrap_or(*place));
        let path = router.route(&mut scratch, &from, &to);
        found.push(path.map(|path| {
            std::hint::black_box((path.geometry(&town.road), steps(&town.road, &path)));
            Millis::as_secs_f64(path.duration)
        }));
    });
    let requests: Vec<_> = pairs.iter().map(|(from, to)| points([from, to])).collect();
    for (algorithm, goal) in [(Algorithm::Mld, Some(5.0)), (Algorithm::Ch, None)] {
        let Some(mut peer) = osrm::ready(context, &mut section, algorithm, &city.pbf)? else {
            continue;
        };
        let nearest: Vec<_> = requests.iter().map(|pair| pair[0]).collect();
        let nearest = peer
            .ask(&json!({"do": "nearest", "points": nearest}))?
            .figures();
        let empty = peer
            .ask(&json!({"do": "empty", "count": ROUTES}))?
            .figures();
        let reply = peer.ask(&json!({"do": "route", "pairs": requests, "steps": true}))?;
        let theirs: Vec<Option<f64>> = serde_json::from_value(reply.answers.clone())?;
        Against {
            work: "route with geometry and steps",
            graph: city.name,
            peer: algorithm.name(),
            goal,
        }
        .put(
            &mut section,
            Some(Measured::from(&figures)),
            Measured::from(&reply.figures()),
            Answers::alike(found.iter().copied().zip(theirs)),
        );
        section.notes.push(format!(
            "{}'s binding: a call without a search takes {} (p50), a nearest call {}.",
            algorithm.name(),
            short(empty.percentile(50)),
            short(nearest.percentile(50)),
        ));
    }
    Ok(section)
}
