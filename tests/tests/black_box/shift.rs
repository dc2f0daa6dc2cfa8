//! A server with a dispatcher and one field team at work: where most tests begin.

use nearhand_tests::{Client, Options, Server};
use serde_json::{Value, json};

/// A running server and the two people who use it.
pub(crate) struct Shift {
    pub(crate) server: Server,
    pub(crate) dispatcher: Client,
    pub(crate) field: Client,
    /// The field client's team.
    pub(crate) team: String,
    /// An address in the middle of the city, `[lng, lat]`.
    pub(crate) address: Value,
}

impl Shift {
    /// Starts a server; the field team is signed on and stands at the address.
    pub(crate) async fn begin() -> Self {
        Self::begin_with(&Options::default()).await
    }

    /// As [`Shift::begin`], on a server started in another way.
    pub(crate) async fn begin_with(options: &Options) -> Self {
        let server = Server::start(options);
        let dispatcher = server.sign_in("dispatcher").await;
        let field = server.sign_in("field").await;
        let me = field.get("/api/v1/me").await.expect(200);
        let team = text(&me["team"]);
        let address = an_address(&dispatcher).await;
        let shift = Self {
            server,
            dispatcher,
            field,
            team,
            address,
        };
        let sign_on = format!("/api/v1/teams/{}/sign-on", shift.team);
        shift.field.post(&sign_on, &json!({})).await.expect(200);
        shift.report_position().await;
        shift
    }

    /// The field team reports that it stands at the address, now.
    pub(crate) async fn report_position(&self) {
        let fix = json!({ "position": self.address, "at": now(), "speed": 0.0 });
        let taken = self.field.post("/api/v1/positions", &fix).await.expect(200);
        assert_eq!(taken["accepted"], 1, "{taken}");
    }

    /// Takes in a request at the address; its id.
    pub(crate) async fn create_request(&self) -> String {
        let body = self.request_body();
        let request = self.dispatcher.post("/api/v1/requests", &body).await;
        text(&request.expect(201)["id"])
    }

    /// What a dispatcher sends to take in a request.
    pub(crate) fn request_body(&self) -> Value {
        json!({ "position": self.address, "type": "wellness_check", "priority": 2 })
    }

    /// Sends the field team to a request; the assignment's id.
    pub(crate) async fn assign(&self, request: &str) -> String {
        let path = format!("/api/v1/requests/{request}/assignments");
        let body = json!({ "team": self.team });
        let assignment = self.dispatcher.post(&path, &body).await;
        text(&assignment.expect(201)["id"])
    }

    /// Number of the last event.
    pub(crate) async fn seq(&self) -> u64 {
        let state = self.dispatcher.get("/api/v1/state").await.expect(200);
        state["seq"].as_u64().expect("the state has a number")
    }
}

/// The address nearest to the middle of the city.
pub(crate) async fn an_address(client: &Client) -> Value {
    let city = client.get("/api/v1/city").await.expect(200);
    let path = format!(
        "/api/v1/reverse?lng={}&lat={}",
        city["center"][0], city["center"][1]
    );
    let found = client.get(&path).await.expect(200);
    let position = found["features"][0]["geometry"]["coordinates"].clone();
    assert!(
        position.is_array(),
        "there is an address in the city: {found}"
    );
    position
}

/// A JSON string as a string.
#[track_caller]
pub(crate) fn text(value: &Value) -> String {
    let text = value.as_str();
    text.unwrap_or_else(|| panic!("{value} is a text"))
        .to_owned()
}

/// The present moment, RFC 3339 in UTC.
pub(crate) fn now() -> String {
    jiff::Timestamp::now().to_string()
}
