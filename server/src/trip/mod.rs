//! Trips: through several places, with alternatives, off certain roads, by several means, at another time.

mod ground;
mod question;

use nearhand_engine::guidance::Ends;
use nearhand_engine::routing::{self, Limits, NoLeg, Snap};
use nearhand_engine::units::LngLat;
use serde::Serialize;
use utoipa::ToSchema;

pub(crate) use ground::{Ground, KeepOff};
pub use question::Trip;

use crate::{
    app::App,
    problem::{Problem, Slug, names},
    route::Route,
    wire::time,
};

/// The fastest route, and others if they were asked for.
#[derive(Debug, Serialize, ToSchema)]
pub struct Routes {
    #[serde(flatten)]
    best: Route,
    /// Other routes a driver may like, when `alternatives` was asked for: each shares at most 80 % of the fastest route's
    /// time with it and with those before, takes at most 25 % longer and makes no detour of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    alternatives: Option<Vec<Route>>,
}

/// Finds what is asked for. A long computation: not for the async workers.
///
/// # Errors
/// When a value is wrong, a place is off the map, or there is no way.
pub fn find(app: &App, trip: &Trip) -> Result<Routes, Problem> {
    trip.check(time::now())?;
    let ground = Ground::at(app, trip.mode, trip.depart_at.map(|at| at.0));
    let off = keep_off(&ground, trip)?;
    let places = places(&ground, trip, &off)?;
    let question = Question {
        trip,
        ground: &ground,
        off: &off,
    };
    match places.as_slice() {
        [from, to] => question.between(from, to),
        _ => question.through(&places),
    }
}

/// What the trip keeps off.
fn keep_off(ground: &Ground<'_>, trip: &Trip) -> Result<KeepOff, Problem> {
    let areas = &trip.avoid.areas;
    let rings: Vec<_> = areas
        .iter()
        .map(|area| area.coordinates.as_slice())
        .collect();
    ground
        .keeping_off(trip.avoid.kinds(), &rings, trip.via.len() + 1)
        .map_err(|(index, error)| {
            let field = format!("avoid.areas[{index}].coordinates");
            Problem::field(field, error.to_string())
        })
}

/// The places of the trip on the road, off what it keeps off.
fn places(ground: &Ground<'_>, trip: &Trip, off: &KeepOff) -> Result<Vec<Snap>, Problem> {
    let snap = |(index, &point)| {
        ground
            .snap(point, |segment| off.allows(segment))
            .map_err(|distance| Problem::no_segment(place_name(trip, index), distance))
    };
    asked(trip).enumerate().map(snap).collect()
}

/// The places of the trip as they were asked for.
fn asked(trip: &Trip) -> impl Iterator<Item = &LngLat> {
    std::iter::once(&trip.from)
        .chain(&trip.via)
        .chain([&trip.to])
}

/// The field of a place of the trip.
fn place_name(trip: &Trip, index: usize) -> String {
    match index {
        0 => "from".to_owned(),
        _ if index > trip.via.len() => "to".to_owned(),
        _ => format!("via[{}]", index - 1),
    }
}

/// A trip on the ground.
struct Question<'a> {
    trip: &'a Trip,
    ground: &'a Ground<'a>,
    off: &'a KeepOff,
}

impl Question<'_> {
    /// The way from one place to another, and alternatives.
    fn between(&self, from: &Snap, to: &Snap) -> Result<Routes, Problem> {
        let paths = match self.trip.alternatives {
            None | Some(0) => self.ground.route(from, to, self.off).into_iter().collect(),
            Some(others) => {
                let limits = Limits::with(others);
                self.ground.alternatives(from, to, self.off, &limits)
            }
        };
        let road = self.ground.road();
        let ends = Ends::between(self.trip.from, self.trip.to);
        let mut routes = paths.iter().map(|path| Route::of(road, path, &ends));
        let best = routes.next().ok_or_else(|| self.no_way(0, from, to))?;
        let others: Vec<Route> = routes.collect();
        Ok(Routes {
            best,
            alternatives: self.trip.alternatives.map(|_| others),
        })
    }

    /// The way through several places.
    fn through(&self, places: &[Snap]) -> Result<Routes, Problem> {
        let way = |from: &Snap, to: &Snap| self.ground.route(from, to, self.off);
        let found = routing::through(self.ground.road(), places, self.trip.may_turn(), way);
        let paths =
            found.map_err(|NoLeg { leg }| self.no_way(leg, &places[leg], &places[leg + 1]))?;
        let asked: Vec<LngLat> = asked(self.trip).copied().collect();
        let ends = asked.windows(2).map(|pair| Ends::between(pair[0], pair[1]));
        // Places that are at least two have at least one path between them.
        let best = Route::of_legs(self.ground.road(), paths.iter().zip(ends));
        Ok(Routes {
            best: best.ok_or_else(Problem::internal)?,
            alternatives: self.trip.alternatives.map(|_| Vec::new()),
        })
    }

    /// Why there is no way from a place of the trip to the one after it.
    fn no_way(&self, leg: usize, from: &Snap, to: &Snap) -> Problem {
        let mut detail = if self.trip.via.is_empty() {
            "there is no way by road between these two points".to_owned()
        } else {
            let [from, to] = [leg, leg + 1].map(|index| place_name(self.trip, index));
            format!("there is no way by road from {from} to {to}")
        };
        let closures = self.ground.closures_at(to);
        let is_free = || self.ground.route(from, to, &KeepOff::Nothing).is_some();
        if !matches!(self.off, KeepOff::Nothing) && is_free() {
            let avoided = self.trip.avoid.names();
            detail += &format!(" without what is to be avoided: {avoided}");
        } else if !closures.is_empty() {
            detail += &format!(": the second lies in closure {}", names(&closures));
        }
        Problem::new(Slug::NoRoute, detail)
    }
}
