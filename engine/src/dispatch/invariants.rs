//! What is true of every board, always. Shared by tests, the simulator and debug assertions.

#[cfg(debug_assertions)]
use super::board::Changed;
use super::{
    board::Board,
    closure::ClosureState,
    command::Subject,
    ids::{AssignmentId, ClosureId, RequestId, TeamId},
    model::{Request, RequestState, RequestTimes, TeamStatus},
    transitions::stage,
};

/// A board that cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{subject}: {problem}")]
pub struct Violation {
    /// Where it shows.
    pub subject: Subject,
    /// What is wrong.
    pub problem: &'static str,
}

impl Board {
    /// Checks every invariant of the whole board.
    ///
    /// # Errors
    /// The first violation found. A board made by `apply` of its own `decide` has none, so this finds
    /// a log that was altered or mixed with another.
    pub fn check(&self) -> Result<(), Violation> {
        self.teams.keys().try_for_each(|&id| team(self, id))?;
        self.requests.keys().try_for_each(|&id| request(self, id))?;
        self.assignments
            .keys()
            .try_for_each(|&id| assignment(self, id))?;
        self.closures.keys().try_for_each(|&id| closure(self, id))
    }
}

/// Panics when what an event changed breaks an invariant: the cheap check for every event in debug builds.
#[cfg(debug_assertions)]
pub(super) fn assert_holds_around(board: &Board, changed: Changed) {
    let checked = [
        changed.team.map(|id| team(board, id)),
        changed.request.map(|id| request(board, id)),
        changed.assignment.map(|id| assignment(board, id)),
        changed.closure.map(|id| closure(board, id)),
    ];
    for result in checked.into_iter().flatten() {
        assert_eq!(result, Ok(()), "an event broke the board");
    }
}

fn ensure(holds: bool, subject: Subject, problem: &'static str) -> Result<(), Violation> {
    if holds {
        Ok(())
    } else {
        Err(Violation { subject, problem })
    }
}

fn team(board: &Board, id: TeamId) -> Result<(), Violation> {
    let subject = Subject::Team(id);
    let unknown = Violation {
        subject,
        problem: "is not on the board",
    };
    let team = board.team(id).ok_or(unknown)?;
    ensure(team.id == id, subject, "stands under another id")?;
    ensure(team.version > 0, subject, "has no version")?;
    ensure(
        (team.status == TeamStatus::OffDuty) == team.on_shift_since.is_none(),
        subject,
        "is off duty exactly when it has no shift",
    )?;
    let on_stage = stage(team.status).is_some();
    ensure(
        team.status == TeamStatus::Emergency || on_stage == team.assignment.is_some(),
        subject,
        "stands at a stage exactly when it has an assignment",
    )?;
    if let Some(id) = team.assignment {
        let agrees = board
            .assignment(id)
            .is_some_and(|assignment| assignment.is_open() && assignment.team == team.id);
        ensure(agrees, subject, "names an assignment that is not its own")?;
    }
    Ok(())
}

fn request(board: &Board, id: RequestId) -> Result<(), Violation> {
    use RequestState::{Assigned, Closed, Transporting, Working};
    let subject = Subject::Request(id);
    let unknown = Violation {
        subject,
        problem: "is not on the board",
    };
    let request = board.request(id).ok_or(unknown)?;
    ensure(request.id == id, subject, "stands under another id")?;
    ensure(request.version > 0, subject, "has no version")?;
    let agrees = request.assignments.iter().all(|id| {
        board
            .assignment(*id)
            .is_some_and(|assignment| assignment.request == request.id)
    });
    ensure(agrees, subject, "lists an assignment that is not its own")?;
    let somebody_on_it = board.open_assignments(id).next().is_some();
    let state = request.state;
    ensure(
        !somebody_on_it || matches!(state, Assigned | Working | Transporting),
        subject,
        "has a team on it and waits",
    )?;
    ensure(
        somebody_on_it || !matches!(state, Assigned | Transporting),
        subject,
        "has no team on it and does not wait",
    )?;
    ensure(
        (state == Closed) == request.disposition.is_some()
            && (state == Closed) == request.times.closed.is_some(),
        subject,
        "is closed exactly when it has a disposition and a closing time",
    )?;
    ensure(in_order(request), subject, "has times out of order")
}

fn in_order(request: &Request) -> bool {
    let RequestTimes {
        received,
        triaged,
        assigned,
        acknowledged,
        en_route,
        on_scene,
        at_client,
        left_scene,
        at_destination,
        cleared,
        closed,
    } = request.times;
    [
        received,
        triaged,
        assigned,
        acknowledged,
        en_route,
        on_scene,
        at_client,
        left_scene,
        at_destination,
        cleared,
        closed,
    ]
    .into_iter()
    .flatten()
    .is_sorted()
}

fn assignment(board: &Board, id: AssignmentId) -> Result<(), Violation> {
    let subject = Subject::Assignment(id);
    let unknown = Violation {
        subject,
        problem: "is not on the board",
    };
    let assignment = board.assignment(id).ok_or(unknown)?;
    ensure(assignment.id == id, subject, "stands under another id")?;
    ensure(assignment.version > 0, subject, "has no version")?;
    let listed = board
        .request(assignment.request)
        .is_some_and(|request| request.assignments.contains(&id));
    ensure(listed, subject, "is not listed by its request")?;
    ensure(
        assignment.is_open() == assignment.ended_at.is_none(),
        subject,
        "is open exactly when it has no end",
    )?;
    ensure(
        assignment
            .ended_at
            .is_none_or(|end| end >= assignment.assigned_at),
        subject,
        "ended before it was made",
    )?;
    let held = board
        .team(assignment.team)
        .is_some_and(|team| team.assignment == Some(id));
    ensure(
        held == assignment.is_open(),
        subject,
        "is open exactly when its team is on it",
    )
}

fn closure(board: &Board, id: ClosureId) -> Result<(), Violation> {
    let subject = Subject::Closure(id);
    let unknown = Violation {
        subject,
        problem: "is not on the board",
    };
    let closure = board.closure(id).ok_or(unknown)?;
    ensure(closure.id == id, subject, "stands under another id")?;
    ensure(closure.version > 0, subject, "has no version")?;
    ensure(
        (closure.state == ClosureState::Ended) == closure.ended_at.is_some(),
        subject,
        "has ended exactly when it has an end",
    )
}
