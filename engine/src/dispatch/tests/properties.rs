//! Whatever people do, in whatever order: the board stays whole and the log tells it all.

use proptest::prelude::*;

use super::*;
use crate::dispatch::{
    CrewCommand, Event, PlaceCommand, Timer,
    configuration::{EXAMPLES, ServiceFile},
    ids::{ClosureId, DestinationId, FlagId, MemberId, ShiftId, VehicleId},
    model::{Crew, Disposition, FollowUp, OtherService, TeamStatus},
};
use crate::units::{Metres, Millis};

fn any_status() -> impl Strategy<Value = TeamStatus> {
    prop::sample::select(TeamStatus::ALL.to_vec())
}

/// Commands about few things, so that they meet each other; now and then about things that do not exist.
pub(super) fn any_command() -> impl Strategy<Value = Command> {
    prop_oneof![
        4 => everyday_command(),
        2 => command_about_requests(),
        1 => command_about_the_shift(),
        1 => command_about_places(),
    ]
}

fn command_about_requests() -> impl Strategy<Value = Command> {
    let request = || (1..5u32).prop_map(RequestId);
    let assignment = || (1..9u32).prop_map(AssignmentId);
    let team = || (1..5u32).prop_map(TeamId);
    let moment = || (0..9000i64).prop_map(Timestamp);
    prop_oneof![
        (prop::bool::ANY, prop::option::of(moment())).prop_map(|(untriaged, scheduled_for)| {
            let details = details();
            let answers = [].into();
            Command::CreateRequest {
                details,
                intake: Intake {
                    untriaged,
                    scheduled_for,
                    answers,
                },
            }
        }),
        request().prop_map(|request| Command::BeginTriage { request }),
        (request(), 1..5u8).prop_map(|(request, priority)| Command::Triage {
            request,
            answers: [].into(),
            priority: Priority::try_from(priority).ok(),
        }),
        (request(), moment()).prop_map(|(request, at)| Command::ScheduleRequest { request, at }),
        (request(), moment()).prop_map(|(request, at)| Command::HoldRequest {
            request,
            reason: "r".to_owned(),
            until: Some(at),
        }),
        (request(), request()).prop_map(|(request, into)| Command::MergeRequest { request, into }),
        (request(), team()).prop_map(|(request, team)| Command::Propose {
            request,
            team,
            shown: Vec::new(),
        }),
        assignment().prop_map(|assignment| Command::Confirm { assignment }),
        (assignment(), team()).prop_map(|(assignment, team)| Command::Reassign {
            assignment,
            team,
            reason: "r".to_owned(),
            shown: Vec::new(),
        }),
        (request(), team()).prop_map(|(request, team)| Command::Preempt {
            request,
            team,
            reason: "r".to_owned(),
            shown: Vec::new(),
        }),
        (request(), moment()).prop_map(|(request, at)| Command::CloseRequest {
            request,
            disposition: Disposition::LinkedToService,
            note: None,
            follow_up: Some(FollowUp { at, note: None }),
        }),
        request().prop_map(|request| Command::HandOver {
            request,
            to: OtherService::County
        }),
        request().prop_map(|request| Command::AcknowledgeHandOver {
            request,
            by: "desk 4".to_owned(),
        }),
        request().prop_map(|request| Command::AddNote {
            request,
            author: "dispatcher".to_owned(),
            text: "t".to_owned(),
        }),
        request().prop_map(|of| Command::Elapse {
            timer: Timer::Return(of)
        }),
        request().prop_map(|of| Command::Elapse {
            timer: Timer::FollowUp(of)
        }),
    ]
}

fn command_about_the_shift() -> impl Strategy<Value = Command> {
    let team = || (1..5u32).prop_map(TeamId);
    let crew = || {
        let members = prop::collection::btree_set((1..4u32).prop_map(MemberId), 0..3);
        let vehicle = prop::option::of((1..3u32).prop_map(VehicleId));
        (members, vehicle).prop_map(|(members, vehicle)| Crew { members, vehicle })
    };
    let shift = || (1..6u32).prop_map(ShiftId);
    prop_oneof![
        Just(CrewCommand::AddMember {
            name: "Ana".to_owned(),
            capabilities: [].into()
        }),
        (1..4u32).prop_map(|id| CrewCommand::RetireMember {
            member: MemberId(id)
        }),
        Just(CrewCommand::AddVehicle {
            label: "van".to_owned(),
            capabilities: [].into(),
            seats: 3,
        }),
        ((1..3u32), prop::bool::ANY).prop_map(|(id, out)| CrewCommand::SetVehicleService {
            vehicle: VehicleId(id),
            out_of_service: out.then(|| "brakes".to_owned()),
        }),
        (team(), crew(), 0..9000i64, 0..9000i64).prop_map(|(team, crew, from, until)| {
            CrewCommand::PlanShift {
                team,
                crew,
                from: Timestamp(from),
                until: Timestamp(until),
            }
        }),
        shift().prop_map(|shift| CrewCommand::CancelShift { shift }),
        (shift(), crew()).prop_map(|(shift, crew)| CrewCommand::ChangeCrew { shift, crew }),
    ]
    .prop_map(Command::Crew)
    .boxed()
    .prop_union(
        prop_oneof![
            team().prop_map(|team| Command::SetCheckIn {
                team,
                every: Some(Millis::from_mins(1)),
            }),
            team().prop_map(|team| Command::CheckIn { team }),
            team().prop_map(|team| Command::AnswerEmergency { team }),
            team().prop_map(|of| Command::Elapse {
                timer: Timer::CheckIn(of)
            }),
        ]
        .boxed(),
    )
}

fn command_about_places() -> impl Strategy<Value = Command> {
    let assignment = || (1..9u32).prop_map(AssignmentId);
    let destination = || (1..4u32).prop_map(DestinationId);
    let position = details().position;
    prop_oneof![
        prop::option::of(0..2u32).prop_map(move |places| {
            Command::Place(PlaceCommand::AddDestination {
                name: "Clinic".to_owned(),
                position,
                address: None,
                hours: None,
                places,
            })
        }),
        destination().prop_map(|destination| {
            Command::Place(PlaceCommand::RetireDestination { destination })
        }),
        (assignment(), destination()).prop_map(|(assignment, destination)| Command::Transport {
            assignment,
            destination,
            override_reason: None,
            arrives: None,
        }),
        (0..9000i64).prop_map(move |until| {
            Command::Place(PlaceCommand::AddFlag {
                position,
                radius: Metres(30.0),
                text: "a dog".to_owned(),
                requires: [].into(),
                until: Timestamp(until),
            })
        }),
        (1..3u32).prop_map(|of| Command::Elapse {
            timer: Timer::FlagEnd(FlagId(of))
        }),
        (0..3usize, 10..40u32).prop_map(|(types, goal)| configure(types, goal)),
    ]
}

/// A service that gives some of the care team's kinds of help, or another's, with or without its destinations.
fn configure(types: usize, goal: u32) -> Command {
    let (_, text) = EXAMPLES[usize::from(types == 0)];
    let ServiceFile {
        mut configuration,
        destinations,
    } = ServiceFile::read(text).unwrap();
    configuration.goals.0[0] = Millis::from_mins(goal.into());
    configuration.types.rotate_left(types);
    configuration.types.truncate(6);
    Command::Configure {
        configuration: Box::new(configuration),
        destinations: destinations.filter(|_| goal.is_multiple_of(2)),
    }
}

fn everyday_command() -> impl Strategy<Value = Command> {
    let team = || (1..5u32).prop_map(TeamId);
    let request = || (1..5u32).prop_map(RequestId);
    let assignment = || (1..9u32).prop_map(AssignmentId);
    let text = || "[a-z]{0,3}";
    let closure = || (1..5u32).prop_map(ClosureId);
    prop_oneof![
        1 => "[a-d]{0,2}".prop_map(|callsign| add_team(&callsign)),
        3 => team().prop_map(|team| Command::SignOn { team }),
        1 => team().prop_map(|team| Command::SignOff { team }),
        2 => (team(), any_status())
            .prop_map(|(team, status)| Command::SetTeamStatus { team, status }),
        2 => Just(Command::CreateRequest { details: details(), intake: Intake::default() }),
        1 => request().prop_map(update),
        1 => (request(), text()).prop_map(|(request, reason)| Command::HoldRequest { request, reason, until: None }),
        1 => request().prop_map(|request| Command::ResumeRequest { request }),
        5 => (request(), team()).prop_map(|(request, team)| assign(request, team)),
        2 => assignment().prop_map(|assignment| Command::Acknowledge { assignment }),
        1 => assignment().prop_map(decline),
        6 => (assignment(), any_status())
            .prop_map(|(assignment, to)| Command::Advance { assignment, to }),
        2 => assignment().prop_map(|assignment| Command::Clear { assignment }),
        1 => assignment().prop_map(cancel),
        2 => (prop::option::of(0..6000i64), prop::option::of(0..6000i64)).prop_map(|(from, until)| {
            closures::create(from.map(Timestamp), until.map(Timestamp))
        }),
        1 => closure().prop_map(|closure| Command::BeginClosure { closure }),
        2 => closure().prop_map(|closure| Command::EndClosure { closure }),
        1 => (request(), text()).prop_map(|(request, note)| Command::CloseRequest {
            request,
            disposition: Disposition::NoContact,
            note: Some(note),
            follow_up: None,
        }),
    ]
}

proptest! {
    #[test]
    fn the_board_stays_whole_and_the_log_tells_it_all(
        commands in prop::collection::vec((any_command(), 0..5000i64), 0..120),
    ) {
        let mut board = Board::new();
        let mut log: Vec<Event> = Vec::new();
        for (command, now) in commands {
            // The clock may jump back: `now` is unordered.
            let before = board.clone();
            let decided = board.decide(&command, Timestamp(now));
            prop_assert_eq!(&board, &before, "deciding changes nothing");
            for event in decided.into_iter().flatten() {
                let changed = board.apply(&event);
                prop_assert_ne!(changed, crate::dispatch::Changed::default());
                log.push(event);
            }
            prop_assert_eq!(board.check(), Ok(()));
        }
        prop_assert!(log.is_sorted_by_key(|event| event.at));

        let text = serde_json::to_string(&log).unwrap();
        let read: Vec<Event> = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&read, &log);
        let mut replayed = Board::new();
        for event in &read {
            replayed.apply(event);
        }
        prop_assert_eq!(&replayed, &board);

        let snapshot: Board = serde_json::from_str(&serde_json::to_string(&board).unwrap()).unwrap();
        prop_assert_eq!(&snapshot, &board);
    }

    #[test]
    fn what_changed_is_what_is_said_to_have_changed(
        commands in prop::collection::vec(any_command(), 0..80),
    ) {
        let mut board = Board::new();
        for command in commands {
            for event in board.decide(&command, Timestamp(0)).into_iter().flatten() {
                let before = board.clone();
                let changed = board.apply(&event);
                for team in board.teams().filter(|team| changed.team != Some(team.id)) {
                    prop_assert_eq!(Some(team), before.team(team.id));
                }
                for request in board.requests().filter(|r| changed.request != Some(r.id)) {
                    prop_assert_eq!(Some(request), before.request(request.id));
                }
                for assignment in board.assignments().filter(|a| changed.assignment != Some(a.id)) {
                    prop_assert_eq!(Some(assignment), before.assignment(assignment.id));
                }
                for closure in board.closures().filter(|c| changed.closure != Some(c.id)) {
                    prop_assert_eq!(Some(closure), before.closure(closure.id));
                }
                for shift in board.shifts().filter(|shift| changed.shift != Some(shift.id)) {
                    prop_assert_eq!(Some(shift), before.shift(shift.id));
                }
                for place in board.destinations().filter(|d| changed.destination != Some(d.id)) {
                    prop_assert_eq!(Some(place), before.destination(place.id));
                }
                if let Some(shift) = changed.shift {
                    let version = before.shift(shift).map_or(0, |shift| shift.version);
                    prop_assert_eq!(board.shift(shift).map(|shift| shift.version), Some(version + 1));
                }
                if let Some(closure) = changed.closure {
                    let version = before.closure(closure).map_or(0, |closure| closure.version);
                    prop_assert_eq!(board.closure(closure).map(|c| c.version), Some(version + 1));
                }
                if let Some(team) = changed.team {
                    let version = before.team(team).map_or(0, |team| team.version);
                    prop_assert_eq!(board.team(team).map(|team| team.version), Some(version + 1));
                }
                if let Some(request) = changed.request {
                    let version = before.request(request).map_or(0, |request| request.version);
                    prop_assert_eq!(board.request(request).map(|r| r.version), Some(version + 1));
                }
            }
        }
    }
}
