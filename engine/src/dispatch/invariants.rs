//! What is true of every board, always. Shared by tests, the simulator and debug assertions.

#[cfg(debug_assertions)]
use super::board::Changed;
use super::{
    board::Board,
    closure::ClosureState,
    command::Subject,
    ids::{AssignmentId, ClosureId, RequestId, ShiftId, TeamId},
    model::{AssignmentOutcome, Request, RequestState, RequestTimes, ShiftState, TeamStatus},
    timers::Timer,
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
        self.closures.keys().try_for_each(|&id| closure(self, id))?;
        self.shifts.keys().try_for_each(|&id| shift(self, id))?;
        timers(self)
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
        changed.shift.map(|id| shift(board, id)),
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
        answered,
        triaged,
        assigned,
        acknowledged,
        en_route,
        staged,
        on_scene,
        at_client,
        left_scene,
        at_destination,
        care_transferred,
        cleared,
        closed,
    } = request.times;
    [
        received,
        answered,
        triaged,
        assigned,
        acknowledged,
        en_route,
        staged,
        on_scene,
        at_client,
        left_scene,
        at_destination,
        care_transferred,
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
        (assignment.is_open() || assignment.outcome == AssignmentOutcome::Proposed)
            == assignment.ended_at.is_none(),
        subject,
        "is open or proposed exactly when it has no end",
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

fn shift(board: &Board, id: ShiftId) -> Result<(), Violation> {
    let subject = Subject::Shift(id);
    let unknown = Violation {
        subject,
        problem: "is not on the board",
    };
    let shift = board.shift(id).ok_or(unknown)?;
    ensure(shift.id == id, subject, "stands under another id")?;
    ensure(shift.version > 0, subject, "has no version")?;
    let on_it = board
        .team(shift.team)
        .is_some_and(|team| team.shift == Some(id));
    ensure(
        on_it == (shift.state == ShiftState::Running),
        subject,
        "runs exactly when its team is on it",
    )
}

/// Every timer runs that follows from what stands on the board, and no other.
fn timers(board: &Board) -> Result<(), Violation> {
    let requests = board
        .requests()
        .flat_map(|r| [Timer::Return(r.id), Timer::FollowUp(r.id)]);
    let closures = board
        .closures()
        .flat_map(|c| [Timer::ClosureBegin(c.id), Timer::ClosureEnd(c.id)]);
    let all = requests
        .chain(closures)
        .chain(board.teams().map(|team| Timer::CheckIn(team.id)))
        .chain(board.flags().map(|flag| Timer::FlagEnd(flag.id)));
    for timer in all {
        ensure(
            board.timer(timer) == board.moment_of(timer),
            timer.subject(),
            "has a timer that does not follow from it",
        )?;
    }
    Ok(())
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
