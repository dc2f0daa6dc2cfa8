//! Everything that handlers work with.

use std::{net::SocketAddr, ops::Deref, sync::Arc};

use nearhand_engine::dispatch::recommend::Policy;
use tokio::{runtime::Handle, sync::watch};

use crate::{
    agency::Agency, auth::Auth, breadcrumbs::Breadcrumbs, city::CityService, closures::Keeper,
    http::limits::Limits, live::WrittenBoards, tracking::Tracking,
};

/// The parts of a running server.
pub struct Parts {
    /// The agency's live state.
    pub agency: Agency,
    /// The board as it was last written for screens.
    pub boards: WrittenBoards,
    /// Who calls.
    pub auth: Auth,
    /// The city's streets, places and tiles.
    pub city: CityService,
    /// Keeps the city's router at what the board and the clock say.
    pub keeper: Keeper,
    /// Follows the teams on their way.
    pub tracking: Tracking,
    /// Keeps where teams were.
    pub breadcrumbs: Breadcrumbs,
    /// How many calls a second each caller has.
    pub limits: Limits,
    /// The numbers behind recommendations.
    pub policy: Policy,
    /// The workers that serve sockets.
    pub sockets: SocketWorkers,
    /// Where the server listens.
    pub listening: SocketAddr,
    /// Becomes true when the server stops.
    pub stop: watch::Sender<bool>,
    /// What is measured; `None` when another part of the process measures already.
    pub metrics: Option<metrics_exporter_prometheus::PrometheusHandle>,
}

/// Who serves the sockets: workers apart from those that answer requests, as devices tell thousands of positions and
/// hundreds of screens are told of them.
#[derive(Clone)]
pub struct SocketWorkers {
    /// For whoever gives commands or watches.
    pub screens: Handle,
    /// For devices, which only send.
    pub devices: Handle,
}

/// A shared handle on the parts of a running server.
#[derive(Clone)]
pub struct App(Arc<Parts>);

impl App {
    /// Puts the parts together.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// Ends when the server is told to stop.
    pub async fn stopped(&self) {
        // An error means that the sender is gone, which is a reason to stop as well.
        let _ = self.stop.subscribe().wait_for(|stop| *stop).await;
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
