//! Options by name.

use nearhand_engine::{
    guidance::{Language, Units},
    routing::{Approach, Heading},
    units::{Bearing, Metres},
};

use super::{Annotations, Cells, Fallback, Geometries, Overview, Question};
use crate::osrm::{
    address::Service,
    cursor::{Cursor, Read},
    hint::Hint,
};

/// The most other routes that `alternatives=true` gives.
const USUAL_ALTERNATIVES: usize = 1;

impl Question {
    /// Reads `name=value`.
    pub(super) fn option(&mut self, service: Service, cursor: &mut Cursor<'_>) -> Read<()> {
        let start = *cursor;
        let name = cursor.take_while(|c| c.is_ascii_lowercase() || c == '_');
        if !cursor.eat("=") {
            return Err(start.malformed());
        }
        let is_route = matches!(service, Service::Route | Service::Match | Service::Trip);
        let known = self.for_all(name, cursor)?
            || is_route && self.for_routes(service, name, cursor)?
            || match service {
                Service::Route => self.for_route(name, cursor)?,
                Service::Table => self.for_table(name, cursor)?,
                Service::Nearest => self.for_nearest(name, cursor)?,
                Service::Match => self.for_match(name, cursor)?,
                Service::Trip => self.for_trip(name, cursor)?,
            };
        if known {
            Ok(())
        } else {
            Err(start.malformed())
        }
    }

    /// Options of all services; `false` for others.
    fn for_all(&mut self, name: &str, cursor: &mut Cursor<'_>) -> Read<bool> {
        match name {
            "radiuses" => self.radiuses = cursor.list(radius)?,
            "bearings" => self.headings(cursor)?,
            "approaches" => self.approaches = cursor.list(|cursor| cursor.maybe(approach))?,
            "hints" => self.hints = cursor.list(hint)?,
            "exclude" => self.exclude(cursor)?,
            "generate_hints" => self.without_hints = !cursor.flag()?,
            "skip_waypoints" => self.skip_waypoints = cursor.flag()?,
            "snapping" => {
                self.snaps_anywhere = cursor.one_of(&[("default", false), ("any", true)])?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn for_routes(&mut self, service: Service, name: &str, cursor: &mut Cursor<'_>) -> Read<bool> {
        let route = &mut self.route;
        match name {
            "steps" => route.steps = cursor.flag()?,
            "annotations" => route.annotations = annotations(cursor)?,
            "overview" => {
                route.overview = cursor.one_of(&[
                    ("simplified", Overview::Simplified),
                    ("full", Overview::Full),
                    ("false", Overview::None),
                ])?;
            }
            "geometries" => {
                route.geometries = cursor.one_of(&[
                    ("polyline6", Geometries::Polyline6),
                    ("polyline", Geometries::Polyline),
                    ("geojson", Geometries::GeoJson),
                ])?;
            }
            "waypoints" if service != Service::Trip => {
                route.waypoints = cursor.list(Cursor::count)?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn for_route(&mut self, name: &str, cursor: &mut Cursor<'_>) -> Read<bool> {
        let route = &mut self.route;
        match name {
            "alternatives" => {
                let words = [("true", USUAL_ALTERNATIVES), ("false", 0)];
                route.alternatives = cursor.one_of(&words).or_else(|_| cursor.count())?;
            }
            "continue_straight" => {
                let words = [
                    ("default", None),
                    ("true", Some(true)),
                    ("false", Some(false)),
                ];
                route.continue_straight = cursor.one_of(&words)?;
            }
            "banner_instructions" => route.banners = cursor.flag()?,
            "voice_instructions" => route.voices = cursor.flag()?,
            "voice_units" => {
                let words = [("metric", Units::Metric), ("imperial", Units::Imperial)];
                route.units = cursor.one_of(&words)?;
            }
            "language" => {
                let start = *cursor;
                let word = cursor.take_while(|c| c.is_ascii_alphanumeric() || c == '-');
                let code = word.split('-').next().unwrap_or_default();
                if code.is_empty() {
                    return Err(start.malformed());
                }
                let known = Language::ALL
                    .into_iter()
                    .find(|language| language.code().eq_ignore_ascii_case(code));
                self.speaks_unknown = known.is_none();
                route.language = known.unwrap_or_default();
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn for_table(&mut self, name: &str, cursor: &mut Cursor<'_>) -> Read<bool> {
        let table = &mut self.table;
        match name {
            "sources" => table.sources = indices(cursor)?,
            "destinations" => table.destinations = indices(cursor)?,
            "annotations" => {
                let mut cells = Cells::default();
                for_each(cursor, |cursor| {
                    let words = [
                        ("durations", true),
                        ("duration", true),
                        ("distances", false),
                        ("distance", false),
                    ];
                    match cursor.one_of(&words)? {
                        true => cells.durations = true,
                        false => cells.distances = true,
                    }
                    Ok(())
                })?;
                table.cells = Some(cells);
            }
            "fallback_speed" => table.fallback_speed = Some(cursor.number()?),
            "scale_factor" => table.scale = Some(cursor.number()?),
            "fallback_coordinate" => {
                let words = [("input", Fallback::Input), ("snapped", Fallback::Snapped)];
                table.fallback_from = cursor.one_of(&words)?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn for_nearest(&mut self, name: &str, cursor: &mut Cursor<'_>) -> Read<bool> {
        match name {
            "number" => self.number = Some(cursor.count()?),
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn for_match(&mut self, name: &str, cursor: &mut Cursor<'_>) -> Read<bool> {
        let trace = &mut self.trace;
        match name {
            "timestamps" => trace.timestamps = cursor.list(Cursor::count)?,
            "gaps" => trace.ignore_gaps = cursor.one_of(&[("split", false), ("ignore", true)])?,
            "tidy" => trace.tidy = cursor.flag()?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn for_trip(&mut self, name: &str, cursor: &mut Cursor<'_>) -> Read<bool> {
        let trip = &mut self.trip;
        match name {
            "roundtrip" => trip.one_way = !cursor.flag()?,
            "source" => trip.from_first = cursor.one_of(&[("first", true), ("any", false)])?,
            "destination" => trip.to_last = cursor.one_of(&[("last", true), ("any", false)])?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn headings(&mut self, cursor: &mut Cursor<'_>) -> Read<()> {
        let given = cursor.list(|cursor| cursor.maybe(heading))?;
        self.has_wrong_bearing = given.contains(&Some(None));
        self.bearings = given.into_iter().map(Option::flatten).collect();
        Ok(())
    }

    fn exclude(&mut self, cursor: &mut Cursor<'_>) -> Read<()> {
        for_each(cursor, |cursor| {
            let start = *cursor;
            let kind = cursor.take_while(|c| c.is_ascii_alphanumeric() || c == '_');
            match kind {
                "" => return Err(start.malformed()),
                "toll" => self.exclude.tolls = true,
                "ferry" => self.exclude.ferries = true,
                "motorway" => self.exclude.motorways = true,
                _ => self.excludes_unknown = true,
            }
            Ok(())
        })
    }
}

/// Values with commas between them.
fn for_each(
    cursor: &mut Cursor<'_>,
    mut value: impl FnMut(&mut Cursor<'_>) -> Read<()>,
) -> Read<()> {
    value(cursor)?;
    while cursor.eat(",") {
        value(cursor)?;
    }
    Ok(())
}

/// Metres; none, or fewer than none, is as far as it takes.
fn radius(cursor: &mut Cursor<'_>) -> Read<Option<Metres>> {
    if cursor.eat("unlimited") {
        return Ok(None);
    }
    let metres = cursor.maybe(Cursor::number)?;
    Ok(metres.filter(|&metres| metres >= 0.0).map(Metres))
}

/// Degrees and how far off they may be; `None` where these are none.
fn heading(cursor: &mut Cursor<'_>) -> Read<Option<Heading>> {
    let degrees = cursor.number()?;
    cursor.expect(",")?;
    let tolerance = cursor.number()?;
    let fits = (0.0..=360.0).contains(&degrees) && (0.0..=180.0).contains(&tolerance);
    let bearing = Bearing::new(degrees).filter(|_| fits);
    Ok(bearing.map(|bearing| Heading {
        bearing,
        tolerance_degrees: tolerance,
    }))
}

fn approach(cursor: &mut Cursor<'_>) -> Read<Approach> {
    cursor.one_of(&[
        ("unrestricted", Approach::Unrestricted),
        ("curb", Approach::Curb),
        ("opposite", Approach::Opposite),
    ])
}

/// Text in base 64; that of another server says nothing to us.
fn hint(cursor: &mut Cursor<'_>) -> Read<Option<Hint>> {
    let is_digit = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '=');
    let text = cursor.take_while(is_digit);
    Ok(Hint::decode(text))
}

/// Numbers of coordinates; empty for all.
fn indices(cursor: &mut Cursor<'_>) -> Read<Vec<usize>> {
    if cursor.eat("all") {
        return Ok(Vec::new());
    }
    cursor.list(Cursor::count)
}

type Field = fn(&mut Annotations) -> &mut bool;

fn annotations(cursor: &mut Cursor<'_>) -> Read<Annotations> {
    let all = Annotations {
        nodes: true,
        distance: true,
        duration: true,
        datasources: true,
        weight: true,
        speed: true,
    };
    if let Ok(every) = cursor.flag() {
        return Ok(if every { all } else { Annotations::default() });
    }
    let mut wanted = Annotations::default();
    for_each(cursor, |cursor| {
        let fields: [(&str, Field); 6] = [
            ("nodes", |wanted| &mut wanted.nodes),
            ("distance", |wanted| &mut wanted.distance),
            ("duration", |wanted| &mut wanted.duration),
            ("datasources", |wanted| &mut wanted.datasources),
            ("weight", |wanted| &mut wanted.weight),
            ("speed", |wanted| &mut wanted.speed),
        ];
        let field = cursor.one_of(&fields)?;
        *field(&mut wanted) = true;
        Ok(())
    })?;
    Ok(wanted)
}
