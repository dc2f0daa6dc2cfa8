//! Every state against everything that can be asked: the board does what the tables say, and nothing else.

mod things;

use super::*;
use crate::dispatch::{
    PlaceCommand, Timer,
    ids::DestinationId,
    model::{AssignmentOutcome, FollowUp, OtherService, RequestState, TeamStatus},
    transitions::{
        AssignmentAction, REQUEST_ROWS, RequestAction, RequestTo, TeamAction, assignment_after,
        is_advance_target, request_takes, stage, team_after,
    },
};
use crate::units::Millis;

const R2: RequestId = RequestId(2);

fn moment(seconds: i64) -> Timestamp {
    Timestamp(seconds * 1000)
}

fn advance(to: TeamStatus) -> Command {
    Command::Advance { assignment: A1, to }
}

/// T1 has this status, T2 and T3 are free, R2 is more urgent than R1, D1 takes people.
fn team_at(status: TeamStatus, on_assignment: bool) -> Desk {
    let mut desk = Desk::with_a_shift();
    let less_urgent = RequestDetails {
        priority: Priority::LAST,
        ..details()
    };
    desk.must(&Command::CreateRequest {
        details: less_urgent,
        intake: Intake::default(),
    });
    desk.must(&destination());
    if on_assignment {
        desk.must(&assign(R2, T1));
    }
    match status {
        TeamStatus::Available | TeamStatus::Assigned => {}
        TeamStatus::OffDuty => desk.must(&Command::SignOff { team: T1 }),
        TeamStatus::Returning | TeamStatus::OutOfService | TeamStatus::Emergency => {
            desk.must(&Command::SetTeamStatus { team: T1, status });
        }
        TeamStatus::Acknowledged => desk.must(&Command::Acknowledge { assignment: A1 }),
        stage => desk.must(&advance(stage)),
    }
    if status != TeamStatus::OffDuty {
        desk.must(&Command::SetCheckIn {
            team: T1,
            every: Some(Millis::from_mins(30)),
        });
    }
    assert_eq!(desk.board.team(T1).unwrap().status, status);
    desk
}

fn destination() -> Command {
    Command::Place(PlaceCommand::AddDestination {
        name: "Clinic".to_owned(),
        position: details().position,
        address: None,
        hours: None,
        places: None,
    })
}

fn team_command(action: TeamAction) -> Command {
    match action {
        TeamAction::SignOn => Command::SignOn { team: T1 },
        TeamAction::SignOff => Command::SignOff { team: T1 },
        TeamAction::SetStatus(status) => Command::SetTeamStatus { team: T1, status },
        TeamAction::Assign => assign(R1, T1),
        TeamAction::Acknowledge => Command::Acknowledge { assignment: A1 },
        TeamAction::Decline => decline(A1),
        TeamAction::Advance(to) => advance(to),
        TeamAction::Divert => Command::Transport {
            assignment: A1,
            destination: DestinationId(1),
            override_reason: None,
            arrives: None,
        },
        TeamAction::Clear => Command::Clear { assignment: A1 },
        TeamAction::Cancel => cancel(A1),
        TeamAction::Preempt => Command::Preempt {
            request: R1,
            team: T1,
            reason: "nearer to somebody in danger".to_owned(),
            shown: Vec::new(),
        },
        TeamAction::CheckIn => Command::CheckIn { team: T1 },
        TeamAction::AnswerEmergency => Command::AnswerEmergency { team: T1 },
    }
}

#[test]
fn every_status_of_a_team_against_everything_that_can_be_asked() {
    let mut actions = vec![
        TeamAction::SignOn,
        TeamAction::SignOff,
        TeamAction::Assign,
        TeamAction::Acknowledge,
        TeamAction::Decline,
        TeamAction::Divert,
        TeamAction::Clear,
        TeamAction::Cancel,
        TeamAction::Preempt,
        TeamAction::CheckIn,
        TeamAction::AnswerEmergency,
    ];
    actions.extend(TeamStatus::ALL.map(TeamAction::SetStatus));
    actions.extend(TeamStatus::ALL.map(TeamAction::Advance));
    let standing = TeamStatus::ALL.map(|status| (status, stage(status).is_some()));
    for (status, on_assignment) in standing.into_iter().chain([(TeamStatus::Emergency, true)]) {
        for &action in &actions {
            let mut desk = team_at(status, on_assignment);
            // A first choice of a destination is another row: to go on to transporting.
            let asked = match action {
                TeamAction::Divert if status != TeamStatus::Transporting => {
                    TeamAction::Advance(TeamStatus::Transporting)
                }
                action => action,
            };
            let expected = team_after(status, on_assignment, asked);
            let refused = desk.say(&team_command(action)).err();
            let context = format!("{status}, {action:?}: {refused:?}");
            match expected {
                Some(to) => {
                    let to = if matches!(action, TeamAction::Preempt) {
                        TeamStatus::Assigned
                    } else {
                        to
                    };
                    assert_eq!(refused, None, "{context}");
                    assert_eq!(desk.board.team(T1).unwrap().status, to, "{context}");
                }
                None => assert!(refused.is_some(), "{context}"),
            }
        }
    }
}

/// R1 stands here; R2 waits, T2 is free, a hand-over of R1 is not acknowledged yet.
fn request_at(state: RequestState) -> Desk {
    let mut desk = Desk::with_a_shift();
    desk.board = Board::new();
    desk.must(&add_team("Harbour"));
    desk.must(&add_team("Bastion"));
    desk.must(&Command::SignOn { team: T1 });
    desk.must(&Command::SignOn { team: T2 });
    let untriaged = matches!(state, RequestState::Received | RequestState::Triaging);
    desk.must(&Command::CreateRequest {
        details: details(),
        intake: Intake {
            untriaged,
            scheduled_for: (state == RequestState::Scheduled).then(|| moment(10_000)),
            answers: [].into(),
        },
    });
    desk.must(&Command::CreateRequest {
        details: details(),
        intake: Intake::default(),
    });
    desk.must(&Command::SetTriageForm { form: form() });
    desk.must(&Command::HandOver {
        request: R1,
        to: OtherService::County,
    });
    match state {
        RequestState::Received | RequestState::Pending | RequestState::Scheduled => {}
        RequestState::Triaging => desk.must(&Command::BeginTriage { request: R1 }),
        RequestState::Held => desk.must(&hold(R1)),
        RequestState::Assigned => desk.must(&assign(R1, T1)),
        RequestState::Working | RequestState::Transporting => {
            desk.must(&assign(R1, T1));
            desk.must(&advance(if state == RequestState::Working {
                TeamStatus::OnScene
            } else {
                TeamStatus::Transporting
            }));
        }
        RequestState::FollowUpDue | RequestState::Closed => {
            let now = desk.seconds + 1;
            desk.must(&Command::CloseRequest {
                request: R1,
                disposition: super::super::model::Disposition::ResolvedOnScene,
                note: None,
                follow_up: Some(FollowUp {
                    at: moment(now + 60),
                    note: None,
                }),
            });
            if state == RequestState::FollowUpDue {
                assert_eq!(desk.wait(60), 1);
            }
        }
    }
    assert_eq!(desk.board.request(R1).unwrap().state, state);
    desk
}

fn form() -> super::super::model::TriageForm {
    serde_json::from_str(
        r#"{"kind":"wellness_check","questions":[{"id":"alone","text":"Is the person alone?",
            "answers":[{"id":"yes","text":"Yes","weight":10},{"id":"no","text":"No","weight":0}]}],
            "thresholds":[{"score":10,"priority":2}]}"#,
    )
    .unwrap()
}

fn request_command(action: RequestAction) -> Command {
    match action {
        RequestAction::Update => update(R1),
        RequestAction::BeginTriage => Command::BeginTriage { request: R1 },
        RequestAction::Triage => Command::Triage {
            request: R1,
            answers: [("alone".to_owned(), "yes".to_owned())].into(),
            priority: None,
        },
        RequestAction::Hold => hold(R1),
        RequestAction::Schedule => Command::ScheduleRequest {
            request: R1,
            at: moment(20_000),
        },
        RequestAction::Resume => Command::ResumeRequest { request: R1 },
        RequestAction::Propose => Command::Propose {
            request: R1,
            team: T2,
            shown: Vec::new(),
        },
        RequestAction::Assign => assign(R1, T2),
        RequestAction::AddNote => Command::AddNote {
            request: R1,
            author: "dispatcher".to_owned(),
            text: "rang back".to_owned(),
        },
        RequestAction::HandOver => Command::HandOver {
            request: R1,
            to: OtherService::County,
        },
        RequestAction::AcknowledgeHandOver => Command::AcknowledgeHandOver {
            request: R1,
            by: "desk 4".to_owned(),
        },
        RequestAction::Merge => Command::MergeRequest {
            request: R1,
            into: R2,
        },
        RequestAction::Absorb => Command::MergeRequest {
            request: R2,
            into: R1,
        },
        RequestAction::Close => close(R1),
        RequestAction::FallDue => Command::Elapse {
            timer: Timer::FollowUp(R1),
        },
    }
}

#[test]
fn every_state_of_a_request_against_everything_that_can_be_asked() {
    for state in RequestState::ALL {
        for row in REQUEST_ROWS {
            let action = row.action;
            let mut desk = request_at(state);
            if action == RequestAction::FallDue {
                // The moment is another condition than the state.
                desk.seconds += 100;
            }
            let teams_on_it = desk.board.open_assignments(R1).next().is_some();
            let taking = REQUEST_ROWS
                .iter()
                .find(|row| row.action == action && row.from.contains(&state));
            assert_eq!(taking.is_some(), request_takes(state, action));
            let refused = desk.say(&request_command(action)).err();
            let context = format!("{state}, {action:?}: {refused:?}");
            match taking.filter(|row| !(row.without_a_team && teams_on_it)) {
                None => assert!(refused.is_some(), "{context}"),
                Some(row) => {
                    assert_eq!(refused, None, "{context}");
                    let after = desk.board.request(R1).unwrap().state;
                    match row.to {
                        RequestTo::State(to) => assert_eq!(after, to, "{context}"),
                        RequestTo::Same => assert_eq!(after, state, "{context}"),
                        RequestTo::WhereTeamsStand => {
                            let worked_on = state == RequestState::Working;
                            let to = if worked_on {
                                state
                            } else {
                                RequestState::Assigned
                            };
                            assert_eq!(after, to, "{context}");
                        }
                    }
                }
            }
        }
    }
}

fn assignment_at(outcome: AssignmentOutcome) -> Desk {
    let mut desk = team_at(TeamStatus::Available, false);
    if outcome == AssignmentOutcome::Proposed {
        desk.must(&Command::Propose {
            request: R2,
            team: T1,
            shown: Vec::new(),
        });
        return desk;
    }
    desk.must(&assign(R2, T1));
    match outcome {
        AssignmentOutcome::Proposed | AssignmentOutcome::Assigned => {}
        AssignmentOutcome::Acknowledged => desk.must(&Command::Acknowledge { assignment: A1 }),
        AssignmentOutcome::Declined => desk.must(&decline(A1)),
        AssignmentOutcome::Cancelled => desk.must(&cancel(A1)),
        AssignmentOutcome::Reassigned => desk.must(&reassign()),
        AssignmentOutcome::Completed => {
            desk.must(&advance(TeamStatus::OnScene));
            desk.must(&Command::Clear { assignment: A1 });
        }
    }
    desk
}

fn reassign() -> Command {
    Command::Reassign {
        assignment: A1,
        team: T2,
        reason: "knows the person".to_owned(),
        shown: Vec::new(),
    }
}

#[test]
fn every_outcome_of_an_assignment_against_everything_that_can_be_asked() {
    use AssignmentAction as Asked;
    let outcomes = [
        AssignmentOutcome::Proposed,
        AssignmentOutcome::Assigned,
        AssignmentOutcome::Acknowledged,
        AssignmentOutcome::Declined,
        AssignmentOutcome::Cancelled,
        AssignmentOutcome::Reassigned,
        AssignmentOutcome::Completed,
    ];
    let actions = [
        (Asked::Confirm, Command::Confirm { assignment: A1 }),
        (Asked::Acknowledge, team_command(TeamAction::Acknowledge)),
        (Asked::Decline, decline(A1)),
        (Asked::Advance, advance(TeamStatus::OnScene)),
        (Asked::Divert, team_command(TeamAction::Divert)),
        (Asked::Clear, team_command(TeamAction::Clear)),
        (Asked::Cancel, cancel(A1)),
        (Asked::Reassign, reassign()),
    ];
    for outcome in outcomes {
        for (action, command) in &actions {
            let mut desk = assignment_at(outcome);
            let status = desk.board.team(T1).unwrap().status;
            // What the team's table forbids is walked with the team.
            let team_may = match action {
                Asked::Acknowledge => status == TeamStatus::Assigned,
                Asked::Clear => is_advance_target(status),
                _ => true,
            };
            let refused = desk.say(command).err();
            let context = format!("{outcome}, {}: {refused:?}", action.name());
            match assignment_after(outcome, *action).filter(|_| team_may) {
                Some(to) => {
                    assert_eq!(refused, None, "{context}");
                    assert_eq!(desk.board.assignment(A1).unwrap().outcome, to, "{context}");
                }
                None => assert!(refused.is_some(), "{context}"),
            }
        }
    }
}
