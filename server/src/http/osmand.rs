//! Positions from OsmAnd and Traccar Client.
//!
//! Their query speaks of speed in knots, their JSON in metres per second (as Traccar's documentation of
//! the protocol says); the time may be in seconds, in milliseconds, or ISO 8601. Devices send parameters
//! of their own, so what is unknown is passed over here.

use axum::{
    extract::{Request, State},
    http::HeaderMap,
};
use nearhand_engine::{
    dispatch::{Fix, ids::TeamId},
    units::{Bearing, Metres, MetresPerSecond, Timestamp},
};
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    extract::{is_json, read},
    ingest::{Names, Sender, header_token, place},
};
use crate::{app::App, problem::Problem, wire::time};

/// One knot is 1852 metres an hour.
const METRES_PER_SECOND_PER_KNOT: f64 = 1852.0 / 3600.0;

const IN_FORM: Names = Names {
    lat: "lat",
    lng: "lon",
    time: "timestamp",
    speed: "speed",
    accuracy: "accuracy",
};
const IN_JSON: Names = Names {
    lat: "location.coords.latitude",
    lng: "location.coords.longitude",
    time: "location.timestamp",
    speed: "location.coords.speed",
    accuracy: "location.coords.accuracy",
};

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(by_query, by_body))
}

/// Takes in a position as OsmAnd sends it: `?id=T3&token=…&lat=…&lon=…&timestamp=…&speed=…&bearing=…&accuracy=…`. The token
/// may stand in the place of `id`. One from off duty is dropped and answered with 200, and with why, as text.
#[utoipa::path(get, path = "/ingest/osmand", tag = "positions", responses((status = 200, description = "taken in")))]
async fn by_query(State(app): State<App>, request: Request) -> Result<String, Problem> {
    let fields = form(request.uri().query().unwrap_or_default().as_bytes());
    take(&app, request.headers(), &fields, &IN_FORM, || {
        from_form(&fields)
    })
}

/// Takes in a position as Traccar Client sends it: a form or JSON, whose `device_id` is the `id` of the query.
#[utoipa::path(post, path = "/ingest/osmand", tag = "positions", responses((status = 200, description = "taken in")))]
async fn by_body(State(app): State<App>, request: Request) -> Result<String, Problem> {
    let headers = request.headers().clone();
    let mut fields = form(request.uri().query().unwrap_or_default().as_bytes());
    let body = read(request, &app).await?;
    if !is_json(&headers) {
        fields.extend(form(&body));
        return take(&app, &headers, &fields, &IN_FORM, || from_form(&fields));
    }
    let json: Value = crate::wire::strict::from_slice(&body)?;
    if let Some(id) = json["device_id"].as_str() {
        fields.insert("id".to_owned(), id.to_owned());
    }
    take(&app, &headers, &fields, &IN_JSON, || from_json(&json))
}

fn form(text: &[u8]) -> BTreeMap<String, String> {
    form_urlencoded::parse(text).into_owned().collect()
}

/// Traccar Client has no field for a token, but sends what it calls itself with every position: that may be the token.
fn take(
    app: &App,
    headers: &HeaderMap,
    fields: &BTreeMap<String, String>,
    names: &Names,
    fix: impl FnOnce() -> Result<Fix, Problem>,
) -> Result<String, Problem> {
    let id = fields.get("id");
    let token = header_token(headers).or_else(|| fields.get("token").or(id).cloned());
    let sender = Sender::of(app, token.as_deref())?;
    if let Some(named) = id.filter(|id| Some(*id) != token.as_ref())
        && named.parse::<TeamId>() != Ok(sender.team)
    {
        return Err(Problem::field(
            "id",
            format!(
                "this device's token is that of team {0}: set id to {0}",
                sender.team
            ),
        ));
    }
    let dropped = sender.take(app, fix()?, names)?;
    Ok(dropped.map_or_else(String::new, |refusal| format!("not kept: {refusal}\n")))
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
        position: place(number(&["lat"])?, number(&["lon", "lng"])?, &IN_FORM)?,
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
    Ok(Fix {
        position: place(number("latitude")?, number("longitude")?, &IN_JSON)?,
        at,
        speed: known(number("speed")?).map(MetresPerSecond),
        bearing: known(number("heading")?).and_then(Bearing::new),
        accuracy: known(number("accuracy")?).map(Metres),
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
    use nearhand_engine::units::LngLat;
    use proptest::prelude::*;
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

    proptest! {
        #[test]
        fn any_query_is_a_fix_or_a_named_field(
            pairs in prop::collection::vec(("lat|lon|lng|timestamp|speed|bearing|heading|accuracy|id", "[ -~]{0,12}|-?[0-9]{1,4}(\\.[0-9]{1,4})?"), 0..9),
        ) {
            let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(&pairs).finish();
            match from_form(&form(query.as_bytes())) {
                Ok(fix) => prop_assert!(fix.at.0 >= 0),
                Err(problem) => prop_assert!(problem.status == 422 && problem.field.is_some()),
            }
        }

        #[test]
        fn any_bytes_are_a_form(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            let _ = from_form(&form(&bytes));
        }

        #[test]
        fn any_moment_is_after_1970_or_refused(text in ".{0,24}|[0-9]{1,16}(\\.[0-9]{1,3})?") {
            prop_assert!(moment(&text).is_none_or(|at| at.0 >= 0 || text.contains('T')));
        }

        #[test]
        fn any_json_of_traccar_is_a_fix_or_a_named_field(
            lat in prop_oneof![Just(Value::Null), any::<f64>().prop_map(Value::from), Just(json!("x"))],
            at in prop_oneof![Just(Value::Null), any::<i64>().prop_map(Value::from), ".{0,24}".prop_map(Value::from), Just(json!([]))],
            speed in prop_oneof![Just(Value::Null), any::<f64>().prop_map(Value::from), Just(json!({}))],
        ) {
            let json = json!({"location": {"timestamp": at, "coords": {"latitude": lat, "longitude": 14.5, "speed": speed}}});
            match from_json(&json) {
                Ok(fix) => prop_assert!(fix.speed.is_none_or(|speed| speed.0 >= 0.0)),
                Err(problem) => prop_assert!(problem.status == 422 && problem.field.is_some()),
            }
        }
    }
}
