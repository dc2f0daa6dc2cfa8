//! Whatever people do, in whatever order: the board stays whole and the log tells it all.

use proptest::prelude::*;

use super::*;
use crate::dispatch::{
    Event,
    ids::ClosureId,
    model::{Disposition, TeamStatus},
};

fn any_status() -> impl Strategy<Value = TeamStatus> {
    use TeamStatus::{
        Acknowledged, Assigned, AtDestination, Available, Clearing, Emergency, EnRoute, OffDuty,
        OnScene, OutOfService, Returning, Staged, Transporting, WithClient,
    };
    prop::sample::select(vec![
        OffDuty,
        Available,
        Assigned,
        Acknowledged,
        EnRoute,
        Staged,
        OnScene,
        WithClient,
        Transporting,
        AtDestination,
        Clearing,
        Returning,
        OutOfService,
        Emergency,
    ])
}

/// Commands about few things, so that they meet each other; now and then about things that do not exist.
fn any_command() -> impl Strategy<Value = Command> {
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
        2 => Just(Command::CreateRequest { details: details() }),
        1 => request().prop_map(update),
        1 => (request(), text()).prop_map(|(request, reason)| Command::HoldRequest { request, reason }),
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
            let before = board.clone();
            for event in board.decide(&command, Timestamp(0)).into_iter().flatten() {
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
