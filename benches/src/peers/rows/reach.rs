//! Reach in 15 minutes from one point, as polygons.

use anyhow::Result;
use geo::{Area, MultiPolygon};
use nearhand_engine::routing::{AreaGrid, AreaOptions, Direction, Snap};
use nearhand_engine::units::Millis;
use serde_json::{Value, json};

use super::{Against, points};
use crate::book::Section;
use crate::comparison::{Answers, Measured};
use crate::figures::{Figures, short};
use crate::peers::{Context, valhalla};

const POINTS: usize = 30;
const MINUTES: u64 = 15;

pub(crate) fn run(context: &mut Context) -> Result<Section> {
    let mut section = context.section(
        "Reach in 15 minutes as polygons",
        "Random coordinates, snapping included on both sides. The areas are compared; Valhalla drives at other speeds.",
    );
    let city = context.cities.largest(&mut section)?;
    let town = &city.town;
    let places = town.places(POINTS, 17);
    let mut scratch = nearhand_engine::routing::Router::scratch(&town.router);
    let (grid, options) = (AreaGrid::new(&town.road), AreaOptions::default());
    let mut areas = Vec::new();
    let limit = Millis::from_mins(MINUTES);
    let figures = Figures::on_cpu(&places, |place: &Snap| {
        let place = town.index.nearest(place.position, None).unwrap_or(*place);
        let reach = town
            .router
            .reach(&mut scratch, &[place], limit, Direction::Depart);
        areas.push(
            reach
                .polygons(&town.road, &grid, &[limit], &options)
                .first()
                .map(MultiPolygon::unsigned_area),
        );
    });
    let Some(mut peer) = valhalla::ready(context, &mut section, &city.pbf)? else {
        return Ok(section);
    };
    let empty = peer.ask(&json!({"do": "empty", "count": 100}))?.figures();
    let reply = peer.ask(&json!({"do": "reach", "points": points(&places), "minutes": MINUTES}))?;
    let theirs = reply
        .answers
        .as_array()
        .map_or_else(Vec::new, |answers| answers.iter().map(area).collect());
    Against {
        work: "reach in 15 minutes, polygons",
        graph: city.name,
        peer: valhalla::NAME,
        goal: Some(8.0),
    }
    .put(
        &mut section,
        Some(Measured::from(&figures)),
        Measured::from(&reply.figures()),
        Answers::alike(areas.into_iter().zip(theirs)),
    );
    section.notes.push(format!(
        "Valhalla's binding: a status call takes {} (p50). The answers column compares areas.",
        short(empty.percentile(50))
    ));
    Ok(section)
}

/// Area of a GeoJSON polygon in square degrees.
fn area(geometry: &Value) -> Option<f64> {
    let rings: Vec<Vec<(f64, f64)>> =
        serde_json::from_value(geometry["coordinates"].clone()).ok()?;
    let mut rings = rings.into_iter().map(geo::LineString::from);
    let outer = rings.next()?;
    Some(geo::Polygon::new(outer, rings.collect()).unsigned_area())
}
