//! Every status and every state against every command: the transition tables as they really are.

use std::fmt::Write;

use expect_test::expect;

use super::*;
use crate::dispatch::model::{
    RequestState,
    TeamStatus::{
        self, Acknowledged, Assigned, AtDestination, Available, Clearing, Emergency, EnRoute,
        OffDuty, OnScene, OutOfService, Returning, Staged, Transporting, WithClient,
    },
};

const STATUSES: [TeamStatus; 14] = [
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
];

fn advance(to: TeamStatus) -> Command {
    Command::Advance { assignment: A1, to }
}

fn set(status: TeamStatus) -> Command {
    Command::SetTeamStatus { team: T1, status }
}

/// A board on which team T1 has this status, reached by commands alone.
fn team_at(status: TeamStatus, on_assignment: bool) -> Desk {
    let mut desk = Desk::with_a_shift();
    if on_assignment {
        desk.must(&assign(R1, T1));
    }
    match status {
        Available | Assigned => {}
        OffDuty => desk.must(&Command::SignOff { team: T1 }),
        Returning | OutOfService | Emergency => desk.must(&set(status)),
        Acknowledged => desk.must(&Command::Acknowledge { assignment: A1 }),
        stage => desk.must(&advance(stage)),
    }
    assert_eq!(desk.board.team(T1).unwrap().status, status);
    desk
}

fn outcome_for_team(desk: &Desk, command: &Command) -> String {
    let mut desk = desk.clone();
    match desk.say(command) {
        Ok(()) => format!("{:?}", desk.board.team(T1).unwrap().status),
        Err(Rejection::UnknownAssignment { .. }) => "no assignment".to_owned(),
        Err(_) => "-".to_owned(),
    }
}

#[test]
fn every_team_status_against_every_command() {
    let commands = [
        ("sign on", Command::SignOn { team: T1 }),
        ("sign off", Command::SignOff { team: T1 }),
        ("assign", assign(R1, T1)),
        ("acknowledge", Command::Acknowledge { assignment: A1 }),
        ("decline", decline(A1)),
        ("clear", Command::Clear { assignment: A1 }),
        ("cancel", cancel(A1)),
    ];
    let all = STATUSES.map(|status| (status, false)).into_iter();
    let on_assignment = |&(status, _): &_| crate::dispatch::transitions::stage(status).is_some();
    let all = all.map(|(status, on)| (status, on || on_assignment(&(status, on))));
    let mut table = String::new();
    for (status, on) in all.chain([(Emergency, true)]) {
        let desk = team_at(status, on);
        let with = if on { " with an assignment" } else { "" };
        writeln!(table, "{status}{with}:").unwrap();
        for (name, command) in &commands {
            let outcome = outcome_for_team(&desk, command);
            if !matches!(outcome.as_str(), "-" | "no assignment") {
                writeln!(table, "  {name} -> {outcome}").unwrap();
            }
        }
        for (name, make) in [
            ("set", set as fn(TeamStatus) -> Command),
            ("advance", advance),
        ] {
            let reached: Vec<String> = STATUSES
                .into_iter()
                .filter(|&to| desk.clone().say(&make(to)).is_ok())
                .map(|to| {
                    assert_eq!(outcome_for_team(&desk, &make(to)), format!("{to:?}"));
                    format!("{to:?}")
                })
                .collect();
            if !reached.is_empty() {
                writeln!(table, "  {name} -> {}", reached.join(" ")).unwrap();
            }
        }
    }
    expect![[r#"
        off duty:
          sign on -> Available
        available:
          sign off -> OffDuty
          assign -> Assigned
          set -> Returning OutOfService Emergency
        assigned with an assignment:
          acknowledge -> Acknowledged
          decline -> Available
          cancel -> Available
          set -> Emergency
          advance -> EnRoute Staged OnScene WithClient Transporting AtDestination Clearing
        acknowledged with an assignment:
          decline -> Available
          cancel -> Available
          set -> Emergency
          advance -> EnRoute Staged OnScene WithClient Transporting AtDestination Clearing
        en route with an assignment:
          clear -> Available
          cancel -> Available
          set -> Emergency
          advance -> Staged OnScene WithClient Transporting AtDestination Clearing
        staged with an assignment:
          clear -> Available
          cancel -> Available
          set -> Emergency
          advance -> OnScene WithClient Transporting AtDestination Clearing
        on scene with an assignment:
          clear -> Available
          cancel -> Available
          set -> Emergency
          advance -> WithClient Transporting AtDestination Clearing
        with client with an assignment:
          clear -> Available
          cancel -> Available
          set -> Emergency
          advance -> Transporting AtDestination Clearing
        transporting with an assignment:
          clear -> Available
          cancel -> Available
          set -> Emergency
          advance -> AtDestination Clearing
        at destination with an assignment:
          clear -> Available
          cancel -> Available
          set -> Emergency
          advance -> Clearing
        clearing with an assignment:
          clear -> Available
          cancel -> Available
          set -> Emergency
        returning:
          sign off -> OffDuty
          assign -> Assigned
          set -> Available OutOfService Emergency
        out of service:
          sign off -> OffDuty
          set -> Available Returning Emergency
        in an emergency:
          set -> Available Returning OutOfService
        in an emergency with an assignment:
          cancel -> Emergency
          set -> EnRoute Staged OnScene WithClient Transporting AtDestination Clearing
    "#]]
    .assert_eq(&table);
}

/// A board on which request R1 has this state, reached by commands alone.
fn request_at(state: RequestState) -> Desk {
    let mut desk = Desk::with_a_shift();
    match state {
        RequestState::Pending => {}
        RequestState::Held => desk.must(&hold(R1)),
        RequestState::Assigned => desk.must(&assign(R1, T1)),
        RequestState::Working => {
            desk.must(&assign(R1, T1));
            desk.must(&advance(OnScene));
        }
        RequestState::Transporting => {
            desk.must(&assign(R1, T1));
            desk.must(&advance(Transporting));
        }
        RequestState::Closed => desk.must(&close(R1)),
        _ => panic!("no command leads to this state yet"),
    }
    assert_eq!(desk.board.request(R1).unwrap().state, state);
    desk
}

#[test]
fn every_request_state_against_every_command() {
    let commands = [
        ("update", update(R1)),
        ("hold", hold(R1)),
        ("resume", Command::ResumeRequest { request: R1 }),
        ("assign another team", assign(R1, T2)),
        ("acknowledge", Command::Acknowledge { assignment: A1 }),
        ("decline", decline(A1)),
        ("cancel", cancel(A1)),
        ("advance to on scene", advance(OnScene)),
        ("advance to transporting", advance(Transporting)),
        ("advance to clearing", advance(Clearing)),
        ("clear", Command::Clear { assignment: A1 }),
        ("close", close(R1)),
    ];
    let states = [
        RequestState::Pending,
        RequestState::Held,
        RequestState::Assigned,
        RequestState::Working,
        RequestState::Transporting,
        RequestState::Closed,
    ];
    let mut table = String::new();
    for state in states {
        let desk = request_at(state);
        writeln!(table, "{state}:").unwrap();
        for (name, command) in &commands {
            let mut desk = desk.clone();
            if desk.say(command).is_ok() {
                let state = desk.board.request(R1).unwrap().state;
                writeln!(table, "  {name} -> {state:?}").unwrap();
            }
        }
    }
    expect![[r#"
        pending:
          update -> Pending
          hold -> Held
          assign another team -> Assigned
          close -> Closed
        held:
          update -> Held
          resume -> Pending
          close -> Closed
        assigned:
          update -> Assigned
          assign another team -> Assigned
          acknowledge -> Assigned
          decline -> Pending
          cancel -> Pending
          advance to on scene -> Working
          advance to transporting -> Transporting
          advance to clearing -> Working
        being worked on:
          update -> Working
          assign another team -> Working
          cancel -> Pending
          advance to transporting -> Transporting
          advance to clearing -> Working
          clear -> Working
        transporting:
          update -> Transporting
          cancel -> Pending
          advance to clearing -> Working
          clear -> Working
        closed:
    "#]]
    .assert_eq(&table);
}
