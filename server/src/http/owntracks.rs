//! Positions from OwnTracks in its HTTP mode (its booklet, "HTTP" and "JSON").
//!
//! It posts one message each: `_type` says what it is. Speed is in kilometres an hour, time in whole seconds. The
//! answer is an array of messages for the app; there are none. Encrypted messages cannot be read and count as others
//! that are no positions: the transport is what protects them.

use axum::{
    Json,
    extract::{Request, State},
};
use nearhand_engine::{
    dispatch::Fix,
    units::{Bearing, Metres, MetresPerSecond, Timestamp},
};
use serde_json::{Map, Value};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    extract::read,
    ingest::{Names, Sender, header_token, place},
};
use crate::{app::App, problem::Problem, wire::strict};

const METRES_PER_SECOND_PER_KMH: f64 = 1000.0 / 3600.0;
/// The year 5138: a time beyond it is in milliseconds, or none.
const LAST_SECOND: f64 = 1e11;

const NAMES: Names = Names {
    lat: "lat",
    lng: "lon",
    time: "tst",
    speed: "vel",
    accuracy: "acc",
};

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(owntracks_message))
}

/// Takes in a message of OwnTracks; those with `_type` other than `location` are passed over. The device's token comes
/// as the password of HTTP Basic authentication, as a Bearer token, or as `token` in the query. Positions from off duty
/// are dropped and answered as the others are.
#[utoipa::path(post, path = "/ingest/owntracks", tag = "positions", request_body = Object, responses((status = 200, body = Vec<Object>, description = "messages for the app: none")))]
async fn owntracks_message(
    State(app): State<App>,
    request: Request,
) -> Result<Json<[Value; 0]>, Problem> {
    let token = header_token(request.headers()).or_else(|| {
        form_urlencoded::parse(request.uri().query().unwrap_or_default().as_bytes())
            .find(|(name, _)| name == "token")
            .map(|(_, token)| token.into_owned())
    });
    let sender = Sender::of(&app, token.as_deref())?;
    let body = read(request, &app).await?;
    match fix(&body)? {
        Some(fix) => {
            sender.take(&app, fix, &NAMES)?;
        }
        None => sender.heard(&app),
    }
    Ok(Json([]))
}

/// The fix of a message; none when the message is about something else.
fn fix(body: &[u8]) -> Result<Option<Fix>, Problem> {
    // The app posts nothing where it deletes something.
    if body.is_empty() {
        return Ok(None);
    }
    let message: Map<String, Value> = strict::from_slice(body)?;
    let kind = message.get("_type").and_then(Value::as_str);
    match kind {
        None => Err(Problem::field("_type", "_type is missing: give it")),
        Some("location") => location(&message).map(Some),
        Some(_) => Ok(None),
    }
}

fn location(message: &Map<String, Value>) -> Result<Fix, Problem> {
    let number = |name: &str| match message.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => value
            .as_f64()
            .map(Some)
            .ok_or_else(|| Problem::field(name, format!("{name} must be a number"))),
    };
    // iOS says -1 for what it does not know.
    let known = |value: Option<f64>| value.filter(|number| *number >= 0.0);
    let at = number("tst")?.ok_or_else(|| Problem::field("tst", "tst is missing: give it"))?;
    if !(0.0..LAST_SECOND).contains(&at) {
        return Err(Problem::field("tst", "tst must be seconds since 1970"));
    }
    #[expect(clippy::cast_possible_truncation, reason = "checked to be in range")]
    let at = Timestamp((at * 1000.0).round() as i64);
    Ok(Fix {
        position: place(number("lat")?, number("lon")?, &NAMES)?,
        at,
        speed: known(number("vel")?).map(|kmh| MetresPerSecond(kmh * METRES_PER_SECOND_PER_KMH)),
        bearing: known(number("cog")?).and_then(Bearing::new),
        accuracy: known(number("acc")?).map(Metres),
    })
}

#[cfg(test)]
mod tests {
    use nearhand_engine::units::LngLat;
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn read(message: &Value) -> Result<Option<Fix>, Problem> {
        fix(message.to_string().as_bytes())
    }

    #[test]
    fn a_location_is_read_in_its_units() {
        let message = json!({
            "_type": "location", "tst": 1_700_000_000, "lat": 35.9, "lon": 14.5, "acc": 12, "vel": 36,
            "cog": 271, "alt": 40, "batt": 80, "tid": "T3", "t": "t", "topic": "owntracks/T3/phone",
        });
        let fix = read(&message).unwrap().unwrap();
        assert_eq!(fix.at, Timestamp(1_700_000_000_000));
        assert_eq!(fix.position, LngLat::new(14.5, 35.9).unwrap());
        assert_eq!(fix.speed, Some(MetresPerSecond(10.0)));
        assert_eq!(fix.bearing, Bearing::new(271.0));
        assert_eq!(fix.accuracy, Some(Metres(12.0)));
        let unknown =
            json!({"_type": "location", "tst": 1, "lat": 0, "lon": 0, "vel": -1, "cog": -1});
        let fix = read(&unknown).unwrap().unwrap();
        assert_eq!((fix.speed, fix.bearing, fix.accuracy), (None, None, None));
    }

    #[test]
    fn what_is_no_location_is_passed_over() {
        for kind in [
            "lwt",
            "transition",
            "waypoint",
            "waypoints",
            "card",
            "cmd",
            "encrypted",
            "status",
        ] {
            assert_eq!(
                read(&json!({ "_type": kind, "lat": "?" })),
                Ok(None),
                "{kind}"
            );
        }
        assert_eq!(fix(b""), Ok(None));
    }

    #[test]
    fn the_wrong_field_is_named() {
        let whole = json!({"_type": "location", "tst": 1_700_000_000, "lat": 35.9, "lon": 14.5});
        let cases = [
            ("_type", Value::Null),
            ("tst", Value::Null),
            ("tst", json!("2023-11-14T22:13:20Z")),
            ("tst", json!(-1)),
            ("tst", json!(1_700_000_000_000_i64)),
            ("lat", Value::Null),
            ("lat", json!(91)),
            ("lon", json!("14.5")),
            ("lon", json!(-181)),
            ("vel", json!("fast")),
            ("cog", json!([1])),
            ("acc", json!({})),
        ];
        for (field, value) in cases {
            let mut message = whole.clone();
            message[field] = value;
            let problem = read(&message).unwrap_err();
            assert_eq!(problem.field.as_deref(), Some(field), "{message}");
            assert_eq!(problem.status, 422);
        }
        assert_eq!(fix(b"{").unwrap_err().status, 400);
        assert_eq!(fix(b"[]").unwrap_err().status, 422);
    }

    /// Any JSON, a few levels deep.
    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            ".{0,8}".prop_map(Value::from),
        ];
        leaf.prop_recursive(2, 8, 3, |inner| {
            prop::collection::vec(inner, 0..3).prop_map(Value::from)
        })
    }

    proptest! {
        #[test]
        fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = fix(&bytes);
        }

        #[test]
        fn any_values_are_a_fix_in_range_or_a_named_field(
            values in prop::collection::vec(any_json(), 6),
        ) {
            let names = ["tst", "lat", "lon", "vel", "cog", "acc"];
            let mut message = json!({ "_type": "location" });
            for (name, value) in names.iter().zip(values) {
                message[*name] = value;
            }
            match read(&message) {
                Ok(fix) => {
                    let fix = fix.unwrap();
                    prop_assert!(fix.at.0 >= 0);
                    prop_assert!(fix.speed.is_none_or(|speed| speed.0 >= 0.0));
                }
                Err(problem) => {
                    let field = problem.field.unwrap_or_default();
                    prop_assert!(names.contains(&field.as_str()), "{}", field);
                }
            }
        }
    }
}
