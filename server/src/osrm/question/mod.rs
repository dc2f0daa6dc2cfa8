//! What may be asked: coordinates and options, as OSRM reads them.
//!
//! Source: <https://project-osrm.org/docs/v26.4.1/http> and what `osrm-routed` 26.10 answers. Ours besides: `banner_instructions`,
//! `voice_instructions`, `voice_units` and `language` of a route, as in Mapbox's Directions API.

mod check;
mod options;
#[cfg(test)]
mod tests;

use nearhand_engine::{
    guidance::{Language, Units},
    routing::{Approach, AvoidKinds, Heading},
    units::{LngLat, Metres},
};

use super::{
    address::Service,
    cursor::{Cursor, Read},
    hint::Hint,
    polyline::{self, Precision},
    refusal::{Code, Refusal},
};

/// A question, read and checked.
#[derive(Clone, Debug, Default)]
pub(super) struct Question {
    pub(super) coordinates: Vec<LngLat>,
    /// Per coordinate, or empty: how far a street may be; `None` is as far as it takes.
    pub(super) radiuses: Vec<Option<Metres>>,
    /// Per coordinate, or empty.
    pub(super) bearings: Vec<Option<Heading>>,
    /// Whether one of them is none.
    has_wrong_bearing: bool,
    /// Per coordinate, or empty.
    pub(super) approaches: Vec<Option<Approach>>,
    /// Whether streets count where no trip begins or ends by itself.
    pub(super) snaps_anywhere: bool,
    /// Per coordinate, or empty.
    pub(super) hints: Vec<Option<Hint>>,
    pub(super) exclude: AvoidKinds,
    /// Whether something is to be kept off that has no name here.
    excludes_unknown: bool,
    /// Whether a language is asked for that has no words here.
    speaks_unknown: bool,
    pub(super) without_hints: bool,
    pub(super) skip_waypoints: bool,
    pub(super) route: RouteOptions,
    pub(super) table: TableOptions,
    /// How many streets.
    pub(super) number: Option<usize>,
    pub(super) trace: TraceOptions,
    pub(super) trip: TripOptions,
}

/// How routes are told: of `route`, `match` and `trip`.
#[derive(Clone, Debug, Default)]
pub(super) struct RouteOptions {
    pub(super) steps: bool,
    pub(super) overview: Overview,
    pub(super) geometries: Geometries,
    pub(super) annotations: Annotations,
    /// How many other routes.
    pub(super) alternatives: usize,
    /// `None` is as the profile has it.
    pub(super) continue_straight: Option<bool>,
    /// Numbers of the coordinates that end legs; empty for all.
    pub(super) waypoints: Vec<usize>,
    pub(super) banners: bool,
    pub(super) voices: bool,
    pub(super) units: Units,
    pub(super) language: Language,
}

/// Which table.
#[derive(Clone, Debug, Default)]
pub(super) struct TableOptions {
    /// Numbers of coordinates; empty for all.
    pub(super) sources: Vec<usize>,
    /// Numbers of coordinates; empty for all.
    pub(super) destinations: Vec<usize>,
    /// Only durations when nothing is given.
    pub(super) cells: Option<Cells>,
    /// Metres per second.
    pub(super) fallback_speed: Option<f64>,
    pub(super) fallback_from: Fallback,
    pub(super) scale: Option<f64>,
}

/// How a trace is matched.
#[derive(Clone, Debug, Default)]
pub(super) struct TraceOptions {
    /// Seconds since 1970, per coordinate, or empty.
    pub(super) timestamps: Vec<u64>,
    pub(super) ignore_gaps: bool,
    pub(super) tidy: bool,
}

/// Which trip.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct TripOptions {
    pub(super) one_way: bool,
    pub(super) from_first: bool,
    pub(super) to_last: bool,
}

/// How much of a route's line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Overview {
    #[default]
    Simplified,
    Full,
    None,
}

/// How lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Geometries {
    #[default]
    Polyline,
    Polyline6,
    GeoJson,
}

/// What is told of each piece of a route.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Annotations {
    pub(super) nodes: bool,
    pub(super) distance: bool,
    pub(super) duration: bool,
    pub(super) datasources: bool,
    pub(super) weight: bool,
    pub(super) speed: bool,
}

/// What a table holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cells {
    pub(super) durations: bool,
    pub(super) distances: bool,
}

/// From where to where the straight line of a missing cell leads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Fallback {
    #[default]
    Input,
    Snapped,
}

impl Question {
    /// Reads `coordinates?options`.
    pub(super) fn read(service: Service, mut cursor: Cursor<'_>) -> Result<Self, Refusal> {
        let mut question = Self::default();
        let places = question
            .query(service, &mut cursor)
            .map_err(|at| Refusal::query(at.position))?;
        let Some(places) = places else {
            let message = "flatbuffers are not written: ask for JSON";
            return Err(Refusal::new(Code::NotImplemented, message));
        };
        let place = |&(lng, lat): &(f64, f64)| {
            let wrong = |_| Refusal::new(Code::InvalidValue, "Invalid coordinate value.");
            LngLat::new(lng, lat).map_err(wrong)
        };
        question.check_count(service, places.len())?;
        question.coordinates = places.iter().map(place).collect::<Result<_, _>>()?;
        question.check(service)?;
        Ok(question)
    }

    /// On which side of the street a coordinate must lie.
    pub(super) fn approach(&self, number: usize) -> Approach {
        let given = self.approaches.get(number).copied().flatten();
        given.unwrap_or_default()
    }

    /// The coordinates as numbers; `None` when another form than JSON is asked for.
    fn query(
        &mut self,
        service: Service,
        cursor: &mut Cursor<'_>,
    ) -> Read<Option<Vec<(f64, f64)>>> {
        let places = places(cursor)?;
        if cursor.eat(".flatbuffers") {
            return Ok(None);
        }
        // Without a word JSON is meant, too.
        let _ = cursor.eat(".json");
        if cursor.is_done() {
            return Ok(Some(places));
        }
        cursor.expect("?")?;
        self.option(service, cursor)?;
        while !cursor.is_done() {
            cursor.expect("&")?;
            self.option(service, cursor)?;
        }
        Ok(Some(places))
    }
}

/// Coordinates: `longitude,latitude` with semicolons between them, or a polyline in brackets.
fn places(cursor: &mut Cursor<'_>) -> Read<Vec<(f64, f64)>> {
    let precision = if cursor.eat("polyline(") {
        Precision::Five
    } else if cursor.eat("polyline6(") {
        Precision::Six
    } else {
        return cursor.list(|cursor| {
            let lng = cursor.number()?;
            cursor.expect(",")?;
            Ok((lng, cursor.number()?))
        });
    };
    let start = *cursor;
    let text = cursor.take_while(|c| matches!(c, '?'..='~'));
    let places = polyline::decode(text, precision).filter(|places| !places.is_empty());
    let places = places.ok_or(start.malformed())?;
    cursor.expect(")")?;
    Ok(places)
}
