//! People who give commands and ask again under the same key until they have an answer.

use nearhand_engine::{
    dispatch::{
        Board, Command, Intake,
        ids::{AssignmentId, RequestId, TeamId},
        model::{Assignment, Disposition, Priority, Request, RequestDetails, TeamStatus},
    },
    units::{LngLat, Millis, Timestamp},
};
use rand::{Rng as _, seq::IndexedRandom as _};
use rand_chacha::ChaCha8Rng;

use crate::agency::Decided;

/// Requests that are open at once, at most: they should meet each other.
const OPEN: usize = 8;

/// A command on its way, or answered.
#[derive(Clone, Debug)]
pub(super) struct Given {
    pub(super) actor: String,
    pub(super) key: String,
    pub(super) command: Command,
    pub(super) expected: Option<u64>,
    /// The first answer that the server gave, whether or not it reached the client.
    pub(super) answer: Option<Decided>,
    /// The client knows how it ended.
    pub(super) settled: bool,
}

impl Given {
    /// Whether its key stands in what it writes.
    pub(super) fn is_marked(&self) -> bool {
        matches!(
            self.command,
            Command::CreateRequest { .. } | Command::AddNote { .. }
        )
    }
}

/// What somebody might do next, seeing this board. Most wishes fit what is seen; what is seen may be old, and
/// some wishes do not fit at all: wishes that the board refuses are part of life.
pub(super) fn wish(random: &mut ChaCha8Rng, board: &Board, mark: &str, now: Timestamp) -> Command {
    let open: Vec<&Request> = board
        .requests()
        .filter(|it| it.disposition.is_none())
        .collect();
    let Some(request) = open.choose(random).map(|it| it.id) else {
        return create(random, mark);
    };
    let later = now.plus(Millis(random.random_range(0..20_000)));
    match random.random_range(0..22) {
        0..4 if open.len() < OPEN => create(random, mark),
        0..10 => with_a_team(random, board, &open),
        10..15 => underway(random, board, request),
        15 | 16 => Command::CloseRequest {
            request,
            disposition: Disposition::NoContact,
            note: None,
            follow_up: None,
        },
        17 => Command::HoldRequest {
            request,
            reason: reason(),
            until: Some(later),
        },
        18 => Command::ScheduleRequest { request, at: later },
        19 => Command::MergeRequest {
            request,
            into: open.choose(random).map_or(request, |it| it.id),
        },
        20 => Command::AddTeam {
            callsign: format!("Team {}", board.teams().len()),
            capabilities: [].into(),
            post: None,
        },
        _ => Command::AddNote {
            request,
            author: "dispatcher".to_owned(),
            text: mark.to_owned(),
        },
    }
}

fn reason() -> String {
    "because".to_owned()
}

/// Signs a team on or off, or gives it something to do.
fn with_a_team(random: &mut ChaCha8Rng, board: &Board, open: &[&Request]) -> Command {
    let with = |status: TeamStatus| {
        let teams = board.teams().filter(move |it| it.status == status);
        teams.map(|it| it.id).collect::<Vec<_>>()
    };
    let away = with(TeamStatus::OffDuty);
    let free = with(TeamStatus::Available);
    let anybody = TeamId(random.random_range(1..=6));
    let waiting: Vec<RequestId> = open
        .iter()
        .filter(|it| it.assignments.is_empty())
        .map(|it| it.id)
        .collect();
    let request = waiting
        .choose(random)
        .copied()
        .unwrap_or_else(|| open[random.random_range(0..open.len())].id);
    match random.random_range(0..12) {
        0..3 => Command::SignOn {
            team: away.choose(random).copied().unwrap_or(anybody),
        },
        3 => Command::SignOff { team: anybody },
        4 => Command::Preempt {
            request,
            team: anybody,
            reason: reason(),
            shown: Vec::new(),
        },
        _ => Command::Assign {
            request,
            team: free.choose(random).copied().unwrap_or(anybody),
            override_reason: None,
            shown: Vec::new(),
        },
    }
}

/// Moves something on that was begun.
fn underway(random: &mut ChaCha8Rng, board: &Board, request: RequestId) -> Command {
    let begun: Vec<&Assignment> = board.assignments().filter(|it| it.is_open()).collect();
    let seen = begun.choose(random);
    let assignment = seen.map_or(AssignmentId(1), |it| it.id);
    let team = seen.and_then(|it| board.team(it.team));
    match random.random_range(0..12) {
        0..3 => Command::Acknowledge { assignment },
        3..8 => Command::Advance {
            assignment,
            to: next(random, team.map(|it| it.status)),
        },
        8 => Command::Clear { assignment },
        9 => Command::Decline {
            assignment,
            reason: reason(),
        },
        10 => Command::CancelAssignment {
            assignment,
            reason: reason(),
        },
        _ => {
            let free = board
                .teams()
                .filter(|it| it.status == TeamStatus::Available);
            let free: Vec<TeamId> = free.map(|it| it.id).collect();
            match free.choose(random) {
                Some(&team) => Command::Reassign {
                    assignment,
                    team,
                    reason: reason(),
                    shown: Vec::new(),
                },
                None => Command::HoldRequest {
                    request,
                    reason: reason(),
                    until: None,
                },
            }
        }
    }
}

/// Mostly what comes next on the way, sometimes anything.
fn next(random: &mut ChaCha8Rng, status: Option<TeamStatus>) -> TeamStatus {
    let usual = match status {
        Some(TeamStatus::Acknowledged) => TeamStatus::EnRoute,
        Some(TeamStatus::EnRoute) => TeamStatus::OnScene,
        Some(TeamStatus::OnScene) => TeamStatus::WithClient,
        Some(TeamStatus::WithClient) => TeamStatus::Clearing,
        _ => TeamStatus::Staged,
    };
    let any = TeamStatus::ALL.choose(random).copied().unwrap_or(usual);
    if random.random_bool(0.8) { usual } else { any }
}

fn create(random: &mut ChaCha8Rng, mark: &str) -> Command {
    let details = RequestDetails {
        position: LngLat::new(14.5, 35.9).unwrap(),
        address: None,
        kind: "wellness_check".try_into().expect("an id"),
        priority: Priority::try_from(random.random_range(1..=4)).unwrap(),
        needs: [].into(),
        source: "phone".to_owned(),
        note: Some(mark.to_owned()),
    };
    Command::CreateRequest {
        details,
        intake: Intake {
            untriaged: random.random_bool(0.2),
            ..Intake::default()
        },
    }
}
