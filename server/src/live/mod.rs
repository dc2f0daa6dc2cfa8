//! The socket `/api/v1/live`: one ordered stream of events, positions, commands.

mod frames;

mod messages;
mod session;
mod snapshot;
mod socket;
mod upgrade;
mod watches;

pub use frames::{PositionFrame, ReadPosition, read_frame};
pub use messages::{ClientMessage, Hello, LiveChanged, ServerMessage, SocketCommand, Topic};
pub use snapshot::WrittenBoards;

use axum::{
    extract::{Request, State},
    response::Response,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{app::App, http::extract::Caller, problem::Problem, store::Role};

pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(live))
}

/// Opens the live socket. Text frames are `ClientMessage` and `ServerMessage`; binary frames are positions.
#[utoipa::path(get, path = "/api/v1/live", tag = "live", responses((status = 101, description = "the socket is open")))]
async fn live(
    State(app): State<App>,
    Caller(principal): Caller,
    request: Request,
) -> Result<Response, Problem> {
    let (response, upgrade) = upgrade::accept(request)?;
    // However many positions devices send, nobody's command waits behind them.
    let workers = match principal.role {
        Role::Device => app.sockets.devices.clone(),
        _ => app.sockets.screens.clone(),
    };
    workers.spawn(async move {
        if let Some(stream) = upgrade::open(upgrade).await {
            session::run(app, principal, stream).await;
        }
    });
    Ok(response)
}
