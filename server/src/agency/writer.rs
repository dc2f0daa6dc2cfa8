//! The single writer: decide, store, then publish.
//!
//! Commands that wait are decided together on a board of the writer's own and stored in one commit
//! (group commit), so that one disk sync serves many. Only when the commit is durable are the events
//! applied to the published board and the callers answered.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use nearhand_engine::{
    dispatch::{Board, Change, Command, Event, Rejection, Subject},
    units::Timestamp,
};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use tokio::sync::{mpsc, oneshot, watch};

use super::{Agency, Published, fleet_feed::FleetFeed, write};
use crate::{
    problem::{Problem, Slug},
    store::{Accepted, KeyedAnswer, Role, Store, StoreError},
    wire::redact::{SeenRequest, Viewer},
};

/// Commands decided and stored together at most.
const BATCH: usize = 256;
/// While commands come faster than they are stored, a round waits so long for more of them: the disk is synced less often,
/// and what that costs the processors is left to others.
const GATHERING: Duration = Duration::from_millis(1);

/// A command on its way to the writer.
#[derive(Debug)]
pub struct Submission {
    /// What is asked.
    pub command: Command,
    /// The version of the command's subject that the caller saw.
    pub expected: Option<u64>,
    /// Who asks, as logged.
    pub actor: String,
    /// Whose eyes the answer is for.
    pub viewer: Viewer,
    /// The key a retry will come with.
    pub key: Option<String>,
    /// The moment of asking.
    pub now: Timestamp,
}

/// A command that was accepted, now or at its first coming.
#[derive(Clone, Debug, PartialEq)]
pub struct Decided {
    /// Sequence number of its last event.
    pub seq: u64,
    /// The entity it made or changed, as the caller may see it.
    pub entity: Value,
}

/// Why a command was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The board does not allow it.
    #[error("{rejection}")]
    Rejected {
        /// Why.
        rejection: Rejection,
        /// The subject as it is now, for a stale version.
        current: Option<Value>,
    },
    /// The key was used for another command.
    #[error("this idempotency key was used for another command: use a new key for a new command")]
    KeyReused,
    /// There is no space to store it; nothing has changed.
    #[error(
        "there is no space to store the command: nothing has changed; free some disk space, then try again"
    )]
    NoSpace,
    /// It could not be stored for another reason, which the log tells.
    #[error(
        "the command could not be stored: try again under the same Idempotency-Key, which cannot do it twice"
    )]
    NotStored,
    /// The server stops.
    #[error("the server is stopping: try again in a moment")]
    Stopping,
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let text = refusal.to_string();
        match refusal {
            Refusal::Rejected { rejection, current } => {
                Self::from(&rejection).with_current(current)
            }
            Refusal::KeyReused => Self::field("Idempotency-Key", text),
            Refusal::NoSpace => Self::new(Slug::StorageFull, text),
            Refusal::NotStored | Refusal::Stopping => Self::new(Slug::Unavailable, text),
        }
    }
}

pub(super) type Reply = oneshot::Sender<Result<Decided, Refusal>>;

/// A submission with where its answer goes.
#[derive(Debug)]
pub(super) struct Queued {
    pub(super) submission: Submission,
    pub(super) reply: Reply,
}

impl Agency {
    /// Has a command decided and stored; the answer comes when it is durable.
    ///
    /// # Errors
    /// When it is not accepted; the board is as before then.
    pub async fn submit(&self, submission: Submission) -> Result<Decided, Refusal> {
        let queue = self.queue().ok_or(Refusal::Stopping)?;
        let (reply, answer) = oneshot::channel();
        queue
            .send(Queued { submission, reply })
            .await
            .map_err(|_| Refusal::Stopping)?;
        // Not held while waiting, so that closing does not wait for this caller.
        drop(queue);
        answer.await.map_err(|_| Refusal::Stopping)?
    }
}

/// The state of the writer's thread.
pub(super) struct Writer {
    pub(super) store: Arc<dyn Store>,
    pub(super) published: Arc<RwLock<Published>>,
    pub(super) fleet: Arc<FleetFeed>,
    pub(super) seq: watch::Sender<u64>,
    /// The board with all decided commands, durable or not.
    pub(super) speculative: Board,
    /// Sequence number that the speculative board stands at.
    pub(super) at: u64,
}

/// Commands decided but not yet stored.
#[derive(Default)]
struct Batch {
    accepted: Vec<Accepted>,
    replies: Vec<(Reply, Decided)>,
}

/// What is known of the keys of one round: an actor and a key.
struct Keys {
    /// The first answers under them before the round began; of none, when the store failed.
    before: Result<HashMap<(String, String), KeyedAnswer>, StoreError>,
    /// Those of commands accepted in this round.
    new: HashSet<(String, String)>,
}

impl Writer {
    /// Works until all senders are gone and the queue is empty.
    pub(super) fn run(mut self, mut queue: mpsc::Receiver<Queued>) {
        let mut came_alone = true;
        while let Some(first) = queue.blocking_recv() {
            if !came_alone {
                std::thread::sleep(GATHERING);
            }
            let others = std::iter::from_fn(|| queue.try_recv().ok());
            let round: Vec<Queued> = std::iter::once(first).chain(others).take(BATCH).collect();
            came_alone = round.len() == 1;
            self.step(round);
        }
    }

    /// One round: decides what waits, stores it together, lets it be seen, and answers.
    ///
    /// It reads no clock and starts nothing: the same store and submissions lead to the same answers, which
    /// is what the simulation builds on.
    pub(super) fn step(&mut self, waiting: Vec<Queued>) {
        let mut keys = self.keys(&waiting);
        let mut batch = Batch::default();
        for queued in waiting {
            self.take(queued, &mut keys, &mut batch);
        }
        self.commit(batch);
    }

    /// Which keys of what waits were used before: one question to the store for all of them.
    fn keys(&self, waiting: &[Queued]) -> Keys {
        let asked: Vec<(&str, &str)> = waiting
            .iter()
            .filter_map(|Queued { submission, .. }| {
                Some((submission.actor.as_str(), submission.key.as_deref()?))
            })
            .collect();
        let found = if asked.is_empty() {
            Ok(Vec::new())
        } else {
            self.store.answers(&asked)
        };
        let known = |(&(actor, key), answer): (&(&str, &str), Option<KeyedAnswer>)| {
            Some(((actor.to_owned(), key.to_owned()), answer?))
        };
        Keys {
            before: found.map(|found| asked.iter().zip(found).filter_map(known).collect()),
            new: HashSet::new(),
        }
    }

    /// The first answer under a key, be it of this round.
    fn first_answer(
        &mut self,
        keys: &Keys,
        key: &(String, String),
        batch: &mut Batch,
    ) -> Result<Option<KeyedAnswer>, Refusal> {
        if keys.new.contains(key) {
            // It has to be stored to be found.
            self.commit(std::mem::take(batch));
            let stored = self.store.answer(&key.0, &key.1);
            return stored.map_err(|error| not_stored(&error));
        }
        let before = keys.before.as_ref().map_err(not_stored)?;
        Ok(before.get(key).cloned())
    }

    /// Decides one command into the batch, or answers it at once.
    fn take(&mut self, queued: Queued, keys: &mut Keys, batch: &mut Batch) {
        let Queued { submission, reply } = queued;
        let key = submission.key.clone();
        let key = key.map(|key| (submission.actor.clone(), key));
        if let Some(key) = &key {
            match self.first_answer(keys, key, batch) {
                Ok(None) => {}
                Ok(Some(first)) => return send(reply, again(&first, &submission.command)),
                Err(refusal) => return send(reply, Err(refusal)),
            }
        }
        match self.decide(submission) {
            Ok((accepted, decided)) => {
                batch.accepted.push(accepted);
                batch.replies.push((reply, decided));
                keys.new.extend(key);
            }
            Err(refusal) => send(reply, Err(refusal)),
        }
    }

    fn decide(&mut self, submission: Submission) -> Result<(Accepted, Decided), Refusal> {
        let Submission {
            command,
            expected,
            actor,
            viewer,
            key,
            now,
        } = submission;
        let events = self
            .speculative
            .decide_at_version(&command, expected, now)
            .map_err(|rejection| self.rejected(rejection, viewer))?;
        let mut made = None;
        for event in &events {
            self.speculative.apply(event);
            self.at += 1;
            made = made.or(created(event));
        }
        let subject = made.or(command.subject());
        let decided = Decided {
            seq: self.at,
            entity: subject.map_or(Value::Null, |s| entity(&self.speculative, viewer, s)),
        };
        let answer = key.map(|key| KeyedAnswer {
            key,
            fingerprint: fingerprint(&command),
            seq: decided.seq,
            entity: decided.entity.clone(),
        });
        let accepted = Accepted {
            actor,
            events,
            answer,
        };
        Ok((accepted, decided))
    }

    fn rejected(&self, rejection: Rejection, viewer: Viewer) -> Refusal {
        let current = match rejection {
            Rejection::StaleVersion { subject, .. } => {
                Some(entity(&self.speculative, viewer, subject))
            }
            _ => None,
        };
        Refusal::Rejected { rejection, current }
    }

    /// Makes a batch durable, then visible, then answers.
    fn commit(&mut self, batch: Batch) {
        if batch.accepted.is_empty() {
            return;
        }
        let started = std::time::Instant::now();
        let durable = self.at - count(&batch.accepted);
        if let Err(error) = self.store.append(durable, &batch.accepted) {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "commands could not be stored"
            );
            let published = self
                .published
                .read()
                .unwrap_or_else(PoisonError::into_inner);
            self.speculative = published.board.clone();
            self.at = published.seq;
            for (reply, _) in batch.replies {
                send(reply, Err(not_stored(&error)));
            }
            return;
        }
        metrics::histogram!("nearhand_commit_seconds").record(started.elapsed().as_secs_f64());
        metrics::counter!("nearhand_events_total").increment(count(&batch.accepted));
        self.publish(&batch.accepted);
        for (reply, decided) in batch.replies {
            send(reply, Ok(decided));
        }
    }

    fn publish(&self, accepted: &[Accepted]) {
        let mut published = write(&self.published);
        for event in accepted.iter().flat_map(|command| &command.events) {
            if let Some(team) = &published.apply(event).team {
                self.fleet.heed(team);
            }
        }
        let seq = published.seq;
        drop(published);
        self.seq.send_replace(seq);
    }
}

/// The caller may have gone; the command stands all the same.
fn send(reply: Reply, answer: Result<Decided, Refusal>) {
    let _ = reply.send(answer);
}

fn count(accepted: &[Accepted]) -> u64 {
    accepted
        .iter()
        .map(|command| u64::try_from(command.events.len()).unwrap_or(u64::MAX))
        .sum()
}

fn again(first: &KeyedAnswer, command: &Command) -> Result<Decided, Refusal> {
    if first.fingerprint != fingerprint(command) {
        return Err(Refusal::KeyReused);
    }
    Ok(Decided {
        seq: first.seq,
        entity: first.entity.clone(),
    })
}

fn not_stored(error: &StoreError) -> Refusal {
    match error {
        StoreError::Full { .. } => Refusal::NoSpace,
        _ => Refusal::NotStored,
    }
}

/// Two commands are the same when they are written the same; sets and fields have a fixed order.
fn fingerprint(command: &Command) -> [u8; 32] {
    let text = serde_json::to_vec(command).unwrap_or_default();
    Sha256::digest(text).into()
}

/// What an event made that was not there before.
fn created(event: &Event) -> Option<Subject> {
    match event.change {
        Change::TeamAdded { team, .. } => Some(Subject::Team(team)),
        Change::RequestCreated { request, .. } => Some(Subject::Request(request)),
        Change::TeamAssigned { assignment, .. } => Some(Subject::Assignment(assignment)),
        Change::ClosureCreated { closure, .. } => Some(Subject::Closure(closure)),
        Change::AssignmentProposed { assignment, .. } => Some(Subject::Assignment(assignment)),
        Change::MemberAdded { member, .. } => Some(Subject::Member(member)),
        Change::VehicleAdded { vehicle, .. } => Some(Subject::Vehicle(vehicle)),
        Change::ShiftPlanned { shift, .. } => Some(Subject::Shift(shift)),
        Change::DestinationAdded { destination, .. } => Some(Subject::Destination(destination)),
        Change::FlagAdded { flag, .. } => Some(Subject::Flag(flag)),
        _ => None,
    }
}

/// An entity as JSON, as the viewer may see it; null when it may not.
pub(crate) fn entity(board: &Board, viewer: Viewer, subject: Subject) -> Value {
    fn json<T: serde::Serialize>(seen: Option<T>) -> Value {
        seen.and_then(|seen| serde_json::to_value(seen).ok())
            .unwrap_or(Value::Null)
    }
    if let (Role::Partner, Subject::Request(id)) = (viewer.role, subject) {
        // All that it needs to ask how its referral stands.
        return serde_json::json!({ "id": id });
    }
    match subject {
        Subject::Team(id) => json(board.team(id).and_then(|team| viewer.team(team))),
        Subject::Request(id) => json(
            board
                .request(id)
                .and_then(|request| viewer.request(&SeenRequest::of(board, request))),
        ),
        Subject::Assignment(id) => json(board.assignment(id).and_then(|it| viewer.assignment(it))),
        Subject::Closure(id) => json(board.closure(id).and_then(|it| viewer.closure(it))),
        Subject::Member(id) => json(board.member(id).and_then(|it| viewer.member(it))),
        Subject::Vehicle(id) => json(board.vehicle(id).and_then(|it| viewer.vehicle(it))),
        Subject::Shift(id) => json(board.shift(id).and_then(|it| viewer.shift(it))),
        Subject::Destination(id) => {
            json(board.destination(id).and_then(|it| viewer.destination(it)))
        }
        Subject::Flag(id) => json(board.flag(id).and_then(|it| viewer.flag(it))),
        Subject::Form(kind) => json(board.form(kind).and_then(|it| viewer.form(it))),
        Subject::Configuration => json(viewer.configuration(board.configuration())),
    }
}
