//! The board as it is told to a screen that knows nothing yet.

use std::sync::{Mutex, PoisonError};

use tokio_tungstenite::tungstenite::Utf8Bytes;

use super::messages::ServerMessage;
use crate::{agency::Agency, wire::redact::Viewer};

/// A snapshot serves other screens as well while no more events than these came after it; they are told right after it.
const EVENTS_AFTER: u64 = 256;

/// The last event in a snapshot, and the snapshot as it was written.
type Written = (u64, Utf8Bytes);

/// The last snapshots, for those who see the same as all others of their role.
///
/// After a restart all screens come back at one moment: the board is then written once and not hundreds of times, for
/// which every command would wait.
#[derive(Default)]
pub struct WrittenBoards([Mutex<Option<Written>>; Viewer::KINDS]);

impl WrittenBoards {
    /// A snapshot for a viewer and the last event in it; it may lie a moment back, and the events after it are at hand.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub(super) fn of(&self, agency: &Agency, viewer: Viewer) -> serde_json::Result<Written> {
        let Some(kind) = viewer.kind() else {
            return write(agency, viewer);
        };
        // Held while it is written: who comes meanwhile waits for it and need not write one.
        let mut kept = self.0[kind].lock().unwrap_or_else(PoisonError::into_inner);
        let now = agency.published().seq;
        let is_fresh = |written: &Written| now.saturating_sub(written.0) <= EVENTS_AFTER;
        let written = match kept.take().filter(is_fresh) {
            Some(written) => written,
            None => write(agency, viewer)?,
        };
        *kept = Some(written.clone());
        Ok(written)
    }
}

fn write(agency: &Agency, viewer: Viewer) -> serde_json::Result<Written> {
    let (seq, state) = {
        let published = agency.published();
        (published.seq, viewer.board(&published.board))
    };
    let epoch = agency.epoch().to_owned();
    let text = serde_json::to_string(&ServerMessage::Snapshot { epoch, seq, state })?;
    Ok((seq, text.into()))
}
