//! Positions from OsmAnd and Traccar Client.
//!
//! Their query speaks of speed in knots, their JSON in metres per second (as Traccar's documentation of
//! the protocol says); the time may be in seconds, in milliseconds, or ISO 8601. Devices send parameters
//! of their own, so what is unknown is passed over here.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode},
};
use nearhand_engine::{
    dispatch::{Fix, ids::TeamId},
    units::{Bearing, LngLat, Metres, MetresPerSecond, Timestamp},
};
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    extract::{is_json, read},
    guard::bearer,
};
use crate::{
    app::App,
    positions,
    problem::{Problem, Slug},
    store::Role,
    wire::time,
};

/// One knot is 1852 metres an hour.
const METRES_PER_SECOND_PER_KNOT: f64 = 1852.0 / 3600.0;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(by_query, by_body))
}

/// Takes in a position as OsmAnd sends it: `?id=T3&token=…&lat=…&lon=…&timestamp=…&speed=…&bearing=…&accuracy=…`.
#[utoipa::path(get, path = "/ingest/osmand", tag = "positions", responses((status = 200, description = "taken in")))]
async fn by_query(State(app): State<App>, request: Request) -> Result<StatusCode, Problem> {
    let fields = form(request.uri().query().unwrap_or_default().as_bytes());
    take(&app, request.headers(), &fields, || from_form(&fields))
}

/// Takes in a position as Traccar Client sends it: a form or JSON.
#[utoipa::path(post, path = "/ingest/osmand", tag = "positions", responses((status = 200, description = "taken in")))]
async fn by_body(State(app): State<App>, request: Request) -> Result<StatusCode, Problem> {
    let headers = request.headers().clone();
    let mut fields = form(request.uri().query().unwrap_or_default().as_bytes());
    let body = read(request, &app).await?;
    if !is_json(&headers) {
        fields.extend(form(&body));
        return take(&app, &headers, &fields, || from_form(&fields));
    }
    let json: Value = crate::wire::strict::from_slice(&body)?;
    if let Some(id) = json["device_id"].as_str() {
        fields.insert("id".to_owned(), id.to_owned());
    }
    take(&app, &headers, &fields, || from_json(&json))
}

fn form(text: &[u8]) -> BTreeMap<String, String> {
    form_urlencoded::parse(text).into_owned().collect()
}

fn take(
    app: &App,
    headers: &HeaderMap,
    fields: &BTreeMap<String, String>,
    fix: impl FnOnce() -> Result<Fix, Problem>,
) -> Result<StatusCode, Problem> {
    let token = bearer(headers).or_else(|| fields.get("token").map(String::as_str));
    let now = time::now();
    let device = token
        .and_then(|token| app.auth.authenticate(token, now))
        .filter(|principal| principal.role == Role::Device)
        .ok_or_else(|| {
            Problem::new(
                Slug::Unauthorized,
                "send the device's token as `token` or as a Bearer token",
            )
        })?;
    let team = device.team.ok_or_else(Problem::internal)?;
    if let Some(named) = fields.get("id")
        && named.parse::<TeamId>() != Ok(team)
    {
        return Err(Problem::field(
            "id",
            format!("this device's token is that of team {team}: set id to {team}"),
        ));
    }
    positions::take(app, team, fix()?, now)
        .map_err(|reason| Problem::new(Slug::WrongState, reason))?;
    Ok(StatusCode::OK)
}

fn from_form(fields: &BTreeMap<String, String>) -> Result<Fix, Problem> {
    let number = |names: &[&str]| -> Result<Option<f64>, Problem> {
        let Some((name, text)) = names.iter().find_map(|n| fields.get_key_value(*n)) else {
            return Ok(None);
        };
        let number = text.trim().parse().ok().filter(|n: &f64| n.is_finite());
        number
            .map(Some)
            .ok_or_else(|| Problem::field(name, format!("{name} must be a number")))
    };
    let at = fields
        .get("timestamp")
        .map(|text| moment(text).ok_or_else(|| wrong_time("timestamp")))
        .transpose()?;
    Ok(Fix {
        position: place(number(&["lat"])?, number(&["lon", "lng"])?, ["lat", "lon"])?,
        at: at.unwrap_or_else(time::now),
        speed: number(&["speed"])?.map(|knots| MetresPerSecond(knots * METRES_PER_SECOND_PER_KNOT)),
        bearing: number(&["bearing", "heading"])?.and_then(Bearing::new),
        accuracy: number(&["accuracy"])?.map(Metres),
    })
}

/// Traccar Client's JSON: `{"location":{"timestamp":…,"coords":{"latitude":…,"longitude":…,"speed":…,"heading":…,"accuracy":…}},"device_id":…}`.
fn from_json(json: &Value) -> Result<Fix, Problem> {
    let location = &json["location"];
    let coords = &location["coords"];
    let number = |name: &str| -> Result<Option<f64>, Problem> {
        match &coords[name] {
            Value::Null => Ok(None),
            Value::Number(number) => Ok(number.as_f64()),
            _ => Err(Problem::field(
                format!("location.coords.{name}"),
                format!("{name} must be a number"),
            )),
        }
    };
    let at = match &location["timestamp"] {
        Value::Null => time::now(),
        Value::String(text) => moment(text).ok_or_else(|| wrong_time("location.timestamp"))?,
        Value::Number(number) => {
            moment(&number.to_string()).ok_or_else(|| wrong_time("location.timestamp"))?
        }
        _ => return Err(wrong_time("location.timestamp")),
    };
    // Traccar Client says -1 for what the phone does not know.
    let known = |value: Option<f64>| value.filter(|number| *number >= 0.0);
    let names = ["location.coords.latitude", "location.coords.longitude"];
    Ok(Fix {
        position: place(number("latitude")?, number("longitude")?, names)?,
        at,
        speed: known(number("speed")?).map(MetresPerSecond),
        bearing: known(number("heading")?).and_then(Bearing::new),
        accuracy: known(number("accuracy")?).map(Metres),
    })
}

fn place(lat: Option<f64>, lng: Option<f64>, names: [&str; 2]) -> Result<LngLat, Problem> {
    let missing = |name: &str| Problem::field(name, format!("{name} is missing: give it"));
    let lat = lat.ok_or_else(|| missing(names[0]))?;
    let lng = lng.ok_or_else(|| missing(names[1]))?;
    LngLat::new(lng, lat).map_err(|_| {
        let name = if (-90.0..=90.0).contains(&lat) {
            names[1]
        } else {
            names[0]
        };
        Problem::field(name, format!("{name} is out of range"))
    })
}

fn wrong_time(field: &str) -> Problem {
    Problem::field(
        field,
        "the time must be seconds or milliseconds since 1970, or ISO 8601",
    )
}

/// A moment in seconds, in milliseconds or as ISO 8601; seconds and milliseconds are told apart by size.
fn moment(text: &str) -> Option<Timestamp> {
    /// In seconds this is the year 5138, in milliseconds 1973.
    const MILLISECONDS_FROM: f64 = 1e11;
    if let Ok(number) = text.trim().parse::<f64>() {
        let millis = if number.abs() < MILLISECONDS_FROM {
            number * 1000.0
        } else {
            number
        };
        #[expect(clippy::cast_possible_truncation, reason = "checked to be in range")]
        return (0.0..1e14)
            .contains(&millis)
            .then_some(Timestamp(millis.round() as i64));
    }
    time::parse(text.trim())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_time_comes_in_three_forms() {
        let at = Some(Timestamp(1_700_000_000_000));
        for text in [
            "1700000000",
            "1700000000000",
            "2023-11-14T22:13:20Z",
            " 1700000000.0 ",
        ] {
            assert_eq!(moment(text), at, "{text}");
        }
        for text in ["", "yesterday", "NaN", "-5", "1e300"] {
            assert_eq!(moment(text), None, "{text}");
        }
    }

    #[test]
    fn the_query_speaks_in_knots() {
        let fields = form(
            b"id=T3&lat=35.9&lon=14.5&timestamp=1700000000&speed=10&bearing=370&accuracy=5&batt=80",
        );
        let fix = from_form(&fields).unwrap();
        assert_eq!(fix.position, LngLat::new(14.5, 35.9).unwrap());
        assert!((fix.speed.unwrap().0 - 5.144).abs() < 1e-3);
        assert_eq!(fix.bearing, Bearing::new(10.0));
        assert_eq!(fix.accuracy, Some(Metres(5.0)));
    }

    #[test]
    fn the_json_speaks_in_metres_per_second() {
        let json = json!({"device_id":"T3","location":{"timestamp":"2023-11-14T22:13:20Z","coords":{
            "latitude":35.9,"longitude":14.5,"speed":10,"heading":-1,"accuracy":4.5}}});
        let fix = from_json(&json).unwrap();
        assert_eq!(fix.at, Timestamp(1_700_000_000_000));
        assert_eq!(fix.speed, Some(MetresPerSecond(10.0)));
        assert_eq!(fix.bearing, None);
    }

    #[test]
    fn the_wrong_field_is_named() {
        let cases: [(&[u8], &str); 6] = [
            (b"lon=14.5", "lat"),
            (b"lat=35.9", "lon"),
            (b"lat=91&lon=14.5", "lat"),
            (b"lat=35.9&lon=200", "lon"),
            (b"lat=35.9&lon=NaN", "lon"),
            (b"lat=35.9&lon=14.5&timestamp=soon", "timestamp"),
        ];
        for (text, field) in cases {
            let problem = from_form(&form(text)).unwrap_err();
            assert_eq!(problem.field.as_deref(), Some(field));
        }
    }
}
