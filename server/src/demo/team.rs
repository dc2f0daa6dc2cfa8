//! A simulated team: drives about, takes what it is given, does it, and drives on.

use std::time::Duration;

use nearhand_engine::{
    dispatch::{
        ids::{AssignmentId, TeamId},
        model::TeamStatus,
    },
    units::{Bearing, LngLat},
};
use rand_chacha::ChaCha8Rng;
use serde_json::Value;
use tokio::time::{Instant, MissedTickBehavior, interval};

use super::{
    client::{Client, Known, Socket, trip},
    drive::{Drive, Vehicle},
    seconds,
};
use crate::{
    live::ClientMessage,
    positions::NewFix,
    wire::{
        commands::Stage,
        time::{self, Time},
        wire_command::WireCommand,
    },
};

/// How far from its post a team drives about while it has nothing to do, degrees.
const ROUND: f64 = 0.012;
/// A team that stands still reports less often.
const STANDING_REPORT: Duration = Duration::from_secs(5);

/// One simulated team on its phone.
struct Crew {
    client: Client,
    socket: Socket,
    random: ChaCha8Rng,
    team: TeamId,
    known: Known,
    vehicle: Vehicle,
    post: LngLat,
    trip: Option<(Instant, Drive)>,
    /// Nothing is decided before this.
    ready: Instant,
    reported: Option<Instant>,
}

/// Works a shift until the connection is lost.
pub(super) async fn run(client: Client, random: ChaCha8Rng, team: TeamId) -> anyhow::Result<()> {
    let own = client.get(&format!("/api/v1/teams/{team}")).await?;
    let city = client.get("/api/v1/city").await?;
    let post: LngLat = serde_json::from_value(own["post"].clone())
        .or_else(|_| serde_json::from_value(city["center"].clone()))?;
    let last = client.get("/api/v1/positions").await?;
    let start = serde_json::from_value(last["items"][0]["position"].clone()).unwrap_or(post);
    let mut crew = Crew {
        socket: client.open().await?,
        client,
        random,
        team,
        known: Known::default(),
        vehicle: Vehicle {
            position: start,
            bearing: None,
            speed: 0.0,
            arrived: true,
        },
        post,
        trip: None,
        ready: Instant::now(),
        reported: None,
    };
    let mut beat = interval(Duration::from_secs(1));
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            message = crew.socket.next() => crew.known.take(&message?),
            _ = beat.tick() => crew.turn().await?,
        }
    }
}

impl Crew {
    async fn turn(&mut self) -> anyhow::Result<()> {
        self.drive();
        let Some(own) = self.known.teams.get(&self.team.to_string()) else {
            return Ok(());
        };
        let status: TeamStatus = serde_json::from_value(own["status"].clone())?;
        let assignment: Option<AssignmentId> = serde_json::from_value(own["assignment"].clone())?;
        if status == TeamStatus::OffDuty {
            self.wait(1..3);
            let team = self.team;
            return self.socket.command(WireCommand::SignOn { team }).await;
        }
        self.report().await?;
        if Instant::now() < self.ready {
            return Ok(());
        }
        match assignment {
            Some(assignment) => self.work(assignment, status).await,
            None if self.trip.is_none() => self.drive_about().await,
            None => Ok(()),
        }
    }

    /// Moves the vehicle along its trip.
    fn drive(&mut self) {
        let Some((started, drive)) = &self.trip else {
            return;
        };
        if let Some(vehicle) = drive.after(started.elapsed()) {
            self.vehicle = vehicle;
        }
        if self.vehicle.arrived {
            self.trip = None;
        }
    }

    async fn report(&mut self) -> anyhow::Result<()> {
        let standing = self.trip.is_none();
        if standing
            && self
                .reported
                .is_some_and(|at| at.elapsed() < STANDING_REPORT)
        {
            return Ok(());
        }
        self.reported = Some(Instant::now());
        let fix = NewFix {
            position: self.vehicle.position,
            at: Time(time::now()),
            speed: Some(self.vehicle.speed),
            bearing: self.vehicle.bearing.map(Bearing::degrees),
            accuracy: Some(6.0),
        };
        self.socket.send(&ClientMessage::Position(fix)).await
    }

    /// The next thing to do on an assignment; each takes its time.
    async fn work(&mut self, assignment: AssignmentId, status: TeamStatus) -> anyhow::Result<()> {
        let next = match status {
            TeamStatus::Assigned => {
                self.wait(4..9);
                return self
                    .socket
                    .command(WireCommand::Acknowledge { assignment })
                    .await;
            }
            TeamStatus::Acknowledged => {
                self.trip = None;
                if let Some(place) = self.place_of(assignment) {
                    self.set_off(place).await?;
                }
                TeamStatus::EnRoute
            }
            TeamStatus::EnRoute if self.trip.is_some() => return Ok(()),
            TeamStatus::EnRoute => {
                self.wait(6..12);
                TeamStatus::OnScene
            }
            TeamStatus::OnScene => {
                self.wait(40..90);
                TeamStatus::WithClient
            }
            TeamStatus::WithClient => {
                self.wait(5..15);
                return self.socket.command(WireCommand::Clear { assignment }).await;
            }
            // Whatever else a dispatcher has set is left to the dispatcher.
            _ => return Ok(()),
        };
        let body = Stage { to: next };
        self.socket
            .command(WireCommand::Advance { assignment, body })
            .await
    }

    fn place_of(&self, assignment: AssignmentId) -> Option<LngLat> {
        let assignment: &Value = self.known.assignments.get(&assignment.to_string())?;
        let request = self.known.requests.get(assignment["request"].as_str()?)?;
        serde_json::from_value(request["position"].clone()).ok()
    }

    async fn drive_about(&mut self) -> anyhow::Result<()> {
        let target = self
            .client
            .some_address(&mut self.random, self.post, ROUND)
            .await?;
        if let Some((place, _)) = target {
            self.set_off(place).await?;
        }
        Ok(())
    }

    /// Begins a trip, if there is a way.
    async fn set_off(&mut self, place: LngLat) -> anyhow::Result<()> {
        let question = trip(self.vehicle.position, place);
        match self.client.post("/api/v1/route", &question).await {
            Ok(route) => self.trip = Drive::along(&route).map(|drive| (Instant::now(), drive)),
            Err(error) => tracing::debug!(%error, "no way for a demo team"),
        }
        Ok(())
    }

    fn wait(&mut self, range: std::ops::Range<u64>) {
        self.ready = Instant::now() + seconds(&mut self.random, range);
    }
}
