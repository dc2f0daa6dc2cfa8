//! Shifts, members, vehicles, destinations and flags against everything that can be asked of them.

use super::*;
use crate::{
    dispatch::{
        CrewCommand, PlaceCommand,
        ids::{FlagId, MemberId, ShiftId, VehicleId},
        model::{Capability, Crew, ShiftState},
        transitions::{ShiftAction, ThingAction, ThingState, shift_after, thing_after},
    },
    units::Metres,
};

#[test]
fn every_state_of_a_shift_against_everything_that_can_be_asked() {
    let s1 = ShiftId(1);
    for state in [
        ShiftState::Planned,
        ShiftState::Running,
        ShiftState::Ended,
        ShiftState::Cancelled,
    ] {
        for action in [
            ShiftAction::Begin,
            ShiftAction::ChangeCrew,
            ShiftAction::End,
            ShiftAction::Cancel,
        ] {
            let mut desk = Desk::default();
            desk.must(&add_team("Harbour"));
            desk.must(&Command::Crew(CrewCommand::PlanShift {
                team: T1,
                crew: Crew::default(),
                from: moment(60),
                until: moment(9_000),
            }));
            match state {
                ShiftState::Planned => {}
                ShiftState::Running => desk.must(&Command::SignOn { team: T1 }),
                ShiftState::Ended => {
                    desk.must(&Command::SignOn { team: T1 });
                    desk.must(&Command::SignOff { team: T1 });
                }
                ShiftState::Cancelled => {
                    desk.must(&Command::Crew(CrewCommand::CancelShift { shift: s1 }));
                }
            }
            let command = match action {
                ShiftAction::Begin => Command::SignOn { team: T1 },
                ShiftAction::End => Command::SignOff { team: T1 },
                ShiftAction::Cancel => Command::Crew(CrewCommand::CancelShift { shift: s1 }),
                ShiftAction::ChangeCrew => Command::Crew(CrewCommand::ChangeCrew {
                    shift: s1,
                    crew: Crew::default(),
                }),
            };
            let before = desk.board.shift(s1).cloned();
            let accepted = desk.say(&command).is_ok();
            let after = desk.board.shift(s1).unwrap();
            match shift_after(state, action) {
                Some(to) => assert!(accepted && after.state == to, "{state}, {action:?}"),
                // Signing on begins a new shift where this one cannot begin.
                None => assert_eq!(Some(after), before.as_ref(), "{state}, {action:?}"),
            }
        }
    }
}

#[test]
fn members_vehicles_destinations_and_flags_keep_to_their_table() {
    let (d1, f1, m1, v1) = (DestinationId(1), FlagId(1), MemberId(1), VehicleId(1));
    let mut desk = Desk::default();
    let none: BTreeSet<Capability> = BTreeSet::new();
    desk.must(&add_team("Harbour"));
    desk.must(&destination());
    desk.must(&Command::Crew(CrewCommand::AddMember {
        name: "Ana".to_owned(),
        capabilities: none.clone(),
    }));
    desk.must(&Command::Crew(CrewCommand::AddVehicle {
        label: "grey van".to_owned(),
        capabilities: none.clone(),
        seats: 3,
    }));
    desk.must(&Command::Place(PlaceCommand::AddFlag {
        position: details().position,
        radius: Metres(30.0),
        text: "a dog".to_owned(),
        requires: none,
        until: moment(9_000),
    }));
    let update = Command::Place(PlaceCommand::UpdateDestination {
        destination: d1,
        name: None,
        position: None,
        address: None,
        hours: None,
        places: Some(3),
    });
    let retire = Command::Place(PlaceCommand::RetireDestination { destination: d1 });
    let rename = Command::Crew(CrewCommand::UpdateMember {
        member: m1,
        name: Some("Anna".to_owned()),
        capabilities: None,
    });
    let leave = Command::Crew(CrewCommand::RetireMember { member: m1 });
    let end = Command::Place(PlaceCommand::EndFlag { flag: f1 });
    let service = |reason: Option<&str>| {
        Command::Crew(CrewCommand::SetVehicleService {
            vehicle: v1,
            out_of_service: reason.map(str::to_owned),
        })
    };
    use ThingState::{InUse, OutOfService, Retired};
    let cases = [
        (InUse, ThingAction::Update, update.clone()),
        (InUse, ThingAction::Retire, retire.clone()),
        (Retired, ThingAction::Update, update),
        (Retired, ThingAction::Retire, retire),
        (InUse, ThingAction::Update, rename.clone()),
        (InUse, ThingAction::Retire, leave.clone()),
        (Retired, ThingAction::Update, rename),
        (Retired, ThingAction::Retire, leave),
        (InUse, ThingAction::Retire, end.clone()),
        (Retired, ThingAction::Retire, end),
        (InUse, ThingAction::PutBack, service(None)),
        (InUse, ThingAction::PutOut, service(Some("brakes"))),
        (OutOfService, ThingAction::PutOut, service(Some("brakes"))),
        (OutOfService, ThingAction::PutBack, service(None)),
    ];
    for (state, action, command) in cases {
        let accepted = desk.say(&command).is_ok();
        assert_eq!(
            accepted,
            thing_after(state, action).is_some(),
            "{state}, {action:?}, {command:?}"
        );
    }
}
