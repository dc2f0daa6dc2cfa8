//! The text frames of the socket.

use nearhand_engine::{
    dispatch::ids::RequestId,
    units::{BoundingBox, LngLat},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::{
    agency::LiveEvent,
    positions::NewFix,
    problem::Problem,
    recommendation::Recommendation,
    tracking::Underway,
    wire::{
        closures::Closure,
        crew::{Member, Shift, Vehicle},
        entities::{Assignment, BoardState, Request, Team},
        places::{Destination, Flag, TriageForm},
        redact::Viewer,
        shapes, strict,
        time::Time,
        wire_command::WireCommand,
    },
};

/// What a client may ask to be told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Events of the board.
    Events,
    /// Positions of the teams.
    Positions,
}

/// The first frame of a client.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Hello {
    /// Version of the protocol: 1.
    pub proto: u32,
    /// The log that `last_seq` belongs to.
    pub epoch: Option<String>,
    /// Sequence number of the last event known.
    pub last_seq: Option<u64>,
    /// What to be told of.
    pub topics: Vec<Topic>,
    /// West, south, east, north: only positions inside.
    pub bbox: Option<[f64; 4]>,
}

/// A command with its key.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct SocketCommand {
    /// The idempotency key: the same id again gets the same answer.
    pub id: String,
    /// The version of what the command is about that the client saw.
    pub expect_version: Option<u64>,
    /// What is asked.
    pub command: WireCommand,
}

/// A frame from a client.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ClientMessage {
    /// First of all.
    Hello(Hello),
    /// Asks for a change of the board.
    Command(Box<SocketCommand>),
    /// Where the client's team is.
    Position(NewFix),
    /// Asks to be told the ranking for a request, and again when it changes.
    Watch {
        /// The request.
        #[schema(value_type = shapes::RequestId)]
        request: RequestId,
    },
    /// No more of it.
    Unwatch {
        /// The request.
        #[schema(value_type = shapes::RequestId)]
        request: RequestId,
    },
    /// Limits the positions to a box; null for all.
    View {
        /// West, south, east, north.
        bbox: Option<[f64; 4]>,
    },
}

impl ClientMessage {
    /// A message from a text frame.
    ///
    /// # Errors
    /// `malformed-body` or `invalid-field`.
    pub fn parse(text: &[u8]) -> Result<Self, Problem> {
        Self::of(strict::from_slice(text)?)
    }

    fn of(mut fields: Map<String, Value>) -> Result<Self, Problem> {
        let Some(Value::String(kind)) = fields.remove("type") else {
            return Err(Problem::field("type", "type is missing: give it"));
        };
        Ok(match kind.as_str() {
            "hello" => Self::Hello(rest(fields)?),
            "position" => Self::Position(rest(fields)?),
            "watch" => Self::Watch {
                request: rest::<Watched>(fields)?.request,
            },
            "unwatch" => Self::Unwatch {
                request: rest::<Watched>(fields)?.request,
            },
            "view" => Self::View {
                bbox: rest::<View>(fields)?.bbox,
            },
            // A wrong command is rejected under its id; see `Heard::read`.
            _ => return Err(Problem::field("type", "type is not the name of a message")),
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Watched {
    request: RequestId,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct View {
    bbox: Option<[f64; 4]>,
}

/// A command whose key is known, and what is asked or why it cannot be read.
pub(super) struct ReadCommand {
    pub(super) id: String,
    pub(super) expect_version: Option<u64>,
    pub(super) command: Result<WireCommand, Problem>,
}

/// What a text frame says.
pub(super) enum Heard {
    /// A command.
    Command(ReadCommand),
    /// Anything else.
    Message(ClientMessage),
}

impl Heard {
    /// Reads a text frame.
    ///
    /// # Errors
    /// `malformed-body` or `invalid-field`; a command with a usable id is answered under it instead.
    pub(super) fn read(text: &[u8]) -> Result<Self, Problem> {
        if let Some(fix) = read_at_once(text) {
            return Ok(Self::Message(ClientMessage::Position(fix)));
        }
        let mut fields: Map<String, Value> = strict::from_slice(text)?;
        if fields.get("type").and_then(Value::as_str) == Some("command") {
            fields.remove("type");
            return ReadCommand::of(fields).map(Self::Command);
        }
        ClientMessage::of(fields).map(Self::Message)
    }
}

/// How a position begins that a program writes; nearly all frames begin so.
const POSITION: &[u8] = br#"{"type":"position","#;

/// A position that is written as most are, without the detour over all its fields that names what is wrong. What cannot
/// be read so may be written otherwise, or wrong.
fn read_at_once(text: &[u8]) -> Option<NewFix> {
    let rest = text.strip_prefix(POSITION)?;
    let mut fields = Vec::with_capacity(rest.len() + 1);
    fields.push(b'{');
    fields.extend_from_slice(rest);
    serde_json::from_slice(&fields).ok()
}

impl ReadCommand {
    fn of(fields: Map<String, Value>) -> Result<Self, Problem> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Frame {
            id: String,
            expect_version: Option<u64>,
            command: Value,
        }
        let frame: Frame = rest(fields)?;
        let id = crate::http::extract::checked_key(&frame.id)
            .ok_or_else(|| Problem::field("id", "id must be 1 to 64 visible ASCII characters"))?;
        Ok(Self {
            id,
            expect_version: frame.expect_version,
            command: WireCommand::parse(frame.command),
        })
    }
}

fn rest<T: serde::de::DeserializeOwned>(fields: Map<String, Value>) -> Result<T, Problem> {
    strict::from_value(Value::Object(fields))
}

/// A west, south, east, north box.
///
/// # Errors
/// `invalid-field` when it is none.
pub(super) fn bounds(bbox: [f64; 4]) -> Result<BoundingBox, Problem> {
    let [west, south, east, north] = bbox;
    let corner =
        |lng, lat| LngLat::new(lng, lat).map_err(|error| Problem::field("bbox", error.to_string()));
    let (min, max) = (corner(west, south)?, corner(east, north)?);
    if west > east || south > north {
        return Err(Problem::field(
            "bbox",
            "bbox must be west, south, east, north",
        ));
    }
    Ok(BoundingBox { min, max })
}

/// A frame from the server.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ServerMessage {
    /// First of all.
    Welcome {
        /// Names the log.
        epoch: String,
        /// Sequence number of the last event.
        seq: u64,
        /// The server's clock.
        #[schema(value_type = String, format = DateTime)]
        server_time: Time,
    },
    /// The whole board, when the missed events are not kept.
    Snapshot {
        /// Names the log.
        epoch: String,
        /// The board is as of this event.
        seq: u64,
        /// The board.
        state: BoardState,
    },
    /// What happened.
    Event {
        /// Its sequence number, one more than that of the event before.
        seq: u64,
        /// When it was decided.
        #[schema(value_type = String, format = DateTime)]
        at: Time,
        /// What happened, such as `team_assigned`.
        kind: String,
        /// Whole entities as they are now; empty when the client may not see them.
        changed: LiveChanged,
    },
    /// The command was accepted and is durable.
    Ack {
        /// Its id.
        id: String,
        /// Sequence number of its event.
        seq: u64,
    },
    /// The command was not accepted.
    Reject {
        /// Its id.
        id: String,
        /// Why.
        problem: Problem,
    },
    /// A fix was not taken in.
    PositionRefused {
        /// The fix's time.
        #[schema(value_type = String, format = DateTime)]
        at: Time,
        /// Why.
        reason: String,
    },
    /// The ranking for a watched request.
    Recommendation {
        /// The request.
        #[schema(value_type = shapes::RequestId)]
        request: RequestId,
        /// The ranking.
        recommendation: Recommendation,
    },
    /// How far teams are on their way; each journey whole, the others are as they were.
    Underway {
        /// The journeys that changed.
        journeys: Vec<Underway>,
    },
    /// The stream starts anew: a snapshot follows.
    Resync {
        /// Why.
        reason: String,
    },
    /// A frame could not be read, or a wish not be granted.
    Error {
        /// Why.
        problem: Problem,
    },
}

/// The entities that an event changed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct LiveChanged {
    /// Teams.
    pub teams: Vec<Team>,
    /// Requests.
    pub requests: Vec<Request>,
    /// Assignments.
    pub assignments: Vec<Assignment>,
    /// Closures.
    pub closures: Vec<Closure>,
    /// Members.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Member>,
    /// Vehicles.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub vehicles: Vec<Vehicle>,
    /// Shifts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub shifts: Vec<Shift>,
    /// Destinations.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub destinations: Vec<Destination>,
    /// Flags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<Flag>,
    /// Triage forms.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub triage_forms: Vec<TriageForm>,
}

impl LiveChanged {
    /// What an event changed, as a viewer may see it.
    fn seen(event: &LiveEvent, viewer: Viewer) -> Self {
        fn one<T, Seen>(thing: &Option<T>, see: impl Fn(&T) -> Option<Seen>) -> Vec<Seen> {
            thing.iter().filter_map(see).collect()
        }
        let requests = event.requests.iter();
        Self {
            teams: one(&event.team, |team| viewer.team(team)),
            requests: requests.filter_map(|r| viewer.request(r)).collect(),
            assignments: one(&event.assignment, |it| viewer.assignment(it)),
            closures: one(&event.closure, |closure| viewer.closure(closure)),
            members: one(&event.member, |member| viewer.member(member)),
            vehicles: one(&event.vehicle, |vehicle| viewer.vehicle(vehicle)),
            shifts: one(&event.shift, |shift| viewer.shift(shift)),
            destinations: one(&event.destination, |it| viewer.destination(it)),
            flags: one(&event.flag, |flag| viewer.flag(flag)),
            triage_forms: event
                .forms
                .iter()
                .filter_map(|it| viewer.form(it))
                .collect(),
        }
    }
}

impl ServerMessage {
    /// An event as a viewer may see it.
    #[must_use]
    pub fn event(event: &LiveEvent, viewer: Viewer) -> Self {
        Self::Event {
            seq: event.seq,
            at: event.at.into(),
            kind: event.kind.clone(),
            changed: LiveChanged::seen(event, viewer),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn what_a_client_writes_is_read() {
        let cases = [
            json!({"type":"hello","proto":1,"epoch":null,"last_seq":null,"topics":["events","positions"],"bbox":null}),
            json!({"type":"position","position":[14.5,35.9],"at":"2026-11-24T03:00:00.000Z","speed":3.5,"bearing":null,"accuracy":5.0}),
            json!({"type":"watch","request":"R1"}),
            json!({"type":"unwatch","request":"R1"}),
            json!({"type":"view","bbox":[14.0,35.0,15.0,36.0]}),
        ];
        for case in cases {
            let message = ClientMessage::parse(case.to_string().as_bytes()).unwrap();
            assert_eq!(serde_json::to_value(&message).unwrap(), case);
        }
    }

    proptest! {
        #[test]
        fn a_position_read_at_once_is_what_reading_it_by_its_fields_gives(
            lng in prop_oneof![-200.0..200.0, Just(14.0)],
            speed in prop_oneof![Just("null".to_owned()), Just("8".to_owned()), Just("-0.0".to_owned()),
                Just("1e400".to_owned()), "[0-9]{1,25}(\\.[0-9]{1,25})?"],
            rest in prop_oneof![
                3 => Just(String::new()),
                1 => prop::sample::select(vec![r#","bearing":90.5"#, r#","bearing":361"#, r#","accuracy":true"#,
                    r#","type":"hello""#, r#","type":"position""#, r#","colour":1"#, r#","at":"soon""#, ",",
                    r#","speed":3"#, "}", " "]).prop_map(str::to_owned),
            ],
        ) {
            let written = format!(
                r#"{{"type":"position","position":[{lng},35.9],"at":"2026-11-24T03:00:00.000Z","speed":{speed}{rest}}}"#
            );
            let by_fields = ClientMessage::parse(written.as_bytes());
            match read_at_once(written.as_bytes()) {
                Some(fix) => prop_assert_eq!(by_fields.ok(), Some(ClientMessage::Position(fix))),
                // Else the detour would be the way of all.
                None => prop_assert!(by_fields.is_err() || !rest.is_empty(), "{}", written),
            }
        }
    }

    #[test]
    fn wrong_frames_are_refused_by_field() {
        let cases = [
            (json!({"proto":1}), "type"),
            (json!({"type":"sing"}), "type"),
            (
                json!({"type":"hello","proto":1,"topics":["weather"]}),
                "topics[0]",
            ),
            (
                json!({"type":"hello","proto":1,"topics":[],"colour":1}),
                "colour",
            ),
            (json!({"type":"watch","request":"T1"}), "request"),
        ];
        for (case, field) in cases {
            let problem = ClientMessage::parse(case.to_string().as_bytes()).unwrap_err();
            assert_eq!(problem.field.as_deref(), Some(field), "{case}");
        }
        assert_eq!(ClientMessage::parse(b"{").unwrap_err().status, 400);
    }

    #[test]
    fn a_wrong_command_keeps_its_id() {
        let read = |value: Value| Heard::read(value.to_string().as_bytes());
        let wrong = read(json!({"type":"command","id":"k","command":{"kind":"fly"}}));
        let Ok(Heard::Command(wrong)) = wrong else {
            panic!("it is a command");
        };
        assert_eq!(wrong.id, "k");
        assert!(wrong.command.is_err());
        let bad_id = json!({"type":"command","id":"","command":{"kind":"clear","assignment":"A1"}});
        assert!(read(bad_id).is_err());
        let watch = read(json!({"type":"watch","request":"R1"}));
        assert!(matches!(
            watch,
            Ok(Heard::Message(ClientMessage::Watch { .. }))
        ));
    }
}
