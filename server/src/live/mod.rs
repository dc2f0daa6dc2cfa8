//! The socket `/api/v1/live`: one ordered stream of events, positions, commands.

mod frames;

mod messages;
mod outgoing;
mod session;
mod snapshot;
mod watches;

pub use frames::{PositionFrame, ReadPosition, read_frame};
pub use messages::{ClientMessage, Hello, LiveChanged, ServerMessage, SocketCommand, Topic};
pub use snapshot::WrittenBoards;

use axum::{
    extract::{State, WebSocketUpgrade},
    response::Response,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    app::App,
    http::extract::{BODY_LIMIT, Caller},
    problem::Problem,
};

/// Bytes read from a client at once: its frames are small, and the buffer is cleared before every read.
const READ_BUFFER: usize = 4096;

pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(live))
}

/// Opens the live socket. Text frames are `ClientMessage` and `ServerMessage`; binary frames are positions.
#[utoipa::path(get, path = "/api/v1/live", tag = "live", responses((status = 101, description = "the socket is open")))]
async fn live(
    State(app): State<App>,
    Caller(principal): Caller,
    upgrade: Result<WebSocketUpgrade, axum::extract::ws::rejection::WebSocketUpgradeRejection>,
) -> Result<Response, Problem> {
    let upgrade = upgrade
        .map_err(|_| Problem::field("Upgrade", "this address speaks WebSocket: open it as one"))?;
    Ok(upgrade
        .read_buffer_size(READ_BUFFER)
        .max_message_size(BODY_LIMIT)
        .max_frame_size(BODY_LIMIT)
        .on_upgrade(move |socket| session::run(app, principal, socket)))
}
