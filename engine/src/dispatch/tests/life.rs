//! The life of a request, told as stories.

use super::*;
use crate::dispatch::{
    Changed, Subject,
    model::{AssignmentOutcome, RequestState, RequestTimes, ShownCandidate, TeamStatus},
    rejection::RejectionKind,
};
use crate::units::Millis;

fn advance(assignment: AssignmentId, to: TeamStatus) -> Command {
    Command::Advance { assignment, to }
}

fn at(seconds: i64) -> Option<Timestamp> {
    Some(Timestamp(seconds * 1000))
}

#[test]
fn the_whole_loop_stamps_every_stage_once() {
    let mut desk = Desk::with_a_shift();
    desk.must(&assign(R1, T1));
    desk.must(&Command::Acknowledge { assignment: A1 });
    for stage in [
        TeamStatus::EnRoute,
        TeamStatus::Staged,
        TeamStatus::OnScene,
        TeamStatus::WithClient,
        TeamStatus::Transporting,
        TeamStatus::AtDestination,
        TeamStatus::Clearing,
    ] {
        desk.must(&advance(A1, stage));
    }
    desk.must(&Command::Clear { assignment: A1 });
    desk.must(&close(R1));
    let times = RequestTimes {
        received: at(5),
        answered: at(5),
        triaged: at(5),
        assigned: at(6),
        acknowledged: at(7),
        en_route: at(8),
        staged: at(9),
        on_scene: at(10),
        at_client: at(11),
        left_scene: at(12),
        at_destination: at(13),
        care_transferred: at(14),
        cleared: at(15),
        closed: at(16),
    };
    assert_eq!(desk.board.request(R1).unwrap().times, times);
    assert_eq!(desk.board.team(T1).unwrap().status, TeamStatus::Available);
    let outcome = desk.board.assignment(A1).unwrap().outcome;
    assert_eq!(outcome, AssignmentOutcome::Completed);
}

#[test]
fn a_declined_request_waits_again_only_when_nobody_else_is_on_it() {
    let mut desk = Desk::with_a_shift();
    desk.must(&assign(R1, T1));
    desk.must(&assign(R1, T2));
    desk.must(&decline(A1));
    assert_eq!(
        desk.board.request(R1).unwrap().state,
        RequestState::Assigned
    );
    desk.must(&decline(A2));
    assert_eq!(desk.board.request(R1).unwrap().state, RequestState::Pending);
    let reason = desk.board.assignment(A1).unwrap().reason.clone();
    assert_eq!(reason.as_deref(), Some("flat tyre"));
}

#[test]
fn a_request_is_cleared_when_its_last_team_clears() {
    let mut desk = Desk::with_a_shift();
    desk.must(&assign(R1, T1));
    desk.must(&assign(R1, T2));
    desk.must(&advance(A1, TeamStatus::OnScene));
    desk.must(&Command::Clear { assignment: A1 });
    assert_eq!(desk.board.request(R1).unwrap().times.cleared, None);
    desk.must(&advance(A2, TeamStatus::OnScene));
    desk.must(&Command::Clear { assignment: A2 });
    assert_eq!(
        desk.board.request(R1).unwrap().times.cleared,
        at(desk.seconds)
    );
    assert_eq!(desk.board.request(R1).unwrap().times.on_scene, at(8));
    // Sent for again: not cleared after all.
    desk.must(&assign(R1, T1));
    assert_eq!(desk.board.request(R1).unwrap().times.cleared, None);
}

#[test]
fn a_skipped_stage_gets_no_time_from_a_second_team() {
    let mut desk = Desk::with_a_shift();
    desk.must(&assign(R1, T1));
    desk.must(&assign(R1, T2));
    desk.must(&advance(A1, TeamStatus::OnScene));
    desk.must(&advance(A2, TeamStatus::EnRoute));
    let times = desk.board.request(R1).unwrap().times;
    assert_eq!((times.en_route, times.on_scene), (None, at(8)));
}

#[test]
fn an_emergency_on_an_assignment_ends_where_the_crew_says_it_stands() {
    let set = |status| Command::SetTeamStatus { team: T1, status };
    let mut desk = Desk::with_a_shift();
    desk.must(&assign(R1, T1));
    desk.must(&set(TeamStatus::Emergency));
    desk.must(&set(TeamStatus::OnScene));
    assert_eq!(desk.board.team(T1).unwrap().status, TeamStatus::OnScene);
    assert_eq!(desk.board.request(R1).unwrap().state, RequestState::Working);
    assert!(desk.board.request(R1).unwrap().times.on_scene.is_some());
}

#[test]
fn a_team_taken_off_in_an_emergency_is_still_in_an_emergency() {
    let mut desk = Desk::with_a_shift();
    desk.must(&assign(R1, T1));
    desk.must(&Command::SetTeamStatus {
        team: T1,
        status: TeamStatus::Emergency,
    });
    desk.must(&cancel(A1));
    let team = desk.board.team(T1).unwrap();
    assert_eq!(
        (team.status, team.assignment),
        (TeamStatus::Emergency, None)
    );
}

#[test]
fn workload_counts_the_assignments_of_the_present_shift() {
    let mut desk = Desk::with_a_shift();
    desk.must(&assign(R1, T1));
    desk.must(&decline(A1));
    desk.must(&assign(R1, T1));
    desk.must(&cancel(A2));
    assert_eq!(desk.board.workload(T1), 2);
    desk.must(&Command::SignOff { team: T1 });
    desk.must(&Command::SignOn { team: T1 });
    assert_eq!(desk.board.workload(T1), 0);
}

#[test]
fn a_clock_that_was_set_back_does_not_turn_intervals_round() {
    let mut desk = Desk::with_a_shift();
    let events = desk.board.decide(&assign(R1, T1), Timestamp(0)).unwrap();
    assert_eq!(events[0].at, Timestamp(5000));
    desk.board.apply(&events[0]);
    desk.board.check().unwrap();
}

#[test]
fn a_version_counts_changes_of_what_the_command_is_about() {
    let mut desk = Desk::with_a_shift();
    let version = |desk: &Desk, subject| desk.board.version(subject).unwrap();
    assert_eq!(version(&desk, Subject::Request(R1)), 1);
    assert_eq!(version(&desk, Subject::Team(T1)), 2);
    desk.must(&assign(R1, T1));
    assert_eq!(version(&desk, Subject::Request(R1)), 2);
    assert_eq!(version(&desk, Subject::Team(T1)), 3);
    assert_eq!(version(&desk, Subject::Assignment(A1)), 1);
    let now = Timestamp(100_000);
    let stale = desk.board.decide_at_version(&assign(R1, T2), Some(1), now);
    let rejection = stale.unwrap_err();
    assert_eq!(rejection.kind(), RejectionKind::StaleVersion);
    assert_eq!(
        rejection.to_string(),
        "request R1 has changed since (version 2, not 1): look again before you decide"
    );
    assert!(
        desk.board
            .decide_at_version(&assign(R1, T2), Some(2), now)
            .is_ok()
    );
}

#[test]
fn an_assignment_keeps_what_was_shown_and_why_another_was_chosen() {
    let mut desk = Desk::with_a_shift();
    let shown = vec![ShownCandidate {
        team: T2,
        eta: Millis::from_secs(90),
    }];
    desk.must(&Command::Assign {
        request: R1,
        team: T1,
        override_reason: Some("knows the client".to_owned()),
        shown: shown.clone(),
    });
    desk.must(&advance(A1, TeamStatus::EnRoute));
    desk.must(&Command::Clear { assignment: A1 });
    let assignment = desk.board.assignment(A1).unwrap();
    assert_eq!(assignment.shown, shown);
    assert_eq!(assignment.reason.as_deref(), Some("knows the client"));
}

#[test]
fn an_event_of_another_log_changes_nothing() {
    let mut busy = Desk::with_a_shift();
    busy.must(&assign(R1, T1));
    let events = busy.board.decide(&cancel(A1), Timestamp(0)).unwrap();
    let mut empty = Board::new();
    assert_eq!(empty.apply(&events[0]), Changed::default());
    assert_eq!(empty, Board::new());
}
