//! The server as it runs in the simulation.

use std::{
    path::Path,
    sync::{Arc, RwLock},
};

use nearhand_engine::dispatch::fleet::DEFAULT_STALE_AFTER;
use tokio::sync::watch;

use super::Wrap;
use crate::{
    agency::{FleetFeed, Published, recovery, writer::Writer},
    store::{Snapshots, Store, disk::Disk},
};

/// The server's part of it: lost with every power cut.
pub(super) struct Server {
    pub(super) writer: Writer,
    pub(super) published: Arc<RwLock<Published>>,
    pub(super) store: Arc<dyn Store>,
}

impl Server {
    pub(super) fn start(disk: &Disk, wrap: Wrap) -> Result<Self, String> {
        let store = disk.store();
        let store = wrap(Arc::new(
            store.map_err(|error| format!("no start: {error}"))?,
        ));
        // Snapshots are files beside the log; the runs are too short for one.
        let none = Snapshots::of(Path::new("/simulated/none"));
        let published = recovery::recover(&*store, &none);
        let published = published.map_err(|error| format!("no replay: {error}"))?;
        let (speculative, at) = (published.board.clone(), published.seq);
        let published = Arc::new(RwLock::new(published));
        let writer = Writer {
            store: Arc::clone(&store),
            published: Arc::clone(&published),
            fleet: Arc::new(FleetFeed::new(DEFAULT_STALE_AFTER)),
            seq: watch::Sender::new(at),
            speculative,
            at,
        };
        Ok(Self {
            writer,
            published,
            store,
        })
    }
}
