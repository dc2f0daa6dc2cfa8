//! Members, vehicles, shifts, check-ins and emergencies, told as stories.

use super::*;
use crate::dispatch::{
    CrewCommand,
    ids::{MemberId, ShiftId, VehicleId},
    model::{Capability, Crew, ShiftState, TeamStatus},
};
use crate::units::Millis;

const M1: MemberId = MemberId(1);
const V1: VehicleId = VehicleId(1);
const S1: ShiftId = ShiftId(1);
const HOUR: i64 = 3600;

fn can(names: &[&str]) -> BTreeSet<Capability> {
    names
        .iter()
        .map(|&name| Capability::try_from(name.to_owned()).unwrap())
        .collect()
}

fn say(desk: &mut Desk, command: CrewCommand) {
    desk.must(&Command::Crew(command));
}

/// Two teams off duty, one member and one vehicle.
fn desk() -> Desk {
    let mut desk = Desk::default();
    desk.must(&add_team("Harbour"));
    desk.must(&add_team("Bastion"));
    say(
        &mut desk,
        CrewCommand::AddMember {
            name: "Ana".to_owned(),
            capabilities: can(&["clinician", "lang:es"]),
        },
    );
    say(
        &mut desk,
        CrewCommand::AddVehicle {
            label: "grey van".to_owned(),
            capabilities: can(&["wheelchair"]),
            seats: 3,
        },
    );
    desk
}

fn crew() -> Crew {
    Crew {
        members: [M1].into(),
        vehicle: Some(V1),
    }
}

fn plan(team: TeamId, from: i64, until: i64) -> CrewCommand {
    CrewCommand::PlanShift {
        team,
        crew: crew(),
        from: Timestamp(from * HOUR * 1000),
        until: Timestamp(until * HOUR * 1000),
    }
}

#[test]
fn a_team_can_do_what_its_crew_can() {
    let mut desk = desk();
    say(&mut desk, plan(T1, 1, 9));
    desk.seconds = HOUR;
    desk.must(&Command::SignOn { team: T1 });
    let team = desk.board.team(T1).unwrap();
    assert_eq!(team.shift, Some(S1), "the planned shift begins");
    assert_eq!(team.lacks(&can(&["wheelchair", "lang:es"])), []);
    assert_eq!(team.lacks(&can(&["naloxone"])).len(), 1);
    assert_eq!(desk.board.running_shifts().count(), 1);
    desk.must(&Command::SignOff { team: T1 });
    assert_eq!(desk.board.shift(S1).unwrap().state, ShiftState::Ended);
    assert_eq!(
        desk.board
            .team(T1)
            .unwrap()
            .lacks(&can(&["wheelchair"]))
            .len(),
        1
    );
}

#[test]
fn a_crew_can_change_while_the_shift_runs() {
    let mut desk = desk();
    desk.must(&Command::SignOn { team: T1 });
    let change = |crew| Command::Crew(CrewCommand::ChangeCrew { shift: S1, crew });
    desk.must(&change(crew()));
    assert_eq!(desk.board.team(T1).unwrap().lacks(&can(&["clinician"])), []);
    desk.must(&Command::SignOn { team: T2 });
    let taken = Command::Crew(CrewCommand::ChangeCrew {
        shift: ShiftId(2),
        crew: crew(),
    });
    assert!(desk.refuses(&taken).contains("member M1 has shift S1"));
    desk.must(&change(Crew::default()));
    desk.must(&taken);
}

#[test]
fn nobody_and_nothing_is_planned_twice_for_the_same_time() {
    let mut desk = desk();
    say(&mut desk, plan(T1, 1, 9));
    let overlaps = Command::Crew(plan(T2, 8, 12));
    assert!(desk.refuses(&overlaps).contains("member M1 has shift S1"));
    say(&mut desk, plan(T2, 9, 12));
    let own = Command::Crew(CrewCommand::PlanShift {
        team: T1,
        crew: Crew::default(),
        from: Timestamp(0),
        until: Timestamp(2 * HOUR * 1000),
    });
    assert!(desk.refuses(&own).contains("team T1 has shift S1"));
    let field = |command: &Command| {
        desk.board
            .decide(command, Timestamp(0))
            .unwrap_err()
            .field()
    };
    assert_eq!(field(&overlaps), Some("members"));
    assert_eq!(field(&own), Some("team"));
    let gone = Command::Crew(CrewCommand::RetireMember { member: M1 });
    assert!(
        desk.refuses(&gone)
            .contains("change or cancel that one first")
    );
}

#[test]
fn what_is_out_of_service_or_gone_is_not_planned() {
    let mut desk = desk();
    say(
        &mut desk,
        CrewCommand::SetVehicleService {
            vehicle: V1,
            out_of_service: Some("brakes".to_owned()),
        },
    );
    let refused = desk.refuses(&Command::Crew(plan(T1, 1, 9)));
    assert_eq!(refused, "vehicle V1 is out of service: it cannot be used");
    say(
        &mut desk,
        CrewCommand::SetVehicleService {
            vehicle: V1,
            out_of_service: None,
        },
    );
    say(&mut desk, CrewCommand::RetireMember { member: M1 });
    let refused = desk.refuses(&Command::Crew(plan(T1, 1, 9)));
    assert_eq!(refused, "member M1 is retired: it cannot be used");
}

#[test]
fn a_crew_that_is_silent_too_long_is_missed_until_it_is_heard_of() {
    let mut desk = Desk::with_a_shift();
    let every = Some(Millis::from_mins(10));
    desk.must(&assign(R1, T1));
    desk.must(&Command::SetCheckIn { team: T1, every });
    assert_eq!(desk.wait(500), 0);
    // Every status pressed is a sign of life.
    desk.must(&Command::Advance {
        assignment: A1,
        to: TeamStatus::OnScene,
    });
    assert_eq!(desk.wait(500), 0);
    assert_eq!(desk.wait(100), 1);
    let missed = |desk: &Desk| desk.board.team(T1).unwrap().check_in.unwrap().missed_at;
    assert!(missed(&desk).is_some());
    assert_eq!(desk.wait(5000), 0, "it is said once");
    desk.must(&Command::CheckIn { team: T1 });
    assert_eq!(missed(&desk), None);
    assert_eq!(desk.wait(601), 1, "and it runs again");
    desk.must(&Command::Clear { assignment: A1 });
    assert_eq!(desk.board.team(T1).unwrap().check_in, None);
    let check_in = Command::CheckIn { team: T1 };
    assert_eq!(desk.refuses(&check_in), "team T1 has no check-in running");
}

#[test]
fn an_emergency_is_answered_once_and_ends_by_a_status_only() {
    let mut desk = Desk::with_a_shift();
    let set = |status| Command::SetTeamStatus { team: T1, status };
    let answer = Command::AnswerEmergency { team: T1 };
    assert!(desk.say(&answer).is_err());
    desk.must(&set(TeamStatus::Emergency));
    desk.must(&answer);
    let team = desk.board.team(T1).unwrap();
    assert!(team.emergency_answered.is_some());
    assert_eq!(team.status, TeamStatus::Emergency);
    desk.must(&set(TeamStatus::Available));
    assert_eq!(desk.board.team(T1).unwrap().emergency_answered, None);
}
