//! Who is sent, sent elsewhere, and where people are taken, told as stories.

use super::*;
use crate::dispatch::{
    PlaceCommand,
    ids::{DestinationId, FlagId},
    model::{AssignmentOutcome, Hours, RequestState, TeamStatus, WeekMinute},
};
use crate::units::Metres;

const R2: RequestId = RequestId(2);
const D1: DestinationId = DestinationId(1);

fn outcome(desk: &Desk, assignment: AssignmentId) -> AssignmentOutcome {
    desk.board.assignment(assignment).unwrap().outcome
}

fn create(desk: &mut Desk, priority: Priority) {
    desk.must(&Command::CreateRequest {
        details: RequestDetails {
            priority,
            ..details()
        },
        intake: Intake::default(),
    });
}

#[test]
fn another_team_takes_over_in_one_step() {
    let mut desk = Desk::with_a_shift();
    desk.must(&assign(R1, T1));
    desk.must(&Command::Acknowledge { assignment: A1 });
    let reassign = |team| Command::Reassign {
        assignment: A1,
        team,
        reason: "nearer".to_owned(),
        shown: Vec::new(),
    };
    assert!(
        desk.refuses(&reassign(T1))
            .contains("on this assignment already")
    );
    let events = desk
        .board
        .decide(&reassign(T2), Timestamp(desk.seconds * 1000))
        .unwrap();
    assert_eq!(events.len(), 2);
    desk.must(&reassign(T2));
    assert_eq!(outcome(&desk, A1), AssignmentOutcome::Reassigned);
    assert_eq!(outcome(&desk, A2), AssignmentOutcome::Assigned);
    assert_eq!(desk.board.team(T1).unwrap().status, TeamStatus::Available);
    assert_eq!(
        desk.board.request(R1).unwrap().state,
        RequestState::Assigned
    );
}

#[test]
fn a_team_is_sent_elsewhere_only_for_somebody_more_urgent_and_before_it_is_there() {
    let mut desk = Desk::with_a_shift();
    desk.must(&Command::UpdateRequest {
        request: R1,
        position: None,
        address: None,
        kind_of_help: None,
        priority: Some(Priority::try_from(3).unwrap()),
        needs: None,
        note: None,
    });
    create(&mut desk, Priority::try_from(3).unwrap());
    let preempt = |request| Command::Preempt {
        request,
        team: T1,
        reason: "nobody else".to_owned(),
        shown: Vec::new(),
    };
    assert!(
        desk.refuses(&preempt(R2))
            .contains("is on no request: assign it")
    );
    desk.must(&assign(R1, T1));
    assert!(
        desk.refuses(&preempt(R2))
            .contains("only for a more urgent one")
    );
    create(&mut desk, Priority::FIRST);
    let urgent = RequestId(3);
    let mut arrived = desk.clone();
    arrived.must(&Command::Advance {
        assignment: A1,
        to: TeamStatus::OnScene,
    });
    assert!(
        arrived
            .refuses(&preempt(urgent))
            .contains("it has reached the person")
    );
    desk.must(&preempt(urgent));
    assert_eq!(outcome(&desk, A1), AssignmentOutcome::Reassigned);
    assert_eq!(desk.board.team(T1).unwrap().assignment, Some(A2));
    assert_eq!(desk.board.request(R1).unwrap().state, RequestState::Pending);
}

#[test]
fn a_proposal_binds_nobody_until_it_is_confirmed() {
    let mut desk = Desk::with_a_shift();
    create(&mut desk, Priority::LAST);
    let propose = |request, team| Command::Propose {
        request,
        team,
        shown: Vec::new(),
    };
    desk.must(&propose(R1, T1));
    desk.must(&propose(R2, T1));
    assert_eq!(desk.board.team(T1).unwrap().status, TeamStatus::Available);
    assert_eq!(desk.board.request(R1).unwrap().state, RequestState::Pending);
    desk.must(&Command::Confirm { assignment: A1 });
    assert_eq!(desk.board.team(T1).unwrap().assignment, Some(A1));
    let other = Command::Confirm { assignment: A2 };
    assert!(desk.refuses(&other).contains("T1 is assigned"));
    desk.must(&close(R2));
    assert_eq!(outcome(&desk, A2), AssignmentOutcome::Cancelled);
}

fn clinic(hours: Option<Hours>, places: Option<u32>) -> Command {
    Command::Place(PlaceCommand::AddDestination {
        name: "Clinic".to_owned(),
        position: details().position,
        address: None,
        hours,
        places,
    })
}

fn transport(assignment: AssignmentId, destination: DestinationId) -> Command {
    Command::Transport {
        assignment,
        destination,
        override_reason: None,
        arrives: Some(WeekMinute(10 * 60)),
    }
}

#[test]
fn a_place_is_kept_on_the_way_and_taken_on_arrival() {
    let mut desk = Desk::with_a_shift();
    create(&mut desk, Priority::LAST);
    desk.must(&clinic(None, Some(1)));
    desk.must(&assign(R1, T1));
    desk.must(&assign(R2, T2));
    desk.must(&transport(A1, D1));
    assert_eq!(
        desk.board.request(R1).unwrap().state,
        RequestState::Transporting
    );
    assert_eq!(desk.board.places_left(D1), Some(0));
    assert!(
        desk.refuses(&transport(A2, D1))
            .contains("destination D1 is full")
    );
    let nevertheless = Command::Transport {
        assignment: A2,
        destination: D1,
        override_reason: Some("they said they can take one more".to_owned()),
        arrives: None,
    };
    desk.clone().must(&nevertheless);
    let to = |to| Command::Advance { assignment: A1, to };
    desk.must(&to(TeamStatus::AtDestination));
    desk.must(&to(TeamStatus::Clearing));
    assert_eq!(desk.board.destination(D1).unwrap().places, Some(0));
    assert!(
        desk.board
            .request(R1)
            .unwrap()
            .times
            .care_transferred
            .is_some()
    );
    desk.must(&Command::Clear { assignment: A1 });
    assert_eq!(desk.board.places_left(D1), Some(0), "it is taken once");
}

#[test]
fn a_destination_takes_people_in_its_hours() {
    let mut desk = Desk::with_a_shift();
    // Mondays from 9 to 17.
    let hours = Hours::try_from(vec![(9 * 60, 17 * 60)]).unwrap();
    desk.must(&clinic(Some(hours), None));
    desk.must(&assign(R1, T1));
    for (minute, open) in [
        (8 * 60, false),
        (9 * 60, true),
        (17 * 60, false),
        (33 * 60, false),
    ] {
        let command = Command::Transport {
            assignment: A1,
            destination: D1,
            override_reason: None,
            arrives: Some(WeekMinute(minute)),
        };
        assert_eq!(desk.clone().say(&command).is_ok(), open, "{minute}");
    }
    assert!(Hours::try_from(vec![(600, 500)]).is_err());
    assert!(Hours::try_from(vec![(0, 10), (5, 20)]).is_err());
    assert!(Hours::try_from(vec![(0, 10_081)]).is_err());
    assert!(Hours::try_from(vec![]).is_err());
}

#[test]
fn a_team_can_be_diverted_on_the_way() {
    let mut desk = Desk::with_a_shift();
    desk.must(&clinic(None, Some(1)));
    desk.must(&clinic(None, None));
    desk.must(&assign(R1, T1));
    desk.must(&transport(A1, D1));
    desk.must(&transport(A1, DestinationId(2)));
    assert_eq!(
        desk.board.places_left(D1),
        Some(1),
        "its place is free again"
    );
    let destination = desk.board.assignment(A1).unwrap().destination;
    assert_eq!(destination, Some(DestinationId(2)));
}

#[test]
fn a_warning_about_a_place_ends_by_itself() {
    let mut desk = Desk::with_a_shift();
    let place = details().position;
    let flag = |seconds: i64| {
        Command::Place(PlaceCommand::AddFlag {
            position: place,
            radius: Metres(30.0),
            text: "a dog behind the gate".to_owned(),
            requires: BTreeSet::new(),
            until: Timestamp(seconds * 1000),
        })
    };
    assert!(desk.refuses(&flag(1)).contains("until lies in the past"));
    let in_two_years = desk.seconds + 2 * 366 * 24 * 3600;
    assert!(desk.refuses(&flag(in_two_years)).contains("within a year"));
    desk.must(&flag(desk.seconds + 61));
    let elsewhere = LngLat::new(14.51, 35.9).unwrap();
    assert_eq!(desk.board.flags_at(place).count(), 1);
    assert_eq!(desk.board.flags_at(elsewhere).count(), 0);
    assert_eq!(desk.wait(60), 1);
    assert_eq!(desk.board.flags_at(place).count(), 0);
    assert!(desk.board.flag(FlagId(1)).unwrap().ended_at.is_some());
}
