//! Rankings that a client wants to be told again whenever they may have changed.

use std::{collections::BTreeSet, time::Instant};

use nearhand_engine::dispatch::{ids::RequestId, model::TeamStatus};
use tokio::task::JoinSet;

use super::messages::ServerMessage;
use crate::{
    agency::{FeedRecord, FleetTick, LiveEvent},
    app::App,
    blocking,
    problem::Problem,
    recommendation::{self, DEFAULT_COUNT},
    wire::redact::SeenRequest,
};

/// Requests watched at once by one client.
const LIMIT: usize = 8;

/// What one client watches.
#[derive(Default)]
pub(super) struct Watches {
    requests: BTreeSet<RequestId>,
    changed: bool,
    /// Number of the last movement heeded.
    tick: u64,
    running: JoinSet<Vec<(RequestId, ServerMessage)>>,
}

impl Watches {
    /// Watches a request; it is told at the next turn.
    pub(super) fn add(&mut self, request: RequestId) -> Result<(), Problem> {
        if self.requests.len() == LIMIT && !self.requests.contains(&request) {
            return Err(Problem::field(
                "request",
                format!("at most {LIMIT} requests are watched at once: unwatch one first"),
            ));
        }
        self.requests.insert(request);
        self.changed = true;
        Ok(())
    }

    pub(super) fn remove(&mut self, request: RequestId) {
        self.requests.remove(&request);
    }

    /// Something may have changed that matters.
    pub(super) fn mark_changed(&mut self) {
        self.changed = true;
    }

    /// An event that changes a team, a street, a warning or a watched request changes rankings; others do not.
    pub(super) fn heed(&mut self, event: &LiveEvent) {
        let watched = |seen: &SeenRequest| self.requests.contains(&seen.request.id);
        self.changed |= event.team.is_some()
            || event.closure.is_some()
            || event.flag.is_some()
            || event.requests.iter().any(watched);
    }

    /// A movement counts when a team moved that could go, now or when it is free.
    pub(super) fn heed_tick(&mut self, app: &App, tick: &FleetTick) {
        // Ticks in between may have been missed.
        let known = std::mem::replace(&mut self.tick, tick.number);
        if self.changed || self.requests.is_empty() {
            return;
        }
        let published = app.agency.published();
        let matters = |record: &FeedRecord| {
            let team = published.board.team(record.team);
            record.moved > known && team.is_some_and(|team| could_go(team.status))
        };
        self.changed = tick.records.iter().any(matters);
    }

    /// Begins to rank anew when something changed; one run at a time, so that a slow machine ranks less often.
    pub(super) fn turn(&mut self, app: &App) {
        if !self.changed || self.requests.is_empty() || !self.running.is_empty() {
            return;
        }
        self.changed = false;
        let (app, requests) = (app.clone(), self.requests.clone());
        self.running.spawn(async move {
            let begun = Instant::now();
            let told = blocking::run(move || {
                let rank = |&request: &RequestId| (request, ranked(&app, request));
                requests.iter().map(rank).collect()
            })
            .await
            .unwrap_or_default();
            metrics::histogram!("nearhand_ranking_seconds").record(begun.elapsed().as_secs_f64());
            told
        });
    }

    /// The rankings of the run that has ended, of requests still watched; waits for ever when none runs.
    pub(super) async fn done(&mut self) -> Vec<ServerMessage> {
        let Some(ended) = self.running.join_next().await else {
            return std::future::pending().await;
        };
        let mut messages = Vec::new();
        for (request, message) in ended.unwrap_or_default() {
            if !self.requests.contains(&request) {
                continue;
            }
            if matches!(message, ServerMessage::Error { .. }) {
                self.requests.remove(&request);
            }
            messages.push(message);
        }
        messages
    }
}

fn could_go(status: TeamStatus) -> bool {
    !matches!(
        status,
        TeamStatus::OffDuty
            | TeamStatus::OutOfService
            | TeamStatus::Emergency
            | TeamStatus::Transporting
    )
}

fn ranked(app: &App, request: RequestId) -> ServerMessage {
    match recommendation::for_request(app, request, DEFAULT_COUNT) {
        Ok(recommendation) => ServerMessage::Recommendation {
            request,
            recommendation,
        },
        Err(problem) => ServerMessage::Error { problem },
    }
}
