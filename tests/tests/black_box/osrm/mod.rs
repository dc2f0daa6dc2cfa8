//! OSRM's HTTP API, asked as any program would ask it.

mod peer;
mod refusals;
mod routes;
mod snapping;
mod tables;
mod traces;
mod trips;

use nearhand_tests::{Client, Options, Server};
use serde_json::Value;

/// Places of the bundled city.
pub(crate) const PLACES: [[f64; 2]; 7] = [
    [14.4897, 35.8989],
    [14.5105, 35.8972],
    [14.4955, 35.9120],
    [14.5021, 35.8841],
    [14.4719, 35.8945],
    [14.4893, 35.9190],
    [14.5165, 35.8831],
];

/// A server that answers without login, and a client of it.
pub(crate) fn open_server() -> (Server, Client) {
    let server = Server::start(&Options {
        more: vec!["--routing-listen".to_owned(), "0".to_owned()],
        ..Options::default()
    });
    let client = server.routing();
    (server, client)
}

/// Coordinates as they stand in an address.
pub(crate) fn address(places: &[[f64; 2]]) -> String {
    let place = |[lng, lat]: &[f64; 2]| format!("{lng:.6},{lat:.6}");
    places.iter().map(place).collect::<Vec<_>>().join(";")
}

/// The answer of a service, which must be `Ok`.
pub(crate) async fn ask(
    client: &Client,
    service: &str,
    places: &[[f64; 2]],
    options: &str,
) -> Value {
    let mark = if options.is_empty() { "" } else { "?" };
    let path = format!("/{service}/v1/driving/{}{mark}{options}", address(places));
    let answer = client.get(&path).await;
    assert_eq!(answer.content_type, "application/json", "{}", answer.text);
    let body = answer.expect(200);
    assert_eq!(body["code"], "Ok", "{body}");
    body
}

#[track_caller]
pub(crate) fn number(value: &Value) -> f64 {
    let number = value.as_f64();
    number.unwrap_or_else(|| panic!("{value} is a number"))
}

#[track_caller]
pub(crate) fn list(value: &Value) -> &[Value] {
    let list = value.as_array();
    list.unwrap_or_else(|| panic!("{value} is a list"))
}

#[track_caller]
pub(crate) fn line(value: &Value) -> Vec<[f64; 2]> {
    let points = list(&value["coordinates"]).iter();
    points
        .map(|point| [number(&point[0]), number(&point[1])])
        .collect()
}

/// That two numbers differ by no more than rounding.
#[track_caller]
pub(crate) fn assert_near(a: f64, b: f64, off: f64) {
    assert!((a - b).abs() <= off, "{a} is not {b}");
}

/// Metres between two places in a city.
pub(crate) fn metres(a: [f64; 2], b: [f64; 2]) -> f64 {
    const PER_DEGREE: f64 = 111_195.0;
    let east = (b[0] - a[0]) * a[1].to_radians().cos();
    east.hypot(b[1] - a[1]) * PER_DEGREE
}
