//! One round of the writer.

use std::sync::{Arc, RwLock};

use nearhand_engine::{
    dispatch::{Command, fleet::DEFAULT_STALE_AFTER},
    units::Timestamp,
};
use tokio::sync::{oneshot, watch};

use super::{
    Decided, FleetFeed, Published, Refusal, Submission,
    writer::{Queued, Writer},
};
use crate::{
    store::{Role, SqliteStore, Store as _},
    wire::redact::Viewer,
};

fn add_team(callsign: &str) -> Submission {
    Submission {
        command: Command::AddTeam {
            callsign: callsign.to_owned(),
            capabilities: [].into(),
            post: None,
        },
        expected: None,
        actor: "dispatcher".to_owned(),
        viewer: Viewer {
            role: Role::Dispatcher,
            team: None,
        },
        key: Some("key".to_owned()),
        now: Timestamp(0),
    }
}

#[test]
fn a_key_that_comes_again_in_one_round_is_done_once() {
    let folder = tempfile::tempdir().unwrap();
    let store = Arc::new(SqliteStore::open(&folder.path().join("store.db")).unwrap());
    let mut writer = Writer {
        store: store.clone(),
        published: Arc::new(RwLock::new(Published::default())),
        fleet: Arc::new(FleetFeed::new(DEFAULT_STALE_AFTER)),
        seq: watch::Sender::new(0),
        speculative: Published::default().board,
        at: 0,
    };
    let mut round = |callsigns: &[&str]| -> Vec<Result<Decided, Refusal>> {
        let (queue, answers): (Vec<_>, Vec<_>) = callsigns
            .iter()
            .map(|callsign| {
                let (reply, answer) = oneshot::channel();
                let submission = add_team(callsign);
                (Queued { submission, reply }, answer)
            })
            .unzip();
        writer.step(queue);
        answers
            .into_iter()
            .map(|mut answer| answer.try_recv().unwrap())
            .collect()
    };
    // The third comes when the first is stored already, which the store was not asked again at the round's beginning.
    let first = round(&["One", "One", "One", "Two"]);
    let done = first[0].as_ref().unwrap();
    for again in &first[1..3] {
        assert_eq!(again.as_ref().unwrap(), done);
    }
    assert!(matches!(first[3], Err(Refusal::KeyReused)));
    let later = round(&["One", "Two"]);
    assert_eq!(later[0].as_ref().unwrap(), done);
    assert!(matches!(later[1], Err(Refusal::KeyReused)));
    assert_eq!(store.head().unwrap().seq, 1);
}
